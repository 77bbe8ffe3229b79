"""The whole road: nothing breaks it, nothing sways it, and every surface shows its answer."""

from __future__ import annotations

import json
import random
from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ispolkom_bot import cli
from ispolkom_bot.chat.conversation import step
from ispolkom_bot.chat.memory import Memory
from ispolkom_bot.engine import Context, Engine
from ispolkom_bot.knowledge import cache
from ispolkom_bot.knowledge.build import build
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.knowledge.load import load
from ispolkom_bot.model import Answer
from ispolkom_bot.render.plain import body
from ispolkom_bot.surfaces import batch
from tests.strategies import NOISE, ODD, QUESTIONS
from tests.test_quality import LABELLED

TODAY = date(2026, 11, 22)
SAMPLE = [labelled.question for labelled in LABELLED[::9]]
"""Questions of every sort: held and not, in both languages and all voices."""


def answer(engine: Engine, question: str) -> Answer:
    return engine.reply(question).answer


@pytest.mark.parametrize(
    "question",
    [
        "",
        " ",
        "\n\t",
        "?",
        "...",
        "\x00",
        "\x00" * 1000,
        "\ud800",
        "\udfff\ud800",
        "😀",
        "😀" * 500,
        "\u202e\u202d\u200f",
        "a" * 100_000,
        "1" * 100_000,
        "who " * 25_000,
        "\u0301" * 100_000,
        "\ufdfa" * 50_000,
        "кто " * 25_000,
        "(" * 100_000,
        "שלום" * 1000,
        "<script>alert(1)</script>",
        "'; DROP TABLE facts; --",
        "{}",
        "%s%s%n",
    ],
    ids=lambda question: f"{question[:8]!a}x{len(question)}",
)
def test_noise_is_refused_politely(engine: Engine, question: str) -> None:
    reply = engine.reply(question)
    assert reply.answer.status == "decline"
    assert reply.answer.text
    assert not reply.answer.facts
    assert not reply.answer.citations
    assert reply.context == Context()


@pytest.mark.parametrize(
    "question", ["Order No. " * 10_000, "../../etc/passwd", "Kerensky " * 9999]
)
def test_a_flood_of_known_words_is_borne(engine: Engine, question: str) -> None:
    reply = engine.reply(question)
    assert reply.answer.text
    assert len(reply.trace.reading.words) <= 1000


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(
    "form", ["{}When was Order No. 1 issued?", "When was Order No. 1 issued? {}"]
)
def test_odd_signs_around_a_question(engine: Engine, form: str, odd: str) -> None:
    reply = engine.reply(form.format(odd) if "{" not in odd else form.replace("{}", odd))
    assert reply.answer.text
    assert all(fact.startswith("order-no-1/") for fact in reply.answer.facts)


@pytest.mark.parametrize("odd", ["\u202e", "\u200f", "\ufeff", "\x00", "\ud800", "  ", "\t"])
def test_invisible_signs_change_nothing(engine: Engine, odd: str) -> None:
    plain = answer(engine, "When was Order No. 1 issued?")
    assert answer(engine, f"{odd}When was{odd} Order No. 1{odd} issued?{odd}") == plain


@given(st.one_of(NOISE, QUESTIONS), st.sampled_from([None, "en", "ru"]))
def test_any_text_gets_a_reply(engine: Engine, text: str, language: Any) -> None:
    reply = engine.reply(text, language=language)
    assert reply.answer.status in {"answer", "suggest", "decline"}
    assert reply.answer.text
    assert reply.answer.language == (language or reply.answer.language)
    assert bool(reply.answer.facts) <= bool(reply.answer.citations)
    assert all(isinstance(line, str) for line in reply.trace.lines())
    json.dumps(msgspec.to_builtins(reply.trace))


@given(st.lists(QUESTIONS, min_size=2, max_size=4))
def test_any_conversation_goes_on(engine: Engine, said: list[str]) -> None:
    context = Context()
    for text in ("Who was Chkheidze?", *said, "and Skobelev?"):
        reply = engine.reply(text, context)
        context = reply.context
        assert reply.answer.text


def test_a_question_hidden_in_a_flood_is_not_read(engine: Engine) -> None:
    flood = "x" * 100_000 + " When was Order No. 1 issued?"
    assert answer(engine, flood).status == "decline"


def test_the_same_question_has_the_same_answer(engine: Engine) -> None:
    first = [engine.reply(question) for question in SAMPLE]
    second = [engine.reply(question) for question in reversed(SAMPLE)][::-1]
    assert [reply.answer for reply in first] == [reply.answer for reply in second]
    assert [reply.trace.lines() for reply in first] == [reply.trace.lines() for reply in second]


def test_a_question_leaves_no_trace_in_the_engine(engine: Engine) -> None:
    alone = answer(engine, "who was its chairman?")
    engine.reply("What was the Petrograd Soviet?")
    assert answer(engine, "who was its chairman?") == alone


