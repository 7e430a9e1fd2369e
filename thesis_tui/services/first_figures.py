"""The SEC's facts on the company of a new thesis, and whether its contact address is still to be asked for."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from thesis_tui.errors import FeedError, InputError

if TYPE_CHECKING:
    from pathlib import Path

    from thesis_tui.public_data.documents.sec import Company
    from thesis_tui.services.new_thesis import Blank
    from thesis_tui.storage.paths import Places
    from thesis_tui.storage.settings import Settings

SECONDS = 20.0
"""For the list of companies, which is 0.7 MB, and for the company: somebody waits for them."""
_US = frozenset(("NYSE", "NASDAQ", "AMEX", "NYSE AMERICAN", "NYSE ARCA", "CBOE", "OTC"))
_CONTACT_SET = re.compile(rb"^\s*contact\s*=", re.MULTILINE)


def contact_wanted(config: Path, settings: Settings, blank: Blank, *, offline: bool) -> bool:
    """Whether to ask for the contact address: figures are wanted of a company the SEC may know, and nobody was asked
    before. Who gave none has said so in the settings.
    """
    if offline or settings.offline or not settings.ask or settings.contact or not files_with_sec(blank):
        return False
    try:
        with open(config, "rb") as file:  # noqa: PTH123  (as in storage)
            return not _CONTACT_SET.search(file.read())
    except OSError:
        return True


def files_with_sec(blank: Blank) -> bool:
    """Whether a new thesis is on a listing of the United States, and its template has figures of filings."""
    return blank.venue.upper() in _US and blank.template != "commodity"


def with_company(blank: Blank, company: Company, *, aliases: bool = True) -> Blank:
    """A blank thesis with the company's business year, and its name and exchange where nobody else said them; with
    `aliases` also the names it files under and filed under before, as other names articles may have for it.
    """
    from thesis_tui.services.new_thesis import other_names
    from thesis_tui.venues.symbols import exchange_venue

    blank = blank._replace(fiscal_year_end=company.fiscal_year_end or blank.fiscal_year_end)
    if company.name and blank.name == blank.symbol:
        blank = blank._replace(name=company.name)
    if aliases:
        filed = other_names(blank.name, None, (company.name, *company.former_names))
        blank = blank._replace(aliases=tuple(dict.fromkeys((*blank.aliases, *filed))))
    venue = exchange_venue("", company.exchange) if blank.assumed else None
    return blank if venue is None else blank._replace(venue=venue.name, assumed=False)


def company_of(
    symbol: str, settings: Settings, places: Places, now: Callable[[], datetime]
) -> tuple[Company | None, str]:
    """The company as the SEC knows it, its business year among that; else a sentence that says why not. Nothing is
    asked without a contact.
    """
    import asyncio

    if not settings.contact:
        return None, ""
    try:
        return asyncio.run(_asked(symbol, settings, places, now)), ""
    except (FeedError, InputError) as error:
        return None, str(error)


async def _asked(symbol: str, settings: Settings, places: Places, now: Callable[[], datetime]) -> Company:
    from thesis_tui.prices.http import Web, open_client
    from thesis_tui.public_data.documents import sec
    from thesis_tui.services.releases import sec_refusal
    from thesis_tui.services.source_request import MAX_BODY, Asker

    async with open_client() as client:
        web = Web(client, now, total=SECONDS, max_body=MAX_BODY)
        asker = Asker(
            web, places.cache, sources=settings.sources, secrets=settings.secrets, contact=settings.contact,
            environ=os.environ,
        )  # fmt: skip
        answer = await asker.ask(sec.PAGES, sec.tickers_ask(), sec_refusal)
        found = sec.find_company(answer.body, symbol)
        if found is None:
            raise FeedError(f"the SEC knows no company with the symbol {symbol}", "not_found", sec.DATA.name)
        answer = await asker.ask(sec.DATA, sec.submissions_ask(found.cik), sec_refusal)
        # the list of companies is 0.7 MB: the next request for it is conditional
        asker.save()
        return sec.read_company(answer.body)[0]
