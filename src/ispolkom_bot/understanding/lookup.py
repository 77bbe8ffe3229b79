"""Looking up offices and memberships as data: who held what, when, after whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from ispolkom_bot.knowledge.compiled import Compiled, SpanRow, unpack
from ispolkom_bot.understanding.read import Reading

Verdict = Literal["", "yes", "no"]
_BODY_KINDS = frozenset({"body", "party", "press", "event"})
AFTER = frozenset(
    {
        "after",
        "succeed",
        "successor",
        "replac",
        "next",
        "follow",
        "после",
        "смен",
        "преемник",
    }
)
BEFORE = frozenset(
    {
        "before",
        "preced",
        "predecessor",
        "previous",
        "до",
        "перед",
        "предшественник",
    }
)
_FIRST = frozenset({"first", "initi", "origin", "перв"})
_LAST = frozenset({"last", "final", "последн"})
_OPEN_END = 10**7
_A_WHILE = 45


class Found(Struct, frozen=True, gc=False):
    """What a look-up found: the facts that carry it, best first, and a verdict if asked yes/no."""

    facts: tuple[int, ...] = ()
    holders: tuple[str, ...] = ()
    verdict: Verdict = ""
    exact: bool = False


NOTHING = Found()


def look_up(base: Compiled, reading: Reading) -> Found:
    """The spans that a question asks for, if it asks for an office or a membership."""
    things = [thing for mention in reading.mentions for thing in mention.things[:1]]
    people = [thing for thing in things if base.heads[thing].kind == "person"]
    bodies = [thing for thing in things if base.heads[thing].kind in _BODY_KINDS]
    roles = set(reading.roles)
    if reading.posts and (not roles or roles & {"minister", "member"}):
        roles |= {"minister", "peoples-commissar"}
    if roles & {"chairman", "leader"} and base.government in bodies:
        roles.add("minister-chairman")
    if "minister-chairman" in roles and not bodies:
        bodies = [base.government]
    if not roles:
        return NOTHING
    if reading.posts and "minister" not in roles and not bodies:
        return NOTHING
    spans = [row for row in base.spans if row.role in roles]
    if reading.posts and roles & {"minister", "peoples-commissar", "deputy-minister"}:
        spans = [row for row in spans if row.post in reading.posts]
    if bodies:
        wanted = {*bodies, *(base.home if not set(bodies).isdisjoint(base.home) else ())}
        spans = [row for row in spans if row.of in wanted]
    stems = {word.stem for word in reading.words} | {word.text for word in reading.words}
    if people and not (stems & (AFTER | BEFORE)):
        return _of_person(base, reading, spans, people, bool(bodies or reading.posts))
    if not bodies and not reading.posts:
        return NOTHING
    if not roles - {"member", "leader", "delegate"} and "who" not in reading.kinds:
        return NOTHING
    spans = sorted(spans, key=lambda row: (row.first or _OPEN_END, row.last or _OPEN_END))
    if people:
        spans = _beside(spans, people[0], after=bool(stems & AFTER))
    elif reading.days and any(day.precise for day in reading.days):
        spans = list(_on(spans, reading))
    elif stems & _FIRST:
        spans = spans[:1]
    elif stems & _LAST:
        spans = spans[-1:]
    elif roles <= {"member", "leader", "delegate", "founder"}:
        return NOTHING
    else:
        return Found(tuple(dict.fromkeys(row.fact for row in spans)), _holders(spans))
    return Found(tuple(dict.fromkeys(r.fact for r in spans)), _holders(spans), exact=bool(spans))


def _of_person(
    base: Compiled, reading: Reading, spans: Sequence[SpanRow], people: Sequence[str], named: bool
) -> Found:
    """One person's office: the fact that carries it, and yes or no where that was asked."""
    own = [row for row in spans if row.thing in people]
    if not own and named and reading.polar and _settled(base, spans, people[0]):
        return Found(
            tuple(dict.fromkeys(row.fact for row in spans)), _holders(spans[:1]), "no", exact=True
        )
    if not named:
        own.sort(key=lambda row: row.of not in base.home)
        ours = bool(own) and own[0].of in base.home and all(term.shapes for term in reading.terms)
        verdict: Verdict = "yes" if reading.polar and ours else ""
        facts = tuple(dict.fromkeys(row.fact for row in own))
        return Found(facts, tuple(people), verdict, exact=ours and reading.polar)
    if own and reading.days and any(day.precise for day in reading.days):
        own = list(_on(own, reading)) or own
    verdict = "yes" if reading.polar and own else ""
    return Found(
        tuple(dict.fromkeys(row.fact for row in own)), tuple(people), verdict, exact=bool(own)
    )


def _settled(base: Compiled, spans: Sequence[SpanRow], person: str) -> bool:
    """Whether an office of one holder at a time is known, and nothing is told of this person's."""
    single = bool(spans) and {row.role for row in spans} <= {"chairman", "minister-chairman"}
    numbers, _ = unpack(base.things.get(person, b""))
    told = any(
        base.rows[n].thing == person and base.rows[n].shapes[0] in {"chair", "office"}
        for n in numbers
    )
    return single and not told


def _on(spans: Iterable[SpanRow], reading: Reading) -> Iterable[SpanRow]:
    """Spans in force on the question's first date, in Old Style unless it says otherwise.

    A span of which only the beginning is known holds for a while after it.
    """
    asked = next(day for day in reading.days if day.precise)
    first, until = asked.days(asked.style or "old")
    for row in spans:
        if not row.first and not row.last:
            continue
        if first <= (row.last or row.first + _A_WHILE) and until >= row.first:
            yield row


def _beside(spans: Sequence[SpanRow], person: str, *, after: bool) -> list[SpanRow]:
    """The holder next to a person in time."""
    places = [n for n, row in enumerate(spans) if row.thing == person and row.first]
    if not places:
        return []
    step = 1 if after else -1
    at = (places[-1] if after else places[0]) + step
    while 0 <= at < len(spans) and spans[at].thing == person:
        at += step
    if not 0 <= at < len(spans) or not spans[at].first:
        return []
    return [spans[at]]


def _holders(spans: Iterable[SpanRow]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.thing for row in spans))
