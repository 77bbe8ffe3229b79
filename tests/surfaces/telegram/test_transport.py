"""The transport: PTB's calls over real HTTP, and what its errors say."""

from __future__ import annotations

import asyncio
import io
import logging
import socket
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final

import pytest
from aiohttp import web
from telegram import InputFile, MessageEntity
from telegram.error import (
    BadRequest,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from tests.fakeapi import TOKEN, fake_api

from ispolkom_bot.settings import Secret
from ispolkom_bot.surfaces.telegram import outcomes
from ispolkom_bot.surfaces.telegram.bot import Bot
from ispolkom_bot.surfaces.telegram.transport import Transport, Unsent, answered, environment_proxy

HALF: Final = TOKEN.partition(":")[2]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[str]:
    """A server that does one thing; its address as a base_url."""
    application = web.Application()
    application.router.add_route("*", "/{rest:.*}", handler)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/bot"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def bot_at(url: str) -> AsyncIterator[Bot]:
    """A bot whose connections are open, which has asked nothing."""
    bot = Bot(Secret(TOKEN), url)
    await bot.transport.initialize()
    try:
        yield bot
    finally:
        await bot.transport.shutdown()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


async def failure(handler: Handler, **timeouts: float) -> TelegramError:
    """What a call raises when the server does this."""
    async with serving(handler) as url, bot_at(url) as bot:
        with pytest.raises(TelegramError) as caught:
            await bot.get_me(**timeouts)  # type: ignore[arg-type]
    assert silent(caught.value)
    return caught.value


def silent(fault: BaseException) -> bool:
    """Whether an error, its chain and its traceback are without the token."""
    told = [*traceback.format_exception(fault), repr(fault), str(fault)]
    seen: BaseException | None = fault
    while seen is not None:
        told += [repr(seen), str(seen), repr(seen.args)]
        seen = seen.__cause__ or seen.__context__
    return not any(HALF in one for one in told)


def answering(status: int, body: str, headers: dict[str, str] | None = None) -> Handler:
    async def handler(request: web.Request) -> web.Response:
        del request
        return web.Response(status=status, text=body, headers=headers)

    return handler


def test_calls_reach_the_api_and_connections_are_used_again() -> None:
    peers = set()
    bold = [MessageEntity("bold", 0, 6)]

    async def handler(request: web.Request) -> web.Response:
        assert request.transport is not None
        peers.add(request.transport.get_extra_info("peername"))
        form = await request.json()
        assert form["text"] == "Приказ № 1 & <b>\n😀"
        assert form["chat_id"] == "5"
        assert form["entities"] == '[{"length": 6, "offset": 0, "type": "bold"}]'
        assert request.headers["User-Agent"].startswith("python-telegram-bot")
        message = '{"message_id":1,"date":1,"chat":{"id":5,"type":"private"},"text":"ok"}'
        return web.Response(text=f'{{"ok":true,"result":{message}}}')

    async def scene() -> None:
        async with serving(handler) as url, bot_at(url) as bot:
            for _ in range(5):
                sent = await bot.send_message(5, "Приказ № 1 & <b>\n😀", entities=bold)
                assert (sent.message_id, sent.chat.id) == (1, 5)
                assert sent.text is None, "what we wrote ourselves is not read back"
            calls = (bot.send_message(5, "Приказ № 1 & <b>\n😀", entities=bold) for _ in range(3))
            await asyncio.gather(*calls)

    asyncio.run(scene())
    assert 1 <= len(peers) <= 3


def test_files_go_up_by_name_and_by_reference() -> None:
    async def scene() -> None:
        async with fake_api() as fake, bot_at(fake.url) as bot:
            anna = fake.control.person("Anna")
            named = InputFile(
                io.BytesIO(b"of a handle"), 'Протокол "1".txt', read_file_handle=False
            )
            await bot.send_document(anna, named, caption="Заседание")
            await bot.send_photo(anna, b"\x89PNG....", filename="x.png")
            document, photo = fake.control.sent(anna)
            assert document["caption"] == "Заседание"
            assert document["document"]["file_name"] == 'Протокол "1".txt'
            assert photo["photo"]

    asyncio.run(scene())


def test_a_server_that_is_not_there_got_nothing() -> None:
    async def scene() -> TelegramError:
        async with bot_at(f"http://127.0.0.1:{free_port()}/bot") as bot:
            with pytest.raises(
                Unsent, match=r"127\.0\.0\.1 can't be reached \(Connection refused\)"
            ) as caught:
                await bot.get_me()
        return caught.value

    assert silent(asyncio.run(scene()))


def test_a_host_without_an_address_got_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*arguments: object, **more: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    async def scene() -> None:
        async with bot_at("http://nowhere.invalid/bot") as bot:
            with pytest.raises(Unsent, match=r"nowhere\.invalid can't be reached \(Name or"):
                await bot.get_me()

    asyncio.run(scene())


def test_a_server_that_does_not_speak_tls_got_nothing() -> None:
    async def scene() -> None:
        async with (
            serving(answering(200, "{}")) as url,
            bot_at(url.replace("http", "https")) as bot,
        ):
            with pytest.raises(Unsent, match=r"can't be reached \([A-Z_]+\)") as caught:
                await bot.get_me()
            assert silent(caught.value)

    asyncio.run(scene())


def test_a_full_pool_sent_nothing() -> None:
    arrived = asyncio.Semaphore(0)

    async def handler(request: web.Request) -> web.StreamResponse:
        del request
        arrived.release()
        await asyncio.sleep(60)
        raise AssertionError

    async def scene() -> None:
        async with serving(handler) as url, bot_at(url) as bot:
            waiting = [asyncio.create_task(bot.get_me()) for _ in range(128)]
            for _ in waiting:
                await arrived.acquire()
            with pytest.raises(Unsent, match=r"No connection to 127\.0\.0\.1 in time"):
                await bot.get_me(pool_timeout=0.05, connect_timeout=0.05)
            for one in waiting:
                one.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)

    asyncio.run(scene())


