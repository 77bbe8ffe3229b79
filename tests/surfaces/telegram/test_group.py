"""Groups, supergroups and forums: when the bot speaks, where, how often, and when it is silent."""

from __future__ import annotations

from typing import Any

import pytest
from tests.surfaces.telegram.kinds import FORWARDED, WORDLESS, media
from tests.surfaces.telegram.stage import Shown, Stage

from ispolkom_bot.storage.values import ChatSettings
from ispolkom_bot.surfaces.telegram import words

WHEN = "When was Order No. 1 issued?"
ISSUED = "1 March 1917"
NAME = "@ispolkom_bot"


@pytest.fixture(params=["group", "supergroup"])
def group(tg: Stage, request: pytest.FixtureRequest) -> int:
    """A class of Anna and Vera, led by Boris, where the bot hears all."""
    tg.control.options(privacy=False)
    return tg.control.group(
        kind=request.param, members=[tg.anna, tg.vera], administrators=[tg.boris]
    )


@pytest.fixture
def forum(tg: Stage) -> int:
    """A forum of the same people."""
    tg.control.options(privacy=False)
    return tg.control.group(forum=True, members=[tg.anna, tg.vera], administrators=[tg.boris])


def late(tg: Stage, user: int, text: str, chat: int, **more: Any) -> list[Shown]:
    """Somebody writes when nobody is slowed down any more."""
    tg.control.forward(60)
    return tg.say(user, text, chat, **more)


@pytest.mark.parametrize(
    "text",
    [
        f"/ask {WHEN}",
        f"/ask{NAME} {WHEN}",
        f"/ASK{NAME.upper()} {WHEN}",
        f"/ask{NAME}\n{WHEN}",
        f"{NAME} {WHEN}",
        f"{NAME.upper()}: {WHEN}",
        f"🙂🙂 {NAME}, {WHEN}",
        f"{WHEN} {NAME}",
        f"/date{NAME} 1 March 1917",
        "/who Order No. 1",
    ],
)
def test_it_speaks_when_it_is_spoken_to(tg: Stage, group: int, text: str) -> None:
    said, [answer] = tg.said(tg.anna, text, group)
    assert ISSUED in answer.text
    assert answer.replies_to == said.message_id


@pytest.mark.parametrize(
    "text",
    [
        "Good morning everybody",
        WHEN,
        f"/ask@other_bot {WHEN}",
        "/roll 20",
        "/stop",
        "@anna when was Order No. 1 issued?",
        "mail me at x@ispolkom_bot.example",
        "@ispolkom_bot_2 hello",
    ],
)
def test_otherwise_it_is_silent(tg: Stage, group: int, text: str) -> None:
    assert tg.say(tg.anna, text, group) == []
    assert tg.control.calls("sendMessage") == []


def test_a_text_mention_counts_as_one(tg: Stage, group: int) -> None:
    named = {"type": "text_mention", "offset": 0, "length": 3, "user": tg.me}
    [answer] = tg.say(tg.anna, f"Bot {WHEN}", group, entities=[named])
    assert ISSUED in answer.text


def test_a_reply_to_it_is_meant_for_it_unless_it_speaks_to_another(tg: Stage, group: int) -> None:
    [answer] = tg.say(tg.anna, f"/ask {WHEN}", group)
    reply = {"reply_to": answer.message_id}
    [author] = late(tg, tg.anna, "Who wrote it?", group, **reply)
    assert "Sokolov" in author.text
    assert late(tg, tg.anna, "@vera look at this", group, **reply) == []
    assert late(tg, tg.anna, "/roll 20", group, **reply) == []


@pytest.mark.parametrize("remark", ["haha", "ok thanks!", "so true", "ну и ну", "👍", "lol qwerty"])
def test_remarks_on_an_answer_get_no_answer(tg: Stage, group: int, remark: str) -> None:
    [answer] = tg.say(tg.anna, f"/ask {WHEN}", group)
    assert late(tg, tg.anna, remark, group, reply_to=answer.message_id) == []


@pytest.mark.parametrize(
    "question", ["who was Blorptard the Second", "are you sure?", "кто такой Блорптард", "why"]
)
def test_questions_in_a_reply_do_even_if_the_answer_is_that_it_is_unknown(
    tg: Stage, group: int, question: str
) -> None:
    [answer] = tg.say(tg.anna, f"/ask {WHEN}", group)
    assert len(late(tg, tg.anna, question, group, reply_to=answer.message_id)) == 1


