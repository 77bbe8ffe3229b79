"""Checks of single facts as an editor reads them: texts, confidence, standing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ispolkom_bot.errors import Problem
from ispolkom_bot.knowledge.record import Lines
from ispolkom_bot.knowledge.references import facts
from ispolkom_bot.language.sentences import first_sentence
from ispolkom_bot.model import LANGUAGES, Base, Fact

FIRST_SENTENCE: Final = 300
WHOLE_TEXT: Final = 700
SIDES: Final = 2
UNVERIFIED: Final = "general-knowledge"
WEAK: Final = ("teaching", "blog", "newspaper")


def definition_first(base: Base, lines: Lines) -> Iterator[Problem]:
    """The first fact of every covered thing is its definition."""
    for thing in base.things.values():
        if thing.facts and thing.facts[0].id != "definition":
            first = thing.facts[0]
            wrong = "the first fact is not the definition"
            yield lines.problem(f"{thing.id}/{first.id}", wrong, "begin with id: definition")
        for fact in thing.facts[:1]:
            if fact.id == "definition" and "definition" not in fact.shapes:
                key = f"{thing.id}/{fact.id}.shapes"
                yield lines.problem(key, "lacks the shape definition", "add it")


def questions_differ(base: Base, lines: Lines) -> Iterator[Problem]:
    """No two facts have the same canonical question in a language."""
    for language in LANGUAGES:
        asked: dict[str, str] = {}
        for full_id, _, fact in facts(base):
            same = " ".join(re.findall(r"\w+", fact.question.say(language).casefold()))
            other = asked.setdefault(same, full_id)
            if other != full_id:
                wrong = f"{other} has the same question"
                key = f"{full_id}.question.{language}"
                yield lines.problem(key, wrong, "merge the facts, or ask more exactly")


def texts_short(base: Base, lines: Lines) -> Iterator[Problem]:
    """Texts fit a message, and their first sentences a short answer."""
    for full_id, _, fact in facts(base):
        for language in LANGUAGES:
            text = fact.text.say(language)
            key = f"{full_id}.text.{language}"
            if len(text) > WHOLE_TEXT:
                wrong = f"{len(text)} characters"
                yield lines.problem(key, wrong, f"shorten it to {WHOLE_TEXT}, or split the fact")
            if (length := len(first_sentence(text))) > FIRST_SENTENCE:
                wrong = f"the first sentence has {length} characters"
                yield lines.problem(key, wrong, f"shorten it to {FIRST_SENTENCE}")


def confidence_earned(base: Base, lines: Lines) -> Iterator[Problem]:
    """Weak sources carry no high confidence, and what no source verifies is low."""
    for full_id, _, fact in facts(base):
        key = f"{full_id}.confidence"
        if any(source.id == UNVERIFIED for source in fact.sources) and fact.confidence != "low":
            yield lines.problem(key, f"{fact.confidence} on general knowledge", "say low")
        elif fact.confidence == "high" and not _strong(base, fact):
            wrong = "high on teaching pages, blogs, newspapers or one encyclopaedia alone"
            yield lines.problem(key, wrong, "say medium, or add a stronger source")


def standing_shown(base: Base, lines: Lines) -> Iterator[Problem]:
    """What is disputed has two sides; what is corrected says what it corrects."""
    for full_id, _, fact in facts(base):
        key = f"{full_id}.standing"
        if fact.standing == "disputed" and len(fact.dispute) < SIDES:
            wrong = f"disputed with {len(fact.dispute)} side(s)"
            yield lines.problem(key, wrong, "give at least two under dispute")
        if fact.standing == "corrected" and not fact.claim and not fact.dispute:
            yield lines.problem(key, "corrected, but what?", "give the claim, or the dispute")
        if fact.claim and fact.claim.verdict == "contradicted" and fact.standing == "accepted":
            yield lines.problem(key, "accepted beside a contradicted claim", "say corrected")


def _strong(base: Base, fact: Fact) -> bool:
    """Whether more than weak sources and one encyclopaedia stand behind a fact.

    All articles of Wikipedia, in whichever language, are one encyclopaedia.
    """
    encyclopaedias: set[str] = set()
    for reference in fact.sources:
        source = base.sources.get(reference.id)
        if source is None or (source.kind not in WEAK and source.kind != "encyclopaedia"):
            return True
        if source.kind == "encyclopaedia":
            wiki = "wikipedia" in f"{source.container} {source.url}".casefold()
            encyclopaedias.add("wikipedia" if wiki else source.container or source.id)
    return len(encyclopaedias) > 1
