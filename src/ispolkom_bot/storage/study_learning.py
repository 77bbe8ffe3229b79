"""What is learnt: facts a chat was asked, cards and time zones of people, topics of chats."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, delete, select

from ispolkom_bot.storage.study_base import StudyPart, like
from ispolkom_bot.storage.study_tables import cards, study_chats, study_people, used_facts
from ispolkom_bot.storage.study_values import CardRow


class Learning(StudyPart):
    """Used facts, cards, and the settings of studying."""

    async def used(self, chat_id: int) -> set[str]:
        """The facts that a chat was asked already."""
        query = select(used_facts.c.fact).where(used_facts.c.chat_id == chat_id)
        return {row[0] for row in await self._worker.read(query, {})}

    async def use(self, chat_id: int, facts: Iterable[str]) -> None:
        """Note facts as asked."""
        statement, at = self._replacing(used_facts), self._now()
        rows = [{"chat_id": chat_id, "fact": fact, "at": at} for fact in sorted(set(facts))]
        await self._worker.write(*((statement, row) for row in rows))

    async def reuse(self, chat_id: int, facts: Iterable[str]) -> None:
        """Let facts be asked again."""
        statement = delete(used_facts).where(
            like(used_facts, chat_id=chat_id), used_facts.c.fact == bindparam("asked")
        )
        await self._worker.write(*((statement, {"asked": fact}) for fact in sorted(set(facts))))

    async def cards(self, user_id: int) -> list[CardRow]:
        """Somebody's cards, those due first before the others."""
        query = (
            select(cards.c.fact, cards.c.state, cards.c.due)
            .where(cards.c.user_id == user_id)
            .order_by(cards.c.due, cards.c.fact)
        )
        return [CardRow(*row) for row in await self._worker.read(query, {})]

    async def keep_cards(self, user_id: int, kept: Iterable[CardRow]) -> None:
        """Keep cards in place of those of the same facts."""
        statement, at = self._replacing(cards), self._now()
        rows = {
            card.fact: {
                "user_id": user_id,
                "fact": card.fact,
                "state": card.state,
                "due": card.due,
                "at": at,
            }
            for card in kept
        }
        await self._worker.write(*((statement, row) for _, row in sorted(rows.items())))

    async def chat_topic(self, chat_id: int) -> str:
        """The topic that a chat's quizzes draw on; "" for all."""
        query = select(study_chats.c.topic).where(study_chats.c.chat_id == chat_id)
        found = await self._worker.read(query, {})
        return str(found[0][0]) if found else ""

    async def set_chat_topic(self, chat_id: int, topic: str) -> None:
        """Let a chat's quizzes draw on a topic."""
        await self._keep(study_chats, chat_id=chat_id, topic=topic)

    async def zone(self, user_id: int) -> str:
        """Somebody's time zone (an IANA name); "" if it isn't known."""
        query = select(study_people.c.zone).where(study_people.c.user_id == user_id)
        found = await self._worker.read(query, {})
        return str(found[0][0]) if found else ""

    async def set_zone(self, user_id: int, zone: str) -> None:
        """Keep somebody's time zone."""
        await self._keep(study_people, user_id=user_id, zone=zone)
