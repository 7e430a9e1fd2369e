"""Answers of price feeds, and the settings of each feed."""

# Annotations are types here, not text: msgspec would compile each field's text, 20 µs a field at every start.

from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal

from msgspec import Struct

from thesis_tui.model.enums import Session
from thesis_tui.model.objects import FileStruct


class FeedSettings(FileStruct, frozen=True, kw_only=True):
    """One `[prices.NAME]` table of config.toml."""

    enabled: bool = True
    """Whether it is asked at all."""
    base_url: str = ""
    """Where it is asked: http or https, without the path; "" is the feed's own address."""
    user_agent: str = ""
    """User agent of requests; "" is the program's name and version."""
    key: str = ""
    """The user's key, where the feed wants one."""
    key_env: str = ""
    """The environment variable that holds the key, asked when `key` is empty; "" is the feed's own."""

    # msgspec's own would show the key in every traceback and log
    def __repr__(self) -> str:
        return f"FeedSettings(enabled={self.enabled}, base_url={self.base_url!r}, key={'set' if self.key else 'unset'})"


# Yahoo has every listing; the user's own key gives real time; Tencent has the US and Hong Kong, Tradegate euros.
_FEEDS: Final = (
    ("yahoo", "Yahoo", FeedSettings(base_url="https://query1.finance.yahoo.com")),
    ("finnhub", "Finnhub", FeedSettings(base_url="https://finnhub.io", key_env="FINNHUB_KEY")),
    ("tencent", "Tencent", FeedSettings(base_url="https://qt.gtimg.cn")),
    ("tradegate", "Tradegate", FeedSettings(base_url="https://www.tradegate.de")),
    ("frankfurter", "Frankfurter", FeedSettings(base_url="https://api.frankfurter.dev")),
    ("ecb", "ECB", FeedSettings(base_url="https://www.ecb.europa.eu")),
)
"""Every feed there is, in the order they are asked: its name in the settings, which is that of its module in
`prices`; its name for people; and what it uses where its table says nothing. One that has a `key_env` is asked only
with a key.
"""
FEED_DEFAULTS: Final[dict[str, FeedSettings]] = {name: settings for name, _, settings in _FEEDS}
FEED_TITLES: Final[dict[str, str]] = {name: title for name, title, _ in _FEEDS}


class Split(Struct, frozen=True):
    """From `day` on, `numerator` units stand for `denominator` before.

    `shown` once prices showed it: a feed's history was rescaled by it, or jumped by it. One that is only told
    changes nothing until something shows it or the user confirms it.
    """

    day: date
    numerator: Decimal
    denominator: Decimal
    shown: bool = False
    source: str = ""
    """The feed's name for people, "you" for the user's."""

    @property
    def factor(self) -> Decimal:
        """Turns a price of before into one of after: 0.25 for 4:1."""
        return self.denominator / self.numerator

    @property
    def text(self) -> str:
        """New units for old: "4:1"."""
        return f"{self.numerator:f}:{self.denominator:f}"


DoubtCode = Literal[
    "quote against bars", "quote against history", "jump", "spike", "outside range", "wick", "two on a day",
    "rescaled", "split not shown", "untold split", "split gone", "no session",
    "ahead of time", "against levels",
]  # fmt: skip
"""Why a value is doubted.

quote against bars     its own answer's bars say something far from it
quote against history  far from the prices known before, nothing of its own answer speaks for it
jump                   a move of a night beyond all measure, not confirmed by another day or source yet
spike                  one bar far from the bars before and after it
outside range          a close outside its own high and low
wick                   a high or low far from its own bar's open and close and from its neighbours
two on a day           two bars of one past day that differ
rescaled               the whole history came back multiplied by one factor, and no split was told
split not shown        a split was told, and prices do not show it
untold split           prices went on at a scale that a usual split explains, and none was told
split gone             the user confirmed a split, and the feed's prices go on at the scale before it
no session             a bar of a day without a session at its venue
ahead of time          of a time that has not come
against levels         the first prices there are, far from all prices and levels noted in the thesis
"""
OF_SCALE: Final[frozenset[DoubtCode]] = frozenset(("rescaled", "untold split", "split gone"))
"""Doubts of the scale prices are on: whether there was a split."""
Subject = Literal["quote", "bar", "high", "low", "history", "split"]


class Doubt(Struct, frozen=True, kw_only=True):
    """A value of a feed that something contradicts. It is kept and shown, and moves nothing until another day,
    another source or the user confirms it.
    """

    listing: str
    subject: Subject
    code: DoubtCode
    day: date | None
    """The session it is of; for a split the day it is told for."""
    value: Decimal | None = None
    """The doubted figure; for "rescaled" the factor new / old."""
    against: Decimal | None = None
    """Figure it was compared with."""
    source: str = ""
    """The feed's name for people."""
    at: datetime | None = None
    split: Split | None = None
    """Told but not shown; or the split that would explain what is asked about, if one does."""

    @property
    def id(self) -> str:
        """The key a decision on it names: listing, subject and day."""
        day = "" if self.day is None else self.day.isoformat()
        return f"{self.listing}:{self.subject}:{day}"


class Revision(Struct, frozen=True, kw_only=True):
    """A whole session's close, or one of its extremes, as a feed first gave it and as it says now."""

    listing: str
    day: date
    before: Decimal
    after: Decimal
    source: str
    seen: datetime


class Quote(Struct, frozen=True, kw_only=True):
    """A price of a listing as a feed gave it, in the listing's currency.

    `value` is the last price of regular trading; `session` is "close" only when that is the close of a whole
    session. `extended` is a price before or after hours, newer than `value`, where the feed knows one.
    """

    listing: str
    symbol: str
    """Symbol the feed knows it by."""
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
    doubt: Doubt | None = None
    """Set where something contradicts it: then it is shown, and moves nothing."""

    @property
    def known_at(self) -> datetime:
        """When it was traded, or else when it was fetched. One without a time of its own is of unknown age."""
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
        value, other = (Decimal(1) if text == self.base else self.rates.get(text) for text in (of, to))
        return None if value is None or other is None else other / value
