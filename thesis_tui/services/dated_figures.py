"""Figures of an article that print no days: the user says when their period was, once for all that print the same."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from thesis_tui.errors import InputError
from thesis_tui.model.figures import long_day
from thesis_tui.model.proposals import ObservationProposal, PeriodFound, Proposals
from thesis_tui.rules.calendar_periods import FiscalYearEnd
from thesis_tui.rules.windows import Period, parse_period

_ORDINAL = re.compile(
    r"\b(?:q([1-4])|([1-4])(?:st|nd|rd|th|\.)?|(first|erste)|(second|zweite)|(third|dritte)|(fourth|vierte))"
    r"[a-z]*[ -]*(?:fiscal[ -]*)?(?:quarter|quartal|q\b|$)|([一二三四])季",
    re.IGNORECASE,
)
"""The number of a quarter as it is printed: "third-quarter", "Q3", "dritten Quartal", "三季度"."""
_HAN = "一二三四"


class Undated(NamedTuple):
    """Figures that one day or period dates: those that print the same words for it, or those of one basis that print
    none.
    """

    words: str
    basis: str

    def has(self, proposal: ObservationProposal) -> bool:
        """Whether a figure is one of them."""
        return undated_as(proposal) == self


def undated_as(proposal: object) -> Undated | None:
    """The figures that one belongs to that has no days; None of what has them, and of what is no figure."""
    if not isinstance(proposal, ObservationProposal) or proposal.as_of is not None:
        return None
    period = proposal.period
    if period is not None and period.end is not None:
        return None
    words = "" if period is None else " ".join(period.label.casefold().replace("-", " ").split())
    return Undated(words, "" if words else proposal.basis)


def with_days(found: Proposals, said: dict[Undated, Period]) -> Proposals:
    """An article's proposals with the days that the user gave to figures without."""
    if not said:
        return found
    return replace(found, observations=tuple(_dated(proposal, said) for proposal in found.observations))


def _dated(proposal: ObservationProposal, said: dict[Undated, Period]) -> ObservationProposal:
    group = undated_as(proposal)
    days = said.get(group) if group is not None else None
    if days is None:
        return proposal
    label = proposal.period.label if proposal.period else days.label
    return replace(proposal, period=PeriodFound(label, days.start, days.end), as_of=days.end)


def read_period(text: str, published: date, fiscal_year_end: FiscalYearEnd, group: Undated) -> Period:
    """The period that was typed, without a year the last before the article. Raises InputError, field "period", for
    what is none, and for one that begins after an article on figures that came.
    """
    period = parse_period(text, published, fiscal_year_end)
    if period.start > published and group.basis == "reported":
        raise InputError(f"that period begins on {long_day(period.start)}, after the article", "period")
    return period


def likely_period(group: Undated, published: date, fiscal_year_end: FiscalYearEnd) -> str:
    """The quarter of that number, of the company's year or the calendar's, that was over last before the article, as
    it can be typed; "" where the words name none.
    """
    match = _ORDINAL.search(group.words)
    if match is None:
        return ""
    numbers = [int(match[1] or match[2] or 0), *(at for at in range(1, 5) if match[at + 2])]
    number = max(numbers) or _HAN.index(match[7]) + 1
    own, of_the_calendar = (parse_period(f"{q}{number}", published, fiscal_year_end) for q in ("fq", "q"))
    # a quarter is reported within months of its end, and the other one of that number is older
    period = max(own, of_the_calendar, key=lambda period: period.end)
    return f"{period.start} to {period.end}"
