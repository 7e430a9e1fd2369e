"""Positions and decisions as they are shown."""

# Annotations are types here, not text: msgspec would compile each field's text, 20 µs a field at every start.

from datetime import date, datetime
from decimal import Decimal

from msgspec import Struct

from thesis_tui.model.enums import CostMethod, Side
from thesis_tui.model.file_struct import FileStruct
from thesis_tui.model.journal import Decision


class PositionSettings(FileStruct, frozen=True, kw_only=True):
    """`[position]` of config.toml: how positions are computed and shown."""

    cost: CostMethod = "average"
    currency: str = ""
    """The user's own, in which a gain is shown beside the listing's; "" for none."""
    private: bool = False
    """Quantities, prices paid and amounts are hidden."""


class LotView(Struct, frozen=True, kw_only=True):
    """Units bought together that are still held, on the basis of splits of the day shown. `cost` is of one unit."""

    day: date
    quantity: Decimal
    cost: Decimal | None


class OwnGain(Struct, frozen=True, kw_only=True):
    """A gain in the user's currency, at the rate of `day`."""

    value: Decimal
    currency: str
    rate: Decimal
    day: date
    source: str


class StopView(Struct, frozen=True, kw_only=True):
    """The stop of a position. One R is what a unit loses from its average cost to the stop as it was first set.

    `distance_r` is (stop − price) / R, below zero while the price is on the good side of a long position; `percent`
    the same of the price. `at_stop` is what the whole position gains there (below zero: loses) against its cost, and
    `at_stop_r` the same in R. The Rs are None where R is not known, and `missing` says why.
    """

    level: str
    price: Decimal
    percent: Decimal | None = None
    distance_r: Decimal | None = None
    at_stop: Decimal | None = None
    at_stop_r: Decimal | None = None
    missing: str = ""


class PositionView(Struct, frozen=True, kw_only=True):
    """The position in a listing, in its currency and on the basis of splits of the day shown.

    `quantity` is 0 once all was sold, and above zero for a short position, too. `average` and `cost` include fees.
    `gain` is that of what is held, `realised` that of what was sold, `dividends` what was paid; None where one of the
    prices it takes is not known, or where `hidden`. `problems` are sentences on what does not add up.
    """

    listing: str
    currency: str
    side: Side
    quantity: Decimal | None
    average: Decimal | None = None
    cost: Decimal | None = None
    value: Decimal | None = None
    gain: Decimal | None = None
    gain_percent: Decimal | None = None
    realised: Decimal | None = None
    dividends: Decimal | None = None
    fees: Decimal | None = None
    against_holding: Decimal | None = None
    """The amount that selling made more than holding on would have, None where nothing was sold."""
    stale: bool = False
    """The price it is valued at is too old to be compared with."""
    price_day: date | None = None
    opened: date | None = None
    closed: date | None = None
    stop: StopView | None = None
    own: OwnGain | None = None
    lots: tuple[LotView, ...] = ()
    method: CostMethod = "average"
    hidden: bool = False
    held: bool = True
    """Whether anything is held: `quantity` does not say it where it is hidden."""
    problems: tuple[str, ...] = ()


class DecisionView(Struct, frozen=True, kw_only=True):
    """A decision with what came of it. `price` is what was paid, else what the price stood at, on the basis of splits
    of the day shown; `since` the price's move from there, in percent; `realised` the gain of what was sold.
    """

    entry: str
    day: date
    at: datetime
    what: Decision
    text: str
    price: Decimal | None = None
    since: Decimal | None = None
    realised: Decimal | None = None
