from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.pages.filled_thesis import filled, growth
from tests.pages.page_views import (
    LATER,
    SIZES,
    block,
    block_text,
    bundled,
    entry,
    fits,
    roles_of,
    text_of,
    view_of,
)
from thesis_tui.model.book import Book
from thesis_tui.model.journal import Entry, Note
from thesis_tui.model.objects import Criterion, Evidence, Observation, Pillar, Thesis
from thesis_tui.model.view import PillarView, Target, View
from thesis_tui.pages.column_chart import metric_bars
from thesis_tui.pages.periods import period_label
from thesis_tui.pages.pillar_page import pillar_page
from thesis_tui.pages.spans import Block, plain_text
from thesis_tui.services import new_thesis
from thesis_tui.services.desk import Desk
from thesis_tui.storage.paths import Places
from thesis_tui.storage.settings import Settings

FILLED = view_of(filled())
AGED = view_of(filled(), today=LATER)
BUNDLED = view_of()
PILLARS = ("cloud", "qwen", "chips", "hardware")


def pillar_of(view: View, id_: str) -> PillarView:
    return next(pillar for pillar in view.pillars if pillar.pillar.id == id_)


def reachable(blocks: list[Block], kind: str) -> set[str]:
    targets = [row.target for item in blocks for row in item.rows if row.target is not None]
    return {target.id for target in targets if target.kind == kind}


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("id_", PILLARS)
def test_page_fits_and_reaches_everything_of_the_pillar(id_: str, width: int, height: int) -> None:
    for view in (FILLED, AGED, BUNDLED):
        pillar = pillar_of(view, id_)
        blocks = pillar_page(view, id_, None, width, height)
        fits(blocks, width, height)
        wanted = {observation.observation.id for metric in pillar.metrics for observation in metric.observations}
        newest = {metric.latest.observation.id for metric in pillar.metrics if metric.latest}
        assert reachable(blocks, "observation") == wanted - newest
        assert reachable(blocks, "metric") == {
            metric.metric.id for metric in pillar.metrics if metric.latest or not metric.observations
        }
        assert reachable(blocks, "criterion") == {criterion.criterion.id for criterion in pillar.criteria}
        assert reachable(blocks, "evidence") == {evidence.evidence.id for evidence in pillar.evidence}
        assert reachable(blocks, "milestone") == {milestone.milestone.id for milestone in pillar.milestones}
        assert reachable(blocks, "conflict") == {conflict.id for conflict in pillar.conflicts}
        assert reachable(blocks, "entry") == {note.entry for note in pillar.notes}
        assert reachable(blocks, "source")


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(80, 230), st.integers(24, 70), st.sampled_from(PILLARS), st.sampled_from([FILLED, AGED]))
def test_nothing_is_wider_than_the_page_at_any_size(width: int, height: int, id_: str, view: View) -> None:
    fits(pillar_page(view, id_, None, width, height), width, height)


def test_head_says_verdict_reason_claim_and_what_it_rests_on() -> None:
    text = block_text(pillar_page(BUNDLED, "cloud", None, 120, 36), "verdict")
    assert "● HOLDING" in text
    assert "19 points above its kill threshold" in text
    assert "based on FQ2 2026, 84 days old; stale after 120 days" in text
    claim = block(pillar_page(BUNDLED, "cloud", None, 120, 36), "verdict").rows[1].line
    assert any(span.italic for span in claim)


def test_small_page_keeps_what_matters_first() -> None:
    blocks = pillar_page(BUNDLED, "cloud", None, 80, 24)
    lists = [item.name for item in blocks if item.shape == "list"]
    assert lists[:4] == ["metrics", "criteria", "evidence", "milestones"]
    assert "more" in plain_text(block(blocks, "metrics").rows[0].line)
    assert "columns" not in {item.name for item in blocks}


def test_figures_stand_on_their_decimal_points() -> None:
    rows = block_text(pillar_page(FILLED, "cloud", None, 120, 36), "metrics").splitlines()[1:]
    ends = set()
    for row in rows:
        found = re.search(r"([+≥≈]?\d[\d ]*)(\.\d+)? +(%|bn|USD|CNY|you|$)", row[20:])
        if found:
            ends.add(found.end(1) + 20 if found[2] else len(row[: found.end(1) + 20].rstrip()))
    assert ends == {30}


