"""What the bot can learn of chats and their members, and how it leaves."""

from __future__ import annotations

from telegram.constants import ChatMemberStatus

from tests.fakeapi import access
from tests.fakeapi.arguments import Args
from tests.fakeapi.fake import Fake
from tests.fakeapi.methods import method
from tests.fakeapi.refusals import JSON, bad
from tests.fakeapi.things import Member


@method("getChat")
def get_chat(fake: Fake, args: Args) -> JSON:
    """All of a chat."""
    place = access.chat(fake, args)
    access.inside(fake, place)
    told = fake.world.chat_shown(place) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if place.description:
        told["description"] = place.description
    if not place.private:
        told["permissions"] = {"can_send_messages": not place.muted}
    return told


@method("getChatMember")
def get_chat_member(fake: Fake, args: Args) -> JSON:
    """What somebody is in a chat."""
    place = access.chat(fake, args)
    access.inside(fake, place)
    user = fake.world.users.get(args.number("user_id"))
    if user is None:
        raise bad("Invalid user_id specified")
    if place.private:
        if user.id not in {place.id, fake.bot.id}:
            raise bad("Member not found")
        return Member().shown(user)
    return place.member(user.id).shown(user)


@method("getChatAdministrators")
def get_chat_administrators(fake: Fake, args: Args) -> list[JSON]:
    """The owner and the administrators who are no other bots."""
    place = access.chat(fake, args)
    access.inside(fake, place)
    if place.private:
        raise bad("There are no administrators in the private chat")
    leading = ((fake.world.users[number], one) for number, one in place.members.items())
    return [
        member.shown(user)
        for user, member in leading
        if member.leads and (not user.is_bot or user.id == fake.bot.id)
    ]


@method("getChatMemberCount")
def get_chat_member_count(fake: Fake, args: Args) -> int:
    """How many are in a chat."""
    place = access.chat(fake, args)
    access.inside(fake, place)
    return 2 if place.private else sum(member.here for member in place.members.values())


@method("leaveChat")
def leave_chat(fake: Fake, args: Args) -> bool:
    """Go; nothing tells the bot of it."""
    place = access.chat(fake, args)
    access.inside(fake, place)
    if place.private:
        raise bad("Chat member status can't be changed in private chats")
    place.members[fake.bot.id] = Member(ChatMemberStatus.LEFT.value)
    return True
