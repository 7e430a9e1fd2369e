"""The user's decisions about prices, from what they typed: as a correction of the journal carries them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thesis_tui.errors import InputError
from thesis_tui.model import figures
from thesis_tui.model.feeds import Doubt
from thesis_tui.model.journal import Correction
from thesis_tui.rules.doubt_words import doubt_text
from thesis_tui.services import typed

if TYPE_CHECKING:
    from thesis_tui.services.reading import Reading


class PriceDecisions:
    """Each method reads what was typed and raises InputError with the field that is at fault."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def drop(self, day: str, listing: str | None, note: str) -> Correction:
        line = self._reading.listing(listing)
        found = typed.day(day, self._reading.today, "day", past=True)
        return Correction(listing=line.symbol, correction="drop day", day=found, note=_note(note))

    def split(self, ratio: str, on: str, listing: str | None, note: str) -> Correction:
        line = self._reading.listing(listing)
        new, old = typed.ratio(ratio)
        if not on.strip():
            raise InputError("say from which day on: --on 2026-11-27", "on")
        day = typed.day(on, self._reading.today, "on", past=True)
        return Correction(
            listing=line.symbol, correction="split", day=day, numerator=new, denominator=old, note=_note(note)
        )

    def reset(self, listing: str | None) -> Correction:
        return Correction(listing=self._reading.listing(listing).symbol, correction="reset")

    def doubt(self, which: str | None, listing: str | None, note: str, *, accept: bool) -> Correction:
        doubt = self._found(which, None if listing is None else self._reading.listing(listing).symbol)
        split = doubt.split
        if accept and split is not None and doubt.day is not None:
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
        doubts = [doubt for doubt in self._reading.view().doubts if symbol in (None, doubt.listing)]
        if not doubts:
            raise InputError("nothing is doubted, so there is nothing to decide", "day")
        named = doubts
        if which:
            wanted = typed.clean_line(which)
            named = [doubt for doubt in doubts if doubt.id == wanted]
            if not named:
                day = typed.day(wanted, self._reading.today, "day")
                named = [doubt for doubt in doubts if doubt.day == day]
        if len(named) == 1:
            return named[0]
        there = "; ".join(f"{doubt.id} ({doubt_text(doubt)})" for doubt in (named or doubts)[:5])
        what = "several are doubted" if named else f'nothing of "{figures.cut(which or "", 40)}" is doubted'
        raise InputError(f"{what}; name one of: {there}", "day")


def _note(note: str) -> str:
    return typed.text(note, "note", required=False)
