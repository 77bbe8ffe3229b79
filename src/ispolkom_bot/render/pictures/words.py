"""The words that stand in pictures, in the languages of the base."""

from __future__ import annotations

from typing import Final

from ispolkom_bot.model import Lang, Text

TIMELINE: Final = Text("Timeline", "Хронология")
IN_BOTH: Final = Text("Old Style, New Style in brackets", "по старому стилю, в скобках по новому")
CHOSEN: Final = Text("{shown} of {all} dates, those told of most", "{shown} из {all} дат, главные")
COMPOSITION: Final = Text("{name} by party", "{name}: состав по партиям")
NOT_TOLD: Final = Text("Party not told", "Партия не указана")
OTHERS: Final = Text("Others or not told", "Прочие или не указано")
REST_UNKNOWN: Final = Text(
    "There were others; how many, the sources do not say.",
    "Были и другие; сколько, источники не сообщают.",
)
BY_NAME: Final = Text(
    "Counted from the members whom the base knows by name.",
    "Подсчитано по членам, известным базе по именам.",
)
DISPUTED: Final = Text("Counts differ between the sources.", "Подсчёты в источниках расходятся.")
BY_NAMES: Final = Text("known by name", "известны по именам")
AND_OTHERS: Final = Text("and others", "и другие")
OFFICES: Final = Text("{name}: who held which office", "{name}: кто какую должность занимал")
OFFICES_OF: Final = Text("{name}: offices", "{name}: должности")
ON: Final = Text("on {date}", "на {date}")
LEFT_OUT: Final = Text("Not shown, for want of room: {count}", "Не поместилось: {count}")
FADED: Final = Text("A faded end: the day is not known.", "Край размыт: день неизвестен.")
CUT: Final = Text(
    "A pointed end: it goes on beyond the edge.", "Край со стрелкой: продолжается за краем."
)
SOURCES: Final = Text("Sources", "Источники")
MORE: Final = Text("and {count} more", "и ещё {count}")
OLD: Final = Text("Old Style:", "Ст. стиль:")
NEW: Final = Text("New Style:", "Нов. стиль:")

PROGRESS: Final = Text("Your progress", "Ваши успехи")
PROGRESS_IN: Final = Text("Your progress: {topic}", "Ваши успехи: {topic}")
KNOWN: Final = Text("known well", "усвоено")
LEARNING: Final = Text("being learned", "изучается")
NEW_CARDS: Final = Text("not met yet", "ещё не встречалось")
DUE: Final = Text("Due now: {count}", "Повторить сейчас: {count}")
RIGHT: Final = Text("remembered", "вспомнили")
WRONG: Final = Text("forgotten", "забыли")
LAST_DAYS: Final = Text("Cards seen, by day", "Карточки по дням")
NEXT_DAYS: Final = Text("Due on the days ahead", "К повторению в ближайшие дни")
TOMORROW: Final = Text("tomorrow", "завтра")
FACTS: Final = Text("facts", "фактов")

NOTHING: Final[dict[str, Text]] = {
    "timeline": Text(
        "There are no dates for a timeline of {name}.", "Дат для хронологии нет: {name}."
    ),
    "composition": Text(
        "The base does not tell the parties of {name} at that date.",
        "База не сообщает партийный состав на эту дату: {name}.",
    ),
    "offices": Text(
        "The base tells of no offices of {name} then.", "База не знает таких должностей: {name}."
    ),
}
"""What to say where the base holds nothing to draw."""

MONTHS: Final[dict[Lang, tuple[str, ...]]] = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"),
    "ru": ("янв", "фев", "март", "апр", "май", "июнь", "июль", "авг", "сент", "окт", "нояб", "дек"),
}

ROLES: Final[dict[str, Text]] = {
    "chairman": Text("Chairman", "Председатель"),
    "commander": Text("Commander", "Командующий"),
    "commissar": Text("Commissar", "Комиссар"),
    "deputy-chairman": Text("Deputy chairman", "Товарищ председателя"),
    "deputy-minister": Text("Deputy minister", "Товарищ министра"),
    "editor": Text("Editor", "Редактор"),
    "founder": Text("Founder", "Основатель"),
    "leader": Text("Leader", "Лидер"),
    "member": Text("Member", "Член"),
    "minister": Text("Minister", "Министр"),
    "minister-chairman": Text("Minister-chairman", "Министр-председатель"),
    "monarch": Text("Monarch", "Монарх"),
    "peoples-commissar": Text("People's commissar", "Народный комиссар"),
    "secretary": Text("Secretary", "Секретарь"),
}
POSTS: Final[dict[str, Text]] = {
    "agriculture": Text("of agriculture", "земледелия"),
    "education": Text("of education", "просвещения"),
    "finance": Text("of finance", "финансов"),
    "food": Text("of food", "продовольствия"),
    "foreign-affairs": Text("of foreign affairs", "иностранных дел"),
    "interior": Text("of the interior", "внутренних дел"),
    "justice": Text("of justice", "юстиции"),
    "labour": Text("of labour", "труда"),
    "nationalities": Text("of nationalities", "по делам национальностей"),
    "posts-and-telegraphs": Text("of posts and telegraphs", "почт и телеграфов"),
    "state-charity": Text("of state charity", "государственного призрения"),
    "state-properties": Text("of state properties", "государственных имуществ"),
    "trade-and-industry": Text("of trade and industry", "торговли и промышленности"),
    "transport": Text("of transport", "путей сообщения"),
    "war": Text("of war", "военный"),
    "war-and-navy": Text("of war and the navy", "военный и морской"),
}
OFFICES_WHOLE: Final[dict[tuple[str, str], Text]] = {
    ("minister", "holy-synod"): Text("Procurator of the Holy Synod", "Обер-прокурор Синода"),
    ("minister", "state-control"): Text("State controller", "Государственный контролёр"),
    ("minister", "war"): Text("Minister of war", "Военный министр"),
    ("minister", "war-and-navy"): Text("Minister of war and the navy", "Военный и морской министр"),
    ("deputy-minister", "war"): Text("Deputy minister of war", "Товарищ военного министра"),
    ("peoples-commissar", "war-and-navy"): Text(
        "People's commissars for war and the navy", "Народные комиссары по военным и морским делам"
    ),
    ("peoples-commissar", "foreign-affairs"): Text(
        "People's commissar for foreign affairs", "Народный комиссар по иностранным делам"
    ),
}


def office(role: str, post: str, language: Lang) -> str:
    """The name of an office; an unknown one is named by its id."""
    if whole := OFFICES_WHOLE.get((role, post)):
        return whole.say(language)
    said = ROLES[role].say(language) if role in ROLES else role.replace("-", " ").capitalize()
    if not post:
        return said
    of = POSTS[post].say(language) if post in POSTS else post.replace("-", " ")
    return f"{said} {of}"
