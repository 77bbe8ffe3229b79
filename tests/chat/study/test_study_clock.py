"""Hours in time zones: midnight, clocks that jump and go back, days that a zone skips."""

from __future__ import annotations

import datetime
from datetime import UTC
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ispolkom_bot.chat.study import clock
from ispolkom_bot.chat.study.clock import Plan

NINE = 9 * 60
ZONES = (
    "UTC",
    "Europe/Moscow",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Pacific/Apia",
    "Pacific/Kiritimati",
    "Australia/Lord_Howe",
    "America/St_Johns",
)


def at(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=UTC)


def stamp(text: str) -> int:
    return int(at(text).timestamp())


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("09:00", (540, "")),
        ("9", (540, "")),
        ("09:00 Europe/Moscow", (540, "Europe/Moscow")),
        ("9.30 europe/paris", (570, "Europe/Paris")),
        ("7:15 pm New York", (1155, "America/New_York")),
        ("12 am", (0, "")),
        ("12:30 pm", (750, "")),
        ("21:30 мск", (1290, "Europe/Moscow")),
        ("8:00 Петербург", (480, "Europe/Moscow")),
        ("8:00 UTC+3", (480, "Etc/GMT-3")),
        ("8:00 +0", (480, "UTC")),
        ("00:00 utc", (0, "UTC")),
        ("24:00", None),
        ("9:60", None),
        ("13 pm", None),
        ("0 am", None),
        ("9:00 Atlantis", None),
        ("morning", None),
        ("", None),
        ("9:00 ../etc/passwd", None),
    ],
)
def test_an_hour_is_read(text: str, read: tuple[int, str] | None) -> None:
    assert clock.parse_daily(text) == read


@pytest.mark.parametrize(
    ("after", "zone", "following"),
    [
        ("2026-11-22T05:59", "Europe/Moscow", "2026-11-22T06:00"),
        ("2026-11-22T06:00", "Europe/Moscow", "2026-11-23T06:00"),
        ("2028-02-28T12:00", "Europe/Moscow", "2028-02-29T06:00"),
        ("2026-12-31T23:00", "UTC", "2027-01-01T09:00"),
        ("2026-03-28T12:00", "Europe/Berlin", "2026-03-29T07:00"),
        ("2026-10-24T12:00", "Europe/Berlin", "2026-10-25T08:00"),
    ],
)
def test_the_next_time(after: str, zone: str, following: str) -> None:
    assert clock.next_time(at(after), NINE, zone) == at(following)


def test_an_hour_that_clocks_jump_over_comes_later_and_one_twice_comes_once() -> None:
    gap = clock.next_time(at("2026-03-28T12:00"), 150, "Europe/Berlin")
    assert gap == at("2026-03-29T01:30")
    assert gap.astimezone(ZoneInfo("Europe/Berlin")).hour == 3
    first = clock.next_time(at("2026-10-24T12:00"), 150, "Europe/Berlin")
    assert first == at("2026-10-25T00:30")
    assert clock.next_time(first, 150, "Europe/Berlin") == at("2026-10-26T01:30")


def test_a_day_that_a_zone_skipped_has_no_post() -> None:
    # Samoa had no 30 December 2011.
    before = clock.next_time(at("2011-12-29T00:00"), NINE, "Pacific/Apia")
    after = clock.next_time(before, NINE, "Pacific/Apia")
    days = [moment.astimezone(ZoneInfo("Pacific/Apia")).day for moment in (before, after)]
    assert days == [29, 31]


def test_a_late_start_catches_up_once_within_the_day() -> None:
    zone = "Europe/Moscow"
    early = clock.plan(at("2026-11-22T05:00"), NINE, zone, "2026-11-21")
    assert early == Plan("", stamp("2026-11-22T06:00"))
    on_time = clock.plan(at("2026-11-22T06:00"), NINE, zone, "2026-11-21")
    assert on_time == Plan("2026-11-22", stamp("2026-11-23T06:00"))
    late = clock.plan(at("2026-11-22T20:59"), NINE, zone, "2026-11-21")
    assert late == Plan("2026-11-22", stamp("2026-11-23T06:00"))
    too_late = clock.plan(at("2026-11-22T21:00"), NINE, zone, "2026-11-21")
    assert too_late == Plan("", stamp("2026-11-23T06:00"))
    again = clock.plan(at("2026-11-22T20:59"), NINE, zone, "2026-11-22")
    assert again == Plan("", stamp("2026-11-23T06:00"))
    weeks = clock.plan(at("2026-11-22T07:00"), NINE, zone, "2026-10-01")
    assert weeks.day == "2026-11-22"


def test_moving_west_does_not_post_a_day_twice() -> None:
    told = clock.plan(at("2026-11-22T01:00"), 0, "America/New_York", "2026-11-22")
    assert told == Plan("", stamp("2026-11-23T05:00"))


def test_a_subscription_begins_with_the_next_time() -> None:
    assert clock.first_plan(at("2026-11-22T05:00"), NINE, "Europe/Moscow") == Plan(
        "", stamp("2026-11-22T06:00")
    )
    assert clock.first_plan(at("2026-11-22T12:00"), NINE, "Europe/Moscow") == Plan(
        "2026-11-22", stamp("2026-11-23T06:00")
    )
    assert clock.first_plan(at("2026-11-22T05:00"), NINE, "Europe/Moscow", "2026-11-22") == Plan(
        "2026-11-22", stamp("2026-11-23T06:00")
    )


@given(
    start=st.datetimes(datetime.datetime(2010, 1, 1), datetime.datetime(2035, 1, 1)),  # noqa: DTZ001
    minute=st.integers(0, 1439),
    zone=st.sampled_from(ZONES),
    stops=st.lists(st.integers(0, 60 * 30), max_size=4),
)
def test_every_local_day_that_the_bot_is_up_in_is_posted_once(
    start: datetime.datetime, minute: int, zone: str, stops: list[int]
) -> None:
    """However long it sleeps: each day once, in order, never before its minute."""
    now = start.replace(tzinfo=UTC)
    begun = clock.first_plan(now, minute, zone)
    last, posted = begun.day, []
    moment = begun.next_at
    for late in (*stops, 0, 0, 0):
        now = max(now, datetime.datetime.fromtimestamp(moment, UTC)) + datetime.timedelta(
            minutes=late
        )
        plan = clock.plan(now, minute, zone, last)
        assert plan.next_at > now.timestamp()
        if plan.day:
            local = now.astimezone(ZoneInfo(zone))
            assert plan.day == local.date().isoformat() == clock.local_day(now, zone).isoformat()
            posted.append(plan.day)
            last = plan.day
        elif not late:
            assert plan.day, "woken in time"
        moment = plan.next_at
    assert posted == sorted(set(posted))
