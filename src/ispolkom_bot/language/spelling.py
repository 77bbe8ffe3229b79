"""The one place that compares words: misspelt words are led back to words that the base knows.

The measured rule of edit distance per word: OSA, none under 5 letters, one for 5 to 7, two from
8 on; the first letter may differ from 7 letters on; a unique best only. Words of everyday
language are never corrected, so that they can't turn into names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

SHORTEST = 5
_TWO_EDITS = 8
_ANY_FIRST_LETTER = 7
LONGEST = 32
"""Letters of the longest word worth correcting; longer ones are noise."""

Buckets = dict[tuple[str, int], list[str]]


def buckets(words: Iterable[str]) -> Buckets:
    """Words filed under their first letter and length, and longer ones under their last letter.

    The key of the second filing is the last letter in upper case.
    """
    filed: Buckets = {}
    for word in words:
        if SHORTEST - 1 <= len(word) <= LONGEST and word.isalpha():
            filed.setdefault((word[0], len(word)), []).append(word)
            if len(word) >= _ANY_FIRST_LETTER - 1:
                filed.setdefault((word[-1].upper(), len(word)), []).append(word)
    return filed


def nearest(word: str, known: Buckets) -> tuple[str, ...]:
    """The known words nearest to a misspelt one: one, several that are equally near, or none."""
    from rapidfuzz import process  # noqa: PLC0415 - a start without a misspelt word needs it not
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    length = len(word)
    if not SHORTEST <= length <= LONGEST:
        return ()
    edits = 1 if length < _TWO_EDITS else 2
    best: list[str] = []
    least = edits
    keys = [(word[0], length + step) for step in range(-edits, edits + 1)]
    if length >= _ANY_FIRST_LETTER:
        keys += [(word[-1].upper(), length + step) for step in range(-edits, edits + 1)]
    for key in keys:
        filed = known.get(key)
        if not filed:
            continue
        for other, distance, _ in process.extract_iter(
            word, filed, scorer=OSA.distance, score_cutoff=least
        ):
            if distance < least:
                least, best = int(distance), [other]
            elif distance == least and other not in best:
                best.append(other)
    return tuple(best)


def split_pair(word: str, is_known: Callable[[str], bool]) -> tuple[str, str] | None:
    """Two known words of at least three letters written without a space, if there is one way."""
    ways = [
        (word[:cut], word[cut:])
        for cut in range(3, len(word) - 2)
        if is_known(word[:cut]) and is_known(word[cut:])
    ]
    return ways[0] if len(ways) == 1 else None
