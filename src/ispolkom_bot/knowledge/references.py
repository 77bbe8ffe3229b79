"""Checks that what is named exists: sources, things, facts, shapes, cues and messages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from ispolkom_bot.errors import Problem
from ispolkom_bot.knowledge.folder import nearest
from ispolkom_bot.knowledge.record import Lines
from ispolkom_bot.model import LANGUAGES, Base, Fact, Lexicon, Thing

LONGEST_ID: Final = 62
"""Letters of a full id: a button carries 64 bytes, two of them for what to do with the fact."""
SHARED_BY: Final = 3
"""Shapes that one cue may serve before it tells nothing apart."""


def facts(base: Base) -> Iterator[tuple[str, Thing, Fact]]:
    """Every fact with its full id and its thing."""
    for thing in base.things.values():
        for fact in thing.facts:
            yield f"{thing.id}/{fact.id}", thing, fact


def sources_exist(base: Base, lines: Lines) -> Iterator[Problem]:
    """Every source that a fact, a side of a dispute or another source names is listed."""
    for key, source_id in _cited(base):
        if source_id and source_id not in base.sources:
            yield _unknown(lines, key, "source", source_id, list(base.sources))
    for source in base.sources.values():
        if source.through == source.id:
            key = f"sources:{source.id}.through"
            yield lines.problem(key, "seen through itself", "name the work that was read")


def sources_used(base: Base, lines: Lines) -> Iterator[Problem]:
    """Every source of the bibliography is named somewhere."""
    used = {source_id for _, source_id in _cited(base)}
    for source_id in base.sources:
        if source_id not in used:
            yield lines.problem(f"sources:{source_id}", "no fact names it", "use or remove it")


def sources_once(base: Base, lines: Lines) -> Iterator[Problem]:
    """No fact, and no side of a dispute, names one work twice."""
    seen: set[tuple[str, str]] = set()
    for key, source_id in _cited(base):
        place = key.rpartition(".sources.")[0], source_id
        if place[0] and place in seen:
            yield lines.problem(key, f"{source_id} twice", "put both places into one `where`")
        seen.add(place)


def things_exist(base: Base, lines: Lines) -> Iterator[Problem]:
    """Every thing that a fact, a span, an outside thing or base.yaml points at exists."""
    for key, thing_id in (
        *(("base:home", body) for body in base.home),
        ("base:government", base.government),
    ):
        if thing_id and thing_id not in base.things:
            yield _unknown(lines, key, "thing", thing_id, list(base.things))
    for key, thing_id in _pointed(base):
        if thing_id and thing_id not in base.things:
            yield _unknown(lines, key, "thing", thing_id, list(base.things))
    for thing in base.things.values():
        near = base.things.get(thing.near)
        if near is not None and near.kind == "outside":
            wrong = f"{thing.near} is outside the base too"
            yield lines.problem(f"{thing.id}.near", wrong, "name a thing that is covered")


def spans_told(base: Base, lines: Lines) -> Iterator[Problem]:
    """Every span names a fact of its own thing, which carries its sources."""
    for thing in base.things.values():
        known = [fact.id for fact in thing.facts]
        for index, span in enumerate(thing.spans):
            if span.fact and span.fact not in known:
                yield _unknown(lines, f"{thing.id}.spans.{index}.fact", "fact", span.fact, known)


def former_ids_free(base: Base, lines: Lines) -> Iterator[Problem]:
    """A former id is no thing's present id, and one thing's alone."""
    owners: dict[str, str] = {}
    for thing in base.things.values():
        for index, former in enumerate(thing.was):
            owner = former if former in base.things else owners.setdefault(former, thing.id)
            if owner != thing.id:
                wrong = f"the former id {former} belongs to {owner}"
                yield lines.problem(f"{thing.id}.was.{index}", wrong, "leave it to one of them")


def ids_short(base: Base, lines: Lines) -> Iterator[Problem]:
    """A full id, with two letters before it, fits into the data of a button."""
    for key, _, _ in facts(base):
        if len(key) > LONGEST_ID:
            wrong = f"the full id is {len(key)} letters long, {LONGEST_ID} fit into a button"
            yield lines.problem(key, wrong, "choose a shorter id")


def shapes_served(base: Base, lines: Lines) -> Iterator[Problem]:
    """Every shape is answered by some fact and has cues in every language; cues name shapes."""
    served = {shape for _, _, fact in facts(base) for shape in fact.shapes}
    for shape in base.shapes:
        if shape not in served:
            yield lines.problem(f"shapes:{shape}", "no fact serves it", "add one, or remove it")
        for language in LANGUAGES:
            if not base.lexicons[language].shapes.get(shape):
                wrong = f"the shape {shape} has no cue"
                yield lines.problem(f"{language}:shapes", wrong, f"add cues under {shape}")
    for language, lexicon in base.lexicons.items():
        for shape in lexicon.shapes:
            if shape not in base.shapes:
                key = f"{language}:shapes.{shape}"
                yield _unknown(lines, key, "shape", shape, list(base.shapes))


def cues_tell_apart(base: Base, lines: Lines) -> Iterator[Problem]:
    """No cue phrase serves more than a few shapes, and none is listed twice under one."""
    for language, lexicon in base.lexicons.items():
        holders: dict[str, list[str]] = defaultdict(list)
        for shape, cues in lexicon.shapes.items():
            for index, cue in enumerate(cues):
                if shape in holders[cue.casefold()]:
                    key = f"{language}:shapes.{shape}.{index}"
                    yield lines.problem(key, f"the cue {cue!r} twice in one list", "keep one")
                else:
                    holders[cue.casefold()].append(shape)
        for cue, shapes in holders.items():
            if len(shapes) > SHARED_BY:
                wrong = f"the cue {cue!r} serves {len(shapes)} shapes: {', '.join(shapes)}"
                remedy = f"leave it under {SHARED_BY} at most, or make it longer"
                yield lines.problem(f"{language}:shapes.{shapes[-1]}", wrong, remedy)


def languages_match(base: Base, lines: Lines) -> Iterator[Problem]:
    """The languages hold the same keys, and messages the same fields to fill."""
    first, *others = (base.lexicons[language] for language in LANGUAGES)
    for other in others:
        for one, two in ((first, other), (other, first)):
            for field, ours, theirs in _keys(one, two):
                for name in ours:
                    if name not in theirs:
                        wrong = f"{name} of {one.language} is missing here"
                        remedy = "add it, or remove it there"
                        yield lines.problem(f"{two.language}:{field}", wrong, remedy)
        for name, message in first.messages.items():
            told = other.messages.get(name, message)
            if _blanks(message) != _blanks(told):
                wrong = f"fills {_blanks(told)} where {first.language} fills {_blanks(message)}"
                key = f"{other.language}:messages.{name}"
                yield lines.problem(key, wrong, "use the same {fields} in all languages")


def _keys(one: Lexicon, two: Lexicon) -> Iterator[tuple[str, list[str], list[str]]]:
    yield "kinds", list(one.kinds), list(two.kinds)
    yield "roles", list(one.roles), list(two.roles)
    yield "posts", list(one.posts), list(two.posts)
    yield "messages", list(one.messages), list(two.messages)
    yield "smalltalk", [talk.id for talk in one.smalltalk], [talk.id for talk in two.smalltalk]


def _blanks(message: str) -> list[str]:
    return sorted(set(re.findall(r"\{(\w*)", message)))


def _cited(base: Base) -> Iterator[tuple[str, str]]:
    for full_id, _, fact in facts(base):
        for index, source in enumerate(fact.sources):
            yield f"{full_id}.sources.{index}.id", source.id
        for number, side in enumerate(fact.dispute):
            for index, source in enumerate(side.sources):
                yield f"{full_id}.dispute.{number}.sources.{index}.id", source.id
    for other in base.sources.values():
        yield f"sources:{other.id}.through", other.through


def _pointed(base: Base) -> Iterator[tuple[str, str]]:
    for thing in base.things.values():
        yield f"{thing.id}.near", thing.near
        for index, span in enumerate(thing.spans):
            yield f"{thing.id}.spans.{index}.of", span.of
    for full_id, _, fact in facts(base):
        for index, thing_id in enumerate(fact.about):
            yield f"{full_id}.about.{index}", thing_id
        if fact.value:
            for index, thing_id in enumerate(fact.value.things):
                yield f"{full_id}.value.things.{index}", thing_id
            for thing_id, _ in fact.value.counts:
                yield f"{full_id}.value.counts.{thing_id}", thing_id


def _unknown(lines: Lines, key: str, noun: str, word: str, known: list[str]) -> Problem:
    return lines.problem(key, f"unknown {noun} {word!r}", nearest(word, known))
