"""What a quiz draws on, as people type it."""

from __future__ import annotations

import pytest

from ispolkom_bot.chat.study import quiz
from ispolkom_bot.chat.study.topics import _WORDS, Topic, asked_of, facts_of, find_topic, topic_name
from ispolkom_bot.engine import Engine


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("", ("", 10)),
        ("5", ("", 5)),
        ("kornilov 10", ("kornilov", 10)),
        ("Order No. 1", ("Order No. 1", 10)),
        ("Order No. 1 7", ("Order No. 1", 7)),
        ("Приказ № 1", ("Приказ № 1", 10)),
        ("июльские дни  3", ("июльские дни", 3)),
        ("people 0", ("people", 1)),
        ("people 999", ("people", 50)),
    ],
)
def test_topic_and_number(said: str, asked: tuple[str, int]) -> None:
    assert asked_of(said) == asked


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("", ""),
        ("all", ""),
        ("Всё", ""),
        ("people", "k:person"),
        ("Партии", "k:party"),
        ("dates", "s:when"),
        ("утверждения", "s:claim"),
        ("kornilov", "t:kornilov"),
        ("Корнилов", "t:kornilov"),
        ("order-no-1", "t:order-no-1"),
        ("Приказ № 1", "t:order-no-1"),
        ("Ispolkom", "t:executive-committee"),
    ],
)
def test_a_topic_is_found(engine: Engine, said: str, topic: str) -> None:
    assert find_topic(engine.base, said) == Topic(topic) or (
        find_topic(engine.base, said).id == topic
    )


def test_an_unknown_topic_is_none(engine: Engine) -> None:
    assert find_topic(engine.base, "quantum physics") == Topic(known=False)


def test_every_topic_has_a_name_and_facts(engine: Engine) -> None:
    for topic in _WORDS:
        assert facts_of(engine.base, topic), topic
        assert len(topic) <= 96
        assert topic_name(engine.base, topic, "en") != topic_name(engine.base, topic, "ru")
    assert topic_name(engine.base, "t:gone", "en") == "everything"
    assert len(quiz.askable(engine.base, "k:person")) > 100


def test_no_claim_is_twice_in_a_topic(engine: Engine) -> None:
    numbers = facts_of(engine.base, "")
    twins = [engine.base.rows[number].twin for number in numbers]
    assert len(twins) == len(set(twins)) <= len(engine.base.rows)
