"""The page that opens in the morning, at any size from 80×24 up; below that, what never gives way.

Left is the thesis, right is the market. What gives way, in this order: journal and figures of no pillar,
second metrics and evidence, lines beyond what the table allots, blank rows, tall digits and stamp, the
chart, window bars, the statement, evidence and milestones in panels, the farthest levels.
"""

from __future__ import annotations

from typing import NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.view import ChangeView, LevelView, MilestoneView, PillarView, PriceView, Target, View
from thesis_tui.pages import frame
from thesis_tui.pages.chart import chart, in_range, series
from thesis_tui.pages.digits import tall
from thesis_tui.pages.gauge import axis_months, range_bar, time_axis, window_bar
from thesis_tui.pages.glyphs import CRITERION_GLYPHS, MILESTONE_GLYPHS, VERDICT_GLYPHS, to_ascii, verdict_stamp
from thesis_tui.pages.ladder import ladder, listing_levels, rungs, short_type
from thesis_tui.pages.moves import moved_span
from thesis_tui.pages.panel import Setting, odds_text, panel, panel_block
from thesis_tui.pages.periods import period_label
from thesis_tui.pages.spans import (
    Block,
    Line,
    Role,
    Row,
    Span,
    cells,
    clip,
    compose,
    cut,
    fit,
    heading,
    measure,
    one_line,
    plain_text,
    spread,
    wrap,
)

KEYS = (
    frame.Key("n", "note"), frame.Key("a", "add"), frame.Key("enter", "open"), frame.Key("p", "odds"),
    frame.Key("e", "edit"), frame.Key("E", "edit the file"), frame.Key("u", "undo"), frame.Key("x", "seen"),
    frame.Key("/", "search"), frame.Key("ctrl+p", "palette"), frame.Key("?", "help"), frame.Key("q", "quit"),
)  # fmt: skip
OLD_KEYS = (frame.Key("R", "review"), *KEYS)
WIDE = (110, 30)
"""From this size on there are two columns, thesis and market."""
FULL = (160, 50)
SMALLEST = (80, 24)


class Grid(NamedTuple):
    """The columns of a page, in cells from its left edge, gutters not counted."""

    width: int
    height: int
    origin: int
    left: int
    right: int
    right_x: int
    """The cell of the right column's first character; 0 where there is one column."""


def grid(width: int, height: int) -> Grid:
    page, origin = frame.page_width(width)
    if page < WIDE[0] or height < WIDE[1]:
        return Grid(page, height, origin, page - 2, 0, 0)
    right = 45 + (page - 120) * 35 // 80
    left = page - 2 - right - (4 if page >= FULL[0] else 3)
    return Grid(page, height, origin, left, right, page - 1 - right)


def dashboard(view: View, width: int, height: int, prices: str = "") -> list[Block]:
    """The blocks of the page at `width` × `height` cells. `prices` is the footer's word on the feeds."""
    if width < SMALLEST[0] or height < SMALLEST[1]:
        return _smallest(view, width, height)
    at = grid(width, height)
    keys = OLD_KEYS if view.old else KEYS
    blocks = [
        frame.header_block(view, at.width, 1, at.origin),
        frame.footer_block(frame.keys_for(view, keys), prices or frame.prices_state(view), at.width, height, at.origin),
    ]
    blocks += _two_columns(view, at) if at.right else _one_column(view, at)
    return blocks


def same_page(one: View, other: View) -> bool:
    """Whether two views give the same page, at each size where it is laid out in another way."""
    sizes = (SMALLEST, (120, 36), (200, 60))
    return all(render_text(one, *size) == render_text(other, *size) for size in sizes)


def render_text(view: View, width: int, height: int, *, ascii_only: bool = False) -> str:
    """The page as plain text, for `show` and for tests; trailing blanks are left out."""
    lines = [plain_text(line) for line in compose(dashboard(view, width, height), width, height)]
    text = "\n".join(lines).rstrip() + "\n"
    return to_ascii(text) if ascii_only else text


def _block(name: str, x: int, y: int, width: int, rows: list[Row], height: int = 0) -> Block:
    """A static block whose text begins at cell `x`."""
    return Block(name, x - 1, y, width + 1, height or len(rows), tuple(rows))


