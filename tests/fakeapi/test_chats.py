"""Where the fake lets a bot write, what becomes of its messages, and what it hears of people."""

from __future__ import annotations

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ChatID

from tests.fakeapi.refusals import JSON
from tests.fakeapi.scene import Scene, play

KEYBOARD = {"inline_keyboard": [[{"text": "Sources", "callback_data": "s"}]]}
TWO_DAYS = 48 * 60 * 60


def test_only_a_person_opens_a_private_chat() -> None:
    async def act(scene: Scene) -> None:
        stranger = scene.control.person(started=False)
        refusal = await scene.refused("sendMessage", chat_id=stranger, text="x")
        why = "Forbidden: bot can't initiate conversation with a user"
        assert (refusal.status, str(refusal)) == (403, why)
        scene.control.say(stranger, text="/start")
        assert await scene.send(chat=stranger)

    play(act)


def test_blocked_and_gone_people() -> None:
    async def act(scene: Scene) -> None:
        scene.control.block(scene.anna)
        refusal = await scene.refused("sendMessage", chat_id=scene.anna, text="x")
        assert (refusal.status, str(refusal)) == (403, "Forbidden: bot was blocked by the user")
        scene.control.unblock(scene.anna)
        assert await scene.send()
        kinds = [update["my_chat_member"] for update in await scene.updates()]
        assert [kind["new_chat_member"]["status"] for kind in kinds] == ["kicked", "member"]
        scene.control.deactivate(scene.anna)
        refusal = await scene.refused("sendMessage", chat_id=scene.anna, text="x")
        assert (refusal.status, str(refusal)) == (403, "Forbidden: user is deactivated")
        bot = scene.control.person("Other", is_bot=True)
        refusal = await scene.refused("sendMessage", chat_id=bot, text="x")
        assert refusal.status == 403

    play(act)


def test_kicked_from_a_group_and_brought_back() -> None:
    async def act(scene: Scene) -> None:
        scene.control.kick(scene.group, by=scene.boris)
        refusal = await scene.refused("sendMessage", chat_id=scene.group, text="x")
        why = "Forbidden: bot was kicked from the supergroup chat"
        assert (refusal.status, str(refusal)) == (403, why)
        assert (await scene.refused("getChatAdministrators", chat_id=scene.group)).status == 403
        assert scene.control.say(scene.anna, scene.group, "@ispolkom_bot hello").update is None
        scene.control.add_bot(scene.group, by=scene.boris)
        assert await scene.send(chat=scene.group)
        assert await scene.call("leaveChat", chat_id=scene.group)
        refusal = await scene.refused("sendMessage", chat_id=scene.group, text="x")
        why = "Forbidden: bot is not a member of the supergroup chat"
        assert (refusal.status, str(refusal)) == (403, why)

    play(act)


def test_a_group_in_which_only_administrators_write() -> None:
    async def act(scene: Scene) -> None:
        scene.control.mute(scene.group)
        refusal = await scene.refused("sendMessage", chat_id=scene.group, text="x")
        why = "Bad Request: not enough rights to send text messages to the chat"
        assert (refusal.status, str(refusal)) == (400, why)
        poll = {"chat_id": scene.group, "question": "?", "options": [{"text": "x"}]}
        assert "send polls" in str(await scene.refused("sendPoll", **poll))
        scene.control.promote(scene.group, by=scene.boris)
        assert await scene.send(chat=scene.group)
        silenced = scene.control.group(bot="restricted")
        assert str(await scene.refused("sendMessage", chat_id=silenced, text="x")) == why

    play(act)


def test_a_channel_wants_an_administrator() -> None:
    async def act(scene: Scene) -> None:
        channel = scene.control.group("News", kind="channel")
        refusal = await scene.refused("sendMessage", chat_id=channel, text="x")
        assert str(refusal) == "Bad Request: need administrator rights in the channel chat"
        scene.control.promote(channel, by=scene.boris)
        sent = await scene.send(chat=channel)
        assert "from" not in sent
        poll = {"chat_id": channel, "question": "?", "options": [{"text": "x"}]}
        assert (await scene.refused("sendPoll", **poll, is_anonymous=False)).status == 400
        assert await scene.call("sendPoll", **poll)
        posted = scene.control.post(channel, "a post")
        assert posted.update is not None
        assert "channel_post" in posted.update

    play(act)


