"""A small class over HTTP, the bot a process of its own that is ended in the middle."""

from __future__ import annotations

import signal

import pytest
from tests.bench.classroom import Lesson, held


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_every_answer_is_counted_once_through_a_restart(how: signal.Signals) -> None:
    figures = held(Lesson(people=9, questions=3, seconds=5, how=how))
    assert (figures.polls, figures.cast) == (3, 27)
    assert (figures.counted, figures.scored) == (27, 27)
    assert (figures.twice, figures.lost) == (0, 0)
    assert figures.table
