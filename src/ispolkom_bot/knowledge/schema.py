"""The schema of things: nodes of YAML in, frozen nouns out, every problem noted.

References to other things and to sources are left to the checks, which see the whole base.
"""

from __future__ import annotations

from typing import Final, get_args

from msgspec import Struct

from ispolkom_bot.knowledge.folder import nearest
from ispolkom_bot.knowledge.record import DATE, NUMBER, Lines, Record, Sheet
from ispolkom_bot.knowledge.yamlfile import Node
from ispolkom_bot.model import (
    LANGUAGES,
    ArticleClaim,
    Confidence,
    DatedEvent,
    Fact,
    HistoricalDate,
    Kind,
    Polarity,
    Side,
    SourceRef,
    Span,
    Standing,
    Style,
    Text,
    Thing,
    Value,
    Verdict,
)

CONFIDENCES: Final[tuple[Confidence, ...]] = get_args(Confidence)
STANDINGS: Final[tuple[Standing, ...]] = get_args(Standing)
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)
POLARITIES: Final[tuple[Polarity, ...]] = get_args(Polarity)
STYLES: Final[tuple[Style, ...]] = get_args(Style)
COVERED: Final[tuple[Kind, ...]] = tuple(kind for kind in get_args(Kind) if kind != "outside")

VALUES: Final = ("date", "number", "thing", "things", "counts", "text")
THING: Final = ("id", "kind", "name", "facts")
THING_MORE: Final = ("was", "aliases", "prefers", "spans")
FACT: Final = ("id", "shapes", "question", "text", "sources", "confidence", "standing", "from")
FACT_MORE: Final = (
    *("value", "polarity", "dates", "about", "dispute", "claim", "asks", "caveat", "reviewed"),
)


class Vocabulary(Struct, frozen=True):
    """The closed lists that the language files hold; an empty list closes nothing."""

    shapes: tuple[str, ...]
    roles: tuple[str, ...]
    posts: tuple[str, ...]


def read_thing(
    sheet: Sheet, node: Node, vocabulary: Vocabulary, expected: tuple[str, Kind], lines: Lines
) -> Thing:
    """A thing from the root of its file; `expected` is what the file's place says of it."""
    record = Record(sheet, node, "", THING, THING_MORE)
    thing_id, kind = expected
    if (stated := record.id("id")) and stated != thing_id:
        record.fault("id", f"{stated} differs from the file name", f"use {thing_id}, or rename")
    if "kind" in record and record.choice("kind", COVERED, kind) != kind:
        record.fault("kind", f"does not fit the folder of {kind} files", f"use {kind}, or move it")
    lines.note(thing_id, sheet.file, node)
    return Thing(
        id=thing_id,
        kind=kind,
        name=record.text("name") or Text(thing_id),
        aliases=_once(record, "aliases"),
        prefers=_once(record, "prefers"),
        spans=tuple(_span(span, vocabulary) for span in record.records("spans", *SPAN)),
        facts=_facts(record, thing_id, vocabulary, lines),
        was=record.ids("was"),
    )


def read_outside(sheet: Sheet, node: Node, lines: Lines) -> list[tuple[Thing, int]]:
    """The things outside the base from a file that lists them, each with its line."""
    read: list[tuple[Thing, int]] = []
    for item, path in sheet.items(node, "list"):
        record = Record(
            sheet, item, path, ("id", "name"), ("aliases", "prefers", "near", "way_out")
        )
        thing_id, name = record.id("id"), record.text("name")
        if not thing_id or not name:
            continue
        lines.note(thing_id, sheet.file, item)
        thing = Thing(
            id=thing_id,
            kind="outside",
            name=name,
            aliases=_once(record, "aliases"),
            prefers=_once(record, "prefers"),
            near=record.id("near"),
            way_out=record.text("way_out"),
        )
        read.append((thing, item.line))
    return read


def _facts(thing: Record, thing_id: str, vocabulary: Vocabulary, lines: Lines) -> tuple[Fact, ...]:
    facts: dict[str, Fact] = {}
    nodes = thing.nodes("facts")
    for node, path in nodes:
        named = node.value.get("id") if isinstance(node.value, dict) else None
        name = named.value if named and isinstance(named.value, str) else path
        record = Record(thing.sheet, node, name.strip(), FACT, FACT_MORE)
        fact = _fact(record, vocabulary)
        if fact is None:
            continue
        if fact.id in facts:
            record.fault("id", f"fact {fact.id} twice in one thing", "give it another id")
            continue
        facts[fact.id] = fact
        lines.note(f"{thing_id}/{fact.id}", thing.sheet.file, node)
    if "facts" in thing and not nodes:
        thing.fault("facts", "a thing without facts", "write at least the definition")
    return tuple(facts.values())


