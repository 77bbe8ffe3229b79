"""A learner's progress as a picture."""

from __future__ import annotations

from ispolkom_bot.model import Lang
from ispolkom_bot.render.pictures import words
from ispolkom_bot.render.pictures.data import Picture, Progress


def progress(numbers: Progress, language: Lang) -> Picture:
    """The picture of a learner's numbers."""
    label = words.PROGRESS_IN if numbers.topic else words.PROGRESS
    title = label.say(language).format(topic=numbers.topic)
    total = numbers.known + numbers.learning + numbers.new
    told = (
        (words.KNOWN, numbers.known),
        (words.LEARNING, numbers.learning),
        (words.NEW_CARDS, numbers.new),
    )
    said = ", ".join(f"{text.say(language)} {count}" for text, count in told)
    due = words.DUE.say(language).format(count=numbers.due)
    return Picture(
        kind="progress",
        language=language,
        title=title,
        subtitle=f"{total} {words.FACTS.say(language)}",
        body=numbers,
        caption=f"{title}. {said[:1].upper()}{said[1:]}. {due}.",
    )
