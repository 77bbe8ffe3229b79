"""What a base covers, in plain tables: how much of what, how sure, whence, and how far reviewed.

The report says nothing of the day or the machine: the same base gives the same report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias, get_args

from ispolkom_bot.knowledge.lexicon import SEEN, SOURCE_KINDS
from ispolkom_bot.knowledge.order import happened
from ispolkom_bot.knowledge.schema import CONFIDENCES, STANDINGS, VERDICTS
from ispolkom_bot.language.stems import is_cyrillic
from ispolkom_bot.model import Base, Fact, HistoricalDate, Kind, Value

_Row: TypeAlias = Sequence[object]

PRECISION: Final = {4: "year", 7: "month", 10: "day"}
"""What an ISO text of so many signs tells."""


def coverage(base: Base) -> str:
    """The report on a base, in Markdown."""
    return _Report(base).text()


class _Report:
    """The tables of the report, over the facts of a base."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self.things = [thing for thing in base.things.values() if thing.kind != "outside"]
        self.facts = [(thing, fact) for thing in self.things for fact in thing.facts]

    def text(self) -> str:
        parts: list[tuple[str, _Row, list[_Row]]] = [
            ("Totals", ("what", "count"), list(self._totals())),
            ("Things by kind", ("kind", "things", "facts", "reviewed"), list(self._kinds())),
            ("Facts by shape", ("shape", "main", "any", "share"), list(self._shapes())),
            ("Languages", ("what", "English", "Russian"), list(self._languages())),
            ("Confidence and standing", ("", *STANDINGS, "all"), list(self._confidence())),
            ("What the seed article says", ("verdict", "facts"), list(self._verdicts())),
            ("Values", ("value", "facts"), list(self._values())),
            ("Dates of facts", ("date", "Old Style", "New Style"), list(self._dates())),
            ("Sources by kind", ("kind", *SEEN, "works", "citations"), list(self._sources())),
            ("Sources of a fact", ("works named", "facts", "share"), list(self._cited())),
            ("Claims of the dossiers", _CLAIMS, list(self._claims())),
            ("Offices and memberships", _SPANS, list(self._spans())),
            ("What came before what", ("sequence", "facts", "from", "to"), list(self._order())),
        ]
        tables = "\n".join(f"## {title}\n\n{_table(head, rows)}" for title, head, rows in parts)
        return f"{_HEAD}\n{tables}"

    def _totals(self) -> Iterator[_Row]:
        facts = [fact for _, fact in self.facts]
        yield "things", len(self.things)
        yield "names known to lie outside", len(self.base.things) - len(self.things)
        yield "facts", len(facts)
        yield "facts reviewed", _of(sum(bool(fact.reviewed) for fact in facts), len(facts))
        yield "works in the bibliography", len(self.base.sources)
        yield "citations", sum(_citations(fact).total() for fact in facts)
        yield "offices and memberships", sum(len(thing.spans) for thing in self.things)
        yield "claims of the dossiers", len(self.base.claims)
        yield "sequences of events", len(self.base.order)

    def _kinds(self) -> Iterator[_Row]:
        for kind in get_args(Kind):
            things = [thing for thing in self.things if thing.kind == kind]
            facts = [fact for thing in things for fact in thing.facts]
            if things:
                reviewed = sum(bool(fact.reviewed) for fact in facts)
                yield kind, len(things), len(facts), _of(reviewed, len(facts))

    def _shapes(self) -> Iterator[_Row]:
        main = Counter(fact.shapes[0] for _, fact in self.facts if fact.shapes)
        some = Counter(shape for _, fact in self.facts for shape in fact.shapes)
        for shape in sorted(self.base.shapes, key=lambda shape: (-some[shape], shape)):
            yield shape, main[shape], some[shape], _share(some[shape], len(self.facts))

    def _languages(self) -> Iterator[_Row]:
        facts = [fact for _, fact in self.facts]
        names = [name for thing in self.things for name in thing.aliases]
        cyrillic = sum(is_cyrillic(name) for name in names)
        yield "names", len(self.things), sum(bool(thing.name.ru) for thing in self.things)
        yield "further names", len(names) - cyrillic, cyrillic
        yield "questions", len(facts), sum(bool(fact.question.ru) for fact in facts)
        yield "texts", len(facts), sum(bool(fact.text.ru) for fact in facts)
        yield (
            "words of the texts",
            sum(len(_WORD.findall(fact.text.en)) for fact in facts),
            sum(len(_WORD.findall(fact.text.ru)) for fact in facts),
        )
        yield (
            "other phrasings",
            sum(len(fact.asks_en) for fact in facts),
            sum(len(fact.asks_ru) for fact in facts),
        )

    def _confidence(self) -> Iterator[_Row]:
        pairs = Counter((fact.confidence, fact.standing) for _, fact in self.facts)
        for confidence in CONFIDENCES:
            row = [pairs[confidence, standing] for standing in STANDINGS]
            yield confidence, *row, sum(row)
        sums = [sum(pairs[one, standing] for one in CONFIDENCES) for standing in STANDINGS]
        yield "all", *sums, sum(sums)

    def _verdicts(self) -> Iterator[_Row]:
        told = Counter(fact.claim.verdict for _, fact in self.facts if fact.claim)
        return ((verdict, told[verdict]) for verdict in VERDICTS)

    def _values(self) -> Iterator[_Row]:
        told = Counter(_kind_of(fact.value) for _, fact in self.facts)
        yield from ((kind, told[kind]) for kind in (*_VALUES, "none"))
        yield "yes, no or partly", sum(fact.polarity is not None for _, fact in self.facts)

    def _dates(self) -> Iterator[_Row]:
        dates = [event.date for _, fact in self.facts for event in fact.dates]
        told = Counter((_precision(date), date.style) for date in dates)
        for kind in (*reversed(PRECISION.values()), "stretch", "circa"):
            yield kind, told[kind, "old"], told[kind, "new"]
        dated = sum(bool(fact.dates) for _, fact in self.facts)
        yield "facts with a date", _of(dated, len(self.facts)), ""

    def _sources(self) -> Iterator[_Row]:
        works = Counter((one.kind, one.seen) for one in self.base.sources.values())
        cited: Counter[str] = Counter()
        for _, fact in self.facts:
            for source, times in _citations(fact).items():
                if source in self.base.sources:
                    cited[self.base.sources[source].kind] += times
        for kind in SOURCE_KINDS:
            row = [works[kind, seen] for seen in SEEN]
            yield kind, *row, sum(row), cited[kind]

    def _cited(self) -> Iterator[_Row]:
        sizes = Counter(min(len(_citations(fact)), _MANY) for _, fact in self.facts)
        for size in range(1, _MANY + 1):
            name = f"{size} or more" if size == _MANY else str(size)
            yield name, sizes[size], _share(sizes[size], len(self.facts))

    def _claims(self) -> Iterator[_Row]:
        told = Counter(claim for _, fact in self.facts for claim in set(fact.origin))
        dossiers = dict.fromkeys(claim.partition("/")[0] for claim in self.base.claims)
        for dossier in dossiers:
            claims = [one for one in self.base.claims if one.startswith(f"{dossier}/")]
            left = sum(one in self.base.left_out for one in claims)
            facts = sum(
                any(one.startswith(f"{dossier}/") for one in fact.origin) for _, fact in self.facts
            )
            yield dossier, len(claims), sum(told[one] > 0 for one in claims), left, facts

    def _spans(self) -> Iterator[_Row]:
        spans = [(thing, span) for thing in self.things for span in thing.spans]
        roles = Counter(span.role for _, span in spans)
        for role in sorted(roles, key=lambda role: (-roles[role], role)):
            held = [(thing.id, span) for thing, span in spans if span.role == role]
            dates = [span.date for _, span in held if span.date and not span.at]
            ends = sum(bool(date.first and date.last) for date in dates)
            moments = sum(span.at for _, span in held)
            yield role, len(held), len({one for one, _ in held}), ends, len(dates) - ends, moments

    def _order(self) -> Iterator[_Row]:
        known = {f"{thing.id}/{fact.id}": fact for thing, fact in self.facts}
        for sequence in self.base.order:
            dates = [happened(known[one]) for one in sequence.facts if one in known]
            told = [date for date in dates if date]
            first, last = (told[0].first, told[-1].first) if told else ("", "")
            yield sequence.name.en, len(sequence.facts), first, last
        if self.base.order:
            facts = {one for sequence in self.base.order for one in sequence.facts}
            yield "all, each fact once", len(facts), "", ""


