"""Handled updates, the inbox, settings of chats and people, answers sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "handled",
        sa.Column("update_id", _ID, autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_handled"),
    )
    op.create_table(
        "inbox",
        sa.Column("update_id", _ID, autoincrement=False, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_inbox"),
    )
    op.create_table(
        "chats",
        sa.Column("chat_id", _ID, autoincrement=False, nullable=False),
        sa.Column("language", sa.String(8)),
        sa.Column("calendar", sa.String(8)),
        sa.Column("quiet", sa.Boolean, nullable=False),
        sa.Column("topic", sa.BigInteger),
        sa.Column("quiet_from", sa.SmallInteger),
        sa.Column("quiet_to", sa.SmallInteger),
        sa.Column("zone", sa.String(64)),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name="pk_chats"),
    )
    op.create_table(
        "people",
        sa.Column("user_id", _ID, autoincrement=False, nullable=False),
        sa.Column("language", sa.String(8)),
        sa.Column("calendar", sa.String(8)),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("user_id", name="pk_people"),
    )
    op.create_table(
        "replies",
        sa.Column("chat_id", _ID, autoincrement=False, nullable=False),
        sa.Column("question_id", _ID, autoincrement=False, nullable=False),
        sa.Column("answer_id", sa.BigInteger, nullable=False),
        sa.Column("digest", sa.String(128), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "question_id", name="pk_replies"),
    )
    for table in ("handled", "inbox", "chats", "people", "replies"):
        op.create_index(f"ix_{table}_at", table, ["at"])
