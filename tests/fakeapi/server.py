"""The server: HTTP on loopback, faults and delays as asked for, each call logged."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import msgspec
from aiohttp import web
from msgspec import Struct
from telegram.constants import FileSizeLimit

from tests.fakeapi import endpoint
from tests.fakeapi.arguments import Args, as_text, read
from tests.fakeapi.control import Control
from tests.fakeapi.fake import TOKEN, Call, Fake
from tests.fakeapi.faults import Fault
from tests.fakeapi.options import Options
from tests.fakeapi.perform import perform, proper
from tests.fakeapi.refusals import JSON, Refusal

HOST: Final = "127.0.0.1"
_WHOLE: Final = "lost", "slow", "garbage"
_GATEWAY: Final = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
_JSON: Final = {"Content-Type": "application/json"}


class Served(Struct, frozen=True):
    """A running server: `url` is PTB's base_url (files are at `file_url`), `token` its only bot."""

    url: str
    file_url: str
    control_url: str
    control: Control
    token: str = TOKEN


@asynccontextmanager
async def fake_api(options: Options | None = None, port: int = 0) -> AsyncIterator[Served]:
    """A fake of its own on a free port, gone at the end."""
    fake = Fake(options)
    handlers = _Handlers(fake)
    fake.hook.execute = handlers.execute
    control = Control(fake)
    largest = FileSizeLimit.FILESIZE_UPLOAD + FileSizeLimit.PHOTOSIZE_UPLOAD
    application = web.Application(client_max_size=largest)
    application.router.add_route("*", "/bot{token}/{method}", handlers.call)
    application.router.add_get("/file/bot{token}/files/{number}", handlers.file)
    endpoint.add(application, control)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, HOST, port, backlog=1024)
    await site.start()
    bound = runner.addresses[0][1]
    root = f"http://{HOST}:{bound}"
    try:
        yield Served(f"{root}/bot", f"{root}/file/bot", f"{root}/control", control)
    finally:
        await fake.hook.close()
        fake.updates.release()
        await runner.cleanup()


class _Handlers:
    """What is done with requests to one fake."""

    def __init__(self, fake: Fake) -> None:
        self._fake = fake

    async def call(self, request: web.Request) -> web.Response:
        """Any method of the Bot API."""
        begun = time.monotonic()
        method = proper(request.match_info["method"])
        try:
            self._known(request.match_info["token"])
            args = await read(request)
        except Refusal as refusal:
            body = msgspec.json.encode(refusal.told())
            self._log(method, Args({}), begun, refusal.code, body)
            return web.Response(status=refusal.code, body=body, headers=_JSON)
        except ConnectionResetError:  # the bot went in the middle of a request
            return web.Response()
        fault = self._fake.faults.take(method, args.text("chat_id"))
        pause = self._fake.options.delay / 2
        if pause:
            await asyncio.sleep(pause)
        if fault is None or fault.kind in _WHOLE:
            status, body = await perform(self._fake, method, args)
        else:
            status, body = self._failed(fault, args)
        if fault is not None and fault.kind == "garbage":
            body = b"{"
        late = pause + (fault.seconds if fault is not None else 0)
        broken = fault is not None and fault.kind in {"reset", "lost"}
        self._log(method, args, begun, 0 if broken else status, body, late)
        if late:
            await asyncio.sleep(late)
        if broken and request.transport is not None:
            request.transport.abort()
        return web.Response(status=status, body=body, headers=_headers(status, body))

    async def file(self, request: web.Request) -> web.Response:
        """The content of a file."""
        number = request.match_info["number"]
        if request.match_info["token"] != TOKEN or number not in self._fake.world.files:
            return web.Response(status=404)
        return web.Response(body=self._fake.world.files[number][1])

    async def execute(self, method: str, values: JSON) -> None:
        """A method that the bot called by its answer to an update; nobody hears the result."""
        begun = time.monotonic()
        args = Args(as_text(values))
        status, body = await perform(self._fake, method, args)
        self._log(proper(method), args, begun, status, body)

    def _known(self, token: str) -> None:
        if token == self._fake.token:
            return
        well_formed = token.partition(":")[0].isdigit() and len(token.partition(":")[2]) > 30
        raise Refusal(401 if well_formed else 404)

    def _failed(self, fault: Fault, args: Args) -> tuple[int, bytes]:
        """What a fault answers in place of doing anything."""
        if fault.kind == "bad gateway":
            return 502, _GATEWAY
        seconds = fault.retry_after
        text = fault.text or (f"retry after {seconds}" if seconds else "")
        if seconds:
            self._fake.flood.hold(args.number("chat_id"), seconds)
        refusal = Refusal(fault.code, text, retry_after=seconds)
        return fault.code, msgspec.json.encode(refusal.told())

    def _log(
        self, method: str, args: Args, begun: float, status: int, body: bytes, late: float = 0.0
    ) -> None:
        """Log a call as soon as it is done, though it is answered later."""
        done = time.monotonic() + late
        self._fake.log(Call(method, args.values, begun, done, status, body))


def _headers(status: int, body: bytes) -> dict[str, str]:
    if not body.startswith(b"{"):
        return {"Content-Type": "text/html"}
    if status == 429:
        seconds = msgspec.json.decode(body).get("parameters", {}).get("retry_after", 0)
        return _JSON | {"Retry-After": str(seconds)}
    return _JSON
