"""The compiled base beside the user's caches: fresh and whole, or made anew."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest

from ispolkom_bot.errors import BaseError
from ispolkom_bot.knowledge import cache
from tests.knowledge.small_base import Folder


@pytest.fixture
def small(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "base")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The directory of the cache; it does not exist yet."""
    return tmp_path / "deep" / "cache"


def bases(kept: Path) -> list[Path]:
    return sorted(kept.glob("base-*"))


def only(kept: Path) -> Path:
    (file,) = bases(kept)
    return file


def no_yaml(*_: object) -> NoReturn:
    raise AssertionError("the base was compiled again")


def test_a_base_is_compiled_once(
    small: Folder, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = cache.open_base(small.path, kept)
    monkeypatch.setattr(cache, "_made", no_yaml)
    again = cache.open_base(small.path, kept)
    assert again.version == made.version
    assert again.rows == made.rows
    assert again.aliases == made.aliases
    assert only(kept).stat().st_size > 0


def test_no_directory_no_cache(small: Folder, kept: Path) -> None:
    assert cache.open_base(small.path).rows
    assert not kept.exists()


def test_a_changed_base_is_compiled_anew(small: Folder, kept: Path) -> None:
    first = cache.open_base(small.path, kept)
    small.change("people/trotsky.yaml", "Trotsky chaired the Soviet later.", "Trotsky came later.")
    second = cache.open_base(small.path, kept)
    assert first.version != second.version
    assert "Trotsky came later." in {second.fact(n).text.en for n in range(len(second.rows))}


def test_another_program_compiles_anew(
    small: Folder, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.open_base(small.path, kept)
    monkeypatch.setattr(cache, "__version__", "another")
    cache.open_base(small.path, kept)
    assert len(bases(kept)) == 2


@pytest.mark.parametrize("part", [0.0, 0.01, 0.5, 0.999])
def test_a_half_written_file_is_made_anew(small: Folder, kept: Path, part: float) -> None:
    made = cache.open_base(small.path, kept)
    whole = only(kept).read_bytes()
    only(kept).write_bytes(whole[: int(len(whole) * part)])
    assert cache.open_base(small.path, kept).rows == made.rows
    assert only(kept).read_bytes() == whole


@pytest.mark.parametrize(
    "foreign",
    [b"\xc0", b"\x80", b"\x93\x01\x02\x03", b"hello", b"\x00" * 5000, b"\xdf\xff\xff\xff\xff"],
)
def test_a_foreign_file_is_made_anew(small: Folder, kept: Path, foreign: bytes) -> None:
    made = cache.open_base(small.path, kept)
    only(kept).write_bytes(foreign)
    assert cache.open_base(small.path, kept).rows == made.rows


def test_a_cache_that_is_no_directory(small: Folder, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    assert cache.open_base(small.path, file).rows
    assert cache.open_base(small.path, file / "below").rows
    assert file.read_text("utf-8") == "mine"


def test_a_directory_in_the_file_s_place(small: Folder, kept: Path) -> None:
    cache.open_base(small.path, kept)
    name = only(kept)
    name.unlink()
    name.mkdir()
    assert cache.open_base(small.path, kept).rows


def test_no_half_written_files_are_left(
    small: Folder, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> NoReturn:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert cache.open_base(small.path, kept).rows
    assert not list(kept.iterdir())


def test_notes_that_lie(small: Folder, kept: Path, tmp_path: Path) -> None:
    """Whatever stands in the small files, only a base of this program is taken."""
    made = cache.open_base(small.path, kept)
    strange = tmp_path / "strange"
    strange.write_bytes(b"\xc0")
    notes = [path for path in kept.iterdir() if path not in bases(kept)]
    for lie in (b"", b"\xff", b"../../strange", b"base-none", str(strange).encode(), b"\x00"):
        for note in notes:
            note.write_bytes(lie)
        assert cache.open_base(small.path, kept).rows == made.rows


def test_old_bases_go(small: Folder, kept: Path) -> None:
    for number in range(7):
        small.write("base.yaml", (small.path / "base.yaml").read_text("utf-8") + f"# {number}\n")
        cache.open_base(small.path, kept)
    assert 1 <= len(bases(kept)) <= 4
    assert len(list(kept.iterdir())) <= 2 * 4 + 1


def test_a_broken_base_stops_with_its_place(small: Folder, kept: Path, tmp_path: Path) -> None:
    small.write("people/trotsky.yaml", "id: [")
    with pytest.raises(BaseError, match=r"people/trotsky\.yaml:\d"):
        cache.open_base(small.path, kept)
    with pytest.raises(BaseError, match="no such directory"):
        cache.open_base(tmp_path / "nowhere", kept)
    assert not kept.exists() or not list(kept.iterdir())