def _fact(record: Record, vocabulary: Vocabulary) -> Fact | None:
    question, text, fact_id = record.text("question"), record.text("text"), record.id("id")
    asks = record.record("asks", (), LANGUAGES)
    claim = record.record("claim", ("says", "verdict"))
    says = claim.text("says") if claim else None
    fact = Fact(
        id=fact_id,
        shapes=_known(record, "shapes", vocabulary.shapes),
        question=question or Text(""),
        text=text or Text(""),
        sources=_sources(record),
        confidence=record.choice("confidence", CONFIDENCES, "low"),
        standing=record.choice("standing", STANDINGS, "accepted"),
        origin=_filled(record, "from"),
        value=_value(record),
        polarity=record.choice("polarity", POLARITIES, "yes") if "polarity" in record else None,
        dates=tuple(_dated(entry) for entry in record.records("dates", *DATED)),
        about=record.ids("about"),
        dispute=tuple(_side(side) for side in record.records("dispute", ("says", "sources"))),
        claim=ArticleClaim(says, claim.choice("verdict", VERDICTS, "unsourced"))
        if claim and says
        else None,
        caveat=record.text("caveat"),
        asks_en=asks.words("en") if asks else (),
        asks_ru=asks.words("ru") if asks else (),
        reviewed=record.form("reviewed", DATE, "write the day of the reading, 2026-11-20"),
    )
    # A fact without its question or text can't be shown; its problems are noted by now.
    return fact if question and text and fact_id else None


def _side(record: Record) -> Side:
    return Side(says=record.text("says") or Text(""), sources=_sources(record))


def _sources(record: Record) -> tuple[SourceRef, ...]:
    read = tuple(
        SourceRef(id=entry.id("id"), where=entry.word("where"))
        for entry in record.records("sources", ("id", "where"))
    )
    if "sources" in record and not read:
        record.fault("sources", "no source", "name at least one that was really seen")
    return read


def _value(fact: Record) -> Value | None:
    record = fact.record("value", (), (*VALUES, "unit"))
    if record is None or not isinstance(fact.fields["value"].value, dict):
        return None
    filled = [key for key in VALUES if key in record]
    if len(filled) != 1:
        wrong = f"holds {', '.join(filled)}" if filled else "holds no datum"
        fact.fault("value", wrong, f"give exactly one of {', '.join(VALUES)}")
        return None
    if "unit" in record and "number" not in record:
        record.fault("unit", "a unit without a number", "leave it out, or give the number")
    one = record.id("thing")
    return Value(
        date=record.date("date"),
        number=record.form("number", NUMBER, "write digits, with a point for a fraction"),
        unit=record.text("unit"),
        things=(one,) if one else record.ids("things"),
        counts=_counts(record),
        text=record.text("text"),
    )


def _counts(record: Record) -> tuple[tuple[str, int], ...]:
    node = record.fields.get("counts")
    counts: list[tuple[str, int]] = []
    for name, child in record.sheet.mapping(node, record.at("counts")).items() if node else ():
        path = f"{record.at('counts')}.{name}"
        word = record.sheet.word(child, path)
        record.sheet.id(name, child.line, path)
        if word.isdecimal():
            counts.append((name, int(word)))
        elif word:
            record.sheet.fault(child.line, path, f"{word!r} is no count", "write digits")
    return tuple(counts)


DATED: Final = (("what",), ("on", "from", "to", "style", "circa"))
SPAN: Final = (("role", "of", "fact"), ("post", "from", "to", "at", "style", "circa"))


def _dated(record: Record) -> DatedEvent:
    date = _date(record, "on")
    if date is None:
        record.sheet.fault(record.line, record.path, "no date", "give on, or from and to")
    return DatedEvent(what=record.text("what") or Text(""), date=date or HistoricalDate("", ""))


def _span(record: Record, vocabulary: Vocabulary) -> Span:
    for key, known in (("role", vocabulary.roles), ("post", vocabulary.posts)):
        word = record.id(key)
        if word and known and word not in known:
            record.fault(key, f"unknown {key} {word!r}", nearest(word, known))
    return Span(
        role=record.word("role"),
        of=record.id("of"),
        fact=record.id("fact"),
        post=record.word("post"),
        date=_date(record, "at"),
        at="at" in record,
    )


def _date(record: Record, single: str) -> HistoricalDate | None:
    if single in record and ("from" in record or "to" in record):
        record.fault(single, f"{single} beside from or to", "give one day, or a stretch of time")
    first, last = record.date("from"), record.date("to")
    if one := record.date(single):
        first = last = one
    style, circa = record.choice("style", STYLES, "old"), record.flag("circa")
    return HistoricalDate(first, last, style, circa) if first or last else None


def _known(record: Record, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
    read = record.ids(key)
    if key in record and not read:
        record.fault(key, "empty", "name at least one")
    for word in read:
        if known and word not in known:
            record.fault(key, f"unknown {key.removesuffix('s')} {word!r}", nearest(word, known))
    return read


def _filled(record: Record, key: str) -> tuple[str, ...]:
    read = record.words(key)
    if key in record and not read:
        record.fault(key, "empty", "name at least one")
    return read


def _once(record: Record, key: str) -> tuple[str, ...]:
    read = record.words(key)
    for word in sorted({word for word in read if read.count(word) > 1}):
        record.fault(key, f"{word!r} twice in one list", "keep one")
    return read
