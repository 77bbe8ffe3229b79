"""Quizzes as people play them: begun, answered, stopped, and who leads."""

from __future__ import annotations

import asyncio
import datetime
import re
from typing import Final

from telegram import Bot, Update

from ispolkom_bot.chat.study import quiz, rounds
from ispolkom_bot.chat.study.topics import asked_of, topic_name
from ispolkom_bot.model import Lang, Text
from ispolkom_bot.render.html import lines_page
from ispolkom_bot.storage.study_values import PollRow, RoundRow, ScoreRow
from ispolkom_bot.surfaces.telegram import (
    asking,
    players,
    revision,
    series,
    study_words,
    topics,
    wishes,
)
from ispolkom_bot.surfaces.telegram.counting import QUESTIONS, counted
from ispolkom_bot.surfaces.telegram.places import Heard
from ispolkom_bot.surfaces.telegram.shared import Context, Shared, of

USUAL_SECONDS: Final = 30
_SHORTEST, _LONGEST = 5, 600
_SECONDS: Final = re.compile(r"(?:^|\s)(\d{1,3}) ?(?:s|sec|с|сек)\.?(?=\s|$)", re.IGNORECASE)
_WEEK: Final = 6
_LEADERS: Final = 10


async def on_vote(update: Update, context: Context) -> None:
    """Somebody answered a question: counted once, whenever it comes."""
    shared, vote = of(context), update.poll_answer
    if vote is None or vote.user is None or not vote.option_ids:
        return
    shared.playing.meet(vote.user.id, players.called(vote.user))
    await _count(shared, vote.poll_id, vote.user.id, vote.option_ids[0])
    poll = await shared.store.study.poll(vote.poll_id)
    if poll is not None:
        shared.playing.join(poll.chat_id, poll.thread_id, vote.user.id)
    if poll is not None and poll.chat_id == vote.user.id:
        await _met(shared, poll)
        await series.answered(shared, context.bot, poll)


async def begin(shared: Shared, bot: Bot, heard: Heard, argument: str) -> None:
    """`/quiz [topic] [number] [30s]`."""
    language = await topics.spoken(shared, heard)
    argument, seconds = _timed(argument, usual=USUAL_SECONDS if heard.group else 0)
    said, count = asked_of(argument)
    topic = await topics.meant(shared, bot, heard, said, language)
    if topic is None:
        return
    place, study = heard.place, shared.store.study
    used = await study.used(place.chat_id)
    seed = int(shared.now()) ^ (heard.message_id << 8) ^ abs(place.chat_id)
    first = (await wishes.of(shared, heard)).first
    base = shared.engine.base
    made = await asyncio.to_thread(
        quiz.series, base, topic, count, language, seed, used, first=first
    )
    if not made.questions:
        await asking.tell(shared, bot, heard, study_words.NOTHING_TO_ASK)
        return
    await study.reuse(place.chat_id, made.forget)
    begun = series.Series(rounds.begin(made.questions, topic, language), seconds)
    key = place.chat_id, place.thread_id or 0
    row = RoundRow(*key, f"{seed:x}", 0, series.packed(begun), int(shared.now()) + series.LEASE)
    if not await series.begin(shared, row, heard.who.person):
        await asking.tell(shared, bot, heard, study_words.QUIZ_ON)
        return
    if heard.group:
        opening = lines_page(_opening(shared, begun), language=language)
        await asking.send(shared, bot, heard, opening)
    await series.put(shared, bot, row)


async def stop(shared: Shared, bot: Bot, heard: Heard, argument: str) -> None:
    """`/stop`: by whoever began it, or by an administrator."""
    del argument
    chat, thread, person = heard.who.chat, heard.who.thread, heard.who.person
    row = await shared.store.study.round(chat, thread)
    if row is None:
        if not heard.group:  # in a group it may be meant for another bot
            await asking.tell(shared, bot, heard, study_words.NO_QUIZ)
    elif heard.group and not (
        shared.playing.began(chat, thread, person) or await shared.admins.leads(bot, chat, person)
    ):
        await asking.tell(shared, bot, heard, study_words.STOP_NOT_YOURS)
    elif await series.stop(shared, bot, row):
        await asking.tell(shared, bot, heard, study_words.STOPPED)


async def leaderboard(shared: Shared, bot: Bot, heard: Heard, argument: str) -> None:
    """`/leaderboard`: the last seven days and all time, of this chat alone."""
    del argument
    language, chat = await topics.spoken(shared, heard), heard.who.chat
    today = datetime.datetime.fromtimestamp(shared.now(), datetime.UTC).date()
    since = (today - datetime.timedelta(_WEEK)).isoformat()
    week = await shared.store.study.leaderboard(chat, since, _LEADERS)
    ever = await shared.store.study.leaderboard(chat, "", _LEADERS)
    if not ever:
        await asking.tell(shared, bot, heard, study_words.NO_POINTS)
        return
    people = list(dict.fromkeys(row.user_id for row in (*week, *ever)))
    names = await players.names(shared, bot, chat, people, language)
    title = study_words.LEADERS if heard.group else study_words.YOUR_POINTS
    lines = [title.say(language)]
    for heading, rows in ((study_words.THIS_WEEK, week), (study_words.ALL_TIME, ever)):
        if rows:
            lines += ["", heading.say(language), *_ranked(rows, names, language)]
    await asking.send(shared, bot, heard, lines_page(lines, language=language))


def _timed(argument: str, usual: int) -> tuple[str, int]:
    """What is left of an argument without the seconds of each question, and these."""
    found = _SECONDS.search(argument)
    if found is None:
        return argument, usual
    rest = f"{argument[: found.start()]} {argument[found.end() :]}"
    return rest.strip(), min(max(int(found[1]), _SHORTEST), _LONGEST)


def _opening(shared: Shared, begun: series.Series) -> list[str]:
    round_ = begun.round
    topic = topic_name(shared.engine.base, round_.topic, round_.language)
    questions = counted(len(round_.questions), QUESTIONS, round_.language)
    told = study_words.QUIZ_BEGINS.say(round_.language).format(topic=topic, questions=questions)
    return [told, study_words.QUIZ_TIMED.say(round_.language).format(seconds=begun.seconds)]


async def _count(shared: Shared, poll: str, person: int, option: int) -> None:
    """Count an answer; where its poll isn't known as yet, as soon as it is."""
    day = series.day_of(shared.now())
    counted_it = await shared.store.study.answer(poll, person, option, day)
    if counted_it is None and await shared.playing.landed():
        await shared.store.study.answer(poll, person, option, day)


async def _met(shared: Shared, poll: PollRow) -> None:
    """Who was asked alone learns the fact from now on."""
    row = await shared.store.study.round(poll.chat_id, poll.thread_id)
    if row is not None and row.round_id == poll.round_id:
        fact = series.unpacked(row).round.questions[poll.number].fact
        await revision.meet(shared, poll.chat_id, fact)


def _ranked(rows: list[ScoreRow], names: dict[int, str], language: Lang) -> list[str]:
    said: Text = study_words.LINE
    lines, place = [], 0
    for number, row in enumerate(rows, 1):
        if number == 1 or row.points != rows[number - 2].points:
            place = number
        told = said.say(language).format(
            name=names[row.user_id], right=row.points, answered=row.answered
        )
        lines.append(f"{place}. {told}")
    return lines