def test_no_answer_in_time_may_have_been_sent() -> None:
    async def handler(request: web.Request) -> web.StreamResponse:
        await request.read()
        await asyncio.sleep(60)
        raise AssertionError

    fault = asyncio.run(failure(handler, read_timeout=0.05))
    assert type(fault) is TimedOut
    assert str(fault) == "No answer from 127.0.0.1 in time"


def test_an_answer_that_trickles_does_not_take_for_ever() -> None:
    async def handler(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        while True:
            await answer.write(b" ")
            await asyncio.sleep(0.01)

    fault = asyncio.run(
        failure(
            handler, read_timeout=0.1, write_timeout=0.05, connect_timeout=0.05, pool_timeout=0.05
        )
    )
    assert type(fault) is TimedOut


@pytest.mark.parametrize("read", [True, False])
def test_a_broken_connection_may_have_been_sent(read: bool) -> None:
    async def handler(request: web.Request) -> web.StreamResponse:
        if read:
            await request.read()
        assert request.transport is not None
        request.transport.abort()
        raise asyncio.CancelledError

    fault = asyncio.run(failure(handler))
    assert type(fault) is NetworkError
    assert "127.0.0.1 broke" in str(fault)


@pytest.mark.parametrize(
    ("status", "body", "kind", "told"),
    [
        (400, '{"ok":false,"description":"Bad Request: x"}', BadRequest, "X"),
        (401, '{"ok":false,"description":"Unauthorized"}', InvalidToken, "Unauthorized"),
        (404, "<h1>nginx</h1>", InvalidToken, "HTTP status 404, no Bot API answer"),
        (502, "<h1>nginx</h1>", NetworkError, "HTTP status 502, no Bot API answer"),
        (500, '["x"]', NetworkError, "HTTP status 500, no Bot API answer"),
        (302, "", NetworkError, "HTTP status 302, no Bot API answer"),
        (200, "<h1>nginx</h1>", TelegramError, "The server's answer is no answer of the Bot API"),
        (
            200,
            '{"text":"private"}',
            TelegramError,
            "The server's answer is no answer of the Bot API",
        ),
    ],
)
def test_answers_that_are_no_success(
    status: int, body: str, kind: type[TelegramError], told: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        fault = asyncio.run(failure(answering(status, body, {"Location": "http://x.invalid/"})))
    assert type(fault) is kind
    assert str(fault) == told
    assert not [one for one in caplog.records if one.name.startswith("telegram")]


@pytest.mark.parametrize(
    "body", ["slow down", '{"description":"x","parameters":{"retry_after":7}}']
)
def test_how_long_to_wait_is_in_the_body_or_in_the_header(body: str) -> None:
    fault = asyncio.run(failure(answering(429, body, {"Retry-After": "7"})))
    assert isinstance(fault, RetryAfter)
    assert int(fault.retry_after) == 7  # type: ignore[arg-type]


def test_what_is_no_message_is_left_as_it_is() -> None:
    for body in (b'{"ok":true,"result":true}', b'{"ok":true,"result":{"x":1}}', b"{", b'"\xff"'):
        assert outcomes.essential(body) == body


def test_bytes_that_are_no_text_are_forgiven() -> None:
    assert Transport.parse_json_payload(b'{"result": "\xff"}') == {"result": "\ufffd"}


def test_a_closed_transport_sends_nothing_and_opens_again() -> None:
    async def scene() -> None:
        async with fake_api() as fake:
            bot = Bot(Secret(fake.token), fake.url)
            with pytest.raises(Unsent, match="closed"):
                await bot.get_me()
            await bot.transport.initialize()
            await bot.transport.initialize()
            assert repr(bot.transport) == "Transport(open)"
            assert (await bot.get_me()).is_bot
            await bot.transport.shutdown()
            await bot.transport.shutdown()
            assert repr(bot.transport) == "Transport(closed)"

    asyncio.run(scene())


def test_hushed_it_ends_what_is_under_way_and_begins_no_call() -> None:
    arrived, release = asyncio.Event(), asyncio.Event()
    calls = []

    async def handler(request: web.Request) -> web.Response:
        calls.append(request.method)
        arrived.set()
        await release.wait()
        return web.Response(text='{"ok":true,"result":true}')

    async def scene() -> None:
        async with serving(handler) as url, bot_at(url) as bot:
            under_way = asyncio.create_task(bot.delete_my_commands())
            await arrived.wait()
            hushing = asyncio.create_task(bot.transport.hush(5))
            await asyncio.sleep(0)
            late = asyncio.create_task(bot.delete_my_commands())
            release.set()
            await hushing
            assert await under_way
            assert await bot.transport.retrieve(f"{url}/getUpdates")  # the last word
            assert calls == ["POST", "GET"]
            assert not late.done()
            late.cancel()
            await asyncio.gather(late, return_exceptions=True)

    asyncio.run(scene())


def test_hushing_waits_no_longer_than_it_may() -> None:
    arrived = asyncio.Event()

    async def handler(request: web.Request) -> web.Response:
        del request
        arrived.set()
        await asyncio.sleep(60)
        raise AssertionError

    async def scene() -> None:
        async with serving(handler) as url, bot_at(url) as bot:
            under_way = asyncio.create_task(bot.delete_my_commands())
            await arrived.wait()
            async with asyncio.timeout(5):
                await bot.transport.hush(0.01)
            under_way.cancel()
            await asyncio.gather(under_way, return_exceptions=True)

    asyncio.run(scene())


def test_an_answer_that_was_taken_is_told_to_whoever_waits_for_that() -> None:
    told = []

    async def scene() -> None:
        async with fake_api() as fake, bot_at(fake.url) as bot:
            anna = fake.control.person("Anna")
            answered.set(lambda: told.append(len(fake.control.sent(anna))))
            await bot.send_chat_action(anna, "typing")
            assert told == []
            await bot.send_message(anna, "one")
            fake.control.fail("sendMessage", code=500)
            with pytest.raises(NetworkError):
                await bot.send_message(anna, "two")
            assert told == [1]

    asyncio.run(scene())


def test_proxies_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    async def proxy(request: web.Request) -> web.Response:
        asked.append((str(request.url), request.headers.get("Proxy-Authorization")))
        return web.Response(text='{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"x"}}')

    async def scene() -> None:
        async with serving(proxy) as url:
            address = url.removesuffix("/bot").replace("//", "//me:secret@")
            monkeypatch.setenv("http_proxy", address)
            async with bot_at("http://api.invalid/bot") as bot:
                assert (await bot.get_me()).id == 1

    asyncio.run(scene())
    assert asked == [(f"http://api.invalid/bot{TOKEN}/getMe", "Basic bWU6c2VjcmV0")]


def test_which_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment_proxy("https://api.telegram.org/bot") is None
    monkeypatch.setenv("all_proxy", "http://all:1")
    monkeypatch.setenv("https_proxy", "http://secure:1")
    monkeypatch.setenv("no_proxy", "localhost,127.0.0.1")
    assert environment_proxy("https://api.telegram.org/bot") == "http://secure:1"
    assert environment_proxy("http://api.example/bot") == "http://all:1"
    assert environment_proxy("http://127.0.0.1:8081/bot") is None


def test_a_proxy_that_is_not_there_got_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")

    async def scene() -> None:
        async with bot_at("http://api.invalid/bot") as bot:
            with pytest.raises(Unsent, match="The proxy can't be reached"):
                await bot.get_me()

    asyncio.run(scene())


def test_a_proxy_that_refuses_got_nothing_through(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene() -> None:
        async with serving(answering(407, "who are you")) as url:
            monkeypatch.setenv("https_proxy", url.removesuffix("/bot"))
            async with bot_at("https://api.invalid/bot") as bot:
                with pytest.raises(Unsent, match=r"The proxy refused .* \(40\d\)") as caught:
                    await bot.get_me()
            assert silent(caught.value)

    asyncio.run(scene())


def test_a_refused_token_is_in_no_text_of_the_bot() -> None:
    async def scene() -> None:
        async with serving(answering(401, '{"ok":false,"description":"Unauthorized"}')) as url:
            bot = Bot(Secret(TOKEN), url)
            try:
                with pytest.raises(InvalidToken, match=r"^Unauthorized$") as caught:
                    await bot.initialize()
            finally:
                await bot.transport.shutdown()
            assert silent(caught.value)
            assert HALF not in f"{bot!r} {bot} {bot.transport!r}"

    asyncio.run(scene())
