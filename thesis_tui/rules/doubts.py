"""Which of the prices a feed gives are believed: each answer is held against itself, then against what is known.

Nothing is hidden for being unlikely: a crash or a jump is unconfirmed until another day, another source or the user
agrees, and then it is believed as anything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from thesis_tui.model.bars import DOUBTED, DOUBTED_HIGH, DOUBTED_LOW, Bar
from thesis_tui.model.feeds import Doubt, DoubtCode, Quote, Subject
from thesis_tui.rules.corrections import SAME_PRICE

FAR: Final = Decimal("1.75")
"""Prices this many times apart are far from each other. It lies between the moves of a night that happen (an
earnings crash of 40 % is 1.67 times) and the faults of feeds (a history scaled by 0.55 is 1.82 times).
"""
AGREES: Final = Decimal("0.05")
"""Another source confirms a price within this fraction: feeds are delayed by up to a quarter of an hour."""
OFF: Final = 5
"""The first prices there are may be this many times off the nearest level before they are doubted: a target three
times the price is none too bold.
"""
COMPARED_FOR: Final = timedelta(days=90)
"""A price is held against one that is not older."""
_CONFIRM_WITHIN: Final = 5
"""A level shift shows in one of so many later sessions; in wild weeks the very next one may lie elsewhere."""
_FIRST: Final = 5
"""The first bar of a series is held against the median of so many."""
_ROUNDING: Final = Decimal("0.0005")
"""A close in the auction may lie this fraction outside the range a feed made of continuous trading."""


class Judged(Struct, frozen=True):
    """Bars with their flags set, oldest first, and why."""

    bars: tuple[Bar, ...]
    doubts: tuple[Doubt, ...]

    @property
    def accepted(self) -> tuple[Bar, ...]:
        """The bars that are not doubted as a whole."""
        return tuple(bar for bar in self.bars if not bar.doubts & DOUBTED)


class Context(Struct, frozen=True):
    """Whose bars are judged, and what else is known of their days.

    `tick` is the smallest step of a price. `later` is a price of a session after the last bar. `witnesses` are prices
    that other sources gave for a day. `preset` are doubts that came with the answer, such as two bars of one day.
    """

    listing: str
    source: str
    tick: Decimal
    at: datetime
    later: Decimal | None = None
    witnesses: Mapping[date, Sequence[Decimal]] = {}
    preset: Mapping[date, Doubt] = {}


class LastPrice(Struct, frozen=True):
    """The newest price known before, on the basis of splits of the answer that is held against it.

    `rescaled` is set where the answer's own bars are those known times a factor that nothing explains, `as_split`
    where that is one of a usual split.
    """

    value: Decimal
    day: date
    rescaled: bool = False
    as_split: bool = False


def near(value: Decimal, other: Decimal) -> bool:
    """Whether two prices may belong to neighbouring days. Across nought no ratio says anything: then they may."""
    if value < 0 and other < 0:
        return near(-value, -other)
    if value <= 0 or other <= 0:
        return True
    return value < other * FAR and other < value * FAR


def agrees(value: Decimal, other: Decimal) -> bool:
    """Whether two sources say the same."""
    return abs(value - other) <= abs(other) * AGREES


def off_anchors(value: Decimal, anchors: Iterable[Decimal]) -> Decimal | None:
    """The anchor nearest to a price that is far from all of them; None where one is near, or there is none."""
    positive = [anchor for anchor in anchors if anchor > 0]
    if not positive or value <= 0:
        return None
    nearest = min(positive, key=lambda anchor: max(anchor / value, value / anchor))
    return nearest if max(nearest / value, value / nearest) >= OFF else None


def judge_bars(bars: Sequence[Bar], context: Context) -> Judged:
    """The bars, oldest first, with flags for what is doubted, and the reasons."""
    usable: list[int] = []
    doubts: dict[int, list[Doubt]] = {}
    for at, bar in enumerate(bars):
        preset = context.preset.get(bar.day)
        if preset is not None:
            doubts[at] = [preset]
        elif (edge := _edge_crossed(bar, context.tick)) is not None:
            doubts[at] = [_doubt(context, bar, "outside range", "bar", bar.close, edge)]
        else:
            usable.append(at)
    # what contradicts itself is no witness against its neighbours
    closes = [bars[at].close for at in usable]
    accepted: list[int] = []
    for number, (code, against) in enumerate(_levels(closes, usable, bars, context)):
        at = usable[number]
        if code is None:
            accepted.append(at)
        else:
            doubts[at] = [_doubt(context, bars[at], code, "bar", bars[at].close, against)]
    for number, at in enumerate(accepted):
        around = [bars[accepted[other]].close for other in (number - 1, number + 1) if 0 <= other < len(accepted)]
        wicks = _wicks(bars[at], around, context)
        if wicks:
            doubts[at] = wicks
    flagged = tuple(_flagged(bar, doubts.get(at, ())) for at, bar in enumerate(bars))
    return Judged(flagged, tuple(doubt for at in sorted(doubts) for doubt in doubts[at]))


def _edge_crossed(bar: Bar, tick: Decimal) -> Decimal | None:
    """The high or low beyond which the bar's own close lies."""
    slack = max(tick, abs(bar.close) * _ROUNDING)
    if bar.high is not None and bar.close > bar.high + slack:
        return bar.high
    if bar.low is not None and bar.close < bar.low - slack:
        return bar.low
    return None


