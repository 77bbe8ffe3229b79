"""Making turns: of a reply, of a page of a list, of lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from ispolkom_bot.answering.chronicle import own_facts
from ispolkom_bot.chat.memory import Memory, Turn
from ispolkom_bot.engine import Context, Engine, Reply, Trace
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.model import Answer, Offer
from ispolkom_bot.render.plain import choices
from ispolkom_bot.understanding.decide import Decision
from ispolkom_bot.understanding.lookup import Found
from ispolkom_bot.understanding.read import Mention, Reading

_LISTED: Final = Decision("answer", 1.0, reason="listed")
"""The decision behind a list: nothing had to be judged."""


def says(memory: Memory, *lines: str) -> Turn:
    """A turn of lines."""
    return Turn(memory, lines=lines)


def offers(memory: Memory, lines: Sequence[str], offered: tuple[Offer, ...]) -> Turn:
    """A turn of lines with questions that can be picked."""
    return Turn(replace(memory, offered=offered), lines=tuple(lines), offers=offered)


def answers(memory: Memory, reply: Reply, picked: str = "") -> Turn:
    """The turn of a reply; what was offered before stays on the table where no fact was told."""
    answer = reply.answer
    after = replace(
        memory,
        context=reply.context,
        spoken=answer.language,
        last=reply,
        offered=choices(answer) if answer.facts else choices(answer) or memory.offered,
        more=answer.facts[0] if answer.facts else memory.more,
    )
    return Turn(after, answer=answer, picked=picked)


def lists(
    engine: Engine, memory: Memory, answer: Answer, thing: str = "", picked: str = ""
) -> Turn:
    """The turn of a page of a list; `thing` is what the list is about, if it is about one."""
    context = _met(engine.base, memory.context, answer, thing)
    trace = Trace(Reading(answer.language, ()), Found(), _LISTED, answer.facts)
    turn = answers(memory, Reply(answer, context, trace), picked)
    following = [o.fact for o in answer.related if ":" in o.fact and not o.fact.endswith(":0")]
    return replace(turn, memory=replace(turn.memory, more=following[-1] if following else ""))


def is_list(reply: Reply) -> bool:
    """Whether a reply is a page of a list."""
    return reply.trace.decision.reason == _LISTED.reason


def _met(base: Compiled, context: Context, answer: Answer, thing: str) -> Context:
    """The context after a list: what it was about, else the things it told of."""
    numbers = [n for n in map(base.number, answer.facts) if n is not None]
    if not numbers:
        return context
    things = [thing] if thing else []
    things += [base.rows[number].thing for number in numbers]
    return replace(
        context,
        things=tuple(dict.fromkeys(things)),
        fact=own_facts(base, thing)[0] if thing else numbers[0],
        reading=Reading(answer.language, (), mentions=(Mention((things[0],), 0, 0),)),
    )
