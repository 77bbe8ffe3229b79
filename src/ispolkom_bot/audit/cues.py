"""Rules that can't work: cue phrases that no question can reach, shapes that no fact serves."""

from __future__ import annotations

from collections.abc import Iterator

from ispolkom_bot.errors import Problem
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.knowledge.record import Lines
from ispolkom_bot.model import LANGUAGES, Base
from ispolkom_bot.understanding.read import read


def dead_cues(base: Base, compiled: Compiled, lines: Lines) -> Iterator[Problem]:
    """Cue phrases that don't hint at their own shape when they are read in a question."""
    for language in LANGUAGES:
        for shape, phrases in base.lexicons[language].shapes.items():
            for phrase in phrases:
                reading = read(compiled, f"zzz {phrase}", language)
                if shape not in dict(reading.shapes):
                    yield lines.problem(
                        f"{language}:shapes.{shape}",
                        f"the cue {phrase!r} can't be reached: a filler or a longer cue takes it",
                        "take it out, or word it otherwise",
                    )


def unserved_shapes(base: Base, lines: Lines) -> Iterator[Problem]:
    """Shapes that no fact has: their rules could only mislead."""
    served = {
        shape for thing in base.things.values() for fact in thing.facts for shape in fact.shapes
    }
    for shape in base.shapes:
        if shape not in served:
            yield lines.problem(f"shapes:{shape}", "no fact has this shape", "use it or drop it")