def test_follow_ups_are_per_person(tg: Stage, group: int) -> None:
    tg.say(tg.anna, "/ask Who was Martov?", group)
    tg.say(tg.boris, "/ask Who was Lenin?", group)
    [martov] = late(tg, tg.anna, f"{NAME} Which party did he belong to?", group)
    [lenin] = late(tg, tg.boris, f"{NAME} Which party did he belong to?", group)
    assert "Menshevik" in martov.text
    assert "Bolshevik" in lenin.text
    assert "Menshevik Internationalists" not in lenin.text


def test_whoever_replies_to_an_answer_goes_on_from_it(tg: Stage, group: int) -> None:
    [answer] = tg.say(tg.anna, "/ask Who was Martov?", group)
    [party] = tg.say(tg.boris, "Which party did he belong to?", group, reply_to=answer.message_id)
    assert "Menshevik" in party.text


def test_the_name_alone_below_somebodys_question_asks_that_question(tg: Stage, group: int) -> None:
    question = tg.control.say(tg.vera, group, WHEN)
    for call in (NAME, f"/ask{NAME}", "/ask"):
        [answer] = late(tg, tg.anna, call, group, reply_to=question.message_id)
        assert ISSUED in answer.text


def test_the_name_alone_asks_what_is_wanted(tg: Stage, group: int) -> None:
    [told] = tg.say(tg.anna, NAME, group)
    assert f"/ask{NAME} " in told.text
    [usage] = late(tg, tg.anna, "/ask", group)
    assert "Write the question after the command" in usage.text


def test_a_command_for_this_bot_that_it_does_not_know_is_told(tg: Stage, group: int) -> None:
    [told] = tg.say(tg.anna, f"/sorces{NAME}", group)
    assert "/sources" in told.text


@pytest.mark.parametrize("kind", WORDLESS)
def test_what_has_no_words_is_passed_over_but_for_recordings_that_reply(
    tg: Stage, group: int, kind: str
) -> None:
    assert tg.say(tg.anna, chat=group, **media(kind)) == []
    [answer] = tg.say(tg.anna, f"/ask {WHEN}", group)
    told = tg.say(tg.anna, chat=group, reply_to=answer.message_id, **media(kind))
    spoken = kind in {"voice", "audio", "video_note"}
    assert [new.text for new in told] == ([words.NO_VOICE.en] if spoken else [])


def test_a_caption_counts_as_a_text(tg: Stage, group: int) -> None:
    mention = {"type": "mention", "offset": 0, "length": len(NAME)}
    photo = media("photo") | {"caption": f"{NAME} {WHEN}", "caption_entities": [mention]}
    assert ISSUED in tg.say(tg.anna, chat=group, **photo)[0].text
    assert tg.say(tg.anna, chat=group, **(media("photo") | {"caption": WHEN})) == []


@pytest.mark.parametrize("origin", FORWARDED)
def test_what_is_forwarded_is_not_spoken_to_it(
    tg: Stage, group: int, origin: dict[str, Any]
) -> None:
    assert tg.say(tg.anna, f"{NAME} {WHEN}", group, forward_origin=origin) == []


def test_bots_are_not_answered_and_neither_are_channels_posts(tg: Stage, group: int) -> None:
    robot = tg.control.person("Robot", is_bot=True, username="robot_bot")
    assert tg.say(robot, f"/ask{NAME} {WHEN}", group) == []
    channel = {"id": -1007, "type": "channel", "title": "News"}
    post = {"sender_chat": channel, "is_automatic_forward": True}
    assert tg.say(tg.anna, f"{NAME} {WHEN}", group, **post) == []
    wrote = tg.control.group("News", kind="channel", bot="administrator")
    tg.control.post(wrote, f"{NAME} {WHEN}")
    tg.pump()
    assert tg.seen(wrote) == []


def test_who_writes_in_the_name_of_a_channel_or_the_group_is_answered(
    tg: Stage, group: int
) -> None:
    channel = {"id": -1007, "type": "channel", "title": "News"}
    assert len(tg.say(tg.anna, f"/ask {WHEN}", group, sender_chat=channel)) == 1
    with tg.do(group) as new:
        tg.control.say_anonymously(group, f"/ask{NAME} {WHEN}")
    assert ISSUED in new[0].text


