"""Who may know whom: the order of the house, kept by reading the source and not by running it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import ispolkom_bot

ROOT = Path(ispolkom_bot.__file__).parent
ORDER = (
    "model",
    "errors",
    "calendar",
    "language",
    "knowledge",
    "understanding",
    "answering",
    "engine",
    "audit",
    "render",
    "storage",
    "chat",
    "settings",
    "logs",
    "surfaces",
    "cli",
    "__main__",
)
"""From the bottom up, as in the design: a module imports only what stands before it."""
PURE = {"model", "errors", "calendar", "language", "understanding", "answering", "engine"}
"""The road: no clock, no network, no chance, no files but those inside the package."""
IMPURE = {
    "asyncio",
    "datetime",
    "http",
    "logging",
    "multiprocessing",
    "os",
    "random",
    "requests",
    "secrets",
    "socket",
    "ssl",
    "subprocess",
    "sys",
    "tempfile",
    "threading",
    "time",
    "urllib",
}
CORE = {"msgspec", "yaml", "rapidfuzz", "Stemmer"}
"""What the core may import from outside the standard library."""
ONLY_IN = {
    "yaml": ("knowledge/yamlfile.py",),
    "rapidfuzz": ("language/spelling.py",),
    "telegram": ("surfaces/telegram/", "surfaces/webhook.py"),
}
PRINTERS = ("surfaces/console.py", "cli.py")


class Module:
    """One source file: its dotted name inside the package, its place in the house, its tree."""

    def __init__(self, path: Path) -> None:
        self.file = path.relative_to(ROOT).as_posix()
        parts = path.relative_to(ROOT).with_suffix("").parts
        self.parts = parts[:-1] if parts[-1] == "__init__" else parts
        self.package = parts[:-1]
        self.name = ".".join(self.parts)
        self.layer = self.parts[0] if self.parts else ""
        self.tree = ast.parse(path.read_text("utf-8"), str(path))

    def imports(self) -> Iterator[tuple[str, str]]:
        """Each import, wherever it stands: the absolute module, and the name taken from it."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield alias.name, ""
            elif isinstance(node, ast.ImportFrom):
                above = self.package[: len(self.package) - node.level + 1]
                start = ["ispolkom_bot", *above] if node.level else []
                module = ".".join([*start, *([node.module] if node.module else [])])
                for alias in node.names:
                    yield module, alias.name

    def outside(self) -> set[str]:
        """The top-level names of what it imports from elsewhere."""
        return {module.split(".")[0] for module, _ in self.imports()} - {"ispolkom_bot"}

    def inside(self) -> set[str]:
        """The modules of the house that it imports, by dotted name."""
        found = set()
        for module, name in self.imports():
            if module.split(".")[0] != "ispolkom_bot":
                continue
            target = module.removeprefix("ispolkom_bot").lstrip(".")
            longer = f"{target}.{name}".lstrip(".")
            found.add(longer if longer in NAMES else target)
        return found - {""}


NAMES: set[str] = set()
MODULES = [Module(path) for path in sorted(ROOT.rglob("*.py"))]
NAMES.update(module.name for module in MODULES)


def test_the_sweep_swept_something() -> None:
    assert len(MODULES) >= 25
    assert sum(len(module.inside()) for module in MODULES) >= 50
    assert {"model", "engine", "language.spelling", "knowledge.yamlfile", "cli"} <= NAMES


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.file)
def test_a_module_has_a_place_and_imports_only_from_below_it(module: Module) -> None:
    if not module.layer:
        assert not module.inside(), "the package itself imports nothing"
        return
    assert module.layer in ORDER, f"{module.file} has no place in the order of the house"
    place = ORDER.index(module.layer)
    wrong = {
        target
        for target in module.inside()
        if target.split(".")[0] != module.layer and target.split(".")[0] not in ORDER[:place]
    }
    assert not wrong, f"{module.file} may not import {sorted(wrong)}"


def test_no_package_imports_in_circles() -> None:
    inside = {module.name: module.inside() for module in MODULES}

    def walk(name: str, road: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if name in road:
            yield (*road[road.index(name) :], name)
            return
        for target in sorted(inside.get(name, ())):
            if target.split(".")[0] == name.split(".", maxsplit=1)[0]:
                yield from walk(target, (*road, name))

    circles = {circle for name in inside for circle in walk(name, ())}
    assert not circles


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_has_one_door(library: str) -> None:
    users = [module.file for module in MODULES if library in module.outside()]
    strays = [file for file in users if not file.startswith(ONLY_IN[library])]
    assert not strays, f"{library} is imported in {strays}"
    if library != "telegram":
        assert users, f"nothing imports {library}: is the rule still needed?"


def test_only_the_settings_read_the_environment() -> None:
    readers = set()
    for module in MODULES:
        taken = {name for source, name in module.imports() if source == "os"}
        used = {
            node.attr
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id == "os"
        }
        if (taken | used) & {"environ", "environb", "getenv", "getenvb", "putenv", "unsetenv"}:
            readers.add(module.file)
    assert readers == {"settings.py"}


def test_only_the_terminal_is_printed_to() -> None:
    printers = {
        module.file
        for module in MODULES
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Name) and node.id in {"print", "input"}
    }
    assert printers <= set(PRINTERS)


@pytest.mark.parametrize(
    "module", [module for module in MODULES if module.layer in PURE], ids=lambda module: module.file
)
def test_the_road_is_pure(module: Module) -> None:
    assert not module.outside() & IMPURE
    called = {
        node.func.id
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not called & {"open", "eval", "exec", "__import__"}


def test_the_core_imports_little() -> None:
    core = [m for m in MODULES if m.layer in {*PURE, "knowledge"}]
    assert len(core) >= 20
    strangers = {
        f"{module.file}: {library}"
        for module in core
        for library in module.outside() - set(sys.stdlib_module_names) - CORE
    }
    assert not strangers


def test_nothing_runs_what_it_reads() -> None:
    """No module that could execute the content of a file is imported anywhere."""
    risky = {"pickle", "marshal", "shelve", "dill", "runpy", "code", "imp"}
    users = {m.file for m in MODULES if m.outside() & risky}
    assert not users
