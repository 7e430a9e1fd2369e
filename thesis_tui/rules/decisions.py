"""Decisions by themselves: which of them make a position larger or smaller, what of one cannot be, what is hidden."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final, Literal

from msgspec.structs import replace

from thesis_tui.model.enums import DecisionWord, Side
from thesis_tui.model.faults import Fault, empty, not_positive
from thesis_tui.model.journal import Close, Decision, Entry, Holding, Scenario

MOST_PLACES: Final = 8
"""Digits after the point of a quantity or an amount: the smallest part of a coin that is traded, 0.00000001."""
Effect = Literal["in", "out", ""]
"""The effect of a decision on a position: more of it, less of it, or nothing."""
_EFFECTS: Final[dict[Side, dict[DecisionWord, Effect]]] = {
    "long": {"bought": "in", "added": "in", "trimmed": "out", "sold": "out"},
    "short": {"sold": "in", "added": "in", "trimmed": "out", "bought": "out"},
}


def effect(word: DecisionWord, side: Side) -> Effect:
    """The effect of a decision on a position: who is short sells to begin and buys to end."""
    return _EFFECTS[side].get(word, "")


def places_fault(value: Decimal | None, field: str) -> Fault:
    """A number with more than `MOST_PLACES` digits after the point."""
    if value is None or -int(value.as_tuple().exponent) <= MOST_PLACES:
        return None
    return (
        field,
        f"{value} has {-int(value.as_tuple().exponent)} digits after the point; at most {MOST_PLACES} are kept",
    )


def decision_fault(what: Decision) -> Fault:
    """Fault of a decision that its types do not rule out; it does not repeat an amount, which may be hidden."""
    if not effect(what.decision, what.side):
        for field in ("quantity", "fee"):
            if getattr(what, field) is not None:
                return field, f'is for what was bought or sold; a decision "{what.decision}" has none'
    if what.fee is not None and what.fee < 0:
        return "fee", "is not accepted; expected zero or more"
    if what.conviction is not None and not 1 <= what.conviction <= 5:
        return "conviction", f"{what.conviction} is not accepted; expected 1 to 5"
    # two lists side by side, for the journal holds flat keys only
    if len(what.milestones) != len(what.odds):
        return "odds", f"{len(what.odds)} are given for {len(what.milestones)} milestones; expected one for each"
    for odds in what.odds:
        if not 0 <= odds <= 100:
            return "odds", f"{odds} is not accepted; expected 0 to 100"
    return _unrepeated(
        not_positive(what.quantity, "quantity")
        or places_fault(what.quantity, "quantity")
        or places_fault(what.price, "price")
        or places_fault(what.fee, "fee")
    )


def _unrepeated(fault: Fault) -> Fault:
    """The fault without the amount it begins with: the file's line has it, and every surface tells the fault."""
    return None if fault is None else (fault[0], fault[1].partition(" ")[2])


def holding_fault(what: Holding) -> Fault:
    """Fault of an opening position or a dividend that its types do not rule out, without its amount."""
    needed = "quantity" if what.holding == "opening" else "amount"
    other = "amount" if what.holding == "opening" else "quantity"
    if getattr(what, needed) is None:
        return needed, f'is missing; a holding "{what.holding}" needs it'
    if getattr(what, other) is not None:
        return other, f'is not for a holding "{what.holding}"'
    return _unrepeated(
        not_positive(getattr(what, needed), needed)
        or places_fault(getattr(what, needed), needed)
        or places_fault(what.price, "price")
    )


def scenario_fault(what: Scenario) -> Fault:
    """Fault of a scenario that its types do not rule out."""
    if not 0 <= what.odds <= 100:
        return "odds", f"{what.odds} is not accepted; expected 0 to 100"
    return empty(what.title, "title") or not_positive(what.value, "value") or places_fault(what.value, "value")


def close_fault(what: Close) -> Fault:
    """Fault of the end of a thesis that its types do not rule out."""
    if len(what.pillars) != len(what.turned_out):
        given = f"{len(what.turned_out)} are given for {len(what.pillars)} pillars"
        return "turned_out", f"{given}; expected one for each"
    if what.conviction is not None and not 1 <= what.conviction <= 5:
        return "conviction", f"{what.conviction} is not accepted; expected 1 to 5"
    return None


def hidden(entry: Entry) -> Entry:
    """The entry without quantities, prices paid and amounts of the user's, for a screen that others see."""
    what = entry.what
    if isinstance(what, Decision):
        return replace(entry, what=replace(what, quantity=None, price=None, fee=None))
    if isinstance(what, Holding):
        return replace(entry, what=replace(what, quantity=None, price=None, amount=None))
    return entry


def hidden_all(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries with sizes and prices of decisions left out."""
    return tuple(hidden(entry) for entry in entries)
