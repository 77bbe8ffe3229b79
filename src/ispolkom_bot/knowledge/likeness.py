"""No two facts say the same: texts that are alike in nearly all their words, in both languages.

One event may be told in the files of two things, each in its own words or not, if both facts name
the same research claims: they then count as one answer (`told.twins`). An office is told by every
holder, and a definition belongs to each thing, so those are let be between things; inside one
thing nothing is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from math import ceil
from typing import Final, TypeAlias

from ispolkom_bot.errors import Problem
from ispolkom_bot.knowledge import told
from ispolkom_bot.knowledge.record import Lines
from ispolkom_bot.knowledge.references import facts
from ispolkom_bot.language.normalise import tokens
from ispolkom_bot.model import Base, Fact, Lang, Thing

ALIKE: Final = 0.6
"""Share of the content words from which two texts say the same.

The pairs of this base at 0.6 and above repeat a statement; those between 0.5 and 0.6 tell of two
events, or of one from two sides, in the same words.
"""

_Told: TypeAlias = tuple[str, Thing, Fact]


def texts_differ(base: Base, lines: Lines) -> Iterator[Problem]:
    """No two facts share most of the words of their texts, unless they are known to be one."""
    listed = list(facts(base))
    english, russian = _Bags(base, listed, "en"), _Bags(base, listed, "ru")
    twins = told.twins([(thing.id, fact) for _, thing, fact in listed])
    for one, two in _near([english[number] for number in range(len(listed))]):
        alike = _shared(english[one], english[two])
        if alike < ALIKE or _let_be(listed[one], listed[two], twins[one] == twins[two]):
            continue
        alike = min(alike, _shared(russian[one], russian[two]))
        if alike >= ALIKE:
            wrong = f"says what {listed[one][0]} says ({alike:.0%} of the words are the same)"
            yield lines.problem(f"{listed[two][0]}.text", wrong, _REMEDY)


def values_differ(base: Base, lines: Lines) -> Iterator[Problem]:
    """No two facts of one thing have the same main shape and the same value."""
    for thing in base.things.values():
        for one, two in combinations(thing.facts, 2):
            if one.value and one.value == two.value and one.shapes[:1] == two.shapes[:1]:
                wrong = f"{one.id} answers the same: one shape, one value"
                remedy = "merge the two, or say in the shape or value what differs"
                yield lines.problem(f"{thing.id}/{two.id}.value", wrong, remedy)


_REMEDY: Final = (
    "merge the two, or tell them apart; what belongs in both files names the same claims under from"
)


def _let_be(one: _Told, two: _Told, twins: bool) -> bool:
    """Whether two facts of two things may be alike."""
    (_, first, fact), (_, second, other) = one, two
    if first.id == second.id:
        return False
    mutual = second.id in told.concerns(fact) and first.id in told.concerns(other)
    return (
        twins
        or not mutual
        or "definition" in {fact.id, other.id}
        or (_carries_office(first, fact) and _carries_office(second, other))
    )


def _carries_office(thing: Thing, fact: Fact) -> bool:
    return any(span.fact == fact.id for span in thing.spans)


class _Bags:
    """The stems of the content words of each fact's text, looked up once they are asked for."""

    def __init__(self, base: Base, listed: Sequence[_Told], language: Lang) -> None:
        entries = base.lexicons[language].stopwords
        self.light = {word.text for entry in entries for word in tokens(entry)}
        self.listed = listed
        self.language = language
        self.known: dict[int, frozenset[str]] = {}

    def __getitem__(self, number: int) -> frozenset[str]:
        if number not in self.known:
            text = self.listed[number][2].text.say(self.language)
            words = (word.stem for word in tokens(text) if word.text not in self.light)
            self.known[number] = frozenset(words)
        return self.known[number]


def _near(bags: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """The pairs that can be alike: such sets have one of their rarest words in common."""
    spread = Counter(word for bag in bags for word in bag)
    holders: dict[str, list[int]] = defaultdict(list)
    for number, bag in enumerate(bags):
        rarest = sorted(bag, key=lambda word: (spread[word], word))
        few = rarest[: len(bag) - ceil(ALIKE * len(bag)) + 1]
        for other in sorted({holder for word in few for holder in holders[word]}):
            yield other, number
        for word in few:
            holders[word].append(number)


def _shared(one: frozenset[str], two: frozenset[str]) -> float:
    """The share of common words among all words of two sets."""
    return len(one & two) / len(one | two) if one or two else 0.0
