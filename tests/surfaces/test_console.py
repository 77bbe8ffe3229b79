"""The chat in a terminal and in a pipe."""

from __future__ import annotations

import io
import os
import re
import select
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pytest
from tests.standin import MESSAGES, ORDER, StandIn, engine_of

from ispolkom_bot.chat.memory import Memory
from ispolkom_bot.chat.menu import menu
from ispolkom_bot.chat.study.desk import Desk
from ispolkom_bot.chat.study.review import Card
from ispolkom_bot.engine import Engine
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.render.plain import full
from ispolkom_bot.settings import Settings
from ispolkom_bot.surfaces.console import _keep, _with_cards, completions, run
from ispolkom_bot.surfaces.terminal import Terminal, terminal

pty = pytest.importorskip("pty")

ROOT = Path(__file__).parents[2]
ASK = "When was Order No. 1 issued?"
COLOUR = re.compile(r"\x1b\[\d+m")
PLAIN = Settings(knowledge=None, cache=None, colour=True)
BASE = cast("Compiled", StandIn().base)
_CHILD = (
    "import fcntl, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "from tests.standin import install; install(); "
    "from ispolkom_bot.cli import main; sys.exit(main(['console']))"
)


class Screen:
    """The other end of a terminal in which the console runs."""

    def __init__(self, program: subprocess.Popen[bytes], master: int) -> None:
        self.program = program
        self.master = master
        self.seen = ""

    def type(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def until(self, text: str) -> str:
        """What appears up to and with `text`; fails where it doesn't appear."""
        while text not in self.seen:
            if not select.select([self.master], [], [], 60)[0]:
                pytest.fail(f"{text!r} did not appear in {self.seen!r}")
            try:
                more = os.read(self.master, 4096)
            except OSError:
                more = b""
            if not more:
                pytest.fail(f"the console ended before {text!r}: {self.seen!r}")
            self.seen += more.decode("utf-8", "replace").replace("\r\n", "\n")
        before, _, self.seen = self.seen.partition(text)
        return before + text

    def leaves(self, key: str = "") -> int:
        """The exit status, once everything has been read.

        The key is pressed again where nothing happens for a second: CPython overlooks a Ctrl-C
        that comes between showing the prompt and waiting for input.
        """
        for _ in range(60):
            if not select.select([self.master], [], [], 1)[0]:
                self.type(key)
                continue
            try:
                more = os.read(self.master, 4096)
            except OSError:
                break
            if not more:
                break
            self.seen += more.decode("utf-8", "replace")
        return self.program.wait(60)


@contextmanager
def in_terminal(**environ: str) -> Iterator[Screen]:
    """The console in a terminal of its own, 60 columns wide."""
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (24, 60))
    program = subprocess.Popen(
        [sys.executable, "-c", _CHILD],
        cwd=ROOT,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        env=os.environ | {"INPUTRC": os.devnull} | environ,
    )
    os.close(slave)
    try:
        yield Screen(program, master)
    finally:
        program.kill()
        program.wait()
        os.close(master)


