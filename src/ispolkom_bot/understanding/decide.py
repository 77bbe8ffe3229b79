"""Choosing: candidates are ordered by one small model, and a second says how far to trust the
first. Both are data, fitted by a command on labelled questions.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from functools import lru_cache
from operator import mul
from pathlib import Path

import msgspec
from msgspec import Struct

from ispolkom_bot.knowledge.compiled import Compiled, unpack
from ispolkom_bot.model import Band
from ispolkom_bot.understanding.features import FEATURES, KINDS, PLACE, Candidate
from ispolkom_bot.understanding.lookup import Found
from ispolkom_bot.understanding.read import Reading

TRUST = (
    "one",
    "score",
    "margin",
    "cover",
    "phrasing",
    "uncovered",
    "unknown",
    "name",
    "wrong_number",
    "wrong_day",
    "unlinked",
    "misfit",
    "focus",
    "lookup",
    "shape",
    "ordinary",
    "words",
    "verbatim",
    "told",
    "gap",
    "bare",
    "loose_common",
    "loose_phrasing",
    "unmet_person",
    "unmet_thing",
)
SUGGESTED = 3
_FIRST_KIND = PLACE[f"not_{KINDS[0]}"]
KEPT = 12
IN_ITS_WORDS = 0.8
"""The overlap from which on a question is put in a fact's own words."""
_SETTLED = 0.9
"""The trust in what spans settle: it does not hang on words."""
_MINE = frozenset(
    {"my", "our", "your", "мой", "моя", "мое", "мои", "моего", "наш", "наша", "наше", "ваш", "твой"}
)
_TITLES = frozenset(
    {"tsar", "czar", "emperor", "grand", "duke", "цар", "император", "государ", "велик", "княз"}
)
FIXED = {"wrong_number": -6.0, "wrong_day": -5.0, "verbatim": 4.0, "bare": 6.0, "exact": 6.0}
"""Weights that are set, not fitted: numerals and days are exact or nothing, and a question put in
a fact's own words is that fact's, as a bare name is the definition's and a date or order that spans
settle is the holder's."""


class Weights(Struct, frozen=True, gc=False):
    """The fitted models: order by `rank`, trust by `trust`, and the two thresholds on trust."""

    rank: dict[str, float]
    trust: dict[str, float]
    answer: float
    suggest: float


class Model(Struct, frozen=True, gc=False):
    """The weights as tuples in the order of FEATURES and TRUST."""

    order: tuple[float, ...]
    trust: tuple[float, ...]
    answer: float
    suggest: float


def model_of(fitted: Weights) -> Model:
    """The model of fitted weights; those that are set go before fitted ones."""
    return Model(
        tuple(FIXED.get(name, fitted.rank.get(name, 0.0)) for name in FEATURES),
        tuple(fitted.trust.get(name, 0.0) for name in TRUST),
        fitted.answer,
        fitted.suggest,
    )


class Scored(Struct, frozen=True, gc=False):
    """A candidate with its score."""

    fact: int
    score: float
    candidate: Candidate


class Decision(Struct, frozen=True, gc=False):
    """What to do with a question: answer by `ranked[0]`, suggest among them, or decline."""

    band: Band
    trust: float
    ranked: tuple[Scored, ...] = ()
    evidence: tuple[float, ...] = ()
    reason: str = ""


@lru_cache(maxsize=1)
def fitted_model() -> Model:
    """The model that comes with the program."""
    data = Path(__file__).with_name("weights.json").read_bytes()
    return model_of(msgspec.json.decode(data, type=Weights))


def rank(candidates: list[Candidate], model: Model) -> list[Scored]:
    """The candidates, best first; equal scores in the order of the base."""
    order = model.order
    scored = [Scored(c.fact, sum(map(mul, order, c.features)), c) for c in candidates]
    scored.sort(key=_best)
    return scored


def _best(scored: Scored) -> tuple[float, int]:
    return -scored.score, scored.fact


def decide(
    base: Compiled,
    reading: Reading,
    candidates: list[Candidate],
    found: Found,
    model: Model | None = None,
) -> Decision:
    """The decision on a question with its candidates."""
    model = model or fitted_model()
    ranked = rank(candidates, model)
    if veto := _veto(reading, ranked):
        return Decision("decline", 0.0, tuple(ranked[:KEPT]), (), veto)
    if not ranked:
        return Decision("decline", 0.0, reason="nothing found")
    evidence = _evidence(base, reading, ranked)
    trust = _sigmoid(sum(map(mul, model.trust, evidence)))
    if ranked[0].candidate.features[PLACE["exact"]]:
        trust = max(trust, _SETTLED)
    band: Band = "decline"
    if trust >= model.answer:
        band = "answer"
    elif trust >= model.suggest:
        band = "suggest"
    return Decision(band, trust, tuple(ranked[:KEPT]), evidence)


