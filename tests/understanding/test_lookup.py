"""Offices and memberships are looked up in spans, not found among texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ispolkom_bot.calendar import day_text, julian_day
from ispolkom_bot.engine import Engine
from ispolkom_bot.understanding.lookup import Found, look_up
from ispolkom_bot.understanding.read import read


def found(engine: Engine, question: str) -> Found:
    return look_up(engine.base, read(engine.base, question))


@pytest.mark.parametrize(
    ("question", "holder"),
    [
        ("Who chaired the Petrograd Soviet after Chkheidze?", "trotsky"),
        ("Who chaired the Petrograd Soviet after Trotsky?", "zinoviev"),
        ("Who chaired the Petrograd Soviet before Trotsky?", "chkheidze"),
        ("Who was the first chairman of the Petrograd Soviet?", "chkheidze"),
        ("Who was chairman of the Petrograd Soviet in October 1917?", "trotsky"),
        ("Who was chairman of the Petrograd Soviet in May 1917?", "chkheidze"),
        ("Кто был председателем Петроградского Совета после Троцкого?", "zinoviev"),
        ("Who was minister of war in April 1917?", "guchkov"),
        ("Who was minister of war in June 1917?", "kerensky"),
        ("Кто был военным министром в июне 1917 года?", "kerensky"),
        ("Who was foreign minister in April 1917?", "milyukov"),
        ("Who was foreign minister in September 1917?", "tereshchenko"),
        ("Who was minister of justice in March 1917?", "kerensky"),
        ("Who was minister of justice in June 1917?", "pereverzev"),
        ("Who was minister of agriculture in June 1917?", "chernov"),
        ("Who was prime minister in April 1917?", "lvov"),
        ("Who was prime minister in August 1917?", "kerensky"),
        ("Who was prime minister of the Provisional Government before Kerensky?", "lvov"),
        ("Who headed the Provisional Government in June 1917?", "lvov"),
        ("Who was commander in chief at Stavka in August 1917?", "kornilov"),
        ("Who was minister of labour in June 1917?", "skobelev"),
        ("Кто был министром иностранных дел в апреле 1917 года?", "milyukov"),
    ],
)
def test_who_held_an_office(engine: Engine, question: str, holder: str) -> None:
    result = found(engine, question)
    assert result.facts
    assert result.holders[0] == holder, result.holders


@pytest.mark.parametrize(
    ("question", "not_holder"),
    [
        ("Who was minister of war in June 1917?", "guchkov"),
        ("Who was minister of war in March 1917?", "verkhovsky"),
        ("Who was chairman of the Petrograd Soviet in March 1917?", "zinoviev"),
        ("Who was foreign minister in September 1917?", "milyukov"),
        ("Who was minister of war in April 1917?", "kerensky"),
    ],
)
def test_who_did_not_hold_it_then(engine: Engine, question: str, not_holder: str) -> None:
    assert not_holder not in found(engine, question).holders


@pytest.mark.parametrize(
    "question",
    [
        "What was the Ispolkom?",
        "When was Order No. 1 issued?",
        "Who was Kerensky?",
        "Where did the Petrograd Soviet sit?",
        "hello",
        "",
    ],
)
def test_what_asks_for_no_office(engine: Engine, question: str) -> None:
    assert not found(engine, question).facts


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Was Stalin a member of the Executive Committee?", "stalin/executive-committee"),
        ("Was Trotsky a member of the Executive Committee?", "trotsky/executive-committee"),
        ("Was Chkheidze chairman of the Petrograd Soviet?", "chkheidze/chairman-of-soviet"),
        ("Was Guchkov minister of war?", "guchkov/minister-of-war"),
    ],
)
def test_was_somebody_something(engine: Engine, question: str, fact: str) -> None:
    result = found(engine, question)
    assert fact in {engine.base.full_id(number) for number in result.facts}
    assert result.verdict == "yes"


def test_nobody_is_told_yes_for_an_office_he_never_had(engine: Engine) -> None:
    for question in (
        "Was Lenin chairman of the Petrograd Soviet?",
        "Was Stalin minister of war?",
        "Was Martov minister of justice?",
        "Was Chkheidze minister of labour?",
        "Был ли Сталин председателем Петроградского Совета?",
    ):
        assert found(engine, question).verdict != "yes"
        assert not engine.reply(question).answer.text.startswith(("Yes", "Да"))


@given(st.integers(julian_day("1917-03-03", "old"), julian_day("1917-04-29", "old")))
def test_any_day_of_an_office_finds_its_holder(engine: Engine, day: int) -> None:
    """Guchkov was minister of war from 2 March to 30 April: whichever calendar names the day."""
    months = ("January", "February", "March", "April", "May", "June")
    for style, told in (("old", "old style"), ("new", "new style")):
        year, month, date = day_text(day, style).split("-")
        question = f"Who was minister of war on {int(date)} {months[int(month) - 1]} {year} {told}?"
        assert found(engine, question).holders == ("guchkov",), question


def test_spans_lead_to_facts_of_their_thing(engine: Engine) -> None:
    assert len(engine.base.spans) >= 150
    for span in engine.base.spans:
        assert engine.base.rows[span.fact].thing == span.thing
        assert not span.first or not span.last or span.first <= span.last