def test_metrics_list_every_observation_with_its_source_the_undated_last_and_muted() -> None:
    blocks = pillar_page(FILLED, "cloud", None, 120, 36)
    rows = block(blocks, "metrics").rows[1:]
    lines = [plain_text(row.line) for row in rows]
    older = next(line for line in lines if "+26" in line)
    assert re.search(r"FQ1 2026 +176 d +you$", older)
    undated = next(index for index, line in enumerate(lines) if "+13" in line)
    assert re.search(r"a recent quarter +– +4$", lines[undated])
    assert {span.role for span in rows[undated].line if span.text.strip()} == {"muted"}
    dated = [index for index, line in enumerate(lines) if re.search(r"\d d +(\d|you)$", line)]
    assert max(dated) < undated


def test_figures_that_disagree_are_marked() -> None:
    text = block_text(pillar_page(FILLED, "hardware", None, 120, 36), "metrics")
    assert [line[:5] for line in text.splitlines() if "≠" in line] == ["entry", "entry"]
    conflicts = block_text(pillar_page(FILLED, "hardware", None, 120, 36), "conflicts")
    assert "≈268 USD or ≈240" in conflicts
    assert "none: no two sources disagree" in block_text(pillar_page(FILLED, "chips", None, 120, 36), "conflicts")


def test_criterion_says_its_margin_since_when_and_from_which_source() -> None:
    lines = block_text(pillar_page(BUNDLED, "cloud", None, 120, 36), "criteria").splitlines()
    assert lines[1].startswith("● kill  cloud revenue YoY below 15 %, twice in a row")
    assert lines[1].endswith("╎━━━━━━━━━●")
    assert lines[2].split("  ")[4].strip() == "19 points clear"
    assert "in force since 23 Dec" in lines[2]
    assert lines[2].endswith("84 d    3")


def test_stale_criterion_has_no_green() -> None:
    blocks = pillar_page(AGED, "hardware", None, 120, 36)
    assert "good" not in roles_of([block(blocks, "criteria")])
    assert "its figure is older than the 180 days allowed" in block_text(blocks, "criteria")


def moved() -> Book:
    """The kill threshold of cloud growth was 20 % in September and is 15 % now; +18 % was known by then."""
    book = filled()
    now = next(
        criterion
        for criterion in book.thesis.criterion
        if criterion.metric == "cloud-revenue-yoy" and criterion.severity == "kill"
    )
    before = replace(now, threshold=Decimal(20), since=date(2025, 9, 12))
    first = Entry(id=now.id, at=datetime(2025, 9, 12, 8, tzinfo=UTC), kind="criterion", what=before)
    second = Entry(
        id="moved", at=datetime(2025, 12, 2, 8, tzinfo=UTC), kind="criterion", what=now, replaces=now.id
    )  # fmt: skip
    entries = [item for item in book.entries if not isinstance(item.what, Criterion) or item.what.id != now.id]
    entries = [item for item in entries if item.object_id != now.id]
    return replace(book, entries=tuple(sorted([*entries, first, second], key=lambda item: (item.at, item.id))))


def test_moved_goalpost_says_from_to_when_and_what_was_known() -> None:
    text = block_text(pillar_page(view_of(moved()), "cloud", None, 120, 36), "criteria")
    flat = " ".join(text.split())
    assert "⇢ moved 2 Dec, kill threshold 20 % to 15 %; known then: +18 %" in flat
    assert "below the old" in flat
    assert "no reason given" in flat


def test_evidence_puts_what_weakens_first_on_a_day_and_ends_with_its_source() -> None:
    lines = block_text(pillar_page(BUNDLED, "cloud", None, 120, 36), "evidence").splitlines()
    assert "▲ supports  ▼ weakens  · neutral" in lines[0]
    assert lines[1].startswith("▼  23 Dec")
    assert lines[1].endswith("5")


def test_columns_are_the_periods_in_order_with_the_kill_line() -> None:
    text = block_text(pillar_page(FILLED, "cloud", None, 120, 36), "columns")
    assert re.search(r"FQ4 25 +FQ1 26 +FQ2 26", text)
    assert "15 kill" in text
    rows = text.splitlines()
    tops = [next(index for index, row in enumerate(rows) if figure in row) for figure in ("+34", "+26", "+18")]
    assert tops == sorted(set(tops))
    flat = " ".join(text.split())
    assert "+18 and +26 entered by you" in flat
    assert "+13 is undated, so it is listed, not drawn" in flat


