"""The base asks itself everything; and the measuring itself is measured."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ispolkom_bot.audit.evaluate import (
    Judged,
    Labelled,
    interval,
    judge,
    read_labelled,
    risk_coverage,
    table,
)
from ispolkom_bot.engine import Engine, Reply
from ispolkom_bot.errors import BaseError
from ispolkom_bot.model import LANGUAGES, Lang
from ispolkom_bot.understanding.decide import same_answer
from tests.test_quality import FLOORS

Replies = dict[Lang, list[Reply]]
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


@pytest.fixture(scope="module")
def replies(engine: Engine) -> Replies:
    """The reply to each fact's own question, in both languages."""
    base = engine.base
    return {
        language: [
            engine.reply(base.fact(number).question.say(language), language=language)
            for number in range(len(base.rows))
        ]
        for language in LANGUAGES
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_fact_answers_its_own_question(
    engine: Engine, replies: Replies, tables: dict[str, list[str]], language: Lang
) -> None:
    base = engine.base
    missed = []
    for number, reply in enumerate(replies[language]):
        decision = reply.trace.decision
        answered = decision.band == "answer" and any(
            same_answer(base, number, scored.fact) for scored in decision.ranked[:1]
        )
        if not (answered or base.full_id(number) in reply.answer.facts):
            missed.append(f"{base.full_id(number)} ({reply.answer.status})")
    share = 1 - len(missed) / len(base.rows)
    lines = tables.setdefault("the base asking itself", [])
    lines.append(f"{language}: {share:.1%} of {len(base.rows)}; missed: {', '.join(missed[:12])}")
    assert share >= FLOORS["own_questions"][language], missed[:40]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_own_question_is_declined_as_strange(replies: Replies, language: Lang) -> None:
    """Uncertain is possible, but nothing of ours may be taken for a stranger."""
    strange = [
        reply.answer.text
        for reply in replies[language]
        if reply.trace.decision.reason in {"unknown name", "wrong number", "outside"}
    ]
    assert len(strange) / len(replies[language]) <= 0.005, strange[:10]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_is_whole(engine: Engine, replies: Replies, language: Lang) -> None:
    """Whatever is answered is sourced, dated in words, and says a verdict once."""
    faults = []
    for reply in replies[language]:
        answer = reply.answer
        first, _, rest = answer.text.partition(": ")
        checks = {
            "no text": bool(answer.text.strip()),
            "no source": bool(answer.citations) or answer.status != "answer",
            "sources not numbered": [c.number for c in answer.citations]
            == list(range(1, len(answer.citations) + 1)),
            "a message's name shows": not any(
                "{" in part for part in (answer.text, *answer.dates, *answer.notes)
            ),
            "verdict twice": not rest.startswith(first),
            "an ISO date shows": not _ISO.search(" ".join((answer.text, *answer.dates))),
            "wrong language": answer.language == language,
            "offers itself": not set(answer.related) & set(answer.suggestions),
            "a related question twice": len(set(answer.related)) == len(answer.related),
        }
        faults += [f"{wrong}: {answer.facts}" for wrong, fine in checks.items() if not fine]
    assert not faults, f"{len(faults)}: {faults[:10]}"


def test_related_questions_are_answered(engine: Engine, replies: Replies) -> None:
    """What an answer offers to go on with can be asked."""
    offered = sorted({o.question for reply in replies["en"] for o in reply.answer.related})
    sample = offered[:: max(1, len(offered) // 150)]
    assert len(sample) >= 100
    unanswered = [q for q in sample if engine.reply(q).answer.status != "answer"]
    assert len(unanswered) / len(sample) <= 0.08, unanswered


@pytest.mark.parametrize(
    ("hits", "size", "low", "high"),
    [(0, 0, 0.0, 1.0), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (50, 100, 0.4038, 0.5962)],
)
def test_wilson(hits: int, size: int, low: float, high: float) -> None:
    assert interval(hits, size) == pytest.approx((low, high), abs=1e-3)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share(case: tuple[int, int]) -> None:
    hits, size = case
    low, high = interval(hits, size)
    assert 0 <= low <= hits / size + 1e-9
    assert hits / size - 1e-9 <= high <= 1


def test_labelled_questions_are_read(tmp_path: Path) -> None:
    path = tmp_path / "dora.yaml"
    path.write_text(
        '- {q: "When?", facts: [a/b, a/c], kind: when, lang: en, voice: typo}\n'
        "- {q: Что?, lang: ru}\n",
        encoding="utf-8",
    )
    first, second = read_labelled(path)
    assert first == Labelled("When?", ("a/b", "a/c"), "when", "en", "typo", "dora")
    assert second == Labelled("Что?", (), "", "ru", "plain", "dora")
    path.write_text("- {q: [", encoding="utf-8")
    with pytest.raises(BaseError, match=r"dora\.yaml:\d"):
        read_labelled(path)


def labelled(question: str, *facts: str) -> Labelled:
    return Labelled(question, facts, "when", "en", "plain", "test")


def test_judging(engine: Engine) -> None:
    right = judge(engine, labelled("When was Order No. 1 issued?", "order-no-1/when-issued"))
    assert (right.status, right.fact, right.right) == ("answer", "order-no-1/when-issued", True)
    wrong = judge(engine, labelled("When was Order No. 1 issued?", "order-no-2/when-issued"))
    assert (wrong.status, wrong.right) == ("answer", False)
    free = judge(engine, labelled("How do I mend my bicycle?"))
    assert free.status == "decline"
    assert not free.right
    talk = judge(engine, labelled("hello"))
    assert talk.status != "answer", "small talk answers nothing"


def test_tables() -> None:
    held, free = labelled("?", "a/b"), labelled("!")
    cases = [
        Judged(held, "answer", "a/b", 0.9, right=True, offered=False, first=True),
        Judged(held, "answer", "a/c", 0.6, right=False, offered=False, first=False),
        Judged(held, "suggest", "a/b", 0.4, right=True, offered=True, first=True),
        Judged(held, "decline", "", 0.0, right=False, offered=False, first=False),
        Judged(free, "answer", "a/b", 0.7, right=False, offered=False, first=False),
        Judged(free, "decline", "", 0.1, right=False, offered=False, first=False),
    ]
    lines = {line[:42].strip(): line[42:].split() for line in table(cases)}
    assert lines["held: all"][0] == "4"
    assert lines["held: all"][1] == "25.0%"
    assert lines["held: all"][-3:] == ["25.0%", "25.0%", "25.0%"]
    assert lines["not held: all"][0] == "2"
    by_floor = {line.split()[0]: line.split()[1:] for line in risk_coverage(cases)[1:]}
    assert by_floor["0.50"] == ["25.0%", "25.0%", "50.0%"]
    assert by_floor["0.80"] == ["25.0%", "0.0%", "0.0%"]
    assert by_floor["0.35"] == ["50.0%", "25.0%", "50.0%"]
    assert len(by_floor) == 19
    assert table([])
    assert risk_coverage([])