def _list(name: str, x: int, y: int, width: int, rows: list[Row]) -> Block:
    return Block(name, x - 1, y, width + 1, len(rows), tuple(rows), "list", 1)


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
    changes = max(1, len(view.changes))
    milestones = max(1, len(_open(view)))
    few, some = min(2, changes), min(4, milestones)
    plans = [
        _Plan(few, Setting(), some),
        _Plan(few, Setting(), min(2, milestones)),
        _Plan(few, Setting(0), min(2, milestones)),
        _Plan(few, Setting(0, milestone=False), min(2, milestones)),
    ]
    plan = _Plan(few, Setting(0, milestone=False, rule=False), min(2, milestones))
    plan = next((fits for fits in plans if fits.rows(pillars) <= room), plan)
    for richer in (
        plan._replace(milestones=milestones if not full else min(8, milestones)),
        plan._replace(setting=Setting(1, second_metric=True)) if plan.setting == Setting() else plan,
        plan._replace(setting=Setting(2, second_metric=True)) if plan.setting == Setting() else plan,
    ):
        tried = plan._replace(
            milestones=max(plan.milestones, richer.milestones),
            setting=richer.setting if richer.setting != Setting() else plan.setting,
        )
        while tried.milestones > plan.milestones and tried.rows(pillars) > room:
            tried = tried._replace(milestones=tried.milestones - 1)
        if tried.rows(pillars) <= room:
            plan = tried
    plan = plan._replace(changes=min(6, changes, plan.changes + max(0, room - plan.rows(pillars))))
    entries = min(len(view.journal), room - plan.rows(pillars) - 2)
    return plan._replace(journal=entries) if full and entries >= 3 else plan


def _two_columns(view: View, at: Grid) -> list[Block]:
    full = at.width >= FULL[0] and at.height >= FULL[1]
    x = at.origin + 1
    y = 3 if full else 2
    bottom = at.height - 2
    blocks = [_block("verdict", x, y, at.left, _verdict_rows(view, at.left)), *_market(view, at, y, full=full)]
    y += 4
    plan = _plan(view, bottom - y, full=full)
    blocks.append(_changes_block(view, x, y, at.left, plan.changes))
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
        rows = panel(view, pillar, width, setting, legend=index == 0)
        if used + len(rows) + (left > 1) > room and blocks:
            text: Line = (Span(f"{left} more ", "muted"), Span("enter", "accent"), Span(" opens a pillar", "muted"))
            blocks.append(_block("more pillars", x, y + used, width, [Row(fit(text, width))]))
            used += 1
            break
        blocks.append(panel_block(f"pillar {pillar.pillar.id}", x - 1, y + used, width, rows, pillar))
        used += len(rows)
        left -= 1
    if not view.pillars:
        rows = [Row((Span("─" * width, "rule"),)), Row(fit((Span("no pillar yet; "), Span("E", "accent"),
                Span(" opens the thesis in your editor, where the first is begun")), width))]  # fmt: skip
        blocks.append(Block("no pillars", x - 1, y, width + 1, 2, tuple(rows)))
        used = 2
    return blocks, y + used