def test_a_group_that_became_a_supergroup() -> None:
    async def act(scene: Scene) -> None:
        old = scene.control.group(kind="group", members=[scene.anna])
        assert await scene.send(chat=old)
        new = scene.control.migrate(old, by=scene.boris)
        refusal = await scene.refused("sendMessage", chat_id=old, text="x")
        assert str(refusal) == "Bad Request: group chat was upgraded to a supergroup chat"
        assert refusal.told["parameters"] == {"migrate_to_chat_id": new}
        assert await scene.send(chat=new)
        told = [update["message"] for update in await scene.updates()]
        assert told[0]["migrate_to_chat_id"] == new
        assert told[1]["migrate_from_chat_id"] == old
        with pytest.raises(ValueError, match="only a basic group"):
            scene.control.migrate(new, by=scene.boris)

    play(act)


def test_topics() -> None:
    async def act(scene: Scene) -> None:
        topic = scene.control.topic(scene.forum, "Orders", by=scene.boris)
        for wrong in (topic + 1, 1):
            refusal = await scene.refused(
                "sendMessage", chat_id=scene.forum, text="x", message_thread_id=wrong
            )
            assert str(refusal) == "Bad Request: message thread not found"
        sent = await scene.send(chat=scene.forum, message_thread_id=topic)
        assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic, True)
        assert "message_thread_id" not in await scene.send(chat=scene.forum)
        asked = scene.control.say(scene.anna, scene.forum, "/ask", topic=topic).message
        assert asked["reply_to_message"]["forum_topic_created"] == {
            "name": "Orders",
            "icon_color": 7322096,
        }
        answer = {"message_id": asked["message_id"]}
        inside = await scene.send(chat=scene.forum, reply_parameters=answer)
        assert inside["message_thread_id"] == topic
        scene.control.close_topic(scene.forum, topic)
        values = {"chat_id": scene.forum, "text": "x", "message_thread_id": topic}
        assert str(await scene.refused("sendMessage", **values)) == "Bad Request: TOPIC_CLOSED"
        scene.control.delete_topic(scene.forum, topic)
        refusal = await scene.refused("sendMessage", **values)
        assert str(refusal) == "Bad Request: message thread not found"

    play(act)


def test_a_reply_outside_a_forum_has_a_thread_that_cannot_be_written_to() -> None:
    async def act(scene: Scene) -> None:
        first = scene.control.say(scene.anna, scene.group, "/ask")
        reply = scene.control.say(scene.anna, scene.group, "/ask", reply_to=first.message_id)
        thread = reply.message["message_thread_id"]
        assert "is_topic_message" not in reply.message
        values = {"chat_id": scene.group, "text": "x", "message_thread_id": thread}
        refusal = await scene.refused("sendMessage", **values)
        assert str(refusal) == "Bad Request: message thread not found"

    play(act)


def test_what_is_replied_to() -> None:
    async def act(scene: Scene) -> None:
        asked = scene.control.say(scene.anna, scene.group, "/ask when")
        there = {"message_id": asked.message_id}
        sent = await scene.send(chat=scene.group, reply_parameters=there)
        assert sent["reply_to_message"]["text"] == "/ask when"
        quoted = await scene.send(chat=scene.group, reply_parameters=there | {"quote": "when"})
        assert quoted["quote"]["text"] == "when"
        values = {"chat_id": scene.group, "text": "x"}
        wrong = values | {"reply_parameters": there | {"quote": "who"}}
        assert str(await scene.refused("sendMessage", **wrong)) == "Bad Request: QUOTE_TEXT_INVALID"
        scene.control.delete(scene.group, asked.message_id)
        refusal = await scene.refused("sendMessage", **values, reply_parameters=there)
        assert str(refusal) == "Bad Request: message to be replied not found"
        anyway = there | {"allow_sending_without_reply": True}
        sent = await scene.send(chat=scene.group, reply_parameters=anyway)
        assert "reply_to_message" not in sent
        refusal = await scene.refused("sendMessage", **values, reply_to_message_id=99)
        assert str(refusal) == "Bad Request: message to be replied not found"

    play(act)


