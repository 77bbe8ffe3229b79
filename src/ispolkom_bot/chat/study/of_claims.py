"""True or false: claims of the seed article that stand or fall clearly, and yes/no facts.

What is imprecise, partly so, or without a source is no matter of true or false.
"""

from __future__ import annotations

from typing import Final

from ispolkom_bot.chat.study.material import Asked, Material
from ispolkom_bot.model import Text

_CLAIM: Final = Text("True or false? “{says}”", "Верно или неверно? «{says}»")
_TRUE, _FALSE = Text("True", "Верно"), Text("False", "Неверно")
_YES, _NO = Text("Yes", "Да"), Text("No", "Нет")
_VERDICTS: Final = {"supported": True, "contradicted": False}
_POLARITIES: Final = {"yes": True, "no": False}


def claims(asked: Asked) -> Material | None:
    """Whether the article's claim is true, or the answer to the fact's question yes."""
    fact = asked.fact
    if fact.claim:
        true = _VERDICTS.get(fact.claim.verdict)
        question = asked.say(_CLAIM, says=fact.claim.says.say(asked.language).rstrip("."))
        yes, no = asked.say(_TRUE), asked.say(_FALSE)
    else:
        true = _POLARITIES.get(fact.polarity or "")
        question = asked.question
        yes, no = asked.say(_YES), asked.say(_NO)
    if true is None:
        return None
    return Material("claim", question, yes if true else no, fixed=(yes, no))
