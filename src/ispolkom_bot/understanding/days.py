"""Dates in a question: a day, month, week or year, in either calendar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from ispolkom_bot.calendar import ImpossibleDateError, interval
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.language.normalise import fold
from ispolkom_bot.model import HistoricalDate, Style
from ispolkom_bot.understanding.words import Word

_YEAR = re.compile(r"1[89]\d\d|20\d\d")
_ISO = re.compile(r"\b(1[89]\d\d)[-./](\d{1,2})[-./](\d{1,2})\b")
_DOTTED = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](1[89]\d\d)\b")
_MAY_NAME_STYLE = re.compile(
    r"[Ss]tyle|[Cc]alendar|[Oo]\.?[Ss]|[Nn]\.[Ss]|ulian|regor|тил|улиан|ригор"
)
_PARTS = {
    "earli": (1, 10),
    "begin": (1, 10),
    "start": (1, 10),
    "начал": (1, 10),
    "mid": (11, 20),
    "middl": (11, 20),
    "середин": (11, 20),
    "late": (21, 31),
    "end": (21, 31),
    "конц": (21, 31),
    "конец": (21, 31),
}
_LAST_DAY = 31
_SEASONS = {
    "spring": (3, 5),
    "весн": (3, 5),
    "summer": (6, 8),
    "лет": (6, 8),
    "autumn": (9, 11),
    "fall": (9, 11),
    "осен": (9, 11),
}
_IN_SEASON = frozenset({"in", "early", "late", "during", "by", "since", "until"})
_ADVERBS = frozenset({"весной", "летом", "осенью"})


class DayMention(Struct, frozen=True, gc=False):
    """A date of the question, at words `start` to `end`; its calendar where it names one."""

    iso: str
    until: str
    start: int
    end: int
    style: Style | None = None

    def days(self, style: Style) -> tuple[int, int]:
        """The Julian days it covers in a calendar; (0, 0) if it is no date of it."""
        return _covered(self.iso, self.until, style)

    @property
    def precise(self) -> bool:
        """Whether it says more than a year."""
        return len(self.iso) > len("1917")


@lru_cache(maxsize=512)
def _covered(iso: str, until: str, style: Style) -> tuple[int, int]:
    try:
        covered = interval(HistoricalDate(iso, until, style))
    except ImpossibleDateError:
        return 0, 0
    return covered.first or 0, covered.last or 0


def read_days(base: Compiled, words: Sequence[Word], text: str) -> tuple[DayMention, ...]:
    """The dates that a question names; a month without a year is one of 1917."""
    if not any(
        [word.number or word.text in base.months or word.stem in _SEASONS for word in words]
    ):
        return ()
    text = fold(text)
    style = _style(text.lower()) if _MAY_NAME_STYLE.search(text) else None
    written = _numeric(text) if any(sign in text for sign in "-./") else ""
    found: list[DayMention] = []
    position = 0
    while position < len(words):
        mention = _at(base, words, position, style)
        if mention:
            found.append(mention)
            position = mention.end
        else:
            position += 1
    if written:
        places = [n for n, word in enumerate(words) if word.number]
        first, last = (min(places), max(places) + 1) if places else (0, 0)
        return (DayMention(written, written, first, last, style),)
    return tuple(found)


def _at(base: Compiled, words: Sequence[Word], at: int, style: Style | None) -> DayMention | None:
    word = words[at]
    if _YEAR.fullmatch(word.text):
        return DayMention(word.text, word.text, at, at + 1, style)
    if word.stem in _SEASONS:
        return _season(words, at, style)
    month = base.months.get(word.text)
    if month is None:
        return None
    if word.text in {"may", "march"} and not _dated(words, at):
        return None
    start, end = at, at + 1
    before = at - 1 if not (at and words[at - 1].text == "of") else at - 2
    day = _day_at(words, before)
    if day:
        start = before
    elif at + 1 < len(words) and _is_day(words[at + 1]):
        day, end = int(words[at + 1].text), at + 2
    year = "1917"
    if end < len(words) and _YEAR.fullmatch(words[end].text):
        year, end = words[end].text, end + 1
    elif start == at and at and words[at - 1].number and _YEAR.fullmatch(words[at - 1].text):
        year, start = words[at - 1].text, at - 1
    if day:
        iso = f"{year}-{month:02}-{day:02}"
        return DayMention(iso, iso, start, end, style)
    for back in (1, 2):
        part = _PARTS.get(words[start - back].stem) if start - back >= 0 else None
        if part:
            first, last = (f"{year}-{month:02}-{n:02}" for n in part)
            last = f"{year}-{month:02}" if part[1] == _LAST_DAY else last
            return DayMention(first, last, start - back, end, style)
    return DayMention(f"{year}-{month:02}", f"{year}-{month:02}", start, end, style)


def _season(words: Sequence[Word], at: int, style: Style | None) -> DayMention | None:
    """A season that is meant as a time: with its year, in Russian by its case, or after "in"."""
    after = at + 2 if at + 1 < len(words) and words[at + 1].text == "of" else at + 1
    named = after < len(words) and bool(_YEAR.fullmatch(words[after].text))
    before = [word.text for word in words[max(0, at - 2) : at] if word.text != "the"][-1:]
    meant = words[at].text in _ADVERBS or (
        not _IN_SEASON.isdisjoint(before) and words[at].text != "fall"
    )
    if not named and not meant:
        return None
    year, end = (words[after].text, after + 1) if named else ("1917", at + 1)
    first, last = _SEASONS[words[at].stem]
    return DayMention(f"{year}-{first:02}", f"{year}-{last:02}", at, end, style)


def _dated(words: Sequence[Word], at: int) -> bool:
    near = [words[n] for n in (at - 1, at + 1) if 0 <= n < len(words)]
    before = words[at - 1].text if at else ""
    return (
        any(word.number for word in near)
        or words[at].name
        or before
        in {
            "in",
            "of",
            "early",
            "late",
            "mid",
            "by",
            "since",
            "during",
            "until",
            "from",
        }
    )


def _day_at(words: Sequence[Word], at: int) -> int:
    return int(words[at].text) if at >= 0 and _is_day(words[at]) else 0


def _is_day(word: Word) -> bool:
    return word.number and len(word.text) <= 2 and 1 <= int(word.text) <= _LAST_DAY


def _numeric(text: str) -> str:
    if match := _ISO.search(text):
        year, month, day = match.groups()
    elif match := _DOTTED.search(text):
        day, month, year = match.groups()
    else:
        return ""
    return f"{year}-{int(month):02}-{int(day):02}"


def _style(low: str) -> Style | None:
    if re.search(r"\bold[ -](style|calendar)|\bo\.?s\.?\b|\bjulian|стар\w+ стил|юлианск", low):
        return "old"
    if re.search(r"\bnew[ -](style|calendar)|\bn\.s\b|\bgregorian|нов\w+ стил|григориан", low):
        return "new"
    return None
