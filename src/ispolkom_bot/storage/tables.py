"""The tables, and how long each row stays.

Whatever belongs to a chat has a column `chat_id`, whatever belongs to a person a column `user_id`:
by these names forgetting and moving find it. `at` is seconds since 1970, in every table that has a
time limit; `info={"moves": False}` marks what means nothing in a chat that got another id.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
)

from ispolkom_bot.model import Text

REVISIONS: Final = ("0001",)
"""The schemas that there were, oldest first; the last is this program's."""

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)
_ID: Final = BigInteger().with_variant(Integer(), "sqlite")
"""Telegram's ids have up to 52 bits; SQLite's own row id is its INTEGER key."""


def _key(name: str) -> Column[int]:
    return Column(name, _ID, primary_key=True, autoincrement=False)


def _at() -> Column[int]:
    return Column("at", BigInteger, nullable=False, index=True)


handled = Table("handled", METADATA, _key("update_id"), _at())

inbox = Table(
    "inbox",
    METADATA,
    _key("update_id"),
    Column("body", LargeBinary, nullable=False),
    _at(),
)

chats = Table(
    "chats",
    METADATA,
    _key("chat_id"),
    Column("language", String(8)),
    Column("calendar", String(8)),
    Column("quiet", Boolean, nullable=False),
    Column("topic", BigInteger),
    Column("quiet_from", SmallInteger),
    Column("quiet_to", SmallInteger),
    Column("zone", String(64)),
    _at(),
)

people = Table(
    "people",
    METADATA,
    _key("user_id"),
    Column("language", String(8)),
    Column("calendar", String(8)),
    _at(),
)

replies = Table(
    "replies",
    METADATA,
    _key("chat_id"),
    _key("question_id"),
    Column("answer_id", BigInteger, nullable=False),
    Column("digest", String(128), nullable=False),
    _at(),
    info={"moves": False},  # the new chat counts its messages anew
)


class Kept(Struct, frozen=True):
    """What a table keeps, when its rows go, and after how many seconds at the latest."""

    what: Text
    until: Text
    limit: int


_HOUR: Final = 3600
_YEAR: Final = 365 * 24 * _HOUR

KEPT: Final[dict[str, Kept]] = {
    "handled": Kept(
        Text("numbers of the messages already dealt with", "номера уже обработанных сообщений"),
        Text("48 hours", "48 часов"),
        48 * _HOUR,
    ),
    "inbox": Kept(
        Text(
            "messages still waiting for an answer, as they came",
            "сообщения, ещё ждущие ответа, как они пришли",
        ),
        Text(
            "until they are answered, 48 hours at most",
            "пока на них не ответили, не дольше 48 часов",
        ),
        48 * _HOUR,
    ),
    "chats": Kept(
        Text(
            "settings of a chat: language, calendar, topic, quiet hours",
            "настройки чата: язык, календарь, тема, часы тишины",
        ),
        Text(
            "until the bot is removed or the chat forgotten; a year after they were last used",
            "пока бота не удалили из чата или не велели забыть чат; год после последнего обращения",
        ),
        _YEAR,
    ),
    "people": Kept(
        Text(
            "settings of a person: language, calendar",
            "настройки человека: язык, календарь",
        ),
        Text(
            "until /forget; a year after they were last used",
            "до команды /forget; год после последнего обращения",
        ),
        _YEAR,
    ),
    "replies": Kept(
        Text(
            "which message of the bot answers which message, with a fingerprint of the question "
            "(not its text)",
            "какое сообщение бота отвечает на какое, с отпечатком вопроса (не его текстом)",
        ),
        Text("48 hours", "48 часов"),
        48 * _HOUR,
    ),
}
"""Each table with its time limit: the privacy page and the operator's handbook are made of it."""
