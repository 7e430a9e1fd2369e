"""Commands that write: what they record, what they refuse, and how it is taken back."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.cli.conftest import Home


def shown(home: Home, *argv: str) -> dict[str, Any]:
    found = json.loads(home.done("show", "--json", *argv))
    assert isinstance(found, dict)
    return found


def milestone(home: Home, title: str) -> dict[str, Any]:
    return next(item for item in shown(home)["milestones"] if item["title"] == title)


def test_the_first_entry_copies_the_bundled_thesis_and_says_where_to(home: Home) -> None:
    result = home.run("note", "bought the first hundred")
    assert result.code == 0
    assert "to undo: thesis-tui undo" in result.out
    assert str(home.data / "baba") in result.err
    assert home.run("note", "again").err == ""


def test_a_milestone_from_added_to_hit(home: Home) -> None:
    home.done("milestone", "add", "First batch", "--window", "mid feb 2026", "--pillar", "h200", "--odds", "65 %")
    made = milestone(home, "First batch")
    assert (made["earliest"], made["latest"], made["pillar"]) == ("2026-02-11", "2026-02-20", "chips")
    assert (made["state"], made["odds"]) == ("upcoming", "65")
    home.done("note", "heard from a supplier", "--milestone", "first batch")
    home.done("milestone", "odds", "BATCH", "80", "--note", "supplier")
    assert milestone(home, "First batch")["odds"] == "80"
    assert milestone(home, "First batch")["notes"] == ["heard from a supplier"]
    assert "hit" in home.done("milestone", "hit", made["id"][:22], "--on", "2025-12-24", "--sure")
    assert milestone(home, "First batch")["state"] == "hit"
    assert "has ended" in home.refused("milestone", "odds", "batch", "90")


def test_odds_given_with_a_milestone_go_with_it(home: Home) -> None:
    home.done("milestone", "add", "Passing", "--window", "q1 2026", "--odds", "50")
    assert "Passing" in home.done("undo")
    assert "Passing" not in [item["title"] for item in shown(home)["milestones"]]
    assert "nothing of yours" in home.refused("undo")


def test_undo_takes_back_one_entry_after_the_other_and_never_the_seeds(home: Home) -> None:
    seeds = len(json.loads(home.done("log", "--json")))
    home.done("note", "first")
    home.done("note", "second")
    assert "second" in home.done("undo")
    assert "first" in home.done("undo")
    assert "nothing of yours" in home.refused("undo")
    entries = json.loads(home.done("log", "--json"))
    assert len(entries) == seeds + 4, "nothing leaves the log"


def test_retiring_a_level_can_be_undone(home: Home) -> None:
    before = {level["id"] for level in shown(home)["levels"]}
    home.done("level", "retire", "support-148")
    assert "support-148" not in {level["id"] for level in shown(home)["levels"]}
    home.done("undo")
    assert {level["id"] for level in shown(home)["levels"]} == before


def test_a_level_gets_its_listings_currency(home: Home) -> None:
    home.done("level", "add", "support", "100-104 eur", "--listing", "ahla.de", "--why", "round", "--by", "me")
    made = next(level for level in shown(home)["levels"] if level["why"] == "round")
    assert (made["low"], made["high"], made["currency"], made["by"]) == ("100", "104", "EUR", "me")


def test_what_is_called_by_part_of_its_name_must_be_one_thing(home: Home) -> None:
    home.done("level", "add", "support", "140")
    text = home.refused("level", "retire", "support")
    assert "support-148" in text
    assert "support 140" in text
    assert "retired" in home.done("level", "retire", "support 140")


def test_a_price_of_now_of_a_day_and_of_a_close(home: Home) -> None:
    home.done("price", "151.25")
    price = shown(home)["price"]
    assert (price["value"], price["session"], price["stale"]) == ("151.25", "unknown", False)
    assert price["at"].startswith("2025-12-24T09:30")
    home.done("price", "1,234.5", "--at", "2025-12-23 16:00", "--listing", "9988.hk")
    home.done("price", "149.2", "--close", "--at", "2025-12-23")
    closes = [price for price in shown(home)["prices"] if price["session"] == "close" and price["listing"] == "BABA"]
    assert [(price["value"], price["at"]) for price in closes] == [("149.2", "2025-12-23")]
    assert "151.25" in home.done("price")


def test_an_observation_in_the_words_it_was_printed(home: Home) -> None:
    home.done("observe", "cloud-revenue-yoy", "about 36 %", "--period", "oct to nov 2025", "--source", "a talk")
    metrics = [metric for pillar in shown(home)["pillars"] for metric in pillar["metrics"]]
    seen = next(metric for metric in metrics if metric["id"] == "cloud-revenue-yoy")["observations"]
    mine = next(item for item in seen if item["value"] == "36")
    assert (mine["qualifier"], mine["period"]["start"], mine["period"]["end"]) == ("about", "2025-10-01", "2025-11-30")


def test_evidence_belongs_to_its_pillar(home: Home) -> None:
    home.done("evidence", "add", "A second plant opened", "--pillar", "hard", "--stance", "supports")
    pillar = next(pillar for pillar in shown(home)["pillars"] if pillar["id"] == "hardware")
    mine = next(item for item in pillar["evidence"] if item["text"] == "A second plant opened")
    assert (mine["stance"], mine["date"]) == ("supports", "2025-12-24")


def test_markup_and_escapes_are_text(home: Home) -> None:
    home.done("note", "Q3 [unaudited] [/] \x1b[31mred\x1b[0m \u202eback\nnext")
    assert json.loads(home.done("log", "--json"))[-1]["text"] == "Q3 [unaudited] [/] red back\nnext"
    assert "\x1b" not in home.done("log")


@pytest.mark.parametrize(
    "argv",
    [
        ("note", ""),
        ("note", "  \n "),
        ("note", "\x1b[31m"),
        ("note", "x" * 100_001),
        ("note", "x", "--pillar", "nope"),
        ("note", "x", "--milestone", "nope"),
        ("note", "x", "--pillar", "cloud", "--metric", "ai-revenue-yoy"),
        ("note", "x", "--on", "2025-02-30"),
        ("level", "add", "suport", "148"),
        ("level", "add", "support", "0"),
        ("level", "add", "support", "-5"),
        ("level", "add", "support", "NaN"),
        ("level", "add", "support", "inf"),
        ("level", "add", "support", "1e50000000"),
        ("level", "add", "support", "9" * 16),
        ("level", "add", "support", "148-145"),
        ("level", "add", "support", "148 EUR"),
        ("level", "add", "support", "148", "--listing", "NVDA"),
        ("level", "retire", "nope"),
        ("price", "NaN"),
        ("price", "0"),
        ("price", "-3"),
        ("price", "1e50000000"),
        ("price", "148 HKD"),
        ("price", "148", "--at", "2030-01-01"),
        ("price", "148", "--at", "25:00"),
        ("price", "148", "149"),
        ("price", ""),
        ("milestone", "add", "T"),
        ("milestone", "add", "", "--window", "q1 2026"),
        ("milestone", "add", "T", "--window", "2026-02-30"),
        ("milestone", "add", "T", "--window", "soonish"),
        ("milestone", "add", "T", "--window", "mar 2026 to feb 2026"),
        ("milestone", "add", "T", "--window", "q1 2026", "--odds", "101"),
        ("milestone", "add", "T", "--window", "q1 2026", "--odds", "-1"),
        ("milestone", "add", "T", "--window", "q1 2026", "--pillar", "nope"),
        ("milestone", "hit", "nope"),
        ("milestone", "hit", "fq3-results", "--on", "2027-01-01"),
        ("observe", "nope", "3"),
        ("observe", "cloud-revenue-yoy", "many"),
        ("observe", "cloud-revenue-yoy", "34 shops"),
        ("observe", "cloud-revenue-yoy", "34", "--period", "q3 2031"),
        ("evidence", "add", "x"),
        ("evidence", "add", "x", "--pillar", "cloud", "--stance", "maybe"),
        ("new", "../evil"),
        ("new", ""),
        ("new", "X" * 80),
        ("new", "NVDA", "--currency", "dollars"),
        ("new", "NVDA", "--fiscal-year-end", "02-30"),
        ("new", "NVDA", "--pillar", "Same", "--pillar", "same"),
    ],
    ids=lambda argv: " ".join(argv)[:50],
)
def test_bad_input_is_refused_in_a_line_and_changes_nothing(home: Home, argv: tuple[str, ...]) -> None:
    home.refused(*argv)
    assert not home.data.exists()


def test_nothing_is_recorded_as_of_a_date(home: Home) -> None:
    for argv in (("note", "x"), ("undo",), ("price", "1"), ("new", "NVDA"), ("level", "add", "support", "1")):
        assert "--today" in home.refused(*argv, "--today", "2025-12-23")


def test_a_new_thesis_is_ready_to_use(home: Home) -> None:
    out = home.done(
        "new", "0700.hk", "--name", 'Tencent "T"', "--fiscal-year-end", "06-30", "--pillar", "Games", "--pillar", "Ads"
    )
    assert "--thesis 0700-hk" in out
    view = shown(home, "--thesis", "0700-hk")
    assert view["thesis"]["name"] == 'Tencent "T"'
    assert [pillar["id"] for pillar in view["pillars"]] == ["games", "ads"]
    assert view["problems"] == []
    assert all(not item["moved"] for pillar in view["pillars"] for item in pillar["criteria"])
    assert [entry["kind"] for entry in json.loads(home.done("log", "--json", "--thesis", "0700-hk"))] == ["criterion"]
    home.done("level", "add", "support", "480", "--thesis", "0700-hk")
    assert shown(home, "--thesis", "0700-hk")["levels"][0]["currency"] == "HKD"
    assert "there already" in home.refused("new", "0700.HK")


def test_entries_say_which_thesis_when_there_are_more(home: Home) -> None:
    home.done("note", "one", "--thesis", "baba")
    home.done("new", "ACME")
    assert " in baba;" in home.done("note", "two", "--thesis", "baba")


def test_a_criterion_changed_by_hand_is_shown_as_moved_then_recorded(home: Home) -> None:
    home.done("note", "copied")
    path = home.data / "baba" / "thesis.toml"
    text = path.read_text()
    assert "threshold = 15\n" in text
    path.write_text(text.replace("threshold = 15\n", "threshold = 10\n"))

    def moved() -> list[dict[str, Any]]:
        return [item for pillar in shown(home)["pillars"] for crit in pillar["criteria"] for item in crit["moved"]]

    assert [move["recorded"] for move in moved()] == [False]
    result = home.run("note", "lowered the bar")
    assert "recorded the criteria" in result.err
    assert [move["recorded"] for move in moved()] == [True]
    assert "lowered the bar" in home.done("undo")
    assert "copied" in home.done("undo"), "what only records thesis.toml is passed over"
    assert "nothing of yours" in home.refused("undo")


def test_two_machines_merge_by_putting_their_files_together(make_home: Callable[[str], Home]) -> None:
    home, two = make_home("one"), make_home("two")
    home.done("note", "from the desk")
    two.done("note", "from the train")
    for path in (two.data / "baba" / "journal").glob("*.toml"):
        (home.data / "baba" / "journal" / path.name).write_bytes(path.read_bytes())
    texts = {entry.get("text") for entry in json.loads(home.done("log", "--json"))}
    assert {"from the desk", "from the train"} <= texts
    assert "from the desk" in home.done("undo"), "undo takes back this machine's entries only"
    assert "nothing of yours" in home.refused("undo")


def test_a_file_where_the_thesis_belongs(home: Home) -> None:
    home.data.mkdir()
    (home.data / "baba").write_text("in the way")
    assert "is not a thesis folder" in home.refused("note", "x")
    assert "is not a thesis folder" in home.refused("show")


def test_a_note_of_any_length_leaves_the_log_a_table(home: Home) -> None:
    home.done("note", "x" * 100_000)
    assert max(len(line) for line in home.done("log").splitlines()) < 250
    assert len(json.loads(home.done("log", "--json"))[-1]["text"]) == 100_000


def test_messages_repeat_what_was_typed_short_and_harmless(home: Home) -> None:
    for argv in (
        ("level", "add", "\x1b]0;title\x07" + "a" * 90_000, "3"),
        ("note", "x", "--pillar", "a\nb" * 30_000),
        ("z" * 90_000,),
        ("show", "--" + "z" * 90_000),
        ("--thesis", "y" * 9_000, "show"),
    ):
        text = home.refused(*argv)
        assert "\x1b" not in text
        assert len(text) < 700


@pytest.mark.parametrize(
    ("argv", "right"),
    [
        (("price", "BABA", "141"), "thesis-tui price 141 --listing BABA"),
        (("price", "141", "9988.hk"), "thesis-tui price 141 --listing 9988.HK"),
        (("price", "add", "141"), "thesis-tui price 141"),
        (("level", "add", "120"), "thesis-tui level add support 120"),
        (("level", "add", "support"), "thesis-tui level add support 148"),
        (("level", "add", "120", "target"), "thesis-tui level add target 120"),
        (("milestone", "note", "seen"), 'thesis-tui note "what you saw" --milestone NAME'),
        (("add", "level"), "thesis-tui level add"),
        (("NVDA",), "thesis-tui new NVDA"),
    ],
    ids=" ".join,
)
def test_a_plausible_guess_is_answered_with_the_right_command(home: Home, argv: tuple[str, ...], right: str) -> None:
    assert right in home.refused(*argv)
    assert not home.data.exists()


def test_a_new_thesis_is_said_in_a_sentence(home: Home) -> None:
    home.done("new", "NVDA", "--statement", 'Everyone needs its "chips"')
    assert (
        json.loads(home.done("show", "--json", "--thesis", "nvda"))["thesis"]["statement"]
        == 'Everyone needs its "chips"'
    )


def test_a_level_is_edited_by_what_is_named_and_the_rest_stays(home: Home) -> None:
    home.done("level", "add", "support", "140-142", "--why", "autumn low", "--by", "me")
    level = next(item for item in shown(home)["levels"] if item["low"] == "140")
    home.done("level", "edit", level["id"], "139-141")
    edited = next(item for item in shown(home)["levels"] if item["id"] == level["id"])
    assert (edited["low"], edited["high"], edited["kind"]) == ("139", "141", "support")
    home.done("level", "edit", level["id"], "--kind", "stop", "--sure")
    edited = next(item for item in shown(home)["levels"] if item["id"] == level["id"])
    assert (edited["low"], edited["high"], edited["kind"]) == ("139", "141", "stop")
    assert "nothing to change" in home.refused("level", "edit", level["id"])
    home.done("undo")
    home.done("undo")
    assert next(item for item in shown(home)["levels"] if item["id"] == level["id"])["low"] == "140"


@pytest.mark.parametrize("number", ["1e28", "1e30", "1e99", "9" * 40])
def test_a_number_beyond_all_money_is_refused_in_words(home: Home, number: str) -> None:
    for argv in (("level", "add", "target", number), ("price", number, "--sure"), ("observe", "revenue", number)):
        assert "number" in home.refused(*argv)


def test_a_level_noted_on_a_day_without_a_price_is_held_against_the_price_now(home: Home) -> None:
    home.done("new", "ACME", "--venue", "NYSE", "--stance", "long")
    home.done("--thesis", "acme", "price", "119", "--close", "--at", "2025-12-23")
    text = home.refused("--thesis", "acme", "level", "add", "stop", "150", "--on", "2025-12-10")
    assert "stop 150.00 USD is above the price, 119.00 USD" in text
    home.done("--thesis", "acme", "level", "add", "stop", "150", "--on", "2025-12-10", "--sure")


def test_a_key_figure_keeps_its_unit_beside_the_gauge(home: Home) -> None:
    home.done("observe", "model downloads", "1.1 bn", "--period", "2025-12-24")
    line = next(line for line in home.done("show").splitlines() if "model downloads" in line)
    assert "1.1 bn" in line


def figure(home: Home, identity: str) -> dict[str, Any]:
    metrics = (item for pillar in shown(home)["pillars"] for item in pillar["metrics"])
    return next(seen for metric in metrics for seen in metric["observations"] if seen["id"] == identity)


def test_a_figure_is_found_by_words_corrected_dated_and_cleared(home: Home) -> None:
    listed = home.done("figure", "list", "model downloads")
    assert "s5-model-downloads  model downloads >600 M, 23 Dec" in listed
    assert "cloud" not in listed
    text = home.done(
        "figure", "edit", "model downloads 23 dec", ">650 M", "--reported", "2025-12-24", "--note", "with forks"
    )
    assert "corrected: model downloads >650 M, 23 Dec, reported 24 Dec 2025" in text
    found = figure(home, "s5-model-downloads")
    assert (found["value"], found["reported"], found["note"]) == ("650000000", "2025-12-24", "with forks")
    assert [before["value"] for before in found["corrected"]] == ["600000000"]
    home.done("figure", "edit", "model downloads", "--note", "none", "--break", "counts forks")
    assert figure(home, "s5-model-downloads")["note"] is None
    assert figure(home, "s5-model-downloads")["series_break"] == "counts forks"
    assert "give a value" in home.refused("figure", "edit", "model downloads")
    home.done("note", "a jump", "--figure", "model downloads")
    assert figure(home, "s5-model-downloads")["notes"] == ["a jump"]
    home.done("figure", "retire", "model downloads")
    assert "s5-model-downloads" not in home.done("show", "--json")


def test_a_missed_milestone_is_replaced_by_a_command(home: Home) -> None:
    home.done("milestone", "miss", "first H200")
    text = home.done(
        "milestone", "replace", "first H200", "Domestic chips", "--window", "q2 2026", "--why", "Beijing said no"
    )
    assert '"first H200 to China" is replaced by' in text
    assert "2 criteria moved to it" in text
    assert milestone(home, "Domestic chips")["state"] == "upcoming"
    home.done("undo")
    assert "Domestic chips" not in home.done("milestone", "list")


def test_a_hit_before_the_window_opens_is_asked_about_once_and_a_miss_or_a_void_is_not(home: Home) -> None:
    for title in ("Results", "Talks", "Rules"):
        home.done("milestone", "add", title, "--window", "28 jan 2027")
    refused = home.refused("milestone", "hit", "results")
    assert "not expected before 28 Jan 2027" in refused
    assert "--sure" in refused
    assert milestone(home, "Results")["state"] == "upcoming"
    home.done("milestone", "hit", "results", "--sure")
    home.done("milestone", "miss", "talks")
    home.done("milestone", "void", "rules")
    assert [milestone(home, title)["state"] for title in ("Results", "Talks", "Rules")] == ["hit", "missed", "void"]
