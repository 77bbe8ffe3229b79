"""Terms of office drawn: bars on an axis of months, ends that are not known faded."""

from __future__ import annotations

from typing import Final

from ispolkom_bot.calendar import day_text, julian_day, parts
from ispolkom_bot.model import Lang, Style, Text
from ispolkom_bot.render.pictures import palette, words
from ispolkom_bot.render.pictures.data import Bar, Holder, Offices
from ispolkom_bot.render.pictures.lettering import width, wrap
from ispolkom_bot.render.pictures.page import BODY, MARGIN, ROOM, SMALL, WIDTH, Page
from ispolkom_bot.render.pictures.scene import Box, Mark, Path, Words

_BAR: Final = 22
_FADE: Final = 90.0
_YEARS: Final = 1000
_TICK_ROOM: Final = 74


def draw(page: Page, body: Offices, language: Lang) -> None:
    """Puts the offices on a page, the old calendar above and the new one below."""
    page.y += SMALL + 14
    top = page.y
    grid: list[Mark] = []
    marks, page.marks = page.marks, []
    for office in body.offices:
        page.y += 12
        for line in wrap(office.name, BODY, ROOM, bold=True):
            page.line(line, BODY, bold=True)
        for holder in office.holders:
            _holder(page, body, holder)
    page.y += 12
    bottom = page.y
    axes: tuple[tuple[Style, float, Text], ...] = (
        ("old", top - 12, words.OLD),
        ("new", bottom + SMALL + 8, words.NEW),
    )
    for style, y, label in axes:
        said = page.text(MARGIN, y, label.say(language), SMALL - 2, colour=palette.FAINT)
        for day, name in _ticks(body, style, language):
            x = _x(body, day)
            if style == "old":
                grid.append(Path(((x, top), (x, bottom)), palette.mixed(palette.RULE, 0.6), 2))
            else:
                grid.append(Path(((x, bottom), (x, bottom + 8)), palette.FAINT, 2))
            half = width(name, SMALL - 2) / 2
            if said.left + said.width + 16 < x - half and x + half < WIDTH - MARGIN:
                page.text(x, y, name, SMALL - 2, colour=palette.SOFT, anchor="middle")
    if body.mark:
        x = _x(body, body.mark)
        grid.append(Path(((x, top), (x, bottom)), palette.ACCENT, 3, dashed=True))
    grid += [Path(((MARGIN, y), (WIDTH - MARGIN, y)), palette.FAINT, 2) for y in (top, bottom)]
    lines = [mark for mark in page.marks if isinstance(mark, Words)]
    grid += [
        Box(line.left - 4, line.y - line.size, line.width + 8, line.size * 1.3, palette.PAPER)
        for line in lines
        if top < line.y < bottom
    ]
    page.marks = [*marks, *grid, *page.marks]
    page.y = bottom + SMALL + 20


def _x(body: Offices, day: int) -> float:
    return MARGIN + ROOM * (day - body.start) / (body.end - body.start)


def _holder(page: Page, body: Offices, holder: Holder) -> None:
    """A line of name and dates, and the bar below it."""
    wide = width(holder.dates, SMALL)
    if holder.name:
        named = width(holder.name, BODY)
        if named + 24 + wide <= ROOM:
            page.text(MARGIN + named + 24, page.y + BODY, holder.dates, SMALL, colour=palette.SOFT)
            page.line(holder.name, BODY)
        else:
            page.line(holder.name, BODY)
            page.line(holder.dates, SMALL, colour=palette.SOFT)
    elif holder.dates:
        page.line(holder.dates, SMALL, colour=palette.SOFT)
    page.y += 2
    page.add(*_bar(body, holder.bar, page.y))
    page.y += _BAR + 10


def _bar(body: Offices, bar: Bar, y: float) -> list[Mark]:
    """The bar of a term: full where it is certain, fading to where it is not."""
    left, right = float(MARGIN), float(WIDTH - MARGIN)
    sure_from = min(max(_x(body, bar.sure_from), left), right)
    sure_to = min(max(_x(body, bar.sure_to + 1), left), right)
    begin = max(sure_from - _FADE, left) if bar.first is None else _x(body, bar.first)
    end = (
        min(max(sure_to, sure_from) + _FADE, right) if bar.last is None else _x(body, bar.last + 1)
    )
    colour, marks = palette.ACCENT, []
    if sure_from > sure_to:  # within one month or year, no one knows when
        soft = palette.mixed(palette.ACCENT, 0.35)
        middle = (max(begin, left) + min(end, right)) / 2
        marks.append(Box(max(begin, left), y, middle - max(begin, left), _BAR, palette.PAPER, soft))
        marks.append(Box(middle, y, min(end, right) - middle, _BAR, soft, palette.PAPER))
        return list(marks)
    if sure_from > max(begin, left):
        begun = max(begin, left)
        marks.append(Box(begun, y, sure_from - begun, _BAR, palette.PAPER, colour))
    marks.append(Box(sure_from, y, max(sure_to - sure_from, 5.0), _BAR, colour))
    if min(end, right) > sure_to:
        marks.append(Box(sure_to, y, min(end, right) - sure_to, _BAR, colour, palette.PAPER))
    arrows: list[Mark] = []
    half = _BAR / 2
    if bar.first is not None and begin < left - 1:
        arrows.append(
            Path(((left, y), (left - half, y + half), (left, y + _BAR)), colour, filled=True)
        )
    if bar.last is not None and end > right + 1:
        arrows.append(
            Path(((right, y), (right + half, y + half), (right, y + _BAR)), colour, filled=True)
        )
    return [*marks, *arrows]


def _ticks(body: Offices, calendar: Style, language: Lang) -> list[tuple[int, str]]:
    """The first days of months, or of years where they are many, in a calendar."""
    year, month, _ = parts(day_text(body.start, calendar))
    last = parts(day_text(body.end, calendar))[:2]
    found: list[tuple[int, int, int]] = []
    while (year, month) <= last:
        day = julian_day(f"{year:04}-{month:02}-01", calendar)
        if body.start <= day <= body.end:
            found.append((day, year, month))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    years = body.end - body.start > _YEARS
    if years:
        found = [tick for tick in found if tick[2] == 1]
    step = max(1, -(-len(found) * _TICK_ROOM // ROOM))
    return [
        (day, str(of) if years or number == 1 else words.MONTHS[language][number - 1])
        for day, of, number in found
        if (of if years else number - 1) % step == 0
    ]
