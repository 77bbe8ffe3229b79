"""What it means when a request to send or edit fails: by Telegram's own words, or by the kind."""

from __future__ import annotations

from datetime import timedelta
from typing import Final, Literal

from telegram.error import BadRequest, NetworkError, RetryAfter

Refusal = Literal["unchanged", "markup", "target", "missing", "gone", "other"]
"""Nothing was to be changed; the markup can't be read; the message to be answered is no more; the
message to be edited, or the topic, is no more; the chat can't be written to; anything else."""

_WORDS: Final[dict[str, Refusal]] = {
    "message is not modified": "unchanged",
    "can't parse entities": "markup",
    "message to be replied not found": "target",
    "replied message not found": "target",
    "message to edit not found": "missing",
    "message can't be edited": "missing",
    "message_id_invalid": "missing",
    "message thread not found": "missing",
    "topic_deleted": "missing",
    "topic_closed": "missing",
    "chat not found": "gone",
    "not enough rights": "gone",
    "have no rights": "gone",
    "need administrator rights": "gone",
    "chat_write_forbidden": "gone",
    "chat_restricted": "gone",
    "chat_admin_required": "gone",
    "user is deactivated": "gone",
    "user not found": "gone",
    "peer_id_invalid": "gone",
    "group chat was deactivated": "gone",
    "bot is not a member": "gone",
}
_UNDONE: Final = (
    "bad gateway",
    "internal server error",
    "service unavailable",
    "too many requests",
    *(f"http status {status}" for status in (429, 500, 502, 503)),
)


def refusal(fault: BadRequest) -> Refusal:
    """What Telegram means by refusing a request."""
    said = fault.message.lower()
    return next((meant for words, meant in _WORDS.items() if words in said), "other")


def undone(fault: NetworkError) -> bool:
    """Whether the server itself says that it did not do what it was asked."""
    return fault.message.lower().startswith(_UNDONE)


def seconds(fault: RetryAfter) -> float:
    """How long Telegram asks to wait; PTB gives it in one of two forms."""
    wait = fault.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
