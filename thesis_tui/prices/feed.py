"""The protocols of feeds. Each is one file, made from an `Access` and asked through a `Web`.

A feed answers with what it was asked for or raises FeedError with exactly one of its failures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from msgspec import Struct

from thesis_tui.errors import FeedError
from thesis_tui.model.bars import Bar
from thesis_tui.model.feeds import Doubt, Quote, Rates, Split
from thesis_tui.model.objects import Listing
from thesis_tui.prices.http import Access

if TYPE_CHECKING:
    from thesis_tui.prices.http import Web


class Series(Struct, frozen=True, kw_only=True):
    """Daily bars of a listing as one answer of a feed gave them, oldest first, in the listing's currency.

    Prices are adjusted for the splits the feed knows; where `adjusted` is set for dividends too, and then they are a
    sketch: a level may have been touched by a price the series no longer shows. Nothing is judged yet but what the
    answer alone can tell: `doubts` are of two bars of one day. `places` is how many decimals its prices have.
    """

    listing: str
    symbol: str
    feed: str
    source: str
    currency: str
    bars: tuple[Bar, ...] = ()
    splits: tuple[Split, ...] = ()
    adjusted: bool = False
    quote: Quote | None = None
    """The price in the same answer."""
    places: int = 2
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = ()
    """Parts left out of the answer and why, in sentences."""
    everything: bool = False
    """All bars the feed has were asked for."""

    @property
    def tick(self) -> Decimal:
        """The step of its prices: 0.01 with two places."""
        return Decimal(1).scaleb(-self.places)


class Feed(Protocol):
    """`rests` are the seconds it is left alone after refusing once, twice, and more often."""

    @property
    def access(self) -> Access: ...

    @property
    def rests(self) -> tuple[float, ...]: ...


@runtime_checkable
class QuoteFeed(Feed, Protocol):
    """A feed that has prices of listings."""

    def symbol(self, listing: Listing) -> str | None:
        """The symbol it knows the listing by; None where it does not have such listings."""

    async def quote(self, listing: Listing, web: Web) -> Quote: ...


@runtime_checkable
class BatchFeed(Protocol):
    """A quote feed that gives many quotes for one request."""

    async def quotes(self, listings: Sequence[Listing], web: Web) -> Mapping[str, Quote | FeedError]:
        """By listing symbol. Raises FeedError when the request as a whole fails."""


@runtime_checkable
class RecentFeed(Protocol):
    """A quote feed whose answer has the bars of the last days beside the price."""

    async def recent(self, listing: Listing, web: Web) -> Series:
        """The last days; its `quote` is set."""


@runtime_checkable
class ExtendedFeed(Protocol):
    """A quote feed that knows a price outside regular hours for one more request."""

    async def extended(self, listing: Listing, quote: Quote, web: Web) -> Quote:
        """`quote` with that price, or as it is when there is none newer."""


@runtime_checkable
class HistoryFeed(Feed, Protocol):
    """`partial` is whether bars from a later start fit onto those fetched before."""

    @property
    def partial(self) -> bool: ...

    def symbol(self, listing: Listing) -> str | None: ...

    async def bars(self, listing: Listing, start: date | None, web: Web) -> Series:
        """From `start` on, and not more than the feed has; all of it where `start` is None."""


@runtime_checkable
class RateFeed(Feed, Protocol):
    """A feed that has exchange rates against the euro."""

    async def rates(self, currencies: Sequence[str], known: Rates | None, web: Web) -> Rates:
        """The units of each that one euro buys. `known` is what the same feed gave last."""
