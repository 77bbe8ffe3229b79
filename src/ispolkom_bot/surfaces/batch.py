"""Questions as JSON lines: one object in, one object out, at once; never a traceback.

Lines of one session are one conversation; a line without a session stands alone.
"""

from __future__ import annotations

import json
import math
import re
from collections import OrderedDict
from collections.abc import Iterator
from typing import BinaryIO, Never

from ispolkom_bot.engine import Context, Engine
from ispolkom_bot.render.record import Record, answered, encode, failed

LONGEST_LINE = 1_000_000
"""Bytes of a line that are read; the rest of a longer one is skipped."""
SESSIONS = 10_000
"""Conversations that are remembered; the one that was silent longest is forgotten first."""
_LONGEST_SESSION = 1_000
_ID_FIRST = re.compile(r'\s*\{\s*"id"\s*:\s*("(?:[^"\\]|\\.){0,1000}"|-?\d{1,100}(?=[\s,}]))')
_SHAPE = 'one JSON object a line is expected: {"id": ..., "session": ..., "question": "..."}'


class Sessions:
    """The contexts of the conversations heard last, by session."""

    def __init__(self, limit: int = SESSIONS) -> None:
        self._limit = limit
        self._contexts: OrderedDict[str, Context] = OrderedDict()

    def __len__(self) -> int:
        return len(self._contexts)

    def recall(self, session: str) -> Context:
        """Where the conversation stands; a new or forgotten one stands at the beginning."""
        return self._contexts.get(session) or Context()

    def keep(self, session: str, context: Context) -> None:
        """Remember the conversation as the one heard last."""
        self._contexts[session] = context
        self._contexts.move_to_end(session)
        if len(self._contexts) > self._limit:
            self._contexts.popitem(last=False)


class _Fault(Exception):
    """Why a line can't be answered, with its id as far as it could be read."""

    def __init__(self, reason: str, ident: object = None) -> None:
        self.reason = reason
        self.ident = ident
        super().__init__(reason)


def run(engine: Engine, source: BinaryIO, sink: BinaryIO) -> None:
    """Answer every line of `source` into `sink`; ends when either is closed."""
    sessions = Sessions()
    for line in _lines(source):
        sink.write(encode(reply(engine, sessions, line)))
        sink.flush()


def reply(engine: Engine, sessions: Sessions, line: bytes) -> Record:
    """The record for one line, whatever it holds."""
    try:
        ident, session, question = _asked(line)
    except _Fault as fault:
        return failed(fault.reason, fault.ident)
    context = sessions.recall(session) if session else Context()
    try:
        answer = engine.reply(question, context)
    except Exception as fault:  # a fault of ours must not end the other conversations
        return failed(f"the program failed on this question: {fault!r}", ident)
    if session:
        sessions.keep(session, answer.context)
    return answered(answer.answer, ident)


def _lines(source: BinaryIO) -> Iterator[bytes]:
    """The lines; of one that is too long only a little more than is allowed."""
    while line := source.readline(LONGEST_LINE + 1):
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith(b"\n"):
            rest = source.readline(LONGEST_LINE + 1)
        yield line


def _asked(line: bytes) -> tuple[object, str, str]:
    """The id, the key of the session ("" for none) and the question of a line."""
    if len(line.rstrip(b"\r\n")) > LONGEST_LINE:
        reason = f"the line is longer than {LONGEST_LINE} bytes"
        raise _Fault(reason, _first_id(line[:LONGEST_LINE].decode("utf-8", "replace")))
    told = _object(line)
    ident, question, session = told.get("id"), told.get("question"), told.get("session")
    if not _plain(ident):
        raise _Fault('"id" must be a string or a number')
    if not isinstance(question, str):
        wrong = "must be a string" if "question" in told else "is missing"
        raise _Fault(f'"question" {wrong}: {_SHAPE}', ident)
    if not _plain(session):
        raise _Fault('"session" must be a string or a number', ident)
    key = "" if session is None else json.dumps(session)
    if len(key) > _LONGEST_SESSION:
        raise _Fault(f'"session" is longer than {_LONGEST_SESSION} signs', ident)
    return ident, key, question


def _object(line: bytes) -> dict[str, object]:
    text = line.decode("utf-8", "replace").removeprefix("\ufeff").strip()
    if not text:
        raise _Fault(f"the line is empty: {_SHAPE}")
    try:
        told = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as fault:
        raise _Fault(f"the line is no JSON: {fault}", _first_id(text)) from fault
    if not isinstance(told, dict):
        raise _Fault(_SHAPE)
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as fault:
        ident = told.get("id")
        reason = f"the line is not UTF-8 (byte {fault.start})"
        raise _Fault(reason, ident if _plain(ident) else None) from fault
    return told


def _first_id(text: str) -> object:
    """The id of a line that can't be read as a whole, if it begins with one."""
    found = _ID_FIRST.match(text)
    try:
        return json.loads(found[1]) if found else None
    except ValueError:
        return None


def _no_constant(name: str) -> Never:
    raise ValueError(f"{name} is no JSON value")


def _plain(value: object) -> bool:
    """Whether a value can name a line or a session and be written back as JSON."""
    if isinstance(value, float):
        return math.isfinite(value)
    return value is None or isinstance(value, (str, int))
