"""Daily prices from a file of the user's into the thesis folder: what does not fit is asked about, never taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

from thesis_tui.errors import DoubtError, InputError, ReadOnlyError
from thesis_tui.model import figures
from thesis_tui.model.bars import Bar, Bars
from thesis_tui.model.file_format import FORMAT, newer_words
from thesis_tui.prices.csv_cells import ORDERS, Order
from thesis_tui.prices.csv_file import Expected, PriceFile, RefusedRow, read_basis, read_price_file, read_prices_csv
from thesis_tui.rules.imports import import_question, slips
from thesis_tui.rules.splits import adjusted_bars, adjusted_price
from thesis_tui.rules.splits import factor as split_factor
from thesis_tui.storage.disk import newer_file, refuse_outside, write_atomically
from thesis_tui.venues import Venue, find_venue, is_session, last_whole, zone_of
from thesis_tui.venues.units import MINOR, factor

if TYPE_CHECKING:
    from thesis_tui.model.feeds import Split
    from thesis_tui.model.objects import Listing
    from thesis_tui.model.view import View

# London, Tel Aviv and Johannesburg quote in pence, agorot and cents; files seldom say which.
_OFTEN_IN_HUNDREDTHS: Final = frozenset(("GBP", "ILS", "ZAR"))
_HUNDREDTHS: Final = ("pence", "cents", "agorot", "hundredths")
_WHOLE: Final = ("pounds", "rand", "shekels", "dollars", "euros")
UNITS: Final = "pence or pounds, cents, agorot, or a code like GBX or GBP"


class Answers(NamedTuple):
    """The user's answers on a file, as typed: how it writes days ("day-first"), the unit of its prices ("pence"), that
    it is not adjusted for splits, and that it is right as it is.
    """

    dates: str = ""
    unit: str = ""
    unadjusted: bool = False
    sure: bool = False


class Imported(NamedTuple):
    """The outcome of importing a file of prices: days `read` from `first` to `last`, rows `refused`, and the `total`
    there is of its listing in the file `path`.
    """

    read: int
    total: int
    first: date
    last: date
    path: Path
    refused: tuple[RefusedRow, ...]
    changed: bool = True
    """False where all of it was there already."""


def read_file(path: str, listing: Listing, answers: Answers, now: datetime) -> PriceFile:
    """The days of a file that can be believed of a listing. Raises FileError, and DoubtError (field "dates")."""
    venue = find_venue(listing.venue)
    expected = Expected(
        dates=_order(answers.dates),
        symbol=listing.symbol,
        currency=listing.currency,
        zone=None if venue.kind == "unknown" else zone_of(venue),
        # today's row of a file made during the session has no close yet
        until=last_whole(venue, now),
        closed=_rests(venue) if venue.kind in ("exchange", "fund") else None,
        negative=venue.negative,
        sure=answers.sure,
    )
    return read_price_file(path, expected)


def _rests(venue: Venue) -> Callable[[date], bool]:
    """The days of the week on which a venue never trades. Holidays are none: a file may know them better."""
    return lambda day: day.weekday() > 4 and not is_session(venue, day)


def _order(text: str) -> Order | None:
    if not text:
        return None
    found = next((order for order in ORDERS if order == text.strip().lower().replace("-", " ")), None)
    if found is None:
        raise InputError(f'"{figures.cut(text, 40)}" is no order of days; expected day-first or month-first', "dates")
    return found


def in_listings_unit(found: PriceFile, listing: Listing, answers: Answers) -> tuple[Bar, ...]:
    """The days in the unit the listing is quoted in. Raises InputError (field "unit") for a unit nobody knows, and
    DoubtError for prices in another currency or in a unit that the file names and the listing is not quoted in.
    """
    if answers.unit:
        return scaled(found.bars, _unit_factor(answers.unit, listing.currency))
    if answers.sure:
        return found.bars
    # sorted, so that the same file asks the same
    for currency in sorted(found.currencies - {listing.currency}):
        other = factor(currency, listing.currency)
        if other is None:
            raise DoubtError(
                f"its prices are in {currency}, and {listing.symbol} is quoted in {listing.currency}", "sure"
            )
        if other != 1:
            raise DoubtError(
                f"its prices are marked {currency}, and {listing.symbol} is quoted in {listing.currency}", "unit"
            )
    return found.bars


def _unit_factor(unit: str, currency: str) -> Decimal:
    """A function that turns a price in a unit as typed into one in a listing's currency."""
    typed = unit.strip()
    word = typed.lower()
    _, parts = MINOR.get(currency, (currency, 1))
    if word in _HUNDREDTHS:
        return Decimal(parts) / 100
    if word in _WHOLE:
        return Decimal(parts)
    known = factor(typed, currency)
    if known is None:
        raise InputError(f'"{figures.cut(typed, 40)}" is no unit of {currency}; expected {UNITS}', "unit")
    return known