def _market(view: View, at: Grid, y: int, *, full: bool) -> list[Block]:
    """The right column: price, chart, the primary ladder, other listings, and what room is left for."""
    x, width = at.right_x + at.origin, at.right
    bottom = at.height - 2
    blocks = [_block("price", x, y, width, _price_rows(view, width))]
    y += 4
    primary = view.listings[0]
    ladder_rows = 2 + max(1, len(listing_levels(view, primary.symbol)))
    others = [
        listing
        for listing in view.listings[1:]
        if full or listing_levels(view, listing.symbol) or listing.symbol in view.current
    ]
    other_rows = {listing.symbol: _other_height(view, listing.symbol) for listing in others}
    context = min(len(view.context), 6) + 1 if full and view.context else 0
    odds = 6 if full else 0
    below = ladder_rows + sum(height + 1 for height in other_rows.values())
    chart_height = bottom - y - below - 1 - (context + 1 if context else 0) - (odds + 1 if odds else 0)
    while chart_height < 8 and (odds or context):
        if odds:
            chart_height += odds + 1
            odds = 0
        else:
            chart_height += context + 1
            context = 0
    if full:
        spare = max(0, chart_height - 22)
        chart_height -= spare
        more = min(spare, len(view.context) + 1 - context) if context else 0
        context += more
        chart_height += spare - more
    while chart_height < 6 and others:
        last = others.pop()
        chart_height += other_rows.pop(last.symbol) + 1
    if chart_height < 6:
        ladder_rows = max(4, ladder_rows - (6 - chart_height))
        chart_height = bottom - y - ladder_rows - 1
    if chart_height >= 5:
        blocks.append(_chart_block(view, x, y, width, chart_height))
        y += chart_height + 1
    rows = ladder(view, primary, width, ladder_rows, "Levels")
    blocks.append(_list("levels", x, y, width, rows))
    y += len(rows) + 1
    for listing in others:
        rows = ladder(view, listing, width, other_rows[listing.symbol], listing.name or listing.venue)
        blocks.append(_list(f"levels {listing.symbol}", x, y, width, rows))
        y += len(rows) + 1
    if context and bottom - y >= 3:
        rows = _context_rows(view, width, min(context, bottom - y))
        blocks.append(_list("context", x, y, width, rows))
        y += len(rows) + 1
    if odds and bottom - y >= 3:
        blocks.append(_list("odds", x, y, width, _odds_rows(view, width, bottom - y)))
    return blocks


def _other_height(view: View, symbol: str) -> int:
    levels = len(listing_levels(view, symbol))
    return 1 + max(1, levels + (symbol in view.current or levels > 0))


# The one-column page


def _one_column(view: View, at: Grid) -> list[Block]:
    x, y, width = at.origin + 1, 2, at.left
    bottom = at.height - 1
    rows = _short_verdict(view, width)
    tables = 7
    if not view.old and max(len(_open(view)), len(listing_levels(view, view.listings[0].symbol)) + 1) < tables - 1:
        # the tables have a row to spare
        rows.insert(1, Row(fit(_verdict_texts(view)[2], width)))
        tables -= 1
    blocks = [_block("verdict", x, y, width, rows)]
    y += len(rows)
    changes = min(2, len(view.changes)) or 1
    blocks.append(_changes_block(view, x, y, width, changes))
    y += 1 + changes
    room = bottom - y - tables
    pillars = max(1, len(view.pillars))
    setting = Setting(0, milestone=False, rule=False)
    for better in (
        Setting(),
        Setting(1, rule=False),
        Setting(0, rule=False),
    ):
        if pillars * better.height + (0 if better.rule else 1) <= room:
            setting = better
            break
    panels, y = _panels(view, x, y, width, setting, room)
    blocks += panels
    left = width // 2 + 1
    blocks.append(_milestones_words(view, x, y, left, bottom - y))
    right_x = x + left + 2
    rows = _small_ladder(view, width - left - 2, bottom - y)
    blocks.append(_list("levels", right_x, y, width - left - 2, rows))
    return blocks


def _small_ladder(view: View, width: int, height: int) -> list[Row]:
    """The primary ladder; where rows are left, the nearest level of each other listing with its currency."""
    primary = view.listings[0]
    others = [
        level
        for listing in view.listings[1:]
        for level in listing_levels(view, listing.symbol)[:1]
        if listing.symbol in view.current
    ]
    extra = [_other_row(level, width) for level in others[: max(0, height - 5)]]
    rows = ladder(view, primary, width, height - len(extra), "Levels")
    return [*rows, *extra][:height]


def _other_row(level: LevelView, width: int) -> Row:
    at = rungs(width)
    value = figures.zone(level.level.low, level.level.high)
    room = at.value - cells(value) - 5
    name = short_type(level)
    if cells(name) > room:
        # "200-d EUR": an average is known by its number
        name = name.replace("-day", "-d")
    line = [Span(cut(name, room)), Span(f" {level.level.currency}", "muted")]
    line.append(Span(" " * max(1, at.value - measure(line) - cells(value))))
    line.append(Span(value, "strong"))
    if level.distance is None:
        line.append(Span(figures.UNKNOWN.rjust(7), "muted"))
    else:
        line.append(Span(figures.percent(level.distance * 100).rjust(at.distance - at.value), "muted"))
        line.append(Span(f" {level.state}", "muted"))
    return Row(fit(line, width), Target("level", level.level.id))


