"""The commands of a conversation: their names, what may follow, what they do, where they help."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

from ispolkom_bot.model import Lang, Text

Surface = Literal["console", "private", "group"]
_EVERYWHERE: Final[tuple[Surface, ...]] = ("console", "private", "group")


class Command(Struct, frozen=True):
    """A command as help pages and menus show it: what may follow its name, what it does.

    It is obeyed on every surface, and shown on those of `where`.
    """

    does: Text
    usage: Text = Text("")
    where: tuple[Surface, ...] = _EVERYWHERE


COMMANDS: Final[dict[str, Command]] = {
    "start": Command(Text("begin: what I can do", "начать: что я умею"), where=()),
    "ask": Command(Text("ask a question", "задать вопрос"), Text("QUESTION", "ВОПРОС")),
    "date": Command(
        Text(
            "what happened on a day, in a week or month, in either calendar",
            "что было в этот день, неделю или месяц, по любому календарю",
        ),
        Text("DAY", "ДЕНЬ"),
    ),
    "who": Command(
        Text("who or what somebody or something was", "кто это или что это"), Text("NAME", "ИМЯ")
    ),
    "timeline": Command(
        Text("dates in order, of a topic or of the whole", "хронология темы или всей истории"),
        Text("[TOPIC]", "[ТЕМА]"),
    ),
    "today": Command(
        Text("this day in 1917", "этот день в 1917 году"),
        where=("console",),
    ),
    "quiz": Command(
        Text("quiz questions on a topic", "викторина по теме"),
        Text("[TOPIC] [NUMBER]", "[ТЕМА] [ЧИСЛО]"),
        where=("console",),
    ),
    "learn": Command(
        Text("learn the facts of a topic", "учить факты по теме"),
        Text("TOPIC [NUMBER]", "ТЕМА [ЧИСЛО]"),
        where=("console",),
    ),
    "review": Command(
        Text("repeat what is due of the facts you learn", "повторить то, что вы учите"),
        where=("console",),
    ),
    "stop": Command(
        Text("end the quiz or the revision", "закончить викторину или повторение"),
        where=("console",),
    ),
    "more": Command(Text("more of the same", "ещё о том же")),
    "sources": Command(
        Text(
            "sources of the last answer, or an entry of the bibliography",
            "источники последнего ответа или запись библиографии",
        ),
        Text("[ID]"),
    ),
    "cite": Command(Text("the last answer as a citation", "последний ответ в виде ссылки")),
    "why": Command(Text("why I gave that answer", "почему я так ответил")),
    "explain": Command(
        Text("every step that led to the last answer", "каждый шаг к последнему ответу"),
        where=("console",),
    ),
    "lang": Command(Text("language of the answers", "язык ответов"), Text("en|ru|auto")),
    "calendar": Command(
        Text("which calendar comes first: old or new", "какой календарь первым: old или new"),
        Text("old|new"),
    ),
    "about": Command(
        Text("what I cover and how I decide", "о чём я знаю и как решаю, что ответить")
    ),
    "help": Command(Text("this page", "эта страница")),
    "forget": Command(Text("forget this conversation", "забыть этот разговор")),
    "quit": Command(Text("leave", "выйти"), where=("console",)),
}
"""The commands in the order of help pages and menus."""

OTHER_NAMES: Final[dict[str, str]] = {
    name: command
    for command, names in {
        "start": "старт начать начало",
        "ask": "question спроси спросить вопрос",
        "date": "day дата день",
        "who": "what кто что",
        "timeline": "chronology хроника хронология",
        "today": "сегодня",
        "quiz": "викторина квиз тест",
        "learn": "учить выучить",
        "review": "revise повторить повторение",
        "stop": "стоп хватит",
        "more": "next еще дальше далее",
        "sources": "source bibliography источники источник библиография",
        "cite": "citation цитата сноска ссылка",
        "why": "почему зачем",
        "explain": "trace объясни подробно",
        "lang": "language язык",
        "calendar": "style календарь стиль",
        "about": "info version инфо обо",
        "help": "помощь справка команды",
        "forget": "reset clear забудь забыть сброс",
        "quit": "exit bye выход",
    }.items()
    for name in names.split()
}
"""Other names by which the commands answer, so that nobody must change the keyboard."""


def menu(language: Lang, where: Surface) -> tuple[tuple[str, str], ...]:
    """Name and description of each command that the menu of a surface shows."""
    return tuple(
        (name, command.does.say(language))
        for name, command in COMMANDS.items()
        if where in command.where
    )


def usages(language: Lang, where: Surface) -> dict[str, str]:
    """What each command shown on a surface does, by its name with what may follow it."""
    return {
        f"/{name} {command.usage.say(language)}".strip(): command.does.say(language)
        for name, command in COMMANDS.items()
        if where in command.where
    }
