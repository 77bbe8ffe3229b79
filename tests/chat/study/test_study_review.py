"""Revision: what is due when, what a rating does, what a correction does."""

from __future__ import annotations

import builtins
import datetime
from typing import Any

import pytest
from msgspec.structs import replace

from ispolkom_bot.chat.study import review
from ispolkom_bot.chat.study.review import RATINGS, Card, Rating
from ispolkom_bot.engine import Engine

FACT = "order-no-1/when-issued"
TODAY = datetime.date(2026, 11, 22)


def days(count: int) -> datetime.timedelta:
    return datetime.timedelta(days=count)


@pytest.fixture
def card(engine: Engine) -> Card:
    return review.new_card(engine.base, FACT, TODAY)


def rated(engine: Engine, card: Card, *ratings: Rating) -> Card:
    """The card rated on each day on which it came again."""
    for rating in ratings:
        day = datetime.date.fromisoformat(card.due)
        card = review.rate(engine.base, card, rating, day)
    return card


def test_a_new_card_is_due_at_once(engine: Engine, card: Card) -> None:
    assert review.due(engine.base, [card], TODAY) == (card,)
    shown = review.face(engine, card, "ru")
    assert shown is not None
    assert shown.question == "Когда был издан Приказ № 1?"
    assert shown.answer.citations
    assert not shown.corrected


def test_better_known_is_shown_later(engine: Engine, card: Card) -> None:
    waits = review.previews(engine.base, card, TODAY)
    assert list(waits) == list(RATINGS)
    assert waits["again"] == 0
    assert 1 <= waits["hard"] <= waits["good"] < waits["easy"]


def test_intervals_grow_and_a_lapse_shortens_them(engine: Engine, card: Card) -> None:
    known = card
    gaps = []
    for _ in range(5):
        known = rated(engine, known, "good")
        first, last = map(datetime.date.fromisoformat, (known.last, known.due))
        gaps.append((last - first).days)
    assert gaps == sorted(gaps)
    assert gaps[-1] > 30
    forgotten = rated(engine, known, "again")
    assert forgotten.due == known.due, "again on the same day"
    assert forgotten.lapses == 1
    back = rated(engine, forgotten, "good")
    assert back.stability < known.stability
    assert back.due > forgotten.due


def test_not_even_a_perfect_memory_outlasts_what_is_kept(engine: Engine, card: Card) -> None:
    known = card
    for _ in range(12):
        known = rated(engine, known, "easy")
    first, last = map(datetime.date.fromisoformat, (known.last, known.due))
    assert (last - first).days <= 730


def test_due_is_a_matter_of_the_local_day(engine: Engine, card: Card) -> None:
    known = review.rate(engine.base, card, "good", TODAY)
    due = datetime.date.fromisoformat(known.due)
    assert not review.due(engine.base, [known], due - days(1))
    assert review.due(engine.base, [known], due)
    assert review.due(engine.base, [known], due + days(100))


def test_rating_on_a_day_that_lies_before_the_last_is_no_fault(engine: Engine, card: Card) -> None:
    known = review.rate(engine.base, card, "good", TODAY)
    west = review.rate(engine.base, known, "good", TODAY - days(1))
    assert west.due >= TODAY.isoformat()


def test_what_was_not_known_comes_last_and_what_was_corrected_first(engine: Engine) -> None:
    base = engine.base
    new, late, again, changed = (
        review.new_card(base, fact, TODAY)
        for fact in ("chkheidze/born", "kerensky/born", "trotsky/born", "lenin/definition")
    )
    late = replace(late, reviews=1, last="2026-11-01", due="2026-11-10", stability=9, difficulty=5)
    again = review.rate(base, again, "again", TODAY)
    changed = replace(late, fact=changed.fact, due="2027-11-10", digest="was another")
    order = [c.fact for c in review.due(base, [again, new, late, changed], TODAY)]
    assert order == ["lenin/definition", "kerensky/born", "chkheidze/born", "trotsky/born"]


def test_a_corrected_card_says_so_until_it_was_rated(engine: Engine, card: Card) -> None:
    known = replace(review.rate(engine.base, card, "easy", TODAY), digest="was another")
    shown = review.face(engine, known, "en")
    assert shown is not None
    assert shown.corrected
    assert not review.corrected(engine.base, review.rate(engine.base, known, "good", TODAY))
    assert not review.corrected(engine.base, replace(card, digest="x")), "was never seen"


def test_a_fact_that_is_gone_is_not_shown(engine: Engine, card: Card) -> None:
    gone = replace(card, fact="nobody/nothing")
    assert review.face(engine, gone, "en") is None
    assert review.due(engine.base, [gone], TODAY) == ()
    assert review.tally(engine.base, [gone], TODAY).total == 0


def test_learning_a_topic_takes_new_facts_each_time(engine: Engine) -> None:
    first = review.learn(engine.base, "t:order-no-1", (), 5, TODAY)
    second = review.learn(engine.base, "t:order-no-1", first, 500, TODAY)
    assert len(first) == 5
    assert not {c.fact for c in first} & {c.fact for c in second}
    assert not review.learn(engine.base, "t:order-no-1", (*first, *second), 5, TODAY)


def test_a_tally_counts_each_card_once(engine: Engine) -> None:
    cards = list(review.learn(engine.base, "t:kerensky", (), 6, TODAY))
    cards[0] = review.rate(engine.base, cards[0], "good", TODAY)
    cards[1] = rated(engine, cards[1], "easy", "easy", "easy")
    tally = review.tally(engine.base, cards, TODAY)
    assert (tally.new, tally.young, tally.mature, tally.total) == (4, 1, 1, 6)
    assert tally.due == 4
    assert tally.next_day == cards[0].due


def test_cards_are_stored_as_plain_data(engine: Engine, card: Card) -> None:
    known = review.rate(engine.base, card, "hard", TODAY)
    assert review.unpacked_card(review.packed_card(known)) == known
    assert review.packed_card(known).startswith(b'{"fact":')
    assert review.unpacked(review.packed([card, known])) == (card, known)


def test_without_the_library_it_says_what_to_install(
    engine: Engine, card: Card, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any, **more: Any) -> Any:
        if name == "fsrs":
            raise ImportError(name)
        return real(name, *rest, **more)

    review._scheduler.cache_clear()
    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(review.MissingLibraryError, match=r"ispolkom-bot\[study\]"):
        review.rate(engine.base, card, "good", TODAY)
