"""All theses: how each stands, what needs the user, and the one under the cursor in more words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.view import Target, View
from thesis_tui.pages import frame
from thesis_tui.pages.closing import closed_facts, closed_words
from thesis_tui.pages.gauge import sampled, spark
from thesis_tui.pages.glyphs import CLOSED_GLYPH, VERDICT_GLYPHS, level_sign, milestone_sign
from thesis_tui.pages.price import moved_span
from thesis_tui.pages.sections import Section, section_block
from thesis_tui.pages.spans import (
    Block,
    Line,
    Row,
    Span,
    cells,
    clip,
    cut,
    fit,
    heading,
    measure,
    one_line,
    spread,
    wrap,
)
from thesis_tui.rules.closing import closed_record
from thesis_tui.services.theses import ORDERS, Share, ThesisSummary, arranged, shares_of
from thesis_tui.venues import units

KEYS: Final = frame.keys_of("theses")
_LEAST_CHOSEN: Final = 6
"""Rows below which the thesis under the cursor is not said in more words."""
_WIDE: Final = 112
"""Columns from which a thesis stands in two lines."""
_SPARK: Final = 13
"""Cells of three months of closes: one a week."""
_LEAST_NAME: Final = 16
"""Cells of the symbol with the beginning of the name."""
_INDENT: Final = 13
"""Where a thesis's name begins, after its verdict."""


def theses_page(
    view: View, summaries: Sequence[ThesisSummary] | None, chosen: str | None, width: int, height: int,
    status: str = "", fault: str = "", order: str = "urgent", shown: str = "all",
) -> list[Block]:  # fmt: skip
    """The page. `view` is the open thesis; `summaries` of None are still being read; `chosen` is an id. `order` and
    `shown` are how the list is arranged (services/theses.py).
    """
    every, summaries = summaries, None if summaries is None else arranged(summaries, order, shown)
    page, left = frame.page_width(width)
    room = page - 2
    blocks = frame.around(view, 0, KEYS, status, width, height)
    rows: list[Row] = []
    if fault:
        rows.append(Row(fit((Span("✗ ", "bad"), Span(one_line(fault))), room)))
    if summaries is None:
        rows.append(Row(fit((Span("reading them …", "muted"),), room)))
    names = [
        (thesis_summary.view.symbol, thesis_summary.view.name)
        for thesis_summary in summaries or ()
        if thesis_summary.view is not None
    ]
    shares = shares_of(every or ())
    at = _name_columns(summaries or (), room)
    for summary in summaries or ():
        # two theses on one stock are told apart by their ids
        alike = summary.view is not None and names.count((summary.view.symbol, summary.view.name)) > 1
        rows += _thesis_rows(summary, room, shares, at, here=summary.id == view.id, alike=alike)
        rows.append(Row(fit((), room)))
    if summaries is not None and not summaries:
        rows.append(Row(fit((Span(f"none of {len(every or ())} is shown: {shown}; f shows others", "muted"),), room)))
    if summaries is not None:
        rows += [
            *_share_rows(shares, room),
            *_record_rows(every or (), room),
            *_archived_row(every or (), shown, room),
            _another(room),
        ]
    top, bottom = 3, height - 1
    count = min(len(rows) + 1, bottom - top)
    cut_down = f"{shown}, " if shown != "all" else ""
    section = Section("theses", "Theses", rows, ((Span(f"{cut_down}{ORDERS[order]}", "muted"),),))
    blocks.append(section_block(section, left + 1, top, room, count))
    picked = next((thesis_summary.view for thesis_summary in summaries or () if thesis_summary.id == chosen), None)
    spare = bottom - top - count - 2
    if picked is not None and spare >= _LEAST_CHOSEN:
        below = _chosen_rows(picked, room)
        if len(below) > spare:
            more: Line = (Span(f"{len(below) - spare + 1} more lines; ", "muted"), Span("enter", "accent"))
            below = [*below[: spare - 1], Row(fit((*more, Span(" to open it", "muted")), room))]
        blocks.append(Block("chosen", left, top + count + 1, room + 1, len(below), tuple(below)))
    return blocks


def _record_rows(summaries: Sequence[ThesisSummary], width: int) -> Iterator[Row]:
    """How often those that are closed were right, archived ones among them."""
    ended = [summary.closed for summary in summaries if summary.closed is not None]
    if ended:
        record = closed_record(ended)
        counts = ", ".join(f"{count} {outcome}" for outcome, count in record.all.counts.items())
        yield Row(fit((Span(f"closed: {counts}; ", "muted"), Span(record.verdict)), width))


def _archived_row(summaries: Sequence[ThesisSummary], shown: str, width: int) -> Iterator[Row]:
    """How many are in the archive, where they are not shown."""
    count = sum(summary.closed is not None and summary.closed.archived for summary in summaries)
    if count and shown != "archived":
        yield Row(
            fit((Span(f"{count} in the archive; ", "muted"), Span("f a", "accent"), Span(" to see it", "muted")), width)
        )


