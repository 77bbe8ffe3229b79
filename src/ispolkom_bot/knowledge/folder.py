"""The folder of a base: which files belong to it, their bytes, and a digest of them.

Knows nothing of YAML, so that a cached base can be recognised as fresh without importing it.
"""

from __future__ import annotations

from collections.abc import Collection
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import Final

from ispolkom_bot.errors import Problem
from ispolkom_bot.model import LANGUAGES, Kind

KINDS: Final[dict[str, Kind]] = {
    "people": "person",
    "bodies": "body",
    "parties": "party",
    "documents": "document",
    "events": "event",
    "places": "place",
    "press": "press",
    "terms": "term",
}
OUTSIDE: Final = "outside"
REPORT: Final = "REPORT.md"
_COMPANIONS: Final = frozenset({"README.md", "LICENSE", REPORT})
BASE_FILE: Final = "base.yaml"
SOURCES_FILE: Final = "sources.yaml"
SHAPES_FILE: Final = "language/shapes.yaml"
LEXICON_FILES: Final = {language: f"language/{language}.yaml" for language in LANGUAGES}
CLAIMS_FILE: Final = "claims.yaml"
LEFT_OUT_FILE: Final = "left-out.yaml"
ORDER_FILE: Final = "order.yaml"
OPTIONAL: Final = (CLAIMS_FILE, LEFT_OUT_FILE, ORDER_FILE)
NEEDED: Final = (BASE_FILE, SOURCES_FILE, SHAPES_FILE, *LEXICON_FILES.values())


def nearest(word: str, known: Collection[str]) -> str:
    """The remedy for an unknown word: the nearest known ones, or where few, all of them."""
    import difflib  # noqa: PLC0415 - only faulty bases need it

    near = difflib.get_close_matches(word, known, n=2, cutoff=0.6)
    if near:
        return "did you mean " + " or ".join(near) + "?"
    if len(known) <= 40:
        return "use one of " + ", ".join(sorted(known)) if known else "none is known"
    return "nothing known is near it: add it, or correct it"


def contents(directory: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """Every YAML file of the base by its name relative to `directory`, in sorted order.

    Files that have no place in a base are reported, save for hidden files and what goes with it:
    a README, the licence, the report.
    """
    if not directory.is_dir():
        return {}, [_problem(str(directory), "no such directory", "name the directory of the base")]
    found: dict[str, bytes] = {}
    problems: list[Problem] = []
    for path in sorted(directory.rglob("*")):
        name = path.relative_to(directory)
        if any(part.startswith(".") for part in name.parts) or path.name in _COMPANIONS:
            continue
        if path.is_dir():
            continue
        if not _belongs(name.as_posix()):
            problems.append(_stranger(name.as_posix()))
            continue
        try:
            found[name.as_posix()] = path.read_bytes()
        except OSError as fault:
            wrong = f"can't be read: {fault.strerror}"
            problems.append(_problem(name.as_posix(), wrong, "make the file readable"))
    if not found and not problems:
        wrong, remedy = "the directory holds no fact base", f"it needs {', '.join(NEEDED)}"
        return {}, [_problem(str(directory), wrong, remedy)]
    reported = {problem.file for problem in problems}
    problems += [
        _problem(name, "the file is missing", "every base needs it")
        for name in NEEDED
        if name not in found and name not in reported
    ]
    return dict(sorted(found.items())), problems


def version(files: dict[str, bytes]) -> str:
    """A short digest of the names and bytes of the files of a base."""
    digest = blake2b(digest_size=8)
    for name, data in sorted(files.items()):
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def _belongs(name: str) -> bool:
    path = PurePosixPath(name)
    if name in NEEDED or name in OPTIONAL:
        return True
    inside = len(path.parts) == 2 and path.suffix == ".yaml"
    return inside and (path.parts[0] in KINDS or path.parts[0] == OUTSIDE)


def _stranger(name: str) -> Problem:
    path = PurePosixPath(name)
    folders = [*KINDS, OUTSIDE, "language"]
    if path.suffix != ".yaml":
        return _problem(name, "not a .yaml file", "rename it, or move it out of the base")
    if len(path.parts) == 1 or path.parts[0] == "language":
        return _problem(name, "unknown file", nearest(name, (*NEEDED, *OPTIONAL)))
    if path.parts[0] in folders:
        return _problem(name, "too deep in folders", f"move it to {path.parts[0]}/{path.name}")
    return _problem(name, f"unknown folder {path.parts[0]}", nearest(path.parts[0], folders))


def _problem(name: str, wrong: str, remedy: str) -> Problem:
    return Problem(file=name, line=1, field="file", wrong=wrong, remedy=remedy)
