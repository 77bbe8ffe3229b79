"""Every check of a base as a whole, and the one function that runs them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from ispolkom_bot.errors import Problem
from ispolkom_bot.knowledge import (
    consistency,
    figures,
    likeness,
    lives,
    order,
    provenance,
    references,
    scripts,
    wording,
)
from ispolkom_bot.knowledge.record import Lines
from ispolkom_bot.model import Base

Check: TypeAlias = Callable[[Base, Lines], Iterator[Problem]]

CHECKS: Final[tuple[Check, ...]] = (
    references.sources_exist,
    references.sources_used,
    references.sources_once,
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
    figures.figures_agree,
    figures.counts_fit,
    scripts.scripts_pure,
    wording.confidence_earned,
    wording.standing_shown,
    consistency.dates_possible,
    lives.spans_in_life,
    lives.spans_in_existence,
    lives.facts_in_life,
    consistency.offices_single,
    consistency.names_single,
    order.order_dated,
    order.order_agrees,
    likeness.texts_differ,
    likeness.values_differ,
)


def check(base: Base, lines: Lines) -> list[Problem]:
    """Every problem of a well-formed base."""
    return sorted({problem for run in CHECKS for problem in run(base, lines)})
