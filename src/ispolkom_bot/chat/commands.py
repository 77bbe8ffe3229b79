"""The commands of a conversation: what each says, and what the conversation remembers after it."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from ispolkom_bot.chat import phrases
from ispolkom_bot.engine import Context, Reply
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.model import Answer, Lang, Offer, Source, Style
from ispolkom_bot.render.plain import citation_line, entry

_MOST_SOURCES = 10
_LONGEST_ECHO = 40


class Memory(Struct, frozen=True):
    """What one conversation remembers between two lines.

    `language` is what `/lang` set, None for the language of each question; `spoken` is the
    language of the last answer; `offered` are the questions that a number picks.
    """

    context: Context = field(default_factory=Context)
    language: Lang | None = None
    spoken: Lang = "en"
    first: Style = "old"
    last: Reply | None = None
    offered: tuple[Offer, ...] = ()


class Turn(Struct, frozen=True):
    """What comes of one line: an answer or lines of text, and the memory for the next line.

    `picked` is the question that a number stood for; `over` ends the conversation.
    """

    memory: Memory
    answer: Answer | None = None
    lines: tuple[str, ...] = ()
    picked: str = ""
    over: bool = False


def obey(base: Compiled, memory: Memory, line: str) -> Turn:
    """The turn of a line that begins with a slash."""
    name, argument = (*line.lstrip("/ ").split(None, 1), "", "")[:2]
    name = name.casefold() or "help"
    if memory.language is None and any("а" <= sign <= "я" for sign in name):
        memory = replace(memory, spoken="ru")
    command = _COMMANDS.get(phrases.OTHER_NAMES.get(name, name))
    if command is None:
        return _unknown(memory, name)
    return command(base, memory, argument.strip())


def speaks(memory: Memory) -> Lang:
    """The language in which the chat itself speaks."""
    return memory.language or memory.spoken


def _help(base: Compiled, memory: Memory, argument: str) -> Turn:
    del argument
    language = speaks(memory)
    shown = {f"/{name} {args}".strip(): does for name, (args, does) in phrases.COMMANDS.items()}
    wide = max(map(len, shown))
    return Turn(
        memory,
        lines=(
            base.scope.say(language),
            phrases.HELP.say(language),
            *(f"  {usage:<{wide}}  {does.say(language)}" for usage, does in shown.items()),
        ),
    )


def _sources(base: Compiled, memory: Memory, argument: str) -> Turn:
    if argument and not argument.strip("[]").isdecimal():
        return Turn(memory, lines=_bibliography(base, speaks(memory), argument))
    if memory.last is None:
        return _says(memory, phrases.NOTHING_ASKED.say(speaks(memory)))
    number = argument.strip("[]")
    cited = memory.last.answer.citations
    messages = base.messages[speaks(memory)]
    told = [citation_line(c, messages) for c in cited if number in ("", str(c.number))]
    if cited and not told:
        return _says(memory, _choose(memory, len(cited)))
    return _says(memory, *(told or [phrases.NO_SOURCES.say(speaks(memory))]))


def _bibliography(base: Compiled, language: Lang, wanted: str) -> tuple[str, ...]:
    """The entry of an id; else the works whose id, author or title hold the word; else a hint."""
    sources, messages = base.sources, base.messages[language]
    key = wanted.casefold()
    if key in sources:
        source = sources[key]
        return (entry(source, messages, sources.get(source.through)),)
    found = [source for source in sources.values() if key in _findable(source)]
    if len(found) > _MOST_SOURCES:
        first = ", ".join(source.id for source in found[:_MOST_SOURCES])
        return (phrases.MANY_SOURCES.say(language).format(count=len(found)), f"{first} ...")
    if found:
        return tuple(
            f"{source.id}: {entry(source, messages, sources.get(source.through))}"
            for source in found
        )
    missing = phrases.NO_SUCH_SOURCE.say(language).format(name=_echo(wanted))
    near = difflib.get_close_matches(key, sources, n=3, cutoff=0.5)
    return (missing, *_did_you_mean(near, language))


def _explain(base: Compiled, memory: Memory, argument: str) -> Turn:
    del base, argument
    if memory.last is None:
        return _says(memory, phrases.NOTHING_ASKED.say(speaks(memory)))
    return _says(memory, *memory.last.trace.lines())


def _lang(base: Compiled, memory: Memory, argument: str) -> Turn:
    del base
    usage = phrases.LANGUAGE_USAGE.say(speaks(memory))
    if not argument:
        now = phrases.LANGUAGE_NOW[memory.language or "auto"].say(speaks(memory))
        return _says(memory, now, usage)
    if argument.casefold() not in phrases.LANGUAGE_NAMES:
        return _says(memory, usage)
    chosen = phrases.LANGUAGE_NAMES[argument.casefold()]
    memory = replace(memory, language=chosen, spoken=chosen or memory.spoken)
    return _says(memory, phrases.LANGUAGE_NOW[chosen or "auto"].say(speaks(memory)))


def _forget(base: Compiled, memory: Memory, argument: str) -> Turn:
    del base, argument
    fresh = Memory(language=memory.language, spoken=memory.spoken)
    return _says(fresh, phrases.FORGOTTEN.say(speaks(fresh)))


def _quit(base: Compiled, memory: Memory, argument: str) -> Turn:
    del base, argument
    return Turn(memory, lines=(phrases.FAREWELL.say(speaks(memory)),), over=True)


def _unknown(memory: Memory, name: str) -> Turn:
    language = speaks(memory)
    known = (*_COMMANDS, *phrases.OTHER_NAMES)
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return _says(
        memory,
        phrases.UNKNOWN_COMMAND.say(language).format(name=f"/{_echo(name)}"),
        *(
            _did_you_mean([f"/{word}" for word in near], language)
            or [phrases.SEE_HELP.say(language)]
        ),
    )


def no_such_choice(memory: Memory) -> Turn:
    """The turn of a number that none of the offered questions has."""
    return _says(memory, _choose(memory, len(memory.offered)))


def _choose(memory: Memory, last: int) -> str:
    return phrases.NO_SUCH_CHOICE.say(speaks(memory)).format(last=last)


def _did_you_mean(near: list[str], language: Lang) -> list[str]:
    return [phrases.DID_YOU_MEAN.say(language).format(names=", ".join(near))] if near else []


def _says(memory: Memory, *lines: str) -> Turn:
    return Turn(memory, lines=lines)


def _findable(source: Source) -> str:
    return "\n".join((source.id, source.author, source.title)).casefold()


def _echo(text: str) -> str:
    """What somebody typed, fit to be shown: no control signs, not too long."""
    return "".join(filter(str.isprintable, text))[:_LONGEST_ECHO]


_Command = Callable[[Compiled, Memory, str], Turn]
_COMMANDS: Final[dict[str, _Command]] = {
    "help": _help,
    "sources": _sources,
    "explain": _explain,
    "lang": _lang,
    "forget": _forget,
    "quit": _quit,
}
