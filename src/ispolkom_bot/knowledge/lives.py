"""Checks that what is told of someone lies within a life: of the person, and of the body served."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ispolkom_bot import calendar
from ispolkom_bot.errors import Problem
from ispolkom_bot.knowledge.record import Lines
from ispolkom_bot.knowledge.references import facts
from ispolkom_bot.model import Base, HistoricalDate, Thing

POSTHUMOUS: Final = frozenset({"died", "fate", "press", "argument"})
FOUNDED: Final = ("body", "press", "party")
"""Kinds of things that nobody serves before they are founded."""
ENDED: Final = ("body", "press")
"""Kinds of things that nobody serves once they have ended; a party outlives its prohibition."""


def spans_in_life(base: Base, lines: Lines) -> Iterator[Problem]:
    """Nobody holds an office before birth or after death."""
    for thing in base.things.values():
        life = _life(thing)
        for index, span in enumerate(thing.spans):
            outside = _outside(life, span.date, ("birth", "death")) if span.date else []
            if wrong := next(filter(None, outside), ""):
                remedy = "correct the span, or the fact of birth or death"
                yield lines.problem(f"{thing.id}.spans.{index}", wrong, remedy)


def spans_in_existence(base: Base, lines: Lines) -> Iterator[Problem]:
    """Nobody serves a body before its founding or after its end, or the fact says how that is.

    It says so by being disputed, or with a caveat.
    """
    existence = {thing.id: _existence(thing) for thing in base.things.values()}
    words = ("founding", "end")
    for thing in base.things.values():
        known = {fact.id: fact for fact in thing.facts}
        for index, span in enumerate(thing.spans):
            fact = known.get(span.fact)
            explained = fact and (fact.standing == "disputed" or fact.caveat)
            if explained or span.of not in existence or span.date is None:
                continue
            outside = _outside(existence[span.of], span.date, words)
            if wrong := next(filter(None, outside), ""):
                remedy = f"correct one of them, or say in a caveat of {thing.id}/{span.fact} why"
                yield lines.problem(f"{thing.id}.spans.{index}", f"{span.of}: {wrong}", remedy)


def facts_in_life(base: Base, lines: Lines) -> Iterator[Problem]:
    """A person's facts are dated within the life, save those on death, fate and the historians."""
    for full_id, thing, fact in facts(base):
        if thing.kind != "person" or POSTHUMOUS & set(fact.shapes):
            continue
        life = _life(thing)
        for index, event in enumerate(fact.dates):
            outside = _outside(life, event.date, ("birth", "death"))
            exact = len(event.date.first or event.date.last) > len("1917")
            if exact and outside and all(outside):
                wrong = outside[0]
                remedy = "correct the date, or add one of the shapes " + ", ".join(
                    sorted(POSTHUMOUS)
                )
                yield lines.problem(f"{full_id}.dates.{index}", wrong, remedy)


def _life(thing: Thing) -> calendar.Interval:
    """The days from birth to death, as far as facts of the shapes born and died tell."""
    first: int | None = None
    last: int | None = None
    for fact in thing.facts if thing.kind == "person" else ():
        date = calendar.value_date(fact)
        covered = calendar.covered(date) if date else None
        if covered and "born" in fact.shapes:
            first = covered.first
        elif covered and "died" in fact.shapes:
            last = covered.last
    return calendar.Interval(first, last)


def _existence(thing: Thing) -> calendar.Interval:
    """The days from the founding to the end of a body, as widely as its facts allow.

    The founding is the earliest date that a fact of the shape founded tells; the end is the latest
    one told by the facts of the shape ended that have it for their value.
    """
    begins: list[int] = []
    ends: list[int] = []
    for fact in thing.facts:
        value = calendar.value_date(fact)
        dates = [event.date for event in fact.dates] + ([value] if value else [])
        told = [covered for date in dates if (covered := calendar.covered(date))]
        if "founded" in fact.shapes and thing.kind in FOUNDED:
            begins += [covered.first for covered in told if covered.first]
        if "ended" in fact.shapes and value and thing.kind in ENDED:
            ends += [covered.last for covered in told if covered.last]
    return calendar.Interval(min(begins, default=None), max(ends, default=None))


def _outside(life: calendar.Interval, date: HistoricalDate, words: tuple[str, str]) -> list[str]:
    """For each known end of a stretch of time, how it lies outside a life, or the empty text."""
    found: list[str] = []
    for end in dict.fromkeys(end for end in (date.first, date.last) if end):
        told = calendar.covered(HistoricalDate(end, end, date.style))
        if told is None or told.first is None or told.last is None:
            continue
        if life.first is not None and told.last < life.first:
            found.append(f"{end} is before the {words[0]} on {_day(life.first)}")
        elif life.last is not None and told.first > life.last:
            found.append(f"{end} is after the {words[1]} on {_day(life.last)}")
        else:
            found.append("")
    return found


def _day(day: int) -> str:
    return f"{calendar.day_text(day, 'new')} (New Style)"