def test_one_dated_period_is_told_in_words_and_draws_nothing() -> None:
    text = block_text(pillar_page(BUNDLED, "cloud", None, 120, 36), "columns")
    assert "+34 %  FQ2 2026, 84 days old" in text
    assert not set("▁▂▃▄▅▆▇█") & set(text)


def test_metric_without_figures_says_which_key_adds_one() -> None:
    text = block_text(pillar_page(BUNDLED, "chips", "h200-delivered", 120, 36), "columns")
    assert "no figure yet; a to add one" in text


def test_another_metric_of_the_pillar_can_be_chosen() -> None:
    blocks = pillar_page(FILLED, "cloud", "cloud-revenue", 120, 36)
    assert block_text(blocks, "columns").startswith("cloud revenue ─")


def quarters(*values: str) -> View:
    """Quarters of cloud growth from 2022 on; "" leaves one out."""
    entries = []
    for index, value in enumerate(values):
        year, quarter = divmod(index, 4)
        start = date(2022 + year, quarter * 3 + 1, 1)
        end = date(2022 + year, quarter * 3 + 3, (31, 30, 30, 31)[quarter])
        if value:
            entries.append(entry(index, "observation", growth(end, start, value, "")))
    return view_of(entries=entries)


@given(
    st.lists(st.decimals(-(10**9), 10**9, places=2).map(str), min_size=1, max_size=15),
    st.integers(20, 90),
    st.integers(3, 30),
)
def test_columns_of_any_values_keep_their_rectangle(values: list[str], width: int, height: int) -> None:
    view = quarters(*values)
    pillar = pillar_of(view, "cloud")
    metric = next(other for other in pillar.metrics if other.metric.id == "cloud-revenue-yoy")
    lines = metric_bars(view, metric, pillar.criteria, width, height)
    assert len(lines) == height
    assert all(len(plain_text(line)) <= width for line in lines)


def test_column_below_zero_hangs_under_one_above() -> None:
    view = quarters("", "", "", "", "", "", "", "", "", "", "", "", "20", "-20")
    pillar = pillar_of(view, "cloud")
    metric = next(other for other in pillar.metrics if other.metric.id == "cloud-revenue-yoy")
    rows = [plain_text(line) for line in metric_bars(view, metric, (), 60, 14)]
    first = next(index for index, row in enumerate(rows) if "+20" in row)
    second = next(index for index, row in enumerate(rows) if "−20" in row)
    assert first < second


def test_missing_quarter_leaves_a_gap() -> None:
    text = block_text(pillar_page(quarters(*[""] * 11, "20", "", "22"), "cloud", None, 120, 36), "columns")
    assert re.search(r"FQ3 25 +– +FQ1 26", text)


def test_all_pillars_stand_at_the_top_right_and_the_one_shown_is_bold() -> None:
    blocks = pillar_page(BUNDLED, "chips", None, 120, 36)
    assert reachable(blocks, "pillar") == set(PILLARS)
    bold = [
        span.text.strip()
        for item in blocks
        if item.name.startswith("pillars")
        for row in item.rows
        for span in row.line
        if span.bold
    ]
    assert bold == ["H200 access"]
    assert "← → next pillar" in block_text(blocks, "walk")


def many(count: int) -> View:
    book = bundled()
    more = tuple(Pillar(id=f"p{number}", title=f"Pillar {number}", claim="x") for number in range(count))
    return view_of(replace(book, thesis=replace(book.thesis, pillar=(*book.thesis.pillar, *more))))


def test_more_pillars_than_fit_are_counted_and_the_one_shown_is_among_them() -> None:
    blocks = pillar_page(many(7), "p6", None, 120, 36)
    assert "p6" in reachable(blocks, "pillar")
    shown = len(reachable(blocks, "pillar"))
    assert f"{11 - shown} more" in block_text(blocks, "walk")


