"""Quiz questions made of facts: the key, the explanation and the source are the fact's.

The same fact, seed, language, difficulty and base make the same question.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from itertools import islice
from random import Random
from typing import Final

from msgspec import Struct

from ispolkom_bot.chat.study.limits import EXPLANATION, OPTION, QUESTION, shortened
from ispolkom_bot.chat.study.material import Asked, Aspect, Material, fit
from ispolkom_bot.chat.study.of_claims import claims
from ispolkom_bot.chat.study.of_dates import dates
from ispolkom_bot.chat.study.of_numbers import numbers
from ispolkom_bot.chat.study.of_offices import offices
from ispolkom_bot.chat.study.of_order import order
from ispolkom_bot.chat.study.of_things import names, things
from ispolkom_bot.chat.study.topics import facts_of
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.language.sentences import first_sentence
from ispolkom_bot.model import LANGUAGES, Fact, Lang, Style

__all__ = ["Aspect", "QuizQuestion", "Series", "ask", "askable", "aspects", "series"]

_MAKERS: Final[tuple[Callable[[Asked], Material | None], ...]] = (
    claims,
    dates,
    numbers,
    things,
    names,
    offices,
    order,
)
_WRONG: Final = 3
_EASY, _HARD = 1, 3
_CHOICE: Final = 4
"""How many facts a series is chosen from, for each of its questions."""
_SOURCE: Final = 80
"""Signs that a source takes of an explanation at most."""


class QuizQuestion(Struct, frozen=True):
    """A question with its options, of which `right` is the right one's place.

    There are four options, of true or false two. `fact` is the full id of the fact that it is
    made of; `difficulty` runs from 1 (easy) to 3 (hard).
    """

    fact: str
    aspect: Aspect
    question: str
    options: tuple[str, ...]
    right: int
    explanation: str
    difficulty: int


class Series(Struct, frozen=True):
    """Questions in a row; `forget` are used facts that count as unused from now on.

    They are those of the topic, once it has no others left.
    """

    questions: tuple[QuizQuestion, ...]
    forget: tuple[str, ...] = ()


def ask(
    base: Compiled,
    fact: str,
    language: Lang,
    seed: int,
    difficulty: int = 2,
    first: Style = "old",
    aspect: Aspect | None = None,
) -> QuizQuestion | None:
    """A question of a fact (full id), of an aspect or any; None where it can't be asked."""
    number = base.number(fact)
    if number is None:
        return None
    chance = Random(f"{seed}/{base.full_id(number)}")  # noqa: S311 - a quiz is no secret
    possible = [one for one in _aspects(base, number) if aspect in {None, one}]
    if not possible:
        return None
    chosen = possible[0] if len(possible) == 1 or chance.random() < 0.75 else possible[-1]
    materials = _materials(base, number, language, first)
    made = next(one for one in materials if one.aspect == chosen)
    options, level = _options(made, min(max(difficulty, _EASY), _HARD), chance)
    return QuizQuestion(
        fact=base.full_id(number),
        aspect=made.aspect,
        question=made.question,
        options=options,
        right=options.index(made.right),
        explanation=_explanation(base, base.fact(number), language),
        difficulty=level,
    )


def askable(base: Compiled, topic: str = "") -> tuple[str, ...]:
    """The facts of a topic that can be asked about in both languages."""
    return tuple(base.full_id(n) for n in facts_of(base, topic) if _aspects(base, n))


def aspects(base: Compiled, fact: str) -> tuple[Aspect, ...]:
    """In which ways a fact can be asked about; its own datum first."""
    number = base.number(fact)
    return _aspects(base, number) if number is not None else ()


