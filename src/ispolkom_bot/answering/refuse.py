"""Declining and suggesting: short, honest, and with the nearest thing that the base does know."""

from __future__ import annotations

from ispolkom_bot.knowledge.compiled import Compiled, unpack
from ispolkom_bot.model import Answer, Lang, Offer
from ispolkom_bot.understanding.decide import SUGGESTED, Decision, same_answer
from ispolkom_bot.understanding.read import Reading


def suggest(base: Compiled, decision: Decision, language: Lang) -> Answer:
    """Up to three questions that may have been meant."""
    chosen: list[int] = []
    for scored in decision.ranked:
        if all(not same_answer(base, scored.fact, other) for other in chosen):
            chosen.append(scored.fact)
        if len(chosen) == SUGGESTED:
            break
    return Answer(
        status="suggest",
        language=language,
        text=base.messages[language]["suggest"],
        suggestions=tuple(base.offer(n, language) for n in chosen),
        score=round(decision.trust, 4),
    )


def decline(base: Compiled, reading: Reading, decision: Decision, language: Lang) -> Answer:
    """A refusal that says why, and what the base knows instead."""
    messages = base.messages[language]
    near: str = ""
    if not reading.words:
        text = messages["decline-empty"]
    elif outside := [m for m in reading.mentions if m.outside]:
        head = base.heads[outside[0].things[0]]
        name = head.name.say(language)
        text = messages["decline-outside"].format(name=name[:1].upper() + name[1:])
        if head.way_out:
            text = head.way_out.say(language)
        near = head.near
    elif stranger := next((t for t in reading.terms if t.state == "unknown" and t.name), None):
        text = messages["decline-unknown"].format(word=stranger.written)
    elif reading.mentions:
        near = reading.mentions[0].things[0]
        text = messages["decline-known"].format(name=base.heads[near].name.say(language))
    else:
        text = messages["decline"]
    return Answer(
        status="decline",
        language=language,
        text=text,
        suggestions=_nearest(base, near, language),
        score=round(decision.trust, 4),
    )


def _nearest(base: Compiled, thing: str, language: Lang) -> tuple[Offer, ...]:
    """What can be asked of the nearest covered thing."""
    own, _ = unpack(base.things.get(thing, b""))
    return tuple(base.offer(number, language) for number in own[:SUGGESTED])
