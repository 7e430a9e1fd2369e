"""An answer's bars put to those kept of the same feed: what is taken over and what is doubted.

Pure: nothing is asked and nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final, NamedTuple

from msgspec.structs import replace

from thesis_tui.model import figures
from thesis_tui.model.bars import DOUBTED, Bar, Bars
from thesis_tui.model.feeds import Doubt, Quote, Revision, Split
from thesis_tui.prices.answers import Answer, Reference, believable_splits, is_holiday_row, is_outside_calendar
from thesis_tui.prices.feed import Series
from thesis_tui.prices.reported_splits import basis_of, before_gone, before_untold, shown_splits, unshown_doubts
from thesis_tui.prices.stored_history import Pending, State, StoredHistory
from thesis_tui.rules.doubts import Judged, judge_bars, judge_first, near, off_anchors
from thesis_tui.rules.rescaling import (
    RESCALED_DAYS,
    Overlap,
    contested,
    explaining,
    is_slight,
    ordinary_split,
    overlap,
    scaled,
    without_jumps,
)
from thesis_tui.rules.splits import is_corrected, same_split
from thesis_tui.venues import units

MOST_REVISIONS: Final = 100
MOST_DOUBTS: Final = 50
"""So many of a listing are kept, the newest."""
_PENDING_DAYS: Final = 60
_TWICE: Final = 2
"""So many later answers that agree with each other outweigh a history that only one day's answer speaks for."""


class Merged(NamedTuple):
    """`wants_all` is set where the answer shows that all bars must be asked for before it can be taken over."""

    stored: StoredHistory
    news: tuple[str, ...] = ()
    revisions: tuple[Revision, ...] = ()
    wants_all: bool = False
    fetched: int = 0
    """How many bars came."""
    quote: Quote | None = None
    """The price in the same answer."""


def merge(stored: StoredHistory | None, series: Series, reference: Reference) -> Merged:
    """The history to be kept after an answer. Bars of another feed or symbol are replaced, never mixed with."""
    reported, notes = believable_splits(series, reference)
    notes = [f"{series.source}, {series.listing}: {note}" for note in (*series.notes, *notes)]
    right = [split for split in reference.confirmed if not is_corrected(split, reported)]
    if len(right) < len(reference.confirmed):
        # a guess that was confirmed before the feed told the ratio: what was kept since rests on it
        reference = reference._replace(confirmed=right)
        if stored is not None and any(split.source == "you" for split in stored.splits):
            if not series.everything:
                return Merged(stored, tuple(notes), wants_all=True)
            stored = None
    bars, jumped = without_jumps(series.bars, (*reported, *reference.confirmed), series.places)
    bars = [bar for bar in bars if not is_holiday_row(bar, reference)]
    answer = Answer(series, bars, reported, jumped, reference)
    if stored is None or (stored.feed, stored.symbol, stored.adjusted) != (series.feed, series.symbol, series.adjusted):
        return Merged(_first(answer, None), tuple(notes))
    if not bars:
        state = replace(stored.state, asked=reference.now, asked_all=_asked_all(stored, answer))
        return Merged(replace(stored, state=state), tuple(notes))
    if not stored.believed:
        merged = Merged(_first(answer, stored))
        return merged._replace(news=tuple(notes), wants_all=not series.everything)
    merged = _onto(stored, answer)
    # whether a split doubted before the answer's first day is still told, only all of the history says
    out_of_reach = not series.everything and any(
        doubt.subject == "split" and doubt.day is not None and doubt.day < bars[0].day
        for doubt in merged.stored.state.doubts
    )
    return merged._replace(news=(*notes, *merged.news), wants_all=merged.wants_all or out_of_reach)


def _asked_all(stored: StoredHistory | None, answer: Answer) -> datetime | None:
    if answer.series.everything:
        return answer.reference.now
    return None if stored is None else stored.state.asked_all