# The parts


def _verdict_rows(view: View, width: int) -> list[Row]:
    stamp = verdict_stamp(view.verdict, 3)
    room = width - measure(stamp[0]) - 2
    texts = _verdict_texts(view)
    first = texts[0][0]
    if measure(texts[0]) > room:
        # the first reason never gives way: it takes the second line, too
        texts = [(first._replace(text=line),) for line in wrap(first.text, room, 2)] + texts[2:]
    elif measure(texts[1]) > room and len(texts[1]) == 1:
        # the statement gives way to what is known
        second = texts[1][0]
        texts = [texts[0], *((second._replace(text=line),) for line in wrap(second.text, room, 2))]
    return [Row(fit((*stamp[row], Span("  "), *clip(texts[row], room)), width)) for row in range(3)]


def _verdict_texts(view: View) -> list[Line]:
    if view.old and view.last_fed is not None and view.as_of is None:
        return old_thesis(view)
    if not view.pillars:
        first, second = "no pillar yet, so nothing can be proved wrong", ""
    else:
        first = view.reasons[0] if view.reasons else ""
        second = view.reasons[1] if len(view.reasons) > 1 else what_holds(view)
    return [
        (Span(one_line(first), "strong", bold=True),),
        (Span(one_line(second)),),
        (Span(one_line(view.statement), "muted", italic=True),) if view.statement else _UNSTATED,
    ]


def what_holds(view: View) -> str:
    """Said in the second line when only one pillar, or none, has a reason of its own."""
    if view.verdict == "holding" and not view.attention:
        return "nothing needs you"
    names = [pillar.pillar.title for pillar in view.pillars if pillar.verdict == "holding"]
    if not names or view.verdict == "holding":
        return ""
    if len(names) == 1:
        return f"{names[0]} holds"
    return f"{', '.join(names[:-1])} and {names[-1]} hold"


def old_thesis(view: View) -> list[Line]:
    """What an old thesis says of itself: when it was fed, what brings it up to date, how to see it then."""
    assert view.last_fed is not None
    fresh = "no figure is fresh" if view.price is not None and not view.price.stale else "nothing is fresh"
    gone = (view.today - view.last_fed).days
    worst = [pillar for pillar in view.pillars if pillar.verdict in ("broken", "at risk")]
    stale = sum(pillar.verdict == "stale" for pillar in view.pillars)
    said = [f"{pillar.pillar.title} {pillar.verdict}" for pillar in worst[:2]]
    if stale:
        said.append(f"{figures.counted(stale, 'pillar')} stale")
    return [
        (
            Span(
                f"last fed {figures.long_day(view.last_fed)}, {figures.ago(gone)}; {fresh}",
                "strong",
                bold=True,
            ),
        ),
        (Span("R", "accent"), Span(f"  reviews it: {', '.join(said) or 'state what you know now'}")),
        (Span(f"--today {view.last_fed}", "text"), Span("  shows it as it stood", "muted")),
    ]


def _change_span(price: PriceView) -> Span | None:
    return None if price.change_percent is None else moved_span(price.change_percent)


def neighbours(view: View) -> tuple[LevelView | None, LevelView | None]:
    """The nearest level under the primary listing's price and the nearest over it."""
    price = view.price
    if price is None:
        return None, None
    levels = listing_levels(view, price.price.listing)
    below = [level for level in levels if level.level.top <= price.price.value]
    above = [level for level in levels if level.level.low > price.price.value]
    return (below[0] if below else None), (above[-1] if above else None)


def _price_rows(view: View, width: int) -> list[Row]:
    price = view.price
    listing = view.listings[0]
    if price is None:
        lines: list[Line] = [
            (Span(f"no price for {listing.symbol} yet", "text"),),
            (Span("a", "accent"), Span(" adds one", "muted")),
            (),
        ]
        return [Row(fit(line, width)) for line in lines]
    digits = tall(figures.price(price.price.value).replace("−", " "))
    size = len(digits[0])
    if size + 20 > width:
        digits = (figures.price(price.price.value), "", "")
        size = len(digits[0])
    role = "muted" if price.stale else "strong"
    details = _price_details(view, price, width - size - 3)
    return [
        Row(fit((Span(digits[row].ljust(size + 2), role, bold=not price.stale), *details[row]), width))  # type: ignore[arg-type]
        for row in range(3)
    ]


