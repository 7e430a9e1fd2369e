"""Where a metric lives, and which streams of documents are asked for: what `thesis.toml` says of sources outside.

A source of readings is declared here, by what its `live` table may hold, and read in `public_data/sources/`, in the
module of its name.
"""

# Annotations are types here, not text: msgspec would compile each field's text, 20 µs a field at every start.

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Final, Literal, get_args

from thesis_tui.model.file_struct import FileStruct

Accept = Literal["ask", "always"]
ReadingKind = Literal["level", "counter", "rolling-30d", "rank"]
"""How readings combine: a level stands on a day; a counter only grows, but for revisions; a rolling sum is of 30 days
and its differences mean nothing; ranks are not averaged."""
MonitorSource = Literal["sec", "federal-register", "feed"]


def host_of(address: str) -> str:
    """The host of an address, without what only says that it is for programs."""
    host = address.partition("://")[2].partition("/")[0]
    return host.removeprefix("www.").removeprefix("api.")


class _Live(FileStruct, frozen=True, kw_only=True, tag_field="source"):
    """`every` is how long a reading is left alone: "24h", "7d"; "" is a day. A reading that is `news_percent` away from
    the one at the last look is told as news; with 0 each that differs is. A field that is a tuple is written line by
    line in an amendment.
    """

    host_title: ClassVar[str] = ""
    """The name of where it is asked, on the screens."""

    every: str = ""
    news_percent: Decimal = Decimal(10)

    @property
    def about(self) -> str:
        """The subject asked for, in a few words; "" for figures of filings, which are asked for together."""
        return ""


class XbrlLive(_Live, frozen=True, kw_only=True, tag="xbrl"):
    """A figure of the company's facts, as `thesis-tui facts` names it. `issuer` is a ticker or a CIK; the first
    listing's symbol when empty.
    """

    figure: str
    issuer: str = ""


class ResultsLive(_Live, frozen=True, kw_only=True, tag="results"):
    """A line of the company's results releases, under each name it has had; a change of name is a break in the series.

    `of` is what its table splits: revenue, when empty.
    """

    line: tuple[str, ...]
    figure: Literal["amount", "yoy"] = "amount"
    of: str = "revenue"
    issuer: str = ""


class HuggingFaceLive(_Live, frozen=True, kw_only=True, tag="huggingface"):
    """Models of an organisation, or one `model`; `parameters` such as "min:6B" leaves out those for trying things."""

    host_title: ClassVar[str] = "Hugging Face"

    org: str = ""
    model: str = ""
    figure: Literal["downloads-30d", "downloads", "likes", "models"] = "downloads-30d"
    parameters: str = ""

    @property
    def about(self) -> str:
        size = f", {self.parameters.replace('min:', 'from ')}" if self.parameters else ""
        return f"{self.model or self.org}: {self.figure}{size}"


class GithubLive(_Live, frozen=True, kw_only=True, tag="github"):
    """Repositories, owner/name, together; releases without drafts and those before a release."""

    host_title: ClassVar[str] = "GitHub"

    repo: tuple[str, ...]
    figure: Literal["stars", "forks", "stars-28d", "releases-28d"] = "stars"

    @property
    def about(self) -> str:
        return f"{', '.join(self.repo)}: {self.figure}"


class PypiLive(_Live, frozen=True, kw_only=True, tag="pypi"):
    """Installations of a package without mirrors; the day's is the median of the last 28."""

    host_title: ClassVar[str] = "PyPI Stats"

    package: str
    figure: Literal["downloads-28d", "downloads-day"] = "downloads-28d"

    @property
    def about(self) -> str:
        return f"{self.package}: {self.figure}"


class NpmLive(_Live, frozen=True, kw_only=True, tag="npm"):
    """Installations of a package from npm."""

    host_title: ClassVar[str] = "npm"

    package: str
    figure: Literal["downloads-28d", "downloads-day"] = "downloads-28d"

    @property
    def about(self) -> str:
        return f"{self.package}: {self.figure}"


class JsonLive(_Live, frozen=True, kw_only=True, tag="json"):
    """A number in the JSON at an https address, in which `{date}` is today's and `{date-7}` that of a week ago, in
    UTC; `{ymd}` is the same without dashes.

    `value` is a JMESPath expression, and so are the others: `check` has to be true; `inside` gives a text that is JSON
    itself, in which the others look; `share_of` gives the whole that the value is a part of, in percent. `position` is
    a text whose place in the list that `value` gives is the number: a rank. A value outside `min` and `max` is
    refused; one `hold_if_factor` times its median of 30 days, or that part of it, waits for the user. `secret` names
    a key of the settings: then only this host is asked, and no redirect is followed.
    """

    host_title: ClassVar[str] = "JSON"

    url: str
    value: str
    check: str = ""
    inside: str = ""
    share_of: str = ""
    position: str = ""
    kind: ReadingKind = "level"
    min: Decimal | None = None
    max: Decimal | None = None
    hold_if_factor: Decimal | None = None
    secret: str = ""

    @property
    def about(self) -> str:
        return host_of(self.url)


Live = XbrlLive | ResultsLive | HuggingFaceLive | GithubLive | PypiLive | NpmLive | JsonLive


def gives_readings(live: Live | None) -> bool:
    """Whether a metric is read of a source by the day: figures of filings are kept instead, one by one."""
    return live is not None and not isinstance(live, XbrlLive | ResultsLive)


READINGS: Final[Mapping[str, type[_Live]]] = {
    str(kind.__struct_config__.tag): kind for kind in get_args(Live) if kind not in (XbrlLive, ResultsLive)
}
"""The tables that give readings, by the name of their source; those of filings give figures."""
SOURCE_NAMES = ("sec", "sec-data", "federal-register", "feed", *READINGS)
"""Sources that are asked, as the settings name them."""


class Monitor(FileStruct, frozen=True, kw_only=True):
    """A stream of documents. `forms` and `issuer` are for "sec"; `agency`, `types` and `words` for "federal-register";
    `url` is the address of an RSS, Atom or JSON Feed.
    """

    id: str
    source: MonitorSource
    title: str = ""
    pillar: str | None = None
    every: str = ""
    issuer: str = ""
    forms: tuple[str, ...] = ()
    agency: str = ""
    types: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    url: str = ""
