"""Answers as messages of Telegram: the answer first, then its dates, its standing, its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal, cast
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.language.sentences import first_sentence
from ispolkom_bot.model import Answer, Citation, Fact, Lang, Offer, SourceRef, Text
from ispolkom_bot.render import marked
from ispolkom_bot.render.marked import Marked, join, link, mark, plain
from ispolkom_bot.render.plain import entry

Action = Literal["f", "s", "m", "c", "w"]
"""Open a fact; its sources in full; more of the same thing; cite it; this is wrong."""
Choice = Literal["all", "few", "none"]
"""Which buttons an answer has: related questions and actions, only actions in one row, or none."""

MOST_DATA: Final = 64
"""Bytes that a button can send."""
_LONGEST_LABEL: Final = 60
_LONGEST_LEAD: Final = 200
_LONGEST_NOTES: Final = 240
_LETTERS: Final[dict[Lang, str]] = {"en": "e", "ru": "r"}
_SPOKEN: Final[dict[str, Lang]] = {letter: language for language, letter in _LETTERS.items()}
_PAGE: Final = ":"
"""What the ids of pages of a list have and those of facts have not."""
_PRESSED: Final = re.compile(r"([fsmcw])([er])([!-~]{1,62})")

SOURCES: Final = Text("Sources", "Источники")
MORE: Final = Text("More", "Ещё")
CITE: Final = Text("Cite", "Цитировать")
WRONG: Final = Text("This is wrong", "Здесь ошибка")


class Button(Struct, frozen=True):
    """A button under a message; exactly one of `data`, `url` and `query` is given."""

    label: str
    data: str = ""
    url: str = ""
    query: str | None = None


Buttons = tuple[tuple[Button, ...], ...]


class Page(Struct, frozen=True):
    """A text with marks, and the rows of buttons under it."""

    body: Marked
    buttons: Buttons = ()

    @property
    def html(self) -> str:
        """The text as Telegram's HTML; all that is data is escaped."""
        return self.body.html

    @property
    def plain(self) -> str:
        """The text without marks."""
        return self.body.text


def answer_page(
    answer: Answer, messages: Mapping[str, str], heading: str = "", buttons: Choice = "all"
) -> Page:
    """An answer with its buttons; a `heading` says what was asked where nobody can see it."""
    blocks = [
        mark("b", plain(heading)),
        _leading(answer.text) if answer.facts and not heading else plain(answer.text),
        join("\n", map(plain, answer.dates)),
        _notes(answer.notes),
        _cited(answer.citations, messages),
    ]
    body = join("\n\n", blocks)
    if answer.suggestions and answer.status == "decline":
        body = join("\n\n", (body, plain(messages["nearest"])))
    offered = _offered(answer.suggestions, answer.language) if buttons != "none" else ()
    labels = [button.label for row in offered for button in row]
    questions = [offer.question for offer in answer.suggestions]
    if labels != questions:  # what buttons don't say in full
        body = join("\n", (body, *(plain(f"• {question}") for question in questions)))
    return Page(body, (*offered, *_below(answer, buttons)))


def lines_page(
    lines: Sequence[str], offers: Sequence[Offer] = (), language: Lang = "en", rows: Buttons = ()
) -> Page:
    """Lines that are no answer, with questions to go on with and other rows of buttons."""
    return Page(plain("\n".join(lines)), (*_offered(offers, language), *rows))


def sources_page(base: Compiled, answer: Answer) -> Page:
    """The sources of an answer's facts as the bibliography has them, numbered as in the answer."""
    language = answer.language
    numbers: dict[str, int] = {}
    blocks: list[Marked] = []
    for fact_id in answer.facts:
        row = base.number(fact_id)
        if row is None:
            continue
        fact = base.fact(row)
        title = f"{SOURCES.say(language)}: {fact.question.say(language)}"
        blocks.append(mark("b", plain(title)))
        blocks += _entries(base, fact, numbers, language)
    return Page(join("\n\n", blocks), (_actions(answer, ("c", "w")),) if blocks else ())


def split(page: Page) -> list[Page]:
    """The page as messages within Telegram's limits, cut between blocks; buttons on the last."""
    parts = [Page(part) for part in marked.split(page.body)]
    return [*parts[:-1], replace(parts[-1], buttons=page.buttons)] if parts else []


def press(action: Action, language: Lang, fact: str) -> str:
    """What a button sends when it is pressed; it keeps its meaning for ever."""
    return f"{action}{_LETTERS[language]}{fact}"


def pressed(data: str) -> tuple[Action, Lang, str] | None:
    """What a pressed button means: action, language and the id of a fact; None: none of these."""
    read = _PRESSED.fullmatch(data)
    return (cast("Action", read[1]), _SPOKEN[read[2]], read[3]) if read else None


