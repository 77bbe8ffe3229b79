"""The questions of the benchmark: distinct, a third typed badly, a third Russian.

All come from the labelled questions and keep their labels. Of those that must be declined, which
are quicker, so many are drawn that they are a third. Every Russian question is taken then, and
twice as many English ones; a third of either language has typing errors, first those whose writer
made them himself, then as many more by the typo model. Where a language has too few questions,
more typed variants of them make up for it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from ispolkom_bot.audit.labelled import Labelled, read_labelled
from tests.bench.typos import mistype

QUESTIONS: Final = Path(__file__).parents[1] / "questions"
_LEAST: Final = 1_000
_SEED: Final = 1917


class Asked(Struct, frozen=True):
    """A question of the benchmark: its text, its label, whether it has typing errors."""

    text: str
    labelled: Labelled
    typed: bool
    by_model: bool = False


def labelled() -> list[Labelled]:
    """All labelled questions, in the order of their files, each text once."""
    found = {
        case.question: case
        for path in sorted(QUESTIONS.glob("*.yaml"))
        for case in read_labelled(path)
    }
    return list(found.values())


def mix(cases: Sequence[Labelled]) -> list[Asked]:
    """At least a thousand distinct questions in one shuffled row, the same each time."""
    luck = random.Random(_SEED)  # noqa: S311 - a repeatable draw, no secret
    russian = _pool([case for case in cases if case.language == "ru"], luck)
    english = _pool([case for case in cases if case.language != "ru"], luck)
    third = max(len(russian), -(-_LEAST // 3))
    asked = [
        *_drawn(russian, third, third // 3, luck),
        *_drawn(english, 2 * third, third - third // 3, luck),
    ]
    luck.shuffle(asked)
    return asked


def _pool(cases: Sequence[Labelled], luck: random.Random) -> list[Labelled]:
    """All cases that the base holds, and half as many that it doesn't."""
    held = [case for case in cases if case.facts]
    free = [case for case in cases if not case.facts]
    return held + luck.sample(free, min(len(free), len(held) // 2))


def _drawn(pool: Sequence[Labelled], size: int, typed: int, luck: random.Random) -> list[Asked]:
    """`size` questions of a pool, `typed` of them with errors; each case once if they suffice."""
    order = list(pool)
    luck.shuffle(order)
    written = [case for case in order if case.voice == "typo"]
    plain = [case for case in order if case.voice != "typo"]
    found = {case.question: Asked(case.question, case, typed=True) for case in written[:typed]}
    clean = min(size - typed, len(plain))
    found |= {case.question: Asked(case.question, case, typed=False) for case in plain[:clean]}
    rest = plain[clean:] + plain[:clean]
    while len(found) < size:
        for case in rest[: size - len(found)]:
            text = mistype(case.question, luck)
            if text not in found and text != case.question:
                found[text] = Asked(text, case, typed=True, by_model=True)
    return list(found.values())


def told(asked: Sequence[Asked]) -> str:
    """The mix in one line."""
    count = {
        (ru, typed): sum((a.labelled.language == "ru") == ru and a.typed == typed for a in asked)
        for ru in (False, True)
        for typed in (False, True)
    }
    model = sum(a.by_model for a in asked)
    free = sum(not a.labelled.facts for a in asked)
    return (
        f"{len(asked)} distinct questions, each asked once: English {count[False, False]}, English"
        f" with typing errors {count[False, True]}, Russian {count[True, False]}, Russian with"
        f" typing errors {count[True, True]} (the errors of {model} are made by a seeded model);"
        f" {free} of them the base must decline"
    )
