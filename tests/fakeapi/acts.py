"""What people do with the bot: they write, edit, press, ask inline, vote."""

from __future__ import annotations

from typing import Any, Final

from msgspec import Struct
from telegram.constants import ChatID, ChatType, InlineQueryLimit, UpdateType

from tests.fakeapi import rules, texts
from tests.fakeapi.fake import Fake
from tests.fakeapi.hearing import heard
from tests.fakeapi.refusals import JSON
from tests.fakeapi.things import Chat, Inline, Message, Query
from tests.fakeapi.updates import LASTS

_CHANNEL: Final = ChatType.CHANNEL.value


class Said(Struct, frozen=True):
    """A message as the bot may have been told of it: `update` is None where it wasn't."""

    chat_id: int
    message_id: int
    message: JSON
    update: JSON | None


class Acts:
    """Verbs of people; each makes the update that the real server would make, if it would."""

    def __init__(self, fake: Fake) -> None:
        self.fake = fake

    def say(
        self,
        user: int,
        chat: int | None = None,
        text: str = "",
        *,
        reply_to: int | None = None,
        topic: int = 0,
        age: float = 0,
        **fields: Any,
    ) -> Said:
        """Somebody writes, in the private chat if no other is named.

        `age` is how many seconds ago; `fields` are further ones of the message (a sticker, a
        caption, `forward_origin`, `sender_chat` ...) and go before those that are made here.
        """
        place = self.fake.world.chat(user if chat is None else chat)
        author = self.fake.world.users[user]
        if place.private:
            author.started, author.blocked = True, False
        thread, target = self._thread(place, topic, reply_to)
        message = self.fake.world.written(place, thread, self.fake.clock.now() - age)
        message.body["from"] = author.shown()
        if text:
            message.body["text"] = text
            if entities := texts.detected(text):
                message.body["entities"] = entities
        if target is not None:
            message.body["reply_to_message"] = target
        message.body |= fields
        return self._told(place, message, UpdateType.MESSAGE)

    def say_anonymously(self, chat: int, text: str, *, reply_to: int | None = None) -> Said:
        """An administrator writes in the name of the group."""
        place = self.fake.world.chat(chat)
        message = self.fake.world.written(place, *self._thread(place, 0, reply_to)[:1])
        message.body |= {
            "from": {
                "id": ChatID.ANONYMOUS_ADMIN.value,
                "is_bot": True,
                "first_name": "Group",
                "username": "GroupAnonymousBot",
            },
            "sender_chat": self.fake.world.chat_shown(place),
            "text": text,
            "entities": texts.detected(text),
        }
        return self._told(place, message, UpdateType.MESSAGE)

    def post(self, channel: int, text: str) -> Said:
        """A channel posts; posts have no author."""
        place = self.fake.world.chat(channel)
        message = self.fake.world.written(place)
        message.body |= {"sender_chat": self.fake.world.chat_shown(place), "text": text}
        message.body["entities"] = texts.detected(text)
        return self._told(place, message, UpdateType.CHANNEL_POST)

    def edit(self, chat: int, message_id: int, text: str | None = None, **fields: Any) -> Said:
        """The author changes a message; without a text it is a change that nobody sees."""
        place = self.fake.world.chat(chat)
        message = place.messages[message_id]
        if text is not None:
            message.body |= {"text": text, "entities": texts.detected(text)}
        message.body |= {"edit_date": int(self.fake.clock.now())} | fields
        channel = place.kind == _CHANNEL
        kind = UpdateType.EDITED_CHANNEL_POST if channel else UpdateType.EDITED_MESSAGE
        return self._told(place, message, kind)

    def delete(self, chat: int, message_id: int) -> None:
        """A message goes; the bot is not told."""
        self.fake.world.chat(chat).messages[message_id].deleted = True

    def press(
        self, user: int, chat: int, message_id: int, button: str | int, *, old: bool = False
    ) -> str:
        """Somebody presses a button, named by its text, its data or its place; the query's number.

        `old`: the bot is not told the message any more. Data that is on no button comes through
        with `forge`.
        """
        message = self.fake.world.chat(chat).messages[message_id]
        shown: JSON = {"message": message.body}
        if old:
            gone = {"chat": message.body["chat"], "message_id": message_id, "date": 0}
            shown = {"message": gone}
        return self._pressed(user, _data(message, button), shown)

    def press_inline(self, user: int, inline_message_id: str, button: str | int) -> str:
        """Somebody presses a button below a message that came by inline mode."""
        message = self.fake.world.inline_messages[inline_message_id]
        return self._pressed(user, _data(message, button), {"inline_message_id": message.id})

    def forge(self, user: int, chat: int, message_id: int, data: str) -> str:
        """A modified client sends any data for a message."""
        message = self.fake.world.chat(chat).messages[message_id]
        return self._pressed(user, data, {"message": message.body})

    def inline(
        self, user: int, text: str, *, offset: str = "", chat_type: str = ChatType.SENDER.value
    ) -> str:
        """Somebody types after the bot's name; the number of the query."""
        number = str(self.fake.world.number())
        text = text[: InlineQueryLimit.MAX_QUERY_LENGTH]
        until = self.fake.clock.now() + LASTS[UpdateType.INLINE_QUERY.value]
        self.fake.world.inline_queries[number] = Query(number, user, until, text)
        content = {
            "id": number,
            "from": self.fake.world.user_shown(user),
            "query": text,
            "offset": offset,
            "chat_type": chat_type,
        }
        self.fake.updates.put(UpdateType.INLINE_QUERY.value, content, f"inline:{user}")
        return number

    def choose(self, user: int, query: str, result_id: str, chat: int | None = None) -> str:
        """Somebody sends a result; the inline number of the message if it has a keyboard.

        In a chat that the bot is in (`chat`) it hears of the message too.
        """
        asked = self.fake.world.inline_queries[query]
        results = (asked.answer or {}).get("results", [])
        result = next(one for one in results if one["id"] == result_id)
        text, entities = rules.content(result)
        body: JSON = {"text": text, "entities": entities}
        chosen: JSON = {
            "result_id": result_id,
            "from": self.fake.world.user_shown(user),
            "query": asked.text,
        }
        inline = ""
        if markup := result.get("reply_markup"):
            inline = f"inline-{self.fake.world.number()}"
            body["reply_markup"] = markup
            self.fake.world.inline_messages[inline] = Inline(inline, body)
            chosen["inline_message_id"] = inline
        if self.fake.options.inline_feedback:
            kind = UpdateType.CHOSEN_INLINE_RESULT.value
            self.fake.updates.put(kind, chosen, f"chosen:{user}")
        if chat is not None:
            self.say(user, chat, **body, via_bot=self.fake.bot.shown())
        return inline

    def vote(self, user: int, poll: str, options: list[int]) -> None:
        """Somebody votes, or takes the vote back with no option; the chat isn't told."""
        asked = self.fake.world.polls[poll]
        if asked.body["is_closed"] or (asked.until and asked.until < self.fake.clock.now()):
            raise ValueError("the poll is closed")
        if asked.votes.get(user) and not asked.body["allows_revoting"]:
            raise ValueError("the poll doesn't allow to change a vote")
        asked.votes[user] = options
        shown, queue = asked.shown(), f"poll:{poll}"
        if not asked.body["is_anonymous"]:
            ids = [asked.body["options"][number]["persistent_id"] for number in options]
            content = {
                "poll_id": poll,
                "user": self.fake.world.user_shown(user),
                "option_ids": options,
                "option_persistent_ids": ids,
            }
            self.fake.updates.put(UpdateType.POLL_ANSWER.value, content, queue)
        self.fake.updates.put(UpdateType.POLL.value, shown, queue)

    def _pressed(self, user: int, data: str, shown: JSON) -> str:
        number = str(self.fake.world.number())
        until = self.fake.clock.now() + LASTS[UpdateType.CALLBACK_QUERY.value]
        self.fake.world.presses[number] = Query(number, user, until, data)
        content = {
            "id": number,
            "from": self.fake.world.user_shown(user),
            "chat_instance": f"instance-{user}",
            "data": data,
        }
        self.fake.updates.put(UpdateType.CALLBACK_QUERY.value, content | shown, f"press:{user}")
        return number

    def _thread(self, place: Chat, topic: int, reply_to: int | None) -> tuple[int, JSON | None]:
        """The thread of a new message, and what it replies to: in a topic always something."""
        if reply_to is None:
            opening = place.topics[topic].opening if topic else None
            return topic, opening
        target = place.messages[reply_to]
        if place.forum or place.kind != ChatType.SUPERGROUP:
            return topic or target.thread, target.quoted()
        return target.thread or target.id, target.quoted()

    def _told(self, place: Chat, message: Message, kind: UpdateType) -> Said:
        update = None
        if heard(self.fake, place, message):
            update = self.fake.updates.put(kind.value, message.body, f"chat:{place.id}")
        return Said(place.id, message.id, dict(message.body), update)


def _data(message: Message | Inline, button: str | int) -> str:
    """The data of a button below a message."""
    rows = (message.markup or {}).get("inline_keyboard", [])
    buttons = [one for row in rows for one in row]
    if isinstance(button, int):
        return str(buttons[button]["callback_data"])
    for one in buttons:
        if button in {one["text"], one.get("callback_data")}:
            return str(one["callback_data"])
    raise ValueError(f"no button {button!r}; there are {[one['text'] for one in buttons]}")