def _first(answer: Answer, before: StoredHistory | None) -> StoredHistory:
    """A history with nothing believed behind it: judged by its own answer and by what the user noted.

    `before` is one that was doubted as a whole; a second answer on a later day that agrees with it speaks for both.
    """
    series, reference = answer.series, answer.reference
    context = answer.context(answer.bars)
    judged = judge_bars(answer.bars, context)
    doubt = judge_first(judged, series.quote, answer.quote_day, context, answer.anchors)
    if doubt is not None and before is not None and doubt.code == "against levels":
        past = before.state.confirmed
        bare = [replace(bar, doubts=0) for bar in before.bars]
        if past is not None and past < reference.today and overlap(bare, judged.bars, answer.series.tick).same:
            doubt = None
    if doubt is not None:
        judged = Judged(tuple(replace(bar, doubts=bar.doubts | DOUBTED) for bar in judged.bars), (doubt,))
    # levels and prices noted before a step are of the scale before it
    noted = min((day for day, _ in (*reference.evidence, *reference.levels)), default=date.max)
    untold = before_untold(judged, noted, (), answer)
    judged = untold.judged
    splits = shown_splits(answer, (), judged.bars)
    return _built(
        answer,
        judged,
        State(
            basis=basis_of(None, splits, answer, judged, untold.step),
            asked=reference.now,
            asked_all=_asked_all(None, answer),
            confirmations=0 if doubt is not None else 1,
            confirmed=before.state.confirmed if doubt is not None and before is not None else reference.today,
            splits=splits,
            doubts=(
                *judged.doubts[-MOST_DOUBTS:],
                *unshown_doubts(answer, splits, None),
                *untold.doubts,
            ),
        ),
    )


def _built(answer: Answer, judged: Judged, state: State) -> StoredHistory:
    series = answer.series
    return StoredHistory(
        feed=series.feed,
        source=series.source,
        symbol=series.symbol,
        currency=series.currency,
        fetched=answer.reference.now,
        adjusted=series.adjusted,
        bars=Bars.of(judged.bars),
        state=state,
    )


def _onto(stored: StoredHistory, answer: Answer) -> Merged:
    """An answer put onto bars that are believed."""
    series, reference = answer.series, answer.reference
    own = judge_bars(answer.bars, answer.context(answer.bars))
    found = overlap(stored.bars, own.bars, answer.series.tick)
    explained: tuple[Split, ...] = ()
    if found.ratio is not None and not found.same:
        explained = explaining(found.ratio, (*reference.confirmed, *answer.reported, *answer.jumped))
        # on fewer days than these it is no basis but contradictions, each settled in _mixed
        if not explained and found.days >= RESCALED_DAYS:
            return _rescaled(stored, answer, found)
    # how far back the feed has adjusted for the split, only all of its history shows
    if explained and not series.everything:
        return Merged(stored, wants_all=True)
    old = _adjusted(stored.bars, explained, answer) if explained else list(stored.bars)
    # one that the feed has mended by now: no later answer would come back to a day without a session
    fresh = {bar.day for bar in answer.bars}
    old = [
        bar
        for bar in old
        if bar.day < answer.bars[0].day or bar.day in fresh or not is_outside_calendar(bar.day, reference)
    ]
    mixed = _mixed(old, answer, own)
    judged, contests, revisions = _combined(old, stored, answer, mixed)
    last = stored.last_whole
    asked = [doubt.day for doubt in stored.state.doubts if doubt.code == "untold split" and doubt.day is not None]
    untold = before_untold(judged, date.min if last is None else last.day, asked, answer)
    explained += mixed.explained
    gone = before_gone(untold.judged, stored.state.basis, explained, answer)
    judged = gone.judged
    unknown_from = untold.step if gone.step is None else gone.step
    splits = shown_splits(answer, explained, judged.bars, stored=stored)
    doubts = (*judged.doubts[-MOST_DOUBTS:], *contests, *unshown_doubts(answer, splits, stored))
    doubts = (*doubts, *untold.doubts, *gone.doubts)
    agreed = found.same or bool(explained)
    again = agreed and stored.state.confirmed is not None and stored.state.confirmed < reference.today
    state = replace(
        stored.state,
        basis=basis_of(stored, splits, answer, judged, unknown_from),
        asked=reference.now,
        asked_all=_asked_all(stored, answer),
        confirmations=stored.state.confirmations + again,
        confirmed=reference.today if again or stored.state.confirmed is None else stored.state.confirmed,
        splits=splits,
        doubts=tuple(_first_seen(doubt, stored) for doubt in doubts),
        revisions=(*revisions, *stored.state.revisions)[:MOST_REVISIONS],
        pending=None,
    )
    news = [
        f"{series.listing} was split {split.text} on {figures.long_day(split.day)}: its history is adjusted"
        for split in (*explained, *answer.jumped)
        if not any(reported.shown_by and same_split(reported.split, split) for reported in stored.state.splits)
    ]
    return Merged(_built(answer, judged, state), tuple(dict.fromkeys(news)), tuple(revisions))


def _adjusted(bars: Sequence[Bar], splits: Sequence[Split], answer: Answer) -> list[Bar]:
    """Kept bars on the basis of the answer: all but the newest ones that are on it already, because they were traded
    after the split.
    """
    new = {bar.day: bar.close for bar in answer.bars}
    adjusted = scaled(bars, splits, answer.series.places)
    behind = [
        before.day
        for before, after in zip(bars, adjusted, strict=True)
        if before.day in new and abs(after.close - new[before.day]) < abs(before.close - new[before.day])
    ]
    last = max(behind, default=date.max)
    return [after if after.day <= last else before for before, after in zip(bars, adjusted, strict=True)]


