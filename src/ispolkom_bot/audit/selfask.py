"""The base asking itself: every question that it can make must lead back to its fact."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ispolkom_bot.engine import Engine
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.language.normalise import language_of
from ispolkom_bot.model import LANGUAGES, Base, Lang
from ispolkom_bot.understanding.decide import same_answer


class Miss(Struct, frozen=True):
    """A question that the base made and did not answer with the fact it was made from."""

    fact: str
    question: str
    status: str
    got: str


def misses(base: Base, compiled: Compiled) -> list[Miss]:
    """What the base fails to answer of its own questions, in the order of the base."""
    engine = Engine(compiled)
    numbers = {compiled.full_id(n): n for n in range(len(compiled.rows))}
    found = []
    for full_id, question, language in questions(base):
        answer = engine.reply(question, language=language).answer
        thing, fact = full_id.split("/")
        right = any(
            same_answer(compiled, numbers.get(full_id, -1), numbers[got])
            if fact
            else got.startswith(f"{thing}/")
            for got in answer.facts
        )
        if not right:
            found.append(Miss(full_id, question, answer.status, ", ".join(answer.facts)))
    return found


def questions(base: Base) -> Iterator[tuple[str, str, Lang]]:
    """Every question that the base can make: (full id of the fact, question, language).

    A bare name asks for its thing, by whichever fact: its id has no fact behind the stroke.
    """
    for thing in base.things.values():
        for fact in thing.facts:
            for language in LANGUAGES:
                yield f"{thing.id}/{fact.id}", fact.question.say(language), language
        if thing.facts:
            for name in (thing.name.en, thing.name.ru, *thing.aliases):
                yield f"{thing.id}/", name, language_of(name)
