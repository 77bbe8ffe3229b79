"""The day in 1917: what happened on this day, by the old or the new calendar.

A day of 1917 on which nothing of its own is dated is told by the same day in other years. Where
there is none either, whoever asked is offered the nearest days, and daily posts are silent.
"""

from __future__ import annotations

import datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from ispolkom_bot.answering import browse
from ispolkom_bot.answering.chronicle import Entry, all_entries, on_day
from ispolkom_bot.answering.listing import Line, Page, page
from ispolkom_bot.calendar import CHANGE, day_text, julian_day, parts, possible, say
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.language.sentences import first_sentence
from ispolkom_bot.model import STYLES, Answer, HistoricalDate, Lang, Style, Text

_YEAR: Final = "1917"
_MOST: Final = 5
_LAST_OF_FEBRUARY: Final[dict[Style, HistoricalDate]] = {
    style: HistoricalDate(f"{_YEAR}-02-28", f"{_YEAR}-02-28", style) for style in STYLES
}
_OTHER_YEARS: Final = Text("This day in other years", "Этот день в другие годы")
_NO_SUCH_DAY: Final = Text("There was no 29 February in 1917.", "29 февраля в 1917 году не было.")


class Day(Struct, frozen=True):
    """A day as it is told; `facts` are empty where nothing happened on it."""

    date: HistoricalDate
    facts: tuple[str, ...]
    answer: Answer


def the_day(
    base: Compiled,
    today: datetime.date,
    calendar: Style,
    language: Lang,
    first: Style | None = None,
) -> Day:
    """What is told to whoever asks for this day; `first` is the calendar that dates name first."""
    shown = first or calendar
    date = _in_1917(today, calendar)
    if date is not None and _own(base, date):
        answer = browse.of_day(base, date, language, shown)
        return Day(date, answer.facts, answer)
    if other := _other_years(base, today, calendar, language, shown):
        return Day(date or _LAST_OF_FEBRUARY[calendar], other.facts, other)
    if date is not None:
        answer = browse.of_day(base, date, language, shown)
        return Day(date, answer.facts, answer)
    near = _LAST_OF_FEBRUARY[calendar]
    answer = browse.of_day(base, near, language, shown)
    notes = (_NO_SUCH_DAY.say(language), *answer.notes)
    return Day(near, answer.facts, replace(answer, notes=notes))


def post(base: Compiled, today: datetime.date, calendar: Style, language: Lang) -> Answer | None:
    """What is posted for a day; None where nothing of its own is dated to it in any year."""
    date = _in_1917(today, calendar)
    if date is not None and _own(base, date):
        return browse.of_day(base, date, language, calendar)
    return _other_years(base, today, calendar, language, calendar)


def _in_1917(today: datetime.date, calendar: Style) -> HistoricalDate | None:
    iso = f"{_YEAR}-{today:%m-%d}"
    return HistoricalDate(iso, iso, calendar) if possible(iso, calendar) else None


def _own(base: Compiled, date: HistoricalDate) -> list[Entry]:
    """What is dated to the day itself, and not to a time that it lies in."""
    day = julian_day(date.first, date.style)
    return [entry for entry in on_day(base, day) if entry.first == entry.last]


def _other_years(
    base: Compiled, today: datetime.date, calendar: Style, language: Lang, first: Style
) -> Answer | None:
    """The same day and month in other years, in the order of the years, no claim twice."""
    met: dict[int, Entry] = {}
    for entry in all_entries(base):
        if not entry.exact or entry.first != entry.last or not entry.own or entry.date.circa:
            continue
        style = "new" if entry.first >= CHANGE else calendar
        year, month, day = parts(day_text(entry.first, style))
        if (month, day) == (today.month, today.day) and str(year) != _YEAR:
            met.setdefault(base.rows[entry.fact].twin, entry)
    if not met:
        return None
    found = sorted(met.values(), key=lambda entry: (entry.first, -entry.value))[:_MOST]
    lines = [Line(_line(base, entry, language, first), (entry.fact,)) for entry in found]
    whole = Page("", 0, len(lines))
    return page(base, language, whole, _OTHER_YEARS.say(language), lines, opened=_MOST)


def _line(base: Compiled, entry: Entry, language: Lang, first: Style) -> str:
    told = first_sentence(base.fact(entry.fact).text.say(language))
    return f"{say(entry.date, language, first)} — {told}"
