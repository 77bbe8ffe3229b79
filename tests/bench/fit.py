"""Fits the models of the road on the fitting half, and prints what they reach on the other.

    python -m tests.bench.fit [--knowledge DIR] [--out FILE | --write]

--write puts the weights and thresholds into the package, --out elsewhere. Nothing of the checking
half is seen by the fit: neither its questions nor any question of its facts, be it made by the
base itself. The same questions and the same base give the same weights, digit by digit.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

import msgspec

from ispolkom_bot.audit import tables
from ispolkom_bot.audit.calibration import Guess, brier, interval
from ispolkom_bot.audit.evaluate import Judged, confusions, judge
from ispolkom_bot.audit.labelled import Labelled
from ispolkom_bot.engine import Engine
from ispolkom_bot.knowledge.cache import open_base
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.understanding import decide as deciding
from ispolkom_bot.understanding.decide import Weights, model_of
from tests.bench.models import Case, cases, fit, folds, guesses, made, using
from tests.halves import halves, labelled, without

WEIGHTS = Path(deciding.__file__).with_name("weights.json")


def fitted(base: Compiled, questions: Sequence[Labelled], barred: set[str]) -> Weights:
    """Models and thresholds for the questions; no fact that is barred is looked at."""
    return fit(base, cases(base, [*questions, *made(base, barred)]))


def main() -> None:
    """Fit, judge, print; write if asked to."""
    parser = argparse.ArgumentParser(description="Fit the models, judge them on the other half.")
    parser.add_argument("--knowledge", type=Path, help="another base than the one that ships")
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--write", action="store_true", help="write the weights into the package")
    place.add_argument("--out", type=Path, metavar="FILE", help="write the weights elsewhere")
    arguments = parser.parse_args()
    base = open_base(arguments.knowledge)
    everything, kept = labelled(), halves()
    fitting, checking = (kept.take(half, everything) for half in ("fitting", "checking"))
    aside = len(everything) - len(fitting) - len(checking)
    _say(f"{len(fitting)} questions to fit on, {len(checking)} to check by, {aside} laid aside")
    weights = fitted(base, fitting, facts_of(checking))
    _say(f"answer from {weights.answer:.2f} on, suggest from {weights.suggest:.2f} on")
    judged = judged_by(base, weights, checking)
    for title, lines in (
        ("checking half", tables.table(judged)),
        ("reasons", tables.causes(judged)),
        ("what was taken for what", tables.confusion_list(confusions(judged))),
        ("risk and coverage as the threshold moves", tables.risk_coverage(judged)),
        ("is the trust a probability?", tables.calibration(judged)),
        ("in short", list(_in_short(base, weights, fitting, checking, judged))),
        ("each writer by weights fitted on the others", list(_by_writer(base, everything))),
    ):
        _say("\n".join(("", title, "", *lines)))
    target = WEIGHTS if arguments.write else arguments.out
    if target:
        told = msgspec.to_builtins(weights) | {"fitted": _provenance(fitting)}
        target.write_bytes(msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n")
        _say(f"\nwritten to {target}")


def facts_of(questions: Sequence[Labelled]) -> set[str]:
    """All facts that the questions are labelled with."""
    return {fact for one in questions for fact in one.facts}


def judged_by(base: Compiled, weights: Weights, questions: Sequence[Labelled]) -> list[Judged]:
    """What the whole road makes of the questions with these weights."""
    engine = Engine(base)
    with using(weights):
        return [judge(engine, one) for one in questions]


def _in_short(
    base: Compiled,
    weights: Weights,
    fitting: Sequence[Labelled],
    checking: Sequence[Labelled],
    judged: Sequence[Judged],
) -> Iterator[str]:
    """The halves beside each other, and what keeping one half out of the fit costs."""
    yield _line("checking half", judged)
    yield _line("fitting half itself", judged_by(base, weights, fitting))
    yield _line("checking half, by the weights that ship", _shipped(base, checking))
    least = cases(base, checking)
    alone = guesses(base, least, model_of(weights))
    more = list(_with_more(base, fitting, least))
    for name, found in (("the fitting half alone", alone), ("four fifths of the other too", more)):
        held = [guess for guess in found if guess.held]
        first = sum(guess.right for guess in held) / len(held)
        score, low, high = brier(found)
        yield f"fitted on {name}: first candidate right {first:.1%}, Brier {score:.4f} " + (
            f"({low:.4f}-{high:.4f})"
        )


def _with_more(
    base: Compiled, fitting: Sequence[Labelled], checking: Sequence[Case]
) -> Iterator[Guess]:
    """Each fifth of the checking half by models that saw the rest of it as well."""
    start = cases(base, fitting)
    fold_of = folds([case.labelled for case in checking])
    for fold in sorted(set(fold_of)):
        train = [c for c, of in zip(checking, fold_of, strict=True) if of != fold]
        test = [c for c, of in zip(checking, fold_of, strict=True) if of == fold]
        own = cases(base, made(base, facts_of([case.labelled for case in test])))
        found = fit(base, [*start, *train, *own], thresholds=False)
        yield from guesses(base, test, model_of(found))


def _shipped(base: Compiled, questions: Sequence[Labelled]) -> list[Judged]:
    engine = Engine(base)
    return [judge(engine, one) for one in questions]


def _by_writer(base: Compiled, everything: Sequence[Labelled]) -> Iterator[str]:
    """Each writer's questions, where neither he nor any fact of his was in the fit."""
    for writer in sorted({one.writer for one in everything}):
        his = [one for one in everything if one.writer == writer]
        weights = fitted(base, without(writer, everything), facts_of(his))
        yield _line(writer, judged_by(base, weights, his))


def _line(name: str, judged: Sequence[Judged]) -> str:
    held = [case for case in judged if case.held]
    free = [case for case in judged if not case.held]
    parts = [f"{name:40}"]
    for side, outcome, word in (
        (held, "right", f"of {len(held)} held right"),
        (held, "wrong", "wrong"),
        (free, "wrong", f"of {len(free)} not held answered"),
    ):
        if side:
            hits = sum(case.outcome == outcome for case in side)
            low, high = interval(hits, len(side))
            parts.append(f"{word} {hits / len(side):.1%} ({low:.1%}-{high:.1%})")
    return "  ".join(parts)


def _provenance(questions: Sequence[Labelled]) -> dict[str, str | int]:
    told = "\n".join(f"{one.question}\t{' '.join(one.facts)}" for one in questions)
    return {
        "half": "fitting",
        "questions": len(questions),
        "digest": blake2b(told.encode(), digest_size=8).hexdigest(),
    }


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
