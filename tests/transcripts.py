"""A private and a group conversation as people see them, in text.

`python -m tests.transcripts` prints them; with the name of a file it puts them there, between the
markers. The bot is the whole application over the fake Bot API, the base that of the program.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ispolkom_bot.engine import Engine
from ispolkom_bot.knowledge import cache
from ispolkom_bot.settings import Settings
from ispolkom_bot.storage.store import Store
from tests.fakeapi import Said
from tests.fakeapi.refusals import JSON
from tests.surfaces.telegram.stage import Shown, Stage, stage

BEGIN, END = "<!-- transcript -->", "<!-- /transcript -->"
_WIDTH: Final = 88
_FOLDED: Final = 3
"""Lines that Telegram shows of a quote that can be unfolded."""
_BOT: Final = "Ispolkom Bot"


def conversations(engine: Engine) -> str:
    """Both conversations, one below the other."""
    store = Store.open("sqlite://")
    try:
        with stage(engine, store, Settings()) as tg:
            return "\n".join((*_private(tg), "", *_group(tg)))
    finally:
        store.close()


def put(text: str, engine: Engine) -> str:
    """A text with the conversations between its markers; ValueError where there are none."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"no {BEGIN} ... {END}")
    return f"{before}{begin}\n```text\n{conversations(engine)}\n```\n{end}{after}"


def _private(tg: Stage) -> Iterator[str]:
    scene = _Scene(tg, tg.anna)
    yield from scene.title("Private chat")
    yield from scene.say(tg.anna, "When was Order No. 1 issued?")
    yield from scene.press(tg.anna, "Sources")
    yield from scene.say(tg.anna, "and who wrote it?")
    yield from scene.say(tg.anna, "Кто такой Церетели?")
    yield from scene.say(tg.anna, "kerensky kornilov")
    yield from scene.say(tg.anna, "Who won the match yesterday?")


def _group(tg: Stage) -> Iterator[str]:
    tg.control.options(privacy=False)
    group = tg.control.group(members=[tg.anna, tg.vera], administrators=[tg.boris])
    scene = _Scene(tg, group)
    yield from scene.title("Group “Class 10b”, led by Boris")
    yield from scene.say(tg.boris, "/settings@ispolkom_bot")
    yield from scene.press(tg.vera, "Русский")
    yield from scene.say(tg.anna, "Does anybody know who chaired the Soviet?")
    yield from scene.say(tg.vera, "no idea, ask the bot")
    yield from scene.say(tg.anna, "@ispolkom_bot who chaired the Petrograd Soviet after Trotsky?")
    yield from scene.say(tg.vera, "А когда он родился?", reply=True)
    yield from scene.say(tg.boris, "haha", reply=True)


class _Scene:
    """One chat, line by line."""

    def __init__(self, tg: Stage, chat: int) -> None:
        self._tg = tg
        self._chat = chat
        self._said: dict[int, str] = {}

    def title(self, text: str) -> Iterator[str]:
        """What chat it is."""
        yield f"── {text} ".ljust(_WIDTH, "─")

    def say(self, user: int, text: str, *, reply: bool = False) -> Iterator[str]:
        """Somebody writes, perhaps as a reply to the bot's last words; what the bot says."""
        self._tg.control.forward(60)
        to = self._tg.seen(self._chat)[-1].message_id if reply else None
        chat = None if user == self._chat else self._chat
        said, new = self._tg.said(user, text, chat, reply_to=to)
        yield from self._human(user, said, text, to)
        yield from self._bot(new)

    def press(self, user: int, button: str) -> Iterator[str]:
        """Somebody presses a button below the bot's last words."""
        word, new = self._tg.press(user, self._tg.seen(self._chat)[-1], button)
        yield from ("", f"({self._name(user)} presses [{button}])")
        if word["text"]:
            yield from ("", f"    ⚠ {word['text']}")
        yield from self._bot(new)

    def _human(self, user: int, said: Said, text: str, to: int | None) -> Iterator[str]:
        self._said[said.message_id] = f"{self._name(user)}: {text}"
        yield from ("", self._name(user))
        if to is not None:
            yield f"    ↪ {self._said[to]}"
        yield from _wrapped(text)

    def _bot(self, new: list[Shown]) -> Iterator[str]:
        for shown in new:
            self._said[shown.message_id] = _short(f"{_BOT}: {shown.text}")
            yield from ("", _BOT)
            if shown.replies_to is not None:
                yield f"    ↪ {_short(self._said[shown.replies_to])}"
            yield from _message(shown.text, shown.body.get("entities", []))
            yield from _keyboard(shown.body)

    def _name(self, user: int) -> str:
        return str(self._tg.control.fake.world.users[user].first_name)


def _message(text: str, entities: list[JSON]) -> Iterator[str]:
    """A text, its quotes behind a bar and folded."""
    units = text.encode("utf-16-le")
    at = 0
    for entity in entities:
        if entity["type"] == "expandable_blockquote":
            start, end = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
            yield from _wrapped(units[at:start].decode("utf-16-le").rstrip("\n"))
            folded = list(_wrapped(units[start:end].decode("utf-16-le"), "    │ "))
            yield from ("", *folded[:_FOLDED])
            if len(folded) > _FOLDED:
                yield "    │ ⌄"
            at = end
    yield from _wrapped(units[at:].decode("utf-16-le").strip("\n"))


def _wrapped(text: str, lead: str = "    ") -> Iterator[str]:
    for line in text.split("\n") if text else ():
        wrapped = textwrap.wrap(
            line, _WIDTH, initial_indent=lead, subsequent_indent=lead, break_on_hyphens=False
        )
        yield from wrapped or [lead.rstrip()]


def _keyboard(body: JSON) -> Iterator[str]:
    rows = body.get("reply_markup", {}).get("inline_keyboard", [])
    if rows:
        yield ""
    for row in rows:
        yield "    " + " ".join(f"[{button['text']}]" for button in row)


def _short(text: str) -> str:
    return textwrap.shorten(text, _WIDTH - 8, placeholder=" …")


def _main() -> None:
    engine = Engine(cache.open_base(cache.bundled(), None))
    if len(sys.argv) > 1:
        path = Path(sys.argv[1])
        path.write_text(put(path.read_text("utf-8"), engine), "utf-8")
    else:
        sys.stdout.write(conversations(engine) + "\n")


if __name__ == "__main__":
    _main()