def test_editing() -> None:
    async def act(scene: Scene) -> None:
        sent = await scene.send("<b>x</b>", parse_mode="HTML", reply_markup=KEYBOARD)
        where = {"chat_id": scene.anna, "message_id": sent["message_id"]}
        same = where | {"text": "<b>x</b>", "parse_mode": "HTML", "reply_markup": KEYBOARD}
        refusal = await scene.refused("editMessageText", **same)
        assert str(refusal).startswith("Bad Request: message is not modified: ")
        edited = await scene.call("editMessageText", **same | {"parse_mode": "", "text": "x"})
        assert "entities" not in edited
        edited = await scene.call("editMessageText", **where, text="x")
        assert "reply_markup" not in edited
        refusal = await scene.refused("editMessageReplyMarkup", **where)
        assert str(refusal).startswith("Bad Request: message is not modified: ")
        assert await scene.call("editMessageReplyMarkup", **where, reply_markup=KEYBOARD)
        refusal = await scene.refused("editMessageText", chat_id=scene.anna, text="x")
        assert str(refusal) == "Bad Request: message identifier is not specified"
        missing = {"chat_id": scene.anna, "message_id": 99, "text": "x"}
        refusal = await scene.refused("editMessageText", **missing)
        assert str(refusal) == "Bad Request: message to edit not found"
        hers = scene.control.say(scene.anna, text="hers").message_id
        refusal = await scene.refused("editMessageText", **missing | {"message_id": hers})
        assert str(refusal) == "Bad Request: message can't be edited"
        assert scene.control.texts() == ["x"]

    play(act)


def test_deleting() -> None:
    async def act(scene: Scene) -> None:
        sent = await scene.send(chat=scene.group)
        hers = scene.control.say(scene.anna, scene.group, "hers").message_id
        where = {"chat_id": scene.group}
        refusal = await scene.refused("deleteMessage", **where, message_id=hers)
        assert str(refusal) == "Bad Request: message can't be deleted for everyone"
        assert await scene.call("deleteMessage", **where, message_id=sent["message_id"])
        refusal = await scene.refused("deleteMessage", **where, message_id=sent["message_id"])
        assert str(refusal) == "Bad Request: message to delete not found"
        late = await scene.send(chat=scene.group)
        scene.control.forward(TWO_DAYS + 1)
        refusal = await scene.refused("deleteMessage", **where, message_id=late["message_id"])
        assert str(refusal) == "Bad Request: message can't be deleted for everyone"
        scene.control.promote(scene.group, by=scene.boris)
        assert await scene.call("deleteMessage", **where, message_id=hers)
        assert scene.control.texts(scene.group) == ["x"]

    play(act)


def test_a_press_is_answered_once_and_in_time() -> None:
    async def act(scene: Scene) -> None:
        sent = await scene.send(reply_markup=KEYBOARD)
        old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
        first = scene.control.press(scene.anna, scene.anna, sent["message_id"], "Sources")
        assert await scene.call("answerCallbackQuery", callback_query_id=first)
        refusal = await scene.refused("answerCallbackQuery", callback_query_id=first)
        assert str(refusal) == old
        late = scene.control.press(scene.anna, scene.anna, sent["message_id"], 0)
        scene.control.expire(late)
        assert str(await scene.refused("answerCallbackQuery", callback_query_id=late)) == old
        assert str(await scene.refused("answerCallbackQuery", callback_query_id="7")) == old
        with pytest.raises(ValueError, match="no button 'More'"):
            scene.control.press(scene.anna, scene.anna, sent["message_id"], "More")
        scene.control.press(scene.boris, scene.anna, sent["message_id"], "s", old=True)
        scene.control.forge(scene.boris, scene.anna, sent["message_id"], "z")
        queries = [update["callback_query"] for update in await scene.updates()]
        assert [query["data"] for query in queries] == ["s", "s", "s", "z"]
        assert queries[2]["message"]["date"] == 0

    play(act)


