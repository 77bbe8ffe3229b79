"""One spelling for what people write in many ways."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from tests.strategies import CYRILLIC, NOISE, ODD, QUESTIONS

from ispolkom_bot.language.normalise import LONGEST_QUESTION, fold, language_of, tokens
from ispolkom_bot.language.stems import stem


def words(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("When was the Ispolkom founded?", ["when", "was", "the", "ispolkom", "founded"]),
        ("WHEN  WAS\tTHE\nISPOLKOM", ["when", "was", "the", "ispolkom"]),
        ("Order No. 1", ["order", "1"]),
        ("order no 1", ["order", "1"]),
        ("Order No.1", ["order", "1"]),
        ("Order № 1", ["order", "1"]),
        ("Order №1", ["order", "1"]),
        ("order #1", ["order", "1"]),
        ("Order Nr. 1", ["order", "1"]),
        ("order number one", ["order", "1"]),
        ("order number 1", ["order", "1"]),
        ("Order No. II", ["order", "2"]),
        ("Приказ № 1", ["приказ", "1"]),
        ("приказ номер один", ["приказ", "1"]),
        ("prikaz nomer odin", ["prikaz", "1"]),
        ("Order No. 4", ["order", "4"]),
        ("Order No. 227", ["order", "227"]),
        ("say no to war", ["say", "no", "to", "war"]),
        ("Чхеидзе, съезд, ещё", ["чхеидзе", "съезд", "еще"]),
        ("ЁЛКА ёлка", ["елка", "елка"]),
        ("Kerensky's", ["kerensky"]),
        ("Kerensky\u2019s letters", ["kerensky", "letters"]),
        ("who's", ["who", "is"]),
        ("didn't", ["did", "not"]),
        ("can't won't cannot", ["can", "not", "will", "not", "can", "not"]),
        ("they've", ["they", "have"]),
        ("U.S.S.R.", ["ussr"]),
        ("R.S.D.R.P. in 1917", ["rsdrp", "in", "1917"]),
        ("1st 2nd 3rd 27th", ["1", "2", "3", "27"]),
        ("27-го марта 1917-го", ["27", "марта", "1917"]),
        ("1-й съезд", ["1", "съезд"]),
        ("so-called self-appointed", ["so", "called", "self", "appointed"]),
        ("Workers\u2019 and Soldiers\u2019 Deputies", ["workers", "and", "soldiers", "deputies"]),
        ("\ufb01rst", ["first"]),
        ("Ｏｒｄｅｒ １", ["order", "1"]),
        ("so\u00adviet", ["so", "viet"]),
        ("", []),
        ("?!... -- ''", []),
        ("\x00\x07\u202e", []),
        ("😀👍", []),
    ],
)
def test_tokens(written: str, read: list[str]) -> None:
    assert words(written) == read


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("When did Gorbachev resign?", {"gorbachev"}),
        ("Who was Kerensky's wife?", {"kerensky"}),
        ("The Soviet met. Then Kerensky came.", {"soviet", "kerensky"}),
        ("WHEN DID GORBACHEV RESIGN", set()),
        ("Who Was The First Chairman Of The Soviet", set()),
        ("when did gorbachev resign", set()),
        ("Кто такой Горбачёв?", {"горбачев"}),
    ],
)
def test_names_are_capitalised_inside_a_sentence(text: str, names: set[str]) -> None:
    assert {token.text for token in tokens(text) if token.name} == names


@pytest.mark.parametrize("text", ["1", "27", "1917", "Order No. 1", "№ 4", "1-го"])
def test_numbers_are_marked(text: str) -> None:
    assert [token.text for token in tokens(text) if token.number]
    assert all(token.text.isdecimal() for token in tokens(text) if token.number)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("When was it?", "en"),
        ("Когда это было?", "ru"),
        ("Кто такой Kerensky?", "ru"),
        ("Who was Чхеидзе in 1917, the chairman?", "en"),
        ("1917?", "en"),
        ("", "en"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert language_of(text) == language
    assert language_of("12 ?", default="ru") == "ru"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("founded", "founding"),
        ("chairman", "chairman"),
        ("members", "member"),
        ("партии", "партий"),
        ("председатель", "председателем"),
        ("революция", "революции"),
    ],
)
def test_stems_of_one_word_meet(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize("word", ["", "a", "ii", "1917", "1", "я"])
def test_short_words_and_numbers_are_their_own_stem(word: str) -> None:
    assert stem(word) == word


SIGNS = {"no", "n", "nr", "num", "number", "nummer", "nomer", "номер"}


@given(QUESTIONS)
@example("n°5")
@example("İstanbul")
@example("1-го 2st")
def test_tokens_of_the_tokens_are_the_tokens(text: str) -> None:
    once = words(text)
    # "No, 1" has two words, but "no 1" is one number.
    assume(SIGNS.isdisjoint(once))
    assert words(" ".join(once)) == once


@given(st.one_of(NOISE, QUESTIONS))
def test_any_text_can_be_read(text: str) -> None:
    folded = fold(text)
    assert len(folded) <= LONGEST_QUESTION
    assert not any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in folded)
    for token in tokens(text):
        assert token.text
        assert token.stem
        assert not set(token.text) & set(" '\n\t")
        assert token.text == token.text.lower()
    assert language_of(text) in {"en", "ru"}


@given(st.lists(st.text(CYRILLIC + "abcdefghijklmnopqrstuvwxyz", min_size=1), max_size=8))
def test_case_does_not_matter(parts: list[str]) -> None:
    text = " ".join(parts)
    assert words(text.upper()) == words(text) == words(text.title())


@pytest.mark.parametrize("odd", ODD)
def test_odd_signs_leave_the_words_around_them(odd: str) -> None:
    read = words(f"who {odd} chkheidze")
    assert read[0] == "who"
    assert read[-1] == "chkheidze"


def test_a_flood_is_cut() -> None:
    assert len(fold("a" * 100_000)) <= LONGEST_QUESTION
    assert len(fold("\ufdfa" * 100_000)) <= LONGEST_QUESTION
    assert words("who " * 50_000)[:2] == ["who", "who"]
