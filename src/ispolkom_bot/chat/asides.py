"""What is said beside the questions: "more", "source?", "why?", "yes"; and small talk in parts.

An aside is known by its whole text alone, and only after an answer that it can be about, so that
it never takes the place of a question.
"""

from __future__ import annotations

from typing import Final, Literal

from ispolkom_bot.knowledge.compiled import Compiled
from ispolkom_bot.language.normalise import tokens

Aside = Literal["more", "sources", "why", "cite", "yes", "no"]

_POLITE: Final = frozenset(
    {
        *("please", "pls", "plz", "ok", "okay", "and", "a", "the", "me", "us", "so", "well", "you"),
        *("thanks", "thank", "bot", "hm", "hmm", "i", "can", "could"),
        *("пожалуйста", "плиз", "пж", "ну", "а", "и", "так", "же", "мне", "хорошо", "ладно", "ок"),
        *("спасибо", "бот", "хм"),
    }
)
"""Words that change nothing in an aside."""
_LONGEST: Final = 80
_PHRASES: Final[dict[Aside, str]] = {
    "more": """
        more; more more; some more; one more; another; another one; next; next one; next
        page; continue; go on; carry on; keep going; go ahead; more info; more information;
        more details; more detail; more facts; more about it; more about this; more about
        that; more on this; more on that; more on it; tell more; tell more about it; tell
        more about this; tell more about that; tell more on this; give more; show more; what
        else; anything else; else; and what else; more like this; say more; further; read
        more; еще; больше; еще немного; еще один; еще факт; еще факты; еще что нибудь; еще
        что то; что еще; что нибудь еще; а еще; дальше; далее; продолжай; продолжайте;
        продолжи; продолжение; следующий; следующая; следующее; следующая страница;
        подробнее; поподробнее; можно подробнее; можно еще; давай еще; давай дальше; давайте
        дальше; расскажи еще; расскажите еще; расскажи подробнее; расскажите подробнее;
        расскажи больше; расскажите больше; больше информации; еще информация; еще об этом;
        подробнее об этом; еще про это
    """,
    "sources": """
        source; sources; your source; your sources; what source; what sources; which source;
        which sources; what is source; what are sources; what is your source; what are your
        sources; what s source; what s your source; show sources; show source; give sources;
        give source; show your sources; name your sources; list sources; any source; any
        sources; got source; have source; do have source; do have sources; reference;
        references; bibliography; citation needed; says who; who says; who says that; who
        says so; according to whom; proof; prove it; any proof; evidence; how do know; how
        do know that; how do know this; link; links; источник; источники; какой источник;
        какие источники; каков источник; ваш источник; ваши источники; твой источник; твои
        источники; покажи источник; покажи источники; покажите источник; покажите источники;
        дай источник; дай источники; дайте источник; дайте источники; назови источник;
        назови источники; назовите источник; назовите источники; есть источник; есть
        источники; где источник; где источники; источник какой; литература; откуда знаешь;
        откуда ты знаешь; откуда ты это знаешь; откуда вы знаете; откуда вы это знаете;
        откуда знаете; откуда известно; откуда это известно; откуда информация; откуда
        сведения; откуда данные; откуда такие сведения; откуда ты взял; откуда ты это взял;
        откуда вы взяли; откуда вы это взяли; откуда взял; где это написано; где написано;
        по каким данным; доказательства; докажи; докажите; пруф; пруфы; ссылка; ссылки;
        ссылку; дай ссылку
    """,
    "cite": """
        cite; cite it; cite this; cite that; citation; how do cite this; how to cite; how to
        cite this; how do cite it; how should cite this; quote it; как сослаться; как на это
        сослаться; как цитировать; как это цитировать; процитируй; как оформить ссылку;
        сноска; библиографическая ссылка
    """,
    "why": """
        really; seriously; are serious; серьезно; неужели; это правда; правда ли это;
        why this answer; why that answer; why this; why did say that; why do say that; why
        do say so; why do think so; why do think that; why did answer that; why did answer
        so; why did give this answer; how did get that; how did get this; how did get this
        answer; how did come to that; how did decide; how did know; how did understand; are
        sure; are sure about that; sure; really sure; how sure are; how certain are; are
        certain; is that right; is that correct; is this right; is this correct; explain
        your answer; explain answer; explain yourself; почему такой ответ; почему этот
        ответ; почему ты так ответил; почему вы так ответили; почему так ответил; почему ты
        так думаешь; почему вы так думаете; почему ты так решил; почему вы так решили;
        почему ты это сказал; почему именно это; почему именно этот ответ; с чего ты взял; с
        чего вы взяли; с чего взял; как ты это понял; как вы это поняли; как ты узнал; ты
        уверен; вы уверены; уверен; уверены; ты точно уверен; точно; это точно; ты точно
        знаешь; вы точно знаете; насколько ты уверен; насколько вы уверены; объясни свой
        ответ; объясните свой ответ; объясни ответ; объясните ответ
    """,
    "yes": """
        yes; yep; yeah; yup; yes i did; yes i do; yes that; yes that one; that one; this
        one; exactly; correct; right; sure thing; да; ага; угу; именно; да именно; верно;
        конечно; да это; это
    """,
    "no": """
        no; nope; nah; none; none of these; none of them; neither; not that; no i did not;
        нет; неа; не то; не это; ни то ни другое; ничего из этого; ни один
    """,
}
_DOUBTFUL: Final[dict[Aside, str]] = {
    "why": "why; how come; почему; зачем; отчего",
    "sources": """
        where is this from; where is that from; where is it from; where does this come from;
        where does that come from; where did get that; where did get this; who said that;
        who said this; who said so; откуда; откуда это; кто сказал; кто это сказал; кто так сказал
    """,
}
"""Asides that may as well ask after what the answer told of."""