def test_inline_mode_from_the_query_to_the_edited_message() -> None:
    async def act(scene: Scene) -> None:
        query = scene.control.inline(scene.anna, "when " * 100)
        content = {"message_text": "<b>1 March</b>", "parse_mode": "HTML"}
        article: JSON = {
            "type": "article",
            "id": "a",
            "title": "t",
            "input_message_content": content,
        }
        results = [article | {"reply_markup": KEYBOARD}, article | {"id": "b"}]
        values = {"inline_query_id": query, "results": results}
        assert await scene.call("answerInlineQuery", **values)
        refusal = await scene.refused("answerInlineQuery", **values)
        assert "query is too old" in str(refusal)
        inline = scene.control.choose(scene.anna, query, "a")
        assert scene.control.choose(scene.anna, query, "b", chat=scene.group) == ""
        assert scene.control.inline_message(inline)["text"] == "1 March"
        scene.control.press_inline(scene.boris, inline, "Sources")
        updates = await scene.updates()
        assert len(updates[0]["inline_query"]["query"]) == 256
        assert updates[1]["chosen_inline_result"]["inline_message_id"] == inline
        assert updates[3]["message"]["via_bot"]["username"] == "ispolkom_bot"
        assert updates[4]["callback_query"]["inline_message_id"] == inline
        edit = {"inline_message_id": inline, "text": "2 March"}
        assert await scene.call("editMessageText", **edit) is True
        assert "not modified" in str(await scene.refused("editMessageText", **edit))
        edit["inline_message_id"] = "other"
        assert "MESSAGE_ID_INVALID" in str(await scene.refused("editMessageText", **edit))

    play(act)


def test_polls() -> None:
    async def act(scene: Scene) -> None:
        options = [{"text": "yes"}, {"text": "no"}]
        poll = {"chat_id": scene.group, "question": "?", "options": options}
        sent = await scene.call("sendPoll", **poll, is_anonymous=False)
        scene.control.vote(scene.anna, sent["poll"]["id"], [1])
        scene.control.vote(scene.anna, sent["poll"]["id"], [])
        scene.control.vote(scene.boris, sent["poll"]["id"], [0])
        secret = await scene.call("sendPoll", **poll)
        scene.control.vote(scene.anna, secret["poll"]["id"], [0])
        updates = await scene.updates()
        answers = [update["poll_answer"] for update in updates if "poll_answer" in update]
        assert [answer["option_ids"] for answer in answers] == [[1], [], [0]]
        where = {"chat_id": scene.group, "message_id": sent["message_id"]}
        stopped = await scene.call("stopPoll", **where)
        assert [option["voter_count"] for option in stopped["options"]] == [1, 0]
        assert stopped["is_closed"] is True
        refusal = await scene.refused("stopPoll", **where)
        assert str(refusal) == "Bad Request: poll has already been closed"
        text = await scene.send(chat=scene.group)
        where["message_id"] = text["message_id"]
        refusal = await scene.refused("stopPoll", **where)
        assert str(refusal) == "Bad Request: message with poll to stop not found"
        with pytest.raises(ValueError, match="closed"):
            scene.control.vote(scene.anna, sent["poll"]["id"], [1])
        quiz = poll | {"type": "quiz", "correct_option_ids": [0], "open_period": 5}
        sent = await scene.call("sendPoll", **quiz)
        scene.control.vote(scene.anna, sent["poll"]["id"], [1])
        with pytest.raises(ValueError, match="change"):
            scene.control.vote(scene.anna, sent["poll"]["id"], [0])
        scene.control.forward(6)
        with pytest.raises(ValueError, match="closed"):
            scene.control.vote(scene.boris, sent["poll"]["id"], [0])

    play(act)


