"""The messages of the base and the code that says them know each other."""

from __future__ import annotations

import re
from pathlib import Path

import ispolkom_bot
from ispolkom_bot.engine import Engine
from ispolkom_bot.model import LANGUAGES

USED = re.compile(r'messages(?:\[[a-z.]+\])?\[\s*"([a-z-]+)"\s*\]')


def test_every_message_that_is_said_is_in_the_base(engine: Engine) -> None:
    sources = Path(ispolkom_bot.__file__).parent.rglob("*.py")
    used = {key for path in sources for key in USED.findall(path.read_text("utf-8"))}
    assert len(used) >= 20
    for language in LANGUAGES:
        assert used <= set(engine.base.messages[language])


def test_the_messages_of_lists_name_their_blanks(engine: Engine) -> None:
    for language in LANGUAGES:
        messages = engine.base.messages[language]
        assert messages["part-of"].format(first=1, last=2, count=3)
        assert messages["next-page"].format(first=1, last=2, count=3)
        for key in ("more-of", "timeline-of"):
            assert "zzz" in messages[key].format(name="zzz")
        for key in ("day-of", "day-other", "day-nothing"):
            assert "zzz" in messages[key].format(date="zzz")
        assert messages["old"] in messages["reading-style"].format(style=messages["old"])
