"""The control over HTTP, for tests and benchmarks in other processes.

POST /control/VERB with the arguments as a JSON object; VERB is any method of Control. The answer is
`{"result": ...}`, or status 400 with `{"error": "..."}`. POST /control with a list of
`[VERB, {...}]` does them all in one go and gives their results.
"""

from __future__ import annotations

import inspect
from typing import Any

import msgspec
from aiohttp import web

from tests.fakeapi.control import Control


def add(application: web.Application, control: Control) -> None:
    """Serve a control."""

    async def one(request: web.Request) -> web.Response:
        body = await request.read()
        values = msgspec.json.decode(body) if body else {}
        return await _answer(_done(control, request.match_info["verb"], values))

    async def many(request: web.Request) -> web.Response:
        async def run() -> list[Any]:
            return [await _done(control, *act) for act in msgspec.json.decode(await request.read())]

        return await _answer(run())

    application.router.add_post("/control/{verb}", one)
    application.router.add_post("/control", many)


async def _done(control: Control, verb: str, values: dict[str, Any]) -> Any:
    function = getattr(control, verb, None)
    if verb.startswith("_") or not callable(function):
        raise ValueError(f"no such verb: {verb}")
    result = function(**values)
    return await result if inspect.isawaitable(result) else result


async def _answer(doing: Any) -> web.Response:
    try:
        result = await doing
    except (ValueError, KeyError, TypeError, StopIteration, TimeoutError) as fault:
        told = {"error": f"{type(fault).__name__}: {fault}"}
        return web.json_response(told, status=400)
    body = msgspec.json.encode({"result": result})
    return web.Response(body=body, content_type="application/json")
