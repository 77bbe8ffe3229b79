"""What the last answer rests on: its sources, the bibliography, the answer as a citation."""

from __future__ import annotations

import difflib
from typing import Final

from ispolkom_bot.chat import phrases
from ispolkom_bot.chat.call import Call, echo
from ispolkom_bot.chat.memory import Turn
from ispolkom_bot.chat.turns import is_list, says
from ispolkom_bot.model import Source
from ispolkom_bot.render.cite import cite_page
from ispolkom_bot.render.plain import citation_line, entry

_MOST_SOURCES: Final = 10
_LONGEST_KEY: Final = 100


def sources(call: Call) -> Turn:
    """The sources of the last answer, or one of them, or an entry of the bibliography."""
    number = call.argument.strip("[] ")
    if number and not (number.isascii() and number.isdecimal()):
        return says(call.memory, *_bibliography(call))
    if call.memory.last is None:
        return says(call.memory, call.tell(phrases.NOTHING_ASKED))
    cited = call.memory.last.answer.citations
    if not cited:
        return says(call.memory, call.tell(phrases.NO_SOURCES))
    messages = call.base.messages[call.language]
    told = [citation_line(c, messages) for c in cited if number in ("", str(c.number))]
    return says(call.memory, *(told or [call.tell(phrases.NO_SUCH_CHOICE, last=len(cited))]))


def _bibliography(call: Call) -> tuple[str, ...]:
    """The entry of an id; else the works whose id, author or title hold the word; else a hint."""
    known, messages = call.base.sources, call.base.messages[call.language]
    key = call.argument.casefold()[:_LONGEST_KEY]
    if key in known:
        source = known[key]
        return (entry(source, messages, known.get(source.through)),)
    found = [source for source in known.values() if key in _findable(source)]
    if len(found) > _MOST_SOURCES:
        first = ", ".join(source.id for source in found[:_MOST_SOURCES])
        return (call.tell(phrases.MANY_SOURCES, count=len(found)), f"{first} ...")
    if found:
        return tuple(
            f"{source.id}: {entry(source, messages, known.get(source.through))}" for source in found
        )
    missing = call.tell(phrases.NO_SUCH_SOURCE, name=echo(call.argument))
    near = difflib.get_close_matches(key, known, n=3, cutoff=0.5)
    hint = [call.tell(phrases.DID_YOU_MEAN, names=", ".join(near))] if near else []
    return (missing, *hint)


def _findable(source: Source) -> str:
    return "\n".join((source.id, source.author, source.title)).casefold()


def cite(call: Call) -> Turn:
    """The last answer as a citation, with its sources and the base's version."""
    last = call.memory.last
    if last is None or not last.answer.facts:
        return says(call.memory, call.tell(phrases.NOTHING_TO_CITE))
    if is_list(last):
        return says(call.memory, call.tell(phrases.CITE_ONE))
    page = cite_page(call.base, last.answer, call.today)
    return says(call.memory, *page.plain.split("\n"))
