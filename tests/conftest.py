"""What all tests share: the engine on the real base, one that needs no base, a clean environment,
and the tables that the run prints at its end."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from hypothesis import settings

from ispolkom_bot.engine import Engine
from ispolkom_bot.knowledge import cache
from tests.standin import StandIn

settings.register_profile("suite", deadline=None)  # a busy machine is no fault
settings.load_profile("suite")
_TABLES = pytest.StashKey[dict[str, list[str]]]()


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The engine on the base that comes with the program, compiled once for the whole run."""
    gc.disable()
    made = Engine(cache.open_base(cache.bundled(), None))
    gc.freeze()  # the collector need not look through the base again and again
    gc.enable()
    return made


@pytest.fixture(scope="session")
def tables(pytestconfig: pytest.Config) -> dict[str, list[str]]:
    """Lines by title, printed when the run ends."""
    return pytestconfig.stash.setdefault(_TABLES, {})


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the tables that tests have filled."""
    for title, lines in config.stash.get(_TABLES, {}).items():
        terminalreporter.section(title)
        terminalreporter.write("\n".join((*lines, "")))


@pytest.fixture
def standin() -> StandIn:
    """An engine that knows a few questions by heart."""
    return StandIn()


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test reads or writes the caches of whoever runs it."""
    monkeypatch.setenv("ISPOLKOM_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("ISPOLKOM_KNOWLEDGE", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
