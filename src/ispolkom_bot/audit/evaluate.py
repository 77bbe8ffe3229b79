"""Measuring the road on labelled questions and dialogues: what became of each, and why.

Right means that the answering fact is one of those labelled; declining is neither right nor
wrong. What is not right is a miss of knowledge, where the base doesn't hold the answer, or one of
understanding, and then at one of three steps: the fact was not proposed, it was ranked lower, or
it came first and was not trusted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from ispolkom_bot.audit.calibration import Guess
from ispolkom_bot.audit.labelled import NO_FACT, Dialogue, Labelled, Turn
from ispolkom_bot.engine import FRESH, Engine, Reply
from ispolkom_bot.language.normalise import language_of
from ispolkom_bot.model import Answer

Outcome = Literal["right", "wrong", "offered", "suggested", "declined"]
Cause = Literal["", "not held", "not proposed", "ranked lower", "not trusted", "told otherwise"]
Shown = Callable[[Answer], str]
"""An answer in, what a reader sees of it out."""


class Judged(Struct, frozen=True):
    """A labelled question and what became of it; `trust` is the decision's probability.

    `right` if a labelled fact answers, `offered` if one is among the suggestions, `first` if one
    is the first candidate, whatever was done with it. `place` is where the first labelled fact
    stands among the candidates, -1 if nowhere; `known` if the base has a labelled fact at all.
    """

    labelled: Labelled
    status: str
    fact: str
    trust: float
    right: bool
    offered: bool
    first: bool
    place: int = -1
    known: bool = True
    unexplained: tuple[str, ...] = ()
    reason: str = ""
    shape: str = ""
    wanted: str = ""

    @property
    def held(self) -> bool:
        """Whether the base holds the answer."""
        return bool(self.labelled.facts) and self.known

    @property
    def outcome(self) -> Outcome:
        """What became of the question, in one word; "suggested" offered nothing that is right."""
        if self.status == "answer":
            return "right" if self.right else "wrong"
        if self.status == "suggest":
            return "offered" if self.offered else "suggested"
        return "declined"

    @property
    def cause(self) -> Cause:
        """Why it isn't right: what is missing, or the step that went wrong; "" if it is."""
        if self.right:
            return ""
        if not self.held:
            return "not held"
        if self.place < 0:
            return "not proposed"
        if self.place > 0:
            return "ranked lower"
        return "told otherwise" if self.status == "answer" else "not trusted"

    @property
    def guess(self) -> Guess:
        """What a risk-coverage curve needs of it."""
        right = self.right if self.status == "answer" else self.first
        return Guess(self.trust, right and self.held, self.held)


class JudgedTurn(Struct, frozen=True):
    """A turn of a dialogue and what became of it; `faults` is how it differs from what it must."""

    dialogue: str
    number: int
    writer: str
    language: str
    turn: Turn
    status: str
    fact: str
    trust: float
    faults: tuple[str, ...]
    unexplained: tuple[str, ...] = ()
    reason: str = ""


class Confusion(Struct, frozen=True):
    """Questions of one kind and shape for which facts of another shape, or thing, came first."""

    kind: str
    wanted: str
    chosen: str
    same_thing: bool
    count: int
    wrong: int
    example: str


class _Wanted:
    """The labelled facts as the base calls them today."""

    def __init__(self, engine: Engine, facts: Iterable[str]) -> None:
        found = [number for fact in facts if (number := engine.base.number(fact)) is not None]
        self.ids = {engine.base.full_id(number) for number in found}
        self.shape = engine.base.rows[found[0]].shapes[0] if found else ""


def judge(engine: Engine, labelled: Labelled) -> Judged:
    """What the engine makes of one question."""
    reply = engine.reply(labelled.question)
    answer, ranked = reply.answer, reply.trace.facts
    wanted = _Wanted(engine, labelled.facts)
    fact = answer.facts[0] if answer.facts else ""
    best = fact or (ranked[0] if ranked else "")
    suggested = {offer.fact for offer in answer.suggestions}
    number = engine.base.number(best) if best else None
    return Judged(
        labelled=labelled,
        status=answer.status if fact or answer.status != "answer" else "decline",
        fact=best,
        trust=reply.trace.decision.trust,
        right=not wanted.ids.isdisjoint(answer.facts),
        offered=answer.status == "suggest" and not wanted.ids.isdisjoint(suggested),
        first=bool(ranked) and ranked[0] in wanted.ids,
        place=next((place for place, fact in enumerate(ranked) if fact in wanted.ids), -1),
        known=bool(wanted.ids) or not labelled.facts,
        unexplained=_unexplained(reply),
        reason=reply.trace.decision.reason,
        shape=engine.base.rows[number].shapes[0] if number is not None else "",
        wanted=wanted.shape,
    )


