"""How long a base takes from YAML: reading, each slow check, the index, the base's own exam.

    python -m tests.bench.loading [DIR] [--passes N] [--exam]

The goal is for reading and checking together; the exam, which takes longer, is timed on request.
Seconds are those of the processor, so that what else the machine does counts little.
Nothing is asserted.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Final, TypeVar

from ispolkom_bot.audit.cues import dead_cues
from ispolkom_bot.audit.names import names_agree
from ispolkom_bot.audit.selfask import misses
from ispolkom_bot.knowledge import folder
from ispolkom_bot.knowledge.build import build
from ispolkom_bot.knowledge.cache import bundled
from ispolkom_bot.knowledge.checks import CHECKS, check
from ispolkom_bot.knowledge.load import Survey, survey
from ispolkom_bot.knowledge.yamlfile import parse
from ispolkom_bot.model import Base

GOAL: Final = 8.0
_WIDE: Final = 44
_SLOW: Final = 0.05

T = TypeVar("T")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("directory", nargs="?", type=Path, default=bundled(), metavar="DIR")
    parser.add_argument("--passes", type=int, default=3, help="the best of so many")
    parser.add_argument("--exam", action="store_true", help="time the base's own exam too")
    asked = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    files, _ = folder.contents(asked.directory)
    size = sum(len(data) for data in files.values())
    parsing, _ = _best(asked.passes, lambda: [parse(data, name) for name, data in files.items()])
    loading, seen = _best(asked.passes, lambda: survey(asked.directory))
    if seen.base is None:
        print("the base can't be read:", *seen.problems, sep="\n")
        return
    print(_row(f"parsing {len(files)} files, {size / 1e6:.1f} MB", parsing))
    print(_row(f"reading {_facts(seen.base):,} facts, parsing included", loading))
    checking = _checks(asked.passes, seen, seen.base)
    total = loading + checking
    verdict = "goal met" if total <= GOAL else "missed"
    print(_row("reading and checking", total) + f", goal at most {GOAL:g} s: {verdict}")
    if asked.exam:
        _exam(seen, seen.base)


def _checks(passes: int, seen: Survey, base: Base) -> float:
    for run in CHECKS:
        took, _ = _best(passes, lambda run=run: list(run(base, seen.lines)))  # type: ignore[misc]
        if took >= _SLOW:
            print(_row(f"  {run.__name__}", took))
    took, found = _best(passes, lambda: check(base, seen.lines))
    print(_row(f"all {len(CHECKS)} checks, {len(found)} problems", took))
    return took


def _exam(seen: Survey, base: Base) -> None:
    took, compiled = _best(1, lambda: build(base))
    print(_row("building the index", took))
    took, _ = _best(1, lambda: list(dead_cues(base, compiled, seen.lines)))
    print(_row("cues that can't be reached", took))
    took, _ = _best(1, lambda: list(names_agree(base, compiled, seen.lines)))
    print(_row("persons named in both languages", took))
    took, found = _best(1, lambda: misses(base, compiled))
    print(_row(f"the base asking itself, {len(found)} missed", took))


def _facts(base: Base) -> int:
    return sum(len(thing.facts) for thing in base.things.values())


def _best(passes: int, run: Callable[[], T]) -> tuple[float, T]:
    """The least time of several runs, and what the last one gave."""
    least = float("inf")
    for _ in range(passes):
        gc.collect()
        start = process_time()
        given = run()
        least = min(least, process_time() - start)
    return least, given


def _row(name: str, seconds: float) -> str:
    return f"{name:{_WIDE}}{seconds:8.2f} s"


if __name__ == "__main__":
    main()
