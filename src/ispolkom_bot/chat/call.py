"""A command as it was given: who gave it where, and what followed its name."""

from __future__ import annotations

import datetime
from typing import Final

from msgspec import Struct

from ispolkom_bot.chat.memory import Memory
from ispolkom_bot.chat.menu import Surface
from ispolkom_bot.engine import Engine
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.model import Lang, Text

_LONGEST_ECHO: Final = 40


class Call(Struct, frozen=True):
    """A command with all that it may need; `today` is New Style."""

    engine: Engine
    memory: Memory
    argument: str
    today: datetime.date
    where: Surface

    @property
    def base(self) -> Compiled:
        """The base that the engine answers from."""
        return self.engine.base

    @property
    def language(self) -> Lang:
        """The language in which the chat itself speaks."""
        return self.memory.speaks

    def tell(self, text: Text, **blanks: object) -> str:
        """A phrase in the language of the chat, its blanks filled."""
        return text.say(self.language).format(**blanks)

    @property
    def echo(self) -> str:
        """What followed the command, fit to be shown."""
        return echo(self.argument)


def echo(text: str) -> str:
    """What somebody typed, fit to be shown: no control signs, not too long."""
    return "".join(filter(str.isprintable, text))[:_LONGEST_ECHO]
