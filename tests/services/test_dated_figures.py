"""Days that the user gives to figures whose article prints none."""

from __future__ import annotations

from datetime import date

import pytest

from thesis_tui.errors import InputError
from thesis_tui.services.dated_figures import Undated, likely_period, read_period

PUBLISHED = date(2026, 11, 19)


@pytest.mark.parametrize(
    ("words", "year_end", "expected"),
    [
        ("third quarter", (1, 31), "2026-08-01 to 2026-10-31"),
        ("third quarter", (12, 31), "2026-07-01 to 2026-09-30"),
        ("q3", (9, 30), "2026-07-01 to 2026-09-30"),
        ("dritten quartal", (12, 31), "2026-07-01 to 2026-09-30"),
        ("4th quarter", (9, 30), "2026-07-01 to 2026-09-30"),
        ("三季度", (12, 31), "2026-07-01 to 2026-09-30"),
        ("a recent quarter", (12, 31), ""),
        ("", (12, 31), ""),
        ("third quarter", (3, 31), "2026-07-01 to 2026-09-30"),
    ],
)
def test_the_quarter_offered_is_the_one_of_that_number_that_was_over_last(
    words: str, year_end: tuple[int, int], expected: str
) -> None:
    assert likely_period(Undated(words, ""), PUBLISHED, year_end) == expected


def test_a_period_after_the_article_is_refused_for_figures_that_came_and_taken_for_guidance() -> None:
    with pytest.raises(InputError, match="after the article") as refused:
        read_period("dec 2026", PUBLISHED, (12, 31), Undated("", "reported"))
    assert refused.value.field == "period"
    assert read_period("dec 2026", PUBLISHED, (12, 31), Undated("", "guided")).start == date(2026, 12, 1)
