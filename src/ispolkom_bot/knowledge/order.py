"""What came before what: named sequences of facts, and the checks that they hold.

A sequence has its facts in the order in which what they tell happened. Their dates must bear it
out; on one day the sequence itself says which came first, and all sequences must agree on it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ispolkom_bot import calendar
from ispolkom_bot.errors import Problem
from ispolkom_bot.knowledge.folder import nearest
from ispolkom_bot.knowledge.record import Lines, Record, Sheet
from ispolkom_bot.knowledge.references import facts
from ispolkom_bot.knowledge.yamlfile import Node
from ispolkom_bot.model import Base, Fact, HistoricalDate, Sequence, Text


def read_order(sheet: Sheet, node: Node, lines: Lines) -> tuple[Sequence, ...]:
    """The sequences of a file that lists them by their ids."""
    lines.note("order:", sheet.file, node)
    read: list[Sequence] = []
    for sequence_id, child in sheet.mapping(node, "").items():
        sheet.id(sequence_id, child.line, sequence_id)
        record = Record(sheet, child, sequence_id, ("name", "facts"))
        name, listed = record.text("name") or Text(""), record.words("facts")
        if "facts" in record and len(listed) < 2:
            record.fault("facts", "one fact has no order", "add what came before it, or after")
        read.append(Sequence(sequence_id, name, listed))
    return tuple(read)


def order_dated(base: Base, lines: Lines) -> Iterator[Problem]:
    """What a sequence names exists and is dated, and no date goes back behind one before it."""
    known = {full_id: fact for full_id, _, fact in facts(base)} if base.order else {}
    for sequence in base.order:
        latest, before = 0, ""
        for index, full_id in enumerate(sequence.facts):
            key = f"order:{sequence.id}.facts.{index}"
            if full_id not in known:
                wrong = f"unknown fact {full_id!r}"
                yield lines.problem(key, wrong, nearest(full_id, known))
                continue
            date = happened(known[full_id])
            if date is None:
                remedy = "date the fact, or take it out of the sequence"
                yield lines.problem(key, f"{full_id} has no date", remedy)
                continue
            first, last = _days(date)
            if last < latest:
                end = date.last or date.first
                wrong = f"{full_id} ({end}) is earlier than {before}, which stands before it"
                remedy = "move it up, or correct one of the dates"
                yield lines.problem(key, wrong, remedy)
            if first > latest:
                latest, before = first, full_id


def order_agrees(base: Base, lines: Lines) -> Iterator[Problem]:
    """No fact comes before another in one sequence and after it in another, nor before itself."""
    after: dict[str, set[str]] = {}
    for sequence in base.order:
        pairs = zip(sequence.facts, sequence.facts[1:], strict=False)
        for index, (one, other) in enumerate(pairs, 1):
            if _reaches(after, other, one):
                again = "twice" if one == other else f"after {one}, yet elsewhere before it"
                remedy = "put them in one order everywhere"
                key = f"order:{sequence.id}.facts.{index}"
                yield lines.problem(key, f"{other} stands {again}", remedy)
            else:
                after.setdefault(one, set()).add(other)


def happened(fact: Fact) -> HistoricalDate | None:
    """When that happened which a fact tells: its bare date, else the first of its dates."""
    return calendar.value_date(fact) or next((event.date for event in fact.dates), None)


def _days(date: HistoricalDate) -> tuple[int, int]:
    """The first and last day; an open end is taken for the other one, an impossible date for all.

    That a date is impossible is another check's affair.
    """
    covered = calendar.covered(date)
    if covered is None:
        return 0, calendar.CHANGE * 2
    first = covered.first or covered.last or 0
    return first, covered.last or first


def _reaches(after: dict[str, set[str]], start: str, goal: str) -> bool:
    """Whether `goal` is `start` or comes somewhere after it."""
    seen, todo = {start}, [start]
    while todo:
        one = todo.pop()
        if one == goal:
            return True
        fresh = after.get(one, set()) - seen
        seen |= fresh
        todo += fresh
    return False
