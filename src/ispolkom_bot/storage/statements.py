"""The statements that the store repeats, built once for a kind of database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from sqlalchemy import Executable, Select, Table, Update, bindparam, delete, select, update

from ispolkom_bot.storage.tables import chats, handled, inbox, people, replies
from ispolkom_bot.storage.values import ChatSettings, PersonSettings

if TYPE_CHECKING:
    from ispolkom_bot.storage.database import Insert

Write = tuple[Executable, Mapping[str, object]]
"""A statement with one row of parameters."""


class Statements:
    """What is written, with a row of parameters each, and what is read."""

    def __init__(self, insert: Callable[[Table], Insert]) -> None:
        self.mark = insert(handled).on_conflict_do_nothing()
        self.park = insert(inbox).on_conflict_do_nothing()
        self.unpark = delete(inbox).where(inbox.c.update_id == bindparam("id"))
        self.set_chat = _replacing(insert, chats)
        self.set_person = _replacing(insert, people)
        self.remember_reply = _replacing(insert, replies)
        self.touch_chat = _touching(chats)
        self.touch_person = _touching(people)
        self.handled = select(handled.c.update_id).where(
            handled.c.update_id.in_(bindparam("ids", expanding=True))
        )
        self.parked = select(inbox.c.update_id, inbox.c.body).order_by(inbox.c.update_id)
        self.chats = _settings(chats, ChatSettings)
        self.people = _settings(people, PersonSettings)
        self.reply_of = select(replies.c.answer_id, replies.c.digest).where(
            replies.c.chat_id == bindparam("chat_id"),
            replies.c.question_id == bindparam("question_id"),
        )


def _replacing(insert: Callable[[Table], Insert], table: Table) -> Insert:
    """Insert a row, or put it in the place of the one with its key."""
    statement = insert(table)
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key),
        set_={c.name: statement.excluded[c.name] for c in table.c if not c.primary_key},
    )


def _touching(table: Table) -> Update:
    """Note when the row of a key was last used."""
    (key,) = table.primary_key
    return update(table).where(key == bindparam("id")).values(at=bindparam("now"))


def _settings(table: Table, kind: type[Struct]) -> Select[Any]:
    """By ids: the id, the fields of a value, which are columns, and when it was last used."""
    (key,) = table.primary_key
    columns = [table.c[name] for name in (*kind.__struct_fields__, "at")]
    return select(key, *columns).where(key.in_(bindparam("ids", expanding=True)))
