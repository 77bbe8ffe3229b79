"""What a question says: things, dates in two calendars, numbers, strangers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import NOISE, QUESTIONS

from ispolkom_bot.calendar import julian_day
from ispolkom_bot.engine import Engine
from ispolkom_bot.understanding.read import Reading, read


def linked(reading: Reading) -> set[str]:
    return {mention.things[0] for mention in reading.mentions}


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("Who chaired the Ispolkom?", {"executive-committee"}),
        ("Executive Committee of the Petrograd Soviet", {"executive-committee"}),
        ("Who chaired the Petrograd Soviet?", {"petrograd-soviet"}),
        ("soviet of workers and soldiers deputies", {"petrograd-soviet"}),
        ("When was Order No. 1 issued?", {"order-no-1"}),
        ("When was Order No. 2 issued?", {"order-no-2"}),
        ("order number three", {"order-no-3"}),
        ("Was Kerensky in the Provisional Government?", {"kerensky", "provisional-government"}),
        ("Nicholas II", {"nicholas-ii"}),
        ("Tsar Nicholas", {"nicholas-ii"}),
        ("tchkheidze and tseretelli", {"chkheidze", "tsereteli"}),
        ("the July Days", {"july-days"}),
        ("Кто входил в Бюро Исполкома?", {"bureau-of-ispolkom"}),
        ("Кто написал Приказ № 1?", {"order-no-1"}),
        ("Чем Троцкий отличался от Мартова?", {"trotsky", "martov"}),
        ("What is a bicycle?", set()),
    ],
)
def test_things(engine: Engine, question: str, things: set[str]) -> None:
    assert linked(read(engine.base, question)) == things


@pytest.mark.parametrize(
    ("question", "ours"),
    [
        ("Who chaired the Moscow Soviet?", "petrograd-soviet"),
        ("executive committee of the Comintern", "executive-committee"),
        ("What did Order No. 4 say?", "order-no-1"),
        ("When did Nicholas I die?", "nicholas-ii"),
        ("When did Nicholas the First die?", "nicholas-ii"),
        ("Roman Abramovich's yacht", "abramovich"),
        ("Кто возглавлял Московский Совет?", "petrograd-soviet"),
        ("Когда умер Николай I?", "nicholas-ii"),
    ],
)
def test_a_longer_name_from_outside_is_not_ours(engine: Engine, question: str, ours: str) -> None:
    assert ours not in linked(read(engine.base, question))
    assert engine.reply(question).answer.status != "answer"


@pytest.mark.parametrize(
    ("question", "iso"),
    [
        ("What happened on 27 February 1917?", ("1917-02-27", "1917-02-27")),
        ("what happened on february 27", ("1917-02-27", "1917-02-27")),
        ("on the 27th of February, 1917", ("1917-02-27", "1917-02-27")),
        ("27 февраля 1917 года", ("1917-02-27", "1917-02-27")),
        ("27.02.1917", ("1917-02-27", "1917-02-27")),
        ("1917-02-27", ("1917-02-27", "1917-02-27")),
        ("in March 1917", ("1917-03", "1917-03")),
        ("in March", ("1917-03", "1917-03")),
        ("в марте 1917 года", ("1917-03", "1917-03")),
        ("in May", ("1917-05", "1917-05")),
        ("early June 1917", ("1917-06-01", "1917-06-10")),
        ("в конце августа", ("1917-08-21", "1917-08")),
        ("in 1905", ("1905", "1905")),
        ("December 1905", ("1905-12", "1905-12")),
    ],
)
def test_dates(engine: Engine, question: str, iso: tuple[str, str]) -> None:
    days = read(engine.base, question).days
    assert [(day.iso, day.until) for day in days] == [iso]


@pytest.mark.parametrize(
    ("question", "style"),
    [
        ("7 November 1917 new style", "new"),
        ("7 November 1917 (N.S.)", "new"),
        ("7 November 1917 in the Gregorian calendar", "new"),
        ("7 ноября по новому стилю", "new"),
        ("25 October 1917 old style", "old"),
        ("25 October 1917 (O.S.)", "old"),
        ("25 October, Julian calendar", "old"),
        ("25 октября по старому стилю", "old"),
        ("25 October 1917", None),
        ("25 октября 1917", None),
    ],
)
def test_the_calendar_of_a_date(engine: Engine, question: str, style: str | None) -> None:
    assert [day.style for day in read(engine.base, question).days] == [style]


def test_one_day_under_two_names(engine: Engine) -> None:
    old, new = (
        read(engine.base, question).days[0].days(style)
        for question, style in (("25 October 1917", "old"), ("7 November 1917", "new"))
    )
    assert old == new == (julian_day("1917-10-25", "old"),) * 2


@pytest.mark.parametrize(
    "question",
    [
        "You may ask what they wanted",
        "the march of the workers",
        "may I ask a question",
        "the Second Congress",
        "to march",
    ],
)
def test_words_that_are_no_dates(engine: Engine, question: str) -> None:
    assert not read(engine.base, question).days


@pytest.mark.parametrize(
    "question",
    [
        "31 June 1917",
        "30 February 1917",
        "1917-13-45",
        "99.99.1917",
        "0 March 1917",
        "32 марта",
        "29 February 1917",
        "፩ March 1917",
        "٢٧ March 1917",
        "² May 1917",
    ],
)
def test_dates_that_never_were_are_borne(engine: Engine, question: str) -> None:
    for day in read(engine.base, question).days:
        for style in ("old", "new"):
            first, last = day.days(style)
            assert 0 <= first <= last
    assert engine.reply(question).answer.text


@pytest.mark.parametrize(
    ("question", "never"),
    [
        ("Who was Nicholas I?", "nicholas-ii/"),
        ("Who was Nicholas 1?", "nicholas-ii/"),
        ("When was Nicholas III born?", "nicholas-ii/"),
        ("Кто такой Николай I?", "nicholas-ii/"),
        ("Who was Nicholas the First?", "nicholas-ii/"),
        ("What about Nicholas I", "nicholas-ii/"),
        ("What did Order No. 4 say?", "order-no-"),
        ("When was Order No. 5 issued?", "order-no-"),
        ("Who wrote Order No. 11?", "order-no-"),
        ("Order No. 10", "order-no-"),
        ("What is Order 66?", "order-no-"),
        ("Что было в приказе № 4?", "order-no-"),
        ("приказ номер пять", "order-no-"),
        ("What did Order No. 227 say?", "order-no-"),
        ("Who attended the Fourth Congress of Soviets?", "third-congress-of-soviets/"),
    ],
)
def test_numbers_are_exact(engine: Engine, question: str, never: str) -> None:
    answer = engine.reply(question).answer
    assert not any(fact.startswith(never) for fact in answer.facts)


@pytest.mark.parametrize("number", ["1", "2", "3"])
@pytest.mark.parametrize(
    "form",
    [
        "Tell me about Order No. {}",
        "What did order №{} say",
        "What was Order Number {}?",
        "Что говорилось в Приказе № {}?",
    ],
)
def test_each_order_is_its_own(engine: Engine, form: str, number: str) -> None:
    others = {f"order-no-{other}/" for other in "123" if other != number}
    answer = engine.reply(form.format(number)).answer
    assert answer.status == "answer"
    assert answer.facts[0].startswith(f"order-no-{number}/")
    assert not any(fact.startswith(tuple(others)) for fact in answer.facts[:1])


@pytest.mark.parametrize(
    "question",
    [
        "When did Zaphod join the Ispolkom?",
        "Was Beeblebrox a member of the Petrograd Soviet?",
        "Who was Grzegorz Brzeczyszczykiewicz?",
        "What did Dumbledore say about Order No. 1?",
        "When was the Xanadu Soviet founded?",
        "Did Voldemort chair the Executive Committee?",
        "Кто такой Пупкинсон?",
        "Был ли Дамблдор членом Исполкома?",
        "Когда Фродо Бэггинс вступил в Исполком?",
    ],
)
def test_an_unknown_name_vetoes(engine: Engine, question: str) -> None:
    assert engine.reply(question).answer.status != "answer"


@given(st.one_of(NOISE, QUESTIONS))
def test_any_text_is_read(engine: Engine, text: str) -> None:
    reading = read(engine.base, text)
    assert reading.language in {"en", "ru"}
    size = len(reading.words)
    for mention in reading.mentions:
        assert 0 <= mention.start < mention.end <= size
        assert mention.things
        assert set(mention.things) <= set(engine.base.heads)
    for day in reading.days:
        assert 0 <= day.start <= day.end <= size
    assert all(term.weight > 0 for term in reading.terms)
