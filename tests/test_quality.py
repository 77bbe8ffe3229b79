"""How good the road is on the checking half of the labelled questions, and that it got no worse.

Nothing of that half was seen when the models were fitted (tests/halves.py). The floors stand in
tests/questions/floors.toml; the tables are printed when the run ends.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from typing import Any

import pytest

from ispolkom_bot.audit.calibration import brier
from ispolkom_bot.audit.evaluate import Judged, confusions, judge
from ispolkom_bot.audit.tables import calibration, causes, confusion_list, risk_coverage, table
from ispolkom_bot.engine import Engine
from ispolkom_bot.model import LANGUAGES
from tests.data import TESTS
from tests.halves import halves, labelled
from tests.near_misses import ENGLISH, NAMES, RUSSIAN, near_misses

QUESTIONS = TESTS / "questions"
FLOORS: dict[str, Any] = tomllib.loads((QUESTIONS / "floors.toml").read_text("utf-8"))
LABELLED = labelled()
CHECKING = halves().take("checking", LABELLED)


@pytest.fixture(scope="module")
def judged(engine: Engine, tables: dict[str, list[str]]) -> list[Judged]:
    """What becomes of every question of the checking half."""
    found = [judge(engine, one) for one in CHECKING]
    tables["accuracy by kind of question, checking half"] = table(found)
    tables["why not right"] = causes(found)
    tables["what was taken for what"] = confusion_list(confusions(found))
    tables["risk and coverage as the threshold moves"] = risk_coverage(found)
    tables["is the trust a probability?"] = calibration(found)
    return found


def share(cases: list[Judged], *, right: bool) -> float:
    """The share that is answered, rightly or wrongly."""
    return sum(c.status == "answer" and c.right == right for c in cases) / len(cases)


def test_there_are_enough_questions() -> None:
    held = [one for one in LABELLED if one.facts]
    assert len(LABELLED) >= 1500
    assert len(LABELLED) - len(held) >= 500
    assert {one.language for one in held} == set(LANGUAGES)
    assert len({one.voice for one in held}) >= 5
    assert len({one.writer for one in held}) >= 3
    twice = [q for q, n in Counter(one.question for one in LABELLED).items() if n > 1]
    assert not twice


def test_every_label_names_a_fact(engine: Engine) -> None:
    known = {engine.base.full_id(number) for number in range(len(engine.base.rows))}
    strays = {fact for one in LABELLED for fact in one.facts} - known
    assert not strays


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_that_the_base_can_answer(judged: list[Judged], language: str) -> None:
    floor = FLOORS["held"][language]
    cases = [c for c in judged if c.labelled.facts and c.labelled.language == language]
    assert share(cases, right=True) >= floor["right"]
    assert share(cases, right=False) <= floor["wrong"]


def test_suggestions_are_few_and_hold_the_right_one(judged: list[Judged]) -> None:
    cases = [c for c in judged if c.labelled.facts]
    suggested = [c for c in cases if c.status == "suggest"]
    assert len(suggested) / len(cases) <= FLOORS["suggestions"]["offered"]
    assert sum(c.offered for c in suggested) / len(suggested) >= FLOORS["suggestions"]["hold"]


def test_the_trust_is_a_probability(judged: list[Judged]) -> None:
    guesses = [case.guess for case in judged]
    assert brier(guesses)[0] <= FLOORS["calibration"]["all"]
    assert brier([guess for guess in guesses if guess.held])[0] <= FLOORS["calibration"]["held"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_that_it_can_not(judged: list[Judged], language: str) -> None:
    cases = [c for c in judged if not c.labelled.facts and c.labelled.language == language]
    answered = [c.labelled.question for c in cases if c.status == "answer"]
    assert len(answered) / len(cases) <= FLOORS["not_held"][language]["answered"], answered


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_that_are_nearly_ours(judged: list[Judged], language: str) -> None:
    """Apart from the many that nobody could confuse with ours."""
    cases = [
        c
        for c in judged
        if c.labelled.kind == "near-miss"
        and not c.labelled.facts
        and c.labelled.language == language
    ]
    answered = [c.labelled.question for c in cases if c.status == "answer"]
    assert len(cases) >= 50
    assert len(answered) / len(cases) <= FLOORS["confusable"][language]["answered"], answered


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_names_in_everyday_questions(
    engine: Engine, tables: dict[str, list[str]], language: str
) -> None:
    asked = [question for spoken, question in near_misses(engine) if spoken == language]
    assert len(ENGLISH) + len(RUSSIAN) == 150
    assert len(asked) >= 50 * NAMES
    answered = []
    for question in asked:
        answer = engine.reply(question).answer
        if answer.status == "answer":
            answered.append(f"{question} -> {answer.facts[0] if answer.facts else answer.text}")
    tables.setdefault("near misses answered", []).append(
        f"{language}: {len(answered)} of {len(asked)} ({len(answered) / len(asked):.1%})"
    )
    floor = FLOORS["near_misses"][language]["answered"]
    assert len(answered) / len(asked) <= floor, answered[:20]
