"""Reading the day that a command names: a day, a week, a month or a year, in either calendar."""

from __future__ import annotations

import datetime
import re
from typing import Final

from msgspec import Struct

from ispolkom_bot.calendar import (
    DAY_FORM,
    day_text,
    interval,
    julian_day,
    parts,
    possible,
)
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.language.normalise import fold
from ispolkom_bot.model import HistoricalDate, Style
from ispolkom_bot.understanding.read import read

_YEAR: Final = "1917"
_OLD: Final = re.compile(
    r"\b(?:old[ -](?:style|calendar)|o\.?s\b\.?|julian\w*|стар\w*(?:[ -](?:стил\w*|календар\w*))?"
    r"|юлианск\w*(?: календар\w*)?|ст\. ?ст\b\.?)"
)
_NEW: Final = re.compile(
    r"\b(?:new[ -](?:style|calendar)|n\.?s\b\.?|gregorian\w*|нов\w*(?:[ -](?:стил\w*|календар\w*))?"
    r"|григорианск\w*(?: календар\w*)?|н(?:ов)?\. ?ст\b\.?)"
)
_SHORT: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](?:(\d\d)|(\d{4})))?\b\.?")
_RANGE: Final = re.compile(
    r"\b(\d{1,2}) ?(?:-|to|till|until|through|по|до) ?"
    r"(?=\d{1,2}(?:st|nd|rd|th|-?[а-я]{1,2})? [^\W\d])"
)
_CALLED: Final = re.compile(r"[ .!?]+(?:(?:in|by|по|в)\b.*)?$")
"""What is left of "по старому стилю" once the calendar is taken from it."""
_WEEK: Final = re.compile(r"\b(?:week|недел)")
_PARTS: Final = (
    (re.compile(r"\b(?:first|1st|перв)"), 1, 7),
    (re.compile(r"\b(?:second|2nd|втор)"), 8, 14),
    (re.compile(r"\b(?:third|3rd|треть)"), 15, 21),
    (re.compile(r"\b(?:fourth|4th|четверт)"), 22, 28),
)
_LAST: Final = re.compile(r"\b(?:last|последн)")
_TODAY: Final[dict[str, int]] = {
    **dict.fromkeys(("today", "this day", "on this day", "сегодня", "в этот день"), 0),
    **dict.fromkeys(("tomorrow", "завтра"), 1),
    **dict.fromkeys(("yesterday", "вчера"), -1),
}
_WEEK_DAYS: Final = 7
_CHANGED: Final = "1918-02"
"""From this month on a date that names no calendar is New Style."""


class Asked(Struct, frozen=True):
    """The day that was asked for; `named` says that its calendar was named, too.

    `impossible` is the text of a date that no calendar has; then there is no day.
    """

    day: HistoricalDate | None
    named: bool = False
    impossible: str = ""


def asked_day(base: Compiled, text: str, first: Style, today: datetime.date) -> Asked | None:
    """The day that a text names; None if it names none.

    Without a year it is one of 1917, without a calendar it is read in `first`; no text, or
    "today", is today's day and month, New Style.
    """
    low = " ".join(fold(text).lower().split()) if text.strip() else "today"
    style: Style | None = "old" if _OLD.search(low) else "new" if _NEW.search(low) else None
    low = " ".join(_NEW.sub(" ", _OLD.sub(" ", low)).split()).strip(" ,;:()")
    if (step := _TODAY.get(_CALLED.sub("", low))) is not None:
        then = today + datetime.timedelta(days=step)
        iso = f"{_YEAR}-{then:%m-%d}"
        iso = iso if possible(iso, "new") else f"{_YEAR}-02-28"  # 1917 was no leap year
        return _settled(iso, iso, style, "new")
    if short := _SHORT.fullmatch(low):
        day, month, brief, year = short.groups()
        full = year or (f"19{brief}" if brief else _YEAR)
        iso = f"{full}-{int(month):02}-{int(day):02}"
        return _settled(iso, iso, style, first)
    met = read(base, f"in {_RANGE.sub('', low)}").days
    if not met:
        return None
    start, end = met[0].iso, met[-1].until if len(met) == 2 else met[0].until
    if (until := _RANGE.search(low)) and start == end and len(parts(start)) == DAY_FORM:
        start = f"{start[:-2]}{int(until[1]):02}"
    if _WEEK.search(low):
        return _week(low, start, style, first)
    return _settled(start, end, style, first)


def _week(low: str, iso: str, style: Style | None, first: Style) -> Asked | None:
    """The week from Monday to Sunday that holds a day, or the first to last week of a month."""
    read_in = style or _style_of(iso, first)
    if not possible(iso, read_in):
        return _settled(iso, iso, style, first)
    if len(parts(iso)) == DAY_FORM:
        day = julian_day(iso, read_in)
        monday = day - day % _WEEK_DAYS
        return _named(day_text(monday, read_in), day_text(monday + 6, read_in), read_in, style)
    for word, start, end in _PARTS:
        if word.search(low):
            return _named(f"{iso}-{start:02}", f"{iso}-{end:02}", read_in, style)
    covered = interval(HistoricalDate(iso, iso, read_in))
    if _LAST.search(low) and covered.last:
        return _named(
            day_text(covered.last - 6, read_in), day_text(covered.last, read_in), read_in, style
        )
    return _named(iso, iso, read_in, style)


def _settled(start: str, end: str, style: Style | None, first: Style) -> Asked:
    """The date in the calendar that was named, else in the likelier one that has it."""
    likely = style or _style_of(start, first)
    other: Style = "new" if likely == "old" else "old"
    for read_in in (likely,) if style else (likely, other):
        if possible(start, read_in) and possible(end, read_in) and start <= end:
            return _named(start, end, read_in, style)
    said = dict.fromkeys(".".join(reversed(iso.split("-"))) for iso in (start, end))
    return Asked(None, impossible=" – ".join(said))


def _named(start: str, end: str, read_in: Style, style: Style | None) -> Asked:
    return Asked(HistoricalDate(start, end, read_in), named=style is not None)


def _style_of(iso: str, first: Style) -> Style:
    """The calendar in which a date is read that names none: after the change there is but one."""
    return "new" if iso >= _CHANGED else first
