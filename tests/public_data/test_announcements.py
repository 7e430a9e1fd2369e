"""The day on which results will come, in the words of companies and papers."""

from __future__ import annotations

from datetime import date

import pytest

from thesis_tui.public_data.announcements import announced_day

TOLD = date(2026, 10, 22)
DAY = date(2026, 11, 5)


@pytest.mark.parametrize(
    "text",
    [
        "Nobody Inc. will report its third quarter results on Thursday, November 5, 2026, before the market opens.",
        "Nobody Group to Announce September Quarter 2026 Results on November 5, 2026",
        "Nobody to release earnings on November 5.",
        "Nobody Inc. schedules its third quarter earnings release date for Nov. 5, 2026",
        "DATE OF BOARD MEETING\nA meeting of the Board will be held on Thursday, 5 November 2026 for the results.",
        "Nobody plans to publish financial results for the quarter ended September 30, 2026 on November 5, 2026.",
    ],
)
def test_a_day_that_is_announced_is_read(text: str) -> None:
    assert announced_day(text, TOLD) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "Nobody Inc. reported its third quarter results on October 20, 2026.",
        "Nobody will hold its annual general meeting on November 5, 2026.",
        "Nobody will report its results on March 5, 2027.",
        "Nobody will report its results for the quarter ended September 30, 2026.",
        "Nobody will report its results soon. It opened a shop on November 5, 2026.",
        "",
    ],
)
def test_another_day_or_another_event_is_not(text: str) -> None:
    assert announced_day(text, TOLD) is None
