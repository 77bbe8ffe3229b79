"""Proposing facts: the index is asked for the question's things and words, and at most 64 facts
come back with the features by which they are judged.

BM25 in spirit (rare words tell more, a word's weight in a fact saturates); the features are the
road's evidence and nothing else, so that an explanation can print them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from heapq import nlargest

from msgspec import Struct

from ispolkom_bot.knowledge.compiled import NAMED_WEIGHT, SCALE, Compiled, Row, rarity
from ispolkom_bot.model import STYLES
from ispolkom_bot.understanding.days import DayMention
from ispolkom_bot.understanding.lookup import Found
from ispolkom_bot.understanding.read import Reading, phrasing_terms

MOST = 48
"""Facts that are scored."""
_LONG = 1500
"""Postings beyond this length are only asked about facts that rarer words proposed."""
_NAMED_SHARE = 6.0
_SECOND = 0.7
"""How much a less likely meaning of a name counts."""
_MOST_DAYS = 40
_PLACE_SHARE = 0.4
"""Places are mostly where something happened, seldom what is asked about."""
_CUED = 0.75
_VERBATIM = 0.96

KINDS = ("when", "where", "who", "why", "how-many", "how-long", "list")
"""Kinds of answer that a fact can fail to give; "what" and "how" fit nearly anything."""
FEATURES = (
    "named", "own", "focus", "all_named", "shape", "main_shape", "kind",
    *(f"not_{kind}" for kind in KINDS),
    "cover", "told", "phrasing", "verbatim", "specific", "words", "day", "month", "wrong_day", "wrong_month",
    "wrong_number", "definition", "bare", "lookup", "exact", "first", "polar",
)
PLACE = {name: place for place, name in enumerate(FEATURES)}


class Candidate(Struct, frozen=True):
    """A fact proposed for a question, with its features in the order of FEATURES."""

    fact: int
    features: tuple[float, ...]
    uncovered: float
    missing: tuple[str, ...] = ()


def candidates(base: Compiled, reading: Reading, found: Found) -> list[Candidate]:
    """The facts that may answer a question, at most 48, unordered."""
    language = reading.language
    postings = base.postings[language]
    named = _named(base, reading)
    mass, masks = _words(reading, postings, named)
    phrasing = _phrasings(base, reading)
    total = sum(term.weight for term in reading.terms) or 1e-9
    rarities = _rarities(base, reading)
    looked = {fact: n for n, fact in enumerate(found.facts[:8])}
    dated = _dated(base, reading)
    pool = {*mass, *named, *looked, *dated}
    if len(pool) > MOST:
        shapes = dict(reading.shapes)
        rows = base.rows
        best = nlargest(
            MOST, pool,
            key=lambda n: (
                mass.get(n, 0.0) + _NAMED_SHARE * sum(named[n]) * (n in named)
                + (40 if n in looked else 0)
                + 8 * phrasing.get(n, (0.0, 0.0))[0]
                + 2 * max((shapes.get(s, 0.0) for s in rows[n].shapes), default=0.0)
                + (40 if n in dated else 0)
                + rows[n].rank
            ) if n in named else (
                mass.get(n, 0.0) + (40 if n in looked else 0)
                + (40 if n in dated else 0)
                + 8 * phrasing.get(n, (0.0, 0.0))[0]
            ),
        )
    else:
        best = list(pool)
    return [
        _judged(base, reading, n, named.get(n, ()), mass.get(n, 0.0) / total, masks.get(n, 0),
                phrasing.get(n, (0.0, 0.0)), total, looked, found, rarities)
        for n in best
    ]


def _named(base: Compiled, reading: Reading) -> dict[int, list[float]]:
    """For each fact, how closely it concerns each thing that the question names (0 to 1)."""
    named: dict[int, list[float]] = {}
    size = len(reading.mentions)
    for place, mention in enumerate(reading.mentions):
        for n, thing in enumerate(mention.things):
            share = 255 if n == 0 else 255 / _SECOND
            for entry in memoryview(base.things.get(thing, b"")).cast("I"):
                number, weight = divmod(entry, SCALE)
                row = named.get(number)
                if row is None:
                    row = named[number] = [0.0] * size
                row[place] = max(row[place], weight / share)
    return named


def _rarities(base: Compiled, reading: Reading) -> tuple[float, ...]:
    """How telling each named thing is, in shares of one: those with few facts tell most."""
    told = [
        rarity(len(base.rows), base.things.get(mention.things[0], b""))
        * (_PLACE_SHARE if base.heads[mention.things[0]].kind == "place" else 1.0)
        for mention in reading.mentions
    ]
    whole = sum(told)
    return tuple(share / whole for share in told)


def _dated(base: Compiled, reading: Reading) -> set[int]:
    """The facts of the days that the question names."""
    found: set[int] = set()
    for mention in reading.days:
        if not mention.precise:
            continue
        for style in STYLES if mention.style is None else (mention.style,):
            first, last = mention.days(style)
            if first and last - first <= _MOST_DAYS:
                for day in range(first, last + 1):
                    found.update(base.days.get(day, ()))
    return found


def _words(
    reading: Reading, postings: dict[str, bytes], known: Iterable[int]
) -> tuple[dict[int, float], dict[int, int]]:
    """Each fact's weight of the question's words, and which of them it has, as bits."""
    mass: dict[int, float] = {}
    masks: dict[int, int] = {}
    terms = sorted(
        ((len(postings.get(t.text, b"")), n, t) for n, t in enumerate(reading.terms)),
        key=lambda item: item[0],
    )
    for size, n, term in terms:
        if not size:
            continue
        bit, share = 1 << n, term.weight / 255
        posting = memoryview(postings[term.text]).cast("I")
        if len(posting) <= _LONG or not (mass or known):
            for entry in posting:
                number = entry // SCALE
                mass[number] = mass.get(number, 0.0) + share * (entry % SCALE)
                masks[number] = masks.get(number, 0) | bit
        else:
            for number in {*mass, *known}:
                at = bisect_left(posting, number * SCALE)
                if at < len(posting) and posting[at] // SCALE == number:
                    mass[number] = mass.get(number, 0.0) + share * (posting[at] % SCALE)
                    masks[number] = masks.get(number, 0) | bit
    return mass, masks


def _phrasings(base: Compiled, reading: Reading) -> dict[int, tuple[float, float]]:
    """For each fact, its nearest phrasing: Dice overlap, and the share of it that was asked."""
    language = reading.language
    index = base.phrasings[language]
    owner = memoryview(base.phrasing_fact[language]).cast("I")
    weights = memoryview(base.phrasing_weight[language]).cast("f")
    shared: dict[int, float] = {}
    asked = 0.0
    for text, weight in phrasing_terms(reading):
        asked += weight
        posting = memoryview(index.get(text, b"")).cast("I")
        if (len(posting) > _LONG or text[0] == "?") and shared:
            for number in shared:
                at = bisect_left(posting, number)
                if at < len(posting) and posting[at] == number:
                    shared[number] += weight
            continue
        for number in posting:
            shared[number] = shared.get(number, 0.0) + weight
    best: dict[int, tuple[float, float]] = {}
    for number, overlap in shared.items():
        whole = weights[number]
        dice = 2 * overlap / (asked + whole) if asked + whole else 0.0
        fact = owner[number]
        if fact not in best or dice > best[fact][0]:
            best[fact] = (dice, overlap / whole if whole else 0.0)
    return best


def _judged(
    base: Compiled, reading: Reading, number: int, named: Iterable[float], words: float,
    mask: int, phrasing: tuple[float, float], total: float, looked: dict[int, int], found: Found,
    rarities: tuple[float, ...],
) -> Candidate:
    row = base.rows[number]
    shares = tuple(named)
    covered, told = 0.0, NAMED_WEIGHT * sum(shares)
    missing = []
    for n, term in enumerate(reading.terms):
        if mask >> n & 1:
            covered += term.weight
        elif term.shapes and not set(term.shapes).isdisjoint(row.shapes):
            covered += term.weight * _CUED
        else:
            missing.append(term.written or term.text)
    wanted = reading.shapes
    top = wanted[0][1] if wanted else 1.0
    by_shape = dict(wanted)
    fit = max((by_shape.get(shape, 0.0) for shape in row.shapes), default=0.0) / top
    main = by_shape.get(row.shapes[0], 0.0) / top
    kinds = [kind for kind in reading.kinds if kind in KINDS]
    fits = any(kind in row.kinds for kind in kinds)
    wanting = kinds[0] if kinds and not fits else ""
    days = [mention for mention in reading.days if mention.precise]
    exact = [mention for mention in days if mention.iso == mention.until and len(mention.iso) > 7]  # noqa: PLR2004 - longer than a month
    met = any(_meets(row, mention) for mention in days)
    lacks = sum(1 for text in reading.numbers if not _has(base, reading, number, text))
    bare = not reading.terms or all(term.shapes for term in reading.terms)
    asked = bare_things(reading)
    looked_at = looked.get(number)
    features = (
        sum(w * r for w, r in zip(shares, rarities, strict=True)) if shares else 0.0,
        1.0 if shares and max(shares) == 1.0 else 0.0,
        shares[rarities.index(max(rarities))] if shares else 0.0,
        min(shares) if shares else (1.0 if not reading.mentions else 0.0),
        fit,
        main,
        1.0 if fits else 0.0,
        *(1.0 if kind == wanting else 0.0 for kind in KINDS),
        covered / total if reading.terms else 1.0,
        (covered + told) / (total + NAMED_WEIGHT * len(shares)) if reading.terms or shares else 1.0,
        phrasing[0],
        1.0 if phrasing[0] > _VERBATIM else 0.0,
        phrasing[1],
        min(words, 1.0),
        1.0 if met and exact else 0.0,
        1.0 if met and not exact else 0.0,
        1.0 if exact and not met else 0.0,
        1.0 if days and not exact and not met else 0.0,
        min(lacks, 2) / 2,
        1.0 if row.shapes[0] == "definition" and bare else 0.0,
        1.0 if row.rank == 1.0 and row.thing in asked else 0.0,
        1.0 / (1 + looked_at) if looked_at is not None else 0.0,
        1.0 if looked_at is not None and found.exact else 0.0,
        row.rank,
        1.0 if reading.polar and not reading.kinds and "yes-no" in row.kinds else 0.0,
    )
    uncovered = total - covered if reading.terms else 0.0
    return Candidate(number, features, uncovered, tuple(missing))


def bare_things(reading: Reading) -> tuple[str, ...]:
    """The thing of a question that names one thing and asks nothing but who or what it is."""
    if len(reading.mentions) != 1 or reading.terms or reading.days:
        return ()
    if any(kind not in {"what", "who"} for kind in reading.kinds) or reading.polar:
        return ()
    if reading.shapes and reading.shapes[0][0] != "definition":
        return ()
    return reading.mentions[0].things[:1]


def _meets(row: Row, mention: DayMention) -> bool:
    """Whether a date of the fact falls on the question's, in the calendar it may be meant in."""
    for style in STYLES if mention.style is None else (mention.style,):
        first, last = mention.days(style)
        if any(first <= until and last >= start for start, until in row.days if start and until):
            return True
    return False


def _has(base: Compiled, reading: Reading, number: int, text: str) -> bool:
    posting = memoryview(base.postings[reading.language].get(text, b"")).cast("I")
    at = bisect_left(posting, number * SCALE)
    return at < len(posting) and posting[at] // SCALE == number
