"""Revision by spaced repetition: cards of facts, due by the local day of whoever learns.

All intervals are whole days, so that "due" means the same in the morning and in the evening and
moving to another time zone loses nothing. A card that was not known comes again on the same day.
FSRS (Free Spaced Repetition Scheduler) says how long the others wait.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Final, Literal, get_args

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ispolkom_bot.chat.study.topics import facts_of
from ispolkom_bot.engine import Engine
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.model import Answer, Lang, Style

if TYPE_CHECKING:
    from fsrs import Card as Scheduled
    from fsrs import Scheduler

Rating = Literal["again", "hard", "good", "easy"]
RATINGS: Final[tuple[Rating, ...]] = get_args(Rating)
"""How well a card was known, worst first."""
_LONGEST: Final = 730
"""Days that a card waits at most: what is kept of it has a time limit."""
_MATURE: Final = 21
"""Days between two showings from which on a card counts as learnt, as in Anki."""


class MissingLibraryError(ImportError):
    """The extra `study` is not installed."""


class Card(Struct, frozen=True):
    """A fact that somebody learns; days are ISO texts, `last` is "" until it was rated.

    `digest` is that of the fact as it was shown; `stability` and `difficulty` are FSRS's.
    """

    fact: str
    digest: str
    due: str
    last: str = ""
    stability: float = 0.0
    difficulty: float = 0.0
    reviews: int = 0
    lapses: int = 0


class Face(Struct, frozen=True):
    """A card as it is shown: the question, then the answer; `corrected` since it was last seen."""

    card: Card
    question: str
    answer: Answer
    corrected: bool


class Tally(Struct, frozen=True):
    """How far somebody is: cards due, never rated, young, learnt, in all; when the next is due."""

    due: int
    new: int
    young: int
    mature: int
    total: int
    next_day: str = ""


def digest_of(base: Compiled, fact: str) -> str:
    """A digest of what a fact says, its standing and its dispute; "" where it is unknown."""
    number = base.number(fact)
    if number is None:
        return ""
    told = base.fact(number)
    said = (told.text, told.standing, told.dispute, told.caveat, told.claim, told.dates)
    return blake2b(msgspec.json.encode(said), digest_size=8).hexdigest()


def new_card(base: Compiled, fact: str, today: datetime.date) -> Card:
    """A card of a fact that is to be learnt from today on."""
    return Card(fact, digest_of(base, fact), today.isoformat())


def learn(
    base: Compiled, topic: str, cards: Iterable[Card], count: int, today: datetime.date
) -> tuple[Card, ...]:
    """New cards of a topic's facts, in its order, but for those that are learnt already."""
    known = {base.number(card.fact) for card in cards}
    twins = {base.rows[number].twin for number in known if number is not None}
    fresh = [n for n in facts_of(base, topic) if base.rows[n].twin not in twins]
    return tuple(new_card(base, base.full_id(number), today) for number in fresh[:count])


def due(base: Compiled, cards: Iterable[Card], today: datetime.date) -> tuple[Card, ...]:
    """The cards to be shown today: corrected ones first, then what waits longest, then new ones.

    Those that weren't known today come last. A fact that is no longer in the base isn't shown.
    """
    day = today.isoformat()
    met = [(card, corrected(base, card)) for card in cards if base.number(card.fact) is not None]
    shown = [(card, changed) for card, changed in met if changed or card.due <= day]
    shown.sort(
        key=lambda pair: (not pair[1], pair[0].last == day, not pair[0].reviews, pair[0].due)
    )
    return tuple(card for card, _ in shown)


def corrected(base: Compiled, card: Card) -> bool:
    """Whether the card's fact says something else than when it was last seen."""
    return bool(card.reviews) and digest_of(base, card.fact) != card.digest


def face(engine: Engine, card: Card, language: Lang, first: Style = "old") -> Face | None:
    """The card as it is shown; None where its fact is no longer in the base."""
    base = engine.base
    number = base.number(card.fact)
    reply = engine.tell(card.fact, language=language, first=first)
    if number is None or reply is None:
        return None
    question = base.rows[number].question.say(language)
    return Face(card, question, reply.answer, corrected(base, card))


def rate(base: Compiled, card: Card, rating: Rating, today: datetime.date) -> Card:
    """The card after it was shown and rated; raises MissingLibraryError."""
    scheduler = _scheduler()
    from fsrs import Rating as Known  # noqa: PLC0415 - an extra

    scheduled, _ = scheduler.review_card(
        _scheduled(card, today), Known(RATINGS.index(rating) + 1), _midnight(today)
    )
    wait = datetime.timedelta(0) if rating == "again" else scheduled.due - _midnight(today)
    return replace(
        card,
        digest=digest_of(base, card.fact),
        due=(today + wait).isoformat(),
        last=today.isoformat(),
        stability=round(scheduled.stability or 0.0, 4),
        difficulty=round(scheduled.difficulty or 0.0, 4),
        reviews=card.reviews + 1,
        lapses=card.lapses + (rating == "again" and card.reviews > 0),
    )


def previews(base: Compiled, card: Card, today: datetime.date) -> dict[Rating, int]:
    """In how many days the card would come again, by rating."""
    return {rating: (_day(rate(base, card, rating, today).due) - today).days for rating in RATINGS}


def tally(base: Compiled, cards: Sequence[Card], today: datetime.date) -> Tally:
    """How far somebody is with all their cards."""
    alive = [card for card in cards if base.number(card.fact) is not None]
    rated = [card for card in alive if card.reviews]
    mature = sum((_day(card.due) - _day(card.last)).days >= _MATURE for card in rated)
    later = [card.due for card in alive if card.due > today.isoformat()]
    return Tally(
        due=len(due(base, alive, today)),
        new=len(alive) - len(rated),
        young=len(rated) - mature,
        mature=mature,
        total=len(alive),
        next_day=min(later, default=""),
    )


def packed_card(card: Card) -> bytes:
    """The card as it is stored: JSON."""
    return msgspec.json.encode(card)


def unpacked_card(data: bytes) -> Card:
    """A stored card."""
    return msgspec.json.decode(data, type=Card)


def packed(cards: Iterable[Card]) -> bytes:
    """Cards as a file holds them: JSON."""
    return msgspec.json.encode(list(cards))


def unpacked(data: bytes) -> tuple[Card, ...]:
    """The cards of a file; raises msgspec.MsgspecError where it is none."""
    return msgspec.json.decode(data, type=tuple[Card, ...])


@lru_cache(maxsize=1)
def _scheduler() -> Scheduler:
    try:
        from fsrs import Scheduler  # noqa: PLC0415 - an extra
    except ImportError as fault:
        raise MissingLibraryError("pip install 'ispolkom-bot[study]'") from fault
    return Scheduler(
        learning_steps=(), relearning_steps=(), maximum_interval=_LONGEST, enable_fuzzing=False
    )


def _scheduled(card: Card, today: datetime.date) -> Scheduled:
    from fsrs import Card as Scheduled  # noqa: PLC0415 - an extra
    from fsrs import State  # noqa: PLC0415 - an extra

    if not card.reviews:
        return Scheduled(card_id=1, due=_midnight(today))
    return Scheduled(
        card_id=1,
        state=State.Review,
        stability=card.stability,
        difficulty=card.difficulty,
        due=_midnight(_day(card.due)),
        last_review=_midnight(_day(card.last)),
    )


def _day(iso: str) -> datetime.date:
    return datetime.date.fromisoformat(iso)


def _midnight(day: datetime.date) -> datetime.datetime:
    """The day as FSRS takes it, with no zone left in it."""
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)
