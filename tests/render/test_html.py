"""Answers as messages of Telegram."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from telegram.constants import (
    InlineKeyboardButtonLimit,
    InlineKeyboardMarkupLimit,
    MessageEntityType,
    MessageLimit,
)
from tests.fakeapi.html import parse
from tests.standin import AUTHOR, MESSAGES, ORDER, RUSSIAN, THANKS, UNKNOWN, UNSURE
from tests.strategies import NOISE, QUESTIONS

from ispolkom_bot.engine import Engine
from ispolkom_bot.model import LANGUAGES, Answer, Citation, Lang, Offer
from ispolkom_bot.render import html
from ispolkom_bot.render.html import (
    Button,
    Choice,
    Page,
    answer_page,
    deep_link,
    label,
    lines_page,
    press,
    pressed,
    sources_page,
    split,
)
from ispolkom_bot.render.marked import Marked

EN, RU = MESSAGES["en"], MESSAGES["ru"]
FACT = "order-no-1/issued"
WHOLE = """\
<b>It was issued on 1 March.</b> It had seven points.

Issued: 1 March 1917 (Old Style) = 14 March 1917 (New Style)

<i>Disputed: nobody disputes it.</i>

<blockquote expandable><b>Sources</b>
[1] <a href="https://example.org/s">Sukhanov, N. N., The Russian Revolution</a>, p. 113 (memoir)
[2] Izvestia no. 3, p. 1 (press)</blockquote>"""


def labels(page: Page) -> list[list[str]]:
    return [[button.label for button in row] for row in page.buttons]


def check(page: Page) -> None:
    """A page that Telegram takes, in as many messages as it needs."""
    parts = split(page)
    assert "".join(page.plain.split()) == "".join("".join(p.plain.split()) for p in parts)
    for part in parts:
        text, entities = parse(part.html)
        assert text == part.plain
        assert MessageLimit.MIN_TEXT_LENGTH <= len(text) <= MessageLimit.MAX_TEXT_LENGTH
        assert len(entities) <= MessageLimit.MESSAGE_ENTITIES
        assert all(len(row) <= 8 for row in part.buttons)
    assert [part.buttons for part in parts[:-1]] == [()] * (len(parts) - 1)
    assert parts[-1].buttons == page.buttons
    buttons = [button for row in page.buttons for button in row]
    assert len(buttons) <= InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER
    for button in buttons:
        size = len(button.data.encode())
        assert size <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
        assert button.label.strip()
        assert bool(button.data) + bool(button.url) + (button.query is not None) == 1


def test_the_answer_stands_first_and_its_sources_last() -> None:
    answer = replace(ORDER, text="It was issued on 1 March. It had seven points.")
    assert answer_page(answer, EN).html == WHOLE


def test_what_needs_no_stress_has_none() -> None:
    assert answer_page(ORDER, EN).html.startswith("Order No. 1 was issued on 1 March 1917.\n")
    long = replace(ORDER, text=f"{'Long ' * 50}. More.")
    assert answer_page(long, EN).html.startswith("Long Long")
    several = replace(ORDER, text="One was. It is.\nTwo was.")
    assert answer_page(several, EN).html.startswith("One was. It is.\nTwo was.")
    assert answer_page(THANKS, EN).html == "You're welcome."
    assert answer_page(UNKNOWN, EN).html.startswith("I don't know that.\n")


def test_the_heading_of_a_list_stands_out() -> None:
    listed = replace(ORDER, text="2 March 1917:\n• One. [1]\n• Two. [2]")
    assert answer_page(listed, EN).html.startswith("<b>2 March 1917:</b>\n• One. [1]\n")


def test_a_heading_says_what_was_asked() -> None:
    told = answer_page(replace(ORDER, text="Yes. It was."), EN, "Was it <so>?").html
    assert told.startswith("<b>Was it &lt;so&gt;?</b>\n\nYes. It was.\n")


def test_long_notes_are_folded_away() -> None:
    long = replace(ORDER, notes=("Disputed: " + "one says so " * 12,) * 2)
    _, entities = parse(answer_page(long, EN).html)
    kinds = [entity["type"] for entity in entities]
    assert kinds.count(MessageEntityType.EXPANDABLE_BLOCKQUOTE) == 2
    assert MessageEntityType.ITALIC not in kinds


def test_kinds_and_headings_speak_the_language() -> None:
    told = answer_page(replace(ORDER, language="ru"), RU)
    assert "<b>Источники</b>" in told.html
    assert "p. 113 (воспоминания)" in told.plain
    assert "p. 1 (press)" in told.plain, "a kind without a name is shown as it is"


def test_an_address_that_is_none_is_no_link() -> None:
    cited = (Citation(1, "A", "", "memoir", "javascript:alert(1)"), Citation(2, "B.", "", ""))
    told = answer_page(replace(ORDER, citations=cited), EN).html
    assert "[1] A (memoir)\n[2] B</blockquote>" in told


def test_buttons_of_an_answer() -> None:
    page = answer_page(ORDER, EN)
    assert labels(page) == [
        ["Who wrote Order No. 1?"],
        ["What did Order No. 1 say?"],
        ["Sources", "More"],
        ["Cite", "This is wrong"],
    ]
    sent = [button.data for row in page.buttons for button in row]
    assert sent == [
        "feorder-no-1/author",
        "feorder-no-1/points",
        f"se{FACT}",
        f"me{FACT}",
        f"ce{FACT}",
        f"we{FACT}",
    ]


def test_where_nothing_is_related_there_is_no_more() -> None:
    assert labels(answer_page(AUTHOR, EN)) == [["Sources"], ["Cite", "This is wrong"]]
    assert labels(answer_page(RUSSIAN, RU)) == [["Источники"], ["Цитировать", "Здесь ошибка"]]


def test_few_buttons_and_none() -> None:
    assert labels(answer_page(ORDER, EN, buttons="few")) == [["Sources", "More", "Cite"]]
    assert answer_page(ORDER, EN, buttons="none").buttons == ()
    assert answer_page(THANKS, EN).buttons == ()


def test_a_list_can_be_opened_and_read_on() -> None:
    offers = (Offer(FACT, "When?"), Offer("t:order-no-1:8", "The next ones"))
    listed = replace(ORDER, text="Order:\n• One", related=offers)
    assert labels(answer_page(listed, EN)) == [["When?"], ["The next ones"]]
    assert labels(answer_page(listed, EN, buttons="few")) == [["The next ones"]]
    assert answer_page(listed, EN, buttons="none").buttons == ()


def test_suggestions_are_buttons() -> None:
    page = answer_page(UNSURE, EN)
    assert page.plain == UNSURE.text
    assert labels(page) == [["When was Order No. 1 issued?"], ["Who wrote Order No. 1?"]]
    assert page.buttons[0][0].data == f"fe{FACT}"
    assert labels(answer_page(UNSURE, EN, buttons="few")) == labels(page)


def test_what_a_refusal_offers_has_its_own_label() -> None:
    page = answer_page(UNKNOWN, EN)
    assert page.plain == "I don't know that.\n\nWhat I do know:"
    assert labels(page) == [["What was the Ispolkom?"]]


def test_what_buttons_do_not_say_is_said_in_the_text() -> None:
    question = "What did the Executive Committee of the Petrograd Soviet decide about the war then?"
    long = replace(UNSURE, suggestions=(*UNSURE.suggestions, Offer("war/aims", question)))
    page = answer_page(long, EN)
    assert page.plain.splitlines()[1:] == [f"• {offer.question}" for offer in long.suggestions]
    assert labels(page)[-1][0].endswith("…")
    bare = answer_page(UNSURE, EN, buttons="none")
    assert bare.buttons == ()
    assert bare.plain.splitlines()[1:] == [f"• {offer.question}" for offer in UNSURE.suggestions]


def test_an_id_that_no_button_holds_has_none() -> None:
    long = replace(UNSURE, suggestions=(Offer("x/" + "y" * 61, "Why?"),))
    page = answer_page(long, EN)
    assert page.buttons == ()
    assert page.plain.endswith("• Why?")


def test_lines_with_offers_and_rows_of_buttons() -> None:
    rows = ((Button("Here", url="https://example.org"), Button("There", query="")),)
    page = lines_page(("a < b", "  c"), (Offer(FACT, "When?"),), "ru", rows)
    assert page.html == "a &lt; b\n  c"
    assert page.buttons == ((Button("When?", f"fr{FACT}"),), *rows)


@given(
    st.sampled_from("fsmcw"),
    st.sampled_from(LANGUAGES),
    st.from_regex(r"[a-z0-9-]{1,30}/[a-z0-9-]{1,31}", fullmatch=True),
)
def test_what_a_button_sends_is_understood(action: html.Action, language: Lang, fact: str) -> None:
    data = press(action, language, fact)
    assert len(data.encode()) <= html.MOST_DATA == InlineKeyboardButtonLimit.MAX_CALLBACK_DATA
    assert pressed(data) == (action, language, fact)


@pytest.mark.parametrize(
    "data", ["", "f", "fe", "xe" + FACT, "fx" + FACT, "fe" + "a" * 63, "feя/я", "fea b", "fea\n"]
)
def test_what_is_no_button_of_ours(data: str) -> None:
    assert pressed(data) is None


@given(NOISE)
def test_noise_is_no_button(data: str) -> None:
    assert pressed(data) is None or press(*pressed(data)) == data  # type: ignore[misc]


def test_a_deep_link() -> None:
    assert deep_link("ispolkom_bot", FACT) == "https://t.me/ispolkom_bot?start=order-no-1_issued"


@given(QUESTIONS, st.integers(12, 80))
def test_labels_are_short_and_end_between_words(text: str, longest: int) -> None:
    short = label(text, longest)
    assert len(short) <= longest
    whole = label(text, 10_000)
    assert short == whole or (short.endswith("…") and whole.startswith(short[:-1]))


OFFERS = st.lists(st.builds(Offer, st.just(FACT), QUESTIONS), max_size=3).map(tuple)
ADDRESSES = st.sampled_from(("", "no address", "https://example.org/" + "я" * 900))


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Answers of anything, among them such as need several messages."""
    cited = draw(st.lists(st.tuples(QUESTIONS, QUESTIONS, ADDRESSES), max_size=4))
    cited *= draw(st.integers(1, 20))
    return Answer(
        status=draw(st.sampled_from(("answer", "suggest", "decline"))),
        language=draw(st.sampled_from(LANGUAGES)),
        text="x" + draw(QUESTIONS) * draw(st.integers(1, 20)),
        dates=tuple(draw(st.lists(QUESTIONS, max_size=3))),
        notes=tuple(draw(st.lists(QUESTIONS, max_size=3))) * draw(st.integers(1, 20)),
        citations=tuple(
            Citation(number, text, where, "memoir", url)
            for number, (text, where, url) in enumerate(cited, 1)
        ),
        related=draw(OFFERS),
        suggestions=draw(OFFERS),
        facts=draw(st.sampled_from(((), (FACT,), (FACT, "a/b")))),
    )


