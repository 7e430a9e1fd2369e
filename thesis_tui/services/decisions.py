"""Decisions and what else a position has, whole, from what a person typed."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from thesis_tui.errors import DoubtError, InputError
from thesis_tui.model import figures
from thesis_tui.model.book import Clock
from thesis_tui.model.enums import DecisionWord, HoldingWord, Side
from thesis_tui.model.journal import Decision, Entry, Holding
from thesis_tui.rules.decisions import effect, places_fault
from thesis_tui.services import parse
from thesis_tui.venues import units

if TYPE_CHECKING:
    from thesis_tui.model.objects import Listing
    from thesis_tui.model.view import View
    from thesis_tui.services.loaded_thesis import LoadedThesis

MOST_MILESTONES = 20
"""Milestones whose odds are kept with a decision: more than anybody weighs at once."""
_WORDS: dict[str, DecisionWord] = {
    "bought": "bought", "buy": "bought", "added": "added", "add": "added", "trimmed": "trimmed", "trim": "trimmed",
    "sold": "sold", "sell": "sold", "passed": "passed", "pass": "passed", "held": "held", "hold": "held",
}  # fmt: skip
_ALL = ("all", "everything")
_THOUSAND_OR_PART = re.compile(r"(?<![0-9.,'])([1-9][0-9]{0,2})\.([0-9]{3})(?![0-9.,'])")


class TypedDecision(NamedTuple):
    """A decision as typed. `quantity` may be "all"; what is empty or None was not said."""

    word: str
    why: str = ""
    quantity: str = ""
    price: str = ""
    fee: str = ""
    on: str | None = None
    listing: str | None = None
    answers: str = ""


class Dated(NamedTuple):
    """An entry to be made, and the day it speaks of; None is today."""

    what: Decision | Holding
    on: date | None


def word(text: str, field: str = "decision") -> DecisionWord:
    """A decision: "bought", "sell"."""
    found = _WORDS.get(text.strip().casefold())
    if found is None:
        raise InputError(
            f'"{parse.quoted(text)}" is not a decision; choose bought, added, trimmed, sold, passed or held', field
        )
    return found


def quantity(text: str, field: str = "quantity") -> Decimal:
    """How many units: "120", "1,200", "0.5"."""
    from thesis_tui.rules.amounts import parse_quantity

    line = parse.clean_line(text)
    _refuse_two_readings(line, field)
    wrong = f'"{parse.quoted(line)}" is not a quantity; give a number of units, like 120 or 0.5'
    try:
        read = parse_quantity(line, field)
    except InputError:
        raise InputError(wrong, field) from None
    found = read.quantity
    if read.unit or found.high is not None or found.qualifier != "exactly":
        raise InputError(wrong, field)
    if found.base <= 0:
        raise InputError(f"{figures.plain(found.base)} is no quantity; give more than zero, or leave it out", field)
    return _placed(found.base, field)


def money(text: str, listing: Listing, field: str) -> Decimal:
    """An amount of money in the listing's currency, nought included: "2.50", "2.50 USD", "£1"."""
    line = parse.clean_line(text)
    # typed.price below wants more than nought
    if re.fullmatch(r"0+(?:\.0+)?", line):
        return Decimal(0)
    if re.match(r"\D{0,4}[-−]\s*\D{0,4}[0-9.]", line):
        raise InputError(f'"{parse.quoted(line)}" is below nought; give what it came to, like 2.50', field)
    _refuse_two_readings(line, field)
    if "%" in line:
        raise InputError(f'"{parse.quoted(line)}" is a share; give the amount it came to, like 2.50', field)
    return _placed(parse.price(text, listing, field), field)


def _refuse_two_readings(line: str, field: str) -> None:
    """Raises InputError for one point before three digits: 1.000 is a thousand to half of the world, and nothing else
    that is typed here says which is meant.
    """
    found = _THOUSAND_OR_PART.search(line)
    if found is not None:
        whole, part = found[1], found[2]
        raise InputError(
            f"“{whole}.{part}” can be read two ways: write {whole}{part}, or {whole}.{part}0 for a part of one", field
        )


