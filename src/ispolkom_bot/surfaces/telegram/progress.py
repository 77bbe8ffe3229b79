"""How far somebody is: a picture where it can be drawn, and its numbers in words."""

from __future__ import annotations

import datetime
from typing import Final

from telegram import Bot

from ispolkom_bot.chat.study import review
from ispolkom_bot.render.html import lines_page
from ispolkom_bot.render.pictures.data import Day, PictureError, Progress
from ispolkom_bot.storage.study_values import DayScore
from ispolkom_bot.surfaces.telegram import asking, pictures, revision, study_words, topics
from ispolkom_bot.surfaces.telegram.places import Heard
from ispolkom_bot.surfaces.telegram.shared import Shared

_PAST, _AHEAD = 14, 14
"""Days that are shown."""
_DAY: Final = datetime.timedelta(days=1)


async def show(shared: Shared, bot: Bot, heard: Heard, argument: str) -> None:
    """`/progress`."""
    del argument
    person, language = heard.who.person, await topics.spoken(shared, heard)
    mine = await revision.cards(shared, person)
    scores = await shared.store.study.scores_of(person)
    if not mine and not scores:
        await asking.tell(shared, bot, heard, study_words.NO_CARDS)
        return
    from ispolkom_bot.render.pictures.progress import progress  # noqa: PLC0415 - seldom needed

    numbers = await _numbers(shared, person, mine, scores)
    try:
        await pictures.send(shared, bot, heard, progress(numbers, language))
    except PictureError:
        tally = review.tally(shared.engine.base, mine, await topics.today(shared, person))
        blanks = {name: getattr(tally, name) for name in tally.__struct_fields__}
        lines = [study_words.PROGRESS.say(language).format(**blanks)]
        if scores:
            points, answered = (sum(getattr(s, n) for s in scores) for n in ("points", "answered"))
            said = study_words.QUIZ_POINTS.say(language)
            lines.append(said.format(points=points, answered=answered))
        await asking.send(shared, bot, heard, lines_page(lines, language=language))


async def _numbers(
    shared: Shared, person: int, mine: tuple[review.Card, ...], scores: list[DayScore]
) -> Progress:
    """A learner's numbers, of the last days and the next."""
    base, today = shared.engine.base, await topics.today(shared, person)
    tally = review.tally(base, mine, today)
    since = (today - _PAST * _DAY).isoformat()
    due = [card.due for card in mine if base.number(card.fact) is not None]
    return Progress(
        known=tally.mature,
        learning=tally.young,
        new=tally.new,
        due=tally.due,
        days=tuple(Day(s.day, s.answered, s.points) for s in scores if s.day > since),
        ahead=tuple(
            due.count((today + number * _DAY).isoformat()) for number in range(1, _AHEAD + 1)
        ),
    )
