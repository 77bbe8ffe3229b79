"""A quiz in a chat: a series of native quiz polls, one after the other, and a table at the end.

What goes on is a row of the store, changed only by who finds it as it was seen: two processes, a
timer and a command can't do the same step twice. Every step has a moment at which it is due, so
that a process that begins anew goes on where another was killed.
"""

from __future__ import annotations

import datetime
import logging
from typing import Any, Final, Literal, cast

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from telegram import Bot, Message
from telegram.constants import PollType
from telegram.error import TelegramError

from ispolkom_bot.chat.study import rounds
from ispolkom_bot.chat.study.limits import QUESTION, shortened
from ispolkom_bot.chat.study.quiz import QuizQuestion
from ispolkom_bot.chat.study.rounds import Given, Round
from ispolkom_bot.chat.study.topics import topic_name
from ispolkom_bot.render.html import lines_page
from ispolkom_bot.storage.study_values import PollRow, RoundRow
from ispolkom_bot.surfaces.telegram import players, study_words
from ispolkom_bot.surfaces.telegram.counting import QUESTIONS, counted
from ispolkom_bot.surfaces.telegram.sending import Place, where
from ispolkom_bot.surfaces.telegram.shared import Shared

Phase = Literal["put", "open", "count"]
"""The current question is on its way; it can be answered; all is over but the counting."""
LEASE: Final = 60
"""Seconds in which a step is to be done; then somebody else may do it."""
LATE: Final = 2
"""Seconds after the end of a question in which its last votes come in."""
COUNTING: Final = 3
IDLE: Final = 3
"""Questions without any answer after which a group is left in peace."""
_ALONE: Final = 24 * 3600
"""Seconds that a question without a timer waits for its answer."""
_STALE: Final = 3600
"""Seconds after which a quiz that stood still isn't gone on with."""
_log = logging.getLogger(__name__)


class Series(Struct, frozen=True):
    """What is stored of a quiz; `seconds` are those of each question, 0 without a timer.

    `message_id` is the poll of the current question; `left` says that nobody answers any more.
    """

    round: Round
    seconds: int
    phase: Phase = "put"
    message_id: int = 0
    left: bool = False


def packed(series: Series) -> bytes:
    """A series as it is stored: without the answers, which are kept beside it."""
    return msgspec.json.encode(replace(series, round=replace(series.round, given=())))


def unpacked(row: RoundRow) -> Series:
    """The series of a row."""
    return msgspec.json.decode(row.state, type=Series)


async def begin(shared: Shared, row: RoundRow, person: int) -> bool:
    """Keep a new series; False where one goes on in that thread."""
    if not await shared.store.study.open_round(row):
        return False
    shared.playing.begin(row.chat_id, row.thread_id, person)
    shared.playing.woken.set()
    return True


async def put(shared: Shared, bot: Bot, row: RoundRow) -> None:
    """Send the current question of a row that this process has claimed."""
    series = unpacked(row)
    asked = series.round.current
    if asked is None:
        return
    study, number = shared.store.study, series.round.number
    if row.chat_id < 0:
        shared.playing.ask(row.chat_id, row.thread_id, asked.fact)

    async def send(place: Place) -> int:
        with shared.playing.flight():
            message = await _poll(bot, place, series, asked)
            if message.poll is not None:
                standing = (row.chat_id, row.thread_id, message.message_id, row.round_id, number)
                await study.keep_poll(message.poll.id, PollRow(*standing, asked.right))
        return message.message_id

    sent = await shared.outbox.post(bot, Place(row.chat_id, row.thread_id or None), send)
    if sent.fate in {"gone", "missing"}:
        await _over(shared, row)
    elif sent.ids:
        await study.use(row.chat_id, (asked.fact,))
        opened = replace(series, phase="open", message_id=sent.ids[0])
        if await _turn(shared, row, opened, series.seconds + LATE if series.seconds else _ALONE):
            return
        await close_poll(bot, row.chat_id, sent.ids[0])  # it was stopped meanwhile


async def step(shared: Shared, bot: Bot, row: RoundRow) -> None:
    """Do what is due with a series, unless somebody else does."""
    series = unpacked(row)
    if series.phase == "count":
        if claimed := await _turn(shared, row, series, LEASE):
            await _finish(shared, bot, claimed, series)
        return
    if series.phase == "put":
        following = series
    else:
        following = replace(series, round=rounds.advance(series.round), phase="put")
        if series.seconds and await _left_alone(shared, row, series):
            following = replace(following, round=rounds.end(series.round), left=True)
    if shared.now() - row.closes_at > max(_STALE, series.seconds):
        following = replace(following, round=rounds.end(series.round))
    if following.round.over:
        await _count(shared, row, following)
    elif claimed := await _turn(shared, row, following, LEASE):
        await put(shared, bot, claimed)


