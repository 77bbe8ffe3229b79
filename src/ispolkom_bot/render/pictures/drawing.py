"""From what a picture shows to a file: laid out once, written as PNG or as SVG."""

from __future__ import annotations

import threading
from typing import Final, Literal, TypeAlias

from ispolkom_bot.render.pictures import (
    draw_composition,
    draw_offices,
    draw_progress,
    draw_timeline,
)
from ispolkom_bot.render.pictures.data import Composition, Offices, Picture, Timeline
from ispolkom_bot.render.pictures.page import Page
from ispolkom_bot.render.pictures.png import png
from ispolkom_bot.render.pictures.scene import Scene
from ispolkom_bot.render.pictures.svg import svg

Form: TypeAlias = Literal["png", "svg"]
_ONE_AT_A_TIME: Final = threading.Lock()
"""Fonts are shared, and one picture takes memory enough."""
FORMS: Final[tuple[Form, ...]] = ("png", "svg")


def draw(picture: Picture, form: Form = "png") -> bytes:
    """The file of a picture; PictureError where Pillow is missing."""
    with _ONE_AT_A_TIME:
        scene = lay_out(picture)
        return png(scene) if form == "png" else svg(scene)


def lay_out(picture: Picture) -> Scene:
    """Where everything of a picture stands."""
    page, body = Page(picture), picture.body
    if isinstance(body, Timeline):
        draw_timeline.draw(page, body, picture.language)
    elif isinstance(body, Composition):
        put = draw_composition.draw_bars if body.bars else draw_composition.draw_seats
        put(page, body)
    elif isinstance(body, Offices):
        draw_offices.draw(page, body, picture.language)
    else:
        draw_progress.draw(page, body, picture.language)
    return page.finish()
