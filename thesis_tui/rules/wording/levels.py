"""Levels in words: the one room where a level's reason, its history and its crossings become sentences."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from thesis_tui.model import figures
from thesis_tui.model.enums import LevelState
from thesis_tui.model.level_history import Crossing, CrossingKind, LevelHistory
from thesis_tui.model.objects import Level, Listing
from thesis_tui.model.view import LevelView
from thesis_tui.rules.levels import LEVEL_RULES, PRINTED_AVERAGE, LevelJudgement, LevelReason, is_breakout

GAP_DAYS = 14
"""Without a session for longer after noting, what is told of the time since begins where sessions do."""

NO_SESSION: Final = "no full trading day since"
NO_CLOSES: Final = "no closes known"
ADJUSTED_CLOSES: Final = "only adjusted closes known"
"""Why no session counts: none has ended since, those that ended have no close that is known, or only one adjusted for
dividends, which no level is judged by.
"""

STATE_CHANGES: Final[dict[LevelState, str]] = {
    "trading below": "price went below {}",
    "trading above": "price went above {}",
    "testing": "price came within {near} of {}",
    "above": "price rose above {}",
    "below": "price fell below {}",
    "new high": "price went above {}",
    "new low": "price went below {}",
}
"""How a state is told that no whole session made: the price of the moment did."""

ATTENTION: Final[dict[LevelState, str]] = {
    "broken": "{} broken",
    "hit": "{} hit",
    "trading below": "price below {}",
    "trading above": "price above {}",
    "reached": "{} reached",
    "testing": "price within {near} of {}",
    "new low": "price below {}",
    "new high": "price above {}",
}
"""How a state that needs the user is told."""

BREAKOUT: Final = "breakout above {}"
"""How a close beyond a resistance is told: what it breaks is a ceiling, which is no bad news by itself."""

INSIDE: Final = "price inside {}"
INSIDE_CHANGE: Final = "price went into {}"
"""The same of a zone that holds the price: it is beyond the near edge, and neither above nor below the zone."""

_TAKEN_BACK: Final[dict[CrossingKind, str]] = {
    "touched": "{} was not touched",
    "broken": "no close beyond {}",
    "reclaimed": "{} was not reclaimed",
    "failed breakout": "no failed breakout of {}",
    "reached": "{} was not reached",
    "hit": "{} was not hit",
    "crossed": "no close on the other side of {}",
    "exceeded": "{} was not exceeded",
}


def assumed_text(listing: Listing) -> str:
    """Why nothing is judged on a listing whose venue nobody has said."""
    return (
        f"{listing.venue} is assumed for {listing.symbol}: say where it trades (listing edit {listing.symbol} --venue)"
    )


def is_inside(view: LevelView) -> bool:
    """Whether the price of the moment is in a target's or a stop's zone that no whole session has touched yet."""
    return view.state in ("trading above", "trading below") and view.level.high is not None and view.distance == 0


def state_word(view: LevelView) -> str:
    """A level's state as it is shown: a resistance the price closed above is a breakout."""
    return "breakout" if is_breakout(view.level, view.state) else view.state


def level_name(level: Level, primary: str = "") -> str:
    """ "support 148.00"; with the listing's symbol where that is another than the `primary` one."""
    name = f"{level.type} {figures.zone(level.low, level.high, level.currency)}"
    return name if primary in ("", level.listing) else f"{name} on {level.listing}"


def crossing_text(level: Level, crossing: Crossing, primary: str = "") -> str:
    """One crossing: "closed below support 148.00", "reclaimed support 148.00: closed above it"."""
    name, side = level_name(level, primary), "above" if crossing.above else "below"
    match crossing.kind:
        case "touched":
            return f"touched {name}, no close {'below' if crossing.above else 'above'} it"
        case "broken" | "crossed":
            return f"closed {side} {name}"
        case "reclaimed":
            return f"reclaimed {name}, closed back {side} it"
        case "failed breakout":
            return f"failed breakout, closed back {side} {name}"
        case "reached" | "hit":
            return f"{crossing.kind} {name}"
        case "exceeded":
            return f"went {side} the {name}"


def taken_back_text(level: Level, kind: CrossingKind, day: date, today: date, primary: str = "") -> str:
    """A crossing that was told, based on a price corrected since: "correction: target 225.00 was not reached on
    24 Nov; that day's price was corrected".
    """
    text = _TAKEN_BACK[kind].format(level_name(level, primary))
    return f"correction: {text} on {figures.day(day, today)}; that day's price was corrected"


def break_rule(level: Level) -> str:
    """Rule by which a level's state would change, in words: "148.00 breaks on a daily close below it"."""
    name = figures.zone(level.low, level.high, level.currency)
    rule = LEVEL_RULES[level.type]
    match rule.family.name:
        case "break":
            edge = level.top if rule.upward else level.low
            words = "it" if level.high is None else figures.price(edge, level.currency)
            return f"{name} breaks on a daily close {'above' if rule.upward else 'below'} {words}"
        case "touch":
            return f"{name} is {rule.touched} once a session touches it"
        case "average":
            return f"{name} is compared with each close; one printed in an article for {PRINTED_AVERAGE.days} days"
        case "extreme":
            return f"{name} is exceeded once a session goes beyond it"


