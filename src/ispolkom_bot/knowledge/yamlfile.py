"""The strict reader of YAML: every scalar stays text, every value keeps its line.

Nothing that makes YAML surprising passes: no duplicate keys, anchors, aliases, merges, tags or
second documents. What a text means (a number, a date, an id) is the schema's affair.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import yaml
from msgspec import Struct

from ispolkom_bot.errors import Problem

Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


DEEPEST: Final = 20
"""Levels of nesting: the format needs eight, and a stray bracket must not exhaust the stack."""


class Node(Struct, frozen=True):
    """A value and the line where it is told; in a mapping that is the line of its key."""

    value: str | list[Node] | dict[str, Node]
    line: int


def parse(data: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """The tree of a file's bytes, or None and every fault of form found in it."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        return None, [_problem(file, line, "not UTF-8 text", "save the file as UTF-8")]
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=Loader):
            builder.take(event)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        wrong = ", ".join(part for part in (fault.context, fault.problem) if part)
        line = mark.line + 1 if mark else 1
        remedy = "mend the YAML here or just above"
        return None, [*builder.problems, _problem(file, line, wrong, remedy)]
    except yaml.YAMLError as fault:
        wrong = str(fault).splitlines()[0]
        line = text.count("\n", 0, int(getattr(fault, "position", None) or 0)) + 1
        return None, [*builder.problems, _problem(file, line, wrong, "remove that character")]
    if builder.root is None and not builder.problems:
        builder.fault(1, "the file is empty", "fill it, or remove it")
    return (None if builder.problems else builder.root), builder.problems


_Open: TypeAlias = "tuple[Node, list[tuple[str, int]]]"
"""A list or mapping still being filled, and the key (with its line) that waits for a value."""


class _Builder:
    """Builds nodes from parser events; the event stream alone still shows anchors and tags."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._open: list[_Open] = []
        self._documents = 0

    def fault(self, line: int, wrong: str, remedy: str) -> None:
        """Notes a fault of form."""
        self.problems.append(_problem(self.file, line, wrong, remedy))

    def take(self, event: yaml.Event) -> None:
        """Adds one parser event to the tree."""
        if isinstance(event, yaml.ScalarEvent):
            self._marks(event)
            self._scalar(event.value, _line(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._marks(event)
            children: list[Node] | dict[str, Node]
            children = {} if isinstance(event, yaml.MappingStartEvent) else []
            line = self._place(_line(event))
            if len(self._open) == DEEPEST:
                self.fault(line, f"more than {DEEPEST} levels deep", "mend the indentation")
            self._open.append((Node(children, line), []))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._add(self._open.pop()[0])
        elif isinstance(event, yaml.AliasEvent):
            line = _line(event)
            self.fault(line, f"alias *{event.anchor}", "write the value out, or quote the text")
            self._scalar(f"*{event.anchor}", line)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                line = _line(event)
                self.fault(line, "a second document", "keep one document in a file")

    def _marks(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        line = _line(event)
        if event.anchor:
            self.fault(line, f"anchor &{event.anchor}", "write the value out, or quote the text")
        if event.tag:
            self.fault(line, f"tag {event.tag}", "remove it, or quote the text")

    def _scalar(self, text: str, line: int) -> None:
        if not self._open:
            self._add(Node(text, line))
            return
        parent, key = self._open[-1]
        if isinstance(parent.value, list) or key:
            self._add(Node(text, self._place(line)))
            return
        if text in parent.value:
            self.fault(line, f"key {text!r} twice in one mapping", "keep one of the two")
        key.append((text, line))

    def _place(self, line: int) -> int:
        """The line a value is reported at: its key's, where it has one."""
        key = self._open[-1][1] if self._open else None
        return key[0][1] if key else line

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node if self.root is None else self.root
            return
        parent, key = self._open[-1]
        if isinstance(parent.value, list):
            parent.value.append(node)
        elif key and isinstance(parent.value, dict):
            parent.value[key.pop()[0]] = node
        else:
            self.fault(node.line, "a list or mapping as a key", "use a plain word as the key")
            key.append(("", node.line))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _problem(file: str, line: int, wrong: str, remedy: str) -> Problem:
    return Problem(file=file, line=line, field="yaml", wrong=wrong, remedy=remedy)
