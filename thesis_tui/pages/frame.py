"""Frame of every page: the header with its six screens, and the footer with this screen's keys."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from thesis_tui import actions
from thesis_tui.model import figures
from thesis_tui.model.view import PriceView, View
from thesis_tui.pages.spans import Block, Line, Row, Span, cells, clip, cut, fit, measure

SCREENS: Final = ("Dashboard", "Levels", "Milestones", "Sources", "Journal", "Review")
# beyond it lines are harder to read and say no more
MAX_WIDTH: Final = 200
WIDE: Final = (110, 30)
"""From this size on there are two columns, thesis and market."""
FULL: Final = (160, 50)
"""From this size on every part of a page has its room."""
ROOMY: Final = 30
"""Rows from which a blank one parts the sections of a page."""
_NOT_OF_CLOSED: Final = frozenset(("add", "edit", "odds", "retire", "article"))
"""Actions on what a closed thesis takes no more."""
_GAP: Final = 3
"""Cells between two keys of the footer."""
_PARTS: Final = 3
"""Spans of a key in the footer: the gap before it, the key, and what it does; a state or blanks follow the last."""
_LEAST_HINT: Final = 14
"""Cells at a footer's right end below which nothing is said there of what the pointer is on."""
_STATE: Final = 22
"""The room that the state of prices has at least: "price: article, 22 Dec" is as long."""


class Key(NamedTuple):
    """A part of a footer: a key, or two that belong together, and what it does on this screen, in a word or two."""

    key: str
    does: str
    actions: tuple[str, ...] = ()
    """The ids of the actions (actions.py) it stands for; none for a key of a widget's own."""
    needs: str = ""
    """Object there must be in the thesis for it to do anything; "" for nothing."""


@cache
def keys_of(footer: str) -> tuple[Key, ...]:
    """The keys that a footer of `actions.FOOTERS` names."""
    return tuple(_key(hint) for hint in actions.hints(footer))


def everywhere() -> list[Key]:
    """The keys that help lists as the same on every screen; the six screens stand together before the list of all
    theses.
    """
    keys = [Key(action.shown, action.help or action.words, (action.id,)) for action in actions.everywhere()]
    at = next(number for number, key in enumerate(keys) if "theses" in key.actions)
    return [*keys[:at], Key("1–6", "screens"), *keys[at:]]


def records(key: Key) -> bool:
    """Whether a key records, fetches or takes back."""
    return any(actions.BY_ID[identity].writes for identity in key.actions)


def _key(hint: actions.Hint) -> Key:
    named = [actions.BY_ID[identity] for identity in hint.ids]
    key = hint.keys or " ".join(actions.shown_key(action.keys, hint.key) for action in named)
    return Key(key, hint.words or named[0].words, hint.ids, hint.needs)


def page_width(width: int) -> tuple[int, int]:
    """The page's width and its left edge: above 200 columns the page stops growing and centres."""
    if width <= MAX_WIDTH:
        return width, 0
    return MAX_WIDTH, (width - MAX_WIDTH) // 2


class Inside(NamedTuple):
    """Area that header and footer leave of a page of one column; its text begins at cell `left` + 1."""

    page: int
    left: int
    width: int
    """The cells of its text."""
    top: int
    bottom: int
    """The row after the last."""
    gap: int
    """Blank rows between two parts."""


def inside(width: int, height: int) -> Inside:
    """Area inside header and footer of a page of `width` × `height` cells."""
    page, left = page_width(width)
    gap = int(height >= ROOMY)
    return Inside(page, left, page - 2, 2 + gap, height - 1 - gap, gap)


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
    """The columns of a page of `width` × `height` cells."""
    page, origin = page_width(width)
    if page < WIDE[0] or height < WIDE[1]:
        return Grid(page, height, origin, page - 2, 0, 0)
    # 45 cells of 120 and 80 of 200, between and below on the line through both: about two fifths of the page
    right = 45 + (page - 120) * 35 // 80
    left = page - 2 - right - (4 if page >= FULL[0] else 3)
    return Grid(page, height, origin, left, right, page - 1 - right)


def tab_spans(open_screen: int, gap: int, *, short: bool = False) -> tuple[Line, int, int]:
    """The six screens, and where the open one's name begins and ends among them. `short`: only that one is named."""
    spans: list[Span] = []
    at = begin = end = 0
    for number, name in enumerate(SCREENS, start=1):
        if spans:
            spans.append(Span(" " * gap))
            at += gap
        if number == open_screen:
            begin, end = at, at + len(name) + 2
        if short and number != open_screen:
            spans.append(Span(str(number), "accent"))
            at += 1
            continue
        spans.append(Span(f"{number} ", "accent"))
        spans.append(Span(name, "strong" if number == open_screen else "muted", bold=number == open_screen))
        at += len(name) + 2
    return tuple(spans), begin, end


def tab_gap(width: int) -> int:
    """Cells between two tabs, by the width of the page."""
    # of 80 columns the six names take 57: with gaps of three a symbol would have four cells beside them
    return 4 if width >= 160 else 3 if width >= 110 else 2


