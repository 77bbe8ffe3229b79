"""The command line."""

from __future__ import annotations

import gc
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest

from ispolkom_bot import cli
from ispolkom_bot.audit.coverage import coverage
from ispolkom_bot.engine import Engine
from ispolkom_bot.errors import BaseError, Problem
from ispolkom_bot.knowledge import cache
from ispolkom_bot.knowledge.load import load
from ispolkom_bot.render.plain import full
from ispolkom_bot.render.record import answered
from tests import standin as standin_module
from tests.knowledge.small_base import Folder
from tests.standin import MESSAGES, ORDER, RUSSIAN, StandIn

ROOT = Path(__file__).parents[1]
ASK = "When was Order No. 1 issued?"
FULL = full(ORDER, MESSAGES["en"])

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], standin: StandIn
) -> Run:
    """The command line with the stand-in: exit status, output, errors."""
    monkeypatch.setattr("ispolkom_bot.engine.Engine", lambda base: standin)
    monkeypatch.setattr(cache, "open_base", lambda directory, cache: standin.base)

    def go(*arguments: str) -> tuple[int, str, str]:
        try:
            status = cli.main(arguments)
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return go


def program(*arguments: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    """The command line with the stand-in, in a process of its own."""
    command = [sys.executable, "-m", "tests.standin", *arguments]
    return subprocess.run(command, cwd=ROOT, check=False, timeout=60, **more)  # type: ignore[call-overload,no-any-return]


def test_ask_prints_the_whole_answer(run: Run) -> None:
    assert run("ask", ASK) == (0, FULL + "\n", "")
    assert gc.isenabled()


def test_the_words_of_a_question_need_no_quotes(run: Run, standin: StandIn) -> None:
    assert run("ask", *ASK.split()) == (0, FULL + "\n", "")
    assert standin.heard == [(ASK, None)]


@pytest.mark.parametrize(("question", "status"), [(ASK, 0), ("order", 1), ("weather", 1), ("", 1)])
def test_the_exit_status_tells_whether_it_was_answered(
    question: str, status: int, run: Run
) -> None:
    assert run("ask", question)[0] == status
    assert run("ask", "--json", question)[0] == status


def test_json_is_what_batch_gives(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    status, out, _ = run("ask", "--json", ASK)
    assert status == 0
    assert json.loads(out) == answered(ORDER)
    lines = io.TextIOWrapper(io.BytesIO(json.dumps({"question": ASK}).encode()))
    monkeypatch.setattr(sys, "stdin", lines)
    assert run("batch") == (0, out, "")


def test_explain_comes_after_the_answer(run: Run) -> None:
    assert run("ask", ASK, "--explain")[1] == f"{FULL}\n\nquestion: {ASK}\n"


def test_explain_in_json_has_a_field_of_its_own(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("msgspec.to_builtins", lambda value: {"of": type(value).__name__})
    record = json.loads(run("ask", ASK, "--json", "--explain")[1])
    assert record["explain"] == {"of": "Steps"}
    assert set(record) == {*answered(ORDER), "explain"}


def test_lang_is_handed_on(run: Run, standin: StandIn) -> None:
    run("ask", "--lang", "ru", ASK)
    assert standin.heard == [(ASK, "ru")]
    assert run("ask", "Кто такой Чхеидзе?") == (0, RUSSIAN.text + "\n", "")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("ask",),
        ("ask", "--lang", "de", "x"),
        ("asks", "x"),
        ("ask", "--nonsense", "x"),
        ("batch", "x"),
    ],
)
def test_bad_usage(arguments: Sequence[str], run: Run) -> None:
    status, out, err = run(*arguments)
    assert status == 2
    assert out == ""
    assert err.startswith("usage: ispolkom-bot")


@pytest.mark.parametrize("command", [("ask", "x"), ("console",), ("batch",), ("--version",)])
def test_a_broken_base_is_told_without_a_traceback(
    command: Sequence[str], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(directory: Path | None, cache: Path | None) -> None:
        del directory, cache
        raise BaseError([Problem("people/x.yaml", 3, "id", "twice", "remove one")])

    monkeypatch.setattr(cache, "open_base", broken)
    status, _, err = run(*command)
    assert (status, err) == (2, "people/x.yaml:3: id: twice - remove one\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--knowledge", "/nowhere", "ask", "x"),
        ("ask", "--knowledge", "/nowhere", "x"),
        ("--knowledge", "", "--version"),
        ("check", "/nowhere"),
        ("check", ""),
    ],
)
def test_a_base_that_is_not_there(arguments: Sequence[str], run: Run) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert "is no directory - name the directory of a base" in err


