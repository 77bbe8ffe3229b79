"""An answer as one JSON object: what batch writes for each line and `ask --json` prints."""

from __future__ import annotations

import json
from typing import TypeAlias

import msgspec

from ispolkom_bot.model import Answer
from ispolkom_bot.render.plain import body

Record: TypeAlias = dict[str, object]


def answered(answer: Answer, ident: object = None) -> Record:
    """The record of an answer; `ident` is the id that the question came with."""
    return {
        "id": ident,
        "status": answer.status,
        "text": body(answer),
        "facts": list(answer.facts),
        "sources": [msgspec.to_builtins(citation) for citation in answer.citations],
        "related": [offer.question for offer in answer.related],
        "suggestions": [offer.question for offer in answer.suggestions],
        "score": round(answer.score, 4),
    }


def failed(reason: str, ident: object = None) -> Record:
    """The record of a line that could not be answered at all."""
    return {"id": ident, "status": "error", "reason": reason}


def encode(record: Record) -> bytes:
    """One line of JSON, always valid UTF-8: a lone surrogate becomes a question mark."""
    text = json.dumps(record, ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "replace") + b"\n"
