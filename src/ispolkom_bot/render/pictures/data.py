"""What a picture shows, before anything is drawn: pure values that tests compare."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from msgspec import Struct

from ispolkom_bot.errors import StartError
from ispolkom_bot.model import Lang

Kind: TypeAlias = Literal["timeline", "composition", "bars", "offices", "progress"]

OF_THE_BASE: Final[tuple[Kind, ...]] = ("timeline", "composition", "bars", "offices")
"""The kinds that are made from the base alone; progress is made from a learner's numbers."""


class PictureError(StartError):
    """A picture that can't be drawn: why, and what to do."""


class Event(Struct, frozen=True):
    """One dated event: the Julian days it covers, its date in both calendars, what happened.

    `named` says that `what` is a name of it and no sentence.
    """

    first: int
    last: int
    date: str
    what: str
    named: bool = False


class Timeline(Struct, frozen=True):
    """Events, earliest first; those outside of `start` to `end` stand beyond a break."""

    start: int
    end: int
    events: tuple[Event, ...]


class Share(Struct, frozen=True):
    """One party of a composition; the party "" is what no party is told of."""

    party: str
    name: str
    count: int


class Composition(Struct, frozen=True):
    """The shares of a body, from left to right; `total` is 0 where the whole is not told.

    `unit` says what the whole, or what is counted of it, is a number of.
    """

    shares: tuple[Share, ...]
    total: int
    unit: str
    bars: bool = False

    @property
    def counted(self) -> int:
        """How many seats can be drawn."""
        return sum(share.count for share in self.shares)


class Bar(Struct, frozen=True):
    """A term of office in Julian days; None is an end that is not known.

    `sure_from` and `sure_to` bound the days that are certainly within: before and after them the
    date is told less exactly than to the day.
    """

    first: int | None
    last: int | None
    sure_from: int
    sure_to: int


class Holder(Struct, frozen=True):
    """Who held an office, and when."""

    name: str
    dates: str
    bar: Bar


class Office(Struct, frozen=True):
    """An office with its holders, earliest first."""

    name: str
    holders: tuple[Holder, ...]


class Offices(Struct, frozen=True):
    """Offices on a calendar axis of Julian days; `mark` is the day that was asked for, or 0."""

    start: int
    end: int
    offices: tuple[Office, ...]
    mark: int = 0


class Day(Struct, frozen=True):
    """What a learner did on a day ("2026-11-23"): cards seen, and of these, remembered."""

    date: str
    seen: int
    right: int


class Progress(Struct, frozen=True):
    """A learner's numbers: facts known well, being learned and not yet met; cards due now.

    `days` are the last days, the latest last; `ahead` is how many cards fall due on each of the
    next days, tomorrow first.
    """

    known: int
    learning: int
    new: int
    due: int
    days: tuple[Day, ...] = ()
    ahead: tuple[int, ...] = ()
    topic: str = ""


Body: TypeAlias = Timeline | Composition | Offices | Progress


class Picture(Struct, frozen=True):
    """A whole picture; `caption` tells in words what it shows, `facts` are full ids."""

    kind: Kind
    language: Lang
    title: str
    subtitle: str
    body: Body
    caption: str
    notes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
