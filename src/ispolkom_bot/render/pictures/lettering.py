"""How wide letters are, and how a text breaks into lines; the font travels with the program."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ispolkom_bot.render.pictures.data import PictureError

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

_FONTS: Final = Path(__file__).parent / "fonts"
FINE: Final = 2
"""Pixels to a unit: letters are measured as they are drawn, so that lines end where they should."""


@lru_cache(maxsize=32)
def font(size: int, *, bold: bool = False) -> FreeTypeFont:
    """The font of pictures; PictureError where Pillow is missing."""
    try:
        from PIL import ImageFont  # noqa: PLC0415 - an extra
    except ImportError as fault:
        raise PictureError(
            "pictures are drawn by Pillow, which is missing - pip install 'ispolkom-bot[pictures]'"
        ) from fault
    file = _FONTS / f"Roboto-{'Bold' if bold else 'Regular'}.ttf"
    # The basic layout is the same everywhere; the other one depends on a system library.
    return ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def width(text: str, size: int, *, bold: bool = False) -> float:
    """How wide a line is."""
    return font(size * FINE, bold=bold).getlength(text) / FINE


def wrap(text: str, size: int, room: float, *, bold: bool = False, most: int = 0) -> list[str]:
    """A text in lines that fit; after `most` lines (0: all) it ends in an ellipsis.

    A word that is wider than a line is broken.
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width(longer, size, bold=bold) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while width(line, size, bold=bold) > room:
            fits = max(
                n for n in range(1, len(line)) if n == 1 or width(line[:n], size, bold=bold) <= room
            )
            lines.append(line[:fits])
            line = line[fits:]
    if line:
        lines.append(line)
    if most and len(lines) > most:
        lines = lines[:most]
        last = lines[-1]
        while width(f"{last}…", size, bold=bold) > room:
            last = last[:-1]
        lines[-1] = last.rstrip(" ,.;:–—-") + "…"
    return lines
