"""What must hold of any thesis: a verdict changes for a reason, the past does not change, undo undoes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.rules.rule_books import THRESHOLD, BookBuilder, day
from thesis_tui.model.bars import Bar, Bars
from thesis_tui.model.book import Book, Clock
from thesis_tui.model.feeds import Quote, Rates
from thesis_tui.model.journal import KINDS, Entry, Kind
from thesis_tui.model.market import Market
from thesis_tui.model.objects import Criterion, Evidence, Level, Milestone, Observation, Pillar, Price
from thesis_tui.model.view import View
from thesis_tui.rules.verdict_history import VerdictChange, verdict_changes
from thesis_tui.rules.view import build_view

FIRST = date(2026, 1, 1)
LAST = FIRST + timedelta(days=45)
PILLARS = (
    Pillar(id="cloud", title="Cloud", claim="it grows", key="growth"),
    Pillar(id="chips", title="Chips", claim="they come"),
)
CRITERIA = (
    replace(THRESHOLD, max_age_days=12, periods=1),
    replace(THRESHOLD, id="warn", severity="warn", threshold=Decimal(30)),
    Criterion(id="debt", pillar="chips", severity="warn", since=FIRST + timedelta(days=9), metric="debt",
              operator="<=", threshold=Decimal(100), max_age_days=7),
    Criterion(id="listed", pillar="chips", severity="warn", since=FIRST, milestone="filing"),
)  # fmt: skip
Step = tuple[Kind, int, int]
KIND = st.sampled_from(sorted(KINDS))
OFTEN = st.sampled_from(["observation", "milestone", "outcome", "criterion", "settle", "snooze", "retract"])
STEP = st.tuples(KIND | OFTEN, st.integers(0, 40), st.integers(0, 10_000))
STEPS = st.lists(STEP, max_size=14)


def on_day(offset: int) -> date:
    return FIRST + timedelta(days=offset)


def told(builder: BookBuilder, kind: Kind) -> list[str]:
    """Ids of what there is of a kind, those of the article and of thesis.toml among them."""
    given = {"milestone": ["filing"], "observation": ["told"], "evidence": ["said"], "level": ["floor"],
             "criterion": [criterion.id for criterion in CRITERIA]}  # fmt: skip
    return [*given.get(kind, ()), *(entry.object_id for entry in builder.entries if entry.kind == kind)]


def play(steps: Sequence[Step]) -> BookBuilder:
    """A book made of choices: each step is a kind, a day and a number that decides the rest."""
    builder = BookBuilder(*CRITERIA, pillars=PILLARS)
    builder.source(
        added="2026-01-03",
        observation=(Observation(id="told", metric="debt", value=Decimal(90), as_of=on_day(1)),),
        evidence=(Evidence(id="said", text="it holds", stance="supports", pillar="cloud"),),
        milestone=(Milestone(id="filing", title="filing", earliest=on_day(8), latest=on_day(14), pillar="chips"),),
        level=(Level(id="floor", type="support", listing="BABA", currency="USD", low=Decimal(100)),),
    )
    for step in steps:
        record(builder, step)
    return builder


def record(builder: BookBuilder, step: Step) -> str:
    """Records one entry: every second one of an object says an earlier one anew."""
    kind, offset, pick = step
    at = on_day(offset).isoformat()
    milestones, earlier = told(builder, "milestone"), told(builder, kind)
    milestone = milestones[pick % len(milestones)]
    again = earlier[pick // 3 % len(earlier)] if earlier and pick % 2 else None
    any_of = [*milestones, *told(builder, "level"), *told(builder, "observation"), "kill", "article",
              *(entry.id for entry in builder.entries)]  # fmt: skip
    begins = on_day(pick % 40)
    metric = ("growth", "debt")[pick // 5 % 2]
    fields: dict[Kind, dict[str, Any]] = {
        "note": {"text": "n", **({}, {"milestone": milestone}, {"pillar": "cloud"})[pick // 2 % 3]},
        "milestone": {"title": f"m{pick % 7}", "earliest": begins, "latest": begins + timedelta(days=pick % 9),
                      "pillar": (None, "cloud", "chips")[pick // 7 % 3]},
        "odds": {"milestone": milestone, "odds": Decimal(pick % 101)},
        "outcome": {"milestone": milestone, "outcome": ("hit", "missed", "void")[pick // 3 % 3]},
        "level": {"type": ("support", "resistance")[pick // 2 % 2], "low": Decimal(90 + pick % 30),
                  "listing": "BABA", "currency": "USD"},
        "price": {"value": Decimal(90 + pick % 30), "day": on_day(offset), "session": "close", "listing": "BABA",
                  "currency": "USD"},
        "observation": {"metric": metric, "value": Decimal(pick % 50 if metric == "growth" else 80 + pick % 40),
                        "as_of": on_day(max(0, offset - pick % 6)) if metric == "debt" else None,
                        "start": begins if metric == "growth" else None,
                        "end": begins + timedelta(days=4) if metric == "growth" else None},
        "evidence": {"text": "t", "stance": "weakens", "pillar": "cloud", "day": on_day(offset)},
        "criterion": {"pillar": ("cloud", "chips")[pick // 3 % 2], "severity": ("kill", "warn")[pick // 2 % 2],
                      "since": on_day(max(0, offset - 3 + pick % 7)), "metric": "growth", "operator": ">=",
                      "threshold": Decimal(pick % 50), "max_age_days": (None, 5)[pick // 5 % 2], "screen": True},
        "review": {"text": "r", "conviction": 1 + pick % 5},
        "settle": {"target": milestone, "text": "enough"},
        "reason": {"target": "kill", "text": "because"},
        "snooze": {"target": milestone, "until": on_day(min(44, offset + pick % 9))},
        "statement": {"text": ("it grows", "it stays")[pick % 2], "before": "it grows"},
        "amendment": (
            {"of": "pillar", "name": "chips", "field": "retired", "value": ("yes", "")[pick % 2], "before": ""},
            {"of": "pillar", "name": "risk", "field": "title", "value": "Risk"},
            {"of": "pillar", "name": "cloud", "field": "title", "value": f"Cloud {pick % 3}", "before": "Cloud"},
            {"of": "metric", "name": "debt", "field": "pillar", "value": "chips", "before": "cloud"},
            {"of": "metric", "name": "downloads", "field": "merged", "value": "growth", "before": ""},
            {"of": "source", "name": "article", "field": "title", "value": "A new title", "before": "an article"},
        )[pick // 2 % 6],
        "drop": {"source": "article", "proposal": "p1"},
        "correction": {"listing": "BABA", "correction": ("drop day", "reset")[pick % 2], "day": on_day(offset)},
        "file": {"path": "prices/baba.csv", "text": "imported", "new": f"{pick:064x}"},
        "decision": {"listing": "BABA", "currency": "USD", "decision": ("bought", "sold", "held")[pick % 3],
                     "quantity": None if pick % 3 == 2 else Decimal(1 + pick % 9), "price": Decimal(90 + pick % 30)},
        "holding": {"listing": "BABA", "currency": "USD",
                    "holding": ("opening", "dividend")[pick % 2], "quantity": (Decimal(5), None)[pick % 2],
                    "amount": (None, Decimal(2))[pick % 2]},
        "scenario": {"title": f"s{pick % 3}", "listing": "BABA", "currency": "USD", "value": Decimal(80 + pick % 60),
                     "by": on_day(offset + pick % 9), "odds": Decimal(pick % 101)},
        "intent": {"target": (milestone, "kill")[pick % 2], "action": "halve"},
        "close": {"outcome": ("right", "wrong")[pick % 2], "lesson": "less"},
        "reopen": {"text": "again"},
        "archive": {"text": "gone"},
        "retire": {"target": any_of[pick % len(any_of)], "reason": ("", "enough")[pick // 2 % 2]},
        "retract": {"target": any_of[pick % len(any_of)]},
    }  # fmt: skip
    replaces = (
        again if kind in ("milestone", "level", "price", "observation", "evidence", "criterion", "scenario") else None
    )
    return builder.add(kind, at, replaces=replaces, **fields[kind])


def clock(on: date) -> Clock:
    return Clock(datetime.combine(on, time(23, 59, 59), UTC), on)


def judged(book: Book, on: date, market: Market = Market()) -> View:  # noqa: B008
    return build_view(book, clock(on), None, near=Decimal("0.02"), hysteresis=Decimal("0.01"), market=market)


def verdicts(view: View) -> dict[str, str]:
    return {"": view.verdict, **{pillar.pillar.id: pillar.verdict for pillar in view.pillars}}


def assert_truly(change: VerdictChange, book: Book) -> None:
    """There was what is given as the cause, on that day."""
    entered = [entry for entry in book.entries if entry.at.date() == change.day]
    sources = [source for source in book.sources if source.source.visible_from == change.day]
    match change.cause:
        case "observation":
            assert sources or any(entry.kind == "observation" for entry in entered)
        case "edit":
            assert entered
        case "date":
            whats: list[Any] = [entry.what for entry in book.entries] + list(book.thesis.criterion)
            whats += [
                struct for named in book.sources for struct in (*named.source.milestone, *named.source.observation)
            ]
            days: set[date] = set()
            for what in whats:
                days |= {getattr(what, name) for name in ("since", "until", "start") if getattr(what, name, None)}
                if isinstance(what, Milestone):
                    days.add(what.latest + timedelta(days=1))
                if isinstance(what, Observation) and what.until is not None:
                    days |= {what.until + timedelta(days=age + 1) for age in (5, 7, 12)}
            assert change.day in days


@example(
    [
        ("settle", 1, 0),
        ("criterion", 0, 0),
        ("level", 0, 0),
        ("milestone", 0, 0),
        ("milestone", 0, 0),
        ("milestone", 0, 9),
        ("retract", 0, 114),
    ]
)  # taken back before it was entered, by another clock
@example([("criterion", 0, 0), ("criterion", 0, 0), ("retract", 29, 102), ("observation", 0, 291)])
@example([("milestone", 16, 13), ("retract", 17, 0)])
@example([("criterion", 5, 189), ("milestone", 0, 1), ("observation", 0, 0)])
@example([("milestone", 12, 168), ("milestone", 11, 365)])  # edited before it was entered
@given(STEPS)
def test_a_verdict_changes_only_with_what_explains_it(steps: list[Step]) -> None:
    book = play(steps).book()
    changes = verdict_changes(book, clock(LAST))
    stored = {(verdict_change.day, verdict_change.pillar): verdict_change for verdict_change in changes}
    assert len(stored) == len(changes)
    before = verdicts(judged(book, FIRST - timedelta(days=1)))
    for offset in range((LAST - FIRST).days + 1):
        now = verdicts(judged(book, on_day(offset)))
        for pillar in now:
            change = stored.pop((on_day(offset), pillar), None)
            if before.get(pillar, now[pillar]) == now[pillar]:  # one that begins changes nothing
                assert change is None, change
                continue
            assert change is not None, f"{on_day(offset)} {pillar}: {before[pillar]} to {now[pillar]}"
            assert (change.before, change.after) == (before[pillar], now[pillar])
            assert change.because
            assert_truly(change, book)
        before = now
    assert not stored


def bars(upto: int, picks: Sequence[int]) -> list[Bar]:
    closes = [Decimal(90 + pick % 30) for pick in picks] or [Decimal(100)]
    return [
        Bar(on_day(number), close + 2, close - 2, close)
        for number in range(upto + 1)
        for close in (closes[number % len(closes)],)
    ]


def quote(at: date, pick: int) -> Quote:
    when = datetime.combine(at, time(15), UTC)
    return Quote(listing="BABA", symbol="BABA", feed="yahoo", source="Yahoo", value=Decimal(90 + pick % 30),
                 currency="USD", at=when, fetched=when)  # fmt: skip


@given(STEPS, STEPS, st.integers(0, 44), st.lists(st.integers(0, 1000), max_size=5))
def test_what_comes_later_leaves_the_past_as_it_was(
    steps: list[Step], later: list[Step], offset: int, picks: list[int]
) -> None:
    """Entries of any kind, articles, quotes, bars and rates of a later day: verdicts, odds, levels, price,
    conflicts and all else of the view as of a day are the same.
    """
    on = on_day(offset)
    builder = play([(kind, min(at, offset), pick) for kind, at, pick in steps])
    book = builder.book()
    known = Market(quotes=(quote(on, 3),), bars={"BABA": Bars.of(bars(offset, picks))}, sources={"BABA": "Yahoo"})
    before, changes = judged(book, on, known), verdict_changes(book, clock(on))
    for kind, at, pick in later:
        record(builder, (kind, offset + 1 + at, pick))
    seen = Observation(id="later", metric="g1", value=Decimal(1), as_of=on)
    builder.source("later", (on + timedelta(days=1)).isoformat(), observation=(seen,))
    builder.source("dated-later", on.isoformat(), published_latest=on + timedelta(days=2))
    market = Market(
        quotes=(*known.quotes, quote(on + timedelta(days=1), 29)),
        bars={"BABA": Bars.of(bars(offset + 9, picks))},
        sources=known.sources,
        rates=Rates(base="EUR", day=on + timedelta(days=1), rates={"USD": Decimal("1.1")}, feed="ecb", source="ECB",
                    fetched=datetime.combine(on, time(), UTC)),
    )  # fmt: skip
    assert judged(builder.book(), on, market) == before
    assert verdict_changes(builder.book(), clock(on)) == changes


def without_log(view: View) -> View:
    return replace(view, journal=())


@pytest.mark.parametrize("kind", sorted(KINDS))
@settings(max_examples=settings().max_examples // 2)
@given(STEPS, st.integers(0, 10_000))
def test_undo_restores_the_view_and_redo_brings_it_back(kind: Kind, steps: list[Step], pick: int) -> None:
    builder = play(steps)
    on = LAST
    before = judged(builder.book(), on)
    made = record(builder, (kind, 41, pick))
    after = judged(builder.book(), on)
    gone = builder.retract(made, on_day(42).isoformat())
    undone = judged(builder.book(), on)
    assert without_log(undone) == without_log(before)
    assert list(undone.journal)[2:] == list(before.journal)
    builder.retract(gone, on_day(43).isoformat())
    redone = judged(builder.book(), on)
    assert without_log(redone) == without_log(after)
    assert list(redone.journal)[2:] == list(after.journal)


def referred_to(entry: Entry, entries: Sequence[Entry]) -> bool:
    named = ("target", "milestone", "level", "criterion", "metric", "evidence", "about_source")
    return any(
        other is not entry and entry.id in (other.replaces, *(getattr(other.what, name, None) for name in named))
        for other in entries
    )


@given(STEPS, st.integers(0, 100))
def test_taking_back_what_nothing_rests_on_is_as_if_it_never_was(steps: list[Step], pick: int) -> None:
    builder = play(steps)
    free = [entry for entry in builder.entries if not referred_to(entry, builder.entries)]
    if not free:
        return
    taken = free[pick % len(free)]
    book = builder.book()
    never = replace(book, entries=tuple(entry for entry in book.entries if entry.id != taken.id))
    builder.retract(taken.id, on_day(42).isoformat())
    assert without_log(judged(builder.book(), LAST)) == without_log(judged(never, LAST))


def test_every_kind_can_be_played() -> None:
    assert {entry.kind for entry in play([(kind, 3, 4) for kind in KINDS]).entries} == set(KINDS)
    assert isinstance(play([("price", 3, 4)]).entries[0].what, Price)
    assert day("2026-01-01") == FIRST
