"""Levels as a ladder around the price of their own listing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.enums import LevelState
from thesis_tui.model.objects import Listing
from thesis_tui.model.view import LevelView, PriceView, Target, View
from thesis_tui.pages import frame
from thesis_tui.pages.glyphs import level_sign
from thesis_tui.pages.spans import Line, Role, Row, Span, Title, cells, cut, fit, heading
from thesis_tui.rules.indicators import average_sessions

_STATE: Final = 10
"""Cells a state needs: "◐ testing"."""
_NARROW: Final[dict[LevelState, str]] = {"trading below": "below", "trading above": "above", "not reached": "not yet"}
"""Shorter words for states where a ladder has no room for the whole."""


OVER: Final[frozenset[LevelState]] = frozenset(("hit", "reached", "exceeded"))
"""States of a level that did what it was set for and is never judged again."""


class Rungs(NamedTuple):
    """Where a ladder's columns stand: the cell after the value, the distance, and where the state begins."""

    width: int
    value: int
    distance: int
    state: int
    noted: int = 0
    """The cell after the day it was noted; 0 where there is no room for it and who set it."""


def rungs(width: int, longest: int = 0) -> Rungs:
    """The columns of a ladder whose longest kind and value take `longest` cells: where they need more than usual, the
    columns after them move on, and the distance gives way where the states would have no room.
    """
    # kind and value in 20 cells, eight for "+100.0 %" three apart, then the state; the narrow ones as close as they can
    # be read
    usual = Rungs(width, 20, 31, 34, 53 if width >= 66 else 0) if width >= 42 else Rungs(width, 17, 26, 27)
    more = longest - usual.value
    if more <= 0:
        return usual
    noted = usual.noted + more if width >= 66 + more else 0
    moved = Rungs(width, longest, usual.distance + more, usual.state + more, noted)
    if moved.state + _STATE <= width:
        return moved
    value = min(longest, width - 2 - _STATE)
    return Rungs(width, value, value, value + 2)


def listing_levels(view: View, symbol: str) -> list[LevelView]:
    """The levels in force on a listing, in the view's order."""
    return [level for level in view.levels if level.level.listing == symbol and not level.retired]


def neighbours(view: View) -> tuple[LevelView | None, LevelView | None]:
    """The nearest level under the primary listing's price and the nearest over it."""
    price = view.price
    if price is None:
        return None, None
    levels = listing_levels(view, price.price.listing)
    below = [level for level in levels if level.level.top <= price.price.value]
    above = [level for level in levels if level.level.low > price.price.value]
    # the view has them from the highest down
    return (below[0] if below else None), (above[-1] if above else None)


class Arranged(NamedTuple):
    """The levels of a listing from the highest down, and how many of them do not fit."""

    above: list[LevelView]
    below: list[LevelView]
    over: list[LevelView]
    """Those whose part is over, where not all fit: they come after the others, under a line that says so."""
    farther_above: int
    farther_below: int


def arranged(levels: Sequence[LevelView], price: PriceView | None, room: int) -> Arranged:
    """The levels in the order of their values around the price; where `room` of them fit, those nearest to the price
    are between the farther ones, to which a list scrolls up and down.
    """
    # set apart only where not all fit: otherwise the order of values says more
    over = [level for level in levels if len(levels) > room and level.state in OVER]
    live = [level for level in levels if level not in over]
    above = [level for level in live if price is None or level.level.low > price.price.value]
    below = [level for level in live if level not in above]
    left_out = nearest(live, price, room)[1]
    farther_above = sum(level in above for level in left_out)
    over_out = len(over) - max(0, room - len(live) - 1)  # one row is the line over them
    return Arranged(above, below, over, farther_above, len(left_out) - farther_above + max(0, over_out if over else 0))


def farther(above: int, below: int) -> str:
    """How many levels are out of sight, and where they are: "↑ 3  ↓ 9 more"; "" when none is."""
    counts = (("↑", above), ("↓", below))
    words = "  ".join(f"{sign} {count}" for sign, count in counts if count)
    return f"{words} more" if words else ""


class LadderRows(NamedTuple):
    """The rows of a ladder, its heading first; `first` rows under it are scrolled away to begin with. `title` makes the
    heading with how many levels are out of sight.
    """

    rows: list[Row]
    first: int = 0
    title: Title | None = None


def ladder(view: View, listing: Listing, width: int, height: int, title: str) -> LadderRows:
    """A heading and rungs, of which the nearest to the price are in sight where `height` rows are; the farther ones,
    counted in the heading, are where the list scrolls to.
    """
    levels = listing_levels(view, listing.symbol)
    price = view.current.get(listing.symbol)
    set_out = arranged(levels, price, height - 2)
    stale = price is None or price.stale
    if price is not None and price.stale and width >= 42 and listing == view.listings[0]:
        about: Line = (Span("price too old for states", "muted"),)
    else:
        about = (Span(f"{listing.symbol}  {listing.currency}", "muted"),)

    def head(above: int, below: int) -> Row:
        words = farther(above, below)
        return Row(heading(title, width, [(Span(words, "muted"),), about] if words else [about]))

    rows = [head(0, 0)]
    if price is None and not levels:
        rows.append(Row(_nothing(listing, width)))
        return LadderRows(rows)
    at = rungs(width, max((cells(short_type(level)) + 1 + cells(_value(level)) for level in levels), default=0))
    rows += [level_row(view, level, at, stale=stale) for level in set_out.above]
    rows.append(now_row(price, listing, at, view))
    rows += [level_row(view, level, at, stale=stale) for level in set_out.below]
    if set_out.over:
        rows.append(over_row(width))
        rows += [level_row(view, level, at, stale=stale) for level in set_out.over]
    return LadderRows(rows, set_out.farther_above, head)


