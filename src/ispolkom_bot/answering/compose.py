"""Making an answer of a fact: the text, its dates in both calendars, its standing, its sources."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ispolkom_bot.calendar import say
from ispolkom_bot.knowledge.compiled import Compiled, unpack
from ispolkom_bot.language.sentences import first_sentence
from ispolkom_bot.model import Answer, Citation, Fact, Lang, Offer, SourceRef, Style
from ispolkom_bot.understanding.decide import Decision, same_answer
from ispolkom_bot.understanding.features import PLACE
from ispolkom_bot.understanding.lookup import Found
from ispolkom_bot.understanding.read import Reading

RELATED = 3
_DATES = 6
_ALSO = 3
_NEGATIONS = frozenset({"not", "never", "no", "не", "никогда", "нет"})
_SURE_OF_PHRASING = 0.55


def compose(
    base: Compiled,
    reading: Reading,
    decision: Decision,
    found: Found,
    language: Lang,
    first: Style = "old",
) -> Answer:
    """The answer by the best fact, or by the several holders that a look-up found."""
    best = decision.ranked[0]
    numbers = [best.fact]
    if found.exact and best.fact in found.facts and len(found.holders) > 1:
        numbers += [n for n in found.facts[: _ALSO + 1] if n != best.fact]
    lead = _lead(base, reading, decision, found, language)
    return answer_of(base, numbers, decision, language, first, lead)


def answer_of(
    base: Compiled,
    numbers: list[int],
    decision: Decision,
    language: Lang,
    first: Style = "old",
    lead: str = "",
) -> Answer:
    """The answer that these facts give: one in full, of several the first sentence of each."""
    facts = [base.fact(n) for n in numbers]
    refs = references(facts)
    texts = [fact.text.say(language) for fact in facts]
    said = texts[0] if len(texts) == 1 else "\n".join(first_sentence(text) for text in texts)
    return Answer(
        status="answer",
        language=language,
        text=lead + said,
        dates=tuple(line for fact in facts for line in date_lines(fact, language, first))[:_DATES],
        notes=tuple(line for fact in facts for line in notes(base, fact, language)),
        citations=tuple(cite(base, ref, n, language) for n, ref in enumerate(refs, 1)),
        related=tuple(_related(base, decision, numbers, language)),
        facts=tuple(base.full_id(n) for n in numbers),
        score=round(decision.trust, 4),
    )


def _lead(
    base: Compiled, reading: Reading, decision: Decision, found: Found, language: Lang
) -> str:
    """The lead "Yes: " or "No: " where a yes/no question is decided by data, else nothing."""
    if not reading.polar or reading.kinds or any(w.text in _NEGATIONS for w in reading.words):
        return ""
    verdict: str = ""
    if found.verdict and decision.ranked[0].fact in found.facts:
        verdict = found.verdict
    elif decision.ranked[0].candidate.features[PLACE["phrasing"]] >= _SURE_OF_PHRASING:
        verdict = base.fact(decision.ranked[0].fact).polarity or ""
    if verdict and base.fact(decision.ranked[0].fact).confidence == "low":
        return ""  # what hangs on a weak source is told, and not affirmed
    return f"{base.messages[language][verdict]}: " if verdict else ""


def date_lines(fact: Fact, language: Lang, first: Style = "old") -> Iterator[str]:
    """Each date of a fact, said in both calendars, `first` before the other."""
    for event in fact.dates:
        what = event.what.say(language)
        yield f"{what[:1].upper()}{what[1:]}: {say(event.date, language, first)}"


def notes(base: Compiled, fact: Fact, language: Lang) -> Iterator[str]:
    """What must be said beside a fact: the article's claim, a dispute, a reservation."""
    messages = base.messages[language]
    if fact.claim:
        says = messages["claim"].format(says=fact.claim.says.say(language))
        yield f"{says} {messages[f'verdict-{fact.claim.verdict}']}"
    for side in fact.dispute:
        yield f"{messages['disputed']}: {side.says.say(language)}"
    if fact.caveat:
        yield messages["note"].format(caveat=fact.caveat.say(language))
    if fact.confidence == "low":
        yield messages["low"]


def references(facts: Iterable[Fact]) -> list[SourceRef]:
    """The sources of the facts and of their disputes, each once."""
    seen: dict[str, SourceRef] = {}
    for fact in facts:
        for ref in (*fact.sources, *(ref for side in fact.dispute for ref in side.sources)):
            seen.setdefault(ref.id, ref)
    return list(seen.values())


def cite(base: Compiled, ref: SourceRef, number: int, language: Lang) -> Citation:
    """A source as a reader sees it."""
    source = base.sources[ref.id]
    return Citation(number, _work(base, ref.id, language), ref.where, source.kind, source.url)


@lru_cache(maxsize=512)
def _work(base: Compiled, source_id: str, language: Lang) -> str:
    source = base.sources[source_id]
    text = ", ".join(
        part for part in (source.author, source.title, source.container, source.year) if part
    )
    if source.seen == "through" and source.through in base.sources:
        through = base.sources[source.through].title
        text += f" ({base.messages[language]['seen-through'].format(through=through)})"
    return text


def _related(
    base: Compiled, decision: Decision, used: list[int], language: Lang
) -> Iterator[Offer]:
    """Questions on the same thing that the base answers: those nearest to this one first."""
    thing = base.rows[used[0]].thing
    near = [
        s.fact
        for s in decision.ranked[1:]
        if base.rows[s.fact].thing == thing and not same_answer(base, used[0], s.fact)
    ]
    own, _ = unpack(base.things.get(thing, b""))
    place = bisect_left(own, used[0])
    after = [*own[place + 1 : place + 5], *own[: RELATED + 1]]
    given = 0
    for number in dict.fromkeys([*near[:2], *after]):
        if number not in used:
            yield base.offer(number, language)
            given += 1
        if given == RELATED:
            return
