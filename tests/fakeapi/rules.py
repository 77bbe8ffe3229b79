"""Limits of polls, inline results, commands and descriptions; those of texts are in texts.py."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any, Final

from telegram.constants import (
    BotCommandLimit,
    BotCommandScopeType,
    InlineQueryLimit,
    InlineQueryResultLimit,
    InlineQueryResultsButtonLimit,
    InlineQueryResultType,
    PollLimit,
    PollType,
)

from tests.fakeapi import keyboards, texts
from tests.fakeapi.arguments import Args
from tests.fakeapi.refusals import JSON, bad, not_faked

_COMMAND: Final = re.compile(
    rf"[a-z0-9_]{{{BotCommandLimit.MIN_COMMAND.value},{BotCommandLimit.MAX_COMMAND.value}}}"
)
_START: Final = re.compile(r"[A-Za-z0-9_-]*")
_SCOPES: Final = {
    BotCommandScopeType.DEFAULT: (),
    BotCommandScopeType.ALL_PRIVATE_CHATS: (),
    BotCommandScopeType.ALL_GROUP_CHATS: (),
    BotCommandScopeType.ALL_CHAT_ADMINISTRATORS: (),
    BotCommandScopeType.CHAT: ("chat_id",),
    BotCommandScopeType.CHAT_ADMINISTRATORS: ("chat_id",),
    BotCommandScopeType.CHAT_MEMBER: ("chat_id", "user_id"),
}


def poll(args: Args, number: Callable[[], int], now: float) -> JSON:
    """The poll that a call describes, nobody having voted."""
    question = args.text("question").strip()
    if len(question) < PollLimit.MIN_QUESTION_LENGTH:
        raise bad("Poll question must be non-empty")
    if len(question) > PollLimit.MAX_QUESTION_LENGTH:
        raise bad(f"Poll question length must not exceed {PollLimit.MAX_QUESTION_LENGTH.value}")
    options = [_option(option, number) for option in args.list("options", "poll options")]
    if len(options) < PollLimit.MIN_OPTION_NUMBER:
        raise bad(f"Poll must have at least {PollLimit.MIN_OPTION_NUMBER.value} option")
    if len(options) > PollLimit.MAX_OPTION_NUMBER:
        raise bad(f"Poll can't have more than {PollLimit.MAX_OPTION_NUMBER.value} options")
    body: JSON = {
        "id": str(number()),
        "question": question,
        "options": options,
        "total_voter_count": 0,
        "is_closed": args.flag("is_closed"),
        "is_anonymous": args.flag("is_anonymous", default=True),
        "type": args.text("type") or PollType.REGULAR.value,
        "allows_multiple_answers": args.flag("allows_multiple_answers"),
        "members_only": args.flag("members_only"),
    }
    quiz = body["type"] == PollType.QUIZ
    body["allows_revoting"] = args.flag("allows_revoting", default=not quiz)
    if quiz:
        body |= _quiz(args, len(options))
    elif body["type"] != PollType.REGULAR:
        raise bad("Unsupported poll type specified")
    if text := args.text("description"):
        if len(text) > PollLimit.MAX_DESCRIPTION_CHARACTERS:
            raise bad("Poll description is too long")
        body["description"] = text
    return body | _closing(args, now)


def _option(option: Any, number: Callable[[], int]) -> JSON:
    text = option.get("text", "") if isinstance(option, dict) else option
    text = text.strip() if isinstance(text, str) else ""
    if len(text) < PollLimit.MIN_OPTION_LENGTH:
        raise bad("Poll options must be non-empty")
    if len(text) > PollLimit.MAX_OPTION_LENGTH:
        raise bad(f"Poll options length must not exceed {PollLimit.MAX_OPTION_LENGTH.value}")
    return {"text": text, "voter_count": 0, "persistent_id": str(number())}


def _quiz(args: Args, options: int) -> JSON:
    right = args.list("correct_option_ids", "correct option identifiers")
    if not right and "correct_option_id" in args:
        right = [args.number("correct_option_id", -1)]
    fitting = all(isinstance(one, int) and 0 <= one < options for one in right)
    if not right or not fitting or right != sorted(set(right)):
        raise bad("Wrong correct option ID specified")
    told: JSON = {"correct_option_ids": right}
    text, found = texts.formatted(
        args, "explanation", "explanation_parse_mode", "explanation_entities"
    )
    if len(text) > PollLimit.MAX_EXPLANATION_LENGTH:
        raise bad("Poll explanation length must not exceed 200")
    if text.count("\n") > PollLimit.MAX_EXPLANATION_LINE_FEEDS:
        raise bad("Poll explanation must have no more than 2 line feeds")
    return told | ({"explanation": text, "explanation_entities": found} if text else {})


def _closing(args: Args, now: float) -> JSON:
    period, date = args.number("open_period"), args.number("close_date")
    seconds = period or (date - now if date else 0)
    if seconds and not PollLimit.MIN_OPEN_PERIOD <= seconds <= PollLimit.MAX_OPEN_PERIOD:
        raise bad("Invalid poll open period specified")
    if period:
        return {"open_period": period}
    return {"close_date": date} if date else {}


def inline_answer(args: Args) -> JSON:
    """The results that a call offers, each checked, with where to go on and how long they keep."""
    results = args.list("results", "inline query results")
    if len(results) > InlineQueryLimit.RESULTS:
        raise bad("RESULTS_TOO_MUCH")
    for result in results:
        _result(result)
    if any(count > 1 for count in Counter(result["id"] for result in results).values()):
        raise bad("RESULT_ID_DUPLICATE")
    if len(args.text("next_offset").encode()) > InlineQueryLimit.MAX_OFFSET_LENGTH:
        raise bad("NEXT_OFFSET_INVALID")
    button = args.json("button", "inline query results button")
    if button is not None:
        _results_button(button)
    return {
        "results": results,
        "next_offset": args.text("next_offset"),
        "cache_time": args.number("cache_time", 300),
        "is_personal": args.flag("is_personal"),
        "button": button,
    }


def _result(result: Any) -> None:
    if not isinstance(result, dict) or result.get("type") not in set(InlineQueryResultType):
        raise bad("Can't parse inline query result: type of the result is unsupported")
    size = len(str(result.get("id", "")).encode())
    if not InlineQueryResultLimit.MIN_ID_LENGTH <= size <= InlineQueryResultLimit.MAX_ID_LENGTH:
        raise bad("RESULT_ID_INVALID")
    if result["type"] != InlineQueryResultType.ARTICLE:
        raise not_faked(f"inline results of type {result['type']}")
    if not str(result.get("title", "")).strip():
        raise bad("ARTICLE_TITLE_EMPTY")
    content(result)
    if "reply_markup" in result:
        keyboards.inline(result["reply_markup"])


def content(result: JSON) -> tuple[str, list[JSON]]:
    """The text that an inline result puts into a chat."""
    told = result.get("input_message_content")
    if not isinstance(told, dict) or "message_text" not in told:
        raise bad("Can't parse inline query result: message content is not specified")
    args = Args(
        {
            "text": told["message_text"],
            "parse_mode": told.get("parse_mode", ""),
            "entities": texts.encoded(told.get("entities")),
        }
    )
    return texts.message_text(args)


def _results_button(button: Any) -> None:
    limit = InlineQueryResultsButtonLimit
    if not isinstance(button, dict) or not button.get("text"):
        raise bad("Can't parse inline query results button: text must be non-empty")
    if "web_app" not in button:
        start = str(button.get("start_parameter", ""))
        fits = limit.MIN_START_PARAMETER_LENGTH <= len(start) <= limit.MAX_START_PARAMETER_LENGTH
        if not fits or not _START.fullmatch(start):
            raise bad("START_PARAM_INVALID")


def commands(args: Args) -> list[JSON]:
    """The commands that a call sets."""
    told = args.list("commands", "bot commands")
    if len(told) > BotCommandLimit.MAX_COMMAND_NUMBER:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in told:
        name, text = str(command.get("command", "")), str(command.get("description", ""))
        if not _COMMAND.fullmatch(name):
            raise bad("BOT_COMMAND_INVALID")
        if not BotCommandLimit.MIN_DESCRIPTION <= len(text) <= BotCommandLimit.MAX_DESCRIPTION:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return told


def scope(args: Args) -> tuple[str, ...]:
    """The key of the scope and language that a call is about."""
    told = args.json("scope", "BotCommandScope") or {"type": BotCommandScopeType.DEFAULT.value}
    kind = told.get("type") if isinstance(told, dict) else None
    if kind not in _SCOPES:
        raise bad("Can't parse BotCommandScope: unsupported type specified")
    return (kind, *(str(told[name]) for name in _SCOPES[kind]), language(args))


def language(args: Args) -> str:
    """The language that a call is about: two letters, or "" for all others."""
    code = args.text("language_code")
    if code and not (len(code) == 2 and code.isascii() and code.isalpha() and code.islower()):
        raise bad("Invalid language code specified")
    return code


def short(text: str, most: int, what: str) -> str:
    """A text of the bot's profile that is not too long."""
    if len(text) > most:
        raise bad(f"{what} is too long")
    return text
