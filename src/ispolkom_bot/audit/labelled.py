"""What is asked to measure the road: questions that say who may answer, and whole dialogues.

A file is a list. A labelled question is `{q, facts: [ids], kind, lang, voice}`; without `facts`
it must not be answered. A dialogue is `{name, turns}`, and a turn

    ask        the question
    status     answer | suggest | decline; a list where several would do
    facts      the answering fact is one of these ("none": small talk, which needs no fact)
    contains   each stands in the answer as a reader sees it, sources and questions included
    lacks      none of these stands in it
    says, silent  as `contains` and `lacks`, but in the answer's own words (text, dates, notes)

Case doesn't matter in the comparisons. The writer is the file, without its ending.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from msgspec import Struct

from ispolkom_bot.errors import BaseError, Problem
from ispolkom_bot.knowledge.yamlfile import Node, parse
from ispolkom_bot.model import LANGUAGES

NO_FACT: Final = "none"
"""Stands for the fact of an answer that needs none."""
_TEXTS: Final = ("q", "kind", "lang", "voice", "note")
_QUESTION: Final = (*_TEXTS, "facts")
_DIALOGUE: Final = ("name", "turns", "note")
_TURN: Final = ("ask", "status", "facts", "contains", "lacks", "says", "silent")
_STATUSES: Final = ("answer", "suggest", "decline")


class Labelled(Struct, frozen=True):
    """A question with what is known of it."""

    question: str
    facts: tuple[str, ...]
    kind: str
    language: str
    voice: str
    writer: str


class Turn(Struct, frozen=True):
    """A question of a dialogue, with what must become of it."""

    ask: str
    status: tuple[str, ...]
    facts: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


class Dialogue(Struct, frozen=True):
    """Questions of one conversation, in their order."""

    name: str
    turns: tuple[Turn, ...]
    writer: str


class Sheet(Struct, frozen=True):
    """What one file asks."""

    questions: tuple[Labelled, ...]
    dialogues: tuple[Dialogue, ...]


def read_sheet(path: Path) -> Sheet:
    """The questions and dialogues of a YAML file; BaseError names every fault of it."""
    node, problems = parse(path.read_bytes(), str(path))
    if problems or node is None:
        raise BaseError(problems)
    reader = _Reader(str(path), path.stem)
    sheet = reader.sheet(node)
    if reader.problems:
        raise BaseError(reader.problems)
    return sheet


def read_labelled(path: Path) -> list[Labelled]:
    """The labelled questions of a YAML file; BaseError if it is ill-formed."""
    return list(read_sheet(path).questions)


class _Reader:
    """Makes questions and dialogues of the nodes of a file, and notes what is wrong with them."""

    def __init__(self, file: str, writer: str) -> None:
        self.file = file
        self.writer = writer
        self.problems: list[Problem] = []

    def sheet(self, root: Node) -> Sheet:
        questions, dialogues = [], []
        if not isinstance(root.value, list):
            self._fault(root, "file", "no list", "begin each question with `- {q: ...}`")
            return Sheet((), ())
        for entry in root.value:
            told = self._mapping(entry, "question", "`{q: ...}` or `{name: ..., turns: [...]}`")
            if "turns" in told:
                dialogues.append(self._dialogue(entry, told))
            elif told:
                questions.append(self._question(entry, told))
        return Sheet(tuple(questions), tuple(dialogues))

    def _question(self, entry: Node, told: dict[str, Node]) -> Labelled:
        self._known(told, _QUESTION)
        words = {key: self._text(told[key], key) for key in _TEXTS if key in told}
        if not words.get("q", "").strip():
            self._fault(entry, "q", "no question", "write what is asked as `q`")
        language = words.get("lang", "en")
        if language not in LANGUAGES:
            remedy = f"write {' or '.join(LANGUAGES)}"
            self._fault(told["lang"], "lang", f"unknown language {language!r}", remedy)
        return Labelled(
            question=words.get("q", ""),
            facts=self._texts(told, "facts"),
            kind=words.get("kind", ""),
            language=language,
            voice=words.get("voice", "plain"),
            writer=self.writer,
        )

    def _dialogue(self, entry: Node, told: dict[str, Node]) -> Dialogue:
        self._known(told, _DIALOGUE)
        name = self._text(told["name"], "name") if "name" in told else ""
        if not name:
            self._fault(entry, "name", "a dialogue without a name", "add `name`")
        turns = told["turns"].value
        if not isinstance(turns, list) or not turns:
            self._fault(told["turns"], "turns", "no list of turns", "add `- ask: ...`")
            return Dialogue(name, (), self.writer)
        return Dialogue(name, tuple([self._turn(turn) for turn in turns]), self.writer)

    def _turn(self, entry: Node) -> Turn:
        told = self._mapping(entry, "turn", "`{ask: ..., status: ...}`")
        self._known(told, _TURN)
        ask = self._text(told["ask"], "ask") if "ask" in told else ""
        if not ask:
            self._fault(entry, "ask", "a turn that asks nothing", "add `ask`")
        lists = {key: self._texts(told, key) for key in _TURN if key != "ask"}
        strange = [status for status in lists["status"] if status not in _STATUSES]
        if strange or not lists["status"]:
            wrong = f"unknown status {strange[0]!r}" if strange else "no status"
            remedy = f"write {', '.join(_STATUSES)}"
            self._fault(told.get("status", entry), "status", wrong, remedy)
        return Turn(ask, **lists)

    def _mapping(self, node: Node, field: str, form: str) -> dict[str, Node]:
        if isinstance(node.value, dict) and node.value:
            return node.value
        self._fault(node, field, "no mapping", f"write {form}")
        return {}

    def _known(self, told: dict[str, Node], keys: Iterable[str]) -> None:
        for key, node in told.items():
            if key not in keys:
                self._fault(node, key, "unknown key", f"known are {', '.join(keys)}")

    def _texts(self, told: dict[str, Node], field: str) -> tuple[str, ...]:
        if field not in told:
            return ()
        node = told[field]
        if isinstance(node.value, list):
            return tuple([self._text(item, field) for item in node.value])
        if field == "facts" and "q" in told:
            self._fault(node, field, "no list", "write `facts: [thing/fact]`")
        return (self._text(node, field),)

    def _text(self, node: Node, field: str) -> str:
        if isinstance(node.value, str):
            return node.value
        self._fault(node, field, "no text", "write a plain text")
        return ""

    def _fault(self, node: Node, field: str, wrong: str, remedy: str) -> None:
        self.problems.append(Problem(self.file, node.line, field, wrong, remedy))
