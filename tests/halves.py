"""The halves of the labelled questions: models are fitted on one and judged by the other.

    python -m tests.halves [--write] [--anew]

A fact belongs to one half for good, and so does every question that is labelled with it, so that
no fact is in both. tests/questions/halves.toml says which; --write adds the facts that are new in
the questions, --anew forgets the old halves first. Facts that share a question are kept together
as long as that doesn't tie more than a tenth of all questions into one bundle; a question whose
facts fall into both halves after all is laid aside and counts nowhere. Bundles go, largest first,
to the half that has fewer questions of their writers, kinds and languages. Questions without a
fact are halved by a digest of their words. The same questions give the same halves.

For the writers there is `without`: what may be fitted where one writer's questions are judged is
neither his nor has a fact of his.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Final, Literal

from ispolkom_bot.audit.labelled import Labelled, read_labelled
from ispolkom_bot.language.normalise import tokens

Half = Literal["fitting", "checking"]
QUESTIONS: Final = Path(__file__).parent / "questions"
FILE: Final = QUESTIONS / "halves.toml"
HALVES: Final[tuple[Half, Half]] = ("fitting", "checking")
_MOST: Final = 0.1
"""The share of all questions that one bundle may tie together."""
_HEAD: Final = """\
# Which half each labelled fact belongs to, with all its questions: models and thresholds are
# fitted on one, every figure and floor is of the other. From `python -m tests.halves --write`.
"""


class Halves:
    """The half of each fact."""

    def __init__(self, sides: dict[str, Half]) -> None:
        self.sides = sides

    def of(self, labelled: Labelled) -> Half | None:
        """The half of a question; None if it is laid aside, or its facts are in no half yet."""
        if not labelled.facts:
            return _by_words(labelled.question)
        sides = {self.sides.get(fact) for fact in labelled.facts}
        return sides.pop() if len(sides) == 1 else None

    def take(self, half: Half, questions: Iterable[Labelled]) -> list[Labelled]:
        """The questions of a half, in their order."""
        return [one for one in questions if self.of(one) == half]


def labelled() -> list[Labelled]:
    """All labelled questions, in the order of their files."""
    return [one for path in sorted(QUESTIONS.glob("*.yaml")) for one in read_labelled(path)]


def halves(path: Path = FILE) -> Halves:
    """The halves as they are kept."""
    kept = tomllib.loads(path.read_text("utf-8"))
    return Halves({fact: half for half in HALVES for fact in kept[half]})


def divide(questions: Sequence[Labelled], sides: dict[str, Half] | None = None) -> Halves:
    """The halves of the questions' facts; those in `sides` keep theirs."""
    sides = dict(sides or {})
    held = [one for one in questions if one.facts]
    counts: dict[Half, Counter[str]] = {half: Counter() for half in HALVES}
    new = []
    for bundle in _bundles(held):
        known = {sides[fact] for one in bundle for fact in one.facts if fact in sides}
        if len(known) == 1:
            _put(bundle, known.pop(), sides, counts)
        elif known:
            _extend(bundle, sides, counts)
        else:
            new.append(bundle)
    for bundle in new:
        wanted = _strata(bundle)
        _put(bundle, min(HALVES, key=lambda half: _weight(wanted, counts, half)), sides, counts)
    return Halves(sides)


def without(writer: str, questions: Iterable[Labelled]) -> list[Labelled]:
    """What others wrote of facts that the writer did not ask for."""
    questions = list(questions)
    his = {fact for one in questions if one.writer == writer for fact in one.facts}
    return [one for one in questions if one.writer != writer and his.isdisjoint(one.facts)]


def _bundles(held: Sequence[Labelled]) -> list[list[Labelled]]:
    """Questions tied together by their facts, largest bundle first."""
    most = max(2, int(len(held) * _MOST))
    parent: dict[str, str] = {fact: fact for one in held for fact in one.facts}
    size = Counter(one.facts[0] for one in held)

    def root(fact: str) -> str:
        while parent[fact] != fact:
            parent[fact] = parent[parent[fact]]
            fact = parent[fact]
        return fact

    for one in sorted(held, key=lambda one: (len(one.facts), _digest(one.question))):
        first = root(one.facts[0])
        for fact in one.facts[1:]:
            other = root(fact)
            if first != other and size[first] + size[other] <= most:
                parent[other] = first
                size[first] += size.pop(other, 0)
    found: dict[str, list[Labelled]] = defaultdict(list)
    for one in held:
        found[root(one.facts[0])].append(one)
    return sorted(found.values(), key=lambda bundle: (-len(bundle), _digest(bundle[0].facts[0])))


def _put(
    bundle: Sequence[Labelled],
    half: Half,
    sides: dict[str, Half],
    counts: dict[Half, Counter[str]],
) -> None:
    for one in bundle:
        for fact in one.facts:
            sides.setdefault(fact, half)
    counts[half].update(_strata(bundle))


def _extend(
    bundle: Sequence[Labelled], sides: dict[str, Half], counts: dict[Half, Counter[str]]
) -> None:
    """New facts beside old ones of both halves: each joins the half of its first question."""
    for one in sorted(bundle, key=lambda one: _digest(one.question)):
        known = [sides[fact] for fact in one.facts if fact in sides]
        half = known[0] if known else min(HALVES, key=lambda half: counts[half].total())
        _put([one], half, sides, counts)


def _strata(bundle: Iterable[Labelled]) -> Counter[str]:
    return Counter(
        stratum
        for one in bundle
        for stratum in ("", f"{one.writer} {one.language}", f"kind {one.kind}")
    )


def _weight(wanted: Counter[str], counts: dict[Half, Counter[str]], half: Half) -> float:
    """How uneven the halves become if the bundle goes to this one."""
    other = HALVES[half == HALVES[0]]
    strata = wanted.keys() | counts[half].keys() | counts[other].keys()
    return sum((counts[half][s] + wanted[s] - counts[other][s]) ** 2 for s in strata)


def _by_words(question: str) -> Half:
    words = " ".join(token.text for token in tokens(question))
    return HALVES[_digest(words)[-1] in "13579bdf"]


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()


def _written(found: Halves) -> str:
    lists = {half: sorted(f for f, side in found.sides.items() if side == half) for half in HALVES}
    parts = [
        f"{half} = [\n" + "".join(f'    "{fact}",\n' for fact in facts) + "]\n"
        for half, facts in lists.items()
    ]
    return _HEAD + "\n" + "\n".join(parts)


def main() -> None:
    """Say how the questions fall into halves; write it down if asked to."""
    parser = argparse.ArgumentParser(description="Divide the labelled questions into halves.")
    parser.add_argument("--write", action="store_true", help="keep the halves of new facts")
    parser.add_argument("--anew", action="store_true", help="forget the old halves first")
    arguments = parser.parse_args()
    questions = labelled()
    found = divide(questions, {} if arguments.anew or not FILE.exists() else halves().sides)
    for held in (True, False):
        count = Counter(found.of(one) for one in questions if bool(one.facts) == held)
        told = ", ".join(f"{half} {count[half]}" for half in HALVES)
        sys.stdout.write(f"{'held' if held else 'not held'}: {told}, aside {count[None]}\n")
    if arguments.write:
        FILE.write_text(_written(found), encoding="utf-8")


if __name__ == "__main__":
    main()
