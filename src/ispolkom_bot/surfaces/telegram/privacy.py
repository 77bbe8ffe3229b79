"""What is kept, told, handed out and removed."""

from __future__ import annotations

import json

from telegram import Bot, InputFile

from ispolkom_bot.render.html import lines_page
from ispolkom_bot.storage.tables import KEPT
from ispolkom_bot.surfaces.telegram import asking, study_words, topics
from ispolkom_bot.surfaces.telegram.places import Heard
from ispolkom_bot.surfaces.telegram.sending import Place, where
from ispolkom_bot.surfaces.telegram.shared import Shared


async def tell(shared: Shared, bot: Bot, heard: Heard, argument: str) -> None:
    """`/privacy`: all that is kept, with its time limits."""
    del argument
    language = await topics.spoken(shared, heard)
    kept = [f"• {k.what.say(language)} — {k.until.say(language)}" for k in KEPT.values()]
    texts = (study_words.PRIVACY, study_words.PRIVACY_NOT, study_words.PRIVACY_HOW)
    head, *rest = (text.say(language) for text in texts)
    page = lines_page((head, *kept, "", *rest), language=language)
    await asking.send(shared, bot, heard, page)


async def hand_out(shared: Shared, bot: Bot, heard: Heard) -> None:
    """`/export me`: every row of a person, as JSON; in the private chat alone."""
    if heard.group:
        await asking.tell(shared, bot, heard, study_words.IN_PRIVATE_ONLY)
        return
    person = heard.who.person
    rows = await shared.store.study.of_person(person)
    if not rows:
        await asking.tell(shared, bot, heard, study_words.NOTHING_KEPT)
        return
    content = json.dumps(rows, ensure_ascii=False, indent=2).encode()
    caption = study_words.KEPT_OF_YOU.say(await topics.spoken(shared, heard))
    await document(shared, bot, heard, "kept-of-you.json", content, caption)


async def forget(shared: Shared, bot: Bot, heard: Heard) -> None:
    """`/forget me`: nothing is kept of a person any more, in no table and in no memory."""
    language = await topics.spoken(shared, heard)
    person = heard.who.person
    await shared.store.forget_person(person)
    shared.memories.forget_person(person)
    shared.playing.forget(person)
    page = lines_page((study_words.FORGOTTEN.say(language),), language=language)
    await shared.outbox.send(bot, heard.place, page)


async def document(
    shared: Shared, bot: Bot, heard: Heard, name: str, content: bytes, caption: str
) -> None:
    """Send a file."""

    async def post(place: Place) -> int:
        file = InputFile(content, name)
        message = await bot.send_document(place.chat_id, file, caption=caption, **where(place))
        return message.message_id

    await shared.outbox.post(bot, heard.place, post)