def _another(width: int) -> Row:
    parts: Line = (Span("a", "accent"), Span(" to start a thesis on another stock", "muted"))
    return Row(fit(parts, width))


def _share_rows(shares: Sequence[Share], width: int) -> list[Row]:
    """How much of what is held is in theses that weaken, for each currency by itself."""
    rows = []
    for share in shares:
        if share.value > 0:
            part = figures.percent(share.weakening / share.value * 100, 0, sign=False)
            line: Line = (
                Span(f"of what you hold in {share.currency} ", "muted"),
                Span(part, "warn" if share.weakening else "text"),
                Span(" is in theses that are at risk or broken", "muted"),
            )
            rows.append(Row(fit(line, width)))
    return rows


class _NameColumns(NamedTuple):
    """The cells of each column of a thesis's first line after its verdict, with the blanks behind it; `digits` are
    those of the longest price, under whose last digit the others end.
    """

    name: int
    digits: int
    value: int
    moved: int
    level: int


def _name_columns(summaries: Sequence[ThesisSummary], width: int) -> _NameColumns:
    """Columns as wide as what they hold; the names have what the others leave, and give way first."""
    views = [summary.view for summary in summaries if summary.view is not None]
    digits = max((cells(_shown_price(view)) for view in views), default=0)
    prices = [_price(view, digits) for view in views]
    value = max((measure(value) for value, _ in prices), default=0) + 2
    moved = max((measure(moved) for _, moved in prices), default=0) + 2
    level, looked = 0, 0
    if width >= _WIDE - 2:
        level = max((measure(_level(summary)) for summary in summaries if summary.view is not None), default=0) + 2
        looked = max((cells(_looked(view)) for view in views), default=0) + 1
    # a symbol and a few letters of the name; what there is beyond the longest name parts the columns
    wanted = max((cells(f"{view.symbol}  {view.name}  {view.id}") for view in views), default=0) + 2
    name = max(_LEAST_NAME, min(wanted, width - _INDENT - value - moved - level - looked))
    return _NameColumns(name, digits, value, moved, level)


def _thesis_rows(
    summary: ThesisSummary, width: int, shares: Sequence[Share], at: _NameColumns, *, here: bool, alike: bool
) -> list[Row]:
    """A thesis in two lines, in three where the page is narrow; the first can be chosen."""
    target = Target("thesis", summary.id)
    view = summary.view
    if view is None:
        lead: Line = (*fit((Span("✗ unreadable", "bad"),), _INDENT), Span(summary.id, "strong", bold=True))
        lines = wrap(one_line(summary.fault), width - _INDENT, 2)
        more = [Row(fit((Span(" " * _INDENT), Span(line)), width)) for line in lines]
        keyed: Line = (Span("E", "accent"), Span(" to open it there", "muted"))
        return [Row(spread(lead, keyed, width), target), *more]
    glyph, role = VERDICT_GLYPHS[view.verdict]
    name: Line = (
        Span(view.symbol, "accent" if here else "strong", bold=True),
        Span("  " + view.name if view.name != view.symbol else ""),
        Span(f"  {summary.id}" if alike else "", "muted"),
    )
    verdict: Line = (
        (Span(f"{glyph} {view.verdict}", role),)
        if view.closed is None
        else (Span(f"{CLOSED_GLYPH} {'archived' if view.closed.archived else 'closed'}", "muted"),)
    )
    wide = width >= _WIDE - 2
    needs = summary.attention
    words = figures.counted(len(needs), "item needs attention", "items need attention")
    count: Line = (Span(words, "text"),) if needs else (Span("nothing needs attention", "muted"),)
    value, moved = _price(view, at.digits)
    parts = [(verdict, _INDENT), (name, at.name), (value, at.value), (moved, at.moved)]
    if wide:
        parts.append((_level(summary), at.level))
    first = tuple(span for line, size in parts for span in fit(clip(line, size - 1), size))
    looked = Span("comes with it" if summary.bundled else "open now" if here else _looked(view), "muted")
    rows = [Row(spread(first, (looked,) if wide else (), width), target)]
    if view.closed is not None:
        count = (Span(closed_words(view.closed), "muted"),)
    ended = "" if view.closed is None else view.closed.close.lesson
    reason = ended or needs[0].text if needs or ended else (view.reasons[0] if view.reasons else "")
    spans: Line = (Span(" " * _INDENT), *count, Span("  "), Span(one_line(reason), "text" if needs else "muted"))
    columns = _columns(summary, shares, 22 if wide else width - _INDENT - 24)
    if wide:
        rows.append(Row(spread(clip(spans, width - measure(columns) - 2), columns, width)))
    else:
        if reason:
            rows.append(Row(fit((Span(" " * _INDENT), spans[-1]), width)))
        rows.append(Row(spread((Span(" " * _INDENT), *count, Span("  "), *_level(summary)), (looked,), width)))
        if measure(columns):
            rows.append(Row(fit((Span(" " * _INDENT), *columns), width)))
    return rows


