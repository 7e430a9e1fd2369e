"""Changes since the last look, a line each; for a thesis nothing was entered into yet, how to begin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from thesis_tui.model import figures
from thesis_tui.model.view import ChangeView, View
from thesis_tui.pages.glyphs import CRITERION_GLYPHS
from thesis_tui.pages.price import moved_span
from thesis_tui.pages.spans import Line, Role, Row, Span, fit, heading, measure, one_line, spread
from thesis_tui.rules.wording.documents import waiting_text

_CHANGE_GLYPHS: Final[dict[str, tuple[tuple[str, Role], tuple[str, Role]]]] = {
    "level": (("◐", "warn"), ("·", "text")), "criterion": (("◐", "warn"), ("●", "text")),
    "milestone": (("◷", "warn"), ("◆", "text")), "conflict": (("≠", "warn"), ("≠", "warn")),
    "evidence": (("·", "text"), ("·", "text")), "source": (("+", "text"), ("+", "text")),
    "entry": (("+", "text"), ("+", "text")), "goalpost": (("⇢", "warn"), ("⇢", "warn")),
    "price": (("·", "text"), ("·", "text")), "document": (("+", "text"), ("+", "text")),
}  # fmt: skip
"""The sign of a change that is urgent, and of one that is not."""
_FILE: Final[Line] = (
    Span("E", "accent"), Span(" to set the limits in its file; ", "muted"), Span("?", "accent"),
    Span(" help, and where it is kept", "muted"),
)  # fmt: skip


def changes_count(view: View) -> int:
    """How many lines there are to say, at least one."""
    return 2 if view.as_of is None and _is_bare(view) else max(1, len(view.changes))


def changes_rows(view: View, width: int, count: int) -> list[Row]:
    """Changes since the last look: a heading and `count` lines."""
    if view.as_of is not None:
        day: Line = (Span(f"end of {figures.day(view.today, view.today)}", "accent"),)
        return _said("As it stood", [day], "nothing recorded or published later is included", width)
    if _is_bare(view):
        return [Row(heading("To begin", width, _to_read(view))), *(Row(fit(line, width)) for line in _beginning(view))]
    if view.looked is None:
        parts: list[Line] = [*_to_read(view), (Span("first look", "muted"),)]
        return _said("Since you looked", parts, "nothing yet: changes from now on are listed here", width)
    title = f"Since you looked, {figures.day(view.looked.date(), view.today)}"
    parts = _since(view, count)
    if not view.changes:
        calm = not view.attention and view.verdict == "holding"
        return _said(title, parts, "nothing changed, and nothing needs attention" if calm else "nothing changed", width)
    lines = [Row(change_line(view, change, width), change.target) for change in view.changes[:count]]
    return [Row(heading(title, width, parts)), *lines]


def _beginning(view: View) -> tuple[Line, Line]:
    """First steps for a thesis with nothing in it, and where its limits are set."""
    things = ("figure (f)", "level (l)", "milestone (m)", "price (p)")
    left = things if view.statement else ("statement (s)", *things)
    return (Span("a", "accent"), Span(f" to add {', '.join(left)}", "muted")), _FILE


def _said(title: str, parts: Sequence[Line], text: str, width: int) -> list[Row]:
    return [Row(heading(title, width, parts)), Row(fit((Span(text, "muted"),), width))]


def _since(view: View, count: int) -> list[Line]:
    """The heading's right end: how the price moved, how many changes are not listed, what to do about them."""
    parts: list[Line] = []
    move = view.price_since_look
    if move is not None and move != 0:
        parts.append((moved_span(move),))
    if len(view.changes) > count:
        parts.append((Span(f"{len(view.changes) - count} more", "muted"),))
    parts += _to_read(view)
    if view.changes:
        parts.append((Span("x", "accent"), Span(" to mark as seen", "muted")))
    return parts


def change_line(view: View, change: ChangeView, width: int) -> Line:
    """A change on one line: its sign, its day, what changed, and where."""
    glyph, role = _CHANGE_GLYPHS[change.kind][change.urgency > 2 or (change.kind == "level" and change.urgency > 1)]
    if change.kind == "criterion" and role == "text":
        criterion = view.criterion(change.target.id)
        glyph = CRITERION_GLYPHS["passes" if criterion is None else criterion.state][0]
    if change.broken:
        glyph, role = "✗", "bad"
    day = figures.day(change.at.astimezone(view.now.tzinfo).date(), view.today)
    left = (Span(f"{glyph} ", role), Span(day.rjust(6), "muted"), Span(f"  {one_line(change.text)}"))
    place = (Span(change.place, "muted"),)
    # where it belongs gives way before what it says is cut, and enter opens it anyway
    return spread(left, place if measure(left) + 2 + measure(place) <= width else (), width, 2)


def _to_read(view: View) -> list[Line]:
    """That documents and articles wait in the inbox, and the key that leads there."""
    if view.waiting:
        # one count of all that waits there: the heading has room for one
        count = len(view.waiting) + len(view.inbox)
        return [(Span(f"{waiting_text(count)}: ", "accent"), Span("4", "accent"))]
    if not view.inbox:
        return []
    return [(Span(f"{figures.counted(len(view.inbox), 'article')} to read: ", "muted"), Span("4", "accent"))]


def _is_bare(view: View) -> bool:
    """Nothing has been entered into the thesis yet."""
    nothing = not (view.sources or view.levels or view.milestones or view.prices)
    return nothing and not any(metric.observations for metric in view.metrics)
