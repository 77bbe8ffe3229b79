"""Settings: who sees and changes them, what each button does, that all of them do what they say."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest
from tests.surfaces.telegram.stage import Shown, Stage

from ispolkom_bot.storage.values import ChatSettings
from ispolkom_bot.surfaces.telegram import words
from ispolkom_bot.surfaces.telegram.changes import Change, applied, changed
from ispolkom_bot.surfaces.telegram.manners import quiet_now
from ispolkom_bot.surfaces.telegram.panel import ZONES, of_group

WHEN = "/ask When was Order No. 1 issued?"
MOSCOW = "Europe/Moscow"


@pytest.fixture
def group(tg: Stage) -> int:
    """A class of Anna, led by Boris."""
    return tg.control.group(members=[tg.anna], administrators=[tg.boris])


def settings(tg: Stage, group: int) -> ChatSettings:
    """What is kept of a group."""
    return tg.run(tg.store.chat(group))


def panel(tg: Stage, group: int, **more: int) -> Shown:
    """The settings as Boris calls for them."""
    tg.control.forward(60)
    [shown] = tg.say(tg.boris, "/settings", group, **more)
    return shown


def moment(hour: int, minute: int = 0, zone: str = MOSCOW) -> float:
    """A time of day somewhere, one day in winter."""
    return datetime.datetime(2027, 1, 15, hour, minute, tzinfo=ZoneInfo(zone)).timestamp()


def test_only_administrators_see_and_change_them(tg: Stage, group: int) -> None:
    [told] = tg.say(tg.anna, "/settings", group)
    assert told.text == words.ONLY_LEADERS.en
    shown = panel(tg, group)
    word, new = tg.press(tg.anna, shown, "Русский")
    assert (word["text"], word["show_alert"], new) == (words.ONLY_LEADERS.en, True, [])
    assert settings(tg, group) == ChatSettings()
    tg.press(tg.boris, shown, "Русский")
    assert settings(tg, group) == ChatSettings(language="ru")


def test_whether_somebody_leads_is_asked_of_telegram_once_a_minute(tg: Stage, group: int) -> None:
    shown = panel(tg, group)
    for button in ("English", "New Style first", "Quietly, the bare answer"):
        tg.press(tg.boris, tg.now(shown), button)
    assert len(tg.control.calls("getChatMember")) == 1
    tg.control.demote(group, tg.boris, by=tg.boris)
    tg.control.forward(61)
    word, _ = tg.press(tg.boris, tg.now(shown), "Русский")
    assert word["text"] == words.ONLY_LEADERS.en


def test_an_anonymous_administrator_may(tg: Stage, group: int) -> None:
    with tg.do(group) as new:
        tg.control.say_anonymously(group, "/settings@ispolkom_bot")
    assert new[0].text.startswith("Settings of this group")
    assert tg.control.calls("getChatMember") == []


def test_a_member_in_the_name_of_a_channel_may_not(tg: Stage, group: int) -> None:
    channel = {"id": -1007, "type": "channel", "title": "News"}
    [told] = tg.say(tg.anna, "/settings", group, sender_chat=channel)
    assert told.text == words.ONLY_LEADERS.en


def test_where_telegram_does_not_tell_of_a_member_it_tells_of_the_administrators(
    tg: Stage, group: int
) -> None:
    tg.control.fail("getChatMember", code=400, text="CHAT_ADMIN_REQUIRED", times=2)
    assert panel(tg, group).text.startswith("Settings")
    tg.control.forward(60)
    assert tg.say(tg.anna, "/settings", group)[0].text == words.ONLY_LEADERS.en


def test_each_button_does_what_it_says_and_the_panel_shows_it(tg: Stage, group: int) -> None:
    shown = panel(tg, group)
    for button, field, value in (
        ("English", "language", "en"),
        ("As the question", "language", None),
        ("New Style first", "calendar", "new"),
        ("Old Style first", "calendar", "old"),
        ("Quietly, the bare answer", "quiet", True),
        ("With sound and buttons", "quiet", False),
    ):
        word, new = tg.press(tg.boris, tg.now(shown), button)
        assert (word["text"], new) == ("", [])
        assert getattr(settings(tg, group), field) == value
        assert f"✓ {button}" in tg.now(shown).buttons
    assert tg.now(shown).text == shown.text


def test_a_choice_made_already_changes_nothing(tg: Stage, group: int) -> None:
    shown = panel(tg, group)
    assert tg.press(tg.boris, shown, "✓ As the question") == (
        {"text": "", "show_alert": False, "url": "", "cache_time": 0},
        [],
    )
    assert tg.now(shown).buttons == shown.buttons


def test_the_panel_speaks_the_language_that_was_chosen(tg: Stage, group: int) -> None:
    shown = panel(tg, group)
    tg.press(tg.boris, shown, "Русский")
    assert tg.now(shown).text == "Настройки этой группы"


def test_quiet_hours_are_set_and_moved_by_the_hour(tg: Stage, group: int) -> None:
    shown = panel(tg, group)
    tg.press(tg.boris, shown, "Quiet hours 22:00–07:00")
    assert "22:00–07:00, Europe/Moscow" in tg.now(shown).text
    tg.press(tg.boris, tg.now(shown), "from 21:00")
    tg.press(tg.boris, tg.now(shown), "until 08:00")
    tg.press(tg.boris, tg.now(shown), "Europe/Kyiv")
    kept = settings(tg, group)
    assert (kept.quiet_from, kept.quiet_to, kept.zone) == (21 * 60, 8 * 60, "Europe/Kyiv")
    tg.press(tg.boris, tg.now(shown), "No quiet hours")
    assert settings(tg, group).quiet_from is None
    assert "Quiet hours 22:00–07:00" in tg.now(shown).buttons


def test_any_time_zone_can_be_named(tg: Stage, group: int) -> None:
    tg.run(tg.store.set_chat(group, ChatSettings(quiet_from=0, quiet_to=60)))
    [shown] = tg.say(tg.boris, "/settings Europe/Paris", group)
    assert "Europe/Paris" in shown.text
    assert settings(tg, group).zone == "Europe/Paris"
    [told] = tg.say(tg.boris, "/settings Petrograd", group)
    assert told.text == words.NO_ZONE.en


def test_in_quiet_hours_it_is_silent_but_for_one_word_and_the_settings(
    tg: Stage, group: int
) -> None:
    tg.run(tg.store.set_chat(group, ChatSettings(quiet_from=22 * 60, quiet_to=7 * 60)))
    tg.share(now=lambda: moment(23))
    [told] = tg.say(tg.anna, WHEN, group)
    assert told.text == words.QUIET_HOURS.en.format(until="07:00")
    assert tg.say(tg.boris, WHEN, group) == []
    assert panel(tg, group).text.startswith("Settings")
    tg.share(now=lambda: moment(7))
    tg.control.forward(60)
    [answer] = tg.say(tg.anna, WHEN, group)
    tg.share(now=lambda: moment(22))
    word, new = tg.press(tg.anna, answer, "Sources")
    assert (word["text"], new) == (words.QUIET_HOURS.en.format(until="07:00"), [])


@pytest.mark.parametrize(
    ("start", "end", "quiet", "loud"),
    [
        (22 * 60, 7 * 60, [(22, 0), (23, 59), (0, 0), (6, 59)], [(7, 0), (12, 0), (21, 59)]),
        (9 * 60, 14 * 60, [(9, 0), (13, 59)], [(8, 59), (14, 0), (0, 0)]),
        (5, 5, [(0, 0), (12, 0)], []),
    ],
)
def test_hours_run_over_midnight_and_equal_ends_are_the_whole_day(
    start: int, end: int, quiet: list[tuple[int, int]], loud: list[tuple[int, int]]
) -> None:
    kept = ChatSettings(quiet_from=start, quiet_to=end, zone=MOSCOW)
    assert [quiet_now(kept, moment(*at)) for at in quiet] == [True] * len(quiet)
    assert [quiet_now(kept, moment(*at)) for at in loud] == [False] * len(loud)


def test_hours_are_those_of_the_zone() -> None:
    kept = ChatSettings(quiet_from=22 * 60, quiet_to=7 * 60, zone="America/New_York")
    assert not quiet_now(kept, moment(23))
    assert quiet_now(kept, moment(23, zone="America/New_York"))
    assert not quiet_now(ChatSettings(), moment(23))
    lost = ChatSettings(quiet_from=22 * 60, quiet_to=7 * 60, zone="Nowhere/Land")
    assert quiet_now(lost, moment(23, zone="UTC"))


def test_in_a_forum_it_can_be_bound_to_the_topic_of_the_panel(tg: Stage) -> None:
    forum = tg.control.group(forum=True, members=[tg.anna], administrators=[tg.boris])
    one, other = (tg.control.topic(forum, name, by=tg.boris) for name in ("One", "Other"))
    shown = panel(tg, forum, topic=one)
    assert "✓ In every topic" in shown.buttons
    tg.press(tg.boris, shown, "In this topic alone")
    assert settings(tg, forum).topic == one
    assert "✓ In this topic alone" in tg.now(shown).buttons
    elsewhere = panel(tg, forum, topic=other)
    assert "one other topic" in elsewhere.text
    tg.press(tg.boris, elsewhere, "In every topic")
    assert settings(tg, forum).topic is None
    general = panel(tg, forum)
    tg.press(tg.boris, general, "In this topic alone")
    assert settings(tg, forum).topic == 1


def test_a_plain_group_has_no_topics_to_choose(tg: Stage, group: int) -> None:
    assert not any("topic" in button for button in panel(tg, group).buttons)


def test_a_panel_works_after_a_restart_and_below_an_old_message(tg: Stage, group: int) -> None:
    shown = panel(tg, group)
    tg.restart()
    word, _ = tg.press(tg.boris, shown, "English", old=True)
    assert word["text"] == ""
    assert settings(tg, group).language == "en"


def test_all_that_panels_offer_can_be_applied_and_fits() -> None:
    swept = 0
    for zone in (None, *ZONES, "Asia/Kolkata"):
        for start in (None, 0, 23 * 60):
            kept = ChatSettings(quiet_from=start, quiet_to=60 if start is not None else None)
            kept = ChatSettings("en", "old", True, 7, kept.quiet_from, kept.quiet_to, zone)
            for language in ("en", "ru"):
                for topic in (None, 7, 2**31):
                    page = of_group(kept, language, topic, moment(12))
                    for button in (button for row in page.buttons for button in row):
                        assert len(button.data.encode()) <= 64
                        change = changed(button.data)
                        assert change is not None
                        assert change.data == button.data
                        assert applied(kept, change) is not None
                        swept += 1
    assert swept > 500


@pytest.mark.parametrize(
    "change",
    [
        Change("en", "language", "fr"),
        Change("en", "calendar", ""),
        Change("en", "quiet", "1"),
        Change("en", "topic", "-1"),
        Change("en", "topic", "9" * 30),
        Change("en", "hours", "1440-1"),
        Change("en", "hours", "1-²"),
        Change("en", "hours", "1"),
        Change("en", "zone", ""),
        Change("en", "zone", "/etc/localtime"),
    ],
    ids=lambda change: change.data,
)
def test_what_no_panel_offers_is_not_applied(change: Change) -> None:
    assert applied(ChatSettings(), change) is None
