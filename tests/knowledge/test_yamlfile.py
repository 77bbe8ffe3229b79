"""The strict reader: text stays text, lines are kept, surprises are refused."""

from __future__ import annotations

import pytest
import yaml

from ispolkom_bot.knowledge import yamlfile
from ispolkom_bot.knowledge.yamlfile import Node, parse


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(yamlfile, "Loader", getattr(yaml, request.param))
    return str(request.param)


@pytest.mark.usefixtures("loader")
def test_scalars_stay_text_and_lines_are_kept() -> None:
    node, problems = parse(
        b"a: no\nb:\n  - 1917-03-01\n  - c: 12:30\n    d: >-\n      one\n      two\ne: [~, '']\n",
        "f.yaml",
    )
    assert problems == []
    assert node == Node(
        {
            "a": Node("no", 1),
            "b": Node(
                [
                    Node("1917-03-01", 3),
                    Node({"c": Node("12:30", 4), "d": Node("one two", 5)}, 4),
                ],
                2,
            ),
            "e": Node([Node("~", 8), Node("", 8)], 8),
        },
        1,
    )


@pytest.mark.usefixtures("loader")
def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    assert parse(b"\xef\xbb\xbfa: b", "f.yaml")[0] == Node({"a": Node("b", 1)}, 1)


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("text", "line", "gist"),
    [
        (b"", 1, "the file is empty"),
        (b"# nothing\n", 1, "the file is empty"),
        (b"a: 1\nb: 2\na: 3\n", 3, "key 'a' twice"),
        (b"a:\n  - {b: 1, b: 2}\n", 2, "key 'b' twice"),
        (b"a: 1\nb: &x 2\n", 2, "anchor &x"),
        (b"a: 1\nb: *x\n", 2, "alias *x"),
        (b"a:\n  *x : 2\n", 2, "alias *x"),
        (b"a: !!int 3\n", 1, "tag tag:yaml.org,2002:int"),
        (b"a:\n  b: !x [c]\n", 2, "tag !x"),
        (b"a: 1\n---\nb: 2\n", 2, "a second document"),
        (b"a: 1\n? [b, c]\n: 2\n", 2, "as a key"),
        (b"a: b\nc: d: e\n", 2, "mapping values are not allowed"),
        (b"a: b\nc: @d\n", 2, "cannot start any token"),
        (b"a: b\nc: \xff\n", 2, "not UTF-8"),
        (b"a: b\nc: \x01\n", 2, "not allowed"),
        (b"a:\n " + b"[" * 25 + b"]" * 25, 2, "more than 20 levels deep"),
    ],
)
def test_what_is_refused(text: bytes, line: int, gist: str) -> None:
    node, problems = parse(text, "f.yaml")
    assert node is None
    assert gist in problems[0].wrong
    assert (problems[0].file, problems[0].line) == ("f.yaml", line)
    assert problems[0].remedy


def test_all_faults_of_form_are_named_at_once() -> None:
    problems = parse(b"a: &x 1\nb: !y 2\nc: 3\nc: 4\nd: e: f", "f.yaml")[1]
    assert [problem.line for problem in problems] == [1, 2, 4, 5]


def test_yaml_marks_without_a_place_are_reported_at_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise yaml.MarkedYAMLError(problem="odd")

    monkeypatch.setattr(yaml, "parse", broken)
    problem = parse(b"a: 1", "f.yaml")[1][0]
    assert (problem.line, problem.wrong) == (1, "odd")
