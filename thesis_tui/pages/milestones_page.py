"""Milestones: what is expected and when, the chosen one in full, what ended, and what the odds were worth."""

from __future__ import annotations

from typing import Final, NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.view import MilestoneView, Target, View
from thesis_tui.pages import frame
from thesis_tui.pages.calibration import calibration_rows
from thesis_tui.pages.frame import Grid, grid
from thesis_tui.pages.gauge import TimeAxis, axis_months, time_axis, window_bar
from thesis_tui.pages.glyphs import milestone_sign
from thesis_tui.pages.milestone_detail import detail_section
from thesis_tui.pages.panel import odds_spans
from thesis_tui.pages.sections import Section, nothing, section_block
from thesis_tui.pages.spans import Block, Line, Row, Span, cells, cut, field, fit, measure, one_line, spread, title_over
from thesis_tui.rules.scores import ScoredMilestone, Scores, score

KEYS: Final = frame.keys_of("milestones")
_LOWER = 12
"""The rows kept below the open list for the chosen one and those that ended."""


def milestones_page(view: View, selected: str | None, width: int, height: int, prices: str = "") -> list[Block]:
    """The blocks of the page at `width` × `height` cells.

    `selected` is the milestone shown in full, the first one when it is None or unknown. `prices` is the
    footer's word on the feeds.
    """
    at = grid(width, height)
    scores = score(view.milestones)
    blocks = frame.around(view, 3, frame.keys_for(view, KEYS), prices or frame.prices_state(view), width, height)
    counts = Row(fit(_counts(view, at.width - 2), at.width - 2))
    blocks.append(Block("counts", at.origin, 2, at.width - 1, 1, (counts,)))
    chosen = chosen_milestone(view, selected)
    return blocks + (_two_columns(view, chosen, scores, at) if at.right else _one_column(view, chosen, scores, at))


def chosen_milestone(view: View, selected: str | None) -> MilestoneView | None:
    """The milestone shown in full."""
    return view.milestone(selected) or next(iter(view.milestones), None)


