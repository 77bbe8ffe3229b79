"""Answers as citations."""

from __future__ import annotations

import datetime

import pytest
from tests.fakeapi.html import parse
from tests.standin import THANKS

from ispolkom_bot.engine import Engine
from ispolkom_bot.render.cite import Entry, chicago, cite_page, gost, mla
from ispolkom_bot.render.html import split

DAY = datetime.date(2026, 9, 2)
OWN = Entry(
    title="When was it?",
    url="https://t.me/bot?start=a_b",
    container="The Base",
    publisher="Ispolkom Bot",
    where="a/b",
    version="abc",
    accessed=DAY,
)
BOOK = Entry(
    title="The Revolution", author="Pipes, Richard", publisher="Knopf", year="1990", where="p. 5"
)
ENTRY = Entry(
    title="Kerensky",
    container="Encyclopedia",
    year="1979",
    where="lead",
    url="https://www.example.org/k",
)
EDITED = Entry(title="Документы", author="Анин, Давид (ред.)")
TEAM = Entry(title="Minutes", author="Старцев, В. И.; Гальперина, Б. Д. (editors)")
SEEN = Entry(title="Memoir", author="Nolde, Boris", where="the signing", through=BOOK)


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (
            OWN,
            "“When was it?” <i>The Base</i>, version abc, a/b. Ispolkom Bot. "
            "Accessed September 2, 2026. "
            '<a href="https://t.me/bot?start=a_b">https://t.me/bot?start=a_b</a>.',
        ),
        (BOOK, "Pipes, Richard. <i>The Revolution</i>. Knopf, 1990, p. 5."),
        (
            ENTRY,
            "“Kerensky.” <i>Encyclopedia</i>, 1979, lead. "
            '<a href="https://www.example.org/k">https://www.example.org/k</a>.',
        ),
        (EDITED, "Анин, Давид, ed. <i>Документы</i>."),
        (TEAM, "Старцев, В. И.; Гальперина, Б. Д., eds. <i>Minutes</i>."),
        (
            SEEN,
            "Nolde, Boris. <i>Memoir</i>, the signing. "
            "Quoted in Pipes, Richard. <i>The Revolution</i>. Knopf, 1990, p. 5.",
        ),
    ],
)
def test_chicago(entry: Entry, told: str) -> None:
    assert chicago(entry).html == told


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (
            OWN,
            "“When was it?” <i>The Base</i>, version abc, Ispolkom Bot, a/b, "
            '<a href="https://t.me/bot?start=a_b">t.me/bot?start=a_b</a>. Accessed 2 Sept. 2026.',
        ),
        (BOOK, "Pipes, Richard. <i>The Revolution</i>. Knopf, 1990, p. 5."),
        (
            ENTRY,
            "“Kerensky.” <i>Encyclopedia</i>, 1979, lead, "
            '<a href="https://www.example.org/k">www.example.org/k</a>.',
        ),
        (EDITED, "Анин, Давид, editor. <i>Документы</i>."),
        (TEAM, "Старцев, В. И.; Гальперина, Б. Д., editors. <i>Minutes</i>."),
        (
            SEEN,
            "Nolde, Boris. <i>Memoir</i>, the signing. "
            "Qtd. in Pipes, Richard. <i>The Revolution</i>. Knopf, 1990, p. 5.",
        ),
    ],
)
def test_mla(entry: Entry, told: str) -> None:
    assert mla(entry).html == told


@pytest.mark.parametrize(
    ("month", "told"),
    [(1, "Jan."), (5, "May"), (6, "June"), (7, "July"), (9, "Sept."), (11, "Nov."), (12, "Dec.")],
)
def test_mla_shortens_long_months(month: int, told: str) -> None:
    entry = Entry(title="x", container="y", accessed=datetime.date(2026, month, 3))
    assert f"Accessed 3 {told} 2026." in mla(entry).text


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (
            OWN,
            "When was it? [Электронный ресурс] // The Base. – Версия abc. – Ispolkom Bot. – a/b. – "
            'URL: <a href="https://t.me/bot?start=a_b">https://t.me/bot?start=a_b</a> '
            "(дата обращения: 02.09.2026).",
        ),
        (BOOK, "Pipes Richard. The Revolution. – Knopf, 1990. – p. 5."),
        (EDITED, "Анин Давид (ред.). Документы."),
        (
            SEEN,
            "Nolde Boris. Memoir. – the signing. "
            "Цит. по: Pipes Richard. The Revolution. – Knopf, 1990. – p. 5.",
        ),
    ],
)
def test_gost(entry: Entry, told: str) -> None:
    assert gost(entry).html == told


def test_an_answer_is_cited_with_its_sources_and_the_version_of_the_base(engine: Engine) -> None:
    reply = engine.tell("order-no-1/when-issued", language="en")
    assert reply is not None
    told = cite_page(engine.base, reply.answer, DAY, "ispolkom_bot").plain
    assert told.startswith("How to cite this answer\n\nChicago\n“When was Order No. 1 issued?” ")
    assert "\n\nMLA\n“When was Order No. 1 issued?” " in told
    assert "ГОСТ" not in told
    assert told.count(f"version {engine.base.version}") == 2
    assert told.count("?start=order-no-1_when-issued") == 2
    for citation in reply.answer.citations:
        assert told.count(citation.where) == 2


def test_russian_answers_are_cited_after_gost_first(engine: Engine) -> None:
    reply = engine.tell("order-no-1/when-issued", language="ru")
    assert reply is not None
    told = cite_page(engine.base, reply.answer, DAY).plain
    places = [told.index(f"\n\n{style}") for style in ("ГОСТ Р 7.0.5–2008", "Chicago", "MLA")]
    assert places == sorted(places)
    assert "Когда был издан Приказ № 1? // Исполнительный комитет" in told
    assert "(дата обращения: 02.09.2026)" in told
    assert "t.me" not in told


def test_what_has_no_fact_is_not_cited(engine: Engine) -> None:
    assert split(cite_page(engine.base, THANKS, DAY)) == []


def test_every_citation_is_a_page(engine: Engine) -> None:
    seen = 0
    for number in range(0, len(engine.base.rows), 20):
        language = "ru" if number % 40 else "en"
        reply = engine.tell(engine.base.full_id(number), language=language)
        assert reply is not None
        page = cite_page(engine.base, reply.answer, DAY, "ispolkom_bot")
        assert ".." not in page.plain.replace("...", "")
        assert ", ," not in page.plain
        for part in split(page):
            assert parse(part.html)[0] == part.plain
            seen += 1
    assert seen >= 50
