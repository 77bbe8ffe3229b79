"""The composition of a body or congress by party, at a date: counted by a source, or by name."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from msgspec import Struct

from ispolkom_bot.answering.chronicle import brief, own_facts
from ispolkom_bot.calendar import day_text, interval
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.model import Fact, HistoricalDate, Lang, Style, Text
from ispolkom_bot.render.pictures import sources, words
from ispolkom_bot.render.pictures.data import Composition, Picture, Share
from ispolkom_bot.render.pictures.palette import place
from ispolkom_bot.render.pictures.terms import held, party

_WHOLE: Final = re.compile(r"\b(\d[\d,]*) (members|delegates|deputies)\b")
_ASIDE: Final = re.compile(r"\s*\([^)]*\)")
_OFFICES: Final = ("member", "minister", "minister-chairman", "peoples-commissar", "chairman")
_OFFICES_TOO: Final = ("deputy-chairman", "secretary", "leader")
_FEWEST: Final = 3
_UNITS: Final = {
    "members": Text("members", "членов"),
    "delegates": Text("delegates", "делегатов"),
    "deputies": Text("deputies", "депутатов"),
}


class _Counted(Struct, frozen=True):
    """What is known of a body at a date: counts by party, the whole (0: not told), the facts."""

    counts: dict[str, int]
    total: int
    facts: tuple[int, ...]
    date: HistoricalDate | None
    unit: str = "members"
    by_name: bool = False


def composition(
    base: Compiled,
    thing: str,
    language: Lang,
    first: Style = "old",
    on: HistoricalDate | None = None,
    *,
    bars: bool = False,
) -> Picture | None:
    """The composition of a thing ("" for the committee that is meant where none is named).

    Without a date the latest count; with one, the latest count by then, or the members known by
    name. None where the base tells neither.
    """
    if not thing:
        return next(
            (p for h in base.home if (p := composition(base, h, language, first, on, bars=bars))),
            None,
        )
    day = _last_day(on) if on else 0
    known = _by_count(base, thing, day) or _by_name(base, thing, on)
    if known is None:
        return None
    name = _ASIDE.sub("", base.heads[thing].name.say(language))
    untold = words.BY_NAMES if known.by_name else words.AND_OTHERS
    unit = (_UNITS[known.unit] if known.total else untold).say(language)
    shares = _shares(base, known, language)
    counted = sum(share.count for share in shares)
    total = known.total or counted
    date = brief(known.date, language, first) if known.date else ""
    facts = [base.fact(number) for number in known.facts]
    shown = Composition(shares, known.total, unit, bars)
    title = words.COMPOSITION.say(language).format(name=name)
    told = ", ".join(f"{share.name} {share.count}" for share in shares)
    notes = tuple(_notes(known, facts, language))
    return Picture(
        kind="bars" if bars else "composition",
        language=language,
        title=title,
        subtitle=" · ".join(filter(None, (date, f"{total} {unit}" if known.total else ""))),
        body=shown,
        caption=". ".join(filter(None, (title, date, told, *(note.rstrip(".") for note in notes))))
        + ".",
        notes=notes,
        sources=sources.named(base, known.facts),
        facts=tuple(base.full_id(number) for number in known.facts),
    )


def dated(base: Compiled, thing: str) -> list[HistoricalDate]:
    """The dates for which a source counts the parties of a thing, earliest first."""
    return [date for _, date in _counts(base, thing) if date]


def _counts(base: Compiled, thing: str) -> list[tuple[int, HistoricalDate | None]]:
    """The facts that count a thing by party, each with its date, earliest first."""
    found = []
    for number in own_facts(base, thing):
        fact = base.fact(number)
        if fact.value and fact.value.counts:
            exact = sorted((event.date for event in fact.dates), key=lambda date: -len(date.first))
            found.append((number, exact[0] if exact else _of_the_event(base, thing)))
    return sorted(found, key=lambda pair: (_last_day(pair[1]) if pair[1] else 0, pair[0]))


def _of_the_event(base: Compiled, thing: str) -> HistoricalDate | None:
    """When a congress met: the first stretch of days among its facts."""
    for number in own_facts(base, thing):
        for event in base.fact(number).dates:
            if event.date.first != event.date.last and event.date.first and event.date.last:
                return event.date
    return None


def _by_count(base: Compiled, thing: str, day: int) -> _Counted | None:
    fitting = [
        (number, date)
        for number, date in _counts(base, thing)
        if not day or (date and (interval(date).first or 0) <= day)
    ]
    if not fitting:
        return None
    number, date = fitting[-1]
    fact = base.fact(number)
    counts = dict(fact.value.counts) if fact.value else {}
    total, unit = _whole(fact, sum(counts.values()))
    return _Counted(counts, total, (number,), date, unit)


def _whole(fact: Fact, counted: int) -> tuple[int, str]:
    """The whole that a fact's text gives in so many words, and of what; 0 where it gives none."""
    for text in _WHOLE.finditer(fact.text.en):
        if (number := int(text[1].replace(",", ""))) >= counted:
            return number, text[2]
    return 0, "members"


