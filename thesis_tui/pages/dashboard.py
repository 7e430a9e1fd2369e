"""The page that opens in the morning, at any size from 80×24 up; below that, what never gives way.

Left is the thesis, right is the market. What gives way, in this order: journal and figures of no pillar,
second metrics and evidence, lines beyond what the table allots, blank rows, tall digits and stamp, the
chart, window bars, the statement, evidence and milestones in panels, the farthest levels.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.view import MilestoneView, Target, View
from thesis_tui.pages import frame
from thesis_tui.pages.changes import changes_count, changes_rows
from thesis_tui.pages.frame import FULL, Grid, grid
from thesis_tui.pages.gauge import axis_months, time_axis, window_bar
from thesis_tui.pages.glyphs import milestone_sign, to_ascii
from thesis_tui.pages.ladder import listing_levels
from thesis_tui.pages.market import market_blocks, small_ladder
from thesis_tui.pages.narrow import narrow
from thesis_tui.pages.outlook import intent_line, outlook_line
from thesis_tui.pages.panel import Setting, odds_spans, panel, panel_block
from thesis_tui.pages.price import price_line
from thesis_tui.pages.spans import (
    Block,
    Line,
    Row,
    Span,
    cells,
    compose,
    cut,
    fit,
    heading,
    list_block,
    measure,
    one_line,
    plain_text,
    spread,
    static_block,
    title_over,
)
from thesis_tui.pages.verdict import verdict_lines, verdict_rows, verdict_texts
from thesis_tui.rules.entry_kinds import kind_word

KEYS = frame.keys_of("dashboard")
OLD_KEYS = (frame.Key("R", "review", ("review",)), *KEYS)
SMALLEST = (80, 24)


def dashboard(view: View, width: int, height: int, prices: str = "", review: str = "") -> list[Block]:
    """The blocks of the page at `width` × `height` cells. `prices` is the footer's word on the feeds, `review` how far
    an unfinished review is ("5 of 14").
    """
    if width < SMALLEST[0] or height < SMALLEST[1]:
        return narrow(view, width, height, prices)
    at = grid(width, height)
    keys = OLD_KEYS if view.old else KEYS
    blocks = frame.around(view, 1, frame.keys_for(view, keys), prices or frame.prices_state(view), width, height)
    return blocks + (_two_columns(view, at, review) if at.right else _one_column(view, at, review))


def same_page(view: View, other: View) -> bool:
    """Whether two views give the same page, at each size where it is laid out in another way."""
    sizes = (SMALLEST, (120, 36), (200, 60))
    return all(render_text(view, *size) == render_text(other, *size) for size in sizes)


def render_text(view: View, width: int, height: int, *, ascii_only: bool = False) -> str:
    """The page as plain text, for `show` and for tests; trailing blanks are left out."""
    lines = [plain_text(line) for line in compose(dashboard(view, width, height), width, height)]
    text = "\n".join(lines).rstrip() + "\n"
    return to_ascii(text) if ascii_only else text


# The two-column page


class _Plan(NamedTuple):
    """How many rows the left column gives to what."""

    changes: int
    setting: Setting
    milestones: int
    journal: int = 0

    def rows(self, pillars: int) -> int:
        legend = 0 if self.setting.rule else 1
        journal = self.journal + 2 if self.journal else 0
        return 1 + self.changes + legend + pillars * self.setting.height + 1 + self.milestones + journal


def _plan(view: View, room: int, *, full: bool) -> _Plan:
    """The fullest plan that fits; what rows it leaves go to milestones, second metrics, evidence, changes."""
    pillars = max(1, len(view.pillars))
    changes = changes_count(view)
    milestones = max(1, len(_open(view)))
    # two changes never give way
    few, some = min(2, changes), min(4, milestones)
    plans = [
        _Plan(few, Setting(), some),
        _Plan(few, Setting(), min(2, milestones)),
        _Plan(few, Setting(0), min(2, milestones)),
        _Plan(few, Setting(0, milestone=False), min(2, milestones)),
    ]
    plan = _Plan(few, Setting(0, milestone=False, rule=False), min(2, milestones))
    plan = next((fits for fits in plans if fits.rows(pillars) <= room), plan)
    # the largest page has the journal below them
    most = min(8, milestones) if full else milestones
    spare = room - plan.rows(pillars)
    plan = plan._replace(milestones=max(plan.milestones, min(most, plan.milestones + spare)))
    if plan.setting == Setting():
        for evidence in (1, 2):
            richer = plan._replace(setting=Setting(evidence, second_metric=True))
            plan = richer if richer.rows(pillars) <= room else plan
    # no more than six at any size: the rest is counted, and the panels are the page
    plan = plan._replace(changes=min(6, changes, plan.changes + max(0, room - plan.rows(pillars))))
    entries = min(len(view.journal), room - plan.rows(pillars) - 2)
    return plan._replace(journal=entries) if full and entries >= 3 else plan


def _two_columns(view: View, at: Grid, review: str) -> list[Block]:
    full = at.width >= FULL[0] and at.height >= FULL[1]
    x = at.origin + 1
    y = 3 if full else 2
    bottom = at.height - 2
    blocks = [_verdict_block(view, x, y, at.left, verdict_rows(view, at.left)), *market_blocks(view, at, y)]
    spans = intent_line(view) or outlook_line(view)
    if spans:
        # the row that is blank without either
        about = Target("position", "")
        blocks.append(static_block("own", x, y + 3, at.left, [Row(fit(spans, at.left))])._replace(target=about))
    y += 4
    plan = _plan(view, bottom - y, full=full)
    blocks.append(_changes_block(view, x, y, at.left, plan.changes, review))
    y += 1 + plan.changes + (1 if plan.rows(max(1, len(view.pillars))) + 2 <= bottom - y else 0)
    panels, y = _panels(view, x, y, at.left, plan.setting, bottom - y - 2)
    blocks += panels
    blocks.append(_milestones_bars(view, x, y, at.left, plan.milestones))
    y += 1 + plan.milestones
    if plan.journal:
        blocks.append(_journal_block(view, x, y + 1, at.left, plan.journal + 1))
    return blocks


def _panels(view: View, x: int, y: int, width: int, setting: Setting, room: int) -> tuple[list[Block], int]:
    """The pillars' panels from `y` on, and the row after them; those that do not fit are counted."""
    blocks: list[Block] = []
    left = len(view.pillars)
    used = 0
    for index, pillar in enumerate(view.pillars):
        # over the first gauge only: those below it stand under the same mark
        rows = panel(view, pillar, width, setting, legend=index == 0)
        # a row is kept for how many more there are; the first is drawn however little room there is
        if used + len(rows) + (left > 1) > room and blocks:
            text: Line = (Span(f"{left} more ", "muted"), Span("enter", "accent"), Span(" to open a pillar", "muted"))
            blocks.append(static_block("more pillars", x, y + used, width, [Row(fit(text, width))]))
            used += 1
            break
        blocks.append(panel_block(f"pillar {pillar.pillar.id}", x - 1, y + used, width, rows, pillar))
        used += len(rows)
        left -= 1
    if not view.pillars:
        rows = [Row((Span("─" * width, "rule"),)), Row(fit((Span("no pillar yet; "), Span("E", "accent"),
                Span(" to open the thesis in your editor and begin the first")), width))]  # fmt: skip
        blocks.append(Block("no pillars", x - 1, y, width + 1, 2, tuple(rows)))
        used = 2
    return blocks, y + used


