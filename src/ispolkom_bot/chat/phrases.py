"""What the chat itself says, apart from answers: its commands and their outcome."""

from __future__ import annotations

from typing import Final

from ispolkom_bot.model import Lang, Text

HELP: Final = Text(
    "Ask a question in English or Russian, or type the number of a question that is offered.",
    "Задайте вопрос по-русски или по-английски или наберите номер предложенного вопроса.",
)
COMMANDS: Final[dict[str, tuple[str, Text]]] = {
    "help": ("", Text("this page", "эта страница")),
    "sources": (
        "[ID]",
        Text(
            "sources of the last answer, or an entry of the bibliography",
            "источники последнего ответа или запись библиографии",
        ),
    ),
    "explain": ("", Text("how the last answer came about", "как получился последний ответ")),
    "lang": ("en|ru|auto", Text("language of the answers", "язык ответов")),
    "forget": ("", Text("forget this conversation", "забыть этот разговор")),
    "quit": ("", Text("leave", "выйти")),
}
"""The commands with their arguments and what they do, in the order of the help page."""

OTHER_NAMES: Final = {
    "start": "help",
    "помощь": "help",
    "справка": "help",
    "источники": "sources",
    "почему": "explain",
    "объясни": "explain",
    "язык": "lang",
    "забудь": "forget",
    "exit": "quit",
    "bye": "quit",
    "выход": "quit",
    "стоп": "quit",
}
"""Other names by which the commands answer, so that nobody must change the keyboard."""

UNKNOWN_COMMAND: Final = Text("There is no command {name}.", "Команды {name} нет.")
DID_YOU_MEAN: Final = Text("Did you mean {names}?", "Может быть, {names}?")
SEE_HELP: Final = Text("/help lists the commands.", "Команды перечисляет /help.")
NO_SUCH_CHOICE: Final = Text("Choose a number from 1 to {last}.", "Выберите номер от 1 до {last}.")
NOTHING_ASKED: Final = Text("Nothing has been asked yet.", "Вопросов ещё не было.")
NO_SOURCES: Final = Text("The last answer names no sources.", "В последнем ответе источников нет.")
NO_SUCH_SOURCE: Final = Text(
    "No source in the bibliography is called {name}.", "Источника {name} в библиографии нет."
)
MANY_SOURCES: Final = Text(
    "{count} sources match; be more exact.", "Подходит источников: {count}; уточните."
)
LANGUAGE_NOW: Final[dict[str, Text]] = {
    "en": Text("I answer in English.", "Отвечаю по-английски."),
    "ru": Text("I answer in Russian.", "Отвечаю по-русски."),
    "auto": Text("I answer in the language of the question.", "Отвечаю на языке вопроса."),
}
LANGUAGE_NAMES: Final[dict[str, Lang | None]] = {
    "en": "en",
    "english": "en",
    "английский": "en",
    "англ": "en",
    "ru": "ru",
    "russian": "ru",
    "русский": "ru",
    "рус": "ru",
    "auto": None,
    "авто": None,
}
LANGUAGE_USAGE: Final = Text(
    "The language is en, ru or auto, for example: /lang ru",
    "Язык — en, ru или auto, например: /lang ru",
)
FORGOTTEN: Final = Text("Forgotten.", "Забыто.")
FAREWELL: Final = Text("Goodbye.", "До свидания.")
