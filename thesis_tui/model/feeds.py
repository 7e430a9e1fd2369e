"""What price feeds give, and how each is set up."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Final

from msgspec import Struct

from thesis_tui.model.objects import FileStruct
from thesis_tui.model.words import Session


class FeedSettings(FileStruct, frozen=True, kw_only=True):
    """One `[prices.NAME]` table of config.toml."""

    enabled: bool = True
    """Whether it is asked at all."""
    base_url: str = ""
    """Where it is asked: http or https, without the path; "" is the feed's own address."""
    user_agent: str = ""
    """What the program calls itself; "" is its name and version."""
    key: str = ""
    """The user's key, where the feed wants one."""
    key_env: str = ""
    """The environment variable that holds the key, asked when `key` is empty; "" is the feed's own."""

    def __repr__(self) -> str:
        return f"FeedSettings(enabled={self.enabled}, base_url={self.base_url!r}, key={'set' if self.key else 'unset'})"


FEED_DEFAULTS: Final[dict[str, FeedSettings]] = {
    "yahoo": FeedSettings(base_url="https://query1.finance.yahoo.com"),
    "finnhub": FeedSettings(base_url="https://finnhub.io", key_env="FINNHUB_KEY"),
    "tencent": FeedSettings(base_url="https://qt.gtimg.cn"),
    "tradegate": FeedSettings(base_url="https://www.tradegate.de"),
    "frankfurter": FeedSettings(base_url="https://api.frankfurter.dev"),
    "ecb": FeedSettings(base_url="https://www.ecb.europa.eu"),
}
"""Every feed there is, in the order they are asked, and what it uses where its table says nothing."""


class Split(Struct, frozen=True):
    """From `day` on, `numerator` units stand for `denominator` before."""

    day: date
    numerator: Decimal
    denominator: Decimal

    @property
    def text(self) -> str:
        return f"{self.numerator:f}:{self.denominator:f}"


class Quote(Struct, frozen=True, kw_only=True):
    """A price of a listing as a feed gave it, in the listing's currency.

    `value` is the last price of regular trading; `session` is "close" only when that is the close of a whole
    session. `extended` is a price before or after hours, newer than `value`, where the feed knows one.
    """

    listing: str
    symbol: str
    """What the feed knows it by."""
    feed: str
    """The feed's name in the settings."""
    source: str
    """The feed's name for people: "Yahoo"."""
    value: Decimal
    currency: str
    at: datetime | None
    """When `value` was traded; None where the feed does not say."""
    fetched: datetime
    session: Session = "unknown"
    close: Decimal | None = None
    """The last close of a whole session."""
    close_day: date | None = None
    extended: Decimal | None = None
    extended_session: Session = "unknown"
    extended_at: datetime | None = None
    previous_close: Decimal | None = None
    """The close before the session of `value`."""
    change_percent: Decimal | None = None
    """Of `value` against `previous_close`, in percent."""
    stale: bool = False
    """The exchange is open by its hours and `at` is more than 30 minutes ago."""
    extends: bool = False
    """The listing trades before or after hours, and the feed may know at what price."""
    splits: tuple[Split, ...] = ()
    """Splits of the last days."""

    @property
    def known_at(self) -> datetime:
        """When it was traded, or else when it was fetched: what makes one quote newer than another."""
        return self.at or self.fetched


class Rates(Struct, frozen=True, kw_only=True):
    """How many units of each currency one `base` bought on `day`."""

    base: str
    day: date
    rates: dict[str, Decimal]
    feed: str
    source: str
    """The feed's name for people: "ECB"."""
    fetched: datetime
    etag: str = ""

    def rate(self, of: str, to: str) -> Decimal | None:
        """Units of `to` for one unit of `of`, None where one of them is not known."""
        one, other = (Decimal(1) if it == self.base else self.rates.get(it) for it in (of, to))
        return None if one is None or other is None else other / one
