"""What there is - people, chats, messages, queries, polls, files - and the time it is there."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from telegram.constants import ChatType

from tests.fakeapi.refusals import JSON
from tests.fakeapi.things import Chat, Inline, Message, Poll, Query, User


class Clock:
    """The time of the fake, which a test may put forward."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time() + self._ahead

    def forward(self, seconds: float) -> None:
        """Let time pass at once."""
        self._ahead += seconds


class World:
    """Everything, found by number."""

    def __init__(self, clock: Clock, bot: User) -> None:
        self.clock = clock
        self.bot = bot
        self.users: dict[int, User] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.inline_messages: dict[str, Inline] = {}
        self.inline_queries: dict[str, Query] = {}
        self.presses: dict[str, Query] = {}
        self.polls: dict[str, Poll] = {}
        self.files: dict[str, tuple[str, bytes]] = {}
        self.written_to: set[int] = set()
        """The chats into which our bot has ever written."""
        self._numbers = 1_000
        self._messages = 0

    def number(self) -> int:
        """A number that nothing else has."""
        self._numbers += 1
        return self._numbers

    def chat(self, number: int) -> Chat:
        """A chat by number; the private one with somebody is made when it is first needed."""
        if number not in self.chats and number in self.users:
            self.chats[number] = Chat(number, ChatType.PRIVATE.value)
        return self.chats[number]

    def chat_shown(self, chat: Chat) -> JSON:
        """As the Bot API shows it inside messages."""
        if chat.private:
            user = self.users[chat.id]
            told: JSON = {"id": chat.id, "type": chat.kind, "first_name": user.first_name}
            names = {"last_name": user.last_name, "username": user.username}
        else:
            told = {"id": chat.id, "type": chat.kind, "title": chat.title}
            names = {"username": chat.username}
            if chat.forum:
                told["is_forum"] = True
        return told | {name: value for name, value in names.items() if value}

    def written(self, chat: Chat, thread: int = 0, date: float | None = None) -> Message:
        """A new message in a chat, with its number, its date and its topic, but no content."""
        if chat.kind in {ChatType.SUPERGROUP, ChatType.CHANNEL}:
            chat.last_message += 1
            number = chat.last_message
        else:
            self._messages += 1
            number = self._messages
        when = int(self.clock.now() if date is None else date)
        body: JSON = {"message_id": number, "date": when, "chat": self.chat_shown(chat)}
        if thread:
            body["message_thread_id"] = thread
            if chat.forum:
                body["is_topic_message"] = True
        message = Message(number, chat.id, body, thread)
        chat.messages[number] = message
        return message

    def message(self, chat: Chat, number: int) -> Message | None:
        """A message that is still there."""
        found = chat.messages.get(number)
        return None if found is None or found.deleted else found

    def sent(self, chat: int | None = None) -> Iterator[Message]:
        """The messages of our bot that are still there, oldest first in each chat."""
        for one in self.chats.values():
            if chat in {None, one.id}:
                yield from (m for m in one.messages.values() if m.own and not m.deleted)

    def user_shown(self, number: int) -> JSON:
        """Somebody as the Bot API shows him."""
        return self.users[number].shown()


def merged(*parts: dict[str, Any] | None) -> JSON:
    """Several objects in one, without what is empty."""
    found: JSON = {}
    for part in parts:
        found |= {key: value for key, value in (part or {}).items() if value not in (None, "", [])}
    return found
