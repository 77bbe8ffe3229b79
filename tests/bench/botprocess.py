"""A bot as a process of its own, on a core of its own: started, looked at, held, ended."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from msgspec import Struct

from tests.bench.processes import FailedError
from tests.bench.timing import resident
from tests.fakeapi.remote import FailedError as NotDoneError
from tests.fakeapi.remote import Remote

CORE: Final = 1
_START: Final = 60.0
_END: Final = 90.0
_TICKS: Final = os.sysconf("SC_CLK_TCK")
_CONNECTED, _EMPTY = "01", ":00000000"
"""As the system's table of connections has them: the state, and a queue of nothing to read."""


class Program(Struct, frozen=True):
    """How a bot is started: a command and what is added to the environment, where the fake's
    address and token stand for {url} and {token}, a directory of its own for {data}.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]


def usual() -> dict[str, str]:
    """The environment in which Python keeps byte code as it usually does."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


class BotProcess:
    """A program that polls a fake."""

    def __init__(self, program: Program, remote: Remote, data: Path) -> None:
        self.name = program.name
        self._program = program
        self._remote = remote
        self._data = data
        self._log = data / "log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise FailedError(f"{self.name} does not run")
        return self._process

    def start(self) -> None:
        """Start the bot and wait until it asks for updates."""
        facts = {"url": self._remote.url, "token": self._remote.token, "data": str(self._data)}
        command = [part.format(**facts) for part in self._program.command]
        own = {name: value.format(**facts) for name, value in self._program.environment.items()}
        before = self._remote.do("asked")
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, env=usual() | own, stdout=log, stderr=log)
        os.sched_setaffinity(self._process.pid, {CORE})
        until = time.monotonic() + _START
        while self._process.poll() is None and time.monotonic() < until:
            with suppress(NotDoneError):
                self._remote.do("polled", since=before, seconds=1.0)
                return
        lines = self._log.read_text(errors="replace").strip().splitlines()
        raise FailedError(f"{self.name} does not poll: {lines[-1] if lines else 'not a word'}")

    def end(self, how: signal.Signals) -> None:
        """Send a signal and wait for the end."""
        process = self._running
        process.send_signal(how)
        process.wait(_END)

    def memory(self) -> float:
        """Megabytes that the bot holds."""
        return resident(self._running.pid, "VmRSS")

    def cpu(self) -> float:
        """Seconds that it has computed."""
        fields = Path(f"/proc/{self._running.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def unread(self) -> int:
        """Calls and answers that were sent but that the server, or the bot, has not read."""
        port = f":{urlsplit(self._remote.url).port:04X}"
        rows = Path(f"/proc/{self._running.pid}/net/tcp").read_text("ascii").splitlines()[1:]
        lines = [row.split()[1:5] for row in rows]
        return sum(
            state == _CONNECTED and port in {own[-5:], other[-5:]} and not queues.endswith(_EMPTY)
            for own, other, state, queues in lines
        )

    def hold(self) -> None:
        """Let it do nothing until it is ended."""
        self._running.send_signal(signal.SIGSTOP)
