from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.pages.filled_thesis import ENDED, Journal, filled
from tests.pages.page_views import (
    LATER,
    SIZES,
    block,
    block_text,
    bundled,
    entry,
    fits,
    text_of,
    view_of,
)
from thesis_tui.model.journal import Note, Odds, Outcome, Settle
from thesis_tui.model.objects import Criterion, Milestone
from thesis_tui.model.view import View
from thesis_tui.pages.calibration import calibration_rows
from thesis_tui.pages.glyphs import to_ascii
from thesis_tui.pages.milestones_page import milestones_page
from thesis_tui.pages.pillar_page import pillar_page
from thesis_tui.pages.review_item import actions_of
from thesis_tui.pages.spans import plain_text
from thesis_tui.printing.text import milestones
from thesis_tui.rules.review import open_items
from thesis_tui.rules.scores import score

FILLED = view_of(filled())
AGED = view_of(filled(), today=LATER)
BUNDLED = view_of()


def ended(count: int) -> View:
    """`count` milestones that ended, every second one hit, with odds of 90 %."""
    journal = Journal()
    for number in range(count):
        end = date(2025, 11, 1) - timedelta(days=number)
        opens = end - timedelta(days=20)
        made = journal.add("milestone", Milestone(id="", title=f"thing {number}", earliest=opens, latest=end), opens)
        journal.add("odds", Odds(milestone=made, odds=Decimal(90)), opens)
        journal.add("outcome", Outcome(milestone=made, outcome="hit" if number % 2 else "missed"), end, end)
    book = bundled()
    entries = sorted([*book.entries, *journal.entries], key=lambda item: (item.at, item.id))
    return view_of(replace(book, entries=tuple(entries)))


CROWDED = ended(30)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_page_fits_and_every_milestone_can_be_chosen(width: int, height: int) -> None:
    for view in (FILLED, AGED, BUNDLED, CROWDED):
        blocks = milestones_page(view, None, width, height)
        fits(blocks, width, height)
        targets = {
            row.target.id
            for item in blocks
            if item.name in ("open", "ended")
            for row in item.rows
            if row.target is not None
        }
        assert targets == {milestone.milestone.id for milestone in view.milestones}


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.integers(80, 230),
    st.integers(24, 70),
    st.sampled_from([FILLED, AGED, CROWDED]),
    st.integers(0, 100),
)
def test_nothing_is_wider_than_the_page_at_any_size(width: int, height: int, view: View, at: int) -> None:
    selected = view.milestones[at % len(view.milestones)].milestone.id
    fits(milestones_page(view, selected, width, height), width, height)


def test_counts_say_what_is_where_and_what_comes_next() -> None:
    text = block_text(milestones_page(FILLED, None, 120, 36), "counts")
    assert re.match(r"◷ 1 overdue   2 due now   2 upcoming   6 ended   next: .*, 8 days left$", text)


def test_next_milestone_is_shortened_before_its_days_are() -> None:
    text = block_text(milestones_page(FILLED, None, 80, 24), "counts")
    assert text.endswith("…, 8 days left")


def test_open_list_is_overdue_first_with_pillar_window_and_odds_in_columns() -> None:
    lines = block_text(milestones_page(FILLED, None, 120, 36), "open").splitlines()
    assert re.match(r"◷ first Quark sales figures +Hardware +3 d overdue +40 %", lines[1])
    pillar, window = lines[0].index("pillar"), lines[0].index("window")
    for line in lines[1:]:
        assert line[pillar - 2 : pillar].strip() == ""
        assert line[pillar] != " "
        assert line[window] != " "
    assert all("┿" in line or "│" in line for line in lines[1:])


def test_today_is_one_column_through_the_window_bars() -> None:
    lines = block_text(milestones_page(FILLED, None, 120, 36), "open").splitlines()[1:]
    assert len({re.search("[┿│]", line).start() for line in lines if re.search("[┿│]", line)}) == 1  # type: ignore[union-attr]


def test_narrow_list_has_windows_in_words() -> None:
    text = block_text(milestones_page(FILLED, None, 80, 24), "open")
    assert "━" not in text
    assert "by mid-Feb" in text


def test_chosen_one_is_told_in_full() -> None:
    late = FILLED.milestones[0].milestone.id
    lines = block_text(milestones_page(FILLED, late, 120, 36), "milestone").splitlines()
    assert re.match(r"first Quark sales figures ─+ Hardware", lines[0])
    assert lines[1] == "window  27 Nov to 20 Dec 2025, over for 3 days"
    assert lines[2] == "odds    60 % 28 Nov   50 % 9 Dec   40 % 16 Dec"
    assert lines[3] == "note    22 Dec  said to sell well, but still no number"
    assert lines[4] == "note    21 Dec  reseller: G1 in stock"
    assert "entered by you" in lines[5]
    assert lines[6] == "resolve e to mark hit, missed or void   p to restate odds"


