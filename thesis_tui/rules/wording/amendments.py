"""Amendments in words, as the journal tells them."""

from __future__ import annotations

from collections.abc import Callable

from thesis_tui.model import figures
from thesis_tui.model.journal import Amendment

# A line of the journal: what is longer is read whole in the entry itself.
_LONGEST = 80
_FIELD_NAMES = {
    "fiscal_year_end": "the fiscal year end", "aliases": "other names", "claim": "the claim", "key": "the key figure",
    "keywords": "the keywords", "unit": "the unit", "better": "better when", "measures": "what it measures",
    "short": "the short title", "live": "the live source", "feeds": "the symbols at feeds", "url": "the address",
    "name": "the name", "stance": "the stance", "since": "held since", "venue": "the venue",
    "currency": "the currency", "units": "units to one of the first listing", "publisher": "the publisher",
    "published": "the day", "pillar": "the pillar", "change": "shown as a change",
}  # fmt: skip


def amended_text(what: Amendment, title: str, titles: Callable[[str], str]) -> str:
    """An amendment as one line: "pillar Cloud growth renamed Cloud". `titles` gives the name of an id."""
    thing = "" if what.of == "thesis" else f"{what.of} {title or what.name}"
    value = figures.cut(" ".join(what.value.split()), _LONGEST)
    match what.field:
        case "title" if what.before is None:
            return f"{what.of} added: {value}"
        case "title":
            return f"{what.of} {figures.cut(what.before or what.name, _LONGEST)} renamed {value}"
        case "retired":
            return f"{thing} retired" if what.value else f"{thing} restored"
        case "merged" if what.of == "listing":
            return f"{thing} is {what.value} now" if what.value else f"{thing} has its symbol again"
        case "merged":
            return f"{thing} counted as {titles(what.value)}" if what.value else f"{thing} counted by itself again"
        case "order":
            return (
                f"pillars in the order {figures.cut(', '.join(titles(text) for text in what.value.split()), _LONGEST)}"
            )
        case "pillar":
            return f"{thing} moved to {titles(what.value) if what.value else 'no pillar'}"
        case "assumed":
            return f"{thing}: the venue is confirmed" if not what.value else f"{thing}: the venue is assumed"
    name = _FIELD_NAMES.get(what.field, what.field)
    return f"{thing + ': ' if thing else ''}{name} {value or 'none'}"
