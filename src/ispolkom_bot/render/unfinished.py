"""What somebody who is still typing may be about to ask: names and words that begin as the end."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.language.normalise import tokens
from ispolkom_bot.language.stems import stem
from ispolkom_bot.model import LANGUAGES

_SHORTEST: Final = 3
"""Letters that must be there before anything is guessed."""
_WORDS_OF_A_NAME: Final = 4
_NAMES, _VERBS = 4, 2
"""How many names, and how many other words, are tried."""


def completions(base: Compiled, query: str) -> Iterator[str]:
    """Questions that `query` may become, the likeliest first; then what it says without its end."""
    words = query.split()
    for taken in range(min(_WORDS_OF_A_NAME, len(words)), 0, -1):
        begun = _folded(" ".join(words[-taken:]))
        names = _names_with(base, begun) if len(begun) >= _SHORTEST else []
        for name in names:
            yield " ".join((*words[:-taken], name))
        if names:
            return
    last = _folded(words[-1]) if words else ""
    if len(last) >= _SHORTEST:
        for word in _words_from(base, last):
            yield " ".join((*words[:-1], word))
    if len(words) > 1:
        yield " ".join(words[:-1])


def _names_with(base: Compiled, begun: str) -> list[str]:
    """Names that begin so, or have a word that does: of each thing one, the foremost first."""
    found: dict[str, str] = {}
    whole: set[str] = set()
    for thing, name, folded in _names(base):
        if folded.startswith(f" {begun}"):
            if thing not in whole:
                found[thing] = name
                whole.add(thing)
        elif " " not in begun and f" {begun}" in folded:
            found.setdefault(thing, name)
    return list(found.values())[:_NAMES]


@lru_cache(maxsize=2)
def _names(base: Compiled) -> tuple[tuple[str, str, str], ...]:
    """Things, their names and what those are compared by; the things most is told of first."""
    own = [
        (thing, head.name.say(language))
        for thing, head in base.heads.items()
        if head.kind != "outside"
        for language in LANGUAGES
    ]
    short = [
        (thing, word)
        for word, stemmed in base.name_words.items()
        for thing in base.aliases.get(stemmed, ())[:1]
        if base.heads[thing].kind != "outside"
    ]
    named = sorted((*own, *short), key=lambda pair: -len(base.things.get(pair[0], b"")))
    return tuple((thing, name, f" {_folded(name)}") for thing, name in named)


def _words_from(base: Compiled, begun: str) -> list[str]:
    """The words of the base that begin so, those that most facts have first."""
    found: dict[str, str] = {}
    for key, row in base.words.items():
        if key.startswith(begun[:2]):
            for word in row.split():
                if word.startswith(begun) and len(word) > len(begun):
                    found.setdefault(stem(word), word)
    counts = {s: max(len(base.postings[lang].get(s, b"")) for lang in LANGUAGES) for s in found}
    return [found[s] for s in sorted(found, key=lambda s: (-counts[s], s))][:_VERBS]


def _folded(text: str) -> str:
    return " ".join(token.text for token in tokens(text))
