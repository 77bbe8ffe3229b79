"""Reading on without a question: days, things, timelines, pages."""

from __future__ import annotations

import itertools
import re

import pytest
from msgspec.structs import replace

from ispolkom_bot.answering import browse
from ispolkom_bot.answering.chronicle import own_facts
from ispolkom_bot.engine import Engine
from ispolkom_bot.model import LANGUAGES, STYLES, Answer, HistoricalDate, Lang, Style

DAY = HistoricalDate("1917-03-02", "1917-03-02")
LONGEST_ID = 62
"""What fits into the data of a button of Telegram beside two letters."""
LONGEST_MESSAGE = 4096


def lines(answer: Answer) -> list[str]:
    return [line for line in answer.text.split("\n") if line.startswith("• ")]


def next_of(answer: Answer) -> str:
    """The id of the next page, if there is one."""
    pages = [o.fact for o in answer.related if ":" in o.fact and not o.fact.endswith(":0")]
    return pages[-1] if pages else ""


def pages(engine: Engine, answer: Answer | None, language: Lang = "en") -> list[Answer]:
    """A list from its first page to its last."""
    found: list[Answer] = []
    while answer is not None:
        found.append(answer)
        place = next_of(answer)
        answer = browse.more(engine.base, place, language) if place else None
    return found


