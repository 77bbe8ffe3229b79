"""Both languages name the same persons: who is named in one text is told of in the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from itertools import permutations
from typing import Final, TypeAlias

from ispolkom_bot.errors import Problem
from ispolkom_bot.knowledge.compiled import Compiled, named_stem
from ispolkom_bot.knowledge.record import Lines
from ispolkom_bot.knowledge.references import facts
from ispolkom_bot.language.inflection import forms
from ispolkom_bot.language.normalise import Token, tokens
from ispolkom_bot.language.phrases import LIGHT, find
from ispolkom_bot.model import LANGUAGES, Base, Fact, Text, Thing

_BREAK: Final = "zzz"
_COMMON: Final = re.compile(r"(?<![\w'-])[a-zа-яё][\w'-]*|[,;:()«»—–]")
"""Words that begin with a small letter, and the signs between which a name stands whole."""
_PATRONYMIC: Final = re.compile(r"(?:ov|ev)ich|(?:ов|ев)ич")
_ROOT: Final = 5
"""Letters of a surname from which words are made of it: корниловский, Leninist."""
_ENDINGS: Final = "аеиоуыьяйй"


def names_agree(base: Base, compiled: Compiled, lines: Lines) -> Iterator[Problem]:
    """Every person named in one language's text is named in the other's, or a word made of it.

    A name is written with a capital, in one of its own forms; a name that several share may mean
    any of them. "The Kornilov affair" is told by «корниловское выступление».
    """
    people = _People(base, compiled)
    for full_id, _, fact in facts(base):
        for field, text in _texts(fact):
            linked = {language: people.linked(text.say(language)) for language in LANGUAGES}
            for one, other in permutations(LANGUAGES):
                for name, persons in people.named(text.say(one), linked[one]):
                    if not people.told(linked[other], persons):
                        wrong = f"{name!r} ({' or '.join(persons)}) is named in {one} only"
                        remedy = "name the same persons in both languages"
                        yield lines.problem(f"{full_id}.{field}.{other}", wrong, remedy)


def _texts(fact: Fact) -> Iterator[tuple[str, Text]]:
    yield "question", fact.question
    yield "text", fact.text
    for number, side in enumerate(fact.dispute):
        yield f"dispute.{number}.says", side.says
    if fact.claim:
        yield "claim.says", fact.claim.says
    if fact.caveat:
        yield "caveat", fact.caveat


_Linked: TypeAlias = "tuple[list[str], list[tuple[int, int, tuple[str, ...]]]]"
"""The words of a text, and the names in it: first word, last word, whom it may mean."""


class _People:
    """Who is named in a text, by the names and the linker of a base."""

    def __init__(self, base: Base, compiled: Compiled) -> None:
        self.compiled = compiled
        persons = [thing for thing in base.things.values() if thing.kind == "person"]
        self.words: dict[str, Set[str]] = {person.id: _words(person) for person in persons}
        self.roots = {person.id: _roots(person) for person in persons}
        self._stems: dict[str, str] = {}

    def linked(self, text: str) -> _Linked:
        """A text with the names of things in it, by the longest alias."""
        words = tokens(text)
        stems = [self._stem(word) for word in words]
        found = find(stems, self.compiled.aliases, self.compiled.alias_heads, LIGHT)
        return [word.text for word in words], list(found)

    def named(self, text: str, linked: _Linked) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each name of a person that a text spells out, and whom it may mean."""
        known = {one for _, _, things in linked[1] for one in things}
        words, found = self.linked(_COMMON.sub(f" {_BREAK} ", text))
        for start, end, things in found:
            name = [word for word in words[start:end] if word not in LIGHT]
            persons = tuple(
                one for one in things if one in known and set(name) <= self.words.get(one, set())
            )
            middle = start > 0 and words[start - 1] != _BREAK and _PATRONYMIC.search(name[-1])
            if persons and not middle:
                yield " ".join(name), persons

    def told(self, linked: _Linked, persons: tuple[str, ...]) -> bool:
        """Whether a text tells of one of the persons, by a name or a word made of it."""
        words, found = linked
        if any(one in things for _, _, things in found for one in persons):
            return True
        roots = tuple(root for one in persons for root in self.roots[one])
        known = {word for one in persons for word in self.words[one]}
        return any(
            word.startswith(roots) or (word in known and len(word) < _ROOT) for word in words
        )

    def _stem(self, word: Token) -> str:
        if word.text not in self._stems:
            self._stems[word.text] = named_stem(word.text, self.compiled.name_words) or word.stem
        return self._stems[word.text]


def _words(person: Thing) -> frozenset[str]:
    """The words of a person's names in all their forms."""
    names = (person.name.en, person.name.ru, *person.aliases)
    return frozenset(form for name in names for word in tokens(name) for form in forms(word.text))


def _roots(person: Thing) -> tuple[str, ...]:
    """What words made of a person's surname begin with."""
    names = [tokens(name) for name in (person.name.en, person.name.ru, *person.aliases)]
    surnames = {words[-1].text.rstrip(_ENDINGS) for words in names if words}
    return tuple(sorted(surname for surname in surnames if len(surname) >= _ROOT))
