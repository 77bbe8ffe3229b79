"""Bases of any size, made of the real one: itself, then clone after clone with renamed things.

The last clone keeps only as many facts as are wanted, each of its things the first of its own; so
a base smaller than the real one has the same things with fewer facts. Names that the base does
not cover (kind `outside`), sources and lexicons are not cloned.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from ispolkom_bot.model import Base, Fact, Span, Text, Thing, Value
from tests.bench.mix import Asked
from tests.bench.renaming import Renaming
from tests.bench.typos import mistype


class Grown(Struct, frozen=True):
    """A synthetic base, and the questions of the mix about things of all its clones."""

    base: Base
    questions: tuple[str, ...]


def facts_in(base: Base) -> int:
    """The number of facts of a base."""
    return sum(len(thing.facts) for thing in base.things.values())


def grow(base: Base, size: int, asked: list[Asked]) -> Grown:
    """The base grown (or cut) to `size` facts; each question is about a clone drawn by lot.

    A question whose typing errors are made by the model is renamed before they are made; where
    a writer has misspelt a name himself, it stays as he wrote it.
    """
    whole, rest = divmod(size, facts_in(base))
    renaming = Renaming(base)
    names = [renaming.clone(number) for number in range(whole + bool(rest))]
    things: dict[str, Thing] = {}
    for number, rename in enumerate(names):
        kept = _kept(base, rest) if number == whole else None
        for thing in base.things.values():
            if thing.kind != "outside":
                new = _renamed(thing, number, rename, kept[thing.id] if kept else None)
                things[new.id] = new
    things |= {thing.id: thing for thing in base.things.values() if thing.kind == "outside"}
    luck = random.Random(size)  # noqa: S311 - a repeatable draw, no secret
    questions: dict[str, None] = {}
    for one in asked:
        rename = luck.choice(names[: whole or 1])
        text = rename(one.labelled.question if one.by_model else one.text)
        questions.setdefault(mistype(text, luck) if one.by_model else text)
    grown = replace(base, version=f"{base.version}-{size}", things=things)
    return Grown(grown, tuple(questions))


def _kept(base: Base, size: int) -> dict[str, int]:
    """How many of its first facts each thing keeps, so that `size` are kept in all."""
    total, seen, given = facts_in(base), 0, 0
    kept: dict[str, int] = {}
    for thing in base.things.values():
        seen += len(thing.facts)
        share = seen * size // total
        kept[thing.id], given = share - given, share
    return kept


def _renamed(thing: Thing, number: int, rename: Callable[[str], str], keep: int | None) -> Thing:
    facts = thing.facts if keep is None else thing.facts[:keep]
    ids = {fact.id for fact in facts}
    spans = tuple(span for span in thing.spans if span.fact in ids)
    if not number:
        return replace(thing, facts=facts, spans=spans)

    def text(old: Text) -> Text:
        return Text(rename(old.en), rename(old.ru))

    def identity(old: str) -> str:
        return f"{old}-{number}"

    def value(old: Value) -> Value:
        return replace(
            old,
            things=tuple(map(identity, old.things)),
            counts=tuple((identity(other), count) for other, count in old.counts),
            text=text(old.text) if old.text else None,
        )

    def fact(old: Fact) -> Fact:
        return replace(
            old,
            question=text(old.question),
            text=text(old.text),
            value=value(old.value) if old.value else None,
            dates=tuple(replace(event, what=text(event.what)) for event in old.dates),
            about=tuple(map(identity, old.about)),
            dispute=tuple(replace(side, says=text(side.says)) for side in old.dispute),
            claim=replace(old.claim, says=text(old.claim.says)) if old.claim else None,
            caveat=text(old.caveat) if old.caveat else None,
            asks_en=tuple(map(rename, old.asks_en)),
            asks_ru=tuple(map(rename, old.asks_ru)),
        )

    def span(old: Span) -> Span:
        return replace(old, of=identity(old.of))

    return replace(
        thing,
        id=identity(thing.id),
        name=text(thing.name),
        aliases=tuple(map(rename, thing.aliases)),
        prefers=tuple(map(rename, thing.prefers)),
        spans=tuple(map(span, spans)),
        facts=tuple(map(fact, facts)),
        was=(),
        near=identity(thing.near) if thing.near else "",
    )
