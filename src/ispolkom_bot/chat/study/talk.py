"""Studying in a conversation: quizzes with numbered answers, cards, the day in 1917."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from ispolkom_bot.chat import phrases
from ispolkom_bot.chat.call import Call
from ispolkom_bot.chat.memory import Turn
from ispolkom_bot.chat.study import quiz, review, rounds, words
from ispolkom_bot.chat.study.desk import Desk
from ispolkom_bot.chat.study.review import RATINGS, Card, MissingLibraryError
from ispolkom_bot.chat.study.rounds import Given, Round
from ispolkom_bot.chat.study.today import the_day
from ispolkom_bot.chat.study.topics import asked_of, find_topic, topic_name
from ispolkom_bot.chat.turns import lists, offers, says
from ispolkom_bot.model import Offer
from ispolkom_bot.render.plain import body

_NUMBER: Final = re.compile(r"[(\[#]?(\d)[)\].]?", re.ASCII)
_READ_AGAIN: Final = 5
_SOLE: Final = 0
"""Who plays alone needs no name."""
_DAYS_OF_SEED: Final = 10_000


def quizzed(call: Call) -> Turn:
    """/quiz: a series of questions on a topic."""
    said, count = asked_of(call.argument)
    return _of_topic(call, said, lambda topic: _begin(call, topic, count))


def _begin(call: Call, topic: str, count: int) -> Turn:
    desk, language = call.memory.desk, call.language
    seed = call.today.toordinal() * _DAYS_OF_SEED + len(desk.used)
    made = quiz.series(call.base, topic, count, language, seed, desk.used, first=call.memory.first)
    if not made.questions:
        name = topic_name(call.base, topic, language)
        return says(call.memory, call.tell(words.NOTHING_TO_ASK, topic=name))
    kept = tuple(fact for fact in desk.used if fact not in made.forget)
    begun = rounds.begin(made.questions, topic, language)
    return _put(_on(call, replace(desk, round=begun, used=kept, showing="", open=False)), begun)


def stop(call: Call) -> Turn:
    """/stop: the quiz or the revision ends."""
    desk = call.memory.desk
    if desk.playing:
        return _over(call, rounds.end(desk.playing))
    if desk.showing:
        return says(
            _on(call, replace(desk, showing="", open=False)).memory, call.tell(words.STOPPED)
        )
    return says(call.memory, call.tell(words.NOTHING_GOES_ON))


def learn(call: Call) -> Turn:
    """/learn: facts of a topic become cards."""
    desk = call.memory.desk
    if not call.argument:
        return says(call.memory, call.tell(words.LEARN_WHAT, total=len(desk.cards)))
    said, count = asked_of(call.argument)
    return _of_topic(call, said, lambda topic: _learn(call, topic, count))


def _learn(call: Call, topic: str, count: int) -> Turn:
    desk = call.memory.desk
    new = review.learn(call.base, topic, desk.cards, count, call.today)
    name = topic_name(call.base, topic, call.language)
    if not new:
        return says(call.memory, call.tell(words.ALL_LEARNT, topic=name))
    after = _on(call, replace(desk, cards=(*desk.cards, *new)))
    return says(after.memory, call.tell(words.LEARNING, topic=name, count=len(new)))


def reviewed(call: Call) -> Turn:
    """/review: the cards that are due, one after another."""
    desk = call.memory.desk
    if not desk.cards:
        return says(call.memory, call.tell(words.NO_CARDS))
    due = review.due(call.base, desk.cards, call.today)
    ended = rounds.end(desk.round) if desk.round else None
    return _show(_on(call, replace(desk, round=ended)), due)


def today(call: Call) -> Turn:
    """/today: what happened on this day in 1917, by the calendar that the chat names first."""
    told = the_day(call.base, call.today, call.memory.first, call.language)
    return lists(call.engine, call.memory, told.answer)


def goes_on(call: Call) -> Turn | None:
    """What comes of a line while a quiz or a card is on the table; None if it isn't meant for it.

    A quiz takes numbers alone, so that questions can be asked meanwhile; a card takes anything.
    """
    desk = call.memory.desk
    number = _NUMBER.fullmatch(call.argument)
    if desk.playing:
        return _answered(call, desk.playing, int(number[1])) if number else None
    if not desk.showing:
        return None
    card = next((card for card in desk.cards if card.fact == desk.showing), None)
    if card is None:
        return reviewed(call)
    if not desk.open:
        return _opened(call, card)
    if number and 1 <= int(number[1]) <= len(RATINGS):
        return _rated(call, card, int(number[1]) - 1)
    return says(call.memory, call.tell(words.RATE_NUMBER))


def _answered(call: Call, round_: Round, number: int) -> Turn:
    asked = round_.current
    if asked is None or not 1 <= number <= len(asked.options):
        last = len(asked.options) if asked else 0
        return says(call.memory, call.tell(phrases.NO_SUCH_CHOICE, last=last))
    given = Given(_SOLE, round_.number, number - 1)
    after = rounds.advance(rounds.give(round_, given))
    desk = call.memory.desk
    known = {card.fact for card in desk.cards}
    met = () if asked.fact in known else (review.new_card(call.base, asked.fact, call.today),)
    desk = replace(desk, round=after, used=(*desk.used, asked.fact), cards=(*desk.cards, *met))
    right = call.tell(words.WRONG, right=asked.options[asked.right])
    verdict = call.tell(words.RIGHT) if number - 1 == asked.right else right
    lines = (verdict, *asked.explanation.split("\n"), "")
    moved = _on(call, desk)
    told = _over(moved, after) if after.over else _put(moved, after)
    return replace(told, lines=(*lines, *told.lines))


def _put(call: Call, round_: Round) -> Turn:
    """The question on the table with its numbered options."""
    asked = round_.current
    if asked is None:
        return _over(call, round_)
    count = len(round_.questions)
    options = (f"  {number}) {option}" for number, option in enumerate(asked.options, 1))
    hint = (call.tell(words.TYPE_NUMBER),) if not round_.number else ()
    head = f"{call.tell(words.NUMBERED, number=round_.asked, count=count)} {asked.question}"
    return says(call.memory, head, *options, *hint)


def _over(call: Call, round_: Round) -> Turn:
    """The result, and the questions of the facts that were not known."""
    table = rounds.table(round_)
    points, count = (table[0].points, table[0].answered) if table else (0, 0)
    missed = [
        round_.questions[given.number].fact
        for given in round_.given
        if not rounds.is_right(round_, given)
    ]
    numbers = [n for fact in missed[:_READ_AGAIN] if (n := call.base.number(fact)) is not None]
    again: tuple[Offer, ...] = tuple(call.base.offer(n, call.language) for n in numbers)
    memory = replace(call.memory, desk=replace(call.memory.desk, round=rounds.end(round_)))
    result = call.tell(words.RESULT, points=points, count=count)
    if not again:
        return says(memory, result)
    return offers(memory, (result, call.tell(words.READ_AGAIN)), again)


def _show(call: Call, due: tuple[Card, ...]) -> Turn:
    """The first of the cards that are due, its answer hidden."""
    desk = call.memory.desk
    if not due:
        next_day = review.tally(call.base, desk.cards, call.today).next_day
        rest = _on(call, replace(desk, showing="", open=False)).memory
        return says(rest, call.tell(words.NONE_DUE, day=next_day))
    shown = review.face(call.engine, due[0], call.language, call.memory.first)
    if shown is None:
        return _show(call, due[1:])
    memory = _on(call, replace(desk, showing=due[0].fact, open=False)).memory
    corrected = (call.tell(words.CORRECTED),) if shown.corrected else ()
    head = f"{call.tell(words.DUE, due=len(due))} {shown.question}"
    return says(memory, head, *corrected, call.tell(words.THINK))


def _opened(call: Call, card: Card) -> Turn:
    """The card with its answer, its sources, and in how many days each rating shows it again."""
    shown = review.face(call.engine, card, call.language, call.memory.first)
    try:
        waits = review.previews(call.base, card, call.today)
    except MissingLibraryError as fault:
        desk = replace(call.memory.desk, showing="", open=False)
        return says(_on(call, desk).memory, call.tell(words.NO_LIBRARY, remedy=fault))
    if shown is None:
        return reviewed(call)
    ratings = ", ".join(
        f"{number} {words.RATED[rating].say(call.language)} ({_wait(call, waits[rating])})"
        for number, rating in enumerate(RATINGS, 1)
    )
    sources = [citation.text for citation in shown.answer.citations[:1]]
    memory = _on(call, replace(call.memory.desk, open=True)).memory
    return says(
        memory,
        *body(shown.answer).split("\n"),
        *(f"— {source}" for source in sources),
        call.tell(words.RATE, ratings=ratings),
    )


def _rated(call: Call, card: Card, rating: int) -> Turn:
    after = review.rate(call.base, card, RATINGS[rating], call.today)
    desk = call.memory.desk
    others = tuple(other for other in desk.cards if other.fact != card.fact)
    moved = _on(call, replace(desk, cards=(*others, after), showing="", open=False))
    return _show(moved, review.due(call.base, moved.memory.desk.cards, call.today))


def _wait(call: Call, days: int) -> str:
    return call.tell(words.IN_DAYS, days=days) if days else call.tell(words.TODAY)


def _of_topic(call: Call, said: str, go: Callable[[str], Turn]) -> Turn:
    """What is done with the topic that is meant, or the question which one is."""
    topic = find_topic(call.base, said)
    if topic.known:
        return go(topic.id)
    if topic.others:
        named = ", ".join(call.base.heads[thing].name.say(call.language) for thing in topic.others)
        return says(call.memory, f"{call.tell(phrases.WHICH_ONE)} {named}")
    return says(call.memory, call.tell(phrases.NO_SUCH_TOPIC, name=said[:40]))


def _on(call: Call, desk: Desk) -> Call:
    """The call with another desk."""
    return replace(call, memory=replace(call.memory, desk=desk))
