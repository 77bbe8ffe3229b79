"""Proposing facts: the index is asked for the question's things and words, and a few dozen facts
come back with the features by which they are judged.

BM25 in spirit: rare words tell more, and a word's weight in a fact saturates.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from ispolkom_bot.knowledge.compiled import SCALE, Compiled, Phrasings, mark, unpack
from ispolkom_bot.model import Lang
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
_FEW = 100
"""Facts of a word that are proposed whatever else is; a longer posting proposes no more facts than
rarer words did already, and only adds to those."""
_WORD_SHARE, _SHAPE_SHARE, _RANK_SHARE, _PHRASING_SHARE = 1 / 6 / SCALE, 0.5, 1 / 6, 2.0
_SETTLED_SHARE, _DATED_SHARE, _MONTH_SHARE = 7.0, 7.0, 0.5
"""What counts beside being the named thing's own fact, which counts one."""
_TOLD_SHARE = 0.04
"""For each e-fold of what is told of a thing: of two facts alike, the better known one's."""
_BEHIND = 1.0
"""Facts that fall so far behind the best can't become the answer."""
_PEERS = 48
"""Facts among which the shapes choose those to be judged."""
_SECOND = 0.7
"""How much a less likely meaning of a name counts."""
_MOST_DAYS = 40


def candidates(base: Compiled, reading: Reading, found: Found) -> list[Candidate]:
    """The facts that may answer a question, unordered."""
    named = [_concern(base, mention.things) for mention in reading.mentions]
    looked = {fact: n for n, fact in enumerate(found.facts[:8])}
    dated = _dated(base, reading)
    asked = asked_of(base, reading)
    settled = {*looked, *_told_of(base, reading, asked)}
    score = _scored(base, asked, named, settled, dated)
    settled |= dated
    nearest = _leading(score, settled, _NEAREST)
    phrasing = _phrasings(base, reading, nearest)
    score = {
        number: score[number] + _PHRASING_SHARE * dice for number, (dice, _) in phrasing.items()
    }
    return [
        judged(
            base,
            reading,
            asked,
            number,
            [near.get(number, 0.0) for near in named],
            phrasing[number],
            looked,
            found,
        )
        for number in _leading(score, settled, MOST)
    ]


def _leading(score: dict[int, float], settled: set[int], most: int) -> list[int]:
    """The best of the scored facts, best first, and none that is far behind.

    What a look-up, its own question, a bare name or a date proposes stands above all others, and
    those are not behind for that.
    """
    best = sorted(score, key=score.__getitem__, reverse=True)[:most]
    floor = next((score[number] for number in best if number not in settled), 0.0) - _BEHIND
    return [number for number in best if score[number] > floor]


@lru_cache(maxsize=256)
def _concern(base: Compiled, things: tuple[str, ...]) -> dict[int, float]:
    """How closely each fact concerns a named thing (0 to 1)."""
    closeness: dict[int, float] = {}
    for n, thing in enumerate(things):
        share = SCALE if n == 0 else SCALE / _SECOND
        for number, weight in zip(*unpack(base.things.get(thing, b"")), strict=True):
            if weight / share > closeness.get(number, 0.0):
                closeness[number] = weight / share
    return closeness


def _told_of(base: Compiled, reading: Reading, asked: Asked) -> list[int]:
    """The fact whose own question this is, and the definition of a thing that is merely named."""
    own = base.asked.get(mark([word.text for word in reading.words]))
    defined = [base.number(f"{thing}/definition") for thing in asked.bare_things]
    return [number for number in (own, *defined) if number is not None]


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
    settled: set[int],
    dated: set[int],
) -> dict[int, float]:
    """The facts worth a closer look, scored: by things and words, the best of them by shape."""
    score: dict[int, float] = defaultdict(float, named[0] if named else ())
    for closeness in named[1:]:
        for number, near in closeness.items():
            score[number] += near
    for number in settled:
        score[number] += _SETTLED_SHARE
    for number in dated:
        score[number] += _DATED_SHARE if asked.exact else _MONTH_SHARE
    for numbers, weights, weight, *_ in sorted(asked.postings, key=_length):
        share = weight * _WORD_SHARE
        if len(numbers) <= max(_FEW, len(score)) or not score:
            for number in numbers:
                score[number] += share * weights[number]
        else:
            for number in score:
                if mass := weights[number]:
                    score[number] += share * mass
    if len(score) <= _NEAREST:
        return score
    best = sorted(score, key=score.__getitem__, reverse=True)[:_PEERS]
    ranks, mains = _leads(base)
    shapes = {shape: _SHAPE_SHARE * fit for shape, fit in asked.shapes.items()}
    for number in best:
        score[number] += ranks[number] + shapes.get(mains[number], 0.0)
    return {number: score[number] for number in best}


@lru_cache(maxsize=2)
def _leads(base: Compiled) -> tuple[list[float], list[str]]:
    """What each fact's place in its thing and the thing's weight count, and its main shape."""
    told = {thing: math.log(len(posting)) for thing, posting in base.things.items()}
    ranks = [_RANK_SHARE * row.rank + _TOLD_SHARE * told[row.thing] for row in base.rows]
    return ranks, [row.shapes[0] for row in base.rows]


def _length(posting: Posting) -> int:
    return len(posting[0])


def _phrasings(
    base: Compiled, reading: Reading, chosen: Sequence[int]
) -> dict[int, tuple[float, float]]:
    """For each fact, its nearest phrasing: Dice overlap, and the share of it that was asked."""
    language = reading.language
    terms = phrasing_terms(reading)
    asked = sum([weight for _, weight in terms])
    best: dict[int, tuple[float, float]] = {}
    for fact in chosen:
        told = _told(base, fact, language)
        shared: dict[int, float] = {}
        for text, weight in terms:
            for place in told.terms.get(text, b""):
                shared[place] = shared.get(place, 0.0) + weight
        dice = part = 0.0
        for place, overlap in shared.items():
            whole = told.weights[place]
            near = 2 * overlap / (asked + whole)
            if near > dice:
                dice, part = near, overlap / whole
        best[fact] = (dice, part)
    return best


@lru_cache(maxsize=2048)
def _told(base: Compiled, fact: int, language: Lang) -> Phrasings:
    return base.phrasings_of(fact, language)
