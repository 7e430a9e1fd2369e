"""The levels of one listing as a table around its price: kind, value, distance, state, and why each was set."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.objects import Listing
from thesis_tui.model.scenario import OutlookView, ScenarioView
from thesis_tui.model.view import LevelView, PriceView, Target, View
from thesis_tui.pages import frame
from thesis_tui.pages.glyphs import SCENARIO_GLYPH, level_sign
from thesis_tui.pages.ladder import Arranged, LadderRows, Rungs, arranged, farther, noted_day, now_row, over_row
from thesis_tui.pages.spans import Line, Row, Span, cells, cut, field, fit, heading, measure, one_line


class TableColumns(NamedTuple):
    """Where the table's columns stand; `since` is 0 where there is no room for what happened since."""

    width: int
    value: int
    distance: int
    state: int
    noted: int
    why: int
    since: int


def columns(view: View, levels: Sequence[LevelView], price: PriceView | None, width: int) -> TableColumns:
    """Columns as wide as what they hold; the last gives way first."""
    kind = max((cells(_kind(level)) for level in levels), default=0)
    value = max((cells(_value(level)) for level in levels), default=0)
    state = max((cells(_state(level, price).text) for level in levels), default=0)
    noted = max((cells(noted_day(view, level)) for level in levels), default=0)
    at_value = max(20, kind + value + 2)
    # eight cells for "+100.0 %", and three apart
    at_distance = at_value + 11
    at_state = at_distance + 3
    at_noted = max(at_state + max(state, 7) + 2 + max(noted, 5), at_state + 19 if width >= 100 else 0)
    at_why = at_noted + 2
    since = max((cells(level.since) for level in levels), default=0)
    why = max((cells(why_words(level)) for level in levels), default=0)
    at_since = width - max(since, 11) if since else 0
    # with fewer than 24 cells nothing of a reason could be read
    if at_since - at_why < 26:
        at_since = 0
    elif width < 130:
        at_since = min(at_since, at_why + max(why + 2, 34))
    else:
        at_since = min(at_since, at_why + max(why + 4, 48))
    return TableColumns(width, at_value, at_distance, at_state, at_noted, at_why, at_since)


def table_head(at: TableColumns, more: str = "") -> Row:
    """The heading, its columns' names set into the rule where they stand; `more` says which levels are out of sight."""
    names = [(at.distance - len("distance"), "distance"), (at.state, "state"), (at.noted - len("noted"), "noted")]
    if at.width - at.why >= 4:
        names.append((at.why, "why"))
    if at.since:
        names.append((at.since, "since noted"))
    line = [Span("Levels", "title", bold=True)]
    if more and cells(more) + 8 <= names[0][0]:
        line.append(Span(f" {more}", "muted"))
    for column, name in names:
        gap = column - measure(line) - 2
        line.append(Span(f" {'─' * gap} " if gap >= 0 else " " * max(0, gap + 2), "rule"))
        line.append(Span(name, "muted"))
    rest = at.width - measure(line) - 1
    line.append(Span(" " + "─" * max(0, rest), "rule"))
    return Row(fit(line, at.width))


def table_rows(
    view: View, here: Listing, price: PriceView | None, levels: Sequence[LevelView], at: TableColumns, room: int
) -> LadderRows:
    """The levels of a listing under their heading, from the highest down, its price among them.

    Where `room` rows do not hold them, those nearest to the price are in sight and the list scrolls to the others.
    """
    planned = [
        (scenario.scenario.value, _scenario_row(view, outlook, scenario, at))
        for outlook in view.outlooks
        if outlook.listing == here.symbol and not outlook.over
        for scenario in outlook.scenarios
    ]
    if not levels and not planned:
        title = heading("Levels", at.width, [(Span(f"{here.symbol}  {here.currency}", "muted"),)])
        text = (Span(f"no level for {here.symbol} yet; "), Span("a", "accent"), Span(" to add one"))
        return LadderRows([
            Row(title),
            _now(view, here, price, at),
            Row(fit(text, at.width), Target("listing", here.symbol)),
        ])  # fmt: skip
    set_out = arranged(levels, price, max(1, room - 2 - len(planned)))
    above = [(level.level.low, _row(view, level, at, price)) for level in set_out.above]
    below = [(level.level.top, _row(view, level, at, price)) for level in set_out.below]
    for value, row in planned:
        _put_in(above if price is None or value > price.price.value else below, value, row)

    def head(above: int, below: int) -> Row:
        return table_head(at, farther(above, below))

    rows = [head(0, 0), *(row for _, row in above), _now(view, here, price, at)]
    rows += [row for _, row in below]
    if set_out.over:
        rows.append(over_row(at.width))
        rows += [_row(view, level, at, price) for level in set_out.over]
    return LadderRows(rows, _scrolled_away(set_out, above), head)


