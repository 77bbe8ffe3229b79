"""A file to take away, by its kind."""

from __future__ import annotations

import datetime
from typing import Final, Literal, TypeAlias, get_args

from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.model import Lang
from ispolkom_bot.render.export.facts import chosen

Kind: TypeAlias = Literal["anki", "csv", "json", "ics", "bibtex"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
SUFFIXES: Final[dict[Kind, str]] = {
    "anki": ".apkg",
    "csv": ".csv",
    "json": ".json",
    "ics": ".ics",
    "bibtex": ".bib",
}


def export(
    base: Compiled, kind: Kind, language: Lang, now: datetime.datetime, thing: str = ""
) -> bytes:
    """The file of a kind, of a thing or of the whole base; `now` stamps decks and calendars."""
    numbers = chosen(base, thing)
    if kind == "anki":
        from ispolkom_bot.render.export.anki import as_anki  # noqa: PLC0415 - needs SQLite

        return as_anki(base, numbers, language, now.timestamp(), thing)
    if kind == "ics":
        from ispolkom_bot.render.export.ics import as_ics  # noqa: PLC0415 - one kind is wanted

        return as_ics(base, numbers, language, now)
    if kind == "bibtex":
        from ispolkom_bot.render.export.bibtex import as_bibtex  # noqa: PLC0415 - one kind is wanted

        return as_bibtex(base, numbers if thing else None)
    from ispolkom_bot.render.export import table  # noqa: PLC0415 - one kind is wanted

    return (table.as_csv if kind == "csv" else table.as_json)(base, numbers, language)
