"""Decisions on prices: recorded, read as one line, taken back like any entry."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from thesis_tui.errors import InputError
from thesis_tui.model.book import Clock
from thesis_tui.model.journal import Correction
from thesis_tui.printing.json import log_json
from thesis_tui.rules.fold import fold
from thesis_tui.services.desk import Desk
from thesis_tui.storage.paths import Places
from thesis_tui.storage.settings import Settings

NOW = datetime(2026, 11, 30, 9, 30, tzinfo=UTC)
DAY = date(2026, 11, 24)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    places = Places(tmp_path / "data", tmp_path / "config.toml", tmp_path / "state", tmp_path / "cache")
    desk = Desk(places=places, settings=Settings(), clock=lambda: NOW)
    desk.start()
    return desk


@pytest.mark.parametrize(
    ("correction", "line"),
    [
        (Correction(listing="BABA", correction="drop day", day=DAY), "BABA: dropped the price of 24 Nov"),
        (Correction(listing="BABA", correction="accept", day=DAY, value=Decimal("61.00")),
         "BABA: accepted 61.00 of 24 Nov"),
        (Correction(listing="BABA", correction="refuse", day=DAY, value=Decimal(61), note="a slip"),
         "BABA: refused 61.00 of 24 Nov, a slip"),
        (Correction(listing="9988.HK", correction="split", day=date(2025, 11, 27), numerator=Decimal(20),
                    denominator=Decimal(1)), "9988.HK: split 20:1 on 27 Nov 2025"),
        (Correction(listing="BABA", correction="refuse", day=DAY, subject="BABA:split:2025-11-24"),
         "BABA: refused the split of 24 Nov"),
        (Correction(listing="BABA", correction="refuse", day=DAY, value=Decimal("0.05"),
                    subject="BABA:history:2025-11-24"), "BABA: refused the history of 24 Nov"),
        (Correction(listing="BABA", correction="reset"), "reset all price decisions on BABA"),
    ],
)  # fmt: skip
def test_a_correction_reads_as_one_line_and_undo_takes_it_back(desk: Desk, correction: Correction, line: str) -> None:
    entry = desk.correct(correction)
    (first, *_) = desk.view().journal
    assert (first.text, first.place, first.target.kind, first.target.id) == (
        line, "Prices", "listing", correction.listing,
    )  # fmt: skip
    assert f'"correction":"{correction.correction}"' in log_json([entry]).replace('": "', '":"')
    assert [other.what for other in fold(desk.book(), Clock(NOW)).corrections[correction.listing]] == [correction]
    assert desk.undo().partition(";")[0] == line
    assert fold(desk.book(), Clock(NOW)).corrections == {}
    assert desk.redo() == line
    assert [other.what for other in fold(desk.book(), Clock(NOW)).corrections[correction.listing]] == [correction]


@pytest.mark.parametrize(
    ("correction", "field"),
    [
        (Correction(listing="BABA", correction="split", day=DAY, numerator=Decimal(20)), "denominator"),
        (Correction(listing="BABA", correction="accept", day=DAY), "value"),
        (Correction(listing="BABA", correction="drop day"), "day"),
        (Correction(listing="BABA", correction="split", day=DAY, numerator=Decimal(0), denominator=Decimal(1)),
         "numerator"),
    ],
)  # fmt: skip
def test_a_correction_without_what_it_needs_is_refused_and_nothing_recorded(
    desk: Desk, correction: Correction, field: str
) -> None:
    before = desk.book().entries
    with pytest.raises(InputError, match=field):
        desk.correct(correction)
    assert desk.book().entries == before
