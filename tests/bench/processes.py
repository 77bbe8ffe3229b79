"""The program as a user starts it: how long a cold `ask` takes, how much memory `batch` holds."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from msgspec import Struct

from tests.bench.timing import resident

QUESTION: Final = "When was Order No. 1 issued?"
_PROGRAM: Final = (sys.executable, "-m", "ispolkom_bot")


class Start(Struct, frozen=True):
    """Median times in milliseconds of a start of the program and of a bare Python."""

    program: float
    bare: float

    @property
    def ratio(self) -> float:
        """How many times as long as a bare Python the program takes."""
        return self.program / self.bare


class Memory(Struct, frozen=True):
    """Resident memory in megabytes once all questions are answered, and at its peak."""

    now: float
    peak: float
    answered: int


class FailedError(Exception):
    """The program can't be started here; the text says why."""


def cold_start(runs: int) -> Start:
    """`ask` with a warm cache against `python -c pass`, by turns."""
    with _own_cache() as environment:
        _timed((*_PROGRAM, "ask", QUESTION), environment)
        program, bare = [], []
        for _ in range(runs):
            bare.append(_timed((sys.executable, "-c", "pass"), environment))
            program.append(_timed((*_PROGRAM, "ask", QUESTION), environment))
    return Start(statistics.median(program), statistics.median(bare))


def batch_memory(questions: Sequence[str]) -> Memory:
    """The memory of a `batch` that has answered all questions and waits for more."""
    with _own_cache() as environment:
        _timed((*_PROGRAM, "ask", QUESTION), environment)
        with subprocess.Popen(
            (*_PROGRAM, "batch"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        ) as running:
            if running.stdin is None or running.stdout is None:
                raise FailedError("batch has no pipes")
            answered = 0
            for number, question in enumerate(questions):
                line = json.dumps({"id": number, "question": question})
                running.stdin.write(line.encode() + b"\n")
                running.stdin.flush()
                told = running.stdout.readline()
                if not told:
                    raise FailedError("batch ended before its time")
                answered += json.loads(told)["status"] != "error"
            now, peak = (resident(running.pid, field) for field in ("VmRSS", "VmHWM"))
            running.stdin.close()
    return Memory(now, peak, answered)


@contextmanager
def _own_cache() -> Iterator[dict[str, str]]:
    """An environment whose cache is a new directory, and which keeps byte code as usual."""
    with tempfile.TemporaryDirectory() as cache:
        kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        yield kept | {"ISPOLKOM_CACHE": cache}


def _timed(command: Sequence[str], environment: dict[str, str]) -> float:
    begun = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    took = (time.perf_counter() - begun) * 1000
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        raise FailedError(lines[-1] if lines else f"exit status {done.returncode}")
    return took
