"""A filing, a rule or a news item: its figures to keep or drop, and what it says now and did not say before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from thesis_tui.model import figures
from thesis_tui.model.documents import Document, DocumentFigure
from thesis_tui.model.objects import Observation
from thesis_tui.model.view import Target, View
from thesis_tui.pages import frame
from thesis_tui.pages.periods import period_label
from thesis_tui.pages.sections import Section, place
from thesis_tui.pages.spans import (
    Block,
    Line,
    Role,
    Row,
    Span,
    cells,
    cut,
    fit,
    one_line,
    spread,
    static_block,
    wrap,
)
from thesis_tui.services.opened_document import ChangedStatement, ConsideredFigure, Decision, OpenedDocument

SIDE_BY_SIDE: Final = 100
"""Cells from which what was said and what is stand side by side."""
KEYS: Final = frame.keys_of("article")
NOT_READ: Final = frame.keys_of("article not read")
_GLYPHS: Final[dict[Decision, tuple[str, Role]]] = {
    "open": ("◆", "accent"), "kept": ("✓", "good"), "dropped": ("✗", "muted"),
}  # fmt: skip
# They leave most of 24 rows to the figures and sentences below.
_MOST_FACTS: Final = 6
# A sentence from outside may be a page long; eight rows of the widest terminal hold no more than this.
_LONGEST: Final = 3000


def document_page(
    view: View,
    opened: OpenedDocument | None,
    fault: str,
    statements: Sequence[ChangedStatement],
    said_words: str,
    width: int,
    height: int,
    status: str = "",
) -> list[Block]:
    """The page. `said_words` are said in place of changed sentences, or below them."""
    _, left, room, top, bottom, gap = frame.inside(width, height)
    keys = frame.keys_for(view, KEYS if opened is not None else NOT_READ)
    blocks = frame.around(view, 4, keys, status or frame.prices_state(view), width, height, "Document")
    if opened is None:
        rows = [Row(fit((Span(fault or "reading …", "warn" if fault else "muted"),), room))]
        return [*blocks, static_block("document", left + 1, top, room, rows)]
    head = _head(view, opened, room)
    blocks.append(static_block("document", left + 1, top, room, head))
    sections = []
    if opened.figures:
        sections.append(_figures(view, opened, room))
    else:
        sections.append(_whole(view, opened, room))
    if statements or said_words:
        sections.append(_sentences(opened.document, statements, said_words, room))
    if opened.document.summary:
        sections.append(_text(opened.document, room))
    return [*blocks, *place(sections, left + 1, top + len(head) + gap, room, bottom, gap)]


def _head(view: View, opened: OpenedDocument, width: int) -> list[Row]:
    document = opened.document
    rows = [Row(fit((Span(line, "strong", bold=True),), width)) for line in wrap(one_line(document.title), width, 2)]
    day = figures.long_day(document.published) if document.published else "undated"
    if document.earliest is not None and document.latest is not None:
        day = figures.window(document.earliest, document.latest, view.today, view.today)
    word = {"filing": "filed", "expected": "expected"}.get(document.kind, "published")
    if word == "published" and document.published is not None and document.published > view.today:
        word = "to be published"  # it is up for public inspection till then
    facts = [document.publisher, document.form, f"{word} {day}", view.pillar_title(document.pillar)]
    rows.append(Row(fit((Span(", ".join(item for item in facts if item), "muted"),), width)))
    if document.note:
        rows += [Row(fit((Span(line, "warn"),), width)) for line in wrap(one_line(document.note), width, 2)]
    # figures are on the page below: that they are why it is shown needs no line
    if document.why and document.why not in ("results", "figures of your metrics"):
        rows += [Row(fit((Span(f"shown for: {line}", "muted"),), width)) for line in wrap(document.why, width - 11, 1)]
    if document.url:
        link: Line = (Span("o", "accent"), Span(f" to open {document.url}", "muted"))
        rows.append(Row(fit(link, width)))
    # the figures below are what the page is for
    return rows[:_MOST_FACTS]


def target_of(document: Document, what: str = "") -> Target:
    """A part of a document: a figure by its number, a sentence as "s2", "whole"; without one the document."""
    return Target("document", f"{document.id}/{what}" if what else document.id)


def _figures(view: View, opened: OpenedDocument, width: int) -> Section:
    rows: list[Row] = []
    for item in opened.figures:
        rows += _figure_rows(view, opened.document, item, width)
    open_count = opened.waiting
    parts: list[Line] = []
    if opened.doubted:
        parts = [(Span(f"{opened.doubted} in doubt", "warn"), Span(": y keeps one", "muted"))]
    if open_count:
        others = " others" if opened.doubted else ""
        parts.append((Span("Y", "accent"), Span(f" keeps all {open_count}{others}", "muted")))
    return Section("proposals", figures.counted(len(opened.figures), "figure"), rows, tuple(parts), least=4)


def _figure_rows(view: View, document: Document, item: ConsideredFigure, width: int) -> list[Row]:
    """Title, figure and period; below it how it stands to what is known, or the row and column it is from."""
    glyph, role = _GLYPHS[item.decision]
    figure = item.figure
    title = item.metric.title if item.metric is not None else f"{figure.metric}: no metric of this thesis"
    quiet: Role = "text" if item.decision == "open" and item.metric is not None else "muted"
    observation = _observation(figure)
    value = figures.compact(figure.value, figure.unit).text.strip()
    label = period_label(observation, view.fiscal_year_end, view.today)
    right: Line = (Span(value, "strong" if quiet == "text" else "muted", bold=quiet == "text"),)
    lead: Line = (Span(f"{glyph} ", role), Span(cut(title, max(12, width // 3)), quiet))
    middle = (*fit(lead, max(16, width // 3 + 3)), Span(label + ("  restated" if figure.restated else ""), "muted"))
    rows = [Row(spread(middle, right, width, 2), target_of(document, str(item.number)))]
    if item.match.how == "differs":
        rows.append(Row(fit((Span(f"  ≠ {item.match.words}", "warn"),), width)))
    elif item.match.words:
        rows.append(Row(fit((Span(f"  {item.match.words}", "muted"),), width)))
    if item.recast:
        rows.append(Row(fit((Span(f"  ⇢ {item.recast}", "warn"),), width)))
    if figure.doubt:
        rows.append(Row(fit((Span(f"  ? in doubt: {figure.doubt}", "warn"),), width)))
    where = " · ".join(part for part in (figure.label, figure.column) if part)
    if where and width >= SIDE_BY_SIDE:
        rows.append(Row(fit((Span(f"  {one_line(where)}", "muted"),), width)))
    return rows


def _observation(figure: DocumentFigure) -> Observation:
    return Observation(
        id="", metric=figure.metric, value=figure.value, unit=figure.unit, start=figure.start, end=figure.end,
        period=figure.period,
    )  # fmt: skip


def _whole(view: View, opened: OpenedDocument, width: int) -> Section:
    """A document without figures, which is evidence on its pillar once it is kept."""
    glyph, role = _GLYPHS[opened.decision]
    home = view.pillar_title(opened.document.pillar) or "no pillar"
    kind = "a milestone" if opened.document.kind == "expected" else f"evidence on {home}"
    words = {"open": f"once kept, it is {kind}", "kept": f"kept as {kind}", "dropped": "dropped"}
    line: Line = (Span(f"{glyph} ", role), Span(words[opened.decision]))
    key: Line = (Span("y", "accent"), Span(" keep  ", "muted"), Span("d", "accent"), Span(" drop", "muted"))
    title = "As a milestone" if opened.document.kind == "expected" else "As evidence"
    return Section("proposals", title, [Row(fit(line, width), target_of(opened.document, "whole"))], (key,))


def _sentences(document: Document, statements: Sequence[ChangedStatement], words: str, width: int) -> Section:
    rows: list[Row] = []
    for number, item in enumerate(statements):
        section = f"  {one_line(item.section)}" if item.section else ""
        what = f": {item.what}" if item.what != item.kind else ""
        head: Line = (Span(item.kind, "accent"), Span(what), Span(section, "muted"))
        rows.append(Row(fit(head, width), target_of(document, f"s{number}")))
        rows += [Row(line) for line in _side_by_side(item.before, item.now, width)]
    if words:
        rows.append(Row(fit((Span(words, "muted"),), width)))
    key: Line = (Span("y", "accent"), Span(" keeps one as evidence", "muted")) if statements else ()
    title = "Says now, and did not before"
    return Section("sentences", title, rows, (key,) if key else (), least=6 if statements else 2)


def _side_by_side(before: str, now: str, width: int) -> list[Line]:
    """The old sentence at the left, what is at the right; one below the other where there is no room for two."""
    if width < SIDE_BY_SIDE:
        lines: list[Line] = []
        sides: tuple[tuple[str, str, Role], ...] = (("− ", before, "muted"), ("+ ", now, "text"))
        for mark, text, role in sides:
            for index, line in enumerate(wrap(one_line(text)[:_LONGEST], width - 4, 6) if text else ()):
                spans = (Span("  "), Span(mark if index == 0 else "  ", "accent"), Span(line, role))
                lines.append(fit(spans, width))
        return lines
    half = (width - 5) // 2
    left = wrap(one_line(before)[:_LONGEST], half, 8) if before else ["–"]
    right = wrap(one_line(now)[:_LONGEST], half, 8) if now else ["–"]
    rows = []
    for at in range(max(len(left), len(right))):
        words = left[at] if at < len(left) else ""
        other = right[at] if at < len(right) else ""
        pad = " " * (half - cells(words))
        rows.append(fit((Span("  "), Span(words + pad, "muted"), Span(" │ ", "rule"), Span(other)), width))
    return rows


def _text(document: Document, width: int) -> Section:
    # a hundred cells at most: longer lines of prose are hard to read
    rows = [Row(fit((Span(line),), width)) for line in wrap(document.summary[:_LONGEST], min(width, 100))]
    return Section("text", "Text", rows, least=min(4, 1 + len(rows)))
