"""Sources asked on schedule, as a list: how each stands, when it was asked, when something came, what is next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from thesis_tui.model.view import Target, View
from thesis_tui.pages.live import time_since
from thesis_tui.pages.spans import Line, Role, Row, Span, cells, cut, fit, heading, one_line
from thesis_tui.services.source_status import Watched

_WIDE = 76
"""Cells from which what is asked is named, beside its title."""


KEY: Line = (Span("enter", "accent"), Span(" to ask or change", "muted"))
TITLE = "Asked for by itself"


def watched_rows(view: View, watched: Sequence[Watched], width: int) -> list[Row]:
    """One line each, with its heading: when it was asked, or why not. What holds for all of them is said once."""
    states = {item.state for item in watched}
    same = next(iter(states)) if len(states) == 1 and not any(item.ok for item in watched) else ""
    parts: list[Line] = [(Span(same.partition(";")[0], "muted"),)] if same else [KEY]
    rows = [Row(heading(TITLE, width, parts))]
    rows += [Row(_line(view, item, width, silent=bool(same)), Target("monitor", item.id)) for item in watched]
    return rows


def _line(view: View, item: Watched, width: int, *, silent: bool) -> Line:
    glyph: tuple[str, Role] = ("●", "good") if item.ok else ("○", "muted") if item.asked is None else ("✗", "warn")
    if item.waits:
        glyph = ("◆", "accent")
    title = one_line(item.title)
    named = f"{title}  {item.source}: {one_line(item.what)}" if width >= _WIDE else title
    text = ("" if silent else item.state) if not item.ok else _times(view, item)
    # what is wrong goes before what is asked; both give way before the title
    right = cut(one_line(text), max(20, width - 4 - cells(title)))
    room = width - 4 - cells(right)
    shown = cut(named, room)
    pad = " " * (room - cells(shown))
    role: Role = "warn" if not item.ok and item.asked is not None else "muted"
    spans = (Span(f"{glyph[0]} ", glyph[1]), Span(shown[: len(title)]), Span(shown[len(title) :] + pad, "muted"))
    return fit((*spans, Span("  "), Span(right, role)), width)


def _times(view: View, item: Watched) -> str:
    if item.asked is None:
        return ""
    now = view.now
    asked = time_since(item.asked, now)
    parts = [f"asked {asked}" if asked != "now" else "asked just now"]
    if item.came is not None:
        parts.append(f"last new {time_since(item.came.astimezone(now.tzinfo), now)}")
    if item.due is not None:
        parts.append(f"next {_until(item.due, now)}")
    return ", ".join(parts)


def _until(due: datetime, now: datetime) -> str:
    minutes = int((due - now).total_seconds() // 60)
    if minutes <= 0:
        return "now"
    return (
        f"{minutes} min" if minutes < 60 else f"{round(minutes / 60)} h" if minutes < 2880 else f"{minutes // 1440} d"
    )
