"""Whole dialogues from tests/dialogues: what is asked, what becomes of it, what a reader sees.

The form of the files is told in `ispolkom_bot.audit.labelled`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ispolkom_bot.audit.evaluate import unlike
from ispolkom_bot.audit.labelled import NO_FACT, Dialogue, read_sheet
from ispolkom_bot.engine import Context, Engine
from ispolkom_bot.model import Answer
from ispolkom_bot.render.plain import body, full
from tests.data import TESTS

SHEETS = [read_sheet(path) for path in sorted((TESTS / "dialogues").glob("*.yaml"))]
DIALOGUES = [dialogue for sheet in SHEETS for dialogue in sheet.dialogues]


def test_there_are_enough_dialogues_and_each_says_what_it_expects(engine: Engine) -> None:
    assert len(DIALOGUES) >= 45
    assert not [sheet for sheet in SHEETS if sheet.questions]
    names = [f"{dialogue.writer}: {dialogue.name}" for dialogue in DIALOGUES]
    assert len(set(names)) == len(names)
    known = {engine.base.full_id(number) for number in range(len(engine.base.rows))}
    for turn in (turn for dialogue in DIALOGUES for turn in dialogue.turns):
        assert set(turn.facts) <= known | {NO_FACT}, f"no such fact: {turn}"
        assert turn.facts or turn.status != ("answer",), turn


@pytest.mark.parametrize(
    "dialogue",
    DIALOGUES,
    ids=[f"{dialogue.writer}: {dialogue.name}" for dialogue in DIALOGUES],
)
def test_dialogue(engine: Engine, dialogue: Dialogue) -> None:
    context, faults = Context(), []
    for turn in dialogue.turns:
        reply = engine.reply(turn.ask, context)
        answer, context = reply.answer, reply.context
        seen = full(answer, engine.base.messages[answer.language])
        wrong = [*unlike(turn, answer, seen, body(answer)), *ill_formed(answer)]
        if wrong:
            told = (
                body(answer),
                *(offer.question for offer in answer.suggestions),
                f"facts: {answer.facts}",
            )
            faults.append("\n  ".join((f"> {turn.ask}", *told, f"! {'; '.join(wrong)}")))
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


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
