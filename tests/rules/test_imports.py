"""A file's prices are held against those known of its listing, and asked about where they do not fit."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thesis_tui.model.bars import Bar
from thesis_tui.rules.imports import import_question

FIRST = date(2026, 1, 5)
MOVES = st.lists(st.decimals("-0.06", "0.06", places=4), min_size=8, max_size=60)


def closes(moves: list[Decimal], start: Decimal = Decimal(150)) -> list[tuple[date, Decimal]]:
    """Closes of working days from `start` on, each moved by its share."""
    found = []
    day, close = FIRST, start
    for move in moves:
        close = (close * (1 + move)).quantize(Decimal("0.0001"))
        found.append((day, close))
        day += timedelta(days=3 if day.weekday() == 4 else 1)
    return found


def rows(known: list[tuple[date, Decimal]], ratio: Decimal = Decimal(1)) -> list[Bar]:
    return [Bar(day, None, None, close * ratio) for day, close in known]


CALM = closes([Decimal("0.001")] * 40)


@given(moves=MOVES)
def test_a_file_of_what_is_known_is_never_asked_about(moves: list[Decimal]) -> None:
    known = closes(moves)
    assert import_question(rows(known), known, [], "BABA") is None


@given(moves=MOVES, ratio=st.sampled_from(["100", "0.01"]))
def test_hundredths_are_asked_about_by_their_unit(moves: list[Decimal], ratio: str) -> None:
    known = closes(moves)
    question = import_question(rows(known, Decimal(ratio)), known, [], "BABA")
    assert question is not None
    assert question.field == "unit"


@pytest.mark.parametrize("ratio", ["4", "0.25", "20", "2", "0.1", "0.05", "2.5"])
def test_another_basis_of_splits_is_asked_about(ratio: str) -> None:
    question = import_question(rows(CALM, Decimal(ratio)), CALM, [], "BABA")
    assert question is not None
    assert question.field == "split"
    assert question.words.endswith("of before or after a split?")


def test_only_the_days_before_a_split_are_asked_about() -> None:
    before, after = rows(CALM[:25], Decimal(4)), rows(CALM[25:])
    question = import_question([*before, *after], CALM, [], "BABA")
    assert question is not None
    assert question.words.startswith("25 closes up to 6 Feb 2026")


def test_a_known_price_that_is_wrong_is_no_measure() -> None:
    wrong = [(day, close * 100 if at == 20 else close) for at, (day, close) in enumerate(CALM)]
    assert import_question([rows(CALM)[20]], wrong, [], "BABA") is None
    assert import_question(rows(CALM), wrong, [], "BABA") is None


def test_a_crash_of_a_day_is_the_files_to_say() -> None:
    fallen = [*CALM, *((day, close * Decimal("0.4")) for day, close in closes([Decimal(0)] * 50)[40:])]
    assert import_question(rows(fallen), fallen, [], "BABA") is None


@pytest.mark.parametrize(
    ("close", "field"),
    [("150", None), ("450", None), ("15120", "unit"), ("1.5", "unit"), ("2000", "sure"), ("5", "sure")],
)
def test_a_file_of_another_time_is_held_against_the_last_price_known(close: str, field: str | None) -> None:
    known = [(date(2025, 12, 22), Decimal("149.80"))]
    question = import_question([Bar(date(2026, 11, 27), None, None, Decimal(close))], known, [], "BABA")
    assert (question.field if question else None) == field


def test_without_a_price_the_levels_are_the_measure() -> None:
    levels = [Decimal("0.90"), Decimal("1.10")]
    assert import_question([Bar(FIRST, None, None, Decimal("0.93"))], [], levels, "VOD.L") is None
    question = import_question([Bar(FIRST, None, None, Decimal("93.1"))], [], levels, "VOD.L")
    assert question is not None
    assert question.field == "unit"
    assert import_question([Bar(FIRST, None, None, Decimal("93.1"))], [], [], "VOD.L") is None
