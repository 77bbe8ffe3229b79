"""A simulated class: people in one group play a quiz over HTTP, the bot killed in the middle.

    python -m tests.bench.classroom [--people 30] [--questions 20] [--seconds 5] [--how kill|stop]

The bot is a process, the fake Bot API another. In every question each pupil votes once; in the
question in the middle the bot is ended when some votes are in and others are under way, and begins
anew. Printed are the votes cast, counted, lost and counted twice, by the bot's own database.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any, Final

from msgspec import Struct

from ispolkom_bot.knowledge.cache import bundled
from ispolkom_bot.storage.address import FILE
from tests.bench.botprocess import BotProcess, Program
from tests.bench.processes import FailedError
from tests.fakeapi.remote import Remote, running

PROGRAM: Final = Program(
    "ispolkom-bot",
    (sys.executable, "-m", "ispolkom_bot", "run"),
    {
        "ISPOLKOM_TOKEN": "{token}",
        "ISPOLKOM_API_URL": "{url}",
        "ISPOLKOM_DATA": "{data}",
        "ISPOLKOM_CACHE": "{data}/cache",
        "ISPOLKOM_KNOWLEDGE": "{data}/knowledge",
    },
)
_PATIENCE: Final = 60.0
_LOOK: Final = 0.05


class Lesson(Struct, frozen=True):
    """How big the class is, how long each question is open, how the bot is ended."""

    people: int = 30
    questions: int = 20
    seconds: int = 5
    how: signal.Signals = signal.SIGKILL


class Figures(Struct, frozen=True):
    """What came of a lesson; `table`: whether the table of results is right to the last point.

    `cast`, `counted`: votes; `twice`, `lost`: of them. `scored` are the answers that the
    leaderboard counts. `gap`: seconds from the end of the bot to its next poll.
    """

    polls: int
    cast: int
    counted: int
    twice: int
    lost: int
    scored: int
    table: bool
    gap: float
    took: float


def held(lesson: Lesson, seed: int = 1917) -> Figures:
    """A lesson from its first question to its table."""
    with (
        running("--delay", "0.02", "--pacing") as remote,
        tempfile.TemporaryDirectory() as directory,
    ):
        data = Path(directory)
        shutil.copytree(bundled(), data / "knowledge")  # it may be edited meanwhile
        bot = BotProcess(PROGRAM, remote, data)
        bot.start()
        try:
            return _Class(lesson, remote, bot, data, Random(seed)).play()  # noqa: S311
        finally:
            bot.end(signal.SIGKILL)


class _Class:
    """Pupils and a teacher in a group with the bot."""

    def __init__(
        self, lesson: Lesson, remote: Remote, bot: BotProcess, data: Path, chance: Random
    ) -> None:
        self._lesson = lesson
        self._remote = remote
        self._bot = bot
        self._data = data
        self._chance = chance
        names = [("person", {"first_name": f"Pupil {n:02}"}) for n in range(lesson.people)]
        self._pupils: list[int] = remote.do_all(names)
        teacher = remote.do("person", first_name="Teacher")
        self._teacher: int = teacher
        self._group: int = remote.do("group", members=self._pupils, administrators=[teacher])
        self._points: Counter[int] = Counter()
        self._cast = 0
        self._gap = 0.0

    def play(self) -> Figures:
        """The whole quiz."""
        count, begun = self._lesson.questions, time.monotonic()
        command = f"/quiz {count} {self._lesson.seconds}s"
        self._remote.do("say", user=self._teacher, chat=self._group, text=command)
        for number in range(count):
            poll = self._poll(number)
            if number == count // 2:
                self._restart_in_the_middle(poll)
            else:
                self._vote(poll, self._pupils)
        table = self._table()
        took = time.monotonic() - begun
        return self._figures(table, took)

    def _restart_in_the_middle(self, poll: dict[str, Any]) -> None:
        """A third votes before the end of the bot, a third at it, a third while it is away."""
        third = len(self._pupils) // 3
        self._vote(poll, self._pupils[:third])
        time.sleep(0.2)
        self._vote(poll, self._pupils[third : 2 * third])
        self._bot.end(self._lesson.how)
        ended, before = time.monotonic(), self._sent()
        self._vote(poll, self._pupils[2 * third :])
        self._bot.start()
        self._until(lambda: self._sent() > before)
        self._gap = time.monotonic() - ended

    def _vote(self, poll: dict[str, Any], pupils: list[int]) -> None:
        """Each of the pupils votes; some know more than others."""
        right, options = poll["correct_option_ids"][0], len(poll["options"])
        acts = []
        for pupil in pupils:
            knows = self._chance.random() < 0.3 + 0.6 * self._pupils.index(pupil) / len(
                self._pupils
            )
            chosen = right if knows else (right + 1 + self._chance.randrange(options - 1)) % options
            self._points[pupil] += knows
            acts.append(("vote", {"user": pupil, "poll": poll["id"], "options": [chosen]}))
        self._remote.do_all(acts)
        self._cast += len(acts)

    def _poll(self, number: int) -> dict[str, Any]:
        """The poll of a question, as soon as it is there."""
        self._until(lambda: self._sent() > number)
        message = [m for m in self._remote.do("sent", chat=self._group) if "poll" in m][number]
        poll: dict[str, Any] = message["poll"]
        if not poll["question"].startswith(f"{number + 1}/"):
            raise FailedError(f"question {number + 1} came as {poll['question']!r}")
        return poll

    def _table(self) -> str:
        found: list[str] = []

        def there() -> bool:
            texts = self._remote.do("texts", chat=self._group)
            found[:] = [text for text in texts if text.startswith("Results: ")]
            return bool(found)

        self._until(there)
        return found[0]

    def _sent(self) -> int:
        return sum("poll" in message for message in self._remote.do("sent", chat=self._group))

    def _until(self, happened: Any) -> None:
        until = time.monotonic() + _PATIENCE
        while not happened():
            if time.monotonic() > until:
                raise FailedError("the quiz doesn't go on")
            time.sleep(_LOOK)

    def _figures(self, table: str, took: float) -> Figures:
        with sqlite3.connect(f"file:{self._data / FILE}?mode=ro", uri=True) as rows:
            votes = rows.execute("select round_id, number, user_id from votes").fetchall()
            [(scored,)] = rows.execute("select sum(answered) from scores").fetchall()
        counted = Counter(votes)
        return Figures(
            polls=self._sent(),
            cast=self._cast,
            counted=len(votes),
            twice=sum(count - 1 for count in counted.values()),
            lost=self._cast - len(counted),
            scored=int(scored or 0),
            table=self._right(table),
            gap=self._gap,
            took=took,
        )

    def _right(self, table: str) -> bool:
        """Whether each pupil has the points that he won."""
        lines = set()
        for line in table.split("\n")[1:]:
            name, _, points = line.partition(". ")[2].partition(" — ")
            lines.add((name, int(points.split(" ")[0])))
        names = enumerate(self._pupils)
        return lines == {(f"Pupil {n:02}", self._points[pupil]) for n, pupil in names}


def main() -> None:
    """Hold a lesson and print its figures."""
    usual = Lesson()
    parser = argparse.ArgumentParser(prog="python -m tests.bench.classroom")
    parser.add_argument("--people", type=int, default=usual.people)
    parser.add_argument("--questions", type=int, default=usual.questions)
    parser.add_argument("--seconds", type=int, default=usual.seconds)
    parser.add_argument("--how", choices=("kill", "stop"), default="kill")
    chosen = parser.parse_args()
    how = signal.SIGKILL if chosen.how == "kill" else signal.SIGTERM
    figures = held(Lesson(chosen.people, chosen.questions, chosen.seconds, how))
    for name in figures.__struct_fields__:
        value = getattr(figures, name)
        sys.stdout.write(
            f"{name:8} {value:.1f}\n" if isinstance(value, float) else f"{name:8} {value}\n"
        )


if __name__ == "__main__":
    main()
