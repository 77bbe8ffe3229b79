"""Checks of facts against each other: dates, offices, names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from msgspec import Struct

from ispolkom_bot import calendar
from ispolkom_bot.errors import Problem
from ispolkom_bot.knowledge.record import Lines
from ispolkom_bot.knowledge.references import facts
from ispolkom_bot.model import Base, HistoricalDate, Span, Thing

ONE_PERSON: Final = ("chairman", "minister-chairman", "minister", "peoples-commissar")
FEW_DAYS: Final = 5
"""Days that an old and a new holder may overlap: hand-overs took as long."""


def dates_possible(base: Base, lines: Lines) -> Iterator[Problem]:
    """Every date exists in its calendar, ends after it begins, and is told in the right one."""
    for key, date in _dates(base):
        bad = [end for end in (date.first, date.last) if end and not _possible(end, date)]
        for end in dict.fromkeys(bad):
            wrong = f"{end} does not exist in the {date.style} calendar"
            yield lines.problem(key, wrong, _repair(end, date))
        covered = calendar.covered(date)
        if covered is None:
            continue
        if covered.first and covered.last and covered.first > covered.last:
            wrong = f"from {date.first} is after to {date.last}"
            yield lines.problem(key, wrong, "swap them, or correct one")
        ends = [end for end in (date.first, date.last) if len(end) > len("1918")]
        if date.style == "old" and any(_start(end) >= calendar.CHANGE for end in ends):
            wrong = "an Old Style date after 31 January 1918, when Russia changed"
            yield lines.problem(key, wrong, "give all of it in New Style, with style: new")


def offices_single(base: Base, lines: Lines) -> Iterator[Problem]:
    """No two people hold a one-person office at once for more than a few days.

    Only days that are certain count: a month's or year's precision is read narrowly, an open end
    not at all. A span whose fact is disputed may overlap.
    """
    offices: dict[tuple[str, str, str], list[_Holding]] = defaultdict(list)
    for thing in base.things.values():
        disputed = {fact.id for fact in thing.facts if fact.standing == "disputed"}
        for index, span in enumerate(thing.spans):
            holding = _holding(thing, index, span)
            if span.role in ONE_PERSON and span.fact not in disputed and holding:
                offices[span.role, span.post, span.of].append(holding)
    for (role, post, of), holdings in offices.items():
        for one, two in combinations(holdings, 2):
            days = min(one.last, two.last) - max(one.first, two.first)
            if one.thing != two.thing and days > FEW_DAYS:
                office = " ".join(word for word in (role, post, "of", of) if word)
                wrong = f"{office} for {days} days together with {one.thing}"
                yield lines.problem(two.key, wrong, "correct one of the spans")


def names_single(base: Base, lines: Lines) -> Iterator[Problem]:
    """A name or alias of several things is preferred by exactly one of them."""
    claimants: dict[str, dict[str, str]] = defaultdict(dict)
    preferring: dict[str, list[str]] = defaultdict(list)
    for thing in base.things.values():
        for key, name in _names(thing):
            claimants[plain(name)].setdefault(thing.id, key)
        for name in {plain(name) for name in thing.prefers}:
            preferring[name].append(thing.id)
    for name, keys in claimants.items():
        preferred = preferring.get(name, [])
        if len(keys) > 1 and len(preferred) != 1:
            many = f", and preferred by {' and '.join(preferred)}" if preferred else ""
            wrong = f"{name!r} names {' and '.join(keys)}{many}"
            remedy = "list it under prefers of exactly one of them, or remove it"
            yield lines.problem(list(keys.values())[-1], wrong, remedy)


def plain(name: str) -> str:
    """A name as two writings of it are compared: case, ё and punctuation folded."""
    return " ".join(re.findall(r"\w+", name.casefold().replace("ё", "е")))


class _Holding(Struct, frozen=True):
    thing: str
    key: str
    first: int
    last: int


def _holding(thing: Thing, index: int, span: Span) -> _Holding | None:
    """The days on which an office was held for certain."""
    if span.date is None or not span.date.first or not span.date.last:
        return None
    first = calendar.covered(_single(span.date, span.date.first))
    last = calendar.covered(_single(span.date, span.date.last))
    if first is None or first.last is None or last is None or last.first is None:
        return None
    return _Holding(thing.id, f"{thing.id}.spans.{index}", first.last, last.first)


def _single(date: HistoricalDate, end: str) -> HistoricalDate:
    return HistoricalDate(first=end, last=end, style=date.style)


def _dates(base: Base) -> Iterator[tuple[str, HistoricalDate]]:
    for thing in base.things.values():
        for index, span in enumerate(thing.spans):
            if span.date:
                yield f"{thing.id}.spans.{index}", span.date
    for full_id, _, fact in facts(base):
        for index, event in enumerate(fact.dates):
            yield f"{full_id}.dates.{index}", event.date
        if date := calendar.value_date(fact):
            yield f"{full_id}.value.date", date


def _possible(end: str, date: HistoricalDate) -> bool:
    return calendar.possible(end, date.style)


def _repair(end: str, date: HistoricalDate) -> str:
    """The nearest thing to an impossible date that is possible."""
    other = "new" if date.style == "old" else "old"
    if calendar.possible(end, "old" if date.style == "new" else "new"):
        return f"it does in the {other} one: say style: {other}, or correct the day"
    month = end[: len("1917-03")]
    return f"correct the day, or write {month}" if _possible(month, date) else "correct it"


def _start(end: str) -> int:
    covered = calendar.covered(HistoricalDate(end, end))
    return covered.first if covered and covered.first else 0


def _names(thing: Thing) -> Iterator[tuple[str, str]]:
    yield f"{thing.id}.name.en", thing.name.en
    yield f"{thing.id}.name.ru", thing.name.ru
    for field, names in (("aliases", thing.aliases), ("prefers", thing.prefers)):
        yield from ((f"{thing.id}.{field}.{at}", name) for at, name in enumerate(names))
