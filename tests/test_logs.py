"""Logs: one line an event, no secret, nothing that a user wrote."""

from __future__ import annotations

import io
import logging
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pytest
from telegram.error import BadRequest

from ispolkom_bot.errors import SettingError
from ispolkom_bot.logs import OneLine, Outage, Redaction, brief, set_up
from ispolkom_bot.settings import Level, Secret

TOKEN: Final = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"  # noqa: S105 - made up
HALF: Final = TOKEN.partition(":")[2]
WROTE: Final = "when did my grandmother arrive"
LOG = logging.getLogger("ispolkom_bot.test")

Start = Callable[..., io.StringIO]


@pytest.fixture
def start() -> Iterator[Start]:
    """Logging as `run` sets it up, into a stream; all is as before at the end."""
    root = logging.getLogger()
    handlers, level, hook = root.handlers[:], root.level, sys.excepthook

    def go(level: Level = "info", *secrets: str) -> io.StringIO:
        stream = io.StringIO()
        set_up(level, [Secret(secret) for secret in (TOKEN, *secrets)], stream)
        return stream

    yield go
    root.handlers[:], sys.excepthook = handlers, hook
    root.setLevel(level)
    logging.captureWarnings(capture=False)


class Shows:
    """Something whose text holds the token."""

    def __repr__(self) -> str:
        return f"ExtBot[token={TOKEN}]"


class Breaks:
    """Something that has no text at all."""

    def __str__(self) -> str:
        raise RuntimeError(TOKEN)


def fail() -> None:
    raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe {WROTE}")


def test_a_line_has_time_level_place_and_message(start: Start) -> None:
    stream = start()
    LOG.info("hello %s", "there")
    LOG.debug("nothing")
    assert len(stream.getvalue().splitlines()) == 1
    when, told = stream.getvalue().split(" ", 1)
    assert told == "INFO ispolkom_bot.test: hello there\n"
    assert len(when) == len("2026-11-22T23:00:07Z")


@pytest.mark.parametrize("level", ["debug", "info"])
def test_no_secret_anywhere_in_a_record(start: Start, level: Level) -> None:
    stream = start(level, "postgresql+psycopg://bot:s3cr%40tive@h/d")
    LOG.info("calling bot%s now", TOKEN)
    LOG.info(f"in the message: {TOKEN}")
    LOG.info("%s and %r in %s", Shows(), Shows(), {"of": Shows()})
    LOG.info("%(who)s", {"who": TOKEN})
    LOG.info("half of it: %s; escaped: %s", HALF, quote(TOKEN, ""))
    LOG.info("postgresql+psycopg://bot:s3cr%40tive@h/d and s3cr@tive")
    LOG.info("arguments don't fit %s %s", TOKEN)  # noqa: PLE1206 - that is the point
    LOG.info("no text %s", Breaks())
    LOG.info("stack", stack_info=True, extra={"of": TOKEN})
    try:
        fail()
    except ValueError:
        LOG.exception("failed")
    logging.getLogger("httpx").info("HTTP Request: POST https://api.telegram.org/bot%s", TOKEN)
    logging.getLogger("httpx").warning("HTTP Request: POST https://api.telegram.org/bot%s", TOKEN)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(f"the token is {TOKEN}", stacklevel=1)
    told = stream.getvalue()
    assert TOKEN not in told
    assert HALF not in told
    assert "s3cr" not in told
    assert told.count("<secret>") >= 12
    assert "HTTP Request" in told
    assert told.count("HTTP Request") == 1
    assert "the token is <secret>" in told


def test_every_handler_takes_secrets_out(start: Start) -> None:
    start()
    assert logging.getLogger().handlers
    for handler in logging.getLogger().handlers:
        assert any(isinstance(one, Redaction) for one in handler.filters)
        assert isinstance(handler.formatter, OneLine)


def test_what_a_foreign_exception_says_is_told_at_debug_alone(start: Start) -> None:
    shown = {}
    levels: tuple[Level, ...] = ("debug", "info")
    for level in levels:
        stream = start(level)
        try:
            fail()
        except ValueError:
            LOG.exception("an update could not be handled")
        shown[level] = stream.getvalue()
    assert WROTE in shown["debug"]
    assert "Traceback" in shown["debug"]
    assert WROTE not in shown["info"]
    assert shown["info"].count("\n") == 1
    assert "could not be handled [ValueError at test_logs.py:" in shown["info"]


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (KeyError(WROTE), "KeyError"),
        (BadRequest("Message text\nis empty"), "BadRequest: Message text | is empty"),
        (SettingError("ISPOLKOM_X: bad - mend it"), "SettingError: ISPOLKOM_X: bad - mend it"),
        (OSError(28, "No space left on device", "/x"), "OSError: No space left on device"),
        (OSError("odd"), "OSError"),
    ],
)
def test_an_exception_in_a_line(fault: Exception, told: str) -> None:
    assert brief(fault) == told


def test_what_was_raised_deep_shows_its_innermost_places() -> None:
    def deep(levels: int) -> None:
        if levels:
            deep(levels - 1)
        else:
            fail()

    with pytest.raises(ValueError, match="grandmother") as caught:
        deep(9)
    assert brief(caught.value).count(f"{Path(__file__).name}:") == 4


def test_a_message_of_many_lines_is_one(start: Start) -> None:
    stream = start()
    LOG.warning("one\r\ntwo \u2028 three\x85")
    assert stream.getvalue().endswith("one | two | three | \n")


def test_an_unforeseen_end_is_a_line(start: Start) -> None:
    stream = start()
    try:
        fail()
    except ValueError as fault:
        sys.excepthook(ValueError, fault, fault.__traceback__)
    assert "CRITICAL ispolkom_bot: the program failed [ValueError at test_logs.py:" in (
        stream.getvalue()
    )
    assert HALF not in stream.getvalue()


def test_chatty_libraries_are_quiet(start: Start) -> None:
    stream = start("debug")
    for name in ("httpx", "httpcore.connection", "telegram.ext.ExtBot", "aiohttp.client"):
        logging.getLogger(name).info("chatter")
    assert stream.getvalue() == ""


def test_short_secrets_do_not_spoil_common_words() -> None:
    redaction = Redaction([Secret("1:bot"), Secret("sqlite:////var/lib/bot.db")])
    assert redaction.clean("the bot 1:bot in sqlite:////var/lib/bot.db") == (
        "the bot 1:bot in sqlite:////var/lib/bot.db"
    )
    assert Redaction([]).clean("nothing") == "nothing"


def test_an_outage_is_said_once_and_its_end_once(start: Start) -> None:
    stream = start()
    times = iter((10.0, 17.4, 20.0, 21.0))
    outage = Outage(LOG, "it works again", lambda: next(times))
    outage.end()
    assert not outage.lasts
    for _ in range(3):
        outage.begin("it doesn't work")
    assert outage.lasts
    outage.end()
    outage.end()
    outage.begin("again")
    told = [line.split(": ", 1)[1] for line in stream.getvalue().splitlines()]
    assert told == ["it doesn't work", "it works again after 7 s", "again"]
