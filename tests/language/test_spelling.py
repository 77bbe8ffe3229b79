"""Misspelt words are led back to words of the base, and never to another person's name."""

from __future__ import annotations

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA
from tests.strategies import CYRILLIC

from ispolkom_bot.engine import Engine
from ispolkom_bot.language import spelling
from ispolkom_bot.language.normalise import tokens
from ispolkom_bot.language.stems import is_cyrillic
from ispolkom_bot.understanding.read import read
from ispolkom_bot.understanding.words import Word

KNOWN = spelling.buckets(
    [
        "kerensky",
        "skobelev",
        "chairman",
        "soviet",
        "order",
        "martov",
        "member",
        "members",
        "committee",
        "scheme",
        "чхеидзе",
        "председатель",
        "совет",
        "kornilov",
        "konovalov",
    ]
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("kerensly", ("kerensky",)),
        ("kerenksy", ("kerensky",)),  # two letters swapped are one slip
        ("chairmn", ("chairman",)),
        ("commitee", ("committee",)),
        ("comittee", ("committee",)),
        ("председетель", ("председатель",)),
        ("chkeidze", ()),
        ("xerensky", ("kerensky",)),  # long words: the first letter may differ
        ("xrder", ()),  # short ones: it may not
        ("ordr", ()),  # under five letters nothing is corrected
        ("sovet", ("soviet",)),
        ("kerexxky", ("kerensky",)),
        ("kxrxnxky", ()),
        ("membe", ("member",)),
        ("wxyzabc", ()),
        ("", ()),
        ("k" * 40, ()),
    ],
)
def test_nearest(written: str, meant: tuple[str, ...]) -> None:
    assert spelling.nearest(written, KNOWN) == meant


def test_equally_near_words_are_all_returned() -> None:
    known = spelling.buckets(["cation", "lation", "carton"])
    assert set(spelling.nearest("caton", known)) == {"cation", "carton"}


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("executivecommittee", ["executive", "committee"]),
        ("petrogradsoviet", ["petrograd", "soviet"]),
        ("временноеправительство", ["временное", "правительство"]),
        ("soviet", ["soviet"]),
        ("blorfwuggle", ["blorfwuggle"]),
    ],
)
def test_a_missing_space(engine: Engine, written: str, parts: list[str]) -> None:
    assert [word.text for word in words_of(engine, f"{written} 1917")[:-1]] == parts


@given(st.text(string.ascii_lowercase, max_size=40), st.lists(st.text(string.ascii_lowercase)))
def test_what_is_near_is_near(word: str, vocabulary: list[str]) -> None:
    found = spelling.nearest(word, spelling.buckets(vocabulary))
    allowed = 0 if len(word) < 5 else 1 if len(word) < 8 else 2
    distances = {OSA.distance(word, other) for other in found}
    assert len(distances) <= 1
    assert all(distance <= allowed for distance in distances)
    assert set(found) <= set(vocabulary)
    assert len(set(found)) == len(found)


def words_of(engine: Engine, text: str) -> tuple[Word, ...]:
    return read(engine.base, text).words


def surnames(engine: Engine) -> dict[str, set[str]]:
    """Each spelling of a person's surname, with the people who bear it."""
    found: dict[str, set[str]] = {}
    for ident, head in engine.base.heads.items():
        if head.kind == "person":
            for name in (head.name.en, head.name.ru):
                last = tokens(name)[-1].text
                found.setdefault(last, set()).add(ident)
    return found


def slips(name: str, letters: str, chance: random.Random) -> list[str]:
    """Every way to leave out or swap letters of a name, and some ways to hit a wrong key."""
    found = {name[:n] + name[n + 1 :] for n in range(len(name))}
    found |= {name[:n] + name[n + 1] + name[n] + name[n + 2 :] for n in range(len(name) - 1)}
    for n in range(len(name)):
        found.add(name[:n] + chance.choice(letters) + name[n + 1 :])
        found.add(name[:n] + chance.choice(letters) + name[n:])
    return sorted(found - {name})


def test_a_slip_in_one_name_is_never_another_person(engine: Engine) -> None:
    """Nobody is taken for somebody else unless the slip *is* that other name."""
    base, chance = engine.base, random.Random(1917)  # noqa: S311 - nothing secret about it
    people = surnames(engine)
    assert len(people) >= 200
    tried = found = 0
    wrong = []
    for name, bearers in people.items():
        letters = CYRILLIC if is_cyrillic(name) else string.ascii_lowercase
        for slip in slips(name, letters, chance):
            if slip in people or len(slip) < 3:
                continue
            tried += 1
            for word in words_of(engine, f"{slip} {slip}")[:1]:
                things = base.aliases.get(word.stem, ())
                linked = {thing for thing in things if base.heads[thing].kind == "person"}
                found += bool(linked & bearers)
                if linked and not linked & bearers and word.written != word.text:
                    wrong.append(f"{name} -> {slip} -> {word.text} ({', '.join(sorted(linked))})")
    assert tried >= 4000
    assert len(wrong) / tried <= 0.002, f"{len(wrong)} of {tried}: {wrong[:20]}"
    assert found / tried >= 0.6


def test_ordinary_words_are_never_corrected(engine: Engine) -> None:
    ordinary = [
        "weather",
        "football",
        "recipe",
        "kitchen",
        "garden",
        "computer",
        "password",
        "ticket",
        "holiday",
        "doctor",
        "market",
        "winter",
        "butter",
        "letter",
        "matter",
        "danger",
        "manager",
        "gordon",
        "martin",
        "lever",
        "leaving",
        "london",
        "letting",
        "погода",
        "футбол",
        "рецепт",
        "кухня",
        "компьютер",
        "пароль",
        "билет",
        "отпуск",
        "доктор",
        "зима",
        "письмо",
        "ленивый",
    ]
    changed = {}
    for word in ordinary:
        read = [w.text for w in words_of(engine, f"{word} {word}")[:1]]
        if read and read[0] != word:
            changed[word] = read[0]
    assert not changed


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("wen", "when"),
        ("waht", "what"),
        ("teh", "the"),
        ("кагда", "когда"),
        ("чё", "что"),
        ("chaird", "chaired"),
        ("comittee", "committee"),
        ("преказ", "приказ"),
    ],
)
def test_misspelt_words_of_asking(engine: Engine, written: str, meant: str) -> None:
    assert words_of(engine, f"{written} ispolkom")[0].text == meant
