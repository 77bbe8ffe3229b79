"""An answer as plain text: for the terminal, and the text that JSON lines carry.

Colours are ANSI and only on request; a width of 0 leaves lines as long as they are, so that what
goes into a pipe can be searched line by line.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from ispolkom_bot.model import Answer, Citation, Offer, Source

_NARROWEST = 20
_BOLD, _DIM, _GREEN, _YELLOW, _CYAN = "1", "2", "32", "33", "36"


def body(answer: Answer) -> str:
    """What the answer says: its text, dates and notes; no sources, no questions to go on with."""
    return "\n".join((answer.text, *answer.dates, *answer.notes))


def choices(answer: Answer) -> tuple[Offer, ...]:
    """The questions that can be picked by number, in the order in which `full` numbers them."""
    return (*answer.suggestions, *answer.related)


def full(answer: Answer, messages: Mapping[str, str], width: int = 0, colour: bool = False) -> str:
    """The whole answer: body, numbered sources, and the questions that can be picked by number."""
    page = _Page(width, colour)
    page.add(answer.text)
    for line in answer.dates:
        page.add(line, ink=_CYAN)
    for line in answer.notes:
        page.add(line, ink=_YELLOW)
    if answer.citations:
        page.heading(messages["sources"])
        for citation in answer.citations:
            page.add(_cited(citation, messages), lead=f"[{citation.number}] ", ink=_DIM)
            if citation.url:
                page.add(citation.url, lead="    ", ink=_DIM)
    if answer.suggestions and answer.status == "decline":
        page.heading(messages["nearest"])
    for number, offer in enumerate(answer.suggestions, 1):
        page.choice(number, offer.question)
    if answer.related:
        page.heading(messages["related"])
        for number, offer in enumerate(answer.related, 1 + len(answer.suggestions)):
            page.choice(number, offer.question)
    return "\n".join(page.lines)


def lines(paragraphs: tuple[str, ...], width: int = 0) -> str:
    """Paragraphs that are no answer, wrapped; what is indented stays indented when it wraps."""
    page = _Page(width, colour=False)
    for paragraph in paragraphs:
        text = paragraph.lstrip(" ")
        page.add(text, lead=" " * (len(paragraph) - len(text)))
    return "\n".join(page.lines)


def citation_line(citation: Citation, messages: Mapping[str, str]) -> str:
    """One source of an answer on one line, with its number, place, kind and address."""
    work = _cited(citation, messages)
    return " ".join(filter(None, (f"[{citation.number}]", work, citation.url)))


def entry(source: Source, messages: Mapping[str, str], through: Source | None = None) -> str:
    """A work as the bibliography has it: author, title, where and when it appeared, its kind."""
    parts = [source.author, source.title, source.container, source.publisher, source.year]
    work = ". ".join(part.rstrip(". ") for part in parts if part)
    told = f"{work} ({_kind(source.kind, messages)})"
    if through:
        told += ", " + messages["seen-through"].format(through=through.title.rstrip("."))
    return f"{told}. {source.url}" if source.url else f"{told}."


def _cited(citation: Citation, messages: Mapping[str, str]) -> str:
    work = ", ".join(part for part in (citation.text.rstrip("."), citation.where) if part)
    return f"{work} ({_kind(citation.kind, messages)})" if citation.kind else work


def _kind(kind: str, messages: Mapping[str, str]) -> str:
    return messages.get(f"kind-{kind}", kind)


class _Page:
    """Lines gathered from top to bottom, each wrapped to the width, then inked."""

    def __init__(self, width: int, colour: bool) -> None:
        self.width = max(width, _NARROWEST) if width else 0
        self.colour = colour
        self.lines: list[str] = []

    def add(self, text: str, lead: str = "", ink: str = "") -> None:
        """Lines of text; `lead` stands before the first, and the others are indented as far."""
        indent = " " * len(lead)
        for number, paragraph in enumerate(text.split("\n")):
            first = indent if number else lead
            wrapped = (
                [first + paragraph]
                if not self.width
                else textwrap.wrap(
                    paragraph,
                    self.width,
                    initial_indent=first,
                    subsequent_indent=indent,
                    break_long_words=False,
                    break_on_hyphens=False,
                )
            )
            self.lines += [self._inked(line, ink) for line in wrapped or [""]]

    def heading(self, label: str) -> None:
        """A blank line, then a label of what follows."""
        self.lines.append("")
        self.add(f"{label.rstrip(':')}:", ink=_BOLD)

    def choice(self, number: int, question: str) -> None:
        """One question with the number by which it is picked."""
        self.add(question, lead=f"{number}) ", ink=_GREEN)

    def _inked(self, line: str, ink: str) -> str:
        return f"\033[{ink}m{line}\033[0m" if self.colour and ink else line
