"""Quizzes that go on, their polls and votes, and the points that people have.

What must happen once among several processes is a compare-and-set: whoever changes the row has it.
"""

from __future__ import annotations

from msgspec.structs import asdict, replace
from sqlalchemy import ColumnElement, Connection, func, select, update

from ispolkom_bot.storage.study_base import StudyPart, like
from ispolkom_bot.storage.study_tables import polls, rounds, scores, votes
from ispolkom_bot.storage.study_values import AnswerRow, DayScore, PollRow, RoundRow, ScoreRow

_ROUND = [rounds.c[name] for name in RoundRow.__struct_fields__]
_POLL = [polls.c[name] for name in PollRow.__struct_fields__]
_MOST_DUE = 100


class Rounds(StudyPart):
    """Series of questions in chats."""

    async def open_round(self, row: RoundRow) -> bool:
        """Begin a quiz; False where one goes on in that thread."""
        return await self._add(rounds, **asdict(row))

    async def round(self, chat_id: int, thread_id: int) -> RoundRow | None:
        """The quiz that goes on in a thread."""
        query = select(*_ROUND).where(like(rounds, chat_id=chat_id, thread_id=thread_id))
        found = await self._worker.read(query, {})
        return RoundRow(*found[0]) if found else None

    async def rounds_due(self, now: float) -> list[RoundRow]:
        """The quizzes with which something is to be done by now, the most urgent first."""
        due = select(*_ROUND).where(rounds.c.closes_at <= int(now))
        found = await self._worker.read(due.order_by(rounds.c.closes_at).limit(_MOST_DUE), {})
        return [RoundRow(*row) for row in found]

    async def next_round(self) -> int | None:
        """The moment at which something is to be done with a quiz next."""
        found = await self._worker.read(select(func.min(rounds.c.closes_at)), {})
        return None if found[0][0] is None else int(found[0][0])

    async def turn_round(self, seen: RoundRow, state: bytes, closes_at: int) -> RoundRow | None:
        """Change a quiz that is still as it was seen; None where another changed or ended it."""
        step = seen.step + 1
        changed = await self._change(
            update(rounds)
            .where(_same(seen))
            .values(step=step, state=state, closes_at=closes_at, at=self._now())
        )
        return replace(seen, step=step, state=state, closes_at=closes_at) if changed else None

    async def close_round(self, seen: RoundRow) -> bool:
        """End a quiz that is still as it was seen; False where another changed or ended it."""
        return await self._remove(rounds, _same(seen))

    async def keep_poll(self, poll_id: str, row: PollRow) -> None:
        """Remember where a poll stands."""
        await self._keep(polls, poll_id=poll_id, **asdict(row))

    async def poll(self, poll_id: str) -> PollRow | None:
        """Where a poll stands, if it is remembered."""
        query = select(*_POLL).where(polls.c.poll_id == poll_id)
        found = await self._worker.read(query, {})
        return PollRow(*found[0]) if found else None

    async def answer(
        self, poll_id: str, user_id: int, option: int, day: str, points: int = 1
    ) -> bool | None:
        """Count an answer, once, and its points; None where the poll is unknown (as yet).

        The vote and the score are written in one transaction; a second answer is False.
        """

        def work(connection: Connection) -> bool | None:
            # Locked, so that forgetting the chat waits for us or we find nothing.
            query = select(*_POLL).where(polls.c.poll_id == poll_id).with_for_update(read=True)
            found = connection.execute(query).first()
            if found is None:
                return None
            poll = PollRow(*found)
            right = option == poll.right
            vote = {
                "poll_id": poll_id,
                "user_id": user_id,
                "chat_id": poll.chat_id,
                "round_id": poll.round_id,
                "number": poll.number,
                "option": option,
                "right": right,
            }
            if not self._added(connection, votes, vote):
                return False
            self._score(connection, poll.chat_id, user_id, day, points * right, 1)
            return True

        return await self._worker.change(work)

    async def answers(self, chat_id: int, round_id: str) -> list[AnswerRow]:
        """What was chosen in a quiz, question by question, in the order of the votes' people."""
        columns = [votes.c[name] for name in AnswerRow.__struct_fields__]
        query = (
            select(*columns)
            .where(like(votes, chat_id=chat_id, round_id=round_id))
            .order_by(votes.c.number, votes.c.at, votes.c.user_id)
        )
        return [AnswerRow(*row) for row in await self._worker.read(query, {})]

    async def add_score(
        self, chat_id: int, user_id: int, day: str, points: int, answered: int
    ) -> None:
        """Add to somebody's points of a day in a chat; unlike other calls, twice is twice."""
        await self._worker.change(
            lambda connection: self._score(connection, chat_id, user_id, day, points, answered)
        )

    async def leaderboard(
        self, chat_id: int, since_day: str = "", count: int = 10
    ) -> list[ScoreRow]:
        """Who has the most points in a chat, from a day (ISO) on."""
        points, answered = func.sum(scores.c.points), func.sum(scores.c.answered)
        query = (
            select(scores.c.user_id, points, answered)
            .where(scores.c.chat_id == chat_id, scores.c.day >= since_day)
            .group_by(scores.c.user_id)
            .order_by(points.desc(), answered, scores.c.user_id)
            .limit(count)
        )
        found = await self._worker.read(query, {})
        return [ScoreRow(row[0], int(row[1]), int(row[2])) for row in found]

    async def scores_of(self, user_id: int) -> list[DayScore]:
        """Somebody's points, day by day."""
        query = (
            select(scores.c.day, func.sum(scores.c.points), func.sum(scores.c.answered))
            .where(scores.c.user_id == user_id)
            .group_by(scores.c.day)
            .order_by(scores.c.day)
        )
        found = await self._worker.read(query, {})
        return [DayScore(row[0], int(row[1]), int(row[2])) for row in found]

    def _score(
        self, connection: Connection, chat_id: int, user_id: int, day: str, points: int, more: int
    ) -> None:
        new = self._insert(scores).values(
            chat_id=chat_id,
            user_id=user_id,
            day=day,
            points=points,
            answered=more,
            at=self._now(),
        )
        connection.execute(
            new.on_conflict_do_update(
                index_elements=list(scores.primary_key),
                set_={
                    "points": scores.c.points + new.excluded.points,
                    "answered": scores.c.answered + new.excluded.answered,
                    "at": new.excluded.at,
                },
            )
        )


def _same(seen: RoundRow) -> ColumnElement[bool]:
    return like(
        rounds,
        chat_id=seen.chat_id,
        thread_id=seen.thread_id,
        round_id=seen.round_id,
        step=seen.step,
    )
