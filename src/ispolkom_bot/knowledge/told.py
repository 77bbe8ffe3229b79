"""What the index takes from a fact: its texts, its days, what it concerns, who says the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from ispolkom_bot.calendar import interval
from ispolkom_bot.language.stems import is_cyrillic
from ispolkom_bot.model import Base, Fact, HistoricalDate, Lang, Thing


def answering(fact: Fact) -> Fact:
    """A fact without what is only for finding it and for its editors."""
    return replace(fact, asks_en=(), asks_ru=(), origin=(), about=(), reviewed="")


def concerns(fact: Fact) -> set[str]:
    """The things that a fact tells of beside its own."""
    value = fact.value
    things = set(fact.about)
    if value:
        things.update(value.things)
        things.update(thing for thing, _ in value.counts)
    return things


def twins(facts: list[tuple[str, Fact]]) -> list[int]:
    """For each fact, the first one that tells the same claims in the file of another thing."""
    made_from: dict[str, list[int]] = defaultdict(list)
    first = list(range(len(facts)))
    for number, (thing, fact) in enumerate(facts):
        origin = set(fact.origin)
        for other in sorted({n for claim in origin for n in made_from[claim]}):
            its_thing, its_fact = facts[other]
            shared = origin & set(its_fact.origin)
            if its_thing != thing and 2 * len(shared) > len(origin | set(its_fact.origin)):
                first[number] = first[other]
                break
        for claim in origin:
            made_from[claim].append(number)
    return first


def days(date: HistoricalDate) -> tuple[int, int]:
    """The Julian days of a date, 0 for an open end."""
    covered = interval(date)
    return covered.first or 0, covered.last or 0


def texts(thing: Thing, fact: Fact, language: Lang, base: Base) -> Iterator[tuple[str, str]]:
    """The texts by which a fact is found, each with the field it stands in."""
    yield fact.question.say(language), "question"
    for ask in fact.asks_ru if language == "ru" else fact.asks_en:
        yield ask, "asks"
    yield thing.name.say(language), "name"
    for alias in thing.aliases:
        if is_cyrillic(alias) == (language == "ru"):
            yield alias, "more"
    yield fact.text.say(language), "text"
    for event in fact.dates:
        yield event.what.say(language), "more"
    if fact.claim:
        yield fact.claim.says.say(language), "text"
    for side in fact.dispute:
        yield side.says.say(language), "more"
    if fact.caveat:
        yield fact.caveat.say(language), "more"
    for other in sorted(concerns(fact)):
        if other in base.things:
            yield base.things[other].name.say(language), "more"


def asked(fact: Fact, language: Lang) -> Iterable[str]:
    """The phrasings of a fact's question in a language."""
    asks = fact.asks_ru if language == "ru" else fact.asks_en
    return (fact.question.say(language), *asks)
