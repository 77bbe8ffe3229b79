"""Answers as JSON."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from tests.standin import ORDER

from ispolkom_bot.model import Answer
from ispolkom_bot.render.plain import body
from ispolkom_bot.render.record import answered, encode, failed


def test_the_record_has_the_agreed_fields_in_order() -> None:
    record = json.loads(encode(answered(ORDER, 7)))
    assert list(record) == [
        "id",
        "status",
        "text",
        "facts",
        "sources",
        "related",
        "suggestions",
        "score",
    ]
    assert record["id"] == 7
    assert record["status"] == "answer"
    assert record["text"] == body(ORDER)
    assert record["facts"] == ["order-no-1/issued"]
    assert record["related"] == [offer.question for offer in ORDER.related]
    assert record["suggestions"] == []
    assert record["score"] == 0.9877
    assert record["sources"][0] == {
        "number": 1,
        "text": "Sukhanov, N. N., The Russian Revolution",
        "where": "p. 113",
        "kind": "memoir",
        "url": "https://example.org/s",
    }


def test_failed() -> None:
    assert json.loads(encode(failed("why", "x"))) == {"id": "x", "status": "error", "reason": "why"}


def test_letters_stay_letters() -> None:
    assert "Исполком".encode() in encode(answered(Answer("answer", "ru", "Исполком")))


anything = st.text(st.characters(codec=None, categories=None))


@given(anything, anything)
def test_every_text_makes_one_line_of_valid_json(text: str, ident: str) -> None:
    line = encode(answered(Answer("answer", "en", text), ident))
    assert line.count(b"\n") == 1
    record = json.loads(line.decode("utf-8"))
    assert len(record["text"]) == len(text)
    assert not any("\ud800" <= sign <= "\udfff" for sign in record["text"] + record["id"])