def _price_details(view: View, price: PriceView, room: int) -> list[Line]:
    currency = price.price.currency
    words: Line = (Span(frame.price_words(view, price), "muted"), *_extended_spans(view, price))
    if price.stale:
        age = f"◌ {figures.days(price.age_days)} old" if price.age_days is not None else "◌ undated"
        return [
            (Span(f"{currency}  ", "muted"), Span(age)),
            words,
            (Span("a", "accent"), Span(" adds a price", "muted")),
        ]
    change = _change_span(price)
    first: list[Span] = [Span(currency, "muted")]
    if change is not None:
        first += [Span("  "), change]
    if price.price.qualifier == "about":
        first.append(Span("  about", "muted"))
    if price.age_days:
        age_span = Span(f"  {figures.days(price.age_days)} old", "muted")
        # its day is on the next line anyway
        first += [age_span] if measure([*first, age_span]) <= room else []
    if measure(words) > room:
        # both prices are named; between its levels the ladder shows the price anyway
        return [
            tuple(first),
            words[:1],
            tuple(span._replace(text=span.text.lstrip()) for span in words[1:2]) + words[2:],
        ]
    return [tuple(first), words, _range_line(view, room)]


def _extended_spans(view: View, price: PriceView) -> Line:
    """A price before or after hours, named, behind the last of the regular session."""
    beside = view.extended.get(price.price.listing)
    if beside is None:
        return ()
    value = figures.price(beside.price.value)
    return (Span(f"  {beside.price.session} ", "muted"), Span(value))


def _range_line(view: View, room: int) -> Line:
    below, above = neighbours(view)
    price = view.price
    if price is None or below is None or above is None:
        return ()
    low, high = figures.price(below.level.top), figures.price(above.level.low)
    width = room - len(low) - len(high) - 2
    if width < 6:
        return ()
    bar = range_bar(below.level.top, above.level.low, price.price.value, width)
    return (Span(f"{low} ", "muted"), *bar, Span(f" {high}", "muted"))


def _short_verdict(view: View, width: int) -> list[Row]:
    """Verdict and price on a line each."""
    stamp = verdict_stamp(view.verdict, 1)[0]
    first = (*stamp, Span("  "), *_verdict_texts(view)[0])
    rows = [Row(fit(first, width))]
    if view.old and view.as_of is None:
        second = _verdict_texts(view)[1]
        rows[0:] = [Row(fit(first, width)), Row(fit(second, width))]
    price = view.price
    if price is None:
        text: Line = (Span(f"no price for {view.symbol} yet; "), Span("a", "accent"), Span(" adds one"))
        rows.append(Row(fit(text, width)))
        return rows
    left: list[Span] = [
        Span(figures.MARKS[price.price.qualifier], "muted"),
        Span(figures.price(price.price.value), "muted" if price.stale else "strong", bold=not price.stale),
        Span(f" {price.price.currency}  ", "muted"),
    ]
    if price.stale:
        age = f"◌ {figures.days(price.age_days)} old" if price.age_days is not None else "◌ undated"
        left += [Span(age), Span(f"  {frame.price_words(view, price)}", "muted")]
        rows.append(Row(spread(left, (), width)))
        return rows
    change = _change_span(price)
    if change is not None:
        left += [change, Span("  ")]
    left += [Span(frame.price_words(view, price), "muted"), *_extended_spans(view, price)]
    room = width - measure(left) - 2
    rows.append(Row(spread(left, _range_line(view, min(40, room)), width, 2)))
    return rows


def _changes_block(view: View, x: int, y: int, width: int, count: int) -> Block:
    return _list("changes", x, y, width, changes_rows(view, width, count))


def _to_read(view: View) -> list[Line]:
    """That articles wait in the inbox, and the key that leads there."""
    if not view.inbox:
        return []
    return [(Span("4", "accent"), Span(f" {figures.counted(len(view.inbox), 'article')} to read", "muted"))]