def series(
    base: Compiled,
    topic: str,
    count: int,
    language: Lang,
    seed: int,
    used: Collection[str] = (),
    difficulty: int = 0,
    first: Style = "old",
) -> Series:
    """Up to `count` questions of a topic, of facts not used before, none twice.

    Aspects and things take turns as far as they can. Difficulty 0 rises from easy to hard. Once
    the topic's facts are used up, they all begin anew, but for those of this very series.
    """
    chance = Random(f"{seed}/{topic}")  # noqa: S311 - a quiz is no secret
    gone = {n for fact in used if (n := base.number(fact)) is not None}
    facts = list(facts_of(base, topic))
    chance.shuffle(facts)
    fresh = (n for n in facts if n not in gone and _aspects(base, n))
    picked = _spread(base, list(islice(fresh, count * _CHOICE)), count)
    forget: list[int] = []
    if len(picked) < count:
        forget = [n for n in facts if n in gone]
        again = (n for n in forget if _aspects(base, n))
        picked += _spread(base, list(islice(again, count * _CHOICE)), count - len(picked))
    questions = []
    for place, fact in enumerate(picked):
        level = difficulty or _EASY + place * _HARD // max(len(picked), 1)
        seeded = chance.getrandbits(32)
        made = ask(base, base.full_id(fact), language, seeded, level, first)
        questions += [made] if made else []
    return Series(tuple(questions), tuple(map(base.full_id, forget)))


def _spread(base: Compiled, facts: list[int], count: int) -> list[int]:
    """So many of the facts, such as share an aspect or a thing with others last."""
    left = facts.copy()
    picked: list[int] = []
    met: dict[str, int] = {}
    while left and len(picked) < count:
        best = min(left, key=lambda n: sum(met.get(mark, 0) for mark in _marks(base, n)))
        left.remove(best)
        picked.append(best)
        for mark in _marks(base, best):
            met[mark] = met.get(mark, 0) + 1
    return picked


def _marks(base: Compiled, number: int) -> tuple[str, str]:
    return _aspects(base, number)[0], base.rows[number].thing


def _options(made: Material, difficulty: int, chance: Random) -> tuple[tuple[str, ...], int]:
    """The options in their order, and the difficulty that they came to have."""
    if made.fixed:
        return made.fixed, difficulty
    wanted = _HARD - difficulty
    levels = sorted(range(_HARD), key=lambda level: (abs(level - wanted), level))
    pool: list[str] = []
    came = difficulty
    for level in levels:
        fit_in = [text for text in made.pools[level] if text not in pool and text != made.right]
        chance.shuffle(fit_in)
        pool += fit_in
        if len(pool) >= _WRONG:
            came = _HARD - level
            break
    options = [made.right, *pool[:_WRONG]]
    chance.shuffle(options)
    return tuple(options), came


def _explanation(base: Compiled, fact: Fact, language: Lang) -> str:
    """What the fact says, and on a line of its own its foremost source."""
    source = base.sources[fact.sources[0].id] if fact.sources else None
    work = ""
    if source:
        where = "" if source.author else source.container
        work = ", ".join(filter(None, (source.author, source.title, where)))
    cited = f"\n— {shortened(work, _SOURCE - 3)}" if work else ""
    return shortened(first_sentence(fact.text.say(language)), EXPLANATION - len(cited)) + cited


@lru_cache(maxsize=4096)
def _aspects(base: Compiled, number: int) -> tuple[Aspect, ...]:
    """The aspects in which a fact can be asked about in both languages."""
    english, russian = (
        [made.aspect for made in _materials(base, number, language, "old")]
        for language in LANGUAGES
    )
    return tuple(aspect for aspect in dict.fromkeys(english) if aspect in russian)


def _materials(base: Compiled, number: int, language: Lang, first: Style) -> Sequence[Material]:
    """What questions of a fact can be made of, within the limits."""
    fact = base.fact(number)
    if not (fit(fact) or (fact.claim and fact.confidence != "low")):
        return []
    asked = Asked(base, number, fact, language, first)
    made = (maker(asked) for maker in _MAKERS if fit(fact) or maker is claims)
    return [material for material in made if material and _within(material)]


def _within(made: Material) -> bool:
    """Whether a question keeps to the limits and has enough wrong answers."""
    wrong = {text for pool in made.pools for text in pool} - {made.right}
    options = (*wrong, made.right, *made.fixed)
    return (
        len(made.question) <= QUESTION
        and all(0 < len(option) <= OPTION for option in options)
        and (bool(made.fixed) or len(wrong) >= _WRONG)
    )
