"""`evaluate`: the road measured on files of labelled questions and dialogues, for an editor."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from ispolkom_bot.audit import calibration, compare, tables
from ispolkom_bot.audit.compare import Difference, Kept
from ispolkom_bot.audit.evaluate import (
    Judged,
    JudgedTurn,
    confusions,
    groups_of,
    judge,
    judge_dialogue,
)
from ispolkom_bot.audit.labelled import Sheet, read_sheet
from ispolkom_bot.engine import Engine
from ispolkom_bot.errors import SettingError
from ispolkom_bot.render.plain import body, full

EngineOf = Callable[[Path], Engine]
"""The directory of a base in, the engine on it out."""


class Evaluation(Struct, frozen=True):
    """What one program with one base made of the questions."""

    program: str
    base: str
    judged: tuple[Judged, ...]
    turns: tuple[JudgedTurn, ...]

    def kept(self) -> Kept:
        """The form that is written to a file, or compared with another."""
        return compare.keep(self.program, self.base, self.judged, self.turns)


def sheets_of(names: Sequence[str]) -> list[Sheet]:
    """What the files ask, each file once; SettingError or BaseError names what can't be read."""
    found = []
    for path in dict.fromkeys(map(Path, names)):
        try:
            found.append(read_sheet(path))
        except OSError as fault:
            remedy = "name YAML files of labelled questions or dialogues"
            raise SettingError(f"evaluate: {path}: {fault.strerror} - {remedy}") from fault
    return found


def evaluate(engine: Engine, sheets: Sequence[Sheet], program: str) -> Evaluation:
    """Every question and every dialogue of the sheets, judged."""
    messages = engine.base.messages
    return Evaluation(
        program=program,
        base=engine.base.version,
        judged=tuple(judge(engine, one) for sheet in sheets for one in sheet.questions),
        turns=tuple(
            turn
            for sheet in sheets
            for dialogue in sheet.dialogues
            for turn in judge_dialogue(
                engine, dialogue, lambda answer: full(answer, messages[answer.language]), body
            )
        ),
    )


def earlier(against: Path, sheets: Sequence[Sheet], program: str, engine_of: EngineOf) -> Kept:
    """What to compare with: a kept evaluation, or this program with the base of a directory."""
    if against.is_dir():
        return evaluate(engine_of(against), sheets, program).kept()
    try:
        return compare.read(against)
    except OSError as fault:
        remedy = "name the directory of a base, or a file that `evaluate --save` wrote"
        raise SettingError(f"--against: {against}: {fault.strerror} - {remedy}") from fault


def told(evaluation: Evaluation, difference: Difference | None) -> Iterator[str]:
    """The evaluation in lines."""
    judged, turns = evaluation.judged, evaluation.turns
    yield f"program {evaluation.program}, base {evaluation.base}"
    yield f"{len(judged)} questions, {len(turns)} turns of dialogues"
    if judged:
        for title, lines in (
            ("accuracy", tables.table(judged)),
            ("reasons", tables.causes(judged)),
            ("what was taken for what", tables.confusion_list(confusions(judged))),
            ("risk and coverage as the threshold moves", tables.risk_coverage(judged)),
            ("is the trust a probability?", tables.calibration(judged)),
            ("wrong, suggested and declined", list(tables.cases(judged))),
        ):
            yield from ("", title, "", *lines)
    if turns:
        yield from ("", "dialogues", "", *tables.turn_lines(turns))
    if difference:
        yield from ("", "changes", "", *tables.difference_lines(difference))


def record(evaluation: Evaluation, difference: Difference | None) -> dict[str, Any]:
    """The same for programs."""
    judged = evaluation.judged
    guesses = [case.guess for case in judged]
    found: dict[str, Any] = {
        "program": evaluation.program,
        "base": evaluation.base,
        "accuracy": {name: _counts(cases) for name, cases in groups_of(judged).items()},
        "confusions": msgspec.to_builtins(confusions(judged)),
        "curve": msgspec.to_builtins(calibration.curve(guesses)),
        "brier": dict(
            zip(("score", "low", "high"), calibration.brier(guesses), strict=True),
            miscalibration=calibration.miscalibration(guesses),
        ),
        "reliability": msgspec.to_builtins(calibration.reliability(guesses)),
        "questions": [
            msgspec.to_builtins(case) | {"outcome": case.outcome, "cause": case.cause}
            for case in judged
        ],
        "turns": msgspec.to_builtins(evaluation.turns),
    }
    if difference:
        found["difference"] = {
            "program": difference.before.program,
            "base": difference.before.base,
            "same": difference.same,
            "only": difference.only,
            "changes": [
                msgspec.to_builtins(change) | {"tendency": change.tendency}
                for change in difference.changes
            ],
        }
    return found


def _counts(cases: Sequence[Judged]) -> dict[str, Any]:
    size = len(cases)
    count = {
        outcome: sum(case.outcome == outcome for case in cases)
        for outcome in ("right", "wrong", "offered", "suggested", "declined")
    }
    return {
        "n": size,
        **count,
        "right_interval": calibration.interval(count["right"], size),
        "wrong_interval": calibration.interval(count["wrong"], size),
    }