_UNSTATED: Line = (Span("a", "accent"), Span(", then ", "muted"), Span("s", "accent"),
                   Span(", says why: your thesis in a sentence or two", "muted"))  # fmt: skip
_BEGINNING: tuple[Line, ...] = (
    (Span("a", "accent"), Span(" adds statement (s), figure (f), level (l), milestone (m), price (p)", "muted")),
    (Span("E", "accent"), Span(" opens it as a file, to set the limits; ", "muted"), Span("?", "accent"),
     Span(" help, and where it is kept", "muted")),
)  # fmt: skip


def _is_bare(view: View) -> bool:
    """Nothing has been entered into the thesis yet."""
    metrics = (*(one for pillar in view.pillars for one in pillar.metrics), *view.context)
    nothing = not (view.sources or view.levels or view.milestones or view.prices)
    return nothing and not any(metric.observations for metric in metrics)


def changes_rows(view: View, width: int, count: int) -> list[Row]:
    """What is new since the last look: a heading and `count` lines."""
    if view.as_of is not None:
        rows = [
            Row(heading("As it stood", width, [(Span(f"end of {figures.day(view.today, view.today)}", "accent"),)]))
        ]
        text = "nothing recorded or published later plays a part"
        return [*rows, Row(fit((Span(text, "muted"),), width))]
    if _is_bare(view):
        return [Row(heading("To begin", width, _to_read(view))), *(Row(fit(line, width)) for line in _BEGINNING)]
    if view.looked is None:
        rows = [Row(heading("Since you looked", width, [*_to_read(view), (Span("first look", "muted"),)]))]
        text = "nothing yet: what changes from now on is listed here"
        return [*rows, Row(fit((Span(text, "muted"),), width))]
    title = f"Since you looked, {figures.day(view.looked.date(), view.today)}"
    parts: list[Line] = []
    move = view.price_since_look
    if move is not None and move != 0:
        parts.append((moved_span(move),))
    if len(view.changes) > count:
        parts.append((Span(f"{len(view.changes) - count} more", "muted"),))
    parts += _to_read(view)
    if view.changes:
        parts.append((Span("x", "accent"), Span(" mark seen", "muted")))
    rows = [Row(heading(title, width, parts))]
    if not view.changes:
        calm = not view.attention and view.verdict == "holding"
        text = "nothing changed, and nothing needs you" if calm else "nothing changed"
        return [*rows, Row(fit((Span(text, "muted"),), width))]
    return rows + [Row(change_line(view, change, width), change.target) for change in view.changes[:count]]


_CHANGE_GLYPHS: dict[str, tuple[tuple[str, Role], tuple[str, Role]]] = {
    "level": (("◐", "warn"), ("·", "text")), "criterion": (("◐", "warn"), ("●", "text")),
    "milestone": (("◷", "warn"), ("◆", "text")), "conflict": (("≠", "warn"), ("≠", "warn")),
    "evidence": (("·", "text"), ("·", "text")), "source": (("+", "text"), ("+", "text")),
    "entry": (("+", "text"), ("+", "text")), "goalpost": (("⇢", "warn"), ("⇢", "warn")),
    "price": (("·", "text"), ("·", "text")),
}  # fmt: skip
"""The sign of a change that is urgent, and of one that is not."""


def change_line(view: View, change: ChangeView, width: int) -> Line:
    glyph, role = _CHANGE_GLYPHS[change.kind][change.urgency > 2 or (change.kind == "level" and change.urgency > 1)]
    if change.kind == "criterion" and role == "text":
        states = {one.criterion.id: one.state for pillar in view.pillars for one in pillar.criteria}
        glyph = CRITERION_GLYPHS[states.get(change.target.id, "passes")][0]
    day = figures.day(change.at.astimezone(view.now.tzinfo).date(), view.today)
    left = (Span(f"{glyph} ", role), Span(day.rjust(6), "muted"), Span(f"  {one_line(change.text)}"))
    place = (Span(change.place, "muted"),)
    # where it belongs gives way before what it says is cut, and enter opens it anyway
    return spread(left, place if measure(left) + 2 + measure(place) <= width else (), width, 2)


