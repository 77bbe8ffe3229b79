"""An answer as a citation in the styles that students are asked for, and what it rests on.

Chicago and MLA use English words whatever the language of the answer, as their entries do; GOST
R 7.0.5 is given where the answer is Russian. What was seen only through another work says so.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

from msgspec import Struct

from ispolkom_bot.answering.compose import references
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.model import Answer, Lang, Source, SourceRef, Text
from ispolkom_bot.render.html import Page, deep_link
from ispolkom_bot.render.marked import Marked, join, link, mark, plain

BOT: Final = "Ispolkom Bot"
HEADING: Final = Text("How to cite this answer", "Как сослаться на этот ответ")
RESTS_ON: Final = Text("It rests on:", "Он опирается на:")
ADVICE: Final = Text(
    "Cite a source as your own reading only when you have looked it up.",
    "Ссылайтесь на источник как на прочитанный, только если сами в него заглянули.",
)
_EDITOR: Final = re.compile(r" \((ed|editor|ред)s?\.?\)$")
_EDITORS: Final = re.compile(r" \((eds|editors)\.?\)$")
_SCHEME: Final = re.compile(r"^https?://")
_ENDS: Final = (".", "?", "!", "…")
_MONTHS: Final = "January February March April May June July August September October November"
_NAMES: Final = (*_MONTHS.split(), "December")
_WHOLE: Final = 4
"""The longest name of a month that MLA does not shorten."""
_NOTHING: Final = Marked()


class Entry(Struct, frozen=True):
    """What is cited: a source, or the answer itself, which has a version and a day of access."""

    title: str
    url: str = ""
    author: str = ""
    container: str = ""
    publisher: str = ""
    year: str = ""
    where: str = ""
    version: str = ""
    accessed: datetime.date | None = None
    through: Entry | None = None


_Style: TypeAlias = Callable[[Entry], Marked]


def cite_page(base: Compiled, answer: Answer, accessed: datetime.date, bot: str = "") -> Page:
    """How to cite an answer and what it rests on: Chicago, MLA and, in Russian, GOST.

    `bot` is the user name of the bot, for the address of the answer. Without a fact: no page.
    """
    number = base.number(answer.facts[0]) if answer.facts else None
    if number is None:
        return Page(Marked())
    language, fact = answer.language, base.fact(number)
    own = Entry(
        title=fact.question.say(language),
        url=deep_link(bot, answer.facts[0]) if bot else "",
        container=base.title.say(language),
        publisher=BOT,
        where=answer.facts[0],
        version=base.version,
        accessed=accessed,
    )
    rests_on = plain(RESTS_ON.say(language))
    blocks = [mark("b", plain(HEADING.say(language)))]
    for name, style in _styles(language):
        sources = [style(_entry(base, ref)) for ref in references([fact])]
        blocks.append(join("\n", (mark("b", plain(name)), style(own))))
        blocks.append(mark("blockquote expandable", join("\n", (rests_on, *sources))))
    return Page(join("\n\n", (*blocks, mark("i", plain(ADVICE.say(language))))))


def chicago(entry: Entry) -> Marked:
    """An entry of a bibliography after the Chicago Manual of Style."""
    author = _EDITOR.sub(", ed.", _EDITORS.sub(", eds.", entry.author))
    publisher = "" if entry.version else entry.publisher
    told = [plain(author), *_work(entry, publisher)]
    if entry.accessed:
        day = f"{_NAMES[entry.accessed.month - 1]} {entry.accessed.day}, {entry.accessed.year}"
        told += [plain(entry.publisher), plain(f"Accessed {day}")]
    if entry.through:
        told.append(plain("Quoted in ") + chicago(entry.through))
    return _sentences((*told, link(plain(entry.url), entry.url)))


def mla(entry: Entry) -> Marked:
    """An entry of a list of works cited after the MLA Handbook."""
    author = _EDITOR.sub(", editor", _EDITORS.sub(", editors", entry.author))
    address = link(plain(_SCHEME.sub("", entry.url)), entry.url)
    told = [plain(author), *_work(entry, entry.publisher, address)]
    if entry.accessed:
        month = _NAMES[entry.accessed.month - 1]
        short = month if len(month) <= _WHOLE else f"{month[: 4 if month == 'September' else 3]}."
        told.append(plain(f"Accessed {entry.accessed.day} {short} {entry.accessed.year}"))
    if entry.through:
        told.append(plain("Qtd. in ") + mla(entry.through))
    return _sentences(told)


def gost(entry: Entry) -> Marked:
    """A reference after GOST R 7.0.5-2008."""
    author = entry.author.replace(", ", " ", 1)
    title = entry.title + (" [Электронный ресурс]" if entry.url else "")
    head = " ".join(filter(None, (_stopped(author), title)))
    if entry.container:
        head = f"{head} // {entry.container}"
    issued = ", ".join(filter(None, (entry.publisher, entry.year)))
    version = f"Версия {entry.version}" if entry.version else ""
    said = [plain(part.rstrip(".")) for part in (head, version, issued, entry.where)]
    if entry.url:
        said.append(plain("URL: ") + link(plain(entry.url), entry.url))
    day = f" (дата обращения: {entry.accessed:%d.%m.%Y})" if entry.accessed else ""
    whole = join(". – ", said) + plain(f"{day}.")
    return whole + plain(" Цит. по: ") + gost(entry.through) if entry.through else whole


def _styles(language: Lang) -> tuple[tuple[str, _Style], ...]:
    usual: tuple[tuple[str, _Style], ...] = (("Chicago", chicago), ("MLA", mla))
    return (("ГОСТ Р 7.0.5–2008", gost), *usual) if language == "ru" else usual


def _entry(base: Compiled, ref: SourceRef) -> Entry:
    source = base.sources[ref.id]
    through = base.sources.get(source.through) if source.seen == "through" else None
    return _of_source(source, ref.where, _of_source(through) if through else None)


def _of_source(source: Source, where: str = "", through: Entry | None = None) -> Entry:
    return Entry(
        title=source.title,
        url=source.url,
        author=source.author,
        container=source.container,
        publisher=source.publisher if source.publisher != source.container else "",
        year=source.year,
        where=where,
        through=through,
    )


def _work(entry: Entry, publisher: str, address: Marked = _NOTHING) -> list[Marked]:
    """The title, and where and when it appeared, as English styles write them.

    Part of something stands in quotes, a whole work in italics.
    """
    part = plain(f"“{_stopped(entry.title)}”")
    title = part if entry.container else mark("i", plain(entry.title))
    version = f"version {entry.version}" if entry.version else ""
    issued = (mark("i", plain(entry.container)), *map(plain, (version, publisher, entry.year)))
    if not any(piece.text for piece in issued):
        return [join(", ", (title, plain(entry.where), address))]
    return [title, join(", ", (*issued, plain(entry.where), address))]


def _sentences(parts: Iterable[Marked]) -> Marked:
    """The parts as sentences, each with one stop at its end."""
    return join(" ", (part + plain(_stop(part.text)) for part in parts if part.text))


def _stop(text: str) -> str:
    return "" if text.rstrip("”").endswith(_ENDS) else "."


def _stopped(text: str) -> str:
    return text + _stop(text) if text else ""
