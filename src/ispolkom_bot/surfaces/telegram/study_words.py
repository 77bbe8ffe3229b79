"""What the bot says around quizzes, revision and classes, in both languages."""

from __future__ import annotations

from typing import Final

from ispolkom_bot.model import Text

QUIZ_ON: Final = Text(
    "A quiz goes on here; answers come again when it is over. /stop ends it.",
    "Здесь идёт викторина; ответы снова будут, когда она кончится. Прервать: /stop.",
)
QUIZ_ASKS: Final = Text(
    "You are being asked just that in a quiz; I tell it when the question is over.",
    "Об этом вас сейчас спрашивают в викторине; отвечу, когда вопрос закончится.",
)
QUIZ_BEGINS: Final = Text("Quiz: {topic}. {questions}.", "Викторина: {topic}. {questions}.")
QUIZ_TIMED: Final = Text(
    "Each question is open for {seconds} s. /stop ends it early.",
    "На каждый вопрос — {seconds} с. Прервать: /stop.",
)
NOTHING_TO_ASK: Final = Text(
    "I have no quiz questions about that. Try /quiz, /quiz people or /quiz Kerensky 5.",
    "Об этом у меня нет вопросов. Попробуйте /quiz, /quiz люди или /quiz Керенский 5.",
)
UNKNOWN_TOPIC: Final = Text(
    "I know no such topic: {topic}. Try /quiz, /quiz people or /quiz Kerensky 5.",
    "Такой темы я не знаю: {topic}. Попробуйте /quiz, /quiz люди или /quiz Керенский 5.",
)
WHICH_TOPIC: Final = Text(
    "Which do you mean: {others}?", "Кого или что вы имеете в виду: {others}?"
)
NO_QUIZ: Final = Text("No quiz goes on here.", "Здесь не идёт викторина.")
STOP_NOT_YOURS: Final = Text(
    "Whoever began the quiz can stop it, or an administrator.",
    "Прервать викторину может тот, кто её начал, или администратор.",
)
STOPPED: Final = Text("The quiz is stopped.", "Викторина прервана.")
RESULTS: Final = Text("Results: {topic}. {questions}.", "Итоги: {topic}. {questions}.")
RESULT: Final = Text("Your result: {points} of {asked}.", "Ваш результат: {points} из {asked}.")
NOBODY: Final = Text("Nobody answered.", "Никто не ответил.")
LEFT_ALONE: Final = Text(
    "Nobody answered the last {count} questions, so the quiz ends here.",
    "На последние вопросы ({count}) никто не ответил, поэтому викторина окончена.",
)
OF: Final = Text("{points} of {asked}", "{points} из {asked}")
SOMEBODY: Final = Text("a player", "участник")
LEADERS: Final = Text("Leaderboard of this group", "Таблица лидеров этой группы")
YOUR_POINTS: Final = Text("Your quizzes", "Ваши викторины")
THIS_WEEK: Final = Text("Last seven days", "За семь дней")
ALL_TIME: Final = Text("All time", "За всё время")
NO_POINTS: Final = Text(
    "Nobody has any points here yet. /quiz begins a quiz.",
    "Здесь ещё ни у кого нет очков. Начать викторину: /quiz.",
)

DAILY_OFF: Final = Text("No daily post any more.", "Ежедневных записей больше не будет.")
DAILY_NONE: Final = Text(
    "No daily post is set here. /daily 09:00 sets it, with a time zone if you like:"
    " /daily 09:00 Europe/Paris",
    "Ежедневная запись не задана. Задать: /daily 09:00, можно с часовым поясом:"
    " /daily 09:00 Europe/Paris",
)
DAILY_SET: Final = Text(
    "Every day at {time} ({zone}): what happened on that day in 1917, {calendar}. /daily off ends"
    " it.",
    "Каждый день в {time} ({zone}): что было в этот день 1917 года, {calendar}. Отключить:"
    " /daily off.",
)
CALENDAR: Final = {
    "old": Text("by the Old Style calendar", "по старому стилю"),
    "new": Text("by the New Style calendar", "по новому стилю"),
}
DAILY_HOW: Final = Text(
    "I can't read that time. Write it like this: /daily 09:00 or /daily 21:30 Europe/Paris",
    "Не понимаю это время. Пишите так: /daily 09:00 или /daily 21:30 Europe/Paris",
)
OFF: Final = frozenset({"off", "stop", "no", "выкл", "нет", "стоп", "отключить"})

LEARNING: Final = Text(
    "{cards} to learn: {topic}. /review begins.", "{cards} для изучения: {topic}. Начать: /review."
)
ALL_LEARNT: Final = Text(
    "You learn all of that already: {topic}.", "Всё это вы уже учите: {topic}."
)
LEARN_WHAT: Final = Text(
    "Name a topic: /learn Order No. 1, /learn people 5, /learn all.",
    "Назовите тему: /learn Приказ № 1, /learn люди 5, /learn все.",
)
NO_CARDS: Final = Text(
    "You learn nothing yet. /learn TOPIC chooses what; a /quiz in private adds what it asked.",
    "Вы ещё ничего не учите. Выбрать: /learn ТЕМА; вопросы /quiz в личном чате добавляются сами.",
)
NOTHING_DUE: Final = Text(
    "Nothing is due today. Cards: {total}; the next on {day}.",
    "На сегодня ничего нет. Карточек: {total}; следующая — {day}.",
)
DUE: Final = Text("Due today: {due}", "На сегодня: {due}")
CORRECTED: Final = Text(
    "This fact was corrected since you last saw it.",
    "Этот факт исправлен с тех пор, как вы его видели.",
)
SHOW: Final = Text("Show the answer", "Показать ответ")
RATED: Final = {
    "again": Text("Again", "Снова"),
    "hard": Text("Hard", "Трудно"),
    "good": Text("Good", "Хорошо"),
    "easy": Text("Easy", "Легко"),
}
IN_DAYS: Final = Text("{days} d", "{days} д")
PROGRESS: Final = Text(
    "Cards: {total}. Learnt: {mature}; young: {young}; new: {new}; due today: {due}.",
    "Карточек: {total}. Выучено: {mature}; повторяется: {young}; новых: {new}; на сегодня: {due}.",
)
QUIZ_POINTS: Final = Text(
    "In quizzes: {points} right of {answered}.", "В викторинах: верно {points} из {answered}."
)
IN_PRIVATE_ONLY: Final = Text(
    "That is between the two of us: write it to me in private.",
    "Это только между нами: напишите мне в личном чате.",
)

