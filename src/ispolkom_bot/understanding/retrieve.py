"""Proposing facts: the index is asked for the question's things and words, and a few dozen facts
come back with the features by which they are judged.

BM25 in spirit: rare words tell more, and a word's weight in a fact saturates.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from ispolkom_bot.knowledge.compiled import SCALE, Compiled, unpack
from ispolkom_bot.understanding.features import (
    Asked,
    Candidate,
    Posting,
    asked_of,
    intervals,
    judged,
)
from ispolkom_bot.understanding.lookup import Found
from ispolkom_bot.understanding.read import Reading, phrasing_terms

_NEAREST, MOST = 20, 11
"""Facts whose phrasings are compared, and those that are judged in full."""
_LONG = 1500
"""Postings beyond this length are only asked about facts that rarer words proposed."""
_NAMED_SHARE, _SHAPE_SHARE, _PHRASING_SHARE = 6.0, 3.0, 12.0
_LOOKED_SHARE, _DATED_SHARE, _MONTH_SHARE = 40.0, 40.0, 3.0
_PEERS = 90
"""Facts among which the shapes choose those to be judged."""
_SECOND = 0.7
"""How much a less likely meaning of a name counts."""
_MOST_DAYS = 40


def candidates(base: Compiled, reading: Reading, found: Found) -> list[Candidate]:
    """The facts that may answer a question, unordered."""
    named = _named(base, reading)
    looked = {fact: n for n, fact in enumerate(found.facts[:8])}
    dated = _dated(base, reading)
    asked = asked_of(base, reading)
    score = _scored(base, asked, named, looked, dated)
    phrasing = _phrasings(base, reading, list(score))
    for number, (dice, _) in phrasing.items():
        score[number] += _PHRASING_SHARE * dice
    chosen = sorted(score, key=score.__getitem__, reverse=True)[:MOST]
    return [
        judged(
            base,
            reading,
            asked,
            number,
            [near.get(number, 0.0) for near in named],
            phrasing.get(number, (0.0, 0.0)),
            looked,
            found,
        )
        for number in chosen
    ]


def _named(base: Compiled, reading: Reading) -> list[dict[int, float]]:
    """For each thing that the question names, how closely each fact concerns it (0 to 1)."""
    return [_concern(base, mention.things) for mention in reading.mentions]


@lru_cache(maxsize=256)
def _concern(base: Compiled, things: tuple[str, ...]) -> dict[int, float]:
    closeness: dict[int, float] = {}
    for n, thing in enumerate(things):
        share = SCALE if n == 0 else SCALE / _SECOND
        for number, weight in zip(*unpack(base.things.get(thing, b"")), strict=True):
            if weight / share > closeness.get(number, 0.0):
                closeness[number] = weight / share
    return closeness


def _dated(base: Compiled, reading: Reading) -> set[int]:
    """The facts of the days that the question names."""
    found: set[int] = set()
    for mention in reading.days:
        if not mention.precise:
            continue
        for first, last in intervals(mention):
            if last - first <= _MOST_DAYS:
                for day in range(first, last + 1):
                    found.update(base.days.get(day, ()))
    return found


def _scored(
    base: Compiled,
    asked: Asked,
    named: Sequence[dict[int, float]],
    looked: dict[int, int],
    dated: set[int],
) -> dict[int, float]:
    """The facts worth a closer look, scored: by things and words, the best of them by shape."""
    score: dict[int, float] = {}
    for closeness in named:
        for number, near in closeness.items():
            score[number] = score.get(number, 0.0) + _NAMED_SHARE * near
    for number in looked:
        score[number] = score.get(number, 0.0) + _LOOKED_SHARE
    for number in dated:
        score[number] = score.get(number, 0.0) + (_DATED_SHARE if asked.exact else _MONTH_SHARE)
    for numbers, weights, weight, _ in sorted(asked.postings, key=_length):
        share = weight / SCALE
        if len(numbers) <= _LONG or not score:
            for number, mass in zip(numbers, weights, strict=True):
                score[number] = score.get(number, 0.0) + share * mass
        else:
            for number in score:
                at = bisect_left(numbers, number)
                if at < len(numbers) and numbers[at] == number:
                    score[number] += share * weights[at]
    if len(score) <= _NEAREST:
        return score
    best = sorted(score, key=score.__getitem__, reverse=True)[:_PEERS]
    shapes, rows = asked.shapes, base.rows
    for number in best:
        row = rows[number]
        score[number] += row.rank + _SHAPE_SHARE * shapes.get(row.shapes[0], 0.0)
    best.sort(key=score.__getitem__, reverse=True)
    return {number: score[number] for number in best[:_NEAREST]}


def _length(posting: Posting) -> int:
    return len(posting[0])


def _phrasings(
    base: Compiled, reading: Reading, chosen: Sequence[int]
) -> dict[int, tuple[float, float]]:
    """For each fact, its nearest phrasing: Dice overlap, and the share of it that was asked."""
    index = base.phrasings[reading.language]
    starts = memoryview(base.phrasing_starts[reading.language]).cast("I")
    weights = memoryview(base.phrasing_weight[reading.language]).cast("f")
    ranges = sorted((starts[number], starts[number + 1], number) for number in chosen)
    shared: dict[int, float] = {}
    asked = 0.0
    for text, weight in phrasing_terms(reading):
        asked += weight
        data = index.get(text)
        if data is None:
            continue
        posting = memoryview(data).cast("I")
        size, at = len(posting), 0
        for first, last, _ in ranges:
            at = bisect_left(posting, first, at)
            if at == size:
                break
            while at < size and (number := posting[at]) < last:
                shared[number] = shared.get(number, 0.0) + weight
                at += 1
    best: dict[int, tuple[float, float]] = {}
    for first, last, fact in ranges:
        dice = part = 0.0
        for number in range(first, last):
            overlap = shared.get(number)
            if overlap:
                whole = weights[number]
                near = 2 * overlap / (asked + whole)
                if near > dice:
                    dice, part = near, overlap / whole
        best[fact] = (dice, part)
    return best
