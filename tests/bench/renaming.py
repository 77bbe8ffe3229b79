"""New names for old: a clone of the base has its own people and bodies, and the same language.

Three kinds of words change from clone to clone, all by tables that also rename its questions:

- words of names (surnames in every spelling and Russian case, and rare words of other names) get
  a cipher of their first letters, vowel for vowel and consonant for consonant, so that spellings
  of one name stay as near to each other as they were and case endings stay in place;
- names without such a word ("Executive Committee", "Order No. 1") get a made-up town before them;
- content words change places with words that as many facts have, by stem; so every word is as
  frequent as in the real base, but stands in other company.

Stop words, cues, synonyms, months and numbers of the lexicons stay, and so do words of names that
are kept, and words that the base does not have.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Final

from ispolkom_bot.language.phrases import LIGHT
from ispolkom_bot.language.stems import is_cyrillic, stem
from ispolkom_bot.model import Base, Lexicon, Thing

_PIECE: Final = re.compile(r"[^\W_]+|[\W_]+")
_TOWN: Final = "\0town"
_CONSONANTS: Final = ("bvgdzklmnprstf", "бвгдзклмнпрстф")
_VOWELS: Final = ("aeiou", "аеиоу")
_SHORTEST = 3
_FIRST_NAME = 3
"""People who share a word of their names before it counts as a first name, which is kept."""
_COMMON: Final = 0.03
"""Share of facts from which a word of a name is a word of the field, which is kept."""

Rename = Callable[[str], str]


class Renaming:
    """What can be renamed in a base; `clone(k)` is the renaming of its k-th clone."""

    def __init__(self, base: Base) -> None:
        things = [thing for thing in base.things.values() if thing.kind != "outside"]
        kept = {w for lexicon in base.lexicons.values() for w in _lexicon_words(lexicon)}
        self._kept = frozenset(kept)
        self._shown: dict[str, Counter[str]] = defaultdict(Counter)
        self._small: set[str] = set()
        self._facts = self._count(things)
        size = sum(len(thing.facts) for thing in things)
        self._named = self._names(things, kept, size * _COMMON)
        aliases = [name for thing in things for name in names_of(thing)]
        self._nameless: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for name in aliases:
            stems = tuple(stem(word) for word in _words(name) if word not in LIGHT)
            if stems and not any(stem(word) in self._named for word in _words(name)):
                self._nameless[stems[0]].add(stems)
        kept = kept.union(word for name in aliases for word in _words(name))
        self._classes = self._frequency_classes({stem(word) for word in kept})
        self._pieces: dict[str, tuple[str, ...]] = {}

    def clone(self, number: int) -> Rename:
        """The renaming of a clone; number 0 renames nothing."""
        if not number:
            return str
        luck = random.Random(number)  # noqa: S311 - a repeatable draw, no secret
        cipher = _cipher(luck)
        swapped = {
            old: new
            for stems in self._classes
            for old, new in zip(stems, luck.sample(stems, len(stems)), strict=True)
        }
        town = "".join(luck.choice("bdgklmnprstv") + luck.choice("aeiou") for _ in range(3)) + "sk"
        table = _Table(self, cipher, swapped, town)

        def rename(text: str) -> str:
            pieces = self._pieces.get(text)
            if pieces is None:
                pieces = self._pieces[text] = tuple(self._with_towns(_PIECE.findall(text)))
            return "".join(map(table.__getitem__, pieces))

        return rename

    def renamed(self, piece: str, cipher: dict[int, str], swapped: dict[str, str]) -> str:
        """A piece of text under a cipher of names and a swap of words; itself if it stays."""
        low = piece.lower()
        if low in self._kept:
            return piece
        stemmed = stem(low)
        if (nominative := self._named.get(stemmed)) is not None:
            ending = max(0, min(_SHORTEST, len(nominative) - 4))
            body = nominative[: len(nominative) - ending]
            new = body.translate(cipher) + nominative[len(body) :]
            shared = _shared(low, nominative)
            return _cased(new[:shared] + low[shared:], piece)
        if (other := swapped.get(stemmed)) is not None and other != stemmed:
            return _cased(self._shown[other].most_common(1)[0][0], piece)
        return piece

    def _count(self, things: Iterable[Thing]) -> Counter[str]:
        """In how many facts each stem is; notes its forms, and which are written small."""
        found: Counter[str] = Counter()
        for thing in things:
            for fact in thing.facts:
                texts = (fact.question.en, fact.question.ru, fact.text.en, fact.text.ru)
                pieces = [piece for text in texts for piece in _PIECE.findall(text)]
                self._small.update(piece for piece in pieces if piece.islower())
                words = [piece.lower() for piece in pieces if _is_word(piece)]
                for word in words:
                    self._shown[stem(word)][word] += 1
                found.update({stem(word) for word in words})
        return found

    def _names(self, things: Iterable[Thing], kept: set[str], common: float) -> dict[str, str]:
        """The stems of words of names, each with a nominative.

        A word of a name is one that no fact writes small, and that isn't all over the base.
        """
        shared: Counter[str] = Counter()
        surnames: set[str] = set()
        others: set[str] = set()
        for thing in things:
            words = {word for name in names_of(thing) for word in _words(name)}
            if thing.kind == "person":
                shared.update(words)
                for name in (thing.name.en, thing.name.ru):
                    surnames.update([w for w in _words(name) if len(w) > _SHORTEST - 1][-1:])
            else:
                others |= words
        people = {word for word, count in shared.items() if count < _FIRST_NAME}
        chosen = surnames | {
            word
            for word in people | others
            if word not in kept
            and word not in self._small
            and (word in people or self._facts[stem(word)] <= common)
        }
        fit = sorted(word for word in chosen if len(word) >= _SHORTEST and word.isalpha())
        return {stem(word): word for word in fit}

    def _frequency_classes(self, kept: set[str]) -> list[list[str]]:
        """The stems that may change places: of one alphabet and about as many facts."""
        classes: dict[tuple[bool, int], list[str]] = defaultdict(list)
        for stemmed, count in sorted(self._facts.items()):
            shown = self._shown[stemmed].most_common(1)[0][0]
            plain = shown.isalpha() and len(shown) >= _SHORTEST
            if plain and stemmed not in kept and stemmed not in self._named:
                classes[is_cyrillic(shown), count.bit_length()].append(stemmed)
        return [classes[key] for key in sorted(classes)]

    def _with_towns(self, pieces: list[str]) -> Iterator[str]:
        """The pieces, with a place for the town before each name that has no word of its own."""
        places = [n for n, piece in enumerate(pieces) if _is_word(piece)]
        places = [n for n in places if pieces[n].lower() not in LIGHT]
        stems = [stem(pieces[n].lower()) for n in places]
        marked: set[int] = set()
        at = 0
        while at < len(stems):
            fits = [
                known
                for known in self._nameless.get(stems[at], ())
                if tuple(stems[at : at + len(known)]) == known
            ]
            if fits:
                marked.add(places[at])
            at += max(map(len, fits), default=1)
        for n, piece in enumerate(pieces):
            if n in marked:
                yield _TOWN
            yield piece


class _Table(dict[str, str]):
    """The renaming of single pieces, made as they come."""

    def __init__(
        self, renaming: Renaming, cipher: dict[int, str], swapped: dict[str, str], town: str
    ) -> None:
        super().__init__({_TOWN: f"{town.capitalize()} "})
        self._renaming, self._cipher, self._swapped = renaming, cipher, swapped

    def __missing__(self, piece: str) -> str:
        new = self._renaming.renamed(piece, self._cipher, self._swapped)
        self[piece] = new
        return new


def names_of(thing: Thing) -> tuple[str, ...]:
    """All names of a thing."""
    return (thing.name.en, thing.name.ru, *thing.aliases, *thing.prefers)


def _is_word(piece: str) -> bool:
    return piece[0].isalnum()


def _words(text: str) -> list[str]:
    return [piece.lower() for piece in _PIECE.findall(text) if _is_word(piece)]


def _shared(one: str, other: str) -> int:
    """How many first letters two words share."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _cased(word: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word.capitalize() if like[0].isupper() else word


def _cipher(luck: random.Random) -> dict[int, str]:
    """A letter for a letter, the same in both alphabets."""
    table: dict[int, str] = {}
    for latin, cyrillic in (_CONSONANTS, _VOWELS):
        order = luck.sample(range(len(latin)), len(latin))
        for letters in (latin, cyrillic):
            ring = [letters[n] for n in order]
            table |= {ord(old): new for old, new in pairwise([*ring, ring[0]])}
    return table


def _lexicon_words(lexicon: Lexicon) -> Iterator[str]:
    tables = (lexicon.kinds, lexicon.shapes, lexicon.roles, lexicon.posts)
    phrases: list[Iterable[str]] = [
        lexicon.stopwords,
        lexicon.fillers,
        lexicon.polar,
        lexicon.pronouns,
        lexicon.misspellings.keys(),
        lexicon.misspellings.values(),
        lexicon.numbers.keys(),
        *lexicon.synonyms,
        *lexicon.months,
        *(phrases for table in tables for phrases in table.values()),
    ]
    for group in phrases:
        for phrase in group:
            yield from _words(phrase)
