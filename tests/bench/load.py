"""A bot as a process of its own under load: a burst, a steady stream, a kill in the middle.

The fake Bot API runs on one core, the bot on another. Both are told all times by the monotonic
clock, which is one for all processes of a machine.
"""

from __future__ import annotations

import signal
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from msgspec import Struct

from tests.bench.botprocess import BotProcess, Program
from tests.bench.processes import FailedError
from tests.bench.timing import share
from tests.fakeapi.remote import Remote, running

SERVER_CORE: Final = 0
DELAY: Final = 0.05
_PATIENCE: Final = 90.0
_QUIET: Final = 2.0
_STREAM_CHATS: Final = 20
_STREAM_RATE: Final = 20
_ANSWER: Final = "sendMessage"


class Size(Struct, frozen=True):
    """How much is asked: questions of the burst, seconds of the stream, questions at the kill."""

    burst: int
    stream: int
    waiting: int


class Figures(Struct, frozen=True):
    """What was measured: updates a second and CPU milliseconds an update in the burst; waits in
    the stream in milliseconds; megabytes; and what became of the questions that waited.

    `wire`: answers that were on their way, or not yet read, when the bot was killed. `stop`: the
    seconds that it took to end after SIGTERM with as many waiting.
    """

    rate: float
    cpu: float
    stream_cpu: float
    p50: float
    p99: float
    rest: float
    after: float
    lost: int
    twice: int
    wire: int
    stop: float


def measured(program: Program, questions: Sequence[str], size: Size) -> Figures:
    """A bot's figures, each part with a fake and a process of its own."""
    with _scene(program) as scene:
        scene.warm(questions[-1])
        rest = scene.bot.memory()
        rate, cpu = scene.burst(questions[: size.burst])
        after = scene.bot.memory()
        waits, stream_cpu = scene.stream(questions, size.stream)
    with _scene(program) as scene:
        lost, twice, wire = scene.killed(questions[: size.waiting])
    with _scene(program) as scene:
        stop = scene.stopped(questions[: size.waiting])
    return Figures(
        rate=rate,
        cpu=cpu,
        stream_cpu=stream_cpu,
        p50=share(waits, 0.50),
        p99=share(waits, 0.99),
        rest=rest,
        after=after,
        lost=lost,
        twice=twice,
        wire=wire,
        stop=stop,
    )


@contextmanager
def _scene(program: Program) -> Iterator[_Scene]:
    with (
        running("--delay", str(DELAY), "--scale", "1", core=SERVER_CORE) as remote,
        tempfile.TemporaryDirectory() as data,
    ):
        bot = BotProcess(program, remote, Path(data))
        bot.start()
        try:
            yield _Scene(bot, remote)
        finally:
            bot.end(signal.SIGKILL)


class _Scene:
    """Questions put to a running fake with one bot."""

    def __init__(self, bot: BotProcess, remote: Remote) -> None:
        self.bot = bot
        self._remote = remote

    def warm(self, question: str) -> None:
        """One question, answered, and a pause in which the bot does what it does after a start."""
        self._ask(self._people(1), [question])
        self._remote.do("reached", chats=1, seconds=_PATIENCE)
        self._until_quiet()

    def burst(self, questions: Sequence[str]) -> tuple[float, float]:
        """Updates a second and CPU milliseconds an update, each question from another person."""
        people = self._people(len(questions))
        before, cpu = self._reached(), self.bot.cpu()
        begun = time.monotonic()
        self._ask(people, questions)
        self._remote.do("reached", chats=before + len(questions), seconds=_PATIENCE)
        self._remote.do("drained", seconds=_PATIENCE)
        spent = self.bot.cpu() - cpu
        calls = self._remote.do("timeline", since=begun)["calls"]
        last = max(at for method, _, _, _, at, _ in calls if method == _ANSWER)
        return len(questions) / (last - begun), spent * 1000 / len(questions)

    def stream(self, questions: Sequence[str], seconds: int) -> tuple[list[float], float]:
        """Milliseconds from each update to its answer, twenty a second in twenty chats, and the
        CPU milliseconds of each.
        """
        people = self._people(_STREAM_CHATS)
        cpu, begun = self.bot.cpu(), time.monotonic()
        count = seconds * _STREAM_RATE
        for number in range(count):
            left = begun + number / _STREAM_RATE - time.monotonic()
            time.sleep(max(left, 0))
            question = questions[number % len(questions)]
            self._ask([people[number % _STREAM_CHATS]], [question])
        self._until_quiet()
        spent = self.bot.cpu() - cpu
        waits = _waits(self._remote.do("timeline", since=begun))
        if len(waits) < count:
            raise FailedError(f"{self.bot.name} left {count - len(waits)} questions open")
        return waits, spent * 1000 / count

    def killed(self, questions: Sequence[str]) -> tuple[int, int, int]:
        """How many of the waiting questions are lost, how many are answered twice, and how many
        answers were on the wire, when the bot is killed half-way and started again.
        """
        self._half_way(questions)
        self.bot.hold()
        moment, unread = time.monotonic(), self.bot.unread()
        self.bot.end(signal.SIGKILL)
        self.bot.start()
        self._until_quiet()
        calls = self._remote.do("timeline")["calls"]
        answers = [call for call in calls if call[0] == _ANSWER and call[3] == 200]
        wire = unread + sum(at <= moment <= done for *_, at, done in answers)
        texts = Counter((chat, text) for _, chat, text, *_ in answers)
        twice = len({chat for (chat, _), count in texts.items() if count > 1})
        return len(questions) - self._reached(), twice, wire

    def stopped(self, questions: Sequence[str]) -> float:
        """The seconds that the bot takes to end after SIGTERM, half of the questions waiting."""
        self._half_way(questions)
        begun = time.monotonic()
        self.bot.end(signal.SIGTERM)
        return time.monotonic() - begun

    def _half_way(self, questions: Sequence[str]) -> None:
        self._ask(self._people(len(questions)), questions)
        self._remote.do("reached", chats=len(questions) // 2, seconds=_PATIENCE)

    def _people(self, count: int) -> list[int]:
        found: list[int] = self._remote.do_all([("person", {})] * count)
        return found

    def _ask(self, people: Sequence[int], questions: Sequence[str]) -> None:
        asked = zip(people, questions, strict=True)
        self._remote.do_all([("say", {"user": user, "text": text}) for user, text in asked])

    def _reached(self) -> int:
        return int(self._remote.do("reached", chats=0))

    def _until_quiet(self) -> None:
        """Wait until nothing is pending and the bot has called nothing but getUpdates for long."""
        self._remote.do("drained", seconds=_PATIENCE)
        while True:
            since = time.monotonic() - _QUIET
            calls = self._remote.do("timeline", since=since)["calls"]
            if not any(call[0] != "getUpdates" for call in calls):
                return
            time.sleep(_QUIET / 4)


def _waits(timeline: dict[str, list[list[object]]]) -> list[float]:
    """Milliseconds from each update to the arrival of its answer, in the order of each chat."""
    answers: dict[str, list[float]] = defaultdict(list)
    for method, chat, _, status, at, _ in timeline["calls"]:
        if method == _ANSWER and status == 200:
            answers[f"chat:{chat}"].append(float(str(at)))
    waits = []
    for _, queue, at in timeline["updates"]:
        asked = float(str(at))
        later = answers[str(queue)]
        while later and later[0] < asked:
            later.pop(0)
        if later:
            waits.append((later.pop(0) - asked) * 1000)
    return waits
