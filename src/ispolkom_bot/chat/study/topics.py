"""What a quiz or a learner draws on: everything, a thing, a kind of things, a question shape.

A topic has an id that can be stored: "" for everything, "t:kornilov", "k:person", "s:when".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from msgspec import Struct

from ispolkom_bot.answering.chronicle import own_facts
from ispolkom_bot.chat.names import named
from ispolkom_bot.knowledge.compiled import Compiled, unpack
from ispolkom_bot.language.normalise import fold
from ispolkom_bot.model import Lang, Text

_MOST: Final = 50
_USUAL: Final = 10
_EVERYTHING: Final = Text("everything", "всё")
_WORDS: Final[dict[str, tuple[Text, str]]] = {
    "k:person": (Text("people", "люди"), "person persons people люди человек персоны лица"),
    "k:body": (Text("bodies", "органы власти"), "body bodies органы орган учреждения комитеты"),
    "k:party": (Text("parties", "партии"), "parties партии"),
    "k:document": (Text("documents", "документы"), "document documents документ документы приказы"),
    "k:event": (Text("events", "события"), "event events событие события"),
    "k:place": (Text("places", "места"), "place places место места"),
    "k:press": (Text("newspapers", "газеты"), "press newspapers newspaper пресса печать газеты"),
    "k:term": (Text("terms", "понятия"), "term terms термин термины понятие понятия"),
    "s:when": (Text("dates", "даты"), "date dates when даты дата когда хронология"),
    "s:number": (Text("numbers", "числа"), "number numbers figures числа число цифры"),
    "s:chair": (Text("chairmen", "председатели"), "chairmen chairs chairman председатели"),
    "s:office": (Text("offices", "должности"), "office offices posts должности должность посты"),
    "s:party": (Text("who was in which party", "кто в какой партии"), "membership партийность"),
    "s:where": (Text("where things were", "где что было"), "where где адреса"),
    "s:claim": (
        Text("claims of the article", "утверждения статьи"),
        "claim claims article утверждения статья правда",
    ),
    "s:vote": (Text("votes", "голосования"), "vote votes голосования голосование"),
    "s:argument": (Text("disputes of historians", "споры историков"), "disputes споры историки"),
}
"""Topics that are no thing, with their names and the words that call them."""
_CALLED: Final = {word: topic for topic, (_, words) in _WORDS.items() for word in words.split()}
_ALL: Final = frozenset({"", "all", "everything", "any", "все", "всё", "любая", "any topic"})
_NEAR: Final[dict[str, tuple[str, ...]]] = {
    "when": ("when", "founded", "ended", "born", "died", "duration"),
    "number": ("number", "size", "vote"),
    "chair": ("chair",),
    "office": ("office", "chair"),
}
"""Shapes that a topic takes in beside its own."""
_COUNT: Final = re.compile(r"(?:^|\s)(\d{1,3})\s*$")


class Topic(Struct, frozen=True):
    """What a text may mean as a topic: its id; things whose names hold the same words.

    `known` is false where it is none; then there are others or nothing.
    """

    id: str = ""
    known: bool = True
    others: tuple[str, ...] = ()


def asked_of(text: str) -> tuple[str, int]:
    """The topic and the number of questions of "kornilov 10"; a number alone is of everything.

    A number may belong to a name ("Order No. 1"): with "No." before it, it is no count.
    """
    said = " ".join(text.split())
    found = _COUNT.search(said)
    if found and not re.search(r"(?:no\.?|№|#|n\.)\s*$", said[: found.start(1)], re.IGNORECASE):
        count = int(found[1])
        return said[: found.start()].strip(), max(1, min(count, _MOST))
    return said, _USUAL


def find_topic(base: Compiled, text: str) -> Topic:
    """The topic that a text names."""
    word = fold(text).casefold().strip(" .,!?").replace("ё", "е")
    if word in _ALL:
        return Topic()
    if topic := _CALLED.get(word):
        return Topic(topic)
    if text in base.heads and facts_of(base, f"t:{text}"):
        return Topic(f"t:{text}")
    meant = named(base, text)
    if meant.thing:
        return Topic(f"t:{meant.thing}")
    return Topic(known=False, others=meant.others)


def topic_name(base: Compiled, topic: str, language: Lang) -> str:
    """The name of a topic; the name of everything where it is unknown."""
    kind, _, of = topic.partition(":")
    if kind == "t" and of in base.heads:
        return base.heads[of].name.say(language)
    return _WORDS[topic][0].say(language) if topic in _WORDS else _EVERYTHING.say(language)


@lru_cache(maxsize=64)
def facts_of(base: Compiled, topic: str) -> tuple[int, ...]:
    """The facts of a topic, no claim twice; those of a thing's own file before the others."""
    kind, _, of = topic.partition(":")
    numbers = range(len(base.rows))
    if kind == "t":
        thing = base.was.get(of, of)
        own = own_facts(base, thing)
        found = [*own, *(n for n in unpack(base.things.get(thing, b""))[0] if n not in set(own))]
    elif kind == "k":
        found = [n for n in numbers if base.heads[base.rows[n].thing].kind == of]
    elif kind == "s":
        wanted = {of, *_NEAR.get(of, ())}
        found = [n for n in numbers if wanted & set(base.rows[n].shapes)]
    else:
        found = list(numbers)
    met: dict[int, int] = {}
    for number in found:
        met.setdefault(base.rows[number].twin, number)
    return tuple(met.values())
