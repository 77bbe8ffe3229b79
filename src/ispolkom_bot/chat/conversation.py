"""One conversation, the same on every surface: a line goes in, a turn with a new memory comes out.

Nothing here reads or writes; whoever holds the conversation keeps the memory between two lines.
"""

from __future__ import annotations

import re

from ispolkom_bot.chat.commands import Memory, Turn, no_such_choice, obey, speaks
from ispolkom_bot.engine import Engine, Reply
from ispolkom_bot.render.plain import choices

_NUMBER = re.compile(r"[(\[#]?(\d{1,2})[)\].]?", re.ASCII)


def step(engine: Engine, memory: Memory, text: str) -> Turn:
    """What comes of one line: a command, a number that picks an offered question, a question."""
    said = text.strip()
    if said.startswith("/"):
        return obey(engine.base, memory, said)
    if memory.offered and (number := _NUMBER.fullmatch(said)):
        position = int(number[1])
        if not 1 <= position <= len(memory.offered):
            return no_such_choice(memory)
        offer = memory.offered[position - 1]
        told = engine.tell(offer.fact, memory.context, speaks(memory), memory.first)
        if told is not None:
            return _answered(memory, told, offer.question)
    return _answered(memory, engine.reply(said, memory.context, memory.language, memory.first))


def _answered(memory: Memory, reply: Reply, picked: str = "") -> Turn:
    answer = reply.answer
    after = Memory(
        context=reply.context,
        language=memory.language,
        spoken=answer.language,
        first=memory.first,
        last=reply,
        offered=choices(answer) if answer.facts else choices(answer) or memory.offered,
    )
    return Turn(after, answer=answer, picked=picked)
