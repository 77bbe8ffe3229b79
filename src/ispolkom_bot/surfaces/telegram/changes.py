"""What a button of the settings sends, and what becomes of the settings when it is pressed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, cast, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct
from msgspec.structs import replace

from ispolkom_bot.model import LANGUAGES, STYLES, Lang
from ispolkom_bot.storage.values import ChatSettings

Field = Literal["language", "calendar", "quiet", "topic", "hours", "zone"]
DAY: Final = 24 * 60
"""Minutes."""
_NOTHING: Final = "-"
_LETTERS: Final[dict[str, Lang]] = {"e": "en", "r": "ru"}


class Change(Struct, frozen=True):
    """One wish about the settings; `language` is that of the panel with the button."""

    language: Lang
    field: Field
    value: str

    @property
    def data(self) -> str:
        """What the button sends: `ge:hours:1320-420`."""
        return f"g{self.language[0]}:{self.field}:{self.value or _NOTHING}"


def changed(data: str) -> Change | None:
    """What a button of the settings meant; None if it can't come from one."""
    head, _, rest = data.partition(":")
    field, _, value = rest.partition(":")
    language = _LETTERS.get(head[1:])
    if head[:1] != "g" or language is None or field not in get_args(Field):
        return None
    return Change(language, cast("Field", field), "" if value == _NOTHING else value)


def applied(settings: ChatSettings, change: Change) -> ChatSettings | None:
    """The settings after a change; None where its value is none that could be meant."""
    return _APPLY[change.field](settings, change.value)


def minutes(value: str) -> tuple[int, int] | None:
    """Two minutes of the day, written "1320-420"."""
    start, _, end = value.partition("-")
    if not all(part.isascii() and part.isdecimal() and len(part) <= 4 for part in (start, end)):
        return None
    told = int(start), int(end)
    return told if max(told) < DAY else None


def known_zone(name: str) -> bool:
    """Whether a time zone has this name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _language(settings: ChatSettings, value: str) -> ChatSettings | None:
    chosen = next((language for language in LANGUAGES if language == value), None)
    return None if value and chosen is None else replace(settings, language=chosen)


def _calendar(settings: ChatSettings, value: str) -> ChatSettings | None:
    chosen = next((style for style in STYLES if style == value), None)
    return None if chosen is None else replace(settings, calendar=chosen)


def _quiet(settings: ChatSettings, value: str) -> ChatSettings | None:
    return replace(settings, quiet=value == "on") if value in {"on", "off"} else None


def _topic(settings: ChatSettings, value: str) -> ChatSettings | None:
    if not value:
        return replace(settings, topic=None)
    known = value.isascii() and value.isdecimal() and len(value) < 16
    return replace(settings, topic=int(value)) if known else None


def _hours(settings: ChatSettings, value: str) -> ChatSettings | None:
    if not value:
        return replace(settings, quiet_from=None, quiet_to=None)
    told = minutes(value)
    return replace(settings, quiet_from=told[0], quiet_to=told[1]) if told else None


def _zone(settings: ChatSettings, value: str) -> ChatSettings | None:
    return replace(settings, zone=value) if known_zone(value) else None


_APPLY: Final[dict[Field, Callable[[ChatSettings, str], ChatSettings | None]]] = {
    "language": _language,
    "calendar": _calendar,
    "quiet": _quiet,
    "topic": _topic,
    "hours": _hours,
    "zone": _zone,
}
