"""Which facts are taken away, and what every kind of file says of a fact."""

from __future__ import annotations

from msgspec import Struct

from ispolkom_bot.answering.chronicle import own_facts
from ispolkom_bot.answering.compose import cite, date_lines, notes
from ispolkom_bot.calendar import DAY_FORM, convert, parts
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.model import HistoricalDate, Lang, Style, Value


class Told(Struct, frozen=True):
    """A fact as a reader takes it away, in one language; `id` is its full id."""

    id: str
    thing: str
    kind: str
    topic: str
    question: str
    answer: str
    dates: tuple[str, ...]
    old_style: tuple[str, ...]
    new_style: tuple[str, ...]
    value: str
    notes: tuple[str, ...]
    standing: str
    confidence: str
    sources: tuple[str, ...]


def chosen(base: Compiled, thing: str = "") -> list[int]:
    """The facts in the file of a thing, or all of them."""
    return own_facts(base, thing) if thing else list(range(len(base.rows)))


def told(base: Compiled, number: int, language: Lang) -> Told:
    """What is said of a fact."""
    row, fact = base.rows[number], base.fact(number)
    head = base.heads[row.thing]
    cited = [cite(base, ref, at, language) for at, ref in enumerate(fact.sources, 1)]
    return Told(
        id=base.full_id(number),
        thing=row.thing,
        kind=head.kind,
        topic=head.name.say(language),
        question=fact.question.say(language),
        answer=fact.text.say(language),
        dates=tuple(date_lines(fact, language)),
        old_style=tuple(_iso(event.date, "old") for event in fact.dates),
        new_style=tuple(_iso(event.date, "new") for event in fact.dates),
        value=_value(base, fact.value, language) if fact.value else "",
        notes=tuple(notes(base, fact, language)),
        standing=fact.standing,
        confidence=fact.confidence,
        sources=tuple(
            ", ".join(filter(None, (source.text, source.where, source.url))) for source in cited
        ),
    )


def _iso(date: HistoricalDate, style: Style) -> str:
    """A date in a calendar as ISO text, a stretch as "first/last"; "" is an open end.

    Months and years are told in the calendar of their source alone: in the other they are others.
    """
    ends = [
        convert(end, date.style, style)
        if len(parts(end)) == DAY_FORM
        else end
        if date.style == style or len(parts(end)) == 1
        else ""
        for end in (date.first, date.last)
        if end
    ]
    if date.first == date.last:
        return ends[0]
    return "/".join((ends[0] if date.first else "", ends[-1] if date.last else "")).strip("/")


def _value(base: Compiled, value: Value, language: Lang) -> str:
    if value.number:
        unit = f" {value.unit.say(language)}" if value.unit else ""
        return f"{value.number}{unit}"
    if value.things:
        return "; ".join(base.heads[thing].name.say(language) for thing in value.things)
    if value.counts:
        return "; ".join(f"{base.heads[of].name.say(language)} {n}" for of, n in value.counts)
    return value.text.say(language) if value.text else value.date
