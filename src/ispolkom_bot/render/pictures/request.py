"""What a picture is asked for by: its kind, a thing of the base, a date."""

from __future__ import annotations

from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.model import HistoricalDate, Lang, Style
from ispolkom_bot.render.pictures import words
from ispolkom_bot.render.pictures.composition import composition
from ispolkom_bot.render.pictures.data import Kind, Picture
from ispolkom_bot.render.pictures.offices import offices
from ispolkom_bot.render.pictures.timeline import timeline


def picture(
    base: Compiled,
    kind: Kind,
    thing: str = "",
    language: Lang = "en",
    first: Style = "old",
    on: HistoricalDate | None = None,
) -> Picture | None:
    """A picture from the base, of a thing ("" for what goes without saying); None without data."""
    if kind == "timeline":
        return timeline(base, thing, language, first, on)
    if kind == "offices":
        return offices(base, thing, language, first, on)
    return composition(base, thing, language, first, on, bars=kind == "bars")


def nothing(base: Compiled, kind: Kind, thing: str, language: Lang) -> str:
    """What to say where there is nothing to draw."""
    name = base.heads[thing].name if thing else base.title
    message = words.NOTHING["composition" if kind == "bars" else kind]
    return message.say(language).format(name=name.say(language))
