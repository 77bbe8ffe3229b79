"""The one place that compares words: misspelt words are led back to words that the base knows.

The measured rule of edit distance per word: OSA, none under 5 letters, one for 5 to 7, two from
8 on; the first letter may differ from 7 letters on; a unique best only. Words of everyday
language are never corrected, so that they can't turn into names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

SHORTEST = 5
_TWO_EDITS = 8
_ANY_FIRST_LETTER = 7
LONGEST = 32
"""Letters of the longest word worth correcting; longer ones are noise."""


def buckets(words: Iterable[str]) -> dict[str, str]:
    """Words filed twice by their length: under their first two letters and under their last two.

    One edit leaves the beginning or the end whole. A key is two letters, of the ends in upper case,
    and the length: "ch9", "ZE9"; its words stand in a row, parted by blanks.
    """
    filed: dict[str, list[str]] = {}
    for word in words:
        if SHORTEST - 1 <= len(word) <= LONGEST and word.isalpha():
            filed.setdefault(f"{word[:2]}{len(word)}", []).append(word)
            filed.setdefault(f"{word[-2:].upper()}{len(word)}", []).append(word)
    return {key: " ".join(row) for key, row in filed.items()}


def nearest(word: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """The known words nearest to a misspelt one: one, several that are equally near, or none."""
    from rapidfuzz import process  # noqa: PLC0415 - a start without a misspelt word needs it not
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - as above

    length = len(word)
    if not SHORTEST <= length <= LONGEST:
        return ()
    edits = 1 if length < _TWO_EDITS else 2
    near: dict[str, None] = {}
    for size in range(length - edits, length + edits + 1):
        for ends in (word[:2], word[-2:].upper()):
            near.update(dict.fromkeys(known.get(f"{ends}{size}", "").split()))
    if length < _ANY_FIRST_LETTER:
        near = {other: None for other in near if other[0] == word[0]}
    found = process.extract(word, list(near), scorer=OSA.distance, score_cutoff=edits, limit=None)
    least = min((distance for _, distance, _ in found), default=0)
    return tuple([other for other, distance, _ in found if distance == least])


def split_pair(word: str, is_known: Callable[[str], bool]) -> tuple[str, str] | None:
    """Two known words of at least three letters written without a space, if there is one way."""
    ways = [
        (word[:cut], word[cut:])
        for cut in range(3, len(word) - 2)
        if is_known(word[:cut]) and is_known(word[cut:])
    ]
    return ways[0] if len(ways) == 1 else None
