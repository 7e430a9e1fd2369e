"""PyPI downloads by pypistats.org: installations of a package without mirrors, day by day.

Most are automatic, and a day may stand out for no reason: the figure is a sum of four weeks, or their median day. A
call that fails, and a day that is missing, is never nought.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from thesis_tui.errors import InputError
from thesis_tui.model.figures import trimmed
from thesis_tui.model.live import NpmLive, PypiLive, ReadingKind
from thesis_tui.public_data.source import (
    Answer,
    Ask,
    Host,
    Measured,
    Refusal,
    day,
    encoded,
    read_json,
    shown,
    whole,
)
from thesis_tui.rules.readings import median

DAYS: Final = 28
_MOST_HOLES = 3
_OLDEST = 10
"""Days the newest count may be behind: the statistics are made once a day."""
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?")


class Pypi:
    """pypistats.org's download counts of a package without mirrors, a day or 28 days of them."""

    host: Final = Host(
        name="pypi", title="PyPI statistics", base_url="https://pypistats.org", why="installations of Python packages"
    )
    every: Final = timedelta(hours=24)

    def kind(self, live: PypiLive) -> ReadingKind:  # noqa: ARG002  (as every source has it)
        return "level"

    def fault(self, live: PypiLive) -> str:
        return "" if _NAME.fullmatch(live.package) else f'"{shown(live.package)}" is no name of a package'

    def asks(self, live: PypiLive, now: datetime) -> Sequence[Ask]:  # noqa: ARG002
        return [Ask(path=f"/api/packages/{encoded(_normal(live.package))}/overall", query=(("mirrors", "false"),))]

    def more(self, live: PypiLive, answer: Answer, asked: int) -> Ask | None:  # noqa: ARG002
        return None

    def refusal(self, answer: Answer, now: datetime) -> Refusal | None:  # noqa: ARG002
        if answer.status == 404:
            return Refusal("not_found", "PyPI statistics know no such package")
        if answer.status == 429:
            return Refusal("rate_limited", "PyPI statistics refuse for now (too many requests)")
        return None

    def read(self, live: PypiLive, answers: Sequence[Answer], now: datetime) -> Measured:
        found = read_json(answers[0].body)
        if not isinstance(found, dict) or not isinstance(found.get("data"), list):
            raise InputError("the downloads have another shape than expected")
        named = found.get("package")
        if not isinstance(named, str) or _normal(named) != _normal(live.package):
            raise InputError(f"{live.package} was asked for and {shown(named)} came")
        days = {}
        for row in found["data"]:
            if isinstance(row, dict) and row.get("category") == "without_mirrors":
                on = day(row.get("date"))
                if on is None or on >= now.date():
                    continue  # a day that is not over
                days[on] = whole(row.get("downloads"), f"the downloads of {on}")
        return of_days(live, days, now)


def of_days(live: PypiLive | NpmLive, days: dict[date, int], now: datetime) -> Measured:
    """The figure of the last 28 days that have been counted. Raises InputError where too many are missing."""
    newest = max(days, default=None)
    if newest is None:
        raise InputError("no day has been counted")
    if (now.date() - newest).days > _OLDEST:
        raise InputError(f"the newest day that was counted is {newest}")
    wanted = [newest - timedelta(days=back) for back in range(DAYS)]
    counted = [Decimal(days[on]) for on in wanted if on in days]
    holes = DAYS - len(counted)
    if holes > _MOST_HOLES:
        raise InputError(f"{holes} of the last {DAYS} days have not been counted")
    if not any(counted):
        raise InputError(f"every one of the last {DAYS} days is zero; that is a source that does not count")
    middle = median(counted)
    value = middle if live.figure == "downloads-day" else sum(counted) + middle * holes
    basis = "median day of four weeks" if live.figure == "downloads-day" else "sum of four weeks"
    if holes:
        basis += f", {holes} missing {'day' if holes == 1 else 'days'} taken as the median"
    return Measured(value=trimmed(value), data_day=newest, start=wanted[-1], end=newest, basis=basis)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


SOURCE: Final = Pypi()