def _table(phrases: dict[Aside, str]) -> dict[str, Aside]:
    return {
        " ".join(words): aside
        for aside, listed in phrases.items()
        for phrase in listed.split(";")
        if (words := [word for word in phrase.split() if word not in _POLITE])
    }


_SURE, _UNSURE = _table(_PHRASES), _table(_DOUBTFUL)


def aside(text: str) -> Aside | None:
    """What a text is beside a question, if it is nothing else."""
    return _SURE.get(_bare(text))


def doubtful_aside(text: str) -> Aside | None:
    """What a text is that may be a question, too: "why?" may ask for a reason in history."""
    return _UNSURE.get(_bare(text))


def _bare(text: str) -> str:
    if len(text) > _LONGEST:
        return ""
    return " ".join(token.text for token in tokens(text) if token.text not in _POLITE)


def small_talk(base: Compiled, text: str) -> str:
    """The phrase to be answered of a text that is small talk from end to end, else "".

    "Hi! How are you?" is two phrases: a greeting and a question, which is the one to be answered.
    """
    words = [token.text for token in tokens(text)] if len(text) <= _LONGEST else []
    ways: list[tuple[str, ...] | None] = [()]
    for end in range(1, len(words) + 1):
        best: tuple[str, ...] | None = None
        for start in range(end):
            if (before := ways[start]) is None:
                continue
            phrase = " ".join(words[start:end])
            known = phrase in base.smalltalk
            if not (known or phrase in _POLITE):
                continue
            way = (*before, phrase) if known else before
            if best is None or len(way) < len(best):
                best = way
        ways.append(best)
    phrases = ways[-1] or ()
    weighty = [phrase for phrase in phrases if base.smalltalk[phrase] not in _LIGHT]
    return ("", *phrases, *weighty)[-1]


_LIGHT: Final = frozenset({"hello", "thanks", "bye", "praise", "acknowledge", "sorry"})
"""Small talk that stands before what is meant."""
