"""Doubted prices in words: the one room where a doubt's code becomes a sentence."""

from __future__ import annotations

from decimal import Decimal

from thesis_tui.model import figures
from thesis_tui.model.feeds import Doubt, Revision
from thesis_tui.model.journal import Correction


def doubt_text(doubt: Doubt) -> str:
    """The figures and why they are not believed, in one line without a full stop."""
    who, name = doubt.source or "the feed", doubt.listing
    value, against = _price(doubt.value), _price(doubt.against)
    day = "" if doubt.day is None else f" of {figures.long_day(doubt.day)}"
    match doubt.code:
        case "quote against bars" if doubt.subject == "history":
            return f"{name}'s daily prices from {who} doubted: they end at {value}, its price is {against}"
        case "against levels" if doubt.subject == "history":
            return f"{name}'s daily prices from {who} doubted: they end at {value}, your levels are near {against}"
        case "quote against bars":
            return f"{name} {value} from {who} doubted: its own daily prices say {against}"
        case "quote against history":
            return f"{name} {value} from {who} doubted: the last price was {against}"
        case "jump":
            return f"{name} {value}{_change(doubt)} unconfirmed: the close before it was {against}"
        case "spike":
            return f"{name}'s close {value}{day} doubted: the days around it closed near {against}"
        case "outside range":
            return f"{name}'s close {value}{day} doubted: outside its own high and low"
        case "wick":
            return f"{name}'s {doubt.subject} {value}{day} doubted: it closed at {against}"
        case "two on a day":
            return f"{name} has two closes{day}, {value} and {against}: doubted"
        case "no session":
            return f"{name}'s close {value}{day} doubted: its exchange has no session that day"
        case "rescaled":
            return _rescaled(doubt)
        case "split not shown":
            ratio = "" if doubt.split is None else f"{doubt.split.text} "
            return f"{who} reports a {ratio}split of {name}{day.replace(' of', ' on')} that its prices do not reflect"
        case "untold split":
            ratio = "" if doubt.split is None else doubt.split.text
            went = f"{name} went from {against} to {value}{day.replace(' of', ' on')}, and no split was reported"
            return f"{went}; a {ratio} split? confirm it, or refuse if the price moved so"
        case "split gone":
            ratio = "" if doubt.split is None else f"{doubt.split.text} "
            goes_on = f"{who}'s prices of {name} go on at {value}, as before the {ratio}split{day} that you confirmed"
            return f"{goes_on}; accept if the split stays, or refuse if there was none"
        case "ahead of time":
            return f"{name} {value} from {who} set aside: its time is in the future"
        case "against levels":
            return f"{name} {value} from {who} doubted: your levels and prices are near {against}"


def decided_text(decision: Correction) -> str:
    """Subject of a decision, accepted or refused: "61.00", "the split", "the history" (whose figure is no price)."""
    subject = decision.subject.removeprefix(f"{decision.listing}:").partition(":")[0]
    if subject in ("split", "history"):
        return f"the {subject}"
    return "the price" if decision.value is None else figures.price(decision.value)


def _rescaled(doubt: Doubt) -> str:
    factor = (
        "" if doubt.value is None else f"{figures.grouped(figures.rounded_like(doubt.value, Decimal('0.01')))} times"
    )
    ask = "" if doubt.split is None else f"; a {doubt.split.text} split? confirm it, or refuse"
    return f"{doubt.listing}'s whole history came back as {factor} what it was, and no split was reported{ask}"


def _price(value: Decimal | None) -> str:
    return figures.UNKNOWN if value is None else figures.price(value)


def _change(doubt: Doubt) -> str:
    if not doubt.value or not doubt.against:
        return ""
    change = figures.percent_change(doubt.value, doubt.against)
    return "" if change is None else f" ({figures.percent(change, 0)})"


def revision_text(revision: Revision) -> str:
    """A past close that a feed corrected."""
    before, after = figures.price(revision.before), figures.price(revision.after)
    return f"{revision.listing} {figures.long_day(revision.day)}: {revision.source} corrected {before} to {after}"
