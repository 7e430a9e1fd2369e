"""The verdict of a pillar and of the thesis, milestones among their reasons."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from tests.rules.rule_books import THRESHOLD, BookBuilder, day, pillar
from thesis_tui.model.objects import Metric, Pillar

WARN = replace(THRESHOLD, id="warn", severity="warn", threshold=Decimal(30))


def test_a_kill_outranks_a_warning_and_both_are_told() -> None:
    builder = BookBuilder(WARN, THRESHOLD)
    builder.quarter("9", "q1")
    seen = pillar(builder.view("2026-04-10"))
    assert seen.verdict == "broken"
    assert seen.reasons == ("6 points below its kill threshold, 15 %", "21 points below its warn threshold, 30 %")


def test_the_gauge_shows_the_failing_criterion_else_the_least_margin() -> None:
    builder = BookBuilder(THRESHOLD, WARN)
    builder.quarter("34", "q1")
    key = pillar(builder.view("2026-04-10")).key
    assert key is not None
    assert key.criterion is not None
    assert key.criterion.criterion.id == "warn"
    assert pillar(builder.view("2026-04-10")).reasons == ("4 points above its warn threshold, 30 %",)


def test_holding_names_what_is_weaker_than_the_headline() -> None:
    downloads = replace(THRESHOLD, id="d", metric="downloads", threshold=Decimal(500))
    builder = BookBuilder(THRESHOLD, downloads)
    builder.quarter("34", "q1")
    builder.add("observation", metric="downloads", value=Decimal(510), as_of=day("2026-04-01"))
    view = builder.view("2026-04-10")
    assert pillar(view).reasons == ("19 points above its kill threshold, 15 %", "weakest: downloads")
    assert view.verdict == "holding"
    assert view.reasons == ("Cloud: 19 points above its kill threshold, 15 %",)


def test_a_missed_milestone_puts_it_at_risk_until_settled() -> None:
    builder = BookBuilder(THRESHOLD)
    builder.quarter("34", "q1")
    milestone = builder.milestone("first sales figure", "2026-01-10", "2026-01-20")
    builder.add("outcome", "2026-01-21", milestone=milestone, outcome="missed")
    view = builder.view("2026-04-10")
    assert (pillar(view).verdict, pillar(view).reasons[0]) == ("at risk", "first sales figure was missed")
    builder.add("settle", "2026-04-11", target=milestone, text="they report yearly")
    settled = builder.view("2026-04-12")
    assert pillar(settled).verdict == "holding"
    assert settled.milestones[0].settled


def test_an_overdue_milestone_is_stale_unless_snoozed() -> None:
    builder = BookBuilder(THRESHOLD)
    builder.quarter("34", "q1")
    milestone = builder.milestone("results for FQ3", "2026-02-01", "2026-02-28")
    view = builder.view("2026-04-10")
    assert (pillar(view).verdict, pillar(view).reasons[0]) == ("stale", "results for FQ3 41 days overdue")
    assert "results for FQ3 41 days overdue" in [attention.text for attention in view.attention]
    builder.add("snooze", "2026-04-10", target=milestone, until=day("2026-04-20"))
    asleep = builder.view("2026-04-19")
    assert pillar(asleep).verdict == "holding"
    assert (asleep.milestones[0].state, asleep.milestones[0].snoozed_until) == ("overdue", day("2026-04-20"))
    assert asleep.attention == ()
    assert pillar(builder.view("2026-04-20")).verdict == "stale"


def test_milestones_are_listed_by_what_presses_most() -> None:
    builder = BookBuilder(THRESHOLD)
    later = builder.milestone("later", "2026-06-01", "2026-06-30")
    rested = builder.milestone("rested on", "2026-07-01", "2026-07-31")
    builder.milestone("overdue", "2026-01-03", "2026-01-10")
    ended = [builder.milestone(name, "2026-01-03", "2026-01-10") for name in ("ended first", "ended last")]
    for milestone, on in zip(ended, ("2026-01-05", "2026-01-08"), strict=True):
        builder.add("outcome", "2026-01-09", milestone=milestone, outcome="hit", on=on)
    builder.milestone("due", "2026-01-03", "2026-12-31")
    builder.add("criterion", pillar="cloud", severity="warn", since=day("2026-01-02"), milestone=rested)
    view = builder.view("2026-01-20")
    assert [other.milestone.title for other in view.milestones] == [
        "overdue", "due", "later", "rested on", "ended last", "ended first",
    ]  # fmt: skip
    assert [other.milestone.title for other in pillar(view).milestones] == [
        "overdue", "rested on", "later", "due", "ended last", "ended first",
    ]  # fmt: skip
    assert later != rested


def test_evidence_puts_what_weakens_first_on_one_day() -> None:
    builder = BookBuilder(THRESHOLD)
    for stance in ("neutral", "supports", "weakens"):
        builder.add("evidence", text=stance, stance=stance, pillar="cloud", day=day("2026-01-02"))
    builder.add("evidence", text="newest", stance="supports", pillar="cloud", day=day("2026-01-03"))
    seen = pillar(builder.view("2026-01-10"))
    assert [evidence.evidence.text for evidence in seen.evidence] == ["newest", "weakens", "supports", "neutral"]


def test_notes_on_what_a_pillar_holds_are_its_notes() -> None:
    builder = BookBuilder(THRESHOLD)
    milestone = builder.milestone("both list", "2026-02-01", "2026-02-28")
    builder.add("note", text="guidance matters", pillar="cloud", on="2026-01-19")
    builder.add("note", text="both filed", milestone=milestone, on="2026-01-22")
    builder.add("note", text="of the thesis")
    view = builder.view("2026-01-25")
    assert [(note.day, note.text) for note in pillar(view).notes] == [
        (day("2026-01-22"), "both list: both filed"),
        (day("2026-01-19"), "guidance matters"),
    ]
    assert [note.text for note in view.milestones[0].notes] == ["both filed"]


def test_the_thesis_takes_the_worst_and_names_all_that_do_not_hold() -> None:
    builder = BookBuilder(
        THRESHOLD,
        replace(THRESHOLD, id="d", pillar="qwen", metric="d", threshold=Decimal(1)),
        replace(THRESHOLD, id="h", pillar="chips", metric="h", severity="warn", threshold=Decimal(5)),
        pillars=tuple(
            Pillar(id=id_, title=id_.title(), claim="", key=key)
            for id_, key in (("cloud", "growth"), ("qwen", "d"), ("chips", "h"))
        ),
    )
    metrics = [Metric(id=id_, title=id_, unit="%", pillar=where) for id_, where in (("d", "qwen"), ("h", "chips"))]
    builder.thesis = replace(builder.thesis, metric=(*builder.thesis.metric, *metrics))
    builder.quarter("34", "q1")
    builder.add("observation", metric="h", value=Decimal(3), as_of=day("2026-01-02"))
    view = builder.view("2026-04-10")
    assert view.verdict == "at risk"
    assert view.reasons == ("Chips: 2 points below its warn threshold, 5 %", "Qwen: no figure yet")


def test_odds_keep_every_statement_and_an_outcome_counts_days_since() -> None:
    builder = BookBuilder(THRESHOLD)
    milestone = builder.milestone("listed", "2026-02-01", "2026-02-28")
    for odds in (60, 55):
        builder.add("odds", milestone=milestone, odds=Decimal(odds))
    view = builder.view("2026-02-10")
    seen = view.milestones[0]
    assert ([int(other.odds) for other in seen.odds], seen.state, seen.days, seen.window) == (
        [60, 55],
        "due",
        18,
        "Feb 2026",
    )
    assert view.journal[0].text == "listed: 60 % to 55 %"
    assert view.journal[0].place == "Cloud"
    builder.add("outcome", "2026-02-12", milestone=milestone, outcome="hit", on="2026-02-11", note="at last")
    ended = builder.view("2026-02-20").milestones[0]
    assert (ended.state, ended.days, ended.outcome_note) == ("hit", 9, "at last")
    assert not ended.open
