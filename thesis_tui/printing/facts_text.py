"""Figures for reading: a company's from its facts, and those of a results release."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from thesis_tui.model.figures import compact, counted, cut, long_day, rounded, trimmed

if TYPE_CHECKING:
    from thesis_tui.public_data.company import CompanyFigures, Figure
    from thesis_tui.public_data.filing_changes import Changes
    from thesis_tui.public_data.release import Results

QUARTERS = 8
YEARS = 4
_PLACES = 2


def facts_text(found: CompanyFigures) -> str:
    """The last quarters, years and balances of each figure, each with its filing; what is not there, and why."""
    from thesis_tui.public_data.concepts import TITLES

    lines = [f"{found.name or 'a company without a name'} · CIK {found.cik or 'not said'} · {found.currency}"]
    for name, figures in groupby(found.figures, key=lambda item: item.figure):
        title = TITLES.get(name.removesuffix("-yoy"), name)
        lines += ["", f"{title} YoY" if name.endswith("-yoy") else title, *_rows(list(figures))]
    for split in found.splits:
        lines += ["", f"split {split.text}, first seen in the filing of {long_day(split.filed)}"]
    if found.without:
        lines += ["", "without", *(f"  {item.figure}: {item.reason}" for item in found.without)]
    return "\n".join(lines)


def _rows(figures: list[Figure]) -> list[str]:
    rows = []
    for kind, most in (("quarter", QUARTERS), ("balance", QUARTERS), ("year", YEARS)):
        newest = {(item.start, item.end): item for item in figures if item.kind == kind}
        for item in sorted(newest.values(), key=lambda item: item.end, reverse=True)[:most]:
            more = "".join(
                f" · {word}" for word in (item.weeks, "restated" if item.restated else "", item.doubt) if word
            )
            unit = item.unit.partition("/")[0]
            shown = compact(trimmed(rounded(item.value, _PLACES)), unit, sign=item.figure.endswith("-yoy")).text
            filing = f"{item.form} of {long_day(item.filed)}, {item.accession}"
            rows.append(f"  {kind} to {long_day(item.end):12}  {shown:>14}  {filing}{more}")
    return rows


def results_text(found: Results) -> str:
    """The figures of a results release, each with the row it stands in; what was not taken, and why."""
    dated = long_day(found.published) if found.published else "day unknown"
    lines = [f"{found.title or 'no title'} · {dated}"]
    for item in found.figures:
        shown = compact(item.value, item.unit, sign=item.figure.endswith("-yoy")).text
        lines += ["", f"{item.name}  {shown}  ({item.period})", f"    {item.column}", f"    “{item.quote}”"]
    if found.skipped:
        lines += ["", "not taken"]
        lines += [f"  {item.reason}" + (f": “{cut(item.quote, 100)}”" if item.quote else "") for item in found.skipped]
    return "\n".join(lines)


def changes_text(found: Changes) -> str:
    """Each change with both wordings one below the other."""
    lines: list[str] = []
    for item in found.shown:
        place = item.now or item.before
        section = f", {place.section}" if place is not None and place.section else ""
        lines.append(f"{item.kind}: {item.what}{section}")
        lines += [f"  - {item.before.text}"] if item.before is not None else []
        lines += [f"  + {item.now.text}"] if item.now is not None else []
    if found.others:
        lines.append(f"{counted(found.others, 'other sentence')} changed too")
    return "\n".join(lines) or "nothing about the pillars’ keywords changed"
