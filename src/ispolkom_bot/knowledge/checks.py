"""Every check of a base as a whole, and the one function that runs them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from ispolkom_bot.errors import Problem
from ispolkom_bot.knowledge import consistency, provenance, references, scripts, wording
from ispolkom_bot.knowledge.record import Lines
from ispolkom_bot.model import Base

Check: TypeAlias = Callable[[Base, Lines], Iterator[Problem]]

CHECKS: Final[tuple[Check, ...]] = (
    references.sources_exist,
    references.sources_used,
    provenance.origins_registered,
    provenance.claims_told,
    references.things_exist,
    references.spans_told,
    references.former_ids_free,
    references.ids_short,
    references.shapes_served,
    references.cues_tell_apart,
    references.languages_match,
    wording.definition_first,
    wording.questions_differ,
    wording.texts_short,
    wording.figures_agree,
    scripts.scripts_pure,
    wording.confidence_earned,
    wording.standing_shown,
    consistency.dates_possible,
    consistency.spans_in_life,
    consistency.facts_in_life,
    consistency.offices_single,
    consistency.names_single,
    consistency.counts_fit,
)


def check(base: Base, lines: Lines) -> list[Problem]:
    """Every problem of a well-formed base."""
    return sorted({problem for run in CHECKS for problem in run(base, lines)})
