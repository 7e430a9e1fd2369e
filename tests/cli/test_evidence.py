"""`facts` and `read --results` as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Home
from tests.public_data.exhibits import page, paragraph, segments, statement
from tests.public_data.test_company import calendar_filer


def saved(folder: Path, name: str, body: bytes) -> str:
    path = folder / name
    path.write_bytes(body)
    return str(path)


def test_facts_are_printed_as_json_with_the_filing_of_each(home: Home, tmp_path: Path) -> None:
    file = saved(tmp_path, "facts.json", calendar_filer().body)
    reported = json.loads(home.done("facts", file, "--json"))
    growth = [item for item in reported["figures"] if item["figure"] == "revenue-yoy" and item["kind"] == "quarter"]
    assert {item["end"]: item["value"] for item in growth}["2024-06-30"] == "10"
    assert growth[0].keys() >= {"figure", "start", "end", "value", "unit", "filed", "accession", "basis"}
    assert growth[0]["unit"] == "%"
    assert home.files() == {}


def test_facts_as_of_a_day_are_what_was_filed_by_then(home: Home, tmp_path: Path) -> None:
    file = saved(tmp_path, "facts.json", calendar_filer().body)
    reported = json.loads(home.done("facts", file, "--json", "--today", "2024-08-01"))
    assert max(item["filed"] for item in reported["figures"]) == "2024-08-01"


def test_facts_for_reading_name_what_is_missing(home: Home, tmp_path: Path) -> None:
    text = home.done("facts", saved(tmp_path, "facts.json", calendar_filer().body))
    assert "operating cash less capex" in text
    assert "research: the company has no tag for it" in text


def test_facts_of_something_else_are_refused_with_the_files_name(home: Home, tmp_path: Path) -> None:
    file = saved(tmp_path, "page.html", b"<html>Undeclared Automated Tool</html>")
    assert f"{file}: expected a companyfacts body" in home.refused("facts", file)
    assert "no such file" in home.refused("facts", str(tmp_path / "none.json"))


def test_results_of_the_bundled_thesis_are_its_metrics_with_row_and_column(home: Home, tmp_path: Path) -> None:
    file = saved(tmp_path, "ex99.htm", page(segments()))
    reported = json.loads(home.done("read", file, "--results", "--json"))
    found = {item["metric"]: item for item in reported["observations"]}
    assert found["cloud-revenue"]["value"] == "48437000000"
    assert found["cloud-revenue"]["unit"] == "CNY"
    assert found["cloud-revenue"]["pillar"] == "cloud"
    assert found["cloud-revenue"]["label"] == "AI Cloud and Compute Services(1)"
    assert found["cloud-revenue-yoy"]["value"] == "45"
    assert "% Change" in found["cloud-revenue-yoy"]["column"]
    assert found["cloud-revenue"]["period"] == {
        "start": "2026-04-01", "end": "2026-06-30", "label": "three months ended June 30, 2026",
    }  # fmt: skip
    assert reported["source"]["published"] == "2026-08-20"
    assert home.files() == {}


def test_results_for_reading_quote_the_row(home: Home, tmp_path: Path) -> None:
    text = home.done("read", saved(tmp_path, "ex99.htm", page(statement())), "--results")
    assert "Total revenue" in text
    assert "“Total revenue 5,300 5,000 10,500 10,000”" in text


def test_a_page_without_a_known_table_says_so(home: Home, tmp_path: Path) -> None:
    phrase = home.run(
        "read", saved(tmp_path, "ex99.htm", page(paragraph("Notice of a meeting"))), "--results", "--json"
    )
    assert json.loads(phrase.out)["observations"] == []
    assert "no table known (open with `o`); without --results it is read as an article" in phrase.err
    assert phrase.code == 0


def test_a_source_that_may_not_be_asked_says_why_to_the_user_who_asks(home: Home) -> None:
    home.done("note", "begun")
    assert "set contact in the settings" in home.done("monitor", "ask", "filings")


def test_what_a_report_says_now_and_did_not_say_before_is_printed_side_by_side(home: Home, tmp_path: Path) -> None:
    before = saved(tmp_path, "q2.htm", page(paragraph("Our cloud business may grow by 20% as customers move to it.")))
    now = saved(tmp_path, "q3.htm", page(paragraph("Our cloud business did grow by 34% as customers moved to it.")))
    (change,) = json.loads(home.done("compare", now, before, "--json"))["changes"]
    assert (change["kind"], change["keyword"]) == ("changed", "cloud")
    assert "34%" in change["now"]["text"]
    text = home.done("compare", now, before, "--pillar", "cloud")
    assert "  - Our cloud business may grow by 20%" in text
    assert "  + Our cloud business did grow by 34%" in text
    assert "nothing about" in home.done("compare", now, before, "--pillar", "hardware")
