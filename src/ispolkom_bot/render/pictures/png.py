"""A drawing as PNG, twice as fine as it is measured, so that it can be printed."""

from __future__ import annotations

import io
import itertools
import math
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ispolkom_bot.render.pictures import palette
from ispolkom_bot.render.pictures.lettering import FINE, font
from ispolkom_bot.render.pictures.scene import Box, Dot, Path, Scene, Words

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

_SMOOTH: Final = 4
"""Round and slanting marks are drawn so many times larger, and made smaller."""
_SHADES, _FADE_SHADES, _MOST = 9, 40, 256
"""Shades of a colour on paper, of a fade, and colours in all: few, so that the file is small."""
_ALMOST_PAPER: Final = 244
_DPI: Final = 300
_ANCHORS: Final = {"start": "ls", "middle": "ms", "end": "rs"}


def png(scene: Scene) -> bytes:
    """The file, the same bytes for the same drawing and the same Pillow."""
    font(12)  # says what to do where Pillow is missing
    from PIL import Image, ImageDraw  # noqa: PLC0415 - an extra

    image = Image.new("RGB", (scene.width * FINE, scene.height * FINE), "#ffffff")
    pen = ImageDraw.Draw(image)
    for mark in scene.marks:
        if isinstance(mark, Words):
            letters = font(mark.size * FINE, bold=mark.bold)
            place = (mark.x * FINE, mark.y * FINE)
            pen.text(place, mark.text, mark.colour, letters, _ANCHORS[mark.anchor])
        elif isinstance(mark, Box):
            _box(pen, mark)
        elif isinstance(mark, Dot):
            _dot(image, mark)
        else:
            _path(image, mark)
    chosen = Image.new("P", (1, 1))
    chosen.putpalette(_colours(scene))
    out = io.BytesIO()
    image.quantize(palette=chosen, dither=Image.Dither.NONE).save(out, "PNG", dpi=(_DPI, _DPI))
    return out.getvalue()


def _colours(scene: Scene) -> list[int]:
    """The colours of a drawing: each with the shades that its smoothed edges take on paper."""
    plain: dict[str, None] = {}
    fades: dict[str, None] = {}
    for mark in scene.marks:
        if isinstance(mark, Dot):
            plain.update(dict.fromkeys((mark.fill, mark.edge or mark.fill)))
        else:
            plain[mark.colour] = None
            if isinstance(mark, Box) and mark.to:
                fades.update(dict.fromkeys((mark.colour, mark.to)))
    shades = max(2, min(_SHADES, (_MOST - _FADE_SHADES * len(fades)) // max(1, len(plain))))
    fades.pop(palette.PAPER, None)
    ramps = [(colour, _FADE_SHADES) for colour in fades]
    ramps += [(colour, shades) for colour in plain]
    mixed = [palette.mixed(c, step / many) for c, many in ramps for step in range(many, 0, -1)]
    kept = [[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in dict.fromkeys(mixed)]
    # What is almost paper would be taken for it, and paper for that.
    seen = [channels for channels in kept if min(channels) < _ALMOST_PAPER][: _MOST - 1]
    return [255, 255, 255, *(channel for channels in seen for channel in channels)]


def _box(pen: ImageDraw, box: Box) -> None:
    left, top = round(box.x * FINE), round(box.y * FINE)
    right, bottom = round((box.x + box.width) * FINE) - 1, round((box.y + box.height) * FINE) - 1
    if right < left or bottom < top:
        return
    if not box.to:
        pen.rectangle((left, top, right, bottom), box.colour)
        return
    ends = [[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in (box.colour, box.to)]
    for x in range(left, right + 1):
        part = (x - left) / max(1, right - left)
        shade = tuple(round(a + (b - a) * part) for a, b in zip(*ends, strict=True))
        pen.line((x, top, x, bottom), shade)


def _dot(image: Image, dot: Dot) -> None:
    outer = dot.radius + (dot.line / 2 if dot.edge else 0)
    if dot.edge:
        _disc(image, dot.x, dot.y, outer, dot.edge)
    _disc(image, dot.x, dot.y, dot.radius - (dot.line / 2 if dot.edge else 0), dot.fill)


def _disc(image: Image, x: float, y: float, radius: float, colour: str) -> None:
    mask = _mask(round(radius * FINE * 8))
    half = mask.width / 2
    image.paste(colour, (round(x * FINE - half), round(y * FINE - half)), mask)


@lru_cache(maxsize=16)
def _mask(eighths: int) -> Image:
    """A disc of a radius in eighths of a pixel, its edge smoothed."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - an extra

    radius = eighths / 8
    size = 2 * math.ceil(radius) + 2
    large = Image.new("L", (size * _SMOOTH, size * _SMOOTH), 0)
    middle, reach = size * _SMOOTH / 2, radius * _SMOOTH
    ends = (middle - reach, middle - reach, middle + reach - 1, middle + reach - 1)
    ImageDraw.Draw(large).ellipse(ends, 255)
    return large.resize((size, size), Image.Resampling.BOX)


def _path(image: Image, path: Path) -> None:
    """A line or a filled outline, drawn apart and smoothed."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - an extra

    room = math.ceil(path.width) + 2
    left = math.floor(min(x for x, _ in path.points)) - room
    top = math.floor(min(y for _, y in path.points)) - room
    wide = math.ceil(max(x for x, _ in path.points)) + room - left
    high = math.ceil(max(y for _, y in path.points)) + room - top
    times = FINE * _SMOOTH // 2
    large = Image.new("L", (wide * times, high * times), 0)
    pen = ImageDraw.Draw(large)
    points = [((x - left) * times, (y - top) * times) for x, y in path.points]
    if path.filled:
        pen.polygon(points, 255)
    else:
        for begin, end in itertools.pairwise(points):
            for first, last in _dashes(begin, end, 8 * times) if path.dashed else ((begin, end),):
                pen.line((first, last), 255, round(path.width * times))
    mask = large.resize((wide * FINE, high * FINE), Image.Resampling.BOX)
    image.paste(path.colour, (left * FINE, top * FINE), mask)


_Point = tuple[float, float]


def _dashes(begin: _Point, end: _Point, length: float) -> list[tuple[_Point, _Point]]:
    """A line in dashes, with gaps as long as they are."""
    whole = math.dist(begin, end)
    found = []
    at = 0.0
    while at < whole:
        first, last = at / whole, min(at + length, whole) / whole
        found.append(
            tuple(
                (begin[0] + (end[0] - begin[0]) * part, begin[1] + (end[1] - begin[1]) * part)
                for part in (first, last)
            )
        )
        at += 2 * length
    return found  # type: ignore[return-value]
