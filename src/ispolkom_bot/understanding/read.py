"""Reading a question: who and what it names, which days, what kind of answer it wants.

Everything found here is evidence for the choice of a fact; nothing is a filter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ispolkom_bot.knowledge.compiled import (
    HOME_YEARS,
    KIND_WEIGHT,
    NAMED_WEIGHT,
    Compiled,
    Cues,
    rarity,
)
from ispolkom_bot.language.normalise import Token, language_of, tokens
from ispolkom_bot.language.phrases import find
from ispolkom_bot.model import Lang
from ispolkom_bot.understanding.days import DayMention, read_days
from ispolkom_bot.understanding.words import Names, Word, as_number, read_words

_MINISTERS = frozenset({"minister", "deputy-minister", "peoples-commissar"})
_OLD_NEW = frozenset({"old", "new", "julian", "gregorian", "стар", "нов", "юлианск", "григорианск"})
_CALENDARS = frozenset({"style", "calendar", "стил", "календар"})
_TAKEN, _FILLER = "\0", "\1"
_FILLERS = frozenset({_FILLER})
_NEAR = 0.5
_ORDINARY_SHARE, _UNKNOWN_SHARE = 0.8, 1.2


class Mention(Struct, frozen=True, gc=False):
    """A thing that the question names, at words `start` to `end`; several ids if ambiguous.

    `outside` if none of them is covered; `wrong_number` if a numeral follows that is not part of
    the name ("Nicholas I", "Order No. 4").
    """

    things: tuple[str, ...]
    start: int
    end: int
    outside: bool = False
    wrong_number: bool = False


class Term(Struct, frozen=True, gc=False):
    """A content word as the index knows it: what it weighs, and what shapes it hints at."""

    text: str
    weight: float
    state: str
    shapes: tuple[str, ...] = ()
    written: str = ""
    name: bool = False
    everyday: bool = False


class Reading(Struct, frozen=True, gc=False):
    """All that a question says, before any fact is looked at."""

    language: Lang
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...] = ()
    days: tuple[DayMention, ...] = ()
    kinds: tuple[str, ...] = ()
    shapes: tuple[tuple[str, float], ...] = ()
    roles: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    dated: tuple[Term, ...] = ()
    numbers: tuple[str, ...] = ()
    polar: bool = False
    pronoun: bool = False


def read(
    base: Compiled, text: str, language: Lang | None = None, said: tuple[Token, ...] | None = None
) -> Reading:
    """The reading of one question; `said` are its tokens, if they are known already."""
    spoken = language_of(text, language or "en")
    words, names = read_words(base, tokens(text) if said is None else said)
    stems = [word.stem for word in words]
    offices = _offices(base, stems)
    mentions = _mentions(base, words, names)
    if offices:
        mentions = [m for m in mentions if not offices.issuperset(range(m.start, m.end))]
    days = read_days(base, words, text)
    style: set[int] = set()
    if days:
        style = _style_words(words)
        mentions = [
            mention
            for mention in mentions
            if not any([day.start <= mention.start and mention.end <= day.end for day in days])
            and style.isdisjoint(range(mention.start, mention.end))
        ]
    named = {n for m in mentions if not m.outside for n in range(m.start, m.end)}
    dated: set[int] = set()
    if days:
        days = tuple([day for day in days if day.start not in named])
        dated = {
            n
            for day in days
            if day.precise or day.iso in HOME_YEARS
            for n in range(day.start, day.end)
        }
    taken = named | dated | style
    open_stems = [
        _TAKEN if n in taken else _FILLER if words[n].filler else stem
        for n, stem in enumerate(stems)
    ]
    kinds: list[str] = []
    kind_words: set[int] = set()
    for start, end, ids in _cued(base.kinds, open_stems):
        kinds += [kind for kind in ids if kind not in kinds]
        kind_words.update(range(start, end))
    shapes: dict[str, float] = {}
    hints: dict[int, tuple[str, ...]] = {}
    for start, end, ids in _cued(base.shapes, open_stems):
        share = (end - start) / len(ids) ** 0.5
        for shape in ids:
            shapes[shape] = max(shapes.get(shape, 0.0), min(share, 1.5))
        for n in range(start, end):
            hints[n] = ids
    for shape, weight in list(shapes.items()):
        for near in base.near.get(shape, ()):
            shapes[near] = max(shapes.get(near, 0.0), weight * _NEAR)
    roles = [role for _, _, ids in _cued(base.roles, open_stems) for role in ids]
    posts = [post for _, _, ids in _cued(base.posts, stems) for post in ids] if offices else []
    free = [n for n in range(len(words)) if n not in taken]
    terms = tuple(_terms(base, spoken, words, free, hints, kind_words))
    calendar = [n for n in sorted(dated) if not words[n].stop]
    told = _terms(base, spoken, words, calendar, {}, set()) if calendar else ()
    first = next((word.text for word in words if not word.filler), "")
    return Reading(
        language=spoken,
        words=words,
        mentions=tuple(mentions),
        days=days,
        kinds=tuple(kinds),
        shapes=tuple(sorted(shapes.items(), key=_strongest)) if shapes else (),
        roles=tuple(dict.fromkeys(roles)),
        posts=tuple(dict.fromkeys(posts)),
        terms=terms,
        dated=tuple(told),
        numbers=tuple(
            [words[n].text for n in free if words[n].number and words[n].text not in HOME_YEARS]
        ),
        polar=first in base.polar
        or any([word.text == "ли" for word in words])
        or (not kinds and bool(words) and words[0].filler and words[0].text in base.polar),
        pronoun=any([words[n].text in base.pronouns and not words[n].filler for n in free]),
    )


def _strongest(shape: tuple[str, float]) -> tuple[float, str]:
    return -shape[1], shape[0]


def _style_words(words: Sequence[Word]) -> set[int]:
    """The words that only say which calendar a date is in: "old style", "по новому стилю", "OS"."""
    found = {n for n, word in enumerate(words) if word.text in {"os", "ns"}}
    for n, word in enumerate(words[:-1]):
        if word.stem in _OLD_NEW and words[n + 1].stem in _CALENDARS:
            found |= {n, n + 1}
    return found


def _offices(base: Compiled, stems: Sequence[str]) -> set[int]:
    """The words of a minister's office ("minister of war"), where "war" is no war."""
    roles = [
        (start, end)
        for start, end, ids in _cued(base.roles, stems)
        if not _MINISTERS.isdisjoint(ids)
    ]
    if not roles:
        return set()
    return {
        n
        for start, end, _ in _cued(base.posts, stems)
        if any(start <= last + 1 and first <= end + 1 for first, last in roles)
        for n in range(start, end)
    }


