"""Figures that say how far to trust an answer: shares, calibration, risk against coverage."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

SEED: Final = 1917
RESAMPLES: Final = 1000
_BINS: Final = 10
_STEPS: Final = 20


class Guess(Struct, frozen=True):
    """The trust in the first fact of a question, and whether that fact is right.

    `held` if the base holds the answer at all.
    """

    trust: float
    right: bool
    held: bool


class Bin(Struct, frozen=True):
    """The guesses of like trust: how many, their mean trust, how many of them are right."""

    low: float
    high: float
    size: int
    trust: float
    right: int


class Point(Struct, frozen=True):
    """What happens where everything from `floor` on is answered.

    `right` and `wrong` are shares of the questions that the base holds, `answered` of the others.
    """

    floor: float
    right: float
    wrong: float
    answered: float

    @property
    def risk(self) -> float:
        """The share of wrong ones among the answers to questions that the base holds."""
        return self.wrong / (self.right + self.wrong) if self.right + self.wrong else 0.0


def interval(hits: int, size: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share (Wilson 1927)."""
    if not size:
        return 0.0, 1.0
    z, share = 1.96, hits / size
    middle = share + z * z / (2 * size)
    spread = z * math.sqrt(share * (1 - share) / size + z * z / (4 * size * size))
    whole = 1 + z * z / size
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


def brier(guesses: Sequence[Guess]) -> tuple[float, float, float]:
    """The Brier score (Brier 1950; 0 is best) and its 95 % interval from a seeded bootstrap."""
    losses = [(guess.trust - guess.right) ** 2 for guess in guesses]
    if not losses:
        return 0.0, 0.0, 0.0
    size = len(losses)
    luck = random.Random(SEED)  # noqa: S311 - a repeatable draw, no secret
    means = sorted(math.fsum(luck.choices(losses, k=size)) / size for _ in range(RESAMPLES))
    cut = RESAMPLES // 40
    return math.fsum(losses) / size, means[cut], means[-1 - cut]


def reliability(guesses: Sequence[Guess]) -> list[Bin]:
    """The guesses in tenths of trust; a probability that deserves its name is right as often."""
    found = []
    for number in range(_BINS):
        low, high = number / _BINS, (number + 1) / _BINS
        inside = [g for g in guesses if low <= g.trust < high or (g.trust == high == 1.0)]
        if inside:
            trust = math.fsum(g.trust for g in inside) / len(inside)
            found.append(Bin(low, high, len(inside), trust, sum(g.right for g in inside)))
    return found


def miscalibration(guesses: Sequence[Guess]) -> float:
    """By how much trust and share of right differ on average (expected calibration error)."""
    gaps = [abs(part.trust * part.size - part.right) for part in reliability(guesses)]
    return math.fsum(gaps) / max(len(guesses), 1)


def curve(guesses: Sequence[Guess]) -> list[Point]:
    """Risk against coverage: what is answered as the floor rises from 0.05 to 0.95."""
    return [point(guesses, step / _STEPS) for step in range(1, _STEPS)]


def point(guesses: Sequence[Guess], floor: float) -> Point:
    """What happens at one floor."""
    held = [guess for guess in guesses if guess.held]
    free = [guess for guess in guesses if not guess.held]
    right = sum(guess.trust >= floor and guess.right for guess in held)
    wrong = sum(guess.trust >= floor and not guess.right for guess in held)
    answered = sum(guess.trust >= floor for guess in free)
    return Point(
        floor, right / max(len(held), 1), wrong / max(len(held), 1), answered / max(len(free), 1)
    )


def at_coverage(guesses: Sequence[Guess], share: float) -> Point | None:
    """What happens at the highest floor that answers so large a share of what the base holds.

    None if even the lowest floor answers less; a guess of no trust at all is no answer.
    """
    held = sorted((guess.trust for guess in guesses if guess.held), reverse=True)
    needed = math.ceil(share * len(held))
    if not 0 < needed <= len(held) or held[needed - 1] <= 0.0:
        return None
    return point(guesses, held[needed - 1])


def better_worse(better: int, worse: int) -> float:
    """How likely so uneven a change is by chance alone: the exact sign test, two-sided."""
    size = better + worse
    tail = sum(math.comb(size, hits) for hits in range(min(better, worse) + 1))
    return min(1.0, 2.0 * tail / 2.0**size)
