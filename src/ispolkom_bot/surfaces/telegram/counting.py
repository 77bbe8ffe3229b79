"""Numbers with their nouns, as each language inflects them."""

from __future__ import annotations

from typing import Final

from ispolkom_bot.model import Lang

Noun = tuple[tuple[str, str], tuple[str, str, str]]

QUESTIONS: Final[Noun] = (("question", "questions"), ("вопрос", "вопроса", "вопросов"))
CARDS: Final[Noun] = (("card", "cards"), ("карточка", "карточки", "карточек"))


def counted(number: int, noun: Noun, language: Lang) -> str:
    """A number and its noun: "2 questions", "2 вопроса"."""
    english, russian = noun
    if language == "en":
        return f"{number} {english[number != 1]}"
    tens, ones = number % 100 // 10, number % 10
    form = 2 if tens == 1 or ones in {0, *range(5, 10)} else ones > 1
    return f"{number} {russian[form]}"
