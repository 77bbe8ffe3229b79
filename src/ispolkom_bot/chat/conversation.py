"""One conversation, the same on every surface: a line goes in, a turn with a new memory comes out.

Nothing here reads or writes; whoever holds the conversation keeps the memory between two lines.
"""

from __future__ import annotations

import datetime
import re
from typing import Final

from msgspec.structs import replace

from ispolkom_bot.chat import lookups, phrases
from ispolkom_bot.chat.asides import aside, doubtful_aside, small_talk
from ispolkom_bot.chat.call import Call
from ispolkom_bot.chat.commands import COMMANDS, obey
from ispolkom_bot.chat.memory import Memory, Turn
from ispolkom_bot.chat.menu import Surface
from ispolkom_bot.chat.study.talk import goes_on
from ispolkom_bot.chat.turns import says
from ispolkom_bot.engine import Engine
from ispolkom_bot.language.normalise import language_of
from ispolkom_bot.model import Offer

__all__ = ["ask", "more", "of_fact", "pick", "step"]

_NUMBER: Final = re.compile(r"[(\[#]?(\d{1,2})[)\].]?", re.ASCII)
_CYRILLIC: Final = re.compile("[а-яё]", re.IGNORECASE)

ask = lookups.ask


def step(
    engine: Engine, memory: Memory, text: str, today: datetime.date, where: Surface = "private"
) -> Turn:
    """What comes of one line: a command, a number that picks an offer, an aside, a question."""
    said = text.strip()
    call = Call(engine, memory, said, today, where)
    if said.startswith("/"):
        return obey(call)
    if turn := goes_on(call):
        return turn
    if memory.offered and (number := _NUMBER.fullmatch(said)):
        return _chosen(call, int(number[1]))
    if memory.last and (turn := _beside(call)):
        return turn
    if phrase := small_talk(engine.base, said):
        return ask(engine, memory, phrase, "ru" if _CYRILLIC.search(said) else None)
    return ask(engine, memory, said)


def pick(engine: Engine, memory: Memory, place: str) -> Turn | None:
    """What comes of an offer by its id, of a fact or of a page; None where it is unknown."""
    return lookups.pick(engine, memory, Offer(place, ""))


def more(engine: Engine, memory: Memory, place: str) -> Turn | None:
    """What the base tells beside a fact (full id) of the same thing, or a page of a list."""
    return lookups.read_on(engine, memory, place)


def of_fact(
    engine: Engine, memory: Memory, fact: str, command: str, today: datetime.date
) -> Turn | None:
    """What a command (sources, cite, why, explain) says of a fact; None where it is unknown."""
    turn = pick(engine, memory, fact)
    if turn is None:
        return None
    return COMMANDS[command](Call(engine, turn.memory, "", today, "private"))


def _chosen(call: Call, number: int) -> Turn:
    offered = call.memory.offered
    if not 1 <= number <= len(offered):
        return says(call.memory, call.tell(phrases.NO_SUCH_CHOICE, last=len(offered)))
    offer = offered[number - 1]
    turn = lookups.pick(call.engine, call.memory, offer)
    return turn or replace(ask(call.engine, call.memory, offer.question), picked=offer.question)


def _beside(call: Call) -> Turn | None:
    """What comes of an aside to the last answer, in its own language; None where it is none."""
    memory, last = call.memory, call.memory.last
    meant = aside(call.argument) or doubtful_aside(call.argument)
    if last is None or meant is None:
        return None
    if memory.language is None:
        memory = replace(memory, spoken=language_of(call.argument, memory.spoken))
    told = replace(call, memory=memory, argument="")
    if doubtful_aside(call.argument):
        turn = ask(call.engine, call.memory, call.argument)
        answered = turn.answer is not None and turn.answer.status == "answer"
        return turn if answered else COMMANDS[meant](told)
    if meant in {"yes", "no"} and last.answer.status == "suggest":
        if meant == "no":
            return says(memory, told.tell(phrases.NONE_OF_THEM))
        return _chosen(told, 1 if len(memory.offered) == 1 else 0)
    if meant == "why" or (meant in {"more", "sources", "cite"} and last.answer.facts):
        return COMMANDS[meant](told)
    return None
