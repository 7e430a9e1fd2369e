"""How verdicts came to be what they are: the day, the change, and what made it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.rules.rule_books import QUARTERS, THRESHOLD, BookBuilder, day, judge, pillar
from thesis_tui.model.book import Book, Clock
from thesis_tui.model.journal import Entry, Note
from thesis_tui.model.objects import Criterion, Milestone, Observation, Pillar
from thesis_tui.rules.verdict_history import verdict_changes
from thesis_tui.storage.book import read_book

SEEDS = Path(__file__).parents[2] / "seeds" / "baba"


def changes(builder: BookBuilder | Book, today: str, *, as_of: bool = True) -> list[tuple[str, str, str, str, str]]:
    """Those of pillars: day, before, after, cause, because."""
    book = builder if isinstance(builder, Book) else builder.book()
    now = datetime.combine(day(today), time(23, 59, 59), UTC)
    found = verdict_changes(book, Clock(now, day(today) if as_of else None))
    return [
        (f"{change.day}", change.before, change.after, change.cause, change.because)
        for change in found
        if change.pillar
    ]


def test_a_figure_makes_it_and_is_told_with_its_period() -> None:
    builder = BookBuilder(THRESHOLD)
    builder.quarter("34", "q1", at="2026-04-02")
    builder.quarter("9", "q2", at="2026-07-03")
    assert changes(builder, "2026-08-01") == [
        ("2026-04-02", "unproven", "holding", "observation", "cloud revenue YoY +34 %, q1"),
        ("2026-07-03", "holding", "broken", "observation", "cloud revenue YoY +9 %, q2"),
    ]


def test_of_an_article_the_figure_that_decides_is_told() -> None:
    builder = BookBuilder(THRESHOLD)
    older = Observation(id="a", metric="growth", value=Decimal(20), start=day("2025-10-01"), end=day("2025-12-31"))
    newer = Observation(id="b", metric="growth", value=Decimal(34), start=day("2026-01-01"), end=day("2026-03-31"))
    builder.source(added="2026-04-02", observation=(older, newer), short="The quarter")
    assert changes(builder, "2026-05-01") == [
        ("2026-04-02", "unproven", "holding", "observation", "cloud revenue YoY +34 % (The quarter)")
    ]


def test_a_date_makes_it_too() -> None:
    builder = BookBuilder(replace(THRESHOLD, max_age_days=100))
    builder.quarter("34", "q1", at="2026-04-02")
    builder.milestone("filing", "2026-05-01", "2026-05-31")
    late = builder.entries[-1].id
    builder.add("snooze", "2026-06-05", target=late, until=day("2026-06-20"))
    builder.add("settle", "2026-06-25", target=late, text="does not matter")
    assert changes(builder, "2026-08-01") == [
        ("2026-04-02", "unproven", "holding", "observation", "cloud revenue YoY +34 %, q1"),
        ("2026-06-01", "holding", "stale", "date", "filing became overdue"),
        ("2026-06-05", "stale", "holding", "edit", "filing snoozed until 20 Jun 2026"),
        ("2026-06-20", "holding", "stale", "date", "filing: snooze ended"),
        ("2026-06-25", "stale", "holding", "edit", "resolved: filing, does not matter"),
        ("2026-07-10", "holding", "stale", "date", "cloud revenue YoY became older than the 100 days allowed"),
    ]


def test_an_edit_and_taking_it_back() -> None:
    builder = BookBuilder(THRESHOLD)
    builder.quarter("34", "q1", at="2026-04-02")
    moved = builder.add("criterion", "2026-04-05", replaces="kill", pillar="cloud", severity="kill", metric="growth",
                     since=day("2026-01-01"), operator=">=", threshold=Decimal(40), screen=True)  # fmt: skip
    builder.retract(moved, "2026-04-09")
    assert changes(builder, "2026-05-01")[1:] == [
        ("2026-04-05", "holding", "broken", "edit", "kill: cloud revenue YoY below 40 %"),
        ("2026-04-09", "broken", "holding", "edit",
         "undid criterion: kill: cloud revenue YoY below 40 %"),
    ]  # fmt: skip


def test_a_hand_edit_that_nobody_recorded_yet_is_of_today() -> None:
    builder = BookBuilder(replace(THRESHOLD, threshold=Decimal(40)))
    builder.add("criterion", "2026-01-01", replaces="kill", pillar="cloud", severity="kill", metric="growth",
             since=day("2026-01-01"), operator=">=", threshold=Decimal(15))  # fmt: skip
    builder.quarter("34", "q1", at="2026-04-02")
    assert changes(builder, "2026-05-01", as_of=False)[1:] == [
        ("2026-05-01", "holding", "broken", "edit", "thesis.toml now says: kill: cloud revenue YoY below 40 %")
    ]
    assert len(changes(builder, "2026-05-01")) == 1


def test_a_missed_milestone_puts_the_pillar_at_risk_and_the_thesis_with_it() -> None:
    builder = BookBuilder(THRESHOLD, pillars=(Pillar(id="cloud", title="Cloud", claim="it grows", key="growth"),))
    builder.quarter("34", "q1", at="2026-04-02")
    made = builder.milestone("filing", "2026-05-01", "2026-05-31")
    builder.add("outcome", "2026-06-10", milestone=made, outcome="missed", on="2026-06-09", note="no word")
    now = datetime(2026, 7, 1, tzinfo=UTC)
    last = verdict_changes(builder.book(), Clock(now))[-1]
    assert (last.day, last.pillar, last.before, last.after) == (day("2026-06-10"), "", "stale", "at risk")
    assert last.because == "Cloud: filing: missed, no word"


def test_what_is_not_known_yet_and_what_changes_nothing_is_not_there() -> None:
    builder = BookBuilder(THRESHOLD)
    builder.add("note", text="n")
    builder.level("support", "100")
    assert changes(builder, "2026-03-01") == []
    builder.quarter("34", "q1", at="2026-04-02")
    assert changes(builder, "2026-04-01") == []


def test_the_bundled_thesis_a_year_on() -> None:
    found = changes(read_book(SEEDS, cache=None), "2026-11-21", as_of=False)
    assert ("2026-02-21", "unproven", "at risk", "date", "first H200 to China became overdue") in found
    texts = [because for on, before, *_, because in found if on == "2025-12-23"]
    assert any(because.startswith("cloud revenue YoY +34 %, fiscal second quarter") for because in texts)


def _year() -> Book:
    """The bundled thesis with forty milestones over a year, each with odds and an outcome."""
    book = read_book(SEEDS, cache=None)
    builder = BookBuilder()
    for number in range(40):
        opens = date(2026, 1, 1) + timedelta(days=8 * number)
        made = builder.milestone(f"m{number}", f"{opens}", f"{opens + timedelta(days=20)}",
                              pillar=book.thesis.pillar[number % 4].id, at=f"{opens - timedelta(days=5)}")  # fmt: skip
        builder.add("odds", f"{opens}", milestone=made, odds=Decimal(60))
        end = opens + timedelta(days=15 + number % 9)
        builder.add("outcome", f"{end}", milestone=made, outcome=("hit", "missed")[number % 2])
    entries = sorted((*book.entries, *builder.entries), key=lambda entry: (entry.at, entry.id))
    return replace(book, entries=tuple(entries))


def _with_notes(book: Book) -> Book:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    notes = [
        Entry(id=f"n{number:05d}", at=start + timedelta(minutes=40 * number), kind="note", what=Note(text="n"))
        for number in range(10_000)
    ]
    return replace(book, entries=tuple(sorted((*book.entries, *notes), key=lambda item: (item.at, item.id))))


def test_a_year_of_forty_milestones_is_cheap_and_notes_cost_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    year = _year()
    noted = _with_notes(year)
    clock = Clock(datetime(2027, 1, 10, tzinfo=UTC))

    def cost(of: Book) -> float:
        times = []
        for _ in range(3):
            begun = perf_counter()
            verdict_changes(of, clock)
            times.append((perf_counter() - begun) * 1000)
        return min(times)

    alone, crowded = cost(year), cost(noted)
    with capsys.disabled():
        print(f"\nverdicts of a year: {alone:.0f} ms, with 10,000 notes {crowded:.0f} ms")  # noqa: T201
    assert len(verdict_changes(year, clock)) >= 10
    assert verdict_changes(noted, clock) == verdict_changes(year, clock)
    assert crowded < 1500, "wanted is 150 ms; ten times that is not a slow machine"


def test_a_criterion_counts_from_the_day_it_is_in_force() -> None:
    builder = BookBuilder(THRESHOLD, Criterion(id="soon", pillar="cloud", severity="warn", since=day("2026-05-01"),
                                     metric="growth", operator=">=", threshold=Decimal(40)))  # fmt: skip
    builder.quarter("34", "q1", at="2026-04-02")
    assert changes(builder, "2026-06-01")[1:] == [
        ("2026-05-01", "holding", "at risk", "date", "in force from that day: warn: cloud revenue YoY below 40 %")
    ]


def test_a_milestone_of_an_article_goes_overdue() -> None:
    builder = BookBuilder()
    builder.source(milestone=(Milestone(id="m", title="filing", earliest=day("2026-02-01"), latest=day("2026-02-10"),
                                     pillar="cloud"),))  # fmt: skip
    assert changes(builder, "2026-03-01") == [("2026-02-11", "unproven", "stale", "date", "filing became overdue")]


@settings(max_examples=8)
@given(
    lags=st.lists(st.integers(10, 75), min_size=2, max_size=4),
    told=st.lists(st.booleans(), min_size=4, max_size=4),
    age=st.integers(5, 150),
)
def test_the_days_between_two_results_are_told_as_each_of_them_was_judged(
    lags: list[int], told: list[bool], age: int
) -> None:
    builder = BookBuilder(replace(THRESHOLD, max_age_days=age))
    for which, lag, says in zip(("q1", "q2", "q3", "q4"), lags, told, strict=False):
        came = QUARTERS[which][1] + timedelta(days=lag)
        builder.quarter("34", which, at=f"{came}", reported=came if says else None)
    builder.entries.sort(key=lambda entry: entry.at)
    book, seen, verdict = builder.book(), [], "unproven"
    for at in range((day("2027-06-01") - day("2026-04-01")).days):
        then = day("2026-04-01") + timedelta(days=at)
        now = pillar(judge(book, f"{then}", as_of=True)).verdict
        if now != verdict:
            seen.append((f"{then}", verdict, now))
        verdict = now
    assert [change[:3] for change in changes(book, "2027-05-31")] == seen


def test_that_the_next_figure_was_due_is_what_makes_one_stale() -> None:
    builder = BookBuilder(replace(THRESHOLD, max_age_days=60))
    builder.quarter("34", "q1", at="2026-05-14", reported=day("2026-05-14"))
    builder.quarter("36", "q2", at="2026-08-20", reported=day("2026-08-20"))
    last = changes(builder, "2027-01-31")[-1]
    assert last[1:] == ("holding", "stale", "date", "cloud revenue YoY: the next figure was due")
