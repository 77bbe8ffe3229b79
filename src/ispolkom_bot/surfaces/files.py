"""The commands that make a file: a picture, or facts to take away."""

from __future__ import annotations

import datetime
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ispolkom_bot.chat.days import asked_day
from ispolkom_bot.chat.names import named
from ispolkom_bot.errors import StartError
from ispolkom_bot.language.normalise import language_of
from ispolkom_bot.model import HistoricalDate, Lang

if TYPE_CHECKING:
    from ispolkom_bot.knowledge.compiled import Compiled
    from ispolkom_bot.render.export.request import Kind as ExportKind
    from ispolkom_bot.render.pictures.data import Kind

STDOUT = "-"


def picture(
    base: Compiled, kind: Kind, words: str, on: str | None, language: Lang | None, out: str
) -> str:
    """Draw a picture into a file; the value is its caption. Raises StartError where it can't be."""
    from ispolkom_bot.render.pictures import drawing  # noqa: PLC0415 - an extra
    from ispolkom_bot.render.pictures.request import nothing  # noqa: PLC0415 - an extra, or a seldom command
    from ispolkom_bot.render.pictures.request import picture as asked  # noqa: PLC0415 - an extra, or a seldom command

    form = next((form for form in drawing.FORMS if Path(out).suffix.lower() == f".{form}"), None)
    if form is None:
        raise StartError(f"-o {out}: no kind of picture - end the name in .png or .svg")
    thing = topic(base, words)
    spoken = language or (language_of(words) if words else "en")
    shown = asked(base, kind, thing, spoken, "old", _day(base, on) if on else None)
    if shown is None:
        raise StartError(f"{nothing(base, kind, thing, spoken)} - ask for another topic or date")
    write(out, drawing.draw(shown, form))
    return shown.caption


def export(base: Compiled, kind: ExportKind, words: str, language: Lang | None, out: str) -> None:
    """Write facts to take away into a file, or to standard output ("-")."""
    from ispolkom_bot.render.export import request  # noqa: PLC0415 - an extra, or a seldom command

    if out == STDOUT and kind == "anki" and sys.stdout.isatty():
        raise StartError("an Anki deck is no text for a terminal - name a file with -o FILE.apkg")
    now = datetime.datetime.now(datetime.UTC)
    spoken = language or (language_of(words) if words else "en")
    write(out, request.export(base, kind, spoken, now, topic(base, words)))


def topic(base: Compiled, words: str) -> str:
    """The thing that a topic names, by its id or by a name; "" for none. StartError if unclear."""
    if not words:
        return ""
    thing = base.was.get(words, words)
    if thing in base.heads and base.heads[thing].kind != "outside":
        return thing
    meant = named(base, words)
    if meant.thing:
        return meant.thing
    if meant.others:
        raise StartError(f"{words!r} may mean several - name one: {', '.join(meant.others)}")
    raise StartError(f"{words!r} is no topic of the base - name a person, party, body or event")


def write(out: str, content: bytes) -> None:
    """Write a file whole or not at all; "-" is standard output."""
    if out == STDOUT:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    path = Path(out)
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        mask = os.umask(0)
        os.umask(mask)
        Path(part).chmod(0o666 & ~mask)
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def _day(base: Compiled, text: str) -> HistoricalDate:
    today = datetime.datetime.now(datetime.UTC).date()
    asked = asked_day(base, text, "old", today)
    if asked is None or asked.day is None:
        raise StartError(f"--on {text}: no date - write 1917-06-24, 1917-06 or 24 June 1917")
    return asked.day
