"""Questions for who held an office on a day, from the dated lists of offices.

Nobody who held the office at any time is a wrong answer, nor who held a like one there.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from ispolkom_bot.calendar import CHANGE, day_text, say
from ispolkom_bot.chat.study.material import Asked, Material, name_stems, ranked, stems, told
from ispolkom_bot.chat.study.of_things import closeness, contemporaries
from ispolkom_bot.knowledge.compiled import Compiled, SpanRow
from ispolkom_bot.model import HistoricalDate, Style, Text

_ASK: Final = Text("{of}: who was {office} on {day}?", "{of}: кто был {office} {day}?")
_ROLES: Final[dict[str, Text]] = {
    "chairman": Text("chairman", "председателем"),
    "minister-chairman": Text("Minister-Chairman", "министром-председателем"),
    "minister": Text("Minister of {post}", "министром {post}"),
    "peoples-commissar": Text("People's Commissar of {post}", "наркомом {post}"),
}
"""Offices that one person at a time held."""
_POSTS: Final[dict[str, Text]] = {
    "agriculture": Text("Agriculture", "земледелия"),
    "education": Text("Education", "просвещения"),
    "finance": Text("Finance", "финансов"),
    "food": Text("Food", "продовольствия"),
    "foreign-affairs": Text("Foreign Affairs", "иностранных дел"),
    "interior": Text("the Interior", "внутренних дел"),
    "justice": Text("Justice", "юстиции"),
    "labour": Text("Labour", "труда"),
    "nationalities": Text("Nationalities", "по делам национальностей"),
    "posts-and-telegraphs": Text("Posts and Telegraphs", "почт и телеграфов"),
    "trade-and-industry": Text("Trade and Industry", "торговли и промышленности"),
    "transport": Text("Transport", "путей сообщения"),
    "war": Text("War", "военных дел"),
    "war-and-navy": Text("War and the Navy", "военных и морских дел"),
}
_SENIOR: Final = frozenset({"chairman", "minister-chairman", "leader"})
_LEAST: Final = 4
"""Days that an office must have lasted for a day in the middle of it to be beyond doubt."""


def offices(asked: Asked) -> Material | None:
    """A question for the holder of an office that a fact tells of."""
    for span in _told_by(asked.base).get(asked.number, ()):
        if span.role in _ROLES and _sure(span) and _tells(asked, span):
            return _of_span(asked, span)
    return None


def _tells(asked: Asked, span: SpanRow) -> bool:
    """Whether the fact's text names the office, so that the answer follows from it."""
    named = _POSTS[span.post] if span.post else _ROLES[span.role]
    return bool(stems(named.en) & stems(asked.fact.text.en)) and asked.fact.shapes[0] != "born"


@lru_cache(maxsize=2)
def _told_by(base: Compiled) -> dict[int, list[SpanRow]]:
    """The offices and memberships, by the facts that tell of them."""
    found: dict[int, list[SpanRow]] = {}
    for span in base.spans:
        found.setdefault(span.fact, []).append(span)
    return found


def _on(span: SpanRow, day: int) -> bool:
    """Whether somebody may have held an office on a day."""
    return (not span.first or span.first <= day) and (not span.last or day <= span.last)


def _sure(span: SpanRow) -> bool:
    if span.post and span.post not in _POSTS:
        return False
    return bool(span.first and span.last) and span.last - span.first >= _LEAST


def _of_span(asked: Asked, span: SpanRow) -> Material | None:
    base, language = asked.base, asked.language
    middle = (span.first + span.last) // 2
    bodies = set(base.home) if span.of in base.home else {span.of}
    alike = [other for other in base.spans if other.of in bodies and _like(span, other)]
    there = {
        o.thing
        for o in alike
        if (not o.first or o.first <= middle) and (not o.last or middle <= o.last)
    }
    if there != {span.thing}:
        return None  # two at once, or a list that contradicts itself
    style: Style = "new" if middle >= CHANGE else "old"
    day = day_text(middle, style)
    post = _POSTS[span.post].say(language) if span.post else ""
    question = asked.say(
        _ASK,
        of=base.heads[span.of].name.say(language),
        office=_ROLES[span.role].say(language).format(post=post),
        day=say(HistoricalDate(day, day, style), language, asked.first),
    )
    holders = {other.thing for other in alike}
    said_words = stems(told(asked.fact))
    found = [
        (closeness(base, span.thing, thing), base.heads[thing].name.say(language))
        for thing in contemporaries(base)
        if base.heads[thing].kind == "person"
        and thing not in holders
        and not name_stems(base, thing) & said_words
    ]
    return Material("person", question, base.heads[span.thing].name.say(language), ranked(found))


def _like(span: SpanRow, other: SpanRow) -> bool:
    """Whether two offices are one, or so alike that their holders could be mistaken."""
    if span.role in _SENIOR:
        return other.role in _SENIOR or other.role == "deputy-chairman"
    if span.role != other.role:
        return other.role == f"deputy-{span.role}" and bool(
            set(span.post.split("-")) & set(other.post.split("-"))
        )
    return bool(set(span.post.split("-and-")) & set(other.post.split("-and-")))
