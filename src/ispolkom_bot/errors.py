"""What can go wrong at start-up, each with its remedy."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct


class Problem(Struct, frozen=True, order=True):
    """One fault in a base: where it is, what is wrong, and what to do about it."""

    file: str
    line: int
    field: str
    wrong: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.wrong} - {self.remedy}"


class StartError(Exception):
    """A fault that stops the program before it starts; the text names the thing and the remedy."""

    status: ClassVar[int] = 2
    """The exit status of the program that it stops."""


class BaseError(StartError):
    """A base that can't be loaded; carries all problems found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = sorted(problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class SettingError(StartError):
    """A setting with a value that can't be used."""


class TokenError(StartError):
    """A token that is missing or can't be one."""

    status = 3


class TokenRefused(StartError):
    """A token that Telegram doesn't know."""

    status = 4


class OtherPoller(StartError):
    """Another process, or a webhook, takes the updates of this bot."""

    status = 5
