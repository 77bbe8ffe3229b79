"""Messages as the bot takes them: who speaks, what is meant for it, where the answer goes."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct
from telegram import Bot, Message, MessageEntity, User
from telegram.constants import ChatType

from ispolkom_bot.chat.menu import menu
from ispolkom_bot.model import Lang
from ispolkom_bot.surfaces.telegram.memories import Who
from ispolkom_bot.surfaces.telegram.sending import GENERAL, Place
from ispolkom_bot.surfaces.telegram.study_menu import STUDY_NAMES

How = Literal["private", "command", "mention", "reply"]
"""In what way a message turns to the bot."""
_GROUPS: Final = {ChatType.GROUP, ChatType.SUPERGROUP}
_OURS: Final = {"start", "settings", *STUDY_NAMES, *(name for name, _ in menu("en", "group"))}
"""Commands that are taken as meant for this bot though others may be in the group."""
_NOTHING_SAID: Final = {"", "/ask"}
_UNITS: Final = ("utf-16-le", "surrogatepass")
"""Entities count in units of UTF-16."""
_TRIM: Final = " \t\n,:;—–-"


class Heard(Struct, frozen=True):
    """A message that is meant for the bot; `text` is what it says without the bot's name.

    `replied` is the message of the bot that it replies to.
    """

    how: How
    text: str
    place: Place
    who: Who
    client: Lang
    message_id: int
    sent: float
    forum: bool = False
    replied: Message | None = None

    @property
    def group(self) -> bool:
        """Whether others read the answer too."""
        return self.how != "private"

    @property
    def topic(self) -> int | None:
        """The topic of a forum, also the first, which messages don't name; None elsewhere."""
        return (self.place.thread_id or GENERAL) if self.forum else None


def hear(message: Message, bot: Bot) -> Heard | None:
    """What a message says to the bot; None where it isn't meant for it or nobody can ask."""
    person = speaker(message)
    if person is None or (message.via_bot and message.via_bot.id == bot.id):
        return None
    meant = _to_bot(message, bot)
    if meant is None:
        return None
    how, text = meant
    if text in _NOTHING_SAID and (pointed := _pointed_at(message, bot)):
        text = f"{text} {pointed}".strip()
    thread = topic(message)
    return Heard(
        how=how,
        text=text,
        place=Place(message.chat.id, thread, None if how == "private" else message.message_id),
        who=Who(message.chat.id, thread or 0, person),
        client=spoken_by(message.from_user),
        message_id=message.message_id,
        sent=message.date.timestamp(),
        forum=bool(message.chat.is_forum),
        replied=message.reply_to_message if _replies_to(message, bot) else None,
    )


def speaker(message: Message) -> int | None:
    """The number of the person or chat that speaks; None for bots and for copies of posts."""
    if message.is_automatic_forward:
        return None
    if message.sender_chat:  # an anonymous administrator, or somebody in the name of a channel
        return message.sender_chat.id
    user = message.from_user
    return None if user is None or user.is_bot else user.id


def topic(message: Message) -> int | None:
    """The topic in which a message stands; plain replies carry a number too, which is none."""
    return message.message_thread_id if message.is_topic_message else None


def spoken_by(user: User | None) -> Lang:
    """The language of somebody's Telegram, as far as the bot speaks it."""
    return "ru" if user and (user.language_code or "").startswith("ru") else "en"


def text_of(message: Message) -> str:
    """What is written in a message or below its picture."""
    return message.text or message.caption or ""


def command_in(text: str) -> str:
    """The name of the command that a text begins with; empty if it is no command."""
    name = text.split(None, 1)[0] if text.startswith("/") else ""
    return name[1:].casefold()


def _to_bot(message: Message, bot: Bot) -> tuple[How, str] | None:
    text = text_of(message)
    if message.chat.type == ChatType.PRIVATE:
        return "private", _command(text, bot) or text.strip()
    if message.chat.type not in _GROUPS or message.forward_origin:
        return None
    if text.startswith("/"):
        said = _command(text, bot)
        directed = "@" in text.split(None, 1)[0]
        ours = said and (directed or command_in(said) in _OURS)
        return ("command", said) if ours else None
    entities = message.entities or message.caption_entities
    named = [entity for entity in entities if _names(entity, text, bot)]
    if named:
        return "mention", _without(text, named)
    if not _replies_to(message, bot) or not (text or recorded(message)):
        return None
    to_another = any(e.offset == 0 and e.type in _MENTIONS for e in entities)
    return None if to_another else ("reply", text.strip())


def recorded(message: Message) -> bool:
    """Whether a message holds speech, for all that anybody knows a question."""
    return bool(message.voice or message.audio or message.video_note)


def _pointed_at(message: Message, bot: Bot) -> str:
    """What somebody else wrote, if the message replies to that; a quoted part goes before all."""
    replied = message.reply_to_message
    if replied is None or _replies_to(message, bot) or replied.forum_topic_created:
        return ""
    return (message.quote.text if message.quote else text_of(replied)).strip()


def _command(text: str, bot: Bot) -> str:
    """A command without the name of the bot that it goes to; empty if it goes to another."""
    if not text.startswith("/"):
        return ""
    head, *rest = text.split(None, 1)
    name, _, target = head.partition("@")
    if target and target.casefold() != bot.username.casefold():
        return ""
    return " ".join((name, *rest)).strip()


_MENTIONS: Final = {MessageEntity.MENTION, MessageEntity.TEXT_MENTION}


def _names(entity: MessageEntity, text: str, bot: Bot) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return bool(entity.user and entity.user.id == bot.id)
    if entity.type != MessageEntity.MENTION:
        return False
    return _cut(text, entity).casefold() == f"@{bot.username}".casefold()


def _replies_to(message: Message, bot: Bot) -> bool:
    """Whether it replies to the bot; what stands in a topic replies to the topic's opening."""
    replied = message.reply_to_message
    return bool(
        replied
        and replied.from_user
        and replied.from_user.id == bot.id
        and not replied.forum_topic_created
    )


def _cut(text: str, entity: MessageEntity) -> str:
    """The part of a text that an entity marks."""
    units = text.encode(*_UNITS)
    return units[entity.offset * 2 : (entity.offset + entity.length) * 2].decode(*_UNITS)


def _without(text: str, entities: list[MessageEntity]) -> str:
    units = text.encode(*_UNITS)
    for entity in sorted(entities, key=lambda e: -e.offset):
        units = units[: entity.offset * 2] + units[(entity.offset + entity.length) * 2 :]
    return units.decode(*_UNITS).strip(_TRIM)
