"""An evaluation as lines of text: tables first, then each case that is not as it should be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ispolkom_bot.audit.calibration import (
    Guess,
    better_worse,
    brier,
    curve,
    interval,
    miscalibration,
    reliability,
)
from ispolkom_bot.audit.compare import Change, Difference
from ispolkom_bot.audit.evaluate import Confusion, Judged, JudgedTurn, groups_of

_WIDE: Final = 42
_CONFUSIONS: Final = 15
_LIKELY: Final = 0.05
_CAUSES: Final = {
    "not proposed": "understanding: the fact was not among the candidates",
    "ranked lower": "understanding: another candidate came before it",
    "not trusted": "understanding: it came first, but was not trusted",
    "told otherwise": "understanding: it came first, but the answer rests on another",
    "not held": "knowledge: no fact of the base answers it",
}


def table(judged: Sequence[Judged]) -> list[str]:
    """Right, wrong, suggested (with the right one among them) and declined, by what is asked."""
    lines = [
        f"{'questions':{_WIDE}}{'n':>6}{'right':>9}{'95 %':>10}{'wrong':>9}{'95 %':>10}"
        f"{'suggest':>9}{'(right)':>9}{'decline':>9}"
    ]
    for name, cases in groups_of(judged).items():
        size = len(cases)
        count = Counter(case.outcome for case in cases)
        suggested = count["offered"] + count["suggested"]
        lines.append(
            f"{name:{_WIDE}}{size:6}{_with_interval(count['right'], size)}"
            f"{_with_interval(count['wrong'], size)}{suggested / size:9.1%}"
            f"{count['offered'] / size:9.1%}{count['declined'] / size:9.1%}"
        )
    return lines


def _with_interval(hits: int, size: int) -> str:
    low, high = interval(hits, size)
    return f"{hits / size:9.1%}{f'{low:.0%}-{high:.0%}':>10}"


def causes(judged: Iterable[Judged]) -> list[str]:
    """Why what is not right is not: misses of knowledge apart from misses of understanding."""
    lines = [f"{'not right, because':62}{'n':>6}{'wrong':>8}{'suggest':>9}{'decline':>9}"]
    cases = [case for case in judged if case.cause]
    for cause, words in _CAUSES.items():
        count = Counter(case.status for case in cases if case.cause == cause)
        lines.append(
            f"{words:62}{count.total():6}{count['answer']:8}{count['suggest']:9}"
            f"{count['decline']:9}"
        )
    lost = [case for case in cases if case.labelled.facts and not case.known]
    if lost:
        lines.append(f"of these, labelled with facts that the base hasn't: {len(lost)}")
    return lines


def confusion_list(found: Sequence[Confusion], most: int = _CONFUSIONS) -> list[str]:
    """Which kinds of question were taken for others: how near they are, then which."""
    count: Counter[tuple[bool, bool]] = Counter()
    for one in found:
        count[one.same_thing, one.wanted == one.chosen] += one.count
    lines = [
        f"{count[same_thing, same_shape]:4}  {thing}, {shape}"
        for same_thing, thing in ((True, "the same thing"), (False, "another thing"))
        for same_shape, shape in ((True, "the same shape"), (False, "another shape"))
    ]
    lines.append(f"{'n':>4}{'wrong':>7}  kind asked, shape wanted -> shape that came first")
    for one in found[:most]:
        thing = "same thing" if one.same_thing else "another thing"
        taken = f"{one.kind}, {one.wanted} -> {one.chosen} ({thing})"
        lines.append(f"{one.count:4}{one.wrong:7}  {taken:52} {one.example}")
    if len(found) > most:
        rest = found[most:]
        lines.append(f"and {len(rest)} rarer ones, {sum(one.count for one in rest)} in all")
    return lines


def risk_coverage(judged: Iterable[Judged]) -> list[str]:
    """What is answered rightly and wrongly as the threshold moves."""
    lines = [f"{'threshold':>9}{'right':>9}{'wrong':>9}{'not held, answered':>20}"]
    lines += [
        f"{point.floor:9.2f}{point.right:9.1%}{point.wrong:9.1%}{point.answered:20.1%}"
        for point in curve([case.guess for case in judged])
    ]
    return lines


def calibration(judged: Iterable[Judged]) -> list[str]:
    """How good a probability the trust is: Brier score, and a table of reliability."""
    guesses = [case.guess for case in judged]
    lines = [
        _brier("held and not held", guesses),
        _brier("held", [guess for guess in guesses if guess.held]),
        f"{'trust':>9}{'n':>6}{'mean':>8}{'right':>8}{'95 %':>11}",
    ]
    for part in reliability(guesses):
        low, high = interval(part.right, part.size)
        told = f"{part.low:5.1f}-{part.high:.1f}{part.size:6}{part.trust:8.3f}"
        lines += [f"{told}{part.right / part.size:8.3f}{f'{low:.2f}-{high:.2f}':>11}"]
    return lines


def _brier(name: str, guesses: Sequence[Guess]) -> str:
    score, low, high = brier(guesses)
    return (
        f"{name}: Brier score {score:.4f} ({low:.4f}-{high:.4f}), trust and share of right differ"
        f" by {miscalibration(guesses):.3f} on average, n = {len(guesses)}"
    )


def cases(judged: Iterable[Judged]) -> Iterator[str]:
    """Each question that was answered wrongly or not at all though the base holds it."""
    order = {"wrong": 0, "suggested": 1, "offered": 2, "declined": 3}
    bad = [case for case in judged if case.outcome == "wrong" or case.cause not in {"", "not held"}]
    for case in sorted(bad, key=lambda case: order.get(case.outcome, -1)):
        label = case.labelled
        said = {"offered": "suggested, the right one among them"}.get(case.outcome, case.outcome)
        yield f"{said} ({case.cause}): {label.question}  [{label.writer}, {label.kind}]"
        place = f", candidate {case.place + 1}" if case.place >= 0 else ""
        yield f"    expected {' or '.join(label.facts) or 'no answer'}{place}"
        yield f"    first    {case.fact or 'nothing'}, trust {case.trust:.3f}{_why(case)}"


def turn_lines(turns: Sequence[JudgedTurn]) -> Iterator[str]:
    """How many turns and dialogues went as they must, and how the others differ."""
    for language in (*sorted({turn.language for turn in turns}), ""):
        these = [turn for turn in turns if language in {turn.language, ""}]
        fine = sum(not turn.faults for turn in these)
        low, high = interval(fine, len(these))
        share = f"{fine / max(len(these), 1):.1%} ({low:.0%}-{high:.0%})"
        yield f"turns as expected, {language or 'all'}: {fine} of {len(these)}, {share}"
    whole: dict[tuple[str, str], bool] = {}
    for turn in turns:
        key = turn.writer, turn.dialogue
        whole[key] = whole.get(key, True) and not turn.faults
    yield f"dialogues without a fault: {sum(whole.values())} of {len(whole)}"
    for turn in turns:
        if turn.faults:
            yield f"{turn.writer}: {turn.dialogue}, turn {turn.number}: {turn.turn.ask}"
            yield f"    {'; '.join(turn.faults)}"
            yield f"    told     {turn.fact or 'nothing'}, trust {turn.trust:.3f}{_why(turn)}"


def _why(case: Judged | JudgedTurn) -> str:
    veto = f", forbidden: {case.reason}" if case.reason else ""
    unexplained = f", unexplained: {' '.join(case.unexplained)}" if case.unexplained else ""
    return veto + unexplained


def difference_lines(found: Difference) -> Iterator[str]:
    """Which questions changed their answer, those that got worse first."""
    better, worse, other = (found.count(kind) for kind in ("better", "worse", "other"))
    before = found.before
    yield f"against program {before.program}, base {before.base}:"
    chance = better_worse(better, worse)
    verdict = "more than chance" if chance <= _LIKELY else "chance would do as much"
    yield (
        f"{better} better, {worse} worse, {other} otherwise, {found.same} the same"
        f" (sign test {chance:.3f}: {verdict})"
    )
    if found.only:
        yield f"{found.only} questions are in one of the two alone, and are not compared"
    for kind in ("worse", "better", "other"):
        for change in found.changes:
            if change.tendency == kind:
                yield f"{kind}: {change.after.key}"
                yield f"    {_told(change)}"


def _told(change: Change) -> str:
    return " -> ".join(
        f"{one.outcome} {one.fact} {one.trust:.3f}" for one in (change.before, change.after)
    )
