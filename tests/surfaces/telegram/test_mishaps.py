"""Faults in handlers: the person is told once and kindly, the log holds no content, all goes on."""

from __future__ import annotations

from typing import Any

import pytest
from tests.surfaces.telegram.stage import Stage

from ispolkom_bot.engine import Engine
from ispolkom_bot.surfaces.telegram import words

QUESTION = "my secret question about Martov"


@pytest.fixture
def broken(tg: Stage, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A bot whose engine fails on a certain question."""
    reply = Engine.reply

    def failing(self: Engine, question: str, *more: Any, **named: Any) -> Any:
        if question == QUESTION:
            raise RuntimeError(f"cannot answer {question}") from KeyError(question)
        return reply(self, question, *more, **named)

    monkeypatch.setattr(Engine, "reply", failing)
    return tg


def test_the_person_is_told_once_and_the_bot_goes_on(broken: Stage) -> None:
    [told] = broken.say(broken.anna, QUESTION)
    assert told.text == words.FAULT.en
    assert broken.say(broken.anna, QUESTION) == []
    assert broken.say(broken.vera, QUESTION)[0].text == words.FAULT.ru
    assert "Sources" in broken.say(broken.anna, "Who was Martov?")[0].buttons
    broken.control.forward(3600)
    assert len(broken.say(broken.anna, QUESTION)) == 1


def test_in_a_group_it_is_silent(broken: Stage) -> None:
    group = broken.control.group(members=[broken.anna])
    assert broken.say(broken.anna, f"/ask {QUESTION}", group) == []


def test_the_log_holds_the_kind_and_place_and_nothing_of_what_was_asked(
    broken: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    said, _ = broken.said(broken.anna, QUESTION)
    assert said.update is not None
    [record] = [record for record in caplog.records if record.levelname == "ERROR"]
    told = record.getMessage()
    assert "RuntimeError at test_mishaps.py:" in told
    assert "by KeyError" in told
    assert str(said.update["update_id"]) in told
    assert "secret" not in caplog.text
    assert record.exc_info is None
    assert broken.bot.token not in caplog.text


def test_a_fault_where_nobody_can_be_told_is_logged(
    tg: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tg.say(tg.anna, "hello")
    tg.control.block(tg.anna)
    tg.pump()
    monkeypatch.setattr(Engine, "reply", lambda *_: 1 / 0)
    told = {"id": 9, "type": "private", "first_name": "Anna"}
    message = {"message_id": 9, "date": 1, "chat": told, "text": "hello you"}
    message["from"] = tg.control.fake.world.user_shown(tg.anna)
    tg.handle({"update_id": 5, "message": message})
    assert "ZeroDivisionError" in caplog.text or "TypeError" in caplog.text


@pytest.mark.parametrize("method", ["sendMessage", "answerCallbackQuery", "answerInlineQuery"])
def test_a_refusal_of_telegram_ends_in_the_log(
    tg: Stage, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    [answer] = tg.say(tg.anna, "Who was Martov?")
    tg.control.fail(method, code=400, text="STRANGE_REFUSAL", times=5)
    tg.say(tg.anna, "Who was Lenin?")
    tg.press(tg.anna, answer, "Sources")
    tg.inline(tg.anna, "Martov")
    assert "BadRequest" in caplog.text
    assert "Martov" not in caplog.text
    tg.control.mend()
    assert len(tg.say(tg.anna, "Who was Lenin?")) == 1


def test_whoever_pressed_a_button_is_told_and_does_not_wait(
    tg: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("disk full")

    group = tg.control.group(administrators=[tg.boris])
    [panel] = tg.say(tg.boris, "/settings", group)
    monkeypatch.setattr(type(tg.store), "chat", broken)
    word, new = tg.press(tg.boris, panel, "Русский")
    assert (word["text"], word["show_alert"], new) == (words.FAULT.en, True, [])


def test_a_fault_after_the_waiting_has_ended_is_told_in_private(
    tg: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    [answer] = tg.say(tg.anna, "Who was Martov?")
    monkeypatch.setattr(Engine, "tell", lambda *_, **__: 1 / 0)
    word, [told] = tg.press(tg.anna, answer, "Cite")
    assert (word["text"], told.text) == ("", words.FAULT.en)
