"""The whole check of a base: its form, its agreement, and what only the linker can see."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.knowledge.small_base import Folder

from ispolkom_bot.audit import report
from ispolkom_bot.audit.report import check_directory
from ispolkom_bot.knowledge.cache import bundled
from ispolkom_bot.knowledge.checks import check
from ispolkom_bot.knowledge.load import survey


def test_the_base_that_comes_with_the_program_agrees_with_itself() -> None:
    seen = survey(bundled())
    assert seen.base is not None
    problems = [*seen.problems, *check(seen.base, seen.lines)]
    assert [str(problem) for problem in problems] == []


def test_persons_are_looked_for_in_both_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "misses", lambda base, compiled: [])  # it can't answer: no messages
    base = Folder(tmp_path / "knowledge")
    named = "is named in en only"
    assert not [one for one in check_directory(base.path) if named in one.wrong]
    base.change("bodies/petrograd-soviet.yaml", "Some say 700.", "Trotsky says 700.")
    found = [one.field for one in check_directory(base.path) if named in one.wrong]
    assert found == ["size.dispute.1.says.ru"]


def test_a_base_that_contradicts_itself_is_not_examined_further(tmp_path: Path) -> None:
    base = Folder(tmp_path / "knowledge")
    base.change("bodies/petrograd-soviet.yaml", "Some say 700.", "Trotsky says 700.")
    base.change("people/trotsky.yaml", "kind: person", "kind: person\nwas: [petrosoviet]")
    assert [one.field for one in check_directory(base.path)] == ["was.0"]
