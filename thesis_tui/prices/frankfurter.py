"""Frankfurter: the European Central Bank's daily rates as JSON, without a key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from thesis_tui.model.feeds import Rates
from thesis_tui.prices import payload
from thesis_tui.prices.ecb import BASE, checked
from thesis_tui.prices.http import Access, Web, refuse, refuse_page, unreadable


class Frankfurter:
    """Frankfurter's exchange rates against the euro, those of the ECB as JSON."""

    rests = (15 * 60.0, 30 * 60.0, 60 * 60.0)

    def __init__(self, access: Access) -> None:
        self.access = access

    async def rates(self, currencies: Sequence[str], known: Rates | None, web: Web) -> Rates:
        """Everything against the euro in one request; unchanged since `known`, its answer has no body."""
        access = self.access
        held = (
            known
            if known is not None and known.etag and all(currency in known.rates for currency in currencies)
            else None
        )
        reply = await web.get(
            access,
            "/v1/latest",
            {"base": BASE, "symbols": ",".join(currencies)},
            {"If-None-Match": held.etag} if held else None,
        )
        now = web.now()
        if reply.status == 304 and held is not None:
            return replace(held, fetched=now)
        # its older host answers so; followed each day, the setting would stay wrong
        if reply.status in (301, 308):
            message = f"{access.title} has moved; base_url in [prices.{access.name}] is out of date"
            raise access.error(message, "bad_request")
        if reply.status == 404 and reply.head[:1] == b"{":
            raise access.error(f"{access.title} has no rates for {', '.join(currencies)}", "not_found")
        refuse(access, reply, now)
        refuse_page(access, reply)
        try:
            answer = payload.read_json(reply.body)
            day = date.fromisoformat(answer["date"])
            given, base = dict(answer["rates"]), answer["base"]
        except (ValueError, KeyError, TypeError):
            unreadable(access, "it is cut off or of another shape")
        if base != BASE:
            unreadable(access, f"rates against {BASE} were asked for")
        etag = reply.headers.get("etag", "")
        # it goes back to the feed in a header, so it must be one
        etag = etag if etag.isascii() and etag.isprintable() and len(etag) < 200 else ""
        rates = checked(access, {name: payload.price(given.get(name), 10) for name in currencies}, day, now)
        return Rates(base=BASE, day=day, rates=rates, feed=access.name, source=access.title, fetched=now, etag=etag)


FEED = Frankfurter
