"""Making and remaking a thesis by commands, without an editor."""

from __future__ import annotations

import json
import tomllib
from typing import Any

from tests.cli.conftest import Home
from thesis_tui.services.desk import Desk
from thesis_tui.storage.paths import find_places
from thesis_tui.storage.settings import Settings


def shown(home: Home, *argv: str) -> Any:
    return json.loads(home.done("show", "--json", *argv))


def test_pillars_are_added_renamed_ordered_retired_and_brought_back(home: Home) -> None:
    written = (home.data / "baba" / "thesis.toml").read_bytes() if (home.data / "baba").exists() else None
    home.done("pillar", "add", "Pricing power", "--claim", "Margins hold")
    home.done("pillar", "edit", "hardware", "--title", "Own chips", "--note", "they are chips")
    home.done("pillar", "move", "pricing", "1")
    pillars = shown(home)["pillars"]
    assert [pillar["id"] for pillar in pillars] == ["pricing-power", "cloud", "qwen", "chips", "hardware"]
    assert (pillars[0]["claim"], pillars[4]["title"]) == ("Margins hold", "Own chips")

    refused = home.run("pillar", "retire", "hardware")
    assert refused.code == 2
    assert "named by 2 criteria" in refused.err
    assert "--with-criteria" in refused.err
    home.done("pillar", "retire", "hardware", "--with-criteria", "--note", "sold")
    assert [item["id"] for item in shown(home)["pillars"]] == ["pricing-power", "cloud", "qwen", "chips"]
    home.done("undo")
    assert "hardware" in [item["id"] for item in shown(home)["pillars"]]

    home.done("pillar", "retire", "pricing-power")
    assert "to restore it: thesis-tui pillar restore pricing-power" in home.run("pillar", "add", "Pricing power").err
    home.done("pillar", "restore", "pricing-power")
    assert "pricing-power" in [item["id"] for item in shown(home)["pillars"]]
    home.done("pillar", "retire", "hardware", "--with-criteria")
    assert "restored pillar hardware, with 2 criteria" in home.done("pillar", "restore", "hardware")
    criteria = {item["id"]: item["criteria"] for item in shown(home)["pillars"]}["hardware"]
    assert len(criteria) == 2
    home.done("undo")
    assert "hardware" not in [item["id"] for item in shown(home)["pillars"]]
    home.done("redo")
    home.done("criterion", "retire", "hardware-warn", "--note", "too early")
    home.done("pillar", "retire", "hardware", "--with-criteria")
    assert "with 1 criterion;" in home.done("pillar", "restore", "hardware"), "what was retired before stays so"
    after = (home.data / "baba" / "thesis.toml").read_bytes()
    assert written is None or after == written
    assert b"Pricing power" not in after, "the file stays as the user wrote it"


def test_a_metric_is_added_measured_moved_with_its_criterion_merged_and_retired(home: Home) -> None:
    home.done("metric", "add", "Gross margin", "--unit", "%", "--pillar", "hardware")
    home.done("criterion", "add", "--metric", "gross-margin", "--must", ">= 40 %", "--severity", "kill")
    home.done("observe", "gross-margin", "38 %", "--period", "q3 2025")
    hardware = next(item for item in shown(home)["pillars"] if item["id"] == "hardware")
    assert hardware["verdict"] == "broken"

    home.done("metric", "edit", "gross-margin", "--pillar", "cloud", "--better", "lower")
    by_id = {item["id"]: item for item in shown(home)["pillars"]}
    assert by_id["cloud"]["verdict"] == "broken"
    assert by_id["hardware"]["verdict"] != "broken"

    home.done("metric", "add", "Margin, gross", "--unit", "%", "--pillar", "cloud", "--live", "npm package=qwen")
    home.done("metric", "merge", "gross-margin", "margin-gross")
    cloud = next(item for item in shown(home)["pillars"] if item["id"] == "cloud")
    ids = [item["id"] for item in cloud["metrics"]]
    assert "margin-gross" in ids
    assert "gross-margin" not in ids
    assert cloud["verdict"] == "broken", "the figure and the criterion are the other metric's now"
    other_unit = home.run("metric", "merge", "margin-gross", "cloud-revenue")
    assert other_unit.code == 2
    assert "in one unit" in other_unit.err