def _scrolled_away(set_out: Arranged, above: Sequence[tuple[Decimal, Row]]) -> int:
    """How many rows stand above the highest level that is in sight, scenarios among them."""
    if not set_out.farther_above:
        return 0
    shown = set_out.above[set_out.farther_above :]
    if not shown:
        return len(above)
    target = Target("level", shown[0].level.id)
    return next(at for at, (_, row) in enumerate(above) if row.target == target)


def _put_in(rows: list[tuple[Decimal, Row]], value: Decimal, row: Row) -> None:
    """Puts a row among those from the highest down, which stay in their order."""
    place = next((number for number, (other, _) in enumerate(rows) if other < value), len(rows))
    rows.insert(place, (value, row))


def _scenario_row(view: View, outlook: OutlookView, scenario: ScenarioView, at: TableColumns) -> Row:
    """A scenario as a target of its own kind: its odds stand for a state, its day for when it was noted."""
    value = figures.price(scenario.scenario.value, outlook.currency)
    room = at.value - cells(value)
    away = figures.UNKNOWN if scenario.percent is None or outlook.stale else figures.percent(scenario.percent)
    words = f"{figures.plain(figures.trimmed(scenario.scenario.odds))} % by {figures.day(outlook.by, view.today)}"
    needs = ", ".join(one_line(need.title) for need in scenario.needs)
    if cells(words) > at.why - at.state - 2:  # the day is worth more than the column
        about: Line = (Span(f"{words}, needs {needs}" if needs else words),)
    else:
        about = (
            field(words, at.why - at.state - 2),
            Span("  "),
            Span(f"scenario; needs {needs}" if needs else "scenario", "muted"),
        )
    line: list[Span] = [
        Span(cut(f"{SCENARIO_GLYPH} {one_line(scenario.scenario.title)}", room - 1).ljust(room), "accent"),
        Span(value, "strong"),
        Span(away.rjust(at.distance - at.value), "muted"),
        Span(" " * (at.state - at.distance)),
        *about,
    ]
    return Row(fit(line, at.width), Target("scenario", scenario.scenario.id))


def _now(view: View, here: Listing, price: PriceView | None, at: TableColumns) -> Row:
    """The price between its levels; the open listing's is in accent whichever listing it is."""
    row = now_row(price, here, Rungs(at.width, at.value, at.distance, at.state), view)
    if price is None or price.stale:
        return row
    line = tuple(span._replace(role="accent") if span.role in ("muted", "faint") else span for span in row.line)
    return row._replace(line=line)


def _row(view: View, level: LevelView, at: TableColumns, price: PriceView | None) -> Row:
    mark, value = (
        figures.MARKS[level.level.qualifier],
        figures.zone(level.level.low, level.level.high, level.level.currency),
    )
    room = at.value - cells(mark + value)
    kind = cut(_kind(level), room - 1)
    away = figures.UNKNOWN if level.distance is None else figures.percent(level.distance * 100)
    state = _state(level, price)
    noted = noted_day(view, level)
    line: list[Span] = [
        Span(kind.ljust(room)),
        Span(mark, "muted"),
        Span(value, "strong"),
        Span(away.rjust(at.distance - at.value), "muted"),
        Span(" " * (at.state - at.distance)),
        state,
        Span(noted.rjust(at.noted - at.state - cells(state.text)), "muted"),
        Span("  "),
    ]
    intent = view.intent(level.level.id)
    why = (f"then {one_line(intent.action)}; " if intent is not None else "") + why_words(level)
    if at.since:
        line += [field(why, at.since - at.why - 2), Span("  "), Span(level.since, "muted")]
    else:
        line.append(Span(why))
    return Row(fit(line, at.width), Target("level", level.level.id))


def _kind(level: LevelView) -> str:
    moved = any(not move.reason for move in level.moved)
    return level.level.type + (" ⇢" if moved else "")


def _value(level: LevelView) -> str:
    return figures.MARKS[level.level.qualifier] + figures.zone(level.level.low, level.level.high, level.level.currency)


def _state(level: LevelView, price: PriceView | None) -> Span:
    if price is not None and price.stale:
        return Span(frame.stale_words(price), "muted")
    glyph, word, role = level_sign(level)
    return Span(f"{glyph} {word}".lstrip(), role)


def why_words(level: LevelView) -> str:
    """Who set it and why: "Citigroup, raised in late November", "yours: October highs"."""
    # twice the widest page: what is beyond cannot be seen, and a file may hold a book
    by, why = one_line(level.level.by[:400]), one_line(level.level.why[:400])
    if not why and level.level.quote:
        why = f"“{one_line(level.level.quote[:400])}”"
    if by:
        return f"{by}, {why}" if why else by
    if not level.origin.number:
        return f"yours: {why}" if why else "yours"
    return why or level.origin.label