def test_what_was_sent_by_its_inline_mode_is_no_question(tg: Stage, group: int) -> None:
    assert tg.say(tg.anna, f"{NAME} {WHEN}", group, via_bot=tg.me) == []


@pytest.mark.parametrize(
    "content",
    [
        {"new_chat_title": "History"},
        {"new_chat_members": [{"id": 9, "is_bot": False, "first_name": "Gleb"}]},
        {"left_chat_member": {"id": 9, "is_bot": False, "first_name": "Gleb"}},
        {"group_chat_created": True},
        {"delete_chat_photo": True},
        {"video_chat_started": {}},
        {"general_forum_topic_hidden": {}},
        {"something_of_next_year": {"a": 1}},
    ],
    ids=lambda content: next(iter(content)),
)
def test_service_messages_are_passed_over(tg: Stage, group: int, content: dict[str, Any]) -> None:
    assert tg.say(tg.anna, chat=group, **content) == []


def test_the_answer_is_in_the_same_topic(tg: Stage, forum: int) -> None:
    topic = tg.control.topic(forum, "History", by=tg.anna)
    [answer] = tg.say(tg.anna, f"/ask {WHEN}", forum, topic=topic)
    assert answer.topic == topic
    [general] = tg.say(tg.anna, f"/ask {WHEN}", forum)
    assert general.topic is None


def test_conversations_of_two_topics_are_apart(tg: Stage, forum: int) -> None:
    one, other = (tg.control.topic(forum, name, by=tg.anna) for name in ("One", "Other"))
    tg.say(tg.anna, "/ask Who was Martov?", forum, topic=one)
    question = f"{NAME} Which party did he belong to?"
    assert "Menshevik" not in late(tg, tg.anna, question, forum, topic=other)[0].text
    assert "Menshevik" in late(tg, tg.anna, question, forum, topic=one)[0].text


def test_in_a_topic_that_it_opened_itself_not_everything_is_a_reply_to_it(
    tg: Stage, forum: int
) -> None:
    topic = tg.control.topic(forum, "Opened by the bot")
    assert tg.say(tg.anna, "Hello everybody, who comes tomorrow?", forum, topic=topic) == []


def test_a_reply_outside_forums_is_answered_in_the_chat_itself(tg: Stage) -> None:
    tg.control.options(privacy=False)
    group = tg.control.group(members=[tg.anna])
    [answer] = tg.say(tg.anna, f"/ask {WHEN}", group)
    tg.say(tg.anna, "Who wrote it?", group, reply_to=answer.message_id)
    for call in tg.control.calls("sendMessage"):
        assert "message_thread_id" not in call.arguments


def test_a_person_is_slowed_down_before_any_work_and_told_once(tg: Stage, group: int) -> None:
    asked = [tg.say(tg.anna, f"/ask {WHEN}", group) for _ in range(8)]
    assert [len(new) for new in asked] == [1, 1, 1, 1, 0, 0, 0, 0]
    assert "again in" in asked[3][0].text
    assert asked[3][0].body.get("reply_markup")
    assert len(tg.say(tg.vera, f"/ask {WHEN}", group)) == 1, "others are answered"
    assert ISSUED in late(tg, tg.anna, f"/ask {WHEN}", group)[0].text


def test_a_chat_is_slowed_down_whoever_asks(tg: Stage, group: int) -> None:
    people = [tg.control.person(f"P{n}") for n in range(12)]
    answers = [tg.say(person, f"/ask {WHEN}", group) for person in people]
    told = [new for new in answers if new and ISSUED in new[0].text]
    assert 5 <= len(told) <= 9
    assert sum(map(len, answers)) == len(told) + 1, "and one word about it"
    other = tg.control.group("Other", members=[tg.anna])
    assert ISSUED in tg.say(people[-1], f"/ask {WHEN}", other)[0].text


def test_few_buttons_where_others_read_along(tg: Stage, group: int) -> None:
    [answer] = tg.say(tg.anna, f"/ask {WHEN}", group)
    assert answer.buttons == ("Sources", "More", "Cite")


