"""Decisions and positions on the command line, and amounts that are hidden on every surface."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Home

SECRET = ("7654", "7600", "131.43", "2.37", "91.73")
"""The quantity, the price that was paid, the fee and the dividend, as they are written and shown."""
SURFACES = (
    ("show",), ("show", "--json"), ("position",), ("position", "--json"), ("log",), ("log", "--json"), ("check",),
    ("check", "--json"), ("theses",), ("theses", "--json"), ("level", "list"), ("price", "--json"),
    ("export", "md"), ("export", "html"), ("export", "md", "--since", "2025-12-01"), ("export", "ics"),
)  # fmt: skip


@pytest.fixture
def holder(home: Home) -> Home:
    home.done("level", "add", "stop", "120", "--sure")
    home.done("decide", "bought", "the cloud grows", "--quantity", "7654", "--price", "131.43", "--fee", "2.37")
    home.done("position", "dividend", "91.73")
    home.done("decide", "trimmed", "too large", "--quantity", "54", "--price", "150")
    return home


def test_a_decision_is_shown_with_what_came_of_it(holder: Home) -> None:
    said = holder.done("position")
    assert "7600 at 131.43 USD" in said
    assert "trimmed 54 BABA at 150.00 USD" in said
    assert "realised +1002.76 USD" in said
    shown = json.loads(holder.done("show", "--json"))
    assert shown["positions"][0]["quantity"] == "7600"
    assert shown["decisions"][0]["why"] == "too large"
    assert shown["decisions"][0]["verdict"] == shown["thesis"]["verdict"]
    assert "7600 at 131.43" in holder.done("show")
    memo = holder.done("export", "md")
    assert "## Position, BABA" in memo
    assert "the cloud grows" in memo


def test_hiding_hides_on_every_surface_and_showing_shows_again(holder: Home) -> None:
    before = [holder.run(*surface).out for surface in SURFACES]
    assert any("7654" in text for text in before)
    holder.done("private", "on")
    for surface in SURFACES:
        said = holder.run(*surface)
        assert said.code in (0, 1), surface
        assert not [word for word in SECRET if word in said.out + said.err], surface
    answer = holder.done("decide", "trimmed", "still too large", "--quantity", "54", "--price", "151.43")
    assert "54" not in answer
    assert "151.43" not in answer
    assert "54" not in holder.done("undo")
    assert "amounts are hidden" in holder.refused("export", "json")
    holder.done("private", "off")
    assert [holder.run(*surface).out for surface in SURFACES[2:4]] == before[2:4]
    assert "7654" in holder.done("export", "json")


def test_the_setting_hides_until_the_switch_says_otherwise(holder: Home) -> None:
    (holder.root / "config.toml").write_text("[position]\nprivate = true\n")
    assert "7600" not in holder.done("position")
    holder.done("private", "off")
    assert "7600" in holder.done("position")


def test_a_wrong_setting_is_named_and_its_default_holds(holder: Home) -> None:
    (holder.root / "config.toml").write_text('[position]\ncost = "newest"\ncurrency = "euro"\n')
    said = holder.run("position")
    assert "7600 at 131.43 USD" in said.out
    assert "line 2" in said.err
    assert "three capital letters" in said.err


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("decide", "sold", "x", "--quantity", "8000"), "7600 BABA are held"),
        (("decide", "bought", "x", "--price", "131 EUR"), "quoted in USD"),
        (("decide", "bought", "x", "--on", "2026-02-01"), "has not come yet"),
        (("decide", "bought", "x", "--quantity", "5", "--price", "15"), "if it is meant, add --sure"),
        (("decide", "bought", "x", "--answers", "nothing"), "there is no criterion or level"),
        (("decide", "bought"), "WHY"),
        (("position", "opening"), "say how much"),
        (("position", "dividend", "5", "--price", "3"), "--price goes with opening"),
        (("position", "--on", "2025-12-01"), "--on goes with opening or dividend"),
    ],
)
def test_what_cannot_be_recorded_is_said_in_a_sentence(holder: Home, argv: tuple[str, ...], words: str) -> None:
    assert words in holder.refused(*argv)


def test_nobody_is_asked_about_a_position(home: Home) -> None:
    shown = json.loads(home.done("show", "--json"))
    assert (shown["positions"], shown["decisions"]) == ([], [])
    assert "decide bought" in home.done("position")
