"""The European Central Bank's daily reference rates, as it publishes them: XML, without a key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from thesis_tui.model.feeds import Rates
from thesis_tui.prices import payload
from thesis_tui.prices.http import Access, Web, refuse, unreadable

BASE = "EUR"
_HKD_PER_USD = (Decimal("7.7"), Decimal("7.9"))
"""The Hong Kong dollar is pegged; outside of this a figure was misread."""


class Ecb:
    """The European Central Bank's reference rates against the euro, one XML a working day."""

    rests = (15 * 60.0, 30 * 60.0, 60 * 60.0)

    def __init__(self, access: Access) -> None:
        self.access = access

    async def rates(self, currencies: Sequence[str], known: Rates | None, web: Web) -> Rates:  # noqa: ARG002
        access = self.access
        reply = await web.get(access, "/stats/eurofxref/eurofxref-daily.xml", headers={"Accept": "text/xml"})
        now = web.now()
        refuse(access, reply, now)
        try:
            day, given = _read(reply.body)
        except ValueError:
            unreadable(access, "it is no XML of rates")
        if day is None or not given:
            unreadable(access, "there are no rates in it")
        rates = checked(access, {name: payload.price(given.get(name), 10) for name in currencies}, day, now)
        return Rates(base=BASE, day=day, rates=rates, feed=access.name, source=access.title, fetched=now)


def checked(access: Access, rates: Mapping[str, Decimal | None], day: date, now: datetime) -> dict[str, Decimal]:
    """The rates as they may be used; raises FeedError for one that is missing or cannot be."""
    if day > (now + payload.AHEAD).date():
        unreadable(access, f"rates of {day}")
    known: dict[str, Decimal] = {}
    for name, rate in rates.items():
        if rate is None:
            unreadable(access, f"no rate for {name}")
        known[name] = rate
    if "USD" in known and "HKD" in known:
        low, high = _HKD_PER_USD
        if not low <= known["HKD"] / known["USD"] <= high:
            unreadable(access, "its rates make a Hong Kong dollar that is off its peg")
    return known


def _read(body: bytes) -> tuple[date | None, dict[str, str]]:
    """The newest day and its rates. A document type is refused, and with it every entity it could define.

    Raises ValueError.
    """
    from xml.parsers import expat

    days: list[tuple[date, dict[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rsplit(" ", 1)[-1] != "Cube":
            return
        if "time" in attributes:
            days.append((date.fromisoformat(attributes["time"]), {}))
        elif days and "currency" in attributes and "rate" in attributes:
            days[-1][1][attributes["currency"]] = attributes["rate"]

    def doctype(*_: object) -> None:
        raise ValueError("a document type is not expected")

    # names come as "namespace Cube" then, whatever prefix the file gives the namespace
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(body, True)
    except (expat.ExpatError, LookupError) as error:  # not XML, or in an encoding there is not
        raise ValueError("no XML") from error
    return max(days, key=lambda item: item[0], default=(None, {}))


FEED = Ecb
