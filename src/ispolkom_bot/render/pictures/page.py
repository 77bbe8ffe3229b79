"""The page of a picture: its title above, its notes and sources below, marks put between."""

from __future__ import annotations

from typing import Final

from ispolkom_bot.render.pictures import palette, words
from ispolkom_bot.render.pictures.data import Picture
from ispolkom_bot.render.pictures.lettering import width, wrap
from ispolkom_bot.render.pictures.scene import Anchor, Box, Mark, Path, Scene, Words

WIDTH: Final = 1080
MARGIN: Final = 60
ROOM: Final = WIDTH - 2 * MARGIN
BODY: Final = 28
SMALL: Final = 24
_TITLE, _FOOT = 46, 22
_LINES: Final = 6
"""Lines of sources at most."""
_SIGNED: Final = "Ispolkom Bot · CC BY 4.0"


class Page:
    """A page being filled from the top; `y` is where the next mark goes."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.marks: list[Mark] = []
        self.y: float = MARGIN
        for line in wrap(picture.title, _TITLE, ROOM, bold=True):
            self.line(line, _TITLE, bold=True)
        if picture.subtitle:
            self.y += 4
            for line in wrap(picture.subtitle, BODY, ROOM):
                self.line(line, BODY, colour=palette.SOFT)
        self.y += 26

    def add(self, *marks: Mark) -> None:
        """Puts marks where they say."""
        self.marks.extend(marks)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: int = BODY,
        *,
        bold: bool = False,
        colour: str = palette.INK,
        anchor: Anchor = "start",
    ) -> Words:
        """Puts a line of text on a base line."""
        wide = width(text, size, bold=bold)
        mark = Words(x, y, text, size, wide, bold, colour, anchor)
        self.add(mark)
        return mark

    def line(
        self,
        text: str,
        size: int,
        *,
        bold: bool = False,
        colour: str = palette.INK,
        x: float = MARGIN,
    ) -> None:
        """Puts a line of text below the last."""
        self.text(x, self.y + size, text, size, bold=bold, colour=colour)
        self.y += round(size * 1.3)

    def finish(self) -> Scene:
        """The whole drawing, with notes and sources below."""
        picture = self.picture
        self.y += 22
        for note in picture.notes:
            for line in wrap(note, SMALL, ROOM):
                self.line(line, SMALL, colour=palette.SOFT)
        self.y += 14
        self.add(Path(((MARGIN, self.y), (WIDTH - MARGIN, self.y)), palette.RULE, 2))
        self.y += 12
        for line in self._sources():
            self.line(line, _FOOT, colour=palette.SOFT)
        self.text(
            WIDTH - MARGIN, self.y + _FOOT, _SIGNED, _FOOT, colour=palette.FAINT, anchor="end"
        )
        height = round(self.y + _FOOT + 44)
        back = Box(0, 0, WIDTH, height, palette.PAPER)
        return Scene(
            width=WIDTH,
            height=height,
            title=picture.title,
            caption=picture.caption,
            language=picture.language,
            marks=(back, *self.marks),
        )

    def _sources(self) -> list[str]:
        """The lines that name the sources; where there are too many, how many more there are."""
        picture = self.picture
        if not picture.sources:
            return []
        label = words.SOURCES.say(picture.language)
        for shown in range(len(picture.sources), 0, -1):
            named = list(picture.sources[:shown])
            if shown < len(picture.sources):
                left = len(picture.sources) - shown
                named.append(words.MORE.say(picture.language).format(count=left))
            lines = wrap(f"{label}: {'; '.join(named)}.", _FOOT, ROOM)
            if len(lines) <= _LINES:
                return lines
        return lines
