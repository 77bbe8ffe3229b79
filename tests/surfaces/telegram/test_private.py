"""The private chat: what a person sees, of every command and every kind of message."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from tests.surfaces.telegram.kinds import FORWARDED, WORDLESS, media
from tests.surfaces.telegram.stage import Stage

from ispolkom_bot.chat.menu import COMMANDS
from ispolkom_bot.engine import Engine
from ispolkom_bot.storage.values import PersonSettings
from ispolkom_bot.surfaces.telegram import words
from ispolkom_bot.surfaces.telegram.links import LONGEST, payload

WHEN = "When was Order No. 1 issued?"
DOUBTFUL = ("kerensky kornilov", "moscow martov", "When did Chkheidze speak?", "Steklov resign")
DATES = "1 March 1917 (Old Style) = 14 March 1917 (New Style)"


def test_any_text_is_a_question_and_the_answer_has_dates_sources_and_buttons(tg: Stage) -> None:
    [answer] = tg.say(tg.anna, WHEN)
    assert DATES in answer.text
    assert "Sources\n[1] " in answer.text
    marks = {entity["type"] for entity in answer.body["entities"]}
    assert "expandable_blockquote" in marks
    assert {"Sources", "More", "Cite", "This is wrong"} <= set(answer.buttons)
    assert any(data.startswith("fe") for data in answer.data.values()), "related questions"
    assert answer.replies_to is None


def test_the_answer_is_in_the_language_of_the_question(tg: Stage) -> None:
    [russian] = tg.say(tg.anna, "Когда был издан Приказ № 1?")
    [english] = tg.say(tg.vera, WHEN)
    assert "1 марта 1917 года по старому стилю" in russian.text
    assert "Источники" in russian.buttons
    assert DATES in english.text


def test_the_bots_own_words_are_in_the_language_of_the_client_until_something_is_asked(
    tg: Stage,
) -> None:
    assert "Спрашивайте" in tg.say(tg.vera, "/start")[0].text
    assert "Ask me" in tg.say(tg.anna, "/start")[0].text
    tg.say(tg.anna, "Кто такой Мартов?")
    assert "Забыто" in tg.say(tg.anna, "/forget")[0].text


def test_did_you_mean_is_a_choice_of_buttons(tg: Stage, engine: Engine) -> None:
    doubtful = next(text for text in DOUBTFUL if engine.reply(text).answer.status == "suggest")
    [unsure] = tg.say(tg.anna, doubtful)
    offered = [label for label, data in unsure.data.items() if data.startswith("fe")]
    assert len(offered) >= 2
    assert "This is wrong" not in unsure.buttons
    _, [answer] = tg.press(tg.anna, unsure, offered[0])
    assert answer.text.startswith(offered[0].rstrip("…"))
    assert "Sources" in answer.buttons


def test_a_number_picks_what_was_offered(tg: Stage) -> None:
    [answer] = tg.say(tg.anna, WHEN)
    [picked] = tg.say(tg.anna, "1")
    assert picked.text.startswith(answer.buttons[0].rstrip("…"))


def test_the_examples_of_the_beginning_can_be_picked_too(tg: Stage) -> None:
    [begun] = tg.say(tg.anna, "/start")
    assert tg.say(tg.anna, "2")[0].text.startswith(begun.buttons[1])


def test_a_follow_up_knows_what_was_spoken_of_until_half_an_hour_has_passed(tg: Stage) -> None:
    tg.say(tg.anna, "Who was Martov?")
    [party] = tg.say(tg.anna, "Which party did he belong to?")
    assert "Menshevik" in party.text
    tg.control.forward(31 * 60)
    [lost] = tg.say(tg.anna, "Which party did he belong to?")
    assert "Sources" not in lost.buttons


def test_each_person_has_a_conversation_of_their_own(tg: Stage) -> None:
    tg.say(tg.anna, "Who was Martov?")
    [stranger] = tg.say(tg.boris, "Which party did he belong to?")
    assert "Menshevik" not in stranger.text


def test_a_reply_goes_on_from_the_answer_replied_to_even_after_a_restart(tg: Stage) -> None:
    [first] = tg.say(tg.anna, "Who was Martov?")
    tg.say(tg.anna, WHEN)
    [party] = tg.say(tg.anna, "Which party did he belong to?", reply_to=first.message_id)
    assert "Menshevik" in party.text
    tg.restart()
    [again] = tg.say(tg.anna, "Which party did he belong to?", reply_to=first.message_id)
    assert again.text == party.text


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "quit"])
def test_every_command_says_something_before_and_after_a_question(tg: Stage, command: str) -> None:
    assert len(tg.say(tg.anna, f"/{command}")) == 1
    tg.say(tg.anna, WHEN)
    [told] = tg.say(tg.anna, f"/{command}")
    assert told.text != words.FAULT.en
    assert not told.text.startswith("There is no command")


def test_commands_take_what_follows_them(tg: Stage) -> None:
    assert "abdicate" in tg.say(tg.anna, "/date 2 March 1917")[0].text
    assert "Menshev" in tg.say(tg.anna, "/who Martov")[0].text
    assert "Kornilov" in tg.say(tg.anna, "/timeline Kornilov")[0].text
    assert DATES in tg.say(tg.anna, f"/ask {WHEN}")[0].text
    assert "[2]" in tg.say(tg.anna, "/sources 2")[0].text
    assert DATES in tg.say(tg.anna, f"/ask@ispolkom_bot {WHEN}")[0].text


def test_an_unknown_command_is_told_kindly(tg: Stage) -> None:
    [told] = tg.say(tg.anna, "/sorces")
    assert "/sources" in told.text


def test_a_language_and_a_calendar_are_kept_for_the_person(tg: Stage) -> None:
    tg.say(tg.anna, "/lang ru")
    tg.say(tg.anna, "/calendar new")
    assert tg.run(tg.store.person(tg.anna)) == PersonSettings("ru", "new")
    tg.restart()
    [answer] = tg.say(tg.anna, WHEN)
    assert "14 марта 1917" in answer.text
    assert answer.text.index("14 марта") < answer.text.index("1 марта по старому")
    tg.say(tg.anna, "/lang auto")
    assert "14 March 1917 (New Style) = 1 March" in tg.say(tg.anna, WHEN)[0].text


def test_forgetting_leaves_nothing_of_the_conversation(tg: Stage) -> None:
    tg.say(tg.anna, "Who was Martov?")
    assert len(tg.shared.memories) == 1
    tg.say(tg.anna, "/forget")
    assert len(tg.shared.memories) == 0
    assert "Menshevik" not in tg.say(tg.anna, "Which party did he belong to?")[0].text


def test_start_opens_what_a_link_carries(tg: Stage, engine: Engine) -> None:
    fact = tg.say(tg.anna, WHEN)[0].data["Sources"][2:]
    assert DATES in tg.say(tg.anna, f"/start {fact.replace('/', '_')}")[0].text
    assert "Order No. 1 was" in tg.say(tg.anna, "/start order-no-1")[0].text
    assert DATES in tg.say(tg.anna, f"/start {payload(WHEN)}")[0].text
    base = replace(engine.base, was={"order-number-one": "order-no-1"})
    tg.share(engine=Engine(base))
    assert "Order No. 1 was" in tg.say(tg.anna, "/start order-number-one")[0].text


@pytest.mark.parametrize(
    "carried", ["", "nothing-there", "q-", "q-%%%", "q-_w", "a_b_c", "A" * LONGEST, "A" * 200]
)
def test_start_with_what_means_nothing_is_the_plain_beginning(tg: Stage, carried: str) -> None:
    [told] = tg.say(tg.anna, f"/start {carried}")
    assert "For example:" in told.text
    assert len(told.buttons) >= 3


def test_a_link_carries_a_question_or_nothing() -> None:
    assert payload("") == payload("q" * 100) == payload("Ж" * 24) == "ask"
    assert len(payload("Ж" * 23)) <= LONGEST


def test_settings_in_private_are_the_persons_own(tg: Stage) -> None:
    [panel] = tg.say(tg.anna, "/settings")
    assert "✓ As the question" in panel.buttons
    word, new = tg.press(tg.anna, panel, "Русский")
    assert (word["text"], new) == ("", [])
    assert tg.run(tg.store.person(tg.anna)) == PersonSettings("ru", None)
    assert "✓ Русский" in tg.now(panel).buttons
    tg.press(tg.anna, tg.now(panel), "Сначала новый стиль")
    assert tg.run(tg.store.person(tg.anna)) == PersonSettings("ru", "new")
    assert "14 марта" in tg.say(tg.anna, WHEN)[0].text


@pytest.mark.parametrize("kind", WORDLESS)
def test_what_cannot_be_read_is_said_to_be_so(tg: Stage, kind: str) -> None:
    [told] = tg.say(tg.anna, **media(kind))
    spoken = kind in {"voice", "audio", "video_note"}
    assert told.text == (words.NO_VOICE if spoken else words.ONLY_TEXT).en
    assert (
        tg.say(tg.vera, **media(kind))[0].text == (words.NO_VOICE if spoken else words.ONLY_TEXT).ru
    )


@pytest.mark.parametrize("kind", ["photo", "document", "video", "voice", "animation"])
def test_a_caption_is_a_question(tg: Stage, kind: str) -> None:
    [answer] = tg.say(tg.anna, **media(kind), caption=WHEN)
    assert DATES in answer.text


def test_an_album_is_answered_once(tg: Stage) -> None:
    told = [
        *tg.say(tg.anna, **media("photo"), media_group_id="1", caption=WHEN),
        *tg.say(tg.anna, **media("photo"), media_group_id="1"),
        *tg.say(tg.anna, **media("photo"), media_group_id="1"),
    ]
    assert len(told) == 1
    assert DATES in told[0].text
    bare = [tg.say(tg.anna, **media("photo"), media_group_id="2") for _ in range(3)]
    assert [len(new) for new in bare] == [1, 0, 0]


@pytest.mark.parametrize("origin", FORWARDED)
def test_a_forwarded_question_is_answered(tg: Stage, origin: dict[str, Any]) -> None:
    [answer] = tg.say(tg.anna, WHEN, forward_origin=origin)
    assert DATES in answer.text


@pytest.mark.parametrize(
    "content",
    [
        {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}},
        {"connected_website": "example.org"},
        {"write_access_allowed": {}},
        {"users_shared": {"request_id": 1, "users": []}},
        {"something_of_next_year": {"a": 1}},
    ],
    ids=lambda content: next(iter(content)),
)
def test_service_messages_are_passed_over(tg: Stage, content: dict[str, Any]) -> None:
    assert tg.say(tg.anna, **content) == []


def test_what_was_sent_by_inline_mode_of_this_bot_is_no_question(tg: Stage) -> None:
    assert tg.say(tg.anna, "Order No. 1 was issued", via_bot=tg.me) == []
    other = {"id": 77, "is_bot": True, "first_name": "Gif", "username": "gif"}
    assert len(tg.say(tg.anna, WHEN, via_bot=other)) == 1


@pytest.mark.parametrize(
    ("age", "told"),
    [
        (0, ""),
        (9 * 60, ""),
        (11 * 60, "Asked 11 min ago"),
        (3 * 3600, "Asked 3 h ago"),
        (20 * 3600, "Asked 20 h ago"),
    ],
)
def test_a_question_that_comes_late_is_answered_with_a_word_about_it(
    tg: Stage, age: float, told: str
) -> None:
    said, [answer] = tg.said(tg.anna, WHEN, age=age)
    assert DATES in answer.text
    assert answer.text.startswith(told or "Order No. 1")
    assert answer.replies_to == (said.message_id if told else None)
    [late] = tg.say(tg.anna, "/start", age=age)
    assert late.text.startswith(told or "The Executive")


def test_a_question_that_was_deleted_meanwhile_is_answered_all_the_same(tg: Stage) -> None:
    with tg.do(tg.anna) as new:
        said = tg.control.say(tg.anna, text=WHEN, age=3600)
        tg.control.delete(tg.anna, said.message_id)
    assert DATES in new[0].text
    assert new[0].replies_to is None


def test_in_a_private_chat_with_topics_the_answer_is_in_the_topic(tg: Stage) -> None:
    said = tg.control.say(tg.anna, text=WHEN, message_thread_id=7, is_topic_message=True)
    assert said.update is not None
    tg.pump()
    [sent] = tg.control.calls("sendMessage")
    assert sent.arguments["message_thread_id"] == "7"


@pytest.mark.parametrize(
    "text",
    [
        "?",
        "...",
        "🙂",
        "\u202e" * 3,
        "\u200b",
        "/",
        "//",
        "/@ispolkom_bot",
        "@",
        "a" * 4096,
        "<b>&lt;",
        "\n\n x",
    ],
)
def test_odd_texts_get_one_answer(tg: Stage, text: str) -> None:
    assert len(tg.say(tg.anna, text)) == 1
    assert "BadRequest" not in [call.description for call in tg.control.calls()]


def test_what_people_write_is_data(tg: Stage) -> None:
    [told] = tg.say(tg.anna, 'who was <b>Blorptard</b> & "Co"?')
    assert "<b>" not in tg.control.calls("sendMessage")[-1].arguments["text"].split("\n")[0]
    assert "<i>" not in told.text