class _Mixed(NamedTuple):
    """Old and new bars by day. `refused` are doubts of new bars that contradict old ones, which stay; `explained`
    splits that make sense of such a contradiction.
    """

    bars: dict[date, Bar]
    refused: list[Doubt]
    explained: tuple[Split, ...] = ()


def _mixed(old: Sequence[Bar], answer: Answer, own: Judged) -> _Mixed:
    """For each day the new bar, unless it is far from an old one that is believed. `own` are the new bars as judged by
    themselves.
    """
    days = {bar.day: bar for bar in old}
    good = {bar.day: bar for bar in old if bar.whole and not bar.doubts & DOUBTED}
    bars: dict[date, Bar] = {day: replace(bar, doubts=0) if bar.doubts else bar for day, bar in days.items()}
    against: list[tuple[Bar, Bar]] = []
    for bar in answer.bars:
        before = days.get(bar.day)
        # an answer kept somewhere since the afternoon must not undo a close
        if before is not None and before.whole and not bar.whole:
            continue
        if before is not None and contested(before, bar) and not _fits_better(bar, before, good):
            against.append((before, bar))
        else:
            bars[bar.day] = bar
    if len(against) >= RESCALED_DAYS:
        found = overlap([before for before, _ in against], [bar for _, bar in against], answer.series.tick)
        if found.ratio is not None:
            some = explaining(found.ratio, (*answer.reference.confirmed, *answer.reported))
            if some:  # the part before a split was adjusted only now
                bars.update((bar.day, bar) for _, bar in against)
                return _Mixed(bars, [], some)
            return _Mixed(bars, [_rescaling(answer, found.ratio, against[-1][0], against[0][1].day)])
    reasons = {doubt.day: doubt for doubt in own.doubts if doubt.subject == "bar"}
    return _Mixed(bars, [reasons.get(bar.day) or _refusal(answer, before, bar) for before, bar in against])


def _combined(
    old: Sequence[Bar], stored: StoredHistory, answer: Answer, mixed: _Mixed
) -> tuple[Judged, list[Doubt], list[Revision]]:
    """Old and new bars as one series, judged anew; a new bar that is doubted gives way to an old one that is not."""
    days = {bar.day: bar for bar in old}
    bars = dict(mixed.bars)
    fresh = {bar.day for bar in answer.bars}
    context = answer.context([bars[day] for day in sorted(bars)])
    # What the parser doubted of a day stays doubted until the day comes again.
    past = {
        doubt.day: doubt
        for doubt in stored.state.doubts
        if doubt.code == "two on a day" and doubt.day is not None and doubt.day not in fresh
    }
    context = replace(context, preset={**past, **context.preset})
    judged = judge_bars([bars[day] for day in sorted(bars)], context)
    contests = list(mixed.refused)
    worse = {
        bar.day
        for bar in judged.bars
        if bar.doubts
        and bar.day in fresh
        and bar.day in days
        and days[bar.day].whole
        and not days[bar.day].doubts
        and bars[bar.day] != days[bar.day]
    }
    if worse:
        contests += [doubt for doubt in judged.doubts if doubt.day in worse]
        preset = {day: doubt for day, doubt in context.preset.items() if day not in worse}
        bars.update((day, days[day]) for day in worse)
        judged = judge_bars([bars[day] for day in sorted(bars)], replace(context, preset=preset))
    revisions = [
        revision
        for bar in judged.bars
        if bar.day in fresh and bar.day in days and (revision := _revision(days[bar.day], bar, answer)) is not None
    ]
    return judged, contests, revisions[::-1]


def _fits_better(new: Bar, old: Bar, good: Mapping[date, Bar]) -> bool:
    """Whether of two far values of a day the new one is near the days around it, and the old one is not."""
    before = max((day for day in good if day < new.day), default=None)
    after = min((day for day in good if day > new.day), default=None)
    around = [good[day].close for day in (before, after) if day is not None]
    return bool(around) and all(near(new.close, close) and not near(old.close, close) for close in around)


def _refusal(answer: Answer, before: Bar, bar: Bar) -> Doubt:
    return Doubt(
        listing=answer.series.listing,
        subject="bar",
        code="spike",
        day=bar.day,
        value=bar.close,
        against=before.close,
        source=answer.series.source,
        at=answer.reference.now,
    )


