"""The day in 1917, by either calendar, on any day of the year."""

from __future__ import annotations

import datetime

import pytest

from ispolkom_bot.chat.study import today
from ispolkom_bot.engine import Engine
from ispolkom_bot.model import STYLES, Style

YEAR = [datetime.date(2028, 1, 1) + datetime.timedelta(days=n) for n in range(366)]


def test_the_calendar_decides_which_day_it_was(engine: Engine) -> None:
    day = datetime.date(2026, 11, 7)
    new = today.the_day(engine.base, day, "new", "en")
    assert "7 November 1917 (New Style) = 25 October 1917 (Old Style)" in new.answer.text
    old = today.the_day(engine.base, datetime.date(2026, 10, 25), "old", "en")
    assert old.facts == new.facts
    assert old.answer.citations


@pytest.mark.parametrize("style", STYLES)
def test_every_day_of_a_leap_year(engine: Engine, style: Style) -> None:
    posted = other_years = 0
    for day in YEAR:
        told = today.the_day(engine.base, day, style, "ru")
        post = today.post(engine.base, day, style, "ru")
        assert told.answer.text
        if post is None:
            assert told.facts or told.answer.suggestions
            continue
        posted += 1
        other_years += "Этот день в другие годы" in post.text
        assert post.facts == told.facts
        assert len(post.facts) == len(set(post.facts))
        assert post.citations
        twins = [engine.base.rows[engine.base.number(fact) or 0].twin for fact in post.facts]
        assert len(twins) == len(set(twins))
    assert posted >= 180
    assert other_years >= 20


def test_29_february_was_not_in_1917(engine: Engine) -> None:
    day = datetime.date(2028, 2, 29)
    for style in STYLES:
        told = today.the_day(engine.base, day, style, "en")
        assert "in other years" in told.answer.text or told.answer.notes == (
            "There was no 29 February in 1917.",
        )


def test_a_day_without_facts_is_silent_and_offers_the_nearest(engine: Engine) -> None:
    quiet = [d for d in YEAR if today.post(engine.base, d, "old", "en") is None]
    assert quiet
    empty = [d for d in quiet if not today.the_day(engine.base, d, "old", "en").facts]
    assert empty
    for day in empty:
        assert today.the_day(engine.base, day, "old", "en").answer.suggestions
