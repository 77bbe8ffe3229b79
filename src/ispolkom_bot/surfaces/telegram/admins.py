"""Who leads a group: asked of Telegram, and remembered for a minute."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from telegram import Bot
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest

_LIFETIME: Final = 60.0
_MOST: Final = 1000
_LEADING: Final = {ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR}


class Admins:
    """What Telegram said within the last minute of who leads which group."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        lifetime: float = _LIFETIME,
        most: int = _MOST,
    ) -> None:
        self._clock = clock
        self._lifetime = lifetime
        self._most = most
        self._known: OrderedDict[tuple[int, int], tuple[bool, float]] = OrderedDict()

    async def leads(self, bot: Bot, chat: int, person: int) -> bool:
        """Whether a person is the owner or an administrator of a group.

        An administrator who writes anonymously speaks with the number of the group itself.
        """
        if person == chat:
            return True
        now = self._clock()
        known = self._known.get((chat, person))
        if known and known[1] > now:
            return known[0]
        leads = await _asked(bot, chat, person)
        self._known[chat, person] = (leads, now + self._lifetime)
        self._known.move_to_end((chat, person))
        while len(self._known) > self._most:
            self._known.popitem(last=False)
        return leads

    def forget(self, chat: int) -> None:
        """Ask again about a group."""
        for key in [key for key in self._known if key[0] == chat]:
            del self._known[key]


async def _asked(bot: Bot, chat: int, person: int) -> bool:
    try:
        member = await bot.get_chat_member(chat, person)
    except BadRequest:
        # Of other members Telegram tells for sure only who leads.
        return any(leader.user.id == person for leader in await bot.get_chat_administrators(chat))
    return member.status in _LEADING
