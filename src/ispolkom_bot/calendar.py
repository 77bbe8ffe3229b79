"""Old Style and New Style: validity, conversion, intervals, ages, and dates in words.

All arithmetic goes by Julian day number, so that it is right in every century. A partial date
("1917-03", "1917") covers its whole month or year in its own calendar.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, TypeAlias

from msgspec import Struct

from ispolkom_bot.model import Fact, HistoricalDate, Lang, Style

CHANGE: Final = 2421639
"""The Julian day of 1 (14) February 1918, the first day of record that was New Style in Russia."""

YEAR_FORM, MONTH_FORM, DAY_FORM = 1, 2, 3
FEBRUARY, DECEMBER = 2, 12
MONTH_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class ImpossibleDateError(ValueError):
    """A text that is no date of its calendar."""

    def __init__(self, iso: str, style: Style) -> None:
        super().__init__(f"{iso!r} is no date of the {style} calendar")


class Interval(Struct, frozen=True):
    """The Julian days from `first` to `last`, both included; None is an open end."""

    first: int | None
    last: int | None


def parts(iso: str) -> tuple[int, ...]:
    """Year, month and day of an ISO text, as far as it gives them."""
    return tuple(int(part) for part in iso.split("-"))


def possible(iso: str, style: Style) -> bool:
    """Whether a full or partial ISO text is a date of the calendar.

    29 February 1900 is one in Old Style only.
    """
    digits = iso.split("-")
    if not all(part.isascii() and part.isdecimal() for part in digits):
        return False
    if [len(part) for part in digits] != [4, 2, 2][: len(digits)]:
        return False
    year, month, day = (*parts(iso), 1, 1)[:3]
    return year >= 1 and 1 <= month <= DECEMBER and 1 <= day <= _month_days(year, month, style)


def julian_day(iso: str, style: Style) -> int:
    """The Julian day number of a day; ImpossibleDateError where it is no day of the calendar."""
    if len(iso.split("-")) != DAY_FORM or not possible(iso, style):
        raise ImpossibleDateError(iso, style)
    year, month, day = parts(iso)
    shift = (14 - month) // 12
    years, months = year + 4800 - shift, month + 12 * shift - 3
    days = day + (153 * months + 2) // 5 + 365 * years + years // 4
    return days - 32083 if style == "old" else days - years // 100 + years // 400 - 32045


def day_text(day: int, style: Style) -> str:
    """The ISO text of a Julian day number."""
    centuries, rest = 0, day + 32082
    if style == "new":
        centuries = (4 * (day + 32044) + 3) // 146097
        rest = day + 32044 - 146097 * centuries // 4
    years = (4 * rest + 3) // 1461
    days = rest - 1461 * years // 4
    months = (5 * days + 2) // 153
    year = 100 * centuries + years - 4800 + months // 10
    month = months + 3 - 12 * (months // 10)
    return f"{year:04}-{month:02}-{days - (153 * months + 2) // 5 + 1:02}"


def convert(iso: str, source: Style, target: Style) -> str:
    """A day of one calendar in the other."""
    return day_text(julian_day(iso, source), target)


def interval(date: HistoricalDate) -> Interval:
    """The days a date covers; ImpossibleDateError where it is none of its calendar."""
    first = _edges(date.first, date.style)[0] if date.first else None
    last = _edges(date.last, date.style)[1] if date.last else None
    return Interval(first, last)


def covered(date: HistoricalDate) -> Interval | None:
    """The days a date covers, or None where it is none of its calendar."""
    try:
        return interval(date)
    except ImpossibleDateError:
        return None


def duration(date: HistoricalDate) -> int | None:
    """The days from the first to the last day, as one counts "three days later": 0 in one day.

    None where an end is open or not told to the day.
    """
    covered = interval(date)
    known = all(len(end.split("-")) == DAY_FORM for end in (date.first, date.last))
    if not known or covered.first is None or covered.last is None:
        return None
    return covered.last - covered.first


def age(born: HistoricalDate, on: HistoricalDate) -> tuple[int, int] | None:
    """The least and the greatest age in whole years, equal where the dates are exact enough.

    Birthdays are counted in the calendar of both dates, or in New Style where they differ.
    """
    birth, then = interval(born), interval(on)
    if birth.first is None or birth.last is None or then.first is None or then.last is None:
        return None
    style: Style = born.style if born.style == on.style else "new"
    return _years(birth.last, then.first, style), _years(birth.first, then.last, style)


def value_date(fact: Fact) -> HistoricalDate | None:
    """The date that is a fact's bare value, in the calendar that the fact's `dates` tell.

    A value carries no calendar of its own: it has that of the same date among the fact's dates,
    else that of all of them, else the one in use in Russia at the time.
    """
    if fact.value is None or not fact.value.date:
        return None
    iso = fact.value.date
    same = {event.date.style for event in fact.dates if iso in (event.date.first, event.date.last)}
    styles = same or {event.date.style for event in fact.dates}
    then: Style = "new" if iso >= "1918-02" else "old"
    style = styles.pop() if len(styles) == 1 else then
    circa = any(event.date.circa for event in fact.dates if event.date.first == iso)
    return HistoricalDate(first=iso, last=iso, style=style, circa=circa)


@lru_cache(maxsize=1024)
def say(date: HistoricalDate, language: Lang, first: Style = "old") -> str:
    """A date in words: days in both calendars, `first` before the other.

    Days of record after the change of 1918 are told in the New Style alone; months are told in
    the calendar they are stored in; years need none. The date must be possible.
    """
    if date.first == date.last:
        said = _say_ends((("", date.first),), date, language, first)
    else:
        ends = tuple((role, end) for role, end in (("from", date.first), ("to", date.last)) if end)
        alike = len({len(end) for _, end in ends}) == 1
        groups = (ends,) if alike else tuple((end,) for end in ends)
        said = " ".join(_say_ends(group, date, language, first) for group in groups)
    if not date.circa:
        return said
    if date.first == date.last:
        return f"about {said}" if language == "en" else f"около {said}"
    return f"approximately {said}" if language == "en" else f"приблизительно {said}"


_End: TypeAlias = "tuple[str, str]"
"""The role of an end ("from", "to", or "" for a single date) and its ISO text."""


def _say_ends(ends: tuple[_End, ...], date: HistoricalDate, language: Lang, first: Style) -> str:
    form = len(parts(ends[0][1]))
    if form == YEAR_FORM:
        return _words(ends, language, date.circa)
    if date.style == "new" and all(_edges(end, "new")[0] >= CHANGE for _, end in ends):
        said = _words(ends, language, date.circa)
        # The year of the change is where readers still wonder which calendar is meant.
        return said + _MARKS[language]["new"] if ends[0][1].startswith("1918") else said
    if form == MONTH_FORM:
        return _words(ends, language, date.circa) + _MARKS[language][date.style]
    second: Style = "new" if first == "old" else "old"
    told = tuple((role, convert(end, date.style, first)) for role, end in ends)
    beside = tuple((role, convert(end, date.style, second)) for role, end in ends)
    if len(beside) == 1:
        beside = (("", beside[0][1]),)
    said = _words(told, language, date.circa) + _MARKS[language][first]
    if language == "en":
        return f"{said} = {_words(beside, language, date.circa)}{_MARKS[language][second]}"
    one_year = len({parts(end)[0] for _, end in (*told, *beside)}) == 1
    other = _words(beside, language, date.circa, year=not one_year)
    return f"{said} ({other}{_MARKS[language][second].removesuffix(' стилю')})"


def _words(ends: tuple[_End, ...], language: Lang, circa: bool, year: bool = True) -> str:
    """The ends in one calendar, naming a year that they share once."""
    said = []
    for index, (role, end) in enumerate(ends):
        later = ends[index + 1 :]
        shared = bool(later) and parts(later[0][1])[0] == parts(end)[0]
        speak = _english if language == "en" else _russian
        said.append(speak(role, parts(end), year and not shared, bool(later), circa))
    return " ".join(said)


def _english(role: str, date: tuple[int, ...], year: bool, _later: bool, _circa: bool) -> str:
    words = [role] if role else []
    words += [str(date[2])] if len(date) == DAY_FORM else []
    words += [_ENGLISH[date[1] - 1]] if len(date) >= MONTH_FORM else []
    words += [str(date[0])] if year or len(date) == YEAR_FORM else []
    return " ".join(words)


def _russian(role: str, date: tuple[int, ...], year: bool, later: bool, circa: bool) -> str:
    genitive = role == "from" or (circa and not role)
    words = [{"from": "с", "to": "по"}[role]] if role else []
    if len(date) == YEAR_FORM:
        noun = [] if later else ["года" if genitive else "год"]
        return " ".join([*words, str(date[0]), *noun])
    if len(date) == DAY_FORM:
        if role == "from" and date[2] == 2:
            words = ["со"]
        words.append(str(date[2]))
        genitive = True
    words.append((_RUSSIAN_OF if genitive else _RUSSIAN)[date[1] - 1])
    return " ".join([*words, f"{date[0]} года"] if year else words)


def _edges(iso: str, style: Style) -> tuple[int, int]:
    """The first and last Julian day of a full or partial date."""
    if not possible(iso, style):
        raise ImpossibleDateError(iso, style)
    year, *rest = parts(iso)
    if len(rest) == DAY_FORM - 1:
        only = julian_day(iso, style)
        return only, only
    first, last = (rest[0], rest[0]) if rest else (1, DECEMBER)
    return (
        julian_day(f"{year:04}-{first:02}-01", style),
        julian_day(f"{year:04}-{last:02}-{_month_days(year, last, style):02}", style),
    )


def _month_days(year: int, month: int, style: Style) -> int:
    leap = year % 4 == 0 and (style == "old" or year % 100 != 0 or year % 400 == 0)
    return MONTH_DAYS[month - 1] + (1 if leap and month == FEBRUARY else 0)


def _years(first: int, last: int, style: Style) -> int:
    """Whole years between two Julian days, by birthdays in a calendar."""
    born, then = parts(day_text(first, style)), parts(day_text(last, style))
    return then[0] - born[0] - (then[1:] < born[1:])


_MARKS: Final[dict[Lang, dict[Style, str]]] = {
    "en": {"old": " (Old Style)", "new": " (New Style)"},
    "ru": {"old": " по старому стилю", "new": " по новому стилю"},
}
_ENGLISH: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_RUSSIAN: Final = (
    *("январь", "февраль", "март", "апрель", "май", "июнь"),
    *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
)
_RUSSIAN_OF: Final = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
