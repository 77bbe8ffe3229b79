"""Fits the two small models of the road on the labelled questions, and prints what they reach.

    python -m tests.bench.fit [--write]

The order of candidates is a linear model fitted by softmax regression over each question's
candidates; the trust in the first is a logistic regression on its evidence. Both are fitted by
plain gradient descent from zero with an L2 penalty, so that the result is the same each time.
The figures printed are for questions held out of the fit: each fifth of them, taken by turns, is
judged by models fitted on the rest.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from ispolkom_bot.audit.evaluate import Labelled, read_labelled
from ispolkom_bot.knowledge.cache import open_base
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.model import LANGUAGES
from ispolkom_bot.understanding import decide as deciding
from ispolkom_bot.understanding.features import FEATURES
from ispolkom_bot.understanding.lookup import look_up
from ispolkom_bot.understanding.read import read
from ispolkom_bot.understanding.retrieve import candidates

QUESTIONS = Path(__file__).parents[1] / "questions"
WEIGHTS = Path(deciding.__file__).with_name("weights.json")
FOLDS = 5
EVERY = 5
MADE_SHARE = 0.1
ANSWER, SUGGEST = 0.65, 0.3


def made(base: Compiled) -> list[Labelled]:
    """Questions that the base makes itself: they steady the fit and count in no figure."""
    first: dict[str, str] = {}
    found = []
    for number, row in enumerate(base.rows):
        first.setdefault(row.thing, row.id)
        if number % EVERY == 0:
            fact = base.fact(number)
            found.append(Labelled(fact.question.en, (base.full_id(number),), "made", "en", "", ""))
            found.append(Labelled(fact.question.ru, (base.full_id(number),), "made", "ru", "", ""))
    for thing, fact in first.items():
        name = base.heads[thing].name
        for language in LANGUAGES:
            label = f"{thing}/{fact}"
            found.append(Labelled(name.say(language), (label,), "made", language, "", ""))
    return found


def cases(base: Compiled) -> list[dict]:
    """Each labelled question with its reading and the features of its candidates."""
    found = []
    asked = [one for path in sorted(QUESTIONS.glob("*.yaml")) for one in read_labelled(path)]
    for labelled in (*asked, *made(base)):
        reading = read(base, labelled.question)
        looked = look_up(base, reading)
        proposed = candidates(base, reading, looked)
        right = np.array([base.full_id(c.fact) in labelled.facts for c in proposed], dtype=float)
        features = np.array([c.features for c in proposed]).reshape(-1, len(FEATURES))
        found.append(
            {
                "labelled": labelled,
                "reading": reading,
                "looked": looked,
                "proposed": proposed,
                "features": features,
                "right": right,
            }
        )
    return found


def fit_rank(data: list[dict], steps: int = 600, rate: float = 0.5, l2: float = 1e-3) -> np.ndarray:
    useful = [case for case in data if case["right"].any() and not case["right"].all()]
    most = max(len(case["right"]) for case in useful)
    features = np.zeros((len(useful), most, len(FEATURES)))
    right = np.zeros((len(useful), most))
    absent = np.full((len(useful), most), -1e9)
    for n, case in enumerate(useful):
        size = len(case["right"])
        features[n, :size], right[n, :size], absent[n, :size] = case["features"], case["right"], 0.0
    mass = np.array([MADE_SHARE if case["labelled"].kind == "made" else 1.0 for case in useful])
    weights = np.array([deciding.FIXED.get(name, 0.0) for name in FEATURES])
    free = np.array([name not in deciding.FIXED for name in FEATURES], dtype=float)
    pace = np.zeros_like(weights) + 1e-8
    for _ in range(steps):
        score = features @ weights + absent
        share = np.exp(score - score.max(axis=1, keepdims=True))
        share /= share.sum(axis=1, keepdims=True)
        goal = share * right
        goal /= goal.sum(axis=1, keepdims=True) + 1e-12
        slope = np.einsum(
            "nc,ncf->f", (share - goal) * mass[:, None], features
        ) + l2 * weights * len(useful)
        slope *= free
        pace += slope**2
        weights -= rate * slope / np.sqrt(pace)
    return weights


def fit_trust(
    evidence: np.ndarray, right: np.ndarray, mass: np.ndarray, steps: int = 4000, l2: float = 1e-3
) -> np.ndarray:
    weights = np.zeros(evidence.shape[1])
    pace = np.zeros_like(weights) + 1e-8
    for _ in range(steps):
        guess = 1 / (1 + np.exp(-np.clip(evidence @ weights, -30, 30)))
        slope = evidence.T @ (mass * (guess - right)) + l2 * weights * len(right)
        pace += slope**2
        weights -= 0.3 * slope / np.sqrt(pace)
    return weights


def model(rank: np.ndarray, trust: np.ndarray) -> deciding.Weights:
    return deciding.Weights(
        {name: round(float(w), 4) for name, w in zip(FEATURES, rank, strict=True)},
        {name: round(float(w), 4) for name, w in zip(deciding.TRUST, trust, strict=True)},
        ANSWER,
        SUGGEST,
    )


def judged(
    base: Compiled, data: list[dict], rank: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Evidence, whether the first is right, and weight of each question that has evidence."""
    empty = deciding.model_of(model(rank, np.zeros(len(deciding.TRUST))))
    rows, right, mass = [], [], []
    for case in data:
        decision = deciding.decide(base, case["reading"], case["proposed"], case["looked"], empty)
        if not decision.evidence:
            continue
        rows.append(decision.evidence)
        labelled = case["labelled"]
        right.append(float(base.full_id(decision.ranked[0].fact) in labelled.facts))
        mass.append(MADE_SHARE if labelled.kind == "made" else 1.0)
    return np.array(rows), np.array(right), np.array(mass)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--knowledge", type=Path)
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    args = parser.parse_args()
    base = open_base(args.knowledge)
    data = cases(base)
    extra = [case for case in data if case["labelled"].kind == "made"]
    data = [case for case in data if case["labelled"].kind != "made"]
    held = [case for case in data if case["labelled"].facts]
    print("proposed", sum(case["right"].any() for case in held) / len(held))
    outcome = {"right": 0, "wrong": 0, "suggested": 0, "offered": 0, "false": 0, "false offer": 0}
    brier = []
    for fold in range(FOLDS):
        train = [case for n, case in enumerate(data) if n % FOLDS != fold] + extra
        test = [case for n, case in enumerate(data) if n % FOLDS == fold]
        rank = fit_rank(train)
        fitted = deciding.model_of(model(rank, fit_trust(*judged(base, train, rank))))
        for case in test:
            decision = deciding.decide(
                base, case["reading"], case["proposed"], case["looked"], fitted
            )
            first = (
                bool(decision.ranked)
                and base.full_id(decision.ranked[0].fact) in case["labelled"].facts
            )
            brier.append((decision.trust - first) ** 2)
            if case["labelled"].facts:
                outcome["right"] += decision.band == "answer" and first
                outcome["wrong"] += decision.band == "answer" and not first
                outcome["suggested"] += decision.band == "suggest"
                top = {base.full_id(s.fact) for s in decision.ranked[:3]}
                outcome["offered"] += decision.band == "suggest" and bool(
                    top & set(case["labelled"].facts)
                )
            else:
                outcome["false"] += decision.band == "answer"
                outcome["false offer"] += decision.band == "suggest"
    print(
        {
            k: f"{v / len(held if 'false' not in k else data[: len(data) - len(held)]):.1%}"
            for k, v in outcome.items()
        },
        "brier",
        round(float(np.mean(brier)), 4),
    )
    rank = fit_rank(data + extra)
    trust = fit_trust(*judged(base, data + extra, rank))
    fitted = model(rank, trust)
    print(json.dumps({"rank": fitted.rank, "trust": fitted.trust}, indent=1))
    if args.write:
        WEIGHTS.write_text(
            json.dumps(
                {"rank": fitted.rank, "trust": fitted.trust, "answer": ANSWER, "suggest": SUGGEST},
                indent=1,
            )
            + "\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
