"""Kinds of messages, as the Bot API tells them."""

from __future__ import annotations

from typing import Any, Final

_FILE: Final = {"file_id": "file", "file_unique_id": "unique"}
_SIZED: Final = {"width": 9, "height": 9}
_TIMED: Final = {"duration": 3}
_USER: Final = {"id": 5, "is_bot": False, "first_name": "Gleb"}
_CHANNEL: Final = {"id": -1009, "type": "channel", "title": "News"}
_MEDIA: Final[dict[str, Any]] = {
    "animation": _FILE | _SIZED | _TIMED,
    "audio": _FILE | _TIMED,
    "contact": {"phone_number": "1", "first_name": "Gleb"},
    "dice": {"emoji": "🎲", "value": 3},
    "document": _FILE,
    "game": {"title": "G", "description": "d", "photo": [_FILE | _SIZED]},
    "location": {"latitude": 59.9, "longitude": 30.3},
    "photo": [_FILE | _SIZED],
    "poll": {
        "id": "1",
        "question": "When?",
        "options": [{"text": "now", "voter_count": 0, "persistent_id": "1"}],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": True,
        "members_only": False,
    },
    "sticker": _FILE | _SIZED | {"is_animated": False, "is_video": False, "type": "regular"},
    "story": {"id": 1, "chat": _CHANNEL},
    "venue": {
        "location": {"latitude": 59.9, "longitude": 30.3},
        "title": "Tauride Palace",
        "address": "Shpalernaya",
    },
    "video": _FILE | _SIZED | _TIMED,
    "video_note": _FILE | _TIMED | {"length": 9},
    "voice": _FILE | _TIMED,
}
WORDLESS: Final = tuple(_MEDIA)
"""Kinds of messages that hold no words."""
FORWARDED: Final[tuple[dict[str, Any], ...]] = (
    {"type": "user", "date": 1, "sender_user": _USER},
    {"type": "hidden_user", "date": 1, "sender_user_name": "Gleb"},
    {"type": "chat", "date": 1, "sender_chat": _CHANNEL},
    {"type": "channel", "date": 1, "chat": _CHANNEL, "message_id": 3},
)
"""Where a forwarded message may come from."""


def media(kind: str) -> dict[str, Any]:
    """The field of a message of some kind."""
    return {kind: _MEDIA[kind]}
