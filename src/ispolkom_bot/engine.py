"""The whole road: a question and a context in, an answer, a new context and a trace out.

Pure and deterministic: no clock, no network, no log of what people wrote.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from ispolkom_bot.answering.browse import of_day
from ispolkom_bot.answering.compose import RELATED, answer_of, compose
from ispolkom_bot.answering.compute import Computed, compute, side_by_side
from ispolkom_bot.answering.join import joined
from ispolkom_bot.answering.refuse import decline, suggest
from ispolkom_bot.calendar import covered
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.language.layout import other_layout
from ispolkom_bot.language.normalise import language_of, tokens
from ispolkom_bot.language.sentences import questions
from ispolkom_bot.model import Answer, Band, HistoricalDate, Lang, Style
from ispolkom_bot.understanding.days import DayMention
from ispolkom_bot.understanding.decide import Decision, chosen, decide
from ispolkom_bot.understanding.features import FEATURES
from ispolkom_bot.understanding.followup import Context, complete, same_fact
from ispolkom_bot.understanding.lookup import Found, look_up
from ispolkom_bot.understanding.read import Reading, familiar, read, the_day
from ispolkom_bot.understanding.retrieve import candidates

__all__ = ["Context", "Engine", "Reply", "Trace"]


_RECKONED = 0.9
"""The trust in what was computed: it hangs on how the question was read, not on a choice."""
_CLEAR = 0.6
"""The share of words that must be known for a text to be what was meant."""
FRESH = Context()
"""A conversation in which nothing was said yet."""


class Trace(Struct, frozen=True, gc=False):
    """The value of every stage, for an explanation."""

    reading: Reading
    found: Found
    decision: Decision
    facts: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """The stages in printable lines."""
        reading, decision = self.reading, self.decision
        lines = [
            "language:    " + reading.language,
            "words:       " + " ".join(w.text for w in reading.words),
            "corrections: "
            + ", ".join(f"{w.written} -> {w.text}" for w in reading.words if w.written != w.text),
            "mentions:    " + ", ".join("/".join(m.things) for m in reading.mentions),
            "dates:       " + ", ".join(f"{d.iso}..{d.until}" for d in reading.days),
            "kinds:       " + ", ".join(reading.kinds),
            "shapes:      " + ", ".join(f"{s} {w:.2f}" for s, w in reading.shapes),
            "looked up:   " + ", ".join(self.found.holders),
        ]
        for name, scored in zip(self.facts, decision.ranked, strict=False):
            lines.append(f"candidate:   {name} {scored.score:.3f}")
            lines.append(
                "  "
                + ", ".join(
                    f"{feature} {value:.2f}"
                    for feature, value in zip(FEATURES, scored.candidate.features, strict=True)
                    if value
                )
            )
        if decision.ranked:
            lines.append("unexplained: " + ", ".join(decision.ranked[0].candidate.missing))
        lines.append(
            f"decision:    {decision.band} {decision.trust:.3f} {decision.reason}".rstrip()
        )
        return lines


class Reply(Struct, frozen=True, gc=False):
    """An answer, what the conversation remembers from now on, and how the answer came about."""

    answer: Answer
    context: Context
    trace: Trace


class Engine:
    """Answers questions from one compiled base."""

    def __init__(self, base: Compiled) -> None:
        self.base = base

    def reply(
        self,
        question: str,
        context: Context = FRESH,
        language: Lang | None = None,
        first: Style = "old",
    ) -> Reply:
        """The reply to a question; `language` or the context's forces the answer's language.

        `first` is the calendar that date lines name first.
        """
        base = self.base
        if question.count("?") > 1 and len(asked := questions(question)) > 1:
            return self._several(asked, context, language, first)
        forced = language or context.language
        spoken = forced or language_of(question)
        said = tokens(question)
        if talk := base.smalltalk.get(" ".join([token.text for token in said])):
            return self._small_talk(talk, spoken, context)
        own = read(base, question, forced, said)
        if familiar(own) == 0 and familiar(read(base, turned := other_layout(question))) >= _CLEAR:
            return self.reply(turned, context, language, first)
        reading = complete(base, own, context, question)
        if computed := compute(base, reading, spoken):
            return self._reckoned(computed, reading, context, spoken, first)
        if (day := the_day(reading)) and (told := self._day(day, reading, context, spoken, first)):
            return told
        found = same_fact(reading, own, context, base)
        if not found.facts:
            found = look_up(base, reading)
        decision = decide(base, reading, candidates(base, reading, found), found)
        if decision.band == "decline" and reading is not own and own.mentions:
            # What was left unsaid did not fit this thing: then the thing itself is asked about.
            reading, found = own, look_up(base, own)
            decision = decide(base, reading, candidates(base, reading, found), found)
        if decision.ranked and (beside := side_by_side(base, reading, decision)):
            return self._reckoned(beside, reading, context, spoken, first)
        if decision.band == "answer":
            answer = compose(base, reading, decision, found, spoken, first)
            context = self._remember(reading, decision, context, found.exact)
        elif decision.band == "suggest":
            answer = suggest(base, decision, spoken)
        else:
            answer = decline(base, reading, decision, spoken)
        facts = tuple(base.full_id(scored.fact) for scored in decision.ranked)
        return Reply(answer, context, Trace(reading, found, decision, facts))

    def tell(
        self,
        fact: str,
        context: Context = FRESH,
        language: Lang = "en",
        first: Style = "old",
    ) -> Reply | None:
        """What the fact of a full id says, as if its question had been asked; None if unknown."""
        base = self.base
        number = base.number(fact)
        if number is None:
            return None
        reading = read(base, base.rows[number].question.say(language), language)
        found = look_up(base, reading)
        near = decide(base, reading, candidates(base, reading, found), found).ranked
        asked = next((s for s in near if s.fact == number), chosen(number))
        ranked = (asked, *(scored for scored in near if scored.fact != number))
        decision = Decision("answer", 1.0, ranked, reason="chosen")
        answer = answer_of(base, [number], decision, language, first)
        facts = tuple(base.full_id(scored.fact) for scored in ranked)
        trace = Trace(reading, found, decision, facts)
        return Reply(answer, self._remember(reading, decision, context), trace)

    def _reckoned(
        self, computed: Computed, reading: Reading, context: Context, language: Lang, first: Style
    ) -> Reply:
        """What was computed, then the facts whose dates it was computed from."""
        base, numbers = self.base, list(computed.facts)
        decision = Decision("answer", _RECKONED, tuple(map(chosen, numbers)), reason="computed")
        answer = answer_of(base, numbers, decision, language, first, f"{computed.says}\n".lstrip())
        trace = Trace(reading, Found(), decision, tuple(map(base.full_id, numbers)))
        return Reply(answer, self._remember(reading, decision, context), trace)

    def _day(
        self, day: DayMention, reading: Reading, context: Context, language: Lang, first: Style
    ) -> Reply | None:
        """What happened on a day, or in a stretch of time, if anything is told of it."""
        date = HistoricalDate(day.iso, day.until, day.style or "old")
        if covered(date) is None:
            return None
        answer = of_day(self.base, date, language, first, named=bool(day.style))
        if not answer.facts:
            return None
        heading, _, events = answer.text.partition("\n")
        numbers = [n for fact in answer.facts if (n := self.base.number(fact)) is not None]
        ranked = tuple(map(chosen, numbers))
        decision = Decision("answer", _RECKONED, ranked, reason="what happened then")
        trace = Trace(reading, Found(), decision, answer.facts)
        remembered = self._remember(reading, decision, context)
        offers = answer.related
        few = offers if len(offers) <= RELATED else (*offers[: RELATED - 1], offers[-1])
        answer = replace(answer, text=events, dates=(heading,), related=few, score=_RECKONED)
        return Reply(answer, remembered, trace)

    def _several(
        self, asked: list[str], context: Context, language: Lang | None, first: Style
    ) -> Reply:
        """The reply to a message of several questions: each in the light of those before it."""
        replies = []
        for question in asked:
            replies.append(self.reply(question, context, language, first))
            context = replies[-1].context
        told = [reply for reply in replies if reply.answer.facts]
        if len(told) < 2:
            return (told or replies)[-1]
        return replace(told[-1], answer=joined([reply.answer for reply in replies]))

    def _small_talk(self, talk: str, language: Lang, context: Context) -> Reply:
        says = self.base.talk.get(f"{language}/{talk}") or self.base.talk[f"en/{talk}"]
        band: Band = "decline" if talk in self.base.refusals else "answer"
        trace = Trace(Reading(language, ()), Found(), Decision(band, 1.0, reason="small talk"))
        return Reply(Answer(band, language, says, score=1.0), context, trace)

    def _remember(
        self, reading: Reading, decision: Decision, context: Context, held: bool = False
    ) -> Context:
        number = decision.ranked[0].fact
        row = self.base.rows[number]
        named = [mention.things[0] for mention in reading.mentions]
        people = [thing for thing in row.answers if self.base.heads[thing].kind == "person"]
        first = [row.thing] if held else people if "who" in reading.kinds else []
        order = [*first, *named[:1], row.thing, *named, *row.answers, *row.about]
        return replace(context, things=tuple(dict.fromkeys(order)), fact=number, reading=reading)
