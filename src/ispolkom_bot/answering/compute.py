"""What no fact says but dates tell: an age, a duration, the days between two events, an order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from ispolkom_bot import calendar
from ispolkom_bot.knowledge.compiled import Compiled, unpack
from ispolkom_bot.model import Fact, HistoricalDate, Lang
from ispolkom_bot.understanding.decide import IN_ITS_WORDS, Decision
from ispolkom_bot.understanding.features import PLACE
from ispolkom_bot.understanding.read import Reading

_AGE: Final = frozenset({"old", "age", "aged", "лет", "возраст", "возраста", "возрасте"})
_COUNTED: Final = frozenset({"how", "what", "which", "сколько", "какой", "каком", "какого"})
_FIRST: Final = frozenset({"first", "earlier", "before", "sooner", "раньше", "сначала", "вперед"})
_EITHER: Final = frozenset({"or", "или"})
_BETWEEN: Final = frozenset({"between", "separate", "separated", "между", "отделяет", "разделяет"})
_MORE: Final = frozenset({"more", "bigger", "larger", "больше", "многочисленнее", "сильнее"})
_DIFFER: Final = "difference"
_TIME: Final = frozenset({"days", "time", "long", "weeks", "дней", "времени", "прошло", "долго"})
_LASTED: Final = frozenset({"last", "lasted", "длилась", "длился", "длилось", "продолжалась"})
_CUES: Final = _AGE | _FIRST | _BETWEEN | _LASTED | _MORE | {"long", "долго"}
_YEAR: Final = HistoricalDate("1917", "1917")


class Computed(Struct, frozen=True, gc=False):
    """What follows from the dates of these facts, in one sentence."""

    says: str
    facts: tuple[int, ...]


class _Dated(Struct, frozen=True, gc=False):
    thing: str
    fact: int
    date: HistoricalDate


def compute(base: Compiled, reading: Reading, language: Lang) -> Computed | None:
    """What a question asks to be reckoned from dates, where undisputed facts give them."""
    said = {word.text for word in reading.words}
    if said.isdisjoint(_CUES):
        return None
    if any(mention.outside for mention in reading.mentions):
        return None
    things = list(dict.fromkeys(mention.things[0] for mention in reading.mentions))
    if said & _MORE and said & _EITHER:
        return _more(base, things, language)
    people = [thing for thing in things if base.heads[thing].kind == "person"]
    if len(things) == 1 and people and not reading.roles and said & _AGE and said & _COUNTED:
        return _age(base, people[0], reading, language)
    long = "how-long" in reading.kinds or ("how-many" in reading.kinds and said & _LASTED)
    if len(things) == 1 and not people and not reading.roles and long:
        return _duration(base, things[0], language)
    if len(things) == 2:
        dated = [found for thing in things if (found := _main_date(base, thing))]
        if len(dated) == 2 and said & _FIRST and said & _EITHER:
            return _order(base, dated, language)
        if len(dated) == 2 and said & _BETWEEN and said & _TIME:
            return _between(base, dated, language)
    return None


def side_by_side(base: Compiled, reading: Reading, decision: Decision) -> Computed | None:
    """What two things are, where their difference is asked for and no fact tells just that."""
    if not any([shape == _DIFFER for shape, _ in reading.shapes[:2]]):
        return None
    things = list(dict.fromkeys(mention.things[0] for mention in reading.mentions))
    if len(things) != 2 or not all([term.shapes for term in reading.terms]):
        return None
    best = decision.ranked[0]
    row = base.rows[best.fact]
    told = {row.thing, *row.about}.issuperset(things) and _DIFFER in row.shapes
    if told or best.candidate.features[PLACE["phrasing"]] >= IN_ITS_WORDS:
        return None
    numbers = [base.number(f"{thing}/definition") for thing in things]
    known = tuple(number for number in numbers if number is not None)
    return Computed("", known) if len(known) == len(things) else None


def _age(base: Compiled, person: str, reading: Reading, language: Lang) -> Computed | None:
    born = _of_shape(base, person, "born")
    if born is None:
        return None
    numbers = [born.fact]
    on = _YEAR
    if reading.days:
        day = reading.days[0]
        on = HistoricalDate(day.iso, day.until, day.style or "old")
    elif any(shape == "died" for shape, _ in reading.shapes):
        died = _of_shape(base, person, "died")
        if died is None:
            return None
        on, numbers = died.date, [born.fact, died.fact]
    try:
        years = calendar.age(born.date, on)
    except calendar.ImpossibleDateError:
        return None
    if years is None or years[0] < 0:
        return None
    age = _or(sorted({max(years[0], 0), years[1]}), language)
    message = base.messages[language]["computed-age"]
    says = message.format(name=_name(base, person, language), age=age, when=_when(on, language))
    return Computed(says, tuple(numbers))


def _duration(base: Compiled, thing: str, language: Lang) -> Computed | None:
    for number, fact in _own(base, thing):
        if fact.standing == "disputed" or not {"definition", "duration", "when"} & set(fact.shapes):
            continue
        for event in fact.dates:
            days = calendar.duration(event.date)
            if days:
                message = base.messages[language]["computed-duration"]
                counted = _days(days + 1, language)
                says = message.format(
                    name=_name(base, thing, language),
                    what=event.what.say(language),
                    days=counted,
                    when=calendar.say(event.date, language),
                )
                return Computed(says, (number,))
    return None


def _order(base: Compiled, dated: Sequence[_Dated], language: Lang) -> Computed | None:
    (first, one), (second, other) = sorted((_day(entry.date), n) for n, entry in enumerate(dated))
    if not first or first == second:
        return None
    message = base.messages[language]["computed-order"]
    says = message.format(
        first=_name(base, dated[one].thing, language),
        second=_name(base, dated[other].thing, language, inside=True),
        days=_days(second - first, language),
    )
    return Computed(says, (dated[one].fact, dated[other].fact))


def _between(base: Compiled, dated: Sequence[_Dated], language: Lang) -> Computed | None:
    (first, one), (second, other) = sorted((_day(entry.date), n) for n, entry in enumerate(dated))
    if not first:
        return None
    message = base.messages[language]["computed-between"]
    says = message.format(
        first=_name(base, dated[one].thing, language, inside=True),
        second=_name(base, dated[other].thing, language, inside=True),
        days=_days(second - first, language),
    )
    return Computed(says, (dated[one].fact, dated[other].fact))


def _more(base: Compiled, things: Sequence[str], language: Lang) -> Computed | None:
    """Which of two parties had more seats, by an undisputed count that names both.

    The body is the one that the question names, else the base's own.
    """
    parties = [thing for thing in things if base.heads[thing].kind == "party"]
    if len(parties) != 2:
        return None
    bodies = [thing for thing in things if thing not in parties] or base.home
    first, second = (set(unpack(base.things.get(party, b""))[0]) for party in parties)
    for number in sorted(first & second):
        fact = base.fact(number)
        counts = dict(fact.value.counts) if fact.value else {}
        if base.rows[number].thing in bodies and all(party in counts for party in parties):
            ordered = sorted(parties, key=lambda party: -counts[party])
            told = [f"{_name(base, party, language)}: {counts[party]}" for party in ordered]
            return Computed(f"{'; '.join(told)}.", (number,))
    return None


def _main_date(base: Compiled, thing: str) -> _Dated | None:
    """When a thing happened, was issued or founded, by its undisputed facts."""
    ranked: list[tuple[int, int, HistoricalDate]] = []
    for number, fact in _own(base, thing):
        if fact.standing == "disputed" or not fact.dates:
            continue
        place = next(
            (n for n, s in enumerate(("when", "founded", "definition")) if s in fact.shapes), None
        )
        date = calendar.value_date(fact) or fact.dates[0].date
        if place is not None and _day(date):
            ranked.append((place, number, date))
    if not ranked:
        return None
    _, number, date = min(ranked, key=lambda entry: entry[:2])
    return _Dated(thing, number, date)


def _of_shape(base: Compiled, thing: str, shape: str) -> _Dated | None:
    for number, fact in _own(base, thing):
        date = calendar.value_date(fact)
        if shape in fact.shapes and fact.standing != "disputed" and date:
            return _Dated(thing, number, date)
    return None


def _own(base: Compiled, thing: str) -> list[tuple[int, Fact]]:
    numbers, _ = unpack(base.things.get(thing, b""))
    return [(n, base.fact(n)) for n in numbers if base.rows[n].thing == thing]


def _day(date: HistoricalDate) -> int:
    """The first Julian day of a date that is told to the day; else 0."""
    covered = calendar.covered(date)
    exact = len(date.first) == len("1917-03-01")
    return covered.first if covered and covered.first and exact else 0


def _name(base: Compiled, thing: str, language: Lang, *, inside: bool = False) -> str:
    name = base.heads[thing].name.say(language)
    return name if inside else name[:1].upper() + name[1:]


def _when(date: HistoricalDate, language: Lang) -> str:
    said = calendar.say(date, language)
    if language == "ru":
        return said
    return f"in {said}" if len(date.first) < len("1917-03-01") else f"on {said}"


def _or(years: Sequence[int], language: Lang) -> str:
    told = (" or " if language == "en" else " или ").join(map(str, years))
    return told if language == "en" else f"{told} {_plural(years[-1], ('год', 'года', 'лет'))}"


def _days(count: int, language: Lang) -> str:
    if language == "en":
        return f"{count} day" if count == 1 else f"{count} days"
    return f"{count} {_plural(count, ('день', 'дня', 'дней'))}"


def _plural(count: int, forms: tuple[str, str, str]) -> str:
    """The Russian form of a noun after a number."""
    if count % 10 == 1 and count % 100 != 11:
        return forms[0]
    return forms[1] if count % 10 in {2, 3, 4} and count % 100 not in {12, 13, 14} else forms[2]
