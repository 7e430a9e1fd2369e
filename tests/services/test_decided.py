"""Decisions as typed: what is kept with them, what is refused in which sentence, what two machines make of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.storage.samples import make
from tests.tui.app_driver import home
from thesis_tui.errors import DoubtError, InputError
from thesis_tui.model.journal import Decision
from thesis_tui.pages.position import moment_words
from thesis_tui.services.decisions import TypedDecision
from thesis_tui.services.desk import Desk
from thesis_tui.storage.paths import Places
from thesis_tui.storage.settings import Settings

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


def desk_on(places: Places, writer: str = "aaaa", minutes: int = 0) -> Desk:
    places.state.mkdir(parents=True, exist_ok=True)
    (places.state / "writer").write_text(f"{writer}\n")
    return Desk(
        places=places, settings=Settings(), thesis="acme", clock=lambda: NOON + timedelta(minutes=minutes), offline=True
    )


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    places = home(tmp_path)
    make(places.data / "acme")
    return desk_on(places)


def test_a_decision_keeps_the_verdict_the_odds_and_the_price_of_its_day(desk: Desk) -> None:
    desk.add_price("148", at="2026-11-20", close=True)
    desk.state_odds("launch", "65")
    desk.review("it goes on", 4)
    entry = desk.record_decision(TypedDecision("sold", "the cloud is paid for", price="149"))
    what = entry.what
    assert isinstance(what, Decision)
    assert (what.verdict, what.conviction, what.stood) == (desk.view().verdict, 4, Decimal(148))
    assert (what.milestones, what.odds) == (("launch",), (Decimal(65),))
    then = desk.record_decision(TypedDecision("bought", "nobody looks", on="2026-11-22"))
    assert isinstance(then.what, Decision)
    assert (then.what.conviction, then.what.odds) == (None, ())  # nothing of today was known on that day


@pytest.mark.parametrize(
    ("typed", "field", "shown"),
    [
        (TypedDecision("bought", "x", quantity="0"), "quantity", "more than zero"),
        (TypedDecision("bought", "x", quantity="-5"), "quantity", "more than zero"),
        (TypedDecision("bought", "x", quantity="0.123456789"), "quantity", "9 digits after the point"),
        (TypedDecision("bought", "x", quantity="5", price="1.123456789"), "price", "9 digits after the point"),
        (TypedDecision("bought", "x", quantity="about 5"), "quantity", "is not a quantity"),
        (TypedDecision("bought", "x", quantity="5 USD"), "quantity", "is not a quantity"),
        (TypedDecision("bought", "x", quantity="all"), "quantity", "all is for what is sold"),
        (TypedDecision("bought", "x", quantity="5", price="0"), "price", "above zero"),
        (TypedDecision("bought", "x", quantity="5", price="-3"), "price", "above zero"),
        (TypedDecision("bought", "x", quantity="5", price="100 EUR"), "price", "quoted in USD, not in EUR"),
        (TypedDecision("bought", "x", quantity="5", fee="-1"), "fee", "below nought"),
        (TypedDecision("bought", "x", quantity="5", fee="USD -1"), "fee", "below nought"),
        (TypedDecision("bought", "x", quantity="1.000"), "quantity", "write 1000, or 1.0000 for a part of one"),
        (TypedDecision("bought", "x", quantity="12.500"), "quantity", "write 12500, or 12.5000 for a part of one"),
        (TypedDecision("bought", "x", quantity="5", fee="1.234"), "fee", "can be read two ways"),
        (TypedDecision("bought", "x", quantity="5", fee="1 %"), "fee", "give the amount it came to"),
        (TypedDecision("bought", "x", on="2027-01-01"), "on", "has not come yet"),
        (TypedDecision("bought", "x", listing="NOPE"), "listing", "there is no listing"),
        (TypedDecision("bought", ""), "why", "is empty"),
        (TypedDecision("gambled", "x"), "decision", "choose bought, added, trimmed, sold, passed or held"),
        (TypedDecision("passed", "x", quantity="5"), "quantity", "changes no position"),
        (TypedDecision("held", "x", fee="5"), "fee", "costs no fee"),
        (TypedDecision("sold", "x", quantity="5"), "quantity", "nothing of ACME is held"),
        (TypedDecision("sold", "x", quantity="all"), "quantity", "nothing of ACME is held"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_recorded(
    desk: Desk, typed: TypedDecision, field: str, shown: str
) -> None:
    before = len(desk.view().journal)
    with pytest.raises(InputError) as refused:
        desk.record_decision(typed)
    assert refused.value.field == field
    assert shown in str(refused.value)
    assert len(desk.view().journal) == before


def test_more_than_is_held_is_not_sold_today_nor_by_a_purchase_taken_later(desk: Desk) -> None:
    desk.record_decision(TypedDecision("bought", "x", quantity="100", price="10", on="2026-11-02"))
    with pytest.raises(InputError, match="120 cannot be sold: 100 ACME are held on 30 Nov 2026"):
        desk.record_decision(TypedDecision("sold", "x", quantity="120"))
    sale = desk.record_decision(TypedDecision("sold", "x", quantity="all", price="12"))
    assert isinstance(sale.what, Decision)
    assert sale.what.quantity == 100
    with pytest.raises(InputError, match="then 70 ACME would be held on 30 Nov 2026, when 100 were sold"):
        desk.record_decision(TypedDecision("trimmed", "x", quantity="30", on="2026-11-10"))


@pytest.mark.parametrize(
    ("typed", "read"),
    [("0.125", "0.125"), ("1.0000", "1"), ("1,000", "1000"), ("1.000.000", "1000000"), ("1.5", "1.5")],
)
def test_a_quantity_that_can_be_read_one_way_is_taken(desk: Desk, typed: str, read: str) -> None:
    entry = desk.record_decision(TypedDecision("bought", "x", quantity=typed))
    assert isinstance(entry.what, Decision)
    assert entry.what.quantity == Decimal(read)


def test_units_held_are_sold_after_a_change_of_stance_and_only_then_is_the_other_side_begun(desk: Desk) -> None:
    made = desk.record_decision(TypedDecision("bought", "x", quantity="100", price="10", on="2026-11-02"))
    desk.amending.edit_thesis({"stance": "short"})
    with pytest.raises(InputError, match="120 cannot be sold: 100 ACME are held"):
        desk.record_decision(TypedDecision("sold", "x", quantity="120"))
    desk.add_dividend("12")
    desk.record_decision(TypedDecision("trimmed", "x", quantity="40", price="12"))
    held = desk.view().positions
    assert [f"{position.side} {position.quantity} {position.realised} {position.dividends}" for position in held] == [
        "long 60 80 12"
    ]
    desk.edit_decision(made.id, TypedDecision("bought", "x", quantity="100", price="11", on="2026-11-02"))
    desk.record_decision(TypedDecision("sold", "x", quantity="all", price="12"))
    desk.record_decision(TypedDecision("sold", "it falls", quantity="30", price="12"))
    held = desk.view().positions
    assert [f"{position.side} {position.quantity} {position.realised}" for position in held] == [
        "long 0 100",
        "short 30 0",
    ]
    desk.amending.edit_thesis({"stance": "long"})
    desk.record_decision(TypedDecision("bought", "it did not", quantity="all", price="12"))
    assert [position.quantity for position in desk.view().positions] == [0, 0]


def test_a_price_far_from_the_market_is_doubted_once(desk: Desk) -> None:
    desk.add_price("148", at="2026-11-27", close=True)
    with pytest.raises(DoubtError) as doubted:
        desk.record_decision(TypedDecision("bought", "x", quantity="5", price="14.80"))
    assert doubted.value.field == "price"
    desk.record_decision(TypedDecision("bought", "x", quantity="5", price="14.80"), sure=True)


def test_a_decision_is_edited_whole_and_undone_in_one_step(desk: Desk) -> None:
    made = desk.record_decision(TypedDecision("bought", "x", quantity="100", price="10"))
    desk.edit_decision(made.id, TypedDecision("bought", "it was cheaper", quantity="100", price="9"))
    shown = desk.view()
    assert shown.position is not None
    assert shown.position.average == 9
    assert [decision.what.why for decision in shown.decisions] == ["it was cheaper"]
    desk.undo()
    desk.undo()
    assert desk.view().decisions == ()


def test_an_edit_is_refused_while_amounts_are_hidden_so_that_none_is_lost(desk: Desk) -> None:
    made = desk.record_decision(TypedDecision("bought", "x", quantity="100", price="10"))
    desk.hide_amounts(hide=True)
    assert desk.view().decisions[0].what.quantity is None
    with pytest.raises(InputError, match="amounts are hidden"):
        desk.edit_decision(made.id, TypedDecision("bought", "x"))
    desk.hide_amounts(hide=False)
    assert desk.view().decisions[0].what.quantity == 100


def test_what_was_held_before_and_a_dividend_make_a_position(desk: Desk) -> None:
    with pytest.raises(InputError, match="nothing of ACME was held"):
        desk.add_dividend("12")
    desk.open_position("100", "8.50", "2026-01-05")
    desk.add_dividend("12")
    shown = desk.view().position
    assert shown is not None
    assert (shown.quantity, shown.average, shown.dividends) == (Decimal(100), Decimal("8.5"), Decimal(12))
    with pytest.raises(InputError, match="0 is not a dividend"):
        desk.add_dividend("0")


def test_two_machines_that_sell_the_same_units_agree_and_lose_nothing(tmp_path: Path) -> None:
    places = home(tmp_path / "one")
    make(places.data / "acme")
    item = desk_on(places)
    item.record_decision(TypedDecision("bought", "x", quantity="100", price="10"))
    other = home(tmp_path / "two")
    two = desk_on(Places(data=places.data, config=other.config, state=other.state, cache=other.cache), "bbbb", 5)
    held = two.view()  # as known before the other one sells
    assert held.position is not None
    entries = list(item.book().entries)
    item.record_decision(TypedDecision("sold", "enough", quantity="all", price="12"))
    journal = sorted((places.data / "acme" / "journal").glob("*.aaaa.toml"))[-1]
    newer = journal.read_bytes()
    journal.write_bytes(newer[: newer.rindex(b"[[entry]]")])  # the sync has not come yet
    assert len(two.book().entries) == len(entries)
    two.record_decision(TypedDecision("sold", "me too", quantity="all", price="13"))
    journal.write_bytes(newer)
    first, second = item.view(), two.view()
    assert [decision.text for decision in first.decisions] == [decision.text for decision in second.decisions]
    assert first.positions == second.positions
    assert first.position is None
    assert "the rest is not counted" in first.positions[0].problems[0]


BLOCK = """\

[[entry]]
at = 2026-11-21 21:07:33.412000+00:00
kind = "decision"
decision = "bought"
listing = "ACME"
currency = "USD"
quantity = 5
act = "20261121t210733412-hand-0001"
id = "20261121t210733412-hand-0001"
"""


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("quantity = 5", "quantity = 0", "expected a number above zero"),
        ("quantity = 5", "quantity = -5", "expected a number above zero"),
        ("quantity = 5", "quantity = 0.123456789", "9 digits after the point"),
        ("quantity = 5", "price = 0", "expected a number above zero"),
        ('"USD"', '"EUR"', "EUR is not the currency of ACME; expected USD"),
        ('"ACME"', '"NOPE"', 'there is no listing "NOPE"'),
        ('"bought"', '"gambled"', "gambled"),
        ('"bought"', '"passed"', 'a decision "passed" has none'),
        ("quantity = 5", 'milestones = ["launch"]', "expected one for each"),
        ("quantity = 5", "fee = -1", "expected zero or more"),
    ],
)
def test_a_decision_in_a_file_that_cannot_be_is_named_and_left_out(desk: Desk, old: str, new: str, shown: str) -> None:
    desk.record_decision(TypedDecision("bought", "x", quantity="100", price="10"))
    (desk.folder / "journal" / "2026-11.hand.toml").write_text("format = 2\n" + BLOCK.replace(old, new))
    view = desk.view()
    assert [problem for problem in view.problems if shown in problem.text and "hand.toml" in problem.text], (
        view.problems
    )
    assert view.position is not None
    assert view.position.quantity == 100


def test_a_decision_of_a_day_to_come_counts_from_that_day(desk: Desk) -> None:
    (desk.folder / "journal" / "2026-11.hand.toml").write_text(
        "format = 2\n" + BLOCK.replace("quantity = 5", "quantity = 5\non = 2026-12-01")
    )
    assert desk.view().position is None
    later = desk_on(desk.places, minutes=24 * 60)
    assert later.view().position is not None


def test_what_is_bought_back_was_sold_short_before_and_the_refusal_says_how_a_short_begins(desk: Desk) -> None:
    desk.amending.edit_thesis({"stance": "short"})
    with pytest.raises(
        InputError, match=r"10 cannot be bought back: nothing of ACME is sold short .*; a short begins with"
    ):
        desk.record_decision(TypedDecision("bought", "enough", "10"))
    with pytest.raises(InputError, match="nothing of ACME is sold short, so there is nothing to buy back"):
        desk.record_decision(TypedDecision("bought", "enough", "all"))
    desk.record_decision(TypedDecision("sold", "too dear", "30"))
    with pytest.raises(InputError, match="40 cannot be bought back: 30 ACME are sold short"):
        desk.record_decision(TypedDecision("bought", "enough", "40"))
    with pytest.raises(InputError, match="all is for what is bought back"):
        desk.record_decision(TypedDecision("sold", "more", "all"))


def test_a_decision_of_before_the_thesis_was_there_has_no_verdict_beside_it(desk: Desk) -> None:
    first = min(named.source.visible_from for named in desk.book().sources)
    before = desk.record_decision(TypedDecision("bought", "x", on=(first - timedelta(days=1)).isoformat()), sure=True)
    after = desk.record_decision(TypedDecision("bought", "x", on=first.isoformat()), sure=True)
    assert isinstance(before.what, Decision)
    assert isinstance(after.what, Decision)
    assert (before.what.verdict, bool(after.what.verdict)) == ("", True)
    assert moment_words(desk.view().decisions[-1]) == ""
