"""Sending and editing against a fake Bot API that keeps Telegram's limits, over real HTTP."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Iterator
from contextlib import AsyncExitStack
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram.constants import InlineQueryLimit, MessageEntityType, MessageLimit
from telegram.error import BadRequest, InvalidToken
from telegram.ext import ExtBot
from tests.fakeapi import Control, Options, fake_api
from tests.strategies import NOISE, QUESTIONS

from ispolkom_bot.render.html import Button, Page, lines_page, split
from ispolkom_bot.render.marked import join, link, mark, plain
from ispolkom_bot.surfaces.telegram.calls import keyboard
from ispolkom_bot.surfaces.telegram.pacing import Pacing
from ispolkom_bot.surfaces.telegram.sending import Outbox, Place, Sent
from ispolkom_bot.surfaces.telegram.transport import Transport

T = TypeVar("T")
HELLO = lines_page(("Hello & <welcome>",))
LONG = lines_page([f"{number} {'word ' * 30}" for number in range(60)])
BUTTONS = ((Button("Open", "feorder-no-1/issued"), Button("Ask", query="When?")),)
SEND, EDIT = "sendMessage", "editMessageText"


class Post:
    """An outbox on a bot that calls a fake; waiting puts the fake's time forward."""

    def __init__(self, runner: asyncio.Runner, control: Control, bot: ExtBot[None]) -> None:
        self.runner, self.control, self.bot = runner, control, bot
        self.waits: list[float] = []
        self.moves: list[tuple[int, int]] = []
        self.outbox = Outbox(Pacing(30, control.fake.clock.now, self.wait), self.move)
        self.anna = control.person("Anna")
        self.boris = control.person("Boris")
        self.group = control.group(members=(self.anna,))

    async def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.control.forward(seconds)

    async def move(self, old: int, new: int) -> None:
        self.moves.append((old, new))

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(doing)

    def send(self, place: Place | int, page: Page = HELLO) -> Sent:
        place = Place(place) if isinstance(place, int) else place
        return self.run(self.outbox.send(self.bot, place, page))

    def edit(self, place: Place | int, message_id: int, page: Page = HELLO) -> Sent:
        place = Place(place) if isinstance(place, int) else place
        return self.run(self.outbox.edit(self.bot, place, message_id, page))

    def texts(self, chat: int) -> list[str]:
        return self.control.texts(chat)

    def last(self, chat: int) -> dict[str, Any]:
        return self.control.sent(chat)[-1]

    def count(self, method: str = SEND) -> int:
        return len(self.control.calls(method))


@pytest.fixture
def post() -> Iterator[Post]:
    """An outbox, a fake and some people."""
    with asyncio.Runner() as runner:
        closing = AsyncExitStack()

        async def opened() -> Post:
            fake = await closing.enter_async_context(fake_api(Options(pacing=True)))
            transport = Transport()
            bot: ExtBot[None] = ExtBot(fake.token, base_url=fake.url, request=transport)
            await transport.initialize()
            closing.push_async_callback(transport.shutdown)
            return Post(runner, fake.control, bot)

        try:
            yield runner.run(opened())
        finally:
            runner.run(closing.aclose())


def test_a_page_arrives_as_it_is(post: Post) -> None:
    page = Page(mark("b", plain("A < B")) + plain(" and C"), BUTTONS)
    sent = post.send(Place(post.anna, silent=True), page)
    assert (sent.fate, sent.chat_id) == ("done", post.anna)
    told = post.last(post.anna)
    assert told["message_id"] == sent.ids[0]
    assert told["text"] == "A < B and C"
    assert told["entities"] == [{"type": MessageEntityType.BOLD, "offset": 0, "length": 5}]
    assert [b["text"] for b in told["reply_markup"]["inline_keyboard"][0]] == ["Open", "Ask"]
    (call,) = post.control.calls(SEND)
    assert call.arguments["disable_notification"] == "true"
    assert '"is_disabled":true' in call.arguments["link_preview_options"].replace(" ", "")


def test_nothing_to_see_is_not_sent(post: Post) -> None:
    assert post.send(post.anna, lines_page(("\u200b ",))) == Sent((), post.anna)
    assert post.count() == 0