def _levels(
    closes: Sequence[Decimal], usable: Sequence[int], bars: Sequence[Bar], context: Context
) -> Iterable[tuple[DoubtCode | None, Decimal]]:
    """For each close why it is doubted, or None, and the close it was held against."""
    if not closes:
        return
    from statistics import median_low  # two milliseconds that only new bars need

    # the first bar itself may be the wrong one; the lower middle is a close there was, no mean of two far apart
    last = median_low(closes[:_FIRST])
    for number, close in enumerate(closes):
        against = last
        witnesses = context.witnesses.get(bars[usable[number]].day, ())
        if (
            near(close, last)
            or any(agrees(close, witness) for witness in witnesses)
            or _confirmed(closes, number, context.later)
            or _on_the_way(closes, number, last)
        ):
            # only a believed close moves what the next is held against
            last = close
            yield None, against
        else:
            # the newest may yet be confirmed by the next session
            yield ("jump" if number == len(closes) - 1 else "spike"), against


def _confirmed(closes: Sequence[Decimal], number: int, later: Decimal | None) -> bool:
    """Whether a later session is near a close: a level shift."""
    close = closes[number]
    following = closes[number + 1 : number + 1 + _CONFIRM_WITHIN]
    if any(near(close, other) for other in following):
        return True
    return later is not None and len(following) < _CONFIRM_WITHIN and near(close, later)


def _on_the_way(closes: Sequence[Decimal], number: int, last: Decimal) -> bool:
    """Whether a close lies on a way down (or up) of several days to one that a later session confirms."""
    falling = closes[number] < last
    for at in range(number + 1, min(number + 1 + _CONFIRM_WITHIN, len(closes))):
        if (closes[at] < closes[at - 1]) is not falling:
            return False
        if _confirmed(closes, at, None):
            return True
    return False


def _wicks(bar: Bar, around: Sequence[Decimal], context: Context) -> list[Doubt]:
    """A high or low far from the bar's own open and close, and from the closes beside it."""
    # A doubted open is no witness for a doubted high: of the two the one nearer to the closes counts.
    body = [bar.close] if bar.open is None or not near(bar.open, bar.close) else [bar.open, bar.close]
    doubts = []
    top, bottom = max((*body, *around)), min((*body, *around))
    if bar.high is not None and bar.high > 0 and bar.high >= top * FAR:
        doubts.append(_doubt(context, bar, "wick", "high", bar.high, bar.close))
    if bar.low is not None and (bar.low * FAR <= bottom if bottom > 0 else bar.low <= bottom * FAR < 0):
        doubts.append(_doubt(context, bar, "wick", "low", bar.low, bar.close))
    return doubts


_FLAGS: Final[Mapping[Subject, int]] = {"high": DOUBTED_HIGH, "low": DOUBTED_LOW, "bar": DOUBTED}


def _flagged(bar: Bar, doubts: Iterable[Doubt]) -> Bar:
    flags = 0
    for doubt in doubts:
        flags |= _FLAGS[doubt.subject]
    return bar if flags == bar.doubts else replace(bar, doubts=flags)


def _doubt(context: Context, bar: Bar, code: DoubtCode, subject: Subject, value: Decimal, against: Decimal) -> Doubt:
    return Doubt(
        listing=context.listing,
        subject=subject,
        code=code,
        day=bar.day,
        value=value,
        against=against,
        source=context.source,
        at=context.at,
    )


