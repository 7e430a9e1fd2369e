"""What needs the user, most urgent first."""

from __future__ import annotations

from typing import Final

from thesis_tui.model import figures
from thesis_tui.model.view import AttentionView, View
from thesis_tui.pages import frame
from thesis_tui.pages.dashboard import old_thesis
from thesis_tui.pages.spans import Block, Line, Role, Row, Span, cells, cut, fit, heading, one_line, spread, wrap

KEYS: Final = (
    frame.Key("enter", "open"), frame.Key("n", "note"), frame.Key("p", "odds"), frame.Key("e", "edit or end"),
    frame.Key("esc", "back"), frame.Key("?", "help"), frame.Key("q", "quit"),
)  # fmt: skip
_GLYPHS: Final[dict[str, tuple[str, Role]]] = {
    "criterion": ("◐", "warn"), "milestone": ("◷", "warn"), "level": ("◐", "warn"), "goalpost": ("⇢", "warn"),
    "conflict": ("≠", "warn"), "stale": ("◌", "muted"), "price": ("◌", "muted"), "file": ("✗", "bad"),
}  # fmt: skip
_KIND_WIDTH: Final = 11
_LONGEST: Final = 2000
"""Characters of a written text that are set."""


def review_page(view: View, width: int, height: int, prices: str = "") -> list[Block]:
    """The page: a line for each thing that needs the user, a longer one over two or three rows."""
    page, left = frame.page_width(width)
    room = page - 2
    roomy = height >= 30
    top, bottom = (3 if roomy else 2), height - 1 - roomy
    blocks = [
        frame.header_block(view, page, 6, left),
        frame.footer_block(KEYS, prices or frame.prices_state(view), page, height, left),
    ]
    if view.old and view.last_fed is not None and view.as_of is None:
        lines = old_thesis(view)
        rows = tuple(Row(fit(line, room)) for line in (lines[0], lines[2]))
        blocks.append(Block("old", left, top, room + 1, 2, rows))
        top += 2 + roomy
    if not view.attention:
        rows = (Row(heading("Needs you", room)), Row(fit((Span("nothing needs you"),), room)))
        return [*blocks, Block("attention", left, top, room + 1, 2, rows)]
    listed = [Row(heading("Needs you", room))]
    for item in view.attention:
        listed += _rows(view, item, room)
    more = sum(row.target is not None for row in listed[max(1, bottom - top) :])
    if more:
        listed[0] = Row(heading("Needs you", room, [(Span(f"{more} more", "muted"),)]))
    size = min(len(listed), bottom - top)
    return [*blocks, Block("attention", left, top, room + 1, size, tuple(listed), "list", 1)]


def _rows(view: View, item: AttentionView, width: int) -> list[Row]:
    glyph, role = _GLYPHS["file" if _kills(view, item) else item.kind]
    title = next((one.pillar.title for one in view.pillars if one.pillar.id == item.pillar), "")
    place = cut(one_line(title), width // 3)
    lead: Line = (Span(f"{glyph} ", role), Span(item.kind.ljust(_KIND_WIDTH), role))
    start = _KIND_WIDTH + 2
    lines = wrap(item.text[:_LONGEST], width - start - cells(place) - 2, 3) or [figures.UNKNOWN]
    right: Line = (Span(place, "muted"),) if place else ()
    rows = [Row(spread((*lead, Span(lines[0])), right, width, 2), item.target)]
    return rows + [Row(fit((Span(" " * start), Span(line)), width)) for line in lines[1:]]


def _kills(view: View, item: AttentionView) -> bool:
    """Whether it is a criterion that breaks its pillar, not one that only warns."""
    criteria = (one for pillar in view.pillars for one in pillar.criteria)
    return item.kind == "criterion" and any(
        one.criterion.id == item.target.id and one.criterion.severity == "kill" for one in criteria
    )