def test_a_whole_question_is_answered_alike_in_any_conversation(engine: Engine) -> None:
    """What names its thing and says what it wants takes nothing from what went before."""
    before = engine.reply("When was Chkheidze born?").context
    for question in (
        "Who wrote Order No. 1?",
        "When was the Petrograd Soviet founded?",
        "Who was Kerensky?",
        "Where did the Petrograd Soviet sit?",
        "What were the July Days?",
        "Кто такой Троцкий?",
        "What did Order No. 2 say?",
        "How many members did the first Executive Committee have?",
    ):
        assert engine.reply(question, before).answer == answer(engine, question), question


def test_the_language_of_the_answer_can_be_chosen(engine: Engine) -> None:
    for question in ("When was Order No. 1 issued?", "Когда был издан Приказ № 1?"):
        english, russian = (engine.reply(question, language=lang).answer for lang in ("en", "ru"))
        assert english.facts == russian.facts == ("order-no-1/when-issued",)
        assert "March" in english.text
        assert "марта" in russian.text
        context = Context(language="ru")
        assert engine.reply(question, context).answer == russian


def test_an_explanation_names_every_stage(engine: Engine) -> None:
    lines = engine.reply("who chaird the ispolkom in June").trace.lines()
    text = "\n".join(lines)
    for told in (
        "words:",
        "corrections:",
        "chaird -> chaired",
        "executive-committee",
        "1917-06",
        "kinds:",
        "shapes:",
        "candidate:",
        "decision:",
    ):
        assert told in text


def outcome(engine: Engine, question: str) -> tuple[str, tuple[str, ...], str]:
    told = answer(engine, question)
    return told.status, told.facts, told.text


def test_the_order_of_the_base_sways_nothing(engine: Engine) -> None:
    """Things told in another order in the YAML: the same answers."""
    base = load(cache.bundled())
    things = list(base.things.items())
    random.Random(1917).shuffle(things)  # noqa: S311 - nothing secret about it
    sources = dict(reversed(base.sources.items()))
    other = Engine(build(replace(base, things=dict(things), sources=sources)))
    changed = {
        question: (outcome(engine, question), outcome(other, question))
        for question in SAMPLE
        if outcome(engine, question) != outcome(other, question)
    }
    assert not changed


def test_a_base_survives_its_cache(engine: Engine) -> None:
    kept = Engine(msgspec.msgpack.decode(msgspec.msgpack.encode(engine.base), type=Compiled))
    for question in SAMPLE[::4]:
        assert kept.reply(question).answer == answer(engine, question)


@pytest.fixture
def asked(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Any:
    """`ispolkom-bot ask --json`, with the base that is already in memory."""
    monkeypatch.setattr(cache, "open_base", lambda *_: engine.base)

    def ask(question: str) -> dict[str, Any]:
        cli.main(["ask", "--json", "--", question])
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return ask


@pytest.mark.parametrize("question", SAMPLE[::3])
def test_surfaces_agree(engine: Engine, asked: Any, question: str) -> None:
    """Batch, the command line and the chat show what the engine says."""
    told = answer(engine, question)
    line = json.dumps({"id": 7, "question": question}).encode()
    record = batch.reply(engine, batch.Sessions(), line)
    assert record["status"] == told.status
    assert record["facts"] == list(told.facts)
    assert record["text"] == body(told)
    assert record["suggestions"] == [offer.question for offer in told.suggestions]
    assert record["related"] == [offer.question for offer in told.related]
    assert {**asked(question), "id": 7} == json.loads(json.dumps(record))
    assert step(engine, Memory(), question, TODAY).answer == told


def test_conversations_agree(engine: Engine) -> None:
    """The same follow-ups by batch sessions, by the chat, and by hand."""
    sessions, memory, context = batch.Sessions(), Memory(), Context()
    for number, question in enumerate(
        (
            "What was the Petrograd Soviet?",
            "who was its chairman?",
            "and when was it founded?",
            "What is the weather?",
            "Кто такой Скобелев?",
            "а когда он родился?",
        )
    ):
        line = json.dumps({"id": number, "session": "s", "question": question}).encode()
        record = batch.reply(engine, sessions, line)
        turn = step(engine, memory, question, TODAY)
        reply = engine.reply(question, context)
        memory, context = turn.memory, reply.context
        assert turn.answer == reply.answer
        assert record["text"] == body(reply.answer)
        assert record["facts"] == list(reply.answer.facts)


def test_sessions_do_not_mix(engine: Engine) -> None:
    sessions = batch.Sessions()

    def ask(session: str, question: str) -> list[str]:
        line = json.dumps({"id": 1, "session": session, "question": question}).encode()
        facts = batch.reply(engine, sessions, line)["facts"]
        assert isinstance(facts, list)
        return facts

    ask("a", "Who was Kerensky?")
    ask("b", "Who was Skobelev?")
    assert ask("a", "when was he born?") == ["kerensky/born"]
    assert ask("b", "when was he born?") == ["skobelev/born"]
