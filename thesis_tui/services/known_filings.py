"""Facts learned of companies and their filings, kept in the cache so that nothing is looked up twice."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

from thesis_tui.errors import StorageError
from thesis_tui.model.file_format import FORMAT, newer_json

if TYPE_CHECKING:
    from pathlib import Path

FILE: Final = "filings.json"
TICKERS_EVERY: Final = timedelta(days=7)
"""How long the list of all companies is left alone: 730 KB for one line of it."""
_FACTS_AGAIN: Final = (timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
"""How long after each asking a company's facts are asked for again, as long as its newest report is not in them. How
far they lag is not documented; a report that is not there after the last one will not come: an amendment may state no
figures.
"""
# The oldest drop out: the file is read at every fetch and has to stay small.
_MOST_LOOKED = 2000


class Behind(Struct, frozen=True):
    """A report that was not in its company's facts yet: when they were asked for last, and how often."""

    accession: str
    asked: datetime
    times: int


class Known(Struct, omit_defaults=True):
    """Facts learned of companies: numbers by ticker, filings looked at, the report whose facts were read last."""

    format: int = FORMAT
    ciks: dict[str, str] = {}
    nobody: dict[str, date] = {}
    """Symbols that are no company's, and the day that was seen."""
    looked: list[str] = []
    facts: dict[str, str] = {}
    behind: dict[str, Behind] = {}
    """By company the report that its facts do not have yet."""
    titles: dict[str, str] = {}
    """Of filings that were looked at and are no results, by accession."""
    without: dict[str, dict[str, str]] = {}
    """By company the metrics it files no figures for, and why."""
    days: dict[str, list[tuple[date, date]]] = {}
    """By company: ends of periods and when their results came."""
    announced: dict[str, list[tuple[date, date]]] = {}
    """By company: when it said on which day results will come, and that day."""

    def facts_wanted(self, cik: str, accession: str, now: datetime) -> bool:
        """Whether a company's facts are asked for: its newest report is not known to be in them, nor asked for in vain
        a short time ago.
        """
        behind = self.behind.get(cik)
        if behind is None or behind.accession != accession:
            return self.facts.get(cik) != accession
        return now - behind.asked >= _FACTS_AGAIN[behind.times - 1]

    def facts_came(self, cik: str, accession: str, now: datetime, *, complete: bool) -> None:
        """Remembers that facts were read, and whether the newest report is in them."""
        before = self.behind.pop(cik, None)
        times = before.times + 1 if before is not None and before.accession == accession else 1
        if complete or times > len(_FACTS_AGAIN):
            self.facts[cik] = accession
        else:
            self.behind[cik] = Behind(accession, now, times)


def read_known(path: Path) -> Known:
    """The facts known of companies; none where the file cannot be read."""
    try:
        raw = path.read_bytes()
        return Known() if newer_json(raw) else msgspec.json.decode(raw, type=Known)
    except (OSError, ValueError, RecursionError):
        return Known()


def write_known(path: Path, known: Known) -> None:
    """Writes them down; what cannot be written is looked up again."""
    from thesis_tui.storage.disk import write_atomically

    known.looked = known.looked[-_MOST_LOOKED:]
    known.titles = dict(list(known.titles.items())[-_MOST_LOOKED:])
    try:
        write_atomically(os.fspath(path), msgspec.json.encode(known), durable=False)
    except StorageError:
        return