def _mentions(base: Compiled, words: Sequence[Word], names: Names) -> list[Mention]:
    found = []
    for start, end, things in names:
        if _is_bare_word(base, words, start, end):
            continue
        covered = tuple(thing for thing in things if base.heads[thing].kind != "outside")
        follows = as_number(words[end]) if end < len(words) else ""
        wrong = bool(
            follows and len(follows) < 4 and _numbered(base, covered or things, words, end)
        )
        found.append(Mention(covered or things, start, end, not covered, wrong))
    return found


def _is_bare_word(base: Compiled, words: Sequence[Word], start: int, end: int) -> bool:
    """A month name or stop word that happens to be an alias is no mention."""
    return end - start == 1 and (words[start].stop or words[start].text in base.months)


def _numbered(base: Compiled, things: Sequence[str], words: Sequence[Word], end: int) -> bool:
    """Whether a numeral after these things belongs to the name: people and documents only."""
    if end + 1 < len(words) and words[end + 1].text in base.months:
        return False
    return any(base.heads[thing].kind in {"person", "document", "outside"} for thing in things)


def _cued(cues: Cues, stems: Sequence[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    if cues.heads.keys().isdisjoint(stems):
        return iter(())
    return find(stems, cues.phrases, cues.heads, _FILLERS)


def _terms(
    base: Compiled,
    language: Lang,
    words: Sequence[Word],
    free: Sequence[int],
    hints: dict[int, tuple[str, ...]],
    kind_words: set[int],
) -> list[Term]:
    postings = base.postings[language]
    total = len(base.rows)
    unheard = rarity(total, b"")
    terms: list[Term] = []
    seen: set[str] = set()
    for n in free:
        word = words[n]
        text = word.text if word.number else base.concepts.get(word.stem, word.stem)
        if word.number:
            if word.text in HOME_YEARS:
                continue
        elif word.stop or len(word.text) == 1 or (n in kind_words and n not in hints):
            continue
        if text in seen:
            continue
        seen.add(text)
        posting = postings.get(text)
        if posting is not None:
            weight = rarity(total, posting)
        elif word.state == "unknown":
            weight = unheard * _UNKNOWN_SHARE
        else:
            weight = unheard * _ORDINARY_SHARE
        terms.append(
            Term(text, weight, word.state, hints.get(n, ()), word.written, word.name, word.everyday)
        )
    return terms


def familiar(reading: Reading) -> float:
    """The share of a question's words, numbers and single letters aside, that anybody knows."""
    words = [w for w in reading.words if not w.number and len(w.text) > 1]
    known = sum(word.state in {"known", "ordinary"} for word in words)
    return known / len(words) if words else 1.0


def the_day(reading: Reading) -> DayMention | None:
    """The day or stretch of time of a question that asks what happened then, and nothing more."""
    if len(reading.days) != 1 or not reading.days[0].precise or reading.mentions or reading.polar:
        return None
    if not all([term.shapes for term in reading.terms]) or not {"what"}.issuperset(reading.kinds):
        return None
    shapes = [shape for shape, _ in reading.shapes[:1]]
    return reading.days[0] if {"event", "when"}.issuperset(shapes) else None


def phrasing_terms(reading: Reading) -> list[tuple[str, float]]:
    """The reading's words, things and kinds as weighted terms of phrasings."""
    kinds = (*reading.kinds, "yes-no") if reading.polar else reading.kinds
    return [
        *((term.text, term.weight) for term in (*reading.terms, *reading.dated)),
        *((f"@{mention.things[0]}", NAMED_WEIGHT) for mention in reading.mentions),
        *((f"?{kind}", KIND_WEIGHT) for kind in kinds),
    ]
