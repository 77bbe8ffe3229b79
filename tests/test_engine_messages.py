"""Messages that are not one plain question: several at once, and keys of the other alphabet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ispolkom_bot.engine import Engine
from ispolkom_bot.language.layout import other_layout
from ispolkom_bot.language.sentences import questions


def test_two_questions_get_two_answers(engine: Engine) -> None:
    answer = engine.reply("When was Order No. 1 issued? And who wrote it?").answer
    assert answer.facts == ("order-no-1/when-issued", "order-no-1/authorship")
    first, second = answer.text.split("\n")
    assert first.startswith("1. Order No. 1 is dated 1 March 1917")
    assert second.startswith("2. ")
    numbers = [citation.number for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))


def test_one_answer_of_two_stands_alone(engine: Engine) -> None:
    alone = engine.reply("When was Order No. 1 issued?").answer
    both = engine.reply("What is the weather like? When was Order No. 1 issued?").answer
    assert both.text == alone.text


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("rnj nfrjq xt[tblpt", "chkheidze/definition"),
        ("crjkmrj xktyjd ,skj d bcgjkrjvt", "executive-committee/"),
        ("црщ цфы ыефдшт", "stalin/definition"),
    ],
)
def test_the_wrong_keyboard_layout_is_read(engine: Engine, text: str, fact: str) -> None:
    reply = engine.reply(text)
    assert reply.trace.facts[0].startswith(fact)
    assert reply.answer.status in {"answer", "suggest"}


@pytest.mark.parametrize("text", ["asdf qwer zxcv", "йцук фыва", "hjkl", "блаблабла", "....", ""])
def test_gibberish_stays_gibberish(engine: Engine, text: str) -> None:
    assert engine.reply(text).answer.status == "decline"


@given(st.text("abcdefghijklmnopqrstuvwxyz ,.;'[]", max_size=60))
def test_the_layout_turns_back(text: str) -> None:
    assert other_layout(other_layout(text)) == text


@given(st.text(max_size=200))
def test_a_text_has_at_least_one_question(text: str) -> None:
    asked = questions(text)
    assert 1 <= len(asked) <= 3
    assert all(part in text for part in asked)
