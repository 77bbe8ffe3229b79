"""The report on what a base covers, and its copy beside the base."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.knowledge.small_base import Folder

from ispolkom_bot.audit.coverage import coverage
from ispolkom_bot.knowledge.cache import bundled
from ispolkom_bot.knowledge.folder import REPORT
from ispolkom_bot.knowledge.load import load


@pytest.fixture
def base(tmp_path: Path) -> Folder:
    """A small base to be counted by hand."""
    return Folder(tmp_path / "knowledge")


def tables(base: Folder) -> dict[str, list[str]]:
    """The rows of each table of a report, by its title."""
    parts = coverage(load(base.path)).split("\n## ")
    found = {}
    for part in parts[1:]:
        title, _, table = part.partition("\n\n")
        found[title] = table.splitlines()[2:]
    return found


def test_the_report_beside_the_base_is_of_today() -> None:
    written = (bundled() / REPORT).read_text(encoding="utf-8")
    assert written == coverage(load(bundled())), "ispolkom-bot check --report > knowledge/REPORT.md"


def test_a_small_base_is_counted(base: Folder) -> None:
    found = tables(base)
    assert found["Totals"] == [
        "| things | 3 |",
        "| names known to lie outside | 1 |",
        "| facts | 7 |",
        "| facts reviewed | 0 of 7 (0.0%) |",
        "| works in the bibliography | 4 |",
        "| citations | 9 |",
        "| offices and memberships | 2 |",
        "| claims of the dossiers | 5 |",
        "| sequences of events | 2 |",
    ]
    assert found["Things by kind"] == [
        "| person | 2 | 4 | 0 of 4 (0.0%) |",
        "| body | 1 | 3 | 0 of 3 (0.0%) |",
    ]
    assert found["Facts by shape"][0] == "| definition | 3 | 3 | 42.9% |"
    assert found["Languages"] == [
        "| names | 3 | 3 |",
        "| further names | 3 | 1 |",
        "| questions | 7 | 7 |",
        "| texts | 7 | 7 |",
        "| words of the texts | 46 | 38 |",
        "| other phrasings | 1 | 0 |",
    ]
    assert found["Confidence and standing"] == [
        "| high | 3 | 0 | 1 | 4 |",
        "| medium | 0 | 1 | 0 | 1 |",
        "| low | 2 | 0 | 0 | 2 |",
        "| all | 5 | 1 | 1 | 7 |",
    ]
    assert found["What the seed article says"][1] == "| imprecise | 1 |"
    assert found["Values"] == [
        "| date | 4 |",
        "| number | 1 |",
        "| thing | 1 |",
        "| things | 0 |",
        "| counts | 0 |",
        "| text | 0 |",
        "| none | 1 |",
        "| yes, no or partly | 0 |",
    ]
    assert found["Dates of facts"] == [
        "| day | 2 | 1 |",
        "| month | 0 | 0 |",
        "| year | 0 | 0 |",
        "| stretch | 0 | 0 |",
        "| circa | 0 | 0 |",
        "| facts with a date | 3 of 7 (42.9%) |  |",
    ]
    assert found["Sources by kind"][:1] == ["| primary | 0 | 1 | 0 | 1 | 6 |"]
    assert found["Sources of a fact"][:2] == ["| 1 | 6 | 85.7% |", "| 2 | 0 | 0.0% |"]
    assert found["Claims of the dossiers"] == ["| notes | 5 | 4 | 1 | 7 |"]
    assert found["Offices and memberships"] == ["| chairman | 2 | 2 | 2 | 0 | 0 |"]
    assert found["What came before what"] == [
        "| Beginnings and ends | 3 | 1864 | 1926-06-07 |",
        "| Ends | 2 | 1924 | 1926-06-07 |",
        "| all, each fact once | 3 |  |  |",
    ]


def test_what_is_reviewed_is_counted(base: Folder) -> None:
    base.change(
        "people/trotsky.yaml",
        "from: [notes/trotsky]",
        "from: [notes/trotsky]\n    reviewed: 2026-11-20",
    )
    found = tables(base)
    assert "| facts reviewed | 1 of 7 (14.3%) |" in found["Totals"]
    assert found["Things by kind"][0] == "| person | 2 | 4 | 1 of 4 (25.0%) |"


def test_a_base_without_what_it_need_not_hold_is_counted(base: Folder) -> None:
    for name in ("claims.yaml", "left-out.yaml", "order.yaml"):
        (base.path / name).unlink()
    found = tables(base)
    assert found["Claims of the dossiers"] == []
    assert found["What came before what"] == []


def test_a_source_that_is_not_listed_stops_no_report(base: Folder) -> None:
    base.change("people/trotsky.yaml", "id: golder,", "id: nobody,")
    assert tables(base)["Sources by kind"][0] == "| primary | 0 | 1 | 0 | 1 | 5 |"


def test_the_same_base_gives_the_same_report(base: Folder, tmp_path: Path) -> None:
    assert coverage(load(base.path)) == coverage(load(Folder(tmp_path / "again").path))