def test_what_the_file_says_later_stands_above_the_screen(home: Home) -> None:
    home.done("pillar", "edit", "hardware", "--title", "Own chips")
    path = home.data / "baba" / "thesis.toml"
    text = path.read_text(encoding="utf-8")
    assert tomllib.loads(text)["pillar"][3]["title"] == "Hardware"
    path.write_text(text.replace('title = "Hardware"', 'title = "Glasses"'), encoding="utf-8")
    assert [item["title"] for item in shown(home)["pillars"]][3] == "Glasses"


def test_listings_benchmarks_the_thesis_and_its_sources_are_changed(home: Home) -> None:
    home.done("listing", "add", "BABAF", "--venue", "OTC", "--currency", "USD", "--units", "8")
    assert home.run("listing", "retire", "AHLA.DE").code == 2
    home.done("listing", "retire", "BABAF")
    home.done("listing", "restore", "BABAF")
    home.done("benchmark", "add", "KWEB", "--venue", "NYSE", "--name", "China internet")
    home.done("benchmark", "retire", "kweb")
    home.done("thesis", "edit", "--name", "Alibaba", "--stance", "watch", "--since", "2025-11-03", "--alias", "Ali")
    home.done("thesis", "edit", "--statement", "The cloud carries it.")
    view = shown(home)
    assert (view["thesis"]["name"], view["thesis"]["stance"]) == ("Alibaba", "watch")
    assert view["thesis"]["statement"] == "The cloud carries it."

    first, second = (item["id"] for item in view["sources"][:2])
    home.done("source", "edit", first, "--title", "Renamed", "--published", "2025-12-01")
    home.done("source", "merge", second, first)
    view = shown(home)
    assert len(view["sources"]) == 4
    renamed = next(item for item in view["sources"] if item["id"] == first)
    assert (renamed["title"], renamed["published"]) == ("Renamed", "2025-12-01")
    home.done("undo")
    assert len(shown(home)["sources"]) == 5
    nothing = home.run("thesis", "edit", "--stance", "watch")
    assert nothing.code == 2
    assert "nothing would be changed" in nothing.err


def test_a_milestone_moves_to_another_thesis_with_its_odds(home: Home) -> None:
    home.done("new", "NVDA", "--template", "growth", "--venue", "NASDAQ")
    home.done("milestone", "add", "Blackwell in China", "--window", "q2 2026", "--odds", "30", "--thesis", "baba")
    home.done("note", "asked around", "--milestone", "Blackwell", "--thesis", "baba")
    home.done("move", "Blackwell in China", "--to", "nvda", "--pillar", "sales", "--thesis", "baba")
    there = shown(home, "--thesis", "nvda")["milestones"]
    assert [(item["title"], item["odds"]) for item in there] == [("Blackwell in China", "30")]
    assert there[0]["notes"] == ["asked around"]
    assert "Blackwell in China" not in [item["title"] for item in shown(home, "--thesis", "baba")["milestones"]]


def test_what_cannot_be_is_refused_before_anything_is_written(home: Home) -> None:
    home.done("note", "first")
    before = sorted((path, path.read_bytes()) for path in (home.data / "baba").rglob("*.toml"))
    for argv, says in (
        (["pillar", "add", ""], "empty"),
        (["pillar", "add", "***"], "makes no id"),
        (["pillar", "add", "Cloud"], "already"),
        (["pillar", "add", "x" * 3000], "the title has 3,000 characters; at most 80 make a heading"),
        (["pillar", "edit", "cloud", "--title", "hardware"], 'there is a pillar "Hardware" already'),
        (["metric", "edit", "cloud-revenue", "--title", "x" * 81], "at most 80"),
        (["pillar", "move", "cloud", "up"], "number"),
        (["metric", "add", "X", "--unit", "%", "--better", "sideways"], "sideways"),
        (["metric", "add", "X", "--unit", "%", "--live", "nowhere package=a"], "nowhere"),
        (["listing", "add", "BABA", "--venue", "NYSE", "--currency", "USD"], "already"),
        (["listing", "edit", "BABA", "--currency", "EUR"], "retire them first"),
        (["thesis", "edit", "--since", "2050-01-01"], "has not come yet"),
        (["restore", "nobody"], "is archived or deleted"),
        (["restore", "baba"], "baba is open, so there is nothing to restore"),
        (["listing", "add", "XX", "--venue", "NYSE", "--currency", "USD", "--units", "0"], "units"),
        (["source", "edit", "nobody", "--title", "x"], "there is no source"),
        (["criterion", "add", "--metric", "cloud-revenue-yoy", "--must", "good"], "not a line"),
        (["thesis", "edit", "--fiscal-year-end", "02-31"], "not a month and day"),
        (["move", "first", "--to", "baba"], "another thesis"),
    ):
        result = home.run(*argv)
        assert result.code == 2, argv
        assert says in result.err, (argv, result.err)
    assert sorted((path, path.read_bytes()) for path in (home.data / "baba").rglob("*.toml")) == before


