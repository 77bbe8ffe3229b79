"""How updates come to a bot from the fake, what goes wrong on request, and how it is driven."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web
from telegram.constants import FloodLimit, PollingLimit

from tests.fakeapi.pacing import BURST
from tests.fakeapi.refusals import JSON
from tests.fakeapi.remote import FailedError, running
from tests.fakeapi.scene import RefusedError, Scene, play
from tests.fakeapi.updates import DAY, LASTS


def test_an_offset_confirms_what_is_before_it() -> None:
    async def act(scene: Scene) -> None:
        for text in "abc":
            scene.control.say(scene.anna, text=text)
        first = await scene.updates(limit=2)
        assert [update["message"]["text"] for update in first] == ["a", "b"]
        assert scene.control.pending() == 3
        rest = await scene.updates(offset=first[-1]["update_id"])
        assert [update["message"]["text"] for update in rest] == ["b", "c"]
        assert await scene.updates(offset=rest[-1]["update_id"] + 1) == []
        assert scene.control.again(2) == [update["update_id"] for update in rest]
        assert len(await scene.updates()) == 2
        scene.control.say(scene.anna, text="d")
        last = await scene.updates(offset=-1)
        assert [update["message"]["text"] for update in last] == ["d"]

    play(act)


def test_at_most_a_hundred_updates_at_once() -> None:
    async def act(scene: Scene) -> None:
        most = PollingLimit.MAX_LIMIT.value
        for _ in range(most + 1):
            scene.control.say(scene.anna, text="x")
        assert len(await scene.updates(limit=most + 1)) == most

    play(act)


def test_waiting_for_an_update() -> None:
    async def act(scene: Scene) -> None:
        waiting = asyncio.ensure_future(scene.updates(timeout=30))
        await scene.control.polled()
        scene.control.say(scene.anna, text="x")
        assert len(await waiting) == 1

    play(act)


def test_asking_again_with_the_same_offset_is_slowed_down() -> None:
    async def act(scene: Scene) -> None:
        for text in "ab":
            scene.control.say(scene.anna, text=text)
        assert len(await scene.updates(offset=5)) == 2
        assert len(await scene.updates(offset=5)) == 1
        scene.control.forward(1)
        assert len(await scene.updates(offset=5)) == 2

    play(act)


def test_a_second_poller_ends_the_first() -> None:
    async def act(scene: Scene) -> None:
        first = asyncio.ensure_future(scene.updates(timeout=30))
        await scene.control.polled()
        second = asyncio.ensure_future(scene.updates(timeout=30, offset=1))
        with pytest.raises(RefusedError, match="terminated by other getUpdates") as caught:
            await first
        assert caught.value.status == 409
        scene.control.say(scene.anna, text="x")
        assert len(await second) == 1

    play(act)


def test_polling_and_webhook_exclude_each_other() -> None:
    async def act(scene: Scene) -> None:
        waiting = asyncio.ensure_future(scene.updates(timeout=30))
        await scene.control.polled()
        assert await scene.call("setWebhook", url="https://127.0.0.1:1/x", max_connections=500)
        with pytest.raises(RefusedError, match="terminated by setWebhook"):
            await waiting
        refusal = await scene.refused("getUpdates")
        assert refusal.status == 409
        assert "while webhook is active" in str(refusal)
        info = await scene.call("getWebhookInfo")
        assert (info["url"], info["max_connections"]) == ("https://127.0.0.1:1/x", 100)
        assert await scene.call("deleteWebhook")
        assert await scene.updates() == []

    play(act)


def test_a_webhook_is_set_once_a_second() -> None:
    async def act(scene: Scene) -> None:
        values = {"url": "https://a.org"}
        assert await scene.call("setWebhook", **values)
        refusal = await scene.refused("setWebhook", **values)
        assert (refusal.status, refusal.told["parameters"]) == (429, {"retry_after": 1})
        scene.control.forward(1.1)
        assert await scene.call("setWebhook", **values)
        assert await scene.call("setWebhook", url="")

    play(act)


@pytest.mark.parametrize("kind", ["message", *LASTS])
def test_updates_go_out_of_date(kind: str) -> None:
    async def act(scene: Scene) -> None:
        put = scene.fake.control.fake.updates.put
        put(kind, {"date": int(scene.fake.control.fake.clock.now())}, "x")
        lasts = LASTS.get(kind, DAY)
        scene.control.forward(lasts - 10)
        assert scene.control.pending() == 1
        scene.control.forward(11)
        assert scene.control.pending() == 0
        assert await scene.updates() == []

    play(act)


def test_a_message_waits_a_day_from_its_date() -> None:
    async def act(scene: Scene) -> None:
        scene.control.say(scene.anna, text="old", age=DAY - 100)
        assert scene.control.pending() == 1
        scene.control.forward(110)
        assert scene.control.pending() == 0

    play(act)


def test_allowed_updates_are_remembered_and_leave_out_what_must_be_named() -> None:
    async def act(scene: Scene) -> None:
        scene.control.promote(scene.group, by=scene.boris)
        scene.control.join(scene.group, scene.control.person())
        updates = await scene.updates()
        assert not any("chat_member" in update for update in updates)
        await scene.updates(offset=updates[-1]["update_id"] + 1, allowed_updates=["chat_member"])
        scene.control.join(scene.group, scene.control.person())
        scene.control.say(scene.anna, text="x")
        assert [set(u) - {"update_id"} for u in await scene.updates()] == [{"chat_member"}]
        await scene.updates(offset=-1, allowed_updates=[])
        scene.control.say(scene.anna, text="x")
        assert "message" in (await scene.updates())[-1]

    play(act)


def test_tokens() -> None:
    async def act(scene: Scene) -> None:
        for token, status in (("1:" + "x" * 35, 401), ("nonsense", 404)):
            async with scene.session.get(f"{scene.fake.url}{token}/getMe") as answer:
                assert answer.status == status
        async with scene.session.get(f"{scene.fake.url}{scene.fake.token}/getme") as answer:
            told = await answer.json()
        assert told["result"]["can_read_all_group_messages"] is False

    play(act)


def test_arguments_come_in_any_form() -> None:
    async def act(scene: Scene) -> None:
        url = f"{scene.fake.url}{scene.fake.token}/sendMessage"
        values = {"chat_id": "42", "text": "a & b"}
        form = aiohttp.FormData(values)
        form.add_field("unused", b"x", filename="x")
        for request in ({"params": values}, {"data": values}, {"json": values}, {"data": form}):
            async with scene.session.post(url, **request) as answer:
                assert answer.status == 200
        assert scene.control.texts() == ["a & b"] * 4
        async with scene.session.post(
            url, data=b"{", headers={"Content-Type": "application/json"}
        ) as answer:
            assert answer.status == 400

    play(act)


def test_faults() -> None:
    async def act(scene: Scene) -> None:
        control = scene.control
        control.fail("sendMessage", retry_after=7, chat=scene.anna)
        assert await scene.send(chat=scene.group)
        refusal = await scene.refused("sendMessage", chat_id=scene.anna, text="x")
        assert (refusal.status, refusal.told["parameters"]) == (429, {"retry_after": 7})
        assert await scene.send()
        assert control.hammered() == 1
        control.fail("sendMessage", code=500, text="x", times=2)
        assert (await scene.refused("sendMessage", chat_id=scene.anna, text="x")).status == 500
        assert (await scene.refused("sendMessage", chat_id=scene.anna, text="x")).status == 500
        control.fail("sendMessage", "bad gateway")
        with pytest.raises(aiohttp.ContentTypeError):
            await scene.send()
        before = len(control.sent(scene.anna))
        control.fail("sendMessage", "reset")
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await scene.send()
        assert len(control.sent(scene.anna)) == before
        control.fail("sendMessage", "lost")
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await scene.send()
        assert len(control.sent(scene.anna)) == before + 1
        assert control.calls("sendMessage")[-1].status == 0
        control.fail("sendMessage", "garbage")
        with pytest.raises(ValueError, match=r"(?i)expect"):
            await scene.send()
        control.fail("sendMessage", "slow", seconds=30)
        sending = asyncio.ensure_future(scene.send("slow"))
        await control.called("sendMessage", len(control.calls("sendMessage")) + 1)
        assert control.texts(scene.anna)[-1] == "slow"
        sending.cancel()
        control.fail("", times=5)
        control.mend()
        assert await scene.send()
        with pytest.raises(ValueError, match="no such fault"):
            control.fail("getMe", "earthquake")  # type: ignore[arg-type]

    play(act)


def test_a_429_names_its_wait_in_a_header_too() -> None:
    async def act(scene: Scene) -> None:
        scene.control.fail("getMe", retry_after=3)
        async with scene.session.get(f"{scene.fake.url}{scene.fake.token}/getMe") as answer:
            assert answer.headers["Retry-After"] == "3"

    play(act)


def test_pacing_of_a_group() -> None:
    async def act(scene: Scene) -> None:
        most = FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP.value
        for number in range(most):
            scene.control.forward(0.1)
            await scene.send(str(number), chat=scene.group)
        refusal = await scene.refused("sendMessage", chat_id=scene.group, text="x")
        wait = refusal.told["parameters"]["retry_after"]
        assert 50 < wait <= 60
        assert await scene.send()
        scene.control.forward(wait)
        assert await scene.send(chat=scene.group)

    play(act, pacing=True)


def test_pacing_of_a_private_chat_and_over_all() -> None:
    async def act(scene: Scene) -> None:
        for _ in range(BURST):
            assert await scene.send()
        assert (await scene.refused("sendMessage", chat_id=scene.anna, text="x")).status == 429
        scene.control.forward(BURST)
        people = [scene.control.person() for _ in range(FloodLimit.MESSAGES_PER_SECOND + 1)]
        for person in people[1:]:
            assert await scene.send(chat=person)
        assert (await scene.refused("sendMessage", chat_id=people[0], text="x")).status == 429

    play(act, pacing=True)


@asynccontextmanager
async def hook(answer: Callable[[JSON], web.Response]) -> AsyncIterator[str]:
    """A bot's own server; the address of its webhook."""

    async def handle(request: web.Request) -> web.Response:
        if request.headers.get("X-Telegram-Bot-Api-Secret-Token") != "secret":
            return web.Response(status=401)
        return answer(await request.json())

    application = web.Application()
    application.router.add_post("/hook", handle)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    finally:
        await runner.cleanup()


