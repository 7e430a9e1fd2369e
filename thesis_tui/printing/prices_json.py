"""JSON that others script against: `price --json`. Keys may be added, never renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thesis_tui.model.view import View
from thesis_tui.printing.json import SCHEMA, Json, converted, current_price, day, json_text

if TYPE_CHECKING:
    from thesis_tui.prices.outcomes import Refreshed


def prices_json(view: View, refreshed: Refreshed | None, reason: str, only: str = "") -> str:
    """The newest price of each listing, and what each feed said; `reason` is why none was asked."""
    asked = {quote.listing: quote for quote in refreshed.quotes} if refreshed else {}
    found: list[Json] = []
    for listing in view.listings:
        symbol = listing.symbol
        if only not in ("", symbol):
            continue
        price, extended, beside = view.current.get(symbol), view.extended.get(symbol), view.converted.get(symbol)
        outcome = asked.get(symbol)
        found.append(
            {
                "listing": symbol,
                "currency": listing.currency,
                "price": None if price is None else current_price(price),
                "extended": None if extended is None else current_price(extended),
                "converted": None if beside is None else converted(beside),
                "answered": None if outcome is None or outcome.quote is None else outcome.quote.feed,
                "failed": [
                    {
                        "feed": attempt.feed,
                        "failure": attempt.failure,
                        "text": attempt.text,
                        "until": day(attempt.until),
                    }
                    for attempt in (outcome.attempts if outcome else ())
                ],
                "words": None if outcome is None else outcome.words,
            }
        )
    return json_text(
        {
            "schema": SCHEMA,
            "as_of": view.today.isoformat(),
            "thesis": view.id,
            "not_fetched": reason or None,
            "state": _state(view, refreshed, only),
            "news": list(refreshed.news) if refreshed else [],
            "listings": found,
        }
    )


def _state(view: View, refreshed: Refreshed | None, only: str) -> str | None:
    from thesis_tui.services.market import feeds_state

    return feeds_state(refreshed, view.now, only or view.symbol) if refreshed else None
