"""Filings of the companies a thesis watches: which are new, and the figures in them that are its metrics.

A company's number is looked up once and remembered. Its facts are asked for when a report was filed since they were
last read; a results release is found by its exhibit's type among filings that may be one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

from thesis_tui.errors import FeedError, InputError, StorageError
from thesis_tui.model.documents import Document, DocumentFigure
from thesis_tui.model.figures import counted
from thesis_tui.model.file_format import FORMAT, newer_json
from thesis_tui.model.live import Monitor, ResultsLive, XbrlLive
from thesis_tui.model.objects import Observation
from thesis_tui.public_data.documents import sec
from thesis_tui.public_data.source import Answer, Ask, Host, Refusal
from thesis_tui.services.due import FOLDER
from thesis_tui.services.live import wanted_lines
from thesis_tui.services.source_request import Asker
from thesis_tui.services.waiting_documents import FigureKey, dropped_figures

if TYPE_CHECKING:
    from pathlib import Path

    from thesis_tui.model.objects import Metric
    from thesis_tui.prices.memory import Memory
    from thesis_tui.public_data.company import Figure
    from thesis_tui.public_data.documents.sec import Company, Filing
    from thesis_tui.services.desk import Desk

FILE: Final = "filings.json"
# Twelve years.
MOST_QUARTERS: Final = 48
_MOST_LOOKED = 2000
_MOST_ANNOUNCED = 8
_TENTH = Decimal("0.1")


class Known(Struct, omit_defaults=True):
    """Facts learned of companies: numbers by ticker, filings looked at, the report whose facts were read last."""

    format: int = FORMAT
    ciks: dict[str, str] = {}
    looked: list[str] = []
    facts: dict[str, str] = {}
    days: dict[str, list[tuple[date, date]]] = {}
    """By company: ends of periods and when their results came."""
    announced: dict[str, list[tuple[date, date]]] = {}
    """By company: when it said on which day results will come, and that day."""


def read_known(path: Path) -> Known:
    """The facts known of companies; none where the file cannot be read."""
    try:
        raw = path.read_bytes()
        return Known() if newer_json(raw) else msgspec.json.decode(raw, type=Known)
    except (OSError, ValueError, RecursionError):
        return Known()


class Filed:
    """The filings side of fetching."""

    host: Host = sec.DATA

    def __init__(self, desk: Desk, asker: Asker, memory: Memory) -> None:
        self._desk = desk
        self._asker = asker
        self._memory = memory
        self._path = desk.places.cache / FOLDER / FILE
        self._known = read_known(self._path)
        self._companies: dict[str, tuple[Company, tuple[Filing, ...]]] = {}

    async def documents(self, monitor: Monitor, since: datetime) -> list[Document]:
        """A monitor's filings since a day. Raises FeedError, InputError."""
        company, filings = await self._company(monitor.issuer)
        recent = [item for item in filings if item.filed >= since.date()]
        return sec.documents(recent, monitor, company)

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
                if any(isinstance(item.live, ResultsLive) and item.live.issuer == issuer for item in metrics) or facts:
                    await self._results(company, filings, since.date(), keep)
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
        answer = await self._asker.ask(sec.PAGES, sec.tickers_ask(), sec_refusal)
        company = sec.find_company(answer.body, ticker)
        if company is None:
            raise FeedError(f"the SEC knows no company with the symbol {ticker}", "not_found", sec.DATA.name)
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
        if newest is None or self._known.facts.get(company.cik) == newest.accession:
            return
        answer = await self._asker.ask(sec.DATA, sec.facts_ask(company.cik), sec_refusal)
        found = company_figures(answer.body)
        # until then the facts are behind the filings, and are asked for again
        complete = any(item.accession == newest.accession for item in found.figures)
        mine = [
            _figure(metric, item, company.cik)
            for metric in metrics
            if isinstance(metric.live, XbrlLive)
            for item in reversed(_newest(found.figures, metric.live.figure))
        ]
        fresh = self._unknown(mine)
        if fresh:
            keep(_facts_document(company, found.name, newest, fresh), b"")
        if complete:
            self._known.facts[company.cik] = newest.accession

    # figures of results releases

    async def _results(
        self, company: Company, filings: Iterable[Filing], since: date, keep: Callable[[Document, bytes], None]
    ) -> None:
        looked = 0
        for filing in filings:
            # filings come newest first
            if filing.filed < since or looked >= sec.MAX_COVERS:
                break
            if not sec.may_be_results(filing) or filing.accession in self._known.looked:
                continue
            looked += 1
            try:
                found = await self._release(company, filing)
            except FeedError as error:
                if error.failure != "not_found":
                    raise
                found = None  # a page that is not there: the next filing may be the one
            if found is not None:
                keep(*found)
            # after it was kept: what fails in between is looked at again
            self._known.looked.append(filing.accession)

    async def _release(self, company: Company, filing: Filing) -> tuple[Document, bytes] | None:
        """A filing's results release with the figures that are the thesis's metrics; None where it is none."""
        from thesis_tui.public_data.filing_page import read_page
        from thesis_tui.public_data.results import results_of

        ask = Ask(path=filing.index_path, accept="text/html")
        index = await self._asker.ask(sec.PAGES, ask, sec_refusal)
        exhibit = sec.results_exhibit(sec.read_index(index.body, filing.index_path))
        if exhibit is None:
            return None
        answer = await self._asker.ask(sec.PAGES, Ask(path=exhibit.path, accept="text/html"), sec_refusal)
        try:
            page = read_page(answer.body)
            if not sec.is_results(page.text):
                self._announced(company, page.text, filing.filed)
                return None
            results = results_of(page, wanted_lines(self._desk.book().thesis), self._desk.fiscal_year_end)
        except InputError:
            return None
        figures = [
            DocumentFigure(
                metric=item.metric, value=item.value, unit=item.unit, start=item.start, end=item.end,
                period=item.period, label=item.label, column=item.column, quote=item.quote,
                prior=item.prior,
            )
            for item in results.figures
            if item.metric is not None
        ]  # fmt: skip
        fresh = self._unknown(figures)
        reasons = "; ".join(dict.fromkeys(item.reason for item in results.skipped))
        document = Document(
            key=filing.accession, kind="filing", monitor="", title=results.title or f"{company.name} results",
            url=f"{sec.PAGES.base_url}{exhibit.path}", publisher=company.name, published=filing.filed, form=filing.form,
            accession=filing.accession, why="results", note="" if fresh else reasons, figure=tuple(fresh),
        )  # fmt: skip
        return document, answer.body

    def _announced(self, company: Company, text: str, filed: date) -> None:
        """Remembers the day that a notice says results will come on."""
        from thesis_tui.public_data.announcements import announced_day

        day = announced_day(text, filed)
        known = self._known.announced.setdefault(company.cik, [])
        if day is not None and (filed, day) not in known:
            known.append((filed, day))
            del known[:-_MOST_ANNOUNCED]

    def _unknown(self, figures: Iterable[DocumentFigure]) -> list[DocumentFigure]:
        """Those the thesis does not have, and the user did not drop: the same value of the same span is had."""
        book = self._desk.book()
        known = [item for named in book.sources for item in named.source.observation]
        known += [item.what for item in book.entries if isinstance(item.what, Observation)]
        had: set[FigureKey] = {(item.metric, item.start, item.end, item.quantity.base) for item in known}
        had |= dropped_figures(self._desk)
        return [item for item in figures if (item.metric, item.start, item.end, item.value) not in had]

    def _save(self) -> None:
        from thesis_tui.storage.disk import write_atomically

        self._known.looked = self._known.looked[-_MOST_LOOKED:]
        try:
            write_atomically(os.fspath(self._path), msgspec.json.encode(self._known), durable=False)
        except StorageError:
            return  # it is looked up again


def _facts_document(company: Company, name: str, newest: Filing, figures: list[DocumentFigure]) -> Document:
    """All new figures of a company's facts as one document, named by how many quarters of how many metrics."""
    quarters = len({item.end for item in figures})
    metrics = counted(len({item.metric for item in figures}), "metric")
    return Document(
        key=f"facts-{newest.accession}", kind="filing", monitor="",
        title=f"{company.name or name}: figures of {counted(quarters, 'quarter')} for {metrics}",
        url=f"{sec.PAGES.base_url}{newest.index_path}", publisher=company.name, published=newest.filed,
        form=newest.form, accession=newest.accession, why="figures of your metrics", figure=tuple(figures),
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


def sec_refusal(answer: Answer, now: datetime) -> Refusal | None:  # noqa: ARG001  (as sources have it)
    """Why an answer of the SEC holds no data, None where it does."""
    return sec.refusal(answer)