def _two_columns(view: View, chosen: MilestoneView | None, scores: Scores, at: Grid) -> list[Block]:
    x, y, bottom = at.origin + 1, 4, at.height - 2
    whole = at.width - 2
    shown = _open_section(view, whole)
    rows = min(shown.wanted, max(4, bottom - y - 1 - _lower(view)))
    blocks = [section_block(shown, x, y, whole, rows)]
    y += rows + 1
    right = at.right + 6
    left = whole - right - 3
    titles = {pillar.pillar.id: pillar.pillar.title for pillar in view.pillars}
    calibration = calibration_rows(scores, right, bottom - y, titles)
    if calibration:
        right_x = x + left + 3
        blocks.append(Block("calibration", right_x - 1, y, right + 1, len(calibration), tuple(calibration)))
    ended = _ended_section(view, scores, left)
    if chosen is not None:
        room = bottom - y - min(ended.wanted, max(4, (bottom - y) // 2)) - 1
        detail = detail_section(view, chosen, left, room)
        rows = min(detail.wanted, room)
        blocks.append(section_block(detail, x, y, left, rows))
        y += rows + 1
    blocks.append(section_block(ended, x, y, left, min(ended.wanted, bottom - y)))
    return blocks


def _lower(view: View) -> int:
    return 0 if not view.milestones else _LOWER


def _one_column(view: View, chosen: MilestoneView | None, scores: Scores, at: Grid) -> list[Block]:
    """Windows in words, the chosen one below; those that ended follow in the same list, counted at the foot."""
    x, y, bottom, width = at.origin + 1, 3, at.height - 1, at.left
    gap = int(at.height >= frame.ROOMY)
    y += gap
    foot = _foot(view, scores, width)
    bottom -= 1
    shown, ended = _open_section(view, width), _ended_section(view, scores, width)
    # nine rows for the chosen one: with fewer, what ended follows in the list that scrolls
    apart = bool(ended.rows) and bottom - y >= shown.wanted + 9 + min(ended.wanted, 5) + 2 * gap
    if not apart and any(row.target for row in ended.rows):
        head = Row(title_over(ended.title, ended.head, [], width))
        shown = shown._replace(rows=[*shown.rows, head, *ended.rows])
    half = bottom - y - (7 + gap if chosen is not None else 0)
    rows = max(3, min(shown.wanted, half))
    blocks = [section_block(shown, x, y, width, rows)]
    y += rows + gap
    if chosen is not None:
        room = bottom - y - ((min(ended.wanted, 5) + gap) if apart else 0)
        detail = detail_section(view, chosen, width, room)
        rows = min(detail.wanted, room)
        blocks.append(section_block(detail, x, y, width, rows))
        y += rows + gap
    if apart:
        blocks.append(section_block(ended, x, y, width, min(ended.wanted, bottom - y)))
    blocks.append(Block("calibration", x - 1, bottom, width + 1, 1, (Row(foot),)))
    return blocks


def _foot(view: View, scores: Scores, width: int) -> Line:
    ended = [milestone for milestone in view.milestones if not milestone.open]
    counts = ", ".join(
        f"{count} {word}"
        for word in ("hit", "missed", "void")
        if (count := sum(milestone.state == word for milestone in ended))
    )
    text = f"{len(ended)} resolved: {counts}" if ended else "none resolved yet"
    return fit((Span(f"{text}   ", "muted"), Span(scores.verdict, "muted")), width)


def _counts(view: View, width: int) -> Line:
    """How many are where, and what comes next."""
    if not view.milestones:
        return (Span("no milestone yet", "muted"),)
    states = [milestone.state for milestone in view.milestones]
    overdue, due, ahead = (states.count(word) for word in ("overdue", "due", "upcoming"))
    ended = len(states) - overdue - due - ahead
    line: list[Span] = []
    if overdue:
        line.append(Span(f"◷ {overdue} overdue   ", "warn", bold=True))
    line += [Span(f"{due} due now   "), Span(f"{ahead} upcoming   "), Span(f"{ended} ended   ")]
    following = next(
        (milestone for word in ("due", "upcoming") for milestone in view.milestones if milestone.state == word), None
    )
    if following is not None:
        count = figures.days(following.days)
        left = f"{count} left" if following.days else "last day"
        when = f"opens in {count}" if following.state == "upcoming" else left
        room = width - measure(line) - cells(when) - len("next: , ")
        if room >= 8:
            line.append(Span(f"next: {cut(one_line(following.milestone.title), room)}, {when}", "muted"))
    return tuple(line)


class _At(NamedTuple):
    """The widths of the open list's columns; `axis` is 0 where windows are in words only."""

    title: int
    pillar: int
    window: int
    axis: int


def _columns(view: View, shown: list[MilestoneView], width: int) -> _At:
    words = [cells(_when(milestone)) for milestone in shown]
    window = min(max([*words, 11]), 20) + 1
    names = [cells(_pillar_title(view, milestone)) for milestone in shown]
    pillar = min(max([*names, 8]), 22 if width >= 150 else 13) + 2
    axis = 0
    if width >= 104:
        axis = max(30, (width - pillar - window - 8) * 5 // 8)
    elif width < 90:
        pillar = min(pillar, 15)
    # six cells for the odds, two before the axis; the title has what is left
    return _At(width - pillar - window - 6 - (axis + 2 if axis else 0), pillar, window, axis)


def _pillar_title(view: View, milestone: MilestoneView) -> str:
    return view.pillar_title(milestone.milestone.pillar)


def _when(milestone: MilestoneView) -> str:
    if milestone.snoozed_until is not None:
        return f"{figures.age(milestone.days)} over, snoozed"
    return f"{figures.age(milestone.days)} overdue" if milestone.state == "overdue" else milestone.window


def _open_section(view: View, width: int) -> Section:
    shown = [milestone for milestone in view.milestones if milestone.open]
    if not shown:
        text = "none open" if view.milestones else "no milestone yet"
        return Section("open", "Open", [nothing(text, "a", "to add one", width)])
    at = _columns(view, shown, width)
    axis = time_axis(shown, view.today, at.axis) if at.axis else None
    rows = [_open_row(view, milestone, at, axis) for milestone in shown]
    head: list[Span] = []
    for name, room in (("pillar", at.pillar), ("window", at.window)):
        head += [Span(f"{name} ", "muted"), Span("─" * (room - cells(name) - 2) + " ", "rule")]
    head += [Span("odds ", "muted"), Span("─", "rule")]
    if axis is not None:
        head += [Span("─" * 2, "rule"), *axis_months(axis)]
    return Section("open", "Open", rows, head=tuple(head))


def _open_row(view: View, milestone: MilestoneView, at: _At, axis: TimeAxis | None) -> Row:
    glyph, role = milestone_sign(milestone)
    overdue = milestone.state == "overdue"
    title = cut(one_line(milestone.milestone.title), at.title - 3)
    line: list[Span] = [
        *fit((Span(f"{glyph} ", role), Span(title, "strong" if overdue else "text", bold=overdue)), at.title),
        field(cut(_pillar_title(view, milestone), at.pillar - 2), at.pillar, "muted"),
        field(cut(_when(milestone), at.window - 1), at.window, "warn" if overdue else "muted"),
        *odds_spans(milestone),
    ]
    if axis is not None:
        line += [Span("  "), *window_bar(milestone, axis)]
    return Row(tuple(line), Target("milestone", milestone.milestone.id))


def _ended_section(view: View, scores: Scores, width: int) -> Section:
    """Newest first, with the odds that stood when each opened and at the last."""
    ended = [milestone for milestone in view.milestones if not milestone.open]
    if not ended:
        line = nothing("none resolved yet", "e", "to mark one hit, missed or void", width)
        return Section("ended", "Ended", [line])
    by_id = {milestone.id: milestone for milestone in scores.milestones}
    days = [figures.day(milestone.outcome_day, view.today) if milestone.outcome_day else "" for milestone in ended]
    size = max(cells(day) for day in days)
    words = max(6, *(len(_ended_word(milestone)) for milestone in ended))
    rows = [
        _ended_row(milestone, words, day.rjust(size), by_id.get(milestone.milestone.id), width)
        for milestone, day in zip(ended, days, strict=True)
    ]
    head: Line = (Span(" opened   last", "muted"),)
    return Section("ended", "Ended", rows, head=head)


def _ended_word(milestone: MilestoneView) -> str:
    return "hit late" if milestone.days_late else milestone.state


def _ended_row(milestone: MilestoneView, words: int, day: str, scored: ScoredMilestone | None, width: int) -> Row:
    glyph, role = milestone_sign(milestone)
    quiet = milestone.state == "void"
    left: Line = (
        Span(f"{glyph} ", role),
        Span(_ended_word(milestone).ljust(words), "muted" if quiet else "text"),
        Span(f" {day}  ", "muted"),
        Span(one_line(milestone.milestone.title), "muted" if quiet else "text"),
    )
    opened = figures.plain(scored.opening.odds) if scored else figures.UNKNOWN
    last = figures.plain(scored.last.odds) if scored else figures.UNKNOWN
    unit = " %" if scored else "  "
    right: Line = (
        Span(opened.rjust(4) + unit, "muted"),
        Span("  "),
        Span(last.rjust(3), "strong" if scored else "muted", bold=scored is not None),
        Span(unit, "muted"),
    )
    return Row(spread(left, right, width, 2), Target("milestone", milestone.milestone.id))
