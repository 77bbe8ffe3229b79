"""The ledger: how far updates may be confirmed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ispolkom_bot.surfaces.telegram.ledger import Ledger


def of(*numbers: int) -> Ledger:
    ledger = Ledger()
    for number in numbers:
        ledger.add(number)
    return ledger


def test_nothing_is_confirmed_before_anything_is_settled() -> None:
    ledger = of(7, 8)
    assert (ledger.offset, ledger.open, len(ledger)) == (0, 2, 2)


def test_only_a_contiguous_run_is_confirmed() -> None:
    ledger = of(7, 8, 9)
    ledger.settle(8)
    assert (ledger.offset, ledger.open, len(ledger)) == (0, 2, 3)
    ledger.settle(7)
    assert (ledger.offset, ledger.open, len(ledger)) == (9, 1, 1)
    ledger.settle(9)
    assert (ledger.offset, ledger.open, len(ledger)) == (10, 0, 0)


def test_gaps_in_the_numbers_and_a_new_beginning_are_in_telegrams_order() -> None:
    ledger = of(900, 905, 12, 13)
    for number in (900, 905):
        ledger.settle(number)
    assert ledger.offset == 906
    ledger.settle(12)
    assert ledger.offset == 13
    ledger.confirmed(13)
    assert 900 not in ledger
    assert 12 not in ledger
    assert 13 in ledger


def test_what_was_settled_during_a_request_is_still_known_when_its_answer_comes() -> None:
    ledger = of(1, 2, 3)
    ledger.settle(1)
    asked = ledger.offset
    ledger.settle(2)
    for number in (2, 3):  # the answer, made before
        assert number in ledger
        ledger.add(number)
    assert (ledger.offset, ledger.open) == (3, 1)
    ledger.confirmed(asked)
    assert [number in ledger for number in (1, 2, 3)] == [False, True, True]
    ledger.confirmed(3)
    assert [number in ledger for number in (1, 2, 3)] == [False, False, True]


def test_settling_twice_or_something_unknown_changes_nothing() -> None:
    ledger = of(1, 2)
    for number in (2, 2, 99):
        ledger.settle(number)
    assert (ledger.offset, ledger.open) == (0, 1)


@given(st.permutations(list(range(12))), st.integers(0, 12))
def test_no_update_is_confirmed_before_it_is_settled(order: list[int], settled: int) -> None:
    ledger = of(*range(100, 112))
    done = {100 + number for number in order[:settled]}
    for number in order[:settled]:
        ledger.settle(100 + number)
        assert all(one in done for one in range(100, ledger.offset))
    first_open = next((one for one in range(100, 112) if one not in done), 112)
    assert (ledger.offset or 100) == first_open
    assert ledger.open == 12 - settled
