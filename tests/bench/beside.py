"""Our road beside what else one might take, on the same base and the same questions.

    python -m tests.bench.beside [--weights FILE] [--unrelated FILE] [--embedding]

Each peer is fitted on the fitting half: of its variants the one that is worth most there is taken,
with the floor that is worth most there (right answers less twice the wrong ones, and less twice
those to questions that the base doesn't hold). All figures are of the checking half; unrelated
utterances, one a line (where there is no such file the everyday ones of tests/questions), are
answered or not at the same floor. Each runs in a process of its own, on one thread; its memory is
what that process holds once everything was asked, its time that of the processor.

The embedding is not run each time: its row was measured once and is kept in minilm.json, with
the day, the versions and the base. --embedding measures it anew (extra `embedding`).
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from ispolkom_bot.audit.calibration import Guess, Point, at_coverage, interval
from ispolkom_bot.audit.evaluate import judge
from ispolkom_bot.audit.labelled import Labelled
from ispolkom_bot.engine import Engine
from ispolkom_bot.knowledge.cache import bundled, open_base
from ispolkom_bot.knowledge.load import load
from ispolkom_bot.understanding import decide as deciding
from ispolkom_bot.understanding.decide import Weights
from tests.bench import embedding
from tests.bench.models import using, worth
from tests.bench.peers import (
    PLAIN_SCORERS,
    Ask,
    Texts,
    bm25,
    fuzzy,
    letters,
    stems_and_pairs,
    texts_of,
    tfidf,
)
from tests.bench.timing import apart, resident
from tests.halves import halves, labelled

KEPT: Final = Path(__file__).with_name("minilm.json")
UNRELATED: Final = Path(__file__).parents[3] / "shared" / "offtopic" / "banking77.txt"
COVERAGES: Final = (0.5, 0.6, 0.7, 0.8, 0.9)
_WIDE: Final = 38
_TIMED: Final = 400
FAMILIES: Final = ("WRatio", "rapidfuzz", "bm25s", "TF-IDF")
MINILM: Final = "MiniLM"


class Exam(Struct, frozen=True):
    """What is asked: two halves of labelled questions, and utterances that have nothing to do."""

    fitting: list[Labelled]
    checking: list[Labelled]
    unrelated: list[str]


class Row(Struct, frozen=True):
    """What one of them reaches; counts are of the checking half, times in ms, memory in MB."""

    name: str
    floor: float
    held: int
    right: int
    wrong: int
    free: int
    answered: int
    unrelated: int
    unrelated_answered: int
    median: float
    memory: float
    curve: list[Point | None]
    measured: str = ""


def main() -> None:
    """Ask everyone everything, print two tables."""
    parser = argparse.ArgumentParser(description="Our road beside its peers, on the checking half.")
    parser.add_argument("--weights", type=Path, help="weights of ours in place of those that ship")
    parser.add_argument("--unrelated", type=Path, default=UNRELATED, help="utterances, one a line")
    parser.add_argument("--most", type=int, help="take no more of the unrelated, evenly spread")
    parser.add_argument("--embedding", action="store_true", help="measure MiniLM, and keep its row")
    arguments = parser.parse_args()
    base, kept, everything = load(bundled()), halves(), labelled()
    unrelated = _lines(arguments.unrelated)
    unrelated = unrelated or [one.question for one in everything if one.kind == "everyday"]
    step = -(-len(unrelated) // arguments.most) if arguments.most else 1
    exam = Exam(
        kept.take("fitting", everything),
        kept.take("checking", everything),
        unrelated[::step],
    )
    texts = texts_of(base)
    _say(
        f"base {base.version}: fitted on {len(exam.fitting)} questions, checked by"
        f" {len(exam.checking)}, {len(exam.unrelated)} unrelated utterances"
    )
    if arguments.embedding:
        row = apart(measured, MINILM, texts, exam)
        day = f"{datetime.now(UTC):%Y-%m-%d}"
        told = f"once, on {day}, base {base.version}, {embedding.versions()}"
        row = msgspec.structs.replace(row, measured=told)
        KEPT.write_bytes(msgspec.json.format(msgspec.json.encode(row), indent=1) + b"\n")
        _say(_line(row))
        return
    rows = [apart(ours, arguments.weights, exam)]
    for family in FAMILIES:
        rows.append(apart(measured, family, texts, exam))
        _say(_line(rows[-1]))
    if KEPT.exists():
        rows.append(msgspec.json.decode(KEPT.read_bytes(), type=Row))
    for line in (*_table(rows), *_curves(rows)):
        _say(line)
    bare = apart(resident, "self", "VmRSS")
    _say(f"\na process of this benchmark that asks nothing holds {bare:.0f} MB")


def variants(family: str, texts: Texts) -> Iterator[tuple[str, Callable[[], Ask]]]:
    """The forms in which a peer might be used, each built when it is called."""
    if family == "WRatio":
        yield "rapidfuzz, WRatio", lambda: fuzzy(texts, "WRatio")
    elif family == "rapidfuzz":
        for scorer in PLAIN_SCORERS:
            yield f"rapidfuzz, {scorer}", lambda scorer=scorer: fuzzy(texts, scorer)  # type: ignore[misc]
    elif family == "bm25s":
        yield "bm25s, facts", lambda: bm25(texts)
        asked = msgspec.structs.replace(texts, documents=texts.phrasings)
        yield "bm25s, phrasings", lambda: bm25(asked)
    elif family == "TF-IDF":
        for name, parts in (("words", stems_and_pairs), ("letters", letters)):
            for of, entries in (("facts", texts.documents), ("phrasings", texts.phrasings)):
                yield (
                    f"TF-IDF, {name} of {of}",
                    lambda entries=entries, parts=parts: tfidf(entries, parts),  # type: ignore[misc]
                )
    else:
        yield "MiniLM, phrasings", lambda: embedding.MiniLM(texts.phrasings)
        said = (*texts.phrasings, *texts.documents)
        yield "MiniLM, phrasings and facts", lambda: embedding.MiniLM(said)


def measured(family: str, texts: Texts, exam: Exam) -> Row:
    """The best variant of a peer, by the fitting half, with what it reaches on the other."""
    found: list[tuple[int, str, float, Callable[[], Ask]]] = []
    for name, build in variants(family, texts):
        ask = build()
        _ahead(ask, [one.question for one in exam.fitting])
        guesses = [_guess(ask, one) for one in exam.fitting]
        floor = _best_floor(guesses)
        found.append((worth(guesses, floor), name, floor, build))
    _, name, floor, build = max(found, key=lambda one: one[0])
    ask = build()
    median = _median(lambda question: ask(question, floor), exam)
    _ahead(ask, [*(one.question for one in exam.checking), *exam.unrelated])
    guesses = [_guess(ask, one) for one in exam.checking]
    strays = sum(bool(ask(text, floor)[0]) for text in exam.unrelated)
    return _row(name, floor, guesses, strays, len(exam.unrelated), median)


def ours(weights: Path | None, exam: Exam) -> Row:
    """The same of our road."""
    engine = Engine(open_base())
    if weights is None:
        return _ours(engine, deciding.fitted_model().answer, exam)
    given = msgspec.json.decode(weights.read_bytes(), type=Weights)
    with using(given):
        return _ours(engine, given.answer, exam)


def _ours(engine: Engine, floor: float, exam: Exam) -> Row:
    median = _median(engine.reply, exam)
    judged = [judge(engine, one) for one in exam.checking]
    strays = sum(bool(engine.reply(text).answer.facts) for text in exam.unrelated)
    row = _row(
        "ispolkom_bot",
        floor,
        [case.guess for case in judged],
        strays,
        len(exam.unrelated),
        median,
    )
    told = [case for case in judged if case.status == "answer"]
    return msgspec.structs.replace(
        row,
        right=sum(case.right for case in told if case.held),
        wrong=sum(not case.right for case in told if case.held),
        answered=sum(not case.held for case in told),
    )


def _median(ask: Callable[[str], object], exam: Exam) -> float:
    """The median of the processor's time for a question, in ms: others' work doesn't count."""
    times = []
    for one in exam.checking[:_TIMED]:
        begun = time.process_time()
        ask(one.question)
        times.append((time.process_time() - begun) * 1000)
    return statistics.median(times)


