"""Filings of a company at the SEC: its number, its newest filings, and the exhibit a results release is in.

Times of acceptance mix two clocks and are not used: a filing's day is its `filingDate`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from msgspec import Struct

from thesis_tui.errors import InputError
from thesis_tui.model.documents import Document
from thesis_tui.model.figures import MONTH_NAMES
from thesis_tui.model.live import Monitor
from thesis_tui.public_data.source import Answer, Ask, Host, Refusal, day, line, read_json, shown

DATA: Final = Host(
    name="sec-data",
    title="the SEC's data",
    base_url="https://data.sec.gov",
    why="filings and figures of the companies you watch; the SEC sees which",
    contact=True,
)
PAGES: Final = Host(
    name="sec", title="the SEC", base_url="https://www.sec.gov", why="the documents of those filings", contact=True
)
MAX_COVERS: Final = 10
"""Filings that are read at once in search of results releases."""
_NEWEST_COVERS = 3
"""Of which so many by their day alone: what came last is wanted first, whatever its size."""
REPORTS = ("10-Q", "10-K", "20-F", "40-F")
_RELEASED_BEFORE = timedelta(days=45)
"""How long before its report a release may come."""
_MOST_FORMER_NAMES = 3
_MAX_BODY = 20_000_000
_ACCESSION = re.compile(r"\d{10}-\d{2}-\d{6}")
_FORM = re.compile(r"[A-Z0-9][A-Z0-9 ./-]{0,18}")
_MONTH = f"(?:{'|'.join(MONTH_NAMES)})"
_QUARTER = rf"(?:first|second|third|fourth|1st|2nd|3rd|4th|q[1-4]|[1-4]q|fiscal|full|{_MONTH}\s+quarter)"
_RESULTS = re.compile(
    rf"{_QUARTER}[\w\s’',–-]{{0,60}}?\bresults\b|\bresults\b[\w\s’',–-]{{0,60}}?{_QUARTER}[\s-]+(?:quarter|year)"
    rf"|{_QUARTER}[\w\s’',–-]{{0,40}}?\bquarter\b[\w\s’',–-]{{0,60}}?(?:results|earnings)|\bquarterly results\b"
    r"|\b(?:interim|annual|half[\s-]year(?:ly)?) results\b",
    re.IGNORECASE,
)
_NO_RESULTS = re.compile(
    r"\bdate of (?:the )?board meeting\b|\b(?:to|will) (?:announce|report|release|publish)\b"
    r"|\bdeliver(?:y|ies) (?:update|results)\b|\bmonthly\b|\bpoll results\b|\bvoting results\b|annual general meeting",
    re.IGNORECASE,
)


_ITEMS = {
    "1.01": "an agreement", "1.02": "the end of an agreement", "1.03": "bankruptcy", "1.05": "a cyber incident",
    "2.01": "an acquisition or disposal", "2.02": "results", "2.03": "an obligation", "2.04": "an obligation due early",
    "2.05": "restructuring", "2.06": "an impairment", "3.01": "its listing", "3.02": "shares sold",
    "4.01": "its auditor", "4.02": "earlier statements not to be relied on", "5.01": "its control",
    "5.02": "directors and officers", "5.03": "its charter or bylaws", "5.07": "votes of shareholders",
    "7.01": "a disclosure", "8.01": "other events",
}  # fmt: skip
"""Items of an 8-K, by the form's own headings."""
_EXHIBITS = "9.01"
"""The item that only says that exhibits are there."""


class Company(Struct, frozen=True, kw_only=True):
    """A company as the SEC knows it; `cik` has ten digits."""

    cik: str
    name: str
    ticker: str = ""
    exchange: str = ""
    fiscal_year_end: str = ""
    """Month and day: "09-30"."""
    former_names: tuple[str, ...] = ()
    """The newest first."""


