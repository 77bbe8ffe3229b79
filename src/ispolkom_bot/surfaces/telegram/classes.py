"""A teacher's exercises: offered to a group by a button, summed up after the deadline."""

from __future__ import annotations

import asyncio
import datetime
import re
import secrets
from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

from telegram import Bot

from ispolkom_bot.chat.study import quiz
from ispolkom_bot.chat.study.topics import asked_of, topic_name
from ispolkom_bot.model import Lang
from ispolkom_bot.render.html import Button, lines_page
from ispolkom_bot.storage.study_values import AssignmentRow, PartRow
from ispolkom_bot.surfaces.telegram import asking, daily, study_words, topics, wishes, words
from ispolkom_bot.surfaces.telegram.counting import QUESTIONS, counted
from ispolkom_bot.surfaces.telegram.places import Heard
from ispolkom_bot.surfaces.telegram.sending import Place
from ispolkom_bot.surfaces.telegram.shared import Shared

LINK: Final = "x-"
"""How the payload of a link begins that opens an exercise."""
_DAYS: Final = re.compile(r"(?:^|\s)(\d{1,2}) ?(?:days?|d|дней|дня|день|дн|д)\.?(?=\s|$)", re.I)
_USUAL_DAYS, _MOST_DAYS = 7, 60
_DAY: Final = 24 * 3600
_COUNT_FIRST: Final = re.compile(r"(\d{1,2})(?:\s+(?P<rest>\D.*))?", re.DOTALL)


async def assign(shared: Shared, bot: Bot, heard: Heard, argument: str) -> None:
    """`/assign 10 [topic] [3d]`: administrators offer the group an exercise."""
    if not await topics.leads(shared, bot, heard):
        await asking.tell(shared, bot, heard, words.ONLY_LEADERS)
    elif heard.who.person < 0:
        await asking.tell(shared, bot, heard, study_words.ASSIGN_AS_YOURSELF)
    elif not argument:
        await asking.tell(shared, bot, heard, study_words.ASSIGN_HOW)
    elif (row := await _made(shared, bot, heard, argument)) is not None:
        await shared.store.study.assign(row)
        shared.playing.woken.set()
        await _offer(shared, bot, heard, row)


async def sum_up(shared: Shared, bot: Bot, row: AssignmentRow) -> None:
    """The deadline is past: tell the teacher, once, naming those alone who agreed to it."""
    if not await shared.store.study.claim_summary(row.assignment_id):
        return
    parts = await shared.store.study.parts(row.assignment_id)
    settings = await wishes.chat_settings(shared, row.chat_id)
    teacher = await wishes.person_settings(shared, row.user_id)
    language = teacher.language or settings.language or "en"
    page = lines_page(summary(shared, row, parts, language), language=language)
    await shared.outbox.send(bot, Place(row.user_id), page)


def summary(
    shared: Shared, row: AssignmentRow, parts: Sequence[PartRow], language: Lang
) -> list[str]:
    """How an exercise went, for the teacher."""
    lines = [study_words.SUMMARY.say(language).format(**_told(shared, row, language))]
    if not parts:
        return [*lines, study_words.NOBODY_TOOK_PART.say(language)]
    done = [part for part in parts if part.answered >= row.count]
    mean = sum(part.right for part in parts) / max(sum(part.answered for part in parts), 1)
    blanks = {"parts": len(parts), "done": len(done), "mean": f"{mean:.0%}"}
    lines.append(study_words.SUMMARY_COUNTS.say(language).format(**blanks))
    named = [part for part in parts if part.name]
    said = study_words.LINE.say(language)
    lines += [said.format(name=p.name, right=p.right, answered=p.answered) for p in named]
    if unnamed := len(parts) - len(named):
        lines.append(study_words.UNNAMED.say(language).format(count=unnamed))
    return lines


def until(row: AssignmentRow, zone: str) -> str:
    """When an exercise ends, as clocks and calendars of a zone show it."""
    there = datetime.datetime.fromtimestamp(row.deadline, ZoneInfo(zone))
    return f"{there:%d.%m.%Y %H:%M} ({zone})"


async def _made(shared: Shared, bot: Bot, heard: Heard, argument: str) -> AssignmentRow | None:
    """The exercise that is asked for; None where it can't be, which is told."""
    language = await topics.spoken(shared, heard)
    found = _DAYS.search(argument)
    days = min(max(int(found[1]), 1), _MOST_DAYS) if found else _USUAL_DAYS
    rest = (f"{argument[: found.start()]} {argument[found.end() :]}" if found else argument).strip()
    first = _COUNT_FIRST.fullmatch(rest)
    said, count = asked_of(f"{first['rest'] or ''} {first[1]}" if first else rest)
    topic = await topics.meant(shared, bot, heard, said, language)
    if topic is None:
        return None
    base, seed = shared.engine.base, secrets.randbits(32)
    made = await asyncio.to_thread(quiz.series, base, topic, count, language, seed)
    if not made.questions:
        await asking.tell(shared, bot, heard, study_words.NOTHING_TO_ASK)
        return None
    facts = tuple(question.fact for question in made.questions)
    place, deadline = heard.place, int(shared.now()) + days * _DAY
    return AssignmentRow(
        secrets.token_hex(8),
        place.chat_id,
        place.thread_id or 0,
        heard.who.person,
        topic,
        len(facts),
        deadline,
        facts,
    )


async def _offer(shared: Shared, bot: Bot, heard: Heard, row: AssignmentRow) -> None:
    """Tell the group of an exercise, with a button; and the teacher where the summary will go."""
    language = await topics.spoken(shared, heard)
    end = until(row, await daily.zone_of(shared, heard))
    blanks = {**_told(shared, row, language), "until": end}
    url = f"https://t.me/{bot.username}?start={LINK}{row.assignment_id}"
    button = Button(study_words.TAKE_PART.say(language), url=url)
    told = study_words.ASSIGNED.say(language).format(**blanks)
    page = lines_page((told,), language=language, rows=((button,),))
    await asking.send(shared, bot, heard, page)
    if not heard.group:
        return
    told = study_words.TEACHER_TOLD.say(language).format(**blanks)
    page = lines_page((told,), language=language)
    sent = await shared.outbox.send(bot, Place(row.user_id), page)
    if sent.fate == "gone":
        start = Button(
            study_words.OPEN_PRIVATE.say(language), url=f"https://t.me/{bot.username}?start=ask"
        )
        told = study_words.TEACHER_START.say(language)
        await asking.send(
            shared, bot, heard, lines_page((told,), language=language, rows=((start,),))
        )


def _told(shared: Shared, row: AssignmentRow, language: Lang) -> dict[str, str]:
    return {
        "topic": topic_name(shared.engine.base, row.topic, language),
        "questions": counted(row.count, QUESTIONS, language),
    }
