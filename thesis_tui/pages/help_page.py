"""Help: the keys of a screen, and what its signs mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from thesis_tui.pages.spans import Line, Role, Span, cells, cut, field, fit, heading, wrap

SIGNS: Final[tuple[tuple[str, str, Role], ...]] = (
    ("●", "holding, passes", "good"), ("◐", "at risk, testing", "warn"), ("✗", "broken, missed, fault", "bad"),
    ("◌", "stale: too old", "muted"), ("○", "unproven: not known", "muted"),
    ("▲", "up, supports", "text"), ("▼", "down, weakens", "text"), ("·", "neutral", "text"),
    ("◇", "upcoming", "muted"), ("◆", "due: in its window", "text"), ("◷", "overdue", "warn"),
    ("✓", "hit", "text"), ("⇥", "hit late", "text"), ("⊘", "void", "muted"),
    ("≠", "sources differ", "warn"), ("+", "new", "text"), ("⇢", "goalpost moved", "warn"),
    ("≈", "about, or inferred", "muted"), ("╎", "threshold, break", "muted"),
    ("━●", "fresh margin", "good"), ("╌○", "stale margin", "muted"), ("◂", "price now", "accent"),
    ("▴▾", "off the chart", "muted"), ("┿│", "today", "accent"), ("▌", "selected", "accent"),
    ("›", "goes on beyond", "muted"), ("…", "cut short", "muted"),
)  # fmt: skip
"""Every sign, what it means, and its colour, in the order they are listed."""
_ABOUT: Final[dict[str, str]] = {
    "Dashboard": "Left is your thesis, right the market. The stamp is the worst verdict of the pillars below it."
    " A pillar is one thing that must be true for you to be right: its newest figure, how far that is from proving you"
    " wrong, why, and what comes next. Since you looked: what is new since you pressed {x}.",
    "One pillar": "The claim, and everything it is based on: figures over time, the criteria that would prove it wrong"
    " and how far off that is, evidence, milestones, sources. Left and right go through the pillars.",
    "Levels and chart": "The price against your levels: support, resistance, target, stop. Only the close of a whole"
    " session breaks one. The chart draws the same levels; the lines at the end are on the level under the cursor.",
    "Milestones": "What you expect, and by when. The bar is its window, the percentage your odds that it happens in it."
    " Once some are resolved, the right side says whether your odds were any good.",
    "Sources": "The articles your figures come from, what each gave, and where two of them cannot both be right.",
    "An article: keep what is true": "What the article says about your thesis, each beside the words it stands on. y"
    " to keep one, d to drop it, e to edit it first; nothing enters the thesis before you keep it. f to"
    " take the article out of the inbox; its text stays under Sources, where e reopens it.",
    "Journal": "Everything you wrote, newest first; nothing is ever lost. A search finds as you type, and the brackets"
    " show the whole program as it was on a day before.",
    "Review": "What needs attention, one item at a time, most urgent first. Resolve each with a key and a sentence,"
    " put it off, or skip it; leave at any time and continue where you were.",
    "Theses": "All your theses, most urgent first, and the one under the cursor in detail. Enter to open it.",
}
"""Description of each screen, by its title; keys stand between braces."""
_WRITING: Final = (
    "Press {n} to write a note on what is selected, {m} for one on its next milestone, {a} to add anything else: a"
    " price level, a price, a figure, a milestone. {u} to undo."
)
_YOURS: Final = (
    "It is all kept in {folder}, in text files; {E} to open them. Press {0}, then {a}, to start your own thesis."
)


def about(title: str, folder: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Sentences on the screen `title`: what it shows, how something is written down, where it is kept and how to begin
    one's own.

    `names` are the user's own keys by the ones they stand for.
    """
    texts = [_ABOUT.get(title, ""), *([] if title == "Theses" else [_WRITING]), _YOURS]
    for key in "nmaxuE0":
        texts = [text.replace("{" + key + "}", names.get(key, key)) for text in texts]
    return tuple(text.replace("{folder}", folder) for text in texts if text)


Keys = Sequence[tuple[str, str]]
"""Keys, and what each does in a word or two."""


def help_page(
    keys: Keys, title: str, width: int, height: int, about: Sequence[str] = (), top: int = 0, every: Keys = ()
) -> list[Line]:
    """At most `height` lines of exactly `width` cells: `about` in paragraphs, the screen's keys, those of `every`
    screen, the signs.

    Keys stand in two columns, in three where two are too high. What is too high for the page begins at line
    `top`, and the lines that are left are counted in "3 more lines".
    """
    signs = _signs(width)
    text = [fit((Span(line),), width) for paragraph in about for line in wrap(paragraph, width)]
    rows = -(-len(keys) // 2) + -(-len(every) // 2) + bool(every)
    columns = 2 if len(text) + rows + len(signs) + 4 <= height else 3
    rows = -(-len(keys) // columns) + -(-len(every) // columns) + bool(every)
    spare = height - len(text) - 2 - rows - len(signs)
    blank = [fit((), width)]
    lines = [*text, *(blank if text and spare > 1 else [])]
    wide = max((cells(key) for key, _ in (*keys, *every)), default=0)
    lines += [heading(f"Keys: {title}" if title else "Keys", width), *_keys(keys, width, columns, wide)]
    if every:
        lines += [*(blank if spare > 2 else []), heading("On every screen", width)]
        lines += _keys(every, width, columns, wide)
    if text or len(lines) + 4 <= height:
        lines += [*(blank if spare > 0 else []), heading("What the signs mean", width), *signs]
    if len(lines) > height:
        top = max(0, min(top, len(lines) - height))
        more = len(lines) - top - height + 1
        if more > 1:
            spans = (Span("↓", "accent"), Span(f" {more} more lines", "muted")) if text else (
                Span(f"{more} more lines", "muted"),
            )  # fmt: skip
            lines = [*lines[top : top + height - 1], fit(spans, width)]
        else:
            lines = lines[top : top + height]
    return lines


def _keys(keys: Keys, width: int, columns: int, wide: int) -> list[Line]:
    """Read down the columns; the keys take `wide` cells of each, what they do the rest."""
    rows = -(-len(keys) // columns)
    size = width // columns
    wide = min(wide, size // 2)
    lines: list[Line] = []
    for row in range(rows):
        line: list[Span] = []
        for key, does in keys[row::rows]:
            line += [field(key, wide, "accent"), Span("  "), field(does, size - wide - 4), Span("  ")]
        lines.append(fit(line, width))
    return lines


def _signs(width: int) -> list[Line]:
    columns = 4 if width >= 116 else 3
    rows = -(-len(SIGNS) // columns)
    size = width // columns
    lines: list[Line] = []
    for row in range(rows):
        line: list[Span] = []
        for sign, means, role in SIGNS[row::rows]:
            line += [field(sign, 2, role), Span(" "), field(cut(means, size - 4), size - 4, "text"), Span(" ")]
        lines.append(fit(line, width))
    return lines
