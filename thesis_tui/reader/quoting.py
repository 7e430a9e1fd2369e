"""Currencies: which one a sign stands for in an article of a thesis, and in which unit of it prices are proposed."""

from __future__ import annotations

from decimal import Decimal

from thesis_tui.model.objects import Listing, Thesis
from thesis_tui.reader.word_lists import any_of, data
from thesis_tui.venues import units

_DOLLARS = ("CAD", "AUD", "SGD", "HKD", "TWD", "NZD")
_WITH_CENTS = ("EUR", "ZAR")
"""Besides dollars: in whose hundredths articles tell prices and profits a share."""
_YUAN = ("HKD", "CNY", "TWD")
"""Each is counted in 元: a share's price is in its listing's."""
_KRONOR = ("NOK", "SEK", "DKK", "CZK", "ISK")


class Quoting:
    """The currencies of one thesis's listings. `text` is the working text of the article."""

    def __init__(self, thesis: Thesis, text: str) -> None:
        self.thesis = thesis
        self.text = text

    def currency(self, sign: str, *, hundredths: bool = False) -> str:
        """The currency that "$", "¥" and "kr" stand for here, or "" when that cannot be told. Plain cents
        (`hundredths` of "$") are those of the listing's own currency where it has such.
        """
        quoted = [listing.currency for listing in self.thesis.listing]
        whole = units.whole_unit(quoted[0]) if quoted else ""
        if sign == "$" and hundredths and whole in _WITH_CENTS:
            return whole
        if sign == "$":
            dollars = [code for code in quoted if code in _DOLLARS]
            return "USD" if "USD" in quoted or len(set(dollars)) != 1 else dollars[0]
        if sign == "元":
            return next((code for code in quoted if code in _YUAN), "CNY")
        if sign == "kr":
            return next((code for code in quoted if code in _KRONOR), "")
        if sign == "¥":
            both = {code for code in quoted if code in ("JPY", "CNY")}
            if len(both) == 1:
                return both.pop()
            texts = {code for code in ("JPY", "CNY") if any_of(data("amounts")["signs"][code]).search(self.text)}
            return texts.pop() if len(texts) == 1 else ""
        return sign

    def listing(self, currency: str) -> Listing | None:
        """The first listing quoted in a currency."""
        return next((listing for listing in self.thesis.listing if listing.currency == currency), None)

    def quoted(self, currency: str, *, hundredths: bool) -> tuple[str, Decimal]:
        """The unit that prices said in a currency are quoted in, and how many of it make one: pence of pounds, where
        one listing is in pence and none in pounds, or pence are what is printed (`hundredths`). A currency no listing
        is quoted in stays as it is.
        """
        if hundredths or self.listing(currency) is None:
            for listing in self.thesis.listing:
                parts = units.factor(currency, listing.currency)
                if parts is not None and parts != 1:
                    return listing.currency, parts
        return currency, Decimal(1)
