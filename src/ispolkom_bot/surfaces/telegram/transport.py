"""Requests to the Bot API over aiohttp, in place of PTB's httpx: several times less work a call.

No token is in any text, repr or chain of the errors raised here: they carry the kind of fault and
the host, never the address.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from contextvars import ContextVar
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import msgspec
from msgspec.structs import replace
from telegram.request import BaseRequest, RequestData

from ispolkom_bot.surfaces.telegram import outcomes
from ispolkom_bot.surfaces.telegram.outcomes import Response, Unsent

__all__ = ["Response", "Transport", "Unsent", "answered", "environment_proxy"]

_CONNECT, _READ, _WRITE, _MEDIA_WRITE, _POOL = 5.0, 10.0, 5.0, 20.0, 5.0
"""Seconds: to connect, for an answer to begin or go on, to send, to send files, for a place."""
_CONNECTIONS: Final = 128
_KEEP: Final = 60.0
"""Seconds that an idle connection stays open."""
_JSON: Final = {"Content-Type": "application/json"}

_MESSAGES: Final = ("/sendMessage", "/editMessageText")
_ANSWERS: Final = (*_MESSAGES, "/answerInlineQuery")

answered: ContextVar[Callable[[], None] | None] = ContextVar("answered", default=None)
"""What is called, in the context of an update, when the server took an answer to it."""
_Wait = float | None


class Transport(BaseRequest):
    """One pool of connections to one Bot API server; the same value serves calls and polling."""

    def __init__(self, proxy: str | None = None) -> None:
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None
        self._calls = 0
        self._idle = asyncio.Event()
        self._hushed = False

    def __repr__(self) -> str:
        return f"Transport({'closed' if self._session is None else 'open'})"

    @property
    def read_timeout(self) -> float:
        """Seconds that a call waits for its answer unless it says otherwise."""
        return _READ

    async def initialize(self) -> None:
        """Open the pool, or open it to calls again; a second time changes nothing."""
        self._hushed = False
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=_CONNECTIONS, keepalive_timeout=_KEEP, ttl_dns_cache=300
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                proxy=self._proxy,
            )

    async def shutdown(self) -> None:
        """Close the pool; a second time changes nothing."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def hush(self, seconds: float) -> None:
        """From now on no call begins, it waits for ever; those under way have so long to end.

        Who is stopped now can't leave a message behind of which nobody knows whether it was sent.
        """
        self._hushed = True
        if self._calls:
            self._idle.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._idle.wait(), seconds)

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One call for PTB: the status and a body that is JSON unless all went well."""
        files = request_data is not None and request_data.contains_files
        write = _chosen(write_timeout, _MEDIA_WRITE if files else _WRITE)
        timeout = _timeout(
            _chosen(pool_timeout, _POOL),
            _chosen(connect_timeout, _CONNECT),
            write if method == "POST" else None,
            _chosen(read_timeout, _READ),
        )
        body = None if request_data is None else _body(request_data)
        if method == "POST":
            response = await self._call(url, body, timeout)
        else:
            response = await self.exchange(method, url, body, timeout)
        if response.status < HTTPStatus.MULTIPLE_CHOICES:
            return response.status, response.body
        return response.status, outcomes.body_of_fault(response)

    async def exchange(
        self,
        method: str,
        url: str,
        body: bytes | aiohttp.FormData | None = None,
        timeout: aiohttp.ClientTimeout | None = None,  # noqa: ASYNC109 - aiohttp keeps it
    ) -> Response:
        """Send one request and read the whole answer; raises Unsent, TimedOut or NetworkError."""
        if self._session is None:
            raise Unsent("The transport is closed")
        try:
            async with self._session.request(
                method,
                url,
                data=body,
                headers=_JSON if isinstance(body, bytes) else None,
                timeout=timeout or _timeout(_POOL, _CONNECT, _WRITE, _READ),
                allow_redirects=False,
            ) as answer:
                return Response(answer.status, answer.headers, await answer.read())
        except (aiohttp.ClientError, OSError, ValueError) as fault:
            told = outcomes.error_of(fault, url)
        raise told  # outside of the handler: the fault, which knows the address, isn't chained

    async def _call(
        self,
        url: str,
        body: bytes | aiohttp.FormData | None,
        timeout: aiohttp.ClientTimeout,  # noqa: ASYNC109 - aiohttp keeps it
    ) -> Response:
        if self._hushed:
            await asyncio.get_running_loop().create_future()
        self._calls += 1
        try:
            response = await self.exchange("POST", url, body, timeout)
        finally:
            self._calls -= 1
            if not self._calls:
                self._idle.set()
        if response.status == HTTPStatus.OK and url.endswith(_ANSWERS):
            if tell := answered.get():
                tell()
                await asyncio.sleep(0)  # all that was answered is noted before any work goes on
            if url.endswith(_MESSAGES):
                return replace(response, body=outcomes.essential(response.body))
        return response

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The JSON object of an answer; what it was instead is neither raised nor logged."""
        return outcomes.parsed(payload)


def environment_proxy(url: str) -> str | None:
    """The proxy that the environment names for an address, asked once and not at every request."""
    parts = urlsplit(url)
    if proxy_bypass(parts.netloc.rpartition("@")[2]):
        return None
    proxies = getproxies()
    return proxies.get(parts.scheme) or proxies.get("all")


def _chosen(value: Any, default: _Wait) -> _Wait:
    return default if value is BaseRequest.DEFAULT_NONE else value


def _timeout(pool: _Wait, connect: _Wait, write: _Wait, read: _Wait) -> aiohttp.ClientTimeout:
    """The limits of PTB in aiohttp's terms.

    Waiting for a place is a part of connecting there, and only the whole is limited while writing.
    """
    waits = (pool, connect, write, read)
    return aiohttp.ClientTimeout(
        total=None if None in waits else sum(wait for wait in waits if wait is not None),
        connect=None if pool is None or connect is None else pool + connect,
        sock_connect=connect,
        sock_read=read,
    )


def _body(data: RequestData) -> bytes | aiohttp.FormData:
    if not data.contains_files:
        return msgspec.json.encode(data.json_parameters)
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
