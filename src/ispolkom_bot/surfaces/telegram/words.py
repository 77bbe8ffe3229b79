"""What only the Telegram bot says: to whoever it can't answer, in groups, on buttons."""

from __future__ import annotations

from typing import Final

from ispolkom_bot.model import Text

DELAYED: Final = Text(
    "Asked {ago} ago; I could not answer sooner.",
    "Спрошено {ago} назад; раньше ответить не удалось.",
)
AGO: Final = {
    "minutes": Text("{count} min", "{count} мин."),
    "hours": Text("{count} h", "{count} ч."),
}
ONLY_TEXT: Final = Text(
    "I understand text only. Please put your question in words, or in the caption.",
    "Я понимаю только текст. Напишите вопрос словами, можно в подписи.",
)
NO_VOICE: Final = Text(
    "I can't listen to recordings. Please type your question.",
    "Я не умею слушать записи. Пожалуйста, напишите вопрос текстом.",
)
FAULT: Final = Text(
    "Something went wrong on my side; it is noted. Please ask again a little later.",
    "У меня произошёл сбой; он записан. Пожалуйста, спросите ещё раз чуть позже.",
)
CALLED: Final = Text(
    "In a group I speak only when I am spoken to: by /ask@{bot} and a question, by a reply to one"
    " of my messages, or by a mention of @{bot}. I keep nothing of what is written here.",
    "В группе я говорю, только когда ко мне обращаются: командой /ask@{bot} с вопросом, ответом на"
    " моё сообщение или упоминанием @{bot}. Ничего из написанного здесь я не храню.",
)
PRIVACY: Final = Text(
    "My privacy mode is on: Telegram passes me commands and replies to my messages, and nothing"
    " else of this group. A mention may not reach me; an administrator can change that by making"
    " me an administrator, or by switching the privacy mode off in @BotFather (/setprivacy) and"
    " adding me to the group again.",
    "Режим приватности включён: Telegram передаёт мне команды и ответы на мои сообщения, а прочее"
    " из этой группы — нет. Упоминание может до меня не дойти; чтобы доходило, сделайте меня"
    " администратором или выключите режим приватности в @BotFather (/setprivacy) и добавьте меня"
    " в группу заново.",
)
SEES_ALL: Final = Text(
    "Telegram passes me all messages of this group; those that are not meant for me I pass over.",
    "Telegram передаёт мне все сообщения этой группы; те, что обращены не ко мне, я пропускаю.",
)
LEADERS: Final = Text(
    "Administrators set language, calendar, quiet mode and quiet hours with /settings@{bot}.",
    "Администраторы задают язык, календарь, тихий режим и тихие часы командой /settings@{bot}.",
)
ASK_HOW: Final = Text(
    "What would you like to know? For example: /ask@{bot} {question}",
    "Что вы хотите узнать? Например: /ask@{bot} {question}",
)
TOO_OFTEN: Final = Text(
    "One moment: I can answer again in {seconds} s.",
    "Минуту: снова смогу ответить через {seconds} с.",
)
OTHER_TOPIC: Final = Text(
    "In this group I answer in another topic. In private I answer always.",
    "В этой группе я отвечаю в другой теме. В личном чате отвечаю всегда.",
)
QUIET_HOURS: Final = Text(
    "Quiet hours here until {until}. In private I answer always.",
    "Здесь тихие часы до {until}. В личном чате отвечаю всегда.",
)
IN_PRIVATE: Final = Text("Ask in private", "Спросить в личном чате")
ONLY_LEADERS: Final = Text(
    "Only administrators of the group can set this.",
    "Это могут задать только администраторы группы.",
)
BY_SETTINGS: Final = Text(
    "In a group this is for administrators to set, with /settings@{bot}.",
    "В группе это задают администраторы командой /settings@{bot}.",
)

TOO_OLD: Final = Text(
    "This button is too old: what it opened is no longer there. Please ask in words.",
    "Эта кнопка устарела: того, что она открывала, больше нет. Спросите, пожалуйста, словами.",
)
ALREADY: Final = Text("It is already below.", "Это уже есть ниже.")
REPORTED: Final = Text(
    "Thank you. I pass it on to whoever runs this bot: {fact}. Nothing about you is told.",
    "Спасибо. Передаю тому, кто ведёт этого бота: {fact}. О вас ничего не сообщается.",
)
REPORT_YOURSELF: Final = Text(
    "Thank you. Nobody is set to receive reports here. Please tell whoever runs this bot: {fact}",
    "Спасибо. Получатель сообщений об ошибках не задан. Напишите тому, кто ведёт бота: {fact}",
)
SAID_WRONG: Final = Text(
    "Said to be wrong: {fact} (in {language}, base {version}).",
    "Сочли неверным: {fact} (язык {language}, база {version}).",
)
INLINE_NOTHING: Final = Text("Nothing found. Ask in private", "Не найдено. Спросить лично")
NO_ZONE: Final = Text(
    "I know no such time zone. One is named like this: /settings Europe/Paris",
    "Такого часового пояса я не знаю. Название пишется так: /settings Europe/Paris",
)
