"""Inline results: a few sourced answers to what is being typed, the best first."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from ispolkom_bot.answering.browse import popular
from ispolkom_bot.answering.chronicle import brief, on_day
from ispolkom_bot.answering.compose import answer_of
from ispolkom_bot.calendar import day_text, julian_day, possible
from ispolkom_bot.engine import Engine, Reply
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.language.sentences import first_sentence
from ispolkom_bot.model import Answer, HistoricalDate, Lang, Style, Text
from ispolkom_bot.render.html import Button, Page, answer_page, deep_link, label, split
from ispolkom_bot.render.unfinished import completions
from ispolkom_bot.understanding.decide import Decision, chosen, same_answer

MOST_CARDS: Final = 10
_OF_THE_DAY: Final = 3
_DAYS_BACK: Final = 10
_LONGEST_TITLE, _LONGEST_DESCRIPTION = 120, 160
_ASKED_ON: Final = 2
"""Related questions that a card offers to ask in the same chat."""
TODAY: Final = Text("On this day", "В этот день")
OPEN: Final = Text("Sources and more", "Источники и ещё")
_YEAR: Final = "1917"


class Card(Struct, frozen=True):
    """One inline result: `id` is a fact's full id; `page` is one message with its buttons."""

    id: str
    title: str
    description: str
    page: Page


def typed(
    engine: Engine, query: str, language: Lang | None = None, first: Style = "old", bot: str = ""
) -> tuple[Card, ...]:
    """Cards for what is being typed; its end may be unfinished. Empty where nothing fits.

    `bot` is the user name of the bot, for a button into its private chat.
    """
    reply = engine.reply(query, language=language, first=first)
    found = of_reply(engine, reply, first, bot)
    if reply.answer.status != "decline" or _finished(reply):
        return found
    guessed: list[tuple[Card, ...]] = []
    for question in completions(engine.base, query):
        meant = engine.reply(question, language=language or reply.answer.language, first=first)
        if meant.answer.status != "decline" and (cards := of_reply(engine, meant, first, bot)):
            guessed.append(cards)
    foremost = [cards[0] for cards in guessed]
    return _distinct((*foremost, *(card for cards in guessed for card in cards), *found))


def _finished(reply: Reply) -> bool:
    """Whether a question is about something that the base does not cover, as far as it goes."""
    reading = reply.trace.reading
    last = len(reading.words) - 1
    return any(mention.outside and mention.start < last for mention in reading.mentions)


def of_reply(engine: Engine, reply: Reply, first: Style = "old", bot: str = "") -> tuple[Card, ...]:
    """The answer of a reply and the next best facts; or what it suggests."""
    base, answer = engine.base, reply.answer
    cards: list[Card] = []
    if answer.facts:
        cards.append(_card(base, answer, bot))
    numbers = [base.number(offer.fact) for offer in answer.suggestions]
    if answer.facts or answer.status == "suggest":
        numbers += [scored.fact for scored in reply.trace.decision.ranked]
        numbers += [base.number(offer.fact) for offer in answer.related]
    used = [base.number(fact) for fact in answer.facts]
    for number in numbers:
        if number is None or any(same_answer(base, number, n) for n in used if n is not None):
            continue
        used.append(number)
        cards.append(_card(base, _told(base, number, answer.language, first), bot))
    return _distinct(cards)


def opening(
    engine: Engine, today: datetime.date, language: Lang, first: Style = "old", bot: str = ""
) -> tuple[Card, ...]:
    """Cards for an empty query: today's date in 1917, and questions to begin with."""
    base = engine.base
    cards: list[Card] = []
    date, numbers = _on_this_day(base, today)
    for number in numbers:
        day = brief(date, language, first)
        heading = f"{TODAY.say(language)}: {day}" if _is_today(date, today) else day
        answer = _told(base, number, language, first)
        cards.append(replace(_card(base, answer, bot, heading), title=heading))
    begun_with = (_told(base, number, language, first) for number in _popular(base))
    return _distinct((*cards, *(_card(base, answer, bot) for answer in begun_with)))


@lru_cache(maxsize=2)
def _popular(base: Compiled) -> tuple[int, ...]:
    numbers = (base.number(offer.fact) for offer in popular(base, "en", MOST_CARDS))
    return tuple(number for number in numbers if number is not None)


def _on_this_day(base: Compiled, today: datetime.date) -> tuple[HistoricalDate, list[int]]:
    """The latest day in 1917 up to today's, as calendars now count, of which something is told."""
    new = f"{_YEAR}-{today:%m-%d}"
    last = julian_day(new if possible(new, "new") else f"{_YEAR}-02-28", "new")
    for day in range(last, last - _DAYS_BACK, -1):
        own = [entry.fact for entry in on_day(base, day) if entry.first == entry.last]
        if own:
            break
    iso = day_text(day, "old")
    return HistoricalDate(iso, iso), own[:_OF_THE_DAY]


def _is_today(date: HistoricalDate, today: datetime.date) -> bool:
    return day_text(julian_day(date.first, "old"), "new")[5:] == f"{today:%m-%d}"


def _told(base: Compiled, number: int, language: Lang, first: Style) -> Answer:
    decision = Decision("answer", 1.0, (chosen(number),))
    return answer_of(base, [number], decision, language, first)


def _card(base: Compiled, answer: Answer, bot: str, heading: str = "") -> Card:
    """The card of an answer; its message says what was asked, as the question isn't seen there."""
    language, fact = answer.language, answer.facts[0]
    number = base.number(fact)
    question = base.rows[number].question.say(language) if number is not None else fact
    alone = len(answer.facts) == 1
    page = answer_page(
        answer, base.messages[language], heading or (question if alone else ""), "none"
    )
    rows = [
        (Button(label(offer.question), query=offer.question),)
        for offer in answer.related[:_ASKED_ON]
    ]
    if bot:
        rows.append((Button(OPEN.say(language), url=deep_link(bot, fact)),))
    said = first_sentence(answer.text.strip().partition("\n")[0])
    return Card(
        id=fact,
        title=label(question, _LONGEST_TITLE),
        description=label(said, _LONGEST_DESCRIPTION),
        page=replace(split(page)[0], buttons=tuple(rows)),
    )


def _distinct(cards: Iterable[Card]) -> tuple[Card, ...]:
    """The first card of each id, as many as are shown."""
    kept: dict[str, Card] = {}
    for card in cards:
        kept.setdefault(card.id, card)
    return tuple(kept.values())[:MOST_CARDS]
