"""Two evaluations beside each other: which questions changed their answer, and for the better?

An evaluation is kept as JSON, so that a later revision of the program can be held against it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from ispolkom_bot.audit.evaluate import Judged, JudgedTurn
from ispolkom_bot.errors import BaseError, Problem

Tendency = Literal["better", "worse", "other"]
_WORTH = {"right": 2, "as expected": 2, "offered": 1, "suggested": 0, "declined": 0}
_WORTH_FREE = {"declined": 2, "suggested": 1, "offered": 1}


class Result(Struct, frozen=True):
    """What became of one question: `key` tells it from all others."""

    key: str
    status: str
    fact: str
    outcome: str
    held: bool
    trust: float


class Kept(Struct, frozen=True):
    """An evaluation as it is kept: the versions of program and base, and every result."""

    program: str
    base: str
    results: tuple[Result, ...]


class Change(Struct, frozen=True):
    """A question that is no longer answered as it was."""

    before: Result
    after: Result

    @property
    def tendency(self) -> Tendency:
        """Whether the change is for the better: right, then suggested, then declined, then wrong.

        Where the base holds no answer, declining is best.
        """
        gain = _worth(self.after) - _worth(self.before)
        return "better" if gain > 0 else "worse" if gain < 0 else "other"


class Difference(Struct, frozen=True):
    """What two evaluations of the same questions differ in; `only` counts those of one alone."""

    before: Kept
    changes: tuple[Change, ...]
    same: int
    only: int

    def count(self, tendency: Tendency) -> int:
        """How many answers changed so."""
        return sum(change.tendency == tendency for change in self.changes)


def keep(program: str, base: str, judged: Iterable[Judged], turns: Iterable[JudgedTurn]) -> Kept:
    """An evaluation in the form in which it is kept."""
    results: dict[str, Result] = {}
    for case in judged:
        key = _free(f"{case.labelled.writer}: {case.labelled.question}", results)
        results[key] = Result(
            key, case.status, case.fact, case.outcome, case.held, round(case.trust, 4)
        )
    for turn in turns:
        key = _free(f"{turn.writer}: {turn.dialogue}, {turn.number}: {turn.turn.ask}", results)
        outcome = "unlike" if turn.faults else "as expected"
        trust = round(turn.trust, 4)
        results[key] = Result(key, turn.status, turn.fact, outcome, held=True, trust=trust)
    return Kept(program, base, tuple(results.values()))


def write(kept: Kept, path: Path) -> None:
    """Keep an evaluation in a file."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(kept), indent=1) + b"\n")


def read(path: Path) -> Kept:
    """The evaluation of a file; BaseError if it holds none."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Kept)
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        remedy = "name a file that `evaluate --save` wrote, or the directory of a base"
        problem = Problem(str(path), 1, "json", f"no kept evaluation: {fault}", remedy)
        raise BaseError([problem]) from fault


def difference(before: Kept, after: Kept) -> Difference:
    """What changed between two evaluations, in the order of the later one."""
    earlier = {result.key: result for result in before.results}
    pairs = [(earlier[one.key], one) for one in after.results if one.key in earlier]
    changes = [Change(old, new) for old, new in pairs if _told(old) != _told(new)]
    only = len(earlier) + len(after.results) - 2 * len(pairs)
    return Difference(before, tuple(changes), len(pairs) - len(changes), only)


def _told(result: Result) -> tuple[str, str, str]:
    """What a reader notices: a candidate that was not told of is nothing to him."""
    fact = result.fact if result.status == "answer" else ""
    return result.status, fact, result.outcome


def _worth(result: Result) -> int:
    return (_WORTH if result.held else _WORTH_FREE).get(result.outcome, -2)


def _free(key: str, taken: dict[str, Result]) -> str:
    """The key, or the first of its numbered forms that is not taken."""
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key} ({number})"
    return free
