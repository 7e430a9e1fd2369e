"""Documents that wait, in words."""

from __future__ import annotations

from thesis_tui.model import figures
from thesis_tui.model.arrivals import Waiting


def document_text(document: Waiting) -> str:
    """A document on a line: "10-Q: Quarterly report, 12 figures; withdrawn"."""
    form = f"{document.form}: " if document.form and document.form not in document.title else ""
    count = f", {figures.counted(document.figures, 'figure')}" if document.figures else ""
    return f"{form}{document.title}{count}{f'; {document.note}' if document.note else ''}"