def _columns(summary: ThesisSummary, shares: Sequence[Share], title: int) -> Line:
    """Three months of closes, the next milestone, its title in at most `title` cells, the gain, and the weight beside
    the conviction.
    """
    view = summary.view
    parts: list[Span] = []
    # two points are no trend
    if len(summary.closes) > 2:
        parts.append(Span(spark(sampled(summary.closes, _SPARK)), "text"))
    coming = summary.milestone
    # what was expected of a closed thesis is nothing to wait for, and its lesson needs the room
    if view is not None and view.closed is None and coming is not None:
        glyph, role = milestone_sign(coming)
        day = figures.day(coming.milestone.latest, view.today)
        named = cut(one_line(coming.milestone.title), title)
        parts += [Span("  " if parts else ""), Span(f"{glyph} ", role), Span(named), Span(f" {day}", "muted")]
    if summary.gain_percent is not None:
        parts += [Span("  "), Span(figures.percent(summary.gain_percent), "strong")]
    weight = next(
        (share.of[summary.id] / share.value for share in shares if share.value and summary.id in share.of), None
    )
    if weight is not None:
        conviction = f", conviction {summary.conviction}" if summary.conviction is not None else ""
        parts.append(Span(f"  {figures.percent(weight * 100, 0, sign=False)} of what is held{conviction}", "muted"))
    return tuple(parts)


def _shown_price(view: View) -> str:
    """The price with its mark, "" for none."""
    if view.price is None:
        return ""
    price = view.price.price
    return figures.MARKS[price.qualifier] + figures.price(price.value, price.currency)


def _price(view: View, digits: int) -> tuple[Line, Line]:
    """The price in its currency, ending in cell `digits`; and its change and day, or its age."""
    price = view.price
    if price is None:
        return (Span("–".rjust(digits), "muted"),), (Span("no price yet", "muted"),)
    mark = figures.MARKS[price.price.qualifier]
    shown = figures.price(price.price.value, price.price.currency)
    value: Line = (
        Span(mark.rjust(digits - cells(shown)), "muted"),
        Span(shown, "muted" if price.stale else "strong", bold=not price.stale),
        Span(units.suffix(price.price.currency), "muted"),
    )
    if price.stale:
        age = "undated" if price.age_days is None else f"{figures.age(price.age_days)} old"
        return value, (Span(f"◌ {age}", "muted"),)
    change = price.change_percent
    moved: Line = (moved_span(change), Span("  ")) if change is not None else ()
    return value, (*moved, Span(figures.day(price.day, view.today) if price.day else "", "muted"))


def _level(summary: ThesisSummary) -> Line:
    """The nearest level and how far it is."""
    level = summary.nearest
    if level is None or level.distance is None:
        return (Span(_no_level(summary.view), "muted"),)
    glyph, _, role = level_sign(level)
    return (
        Span(f"{glyph} " if glyph else "", role),
        Span(f"{level.level.type} ", "muted"),
        Span(figures.zone(level.level.low, level.level.high, level.level.currency)),
        Span(f"  {figures.percent(level.distance * 100)}"),
    )


def _no_level(view: View | None) -> str:
    """Why no level is the nearest one."""
    if view is None or not any(not level.retired for level in view.levels):
        return "no level yet"
    if view.price is not None and view.price.stale:
        return "price too old for levels"
    return "no level with a price"


def _looked(view: View) -> str:
    if view.looked is None:
        return "not opened yet"
    return f"looked {figures.ago((view.today - view.looked.date()).days)}"


def _chosen_rows(view: View, width: int) -> list[Row]:
    """The thesis under the cursor: its statement, its pillars with their reasons, what needs the user."""
    stance: list[Line] = [(Span(view.stance, "muted"),)]
    rows = [Row(heading(view.name, width, stance))]
    rows += [Row(fit((Span(line, italic=True),), width)) for line in wrap(one_line(view.statement), width, 2)]
    size = max((cells(pillar.pillar.title) for pillar in view.pillars), default=0)
    if view.closed is not None:
        facts = closed_facts(view, view.closed)
        label = max(cells(name) for name, _ in facts) + 2
        return rows + [Row(fit((Span(name.ljust(label), "muted"), Span(text)), width)) for name, text in facts]
    for pillar in view.pillars:
        glyph, role = VERDICT_GLYPHS[pillar.verdict]
        name = (Span(f"{glyph} ", role), Span(pillar.pillar.title.ljust(size), "strong"), Span("  "))
        word = (Span(pillar.verdict.ljust(10), role),)
        reason = one_line(pillar.reasons[0]) if pillar.reasons else ""
        rows.append(Row(fit((*name, *word, Span(reason)), width)))
    if view.attention:
        rows.append(Row(fit((), width)))
        rows.append(Row(heading("What needs attention", width)))
        titles = {pillar.pillar.id: pillar.pillar.title for pillar in view.pillars}
        for item in view.attention:
            place = titles.get(item.pillar or "", "")
            right: Line = (Span(place, "muted"),) if measure((Span(place),)) else ()
            rows.append(Row(spread((Span(one_line(item.text)),), right, width, 2)))
    return rows
