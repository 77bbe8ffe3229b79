"""What the store hands out: frozen values, a default for whoever never chose."""

from __future__ import annotations

from msgspec import Struct

from ispolkom_bot.model import Lang, Style


class ChatSettings(Struct, frozen=True):
    """What the administrators of a chat decided; None is undecided.

    `topic` is the one forum topic that the bot speaks in; `quiet` holds back whatever nobody asked
    for. Quiet hours are minutes after midnight in `zone` (an IANA name), from one to the other,
    over midnight where the first is the later; equal minutes mean the whole day.
    """

    language: Lang | None = None
    calendar: Style | None = None
    quiet: bool = False
    topic: int | None = None
    quiet_from: int | None = None
    quiet_to: int | None = None
    zone: str | None = None


class PersonSettings(Struct, frozen=True):
    """What a person decided for all chats; None is undecided."""

    language: Lang | None = None
    calendar: Style | None = None


class SentReply(Struct, frozen=True):
    """The answer to a question: its message id, and a digest of what was asked (never its text)."""

    answer_id: int
    digest: str
