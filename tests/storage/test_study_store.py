"""What is kept of studying, in both databases; what must happen once happens once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from msgspec.structs import replace
from tests.storage.places import opened, rows

from ispolkom_bot.storage.store import Store
from ispolkom_bot.storage.study_tables import scores, unanswered, votes
from ispolkom_bot.storage.study_values import (
    AnswerRow,
    AssignmentRow,
    CardRow,
    DayScore,
    PartRow,
    PollRow,
    RoundRow,
    ScoreRow,
    Subscription,
)

CLASS, OTHER = -1001234567890, -200
DAILY = Subscription(540, "Europe/Moscow", "new", 17, "2026-11-21", 1000)
ROUND = RoundRow(CLASS, 17, "r1", 0, b'{"number":0}', 500)
POLL = PollRow(CLASS, 17, 99, "r1", 3, 2)
EXERCISE = AssignmentRow("a1", CLASS, 0, 7, "t:kornilov", 5, 2000, ("a/b", "c/d"))
DAY = "2026-11-22"

run = asyncio.run


def racing(address: str, act: Callable[[Store], Awaitable[object]], count: int = 6) -> list[object]:
    """What several processes get that do the same at the same moment, each with its own store."""
    start = Barrier(count)

    def one(_: int) -> object:
        with opened(address) as store:
            start.wait(30)
            return run(_awaited(act(store)))

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


async def _awaited(what: Awaitable[object]) -> object:
    return await what


def test_a_subscription_is_kept_changed_and_ended(store: Store) -> None:
    study = store.study

    async def scenario() -> None:
        assert await study.subscription(CLASS) is None
        assert await study.next_subscription() is None
        await study.subscribe(CLASS, DAILY)
        await study.subscribe(OTHER, replace(DAILY, next_at=900))
        assert await study.subscription(CLASS) == DAILY
        assert await study.next_subscription() == 900
        assert [chat for chat, _ in await study.subscriptions_due(999)] == [OTHER]
        assert [chat for chat, _ in await study.subscriptions_due(1000)] == [OTHER, CLASS]
        assert await study.unsubscribe(OTHER)
        assert not await study.unsubscribe(OTHER)

    run(scenario())


def test_a_day_is_claimed_once(store: Store) -> None:
    study = store.study

    async def scenario() -> None:
        await study.subscribe(CLASS, DAILY)
        assert await study.claim_day(CLASS, DAILY, DAY, 2000)
        assert not await study.claim_day(CLASS, DAILY, DAY, 2000)
        now = await study.subscription(CLASS)
        assert now == replace(DAILY, last_day=DAY, next_at=2000)
        assert await study.claim_day(CLASS, now, "", 3000)
        assert await study.subscription(CLASS) == replace(now, next_at=3000)
        assert not await study.claim_day(OTHER, DAILY, DAY, 2000)

    run(scenario())


def test_of_several_processes_one_posts(address: str, store: Store) -> None:
    run(store.study.subscribe(CLASS, DAILY))
    claimed = racing(address, lambda one: one.study.claim_day(CLASS, DAILY, DAY, 2000))
    assert sorted(map(bool, claimed)) == [False] * 5 + [True]


def test_a_thread_has_one_quiz(store: Store) -> None:
    study = store.study

    async def scenario() -> None:
        assert await study.open_round(ROUND)
        assert not await study.open_round(replace(ROUND, round_id="r2"))
        assert await study.open_round(replace(ROUND, thread_id=0, round_id="r3", closes_at=700))
        assert await study.round(CLASS, 17) == ROUND
        assert await study.next_round() == 500
        assert [row.round_id for row in await study.rounds_due(600)] == ["r1"]
        turned = await study.turn_round(ROUND, b"2", 800)
        assert turned == replace(ROUND, step=1, state=b"2", closes_at=800)
        assert await study.turn_round(ROUND, b"3", 900) is None
        assert not await study.close_round(ROUND)
        assert await study.close_round(turned)
        assert await study.round(CLASS, 17) is None
        assert await study.turn_round(turned, b"4", 900) is None

    run(scenario())


def test_of_several_processes_one_puts_the_next_question(address: str, store: Store) -> None:
    run(store.study.open_round(ROUND))
    turned = racing(address, lambda one: one.study.turn_round(ROUND, b"2", 800))
    assert sum(row is not None for row in turned) == 1
    row = run(store.study.round(CLASS, 17))
    assert row is not None
    assert row.step == 1


def test_an_answer_counts_once_with_its_points(store: Store) -> None:
    study = store.study

    async def scenario() -> None:
        assert await study.answer("p", 7, 2, DAY) is None, "the poll isn't known as yet"
        await study.keep_poll("p", POLL)
        assert await study.poll("p") == POLL
        assert await study.answer("p", 7, 2, DAY)
        assert await study.answer("p", 7, 1, DAY) is False
        assert await study.answer("p", 8, 0, DAY)
        assert await study.answers(CLASS, "r1") == [
            AnswerRow(7, 3, 2, True),
            AnswerRow(8, 3, 0, False),
        ]
        assert await study.leaderboard(CLASS) == [ScoreRow(7, 1, 1), ScoreRow(8, 0, 1)]
        assert await study.leaderboard(OTHER) == []

    run(scenario())


def test_thirty_answers_at_once_from_two_processes_each_count_once(
    address: str, store: Store
) -> None:
    run(store.study.keep_poll("p", POLL))

    async def answers(one: Store) -> list[bool | None]:
        return await asyncio.gather(*(one.study.answer("p", user, 2, DAY) for user in range(30)))

    counted = racing(address, answers, 2)
    assert sum(bool(one) for each in counted for one in each) == 30  # type: ignore[attr-defined]
    assert len(rows(address, votes)) == 30
    assert sum(int(str(row["points"])) for row in rows(address, scores)) == 30


def test_points_by_day_week_and_person(store: Store) -> None:
    study = store.study

    async def scenario() -> None:
        await study.add_score(CLASS, 7, "2026-11-01", 5, 6)
        await study.add_score(CLASS, 7, DAY, 1, 1)
        await study.add_score(CLASS, 7, DAY, 2, 3)
        await study.add_score(CLASS, 8, DAY, 4, 9)
        await study.add_score(OTHER, 7, DAY, 9, 9)
        assert await study.leaderboard(CLASS) == [ScoreRow(7, 8, 10), ScoreRow(8, 4, 9)]
        week = await study.leaderboard(CLASS, "2026-11-16", 1)
        assert week == [ScoreRow(8, 4, 9)]
        assert await study.scores_of(7) == [DayScore("2026-11-01", 5, 6), DayScore(DAY, 12, 13)]

    run(scenario())


def test_used_facts(store: Store) -> None:
    study = store.study

    async def scenario() -> None:
        await study.use(CLASS, ["a/b", "c/d", "a/b"])
        await study.use(CLASS, ["a/b", "e/f"])
        await study.use(OTHER, ["x/y"])
        assert await study.used(CLASS) == {"a/b", "c/d", "e/f"}
        await study.reuse(CLASS, ["a/b", "c/d", "nobody/s"])
        assert await study.used(CLASS) == {"e/f"}
        assert await study.used(OTHER) == {"x/y"}
        await study.use(CLASS, [])

    run(scenario())


def test_cards(store: Store) -> None:
    study = store.study
    first, second = CardRow("a/b", b"{}", DAY), CardRow("c/d", b"[]", "2026-12-01")

    async def scenario() -> None:
        await study.keep_cards(7, [second, first])
        await study.keep_cards(8, [first])
        assert await study.cards(7) == [first, second]
        later = replace(first, state=b"new", due="2027-01-01")
        await study.keep_cards(7, [later])
        assert await study.cards(7) == [second, later]
        assert await study.cards(8) == [first]

    run(scenario())


def test_topic_and_zone(store: Store) -> None:
    study = store.study

    async def scenario() -> None:
        assert (await study.chat_topic(CLASS), await study.zone(7)) == ("", "")
        await study.set_chat_topic(CLASS, "t:kornilov")
        await study.set_chat_topic(CLASS, "k:person")
        await study.set_zone(7, "Europe/Moscow")
        assert (await study.chat_topic(CLASS), await study.zone(7)) == (
            "k:person",
            "Europe/Moscow",
        )

    run(scenario())


def test_an_exercise_and_who_does_it(store: Store) -> None:
    study = store.study
    part = PartRow("a1", 8, CLASS, "Anna", state=b"s")

    async def scenario() -> None:
        assert await study.assignment("a1") is None
        assert await study.next_deadline() is None
        await study.assign(EXERCISE)
        assert await study.assignment("a1") == EXERCISE
        assert await study.next_deadline() == 2000
        assert await study.join(part)
        assert not await study.join(replace(part, name=""))
        further = replace(part, answered=1, right=1, state=b"t")
        assert await study.keep_part(further, 0)
        assert not await study.keep_part(replace(further, right=0), 0)
        assert await study.part("a1", 8) == further
        assert await study.part("a1", 9) is None
        await study.join(PartRow("a1", 9, CLASS))
        assert [one.user_id for one in await study.parts("a1")] == [8, 9]
        assert await study.assignments_due(1999) == []
        assert await study.assignments_due(2000) == [EXERCISE]
        assert await study.claim_summary("a1")
        assert not await study.claim_summary("a1")
        assert await study.assignments_due(9999) == []
        assert await study.next_deadline() is None

    run(scenario())


def test_of_several_processes_one_sends_the_summary(address: str, store: Store) -> None:
    run(store.study.assign(EXERCISE))
    claimed = racing(address, lambda one: one.study.claim_summary("a1"))
    assert sorted(map(bool, claimed)) == [False] * 5 + [True]


def test_open_questions_are_counted_and_nobody_is_named(address: str, store: Store) -> None:
    study = store.study

    async def scenario() -> None:
        await study.add_unanswered("Who was  Zaphod?", "en")
        await study.add_unanswered("who was zaphod?", "en")
        await study.add_unanswered("ы" * 5000, "ru")
        found = await study.unanswered()
        assert [(one.text[:15], one.language, one.count) for one in found] == [
            ("Who was Zaphod?", "en", 2),
            ("ы" * 15, "ru", 1),
        ]
        assert len(await study.unanswered(1)) == 1

    run(scenario())
    assert {column.name for column in unanswered.c} == {
        "digest",
        "text",
        "language",
        "count",
        "at",
    }
    assert len(rows(address, unanswered)) == 2


@pytest.mark.parametrize("user", [7, 8])
def test_a_person_is_given_all_their_rows_and_can_have_them_removed(
    store: Store, user: int
) -> None:
    study = store.study

    async def scenario() -> None:
        await study.keep_poll("p", POLL)
        await study.answer("p", user, 2, DAY)
        await study.keep_cards(user, [CardRow("a/b", "ё".encode(), DAY)])
        await study.set_zone(user, "UTC")
        await study.use(user, ["a/b"])
        await study.keep_cards(99, [CardRow("x/y", b"", DAY)])
        found = await study.of_person(user)
        assert set(found) == {"votes", "scores", "cards", "study_people", "used_facts"}
        assert found["cards"][0]["state"] == "ё"
        await store.forget_person(user)
        assert await study.of_person(user) == {}
        assert len(await study.cards(99)) == 1

    run(scenario())


def test_a_group_that_becomes_a_supergroup_takes_its_quiz_along(store: Store) -> None:
    study = store.study

    async def scenario() -> None:
        await study.open_round(replace(ROUND, chat_id=OTHER))
        await study.keep_poll("p", replace(POLL, chat_id=OTHER))
        await study.answer("p", 7, 2, DAY)
        await study.subscribe(OTHER, DAILY)
        await store.move_chat(OTHER, CLASS)
        assert await study.round(CLASS, 17) == ROUND
        assert await study.answer("p", 7, 2, DAY) is False
        assert await study.answer("p", 8, 2, DAY)
        assert len(await study.answers(CLASS, "r1")) == 2
        assert await study.subscription(CLASS) == DAILY
        assert len(await study.leaderboard(CLASS)) == 2

    run(scenario())
