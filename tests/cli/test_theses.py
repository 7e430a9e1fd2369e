"""Several theses on the command line: `theses` and `check --all`."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import NOW, Home


@pytest.fixture
def several(home: Home) -> Home:
    """NVDA with a milestone that is overdue, and GLD that needs nothing."""
    home.done("new", "NVDA", "--template", "growth", "--name", "Nvidia", "--venue", "NASDAQ")
    home.done("new", "GLD", "--template", "commodity", "--venue", "Arca")
    for thesis in ("nvda", "gld"):
        home.done("criterion", "accept", "--all", "--thesis", thesis)
    home.now = NOW.replace(year=2026, month=1, day=8)
    home.done("milestone", "add", "Rubin ships", "--window", "2026-01-10", "--thesis", "nvda")
    home.now = NOW.replace(year=2026, month=1, day=15)
    return home


def test_all_is_every_thesis_each_thing_with_its_own(several: Home) -> None:
    result = several.run("check", "--all")
    assert result.code == 1
    lines = result.out.splitlines()
    assert all(line.startswith("nvda  ") for line in lines), "what is quiet prints nothing"
    assert any("Rubin ships 5 days overdue" in line for line in lines)
    assert result.err == ""
    assert several.run("check", "--all") == (1, "", ""), "once while it lasts"
    again = several.run("check", "--all", "--again")
    assert "Rubin ships 5 days overdue" in again.out
    assert "gld  Nothing needs attention." in again.out
    several.done("milestone", "hit", "Rubin", "--thesis", "nvda")
    assert several.run("check", "--all") == (0, "", "")


def test_one_that_cannot_be_told_is_said_and_the_others_too(several: Home) -> None:
    (several.data / "gld" / "thesis.toml").write_text("format = 1\nname = \n")
    result = several.run("check", "--all")
    assert result.code == 2
    assert "Rubin ships" in result.out
    assert "gld: thesis.toml, line 2" in result.err
    listed = several.done("theses")
    assert "unreadable  gld" in listed
    assert "line 2" in listed
    assert "Nvidia" in listed


def test_check_all_as_json(several: Home) -> None:
    (several.data / "gld" / "thesis.toml").write_text("format = 1\nname = \n")
    result = several.run("check", "--all", "--json")
    assert result.code == 2
    found = json.loads(result.out)
    assert found["schema"] == 2
    assert [first["id"] for first in found["theses"]] == ["gld", "nvda"]
    gld, nvda = found["theses"]
    assert (gld["as_of"], nvda["as_of"]) == (None, "2026-01-15")
    assert [item["kind"] for item in gld["attention"]] == ["file"], "never an empty list where nothing is known"
    assert "Rubin ships 5 days overdue" in [item["text"] for item in nvda["attention"]]


def test_the_list_names_verdict_price_level_and_what_needs_you(several: Home) -> None:
    several.done("price", "100", "--thesis", "nvda")
    several.done("level", "add", "support", "98", "--thesis", "nvda")
    (row,) = [line for line in several.done("theses").splitlines() if " nvda " in line]
    assert "○  unproven" in row
    assert "100.00 USD" in row
    assert "support 98.00, −2.0 %" in row
    found = {load["id"]: load for load in json.loads(several.done("theses", "--json"))["theses"]}
    assert found["nvda"]["price"]["value"] == "100"
    assert found["nvda"]["nearest_level"]["low"] == "98"
    assert found["gld"]["price"] is None
    assert found["gld"]["verdict"] == "unproven"


def test_one_thesis_is_not_all(several: Home) -> None:
    for command in (("check", "--all"), ("theses",)):
        result = several.run(*command, "--thesis", "nvda")
        assert result.code == 2
        assert "leave out --thesis" in result.err


def test_a_fresh_home_stays_empty(home: Home) -> None:
    assert "baba" in home.done("theses")
    assert home.run("check", "--all", "--json").code in (0, 1)
    assert list(home.root.iterdir()) == []
