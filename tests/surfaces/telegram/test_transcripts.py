"""The conversations in the README are those that the program has."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import transcripts
from tests.transcripts import BEGIN, END

from ispolkom_bot.engine import Engine

README = Path(__file__).parents[3] / "README.md"


@pytest.fixture(scope="module")
def told(engine: Engine) -> str:
    """Both conversations, made once."""
    return transcripts.conversations(engine)


def test_they_show_what_the_bot_does(told: str) -> None:
    for part in (
        "1 March 1917 (Old Style) = 14 March 1917 (New Style)",
        "[Sources] [More]",
        "Did you mean:",
        "I don't know that.",
        "⚠ Only administrators",
    ):
        assert part in told
    assert told.rstrip().endswith("haha"), "to a remark the bot says nothing"
    assert max(map(len, told.split("\n"))) <= 100


def test_they_are_the_same_each_time(told: str, engine: Engine) -> None:
    assert transcripts.conversations(engine) == told


def test_the_readme_shows_them(told: str) -> None:
    text = README.read_text("utf-8")
    _, begin, rest = text.partition(BEGIN)
    shown, end, _ = rest.partition(END)
    assert begin, f"put {BEGIN} and {END} into the README"
    assert end
    assert shown.strip() == f"```text\n{told}\n```", "run python -m tests.transcripts README.md"


def test_they_are_put_between_the_markers(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    monkeypatch.setattr(transcripts, "conversations", lambda _: "new")
    put = transcripts.put(f"a\n{BEGIN}\nold\n{END}\nb", engine)
    assert put == f"a\n{BEGIN}\n```text\nnew\n```\n{END}\nb"
    with pytest.raises(ValueError, match="no <!--"):
        transcripts.put("nothing", engine)
