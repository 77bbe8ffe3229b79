"""The two small models of the road, fitted on labelled questions.

The order of candidates is a linear model fitted by softmax regression over each question's
candidates; the trust in the first is a logistic regression on its evidence. Both have an L2
penalty and are fitted by Newton's method until nothing moves any more, so that the result does
not hang on a path or on a machine: rounded to four digits it is the same each time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ispolkom_bot.audit.calibration import Guess
from ispolkom_bot.audit.labelled import Labelled
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.model import LANGUAGES
from ispolkom_bot.understanding import decide as deciding
from ispolkom_bot.understanding.decide import Model, Weights, model_of
from ispolkom_bot.understanding.features import FEATURES, Candidate
from ispolkom_bot.understanding.lookup import Found, look_up
from ispolkom_bot.understanding.read import Reading, read
from ispolkom_bot.understanding.retrieve import candidates

Numbers = NDArray[np.float64]

MADE: Final = "made"
"""The kind of the questions that the base makes itself."""
_MADE_SHARE: Final = 0.1
_EVERY: Final = 5
_RANK_L2: Final = 1e-3
_TRUST_L2: Final = 1e-3
_STEPS: Final = 1000
_STILL: Final = 1e-8
_NEAR: Final = 0.05
_FOLDS: Final = 5
_WRONG: Final = 2
"""A wrong answer takes away what so many right ones give."""
_OFFERED: Final = 0.1
"""The share of replies that may be suggestions."""
_LEAST: Final = 0.2


class Case(Struct, frozen=True):
    """A labelled question with its reading, its candidates, and which of these are right."""

    labelled: Labelled
    reading: Reading
    looked: Found
    proposed: list[Candidate]
    features: Numbers
    right: Numbers

    @property
    def mass(self) -> float:
        """How much it counts: what the base makes itself only steadies the fit."""
        return _MADE_SHARE if self.labelled.kind == MADE else 1.0


def cases(base: Compiled, questions: Sequence[Labelled]) -> list[Case]:
    """Each labelled question with its reading and the features of its candidates."""
    return [_case(base, labelled) for labelled in questions]


def _case(base: Compiled, labelled: Labelled) -> Case:
    reading = read(base, labelled.question)
    looked = look_up(base, reading)
    proposed = candidates(base, reading, looked)
    right = [base.full_id(candidate.fact) in labelled.facts for candidate in proposed]
    features = [candidate.features for candidate in proposed]
    return Case(
        labelled=labelled,
        reading=reading,
        looked=looked,
        proposed=proposed,
        features=np.array(features, dtype=np.float64).reshape(-1, len(FEATURES)),
        right=np.array(right, dtype=np.float64),
    )


def made(base: Compiled, barred: set[str]) -> list[Labelled]:
    """Questions that the base makes itself, but for those of the barred facts."""
    first: dict[str, str] = {}
    found = []
    for number, row in enumerate(base.rows):
        first.setdefault(row.thing, row.id)
        if number % _EVERY == 0:
            for language in LANGUAGES:
                asked = base.fact(number).question.say(language)
                found.append(_made(asked, base.full_id(number), language))
    found += [
        _made(base.heads[thing].name.say(language), f"{thing}/{fact}", language)
        for thing, fact in first.items()
        for language in LANGUAGES
    ]
    return [one for one in found if barred.isdisjoint(one.facts)]


def _made(question: str, fact: str, language: str) -> Labelled:
    return Labelled(question, (fact,), MADE, language, "", "")


def fit(base: Compiled, data: Sequence[Case], *, thresholds: bool = True) -> Weights:
    """Both models, and both thresholds if they are wanted.

    The thresholds are chosen on questions held out of a fit within `data`: those questions are
    dealt into folds in which none has a fact of another.
    """
    rank = _fit_rank(data)
    trust = _fit_trust(*_judged(base, data, rank))
    answer, suggest = _thresholds(base, data) if thresholds else (1.0, 1.0)
    return _weights(rank, trust, answer, suggest)


@contextmanager
def using(weights: Weights) -> Iterator[None]:
    """The whole road goes by these weights."""
    model, shipped = model_of(weights), deciding.fitted_model
    deciding.fitted_model = lambda: model  # type: ignore[assignment] # has no cache to clear
    try:
        yield
    finally:
        deciding.fitted_model = shipped


def _fit_rank(data: Sequence[Case]) -> Numbers:
    useful = [case for case in data if case.right.any() and not case.right.all()]
    most = max(len(case.right) for case in useful)
    features = np.zeros((len(useful), most, len(FEATURES)))
    right = np.zeros((len(useful), most))
    absent = np.full((len(useful), most), -1e9)
    for n, case in enumerate(useful):
        size = len(case.right)
        features[n, :size], right[n, :size], absent[n, :size] = case.features, case.right, 0.0
    mass = np.array([case.mass for case in useful])
    weights = np.array([deciding.FIXED.get(name, 0.0) for name in FEATURES])
    free = np.flatnonzero([name not in deciding.FIXED for name in FEATURES])
    penalty = _RANK_L2 * len(useful)
    for _ in range(_STEPS):
        score = features @ weights + absent
        share = np.exp(score - score.max(axis=1, keepdims=True))
        share /= share.sum(axis=1, keepdims=True)
        goal = share * right
        goal /= goal.sum(axis=1, keepdims=True) + 1e-12
        slope = np.einsum("nc,ncf->f", (share - goal) * mass[:, None], features)[free]
        slope += penalty * weights[free]
        bend = _spread(features[:, :, free], share, mass) + penalty * np.eye(len(free))
        step = np.linalg.solve(bend, slope)
        if np.abs(step).max() < _NEAR:
            # The surrogate never leads astray but crawls in the end; the true curvature doesn't.
            step = np.linalg.solve(bend - _spread(features[:, :, free], goal, mass), slope)
        weights[free] -= step
        if np.abs(step).max() < _STILL:
            break
    return weights


def _spread(features: Numbers, share: Numbers, mass: Numbers) -> Numbers:
    """The covariance of the features under each question's shares, summed over the questions."""
    flat = (features * (share * mass[:, None])[:, :, None]).reshape(-1, features.shape[2])
    mean = np.einsum("nc,ncf->nf", share, features)
    found: Numbers = flat.T @ features.reshape(-1, features.shape[2])
    found -= (mean * mass[:, None]).T @ mean
    return found


