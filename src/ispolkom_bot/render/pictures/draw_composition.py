"""A composition drawn: seats in a half circle with a legend, or a bar for each party."""

from __future__ import annotations

import math
from typing import Final

from ispolkom_bot.render.pictures import palette
from ispolkom_bot.render.pictures.data import Composition, Share
from ispolkom_bot.render.pictures.lettering import width, wrap
from ispolkom_bot.render.pictures.page import BODY, MARGIN, ROOM, SMALL, WIDTH, Page
from ispolkom_bot.render.pictures.scene import Box, Dot

_OUTER, _INNER = 440.0, 190.0
_BIG: Final = 84
_FULL: Final = 0.82
"""How much of the room between two seats a seat fills."""


def seats(count: int) -> list[tuple[float, float, float]]:
    """Where seats stand in a half circle of radius 1, from left to right, and their radius.

    There are as many rows as make the seats of a row as far apart as the rows are.
    """
    rows = 1
    while _capacity(rows) < count:
        rows += 1
    depth = 1 - _INNER / _OUTER
    radii = [1 - depth * row / rows for row in range(rows)]
    whole = sum(radii)
    numbers = [int(count * radius / whole) for radius in radii]
    for row in range(count - sum(numbers)):
        numbers[row % rows] += 1
    apart = min(
        [depth / rows, *(math.pi * r / n for r, n in zip(radii, numbers, strict=True) if n)]
    )
    found: list[tuple[float, float, float]] = []
    for radius, number in zip(radii, numbers, strict=True):
        for index in range(number):
            turn = index / (number - 1) if number > 1 else 0.5
            found.append((turn, radius, apart * _FULL / 2))
    return sorted(found, key=lambda seat: (seat[0], seat[1]))


def _capacity(rows: int) -> int:
    depth = 1 - _INNER / _OUTER
    gap = depth / rows
    return sum(int(math.pi * (1 - depth * row / rows) / gap) + 1 for row in range(rows))


def draw_seats(page: Page, body: Composition) -> None:
    """Puts a half circle of seats and its legend on a page."""
    owners = [share for share in body.shares for _ in range(share.count)]
    placed = seats(len(owners))
    size = min(placed[0][2] * _OUTER, 40.0)
    centre, bottom = WIDTH / 2, page.y + _OUTER + size
    for (turn, radius, _), share in zip(placed, owners, strict=True):
        angle = math.pi * (1 - turn)
        x = centre + _OUTER * radius * math.cos(angle)
        y = bottom - _OUTER * radius * math.sin(angle)
        page.add(_seat(share, x, y, size))
    whole = body.total or body.counted
    page.text(centre, bottom - 44, str(whole), _BIG, bold=True, anchor="middle")
    page.text(centre, bottom - 6, body.unit, SMALL, colour=palette.SOFT, anchor="middle")
    page.y = bottom + size + 40
    _legend(page, body)


def _seat(share: Share, x: float, y: float, size: float) -> Dot:
    if share.party:
        return Dot(x, y, size, palette.colour(share.party))
    return Dot(x, y, size - 1, palette.PAPER, palette.FAINT, max(2.0, size / 6))


def _legend(page: Page, body: Composition) -> None:
    """The parties in the order of the seats, each with its number and part of the whole."""
    whole = body.total or body.counted
    right = WIDTH - MARGIN - 90
    for share in body.shares:
        part = f"{_percent(share.count, whole)}" if body.total else ""
        y = page.y
        page.add(_seat(share, MARGIN + 15, y + 20, 15))
        if part:
            page.text(WIDTH - MARGIN, y + BODY, part, BODY, colour=palette.SOFT, anchor="end")
        page.text(right, y + BODY, str(share.count), BODY, bold=True, anchor="end")
        for line in wrap(share.name, BODY, right - MARGIN - 48 - 90):
            page.line(line, BODY, x=MARGIN + 48)
        page.y += 8


def draw_bars(page: Page, body: Composition) -> None:
    """Puts a bar for each party on a page, the longest as wide as the page."""
    whole = body.total or body.counted
    most = max(share.count for share in body.shares)
    for share in body.shares:
        part = f"  {_percent(share.count, whole)}" if body.total else ""
        count = page.text(
            WIDTH - MARGIN - width(part, SMALL),
            page.y + BODY,
            str(share.count),
            BODY,
            bold=True,
            anchor="end",
        )
        if part:
            page.text(WIDTH - MARGIN, page.y + BODY, part, SMALL, colour=palette.SOFT, anchor="end")
        for line in wrap(share.name, BODY, count.left - MARGIN - 20):
            page.line(line, BODY)
        page.y += 4
        long = max(6.0, ROOM * share.count / most)
        page.add(Box(MARGIN, page.y, ROOM, 34, palette.mixed(palette.RULE, 0.35)))
        if share.party:
            page.add(Box(MARGIN, page.y, long, 34, palette.colour(share.party)))
        else:
            page.add(Box(MARGIN, page.y, long, 34, palette.FAINT))
            page.add(Box(MARGIN + 3, page.y + 3, max(0.0, long - 6), 28, palette.PAPER))
        page.y += 34 + 24
    page.line(f"{whole} {body.unit}", BODY, bold=True)


def _percent(count: int, whole: int) -> str:
    part = 100 * count / whole
    return f"{part:.0f} %" if part >= 1 else "<1 %"
