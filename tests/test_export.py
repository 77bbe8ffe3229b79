"""Facts to take away: each kind of file is read back by a parser that is not ours."""

from __future__ import annotations

import csv
import datetime
import io
import json
import sqlite3
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import bibtexparser
import icalendar
import pytest

from ispolkom_bot import cli
from ispolkom_bot.calendar import convert
from ispolkom_bot.engine import Engine
from ispolkom_bot.errors import StartError
from ispolkom_bot.knowledge import cache
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.model import LANGUAGES, Lang
from ispolkom_bot.render.export.anki import as_anki
from ispolkom_bot.render.export.bibtex import as_bibtex
from ispolkom_bot.render.export.facts import chosen, told
from ispolkom_bot.render.export.request import KINDS, SUFFIXES, Kind, export
from ispolkom_bot.render.export.table import COLUMNS

NOW = datetime.datetime(2026, 11, 23, 12, 0, tzinfo=datetime.UTC)
YEAR = datetime.timedelta(days=365)


@pytest.fixture(scope="module")
def base(engine: Engine) -> Compiled:
    return engine.base


def notes(deck: bytes, at: Path) -> dict[str, tuple[list[str], str, int]]:
    """The notes of a deck by guid: fields, tags, when changed."""
    packed = zipfile.ZipFile(io.BytesIO(deck))
    assert set(packed.namelist()) == {"collection.anki2", "media"}
    file = at / "collection.anki2"
    file.write_bytes(packed.read("collection.anki2"))
    database = sqlite3.connect(file)
    try:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        rows = database.execute("select guid, flds, tags, mod from notes").fetchall()
        cards = database.execute("select count(*) from cards").fetchone()
        assert cards == (len(rows),)
    finally:
        database.close()
    return {guid: (fields.split("\x1f"), tags, mod) for guid, fields, tags, mod in rows}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_deck_has_a_note_for_each_fact(language: Lang, base: Compiled, tmp_path: Path) -> None:
    found = notes(export(base, "anki", language, NOW), tmp_path)
    assert len(found) == len(base.rows)
    by_id = {fields[-1]: (fields, tags) for fields, tags, _ in found.values()}
    question, answer, dates, _, sources, _ = by_id["kerensky/born"][0]
    assert "" not in (question, answer, sources)
    assert "22" in dates
    assert " kerensky " in by_id["kerensky/born"][1]


def test_a_later_deck_updates_the_notes_of_an_earlier_one(base: Compiled, tmp_path: Path) -> None:
    earlier = notes(export(base, "anki", "en", NOW, "kerensky"), tmp_path)
    later = notes(export(base, "anki", "en", NOW + YEAR), tmp_path)
    assert set(earlier) < set(later)
    assert all(later[guid][2] > changed for guid, (_, _, changed) in earlier.items())
    russian = notes(export(base, "anki", "ru", NOW, "kerensky"), tmp_path)
    assert not set(russian) & set(earlier)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_base_at_the_same_time_makes_the_same_file(kind: Kind, base: Compiled) -> None:
    assert export(base, kind, "ru", NOW, "trotsky") == export(base, kind, "ru", NOW, "trotsky")


