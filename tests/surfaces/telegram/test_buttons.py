"""Buttons below answers: what each does, also pressed late, twice, by others, forged."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from tests.surfaces.telegram.stage import Shown, Stage, stage

from ispolkom_bot.engine import Engine
from ispolkom_bot.settings import Settings
from ispolkom_bot.storage.store import Store
from ispolkom_bot.surfaces.telegram import words

WHEN = "When was Order No. 1 issued?"
OPERATOR = 4711


@pytest.fixture
def overseen(engine: Engine, store: Store) -> Iterator[Stage]:
    """A bot whose operator hears of faults in the base."""
    with stage(engine, store, Settings(operator=OPERATOR)) as set_up:
        set_up.control.person("Olga", number=OPERATOR)
        yield set_up


def asked(tg: Stage) -> Shown:
    """An answer with its buttons."""
    [answer] = tg.say(tg.anna, WHEN)
    return answer


def test_a_related_question_is_asked_by_its_button(tg: Stage) -> None:
    answer = asked(tg)
    word, [opened] = tg.press(tg.anna, answer, answer.buttons[0])
    assert word["text"] == ""
    assert opened.text.startswith(answer.buttons[0].rstrip("…"))
    assert "Sources" in opened.buttons


def test_the_conversation_goes_on_from_what_was_opened(tg: Stage) -> None:
    [answer] = tg.say(tg.anna, "Who was Martov?")
    born = next(label for label in answer.buttons if "born" in label)
    tg.press(tg.anna, answer, born)
    [year] = tg.say(tg.anna, "in which year?")
    assert "1873" in year.text
    [sources] = tg.say(tg.anna, "/sources")
    assert "[1]" in sources.text


def test_sources_in_full(tg: Stage) -> None:
    _, [sources] = tg.press(tg.anna, asked(tg), "Sources")
    assert sources.text.startswith(f"Sources: {WHEN}")
    assert {entity["type"] for entity in sources.body["entities"]} >= {"text_link"}


def test_more_of_the_same_thing_goes_on_page_by_page(tg: Stage) -> None:
    _, [first] = tg.press(tg.anna, asked(tg), "More")
    further = next(label for label in first.buttons if label.startswith("Next"))
    _, [second] = tg.press(tg.anna, first, further)
    assert "Order No. 1" in first.text
    assert "Order No. 1" in second.text
    assert first.text != second.text


def test_an_answer_as_a_citation_names_the_bases_version_and_the_way_to_it(tg: Stage) -> None:
    answer = asked(tg)
    _, [citation] = tg.press(tg.anna, answer, "Cite")
    for part in ("Chicago", "MLA", tg.shared.engine.base.version[:8], "t.me/ispolkom_bot?start="):
        assert part in citation.text


def test_the_language_of_a_button_is_that_of_its_answer(tg: Stage) -> None:
    [answer] = tg.say(tg.anna, "Кто такой Мартов?")
    _, [opened] = tg.press(tg.anna, answer, answer.buttons[0])
    assert "Источники" in opened.buttons
    assert "Sources" in tg.say(tg.anna, WHEN)[0].buttons, "and it forces nothing afterwards"


def test_the_operator_hears_which_fact_is_said_to_be_wrong_and_nothing_of_the_person(
    overseen: Stage,
) -> None:
    answer = asked(overseen)
    fact = answer.data["This is wrong"][2:]
    word, new = overseen.press(overseen.anna, answer, "This is wrong")
    assert (new, word["show_alert"]) == ([], True)
    assert fact in word["text"]
    [report] = overseen.seen(OPERATOR)
    assert fact in report.text
    for private in ("Anna", "anna", str(overseen.anna), WHEN):
        assert private not in str(report.body)
    overseen.press(overseen.boris, answer, "This is wrong")
    assert len(overseen.seen(OPERATOR)) == 1, "the same within the hour"
    overseen.control.forward(3700)
    overseen.press(overseen.anna, answer, "This is wrong")
    assert len(overseen.seen(OPERATOR)) == 2


def test_without_an_operator_the_word_says_how_to_report(tg: Stage) -> None:
    answer = asked(tg)
    word, new = tg.press(tg.anna, answer, "This is wrong")
    assert answer.data["This is wrong"][2:] in word["text"]
    assert "tell whoever runs this bot" in word["text"]
    assert (new, word["show_alert"]) == ([], True)


def test_an_operator_who_cannot_be_written_to_breaks_nothing(overseen: Stage) -> None:
    overseen.control.block(OPERATOR)
    word, _ = overseen.press(overseen.anna, asked(overseen), "This is wrong")
    assert word["text"]
    assert len(overseen.say(overseen.anna, WHEN)) == 1


@pytest.mark.parametrize("button", ["f", "s", "m", "c"])
def test_a_button_pressed_twice_opens_once(tg: Stage, button: str) -> None:
    answer = asked(tg)
    assert len(tg.press(tg.anna, answer, button)[1]) == 1
    word, new = tg.press(tg.anna, answer, button)
    assert (word["text"], new) == (words.ALREADY.en, [])
    tg.control.forward(60)
    assert len(tg.press(tg.anna, answer, button)[1]) == 1, "later it is wanted again"


@pytest.mark.parametrize("button", ["f", "s", "m", "c", "w"])
def test_a_button_does_the_same_after_a_restart_a_year_later(tg: Stage, button: str) -> None:
    answer = asked(tg)
    _, before = tg.press(tg.anna, answer, button)
    tg.control.forward(365 * 86400)
    tg.restart()
    word, after = tg.press(tg.anna, answer, button)
    assert word["text"] or after
    assert [shown.text[:100] for shown in after] == [shown.text[:100] for shown in before]


def test_a_button_below_a_message_that_telegram_no_longer_shows(tg: Stage) -> None:
    answer = asked(tg)
    tg.control.delete(tg.anna, answer.message_id)
    _, [opened] = tg.press(tg.anna, answer, "f", old=True)
    assert opened.replies_to is None


def test_a_fact_that_was_renamed_is_still_opened(tg: Stage, engine: Engine) -> None:
    answer = asked(tg)
    tg.share(engine=Engine(replace(engine.base, was={"order-number-one": "order-no-1"})))
    data = answer.data["Sources"].replace("order-no-1", "order-number-one")
    word, [sources] = tg.forge(tg.anna, answer, data)
    assert word["text"] == ""
    assert WHEN in sources.text


@pytest.mark.parametrize(
    "data",
    [
        "feorder-no-1/never-was",
        "fenobody/nothing",
        "fe",
        "f",
        "x",
        "seorder-no-1",
        "semartov/definition/more",
        "fet:nobody:0",
        "fet::99999",
        "med:1917-02-30:old:0",
        "set::0",
        "wet::0",
        "fxmartov/definition",
        "FEmartov/definition",
        "fe" + "a" * 62,
        "g",
        "ge:language:fr",
        "ge:quiet:maybe",
        "gx:language:en",
        "ge:nothing:en",
        "ge:hours:1-99999",
        "ge:zone:../../etc/passwd",
    ],
)
def test_a_button_that_means_nothing_is_told_to_be_too_old(tg: Stage, data: str) -> None:
    word, new = tg.forge(tg.anna, asked(tg), data)
    assert (word["text"], word["show_alert"], new) == (words.TOO_OLD.en, True, [])
    word, _ = tg.forge(tg.vera, asked(tg), data)
    assert word["text"] in {words.TOO_OLD.ru, words.TOO_OLD.en}


def test_the_waiting_ends_before_anything_else_is_sent(tg: Stage) -> None:
    answer = asked(tg)
    for button in ("f", "s", "m", "c"):
        before = len(tg.control.calls())
        tg.press(tg.anna, answer, button)
        assert [call.method for call in tg.control.calls()[before:]] == [
            "answerCallbackQuery",
            "sendMessage",
        ]


def test_a_press_that_comes_too_late_to_be_answered_still_opens(tg: Stage) -> None:
    answer = asked(tg)
    with tg.do(tg.anna) as new:
        query = tg.control.press(tg.anna, tg.anna, answer.message_id, answer.data["Sources"])
        tg.control.expire(query)
    assert WHEN in new[0].text


def test_a_button_below_an_inline_message_opens_the_private_chat(tg: Stage) -> None:
    answer = asked(tg)
    fact = answer.data["Sources"][2:]
    told = {
        "id": "1",
        "from": tg.control.fake.world.user_shown(tg.boris),
        "chat_instance": "x",
        "inline_message_id": "abc",
        "data": f"se{fact}",
    }
    tg.handle({"update_id": 1, "callback_query": told})
    [call] = tg.control.calls("answerCallbackQuery")
    assert call.arguments["url"] == f"https://t.me/ispolkom_bot?start={fact.replace('/', '_')}"


def test_words_that_end_the_waiting_are_short_enough() -> None:
    longest = "x" * 62
    for text in (words.REPORTED, words.REPORT_YOURSELF, words.TOO_OLD, words.ONLY_LEADERS):
        for said in (text.en, text.ru):
            assert len(said.replace("{fact}", longest)) <= 200


def test_in_a_group_whoever_presses_is_answered_below_the_message(tg: Stage) -> None:
    group = tg.control.group(members=[tg.anna, tg.boris])
    [answer] = tg.say(tg.anna, f"/ask {WHEN}", group)
    _, [sources] = tg.press(tg.boris, answer, "Sources")
    assert sources.replies_to == answer.message_id
    word, new = tg.press(tg.anna, answer, "Sources")
    assert (word["text"], new) == (words.ALREADY.en, [])
    _, [more] = tg.press(tg.boris, answer, "More")
    [further] = tg.say(tg.boris, "/more@ispolkom_bot", group)
    assert further.text != more.text, "the presser's conversation goes on"


def test_in_a_forum_a_button_opens_in_its_topic(tg: Stage) -> None:
    forum = tg.control.group(members=[tg.anna], forum=True)
    topic = tg.control.topic(forum, "History", by=tg.anna)
    [answer] = tg.say(tg.anna, f"/ask {WHEN}", forum, topic=topic)
    _, [sources] = tg.press(tg.anna, answer, "Sources")
    assert (answer.topic, sources.topic) == (topic, topic)
    word, new = tg.press(tg.anna, answer, "Cite", old=True)
    assert new == [], "of an old message nobody says the topic"
    assert word["url"].startswith("https://t.me/ispolkom_bot?start=")


def test_presses_in_a_group_are_slowed_down_like_questions(tg: Stage) -> None:
    group = tg.control.group(members=[tg.anna])
    [answer] = tg.say(tg.anna, f"/ask {WHEN}", group)
    told = [tg.press(tg.anna, answer, button) for button in ("s", "m", "c")]
    assert [len(new) for _, new in told] == [1, 1, 0]
    assert "I can answer again in" in told[-1][0]["text"]
