"""Which kind of update goes to which handler."""

from __future__ import annotations

from typing import Final

from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from ispolkom_bot.surfaces.telegram import (
    buttons,
    edited,
    group,
    inline,
    membership,
    private,
    settling,
    shared,
)
from ispolkom_bot.surfaces.telegram.mishaps import on_error
from ispolkom_bot.surfaces.telegram.shared import App, Shared, share

__all__ = ["Shared", "add_to", "share"]

_NEW: Final = filters.UpdateType.MESSAGE
_PRIVATE: Final = _NEW & filters.ChatType.PRIVATE
_GROUPS: Final = _NEW & filters.ChatType.GROUPS
_WORDS: Final = filters.TEXT | filters.CAPTION
_EITHER: Final = filters.ChatType.PRIVATE | filters.ChatType.GROUPS


def add_to(application: App, what: Shared) -> None:
    """Give an application its handlers, its error handler and what they share.

    The first that fits takes an update. Posts of channels, business messages, votes and kinds
    unknown today fit none: they are not meant for this bot.
    """
    shared.keep(application, what)
    application.add_handlers(
        [
            CommandHandler("start", private.on_start, _PRIVATE),
            CommandHandler("start", group.on_start, _GROUPS),
            CommandHandler("settings", settling.on_command, _NEW & _EITHER),
            MessageHandler(_PRIVATE & _WORDS, private.on_text),
            MessageHandler(_PRIVATE & filters.ATTACHMENT, private.on_wordless),
            MessageHandler(_GROUPS & filters.StatusUpdate.MIGRATE, membership.on_migration),
            MessageHandler(_GROUPS & ~filters.StatusUpdate.ALL, group.on_message),
            MessageHandler(filters.UpdateType.EDITED_MESSAGE & _EITHER, edited.on_edit),
            CallbackQueryHandler(settling.on_press, pattern="^g"),
            CallbackQueryHandler(buttons.on_press),
            InlineQueryHandler(inline.on_query),
            ChatMemberHandler(membership.on_change, ChatMemberHandler.MY_CHAT_MEMBER),
        ]
    )
    application.add_error_handler(on_error)
