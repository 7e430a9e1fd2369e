"""One article of the inbox: what it proposes on the left, its text with the words of the proposal on the right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from thesis_tui.model import figures, proposal_words
from thesis_tui.model.objects import Metric
from thesis_tui.model.proposals import Proposals
from thesis_tui.model.view import Target, View
from thesis_tui.pages import frame
from thesis_tui.pages.spans import (
    Block,
    Line,
    Role,
    Row,
    Span,
    cells,
    cut,
    field,
    fit,
    heading,
    list_block,
    one_line,
    spread,
    wrap,
)
from thesis_tui.services.dated_figures import undated_as
from thesis_tui.services.inbox import Considered, Decision, Opened
from thesis_tui.services.offers import OfferKind

KEYS: Final = frame.keys_of("article")
_WITHOUT: Final = frame.keys_of("article without proposals")
_READING: Final = frame.keys_of("article not read")
HEADINGS: Final[dict[OfferKind, str]] = {
    "level": "Levels", "price": "Prices", "observation": "Figures", "milestone": "Expected", "evidence": "Evidence",
}  # fmt: skip
_SIGNS: Final[dict[str, tuple[str, Role]]] = {"open": ("·", "text"), "kept": ("✓", "good"), "dropped": ("✗", "muted")}
_WORD: Final = re.compile(r"\S+\s*")
_TWO_COLUMNS: Final = 100
_BEFORE: Final = 3
"""A part of the text's height that is shown before the words in focus: one third."""


class Place(NamedTuple):
    """Where the text is looked at: the line on top, or None to follow the proposal in focus."""

    top: int | None = None


def article_page(
    view: View,
    opened: Opened | None,
    fault: str,
    selected: str | None,
    place: Place,
    width: int,
    height: int,
    foot: str = "",
) -> list[Block]:
    """The page; `opened` is None while the article is being read, or for ever where `fault` says why it cannot be."""
    page, left, room, top, bottom, _ = frame.inside(width, height)
    keys = _READING if opened is None else KEYS if opened.considered else _WITHOUT
    blocks = frame.around(view, 4, keys, foot, width, height, "an article")
    if opened is None:
        text: Role = "warn" if fault else "muted"
        rows = [Row(heading("Article", room))]
        rows += [Row(fit((Span(line, text),), room)) for line in wrap(fault or "reading …  esc stops", room)]
        return [*blocks, Block("article", left, top, room + 1, min(len(rows), bottom - top), tuple(rows))]
    here = next((item for item in opened.considered if item.offer.id == selected), None)
    if page >= _TWO_COLUMNS:
        narrow = _list_width(room)
        list_rows = _proposals(view, opened, narrow)
        wide = room - narrow - 3
        return [
            *blocks,
            _list(left, top, narrow, list_rows, bottom - top),
            _text_block(view, opened, here, place, left + narrow + 3, top, wide, bottom - top),
        ]
    list_rows = _proposals(view, opened, room)
    size = _list_height(len(list_rows), bottom - top)
    return [
        *blocks,
        _list(left, top, room, list_rows, size),
        _text_block(view, opened, here, place, left, top + size, room, bottom - top - size),
    ]


def text_top(opened: Opened, selected: str | None, place: Place, width: int, height: int) -> int:
    """The line of the text that is on top now, on a page of that size."""
    here = next((item for item in opened.considered if item.offer.id == selected), None)
    size, room = _text_size(opened, width, height)
    return _top(opened.proposals.text, here, place, room, size)


def _text_size(opened: Opened, width: int, height: int) -> tuple[int, int]:
    """Lines and cells the text has on a page of that size."""
    at = frame.inside(width, height)
    free = at.bottom - at.top
    if at.page >= _TWO_COLUMNS:
        return free - 1, at.width - _list_width(at.width) - 3
    # two lines each, a heading, and one for each of the five kinds
    rows = len(opened.considered) * 2 + 6
    return free - _list_height(rows, free) - 1, at.width


def _list_width(room: int) -> int:
    """The list's cells where the text stands beside it."""
    return room * 44 // 100


