"""Stopping when a signal says so: politely, and in the end for certain."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Coroutine
from typing import Any, Final

LAST_MOMENT: Final = 7.5
"""Seconds after the signal when the program ends whatever still holds it."""
CUT_SHORT: Final = 1
"""The exit status then."""

_log = logging.getLogger(__name__)


class Stop:
    """Whether the program was told to stop; a second Ctrl-C ends it without politeness."""

    def __init__(self, last_moment: float = LAST_MOMENT) -> None:
        self._told = asyncio.Event()
        self._last_moment = last_moment
        self._watchdog: threading.Timer | None = None

    def listen(self) -> None:
        """From now on SIGTERM and SIGINT are heard; to be called inside the loop."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            try:
                loop.add_signal_handler(number, self.tell, number)
            except NotImplementedError:  # on Windows
                signal.signal(number, lambda got, _: loop.call_soon_threadsafe(self.tell, got))

    def tell(self, number: int) -> None:
        """Stop; a second time changes nothing."""
        if self._told.is_set():
            return
        _log.info("stopping (%s)", signal.Signals(number).name)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        self._watchdog = threading.Timer(self._last_moment, _end)
        self._watchdog.daemon = True
        self._watchdog.start()
        self._told.set()

    async def first(self, work: Coroutine[Any, Any, object]) -> bool:
        """Whether the program was told to stop before the work was done; it is cancelled then."""
        task = asyncio.ensure_future(work)
        told = asyncio.ensure_future(self._told.wait())
        try:
            await asyncio.wait((task, told), return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                task.result()
            return not task.done()
        finally:
            for one in (task, told):
                one.cancel()
            await asyncio.gather(task, told, return_exceptions=True)

    def over(self) -> None:
        """It has stopped: nothing need end it any more."""
        if self._watchdog is not None:
            self._watchdog.cancel()


def _end() -> None:
    _log.critical("something held the program for too long: it ends here, unconfirmed updates stay")
    logging.shutdown()
    os._exit(CUT_SHORT)
