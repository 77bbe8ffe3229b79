"""Answers as plain text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.standin import AUTHOR, MESSAGES, ORDER, SOURCES, UNKNOWN, UNSURE

from ispolkom_bot.model import Answer, Offer
from ispolkom_bot.render.plain import body, choices, citation_line, entry, full, lines

EN, RU = MESSAGES["en"], MESSAGES["ru"]
ANSI = re.compile(r"\033\[\d+m")

WHOLE = """\
Order No. 1 was issued on 1 March 1917.
Issued: 1 March 1917 (Old Style) = 14 March 1917 (New Style)
Disputed: nobody disputes it.

Sources:
[1] Sukhanov, N. N., The Russian Revolution, p. 113 (memoir)
    https://example.org/s
[2] Izvestia no. 3, p. 1 (press)

Related:
1) Who wrote Order No. 1?
2) What did Order No. 1 say?"""


def test_body_has_text_dates_and_notes_and_nothing_else() -> None:
    assert body(ORDER) == "\n".join(WHOLE.splitlines()[:3])
    assert body(UNSURE) == UNSURE.text


def test_full_has_everything_in_order() -> None:
    assert full(ORDER, EN) == WHOLE


def test_full_of_a_bare_answer_is_its_body() -> None:
    assert full(AUTHOR, EN) == AUTHOR.text


def test_suggestions_follow_the_text_at_once() -> None:
    assert full(UNSURE, EN).splitlines() == [
        UNSURE.text,
        "1) When was Order No. 1 issued?",
        "2) Who wrote Order No. 1?",
    ]


def test_what_a_refusal_offers_has_its_own_label() -> None:
    assert full(UNKNOWN, EN).splitlines() == [
        UNKNOWN.text,
        "",
        "What I do know:",
        "1) What was the Ispolkom?",
    ]


def test_labels_and_kinds_speak_the_language() -> None:
    told = full(ORDER, RU)
    assert "Источники:" in told
    assert "p. 113 (воспоминания)" in told
    assert "p. 1 (press)" in told, "a kind without a name is shown as it is"


def test_choices_are_numbered_through() -> None:
    one, two, three = (Offer(f"x/{name}", f"{name}?") for name in "abc")
    both = Answer("answer", "en", "x", related=(three,), suggestions=(one, two))
    assert choices(both) == (one, two, three)
    told = full(both, EN)
    for number, offer in enumerate(choices(both), 1):
        assert f"{number}) {offer.question}" in told


def test_wrapping_keeps_the_width_and_indents() -> None:
    told = full(ORDER, EN, width=40).splitlines()
    assert max(map(len, told)) <= 40
    assert told[told.index("Sources:") + 1 :][:2] == [
        "[1] Sukhanov, N. N., The Russian",
        "    Revolution, p. 113 (memoir)",
    ]


def test_an_address_is_never_broken() -> None:
    assert "    https://example.org/s" in full(ORDER, EN, width=20).splitlines()


@pytest.mark.parametrize("width", [1, 7, 19])
def test_a_silly_width_is_taken_as_the_narrowest(width: int) -> None:
    assert full(ORDER, EN, width) == full(ORDER, EN, 20)


def test_colour_changes_nothing_but_colour() -> None:
    for width in (0, 40):
        told = full(ORDER, EN, width, colour=True)
        assert "\033[36mIssued" in told
        assert ANSI.sub("", told) == full(ORDER, EN, width)


@given(st.text(), st.integers(min_value=20, max_value=100))
def test_wrapping_loses_no_word(text: str, width: int) -> None:
    told = full(Answer("answer", "en", text), EN, width)
    assert told.split() == text.split()


def test_lines_keep_their_indent_when_they_wrap() -> None:
    assert lines(("one", "  two three four five six"), 20).splitlines() == [
        "one",
        "  two three four",
        "  five six",
    ]
    assert lines(("one", "  two")) == "one\n  two"


def test_entry_of_the_bibliography() -> None:
    assert entry(SOURCES["sukhanov"], EN) == (
        "Sukhanov, N. N. The Russian Revolution 1917. Oxford. 1955 (memoir). https://example.org/s"
    )
    seen = entry(SOURCES["sokolov"], EN, SOURCES["sukhanov"])
    assert seen == "Sokolov, N. D. Order (memoir), seen in The Russian Revolution 1917."


def test_citation_on_one_line() -> None:
    assert citation_line(ORDER.citations[0], EN) == (
        "[1] Sukhanov, N. N., The Russian Revolution, p. 113 (memoir) https://example.org/s"
    )
