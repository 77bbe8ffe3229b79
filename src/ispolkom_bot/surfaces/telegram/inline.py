"""Inline mode: sourced answers while somebody types in any chat."""

from __future__ import annotations

from typing import Final

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from ispolkom_bot.language.normalise import language_of
from ispolkom_bot.render import cards
from ispolkom_bot.render.cards import Card
from ispolkom_bot.surfaces.telegram import asking, links, wishes, words
from ispolkom_bot.surfaces.telegram.calls import keyboard
from ispolkom_bot.surfaces.telegram.places import spoken_by
from ispolkom_bot.surfaces.telegram.sending import NO_PREVIEW
from ispolkom_bot.surfaces.telegram.shared import Context, Shared, of

_FOUND: Final = 60
"""Seconds for which Telegram may repeat results to the same person: settings soon count."""
_NOTHING: Final = 10


async def on_query(update: Update, context: Context) -> None:
    """Somebody types after the bot's name."""
    query = update.inline_query
    if query is None:
        return
    found = await _cards(of(context), query, context.bot.username)
    try:
        await query.answer(
            [_article(card) for card in found],
            cache_time=_FOUND if found else _NOTHING,
            is_personal=True,  # what is in one person's language and calendar is not for others
            button=None if found else _into_private(query),
        )
    except BadRequest as refusal:
        if "too old" not in refusal.message.lower():
            raise


async def _cards(shared: Shared, query: InlineQuery, me: str) -> tuple[Card, ...]:
    """What fits, best first; to who has typed nothing yet, the day and what is asked most."""
    chosen = await wishes.person_settings(shared, query.from_user.id)
    wished = wishes.in_private(chosen)
    typed = query.query.strip()
    if typed:
        return cards.typed(shared.engine, typed, wished.language, wished.first, me)
    language = wished.language or spoken_by(query.from_user)
    return cards.opening(shared.engine, asking.today(shared), language, wished.first, me)


def _article(card: Card) -> InlineQueryResultArticle:
    content = InputTextMessageContent(
        card.page.html, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
    )
    return InlineQueryResultArticle(
        card.id,
        card.title,
        content,
        reply_markup=keyboard(card.page),
        description=card.description or None,
    )


def _into_private(query: InlineQuery) -> InlineQueryResultsButton:
    """A way to ask the same in the private chat, where there is room for an answer."""
    language = language_of(query.query) if query.query else spoken_by(query.from_user)
    said = words.INLINE_NOTHING.say(language)
    return InlineQueryResultsButton(said, start_parameter=links.payload(query.query.strip()))
