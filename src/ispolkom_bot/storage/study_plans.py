"""A teacher's exercises and who does them, and the queue of questions that got no answer."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import msgspec
from msgspec.structs import asdict, replace
from sqlalchemy import func, select, update

from ispolkom_bot.storage.study_base import StudyPart, like
from ispolkom_bot.storage.study_tables import assignments, parts, unanswered
from ispolkom_bot.storage.study_values import AssignmentRow, PartRow, UnansweredRow

_ASSIGNMENT = [assignments.c[name] for name in AssignmentRow.__struct_fields__]
_PART = [parts.c[name] for name in PartRow.__struct_fields__]
_MOST_DUE = 100
_LONGEST_QUESTION = 512
_facts = msgspec.json.Decoder(tuple[str, ...])


class Plans(StudyPart):
    """Exercises; open questions."""

    async def assign(self, row: AssignmentRow) -> None:
        """Keep an exercise."""
        await self._keep(
            assignments, **{**asdict(row), "facts": msgspec.json.encode(list(row.facts))}
        )

    async def assignment(self, assignment_id: str) -> AssignmentRow | None:
        """An exercise, if it is kept."""
        query = select(*_ASSIGNMENT).where(assignments.c.assignment_id == assignment_id)
        found = await self._worker.read(query, {})
        return _assignment(found[0]) if found else None

    async def assignments_due(self, now: float) -> list[AssignmentRow]:
        """The exercises past their deadline whose summary wasn't sent, the oldest first."""
        query = (
            select(*_ASSIGNMENT)
            .where(assignments.c.deadline <= int(now), assignments.c.told.is_(False))
            .order_by(assignments.c.deadline)
            .limit(_MOST_DUE)
        )
        return [_assignment(row) for row in await self._worker.read(query, {})]

    async def next_deadline(self) -> int | None:
        """The earliest deadline whose summary wasn't sent."""
        query = select(func.min(assignments.c.deadline)).where(assignments.c.told.is_(False))
        found = await self._worker.read(query, {})
        return None if found[0][0] is None else int(found[0][0])

    async def claim_summary(self, assignment_id: str) -> bool:
        """Take it upon oneself to send the summary; True for one process alone."""
        open_one = like(assignments, assignment_id=assignment_id, told=False)
        return bool(await self._change(update(assignments).where(open_one).values(told=True)))

    async def join(self, row: PartRow) -> bool:
        """Let somebody take part; False where they did already, and nothing is changed."""
        return await self._add(parts, **asdict(row))

    async def part(self, assignment_id: str, user_id: int) -> PartRow | None:
        """How far somebody is, if they take part."""
        mine = like(parts, assignment_id=assignment_id, user_id=user_id)
        found = await self._worker.read(select(*_PART).where(mine), {})
        return PartRow(*found[0]) if found else None

    async def parts(self, assignment_id: str) -> list[PartRow]:
        """Who takes part, the best first."""
        query = (
            select(*_PART)
            .where(parts.c.assignment_id == assignment_id)
            .order_by(parts.c.right.desc(), parts.c.answered, parts.c.user_id)
        )
        return [PartRow(*row) for row in await self._worker.read(query, {})]

    async def keep_part(self, row: PartRow, seen_answered: int) -> bool:
        """Keep how far somebody is, if they had answered so many; False where it is otherwise."""
        as_seen = like(
            parts,
            assignment_id=row.assignment_id,
            user_id=row.user_id,
            answered=seen_answered,
        )
        values = {**asdict(row), "at": self._now()}
        return bool(await self._change(update(parts).where(as_seen).values(**values)))

    async def add_unanswered(self, text: str, language: str) -> None:
        """Keep a question that got no answer, without who asked; the same again is counted."""
        said = " ".join(text.split())[:_LONGEST_QUESTION]
        new = self._insert(unanswered).values(
            digest=blake2b(said.casefold().encode(), digest_size=16).hexdigest(),
            text=said,
            language=language,
            count=1,
            at=self._now(),
        )
        again = {"count": unanswered.c.count + 1, "at": new.excluded.at}
        await self._change(
            new.on_conflict_do_update(index_elements=[unanswered.c.digest], set_=again)
        )

    async def unanswered(self, count: int = 100) -> list[UnansweredRow]:
        """The questions that got no answer, those asked most often first."""
        columns = [unanswered.c[name] for name in UnansweredRow.__struct_fields__]
        query = select(*columns).order_by(
            unanswered.c["count"].desc(), unanswered.c.at.desc(), unanswered.c.text
        )
        return [UnansweredRow(*row) for row in await self._worker.read(query.limit(count), {})]


def _assignment(row: tuple[Any, ...]) -> AssignmentRow:
    made = AssignmentRow(*row)
    return replace(made, facts=_facts.decode(row[AssignmentRow.__struct_fields__.index("facts")]))