def test_a_long_page_goes_in_parts_the_first_as_a_reply_the_last_with_buttons(post: Post) -> None:
    asked = post.control.say(post.anna, post.group, "@ispolkom_bot ?")
    page = Page(LONG.body, BUTTONS)
    sent = post.send(Place(post.group, reply_to=asked.message_id), page)
    told = post.control.sent(post.group)
    assert [one["message_id"] for one in told] == list(sent.ids)
    assert len(told) == len(split(page)) > 1
    assert [one.get("reply_to_message", {}).get("message_id") for one in told] == [
        asked.message_id,
        *[None] * (len(told) - 1),
    ]
    assert ["reply_markup" in one for one in told] == [*[False] * (len(told) - 1), True]
    assert "".join("".join(one["text"].split()) for one in told) == "".join(page.plain.split())


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(QUESTIONS, NOISE, st.integers(1, 60)), min_size=1, max_size=4),
    st.sampled_from(("b", "i", "blockquote expandable")),
)
def test_any_text_arrives_whole(post: Post, blocks: list[tuple[str, str, int]], tag: Any) -> None:
    post.control.forward(120)
    cited = [
        join(
            "\n", [plain(f"x{text}"), link(plain(noise), "https://example.org/?a=1&b=<2>")] * count
        )
        for text, noise, count in blocks
    ]
    page = Page(mark(tag, join("\n\n", cited)))
    before = len(post.texts(post.anna))
    sent = post.send(post.anna, page)
    told = post.texts(post.anna)[before:]
    assert sent.fate == "done"
    assert len(told) == len(sent.ids) == len(split(page))
    assert told == [part.plain for part in split(page)]
    assert {call.status for call in post.control.calls(SEND)} == {200}


def test_the_fake_refuses_what_is_beyond_the_limits(post: Post) -> None:
    def refused(text: str, **more: Any) -> str:
        with pytest.raises(BadRequest) as caught:
            post.run(post.bot.send_message(post.anna, text, **more))
        return caught.value.message

    assert refused("x" * (MessageLimit.MAX_TEXT_LENGTH + 1)) == "Message is too long"
    assert refused("<b>x</i>", parse_mode="HTML").startswith("Can't parse entities")
    long = Page(plain("x"), ((Button("x", "я" * 33),),))
    assert refused("x", reply_markup=keyboard(long)) == "Button_data_invalid"
    asked = Page(plain("x"), ((Button("x", query="?" * (InlineQueryLimit.MAX_QUERY_LENGTH + 1)),),))
    assert refused("x", reply_markup=keyboard(asked)) == "Button_data_invalid"


def test_topics(post: Post) -> None:
    forum = post.control.group(members=(post.anna,), forum=True)
    topic = post.control.topic(forum, "Dates")
    asked = post.control.say(post.anna, forum, "?", topic=topic)
    post.send(Place(forum, topic, asked.message_id), LONG)
    told = post.control.sent(forum)[1:]
    assert {one["message_thread_id"] for one in told} == {topic}
    post.send(Place(forum, 1))
    assert "message_thread_id" not in post.last(forum)


@pytest.mark.parametrize("fate", ["close_topic", "delete_topic"])
def test_a_topic_that_is_no_more(post: Post, fate: str) -> None:
    forum = post.control.group(members=(post.anna,), forum=True)
    topic = post.control.topic(forum, "Dates")
    getattr(post.control, fate)(forum, topic)
    assert post.send(Place(forum, topic)) == Sent((), forum, "missing")


def test_a_question_that_was_deleted_is_answered_all_the_same(post: Post) -> None:
    asked = post.control.say(post.anna, post.group, "?")
    post.control.delete(post.group, asked.message_id)
    sent = post.send(Place(post.group, reply_to=asked.message_id))
    assert sent.fate == "done"
    assert "reply_to_message" not in post.last(post.group)


def test_a_reply_that_is_refused_goes_without_what_it_replies_to(post: Post) -> None:
    asked = post.control.say(post.anna, post.group, "?")
    post.control.fail(SEND, code=400, text="message to be replied not found")
    assert post.send(Place(post.group, reply_to=asked.message_id)).fate == "done"
    assert "reply_to_message" not in post.last(post.group)


