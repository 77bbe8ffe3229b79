"""The small base of the tests on knowledge."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_base import Folder


@pytest.fixture
def base(tmp_path: Path) -> Folder:
    """A small valid base."""
    return Folder(tmp_path / "knowledge")
