"""A new thesis from a template: what it holds, how titles replace its own, what is refused."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thesis_tui.errors import InputError
from thesis_tui.model.view import View
from thesis_tui.public_data.documents.sec import Company
from thesis_tui.services import new_thesis
from thesis_tui.services.first_figures import with_company
from thesis_tui.services.loaded_thesis import LoadedThesis
from thesis_tui.services.template_pillars import taken, titles_of
from thesis_tui.storage.paths import Places
from thesis_tui.storage.settings import Settings

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def made(root: Path, blank: new_thesis.Blank) -> View:
    places = Places(root / "data", root / "config.toml", root / "state", root / "cache")
    identity = new_thesis.make(places, blank, at=NOW).id
    return LoadedThesis(places=places, settings=Settings(), thesis=identity, clock=lambda: NOW).view()


@pytest.mark.parametrize("template", new_thesis.TEMPLATES)
def test_a_template_is_a_thesis_that_waits_for_its_first_figures(tmp_path: Path, template: str) -> None:
    view = made(tmp_path, new_thesis.fill("ACME", template=template, stance="short", venue="NASDAQ", currency="EUR"))
    assert (view.verdict, view.problems, view.stance) == ("unproven", (), "short")
    assert (view.listings[0].venue, view.listings[0].currency) == ("NASDAQ", "EUR")
    assert [pillar.pillar.title for pillar in view.pillars] == list(titles_of(template))
    assert len(view.pillars) in ((1,) if template == "blank" else (3, 4))
    for pillar in view.pillars:
        assert pillar.key is not None
        assert 1 <= len(pillar.metrics) <= 3
        assert {metric.metric.better for metric in pillar.metrics} <= {"higher", "lower"}
        assert pillar.criteria
        assert all(not criterion.moved for criterion in pillar.criteria), "the journal has its baseline"
        assert pillar.reasons == ("no figure yet",)


@pytest.mark.parametrize("template", new_thesis.TEMPLATES)
def test_a_template_says_in_comments_what_may_be_changed(template: str) -> None:
    text = new_thesis.text_of(new_thesis.fill("ACME", template=template), NOW)
    thresholds = [line for line in text.splitlines() if line.startswith("threshold")]
    assert thresholds
    assert all(line.endswith("# yours to set") for line in thresholds)
    assert "$" not in text
    lines = text.splitlines()
    for at, line in enumerate(lines):
        if line == "[[pillar]]":
            assert lines[at - 1].startswith("# "), "each pillar is introduced in words"


def test_titles_replace_those_of_the_template(tmp_path: Path) -> None:
    titles = ("margins", "Data centres", "Sales of shops", "Y = Dilution", "Free cash", "Z")
    view = made(tmp_path, new_thesis.fill("ACME", template="growth", pillars=titles))
    assert [pillar.pillar.id for pillar in view.pillars] == [
        "margins", "data-centres", "sales-of-shops", "y", "free-cash", "z",
    ]  # fmt: skip
    keys = [pillar.key.metric.id if pillar.key else "" for pillar in view.pillars]
    assert keys == ["gross-margin", "", "sales-yoy", "shares-yoy", "free-cash-flow", ""]
    assert view.problems == ()


@pytest.mark.parametrize("template", [name for name in new_thesis.TEMPLATES if name != "blank"])
def test_a_pillar_that_shares_no_word_with_the_template_has_nobody_else_s_claim_or_figures(
    tmp_path: Path, template: str
) -> None:
    view = made(tmp_path, new_thesis.fill("ACME", template=template, pillars=("Zebras", "Output")))
    assert [(pillar.pillar.claim, pillar.metrics, pillar.criteria) for pillar in view.pillars] == [
        ("Say what must be true.", (), ()),
    ] * 2  # fmt: skip


@pytest.mark.parametrize(
    ("template", "title", "block"),
    [("dividend", "Payout", "Cover"), ("dividend", "Debts", "Debt"),
     ("dividend", "Growth of the dividend", "Dividend growth"), ("dividend", "Sales", "The business"),
     ("growth", "Gross margins", "Margins"), ("growth", "New shares", "Dilution"),
     ("turnaround", "Cash lasts", "Time"), ("commodity", "Copper demand", "Demand"),
     ("commodity", "Yield", "Cost of holding"), ("growth", "Share gains", ""), ("dividend", "Share buybacks", ""),
     ("turnaround", "Time to market", ""), ("commodity", "Real estate", ""),
     ("growth", "Sales and margins", ""), ("dividend", "The", "")],
)  # fmt: skip
def test_a_title_is_the_pillar_of_the_template_whose_words_it_shares(template: str, title: str, block: str) -> None:
    assert taken(template, (title,)) == (block,)


@given(
    titles=st.lists(st.sampled_from((*titles_of("dividend"), "Payout", "Zebras", "Sales", "Debts")), unique=True),
    named=st.lists(st.sampled_from(("", "Cover", "Debt")), max_size=3),
)
def test_each_pillar_of_a_template_is_taken_once_and_by_its_own_title_first(
    titles: list[str], named: list[str]
) -> None:
    if any(name and named.count(name) > 1 for name in named):
        return
    takes = taken("dividend", titles, named)
    found = [block for block in takes if block]
    assert len(found) == len(set(found))
    for at, (title, block) in enumerate(zip(titles, takes, strict=True)):
        if at < len(named) and named[at]:
            assert block == named[at]
        elif title in titles_of("dividend") and title not in named[: len(titles)]:
            assert block == title


@pytest.mark.parametrize("pillars", [("Payout = Sales growth",), ("Payout = Cover", "Other = Cover"), ("Payout =",)])
def test_a_pillar_that_the_template_does_not_have_is_refused(pillars: tuple[str, ...]) -> None:
    with pytest.raises(InputError) as refused:
        new_thesis.fill("ACME", template="dividend", pillars=pillars)
    assert refused.value.field == "pillar"


def test_a_title_in_any_script_makes_an_id() -> None:
    blank = new_thesis.fill("9988.HK", pillars=["云计算收入增长", "Größe", "🚀", "Рост облака"])
    values = tomllib.loads(new_thesis.text_of(blank, NOW))
    assert [pillar["id"] for pillar in values["pillar"]] == ["pillar-1", "grosse", "pillar-3", "pillar-4"]
    with pytest.raises(InputError, match="is there twice"):
        new_thesis.fill("9988.HK", pillars=["云", "Cloud", "云"])


@given(
    titles=st.lists(st.text(min_size=1, max_size=70), max_size=5),
    name=st.text(max_size=30),
    template=st.sampled_from(list(new_thesis.TEMPLATES)),
)
def test_whatever_is_typed_is_refused_or_makes_a_file_that_says_it(titles: list[str], name: str, template: str) -> None:
    try:
        blank = new_thesis.fill("ACME", name=name, pillars=titles, template=template)
    except InputError:
        return
    values = tomllib.loads(new_thesis.text_of(blank, NOW))
    assert values["name"] == blank.name
    assert [pillar["title"] for pillar in values["pillar"]] == list(blank.pillars or titles_of(template))
    assert all(len(item["id"]) <= 64 for kind in ("pillar", "metric", "criterion") for item in values.get(kind, []))


@pytest.mark.parametrize(
    ("typed", "read"),
    [("03-31", "03-31"), ("31 mar", "03-31"), ("Mar 31", "03-31"), ("march", "03-31"), ("feb", "02-28"),
     ("26 January", "01-26"), ("may", "05-31"), ("31. dec", "12-31")],
)  # fmt: skip
def test_a_year_end_is_read_as_people_write_it(typed: str, read: str) -> None:
    assert new_thesis.read_year_end(typed) == read


@pytest.mark.parametrize("typed", ["02-30", "31 feb", "31", "anf", "13-01", "marsh", "0 mar", "", "mar 2026"])
def test_what_is_no_year_end_is_refused(typed: str) -> None:
    with pytest.raises(InputError) as refused:
        new_thesis.read_year_end(typed)
    assert refused.value.field == "fiscal-year-end"


@pytest.mark.parametrize(("typed", "read"), [("1", "growth"), ("turn", "turnaround"), ("BLANK", "blank")])
def test_a_template_is_called_by_name_or_number(typed: str, read: str) -> None:
    assert new_thesis.read_template(typed) == read


@pytest.mark.parametrize("typed", ["0", "6", "g r", "crypto", "²"])
def test_another_template_is_refused_with_those_there_are(typed: str) -> None:
    with pytest.raises(InputError, match="growth, turnaround, commodity, dividend, blank"):
        new_thesis.read_template(typed)


@pytest.mark.parametrize("shown", ['They "own" C:\\cloud, $name # and more', ""])
def test_the_statement_is_kept_as_it_was_said(tmp_path: Path, shown: str) -> None:
    assert made(tmp_path, new_thesis.fill("ACME", statement=shown)).statement == shown


@pytest.mark.parametrize(
    ("name", "assumed", "venue", "stored"),
    [
        ("NVDA", True, "NYSE", ("NVIDIA CORP", "NASDAQ", False)),
        ("Nvidia", False, "NYSE", ("Nvidia", "NYSE", False)),
    ],
)
def test_what_the_sec_says_of_a_company_fills_in_only_what_nobody_said(
    name: str, assumed: bool, venue: str, stored: tuple[str, str, bool]
) -> None:
    company = Company(cik="0001045810", name="NVIDIA CORP", ticker="NVDA", exchange="Nasdaq", fiscal_year_end="01-31")
    blank = new_thesis.fill("NVDA", asks=False)._replace(name=name, venue=venue, assumed=assumed)
    found = with_company(blank, company)
    assert (found.name, found.venue, found.assumed, found.fiscal_year_end) == (*stored, "01-31")


def test_names_a_company_files_under_now_and_before_are_offered_as_other_names() -> None:
    company = Company(cik="0000000001", name="ACMERA HOLDINGS INC", former_names=("OLDNAME TOOLS CORP",))
    blank = new_thesis.fill("ACMX", name="Acmera")
    assert with_company(blank, company).aliases == ("Oldname Tools",)
    assert with_company(blank, company, aliases=False).aliases == blank.aliases


@pytest.mark.parametrize(
    ("template", "quoted", "counted"),
    [("growth", "GBX", "GBP"), ("dividend", "ZAC", "ZAR"), ("growth", "ILA", "ILS"), ("growth", "USD", "USD"),
     ("commodity", "USX", "USX")],
)  # fmt: skip
def test_a_company_counts_in_whole_units_of_what_it_is_quoted_in(
    tmp_path: Path, template: str, quoted: str, counted: str
) -> None:
    """A cost of production is held against the quote itself, so that it is in the quote's unit."""
    view = made(tmp_path, new_thesis.fill("ACME", template=template, venue="LSE", currency=quoted))
    assert view.listings[0].currency == quoted
    assert {metric.metric.unit for metric in view.metrics if metric.metric.unit.isupper()} == {counted}
