"""`read`, run as a user runs it."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Home

TEXT = (
    "A quiet day for Alibaba's stock in New York\n2025-12-23\n\n"
    "Alibaba shares closed at $150.20 on Monday. Support is seen at $145, resistance at $158–160. "
    "Cloud revenue grew 34% to $5.6 billion in the quarter ended September 30, 2025. "
    "The next results are scheduled for February 2026. JPMorgan raised its price target to $240 from $230.\n"
)


@pytest.fixture
def home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, capsys)


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, "utf-8")
    return str(path)


def test_json_has_the_keys_of_the_design_and_spans_into_the_text(home: Home, file: str) -> None:
    said = json.loads(home.done("read", file, "--json"))
    assert list(said) == ["schema", "source", "levels", "prices", "observations", "milestones", "skipped"]
    assert said["source"]["published"] == "2025-12-23"
    assert [(it["kind"], it["low"], it["high"], it["status"]) for it in said["levels"]] == [
        ("support", "145", None, "current"),
        ("resistance", "158", "160", "current"),
        ("target", "240", None, "current"),
        ("target", "230", None, "prior"),
    ]
    (price,) = said["prices"]
    assert {key: price[key] for key in ("value", "currency", "listing", "at", "session")} == {
        "value": "150.20", "currency": "USD", "listing": "BABA", "at": "2025-12-22", "session": "close",
    }  # fmt: skip
    assert [(it["metric"], it["value"], it["pillar"]) for it in said["observations"]] == [
        ("cloud-revenue-yoy", "34", "cloud"),
        ("cloud-revenue", "5600000000", "cloud"),
    ]
    assert said["observations"][0]["period"] == {
        "start": "2025-07-01", "end": "2025-09-30", "label": "quarter ended September 30, 2025",
    }  # fmt: skip
    assert [(it["earliest"], it["latest"]) for it in said["milestones"]] == [("2026-02-01", "2026-02-28")]
    for kind in ("levels", "prices", "observations", "milestones", "skipped"):
        for it in said[kind]:
            assert TEXT[it["span"][0] : it["span"][1]] == it["quote"]


def test_reading_keeps_nothing(home: Home, file: str) -> None:
    said = home.done("read", file)
    assert "support 145" in said
    assert "fiscal" not in said
    assert home.files() == {}


def test_keeping_writes_a_digest_that_loads_and_the_text_beside_it(home: Home, file: str) -> None:
    said = home.done("read", file, "--keep")
    assert "3 levels, 1 price, 2 figures, 1 milestone" in said
    kept = [name for name in home.files() if "2025-12-24-a-quiet-day" in name]
    assert sorted(name.rsplit(".", 1)[1] for name in kept) == ["toml", "txt"]
    shown = json.loads(home.done("show", "--json"))
    assert shown["problems"] == []
    assert {"145", "158", "240"} <= {level["low"] for level in shown["levels"]}
    assert "150.20" in {price["value"] for price in shown["prices"]}


def test_the_same_text_is_kept_once(home: Home, file: str, tmp_path: Path) -> None:
    home.done("read", file, "--keep")
    before = home.files()
    again = tmp_path / "again.md"
    again.write_text(TEXT.replace("\n\n", "\n \n") + "\n\n" + TEXT, "utf-8")
    said = home.run("read", str(again), "--keep")
    assert said.code == 0
    assert "this text was kept before, as 2025-12-24-a-quiet-day" in said.err
    assert home.files() == before


def test_a_day_that_is_given_settles_the_date(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "undated.txt"
    path.write_text(TEXT.replace("2025-12-23\n", ""), "utf-8")
    undated = json.loads(home.done("read", str(path), "--json"))
    assert (undated["source"]["published"], undated["source"]["published_basis"]) == (None, "unknown")
    dated = json.loads(home.done("read", str(path), "--json", "--published", "2025-12-20"))
    assert dated["source"]["published"] == "2025-12-20"
    assert dated["prices"][0]["at"] == "2025-12-15"


def test_standard_input_is_read(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert len(json.loads(home.done("read", "-", "--json"))["levels"]) == 4


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("page.html", "extra “web”"),
        ("https://example.org/a", "extra “web”"),
        ("nowhere.txt", "no such file"),
        (".", "is a folder"),
    ],
)
def test_what_cannot_be_read_is_said(home: Home, name: str, said: str) -> None:
    assert said in home.refused("read", name)


def test_html_and_binary_and_nothing_are_refused(home: Home, tmp_path: Path) -> None:
    for raw, said in ((b"<!doctype html><p>x", "extra “web”"), (b"\0\1\2\xff", "binary"), (b" \n", "no text")):
        path = tmp_path / "file.txt"
        path.write_bytes(raw)
        assert said in home.refused("read", str(path))


def test_nothing_is_kept_in_the_past(home: Home, file: str) -> None:
    assert "--today" in home.refused("read", file, "--keep", "--today", "2025-12-23")


def test_a_day_that_is_none_is_refused(home: Home, file: str) -> None:
    assert "someday" in home.refused("read", file, "--published", "someday")
