"""Commands that print: what they print, their exit codes, and that they leave a home as it was."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Any

import pytest

from tests.cli.conftest import Home

FIXED_POINT = re.compile(r"-?\d+(\.\d+)?\Z")
ARTICLES_DAY = "2025-12-23"


def shown(home: Home, *argv: str) -> dict[str, Any]:
    found = json.loads(home.done("show", "--json", *argv))
    assert isinstance(found, dict)
    return found


def test_show_json_has_every_key_of_the_design(home: Home) -> None:
    view = shown(home, "--today", ARTICLES_DAY)
    assert view["schema"] == 2
    assert view["as_of"] == ARTICLES_DAY
    top = {"schema", "as_of", "thesis", "price", "levels", "pillars", "context", "prices", "milestones", "conflicts"}
    assert top | {"sources", "changes", "attention"} <= view.keys()
    assert {"id", "name", "statement", "stance", "verdict", "reasons"} <= view["thesis"].keys()
    price = {"listing", "value", "currency", "at", "session", "source"}
    assert price | {"stale", "change_percent"} <= view["price"].keys()
    assert all(price <= item.keys() for item in view["prices"])
    level = {"id", "listing", "kind", "low", "high", "currency", "noted", "source", "state", "stale"}
    assert all(level | {"distance_percent", "reason", "pillar"} <= item.keys() for item in view["levels"])
    assert [pillar["id"] for pillar in view["pillars"]] == ["cloud", "qwen", "chips", "hardware"]
    for pillar in view["pillars"]:
        assert {"title", "claim", "verdict", "reasons", "metrics", "criteria", "evidence"} <= pillar.keys()
        assert len(pillar["criteria"]) >= 2
        for criterion in pillar["criteria"]:
            assert {"id", "text", "severity", "state", "metric", "threshold", "margin", "observation"} <= set(criterion)
            assert criterion["margin"] is None or criterion["margin"].keys() == {"value", "unit"}
        assert all({"id", "date", "text", "stance", "source"} <= item.keys() for item in pillar["evidence"])
    metrics = [metric for pillar in view["pillars"] for metric in pillar["metrics"]] + view["context"]["metrics"]
    for metric in metrics:
        assert {"id", "title", "unit", "observations"} <= metric.keys()
        for seen in metric["observations"]:
            assert {"value", "high", "qualifier", "unit", "period", "as_of", "source"} <= seen.keys()
            assert seen["period"] is None or seen["period"].keys() == {"start", "end", "label"}
    milestone = {"id", "title", "pillar", "earliest", "latest", "state", "odds", "source", "notes"}
    assert all(milestone <= item.keys() for item in view["milestones"])
    assert all({"metric", "period", "state", "values"} <= item.keys() for item in view["conflicts"])
    assert all({"value", "unit", "source"} <= side.keys() for item in view["conflicts"] for side in item["values"])
    source = {"id", "title", "publisher", "published", "published_earliest", "published_latest"}
    assert all(source | {"published_basis", "added", "url"} <= item.keys() for item in view["sources"])
    assert all({"kind", "text", "pillar"} <= item.keys() for item in view["attention"])


def test_decimals_are_fixed_point_strings_in_base_units(home: Home) -> None:
    view = shown(home, "--today", ARTICLES_DAY)
    pillars = view["pillars"]
    figures = [seen for pillar in pillars for metric in pillar["metrics"] for seen in metric["observations"]]
    assert any(seen["value"] == "600000000" and seen["qualifier"] == "more than" for seen in figures)
    numbers = [seen["value"] for seen in figures]
    numbers += [level["low"] for level in view["levels"]] + [price["value"] for price in view["prices"]]
    numbers += [it["threshold"] for pillar in pillars for it in pillar["criteria"] if it["threshold"] is not None]
    assert all(FIXED_POINT.match(number) for number in numbers)
    dates = [value for item in view["milestones"] for value in (item["earliest"], item["latest"])]
    assert all(date.fromisoformat(value) for value in dates)


def test_sources_of_everything_can_be_looked_up(home: Home) -> None:
    view = shown(home, "--today", ARTICLES_DAY)
    known = {source["id"] for source in view["sources"]}
    assert len(known) == 5
    assert {level["source"] for level in view["levels"]} <= known
    assert {evidence["source"] for pillar in view["pillars"] for evidence in pillar["evidence"]} <= known


def test_as_of_shows_the_thesis_as_it_was_known(home: Home) -> None:
    home.done("milestone", "add", "Something later", "--window", "q1 2026")
    titles = [item["title"] for item in shown(home)["milestones"]]
    before = [item["title"] for item in shown(home, "--today", ARTICLES_DAY)["milestones"]]
    assert "Something later" in titles
    assert "Something later" not in before
    assert shown(home, "--today", "2025-12-22")["sources"] == []


def test_check_says_by_its_code_whether_something_needs_the_user(home: Home) -> None:
    result = home.run("check", "--json", "--today", "2026-06-01")
    found = json.loads(result.out)
    assert result.code == 1
    assert found["as_of"] == "2026-06-01"
    assert found["attention"]
    assert home.run("check", "--today", "2026-06-01").code == 1


def test_check_without_anything_to_say(home: Home) -> None:
    home.done("new", "ACME")
    view = shown(home, "--thesis", "acme")
    result = home.run("check", "--thesis", "acme")
    assert result.code == (1 if view["attention"] else 0)
    assert view["thesis"]["verdict"] == "unproven"


def test_check_that_cannot_tell_says_2(home: Home) -> None:
    home.done("note", "here")
    (home.data / "baba" / "thesis.toml").write_text("format = [")
    result = home.run("check")
    assert result.code == 2
    assert "thesis.toml" in result.err


@pytest.mark.parametrize(
    "argv",
    [
        ("show",), ("show", "--json"), ("check",), ("log",), ("log", "--json"), ("paths",), ("doctor",), ("price",),
        ("milestone", "list"), ("level", "list"), ("undo",), ("note", ""), ("price", "-1"), (),
    ],
)  # fmt: skip
def test_a_fresh_home_stays_empty(home: Home, argv: tuple[str, ...]) -> None:
    home.run(*argv)
    assert list(home.root.iterdir()) == []


def test_the_ladder_has_the_price_between_its_levels(home: Home) -> None:
    lines = home.done("level", "list", "--today", ARTICLES_DAY).splitlines()
    ladder = [line for line in lines[: lines.index("")] if line.startswith(" ")]
    row = next(i for i, line in enumerate(ladder) if "price now" in line)
    assert all("support" not in line for line in ladder[:row])
    assert all("support" in line for line in ladder[row + 1 :])
    assert any("AHLA.DE" in line and "EUR" in line for line in lines)


def test_milestones_are_listed_with_what_names_them(home: Home) -> None:
    out = home.done("milestone", "list", "--today", ARTICLES_DAY)
    for item in shown(home, "--today", ARTICLES_DAY)["milestones"]:
        assert item["id"] in out
        assert item["title"] in out


def test_log_as_json_is_entries_as_stored(home: Home) -> None:
    home.done("level", "add", "support", "145.50-148", "--why", "low")
    entries = json.loads(home.done("log", "--json"))
    level = entries[-1]
    assert (level["kind"], level["low"], level["high"], level["currency"]) == ("level", "145.50", "148", "USD")
    assert datetime.fromisoformat(level["at"]).utcoffset() is not None
    written = (home.data / "baba" / "journal" / level["file"]).read_text().splitlines()
    assert written[level["line"] - 1] == "[[entry]]"


def test_show_prints_faults_of_files_after_it(home: Home) -> None:
    home.done("note", "here")
    (home.data / "baba" / "sources" / "broken.toml").write_bytes(b"\xff\xfe")
    result = home.run("show", "--json")
    assert result.code == 0
    assert json.loads(result.out)["problems"]
    assert "sources/broken.toml" in result.err
    assert (home.data / "baba" / "sources" / "broken.toml").read_bytes() == b"\xff\xfe"


def test_doctor_names_what_is_wrong_and_how_to_mend_it(home: Home) -> None:
    home.done("note", "here")
    (home.root / "config.toml").write_text('theme = "mauve"\n')
    (home.data / "baba" / "sources" / "empty.toml").write_text("")
    result = home.run("doctor")
    assert result.code == 1
    assert "theme" in result.out
    assert "sources/empty.toml" in result.out
    assert "2 to fix" in result.out
    assert result.err == ""


def test_faults_of_the_settings_are_told_and_the_default_used(home: Home) -> None:
    (home.root / "config.toml").write_text("thems = 1\n")
    result = home.run("check", "--today", ARTICLES_DAY)
    assert result.code in (0, 1)
    assert "thems" in result.err
    assert "config.toml" in result.err


@pytest.mark.parametrize("before", [True, False])
def test_options_for_every_command_go_anywhere(home: Home, before: bool) -> None:
    everywhere = ("--today", ARTICLES_DAY, "--thesis=baba")
    argv = (*everywhere, "milestone", "list") if before else ("milestone", "list", *everywhere)
    assert "Feb 2026" in home.done(*argv)


def test_version_and_help(home: Home) -> None:
    assert re.fullmatch(r"thesis-tui \d+\.\d+\.\d+\n", home.done("--version"))
    everything = home.done("--help")
    for command in ("show", "check", "milestone add", "level retire", "observe", "evidence add", "doctor"):
        assert f"  {command}" in everything
        assert "example:\n  thesis-tui " + command.split()[0] in home.done(*command.split(), "--help")
    assert "milestone hit" in home.done("milestone", "--help")


@pytest.mark.parametrize(
    ("argv", "named"),
    [
        (("frob",), "thesis-tui --help lists all"),
        (("milestone",), "milestone add, milestone list"),
        (("milestone", "frob"), "milestone odds"),
        (("show", "--jsn"), "--jsn"),
        (("--bogus", "show"), "--thesis"),
        (("show", "--today"), "--today"),
        (("show", "--today", "2025-02-30"), "28 days"),
        (("show", "--today", "never"), "--today"),
        (("show", "--thesis", "../../etc"), "baba"),
        (("show", "--thesis", "nvda"), "thesis-tui new"),
        (("note",), "TEXT"),
        (("read", "x.html"), "no such file"),
        (("export",), "export md"),
        (("import",), "import json"),
        (("price", "import"), "CSV file"),
        (("price", "import", "x.csv", "--close"), "--close"),
        (("price", "fetch"), "thesis-tui price"),
        (("price", "--close"), "VALUE"),
        (("price", "148", "--json"), "--json"),
        (("check", "--json", "--notify"), "--notify"),
    ],
)
def test_what_is_not_understood_is_answered_with_what_is(home: Home, argv: tuple[str, ...], named: str) -> None:
    assert named in home.refused(*argv)


def test_a_data_directory_that_is_a_file(home: Home) -> None:
    home.data.write_text("not a folder")
    assert "is a file" in home.refused("show")
    assert "is a file" in home.refused("note", "x")
    assert home.data.read_text() == "not a folder"


BAD = {
    "empty": b"",
    "binary": b"\x7fELF\x00\xff\xfe",
    "cut": b'[[entry]]\nkind = "no',
    "latin-1": b'name = "caf\xe9"\n',
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
@pytest.mark.parametrize(
    "name", ["thesis.toml", "sources/2025-12-23-1-ai-investments.toml", "journal/2025-12.seed.toml"]
)
def test_a_bad_file_is_named_and_left_as_it_is(home: Home, name: str, bad: bytes) -> None:
    home.done("note", "here")
    path = home.data / "baba" / name
    path.write_bytes(bad)
    result = home.run("show", "--json")
    assert result.code == (2 if name == "thesis.toml" else 0)
    assert name in result.err or (bad == b"" and name.startswith("journal"))
    if result.code == 0:
        assert json.loads(result.out)["thesis"]["name"]
        home.done("note", "still works")
    else:
        assert home.run("note", "x").code == 2
    assert path.read_bytes() == bad
    assert home.run("doctor").code == (0 if bad == b"" and name.startswith("journal") else 1)


def test_a_folder_that_lost_its_thesis_is_not_taken_for_a_fresh_home(home: Home) -> None:
    home.done("note", "here")
    (home.data / "baba" / "thesis.toml").unlink()
    for argv in (("show",), ("note", "x"), ("check",)):
        assert "thesis.toml" in home.refused(*argv)


@pytest.mark.parametrize("name", ["sources", "journal"])
def test_a_file_where_a_folder_belongs(home: Home, name: str) -> None:
    home.done("new", "ACME")
    for path in sorted((home.data / "acme" / name).iterdir()):
        path.unlink()
    (home.data / "acme" / name).rmdir()
    (home.data / "acme" / name).write_text("a file")
    assert home.run("show").code == 0
    if name == "journal":
        assert "journal" in home.refused("note", "x")


@pytest.mark.parametrize(
    "config", [b"", b"\xff", b"theme = [", b"offline = 3\nnope = 1\n[levels]\nnear_percent = 99\n"]
)
def test_settings_that_cannot_be_used_leave_the_defaults(home: Home, config: bytes) -> None:
    (home.root / "config.toml").write_bytes(config)
    result = home.run("show", "--today", ARTICLES_DAY)
    assert result.code == 0
    assert ("config.toml" in result.err) == bool(config)
    assert (home.root / "config.toml").read_bytes() == config
