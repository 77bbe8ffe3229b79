"""The schema of what surrounds the things: base.yaml, the bibliography, the language files."""

from __future__ import annotations

from typing import Final, Literal, get_args

from ispolkom_bot.knowledge.record import Lines, Record, Sheet
from ispolkom_bot.knowledge.yamlfile import Node
from ispolkom_bot.model import LANGUAGES, Heading, Lang, Lexicon, Shape, SmallTalk, Source, Text

Seen = Literal["whole", "passage", "through"]
SEEN: Final[tuple[Seen, ...]] = get_args(Seen)
SOURCE_KINDS: Final = (
    *("primary", "memoir", "scholarship", "reference"),
    *("encyclopaedia", "newspaper", "teaching", "blog"),
)
SOURCE_MORE: Final = ("author", "container", "year", "publisher", "language", "url", "through")
ANSWER_KINDS: Final = (
    *("when", "who", "where", "how-many", "how-long"),
    *("why", "how", "what", "list", "yes-no"),
)
LISTS: Final = ("stopwords", "fillers", "polar", "pronouns")
CUES: Final = ("kinds", "shapes", "roles", "posts")
WORDS: Final = ("misspellings", "numbers", "messages")
LEXICON: Final = (*LISTS, *CUES, *WORDS, "synonyms", "months", "smalltalk")
MONTHS: Final = 12


def read_heading(sheet: Sheet, node: Node, lines: Lines) -> Heading:
    """What base.yaml says of the base as a whole."""
    lines.note("base:", sheet.file, node)
    needed = ("title", "scope", "languages", "licence")
    record = Record(sheet, node, "", needed, ("home", "government"))
    record.word("licence")
    stated = record.words("languages")
    if "languages" in record and sorted(stated) != sorted(LANGUAGES):
        record.fault("languages", f"{', '.join(stated)}", f"the base is in {', '.join(LANGUAGES)}")
    return Heading(
        title=record.text("title") or Text(""),
        scope=record.text("scope") or Text(""),
        home=record.ids("home"),
        government=record.word("government"),
    )


def read_sources(sheet: Sheet, node: Node, lines: Lines) -> dict[str, Source]:
    """The bibliography, from sources.yaml."""
    sources: dict[str, Source] = {}
    for source_id, child in sheet.mapping(node, "sources").items():
        sheet.id(source_id, child.line, source_id)
        lines.note(f"sources:{source_id}", sheet.file, child)
        record = Record(sheet, child, source_id, ("kind", "title", "seen"), SOURCE_MORE)
        source = Source(
            id=source_id,
            kind=record.choice("kind", SOURCE_KINDS, "blog"),
            title=record.word("title"),
            author=record.word("author"),
            container=record.word("container"),
            year=record.word("year"),
            publisher=record.word("publisher"),
            language=record.word("language"),
            url=record.word("url"),
            seen=record.choice("seen", SEEN, "passage"),
            through=record.id("through"),
        )
        sources[source_id] = source
        if source.seen == "through" and not source.through:
            record.fault("seen", "seen through another work", "name that work: through: its-id")
        if source.through and source.seen != "through":
            record.fault("through", f"but seen: {source.seen}", "say seen: through, or remove it")
    return sources


def read_shapes(sheet: Sheet, node: Node, lines: Lines) -> dict[str, Shape]:
    """The question shapes with the kinds of answer each can give."""
    shapes: dict[str, Shape] = {}
    for shape_id, child in sheet.mapping(node, "shapes").items():
        sheet.id(shape_id, child.line, shape_id)
        lines.note(f"shapes:{shape_id}", sheet.file, child)
        record = Record(sheet, child, shape_id, ("kinds",), ("near",))
        kinds = record.ids("kinds")
        for kind in kinds:
            if kind not in ANSWER_KINDS:
                wrong, remedy = f"unknown kind {kind!r}", f"use one of {', '.join(ANSWER_KINDS)}"
                record.fault("kinds", wrong, remedy)
        if "kinds" in record and not kinds:
            record.fault("kinds", "no kind of answer", f"use some of {', '.join(ANSWER_KINDS)}")
        near = record.ids("near") if "near" in record else ()
        for other in near:
            if other not in node.value:
                record.fault("near", f"unknown shape {other!r}", "name a shape of this file")
        shapes[shape_id] = Shape(shape_id, kinds, near)
    return shapes


def read_lexicon(sheet: Sheet, node: Node, language: Lang, lines: Lines) -> Lexicon:
    """One language's cues, words and messages."""
    lines.note(f"{language}:", sheet.file, node)
    record = Record(sheet, node, "", LEXICON)
    lists = {key: record.words(key) for key in LISTS}
    cues = {key: _cues(record, key) for key in CUES}
    words = {key: _words(record, key) for key in WORDS}
    for kind in cues["kinds"]:
        if kind not in ANSWER_KINDS:
            wrong, remedy = f"unknown kind {kind!r}", f"use one of {', '.join(ANSWER_KINDS)}"
            record.fault("kinds", wrong, remedy)
    for word, digits in words["numbers"].items():
        if not digits.isdecimal():
            record.fault("numbers", f"{word}: {digits!r} is no number", "write digits")
    months = _groups(record, "months")
    if "months" in record and len(months) != MONTHS:
        record.fault("months", f"{len(months)} months", "list the names of each of the twelve")
    return Lexicon(
        language=language,
        stopwords=lists["stopwords"],
        fillers=lists["fillers"],
        polar=lists["polar"],
        pronouns=lists["pronouns"],
        kinds=cues["kinds"],
        shapes=cues["shapes"],
        roles=cues["roles"],
        posts=cues["posts"],
        synonyms=_groups(record, "synonyms"),
        misspellings=words["misspellings"],
        numbers=words["numbers"],
        months=months,
        smalltalk=_smalltalk(record),
        messages=words["messages"],
    )


def _cues(record: Record, key: str) -> dict[str, tuple[str, ...]]:
    node = record.fields.get(key)
    entries = record.sheet.mapping(node, record.at(key)) if node else {}
    return {
        name: record.sheet.words(child, f"{record.at(key)}.{name}")
        for name, child in entries.items()
    }


def _words(record: Record, key: str) -> dict[str, str]:
    node = record.fields.get(key)
    entries = record.sheet.mapping(node, record.at(key)) if node else {}
    return {
        name: record.sheet.word(child, f"{record.at(key)}.{name}")
        for name, child in entries.items()
    }


def _groups(record: Record, key: str) -> tuple[tuple[str, ...], ...]:
    return tuple(record.sheet.words(node, path) for node, path in record.nodes(key))


def _smalltalk(record: Record) -> tuple[SmallTalk, ...]:
    talks: dict[str, SmallTalk] = {}
    for entry in record.records("smalltalk", ("id", "asks", "says"), ("declines",)):
        talk = SmallTalk(
            id=entry.id("id"),
            asks=entry.words("asks"),
            says=entry.word("says"),
            declines=entry.flag("declines"),
        )
        if talk.id in talks:
            entry.fault("id", f"{talk.id} twice", "give it another id")
        talks[talk.id] = talk
    return tuple(talks.values())
