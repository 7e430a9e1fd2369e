"""A view whole: edits and retracts, time, the journal's lines, and the bundled thesis."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from time import thread_time
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.rules.rule_books import THRESHOLD, BookBuilder, criterion, day, judge, pillar
from thesis_tui.model.book import Book, Clock
from thesis_tui.model.journal import Entry, Note, Odds, Retract
from thesis_tui.model.objects import Evidence, Observation
from thesis_tui.model.view import View
from thesis_tui.rules.fold import fold
from thesis_tui.storage.book import read_book

SEEDS = Path(__file__).parents[2] / "seeds" / "baba"
KINDS = ("note", "odds", "outcome", "evidence", "observation", "level", "edit", "snooze", "settle", "retract", "price")


def test_the_newest_edit_wins_and_taking_it_back_brings_the_one_before() -> None:
    builder = BookBuilder(THRESHOLD)
    original = builder.quarter("34", "q1")
    edit = builder.quarter("9", "q1", at="2026-01-05", replaces=original)
    assert criterion(builder.view("2026-04-10")).state == "fails"
    assert [entry.replaced for entry in builder.view("2026-04-10").journal] == [False, True]
    gone = builder.retract(edit, "2026-01-06")
    assert criterion(builder.view("2026-04-10")).state == "passes"
    builder.retract(gone, "2026-01-07")
    assert criterion(builder.view("2026-04-10")).state == "fails"


def test_what_hangs_on_a_thing_goes_and_comes_back_with_it() -> None:
    builder = BookBuilder(THRESHOLD)
    milestone = builder.milestone("listed", "2026-02-01", "2026-02-28")
    builder.add("odds", milestone=milestone, odds=Decimal(60))
    builder.add("note", milestone=milestone, text="both filed")
    before = builder.view("2026-02-10")
    gone = builder.retract(milestone)
    view = builder.view("2026-02-10")
    assert view.milestones == ()
    assert pillar(view).notes == ()
    assert [entry.retracted for entry in view.journal] == [False, True, True, True]
    builder.retract(gone, "2026-01-04")
    assert _facts(builder.view("2026-02-10")) == _facts(before)


def test_a_retracted_source_takes_along_what_it_gave() -> None:
    builder = BookBuilder()
    seen = Observation(id="o", metric="growth", value=Decimal(9), start=day("2026-01-01"), end=day("2026-03-31"))
    builder.source(observation=(seen,), evidence=(Evidence(id="e", text="t", stance="supports", pillar="cloud"),))
    builder.add("note", evidence="e", text="on it")
    builder.retract("article")
    view = builder.view("2026-04-10")
    assert (view.sources, pillar(view).evidence, pillar(view).notes, pillar(view).metrics[0].latest) == (
        (),
        (),
        (),
        None,
    )


def test_undated_evidence_is_listed_last() -> None:
    builder = BookBuilder()
    builder.source(
        evidence=(
            Evidence(id="u", text="undated", stance="weakens", pillar="cloud"),
            Evidence(id="d", text="dated", stance="supports", pillar="cloud", day=day("2025-12-01")),
        ),
        published_basis="unknown",
    )
    assert [(evidence.evidence.text, evidence.day) for evidence in pillar(builder.view("2026-01-10")).evidence] == [
        ("dated", day("2025-12-01")),
        ("undated", None),
    ]


def test_an_edited_evidence_of_an_article_is_the_user_s() -> None:
    builder = BookBuilder()
    builder.source(
        evidence=(Evidence(id="e", text="it grows", stance="supports", pillar="cloud"),),
        published=day("2025-12-22"), published_basis="inferred",
    )  # fmt: skip
    (seen,) = pillar(builder.view("2026-01-10")).evidence
    assert (seen.day, seen.approximate, seen.origin.number) == (day("2025-12-22"), True, 1)
    builder.add("evidence", replaces="e", text="it shrinks", stance="weakens", pillar="cloud", day=day("2025-12-22"))
    (edited,) = pillar(builder.view("2026-01-10")).evidence
    assert (edited.evidence.text, edited.origin.label, edited.approximate) == ("it shrinks", "you", False)


def test_a_source_is_not_known_before_it_may_have_been_published() -> None:
    builder = BookBuilder()
    builder.source(added="2026-01-01", published_latest=day("2026-01-05"))
    assert builder.view("2026-01-04", as_of=True).sources == ()
    assert len(builder.view("2026-01-05", as_of=True).sources) == 1


def test_the_journal_reads_as_people_write() -> None:
    builder = BookBuilder(THRESHOLD)
    milestone = builder.milestone("listed", "2026-02-01", "2026-02-28")
    level = builder.level("support", "148")
    builder.add("note", level=level, text="held twice")
    builder.quarter("34", "q1")
    builder.add("outcome", milestone=milestone, outcome="hit")
    builder.add("note", text="of the thesis")
    builder.add("review", text="all well", conviction=4)
    assert [(entry.text, entry.place) for entry in reversed(list(builder.view("2026-04-10").journal))] == [
        ("listed, Feb 2026", "Cloud"),
        ("support 148.00 added", "Levels"),
        ("support 148.00: held twice", "Levels"),
        ("cloud revenue YoY +34 %, q1", "Cloud"),
        ("listed: hit", "Cloud"),
        ("of the thesis", ""),
        ("review, conviction 4 of 5: all well", "Review"),
    ]
    assert builder.view("2026-04-10").reviews[0].conviction == 4


def test_a_journal_line_is_the_same_alone_as_in_the_whole() -> None:
    builder = BookBuilder()
    builder.milestone("listed", "2026-02-01", "2026-02-28")
    builder.add("note", text="a")
    alone = builder.view("2026-01-10").journal
    whole = builder.view("2026-01-10").journal
    assert len(whole) == 2
    assert [alone[0], alone[-1]] == list(whole)
    assert alone[0:2] == tuple(whole)


def _facts(view: View) -> View:
    """A view without its log, which keeps what was taken back, and without when it was fed last."""
    return replace(view, journal=(), last_fed=None)


def _scripted(steps: list[tuple[int, int, int]]) -> BookBuilder:
    """A book from choices: each step is a kind, a day, and which earlier thing it speaks of."""
    builder = BookBuilder(THRESHOLD, replace(THRESHOLD, id="warn", severity="warn", threshold=Decimal(30)))
    builder.source(evidence=(Evidence(id="e", text="t", stance="supports", pillar="cloud"),))
    first = builder.milestone("listed", "2026-01-05", "2026-01-20", at="2026-01-01")
    level = builder.level("support", "100", at="2026-01-01")
    for choice, offset, pick in steps:
        at = f"{date(2026, 1, 2) + timedelta(days=offset):%Y-%m-%d}"
        kind = KINDS[choice % len(KINDS)]
        ids = [entry.id for entry in builder.entries]
        target = ids[pick % len(ids)]
        by_kind: dict[str, dict[str, Any]] = {
            "note": {"text": "n", "milestone": first},
            "odds": {"milestone": first, "odds": Decimal(pick % 101)},
            "outcome": {"milestone": first, "outcome": ("hit", "missed", "void")[pick % 3]},
            "evidence": {"text": "t", "stance": "weakens", "pillar": "cloud", "day": day(at)},
            "snooze": {"target": first, "until": day("2026-01-25")},
            "settle": {"target": first, "text": "enough"},
        }
        fields = by_kind.get(kind, {})
        if kind == "observation":
            builder.quarter(str(pick % 40), ("q1", "q2")[pick % 2], at=at)
        elif kind == "level":
            builder.level("resistance", str(90 + pick % 30), at=at)
        elif kind == "edit":
            builder.level("support", str(90 + pick % 30), at=at, replaces=level)
        elif kind == "price":
            builder.close(str(90 + pick % 30), at)
        elif kind == "retract":
            builder.retract(target, at)
        else:
            builder.add(kind, at, **fields)  # type: ignore[arg-type]
    return builder


STEPS = st.lists(st.tuples(st.integers(0, 10), st.integers(0, 30), st.integers(0, 1000)), max_size=12)


@given(STEPS, st.integers(0, 30))
def test_nothing_later_plays_a_part_in_a_view(steps: list[tuple[int, int, int]], offset: int) -> None:
    on = f"{date(2026, 1, 2) + timedelta(days=offset):%Y-%m-%d}"
    builder = _scripted(steps)
    builder.source("later", "2026-12-31", title="Later")
    book = builder.book()
    known = replace(
        book,
        entries=tuple(entry for entry in book.entries if entry.at.date() <= day(on)),
        sources=tuple(source for source in book.sources if source.source.visible_from <= day(on)),
    )
    assert judge(book, on, as_of=True) == judge(known, on, as_of=True)


@given(STEPS, st.tuples(st.integers(0, 10), st.integers(30, 30), st.integers(0, 1000)))
def test_undoing_what_was_entered_last_restores_the_view(
    steps: list[tuple[int, int, int]], last: tuple[int, int, int]
) -> None:
    builder = _scripted(steps)
    before = builder.view("2026-02-05")
    with_last = _scripted([*steps, last])
    with_last.retract(with_last.entries[-1].id, "2026-02-03")
    assert _facts(with_last.view("2026-02-05")) == _facts(before)


def _long_book() -> Book:
    builder = BookBuilder(THRESHOLD)
    milestone = builder.milestone("listed", "2026-02-01", "2026-02-28", at="2026-01-01")
    start = datetime(2026, 1, 2, tzinfo=UTC)
    entries = list(builder.entries)
    for number in range(10_000):
        at = start + timedelta(minutes=number)
        what: Any = (
            Odds(milestone=milestone, odds=Decimal(number % 100)) if number % 3 else Note(text="n", pillar="cloud")
        )
        kind: Any = "odds" if number % 3 else "note"
        id_ = f"{at:%Y%m%dt%H%M%S}-mine-{number:05d}"
        if number % 100 == 99:
            what, kind = Retract(target=entries[-1].id), "retract"
        entries.append(Entry(id=id_, at=at, kind=kind, what=what))
    return replace(builder.book(), entries=tuple(entries))


def test_ten_thousand_entries_fold_in_one_pass() -> None:
    book = _long_book()
    clock = Clock(datetime(2026, 2, 1, tzinfo=UTC))

    def cost(of: Book) -> float:
        best = 1e9
        for _ in range(3):
            begun = thread_time()
            fold(of, clock)
            best = min(best, thread_time() - begun)
        return best

    tenth = replace(book, entries=book.entries[: len(book.entries) // 10])
    assert cost(book) < 40 * cost(tenth)  # linear would be 10 times, quadratic 100


def _bundled() -> Book:
    return read_book(SEEDS, cache=None)


def test_the_bundled_thesis_on_its_day() -> None:
    view = judge(_bundled(), "2025-12-23", as_of=True)
    assert [(item.pillar.id, item.verdict) for item in view.pillars] == [
        ("cloud", "holding"), ("qwen", "holding"), ("chips", "unproven"), ("hardware", "holding"),
    ]  # fmt: skip
    assert view.verdict == "unproven"
    assert view.reasons == ("H200 access: no figure yet; first due by mid-Feb 2026",)
    reasons = {item.pillar.id: item.reasons[0] for item in view.pillars}
    assert reasons["cloud"] == "19 points above its kill threshold, 15 %"
    assert reasons["qwen"] == "100 M above its warn threshold, 500 M"
    assert view.price is not None
    assert view.price.price.value == Decimal("149.80")
    assert not [attention for attention in view.attention if attention.kind in ("criterion", "goalpost", "file")]


def test_the_bundled_thesis_a_year_on_is_old_and_nothing_holds() -> None:
    view = judge(_bundled(), "2026-11-21")
    assert {item.pillar.id: item.verdict for item in view.pillars} == {
        "cloud": "stale", "qwen": "stale", "chips": "at risk", "hardware": "stale",
    }  # fmt: skip
    assert view.reasons[0] == "H200 access: first H200 to China 274 days past its warn date"
    assert view.old
    assert view.last_fed == day("2025-12-23")
    assert {level.state for level in view.levels} <= {"stale", "no price"}


def test_the_bundled_thesis_was_not_known_the_day_before() -> None:
    view = judge(_bundled(), "2025-12-22", as_of=True)
    assert (view.sources, view.milestones, view.levels, len(view.journal)) == ((), (), (), 0)
    assert all(item.criteria == () for item in view.pillars)


def test_an_entry_does_not_replace_one_of_another_kind() -> None:
    builder = BookBuilder(THRESHOLD)
    note = builder.add("note", text="stays", pillar="cloud")
    builder.add("review", replaces=note, text="another kind", conviction=3)
    view = builder.view("2026-01-10")
    assert [other.text for other in pillar(view).notes] == ["stays"]
    assert len(view.reviews) == 1