def header(view: View, width: int, open_screen: int, crumb: str = "") -> list[Row]:
    """Two rows: where am I, and when; then a thin rule, heavy under the open screen."""
    tabs, begin, end = tab_spans(open_screen, tab_gap(width))
    if open_screen == 0:
        return _list_header(view, width, tabs)
    room = width - 2 - measure(tabs) - 2
    name = [Span("  " + view.name)] if view.name != view.symbol else []
    left: list[Span] = [Span(view.symbol, "strong", bold=True)]
    if view.several and cells(view.symbol) + 2 <= room:
        left.insert(0, Span("0 ", "accent"))
    when = figures.week_day(view.today)
    if crumb:
        here = Span(crumb, "strong", bold=True)
        whole = [*left, *name, Span("  ›  ", "muted"), here]
        short = [*left, Span(" › ", "muted"), here]
        if measure(short) > room:
            # whose page it is comes before the names of the other screens, which their numbers open too
            tabs, begin, end = tab_spans(open_screen, tab_gap(width), short=True)
            room = width - 2 - measure(tabs) - 2
        left = whole if measure(whole) <= room else short
    else:
        stance = view.stance + (f" since {figures.long_day(view.since)}" if view.since and width >= 160 else "")
        date_span = Span("  as of " + when if view.as_of else "  " + when, "accent" if view.as_of else "muted")
        long = [*name, Span("  " + stance, "muted"), date_span]
        short = [Span(f"  as of {figures.day(view.today, view.today)}", "accent")] if view.as_of else []
        for parts in (long, [*name, date_span], [date_span], short):
            if measure([*left, *parts]) <= room:
                left += parts
                break
    first = (*fit(clip(left, room), width - 2 - measure(tabs)), *tabs)
    at = width - 2 - measure(tabs)
    second: Line = (
        Span("─" * (at + begin), "rule"),
        Span("━" * (end - begin), "accent"),
        Span("─" * (width - 2 - at - end), "rule"),
    )
    return [Row(first), Row(second)]


def _list_header(view: View, width: int, tabs: Line) -> list[Row]:
    """The header of the list of all theses: none of the open one's screens is open."""
    when = "  as of " if view.as_of else "  "
    left: Line = (Span("0 ", "accent"), Span("Theses", "strong", bold=True))
    dated = (*left, Span(when + figures.week_day(view.today), "accent" if view.as_of else "muted"))
    room = width - 2 - measure(tabs)
    heavy = measure(left)
    rule: Line = (Span("━" * heavy, "accent"), Span("─" * (width - 2 - heavy), "rule"))
    return [Row((*fit(dated if measure(dated) + 2 <= room else left, room), *tabs)), Row(rule)]


def header_block(view: View, width: int, open_screen: int, left: int, crumb: str = "") -> Block:
    """The header as a block of two rows from cell `left`."""
    rows = header(view, width, open_screen, crumb)
    return Block("header", left, 0, width - 1, 2, tuple(rows))


def footer(keys: Sequence[Key], state: str, width: int) -> Row:
    """One row of keys; they drop from the right when there is no room, `?` and `q` last. A state that would leave
    less than two of the others is cut.
    """
    chosen = _fitting(keys, width - (cells(state) + 2 if state else 0))
    least = _fitting(keys, width, most=2)
    chosen = max(chosen, least, key=len)
    spans: list[Span] = []
    for key in chosen:
        spans += [Span(" " * _GAP if spans else ""), Span(key.key, "accent"), Span(f" {key.does}", "muted")]
    room = width - measure(spans)
    if state and room > 2:
        status = _with_its_end(state, room - 2)
        spans += _state_spans(" " * (room - cells(status)) + status)
    return Row(fit(spans, width))


def _state_spans(state: str) -> Line:
    """The state with the key that it names in its last clause as a key, so that it can be clicked."""
    before, semicolon, end = state.rpartition("; ")
    key, to, does = end.partition(" to ")
    if not (semicolon and does and cells(key) == 1):
        return (Span(state, "muted"),)
    return (Span(before + semicolon, "muted"), Span(key, "accent"), Span(to + does, "muted"))


def _with_its_end(state: str, width: int) -> str:
    """A message in at most `width` cells. The key that takes back what was done is named after the last semicolon; what
    stands before gives way to it.
    """
    before, _, end = state.rpartition("; ")
    room = width - cells(end) - 2
    return (
        f"{cut(before, room)}; {end}" if before and cells(state) > width and room >= _LEAST_HINT else cut(state, width)
    )


