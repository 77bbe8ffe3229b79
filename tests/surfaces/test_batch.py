"""Questions as JSON lines."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.standin import AUTHOR, ORDER, StandIn, engine_of

from ispolkom_bot.render.record import answered
from ispolkom_bot.surfaces import batch
from ispolkom_bot.surfaces.batch import LONGEST_LINE, Sessions, reply, run

ROOT = Path(__file__).parents[2]
ASK = "When was Order No. 1 issued?"


def ran(*lines: bytes) -> list[dict[str, object]]:
    """What batch writes for these lines."""
    sink = io.BytesIO()
    run(engine_of(StandIn()), io.BytesIO(b"\n".join(lines)), sink)
    return [json.loads(line.decode("utf-8")) for line in sink.getvalue().splitlines()]


def asked(**fields: object) -> bytes:
    return json.dumps(fields).encode()


def test_a_question_gets_its_answer() -> None:
    assert ran(asked(id=1, question=ASK)) == [answered(ORDER, 1)]


def test_one_line_out_for_each_line_in() -> None:
    out = ran(asked(id="a", question=ASK), b"?", b"", asked(id="b", question="weather"))
    assert [(line["id"], line["status"]) for line in out] == [
        ("a", "answer"),
        (None, "error"),
        (None, "error"),
        ("b", "decline"),
    ]


@pytest.mark.parametrize("ident", [None, "x", "", 0, -7, 1.5, 2**70, True, "Исполком \u2028"])
def test_the_id_comes_back_as_it_was(ident: object) -> None:
    assert ran(asked(id=ident, question=ASK))[0]["id"] == ident


def test_id_and_session_may_be_missing_and_more_fields_are_no_fault() -> None:
    assert ran(asked(question=ASK, user="me")) == [answered(ORDER)]


def test_a_session_is_one_conversation() -> None:
    out = ran(
        asked(session="a", question=ASK),
        asked(session="b", question="Who wrote Order No. 1?"),
        asked(session="a", question="again"),
        asked(session="b", question="again"),
        asked(session=1, question="again"),
    )
    assert [line["text"] for line in out[2:4]] == [out[0]["text"], AUTHOR.text]
    assert out[4]["status"] == "decline"


def test_lines_without_a_session_are_strangers() -> None:
    out = ran(asked(question=ASK), asked(question="again"), asked(session=None, question="again"))
    assert [line["status"] for line in out] == ["answer", "decline", "decline"]


def test_the_number_one_and_the_text_one_are_two_sessions() -> None:
    out = ran(asked(session=1, question=ASK), asked(session="1", question="again"))
    assert out[1]["status"] == "decline"


def test_sessions_are_bounded_and_the_silent_go_first() -> None:
    sessions = Sessions(limit=2)
    engine = engine_of(StandIn())

    def say(session: str, question: str) -> object:
        return reply(engine, sessions, asked(session=session, question=question))["status"]

    say("a", ASK)
    say("b", ASK)
    assert say("a", "again") == "answer"
    say("c", ASK)
    assert len(sessions) == 2
    assert say("a", "again") == "answer"
    assert say("b", "again") == "decline", "b was silent longest"


@pytest.mark.parametrize(
    ("line", "ident", "reason"),
    [
        (b"", None, "the line is empty"),
        (b"  \t ", None, "the line is empty"),
        (b"hello", None, "the line is no JSON"),
        (b'{"id": 5, "question": "x"', 5, "the line is no JSON"),
        (b'{"id": "a\\"b", "question": x}', 'a"b', "the line is no JSON"),
        (b'{"id": 1e, "question": x}', None, "the line is no JSON"),
        (b'{"x": {"id": 5}, }', None, "the line is no JSON"),
        (b'{"id": NaN, "question": "x"}', None, "the line is no JSON"),
        (b"[" * 100_000, None, "the line is no JSON"),
        (b'{"id": ' + b"9" * 5000 + b"}", None, "the line is no JSON"),
        (b"[1]", None, "one JSON object a line is expected"),
        (b'"When?"', None, "one JSON object a line is expected"),
        (b'{"id": 5}', 5, '"question" is missing'),
        (b'{"id": 5, "question": null}', 5, '"question" must be a string'),
        (b'{"id": 5, "question": 1917}', 5, '"question" must be a string'),
        (b'{"id": [5], "question": "x"}', None, '"id" must be a string or a number'),
        (b'{"id": 1e999, "question": "x"}', None, '"id" must be a string or a number'),
        (b'{"id": 5, "session": {}, "question": "x"}', 5, '"session" must be'),
        (b'{"id": 5, "session": "' + b"s" * 1001 + b'", "question": ""}', 5, '"session" is long'),
        (b'{"id": 5, "question": "\xff"}', 5, "the line is not UTF-8 (byte 23)"),
        (b'{"id": [], "question": "\xff"}', None, "the line is not UTF-8"),
        (b'{"id": 5, "question": "crash"}', 5, "the program failed on this question"),
    ],
)
def test_wrong_lines(line: bytes, ident: object, reason: str) -> None:
    wrong, right = ran(line, asked(id=6, question=ASK))
    assert list(wrong) == ["id", "status", "reason"]
    assert wrong["id"] == ident
    assert wrong["status"] == "error"
    assert str(wrong["reason"]).startswith(reason)
    assert right == answered(ORDER, 6), "the program goes on"


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault() -> None:
    assert ran(b"\xef\xbb\xbf" + asked(question=ASK) + b"\r") == [answered(ORDER)]


@pytest.mark.parametrize(
    "question", ["x" * 100_000, "a\0b", "\ud800", "\udcff?", "\u202eabc", "🤷" * 50, " "]
)
def test_strange_questions_are_questions(question: str) -> None:
    assert ran(asked(id=1, question=question))[0]["status"] == "decline"


def test_lone_surrogates_do_not_get_out() -> None:
    out = io.BytesIO()
    run(engine_of(StandIn()), io.BytesIO(b'{"id": "\\ud800", "question": "\\udfff"}'), out)
    assert json.loads(out.getvalue().decode("utf-8"))["id"] == "?"


def test_an_endless_line_is_one_fault_and_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "LONGEST_LINE", 100)
    for size in (100, 101, 102, 201, 202, 203, 1000):
        line = b'{"id": 9, "question": "' + b"x" * (size - 25) + b'"}'
        assert len(line) == size
        first, second = ran(line, asked(id=6, question=ASK))
        assert first["id"] == 9
        assert first["status"] == ("decline" if size == 100 else "error")
        assert second["id"] == 6
    assert LONGEST_LINE >= 1_000_000


def test_each_answer_is_out_before_the_next_line_is_read() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.standin", "batch"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as program:
        assert program.stdin
        assert program.stdout
        for ident in range(3):
            program.stdin.write(asked(id=ident, question=ASK) + b"\n")
            program.stdin.flush()
            assert json.loads(program.stdout.readline()) == answered(ORDER, ident)
        program.stdin.close()
        assert program.wait(60) == 0


def test_a_reader_that_goes_away_ends_it_quietly() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.standin", "batch"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as program:
        assert program.stdin
        assert program.stdout
        assert program.stderr
        program.stdin.write(asked(question=ASK) + b"\n")
        program.stdin.flush()
        program.stdout.readline()
        program.stdout.close()
        program.stdin.write(asked(question=ASK) + b"\n")
        program.stdin.close()
        assert program.wait(60) == 0
        assert program.stderr.read() == b""


@given(st.binary())
def test_any_bytes_get_a_line_each(data: bytes) -> None:
    out = ran(data)
    assert len(out) == data.count(b"\n") + bool(data.rpartition(b"\n")[2])
    assert all(line["status"] in ("error", "answer", "suggest", "decline") for line in out)


texts = st.text(st.characters(codec=None, categories=None))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "id": json_values,
            "session": json_values,
            "question": json_values,
        },
    )
)
def test_any_object_gets_a_line(told: dict[str, object]) -> None:
    (line,) = ran(asked(**told))
    assert (line["status"] != "error") == (
        isinstance(told.get("question"), str)
        and all(batch._plain(told.get(key)) for key in ("id", "session"))
    )
