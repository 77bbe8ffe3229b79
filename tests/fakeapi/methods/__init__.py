"""The methods of the Bot API, by name; each module of this package adds its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar

from tests.fakeapi.arguments import Args
from tests.fakeapi.fake import Fake

Method = Callable[[Fake, Args], Any | Awaitable[Any]]
M = TypeVar("M", bound=Method)

METHODS: Final[dict[str, tuple[str, Method]]] = {}
"""The proper name and the function of each method, by its name in small letters."""


def method(name: str) -> Callable[[M], M]:
    """Make a function the method of that name; what it returns is the result of the call."""

    def add(function: M) -> M:
        METHODS[name.lower()] = (name, function)
        return function

    return add
