"""History put into a store as a first answer of a feed puts it there."""

from __future__ import annotations

from datetime import datetime

from thesis_tui.model.objects import Listing
from thesis_tui.prices.answers import Reference
from thesis_tui.prices.feed import Series
from thesis_tui.prices.history import PriceStore
from thesis_tui.prices.merging import merge
from thesis_tui.venues import find_venue


def keep_series(store: PriceStore, listing: Listing, series: Series, now: datetime) -> None:
    store.keep(listing, merge(None, series, Reference(now, find_venue(listing.venue))).stored)