def test_members() -> None:
    async def act(scene: Scene) -> None:
        where = {"chat_id": scene.group}
        found = await scene.call("getChatAdministrators", **where)
        assert [one["user"]["id"] for one in found] == [scene.boris]
        anna = await scene.call("getChatMember", **where, user_id=scene.anna)
        assert anna["status"] == "member"
        stranger = scene.control.person()
        left = await scene.call("getChatMember", **where, user_id=stranger)
        assert left["status"] == "left"
        assert (await scene.refused("getChatMember", **where, user_id=7)).status == 400
        assert await scene.call("getChatMemberCount", **where) == 3
        private = {"chat_id": scene.anna}
        refusal = await scene.refused("getChatAdministrators", **private)
        assert str(refusal) == "Bad Request: there are no administrators in the private chat"
        assert (await scene.call("getChat", **where))["title"] == "Class 10b"
        assert (await scene.refused("getChat", chat_id="@nobody")).status == 400

    play(act)


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("hello", False),
        ("/ask when", True),
        ("/ask@ispolkom_bot when", True),
        ("/ask@other_bot when", False),
        ("@ispolkom_bot when", True),
        ("@ispolkom_bots when", False),
    ],
)
def test_what_is_heard_in_a_group_with_privacy(text: str, heard: bool) -> None:
    async def act(scene: Scene) -> None:
        assert (scene.control.say(scene.anna, scene.group, text).update is not None) is heard
        scene.control.options(privacy=False)
        assert scene.control.say(scene.anna, scene.group, text).update is not None
        scene.control.options(privacy=True)
        scene.control.promote(scene.group, by=scene.boris)
        assert scene.control.say(scene.anna, scene.group, text).update is not None

    play(act)


def test_replies_to_the_bot_are_heard_and_others_are_not() -> None:
    async def act(scene: Scene) -> None:
        sent = await scene.send(chat=scene.group)
        said = scene.control.say(scene.anna, scene.group, "and?", reply_to=sent["message_id"])
        assert said.update is not None
        other = scene.control.say(scene.boris, scene.group, "so?", reply_to=said.message_id)
        assert other.update is None
        scene.control.options(mentions=False)
        assert scene.control.say(scene.anna, scene.group, "@ispolkom_bot ?").update is None
        anonymous = scene.control.say_anonymously(scene.group, "/ask").update
        assert anonymous is not None
        assert anonymous["message"]["from"]["id"] == ChatID.ANONYMOUS_ADMIN

    play(act)


def test_ptb_reads_every_kind_of_update() -> None:
    async def act(scene: Scene) -> None:
        control = scene.control
        scene.fake.control.fake.updates.allow(Update.ALL_TYPES)
        async with Bot(scene.fake.token, base_url=scene.fake.url) as bot:
            markup = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="x")]])
            sent = await bot.send_message(scene.anna, "x", reply_markup=markup)
            control.press(scene.anna, scene.anna, sent.message_id, "x")
            said = control.say(scene.anna, text="/start abc @ispolkom_bot https://a.org #tag")
            control.edit(scene.anna, said.message_id, "other")
            control.inline(scene.anna, "x")
            channel = control.group("News", kind="channel", bot="administrator")
            post = control.post(channel, "x")
            control.edit(channel, post.message_id, "y")
            control.promote(scene.group, by=scene.boris, can_delete_messages=True)
            control.join(scene.group, control.person())
            control.leave(scene.group, scene.anna)
            control.demote(scene.group, by=scene.boris)
            control.remove_bot(scene.group, by=scene.boris)
            poll = await bot.send_poll(scene.anna, "?", ["a", "b"], is_anonymous=False)
            assert poll.poll is not None
            control.vote(scene.anna, poll.poll.id, [0])
            control.topic(scene.forum, "T", by=scene.boris)
            updates = await bot.get_updates(allowed_updates=Update.ALL_TYPES)
            kinds = {kind for update in updates for kind in update.to_dict()} - {"update_id"}
            assert kinds == {
                "callback_query",
                "message",
                "edited_message",
                "inline_query",
                "channel_post",
                "edited_channel_post",
                "my_chat_member",
                "chat_member",
                "poll",
                "poll_answer",
            }
            for chat in (scene.anna, scene.forum, channel):
                assert (await bot.get_chat(chat)).id == chat
            for member in (scene.boris, bot.id):
                assert await bot.get_chat_member(scene.forum, member)
            assert not control.not_faked()

    play(act)
