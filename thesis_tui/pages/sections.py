"""Sections of a page one under the other: titled lists that share the rows there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.view import MilestoneView, MoveView, NoteView, Origin, Target, View
from thesis_tui.pages.glyphs import milestone_sign
from thesis_tui.pages.panel import odds_spans
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
    spread,
    title_over,
    wrap,
)

MOST_NOTES = 300
"""Notes listed on a page; older ones are in the journal, so that ten thousand cost no key press its answer."""
_GAP = 3
"""Cells between two chunks on a line."""


class Section(NamedTuple):
    """A titled list. `least` are the rows it must have, title included, to stand for itself."""

    name: str
    title: str
    rows: Sequence[Row]
    parts: tuple[Line, ...] = ()
    least: int = 3
    head: Line = ()
    """The title's line where it is more than a title and `parts`: columns named, a legend."""

    @property
    def wanted(self) -> int:
        """Rows for all of it, the title included."""
        return 1 + len(self.rows)


def shares(sections: Sequence[Section], room: int) -> list[int]:
    """The rows each section gets of `room`: what it must have, then one each in turn until it has all."""
    # what each must have comes before what any wants
    heights = [min(section.least, section.wanted) for section in sections]
    left = room - sum(heights)
    while left > 0:
        wanting = [at for at, section in enumerate(sections) if heights[at] < section.wanted]
        if not wanting:
            break
        # in the order of the page: of the last rows the first sections get one more
        for at in wanting[:left]:
            heights[at] += 1
        left -= len(wanting[:left])
    return heights


def place(sections: Sequence[Section], x: int, y: int, width: int, bottom: int, gap: int) -> list[Block]:
    """The sections as lists from row `y` to `bottom`, not included, the text beginning at cell `x`.

    Those at the end that have no room of their own follow in the last list that has, which scrolls.
    """
    placed = list(sections)
    while (
        len(placed) > 1
        and sum(min(other.least, other.wanted) for other in placed) + gap * (len(placed) - 1) > bottom - y
    ):
        placed.pop()
    rest = sections[len(placed) :]
    if rest:
        rows = list(placed[-1].rows)
        for section in rest:
            if any(row.target for row in section.rows):
                rows += [Row(heading(section.title, width)), *section.rows]
        placed[-1] = placed[-1]._replace(rows=rows)
    blocks: list[Block] = []
    for section, share in zip(placed, shares(placed, bottom - y - gap * (len(placed) - 1)), strict=True):
        height = min(share, bottom - y)
        if height < 1:
            break
        blocks.append(section_block(section, x, y, width, height))
        y += height + gap
    return blocks


def section_block(section: Section, x: int, y: int, width: int, height: int) -> Block:
    """A section in `height` rows; what does not fit is counted in its title and scrolls."""

    def title(above: int, below: int) -> Row:
        hidden = above + below
        parts: list[Line] = [(Span(f"{hidden} more", "muted"),)] if hidden else []
        if section.head:
            return Row(title_over(section.title, section.head, parts, width))
        return Row(heading(section.title, width, [*parts, *section.parts]))

    return list_block(section.name, x, y, width, (title(0, 0), *section.rows), height, title=title)


def day_of(view: View, at: datetime) -> str:
    """The day of a moment in the view's time zone, as the screens write it."""
    return figures.day(at.astimezone(view.now.tzinfo).date(), view.today)


def source_mark(origin: Origin) -> str:
    """A source's number, "SEC" for a figure of a filing, "live" for a reading, or "you" for what was entered."""
    if is_filing(origin):
        return "SEC"
    if not origin.id and origin.label.startswith("live"):
        return "live"
    return str(origin.number) if origin.number else "you"


def is_filing(origin: Origin) -> bool:
    """Whether a fact was kept from a filing, which its address opens."""
    return not origin.number and origin.url.startswith("https://www.sec.gov/")


def origin_target(origin: Origin) -> Target:
    """The target that leads to an origin: its source, or the journal's entry."""
    return Target("source" if origin.number else "entry", origin.id)


