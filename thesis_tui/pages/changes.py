"""Changes since the last look, a line each; for a thesis that was only begun, what it still lacks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from thesis_tui.model import figures
from thesis_tui.model.view import ChangeView, View
from thesis_tui.pages.glyphs import criterion_sign
from thesis_tui.pages.price import moved_span
from thesis_tui.pages.spans import Line, Role, Row, Span, cells, fit, heading, measure, one_line, spread
from thesis_tui.rules.entry_kinds import ENTRY_KINDS

_CHANGE_GLYPHS: Final[dict[str, tuple[tuple[str, Role], tuple[str, Role]]]] = {
    "level": (("◐", "warn"), ("·", "text")), "criterion": (("◐", "warn"), ("●", "text")),
    "milestone": (("◷", "warn"), ("◆", "text")), "conflict": (("≠", "warn"), ("≠", "warn")),
    "evidence": (("·", "text"), ("·", "text")), "source": (("+", "text"), ("+", "text")),
    "entry": (("+", "text"), ("+", "text")), "goalpost": (("⇢", "warn"), ("⇢", "warn")),
    "price": (("·", "text"), ("·", "text")), "document": (("+", "text"), ("+", "text")),
    "reading": (("~", "text"), ("~", "text")),
}  # fmt: skip
"""The sign of a change that is urgent, and of one that is not."""
_OWN: Final = {kind: declared.counted for kind, declared in ENTRY_KINDS.items() if declared.counted}
"""Entries counted as the user's own since the look, each kind in words."""
_FILE: Final[Line] = (
    Span("E", "accent"), Span(" to set the limits in its file; ", "muted"), Span("i", "accent"),
    Span(" to read an article; ", "muted"), Span("?", "accent"), Span(" help", "muted"),
)  # fmt: skip
_ACCEPT: Final[Line] = (
    Span("R", "accent"), Span(" to accept the template's limits or set yours; ", "muted"), Span("i", "accent"),
    Span(" to read an article", "muted"),
)  # fmt: skip


def _limits(view: View) -> Line:
    """The next step for the limits: a template's are accepted first, others are in the file."""
    return _ACCEPT if "template" in view.codes else _FILE


def changes_count(view: View) -> int:
    """How many lines there are to say, at least one."""
    return 2 if view.as_of is None and not _is_begun(view) else max(1, len(view.changes))


def changes_rows(view: View, width: int, count: int, review: str = "") -> list[Row]:
    """Changes since the last look: a heading and `count` lines. `review` is how far an unfinished review is."""
    if view.as_of is not None:
        day: Line = (Span(f"end of {figures.day(view.today, view.today)}", "accent"),)
        return _message("As it stood", [day], "nothing recorded or published later is included", width)
    if not _is_begun(view):
        return [Row(heading("To begin", width, _to_read(view))), *(Row(fit(line, width)) for line in _beginning(view))]
    if view.looked is None:
        parts: list[Line] = [*_unfinished(review), *_to_read(view), (Span("first look", "muted"),)]
        return _message("Since you looked", parts, "nothing yet: changes from now on are listed here", width)
    dated = f"Since you looked, {figures.day(view.looked.date(), view.today)}"
    plain = "Since you looked"
    begun = _unfinished(review)
    # the review that was begun gives way first, since R leads there without it; then the day, then words of the rest
    title, parts = next(
        (
            (title, parts)
            for title, parts in (
                (dated, [*begun, *_since(view, count)]), (dated, _since(view, count)), (plain, _since(view, count)),
            )
            if cells(title) + sum(measure(part) + 2 for part in parts) + 3 <= width
        ),
        (plain, _since(view, count, short=True)),
    )  # fmt: skip
    if not view.changes:
        calm = not view.attention and view.verdict == "holding"
        words = "nothing changed, and nothing needs attention" if calm else "nothing changed"
        own = _own_entries(view)
        return _message(title, parts, f"{words}; you added {own}" if own else words, width)
    lines = [Row(change_line(view, change, width), change.target) for change in view.changes[:count]]
    return [Row(heading(title, width, parts)), *lines]


