"""Judging a fact for a question: the features that the models weigh, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from ispolkom_bot.knowledge.compiled import NAMED_WEIGHT, SCALE, Compiled, Row, rarity, unpack
from ispolkom_bot.model import STYLES, Lang
from ispolkom_bot.understanding.days import DayMention
from ispolkom_bot.understanding.lookup import Found
from ispolkom_bot.understanding.read import Reading

_PLACE_SHARE = 0.4
"""Places are mostly where something happened, seldom what is asked about."""
_CUED = 0.75
_COVERED_DAY = 0.5
_VERBATIM = 0.96
_DAY_FORM = len("1917-03-01")

KINDS = ("when", "where", "who", "why", "how-many", "how-long", "list")
"""Kinds of answer that a fact can fail to give; "what" and "how" fit nearly anything."""
FEATURES = (
    "named",
    "own",
    "focus",
    "all_named",
    "shape",
    "main_shape",
    "kind",
    "same_kind",
    *(f"not_{kind}" for kind in KINDS),
    "cover",
    "told",
    "phrasing",
    "verbatim",
    "specific",
    "words",
    "day",
    "month",
    "wrong_day",
    "wrong_month",
    "wrong_number",
    "definition",
    "bare",
    "lookup",
    "exact",
    "first",
    "polar",
)
PLACE = {name: place for place, name in enumerate(FEATURES)}
_NO_KIND = (0.0,) * len(KINDS)
_MISFIT = {kind: tuple(1.0 if other == kind else 0.0 for other in KINDS) for kind in KINDS}


class Candidate(Struct, frozen=True, gc=False):
    """A fact proposed for a question, with its features in the order of FEATURES.

    `uncovered` is the weight of the question's words that the fact does not tell of (`missing`).
    """

    fact: int
    features: tuple[float, ...]
    uncovered: float
    missing: tuple[str, ...] = ()


Posting = tuple[memoryview, bytes, float, tuple[str, ...], str]
"""A word: the facts that have it, its weight in every fact (0 to SCALE), how telling it is, the
shapes it hints at, and how it was written."""


class Asked(Struct, frozen=True, gc=False):
    """What the judging of every candidate needs of the question, worked out once."""

    total: float
    rarities: tuple[float, ...]
    rarest: int
    shapes: dict[str, float]
    top: float
    kinds: frozenset[str]
    misfit: tuple[float, ...]
    days: tuple[tuple[int, int], ...]
    exact: bool
    numbers: tuple[bytes, ...]
    postings: tuple[Posting, ...]
    bare: bool
    bare_things: tuple[str, ...]
    polar: bool


def asked_of(base: Compiled, reading: Reading) -> Asked:
    """What every judging of a question's candidates needs."""
    rarities = _rarities(base, reading)
    days = [mention for mention in reading.days if mention.precise]
    language, terms = reading.language, reading.terms
    kinds = [kind for kind in reading.kinds if kind in KINDS]
    return Asked(
        total=sum([term.weight for term in terms]) or 1e-9,
        rarities=rarities,
        rarest=rarities.index(max(rarities)) if rarities else 0,
        shapes=dict(reading.shapes),
        top=reading.shapes[0][1] if reading.shapes else 1.0,
        kinds=frozenset(kinds),
        misfit=_MISFIT[kinds[0]] if kinds else _NO_KIND,
        days=tuple(covered for mention in days for covered in intervals(mention)),
        exact=any(
            mention.iso == mention.until and len(mention.iso) == _DAY_FORM for mention in days
        ),
        numbers=tuple([_heard(base, language, number)[1] for number in reading.numbers]),
        postings=tuple(
            [
                (
                    *_heard(base, language, term.text),
                    term.weight,
                    term.shapes,
                    term.written or term.text,
                )
                for term in terms
            ]
        ),
        bare=all([term.shapes for term in terms]),
        bare_things=_bare_things(reading),
        polar=reading.polar and not reading.kinds,
    )


@lru_cache(maxsize=256)
def _heard(base: Compiled, language: Lang, text: str) -> tuple[memoryview, bytes]:
    """The facts that have a word, and its weight in every fact of the base."""
    numbers, weights = unpack(base.postings[language].get(text, b""))
    spread = bytearray(len(base.rows))
    for number, weight in zip(numbers, weights, strict=True):
        spread[number] = weight
    return numbers, bytes(spread)


