"""What an exchange with the Bot API came to, in PTB's terms and without the address."""

from __future__ import annotations

import asyncio
import os
import ssl
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import msgspec
from msgspec import Struct
from telegram.error import NetworkError, TelegramError, TimedOut


class Unsent(NetworkError):
    """The request can't have reached the server: it may be sent again without doubling anything."""

    __slots__ = ()


class Response(Struct, frozen=True):
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class _Message(Struct):
    message_id: int
    date: int
    chat: msgspec.Raw


class _Sent(Struct):
    result: _Message


def essential(body: bytes) -> bytes:
    """Of a message that was sent, which it is and where: PTB needn't read back what we wrote.

    Anything else than a message stays as it is.
    """
    try:
        return msgspec.json.encode(msgspec.json.decode(body, type=_Sent))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return body


def parsed(payload: bytes) -> dict[str, Any]:
    """The JSON object of an answer; raises TelegramError, which doesn't quote what it was."""
    try:
        told = msgspec.json.decode(payload)
    except (msgspec.DecodeError, UnicodeDecodeError):
        try:
            told = msgspec.json.decode(payload.decode("utf-8", "replace"))
        except msgspec.DecodeError:
            told = None
    if not isinstance(told, dict) or not ("result" in told or "description" in told):
        raise TelegramError("The server's answer is no answer of the Bot API")
    return told


def error_of(fault: Exception, url: str) -> NetworkError:
    """The error for PTB, in words that hold no more of the address than the host."""
    host = urlsplit(url).hostname or "the server"
    match fault:
        case aiohttp.ConnectionTimeoutError():
            return Unsent(f"No connection to {host} in time")
        case aiohttp.ClientHttpProxyError():
            return Unsent(f"The proxy refused a connection to {host} ({fault.status})")
        case aiohttp.ClientProxyConnectionError():
            return Unsent(f"The proxy can't be reached ({_reason(fault)})")
        case aiohttp.ClientConnectorError():
            return Unsent(f"{host} can't be reached ({_reason(fault)})")
        case aiohttp.InvalidURL():
            return Unsent("The address of the Bot API is none")
        case asyncio.TimeoutError():
            return TimedOut(f"No answer from {host} in time")
        case _:
            return NetworkError(f"The connection to {host} broke ({type(fault).__name__})")


def _reason(fault: aiohttp.ClientConnectorError) -> str:
    below = fault.os_error
    if isinstance(below, ssl.SSLError):
        return below.reason or type(below).__name__
    if below.errno is not None and below.errno > 0:
        return os.strerror(below.errno)
    return below.strerror or type(below).__name__


def body_of_fault(response: Response) -> bytes:
    """The body of an answer that is no success: the API's own, or one made from the status.

    PTB would put a foreign body (a proxy's page, say) into its error; only JSON gets there.
    """
    try:
        told = parsed(response.body)
    except TelegramError:
        told = {}
    if isinstance(told.get("description"), str):
        return response.body
    made: dict[str, object] = {"description": f"HTTP status {response.status}, no Bot API answer"}
    wait = response.headers.get("Retry-After", "")
    if response.status == HTTPStatus.TOO_MANY_REQUESTS and wait.isdecimal():
        made["parameters"] = {"retry_after": int(wait)}
    return msgspec.json.encode(made)