class Filing(Struct, frozen=True, kw_only=True):
    """One filing of a company. `items` are those of an 8-K; `report` is the day the report is of."""

    cik: str
    form: str
    accession: str
    filed: date
    primary: str = ""
    description: str = ""
    items: tuple[str, ...] = ()
    report: date | None = None
    size: int = 0
    """Bytes of all its documents; 0 where it is not said."""

    @property
    def folder(self) -> str:
        return f"/Archives/edgar/data/{int(self.cik)}/{self.accession.replace('-', '')}/"

    @property
    def index_path(self) -> str:
        return index_path(self.cik, self.accession)


def index_path(cik: str, accession: str) -> str:
    """Where the index page of a company's filing is, by its accession alone."""
    return f"/Archives/edgar/data/{int(cik)}/{accession.replace('-', '')}/{accession}-index.htm"


class Exhibit(Struct, frozen=True):
    """A document of a filing: its type ("EX-99.1"), what is said of it, and its path at the host."""

    type: str
    description: str
    path: str


def tickers_ask() -> Ask:
    """The request for the table of tickers and CIKs."""
    return Ask(path="/files/company_tickers.json", base_url=PAGES.base_url)


def submissions_ask(cik: str) -> Ask:
    """The request for the newest filings of a company; `cik` has ten digits."""
    return Ask(path=f"/submissions/CIK{cik}.json")


def facts_ask(cik: str) -> Ask:
    """The request for all figures of a company's filings; `cik` has ten digits."""
    return Ask(path=f"/api/xbrl/companyfacts/CIK{cik}.json")


def refusal(answer: Answer) -> Refusal | None:
    """The meaning of the SEC's own ways of refusing."""
    head = answer.body[:4000].lower()
    if answer.status == 404 and b"nosuchkey" in head:
        return Refusal("not_found", "the SEC has no such document")
    if answer.status == 404:
        return Refusal("not_found", "the SEC has no such page")
    if answer.status == 403 and b"undeclared automated tool" in head:
        return Refusal("blocked", "the SEC takes this program for an undeclared one; see contact in the settings")
    if answer.status == 403:
        return Refusal("blocked", "the SEC does not let us in (403)")
    if answer.status == 429 or b"request rate threshold exceeded" in head:
        # it lets an address in again ten minutes after the requests have become fewer
        return Refusal("rate_limited", "the SEC refuses for now (too many requests)", 600.0)
    if b"file unavailable" in head and answer.status in (200, 503):
        return Refusal("unavailable", "the SEC's file is not available for now")
    return None


def find_company(body: bytes, ticker: str) -> Company | None:
    """A company by its ticker in company_tickers.json; None where it is not there. Raises InputError."""
    found = read_json(body)
    rows = found.values() if isinstance(found, dict) else found
    # the SEC writes BRK-B where others write BRK.B
    wanted = ticker.upper().replace(".", "-")
    any_row = False
    for row in rows if isinstance(rows, list) or hasattr(rows, "__iter__") else ():
        if not isinstance(row, dict) or "ticker" not in row or "cik_str" not in row:
            continue
        any_row = True
        if str(row["ticker"]).upper().replace(".", "-") == wanted:
            return Company(cik=_cik(row["cik_str"]), name=line(row.get("title")), ticker=wanted)
    if not any_row:
        raise InputError("the list of companies has another shape than expected")
    return None


def read_company(body: bytes) -> tuple[Company, tuple[Filing, ...]]:
    """A submissions body: the company, and its newest filings, newest first. Raises InputError."""
    found = read_json(body, _MAX_BODY)
    recent = _recent(found)
    cik = _cik(found.get("cik"))
    columns = {name: recent.get(name) for name in ("form", "accessionNumber", "filingDate")}
    if not all(isinstance(column, list) for column in columns.values()):
        raise InputError("the list of filings has another shape than expected")
    count = len(recent["form"])
    if any(len(column) != count for column in columns.values() if column is not None):
        raise InputError("the columns of the list of filings are not equally long")
    filings = [item for place in range(count) if (item := _filing(recent, place, cik)) is not None]
    filings.sort(key=lambda item: (item.filed, item.accession), reverse=True)
    tickers, exchanges = found.get("tickers"), found.get("exchanges")
    year_end = str(found.get("fiscalYearEnd") or "")
    company = Company(
        cik=cik,
        name=line(found.get("name")),
        ticker=line(tickers[0]) if isinstance(tickers, list) and tickers else "",
        exchange=line(exchanges[0]) if isinstance(exchanges, list) and exchanges else "",
        fiscal_year_end=f"{year_end[:2]}-{year_end[2:]}" if re.fullmatch(r"\d{4}", year_end) else "",
        former_names=_former_names(found),
    )
    return company, tuple(dict.fromkeys(filings))