def test_a_benchmark_is_imported_compared_and_said_everywhere(home: Home) -> None:
    home.done("benchmark", "add", "KWEB", "--venue", "NYSE", "--name", "China internet")
    assert "nothing to compare with yet" in home.done("level", "list")
    for symbol, closes in (("BABA", "100 104 110"), ("KWEB", "50 51 49")):
        rows = [f"2025-12-{17 + at},{close}" for at, close in enumerate(closes.split())]
        path = home.root / f"{symbol}.csv"
        path.write_text("\n".join(["date,close", *rows]) + "\n")
        home.done("price", "import", str(path), "--listing", symbol, "--sure")
    home.done("thesis", "edit", "--since", "2025-12-17")
    words = "China internet −2.0 %, the price +10.0 %: 12.0 points ahead"
    assert words in home.done("level", "list")
    assert words in home.done("export", "md")
    [found] = shown(home)["benchmarks"]
    assert (found["symbol"], found["since"], found["ahead_points"]) == ("KWEB", "2025-12-17", "12")
    refused = home.run("level", "add", "support", "40", "--listing", "KWEB")
    assert refused.code == 2, "it has prices and no levels"
    assert [price["listing"] for price in shown(home)["prices"] if price["listing"] == "KWEB"] == []


def test_a_kill_threshold_stricter_than_its_warning_is_asked_about_and_recorded_when_sure(home: Home) -> None:
    stricter = ("criterion", "add", "--metric", "model downloads", "--must", ">= 550 M", "--severity", "kill")
    text = home.refused(*stricter)
    assert "the kill threshold would fail before the warning, 500 M; if it is right, add --sure" in text
    home.done(*stricter, "--sure")
    text = home.refused("criterion", "edit", "qwen-warn", "--must", ">= 200 M")
    assert "would fail before this warning" in text
    assert "changed" in home.done("criterion", "edit", "qwen-warn", "--must", ">= 200 M", "--sure")
    home.done("criterion", "add", "--metric", "export fee", "--must", "<= 40 %", "--severity", "kill")
    assert "before the warning, 30 %" in home.refused(
        "criterion", "add", "--metric", "export fee", "--must", "<= 20 %", "--severity", "kill"
    )


def test_a_moved_claim_and_direction_are_goalposts_without_a_reason_until_one_is_given(home: Home) -> None:
    home.done("pillar", "edit", "cloud", "--claim", "Cloud sales do not fall")
    home.done("metric", "add", "Gross margin", "--unit", "%", "--pillar", "cloud")
    home.done("metric", "edit", "gross-margin", "--better", "lower")
    home.done("pillar", "edit", "qwen", "--claim", "Somebody uses it", "--note", "downloads are not use")
    text = home.run("check", "--again").out
    assert "Cloud growth: claim moved from" in text
    assert "Gross margin: better when moved from higher to lower, no reason given" in text
    assert "Somebody uses it" not in text
    moved = {item["id"]: item["moved"] for item in shown(home)["pillars"]}
    assert [(item["code"], item["to"], item["reason"]) for item in moved["qwen"]] == [
        ("claim", "Somebody uses it", "downloads are not use")
    ]
    home.done("undo")
    home.done("undo")
    assert "better when moved" not in home.run("check", "--again").out
    home.done("pillar", "retire", "hardware", "--with-criteria")
    assert "the pillar Hardware was retired, no reason given" in home.run("check", "--again").out
    assert [item["id"] for item in shown(home)["retired"]] == ["hardware"]
    home.done("pillar", "restore", "hardware")
    assert "was retired" not in home.run("check", "--again").out
    home.done("pillar", "retire", "hardware", "--with-criteria", "--note", "they sold that business")
    assert "was retired" not in home.run("check", "--again").out


