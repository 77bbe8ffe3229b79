"""A page of a list as an answer: its lines with their sources, what can be opened, what is next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from ispolkom_bot.answering.compose import cite
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.language.sentences import first_sentence
from ispolkom_bot.model import Answer, Lang, Offer, SourceRef

_BULLET: Final = "• "


class Line(Struct, frozen=True):
    """A line of a list and the facts that it tells, the foremost first."""

    text: str
    facts: tuple[int, ...]


class Page(Struct, frozen=True):
    """The place of a page in its list: the list's id, where it begins, how long the list is."""

    of: str
    at: int
    count: int


def page(
    base: Compiled,
    language: Lang,
    place: Page,
    heading: str,
    lines: Sequence[Line],
    *,
    opened: int,
    dates: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
    offers: tuple[Offer, ...] = (),
) -> Answer:
    """The answer that a page of a list makes; `opened` facts of it are offered in full.

    Each line names the foremost source of its facts; a fact that is disputed says so.
    """
    messages = base.messages[language]
    refs: dict[SourceRef, int] = {}
    told = [_told(base, line, refs, messages["disputed"]) for line in lines]
    end = place.at + len(lines)
    if place.at or end < place.count:
        part = messages["part-of"].format(first=place.at + 1, last=end, count=place.count)
        heading = f"{heading} — {part}"
    following: tuple[Offer, ...] = ()
    if end < place.count:
        label = messages["next-page"].format(
            first=end + 1, last=min(end + len(lines), place.count), count=place.count
        )
        following = (Offer(f"{place.of}:{end}", label),)
    foremost = tuple(dict.fromkeys(line.facts[0] for line in lines))
    return Answer(
        status="answer",
        language=language,
        text="\n".join((f"{heading}:", *told)),
        dates=dates,
        notes=notes,
        citations=tuple(cite(base, ref, n, language) for ref, n in refs.items()),
        related=(
            *(base.offer(number, language) for number in foremost[:opened]),
            *offers,
            *following,
        ),
        facts=tuple(dict.fromkeys(base.full_id(n) for line in lines for n in line.facts)),
        score=1.0,
    )


def sentences(base: Compiled, numbers: Sequence[int], language: Lang) -> list[Line]:
    """The first sentence of each fact."""
    return [Line(first_sentence(base.fact(n).text.say(language)), (n,)) for n in numbers]


def _told(base: Compiled, line: Line, refs: dict[SourceRef, int], disputed: str) -> str:
    marks: list[int] = []
    doubt = False
    for number in line.facts:
        fact = base.fact(number)
        doubt = doubt or bool(fact.dispute)
        if fact.sources:
            marks.append(refs.setdefault(fact.sources[0], len(refs) + 1))
    said = f"{_BULLET}{line.text}" + (f" ({disputed.lower()})" if doubt else "")
    return " ".join((said, "".join(f"[{mark}]" for mark in dict.fromkeys(marks)))).rstrip()
