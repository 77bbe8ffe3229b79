"""What the bot hears in groups: all, or with privacy only what is meant for it."""

from __future__ import annotations

from typing import Final

from telegram.constants import ChatType, MessageEntityType, MessageType

from tests.fakeapi import texts
from tests.fakeapi.fake import Fake
from tests.fakeapi.things import Chat, Message

_SERVICE: Final = {
    MessageType.NEW_CHAT_MEMBERS.value,
    MessageType.LEFT_CHAT_MEMBER.value,
    MessageType.MIGRATE_TO_CHAT_ID.value,
    "migrate_from_chat_id",
    MessageType.FORUM_TOPIC_CREATED.value,
    MessageType.FORUM_TOPIC_CLOSED.value,
    MessageType.PINNED_MESSAGE.value,
}


def heard(fake: Fake, place: Chat, message: Message) -> bool:
    """Whether the bot is told of a message that somebody wrote."""
    me = place.member(fake.bot.id)
    if place.private:
        return True
    if not me.here:
        return False
    everything = me.leads or not fake.options.privacy or place.kind == ChatType.CHANNEL
    if everything or _SERVICE & message.body.keys():
        return True
    answered = message.body.get("reply_to_message", {}).get("from", {}).get("id")
    via = message.body.get("via_bot", {}).get("id")
    return fake.bot.id in {answered, via} or _named(fake, message.text)


def _named(fake: Fake, text: str) -> bool:
    """Whether a text commands the bot, or mentions it where that is enough."""
    mine = f"@{fake.bot.username}".lower()
    for entity in texts.detected(text):
        piece = texts.part(text, entity).lower()
        command = entity["type"] == MessageEntityType.BOT_COMMAND
        if command and ("@" not in piece or piece.endswith(mine)):
            return True
        mention = entity["type"] == MessageEntityType.MENTION
        if mention and piece == mine and fake.options.mentions:
            return True
    return False
