"""Questions for a date: "When was Order No. 1 issued?"

Days, months and years are asked for, short meetings as a whole, and of what lasted its beginning.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from ispolkom_bot.answering.chronicle import brief
from ispolkom_bot.calendar import DAY_FORM, day_text, interval, parts, value_date
from ispolkom_bot.chat.study.material import Asked, Material, integers
from ispolkom_bot.chat.study.wrong_dates import MONTHS, wrong_dates
from ispolkom_bot.model import STYLES, DatedEvent, HistoricalDate, Text

_SHORT: Final = 60
"""Days that a meeting lasts at most to be asked for as a whole."""
_WHEN: Final = {"en": re.compile(r"When (?!and )"), "ru": re.compile(r"Когда (?!и )")}
_AND: Final = {
    "en": re.compile(r" and (?:where|who|why|how|what)\b"),
    "ru": re.compile(r" и (?:где|кто|почему|как|чем)\b"),
}
_SINCE: Final = Text("{name}: {what}. Since when?", "{name}: {what}. С какого времени?")
_PLAIN: Final = Text("{name}: {what}. When was it?", "{name}: {what}. Когда это было?")
_BORN: Final = Text("When was {name} born?", "Когда {what} {name}?")
_DIED: Final = Text("When did {name} die?", "Когда {what} {name}?")
_NOTE: Final = {
    "old": Text(
        " (Old Style; New Style in brackets)", " (по старому стилю, в скобках — по новому)"
    ),
    "new": Text(
        " (New Style; Old Style in brackets)", " (по новому стилю, в скобках — по старому)"
    ),
}
_OFFICES: Final = frozenset({"office", "chair", "member"})
"""Shapes of facts whose date is the first day of something that lasted."""
_ONE_WORD: Final = re.compile(r"[^\W\d_]+")
_PAST: Final = re.compile(r"\w+л(?:ся|а|ась)?")
_FEMININE: Final = re.compile(r"\w+[нт]а")
_DIGIT: Final = re.compile(r"\d")


class _Right(Struct, frozen=True):
    date: HistoricalDate
    event: DatedEvent
    whole: bool


def dates(asked: Asked) -> Material | None:
    """A question for the date that is a fact's datum."""
    right = _right(asked)
    if right is None:
        return None
    question = _question(asked, right)
    if not question or _leaks(question, right.date):
        return None
    said = brief(right.date, asked.language, asked.first)
    wrong = wrong_dates(asked, right.date, question)
    pools = tuple(
        tuple(brief(date, asked.language, asked.first) for date in pool) for pool in wrong
    )
    if "(" in said:
        question += _NOTE[asked.first].say(asked.language)
    return Material("date", question, said, (pools[0], pools[1], pools[2]))


def _right(asked: Asked) -> _Right | None:
    date = value_date(asked.fact)
    if date is None or date.circa:
        return None
    events = [e for e in asked.fact.dates if date.first in (e.date.first, e.date.last)]
    if not events or any(event.date.circa for event in events):
        return None
    event = min(events, key=lambda event: event.date.first != event.date.last)
    if event.date.first == event.date.last:
        return _Right(date, event, whole=True)
    if event.date.first != date.first:
        return None
    span = interval(event.date)
    short = span.first is not None and span.last is not None and span.last - span.first <= _SHORT
    exact = all(len(parts(end)) == DAY_FORM for end in (event.date.first, event.date.last) if end)
    if short and exact:
        return _Right(event.date, event, whole=True)
    return _Right(date, event, whole=False)


def _question(asked: Asked, right: _Right) -> str:
    what, language, name = right.event.what.say(asked.language), asked.language, asked.name
    first_shape = asked.fact.shapes[0]
    own = asked.question
    if asked.kind == "person" and first_shape in {"born", "died"}:
        template = _BORN if first_shape == "born" else _DIED
        if language == "en":
            return asked.say(template, name=name)
        if verb := _verb(what):
            return asked.say(template, what=verb, name=name)
    asks = _WHEN[language].match(own) and not _AND[language].search(own)
    begins = not right.whole or first_shape in _OFFICES
    if asks and not begins:
        return own.rstrip("?") + "?"
    if _DIGIT.search(what) or any(re.search(rf"\b(?:{m})", what.casefold()) for m in MONTHS):
        return ""
    return asked.say(_SINCE if begins else _PLAIN, name=name, what=what)


def _verb(what: str) -> str:
    """A Russian label as a predicate: "родился", "был расстрелян"; "" where it is none."""
    if not _ONE_WORD.fullmatch(what):
        return ""
    if _PAST.fullmatch(what) or what in {"умер", "погиб"}:
        return what
    if _FEMININE.fullmatch(what):
        return f"была {what}"
    return f"был {what}" if what.endswith(("н", "т")) else ""


def _leaks(question: str, date: HistoricalDate) -> bool:
    """Whether a question names its own answer: all that the date consists of."""
    low, numbers = question.casefold(), integers(question)
    for iso in _both(date.first, date):
        year, *rest = parts(iso)
        month = not rest or bool(re.search(rf"\b(?:{MONTHS[rest[0] - 1]})", low))
        day = len(rest) < 2 or rest[1] in numbers
        if month and day and (rest or year in numbers):
            return True
    return False


def _both(iso: str, date: HistoricalDate) -> list[str]:
    if len(parts(iso)) < DAY_FORM:
        return [iso]
    covered = interval(HistoricalDate(iso, iso, date.style)).first or 0
    return [day_text(covered, style) for style in STYLES]
