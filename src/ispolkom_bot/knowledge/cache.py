"""The compiled base kept beside the user's caches, so that a start needs no YAML.

The file is msgpack of plain values, keyed by a digest of the base's files and of the program; it
is written whole or not at all, and a foreign or damaged one is made anew. Nothing in it is run.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from hashlib import blake2b
from importlib import metadata, resources
from pathlib import Path

import msgspec

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
        return _made(directory)
    name = cache / f"base-{_key(directory)}.msgpack"
    with contextlib.suppress(OSError, msgspec.MsgspecError, ValueError):
        kept = msgspec.msgpack.decode(name.read_bytes(), type=Compiled)
        if kept.layout == FORMAT:
            return kept
    made = _made(directory)
    _keep(made, name)
    return made


def bundled() -> Path:
    """The base that travels inside the wheel, or the one beside the source tree."""
    inside = Path(str(resources.files("ispolkom_bot"))) / "base"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "knowledge"


def _made(directory: Path) -> Compiled:
    from ispolkom_bot.knowledge.compiled import build  # noqa: PLC0415 - not on the warm path
    from ispolkom_bot.knowledge.load import load  # noqa: PLC0415 - pulls in YAML

    return build(load(directory))


def _key(directory: Path) -> str:
    digest = blake2b(digest_size=16)
    files, _ = folder.contents(directory)
    digest.update(folder.version(files).encode())
    digest.update(metadata.version("ispolkom-bot").encode())
    return f"{FORMAT}-{digest.hexdigest()}"


def _keep(made: Compiled, name: Path) -> None:
    with contextlib.suppress(OSError):
        name.parent.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=name.parent, prefix=".base-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(msgspec.msgpack.encode(made))
            Path(part).replace(name)
        except OSError:
            Path(part).unlink(missing_ok=True)
            raise
        kept = sorted(name.parent.glob("base-*.msgpack"), key=lambda p: p.stat().st_mtime)
        for old in kept[:-_KEPT]:
            old.unlink(missing_ok=True)
