"""npm downloads: installations of a package, day by day. Days not yet counted come as nought, at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from thesis_tui.errors import InputError
from thesis_tui.model.live import NpmLive, ReadingKind
from thesis_tui.public_data.source import Answer, Ask, Host, Measured, Refusal, day, read_json, shown, whole
from thesis_tui.public_data.sources.pypi import of_days

_NAME = re.compile(r"(?:@[a-z0-9~-][a-z0-9._~-]{0,60}/)?[a-zA-Z0-9~-][a-zA-Z0-9._~-]{0,120}")
_ASKED_DAYS = 42
"""The 28 that count, the ten that the newest count may be behind, and a few more."""


class Npm:
    """npm's download counts of a package, a day or 28 days of them."""

    host: Final = Host(
        name="npm", title="npm", base_url="https://api.npmjs.org", why="installations of JavaScript packages"
    )
    every: Final = timedelta(hours=24)

    def kind(self, live: NpmLive) -> ReadingKind:  # noqa: ARG002  (as every source has it)
        return "level"

    def fault(self, live: NpmLive) -> str:
        return "" if _NAME.fullmatch(live.package) else f'"{shown(live.package)}" is no name of a package'

    def asks(self, live: NpmLive, now: datetime) -> Sequence[Ask]:
        start, end = now.date() - timedelta(days=_ASKED_DAYS), now.date() - timedelta(days=1)
        return [Ask(path=f"/downloads/range/{start}:{end}/{live.package}")]

    def more(self, live: NpmLive, answer: Answer, asked: int) -> Ask | None:  # noqa: ARG002
        return None

    def refusal(self, answer: Answer, now: datetime) -> Refusal | None:  # noqa: ARG002
        if answer.status == 404:
            return Refusal("not_found", "npm knows no such package")
        return None

    def read(self, live: NpmLive, answers: Sequence[Answer], now: datetime) -> Measured:
        found = read_json(answers[0].body)
        if not isinstance(found, dict) or not isinstance(found.get("downloads"), list):
            raise InputError("the downloads have another shape than expected")
        if found.get("package") != live.package:
            raise InputError(f"{live.package} was asked for and {shown(found.get('package'))} came")
        days = {}
        for row in found["downloads"]:
            on = day(row.get("day")) if isinstance(row, dict) else None
            if on is None:
                raise InputError("a day of downloads has another shape than expected")
            days[on] = whole(row.get("downloads"), f"the downloads of {on}")
        for on in sorted(days, reverse=True):
            if days[on]:
                break
            del days[on]  # not counted yet
        return of_days(live, {on: count for on, count in days.items() if on < now.date()}, now)


SOURCE: Final = Npm()
