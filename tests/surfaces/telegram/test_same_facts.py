"""One question, the same facts everywhere: console, private chat, group, inline mode."""

from __future__ import annotations

import html
import io
import re
import sys

import pytest
from tests.surfaces.telegram.stage import Shown, Stage

from ispolkom_bot.engine import Engine
from ispolkom_bot.settings import Settings
from ispolkom_bot.surfaces import console

ANSWERED = (
    "When was Order No. 1 issued?",
    "Who was Martov?",
    "who chaired the petrograd soviet after trotsky",
    "Where did the Executive Committee meet?",
    "Was Lenin a member of the Executive Committee?",
    "why was order no. 1 issued",
    "When did the abdication take place?",
    "kerenski",
    "Когда был издан Приказ № 1?",
    "Кто такой Чхеидзе?",
    "кто был председателем исполкома",
    "Сколько человек было в первом Исполкоме?",
)
NOT_ANSWERED = (
    "kornilov soviet",
    "kerensky kornilov",
    "moscow martov",
    "Who won the football yesterday?",
    "who was the mayor of Moscow in 1917",
    "hello",
    "Как дела?",
)


def in_console(
    engine: Engine,
    question: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> str:
    """What the console prints."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(question + "\n"))
    console.run(engine, Settings())
    return capsys.readouterr().out


def fact_of(shown: Shown) -> str:
    """The fact of an answer, read off its buttons."""
    return next(data[2:] for data in shown.data.values() if data.startswith("s"))


@pytest.mark.parametrize("question", ANSWERED)
def test_an_answer_has_the_same_facts_everywhere(
    tg: Stage,
    engine: Engine,
    question: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer = engine.reply(question).answer
    assert answer.facts, "the test asks what is known"
    printed = in_console(engine, question, monkeypatch, capsys)
    [private] = tg.say(tg.anna, question)
    group = tg.control.group(members=[tg.anna])
    [public] = tg.say(tg.anna, f"/ask {question}", group)
    first = tg.inline(tg.anna, question)["results"][0]
    chosen = html.unescape(re.sub("<[^>]+>", "", first["input_message_content"]["message_text"]))
    assert fact_of(private) == fact_of(public) == first["id"] == answer.facts[0]
    for told in (printed, private.text, public.text, chosen):
        for line in (*answer.text.split("\n"), *answer.dates, *answer.notes):
            assert line in told
        for citation in answer.citations[:3]:
            assert citation.text.rstrip(".") in told


def test_a_day_is_told_alike_everywhere(
    tg: Stage,
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    question = "What happened on 2 March 1917?"
    answer = engine.reply(question).answer
    assert len(answer.facts) > 1
    printed = in_console(engine, question, monkeypatch, capsys)
    [private] = tg.say(tg.anna, question)
    group = tg.control.group(members=[tg.anna])
    [public] = tg.say(tg.anna, f"/ask {question}", group)
    for told in (printed, private.text, public.text):
        for line in (*answer.text.split("\n"), *answer.dates):
            assert line in told


@pytest.mark.parametrize("question", NOT_ANSWERED)
def test_what_is_not_answered_is_not_answered_anywhere(
    tg: Stage,
    engine: Engine,
    question: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer = engine.reply(question).answer
    assert not answer.facts
    [private] = tg.say(tg.anna, question)
    group = tg.control.group(members=[tg.anna])
    [public] = tg.say(tg.anna, f"/ask {question}", group)
    for told in (in_console(engine, question, monkeypatch, capsys), private.text, public.text):
        assert answer.text in told
    offered = [offer.fact for offer in answer.suggestions]
    for shown in (private, public):
        assert [data[2:] for data in shown.data.values()] == offered
    results = tg.inline(tg.anna, question)["results"]
    if answer.status == "suggest":
        assert {result["id"] for result in results} >= set(offered)
