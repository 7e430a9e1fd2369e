"""Filings of the companies a thesis watches: which are new, and the figures in them that are its metrics.

A company's number is looked up once and remembered. Its facts are asked for when a report was filed since they were
last read; a results release is found by its exhibit's type among filings that may be one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from thesis_tui.errors import FeedError, InputError
from thesis_tui.model.documents import Document, DocumentFigure
from thesis_tui.model.figures import counted
from thesis_tui.model.live import Monitor, ResultsLive, XbrlLive
from thesis_tui.model.objects import Observation
from thesis_tui.public_data.documents import sec
from thesis_tui.public_data.source import Ask, Host
from thesis_tui.services.due import FOLDER
from thesis_tui.services.known_filings import FILE, TICKERS_EVERY, read_known, write_known
from thesis_tui.services.releases import Releases, sec_refusal, wanted_since
from thesis_tui.services.source_request import Asker
from thesis_tui.services.waiting_documents import FigureKey, dropped_figures

if TYPE_CHECKING:
    from thesis_tui.model.objects import Metric
    from thesis_tui.prices.memory import Memory
    from thesis_tui.public_data.company import CompanyFigures, Figure
    from thesis_tui.public_data.documents.sec import Company, Filing
    from thesis_tui.services.desk import Desk

FACTS: Final = "figures of your metrics"
"""The reason for which a document of a company's facts is shown."""
# Twelve years.
MOST_QUARTERS: Final = 48
_TENTH = Decimal("0.1")