def _ahead(ask: Ask, questions: Sequence[str]) -> None:
    """Let a peer that is quicker with many at once know what will be asked; not where timed."""
    if isinstance(ask, embedding.MiniLM):
        ask.ahead(questions)


def _guess(ask: Ask, labelled: Labelled) -> Guess:
    fact, score = ask(labelled.question, 0.0)
    return Guess(score, fact in labelled.facts, bool(labelled.facts))


def _best_floor(guesses: Sequence[Guess]) -> float:
    """The score from which on answers are worth most; above all scores if none is worth it."""
    scores = sorted({guess.trust for guess in guesses}, reverse=True)
    none = scores[0] * 2 + 1
    ranked = sorted(guesses, key=lambda guess: -guess.trust)
    best, total, floor, at = 0, 0, none, 0
    for score in scores:
        while at < len(ranked) and ranked[at].trust >= score:
            total += 1 if ranked[at].right else -2
            at += 1
        if total > best and score > 0:
            best, floor = total, score
    return floor


def _row(
    name: str, floor: float, guesses: Sequence[Guess], strays: int, unrelated: int, median: float
) -> Row:
    told = [guess for guess in guesses if guess.trust >= floor]
    return Row(
        name=name,
        floor=floor,
        held=sum(guess.held for guess in guesses),
        right=sum(guess.right for guess in told),
        wrong=sum(guess.held and not guess.right for guess in told),
        free=sum(not guess.held for guess in guesses),
        answered=sum(not guess.held for guess in told),
        unrelated=unrelated,
        unrelated_answered=strays,
        median=median,
        memory=resident("self", "VmRSS"),
        curve=[at_coverage(guesses, share) for share in COVERAGES],
    )