def _open(view: View) -> list[MilestoneView]:
    return [milestone for milestone in view.milestones if milestone.open]


def _milestone_lead(milestone: MilestoneView, room: int) -> Line:
    glyph, role = MILESTONE_GLYPHS[milestone.state]
    title = cut(one_line(milestone.milestone.title), room - 2)
    return fit((Span(f"{glyph} ", role), Span(title)), room)


def _odds_spans(milestone: MilestoneView) -> Line:
    odds = odds_text(milestone)
    if odds == figures.UNKNOWN:
        return (Span(odds.rjust(4) + "  ", "muted"),)
    return (Span(odds.rjust(4), "strong", bold=True), Span(" %", "muted"))


def _none_yet(view: View, width: int) -> Row:
    said = "no milestone open; " if view.milestones else "no milestone yet; "
    return Row(fit((Span(said), Span("a", "accent"), Span(" adds one")), width))


def _milestones_bars(view: View, x: int, y: int, width: int, count: int) -> Block:
    """Open milestones as window bars on one axis, today across them."""
    shown = _open(view)[: max(0, count)]
    words = width >= 100
    title = 34 if words else 31
    odds_end = title + (18 if words else 0) + 6
    axis = time_axis(shown, view.today, width - odds_end - 2)
    more = len(_open(view)) - len(shown)
    note = [(Span(f"{more} more", "muted"),)] if more > 0 else []
    head = (*heading("Milestones", odds_end, note), Span("─" * 2, "rule"), *axis_months(axis))
    rows = [Row(fit(head, width))]
    for milestone in shown:
        late = milestone.state == "overdue"
        over = f"{milestone.days} d overdue" if late else ""
        line: list[Span] = [*_milestone_lead(milestone, title)]
        if words:
            line += fit((Span("  " + (over or milestone.window), "warn" if late else "muted"),), 18)
        line += [*_odds_spans(milestone), Span("  "), *window_bar(milestone, axis, "" if words else over)]
        rows.append(Row(fit(line, width), Target("milestone", milestone.milestone.id)))
    if not shown:
        rows.append(_none_yet(view, width))
    elif more == 0 and count > len(shown) and not any(milestone.odds for milestone in shown):
        text: Line = (
            Span("no odds yet: ", "muted"),
            Span("p", "accent"),
            Span(" states them, so that they can be scored", "muted"),
        )
        rows.append(Row(fit(text, width)))
    return _list("milestones", x, y, width, rows)


def _milestones_words(view: View, x: int, y: int, width: int, height: int) -> Block:
    """Open milestones with their windows in words, where there is no room for bars."""
    shown = _open(view)[: height - 1]
    more = len(_open(view)) - len(shown)
    note = [(Span(f"{more} more", "muted"),)] if more > 0 else []
    rows = [Row(heading("Milestones", width, note))]
    for milestone in shown:
        late = milestone.state == "overdue"
        when = f"{milestone.days} d late" if late else milestone.window.removeprefix("by ")
        line = spread(
            _milestone_lead(milestone, width - 7 - cells(when)),
            (Span(when, "warn" if late else "muted"), *_odds_spans(milestone)),
            width,
        )
        rows.append(Row(line, Target("milestone", milestone.milestone.id)))
    if not shown:
        rows.append(_none_yet(view, width))
    return _list("milestones", x, y, width, rows)


def _chart_block(view: View, x: int, y: int, width: int, height: int) -> Block:
    primary = view.listings[0].symbol
    whole = series(view, primary)
    bars = in_range(whole, "3M" if width < 60 else "6M", view.today)
    bars = bars if len(bars) >= 2 else whole
    right: list[Line] = [(Span(primary, "muted"),)]
    if len(bars) >= 2:
        months = round((bars[-1].day - bars[0].day).days / 30.4)
        right.append((Span(figures.counted(months, "month") if months else "since then", "muted"),))
    rows = [Row(heading("Price", width, right))]
    levels = listing_levels(view, primary)
    rows += [Row(line) for line in chart(bars, levels, view.price, view, width, height - 1)]
    return _block("chart", x, y, width, rows)