def _by_name(base: Compiled, thing: str, on: HistoricalDate | None) -> _Counted | None:
    """Whom the base knows by name as being in a body on a day; None where these are too few.

    Without a day it is the one on which most came in.
    """
    spans = [s for s in base.spans if s.of == thing and s.role in (*_OFFICES, *_OFFICES_TOO)]
    begun = Counter(span.first for span in spans if span.first)
    if not begun:
        return None
    day = _last_day(on) if on else max(begun, key=lambda first: (begun[first], -first))
    people: dict[str, int] = {}
    for span in spans:
        if held(base, span, day):
            people.setdefault(span.thing, span.fact)
    if len(people) < _FEWEST:
        return None
    counts = Counter(party(base, person, day) for person in people)
    size = next((n for n in own_facts(base, thing) if _size_on(base.fact(n), day)), None)
    total = 0
    if size is not None and (value := base.fact(size).value):
        total = int(value.number)
    facts = (*people.values(), *([size] if size is not None else []))
    iso = day_text(day, "old")
    return _Counted(
        counts=dict(counts),
        total=total if total >= len(people) else 0,
        facts=tuple(dict.fromkeys(facts)),
        date=HistoricalDate(iso, iso),
        by_name=True,
    )


def _size_on(fact: Fact, day: int) -> bool:
    """Whether a fact tells how many members there were on a day."""
    if not fact.value or not fact.value.unit or fact.value.unit.en != "members":
        return False
    if not fact.value.number.isdecimal():
        return False
    covered = [interval(event.date) for event in fact.dates]
    return any((c.first or 0) <= day <= (c.last or 0) for c in covered)


def _shares(base: Compiled, known: _Counted, language: Lang) -> tuple[Share, ...]:
    named = [
        Share(of, _ASIDE.sub("", base.heads[of].name.say(language)), count)
        for of, count in sorted(known.counts.items(), key=lambda pair: place(pair[0]))
        if of and count
    ]
    untold = known.counts.get("", 0)
    rest = known.total - sum(known.counts.values()) if known.total else 0
    if untold + max(rest, 0):
        label = words.NOT_TOLD if known.by_name else words.OTHERS
        named.append(Share("", label.say(language), untold + max(rest, 0)))
    return tuple(named)


def _notes(known: _Counted, facts: list[Fact], language: Lang) -> list[str]:
    notes = []
    if known.by_name:
        notes.append(words.BY_NAME.say(language))
    if not known.total:
        notes.append(words.REST_UNKNOWN.say(language))
    elif any(fact.dispute for fact in facts):
        notes.append(words.DISPUTED.say(language))
    if not known.by_name:
        notes += [fact.caveat.say(language) for fact in facts if fact.caveat]
    return notes


def _last_day(date: HistoricalDate | None) -> int:
    return (interval(date).last or 0) if date else 0
