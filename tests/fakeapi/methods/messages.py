"""Sending, editing and deleting messages of text."""

from __future__ import annotations

from typing import Final

from telegram.constants import ChatAction, ChatType

from tests.fakeapi import access, keyboards, texts
from tests.fakeapi.arguments import Args
from tests.fakeapi.fake import Fake
from tests.fakeapi.methods import method
from tests.fakeapi.refusals import JSON, bad
from tests.fakeapi.things import Chat, Inline, Message

TWO_DAYS: Final = 48 * 60 * 60
_UNMODIFIED: Final = (
    "Message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
_PREVIEW: Final = "link_preview_options"


def delivered(fake: Fake, args: Args, content: JSON, what: str) -> JSON:
    """Send a message of any content; what the Bot API shows of it."""
    markup = keyboards.of_call(args)
    place = access.chat(fake, args)
    access.writable(fake, place, what)
    topic = access.thread(fake, place, args)
    target, quote = access.replied(fake, place, args)
    if not topic and target is not None and place.forum and target.chat == place.id:
        topic = target.thread
    fake.flood.note(place.id)
    if fake.options.pacing:
        fake.flood.check(place)
    message = fake.world.written(place, topic)
    message.own = True
    fake.world.written_to.add(place.id)
    message.body |= _from(fake, place) | content
    if target is not None:
        outside = {"external_reply": {"chat": {"id": target.chat}}}
        inside = {"reply_to_message": target.quoted()}
        message.body |= inside if target.chat == place.id else outside
    if quote:
        message.body["quote"] = quote
    if markup:
        message.body["reply_markup"] = markup
    return message.body


def _from(fake: Fake, place: Chat) -> JSON:
    if place.kind == ChatType.CHANNEL:
        return {"sender_chat": fake.world.chat_shown(place)}
    return {"from": fake.bot.shown()}


def _text(fake: Fake, args: Args) -> JSON:
    text, entities = texts.message_text(args)
    content: JSON = {"text": text}
    if entities := access.mentioned(fake, entities):
        content["entities"] = entities
    if preview := args.json(_PREVIEW, "link preview options"):
        content[_PREVIEW] = preview
    return content


@method("sendMessage")
def send_message(fake: Fake, args: Args) -> JSON:
    """A message of text."""
    return delivered(fake, args, _text(fake, args), "text messages")


@method("sendChatAction")
def send_chat_action(fake: Fake, args: Args) -> bool:
    """That the bot is typing."""
    if args.text("action") not in set(ChatAction):
        raise bad("Wrong parameter action in request")
    place = access.chat(fake, args)
    access.writable(fake, place, "text messages")
    access.thread(fake, place, args)
    return True


@method("editMessageText")
def edit_message_text(fake: Fake, args: Args) -> JSON | bool:
    """Another text, and another keyboard or none."""
    content = _text(fake, args)
    markup = keyboards.of_call(args)
    message = _edited(fake, args)
    if "text" not in message.body:
        raise bad("There is no text in the message to edit")
    return _changed(fake, message, content, ("text", "entities", _PREVIEW), markup)


@method("editMessageCaption")
def edit_message_caption(fake: Fake, args: Args) -> JSON | bool:
    """Another caption, and another keyboard or none."""
    text, entities = texts.caption(args)
    markup = keyboards.of_call(args)
    message = _edited(fake, args)
    if not {"photo", "document"} & message.body.keys():
        raise bad("There is no caption in the message to edit")
    content: JSON = {"caption": text} if text else {}
    if entities := access.mentioned(fake, entities):
        content["caption_entities"] = entities
    return _changed(fake, message, content, ("caption", "caption_entities"), markup)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(fake: Fake, args: Args) -> JSON | bool:
    """Another keyboard or none."""
    markup = keyboards.of_call(args)
    return _changed(fake, _edited(fake, args), {}, (), markup)


def _edited(fake: Fake, args: Args) -> Message | Inline:
    if "inline_message_id" in args:
        inline = fake.world.inline_messages.get(args.text("inline_message_id"))
        if inline is None:
            raise bad("MESSAGE_ID_INVALID")
        return inline
    if "message_id" not in args:
        raise bad("Message identifier is not specified")
    place = access.chat(fake, args)
    access.inside(fake, place)
    if place.private and fake.world.users[place.id].blocked:
        access.writable(fake, place, "text messages")
    message = fake.world.message(place, args.number("message_id"))
    if message is None:
        raise bad("Message to edit not found")
    if not message.own:
        raise bad("Message can't be edited")
    fake.flood.note(place.id)
    if fake.options.pacing:
        fake.flood.check(place)
    return message


def _changed(
    fake: Fake,
    message: Message | Inline,
    content: JSON,
    parts: tuple[str, ...],
    markup: JSON | None,
) -> JSON | bool:
    """Put new content and keyboard in the place of the old; nothing new is refused."""
    former = {part: message.body[part] for part in parts if part in message.body}
    if former == content and message.markup == markup:
        raise bad(_UNMODIFIED)
    for part in (*parts, "reply_markup"):
        message.body.pop(part, None)
    message.body |= content
    if markup:
        message.body["reply_markup"] = markup
    if isinstance(message, Inline):
        return True
    message.body["edit_date"] = int(fake.clock.now())
    return message.body


@method("deleteMessage")
def delete_message(fake: Fake, args: Args) -> bool:
    """Delete an own message, another's as an administrator, any of a private chat."""
    place = access.chat(fake, args)
    access.inside(fake, place)
    message = fake.world.message(place, args.number("message_id"))
    if message is None:
        raise bad("Message to delete not found")
    leads = place.member(fake.bot.id).may("can_delete_messages")
    old = fake.clock.now() - message.body["date"] > TWO_DAYS
    if not leads and (old or not (message.own or place.private)):
        raise bad("Message can't be deleted for everyone")
    message.deleted = True
    return True
