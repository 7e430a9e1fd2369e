"""The user's decisions about prices, from what they typed: as a correction of the journal carries them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from thesis_tui.errors import DoubtError, InputError
from thesis_tui.model import figures
from thesis_tui.model.feeds import Doubt, Split
from thesis_tui.model.journal import Correction
from thesis_tui.rules.prices import is_fed
from thesis_tui.rules.wording.doubts import doubt_text
from thesis_tui.services import parse
from thesis_tui.venues import units

if TYPE_CHECKING:
    from thesis_tui.services.loaded_thesis import LoadedThesis


SHOWN_WITHIN = Decimal("0.2")
"""A session may move so far beside a split of its day."""


class PriceDecisions:
    """Each method reads what was typed and raises InputError with the field that is at fault."""

    def __init__(self, thesis: LoadedThesis) -> None:
        self._loaded = thesis

    def drop(self, day: str, listing: str | None, note: str) -> Correction:
        line = self._loaded.listing(listing)
        found = parse.day(day, self._loaded.today, "day", past=True)
        view = self._loaded.view()
        own = (
            seen.price
            for seen in view.prices
            if (seen.price.listing, seen.day) == (line.symbol, found) and not is_fed(seen)
        )
        for price in own:
            if price.session == "close" and not price.source:  # above every feed's: dropping theirs changes nothing
                raise InputError(
                    f"the close of {figures.week_day(found)} is your own, {units.price(price.value, price.currency)}; "
                    "undo it on the journal screen, or with undo right after it",
                    "day",
                )
        bars = view.bars.get(line.symbol)
        if not any(bar.day == found for bar in bars or ()) and not self._is_doubted(line.symbol, found):
            raise InputError(f"no feed or file has a price of {line.symbol} for {figures.week_day(found)}", "day")
        return Correction(listing=line.symbol, correction="drop day", day=found, note=_note(note))

    def _is_doubted(self, symbol: str, day: date) -> bool:
        return any(doubt.listing == symbol and doubt.day == day for doubt in self._loaded.view().doubts)

    def split(self, ratio: str, on: str, listing: str | None, note: str, *, sure: bool) -> Correction:
        """A split the user knows of. Raises DoubtError (field "ratio") for one that neither prices nor a feed tell of,
        unless `sure`.
        """
        line = self._loaded.listing(listing)
        new, old = parse.ratio(ratio)
        if not on.strip():
            raise InputError("say from which day on: --on 2026-11-27", "on")
        day = parse.day(on, self._loaded.today, "on", past=True)
        if not sure and not self._shows(line.symbol, day, Split(day, new, old)):
            raise DoubtError(
                f"neither prices nor a feed show a {parse.clean_line(ratio)} split of {line.symbol}", "ratio"
            )
        return Correction(
            listing=line.symbol, correction="split", day=day, numerator=new, denominator=old, note=_note(note)
        )

    def _shows(self, symbol: str, day: date, split: Split) -> bool:
        """Whether a doubt speaks of the split, or prices move by it at its day."""
        view = self._loaded.view()
        asked = (doubt.split for doubt in view.doubts if doubt.listing == symbol and doubt.split is not None)
        if any(other.factor == split.factor for other in asked):
            return True
        if any(moved == day for moved, _ in view.moves.get(symbol, ())):
            return True  # asked about, and refused by mistake
        bars = [bar for bar in view.bars.get(symbol, ()) if bar.whole]
        before = next((bar.close for bar in reversed(bars) if bar.day < day), None)
        after = next((bar.close for bar in bars if bar.day >= day), None)
        if before is None or after is None or before <= 0:
            return False
        expected = before * split.factor
        return abs(after - expected) < abs(after - before) and abs(after - expected) < expected * SHOWN_WITHIN

    def reset(self, listing: str | None) -> Correction:
        return Correction(listing=self._loaded.listing(listing).symbol, correction="reset")

    def doubt(self, which: str | None, listing: str | None, note: str, *, accept: bool) -> Correction:
        doubt = self._found(which, None if listing is None else self._loaded.listing(listing).symbol)
        split = doubt.split
        # an accepted split is confirmed as one: it then counts in every comparison, not for this doubt alone
        if accept and split is not None and doubt.day is not None and doubt.code != "split gone":
            return Correction(
                listing=doubt.listing,
                correction="split",
                day=doubt.day,
                numerator=split.numerator,
                denominator=split.denominator,
                subject=doubt.id,
                note=_note(note),
            )
        return Correction(
            listing=doubt.listing,
            correction="accept" if accept else "refuse",
            day=doubt.day,
            value=doubt.value,
            subject=doubt.id,
            note=_note(note),
        )

    def _found(self, which: str | None, symbol: str | None) -> Doubt:
        """The doubt of an id or a day, or the only one there is."""
        doubts = [doubt for doubt in self._loaded.view().doubts if symbol in (None, doubt.listing)]
        if not doubts:
            raise InputError("nothing is doubted, so there is nothing to decide", "day")
        named = doubts
        if which:
            wanted = parse.clean_line(which)
            named = [doubt for doubt in doubts if doubt.id == wanted]
            if not named:
                day = parse.day(wanted, self._loaded.today, "day")
                named = [doubt for doubt in doubts if doubt.day == day]
        if len(named) == 1:
            return named[0]
        there = "; ".join(f"{doubt.id} ({doubt_text(doubt)})" for doubt in (named or doubts)[:5])
        what = "several are doubted" if named else f'nothing of "{figures.cut(which or "", 40)}" is doubted'
        raise InputError(f"{what}; name one of: {there}", "day")


def _note(note: str) -> str:
    return parse.text(note, "note", required=False)
