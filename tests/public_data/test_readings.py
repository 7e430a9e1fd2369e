"""Readings and documents in a thesis's folder: nothing is lost, doubled or half-believed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thesis_tui.errors import FileError, ReadOnlyError
from thesis_tui.model.documents import Document, DocumentFigure, Reading
from thesis_tui.rules.readings import is_new, note_of, series, weekly_medians
from thesis_tui.storage.documents import (
    KEPT_FOLDER,
    document_bytes,
    keep_document,
    read_documents,
    write_document,
)
from thesis_tui.storage.readings import append_readings, read_readings

BEGUN = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


def reading(day: int, value: int, metric: str = "qwen-downloads", basis: str = "", note: str = "") -> Reading:
    at = BEGUN + timedelta(days=day)
    return Reading(metric=metric, at=at, value=Decimal(value), unit="downloads", basis=basis, note=note)


def test_readings_of_two_machines_and_months_are_one_series(tmp_path: Path) -> None:
    append_readings(tmp_path, "k3f9", (reading(0, 100), reading(40, 140, basis='sum of "all", 3 models')))
    append_readings(tmp_path, "aaaa", (reading(1, 110), reading(0, 90, metric="stars")))
    assert sorted(path.name for path in (tmp_path / "readings").iterdir()) == [
        "2026-11.aaaa.csv", "2026-11.k3f9.csv", "2026-12.k3f9.csv",
    ]  # fmt: skip
    found, problems = read_readings(tmp_path)
    assert problems == ()
    mine = series(found, "qwen-downloads")
    assert [item.value for item in mine] == [100, 110, 140]
    assert mine[-1].basis == 'sum of "all", 3 models'


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 1000)), max_size=25), st.integers(0, 25))
def test_readings_in_any_order_and_from_two_machines_are_the_same_series(rows: list[tuple[int, int]], at: int) -> None:
    made = [reading(day, value) for day, value in rows]
    other = [*reversed(made[at:]), *made[:at], *made[: len(made) // 2]]
    assert series(made, "qwen-downloads") == series(other, "qwen-downloads")
    days = [item.day for item in series(made, "qwen-downloads")]
    assert days == sorted(set(days))


def test_a_file_cut_off_at_any_byte_gives_whole_readings_or_a_named_line(tmp_path: Path) -> None:
    append_readings(tmp_path, "k3f9", (reading(0, 842_000), reading(1, 850_000)))
    path = tmp_path / "readings" / "2026-11.k3f9.csv"
    raw = path.read_bytes()
    for end in range(len(raw)):
        path.write_bytes(raw[:end])
        found, problems = read_readings(tmp_path)
        assert [item.value for item in found] == [842_000, 850_000][: len(found)]
        lines = raw[:end].count(b"\n")
        if raw[:end].rsplit(b"\n", 1)[-1] and lines >= 2 and len(found) < lines - 1:
            assert problems
            assert problems[0].line == lines + 1
    append_readings(tmp_path, "k3f9", (reading(2, 860_000),))
    found, problems = read_readings(tmp_path)
    assert found[-1].value == 860_000


@pytest.mark.parametrize(
    "line",
    [
        "qwen-downloads,2026-11-05T08:00:00+00:00,84200",
        "qwen-downloads,2026-11-05T08:00:00,842000,x,,,,,,,,.",
        "qwen-downloads,never,842000,x,,,,,,,,.",
        "qwen-downloads,2026-11-05T08:00:00+00:00,NaN,x,,,,,,,,.",
        "qwen-downloads,2026-11-05T08:00:00+00:00,8x,x,,,,,,,,.",
        ",2026-11-05T08:00:00+00:00,8,x,,,,,,,,.",
        "\x00\x1b[31m",
        '"',
    ],
)
def test_a_damaged_line_is_named_and_the_others_are_read(tmp_path: Path, line: str) -> None:
    append_readings(tmp_path, "k3f9", (reading(0, 100),))
    path = tmp_path / "readings" / "2026-11.k3f9.csv"
    path.write_text(path.read_text() + line + "\n")
    append_readings(tmp_path, "k3f9", (reading(5, 130),))
    found, (problem,) = read_readings(tmp_path)
    assert [item.value for item in found] == [100, 130]
    assert (problem.path, problem.line) == ("readings/2026-11.k3f9.csv", 4)
    assert "damaged" in problem.text


def test_a_file_of_a_newer_format_is_read_and_not_written(tmp_path: Path) -> None:
    append_readings(tmp_path, "k3f9", (reading(0, 100),))
    path = tmp_path / "readings" / "2026-11.k3f9.csv"
    path.write_text(path.read_text().replace("format = 1", "format = 9"))
    found, (problem,) = read_readings(tmp_path)
    assert len(found) == 1
    assert "newer version" in problem.text
    with pytest.raises(ReadOnlyError):
        append_readings(tmp_path, "k3f9", (reading(1, 1),))


def test_a_counter_that_falls_is_revised_and_a_jump_waits() -> None:
    before = [reading(day, 1000 + day) for day in range(10)]
    assert note_of("counter", Decimal(900), before, None) == "revised"
    assert note_of("rolling-30d", Decimal(900), before, None) == ""
    assert note_of("level", Decimal(10_000), before, Decimal(5)) == "held"
    assert note_of("level", Decimal(100), before, Decimal(5)) == "held"
    assert note_of("level", Decimal(4_000), before, Decimal(5)) == ""
    assert note_of("level", Decimal(10_000), before[:2], Decimal(5)) == ""


def test_one_reading_a_day_and_none_when_nothing_changed() -> None:
    before = [reading(0, 100)]
    assert is_new(reading(0, 100), []) is True
    assert is_new(reading(0, 120), before) is False
    assert is_new(reading(1, 100), before) is False
    assert is_new(reading(1, 101), before) is True
    assert is_new(reading(6, 100), before) is True


def test_weekly_medians_need_a_reading_in_each_week_and_leave_out_what_waits() -> None:
    readings = [reading(day, 100 + day) for day in range(21)]
    today = readings[-1].day
    assert weekly_medians(readings, today) == (Decimal(117), Decimal(110), Decimal(103))
    spiked = [*readings[:-1], reading(20, 10**6, note="held")]
    assert weekly_medians(spiked, today)[0] == Decimal("116.5")
    assert weekly_medians(readings[:7] + readings[14:], today) == ()


# documents

RELEASE = Document(
    key="0001104659-26-099220", kind="filing", monitor="filings", title="Results [June]", url="https://www.sec.gov/x",
    published=date(2026, 8, 20), form="6-K", accession="0001104659-26-099220", pillar="cloud",
    figure=(
        DocumentFigure(
            metric="cloud-revenue", value=Decimal(48_437_000_000), unit="CNY", start=date(2026, 4, 1),
            end=date(2026, 6, 30), quote="row",
        ),
        DocumentFigure(metric="cloud-revenue-yoy", value=Decimal("44.9"), unit="%"),
    ),
)  # fmt: skip


def test_a_document_is_written_once_under_the_name_it_has_everywhere(tmp_path: Path) -> None:
    first = write_document(tmp_path, RELEASE, b"<html>results</html>")
    write_document(tmp_path, RELEASE, b"<html>results</html>")
    found, problems = read_documents(tmp_path)
    assert problems == ()
    assert found == (first,)
    assert found[0].figure[0].value == 48_437_000_000
    assert document_bytes(tmp_path, found[0]) == b"<html>results</html>"
    other = tmp_path / "other"
    assert write_document(other, RELEASE).id == first.id


def test_a_kept_documents_bytes_stay_and_are_its_own(tmp_path: Path) -> None:
    document = write_document(tmp_path, RELEASE, b"<html>results</html>")
    keep_document(tmp_path, document)
    assert read_documents(tmp_path) == ((), ())
    assert read_documents(tmp_path, KEPT_FOLDER)[0] == (document,)
    assert document_bytes(tmp_path, document) == b"<html>results</html>"
    (tmp_path / KEPT_FOLDER / document.file).write_bytes(b"<html>others</html>")
    with pytest.raises(FileError, match="changed since"):
        document_bytes(tmp_path, document)


def test_a_broken_document_is_named(tmp_path: Path) -> None:
    document = write_document(tmp_path, RELEASE, b"x")
    (tmp_path / "inbox" / "documents" / f"{document.id}.toml").write_text('key = "x"\nkind = "poem"\n')
    found, (problem,) = read_documents(tmp_path)
    assert found == ()
    assert "is missing" in problem.text or "not accepted" in problem.text


def test_a_document_cannot_name_bytes_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_bytes(b"secret")
    document = write_document(tmp_path, RELEASE)
    for name in ("../../secret.txt", "/etc/passwd", "..\\x.htm", ".htm"):
        forged = Document(key=document.key, kind="filing", monitor="m", title="t", file=name, digest="0")
        with pytest.raises(FileError):
            document_bytes(tmp_path, forged)
        keep_document(tmp_path, forged)
    assert (tmp_path / "secret.txt").read_bytes() == b"secret"
