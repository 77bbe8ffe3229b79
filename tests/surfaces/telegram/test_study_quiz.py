"""Quizzes in Telegram: asked, answered once, timed, stopped, summed up, through a restart."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from tests.surfaces.telegram.stage import JSON, Stage

from ispolkom_bot.storage.study_values import RoundRow
from ispolkom_bot.surfaces.telegram import series, study_words, words
from ispolkom_bot.surfaces.telegram.quizzing import USUAL_SECONDS
from ispolkom_bot.surfaces.telegram.timers import Timers


@pytest.fixture
def group(tg: Stage) -> int:
    """A class of Anna and Vera, led by Boris."""
    return tg.control.group(members=[tg.anna, tg.vera], administrators=[tg.boris])


def polls(tg: Stage, chat: int) -> list[JSON]:
    """The polls in a chat, as they are now."""
    return [tg.control.poll(m["poll"]["id"]) for m in tg.control.sent(chat) if "poll" in m]


def texts(tg: Stage, chat: int) -> list[str]:
    """The messages of text in a chat."""
    return [shown.text for shown in tg.seen(chat) if shown.text]


def vote(tg: Stage, user: int, poll: JSON, *, right: bool = True) -> None:
    """Somebody answers."""
    option = poll["correct_option_ids"][0]
    tg.control.vote(user, poll["id"], [option if right else (option + 1) % len(poll["options"])])
    tg.pump()


def later(tg: Stage, seconds: float = USUAL_SECONDS + series.LATE) -> None:
    """Time passes, and what is due then is done."""
    tg.control.forward(seconds)
    tg.run(Timers(tg.shared, tg.bot).due())


def played(tg: Stage, chat: int, people: dict[int, int], count: int) -> None:
    """A quiz to its end: each of the people knows so many of the first questions."""
    for number in range(count):
        poll = polls(tg, chat)[-1]
        for person, knows in people.items():
            vote(tg, person, poll, right=number < knows)
        later(tg)
    later(tg, series.COUNTING)


def row(tg: Stage, chat: int) -> RoundRow | None:
    """What is kept of the quiz that goes on."""
    return tg.run(tg.store.study.round(chat, 0))


def test_a_quiz_in_a_group_from_its_beginning_to_the_table(tg: Stage, group: int) -> None:
    tg.say(tg.boris, "/quiz 3", group)
    [poll] = polls(tg, group)
    assert poll["type"] == "quiz"
    assert not poll["is_anonymous"]
    assert poll["question"].startswith("1/3. ")
    assert poll["open_period"] == USUAL_SECONDS
    assert poll["explanation"]
    assert texts(tg, group)[0].startswith("Quiz: everything. 3 questions.")
    played(tg, group, {tg.anna: 3, tg.boris: 1, tg.vera: 1}, 3)
    assert len(polls(tg, group)) == 3
    assert texts(tg, group)[-1].split("\n") == [
        "Results: everything. 3 questions.",
        "1. Anna — 3 of 3",
        "2. Boris — 1 of 3",
        "2. Vera — 1 of 3",
    ]
    assert row(tg, group) is None
    board = tg.say(tg.anna, "/leaderboard", group)[0].text
    assert "1. Anna — 3 of 3\n2. Boris — 1 of 3\n2. Vera — 1 of 3" in board
    assert tg.control.not_faked() == []


def test_alone_the_next_question_comes_with_the_answer(tg: Stage) -> None:
    tg.say(tg.anna, "/quiz people 4")
    for number in range(4):
        poll = polls(tg, tg.anna)[-1]
        assert poll["question"].startswith(f"{number + 1}/4. ")
        assert "open_period" not in poll
        vote(tg, tg.anna, poll, right=number != 1)
    assert texts(tg, tg.anna)[-1] == "Your result: 3 of 4."
    assert len(tg.run(tg.store.study.cards(tg.anna))) == 4


def test_the_same_vote_told_twice_is_counted_once(tg: Stage, group: int) -> None:
    tg.say(tg.boris, "/quiz 2", group)
    poll = polls(tg, group)[0]
    vote(tg, tg.anna, poll)
    told: dict[str, Any] = {
        "update_id": 1,
        "poll_answer": {
            "poll_id": poll["id"],
            "user": {"id": tg.anna, "is_bot": False, "first_name": "Anna"},
            "option_ids": poll["correct_option_ids"],
            "option_persistent_ids": [],
        },
    }
    tg.handle(told)
    [line] = tg.run(tg.store.study.leaderboard(group))
    assert (line.points, line.answered) == (1, 1)


def test_a_vote_may_come_before_telegram_has_told_the_poll(
    tg: Stage, group: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    study, keep = tg.store.study, tg.store.study.keep_poll
    voting: list[asyncio.Task[None]] = []

    async def slow(poll_id: str, kept: Any) -> None:
        tg.control.vote(tg.anna, poll_id, [kept.right])
        [waiting] = tg.control.fake.updates.pending()[-2:-1]
        update = tg.bot.read(tg.decoded(waiting.body))
        voting.append(asyncio.create_task(tg._application.process_update(update)))
        await asyncio.sleep(0.05)
        assert not voting[0].done()
        await keep(poll_id, kept)

    monkeypatch.setattr(study, "keep_poll", slow)
    tg.say(tg.boris, "/quiz 2", group)
    tg.run(asyncio.wait_for(voting[0], 5))
    [line] = tg.run(tg.store.study.leaderboard(group))
    assert (line.user_id, line.points, line.answered) == (tg.anna, 1, 1)


def test_a_killed_process_is_followed_by_one_that_goes_on(tg: Stage, group: int) -> None:
    tg.say(tg.boris, "/quiz 4", group)
    vote(tg, tg.anna, polls(tg, group)[0])
    tg.restart()
    vote(tg, tg.vera, polls(tg, group)[0], right=False)
    tg.run(Timers(tg.shared, tg.bot).resume())
    assert tg.shared.playing.goes_on(group, 0)
    later(tg)
    assert len(polls(tg, group)) == 2
    tg.restart()
    played(tg, group, {tg.anna: 4}, 3)
    assert texts(tg, group)[-1].split("\n")[1:] == ["1. Anna — 4 of 4", "2. Vera — 0 of 4"]


def test_killed_before_a_question_was_sent_it_is_sent_after_the_start(
    tg: Stage, group: int
) -> None:
    tg.control.fail("sendPoll", code=400, text="Bad Request: POLL_X")
    tg.say(tg.boris, "/quiz 2", group)
    assert polls(tg, group) == []
    tg.restart()
    timers = Timers(tg.shared, tg.bot)

    async def resumed() -> None:
        await timers.resume()
        await timers.due()

    tg.run(resumed())
    assert len(polls(tg, group)) == 1


def test_two_processes_at_the_same_moment_ask_once(tg: Stage, group: int) -> None:
    tg.say(tg.boris, "/quiz 3", group)
    vote(tg, tg.anna, polls(tg, group)[0])
    tg.control.forward(USUAL_SECONDS + series.LATE)

    async def both() -> None:
        await asyncio.gather(*(Timers(tg.shared, tg.bot).due() for _ in range(2)))

    tg.run(both())
    assert len(polls(tg, group)) == 2


def test_a_second_quiz_waits_for_the_first(tg: Stage, group: int) -> None:
    tg.say(tg.boris, "/quiz 3", group)
    tg.restart()
    assert tg.say(tg.anna, "/quiz 3", group)[0].text == study_words.QUIZ_ON.en
    assert len(polls(tg, group)) == 1


def test_while_a_quiz_goes_on_nobody_is_told_the_answers(tg: Stage, group: int) -> None:
    tg.say(tg.boris, "/quiz 3", group)
    [told] = tg.say(tg.anna, "/ask When was Order No. 1 issued?", group)
    assert told.text == study_words.QUIZ_ON.en
    assert tg.say(tg.vera, "/ask When was Order No. 1 issued?", group) == []
    tg.say(tg.boris, "/stop", group)
    later(tg, series.COUNTING)
    [answer] = tg.say(tg.anna, "/ask When was Order No. 1 issued?", group)
    assert "1 March 1917" in answer.text


def test_a_player_is_not_told_the_answer_in_private_either(tg: Stage, group: int) -> None:
    tg.say(tg.boris, "/quiz 2", group)
    kept = row(tg, group)
    assert kept is not None
    asked = series.unpacked(kept).round.questions[0].fact
    link = f"/start {asked.replace('/', '_')}"
    [free] = tg.say(tg.anna, link)
    vote(tg, tg.anna, polls(tg, group)[0])
    assert tg.say(tg.anna, link)[0].text == study_words.QUIZ_ASKS.en
    later(tg)
    assert tg.say(tg.anna, link)[0].text == free.text


def test_who_began_it_or_leads_can_stop_it(tg: Stage, group: int) -> None:
    tg.say(tg.anna, "/quiz 3", group)
    assert tg.say(tg.vera, "/stop", group)[0].text == study_words.STOP_NOT_YOURS.ru
    vote(tg, tg.vera, polls(tg, group)[0])
    tg.control.forward(60)
    assert tg.say(tg.anna, "/stop", group)[0].text == study_words.STOPPED.en
    assert polls(tg, group)[0]["is_closed"]
    later(tg, series.COUNTING)
    assert texts(tg, group)[-1].split("\n")[1:] == ["1. Vera — 1 of 1"]
    tg.control.forward(60)
    assert tg.say(tg.boris, "/stop", group) == []
    assert tg.say(tg.boris, "/stop")[0].text == study_words.NO_QUIZ.en


def test_a_group_that_does_not_answer_is_left_in_peace(tg: Stage, group: int) -> None:
    tg.say(tg.boris, "/quiz 10", group)
    for _ in range(series.IDLE):
        later(tg)
    later(tg, series.COUNTING)
    assert len(polls(tg, group)) == series.IDLE
    assert texts(tg, group)[-1].endswith(study_words.NOBODY.en)


def test_nothing_is_asked_twice_until_all_was(tg: Stage) -> None:
    def quiz() -> list[str]:
        before = len(polls(tg, tg.anna))
        tg.say(tg.anna, "/quiz Order No. 1 50")
        while row(tg, tg.anna):
            vote(tg, tg.anna, polls(tg, tg.anna)[-1])
        return [poll["explanation"] for poll in polls(tg, tg.anna)[before:]]

    tg.say(tg.anna, "/quiz Order No. 1 2")
    for _ in range(2):
        vote(tg, tg.anna, polls(tg, tg.anna)[-1])
    assert len(tg.run(tg.store.study.used(tg.anna))) == 2
    first = quiz()
    assert len(first) == len(tg.run(tg.store.study.used(tg.anna)))


@pytest.mark.parametrize(
    ("said", "told"),
    [("/quiz xyzzy", study_words.UNKNOWN_TOPIC), ("/викторина xyzzy", study_words.UNKNOWN_TOPIC)],
)
def test_an_unknown_topic(tg: Stage, said: str, told: Any) -> None:
    assert tg.say(tg.anna, said)[0].text == told.en.format(topic="xyzzy")
    assert polls(tg, tg.anna) == []


def test_a_timer_of_ones_own(tg: Stage, group: int) -> None:
    tg.say(tg.vera, "/quiz люди 2 10с", group)
    [poll] = polls(tg, group)
    assert poll["open_period"] == 10
    assert texts(tg, group)[0].startswith("Викторина: люди. 2 вопроса.\nНа каждый вопрос — 10 с.")


def test_in_a_forum_each_topic_has_its_own(tg: Stage) -> None:
    forum = tg.control.group(forum=True, members=[tg.anna], administrators=[tg.boris])
    first, second = (tg.control.topic(forum, name) for name in ("A", "B"))
    tg.say(tg.anna, "/quiz 2", forum, topic=first)
    tg.say(tg.boris, "/quiz 2", forum, topic=second)
    assert {m["message_thread_id"] for m in tg.control.sent(forum) if "poll" in m} == {
        first,
        second,
    }


def test_a_chat_that_can_not_be_written_to_ends_its_quiz(tg: Stage, group: int) -> None:
    tg.say(tg.boris, "/quiz 3", group)
    tg.control.fail("sendPoll", code=403, text="Forbidden: bot was kicked from the group chat")
    vote(tg, tg.anna, polls(tg, group)[0])
    later(tg)
    assert row(tg, group) is None


def test_unknown_votes_and_those_taken_back_are_passed_over(tg: Stage) -> None:
    user = {"id": tg.anna, "is_bot": False, "first_name": "Anna"}
    for number, options in enumerate(([0], [])):
        answer = {
            "poll_id": "1",
            "user": user,
            "option_ids": options,
            "option_persistent_ids": [],
        }
        tg.handle({"update_id": number + 1, "poll_answer": answer})
    assert words.FAULT.en not in texts(tg, tg.anna)
