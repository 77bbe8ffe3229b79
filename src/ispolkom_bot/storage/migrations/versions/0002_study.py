"""Daily posts, quizzes and their scores, cards, class plans, unanswered questions."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables of studying together."""
    _table(
        "subscriptions",
        ("chat_id",),
        _key("chat_id"),
        _number("thread_id"),
        _some("minute", sa.SmallInteger()),
        _text("zone", 64),
        _text("calendar", 8),
        _text("last_day", 10),
        _number("next_at"),
    )
    _table(
        "rounds",
        ("chat_id", "thread_id"),
        _key("chat_id"),
        _key("thread_id"),
        _text("round_id", 64),
        _some("step", sa.Integer()),
        _some("state", sa.LargeBinary()),
        _number("closes_at"),
    )
    _table(
        "polls",
        ("poll_id",),
        _text("poll_id", 64),
        _number("chat_id"),
        _number("thread_id"),
        _number("message_id"),
        _text("round_id", 64),
        _some("number", sa.SmallInteger()),
        _some("right", sa.SmallInteger()),
    )
    _table(
        "votes",
        ("poll_id", "user_id"),
        _text("poll_id", 64),
        _key("user_id"),
        _number("chat_id"),
        _text("round_id", 64),
        _some("number", sa.SmallInteger()),
        _some("option", sa.SmallInteger()),
        _some("right", sa.Boolean()),
    )
    _table(
        "scores",
        ("chat_id", "user_id", "day"),
        _key("chat_id"),
        _key("user_id"),
        _text("day", 10),
        _some("points", sa.Integer()),
        _some("answered", sa.Integer()),
    )
    _table("used_facts", ("chat_id", "fact"), _key("chat_id"), _text("fact", 128))
    _table(
        "cards",
        ("user_id", "fact"),
        _key("user_id"),
        _text("fact", 128),
        _some("state", sa.LargeBinary()),
        _text("due", 10),
    )
    _table("study_chats", ("chat_id",), _key("chat_id"), _text("topic", 96))
    _table("study_people", ("user_id",), _key("user_id"), _text("zone", 64))
    _table(
        "assignments",
        ("assignment_id",),
        _text("assignment_id", 64),
        _number("chat_id"),
        _number("thread_id"),
        _number("user_id"),
        _text("topic", 96),
        _some("count", sa.SmallInteger()),
        _number("deadline"),
        _some("facts", sa.LargeBinary()),
        _some("told", sa.Boolean()),
    )
    _table(
        "parts",
        ("assignment_id", "user_id"),
        _text("assignment_id", 64),
        _key("user_id"),
        _number("chat_id"),
        _text("name", 64),
        _some("answered", sa.SmallInteger()),
        _some("right", sa.SmallInteger()),
        _some("state", sa.LargeBinary()),
    )
    _table(
        "unanswered",
        ("digest",),
        _text("digest", 64),
        _text("text", 512),
        _text("language", 8),
        _some("count", sa.Integer()),
    )
    op.create_index("ix_subscriptions_next_at", "subscriptions", ["next_at"])
    op.create_index("ix_rounds_closes_at", "rounds", ["closes_at"])
    op.create_index("ix_votes_chat_id_round_id", "votes", ["chat_id", "round_id"])
    op.create_index("ix_assignments_deadline", "assignments", ["deadline"])


def _table(name: str, keys: tuple[str, ...], *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        *columns,
        _number("at"),
        sa.PrimaryKeyConstraint(*keys, name=f"pk_{name}"),
    )
    op.create_index(f"ix_{name}_at", name, ["at"])


def _some(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _key(name: str) -> sa.Column[Any]:
    return sa.Column(name, _ID, autoincrement=False, nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return _some(name, sa.BigInteger())


def _text(name: str, length: int) -> sa.Column[Any]:
    return _some(name, sa.String(length))
