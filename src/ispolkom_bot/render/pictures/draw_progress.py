"""A learner's progress drawn: how much is known, the last days, the days ahead."""

from __future__ import annotations

from typing import Final

from ispolkom_bot.calendar import parts
from ispolkom_bot.model import Lang
from ispolkom_bot.render.pictures import palette, words
from ispolkom_bot.render.pictures.data import Progress
from ispolkom_bot.render.pictures.lettering import width
from ispolkom_bot.render.pictures.page import BODY, MARGIN, ROOM, SMALL, WIDTH, Page
from ispolkom_bot.render.pictures.scene import Box, Path

_HIGH: Final = 260.0
_BIG: Final = 64


def draw(page: Page, body: Progress, language: Lang) -> None:
    """Puts a learner's numbers on a page."""
    _whole(page, body, language)
    if body.days:
        _days(page, body, language)
    if body.ahead:
        _ahead(page, body, language)


def _whole(page: Page, body: Progress, language: Lang) -> None:
    """One bar of all facts, and a number for each part of it."""
    told = (
        (body.known, words.KNOWN, palette.GOOD),
        (body.learning, words.LEARNING, palette.MIDDLE),
        (body.new, words.NEW_CARDS, palette.LEFT_OVER),
    )
    total = max(1, sum(count for count, _, _ in told))
    x = float(MARGIN)
    for count, _, colour in told:
        long = ROOM * count / total
        if long:
            page.add(Box(x, page.y, long, 48, colour))
        x += long
    page.y += 48 + 26
    for index, (count, label, colour) in enumerate(told):
        left = MARGIN + index * ROOM / 3
        page.add(Box(left, page.y + 6, 10, _BIG + 34, colour))
        page.text(left + 26, page.y + 56, str(count), _BIG, bold=True)
        page.text(left + 26, page.y + 96, label.say(language), SMALL, colour=palette.SOFT)
    page.y += 140
    page.line(
        words.DUE.say(language).format(count=body.due), BODY + 6, bold=True, colour=palette.ACCENT
    )
    page.y += 22


def _days(page: Page, body: Progress, language: Lang) -> None:
    """Columns of the last days: what was remembered below, what was forgotten above it."""
    page.line(words.LAST_DAYS.say(language), BODY, bold=True)
    page.y += 8
    x = float(MARGIN)
    for label, colour in ((words.RIGHT, palette.GOOD), (words.WRONG, palette.ACCENT)):
        page.add(Box(x, page.y + 4, 22, 22, colour))
        said = page.text(x + 32, page.y + SMALL, label.say(language), SMALL, colour=palette.SOFT)
        x += 32 + said.width + 40
    page.y += SMALL + 30
    heights = [(day.right, day.seen - day.right) for day in body.days]
    names = [_day(day.date, language) for day in body.days]
    _columns(page, heights, names, (palette.GOOD, palette.ACCENT))


def _ahead(page: Page, body: Progress, language: Lang) -> None:
    """Columns of what falls due."""
    page.y += 14
    page.line(words.NEXT_DAYS.say(language), BODY, bold=True)
    page.y += 26
    names = [
        words.TOMORROW.say(language) if n == 1 else f"+{n}" for n in range(1, len(body.ahead) + 1)
    ]
    _columns(page, [(count, 0) for count in body.ahead], names, (palette.MIDDLE, palette.ACCENT))


def _columns(
    page: Page, heights: list[tuple[int, int]], names: list[str], colours: tuple[str, str]
) -> None:
    most = max(1, *(low + high for low, high in heights))
    step = min(ROOM / len(heights), 130.0)
    wide = step * 0.62
    bottom = page.y + _HIGH + SMALL
    every = max(1, -(-round(max(width(name, SMALL - 2) for name in names) + 12) // round(step)))
    for index, ((low, high), name) in enumerate(zip(heights, names, strict=True)):
        x = MARGIN + index * step + (step - wide) / 2
        first, second = _HIGH * low / most, _HIGH * high / most
        if low:
            page.add(Box(x, bottom - first, wide, first, colours[0]))
        if high:
            page.add(Box(x, bottom - first - second, wide, second, colours[1]))
        if low + high:
            page.text(
                x + wide / 2,
                bottom - first - second - 8,
                str(low + high),
                SMALL - 2,
                anchor="middle",
            )
        if (len(names) - 1 - index) % every == 0:
            page.text(
                x + wide / 2,
                bottom + SMALL + 8,
                name,
                SMALL - 2,
                colour=palette.SOFT,
                anchor="middle",
            )
    page.add(Path(((MARGIN, bottom), (WIDTH - MARGIN, bottom)), palette.FAINT, 2))
    page.y = bottom + SMALL + 30


def _day(iso: str, language: Lang) -> str:
    _, month, day = parts(iso)
    return f"{day}.{month:02}" if language == "ru" else f"{day} {words.MONTHS[language][month - 1]}"
