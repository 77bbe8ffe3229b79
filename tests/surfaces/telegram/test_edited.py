"""Edited questions: the answer follows what was really changed, and nothing else happens."""

from __future__ import annotations

import pytest
from tests.surfaces.telegram.kinds import media
from tests.surfaces.telegram.stage import Stage

from ispolkom_bot.storage.faults import StorageError
from ispolkom_bot.storage.store import Store
from ispolkom_bot.storage.values import PersonSettings

WHEN = "When was Order No. 1 issued?"
NAME = "@ispolkom_bot"


def test_the_answer_of_an_edited_question_is_edited(tg: Stage) -> None:
    said, [answer] = tg.said(tg.anna, "Who was Lenin?")
    assert tg.edit(said, "Who was Martov?") == []
    assert "Menshevism" in tg.now(answer).text
    assert "Sources" in tg.now(answer).buttons
    assert tg.edit(said, WHEN) == []
    assert "1 March 1917" in tg.now(answer).text


@pytest.mark.parametrize("text", [None, "Who was Lenin?", "  Who  was Lenin? "])
def test_a_change_that_nobody_sees_changes_nothing(tg: Stage, text: str | None) -> None:
    said, [answer] = tg.said(tg.anna, "Who was Lenin?")
    calls = len(tg.control.calls())
    assert tg.edit(said, text) == []
    assert len(tg.control.calls()) == calls
    assert tg.now(answer) == answer


def test_the_same_edit_delivered_twice_edits_once(tg: Stage) -> None:
    said, _ = tg.said(tg.anna, "Who was Lenin?")
    tg.edit(said, "Who was Martov?")
    tg.edit(said, "Who was Martov?")
    assert len(tg.control.calls("editMessageText")) == 1


def test_an_edit_is_followed_after_a_restart(tg: Stage) -> None:
    said, [answer] = tg.said(tg.anna, "Who was Lenin?")
    tg.restart()
    tg.edit(said, "Who was Martov?")
    assert "Menshevism" in tg.now(answer).text


def test_an_edited_follow_up_still_knows_what_went_before(tg: Stage) -> None:
    tg.say(tg.anna, "Who was Martov?")
    said, [answer] = tg.said(tg.anna, "When was he born?")
    tg.edit(said, "Which party did he belong to?")
    assert "Menshevik" in tg.now(answer).text
    assert "1873" in tg.say(tg.anna, "When was he born?")[0].text, "the talk is still of Martov"


def test_editing_an_earlier_question_leaves_the_conversation_where_it_is(tg: Stage) -> None:
    said, [answer] = tg.said(tg.anna, "Who was Lenin?")
    tg.say(tg.anna, "Who was Martov?")
    tg.edit(said, "Who was Trotsky?")
    assert "Trotsky" in tg.now(answer).text
    assert "Menshevik" in tg.say(tg.anna, "Which party did he belong to?")[0].text


def test_a_question_edited_into_nonsense_is_answered_so(tg: Stage) -> None:
    said, [answer] = tg.said(tg.anna, "Who was Lenin?")
    tg.edit(said, "qwxz")
    assert "Sources" not in tg.now(answer).buttons


def test_an_edited_caption_counts(tg: Stage) -> None:
    said, [answer] = tg.said(tg.anna, **media("photo"), caption="Who was Lenin?")
    tg.edit(said, caption="Who was Martov?")
    assert "Menshevism" in tg.now(answer).text


def test_a_caption_put_below_a_picture_turns_the_excuse_into_an_answer(tg: Stage) -> None:
    said, [excuse] = tg.said(tg.anna, **media("photo"))
    tg.edit(said, caption=WHEN)
    assert "1 March 1917" in tg.now(excuse).text


def test_a_live_location_that_moves_says_nothing(tg: Stage) -> None:
    said, _ = tg.said(tg.anna, **media("location"))
    calls = len(tg.control.calls())
    tg.edit(said, location={"latitude": 60.0, "longitude": 30.4, "live_period": 60})
    assert len(tg.control.calls()) == calls