def with_hint(row: Row, words: str) -> Row:
    """A footer whose right end says `words` in place of the state of prices. Its keys stay where they are, but for the
    last ones where there is no room beside them.
    """
    if not row.line:  # on a page of no width
        return row
    # a key is three spans, its gap first; the state that follows them begins in muted, or is blanks
    starts = range(0, len(row.line), _PARTS)
    count = next((at for at in starts if row.line[at].role == "muted" or at + _PARTS > len(row.line)), len(row.line))
    keys, width = list(row.line[:count]), measure(row.line)
    if not words:
        return row
    need = min(cells(words) + 2, width // 3)
    while len(keys) > _PARTS and width - measure(keys) < need:
        del keys[-_PARTS:]
    room = width - measure(keys)
    text = cut(words, room - 2)
    return row._replace(line=(*keys, Span(" " * (room - cells(text)) + text, "muted")))


def _fitting(keys: Sequence[Key], width: int, most: int = 100) -> list[Key]:
    """The first keys, at most `most` beside `?` and `q`, that fit in `width` cells."""
    last = [key for key in keys if key.key in ("?", "q")]
    rest = [key for key in keys if key.key not in ("?", "q")][:most]
    for count in range(len(rest), 0, -1):
        chosen = [*rest[:count], *last]
        if sum(cells(key.key) + cells(key.does) + 1 + _GAP for key in chosen) - _GAP <= width:
            return chosen
    return last


def brief(state: str, width: int) -> str:
    """How the prices stand, in a quarter of the footer's width: the keys keep theirs."""
    room = max(_STATE, width // 4)
    if cells(state) > room:
        state = state.removeprefix("prices: ").replace(", last tried ", ", ")
        # "no price: Yahoo cannot be reached: its server refuses …": who, and what in a word; r says all of it
        state = state.removeprefix("no price: ").partition(": ")[0].replace("cannot be reached", "not reached")
    return cut(state, room)


def keys_for(view: View, keys: Sequence[Key]) -> Sequence[Key]:
    """The keys that do something in this view."""
    if view.several:
        at = next((at + 1 for at, key in enumerate(keys) if key.key == "enter"), min(3, len(keys)))
        keys = [*keys[:at], Key("0", "theses", ("theses",)), *keys[at:]]
    keys = [key for key in keys if _has_something(view, key)]
    if view.private:
        keys = [key._replace(does="show amounts") if "private" in key.actions else key for key in keys]
    if view.closed is not None:
        keys = [key for key in keys if _NOT_OF_CLOSED.isdisjoint(key.actions)]
    if view.as_of is None:
        return keys
    # as of a day the way back comes first, and nothing is offered that records
    return [Key("t", "today", ("today",)), *(key for key in keys if not records(key) and "today" not in key.actions)]


def _has_something(view: View, key: Key) -> bool:
    """Whether there is anything yet that a key could work on."""
    match key.needs:
        case "open milestone":
            return any(milestone.open for milestone in view.milestones)
        case "milestone":
            return bool(view.milestones)
        case "milestone or level":
            return bool(view.milestones or view.levels)
        case "change":
            return bool(view.changes)
        case "source":
            return bool(view.sources)
    return True


def footer_block(keys: Sequence[Key], state: str, width: int, height: int, left: int) -> Block:
    """The footer as a block of the last row, from cell `left`."""
    return Block("footer", left, height - 1, width - 1, 1, (footer(keys, state, width - 2),))


def around(
    view: View, open_screen: int, keys: Sequence[Key], status: str, width: int, height: int, crumb: str = ""
) -> list[Block]:
    """Header and footer of a page of `width` × `height` cells; `status` is the footer's right end."""
    page, left = page_width(width)
    return [header_block(view, page, open_screen, left, crumb), footer_block(keys, status, page, height, left)]


def origin_word(price: PriceView) -> str:
    """Where a price comes from, in a word: "article", "typed", or the feed's name."""
    if price.origin.number:
        return "article"
    return "typed" if price.origin.label == "you" else price.origin.label


def price_words(view: View, price: PriceView) -> str:
    """Kind and day of a price: "NYSE close, 22 Dec", "article, 22 Dec 2025"."""
    listing = next(listing for listing in view.listings if listing.symbol == price.price.listing)
    session = price.price.session
    typed = "typed " if price.origin.label == "you" else ""
    # whose hours and currency count is not known: neither a session nor a close can be named
    if listing.assumed:
        return f"{listing.venue} assumed; e says where it trades"
    words = {
        "close": f"{typed}{listing.name or listing.venue} close",
        "open": listing.name or listing.venue,
        "premarket": "before the opening",
        "after hours": "after the close",
        "unknown": origin_word(price),
    }[session]
    if price.day is None:
        return f"{words}, undated"
    day, own = figures.day(price.day, view.today), price.own_day
    if session == "unknown" and own is not None and own != price.day:
        # there was no session when it was seen: it is the last one's
        return f"{words} {figures.day(own, view.today)}, of {figures.week_day(price.day)[:3]} {day}"
    return f"{words}, {day}"


def stale_words(price: PriceView, *, whole: bool = False) -> str:
    """How old a price is that is too old to compare with: "◌ 12 d old", "◌ undated"; in `whole` words, "12 days"."""
    if price.age_days is None:
        return "◌ undated"
    return f"◌ {figures.days(price.age_days) if whole else figures.age(price.age_days)} old"


def prices_state(view: View) -> str:
    """Where the price comes from and of when, for the footer's right end."""
    if view.as_of:
        return "read only: as of a date"
    if view.price is None:
        return f"no price for {view.symbol} yet"
    return f"price: {price_words(view, view.price)}"
