"""What a quiz question is made of, and which facts are fit to be asked about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, Literal

from msgspec import Struct

from ispolkom_bot.knowledge.compiled import Compiled, unpack
from ispolkom_bot.model import Fact, Kind, Lang, Style, Text

Aspect = Literal["date", "person", "number", "place", "order", "party", "name", "claim"]
Pools = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]

_INTEGER: Final = re.compile(r"\d+(?:[,\u00a0\u202f ]\d{3})*(?!\d)")
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_STEM: Final = 6


class Material(Struct, frozen=True):
    """A question, its right answer, and wrong ones: hard, middling and easy to tell from it.

    All of the wrong ones are certainly wrong. Where there is no choice to be made (true or
    false), `fixed` are the options in their order.
    """

    aspect: Aspect
    question: str
    right: str
    pools: Pools = ((), (), ())
    fixed: tuple[str, ...] = ()


class Asked(Struct, frozen=True):
    """A fact that a question is to be made of, in a language; dates name `first` first."""

    base: Compiled
    number: int
    fact: Fact
    language: Lang
    first: Style

    @property
    def thing(self) -> str:
        """The thing that the fact belongs to."""
        return self.base.rows[self.number].thing

    @property
    def name(self) -> str:
        """The name of that thing."""
        return self.base.heads[self.thing].name.say(self.language)

    @property
    def kind(self) -> Kind:
        """The kind of that thing."""
        return self.base.heads[self.thing].kind

    @property
    def question(self) -> str:
        """The fact's own question."""
        return self.fact.question.say(self.language)

    def say(self, text: Text, **blanks: object) -> str:
        """A phrase, its blanks filled."""
        return text.say(self.language).format(**blanks)


def fit(fact: Fact) -> bool:
    """Whether a fact stands firmly enough to be asked about."""
    return fact.confidence != "low" and fact.standing == "accepted" and not fact.dispute


def told(fact: Fact) -> str:
    """All that a fact says, in both languages: what may hold another figure, date or name."""
    texts = [fact.text, *(side.says for side in fact.dispute)]
    texts += [event.what for event in fact.dates]
    texts += [fact.caveat] if fact.caveat else []
    texts += [fact.claim.says] if fact.claim else []
    return "\n".join(f"{text.en}\n{text.ru}" for text in texts)


def integers(text: str) -> set[int]:
    """The whole numbers in a text, thousands grouped or not."""
    found = set()
    for match in _INTEGER.finditer(text):
        found.add(int(re.sub(r"\D", "", match[0])))
        found.update(map(int, re.findall(r"\d+", match[0])))
    return found


def concerned(base: Compiled, number: int) -> frozenset[str]:
    """The things that a fact tells of."""
    row = base.rows[number]
    return frozenset((row.thing, *row.about, *row.answers))


def facts_about(base: Compiled, thing: str) -> tuple[int, ...]:
    """The facts that tell of a thing, in its own file or elsewhere."""
    return tuple(unpack(base.things.get(thing, b""))[0])


@lru_cache(maxsize=2)
def by_twin(base: Compiled) -> dict[int, tuple[int, ...]]:
    """The facts that make the same claims, by the first of them."""
    found: dict[int, list[int]] = {}
    for number, row in enumerate(base.rows):
        found.setdefault(row.twin, []).append(number)
    return {twin: tuple(numbers) for twin, numbers in found.items()}


def stems(name: str) -> set[str]:
    """The beginnings of a name's longer words."""
    return {word[:_STEM].casefold() for word in _WORD.findall(name)}


@lru_cache(maxsize=4096)
def name_stems(base: Compiled, thing: str) -> frozenset[str]:
    """The beginnings of the longer words of a thing's names."""
    name = base.heads[thing].name
    return frozenset(stems(f"{name.en} {name.ru}"))


def ranked(found: Iterable[tuple[float, str]]) -> Pools:
    """Wrong answers by closeness (greater is nearer): a third for each difficulty."""
    order = [text for _, text in sorted(found, key=lambda pair: (-pair[0], pair[1]))]
    third = max(3, -(-len(order) // 3))
    return tuple(order[:third]), tuple(order[third : 2 * third]), tuple(order[2 * third :])
