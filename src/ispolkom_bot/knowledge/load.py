"""The strict door: a directory of YAML in, the whole base out, or every problem with its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import TypeVar

from msgspec import Struct

from ispolkom_bot.errors import BaseError, Problem
from ispolkom_bot.knowledge import folder
from ispolkom_bot.knowledge.lexicon import read_heading, read_lexicon, read_shapes, read_sources
from ispolkom_bot.knowledge.order import read_order
from ispolkom_bot.knowledge.provenance import read_claims, read_left_out
from ispolkom_bot.knowledge.record import Lines, Sheet
from ispolkom_bot.knowledge.schema import Vocabulary, read_outside, read_thing
from ispolkom_bot.knowledge.yamlfile import Node, parse
from ispolkom_bot.model import LANGUAGES, Base, Thing

Read = TypeVar("Read")


class Survey(Struct, frozen=True):
    """What was read: the base as far as it could be, where things are told, what is wrong.

    The base is None where one of the files that every base needs is missing or ill-formed.
    """

    base: Base | None
    lines: Lines
    problems: list[Problem]


def load(directory: Path) -> Base:
    """The base of a directory; raises BaseError where anything in its files is ill-formed.

    What is well-formed can still be wrong: the checks judge the base as a whole.
    """
    base, problems = read(directory)
    if problems or base is None:
        raise BaseError(problems)
    return base


def read(directory: Path) -> tuple[Base | None, list[Problem]]:
    """The base as far as it can be read, and every problem of form."""
    seen = survey(directory)
    return seen.base, seen.problems


def survey(directory: Path) -> Survey:
    """The base as far as it can be read, with the places of everything in it."""
    files, problems = folder.contents(directory)
    nodes: dict[str, Node] = {}
    for file, data in files.items():
        node, faults = parse(data, file)
        problems += faults
        if node is not None:
            nodes[file] = node
    reading = _Reading(nodes)
    base = reading.base(folder.version(files))
    return Survey(base=base, lines=reading.lines, problems=sorted(problems + reading.problems))


class _Reading:
    """The reading of one directory; the language files go first, for they close the lists."""

    def __init__(self, nodes: dict[str, Node]) -> None:
        self.nodes = nodes
        self.lines = Lines()
        self.problems: list[Problem] = []

    def base(self, version: str) -> Base | None:
        nodes, lines = self.nodes, self.lines
        shapes = heading = sources = None
        if node := nodes.get(folder.SHAPES_FILE):
            shapes = read_shapes(self._sheet(folder.SHAPES_FILE), node, lines)
        lexicons = {
            language: read_lexicon(self._sheet(file), nodes[file], language, lines)
            for language, file in folder.LEXICON_FILES.items()
            if file in nodes
        }
        if node := nodes.get(folder.BASE_FILE):
            heading = read_heading(self._sheet(folder.BASE_FILE), node, lines)
        if node := nodes.get(folder.SOURCES_FILE):
            sources = read_sources(self._sheet(folder.SOURCES_FILE), node, lines)
        english = lexicons.get("en")
        vocabulary = Vocabulary(
            shapes=tuple(shapes or ()),
            roles=tuple(english.roles) if english else (),
            posts=tuple(english.posts) if english else (),
        )
        things = self._things(vocabulary)
        if not shapes or not heading or not sources or len(lexicons) < len(LANGUAGES):
            return None
        return Base(
            version=version,
            title=heading.title,
            scope=heading.scope,
            sources=sources,
            things=things,
            shapes=shapes,
            lexicons=lexicons,
            home=heading.home,
            government=heading.government,
            claims=self._optional(folder.CLAIMS_FILE, read_claims) or (),
            left_out=self._optional(folder.LEFT_OUT_FILE, read_left_out) or {},
            order=self._optional(folder.ORDER_FILE, read_order) or (),
        )

    def _things(self, vocabulary: Vocabulary) -> dict[str, Thing]:
        things: dict[str, Thing] = {}
        for file, node in self.nodes.items():
            if file in folder.NEEDED or file in folder.OPTIONAL:
                continue
            sheet, path = self._sheet(file), PurePosixPath(file)
            if path.parts[0] == folder.OUTSIDE:
                read = read_outside(sheet, node, self.lines)
            else:
                sheet.id(path.stem, 1, "file")
                expected = (path.stem, folder.KINDS[path.parts[0]])
                read = [(read_thing(sheet, node, vocabulary, expected, self.lines), 1)]
            for thing, line in read:
                if thing.id in things:
                    wrong = f"the id {thing.id} is taken in {self.lines.at(thing.id)[0]}"
                    sheet.fault(line, "id", wrong, "give one of the two another id")
                things.setdefault(thing.id, thing)
        return things

    def _optional(self, file: str, read: Callable[[Sheet, Node, Lines], Read]) -> Read | None:
        node = self.nodes.get(file)
        return read(self._sheet(file), node, self.lines) if node else None

    def _sheet(self, file: str) -> Sheet:
        return Sheet(file, self.problems)