def _journal_block(view: View, x: int, y: int, width: int, height: int) -> Block:
    rows = [Row(heading("Journal", width, [(Span("5", "accent"), Span(" all entries", "muted"))]))]
    live = [entry for entry in view.journal if not entry.retracted and not entry.replaced]
    for entry in live[: height - 1]:
        day = figures.day(entry.entry.at.astimezone(view.now.tzinfo).date(), view.today)
        left = (Span(day.rjust(6), "muted"), Span(f"  {entry.kind:<10} ", "muted"), Span(one_line(entry.text)))
        rows.append(Row(spread(left, (Span(entry.place, "muted"),), width, 2), entry.target))
    return _list("journal", x, y, width, rows)


def _context_rows(view: View, width: int, height: int) -> list[Row]:
    """Figures of no pillar, the newest first."""
    dated = [metric for metric in view.context if metric.latest is not None]
    more = len(view.context) - min(len(dated), height - 1)
    parts: list[Line] = [(Span(f"{more} more", "muted"),)] if more > 0 else []
    parts.append((Span("no pillar", "muted"),))
    rows = [Row(heading("Earnings and ratings", width, parts))]
    for metric in dated[: height - 1]:
        assert metric.latest is not None
        mark, digits, unit = figures.observed(metric.latest.observation, metric.metric)
        whole, dot, fraction = digits.partition(".")
        name = cut(metric.metric.title, 26)
        line: list[Span] = [Span(name), Span(" " * (34 - cells(name) - cells(mark + whole))), Span(mark, "muted")]
        line += [Span(whole + dot + fraction, "strong", bold=True), Span(f" {unit}", "muted")]
        until = period_label(metric.latest.observation, view.fiscal_year_end, view.today)
        rows.append(Row(spread(line, (Span(until, "muted"),), width, 2), Target("metric", metric.metric.id)))
    return rows


def _odds_rows(view: View, width: int, height: int) -> list[Row]:
    """Ended milestones with what was said of them."""
    ended = [milestone for milestone in view.milestones if not milestone.open]
    rows = [Row(heading("Your odds", width, [(Span("3", "accent"), Span(" all milestones", "muted"))]))]
    if not ended:
        text: Line = (Span("none ended yet; "), Span("p", "accent"), Span(" states odds, an outcome scores them"))
        return [*rows, Row(fit(text, width))]
    for milestone in ended[: height - 1]:
        glyph, role = MILESTONE_GLYPHS[milestone.state]
        day = figures.day(milestone.outcome_day, view.today) if milestone.outcome_day else ""
        odds = milestone.latest_odds
        said: Line = (
            (Span("said ", "muted"), Span(figures.plain(odds), "strong"), Span(" %", "muted"))
            if odds is not None
            else ()
        )
        left = (Span(f"{glyph} ", role), Span(day.rjust(6), "muted"), Span(f"  {one_line(milestone.milestone.title)}"))
        rows.append(Row(spread(left, said, width, 2), Target("milestone", milestone.milestone.id)))
    return rows


def _smallest(view: View, width: int, height: int) -> list[Block]:
    """Below 80×24: verdict, price, one line a pillar, and the size wanted."""
    room = max(1, width - 2)
    lines: list[Line] = [(*verdict_stamp(view.verdict, 1)[0], Span(" "), *_verdict_texts(view)[0])]
    price = view.price
    if price is not None:
        lines.append((
            Span(figures.price(price.price.value), "strong", bold=True),
            Span(f" {price.price.currency}  {frame.price_words(view, price)}", "muted"),
        ))  # fmt: skip
    lines += [_one_line_pillar(pillar) for pillar in view.pillars]
    lines.append((Span(f"{width}×{height} is small: 80×24 shows the page", "muted"),))
    rows = [Row(fit(line, room)) for line in lines[: max(1, height)]]
    return [Block("small", 0, 0, room + 1, len(rows), tuple(rows))]


def _one_line_pillar(pillar: PillarView) -> Line:
    glyph, role = VERDICT_GLYPHS[pillar.verdict]
    reason = pillar.reasons[0] if pillar.reasons else ""
    return (
        Span(f"{glyph} ", role),
        Span(pillar.pillar.title, "strong", bold=True),
        Span(f"  {pillar.verdict}", role),
        Span(f"  {one_line(reason)}"),
    )
