"""The halves share no fact, are even, and stay what they are."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from ispolkom_bot.audit.labelled import Labelled
from tests.halves import Half, divide, halves, labelled, without

LABELLED = labelled()
KEPT = halves()


def asked(number: int, *facts: str, writer: str = "dora") -> Labelled:
    return Labelled(f"question {number}?", facts, "when", "en", "plain", writer)


def test_no_fact_is_in_both_halves() -> None:
    facts: dict[Half, set[str]] = {"fitting": set(), "checking": set()}
    for half, found in facts.items():
        for one in KEPT.take(half, LABELLED):
            found.update(one.facts)
    assert len(facts["fitting"]) >= 100
    assert len(facts["checking"]) >= 100
    assert not facts["fitting"] & facts["checking"]


def test_every_labelled_fact_has_a_half() -> None:
    new = {fact for one in LABELLED for fact in one.facts} - set(KEPT.sides)
    assert not new, "run `python -m tests.halves --write`"


def test_the_halves_are_even_and_little_is_laid_aside() -> None:
    for held in (True, False):
        count = Counter(KEPT.of(one) for one in LABELLED if bool(one.facts) == held)
        assert count[None] <= 0.1 * count.total()
        assert min(count["fitting"], count["checking"]) >= 0.4 * count.total()


def test_the_same_questions_give_the_same_halves() -> None:
    found = divide(LABELLED)
    assert found.sides == divide(LABELLED).sides
    assert divide(LABELLED, KEPT.sides).sides == KEPT.sides


def test_old_facts_keep_their_half() -> None:
    luck = random.Random(1917)  # noqa: S311 - nothing secret about it
    facts = [f"thing/{n}" for n in range(60)]
    old = [asked(n, *luck.sample(facts[:40], luck.randint(1, 2))) for n in range(40)]
    before = divide(old)
    new = [asked(n, *luck.sample(facts, luck.randint(1, 3))) for n in range(40, 90)]
    after = divide([*old, *new], before.sides)
    assert {fact: after.sides[fact] for fact in before.sides} == before.sides
    assert {fact for one in new for fact in one.facts} <= set(after.sides)
    assert {after.of(one) for one in new} == {"fitting", "checking", None}


@pytest.mark.parametrize("half", ["fitting", "checking"])
def test_facts_of_one_question_go_together(half: Half) -> None:
    questions = [asked(n, f"a/{n}", f"b/{n}") for n in range(40)]
    found = divide(questions)
    assert len(found.take(half, questions)) == 20


def test_one_writer_is_left_out_with_his_facts() -> None:
    questions = [
        asked(1, "a/b", writer="anna"),
        asked(2, "a/b", "a/c"),
        asked(3, "a/c"),
        asked(4, writer="negatives"),
    ]
    assert without("anna", questions) == questions[2:]
    assert without("negatives", questions) == questions[:3]