def piped(lines: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """What the console writes when these lines come through a pipe."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
    run(engine_of(StandIn()), PLAIN)
    return capsys.readouterr().out


def test_in_a_terminal_there_is_a_greeting_a_prompt_and_colour() -> None:
    with in_terminal() as screen:
        greeting = screen.until("> ")
        assert "The Ispolkom" in greeting
        assert "Исполком" in greeting
        screen.type(ASK + "\n")
        screen.until("issued?")
        told = screen.until("\n> ")
        assert "\x1b[36mIssued: 1 March 1917" in told
        assert COLOUR.sub("", told).count(ORDER.text) == 1
        assert max(map(len, COLOUR.sub("", told).splitlines())) <= 60
        screen.type("1\n")
        assert "> Who wrote Order No. 1?\nSokolov wrote it down." in screen.until("down.")
        screen.type("/quit\n")
        assert screen.leaves() == 0
        assert "Goodbye." in screen.seen


@pytest.mark.parametrize("environ", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colour_where_none_is_wanted(environ: dict[str, str]) -> None:
    with in_terminal(**environ) as screen:
        screen.until("> ")
        screen.type(ASK + "\n")
        assert not COLOUR.search(screen.until("2) What did"))


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_ctrl_c_and_ctrl_d_leave_politely(key: str) -> None:
    with in_terminal() as screen:
        screen.until("> ")
        screen.type(key)
        assert screen.leaves(key) == 0
        assert "Goodbye." in screen.seen
        assert "Traceback" not in screen.seen


def test_tab_completes_commands_and_names() -> None:
    with in_terminal() as screen:
        screen.until("> ")
        screen.type("/so\t")
        screen.until("/sources ")
        screen.type("pip\t\n")
        screen.until("Pipes, Richard")
        screen.until("> ")
        screen.type("who was alexander k\t\n")
        screen.until("Kerensky\n")


def test_history_outlives_the_program(tmp_path: Path) -> None:
    cache = tmp_path / "deep" / "cache"
    with in_terminal(ISPOLKOM_CACHE=str(cache)) as screen:
        screen.until("> ")
        screen.type(ASK + "\n")
        screen.until("\n> ")
        screen.type("\x04")
        assert screen.leaves() == 0
    assert (cache / "history").read_text("utf-8").splitlines() == [ASK]
    with in_terminal(ISPOLKOM_CACHE=str(cache)) as screen:
        screen.until("> ")
        screen.type("\x1b[A\n")
        screen.until(ORDER.text)


def test_an_unusable_place_for_the_history_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with in_terminal(ISPOLKOM_CACHE=str(tmp_path / "file" / "cache")) as screen:
        screen.until("> ")
        screen.type("\x04")
        assert screen.leaves() == 0
        assert "Traceback" not in screen.seen


def test_bytes_that_are_no_text_are_tolerated_in_a_terminal() -> None:
    with in_terminal() as screen:
        screen.until("> ")
        os.write(screen.master, b"\xd0 \xff\n")
        screen.until("I don't know that.")


def test_a_pipe_gets_the_same_without_prompt_and_colour(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = piped(f"{ASK}\n\n  \n1\n/lang en\n", monkeypatch, capsys)
    assert out == (
        f"{full(ORDER, MESSAGES['en'])}\n\n"
        "> Who wrote Order No. 1?\nSokolov wrote it down.\n\n"
        "I answer in English.\n\n"
    )


@pytest.mark.parametrize("word", ["/quit", "quit", "Exit", "/выход"])
def test_nothing_is_answered_after_leaving(
    word: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = piped(f"{word}\n{ASK}\n", monkeypatch, capsys)
    assert out in ("Goodbye.\n\n", "До свидания.\n\n")


def test_strange_lines_in_a_pipe(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = piped(f"\ufeff{ASK}\n\0\n{'x' * 100_000}\n\u202e\nlast", monkeypatch, capsys)
    assert out.startswith(ORDER.text)
    assert out.count("I don't know that.") == 4


def test_a_fault_of_ours_does_not_end_the_conversation(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = piped(f"crash\n{ASK}\n", monkeypatch, capsys)
    assert out.startswith("The program failed on this: Crash('asked to')\n")
    assert ORDER.text in out


def test_ctrl_c_in_a_pipe_is_quiet(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Interrupted:
        def isatty(self) -> bool:
            return False

        def __iter__(self) -> Iterator[str]:
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", Interrupted())
    run(engine_of(StandIn()), PLAIN)
    assert capsys.readouterr().out == ""


def test_a_reader_that_goes_away_ends_it_quietly() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.standin", "console"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as program:
        assert program.stdin
        assert program.stdout
        assert program.stderr
        program.stdout.close()
        program.stdin.write(f"{ASK}\n".encode())
        program.stdin.close()
        assert program.wait(60) == 0
        assert program.stderr.read() == b""


def test_bytes_that_are_no_text_are_tolerated_in_a_pipe() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.standin", "console"],
        cwd=ROOT,
        input=b"\xff\xfe\n" + ASK.encode(),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0
    assert done.stderr == b""
    assert ORDER.text.encode() in done.stdout


@pytest.mark.parametrize(
    ("line", "begin", "found"),
    [
        ("/e", 0, ["/explain"]),
        ("/f", 0, ["/forget"]),
        ("/s", 0, ["/stop", "/sources "]),
        ("/st", 0, ["/stop"]),
        ("/zzz", 0, []),
        ("/lang ", 6, ["auto", "en", "ru"]),
        ("/lang R", 6, ["ru"]),
        ("/calendar ", 10, ["new", "old"]),
        ("/sources s", 9, ["sokolov", "sukhanov"]),
        ("/who alex", 5, ["Alexander Kerensky"]),
        ("/timeline order no. 2", 16, ["No. 2"]),
        ("/who ", 5, []),
        ("/forget x", 8, []),
        ("ord", 0, ["Order No. 1", "Order No. 2"]),
        ("who signed order n", 17, ["No. 1", "No. 2"]),
        ("что за прик", 7, ["Приказ № 1"]),
        ("who was alex", 8, ["Alexander Kerensky"]),
        ("who was zzz", 8, []),
        ("who was ", 8, []),
        ("", 0, []),
    ],
)
def test_completions(line: str, begin: int, found: list[str]) -> None:
    assert completions(line, begin, BASE) == found


def test_every_command_of_the_console_is_completed() -> None:
    assert [name.strip() for name in completions("/", 0, BASE)] == [
        f"/{name}" for name, _ in menu("en", "console")
    ]


def test_questions_beside_lines_are_numbered_and_can_be_picked(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("/start\n3\n/timeline\nnext\n"))
    run(engine, PLAIN)
    out = capsys.readouterr().out
    offered = re.findall(r"^3\) (.+)$", out, re.MULTILINE)[0]
    picked, first, second = out.index(f"> {offered}\n"), out.index("1–8 of"), out.index("9–16 of")
    assert picked < first < second


def test_the_same_fact_comes_that_was_offered(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = engine.reply(ASK).answer
    offered = engine.base.number(asked.related[0].fact)
    assert offered is not None
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{ASK}\n1\n"))
    run(engine, PLAIN)
    assert engine.base.fact(offered).text.en in capsys.readouterr().out


def test_names_outside_the_base_are_not_offered() -> None:
    assert not any("Lenin" in name for name in completions("order", 0, BASE))


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_what_a_terminal_shows() -> None:
    assert terminal(io.StringIO(), colour=True) == Terminal(0, colour=False)
    assert terminal(_Screen(), colour=True) == Terminal(80, colour=True)
    assert terminal(_Screen(), colour=False) == Terminal(80, colour=False)


@pytest.mark.parametrize(("columns", "width"), [(0, 80), (40, 40), (300, 100)])
def test_the_width_follows_the_terminal(columns: int, width: int) -> None:
    master, slave = pty.openpty()
    try:
        termios.tcsetwinsize(slave, (24, columns))
        with open(slave, "w", closefd=False) as stream:
            assert terminal(stream, colour=True).width == width
    finally:
        os.close(master)
        os.close(slave)


def test_what_is_learnt_outlives_the_console(tmp_path: Path) -> None:
    file = tmp_path / "data" / "cards.json"
    assert _with_cards(None) == _with_cards(file) == Memory()
    learning = Memory(desk=Desk(cards=(Card("a/b", "x", "2026-11-22"),)))
    _keep(file, learning)
    assert _with_cards(file) == learning
    file.write_text("{broken")
    assert _with_cards(file) == Memory()
    assert [kept.name for kept in file.parent.iterdir()] == ["cards.damaged"]
