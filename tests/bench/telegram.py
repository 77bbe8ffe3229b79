"""Our bot beside a bare PTB echo bot, against the same fake Bot API, in one table.

    python -m tests.bench.telegram [--quick] [--rounds N] [--only ours|echo]

Each call of the API takes 50 ms. The fake runs on one core, the bot on another (two are needed).
Ours answers real questions, the echo bot (its default request, 32 updates at once) says them
back. They take turns; each figure is the best of the rounds, but nothing lost or answered
twice is left out. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from tests.bench.botprocess import CORE, Program, usual
from tests.bench.load import DELAY, SERVER_CORE, Figures, Size, measured
from tests.bench.mix import labelled, mix, told
from tests.bench.processes import QUESTION, FailedError

RATE, CPU, P99, MEMORY, STOP = 3.0, 0.4, 300.0, 95.0, 8.0
_SIZE, _QUICK = Size(burst=1000, stream=20, waiting=500), Size(burst=300, stream=5, waiting=200)
_ROUNDS: Final = 3
_WIDE: Final = 34
_COLUMNS: Final[tuple[tuple[str, Callable[[Figures], str]], ...]] = (
    ("updates/s", lambda one: f"{one.rate:.0f}"),
    ("CPU ms", lambda one: f"{one.cpu:.2f}"),
    ("p50 ms", lambda one: f"{one.p50:.0f}"),
    ("p99 ms", lambda one: f"{one.p99:.0f}"),
    ("CPU ms, 20/s", lambda one: f"{one.stream_cpu:.2f}"),
    ("MB at rest", lambda one: f"{one.rest:.0f}"),
    ("MB after", lambda one: f"{one.after:.0f}"),
    ("lost", lambda one: f"{one.lost}"),
    ("twice", lambda one: f"{one.twice}"),
    ("on the wire", lambda one: f"{one.wire}"),
    ("stop s", lambda one: f"{one.stop:.1f}"),
)  # fmt: skip
_BEST: Final[dict[str, Callable[..., float]]] = {
    "rate": max, "lost": max, "twice": max, "wire": max, "stop": max,
}  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--quick", action="store_true", help="one round, less load")
    parser.add_argument("--rounds", type=int, default=_ROUNDS)
    parser.add_argument("--only", choices=("ours", "echo"), help="measure only one of the two")
    chosen = parser.parse_args()
    if len(os.sched_getaffinity(0)) <= max(SERVER_CORE, CORE):
        parser.error("two cores are needed")
    size, rounds = (_QUICK, 1) if chosen.quick else (_SIZE, chosen.rounds)
    os.sched_setaffinity(0, {SERVER_CORE})
    asked = mix(labelled())
    _say(told(asked))
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    _say(f"{machine}; {DELAY * 1000:.0f} ms a call, best of {rounds} rounds; {_load()}\n")
    with tempfile.TemporaryDirectory() as cache:
        programs = [
            program
            for name, program in (("echo", _echo()), ("ours", _ours(cache)))
            if chosen.only in {None, name}
        ]
        _say(f"{'':{_WIDE}}" + "".join(f"{title:>14}" for title, _ in _COLUMNS))
        figures = _in_turns(programs, [one.text for one in asked], size, rounds)
    if len(figures) == len(programs) == 2:
        for line in _goals(*figures):
            _say(line)
    _say(f"\nat the end: {_load()}")


def _echo() -> Program:
    command = (sys.executable, "-m", "tests.bench.echo", "{url}", "{token}")
    return Program("bare PTB echo bot", command, {})


def _ours(cache: str) -> Program:
    """Our bot, its cache warm, free to send as fast as it can."""
    own = {"ISPOLKOM_CACHE": cache}
    program = (sys.executable, "-m", "ispolkom_bot")
    subprocess.run((*program, "ask", QUESTION), env=usual() | own, check=True, capture_output=True)
    told = {
        "ISPOLKOM_TOKEN": "{token}",
        "ISPOLKOM_API_URL": "{url}",
        "ISPOLKOM_DATA": "{data}",
        "ISPOLKOM_RATE": "1000",
        "ISPOLKOM_LOG": "warning",
    }
    return Program("ispolkom-bot", (*program, "run"), own | told)


def _in_turns(
    programs: Sequence[Program], questions: Sequence[str], size: Size, rounds: int
) -> list[Figures]:
    found: list[list[Figures]] = [[] for _ in programs]
    for number in range(rounds):
        for program, of_program in zip(programs, found, strict=True):
            try:
                of_program.append(measured(program, questions, size))
            except FailedError as fault:
                _say(f"{program.name}, round {number + 1}: not measured: {fault}")
            else:
                _say(_row(f"{program.name}, round {number + 1}", of_program[-1]))
    best = []
    for program, of_program in zip(programs, found, strict=True):
        if of_program:
            best.append(_best(of_program))
            _say(_row(f"{program.name}, best", best[-1]))
    return best


def _best(rounds: Sequence[Figures]) -> Figures:
    chosen: dict[str, Any] = {
        name: _BEST.get(name, min)(getattr(one, name) for one in rounds)
        for name in Figures.__struct_fields__
    }
    return Figures(**chosen)


def _row(name: str, figures: Figures) -> str:
    return f"{name:{_WIDE}}" + "".join(f"{show(figures):>14}" for _, show in _COLUMNS)


def _goals(echo: Figures, ours: Figures) -> Iterator[str]:
    yield ""
    rate, cpu = ours.rate / echo.rate, ours.cpu / echo.cpu
    yield _goal("updates/s, ours / echo", rate, RATE, "times", most=False)
    yield _goal("CPU an update, ours / echo", cpu, CPU, "times")
    yield _goal("99th percentile, 20/s in 20 chats", ours.p99, P99, "ms")
    yield _goal("memory at rest", ours.rest, MEMORY, "MB")
    yield _goal("lost by kill -9", ours.lost, 0, "questions")
    yield _goal("answered twice after it", ours.twice, ours.wire, "questions")
    yield _goal("stop after SIGTERM", ours.stop, STOP, "s")


def _goal(name: str, figure: float, bound: float, unit: str, *, most: bool = True) -> str:
    met = figure <= bound if most else figure >= bound
    side = "most" if most else "least"
    verdict = "goal met" if met else "missed"
    return f"{name:{_WIDE}}{figure:14.2f} {unit}, goal at {side} {bound:g}: {verdict}"


def _load() -> str:
    return "load " + " ".join(f"{part:.1f}" for part in os.getloadavg())


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
