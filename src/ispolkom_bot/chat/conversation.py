"""One conversation, the same on every surface: a line goes in, a turn with a new memory comes out.

Nothing here reads or writes; whoever holds the conversation keeps the memory between two lines.
"""

from __future__ import annotations

import re

from ispolkom_bot.chat.commands import Memory, Turn, no_such_choice, obey
from ispolkom_bot.engine import Engine
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
        picked = memory.offered[position - 1]
        return _asked(engine, memory, picked, picked)
    return _asked(engine, memory, said)


def _asked(engine: Engine, memory: Memory, question: str, picked: str = "") -> Turn:
    reply = engine.reply(question, memory.context, memory.language)
    answer = reply.answer
    after = Memory(
        context=reply.context,
        language=memory.language,
        spoken=answer.language,
        last=reply,
        offered=choices(answer) if answer.facts else choices(answer) or memory.offered,
    )
    return Turn(after, answer=answer, picked=picked)
