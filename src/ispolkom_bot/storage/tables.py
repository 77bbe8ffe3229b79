"""The tables, and how long each row stays.

Whatever belongs to a chat has a column `chat_id`, whatever belongs to a person a column `user_id`:
by these names forgetting and moving find it. `at` is seconds since 1970, in every table that has a
time limit; `info={"moves": False}` marks what means nothing in a chat that got another id.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Boolean, Column, LargeBinary, SmallInteger, String, Table

from ispolkom_bot.model import Text
from ispolkom_bot.storage.schema import HOUR, METADATA, YEAR, Kept, at, key
from ispolkom_bot.storage.study_tables import KEPT as KEPT_FOR_STUDY

__all__ = [
    "KEPT",
    "METADATA",
    "REVISIONS",
    "Kept",
    "chats",
    "handled",
    "inbox",
    "people",
    "replies",
]

REVISIONS: Final = ("0001", "0002")
"""The schemas that there were, oldest first; the last is this program's."""

handled = Table("handled", METADATA, key("update_id"), at())

inbox = Table(
    "inbox",
    METADATA,
    key("update_id"),
    Column("body", LargeBinary, nullable=False),
    at(),
)

chats = Table(
    "chats",
    METADATA,
    key("chat_id"),
    Column("language", String(8)),
    Column("calendar", String(8)),
    Column("quiet", Boolean, nullable=False),
    Column("topic", BigInteger),
    Column("quiet_from", SmallInteger),
    Column("quiet_to", SmallInteger),
    Column("zone", String(64)),
    at(),
)

people = Table(
    "people",
    METADATA,
    key("user_id"),
    Column("language", String(8)),
    Column("calendar", String(8)),
    at(),
)

replies = Table(
    "replies",
    METADATA,
    key("chat_id"),
    key("question_id"),
    Column("answer_id", BigInteger, nullable=False),
    Column("digest", String(128), nullable=False),
    at(),
    info={"moves": False},  # the new chat counts its messages anew
)


KEPT: Final[dict[str, Kept]] = {
    "handled": Kept(
        Text("numbers of the messages already dealt with", "номера уже обработанных сообщений"),
        Text("48 hours", "48 часов"),
        48 * HOUR,
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
        48 * HOUR,
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
        YEAR,
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
        YEAR,
    ),
    "replies": Kept(
        Text(
            "which message of the bot answers which message, with a fingerprint of the question "
            "(not its text)",
            "какое сообщение бота отвечает на какое, с отпечатком вопроса (не его текстом)",
        ),
        Text("48 hours", "48 часов"),
        48 * HOUR,
    ),
    **KEPT_FOR_STUDY,
}
"""Each table with its time limit: the privacy page and the operator's handbook are made of it."""