def _beginning(view: View) -> tuple[Line, Line]:
    """First steps that a thesis still lacks, and where its limits are set."""
    return (Span("a", "accent"), Span(f" to add {', '.join(_lacking(view))}", "muted")), _limits(view)


def _lacking(view: View) -> list[str]:
    """First steps that nobody has taken yet, each with the key that follows `a`."""
    taken = {
        "statement (s)": bool(view.statement),
        "figure (f)": any(metric.observations for metric in view.metrics),
        "level (l)": bool(view.levels),
        "milestone (m)": bool(view.milestones),
        "price (p)": bool(view.prices or view.current),
    }
    # five do not fit in the 70 cells of the column, and the price's own panel says how to add one
    return [step for step, done in taken.items() if not done][:4]


def _message(title: str, parts: Sequence[Line], text: str, width: int) -> list[Row]:
    return [Row(heading(title, width, parts)), Row(fit((Span(text, "muted"),), width))]


def _unfinished(review: str) -> list[Line]:
    return [(Span("R", "accent"), Span(f" to go on with the review, {review}", "muted"))] if review else []


def _since(view: View, count: int, *, short: bool = False) -> list[Line]:
    """The heading's right end: how the price moved, how many changes are not listed, what to do about them; `short`
    where there is no room for all of its words.
    """
    parts: list[Line] = []
    move = view.price_since_look
    if move is not None and move != 0:
        parts.append((moved_span(move),))
    if len(view.changes) > count:
        parts.append((Span(f"{len(view.changes) - count} more", "muted"),))
    parts += _to_read(view, short=short)
    if view.changes:
        parts.append((Span("x", "accent"), Span(" to mark as seen", "muted")))
    return parts


def change_line(view: View, change: ChangeView, width: int) -> Line:
    """A change on one line: its sign, its day, what changed, and where."""
    # 0 is the most urgent; 2 is urgent still, but of a level it is one that neither broke nor alarms
    glyph, role = _CHANGE_GLYPHS[change.kind][change.urgency > 2 or (change.kind == "level" and change.urgency > 1)]
    if change.kind == "criterion" and role == "text":
        criterion = view.criterion(change.target.id)
        glyph = "●" if criterion is None else criterion_sign(criterion)[0]
    if change.broken:
        glyph, role = "✗", "bad"
    day = figures.day(change.at.astimezone(view.now.tzinfo).date(), view.today)
    left = (Span(f"{glyph} ", role), Span(day.rjust(6), "muted"), Span(f"  {one_line(change.text)}"))
    place = (Span(change.place, "muted"),)
    # where it belongs gives way before what it says is cut, and enter opens it anyway
    return spread(left, place if measure(left) + 2 + measure(place) <= width else (), width, 2)


def _own_entries(view: View) -> str:
    """The notes, levels and figures that the user added since the look: "2 notes and 1 level". They are no news, and
    whoever looks for them here is told that they are kept.
    """
    counts: dict[str, int] = dict.fromkeys(_OWN, 0)
    assert view.looked is not None
    for line in view.journal:  # newest first
        if line.entry.moment <= view.looked:
            break
        if line.kind in counts and not (line.retracted or line.replaced):
            counts[line.kind] += 1
    parts = [figures.counted(counts[kind], *words) for kind, words in _OWN.items() if counts[kind]]
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _to_read(view: View, *, short: bool = False) -> list[Line]:
    """The key that leads to the inbox, and how many documents and articles wait there: one count, for want of room;
    `short` says no more than how many.
    """
    count = len(view.waiting) + len(view.inbox)
    if not count:
        return []
    what = (
        f"{count} waiting" if short else f"{figures.counted(count, 'document' if view.waiting else 'article')} waiting"
    )
    # the number first: of "4 to read 2 articles" the key would be read as one
    return [(Span(f"{what}, ", "muted"), Span("4", "accent"), Span(" to read", "muted"))]


def _is_begun(view: View) -> bool:
    """Whether there is something to judge the thesis by, a figure and a price or an article, or a change to tell."""
    figure = any(metric.observations for metric in view.metrics)
    return bool(view.changes or view.sources or (figure and (view.prices or view.current)))
