"""Revision in the private chat: chosen, shown, rated, due again; progress."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from tests.surfaces.telegram.stage import Stage

from ispolkom_bot.chat.study import review
from ispolkom_bot.model import LANGUAGES
from ispolkom_bot.render.html import MOST_DATA
from ispolkom_bot.storage.study_values import CardRow
from ispolkom_bot.surfaces.telegram import study_words
from ispolkom_bot.surfaces.telegram.revision import Press, pressed

DAY = 24 * 3600


def test_cards_are_chosen_shown_and_rated(tg: Stage) -> None:
    assert tg.say(tg.anna, "/review")[0].text == study_words.NO_CARDS.en
    [told] = tg.say(tg.anna, "/learn Order No. 1 2")
    assert told.text == "2 cards to learn: Order No. 1. /review begins."
    [shown] = tg.say(tg.anna, "/review")
    assert shown.text.startswith("Due today: 2")
    assert shown.buttons == ("Show the answer",)
    tg.press(tg.anna, shown, "Show the answer")
    turned = tg.now(shown)
    assert "Sources" in turned.text
    assert [label.split(" ·")[0] for label in turned.buttons] == ["Again", "Hard", "Good", "Easy"]
    tg.press(tg.anna, turned, turned.buttons[2])
    following = tg.now(shown)
    assert following.text.startswith("Due today: 1")
    tg.press(tg.anna, following, "Show the answer")
    tg.press(tg.anna, tg.now(shown), tg.now(shown).buttons[3])
    assert "Nothing is due today. Cards: 2" in tg.now(shown).text
    tg.control.forward(40 * DAY)
    assert tg.say(tg.anna, "/review")[0].text.startswith("Due today: 2")


def test_a_card_that_was_not_known_comes_again_today(tg: Stage) -> None:
    tg.say(tg.anna, "/learn Order No. 1 1")
    [shown] = tg.say(tg.anna, "/review")
    tg.press(tg.anna, shown, "Show the answer")
    tg.press(tg.anna, tg.now(shown), "Again")
    assert tg.now(shown).text.startswith("Due today: 1")


def test_a_rating_is_taken_once(tg: Stage) -> None:
    tg.say(tg.anna, "/learn Order No. 1 1")
    [shown] = tg.say(tg.anna, "/review")
    tg.press(tg.anna, shown, "Show the answer")
    good = tg.now(shown).buttons[2]
    data = tg.now(shown).data[good]
    for _ in range(2):
        tg.forge(tg.anna, shown, data)
    [row] = tg.run(tg.store.study.cards(tg.anna))
    assert review.unpacked_card(row.state).reviews == 1


def test_a_corrected_fact_is_shown_again_as_such(tg: Stage) -> None:
    tg.say(tg.anna, "/learn Order No. 1 1")
    [shown] = tg.say(tg.anna, "/review")
    tg.press(tg.anna, shown, "Show the answer")
    tg.press(tg.anna, tg.now(shown), tg.now(shown).buttons[3])
    [row] = tg.run(tg.store.study.cards(tg.anna))
    card = replace(review.unpacked_card(row.state), digest="of another text")
    tg.run(
        tg.store.study.keep_cards(tg.anna, [CardRow(card.fact, review.packed_card(card), card.due)])
    )
    assert study_words.CORRECTED.en in tg.say(tg.anna, "/review")[0].text


def test_what_is_learnt_already_is_not_learnt_again(tg: Stage) -> None:
    tg.say(tg.vera, "/learn durnovo-dacha 50")
    [told] = tg.say(tg.vera, "/learn durnovo-dacha")
    assert told.text.startswith("Всё это вы уже учите")


def test_in_a_group_it_is_nobodys_business(tg: Stage) -> None:
    group = tg.control.group(members=[tg.anna])
    for command in ("/review", "/learn people", "/progress"):
        tg.control.forward(60)
        assert tg.say(tg.anna, command, group)[0].text == study_words.IN_PRIVATE_ONLY.en


def test_progress_is_a_picture_with_words(tg: Stage) -> None:
    assert tg.say(tg.anna, "/progress")[0].text == study_words.NO_CARDS.en
    tg.say(tg.anna, "/learn Order No. 1 3")
    [shown] = tg.say(tg.anna, "/progress")
    assert shown.body["photo"]
    assert "3" in shown.body["caption"]


def test_buttons_are_read_as_they_were_written_and_short_enough(tg: Stage) -> None:
    base = tg.shared.engine.base
    for number in range(len(base.rows)):
        for language in LANGUAGES:
            for rating in (None, *review.RATINGS):
                press = Press(language, base.full_id(number), rating)
                assert pressed(press.data) == press
                assert len(press.data.encode()) <= MOST_DATA


@pytest.mark.parametrize("data", ["v", "v5ekerensky/born", "v1xkerensky/born", "v1e"])
def test_forged_buttons(tg: Stage, data: str) -> None:
    [shown] = tg.say(tg.anna, "/review")
    word, new = tg.forge(tg.anna, shown, data)
    assert (word["show_alert"], new) == (True, [])
