"""Every level of a thesis as judged by the price of its own listing and by what that listing's sessions did to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from thesis_tui.model.bars import Bar, LevelHistory
from thesis_tui.model.book import Book
from thesis_tui.model.market import Market
from thesis_tui.model.objects import Level, Price
from thesis_tui.model.view import LevelView, Origin, PriceView
from thesis_tui.rules.fold import newest_first, origin_of
from thesis_tui.rules.folded import Folded, Thing
from thesis_tui.rules.goalposts import level_moves
from thesis_tui.rules.levels import judge_level, ladder_key
from thesis_tui.rules.prices import price_day
from thesis_tui.rules.sessions import Sessions
from thesis_tui.rules.splits import adjusted_level, factor


def level_views(
    book: Book,
    folded: Folded,
    origins: dict[str, Origin],
    prices: Sequence[PriceView],
    current: Mapping[str, PriceView],
    bars: Mapping[str, Sequence[Bar]],
    market: Market,
    *,
    near: Decimal,
    hysteresis: Decimal,
) -> tuple[LevelView, ...]:
    """The levels by listing in the thesis's order, then from the highest down; retired ones last."""
    today = folded.today
    known = _Known(book, prices, bars, market, today)
    views: list[LevelView] = []
    for thing in folded.levels.values():
        level = thing.what
        noted, approximate = _noted(thing, folded, origins)
        level, adjusted = adjusted_level(level, noted, market.splits.get(level.listing, ()), today)
        price, did = current.get(level.listing), known.of(level)
        said = judge_level(level, noted, price, did, today=today, near=near, hysteresis=hysteresis)
        closes = known.closes.get(level.listing, ())
        views.append(
            LevelView(
                level=level,
                origin=origin_of(thing, origins),
                noted=noted,
                noted_approximate=approximate,
                state=said.state,
                stale=said.stale,
                distance=said.distance,
                reason=said.reason,
                history=said.history,
                adjusted=adjusted,
                retired=thing.retired,
                moved=level_moves(thing, folded, closes) if len(thing.versions) > 1 else (),
                notes=newest_first(folded.note_views(thing.id)),
            )
        )
    order = {listing.symbol: number for number, listing in enumerate(book.thesis.listing)}
    views.sort(key=lambda view: (view.retired, order.get(view.level.listing, len(order)), ladder_key(view.level)))
    return tuple(views)


class _Known:
    """The prices of each listing, in its own currency: bars of feeds and what was read or typed.

    `closes` are the observed closes by symbol, newest first.
    """

    def __init__(
        self,
        book: Book,
        prices: Sequence[PriceView],
        bars: Mapping[str, Sequence[Bar]],
        market: Market,
        today: date,
    ) -> None:
        self.closes: dict[str, list[Price]] = {}
        self._histories = market.histories
        self._today = today
        self._sessions: dict[str, Sessions] = {}
        self._bars = {symbol: list(given) for symbol, given in bars.items() if symbol not in market.sketches}
        listings = {listing.symbol: listing for listing in book.thesis.listing}
        for view in reversed(prices):
            price = view.price
            listing = listings.get(price.listing)
            if listing is None or listing.currency != price.currency:
                continue
            day = price_day(price, listing.venue)
            if day is None or day > today:
                continue
            whole = price.session == "close"
            value = price.value * factor(market.splits.get(price.listing, ()), day, today)
            self._bars.setdefault(price.listing, []).append(Bar(day, None, None, value, whole))
            if whole:
                self.closes.setdefault(price.listing, []).insert(0, price)

    def of(self, level: Level) -> Sessions | LevelHistory:
        """What is known to have been done to a level, or the sessions that tell; these are sorted once a listing."""
        history = self._histories.get(level.id)
        if history is not None:
            return history
        symbol = level.listing
        if symbol not in self._sessions:
            self._sessions[symbol] = Sessions(self._bars.get(symbol, ()), self._today)
        return self._sessions[symbol]


def _noted(thing: Thing[Level], folded: Folded, origins: dict[str, Origin]) -> tuple[date, bool]:
    """The day a level was noted, and whether that was inferred with its source's date."""
    recorded = thing.recorded or folded.today
    noted = thing.what.noted
    if noted is None:
        return recorded, False
    inferred = thing.source is not None and thing.source.id in origins and origins[thing.source.id].approximate
    return noted, inferred and noted != recorded
