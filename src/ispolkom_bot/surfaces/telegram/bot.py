"""PTB's bot on our transport, with the token in none of its texts."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.error import InvalidToken
from telegram.ext import ExtBot

from ispolkom_bot.settings import Secret
from ispolkom_bot.surfaces.telegram.transport import Transport, environment_proxy


class Bot(ExtBot[None]):
    """The bot at one Bot API server; the same connections serve calls and polling."""

    def __init__(self, token: Secret, api_url: str) -> None:
        transport = Transport(environment_proxy(api_url))
        super().__init__(
            token.reveal(),
            base_url=api_url,
            base_file_url=f"{api_url.removesuffix('/bot')}/file/bot",
            request=transport,
            get_updates_request=transport,
        )
        with self._unfrozen():
            self.transport = transport

    def __repr__(self) -> str:
        return "Bot(...)"

    async def initialize(self) -> None:
        """Connect and ask who the bot is; PTB's own error would quote the token."""
        try:
            await super().initialize()
        except InvalidToken as fault:
            reason = str(fault.__cause__ or "refused")
        else:
            return
        raise InvalidToken(reason)

    def read(self, told: Any) -> Update:
        """An update as Telegram told it; raises whatever PTB stumbles over."""
        return Update.de_json(told, self)


def lane_of(update: Update) -> tuple[str, int]:
    """Whose updates must be handled in order with this one: its chat's, else its person's."""
    if (chat := update.effective_chat) is not None:
        return "chat", chat.id
    if (user := update.effective_user) is not None:
        return "user", user.id
    return "update", update.update_id