def test_a_webhook_gets_updates_in_the_order_of_each_chat_until_it_says_2xx() -> None:
    async def act(scene: Scene) -> None:
        heard: list[tuple[int, str]] = []

        def answer(update: JSON) -> web.Response:
            message = update["message"]
            heard.append((message["chat"]["id"], message["text"]))
            failing = message["text"] == "a" and len(heard) < 4
            return web.Response(status=500 if failing else 204)

        async with hook(answer) as url:
            await scene.call("setWebhook", url=url, secret_token="secret")  # noqa: S106 - none
            for text in "ab":
                scene.control.say(scene.anna, text=text)
                scene.control.say(scene.boris, text=text)
            await scene.control.drained()
            info = await scene.call("getWebhookInfo")
            await scene.call("deleteWebhook")
        of_anna = [text for chat, text in heard if chat == scene.anna]
        of_boris = [text for chat, text in heard if chat == scene.boris]
        for texts in (of_anna, of_boris):
            assert texts == sorted(texts)
            assert texts[-1] == "b"
        assert len(heard) > 4
        assert "500" in info["last_error_message"]
        statuses = [delivery.status for delivery in scene.control.deliveries()]
        assert statuses.count(204) == 4

    play(act)


def test_a_webhook_may_answer_with_a_call() -> None:
    async def act(scene: Scene) -> None:
        def answer(update: JSON) -> web.Response:
            there = {"chat_id": update["message"]["chat"]["id"]}
            return web.json_response({"method": "sendMessage", "text": "yes"} | there)

        async with hook(answer) as url:
            await scene.call("setWebhook", url=url, secret_token="secret")  # noqa: S106 - none
            scene.control.say(scene.anna, text="?")
            assert await scene.control.answered(scene.anna) == ["yes"]

    play(act)


def test_a_webhook_that_refuses_keeps_its_updates() -> None:
    async def act(scene: Scene) -> None:
        async with hook(lambda _: web.Response()) as url:
            await scene.call("setWebhook", url=url, secret_token="wrong")  # noqa: S106 - none
            scene.control.say(scene.anna, text="?")
            await scene.fake.control.fake.bell.until(lambda: bool(scene.control.deliveries()), 5)
            assert scene.control.pending() == 1
            scene.control.forward(DAY + 1)
            await scene.control.drained()

    play(act)


def test_driven_from_another_process() -> None:
    with running("--delay", "0.01") as remote:
        anna = remote.do("person", first_name="Anna")
        said = remote.do_all([("say", {"user": anna, "text": text}) for text in "ab"])
        assert [one["message"]["text"] for one in said] == ["a", "b"]
        assert remote.do("pending") == 2
        assert remote.do("options")["delay"] == 0.01
        for verb in ("dance", "say", "_told", "fake"):
            with pytest.raises(FailedError):
                remote.do(verb)
