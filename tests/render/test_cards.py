"""Inline results: what a person sees while typing."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from telegram.constants import InlineQueryLimit, InlineQueryResultLimit
from tests.strategies import QUESTIONS

from ispolkom_bot.engine import Engine
from ispolkom_bot.language.sentences import first_sentence
from ispolkom_bot.render.cards import MOST_CARDS, Card, opening, typed
from ispolkom_bot.render.html import deep_link
from ispolkom_bot.render.unfinished import completions

BOT = "ispolkom_bot"
MARCH = datetime.date(2026, 3, 15)


def check(engine: Engine, cards: tuple[Card, ...]) -> None:
    """Cards that Telegram takes, each an answer by a fact of the base."""
    assert len(cards) <= MOST_CARDS <= InlineQueryLimit.RESULTS
    assert len({card.id for card in cards}) == len(cards)
    for card in cards:
        assert engine.base.number(card.id) is not None
        size = len(card.id.encode())
        assert InlineQueryResultLimit.MIN_ID_LENGTH <= size <= InlineQueryResultLimit.MAX_ID_LENGTH
        assert card.title.strip()
        assert card.description.strip()
        assert card.page.body.fits
        assert "[1]" in card.page.plain
        assert all(not button.data for row in card.page.buttons for button in row)


def ids(cards: tuple[Card, ...]) -> list[str]:
    return [card.id for card in cards]


def test_a_question_gives_its_answer_first(engine: Engine) -> None:
    cards = typed(engine, "When was Order No. 1 issued?", bot=BOT)
    check(engine, cards)
    first = cards[0]
    assert first.id == engine.reply("When was Order No. 1 issued?").answer.facts[0]
    assert first.title == "When was Order No. 1 issued?"
    assert first.description.startswith("Order No. 1 is dated 1 March 1917")
    assert first.page.plain.startswith("When was Order No. 1 issued?\n\nOrder No. 1 is dated")
    assert len(cards) > 3
    assert all(card.page.plain.startswith(card.title) for card in cards)


def test_buttons_ask_on_in_the_chat_and_open_the_bot(engine: Engine) -> None:
    card = typed(engine, "When was Order No. 1 issued?", bot=BOT)[0]
    *asked, (opened,) = card.page.buttons
    assert 1 <= len(asked) <= 2
    assert all(engine.reply(button.query or "").answer.facts for (button,) in asked)
    assert opened.url == deep_link(BOT, card.id)
    assert all(row[0].query for row in typed(engine, "Kerensky")[0].page.buttons)


def test_the_language_and_the_calendar_that_are_wished(engine: Engine) -> None:
    question = "When was Order No. 1 issued?"
    russian = typed(engine, question, language="ru")[0]
    assert russian.title == "Когда был издан Приказ № 1?"
    new = typed(engine, question, first="new")[0].page.plain
    assert "14 March 1917 (New Style) = 1 March 1917 (Old Style)" in new


def test_several_facts_of_one_answer_are_not_headed_by_one_question(engine: Engine) -> None:
    question = "What happened on 2 March 1917?"
    answer = engine.reply(question).answer
    assert len(answer.facts) > 1
    first = typed(engine, question)[0]
    assert first.page.plain.startswith(answer.text)
    assert first.description == first_sentence(answer.text.split("\n")[0])


def test_what_may_be_meant_is_shown_where_the_answer_is_unsure(engine: Engine) -> None:
    question = "How did soldiers obey?"
    answer = engine.reply(question).answer
    assert answer.status == "suggest"
    cards = typed(engine, question)
    check(engine, cards)
    meant = [offer.fact for offer in answer.suggestions]
    assert ids(cards)[: len(meant)] == meant
    assert len(cards) > len(meant)


@pytest.mark.parametrize(
    ("begun", "whole"),
    [
        ("keren", "kerensky/definition"),
        ("when was order no 1 iss", "order-no-1/when-issued"),
        ("what is the isp", "executive-committee/definition"),
        ("who chaired the ispolk", "executive-committee/chairman"),
        ("кто такой чхе", "chkheidze/definition"),
        ("Когда родился Керен", "kerensky/born"),
        ("dual pow", "dual-power/definition"),
        ("order", "order-no-1/definition"),
    ],
)
def test_an_unfinished_question_is_understood(engine: Engine, begun: str, whole: str) -> None:
    cards = typed(engine, begun)
    check(engine, cards)
    assert cards[0].id == whole


def test_all_that_a_name_may_become_comes_before_more_of_the_first(engine: Engine) -> None:
    assert {card.id.split("/")[0] for card in typed(engine, "order")[:3]} == {
        "order-no-1",
        "order-no-2",
        "order-no-3",
    }


@pytest.mark.parametrize(
    "query", ["hello", "спасибо", "weather tomorrow", "x", "?", "why did", "qwrtzxcv", "погода"]
)
def test_nothing_of_ours_gives_no_cards(engine: Engine, query: str) -> None:
    assert typed(engine, query) == ()


def test_what_the_base_does_not_cover_gives_what_is_nearest(engine: Engine) -> None:
    reply = engine.reply("Moscow Soviet")
    assert reply.answer.status == "decline"
    assert ids(typed(engine, "Moscow Soviet")) == [o.fact for o in reply.answer.suggestions]


def test_names_are_completed_as_they_are_written(engine: Engine) -> None:
    assert next(iter(completions(engine.base, "when was Keren"))) == "when was kerensky"
    assert list(completions(engine.base, "zz")) == []
    assert list(completions(engine.base, "")) == []


@settings(max_examples=50)
@given(query=QUESTIONS)
def test_anything_may_be_typed(engine: Engine, query: str) -> None:
    check(engine, typed(engine, query))


def test_the_day_in_1917_and_questions_to_begin_with(engine: Engine) -> None:
    cards = opening(engine, MARCH, "en", bot=BOT)
    check(engine, cards)
    assert len(cards) == MOST_CARDS
    today = [card for card in cards if card.title == "On this day: 2 Mar 1917 (15 Mar)"]
    assert cards[: len(today)] == tuple(today)
    assert any(card.id.startswith("abdication/") for card in today)
    assert today[0].page.plain.startswith(today[0].title)
    assert all(card.title.endswith("?") for card in cards[len(today) :])


def test_the_day_speaks_the_language_and_names_the_calendar_wished_first(engine: Engine) -> None:
    cards = opening(engine, MARCH, "ru", "new")
    assert cards[0].title == "В этот день: 15 марта 1917 (2 марта)"
    assert cards[-1].title.endswith("?")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_day_of_the_year_opens_with_something(engine: Engine, language: str) -> None:
    dated = 0
    for number in range(0, 366, 5):
        today = datetime.date(2028, 1, 1) + datetime.timedelta(days=number)
        cards = opening(engine, today, "en" if language == "en" else "ru")
        check(engine, cards)
        assert len(cards) == MOST_CARDS
        dated += "1917" in cards[0].title or "1916" in cards[0].title
    assert dated >= 60


def test_a_day_that_1917_did_not_have_is_the_last_before_it(engine: Engine) -> None:
    cards = opening(engine, datetime.date(2028, 2, 29), "en")
    assert not cards[0].title.startswith("On this day")
    assert cards[0].title == opening(engine, datetime.date(2027, 2, 28), "en")[
        0
    ].title.removeprefix("On this day: ")
