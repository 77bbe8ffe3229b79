"""Old Style and New Style: arithmetic by table and by property, and dates in words."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ispolkom_bot.calendar import (
    CHANGE,
    ImpossibleDateError,
    Interval,
    age,
    convert,
    covered,
    day_text,
    duration,
    interval,
    julian_day,
    possible,
    say,
    value_date,
)
from ispolkom_bot.model import (
    DatedEvent,
    Fact,
    HistoricalDate,
    Lang,
    Style,
    Text,
    Value,
)

# The Julian days of 1 January 1 and 31 December 9990, both Old Style.
DAYS = st.integers(julian_day("0001-01-03", "old"), julian_day("9990-12-31", "old"))
STYLES = st.sampled_from(["old", "new"])


def on(first: str, last: str | None = None, style: Style = "old") -> HistoricalDate:
    return HistoricalDate(first, first if last is None else last, style)


@pytest.mark.parametrize(
    ("iso", "style", "is_date"),
    [
        ("1917", "old", True),
        ("1917-02", "old", True),
        ("1917-02-28", "old", True),
        ("1917-02-29", "old", False),
        ("1916-02-29", "new", True),
        ("1900-02-29", "old", True),
        ("1900-02-29", "new", False),
        ("2000-02-29", "new", True),
        ("1917-13", "old", False),
        ("1917-00-10", "old", False),
        ("1917-04-31", "old", False),
        ("1917-04-00", "old", False),
        ("0000-01-01", "old", False),
        ("1917-3-1", "old", False),
        ("17-03-01", "old", False),
        ("1917-03-01-02", "old", False),
        ("march", "old", False),
        ("١٩١٧", "old", False),
        ("", "old", False),
    ],
)
def test_a_date_is_possible_in_its_calendar_only(iso: str, style: Style, is_date: bool) -> None:
    assert possible(iso, style) is is_date


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1917-02-27", "1917-03-12"),
        ("1917-10-25", "1917-11-07"),
        ("1917-12-19", "1918-01-01"),
        ("1918-02-01", "1918-02-14"),
        ("1900-02-28", "1900-03-12"),
        ("1900-02-29", "1900-03-13"),
        ("1900-03-01", "1900-03-14"),
        ("1825-12-14", "1825-12-26"),
        ("1582-10-05", "1582-10-15"),
        ("1700-02-18", "1700-02-28"),
    ],
)
def test_conversion_by_table(old: str, new: str) -> None:
    assert convert(old, "old", "new") == new
    assert convert(new, "new", "old") == old


def test_known_julian_days() -> None:
    assert julian_day("2000-01-01", "new") == 2451545
    assert julian_day("1918-02-14", "new") == julian_day("1918-02-01", "old") == CHANGE


@pytest.mark.parametrize("iso", ["1917-02-29", "1917-02", "1917"])
def test_what_is_no_day_has_no_julian_day(iso: str) -> None:
    with pytest.raises(ImpossibleDateError, match=f"'{iso}' is no date of the old calendar"):
        julian_day(iso, "old")


@given(DAYS)
def test_old_to_new_and_back_is_the_same_day(day: int) -> None:
    old = day_text(day, "old")
    assert possible(old, "old")
    assert convert(convert(old, "old", "new"), "new", "old") == old


@given(DAYS, DAYS, STYLES)
def test_order_is_kept(one: int, two: int, style: Style) -> None:
    assert (one < two) == (day_text(one, style) < day_text(two, style))
    assert julian_day(day_text(one, style), style) == one


@given(st.dates(datetime.date(2, 1, 1)))
def test_the_new_style_agrees_with_the_standard_library(date: datetime.date) -> None:
    # The standard library counts from 1 January 1, Julian day 1721426.
    assert julian_day(date.isoformat(), "new") == date.toordinal() + 1721425


@given(st.dates(datetime.date(1800, 3, 13), datetime.date(2099, 12, 31)))
def test_twelve_days_before_march_1900_and_thirteen_after(date: datetime.date) -> None:
    old = convert(date.isoformat(), "new", "old")
    shift = julian_day(old, "new") - date.toordinal() - 1721425 if old != "1900-02-29" else -12
    assert shift == (-12 if old < "1900-03-01" else -13)


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        (on("1917-03-01"), "1917-03-14", "1917-03-14"),
        (on("1917-02"), "1917-02-14", "1917-03-13"),
        (on("1900-02"), "1900-02-13", "1900-03-13"),
        (on("1917"), "1917-01-14", "1918-01-13"),
        (on("1917", style="new"), "1917-01-01", "1917-12-31"),
        (on("1917-03", "1917-05-05"), "1917-03-14", "1917-05-18"),
        (on("1917-03-02", ""), "1917-03-15", None),
        (on("", "1917"), None, "1918-01-13"),
    ],
)
def test_a_date_covers_its_month_or_year(
    date: HistoricalDate, first: str | None, last: str | None
) -> None:
    covered = interval(date)
    told = [day and day_text(day, "new") for day in (covered.first, covered.last)]
    assert told == [first, last]


def test_an_impossible_date_covers_nothing() -> None:
    with pytest.raises(ImpossibleDateError):
        interval(on("1917-02-30"))
    assert covered(on("1917-02-30")) is None
    assert interval(on("", "")) == covered(on("", "")) == Interval(None, None)


@pytest.mark.parametrize(
    ("date", "days"),
    [
        (on("1917-02-27", "1917-03-02"), 3),
        (on("1917-03-01"), 0),
        (on("1900-02-28", "1900-03-01"), 2),
        (on("1900-02-28", "1900-03-01", "new"), 1),
        (on("1917-02", "1917-03-02"), None),
        (on("1917-02-27", ""), None),
        (on("", "1917-02-27"), None),
    ],
)
def test_duration_in_days(date: HistoricalDate, days: int | None) -> None:
    assert duration(date) == days


@pytest.mark.parametrize(
    ("born", "then", "years"),
    [
        (on("1881-04-22"), on("1917-04-21"), (35, 35)),
        (on("1881-04-22"), on("1917-04-23"), (36, 36)),
        (on("1881-04-22"), on("1970-06-11", style="new"), (89, 89)),
        (on("1864"), on("1917-02-27"), (52, 53)),
        (on("1864-05", ""), on("1917"), None),
        (on("1864"), on("", "1917"), None),
    ],
)
def test_age(born: HistoricalDate, then: HistoricalDate, years: tuple[int, int] | None) -> None:
    assert age(born, then) == years


def dated(value: str, *dates: HistoricalDate) -> Fact:
    nothing = Text("")
    return Fact(
        id="x",
        shapes=(),
        question=nothing,
        text=nothing,
        sources=(),
        confidence="low",
        standing="accepted",
        origin=(),
        value=Value(date=value),
        dates=tuple(DatedEvent(nothing, date) for date in dates),
    )


@pytest.mark.parametrize(
    ("fact", "style", "circa"),
    [
        (dated("1917-03-01"), "old", False),
        (dated("1918-03-12"), "new", False),
        (dated("1881-05-04", on("1881-05-04", style="new")), "new", False),
        (dated("1900", on("1940", style="new"), on("1900")), "old", False),
        (dated("1900", on("1940", style="new"), on("1950")), "old", False),
        (dated("1900", on("1940", style="new")), "new", False),
        (dated("1900", HistoricalDate("1900", "1900", circa=True)), "old", True),
    ],
)
def test_a_value_has_the_calendar_that_its_fact_tells(
    fact: Fact, style: Style, circa: bool
) -> None:
    assert fact.value is not None
    assert value_date(fact) == HistoricalDate(fact.value.date, fact.value.date, style, circa)


def test_a_fact_without_a_date_as_value_has_none() -> None:
    assert value_date(dated("", on("1917"))) is None


@pytest.mark.parametrize(
    ("date", "language", "first", "said"),
    [
        (on("1917-03-01"), "en", "old", "1 March 1917 (Old Style) = 14 March 1917 (New Style)"),
        (on("1917-03-01"), "en", "new", "14 March 1917 (New Style) = 1 March 1917 (Old Style)"),
        (on("1917-03-01"), "ru", "old", "1 марта 1917 года по старому стилю (14 марта по новому)"),
        (on("1917-03-01"), "ru", "new", "14 марта 1917 года по новому стилю (1 марта по старому)"),
        (
            on("1917-12-25"),
            "ru",
            "old",
            "25 декабря 1917 года по старому стилю (7 января 1918 года по новому)",
        ),
        (on("1917-03"), "en", "old", "March 1917 (Old Style)"),
        (on("1917-03"), "ru", "new", "март 1917 года по старому стилю"),
        (on("1917"), "en", "old", "1917"),
        (on("1917"), "ru", "old", "1917 год"),
        (
            on("1917-03-02", "1917-05-05"),
            "en",
            "old",
            "from 2 March to 5 May 1917 (Old Style) = from 15 March to 18 May 1917 (New Style)",
        ),
        (
            on("1917-03-02", "1917-05-05"),
            "ru",
            "old",
            "со 2 марта по 5 мая 1917 года по старому стилю (с 15 марта по 18 мая по новому)",
        ),
        (
            on("1917-12-10", "1918-01-05"),
            "ru",
            "old",
            "с 10 декабря 1917 года по 5 января 1918 года по старому стилю"
            " (с 23 декабря 1917 года по 18 января 1918 года по новому)",
        ),
        (
            on("1917-02-27", ""),
            "en",
            "old",
            "from 27 February 1917 (Old Style) = 12 March 1917 (New Style)",
        ),
        (
            on("", "1917-05-05"),
            "ru",
            "old",
            "по 5 мая 1917 года по старому стилю (18 мая по новому)",
        ),
        (
            on("1917-03", "1917-07-25"),
            "en",
            "old",
            "from March 1917 (Old Style) to 25 July 1917 (Old Style) = 7 August 1917 (New Style)",
        ),
        (on("1917-03", "1917-05"), "ru", "old", "с марта по май 1917 года по старому стилю"),
        (on("1903", "1917"), "en", "old", "from 1903 to 1917"),
        (on("1903", "1917"), "ru", "old", "с 1903 по 1917 год"),
        (on("1903", ""), "ru", "old", "с 1903 года"),
        (on("1918-02-14", style="new"), "en", "old", "14 February 1918 (New Style)"),
        (on("1918-03-12", style="new"), "ru", "old", "12 марта 1918 года по новому стилю"),
        (on("1940-08-21", style="new"), "en", "old", "21 August 1940"),
        (on("1940-08", style="new"), "ru", "old", "август 1940 года"),
        (
            on("1918-02-13", style="new"),
            "en",
            "old",
            "31 January 1918 (Old Style) = 13 February 1918 (New Style)",
        ),
        (
            on("1818-05-05", style="new"),
            "en",
            "old",
            "23 April 1818 (Old Style) = 5 May 1818 (New Style)",
        ),
        (HistoricalDate("1884", "1884", circa=True), "en", "old", "about 1884"),
        (HistoricalDate("1884", "1884", circa=True), "ru", "old", "около 1884 года"),
        (
            HistoricalDate("1917-04", "1917-04", circa=True),
            "ru",
            "old",
            "около апреля 1917 года по старому стилю",
        ),
        (
            HistoricalDate("1903", "1905", circa=True),
            "en",
            "old",
            "approximately from 1903 to 1905",
        ),
        (
            HistoricalDate("1903", "1905", circa=True),
            "ru",
            "old",
            "приблизительно с 1903 по 1905 год",
        ),
    ],
)
def test_dates_in_words(date: HistoricalDate, language: Lang, first: Style, said: str) -> None:
    assert say(date, language, first) == said