def deep_link(bot: str, fact: str) -> str:
    """The address that opens a fact in the private chat with the bot."""
    return f"https://t.me/{bot}?start={fact.replace('/', '_')}"


def label(text: str, longest: int = _LONGEST_LABEL) -> str:
    """A text short enough for a button, cut between words."""
    text = " ".join(plain(text).text.split())
    if len(text) <= longest:
        return text
    kept = text[:longest].rpartition(" ")[0]
    return (kept if len(kept) >= longest // 2 else text[: longest - 1]).rstrip(" ,;:-–—") + "…"


def _leading(text: str) -> Marked:
    """The text of an answer, its first sentence or heading standing out where more follows it."""
    text = text.strip()
    line, _, more = text.partition("\n")
    first = line if line.endswith(":") or more else first_sentence(text)
    if first == text or len(first) > _LONGEST_LEAD or (more and not line.endswith(":")):
        return plain(text)
    return mark("b", plain(first)) + plain(text[len(first) :])


def _notes(notes: Sequence[str]) -> Marked:
    """What must be said beside an answer; where it is long, its end is folded away."""
    told = join("\n", map(plain, notes))
    long = len(told.text) > _LONGEST_NOTES
    return mark("blockquote expandable" if long else "i", told)


def _cited(citations: Sequence[Citation], messages: Mapping[str, str]) -> Marked:
    """The sources of an answer, folded away but for the first of them."""
    if not citations:
        return Marked()
    lines = [mark("b", plain(messages["sources"].rstrip(":")))]
    for citation in citations:
        kind = messages.get(f"kind-{citation.kind}", citation.kind)
        place = f", {citation.where}" if citation.where else ""
        lines.append(
            plain(f"[{citation.number}] ")
            + link(plain(citation.text.rstrip(".")), citation.url)
            + plain(f"{place} ({kind})" if kind else place)
        )
    return mark("blockquote expandable", join("\n", lines))


def _entries(
    base: Compiled, fact: Fact, numbers: dict[str, int], language: Lang
) -> Iterator[Marked]:
    """The sources of a fact and those of each side of its dispute, new ones in full."""
    yield from (_entry(base, ref, numbers, language) for ref in fact.sources)
    for side in fact.dispute:
        disputed = base.messages[language]["disputed"]
        yield mark("i", plain(f"{disputed}: {side.says.say(language)}"))
        yield from (_entry(base, ref, numbers, language) for ref in side.sources)


def _entry(base: Compiled, ref: SourceRef, numbers: dict[str, int], language: Lang) -> Marked:
    known = ref.id in numbers
    number = numbers.setdefault(ref.id, len(numbers) + 1)
    if known:
        return plain(f"[{number}] {ref.where}")
    source = base.sources[ref.id]
    told = entry(replace(source, url=""), base.messages[language], base.sources.get(source.through))
    lines = [plain(f"[{number}] {told}"), plain(ref.where)]
    if marked.sound(source.url):
        host = (urlsplit(source.url).hostname or "").removeprefix("www.")
        lines.append(link(plain(host), source.url))
    return join("\n", lines)


def _below(answer: Answer, choice: Choice) -> Buttons:
    """Questions to go on with, then what can be done with the answer.

    A list has no actions of its own: its facts can be opened, or at least its next page.
    """
    related = answer.related
    listed = any(offer.fact in answer.facts for offer in related)
    if choice == "few":
        related = tuple(offer for offer in related if _PAGE in offer.fact)
    rows = _offered(related, answer.language) if choice != "none" else ()
    if choice == "none" or listed or not answer.facts:
        return rows
    first: tuple[Action, ...] = ("s", "m") if answer.related else ("s",)
    if choice == "few":
        return (*rows, _actions(answer, (*first, "c")))
    return (*rows, _actions(answer, first), _actions(answer, ("c", "w")))


def _actions(answer: Answer, actions: tuple[Action, ...]) -> tuple[Button, ...]:
    labels: dict[Action, Text] = {"s": SOURCES, "m": MORE, "c": CITE, "w": WRONG}
    language, fact = answer.language, answer.facts[0]
    return tuple(Button(labels[a].say(language), press(a, language, fact)) for a in actions)


def _offered(offers: Sequence[Offer], language: Lang) -> Buttons:
    """A row for each question, but for those that no button can show or send."""
    made = (Button(label(o.question), press("f", language, o.fact)) for o in offers)
    return tuple(
        (button,)
        for button in made
        if len(button.data.encode()) <= MOST_DATA and marked.visible(button.label)
    )
