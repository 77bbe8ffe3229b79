"""The compiled base kept beside the user's caches, so that a start needs no YAML.

The file is msgpack of plain values, keyed by a digest of the base's files and of the program; it
is written whole or not at all, and a foreign or damaged one is made anew. Nothing in it is run.
A small note beside it says which digest files of certain names, sizes and times had, so that a
start need not read them again.
"""

from __future__ import annotations

import contextlib
import gc
import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import msgspec

from ispolkom_bot import __version__
from ispolkom_bot.knowledge import folder
from ispolkom_bot.knowledge.compiled import FORMAT, Compiled

_KEPT = 4
"""Compiled bases that stay in the cache directory; older ones go."""


def open_base(directory: Path | None = None, cache: Path | None = None) -> Compiled:
    """The compiled base of a directory, or of the one that came with the program.

    Raises BaseError where the base can't be read. A cache that can't be used is no error.
    """
    directory = directory or bundled()
    if cache is None:
        return _decode(_built(directory))
    note = cache / f"seen-{_fingerprint(directory)}"
    with contextlib.suppress(OSError, msgspec.MsgspecError, ValueError):
        return _kept(cache / note.read_text("ascii"))
    files, _ = folder.contents(directory)
    name = cache / f"base-{_key(folder.version(files))}"
    try:
        compiled = _kept(name)
    except (OSError, msgspec.MsgspecError, ValueError):
        data = _made(directory)
        _keep(data, name)
        compiled = _decode(data)
    _keep(name.name.encode("ascii"), note)
    return compiled


def bundled() -> Path:
    """The base that travels inside the wheel, or the one beside the source tree."""
    inside = Path(__file__).parents[1] / "base"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "knowledge"


def _made(directory: Path) -> bytes:
    """The compiled base, built by a process of its own, whose memory goes with it."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - not on the warm path
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415 - not on the warm path
    from multiprocessing import get_context  # noqa: PLC0415 - not on the warm path

    try:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            return pool.submit(_built, directory).result()
    except (OSError, BrokenProcessPool):
        return _built(directory)


def _built(directory: Path) -> bytes:
    from ispolkom_bot.knowledge.build import build  # noqa: PLC0415 - not on the warm path
    from ispolkom_bot.knowledge.load import load  # noqa: PLC0415 - pulls in YAML

    return msgspec.msgpack.encode(build(load(directory)))


def _kept(name: Path) -> Compiled:
    """The compiled base of a cache file; ValueError if it is none of this program's."""
    if not name.name.startswith("base-"):
        raise ValueError(name.name)
    compiled = _decode(name.read_bytes())
    if compiled.layout != FORMAT:
        raise ValueError(compiled.layout)
    return compiled


def _decode(data: bytes) -> Compiled:
    # A hundred thousand small values are made here: the collector would look at them in vain.
    enabled = gc.isenabled()
    gc.disable()
    try:
        return msgspec.msgpack.decode(data, type=Compiled)
    finally:
        if enabled:
            gc.enable()


def _fingerprint(directory: Path) -> str:
    """A digest of the names, sizes and times of the files of a base."""
    digest = blake2b(str(directory.resolve()).encode(), digest_size=16)
    with contextlib.suppress(OSError):
        for entry in sorted(_files(directory), key=lambda entry: entry.path):
            state = entry.stat()
            digest.update(f"{entry.path}\0{state.st_size}\0{state.st_mtime_ns}\0".encode())
    return _key(digest.hexdigest())


def _files(directory: Path | str) -> Iterator[os.DirEntry[str]]:
    for entry in os.scandir(directory):
        if entry.is_dir():
            yield from _files(entry.path)
        else:
            yield entry


def _key(digest: str) -> str:
    return f"{__version__}-{FORMAT}-{digest}"


def _keep(data: bytes, name: Path) -> None:
    """Write a file whole or not at all, and let the oldest of its kind go."""
    import tempfile  # noqa: PLC0415 - slow to import, and only needed here

    with contextlib.suppress(OSError):
        name.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=name.parent, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(part).replace(name)
        except OSError:
            Path(part).unlink(missing_ok=True)
            raise
        kind = name.name.split("-", 1)[0]
        kept = sorted(name.parent.glob(f"{kind}-*"), key=lambda path: path.stat().st_mtime)
        for old in kept[:-_KEPT]:
            old.unlink(missing_ok=True)
