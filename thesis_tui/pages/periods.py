"""Labels of periods for columns."""

from __future__ import annotations

from datetime import date

from thesis_tui.model import figures
from thesis_tui.model.objects import Observation
from thesis_tui.rules.calendar_periods import period_name


def period_label(observation: Observation, fiscal_year_end: str, today: date) -> str:
    """The fiscal period its dates bound ("FQ2 2026"), else the label as printed, else its day, else "undated".

    Raises InputError when `fiscal_year_end` is not a month and day like "03-31".
    """
    name = period_name(observation, fiscal_year_end)
    if name:
        return name
    return figures.day(observation.until, today) if observation.until is not None else "undated"


def short_label(label: str) -> str:
    """A period's label for the foot of a column: "FQ2 26", "FY 25", "Dec 25"; others as they are."""
    head, _, year = label.rpartition(" ")
    return f"{head} {year[2:]}" if head and len(year) == 4 and year.isdecimal() else label
