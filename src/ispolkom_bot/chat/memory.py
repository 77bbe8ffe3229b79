"""What a conversation remembers between two lines, and what comes of one line."""

from __future__ import annotations

from msgspec import Struct, field

from ispolkom_bot.chat.study.desk import Desk
from ispolkom_bot.engine import Context, Reply
from ispolkom_bot.model import Answer, Lang, Offer, Style


class Memory(Struct, frozen=True):
    """What one conversation remembers between two lines.

    `language` is what `/lang` set, None for the language of each question; `spoken` is the
    language of the last answer; `first` the calendar that date lines name first; `offered` are
    the questions that a number picks; `more` is where "more" goes on: a fact or a page;
    `desk` is what lies there of studying.
    """

    context: Context = field(default_factory=Context)
    language: Lang | None = None
    spoken: Lang = "en"
    first: Style = "old"
    last: Reply | None = None
    offered: tuple[Offer, ...] = ()
    more: str = ""
    desk: Desk = Desk()

    @property
    def speaks(self) -> Lang:
        """The language in which the chat itself speaks."""
        return self.language or self.spoken


class Turn(Struct, frozen=True):
    """What comes of one line: an answer or lines of text, and the memory for the next line.

    `offers` are the questions offered beside lines (an answer has its own); `picked` is the
    question that a number stood for; `over` ends the conversation.
    """

    memory: Memory
    answer: Answer | None = None
    lines: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    picked: str = ""
    over: bool = False