class Filed:
    """The filings side of fetching."""

    host: Host = sec.DATA

    def __init__(self, desk: Desk, asker: Asker, memory: Memory) -> None:
        self._desk = desk
        self._asker = asker
        self._memory = memory
        self._path = desk.places.cache / FOLDER / FILE
        self._known = read_known(self._path)
        self._releases = Releases(desk, asker, self._known, self._unknown)
        self._companies: dict[str, tuple[Company, tuple[Filing, ...]]] = {}
        self._tickers = b""

    async def documents(self, monitor: Monitor, since: datetime) -> list[Document]:
        """A monitor's filings since a day. Raises FeedError, InputError."""
        company, filings = await self._company(monitor.issuer)
        recent = [item for item in filings if item.filed >= since.date()]
        return sec.documents(recent, monitor, company, self._known.titles)

    async def before(self, document: Document) -> tuple[Document, bytes] | None:
        """The report of the same form before one of a company that was asked for, and its text; None where there is
        none, or it cannot be had.
        """
        for company, filings in self._companies.values():
            mine = next((item for item in filings if item.accession == document.accession), None)
            if mine is None:
                continue
            # an amendment is held against what it amends
            form = mine.form.removesuffix("/A")
            earlier = next((item for item in filings if item.form == form and item.filed < mine.filed), None)
            if earlier is None:
                return None
            monitor = Monitor(id=document.monitor, source="sec", pillar=document.pillar)
            (found,) = sec.documents([earlier], monitor, company)
            body = await self.prose(found)
            return (found, body) if body else None
        return None

    async def prose(self, document: Document) -> bytes:
        """The text of a report, to be held against the next one of its form; nothing for other documents, and where it
        cannot be had: the document waits without.
        """
        if not document.form.startswith(sec.REPORTS) or not document.url.startswith(sec.PAGES.base_url):
            return b""
        try:
            path = document.url.removeprefix(sec.PAGES.base_url)
            answer = await self._asker.ask(sec.PAGES, Ask(path=path, accept="text/html"), sec_refusal)
        except FeedError:
            return b""
        return answer.body

    async def figures(self, since: datetime, keep: Callable[[Document, bytes], None]) -> None:
        """Gives `keep` each filing with figures of the thesis's metrics that are not known yet, and the bytes they
        stand in, as it is found: what fails later takes nothing back. Raises FeedError, InputError.
        """
        metrics = self._desk.book().thesis.metric
        issuers = dict.fromkeys(item.live.issuer for item in metrics if isinstance(item.live, XbrlLive | ResultsLive))
        fault: FeedError | InputError | None = None
        for issuer in issuers:
            try:
                company, filings = await self._company(issuer)
                facts = [item for item in metrics if isinstance(item.live, XbrlLive) and item.live.issuer == issuer]
                if facts:
                    await self._facts(company, filings, facts, keep)
                lines = any(isinstance(item.live, ResultsLive) and item.live.issuer == issuer for item in metrics)
                if lines or facts:
                    first = wanted_since(filings, since.date(), self._desk.today, lines=lines)
                    await self._releases.read(company, filings, first, keep)
            # one company that fails must not keep the others from being asked
            except (FeedError, InputError) as error:
                fault = fault or error
            finally:
                self._save()
        if fault is not None:
            raise fault

    async def _company(self, issuer: str) -> tuple[Company, tuple[Filing, ...]]:
        if issuer in self._companies:
            return self._companies[issuer]
        cik = await self._cik(issuer)
        # the first listing's company may be named by its symbol elsewhere in the thesis
        known = next((item for item in self._companies.values() if item[0].cik == cik), None)
        if known is not None:
            self._companies[issuer] = known
        else:
            answer = await self._asker.ask(sec.DATA, sec.submissions_ask(cik), sec_refusal)
            company, filings = sec.read_company(answer.body)
            self._companies[issuer] = company, filings
            self._known.days[company.cik] = sec.results_days(filings)
            self._save()
        return self._companies[issuer]

    async def _cik(self, issuer: str) -> str:
        thesis = self._desk.book().thesis
        ticker = issuer or thesis.listing[0].symbol
        # the SEC's own number, ten digits with leading noughts
        if ticker.isascii() and ticker.isdigit():
            return ticker.zfill(10)
        known = self._known.ciks.get(ticker)
        if known:
            return known
        seen = self._known.nobody.get(ticker)
        if seen is not None and self._desk.today - seen < TICKERS_EVERY:
            raise _nobody(ticker)
        # once for all symbols of a thesis
        self._tickers = self._tickers or (await self._asker.ask(sec.PAGES, sec.tickers_ask(), sec_refusal)).body
        company = sec.find_company(self._tickers, ticker)
        if company is None:
            self._known.nobody[ticker] = self._desk.today
            self._save()
            raise _nobody(ticker)
        self._known.nobody.pop(ticker, None)
        self._known.ciks[ticker] = company.cik
        self._save()
        return company.cik

    # figures of reports

    async def _facts(
        self,
        company: Company,
        filings: Iterable[Filing],
        metrics: list[Metric],
        keep: Callable[[Document, bytes], None],
    ) -> None:
        """One document with all figures of the metrics, where a report came since they were last read."""
        from thesis_tui.public_data.company import company_figures

        newest = next((item for item in filings if item.form.startswith(sec.REPORTS)), None)
        if newest is None or not self._known.facts_wanted(company.cik, newest.accession, self._desk.now()):
            return
        try:
            answer = await self._asker.ask(sec.DATA, sec.facts_ask(company.cik), sec_refusal)
        except FeedError as error:
            if error.failure != "not_found":
                raise
            # a company without facts has releases all the same
            self._known.without[company.cik] = {metric.title: "the SEC has no facts of it" for metric in metrics}
            self._known.facts_came(company.cik, newest.accession, self._desk.now(), complete=False)
            return
        found = company_figures(answer.body)
        # the facts may be behind the filings; what is in them now is of the newest report they have
        stated = {item.accession for item in found.figures}
        report = next(
            (item for item in filings if item.form.startswith(sec.REPORTS) and item.accession in stated), newest
        )
        mine = [
            _figure(metric, item, company.cik)
            for metric in metrics
            if isinstance(metric.live, XbrlLive)
            for item in reversed(_newest(found.figures, metric.live.figure))
        ]
        without = _without(found, metrics)
        self._known.without[company.cik] = without
        fresh = self._unknown(mine)
        if fresh:
            keep(_facts_document(company, found.name, report, fresh, without), b"")
        complete = newest.accession in stated
        self._known.facts_came(company.cik, newest.accession, self._desk.now(), complete=complete)

    def _unknown(self, figures: Iterable[DocumentFigure]) -> list[DocumentFigure]:
        """Those the thesis does not have, and the user did not drop: the same value of the same span is had."""
        book = self._desk.book()
        known = [item for named in book.sources for item in named.source.observation]
        known += [item.what for item in book.entries if isinstance(item.what, Observation)]
        had: set[FigureKey] = {(item.metric, item.start, item.end, item.quantity.base) for item in known}
        had |= dropped_figures(self._desk)
        return [item for item in figures if (item.metric, item.start, item.end, item.value) not in had]

    def _save(self) -> None:
        write_known(self._path, self._known)