# The one-column page


_LEAST_TABLES: Final = 4
"""Rows of the tables at the foot of the page: their heading, the price, and the nearest level on each side."""


def _one_column(view: View, at: Grid, review: str) -> list[Block]:
    x, y, width = at.origin + 1, 2, at.left
    bottom = at.height - 1
    rows = [*verdict_lines(view, width), price_line(view, width)]
    # of 24 rows these are what header, verdict, two changes and four pillars of two lines leave
    tables = 7
    longest = max(len(_open(view)), len(listing_levels(view, view.listings[0].symbol)) + 1)
    _, second, statement = verdict_texts(view)
    worth_a_row = "template" in view.codes or view.closed is not None
    # what the tables can spare: the statement, then that lines are a template's, or what was learned
    for text in (statement, second if worth_a_row else ()):
        if text and not view.old and longest < tables - 1:
            rows.insert(1, Row(fit(text, width)))
            tables -= 1
    spans = intent_line(view) or outlook_line(view)
    if spans:
        rows.append(Row(fit(spans, width)))
    blocks = [_verdict_block(view, x, y, width, rows)]
    y += len(rows)
    changes = min(2, changes_count(view))
    blocks.append(_changes_block(view, x, y, width, changes, review))
    y += 1 + changes
    pillars = max(1, len(view.pillars))
    setting = Setting(0, milestone=False, rule=False)
    # the two lines of every pillar never give way; of the tables the nearest level on each side does not
    wanted = pillars * setting.height + 1
    room = max(bottom - y - tables, min(wanted, bottom - y - _LEAST_TABLES))
    # the fullest that fits, in the order in which parts give way
    for better in (Setting(), Setting(1, rule=False), Setting(0, rule=False)):
        if pillars * better.height + (0 if better.rule else 1) <= room:
            setting = better
            break
    panels, y = _panels(view, x, y, width, setting, room)
    blocks += panels
    left = width // 2 + 1
    blocks.append(_milestones_words(view, x, y, left, bottom - y))
    right_x = x + left + 2
    rows, first, title = small_ladder(view, width - left - 2, bottom - y)
    blocks.append(list_block("levels", right_x, y, width - left - 2, rows, min(len(rows), bottom - y), first, title))
    return blocks


