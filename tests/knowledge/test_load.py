"""The door: which files belong to a base, its version, and what refuses to load."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_base import FILES, Folder

from ispolkom_bot.errors import BaseError
from ispolkom_bot.knowledge import folder
from ispolkom_bot.knowledge.load import load, read
from ispolkom_bot.model import Sequence, Text


def test_a_sound_base_loads(base: Folder) -> None:
    loaded = load(base.path)
    assert set(loaded.things) == {"petrograd-soviet", "chkheidze", "trotsky", "moscow-soviet"}
    assert loaded.version == folder.version(folder.contents(base.path)[0])


def test_the_version_follows_names_and_bytes_only(base: Folder) -> None:
    before = load(base.path).version
    for name in reversed(FILES):
        base.write(name, FILES[name])
    assert load(base.path).version == before
    base.change("base.yaml", "Petrograd in 1917", "Petrograd in 1918")
    assert load(base.path).version != before


def test_a_broken_file_stops_the_start_with_its_place(base: Folder) -> None:
    base.change("people/trotsky.yaml", "kind: person", "kind: [")
    with pytest.raises(BaseError, match=r"people/trotsky\.yaml:\d+: yaml: ") as caught:
        load(base.path)
    assert caught.value.problems == sorted(caught.value.problems)


def test_the_other_files_are_read_beside_a_broken_one(base: Folder) -> None:
    base.write("people/trotsky.yaml", "")
    seen, problems = read(base.path)
    assert seen is not None
    assert "chkheidze" in seen.things
    assert [(problem.file, problem.wrong) for problem in problems] == [
        ("people/trotsky.yaml", "the file is empty")
    ]


def test_no_directory(tmp_path: Path) -> None:
    seen, problems = read(tmp_path / "nowhere")
    assert seen is None
    assert "no such directory" in problems[0].wrong
    assert problems[0].file == str(tmp_path / "nowhere")


def test_an_empty_directory(tmp_path: Path) -> None:
    seen, problems = read(tmp_path)
    assert seen is None
    assert "no fact base" in problems[0].wrong
    with pytest.raises(BaseError, match=r"it needs base\.yaml, sources\.yaml"):
        load(tmp_path)


@pytest.mark.parametrize("name", folder.NEEDED)
def test_a_missing_file(base: Folder, name: str) -> None:
    (base.path / name).unlink()
    seen, problems = read(base.path)
    assert seen is None
    assert (name, "the file is missing") in {(problem.file, problem.wrong) for problem in problems}


@pytest.mark.parametrize(
    ("name", "wrong", "remedy"),
    [
        ("source.yaml", "unknown file", "mean sources.yaml"),
        ("language/fr.yaml", "unknown file", "language/"),
        ("peple/a.yaml", "unknown folder peple", "mean people"),
        ("people/a.yml", "not a .yaml file", "rename"),
        ("people/old/a.yaml", "too deep", "move it to people/a.yaml"),
    ],
)
def test_files_that_do_not_belong(base: Folder, name: str, wrong: str, remedy: str) -> None:
    base.write(name, "a: b")
    problem = read(base.path)[1][0]
    assert problem.file == name
    assert wrong in problem.wrong
    assert remedy in problem.remedy


@pytest.mark.parametrize("name", folder.OPTIONAL)
def test_what_a_base_need_not_hold(base: Folder, name: str) -> None:
    (base.path / name).unlink()
    assert read(base.path)[1] == []


def test_where_facts_come_from_is_read(base: Folder) -> None:
    loaded = load(base.path)
    assert loaded.claims == (
        *("notes/soviet", "notes/size", "notes/chkheidze", "notes/trotsky"),
        "notes/rumour",
    )
    assert loaded.left_out == {"notes/rumour": "Nobody vouches for it."}


def test_what_came_before_what_is_read(base: Folder) -> None:
    lives, ends = load(base.path).order
    facts = ("chkheidze/born", "petrograd-soviet/renamed", "chkheidze/died")
    assert lives == Sequence("lives", Text("Beginnings and ends", "Начала и концы"), facts)
    assert (ends.id, ends.facts) == ("ends", facts[1:])


@pytest.mark.parametrize(
    ("name", "text", "field", "wrong"),
    [
        (folder.CLAIMS_FILE, "notes: soviet", "notes", "not a list"),
        (folder.CLAIMS_FILE, "- notes", "", "not a mapping"),
        (folder.CLAIMS_FILE, "notes: [[a]]", "notes.0", "a list instead of one text"),
        (folder.LEFT_OUT_FILE, "- notes/rumour", "", "not a mapping"),
        (folder.LEFT_OUT_FILE, 'notes/rumour: ""', "notes/rumour", "empty"),
        (folder.ORDER_FILE, "[]", "", "not a mapping"),
        (folder.ORDER_FILE, "Lives: {name: {en: A, ru: А}, facts: [a, b]}", "Lives", "is no id"),
        (folder.ORDER_FILE, "a: {name: {en: A, ru: А}}", "a.facts", "missing"),
        (folder.ORDER_FILE, "a: {facts: [a/b, a/c]}", "a.name", "missing"),
        (folder.ORDER_FILE, "a: {name: {en: A, ru: А}, facts: [a/b]}", "a.facts", "has no order"),
    ],
)
def test_what_is_ill_formed_in_them(
    base: Folder, name: str, text: str, field: str, wrong: str
) -> None:
    base.write(name, text)
    seen, problems = read(base.path)
    assert seen is not None
    assert [(problem.file, problem.field) for problem in problems] == [(name, field)]
    assert wrong in problems[0].wrong


def test_a_readme_a_report_and_hidden_files_are_let_be(base: Folder) -> None:
    base.write("README.md", "# The base")
    base.write(folder.REPORT, "# What it covers")
    base.write("people/.swap", "x")
    assert read(base.path)[1] == []


def test_a_file_that_cannot_be_read(base: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "trotsky.yaml":
            raise PermissionError(13, "Permission denied")
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    problem = read(base.path)[1][0]
    assert (problem.file, problem.wrong) == (
        "people/trotsky.yaml",
        "can't be read: Permission denied",
    )


def test_one_id_in_two_files(base: Folder) -> None:
    base.write("terms/trotsky.yaml", FILES["people/trotsky.yaml"].replace("person", "term"))
    assert [(problem.file, problem.wrong) for problem in read(base.path)[1]] == [
        ("terms/trotsky.yaml", "the id trotsky is taken in people/trotsky.yaml")
    ]


def test_one_id_inside_and_outside(base: Folder) -> None:
    base.change("outside/others.yaml", "id: moscow-soviet", "id: trotsky")
    problems = read(base.path)[1]
    assert [(problem.file, problem.line) for problem in problems] == [("people/trotsky.yaml", 1)]


def test_a_file_name_that_is_no_id(base: Folder) -> None:
    base.write("people/Leon.yaml", FILES["people/trotsky.yaml"].replace("id: trotsky", "id: leon"))
    assert "'Leon' is no id" in {problem.wrong for problem in read(base.path)[1]}