def _fit_trust(evidence: Numbers, right: Numbers, mass: Numbers) -> Numbers:
    weights = np.zeros(evidence.shape[1])
    penalty = _TRUST_L2 * len(right)
    for _ in range(_STEPS):
        guess = 1 / (1 + np.exp(-np.clip(evidence @ weights, -30, 30)))
        slope = evidence.T @ (mass * (guess - right)) + penalty * weights
        bend = (evidence * (mass * guess * (1 - guess))[:, None]).T @ evidence
        bend[np.diag_indices_from(bend)] += penalty
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < _STILL:
            break
    return weights


def _weights(rank: Numbers, trust: Numbers, answer: float, suggest: float) -> Weights:
    return Weights(
        {name: round(float(w), 4) for name, w in zip(FEATURES, rank, strict=True)},
        {name: round(float(w), 4) for name, w in zip(deciding.TRUST, trust, strict=True)},
        answer,
        suggest,
    )


def _judged(
    base: Compiled, data: Sequence[Case], rank: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """Evidence, whether the first is right, and weight of each question that has evidence."""
    empty = model_of(_weights(rank, np.zeros(len(deciding.TRUST)), 1.0, 1.0))
    rows, right, mass = [], [], []
    for case in data:
        decision = deciding.decide(base, case.reading, case.proposed, case.looked, empty)
        if decision.evidence:
            rows.append(decision.evidence)
            right.append(base.full_id(decision.ranked[0].fact) in case.labelled.facts)
            mass.append(case.mass)
    return np.array(rows), np.array(right, dtype=np.float64), np.array(mass)


def guesses(base: Compiled, data: Sequence[Case], model: Model) -> list[Guess]:
    """How far a model trusts its first candidate for each question, and whether that is right."""
    found = []
    for case in data:
        decision = deciding.decide(base, case.reading, case.proposed, case.looked, model)
        facts = case.labelled.facts
        first = bool(decision.ranked) and base.full_id(decision.ranked[0].fact) in facts
        found.append(Guess(decision.trust, first, bool(facts)))
    return found


def held_out(base: Compiled, data: Sequence[Case]) -> list[Guess]:
    """The guesses on each question by models that saw neither it nor a fact of it."""
    fold_of = folds([case.labelled for case in data])
    found = []
    for fold in range(_FOLDS):
        train = [case for case, of in zip(data, fold_of, strict=True) if of != fold]
        test = [
            case
            for case, of in zip(data, fold_of, strict=True)
            if of == fold and case.labelled.kind != MADE
        ]
        rank = _fit_rank(train)
        trust = _fit_trust(*_judged(base, train, rank))
        found += guesses(base, test, model_of(_weights(rank, trust, 1.0, 1.0)))
    return found


def folds(questions: Sequence[Labelled]) -> list[int]:
    """A fold for each question; those that share a fact share it."""
    fold_of: dict[str, int] = {}
    sizes = [0] * _FOLDS
    found = []
    for one in questions:
        known = [fold_of[fact] for fact in one.facts if fact in fold_of]
        fold = known[0] if known else sizes.index(min(sizes))
        for fact in one.facts:
            fold_of.setdefault(fact, fold)
        sizes[fold] += 1
        found.append(fold)
    return found


def _thresholds(base: Compiled, data: Sequence[Case]) -> tuple[float, float]:
    """The answers that are worth most, and as many suggestions as are bearable."""
    found = held_out(base, data)
    answer = best_floor(found)
    offers = sorted((guess.trust for guess in found if guess.trust < answer), reverse=True)
    bearable = int(_OFFERED * len(found))
    suggest = offers[bearable] if bearable < len(offers) else 0.0
    return answer, max(_LEAST, round(suggest + 0.005, 2))


def best_floor(found: Sequence[Guess]) -> float:
    """The floor, in hundredths, that is worth most; of equals the lowest."""
    floors = [n / 100 for n in range(30, 96)]
    return max(floors, key=lambda floor: (worth(found, floor), -floor))


def worth(found: Sequence[Guess], floor: float) -> float:
    """Right answers less twice the wrong ones, as shares of what is held, and less twice the
    share answered of what isn't: neither counts more for being asked more often here.
    """
    told = [guess for guess in found if guess.trust >= floor]
    right = sum(guess.right for guess in told)
    held = sum(guess.held for guess in told)
    all_held = sum(guess.held for guess in found)
    shares = (right - _WRONG * (held - right)) / max(all_held, 1)
    return shares - _WRONG * (len(told) - held) / max(len(found) - all_held, 1)