@settings(max_examples=50)
@given(answers(), st.sampled_from(("all", "few", "none")), NOISE)
def test_any_answer_is_a_page_that_telegram_takes(
    answer: Answer, choice: Choice, heading: str
) -> None:
    check(answer_page(answer, MESSAGES[answer.language], heading, choice))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_of_the_base_is_a_page_and_so_are_its_sources(
    engine: Engine, language: Lang
) -> None:
    messages = engine.base.messages[language]
    for number in range(0, len(engine.base.rows), 3):
        reply = engine.tell(engine.base.full_id(number), language=language)
        assert reply is not None
        check(answer_page(reply.answer, messages))
        sources = sources_page(engine.base, reply.answer)
        check(sources)
        for citation in reply.answer.citations:
            assert f"[{citation.number}] " in sources.plain
            assert citation.where in sources.plain
    assert number > 1000


def test_sources_in_full(engine: Engine) -> None:
    reply = engine.tell("kronstadt/republic", language="en")
    assert reply is not None
    page = sources_page(engine.base, reply.answer)
    told = page.plain.split("\n\n")
    assert told[0] == "Sources: When did the Kronstadt Soviet declare itself the sole power?"
    assert told[1].startswith("[1] Arnold, Bruce. Russian Revolution")
    assert any(line.startswith("Disputed: ") for line in told)
    assert told.count(told[1]) == 1, "a source is told in full once"
    assert '<a href="https://www.marxists.org/' in page.html
    assert ">marxists.org</a>" in page.html
    assert labels(page) == [["Cite", "This is wrong"]]


def test_what_has_no_fact_has_no_sources(engine: Engine) -> None:
    for answer in (THANKS, replace(ORDER, facts=("order-no-1/never-was",))):
        assert sources_page(engine.base, answer) == Page(Marked())
