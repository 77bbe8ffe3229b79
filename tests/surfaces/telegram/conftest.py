"""The stage of the Telegram tests, one for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.surfaces.telegram.stage import Stage, stage

from ispolkom_bot.engine import Engine
from ispolkom_bot.settings import Settings
from ispolkom_bot.storage.store import Store


@pytest.fixture(scope="session")
def empty_storage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with a storage in which nothing is kept, made once."""
    place = tmp_path_factory.mktemp("storage")
    Store.open(place).close()
    return place


@pytest.fixture
def store(empty_storage: Path, tmp_path: Path) -> Iterator[Store]:
    """A storage of the test's own."""
    place = shutil.copytree(empty_storage, tmp_path / "data")
    opened = Store.open(place)
    yield opened
    opened.close()


@pytest.fixture
def tg(engine: Engine, store: Store) -> Iterator[Stage]:
    """The bot, with nobody set to hear of faults in the base."""
    with stage(engine, store, Settings()) as set_up:
        yield set_up
