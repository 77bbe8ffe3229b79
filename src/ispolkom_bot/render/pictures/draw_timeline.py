"""A timeline drawn: an axis of months from top to bottom, the dates beside it."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from ispolkom_bot.calendar import day_text, julian_day, parts
from ispolkom_bot.model import Lang, Style
from ispolkom_bot.render.pictures import palette, words
from ispolkom_bot.render.pictures.data import Event, Timeline
from ispolkom_bot.render.pictures.lettering import wrap
from ispolkom_bot.render.pictures.page import BODY, MARGIN, SMALL, WIDTH, Page
from ispolkom_bot.render.pictures.scene import Box, Dot, Path
from ispolkom_bot.render.pictures.spread import spread

_AXIS: Final = MARGIN + 92
_LABELS: Final = _AXIS + 96
_GAP: Final = 26
_LEAST_MONTH: Final = 34
_MOST_DAY: Final = 26.0
_CHANGED: Final = (1918, 2)
"""The last month whose first day was told in the old calendar."""
_YEARS: Final = 800
"""Days beyond which the axis is told in years."""


class _Label(Struct, frozen=True):
    event: Event
    lines: tuple[tuple[str, int, bool, str], ...]
    height: float


def draw(page: Page, body: Timeline, language: Lang) -> None:
    """Puts a timeline on a page."""
    before = [_label(e) for e in body.events if e.first < body.start]
    inside = [_label(e) for e in body.events if body.start <= e.first <= body.end]
    after = [_label(e) for e in body.events if e.first > body.end]
    if before:
        _stack(page, before)
        _break(page)
    if inside:
        _stretch(page, body, inside, language)
    if after:
        _break(page)
        _stack(page, after)


def _label(event: Event) -> _Label:
    room = WIDTH - MARGIN - _LABELS
    lines = [(event.date, SMALL, True, palette.ACCENT)]
    lines += [
        (line, BODY - 1, event.named, palette.INK)
        for line in wrap(event.what, BODY - 1, room, bold=event.named)
    ]
    height = sum(round(size * 1.3) for _, size, _, _ in lines) + _GAP
    return _Label(event, tuple(lines), height)


def _put(page: Page, label: _Label, y: float) -> None:
    for text, size, bold, colour in label.lines:
        page.text(_LABELS, y + size, text, size, bold=bold, colour=colour)
        y += round(size * 1.3)


def _stack(page: Page, labels: list[_Label]) -> None:
    """Dates beyond a break: one below the other, without a scale."""
    for label in labels:
        y = page.y + SMALL * 0.72
        page.add(
            Path(((_AXIS, page.y), (_AXIS, page.y + label.height)), palette.RULE, 4, dashed=True),
            Path(((_AXIS, y), (_LABELS - 14, y)), palette.FAINT, 2),
            Dot(_AXIS, y, 9, palette.PAPER, palette.ACCENT, 4),
        )
        _put(page, label, page.y)
        page.y += label.height


def _break(page: Page) -> None:
    y = page.y + 6
    for shift in (0, 12):
        page.add(Path(((_AXIS - 16, y + shift + 7), (_AXIS + 16, y + shift - 7)), palette.FAINT, 3))
    page.y += 38


def _stretch(page: Page, body: Timeline, labels: list[_Label], language: Lang) -> None:
    """The part with a scale: as high as its labels need, and not flatter than its months need."""
    days = max(body.end - body.start, 1)
    start, end = body.start, max(label.event.first for label in labels) + 3
    end = max([end, *(min(label.event.last, body.end) for label in labels)])
    days = max(end - start, 1)
    heights = [label.height for label in labels]
    ticks = _ticks(start, end, language)
    needed = max(sum(heights), len(ticks) * _LEAST_MONTH)
    high = min(needed, max(days * _MOST_DAY, sum(heights)))
    top = page.y

    def at(day: int) -> float:
        return top + 10 + (day - start) * (high - 20) / days

    wanted = [at(label.event.first) - SMALL * 0.72 for label in labels]
    tops = spread(wanted, heights, top, top + high)
    bottom = max(top + high, tops[-1] + heights[-1])
    page.add(Path(((_AXIS, top), (_AXIS, top + high)), palette.FAINT, 4))
    free = top
    for day, said, strong in ticks:
        if at(day) < free:
            continue
        free = at(day) + _LEAST_MONTH
        page.add(Path(((_AXIS - 14, at(day)), (_AXIS, at(day))), palette.FAINT, 3))
        page.text(
            _AXIS - 22, at(day) + 8, said, SMALL, bold=strong, colour=palette.SOFT, anchor="end"
        )
    for label, y in zip(labels, tops, strict=True):
        dot, line = at(label.event.first), y + SMALL * 0.72
        points = ((_AXIS, dot), (_AXIS + 26, dot), (_LABELS - 26, line), (_LABELS - 12, line))
        page.add(Path(points, palette.FAINT, 2))
        if label.event.last > label.event.first:
            length = at(min(label.event.last, end)) - dot
            page.add(Box(_AXIS - 6, dot, 12, max(length, 4), palette.mixed(palette.ACCENT, 0.4)))
    for label, y in zip(labels, tops, strict=True):
        page.add(Dot(_AXIS, at(label.event.first), 9, palette.ACCENT, palette.PAPER, 3))
        _put(page, label, y)
    page.y = bottom


def _ticks(start: int, end: int, language: Lang) -> list[tuple[int, str, bool]]:
    """Months by the calendar of the time, or years where they are many, in bold."""
    year, month, _ = parts(day_text(start, "old"))
    last = parts(day_text(end, "old"))
    if end - start > _YEARS:
        step = max(1, (last[0] - year) // 12)
        step = next((s for s in (1, 2, 5, 10, 20, 50) if s >= step), 100)
        years = range(-(-(year + 1) // step) * step, last[0] + 1, step)
        return [(julian_day(f"{y:04}-01-01", "old"), str(y), True) for y in years]
    found: list[tuple[int, str, bool]] = []
    while (year, month) <= (last[0], last[1]):
        style: Style = "old" if (year, month) <= _CHANGED else "new"
        day = julian_day(f"{year:04}-{month:02}-01", style)
        if start <= day <= end:
            named = words.MONTHS[language][month - 1]
            found.append((day, str(year) if month == 1 else named, month == 1))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found
