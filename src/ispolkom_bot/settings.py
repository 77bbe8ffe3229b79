"""What the environment decides, read and validated once; the only reader of `os.environ`.

The README's table says what each variable means; a test keeps the two in step.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, Literal, TypeVar, cast, get_args

from msgspec import Struct

from ispolkom_bot.errors import SettingError, TokenError

Level = Literal["debug", "info", "warning", "error"]
_T = TypeVar("_T")
_NAME = "ispolkom-bot"
_API_URL: Final = "https://api.telegram.org/bot"
_RATE, _LOWEST_RATE, _HIGHEST_RATE = 30.0, 0.1, 1000.0
_LONGEST_TOKEN = 80
_TOKEN = re.compile(r"[1-9][0-9]{0,15}:[A-Za-z0-9_-]{3,}")
_ADDRESS = re.compile(r"https?://[^\s/?#@]+(/[^\s?#]*)?")
_WHERE_TOKENS_COME_FROM = "@BotFather gives one (/newbot or /token)"


class Secret:
    """A text that no repr, log or traceback shows; only `reveal` does."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself, for the one who must send it."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(...)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)


class Settings(Struct, frozen=True, kw_only=True):
    """The settings; a directory is None where nothing is set and no home is known.

    That a directory can be written is not asked here. `knowledge` None is the bundled base;
    `database` None is a file in `data`, else an address that may hold a password; `rate` is in
    messages a second; `operator` is the chat that is told of faults in the base.
    """

    knowledge: Path | None = None
    cache: Path | None = None
    colour: bool = True
    data: Path | None = None
    database: Secret | None = None
    api_url: str = _API_URL
    rate: float = _RATE
    operator: int | None = None
    log: Level = "info"


def read(
    environ: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
    knowledge: str | None = None,
) -> Settings:
    """The settings of an environment; `knowledge` (the option) goes before the variable.

    Raises SettingError where a value can't be used.
    """
    return Settings(
        knowledge=_knowledge(environ, knowledge),
        cache=_cache(environ, platform),
        colour=not environ.get("NO_COLOR") and environ.get("TERM") != "dumb",
        data=_data(environ, platform),
        database=_set(environ, "ISPOLKOM_DATABASE", _database, None),
        api_url=_set(environ, "ISPOLKOM_API_URL", _api_url, _API_URL),
        rate=_set(environ, "ISPOLKOM_RATE", _rate, _RATE),
        operator=_set(environ, "ISPOLKOM_OPERATOR", _operator, None),
        log=_set(environ, "ISPOLKOM_LOG", _level, "info"),
    )


def read_token(environ: Mapping[str, str] = os.environ) -> Secret:
    """The bot's token; raises TokenError, which never holds what was found."""
    text = environ.get("ISPOLKOM_TOKEN", "").strip()
    file = token_file(environ)
    if text and file:
        raise TokenError("ISPOLKOM_TOKEN and ISPOLKOM_TOKEN_FILE are both set - unset one of them")
    where = "ISPOLKOM_TOKEN"
    if file:
        where = f"ISPOLKOM_TOKEN_FILE: {str(file)!r}"
        text = _token_in(file)
    if not text:
        wrong = "holds no token" if file else "is not set, nor ISPOLKOM_TOKEN_FILE"
        raise TokenError(f"{where} {wrong} - {_WHERE_TOKENS_COME_FROM}")
    if len(text) > _LONGEST_TOKEN or not _TOKEN.fullmatch(text):
        raise TokenError(
            f"{where}: a token is a number, a colon and some 35 letters, digits, _ and -; this is"
            f" none ({len(text)} characters) - copy it again, whole: {_WHERE_TOKENS_COME_FROM}"
        )
    return Secret(text)


def token_file(environ: Mapping[str, str] = os.environ) -> Path | None:
    """The file that the token is read from, if it is read from one."""
    file = environ.get("ISPOLKOM_TOKEN_FILE", "")
    return _path(file, "ISPOLKOM_TOKEN_FILE") if file else None


def directory(value: str, where: str, remedy: str) -> Path:
    """`value` as a directory that exists; raises SettingError, which names `where` it stood."""
    path = _path(value, where)
    try:
        found = bool(value) and path.is_dir()
    except (OSError, ValueError) as fault:
        raise SettingError(f"{where}: {value!r} can't be read: {fault} - {remedy}") from fault
    if not found:
        raise SettingError(f"{where}: {value!r} is no directory - {remedy}")
    return path


