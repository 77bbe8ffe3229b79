"""What is said beside the questions, and that no question is taken for it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.chat.talking import talk, told
from tests.data import TESTS, read_yaml

from ispolkom_bot.chat.asides import aside, doubtful_aside
from ispolkom_bot.engine import Engine
from ispolkom_bot.model import LANGUAGES

ASK = "When was Order No. 1 issued?"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        *((text, "more") for text in ("more", "More!", "more please", "ещё", "Ещё?", "а ещё?")),
        *((text, "more") for text in ("tell me more", "what else?", "дальше", "next", "подробнее")),
        *((text, "sources") for text in ("source?", "Sources", "your source please", "источник?")),
        *((text, "sources") for text in ("how do you know that?", "откуда ты знаешь?", "says who")),
        *((text, "why") for text in ("are you sure?", "почему такой ответ?", "really?", "точно?")),
        *((text, "cite") for text in ("how do I cite this", "cite it", "как сослаться")),
        *((text, "yes") for text in ("yes", "Да.", "ага")),
        *((text, "no") for text in ("no", "нет", "none of these")),
        ("why?", None),
        ("", None),
        ("please", None),
        ("more soldiers", None),
        ("more about Kerensky", None),
        ("source of the order", None),
        ("who says that the order was forged", None),
        ("more " * 100, None),
    ],
)
def test_an_aside_is_known_by_its_whole_text(text: str, meant: str | None) -> None:
    assert aside(text) == meant


def test_an_aside_that_may_be_a_question_is_one_first(engine: Engine) -> None:
    assert doubtful_aside("Why?") == "why"
    history = talk(engine, ASK, "why?").answer
    assert history is not None
    assert history.facts == ("order-no-1/why-issued",)
    assert "Names I recognised" in told(engine, "Who was Chkheidze?", "why?") or (
        talk(engine, "Who was Chkheidze?", "why?").answer is not None
    )
    assert told(engine, "who was Putin", "why?").startswith("Names I recognised: Vladimir Putin.")


def test_asides_follow_an_answer(engine: Engine) -> None:
    assert told(engine, ASK, "more") == told(engine, ASK, "/more")
    assert told(engine, ASK, "source?") == told(engine, ASK, "/sources")
    assert told(engine, ASK, "are you sure?") == told(engine, ASK, "/why")
    assert told(engine, ASK, "cite this") == told(engine, ASK, "/cite")
    assert told(engine, ASK, "more", "more") == told(engine, ASK, "/more", "/more")


def test_an_aside_is_answered_in_its_own_language(engine: Engine) -> None:
    assert told(engine, ASK, "ещё").startswith("Ещё на эту тему: Приказ № 1")
    assert told(engine, ASK, "/lang en", "ещё").startswith("More on this: Order No. 1")
    assert "документ" in told(engine, "What did Order No. 1 say?", "источники")


@pytest.mark.parametrize("text", ["more", "source?", "ещё", "cite this", "why?", "откуда?"])
def test_without_an_answer_an_aside_is_a_question(engine: Engine, text: str) -> None:
    turn = talk(engine, text)
    assert turn.answer is not None
    assert turn.answer == talk(engine, f"/ask {text}").answer


def test_yes_and_no_answer_did_you_mean(engine: Engine) -> None:
    unsure = talk(engine, "How did the Ispolkom reach its decisions?")
    assert unsure.answer is not None
    assert unsure.answer.status == "suggest"
    count = len(unsure.answer.suggestions)
    assert count > 1
    yes = talk(engine, "yes", memory=unsure.memory)
    assert yes.lines == (f"Choose a number from 1 to {count}.",)
    no = talk(engine, "нет", memory=unsure.memory)
    assert no.lines == ("Тогда спросите, пожалуйста, другими словами.",)
    one = replace(unsure.memory, offered=unsure.memory.offered[:1])
    only = talk(engine, "yes", memory=one).answer
    assert only is not None
    assert only.facts == (unsure.memory.offered[0].fact,)


def test_no_question_of_the_base_or_of_the_tests_is_taken_for_an_aside(engine: Engine) -> None:
    asked = [
        question
        for number in range(len(engine.base.rows))
        for fact in [engine.base.fact(number)]
        for question in (fact.question.say(language) for language in LANGUAGES)
    ]
    asked += [
        entry["q"] for path in (TESTS / "questions").glob("*.yaml") for entry in read_yaml(path)
    ]
    asked += [
        turn["ask"]
        for path in (TESTS / "dialogues").glob("*.yaml")
        for dialogue in read_yaml(path)
        for turn in dialogue["turns"]
    ]
    assert len(asked) > 3000
    assert [question for question in asked if aside(question)] == []
    assert {q.casefold().strip("? ") for q in asked if doubtful_aside(q)} <= {
        *("why", "and why", "почему", "а почему"),
    }