def _nobody(ticker: str) -> FeedError:
    return FeedError(f"the SEC knows no company with the symbol {ticker}", "not_found", sec.DATA.name)


def _without(found: CompanyFigures, metrics: Iterable[Metric]) -> dict[str, str]:
    """The titles of metrics a company files no figures for, or none any more, and why."""
    reasons = {item.figure: item.reason for item in found.without}
    there = {item.figure for item in found.figures}
    return {
        # growth is missing for the reason its figure is
        metric.title: reasons.get(metric.live.figure)
        or reasons.get(metric.live.figure.removesuffix("-yoy"), "the company files no such figure")
        for metric in metrics
        if isinstance(metric.live, XbrlLive) and (metric.live.figure not in there or metric.live.figure in reasons)
    }


def _facts_document(
    company: Company, name: str, report: Filing, figures: list[DocumentFigure], without: Mapping[str, str]
) -> Document:
    """All new figures of a company's facts as one document, named by how many periods of how many metrics; its note
    is what the company files no figures for.
    """
    # who reports by the year has years alone
    years = all(
        item.start is not None and item.end is not None and (item.end - item.start).days > 200 for item in figures
    )
    periods = counted(len({item.end for item in figures}), "year" if years else "quarter")
    metrics = counted(len({item.metric for item in figures}), "metric")
    return Document(
        key=f"facts-{report.accession}", kind="filing", monitor="",
        title=f"{company.name or name}: figures of {periods} for {metrics}",
        url=f"{sec.PAGES.base_url}{report.index_path}", publisher=company.name, published=report.filed,
        form=report.form, accession=report.accession, why=FACTS, figure=tuple(figures),
        note="; ".join(f"no {title}: {reason}" for title, reason in without.items()),
    )  # fmt: skip


def _newest(figures: Iterable[Figure], name: str) -> list[Figure]:
    """A figure's newest value of each quarter, or of each year of a company that has no quarters."""
    mine = [item for item in figures if item.figure == name]
    # where there are quarters a year would repeat four of them
    kinds = ("quarter",) if any(item.kind == "quarter" for item in mine) else ("year", "balance")
    newest = {(item.start, item.end): item for item in mine if item.kind in kinds}
    return sorted(newest.values(), key=lambda item: item.end)[-MOST_QUARTERS:]


def _figure(metric: Metric, item: Figure, cik: str) -> DocumentFigure:
    what = f"{item.tag}, {item.basis}, {item.form} of {item.filed}, {item.accession}"
    return DocumentFigure(
        metric=metric.id, value=_shown(item), unit=item.unit.partition("/")[0], start=item.start, end=item.end,
        period=f"{item.kind} to {item.end}", label=item.tag, column=f"{item.form} {item.accession}", quote=what,
        restated=item.restated, doubt=item.doubt, filed=item.filed,
        url=f"{sec.PAGES.base_url}{sec.index_path(cik, item.accession)}",
    )  # fmt: skip


def _shown(item: Figure) -> Decimal:
    """A percentage as companies print it, to a tenth: what was divided has more digits than were stated."""
    return item.value.quantize(_TENTH) if item.unit == "%" else item.value
