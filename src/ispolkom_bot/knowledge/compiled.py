"""The base made ready for questions: what the road reads, and nothing of how it was made.

Postings are packed: the fact numbers in order, then a byte of weight for each, so that a hundred
thousand facts cost memory and time only where a question's words touch them.
"""

from __future__ import annotations

import math
import zlib
from array import array
from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct

from ispolkom_bot.language.inflection import nominatives
from ispolkom_bot.language.stems import is_cyrillic
from ispolkom_bot.model import Fact, Kind, Lang, Offer, Source, Text

FORMAT = 23
"""Number of the layout below; a cache of another number is rebuilt."""

SCALE = 255
"""The weight of a fact that has a word in full."""


class Head(Struct, frozen=True, gc=False):
    """What is known of a thing without its facts."""

    kind: Kind
    name: Text
    near: str = ""
    way_out: Text | None = None


class Row(Struct, frozen=True, gc=False):
    """What scoring needs to know of a fact without reading it."""

    thing: str
    id: str
    shapes: tuple[str, ...]
    kinds: tuple[str, ...]
    asked: tuple[str, ...]
    about: tuple[str, ...]
    answers: tuple[str, ...]
    days: tuple[tuple[int, int], ...]
    twin: int
    rank: float
    question: Text


class SpanRow(Struct, frozen=True, gc=False):
    """One office or membership; days are Julian, 0 for an open end."""

    thing: str
    role: str
    post: str
    of: str
    first: int
    last: int
    fact: int


class Cues(Struct, frozen=True, gc=False):
    """The cue phrases of one sort, with the ids each hints at, and their first words."""

    phrases: dict[str, tuple[str, ...]]
    heads: dict[str, int]


class Phrasings(Struct, frozen=True, gc=False):
    """The ways in which a fact is asked for: what each weighs, and for each term which have it."""

    weights: tuple[float, ...]
    terms: dict[str, bytes]


class Compiled(Struct, frozen=True, eq=False):
    """The base with its index; everything the road reads.

    What is only looked up stands as keys of a mapping: unlike a set, it is stored in order, so
    that one base makes one file.
    """

    layout: int
    version: str
    title: Text
    scope: Text
    home: tuple[str, ...]
    government: str
    sources: dict[str, Source]
    messages: dict[Lang, dict[str, str]]
    heads: dict[str, Head]
    facts: list[bytes]
    rows: list[Row]
    postings: dict[Lang, dict[str, bytes]]
    phrasings: dict[Lang, list[bytes]]
    asked: dict[int, int]
    days: dict[int, list[int]]
    things: dict[str, bytes]
    was: dict[str, str]
    aliases: dict[str, tuple[str, ...]]
    alias_heads: dict[str, int]
    name_words: dict[str, str]
    sounds: dict[str, tuple[str, ...]]
    spellings: dict[str, str]
    words: dict[str, str]
    ordinary: dict[str, str]
    everyday: dict[str, str]
    concepts: dict[str, str]
    stopwords: dict[str, bool]
    fillers: dict[str, bool]
    filler_heads: dict[str, int]
    kinds: Cues
    shapes: Cues
    near: dict[str, tuple[str, ...]]
    roles: Cues
    posts: Cues
    polar: dict[str, bool]
    pronouns: dict[str, bool]
    misspellings: dict[str, str]
    months: dict[str, int]
    smalltalk: dict[str, str]
    talk: dict[str, str]
    refusals: dict[str, bool]
    spans: list[SpanRow]

    def fact(self, number: int) -> Fact:
        """The fact of a row."""
        return _decode_fact(self.facts[number])

    def phrasings_of(self, number: int, language: Lang) -> Phrasings:
        """How the fact of a row is asked for in a language."""
        return _decode_phrasings(self.phrasings[language][number])

    def full_id(self, number: int) -> str:
        """The id of a fact in the whole base: thing/fact."""
        row = self.rows[number]
        return f"{row.thing}/{row.id}"

    def number(self, full_id: str) -> int | None:
        """The row of a full id; its thing may be called as it once was."""
        thing, _, fact = full_id.partition("/")
        thing = self.was.get(thing, thing)
        for number in unpack(self.things.get(thing, b""))[0]:
            row = self.rows[number]
            if row.thing == thing and row.id == fact:
                return number
        return None

    def offer(self, number: int, language: Lang) -> Offer:
        """The question of a fact, to be asked by whoever likes to."""
        return Offer(self.full_id(number), self.rows[number].question.say(language))


_decode_fact = msgspec.msgpack.Decoder(Fact).decode
_decode_phrasings = msgspec.msgpack.Decoder(Phrasings).decode


def named_stem(word: str, names: Mapping[str, str]) -> str | None:
    """The stem of a word of the base's names, in whichever case it stands; else None."""
    if (stemmed := names.get(word)) is not None:
        return stemmed
    if is_cyrillic(word) and len(word) > 3:
        for nominative in nominatives(word):
            if (stemmed := names.get(nominative)) is not None:
                return stemmed
    return None


HOME_YEARS = frozenset({"1917"})
"""Years that go without saying here."""
NAMED_WEIGHT, KIND_WEIGHT = 4.0, 1.5
"""The weights of a named thing and of a wanted kind of answer among the terms of a phrasing."""


def mark(words: Iterable[str]) -> int:
    """A number that stands for a question; that two share one is rare, and does no harm."""
    return zlib.crc32(" ".join(words).encode())


def listed(word: str, rows: Mapping[str, str]) -> bool:
    """Whether a word is in a list whose rows stand under the first two letters of their words."""
    return f" {word} " in rows.get(word[:2], "")


def pack(entries: Iterable[tuple[int, int]]) -> bytes:
    """A posting of (fact number, weight up to SCALE), numbers rising."""
    numbers, weights = array("I"), array("B")
    for number, weight in entries:
        numbers.append(number)
        weights.append(weight)
    return numbers.tobytes() + weights.tobytes()


def unpack(posting: bytes) -> tuple[memoryview, memoryview]:
    """The fact numbers and the weights of a posting, without copying."""
    view = memoryview(posting)
    numbers = len(posting) // 5 * 4
    return view[:numbers].cast("I"), view[numbers:]


def rarity(total: int, posting: bytes) -> float:
    """How telling a term is: its inverse document frequency; an unheard one tells most."""
    return math.log(1.0 + total / (1.0 + len(posting) // 5))