def well_formed(engine: Engine, answer: Answer) -> None:
    """What must hold of each page."""
    assert answer.status == "answer"
    assert answer.facts
    assert lines(answer)
    numbers = [citation.number for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    cited = {int(number) for number in re.findall(r"\[(\d+)\]", answer.text)}
    assert cited == set(numbers), "each line names its source, and each source is named"
    for offer in answer.related:
        assert len(offer.fact.encode()) <= LONGEST_ID
        assert offer.question.strip()
        known = engine.base.number(offer.fact) is not None
        assert known or browse.more(engine.base, offer.fact, answer.language) is not None
    assert all(engine.base.number(fact) is not None for fact in answer.facts)
    assert len(answer.text) < LONGEST_MESSAGE


@pytest.mark.parametrize("language", LANGUAGES)
def test_popular_questions_are_of_several_kinds_and_all_known(
    engine: Engine, language: Lang
) -> None:
    offers = browse.popular(engine.base, language, 8)
    kinds = {
        engine.base.heads[engine.base.rows[number].thing].kind
        for offer in offers
        if (number := engine.base.number(offer.fact)) is not None
    }
    assert len(set(offers)) == 8
    assert kinds == {"body", "document", "event", "person"}
    assert browse.popular(engine.base, language, 3) == offers[:3]


def test_a_day_is_told_by_its_own_events_with_their_sources(engine: Engine) -> None:
    answer = browse.of_day(engine.base, DAY, "en")
    well_formed(engine, answer)
    assert answer.facts[0] == "abdication/definition"
    assert "2 March 1917 (Old Style) = 15 March 1917 (New Style)" in answer.text.split("\n")[0]
    assert not answer.notes


def test_a_day_of_no_calendar_says_which_it_took_and_offers_the_other(engine: Engine) -> None:
    answer = browse.of_day(engine.base, DAY, "en", named=False)
    assert answer.notes == ("You did not say which calendar; I took Old Style.",)
    other = next(offer for offer in answer.related if offer.fact.startswith("d:"))
    assert other.fact == "d:1917-03-02:new:0"
    assert "2 March 1917 (New Style) = 17 February 1917 (Old Style)" in other.question
    told = browse.more(engine.base, other.fact, "en")
    assert told is not None
    assert not told.notes
    russian = browse.of_day(engine.base, DAY, "ru", "new", named=False)
    assert russian.notes == ("Календарь не назван, поэтому взят старый стиль.",)


@pytest.mark.parametrize(
    ("day", "offered"),
    [
        (HistoricalDate("1917", "1917"), False),
        (HistoricalDate("1924-01-21", "1924-01-21", "new"), False),
        (HistoricalDate("1918-01-05", "1918-01-05"), True),
        (HistoricalDate("1900-02-29", "1900-02-29"), False),
        (HistoricalDate("1917-03", "1917-03"), True),
        (HistoricalDate("1917-03-01", "1917-03-07", "new"), True),
    ],
)
def test_the_other_calendar_is_offered_where_both_have_the_date(
    engine: Engine, day: HistoricalDate, offered: bool
) -> None:
    answer = browse.of_day(engine.base, day, "en", named=False)
    offers = (*answer.related, *answer.suggestions)
    assert any(o.fact.startswith("d:") and o.fact.endswith(":0") for o in offers) == offered
    assert bool(answer.notes) == offered


def test_the_two_calendars_tell_the_same_day(engine: Engine) -> None:
    new = HistoricalDate("1917-03-15", "1917-03-15", "new")
    old = browse.of_day(engine.base, DAY, "en")
    assert lines(browse.of_day(engine.base, new, "en")) == lines(old)


def test_an_empty_day_says_so_and_offers_what_is_near(engine: Engine) -> None:
    empty = browse.of_day(engine.base, HistoricalDate("1917-02-04", "1917-02-04"), "en")
    assert (empty.status, empty.facts) == ("decline", ())
    assert empty.text.startswith("Nothing in the base is dated 4 February 1917 (Old Style)")
    assert empty.suggestions
    far = browse.of_day(engine.base, HistoricalDate("1850-01-01", "1850-01-01"), "ru")
    assert far.suggestions == ()


def test_a_month_and_a_week_are_told_in_order(engine: Engine) -> None:
    for day in (HistoricalDate("1917-03", "1917-03"), HistoricalDate("1917-07-01", "1917-07-07")):
        found = pages(engine, browse.of_day(engine.base, day, "en"))
        for answer in found:
            well_formed(engine, answer)
        told = [line for answer in found for line in lines(answer)]
        assert len(told) >= 3
        assert all(" — " in line for line in told)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("first", STYLES)
def test_the_whole_timeline_pages_through(engine: Engine, language: Lang, first: Style) -> None:
    found = pages(engine, browse.timeline(engine.base, "", language, first), language)
    assert len(found) >= 5
    for answer in found:
        well_formed(engine, answer)
    facts = [fact for answer in found for fact in answer.facts]
    for event in ("order-no-1/when-issued", "october-revolution/date", "july-days/date"):
        assert event in facts
    assert facts.index("petrograd-soviet/founded") < facts.index("october-revolution/date")
    told = list(itertools.chain.from_iterable(map(lines, found)))
    assert len(set(told)) == len(told)


def test_a_timeline_of_a_thing_has_both_calendars_and_no_foreign_facts(engine: Engine) -> None:
    found = pages(engine, browse.timeline(engine.base, "kerensky", "en"))
    told = [line for answer in found for line in lines(answer)]
    assert told[0].startswith("• 22 Apr 1881 (4 May) — born [")
    assert told[-1].startswith("• 11 June 1970 — died [")
    assert {fact.split("/")[0] for answer in found for fact in answer.facts} == {"kerensky"}
    for answer in found:
        well_formed(engine, answer)


def test_a_timeline_that_there_is_not(engine: Engine) -> None:
    undated = [
        thing
        for thing, head in engine.base.heads.items()
        if head.kind != "outside"
        and not any(engine.base.rows[n].days for n in own_facts(engine.base, thing))
    ]
    assert undated
    for thing in (undated[0], "no-such-thing", "putin"):
        assert browse.timeline(engine.base, thing, "en") is None
    assert browse.timeline(engine.base, "kerensky", "en", at=1000) is None


def test_every_thing_has_a_timeline_or_none_and_it_is_well_formed(engine: Engine) -> None:
    told = 0
    for thing, head in engine.base.heads.items():
        answer = browse.timeline(engine.base, thing, "ru", "new")
        if answer is not None:
            well_formed(engine, answer)
            told += 1
        assert answer is None or head.kind != "outside"
    assert told > 150


def test_more_tells_each_other_fact_of_the_thing_once(engine: Engine) -> None:
    start = "order-no-2/when-issued"
    found = pages(engine, browse.more(engine.base, start, "en"))
    facts = [fact for answer in found for fact in answer.facts]
    own = [engine.base.full_id(n) for n in own_facts(engine.base, "order-no-2")]
    assert len(set(facts)) == len(facts)
    assert start not in facts
    twins = {engine.base.rows[n].twin for n in own_facts(engine.base, "order-no-2")}
    assert len([fact for fact in facts if fact in own]) == len(twins) - 1
    assert facts[0] == own[own.index(start) + 1], "it goes on where the fact stands"
    assert any(fact not in own for fact in facts), "then what is told of it elsewhere"
    for answer in found:
        well_formed(engine, answer)


def test_more_follows_a_fact_by_the_former_name_of_its_thing(engine: Engine) -> None:
    renamed = replace(engine.base, was={"second-order": "order-no-2"})
    told = browse.more(renamed, "second-order/when-issued", "en")
    assert told == browse.more(engine.base, "order-no-2/when-issued", "en")
    assert told is not None


@pytest.mark.parametrize(
    "place",
    [
        *("", ":", "::", ":::", "x", "x/y", "kerensky", "kerensky/", "/born", "t:", "t:kerensky"),
        *("t:kerensky:x", "t:kerensky:-1", "t:kerensky:1:1", "t:kerensky:٣", "t:nobody:0"),
        *("t::99999", "m:kerensky:0", "m:kerensky:x:0", "m:kerensky:999:0", "m:kerensky:0:9999"),
        *("m:nobody:0:0", "d:1917-03-02:old", "d:1917-03-02:julian:0", "d:1917-02-30:old:0"),
        *(
            "d:x:old:0",
            "d:1917-03-02.x:old:0",
            "d:.:old:0",
            "d::old:0",
            "q:1:2:3",
            "t::" + "9" * 99,
        ),
        "d:" + "1" * 999 + ":old:0",
    ],
)
def test_a_place_that_there_is_not(engine: Engine, place: str) -> None:
    assert browse.more(engine.base, place, "en") is None


def test_a_page_behind_the_last_of_a_day_is_no_page(engine: Engine) -> None:
    assert browse.more(engine.base, "d:1917-03-02:old:9999", "en") is None
    assert browse.more(engine.base, "d:1917-03:old:9999", "en") is None


def test_ids_of_pages_fit_a_button_whatever_the_thing(engine: Engine) -> None:
    longest = max(engine.base.heads, key=len)
    assert len(f"m:{longest}:999:999") <= LONGEST_ID
    assert len("d:1917-03-02.1917-03-08:old:999") <= LONGEST_ID


def test_a_disputed_line_says_so(engine: Engine) -> None:
    answer = browse.more(engine.base, "order-no-1/when-issued", "en")
    assert answer is not None
    disputed = [line for line in lines(answer) if "(disputed)" in line]
    assert len(disputed) == 1
    assert "Sokolov" in disputed[0]
    russian = browse.more(engine.base, "order-no-1/when-issued", "ru")
    assert russian is not None
    assert "(спорно)" in russian.text