def test_refused_markup_goes_once_as_plain_text(
    post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    post.control.fail(SEND, code=400, text='can\'t parse entities: Unsupported start tag "p"')
    with caplog.at_level(logging.INFO):
        sent = post.send(post.anna, Page(HELLO.body, BUTTONS))
    assert sent.fate == "done"
    told = post.last(post.anna)
    assert told["text"] == "Hello & <welcome>"
    assert "reply_markup" in told
    assert "parse_mode" not in post.control.calls(SEND)[-1].arguments
    assert "Unsupported" not in caplog.text
    assert "plain text" in caplog.text
    post.control.fail(SEND, code=400, text="can't parse entities: x", times=2)
    with pytest.raises(BadRequest):
        post.send(post.anna)


def test_an_edit(post: Post) -> None:
    (number,) = post.send(post.anna, Page(HELLO.body, BUTTONS)).ids
    assert post.edit(post.anna, number, lines_page(("Better",))) == Sent((number,), post.anna)
    assert post.texts(post.anna) == ["Better"]
    assert "reply_markup" not in post.last(post.anna)


def test_an_edit_that_changes_nothing_is_done(post: Post) -> None:
    page = Page(HELLO.body, BUTTONS)
    (number,) = post.send(post.anna, page).ids
    assert post.edit(post.anna, number, page) == Sent((number,), post.anna)
    assert post.control.calls(EDIT)[-1].status == 400


def test_an_edit_that_needs_more_room_goes_on_in_new_messages(post: Post) -> None:
    (number,) = post.send(post.anna).ids
    sent = post.edit(post.anna, number, Page(LONG.body, BUTTONS))
    assert sent.ids[0] == number
    assert len(sent.ids) == len(split(LONG))
    assert post.texts(post.anna) == [part.plain for part in split(LONG)]


def test_an_edit_of_what_is_no_more(post: Post) -> None:
    (number,) = post.send(post.anna).ids
    post.control.delete(post.anna, number)
    assert post.edit(post.anna, number) == Sent((), post.anna, "missing")


def test_refused_markup_of_an_edit_goes_once_as_plain_text(post: Post) -> None:
    (number,) = post.send(post.anna).ids
    post.control.fail(EDIT, code=400, text="can't parse entities: x")
    assert post.edit(post.anna, number, lines_page(("<Better>",))).ids == (number,)
    assert post.texts(post.anna) == ["<Better>"]


def test_who_blocked_the_bot_is_left_alone(post: Post) -> None:
    post.send(post.anna)
    post.control.block(post.anna)
    assert post.send(post.anna, LONG) == Sent((), post.anna, "gone")
    assert post.count() == 2
    stranger = post.control.person("Vera", started=False)
    assert post.send(stranger).fate == "gone"
    assert post.send(987_654).fate == "gone"


def test_a_group_that_has_no_place_for_the_bot(post: Post) -> None:
    post.control.mute(post.group)
    assert post.send(post.group).fate == "gone"
    post.control.mute(post.group, on=False)
    post.control.kick(post.group, post.anna)
    assert post.send(post.group).fate == "gone"


def test_what_was_sent_before_the_end_is_told(post: Post) -> None:
    post.control.fail(SEND, kind="slow", seconds=0)
    post.control.fail(SEND, code=403, text="bot was blocked by the user")
    sent = post.send(post.anna, LONG)
    assert sent.fate == "gone"
    assert len(sent.ids) == 1


def test_a_group_that_moved_gets_it_in_the_new_place(post: Post) -> None:
    old = post.control.group(kind="group", members=(post.anna,))
    asked = post.control.say(post.anna, old, "?")
    new = post.control.migrate(old, post.anna)
    sent = post.send(Place(old, reply_to=asked.message_id), LONG)
    assert (sent.chat_id, sent.fate) == (new, "done")
    assert post.texts(new) == [part.plain for part in split(LONG)]
    assert post.moves == [(old, new)]
    assert post.edit(old, 5) == Sent((post.last(new)["message_id"],), new)


def test_a_group_that_moves_for_ever_is_given_up(post: Post) -> None:
    first = post.control.group(kind="group", members=(post.anna,))
    second = post.control.migrate(first, post.anna)
    post.control.fake.world.chats[second].moved_to = first
    with pytest.raises(Exception, match="migrated"):
        post.send(first)
    assert post.count() < 10


def test_later_means_later_and_nothing_is_lost(post: Post) -> None:
    post.control.fail(SEND, retry_after=30)
    sent = post.send(post.anna, LONG)
    assert sent.fate == "done"
    assert post.texts(post.anna) == [part.plain for part in split(LONG)]
    assert sum(post.waits) >= 29
    assert post.control.hammered() == 0


def test_a_refusal_holds_back_its_own_chat_alone(post: Post) -> None:
    post.control.fail(SEND, retry_after=30, chat=post.anna)
    opened = asyncio.Event()

    async def wait(seconds: float) -> None:
        await opened.wait()
        post.control.forward(seconds)

    outbox = Outbox(Pacing(30, post.control.fake.clock.now, wait))

    async def scene() -> list[str]:
        held = asyncio.create_task(outbox.send(post.bot, Place(post.anna), HELLO))
        await post.control.fake.bell.until(lambda: post.count() == 1, 5.0)
        for _ in range(3):
            await outbox.send(post.bot, Place(post.boris), HELLO)
            await outbox.send(post.bot, Place(post.group), HELLO)
        before = post.texts(post.anna)
        opened.set()
        await held
        return before

    assert post.run(scene()) == []
    assert len(post.texts(post.boris)) == len(post.texts(post.group)) == 3
    assert post.texts(post.anna) == [HELLO.plain]
    assert post.control.hammered() == 0


def test_who_is_always_told_later_is_given_up(post: Post) -> None:
    post.control.fail(SEND, retry_after=1, times=100)
    assert post.send(post.anna).fate == "late"
    assert post.count() < 15


def test_many_messages_to_one_group_never_meet_a_refusal(post: Post) -> None:
    for _ in range(45):
        assert post.send(post.group).fate == "done"
    assert {call.status for call in post.control.calls(SEND)} == {200}
    assert sum(post.waits) > 100


def test_many_messages_to_one_person_all_arrive(post: Post) -> None:
    for _ in range(20):
        assert post.send(post.anna).fate == "done"
    assert len(post.texts(post.anna)) == 20
    assert post.control.hammered() == 0


@pytest.mark.parametrize("kind", ["lost", "garbage"])
def test_what_may_have_arrived_is_not_sent_again(post: Post, kind: Any) -> None:
    post.control.fail(SEND, kind=kind)
    assert post.send(post.anna).fate == "unsure"
    assert post.texts(post.anna) == [HELLO.plain]
    assert post.count() == 1


def test_an_answer_that_comes_too_late_is_not_sent_again(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Transport, "read_timeout", 0.05)
    monkeypatch.setattr("ispolkom_bot.surfaces.telegram.transport._READ", 0.05)
    post.control.fail(SEND, kind="slow", seconds=0.5)
    assert post.send(post.anna).fate == "unsure"
    assert post.texts(post.anna) == [HELLO.plain]


@pytest.mark.parametrize("kind", ["lost", "reset", "garbage"])
def test_an_edit_may_be_made_again(post: Post, kind: Any) -> None:
    (number,) = post.send(post.anna).ids
    post.control.fail(EDIT, kind=kind)
    sent = post.edit(post.anna, number, lines_page(("Better",)))
    assert sent.ids == (() if kind == "garbage" else (number,))
    assert post.texts(post.anna) == ["Better"]


@pytest.mark.parametrize(("kind", "code"), [("bad gateway", 502), ("error", 500), ("error", 503)])
def test_what_the_server_did_not_do_is_sent_again(post: Post, kind: Any, code: int) -> None:
    post.control.fail(SEND, kind=kind, code=code, times=3)
    assert post.send(post.anna).fate == "done"
    assert post.texts(post.anna) == [HELLO.plain]
    assert post.waits == pytest.approx([1.0, 1.5, 2.25])
    post.control.fail(SEND, kind=kind, code=code, times=100)
    assert post.send(post.anna).fate == "late"


def test_without_a_connection_it_waits_for_one(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    url = post.bot._base_url
    monkeypatch.setattr(post.bot, "_base_url", url.replace(url.split("/")[2], "127.0.0.1:9"))

    async def wait(seconds: float) -> None:
        post.waits.append(seconds)
        post.control.forward(seconds)
        if len(post.waits) == 12:
            monkeypatch.setattr(post.bot, "_base_url", url)

    outbox = Outbox(Pacing(0, post.control.fake.clock.now, wait))
    assert post.run(outbox.send(post.bot, Place(post.anna), HELLO)).fate == "done"
    assert post.waits == sorted(post.waits)
    assert post.waits[-1] == 30.0


def test_a_fault_of_ours_is_raised(post: Post) -> None:
    post.control.fail(SEND, code=400, text="chat_id is nonsense")
    with pytest.raises(BadRequest):
        post.send(post.anna)
    post.control.fail(SEND, code=401)
    with pytest.raises(InvalidToken):
        post.send(post.anna)
    assert post.send(post.anna).fate == "done", "and the chat is free again"


def test_pages_to_one_chat_come_one_after_the_other(post: Post) -> None:
    pages = [lines_page([f"{name}{number} {'w ' * 2000}" for number in range(3)]) for name in "abc"]

    async def scene() -> None:
        place = Place(post.anna)
        await asyncio.gather(*(post.outbox.send(post.bot, place, page) for page in pages))

    post.control.fail(SEND, retry_after=3, chat=post.anna)
    post.run(scene())
    told = [text.split()[0] for text in post.texts(post.anna)]
    assert told == sorted(told)
    assert len(told) == sum(len(split(page)) for page in pages)