def judge_dialogue(engine: Engine, dialogue: Dialogue, full: Shown, own: Shown) -> list[JudgedTurn]:
    """What the engine makes of each turn; `full` shows a whole answer, `own` its own words."""
    context, found = FRESH, []
    for number, turn in enumerate(dialogue.turns, 1):
        reply = engine.reply(turn.ask, context)
        answer, context = reply.answer, reply.context
        found.append(
            JudgedTurn(
                dialogue=dialogue.name,
                number=number,
                writer=dialogue.writer,
                language=language_of(turn.ask),
                turn=turn,
                status=answer.status,
                fact=answer.facts[0] if answer.facts else "",
                trust=reply.trace.decision.trust,
                faults=tuple(unlike(turn, answer, full(answer), own(answer))),
                unexplained=_unexplained(reply),
                reason=reply.trace.decision.reason,
            )
        )
    return found


def unlike(turn: Turn, answer: Answer, seen: str, own: str) -> Iterator[str]:
    """How an answer differs from what a turn expects; `seen` is all of it, `own` its own words."""
    if answer.status not in turn.status:
        yield f"{answer.status}, not {' or '.join(turn.status)}"
    if turn.facts == (NO_FACT,):
        if answer.facts:
            yield "no fact was wanted"
    elif turn.facts and answer.status == "answer" and answer.facts[:1] not in _ones(turn.facts):
        yield f"not by {' or '.join(turn.facts)}"
    seen, own = seen.lower(), own.lower()
    for key, parts, text, present in (
        ("contains", turn.contains, seen, True),
        ("lacks", turn.lacks, seen, False),
        ("says", turn.says, own, True),
        ("silent", turn.silent, own, False),
    ):
        for part in parts:
            if (part.lower() in text) != present:
                yield f"{key} {part!r} fails"


def confusions(judged: Iterable[Judged]) -> list[Confusion]:
    """Which kinds of question were taken for another, most frequent first."""
    groups: dict[tuple[str, str, str, bool], list[Judged]] = defaultdict(list)
    for case in judged:
        if case.held and not case.guess.right and case.fact:
            things = {fact.partition("/")[0] for fact in case.labelled.facts}
            same = case.fact.partition("/")[0] in things
            groups[case.labelled.kind, case.wanted, case.shape, same].append(case)
    found = [
        Confusion(
            *key,
            count=len(cases),
            wrong=sum(case.outcome == "wrong" for case in cases),
            example=cases[0].labelled.question,
        )
        for key, cases in groups.items()
    ]
    return sorted(found, key=lambda one: (-one.count, -one.wrong, one.kind, one.wanted, one.chosen))


def groups_of(judged: Sequence[Judged]) -> dict[str, list[Judged]]:
    """The cases by what they have in common: held or not, language, voice, kind, writer."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for case in judged:
        label = case.labelled
        side = "held" if case.held else "not held"
        of = label.voice if case.held else label.kind or "no kind"
        groups[f"{side}: all"].append(case)
        groups[f"{side}: {label.language}"].append(case)
        groups[f"{side}: {label.language}, {of}"].append(case)
        groups[f"{side}: writer {label.writer}"].append(case)
        if case.held:
            groups[f"{side}: kind {label.kind or 'not told'}"].append(case)
    return dict(sorted(groups.items()))


def _ones(facts: Iterable[str]) -> set[tuple[str, ...]]:
    return {(fact,) for fact in facts}


def _unexplained(reply: Reply) -> tuple[str, ...]:
    """The words of the question that its first candidate does not tell of."""
    ranked = reply.trace.decision.ranked
    return tuple(ranked[0].candidate.missing) if ranked else ()