def packed(chunks: Sequence[Line], width: int, indent: int) -> list[Line]:
    """Chunks set one after the other in lines of `width` cells, each line begun after `indent`."""
    lines: list[list[Span]] = []
    used = width
    for chunk in chunks:
        size = measure(chunk)
        if lines and used + _GAP + size <= width:
            lines[-1] += [Span(" " * _GAP), *chunk]
            used += _GAP + size
        else:
            lines.append([Span(" " * indent), *chunk])
            used = indent + size
    return [fit(line, width) for line in lines]


def moved_rows(view: View, move: MoveView, width: int, indent: int, beyond: str = "") -> list[Row]:
    """A moved goalpost: "⇢ moved  2 Dec, kill threshold 20 % to 15 %; known then: +18 %, below the old".

    `beyond` says where what was known lies: "below the old".
    """
    text = f"{day_of(view, move.at)}, {move.what} {move.before} to {move.after}"
    if move.code == "retired":
        text = f"{day_of(view, move.at)}, {move.what}: {move.before}"
    if not move.recorded:
        text = f"since {text}"
    if move.known:
        text += f"; known then: {move.known}" + (f", {beyond}" if beyond else "")
    text += f"; {one_line(move.reason)}" if move.reason else "; no reason given"
    word = "retired" if move.code == "retired" else "moved"
    lead: Line = (Span("⇢ ", "warn"), Span(f"{word} ".ljust(indent - 2), "strong", bold=True))
    return wrapped_rows(lead, text, width, None, "muted", 3)


def wrapped_rows(
    lead: Line,
    text: str,
    width: int,
    target: Target | None,
    role: str = "text",
    limit: int = 3,
    right: Line = (),
) -> list[Row]:
    """`text` after `lead`, its further lines under its first, with `right` at the end of the first."""
    indent = measure(lead)
    end = measure(right) + 1 if right else 0
    lines = wrap(one_line(text), max(1, width - indent - end), limit) or [""]
    first = spread((*lead, Span(lines[0], role)), right, width)  # type: ignore[arg-type]
    rows = [Row(first, target)]
    rows += [Row(fit((Span(" " * indent), Span(line, role)), width)) for line in lines[1:]]  # type: ignore[arg-type]
    return rows


def note_rows(view: View, notes: Sequence[NoteView], width: int, lead: Line = ()) -> list[Row]:
    """Notes in their order, each after `lead` with the day it speaks of; beyond `MOST_NOTES` they are counted."""
    shown = notes[:MOST_NOTES]
    days = [figures.day(note.day, view.today) for note in shown]
    size = max((cells(day) for day in days), default=0)
    rows: list[Row] = []
    for day, note in zip(days, shown, strict=True):
        before: Line = (*lead, Span(day.rjust(size), "muted"), Span("  "))
        rows += wrapped_rows(before, note.text, width, Target("entry", note.entry))
    if len(notes) > len(shown):
        rows.append(nothing(f"{len(notes) - len(shown)} older", "5", "to see them in the journal", width))
    return rows


def window_words(view: View, milestone: MilestoneView) -> str:
    """Its window, how long it is over, or the day it ended."""
    if milestone.state == "overdue":
        return f"{figures.age(milestone.days)} overdue"
    if milestone.open:
        return milestone.window
    day = milestone.outcome_day
    delay = f", {figures.age(milestone.days_late)} late" if milestone.days_late else ""
    return f"{milestone.state} {figures.day(day, view.today)}{delay}" if day else milestone.state


def milestone_row(view: View, milestone: MilestoneView, width: int) -> Row:
    """A milestone on a line: glyph, title, window or outcome, odds."""
    glyph, role = milestone_sign(milestone)
    when = window_words(view, milestone)
    overdue = milestone.state == "overdue"
    title = Span(one_line(milestone.milestone.title), "text" if milestone.open else "muted")
    left: Line = (Span(f"{glyph} ", role), title)
    right: Line = (Span(cut(when, width // 2), "warn" if overdue else "muted"), *odds_spans(milestone))
    return Row(spread(left, right, width, 2), Target("milestone", milestone.milestone.id))


def nothing(text: str, key: str, does: str, width: int) -> Row:
    """Row for something missing, with the key that fills it."""
    return Row(fit((Span(text, "muted"), Span("; ", "muted"), Span(key, "accent"), Span(f" {does}", "muted")), width))
