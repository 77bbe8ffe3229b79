"""What is said around quizzes and revision in a conversation."""

from __future__ import annotations

from typing import Final

from ispolkom_bot.chat.study.review import Rating
from ispolkom_bot.model import Text

NUMBERED: Final = Text("Question {number} of {count}.", "Вопрос {number} из {count}.")
TYPE_NUMBER: Final = Text(
    "Type the number of your answer; /stop ends the quiz.",
    "Наберите номер ответа; прервать викторину — /stop.",
)
RIGHT: Final = Text("Right.", "Верно.")
WRONG: Final = Text("No. Right is: {right}", "Нет. Верный ответ: {right}")
RESULT: Final = Text(
    "The quiz is over: {points} of {count} right.", "Викторина окончена: верно {points} из {count}."
)
READ_AGAIN: Final = Text("To read again:", "Стоит перечитать:")
NOTHING_TO_ASK: Final = Text(
    "I have no quiz questions on {topic}.", "Вопросов для викторины на тему «{topic}» у меня нет."
)
NOTHING_GOES_ON: Final = Text("Nothing is going on that could be stopped.", "Останавливать нечего.")
STOPPED: Final = Text("Stopped.", "Остановлено.")
LEARN_WHAT: Final = Text(
    "Name a topic, for example: /learn Order No. 1, /learn people 20. You learn {total} facts.",
    "Назовите тему, например: /learn Приказ № 1, /learn люди 20. Вы учите фактов: {total}.",
)
LEARNING: Final = Text(
    "{topic}: {count} new cards. /review begins.",
    "{topic}: новых карточек — {count}. Начать: /review.",
)
ALL_LEARNT: Final = Text("You learn all of {topic} already.", "Всё на тему «{topic}» вы уже учите.")
NO_CARDS: Final = Text(
    "You learn nothing yet: /learn TOPIC, or play a /quiz.",
    "Вы ещё ничего не учите: /learn ТЕМА или сыграйте в /quiz.",
)
NONE_DUE: Final = Text(
    "Nothing is due today. The next day is {day}.", "На сегодня всё. Следующий день — {day}."
)
DUE: Final = Text("Cards due: {due}.", "Карточек на сегодня: {due}.")
THINK: Final = Text(
    "Answer, or type anything, to see what is right; /stop ends the revision.",
    "Ответьте или наберите что угодно, чтобы увидеть ответ; закончить — /stop.",
)
CORRECTED: Final = Text(
    "This was corrected since you last saw it.", "Это исправлено с тех пор, как вы это видели."
)
RATE: Final = Text(
    "How well did you know it? {ratings}", "Насколько хорошо вы это знали? {ratings}"
)
RATE_NUMBER: Final = Text("Type 1, 2, 3 or 4.", "Наберите 1, 2, 3 или 4.")
RATED: Final[dict[Rating, Text]] = {
    "again": Text("again", "не знал"),
    "hard": Text("hard", "с трудом"),
    "good": Text("good", "хорошо"),
    "easy": Text("easy", "легко"),
}
TODAY: Final = Text("today", "сегодня")
IN_DAYS: Final = Text("{days} d", "{days} дн.")
NO_LIBRARY: Final = Text(
    "Revision needs a library that isn't installed: {remedy}",
    "Для повторения не хватает библиотеки: {remedy}",
)