def test_empty_pillar_says_what_is_missing_and_the_key() -> None:
    for width, height in SIZES:
        blocks = pillar_page(many(1), "p0", None, width, height)
        fits(blocks, width, height)
        text = text_of(blocks, width, height)
        assert "○ UNPROVEN" in text
        for words in ("no metric yet", "no criterion yet", "no evidence yet", "no milestone yet"):
            assert words in text, (width, height)


@pytest.mark.parametrize(("width", "height"), [*SIZES, (200, 60)])
def test_pillar_without_a_claim_fits(width: int, height: int) -> None:
    book = bundled()
    thesis: Thesis = replace(book.thesis, pillar=(replace(book.thesis.pillar[0], claim=""), *book.thesis.pillar[1:]))
    blocks = pillar_page(view_of(replace(book, thesis=thesis)), thesis.pillar[0].id, None, width, height)
    fits(blocks, width, height)


def test_thesis_without_pillars_says_how_to_begin() -> None:
    book = bundled()
    thesis: Thesis = replace(book.thesis, pillar=(), metric=(), criterion=())
    text = text_of(pillar_page(view_of(replace(book, thesis=thesis)), "cloud", None, 80, 24), 80, 24)
    assert "no pillar yet; E to open the thesis" in text


def test_many_long_things_stay_in_their_rectangle() -> None:
    entries = []
    for number in range(40):
        text = f"[b]{number}[/b] " + "long " * 200 + "x" * 500
        entries += [
            entry(3 * number, "note", Note(text=text, pillar="cloud")),
            entry(3 * number + 1, "evidence", Evidence(id="", text=text, stance="supports", pillar="cloud")),
            entry(3 * number + 2, "observation", Observation(id="", metric="ai-revenue-yoy", value=Decimal(number))),
        ]
    view = view_of(entries=entries)
    for width, height in SIZES:
        blocks = pillar_page(view, "cloud", None, width, height)
        fits(blocks, width, height)
        assert len(reachable(blocks, "entry")) == 40
    assert "more" in plain_text(block(blocks, "evidence").rows[0].line)


def test_thousands_of_notes_are_counted_and_the_newest_listed() -> None:
    notes = [entry(number, "note", Note(text=f"note {number}", pillar="cloud")) for number in range(1000)]
    text = block_text(pillar_page(view_of(entries=notes), "cloud", None, 120, 36), "notes").splitlines()
    assert text[1].endswith("note 999")
    assert text[-1] == "700 older; 5 to see them in the journal"


def test_a_period_is_called_by_its_fiscal_label_then_as_printed_then_by_its_day() -> None:
    today = date(2025, 12, 23)
    quarter = growth(date(2025, 9, 30), date(2025, 7, 1), "34", "fiscal second quarter")
    assert period_label(quarter, "03-31", today) == "FQ2 2026"
    assert period_label(replace(quarter, end=date(2025, 9, 29)), "03-31", today) == "fiscal second quarter"
    instant = replace(quarter, start=None, end=None, period="", as_of=date(2025, 12, 22))
    assert period_label(instant, "03-31", today) == "22 Dec"
    assert period_label(replace(instant, as_of=None), "03-31", today) == "undated"


def test_targets_name_what_a_row_speaks_of() -> None:
    blocks = pillar_page(BUNDLED, "cloud", None, 120, 36)
    assert block(blocks, "metrics").rows[1].target == Target("metric", "cloud-revenue-yoy")


def test_a_metric_of_filings_is_not_said_to_be_asked_for_where_the_sec_has_no_address(tmp_path: Path) -> None:
    def text(contact: str) -> str:
        at = datetime(2026, 1, 5, 9, tzinfo=UTC)
        places = Places(tmp_path / "data", tmp_path / "config.toml", tmp_path / "state", tmp_path / "cache")
        if not places.data.exists():
            new_thesis.make(places, new_thesis.fill("ACME", venue="NYSE", template="growth"), at=at)
        desk = Desk(places=places, settings=Settings(contact=contact), thesis="acme", clock=lambda: at, offline=True)
        view = desk.view()
        pages = (pillar_page(view, pillar.pillar.id, None, 120, 36) for pillar in view.pillars)
        return "\n".join(plain_text(row.line) for page in pages for item in page for row in item.rows)

    assert "asked for by itself" not in text("")
    assert "not asked for: the SEC wants a mail address" in text("")
    assert "no figure yet; asked for by itself" in text("me@example.org")
