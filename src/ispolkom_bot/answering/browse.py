"""Reading on in the base without a question: a day, a thing, a chronicle, more of the same.

A list is told in pages. A page has an id ("t:kerensky:8") that fits where the id of a fact does,
so that whoever offers facts to pick can offer pages too.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from ispolkom_bot.answering.chronicle import (
    Entry,
    all_entries,
    brief,
    by_date,
    entries,
    in_stretch,
    on_day,
    own_facts,
)
from ispolkom_bot.answering.compose import date_lines
from ispolkom_bot.answering.listing import Line, Page, page, sentences
from ispolkom_bot.calendar import CHANGE, YEAR_FORM, interval, julian_day, parts, possible, say
from ispolkom_bot.knowledge.compiled import HOME_YEARS, Compiled, unpack
from ispolkom_bot.model import STYLES, Answer, HistoricalDate, Lang, Offer, Style

_FACTS, _OF_DAY, _LINES, _OPENED = 3, 5, 8, 3
"""Facts on a page of a thing and of a day; lines of a timeline, and how many can be opened."""
_DATES, _TOLD_TOGETHER = 6, 3
_BEGUN_WITH: Final = ("body", "document", "event", "person")
_MONTH: Final = 31


@lru_cache(maxsize=16)
def popular(base: Compiled, language: Lang, count: int = 6) -> tuple[Offer, ...]:
    """Questions to begin with, on what most is told of; kinds of things take turns.

    Of those who held office at home it is asked who they were, of the rest when in the year that
    the base is about.
    """
    begun: dict[str, Entry] = {}
    for entry in all_entries(base):
        thing = base.rows[entry.fact].thing
        if entry.main and entry.date.first[:4] in HOME_YEARS:
            begun[thing] = max(begun.get(thing, entry), entry, key=lambda e: e.value)
    foremost = {thing: entry.fact for thing, entry in begun.items()}
    for span in base.spans:
        if span.of in base.home and (own := own_facts(base, span.thing)):
            foremost[span.thing] = own[0]
    ranked: dict[str, list[tuple[int, int]]] = {kind: [] for kind in _BEGUN_WITH}
    for thing, fact in foremost.items():
        if (kind := base.heads[thing].kind) in ranked:
            ranked[kind].append((-len(_about(base, thing)), fact))
    turns = [(turn, *pair) for pairs in ranked.values() for turn, pair in enumerate(sorted(pairs))]
    return tuple(base.offer(number, language) for _, _, number in sorted(turns)[:count])


def of_thing(
    base: Compiled, thing: str, language: Lang, first: Style = "old", *, after: int = 0, at: int = 0
) -> Answer | None:
    """Facts about a thing, from its own one at place `after` on, `at` of them passed over.

    Its own facts come first, then those that tell of it elsewhere; None where no more are left.
    """
    own = own_facts(base, thing)
    if not 0 <= after < len(own):
        return None
    elsewhere = [number for number in _about(base, thing) if number not in set(own)]
    seen = {base.rows[own[after]].twin}
    left: list[int] = []
    for number in (*own[after + 1 :], *own[:after], *elsewhere):
        if base.rows[number].twin not in seen:
            seen.add(base.rows[number].twin)
            left.append(number)
    numbers = left[at : at + _FACTS]
    if not numbers:
        return None
    dates = [line for number in numbers for line in date_lines(base.fact(number), language, first)]
    name = base.heads[thing].name.say(language)
    return page(
        base,
        language,
        Page(f"m:{thing}:{after}", at, len(left)),
        base.messages[language]["more-of"].format(name=name),
        sentences(base, numbers, language),
        opened=_FACTS,
        dates=tuple(dict.fromkeys(dates))[:_DATES],
    )


def of_day(
    base: Compiled,
    day: HistoricalDate,
    language: Lang,
    first: Style = "old",
    *,
    at: int = 0,
    named: bool = True,
) -> Answer:
    """What happened in a day or a stretch of time, read in the date's calendar.

    `named` is false where that calendar was not asked for: then the other reading is offered.
    """
    messages = base.messages[language]
    covered = interval(day)
    start, end = covered.first or 0, covered.last or 0
    date = say(day, language, first)
    said = messages["day-of"].format(date=date)
    other = () if named else _other_reading(day, language, messages["day-other"])
    notes = (messages["reading-style"].format(style=messages[day.style]),) if other else ()
    told = day.first if day.first == day.last else f"{day.first}.{day.last}"
    place = f"d:{told}:{day.style}"
    if start != end and (groups := by_date(in_stretch(base, start, end))):
        where = Page(place, at, len(groups))
        return _chronicle(base, groups, where, said, language, first, notes=notes, offers=other)
    happened = on_day(base, start) if start == end else []
    if not happened:
        near = _nearest(base, start, end, language)
        text = messages["day-nothing"].format(date=date)
        return Answer("decline", language, text, notes=notes, suggestions=(*near, *other))
    return page(
        base,
        language,
        Page(place, at, len(happened)),
        said,
        sentences(base, [entry.fact for entry in happened[at : at + _OF_DAY]], language),
        opened=_OF_DAY,
        notes=notes,
        offers=other,
    )


def timeline(
    base: Compiled, thing: str, language: Lang, first: Style = "old", *, at: int = 0
) -> Answer | None:
    """The dated facts of a thing in order ("" for the whole base); None where there are none."""
    head = base.heads.get(thing)
    if thing and not head:
        return None
    if head:
        groups = by_date(entries(base, own_facts(base, thing)))
    else:
        since = min(julian_day(f"{year}-01-01", "old") for year in HOME_YEARS)
        groups = by_date([e for e in all_entries(base) if e.main and e.first >= since])
    if at >= len(groups):
        return None
    name = head.name if head else base.title
    heading = base.messages[language]["timeline-of"].format(name=name.say(language))
    where = Page(f"t:{thing}", at, len(groups))
    return _chronicle(base, groups, where, heading, language, first, alone=bool(thing))


def more(base: Compiled, place: str, language: Lang, first: Style = "old") -> Answer | None:
    """What follows a fact (a full id) or stands on a page of a list; None where nothing does."""
    kind, *parts = place.split(":")
    if not parts:
        number = base.number(place)
        if number is None:
            return None
        thing = base.rows[number].thing
        return of_thing(base, thing, language, first, after=own_facts(base, thing).index(number))
    *named, last = parts
    at = _count(last)
    if at is None:
        return None
    if kind == "t" and len(named) == 1:
        return timeline(base, named[0], language, first, at=at)
    if kind == "m" and len(named) == 2 and (after := _count(named[1])) is not None:
        return of_thing(base, named[0], language, first, after=after, at=at)
    if kind == "d" and len(named) == 2 and named[1] in STYLES:
        style: Style = "old" if named[1] == "old" else "new"
        start, _, until = named[0].partition(".")
        if possible(start, style) and possible(until or start, style):
            day = HistoricalDate(start, until or start, style)
            answer = of_day(base, day, language, first, at=at)
            return answer if answer.facts or not at else None
    return None


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None


def _about(base: Compiled, thing: str) -> list[int]:
    """The facts that concern a thing, the closest first."""
    numbers, weights = unpack(base.things.get(thing, b""))
    return [n for _, n in sorted(zip((-w for w in weights), numbers, strict=True))]


def _chronicle(
    base: Compiled,
    groups: Sequence[Sequence[Entry]],
    place: Page,
    heading: str,
    language: Lang,
    first: Style,
    *,
    alone: bool = False,
    notes: tuple[str, ...] = (),
    offers: tuple[Offer, ...] = (),
) -> Answer:
    """A page of a chronicle, one line a date; `alone` says that it is of one thing."""
    shown = groups[place.at : place.at + _LINES]
    lines = [_line(base, group, language, first, alone=alone) for group in shown]
    return page(base, language, place, heading, lines, opened=_OPENED, notes=notes, offers=offers)


def _line(
    base: Compiled, group: Sequence[Entry], language: Lang, first: Style, *, alone: bool
) -> Line:
    told: dict[str, int] = {}
    things: set[str] = set()
    for entry in group:
        row = base.rows[entry.fact]
        what = entry.what.say(language)
        if not alone:
            if row.thing in things:
                continue
            things.add(row.thing)
            what = f"{base.heads[row.thing].name.say(language)}: {what}"
        told.setdefault(what, entry.fact)
        if len(told) == _TOLD_TOGETHER:
            break
    said = f"{brief(group[0].date, language, first)} — {'; '.join(told)}"
    return Line(said, tuple(dict.fromkeys(told.values())))


def _other_reading(day: HistoricalDate, language: Lang, message: str) -> tuple[Offer, ...]:
    """The same date in the other calendar, where both were in use."""
    style: Style = "new" if day.style == "old" else "old"
    if len(parts(day.first)) == YEAR_FORM or not all(
        possible(end, style) for end in (day.first, day.last)
    ):
        return ()
    other = HistoricalDate(day.first, day.last, style)
    if (interval(other).first or 0) >= CHANGE + _MONTH:
        return ()
    told = day.first if day.first == day.last else f"{day.first}.{day.last}"
    said = message.format(date=say(other, language, style))
    return (Offer(f"d:{told}:{style}:0", said),)


def _nearest(base: Compiled, start: int, end: int, language: Lang) -> tuple[Offer, ...]:
    """The foremost of what is dated shortly before and after."""
    days = {entry.first for entry in all_entries(base) if entry.first == entry.last}
    before = max((day for day in days if start - _MONTH <= day < start), default=0)
    after = min((day for day in days if end < day <= end + _MONTH), default=0)
    facts = [on_day(base, day)[0].fact for day in (before, after) if day]
    return tuple(base.offer(number, language) for number in dict.fromkeys(facts))
