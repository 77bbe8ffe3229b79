"""An exercise as a pupil does it: in private, question by question, named only if agreed to."""

from __future__ import annotations

import asyncio
import re
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from telegram import CallbackQuery, Update

from ispolkom_bot.chat.study import quiz
from ispolkom_bot.chat.study.quiz import QuizQuestion
from ispolkom_bot.chat.study.topics import topic_name
from ispolkom_bot.model import Lang
from ispolkom_bot.render.html import Button, Page, lines_page
from ispolkom_bot.storage.study_values import AssignmentRow, PartRow
from ispolkom_bot.surfaces.telegram import (
    asking,
    classes,
    daily,
    players,
    revision,
    study_words,
    topics,
    wishes,
    words,
)
from ispolkom_bot.surfaces.telegram.counting import QUESTIONS, counted
from ispolkom_bot.surfaces.telegram.places import Heard, hear, spoken_by
from ispolkom_bot.surfaces.telegram.presses import acknowledge, where
from ispolkom_bot.surfaces.telegram.shared import Context, Shared, of

_PRESSED: Final = re.compile(r"x([yna])([er])([0-9a-f]{16})(?::(\d{1,2}):(\d))?")
_LETTERS: Final[dict[str, Lang]] = {"e": "en", "r": "ru"}
_OPTIONS: Final[dict[Lang, str]] = {"en": "ABCDEFGHIJKL", "ru": "АБВГДЕЖЗИКЛМ"}
_questions = msgspec.json.Decoder(tuple[QuizQuestion, ...])


class Press(Struct, frozen=True):
    """A button of an exercise: y and n say whether to be named, a answers a question."""

    does: str
    language: Lang
    exercise: str
    number: int = 0
    option: int = 0

    @property
    def data(self) -> str:
        """What the button sends: `xae0123456789abcdef:3:1`."""
        head = f"x{self.does}{self.language[0]}{self.exercise}"
        return f"{head}:{self.number}:{self.option}" if self.does == "a" else head


def pressed(data: str) -> Press | None:
    """What a button of an exercise meant; None if it can't come from one."""
    read = _PRESSED.fullmatch(data)
    if read is None:
        return None
    return Press(read[1], _LETTERS[read[2]], read[3], int(read[4] or 0), int(read[5] or 0))


async def on_join(update: Update, context: Context) -> None:
    """The button below an exercise opened the private chat."""
    shared, message = of(context), update.message
    heard = hear(message, context.bot) if message else None
    if heard is None or message is None or message.from_user is None:
        return
    row = await _exercise(shared, heard.text.partition(classes.LINK)[2].strip())
    if row is None:
        await asking.tell(shared, context.bot, heard, study_words.ASSIGNMENT_GONE)
        return
    page = await _opened(shared, heard, row, players.called(message.from_user))
    await asking.send(shared, context.bot, heard, page)


async def on_press(update: Update, context: Context) -> None:
    """A pupil agreed or not, or answered."""
    query, shared = update.callback_query, of(context)
    if query is None:
        return
    press, place = pressed(query.data or ""), where(query, shared.now())
    row = await _exercise(shared, press.exercise) if press else None
    if press is None or place is None or row is None:
        gone = study_words.ASSIGNMENT_GONE if press else words.TOO_OLD
        await acknowledge(query, gone.say(spoken_by(query.from_user)), alert=True)
        return
    await acknowledge(query)
    page = await _done(shared, query, row, press)
    await shared.outbox.edit(context.bot, place.heard.place, place.message_id, page)


async def _exercise(shared: Shared, exercise: str) -> AssignmentRow | None:
    """An exercise that still goes on."""
    row = await shared.store.study.assignment(exercise)
    return row if row and row.deadline > shared.now() else None


async def _opened(shared: Shared, heard: Heard, row: AssignmentRow, name: str) -> Page:
    """The question whether to be named; who takes part already goes on where they were."""
    language = await topics.spoken(shared, heard)
    part = await shared.store.study.part(row.assignment_id, heard.who.person)
    if part is not None:
        return _question(row, part, language)
    blanks = {
        "topic": topic_name(shared.engine.base, row.topic, language),
        "questions": counted(row.count, QUESTIONS, language),
        "until": classes.until(row, await daily.zone_of(shared, heard)),
        "name": name,
    }
    rows = tuple(
        (Button(label.say(language), Press(does, language, row.assignment_id).data),)
        for does, label in (("y", study_words.YES_NAME), ("n", study_words.NO_NAME))
    )
    return lines_page((study_words.CONSENT.say(language).format(**blanks),), rows=rows)


async def _done(shared: Shared, query: CallbackQuery, row: AssignmentRow, press: Press) -> Page:
    """What comes of a press."""
    study, person = shared.store.study, query.from_user.id
    if press.does != "a":
        name = players.called(query.from_user) if press.does == "y" else ""
        state = await _put_together(shared, row, person, press.language)
        await study.join(PartRow(row.assignment_id, person, row.chat_id, name, state=state))
    part = await study.part(row.assignment_id, person)
    if part is None:
        return lines_page((study_words.ASSIGNMENT_GONE.say(press.language),))
    if press.does == "a" and press.number == part.answered < row.count:
        return await _answered(shared, row, part, press)
    return _question(row, part, press.language)


async def _put_together(shared: Shared, row: AssignmentRow, person: int, language: Lang) -> bytes:
    """The questions of an exercise in a pupil's language and calendar."""
    first = wishes.in_private(await wishes.person_settings(shared, person)).first
    base, seed = shared.engine.base, int(row.assignment_id, 16)
    made = [
        await asyncio.to_thread(quiz.ask, base, fact, language, seed, first=first)
        for fact in row.facts
    ]
    return msgspec.json.encode([question for question in made if question])


async def _answered(shared: Shared, row: AssignmentRow, part: PartRow, press: Press) -> Page:
    """Count an answer, once; the next question, below what was right."""
    asked = _questions.decode(part.state)[press.number]
    right = press.option == asked.right
    after = replace(part, answered=part.answered + 1, right=part.right + right)
    if not await shared.store.study.keep_part(after, part.answered):
        part = await shared.store.study.part(row.assignment_id, part.user_id) or part
        return _question(row, part, press.language)
    await revision.meet(shared, part.user_id, asked.fact)
    said = study_words.RIGHT if right else study_words.NOT_RIGHT
    chosen = asked.options[min(press.option, len(asked.options) - 1)]
    told = said.say(press.language).format(option=asked.options[asked.right], chosen=chosen)
    return _question(row, after, press.language, (told, asked.explanation, ""))


def _question(
    row: AssignmentRow, part: PartRow, language: Lang, above: tuple[str, ...] = ()
) -> Page:
    """The question that a pupil is at, its options lettered; the result after the last."""
    questions = _questions.decode(part.state)
    number, count = part.answered, len(questions)
    if number >= count:
        done = study_words.DONE.say(language).format(right=part.right, count=count)
        return lines_page((*above, done), language=language)
    asked, letters = questions[number], _OPTIONS[language]
    heading = study_words.QUESTION.say(language).format(number=number + 1, count=count)
    options = (
        f"{letter}) {option}" for letter, option in zip(letters, asked.options, strict=False)
    )
    buttons = tuple(
        Button(letters[option], Press("a", language, row.assignment_id, number, option).data)
        for option in range(len(asked.options))
    )
    lines = (*above, heading, asked.question, "", *options)
    return lines_page(lines, language=language, rows=(buttons,))
