"""What the storage of studying hands out and takes: frozen values, rows without their keys."""

from __future__ import annotations

from msgspec import Struct

from ispolkom_bot.model import Style


class Subscription(Struct, frozen=True):
    """When a chat wants the day in 1917: minutes after midnight in a zone.

    `last_day` is the local day (ISO) last posted for, `next_at` the moment of the next post in
    seconds since 1970.
    """

    minute: int
    zone: str
    calendar: Style = "old"
    thread_id: int = 0
    last_day: str = ""
    next_at: int = 0


class RoundRow(Struct, frozen=True):
    """A quiz that goes on in a chat's thread; `step` counts its changes.

    `closes_at` is the moment at which something is to be done with it.
    """

    chat_id: int
    thread_id: int
    round_id: str
    step: int
    state: bytes
    closes_at: int


class PollRow(Struct, frozen=True):
    """Where a poll stands, which question of which quiz it is, and which option is right."""

    chat_id: int
    thread_id: int
    message_id: int
    round_id: str
    number: int
    right: int


class AnswerRow(Struct, frozen=True):
    """What somebody chose of a question."""

    user_id: int
    number: int
    option: int
    right: bool


class ScoreRow(Struct, frozen=True):
    """The points of a person, of so many questions answered."""

    user_id: int
    points: int
    answered: int


class DayScore(Struct, frozen=True):
    """The points of a person on a day, in all chats together."""

    day: str
    points: int
    answered: int


class CardRow(Struct, frozen=True):
    """A card of revision and the local day on which it is due."""

    fact: str
    state: bytes
    due: str


class AssignmentRow(Struct, frozen=True):
    """An exercise for a group, set by the teacher `user_id`; `told` once the summary was sent."""

    assignment_id: str
    chat_id: int
    thread_id: int
    user_id: int
    topic: str
    count: int
    deadline: int
    facts: tuple[str, ...]
    told: bool = False


class PartRow(Struct, frozen=True):
    """How far somebody is with an exercise; `name` is that of who agreed to be named, else ""."""

    assignment_id: str
    user_id: int
    chat_id: int
    name: str = ""
    answered: int = 0
    right: int = 0
    state: bytes = b""


class UnansweredRow(Struct, frozen=True):
    """A question without answer, how often it was asked, and when last."""

    text: str
    language: str
    count: int
    at: int
