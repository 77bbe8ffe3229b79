"""In and out: the bot introduces itself once, forgets what it has left, moves with a group."""

from __future__ import annotations

import pytest
from tests.surfaces.telegram.stage import Stage

from ispolkom_bot.storage.values import ChatSettings, PersonSettings
from ispolkom_bot.surfaces.telegram import words

WHEN = "When was Order No. 1 issued?"
SETTINGS = ChatSettings(language="ru", quiet=True)
NAME = "@ispolkom_bot"


@pytest.mark.parametrize("kind", ["group", "supergroup"])
def test_brought_into_a_group_it_says_once_and_softly_how_to_speak_to_it(
    tg: Stage, kind: str
) -> None:
    group = tg.control.group(kind=kind, administrators=[tg.boris], bot="left")
    with tg.do(group) as new:
        tg.control.add_bot(group, tg.boris)
    assert len(new) == 1
    assert f"/ask{NAME}" in new[0].text
    assert tg.control.calls("sendMessage")[-1].arguments["disable_notification"] == "true"
    assert tg.say(tg.boris, f"/start{NAME} from-link", group) == [], "said a moment ago"
    tg.control.forward(60)
    assert len(tg.say(tg.boris, f"/start{NAME}", group)) == 1


def test_it_speaks_the_language_of_who_brings_it(tg: Stage) -> None:
    group = tg.control.group(administrators=[tg.vera], bot="left")
    with tg.do(group) as new:
        tg.control.add_bot(group, tg.vera, "administrator")
    assert words.SEES_ALL.ru in new[0].text


def test_brought_into_a_channel_or_promoted_it_says_nothing(tg: Stage) -> None:
    channel = tg.control.group(kind="channel", administrators=[tg.boris], bot="left")
    group = tg.control.group(administrators=[tg.boris])
    with tg.do(channel) as in_channel, tg.do(group) as in_group:
        tg.control.add_bot(channel, tg.boris, "administrator")
        tg.control.promote(group, by=tg.boris)
        tg.control.demote(group, by=tg.boris)
    assert (in_channel, in_group) == ([], [])


@pytest.mark.parametrize("way", ["kick", "remove_bot"])
def test_put_out_of_a_group_it_keeps_nothing_of_it(tg: Stage, way: str) -> None:
    group = tg.control.group(members=[tg.anna], administrators=[tg.boris])
    tg.run(tg.store.set_chat(group, SETTINGS))
    said, _ = tg.said(tg.anna, f"/ask {WHEN}", group)
    assert len(tg.shared.memories) == 1
    assert tg.run(tg.store.reply_of(group, said.message_id)) is not None
    getattr(tg.control, way)(group, tg.boris)
    tg.pump()
    assert tg.run(tg.store.chat(group)) == ChatSettings()
    assert tg.run(tg.store.reply_of(group, said.message_id)) is None
    assert len(tg.shared.memories) == 0


def test_blocked_by_a_person_it_keeps_nothing_of_them(tg: Stage) -> None:
    tg.say(tg.anna, "/lang ru")
    said, _ = tg.said(tg.anna, WHEN)
    tg.control.block(tg.anna)
    tg.pump()
    assert tg.run(tg.store.person(tg.anna)) == PersonSettings()
    assert tg.run(tg.store.reply_of(tg.anna, said.message_id)) is None
    assert len(tg.shared.memories) == 0
    with tg.do(tg.anna) as new:
        tg.control.unblock(tg.anna)
    assert new == []
    assert len(tg.say(tg.anna, WHEN)) == 1


def test_a_group_that_becomes_a_supergroup_keeps_its_settings(tg: Stage) -> None:
    group = tg.control.group(kind="group", members=[tg.anna], administrators=[tg.boris])
    tg.run(tg.store.set_chat(group, SETTINGS))
    new = tg.control.migrate(group, by=tg.boris)
    tg.pump()
    assert tg.run(tg.store.chat(new)) == SETTINGS
    assert tg.run(tg.store.chat(group)) == ChatSettings()
    [answer] = tg.say(tg.anna, f"/ask {WHEN}", new)
    assert "марта 1917" in answer.text


def test_a_message_that_comes_after_the_move_is_answered_in_the_new_group(tg: Stage) -> None:
    group = tg.control.group(kind="group", members=[tg.anna], administrators=[tg.boris])
    tg.run(tg.store.set_chat(group, SETTINGS))
    tg.control.say(tg.anna, group, f"/ask {WHEN}")
    new = tg.control.migrate(group, by=tg.boris)
    tg.pump()
    [answer] = tg.seen(new)
    assert "марта 1917" in answer.text
    assert tg.run(tg.store.chat(new)) == SETTINGS


def test_people_who_come_and_go_are_not_greeted(tg: Stage) -> None:
    group = tg.control.group(members=[tg.anna], administrators=[tg.boris])
    with tg.do(group) as new:
        tg.control.join(group, tg.vera)
        tg.control.leave(group, tg.vera)
    assert new == []
