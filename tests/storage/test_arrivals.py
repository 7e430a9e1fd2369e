"""The last readings and the waiting documents of a folder, as a view needs them."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from thesis_tui.model.documents import Document, Reading
from thesis_tui.storage import readings as files
from thesis_tui.storage.arrivals import KEPT_DAYS, arrivals_print, read_arrivals, readings_until
from thesis_tui.storage.documents import write_document
from thesis_tui.storage.readings import append_readings

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


def reading(day: int, value: int = 1, metric: str = "stars") -> Reading:
    return Reading(metric=metric, at=NOW - timedelta(days=day), value=Decimal(value), unit="stars")


def test_of_a_series_the_last_weeks_are_kept_and_of_an_old_one_its_last_reading(tmp_path: Path) -> None:
    append_readings(tmp_path, "here", tuple(reading(day, day) for day in range(200, -1, -1)))
    append_readings(tmp_path, "here", (reading(900, 7, "old"),))
    found, problems = read_arrivals(tmp_path, None)
    assert problems == []
    assert [item.value for item in found.readings["old"]] == [7]
    assert [int(item.value) for item in found.readings["stars"]] == list(range(KEPT_DAYS, -1, -1))


def test_a_month_that_did_not_change_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append_readings(tmp_path, "here", tuple(reading(day) for day in range(90, -1, -1)))
    before = read_arrivals(tmp_path, tmp_path / "cache")
    read: list[str] = []
    real = files.read_file

    def watched(folder: Path | str, name: str, only: frozenset[str] | None = None) -> object:
        read.append(name)
        return real(folder, name, only)

    monkeypatch.setattr(files, "read_file", watched)
    assert read_arrivals(tmp_path, tmp_path / "cache") == before
    assert read == []
    append_readings(tmp_path, "here", (Reading(metric="new", at=NOW, value=Decimal(2), unit="x"),))
    found, _ = read_arrivals(tmp_path, tmp_path / "cache")
    assert read == ["2026-11.here.csv"]
    assert {metric: len(items) for metric, items in found.readings.items()} == {"stars": KEPT_DAYS + 1, "new": 1}


def test_a_file_that_shrank_is_believed_as_it_is_now(tmp_path: Path) -> None:
    append_readings(tmp_path, "here", (reading(1, 5), reading(0, 6)))
    read_arrivals(tmp_path, tmp_path / "cache")
    path = tmp_path / "readings" / "2026-11.here.csv"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))
    found, _ = read_arrivals(tmp_path, tmp_path / "cache")
    assert [int(item.value) for item in found.readings["stars"]] == [5]


def test_what_is_damaged_is_named_each_time_and_the_rest_counts(tmp_path: Path) -> None:
    append_readings(tmp_path, "here", (reading(1, 5),))
    with (tmp_path / "readings" / "2026-11.here.csv").open("a") as file:
        file.write("stars,2026-11-30T09:00")
    for _ in range(2):
        found, problems = read_arrivals(tmp_path, tmp_path / "cache")
        assert [item.path for item in problems] == ["readings/2026-11.here.csv"]
        assert len(found.readings["stars"]) == 1


def test_the_print_changes_with_a_reading_and_with_a_document(tmp_path: Path) -> None:
    seen = {arrivals_print(str(tmp_path))}
    append_readings(tmp_path, "here", (reading(1),))
    seen.add(arrivals_print(str(tmp_path)))
    append_readings(tmp_path, "here", (reading(0, 2),))
    seen.add(arrivals_print(str(tmp_path)))
    write_document(tmp_path, Document(key="a", kind="news", monitor="m", title="A", published=date(2026, 11, 1)))
    seen.add(arrivals_print(str(tmp_path)))
    assert len(seen) == 4
    (document,) = read_arrivals(tmp_path, None)[0].documents
    assert (document.title, document.published) == ("A", date(2026, 11, 1))


def test_readings_as_they_stood_on_a_day_are_of_before_it(tmp_path: Path) -> None:
    append_readings(tmp_path, "here", tuple(reading(day, day) for day in range(400, -1, -1)))
    day = (NOW - timedelta(days=300)).date()
    found = readings_until(tmp_path, day, ("stars", "none"))
    assert list(found) == ["stars"]
    assert found["stars"][-1].day == day
    assert found["stars"][0].day == day - timedelta(days=KEPT_DAYS)


def test_twelve_years_of_thirty_metrics_cost_a_start_what_sixty_days_cost(tmp_path: Path) -> None:
    days = range(0, 12 * 365, 5)  # a fifth of them: what is measured is the second reading, and writing takes time
    metrics = [f"metric-{number}" for number in range(30)]
    append_readings(tmp_path, "here", tuple(reading(day, day + 1, metric) for metric in metrics for day in days))
    read_arrivals(tmp_path, tmp_path / "cache")
    begun = time.process_time()
    found, _ = read_arrivals(tmp_path, tmp_path / "cache")
    assert time.process_time() - begun < 0.05
    assert len(found.readings) == 30
