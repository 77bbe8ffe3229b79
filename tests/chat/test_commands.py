"""The commands on the real base: in both languages, with bad and very long arguments."""

from __future__ import annotations

import re

import pytest
from tests.chat.talking import TODAY, talk, told

from ispolkom_bot import __version__
from ispolkom_bot.chat import conversation
from ispolkom_bot.chat.memory import Memory
from ispolkom_bot.chat.menu import COMMANDS, OTHER_NAMES
from ispolkom_bot.engine import Engine

ASK = "When was Order No. 1 issued?"
SPRASHIVAYU = "Когда был издан Приказ № 1?"


def cyrillic(text: str) -> bool:
    return bool(re.search("[а-яё]", text))


def test_start_greets_and_offers_questions_that_are_answered(engine: Engine) -> None:
    turn = talk(engine, "/start")
    assert turn.offers
    assert turn.memory.offered == turn.offers
    for number, offer in enumerate(turn.offers, 1):
        picked = talk(engine, str(number), memory=turn.memory)
        assert picked.answer is not None
        assert picked.answer.facts[0] == offer.fact
        assert picked.picked == offer.question
    assert all(cyrillic(offer.question) for offer in talk(engine, "/старт").offers)


def test_about_tells_versions_figures_and_how_it_decides(engine: Engine) -> None:
    for page in (told(engine, "/about"), told(engine, "/инфо")):
        for figure in (len(engine.base.rows), len(engine.base.sources), engine.base.version):
            assert str(figure) in page
        assert __version__ in page
        assert "{" not in page
        assert engine.base.scope.en in page or engine.base.scope.ru in page
    assert cyrillic(page)


@pytest.mark.parametrize("line", ["/ask", "/ask  ", "/спроси", "/date foo", "/who", "/who ?!"])
def test_a_command_that_lacks_something_says_how_it_is_used(engine: Engine, line: str) -> None:
    page = told(engine, line)
    assert "for example" in page or "например" in page
    assert cyrillic(page) == cyrillic(line)


def test_ask_asks_even_what_looks_like_something_else(engine: Engine) -> None:
    asked = talk(engine, f"/ask {ASK}")
    assert asked.answer == talk(engine, ASK).answer
    assert talk(engine, ASK, "/ask 1").picked == ""
    assert "кого" not in told(engine, ASK, f"/ask {SPRASHIVAYU}")
    assert cyrillic(told(engine, f"/ask {SPRASHIVAYU}"))


def test_date_answers_in_the_language_of_its_argument(engine: Engine) -> None:
    assert told(engine, "/date 2 March").startswith("What happened: 2 March 1917 (Old Style)")
    assert told(engine, "/date 2 марта").startswith("Что было: 2 марта 1917 года по старому")
    assert cyrillic(told(engine, "/date 2 марта", "/date 3.3"))
    assert "NEW" not in told(engine, "/lang en", "/date 2 марта")
    assert told(engine, "/lang en", "/date 2 марта").startswith("What happened")


def test_date_takes_the_preferred_calendar_and_offers_the_other(engine: Engine) -> None:
    old = talk(engine, "/date 7 November")
    new = talk(engine, "/calendar new", "/date 7 November")
    assert old.answer is not None
    assert new.answer is not None
    assert "7 November 1917 (Old Style)" in old.answer.text
    assert "7 November 1917 (New Style) = 25 October 1917 (Old Style)" in new.answer.text
    at = next(n for n, o in enumerate(old.memory.offered, 1) if o.fact.endswith(":new:0"))
    other = talk(engine, str(at), memory=old.memory)
    assert other.answer is not None
    assert other.answer.facts == new.answer.facts


def test_date_that_never_was(engine: Engine) -> None:
    assert told(engine, "/date 30 February") == (
        "There was no such day in either calendar: 30.02.1917."
    )
    assert told(engine, "/дата 31 апреля") == "Такого дня нет ни в одном календаре: 31.04.1917."


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        ("Chkheidze", "chkheidze/definition"),
        ("was Tchkheidze?", "chkheidze/definition"),
        ("chkeidze", "chkheidze/definition"),
        ("Керенского", "kerensky/definition"),
        ("the Ispolkom", "executive-committee/definition"),
        ("order number one", "order-no-1/definition"),
        ("Контактная комиссия", "contact-commission/definition"),
        ("is Alexander Kerensky please", "kerensky/definition"),
    ],
)
def test_who_tells_what_a_name_means(engine: Engine, name: str, fact: str) -> None:
    answer = talk(engine, f"/who {name}").answer
    assert answer is not None
    assert answer.facts == (fact,)
    assert answer.citations
    assert cyrillic(answer.text) == cyrillic(name)


