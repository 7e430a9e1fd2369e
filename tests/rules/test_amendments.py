"""Amendments: what stands of what was changed on the screen, what the files say above it, and merges of machines."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.rules.rule_books import THRESHOLD, BookBuilder, day, judge
from thesis_tui.model.book import Book
from thesis_tui.model.enums import AmendedWord
from thesis_tui.model.journal import Amendment
from thesis_tui.model.live import GithubLive, JsonLive, NpmLive
from thesis_tui.model.objects import Metric, Pillar
from thesis_tui.rules.amendments import FIELDS, amend, amendment_fault, as_text, read_value
from thesis_tui.rules.fold import dead_ids
from thesis_tui.rules.folded import Amended

TWO = (Pillar(id="cloud", title="Cloud", claim="it grows"), Pillar(id="chips", title="Chips", claim="they come"))


def amended(book: Book) -> Amended:
    return amend(book, book.entries, dead_ids(book.entries))


def amendment(
    builder: BookBuilder, of: AmendedWord, name: str, field: str, value: str, before: str | None = None, **more: Any
) -> str:
    return builder.add("amendment", of=of, name=name, field=field, value=value, before=before, **more)


def titles(book: Book) -> list[str]:
    return [pillar.title for pillar in amended(book).thesis.pillar]


def test_a_changed_title_stands_until_the_file_says_something_else() -> None:
    builder = BookBuilder(pillars=TWO)
    amendment(builder, "pillar", "cloud", "title", "Cloud sales", "Cloud")
    amendment(builder, "pillar", "cloud", "claim", "it sells", "it grows")
    assert titles(builder.book()) == ["Cloud sales", "Chips"]

    builder.thesis = replace(builder.thesis, pillar=(replace(TWO[0], title="Clouds"), TWO[1]))
    assert titles(builder.book()) == ["Clouds", "Chips"]
    assert amended(builder.book()).thesis.pillar[0].claim == "it sells", "the other field still stands"


def test_a_pillar_added_ordered_and_taken_back_leaves_the_file_s() -> None:
    builder = BookBuilder(pillars=TWO)
    added = amendment(builder, "pillar", "price", "title", "Pricing power")
    amendment(builder, "thesis", "", "order", "price\nchips\ncloud", "cloud\nchips")
    assert titles(builder.book()) == ["Pricing power", "Chips", "Cloud"]

    builder.thesis = replace(builder.thesis, pillar=(*TWO, Pillar(id="new", title="By hand", claim="")))
    assert titles(builder.book()) == ["Pricing power", "Chips", "Cloud", "By hand"], (
        "a new one in the file moves no other"
    )

    builder.retract(added)
    assert titles(builder.book()) == ["Chips", "Cloud", "By hand"]


def test_a_pillar_that_a_criterion_names_stays_in_force_however_it_was_retired() -> None:
    builder = BookBuilder(pillars=TWO)
    amendment(builder, "pillar", "chips", "retired", "yes", "")
    assert titles(builder.book()) == ["Cloud"]

    named = builder.add("criterion", pillar="chips", severity="warn", since=day("2026-01-01"), metric="growth",
                     operator=">=", threshold=Decimal(1))  # fmt: skip
    assert titles(builder.book()) == ["Cloud", "Chips"]
    assert amended(builder.book()).held == (('pillar "chips"', f'the criterion "{named}"'),)

    builder.retract(named)
    assert titles(builder.book()) == ["Cloud"]


def test_a_day_before_a_change_shows_the_thesis_as_it_was() -> None:
    builder = BookBuilder(pillars=TWO)
    builder.add("amendment", "2026-03-01", of="pillar", name="cloud", field="title", value="Sales", before="Cloud")
    builder.add("amendment", "2026-04-01", of="pillar", name="chips", field="retired", value="yes", before="")

    def shown(on: str) -> list[str]:
        return [pillar.pillar.title for pillar in judge(builder.book(), on, as_of=True).pillars]

    assert shown("2026-02-01") == ["Cloud", "Chips"]
    assert shown("2026-03-15") == ["Sales", "Chips"]
    assert shown("2026-04-15") == ["Sales"]


def test_figures_and_criteria_of_a_merged_metric_count_as_the_other_s() -> None:
    second = Metric(id="growth-2", title="growth again", unit="%", pillar="cloud", change=True)
    builder = BookBuilder(replace(THRESHOLD, metric="growth-2"))
    builder.thesis = replace(builder.thesis, metric=(*builder.thesis.metric, second))
    builder.add("observation", metric="growth", value=Decimal(12), start=day("2026-01-01"), end=day("2026-03-31"))
    assert judge(builder.book(), "2026-05-01").verdict == "unproven"

    amendment(builder, "metric", "growth-2", "merged", "growth", "")
    view = judge(builder.book(), "2026-05-01")
    assert view.verdict == "broken"
    assert [metric.metric.id for metric in view.metrics if "growth" in metric.metric.id] == ["growth"]
    assert view.pillars[0].criteria[0].moved == (), "a merge moves no goalpost"


def test_metrics_merged_into_each_other_on_two_machines_stay_two() -> None:
    builder = BookBuilder()
    amendment(builder, "metric", "debt", "merged", "growth", "")
    amendment(builder, "metric", "growth", "merged", "debt", "")
    assert {"debt", "growth"} <= {metric.id for metric in amended(builder.book()).thesis.metric}


def test_a_merged_source_gives_what_was_read_from_it_to_the_other() -> None:
    builder = BookBuilder()
    builder.source("first")
    builder.source("again", evidence=())
    amendment(builder, "source", "again", "merged", "first", "")
    amendment(builder, "source", "first", "title", "Results", "An article")
    amendment(builder, "source", "first", "published", "2025-12-30", "unknown")
    [source] = judge(builder.book(), "2026-05-01").sources
    assert (source.source.source.title, str(source.source.source.published)) == ("Results", "2025-12-30")


def test_the_only_listing_cannot_be_retired_nor_one_that_a_level_is_on() -> None:
    builder = BookBuilder()
    builder.level("support", "140", listing="AHLA.DE", currency="EUR")
    amendment(builder, "listing", "BABA", "retired", "yes", "")
    amendment(builder, "listing", "AHLA.DE", "retired", "yes", "")
    assert [listing.symbol for listing in amended(builder.book()).thesis.listing] == ["AHLA.DE"]


@given(st.lists(st.tuples(st.sampled_from(["cloud", "chips"]), st.sampled_from(["title", "claim", "retired"]),
                          st.sampled_from(["yes", "one", "two"])), max_size=5))  # fmt: skip
def test_journals_of_several_machines_merged_in_any_order_give_one_thesis(changes: list[tuple[str, str, str]]) -> None:
    builder = BookBuilder(pillars=TWO)
    shown = {"title": {"cloud": "Cloud", "chips": "Chips"}, "claim": {"cloud": "it grows", "chips": "they come"}}
    for number, (name, field, value) in enumerate(changes):
        builder.writer = f"m{number % 3}aa"
        amendment(builder, "pillar", name, field, value, shown.get(field, {}).get(name, ""))
    book = builder.book()
    wanted = amended(book).thesis
    for order in list(permutations(book.entries))[:24]:
        merged = replace(book, entries=tuple(sorted(order, key=lambda entry: (entry.at, entry.id))))
        assert amended(merged).thesis == wanted


@pytest.mark.parametrize(
    "live",
    [
        NpmLive(package="react"),
        GithubLive(repo=("a/b", "c/d"), figure="forks", every="7d"),
        JsonLive(
            url="https://example.com/a.json", value="a.b[0]", kind="counter", min=Decimal("1.5"), check="x == `1`"
        ),
    ],
)
def test_a_live_source_survives_its_text(live: object) -> None:
    assert read_value("metric", "live", as_text(live)) == live


@pytest.mark.parametrize(
    ("of", "field", "value", "says"),
    [
        ("metric", "better", "sideways", "sideways"), ("listing", "units", "many", "not a number"),
        ("metric", "live", "package=react", "source"), ("pillar", "colour", "red", "accepted are title"),
        ("thesis", "stance", "maybe", "maybe"), ("source", "published", "soon", "date"),
        ("pillar", "title", "", "empty"),
    ],
)  # fmt: skip
def test_what_a_field_cannot_hold_is_refused_in_words(of: AmendedWord, field: str, value: str, says: str) -> None:
    fault = amendment_fault(Amendment(of=of, name="cloud", field=field, value=value))
    assert fault is not None
    assert says in fault[1]


def test_every_field_that_can_be_amended_is_one_of_its_thing() -> None:
    from thesis_tui.rules.amendments import _MADE

    for of, fields in FIELDS.items():
        assert set(fields) - {"retired", "merged", "order"} <= set(_MADE[of].__struct_fields__), of
