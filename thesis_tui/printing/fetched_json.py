"""JSON that others script against: `fetch --json`, `monitor list --json`. Keys may be added, never renamed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from thesis_tui.printing.json import SCHEMA, json_text

if TYPE_CHECKING:
    from thesis_tui.services.fetching import Fetched
    from thesis_tui.services.monitors import Standing


def fetched_json(found: Fetched) -> str:
    """What came of asking, as one indented JSON object that ends in a newline."""
    return json_text(
        {
            "schema": SCHEMA,
            "waiting": found.waiting,
            "outcomes": [
                {
                    "id": it.id,
                    "title": it.title,
                    "source": it.source,
                    "state": it.state,
                    "text": it.text,
                    "new": it.new,
                    "until": None if it.until is None else it.until.isoformat(timespec="seconds"),
                }
                for it in found.outcomes
            ],
            "news": list(found.news),
        }
    )


def standing_json(rows: Iterable[Standing]) -> str:
    """What is asked and how it stands."""
    return json_text(
        {
            "schema": SCHEMA,
            "monitors": [
                {
                    "id": it.id,
                    "title": it.title,
                    "source": it.source,
                    "asked": None if it.asked is None else it.asked.isoformat(timespec="seconds"),
                    "trouble": it.trouble or None,
                }
                for it in rows
            ],
        }
    )
