"""All that an editor must mend: the form of the files, their agreement, and the base's own exam."""

from __future__ import annotations

from pathlib import Path

from ispolkom_bot.audit.cues import dead_cues, unserved_shapes
from ispolkom_bot.audit.names import names_agree
from ispolkom_bot.audit.selfask import misses
from ispolkom_bot.errors import Problem
from ispolkom_bot.knowledge.build import build
from ispolkom_bot.knowledge.checks import check
from ispolkom_bot.knowledge.load import survey


def check_directory(directory: Path) -> list[Problem]:
    """Every problem of a base, in the order of its files; none if it is fit to answer.

    A base that is ill-formed or contradicts itself is not examined further.
    """
    seen = survey(directory)
    problems = list(seen.problems)
    if seen.base is None:
        return sorted(problems)
    problems += check(seen.base, seen.lines)
    if problems:
        return sorted(problems)
    compiled = build(seen.base)
    problems += unserved_shapes(seen.base, seen.lines)
    problems += dead_cues(seen.base, compiled, seen.lines)
    problems += names_agree(seen.base, compiled, seen.lines)
    for miss in misses(seen.base, compiled):
        key = miss.fact if not miss.fact.endswith("/") else miss.fact.rstrip("/") + ".aliases"
        got = f"{miss.status} {miss.got}".rstrip()
        problems.append(
            seen.lines.problem(
                key,
                f"its own question {miss.question!r} gets: {got}",
                "word the question so that it fits this fact alone, or merge the two facts",
            )
        )
    return sorted(problems)