_HEAD: Final = """\
# What the fact base covers

Made by `ispolkom-bot check --report`; not written by hand.
"""
_WORD: Final = re.compile(r"\w[\w'-]*")
_VALUES: Final = ("date", "number", "thing", "things", "counts", "text")
_MANY: Final = 5
_CLAIMS: Final = ("dossier", "claims", "told", "left out", "facts made from it")
_SPANS: Final = ("role", "spans", "persons", "both ends", "one end", "one moment")


def _citations(fact: Fact) -> Counter[str]:
    """How often a fact names each work, its sides included."""
    sides = [source.id for side in fact.dispute for source in side.sources]
    return Counter([*(source.id for source in fact.sources), *sides])


def _kind_of(value: Value | None) -> str:
    if value is None:
        return "none"
    if value.things:
        return "things" if len(value.things) > 1 else "thing"
    return next(kind for kind in ("date", "number", "counts", "text") if getattr(value, kind))


def _precision(date: HistoricalDate) -> str:
    if date.circa:
        return "circa"
    return PRECISION[len(date.first)] if date.first == date.last else "stretch"


def _of(part: int, whole: int) -> str:
    return f"{part} of {whole} ({_share(part, whole)})"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"


def _table(head: _Row, rows: Sequence[_Row]) -> str:
    """A table in Markdown, figures set to the right."""
    cells = [[str(cell) for cell in row] for row in rows]
    right = [
        at > 0 and bool(cells) and all(row[at][:1].isdigit() or not row[at] for row in cells)
        for at in range(len(head))
    ]
    rule = "|".join("---:" if figure else "---" for figure in right)
    lines = [[str(cell) for cell in head], *cells]
    written = [f"| {' | '.join(line)} |" for line in lines]
    return "\n".join((written[0], f"|{rule}|", *written[1:], ""))
