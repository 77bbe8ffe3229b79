"""The facts as an Anki deck: cards that keep their ids, so that a later deck updates them."""

from __future__ import annotations

import io
import itertools
import sqlite3
import zipfile
from collections.abc import Sequence
from hashlib import blake2b
from html import escape
from typing import TYPE_CHECKING, Final

from ispolkom_bot.errors import StartError
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.model import Lang
from ispolkom_bot.render.export.facts import Told, told

if TYPE_CHECKING:
    import genanki

_MODEL: Final = 1_706_191_701
"""The id of the kind of note; another one would make all cards anew."""
_FIELDS: Final = ("Question", "Answer", "Dates", "Notes", "Sources", "Id")
_ASK: Final = '<div class="question">{{Question}}</div>'
_TELL: Final = """\
{{FrontSide}}<hr id="answer"><div class="answer">{{Answer}}</div>
{{#Dates}}<div class="dates">{{Dates}}</div>{{/Dates}}
{{#Notes}}<div class="notes">{{Notes}}</div>{{/Notes}}
<div class="sources">{{Sources}}</div>"""
_LOOKS: Final = """\
.card { font-family: Roboto, Arial, sans-serif; font-size: 20px; text-align: left;
  color: #1b1b1f; background: #fff; max-width: 40em; margin: auto; }
.question { font-weight: bold; } .dates { color: #9d1c2b; margin-top: .7em; }
.notes { margin-top: .7em; } .sources { color: #77777f; font-size: 14px; margin-top: 1em; }
.nightMode.card { color: #eee; background: #222; } .nightMode .dates { color: #f0909a; }"""
_MADE: Final = (1980, 1, 1, 0, 0, 0)


def as_anki(
    base: Compiled, numbers: Sequence[int], language: Lang, now: float, topic: str = ""
) -> bytes:
    """A deck of the facts as an .apkg file, changed at `now` (seconds since 1970).

    Anki takes a note over an older one of the same id when it was changed later: hence `now`.
    The same base at the same time makes the same bytes. StartError where genanki is missing.
    """
    try:
        import genanki  # noqa: PLC0415 - an extra
    except ImportError as fault:
        raise StartError(
            "Anki decks are made by genanki, which is missing - pip install 'ispolkom-bot[anki]'"
        ) from fault
    title = base.title.say(language)
    name = f"{title}::{base.heads[topic].name.say(language)}" if topic else title
    deck = genanki.Deck(_deck_id(f"{language}/{topic}"), name)
    model = genanki.Model(
        _MODEL,
        "Ispolkom",
        fields=[{"name": field} for field in _FIELDS],
        templates=[{"name": "Card", "qfmt": _ASK, "afmt": _TELL}],
        css=_LOOKS,
    )
    for number in numbers:
        row = base.rows[number]
        fact = told(base, number, language)
        deck.add_note(
            genanki.Note(
                model=model,
                fields=_cells(fact),
                guid=genanki.guid_for("ispolkom", language, fact.id),
                tags=[fact.kind, fact.thing, *row.shapes, *_standing(fact)],
            )
        )
    return _package(genanki.Package(deck), now)


def _cells(fact: Told) -> list[str]:
    return [
        escape(fact.question, quote=False),
        escape(fact.answer, quote=False),
        *(
            "<br>".join(escape(line, quote=False) for line in lines)
            for lines in (fact.dates, fact.notes, fact.sources)
        ),
        fact.id,
    ]


def _standing(fact: Told) -> list[str]:
    return [] if fact.standing == "accepted" else [fact.standing]


def _deck_id(name: str) -> int:
    """A positive id that Anki takes, always the same for the same name."""
    digest = blake2b(name.encode(), digest_size=8, person=b"ispolkom").digest()
    return (1 << 30) + int.from_bytes(digest[:4]) % (1 << 30)


def _package(package: genanki.Package, now: float) -> bytes:
    """The file of a deck, written in memory, with nothing in it that differs from run to run."""
    database = sqlite3.connect(":memory:")
    try:
        package.write_to_db(database.cursor(), now, itertools.count(int(now * 1000)))
        database.commit()
        content = database.serialize()
    finally:
        database.close()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in (("collection.anki2", content), ("media", b"{}")):
            packed.writestr(zipfile.ZipInfo(name, _MADE), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
