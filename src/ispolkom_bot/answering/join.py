"""One answer of several: for a message that asks more than one thing."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ispolkom_bot.model import Answer, Citation


def joined(answers: Sequence[Answer]) -> Answer:
    """The answers to the questions of one message, numbered; their sources counted through.

    It answers if any part does, and is as sure as the least sure part that does.
    """
    parts = []
    cited: list[Citation] = []
    for number, answer in enumerate(answers, 1):
        parts.append(f"{number}. {answer.text}")
        cited += [replace(c, number=len(cited) + at) for at, c in enumerate(answer.citations, 1)]
    told = [answer for answer in answers if answer.status == "answer"]
    last = answers[-1]
    return Answer(
        status="answer" if told else last.status,
        language=last.language,
        text="\n".join(parts),
        dates=tuple(line for answer in answers for line in answer.dates),
        notes=tuple(line for answer in answers for line in answer.notes),
        citations=tuple(cited),
        related=tuple({offer.fact: offer for a in told for offer in a.related}.values())[:3],
        suggestions=tuple(offer for a in answers if a not in told for offer in a.suggestions)[:3],
        facts=tuple(fact for answer in answers for fact in answer.facts),
        score=min((answer.score for answer in told), default=last.score),
    )
