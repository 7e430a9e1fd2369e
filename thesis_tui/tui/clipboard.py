"""The line in focus as text to be taken elsewhere, with the source it stands on."""

from __future__ import annotations

from thesis_tui.model.view import Origin, Target, View
from thesis_tui.pages.spans import Row
from thesis_tui.tui.block import BlockView


def words_of(view: View, block: BlockView) -> str:
    """The text of the line under the cursor, of a panel all its lines, with the source named last; "" for nothing."""
    text = "\n".join(line for line in (_text(row) for row in block.focused_rows()) if line)
    origin = _origin_of(view, block.target) if text else None
    if origin is None:
        return text
    published = f", {origin.published.isoformat()}" if origin.published else ""
    named = f"{origin.label}{published}{f' <{origin.url}>' if origin.url else ''}"
    return f"{text}\n({named})"


def _text(row: Row) -> str:
    return " ".join("".join(span.text for span in row.line).split())


def _origin_of(view: View, target: Target | None) -> Origin | None:
    """Where a target is from; of a metric its newest figure, of what the user entered nothing."""
    if target is None:
        return None
    found = next(
        (item for kind, identity, item in _origins(view) if (kind, identity) == (target.kind, target.id)), None
    )
    return found if found is not None and (found.number or found.url) else None


def _origins(view: View) -> list[tuple[str, str, Origin]]:
    found = [("level", item.level.id, item.origin) for item in view.levels]
    found += [("milestone", item.milestone.id, item.origin) for item in view.milestones]
    found += [("evidence", item.evidence.id, item.origin) for item in view.evidence]
    found += [("source", item.source.id, item.origin) for item in view.sources]
    found += [("listing", symbol, item.origin) for symbol, item in view.current.items()]
    for metric in view.metrics:
        newest = metric.latest or next(iter(metric.observations), None)
        if newest is not None:
            found.append(("metric", metric.metric.id, newest.origin))
        found += [("observation", item.observation.id, item.origin) for item in metric.observations]
    return found
