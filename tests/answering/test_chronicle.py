"""Dates in a few signs, and the dated events of the base."""

from __future__ import annotations

import pytest

from ispolkom_bot.answering.chronicle import (
    all_entries,
    brief,
    by_date,
    entries,
    in_stretch,
    on_day,
    own_facts,
)
from ispolkom_bot.calendar import julian_day
from ispolkom_bot.engine import Engine
from ispolkom_bot.model import HistoricalDate, Style

DAY = HistoricalDate("1917-02-27", "1917-02-27")


@pytest.mark.parametrize(
    ("date", "first", "english", "russian"),
    [
        (DAY, "old", "27 Feb 1917 (12 Mar)", "27 фев. 1917 (12 марта)"),
        (DAY, "new", "12 Mar 1917 (27 Feb)", "12 марта 1917 (27 фев.)"),
        (
            HistoricalDate("1917-10-26", "1917-10-26", circa=True),
            "old",
            "c. 26 Oct 1917 (8 Nov)",
            "ок. 26 окт. 1917 (8 нояб.)",
        ),
        (
            HistoricalDate("1917-03-01", "1917-03-03"),
            "old",
            "1–3 Mar 1917 (14–16 Mar)",
            "1–3 марта 1917 (14–16 марта)",
        ),
        (
            HistoricalDate("1917-02-23", "1917-03-03"),
            "old",
            "23 Feb – 3 Mar 1917 (8–16 Mar)",
            "23 фев. – 3 марта 1917 (8–16 марта)",
        ),
        (
            HistoricalDate("1917-12-20", "1917-12-20"),
            "old",
            "20 Dec 1917 (2 Jan 1918)",
            "20 дек. 1917 (2 янв. 1918)",
        ),
        (
            HistoricalDate("1916-12-30", "1917-01-02"),
            "new",
            "12–15 Jan 1917 (30 Dec 1916 – 2 Jan)",
            "12–15 янв. 1917 (30 дек. 1916 – 2 янв.)",
        ),
        (HistoricalDate("1917-03", "1917-03"), "new", "Mar 1917", "март 1917"),
        (HistoricalDate("1917-03", "1917-05"), "old", "Mar – May 1917", "март – май 1917"),
        (HistoricalDate("1917", "1917"), "old", "1917", "1917"),
        (HistoricalDate("1915", "1917"), "old", "1915–1917", "1915–1917"),
        (HistoricalDate("1918-03-03", "1918-03-03", "new"), "old", "3 Mar 1918", "3 марта 1918"),
        (
            HistoricalDate("1917-06-24", ""),
            "old",
            "from 24 June 1917 (7 July)",
            "с 24 июня 1917 (7 июля)",
        ),
        (
            HistoricalDate("", "1917-06-24"),
            "old",
            "until 24 June 1917 (7 July)",
            "до 24 июня 1917 (7 июля)",
        ),
    ],
)
def test_a_date_in_a_few_signs(
    date: HistoricalDate, first: Style, english: str, russian: str
) -> None:
    assert brief(date, "en", first) == english
    assert brief(date, "ru", first) == russian


def test_every_date_of_the_base_can_be_said_briefly(engine: Engine) -> None:
    told = all_entries(engine.base)
    assert len(told) > 1000
    for entry in told:
        assert 4 <= len(brief(entry.date, "en")) <= 60
        assert 4 <= len(brief(entry.date, "ru", "new")) <= 60


def test_entries_stand_in_order_and_a_month_at_its_end(engine: Engine) -> None:
    found = entries(engine.base, own_facts(engine.base, "order-no-1"))
    days = [entry.first for entry in found if entry.exact]
    assert days == sorted(days)
    month = next(entry for entry in found if entry.date.first == "1917-03")
    later = [entry for entry in found[: found.index(month)] if entry.exact]
    assert later
    assert all(entry.first <= month.last for entry in later)


def test_of_a_disputed_date_only_the_one_that_is_held_is_told(engine: Engine) -> None:
    premier = next(
        number
        for number in own_facts(engine.base, "kerensky")
        if engine.base.rows[number].id == "premier"
    )
    fact = engine.base.fact(premier)
    assert len(fact.dates) > 2
    assert fact.dispute
    assert [entry.date.first for entry in entries(engine.base, [premier])] == ["1917-07-08"]


def test_what_happened_on_a_day_comes_before_what_covers_it(engine: Engine) -> None:
    found = on_day(engine.base, julian_day("1917-03-02", "old"))
    assert engine.base.full_id(found[0].fact) == "abdication/definition"
    things = [engine.base.rows[entry.fact].thing for entry in found]
    assert len(set(things[:5])) == 5, "things take turns"
    assert all(entry.exact for entry in found)
    assert len({engine.base.rows[entry.fact].twin for entry in found}) == len(found)


def test_a_long_stretch_is_told_by_what_made_history(engine: Engine) -> None:
    first, last = julian_day("1917-01-01", "old"), julian_day("1917-12-31", "old")
    assert all(entry.main for entry in in_stretch(engine.base, first, last))
    week = in_stretch(engine.base, first + 60, first + 66)
    assert week
    assert not all(entry.main for entry in week)
    assert in_stretch(engine.base, julian_day("1850-01-01", "old"), 2396770) == []


def test_entries_of_one_date_go_together(engine: Engine) -> None:
    groups = by_date(entries(engine.base, own_facts(engine.base, "petrograd-soviet")))
    spans = [(group[0].first, group[0].last) for group in groups]
    assert len(set(spans)) == len(spans)
    assert max(map(len, groups)) > 3
