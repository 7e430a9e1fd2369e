"""The line in focus as text to be taken elsewhere, with the source it stands on."""

from __future__ import annotations

from thesis_tui.model.view import View
from thesis_tui.pages.spans import Row
from thesis_tui.tui.block import BlockView


def words_of(view: View, block: BlockView) -> str:
    """The text of the line under the cursor, of a panel all its lines, with the source named last; "" for nothing."""
    from thesis_tui.tui.targets import origin_of  # loaded by the key, not with the first screen

    text = "\n".join(line for line in (_text(row) for row in block.focused_rows()) if line)
    origin = origin_of(view, block.target) if text else None
    if origin is None or not (origin.number or origin.url):  # entered by hand
        return text
    published = f", {origin.published.isoformat()}" if origin.published else ""
    named = f"{origin.label}{published}{f' <{origin.url}>' if origin.url else ''}"
    return f"{text}\n({named})"


def _text(row: Row) -> str:
    return " ".join("".join(span.text for span in row.line).split())
