"""A review: one thing at a time on the left, what can be done about it on the right, a paragraph at the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from thesis_tui.model import figures
from thesis_tui.model.view import Target, View
from thesis_tui.pages import frame
from thesis_tui.pages.conviction import conviction_rows, review_rows
from thesis_tui.pages.review_item import Answer, Answering, actions_of, item_rows
from thesis_tui.pages.spans import Block, Line, Role, Row, Span, cells, cut, fit, heading, one_line, spread
from thesis_tui.pages.verdict import old_thesis
from thesis_tui.rules.review import items_of, open_items, past_reviews
from thesis_tui.rules.review_items import PastReview, ReviewItem
from thesis_tui.rules.review_session import END, ReviewSession, done, resolved

WRITE: Final = Answering("w", "write the paragraph", "write")
_BAR: Final = 24
_TWO_COLUMNS: Final = 76
_ROOMY_SIDE: Final = 30
"""Cells of the side from which its headings have their whole words."""
_WIDE_SIDE: Final = 56
"""Cells of the side from which the kind and the pillar of what is to come are named, too."""


def action_target(name: Answer) -> Target:
    """Target of a line of the page that does something when opened."""
    return Target("answer", name)


def place_target(key: str) -> Target:
    """Target of a line that leads to another item of the review."""
    return Target("item", key)


def actions_at(view: View, item: ReviewItem | None) -> tuple[Answering, ...]:
    """Answers of the keys now: at an item, or at the end."""
    if item is not None:
        return actions_of(view, item)
    return () if view.as_of is not None else (WRITE,)


def shown_item(items: Sequence[ReviewItem], progress: ReviewSession) -> ReviewItem | None:
    """The item the review is at, None at its end."""
    if progress.at == END or not items:
        return None
    return next((item for item in items if item.key == progress.at), items[0])


def review_page(
    view: View,
    width: int,
    height: int,
    prices: str = "",
    progress: ReviewSession | None = None,
    *,
    recorded: bool = False,
) -> list[Block]:
    """The blocks of the page at `width` × `height` cells. `progress` is where the user is; None begins. `recorded`:
    its paragraph was just written.
    """
    page, left, whole, top, bottom, gap = frame.inside(width, height)
    progress = progress or ReviewSession(begun=view.now)
    items = open_items(view)
    item = shown_item(items, progress)
    actions = () if recorded else actions_at(view, item)
    blocks = frame.around(view, 6, _footer(view, actions), prices or frame.prices_state(view), width, height)
    if view.old and view.last_fed is not None and view.as_of is None:
        lines = old_thesis(view)
        rows = tuple(Row(fit(line, whole)) for line in (lines[0], lines[2]))
        blocks.append(Block("old", left, top, whole + 1, 2, rows))
        top += 2 + gap
    if view.problems:
        wrong: Line = (Span("✗ ", "bad"), Span(one_line(view.problems[0].text), "bad"))
        more: Line = (Span(f"{len(view.problems) - 1} more", "muted"),) if len(view.problems) > 1 else ()
        blocks.append(Block("problem", left, top, whole + 1, 1, (Row(spread(wrong, more, whole)),)))
        top += 1 + gap
    line = (
        Row(fit((Span("review saved", "strong", bold=True),), whole))
        if recorded
        else Row(_progress(view, items, item, progress, whole, "" if view.as_of else "nothing resolved yet"))
    )
    blocks.append(Block("progress", left, top, whole + 1, 1, (line,)))
    top += 1 + gap
    # the side has room for "void: cannot be judged" with its key, then for titles of what is to come, then for their
    # kinds
    right = 0 if page < _TWO_COLUMNS else 27 if page < 100 else 36 if page < 160 else 56
    body = whole - (right + 3 if right else 0)
    if item is None:
        return blocks + _end(view, items, progress, (left, top, body, right, bottom), recorded=recorded)
    blocks.append(_item_block(view, item, left, top, body, bottom))
    if right:
        blocks += _side(view, items, progress, actions, (left + body + 3, top, right, bottom))
    return blocks


_SHORT: Final[dict[Answer, str]] = {
    "settle": "resolve", "nothing": "nothing new", "retire resting": "retire", "retire criterion": "retire",
    "allow": "allow more days",
}  # fmt: skip
"""Words of the footer for answers whose names are not said to people."""


def _footer(view: View, actions: Sequence[Answering]) -> tuple[frame.Key, ...]:
    own = [frame.Key(action.key, _SHORT.get(action.name, action.name)) for action in actions]
    note = () if view.as_of else (frame.Key("n", "note"),)
    rest = (frame.Key("enter", "open"), frame.Key("← →", "walk"))
    return (frame.Key("esc", "back"), *note, *own, *rest, frame.Key("?", "help"), frame.Key("q", "quit"))


def _resolved(view: View, items: Sequence[ReviewItem], progress: ReviewSession) -> tuple[str, ...]:
    return resolved(items, progress, {item.key for item in items_of(view) if not item.open})


def _progress(
    view: View,
    items: Sequence[ReviewItem],
    item: ReviewItem | None,
    progress: ReviewSession,
    width: int,
    untouched: str,
) -> Line:
    """ "3 of 9  ━━━━──────  2 resolved, 1 skipped"."""
    gone, skipped = done(items, progress)
    total = len(items) + len(gone)
    if not total:
        return fit((Span("nothing needs attention", "strong", bold=True),), width)
    # its place among all that was asked, whatever of it is gone by now: a number that stays while items vanish
    met = list(dict.fromkeys((*progress.met, *(other.key for other in items))))
    passed = total if item is None else met.index(item.key) + 1
    dealt_with = len(gone) + len(skipped)
    filled = _BAR * dealt_with // total
    head = (
        f"{passed} of {total}" if item is not None else f"all {total} seen" if dealt_with == total else f"{total} asked"
    )
    own = _resolved(view, items, progress)
    kinds = ((own, "resolved or snoozed"), (gone[len(own) :], "no longer open"), (skipped, "skipped for later"))
    counts = [f"{len(keys)} {word}" for keys, word in kinds if keys]
    return spread(
        (Span(head, "strong", bold=True), Span("  "), Span("━" * filled, "accent"),
         Span("─" * (_BAR - filled), "line")),
        (Span(", ".join(counts) or untouched, "muted"),), width, 2,
    )  # fmt: skip


def _list(name: str, place: tuple[int, int, int, int], rows: Sequence[Row]) -> Block:
    """A list whose heading is its first row, in at most the rows up to `bottom`: the rest scrolls."""
    x, y, width, bottom = place
    size = max(1, min(len(rows), bottom - y))
    return Block(name, x, y, width + 1, size, tuple(rows), "list", 1)


def _item_block(view: View, item: ReviewItem, x: int, y: int, width: int, bottom: int) -> Block:
    rows = item_rows(view, item, width)
    title = view.pillar_title(item.pillar)
    parts: list[Line] = [(Span(cut(one_line(title), width // 2), "muted"),)] if title else []
    hidden = len(rows) - (bottom - y - 1)
    if hidden > 0:
        parts.insert(0, (Span(f"{hidden} more", "muted"),))
    head = heading(item.what[:1].upper() + item.what[1:], width, parts)
    return _list("item", (x, y, width, bottom), [Row(head), *rows])


def _side(
    view: View,
    items: Sequence[ReviewItem],
    progress: ReviewSession,
    actions: Sequence[Answering],
    place: tuple[int, int, int, int],
) -> list[Block]:
    """Actions, under them what this review has done so far, and on a wide page the items still to come."""
    x, y, width, bottom = place
    rows = [Row(heading("What you can do", width))]
    for action in actions:
        line: Line = (Span(action.key.ljust(3), "accent"), Span(action.does))
        rows.append(Row(fit(line, width), action_target(action.name)))
    if not actions:
        rows.append(Row(fit((Span("read only: as of a date", "muted"),), width)))
    rows.append(Row(fit((), width)))
    for key, does in (("enter", "open what is chosen"), ("← →", "before, next")):
        rows.append(Row(fit((Span(key.ljust(6), "accent"), Span(does, "muted")), width)))
    blocks = [_list("actions", (x, y, width, bottom), rows)]
    lists = [("so far", _so_far(view, items, progress, width))]
    lists.append(("to come", _to_come(view, items, progress, width)))
    for name, rows in lists:
        y = blocks[-1].y + blocks[-1].height + 1
        if len(rows) == 1 or bottom - y < 2:
            continue
        blocks.append(_list(name, (x, y, width, bottom), rows))
    return blocks


def _to_come(view: View, items: Sequence[ReviewItem], progress: ReviewSession, width: int) -> list[Row]:
    """The items after the one shown; enter goes there at once."""
    shown = shown_item(items, progress)
    after = items[items.index(shown) + 1 :] if shown is not None else ()
    coming = [item for item in after if item.key not in progress.skipped]
    size = max((cells(item.what) for item in coming), default=0)
    titles = {other.pillar.id: other.pillar.title for other in view.pillars}
    goes = " to go there" if width >= _ROOMY_SIDE else " to go"
    rows = [Row(heading("To come", width, [(Span("enter", "accent"), Span(goes, "muted"))]))]
    for item in coming:
        pillar = titles.get(item.pillar or "", "")
        place: Line = (Span(pillar, "muted"),) if pillar and pillar != item.title else ()
        kind = (Span(f"{item.what.ljust(size)}  ", "muted"),) if width >= _WIDE_SIDE else ()
        left = (*kind, Span(one_line(item.title)))
        rows.append(Row(spread(left, place if kind else (), width, 2), place_target(item.key)))
    return rows


def _so_far(view: View, items: Sequence[ReviewItem], progress: ReviewSession, width: int) -> list[Row]:
    gone, skipped = done(items, progress)
    own = _resolved(view, items, progress)
    snoozed = {item.key for item in items_of(view) if item.snoozed is not None}
    rows = [Row(heading("So far", width))]
    # the one that was just answered stands first
    for key in reversed(gone):
        glyph, word = ("◌", "snoozed") if key in snoozed else ("✓", "resolved") if key in own else ("·", "not open now")
        rows.append(Row(spread((Span(f"{glyph} ", "muted"), Span(one_line(progress.met[key]))),
                               (Span(word, "muted"),), width)))  # fmt: skip
    titles = {item.key: item.title for item in items}
    for key in skipped:
        left: Line = (Span("› ", "muted"), Span(one_line(titles[key]), "muted"))
        rows.append(Row(spread(left, (Span("skipped", "muted"),), width), place_target(key)))
    return rows


def _end(
    view: View,
    items: Sequence[ReviewItem],
    progress: ReviewSession,
    place: tuple[int, int, int, int, int],
    *,
    recorded: bool,
) -> list[Block]:
    """The paragraph asked for, what is settled but still so, and what earlier reviews came to."""
    x, y, width, right, bottom = place
    rows = [Row(heading("The end" if items or progress.met else "Nothing needs attention", width))]
    spans = [(Span("this review is in the journal; "), Span("R", "accent"), Span(" to start another"))]
    rows += [Row(fit(line, width)) for line in (spans if recorded else _end_words(view, items, progress))]
    if view.as_of is None and not recorded:
        line: Line = (Span("w", "accent"), Span(" to write the paragraph and your conviction"))
        rows.append(Row(fit(line, width), action_target(WRITE.name)))
    so_far = _so_far(view, items, progress, width)
    if len(so_far) > 1:
        rows += [Row(fit((), width)), *so_far]
    rows += _still(view, width)
    past = past_reviews(view)
    if right:
        blocks = [_list("item", (x, y, width, bottom), rows)]
        return [*blocks, _list("reviews", (x + width + 3, y, right, bottom), _past(view, past, right))]
    return [_list("item", (x, y, width, bottom), [*rows, *_past(view, past, width)])]


def _end_words(view: View, items: Sequence[ReviewItem], progress: ReviewSession) -> list[Line]:
    gone, skipped = done(items, progress)
    left = len(items) - len(skipped)
    if view.as_of is not None:
        return [(Span("as it was then; nothing can be recorded as of a date", "muted"),)]
    if not items and not gone:
        return [
            (Span("nothing is overdue, failing, stale or in conflict;"),),
            (Span("you can still write a paragraph"),),
        ]
    own = _resolved(view, items, progress)
    counts = f"{len(own) or 'nothing'} resolved or snoozed, {len(skipped) or 'nothing'} skipped"
    lines: list[Line] = [(Span(counts),)]
    if left:
        lines.append(
            (Span(f"{figures.counted(left, 'item')} not looked at yet; "), Span("←", "accent"), Span(" to go back"))
        )
    elif skipped:
        lines.append((Span("←", "accent"), Span(" to go back to what was skipped", "muted")))
    return lines


def _still(view: View, width: int) -> list[Row]:
    """Items settled or snoozed that have not changed: their sentences stay in sight."""
    rows: list[Row] = []
    for item in items_of(view):
        if item.open:
            continue
        role: Role = "muted"
        if item.settled:
            day = f"{figures.day(item.settled_day, view.today)}: " if item.settled_day else ""
            words = f"resolved {day}{one_line(item.settled)}"
        else:
            assert item.snoozed is not None
            words = f"snoozed until {figures.day(item.snoozed, view.today)}"
        line: Line = (Span(f"{item.what}: "), Span(one_line(item.title), "strong"))
        rows.append(Row(fit(line, width), item.target))
        rows.append(Row(fit((Span("  "), Span(words, role)), width)))
    return [Row(fit((), width)), Row(heading("Acknowledged, still open", width)), *rows] if rows else []


def _past(view: View, past: Sequence[PastReview], width: int) -> list[Row]:
    rows = [Row(heading("Your conviction", width))]
    if not past:
        return [*rows, Row(fit((Span("no review yet", "muted"),), width))]
    rows += [Row(line) for line in conviction_rows(past, width)]
    return rows + review_rows(view, past, width)