def test_who_of_an_ambiguous_name_offers_those_it_may_be(engine: Engine) -> None:
    turn = talk(engine, "/who Alexander")
    assert turn.lines == ("Which one do you mean?",)
    assert "kerensky/definition" in {offer.fact for offer in turn.offers}
    assert 2 <= len(turn.offers) <= 6
    picked = talk(engine, "2", memory=turn.memory).answer
    assert picked is not None
    assert picked.facts == (turn.offers[1].fact,)
    assert talk(engine, "/кто Николай").lines == ("Кто или что имеется в виду?",)


def test_who_with_a_question_behind_it_answers_the_question(engine: Engine) -> None:
    answer = talk(engine, "/who chaired the Ispolkom?").answer
    assert answer is not None
    assert answer.facts[0] in ("executive-committee/chairman", "chkheidze/chairman-of-soviet")


@pytest.mark.parametrize("name", ["Putin", "Moscow Soviet", "Nicholas I", "xyzzy", "Пушкин"])
def test_who_of_a_stranger_declines(engine: Engine, name: str) -> None:
    answer = talk(engine, f"/who {name}").answer
    assert answer is not None
    assert answer.status == "decline"


def test_who_is_followed_by_questions_on_the_same(engine: Engine) -> None:
    answer = talk(engine, "/who Chkheidze", "when was he born?").answer
    assert answer is not None
    assert answer.facts[0] == "chkheidze/born"


def test_timeline_of_a_topic_and_of_the_whole(engine: Engine) -> None:
    whole = talk(engine, "/timeline")
    assert whole.answer is not None
    assert whole.answer.text.startswith("Timeline: The Executive Committee of the Petrograd Soviet")
    topic = talk(engine, "/хроника Керенского")
    assert topic.answer is not None
    assert topic.answer.text.startswith("Хронология: Александр Керенский — 1–8 из")
    following = talk(engine, "/more", memory=topic.memory)
    assert following.answer is not None
    assert "— 9–" in following.answer.text
    assert not set(following.answer.facts) & set(topic.answer.facts[:1])
    born = talk(engine, "когда он родился?", memory=topic.memory).answer
    assert born is not None
    assert born.facts[0] == "kerensky/born"


def test_timeline_of_what_is_no_topic(engine: Engine) -> None:
    assert told(engine, "/timeline xyzzy\x07") == "I know no topic called xyzzy."
    assert told(engine, "/timeline March 1917").startswith("What happened: March 1917 (Old Style)")
    ambiguous = talk(engine, "/timeline Alexander")
    assert ambiguous.lines == ("Which one do you mean?",)
    picked = talk(engine, "1", memory=ambiguous.memory).answer
    assert picked is not None
    assert picked.text.startswith("Timeline: Alexander ")


def test_more_goes_on_to_the_end(engine: Engine) -> None:
    assert told(engine, "/more") == "Nothing has been asked yet."
    turn = talk(engine, "What was Order No. 3?")
    seen: list[str] = []
    for _ in range(40):
        turn = talk(engine, "/more", memory=turn.memory)
        if turn.answer is None:
            break
        seen += turn.answer.facts
    assert turn.lines == ("That is all I have on this.",)
    assert len(seen) == len(set(seen)) > 3
    assert told(engine, ASK, "thanks", "/more").startswith("More on this: Order No. 1")


def test_sources_of_a_list_are_its_own(engine: Engine) -> None:
    turn = talk(engine, "/date 2 March", "/sources")
    assert turn.lines[0].startswith("[1] ")
    assert told(engine, "/date 2 March", "/sources 2").startswith("[2] ")