def _placed(value: Decimal, field: str) -> Decimal:
    fault = places_fault(value, field)
    if fault is not None:
        raise InputError(fault[1], field)
    return value


def decision(
    thesis: LoadedThesis, typed_decision: TypedDecision, *, sure: bool = False, old: Entry | None = None
) -> Dated:
    """A decision, with the verdict, the odds and the price as they stood on its day; `old` is said anew by it.

    Raises InputError with the field at fault, and DoubtError for what cannot be meant, unless `sure`.
    """
    decided = word(typed_decision.word)
    listing = thesis.listing(typed_decision.listing)
    day = _day(thesis, typed_decision.on)
    side = _side(thesis, listing, day or thesis.today, old)
    held = _held_without(thesis, old, listing, side, day or thesis.today)
    does = effect(decided, side)
    count = _quantity(typed_decision.quantity, does, decided, held, listing, side)
    price = (
        _placed(parse.price(typed_decision.price, listing, "price"), "price") if typed_decision.price.strip() else None
    )
    fee = money(typed_decision.fee, listing, "fee") if typed_decision.fee.strip() else None
    if fee is not None and not does:
        raise InputError(f'"{decided}" costs no fee; leave it out', "fee")
    then = _then(thesis, day)
    made = Decision(
        decision=decided,
        listing=listing.symbol,
        currency=listing.currency,
        side=side,
        quantity=count,
        price=price,
        fee=fee,
        why=parse.text(typed_decision.why, "why", name="reason"),
        answers=typed_decision.answers,
    )
    made = _at_moment(made, then, listing, existed=_existed(thesis, day))
    if not sure:
        _refuse_unlikely(thesis, made, day)
    # also with `sure`: a sale of more than is held makes every later figure wrong
    _refuse_excess(thesis, made, day, old)
    return Dated(made, day)


def opening(
    thesis: LoadedThesis, count: str, price: str, on: str | None, listing: str | None, note: str, *, sure: bool = False
) -> Dated:
    """The shares owned when the thesis began, at an average cost."""
    line = thesis.listing(listing)
    day = _day(thesis, on)
    side = _stated(thesis)
    made = _holding("opening", line, side, note)
    cost = _placed(parse.price(price, line, "price"), "price") if price.strip() else None
    made = replace(made, quantity=quantity(count, "amount"), price=cost)
    if not sure and day is not None and cost is not None:
        from thesis_tui.services.basis_doubts import refuse_unclear_basis

        refuse_unclear_basis(cost, day, line.symbol, thesis.view(), "price")
    return Dated(made, day)


def dividend(thesis: LoadedThesis, amount: str, on: str | None, listing: str | None, note: str) -> Dated:
    """A dividend paid for all that was held on its day."""
    line = thesis.listing(listing)
    day = _day(thesis, on)
    side = _side(thesis, line, day or thesis.today)
    if not _held_without(thesis, None, line, side, day or thesis.today):
        raise InputError(
            f"nothing of {line.symbol} was held on {figures.long_day(day or thesis.today)}, so no dividend was paid",
            "on",
        )
    paid = money(amount, line, "amount")
    if not paid:
        raise InputError("0 is not a dividend; give what was paid for all you held", "amount")
    return Dated(replace(_holding("dividend", line, side, note), amount=paid), day)


def _holding(kind: HoldingWord, line: Listing, side: Side, note: str) -> Holding:
    return Holding(
        holding=kind,
        listing=line.symbol,
        currency=line.currency,
        side=side,
        note=parse.text(note, "note", required=False),
    )


def _stated(thesis: LoadedThesis) -> Side:
    """The side of the stance: who only watches buys to begin with."""
    return "short" if thesis.view().stance == "short" else "long"


