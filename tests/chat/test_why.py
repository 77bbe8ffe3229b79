"""Why an answer was given, in a student's words."""

from __future__ import annotations

import re

import pytest
from tests.chat.talking import talk, told
from tests.data import TESTS, read_yaml

from ispolkom_bot.chat.why import _REASONS
from ispolkom_bot.engine import Engine

ASK = "When was Order No. 1 issued?"


def test_it_tells_names_slips_kind_and_how_sure_it_is(engine: Engine) -> None:
    page = told(engine, "who chaird the ispolkom", "/why").split("\n")
    assert page[0].startswith("Names I recognised: Executive Committee")
    assert page[1] == "I read “chaird” as “chaired”."
    assert page[2] == "I took you to ask who."
    assert re.fullmatch(r"I am very sure that this is what you asked \(\d\d of 100\)\.", page[-2])
    assert page[-1].startswith("The next best would have been: ")


def test_it_tells_the_same_in_russian(engine: Engine) -> None:
    page = told(engine, "Когда был издан Приказ №1?", "/почему").split("\n")
    assert page[0] == "Я узнал имена и названия: Приказ № 1."
    assert page[1] == "Я понял так, что вы спрашиваете, когда."
    assert all(re.search("[а-я]", line) for line in page)


def test_it_tells_what_was_taken_from_the_conversation(engine: Engine) -> None:
    page = told(engine, ASK, "and who wrote it?", "/why")
    assert page.startswith("You did not name it again; I took it that this is still about Order")


def test_it_tells_dates_as_they_may_be_meant(engine: Engine) -> None:
    page = told(engine, "What happened on 2 March 1917?", "/why")
    assert "Dates I recognised: 2 Mar 1917 (15 Mar) or 2 Mar 1917 (17 Feb)." in page
    named = told(engine, "What happened on 15 March 1917 new style?", "/why")
    assert "Dates I recognised: 15 Mar 1917 (2 Mar)." in named


def test_it_tells_what_stays_unexplained(engine: Engine) -> None:
    asked = (
        entry["q"]
        for path in sorted((TESTS / "questions").glob("*.yaml"))
        for entry in read_yaml(path)
        if entry.get("facts")
    )
    left = next(
        turn
        for question in asked
        if (turn := talk(engine, question)).answer
        and turn.answer.status == "answer"
        and turn.memory.last
        and turn.memory.last.trace.decision.ranked[0].candidate.missing
        and turn.memory.spoken == "en"
    )
    page = "\n".join(talk(engine, "/why", memory=left.memory).lines)
    assert "What it does not account for: " in page
    assert "accounts for every word" not in page
    assert "accounts for every word" in told(engine, ASK, "/why")


def test_it_tells_why_there_was_no_answer(engine: Engine) -> None:
    outside = told(engine, "who was Putin", "/why")
    assert "something that I know I don't cover" in outside
    assert "sure" not in outside
    assert "number after a name" in told(engine, "Who was Kerensky II?", "/why")
    assert "Nothing in it belongs to my subject." in told(engine, "How do vaccines work?", "/why")
    assert "a name that I don't know" in told(engine, "Who was Bartholomew Quux?", "/why")


def test_it_tells_when_there_was_nothing_to_weigh(engine: Engine) -> None:
    assert told(engine, "/why") == "Nothing has been asked yet."
    assert told(engine, "thanks", "/why").startswith("That was small talk")
    assert told(engine, ASK, "1", "/why").startswith("You picked that question")
    assert told(engine, "/date 2 March", "/why").startswith("You asked for a list")


def test_every_reason_to_decline_is_told() -> None:
    """The reasons that a decision can have stand in the source of the decisions."""
    from ispolkom_bot.understanding import decide  # noqa: PLC0415 - read as text only

    source = decide.__file__
    with open(source, encoding="utf-8") as file:  # noqa: PTH123
        given = re.findall(r'(?:return|reason=) ?"([a-z\' ]+)"', file.read())
    assert set(given) <= set(_REASONS)
    assert len(given) >= 5


@pytest.mark.parametrize("ask", ["", "?", "😀", "the of and", "1917", "order " * 200])
def test_it_can_be_told_of_anything(engine: Engine, ask: str) -> None:
    assert told(engine, f"/ask {ask}" if ask else "hello", "/why")
