"""Why an answer was given, in a student's words: what was recognised, mended, weighed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ispolkom_bot.answering.chronicle import brief
from ispolkom_bot.chat import phrases
from ispolkom_bot.chat.call import Call
from ispolkom_bot.chat.memory import Turn
from ispolkom_bot.chat.turns import says
from ispolkom_bot.engine import Reply
from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.model import STYLES, HistoricalDate, Lang, Text
from ispolkom_bot.understanding.days import DayMention
from ispolkom_bot.understanding.decide import same_answer

_SURE: Final = (
    (0.9, Text("very sure", "вполне")),
    (0.75, Text("fairly sure", "почти")),
    (0.0, Text("not quite sure", "не вполне")),
)
_NAMED: Final = Text("Names I recognised: {names}.", "Я узнал имена и названия: {names}.")
_INHERITED: Final = Text(
    "You did not name it again; I took it that this is still about {names}.",
    "Вы этого не повторили; я счёл, что речь по-прежнему об этом: {names}.",
)
_NO_NAME: Final = Text(
    "I recognised no name of my subject in it.", "Имён и названий из моей темы я в нём не нашёл."
)
_MENDED: Final = Text("I read {pairs}.", "Я прочёл {pairs}.")
_PAIR: Final = Text("“{written}” as “{read}”", "«{written}» как «{read}»")
_DATED: Final = Text("Dates I recognised: {dates}.", "Я узнал даты: {dates}.")
_KIND: Final = Text("I took you to ask {kinds}.", "Я понял так, что вы спрашиваете, {kinds}.")
_KINDS: Final[dict[str, Text]] = {
    "when": Text("when", "когда"),
    "where": Text("where", "где"),
    "who": Text("who", "кто"),
    "why": Text("why", "почему"),
    "how-many": Text("how many", "сколько"),
    "how-long": Text("how long", "как долго"),
    "list": Text("for a list", "что в списке"),
    "how": Text("how", "как"),
    "what": Text("what", "что"),
    "yes-no": Text("whether something is so", "так ли это"),
}
_OR: Final = Text(" or ", " или ")
_LOOKED: Final = Text(
    "I looked it up among the offices and memberships that the base dates: {names}.",
    "Я искал это среди датированных должностей и членств: {names}.",
)
_EXPLAINED: Final = Text(
    "The answer accounts for every word of the question.",
    "Ответ объясняет все слова вопроса.",
)
_MISSING: Final = Text("What it does not account for: {words}.", "Чего он не объясняет: {words}.")
_TRUST: Final = Text(
    "I am {sure} that this is what you asked ({share} of 100).",
    "Я {sure} уверен, что вы спрашивали об этом ({share} из 100).",
)
_SUGGESTED: Final = Text(
    "I was too unsure to answer ({share} of 100), so I asked what you meant.",
    "Я был слишком не уверен ({share} из 100), поэтому переспросил.",
)
_DECLINED: Final = Text(
    "No fact fitted well enough ({share} of 100), so I gave none.",
    "Ни один факт не подошёл достаточно хорошо ({share} из 100), поэтому я не ответил.",
)
_NEXT: Final = Text(
    "The next best would have been: {question}", "Следующим по близости был бы вопрос: {question}"
)
_BEST: Final = Text("The nearest I have is: {question}", "Ближе всего у меня вопрос: {question}")
_REASONS: Final[dict[str, Text]] = {
    "small talk": Text(
        "That was small talk: it needs no fact, and I looked none up.",
        "Это был разговор без вопроса: факты для него не нужны, и я их не искал.",
    ),
    "chosen": Text(
        "You picked that question, so there was nothing to guess.",
        "Этот вопрос вы выбрали сами, угадывать было нечего.",
    ),
    "listed": Text(
        "You asked for a list: it holds what the base has on that, by its data, and nothing had "
        "to be guessed.",
        "Вы просили список: в нём то, что есть об этом в базе, по её данным; угадывать было "
        "нечего.",
    ),
    "outside": Text(
        "It names something that I know I don't cover, so I gave no answer.",
        "В вопросе названо то, о чём я заведомо не рассказываю, поэтому ответа я не дал.",
    ),
    "wrong number": Text(
        "The number after a name fits nothing I know, and numbers must fit exactly.",
        "Номер после названия не подходит ни к чему известному мне, а номера должны совпадать "
        "точно.",
    ),
    "somebody's own": Text(
        "It asks about somebody's own affairs, of which the base tells nothing.",
        "Вопрос о чьих-то личных делах, о них в базе ничего нет.",
    ),
    "nothing of ours": Text(
        "Nothing in it belongs to my subject.", "Ничего из моей темы в вопросе нет."
    ),
    "unknown name": Text(
        "It holds a name that I don't know, and about strangers I say nothing.",
        "В вопросе есть незнакомое мне имя, а о незнакомцах я не говорю.",
    ),
    "nothing found": Text(
        "No fact of the base has any of its words.", "Ни в одном факте базы нет этих слов."
    ),
}
"""What is said of a decision that was not a matter of weighing."""
_SETTLED: Final = frozenset({"small talk", "chosen", "listed"})
_MOST_WORDS: Final = 12


def why(call: Call) -> Turn:
    """/why: why the last answer was given."""
    last = call.memory.last
    if last is None:
        return says(call.memory, call.tell(phrases.NOTHING_ASKED))
    return says(call.memory, *told(call.base, last, call.language))


def told(base: Compiled, reply: Reply, language: Lang) -> Iterator[str]:
    """The story of a reply in lines."""
    reason = reply.trace.decision.reason
    if reason in _SETTLED:
        yield _REASONS[reason].say(language)
        return
    yield from _recognised(base, reply, language)
    yield from _decided(base, reply, language)


def _recognised(base: Compiled, reply: Reply, language: Lang) -> Iterator[str]:
    reading = reply.trace.reading
    said = [m.things[0] for m in reading.mentions if m.end > m.start]
    inherited = [m.things[0] for m in reading.mentions if m.end == m.start]
    for phrase, things in ((_NAMED, said), (_INHERITED, inherited)):
        if things:
            yield phrase.say(language).format(names=_names(base, things, language))
    if not reading.mentions:
        yield _NO_NAME.say(language)
    mended = {word.written: word.text for word in reading.words if word.state == "corrected"}
    if mended:
        pairs = [
            _PAIR.say(language).format(written=written, read=read)
            for written, read in list(mended.items())[:_MOST_WORDS]
        ]
        yield _MENDED.say(language).format(pairs=", ".join(pairs))
    dates = [_date(day, language) for day in reading.days]
    if dates := [date for date in dates if date]:
        yield _DATED.say(language).format(dates="; ".join(dates))
    kinds = [*reading.kinds, *(["yes-no"] if reading.polar else [])]
    known = [_KINDS[kind].say(language) for kind in kinds if kind in _KINDS]
    if known:
        yield _KIND.say(language).format(kinds=_OR.say(language).join(dict.fromkeys(known)))
    found = reply.trace.found
    if found.exact and found.holders:
        names = _names(base, list(found.holders[:_MOST_WORDS]), language)
        yield _LOOKED.say(language).format(names=names)


def _decided(base: Compiled, reply: Reply, language: Lang) -> Iterator[str]:
    decision = reply.trace.decision
    ranked = decision.ranked
    share = round(100 * decision.trust)
    if ranked and decision.band == "answer":
        missing = ranked[0].candidate.missing
        words = ", ".join(dict.fromkeys(missing[:_MOST_WORDS]))
        phrase = _MISSING if missing else _EXPLAINED
        yield phrase.say(language).format(words=words)
        sure = next(text for least, text in _SURE if decision.trust >= least)
        yield _TRUST.say(language).format(sure=sure.say(language), share=share)
        rival = next(
            (s.fact for s in ranked[1:] if not same_answer(base, ranked[0].fact, s.fact)), None
        )
        if rival is not None:
            yield _NEXT.say(language).format(question=base.offer(rival, language).question)
        return
    if decision.reason in _REASONS:
        yield _REASONS[decision.reason].say(language)
    else:
        phrase = _SUGGESTED if decision.band == "suggest" else _DECLINED
        yield phrase.say(language).format(share=share)
    if ranked and decision.band == "decline" and not decision.reason:
        yield _BEST.say(language).format(question=base.offer(ranked[0].fact, language).question)


def _names(base: Compiled, things: list[str], language: Lang) -> str:
    return ", ".join(dict.fromkeys(base.heads[thing].name.say(language) for thing in things))


def _date(day: DayMention, language: Lang) -> str:
    """A date as it was read: in its calendar, or in each that it may be meant in."""
    styles = STYLES if day.style is None else (day.style,)
    known = [
        brief(HistoricalDate(day.iso, day.until, style), language, style)
        for style in styles
        if day.days(style)[0]
    ]
    return _OR.say(language).join(dict.fromkeys(known))