@pytest.mark.parametrize("before", [True, False])
def test_knowledge_is_handed_on_from_either_place(
    before: bool, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[tuple[Path | None, Path | None]] = []

    def note(directory: Path | None, cache: Path | None) -> object:
        opened.append((directory, cache))
        return StandIn().base

    monkeypatch.setattr(cache, "open_base", note)
    option = ("--knowledge", str(tmp_path))
    run(*(option if before else ()), "ask", *(() if before else option), "x")
    run("ask", "x")
    place = Path(os.environ["ISPOLKOM_CACHE"])
    assert opened == [(tmp_path, place), (None, place)]


def test_version_of_program_and_base(run: Run) -> None:
    status, out, err = run("--version")
    version = metadata.version("ispolkom-bot")
    assert (status, out, err) == (0, f"ispolkom-bot {version}\nbase abc\n", "")


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> dict[Path, list[Problem]]:
    """Checks that find, in each directory, the problems noted here."""
    found: dict[Path, list[Problem]] = {}
    report = ModuleType("ispolkom_bot.audit.report")
    setattr(report, "check_directory", lambda directory: found.get(directory, []))  # noqa: B010
    monkeypatch.setitem(sys.modules, "ispolkom_bot.audit.report", report)
    return found


def test_check_prints_each_problem_and_counts(
    run: Run, checked: dict[Path, list[Problem]], tmp_path: Path
) -> None:
    one, two = Problem("a.yaml", 1, "x", "wrong", "mend"), Problem("b.yaml", 2, "y", "bad", "mend")
    checked[tmp_path] = [one, two]
    assert run("check", str(tmp_path)) == (
        1,
        "a.yaml:1: x: wrong - mend\nb.yaml:2: y: bad - mend\n",
        f"2 problems in {tmp_path}\n",
    )
    checked[tmp_path] = [one]
    assert run("check", "--knowledge", str(tmp_path)) == (
        1,
        f"{one}\n",
        f"1 problem in {tmp_path}\n",
    )
    del checked[tmp_path]
    assert run("check", str(tmp_path)) == (0, "", f"no problems in {tmp_path}\n")


def test_check_takes_the_bundled_base_where_none_is_named(
    run: Run, checked: dict[Path, list[Problem]]
) -> None:
    checked[cache.bundled()] = [Problem("a.yaml", 1, "x", "wrong", "mend")]
    assert run("check")[0] == 1


def test_check_prints_the_report_instead(run: Run, tmp_path: Path) -> None:
    base = Folder(tmp_path / "knowledge")
    assert run("check", "--report", str(base.path)) == (0, coverage(load(base.path)), "")
    base.change("people/trotsky.yaml", "kind: person", "kind: [")
    status, out, err = run("check", "--report", str(base.path))
    assert (status, out) == (2, "")
    assert err.startswith("people/trotsky.yaml:")


def test_interrupted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(directory: object, cache: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cache, "open_base", interrupted)
    assert run("ask", "x") == (130, "", "")


@pytest.mark.parametrize(
    ("arguments", "status"),
    [(("ask", ASK), 0), (("ask", "weather"), 1), (("ask", "--json", ASK), 0), (("--version",), 0)],
)
def test_a_reader_that_went_away_changes_nothing(arguments: Sequence[str], status: int) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = program(*arguments, stdout=writing, stderr=subprocess.PIPE)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (status, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [("ask", ASK), ("batch",)])
def test_a_full_disk_is_told(arguments: Sequence[str]) -> None:
    with Path("/dev/full").open("wb") as full_disk:
        done = program(
            *arguments, stdout=full_disk, stderr=subprocess.PIPE, input=b'{"question": "x"}\n'
        )
    assert done.returncode == 2
    assert done.stderr.startswith(b"ispolkom-bot: ")
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")
@pytest.mark.parametrize(
    ("command", "status"), [("ask order", 1), ("batch", 0), ("console", 0), ("--version", 0)]
)
def test_closed_streams_are_no_fault(command: str, status: int) -> None:
    line = f'"{sys.executable}" -m tests.standin {command} <&- >&-'
    done = subprocess.run(
        ["/bin/sh", "-c", line], cwd=ROOT, check=False, timeout=60, stderr=subprocess.PIPE
    )
    assert (done.returncode, done.stderr) == (status, b"")


def test_an_output_that_lacks_letters_gets_question_marks() -> None:
    done = program(
        "ask",
        "Кто такой Чхеидзе?",
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 0
    assert done.stdout.endswith(b"?.\n")
    assert done.stderr == b""


@pytest.mark.skipif(os.name != "posix", reason="arguments are bytes on POSIX only")
def test_arguments_that_are_no_text_are_a_question() -> None:
    for more in ([], ["--json"]):
        command = [sys.executable, "-m", "tests.standin", "ask", os.fsdecode(b"\xff\xfe"), *more]
        done = subprocess.run(command, cwd=ROOT, check=False, timeout=60, capture_output=True)
        assert (done.returncode, done.stderr) == (1, b"")


def test_ask_imports_nothing_that_it_does_not_need() -> None:
    cache.open_base(None, Path(os.environ["ISPOLKOM_CACHE"]))
    code = (
        "import sys\nfrom ispolkom_bot.cli import main\nmain(['ask', 'weather'])\n"
        "sys.stderr.write(' '.join(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, timeout=60, capture_output=True, cwd=ROOT
    )
    assert done.stdout
    loaded = set(done.stderr.decode().split())
    assert "ispolkom_bot.engine" in loaded
    assert not loaded & {
        "yaml",
        "readline",
        "json",
        "difflib",
        "rapidfuzz",
        "ispolkom_bot.knowledge.load",
        "ispolkom_bot.knowledge.build",
        "ispolkom_bot.surfaces.console",
        "ispolkom_bot.surfaces.batch",
        "ispolkom_bot.chat.conversation",
    }


def test_the_module_is_the_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ispolkom_bot", "--help"],
        check=False,
        timeout=60,
        capture_output=True,
        cwd=ROOT,
    )
    assert done.returncode == 0
    for command in ("ask", "console", "batch", "check", "--version", "--knowledge"):
        assert command.encode() in done.stdout


def test_the_stand_in_is_like_the_engine() -> None:
    code, ours = Engine.reply.__code__, standin_module.StandIn.reply.__code__
    assert code.co_varnames[: code.co_argcount] == ours.co_varnames[: ours.co_argcount]
