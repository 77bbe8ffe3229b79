"""A series of questions: every answer counted once, ties ranked equally."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ispolkom_bot.chat.study import rounds
from ispolkom_bot.chat.study.quiz import QuizQuestion
from ispolkom_bot.chat.study.rounds import Given, Place

QUESTIONS = tuple(
    QuizQuestion(f"thing/{n}", "date", f"When {n}?", ("a", "b", "c", "d"), n % 4, "So.\n— Book", 2)
    for n in range(5)
)
ROUND = rounds.begin(QUESTIONS, "t:thing", "en")
ANSWERS = st.builds(Given, st.integers(1, 4), st.integers(-1, 6), st.integers(-1, 5))


def test_a_round_begins_goes_on_and_ends() -> None:
    round_ = ROUND
    for question in QUESTIONS:
        assert round_.current == question
        round_ = rounds.advance(round_)
    assert round_.over
    assert round_.current is None
    assert round_.asked == 5
    assert rounds.advance(round_) == round_
    assert rounds.begin((), "", "en").over
    assert rounds.give(rounds.begin((), "", "en"), Given(1, 0, 0)).given == ()


def test_the_first_answer_counts_and_no_other() -> None:
    once = rounds.give(ROUND, Given(7, 0, 0))
    assert rounds.give(once, Given(7, 0, 1)) == once
    assert rounds.table(once) == (Place(1, 7, 1, 1),)


def test_an_answer_may_come_after_the_next_question_but_not_before() -> None:
    second = rounds.advance(ROUND)
    assert rounds.give(second, Given(7, 0, 0)).given
    assert not rounds.give(second, Given(7, 2, 0)).given
    assert rounds.give(rounds.end(second), Given(7, 1, 1)).given


def test_equal_points_share_a_place() -> None:
    round_ = ROUND
    for user, option in ((1, 0), (2, 0), (3, 1), (4, 0)):
        round_ = rounds.give(round_, Given(user, 0, option))
    assert [(p.place, p.user_id) for p in rounds.table(round_)] == [(1, 1), (1, 2), (1, 4), (4, 3)]


@given(st.lists(st.one_of(ANSWERS, st.none()), max_size=40))
def test_whatever_comes_nobody_has_more_points_than_questions(given: list[Given | None]) -> None:
    round_ = ROUND
    for one in given:
        round_ = rounds.advance(round_) if one is None else rounds.give(round_, one)
    keys = [(g.user_id, g.number) for g in round_.given]
    assert len(keys) == len(set(keys))
    places = rounds.table(round_)
    assert all(0 <= p.points <= p.answered <= round_.asked for p in places)
    assert [p.points for p in places] == sorted((p.points for p in places), reverse=True)
    for one_, other in pairwise(places):
        assert (one_.place == other.place) == (one_.points == other.points)


def test_what_is_stored_holds_no_people() -> None:
    round_ = rounds.give(rounds.advance(ROUND), Given(123456789, 1, 1))
    data = rounds.packed(round_)
    assert b"123456789" not in data
    assert rounds.unpacked(data, round_.given) == round_
