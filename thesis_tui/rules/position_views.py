"""Positions and decisions of a thesis, valued at the newest prices: one position for each listing and side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, cast

from thesis_tui.model import figures
from thesis_tui.model.enums import Side
from thesis_tui.model.feeds import Rates
from thesis_tui.model.journal import Decision, Entry, Holding
from thesis_tui.model.objects import Level, Listing
from thesis_tui.model.position import DecisionView, LotView, OwnGain, PositionSettings, PositionView, StopView
from thesis_tui.model.view import LevelView, PriceView
from thesis_tui.rules.decisions import effect, hidden
from thesis_tui.rules.folded import Folded, Version
from thesis_tui.rules.positions import Ledger, decimal, ledger, split_factor
from thesis_tui.rules.timeline import Timeline
from thesis_tui.rules.wording.decisions import decision_text
from thesis_tui.venues import units

_PAIRS: tuple[Side, ...] = ("long", "short")


class Sheet(NamedTuple):
    """Inputs for valuing positions, by listing where it is of one."""

    current: Mapping[str, PriceView]
    lines: Mapping[str, Timeline]
    levels: Sequence[LevelView]
    rates: Rates | None
    settings: PositionSettings


def position_views(
    listings: Iterable[Listing], folded: Folded, sheet: Sheet
) -> tuple[tuple[PositionView, ...], tuple[DecisionView, ...]]:
    """The positions there are or were, in the order of the listings, and every decision, newest first."""
    positions: list[PositionView] = []
    realised: dict[str, Fraction | None] = {}
    for listing in listings:
        for side in _PAIRS:
            entries = [
                (entry, folded.local_day(entry))
                for entry in folded.decisions
                if _of(entry).listing == listing.symbol and _of(entry).side == side
            ]
            if not entries:
                continue
            splits = sheet.lines[listing.symbol].splits
            found = ledger(entries, side, splits, folded.today, sheet.settings.cost)
            realised.update(found.realised)
            if found.lots or found.realised or found.dividends or found.excess:
                unsaid = tuple(_unsaid(entries, folded.today)) if found.lots else ()
                positions.append(_position(listing, side, found, folded, sheet, unsaid))
    decisions = tuple(
        _decision(entry, folded, sheet, realised)
        for entry in sorted(
            folded.decisions, key=lambda other: (folded.local_day(other), other.moment, other.id), reverse=True
        )
        if isinstance(entry.what, Decision)
    )
    return tuple(positions), decisions


def _of(entry: Entry) -> Decision | Holding:
    return cast("Decision | Holding", entry.what)


def _unsaid(entries: Iterable[tuple[Entry, date]], today: date) -> Iterable[str]:
    """Sentences on decisions that changed a position by nobody knows how much."""
    for entry, day in entries:
        what = entry.what
        if day <= today and isinstance(what, Decision) and what.quantity is None and effect(what.decision, what.side):
            yield f"{what.decision} on {figures.long_day(day)} without a quantity, so that is not counted"


def _position(
    listing: Listing, side: Side, found: Ledger, folded: Folded, sheet: Sheet, unsaid: tuple[str, ...]
) -> PositionView:
    sign = 1 if side == "long" else -1
    quantity, cost = found.quantity, found.cost
    seen = sheet.current.get(listing.symbol)
    # nothing is valued at a price of unknown age
    price = None if seen is None or seen.day is None else Fraction(seen.price.value)
    value = None if price is None else price * quantity
    gain = None if value is None or cost is None else sign * (value - cost)
    average = None if cost is None or not quantity else cost / quantity
    excess = tuple(
        f"{figures.grouped(decimal(other.sold))} were sold on {figures.long_day(other.day)} and "
        f"{figures.grouped(decimal(other.held))} were held: the rest is not counted"
        for other in found.excess
    )
    hide = sheet.settings.private
    return PositionView(
        listing=listing.symbol,
        currency=listing.currency,
        side=side,
        quantity=None if hide else decimal(quantity),
        average=_shown(average, hide=hide),
        cost=_shown(cost, hide=hide),
        value=_shown(value, hide=hide),
        gain=_shown(gain, hide=hide) if quantity else None,
        gain_percent=None if gain is None or not cost else decimal(gain / abs(cost) * 100),
        realised=_shown(found.all_realised, hide=hide),
        dividends=_shown(found.dividends, hide=hide),
        against_holding=_shown(found.against_holding(price, side), hide=hide),
        fees=_shown(found.fees, hide=hide),
        stale=seen is None or seen.stale,
        price_day=None if seen is None else seen.day,
        opened=None if found.opened is None else found.opened[0],
        closed=found.closed,
        stop=_stop(listing.symbol, sign, found, average, price, folded, sheet) if quantity else None,
        own=_own(gain, listing, sheet, folded.today) if quantity and not hide else None,
        lots=()
        if hide
        else tuple(
            LotView(
                day=lot.day,
                quantity=decimal(lot.quantity),
                cost=None if lot.cost is None else decimal(lot.cost / lot.quantity),
            )
            for lot in found.lots
        ),
        method=sheet.settings.cost,
        hidden=hide,
        held=bool(quantity),
        problems=("a sale of more than was held is not counted whole",) if hide and excess else (*excess, *unsaid),
    )


def _shown(value: Fraction | None, *, hide: bool) -> Decimal | None:
    return None if value is None or hide else decimal(value)


def _own(gain: Fraction | None, listing: Listing, sheet: Sheet, today: date) -> OwnGain | None:
    """The gain in the user's currency, where a rate of that day or before is known; none where it is the listing's."""
    currency, rates = sheet.settings.currency, sheet.rates
    if gain is None or not currency or rates is None or rates.day > today:
        return None
    # rates are of pounds, and the listing may be in pence
    major = units.whole_unit(listing.currency)
    parts = units.factor(listing.currency, major)
    rate = rates.rate(major, currency)
    if major == currency or rate is None or parts is None:
        return None
    value = gain * Fraction(parts) * Fraction(rate)
    return OwnGain(value=decimal(value), currency=currency, rate=rate, day=rates.day, source=rates.source)


def _stop(
    symbol: str,
    sign: int,
    found: Ledger,
    average: Fraction | None,
    price: Fraction | None,
    folded: Folded,
    sheet: Sheet,
) -> StopView | None:
    """The stop nearest to the price on the side where it loses; else the nearest there is."""
    stops = [
        view for view in sheet.levels if view.level.type == "stop" and view.level.listing == symbol and not view.retired
    ]
    if not stops:
        return None

    def rank(view: LevelView) -> tuple[bool, Fraction]:
        edge = _edge(view.level, sign)
        away = Fraction(0) if price is None else sign * (price - edge)
        return away < 0, abs(away)

    view = min(stops, key=rank)
    edge = _edge(view.level, sign)
    first = _first_stop(view.level.id, sign, found, folded, sheet.lines[symbol])
    risk = None if average is None or first is None else sign * (average - first)
    missing = ""
    if average is None:
        missing = "R is not known: a price that was paid is not"
    elif risk is None or risk <= 0:
        risk, missing = None, "R is not known: the stop was first set where nothing would be lost"
    hide = sheet.settings.private
    at_stop = None if average is None else sign * (edge - average) * found.quantity
    return StopView(
        level=view.level.id,
        price=decimal(edge),
        percent=None if not price else decimal((edge - price) / price * 100),
        distance_r=None if not risk or price is None else decimal((edge - price) / risk),
        at_stop=_shown(at_stop, hide=hide),
        at_stop_r=None if not risk or average is None else decimal(sign * (edge - average) / risk),
        missing=missing,
    )


def _edge(level: Level, sign: int) -> Fraction:
    """The edge of a stop that is touched first."""
    return Fraction(level.top if sign > 0 else level.low)


def _first_stop(id_: str, sign: int, found: Ledger, folded: Folded, line: Timeline) -> Fraction | None:
    """The stop as it stood when the position was begun, or was first set after it, on the basis of the day shown."""
    thing = folded.levels.get(id_)
    if thing is None or found.opened is None:
        return None

    def noted(version: Version[Level]) -> date:
        day = version.what.noted or (None if version.at is None else version.at.date())
        return day or thing.recorded or folded.today

    before = [version for version in thing.versions if noted(version) <= found.opened[0]]
    version = before[-1] if before else thing.versions[0]
    day = noted(version)
    return _edge(version.what, sign) / split_factor(line.splits, day, folded.today)


def _decision(entry: Entry, folded: Folded, sheet: Sheet, realised: Mapping[str, Fraction | None]) -> DecisionView:
    what = cast("Decision", entry.what)
    day = folded.local_day(entry)
    line, seen = sheet.lines.get(what.listing), sheet.current.get(what.listing)
    # the basis is of the day the price was of, which the decision's need not be
    since_day = what.stood_at.date() if what.price is None and what.stood_at is not None else day
    basis = Fraction(1) if line is None else split_factor(line.splits, since_day, folded.today)
    written = what.stood if what.price is None else what.price
    price = None if written is None else Fraction(written) / basis
    # a price of before the decision says nothing of what came of it
    now = None if seen is None or seen.stale or seen.day is None or seen.day < day else Fraction(seen.price.value)
    gain = realised.get(entry.id)
    hide = sheet.settings.private
    shown = cast("Decision", hidden(entry).what) if hide else what
    return DecisionView(
        entry=folded.roots.get(entry.id, entry.id),
        day=day,
        at=entry.moment,
        what=shown,
        text=decision_text(shown),
        price=None if price is None or (hide and what.price is not None) else decimal(price),
        since=None if now is None or not price else decimal((now - price) / price * 100),
        realised=_shown(gain, hide=hide),
    )
