"""Which kind of update goes to which handler."""

from __future__ import annotations

from typing import Final

from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    PollAnswerHandler,
    filters,
)

from ispolkom_bot.surfaces.telegram import (
    buttons,
    classes,
    edited,
    exercises,
    group,
    inline,
    membership,
    private,
    quizzing,
    revision,
    settling,
    shared,
    study,
)
from ispolkom_bot.surfaces.telegram.mishaps import on_error
from ispolkom_bot.surfaces.telegram.shared import App, Shared, share

__all__ = ["Shared", "add_to", "share"]

_NEW: Final = filters.UpdateType.MESSAGE
_PRIVATE: Final = _NEW & filters.ChatType.PRIVATE
_GROUPS: Final = _NEW & filters.ChatType.GROUPS
_WORDS: Final = filters.TEXT | filters.CAPTION
_JOIN: Final = rf"^/start {classes.LINK}"
_EITHER: Final = filters.ChatType.PRIVATE | filters.ChatType.GROUPS


def add_to(application: App, what: Shared) -> None:
    """Give an application its handlers, its error handler and what they share.

    The first that fits takes an update. Posts of channels, business messages and kinds
    unknown today fit none: they are not meant for this bot.
    """
    shared.keep(application, what)
    application.add_handlers(
        [
            MessageHandler(_PRIVATE & filters.Regex(_JOIN), exercises.on_join),
            CommandHandler("start", private.on_start, _PRIVATE),
            CommandHandler("start", group.on_start, _GROUPS),
            CommandHandler("settings", settling.on_command, _NEW & _EITHER),
            MessageHandler(_NEW & _EITHER & study.ForgetMe(), study.on_forget),
            MessageHandler(_NEW & _EITHER & study.Studying(), study.on_command),
            MessageHandler(_PRIVATE & _WORDS, private.on_text),
            MessageHandler(_PRIVATE & filters.ATTACHMENT, private.on_wordless),
            MessageHandler(_GROUPS & filters.StatusUpdate.MIGRATE, membership.on_migration),
            MessageHandler(_GROUPS & ~filters.StatusUpdate.ALL, group.on_message),
            MessageHandler(filters.UpdateType.EDITED_MESSAGE & _EITHER, edited.on_edit),
            CallbackQueryHandler(settling.on_press, pattern="^g"),
            CallbackQueryHandler(revision.on_press, pattern="^v"),
            CallbackQueryHandler(exercises.on_press, pattern="^x"),
            CallbackQueryHandler(buttons.on_press),
            PollAnswerHandler(quizzing.on_vote),
            InlineQueryHandler(inline.on_query),
            ChatMemberHandler(membership.on_change, ChatMemberHandler.MY_CHAT_MEMBER),
        ]
    )
    application.add_error_handler(on_error)