def _side(thesis: LoadedThesis, listing: Listing, day: date, old: Entry | None = None) -> Side:
    """The side a decision is on: that of `old`, which is said anew; else that of what is held on `day`, for a change of
    stance sells nothing; else that of the stance.
    """
    if old is not None and isinstance(old.what, Decision | Holding) and old.what.listing == listing.symbol:
        return old.what.side
    stated = _stated(thesis)
    other: Side = "long" if stated == "short" else "short"
    held_otherwise = not _held_without(thesis, old, listing, stated, day) and _held_without(
        thesis, old, listing, other, day
    )
    return other if held_otherwise else stated


def _day(thesis: LoadedThesis, on: str | None) -> date | None:
    """The day typed, None where none was or it is today."""
    if on is None or not on.strip():
        return None
    day = parse.day(on, thesis.today, "on", past=True)
    # today is said by the entry's own time, to the minute
    return None if day == thesis.today else day


def _quantity(
    text: str, does: str, decided: DecisionWord, held: Decimal, listing: Listing, side: Side
) -> Decimal | None:
    if not text.strip():
        return None
    if not does:
        raise InputError(f'"{decided}" changes no position; leave the quantity out', "quantity")
    if text.strip().casefold() in _ALL:
        if does != "out":
            ends = "bought back" if side == "short" else "sold"
            raise InputError(f"all is for what is {ends}; give a number of units", "quantity")
        if not held and side == "short":
            raise InputError(
                f"nothing of {listing.symbol} is sold short, so there is nothing to buy back; a short begins with sold",
                "quantity",
            )
        if not held:
            raise InputError(f"nothing of {listing.symbol} is held, so there is nothing to sell", "quantity")
        return held
    return quantity(text)


def _entries(thesis: LoadedThesis, old: Entry | None, symbol: str, side: Side) -> list[tuple[Entry, date]]:
    """The decisions that count of a listing and side, without `old`, each with its day."""
    from thesis_tui.rules.fold import as_amended, fold

    folded = fold(as_amended(thesis.book(), thesis.clock()), thesis.clock())
    return [
        (entry, folded.local_day(entry))
        for entry in folded.decisions
        if isinstance(entry.what, Decision | Holding)
        and (entry.what.listing, entry.what.side) == (symbol, side)
        and (old is None or old.id not in (entry.id, folded.roots.get(entry.id)))
    ]


def _held_without(thesis: LoadedThesis, old: Entry | None, listing: Listing, side: Side, day: date) -> Decimal:
    """The units held at the end of `day`, in units of that day."""
    from thesis_tui.rules.positions import decimal, ledger

    splits = thesis.view().splits.get(listing.symbol, ())
    return decimal(ledger(_entries(thesis, old, listing.symbol, side), side, splits, day, "average").quantity)


def _refuse_excess(thesis: LoadedThesis, made: Decision, day: date | None, old: Entry | None) -> None:
    """Raises InputError (field "quantity") when a sale would be of more than is held, this one or a later one."""
    from thesis_tui.rules.positions import decimal, ledger

    if made.quantity is None:
        return
    known = _entries(thesis, old, made.listing, made.side)
    splits = thesis.view().splits.get(made.listing, ())
    # what was sold in excess before is not this decision's fault
    before = {other.id for other in ledger(known, made.side, splits, thesis.today, "average").excess}
    # no entry has such an id: an excess of this decision is told from that of a later sale by it
    entry = Entry(id="~", at=thesis.now(), kind="decision", what=made, on=day)
    after = ledger([*known, (entry, day or thesis.today)], made.side, splits, thesis.today, "average")
    for excess in after.excess:
        if excess.id in before:
            continue
        # how many are held is what is hidden
        if thesis.private:
            raise InputError("that is more than is held; $ or thesis-tui private off shows how much", "quantity")
        sold, held = figures.grouped(decimal(excess.sold)), figures.grouped(decimal(excess.held))
        when = figures.long_day(excess.day)
        if excess.id == "~":
            raise InputError(f"{sold} cannot be {made.decision}{_too_many(made, held, when)}", "quantity")
        short = made.side == "short"
        have, done = (
            ("sold short", "bought back; look at that purchase") if short else ("held", "sold; look at that sale")
        )
        raise InputError(
            f"then {held} {made.listing} would be {have} on {when}, when {sold} were {done} first", "quantity"
        )


