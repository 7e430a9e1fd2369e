"""Prices in words: what was entered, and the session it counts for."""

from __future__ import annotations

from datetime import date

from thesis_tui.model import figures
from thesis_tui.model.objects import Price
from thesis_tui.rules.prices import price_day
from thesis_tui.venues import find_venue, is_session, units


def session_text(own: date, session: date, venue: str) -> str:
    """The session that a price of the day `own` counts for, where it is another: there was none that day, or it had
    not opened yet; "" where it is that day's.
    """
    if session == own:
        return ""
    if is_session(find_venue(venue), own):
        return f"counts for the session of {figures.week_day(session)}"
    return f"no session that day, counts for {figures.week_day(session)}"


def entered_price_text(price: Price, venue: str, today: date) -> str:
    """A price that was entered: "149.50 USD, close of Wed 25 Nov 2026", "… Thu 26 Nov 2026: no session that day,
    counts for Wed 25 Nov 2026".
    """
    own = price.day or (price.time.date() if price.time else today)
    session = session_text(own, price_day(price, venue) or own, venue)
    close = "close of " if price.session == "close" else ""
    shown = f"{units.price(price.value, price.currency)}, {close}{figures.week_day(own)}"
    return f"{shown}: {session}" if session else shown
