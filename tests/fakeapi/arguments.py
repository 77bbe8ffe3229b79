"""The arguments of a call, the same from a form, JSON, multipart or the address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from aiohttp import web
from msgspec import Struct

from tests.fakeapi.refusals import bad

_TRUE: Final = {"true", "yes", "1"}


class Upload(Struct, frozen=True):
    """A file that came with a call."""

    name: str
    kind: str
    content: bytes


class Args:
    """Arguments as text, as the real server keeps them; structures are JSON in that text."""

    def __init__(
        self, values: Mapping[str, str], uploads: Mapping[str, Upload] | None = None
    ) -> None:
        self.values = dict(values)
        self.uploads = dict(uploads or {})

    def __contains__(self, name: str) -> bool:
        return bool(self.values.get(name))

    def text(self, name: str) -> str:
        """An argument as it came, "" if it didn't."""
        return self.values.get(name, "")

    def number(self, name: str, default: int = 0) -> int:
        """A whole number; whatever is none is taken for the default."""
        try:
            return int(self.values[name])
        except (KeyError, ValueError):
            return default

    def flag(self, name: str, *, default: bool = False) -> bool:
        """True, yes or 1, in any case."""
        value = self.values.get(name)
        return default if value is None else value.lower() in _TRUE

    def json(self, name: str, what: str) -> Any:
        """A structure, None if it didn't come; refused where it is no JSON."""
        value = self.values.get(name)
        if not value:
            return None
        try:
            return msgspec.json.decode(value)
        except msgspec.DecodeError:
            raise bad(f"Can't parse {what} JSON object") from None

    def list(self, name: str, what: str) -> list[Any]:
        """A list in JSON, empty if it didn't come."""
        value = self.json(name, what)
        if value is None:
            return []
        if not isinstance(value, list):
            raise bad(f"Expected an Array as {what}")
        return value


async def read(request: web.Request) -> Args:
    """The arguments of a request: its address first, its body over it."""
    values = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        values |= _of_json(await request.read())
    elif request.content_type in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                uploads[name] = Upload(value.filename, value.content_type, value.file.read())
                value.file.close()
            else:
                values[name] = value if isinstance(value, str) else bytes(value).decode()
    return Args(values, uploads)


def _of_json(body: bytes) -> dict[str, str]:
    try:
        told = msgspec.json.decode(body) if body.strip() else {}
    except msgspec.DecodeError:
        raise bad("Can't parse JSON object") from None
    if not isinstance(told, dict):
        raise bad("Can't parse JSON object")
    return as_text(told)


def as_text(told: Mapping[str, Any]) -> dict[str, str]:
    """Values of JSON as they would come in a form."""
    return {
        name: value if isinstance(value, str) else msgspec.json.encode(value).decode()
        for name, value in told.items()
        if value is not None
    }
