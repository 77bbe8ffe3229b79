"""The tables of studying together: daily posts, quizzes, cards, class plans, open questions.

They follow the rules of `tables.py`. Threads are 0 outside forum topics; a `fact` is a full id.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
)

from ispolkom_bot.model import Text
from ispolkom_bot.storage.schema import HOUR, METADATA, YEAR, Kept, at, key

_FACT: Final = String(128)
_NAME: Final = String(64)
_TOPIC: Final = String(96)
_DAY: Final = String(10)


def _number(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False)


subscriptions = Table(
    "subscriptions",
    METADATA,
    key("chat_id"),
    _number("thread_id"),
    Column("minute", SmallInteger, nullable=False),
    Column("zone", _NAME, nullable=False),
    Column("calendar", String(8), nullable=False),
    Column("last_day", _DAY, nullable=False),
    Column("next_at", BigInteger, nullable=False, index=True),
    at(),
)

rounds = Table(
    "rounds",
    METADATA,
    key("chat_id"),
    key("thread_id"),
    Column("round_id", _NAME, nullable=False),
    Column("step", Integer, nullable=False),
    Column("state", LargeBinary, nullable=False),
    Column("closes_at", BigInteger, nullable=False, index=True),
    at(),
)

polls = Table(
    "polls",
    METADATA,
    Column("poll_id", _NAME, primary_key=True),
    _number("chat_id"),
    _number("thread_id"),
    _number("message_id"),
    Column("round_id", _NAME, nullable=False),
    Column("number", SmallInteger, nullable=False),
    Column("right", SmallInteger, nullable=False),
    at(),
)

votes = Table(
    "votes",
    METADATA,
    Column("poll_id", _NAME, primary_key=True),
    key("user_id"),
    _number("chat_id"),
    Column("round_id", _NAME, nullable=False),
    Column("number", SmallInteger, nullable=False),
    Column("option", SmallInteger, nullable=False),
    Column("right", Boolean, nullable=False),
    at(),
    Index(None, "chat_id", "round_id"),
)

scores = Table(
    "scores",
    METADATA,
    key("chat_id"),
    key("user_id"),
    Column("day", _DAY, primary_key=True),
    Column("points", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
    at(),
)

used_facts = Table(
    "used_facts", METADATA, key("chat_id"), Column("fact", _FACT, primary_key=True), at()
)

cards = Table(
    "cards",
    METADATA,
    key("user_id"),
    Column("fact", _FACT, primary_key=True),
    Column("state", LargeBinary, nullable=False),
    Column("due", _DAY, nullable=False),
    at(),
)

study_chats = Table(
    "study_chats", METADATA, key("chat_id"), Column("topic", _TOPIC, nullable=False), at()
)

study_people = Table(
    "study_people", METADATA, key("user_id"), Column("zone", _NAME, nullable=False), at()
)

assignments = Table(
    "assignments",
    METADATA,
    Column("assignment_id", _NAME, primary_key=True),
    _number("chat_id"),
    _number("thread_id"),
    _number("user_id"),
    Column("topic", _TOPIC, nullable=False),
    Column("count", SmallInteger, nullable=False),
    Column("deadline", BigInteger, nullable=False, index=True),
    Column("facts", LargeBinary, nullable=False),
    Column("told", Boolean, nullable=False),
    at(),
)

parts = Table(
    "parts",
    METADATA,
    Column("assignment_id", _NAME, primary_key=True),
    key("user_id"),
    _number("chat_id"),
    Column("name", _NAME, nullable=False),
    Column("answered", SmallInteger, nullable=False),
    Column("right", SmallInteger, nullable=False),
    Column("state", LargeBinary, nullable=False),
    at(),
)

unanswered = Table(
    "unanswered",
    METADATA,
    Column("digest", _NAME, primary_key=True),
    Column("text", String(512), nullable=False),
    Column("language", String(8), nullable=False),
    Column("count", Integer, nullable=False),
    at(),
)

_DAYS: Final = 24 * HOUR
_POLLS_UNTIL: Final = Text("30 days", "30 дней")

KEPT: Final[dict[str, Kept]] = {
    "subscriptions": Kept(
        Text(
            "when a chat wants the day in 1917: hour, time zone, calendar, day of the last post",
            "когда чату присылать день 1917 года: час, часовой пояс, календарь, день последней "
            "записи",
        ),
        Text("until /daily off; a year after the last post", "до /daily off; год после последней"),
        YEAR,
    ),
    "rounds": Kept(
        Text("the quiz that is going on in a chat", "викторина, идущая в чате"),
        Text("until it ends, 30 days at most", "пока не кончится, не дольше 30 дней"),
        30 * _DAYS,
    ),
    "polls": Kept(
        Text("which poll belongs to which chat and quiz", "какой опрос из какого чата и викторины"),
        _POLLS_UNTIL,
        30 * _DAYS,
    ),
    "votes": Kept(
        Text(
            "who chose which option of a quiz question",
            "кто какой ответ выбрал в вопросе викторины",
        ),
        _POLLS_UNTIL,
        30 * _DAYS,
    ),
    "scores": Kept(
        Text("points of a person in a chat, by day", "очки участника викторин в чате, по дням"),
        Text("until /forget; three years", "до команды /forget; три года"),
        3 * YEAR,
    ),
    "used_facts": Kept(
        Text("which facts a chat was asked already", "о каких фактах в чате уже спрашивали"),
        Text("until all were used; a year", "пока не спросят обо всех; год"),
        YEAR,
    ),
    "cards": Kept(
        Text(
            "which facts a person learns, and when each is due",
            "какие факты человек учит и когда повторять каждый",
        ),
        Text(
            "until /forget; three years after they were last shown",
            "до команды /forget; три года после последнего показа",
        ),
        3 * YEAR,
    ),
    "study_chats": Kept(
        Text("the topic of a group's quizzes", "тема викторин в группе"),
        Text(
            "until another is set or the chat forgotten; a year",
            "пока не выбрана другая или не велено забыть чат; год",
        ),
        YEAR,
    ),
    "study_people": Kept(
        Text("a person's time zone for revision", "часовой пояс человека для повторения"),
        Text("until /forget; three years", "до команды /forget; три года"),
        3 * YEAR,
    ),
    "assignments": Kept(
        Text(
            "exercises that a teacher set: topic, number of questions, deadline",
            "задания учителя: тема, число вопросов, срок",
        ),
        Text("90 days", "90 дней"),
        90 * _DAYS,
    ),
    "parts": Kept(
        Text(
            "who does such an exercise and how far they are; the name only of those who agreed to "
            "be named",
            "кто выполняет задание и сколько сделал; имя — только с согласия",
        ),
        Text("90 days", "90 дней"),
        90 * _DAYS,
    ),
    "unanswered": Kept(
        Text(
            "questions that got no answer, without who asked them, where the operator wants them",
            "вопросы без ответа, без имён спросивших, если их собирает владелец бота",
        ),
        Text(
            "30 days after they were last asked", "30 дней после того, как их задали последний раз"
        ),
        30 * _DAYS,
    ),
}
"""Each of these tables with its time limit."""
