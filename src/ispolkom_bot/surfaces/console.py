"""The chat in a terminal; with a pipe on either side it does the same without prompt and colour."""

from __future__ import annotations

import contextlib
import datetime
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ispolkom_bot.chat.conversation import step
from ispolkom_bot.chat.memory import Memory, Turn
from ispolkom_bot.chat.menu import COMMANDS
from ispolkom_bot.chat.study import review
from ispolkom_bot.chat.study.desk import Desk
from ispolkom_bot.engine import Engine
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.render.plain import full, lines
from ispolkom_bot.settings import Settings
from ispolkom_bot.surfaces.terminal import Terminal, terminal

_PROMPT: Final = "> "
_CARDS: Final = "cards.json"
"""What is learnt in the console, in the directory of what the bot remembers."""
_HISTORY: Final = 1000
_LEAVING: Final = frozenset({"quit", "exit"})
_ARGUMENTS: Final = {"/lang": ("auto", "en", "ru"), "/calendar": ("new", "old")}
_TAKING_NAMES: Final = frozenset({"/ask", "/who", "/timeline", "/quiz", "/learn"})
_WORD_START: Final = re.compile(r"(?<!\S)(?=\S)")


def run(engine: Engine, settings: Settings) -> None:
    """Talk until the input ends, somebody leaves, or Ctrl-C."""
    base = engine.base
    screen = terminal(sys.stdout, settings.colour)
    chatting = sys.stdin.isatty() and sys.stdout.isatty()
    with contextlib.ExitStack() as stack:
        if chatting:
            stack.enter_context(_editing(base, settings.cache))
            _show(lines((base.title.en, base.title.ru, "/help /quit"), screen.width))
        cards = settings.data / _CARDS if chatting and settings.data else None
        memory = _with_cards(cards)
        try:
            for line in _typed() if chatting else _piped():
                turn = _step(engine, memory, line)
                _show(_told(turn, base, screen))
                if cards and turn.memory.desk.cards != memory.desk.cards:
                    _keep(cards, turn.memory)
                memory = turn.memory
                if turn.over:
                    return
        except KeyboardInterrupt:
            if chatting:
                sys.stdout.write("\n")
        if chatting:
            _show(_told(_step(engine, memory, "/quit"), base, screen))


def completions(line: str, begin: int, base: Compiled) -> list[str]:
    """What can stand from `begin` to the end of `line`: commands, arguments, names of things.

    A name of several words is found by any of its first words: what is completed is its rest.
    """
    if line.startswith("/"):
        head, blank, typed = line.partition(" ")
        if not blank:
            named = [
                f"/{name} " if command.usage.en else f"/{name}"
                for name, command in COMMANDS.items()
                if "console" in command.where
            ]
            return [name for name in named if name.startswith(head.casefold())]
        if head not in _TAKING_NAMES:
            known = base.sources if head == "/sources" else _ARGUMENTS.get(head, ())
            return sorted(word for word in known if word.startswith(typed.casefold()))
        line = " " * (len(head) + 1) + typed
    names = sorted(
        name
        for head in base.heads.values()
        if head.kind != "outside"
        for name in {head.name.en, head.name.ru}
        if name
    )
    for start in (match.start() for match in _WORD_START.finditer(line)):
        phrase = line[start:].casefold()
        found = [name for name in names if name.casefold().startswith(phrase)]
        if found and start <= begin:
            return [name[begin - start :] for name in found]
    return []


def _step(engine: Engine, memory: Memory, line: str) -> Turn:
    if line.strip().casefold() in _LEAVING:
        line = f"/{line.strip()}"
    try:
        return step(engine, memory, line, _today(), "console")
    except Exception as fault:  # a fault of ours must not end the conversation
        return Turn(memory, lines=(f"The program failed on this: {fault!r}",))


def _with_cards(file: Path | None) -> Memory:
    """A new conversation with the cards of former ones."""
    if file:
        try:
            return Memory(desk=Desk(cards=review.unpacked(file.read_bytes())))
        except ValueError:  # damaged: out of the way, but there to be looked at
            file.replace(file.with_suffix(".damaged"))
        except OSError:
            pass
    return Memory()


def _keep(file: Path, memory: Memory) -> None:
    """Write the cards, whole or not at all."""
    with contextlib.suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = file.with_suffix(".part")
        part.write_bytes(review.packed(memory.desk.cards))
        part.replace(file)


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).astimezone().date()


def _told(turn: Turn, base: Compiled, screen: Terminal) -> str:
    if turn.answer is None:
        offered = (f"{number}) {offer.question}" for number, offer in enumerate(turn.offers, 1))
        return lines((*turn.lines, *offered), screen.width)
    messages = base.messages[turn.answer.language]
    told = full(turn.answer, messages, screen.width, screen.colour)
    return f"{_PROMPT}{turn.picked}\n{told}" if turn.picked else told


def _show(text: str) -> None:
    sys.stdout.write(text + "\n\n")
    sys.stdout.flush()


def _piped() -> Iterator[str]:
    for line in sys.stdin:
        said = line.removeprefix("\ufeff").strip()
        if said:
            yield said


def _typed() -> Iterator[str]:
    while True:
        try:
            line = input(_PROMPT)
        except EOFError:
            sys.stdout.write("\n")
            return
        if line.strip():
            yield line


@contextlib.contextmanager
def _editing(base: Compiled, cache: Path | None) -> Iterator[None]:
    """Line editing, completion and a history that outlives the program, where there is readline."""
    try:
        import readline  # noqa: PLC0415 - only a terminal needs it, and Windows has none
    except ImportError:
        yield
        return

    def complete(text: str, state: int) -> str | None:
        line, begin = readline.get_line_buffer(), readline.get_begidx()
        found = completions(line[:begin] + text, begin, base)
        return found[state] if state < len(found) else None

    readline.set_completer_delims(" \t")
    readline.set_completer(complete)
    libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")
    readline.set_history_length(_HISTORY)
    history = cache / "history" if cache else None
    with contextlib.suppress(OSError):
        if history:
            readline.read_history_file(history)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            if history:
                history.parent.mkdir(parents=True, exist_ok=True)
                readline.write_history_file(history)
