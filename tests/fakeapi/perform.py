"""Doing one call: from the name of a method and its arguments to the body of the answer."""

from __future__ import annotations

from collections.abc import Awaitable
from importlib import import_module
from pkgutil import iter_modules

import msgspec

from tests.fakeapi import methods
from tests.fakeapi.arguments import Args
from tests.fakeapi.fake import Fake
from tests.fakeapi.refusals import Refusal, not_faked
from tests.fakeapi.updates import Waiting

for _module in iter_modules(methods.__path__, f"{methods.__name__}."):
    import_module(_module.name)


def proper(name: str) -> str:
    """A method's name as the documentation writes it; methods are found in any case."""
    known = methods.METHODS.get(name.lower())
    return known[0] if known else name


async def perform(fake: Fake, name: str, args: Args) -> tuple[int, bytes]:
    """Do a call: the status and the body of the answer."""
    known = methods.METHODS.get(name.lower())
    try:
        if known is None:
            raise not_faked(f"the method {name}")
        result = known[1](fake, args)
        if isinstance(result, Awaitable):
            result = await result
    except Refusal as refusal:
        return refusal.code, msgspec.json.encode(refusal.told())
    if isinstance(result, list) and result and isinstance(result[0], Waiting):
        return 200, b'{"ok":true,"result":[' + b",".join(one.body for one in result) + b"]}"
    return 200, msgspec.json.encode({"ok": True, "result": result})
