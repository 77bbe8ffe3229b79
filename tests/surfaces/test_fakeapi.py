"""The fake Bot API: for each limit a call that it refuses, and one that it just accepts."""

from __future__ import annotations

import io
from typing import Any

import aiohttp
import pytest
from telegram.constants import (
    BotCommandLimit,
    BotDescriptionLimit,
    BotNameLimit,
    CallbackQueryLimit,
    FileSizeLimit,
    InlineKeyboardButtonLimit,
    InlineKeyboardMarkupLimit,
    InlineQueryLimit,
    InlineQueryResultLimit,
    InlineQueryResultsButtonLimit,
    MessageLimit,
    PollLimit,
    WebhookLimit,
)
from tests.fakeapi.refusals import JSON
from tests.fakeapi.scene import Scene, play
from tests.fakeapi.texts import RAW

EMOJI = "😀"


def keyboard(*buttons: JSON, width: int = 1) -> JSON:
    rows = [list(buttons[at : at + width]) for at in range(0, len(buttons), width)]
    return {"inline_keyboard": rows}


def button(data: str = "d") -> JSON:
    return {"text": "x", "callback_data": data}


def article(number: str = "1", **more: Any) -> JSON:
    content = {"message_text": "x"}
    return {"type": "article", "id": number, "title": "t", "input_message_content": content} | more


def commands(count: int = 1, name: str = "start", text: str = "x") -> list[JSON]:
    return [{"command": name, "description": text}] * count


def options(count: int, text: str = "x") -> list[JSON]:
    return [{"text": text}] * count


TEXT = {"chat_id": 42}
POLL = {"chat_id": 42, "question": "?", "options": options(2)}
QUIZ = POLL | {"type": "quiz", "correct_option_ids": [0]}
HTML = {"chat_id": 42, "parse_mode": "HTML"}
MOST_BUTTONS = InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER.value
ROW = InlineKeyboardMarkupLimit.BUTTONS_PER_ROW.value
DATA = InlineKeyboardButtonLimit.MAX_CALLBACK_DATA.value
LONG = MessageLimit.MAX_TEXT_LENGTH.value

