"""The works that facts rest on, in the few words that the foot of a picture has room for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.model import Source

_ASIDE: Final = re.compile(r"\s*\([^)]*\)")
_LONGEST: Final = 64
_FEW: Final = 2


def named(base: Compiled, facts: Iterable[int]) -> tuple[str, ...]:
    """The sources of these facts (of many, of each the foremost), those that carry most first."""
    told = [base.fact(number).sources for number in dict.fromkeys(facts)]
    counted = Counter(ref.id for refs in told for ref in (refs if len(told) <= _FEW else refs[:1]))
    ranked = sorted(counted, key=lambda source: (-counted[source], source))
    return tuple(dict.fromkeys(short(base.sources[source]) for source in ranked))


def short(source: Source) -> str:
    """A work by the surname of its author, its title and its year."""
    author = _ASIDE.sub("", source.author).split(",")[0].strip()
    title = _cut(source.title)
    inside = "" if author else _cut(source.container)
    return ", ".join(dict.fromkeys(part for part in (author, title, inside, source.year) if part))


def _cut(title: str) -> str:
    """A title without what stands in brackets, ended after a word where it is long."""
    title = _ASIDE.sub("", title)
    if len(title) <= _LONGEST:
        return title
    return title[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,.:;–—-") + "…"
