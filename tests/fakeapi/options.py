"""How the server behaves; a test may change it at any time."""

from __future__ import annotations

from msgspec import Struct


class Options(Struct):
    """How the server behaves.

    `delay` is the time each call takes, half of it before it is done. `scale` multiplies the times
    that the real server makes clients wait (a second 409, the repetitions of a webhook); 0 is at
    once. `pacing`: answer 429 to whoever sends too fast. `privacy`: the bot doesn't hear everything
    in groups; `mentions`: but what mentions it.
    """

    delay: float = 0.0
    scale: float = 0.0
    pacing: bool = False
    privacy: bool = True
    mentions: bool = True
    inline_feedback: bool = True
    webhook_timeout: float = 60.0
