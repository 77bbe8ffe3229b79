"""Who held which office when: the offices of a body, or those of a person."""

from __future__ import annotations

from typing import Final

from ispolkom_bot.answering.chronicle import brief
from ispolkom_bot.calendar import interval, julian_day
from ispolkom_bot.knowledge.compiled import HOME_YEARS, Compiled, SpanRow
from ispolkom_bot.model import HistoricalDate, Lang, Style
from ispolkom_bot.render.pictures import sources, words
from ispolkom_bot.render.pictures.data import Bar, Holder, Office, Offices, Picture
from ispolkom_bot.render.pictures.terms import bar, dates, held

_RANK: Final = (
    *("monarch", "chairman", "minister-chairman", "deputy-chairman", "secretary", "minister"),
    *("deputy-minister", "peoples-commissar", "commander", "commissar", "leader", "editor"),
    *("founder", "member"),
)
_MOST: Final = 24
_ROOM: Final = 6


def offices(
    base: Compiled,
    thing: str,
    language: Lang,
    first: Style = "old",
    on: HistoricalDate | None = None,
) -> Picture | None:
    """The offices of a body with their holders, or those that a person held; None without any.

    `thing` "" is the committee that is meant where none is named; `on` keeps to those certainly
    in office on that day.
    """
    thing = thing or next(iter(base.home), "")
    person = base.heads[thing].kind == "person"
    spans = [s for s in base.spans if (s.thing if person else s.of) == thing]
    if person:
        spans = [s for s in spans if base.heads[s.of].kind != "party"]
    elif any(span.role != "member" for span in spans):
        spans = [span for span in spans if span.role != "member"]
    day = (interval(on).last or 0) if on else 0
    if day:
        spans = [span for span in spans if held(base, span, day)]
    spans = sorted({span for span in spans if span.first or span.last}, key=_place)
    left, spans = len(spans) - _MOST, spans[:_MOST]
    if not spans:
        return None
    grouped: dict[str, list[SpanRow]] = {}
    for span in spans:
        grouped.setdefault(_office(base, span, language, person=person), []).append(span)
    told = tuple(
        Office(name, tuple(_holder(base, span, language, first, person=person) for span in group))
        for name, group in grouped.items()
    )
    bars = [holder.bar for office in told for holder in office.holders]
    start, end = _window(bars)
    label = words.OFFICES_OF if person else words.OFFICES
    title = label.say(language).format(name=base.heads[thing].name.say(language))
    notes = []
    if left > 0:
        notes.append(words.LEFT_OUT.say(language).format(count=left))
    if any(term.first is None or term.last is None or _vague(term) for term in bars):
        notes.append(words.FADED.say(language))
    if any((term.first or start) < start or (term.last or end) > end for term in bars):
        notes.append(words.CUT.say(language))
    date = words.ON.say(language).format(date=brief(on, language, first)) if on else ""
    return Picture(
        kind="offices",
        language=language,
        title=title,
        subtitle=" · ".join(filter(None, (date, words.IN_BOTH.say(language)))),
        body=Offices(start, end, told, day),
        caption=_caption(title, told),
        notes=tuple(notes),
        sources=sources.named(base, [span.fact for span in spans]),
        facts=tuple(dict.fromkeys(base.full_id(span.fact) for span in spans)),
    )


def _place(span: SpanRow) -> tuple[int, str, int, str]:
    rank = _RANK.index(span.role) if span.role in _RANK else len(_RANK)
    return rank, span.post, span.first or span.last, span.thing


def _office(base: Compiled, span: SpanRow, language: Lang, *, person: bool) -> str:
    named = words.office(span.role, span.post, language)
    if not person:
        return named
    return f"{named} · {base.heads[span.of].name.say(language)}"


def _holder(base: Compiled, span: SpanRow, language: Lang, first: Style, *, person: bool) -> Holder:
    name = "" if person else base.heads[span.thing].name.say(language)
    return Holder(name, dates(base, span, language, first), bar(base, span))


def _vague(term: Bar) -> bool:
    return term.sure_from != term.first or term.sure_to != term.last


def _window(bars: list[Bar]) -> tuple[int, int]:
    """The days of the axis: all the ends, kept to the years of the base where some are in them."""
    ends = [end for term in bars for end in (term.first, term.last) if end]
    home = sorted(HOME_YEARS)
    low = julian_day(f"{int(home[0])}-01-01", "old")
    high = julian_day(f"{int(home[-1]) + 1}-07-31", "old")
    inside = [end for end in ends if low <= end <= high] or ends
    spread = max(inside) - min(inside)
    room = max(_ROOM, spread // 12 + _ROOM)
    return min(inside) - room, max(inside) + room


def _caption(title: str, told: tuple[Office, ...]) -> str:
    said = [
        f"{office.name}: "
        + ", ".join(
            " ".join(filter(None, (h.name, f"({h.dates})"))).strip() for h in office.holders
        )
        for office in told
    ]
    return f"{title}. {'; '.join(said)}."
