"""Revision: cards of facts, shown one after the other by buttons in the private chat."""

from __future__ import annotations

import datetime
import re
from typing import Final, cast

from msgspec import Struct
from telegram import Bot, Update

from ispolkom_bot.chat.study import review
from ispolkom_bot.chat.study.review import RATINGS, Card, Rating
from ispolkom_bot.chat.study.topics import asked_of, topic_name
from ispolkom_bot.model import Lang
from ispolkom_bot.render.html import Button, Buttons, Page, answer_page, lines_page
from ispolkom_bot.storage.study_values import CardRow
from ispolkom_bot.surfaces.telegram import asking, study_words, topics, wishes, words
from ispolkom_bot.surfaces.telegram.counting import CARDS, counted
from ispolkom_bot.surfaces.telegram.places import Heard, spoken_by
from ispolkom_bot.surfaces.telegram.presses import acknowledge, where
from ispolkom_bot.surfaces.telegram.shared import Context, Shared, of

_PRESSED: Final = re.compile(r"v([0-4])([er])([!-~]{1,61})")
_LETTERS: Final[dict[str, Lang]] = {"e": "en", "r": "ru"}


class Press(Struct, frozen=True):
    """A button of revision: the answer is to be shown, or it was known so well."""

    language: Lang
    fact: str
    rating: Rating | None = None

    @property
    def data(self) -> str:
        """What the button sends: `v3ekerensky/born` rates, `v0e...` shows."""
        number = RATINGS.index(self.rating) + 1 if self.rating else 0
        return f"v{number}{self.language[0]}{self.fact}"


def pressed(data: str) -> Press | None:
    """What a button of revision meant; None if it can't come from one."""
    read = _PRESSED.fullmatch(data)
    if read is None:
        return None
    number = int(read[1])
    return Press(_LETTERS[read[2]], read[3], RATINGS[number - 1] if number else None)


async def learn(shared: Shared, bot: Bot, heard: Heard, argument: str) -> None:
    """`/learn TOPIC [number]`: choose what to learn."""
    if not argument:
        await asking.tell(shared, bot, heard, study_words.LEARN_WHAT)
        return
    language, person = await topics.spoken(shared, heard), heard.who.person
    said, count = asked_of(argument)
    topic = await topics.meant(shared, bot, heard, said, language)
    if topic is None:
        return
    base = shared.engine.base
    day = await topics.today(shared, person)
    fresh = review.learn(base, topic, await cards(shared, person), count, day)
    await keep(shared, person, *fresh)
    name = topic_name(base, topic, language)
    told = study_words.LEARNING if fresh else study_words.ALL_LEARNT
    number = counted(len(fresh), CARDS, language)
    await asking.tell(shared, bot, heard, told, topic=name, cards=number)


async def begin(shared: Shared, bot: Bot, heard: Heard, argument: str) -> None:
    """`/review`: the first card that is due."""
    del argument
    page = await next_page(shared, heard, await topics.spoken(shared, heard))
    await asking.send(shared, bot, heard, page)


async def on_press(update: Update, context: Context) -> None:
    """A card is to be turned over, or was rated."""
    query, shared = update.callback_query, of(context)
    if query is None:
        return
    press, place = pressed(query.data or ""), where(query, shared.now())
    if press is None or place is None or place.heard.group:
        await acknowledge(query, words.TOO_OLD.say(spoken_by(query.from_user)), alert=True)
        return
    await acknowledge(query)
    page = await _turned(shared, place.heard, press)
    if page is not None:
        await shared.outbox.edit(context.bot, place.heard.place, place.message_id, page)


async def meet(shared: Shared, person: int, fact: str) -> None:
    """Who was asked a fact in private may be shown it again."""
    study, base = shared.store.study, shared.engine.base
    if not any(card.fact == fact for card in await study.cards(person)):
        await keep(shared, person, review.new_card(base, fact, await topics.today(shared, person)))


async def cards(shared: Shared, person: int) -> tuple[Card, ...]:
    """All cards of somebody."""
    rows = await shared.store.study.cards(person)
    return tuple(review.unpacked_card(row.state) for row in rows)


async def keep(shared: Shared, person: int, *kept: Card) -> None:
    """Keep cards as they are now."""
    rows = [CardRow(card.fact, review.packed_card(card), card.due) for card in kept]
    await shared.store.study.keep_cards(person, rows)


async def next_page(shared: Shared, heard: Heard, language: Lang) -> Page:
    """The question of the card that is due first, or that nothing is."""
    person, base = heard.who.person, shared.engine.base
    mine, day = await cards(shared, person), await topics.today(shared, person)
    due = review.due(base, mine, day)
    first = (await wishes.of(shared, heard)).first
    face = review.face(shared.engine, due[0], language, first) if due else None
    if face is None:
        return lines_page((_nothing_due(shared, mine, day, language),), language=language)
    lines = [study_words.DUE.say(language).format(due=len(due))]
    if face.corrected:
        lines.append(study_words.CORRECTED.say(language))
    button = Button(study_words.SHOW.say(language), Press(language, face.card.fact).data)
    return lines_page((*lines, "", face.question), language=language, rows=((button,),))


def _nothing_due(shared: Shared, mine: tuple[Card, ...], day: datetime.date, language: Lang) -> str:
    if not mine:
        return study_words.NO_CARDS.say(language)
    tally = review.tally(shared.engine.base, mine, day)
    said = study_words.NOTHING_DUE.say(language)
    return said.format(total=tally.total, day=tally.next_day or "—")


async def _turned(shared: Shared, heard: Heard, press: Press) -> Page | None:
    """What comes in place of a card when one of its buttons is pressed; None: it is done with."""
    person, base = heard.who.person, shared.engine.base
    mine, day = await cards(shared, person), await topics.today(shared, person)
    due = review.due(base, mine, day)
    card = next((card for card in due if card.fact == press.fact), None)
    if card is not None and press.rating is None:
        return await _answer_page(shared, heard, card, day, press.language)
    if card is not None:
        await keep(shared, person, review.rate(base, card, cast("Rating", press.rating), day))
    return await next_page(shared, heard, press.language)


async def _answer_page(
    shared: Shared, heard: Heard, card: Card, day: datetime.date, language: Lang
) -> Page | None:
    first = (await wishes.of(shared, heard)).first
    face = review.face(shared.engine, card, language, first)
    if face is None:
        return None
    messages = shared.engine.base.messages[language]
    told = answer_page(face.answer, messages, face.question, "none")
    return Page(told.body, _ratings(shared, card, day, language))


def _ratings(shared: Shared, card: Card, day: datetime.date, language: Lang) -> Buttons:
    """A button for each rating, with the days until the card comes again."""
    waits = review.previews(shared.engine.base, card, day)
    made = []
    for rating in RATINGS:
        days = study_words.IN_DAYS.say(language).format(days=waits[rating])
        label = study_words.RATED[rating].say(language)
        label = f"{label} · {days}" if waits[rating] else label
        made.append(Button(label, Press(language, card.fact, rating).data))
    return (tuple(made[:2]), tuple(made[2:]))