async def answered(shared: Shared, bot: Bot, poll: PollRow) -> None:
    """Somebody alone has answered: go on at once, if that was the current question."""
    row = await shared.store.study.round(poll.chat_id, poll.thread_id)
    if row is None or row.round_id != poll.round_id:
        return
    series = unpacked(row)
    if series.phase != "open" or series.round.number != poll.number:
        return
    if series.round.number + 1 < len(series.round.questions):
        await step(shared, bot, row)
    elif counting := await _count(shared, row, replace(series, round=rounds.end(series.round))):
        await step(shared, bot, counting)


async def stop(shared: Shared, bot: Bot, row: RoundRow) -> bool:
    """End a series early; False where it changed in between."""
    series = unpacked(row)
    ended = replace(series, round=rounds.end(series.round))
    if series.phase == "count" or not await _count(shared, row, ended):
        return False
    if series.phase == "open":
        await close_poll(bot, row.chat_id, series.message_id)
    return True


async def close_poll(bot: Bot, chat: int, message_id: int) -> None:
    """Close a poll, if that can be done."""
    try:
        await bot.stop_poll(chat, message_id)
    except TelegramError as fault:
        _log.info("a poll couldn't be closed: %s", type(fault).__name__)


async def _poll(bot: Bot, place: Place, series: Series, asked: QuizQuestion) -> Message:
    round_ = series.round
    question = f"{round_.number + 1}/{len(round_.questions)}. {asked.question}"
    return await bot.send_poll(
        place.chat_id,
        shortened(question, QUESTION),
        list(asked.options),
        is_anonymous=False,
        type=PollType.QUIZ,
        correct_option_ids=cast("Any", [asked.right]),
        explanation=asked.explanation or None,
        open_period=series.seconds or None,
        **where(place),
    )


async def _left_alone(shared: Shared, row: RoundRow, series: Series) -> bool:
    """Whether nobody answered the last questions."""
    number = series.round.number
    if number + 1 < IDLE:
        return False
    given = await shared.store.study.answers(row.chat_id, row.round_id)
    return all(answer.number <= number - IDLE for answer in given)


async def _count(shared: Shared, row: RoundRow, series: Series) -> RoundRow | None:
    """Put no more questions; the last votes have a moment to come in."""
    return await _turn(shared, row, replace(series, phase="count"), COUNTING)


async def _turn(shared: Shared, row: RoundRow, series: Series, seconds: int) -> RoundRow | None:
    """Change a row that is still as it was seen; it is due again in so many seconds."""
    closes_at = int(shared.now()) + seconds
    turned = await shared.store.study.turn_round(row, packed(series), closes_at)
    shared.playing.woken.set()
    return turned


async def _finish(shared: Shared, bot: Bot, row: RoundRow, series: Series) -> None:
    """Tell the results and keep the series no more."""
    given = await shared.store.study.answers(row.chat_id, row.round_id)
    round_ = replace(series.round, given=tuple(Given(a.user_id, a.number, a.option) for a in given))
    lines = await results(shared, bot, row.chat_id, replace(series, round=round_))
    page = lines_page(lines, language=round_.language)
    await shared.outbox.send(bot, Place(row.chat_id, row.thread_id or None), page)
    await _over(shared, row)


async def results(shared: Shared, bot: Bot, chat: int, series: Series) -> list[str]:
    """The lines of the table of results; in private the result alone."""
    round_, language = series.round, series.round.language
    places, asked = rounds.table(round_), round_.asked
    if chat > 0:
        points = places[0].points if places else 0
        return [study_words.RESULT.say(language).format(points=points, asked=asked)]
    topic = topic_name(shared.engine.base, round_.topic, language)
    questions = counted(asked, QUESTIONS, language)
    lines = [study_words.RESULTS.say(language).format(topic=topic, questions=questions)]
    if series.left:
        lines.append(study_words.LEFT_ALONE.say(language).format(count=IDLE))
    if not places:
        return [*lines, study_words.NOBODY.say(language)]
    names = await players.names(shared, bot, chat, [p.user_id for p in places], language)
    told = study_words.OF.say(language)
    for place in places:
        score = told.format(points=place.points, asked=asked)
        lines.append(f"{place.place}. {names[place.user_id]} — {score}")
    return lines


async def _over(shared: Shared, row: RoundRow) -> None:
    await shared.store.study.close_round(row)
    shared.playing.end(row.chat_id, row.thread_id)


def day_of(moment: float) -> str:
    """The day of a moment by Greenwich, as scores are kept."""
    return datetime.datetime.fromtimestamp(moment, datetime.UTC).date().isoformat()
