"""The price of the first listing: in digits three lines high, or on one line; how it moved, between which levels."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from thesis_tui.model import figures
from thesis_tui.model.view import PriceView, View
from thesis_tui.pages import frame
from thesis_tui.pages.gauge import range_bar
from thesis_tui.pages.ladder import neighbours
from thesis_tui.pages.position import position_spans
from thesis_tui.pages.spans import Line, Role, Row, Span, fit, measure, spread
from thesis_tui.venues import units

_SHAPES: Final[dict[str, tuple[str, str, str]]] = {
    "0": ("┏━┓", "┃ ┃", "┗━┛"),
    "1": ("╺┓ ", " ┃ ", "╺┻╸"),
    "2": ("╺━┓", "┏━┛", "┗━╸"),
    "3": ("╺━┓", "╺━┫", "╺━┛"),
    "4": ("╻ ╻", "┗━┫", "  ╹"),
    "5": ("┏━╸", "┗━┓", "╺━┛"),
    "6": ("┏━╸", "┣━┓", "┗━┛"),
    "7": ("╺━┓", "  ┃", "  ╹"),
    "8": ("┏━┓", "┣━┫", "┗━┛"),
    "9": ("┏━┓", "┗━┫", "╺━┛"),
    "−": ("   ", "╺━╸", "   "),
    ".": (" ", " ", "."),
    " ": (" ", " ", " "),
}


_MOVES: Final[dict[int, tuple[str, Role]]] = {1: ("▲", "rise"), 0: ("·", "text"), -1: ("▼", "fall")}


def price_rows(view: View, width: int) -> list[Row]:
    """The price of the first listing over three rows, in tall digits where they fit."""
    price = view.price
    listing = view.listings[0]
    if price is None:
        lines: list[Line] = [
            doubt_spans(view) or (Span(f"no price for {listing.symbol} yet", "text"),),
            (Span("a", "accent"), Span(" to add one", "muted")),
            (),
        ]
        return [Row(fit(line, width)) for line in lines]
    digits = tall(figures.price(price.price.value, price.price.currency))
    size = len(digits[0])
    # tall digits would leave fewer than 20 cells for what is said beside them
    if size + 20 > width:
        digits = (figures.price(price.price.value, price.price.currency), "", "")
        size = len(digits[0])
    role = "muted" if price.stale else "strong"
    details = _price_details(view, price, width - size - 3)
    if view.doubts:
        details[2] = doubt_spans(view) or details[2]
    return [
        Row(fit((Span(digits[row].ljust(size + 2), role, bold=not price.stale), *details[row]), width))  # type: ignore[arg-type]
        for row in range(3)
    ]


def price_line(view: View, width: int) -> Row:
    """The price of the first listing on one line: how it moved or how old it is, of when, and between which levels."""
    price = view.price
    if price is None:
        return Row(fit((Span(f"no price for {view.symbol} yet; "), Span("a", "accent"), Span(" to add one")), width))
    held = position_spans(view)
    left: list[Span] = [
        Span(figures.MARKS[price.price.qualifier], "muted"),
        Span(
            figures.price(price.price.value, price.price.currency),
            "muted" if price.stale else "strong",
            bold=not price.stale,
        ),
        Span(f"{units.suffix(price.price.currency)}  ", "muted"),
    ]
    words = frame.price_words(view, price)
    doubt = doubt_spans(view)
    # a doubt takes the place of the position and the levels: what it touches is not believed
    if doubt:
        return Row(fit((*left, Span(f"{words}  ", "muted"), *doubt), width))
    if price.stale:
        left += [Span(frame.stale_words(price, whole=True)), Span(f"  {words}", "muted")]
        return Row(spread(left, held if measure((*left, *held)) + 2 <= width else (), width))
    if price.change_percent is not None:
        left += [moved_span(price.change_percent), Span("  ")]
    left += [Span(words, "muted"), *_extended_spans(view, price)]
    room = width - measure(left) - 2
    return Row(spread(left, position_beside(view, room) or _range_line(view, min(40, room)), width, 2))


def position_beside(view: View, room: int) -> Line:
    """The position, where there is room for it whole."""
    held = position_spans(view)
    return held if measure(held) <= room else ()


def doubt_spans(view: View) -> Line:
    """A price of the first listing that is not believed, in short: "◐ 61.00 unconfirmed"; () where there is none."""
    doubt = next((other for other in view.doubts if other.listing == view.symbol and other.subject == "quote"), None)
    if doubt is None or doubt.value is None:
        return ()
    word = "unconfirmed" if doubt.code == "jump" else "doubted"
    return (Span(f"◐ {figures.price(doubt.value)} {word}", "warn"), Span(f"  {doubt.source}", "muted"))


def moved_span(percent: Decimal) -> Span:
    """ "▲ 0.42 %", "▼ 1.20 %", "· 0.00 %"."""
    arrow, role = _MOVES[(percent > 0) - (percent < 0)]
    return Span(f"{arrow} {figures.percent(abs(percent), 2, sign=False)}", role)


def tall(text: str) -> tuple[str, str, str]:
    """Three lines of box drawing for a figure made of digits, points, spaces and a minus sign."""
    shapes = [_SHAPES[character] for character in text]
    first, second, third = ("".join(shape[row] for shape in shapes) for row in range(3))
    return first, second, third


def _price_details(view: View, price: PriceView, room: int) -> list[Line]:
    """Beside the digits: currency and how it moved, of when it is, and between which levels."""
    currency = units.suffix(price.price.currency).strip()
    words: Line = (Span(frame.price_words(view, price), "muted"), *_extended_spans(view, price))
    if price.stale:
        return [
            (Span(f"{currency}  ", "muted"), Span(frame.stale_words(price, whole=True))),
            words,
            (Span("a", "accent"), Span(" to add a price", "muted")) if view.closed is None else (),
        ]
    first: list[Span] = [Span(currency, "muted")]
    if price.change_percent is not None:
        first += [Span("  "), moved_span(price.change_percent)]
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
    extended = view.extended.get(price.price.listing)
    if extended is None:
        return ()
    value = figures.price(extended.price.value, extended.price.currency)
    return (Span(f"  {extended.price.session} ", "muted"), Span(value))


def _range_line(view: View, room: int) -> Line:
    below, above = neighbours(view)
    price = view.price
    if price is None or below is None or above is None:
        return ()
    low = figures.price(below.level.top, below.level.currency)
    high = figures.price(above.level.low, above.level.currency)
    width = room - len(low) - len(high) - 2
    if width < 6:
        return ()
    bar = range_bar(below.level.top, above.level.low, price.price.value, width)
    return (Span(f"{low} ", "muted"), *bar, Span(f" {high}", "muted"))
