"""Whole dialogues from tests/dialogues: what is asked, what becomes of it, what a reader sees.

A file is a list of dialogues `{name, turns}`. A turn is

    ask        the question
    status     answer | suggest | decline; a list where several would do
    facts      the answering fact is one of these ("none": small talk, which needs no fact)
    contains   each stands in the answer as a reader sees it, sources and questions included
    lacks      none of these stands in it
    says, silent  as `contains` and `lacks`, but in the answer's own words (text, dates, notes)

Case doesn't matter in the comparisons.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ispolkom_bot.engine import Context, Engine
from ispolkom_bot.model import Answer
from ispolkom_bot.render.plain import body, full
from tests.data import TESTS, read_yaml

FILES = sorted((TESTS / "dialogues").glob("*.yaml"))
DIALOGUES = [(path.stem, told) for path in FILES for told in read_yaml(path)]
KEYS = {"ask", "status", "facts", "contains", "lacks", "says", "silent"}
STATUSES = {"answer", "suggest", "decline"}


def several(turn: dict[str, Any], key: str) -> list[str]:
    """The values of a key that may be missing, one text, or a list."""
    value = turn.get(key, [])
    return [value] if isinstance(value, str) else list(value)


def turns() -> Iterator[dict[str, Any]]:
    for _, dialogue in DIALOGUES:
        yield from dialogue["turns"]


def test_there_are_enough_dialogues_and_each_says_what_it_expects(engine: Engine) -> None:
    assert len(DIALOGUES) >= 45
    names = [f"{stem}: {dialogue['name']}" for stem, dialogue in DIALOGUES]
    assert len(set(names)) == len(names)
    known = {engine.base.full_id(number) for number in range(len(engine.base.rows))}
    for turn in turns():
        assert set(turn) <= KEYS, turn
        assert several(turn, "status"), turn
        assert set(several(turn, "status")) <= STATUSES, turn
        assert set(several(turn, "facts")) <= known | {"none"}, f"no such fact: {turn}"
        if several(turn, "status") == ["answer"]:
            assert several(turn, "facts"), turn


@pytest.mark.parametrize(
    "dialogue",
    [dialogue for _, dialogue in DIALOGUES],
    ids=[f"{stem}: {dialogue['name']}" for stem, dialogue in DIALOGUES],
)
def test_dialogue(engine: Engine, dialogue: dict[str, Any]) -> None:
    context, faults = Context(), []
    for turn in dialogue["turns"]:
        reply = engine.reply(turn["ask"], context)
        context = reply.context
        seen = full(reply.answer, engine.base.messages[reply.answer.language])
        wrong = [*unlike(turn, reply.answer, seen), *ill_formed(reply.answer)]
        if wrong:
            told = (
                body(reply.answer),
                *(offer.question for offer in reply.answer.suggestions),
                f"facts: {reply.answer.facts}",
            )
            faults.append("\n  ".join((f"> {turn['ask']}", *told, f"! {'; '.join(wrong)}")))
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def unlike(turn: dict[str, Any], answer: Answer, seen: str) -> Iterator[str]:
    """How an answer differs from what a turn expects."""
    if answer.status not in several(turn, "status"):
        yield f"{answer.status}, not {' or '.join(several(turn, 'status'))}"
    wanted = several(turn, "facts")
    if wanted == ["none"]:
        if answer.facts:
            yield "no fact was wanted"
    elif wanted and answer.status == "answer" and not (answer.facts and answer.facts[0] in wanted):
        yield f"not by {' or '.join(wanted)}"
    own = body(answer).lower()
    seen = seen.lower()
    for key, text, present in (
        ("contains", seen, True),
        ("lacks", seen, False),
        ("says", own, True),
        ("silent", own, False),
    ):
        for part in several(turn, key):
            if (part.lower() in text) != present:
                yield f"{key} {part!r} fails"


def ill_formed(answer: Answer) -> Iterator[str]:
    """What is wrong with an answer whatever was asked."""
    if not answer.text.strip():
        yield "says nothing"
    if answer.facts and not answer.citations:
        yield "an answer without sources"
    if any(not citation.text or not citation.where for citation in answer.citations):
        yield "a source without a title or a place"
    if [citation.number for citation in answer.citations] != list(
        range(1, len(answer.citations) + 1)
    ):
        yield "sources are not numbered from 1"
    if answer.status != "answer" and answer.facts:
        yield "facts beside a refusal"
    if answer.status == "suggest" and not 1 <= len(answer.suggestions) <= 3:
        yield "suggests nothing, or too much"
    if len(answer.related) > 3 or len(set(answer.related)) != len(answer.related):
        yield "related questions are too many or repeated"
    if not 0 <= answer.score <= 1:
        yield "a score that is no share"
