"""Questions for a number: "How many delegates had the Democratic Conference?"

No wrong number stands in any text about the thing, lies within a range that the fact gives, or
comes so near that an estimate could mean it.
"""

from __future__ import annotations

import re
from typing import Final

from ispolkom_bot.answering.chronicle import own_facts
from ispolkom_bot.chat.study.material import Asked, Material, Pools, integers, told
from ispolkom_bot.model import Lang, Text

_OWN: Final = {
    "en": re.compile(r"How (?:many|large|old)\b(?!.*\band (?:when|who|of|how|where)\b)"),
    "ru": re.compile(r"(?:На сколько|Сколько)\b(?!.* и (?:когда|кто|как|где)\b)"),
}
_PLAIN: Final = Text("{name}: how many {unit}?", "{name}: сколько {unit}?")
_GENERAL: Final = frozenset({"size", "number", "composition", "content"})
"""Shapes of facts whose number is the thing's as such."""
_VAGUE: Final = re.compile(
    r"\b(?:at least|at most|more than|fewer than|less than|over \d|up to \d|exceed|upwards of|"
    r"not less|no fewer|above \d)",
    re.IGNORECASE,
)
_NO_UNIT: Final = re.compile(r"^(?:of|из) |per cent|at most|at least|\d", re.IGNORECASE)
_FACTORS: Final = (
    (0.65, 0.72, 0.78, 1.25, 1.33, 1.4, 1.5),
    (0.4, 0.5, 0.55, 1.6, 1.75, 1.9, 2.1),
    (0.15, 0.2, 0.25, 2.8, 3.5, 4.5, 6.0),
)
_SMALL: Final = 12
_STEPS: Final = ((2, 3, -2, -3), (4, 5, -4, -5), (6, 8, 9, -6))
"""What is added to small numbers, by difficulty; one more or less is too near."""
_LARGE: Final = 50
_LIKE_YEARS: Final = range(1890, 1930)
"""Wrong numbers keep a tenth away from the larger ones in the thing's texts; years are none."""
_TEENS: Final = range(11, 15)


def numbers(asked: Asked) -> Material | None:
    """A question for the number that is a fact's datum."""
    value = asked.fact.value
    if value is None or not value.number.isdecimal() or int(value.number) < 2:
        return None
    right = int(value.number)
    unit = value.unit.say(asked.language) if value.unit else ""
    if _VAGUE.search(asked.fact.text.en) or (value.unit and _NO_UNIT.search(value.unit.en)):
        return None
    question = _question(asked, right, unit)
    if not question or right in integers(question):
        return None
    wrong = _wrong(asked, right)
    said = tuple(tuple(grouped(number, asked.language) for number in pool) for pool in wrong)
    pools: Pools = (said[0], said[1], said[2])
    return Material("number", question, grouped(right, asked.language), pools)


def grouped(number: int, language: Lang) -> str:
    """A number with its thousands grouped, as the language does."""
    said = f"{number:,}"
    if language == "en":
        return said
    return str(number) if number < 10_000 else said.replace(",", "\u00a0")


def _question(asked: Asked, right: int, unit: str) -> str:
    if _OWN[asked.language].match(asked.question):
        return asked.question
    if not unit or not _GENERAL & set(asked.fact.shapes[:1]) or _numbered(asked) > 1:
        return ""
    plural = right % 10 in {0, *range(5, 10)} or right % 100 in _TEENS
    if asked.language == "ru" and not plural:
        return ""  # the unit stands in another case than after "сколько"
    return asked.say(_PLAIN, name=asked.name, unit=unit)


def _numbered(asked: Asked) -> int:
    """How many of the thing's own facts have a number for their datum, of this shape."""
    base, shape = asked.base, asked.fact.shapes[0]
    values = [
        base.fact(number).value
        for number in own_facts(base, asked.thing)
        if base.rows[number].shapes[0] == shape
    ]
    return sum(bool(value and value.number) for value in values)


def _wrong(asked: Asked, right: int) -> tuple[tuple[int, ...], ...]:
    base = asked.base
    texts = [told(base.fact(number)) for number in own_facts(base, asked.thing)]
    known = integers("\n".join(texts))
    given = sorted(integers(told(asked.fact)) | {right})
    ranges = [(a, b) for a in given for b in given if a < b <= 2 * a and a <= right <= b]
    others = [n for n in known if n > _LARGE and n not in _LIKE_YEARS]
    pools = []
    for factors, steps in zip(_FACTORS, _STEPS, strict=True):
        if right <= _SMALL:
            made = [right + step for step in steps]
        else:
            made = [_alike(right, factor) for factor in factors]
        pools.append(
            tuple(
                dict.fromkeys(
                    number
                    for number in made
                    if number > 0
                    and number not in known
                    and not any(a <= number <= b for a, b in ranges)
                    and not any(abs(number - n) * 10 < n for n in others if n != right)
                    and abs(number - right) >= max(2, right / 5 if right > _SMALL else 0)
                )
            )
        )
    return tuple(pools)


def _alike(right: int, factor: float) -> int:
    """The number times a factor, as round as it is and no rounder."""
    zeros = len(str(right)) - len(str(right).rstrip("0"))
    digits = len(str(right))
    unit = 10 ** min(zeros, max(digits - 2, 0))
    made = round(right * factor / unit) * unit
    if not zeros and made % 10 == 0:
        made += 3
    return int(made)
