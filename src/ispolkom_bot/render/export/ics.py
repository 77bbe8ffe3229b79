"""The anniversaries as a calendar file after RFC 5545, each by both calendars.

By the new calendar an event of 25 October 1917 (Old Style) returns on 7 November; by the old
one's name for its day, on 25 October. Both are days of today's calendar, every year.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Final

from ispolkom_bot.answering.chronicle import Entry, entries
from ispolkom_bot.answering.compose import cite
from ispolkom_bot.calendar import CHANGE, day_text, parts, possible, say
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.model import Lang, Style, Text

_LINE: Final = 75
"""Octets of a line; what follows goes on the next, after a space."""
_PRODUCT: Final = "-//Ispolkom Bot//Anniversaries//"
_STYLE: Final[dict[Style, Text]] = {
    "old": Text("Old Style", "Старый стиль"),
    "new": Text("New Style", "Новый стиль"),
}
_NAME: Final = Text("{title}: anniversaries", "{title}: годовщины")
_SOURCES: Final = Text("Sources", "Источники")


def as_ics(base: Compiled, numbers: Sequence[int], language: Lang, now: datetime.datetime) -> bytes:
    """A calendar of the days that are the matter of these facts, stamped with `now` (UTC)."""
    title = _NAME.say(language).format(title=base.title.say(language))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}{language.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(title)}",
    ]
    for entry in anniversaries(base, numbers):
        styles: tuple[Style, ...] = ("new",) if entry.first >= CHANGE else ("new", "old")
        for style in styles:
            lines += _event(base, entry, style, language, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def anniversaries(base: Compiled, numbers: Sequence[int]) -> list[Entry]:
    """For each thing and day the event told of most: dates to the day that are a fact's matter."""
    best: dict[tuple[str, int], Entry] = {}
    for entry in entries(base, numbers):
        if entry.own and entry.exact and entry.first and not entry.date.circa:
            key = base.rows[entry.fact].thing, entry.first
            if key not in best or best[key].value < entry.value:
                best[key] = entry
    return sorted(best.values(), key=lambda entry: (entry.first, entry.fact))


def _event(
    base: Compiled, entry: Entry, style: Style, language: Lang, now: datetime.datetime
) -> Iterator[str]:
    fact, row = base.fact(entry.fact), base.rows[entry.fact]
    iso = day_text(entry.first, style)
    year, month, day = parts(iso)
    lasting = 28 if not possible(iso, "new") else day  # 29 February 1900, Old Style alone
    start = datetime.date(year, month, lasting)
    name = base.heads[row.thing].name.say(language)
    what = f"{name}: {entry.what.say(language)} ({year})"
    told = [fact.text.say(language), say(entry.date, language, style)]
    cited = [cite(base, ref, at, language).text for at, ref in enumerate(fact.sources, 1)]
    told.append(f"{_SOURCES.say(language)}: {'; '.join(dict.fromkeys(cited))}")
    rule = (
        "BYMONTH=2;BYMONTHDAY=-1"
        if (month, day) == (2, 29)
        else f"BYMONTH={month};BYMONTHDAY={day}"
    )
    yield "BEGIN:VEVENT"
    yield f"UID:{base.full_id(entry.fact).replace('/', '.')}.{style}.{language}@ispolkom-bot"
    yield f"DTSTAMP:{now:%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{_compact(start)}"
    yield f"DTEND;VALUE=DATE:{_compact(start + datetime.timedelta(days=1))}"
    yield f"RRULE:FREQ=YEARLY;{rule}"
    yield f"SUMMARY;LANGUAGE={language}:{_escaped(what)}"
    yield f"DESCRIPTION;LANGUAGE={language}:{_escaped(chr(10).join(told))}"
    yield f"CATEGORIES:{_escaped(_STYLE[style].say(language))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _compact(day: datetime.date) -> str:
    return day.isoformat().replace("-", "")


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line broken so that no part is longer than the standard allows, within no letter."""
    done: list[str] = []
    part, room = "", _LINE
    for letter in line:
        if len((part + letter).encode()) > room:
            done.append(part)
            part, room = "", _LINE - 1
        part += letter
    return "\r\n ".join([*done, part])
