"""A drawing as SVG: text stays text, and takes the room that was measured in any font."""

from __future__ import annotations

from html import escape
from typing import Final

from ispolkom_bot.render.pictures.scene import Box, Dot, Mark, Path, Scene, Words

_FONT: Final = "Roboto, 'DejaVu Sans', Arial, sans-serif"


def svg(scene: Scene) -> bytes:
    """The file, the same bytes for the same drawing."""
    fades: dict[tuple[str, str], str] = {}
    drawn = [_mark(mark, fades) for mark in scene.marks]
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {scene.width} {scene.height}"'
        f' width="{scene.width}" height="{scene.height}" role="img" xml:lang="{scene.language}"'
        f' font-family="{escape(_FONT)}">',
        f"<title>{escape(scene.title)}</title>",
        f"<desc>{escape(scene.caption)}</desc>",
    ]
    if fades:
        lines.append("<defs>")
        for (first, last), name in fades.items():
            lines.append(
                f'<linearGradient id="{name}"><stop offset="0" stop-color="{first}"/>'
                f'<stop offset="1" stop-color="{last}"/></linearGradient>'
            )
        lines.append("</defs>")
    return "\n".join([*lines, *drawn, "</svg>", ""]).encode()


def _mark(mark: Mark, fades: dict[tuple[str, str], str]) -> str:
    if isinstance(mark, Words):
        return _words(mark)
    if isinstance(mark, Dot):
        edge = f' stroke="{mark.edge}" stroke-width="{_n(mark.line)}"' if mark.edge else ""
        place = f'cx="{_n(mark.x)}" cy="{_n(mark.y)}" r="{_n(mark.radius)}"'
        return f'<circle {place} fill="{mark.fill}"{edge}/>'
    if isinstance(mark, Path):
        points = " ".join(f"{_n(x)},{_n(y)}" for x, y in mark.points)
        if mark.filled:
            return f'<polygon points="{points}" fill="{mark.colour}"/>'
        dashed = ' stroke-dasharray="8 8"' if mark.dashed else ""
        stroke = f'stroke="{mark.colour}" stroke-width="{_n(mark.width)}"{dashed}'
        return f'<polyline points="{points}" fill="none" {stroke}/>'
    return _box(mark, fades)


def _box(box: Box, fades: dict[tuple[str, str], str]) -> str:
    fill = box.colour
    if box.to:
        name = fades.setdefault((box.colour, box.to), f"fade{len(fades) + 1}")
        fill = f"url(#{name})"
    place = f'x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}"'
    return f'<rect {place} fill="{fill}"/>'


def _words(words: Words) -> str:
    bold = ' font-weight="bold"' if words.bold else ""
    anchor = f' text-anchor="{words.anchor}"' if words.anchor != "start" else ""
    place = f'x="{_n(words.x)}" y="{_n(words.y)}" font-size="{words.size}"'
    room = f' textLength="{_n(words.width)}" lengthAdjust="spacingAndGlyphs"'
    said = escape(words.text, quote=False)
    return f'<text {place}{bold}{anchor} fill="{words.colour}"{room}>{said}</text>'


def _n(number: float) -> str:
    """A number in as few signs as are exact enough."""
    return f"{number:.1f}".removesuffix(".0")
