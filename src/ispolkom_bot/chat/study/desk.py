"""What a conversation remembers of studying: the quiz, the cards, the card on show."""

from __future__ import annotations

from msgspec import Struct

from ispolkom_bot.chat.study.review import Card
from ispolkom_bot.chat.study.rounds import Round


class Desk(Struct, frozen=True):
    """The state of one person's studying; `used` are facts that were asked already.

    `showing` is the fact of the card on show, "" if there is none; `open` says that its answer
    is shown, so that it can be rated.
    """

    round: Round | None = None
    used: tuple[str, ...] = ()
    cards: tuple[Card, ...] = ()
    showing: str = ""
    open: bool = False

    @property
    def playing(self) -> Round | None:
        """The quiz that goes on."""
        return self.round if self.round and not self.round.over else None
