"""The dated events of the base in order, and a date in a few signs: what timelines are made of."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from msgspec import Struct

from ispolkom_bot.calendar import CHANGE, DAY_FORM, convert, interval, parts
from ispolkom_bot.knowledge.compiled import Compiled, unpack
from ispolkom_bot.model import HistoricalDate, Lang, Style, Text

_MAIN: Final = ("event", "document", "body", "press", "party")
"""Kinds of things that make the history as a whole."""
_OF_ITS_DAY: Final = ("when", "event", "founded", "ended")
_ITS_DATUM, _ONLY_DAY, _SHAPED, _KIND, _DEFINES = 2.0, 1.0, 1.0, 1.0, 0.5
_MOST_TOLD: Final = 100
_MONTH: Final = 31
_COVERS: Final = 2.0
"""How much less a stretch of time that covers a day counts than what happened on it."""
_LONG: Final = 62
"""Days beyond which a stretch of time is told by what made history alone."""


class Entry(Struct, frozen=True):
    """One dated event of a fact: the Julian days it covers (0 for an open end), what happened.

    `value` is how much the day is the fact's own matter, and the fact the day's; `own` says
    that it is its datum or only date, `main` that its thing is one that made history, too.
    """

    first: int
    last: int
    fact: int
    date: HistoricalDate
    what: Text
    value: float
    own: bool
    main: bool

    @property
    def exact(self) -> bool:
        """Whether the date is told to the day."""
        return all(len(parts(end)) == DAY_FORM for end in (self.date.first, self.date.last) if end)


def entries(base: Compiled, numbers: Iterable[int]) -> list[Entry]:
    """The dated events of these facts, earliest first; months and years stand at their ends."""
    return sorted((e for number in numbers for e in _of_fact(base, number)), key=_place)


def _place(entry: Entry) -> tuple[int, int, float, int]:
    first, last = entry.first or entry.last, entry.last or entry.first
    return first if entry.exact else last, -last, -entry.value, entry.fact


@lru_cache(maxsize=2)
def all_entries(base: Compiled) -> tuple[Entry, ...]:
    """The dated events of the whole base."""
    return tuple(entries(base, range(len(base.rows))))


def own_facts(base: Compiled, thing: str) -> list[int]:
    """The facts in a thing's own file, in its order."""
    return [n for n in unpack(base.things.get(thing, b""))[0] if base.rows[n].thing == thing]


def weight(base: Compiled, fact: int) -> int:
    """How much is told of a fact's thing: the number of facts that concern it."""
    return len(unpack(base.things.get(base.rows[fact].thing, b""))[0])


def _of_fact(base: Compiled, number: int) -> Iterable[Entry]:
    row = base.rows[number]
    if not row.days:
        return
    fact = base.fact(number)
    kind = base.heads[row.thing].kind
    general = (
        _SHAPED * any(shape in _OF_ITS_DAY for shape in row.shapes[:2])
        + _ONLY_DAY * (len(row.days) == 1)
        + _KIND * (kind in _MAIN)
        + _DEFINES * (row.shapes[0] == "definition" and kind != "person")
        + min(weight(base, number), _MOST_TOLD) / _MOST_TOLD
    )
    datum = fact.value.date if fact.value else ""
    for event, (first, last) in zip(fact.dates, row.days, strict=True):
        is_datum = bool(datum) and datum in {event.date.first, event.date.last}
        if fact.dispute and len(fact.dates) > 1 and not is_datum:
            continue  # the dates that the other sides give
        yield Entry(
            first=first,
            last=last,
            fact=number,
            date=event.date,
            what=event.what,
            value=general + _ITS_DATUM * is_datum,
            own=is_datum or len(fact.dates) == 1,
            main=is_datum and kind in _MAIN,
        )


def on_day(base: Compiled, day: int) -> list[Entry]:
    """What happened on a day, the foremost first; things take turns."""
    met: dict[int, tuple[float, Entry]] = {}
    for entry in all_entries(base):
        if entry.first <= day <= entry.last <= entry.first + _MONTH and entry.exact:
            value = entry.value - (_COVERS if entry.first != entry.last else 0)
            twin = base.rows[entry.fact].twin
            if twin not in met or met[twin][0] < value:
                met[twin] = (value, entry)
    turns: dict[str, int] = {}
    order = []
    for value, entry in sorted(met.values(), key=lambda pair: (-pair[0], pair[1].fact)):
        thing = base.rows[entry.fact].thing
        turns[thing] = turns.get(thing, 0) + 1
        order.append((turns[thing], -value, entry.fact, entry))
    return [entry for *_, entry in sorted(order, key=lambda item: item[:3])]


