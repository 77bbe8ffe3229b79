"""The command line: ask, console, batch, run, doctor, picture, export, evaluate, check.

Each command imports what it needs when it runs, for `ask` must start fast.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ispolkom_bot import __version__
from ispolkom_bot.errors import StartError
from ispolkom_bot.settings import Settings, directory, read, read_token

if TYPE_CHECKING:
    from ispolkom_bot.knowledge.compiled import Compiled

DONE, NOT_ANSWERED, PROBLEMS, UNUSABLE, INTERRUPTED = 0, 1, 1, 2, 130
_PROGRAM: Final = "ispolkom-bot"
_STATUSES: Final = """\
exit status:
  0  stopped by a signal
  1  ended by an unforeseen fault, or it could not stop in time
  2  bad usage, setting, fact base or database
  3  the token is missing or malformed
  4  Telegram refuses the token
  5  another process, or a webhook, takes the bot's updates
"""

_Command = Callable[[argparse.Namespace, Settings], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the value is the exit status."""
    _make_streams_safe()
    parser = _parser()
    arguments = parser.parse_args(argv)
    if arguments.command is None:
        parser.error(
            "name a command: ask, console, batch, run, doctor, picture, export, evaluate or check"
        )
    command: _Command = arguments.command
    try:
        status = command(arguments, read(knowledge=arguments.knowledge))
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except StartError as fault:
        sys.stderr.write(f"{fault}\n")
        return fault.status
    except BrokenPipeError:
        _drop_output()
        return DONE
    except OSError as fault:
        _drop_output()
        sys.stderr.write(f"{_PROGRAM}: {fault}\n")
        return UNUSABLE
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=_PROGRAM,
        description="Answers about the Executive Committee of the Petrograd Soviet in 1917, "
        "with dates and sources.",
    )
    parser.set_defaults(command=None)
    parser.add_argument(
        "--version",
        dest="command",
        action="store_const",
        const=_version,
        help="show the version of the program and of the fact base",
    )
    parser.add_argument("--knowledge", metavar="DIR", help="use the fact base in this directory")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--knowledge",
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="use the fact base in this directory",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    ask = commands.add_parser("ask", parents=[shared], help="answer one question")
    ask.add_argument("question", nargs="+", metavar="QUESTION", help="the question, in words")
    ask.add_argument("--json", action="store_true", help="print the answer as a JSON object")
    ask.add_argument("--explain", action="store_true", help="show how the answer came about")
    ask.add_argument("--lang", choices=("en", "ru"), help="language of the answer")
    ask.set_defaults(command=_ask)

    console = commands.add_parser("console", parents=[shared], help="chat in the terminal")
    console.set_defaults(command=_console)

    batch = commands.add_parser("batch", parents=[shared], help="answer JSON lines")
    batch.set_defaults(command=_batch)

    run = commands.add_parser(
        "run",
        parents=[shared],
        help="be the bot in Telegram",
        description="Be the bot in Telegram, with the token in ISPOLKOM_TOKEN or in the file that"
        " ISPOLKOM_TOKEN_FILE names, until a signal says stop.",
        epilog=_STATUSES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    run.set_defaults(command=_run)

    doctor = commands.add_parser(
        "doctor",
        parents=[shared],
        help="tell what is wrong with token, network, disk and base",
        description="Tell of each thing that `run` needs whether it is well, and what to do if it"
        " isn't. Exit status 0 all is well enough to run, 1 something is not.",
    )
    doctor.set_defaults(command=_doctor)

    evaluate = commands.add_parser(
        "evaluate",
        parents=[shared],
        help="measure the answers to labelled questions and dialogues",
    )
    evaluate.add_argument("files", nargs="+", metavar="FILE", help="questions or dialogues, YAML")
    evaluate.add_argument("--json", action="store_true", help="print the figures as a JSON object")
    evaluate.add_argument("--save", metavar="FILE", help="keep the results, to compare with later")
    evaluate.add_argument(
        "--against",
        metavar="DIR|FILE",
        help="tell which answers differ from those of another base, or from kept results",
    )
    evaluate.set_defaults(command=_evaluate)

    picture = commands.add_parser("picture", parents=[shared], help="draw a picture (PNG or SVG)")
    picture.add_argument("kind", choices=("timeline", "composition", "bars", "offices"))
    picture.add_argument("topic", nargs="*", metavar="TOPIC", help="a person, body, congress ...")
    picture.add_argument("--on", metavar="DATE", help="a day, month or year")
    picture.add_argument("--lang", choices=("en", "ru"), help="language of the picture")
    picture.add_argument("-o", dest="out", metavar="FILE", required=True, help="FILE.png, FILE.svg")
    picture.set_defaults(command=_picture)

    export = commands.add_parser("export", parents=[shared], help="facts to take away, as a file")
    export.add_argument("kind", choices=("anki", "csv", "json", "ics", "bibtex"))
    export.add_argument("topic", nargs="*", metavar="TOPIC", help="a person, body, event ...")
    export.add_argument("--lang", choices=("en", "ru"), help="language of the facts")
    export.add_argument("-o", dest="out", metavar="FILE", default="-", help="where to (default: -)")
    export.set_defaults(command=_export)

    check = commands.add_parser("check", parents=[shared], help="check a fact base")
    check.add_argument("directory", nargs="?", metavar="DIR", help="the base to check")
    check.add_argument("--report", action="store_true", help="print what the base covers instead")
    check.set_defaults(command=_check)
    return parser


def _ask(arguments: argparse.Namespace, settings: Settings) -> int:
    gc.disable()  # one answer, then the end: collecting costs more than it frees
    try:
        return _answer(arguments, settings)
    finally:
        gc.enable()


def _answer(arguments: argparse.Namespace, settings: Settings) -> int:
    from ispolkom_bot.engine import Engine

    base = _base(settings)
    reply = Engine(base).reply(" ".join(arguments.question), language=arguments.lang)
    if arguments.json:
        import msgspec

        from ispolkom_bot.render.record import answered, encode

        record = answered(reply.answer)
        if arguments.explain:
            record["explain"] = msgspec.to_builtins(reply.trace)
        _say(encode(record).decode())
    else:
        from ispolkom_bot.render.plain import full
        from ispolkom_bot.surfaces.terminal import terminal

        screen = terminal(sys.stdout, settings.colour)
        messages = base.messages[reply.answer.language]
        explained = ["", *reply.trace.lines()] if arguments.explain else []
        told = full(reply.answer, messages, screen.width, screen.colour)
        _say("\n".join((told, *explained, "")))
    return DONE if reply.answer.status == "answer" else NOT_ANSWERED


def _console(arguments: argparse.Namespace, settings: Settings) -> int:
    del arguments
    from ispolkom_bot.engine import Engine
    from ispolkom_bot.surfaces.console import run

    run(Engine(_base(settings)), settings)
    return DONE


def _batch(arguments: argparse.Namespace, settings: Settings) -> int:
    del arguments
    from ispolkom_bot.engine import Engine
    from ispolkom_bot.surfaces.batch import run

    run(Engine(_base(settings)), sys.stdin.buffer, sys.stdout.buffer)
    return DONE


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    del arguments
    token = read_token()
    from ispolkom_bot import logs
    from ispolkom_bot.engine import Engine
    from ispolkom_bot.surfaces.telegram.app import run

    logs.set_up(settings.log, [token, *([settings.database] if settings.database else [])])
    run(settings, token, Engine(_base(settings)))
    return DONE


def _doctor(arguments: argparse.Namespace, settings: Settings) -> int:
    del arguments
    from ispolkom_bot.surfaces.telegram.doctor import examine

    healthy = True
    for finding in examine(settings):
        _say(f"{finding}\n")
        healthy = healthy and finding.verdict != "fail"
    return DONE if healthy else PROBLEMS


def _evaluate(arguments: argparse.Namespace, settings: Settings) -> int:
    from ispolkom_bot.audit.compare import difference, write
    from ispolkom_bot.engine import Engine
    from ispolkom_bot.knowledge.cache import open_base
    from ispolkom_bot.render.record import encode
    from ispolkom_bot.surfaces.evaluation import earlier, evaluate, record, sheets_of, told

    sheets = sheets_of(arguments.files)
    found = evaluate(Engine(_base(settings)), sheets, __version__)
    changes = None
    if arguments.against:
        before = earlier(
            Path(arguments.against),
            sheets,
            __version__,
            lambda base: Engine(open_base(base, settings.cache)),
        )
        changes = difference(before, found.kept())
    if arguments.save:
        write(found.kept(), Path(arguments.save))
    if arguments.json:
        _say(encode(record(found, changes)).decode())
    else:
        _say("\n".join((*told(found, changes), "")))
    return DONE


def _picture(arguments: argparse.Namespace, settings: Settings) -> int:
    from ispolkom_bot.surfaces.files import picture

    words, lang = " ".join(arguments.topic), arguments.lang
    caption = picture(_base(settings), arguments.kind, words, arguments.on, lang, arguments.out)
    _say(f"{caption}\n")
    return DONE


def _export(arguments: argparse.Namespace, settings: Settings) -> int:
    from ispolkom_bot.surfaces.files import export

    topic = " ".join(arguments.topic)
    export(_base(settings), arguments.kind, topic, arguments.lang, arguments.out)
    return DONE


def _check(arguments: argparse.Namespace, settings: Settings) -> int:
    from ispolkom_bot.audit.report import check_directory
    from ispolkom_bot.knowledge.cache import bundled

    if arguments.directory is None:
        checked = settings.knowledge or bundled()
    else:
        checked = directory(arguments.directory, "check", "name the directory of a base")
    if arguments.report:
        from ispolkom_bot.audit.coverage import coverage
        from ispolkom_bot.knowledge.load import load

        _say(coverage(load(checked)))
        return DONE
    problems = check_directory(checked)
    _say("".join(f"{problem}\n" for problem in problems))
    count = "1 problem" if len(problems) == 1 else f"{len(problems) or 'no'} problems"
    sys.stderr.write(f"{count} in {checked}\n")
    return PROBLEMS if problems else DONE


def _version(arguments: argparse.Namespace, settings: Settings) -> int:
    del arguments
    _say(f"{_PROGRAM} {__version__}\n")
    _say(f"base {_base(settings).version}\n")
    return DONE


def _base(settings: Settings) -> Compiled:
    from ispolkom_bot.knowledge.cache import open_base

    base = open_base(settings.knowledge, settings.cache)
    gc.freeze()  # the base stays: the collector need not walk through it between questions
    return base


def _say(text: str) -> None:
    """Write to standard output; if nobody reads it any more, the exit status still tells."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()


def _make_streams_safe() -> None:
    """No character that a stream can't carry, and no stream that was closed, stops the program."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - lives as long as the program
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _drop_output() -> None:
    """Send what is still to be written nowhere, so that leaving doesn't fail on it."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