def _former_names(found: dict[str, Any]) -> tuple[str, ...]:
    rows = found.get("formerNames")
    names = [line(row.get("name")) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return tuple(dict.fromkeys(name for name in names if name))[:_MOST_FORMER_NAMES]


def _recent(found: Any) -> dict[str, Any]:
    recent = (
        found.get("filings", {}).get("recent")
        if isinstance(found, dict) and isinstance(found.get("filings"), dict)
        else None
    )
    if not isinstance(recent, dict):
        raise InputError("expected a submissions body: an object with cik, name and filings.recent")
    return recent


def _filing(recent: dict[str, Any], place: int, cik: str) -> Filing | None:
    def at(name: str) -> str:
        column = recent.get(name)
        value = column[place] if isinstance(column, list) and place < len(column) else ""
        return value if isinstance(value, str) else ""

    filed = day(at("filingDate"))
    form = at("form").strip().upper()
    if filed is None or not _ACCESSION.fullmatch(at("accessionNumber")) or not _FORM.fullmatch(form):
        return None
    primary = at("primaryDocument")
    sizes = recent.get("size")
    size = sizes[place] if isinstance(sizes, list) and place < len(sizes) else 0
    return Filing(
        cik=cik,
        form=form,
        accession=at("accessionNumber"),
        filed=filed,
        primary=primary if re.fullmatch(r"[\w./-]{1,200}", primary) and ".." not in primary else "",
        description=line(at("primaryDocDescription")),
        items=tuple(item.strip() for item in at("items").split(",") if item.strip()),
        report=day(at("reportDate")),
        size=size if isinstance(size, int) else 0,
    )


def _cik(value: object) -> str:
    digits = str(value).strip()
    if not (digits.isascii() and digits.isdigit() and 0 < len(digits.lstrip("0")) <= 10):
        raise InputError(f"{shown(value)} is no number of a company")
    return digits.lstrip("0").zfill(10)


def is_form(filing: Filing, forms: Sequence[str]) -> bool:
    """Whether a filing is of one of the forms, amendments included; any is where none is named."""
    return not forms or any(filing.form == form.upper() or filing.form == f"{form.upper()}/A" for form in forms)


def documents(
    filings: Sequence[Filing], monitor: Monitor, company: Company, titles: Mapping[str, str] | None = None
) -> list[Document]:
    """The filings a monitor asks for, as documents; `titles` are those of exhibits known already, by accession."""
    return [
        Document(
            key=item.accession,
            kind="filing",
            monitor=monitor.id,
            title=(titles or {}).get(item.accession) or _title(item, company),
            url=f"{PAGES.base_url}{f'{item.folder}{item.primary}' if item.primary else item.index_path}",
            publisher=company.name,
            published=item.filed,
            form=item.form,
            accession=item.accession,
            pillar=monitor.pillar,
            why=f"{item.form} of {company.name or 'the company'}",
        )
        for item in filings
        if is_form(item, monitor.forms)
    ]  # fmt: skip


def _title(filing: Filing, company: Company) -> str:
    phrase = filing.description if filing.description.upper() not in ("", filing.form) else ""
    of = f", for the period to {filing.report}" if filing.report and filing.form[:4] in ("10-Q", "10-K", "20-F") else ""
    about = [_ITEMS.get(item, f"item {item}") for item in filing.items if item != _EXHIBITS]
    items = f": {', '.join(about)}" if about else ""
    return f"{company.name} {filing.form}{f' ({phrase})' if phrase else ''}{items}{of}".strip()


def may_be_results(filing: Filing) -> bool:
    """Whether a filing's cover is worth reading in search of a results release: a 6-K, or an 8-K of item 2.02."""
    form = filing.form.removesuffix("/A")
    return form == "6-K" or (form == "8-K" and "2.02" in filing.items)


def results_candidates(filings: Iterable[Filing]) -> list[Filing]:
    """The filings worth reading in search of results releases, at most MAX_COVERS, from filings newest first.

    A foreign issuer files a notice every few days, each as small as its results are large: after the newest ones the
    largest are read.
    """
    possible = [item for item in filings if may_be_results(item)]
    newest, others = possible[:_NEWEST_COVERS], possible[_NEWEST_COVERS:]
    return [*newest, *sorted(others, key=lambda item: -item.size)][:MAX_COVERS]


def results_days(filings: Sequence[Filing]) -> list[tuple[date, date]]:
    """The ends of reported periods and the day the results of each came: with the release (item 2.02) that was filed
    last before the report, or with the report itself.
    """
    releases = sorted(item.filed for item in filings if item.form == "8-K" and "2.02" in item.items)
    days = []
    for item in filings:
        if item.form in REPORTS and item.report is not None and item.report < item.filed:
            early = [day for day in releases if max(item.report, item.filed - _RELEASED_BEFORE) < day <= item.filed]
            days.append((item.report, early[-1] if early else item.filed))
    return sorted(days)


def is_results(text: str) -> bool:
    """Whether a cover or a release says that it is of results, and not of the day they will come or anything else."""
    head = " ".join(text[:6000].split())
    found = _RESULTS.search(head)
    if found is None:
        return False
    around = head[max(0, found.start() - 120) : found.end() + 60]
    return _NO_RESULTS.search(around) is None


def read_index(body: bytes, base_path: str) -> tuple[Exhibit, ...]:
    """The documents a filing's index page lists, each with what its column Type says. Raises InputError.

    An address there begins at the host's root; joined to the folder it would be none.
    """
    if len(body) > _MAX_BODY:
        raise InputError("the filing's index is too large")
    parser = _IndexParser()
    parser.feed(body.decode("utf-8", "replace"))
    parser.close()
    found = []
    place = -1
    for row in parser.rows:
        texts = [text for text, _ in row]
        if "Type" in texts:
            place = texts.index("Type")
        link = next((link for _, link in row if link), "")
        kind = texts[place] if 0 <= place < len(texts) else ""
        if link and kind and kind != "Type":
            described = texts[1] if len(texts) > 1 and not row[1][1] else ""
            found.append(Exhibit(kind, line(described), urlsplit(urljoin(base_path, link)).path))
    if not found:
        raise InputError("the filing's index lists no documents")
    return tuple(found)


def results_exhibit(exhibits: Sequence[Exhibit]) -> Exhibit | None:
    """The exhibit a results release is in: the first of type EX-99.1, whatever its name."""
    for wanted in ("EX-99.1", "EX-99", "EX-99.01"):
        found = next(
            (
                item
                for item in exhibits
                if item.type.upper() == wanted and item.path.lower().endswith((".htm", ".html", ".txt"))
            ),
            None,
        )
        if found is not None:
            return found
    return None


class _IndexParser(HTMLParser):
    """The rows of a page's tables, each cell with the first address in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[tuple[str, str]]] = []
        self._row: list[tuple[str, str]] | None = None
        self._text: list[str] | None = None
        self._link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._end_row()
            self._row = []
        elif tag in ("td", "th"):
            self._end_cell()
            self._text, self._link = [], ""
        elif tag == "a" and self._text is not None and not self._link:
            link = dict(attrs).get("href") or ""
            # an inline viewer in front of a document
            self._link = re.sub(r"^/ix\?doc=", "", link) if len(link) < 500 else ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _end_cell(self) -> None:
        if self._text is not None and self._row is not None and len(self._row) < 50:
            self._row.append((" ".join("".join(self._text).split()), self._link))
        self._text = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._row and len(self.rows) < 5000:
            self.rows.append(self._row)
        self._row = None
