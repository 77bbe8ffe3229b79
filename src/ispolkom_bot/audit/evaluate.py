"""Measuring the road on labelled questions: right, wrong, suggested, declined, by kind.

A labelled question is `{q, facts: [ids], kind, lang, voice}`; without `facts` it must not be
answered. Right means that the answering fact is one of those labelled; declining is neither
right nor wrong.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct

from ispolkom_bot.engine import Engine
from ispolkom_bot.errors import BaseError
from ispolkom_bot.knowledge.yamlfile import Node, parse


class Labelled(Struct, frozen=True):
    """A question with what is known of it."""

    question: str
    facts: tuple[str, ...]
    kind: str
    language: str
    voice: str
    writer: str


class Judged(Struct, frozen=True):
    """A labelled question and what became of it; `trust` is the decision's probability."""

    labelled: Labelled
    status: str
    fact: str
    trust: float
    right: bool
    offered: bool
    first: bool
    """Whether the first candidate is right, whatever was done with it."""


def read_labelled(path: Path) -> list[Labelled]:
    """The labelled questions of a YAML file; BaseError if it is ill-formed."""
    node, problems = parse(path.read_bytes(), path.name)
    if problems or node is None:
        raise BaseError(problems)
    return [_labelled(entry, path.stem) for entry in _items(node)]


def _items(node: Node | None) -> list[Node]:
    return node.value if node is not None and isinstance(node.value, list) else []


def _labelled(entry: Node, writer: str) -> Labelled:
    told = entry.value if isinstance(entry.value, dict) else {}
    words = {key: node.value for key, node in told.items() if isinstance(node.value, str)}
    return Labelled(
        question=words.get("q", ""),
        facts=tuple(str(item.value) for item in _items(told.get("facts"))),
        kind=words.get("kind", ""),
        language=words.get("lang", "en"),
        voice=words.get("voice", "plain"),
        writer=writer,
    )


def judge(engine: Engine, labelled: Labelled) -> Judged:
    """What the engine makes of one question."""
    reply = engine.reply(labelled.question)
    answer, trace = reply.answer, reply.trace
    ranked = trace.facts
    fact = answer.facts[0] if answer.facts else ""
    return Judged(
        labelled=labelled,
        status=answer.status if fact or answer.status != "answer" else "decline",
        fact=fact or (ranked[0] if ranked else ""),
        trust=trace.decision.trust,
        right=any(fact in labelled.facts for fact in answer.facts),
        offered=answer.status == "suggest" and bool(set(ranked[:3]) & set(labelled.facts)),
        first=bool(ranked) and ranked[0] in labelled.facts,
    )


def table(judged: Sequence[Judged]) -> list[str]:
    """Lines of a table: right, wrong, suggested and declined by language, voice and kind."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for case in judged:
        label = case.labelled
        side = "held" if label.facts else "not held"
        groups[f"{side}: all"].append(case)
        groups[f"{side}: {label.language}"].append(case)
        groups[f"{side}: {label.language}, {label.voice if label.facts else label.kind}"].append(
            case
        )
        if label.facts:
            groups[f"{side}: kind {label.kind}"].append(case)
    lines = [f"{'questions':42}{'n':>6}{'right':>15}{'wrong':>8}{'suggest':>9}{'decline':>9}"]
    for name in sorted(groups):
        cases = groups[name]
        size = len(cases)
        right = sum(c.status == "answer" and c.right for c in cases)
        wrong = sum(c.status == "answer" and not c.right for c in cases)
        offered = sum(c.status == "suggest" for c in cases)
        low, high = interval(right, size)
        lines.append(
            f"{name:42}{size:6}{right / size:7.1%} {low:3.0%}-{high:3.0%}{wrong / size:8.1%}"
            f"{offered / size:9.1%}{(size - right - wrong - offered) / size:9.1%}"
        )
    return lines


def risk_coverage(judged: Iterable[Judged]) -> list[str]:
    """Lines of a table: what is answered rightly and wrongly as the threshold moves."""
    cases = list(judged)
    held = [c for c in cases if c.labelled.facts]
    free = [c for c in cases if not c.labelled.facts]
    lines = [f"{'threshold':>9}{'right':>9}{'wrong':>9}{'not held, answered':>20}"]
    for step in range(1, 20):
        floor = step / 20
        right = sum(c.trust >= floor and c.first for c in held)
        wrong = sum(c.trust >= floor and not c.first for c in held)
        false = sum(c.trust >= floor for c in free)
        lines.append(
            f"{floor:9.2f}{right / max(len(held), 1):9.1%}{wrong / max(len(held), 1):9.1%}"
            f"{false / max(len(free), 1):20.1%}"
        )
    return lines


def interval(hits: int, size: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share (Wilson 1927)."""
    if not size:
        return 0.0, 1.0
    z, share = 1.96, hits / size
    middle = share + z * z / (2 * size)
    spread = z * math.sqrt(share * (1 - share) / size + z * z / (4 * size * size))
    whole = 1 + z * z / size
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)
