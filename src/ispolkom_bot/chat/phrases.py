"""What the chat itself says, apart from answers: the outcome of its commands."""

from __future__ import annotations

from typing import Final

from ispolkom_bot.model import Lang, Style, Text

START: Final = Text(
    "Good day. Ask me in English or Russian: who, what, when, where, why, how many. I answer from "
    "a checked base of facts, with dates in both calendars and with sources; what I don't know I "
    "say I don't know.",
    "Здравствуйте. Спрашивайте по-русски или по-английски: кто, что, когда, где, почему, сколько. "
    "Я отвечаю по проверенной базе фактов, с датами по обоим календарям и с источниками; чего не "
    "знаю, о том так и говорю.",
)
FOR_EXAMPLE: Final = Text("For example:", "Например:")
HELP: Final = Text(
    "Ask a question in English or Russian, or type the number of a question that is offered. "
    'After an answer, "more", "source?" and "why?" do what you expect.',
    "Задайте вопрос по-русски или по-английски или наберите номер предложенного вопроса. После "
    "ответа можно просто написать «ещё», «источник?» или «почему?».",
)
USAGE: Final[dict[str, Text]] = {
    "ask": Text(
        "Write the question after the command, for example: /ask When was Order No. 1 issued?",
        "Напишите вопрос после команды, например: /ask Когда был издан Приказ № 1?",
    ),
    "date": Text(
        "Name a day, a week or a month, for example: /date 2 March 1917, /date 15.03.1917 new "
        "style, /date week of 23 February, /date July",
        "Назовите день, неделю или месяц, например: /date 2 марта 1917, /date 15.03.1917 новый "
        "стиль, /date неделя 23 февраля, /date июль",
    ),
    "who": Text(
        "Name a person, a body, a party, a document or an event, for example: /who Chkheidze",
        "Назовите человека, орган, партию, документ или событие, например: /who Чхеидзе",
    ),
    "lang": Text(
        "The language is en, ru or auto, for example: /lang ru",
        "Язык — en, ru или auto, например: /lang ru",
    ),
    "calendar": Text(
        "The calendar is old or new, for example: /calendar new",
        "Календарь — old (старый) или new (новый), например: /calendar new",
    ),
}
"""What is said where a command lacks what it needs."""

UNKNOWN_COMMAND: Final = Text("There is no command {name}.", "Команды {name} нет.")
DID_YOU_MEAN: Final = Text("Did you mean {names}?", "Может быть, {names}?")
SEE_HELP: Final = Text("/help lists the commands.", "Команды перечисляет /help.")
NO_SUCH_CHOICE: Final = Text("Choose a number from 1 to {last}.", "Выберите номер от 1 до {last}.")
NONE_OF_THEM: Final = Text(
    "Then please put it in other words.", "Тогда спросите, пожалуйста, другими словами."
)
NOTHING_ASKED: Final = Text("Nothing has been asked yet.", "Вопросов ещё не было.")
NO_SOURCES: Final = Text("The last answer names no sources.", "В последнем ответе источников нет.")
NO_SUCH_SOURCE: Final = Text(
    "No source in the bibliography is called {name}.", "Источника {name} в библиографии нет."
)
MANY_SOURCES: Final = Text(
    "{count} sources match; be more exact.", "Подходит источников: {count}; уточните."
)
NOTHING_TO_CITE: Final = Text(
    "There is no answer to cite yet.", "Ответа, на который можно сослаться, ещё нет."
)
CITE_ONE: Final = Text(
    "That was a list; pick one of its answers and cite that.",
    "Это был список; откройте один из ответов, и я оформлю ссылку на него.",
)
NO_MORE: Final = Text("That is all I have on this.", "Больше об этом у меня ничего нет.")
NOT_A_DATE: Final = Text(
    "There was no such day in either calendar: {date}.",
    "Такого дня нет ни в одном календаре: {date}.",
)
WHICH_ONE: Final = Text("Which one do you mean?", "Кто или что имеется в виду?")
NO_SUCH_TOPIC: Final = Text("I know no topic called {name}.", "Темы «{name}» я не знаю.")
NO_TIMELINE: Final = Text("I have no dates for {name}.", "Дат по теме «{name}» у меня нет.")
LANGUAGE_NOW: Final[dict[str, Text]] = {
    "en": Text("I answer in English.", "Отвечаю по-английски."),
    "ru": Text("I answer in Russian.", "Отвечаю по-русски."),
    "auto": Text("I answer in the language of the question.", "Отвечаю на языке вопроса."),
}
LANGUAGE_NAMES: Final[dict[str, Lang | None]] = {
    "en": "en",
    "eng": "en",
    "english": "en",
    "английский": "en",
    "англ": "en",
    "ru": "ru",
    "rus": "ru",
    "russian": "ru",
    "русский": "ru",
    "рус": "ru",
    "auto": None,
    "авто": None,
}
CALENDAR_NOW: Final[dict[Style, Text]] = {
    "old": Text(
        "Dates name the Old Style (Julian) first, then the New Style.",
        "В датах сначала старый стиль (юлианский), потом новый.",
    ),
    "new": Text(
        "Dates name the New Style (Gregorian) first, then the Old Style.",
        "В датах сначала новый стиль (григорианский), потом старый.",
    ),
}
CALENDAR_NAMES: Final[dict[str, Style]] = {
    "old": "old",
    "os": "old",
    "julian": "old",
    "старый": "old",
    "юлианский": "old",
    "new": "new",
    "ns": "new",
    "gregorian": "new",
    "новый": "new",
    "григорианский": "new",
}
FORGOTTEN: Final = Text("Forgotten.", "Забыто.")
FAREWELL: Final = Text("Goodbye.", "До свидания.")

ABOUT: Final[tuple[Text, ...]] = (
    Text(
        "The base holds {facts} facts about {things} people, bodies, parties, documents, events "
        "and places, {dated} of them dated, from {sources} sources; it also knows {outside} names "
        "that it does not cover.",
        "В базе {facts} фактов о людях, органах, партиях, документах, событиях и местах (тем: "
        "{things}); с датами — {dated}, источников — {sources}; ещё {outside} имён она знает как "
        "посторонние.",
    ),
    Text(
        "How I decide: I read the names, dates and question words, look offices up in dated "
        "lists, and weigh which fact explains most of your words. If I am sure, I answer; if I "
        "am not, I ask which question you meant; if nothing fits, I say so. /why tells how it "
        "went with the last answer.",
        "Как я решаю: нахожу имена, даты и вопросительные слова, должности ищу в датированных "
        "списках и взвешиваю, какой факт объясняет больше ваших слов. Если уверен — отвечаю, "
        "если нет — переспрашиваю, если ничего не подходит — так и говорю. /why расскажет, как "
        "это было с последним ответом.",
    ),
    Text(
        "I am a program and no language model: I write nothing myself, every answer is a fact "
        "that people checked against its sources, and where historians disagree it says who says "
        "what.",
        "Я программа, но не языковая модель: сам ничего не сочиняю, каждый ответ — факт, "
        "сверенный людьми с источниками, а где историки спорят, там сказано, кто что утверждает.",
    ),
    Text("Program {program}, base {base}.", "Программа {program}, база {base}."),
)
"""What /about says below the title and the scope of the base."""
