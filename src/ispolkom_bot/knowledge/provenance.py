"""Where facts come from: the register of research claims, and those that became no fact.

A base may keep both files, one or none; what it keeps must agree with its facts.
"""

from __future__ import annotations

from collections.abc import Iterator

from ispolkom_bot.errors import Problem
from ispolkom_bot.knowledge.folder import nearest
from ispolkom_bot.knowledge.record import Lines, Sheet
from ispolkom_bot.knowledge.references import facts
from ispolkom_bot.knowledge.yamlfile import Node
from ispolkom_bot.model import Base


def read_claims(sheet: Sheet, node: Node, lines: Lines) -> tuple[str, ...]:
    """The claims of a register, which lists their ids by dossier, as "dossier/claim"."""
    lines.note("claims:", sheet.file, node)
    read: list[str] = []
    for dossier, listed in sheet.mapping(node, "").items():
        for item, path in sheet.items(listed, dossier):
            if claim := sheet.word(item, path):
                read.append(f"{dossier}/{claim}")
    return tuple(read)


def read_left_out(sheet: Sheet, node: Node, lines: Lines) -> dict[str, str]:
    """For each claim that became no fact, the reason."""
    lines.note("left-out:", sheet.file, node)
    return {claim: sheet.word(why, claim) for claim, why in sheet.mapping(node, "").items()}


def origins_registered(base: Base, lines: Lines) -> Iterator[Problem]:
    """Every claim that a fact was made from is in the register."""
    known = frozenset(base.claims)
    for full_id, _, fact in facts(base) if known else ():
        for index, claim in enumerate(fact.origin):
            if claim not in known:
                wrong = f"no claim of the register is called {claim!r}"
                yield lines.problem(f"{full_id}.from.{index}", wrong, nearest(claim, known))


def claims_told(base: Base, lines: Lines) -> Iterator[Problem]:
    """Every claim of the register became a fact, or is left out with a reason; never both."""
    told = {claim for _, _, fact in facts(base) for claim in fact.origin}
    for claim in base.claims:
        if claim not in told and claim not in base.left_out:
            remedy = "tell it in a fact, or give the reason in left-out.yaml"
            yield lines.problem(f"claims:{claim.split('/')[0]}", f"no fact tells {claim}", remedy)
    known = {*base.claims} or told.union(base.left_out)
    for claim in base.left_out:
        if claim in told:
            wrong = "a fact tells it, yet it is left out"
            yield lines.problem(f"left-out:{claim}", wrong, "remove it here, or there")
        elif claim not in known:
            wrong = "no claim of the register is called so"
            yield lines.problem(f"left-out:{claim}", wrong, nearest(claim, known))
