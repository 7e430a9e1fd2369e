"""How a price moved: the arrow and the percents, on every screen alike."""

from __future__ import annotations

from decimal import Decimal

from thesis_tui.model import figures
from thesis_tui.pages.spans import Role, Span


def moved_span(percent: Decimal) -> Span:
    """ "▲ 0.42 %", "▼ 1.20 %", "· 0.00 %"."""
    arrow, role = _MOVES[(percent > 0) - (percent < 0)]
    return Span(f"{arrow} {figures.percent(abs(percent), 2, sign=False)}", role)


_MOVES: dict[int, tuple[str, Role]] = {1: ("▲", "rise"), 0: ("·", "text"), -1: ("▼", "fall")}
