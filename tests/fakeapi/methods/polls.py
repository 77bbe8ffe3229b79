"""Polls and quizzes: sent, and closed."""

from __future__ import annotations

from telegram.constants import ChatType, UpdateType

from tests.fakeapi import access, keyboards, rules
from tests.fakeapi.arguments import Args
from tests.fakeapi.fake import Fake
from tests.fakeapi.methods import method
from tests.fakeapi.methods.messages import delivered
from tests.fakeapi.refusals import JSON, bad
from tests.fakeapi.things import Poll


@method("sendPoll")
def send_poll(fake: Fake, args: Args) -> JSON:
    """A poll or quiz; the votes come as updates."""
    now = fake.clock.now()
    body = rules.poll(args, fake.world.number, now)
    place = access.chat(fake, args)
    if place.kind == ChatType.CHANNEL and not body["is_anonymous"]:
        raise bad("Non-anonymous polls can't be sent to channel chats")
    message = delivered(fake, args, {"poll": body}, "polls")
    until = body.get("close_date", now + body["open_period"] if "open_period" in body else 0)
    fake.world.polls[body["id"]] = Poll(body, place.id, message["message_id"], until=until)
    return message


@method("stopPoll")
def stop_poll(fake: Fake, args: Args) -> JSON:
    """Close a poll for good; its last state."""
    markup = keyboards.of_call(args)
    place = access.chat(fake, args)
    access.inside(fake, place)
    message = fake.world.message(place, args.number("message_id"))
    if message is None or "poll" not in message.body:
        raise bad("Message with poll to stop not found")
    if not message.own:
        raise bad("Poll can't be stopped")
    poll = fake.world.polls[message.body["poll"]["id"]]
    if poll.body["is_closed"]:
        raise bad("Poll has already been closed")
    poll.body["is_closed"] = True
    message.body.pop("reply_markup", None)
    if markup:
        message.body["reply_markup"] = markup
    shown = poll.shown()
    message.body["poll"] = shown
    fake.updates.put(UpdateType.POLL.value, shown, f"poll:{shown['id']}")
    return shown
