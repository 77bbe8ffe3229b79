"""Commands: finding the one that is meant, and those that speak of the conversation itself."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from ispolkom_bot import __version__
from ispolkom_bot.answering.browse import popular
from ispolkom_bot.chat import lookups, phrases, references
from ispolkom_bot.chat.call import Call, echo
from ispolkom_bot.chat.memory import Memory, Turn
from ispolkom_bot.chat.menu import OTHER_NAMES, usages
from ispolkom_bot.chat.study import talk
from ispolkom_bot.chat.turns import offers, says
from ispolkom_bot.chat.why import why
from ispolkom_bot.language.normalise import language_of

_EXAMPLES: Final = 5
_LONGEST_NAME: Final = 40
_IN_ITS_LANGUAGE: Final = frozenset({"ask", "date", "who", "timeline", "quiz", "learn"})
"""Commands whose argument shows the language in which they are to be answered."""


def obey(call: Call) -> Turn:
    """The turn of a command: `argument` is the whole line, beginning with a slash."""
    name, argument, *_ = (*call.argument.lstrip("/ ").split(None, 1), "", "")
    called = name.split("@", 1)[0].casefold().replace("ё", "е") or "help"
    memory = call.memory
    if memory.language is None and any("а" <= sign <= "я" for sign in called):
        memory = replace(memory, spoken="ru")
    known = OTHER_NAMES.get(called, called)
    if memory.language is None and known in _IN_ITS_LANGUAGE:
        memory = replace(memory, spoken=language_of(argument, memory.spoken))
    asked = replace(call, memory=memory, argument=argument.strip())
    command = COMMANDS.get(known)
    return command(asked) if command else _unknown(asked, called)


def _start(call: Call) -> Turn:
    lines = (call.base.title.say(call.language), call.tell(phrases.START))
    examples = popular(call.base, call.language, _EXAMPLES)
    return offers(call.memory, (*lines, call.tell(phrases.FOR_EXAMPLE)), examples)


def _help(call: Call) -> Turn:
    shown = usages(call.language, call.where)
    wide = max(map(len, shown)) if call.where == "console" else 0
    return says(
        call.memory,
        call.base.scope.say(call.language),
        call.tell(phrases.HELP),
        *(
            f"  {usage:<{wide}}  {does}" if wide else f"{usage} — {does}"
            for usage, does in shown.items()
        ),
    )


def _about(call: Call) -> Turn:
    base = call.base
    covered = {row.thing for row in base.rows}
    blanks = {
        "facts": len(base.rows),
        "things": len(covered),
        "dated": sum(bool(row.days) for row in base.rows),
        "sources": len(base.sources),
        "outside": len(base.heads) - len(covered),
        "program": __version__,
        "base": base.version,
    }
    return says(
        call.memory,
        base.title.say(call.language),
        base.scope.say(call.language),
        *(call.tell(text, **blanks) for text in phrases.ABOUT),
    )


def _explain(call: Call) -> Turn:
    if call.memory.last is None:
        return says(call.memory, call.tell(phrases.NOTHING_ASKED))
    return says(call.memory, *call.memory.last.trace.lines())


def _lang(call: Call) -> Turn:
    usage = call.tell(phrases.USAGE["lang"])
    chosen = call.argument.casefold()
    if not chosen:
        return says(
            call.memory, call.tell(phrases.LANGUAGE_NOW[call.memory.language or "auto"]), usage
        )
    if chosen not in phrases.LANGUAGE_NAMES:
        return says(call.memory, usage)
    language = phrases.LANGUAGE_NAMES[chosen]
    memory = replace(call.memory, language=language, spoken=language or call.memory.spoken)
    return says(memory, phrases.LANGUAGE_NOW[language or "auto"].say(memory.speaks))


def _calendar(call: Call) -> Turn:
    usage = call.tell(phrases.USAGE["calendar"])
    word, *_ = (*call.argument.casefold().split(), "")
    if not word:
        return says(call.memory, call.tell(phrases.CALENDAR_NOW[call.memory.first]), usage)
    if word not in phrases.CALENDAR_NAMES:
        return says(call.memory, usage)
    first = phrases.CALENDAR_NAMES[word]
    return says(replace(call.memory, first=first), call.tell(phrases.CALENDAR_NOW[first]))


def _forget(call: Call) -> Turn:
    kept = call.memory
    fresh = Memory(language=kept.language, spoken=kept.spoken, first=kept.first)
    return says(fresh, call.tell(phrases.FORGOTTEN))


def _quit(call: Call) -> Turn:
    return Turn(call.memory, lines=(call.tell(phrases.FAREWELL),), over=True)


def _unknown(call: Call, name: str) -> Turn:
    known = (*COMMANDS, *OTHER_NAMES)
    near = difflib.get_close_matches(name[:_LONGEST_NAME], known, n=1, cutoff=0.5)
    hint = (
        call.tell(phrases.DID_YOU_MEAN, names=f"/{near[0]}")
        if near
        else call.tell(phrases.SEE_HELP)
    )
    unknown = call.tell(phrases.UNKNOWN_COMMAND, name=f"/{echo(name)}")
    return says(call.memory, unknown, hint)


COMMANDS: Final[dict[str, Callable[[Call], Turn]]] = {
    "start": _start,
    "ask": lookups.question,
    "date": lookups.date,
    "who": lookups.who,
    "timeline": lookups.timeline,
    "today": talk.today,
    "quiz": talk.quizzed,
    "learn": talk.learn,
    "review": talk.reviewed,
    "stop": talk.stop,
    "more": lookups.more,
    "sources": references.sources,
    "cite": references.cite,
    "why": why,
    "explain": _explain,
    "lang": _lang,
    "calendar": _calendar,
    "about": _about,
    "help": _help,
    "forget": _forget,
    "quit": _quit,
}
"""What obeys each command of the menu."""
