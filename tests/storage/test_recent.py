from __future__ import annotations

from ispolkom_bot.storage.recent import Recent


class Ticks:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_least_recently_used_goes_first() -> None:
    recent: Recent[str] = Recent(2, 30, Ticks())
    recent.put(1, "one")
    recent.put(2, "two")
    assert recent.get(1) == "one"
    recent.put(3, "three")
    assert [recent.get(key) for key in (1, 2, 3)] == ["one", None, "three"]


def test_putting_again_takes_no_other_place() -> None:
    recent: Recent[str] = Recent(2, 30, Ticks())
    recent.put(1, "one")
    recent.put(2, "two")
    recent.put(2, "zwei")
    assert [recent.get(key) for key in (1, 2)] == ["one", "zwei"]


def test_a_value_is_believed_for_a_time() -> None:
    ticks = Ticks()
    recent: Recent[str] = Recent(2, 30, ticks)
    recent.put(1, "one")
    ticks.now = 29.9
    assert recent.get(1) == "one"
    ticks.now = 30.0
    assert recent.get(1) is None


def test_what_was_read_before_a_change_is_not_kept() -> None:
    recent: Recent[str] = Recent(2, 30, Ticks())
    seen = recent.seen()
    recent.put(1, "new")
    recent.learn(1, "old", seen)
    assert recent.get(1) == "new"
    seen = recent.seen()
    recent.drop(1)
    recent.learn(1, "old", seen)
    assert recent.get(1) is None


def test_what_was_read_is_kept() -> None:
    recent: Recent[str] = Recent(2, 30, Ticks())
    recent.learn(1, "read", recent.seen())
    assert recent.get(1) == "read"