def test_a_listing_whose_symbol_changed_takes_its_levels_prices_and_position_along(home: Home) -> None:
    home.done("decide", "bought", "cheap", "--quantity", "100", "--price", "148")
    home.done("level", "add", "stop", "120")
    before = shown(home)
    home.done("listing", "edit", "BABA", "--symbol", "BABX", "--note", "it says so on the exchange")
    after = shown(home)
    assert after["price"]["listing"] == "BABX", "the first listing stays the first"
    assert [(item["id"], item["state"]) for item in after["levels"]] == [
        (item["id"], item["state"]) for item in before["levels"]
    ]
    assert "BABA" not in {item["listing"] for item in after["levels"]}
    assert [item["verdict"] for item in after["pillars"]] == [item["verdict"] for item in before["pillars"]]
    home.done("decide", "trimmed", "enough", "--quantity", "40", "--price", "150")
    assert "60 at 148.00" in home.done("position")
    assert "listing BABA is BABX now, it says so on the exchange" in home.done("log")
    assert "there is no listing" in home.refused("price", "150", "--listing", "BABA")
    assert "BABX is a listing already" in home.refused("listing", "edit", "AHLA.DE", "--symbol", "BABX")
    home.done("undo")
    home.done("undo")
    assert shown(home)["positions"] == before["positions"]
    assert shown(home)["levels"] == before["levels"]


def test_all_that_was_recorded_and_imported_follows_a_listing_to_its_new_symbol_and_back(home: Home) -> None:
    home.done("new", "SAP", "--venue", "XETRA", "--currency", "EUR")
    of = ("--thesis", "sap")

    def imported() -> list[str]:
        places = find_places(None, None, home.environ)
        desk = Desk(places=places, settings=Settings(), clock=home.clock, thesis="sap", offline=True)
        (listing,) = desk.view().listings
        return [str(bar.close) for bar in desk.view().bars.get(listing.symbol, ())]

    def file(name: str, day: str, close: str) -> str:
        path = home.root / name
        path.write_text(f"date,close\n{day},{close}\n")
        return str(path)

    home.done("price", "import", file("a.csv", "2025-12-19", "198.5"), "--sure", *of)
    home.done("price", "199", "--close", "--at", "2025-12-22", *of)
    home.done("level", "add", "support", "180", "--sure", *of)
    assert "prices you typed or imported" in home.done("listing", "edit", "SAP", "--symbol", "SAP.DE", *of)
    assert imported() == ["198.5", "199.0"], "one typed, one imported"
    view = json.loads(home.done("show", "--json", *of))
    assert view["levels"][0]["listing"] == "SAP.DE"
    assert "199.00" in home.done("show", *of)
    assert "belongs to no listing" not in home.run("doctor", *of).out
    home.done("price", "import", file("b.csv", "2025-12-18", "197.5"), "--sure", *of)
    assert imported() == ["197.5", "198.5", "199.0"]
    home.done("undo", *of)  # of the import, which says that a file changed
    home.done("listing", "edit", "SAP.DE", "--symbol", "SAP.F", *of)
    assert "198.5" in imported()
    home.done("undo", *of)
    home.done("undo", *of)
    assert "198.5" in imported()
    assert json.loads(home.done("show", "--json", *of))["levels"][0]["listing"] == "SAP"


def test_prices_imported_under_a_new_symbol_first_are_there_when_it_is_undone(home: Home) -> None:
    path = home.root / "a.csv"
    path.write_text("date,close\n2025-12-19,150\n")
    home.done("listing", "edit", "BABA", "--symbol", "BABX")
    home.done("price", "import", str(path), "--listing", "BABX", "--sure")
    (name,) = [name for name in home.files() if name.endswith(".csv")]
    assert name.endswith("prices/baba.csv")