def _rarities(base: Compiled, reading: Reading) -> tuple[float, ...]:
    """How telling each named thing is, in shares of one: those with few facts tell most."""
    told = [
        rarity(len(base.rows), base.things.get(mention.things[0], b""))
        * (_PLACE_SHARE if base.heads[mention.things[0]].kind == "place" else 1.0)
        for mention in reading.mentions
    ]
    whole = sum(told)
    return tuple(share / whole for share in told)


def intervals(mention: DayMention) -> list[tuple[int, int]]:
    """The Julian days of a date, in each calendar that it may be meant in."""
    covered = [mention.days(style) for style in (STYLES if not mention.style else (mention.style,))]
    return [days for days in covered if days[0]]


def _bare_things(reading: Reading) -> tuple[str, ...]:
    """The thing of a question that names one thing and asks nothing but who or what it is."""
    if len(reading.mentions) != 1 or reading.terms or reading.days or reading.polar:
        return ()
    if any(kind not in {"what", "who"} for kind in reading.kinds):
        return ()
    if reading.shapes and reading.shapes[0][0] != "definition":
        return ()
    return reading.mentions[0].things[:1]


def judged(
    base: Compiled,
    reading: Reading,
    asked: Asked,
    number: int,
    shares: Sequence[float],
    phrasing: tuple[float, float],
    looked: dict[int, int],
    found: Found,
) -> Candidate:
    """A fact with its features for a question; `shares` are its closeness to each named thing."""
    row = base.rows[number]
    covered = mass = 0.0
    missing: list[str] = []
    shapes = row.shapes
    for _, weights, weight, hints, written in asked.postings:
        if part := weights[number]:
            covered += weight
            mass += weight * part
        elif hints and any([shape in hints for shape in shapes]):
            covered += weight * _CUED
        else:
            missing.append(written)
    shape = main_shape = 0.0
    if asked.shapes:
        fits = [asked.shapes.get(one, 0.0) for one in shapes]
        shape, main_shape = max(fits) / asked.top, fits[0] / asked.top
    kinds = asked.kinds
    fitting = not kinds.isdisjoint(row.kinds)
    met = _meets(row, asked.days) if asked.days else 0.0
    lacks = sum([not weights[number] for weights in asked.numbers])
    place = looked.get(number)
    total = asked.total
    if len(shares) == 1:
        told = named = focus = least = shares[0]
        own = told == 1.0
    elif any(shares):
        told = sum(shares)
        named = sum([share * part for share, part in zip(shares, asked.rarities, strict=True)])
        own, focus, least = max(shares) == 1.0, shares[asked.rarest], min(shares)
    else:
        told = named = focus = 0.0
        own, least = False, 0.0 if reading.mentions else 1.0
    mentions = len(reading.mentions)
    features = (
        named,
        1.0 if own else 0.0,
        focus,
        least,
        shape,
        main_shape,
        1.0 if fitting else 0.0,
        0.0 if kinds.isdisjoint(row.asked) else 1.0,
        *(_NO_KIND if fitting else asked.misfit),
        covered / total if reading.terms else 1.0,
        (covered + NAMED_WEIGHT * told) / (total + NAMED_WEIGHT * mentions)
        if reading.terms or mentions
        else 1.0,
        phrasing[0],
        1.0 if phrasing[0] > _VERBATIM else 0.0,
        phrasing[1],
        min(mass / total / SCALE, 1.0),
        met if asked.exact else 0.0,
        0.0 if asked.exact else met,
        1.0 if asked.exact and not met else 0.0,
        1.0 if asked.days and not asked.exact and not met else 0.0,
        min(lacks, 2) / 2,
        1.0 if asked.bare and shapes[0] == "definition" else 0.0,
        1.0 if row.rank == 1.0 and row.thing in asked.bare_things else 0.0,
        1.0 / (1 + place) if place is not None else 0.0,
        1.0 / (1 + place) if place is not None and found.exact else 0.0,
        row.rank,
        1.0 if asked.polar and "yes-no" in row.kinds else 0.0,
    )
    return Candidate(number, features, total - covered if reading.terms else 0.0, tuple(missing))


def _meets(row: Row, days: Sequence[tuple[int, int]]) -> float:
    """1 if a day of the fact is one of the question's, less if a stretch of time covers it."""
    return max(
        [
            1.0 if until - start <= 1 else _COVERED_DAY
            for start, until in row.days
            if start and until
            for first, last in days
            if first <= until and last >= start
        ],
        default=0.0,
    )
