"""What is remembered in the process alone: conversations, who was answered when, who leads."""

from __future__ import annotations

from ispolkom_bot.chat.memory import Memory
from ispolkom_bot.surfaces.telegram.cooldown import Cooldown, Notices, Pace
from ispolkom_bot.surfaces.telegram.memories import Memories, Who

ANNA, BORIS = Who(1, 0, 1), Who(1, 0, 2)
ENGLISH, RUSSIAN = Memory(spoken="en"), Memory(spoken="ru")


class Time:
    """A clock that a test puts forward."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_conversation_is_remembered_for_half_an_hour_after_its_last_line() -> None:
    time = Time()
    memories = Memories(time)
    memories.keep(ANNA, RUSSIAN, ENGLISH)
    time.now += 29 * 60
    assert memories.recall(ANNA) == RUSSIAN
    memories.keep(ANNA, ENGLISH, RUSSIAN)
    time.now += 29 * 60
    assert memories.recall(ANNA) == ENGLISH
    time.now += 61
    assert memories.recall(ANNA) is None


def test_what_has_ended_takes_no_room() -> None:
    time = Time()
    memories = Memories(time)
    memories.keep(ANNA, RUSSIAN, ENGLISH)
    time.now += 31 * 60
    memories.keep(BORIS, RUSSIAN, ENGLISH)
    assert len(memories) == 1


def test_the_longest_silent_gives_way() -> None:
    memories = Memories(Time(), most=2)
    third = Who(1, 5, 1)
    memories.keep(ANNA, RUSSIAN, ENGLISH)
    memories.keep(BORIS, RUSSIAN, ENGLISH)
    memories.keep(ANNA, RUSSIAN, ENGLISH)
    memories.keep(third, RUSSIAN, ENGLISH)
    assert [memories.recall(who) is None for who in (ANNA, BORIS, third)] == [False, True, False]


def test_what_went_before_is_known_of_the_last_question_alone() -> None:
    memories = Memories(Time())
    memories.keep(ANNA, RUSSIAN, ENGLISH, 7)
    assert memories.before(ANNA, 7) == ENGLISH
    assert memories.before(ANNA, 6) is None
    assert memories.before(BORIS, 7) is None


def test_forgetting_one_and_all_of_a_chat() -> None:
    memories = Memories(Time())
    elsewhere = Who(2, 0, 1)
    for who in (ANNA, BORIS, elsewhere):
        memories.keep(who, RUSSIAN, ENGLISH)
    memories.forget(ANNA)
    memories.forget(ANNA)
    assert [memories.recall(who) is None for who in (ANNA, BORIS)] == [True, False]
    memories.forget_chat(1)
    assert [memories.recall(who) is None for who in (BORIS, elsewhere)] == [True, False]


def test_a_burst_passes_then_one_by_one() -> None:
    time = Time()
    cooldown = Cooldown(time, chat=Pace(100, 0.1), person=Pace(3, 6.0))
    assert [cooldown.wait(1, 1) for _ in range(5)] == [0.0, 0.0, 0.0, 6.0, 6.0]
    time.now += 6.0
    assert [cooldown.wait(1, 1) for _ in range(2)] == [0.0, 6.0]
    time.now += 3600.0
    assert [cooldown.wait(1, 1) for _ in range(4)] == [0.0, 0.0, 0.0, 6.0]


def test_who_is_refused_is_not_counted_against_the_chat() -> None:
    cooldown = Cooldown(Time(), chat=Pace(4, 3.0), person=Pace(1, 60.0))
    assert cooldown.wait(1, 1) == 0.0
    assert [cooldown.wait(1, 1) for _ in range(9)] == [60.0] * 9
    assert [cooldown.wait(1, person) for person in (2, 3, 4, 5)] == [0.0, 0.0, 0.0, 3.0]
    assert cooldown.wait(2, 1) == 0.0, "another chat"


def test_the_numbers_of_people_are_bounded() -> None:
    cooldown = Cooldown(Time(), person=Pace(1, 60.0), most=4)
    for person in range(1, 100):
        cooldown.wait(person, person)
    assert cooldown.wait(99, 99) > 0
    assert cooldown.wait(1, 1) == 0.0


def test_a_notice_is_given_once_in_its_time() -> None:
    time = Time()
    notices = Notices(time, most=2)
    assert [notices.first("a", 60) for _ in range(2)] == [True, False]
    assert notices.first("b", 60)
    time.now += 61
    assert notices.first("a", 60)
    assert notices.first("c", 60)
    assert notices.first("b", 60), "it gave way to others"
