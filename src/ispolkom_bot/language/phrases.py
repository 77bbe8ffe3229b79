"""Finding known phrases in a row of words: the longest first, never overlapping."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeVar

T = TypeVar("T")

LIGHT: Final = frozenset({"the", "a", "an", "of"})
"""Words that come and go inside names ("Soviet of the Workers' Deputies"): not part of a key."""


def key_of(stems: Sequence[str]) -> str:
    """The key of a phrase: its stems without the light ones, unless it has no other."""
    return " ".join(stem for stem in stems if stem not in LIGHT) or " ".join(stems)


def heads_of(keys: Mapping[str, object]) -> dict[str, int]:
    """For the first word of each key, the words of the longest key that begins so."""
    heads: dict[str, int] = {}
    for key in keys:
        words = key.split(" ")
        heads[words[0]] = max(heads.get(words[0], 0), len(words))
    return heads


def find(
    stems: Sequence[str], table: Mapping[str, T], heads: Mapping[str, int], light: frozenset[str]
) -> Iterator[tuple[int, int, T]]:
    """Each known phrase as (start, end, what is known), longest first from the left.

    Words of `light` may stand between the words of a phrase.
    """
    start, size = 0, len(stems)
    while start < size:
        most = heads.get(stems[start], 0)
        found = None
        if most:
            parts = [stems[start]]
            end = start + 1
            while True:
                if (known := table.get(" ".join(parts))) is not None:
                    found = (start, end, known)
                while end < size and stems[end] in light:
                    end += 1
                if len(parts) == most or end >= size:
                    break
                parts.append(stems[end])
                end += 1
        if found:
            yield found
            start = found[1]
        else:
            start += 1
