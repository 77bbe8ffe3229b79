"""Every kind of update that there is today: taken by a handler or passed over, never a fault."""

from __future__ import annotations

import inspect
from typing import Any, Final

import pytest
from telegram import Update
from tests.surfaces.telegram.stage import Stage

_ANNA: Final = {"id": 1001, "is_bot": False, "first_name": "Anna"}
_CHAT: Final = {"id": 1001, "type": "private", "first_name": "Anna"}
_GROUP: Final = {"id": -1, "type": "group", "title": "Class"}
_TEXT: Final = {"message_id": 5, "date": 1, "chat": _CHAT, "from": _ANNA, "text": "Who was Martov?"}
_MEMBER: Final = {"status": "member", "user": _ANNA}
_CHANGE: Final = {
    "chat": _GROUP,
    "from": _ANNA,
    "date": 1,
    "old_chat_member": _MEMBER,
    "new_chat_member": {"status": "left", "user": _ANNA},
}
_BOOST: Final = {"boost_id": "1", "source": {"source": "premium", "user": _ANNA}}
_IGNORED: Final[dict[str, Any]] = {
    "channel_post": _TEXT,
    "edited_channel_post": _TEXT | {"edit_date": 2},
    "business_message": _TEXT,
    "edited_business_message": _TEXT | {"edit_date": 2},
    "business_connection": {
        "id": "1",
        "user": _ANNA,
        "user_chat_id": 1,
        "date": 1,
        "is_enabled": True,
    },
    "deleted_business_messages": {
        "business_connection_id": "1",
        "chat": _CHAT,
        "message_ids": [1],
    },
    "chosen_inline_result": {"result_id": "martov/definition", "from": _ANNA, "query": "q"},
    "chat_member": _CHANGE,
    "chat_join_request": {"chat": _GROUP, "from": _ANNA, "user_chat_id": 1, "date": 1},
    "chat_boost": {
        "chat": _GROUP,
        "boost": _BOOST | {"add_date": 1, "expiration_date": 2},
    },
    "removed_chat_boost": {"chat": _GROUP, **_BOOST, "remove_date": 1},
    "message_reaction": {
        "chat": _GROUP,
        "message_id": 1,
        "user": _ANNA,
        "date": 1,
        "old_reaction": [],
        "new_reaction": [],
    },
    "message_reaction_count": {"chat": _GROUP, "message_id": 1, "date": 1, "reactions": []},
    "poll": {
        "id": "1",
        "question": "When?",
        "options": [],
        "total_voter_count": 0,
        "is_closed": True,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": True,
        "members_only": False,
    },
    "poll_answer": {"poll_id": "1", "option_ids": [0], "option_persistent_ids": [], "user": _ANNA},
    "pre_checkout_query": {
        "id": "1",
        "from": _ANNA,
        "currency": "XTR",
        "total_amount": 1,
        "invoice_payload": "x",
    },
    "shipping_query": {
        "id": "1",
        "from": _ANNA,
        "invoice_payload": "x",
        "shipping_address": {
            "country_code": "RU",
            "state": "",
            "city": "",
            "street_line1": "",
            "street_line2": "",
            "post_code": "",
        },
    },
    "purchased_paid_media": {"from": _ANNA, "paid_media_payload": "x"},
    "update_of_next_year": {"x": 1},
}
"""Kinds that are not meant for this bot, or of no use to it."""
_TAKEN: Final = {
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "my_chat_member",
}
"""Kinds that the other tests are about."""
_UNKNOWN_TO_TESTS: Final = {"managed_bot", "guest_message"}
"""Kinds for other sorts of bots, which PTB may or may not know."""


@pytest.mark.parametrize("kind", _IGNORED)
def test_what_is_not_meant_for_it_is_passed_over(
    tg: Stage, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    tg.handle({"update_id": 1, kind: _IGNORED[kind]})
    assert [call.method for call in tg.control.calls()] == ["getMe"]
    assert caplog.records == []


def test_no_kind_was_left_out() -> None:
    assert set(Update.ALL_TYPES) <= {*_IGNORED, *_TAKEN, *_UNKNOWN_TO_TESTS}


def test_handlers_are_short_and_each_says_what_it_takes(tg: Stage) -> None:
    handlers = [handler for group in tg.handlers.values() for handler in group]
    assert len(handlers) >= 12
    for handler in handlers:
        lines = inspect.getsource(handler.callback).split("\n\n\n")[0].rstrip().split("\n")
        assert inspect.getdoc(handler.callback)
        assert handler.block
        assert len(lines) - 2 < 15, f"{handler.callback} is too long"
