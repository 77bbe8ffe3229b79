"""What `run` logs: one line an event to standard error, with no secret and no word of a user.

Texts of foreign exceptions may quote what somebody wrote, so above the level "debug" an exception
is told by its type and place alone; only those that can't quote anybody keep their text.
"""

from __future__ import annotations

import logging
import re
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import PurePath
from types import TracebackType
from typing import Final, TextIO
from urllib.parse import quote, unquote

from ispolkom_bot.errors import StartError
from ispolkom_bot.settings import Level, Secret

_CHATTY: Final = ("httpx", "httpcore", "telegram", "aiohttp", "asyncio", "sqlalchemy", "alembic")
_MARK: Final = "<secret>"
_SHORTEST: Final = 6
"""Letters of the least part of a secret that is looked for: shorter ones stand in common words."""
_PLACES: Final = 4
_LINE_BREAKS = re.compile(r"\s*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]\s*")
_PASSWORD = re.compile(r"://[^:@/]*:([^@]+)@")


def set_up(level: Level, secrets: Iterable[Secret], stream: TextIO | None = None) -> None:
    """Send all logging, warnings and unforeseen faults to one stream, without these secrets."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.addFilter(Redaction(secrets, full=level == "debug"))
    handler.setFormatter(OneLine())
    root = logging.getLogger()
    for former in root.handlers[:]:
        root.removeHandler(former)
    root.addHandler(handler)
    root.setLevel(level.upper())
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    sys.excepthook = _unforeseen


class Redaction(logging.Filter):
    """Takes the secrets out of a record: message, arguments, exception, traceback, stack."""

    def __init__(self, secrets: Iterable[Secret], full: bool = False) -> None:
        super().__init__()
        parts = {part for secret in secrets for part in _parts(secret.reveal())}
        longest_first = sorted(parts, key=len, reverse=True)
        self._secret = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")
        self._full = full

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place; it is always let through."""
        try:
            message = record.getMessage()
        except Exception:  # arguments that don't fit, or whose text fails, must not end the program
            message = str(record.msg)
        record.msg, record.args = self.clean(message), None
        if record.exc_info:
            exception = record.exc_info[1]
            told = "".join(traceback.format_exception(exception)) if self._full else ""
            if exception is not None:
                record.exc_text = self.clean(told or brief(exception))
        elif record.exc_text:
            record.exc_text = self.clean(record.exc_text)
        if record.stack_info:
            record.stack_info = self.clean(record.stack_info)
        return True

    def clean(self, text: str) -> str:
        """The text with a mark in the place of each secret."""
        return self._secret.sub(_MARK, text)


class OneLine(logging.Formatter):
    """`time LEVEL logger: message`; only a full traceback takes more than one line."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%SZ")
        self.converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        record.message = _LINE_BREAKS.sub(" | ", record.getMessage())
        record.asctime = self.formatTime(record, self.datefmt)
        line = self.formatMessage(record)
        if record.exc_text:
            traced = "\n" in record.exc_text
            line += f"\n{record.exc_text.rstrip()}" if traced else f" [{record.exc_text}]"
        return line


class Outage:
    """Something that comes and goes: its fault is said once, and its end once."""

    def __init__(
        self, log: logging.Logger, back: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._log = log
        self._back = back
        self._clock = clock
        self._since: float | None = None

    @property
    def lasts(self) -> bool:
        """Whether the last word was a fault."""
        return self._since is not None

    def begin(self, told: str) -> None:
        """It failed; said unless it was."""
        if self._since is None:
            self._since = self._clock()
            self._log.warning("%s", told)

    def end(self) -> None:
        """It works; said if it had failed."""
        if self._since is not None:
            self._log.info("%s after %.0f s", self._back, self._clock() - self._since)
            self._since = None


def brief(fault: BaseException) -> str:
    """An exception in a line: its type, its text if that can quote nobody, its innermost places."""
    told = type(fault).__name__
    if isinstance(fault, OSError):
        text = fault.strerror or ""
    elif isinstance(fault, StartError) or type(fault).__module__ == "telegram.error":
        text = _LINE_BREAKS.sub(" | ", str(fault))
    else:
        text = ""
    places = [
        f"{PurePath(frame.filename).name}:{frame.lineno}"
        for frame in traceback.extract_tb(fault.__traceback__)[-_PLACES:]
    ]
    return told + (f": {text}" if text else "") + (f" at {' > '.join(places)}" if places else "")


def _parts(secret: str) -> set[str]:
    """What gives a secret away: the whole, a token's second half, an address's password."""
    if "://" in secret:
        parts = set(_PASSWORD.findall(secret))
    else:
        parts = {secret, secret.partition(":")[2]}
    return {
        form
        for part in parts
        if len(part) >= _SHORTEST
        for form in (part, quote(part, ""), unquote(part))
    }


def _unforeseen(
    kind: type[BaseException], fault: BaseException, places: TracebackType | None
) -> None:
    """What ends the program unforeseen, in the log and not in a traceback."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, fault, places)
        return
    logging.getLogger("ispolkom_bot").critical("the program failed", exc_info=fault)
