"""Settings: what the environment decides."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from ispolkom_bot import settings
from ispolkom_bot.errors import SettingError, TokenError
from ispolkom_bot.settings import Secret, Settings, read, read_token, token_file

TOKEN: Final = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"  # noqa: S105 - made up
README = Path(__file__).parents[1] / "README.md"


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
    ("platform", "environ", "data"),
    [
        ("linux", {"HOME": "/home/x"}, "/home/x/.local/share/ispolkom-bot"),
        ("linux", {"HOME": "/home/x", "XDG_DATA_HOME": "/d"}, "/d/ispolkom-bot"),
        ("linux", {"HOME": "/home/x", "XDG_DATA_HOME": "d"}, "/home/x/.local/share/ispolkom-bot"),
        ("linux", {}, None),
        ("darwin", {"HOME": "/Users/x"}, "/Users/x/Library/Application Support/ispolkom-bot"),
        ("darwin", {}, None),
        ("win32", {"LOCALAPPDATA": "/L"}, "/L/ispolkom-bot/data"),
        ("win32", {"HOME": "/home/x"}, None),
        ("linux", {"HOME": "/home/x", "ISPOLKOM_DATA": "/mine"}, "/mine"),
    ],
)
def test_data_by_platform(platform: str, environ: dict[str, str], data: str | None) -> None:
    assert read(environ, platform).data == (Path(data) if data else None)


def test_a_relative_data_directory_stays_where_it_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert read({"ISPOLKOM_DATA": "here"}).data == tmp_path / "here"


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


def test_what_is_not_set_has_a_usual_value() -> None:
    blank = dict.fromkeys(
        ("ISPOLKOM_API_URL", "ISPOLKOM_RATE", "ISPOLKOM_OPERATOR", "ISPOLKOM_DATABASE"), " "
    )
    assert read({}, "linux") == read(blank, "linux") == Settings()


def test_what_is_set_is_taken() -> None:
    taken = read(
        {
            "ISPOLKOM_API_URL": "http://127.0.0.1:8081/bot",
            "ISPOLKOM_RATE": "0.5",
            "ISPOLKOM_OPERATOR": "-1001234567890",
            "ISPOLKOM_LOG": "Debug",
        }
    )
    assert taken.api_url == "http://127.0.0.1:8081/bot"
    assert (taken.rate, taken.operator, taken.log) == (0.5, -1001234567890, "debug")


@pytest.mark.parametrize(
    "url",
    [
        "https://api.telegram.org/bot",
        "http://[::1]:8081/bot",
        "https://gate.example/x/{token}/",
        "https://gate.example/x/bot{token}",
    ],
)
def test_addresses_as_ptb_takes_them(url: str) -> None:
    assert read({"ISPOLKOM_API_URL": url}).api_url == url


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(
            ("ISPOLKOM_API_URL", value)
            for value in (
                "api.telegram.org/bot",
                "ftp://x/bot",
                "http:///bot",
                "http://127.0.0.1:8081",
                "http://127.0.0.1:8081/bot/",
                "http://x/bot?y",
                "http://a b/bot",
                "http://me:pass@x/bot",
            )
        ),
        *(("ISPOLKOM_RATE", value) for value in ("fast", "0", "-1", "1e9", "nan", "inf", "1,5")),
        *(("ISPOLKOM_OPERATOR", value) for value in ("@me", "0", "1.5", "1" * 20)),
        *(("ISPOLKOM_LOG", value) for value in ("loud", "critical", "10")),
        *(
            ("ISPOLKOM_DATABASE", value)
            for value in ("mysql://x/y", "ispolkom.db", "sqlite://", "postgresql://")
        ),
    ],
)
def test_a_bad_value_is_named_with_a_remedy(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=rf"^{name}: [^\n]+ - [^\n]+$") as caught:
        read({name: value})
    assert caught.value.status == 2


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("postgres://u:secret@h/d", "postgresql+psycopg://u:secret@h/d"),
        ("postgresql://u:secret@h/d", "postgresql+psycopg://u:secret@h/d"),
        ("postgresql+psycopg://h/d", "postgresql+psycopg://h/d"),
        ("sqlite:////var/x.db", "sqlite:////var/x.db"),
    ],
)
def test_a_database_is_a_secret_address(value: str, address: str) -> None:
    taken = read({"ISPOLKOM_DATABASE": value})
    assert taken.database == Secret(address)
    assert "secret" not in repr(taken)


def test_a_refused_database_is_not_quoted() -> None:
    with pytest.raises(SettingError) as caught:
        read({"ISPOLKOM_DATABASE": "mysql://u:hush-hush@h/d"})
    assert "hush" not in str(caught.value)


def test_the_token_comes_from_the_variable_or_a_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n", "utf-8")
    assert read_token({"ISPOLKOM_TOKEN": f" {TOKEN}\n"}).reveal() == TOKEN
    named = {"ISPOLKOM_TOKEN_FILE": str(file)}
    assert read_token(named).reveal() == TOKEN
    assert (token_file(named), token_file({})) == (file, None)


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"ISPOLKOM_TOKEN": " "},
        *(
            {"ISPOLKOM_TOKEN": value}
            for value in (
                "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
                TOKEN.partition(":")[0],
                "0" + TOKEN,
                TOKEN + "!",
                TOKEN + " x",
                TOKEN * 3,
                f"bot{TOKEN}",
                "https://api.telegram.org/bot" + TOKEN,
                "１２３:абвгдеж",
            )
        ),
        {"ISPOLKOM_TOKEN_FILE": "/nowhere/token"},
        {"ISPOLKOM_TOKEN_FILE": "/"},
        {"ISPOLKOM_TOKEN_FILE": "a\0b"},
        {"ISPOLKOM_TOKEN": TOKEN, "ISPOLKOM_TOKEN_FILE": "/nowhere"},
    ],
)
def test_no_token_is_told_in_a_line_that_does_not_quote_it(environ: dict[str, str]) -> None:
    with pytest.raises(TokenError, match=r"^ISPOLKOM_TOKEN[^\n]+ - [^\n]+$") as caught:
        read_token(environ)
    assert caught.value.status == 3
    assert "HdqTcv" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe", b"two words"])
def test_a_file_without_a_token(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_bytes(content)
    with pytest.raises(TokenError, match=r"^ISPOLKOM_TOKEN_FILE: '.*token'"):
        read_token({"ISPOLKOM_TOKEN_FILE": str(file)})


def test_a_secret_shows_nothing() -> None:
    secret = Secret(TOKEN)
    shown = f"{secret} {secret!r} {[secret]} %s" % secret
    assert "HdqTcv" not in shown
    assert shown.count("Secret(...)") == 4
    assert secret == Secret(TOKEN)
    assert {secret, Secret(TOKEN), Secret("other")} == {secret, Secret("other")}
    assert secret != TOKEN


def test_a_bad_token_or_file_does_not_disturb_the_other_commands() -> None:
    assert read({"ISPOLKOM_TOKEN": "nonsense", "ISPOLKOM_TOKEN_FILE": "/nowhere"})


def test_the_table_in_the_readme_and_the_settings_are_in_step() -> None:
    assert settings.__file__
    read_here = set(
        re.findall(r'"(ISPOLKOM_\w+|NO_COLOR)"', Path(settings.__file__).read_text("utf-8"))
    )
    table = README.read_text("utf-8").partition("| setting | meaning |")[2].partition("\n\n")[0]
    documented = re.findall(r"^\| `(\w+)` \| .+ \|$", table, re.MULTILINE)
    assert len(documented) == len(set(documented)) == len(table.strip().splitlines()) - 1
    assert set(documented) == read_here
    assert len(read_here) >= 11
    defaults = Settings()
    assert f"(default: `{defaults.api_url}`)" in table
    assert f"(default: {defaults.rate:g}, " in table
    assert f"(default: `{defaults.log}`)" in table
