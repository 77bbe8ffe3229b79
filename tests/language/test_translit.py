"""The spellings of one Russian name meet in one key; two names don't."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.strategies import CYRILLIC, NOISE

from ispolkom_bot.engine import Engine
from ispolkom_bot.language.translit import sound_key

SAME = (
    "Chkheidze Tchkheidze Tscheidse Cheidze Чхеидзе",
    "Kerensky Kerenskii Kerenskij Kerenski Керенский",
    "Trotsky Trotskii Trotzky Trotzki Trotski Троцкий",
    "Zinoviev Zinovyev Zinovev Зиновьев",
    "Milyukov Miliukov Miljukow Miliukoff Милюков",
    "Guchkov Gutchkov Gutschkow Гучков",
    "Tsereteli Tseretelli Церетели",
    "Kornilov Kornilow Korniloff Корнилов",
    "Skobelev Skobelew Skobeleff Скобелев",
    "Sukhanov Sukhanow Sukhanoff Суханов",
    "Shlyapnikov Shliapnikov Schljapnikow Шляпников",
    "Steklov Steklow Стеклов",
    "Lunacharsky Lunacharskii Lunatscharski Lunacharskij Луначарский",
    "Antonov Antonow Антонов",
    "Rodzianko Rodzyanko Родзянко",
    "Kamenev Kamenew Каменев",
    "Chernov Tchernov Tschernow Чернов",
    "Voitinsky Voytinsky Woytinsky Войтинский",
    "Ispolkom Ispolcom Исполком",
    "Izvestia Izvestiya Izvestija Известия",
)
DIFFERENT = (
    "Kamenev Kamkov",
    "Lvov Larin",
    "Kornilov Konovalov",
    "Sokolov Sokolovsky",
    "Martov Martynov",
    "Lenin Lunin",
    "Stalin Stolypin",
    "Chernov Chkheidze",
    "Kerensky Krasnov",
    "Gots Gotz1",
    "Trotsky Polotsky",
    "Nekrasov Nevsky",
    "Kamenev Karelin",
    "Shingarev Shidlovsky",
)


@pytest.mark.parametrize("spellings", SAME)
def test_the_spellings_of_a_name_meet(spellings: str) -> None:
    keys = {word: sound_key(word.lower()) for word in spellings.split()}
    assert len(set(keys.values())) == 1, keys
    assert "" not in keys.values()


@pytest.mark.parametrize("names", DIFFERENT)
def test_different_names_do_not_meet(names: str) -> None:
    one, other = names.lower().split()
    assert not sound_key(one) or sound_key(one) != sound_key(other)


@pytest.mark.parametrize("word", ["", "dan", "дан", "a", "ii"])
def test_short_words_have_no_key(word: str) -> None:
    assert sound_key(word) == ""


@given(st.one_of(NOISE, st.text(CYRILLIC, max_size=30)))
def test_any_word_has_a_short_key_or_none(word: str) -> None:
    key = sound_key(word)
    assert key == "" or len(key) >= 4
    assert all(a != b for a, b in pairwise(key))


LETTERS = dict(zip("абвгдезиклмнопрстуф", "abvgdeziklmnoprstuf", strict=True))


@given(st.text("абвгдезиклмнопрстуф", min_size=4, max_size=14))
def test_plain_transliteration_keeps_the_key(word: str) -> None:
    assert sound_key(word) == sound_key("".join(LETTERS[sign] for sign in word))


def test_people_of_the_base_do_not_meet_unless_they_share_a_surname(engine: Engine) -> None:
    """The key is used for linking: two persons under one key must be written alike."""
    found: dict[str, set[str]] = {}
    for head in engine.base.heads.values():
        if head.kind == "person":
            surname = head.name.en.split()[-1].lower()
            if key := sound_key(surname):
                found.setdefault(key, set()).add(surname)
    shared = {key: names for key, names in found.items() if len(names) > 1}
    assert not shared


@pytest.mark.parametrize("spellings", SAME)
def test_each_spelling_is_linked_to_the_same_thing(engine: Engine, spellings: str) -> None:
    first, *others = spellings.split()
    linked = {
        word: {
            thing
            for mention in engine.reply(f"about {word}").trace.reading.mentions
            for thing in mention.things[:1]
        }
        for word in (first, *others)
    }
    assert linked[first]
    assert all(things == linked[first] for things in linked.values()), linked
