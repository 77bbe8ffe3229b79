"""One conversation, whatever surface it is on."""

from __future__ import annotations

import datetime

import pytest
from tests.standin import AUTHOR, ORDER, RUSSIAN, StandIn, engine_of

from ispolkom_bot.chat import commands, conversation, menu, references
from ispolkom_bot.chat.memory import Memory, Turn
from ispolkom_bot.engine import Engine

ASK = "When was Order No. 1 issued?"
TODAY = datetime.date(2026, 11, 22)


def step(engine: Engine, memory: Memory, line: str) -> Turn:
    return conversation.step(engine, memory, line, TODAY, "console")


def talk(standin: StandIn, *said: str) -> Turn:
    """The last turn of a conversation of these lines."""
    memory = Memory()
    for line in said:
        turn = step(engine_of(standin), memory, line)
        memory = turn.memory
    return turn


def told(standin: StandIn, *said: str) -> str:
    return "\n".join(talk(standin, *said).lines)


def test_a_question_is_answered_and_remembered(standin: StandIn) -> None:
    turn = talk(standin, f"  {ASK} ")
    assert turn.answer == ORDER
    assert not turn.lines
    assert not turn.over
    assert talk(standin, ASK, "again").answer == ORDER


def test_memories_do_not_mix(standin: StandIn) -> None:
    engine = engine_of(standin)
    one = step(engine, Memory(), ASK).memory
    other = step(engine, Memory(), "Who wrote Order No. 1?").memory
    assert step(engine, one, "again").answer == ORDER
    assert step(engine, other, "again").answer == AUTHOR


@pytest.mark.parametrize("number", ["1", " 1 ", "1.", "1)", "(1)", "[1]", "#1", "01"])
def test_a_number_picks_a_suggestion(standin: StandIn, number: str) -> None:
    turn = talk(standin, "order", number)
    assert turn.answer == ORDER
    assert turn.picked == ASK


def test_a_number_picks_a_related_question(standin: StandIn) -> None:
    turn = talk(standin, ASK, "1")
    assert (turn.picked, turn.answer) == ("Who wrote Order No. 1?", AUTHOR)


def test_a_choice_can_still_be_picked_after_a_command(standin: StandIn) -> None:
    assert talk(standin, "order", "/help", "/sources pipes", "2").answer == AUTHOR


def test_small_talk_leaves_the_offers_on_the_table_and_an_answer_takes_them(
    standin: StandIn,
) -> None:
    assert talk(standin, "order", "thanks", "2").answer == AUTHOR
    assert talk(standin, "order", "Who wrote Order No. 1?", "2").picked == ""


@pytest.mark.parametrize("number", ["0", "3", "99"])
def test_a_number_that_is_not_offered(standin: StandIn, number: str) -> None:
    turn = talk(standin, "order", number)
    assert turn.lines == ("Choose a number from 1 to 2.",)
    assert step(engine_of(standin), turn.memory, "1").answer == ORDER


@pytest.mark.parametrize("line", ["1917", "1 March", "-1", "1905?", "¹", "१"])
def test_what_is_no_choice_is_a_question(standin: StandIn, line: str) -> None:
    turn = talk(standin, "order", line)
    assert turn.answer is not None
    assert standin.heard[-1][0] == line


def test_a_number_is_a_question_where_nothing_is_offered(standin: StandIn) -> None:
    talk(standin, "1")
    assert standin.heard == [("1", None)]


def test_help_names_every_command_of_its_surface_in_both_languages(standin: StandIn) -> None:
    for said in (("/help",), ("/",), ("/lang ru", "/help"), ("/помощь",)):
        page = told(standin, *said)
        assert all(f"/{name}" in page for name, _ in menu.menu("en", "console"))
    assert "эта страница" in page
    assert "this page" in told(standin, "/help")
    group = conversation.step(engine_of(standin), Memory(), "/help", TODAY, "group")
    assert not any("/quit" in line or "/explain" in line for line in group.lines)
    assert any(line.startswith("/date DAY — ") for line in group.lines)


def test_every_command_of_the_menu_is_obeyed_and_every_other_name_is_one_of_them() -> None:
    assert set(menu.COMMANDS) == set(commands.COMMANDS)
    assert set(menu.OTHER_NAMES.values()) <= set(menu.COMMANDS)
    assert not set(menu.OTHER_NAMES) & set(menu.COMMANDS)


