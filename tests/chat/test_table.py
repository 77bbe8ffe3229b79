"""The table of commands, as help pages and menus need it."""

from __future__ import annotations

import re

import pytest

from ispolkom_bot.chat.menu import COMMANDS, OTHER_NAMES, Surface, menu, usages
from ispolkom_bot.model import LANGUAGES, Lang

LONGEST = 256
"""Signs of a description in Telegram's menu."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("where", ["private", "group", "console"])
def test_a_menu_fits_telegram(language: Lang, where: Surface) -> None:
    shown = menu(language, where)
    assert 8 <= len(shown) <= 100
    assert len({name for name, _ in shown}) == len(shown)
    for name, does in shown:
        assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
        assert 3 <= len(does) <= LONGEST
        assert does[0].islower()
        assert not does.endswith(".")


def test_every_command_is_described_in_both_languages() -> None:
    for command in COMMANDS.values():
        assert command.does.en
        assert command.does.ru
        assert re.search("[а-я]", command.does.ru)
        assert not re.search("[а-яё]", command.does.en)


def test_leaving_and_the_trace_belong_to_the_console() -> None:
    names = {where: {name for name, _ in menu("en", where)} for where in ("private", "group")}
    assert not names["private"] & {"quit", "explain", "start"}
    assert not names["group"] & {"quit", "explain", "start"}
    assert {"quit", "explain"} <= {name for name, _ in menu("en", "console")}


def test_a_usage_says_what_may_follow() -> None:
    assert usages("en", "private")["/timeline [TOPIC]"] == COMMANDS["timeline"].does.en
    assert usages("ru", "private")["/date ДЕНЬ"] == COMMANDS["date"].does.ru


def test_russian_has_a_name_for_every_command() -> None:
    named = {command for name, command in OTHER_NAMES.items() if re.search("[а-я]", name)}
    assert named == set(COMMANDS)
    assert not any("ё" in name for name in OTHER_NAMES), "names are compared with ё folded"