def in_stretch(base: Compiled, start: int, end: int) -> list[Entry]:
    """What belongs to a stretch of time: events of their own, of a long one what made history."""
    met = [e for e in all_entries(base) if start <= e.first <= e.last <= end]
    own = [entry for entry in met if entry.own]
    made = [entry for entry in own if entry.main]
    return made if made and end - start > _LONG else own or met


def by_date(found: Iterable[Entry]) -> list[list[Entry]]:
    """Entries of one date together, those that weigh most first, no claim twice."""
    groups: dict[tuple[int, int], list[Entry]] = {}
    for entry in found:
        groups.setdefault((entry.first, entry.last), []).append(entry)
    return [sorted(group, key=lambda entry: -entry.value) for group in groups.values()]


def brief(date: HistoricalDate, language: Lang, first: Style = "old") -> str:
    """A date in a few signs, the other calendar in brackets: "27 Feb 1917 (12 Mar)".

    Days of record after the change of 1918 are told in the New Style alone; months and years in
    the calendar that they are stored in.
    """
    ends = tuple(dict.fromkeys(end for end in (date.first, date.last) if end))
    known = all(len(parts(end)) == DAY_FORM for end in ends)
    late = date.style == "new" and (interval(date).first or CHANGE) >= CHANGE
    if not known or late:
        said = _ends(ends, language)
    else:
        second: Style = "new" if first == "old" else "old"
        told = tuple(convert(end, date.style, first) for end in ends)
        other = tuple(convert(end, date.style, second) for end in ends)
        beside = _ends(other, language, year=told[-1][:4] != other[-1][:4])
        said = f"{_ends(told, language)} ({beside})"
    if not date.first:
        said = f"{_UNTIL[language]} {said}"
    elif not date.last:
        said = f"{_SINCE[language]} {said}"
    return f"{_ABOUT[language]} {said}" if date.circa else said


def _ends(ends: tuple[str, ...], language: Lang, *, year: bool = True) -> str:
    """One or two ISO texts as a stretch, what they share told once, at its end."""
    last = parts(ends[-1])
    told = [_one(last, language, year=year)]
    if len(ends) > 1:
        start = parts(ends[0])
        if start[:2] == last[:2] and len(start) == DAY_FORM:
            told.insert(0, str(start[2]))
        else:
            told.insert(0, _one(start, language, year=start[0] != last[0]))
    plain = len(ends) > 1 and told[0].isdecimal()
    return ("–" if plain else " – ").join(told)


def _one(date: tuple[int, ...], language: Lang, *, year: bool) -> str:
    day = str(date[2]) if len(date) == DAY_FORM else ""
    month = (_MONTHS if day else _WHOLE)[language][date[1] - 1] if len(date) > 1 else ""
    return " ".join(filter(None, (day, month, str(date[0]) if year or not month else "")))


_ABOUT: Final[dict[Lang, str]] = {"en": "c.", "ru": "ок."}
_SINCE: Final[dict[Lang, str]] = {"en": "from", "ru": "с"}
_UNTIL: Final[dict[Lang, str]] = {"en": "until", "ru": "до"}
_MONTHS: Final[dict[Lang, tuple[str, ...]]] = {
    "en": (
        *("Jan", "Feb", "Mar", "Apr", "May", "June"),
        *("July", "Aug", "Sept", "Oct", "Nov", "Dec"),
    ),
    "ru": (
        *("янв.", "фев.", "марта", "апр.", "мая", "июня"),
        *("июля", "авг.", "сент.", "окт.", "нояб.", "дек."),
    ),
}
_WHOLE: Final[dict[Lang, tuple[str, ...]]] = {
    "en": _MONTHS["en"],
    "ru": (
        *("янв.", "фев.", "март", "апр.", "май", "июнь"),
        *("июль", "авг.", "сент.", "окт.", "нояб.", "дек."),
    ),
}
"""Months that stand without a day."""
