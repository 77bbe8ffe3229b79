"""Every question that the base can be asked, held against the limits and against the base."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from ispolkom_bot.answering.chronicle import brief, own_facts
from ispolkom_bot.calendar import value_date
from ispolkom_bot.chat.study import limits, quiz
from ispolkom_bot.chat.study.material import integers, told
from ispolkom_bot.chat.study.of_order import _events, label
from ispolkom_bot.chat.study.quiz import QuizQuestion
from ispolkom_bot.engine import Engine
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.model import LANGUAGES, Fact, Lang

Made = list[tuple[QuizQuestion, Fact, Lang]]
FEWEST = {
    "date": 200,
    "claim": 80,
    "party": 40,
    "order": 30,
    "number": 20,
    "person": 30,
    "name": 12,
}


@pytest.fixture(scope="module")
def base(engine: Engine) -> Compiled:
    return engine.base


@pytest.fixture(scope="module")
def made(base: Compiled, tables: dict[str, list[str]]) -> Made:
    """All questions, in both languages, of every aspect and difficulty."""
    found: Made = []
    known = quiz.askable(base)
    for full_id in known:
        fact = base.fact(base.number(full_id) or 0)
        for aspect in quiz.aspects(base, full_id):
            for language in LANGUAGES:
                for difficulty in (1, 2, 3):
                    one = quiz.ask(base, full_id, language, 7, difficulty, aspect=aspect)
                    assert one is not None
                    assert one.aspect == aspect
                    found.append((one, fact, language))
    counts = Counter(aspect for full_id in known for aspect in quiz.aspects(base, full_id))
    tables["quiz questions"] = [
        f"{len(known)} of {len(base.rows)} facts can be asked about",
        *(f"{count:5} {aspect}" for aspect, count in counts.most_common()),
    ]
    return found


def of(made: Made, aspect: str) -> Made:
    found = [triple for triple in made if triple[0].aspect == aspect]
    assert found, aspect
    return found


def test_a_third_of_the_base_can_be_asked(base: Compiled, made: Made) -> None:
    assert len(quiz.askable(base)) >= 400
    facts: Counter[str] = Counter(one.aspect for one, _, language in made if language == "en")
    for aspect, fewest in FEWEST.items():
        assert facts[aspect] // 3 >= fewest, aspect


def test_every_question_keeps_to_the_limits_of_a_poll(made: Made) -> None:
    for one, _, language in made:
        assert 1 <= len(one.question) <= limits.QUESTION
        assert len(one.options) == (2 if one.aspect == "claim" else 4), one
        assert len(set(one.options)) == len(one.options), one
        assert all(1 <= len(option) <= limits.OPTION for option in one.options)
        assert 0 <= one.right < len(one.options)
        assert 1 <= len(one.explanation) <= limits.EXPLANATION
        assert one.explanation.count("\n") <= limits.EXPLANATION_LINES
        assert "\n— " in one.explanation, "the source is named"
        assert one.difficulty in {1, 2, 3}
        assert "{" not in one.question
        assert bool(re.search("[а-я]", one.question)) == (language == "ru"), one


def test_a_question_does_not_hold_its_answer(made: Made) -> None:
    for one, _, _ in made:
        if one.aspect != "claim":
            assert one.options[one.right].casefold() not in one.question.casefold(), one


def test_only_facts_that_stand_are_asked(made: Made) -> None:
    for one, fact, _ in made:
        assert fact.confidence != "low"
        assert fact.standing == "accepted" or one.aspect == "claim"
        assert not fact.dispute or one.aspect == "claim"


def test_dates_follow_from_the_fact_and_no_wrong_one_is_a_date_of_the_thing(
    base: Compiled, made: Made
) -> None:
    for one, fact, language in of(made, "date"):
        number = base.number(one.fact)
        assert number is not None
        right = value_date(fact)
        assert right is not None
        mine = {right, *(e.date for e in fact.dates if e.date.first == right.first)}
        assert one.options[one.right] in {brief(date, language) for date in mine}, one
        theirs = {
            brief(event.date, language)
            for other in own_facts(base, base.rows[number].thing)
            for event in base.fact(other).dates
        }
        wrong = set(one.options) - {one.options[one.right]}
        assert not wrong & (theirs | {brief(e.date, language) for e in fact.dates}), one


def test_no_wrong_day_is_named_by_the_fact_or_its_reservations(made: Made) -> None:
    for one, fact, _ in of(made, "date"):
        if "(" not in one.options[one.right] or one.options[one.right][-5:-1] == "1918":
            continue
        right = value_date(fact)
        if right is None or not right.first.startswith("1917-") or len(right.first) < 10:
            continue
        named = integers(told(fact))
        for place, option in enumerate(one.options):
            days = [int(day) for day in re.findall(r"\b\d{1,2}\b", option)]
            if place != one.right:
                assert not set(days) & named, (one, option)


def test_numbers_follow_from_the_fact_and_no_wrong_one_stands_in_it(made: Made) -> None:
    for one, fact, _ in of(made, "number"):
        figures = [int(re.sub(r"\D", "", option)) for option in one.options]
        assert fact.value is not None
        right = int(fact.value.number)
        assert figures[one.right] == right
        others = [figure for place, figure in enumerate(figures) if place != one.right]
        assert not set(others) & integers(told(fact))
        assert all(abs(other - right) >= min(2, right) for other in others)
        if right > 12:
            assert all(abs(other - right) >= right / 5 for other in others), one


def test_people_parties_and_places_follow_from_the_fact(base: Compiled, made: Made) -> None:
    for aspect in ("person", "party", "place"):
        for one, fact, language in of(made, aspect):
            number = base.number(one.fact)
            things = fact.value.things if fact.value else ()
            held = [
                base.spans[n].thing for n in range(len(base.spans)) if base.spans[n].fact == number
            ]
            names = {base.heads[thing].name.say(language) for thing in (*things, *held)}
            assert one.options[one.right] in names, one


def test_whoever_held_the_office_is_no_wrong_answer(base: Compiled, made: Made) -> None:
    chairs = {
        of_: {span.thing for span in base.spans if span.of == of_ and span.role == "chairman"}
        for of_ in {span.of for span in base.spans}
    }
    seen = 0
    for one, fact, language in of(made, "person"):
        if "chair" not in fact.shapes and "chairman" not in one.question:
            continue
        number = base.number(one.fact)
        assert number is not None
        spans = {span.of for span in base.spans if span.fact == number and span.role == "chairman"}
        bodies = {base.rows[number].thing, *spans}
        if bodies & set(base.home):
            bodies |= set(base.home)
        holders = {thing for body in bodies for thing in chairs.get(body, ())}
        names = {base.heads[thing].name.say(language) for thing in holders}
        seen += 1
        wrong = set(one.options) - {one.options[one.right]}
        assert not wrong & names, one
    assert seen >= 20


def test_nobody_is_offered_a_party_that_they_belonged_to(base: Compiled, made: Made) -> None:
    for one, _, language in of(made, "party"):
        thing = one.fact.partition("/")[0]
        own = {
            base.heads[span.of].name.say(language)
            for span in base.spans
            if span.thing == thing and base.heads[span.of].kind == "party"
        }
        assert not own & (set(one.options) - {one.options[one.right]}), one


def test_claims_are_judged_as_the_base_judges_them(made: Made) -> None:
    for one, fact, _ in of(made, "claim"):
        true = fact.claim.verdict == "supported" if fact.claim else fact.polarity == "yes"
        assert one.right == (0 if true else 1)
        assert not fact.claim or fact.claim.verdict in {"supported", "contradicted"}
        assert fact.claim or fact.polarity in {"yes", "no"}


def test_what_came_first_came_first(base: Compiled, made: Made) -> None:
    for one, _, language in of(made, "order"):
        days: dict[str, list[int]] = {}
        for entry in _events(base).values():
            days.setdefault(label(base, entry, language), []).append(entry.first)
        right = max(days[one.options[one.right]])
        wrong = [days[option] for place, option in enumerate(one.options) if place != one.right]
        assert all(right < min(found) for found in wrong), one


def test_the_same_seed_makes_the_same_question(base: Compiled) -> None:
    full_id = "order-no-1/when-issued"
    assert quiz.ask(base, full_id, "en", 1) == quiz.ask(base, full_id, "en", 1)
    orders = {quiz.ask(base, full_id, "en", seed) for seed in range(20)}
    assert len(orders) > 5
    assert quiz.ask(base, "nobody/nothing", "en", 1) is None


def test_dates_name_the_preferred_calendar_first(base: Compiled) -> None:
    old = quiz.ask(base, "order-no-1/when-issued", "en", 1, aspect="date")
    new = quiz.ask(base, "order-no-1/when-issued", "en", 1, first="new", aspect="date")
    assert old is not None
    assert new is not None
    assert old.options[old.right] == "1 Mar 1917 (14 Mar)"
    assert new.options[new.right] == "14 Mar 1917 (1 Mar)"
    assert "Old Style; New Style in brackets" in old.question


def test_harder_dates_lie_nearer(base: Compiled) -> None:
    def spread(difficulty: int) -> float:
        far = []
        for full_id in quiz.askable(base, "s:when")[:60]:
            one = quiz.ask(base, full_id, "en", 3, difficulty, aspect="date")
            right = value_date(base.fact(base.number(full_id) or 0))
            if one is None or right is None or not right.first.startswith("1917"):
                continue
            months = [m for o in one.options for m in re.findall("[A-Z][a-z]{2}", o)[:1]]
            far.append(len(set(months)))
        assert len(far) >= 15
        return sum(far) / len(far)

    assert spread(3) < spread(1)


def test_a_series_has_no_repeats_until_all_were_asked(base: Compiled) -> None:
    topic = "t:order-no-1"
    known = set(quiz.askable(base, topic))
    assert len(known) >= 6
    used: set[str] = set()
    met: list[str] = []
    for seed in range(50):
        series = quiz.series(base, topic, 4, "en", seed, used)
        facts = [one.fact for one in series.questions]
        assert len(facts) == len(set(facts)) == 4
        if series.forget:
            assert len(used) + 4 > len(known)
            assert set(series.forget) == used
            assert known - used <= set(facts)
            break
        met += facts
        used |= set(facts)
        assert len(met) == len(set(met))
    else:
        pytest.fail("the topic never ended")


def test_a_series_rises_and_mixes(base: Compiled) -> None:
    series = quiz.series(base, "", 20, "ru", 5)
    assert len(series.questions) == 20
    assert len({one.aspect for one in series.questions}) >= 5
    assert len({one.fact.partition("/")[0] for one in series.questions}) >= 15
    assert series == quiz.series(base, "", 20, "ru", 5)
    assert quiz.series(base, "t:nobody", 5, "en", 1).questions == ()
    few = quiz.series(base, "t:kornilov", 50, "en", 1).questions
    assert {one.fact for one in few} == set(quiz.askable(base, "t:kornilov"))
