"""What the tables are made of: the common metadata, keys, times, and how long a table keeps."""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from sqlalchemy import BigInteger, Column, Integer, MetaData

from ispolkom_bot.model import Text

METADATA: Final = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)
HOUR: Final = 3600
YEAR: Final = 365 * 24 * HOUR
_ID: Final = BigInteger().with_variant(Integer(), "sqlite")
"""Telegram's ids have up to 52 bits; SQLite's own row id is its INTEGER key."""


class Kept(Struct, frozen=True):
    """What a table keeps, when its rows go, and after how many seconds at the latest."""

    what: Text
    until: Text
    limit: int


def key(name: str) -> Column[int]:
    """A column of ids in the primary key."""
    return Column(name, _ID, primary_key=True, autoincrement=False)


def at() -> Column[int]:
    """The time that the limit is counted from."""
    return Column("at", BigInteger, nullable=False, index=True)
