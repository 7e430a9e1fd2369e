"""A comparison with a benchmark in words."""

from __future__ import annotations

from datetime import date

from thesis_tui.model import figures
from thesis_tui.model.view import BenchmarkView, Compared


def compared_text(view: BenchmarkView, today: date) -> str:
    """ "China internet −4.1 %, the thesis +9.3 %: 13.4 points ahead since 3 Nov 2025"."""
    found = view.compared
    if found is None:
        return f"{view.name}: nothing to compare with yet; r fetches its prices"
    since, until = figures.day(found.since, today), figures.day(found.until, today)
    both = f"{view.name} {figures.percent(found.other)}, the price {figures.percent(found.own)}"
    return f"{both}: {ahead_text(found)} from {since} to {until}"


def ahead_text(found: Compared) -> str:
    """ "13.4 points ahead": of the figures as they are shown beside it."""
    ahead = figures.rounded(found.own, 1) - figures.rounded(found.other, 1)
    if not ahead:
        return "level"
    return f"{figures.grouped(abs(ahead))} points {'ahead' if ahead > 0 else 'behind'}"
