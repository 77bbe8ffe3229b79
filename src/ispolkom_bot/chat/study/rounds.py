"""A series of quiz questions and who knew what: frozen values, each step a new one.

A round knows neither clock nor chat; who is asked, and when the next question comes, is the
surface's matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ispolkom_bot.chat.study.quiz import QuizQuestion
from ispolkom_bot.model import Lang


class Given(Struct, frozen=True):
    """What somebody chose of a question, counted from 0."""

    user_id: int
    number: int
    option: int


class Place(Struct, frozen=True):
    """A line of the table of results; those with equal points share a place."""

    place: int
    user_id: int
    points: int
    answered: int


class Round(Struct, frozen=True):
    """A series: its questions, the number of the one on the table, the answers given so far."""

    questions: tuple[QuizQuestion, ...]
    topic: str = ""
    language: Lang = "en"
    number: int = 0
    over: bool = False
    given: tuple[Given, ...] = ()

    @property
    def current(self) -> QuizQuestion | None:
        """The question on the table; None when the series is over."""
        return None if self.over else self.questions[self.number]

    @property
    def asked(self) -> int:
        """How many questions were put so far."""
        return min(self.number + 1, len(self.questions))


def begin(questions: Iterable[QuizQuestion], topic: str, language: Lang) -> Round:
    """A new series; one without questions is over."""
    asked = tuple(questions)
    return Round(asked, topic, language, over=not asked)


def give(round_: Round, given: Given) -> Round:
    """The round with an answer; unchanged where it can't count.

    Counted is everybody's first answer to a question that was put and has that option; it may
    come after the next question was put, as it was given in time.
    """
    put = 0 <= given.number < round_.asked if round_.questions else False
    if not put or not 0 <= given.option < len(round_.questions[given.number].options):
        return round_
    if any((g.user_id, g.number) == (given.user_id, given.number) for g in round_.given):
        return round_
    return replace(round_, given=(*round_.given, given))


def advance(round_: Round) -> Round:
    """The round at its next question; after the last one it is over."""
    if round_.over or round_.number + 1 >= len(round_.questions):
        return end(round_)
    return replace(round_, number=round_.number + 1)


def end(round_: Round) -> Round:
    """The round, over."""
    return replace(round_, over=True)


def is_right(round_: Round, given: Given) -> bool:
    """Whether an answer is right."""
    return round_.questions[given.number].right == given.option


def table(round_: Round) -> tuple[Place, ...]:
    """Who has how many points, best first; equal points are one place: 1, 1, 3."""
    points: dict[int, int] = {}
    answered: dict[int, int] = {}
    for given in round_.given:
        right = is_right(round_, given)
        points[given.user_id] = points.get(given.user_id, 0) + right
        answered[given.user_id] = answered.get(given.user_id, 0) + 1
    ranked = sorted(points, key=lambda user: (-points[user], user))
    places: list[Place] = []
    for score, alike in groupby(ranked, key=points.__getitem__):
        place = len(places) + 1
        places += [Place(place, user, score, answered[user]) for user in alike]
    return tuple(places)


def packed(round_: Round) -> bytes:
    """The round as it is stored: JSON, without the answers, which belong to people."""
    return msgspec.json.encode(replace(round_, given=()))


def unpacked(data: bytes, given: Iterable[Given] = ()) -> Round:
    """A stored round with the answers that were stored beside it."""
    return replace(msgspec.json.decode(data, type=Round), given=tuple(given))
