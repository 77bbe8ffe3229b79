"""The facts as CSV and as JSON, in the columns that the handbook lists."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import msgspec

from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.model import Lang
from ispolkom_bot.render.export.facts import Told, told

COLUMNS: tuple[str, ...] = Told.__struct_fields__
"""The columns of the table and the keys of a fact's object, in this order."""
LICENCE = "CC BY 4.0"
_JOINED = "; "


def as_csv(base: Compiled, numbers: Sequence[int], language: Lang) -> bytes:
    """A table with a heading, in UTF-8 with the mark that spreadsheets look for.

    What is a list in a fact is one cell, its items parted by "; ".
    """
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for number in numbers:
        fact = told(base, number, language)
        cells = (getattr(fact, column) for column in COLUMNS)
        table.writerow([cell if isinstance(cell, str) else _JOINED.join(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def as_json(base: Compiled, numbers: Sequence[int], language: Lang) -> bytes:
    """An object that says what this is, with the facts as objects."""
    whole = {
        "title": base.title.say(language),
        "version": base.version,
        "language": language,
        "licence": LICENCE,
        "facts": [told(base, number, language) for number in numbers],
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"
