"""The time of one question, in a fresh process that holds one base and nothing else.

The base goes through msgpack first, as one from the cache does, for the objects it is made of
decide the time. Each pass begins with every table of the program that fills as it is used empty
again, then asks a few questions that are not in the mix, so that tables built once a process are
there; then each question of the mix is asked once, without a context. The least of each figure
over the passes counts (the least median, the least 99th percentile), since what else a machine does
can only add to it. How fast the machine was in the pass of that median is told by its pace: the
time of a fixed piece of plain Python, the median of ten runs among the questions.
"""

from __future__ import annotations

import gc
import multiprocessing
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final, TypeVar

import msgspec
from msgspec import Struct

from ispolkom_bot.engine import Engine
from ispolkom_bot.knowledge.build import build
from ispolkom_bot.knowledge.cache import bundled
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.knowledge.load import load
from tests.bench.mix import labelled, mix
from tests.bench.synthetic import grow

T = TypeVar("T")

PACES: Final = 10
_WARMING: Final = (
    "Who presided over the comittee of the zemstvos in Tambov?",
    "Кто руководил земсвом в Тамбове?",
    "In which year was the Zemgor founded?",
)


class Told(Struct, frozen=True):
    """What became of a question: the status of the answer and the fact that it rests on."""

    status: str
    fact: str


class Times(Struct, frozen=True):
    """Times of one question in milliseconds each the least of the passes, and what was told.

    `build` is in seconds, `size` that of the compiled base in megabytes.
    """

    facts: int
    asked: int
    median: float
    p99: float
    worst: float
    first: float
    pace: float
    build: float
    size: float
    told: tuple[Told, ...]


class _Pass(Struct, frozen=True):
    """One pass: the time of each question, of the first of all, the pace, and what was told."""

    times: list[float]
    first: float
    pace: float
    told: tuple[Told, ...]


def measure(size: int | None, passes: int) -> Times:
    """Times on the real base, or on a synthetic one of `size` facts; in a process of its own."""
    return apart(_measured, size, passes)


def apart(function: Callable[..., T], *arguments: object) -> T:
    """What a function gives in a fresh process, one that has never asked anything."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def share(times: Sequence[float], part: float) -> float:
    """The time that `part` of the times don't exceed."""
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


def _measured(size: int | None, passes: int) -> Times:
    base = load(bundled())
    asked = mix(labelled())
    questions: Sequence[str] = [one.text for one in asked]
    if size is not None:
        grown = grow(base, size, asked)
        base, questions = grown.base, grown.questions
    begun = time.perf_counter()
    compiled = build(base)
    took = time.perf_counter() - begun
    del base
    kept = msgspec.msgpack.encode(compiled)
    size_kept = len(kept) / 1e6
    engine = Engine(msgspec.msgpack.decode(kept, type=Compiled))
    del compiled, kept
    runs = [_asked_once(engine, questions) for _ in range(passes)]
    best = min(runs, key=lambda run: statistics.median(run.times))
    return Times(
        facts=len(engine.base.rows),
        asked=len(questions),
        median=statistics.median(best.times),
        p99=min(share(run.times, 0.99) for run in runs),
        worst=min(max(run.times) for run in runs),
        first=min(run.first for run in runs),
        pace=best.pace,
        build=took,
        size=size_kept,
        told=best.told,
    )


def _asked_once(engine: Engine, questions: Sequence[str]) -> _Pass:
    _forget()
    gc.collect()
    warming = [_clocked(engine, text)[0] for text in _WARMING]
    replies, paces = [], []
    for number, text in enumerate(questions):
        if number % (len(questions) // PACES) == 0:
            paces.append(pace())
        replies.append(_clocked(engine, text))
    return _Pass(
        times=[took for took, _ in replies],
        first=warming[0],
        pace=statistics.median(paces),
        told=tuple(told for _, told in replies),
    )


def pace() -> float:
    """The milliseconds of ten thousand additions, remainders and look-ups."""
    table = dict.fromkeys(range(100), 1)
    begun = time.perf_counter()
    total = 0
    for step in range(10_000):
        total += table[step % 100]
    return (time.perf_counter() - begun) * 1000


def _clocked(engine: Engine, question: str) -> tuple[float, Told]:
    begun = time.perf_counter()
    answer = engine.reply(question).answer
    took = time.perf_counter() - begun
    return took * 1000, Told(answer.status, answer.facts[0] if answer.facts else "")


def _forget() -> None:
    """Empty every memory of earlier calls (`lru_cache`) in the modules of the program."""
    for name, module in list(sys.modules.items()):
        if name.startswith("ispolkom_bot"):
            for value in vars(module).values():
                if callable(clear := getattr(value, "cache_clear", None)):
                    clear()


def resident(process: int | str, field: str) -> float:
    """A field of /proc/PROCESS/status in megabytes; 0 where there is no such file."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    found = [line.split()[1] for line in lines if line.startswith(f"{field}:")]
    return int(found[0]) / 1024 if found else 0.0
