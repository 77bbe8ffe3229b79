"""CONTRIBUTING.md: its template is a sound thing, and the checker says what it is told to say."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from ispolkom_bot.knowledge.cache import bundled
from ispolkom_bot.knowledge.checks import check
from ispolkom_bot.knowledge.load import survey
from ispolkom_bot.knowledge.schema import FACT, FACT_MORE, THING, THING_MORE

GUIDE = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"<!-- (\w+)(?: (\S+))? -->\n```\w*\n(.*?)```\n<!-- end -->", re.DOTALL)
BLOCKS = {name: (file, text) for name, file, text in BLOCK.findall(GUIDE)}
SLIPS = (
    ("    shapes: [member, when]", "    shapes: [membr, when]"),
    ("id: golder-order-no-1", "id: golder-order-1"),
    ("ru: входит в комитет}, on: 1917-03-01", "ru: входит в комитет}, on: 1917-02-29"),
    ("в числе 12 печатников", "в числе 13 печатников"),
    ("Примеров — печатник", "Примeров — печатник"),
    ("from: 1917-03-01, to: 1917-09-09", "from: 1917-03-01, to: 1916-09-09"),
    ("about: [coalition]", "about: [coalitions]"),
    (
        '      - says: {en: "He abstained.", ru: "Он воздержался."}\n'
        '        sources: [{id: trotsky-hrr, where: "Volume One"}]\n',
        "",
    ),
    ("confidence: medium           #", "confidense: medium           #"),
    ("10-institution/elected-or-self-appointed", "10-institution/elected-or-selfappointed"),
)
"""What is mistyped in the template, to get the messages of the guide."""


def checked(base: Path, text: str) -> list[str]:
    """The problems of the real base with one file more, or rather another of that name."""
    file = base / BLOCKS["template"][0]
    file.write_text(text, encoding="utf-8")
    seen = survey(base)
    assert seen.base is not None
    found = [*seen.problems, *check(seen.base, seen.lines)]
    return [str(one) for one in sorted(found) if one.file == BLOCKS["template"][0]]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the base to add to."""
    copy = tmp_path_factory.mktemp("contributing") / "knowledge"
    shutil.copytree(bundled(), copy)
    return copy


def test_the_template_is_a_sound_thing(base: Path) -> None:
    assert checked(base, BLOCKS["template"][1]) == []


def test_the_template_shows_every_key(base: Path) -> None:
    shown = set(re.findall(r"^[ -]*(\w+):", BLOCKS["template"][1], re.MULTILINE))
    assert shown >= {*THING, *THING_MORE, *FACT, *FACT_MORE}


def test_the_checker_says_what_the_guide_says(base: Path) -> None:
    text = BLOCKS["template"][1]
    for right, slip in SLIPS:
        assert text.count(right) == 1, right
        text = text.replace(right, slip)
    assert checked(base, text) == BLOCKS["messages"][1].splitlines()
