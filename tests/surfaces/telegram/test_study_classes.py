"""A teacher's tools: a topic for the group, an exercise in private, a summary that keeps quiet."""

from __future__ import annotations

import pytest
from tests.surfaces.telegram.stage import Shown, Stage

from ispolkom_bot.surfaces.telegram import classes, study_words, words
from ispolkom_bot.surfaces.telegram.exercises import pressed
from ispolkom_bot.surfaces.telegram.timers import Timers

DAY = 24 * 3600


@pytest.fixture
def group(tg: Stage) -> int:
    """A class of Anna and Vera, taught by Boris."""
    return tg.control.group(members=[tg.anna, tg.vera], administrators=[tg.boris])


def offered(tg: Stage, group: int, command: str = "/assign 2 Order No. 1") -> str:
    """The payload of the button below an exercise."""
    [shown] = tg.say(tg.boris, command, group)
    return shown.data["Take part"].partition("start=")[2]


def joined(tg: Stage, user: int, link: str, answer: str) -> Shown:
    """The first question, after the question whether to be named."""
    [asked] = tg.say(user, f"/start {link}")
    tg.press(user, asked, answer)
    return tg.now(asked)


def done(tg: Stage, user: int, shown: Shown, option: int = 0) -> Shown:
    """The exercise to its end, always the same option."""
    while tg.now(shown).buttons:
        tg.press(user, tg.now(shown), tg.now(shown).buttons[option])
    return tg.now(shown)


def summary(tg: Stage) -> str:
    """What the teacher is told after the deadline."""
    tg.control.forward(8 * DAY)
    with tg.do(tg.boris) as new:
        tg.run(Timers(tg.shared, tg.bot).due())
    [told] = new
    return str(told.text)


def test_an_exercise_names_only_who_agreed(tg: Stage, group: int) -> None:
    link = offered(tg, group)
    assert tg.seen(tg.boris)[-1].text.startswith("The exercise is set: Order No. 1. 2 questions.")
    end = done(tg, tg.anna, joined(tg, tg.anna, link, "Yes, name me"))
    assert "Done: " in end.text
    done(tg, tg.vera, joined(tg, tg.vera, link, "Нет, без имени"))
    told = summary(tg)
    assert "Took part: 2; finished: 2" in told
    assert "Anna — " in told
    assert "Vera" not in told
    assert "without name: 1" in told
    with tg.do(tg.boris) as new:
        tg.run(Timers(tg.shared, tg.bot).due())
    assert list(new) == []


def test_each_answer_counts_once_and_the_learner_meets_the_facts(tg: Stage, group: int) -> None:
    link = offered(tg, group)
    shown = joined(tg, tg.anna, link, "No, without my name")
    first = shown.data["A"]
    for _ in range(3):
        tg.forge(tg.anna, shown, first)
    part = tg.run(tg.store.study.part(link.removeprefix(classes.LINK), tg.anna))
    assert part is not None
    assert (part.answered, part.name) == (1, "")
    assert len(tg.run(tg.store.study.cards(tg.anna))) == 1
    [again] = tg.say(tg.anna, f"/start {link}")
    assert again.text.startswith("Question 2 of 2")


def test_after_the_deadline_it_is_over(tg: Stage, group: int) -> None:
    link = offered(tg, group, "/assign 2 Order No. 1 3d")
    shown = joined(tg, tg.anna, link, "No, without my name")
    tg.control.forward(3 * DAY + 1)
    word, _ = tg.press(tg.anna, shown, "A")
    assert word["text"] == study_words.ASSIGNMENT_GONE.en
    assert tg.say(tg.vera, f"/start {link}")[0].text == study_words.ASSIGNMENT_GONE.ru


def test_a_summary_of_nobody(tg: Stage, group: int) -> None:
    offered(tg, group)
    assert study_words.NOBODY_TOOK_PART.en in summary(tg)


def test_only_administrators_set_exercises_and_under_their_names(tg: Stage, group: int) -> None:
    assert tg.say(tg.anna, "/assign 5", group)[0].text == words.ONLY_LEADERS.en
    with tg.do(group) as new:
        tg.control.say_anonymously(group, "/assign@ispolkom_bot 5")
    assert new[0].text == study_words.ASSIGN_AS_YOURSELF.en


def test_a_teacher_who_never_wrote_to_the_bot_is_told_to(tg: Stage, group: int) -> None:
    tg.control.fake.world.users[tg.boris].started = False
    with tg.do(group) as new:
        tg.control.say(tg.boris, group, "/assign 2 Order No. 1")
    assert new[-1].text == study_words.TEACHER_START.en


def test_a_topic_for_the_quizzes_of_a_group(tg: Stage, group: int) -> None:
    assert tg.say(tg.anna, "/topic people", group)[0].text == words.ONLY_LEADERS.en
    [told] = tg.say(tg.boris, "/topic Order No. 1", group)
    assert told.text.startswith("Quizzes here draw on: Order No. 1.")
    tg.control.forward(60)
    assert tg.say(tg.boris, "/quiz 2", group)[0].text.startswith("Quiz: Order No. 1. 2 questions.")
    tg.say(tg.boris, "/stop", group)
    tg.control.forward(60)
    assert "everything" in tg.say(tg.boris, "/topic all", group)[0].text


@pytest.mark.parametrize("data", ["xa", "xae0123456789abcdeg:1:1", "xze0123456789abcdef"])
def test_forged_buttons(data: str) -> None:
    assert pressed(data) is None
