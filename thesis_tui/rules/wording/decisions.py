"""Decisions and what else a position has, in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from thesis_tui.model import figures
from thesis_tui.model.journal import Decision, Holding, Scenario
from thesis_tui.venues import units


def decision_text(what: Decision) -> str:
    """ "bought 120 BABA at 131.40 USD, fee 2.00 USD", "passed on BABA", "held BABA on purpose"."""
    match what.decision:
        case "passed":
            return f"passed on {what.listing}{_at(what.price, what.currency)}"
        case "held":
            return f"held {what.listing} on purpose"
        case _:
            fee = f", fee {amount_text(what.fee, what.currency)}" if what.fee else ""
            short = ", short" if what.side == "short" else ""
            held = quantity_text(what.quantity, what.listing)
            return f"{what.decision} {held}{_at(what.price, what.currency)}{short}{fee}"


def holding_text(what: Holding) -> str:
    """ "held 120 BABA at 131.40 USD to begin with", "dividend of 96.00 USD on BABA"."""
    if what.holding == "opening":
        held = quantity_text(what.quantity, what.listing)
        return f"{'short' if what.side == 'short' else 'held'} {held}{_at(what.price, what.currency)} to begin with"
    amount = "" if what.amount is None else f" of {amount_text(what.amount, what.currency)}"
    return f"dividend{amount} on {what.listing}"


def scenario_text(what: Scenario, today: date) -> str:
    """ "bull: 240.00 USD by 31 Dec 2026, 30 %"."""
    odds = figures.plain(figures.trimmed(what.odds))
    return f"{what.title}: {units.price(what.value, what.currency)} by {figures.day(what.by, today)}, {odds} %"


def quantity_text(quantity: Decimal | None, symbol: str) -> str:
    """ "120 BABA"; the symbol alone where the quantity is not known or hidden."""
    return symbol if quantity is None else f"{figures.grouped(figures.trimmed(quantity))} {symbol}"


def _at(price: Decimal | None, currency: str) -> str:
    return "" if price is None else f" at {units.price(price, currency)}"


def amount_text(value: Decimal, currency: str, *, sign: bool = False) -> str:
    """An amount of money to the cent, in whole units: "2,568.00 USD"; pence as pounds; with `sign` "+96.00 USD"."""
    whole = units.whole_unit(currency)
    amount = value / (units.factor(whole, currency) or 1)
    text = units.price(figures.rounded(amount, 2), whole)
    return f"+{text}" if sign and amount > 0 else text