def _set(environ: Mapping[str, str], name: str, parse: Callable[[str, str], _T], default: _T) -> _T:
    value = environ.get(name, "").strip()
    return parse(value, name) if value else default


def _api_url(value: str, where: str) -> str:
    found = _ADDRESS.fullmatch(value)
    if not found:
        raise SettingError(f"{where}: {value!r} is no http address - write it like {_API_URL}")
    if not found[1] or (found[1].endswith("/") and "{token}" not in value):
        raise SettingError(
            f"{where}: the token is put right behind {value!r} - end it like {_API_URL}"
        )
    return value


def _rate(value: str, where: str) -> float:
    try:
        rate = float(value)
    except ValueError:
        rate = 0.0
    if not _LOWEST_RATE <= rate <= _HIGHEST_RATE:
        raise SettingError(
            f"{where}: {value!r} - messages a second are a number from {_LOWEST_RATE:g} to"
            f" {_HIGHEST_RATE:g}; {_RATE:g} is what Telegram allows"
        )
    return rate


def _operator(value: str, where: str) -> int:
    if not re.fullmatch(r"-?[1-9][0-9]{0,15}", value):
        raise SettingError(f"{where}: {value!r} is no chat id - ids are whole numbers, or unset it")
    return int(value)


def _level(value: str, where: str) -> Level:
    level = value.lower()
    if level not in get_args(Level):
        raise SettingError(f"{where}: {value!r} - choose one of {', '.join(get_args(Level))}")
    return cast("Level", level)


def _token_in(file: Path) -> str:
    try:
        with file.open(encoding="utf-8") as lines:
            return lines.read(4096).strip()
    except (OSError, ValueError) as fault:
        reason = fault.strerror if isinstance(fault, OSError) and fault.strerror else "no text"
        raise TokenError(
            f"ISPOLKOM_TOKEN_FILE: {str(file)!r} can't be read: {reason} - name a file that holds"
            " nothing but the token"
        ) from None


def _database(value: str, where: str) -> Secret:
    scheme, _, rest = value.partition("://")
    if scheme in {"postgres", "postgresql"}:
        scheme = "postgresql+psycopg"
    if scheme not in {"sqlite", "postgresql+psycopg"} or not rest:
        raise SettingError(
            f"{where}: this is no address of a database - write sqlite:////path/to/file or"
            " postgresql://user:password@host/name"
        )
    return Secret(f"{scheme}://{rest}")


def _knowledge(environ: Mapping[str, str], option: str | None) -> Path | None:
    if option is not None:
        return directory(option, "--knowledge", "name the directory of a base")
    if value := environ.get("ISPOLKOM_KNOWLEDGE"):
        return directory(value, "ISPOLKOM_KNOWLEDGE", "name the directory of a base, or unset it")
    return None


def _path(value: str, where: str) -> Path:
    try:
        return Path(value).expanduser()
    except RuntimeError as fault:
        raise SettingError(f"{where}: {value!r} has no home - write the path out") from fault


def _cache(environ: Mapping[str, str], platform: str) -> Path | None:
    if value := environ.get("ISPOLKOM_CACHE"):
        return _path(value, "ISPOLKOM_CACHE")
    if platform == "win32":
        local = environ.get("LOCALAPPDATA", "")
        return Path(local) / _NAME / "cache" if local else None
    home = environ.get("HOME", "")
    if platform == "darwin":
        return Path(home) / "Library" / "Caches" / _NAME if home else None
    return _user_directory(environ, "XDG_CACHE_HOME", ".cache")


def _data(environ: Mapping[str, str], platform: str) -> Path | None:
    if value := environ.get("ISPOLKOM_DATA"):
        return _path(value, "ISPOLKOM_DATA").absolute()
    if platform == "win32":
        local = environ.get("LOCALAPPDATA", "")
        return Path(local) / _NAME / "data" if local else None
    home = environ.get("HOME", "")
    if platform == "darwin":
        return Path(home) / "Library" / "Application Support" / _NAME if home else None
    return _user_directory(environ, "XDG_DATA_HOME", ".local/share")


def _user_directory(environ: Mapping[str, str], variable: str, usual: str) -> Path | None:
    """This program's directory as the XDG base directories have it."""
    chosen, home = environ.get(variable, ""), environ.get("HOME", "")
    if chosen and Path(chosen).is_absolute():
        return Path(chosen) / _NAME
    return Path(home) / usual / _NAME if home else None
