"""A bare PTB echo bot, as its documentation writes one: what ours is compared with.

python -m tests.bench.echo BASE_URL TOKEN
"""

from __future__ import annotations

import sys

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

WIDTH = 32


async def _echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    del context
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def main() -> None:
    """Echo until told to stop."""
    base_url, token = sys.argv[1:]
    builder = ApplicationBuilder().token(token).base_url(base_url).concurrent_updates(WIDTH)
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, _echo))
    application.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main()
