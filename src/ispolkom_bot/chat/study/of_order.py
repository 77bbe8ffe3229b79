"""What came first: four dated events of what made history, told by their names.

The wrong ones are dated later by facts that nobody disputes, and nothing of the same name is
dated earlier.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ispolkom_bot.answering.chronicle import Entry, all_entries
from ispolkom_bot.chat.study.limits import OPTION
from ispolkom_bot.chat.study.material import Asked, Material, fit, stems
from ispolkom_bot.knowledge.compiled import HOME_YEARS, Compiled
from ispolkom_bot.model import LANGUAGES, Lang, Text

_ASK: Final = Text("Which of these came first?", "Что из этого было раньше всего?")
_NEAR, _FAR = 14, 60
"""Days after the right one up to which a wrong one is hard, and middling, to tell from it."""
_DATED: Final = re.compile(r"\d{4}|\d \w|\b(?:May Day|Первое мая)\b")
"""A label that tells its own date."""
_CLEAR_KINDS: Final = frozenset({"document", "event"})


def order(asked: Asked) -> Material | None:
    """A question for which of four events was first: this fact's."""
    events = _events(asked.base)
    mine = events.get(asked.number)
    if mine is None:
        return None
    rows = asked.base.rows
    told: dict[str, int] = {}
    for number, entry in events.items():
        if entry.first > mine.first and rows[number].twin != rows[asked.number].twin:
            told.setdefault(label(asked.base, entry, asked.language), entry.first - mine.first)
    near = tuple(said for said, off in told.items() if off <= _NEAR)
    middling = tuple(said for said, off in told.items() if _NEAR < off <= _FAR)
    far = tuple(said for said, off in told.items() if off > _FAR)
    right = label(asked.base, mine, asked.language)
    return Material("order", asked.say(_ASK), right, (near, middling, far))


def label(base: Compiled, entry: Entry, language: Lang) -> str:
    """An event by its thing and what happened: "Order No. 1: issued"; no word of it twice."""
    name = base.heads[base.rows[entry.fact].thing].name.say(language)
    what = entry.what.say(language)
    return name if stems(what) and stems(what) <= stems(name) else f"{name}: {what}"


@lru_cache(maxsize=2)
def _events(base: Compiled) -> dict[int, Entry]:
    """The events of the year that have one day and a name of their own, by their facts."""
    first: dict[str, int] = {}
    for entry in all_entries(base):
        said, day = label(base, entry, "en"), entry.first or entry.last
        first[said] = min(first.get(said, day), day)
    found: dict[int, Entry] = {}
    for entry in all_entries(base):
        if not (entry.main and entry.exact and entry.first == entry.last):
            continue
        labels = [label(base, entry, language) for language in LANGUAGES]
        kind = base.heads[base.rows[entry.fact].thing].kind
        if (
            entry.date.first[:4] in HOME_YEARS
            and not entry.date.circa
            and first[labels[0]] == entry.first
            and all(len(text) <= OPTION for text in labels)
            and not any(_DATED.search(text) for text in labels)
            and (kind in _CLEAR_KINDS or " " in entry.what.en)
            and fit(base.fact(entry.fact))
        ):
            found.setdefault(entry.fact, entry)
    return found
