"""What a quiz poll may hold in Telegram; every surface keeps to it, so that a quiz fits each."""

from __future__ import annotations

from typing import Final

QUESTION: Final = 300
OPTION: Final = 100
EXPLANATION: Final = 200
EXPLANATION_LINES: Final = 2
"""Line feeds in an explanation at most."""


def shortened(text: str, limit: int) -> str:
    """The text, or its beginning up to a whole word and an ellipsis where it is too long."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    whole = cut.rsplit(" ", 1)[0] if " " in cut else cut
    return whole.rstrip(" ,;:—–-(") + "…"
