"""The journal: what was answered survives the process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ispolkom_bot.surfaces.telegram import journal as journals
from ispolkom_bot.surfaces.telegram.journal import FILE, SLOTS, Journal


def test_what_was_noted_and_not_stored_is_left(tmp_path: Path) -> None:
    first = Journal(tmp_path)
    for number in (7, 8, 2**40, 8):
        first.note(number)
    first.stored((7, 99))
    first.close()
    first.close()
    second = Journal(tmp_path)
    assert second.left() == {8, 2**40}
    second.note(3)
    second.stored((3,))
    assert second.left() == {8, 2**40}, "what an earlier run left was written over"
    second.clear()
    assert second.left() == set()
    second.close()


def test_it_does_not_grow_and_uses_its_slots_again(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    size = (tmp_path / FILE).stat().st_size
    for number in range(1, 3 * SLOTS):
        journal.note(number)
        journal.stored((number,))
    assert (tmp_path / FILE).stat().st_size == size
    assert journal.left() == set()
    journal.close()


def test_one_too_many_is_left_to_the_store(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    for number in range(1, SLOTS + 5):
        journal.note(number)
    assert journal.left() == set(range(1, SLOTS + 1))
    journal.stored((5,))
    journal.note(9_999)
    assert 9_999 in journal.left()
    journal.close()


def test_full_of_what_an_earlier_run_left(tmp_path: Path) -> None:
    earlier = Journal(tmp_path)
    for number in range(1, SLOTS + 1):
        earlier.note(number)
    earlier.close()
    journal = Journal(tmp_path)
    journal.note(9_999)
    assert len(journal.left()) == SLOTS
    journal.close()


def test_it_survives_a_kill(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys, pathlib\n"
        "from ispolkom_bot.surfaces.telegram.journal import Journal\n"
        "Journal(pathlib.Path(sys.argv[1])).note(5)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    journal = Journal(tmp_path)
    assert journal.left() == {5}
    journal.close()


def test_a_file_that_is_too_short_is_filled(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes((17).to_bytes(8, "little") + b"\0\0\0")
    journal = Journal(tmp_path)
    assert journal.left() == {17}
    journal.close()


def nothing_is_kept(journal: Journal) -> bool:
    journal.note(1)
    left = journal.left()
    journal.stored((1,))
    journal.clear()
    journal.close()
    return left == set()


@pytest.mark.parametrize("place", [None, Path("/nowhere/at/all")])
def test_without_a_place_it_does_nothing(place: Path | None) -> None:
    assert nothing_is_kept(Journal(place))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_borne(tmp_path: Path) -> None:
    (tmp_path / FILE).symlink_to("/dev/full")
    assert nothing_is_kept(Journal(tmp_path))


def test_a_disk_with_too_little_room_is_borne(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journals.os, "write", lambda handle, data: len(data) // 2)
    assert nothing_is_kept(Journal(tmp_path))


@pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")
def test_it_is_for_its_owners_eyes(tmp_path: Path) -> None:
    Journal(tmp_path).close()
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
