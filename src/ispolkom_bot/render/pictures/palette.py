"""Colours, and the order of the parties from left to right."""

from __future__ import annotations

from typing import Final

INK, SOFT, FAINT, RULE, PAPER = "#1b1b1f", "#55555e", "#8a8a93", "#d9d7d1", "#ffffff"
ACCENT: Final = "#9d1c2b"
GOOD, MIDDLE, LEFT_OVER = "#2f7d4f", "#e0a83a", "#d9d7d1"

_PARTIES: Final[dict[str, str]] = {
    "anarchists": "#26262b",
    "sr-maximalists": "#5d4037",
    "bolsheviks": "#b3141d",
    "mezhraiontsy": "#e0662f",
    "left-srs": "#1e6b3a",
    "latvian-social-democrats": "#7a1f4b",
    "polish-socialists": "#a34d7c",
    "united-social-democrats": "#d4622a",
    "menshevik-internationalists": "#c76a8a",
    "socialist-revolutionaries": "#4f9d4d",
    "mensheviks": "#ec9bb0",
    "bund": "#7b5ea7",
    "edinstvo": "#b8894b",
    "defencists": "#c4a06a",
    "trudoviks": "#a9b53a",
    "popular-socialists": "#3b9c9c",
    "kadets": "#2b62a8",
    "octobrists": "#274060",
}
"""From left to right."""
_ORDER: Final = tuple(_PARTIES)
_OTHER: Final = "#77777f"


def colour(party: str) -> str:
    """The colour of a party; grey for one without a colour of its own."""
    return _PARTIES.get(party, _OTHER)


def place(party: str) -> tuple[int, str]:
    """Where a party sits, from left to right; those without a place sit last."""
    return (_ORDER.index(party) if party in _PARTIES else len(_ORDER)), party


def mixed(colour: str, part: float) -> str:
    """A colour on paper, `part` of it: 0 is paper, 1 the colour."""
    channels = [round(255 + (int(colour[at : at + 2], 16) - 255) * part) for at in (1, 3, 5)]
    return "#" + "".join(f"{channel:02x}" for channel in channels)
