"""Results releases of a company, found by their exhibits' type among filings that may be one, with their figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from thesis_tui.errors import FeedError, InputError
from thesis_tui.model.documents import Document, DocumentFigure
from thesis_tui.public_data.documents import sec
from thesis_tui.public_data.source import Answer, Ask, Refusal
from thesis_tui.services.live import wanted_lines

if TYPE_CHECKING:
    from thesis_tui.public_data.documents.sec import Company, Filing
    from thesis_tui.services.desk import Desk
    from thesis_tui.services.known_filings import Known
    from thesis_tui.services.source_request import Asker

A_YEAR = timedelta(days=350)
"""Of results that a thesis wants, whenever it began: four quarters, and not the one a year ago."""
_MOST_ANNOUNCED = 8


def wanted_since(filings: Iterable[Filing], since: date, today: date, *, lines: bool) -> date:
    """From which day releases are read. `lines` says whether metrics are lines of releases; without, only what reports
    do not have yet is wanted of a company that files quarters.
    """
    report = next((item for item in filings if item.form.startswith(sec.REPORTS)), None)
    if not lines and report is not None and report.form.startswith("10-"):
        return report.filed + timedelta(days=1)
    return min(since, today - A_YEAR)


class Releases:
    """Asks through `asker`; `known` remembers which filings were looked at, and what was in them."""

    def __init__(
        self,
        desk: Desk,
        asker: Asker,
        known: Known,
        unknown: Callable[[Iterable[DocumentFigure]], list[DocumentFigure]],
    ) -> None:
        self._desk = desk
        self._asker = asker
        self._known = known
        self._unknown = unknown

    async def read(
        self, company: Company, filings: Sequence[Filing], since: date, keep: Callable[[Document, bytes], None]
    ) -> None:
        """Gives `keep` each release since a day that was not looked at before. Raises FeedError, and InputError where
        none of the filings can be read.
        """
        fresh = [item for item in filings if item.filed >= since and item.accession not in self._known.looked]
        fault: FeedError | InputError | None = None
        any_read = False
        for filing in sec.results_candidates(fresh):
            try:
                found = await self._release(company, filing)
            except FeedError as error:
                if error.failure not in ("not_found", "bad_payload"):
                    raise
                fault, found = error, None
            except InputError as error:
                fault, found = error, None
            else:
                any_read, fault = True, None
            if found is not None:
                keep(*found)
            # after it was kept, and not where it cannot be read now: the next filing may be the one, and this is looked
            # at again
            if fault is None or (isinstance(fault, FeedError) and fault.failure == "not_found"):
                self._known.looked.append(filing.accession)
        if fault is not None and not any_read and (isinstance(fault, InputError) or fault.failure == "bad_payload"):
            raise fault

    async def _release(self, company: Company, filing: Filing) -> tuple[Document, bytes] | None:
        """A filing's results release with the figures that are the thesis's metrics; None where it is none."""
        from thesis_tui.public_data.filing_page import read_page
        from thesis_tui.public_data.results import results_of
        from thesis_tui.public_data.titles import title_of

        index = await self._asker.ask(sec.PAGES, Ask(path=filing.index_path, accept="text/html"), sec_refusal)
        exhibit = sec.results_exhibit(sec.read_index(index.body, filing.index_path))
        if exhibit is None:
            return None
        answer = await self._asker.ask(sec.PAGES, Ask(path=exhibit.path, accept="text/html"), sec_refusal)
        try:
            page = read_page(answer.body)
            if not sec.is_results(page.text):
                self._known.titles[filing.accession] = title_of(page)
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


def sec_refusal(answer: Answer, now: datetime) -> Refusal | None:  # noqa: ARG001  (as sources have it)
    """Why an answer of the SEC holds no data, None where it does."""
    return sec.refusal(answer)
