"""A drawing as a list of marks with exact places, the same for PNG and SVG."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

Anchor: TypeAlias = Literal["start", "middle", "end"]


class Words(Struct, frozen=True):
    """A line of text; `y` is its base line, `width` what it takes in the font of the picture."""

    x: float
    y: float
    text: str
    size: int
    width: float
    bold: bool = False
    colour: str = "#000000"
    anchor: Anchor = "start"

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.x - {"start": 0.0, "middle": self.width / 2, "end": self.width}[self.anchor]


class Box(Struct, frozen=True):
    """A filled rectangle; `to` is the colour at its right end where it fades."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    to: str = ""


class Dot(Struct, frozen=True):
    """A circle, filled, with an edge."""

    x: float
    y: float
    radius: float
    fill: str
    edge: str = ""
    line: float = 0.0


class Path(Struct, frozen=True):
    """A line through points; a closed one is filled."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float = 1.0
    dashed: bool = False
    filled: bool = False


Mark: TypeAlias = Words | Box | Dot | Path


class Scene(Struct, frozen=True):
    """A whole drawing: its size, what it is called, its marks from the back to the front."""

    width: int
    height: int
    title: str
    caption: str
    language: str
    marks: tuple[Mark, ...]
