"""Questions for a person, a party or a place, and for somebody's real name.

Wrong is what no fact of that question's shape connects with the thing asked about: whoever held
an office there at any time is no wrong answer to the question who held it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations
from typing import Final

from ispolkom_bot.chat.study.material import (
    Asked,
    Aspect,
    Material,
    concerned,
    facts_about,
    fit,
    name_stems,
    ranked,
    stems,
    told,
)
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.model import Kind

_ASPECTS: Final[dict[Kind, Aspect]] = {"person": "person", "party": "party", "place": "place"}
_ASKS: Final = {
    "en": re.compile(
        r"(?:Who|Whom|Whose|To whom|By whom|In whose|Which|Where|To which|In which)\b"
    ),
    "ru": re.compile(
        r"(?:Кто|Кого|Кому|Кем|Чей|Чья|В чью|К кому|Перед кем|Где|Какую|Какой|Какая|Какие|Каким|"
        r"На каком|К какой|В какой|К каким)\b",
    ),
}
_AND: Final = {
    "en": re.compile(r" and (?:where|when|who|why|how|what|to what)\b"),
    "ru": re.compile(r" и (?:где|когда|кто|почему|как|чем|на какой)\b"),
}
_OPEN: Final = frozenset({"body", "party"})
"""Kinds of things that so much is told of that only facts of a like shape tell who fits."""
_MEMBER: Final = "member"
_HOME_SHAPES: Final = frozenset({"chair", "office"})
_FEWEST: Final = 3
"""Members that the base must know of a party for it to be a wrong answer."""
_RELATED: Final = 0.2
"""The share of a party's known members who were in another one too that makes them related."""
_REAL_NAME: Final = re.compile(r"\b(?:real|original) (?:name|surname)\b")


def things(asked: Asked) -> Material | None:
    """A question for the one thing that is a fact's datum."""
    value, base = asked.fact.value, asked.base
    if value is None or len(value.things) != 1 or asked.fact.polarity:
        return None
    (right,) = value.things
    language = asked.language
    if not _ASKS[language].match(asked.question) or _AND[language].search(asked.question):
        return None
    kind = base.heads[right].kind
    if kind not in _ASPECTS or stems(base.heads[right].name.say(language)) & stems(asked.question):
        return None
    excluded = {right, asked.thing, *_connected(asked, kind)}
    if kind == "party":
        found = [
            (float(len(_members(base)[party])), party)
            for party in _parties(base)
            if party not in excluded and party not in _related(base)[right]
        ]
    else:
        found = [
            (closeness(base, right, thing), thing)
            for thing, head in base.heads.items()
            if head.kind == kind and thing not in excluded and _known(base, thing)
        ]
    said_words = stems(told(asked.fact))
    names = {
        base.heads[thing].name.say(language): close
        for close, thing in found
        if not name_stems(base, thing) & said_words
    }
    said = base.heads[right].name.say(language)
    pools = ranked((close, name) for name, close in names.items())
    return Material(_ASPECTS[kind], asked.question, said, pools)


def names(asked: Asked) -> Material | None:
    """A question for somebody's real name; wrong are the real names of others."""
    value, language = asked.fact.value, asked.language
    if not _is_real_name(asked) or value is None or value.text is None:
        return None
    right = value.text.say(language)
    others: list[str] = []
    for number in _real_names(asked.base):
        text = asked.base.fact(number).value
        if asked.base.rows[number].thing != asked.thing and text and text.text:
            others.append(text.text.say(language))
    pool = tuple(sorted(name for name in others if not stems(name) & stems(told(asked.fact))))
    return Material("name", asked.question, right, (pool, pool, pool))


def _is_real_name(asked: Asked) -> bool:
    return asked.number in _real_names(asked.base)


@lru_cache(maxsize=2)
def _real_names(base: Compiled) -> tuple[int, ...]:
    """The facts that tell a real name which does not hold the one people went by."""
    found = []
    for number, row in enumerate(base.rows):
        if row.shapes[0] == "name" and base.heads[row.thing].kind == "person":
            fact = base.fact(number)
            value = fact.value.text if fact.value else None
            known = base.heads[row.thing].name.en.rsplit(" ", 1)[-1]
            if (
                value
                and _REAL_NAME.search(fact.question.en)
                and known.casefold() not in value.en.casefold()
                and fit(fact)
            ):
                found.append(number)
    return tuple(found)


def _connected(asked: Asked, kind: Kind) -> set[str]:
    """The things of a kind that could be another right answer."""
    base, shapes = asked.base, set(asked.fact.shapes)
    everything = asked.kind not in _OPEN
    found = set(concerned(base, asked.number))
    near = concerned(base, asked.number) if kind == "person" else {asked.thing}
    for thing in near:
        own = everything and thing == asked.thing
        for number in facts_about(base, thing):
            if own or shapes & set(base.rows[number].shapes):
                found |= concerned(base, number)
    if kind == "person":
        bodies = {asked.thing, *concerned(base, asked.number)}
        if bodies & set(base.home) and shapes & _HOME_SHAPES:
            bodies |= set(base.home)
        for span in base.spans:
            if span.of in bodies and (span.role != _MEMBER or _MEMBER in shapes):
                found.add(span.thing)
    if kind == "party":
        found |= {party for party in _members(base) if asked.thing in _members(base)[party]}
    return found


@lru_cache(maxsize=2)
def contemporaries(base: Compiled) -> frozenset[str]:
    """The people of the time: those of whom an office or membership is known."""
    return frozenset(span.thing for span in base.spans)


def _known(base: Compiled, thing: str) -> bool:
    if base.heads[thing].kind == "person":
        return thing in contemporaries(base)
    return bool(facts_about(base, thing))


@lru_cache(maxsize=4096)
def closeness(base: Compiled, right: str, other: str) -> float:
    """How like two things are: shared offices, memberships and facts; then how well known."""
    mine = {(span.role, span.of) for span in base.spans if span.thing == right}
    its = {(span.role, span.of) for span in base.spans if span.thing == other}
    both = set(facts_about(base, right)) & set(facts_about(base, other))
    known = min(len(facts_about(base, other)), 100) / 100
    return 2.0 * len(mine & its) + min(len(both), 5) / 5 + known


@lru_cache(maxsize=2)
def _members(base: Compiled) -> dict[str, frozenset[str]]:
    """The people whom the base knows to have been in each party."""
    found: dict[str, set[str]] = {
        t: set() for t, head in base.heads.items() if head.kind == "party"
    }
    for span in base.spans:
        if span.of in found:
            found[span.of].add(span.thing)
    for row in base.rows:
        if base.heads[row.thing].kind == "person" and row.shapes[0] == "party":
            for party in set(row.answers) & set(found):
                found[party].add(row.thing)
    return {party: frozenset(people) for party, people in found.items()}


def _parties(base: Compiled) -> list[str]:
    return [party for party, people in _members(base).items() if len(people) >= _FEWEST]


@lru_cache(maxsize=2)
def _related(base: Compiled) -> dict[str, frozenset[str]]:
    """The parties that one person may well have belonged to: alike in name, or sharing members."""
    members = _members(base)
    found: dict[str, set[str]] = {party: {party} for party in members}
    for one, other in combinations(members, 2):
        shared = len(members[one] & members[other])
        fewer = min(len(members[one]), len(members[other])) or 1
        names = [stems(base.heads[party].name.en) for party in (one, other)]
        if names[0] & names[1] or shared / fewer >= _RELATED:
            found[one].add(other)
            found[other].add(one)
    return {party: frozenset(others) for party, others in found.items()}
