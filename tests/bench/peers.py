"""What a user would pick instead, at its best: fuzzy matching of all known questions, and BM25.

Each peer gives its nearest fact and a score; below a floor it is taken to decline. The floor is
the one that is best for it on these very questions: the most right answers less twice the wrong.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import bm25s  # type: ignore[import-untyped] # ships no types
from msgspec import Struct
from rapidfuzz import fuzz, process, utils

from ispolkom_bot.language.stems import stem
from ispolkom_bot.model import LANGUAGES, Base, Fact
from tests.bench.mix import Asked
from tests.bench.timing import PACES, pace

Ask = Callable[[str, float], tuple[str, float]]
"""A question and a floor in; the nearest fact ("" below the floor) and its score out."""

_FULL: Final = 100.0
_PLAIN: Final = (
    "ratio",
    "partial_ratio",
    "token_sort_ratio",
    "token_set_ratio",
    "token_ratio",
    "partial_token_ratio",
)


class Accuracy(Struct, frozen=True):
    """Answers to questions that the base holds, right and wrong, and to those it doesn't hold."""

    held: int
    right: int
    wrong: int
    free: int
    answered: int

    @property
    def worth(self) -> int:
        """Right answers less twice the wrong ones, of either sort."""
        return self.right - 2 * (self.wrong + self.answered)


class Peer(Struct, frozen=True):
    """A peer with the floor that suits it, its accuracy, its median time and the pace (ms).

    `anyway` is how many held questions it gets right if it never declines.
    """

    name: str
    floor: float
    accuracy: Accuracy
    anyway: int
    median: float
    pace: float


def judged(asked: Sequence[Asked], facts: Sequence[str]) -> Accuracy:
    """The accuracy of the facts that answered, one for each question, "" where none did."""
    pairs = [(one.labelled.facts, fact) for one, fact in zip(asked, facts, strict=True)]
    held = [(right, fact) for right, fact in pairs if right]
    return Accuracy(
        held=len(held),
        right=sum(fact in right for right, fact in held),
        wrong=sum(fact not in right for right, fact in held if fact),
        free=len(pairs) - len(held),
        answered=sum(bool(fact) for right, fact in pairs if not right),
    )


def peers(base: Base, asked: Sequence[Asked]) -> Iterator[Peer]:
    """The peers on the questions: WRatio, the best plain scorer of rapidfuzz, bm25s."""
    known = [(fact_id, text) for fact_id, fact in _facts(base) for text in _phrasings(fact)]
    yield _timed(_fitted("rapidfuzz extractOne, WRatio", _fuzzy(known, "WRatio"), asked), asked)
    plain = [
        _fitted(f"rapidfuzz extractOne, {scorer}", _fuzzy(known, scorer), asked)
        for scorer in _PLAIN
    ]
    best = max(plain, key=lambda fitted: (fitted.accuracy.worth, fitted.accuracy.right))
    yield _timed(best, asked)
    yield _timed(_fitted("bm25s, questions and texts", _ranked(base), asked), asked)


class _Fitted(Struct, frozen=True):
    """A peer with its best floor, not yet timed."""

    name: str
    ask: Ask
    floor: float
    accuracy: Accuracy
    anyway: int


def _fitted(name: str, ask: Ask, asked: Sequence[Asked]) -> _Fitted:
    nearest = [ask(one.text, 0.0) for one in asked]
    floor = _best_floor(asked, nearest)
    accuracy = judged(asked, [fact if score >= floor else "" for fact, score in nearest])
    anyway = judged(asked, [fact for fact, _ in nearest]).right
    return _Fitted(name, ask, floor, accuracy, anyway)


def _timed(peer: _Fitted, asked: Sequence[Asked]) -> Peer:
    times, paces = [], []
    for number, one in enumerate(asked):
        if number % (len(asked) // PACES) == 0:
            paces.append(pace())
        begun = time.perf_counter()
        peer.ask(one.text, peer.floor)
        times.append((time.perf_counter() - begun) * 1000)
    return Peer(
        name=peer.name,
        floor=peer.floor,
        accuracy=peer.accuracy,
        anyway=peer.anyway,
        median=statistics.median(times),
        pace=statistics.median(paces),
    )


def _best_floor(asked: Sequence[Asked], nearest: Sequence[tuple[str, float]]) -> float:
    """The floor with the most right answers less twice the wrong; the highest of equals."""
    pairs = sorted(
        (
            (score, fact in one.labelled.facts, bool(fact))
            for one, (fact, score) in zip(asked, nearest, strict=True)
        ),
        reverse=True,
    )
    best, worth, floor = 0, 0, pairs[0][0] + 1.0
    for n, (score, right, given) in enumerate(pairs):
        worth += (1 if right else -2) if given else 0
        last_of_equals = n + 1 == len(pairs) or pairs[n + 1][0] < score
        if last_of_equals and worth > best:
            best, floor = worth, score
    return floor


def _fuzzy(known: Sequence[tuple[str, str]], scorer: str) -> Ask:
    compare = getattr(fuzz, scorer)
    owners = [fact for fact, _ in known]
    choices = [utils.default_process(text) for _, text in known]

    def ask(question: str, floor: float) -> tuple[str, float]:
        found = process.extractOne(
            utils.default_process(question), choices, scorer=compare, score_cutoff=min(floor, _FULL)
        )
        return (owners[found[2]], found[1]) if found and found[1] >= floor else ("", 0.0)

    return ask


def _ranked(base: Base) -> Ask:
    """BM25 over each fact's name, questions and text in both languages, with our stemmers."""
    owners, texts = [], []
    for fact_id, fact in _facts(base):
        name = base.things[fact_id.split("/")[0]].name
        said = [text.say(language) for text in (name, fact.text) for language in LANGUAGES]
        owners.append(fact_id)
        texts.append(" ".join([*said, *_phrasings(fact)]))
    stopwords = sorted({w for lexicon in base.lexicons.values() for w in lexicon.stopwords})

    def words(of: list[str]) -> list[list[str]]:
        found: list[list[str]] = bm25s.tokenize(
            of, stopwords=stopwords, stemmer=_stemmed, return_ids=False, show_progress=False
        )
        return found

    index = bm25s.BM25()
    index.index(words(texts), show_progress=False)

    def ask(question: str, floor: float) -> tuple[str, float]:
        tokens = words([question])
        if not index.get_tokens_ids(tokens[0]):
            return "", 0.0
        found, scores = index.retrieve(tokens, k=1, show_progress=False)
        score = float(scores[0, 0])
        return (owners[int(found[0, 0])], score) if score >= max(floor, 1e-9) else ("", 0.0)

    return ask


def _stemmed(words: Sequence[str]) -> list[str]:
    return [stem(word) for word in words]


def _facts(base: Base) -> Iterator[tuple[str, Fact]]:
    for thing in base.things.values():
        for fact in thing.facts:
            yield f"{thing.id}/{fact.id}", fact


def _phrasings(fact: Fact) -> Iterator[str]:
    yield from filter(None, (fact.question.en, fact.question.ru, *fact.asks_en, *fact.asks_ru))
