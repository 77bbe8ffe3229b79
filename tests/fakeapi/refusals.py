"""What the server says no with, in Telegram's own words and form."""

from __future__ import annotations

from typing import Any, Final

JSON = dict[str, Any]

_PREFIX: Final = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
    501: "Not Implemented",
}


class Refusal(Exception):
    """A call that the server refuses; `told` is what the client reads."""

    def __init__(self, code: int, text: str = "", *, retry_after: int = 0, moved: int = 0) -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.retry_after = retry_after
        self.moved = moved

    @property
    def description(self) -> str:
        """The text behind its prefix, its first letter small unless it begins a constant."""
        prefix = _PREFIX[self.code]
        if not self.text:
            return prefix
        constant = self.text[1:2].isupper() or self.text[1:2] == "_"
        text = self.text if constant else self.text[0].lower() + self.text[1:]
        return f"{prefix}: {text}"

    def told(self) -> JSON:
        """The body of the answer."""
        body: JSON = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after:
            body["parameters"] = {"retry_after": self.retry_after}
        if self.moved:
            body["parameters"] = {"migrate_to_chat_id": self.moved}
        return body


def bad(text: str) -> Refusal:
    """400: the request itself is wrong."""
    return Refusal(400, text)


def forbidden(text: str) -> Refusal:
    """403: the bot may not do this there."""
    return Refusal(403, text)


def flooded(seconds: int) -> Refusal:
    """429: too fast."""
    return Refusal(429, f"retry after {seconds}", retry_after=seconds)


def not_faked(what: str) -> Refusal:
    """501: the real server can do this, the fake can't."""
    return Refusal(501, f"the fake doesn't do {what}")
