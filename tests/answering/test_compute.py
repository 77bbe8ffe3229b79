"""What is computed from dates: ages, durations, the days between, what came first."""

from __future__ import annotations

import pytest

from ispolkom_bot.engine import Engine


@pytest.mark.parametrize(
    ("question", "says", "facts"),
    [
        ("How old was Kerensky in 1917?", "35 or 36", ("kerensky/born",)),
        ("how old was Kerensky on 25 October 1917", "was 36 years old", ("kerensky/born",)),
        ("сколько лет было Керенскому в 1917 году", "35 или 36 лет", ("kerensky/born",)),
        (
            "how long did the February Revolution last?",
            "9 days",
            ("february-revolution/definition",),
        ),
        (
            "сколько дней длилась Февральская революция",
            "9 дней",
            ("february-revolution/definition",),
        ),
        (
            "What came first, the abdication or Order No. 1?",
            "Order No. 1 came first; 1 day later",
            ("order-no-1/when-issued", "abdication/definition"),
        ),
        (
            "что было раньше, отречение или Приказ № 1?",
            "Сначала Приказ № 1, через 1 день",
            ("order-no-1/when-issued", "abdication/definition"),
        ),
        (
            "How many days between the abdication and the April Theses?",
            ": 33 days",
            ("abdication/definition", "april-theses/when-presented"),
        ),
        (
            "Mensheviks or SRs, who had more seats on the Ispolkom?",
            "Mensheviks: 23",
            ("executive-committee/parties-spring-1917",),
        ),
        (
            "what is the difference between Pravda and Izvestia",
            "Pravda",
            ("pravda/definition", "izvestia/definition"),
        ),
    ],
)
def test_dates_are_reckoned_with(
    engine: Engine, question: str, says: str, facts: tuple[str, ...]
) -> None:
    answer = engine.reply(question).answer
    assert says in answer.text.split("\n")[0]
    assert answer.facts == facts
    assert answer.citations


@pytest.mark.parametrize(
    "question",
    [
        "how old was Khrushchev in 1917",
        "How long did the Moscow Soviet last?",
        "what came first, the Bund or the telephone",
        "How long did Chkheidze hold the chair?",
        "was there an old order before the abdication?",
    ],
)
def test_nothing_is_reckoned_from_what_is_not_dated(engine: Engine, question: str) -> None:
    assert engine.reply(question).trace.decision.reason != "computed"
