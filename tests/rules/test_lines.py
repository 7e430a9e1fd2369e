"""A line that was renamed is another one: nothing is judged across it, and the columns mark it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from tests.pages.page_views import bundled, view_of
from thesis_tui.model.journal import Entry
from thesis_tui.model.objects import Observation
from thesis_tui.model.view import View
from thesis_tui.pages.bars import metric_bars
from thesis_tui.pages.spans import plain_text

QUARTERS = (
    ((2026, 4, 1), (2026, 6, 30), 12, "AI Cloud and Compute Services(1)"),
    ((2026, 1, 1), (2026, 3, 31), 11, "Cloud Intelligence Group"),
    ((2025, 10, 1), (2025, 12, 31), 36, ""),
)


def kept(*rows: tuple[tuple[int, int, int], tuple[int, int, int], int, str]) -> list[Entry]:
    return [
        Entry(
            id=f"k{number}",
            at=datetime(2026, 8, 21, 9, number, tzinfo=UTC),
            kind="observation",
            what=Observation(
                id="",
                metric="cloud-revenue-yoy",
                value=Decimal(value),
                unit="%",
                start=date(*start),
                end=date(*end),
                filed=date(*end),
                row=row,
            ),
        )
        for number, (start, end, value, row) in enumerate(rows)
    ]


def seen(*rows: tuple[tuple[int, int, int], tuple[int, int, int], int, str]) -> View:
    return view_of(bundled(), kept(*rows), today=date(2026, 8, 22))


def test_two_quarters_below_the_line_break_a_pillar_only_when_they_are_of_one_line() -> None:
    of_two = seen(*QUARTERS).criterion("cloud-kill")
    same = tuple((start, end, value, QUARTERS[0][3]) for start, end, value, _ in QUARTERS)
    of_one = seen(*same).criterion("cloud-kill")
    assert of_two is not None
    assert of_one is not None
    assert (of_one.state, of_two.state) == ("fails", "unknown")
    assert of_two.code == "other line"
    assert "another line" in of_two.reason


def test_the_columns_mark_where_the_line_changed() -> None:
    view = seen(*QUARTERS)
    metric = view.metric("cloud-revenue-yoy")
    assert metric is not None
    text = "\n".join(plain_text(line) for line in metric_bars(view, metric, (), 100, 16))
    assert "╎" in text
    assert "from FQ1 2027 on AI Cloud and Compute Services: not compared with before" in text
