"""JSON that others script against: `fetch --json`, `monitor list --json`. Keys may be added, never renamed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from thesis_tui.printing.json import SCHEMA, json_text

if TYPE_CHECKING:
    from thesis_tui.services.fetch_outcomes import Fetched
    from thesis_tui.services.source_status import Watched


def fetched_json(found: Fetched, prices: str = "") -> str:
    """The outcome of asking, as one indented JSON object that ends in a newline; `prices` is how those stand."""
    return json_text(
        {
            "schema": SCHEMA,
            "waiting": found.waiting,
            "prices": prices or None,
            "offline": any(item.offline for item in found.outcomes)
            and not any(item.state in ("new", "same") for item in found.outcomes),
            "outcomes": [
                {
                    "id": item.id,
                    "title": item.title,
                    "source": item.source,
                    "state": item.state,
                    "text": item.text,
                    "new": item.new,
                    "until": None if item.until is None else item.until.isoformat(timespec="seconds"),
                }
                for item in found.outcomes
            ],
            "news": list(found.news),
        }
    )


def watched_json(rows: Iterable[Watched]) -> str:
    """Sources asked, and how each stands."""
    return json_text(
        {
            "schema": SCHEMA,
            "monitors": [
                {
                    "id": item.id,
                    "kind": item.kind,
                    "title": item.title,
                    "what": item.what,
                    "source": item.source,
                    "asked": _seconds(item.asked),
                    "came": _seconds(item.came),
                    "next": _seconds(item.due),
                    "trouble": None if item.ok else item.state,
                }
                for item in rows
            ],
        }
    )


def _seconds(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds")