TOPIC_NOW: Final = Text(
    "Quizzes here draw on: {topic}. /topic NAME changes that, /topic all lifts it.",
    "Викторины здесь по теме: {topic}. Сменить: /topic ИМЯ; снять: /topic все.",
)
ASSIGN_HOW: Final = Text(
    "Like this: /assign 10, /assign 10 Kerensky, /assign 10 Kerensky 3d (three days; usually"
    " seven).",
    "Пишите так: /assign 10, /assign 10 Керенский, /assign 10 Керенский 3д (три дня; обычно семь).",
)
ASSIGN_AS_YOURSELF: Final = Text(
    "Please set exercises under your own name: the summary comes to you in private.",
    "Задания давайте от своего имени: итог придёт вам в личный чат.",
)
ASSIGNED: Final = Text(
    "Exercise: {topic}. {questions}, until {until}. Whoever presses the button gets it in private.",
    "Задание: {topic}. {questions}, до {until}. Кто нажмёт кнопку, получит его в личном чате.",
)
TAKE_PART: Final = Text("Take part", "Участвовать")
TEACHER_TOLD: Final = Text(
    "The exercise is set: {topic}. {questions}. I send you the summary here after {until}.",
    "Задание дано: {topic}. {questions}. Итог пришлю вам сюда после {until}.",
)
TEACHER_START: Final = Text(
    "I can't write to you in private yet. Press Start there, or no summary will reach you.",
    "Я пока не могу писать вам в личный чат. Нажмите там «Старт», иначе итог до вас не дойдёт.",
)
OPEN_PRIVATE: Final = Text("Open the private chat", "Открыть личный чат")
ASSIGNMENT_GONE: Final = Text(
    "This exercise is over or no longer kept.", "Это задание окончено или больше не хранится."
)
CONSENT: Final = Text(
    "Exercise: {topic}. {questions}, until {until}. May the summary for the teacher name you,"
    " {name}, with your result?",
    "Задание: {topic}. {questions}, до {until}. Можно ли назвать вас, {name}, с вашим результатом"
    " в итоге для учителя?",
)
YES_NAME: Final = Text("Yes, name me", "Да, назвать")
NO_NAME: Final = Text("No, without my name", "Нет, без имени")
QUESTION: Final = Text("Question {number} of {count}", "Вопрос {number} из {count}")
RIGHT: Final = Text("Right: {option}", "Верно: {option}")
NOT_RIGHT: Final = Text(
    "You chose: {chosen}. Right is: {option}", "Вы выбрали: {chosen}. Верно: {option}"
)
DONE: Final = Text("Done: {right} of {count}.", "Готово: {right} из {count}.")
SUMMARY: Final = Text(
    "Summary of the exercise: {topic}. {questions}.", "Итог задания: {topic}. {questions}."
)
SUMMARY_COUNTS: Final = Text(
    "Took part: {parts}; finished: {done}; right on average: {mean}.",
    "Участвовали: {parts}; закончили: {done}; верно в среднем: {mean}.",
)
UNNAMED: Final = Text("without name: {count}", "без имени: {count}")
NOBODY_TOOK_PART: Final = Text("Nobody took part.", "Никто не участвовал.")
LINE: Final = Text("{name} — {right} of {answered}", "{name} — {right} из {answered}")

PRIVACY: Final = Text("What I keep, and for how long:", "Что я храню и как долго:")
PRIVACY_NOT: Final = Text(
    "I keep no text of your questions and no names, but for those of pupils who agreed to be named"
    " to their teacher. Conversations stay in memory for half an hour.",
    "Я не храню ни тексты вопросов, ни имена, кроме имён учеников, согласившихся, чтобы их назвали"
    " учителю. Разговор помню полчаса.",
)
PRIVACY_HOW: Final = Text(
    "/export me gives you all that is kept of you, /forget me removes it at once.",
    "/export me — всё, что хранится о вас; /forget me — удалить это сразу.",
)
NOTHING_KEPT: Final = Text("Nothing is kept of you.", "О вас ничего не хранится.")
KEPT_OF_YOU: Final = Text("All that is kept of you.", "Всё, что о вас хранится.")
FORGOTTEN: Final = Text(
    "Forgotten: nothing is kept of you any more.", "Забыто: о вас больше ничего не хранится."
)
EXPORT_WHAT: Final = Text(
    "What shall it be: /export anki, csv, json, ics, bibtex? All that is kept of you: /export me.",
    "Что выгрузить: /export anki, csv, json, ics, bibtex? Всё, что хранится о вас: /export me.",
)
NO_EXPORT: Final = Text("I can't make that file: {why}", "Не могу сделать этот файл: {why}")
NO_PICTURE: Final = Text("I can't draw that: {why}", "Не могу это нарисовать: {why}")