def _veto(reading: Reading, ranked: list[Scored]) -> str:
    """Why a question can't be ours, whatever else it says; empty if nothing forbids it.

    A name from outside is no bar where the best fact tells of it and its own thing is named too.
    """
    missing = set(ranked[0].candidate.missing) if ranked else set()
    ours = bool(ranked and ranked[0].candidate.features[PLACE["own"]])
    for mention in reading.mentions:
        if mention.wrong_number:
            return "wrong number"
        inside = [word.written for word in reading.words[mention.start : mention.end]]
        if mention.outside and not (ours and missing.isdisjoint(inside)):
            return "outside"
    if missing and any(word.text in _MINE and not word.filler for word in reading.words):
        return "somebody's own"
    best = ranked[0].candidate.features if ranked else ()
    if best and not reading.mentions and not best[PLACE["day"]] and not best[PLACE["exact"]]:
        said = best[PLACE["phrasing"]]
        if said < IN_ITS_WORDS and not _of_ours(reading, missing):
            return "nothing of ours"
    if any(term.state == "unknown" and term.name for term in reading.terms):
        return "unknown name"
    return ""


def _of_ours(reading: Reading, missing: set[str]) -> float:
    """The share of what a question says that the best fact says too and everyday talk does not."""
    total = sum(term.weight for term in reading.terms)
    ours = sum(
        term.weight
        for term in reading.terms
        if not term.everyday and term.state != "ordinary" and term.written not in missing
    )
    return ours / total if total else 0.0


def _evidence(base: Compiled, reading: Reading, ranked: list[Scored]) -> tuple[float, ...]:
    best = ranked[0]
    feature = best.candidate.features
    rival = next((s for s in ranked[1:] if not same_answer(base, best.fact, s.fact)), None)
    margin = best.score - rival.score if rival else 2.0
    missing = set(best.candidate.missing)
    unknown = sum(t.weight for t in reading.terms if t.state == "unknown" and t.written in missing)
    ordinary = sum(
        t.weight for t in reading.terms if t.state == "ordinary" and t.written in missing
    )
    names = sum(1 for t in reading.terms if t.name and t.written in missing)
    is_definition = base.rows[best.fact].shapes[0] == "definition"
    return (
        1.0,
        best.score,
        min(max(margin, 0.0), 2.0),
        feature[PLACE["cover"]],
        feature[PLACE["phrasing"]],
        best.candidate.uncovered / 10,
        unknown / 10,
        min(names, 2),
        feature[PLACE["wrong_number"]],
        feature[PLACE["wrong_day"]] + feature[PLACE["wrong_month"]],
        0.0 if reading.mentions else 1.0,
        max(feature[_FIRST_KIND : _FIRST_KIND + len(KINDS)]),
        feature[PLACE["focus"]],
        feature[PLACE["exact"]],
        feature[PLACE["shape"]],
        ordinary / 10,
        feature[PLACE["words"]],
        feature[PLACE["verbatim"]],
        feature[PLACE["told"]],
        best.candidate.uncovered / 10 if is_definition else 0.0,
        feature[PLACE["bare"]],
        0.0 if reading.mentions else 1.0 - _of_ours(reading, missing),
        0.0 if reading.mentions else feature[PLACE["phrasing"]],
        *_unmet(base, reading, best.fact),
    )


def _unmet(base: Compiled, reading: Reading, fact: int) -> tuple[float, float]:
    """Whether a person, or anything else, is named of whom the fact says nothing.

    "The tsar" and the like are titles: they name whoever held them.
    """
    person = thing = 0.0
    for mention in reading.mentions:
        if mention.outside or any(_tells(base, name, fact) for name in mention.things):
            continue
        if base.heads[mention.things[0]].kind != "person":
            thing = 1.0
        elif any(word.stem not in _TITLES for word in reading.words[mention.start : mention.end]):
            person = 1.0
    return person, thing


def _tells(base: Compiled, thing: str, fact: int) -> bool:
    numbers, _ = unpack(base.things.get(thing, b""))
    at = bisect_left(numbers, fact)
    return at < len(numbers) and numbers[at] == fact


def chosen(fact: int) -> Scored:
    """A fact that was asked for by its id: nothing had to be judged."""
    return Scored(fact, 0.0, Candidate(fact, (0.0,) * len(FEATURES), 0.0))


def same_answer(base: Compiled, one: int, other: int) -> bool:
    """Whether two facts say the same: the same claims told twice, or one thing on the same days."""
    if one == other:
        return True
    first, second = base.rows[one], base.rows[other]
    if first.twin == second.twin:
        return True
    return bool(
        first.thing == second.thing
        and first.days
        and first.days == second.days
        and first.shapes[0] == second.shapes[0]
    )


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