def _edge(edge: Decimal, level: Level, *, above: bool) -> str:
    return figures.price(figures.edge_like(edge, level.low, above=above), level.currency)


def reason_text(level: Level, judgement: LevelJudgement, today: date) -> str:
    """Why a level is in its state: "4.20 above its edge"."""
    reason, support = judgement.reason, not LEVEL_RULES[level.type].upward
    gap = "" if reason.apart is None else figures.price(reason.apart, level.currency)
    side = "above" if reason.above else "below"
    beyond = "below" if support else "above"
    breaks = (
        "" if reason.edge is None else f"breaks on a daily close {beyond} {figures.price(reason.edge, level.currency)}"
    )
    match reason.code:
        case "no price":
            return f"no price for {level.listing}"
        case "other currency":
            return f"{level.listing} is priced in {reason.currency}, the level is in {level.currency}"
        case "undated":
            return "its price is undated"
        case "old price" | "old average":
            return _old(reason, today)
        case "broken":
            how = f"closed {beyond} it {_day(reason.day, today)}" if reason.day else f"already {beyond} it when noted"
            edge = "" if reason.edge is None else _edge(reason.edge, level, above=support)
            return f"{how}; {'reclaimed' if support else 'a failed breakout'} on a close {_other(beyond)} {edge}"
        case "at it":
            return f"at it; {breaks}"
        case "in zone":
            return f"inside the zone; {breaks}"
        case "in zone when noted":
            return "price inside it when noted; counts once it is entered from outside"
        case "near":
            return f"{gap} {side} its edge; {breaks}"
        case "touched":
            return f"touched {_day(reason.day, today)}"
        case "exceeded":
            return f"went beyond it {_day(reason.day, today)}" if reason.day else "already beyond it when noted"
        case "beyond" | "apart" | "reached":
            return _apart_text(level, judgement, gap, side, breaks)


def _apart_text(level: Level, judgement: LevelJudgement, gap: str, side: str, breaks: str) -> str:
    rule = LEVEL_RULES[level.type]
    if rule.family.name == "break":
        return f"{gap} {side} its edge; {breaks}" if judgement.reason.code == "beyond" else f"{gap} {side} its edge"
    if rule.family.name == "touch":
        if judgement.reason.code == "beyond":
            return f"{gap} {side} it; {rule.touched} once the session is over"
        return f"{gap} away"
    return f"{gap} {side} it"


def _old(reason: LevelReason, today: date) -> str:
    if reason.day is None:
        return "its price is undated"
    age = figures.days((today - reason.day).days)
    return f"its price is {age} old" if reason.code == "old price" else f"noted {age} ago, and an average moves on"


def since_text(level: Level, noted: date, history: LevelHistory, today: date, lack: str = NO_SESSION) -> str:
    """History of a level since it was noted, in words: "2 touches, no close below". `lack` says why nothing is known
    of it where no session counts.
    """
    text = _since(level, history, today, lack)
    if history.first_day is not None and (history.first_day - noted).days > GAP_DAYS:
        return f"{text}, known from {figures.day(history.first_day, today)}"
    return text


def _since(level: Level, history: LevelHistory, today: date, lack: str) -> str:
    rule = LEVEL_RULES[level.type]
    beyond = "above" if rule.upward else "below"
    day = _day(history.left_day, today)
    if history.left == "broken":
        verb = "breakout" if is_breakout(level, "broken") else "broken"
        return f"{verb} {day}" if history.left_day else f"already {beyond} when noted"
    if history.left == "exceeded":
        return f"exceeded {day}" if history.left_day else f"already {beyond} when noted"
    if history.left:
        return f"{history.left} {day}"
    if not history.sessions:
        return lack
    if rule.family.name == "break":
        turned = next((crossing for crossing in reversed(history.crossings) if crossing.kind != "touched"), None)
        if turned is not None:
            verb = "reclaimed" if turned.kind == "reclaimed" else "failed breakout"
            return f"{verb} {_day(turned.day, today)}"
        touches = len(history.crossings)
        return f"{figures.counted(touches, 'touch', 'touches')}, no close {beyond}" if touches else "not touched"
    if rule.family.name == "average":
        crossed = len(history.crossings)
        return figures.counted(crossed, "crossing") if crossed else "not crossed"
    if history.extreme is None:
        return "inside it since" if history.inside else "not touched"
    return f"{'low' if history.above else 'high'} {figures.price(history.extreme, level.currency)}"


def _day(day: date | None, today: date) -> str:
    return "" if day is None else figures.day(day, today)


def _other(side: str) -> str:
    return "above" if side == "below" else "below"
