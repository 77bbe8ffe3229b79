"""Hours of the day in time zones: reading them, and when each day has them.

A day has its hour once: where clocks jump over it, it comes as much later as they jump; where
they go back, the first of two counts; a day that a zone skips has none.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from msgspec import Struct

from ispolkom_bot.language.normalise import fold

_HOUR: Final = 60
_TIME: Final = re.compile(
    r"(\d{1,2})(?:[:.h](\d\d))?\s*(am|pm|a\.m\.|p\.m\.)?(?=\s|$)\s*(.*)", re.DOTALL
)
_OFFSET: Final = re.compile(r"(?:utc|gmt)?\s*([+-])(\d{1,2})(?::?00)?")
_PLACES: Final[dict[str, str]] = {
    name: zone
    for zone, names in {
        "Europe/Moscow": "москва мск msk петербург спб питер санкт-петербург petersburg petrograd "
        "saint-petersburg st-petersburg петроград",
        "Europe/Kyiv": "киев київ kiev",
        "Europe/Minsk": "минск",
        "Europe/Kaliningrad": "калининград",
        "Europe/Samara": "самара",
        "Asia/Yekaterinburg": "екатеринбург ekaterinburg",
        "Asia/Omsk": "омск",
        "Asia/Novosibirsk": "новосибирск",
        "Asia/Krasnoyarsk": "красноярск",
        "Asia/Irkutsk": "иркутск",
        "Asia/Vladivostok": "владивосток",
        "Asia/Almaty": "алматы алма-ата",
        "Asia/Tashkent": "ташкент",
        "Asia/Tbilisi": "тбилиси",
        "Asia/Yerevan": "ереван",
        "Asia/Baku": "баку",
        "Europe/London": "лондон",
        "Europe/Paris": "париж",
        "Europe/Berlin": "берлин",
        "America/New_York": "нью-йорк",
        "UTC": "utc gmt z гринвич",
    }.items()
    for name in names.split()
}
"""Cities by names that the time zone database doesn't have."""
_LONGEST: Final = 64


class Plan(Struct, frozen=True):
    """What is due by now: the local day (ISO) to post for, or ""; and when to look again."""

    day: str
    next_at: int


def parse_daily(text: str) -> tuple[int, str] | None:
    """The minute of the day and the zone that a text names: "09:00 Europe/Moscow".

    The zone is "" where none is named; None where the text is no hour, or its zone unknown.
    """
    found = _TIME.fullmatch(text.strip().casefold())
    if not found:
        return None
    hour, minute, half, place = int(found[1]), int(found[2] or 0), found[3], found[4]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if hour > 23 or minute > 59:
        return None
    zone = known_zone(place) if place else ""
    return None if place and not zone else (hour * _HOUR + minute, zone)


def known_zone(text: str) -> str:
    """The IANA name of a zone, of a city in one, or of "UTC+3"; "" if it is none."""
    name = fold(text).strip(" .,").casefold().replace(" ", "_")[:_LONGEST]
    if zone := _PLACES.get(name.replace("_", "-")):
        return zone
    if offset := _OFFSET.fullmatch(name.replace("_", "")):
        sign = "-" if offset[1] == "+" else "+"  # Etc/GMT-3 is three hours east
        name = f"etc/gmt{sign}{int(offset[2])}" if int(offset[2]) else "utc"
    return _zones().get(name, "")


def local_day(now: datetime.datetime, zone: str) -> datetime.date:
    """The day that it is in a zone at a moment."""
    return now.astimezone(_zone(zone)).date()


def next_time(after: datetime.datetime, minute: int, zone: str) -> datetime.datetime:
    """The first moment after another at which a zone's clocks show that minute, in UTC."""
    return next(moment for _, moment in _moments(after, minute, zone) if moment > after)


def plan(now: datetime.datetime, minute: int, zone: str, last_day: str) -> Plan:
    """Whether today's post is due, and when to look next.

    It is due from its minute to the end of the local day, once: not where the last day posted
    for is today or, in a zone now left, later.
    """
    today = local_day(now, zone).isoformat()
    due = ""
    for day, moment in _moments(now, minute, zone):
        if moment > now and day > last_day:
            return Plan(due, int(moment.timestamp()))
        if moment <= now and last_day < day == today:
            due = day
    raise AssertionError  # days don't end


def first_plan(now: datetime.datetime, minute: int, zone: str, last_day: str = "") -> Plan:
    """What to keep of a new subscription: the day that counts as posted for, the next moment.

    Where today's minute is past, tomorrow's post is the first.
    """
    begun = plan(now, minute, zone, last_day)
    return Plan(max(begun.day, last_day), begun.next_at)


def _moments(
    around: datetime.datetime, minute: int, zone: str
) -> Iterator[tuple[str, datetime.datetime]]:
    """The local days (ISO) from the day before a moment on, with the moment of the minute."""
    there = _zone(zone)
    first = around.astimezone(there).date() - datetime.timedelta(days=1)
    hour = datetime.time(*divmod(minute, _HOUR))
    day = first
    while True:
        wall = datetime.datetime.combine(day, hour, there)
        moment = wall.astimezone(datetime.UTC)
        if moment.astimezone(there).date() == day:
            yield day.isoformat(), moment
        day += datetime.timedelta(days=1)


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    """Every zone by its name and, where that is clear, by its city, in small letters."""
    names = sorted(available_timezones())
    cities: dict[str, list[str]] = {}
    for name in names:
        if "/" in name and not name.startswith(("Etc/", "posix/", "right/", "SystemV/", "US/")):
            cities.setdefault(name.rpartition("/")[2].casefold(), []).append(name)
    clear = {city: found[0] for city, found in cities.items() if len(found) == 1}
    return {**clear, **{name.casefold(): name for name in names}}


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
