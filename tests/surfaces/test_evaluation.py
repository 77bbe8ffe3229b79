"""`evaluate`: files of questions and dialogues, another base, another revision, bad files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ispolkom_bot import cli
from ispolkom_bot.engine import Engine
from ispolkom_bot.knowledge import cache

QUESTIONS = """\
- {q: When was Order No. 1 issued?, facts: [order-no-1/when-issued], kind: when, lang: en}
- {q: When was Order No. 1 issued?, facts: [SECOND], kind: who, lang: en}
- {q: Когда родился Сталин?, facts: [order-no-1/never-was], kind: when, lang: ru}
- {q: How do I mend my bicycle?, kind: everyday, lang: en}
"""
DIALOGUE = """\
- name: of an order
  turns:
    - {ask: When was Order No. 1 issued?, status: answer, facts: order-no-1/when-issued}
    - {ask: and who wrote it?, status: decline, says: nobody}
    - {ask: hello, status: answer, facts: none}
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def files(tmp_path: Path, engine: Engine) -> tuple[str, str]:
    """A file of questions and one of dialogues; the second question expects a worse candidate."""
    second = engine.reply("When was Order No. 1 issued?").trace.facts[1]
    for name, text in (("dora", QUESTIONS.replace("SECOND", second)), ("talks", DIALOGUE)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return str(tmp_path / "dora.yaml"), str(tmp_path / "talks.yaml")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], engine: Engine) -> Run:
    """The command on the base that comes with the program: exit status, output, errors."""
    real = cache.open_base

    def opened(directory: Path | None, kept: Path | None) -> object:
        return engine.base if directory is None else real(directory, kept)

    monkeypatch.setattr(cache, "open_base", opened)

    def go(*arguments: str) -> tuple[int, str, str]:
        try:
            status = cli.main(("evaluate", *arguments))
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return go


def test_the_tables_are_printed(run: Run, files: tuple[str, str]) -> None:
    status, out, _ = run(*files)
    assert status == 0
    assert "4 questions, 3 turns of dialogues" in out
    for title in ("accuracy", "reasons", "what was taken for what", "dialogues"):
        assert f"\n{title}\n" in out
    assert "held: kind when" in out
    assert "labelled with facts that the base hasn't: 1" in out
    assert "wrong (ranked lower): When was Order No. 1 issued?  [dora, who]" in out
    assert ", candidate 2\n" in out
    assert "turns as expected, all: 2 of 3" in out
    assert "dialogues without a fault: 0 of 1" in out
    assert "talks: of an order, turn 2: and who wrote it?" in out
    assert "answer, not decline; says 'nobody' fails" in out
    assert "\nchanges\n" not in out


def test_the_same_for_programs(run: Run, files: tuple[str, str]) -> None:
    status, out, _ = run(*files, "--json")
    told = json.loads(out)
    assert status == 0
    assert told["accuracy"]["held: all"]["n"] == 2
    assert told["accuracy"]["held: all"]["right"] == 1
    assert [one["cause"] for one in told["questions"]] == [
        "",
        "ranked lower",
        "not held",
        "not held",
    ]
    assert len(told["turns"]) == 3
    assert len(told["curve"]) == 19
    assert told["brier"]["low"] <= told["brier"]["score"] <= told["brier"]["high"]
    assert "difference" not in told


def test_kept_results_are_compared_with(run: Run, files: tuple[str, str], tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    assert run(*files, "--save", str(kept))[0] == 0
    status, out, _ = run(*files, "--against", str(kept))
    assert status == 0
    assert "0 better, 0 worse, 0 otherwise, 7 the same" in out
    told = json.loads(kept.read_bytes())
    first = told["results"][0]
    first["status"], first["outcome"] = "decline", "declined"
    kept.write_text(json.dumps(told), encoding="utf-8")
    found = json.loads(run(*files, "--against", str(kept), "--json")[1])
    (change,) = found["difference"]["changes"]
    assert change["tendency"] == "better"
    assert change["after"]["key"] == "dora: When was Order No. 1 issued?"


def test_another_base_is_compared_with(run: Run, files: tuple[str, str], tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(cache.bundled(), other)
    for file in (other / "outside").iterdir():
        file.unlink()
    questions = tmp_path / "outside.yaml"
    questions.write_text("- {q: Who chaired the Moscow Soviet in 1917?}\n", encoding="utf-8")
    status, out, err = run(str(questions), "--against", str(other))
    assert (status, err) == (0, "")
    assert "against program" in out
    assert "better: outside: Who chaired the Moscow Soviet in 1917?" in out or "1 the same" in out


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("{dir}/none.yaml",), "none.yaml: No such file or directory - name YAML files"),
        (("{dir}",), "Is a directory - name YAML files"),
        (("{dir}/bad.yaml",), "bad.yaml:1: fact: unknown key - known are q, kind"),
        (("{dir}/dora.yaml", "--against", "{dir}/none"), "--against: "),
        (("{dir}/dora.yaml", "--against", "{dir}/dora.yaml"), "no kept evaluation"),
        (("{dir}/dora.yaml", "--save", "{dir}/none/kept.json"), "No such file or directory"),
        ((), "FILE"),
    ],
)
def test_what_cannot_be_read_is_named(
    run: Run, files: tuple[str, str], tmp_path: Path, arguments: tuple[str, ...], fault: str
) -> None:
    del files
    (tmp_path / "bad.yaml").write_text("- {q: What?, fact: a/b}\n", encoding="utf-8")
    status, out, err = run(*(part.format(dir=tmp_path) for part in arguments))
    assert status == 2
    assert out == ""
    assert fault in err
    assert "Traceback" not in err
