"""An engine that knows a few questions by heart: the surfaces are tested without the road.

`python -m tests.standin ask ...` is the command line with this engine.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import cast

from ispolkom_bot import cli, engine
from ispolkom_bot.engine import Context, Engine, Reply, Trace
from ispolkom_bot.knowledge import cache
from ispolkom_bot.model import Answer, Citation, Lang, Offer, Source, Style, Text

MESSAGES: dict[str, dict[str, str]] = {
    "en": {
        "sources": "Sources",
        "related": "Related",
        "nearest": "What I do know:",
        "seen-through": "seen in {through}",
        "kind-memoir": "memoir",
    },
    "ru": {
        "sources": "Источники",
        "related": "См. также",
        "nearest": "Что я знаю:",
        "seen-through": "по изданию: {through}",
        "kind-memoir": "воспоминания",
    },
}
SOURCES = {
    source.id: source
    for source in (
        Source(
            "sukhanov",
            "memoir",
            "The Russian Revolution 1917.",
            "Sukhanov, N. N.",
            year="1955",
            publisher="Oxford",
            url="https://example.org/s",
        ),
        Source("sokolov", "memoir", "Order", "Sokolov, N. D.", seen="through", through="sukhanov"),
        Source("pipes", "scholarship", "The Russian Revolution", "Pipes, Richard"),
    )
}
ORDER = Answer(
    status="answer",
    language="en",
    text="Order No. 1 was issued on 1 March 1917.",
    dates=("Issued: 1 March 1917 (Old Style) = 14 March 1917 (New Style)",),
    notes=("Disputed: nobody disputes it.",),
    citations=(
        Citation(
            1,
            "Sukhanov, N. N., The Russian Revolution",
            "p. 113",
            "memoir",
            "https://example.org/s",
        ),
        Citation(2, "Izvestia no. 3", "p. 1", "press"),
    ),
    related=(
        Offer("order-no-1/author", "Who wrote Order No. 1?"),
        Offer("order-no-1/points", "What did Order No. 1 say?"),
    ),
    facts=("order-no-1/issued",),
    score=0.987654,
)
AUTHOR = Answer("answer", "en", "Sokolov wrote it down.", facts=("order-no-1/author",), score=0.9)
UNSURE = Answer(
    "suggest",
    "en",
    "I am not sure what you mean. Did you mean:",
    suggestions=(
        Offer("order-no-1/issued", "When was Order No. 1 issued?"),
        Offer("order-no-1/author", "Who wrote Order No. 1?"),
    ),
    score=0.4,
)
RUSSIAN = Answer("answer", "ru", "Николай Чхеидзе был председателем.", facts=("chkheidze/office",))
UNKNOWN = Answer(
    "decline",
    "en",
    "I don't know that.",
    suggestions=(Offer("ispolkom/definition", "What was the Ispolkom?"),),
)
THANKS = Answer("answer", "en", "You're welcome.")

ANSWERS = {
    "thanks": THANKS,
    "When was Order No. 1 issued?": ORDER,
    "Who wrote Order No. 1?": AUTHOR,
    "order": UNSURE,
    "Кто такой Чхеидзе?": RUSSIAN,
}


TOLD = {answer.facts[0]: question for question, answer in ANSWERS.items() if answer.facts}
START = Context()


class Crash(RuntimeError):
    """What the stand-in raises when it is asked to."""


class Steps:
    """A trace of one line."""

    def __init__(self, question: str) -> None:
        self.question = question

    def lines(self) -> list[str]:
        return [f"question: {self.question}"]


@dataclass
class StandIn:
    """Answers from the table; "again" gives the last answer, "crash" fails; all asked is noted."""

    heard: list[tuple[str, Lang | None]] = field(default_factory=list)

    @property
    def base(self) -> SimpleNamespace:
        heads = {
            "order-no-1": SimpleNamespace(kind="document", name=Text("Order No. 1", "Приказ № 1")),
            "order-no-2": SimpleNamespace(kind="document", name=Text("Order No. 2")),
            "kerensky": SimpleNamespace(kind="person", name=Text("Alexander Kerensky")),
            "moscow-soviet": SimpleNamespace(kind="outside", name=Text("Order of Lenin")),
        }
        return SimpleNamespace(
            title=Text("The Ispolkom", "Исполком"),
            scope=Text("Petrograd", "Петроград"),
            version="abc",
            sources=SOURCES,
            messages=MESSAGES,
            heads=heads,
            smalltalk={},
        )

    def reply(
        self,
        question: str,
        context: Context = START,
        language: Lang | None = None,
        first: Style = "old",
    ) -> Reply:
        del first
        self.heard.append((question, language))
        if question == "crash":
            raise Crash("asked to")
        if question == "again":
            question = (*context.things, "")[0]
        answer = ANSWERS.get(question, UNKNOWN)
        return Reply(answer, Context(things=(question,)), cast("Trace", Steps(question)))

    def tell(
        self,
        fact: str,
        context: Context = START,
        language: Lang = "en",
        first: Style = "old",
    ) -> Reply | None:
        question = TOLD.get(fact)
        return self.reply(question, context, language, first) if question else None


def engine_of(standin: StandIn) -> Engine:
    """The stand-in, for whoever wants an engine."""
    return cast("Engine", standin)


def install() -> None:
    """Put the stand-in where the command line looks for engine and base."""
    setattr(engine, "Engine", lambda base: StandIn())  # noqa: B010 - a class, for mypy
    setattr(cache, "open_base", lambda directory, cache: StandIn().base)  # noqa: B010


if __name__ == "__main__":
    install()
    sys.exit(cli.main())
