"""Driving a fake that runs as a process of its own: the other end of endpoint.py."""

from __future__ import annotations

import http.client
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

_PATIENCE: Final = 120.0


class FailedError(Exception):
    """A verb that the fake could not do; the text says why."""


class Remote(Struct, frozen=True):
    """A running fake; `url` is PTB's base_url."""

    url: str
    token: str
    control: str
    pid: int

    def do(self, verb: str, /, **values: Any) -> Any:
        """Do what Control does by that name, and give what it gives, in plain JSON."""
        return self._post(f"/{verb}", values)

    def do_all(self, acts: Sequence[tuple[str, dict[str, Any]]]) -> list[Any]:
        """Do many things with nothing in between; what each gives."""
        given: list[Any] = self._post("", acts)
        return given

    def _post(self, path: str, content: Any) -> Any:
        parts = urlsplit(self.control)
        connection = http.client.HTTPConnection(parts.netloc, timeout=_PATIENCE)
        try:
            connection.request("POST", parts.path + path, msgspec.json.encode(content))
            told = msgspec.json.decode(connection.getresponse().read())
        finally:
            connection.close()
        if "error" in told:
            raise FailedError(told["error"])
        return told["result"]


@contextmanager
def running(*arguments: str, core: int | None = None) -> Iterator[Remote]:
    """A fake in a process of its own (for arguments: __main__.py), until the end."""
    command = [sys.executable, "-m", "tests.fakeapi", "--port", "0", *arguments]
    if core is not None:
        command += ["--core", str(core)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        try:
            line = process.stdout.readline() if process.stdout else b""
            if not line:
                raise FailedError("the fake did not start")
            yield msgspec.json.decode(line, type=Remote)
        finally:
            process.terminate()
