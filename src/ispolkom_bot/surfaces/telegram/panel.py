"""The settings of a group or a person as a message with buttons; each button says what comes."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Final

from ispolkom_bot.model import Lang, Style, Text
from ispolkom_bot.render.html import Button, Page, lines_page
from ispolkom_bot.storage.values import ChatSettings
from ispolkom_bot.surfaces.telegram.changes import DAY, Change, Field
from ispolkom_bot.surfaces.telegram.manners import USUAL_ZONE, clock_time, zone

_HOUR: Final = 60
_USUAL: Final = (22 * _HOUR, 7 * _HOUR)
ZONES: Final = (
    "America/Los_Angeles",
    "America/Denver",
    "America/Chicago",
    "America/New_York",
    "America/Sao_Paulo",
    "UTC",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Kyiv",
    "Europe/Moscow",
    "Asia/Yekaterinburg",
    "Asia/Novosibirsk",
    "Asia/Vladivostok",
)
"""Zones that the buttons step through, from west to east; `/settings` can name any other."""

OF_GROUP: Final = Text("Settings of this group", "Настройки этой группы")
OF_PERSON: Final = Text("Your settings", "Ваши настройки")
LANGUAGE: Final[dict[Lang | None, Text]] = {
    None: Text("As the question", "Как в вопросе"),
    "en": Text("English", "English"),
    "ru": Text("Русский", "Русский"),
}
CALENDAR: Final[dict[Style, Text]] = {
    "old": Text("Old Style first", "Сначала старый стиль"),
    "new": Text("New Style first", "Сначала новый стиль"),
}
QUIET: Final = {
    "off": Text("With sound and buttons", "Со звуком и кнопками"),
    "on": Text("Quietly, the bare answer", "Тихо, только ответ"),
}
EVERYWHERE: Final = Text("In every topic", "Во всех темах")
HERE: Final = Text("In this topic alone", "Только в этой теме")
ELSEWHERE: Final = Text("I answer in one other topic.", "Я отвечаю в одной другой теме.")
HOURS: Final = Text(
    "Quiet hours: {start}–{end}, {zone} (there it is {now} now).",
    "Тихие часы: {start}–{end}, {zone} (там сейчас {now}).",
)
NO_HOURS: Final = Text("No quiet hours", "Без тихих часов")
SET_HOURS: Final = Text("Quiet hours {start}–{end}", "Тихие часы {start}–{end}")
BEGIN: Final = Text("from {time}", "с {time}")
END: Final = Text("until {time}", "до {time}")
ANY_ZONE: Final = Text(
    "Another time zone: /settings Europe/Paris", "Другой часовой пояс: /settings Europe/Paris"
)

_Row = tuple[Button, ...]


def of_person(settings: ChatSettings, language: Lang) -> Page:
    """What a person may choose."""
    rows = (_languages(settings, language), _calendars(settings, language))
    return lines_page((OF_PERSON.say(language),), language=language, rows=rows)


def of_group(settings: ChatSettings, language: Lang, topic: int | None, now: float) -> Page:
    """What a group's administrators may choose; `topic` is where the panel stands in a forum."""
    rows = [_languages(settings, language), _calendars(settings, language)]
    rows += [_quiet(settings, language)]
    lines = [OF_GROUP.say(language)]
    if topic is not None:
        rows.append(_topics(settings, language, topic))
        if settings.topic not in {None, topic}:
            lines.append(ELSEWHERE.say(language))
    told, moves = _hours(settings, language, now)
    return lines_page((*lines, *told), language=language, rows=(*rows, *moves))


def _languages(settings: ChatSettings, language: Lang) -> _Row:
    told = ((said, code or "", code == settings.language) for code, said in LANGUAGE.items())
    return _choices("language", language, told)


def _calendars(settings: ChatSettings, language: Lang) -> _Row:
    first = settings.calendar or "old"
    return _choices("calendar", language, ((said, s, s == first) for s, said in CALENDAR.items()))


def _quiet(settings: ChatSettings, language: Lang) -> _Row:
    now = "on" if settings.quiet else "off"
    return _choices("quiet", language, ((said, s, s == now) for s, said in QUIET.items()))


def _topics(settings: ChatSettings, language: Lang, topic: int) -> _Row:
    told = (
        (EVERYWHERE, "", settings.topic is None),
        (HERE, str(topic), settings.topic == topic),
    )
    return _choices("topic", language, told)


def _hours(
    settings: ChatSettings, language: Lang, now: float
) -> tuple[tuple[str, ...], tuple[_Row, ...]]:
    """What is said of quiet hours, and the buttons that move their ends and their zone."""
    start, end = settings.quiet_from, settings.quiet_to
    if start is None or end is None:
        usual = SET_HOURS.say(language).format(**_times(*_USUAL))
        return (), ((_hours_button(language, usual, *_USUAL),),)
    there = datetime.datetime.fromtimestamp(now, zone(settings))
    name = settings.zone or USUAL_ZONE
    told = HOURS.say(language).format(**_times(start, end), zone=name, now=f"{there:%H:%M}")
    rows = (
        tuple(_begin(language, moved, end) for moved in _beside(start) if moved != end),
        tuple(_end(language, start, moved) for moved in _beside(end) if moved != start),
        tuple(_button("zone", language, other, other) for other in _next_zones(name)),
        (_button("hours", language, NO_HOURS.say(language), ""),),
    )
    return (told, ANY_ZONE.say(language)), rows


def _begin(language: Lang, start: int, end: int) -> Button:
    said = BEGIN.say(language).format(time=clock_time(start))
    return _hours_button(language, said, start, end)


def _end(language: Lang, start: int, end: int) -> Button:
    said = END.say(language).format(time=clock_time(end))
    return _hours_button(language, said, start, end)


def _beside(minute: int) -> tuple[int, int]:
    return (minute - _HOUR) % DAY, (minute + _HOUR) % DAY


def _next_zones(name: str) -> list[str]:
    """The zones beside a zone; beside the usual one where it is not on the list."""
    place = ZONES.index(name if name in ZONES else USUAL_ZONE)
    return [ZONES[n] for n in (place - 1, place + 1) if 0 <= n < len(ZONES)]


def _times(start: int, end: int) -> dict[str, str]:
    return {"start": clock_time(start), "end": clock_time(end)}


def _choices(field: Field, language: Lang, told: Iterable[tuple[Text, str, bool]]) -> _Row:
    return tuple(
        _button(field, language, f"✓ {said.say(language)}" if now else said.say(language), value)
        for said, value, now in told
    )


def _hours_button(language: Lang, said: str, start: int, end: int) -> Button:
    return _button("hours", language, said, f"{start}-{end}")


def _button(field: Field, language: Lang, said: str, value: str) -> Button:
    return Button(said, Change(language, field, value).data)
