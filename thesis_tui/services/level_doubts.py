"""Levels that may not be meant: asked about once, and taken from one who says so."""

from __future__ import annotations

from decimal import Decimal

from thesis_tui.errors import DoubtError
from thesis_tui.model import figures
from thesis_tui.model.enums import Stance
from thesis_tui.model.objects import Level
from thesis_tui.model.view import PriceView
from thesis_tui.rules.levels import LEVEL_RULES
from thesis_tui.venues import units

SLIP = 4
"""A level as many times the price, or that part of it, may be a slip of the finger."""


def refuse_unlikely(level: Level, price: PriceView | None, stance: Stance) -> None:
    """Raises DoubtError (field "zone") for a level noted now that is far from its listing's price, on the other side
    of it than its kind, or a stop or target zone that the price is in.
    """
    # an old price says nothing of which side a level is on now
    if price is None or price.stale or price.price.value <= 0:
        return
    value = price.price.value
    name, shown = (
        f"{level.type} {units.zone(level.low, level.high, level.currency)}",
        units.price(value, level.currency),
    )
    if not value / SLIP < level.low < value * SLIP:
        percent = figures.percent((level.low - value) / value * 100, 0)
        raise DoubtError(f"{name} is {percent} from the price, {shown}", "zone")
    side = _other_side(level, value, stance)
    if side:
        raise DoubtError(f"{name} is {side} the price, {shown}: {_meaning(level)}", "zone")
    rule = LEVEL_RULES[level.type]
    if rule.family.name == "touch" and level.low <= value <= level.top:
        doubt = f"the price, {shown}, is in {name} already: it is {rule.touched} only when entered anew"
        raise DoubtError(doubt, "zone")


def _other_side(level: Level, value: Decimal, stance: Stance) -> str:
    """ "above" or "below" where the level is on the side of the price its kind is not seen on, else ""."""
    rule = LEVEL_RULES[level.type]
    usual = rule.usual_side
    if rule.usual_of_long and stance in ("long", "short"):
        usual = "below" if (rule.usual_of_long == "below") is (stance == "long") else "above"
    if usual == "below" and level.low > value:
        return "above"
    return "below" if usual == "above" and level.top < value else ""


def _meaning(level: Level) -> str:
    rule = LEVEL_RULES[level.type]
    match rule.family.name:
        case "break":
            return "it would count as broken from the start"
        case "touch":
            return f"it is {rule.touched} when the price comes to it from there"
        case _:
            return "it would count as exceeded from the start"
