"""Inline mode: what is offered while somebody types, to whom, and for how long it keeps."""

from __future__ import annotations

import pytest
from telegram.constants import InlineQueryLimit, InlineQueryResultLimit
from tests.surfaces.telegram.stage import Stage

from ispolkom_bot.engine import Engine
from ispolkom_bot.storage.values import PersonSettings
from ispolkom_bot.surfaces.telegram import words

WHEN = "When was Order No. 1 issued?"


def test_sourced_answers_are_offered_the_best_first(tg: Stage) -> None:
    offered = tg.inline(tg.anna, WHEN)
    results = offered["results"]
    assert 1 < len(results) <= 10
    assert results[0]["id"] == "order-no-1/when-issued"
    assert results[0]["title"] == WHEN
    assert "1 March 1917" in results[0]["input_message_content"]["message_text"]
    assert "Sources" in results[0]["input_message_content"]["message_text"]
    assert offered["button"] is None


def test_an_id_is_that_of_a_fact_and_fits(tg: Stage, engine: Engine) -> None:
    for text in ("", WHEN, "kerensky", "Кто такой Мартов"):
        ids = [result["id"] for result in tg.inline(tg.anna, text)["results"]]
        assert ids
        assert len(set(ids)) == len(ids) <= 10
        assert all(engine.base.number(one) is not None for one in ids)
        assert all(len(one.encode()) <= InlineQueryResultLimit.MAX_ID_LENGTH for one in ids)


def test_an_unfinished_question_finds_something(tg: Stage) -> None:
    titles = [result["title"] for result in tg.inline(tg.anna, "when was order")["results"]]
    assert WHEN in titles


def test_what_is_chosen_is_a_whole_answer_with_a_way_to_more(tg: Stage) -> None:
    query = tg.control.inline(tg.anna, WHEN)
    tg.pump()
    number = tg.control.choose(tg.anna, query, "order-no-1/when-issued")
    tg.pump()
    chosen = tg.control.inline_message(number)
    assert "1 March 1917" in chosen["text"]
    buttons = [b for row in chosen["reply_markup"]["inline_keyboard"] for b in row]
    assert any("t.me/ispolkom_bot?start=" in button.get("url", "") for button in buttons)
    assert all("callback_data" not in button for button in buttons), "no chat could answer them"


def test_results_are_kept_for_one_person_and_not_for_long(tg: Stage) -> None:
    for text in ("", WHEN, "qwxz qwxz"):
        offered = tg.inline(tg.anna, text)
        assert offered["is_personal"] is True
        assert 0 < offered["cache_time"] <= 60


def test_a_persons_language_and_calendar_count(tg: Stage) -> None:
    tg.run(tg.store.set_person(tg.anna, PersonSettings("ru", "new")))
    first = tg.inline(tg.anna, WHEN)["results"][0]
    assert first["title"] != WHEN
    assert "14 марта 1917 года по новому стилю" in first["input_message_content"]["message_text"]
    assert tg.inline(tg.boris, WHEN)["results"][0]["title"] == WHEN


def test_nothing_typed_yet_offers_the_day_and_what_is_asked_most(tg: Stage) -> None:
    results = tg.inline(tg.anna, "")["results"]
    assert len(results) >= 5
    assert "1917" in results[0]["title"]
    assert any("Kerensky" in result["title"] for result in results)
    russian = tg.inline(tg.vera, "  ")["results"]
    assert any("Керенский" in result["title"] for result in russian)


def test_nothing_found_offers_a_button_that_asks_the_same_in_private(tg: Stage) -> None:
    offered = tg.inline(tg.anna, "who was Blorptard")
    assert offered["results"] == []
    assert offered["button"]["text"] == words.INLINE_NOTHING.en
    [told] = tg.say(tg.anna, f"/start {offered['button']['start_parameter']}")
    assert "lorptard" in told.text
    assert tg.inline(tg.anna, "кто такой Блорптард")["button"]["text"] == words.INLINE_NOTHING.ru


@pytest.mark.parametrize(
    "text",
    ["ж" * 300, "when " * 60, "?" * 256, "🙂" * 256, "<b>&", "\n", "/start", "/forget", "1", "@"],
)
def test_odd_queries_are_answered(tg: Stage, text: str) -> None:
    assert len(text[: InlineQueryLimit.MAX_QUERY_LENGTH]) <= InlineQueryLimit.MAX_QUERY_LENGTH
    offered = tg.inline(tg.anna, text)
    assert offered["results"] or offered["button"]
    assert [c.status for c in tg.control.calls("answerInlineQuery")] == [200]


def test_a_query_that_is_too_old_is_no_fault(tg: Stage, caplog: pytest.LogCaptureFixture) -> None:
    query = tg.control.inline(tg.anna, WHEN)
    tg.control.expire(query)
    for waiting in tg.control.fake.updates.pending():
        tg.handle(tg.decoded(waiting.body))
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []
