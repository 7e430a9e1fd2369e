"""Positions: lots from decisions, opening positions and dividends, by average cost or the oldest lots first.

Pure arithmetic on exact fractions, so that no order of merges and no split leaves a remainder. Fees are part of the
cost of what is bought and taken off what a sale brings. Everything is on the basis of splits of the day shown: a
quantity of before a 4:1 split counts four times, at a quarter of its price, and no gain comes of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, groupby
from typing import NamedTuple

from thesis_tui.model.enums import CostMethod, Side
from thesis_tui.model.feeds import Split
from thesis_tui.model.journal import Decision, Entry
from thesis_tui.rules.decisions import Effect, effect

_PLACES = 12
"""Digits after the point of a fraction that does not end, once it is shown."""


class Trade(NamedTuple):
    """A change of a position, on the basis of the day shown. `price` is of one unit, None where it was not said."""

    day: date
    at: datetime
    id: str
    bought: bool
    """It makes the position larger; for who is short that is a sale."""
    quantity: Fraction
    price: Fraction | None
    fee: Fraction


class Lot(NamedTuple):
    """Units held, and what all of them cost with their fees; None where a price was not said."""

    day: date
    quantity: Fraction
    cost: Fraction | None


class Excess(NamedTuple):
    """A sale of more than was held: what is too much of it is not counted."""

    id: str
    day: date
    sold: Fraction
    held: Fraction


class Ledger(NamedTuple):
    """The outcome of all trades. `realised` is by the id of what was sold, None where a price was not said."""

    lots: tuple[Lot, ...]
    realised: dict[str, Fraction | None]
    sold: tuple[tuple[Fraction, Fraction | None], ...]
    """Units sold and the price of one, in the order sold."""
    dividends: Fraction
    fees: Fraction
    excess: tuple[Excess, ...]
    opened: tuple[date, datetime] | None
    """When what is held now was begun: the day, and the moment it was recorded."""
    closed: date | None

    @property
    def quantity(self) -> Fraction:
        """Units held, or sold short."""
        return sum((lot.quantity for lot in self.lots), Fraction(0))

    @property
    def cost(self) -> Fraction | None:
        """Of all that is held."""
        costs = [lot.cost for lot in self.lots]
        return sum((cost for cost in costs if cost is not None), Fraction(0)) if None not in costs else None

    def against_holding(self, price: Fraction | None, side: Side) -> Fraction | None:
        """The amount that selling made more than holding on would have, at `price` now, fees aside; None where
        nothing was sold or a price is not known.
        """
        if price is None or not self.sold:
            return None
        made = Fraction(0)
        for quantity, at in self.sold:
            if at is None:
                return None
            made += (at - price) * quantity
        return made if side == "long" else -made

    @property
    def all_realised(self) -> Fraction | None:
        """The gain of all sales, None where the price of one is not known."""
        gains = list(self.realised.values())
        return sum((gain for gain in gains if gain is not None), Fraction(0)) if None not in gains else None


def decimal(value: Fraction) -> Decimal:
    """The fraction as a decimal, whole where it ends within twelve places."""
    # divided to 28 digits, as decimal does: more than the twelve places need
    shown = Decimal(value.numerator) / Decimal(value.denominator)
    return round(shown, _PLACES) if -int(shown.as_tuple().exponent) > _PLACES else shown


def split_factor(splits: Iterable[Split], since: date, until: date) -> Fraction:
    """How many units of `until` stand for one of `since`: 4 after a 4:1 split between."""
    product = Fraction(1)
    for split in splits:
        if since < split.day <= until:
            product *= Fraction(split.numerator) / Fraction(split.denominator)
    return product


def ledger(
    entries: Sequence[tuple[Entry, date]], side: Side, splits: Sequence[Split], today: date, method: CostMethod
) -> Ledger:
    """The position that the decisions, opening positions and dividends of one listing and side make, each with its
    day, in whatever order they are given. `splits` are those that count; what is of a later day than `today` is not.
    """
    trades: list[Trade] = []
    dividends = fees = Fraction(0)
    for entry, day in entries:
        what = entry.what
        if day > today:
            continue
        if not isinstance(what, Decision):
            amount: Decimal | None = getattr(what, "amount", None)
            if amount is not None:
                # who is short pays them
                dividends += Fraction(amount) if side == "long" else -Fraction(amount)
        # counted though no quantity was said: the money is gone all the same
        fee = Fraction(getattr(what, "fee", None) or 0)
        fees += fee
        does = _effect(entry, side)
        quantity: Decimal | None = getattr(what, "quantity", None)
        if not does or quantity is None:
            continue
        factor = split_factor(splits, day, today)
        price: Decimal | None = getattr(what, "price", None)
        trades.append(
            Trade(
                day,
                entry.moment,
                entry.id,
                does == "in",
                Fraction(quantity) * factor,
                None if price is None else Fraction(price) / factor,
                fee,
            )
        )
    return _run(_in_order(trades), side, method, dividends, fees)


def _in_order(trades: Iterable[Trade]) -> list[Trade]:
    """By day, and within one as recorded; where that would sell what was not held yet, what was bought comes first."""
    ordered: list[Trade] = []
    held = Fraction(0)
    for _, group in groupby(sorted(trades, key=lambda trade: trade[:3]), key=lambda trade: trade.day):
        of_day = list(group)
        # minutes say little within a day: a purchase entered after the sale it fed is no short sale
        if any(left < 0 for left in accumulate(map(_change, of_day), initial=held)):
            of_day.sort(key=lambda trade: not trade.bought)
        for trade in of_day:
            # what was sold in excess is no debt that the next purchase pays
            held = max(Fraction(0), held + _change(trade))
        ordered += of_day
    return ordered


def _change(trade: Trade) -> Fraction:
    return trade.quantity if trade.bought else -trade.quantity


def _effect(entry: Entry, side: Side) -> Effect:
    what = entry.what
    return effect(what.decision, side) if isinstance(what, Decision) else "in"


def _run(trades: Sequence[Trade], side: Side, method: CostMethod, dividends: Fraction, fees: Fraction) -> Ledger:
    sign = 1 if side == "long" else -1
    lots: list[Lot] = []
    realised: dict[str, Fraction | None] = {}
    excess: list[Excess] = []
    gone: list[tuple[Fraction, Fraction | None]] = []
    opened: tuple[date, datetime] | None = None
    closed: date | None = None
    for trade in trades:
        held = sum((lot.quantity for lot in lots), Fraction(0))
        if trade.bought:
            if not held:
                opened, closed = (trade.day, trade.at), None
            # who is short sells here: a fee lowers what the sale brought, which is their cost
            cost = None if trade.price is None else trade.price * trade.quantity + sign * trade.fee
            lots.append(Lot(trade.day, trade.quantity, cost))
            if method == "average":
                # one lot at any time: what `_taken` takes of it is then at the average
                lots = [_pooled(lots)]
            continue
        if trade.quantity > held:
            excess.append(Excess(trade.id, trade.day, trade.quantity, held))
        sold = min(trade.quantity, held)
        if not sold:
            continue
        lots, cost = _taken(lots, sold)
        gone.append((sold, trade.price))
        if cost is None or trade.price is None:
            realised[trade.id] = None
        else:
            realised[trade.id] = sign * (trade.price * sold - cost) - trade.fee
        if sold == held:
            opened, closed = None, trade.day
    return Ledger(tuple(lots), realised, tuple(gone), dividends, fees, tuple(excess), opened, closed)


def _pooled(lots: Sequence[Lot]) -> Lot:
    """All lots as one, of the first one's day."""
    costs = [lot.cost for lot in lots]
    cost = sum((cost for cost in costs if cost is not None), Fraction(0)) if None not in costs else None
    return Lot(lots[0].day, sum((lot.quantity for lot in lots), Fraction(0)), cost)


def _taken(lots: Sequence[Lot], quantity: Fraction) -> tuple[list[Lot], Fraction | None]:
    """The lots without `quantity` units of the oldest, and what those cost."""
    left: list[Lot] = []
    cost: Fraction | None = Fraction(0)
    for lot in lots:
        # the oldest first: `_in_order` and the appending above keep the lots by age
        taken = min(lot.quantity, quantity)
        quantity -= taken
        part = None if lot.cost is None else lot.cost * taken / lot.quantity
        if taken:
            cost = None if cost is None or part is None else cost + part
        if taken < lot.quantity:
            rest = None if lot.cost is None or part is None else lot.cost - part
            left.append(Lot(lot.day, lot.quantity - taken, rest))
    return left, cost