# The parts


def _verdict_block(view: View, x: int, y: int, width: int, rows: list[Row]) -> Block:
    """The verdict; a click on it opens the pillar it is taken from."""
    worst = next((pillar for pillar in view.pillars if pillar.verdict == view.verdict), None)
    block = static_block("verdict", x, y, width, rows)
    return block._replace(target=Target("pillar", worst.pillar.id)) if worst is not None else block


def _changes_block(view: View, x: int, y: int, width: int, count: int, review: str) -> Block:
    return list_block("changes", x, y, width, changes_rows(view, width, count, review))


def _open(view: View) -> list[MilestoneView]:
    return [milestone for milestone in view.milestones if milestone.open]


def _milestone_lead(milestone: MilestoneView, room: int) -> Line:
    glyph, role = milestone_sign(milestone)
    title = cut(one_line(milestone.milestone.title), room - 2)
    return fit((Span(f"{glyph} ", role), Span(title)), room)


def _none_yet(view: View, width: int) -> Row:
    words = "no milestone open; " if view.milestones else "no milestone yet; "
    if view.closed is not None:  # which takes none any more
        return Row(fit((Span(words.rstrip("; ")),), width))
    return Row(fit((Span(words), Span("a", "accent"), Span(" to add one")), width))


def _milestones_bars(view: View, x: int, y: int, width: int, count: int) -> Block:
    """Open milestones as window bars on one axis, today across them."""
    shown = _open(view)[: max(0, count)]
    words = width >= 100
    title = 34 if words else 31
    # 18 for "20 Dec to 20 Jan" and two blanks before it, 6 for the odds
    odds_end = title + (18 if words else 0) + 6
    axis = time_axis(shown, view.today, width - odds_end - 2)
    more = len(_open(view)) - len(shown)
    note = [(Span(f"{more} more", "muted"),)] if more > 0 else []
    rows = [Row(fit(title_over("Milestones", axis_months(axis), note, width), width))]
    for milestone in shown:
        overdue = milestone.state == "overdue"
        over = f"{milestone.days} d overdue" if overdue else ""
        line: list[Span] = [*_milestone_lead(milestone, title)]
        if words:
            line += fit((Span("  " + (over or milestone.window), "warn" if overdue else "muted"),), 18)
        line += [*odds_spans(milestone), Span("  "), *window_bar(milestone, axis, "" if words else over)]
        rows.append(Row(fit(line, width), Target("milestone", milestone.milestone.id)))
    if not shown:
        rows.append(_none_yet(view, width))
    elif more == 0 and count > len(shown) and not any(milestone.odds for milestone in shown):
        text: Line = (
            Span("no odds yet: ", "muted"),
            Span("p", "accent"),
            Span(" to state them, so that they can be scored", "muted"),
        )
        rows.append(Row(fit(text, width)))
    return list_block("milestones", x, y, width, rows)


def _milestones_words(view: View, x: int, y: int, width: int, height: int) -> Block:
    """Open milestones with their windows in words, where there is no room for bars."""
    shown = _open(view)[: height - 1]
    more = len(_open(view)) - len(shown)
    note = [(Span(f"{more} more", "muted"),)] if more > 0 else []
    rows = [Row(heading("Milestones", width, note))]
    stated = any(milestone.odds for milestone in shown)
    for milestone in shown:
        overdue = milestone.state == "overdue"
        when = f"{milestone.days} d late" if overdue else milestone.window.removeprefix("by ")
        odds = odds_spans(milestone) if stated else ()
        line = spread(
            _milestone_lead(milestone, width - 1 - measure(odds) - cells(when)),
            (Span(when, "warn" if overdue else "muted"), *odds),
            width,
        )
        rows.append(Row(line, Target("milestone", milestone.milestone.id)))
    if not shown:
        rows.append(_none_yet(view, width))
    return list_block("milestones", x, y, width, rows)


def _journal_block(view: View, x: int, y: int, width: int, height: int) -> Block:
    rows = [Row(heading("Journal", width, [(Span("5", "accent"), Span(" all entries", "muted"))]))]
    live = [entry for entry in view.journal if not entry.retracted and not entry.replaced]
    for entry in live[: height - 1]:
        day = figures.day(entry.entry.moment.astimezone(view.now.tzinfo).date(), view.today)
        left = (
            Span(day.rjust(6), "muted"),
            Span(f"  {kind_word(entry.kind):<10} ", "muted"),
            Span(one_line(entry.text)),
        )
        rows.append(Row(spread(left, (Span(entry.place, "muted"),), width, 2), entry.target))
    return list_block("journal", x, y, width, rows)
