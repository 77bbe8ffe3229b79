"""Text with marks: escaped, measured and cut as Telegram reads, counts and shows it."""

from __future__ import annotations

import string
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.constants import MessageLimit
from tests.fakeapi.html import parse
from tests.strategies import ANY_SIGN, ODD

from ispolkom_bot.render import marked
from ispolkom_bot.render.marked import Marked, Tag, join, link, mark, plain, sound, split, visible

ADDRESS = "https://example.org/a?b=1&c=<2>"
PIECES = st.one_of(
    st.sampled_from((*ODD, "<b>bold</b>", "</blockquote>", "&lt;", "&#x27;", "a.\n", "\n\n", " ")),
    st.text(ANY_SIGN, max_size=20),
    st.text(string.ascii_letters + " .\n", max_size=30),
)
TEXTS = st.lists(PIECES, max_size=8).map("".join)
LONG = st.tuples(TEXTS, st.integers(1, 150)).map(lambda pair: pair[0] * pair[1])


@st.composite
def documents(draw: st.DrawFn) -> Marked:
    """Blocks of text, some under marks, some with many links, some far too long."""
    blocks = []
    for _ in range(draw(st.integers(0, 5))):
        block = plain(draw(LONG))
        if draw(st.booleans()):
            block = mark(draw(st.sampled_from(("b", "i"))), block)
        if draw(st.booleans()):
            cited = link(plain(draw(TEXTS)), ADDRESS)
            block = join(draw(st.sampled_from(("\n", " ", ""))), [block, *[cited] * 40])
        if draw(st.booleans()):
            block = mark("blockquote expandable", block)
        blocks.append(block)
    return join("\n\n", blocks)


def shown(text: Marked) -> tuple[str, int]:
    """The text and the number of entities that Telegram makes of the markup."""
    said, entities = parse(text.html)
    return said, len(entities)


def marks(text: Marked) -> list[set[tuple[Tag, str]]]:
    """The marks above each sign."""
    above: list[set[tuple[Tag, str]]] = [set() for _ in text.text]
    for span in text.spans:
        for place in range(span.start, span.end):
            above[place].add((span.tag, span.url))
    return above


def test_the_limits_are_telegrams() -> None:
    assert marked.MOST_SIGNS == MessageLimit.MAX_TEXT_LENGTH
    assert marked.MOST_MARKS == MessageLimit.MESSAGE_ENTITIES
    assert marked.MOST_BYTES == 32_768


@given(TEXTS)
def test_data_never_becomes_markup(text: str) -> None:
    cleaned = plain(text)
    assert shown(cleaned) == (cleaned.text, 0)
    assert shown(mark("b", cleaned)) == (cleaned.text, 1 if cleaned.text else 0)


@given(TEXTS)
def test_cleaning_twice_is_cleaning_once_and_keeps_what_can_be_seen(text: str) -> None:
    cleaned = plain(text).text
    assert plain(cleaned).text == cleaned
    assert cleaned.encode().decode() == cleaned
    kept = [sign for sign in text if sign.isalnum()]
    assert [sign for sign in cleaned if sign.isalnum()] == kept


def test_signs_that_reorder_or_break_lines_are_gone() -> None:
    assert plain("a\u202eb\u2066c\u2028d\x00e\tf\ud800g").text == "abcd e f\ufffdg"


def test_marks_nest() -> None:
    quote = mark("blockquote", join("\n", (mark("b", plain("A & B")), link(plain("x"), ADDRESS))))
    assert quote.html == (
        "<blockquote><b>A &amp; B</b>\n"
        '<a href="https://example.org/a?b=1&amp;c=&lt;2&gt;">x</a></blockquote>'
    )
    assert mark("b", Marked()).html == ""


def test_marks_over_the_same_signs_close_in_turn() -> None:
    assert mark("i", mark("b", plain("x"))).html == "<i><b>x</b></i>"
    both = mark("i", plain("x") + mark("b", plain("y")))
    assert both.html == "<i>x<b>y</b></i>"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org/a?b=c#d",
        "https://ru.wikipedia.org/wiki/Апрельский_кризис",
        "https://en.wikisource.org/wiki/Page:A_(1918).djvu/38",
    ],
)
def test_a_sound_address_is_a_link(url: str) -> None:
    assert sound(url)
    assert [span.url for span in link(plain("x"), url).spans] == [url]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "ftp://example.org/a",
        "javascript:alert(1)",
        "tg://user?id=1",
        "https://",
        "https://localhost/",
        "https://user@example.org/",
        "https://exa mple.org/",
        "https://example.org/\n",
        "https://example.org/\u202e",
        "http://[::1",
        "https://example.org/" + "a" * 3000,
    ],
)
def test_any_other_address_is_none(url: str) -> None:
    assert not sound(url)
    assert link(plain("x"), url) == plain("x")


