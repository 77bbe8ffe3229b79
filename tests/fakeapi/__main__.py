"""The fake as a process of its own.

    python -m tests.fakeapi [--port 0] [--delay SECONDS] [--scale FACTOR] [--pacing] [--core N]

Prints one line of JSON with its addresses and its token when it is ready; ends on SIGTERM.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys

import msgspec

from tests.fakeapi.options import Options
from tests.fakeapi.server import fake_api


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m tests.fakeapi")
    parser.add_argument("--port", type=int, default=0, help="0: any that is free")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds that each call takes")
    parser.add_argument("--scale", type=float, default=0.0, help="1: wait as the real server does")
    parser.add_argument("--pacing", action="store_true", help="answer 429 to who sends too fast")
    parser.add_argument("--core", type=int, help="run on this processor only")
    chosen = parser.parse_args()
    if chosen.core is not None:
        os.sched_setaffinity(0, {chosen.core})
    options = Options(delay=chosen.delay, scale=chosen.scale, pacing=chosen.pacing)
    asyncio.run(_serve(options, chosen.port))


async def _serve(options: Options, port: int) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with fake_api(options, port) as served:
        told = {
            "url": served.url,
            "token": served.token,
            "control": served.control_url,
            "pid": os.getpid(),
        }
        sys.stdout.write(msgspec.json.encode(told).decode() + "\n")
        sys.stdout.flush()
        await stopped.wait()


if __name__ == "__main__":
    main()
