"""The day in 1917: when it is asked for, and posted once a day, whatever happens in between."""

from __future__ import annotations

import asyncio
import datetime
from zoneinfo import ZoneInfo

import pytest
from tests.surfaces.telegram.stage import Shown, Stage

from ispolkom_bot.storage.values import ChatSettings
from ispolkom_bot.surfaces.telegram import study_words, words
from ispolkom_bot.surfaces.telegram.timers import Timers

PARIS = "Europe/Paris"


@pytest.fixture
def group(tg: Stage) -> int:
    """A class of Anna, led by Boris."""
    return tg.control.group(members=[tg.anna], administrators=[tg.boris])


def at(tg: Stage, month: int, day: int, hour: int, minute: int = 0, zone: str = PARIS) -> None:
    """It becomes that moment of 2027."""
    moment = datetime.datetime(2027, month, day, hour, minute, tzinfo=ZoneInfo(zone)).timestamp()
    tg.control.forward(moment - tg.shared.now())


def posted(tg: Stage, chat: int) -> list[Shown]:
    """What comes by itself."""
    with tg.do(chat) as new:
        tg.run(Timers(tg.shared, tg.bot).due())
    return list(new)


def test_today_by_the_calendar_of_whoever_asks(tg: Stage) -> None:
    at(tg, 3, 1, 12, zone="UTC")
    [old] = tg.say(tg.anna, "/today")
    assert "Order No. 1" in old.text
    tg.say(tg.anna, "/calendar new")
    [new] = tg.say(tg.anna, "/today")
    assert "Order No. 1" not in new.text
    at(tg, 3, 14, 12, zone="UTC")
    assert "Order No. 1" in tg.say(tg.anna, "/today")[0].text


def test_a_post_comes_every_day_once(tg: Stage) -> None:
    at(tg, 2, 27, 12)
    [told] = tg.say(tg.anna, "/daily 09:00 Europe/Paris")
    assert "Every day at 09:00 (Europe/Paris)" in told.text
    assert posted(tg, tg.anna) == []
    at(tg, 2, 28, 8, 59)
    assert posted(tg, tg.anna) == []
    for day in (1, 2, 3):
        at(tg, 3, day, 9)
        [post] = posted(tg, tg.anna)
        assert f"{day} March 1917" in post.text
        assert posted(tg, tg.anna) == []
        tg.restart()
        assert posted(tg, tg.anna) == []


def test_a_late_start_catches_up_within_the_day_and_not_after_it(tg: Stage) -> None:
    at(tg, 2, 26, 12)
    tg.say(tg.anna, "/daily 09:00 Europe/Paris")
    at(tg, 3, 1, 23, 59)
    [post] = posted(tg, tg.anna)
    assert "1 March 1917" in post.text
    at(tg, 3, 3, 0, 1)
    assert posted(tg, tg.anna) == []
    at(tg, 3, 3, 9)
    assert len(posted(tg, tg.anna)) == 1


def test_of_two_processes_one_posts(tg: Stage) -> None:
    at(tg, 2, 28, 12)
    tg.say(tg.anna, "/daily 09:00 Europe/Paris")
    at(tg, 3, 1, 9)

    async def both() -> None:
        await asyncio.gather(*(Timers(tg.shared, tg.bot).due() for _ in range(2)))

    with tg.do(tg.anna) as new:
        tg.run(both())
    assert len(new) == 1


def test_what_surely_did_not_come_is_sent_again(tg: Stage) -> None:
    at(tg, 2, 28, 12)
    tg.say(tg.anna, "/daily 09:00 Europe/Paris")
    at(tg, 3, 1, 9)
    tg.control.fail("sendMessage", code=502, text="Bad Gateway", times=9)
    assert posted(tg, tg.anna) == []
    tg.control.mend()
    tg.control.forward(301)
    assert len(posted(tg, tg.anna)) == 1
    tg.control.forward(301)
    assert posted(tg, tg.anna) == []


def test_in_a_group_administrators_alone_decide(tg: Stage, group: int) -> None:
    at(tg, 2, 28, 12)
    assert tg.say(tg.anna, "/daily 10:00", group)[0].text == words.ONLY_LEADERS.en
    [told] = tg.say(tg.boris, "/daily 10:00", group)
    assert "10:00 (Europe/Moscow)" in told.text
    at(tg, 3, 14, 10, zone="Europe/Moscow")
    tg.run(tg.store.set_chat(group, ChatSettings(language="ru", calendar="new")))
    [post] = posted(tg, group)
    assert "марта" in post.text
    assert tg.say(tg.boris, "/daily off", group)[0].text == study_words.DAILY_OFF.ru
    at(tg, 3, 15, 10, zone="Europe/Moscow")
    assert posted(tg, group) == []


def test_who_blocks_the_bot_is_not_written_to_again(tg: Stage) -> None:
    at(tg, 2, 28, 12)
    tg.say(tg.anna, "/daily 09:00 Europe/Paris")
    tg.control.fail("sendMessage", code=403, text="Forbidden: bot was blocked by the user")
    at(tg, 3, 1, 9)
    assert posted(tg, tg.anna) == []
    assert tg.run(tg.store.study.subscription(tg.anna)) is None


@pytest.mark.parametrize("said", ["/daily", "/daily noon", "/daily 25:00", "/daily 9:00 Atlantis"])
def test_what_can_not_be_read_is_explained(tg: Stage, said: str) -> None:
    [told] = tg.say(tg.anna, said)
    expected = study_words.DAILY_HOW if " " in said else study_words.DAILY_NONE
    assert told.text == expected.en
