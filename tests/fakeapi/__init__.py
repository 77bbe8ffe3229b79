"""A small strict Bot API server over real HTTP, for tests and benchmarks.

In a test:

    async def scene() -> None:
        async with fake_api() as fake:
            # fake.url is PTB's base_url, fake.token the only token that it accepts
            anna = fake.control.person("Anna")
            fake.control.say(anna, text="When was Order No. 1 issued?")
            ...                                        # a bot polls fake.url
            await fake.control.answered(anna)          # waits for its first message, 5 s at most
            assert "1 March" in fake.control.texts(anna)[0]

    asyncio.run(scene())

As a process of its own (`python -m tests.fakeapi --port 0`) it prints one line of JSON with its
addresses; `tests.fakeapi.remote` starts and drives it: `remote.do("say", user=1, text="?")`.

What people do and what a test asks about it: control.py. Limits: rules.py, texts.py, html.py.
What is injected: faults.py. Everything that the fake can't do is answered with 501 and told in
`control.not_faked()`.
"""

from __future__ import annotations

from tests.fakeapi.control import Control, Said
from tests.fakeapi.fake import TOKEN, Call, Fake
from tests.fakeapi.options import Options
from tests.fakeapi.refusals import Refusal
from tests.fakeapi.server import Served, fake_api

__all__ = ["TOKEN", "Call", "Control", "Fake", "Options", "Refusal", "Said", "Served", "fake_api"]