Limit = tuple[str, str, JSON, JSON, str]
LIMITS: list[Limit] = [
    ("text", "sendMessage", TEXT | {"text": "x" * (LONG + 1)}, TEXT | {"text": "x" * LONG},
     "Bad Request: message is too long"),
    ("text in code points", "sendMessage", TEXT | {"text": EMOJI * (LONG + 1)},
     TEXT | {"text": EMOJI * LONG}, "Bad Request: message is too long"),
    ("text after parsing", "sendMessage", HTML | {"text": f"<b>{'x' * (LONG + 1)}</b>"},
     HTML | {"text": f"<b>{'&amp;' * LONG}</b>"}, "Bad Request: message is too long"),
    ("raw text", "sendMessage", HTML | {"text": "<b></b>" * (RAW // 7) + "x" * (RAW % 7 + 1)},
     HTML | {"text": "<b></b>" * (RAW // 7) + "x" * (RAW % 7)}, "Bad Request: text is too long"),
    ("empty text", "sendMessage", TEXT | {"text": " \n "}, TEXT | {"text": " x "},
     "Bad Request: message text is empty"),
    ("callback data", "sendMessage", TEXT | {"text": "x", "reply_markup": keyboard(
        button("д" * (DATA // 2) + "a"))},
     TEXT | {"text": "x", "reply_markup": keyboard(button("д" * (DATA // 2)))},
     "Bad Request: BUTTON_DATA_INVALID"),
    ("no callback data", "sendMessage", TEXT | {"text": "x", "reply_markup": keyboard(button(""))},
     TEXT | {"text": "x", "reply_markup": keyboard(button("a"))},
     "Bad Request: BUTTON_DATA_INVALID"),
    ("buttons", "sendMessage",
     TEXT | {"text": "x", "reply_markup": keyboard(*[button()] * (MOST_BUTTONS + 1), width=ROW)},
     TEXT | {"text": "x", "reply_markup": keyboard(*[button()] * MOST_BUTTONS, width=ROW)},
     "Bad Request: reply markup is too long"),
    ("buttons in a row", "sendMessage",
     TEXT | {"text": "x", "reply_markup": keyboard(*[button()] * (ROW + 1), width=ROW + 1)},
     TEXT | {"text": "x", "reply_markup": keyboard(*[button()] * ROW, width=ROW)},
     "Bad Request: reply markup is too long"),
    ("button of text", "sendMessage",
     TEXT | {"text": "x", "reply_markup": keyboard({"text": "x"})},
     TEXT | {"text": "x", "reply_markup": keyboard({"text": "x", "switch_inline_query": ""})},
     "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline"
     " keyboard"),
    ("button of two kinds", "sendMessage",
     TEXT | {"text": "x", "reply_markup": keyboard(button() | {"url": "https://a.org"})},
     TEXT | {"text": "x", "reply_markup": keyboard({"text": "x", "url": "https://a.org"})},
     "Bad Request: can't parse inline keyboard button: only one of url and callback_data can be"
     " used"),
    ("button without text", "sendMessage",
     TEXT | {"text": "x", "reply_markup": keyboard(button() | {"text": ""})},
     TEXT | {"text": "x", "reply_markup": keyboard(button() | {"text": "1"})},
     "Bad Request: inline keyboard button text must be non-empty"),
    ("address of a button", "sendMessage",
     TEXT | {"text": "x", "reply_markup": keyboard({"text": "x", "url": "a b"})},
     TEXT | {"text": "x", "reply_markup": keyboard({"text": "x", "url": "t.me/a?start=b"})},
     "Bad Request: inline keyboard button URL 'a b' is invalid: Wrong HTTP URL"),
    ("text to copy", "sendMessage",
     TEXT | {"text": "x", "reply_markup": keyboard({"text": "x", "copy_text": {
         "text": "x" * (InlineKeyboardButtonLimit.MAX_COPY_TEXT + 1)}})},
     TEXT | {"text": "x", "reply_markup": keyboard({"text": "x", "copy_text": {
         "text": "x" * InlineKeyboardButtonLimit.MAX_COPY_TEXT}})},
     "Bad Request: BUTTON_COPY_TEXT_INVALID"),
    ("parse mode", "sendMessage", TEXT | {"text": "x", "parse_mode": "TeX"},
     TEXT | {"text": "x", "parse_mode": "html"}, "Bad Request: unsupported parse_mode"),
    ("action", "sendChatAction", TEXT | {"action": "thinking"}, TEXT | {"action": "typing"},
     "Bad Request: wrong parameter action in request"),
    ("chat", "sendMessage", {"chat_id": 43, "text": "x"}, {"chat_id": 42, "text": "x"},
     "Bad Request: chat not found"),
    ("question", "sendPoll", POLL | {"question": "x" * (PollLimit.MAX_QUESTION_LENGTH + 1)},
     POLL | {"question": "x" * PollLimit.MAX_QUESTION_LENGTH},
     f"Bad Request: poll question length must not exceed {PollLimit.MAX_QUESTION_LENGTH.value}"),
    ("no question", "sendPoll", POLL | {"question": " "}, POLL | {"question": "?"},
     "Bad Request: poll question must be non-empty"),
    ("options", "sendPoll", POLL | {"options": options(PollLimit.MAX_OPTION_NUMBER + 1)},
     POLL | {"options": options(PollLimit.MAX_OPTION_NUMBER)},
     f"Bad Request: poll can't have more than {PollLimit.MAX_OPTION_NUMBER.value} options"),
    ("no options", "sendPoll", POLL | {"options": []},
     POLL | {"options": options(PollLimit.MIN_OPTION_NUMBER)},
     f"Bad Request: poll must have at least {PollLimit.MIN_OPTION_NUMBER.value} option"),
    ("option", "sendPoll", POLL | {"options": options(2, "x" * (PollLimit.MAX_OPTION_LENGTH + 1))},
     POLL | {"options": options(2, "x" * PollLimit.MAX_OPTION_LENGTH)},
     f"Bad Request: poll options length must not exceed {PollLimit.MAX_OPTION_LENGTH.value}"),
    ("empty option", "sendPoll", POLL | {"options": options(2, "")}, POLL,
     "Bad Request: poll options must be non-empty"),
    ("right option", "sendPoll", QUIZ | {"correct_option_ids": [2]},
     QUIZ | {"correct_option_ids": [0, 1]}, "Bad Request: wrong correct option ID specified"),
    ("no right option", "sendPoll", POLL | {"type": "quiz"}, POLL | {"type": "regular"},
     "Bad Request: wrong correct option ID specified"),
    ("kind of poll", "sendPoll", POLL | {"type": "essay"}, QUIZ,
     "Bad Request: unsupported poll type specified"),
    ("explanation", "sendPoll",
     QUIZ | {"explanation": "x" * (PollLimit.MAX_EXPLANATION_LENGTH + 1)},
     QUIZ | {"explanation": "x" * PollLimit.MAX_EXPLANATION_LENGTH},
     "Bad Request: poll explanation length must not exceed"
     f" {PollLimit.MAX_EXPLANATION_LENGTH.value}"),
    ("lines of an explanation", "sendPoll",
     QUIZ | {"explanation": "\nx".join("x" * (PollLimit.MAX_EXPLANATION_LINE_FEEDS + 2))},
     QUIZ | {"explanation": "\nx".join("x" * (PollLimit.MAX_EXPLANATION_LINE_FEEDS + 1))},
     "Bad Request: poll explanation must have no more than"
     f" {PollLimit.MAX_EXPLANATION_LINE_FEEDS.value} line feeds"),
    ("description of a poll", "sendPoll",
     POLL | {"description": "x" * (PollLimit.MAX_DESCRIPTION_CHARACTERS + 1)},
     POLL | {"description": "x" * PollLimit.MAX_DESCRIPTION_CHARACTERS},
     "Bad Request: poll description is too long"),
    ("open too short", "sendPoll", POLL | {"open_period": PollLimit.MIN_OPEN_PERIOD - 1},
     POLL | {"open_period": PollLimit.MIN_OPEN_PERIOD},
     "Bad Request: invalid poll open period specified"),
    ("open too long", "sendPoll", POLL | {"open_period": PollLimit.MAX_OPEN_PERIOD + 1},
     POLL | {"open_period": PollLimit.MAX_OPEN_PERIOD},
     "Bad Request: invalid poll open period specified"),
    ("commands", "setMyCommands",
     {"commands": commands(BotCommandLimit.MAX_COMMAND_NUMBER + 1)},
     {"commands": commands(BotCommandLimit.MAX_COMMAND_NUMBER)},
     "Bad Request: BOT_COMMANDS_TOO_MUCH"),
    ("name of a command", "setMyCommands",
     {"commands": commands(name="x" * (BotCommandLimit.MAX_COMMAND + 1))},
     {"commands": commands(name="x" * BotCommandLimit.MAX_COMMAND)},
     "Bad Request: BOT_COMMAND_INVALID"),
    ("letters of a command", "setMyCommands", {"commands": commands(name="Start")},
     {"commands": commands(name="start_2")}, "Bad Request: BOT_COMMAND_INVALID"),
    ("description of a command", "setMyCommands",
     {"commands": commands(text="x" * (BotCommandLimit.MAX_DESCRIPTION + 1))},
     {"commands": commands(text="x" * BotCommandLimit.MAX_DESCRIPTION)},
     "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"),
    ("command without description", "setMyCommands", {"commands": commands(text="")},
     {"commands": commands(text="x" * BotCommandLimit.MIN_DESCRIPTION)},
     "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"),
    ("scope", "setMyCommands", {"commands": commands(), "scope": {"type": "all"}},
     {"commands": commands(), "scope": {"type": "all_private_chats"}},
     "Bad Request: can't parse BotCommandScope: unsupported type specified"),
    ("scope of a chat", "setMyCommands",
     {"commands": commands(), "scope": {"type": "chat", "chat_id": 43}},
     {"commands": commands(), "scope": {"type": "chat", "chat_id": 42}},
     "Bad Request: chat not found"),
    ("language", "setMyCommands", {"commands": commands(), "language_code": "rus"},
     {"commands": commands(), "language_code": "ru"},
     "Bad Request: invalid language code specified"),
    ("name", "setMyName", {"name": "x" * (BotNameLimit.MAX_NAME_LENGTH + 1)},
     {"name": "x" * BotNameLimit.MAX_NAME_LENGTH}, "Bad Request: bot name is too long"),
    ("description", "setMyDescription",
     {"description": "x" * (BotDescriptionLimit.MAX_DESCRIPTION_LENGTH + 1)},
     {"description": "x" * BotDescriptionLimit.MAX_DESCRIPTION_LENGTH},
     "Bad Request: bot description is too long"),
    ("short description", "setMyShortDescription",
     {"short_description": "x" * (BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH + 1)},
     {"short_description": "x" * BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH},
     "Bad Request: bot short description is too long"),
    ("secret token", "setWebhook",
     {"url": "https://a.org", "secret_token": "x" * (WebhookLimit.MAX_SECRET_TOKEN_LENGTH + 1)},
     {"url": "https://a.org", "secret_token": "x" * WebhookLimit.MAX_SECRET_TOKEN_LENGTH},
     "Bad Request: secret token is too long"),
    ("letters of a secret token", "setWebhook", {"url": "https://a.org", "secret_token": "a b"},
     {"url": "https://a.org", "secret_token": "a-b_C"},
     "Bad Request: secret token contains unallowed characters"),
    ("port of a webhook", "setWebhook", {"url": "https://a.org:444"},
     {"url": "https://a.org:8443"},
     "Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
    ("webhook without TLS", "setWebhook", {"url": "http://a.org"}, {"url": "https://a.org"},
     "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("method", "wrong", "right", "why"), [limit[1:] for limit in LIMITS], ids=[x[0] for x in LIMITS]
)
def test_limit(method: str, wrong: JSON, right: JSON, why: str) -> None:
    async def act(scene: Scene) -> None:
        refusal = await scene.refused(method, **wrong)
        assert (refusal.status, str(refusal)) == (400, why)
        assert await scene.call(method, **right)

    play(act)


RESULT_ID = InlineQueryResultLimit.MAX_ID_LENGTH.value
START = InlineQueryResultsButtonLimit.MAX_START_PARAMETER_LENGTH.value
OFFSET = InlineQueryLimit.MAX_OFFSET_LENGTH.value
MANY = [article(str(number)) for number in range(InlineQueryLimit.RESULTS + 1)]


@pytest.mark.parametrize(
    ("wrong", "right", "why"),
    [
        ({"results": MANY}, {"results": MANY[1:]}, "RESULTS_TOO_MUCH"),
        ({"results": MANY[:1] * 2}, {"results": MANY[:2]}, "RESULT_ID_DUPLICATE"),
        ({"results": [article("")]}, {"results": [article("a")]}, "RESULT_ID_INVALID"),
        (
            {"results": [article("д" * (RESULT_ID // 2) + "a")]},
            {"results": [article("д" * (RESULT_ID // 2))]},
            "RESULT_ID_INVALID",
        ),
        ({"results": [article(title="")]}, {"results": [article()]}, "ARTICLE_TITLE_EMPTY"),
        (
            {"results": [article(input_message_content={"message_text": "x" * (LONG + 1)})]},
            {"results": [article(input_message_content={"message_text": "x" * LONG})]},
            "message is too long",
        ),
        (
            {"results": [article(reply_markup=keyboard(button("x" * (DATA + 1))))]},
            {"results": [article(reply_markup=keyboard(button("x" * DATA)))]},
            "BUTTON_DATA_INVALID",
        ),
        (
            {"results": [], "next_offset": "x" * (OFFSET + 1)},
            {"results": [], "next_offset": "x" * OFFSET},
            "NEXT_OFFSET_INVALID",
        ),
        (
            {"results": [], "button": {"text": "x", "start_parameter": "x" * (START + 1)}},
            {"results": [], "button": {"text": "x", "start_parameter": "x" * START}},
            "START_PARAM_INVALID",
        ),
        (
            {"results": [], "button": {"text": "x", "start_parameter": "a/b"}},
            {"results": [], "button": {"text": "x", "start_parameter": "a_b-C"}},
            "START_PARAM_INVALID",
        ),
    ],
)
def test_limit_of_inline_answers(wrong: JSON, right: JSON, why: str) -> None:
    async def act(scene: Scene) -> None:
        query = scene.control.inline(scene.anna, "when")
        refusal = await scene.refused("answerInlineQuery", inline_query_id=query, **wrong)
        assert str(refusal) == f"Bad Request: {why}"
        assert scene.control.answer(query) is None
        assert await scene.call("answerInlineQuery", inline_query_id=query, **right)
        answer = scene.control.answer(query)
        assert answer is not None
        assert answer["results"] == right["results"]

    play(act)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("дa<sup>2</sup>", 'Unsupported start tag "sup" at byte offset 3'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href=a/b>x</a>", "Unexpected end of name token at byte offset 8"),
        ("<a ='x'>x</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ('<tg-emoji emoji-id="x">x</tg-emoji>', "Invalid custom emoji identifier specified"),
    ],
)
def test_html_that_is_refused(text: str, why: str) -> None:
    async def act(scene: Scene) -> None:
        refusal = await scene.refused("sendMessage", chat_id=42, text=text, parse_mode="HTML")
        assert str(refusal) == f"Bad Request: can't parse entities: {why}"
        assert not scene.control.sent()

    play(act)


@pytest.mark.parametrize(
    ("text", "plain", "kinds"),
    [
        ("<b>a</b><strong>b</strong>", "ab", ["bold", "bold"]),
        ("<i>a</i><em>b</em>", "ab", ["italic", "italic"]),
        ("<u>a</u><ins>b</ins>", "ab", ["underline", "underline"]),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", ["strikethrough"] * 3),
        ('<span class="tg-spoiler">a</span><tg-spoiler>b</tg-spoiler>', "ab", ["spoiler"] * 2),
        ("<code>a</code><pre>b</pre>", "ab", ["code", "pre"]),
        ('<pre><code class="language-python">a</code></pre>', "a", ["pre"]),
        ("<blockquote>a</blockquote>", "a", ["blockquote"]),
        ("<blockquote expandable>a</blockquote>", "a", ["expandable_blockquote"]),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "ab", ["blockquote"]),
        ("<code><b>a</b></code>", "a", ["code"]),
        ('<tg-emoji emoji-id="5368324170671202286">a</tg-emoji>', "a", ["custom_emoji"]),
        ('<tg-time unix="1" format="r">a</tg-time>', "a", ["date_time"]),
        ('<a href="https://a.org/?a=1&amp;b=2">a</a>', "a", ["text_link"]),
        ('<a href="a b">a</a>', "a", []),
        ('<a href="javascript:x()">a</a>', "a", []),
        ('<a href="tg://user?id=42">a</a>', "a", ["text_mention"]),
        ("<B>a</B>", "a", ["bold"]),
        ("<b>a</>", "a", ["bold"]),
        ("<b></b>a", "a", []),
        ("&lt;&gt;&amp;&quot;&#65;&#x42;", '<>&"AB', []),
        ("&nbsp;&laquo;a & b", "&nbsp;&laquo;a & b", []),
    ],
)
def test_html_that_is_accepted(text: str, plain: str, kinds: list[str]) -> None:
    async def act(scene: Scene) -> None:
        sent = await scene.send(text, parse_mode="HTML")
        assert sent["text"] == plain
        assert [entity["type"] for entity in sent.get("entities", [])] == kinds

    play(act)


def test_entities_are_told_in_utf16_and_moved_with_the_trimmed_text() -> None:
    async def act(scene: Scene) -> None:
        sent = await scene.send(f"  {EMOJI}<b>{EMOJI}x</b> ", parse_mode="HTML")
        assert sent["text"] == f"{EMOJI}{EMOJI}x"
        assert sent["entities"] == [{"type": "bold", "offset": 2, "length": 3}]

    play(act)


def test_the_language_of_code() -> None:
    async def act(scene: Scene) -> None:
        text = '<pre><code class="language-python">a</code></pre><code class="language-c">b</code>'
        sent = await scene.send(text, parse_mode="HTML")
        python = {"type": "pre", "offset": 0, "length": 1, "language": "python"}
        assert sent["entities"] == [python, {"type": "code", "offset": 1, "length": 1}]

    play(act)


def test_entities_beyond_the_hundredth_are_plain_text() -> None:
    async def act(scene: Scene) -> None:
        most = MessageLimit.MESSAGE_ENTITIES.value
        sent = await scene.send("<b>x</b> " * (most + 1), parse_mode="HTML")
        assert len(sent["entities"]) == most
        assert sent["text"].count("x") == most + 1

    play(act)


def test_markdown_is_said_not_to_be_faked() -> None:
    async def act(scene: Scene) -> None:
        refusal = await scene.refused("sendMessage", chat_id=42, text="x", parse_mode="MarkdownV2")
        assert refusal.status == 501
        assert (await scene.refused("sendDice", chat_id=42)).status == 501
        assert len(scene.control.not_faked()) == 2

    play(act)


def test_captions_and_files() -> None:
    async def act(scene: Scene) -> None:
        url = f"{scene.fake.url}{scene.fake.token}/"

        async def upload(method: str, kind: str, size: int, caption: str) -> tuple[int, JSON]:
            form = aiohttp.FormData({"chat_id": "42", "caption": caption, kind: "attach://it"})
            form.add_field("it", io.BytesIO(b"x" * size), filename="a.png")
            async with scene.session.post(url + method, data=form) as answer:
                return answer.status, await answer.json()

        longest = "x" * MessageLimit.CAPTION_LENGTH
        status, told = await upload("sendPhoto", "photo", 5, longest + "x")
        assert (status, told["description"]) == (400, "Bad Request: message caption is too long")
        status, told = await upload("sendPhoto", "photo", 5, longest)
        assert (status, told["result"]["caption"]) == (200, longest)
        most = FileSizeLimit.PHOTOSIZE_UPLOAD.value
        assert (await upload("sendPhoto", "photo", most + 1, ""))[0] == 413
        assert (await upload("sendPhoto", "photo", most, ""))[0] == 200
        status, told = await upload("sendDocument", "document", most + 1, "")
        assert status == 200
        number = told["result"]["document"]["file_id"]
        found = await scene.call("getFile", file_id=number)
        address = f"{scene.fake.file_url}{scene.fake.token}/{found['file_path']}"
        async with scene.session.get(address) as answer:
            assert await answer.read() == b"x" * (most + 1)
        large = FileSizeLimit.FILESIZE_DOWNLOAD.value
        _, told = await upload("sendDocument", "document", large + 1, "")
        number = told["result"]["document"]["file_id"]
        assert str(await scene.refused("getFile", file_id=number)) == "Bad Request: file is too big"

    play(act)


def test_the_word_for_who_pressed_a_button() -> None:
    async def act(scene: Scene) -> None:
        sent = await scene.send(reply_markup=keyboard(button()))
        press = scene.control.press(scene.anna, scene.anna, sent["message_id"], "x")
        most = CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH.value
        values = {"callback_query_id": press, "text": "x" * (most + 1)}
        refusal = await scene.refused("answerCallbackQuery", **values)
        assert str(refusal) == "Bad Request: MESSAGE_TOO_LONG"
        assert await scene.call("answerCallbackQuery", **values | {"text": "x" * most})
        assert scene.control.answer(press)

    play(act)
