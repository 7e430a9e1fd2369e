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
    text = holder.done("position")
    assert "7600 at 131.43 USD" in text
    assert "trimmed 54 BABA at 150.00 USD" in text
    assert "realised +1002.76 USD" in text
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
        result = holder.run(*surface)
        assert result.code in (0, 1), surface
        assert not [word for word in SECRET if word in result.out + result.err], surface
    answer = holder.done("decide", "trimmed", "still too large", "--quantity", "54", "--price", "151.43")
    assert "54" not in answer
    assert "151.43" not in answer
    assert "54" not in holder.done("undo")
    assert "amounts are hidden" in holder.refused("export", "json")
    assert "that is more than is held" in holder.refused("decide", "sold", "x", "--quantity", "9000")
    holder.done("private", "off")
    assert [holder.run(*surface).out for surface in SURFACES[2:4]] == before[2:4]
    assert "7654" in holder.done("export", "json")


@pytest.mark.parametrize("fault", ["-7654", '"7654"', "7654.123456789", "[7654]", "1234567654000000"])
def test_an_amount_in_a_file_that_cannot_be_is_named_by_its_line_and_told_nowhere(holder: Home, fault: str) -> None:
    holder.done("private", "on")
    for path in (holder.data / "baba" / "journal").glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        text = text.replace("quantity = 7654", f"quantity = {fault}").replace("amount = 91.73", f"amount = {fault}")
        path.write_text(text, encoding="utf-8")
    words = holder.run("doctor").out
    assert words.count("quantity") + words.count("amount") >= 2
    for surface in (*SURFACES, ("doctor",)):
        result = holder.run(*surface)
        assert "7654" not in result.out + result.err, surface


def test_the_setting_hides_until_the_switch_says_otherwise(holder: Home) -> None:
    (holder.root / "config.toml").write_text("[position]\nprivate = true\n")
    assert "7600" not in holder.done("position")
    holder.done("private", "off")
    assert "7600" in holder.done("position")


def test_a_wrong_setting_is_named_and_its_default_holds(holder: Home) -> None:
    (holder.root / "config.toml").write_text('[position]\ncost = "newest"\ncurrency = "euro"\n')
    result = holder.run("position")
    assert "7600 at 131.43 USD" in result.out
    assert "line 2" in result.err
    assert "three capital letters" in result.err


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("decide", "sold", "x", "--quantity", "8000"), "7600 BABA are held"),
        (("decide", "bought", "x", "--price", "131 EUR"), "quoted in USD"),
        (("decide", "bought", "x", "--on", "2026-02-01"), "has not come yet"),
        (("decide", "bought", "x", "--quantity", "5", "--price", "15"), "if it is right, add --sure"),
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


# what is expected, and meant to be done


def test_scenarios_are_stated_again_listed_and_taken_away(home: Home) -> None:
    text = home.done("scenario", "add", "bull", "240", "--by", "2026-12-31", "--odds", "60", "--needs", "cloud")
    assert "add to 60 now, not to 100" in text
    home.done("scenario", "add", "bear", "90", "--by", "2026-12-31", "--odds", "70")
    assert "odds add to 130, not to 100: no expected value" in home.done("scenario", "list")
    assert "odds add to 130" in home.done("show")
    home.done("scenario", "odds", "bull", "30", "--value", "230")
    listed = home.done("scenario", "list")
    assert "expected 132.00 USD" in listed
    assert "was 60 %" in listed
    shown = json.loads(home.done("show", "--json"))["scenarios"][0]
    assert (shown["expected"], shown["odds_total"]) == ("132", "100")
    assert [item["odds"] for item in shown["scenarios"][1]["stated"]] == ["60", "30"]
    assert "## Scenarios, BABA by 31 Dec 2026" in home.done("export", "md")
    home.done("scenario", "retire", "bear")
    assert "bear" not in home.done("scenario", "list")
    home.done("undo")
    assert "bear" in home.done("scenario", "list")


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("scenario", "add", "x", "0", "--by", "2026-12-31", "--odds", "5"), "above zero"),
        (("scenario", "add", "x", "5 EUR", "--by", "2026-12-31", "--odds", "5"), "quoted in USD"),
        (("scenario", "add", "x", "5", "--by", "2025-12-01", "--odds", "5"), "is not after today"),
        (("scenario", "add", "x", "5", "--by", "2026-12-31", "--odds", "130"), "between 0 and 100"),
        (
            ("scenario", "add", "x", "5", "--by", "2026-12-31", "--odds", "5", "--needs", "nothing"),
            "there is no pillar",
        ),
        (("scenario", "odds", "bull", "5"), "there is no scenario"),
        (("intend", "nothing", "halve"), "there is no criterion or level"),
        (("intend", "cloud-kill", " "), "is empty"),
    ],
)
def test_what_cannot_be_expected_or_meant_is_said(home: Home, argv: tuple[str, ...], words: str) -> None:
    home.done("note", "begun")
    assert words in home.refused(*argv)


def test_one_name_is_one_scenario(home: Home) -> None:
    home.done("scenario", "add", "bull", "240", "--by", "2026-12-31", "--odds", "30")
    again = home.refused("scenario", "add", "Bull", "250", "--by", "2026-12-31", "--odds", "30")
    assert 'there is a scenario "bull" already' in again


def test_an_action_is_said_by_check_when_it_fails_until_a_decision_answers_it(home: Home) -> None:
    home.done("level", "add", "stop", "147", "--on", "2025-12-22")
    home.done("intend", "stop 147", "sell half")
    assert "sell half" not in home.run("check").out
    home.done("price", "146", "--close", "--at", "2025-12-23")
    for surface in (("check", "--again"), ("show",), ("check", "--json"), ("show", "--json")):
        assert "you meant to sell half" in home.run(*surface).out, surface
    home.done("decide", "sold", "the low is gone", "--answers", "stop 147")
    assert "you meant to sell half" not in home.run("check", "--again").out
    assert json.loads(home.done("show", "--json"))["intents"][0]["answer"] == "sold BABA"


def test_a_price_below_the_stop_of_a_position_is_said_beside_it(home: Home) -> None:
    home.done("decide", "bought", "cheap", "--quantity", "120", "--price", "140")
    home.done("level", "add", "stop", "145")
    home.done("price", "144", "--sure")
    assert "below stop 145.00" in home.done("show")


@pytest.mark.parametrize("config", ["[position]\nprivate = true\n[", '[position]\nprivate = "true"\n'])
def test_amounts_are_hidden_where_the_settings_cannot_tell(holder: Home, config: str) -> None:
    (holder.root / "config.toml").write_text(config)
    text = holder.run("position").out + holder.run("log").out
    assert not [amount for amount in SECRET if amount in text]


def test_amounts_of_what_was_undone_are_hidden(home: Home) -> None:
    home.done("decide", "bought", "w", "--quantity", "7654", "--price", "131.43", "--fee", "2.37")
    home.done("private", "on")
    text = home.done("undo") + home.done("log") + home.done("redo") + home.done("log")
    assert not [amount for amount in SECRET if amount in text]


def test_the_currency_under_a_decision_stays(holder: Home) -> None:
    assert "decisions of BABA are in USD" in holder.refused("listing", "edit", "BABA", "--currency", "EUR")
    assert "figures or criteria" in holder.refused("metric", "edit", "cloud-revenue-yoy", "--unit", "USD")