def scaled(bars: Sequence[Bar], ratio: Decimal) -> tuple[Bar, ...]:
    """Bars with every price times `ratio`."""
    return tuple(bars) if ratio == 1 else tuple(_times(bar, ratio) for bar in bars)


def adjusted(bars: Sequence[Bar], splits: Sequence[Split], until: date) -> tuple[Bar, ...]:
    """Bars as quoted on their days on the basis of `until`."""
    return tuple(_times(bar, split_factor(splits, bar.day, until)) for bar in bars)


def _times(bar: Bar, ratio: Decimal) -> Bar:
    if ratio == 1:
        return bar
    # pence made pounds lose no digit
    exact = ratio.normalize().as_tuple().digits == (1,)
    opened, high, low, close = (
        None if price is None else figures.trimmed(price * ratio) if exact else adjusted_price(price, ratio)
        for price in (bar.open, bar.high, bar.low, bar.close)
    )
    assert close is not None
    return replace(bar, open=opened, high=high, low=low, close=close)


def refuse_doubtful(bars: Sequence[Bar], view: View, listing: Listing, answers: Answers) -> None:
    """Raises DoubtError for days that do not fit what is known of their listing, and for those of a currency whose
    shares are mostly quoted in hundredths where nothing is known.
    """
    symbol = listing.symbol
    by_day = _known(view, symbol)
    levels = [level.level.low for level in view.levels if level.level.listing == symbol and not level.retired]
    if not by_day and not levels and not answers.unit and listing.currency in _OFTEN_IN_HUNDREDTHS:
        first = f"{figures.price(bars[-1].close)} of {figures.long_day(bars[-1].day)}"
        raise DoubtError(
            f"no price of {listing.symbol} is known to tell whether {first} is in {listing.currency}", "unit"
        )
    question = import_question(bars, sorted(by_day.items()), levels, symbol)
    if question is not None:
        raise DoubtError(question.words, question.field)


def _known(view: View, symbol: str) -> dict[date, Decimal]:
    """The closes that are known of a listing, and its current price on a day without one."""
    by_day = {bar.day: bar.close for bar in view.bars.get(symbol, ()) if bar.whole}
    now = view.current.get(symbol)
    if now is not None and now.day is not None:
        by_day.setdefault(now.day, now.price.value)
    return by_day


def without_slips(
    found: PriceFile, bars: tuple[Bar, ...], view: View, listing: Listing
) -> tuple[PriceFile, tuple[Bar, ...]]:
    """The file and its bars without single rows that are far from what is known around their day: those are named
    among the refused.
    """
    off = slips(bars, sorted(_known(view, listing.symbol).items()))
    if not off:
        return found, bars
    refused = [
        RefusedRow(
            0,
            "",
            f"{figures.long_day(bar.day)}: {figures.price(bar.close)} is "
            f"{figures.plain(figures.rounded(off[bar.day], 2))} times the closes around it (--sure takes it)",
        )
        for bar in bars
        if bar.day in off
    ]
    remaining = tuple(bar for bar in bars if bar.day not in off)
    return found._replace(refused=(*found.refused, *refused)), remaining


def keep(
    home: Path, folder: Path, found: PriceFile, bars: Sequence[Bar], splits: Sequence[Split], today: date
) -> Imported:
    """Adds days, on the basis of splits of `today`, to a listing's imported ones, in the file `home` of the thesis's
    folder; newer files win for a day.

    Raises ReadOnlyError when the imported ones are of a newer format, FileError when they cannot be read, StorageError
    when their folder is a link out of the thesis.
    """
    for path in (home.parent, home):
        refuse_outside(str(path), str(folder))
    newer = newer_file(str(home), comment=True)
    if newer:
        raise ReadOnlyError(f"{home} {newer_words(newer)}")
    # the later of a day wins, so the new file comes last
    days = {bar.day: bar for bar in (*_imported_before(home, splits, today), *bars)}
    lines = [f"# format = {FORMAT}", f"# basis = {today.isoformat()}", "date,open,high,low,close"]
    for day in sorted(days):
        bar = days[day]
        prices = (bar.open, bar.high, bar.low, bar.close)
        cells = ("" if price is None else figures.plain(figures.trimmed(price)) for price in prices)
        lines.append(f"{day.isoformat()},{','.join(cells)}")
    data = ("\n".join(lines) + "\n").encode()
    changed = not home.exists() or home.read_bytes() != data
    if changed:
        write_atomically(str(home), data)
    return Imported(len(bars), len(days), bars[0].day, bars[-1].day, home, found.refused, changed=changed)


def _imported_before(home: Path, splits: Sequence[Split], today: date) -> Sequence[Bar]:
    """The bars imported before, on the basis of splits of `today`."""
    if not home.exists():
        return ()
    old = read_prices_csv(home)
    return adjusted_bars(Bars.of(old), splits, read_basis(home) or old[-1].day, today)
