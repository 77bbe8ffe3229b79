"""The commands that look something up: a question, a day, a name, a timeline, more of the same."""

from __future__ import annotations

from msgspec.structs import replace

from ispolkom_bot.answering import browse
from ispolkom_bot.answering.chronicle import own_facts
from ispolkom_bot.chat import phrases
from ispolkom_bot.chat.call import Call
from ispolkom_bot.chat.days import asked_day
from ispolkom_bot.chat.memory import Memory, Turn
from ispolkom_bot.chat.names import Named, named
from ispolkom_bot.chat.turns import answers, lists, offers, says
from ispolkom_bot.engine import Engine
from ispolkom_bot.language.normalise import language_of, tokens
from ispolkom_bot.model import Lang, Offer, Text

_WHO = Text("who {name}", "кто {name}")


def ask(engine: Engine, memory: Memory, question: str, language: Lang | None = None) -> Turn:
    """What comes of a question, whatever it looks like; `language` is the one it is surely in."""
    spoken = memory.language or language
    return answers(memory, engine.reply(question, memory.context, spoken, memory.first))


def pick(engine: Engine, memory: Memory, offer: Offer) -> Turn | None:
    """What comes of an offer: the fact of its id, or the page of a list; None if there is none."""
    language = memory.speaks
    if ":" in offer.fact:
        return read_on(engine, memory, offer.fact, offer.question)
    reply = engine.tell(offer.fact, memory.context, language, memory.first)
    return answers(memory, reply, offer.question) if reply else None


def read_on(engine: Engine, memory: Memory, place: str, picked: str = "") -> Turn | None:
    """What follows a fact or stands on a page of a list; None where nothing does."""
    answer = browse.more(engine.base, place, memory.speaks, memory.first)
    if answer is None:
        return None
    return lists(engine, memory, answer, _thing_of(engine, place), picked)


def _thing_of(engine: Engine, place: str) -> str:
    """The thing that a fact or a page is about; "" if it is about no single one."""
    kind, _, rest = place.partition(":")
    if rest:
        return rest.split(":")[0] if kind in {"t", "m"} else ""
    number = engine.base.number(place)
    return "" if number is None else engine.base.rows[number].thing


def question(call: Call) -> Turn:
    """/ask: a question, even one that looks like something else."""
    if not call.argument:
        return says(call.memory, call.tell(phrases.USAGE["ask"]))
    return ask(call.engine, call.memory, call.argument)


def date(call: Call) -> Turn:
    """/date: what happened in a day, a week, a month or a year."""
    asked = asked_day(call.base, call.argument, call.memory.first, call.today)
    if asked is None:
        return says(call.memory, call.tell(phrases.USAGE["date"]))
    if asked.day is None:
        impossible = call.tell(phrases.NOT_A_DATE, date=asked.impossible)
        return says(call.memory, impossible)
    answer = browse.of_day(
        call.base, asked.day, call.language, call.memory.first, named=asked.named
    )
    return lists(call.engine, call.memory, answer)


def who(call: Call) -> Turn:
    """/who: what a name means; a question put behind the command is answered as one."""
    if not any(token.text for token in tokens(call.argument)):
        return says(call.memory, call.tell(phrases.USAGE["who"]))
    meant = named(call.base, call.argument)
    if meant.thing:
        return _definition(call, meant)
    if meant.others:
        return offers(call.memory, (call.tell(phrases.WHICH_ONE),), _definitions(call, meant))
    spoken = call.memory.language or language_of(call.argument, call.language)
    turn = ask(call.engine, call.memory, _WHO.say(spoken).format(name=call.argument))
    if turn.answer and turn.answer.status == "answer":
        return turn
    return ask(call.engine, call.memory, call.argument)


def _definition(call: Call, meant: Named) -> Turn:
    """The definition of the thing, and the others whose names it may have been."""
    fact = call.base.full_id(own_facts(call.base, meant.thing)[0])
    reply = call.engine.tell(fact, call.memory.context, call.language, call.memory.first)
    if reply is None:
        return says(call.memory, call.tell(phrases.NO_SUCH_TOPIC, name=call.echo))
    others = _definitions(call, meant)
    answer = replace(reply.answer, related=(*others, *reply.answer.related))
    return answers(call.memory, replace(reply, answer=answer))


def _definitions(call: Call, meant: Named) -> tuple[Offer, ...]:
    return tuple(
        call.base.offer(own_facts(call.base, thing)[0], call.language) for thing in meant.others
    )


def timeline(call: Call) -> Turn:
    """/timeline: dated facts in order, of a topic or of the whole."""
    meant = named(call.base, call.argument) if call.argument else Named()
    if call.argument and not meant.thing:
        asked = asked_day(call.base, call.argument, call.memory.first, call.today)
        if asked is not None:
            return date(call)
        if meant.others:
            offered = tuple(
                Offer(f"t:{thing}:0", call.base.heads[thing].name.say(call.language))
                for thing in meant.others
            )
            return offers(call.memory, (call.tell(phrases.WHICH_ONE),), offered)
        unknown = call.tell(phrases.NO_SUCH_TOPIC, name=call.echo)
        return says(call.memory, unknown)
    answer = browse.timeline(call.base, meant.thing, call.language, call.memory.first)
    if answer is None:
        name = call.base.heads[meant.thing].name.say(call.language) if meant.thing else ""
        return says(call.memory, call.tell(phrases.NO_TIMELINE, name=name))
    return lists(call.engine, call.memory, answer, meant.thing)


def more(call: Call) -> Turn:
    """/more: the next page, or other facts on what the last answer told of."""
    memory = call.memory
    if memory.last is None:
        return says(memory, call.tell(phrases.NOTHING_ASKED))
    turn = read_on(call.engine, memory, memory.more) if memory.more else None
    return turn or says(memory, call.tell(phrases.NO_MORE))
