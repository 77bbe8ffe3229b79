"""Labels beside an axis: as near as can be to where they belong, none upon another."""

from __future__ import annotations

from collections.abc import Sequence


def spread(
    wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float
) -> list[float]:
    """The tops of labels in this order; `wanted` are the tops they would like to have.

    Neighbours that would overlap form a block, which lies where its members want it on average.
    Labels that don't fit between `top` and `bottom` go on below.
    """
    blocks: list[tuple[float, float, int]] = []  # the top, the height, the number of labels
    sums: list[float] = []
    for want, height in zip(wanted, heights, strict=True):
        blocks.append((max(top, want), height, 1))
        sums.append(want)
        while len(blocks) > 1 and blocks[-2][0] + blocks[-2][1] > blocks[-1][0]:
            (_, high, many), (_, more, count) = blocks[-2], blocks[-1]
            total = sums[-2] + sums[-1] - high * count
            place = max(top, total / (many + count))
            blocks[-2:] = [(place, high + more, many + count)]
            sums[-2:] = [total]
    floor = bottom
    settled: list[tuple[float, int]] = []
    for place, height, count in reversed(blocks):
        low = min(place, floor - height)
        floor = low
        settled.append((low, count))
    placed: list[float] = []
    at = 0
    y = top
    for place, count in reversed(settled):
        y = max(y, place)
        for _ in range(count):
            placed.append(y)
            y += heights[at]
            at += 1
    return placed
