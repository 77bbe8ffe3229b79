"""Talking with the real engine: lines in, the last turn out."""

from __future__ import annotations

import datetime

from ispolkom_bot.chat.conversation import step
from ispolkom_bot.chat.memory import Memory, Turn
from ispolkom_bot.engine import Engine

TODAY = datetime.date(2026, 11, 22)


def talk(engine: Engine, *said: str, memory: Memory | None = None) -> Turn:
    """The last turn of a conversation of these lines."""
    turn = Turn(memory or Memory())
    for line in said:
        turn = step(engine, turn.memory, line, TODAY)
    return turn


def told(engine: Engine, *said: str) -> str:
    """What the last turn says, whatever it is made of."""
    turn = talk(engine, *said)
    offered = [offer.question for offer in turn.offers]
    answer = [turn.answer.text, *turn.answer.dates, *turn.answer.notes] if turn.answer else []
    return "\n".join((*answer, *turn.lines, *offered))
