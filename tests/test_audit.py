"""The base asks itself everything; and the measuring itself is measured."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ispolkom_bot.audit.calibration import (
    Guess,
    at_coverage,
    better_worse,
    brier,
    interval,
    miscalibration,
    reliability,
)
from ispolkom_bot.audit.compare import difference, keep, read, write
from ispolkom_bot.audit.evaluate import Judged, confusions, judge
from ispolkom_bot.audit.labelled import Labelled, read_labelled, read_sheet
from ispolkom_bot.audit.tables import (
    calibration,
    cases,
    causes,
    confusion_list,
    difference_lines,
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


def test_misses_are_told_apart(engine: Engine) -> None:
    ask = "When was Order No. 1 issued?"
    near, far = engine.reply(ask).trace.facts[1], "stalin/born"
    assert judge(engine, labelled(ask, "order-no-1/when-issued")).cause == ""
    assert judge(engine, labelled(ask, near)).cause == "ranked lower"
    assert judge(engine, labelled(ask, far)).cause == "not proposed"
    assert judge(engine, labelled(ask)).cause == "not held"
    lost = judge(engine, labelled(ask, "order-no-1/never-was"))
    assert (lost.cause, lost.held, lost.outcome) == ("not held", False, "wrong")
    veto = judge(engine, labelled("Who chaired the Moscow Soviet?", "petrograd-soviet/chairmen"))
    assert veto.outcome == "declined"
    assert veto.reason == "outside"
    assert judge(engine, labelled("my bicycle", "stalin/born")).cause == "not proposed"


def case(label: Labelled, status: str, fact: str, trust: float, **more: bool | int | str) -> Judged:
    told: dict[str, Any] = {"right": False, "offered": False, "first": False, "place": -1}
    return Judged(label, status, fact, trust, **(told | more))


HELD, FREE = labelled("?", "a/b"), labelled("!")
CASES = [
    case(HELD, "answer", "a/b", 0.9, right=True, first=True, place=0),
    case(HELD, "answer", "a/c", 0.6, place=1, wanted="date", shape="office"),
    case(HELD, "suggest", "a/b", 0.4, offered=True, first=True, place=0),
    case(HELD, "decline", "", 0.0),
    case(FREE, "answer", "a/b", 0.7),
    case(FREE, "decline", "", 0.1),
]


def test_tables() -> None:
    lines = {line[:42].strip(): line[42:].split() for line in table(CASES)}
    quarter = ["25.0%", "5%-70%"]
    assert lines["held: all"] == ["4", *quarter, *quarter, "25.0%", "25.0%", "25.0%"]
    assert lines["not held: all"][0] == "2"
    assert lines["not held: all"][3] == "50.0%"
    by_floor = {line.split()[0]: line.split()[1:] for line in risk_coverage(CASES)[1:]}
    assert by_floor["0.50"] == ["25.0%", "25.0%", "50.0%"]
    assert by_floor["0.80"] == ["25.0%", "0.0%", "0.0%"]
    assert by_floor["0.35"] == ["50.0%", "25.0%", "50.0%"]
    assert len(by_floor) == 19
    assert table([])
    assert risk_coverage([])


def test_reasons_and_confusions() -> None:
    told = "\n".join(causes(CASES))
    for words in ("not among", "came before", "not trusted"):
        assert next(line for line in told.splitlines() if words in line).split(":")[1]
    (one, *_), rest = confusions(CASES), confusions([])
    assert (one.wanted, one.chosen, one.same_thing, one.wrong) == ("date", "office", True, 1)
    assert not rest
    told = confusion_list([one])
    assert told[1] == "   1  the same thing, another shape"
    assert "date -> office" in told[-1]
    assert "rarer" in confusion_list([one, one], most=1)[-1]
    bad = list(cases(CASES))
    assert bad[0].startswith("wrong (ranked lower): ?")
    assert "candidate 2" in bad[1]
    assert not any("forbidden" in line for line in bad)
    assert sum("declined" in line for line in bad) == 1


def test_calibration() -> None:
    guesses = [one.guess for one in CASES]
    score, low, high = brier(guesses)
    expected = (0.1**2 + 0.6**2 + 0.6**2 + 0 + 0.7**2 + 0.1**2) / 6
    assert score == pytest.approx(expected)
    assert low <= score <= high
    assert brier(guesses) == (score, low, high), "the bootstrap is seeded"
    assert brier([]) == (0.0, 0.0, 0.0)
    parts = reliability(guesses)
    assert sum(part.size for part in parts) == len(guesses)
    assert reliability([Guess(1.0, right=True, held=True)])[0].right == 1
    assert miscalibration([Guess(0.75, right=True, held=True)]) == pytest.approx(0.25)
    assert len(calibration(CASES)) == 3 + len(parts)
    half = at_coverage(guesses, 0.5)
    assert half is not None
    assert (half.floor, half.right, half.wrong, half.answered) == (0.6, 0.25, 0.25, 0.5)
    assert half.risk == 0.5
    assert at_coverage(guesses, 1.0) is None, "what has no trust is never answered"
    assert at_coverage([], 0.5) is None


def test_differences(tmp_path: Path) -> None:
    before = keep("0.1", "old", CASES, [])
    after = keep("0.2", "new", [CASES[0], CASES[0], *CASES[2:]], [])
    path = tmp_path / "kept.json"
    write(before, path)
    assert read(path) == before
    found = difference(read(path), after)
    assert [change.tendency for change in found.changes] == ["better"]
    assert found.same == len(CASES) - 1
    lines = list(difference_lines(found))
    assert "1 better, 0 worse" in lines[1]
    assert "wrong a/c 0.600 -> right a/b 0.900" in lines[-1]
    back = difference(after, keep("0.1", "old", CASES[:3], []))
    assert [change.tendency for change in back.changes] == ["worse"]
    assert back.only == 3
    assert not difference(before, before).changes
    assert better_worse(0, 0) == 1.0
    assert better_worse(1, 9) == pytest.approx(0.0215, abs=1e-4)
    path.write_text("{", encoding="utf-8")
    with pytest.raises(BaseError, match="evaluate --save"):
        read(path)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("q: What?", "no list"),
        ("- What?", "no mapping"),
        ("- {facts: [a/b]}", "no question"),
        ("- {q: What?, fact: a/b}", "unknown key"),
        ("- {q: What?, facts: a/b}", "no list"),
        ("- {q: [What], facts: [a/b]}", "no text"),
        ("- {q: What?, lang: de}", "unknown language 'de'"),
        ("- {turns: [{ask: What?, status: answer}]}", "without a name"),
        ("- {name: one, turns: []}", "no list of turns"),
        ("- {name: one, turns: [{status: answer}]}", "asks nothing"),
        ("- {name: one, turns: [{ask: What?}]}", "no status"),
        ("- {name: one, turns: [{ask: What?, status: [answered]}]}", "unknown status 'answered'"),
        ("- {name: one, turns: [{ask: What?, status: answer, fact: a}]}", "unknown key"),
    ],
)
def test_faults_of_a_sheet_are_named(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "dora.yaml"
    path.write_text(text + "\n", encoding="utf-8")
    with pytest.raises(BaseError, match=fault) as raised:
        read_sheet(path)
    assert str(raised.value).startswith(f"{path}:1: ")
