"""Terms of office as the base tells them: what is certain of their ends, and how it is said."""

from __future__ import annotations

from typing import Final

from ispolkom_bot.answering.chronicle import brief
from ispolkom_bot.calendar import day_text, interval, say
from ispolkom_bot.knowledge.compiled import Compiled, SpanRow
from ispolkom_bot.model import HistoricalDate, Lang, Style
from ispolkom_bot.render.pictures.data import Bar

_YEAR, _MONTH = len("1917"), len("1917-01")
_MEMBERSHIPS: Final = ("member", "leader", "founder")


def bar(base: Compiled, span: SpanRow) -> Bar:
    """A span as a bar; an end told by its month or year is sure from that month's other end."""
    told = _told(base, span)
    first = interval(HistoricalDate(told.first, told.first, told.style)) if told.first else None
    last = interval(HistoricalDate(told.last, told.last, told.style)) if told.last else None
    sure_from = first.last if first else None
    sure_to = last.first if last else None
    some = span.first or span.last
    return Bar(
        first=span.first or None,
        last=span.last or None,
        sure_from=sure_from if sure_from is not None else sure_to or some,
        sure_to=sure_to if sure_to is not None else sure_from or some,
    )


def dates(base: Compiled, span: SpanRow, language: Lang, first: Style) -> str:
    """The dates of a span in a few signs, or "" where none is known."""
    told = _told(base, span)
    if bool(told.first) == bool(told.last):
        return brief(told, language, first) if told.first else ""
    open_month = len(told.first or told.last) == _MONTH
    return say(told, language, first) if open_month else brief(told, language, first)


def held(base: Compiled, span: SpanRow, day: int) -> bool:
    """Whether a span certainly began by a day and is not told to have ended before it."""
    if not span.first:
        return False
    term = bar(base, span)
    begun = (term.sure_from if term.first else 0) <= day
    return begun and (not span.last or day <= max(term.sure_to, term.sure_from))


def party(base: Compiled, person: str, day: int) -> str:
    """The party of a person on a day; "" where the base tells none, or several at once."""
    found: dict[str, int] = {}
    for span in base.spans:
        if span.thing != person or span.role not in _MEMBERSHIPS:
            continue
        head = base.heads.get(span.of)
        covers = span.first <= day and (not span.last or day <= span.last)
        if head and head.kind == "party" and covers:
            found[span.of] = max(found.get(span.of, 0), span.first)
    latest = max(found.values(), default=0)
    best = [of for of, since in found.items() if since == latest]
    return best[0] if len(best) == 1 else ""


def _told(base: Compiled, span: SpanRow) -> HistoricalDate:
    """The date of a span in the precision in which its fact tells it.

    The compiled base keeps days alone: a first of January to a last of December are a year, a
    first to a last day of months are months, unless the fact has the very day among its dates.
    """
    exact = {
        end
        for event in base.fact(span.fact).dates
        for end in (event.date.first, event.date.last)
        if event.date.style == "old"
    }
    first = day_text(span.first, "old") if span.first else ""
    last = day_text(span.last, "old") if span.last else ""
    after = day_text(span.last + 1, "old") if span.last else ""
    if first.endswith("-01") and first not in exact:
        whole_year = first.endswith("-01-01") and (not last or last.endswith("-12-31"))
        first = first[:_YEAR] if whole_year else first[:_MONTH]
    if after.endswith("-01") and last not in exact:
        whole_year = after.endswith("-01-01") and len(first) in {0, _YEAR}
        last = last[:_YEAR] if whole_year else last[:_MONTH]
    return HistoricalDate(first, last, "old")
