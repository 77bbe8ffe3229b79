"""The speed of the program beside its goals, in one table.

    python -m tests.bench.speed [--quick]

Needs the extra `bench` (bm25s, numpy). The whole run takes about a quarter of an hour, most of it
to build the base of 100,000 facts; --quick leaves that one out, repeats less and takes about
four minutes. Nothing is asserted. The cold start and the memory are those of the program that
this Python runs as `-m ispolkom_bot`.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from typing import Final

from ispolkom_bot.knowledge.cache import bundled
from ispolkom_bot.knowledge.load import load
from tests.bench.mix import Asked, labelled, mix, told
from tests.bench.peers import Accuracy, Peer, judged, peers
from tests.bench.processes import FailedError, batch_memory, cold_start
from tests.bench.synthetic import facts_in
from tests.bench.timing import Times, measure

MEDIAN, P99, GROWTH, START, MEMORY = 0.5, 3.0, 4.0, 12.0, 60.0
_SIZES: Final = (1_000, 10_000, 100_000)
_PASSES, _STARTS = 5, 15
_QUICK_PASSES, _QUICK_STARTS = 3, 5
_WIDE = 40


def main() -> None:
    """Measure and print, part by part."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="without 100,000 facts, fewer runs")
    quick = parser.parse_args().quick
    passes, starts = (_QUICK_PASSES, _QUICK_STARTS) if quick else (_PASSES, _STARTS)
    sizes = _SIZES[:-1] if quick else _SIZES
    base = load(bundled())
    asked = mix(labelled())
    _say(f"{told(asked)}; the best of {passes} passes")
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    _say(f"{machine}; {_load()}")
    real = measure(None, passes)
    _say(_titles("time of one question, one thread", "median", "p99", "worst", "first", "pace"))
    for line in _of_base(f"real base, {facts_in(base):,} facts", real, goals=True):
        _say(line)
    grown = {}
    for size in sizes:
        grown[size] = measure(size, passes)
        for line in _of_base(f"synthetic base, {size:,} facts", grown[size], goals=False):
            _say(line)
    for line in (*_growth(grown), *_processes(asked, starts)):
        _say(line)
    for line in _accuracy(real, asked, peers(base, asked)):
        _say(line)
    _say(f"\nat the end: {_load()}")


def _of_base(name: str, times: Times, *, goals: bool) -> Iterator[str]:
    shown = (times.median, times.p99, times.worst, times.first, times.pace)
    built = f"{times.asked} questions, built in {times.build:.0f} s, {times.size:.0f} MB compiled"
    yield f"{name:{_WIDE}}" + "".join(f"{figure:7.2f} ms" for figure in shown) + f"   ({built})"
    if goals:
        yield _goal("  median", times.median, MEDIAN, "ms")
        yield _goal("  99th percentile", times.p99, P99, "ms")


def _growth(grown: dict[int, Times]) -> Iterator[str]:
    least, most = grown[min(grown)], grown[max(grown)]
    growth = most.median / least.median
    even = growth * least.pace / most.pace
    if max(grown) == _SIZES[-1]:
        yield _goal("median from 1,000 to 100,000", growth, GROWTH, "times") + (
            f" ({even:.2f} at equal pace)"
        )
    else:
        yield f"{'median from 1,000 to 10,000':{_WIDE}}{growth:10.2f} times (--quick: no 100,000)"


def _processes(asked: Sequence[Asked], starts: int) -> Iterator[str]:
    yield ""
    try:
        start = cold_start(starts)
    except FailedError as fault:
        yield f"{'cold start':{_WIDE}}not measured: {fault}"
    else:
        yield _goal("cold start of ask / python -c pass", start.ratio, START, "times") + (
            f" ({start.program:.0f} ms / {start.bare:.0f} ms, medians of {starts})"
        )
    try:
        memory = batch_memory([one.text for one in asked])
    except FailedError as fault:
        yield f"{'memory of batch':{_WIDE}}not measured: {fault}"
        return
    if memory.now:
        yield _goal("memory of batch, all answered", memory.now, MEMORY, "MB") + (
            f" (peak {memory.peak:.0f} MB, {memory.answered} answered)"
        )
    else:
        yield f"{'memory of batch':{_WIDE}}not measured: no /proc here"


def _accuracy(real: Times, asked: Sequence[Asked], others: Iterator[Peer]) -> Iterator[str]:
    ours = judged(asked, [one.fact if one.status == "answer" else "" for one in real.told])
    offered = sum(one.status == "suggest" for one in real.told)
    yield _titles("the same questions, real base", "right", "wrong", "not held", "median", "pace")
    yield (
        _row("ispolkom_bot", ours, real.median, real.pace) + f"   ({offered} more get suggestions)"
    )
    for peer in others:
        yield _row(peer.name, peer.accuracy, peer.median, peer.pace) + (
            f"   (floor {peer.floor:.1f}; "
            f"{peer.anyway / max(ours.held, 1):.1%} right if it never declines)"
        )
    yield (
        f"right, wrong: of {ours.held} questions that the base holds; not held: answered of"
        f" {ours.free} that it doesn't. The peers' floors are fitted on these questions, as our"
        " weights are on what the typing errors were made of."
    )


def _titles(first: str, *others: str) -> str:
    return f"\n{first:{_WIDE}}" + "".join(f"{other:>10}" for other in others)


def _row(name: str, accuracy: Accuracy, median: float, pace: float) -> str:
    held, free = max(accuracy.held, 1), max(accuracy.free, 1)
    return (
        f"{name:{_WIDE}}{accuracy.right / held:10.1%}{accuracy.wrong / held:10.1%}"
        f"{accuracy.answered / free:10.1%}{median:7.2f} ms{pace:7.2f} ms"
    )


def _goal(name: str, figure: float, most: float, unit: str) -> str:
    verdict = "goal met" if figure <= most else "missed"
    return f"{name:{_WIDE}}{figure:10.2f} {unit}, goal at most {most:g}: {verdict}"


def _load() -> str:
    return "load " + " ".join(f"{part:.1f}" for part in os.getloadavg())


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