def _table(rows: Sequence[Row]) -> Iterator[str]:
    yield ""
    yield f"{'at its own floor':{_WIDE}}" + "".join(
        f"{title:>{width}}"
        for title, width in (
            ("floor", 7),
            ("right", 19),
            ("wrong", 18),
            ("not held", 18),
            ("unrelated", 11),
            ("median", 12),
            ("memory", 10),
        )
    )
    yield from map(_line, rows)
    yield from (f"{row.name}: measured {row.measured}" for row in rows if row.measured)


def _line(row: Row) -> str:
    strays = f"{row.unrelated_answered / max(row.unrelated, 1):.2%}" if row.unrelated else "-"
    return (
        f"{row.name:{_WIDE}}{row.floor:7.2f}{_share(row.right, row.held):>19}"
        f"{_share(row.wrong, row.held):>18}{_share(row.answered, row.free):>18}{strays:>11}"
        f"{row.median:9.2f} ms{row.memory:7.0f} MB"
    )


def _share(hits: int, size: int) -> str:
    low, high = interval(hits, size)
    return f"{hits / max(size, 1):.1%} ({low:.0%}-{high:.0%})"


def _curves(rows: Sequence[Row]) -> Iterator[str]:
    yield ""
    yield "wrong among the answers, and share of what isn't held that is answered, where so large"
    yield "a share of what the base holds is answered:"
    yield f"{'':{_WIDE}}" + "".join(f"{share:16.0%}" for share in COVERAGES)
    for row in rows:
        told = [f"{at.risk:.1%} {at.answered:6.1%}" if at else "never" for at in row.curve]
        yield f"{row.name:{_WIDE}}" + "".join(f"{one:>16}" for one in told)


def _lines(path: Path) -> list[str]:
    if not path.exists():
        return []
    return [line for line in path.read_text("utf-8").splitlines() if line.strip()]


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
