"""Help: the keys of a screen, and what its signs mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from thesis_tui.pages.spans import Line, Role, Span, cells, cut, field, fit, heading

_SIGNS: Final[tuple[tuple[str, str, Role], ...]] = (
    ("●", "holding, passes", "good"), ("◐", "at risk, testing", "warn"), ("✗", "broken, missed, fault", "bad"),
    ("◌", "stale: too old", "muted"), ("○", "unproven: not known", "muted"),
    ("▲", "up, supports", "text"), ("▼", "down, weakens", "text"), ("·", "neutral", "text"),
    ("◇", "upcoming", "muted"), ("◆", "due: in its window", "text"), ("◷", "overdue", "warn"),
    ("✓", "hit", "text"), ("⊘", "void", "muted"), ("≠", "sources differ", "warn"), ("+", "new", "text"),
    ("⇢", "goalpost moved", "warn"), ("≈", "about, or inferred", "muted"), ("╎", "threshold", "muted"),
    ("━●", "fresh margin", "good"), ("╌○", "stale margin", "muted"), ("◂", "price now", "accent"),
    ("▴▾", "off the chart", "muted"), ("┿│", "today", "accent"), ("▌", "chosen", "accent"),
    ("›", "goes on beyond", "muted"), ("…", "cut short", "muted"),
)  # fmt: skip
SIGNS: Final = tuple((sign, means) for sign, means, _ in _SIGNS)
"""Every sign and its word, in the order they are listed."""


def help_page(keys: Sequence[tuple[str, str]], title: str, width: int, height: int) -> list[Line]:
    """At most `height` lines of exactly `width` cells: the keys of the screen `title`, then the signs.

    Keys stand in two columns, in three where two are too high; signs give way before keys, the last are
    counted in "3 more".
    """
    signs = _signs(width)
    rows = -(-len(keys) // 2)
    columns = 2 if rows + len(signs) + 3 <= height else 3
    lines = [heading(f"Keys: {title}" if title else "Keys", width), *_keys(keys, width, columns)]
    if len(lines) + 4 <= height:
        spare = height - len(lines)
        blank = [fit((), width)] if spare > len(signs) + 1 else []
        lines += [*blank, heading("What the signs mean", width), *signs]
    if len(lines) > height:
        more = len(lines) - height + 1
        lines = [*lines[: height - 1], fit((Span(f"{more} lines more", "muted"),), width)]
    return lines


def _keys(keys: Sequence[tuple[str, str]], width: int, columns: int) -> list[Line]:
    """Read down the columns."""
    rows = -(-len(keys) // columns)
    size = width // columns
    wide = min(max((cells(key) for key, _ in keys), default=0), size // 2)
    lines: list[Line] = []
    for row in range(rows):
        line: list[Span] = []
        for key, does in keys[row::rows]:
            line += [field(key, wide, "accent"), Span("  "), field(does, size - wide - 4), Span("  ")]
        lines.append(fit(line, width))
    return lines


def _signs(width: int) -> list[Line]:
    columns = 4 if width >= 116 else 3
    rows = -(-len(_SIGNS) // columns)
    size = width // columns
    lines: list[Line] = []
    for row in range(rows):
        line: list[Span] = []
        for sign, means, role in _SIGNS[row::rows]:
            line += [field(sign, 2, role), Span(" "), field(cut(means, size - 4), size - 4, "text"), Span(" ")]
        lines.append(fit(line, width))
    return lines
