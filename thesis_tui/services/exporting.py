"""Changes a memo reports, and writing an export."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from thesis_tui.errors import InputError
from thesis_tui.services.loaded_thesis import LoadedThesis, end_of_day

if TYPE_CHECKING:
    from pathlib import Path

    from thesis_tui.model.view import View
    from thesis_tui.rules.verdict_history import VerdictChange

DAYS = 30
"""Days of changes a memo reports where nobody has looked yet."""


class Since(NamedTuple):
    """A view whose changes are those since `day`; `looked` when that day is the last look's, `asked` when given.
    `verdicts` is every change of a verdict from that day on, oldest first.
    """

    view: View
    day: date
    looked: bool
    asked: bool
    verdicts: tuple[VerdictChange, ...] = ()


def since(thesis: LoadedThesis, typed: str | None) -> Since:
    """The thesis with what changed since the day `typed`, that day included; None is the last look, or else the
    last 30 days. Raises InputError for a day that is none or is not past.
    """
    view = thesis.view()
    looked = typed is None and view.looked is not None and view.looked <= view.now
    if looked:
        assert view.looked is not None
        moment = view.looked.astimezone(view.now.tzinfo)
        day = moment.date()
    else:
        day = view.today - timedelta(days=DAYS) if typed is None else read_day(thesis, typed)
        moment = end_of_day(day - timedelta(days=1), view.now)
    verdicts = tuple(change for change in thesis.verdict_work()() if change.day >= day)
    return Since(thesis.view_since(moment), day, looked, typed is not None, verdicts)


def read_day(thesis: LoadedThesis, typed: str) -> date:
    """A day of the past as people write it. Raises InputError naming --since."""
    from thesis_tui.services import parse as reader

    try:
        return reader.day(typed, thesis.today, "--since", past=True)
    except InputError as error:
        raise InputError(f"--since: {error}", "--since") from None


def exports_path(thesis: LoadedThesis, ending: str) -> Path:
    """Where the dashboard puts an export: `exports` in the data folder, by the thesis's id and the day."""
    return thesis.places.data / "exports" / f"{thesis.id}-{thesis.today.isoformat()}.{ending}"
