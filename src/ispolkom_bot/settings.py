"""What the environment decides, read and validated once; the only reader of `os.environ`.

ISPOLKOM_KNOWLEDGE  directory of another fact base than the one that came with the program
ISPOLKOM_CACHE      directory for the compiled base and the console's history
NO_COLOR            if set to anything, no colours (TERM=dumb has none either)
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from ispolkom_bot.errors import SettingError

_NAME = "ispolkom-bot"


class Settings(Struct, frozen=True):
    """The settings; None is the bundled base, or no directory that could hold a cache.

    That the cache can be written is not asked here: without it the program is slower, not broken.
    """

    knowledge: Path | None
    cache: Path | None
    colour: bool


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
    )


def _knowledge(environ: Mapping[str, str], option: str | None) -> Path | None:
    if option is not None:
        return directory(option, "--knowledge", "name the directory of a base")
    if value := environ.get("ISPOLKOM_KNOWLEDGE"):
        return directory(value, "ISPOLKOM_KNOWLEDGE", "name the directory of a base, or unset it")
    return None


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
    chosen = environ.get("XDG_CACHE_HOME", "")
    if chosen and Path(chosen).is_absolute():
        return Path(chosen) / _NAME
    return Path(home) / ".cache" / _NAME if home else None
