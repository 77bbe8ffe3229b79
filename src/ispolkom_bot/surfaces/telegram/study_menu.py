"""The commands of studying together that only Telegram has, or that it obeys in its own way."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from ispolkom_bot.model import Text

_EVERYWHERE: Final = ("private", "group", "leaders")


class StudyCommand(Struct, frozen=True):
    """What a command does; `where` it is shown: in private, in groups, to their administrators.

    `other_names` are Russian ones, which Telegram shows in no menu.
    """

    does: Text
    where: tuple[str, ...] = _EVERYWHERE
    other_names: tuple[str, ...] = ()


STUDY_MENU: Final[dict[str, StudyCommand]] = {
    "quiz": StudyCommand(
        Text("a quiz: [topic] [number] [30s]", "викторина: [тема] [число] [30с]"),
        other_names=("викторина", "квиз"),
    ),
    "stop": StudyCommand(Text("end the quiz", "прервать викторину"), other_names=("стоп",)),
    "leaderboard": StudyCommand(
        Text("who has how many points", "у кого сколько очков"), other_names=("лидеры", "рейтинг")
    ),
    "today": StudyCommand(
        Text("this day in 1917", "этот день в 1917 году"), other_names=("сегодня",)
    ),
    "daily": StudyCommand(
        Text("this day in 1917, every day: 09:00 [zone]", "этот день каждый день: 09:00 [пояс]"),
        ("private", "leaders"),
        ("ежедневно",),
    ),
    "learn": StudyCommand(
        Text("choose facts to learn: TOPIC [number]", "что учить: ТЕМА [число]"),
        ("private",),
        ("учить",),
    ),
    "review": StudyCommand(
        Text("revise what is due", "повторить, что пора"), ("private",), ("повторение", "повторить")
    ),
    "progress": StudyCommand(
        Text("how far you are", "чего вы достигли"), ("private",), ("успехи", "прогресс")
    ),
    "topic": StudyCommand(
        Text("the topic of the quizzes here", "тема здешних викторин"),
        ("private", "leaders"),
        ("тема",),
    ),
    "assign": StudyCommand(
        Text("an exercise for the group: 10 [topic] [7d]", "задание группе: 10 [тема] [7д]"),
        ("leaders",),
        ("задание", "задать"),
    ),
    "composition": StudyCommand(
        Text("a body by party, as a picture: [body] [day]", "состав по партиям: [орган] [день]"),
        other_names=("состав",),
    ),
    "export": StudyCommand(
        Text("anki, csv, json, ics, bibtex, or me", "anki, csv, json, ics, bibtex или me"),
        ("private",),
        ("выгрузка", "экспорт"),
    ),
    "privacy": StudyCommand(
        Text("what is kept, and for how long", "что хранится и как долго"),
        other_names=("приватность",),
    ),
    "timeline": StudyCommand(Text("", ""), (), ("chronology", "хроника", "хронология")),
}
"""The commands in the order of the menus; one that is shown nowhere here is in another menu."""

STUDY_NAMES: Final[dict[str, str]] = {
    name: command for command, told in STUDY_MENU.items() for name in (command, *told.other_names)
}
"""Each command by each of its names."""
