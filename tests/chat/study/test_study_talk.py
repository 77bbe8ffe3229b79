"""Studying in a conversation: a quiz with numbered answers, cards, the day."""

from __future__ import annotations

import re

from tests.chat.talking import TODAY, talk, told

from ispolkom_bot.chat.conversation import step
from ispolkom_bot.chat.memory import Memory, Turn
from ispolkom_bot.engine import Engine


def right(turn: Turn) -> str:
    """The number of the right answer to the question on the table."""
    playing = turn.memory.desk.playing
    assert playing is not None
    assert playing.current is not None
    return str(playing.current.right + 1)


def wrong(turn: Turn) -> str:
    return "1" if right(turn) == "2" else "2"


def test_a_quiz_is_played_to_its_end(engine: Engine) -> None:
    turn = talk(engine, "/quiz Order No. 1 4")
    assert "Question 1 of 4." in turn.lines[0]
    assert sum(bool(re.match(r" +\d\) ", line)) for line in turn.lines) in {2, 4}
    for place in range(4):
        reply = wrong(turn) if place == 3 else right(turn)
        turn = step(engine, turn.memory, reply, TODAY)
        assert turn.lines[0].startswith("No. Right is" if place == 3 else "Right.")
    assert "3 of 4 right" in "\n".join(turn.lines)
    assert turn.memory.desk.playing is None
    [missed] = turn.offers
    again = talk(engine, "1", memory=turn.memory)
    assert again.answer is not None
    assert again.answer.facts[0] == missed.fact
    assert len(turn.memory.desk.used) == len(turn.memory.desk.cards) == 4


def test_questions_can_be_asked_while_a_quiz_goes_on(engine: Engine) -> None:
    turn = talk(engine, "/quiz 3", "Who was Kerensky?")
    assert turn.answer is not None
    assert turn.memory.desk.playing is not None
    later = step(engine, turn.memory, right(turn), TODAY)
    assert later.lines[0] == "Right."
    assert "Choose a number" in told(engine, "/quiz 3", "9")


def test_stop_ends_early_and_tells_the_result(engine: Engine) -> None:
    begun = talk(engine, "/викторина люди 5")
    assert "Вопрос 1 из 5" in begun.lines[0]
    one = step(engine, begun.memory, right(begun), TODAY)
    stopped = step(engine, one.memory, "/стоп", TODAY)
    assert stopped.lines == ("Викторина окончена: верно 1 из 1.",)
    assert stopped.memory.desk.playing is None
    assert told(engine, "/stop") == "Nothing is going on that could be stopped."


def test_a_topic_that_is_none_or_several(engine: Engine) -> None:
    assert "no topic" in told(engine, "/quiz quantum physics")
    assert "for example" in told(engine, "/learn")


def test_cards_are_shown_opened_and_rated(engine: Engine) -> None:
    assert "learn nothing yet" in told(engine, "/review")
    turn = talk(engine, "/learn Kerensky 2", "/review")
    assert turn.lines[0].startswith("Cards due: 2.")
    opened = step(engine, turn.memory, "no idea", TODAY)
    assert "How well did you know it?" in opened.lines[-1]
    assert step(engine, opened.memory, "nine", TODAY).lines == ("Type 1, 2, 3 or 4.",)
    again = step(engine, opened.memory, "1", TODAY)
    assert again.lines[0].startswith("Cards due: 2."), "the other card first, this one once more"
    assert again.lines[0] != turn.lines[0]
    rest = talk(engine, "?", "3", "?", "4", memory=again.memory)
    assert rest.lines[0].startswith("Nothing is due today. The next day is 2026-")
    assert rest.memory.desk.showing == ""
    assert talk(engine, "When was Order No. 1 issued?", memory=rest.memory).answer is not None


def test_stop_ends_a_revision(engine: Engine) -> None:
    turn = talk(engine, "/learn Kerensky 2", "/review", "/stop")
    assert turn.lines == ("Stopped.",)
    assert not turn.memory.desk.showing


def test_a_correction_is_told_with_the_card(engine: Engine) -> None:
    from msgspec.structs import replace  # noqa: PLC0415

    known = talk(engine, "/learn Kerensky 1", "/review", "x", "4").memory
    [card] = known.desk.cards
    desk = replace(known.desk, cards=(replace(card, digest="was another"),))
    turn = talk(engine, "/review", memory=replace(known, desk=desk))
    assert "This was corrected since you last saw it." in turn.lines


def test_today_follows_the_calendar(engine: Engine) -> None:
    old, new = talk(engine, "/today"), talk(engine, "/calendar new", "/сегодня")
    assert old.answer is not None
    assert new.answer is not None
    assert "22 November 1878 (Old Style)" in old.answer.text
    assert "22 ноября 1917 года по новому стилю (9 ноября по старому)" in new.answer.text
    assert old.answer.facts != new.answer.facts


def test_forget_forgets_what_was_learnt(engine: Engine) -> None:
    assert talk(engine, "/learn Kerensky 2", "/forget").memory == Memory()
