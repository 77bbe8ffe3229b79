"""What is kept is told, handed out, and gone at a word; pictures come with their words."""

from __future__ import annotations

import msgspec
import pytest
from tests.surfaces.telegram.stage import Stage

from ispolkom_bot.storage.tables import KEPT
from ispolkom_bot.surfaces.telegram import study_words


def test_privacy_tells_of_every_table(tg: Stage) -> None:
    told = "\n".join(shown.text for shown in tg.say(tg.vera, "/privacy"))
    assert all(kept.what.ru in told and kept.until.ru in told for kept in KEPT.values())


def test_all_that_is_kept_is_handed_out(tg: Stage) -> None:
    tg.say(tg.anna, "/learn Order No. 1 2")
    tg.say(tg.anna, "/daily 09:00")
    [shown] = tg.say(tg.anna, "/export me")
    content = tg.control.fake.world.files[shown.body["document"]["file_id"]][1]
    told = msgspec.json.decode(content)
    assert {"cards", "subscriptions"} <= told.keys()
    assert len(told["cards"]) == 2
    group = tg.control.group(members=[tg.anna])
    assert tg.say(tg.anna, "/export me", group)[0].text == study_words.IN_PRIVATE_ONLY.en


def test_forget_me_leaves_nothing(tg: Stage) -> None:
    group = tg.control.group(members=[tg.anna], administrators=[tg.boris])
    tg.say(tg.boris, "/quiz 2", group)
    poll = next(m["poll"] for m in tg.control.sent(group) if "poll" in m)
    tg.control.vote(tg.anna, poll["id"], [0])
    tg.say(tg.anna, "/learn Order No. 1 2")
    tg.say(tg.anna, "/lang en")
    tg.say(tg.anna, "/ask When was Order No. 1 issued?")
    [told] = tg.say(tg.anna, "/forget me")
    assert told.text == study_words.FORGOTTEN.en
    kept = tg.run(tg.store.study.of_person(tg.anna))
    assert kept == {}
    assert tg.run(tg.store.study.leaderboard(group)) == []
    assert not [who for who in tg.shared.memories._kept if who.person == tg.anna]


def test_forget_alone_forgets_the_conversation(tg: Stage) -> None:
    tg.say(tg.anna, "/learn Order No. 1 2")
    tg.say(tg.anna, "/forget")
    assert len(tg.run(tg.store.study.cards(tg.anna))) == 2


def test_a_timeline_comes_with_a_picture(tg: Stage) -> None:
    told = tg.say(tg.anna, "/timeline Kerensky")
    assert told[0].text
    assert told[-1].body["photo"]
    assert told[-1].body["caption"]


def test_the_composition_of_a_body(tg: Stage) -> None:
    for command in ("/composition", "/composition bars", "/состав"):
        [shown] = tg.say(tg.vera, command)
        assert shown.body["photo"]
        assert shown.body["caption"]


def test_without_a_picture_it_is_said_why(tg: Stage) -> None:
    [shown] = tg.say(tg.anna, "/composition Kerensky")
    assert "Kerensky" in shown.text


@pytest.mark.parametrize("kind", ["anki", "csv", "json", "ics", "bibtex"])
def test_files_to_take_away(tg: Stage, kind: str) -> None:
    [shown] = tg.say(tg.anna, f"/export {kind} Kerensky")
    document = shown.body["document"]
    assert document["file_name"].startswith("kerensky.")
    assert tg.control.fake.world.files[document["file_id"]][1]


@pytest.mark.parametrize("said", ["/export", "/export pdf", "/export csv xyzzy"])
def test_files_that_there_are_not(tg: Stage, said: str) -> None:
    assert tg.say(tg.anna, said)[0].text == study_words.EXPORT_WHAT.en
