"""The first page in a terminal smaller than 80×24, such as a split pane: one column of what matters most."""

from __future__ import annotations

from typing import Final

from thesis_tui.model.view import PillarView, Target, View
from thesis_tui.pages import frame
from thesis_tui.pages.changes import changes_count, changes_rows
from thesis_tui.pages.glyphs import VERDICT_GLYPHS, milestone_sign
from thesis_tui.pages.market import small_ladder
from thesis_tui.pages.price import price_line
from thesis_tui.pages.spans import (
    Block,
    Line,
    Row,
    Span,
    cells,
    cut,
    fit,
    heading,
    list_block,
    measure,
    one_line,
    plain_text,
    spread,
    wrap,
)
from thesis_tui.pages.verdict import stamp_of, verdict_texts

_LADDER: Final = (30, 4)
"""Columns and rows a ladder takes at least: its heading, the price, and a level on each side."""
_ROOMY: Final = 20
"""Rows from which the verdict's second reason and the open milestones are said."""
_WRAPPED: Final = 12
"""Rows from which the verdict's first reason may take two."""
_MILESTONES: Final = 4
"""Rows of milestones that give way to the ladder, the heading among them."""


def narrow(view: View, width: int, height: int, status: str = "") -> list[Block]:
    """The blocks of the page at `width` × `height` cells: the verdict and the price, a line a pillar, the price between
    its levels, then milestones and changes; what does not fit is left out. `status` is the footer's right end.
    """
    room, bottom = max(1, width - 2), height - 1
    rows = _verdict_rows(view, room, height)
    ladder = width >= _LADDER[0] and bottom - len(rows) - len(view.pillars) >= _LADDER[1]
    # the ladder shows the price among its levels anyway
    if not ladder or height >= _ROOMY:
        rows.append(price_line(view, room))
    rows = rows[: max(1, height)]
    blocks = [Block("verdict", 0, 0, room + 1, len(rows), tuple(rows))]
    y = len(rows)
    pillars = [_pillar_row(pillar, room) for pillar in view.pillars][: max(0, bottom - y)]
    if pillars:
        blocks.append(Block("pillars", 0, y, room + 1, len(pillars), tuple(pillars), "list"))
        y += len(pillars)
    if ladder:
        spare = _MILESTONES if height >= _ROOMY else 0
        levels, first, title = small_ladder(view, room, bottom - y - spare)
        blocks.append(list_block("levels", 1, y, room, levels, min(len(levels), bottom - y - spare), first, title))
        y += blocks[-1].height
        if bottom - y > 1:
            milestones = _milestone_rows(view, room, bottom - y)
            blocks.append(list_block("milestones", 1, y, room, milestones))
            y += len(milestones)
        if bottom - y > 2:
            changes = changes_rows(view, room, min(bottom - y - 1, max(1, changes_count(view))))
            blocks.append(list_block("changes", 1, y, room, changes))
    if height > len(rows):
        # keys of several characters leave no room for the others in so narrow a footer
        keys = [key for key in frame.keys_for(view, frame.keys_of("dashboard")) if cells(key.key) == 1]
        if view.old and view.as_of is None:
            keys.insert(0, frame.Key("R", "review", ("review",)))
        words = status or ("80×24 shows more" if width >= _LADDER[0] else "")
        blocks.append(Block("footer", 0, bottom, room + 1, 1, (frame.footer(keys, words, room),)))
    return blocks


def _verdict_rows(view: View, width: int, height: int) -> list[Row]:
    """The verdict and its first reason, which goes on in a second row before a second one is named there."""
    stamp, first, second = stamp_of(view, 1)[0], *verdict_texts(view)[:2]
    room = width - measure(stamp) - 2
    lines = wrap(plain_text(first), room, 2) if height >= _WRAPPED else [plain_text(first)]
    rows = [Row(fit((*stamp, Span("  "), first[0]._replace(text=lines[0] if lines else "")), width))]
    if len(lines) > 1:
        rows.append(Row(fit((Span(" " * (width - room)), first[0]._replace(text=lines[1])), width)))
    elif height >= _ROOMY:
        rows.append(Row(fit(second, width)))
    return rows


def _pillar_row(pillar: PillarView, width: int) -> Row:
    glyph, role = VERDICT_GLYPHS[pillar.verdict]
    reason = pillar.reasons[0] if pillar.reasons else ""
    line: Line = (
        Span(f"{glyph} ", role),
        Span(pillar.pillar.title, "strong", bold=True),
        Span(f"  {pillar.verdict}", role),
        Span(f"  {one_line(reason)}"),
    )
    return Row(fit(line, width), Target("pillar", pillar.pillar.id))


def _milestone_rows(view: View, width: int, height: int) -> list[Row]:
    """A heading and the next open milestones with their windows, at most `height` rows."""
    rows = [Row(heading("Milestones", width))]
    for milestone in [item for item in view.milestones if item.open][: height - 1]:
        glyph, role = milestone_sign(milestone)
        overdue = milestone.state == "overdue"
        when = f"{milestone.days} d late" if overdue else milestone.window.removeprefix("by ")
        title = cut(one_line(milestone.milestone.title), max(4, width - cells(when) - 4))
        line = spread((Span(f"{glyph} ", role), Span(title)), (Span(when, "warn" if overdue else "muted"),), width)
        rows.append(Row(line, Target("milestone", milestone.milestone.id)))
    return rows
