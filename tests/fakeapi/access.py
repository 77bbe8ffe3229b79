"""Where the bot may do what: chats that there are, rights, topics, messages to reply to."""

from __future__ import annotations

from telegram.constants import ChatMemberStatus, ChatType

from tests.fakeapi.arguments import Args
from tests.fakeapi.fake import Fake
from tests.fakeapi.refusals import JSON, Refusal, bad, forbidden
from tests.fakeapi.things import Chat, Message


def chat(fake: Fake, args: Args, name: str = "chat_id") -> Chat:
    """The chat of a call, if the bot can know it."""
    told = args.text(name)
    if not told:
        raise bad("Chat_id is empty")
    if told.startswith("@"):
        found = [c for c in fake.world.chats.values() if c.username == told[1:]]
        if not found:
            raise bad("Chat not found")
        return found[0]
    number = args.number(name)
    if number not in fake.world.chats and number not in fake.world.users:
        raise bad("Chat not found")
    return fake.world.chat(number)


def inside(fake: Fake, place: Chat) -> None:
    """Refuse where the bot isn't in a chat, or the chat has moved."""
    if place.private:
        return
    if place.moved_to:
        raise Refusal(400, "Group chat was upgraded to a supergroup chat", moved=place.moved_to)
    if place.gone:
        raise forbidden(f"the {place.kind} was deleted")
    me = place.member(fake.bot.id)
    if me.status == ChatMemberStatus.BANNED:
        raise forbidden(f"bot was kicked from the {place.named()}")
    if not me.here:
        raise forbidden(f"bot is not a member of the {place.named()}")


def writable(fake: Fake, place: Chat, what: str) -> None:
    """Refuse where the bot may not send something of a kind ("text messages", "polls")."""
    inside(fake, place)
    if place.private:
        user = fake.world.users[place.id]
        if user.is_bot:
            raise forbidden("bot can't send messages to bots")
        if user.deactivated:
            raise forbidden("user is deactivated")
        if user.blocked:
            raise forbidden("bot was blocked by the user")
        if not user.started:
            raise forbidden("bot can't initiate conversation with a user")
        return
    me = place.member(fake.bot.id)
    if place.kind == ChatType.CHANNEL:
        if not me.may("can_post_messages"):
            raise bad("Need administrator rights in the channel chat")
        return
    restricted = me.status == ChatMemberStatus.RESTRICTED and not me.may("can_send_messages")
    if restricted or (place.muted and not me.leads):
        raise bad(f"Not enough rights to send {what} to the chat")


def thread(fake: Fake, place: Chat, args: Args) -> int:
    """The topic that a call names, 0 if it names none."""
    number = args.number("message_thread_id")
    if not number:
        return 0
    topic = place.topics.get(number)
    if topic is None:  # nor may the general topic be named, 1
        raise bad("Message thread not found")
    if topic.closed and not fake.leads(place):
        raise bad("TOPIC_CLOSED")
    return number


def replied(fake: Fake, place: Chat, args: Args) -> tuple[Message | None, JSON]:
    """The message that a call replies to, with what is quoted from it."""
    told = args.json("reply_parameters", "reply parameters")
    if told is None and "reply_to_message_id" in args:
        told = {
            "message_id": args.number("reply_to_message_id"),
            "allow_sending_without_reply": args.flag("allow_sending_without_reply"),
        }
    if told is None:
        return None, {}
    if not isinstance(told, dict):
        raise bad("Object expected as reply parameters")
    source = place
    if "chat_id" in told:
        source = chat(fake, Args({"chat_id": str(told["chat_id"])}))
        inside(fake, source)
    target = fake.world.message(source, int(told.get("message_id", 0)))
    if target is None:
        if told.get("allow_sending_without_reply"):
            return None, {}
        raise bad("Message to be replied not found")
    quote = told.get("quote", "")
    if not quote:
        return target, {}
    if quote not in target.text:
        raise bad("QUOTE_TEXT_INVALID")
    return target, {"text": quote, "position": told.get("quote_position", 0)}


def mentioned(fake: Fake, entities: list[JSON]) -> list[JSON]:
    """Entities with the people they mention; who is unknown isn't mentioned."""
    found = []
    for entity in entities:
        user = entity.get("user")
        if isinstance(user, int):
            if user in fake.world.users:
                found.append(entity | {"user": fake.world.user_shown(user)})
        else:
            found.append(entity)
    return found