def test_calendar_is_kept_and_shown_first(engine: Engine) -> None:
    assert told(engine, "/calendar").startswith("Dates name the Old Style")
    assert told(engine, "/calendar new").startswith("Dates name the New Style")
    assert told(engine, "/календарь новый стиль") == told(engine, "/calendar new", "/стиль")[:0] + (
        "В датах сначала новый стиль (григорианский), потом старый."
    )
    answer = talk(engine, "/calendar new", ASK).answer
    assert answer is not None
    assert "14 March 1917 (New Style) = 1 March 1917 (Old Style)" in answer.dates[0]
    kept = talk(engine, "/calendar new", "/forget").memory
    assert kept == Memory(first="new")
    assert told(engine, "/calendar lunar") == (
        "The calendar is old or new, for example: /calendar new"
    )


def test_cite_cites_one_answer(engine: Engine) -> None:
    assert told(engine, "/cite") == "There is no answer to cite yet."
    assert told(engine, "thanks", "/cite") == "There is no answer to cite yet."
    page = told(engine, ASK, "/cite")
    for part in ("Chicago", "MLA", ASK.rstrip("?"), engine.base.version, "November 22, 2026"):
        assert part in page
    assert "ГОСТ" in told(engine, SPRASHIVAYU, "/сноска")
    assert told(engine, "/date 2 March", "/cite").startswith("That was a list;")
    assert "Chicago" in told(engine, "/date 2 March", "1", "/cite")


def test_a_button_says_what_a_command_says_of_any_fact(engine: Engine) -> None:
    memory = Memory(spoken="ru", first="new")
    for command, start in (("sources", "[1] "), ("why", "Этот вопрос вы выбрали сами")):
        turn = conversation.of_fact(engine, memory, "order-no-1/when-issued", command, TODAY)
        assert turn is not None
        assert turn.lines[0].startswith(start)
    for fact in ("", "order-no-1", "order-no-1/nothing", "no/such", "x" * 1000):
        assert conversation.of_fact(engine, memory, fact, "sources", TODAY) is None
        assert conversation.pick(engine, memory, fact) is None
        assert conversation.more(engine, memory, fact) is None


def test_an_offer_is_picked_by_its_id_in_the_language_of_the_conversation(engine: Engine) -> None:
    russian = conversation.pick(engine, Memory(spoken="ru"), "order-no-1/when-issued")
    assert russian is not None
    assert russian.answer is not None
    assert cyrillic(russian.answer.text)
    page = conversation.pick(engine, Memory(), "t:kerensky:8")
    assert page is not None
    assert page.answer is not None
    assert page.answer.text.startswith("Timeline: Alexander Kerensky — 9–")
    follows = conversation.more(engine, Memory(), "order-no-1/when-issued")
    assert follows is not None
    assert follows.answer is not None
    assert follows.answer.text.startswith("More on this: Order No. 1 — 1–3 of")


@pytest.mark.parametrize("name", [*COMMANDS, *OTHER_NAMES])
@pytest.mark.parametrize(
    "argument",
    [
        "",
        "kerensky",
        "2 March",
        "99999999999999999999",
        "[1]",
        "-1",
        "\x00\x1b[31m\u202e",
        "😀",
        "'; drop table facts; --",
        "{0} {name} %s",
        "a" * 20_000,
        "ж " * 20_000,
        "1." * 5_000,
    ],
    ids=str.__len__,
)
def test_nothing_raises_and_nothing_is_silent(engine: Engine, name: str, argument: str) -> None:
    for said in (ASK, SPRASHIVAYU):
        turn = talk(engine, said, f"/{name} {argument}")
        assert turn.answer or turn.lines
        assert all(len(line) < 5000 for line in turn.lines)
        if turn.answer:
            assert turn.answer.text.strip()


@pytest.mark.parametrize(
    "line", ["/", "//", "/ help", "/\t", "/@", "/@bot", "/help@ispolkom_bot", "/HELP", "/ПОМОЩЬ"]
)
def test_odd_ways_to_ask_for_help(engine: Engine, line: str) -> None:
    assert "/timeline" in told(engine, line)


def test_a_command_on_several_lines_keeps_its_argument(engine: Engine) -> None:
    answer = talk(engine, "/ask@bot\nWhen was\nOrder No. 1 issued?").answer
    assert answer is not None
    assert answer.facts == ("order-no-1/when-issued",)
