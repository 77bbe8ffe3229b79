"""Russian case forms of names, so that an inflected name is found as surely as the nominative.

Snowball cuts "исполком" to "исполк" but "исполкома" to "исполком"; paradigms of endings, read in
both directions, do not err so. They cover surnames, adjectives and regular nouns; a form too many
does no harm, because only the nominatives of known names are looked up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

_PARADIGMS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("ская", ("ской", "скую", "скою")),
    ("ский", ("ского", "скому", "ским", "ском", "ские", "ских", "скими")),
    ("цкий", ("цкого", "цкому", "цким", "цком", "цкие", "цких", "цкими")),
    ("ый", ("ого", "ому", "ым", "ом", "ые", "ых", "ыми")),
    ("ой", ("ого", "ому", "ым", "им", "ом", "ые", "ие", "ых", "их")),
    ("ая", ("ой", "ую", "ою")),
    ("яя", ("ей", "юю")),
    ("ое", ("ого", "ому", "ым", "ом")),
    ("ее", ("его", "ему", "им", "ем")),
    ("ые", ("ых", "ым", "ыми")),
    ("ие", ("ия", "ию", "ием", "ии", "их", "им", "ими", "ий", "иям", "иями", "иях")),
    ("ий", ("ия", "ию", "ием", "ии", "его", "ему", "им", "ем", "ого", "ому", "ом")),
    ("ия", ("ии", "ию", "ией", "ий", "иям", "иями", "иях")),
    ("ья", ("ьи", "ью", "ьей", "ье")),
    ("ов", ("ова", "ову", "овым", "ове", "овы", "овых", "овым", "овыми", "ова", "овой")),
    ("ев", ("ева", "еву", "евым", "еве", "евы", "евых", "евыми", "евой")),
    ("ин", ("ина", "ину", "ином", "иным", "ине", "ины", "иных", "иной", "инов")),
    ("ын", ("ына", "ыну", "ыным", "ыне", "ыны", "ыной")),
    (
        "ец",
        (
            "ца",
            "цу",
            "цем",
            "цом",
            "це",
            "цы",
            "цев",
            "цов",
            "цам",
            "цами",
            "цах",
            "еца",
            "ецу",
            "ецом",
        ),
    ),
    ("ок", ("ка", "ку", "ком", "ке", "ки", "ков", "кам", "ками", "ках")),
    ("ость", ("ости", "остью")),
    ("ь", ("я", "ю", "ем", "е", "и", "ью", "ей", "ям", "ями", "ях")),
    ("й", ("я", "ю", "ем", "е", "и", "ев", "ям", "ями", "ях")),
    ("а", ("ы", "и", "е", "у", "ой", "ою", "ей", "ам", "ами", "ах", "")),
    ("я", ("и", "е", "ю", "ей", "ям", "ями", "ях")),
    ("о", ("а", "у", "ом", "е", "ам", "ами", "ах")),
    ("ы", ("ов", "ам", "ами", "ах", "")),
    ("и", ("ов", "ей", "ам", "ами", "ах", "ям", "ями", "ях", "")),
)
_CONSONANT: Final = ("а", "у", "ом", "ем", "е", "ы", "и", "ов", "ев", "ей", "ам", "ами", "ах")


def forms(word: str) -> frozenset[str]:
    """The case forms that a Russian word in the nominative may take, itself included."""
    if len(word) < 3 or not "\u0400" <= word[0] <= "\u04ff":
        return frozenset({word})
    for ending, others in _PARADIGMS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            body = word[: -len(ending)]
            return frozenset({word, *(body + other for other in others if len(body + other) > 2)})
    if word[-1] in "еэую":
        return frozenset({word})
    return frozenset({word, *(word + ending for ending in _CONSONANT)})


def _inverse() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for ending, others in (*_PARADIGMS, ("", _CONSONANT)):
        for other in others:
            if ending not in found.setdefault(other, []):
                found[other].append(ending)
    return {other: tuple(endings) for other, endings in found.items()}


_NOMINATIVE_ENDINGS: Final = _inverse()
_LONGEST_ENDING: Final = max(map(len, _NOMINATIVE_ENDINGS))


def nominatives(form: str) -> Iterator[str]:
    """The nominatives that a Russian word may be a form of, those of the longest endings first."""
    for size in range(min(_LONGEST_ENDING, len(form) - 2), -1, -1):
        body = form[: len(form) - size]
        for ending in _NOMINATIVE_ENDINGS.get(form[len(form) - size :], ()):
            yield body + ending