def test_without_genanki_it_says_what_to_do(
    base: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "genanki", None)
    with pytest.raises(StartError, match=r"pip install 'ispolkom-bot\[anki\]'"):
        as_anki(base, [0], "en", 0.0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_every_fact_in_its_columns(language: Lang, base: Compiled) -> None:
    read = csv.DictReader(io.StringIO(export(base, "csv", language, NOW).decode("utf-8-sig")))
    rows = list(read)
    assert tuple(read.fieldnames or ()) == COLUMNS
    assert [row["id"] for row in rows] == [base.full_id(n) for n in range(len(base.rows))]
    born = next(row for row in rows if row["id"] == "kerensky/born")
    assert (born["old_style"], born["new_style"]) == ("1881-04-22", "1881-05-04")
    assert not [row for row in rows for cell in row.values() if cell[:1] in {"=", "+", "@"}]


def test_json_says_the_same_and_what_it_is(base: Compiled) -> None:
    whole = json.loads(export(base, "json", "ru", NOW))
    assert whole["version"] == base.version
    assert whole["licence"] == "CC BY 4.0"
    assert len(whole["facts"]) == len(base.rows)
    assert tuple(whole["facts"][0]) == COLUMNS
    one = whole["facts"][7]
    assert one["dates"] == list(told(base, 7, "ru").dates)


def test_open_and_partial_dates_are_told_in_one_calendar(base: Compiled) -> None:
    found = [told(base, number, "en") for number in range(len(base.rows))]
    for fact in found:
        for old, new in zip(fact.old_style, fact.new_style, strict=True):
            assert old or new
            if len(old) == len(new) == len("1917-01-01"):
                assert convert(old, "old", "new") == new


def events(base: Compiled, language: Lang, thing: str = "") -> list[icalendar.Event]:
    content = export(base, "ics", language, NOW, thing)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    read = icalendar.Calendar.from_ical(content)
    found = list(read.walk("VEVENT"))
    assert not [error for event in found for error in event.errors]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_has_yearly_days_with_ids_of_their_own(language: Lang, base: Compiled) -> None:
    found = events(base, language)
    assert len(found) > 300
    ids = [str(event["UID"]) for event in found]
    assert len(set(ids)) == len(ids)
    for event in found:
        day = event.start
        assert type(day) is datetime.date
        rule = event["RRULE"]
        assert rule["FREQ"] == ["YEARLY"]
        assert rule["BYMONTH"] == [day.month]
        assert event.end - day == datetime.timedelta(days=1)


def test_an_anniversary_by_both_calendars(base: Compiled) -> None:
    born = {
        str(event["UID"]).split(".")[2]: event
        for event in events(base, "en", "kerensky")
        if str(event["UID"]).startswith("kerensky.born.")
    }
    assert born["new"].start == datetime.date(1881, 5, 4)
    assert born["old"].start == datetime.date(1881, 4, 22)
    assert "Old Style" in str(born["old"]["CATEGORIES"].to_ical())
    assert "Sources: " in str(born["new"]["DESCRIPTION"])


def test_after_the_change_there_is_one_calendar(base: Compiled) -> None:
    late = [e for e in events(base, "ru") if e.start >= datetime.date(1918, 2, 14)]
    assert late
    assert all(".new." in str(event["UID"]) for event in late)


@pytest.mark.parametrize("thing", ["", "kerensky"])
def test_the_bibliography_is_read_by_another_program(thing: str, base: Compiled) -> None:
    library = bibtexparser.parse_string(
        as_bibtex(base, chosen(base, thing) if thing else None).decode()
    )
    assert not library.failed_blocks
    keys = {entry.key for entry in library.entries}
    if thing:
        assert {"kerensky" in key for key in keys} == {True, False}
        assert keys < set(base.sources)
    else:
        assert keys == set(base.sources)
    for entry in library.entries:
        assert entry["title"]
        assert all(field.value.count("{") == field.value.count("}") for field in entry.fields)


def test_names_and_signs_that_latex_minds(base: Compiled) -> None:
    library = bibtexparser.parse_string(as_bibtex(base).decode())
    by_author = {
        entry.fields_dict["author"].value
        for entry in library.entries
        if "author" in entry.fields_dict
    }
    assert "Protasova, O. L. and Bikbaeva, E. V." in by_author
    assert any(name.endswith(" and others") for name in by_author)
    editors = [e.fields_dict["editor"].value for e in library.entries if "editor" in e.fields_dict]
    assert "Golder, Frank" in editors
    assert not [e for e in editors if "ed" in e.rsplit("(")[-1] and "(" in e]


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], base: Compiled) -> Run:
    monkeypatch.setattr(cache, "open_base", lambda directory, cache: base)

    def go(*arguments: str) -> tuple[int, str, str]:
        status = cli.main(arguments)
        said = capsys.readouterr()
        return status, said.out, said.err

    return go


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_written_whole(kind: Kind, run: Run, tmp_path: Path) -> None:
    file = tmp_path / f"facts{SUFFIXES[kind]}"
    assert run("export", kind, "Kerensky", "-o", str(file)) == (0, "", "")
    assert file.stat().st_size > 1000
    assert list(tmp_path.glob(".*")) == []


def test_a_fault_leaves_the_old_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "facts.csv"
    file.write_text("old")

    def broken(self: Path, target: Path) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", broken)
    status, _, err = run("export", "csv", "Kerensky", "-o", str(file))
    assert (status, "disk full" in err) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["facts.csv"]
    assert file.read_text() == "old"


def test_standard_output_is_what_goes_without_saying(run: Run) -> None:
    status, out, _ = run("export", "json", "order-no-1", "--lang", "ru")
    assert status == 0
    assert {fact["thing"] for fact in json.loads(out)["facts"]} == {"order-no-1"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "csv", "Napoleon"), "'Napoleon' is no topic of the base"),
        (("picture", "timeline", "-o", "x.jpg"), "end the name in .png or .svg"),
        (("picture", "timeline", "--on", "frog", "-o", "x.png"), "--on frog: no date"),
        (("picture", "composition", "Lenin", "-o", "x.png"), "does not tell the parties"),
        (("picture", "timeline", "-o", "/nowhere/x.svg"), "No such file or directory"),
    ],
)
def test_what_can_not_be_done_is_said(arguments: tuple[str, ...], said: str, run: Run) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert said in err


@pytest.mark.parametrize("suffix", ["png", "SVG"])
def test_a_picture_is_drawn_and_told(suffix: str, run: Run, tmp_path: Path) -> None:
    file = tmp_path / f"composition.{suffix}"
    on = ("--on", "24 июня 1917", "--lang", "ru")
    status, out, err = run("picture", "composition", "ВЦИК", *on, "-o", str(file))
    assert (status, err) == (0, "")
    assert out.startswith("ВЦИК: состав по партиям. 24 июня 1917 (7 июля). Большевики 58")
    assert file.read_bytes()[:4] in {b"\x89PNG", b"<svg"}