def _rescaling(answer: Answer, ratio: Decimal, old: Bar | None, day: date) -> Doubt:
    """A history, or a part of it, that came back times one factor; the usual split that would explain it beside, but
    for a hundredfold of what is quoted in hundredths: then the unit is more likely.
    """
    split = ordinary_split(ratio, day)
    if split is not None and answer.series.currency in units.MINOR and {split.numerator, split.denominator} == {1, 100}:
        split = None
    return Doubt(
        listing=answer.series.listing,
        subject="history",
        code="rescaled",
        day=day,
        value=figures.trimmed(figures.rounded(ratio, 6)),
        against=None if old is None else old.close,
        source=answer.series.source,
        at=answer.reference.now,
        split=split,
    )


def _revision(before: Bar, after: Bar, answer: Answer) -> Revision | None:
    """The revisions of whole sessions that are said otherwise now, by a tick or more."""
    if not before.whole or not after.whole:
        return None
    for old, new in ((before.close, after.close), (before.high, after.high), (before.low, after.low)):
        if old is not None and new is not None and abs(new - old) >= answer.series.tick:
            series = answer.series
            return Revision(
                listing=series.listing,
                day=after.day,
                before=old,
                after=new,
                source=series.source,
                seen=answer.reference.now,
            )
    return None


def _rescaled(stored: StoredHistory, answer: Answer, found: Overlap) -> Merged:
    """A history that came back times one factor, and nothing explains it: kept as it was, and asked about.

    One that only a single day's answer speaks for gives way to two later answers that agree with each other, or at
    once where the user's prices and levels speak for the new one; never where they speak for the old, or cannot tell
    and a usual split would explain it: then every level rests on the answer.
    """
    series, reference = answer.series, answer.reference
    pending = _seen_again(stored.state.pending, answer)
    old, new = stored.last_whole, next((bar for bar in reversed(answer.bars) if bar.whole), None)
    if old is not None and new is not None and stored.state.confirmations <= 1:
        against_old = off_anchors(old.close, reference.anchors) is not None
        against_new = off_anchors(new.close, reference.anchors) is not None
        for_old = bool(reference.anchors) and not against_old and against_new
        for_new = bool(reference.anchors) and against_old and not against_new
        untold = (
            bool(reference.anchors) and not against_old and ordinary_split(found.ratio or Decimal(1), reference.today)
        )
        if for_new or (pending.times >= _TWICE and not for_old and not untold):
            if not series.everything:
                return Merged(stored, wants_all=True)
            news = f"{series.listing}'s history is another than {series.source} said first: it is taken anew"
            return Merged(_first(answer, None), (news,))
    ratio = found.ratio or Decimal(1)
    if is_slight(ratio):
        stored = _later_days(stored, answer)
    first = next((bar.day for bar in answer.bars if bar.day > (old.day if old else reference.today)), reference.today)
    doubt = _rescaling(answer, ratio, old, first)
    # an untold split is the same question, asked of a single step
    others = tuple(before for before in stored.state.doubts if before.code not in ("rescaled", "untold split"))
    state = replace(
        stored.state,
        asked=reference.now,
        asked_all=_asked_all(stored, answer),
        doubts=(*others, _first_seen(doubt, stored)),
        pending=pending,
    )
    return Merged(replace(stored, state=state))


def _later_days(stored: StoredHistory, answer: Answer) -> StoredHistory:
    """The kept days, whose scale stays, with the days of an answer after them as they are."""
    last = stored.bars[-1].day
    bars = [bar for bar in answer.bars if bar.day > last]
    return _onto(stored, answer._replace(bars=bars)).stored if bars else stored


def _seen_again(before: Pending | None, answer: Answer) -> Pending:
    bars = [bar for bar in answer.bars if bar.whole][-_PENDING_DAYS:]
    times = 1
    if before is not None:
        closes = dict(zip(before.days, before.closes, strict=True))
        old = [Bar(day, None, None, close) for day, close in closes.items()]
        # the same answer read twice is no second witness
        if overlap(old, bars, answer.series.tick).same and before.seen < answer.reference.now:
            times = before.times + 1
    return Pending(
        days=[bar.day for bar in bars], closes=[bar.close for bar in bars], times=times, seen=answer.reference.now
    )


def _first_seen(doubt: Doubt, stored: StoredHistory) -> Doubt:
    """The doubt with the time, and of a history the day, it was first raised, where it is the same one."""
    for before in stored.state.doubts:
        if doubt.subject == "history" and (before.subject, before.code) == ("history", doubt.code):
            if before.value is not None and doubt.value is not None and near(before.value, doubt.value):
                split = None if doubt.split is None or before.day is None else replace(doubt.split, day=before.day)
                return replace(doubt, at=before.at, day=before.day, split=split)
        elif (before.id, before.code, before.value) == (doubt.id, doubt.code, doubt.value):
            return replace(doubt, at=before.at)
    return doubt
