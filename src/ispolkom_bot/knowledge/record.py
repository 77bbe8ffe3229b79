"""Typed reading of one mapping: every fault is noted with its line, and reading goes on.

A getter of a `Record` never raises: it gives what could be read, or a harmless empty value, and
has then noted a problem; so one run names everything that is wrong with a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, TypeVar

from ispolkom_bot.errors import Problem
from ispolkom_bot.knowledge.folder import nearest
from ispolkom_bot.knowledge.yamlfile import Node
from ispolkom_bot.model import LANGUAGES, Text

ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
DATE: Final = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
Choice = TypeVar("Choice", bound=str)


class Lines:
    """Where everything in a base is told, as file and line.

    Keys are `thing.field`, `thing/fact.field`, and outside things `sources:id.field`,
    `shapes:id`, `en:field`, `base:field`; list items are counted from 0 (`spans.0.of`).
    """

    def __init__(self) -> None:
        self._places: dict[str, tuple[str, int]] = {}

    def note(self, key: str, file: str, node: Node) -> None:
        """Remembers the line of a value and of all inside it; what is told twice, the first."""
        key, join = (key[:-1], ":") if key.endswith(":") else (key, ".")
        self._places.setdefault(key, (file, node.line))
        if isinstance(node.value, dict):
            for name, child in node.value.items():
                self.note(f"{key}{join}{name}", file, child)
        elif isinstance(node.value, list):
            for index, child in enumerate(node.value):
                self.note(f"{key}{join}{index}", file, child)

    def at(self, key: str) -> tuple[str, int]:
        """File and line of a key, or of the nearest value around it that is known."""
        while key not in self._places:
            shorter = key[: max(key.rfind(mark) for mark in "./:")]
            if shorter == key or not shorter:
                return "", 1
            key = shorter
        return self._places[key]

    def problem(self, key: str, wrong: str, remedy: str) -> Problem:
        """A problem at the place of `key`."""
        file, line = self.at(key)
        field = re.split("[./:]", key, maxsplit=1)[-1]
        return Problem(file=file, line=line, field=field, wrong=wrong, remedy=remedy)


class Sheet:
    """One file being read: its name and the problems found so far."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.file = file
        self.problems = problems

    def fault(self, line: int, field: str, wrong: str, remedy: str) -> None:
        """Notes a problem."""
        self.problems.append(Problem(self.file, line, field, wrong, remedy))

    def word(self, node: Node, path: str) -> str:
        """The text of a scalar that must not be empty."""
        if not isinstance(node.value, str):
            found = "a list" if isinstance(node.value, list) else "a mapping"
            self.fault(node.line, path, f"{found} instead of one text", "write one text")
            return ""
        text = node.value.strip()
        if not text:
            self.fault(node.line, path, "empty", "fill it, or leave the key out")
        return text

    def items(self, node: Node, path: str) -> list[tuple[Node, str]]:
        """The items of a list, each with its path."""
        if isinstance(node.value, list):
            return [(item, f"{path}.{index}") for index, item in enumerate(node.value)]
        self.fault(node.line, path, "not a list", "write [a, b], or a line '- a' for each")
        return []

    def words(self, node: Node, path: str) -> tuple[str, ...]:
        """The texts of a list."""
        read = [self.word(item, where) for item, where in self.items(node, path)]
        return tuple(word for word in read if word)

    def mapping(self, node: Node, path: str) -> dict[str, Node]:
        """The entries of a mapping whose keys are free."""
        if isinstance(node.value, dict):
            return node.value
        self.fault(node.line, path, "not a mapping", "write a line 'key: value' for each")
        return {}

    def id(self, word: str, line: int, path: str) -> str:
        """An id, checked to be in the form that ids have."""
        if word and not ID.fullmatch(word):
            self.fault(line, path, f"{word!r} is no id", "use a-z, 0-9 and single hyphens")
        return word


class Record:
    """A mapping with known keys."""

    def __init__(
        self, sheet: Sheet, node: Node, path: str, needed: Iterable[str], more: Iterable[str] = ()
    ) -> None:
        self.sheet = sheet
        self.line = node.line
        self.path = path
        self.fields = sheet.mapping(node, path)
        needed = tuple(needed)
        known = (*needed, *more)
        for key, child in self.fields.items():
            if key not in known:
                wrong = f"unknown key {key!r}"
                sheet.fault(child.line, self.at(key), wrong, nearest(key, known))
        if isinstance(node.value, dict):
            for key in needed:
                if key not in self.fields:
                    sheet.fault(node.line, self.at(key), "missing", "add it")

    def __contains__(self, key: str) -> bool:
        return key in self.fields

    def at(self, key: str) -> str:
        """The path of a key, for messages."""
        return f"{self.path}.{key}" if self.path else key

    def fault(self, key: str, wrong: str, remedy: str) -> None:
        """Notes a problem with the value of a key."""
        line = self.fields[key].line if key in self.fields else self.line
        self.sheet.fault(line, self.at(key), wrong, remedy)

    def word(self, key: str) -> str:
        """One text, or the empty text where the key is missing."""
        node = self.fields.get(key)
        return self.sheet.word(node, self.at(key)) if node else ""

    def form(self, key: str, form: re.Pattern[str], remedy: str) -> str:
        """One text of a given form."""
        word = self.word(key)
        if word and not form.fullmatch(word):
            self.fault(key, f"{word!r} has another form", remedy)
            return ""
        return word

    def date(self, key: str) -> str:
        """A date of day, month or year precision; whether it is possible is checked later."""
        return self.form(key, DATE, "write 1917-03-01, 1917-03 or 1917")

    def id(self, key: str) -> str:
        """One id."""
        word = self.word(key)
        return self.sheet.id(word, self.fields[key].line, self.at(key)) if word else ""

    def ids(self, key: str) -> tuple[str, ...]:
        """A list of ids, each once."""
        read: list[str] = []
        for item, path in self.nodes(key):
            word = self.sheet.id(self.sheet.word(item, path), item.line, path)
            if word in read:
                self.sheet.fault(item.line, path, f"{word} twice in one list", "keep one")
            elif word:
                read.append(word)
        return tuple(read)

    def nodes(self, key: str) -> list[tuple[Node, str]]:
        """The items of a list, each with its path; none where the key is missing."""
        node = self.fields.get(key)
        return self.sheet.items(node, self.at(key)) if node else []

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        node = self.fields.get(key)
        return self.sheet.words(node, self.at(key)) if node else ()

    def choice(self, key: str, known: tuple[Choice, ...], default: Choice) -> Choice:
        """One word of a closed list."""
        word = self.word(key)
        for choice in known:
            if choice == word:
                return choice
        if word:
            self.fault(key, f"unknown value {word!r}", nearest(word, known))
        return default

    def flag(self, key: str) -> bool:
        """A true or false."""
        return self.choice(key, ("true", "false"), "false") == "true"

    def records(self, key: str, needed: Iterable[str], more: Iterable[str] = ()) -> list[Record]:
        """A list of mappings with known keys."""
        return [Record(self.sheet, node, path, needed, more) for node, path in self.nodes(key)]

    def record(self, key: str, needed: Iterable[str], more: Iterable[str] = ()) -> Record | None:
        """A mapping with known keys, or None where the key is missing."""
        node = self.fields.get(key)
        return Record(self.sheet, node, self.at(key), needed, more) if node else None

    def text(self, key: str) -> Text | None:
        """A text in all languages of the base, or None where it is missing or has no English."""
        record = self.record(key, LANGUAGES)
        english = record.word("en") if record else ""
        russian = record.word("ru") if record else ""
        return Text(en=english, ru=russian) if english else None