@given(documents())
def test_parts_fit_and_rejoin(whole: Marked) -> None:
    parts = split(whole)
    at = 0
    above = marks(whole)
    for part in parts:
        said, entities = shown(part)
        assert said == part.text
        assert visible(said)
        assert said == said.strip()
        assert len(said) <= MessageLimit.MAX_TEXT_LENGTH
        assert entities <= MessageLimit.MESSAGE_ENTITIES
        assert len(part.html.encode()) <= marked.MOST_BYTES
        start = whole.text.index(said, at)
        assert not visible(whole.text[at:start])
        assert marks(part) == above[start : start + len(said)]
        at = start + len(said)
    assert not visible(whole.text[at:])


@given(documents())
def test_as_few_messages_as_may_be(whole: Marked) -> None:
    parts = split(whole)
    if whole.fits and visible(whole.text):
        assert parts == [whole.cut(0, len(whole.text))]
    for one, other in pairwise(parts):  # no message is small but for the sake of its neighbour
        together = (len(one.text) + len(other.text), len(one.spans) + len(other.spans))
        size = len(one.html.encode()) + len(other.html.encode())
        assert together[0] > 2000 or together[1] > 50 or size > 16_000


def test_a_block_that_has_room_elsewhere_is_not_cut() -> None:
    blocks = [plain("a" * 1500), plain("b c " * 500), plain("d" * 1500)]
    parts = split(join("\n\n", blocks))
    assert [part.text for part in parts] == [
        "a" * 1500 + "\n\n" + ("b c " * 500).strip(),
        "d" * 1500,
    ]


def test_a_block_that_must_be_cut_fills_the_message_before() -> None:
    lines = "\n".join(["x" * 99] * 100)
    parts = split(join("\n\n", (plain("short"), plain(lines))))
    assert len(parts) == 3
    assert all(set(part.text.replace("short\n\n", "").split("\n")) == {"x" * 99} for part in parts)


def test_a_sentence_is_cut_before_a_word_and_a_word_before_a_sign() -> None:
    sentences = "One two three four. " * 400
    assert all(part.text.endswith("four.") for part in split(plain(sentences)))
    words = "word " * 2000
    assert all(set(part.text.split()) == {"word"} for part in split(plain(words)))
    signs = split(plain("w" * 10_000))
    assert [len(part.text) for part in signs] == [4096, 4096, 1808]


@pytest.mark.parametrize("sign", ["👩\u200d🔬", "e\u0301", "👍🏽", "🇷🇺"])
def test_a_sign_of_several_code_points_is_not_cut(sign: str) -> None:
    for shift in range(3):
        text = "x" * (4094 + shift) + sign * 3
        parts = split(plain(text))
        assert "".join(part.text for part in parts) == text
        assert parts[1].text in {sign * n for n in (1, 2, 3)}


def test_a_link_is_not_cut() -> None:
    cited = link(plain("a source with a long name " * 10), ADDRESS)
    parts = split(join(" ", [cited] * 50))
    assert len(parts) > 3
    names = {part.text[span.start : span.end] for part in parts for span in part.spans}
    assert names == {
        ("a source with a long name " * 10),
        ("a source with a long name " * 10).strip(),
    }


def test_a_link_that_stands_where_no_space_is_goes_over_whole() -> None:
    parts = split(plain("w" * 4000) + link(plain("x" * 200), ADDRESS))
    assert [part.text for part in parts] == ["w" * 4000, "x" * 200]


def test_a_sign_without_end_is_cut_nevertheless() -> None:
    text = "e" + "\u0301" * 5000
    parts = split(plain(text))
    assert "".join(part.text for part in parts) == text


def test_a_link_longer_than_a_message_is_cut_and_goes_on() -> None:
    parts = split(link(plain("w" * 5000), ADDRESS))
    assert [len(part.text) for part in parts] == [4096, 904]
    assert all(part.spans[0].url == ADDRESS for part in parts)


def test_a_quotation_goes_on_in_the_next_message() -> None:
    parts = split(mark("blockquote expandable", plain("\n".join(["line " * 20] * 80))))
    assert len(parts) == 2
    assert all(part.html.startswith("<blockquote expandable>line") for part in parts)
    assert all(part.html.endswith("</blockquote>") for part in parts)


def test_more_marks_than_a_message_has() -> None:
    cited = [link(plain(f"[{n}]"), ADDRESS) for n in range(250)]
    parts = split(join("\n", cited))
    assert [len(part.spans) for part in parts] == [100, 100, 50]


def test_more_bytes_than_a_message_has() -> None:
    long = "https://example.org/" + "я" * 1000
    parts = split(join("\n", [link(plain(f"[{n}]"), long) for n in range(40)]))
    assert len(parts) == 3
    assert sum(len(part.spans) for part in parts) == 40


@pytest.mark.parametrize("text", ["", " \n", "\u200b\u200d", "\u2028"])
def test_nothing_to_see_is_no_message(text: str) -> None:
    assert split(mark("b", plain(text))) == []
