"""Which price is current, how it moved, and what levels see of it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from tests.rules.rule_books import BookBuilder, day, moment
from thesis_tui.model.figures import percent_change
from thesis_tui.model.objects import Level, Price
from thesis_tui.pages.frame import price_words


def test_the_newest_dated_price_of_each_listing_is_current() -> None:
    builder = BookBuilder()
    builder.close("150", "2026-01-05")
    builder.close("151.50", "2026-01-06")
    builder.close("120", "2026-01-06", listing="AHLA.DE", currency="EUR")
    builder.add("price", "2026-01-07", listing="BABA", value=Decimal(170), currency="USD")
    view = builder.view("2026-01-07")
    assert view.price is not None
    assert (view.price.price.value, view.price.age_days, view.price.stale) == (Decimal("151.50"), 1, False)
    assert view.price.change_percent == 1
    assert set(view.current) == {"BABA", "AHLA.DE"}
    assert [price.price.value for price in view.prices][-1] == 170  # nobody knows of when it is


def test_after_five_ended_sessions_a_price_is_stale_and_no_level_has_a_state() -> None:
    builder = BookBuilder()
    builder.level("support", "140")
    builder.close("150", "2026-01-05")
    assert builder.view("2026-01-11").levels[0].state == "holding", "four sessions have ended since"
    view = builder.view("2026-01-12")
    assert view.price is not None
    assert view.price.stale
    assert (view.levels[0].state, view.levels[0].distance) == ("stale", None)
    assert [attention.text for attention in view.attention] == ["price of BABA 7 days old"]


def test_on_one_day_a_time_beats_none_and_a_close_an_unknown_session() -> None:
    def newest(*prices: Price) -> Decimal:
        builder = BookBuilder()
        builder.source(price=prices)
        found = builder.view("2026-01-06").price
        assert found is not None
        return found.price.value

    def price(value: str, time: str = "", session: str = "unknown") -> Price:
        at = datetime.fromisoformat(f"2026-01-05T{time}:00-05:00") if time else None
        return Price(
            id=f"p{value}", listing="BABA", value=Decimal(value), currency="USD", time=at,
            day=None if at else day("2026-01-05"), session="close" if session == "close" else "unknown",
        )  # fmt: skip

    assert newest(price("1", session="close"), price("2")) == 1
    assert newest(price("2"), price("1", session="close")) == 1
    assert newest(price("1"), price("2", "09:45")) == 2
    assert newest(price("1", "09:45"), price("2", "11:00")) == 2
    assert newest(price("2", "11:00"), price("1", "09:45")) == 2


def test_a_time_is_of_the_day_it_was_where_the_listing_trades() -> None:
    builder = BookBuilder()
    at = moment("2026-01-06T01:30:00+00:00")
    builder.add("price", "2026-01-06T01:31:00+00:00", listing="BABA", value=Decimal(150), currency="USD", time=at)
    price = builder.view("2026-01-06").price
    assert price is not None
    assert price.age_days == 1


def test_a_price_in_a_currency_its_listing_does_not_have_is_never_current() -> None:
    builder = BookBuilder()
    builder.close("150", "2026-01-05", currency="EUR")
    view = builder.view("2026-01-06")
    assert (view.price, len(view.prices)) == (None, 1)


def test_levels_are_judged_by_closes_and_told_by_listing_from_the_highest_down() -> None:
    builder = BookBuilder()
    support = builder.level("support", "148")
    builder.level("resistance", "160")
    builder.level("moving average", "119", listing="AHLA.DE", currency="EUR")
    builder.close("150", "2026-01-01")
    builder.close("147", "2026-01-05")
    view = builder.view("2026-01-06")
    assert [(level.level.type, level.state) for level in view.levels] == [
        ("resistance", "holding"), ("support", "broken"), ("moving average", "no price"),
    ]  # fmt: skip
    assert "support 148.00 broken" in [attention.text for attention in view.attention]
    builder.retract(support, "2026-01-06", note="retired")
    retired = builder.view("2026-01-06").levels
    assert [(level.level.type, level.retired) for level in retired][-1] == ("support", True)


def test_a_level_of_an_article_is_retired_and_brought_back() -> None:
    builder = BookBuilder()
    level = Level(id="s148", type="support", listing="BABA", currency="USD", low=Decimal(148), noted=day("2025-12-30"))
    builder.source(level=(level,), published_basis="inferred", published=day("2025-12-30"))
    (seen,) = builder.view("2026-01-06").levels
    assert (seen.noted, seen.noted_approximate, seen.origin.number) == (day("2025-12-30"), True, 1)
    gone = builder.retract("s148")
    assert builder.view("2026-01-06").levels[0].retired
    builder.retract(gone)
    assert builder.view("2026-01-06").levels == (seen,)


def test_a_price_seen_on_a_weekend_is_of_the_session_before_it() -> None:
    builder = BookBuilder()
    builder.close("140", "2026-01-08")
    builder.close("150", "2026-01-09")
    builder.add("price", "2026-01-11", listing="BABA", value=Decimal(154), currency="USD",
             time=datetime.fromisoformat("2026-01-11T03:41:00+00:00"))  # fmt: skip
    view = builder.view("2026-01-11")
    assert view.price is not None
    assert (view.price.price.value, view.price.day, view.price.own_day) == (
        Decimal(154),
        day("2026-01-09"),
        day("2026-01-11"),
    )
    assert view.price.change_percent == 10  # Friday's, from Thursday's close
    assert price_words(view, view.price) == "typed 11 Jan, of Fri 9 Jan"
    builder.add("price", "2026-01-11", listing="BABA", value=Decimal(147), currency="USD", day=day("2026-01-10"))
    found = next(price for price in builder.view("2026-01-11").prices if price.price.value == 147)
    assert (found.day, found.change_percent) == (day("2026-01-09"), Decimal(5))
    builder.close("153", "2026-01-12")
    monday = builder.view("2026-01-12").price
    assert monday is not None
    assert (monday.price.value, monday.change_percent) == (Decimal(153), Decimal(2))


@pytest.mark.parametrize(
    ("value", "before", "change"),
    [("11", "10", Decimal(10)), ("9", "10", Decimal(-10)), ("10.01", "-37.63", None), ("5", "0", None)],
)
def test_a_change_from_zero_or_below_has_no_percentage(value: str, before: str, change: Decimal | None) -> None:
    assert percent_change(Decimal(value), Decimal(before)) == change
