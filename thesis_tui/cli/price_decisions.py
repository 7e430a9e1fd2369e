"""`price drop`, `split`, `accept`, `refuse` and `reset`: the user's last word on prices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from thesis_tui.cli.sure_option import naming_sure
from thesis_tui.errors import InputError
from thesis_tui.model import figures
from thesis_tui.model.journal import Correction
from thesis_tui.rules.wording.doubts import decided_text

if TYPE_CHECKING:
    from thesis_tui.cli.options import Options
    from thesis_tui.services.desk import Desk

DECISIONS: Final = frozenset(("drop", "split", "accept", "refuse", "reset"))


def decide(desk: Desk, options: Options) -> str:
    """Records a decision on the prices of a listing, and says what it was. Raises InputError for what is missing or
    not understood.
    """
    word, subject, listing, note = (
        options.text("value"), options.text("file"), options.maybe("listing"), options.text("note"),
    )  # fmt: skip
    if word == "drop":
        if not subject:
            raise InputError("give the day: thesis-tui price drop 2026-11-24", "day")
        entry = desk.drop_price(subject, listing, note)
    elif word == "split":
        if not subject:
            raise InputError("give the ratio: thesis-tui price split 1:20 --on 2026-11-27", "ratio")
        with naming_sure():
            entry = desk.confirm_split(subject, options.text("on"), listing, note, sure=options.flag("sure"))
    elif word == "reset":
        entry = desk.reset_prices(listing)
    else:
        entry = desk.decide_doubt(subject or None, accept=word == "accept", listing=listing, note=note)
    assert isinstance(entry.what, Correction)
    return _words(entry.what)


def _words(what: Correction) -> str:
    """A decision in words: "BABA's price of 24 Nov 2026 is dropped"."""
    day = "" if what.day is None else f" of {figures.long_day(what.day)}"
    match what.correction:
        case "drop day":
            return f"{what.listing}'s price{day} is dropped"
        case "split":
            assert what.numerator is not None
            assert what.denominator is not None
            ratio = f"{figures.plain(what.numerator)}:{figures.plain(what.denominator)}"
            on = "" if what.day is None else f" on {figures.long_day(what.day)}"
            return f"{what.listing} was split {ratio}{on}: earlier levels and prices are adjusted for it"
        case "reset":
            return f"price decisions on {what.listing} and fetched prices were dropped; all will be fetched again"
        case _:
            verb = "accepted" if what.correction == "accept" else "refused"
            return f"{verb} {decided_text(what)}{day} for {what.listing}"
