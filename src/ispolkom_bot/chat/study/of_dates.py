"""Questions for a date: "When was Order No. 1 issued?"

No wrong date is one of the thing's dates, nor a day that the fact's text, dispute or reservation
could mean in either calendar; nor does it overlap the right one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from msgspec import Struct

from ispolkom_bot.answering.chronicle import brief
from ispolkom_bot.calendar import DAY_FORM, MONTH_FORM, day_text, interval, parts, value_date
from ispolkom_bot.chat.study.material import Asked, Material, by_twin, facts_about, integers, told
from ispolkom_bot.model import STYLES, DatedEvent, HistoricalDate, Text

_NEAR: Final = (2, 12)
_MIDDLING: Final = (13, 40)
_FAR: Final = (41, 150)
"""Days between the right date and wrong ones, by difficulty."""
_POOL: Final = 8
"""Wrong dates of a difficulty; more would cost time and teach nothing."""
_STRIDE, _CIRCLE = 7919, 311
"""Primes by which offsets are mixed, so that not every fact has the same."""
_YEARS: Final = ((2, 4), (5, 9), (10, 16))
"""As many years, for what is dated to years, and for lives."""
_MONTHS_OFF: Final = ((1, 2), (3, 5), (6, 9))
_SHORT: Final = 60
"""Days that a meeting lasts at most to be asked for as a whole."""
_BRIEF_STRETCH: Final = 10
_MONTH: Final = 31
_CHANGED: Final = 1919
"""From this year on dates are told in one calendar."""
_ITS_YEARS: Final = (1916, 1918)
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
_MONTH_WORDS: Final = (
    *("january|январ", "february|феврал", "march|март", "april|апрел", "may|ма[йяе]"),
    *("june|июн", "july|июл", "august|август", "september|сентябр", "october|октябр"),
    *("november|ноябр", "december|декабр"),
)


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
    wrong = _wrong(asked, right.date, question)
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
    if _DIGIT.search(what) or any(re.search(rf"\b(?:{m})", what.casefold()) for m in _MONTH_WORDS):
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
        month = not rest or bool(re.search(rf"\b(?:{_MONTH_WORDS[rest[0] - 1]})", low))
        day = len(rest) < 2 or rest[1] in numbers
        if month and day and (rest or year in numbers):
            return True
    return False


def _both(iso: str, date: HistoricalDate) -> list[str]:
    if len(parts(iso)) < DAY_FORM:
        return [iso]
    covered = interval(HistoricalDate(iso, iso, date.style)).first or 0
    return [day_text(covered, style) for style in STYLES]


def _wrong(asked: Asked, right: HistoricalDate, question: str) -> tuple[list[HistoricalDate], ...]:
    form = len(parts(right.first))
    year = parts(right.first)[0]
    if form == DAY_FORM and _ITS_YEARS[0] <= year <= _ITS_YEARS[1]:
        return _other_days(asked, right, question)
    if form == MONTH_FORM and right.first == right.last:
        return _other_months(asked, right)
    return _other_years(asked, right)


def _other_days(
    asked: Asked, right: HistoricalDate, question: str
) -> tuple[list[HistoricalDate], ...]:
    """Days near the right one, or stretches of the same length."""
    span = interval(right)
    start, end = span.first or 0, span.last or 0
    taken, named = _taken(asked), integers(told(asked.fact))
    low = question.casefold()
    months = {n for n, word in enumerate(_MONTH_WORDS, 1) if re.search(rf"\b(?:{word})", low)}
    same_year = right.first[:4] in question

    def certain(days: range) -> HistoricalDate | None:
        ends = (days[0], days[-1])
        if any(day in taken for day in ends):
            return None
        said = [[day_text(day, style) for day in ends] for style in STYLES]
        if any(int(text[-2:]) in named for pair in said for text in pair):
            return None
        first, last = said[STYLES.index(right.style)]
        if (months and int(first[5:7]) not in months) or (
            same_year and first[:4] != right.first[:4]
        ):
            return None
        return HistoricalDate(first, last, right.style)

    pools = []
    for nearest, farthest in (_NEAR, _MIDDLING, _FAR):
        offsets = [sign * off for off in range(nearest, farthest + 1) for sign in (1, -1)]
        offsets.sort(key=lambda off: (off * _STRIDE + asked.number) % _CIRCLE)
        shifts = (off + (end - start) * (1 if off > 0 else -1) for off in offsets)
        found = (certain(range(start + off, end + off + 1)) for off in shifts)
        pools.append(list(islice((date for date in found if date), _POOL)))
    return tuple(pools)


def _other_months(asked: Asked, right: HistoricalDate) -> tuple[list[HistoricalDate], ...]:
    taken = _taken(asked)
    low = told(asked.fact).casefold()
    year, month = parts(right.first)
    pools = []
    for near, far in _MONTHS_OFF:
        pool = []
        for off in (*range(near, far + 1), *range(-far, -near + 1)):
            years, index = divmod(month - 1 + off, 12)
            date = HistoricalDate(*(2 * (f"{year + years}-{index + 1:02}",)), right.style)
            span = interval(date)
            days = range(span.first or 0, (span.last or 0) + 1)
            if not any(day in taken for day in days) and not re.search(
                rf"\b(?:{_MONTH_WORDS[index]})", low
            ):
                pool.append(date)
        pools.append(pool)
    return tuple(pools)


def _other_years(asked: Asked, right: HistoricalDate) -> tuple[list[HistoricalDate], ...]:
    """The same day or month of other years, a little moved where it is a day."""
    named = integers(told(asked.fact))
    taken = {parts(day_text(day, style))[0] for day in _taken(asked) for style in STYLES}
    pools = []
    for near, far in _YEARS:
        pool = []
        for off in (*range(near, far + 1), *range(-far, -near + 1)):
            year = parts(right.first)[0] + off
            ends = [_moved(end, year, off) for end in (right.first, right.last)]
            if year in named or year in taken or right.first != right.last:
                continue
            if (year < _CHANGED) != (parts(right.first)[0] < _CHANGED):
                continue  # its form alone would give it away
            pool.append(HistoricalDate(ends[0], ends[1], right.style))
        pools.append(pool)
    return tuple(pools)


def _moved(iso: str, year: int, off: int) -> str:
    """The date in another year, its month and day shifted so that they give nothing away."""
    _, *rest = parts(iso)
    if not rest:
        return f"{year:04}"
    month = (rest[0] - 1 + 5 * off) % 12 + 1
    if len(rest) == 1:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{(rest[1] + 7 * off) % 28 + 1:02}"


def _taken(asked: Asked) -> set[int]:
    """The days that some fact about the thing, or a twin of this one, is dated to."""
    return set(_dated(asked))


def _dated(asked: Asked) -> Iterator[int]:
    base = asked.base
    same = set(by_twin(base)[base.rows[asked.number].twin])
    for number in {*facts_about(base, asked.thing), *same}:
        for first, last in base.rows[number].days:
            start, end = first or last, last or first
            short = end - start <= (_MONTH if number in same else _BRIEF_STRETCH)
            yield from range(start, end + 1) if short else (start, end)
