"""What the place that text goes to can show: how wide it is, and whether it has colours."""

from __future__ import annotations

import os
from typing import TextIO

from msgspec import Struct

_USUAL, _WIDEST = 80, 100


class Terminal(Struct, frozen=True):
    """A width of 0 means lines of any length: a pipe or a file."""

    width: int
    colour: bool


def terminal(stream: TextIO, colour: bool) -> Terminal:
    """The terminal behind a stream; `colour` says whether colours are wanted at all."""
    if not stream.isatty():
        return Terminal(width=0, colour=False)
    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except OSError:
        columns = 0
    return Terminal(width=min(columns or _USUAL, _WIDEST), colour=colour)