def _list_height(rows: int, room: int) -> int:
    """The list's rows where the text stands under it."""
    return min(rows, max(5, room * 45 // 100))


def _list(left: int, y: int, width: int, rows: list[Row], height: int) -> Block:
    return list_block("proposals", left + 1, y, width, rows, max(1, min(height, len(rows))))


# what it proposes


def _proposals(view: View, opened: Opened, width: int) -> list[Row]:
    """The article's proposals, two lines a proposal, those of a kind under its name."""
    rows = [Row(heading("It says", width, _decided(opened)))]
    if not opened.considered:
        return [*rows, Row(fit((Span("nothing about this thesis", "muted"),), width))]
    metrics = {metric.metric.id: metric.metric for metric in view.metrics}
    pillars = {pillar.pillar.id: pillar.pillar.title for pillar in view.pillars}
    for kind, group in groupby(opened.considered, key=lambda considered: considered.offer.kind):
        rows.append(Row(fit((Span(HEADINGS[kind], "muted", bold=True),), width)))
        named = [(considered, *_named(considered, metrics)) for considered in group]
        after = max(cells(_fraction(figure)) for _, _, figure in named)
        units = min(max(cells(figure.unit) for _, _, figure in named), width // 4)
        for item, name, figure in named:
            quiet = item.decision != "open"
            sign, role = _SIGNS[item.decision]
            lead = (Span(f"{sign} ", role), Span(name, "muted" if quiet else "text"))
            tail = _figure_spans(figure, after, units, quiet=quiet)
            rows.append(Row(spread(lead, tail, width, 2), Target("proposal", item.offer.id)))
            rows.append(Row(_second(item, pillars, width)))
    return rows


def _decided(opened: Opened) -> list[Line]:
    """How many proposals were kept, were dropped, and are to be decided."""
    words: tuple[tuple[Decision, str, Role], ...] = (
        ("kept", "kept", "muted"), ("dropped", "dropped", "muted"), ("open", "to decide", "accent"),
    )  # fmt: skip
    counts = [(opened.counted(decision), word, role) for decision, word, role in words]
    return [(Span(f"{count} {word}", role),) for count, word, role in counts if count]


def _named(item: Considered, metrics: dict[str, Metric]) -> tuple[str, figures.Figure]:
    """Its name and its figure; what was kept as the user kept it."""
    if item.accepted is not None:
        name, figure = (
            proposal_words.accepted_name(item.accepted, metrics),
            proposal_words.accepted_value(item.accepted, metrics),
        )
    else:
        name = proposal_words.name(item.offer.proposal, metrics)
        figure = proposal_words.value(item.offer.proposal, metrics)
    return one_line(name), figures.Figure(one_line(figure.mark), one_line(figure.digits), one_line(figure.unit))


def _fraction(figure: figures.Figure) -> str:
    """The part of a figure right of where the points are aligned: ".81"."""
    _, dot, fraction = figure.digits.partition(".")
    return dot + fraction


def _figure_spans(figure: figures.Figure, after: int, units: int, *, quiet: bool) -> Line:
    """A figure on its decimal point, `after` cells for what follows it and `units` for its unit; a window as it is."""
    if not figure.digits:
        return (Span(figure.unit, "muted" if quiet else "text"),)
    return (
        Span(figure.mark, "muted"),
        Span(figure.digits, "muted" if quiet else "strong", bold=not quiet),
        Span(" " * (after - cells(_fraction(figure)))),
        field(f" {figure.unit}" if units else "", units + 1 if units else 0, "muted"),
    )


def _second(item: Considered, pillars: dict[str, str], width: int) -> Line:
    """The line under a proposal: what hinders it, what it contradicts or repeats, or what else was read."""
    detail = one_line(proposal_words.detail(item.offer.proposal, pillars))
    if item.decision != "open":
        return fit((Span(f"  {item.decision}", "muted"), Span(f"  {detail}", "faint")), width)
    if item.offer.fault:
        if item.offer.new_metric is None:
            return fit((Span(f"  {item.offer.fault}", "warn"), Span("; e to fix it", "muted")), width)
        lacks = (Span(f"  {item.offer.fault}", "warn"), Span("; N to make one", "muted"))
        return fit((*lacks, Span(f" · {detail}", "faint")), width)
    if item.match.how == "differs":
        return fit((Span("  ≠ ", "warn"), Span(one_line(item.match.words), "warn")), width)
    if item.match.how == "replaces":
        return fit((Span(f"  ↑ {one_line(item.match.words)}", "muted"),), width)
    if item.match.how == "known":
        return fit((Span(f"  = {one_line(item.match.words)}", "muted"),), width)
    # without days no criterion uses it, whatever its period is called
    ways = (Span("; T dates it", "warn"),) if undated_as(item.offer.proposal) is not None else ()
    room = width - sum(cells(span.text) for span in ways)
    return fit((Span(cut(f"  {detail}", room), "muted"), *ways), width)


# its text


# a text may be 60 000 characters long, and every key draws the page: it is set once for each width
@lru_cache(maxsize=4)
def wrapped(text: str, width: int) -> tuple[tuple[int, int], ...]:
    """The lines a text is set in at most `width` cells, as places in it; blank lines in a row are one."""
    lines: list[tuple[int, int]] = []
    at = 0
    for part in text.split("\n"):
        if not part.strip():
            if lines and lines[-1][0] != lines[-1][1]:
                lines.append((at, at))
        else:
            lines += _set(part, at, max(4, width))
        at += len(part) + 1
    return tuple(lines)


def _set(part: str, at: int, width: int) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    start = end = -1
    used = 0
    for found in _WORD.finditer(part):
        word = found[0].rstrip()
        size = cells(word)
        if start >= 0 and used + size > width:
            lines.append((at + start, at + end))
            start = -1
        if start < 0:
            start, used = found.start(), 0
        while size > width:  # a word longer than a line is cut where the line ends
            keep = _fitting(word, width)
            lines.append((at + start, at + start + keep))
            start += keep
            word = word[keep:]
            size = cells(word)
        end = start + len(word) if used == 0 else found.start() + len(word)
        used += size + (found.end() - found.start() - len(found[0].rstrip()))
    if start >= 0:
        lines.append((at + start, at + end))
    return lines


def _fitting(word: str, width: int) -> int:
    """How many of its first characters take at most `width` cells; at least one."""
    if len(word) >= width and word[:width].isascii():
        return width
    used = 0
    for count, character in enumerate(word):
        used += cells(character)
        if used > width:
            return max(1, count)
    return len(word)


def _top(text: str, here: Considered | None, place: Place, width: int, height: int) -> int:
    lines = wrapped(text, width - 2)
    last = max(0, len(lines) - height)
    if place.top is not None:
        return max(0, min(last, place.top))
    if here is None:
        return 0
    line = next((number for number, (_, end) in enumerate(lines) if end > here.offer.span[0]), 0)
    return max(0, min(last, line - height // _BEFORE))


def _text_block(
    view: View, opened: Opened, here: Considered | None, place: Place, x: int, y: int, width: int, height: int
) -> Block:
    found = opened.proposals
    room = height - 1
    lines = wrapped(found.text, width - 2)
    top = _top(found.text, here, place, width, room)
    more = f"{min(100, (top + room) * 100 // max(1, len(lines)))} %" if len(lines) > room else ""
    title = one_line(found.title) or opened.name
    parts: list[Line] = [dated(opened)]
    alike = _alike(view, opened)
    if alike:
        parts.insert(0, (Span(f"like source {alike}", "warn"),))
    if more:
        parts.append((Span(more, "muted"),))
    rows = [Row(heading(title, width, parts))]
    shown = lines[top : top + room]
    marks = _marks(found, opened, here, (shown[0][0], shown[-1][1]) if shown else (0, 0))
    for start, end in shown:
        rows.append(Row(fit(_line(found.text, start, end, marks, here), width)))
    rows += [Row(fit((), width))] * (room + 1 - len(rows))
    return Block("article", x, y, width + 1, height, tuple(rows), "static", 1)


def _alike(view: View, opened: Opened) -> int:
    """The number of a source of the same title, 0 when there is none: what it gave may be in the thesis already."""
    title = one_line(opened.proposals.title).casefold()
    if opened.source or not title:
        return 0
    return next(
        (source.source.number for source in view.sources if one_line(source.source.source.title).casefold() == title), 0
    )


def dated(opened: Opened) -> Line:
    """When the article was published, and how that is known, in a few words."""
    dating = opened.proposals.dating
    if dating.published is not None:
        mark = "≈" if dating.basis == "inferred" else ""
        return (Span(f"{mark}{figures.long_day(dating.published)}", "muted"),)
    if opened.source:  # its day is its source's by now
        return (Span("day unknown", "warn"),)
    return (Span("no date; ", "warn"), Span("P", "accent"), Span(" to set it", "muted"))


class _Mark(NamedTuple):
    start: int
    end: int
    role: Role
    here: bool


def _marks(found: Proposals, opened: Opened, here: Considered | None, shown: tuple[int, int]) -> list[_Mark]:
    """Stretches of the shown text that are set otherwise, in order; where some overlap the one in focus wins."""
    marks = []
    if here is not None:
        # first, since what is taken first stays
        marks.append(_Mark(*here.offer.span, "on accent", True))
    for item in opened.considered:
        role: Role = "strong" if item.decision == "open" else "good" if item.decision == "kept" else "muted"
        marks.append(_Mark(*item.offer.span, role, False))
    marks += [_Mark(*skipped.span, "faint", False) for skipped in found.skipped]
    chosen: list[_Mark] = []
    taken: list[tuple[int, int]] = []
    for mark in marks:
        if mark.end <= shown[0] or mark.start >= shown[1]:
            continue
        for start, end in _free(mark.start, mark.end, taken):
            chosen.append(mark._replace(start=start, end=end))
        taken.append((mark.start, mark.end))
    return sorted(chosen)


def _free(start: int, end: int, taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts of a stretch that nothing has taken yet."""
    left = [(start, end)]
    for a, b in taken:
        if b <= start or a >= end:
            continue
        left = [part for s, e in left for part in ((s, min(e, a)), (max(s, b), e)) if part[0] < part[1]]
    return left


def _line(text: str, start: int, end: int, marks: Sequence[_Mark], here: Considered | None) -> Line:
    """One line of the text; the bar before it says, without colour too, that the words in focus are on it."""
    in_focus = here is not None and here.offer.span[0] < end and start < here.offer.span[1]
    spans: list[Span] = [Span("▌ " if in_focus else "  ", "accent")]
    at = start
    for mark in marks:
        if mark.end <= at or mark.start >= end:
            continue
        if mark.start > at:
            spans.append(Span(_plain(text[at : mark.start]), "text"))
        stop = min(mark.end, end)
        bold = mark.here or mark.role == "strong"
        words = _plain(text[max(at, mark.start) : stop])
        spans.append(Span(words, mark.role, bold, fill="accent" if mark.here else ""))
        at = stop
    if at < end:
        spans.append(Span(_plain(text[at:end]), "text"))
    return tuple(spans)


def _plain(part: str) -> str:
    return part.replace("\t", " ")