def over_row(width: int) -> Row:
    """The line under which the levels are that did what they were set for."""
    return Row(heading("Done: reached, hit or exceeded", width, role="muted"))


def _nothing(listing: Listing, width: int) -> Line:
    return fit((Span(f"no price for {listing.symbol} yet; "), Span("a", "accent"), Span(" to add one")), width)


def nearest(
    levels: Sequence[LevelView], price: PriceView | None, room: int
) -> tuple[Sequence[LevelView], Sequence[LevelView]]:
    """The levels nearest to the price that fit, one each side among them, and the others, both in the ladder's order.
    Those whose part is over come after all that still have one.
    """
    if len(levels) <= room:
        return levels, ()
    if price is None:
        return levels[:room], levels[room:]
    value = price.price.value

    def rank(level: LevelView) -> tuple[bool, Decimal]:
        edge = level.level.low if level.level.low > value else max(level.level.low, min(level.level.top, value))
        return level.state in OVER, abs(edge - value)

    ranked = sorted(levels, key=rank)
    above = [level for level in ranked if level.level.low > value]
    below = [level for level in ranked if level.level.low <= value]
    # these first: one side may have all the nearest, and the nearest of the other is never left out
    keep = {level.level.id for level in (above[:1] + below[:1])}
    for level in ranked:
        if len(keep) >= room:
            break
        keep.add(level.level.id)
    others = [level for level in levels if level.level.id not in keep]
    return [level for level in levels if level.level.id in keep], others


def short_type(level: LevelView) -> str:
    """The level's kind in at most 10 cells; a moving average by its days when it says so."""
    if level.level.type == "moving average":
        sessions = average_sessions(level.level)
        return f"{sessions}-day" if sessions else "average"
    return level.level.type


def _value(level: LevelView) -> str:
    return figures.zone(level.level.low, level.level.high, level.level.currency)


def level_row(view: View, level: LevelView, at: Rungs, *, stale: bool) -> Row:
    """A level as one row of the ladder: its kind, value, distance and state."""
    value = _value(level)
    name = cut(
        short_type(level) + (" ⇢" if any(not move.reason for move in level.moved) else ""), at.value - cells(value) - 1
    )
    line: list[Span] = [Span(name), Span(" " * max(1, at.value - cells(name) - cells(value))), Span(value, "strong")]
    if stale or level.distance is None:
        gap = at.distance - at.value
        line.append(Span(figures.UNKNOWN.rjust(gap - 2).ljust(gap) if gap else "", "muted"))
    else:
        distance = figures.percent(level.distance * 100)
        line.append(Span(distance.rjust(at.distance - at.value) if at.distance > at.value else "", "muted"))
        line.append(Span(" " * (at.state - at.distance)))
        glyph, word, role = level_sign(level)
        state = f"{glyph} {word}".lstrip()
        room = at.width - at.state
        if cells(state) > room:
            state = f"{glyph} {_NARROW.get(level.state, word)}".lstrip()
        if cells(state) > room:
            state = word  # whole without its sign rather than cut with it
        line.append(Span(state, role))
    if at.noted:
        used = sum(cells(span.text) for span in line)
        noted = noted_day(view, level)
        line.append(Span(" " * max(1, at.noted - used - cells(noted))))
        line.append(Span(noted, "muted"))
        line.append(Span(f"  {level.level.by or level.level.why}", "muted"))
    return Row(fit(line, at.width), Target("level", level.level.id))


def noted_day(view: View, level: LevelView) -> str:
    """The day a level was noted, with ≈ where it is inferred."""
    day = figures.day(level.noted, view.today)
    return f"≈{day}" if level.noted_approximate else day


def now_row(price: PriceView | None, listing: Listing, at: Rungs, view: View) -> Row:
    """The price on its own line: heavy in accent, dashed when stale, in words when there is none."""
    target = Target("listing", listing.symbol)
    if price is None:
        text: Line = (Span(f"no price for {listing.symbol}; "), Span("a", "accent"), Span(" to add one"))
        return Row(fit(text, at.width), target)
    value = figures.price(price.price.value, price.price.currency)
    primary = listing == view.listings[0]
    role: Role = "muted" if price.stale or not primary else "accent"
    stroke, word = ("╌", "last") if price.stale else ("━", "now")
    tail = f" {frame.stale_words(price)}" if price.stale else ""
    lead = at.value - cells(word) - cells(value) - 2
    rest = at.width - at.value - 1 - cells(tail)
    line: Line = (
        Span(word, role, bold=not price.stale),
        Span(" " + stroke * max(0, lead) + " ", "faint" if role == "muted" else role),
        Span(value, "muted" if price.stale else "strong", bold=not price.stale and primary),
        Span(" " + stroke * max(0, rest), "faint" if role == "muted" else role),
        Span(tail, "muted"),
    )
    return Row(fit(line, at.width), target)
