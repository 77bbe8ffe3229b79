"""Russian case forms of names."""

from __future__ import annotations

import pytest
from hypothesis import given
from tests.strategies import NOISE

from ispolkom_bot.engine import Engine
from ispolkom_bot.language.inflection import forms

CASES = {
    "троцкий": "троцкого троцкому троцким троцком",
    "керенский": "керенского керенскому керенским керенском",
    "ленин": "ленина ленину лениным ленине",
    "сталин": "сталина сталину сталиным сталине",
    "скобелев": "скобелева скобелеву скобелевым скобелеве",
    "корнилов": "корнилова корнилову корниловым корнилове корниловых",
    "мартов": "мартова мартову мартовым мартове",
    "дан": "дана дану даном дане",
    "либер": "либера либеру либером либере",
    "совет": "совета совету советом совете советы советов советам",
    "исполком": "исполкома исполкому исполкомом исполкоме исполкомы",
    "комитет": "комитета комитету комитетом комитете",
    "приказ": "приказа приказу приказом приказе приказы приказов",
    "дума": "думы думе думу думой дум",
    "революция": "революции революцию революцией",
    "правительство": "правительства правительству правительством правительстве",
    "петроградский": "петроградского петроградскому петроградским петроградском",
    "временное": "временного временному временным временном",
    "спиридонова": "спиридоновой спиридонову",
    "коллонтай": "коллонтай",
    "меньшевик": "меньшевика меньшевики меньшевиков меньшевикам",
    "большевик": "большевика большевики большевиков большевикам",
    "бунд": "бунда бунду бундом бунде",
    "смольный": "смольного смольному смольным смольном",
    "ставка": "ставки ставке ставку ставкой",
    "известия": "известий известиям известиями известиях",
}


@pytest.mark.parametrize("nominative", CASES)
def test_the_cases_of_a_name(nominative: str) -> None:
    missing = set(CASES[nominative].split()) - forms(nominative)
    assert not missing


@pytest.mark.parametrize("word", ["", "kerensky", "1917", "по", "чхеидзе", "церетели"])
def test_what_has_no_cases_is_left_alone(word: str) -> None:
    assert word in forms(word)
    if not word[:1] >= "а":
        assert forms(word) == {word}


def test_names_in_a_vowel_that_never_changes_stay() -> None:
    assert forms("чхеидзе") == {"чхеидзе"}
    assert forms("рабле") == {"рабле"}


@given(NOISE)
def test_any_word_is_among_its_forms(word: str) -> None:
    assert word in forms(word)
    assert all(form for form in forms(word)) or not word


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("Что говорили о Троцком?", "trotsky"),
        ("письмо Керенскому", "kerensky"),
        ("вместе с Лениным", "lenin"),
        ("у Скобелева", "skobelev"),
        ("о Чхеидзе", "chkheidze"),
        ("в Исполкоме", "executive-committee"),
        ("членами Исполкома", "executive-committee"),
        ("Петроградским Советом", "petrograd-soviet"),
        ("Временного правительства", "provisional-government"),
        ("в Смольном", "smolny"),
        ("в Таврическом дворце", "tauride-palace"),
        ("о Приказе № 1", "order-no-1"),
        ("меньшевиками", "mensheviks"),
        ("против Корнилова", "kornilov"),
        ("Спиридоновой", "spiridonova"),
        ("Февральскую революцию", "february-revolution"),
        ("с Мартовым", "martov"),
        ("Государственной думы", "state-duma"),
    ],
)
def test_an_inflected_name_is_linked(engine: Engine, question: str, thing: str) -> None:
    reading = engine.reply(question).trace.reading
    assert thing in {thing for mention in reading.mentions for thing in mention.things[:1]}
