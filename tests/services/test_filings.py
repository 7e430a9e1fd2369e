"""Filings asked for over real HTTP: what is read of them, how often, and what of them is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.prices.loopback import Answer, Loopback, answer
from tests.prices.loopback import page as html_page
from tests.public_data.bodies import Filer
from tests.public_data.exhibits import page, segments, statement
from tests.public_data.test_documents import index, submissions
from tests.services.test_fetching import CLOUD, HF, SALES, THESIS, Machine, sec
from thesis_tui.services import waiting_documents as waiting
from thesis_tui.services.source_status import watched
from thesis_tui.services.track_record import changed_sentences
from thesis_tui.storage.documents import KEPT_FOLDER, read_documents

FACTS = "/api/xbrl/companyfacts/CIK0001577552.json"
ROOT = "/Archives/edgar/data/1577552"
MONITOR = '[[monitor]]\nid = "filings"\nsource = "sec"\n'
DIVIDENDS = (
    '[[metric]]\nid = "payout"\ntitle = "Dividends"\nunit = "USD"\nlive = { source = "xbrl", figure = "dividends" }\n'
)


@pytest.fixture
def machine(tmp_path: Path, server: Loopback) -> Callable[..., Machine]:
    return lambda thesis, **settings: Machine(tmp_path, server, THESIS + thesis, **settings)


def facts(server: Loopback, *quarters: tuple[str, str, str, float], accession: str = "") -> None:
    """Quarters are filed, first day, last day and revenue in millions."""
    filer = Filer()
    for number, (filed, start, end, value) in enumerate(quarters):
        filer.add("10-Q", filed, accession or f"0001104659-26-{number:06}", ("revenue", start, end, value))
    server.on(FACTS, answer(json.loads(filer.body)))


def exhibit(server: Loopback, number: int, body: bytes | str) -> None:
    """The exhibit 99.1 of the filing of that number."""
    folder = f"{ROOT}/00011046592600{number:04}"
    listed = index(("PR", "pr.htm", "EX-99.1")).decode().replace("000110465926099220", f"00011046592600{number:04}")
    server.on(f"{folder}/0001104659-26-00{number:04}-index.htm", html_page(listed))
    raw = body if isinstance(body, bytes) else body.encode()
    server.on(f"{folder}/pr.htm", Answer(200, raw, "text/html"))


def filings(server: Loopback, *rows: tuple[str, str, str], **columns: Any) -> None:
    sec(server, *rows)
    body = json.loads(submissions(*rows))
    body["filings"]["recent"].update(columns)
    server.on("/submissions/CIK0001577552.json", answer(body))


def test_a_notice_that_was_looked_at_is_listed_by_its_own_title(
    machine: Callable[..., Machine], server: Loopback
) -> None:
    filings(server, ("6-K", "2026-09-05", ""))
    exhibit(
        server, 0,
        "<p>Hong Kong Exchanges and Clearing Limited take no responsibility for the contents of this announcement.</p>"
        "<p>(Incorporated in the Cayman Islands with limited liability)</p><p>(Stock Code: 9988)</p>"
        "<p>Date of Board Meeting and Payment of a Dividend</p>",
    )  # fmt: skip
    here = machine(MONITOR + CLOUD)
    here.fetch()
    ((document,), _) = waiting.waiting(here.desk)
    assert document.title == "Date of Board Meeting and Payment of a Dividend"


def test_the_largest_of_many_foreign_filings_are_read_before_small_notices(
    machine: Callable[..., Machine], server: Loopback
) -> None:
    rows = [("6-K", f"2026-11-{29 - number:02}", "") for number in range(20)]
    filings(server, *rows, size=[9_000_000 if number == 17 else 20_000 for number in range(20)])
    for number in range(20):
        exhibit(server, number, page(segments()) if number == 17 else "<p>Next day disclosure return</p>")
    here = machine(CLOUD)
    here.fetch()
    assert len([item for item in server.log if item.path.endswith("-index.htm")]) == 10
    assert [item.accession for item in waiting.waiting(here.desk)[0]] == ["0001104659-26-000017"]


def test_a_thesis_of_today_has_the_results_of_the_year_before_it(
    machine: Callable[..., Machine], server: Loopback
) -> None:
    filings(server, ("6-K", "2026-08-20", ""), ("6-K", "2025-08-29", ""))
    exhibit(server, 0, page(segments()))
    here = machine(CLOUD)
    text = (here.folder / "thesis.toml").read_text()
    (here.folder / "thesis.toml").write_text(text.replace("since = 2025-12-01", "since = 2026-11-30"))
    here.fetch()
    assert [item.accession for item in waiting.waiting(here.desk)[0]] == ["0001104659-26-000000"]
    assert not server.asked(f"{ROOT}/000110465926000001/0001104659-26-000001-index.htm"), "fifteen months ago"


def test_releases_of_a_company_that_files_quarters_are_read_only_until_its_report_comes(
    machine: Callable[..., Machine], server: Loopback
) -> None:
    rows = (("8-K", "2026-11-20", "2.02"), ("10-Q", "2026-08-25", ""), ("8-K", "2026-08-20", "2.02"))
    filings(server, *rows)
    facts(server, ("2026-08-25", "2026-05-01", "2026-07-31", 100), accession="0001104659-26-000001")
    here = machine(SALES)
    here.fetch()
    assert [item.path for item in server.log if item.path.endswith("index.htm")] == [
        f"{ROOT}/000110465926000000/0001104659-26-000000-index.htm"
    ]


def test_one_list_of_companies_serves_all_and_an_unknown_symbol_is_looked_up_once_a_week(
    machine: Callable[..., Machine], server: Loopback
) -> None:
    filings(server, ("6-K", "2026-08-20", ""))
    here = machine(MONITOR + MONITOR.replace('"filings"', '"other"') + 'issuer = "NOBODY"\n')
    (known, unknown) = here.fetch().outcomes
    assert (known.state, unknown.text) == ("new", "the SEC knows no company with the symbol NOBODY")
    for _ in range(6):
        here.now += timedelta(days=1)
        assert here.fetch(due=False).outcomes[1].text.startswith("the SEC knows no company")
    assert len(server.asked("/files/company_tickers.json")) == 1
    here.now += timedelta(days=2)
    here.fetch(due=False)
    assert len(server.asked("/files/company_tickers.json")) == 2


def test_facts_that_lag_behind_a_report_are_asked_for_again_ever_more_seldom_and_then_no_more(
    machine: Callable[..., Machine], server: Loopback
) -> None:
    """An amendment that states no figures is never in the facts."""
    filings(server, ("10-Q/A", "2026-11-29", ""), ("10-Q", "2026-08-25", ""))
    facts(server, ("2026-08-25", "2026-05-01", "2026-07-31", 100), accession="0001104659-26-000001")
    here = machine(SALES)
    asked: list[float] = []
    begun = here.now
    for _ in range(120):
        here.fetch()
        if len(server.asked(FACTS)) > len(asked):
            asked.append((here.now - begun) / timedelta(hours=1))
        here.now += timedelta(minutes=40)
    assert len(asked) == 5
    assert [round(after - before) for before, after in pairwise(asked)] == [1, 1, 6, 24]


def test_figures_of_a_newer_report_stand_in_the_place_of_those_nobody_decided_on(
    machine: Callable[..., Machine], server: Loopback
) -> None:
    first = ("2026-05-25", "2026-02-01", "2026-04-30", 90)
    filings(server, ("10-Q", "2026-08-25", ""), ("10-Q", "2026-05-25", ""))
    facts(server, first, accession="0001104659-26-000001")
    here = machine(SALES)
    here.fetch()
    ((behind,), _) = waiting.waiting(here.desk)
    assert str(behind.published) == "2026-05-25", "the report that is in the facts, and not the newest"
    filer = Filer()
    filer.add("10-Q", first[0], "0001104659-26-000001", ("revenue", *first[1:]))
    filer.add("10-Q", "2026-08-25", "0001104659-26-000000", ("revenue", "2026-05-01", "2026-07-31", 100))
    server.on(FACTS, answer(json.loads(filer.body)))
    here.now += timedelta(hours=2)
    here.fetch()
    ((document,), _) = waiting.waiting(here.desk)
    assert [int(item.value) for item in document.figure] == [100_000_000, 90_000_000]


def test_a_figure_the_company_files_no_tag_for_stays_without_and_the_reason_is_said(
    machine: Callable[..., Machine], server: Loopback
) -> None:
    filings(server, ("10-Q", "2026-08-25", ""))
    facts(server, ("2026-08-25", "2026-05-01", "2026-07-31", 100))
    here = machine(SALES + DIVIDENDS)
    here.fetch()
    ((document,), _) = waiting.waiting(here.desk)
    assert {item.metric for item in document.figure} == {"sales"}
    assert document.note.startswith("no Dividends: the company has no tag for it (us-gaap:PaymentsOfDividends")
    assert "none filed for Dividends" in watched(here.desk)[0].what


@pytest.mark.parametrize("form", ["10-Q", "10-Q/A"])
def test_the_first_report_of_a_thesis_is_held_against_the_one_before_it_began(
    machine: Callable[..., Machine], server: Loopback, form: str
) -> None:
    filings(server, (form, "2026-11-14", ""), ("10-Q", "2025-08-14", ""), ("10-Q", "2025-05-14", ""))
    for number, words in enumerate(("has become", "may become", "was never")):
        text = f"<html><body><p>Qwen {words} available to customers abroad.</p></body></html>"
        server.on(f"{ROOT}/00011046592600000{number}/tm{number}_6k.htm", html_page(text))
    here = machine(MONITOR)
    assert here.fetch().new == 1
    ((newest,), _) = waiting.waiting(here.desk)
    (change,) = changed_sentences(here.desk, newest, "qwen").shown
    assert change.what == "“may” became “has”"
    assert [str(item.published) for item in read_documents(here.folder, KEPT_FOLDER)[0]] == ["2025-08-14"]
    here.now += timedelta(hours=2)
    assert here.fetch().new == 0


def test_a_source_that_asks_for_more_patience_than_usual_gets_it(
    machine: Callable[..., Machine], server: Loopback
) -> None:
    server.on("/api/models", answer({}, status=429, headers={"RateLimit": '"api";r=0;t=55', "Retry-After": "3600"}))
    here = machine(HF)
    (outcome,) = here.fetch().outcomes
    assert outcome.until == datetime(2026, 11, 30, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "bad", [Answer(200, b" " * 21_000_000, "text/html"), html_page("<html>nothing of the kind</html>"), Answer(404)]
)
def test_one_filing_that_cannot_be_read_keeps_no_other_from_being_read(
    machine: Callable[..., Machine], server: Loopback, bad: Answer
) -> None:
    filings(server, ("6-K", "2026-11-05", ""), ("6-K", "2026-08-20", ""))
    exhibit(server, 1, page(segments()))
    exhibit(server, 0, "")
    server.on(f"{ROOT}/000110465926000000/0001104659-26-000000-index.htm", bad)
    here = machine(CLOUD)
    (outcome,) = here.fetch().outcomes
    assert (outcome.state, outcome.new) == ("new", 1)
    here.now += timedelta(hours=2)
    exhibit(server, 0, page(segments(), title="Nobody Group Announces September Quarter 2026 Results"))
    assert here.fetch().outcomes[0].new == (0 if bad.status == 404 else 1)


def test_filings_whose_pages_have_another_shape_are_said_and_not_taken_for_none(
    machine: Callable[..., Machine], server: Loopback
) -> None:
    filings(server, ("6-K", "2026-08-20", ""))
    server.on(f"{ROOT}/000110465926000000/0001104659-26-000000-index.htm", html_page("<html>a new page</html>"))
    (outcome,) = machine(CLOUD).fetch().outcomes
    assert (outcome.state, outcome.text.endswith("the filing's index lists no documents")) == ("failed", True)


def test_a_company_without_facts_has_its_releases_read_all_the_same(
    machine: Callable[..., Machine], server: Loopback
) -> None:
    filings(server, ("6-K", "2026-08-20", ""), ("20-F", "2026-05-20", ""))
    exhibit(server, 0, page(statement(), title="Nobody Group Announces June Quarter 2026 Results"))
    server.on(FACTS, Answer(404, b"<Error><Code>NoSuchKey</Code></Error>", "application/xml"))
    here = machine(SALES)
    (outcome,) = here.fetch().outcomes
    assert (outcome.state, outcome.new) == ("new", 1)
    ((document,), _) = waiting.waiting(here.desk)
    assert [(item.metric, int(item.value)) for item in document.figure] == [("sales", 5_300_000_000)]
    assert "none filed for sales" in watched(here.desk)[0].what


def test_figures_of_a_company_that_reports_by_the_year_are_of_years_in_its_own_currency(
    machine: Callable[..., Machine], server: Loopback
) -> None:
    filings(server, ("20-F", "2026-05-20", ""))
    filer = Filer(currency="CNY")
    for year, value in ((2026, 1_023_670), (2025, 996_347)):
        fact = ("revenue", f"{year - 1}-04-01", f"{year}-03-31", value)
        filer.add("20-F", "2026-05-20", "0001104659-26-000000", fact)
        filer.add("20-F", "2026-05-20", "0001104659-26-000000", (*fact[:3], value / 6.9), unit="USD")
    server.on(FACTS, answer(json.loads(filer.body)))
    here = machine(SALES)
    here.fetch()
    ((document,), _) = waiting.waiting(here.desk)
    assert document.title.endswith("figures of 2 years for 1 metric")
    assert {(item.unit, int(item.value)) for item in document.figure} == {
        ("CNY", 1_023_670_000_000), ("CNY", 996_347_000_000),
    }  # fmt: skip
