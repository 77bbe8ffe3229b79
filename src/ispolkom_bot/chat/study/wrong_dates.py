"""Wrong dates for a question: near the right one or far, and certainly wrong.

None is one of the thing's dates, nor a day that the fact's text, dispute or reservation could
mean in either calendar; none overlaps the right one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from ispolkom_bot.calendar import DAY_FORM, MONTH_FORM, day_text, interval, parts
from ispolkom_bot.chat.study.material import Asked, by_twin, facts_about, integers, told
from ispolkom_bot.model import STYLES, HistoricalDate

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
_BRIEF_STRETCH: Final = 10
_MONTH: Final = 31
_CHANGED: Final = 1919
"""From this year on dates are told in one calendar."""
_ITS_YEARS: Final = (1916, 1918)
MONTHS: Final = (
    *("january|январ", "february|феврал", "march|март", "april|апрел", "may|ма[йяе]"),
    *("june|июн", "july|июл", "august|август", "september|сентябр", "october|октябр"),
    *("november|ноябр", "december|декабр"),
)
"""How the names of months begin, in both languages."""


def wrong_dates(
    asked: Asked, right: HistoricalDate, question: str
) -> tuple[list[HistoricalDate], ...]:
    """Wrong dates in the form of the right one: hard, middling and easy to tell from it.

    A month or year that the question names is theirs too.
    """
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
    months = {n for n, word in enumerate(MONTHS, 1) if re.search(rf"\b(?:{word})", low)}
    same_year = right.first[:4] in question

    def certain(days: range) -> HistoricalDate | None:
        ends = (days[0], days[-1])
        if any(day in taken for day in ends):
            return None
        said = [[day_text(day, style) for day in ends] for style in STYLES]
        if any(int(text[-2:]) in named for pair in said for text in pair):
            return None
        first, last = said[STYLES.index(right.style)]
        if months and int(first[5:7]) not in months:
            return None
        if same_year and first[:4] != right.first[:4]:
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
                rf"\b(?:{MONTHS[index]})", low
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