def test_sources_of_the_last_answer(standin: StandIn) -> None:
    assert told(standin, "/sources") == "Nothing has been asked yet."
    assert told(standin, "Who wrote Order No. 1?", "/sources") == (
        "The last answer names no sources."
    )
    both = told(standin, ASK, "/sources").splitlines()
    assert [line[:3] for line in both] == ["[1]", "[2]"]
    assert told(standin, ASK, "/sources 2") == "[2] Izvestia no. 3, p. 1 (press)"
    assert told(standin, ASK, "/sources [2]") == told(standin, ASK, "/sources 2")
    assert told(standin, ASK, "/sources 3") == "Choose a number from 1 to 2."


@pytest.mark.parametrize(
    ("wanted", "start"),
    [
        ("pipes", "Pipes, Richard. The Russian Revolution (scholarship)."),
        ("PIPES", "Pipes, Richard."),
        ("sokolov", "Sokolov, N. D. Order (memoir), seen in The Russian Revolution 1917."),
        ("richard", "pipes: Pipes, Richard."),
        ("russian revolution", "sukhanov: Sukhanov, N. N."),
        ("suhanov", "No source in the bibliography is called suhanov.\nDid you mean sukhanov?"),
        ("zzz", "No source in the bibliography is called zzz."),
    ],
)
def test_sources_of_the_bibliography(standin: StandIn, wanted: str, start: str) -> None:
    assert told(standin, f"/sources {wanted}").startswith(start)


def test_too_many_sources_are_counted(standin: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(references, "_MOST_SOURCES", 1)
    assert told(standin, "/sources russian") == ("2 sources match; be more exact.\nsukhanov ...")


def test_explain(standin: StandIn) -> None:
    assert told(standin, "/explain") == "Nothing has been asked yet."
    assert told(standin, ASK, "/explain") == f"question: {ASK}"


def test_lang_forces_the_language_until_auto(standin: StandIn) -> None:
    assert told(standin, "/lang ru", ASK, "/lang").startswith("Отвечаю по-русски.")
    assert standin.heard == [(ASK, "ru")]
    assert told(standin, "/lang русский", "/lang auto", ASK, "/lang").startswith(
        "I answer in the language of the question."
    )
    assert standin.heard[-1] == (ASK, None)
    assert told(standin, "/lang de") == "The language is en, ru or auto, for example: /lang ru"


def test_the_chat_speaks_the_language_of_the_last_answer(standin: StandIn) -> None:
    turn = talk(standin, "Кто такой Чхеидзе?", "/forget")
    assert turn.lines == ("Забыто.",)
    assert talk(standin, "Кто такой Чхеидзе?").answer == RUSSIAN
    assert told(standin, "Кто такой Чхеидзе?", "/lang en", "/forget") == "Forgotten."
    assert told(standin, "/lang en", "/помощь").startswith("Petrograd")


def test_forget_leaves_nothing_but_the_language(standin: StandIn) -> None:
    turn = talk(standin, "/lang ru", ASK, "/forget")
    assert turn.memory == Memory(language="ru")
    assert talk(standin, ASK, "/forget", "again").answer != ORDER
    assert talk(standin, "order", "/forget", "1").picked == ""


@pytest.mark.parametrize("line", ["/quit", "/QUIT now", "/выход", "/exit"])
def test_quit_ends_it_politely(standin: StandIn, line: str) -> None:
    turn = talk(standin, line)
    assert turn.over
    assert turn.lines[0] in ("Goodbye.", "До свидания.")


def test_an_unknown_command_is_answered_with_the_nearest(standin: StandIn) -> None:
    assert told(standin, "/sorces") == "There is no command /sorces.\nDid you mean /sources?"
    assert told(standin, "/xyzzy") == ("There is no command /xyzzy.\n/help lists the commands.")
    assert not standin.heard


def test_what_was_typed_is_not_shown_with_its_control_signs(standin: StandIn) -> None:
    page = told(standin, "/\x1b[31mred\x07\u202e" + "x" * 1000)
    assert page.startswith("There is no command /[31mred" + "x" * 10)
    assert len(page) < 120
    assert page.replace("\n", "").isprintable()
