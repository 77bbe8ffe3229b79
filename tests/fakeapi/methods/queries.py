"""Answers to pressed buttons and to inline queries: in time, and once."""

from __future__ import annotations

from telegram.constants import CallbackQueryLimit

from tests.fakeapi import rules
from tests.fakeapi.arguments import Args
from tests.fakeapi.fake import Fake
from tests.fakeapi.methods import method
from tests.fakeapi.refusals import bad
from tests.fakeapi.things import Query


@method("answerCallbackQuery")
def answer_callback_query(fake: Fake, args: Args) -> bool:
    """End the waiting of who pressed a button, with a word or without."""
    text = args.text("text")
    if len(text) > CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH:
        raise bad("MESSAGE_TOO_LONG")
    query = _open(fake, fake.world.presses, args.text("callback_query_id"))
    query.answer = {
        "text": text,
        "show_alert": args.flag("show_alert"),
        "url": args.text("url"),
        "cache_time": args.number("cache_time"),
    }
    return True


@method("answerInlineQuery")
def answer_inline_query(fake: Fake, args: Args) -> bool:
    """Show results above who types."""
    answer = rules.inline_answer(args)
    query = _open(fake, fake.world.inline_queries, args.text("inline_query_id"))
    query.answer = answer
    return True


def _open(fake: Fake, known: dict[str, Query], number: str) -> Query:
    query = known.get(number)
    if query is None or query.answer is not None or query.until < fake.clock.now():
        raise bad("Query is too old and response timeout expired or query ID is invalid")
    return query