def test_an_answer_that_is_no_more_is_not_missed(tg: Stage) -> None:
    said, [answer] = tg.said(tg.anna, "Who was Lenin?")
    tg.control.delete(tg.anna, answer.message_id)
    assert tg.edit(said, "Who was Martov?") == []


def test_in_a_group_the_answer_follows_too_and_the_buttons_stay_few(tg: Stage) -> None:
    group = tg.control.group(members=[tg.anna])
    said, [answer] = tg.said(tg.anna, "/ask Who was Lenin?", group)
    tg.edit(said, "/ask Who was Martov?")
    assert "Menshevism" in tg.now(answer).text
    assert tg.now(answer).buttons == ("Sources", "More", "Cite")
    assert tg.edit(said, "never mind") == []
    assert "Menshevism" in tg.now(answer).text


def test_edits_in_a_group_are_slowed_down_like_questions(tg: Stage) -> None:
    group = tg.control.group(members=[tg.anna])
    said, _ = tg.said(tg.anna, "/ask Who was Lenin?", group)
    for name in ("Martov", "Trotsky", "Kerensky", "Chernov", "Dan"):
        tg.edit(said, f"/ask Who was {name}?")
    assert len(tg.control.calls("editMessageText")) == 2


def test_the_bots_name_put_in_afterwards_is_heard_if_not_too_late(tg: Stage) -> None:
    tg.control.options(privacy=False)
    group = tg.control.group(members=[tg.anna])
    said, silence = tg.said(tg.anna, WHEN, group)
    assert silence == []
    [answer] = tg.edit(said, f"{NAME} {WHEN}")
    assert answer.replies_to == said.message_id
    assert tg.edit(said, None) == []
    old, _ = tg.said(tg.anna, "Who was Lenin?", group)
    tg.control.forward(3600)
    assert tg.edit(old, f"{NAME} Who was Lenin?") == []


@pytest.mark.parametrize("command", ["/start", "/settings", "/lang ru", "/style new", "/forget"])
def test_an_edit_does_no_deeds(tg: Stage, command: str) -> None:
    said, [answer] = tg.said(tg.anna, "Who was Lenin?")
    assert tg.edit(said, command) == []
    assert tg.now(answer) == answer
    assert tg.run(tg.store.person(tg.anna)) == PersonSettings()
    assert len(tg.shared.memories) == 1


def test_edited_posts_of_channels_are_passed_over(tg: Stage) -> None:
    channel = tg.control.group("News", kind="channel", bot="administrator")
    post = tg.control.post(channel, "News")
    tg.pump()
    assert tg.edit(post, f"{NAME} {WHEN}") == []


def test_nothing_of_the_question_is_kept_but_a_digest(tg: Stage) -> None:
    said, _ = tg.said(tg.anna, "Who was Lenin?")
    other, _ = tg.said(tg.boris, "Who was Lenin?")
    kept = tg.run(tg.store.reply_of(tg.anna, said.message_id))
    same = tg.run(tg.store.reply_of(tg.boris, other.message_id))
    assert kept is not None
    assert same is not None
    assert "Lenin" not in repr(kept)
    assert kept.digest != same.digest, "not even that two people asked the same"


def test_a_storage_that_fails_costs_the_edit_and_not_the_answer(
    tg: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object) -> None:
        raise StorageError("disk full")

    for call in ("remember_reply", "reply_of", "person", "chat"):
        monkeypatch.setattr(Store, call, broken)
    said, [answer] = tg.said(tg.anna, "Who was Lenin?")
    assert "Sources" in answer.buttons
    assert tg.edit(said, "Who was Martov?") == []
    group = tg.control.group(members=[tg.anna])
    assert len(tg.say(tg.anna, f"/ask {WHEN}", group)) == 1
    assert "disk full" not in caplog.text
