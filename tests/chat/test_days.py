"""The day that a command names."""

from __future__ import annotations

import datetime

import pytest

from ispolkom_bot.chat.days import Asked, asked_day
from ispolkom_bot.engine import Engine
from ispolkom_bot.model import HistoricalDate, Style

TODAY = datetime.date(2026, 11, 22)


def day(engine: Engine, text: str, first: Style = "old") -> str:
    """The date as "first..last style", with a star where its calendar was named."""
    asked = asked_day(engine.base, text, first, TODAY)
    if asked is None:
        return ""
    if asked.day is None:
        return f"impossible {asked.impossible}"
    date = asked.day
    span = date.first if date.first == date.last else f"{date.first}..{date.last}"
    return f"{span} {date.style}{'*' * asked.named}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2 March 1917", "1917-03-02 old"),
        ("March 2, 1917", "1917-03-02 old"),
        ("the 2nd of March", "1917-03-02 old"),
        ("2 марта", "1917-03-02 old"),
        ("2-го марта 1917 г.", "1917-03-02 old"),
        ("Febuary 27", "1917-02-27 old"),
        ("1917-03-02", "1917-03-02 old"),
        ("15.03.1917 new style", "1917-03-15 new*"),
        ("15.03.1917 (н. ст.)", "1917-03-15 new*"),
        ("15/3/17", "1917-03-15 old"),
        ("15.03", "1917-03-15 old"),
        ("25 октября 1917 года по старому стилю", "1917-10-25 old*"),
        ("25 октября (ст. ст.)", "1917-10-25 old*"),
        ("Oct 25th, 1917 O.S.", "1917-10-25 old*"),
        ("7 November N.S.", "1917-11-07 new*"),
        ("7 ноября по григорианскому календарю", "1917-11-07 new*"),
        ("1 May 1917 julian", "1917-05-01 old*"),
        ("march", "1917-03 old"),
        ("May", "1917-05 old"),
        ("июль", "1917-07 old"),
        ("March 1918", "1918-03 new"),
        ("5 February 1918", "1918-02-05 new"),
        ("31 January 1918", "1918-01-31 old"),
        ("1905", "1905 old"),
        ("1924 год", "1924 new"),
        ("week of 2 March", "1917-02-27..1917-03-05 old"),
        ("неделя 2 марта", "1917-02-27..1917-03-05 old"),
        ("first week of March", "1917-03-01..1917-03-07 old"),
        ("3rd week of July 1917 new style", "1917-07-15..1917-07-21 new*"),
        ("последняя неделя февраля", "1917-02-22..1917-02-28 old"),
        ("week in June", "1917-06 old"),
        ("early July", "1917-07-01..1917-07-10 old"),
        ("2-5 March", "1917-03-02..1917-03-05 old"),
        ("2–5 марта 1917", "1917-03-02..1917-03-05 old"),
        ("from 2 to 5 March", "1917-03-02..1917-03-05 old"),
        ("с 2 по 5 марта", "1917-03-02..1917-03-05 old"),
        ("from 2 March to 5 May 1917", "1917-03-02..1917-05-05 old"),
        ("29 February 1900", "1900-02-29 old"),
        ("29 February 1900 new style", "impossible 29.02.1900"),
        ("30 February", "impossible 30.02.1917"),
        ("31.04", "impossible 31.04.1917"),
        ("99.99.1917", "impossible 99.99.1917"),
        ("from 5 May to 2 March", "impossible 05.05.1917 – 02.03.1917"),
        *((text, "1917-11-22 new") for text in ("", "today", "сегодня", " Today! ")),
        ("сегодня по старому стилю", "1917-11-22 old*"),
        ("yesterday", "1917-11-21 new"),
        ("завтра", "1917-11-23 new"),
        *((text, "") for text in ("hello", "week", "2", "the day after", "???", "№", "вторник")),
        *((sign * 10_000, "") for sign in ("x", "1", "1.", "-", "\0", "ё", "march")),
    ],
)
def test_what_a_text_names(engine: Engine, text: str, found: str) -> None:
    assert day(engine, text) == found


def test_without_a_calendar_the_preferred_one_is_taken(engine: Engine) -> None:
    assert day(engine, "7 November", "new") == "1917-11-07 new"
    assert day(engine, "29 February 1900", "new") == "1900-02-29 old"
    assert day(engine, "7 November old style", "new") == "1917-11-07 old*"


def test_the_leap_day_of_another_year_is_the_day_before(engine: Engine) -> None:
    leap = datetime.date(2028, 2, 29)
    expected = Asked(HistoricalDate("1917-02-28", "1917-02-28", "new"))
    assert asked_day(engine.base, "", "old", leap) == expected
