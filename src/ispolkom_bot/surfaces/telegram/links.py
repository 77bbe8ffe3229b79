"""What a link into the private chat carries: a fact, a thing, or a question."""

from __future__ import annotations

import base64
import binascii
from typing import Final

from ispolkom_bot.answering.chronicle import own_facts
from ispolkom_bot.chat.conversation import ask, pick
from ispolkom_bot.chat.memory import Memory, Turn
from ispolkom_bot.engine import Engine
from ispolkom_bot.knowledge.compiled import Compiled

LONGEST: Final = 64
"""Signs that a link can carry."""
PLAIN: Final = "ask"
"""What a link carries that opens the private chat and nothing more."""
_QUESTION: Final = "q-"


def payload(question: str) -> str:
    """What a link carries that asks a question, if that is short enough."""
    coded = base64.urlsafe_b64encode(question.encode("utf-8", "replace")).decode().rstrip("=")
    told = _QUESTION + coded
    return told if question and len(told) <= LONGEST else PLAIN


def opened(engine: Engine, memory: Memory, carried: str) -> Turn | None:
    """What comes of what a link carried; None where it stands for nothing."""
    if len(carried) > LONGEST:
        return None
    if fact := _fact(engine.base, carried):
        return pick(engine, memory, fact)
    if carried.startswith(_QUESTION) and (question := _question(carried)):
        return ask(engine, memory, question)
    return None


def _fact(base: Compiled, carried: str) -> str:
    """The full id of the fact that a payload names, or of the first one of the thing."""
    thing = base.was.get(carried, carried)
    if own := own_facts(base, thing):
        return base.full_id(own[0])
    fact = carried.replace("_", "/", 1)
    return fact if base.number(fact) is not None else ""


def _question(carried: str) -> str:
    """The question of a payload; empty if it is none that can be asked."""
    coded = carried.removeprefix(_QUESTION)
    try:
        raw = base64.b64decode(coded + "=" * (-len(coded) % 4), altchars=b"-_", validate=True)
        question = raw.decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return question.strip() if question.isprintable() else ""
