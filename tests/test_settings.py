"""Settings: what the environment decides."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ispolkom_bot import settings
from ispolkom_bot.errors import SettingError
from ispolkom_bot.settings import read


@pytest.mark.parametrize(
    ("platform", "environ", "cache"),
    [
        ("linux", {"HOME": "/home/x"}, "/home/x/.cache/ispolkom-bot"),
        ("linux", {"HOME": "/home/x", "XDG_CACHE_HOME": "/c"}, "/c/ispolkom-bot"),
        ("linux", {"HOME": "/home/x", "XDG_CACHE_HOME": "c"}, "/home/x/.cache/ispolkom-bot"),
        ("linux", {}, None),
        ("darwin", {"HOME": "/Users/x"}, "/Users/x/Library/Caches/ispolkom-bot"),
        ("darwin", {}, None),
        ("win32", {"LOCALAPPDATA": "/L"}, "/L/ispolkom-bot/cache"),
        ("win32", {"HOME": "/home/x"}, None),
        ("linux", {"HOME": "/home/x", "ISPOLKOM_CACHE": "/mine"}, "/mine"),
        ("linux", {"HOME": "/home/x", "ISPOLKOM_CACHE": ""}, "/home/x/.cache/ispolkom-bot"),
    ],
)
def test_cache_by_platform(platform: str, environ: dict[str, str], cache: str | None) -> None:
    assert read(environ, platform).cache == (Path(cache) if cache else None)


@pytest.mark.parametrize(
    ("environ", "colour"),
    [
        ({}, True),
        ({"TERM": "xterm"}, True),
        ({"NO_COLOR": ""}, True),
        ({"NO_COLOR": "0"}, False),
        ({"TERM": "dumb"}, False),
    ],
)
def test_colour(environ: dict[str, str], colour: bool) -> None:
    assert read(environ).colour is colour


def test_knowledge_comes_from_the_option_then_the_variable_then_the_program(
    tmp_path: Path,
) -> None:
    mine, other = tmp_path / "mine", tmp_path / "other"
    mine.mkdir()
    other.mkdir()
    assert read({}).knowledge is None
    assert read({"ISPOLKOM_KNOWLEDGE": ""}).knowledge is None
    assert read({"ISPOLKOM_KNOWLEDGE": str(mine)}).knowledge == mine
    assert read({"ISPOLKOM_KNOWLEDGE": str(mine)}, knowledge=str(other)).knowledge == other
    assert read({"ISPOLKOM_KNOWLEDGE": "/nowhere"}, knowledge=str(other)).knowledge == other


@pytest.mark.parametrize("value", ["/nowhere/at/all", __file__, "~nobody-at-all/x", "x" * 5000])
def test_a_bad_directory_is_named_with_its_setting_and_a_remedy(value: str) -> None:
    with pytest.raises(SettingError, match=r"^ISPOLKOM_KNOWLEDGE: .* - "):
        read({"ISPOLKOM_KNOWLEDGE": value})


@pytest.mark.parametrize("value", ["", "a\0b"])
def test_a_bad_option_is_named_too(value: str) -> None:
    with pytest.raises(SettingError, match=r"^--knowledge: .* - name the directory"):
        read({}, knowledge=value)


def test_every_variable_that_is_read_is_documented() -> None:
    assert settings.__file__
    assert settings.__doc__
    code = Path(settings.__file__).read_text("utf-8").replace(settings.__doc__, "")
    ours = set(re.findall(r'"(ISPOLKOM_\w+|NO_COLOR)"', code))
    assert ours == {"ISPOLKOM_KNOWLEDGE", "ISPOLKOM_CACHE", "NO_COLOR"}
    assert all(name in settings.__doc__ for name in ours)
