"""What a user would pick instead: fuzzy matching of all known questions, BM25, TF-IDF.

Each peer gives its nearest fact and a score; below a floor it is taken to decline. In the table of
`tests.bench.speed` the floor is the one that is best for it on the very questions asked there: the
most right answers less twice the wrong. `tests.bench.beside` fits it on other questions.
"""

from __future__ import annotations

import math
import re
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct
from rapidfuzz import fuzz, process, utils

from ispolkom_bot.language.stems import stem
from ispolkom_bot.model import LANGUAGES, Base, Fact
from tests.bench.mix import Asked
from tests.bench.timing import PACES, pace

Ask = Callable[[str, float], tuple[str, float]]
"""A question and a floor in; the nearest fact ("" below the floor) and its score out."""

_FULL: Final = 100.0
_WORD: Final = re.compile(r"\w+")
PLAIN_SCORERS: Final = (
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
    texts = texts_of(base)
    yield _timed(_fitted("rapidfuzz extractOne, WRatio", fuzzy(texts, "WRatio"), asked), asked)
    plain = [
        _fitted(f"rapidfuzz extractOne, {scorer}", fuzzy(texts, scorer), asked)
        for scorer in PLAIN_SCORERS
    ]
    best = max(plain, key=lambda fitted: (fitted.accuracy.worth, fitted.accuracy.right))
    yield _timed(best, asked)
    yield _timed(_fitted("bm25s, questions and texts", bm25(texts), asked), asked)


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


class Texts(Struct, frozen=True):
    """What a peer may read of a base: each with the full id of its fact.

    `phrasings` are the ways in which facts are asked for, one an entry; `documents` all that is
    said of a fact, in both languages, phrasings included.
    """

    phrasings: tuple[tuple[str, str], ...]
    documents: tuple[tuple[str, str], ...]
    stopwords: tuple[str, ...]


def texts_of(base: Base) -> Texts:
    """What the peers get of a base: all of it that is written in words."""
    phrasings, documents = [], []
    for thing in base.things.values():
        for fact in thing.facts:
            fact_id, asked = f"{thing.id}/{fact.id}", list(_phrasings(fact))
            said = [text.say(lang) for text in (thing.name, fact.text) for lang in LANGUAGES]
            phrasings += [(fact_id, text) for text in asked]
            documents.append((fact_id, " ".join([*said, *asked])))
    stopwords = {word for lexicon in base.lexicons.values() for word in lexicon.stopwords}
    return Texts(tuple(phrasings), tuple(documents), tuple(sorted(stopwords)))


def fuzzy(texts: Texts, scorer: str) -> Ask:
    """The nearest phrasing by a scorer of rapidfuzz: brute force over all of them."""
    compare = getattr(fuzz, scorer)
    owners = [fact for fact, _ in texts.phrasings]
    choices = [utils.default_process(text) for _, text in texts.phrasings]

    def ask(question: str, floor: float) -> tuple[str, float]:
        found = process.extractOne(
            utils.default_process(question), choices, scorer=compare, score_cutoff=min(floor, _FULL)
        )
        return (owners[found[2]], found[1]) if found and found[1] >= floor else ("", 0.0)

    return ask


def bm25(texts: Texts) -> Ask:
    """BM25 over each fact's name, questions and text in both languages, with our stemmers."""
    import bm25s  # type: ignore[import-untyped] # noqa: PLC0415 - ships no types; not for all

    def words(of: list[str]) -> list[list[str]]:
        found: list[list[str]] = bm25s.tokenize(
            of,
            stopwords=list(texts.stopwords),
            stemmer=_stemmed,
            return_ids=False,
            show_progress=False,
        )
        return found

    owners = [fact for fact, _ in texts.documents]
    index = bm25s.BM25()
    index.index(words([text for _, text in texts.documents]), show_progress=False)

    def ask(question: str, floor: float) -> tuple[str, float]:
        tokens = words([question])
        if not index.get_tokens_ids(tokens[0]):
            return "", 0.0
        found, scores = index.retrieve(tokens, k=1, show_progress=False)
        score = float(scores[0, 0])
        return (owners[int(found[0, 0])], score) if score >= max(floor, 1e-9) else ("", 0.0)

    return ask


def tfidf(entries: Sequence[tuple[str, str]], parts: Callable[[str], list[str]]) -> Ask:
    """The nearest entry by the cosine of TF-IDF vectors over the parts of a text.

    Weighed and normalised as scikit-learn's TfidfVectorizer does by default.
    """
    import numpy as np  # noqa: PLC0415 - not for all

    counted = [Counter(parts(text)) for _, text in entries]
    spread = Counter(part for counts in counted for part in counts)
    rare = {p: math.log((1 + len(entries)) / (1 + n)) + 1 for p, n in spread.items()}
    postings: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
    for number, counts in enumerate(counted):
        length = math.sqrt(sum((n * rare[part]) ** 2 for part, n in counts.items())) or 1.0
        for part, n in counts.items():
            numbers, weights = postings[part]
            numbers.append(number)
            weights.append(n * rare[part] / length)
    packed = {part: (np.array(ns), np.array(ws)) for part, (ns, ws) in postings.items()}
    owners = [fact for fact, _ in entries]
    del counted, spread, postings

    def ask(question: str, floor: float) -> tuple[str, float]:
        counts = {part: n for part, n in Counter(parts(question)).items() if part in rare}
        length = math.sqrt(sum((n * rare[part]) ** 2 for part, n in counts.items()))
        if not length:
            return "", 0.0
        scores = np.zeros(len(owners))
        for part, n in counts.items():
            numbers, weights = packed[part]
            scores[numbers] += weights * (n * rare[part] / length)
        best = int(scores.argmax())
        score = float(scores[best])
        return (owners[best], score) if score >= max(floor, 1e-9) else ("", 0.0)

    return ask


def stems_and_pairs(text: str) -> list[str]:
    """The stems of a text, and each two that stand together."""
    stems = _stemmed(_WORD.findall(text.lower()))
    return stems + [f"{one} {two}" for one, two in pairwise(stems)]


def letters(text: str) -> list[str]:
    """Three to five letters on end, within words and their edges."""
    words = [f" {word} " for word in _WORD.findall(text.lower())]
    return [
        word[at : at + size]
        for word in words
        for size in (3, 4, 5)
        for at in range(len(word) - size + 1)
    ]


def _stemmed(words: Sequence[str]) -> list[str]:
    return [stem(word) for word in words]


def _phrasings(fact: Fact) -> Iterator[str]:
    yield from filter(None, (fact.question.en, fact.question.ru, *fact.asks_en, *fact.asks_ru))