def test_a_group_settled_on_a_language_and_calendar_is_answered_so(tg: Stage, group: int) -> None:
    tg.run(tg.store.set_chat(group, ChatSettings(language="ru", calendar="new")))
    tg.run(tg.store.set_person(tg.anna, tg.run(tg.store.person(tg.anna))))
    [answer] = tg.say(tg.anna, f"/ask {WHEN}", group)
    assert "14 марта 1917 года по новому стилю (1 марта" in answer.text
    assert "Что вы хотите узнать" in tg.say(tg.boris, NAME, group)[0].text


def test_language_and_calendar_of_a_group_are_not_for_everybody_to_set(
    tg: Stage, group: int
) -> None:
    for command in ("/lang ru", "/calendar new", f"/language{NAME} ru"):
        [told] = late(tg, tg.anna, command, group)
        assert f"/settings{NAME}" in told.text
    assert tg.run(tg.store.chat(group)) == ChatSettings()


def test_a_quiet_group_gets_the_bare_answer_without_a_sound(tg: Stage, group: int) -> None:
    tg.run(tg.store.set_chat(group, ChatSettings(quiet=True)))
    [answer] = tg.say(tg.anna, f"/ask {WHEN}", group)
    assert (answer.buttons, ISSUED in answer.text) == ((), True)
    assert tg.control.calls("sendMessage")[-1].arguments["disable_notification"] == "True".lower()
    for _ in range(5):
        tg.say(tg.anna, f"/ask {WHEN}", group)
    assert all("again in" not in shown.text for shown in tg.seen(group)), "no notices"


def test_bound_to_one_topic_it_answers_there_alone_and_says_so_once(tg: Stage, forum: int) -> None:
    one, other = (tg.control.topic(forum, name, by=tg.anna) for name in ("One", "Other"))
    tg.run(tg.store.set_chat(forum, ChatSettings(topic=one)))
    assert ISSUED in tg.say(tg.anna, f"/ask {WHEN}", forum, topic=one)[0].text
    [told] = late(tg, tg.anna, f"/ask {WHEN}", forum, topic=other)
    assert told.text == words.OTHER_TOPIC.en
    assert late(tg, tg.vera, f"/ask {WHEN}", forum, topic=other) == []
    [general] = late(tg, tg.anna, f"/ask {WHEN}", forum)
    assert general.text == words.OTHER_TOPIC.en
    tg.run(tg.store.set_chat(forum, ChatSettings(topic=1)))
    assert ISSUED in late(tg, tg.anna, f"/ask {WHEN}", forum)[0].text, "General is topic 1"


def test_a_binding_means_nothing_in_a_group_that_is_no_forum_any_more(
    tg: Stage, group: int
) -> None:
    tg.run(tg.store.set_chat(group, ChatSettings(topic=17)))
    assert ISSUED in tg.say(tg.anna, f"/ask {WHEN}", group)[0].text


def test_start_explains_what_it_hears(tg: Stage, group: int) -> None:
    tg.control.options(privacy=True)
    tg.run(tg.bot.get_me())
    [told] = tg.say(tg.anna, f"/start{NAME}", group)
    assert "privacy mode is on" in told.text
    assert f"/ask{NAME}" in told.text
    assert f"/settings{NAME}" in told.text
    tg.control.promote(group, by=tg.boris)
    [told] = late(tg, tg.anna, f"/start{NAME} whatever", group)
    assert words.SEES_ALL.en in told.text
    [told] = late(tg, tg.vera, f"/start{NAME}", group)
    assert "В группе я говорю" in told.text


def test_a_late_question_is_answered_with_a_word_about_it(tg: Stage, group: int) -> None:
    [answer] = tg.say(tg.anna, f"/ask {WHEN}", group, age=7300)
    assert answer.text.startswith("Asked 2 h ago")


def test_a_question_that_was_deleted_meanwhile_is_answered_without_a_reply(
    tg: Stage, group: int
) -> None:
    with tg.do(group) as new:
        said = tg.control.say(tg.anna, group, f"/ask {WHEN}")
        tg.control.delete(group, said.message_id)
    assert new[0].replies_to is None


def test_a_group_that_does_not_let_it_write_breaks_nothing(tg: Stage, group: int) -> None:
    tg.control.mute(group)
    assert tg.say(tg.anna, f"/ask {WHEN}", group) == []
    tg.control.mute(group, on=False)
    assert len(late(tg, tg.anna, f"/ask {WHEN}", group)) == 1
