"""Checks of figures: both languages give the same ones, and what is counted adds up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from ispolkom_bot.errors import Problem
from ispolkom_bot.knowledge.record import Lines
from ispolkom_bot.knowledge.references import facts
from ispolkom_bot.model import Base, Fact, Thing


def figures_agree(base: Base, lines: Lines) -> Iterator[Problem]:
    """The figures of two or more digits in a text are the same in both languages.

    Compared as sets, since one language may repeat a year where the other need not. Single digits
    are left out, since words often stand for them in one language only; and what the languages
    write in their own ways is let pass: XX век, 15 thousand, 10 p.m., в ночь на 26 октября.
    """
    for full_id, _, fact in facts(base):
        english, russian = _figures(fact.text.en), _figures(fact.text.say("ru"))
        only = {"en": _missing(english, russian), "ru": _missing(russian, english)}
        told = [f"{', '.join(some)} in {language} only" for language, some in only.items() if some]
        if told:
            remedy = "write the same figures in both languages, and both as digits"
            yield lines.problem(f"{full_id}.text.ru", "; ".join(told), remedy)


def counts_fit(base: Base, lines: Lines) -> Iterator[Problem]:
    """The parts of a composition add up to a figure that is stated, or the fact says why not.

    Stated are the sizes among the thing's facts and the figures in what the fact itself says.
    The parts may fall short of one by a rest that is stated too ("and 7 others"); where that is
    unknown, a caveat that names their sum tells the reader so.
    """
    words = base.lexicons["en"].numbers
    for full_id, thing, fact in facts(base):
        parts = [count for _, count in fact.value.counts] if fact.value else []
        stated = _stated(thing, fact, words) if parts else set()
        rests = {figure - sum(parts) for figure in stated} & (stated - set(parts))
        if parts and sum(parts) not in stated and not rests:
            figures = ", ".join(str(figure) for figure in sorted(stated)) or "none"
            wrong = f"the parts sum to {sum(parts)}, which is no figure stated ({figures})"
            remedy = "correct a count, or name the sum in a caveat and say what is missing"
            yield lines.problem(f"{full_id}.value.counts", wrong, remedy)


def _stated(thing: Thing, fact: Fact, words: Mapping[str, str]) -> set[int]:
    """The figures by which the parts of a fact can be measured; years are none."""
    said = [fact.text, *(side.says for side in fact.dispute), *([fact.caveat] * bool(fact.caveat))]
    text = _ungrouped(" ".join(part.en for part in said if part))
    figures = {int(figure) for figure in re.findall(r"\d+", text)}
    figures |= {int(words[word]) for word in re.findall(r"[a-z-]+", text.lower()) if word in words}
    figures |= {
        int(float(other.value.number))
        for other in thing.facts
        if "size" in other.shapes and other.value and other.value.number
    }
    return {figure for figure in figures if not YEARS[0] <= figure <= YEARS[1]}


_ROMAN: Final = re.compile(r"\b[IVXLC]+\b")
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_GROUPED: Final = re.compile(r"(?<![\d.,])\d{1,3}(?:[, \u00a0\u202f]\d{3})+(?!\d)")
NOON, MONTH_DAYS = 12, 31
YEARS: Final = (1800, 2030)


def _ungrouped(text: str) -> str:
    """A text with its long figures in one piece: 12,500 as 12500."""
    return _GROUPED.sub(lambda match: re.sub(r"\D", "", match.group()), text)


def _figures(text: str) -> dict[str, set[str]]:
    """The figures of a text, each with what the other language may write in its place."""
    text = _ungrouped(text)
    thousands = re.search("thousand|тыс", text) is not None
    afternoon, night = "p.m." in text, "ночь" in text
    figures: dict[str, set[str]] = {"thousand": {"1000"}} if thousands else {}
    for numeral in _ROMAN.findall(text):
        figures[numeral] = {str(_roman(numeral))}
    for figure in re.findall(r"\d+", text):
        number = int(figure)
        forms = figures.setdefault(figure, {figure})
        if thousands:
            forms.add(f"{number}000")
        if afternoon and number < NOON:
            forms.add(str(number + NOON))
        # The English night of the 25th is the Russian night "на 26-е".
        if night and 1 < number <= MONTH_DAYS:
            forms.add(str(number - 1))
    return figures


def _missing(ours: dict[str, set[str]], theirs: dict[str, set[str]]) -> list[str]:
    known = set(theirs).union(*theirs.values())
    return sorted(
        figure
        for figure, forms in ours.items()
        if len(figure) > 1 and figure.isdecimal() and int(figure) and not forms & known
    )


def _roman(numeral: str) -> int:
    values = [_ROMAN_VALUES[sign] for sign in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-one if one < then else one for one, then in pairs)
