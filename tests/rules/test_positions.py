"""Positions against ledgers made by hand, one of them a published worked example."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.rules.rule_books import BookBuilder, day, judge
from thesis_tui.model.feeds import Rates, Split
from thesis_tui.model.journal import Decision, Entry
from thesis_tui.model.market import Market
from thesis_tui.model.position import PositionSettings, PositionView
from thesis_tui.model.view import View
from thesis_tui.rules.positions import decimal, ledger

FIFO = PositionSettings(cost="fifo")
PRIVATE = PositionSettings(private=True)


class Book(BookBuilder):
    """A hand-made book that trades BABA unless it is told otherwise."""

    def trade(self, word: str, on: str, quantity: str = "", price: str = "", fee: str = "", **more: Any) -> str:
        amounts = {"quantity": quantity, "price": price, "fee": fee}
        given = {name: Decimal(text) for name, text in amounts.items() if text}
        return self.add("decision", on, on=on, decision=word, **{"listing": "BABA", "currency": "USD", **given, **more})

    def dividend(self, amount: str, on: str) -> str:
        return self.add(
            "holding", on, on=on, holding="dividend", listing="BABA", currency="USD", amount=Decimal(amount)
        )


def held(view: View) -> PositionView:
    assert view.position is not None
    return view.position


def split(on: str, numerator: str, denominator: str) -> Market:
    return Market(splits={"BABA": (Split(day(on), Decimal(numerator), Decimal(denominator), shown=True),)})


def cents(value: Decimal | None) -> str:
    assert value is not None
    return f"{value:.2f}"


def test_the_average_cost_of_a_published_example_is_met_to_the_pound() -> None:
    """HM Revenue & Customs, helpsheet HS284, example 3: gains of £329 and £300 from one pool, fees included."""
    book = Book()
    book.trade("bought", "2015-04-01", "1000", "4.00", "150")
    book.trade("added", "2018-09-01", "500", "4.10", "80")
    first = book.trade("trimmed", "2023-05-01", "700", "4.80", "100")
    book.close("5.00", "2023-05-02")
    view = book.view("2023-05-02")
    assert held(view).quantity == 800
    assert cents(held(view).cost) == "3349.33"  # the pool of £6,280 less 700 of 1,500
    second = book.trade("sold", "2024-02-01", "400", "5.20", "105")
    view = book.view("2024-02-02")
    gains = {decision.entry: decision.realised for decision in view.decisions}
    assert (round(gains[first] or 0), round(gains[second] or 0)) == (329, 300)
    assert held(view).quantity == 400
    assert cents(held(view).cost) == "1674.67"


def test_the_oldest_lots_go_first_where_the_user_wants_that() -> None:
    book = Book()
    book.trade("bought", "2026-01-05", "100", "10", "5")
    book.trade("added", "2026-02-05", "100", "20", "5")
    book.trade("trimmed", "2026-03-05", "150", "30", "6")
    book.close("30", "2026-03-06")
    averaged, oldest = (held(book.view("2026-03-06", position=how)) for how in (PositionSettings(), FIFO))
    # 3,010 for 200 is 15.05; the oldest are all of 1,005 and half of 2,005
    assert (averaged.realised, averaged.average) == (Decimal("2236.5"), Decimal("15.05"))
    assert (oldest.realised, oldest.average) == (Decimal("2486.5"), Decimal("20.05"))
    assert [(lot.day, lot.quantity) for lot in oldest.lots] == [(date(2026, 2, 5), Decimal(50))]
    assert averaged.gain == Decimal("747.5")
    assert oldest.gain == Decimal("497.5")


@pytest.mark.parametrize(("numerator", "denominator"), [("4", "1"), ("1", "20"), ("3", "2"), ("3", "1")])
def test_a_split_between_changes_units_and_prices_and_no_gain(numerator: str, denominator: str) -> None:
    book = Book()
    book.trade("bought", "2026-01-05", "120", "100", "6")
    book.trade("trimmed", "2026-02-05", "60", "110")
    ratio = Decimal(numerator) / Decimal(denominator)
    before = book.view("2026-02-06")
    market = split("2026-02-10", numerator, denominator)
    after = held(book.view("2026-02-11", market=market))
    assert after.quantity == Decimal(60) * ratio
    assert after.cost == held(before).cost == Decimal(6003)
    assert after.realised == held(before).realised == Decimal(597)
    # and what is sold after it is sold in new units, at a new price
    sale = book.trade("sold", "2026-02-12", f"{Decimal(60) * ratio:f}", f"{(Decimal(120) / ratio):.12f}")
    view = book.view("2026-02-13", market=market)
    assert view.position is None
    assert cents(next(decision.realised for decision in view.decisions if decision.entry == sale)) == "1197.00"


def test_a_trade_on_the_first_day_of_a_split_is_in_new_units() -> None:
    book = Book()
    book.trade("bought", "2026-01-05", "10", "100")
    book.trade("added", "2026-02-10", "40", "25")
    shown = held(book.view("2026-02-11", market=split("2026-02-10", "4", "1")))
    assert (shown.quantity, shown.average) == (Decimal(80), Decimal(25))


def test_dividends_and_fees_are_told_apart_from_the_gain() -> None:
    book = Book()
    book.add("holding", "2026-01-05", on="2025-06-02", holding="opening", listing="BABA", currency="USD",
             quantity=Decimal(100), price=Decimal(50))  # fmt: skip
    book.dividend("45.50", "2026-02-02")
    book.trade("added", "2026-03-02", "50", "56", "3")
    book.close("60", "2026-03-03")
    shown = held(book.view("2026-03-03"))
    assert shown.opened == date(2025, 6, 2)
    assert (shown.cost, shown.value, shown.gain) == (Decimal(7803), Decimal(9000), Decimal(1197))
    assert (shown.dividends, shown.fees, shown.realised) == (Decimal("45.5"), Decimal(3), Decimal(0))


def test_who_is_short_gains_when_the_price_falls() -> None:
    book = Book()
    book.trade("sold", "2026-01-05", "100", "50", "5", side="short")
    book.trade("trimmed", "2026-02-05", "40", "45", "2", side="short")
    book.close("40", "2026-02-06")
    shown = held(book.view("2026-02-06"))
    # 4,995 received; 40 of 100 bought back for 1,802
    assert (shown.side, shown.quantity, shown.realised) == ("short", Decimal(60), Decimal(196))
    assert shown.gain == Decimal(597)


def test_two_listings_in_two_currencies_are_two_positions_and_never_one_sum() -> None:
    book = Book()
    book.trade("bought", "2026-01-05", "100", "150")
    book.trade("bought", "2026-01-06", "10", "140", listing="AHLA.DE", currency="EUR")
    book.close("160", "2026-01-07")
    book.close("150", "2026-01-07", listing="AHLA.DE", currency="EUR")
    rates = Rates(base="EUR", day=day("2026-01-06"), rates={"USD": Decimal("1.25")}, feed="ecb", source="ECB",
                  fetched=datetime(2026, 1, 6, 16, tzinfo=UTC))  # fmt: skip
    view = book.view("2026-01-07", market=Market(rates=rates), position=PositionSettings(currency="EUR"))
    dollars, euros = view.positions
    assert [(position.currency, position.gain) for position in (dollars, euros)] == [
        ("USD", Decimal(1000)),
        ("EUR", Decimal(100)),
    ]
    assert dollars.own is not None
    assert (dollars.own.value, dollars.own.currency, dollars.own.day) == (Decimal(800), "EUR", day("2026-01-06"))
    assert euros.own is None  # it is in the user's own already
    unknown = book.view("2026-01-07", position=PositionSettings(currency="EUR"))
    assert [position.own for position in unknown.positions] == [None, None]


def test_a_year_of_two_currencies_with_sales_a_split_between_a_dividend_and_fees_is_met_by_both_methods() -> None:
    """Made by hand: USD 150 for 12,515, 60 sold, four for one, 200 of 360 sold; HKD 800 for 80,050, 300 sold."""
    book = Book()
    book.trade("bought", "2026-01-05", "100", "80", "10")
    book.trade("added", "2026-02-02", "50", "90", "5")
    first = book.trade("trimmed", "2026-03-02", "60", "100", "6")
    book.dividend("36", "2026-04-01")
    second = book.trade("trimmed", "2026-05-04", "200", "30", "8")
    book.close("28", "2026-05-05")
    euros = {"listing": "AHLA.DE", "currency": "EUR"}
    book.trade("bought", "2026-01-06", "800", "100", "50", **euros)
    third = book.trade("trimmed", "2026-02-06", "300", "110", "20", **euros)
    book.close("90", "2026-05-05", **euros)
    market = split("2026-03-10", "4", "1")
    pool, oldest = (book.view("2026-05-06", market=market, position=how) for how in (PositionSettings(), FIFO))

    for view, sales, left in ((pool, ("988.00", "1820.33"), "3337.33"), (oldest, ("1188.00", "1887.00"), "3604.00")):
        gains = {
            decision.entry: cents(decision.realised) for decision in view.decisions if decision.realised is not None
        }
        assert (gains[first], gains[second], gains[third]) == (*sales, "2961.25")
        dollars, other = view.positions
        assert (dollars.quantity, cents(dollars.cost)) == (Decimal(160), left)
        assert (dollars.dividends, dollars.fees, dollars.value) == (Decimal(36), Decimal(29), Decimal(4480))
        # what was paid and what came back are the same, whichever lots are said to have gone
        assert cents((dollars.realised or Decimal(0)) + (dollars.gain or Decimal(0))) == "3951.00"
        assert (other.currency, other.quantity, cents(other.gain)) == ("EUR", Decimal(500), "-5031.25")
    lots = oldest.positions[0].lots
    assert [(lot.day, lot.quantity, lot.cost) for lot in lots] == [(date(2026, 2, 2), Decimal(160), Decimal("22.525"))]


def test_the_stop_is_told_in_r_of_the_stop_as_it_was_first_set() -> None:
    book = Book()
    stop = book.level("stop", "120", at="2026-01-02")
    book.trade("bought", "2026-01-05", "100", "130")
    book.level("stop", "135", at="2026-02-02", replaces=stop)
    book.close("150", "2026-02-03")
    shown = held(book.view("2026-02-03")).stop
    assert shown is not None
    # R is 10: 15 below the price, and 5 above what was paid
    assert (shown.price, shown.distance_r, shown.at_stop, shown.at_stop_r) == (
        Decimal(135), Decimal("-1.5"), Decimal(500), Decimal("0.5"),
    )  # fmt: skip


def test_a_stop_first_set_above_what_was_paid_has_no_r_and_says_so() -> None:
    book = Book()
    book.trade("bought", "2026-01-05", "100", "130")
    book.level("stop", "140", at="2026-02-02")
    book.close("150", "2026-02-03")
    shown = held(book.view("2026-02-03")).stop
    assert shown is not None
    assert (shown.distance_r, shown.at_stop) == (None, Decimal(1000))
    assert "R is not known" in shown.missing


def test_what_was_not_said_is_not_known_and_is_not_guessed() -> None:
    book = Book()
    book.trade("bought", "2026-01-05", "100")
    book.close("60", "2026-01-06")
    shown = held(book.view("2026-01-06"))
    assert (shown.quantity, shown.average, shown.gain, shown.gain_percent) == (Decimal(100), None, None, None)
    book.trade("trimmed", "2026-01-07")
    assert held(book.view("2026-01-08")).quantity == 100
    assert held(book.view("2026-01-08")).problems == (
        "trimmed on 7 Jan 2026 without a quantity, so that is not counted",
    )
    assert book.view("2026-01-04").positions == ()


def test_a_sale_of_more_than_is_held_is_said_and_nothing_goes_below_nought() -> None:
    book = Book()
    book.trade("bought", "2026-01-05", "60", "10")
    book.trade("sold", "2026-01-06", "60", "12")
    book.trade("sold", "2026-01-06", "60", "12")  # the same on another machine
    view = book.view("2026-01-07")
    assert view.position is None
    assert view.positions[0].realised == Decimal(120)
    assert view.positions[0].problems == ("60 were sold on 6 Jan 2026 and 0 were held: the rest is not counted",)


def test_a_day_on_which_all_was_sold_and_bought_back_is_taken_as_recorded() -> None:
    book = Book()
    book.trade("bought", "2026-01-05", "100", "10")
    book.trade("sold", "2026-01-06", "100", "12")
    book.trade("bought", "2026-01-06", "50", "11")
    shown = held(book.view("2026-01-07"))
    assert (shown.quantity, shown.average, shown.realised) == (Decimal(50), Decimal(11), Decimal(200))
    assert shown.opened == date(2026, 1, 6)


# any order of merges

TRADES = st.lists(
    st.tuples(st.booleans(), st.integers(0, 9), st.integers(1, 40), st.integers(1, 60), st.integers(0, 3)), max_size=14
)


def entries_of(trades: list[tuple[bool, int, int, int, int]]) -> list[tuple[Entry, date]]:
    made = []
    for number, (buys, on, quantity, price, fee) in enumerate(trades):
        when = date(2026, 1, 1) + timedelta(days=on)
        what = Decision(
            decision="bought" if buys else "sold", listing="BABA", currency="USD", quantity=Decimal(quantity),
            price=Decimal(price), fee=Decimal(fee),
        )  # fmt: skip
        at = datetime(2026, 2, 1, 9, number, tzinfo=UTC)
        made.append((Entry(id=f"e{number:02}", at=at, kind="decision", what=what, on=when), when))
    return made


@given(TRADES, st.randoms(use_true_random=False), st.sampled_from(("average", "fifo")))
@settings(max_examples=150, deadline=None)
def test_any_order_of_merges_gives_the_same_position(
    trades: list[tuple[bool, int, int, int, int]], random: Any, method: Any
) -> None:
    entries = entries_of(trades)
    splits = (Split(date(2026, 1, 4), Decimal(3), Decimal(1), shown=True),)
    first = ledger(entries, "long", splits, date(2026, 3, 1), method)
    shuffled = list(entries)
    random.shuffle(shuffled)
    assert ledger(shuffled, "long", splits, date(2026, 3, 1), method) == first
    assert all(lot.quantity > 0 for lot in first.lots)


@given(TRADES, st.sampled_from(("average", "fifo")))
@settings(max_examples=150, deadline=None)
def test_money_is_neither_made_nor_lost(trades: list[tuple[bool, int, int, int, int]], method: Any) -> None:
    """What was realised and what is held at cost are what came in and went out, where nothing too much was sold."""
    entries = entries_of(trades)
    found = ledger(entries, "long", (), date(2026, 3, 1), method)
    if found.excess:
        return
    paid = received = Decimal(0)
    for entry, _ in entries:
        what = entry.what
        assert isinstance(what, Decision)
        amount = (what.price or 0) * (what.quantity or 0)
        if what.decision == "bought":
            paid += amount + (what.fee or 0)
        else:
            received += amount - (what.fee or 0)
    assert found.all_realised is not None
    assert found.cost is not None
    assert abs(decimal(found.all_realised - found.cost) - (received - paid)) < Decimal("1e-9")


# hiding


def texts(what: object) -> str:
    """Everything a view holds, as one text."""
    import msgspec

    return msgspec.json.encode(what, enc_hook=str).decode()


@given(st.integers(100_001, 999_999), st.integers(2, 9), st.booleans())
@settings(max_examples=20, deadline=None)
def test_what_is_hidden_is_nowhere_in_a_view(units: int, paid: int, sells: bool) -> None:
    book = Book()
    book.level("stop", "1.5")
    price, fee = f"{paid}.7351", "3.9173"
    book.trade("bought", "2026-01-05", str(units), price, fee)
    if sells:
        book.trade("sold", "2026-01-06", str(units), price, fee)
    book.dividend("77.1359", "2026-01-06")
    book.close("9", "2026-01-07")
    secret = (str(units), price, fee, "77.1359", f"{units:,}".replace(",", " "), f"{units:,}".replace(",", " "))
    shown = judge(book.book(), "2026-01-08")
    assert str(units) in texts([shown.positions, shown.decisions, [line.text for line in shown.journal]])
    view = judge(book.book(), "2026-01-08", position=PRIVATE)
    parts = [view.positions, view.decisions, [line.text for line in view.journal],
             [line.entry for line in view.journal], view.changes, view.attention]  # fmt: skip
    text = texts(parts)
    assert not [word for word in secret if word in text]
    assert view.decisions
    assert view.decisions[-1].what == replace(shown.decisions[-1].what, quantity=None, price=None, fee=None)