def _too_many(made: Decision, held: str, when: str) -> str:
    """Why a position cannot be made smaller by as much; of one that is not there, with what begins it."""
    if made.side == "long":
        have = f"{held} {made.listing} are held" if held != "0" else f"nothing of {made.listing} is held"
        return f": {have} on {when}"
    if held != "0":
        return f" back: {held} {made.listing} are sold short on {when}"
    return f" back: nothing of {made.listing} is sold short on {when}; a short begins with sold"


def _refuse_unlikely(thesis: LoadedThesis, made: Decision, day: date | None) -> None:
    view = thesis.view()
    if day is not None and view.since is not None and day < view.since:
        raise DoubtError(
            f"{figures.long_day(day)} is before the thesis began, {figures.long_day(view.since)}; "
            "what was owned then is an opening position",
            "on",
        )
    if made.price is None:
        return
    from thesis_tui.services.basis_doubts import refuse_unclear_basis

    refuse_unclear_basis(made.price, day, made.listing, view, "price")
    if made.stood is not None:
        try:
            parse.refuse_slip(made.price, made.stood, made.currency)
        except DoubtError as error:
            raise DoubtError(str(error), "price") from None


def _then(thesis: LoadedThesis, day: date | None) -> View:
    """The thesis as it was known on a day; now for None."""
    if day is None:
        return thesis.view()
    from thesis_tui.services.loaded_thesis import end_of_day

    return thesis.as_known(Clock(end_of_day(day, thesis.now()), day))


def _existed(thesis: LoadedThesis, day: date | None) -> bool:
    """Whether anything of the thesis was known on a day: before, there was no verdict to stand beside a decision."""
    if day is None:
        return True
    book, zone = thesis.book(), thesis.now().tzinfo
    known = [entry.moment.astimezone(zone).date() for entry in book.entries]
    known += [named.source.visible_from for named in book.sources]
    return day >= min(known, default=thesis.today)


def _at_moment(made: Decision, view: View, listing: Listing, *, existed: bool) -> Decision:
    """The decision with what stood at its moment; without a verdict where the thesis had not `existed`."""
    from thesis_tui.venues import closes_at, find_venue

    seen = view.current.get(listing.symbol)
    stood = stood_at = None
    if seen is not None and not seen.stale and seen.day is not None:
        stood = seen.price.value
        # a close has a day and no time: it was made at the end of the session
        at = seen.price.time or closes_at(find_venue(listing.venue), seen.day)
        stood_at = at.replace(microsecond=0)
    # kept with it, for odds that are restated later must not be read back into the decision
    weighed = [milestone for milestone in view.milestones if milestone.open and milestone.latest_odds is not None][
        :MOST_MILESTONES
    ]
    return replace(
        made,
        verdict=view.verdict if existed else "",
        conviction=view.reviews[0].conviction if view.reviews else None,
        stood=stood,
        stood_at=stood_at,
        milestones=tuple(milestone.milestone.id for milestone in weighed),
        odds=tuple(milestone.latest_odds for milestone in weighed if milestone.latest_odds is not None),
    )


def price_read(text: str, listing: Listing, view: View) -> str:
    """Says a price back, with how far it is from the last."""
    value = parse.price(text, listing, "price")
    seen = view.current.get(listing.symbol)
    shown = units.price(value, listing.currency)
    if seen is None or not seen.price.value:
        return shown
    return f"{shown}, {figures.percent((value - seen.price.value) / seen.price.value * 100)} from the last"
