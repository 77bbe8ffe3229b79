"""The timeline of a thing, or of the whole base: its foremost dates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ispolkom_bot.answering.chronicle import (
    Entry,
    all_entries,
    brief,
    by_date,
    entries,
    own_facts,
    weight,
)
from ispolkom_bot.calendar import interval, julian_day
from ispolkom_bot.knowledge.compiled import HOME_YEARS, Compiled
from ispolkom_bot.language.sentences import first_sentence
from ispolkom_bot.model import HistoricalDate, Lang, Style
from ispolkom_bot.render.pictures import sources, words
from ispolkom_bot.render.pictures.data import Event, Picture, Timeline

_MOST: Final = 12
_LONGEST: Final = 200
_LONG: Final = 40
"""Days beyond which a stretch of time counts less than a day does."""
_ROOM: Final = 3


def timeline(
    base: Compiled,
    thing: str,
    language: Lang,
    first: Style = "old",
    on: HistoricalDate | None = None,
) -> Picture | None:
    """The timeline of a thing ("" for the whole base); None where fewer than two dates are told.

    `on` keeps to the dates within that month or year, or around that day.
    """
    found = entries(base, own_facts(base, thing)) if thing else _of_the_whole(base)
    found = [entry for entry in found if entry.first and entry.last and _within(entry, on)]
    groups = [max(group, key=_worth) for group in by_date(found)]
    dates = len(groups)
    if not thing:
        groups = _one_of_each(base, groups)
    if len(groups) < 2:
        return None
    shown = sorted(
        sorted(groups, key=lambda entry: (-_worth(entry), entry.first))[:_MOST],
        key=lambda entry: (entry.first, entry.last),
    )
    events = tuple(_event(base, entry, language, first) for entry in shown)
    start, end = _window(shown)
    name = base.heads[thing].name.say(language) if thing else base.title.say(language)
    subtitle = f"{words.TIMELINE.say(language)} · {words.IN_BOTH.say(language)}"
    notes: tuple[str, ...] = ()
    if len(shown) < dates:
        notes = (words.CHOSEN.say(language).format(shown=len(shown), all=dates),)
    told = "; ".join(f"{event.date} — {event.what.rstrip('.')}" for event in events)
    numbers = [entry.fact for entry in shown]
    return Picture(
        kind="timeline",
        language=language,
        title=name,
        subtitle=subtitle,
        body=Timeline(start, end, events),
        caption=f"{name}. {words.TIMELINE.say(language)}: {told}.",
        notes=notes,
        sources=sources.named(base, numbers),
        facts=tuple(dict.fromkeys(base.full_id(number) for number in numbers)),
    )


def _of_the_whole(base: Compiled) -> list[Entry]:
    since = min(julian_day(f"{year}-01-01", "old") for year in HOME_YEARS)
    return [e for e in all_entries(base) if e.main and e.exact and e.first >= since]


def _within(entry: Entry, on: HistoricalDate | None) -> bool:
    if on is None:
        return True
    stretch = interval(on)
    if stretch.first is None or stretch.last is None:
        return True
    return stretch.first <= entry.first <= stretch.last


def _worth(entry: Entry) -> float:
    return entry.value + entry.own + entry.exact - (entry.last - entry.first > _LONG)


def _one_of_each(base: Compiled, found: Sequence[Entry]) -> list[Entry]:
    """The foremost date of each thing, of the things most is told of, events before others."""
    best: dict[str, Entry] = {}
    for entry in found:
        thing = base.rows[entry.fact].thing
        best[thing] = max(best.get(thing, entry), entry, key=_worth)
    ranked = sorted(
        best.values(),
        key=lambda entry: (
            base.heads[base.rows[entry.fact].thing].kind != "event",
            -weight(base, entry.fact),
            entry.first,
        ),
    )
    return ranked[:_MOST]


def _event(base: Compiled, entry: Entry, language: Lang, first: Style) -> Event:
    """An event told by the first sentence of its fact, or by a name where that tells of others."""
    said = first_sentence(base.fact(entry.fact).text.say(language))
    named = not entry.own or len(said) > _LONGEST
    if named:
        name = base.heads[base.rows[entry.fact].thing].name.say(language)
        said = f"{name}: {entry.what.say(language)}"
    return Event(
        first=entry.first,
        last=entry.last,
        date=brief(entry.date, language, first),
        what=said,
        named=named,
    )


def _window(shown: Sequence[Entry]) -> tuple[int, int]:
    """The days that the axis covers: the years of the base, where most of it lies there."""
    home = sorted(HOME_YEARS)
    start = julian_day(f"{home[0]}-01-01", "old")
    end = julian_day(f"{int(home[-1]) + 1}-08-01", "old")
    inside = [entry for entry in shown if start <= entry.first <= end]
    if 2 * len(inside) < len(shown):
        inside = list(shown)
    return inside[0].first - _ROOM, max(min(entry.last, max(end, entry.first)) for entry in inside)
