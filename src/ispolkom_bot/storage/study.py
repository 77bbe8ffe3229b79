"""The store of studying together, and what it and the rest keep of one person."""

from __future__ import annotations

from sqlalchemy import Table, or_, select

from ispolkom_bot.storage.study_days import Days
from ispolkom_bot.storage.study_learning import Learning
from ispolkom_bot.storage.study_plans import Plans
from ispolkom_bot.storage.study_rounds import Rounds
from ispolkom_bot.storage.tables import METADATA


class StudyStore(Days, Rounds, Learning, Plans):
    """Daily posts, quizzes and scores, cards, exercises, open questions."""

    async def of_person(self, user_id: int) -> dict[str, list[dict[str, object]]]:
        """All rows of a person and of the private chat with them, by table, bytes as text."""
        found = {}
        for table in METADATA.sorted_tables:
            whose = [table.c[name] == user_id for name in ("user_id", "chat_id") if name in table.c]
            if whose:
                rows = await self._worker.read(select(table).where(or_(*whose)), {})
                if rows:
                    found[table.name] = [_plain(table, row) for row in rows]
        return found


def _plain(table: Table, row: tuple[object, ...]) -> dict[str, object]:
    return {
        column.name: bytes(value).decode("utf-8", "replace")
        if isinstance(value, bytes | memoryview)
        else value
        for column, value in zip(table.c, row, strict=True)
    }