def test_criteria_that_rest_on_it_are_named() -> None:
    chosen = next(milestone for milestone in BUNDLED.milestones if milestone.criteria)
    blocks = milestones_page(BUNDLED, chosen.milestone.id, 120, 36)
    rows = block(blocks, "milestone").rows
    assert {row.target.id for row in rows if row.target and row.target.kind == "criterion"} == set(chosen.criteria)
    assert any(row.target and row.target.kind == "source" for row in rows)


def test_no_odds_yet_names_the_key_that_states_them() -> None:
    text = block_text(milestones_page(BUNDLED, None, 120, 36), "milestone")
    assert "none yet; p to state them" in text


def test_ended_one_says_how_and_when_it_ended() -> None:
    hit = next(milestone for milestone in FILLED.milestones if milestone.state == "hit")
    text = block_text(milestones_page(FILLED, hit.milestone.id, 120, 36), "milestone")
    assert "✓ hit 6 Dec 2025, 17 days ago" in text
    assert "re-states" not in text


def test_many_notes_scroll_below_the_key_that_ends_it() -> None:
    chosen = FILLED.milestones[0].milestone.id
    notes = [entry(900 + n, "note", Note(text=f"note {n}", milestone=chosen)) for n in range(50)]
    view = view_of(filled(*notes))
    for width, height in SIZES:
        blocks = milestones_page(view, chosen, width, height)
        fits(blocks, width, height)
        detail = block(blocks, "milestone")
        texts = [plain_text(row.line) for row in detail.rows]
        assert sum(text.startswith("note") for text in texts) == 52
        assert "more" in texts[0]
        assert next(index for index, text in enumerate(texts) if text.startswith("resolve")) < detail.height


def test_ended_are_newest_first_with_opening_and_last_odds() -> None:
    lines = block_text(milestones_page(FILLED, None, 120, 36), "ended").splitlines()
    assert [title for line in lines[1:] for title, *_ in ENDED if title in line] == [title for title, *_ in ENDED]
    assert re.search(r"✗ missed 15 Dec  closes above 160 +45 % +35 %$", lines[1])
    assert re.search(r"⊘ void +31 Oct +rate cut lifts China tech +– +–$", lines[-1])
    assert len({line.rindex("%") for line in lines[1:] if "%" in line}) == 1


def test_small_page_counts_what_ended_in_a_line() -> None:
    text = block_text(milestones_page(FILLED, None, 80, 24), "calibration")
    assert text == "6 resolved: 2 hit, 3 missed, 1 void   too few to judge: 5 of 20 needed"


def test_calibration_says_too_few_with_its_progress_and_scores() -> None:
    lines = block_text(milestones_page(FILLED, None, 120, 36), "calibration").splitlines()
    assert lines[0].endswith("5 scored")
    assert lines[1] == "too few to judge: 5 of 20 needed"
    assert lines[2].count("━") == len(lines[2]) // 4
    scores = next(line for line in lines if line.startswith("0 is perfect"))
    assert scores.split()[-3:] == ["0.23", "0.18", "0.25"]


def test_ranges_show_what_was_said_and_what_happened() -> None:
    lines = block_text(milestones_page(FILLED, None, 120, 36), "calibration").splitlines()
    row = next(line for line in lines if "61–80 %" in line)
    assert row.endswith("1 of 2")
    assert row.index("├") < row.index("●") < row.index("┃") < row.index("┤")
    empty = next(line for line in lines if "41–60 %" in line)
    assert empty.endswith("–")
    assert not set("●┃├┤") & set(empty)


def test_verdict_speaks_from_twenty_on_and_the_progress_bar_is_gone() -> None:
    text = " ".join(block_text(milestones_page(CROWDED, None, 120, 36), "calibration").split())
    assert "no better than a coin toss" in text
    assert "odds too" in text
    assert "too few" not in text


@given(st.integers(24, 90), st.integers(0, 40))
def test_calibration_gives_way_to_its_height(width: int, height: int) -> None:
    for view in (FILLED, CROWDED):
        assert len(calibration_rows(score(view.milestones), width, height)) <= height


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_milestones_at_all_says_which_key_adds_one(width: int, height: int) -> None:
    book = bundled()
    sources = tuple(replace(source, source=replace(source.source, milestone=())) for source in book.sources)
    entries = tuple(item for item in book.entries if item.kind not in ("milestone", "odds", "outcome"))
    blocks = milestones_page(view_of(replace(book, sources=sources, entries=entries)), None, width, height)
    fits(blocks, width, height)
    text = text_of(blocks, width, height)
    assert "no milestone yet; a to add one" in text
    assert "too few to judge: 0 of 20 needed" in text