def judge_quote(
    quote: Quote, day: date | None, own: Judged, known: LastPrice | None, anchors: Sequence[Decimal] = ()
) -> Doubt | None:
    """Why a quote of the session of `day` is doubted, None when it is believed.

    `own` are the bars of its own answer. They speak for it, or else the close before that it gives; known prices
    speak against it only where neither does.
    """
    # that a history came back at another scale is asked about for as long as nobody answers
    if known is not None and not known.rescaled and known.day < quote.fetched.date() - COMPARED_FOR:
        known = None
    last, same = _own_closes(own, day)
    before = None if last is None else last.close
    code: DoubtCode | None = None
    against: Decimal | None = None
    if same is not None and same.doubts & DOUBTED and is_price_of(quote.value, same.close):
        # what its bar is doubted for it is doubted for, too
        code, against = "jump", same.close if before is None else before
    elif quote.session == "close" and same is not None and same.whole and _contradicts(quote.value, same):
        code, against = "quote against bars", same.close
    elif before is not None and not near(quote.value, before):
        against = before
        code = _against_bars(quote.value, same, known, anchors, before)
    elif same is not None and not same.doubts & DOUBTED and not near(quote.value, same.close):
        against = same.close
        code = _against_bars(quote.value, None, known, anchors, same.close)
    elif before is None and same is None:
        code, against = _against_known(quote, known)
    elif known is not None and _is_of_another_history(quote.value, last, known):
        code, against = "quote against history", known.value
    if code is None and known is None:
        against = off_anchors(quote.value, anchors)
        code = None if against is None else "against levels"
    return None if code is None else quote_doubt(quote, code, day, against)


def is_price_of(value: Decimal | None, close: Decimal | None) -> bool:
    """Whether a price is the close of its day, as far as a session moves."""
    return value is not None and close is not None and abs(value - close) <= abs(close) * SAME_PRICE


def _contradicts(value: Decimal, bar: Bar) -> bool:
    """Whether the price of a session's close is neither its own bar's close nor within that bar's range."""
    if bar.doubts & DOUBTED or is_price_of(value, bar.close):
        return False
    return bar.high is None or bar.low is None or not bar.low <= value <= bar.high


def _is_of_another_history(value: Decimal, last: Bar | None, known: LastPrice) -> bool:
    """Whether a quote fits its own bars only because they contradict what is known of the same sessions."""
    if known.rescaled:
        return known.as_split or not near(value, known.value)  # 3:2 is near, and moves every level all the same
    if last is None or last.day != known.day or near(last.close, known.value):
        return False
    return not near(value, known.value)


def quote_doubt(quote: Quote, code: DoubtCode, day: date | None, against: Decimal | None) -> Doubt:
    """The doubt of a quote, compared with `against`, of its session `day`."""
    return Doubt(
        listing=quote.listing,
        subject="quote",
        code=code,
        day=day,
        value=quote.value,
        against=against,
        source=quote.source,
        at=quote.at or quote.fetched,
    )


def _own_closes(own: Judged, day: date | None) -> tuple[Bar | None, Bar | None]:
    """The last accepted bar before a session, and the session's own bar, doubted or not."""
    accepted = own.accepted
    if day is None:
        return (accepted[-1] if accepted else None), None
    before = next((bar for bar in reversed(accepted) if bar.day < day), None)
    return before, next((bar for bar in reversed(own.bars) if bar.day == day), None)


def _against_bars(
    value: Decimal, same: Bar | None, known: LastPrice | None, anchors: Sequence[Decimal], before: Decimal
) -> DoubtCode | None:
    """Of a quote far from the close before: its own session's bar may agree, and so may what is known."""
    if same is not None and near(value, same.close):
        return "jump" if same.doubts & DOUBTED else None
    if known is not None:
        return None if near(value, known.value) and not near(before, known.value) else "quote against bars"
    believed = off_anchors(value, anchors) is None and off_anchors(before, anchors) is not None
    return None if believed else "quote against bars"


def _against_known(quote: Quote, known: LastPrice | None) -> tuple[DoubtCode | None, Decimal | None]:
    """Of a quote without bars: by the close before that it gives, and by what is known."""
    previous = quote.previous_close
    if known is not None:
        if near(quote.value, known.value):
            return None, None
        if previous is not None and near(previous, known.value):
            return "jump", previous
        return "quote against history", known.value
    if previous is not None and not near(quote.value, previous):
        return "jump", previous
    return None, None


def judge_first(
    own: Judged, quote: Quote | None, day: date | None, context: Context, anchors: Sequence[Decimal] = ()
) -> Doubt | None:
    """Why the first bars there are, with nothing known before, are doubted as a whole; None when they are believed.

    Where the quote contradicts all bars of its own answer, its own session's too, nobody knows which is wrong.
    """
    accepted = own.accepted
    if not accepted:
        return None
    last = accepted[-1]
    if any(agrees(close, bar.close) for bar in accepted for close in context.witnesses.get(bar.day, ())):
        return None
    nearest = off_anchors(last.close, anchors)
    if nearest is not None:
        return _doubt(context, last, "against levels", "history", last.close, nearest)
    if quote is None or day is None or last.day < day or near(quote.value, last.close):
        return None
    if off_anchors(quote.value, anchors) is not None:
        return None
    return _doubt(context, last, "quote against bars", "history", last.close, quote.value)