def test_none_ended_yet_names_the_key_that_ends_one() -> None:
    assert "none resolved yet; e to mark one hit, missed or void" in block_text(
        milestones_page(BUNDLED, None, 120, 36), "ended"
    )


def test_a_hit_after_its_window_has_a_sign_and_words_of_its_own_everywhere() -> None:
    entries = [
        entry(1, "milestone", Milestone(id="e-000001", title="late one", earliest=date(2025, 11, 1),
                                        latest=date(2025, 11, 30), pillar="chips")),
        entry(2, "milestone", Milestone(id="e-000002", title="punctual one", earliest=date(2025, 11, 1),
                                        latest=date(2025, 11, 30), pillar="chips")),
        entry(3, "outcome", Outcome(milestone="e-000001", outcome="hit"), on=date(2025, 12, 11)),
        entry(4, "outcome", Outcome(milestone="e-000002", outcome="hit"), on=date(2025, 11, 30)),
    ]  # fmt: skip
    view = view_of(entries=entries)
    ended = block_text(milestones_page(view, None, 120, 36), "ended").splitlines()
    assert any(line.startswith("⇥ hit late 11 Dec  late one") for line in ended)
    assert any(line.startswith("✓ hit      30 Nov  punctual one") for line in ended)
    pillar = text_of(pillar_page(view, "chips", None, 120, 50), 120, 50)
    assert re.search(r"⇥ late one +hit 11 Dec, 11 d late", pillar)
    assert re.search(r"✓ punctual one +hit 30 Nov ", pillar)
    lines = milestones(view).splitlines()
    assert any(line.startswith("⇥") and "hit 11 Dec, 11 days late" in line for line in lines)
    assert to_ascii("⇥") == "Y"


def test_a_missed_one_that_decides_says_its_ways_out() -> None:
    first = next(milestone for milestone in view_of().milestones if milestone.criteria)
    missed = entry(1, "outcome", Outcome(milestone=first.milestone.id, outcome="missed"))
    page = milestones_page(view_of(entries=[missed]), first.milestone.id, 120, 36)
    assert "resolve e to name what replaces it, or to retire its criteria" in block_text(page, "milestone")


def test_a_kill_criterion_whose_milestone_was_hit_late_is_not_green_and_has_a_way_out() -> None:
    book = bundled()
    kill = Criterion(id="in-time", pillar="chips", severity="kill", since=date(2025, 12, 1), milestone="e-000001")
    book = replace(book, thesis=replace(book.thesis, criterion=(*book.thesis.criterion, kill)))
    entries = [
        entry(1, "milestone", Milestone(id="e-000001", title="late one", earliest=date(2025, 11, 1),
                                        latest=date(2025, 11, 30), pillar="chips")),
        entry(2, "outcome", Outcome(milestone="e-000001", outcome="hit"), on=date(2025, 12, 11)),
    ]  # fmt: skip
    view = view_of(book, entries)
    judged = view.criterion("in-time")
    assert judged is not None
    assert (judged.state, judged.reason) == (
        "unknown", "late one was hit 11 days after its window, which neither proves nor breaks it",
    )  # fmt: skip
    page = text_of(pillar_page(view, "chips", None, 120, 50), 120, 50)
    assert "⇥ kill" in page
    assert "● kill" not in page
    chosen = text_of(milestones_page(view, "e-000001", 120, 50), 120, 50)
    assert re.search(r"decides +⇥ kill", chosen)
    assert "e to name what replaces it, or to retire its criteria" in chosen
    # and nobody has to find it by chance
    assert any("name what replaces it, or retire it" in item.text for item in view.attention)
    asked = next(item for item in open_items(view) if item.target.id == "e-000001")
    assert (asked.what, asked.text) == (
        "late milestone", "hit 11 Dec, 11 days after its window; what follows from it is not recorded",
    )  # fmt: skip
    assert "".join(action.key for action in actions_of(view, asked)) == "adwzs"
    settled = view_of(book, [*entries, entry(3, "settle", Settle(target="e-000001", text="late is fine"))])
    assert not [item for item in open_items(settled) if item.target.id == "e-000001"]
    assert not [item for item in settled.attention if item.target.id == "in-time"]
