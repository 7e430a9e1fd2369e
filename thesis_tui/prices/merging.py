"""An answer's bars put to those kept of the same feed: what is taken over, what is doubted, which splits show.

Pure: nothing is asked and nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from thesis_tui.model import figures
from thesis_tui.model.bars import DOUBTED, Bar, Bars
from thesis_tui.model.feeds import Doubt, Quote, Revision, Split
from thesis_tui.prices.feed import Series
from thesis_tui.rules.doubts import Context, Judged, judge_bars, judge_first, near, off_anchors
from thesis_tui.rules.rescaling import (
    RESCALED_DAYS,
    Overlap,
    contested,
    explaining,
    jumps_by,
    ordinary_split,
    overlap,
    same_split,
    scaled,
    shown_by_evidence,
    split_fault,
)
from thesis_tui.venues import Venue, day_of

MOST_REVISIONS: Final = 100
MOST_DOUBTS: Final = 50
"""So many of a listing are kept, the newest."""
_PENDING_DAYS: Final = 60
_TWICE: Final = 2
"""So many later answers that agree with each other outweigh a history that only one day's answer speaks for."""
_OLD_SPLIT: Final = timedelta(days=370)
"""A split of longer ago than the first answer is not asked about: nothing noted here is likely to be older."""

ShownBy = Literal["", "overlap", "jump", "evidence"]


class ToldSplit(Struct, frozen=True):
    """A split as told, and what of the prices shows it."""

    split: Split
    shown_by: ShownBy = ""


class Pending(Struct, frozen=True, kw_only=True):
    """Closes of an answer that is on another basis than what is kept, and in how many answers they came."""

    days: list[date]
    closes: list[Decimal]
    times: int
    seen: datetime


class State(Struct, frozen=True, kw_only=True):
    """What is known of a kept history beside its bars.

    `basis` is the day on whose basis of splits the bars are; `asked` and `asked_all` when they were last asked for,
    and all of them. `confirmations` is on how many days (the last is `confirmed`) an answer agreed with them.
    """

    basis: date | None = None
    asked: datetime | None = None
    asked_all: datetime | None = None
    confirmations: int = 0
    confirmed: date | None = None
    splits: tuple[ToldSplit, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    revisions: tuple[Revision, ...] = ()
    pending: Pending | None = None


class Kept(Struct, frozen=True, kw_only=True):
    """A listing's bars, all of one feed. `fetched` is when the newest of them came."""

    feed: str
    source: str
    symbol: str
    currency: str
    fetched: datetime
    adjusted: bool
    """For dividends too: a sketch, not to judge levels by."""
    bars: Bars
    state: State = State()

    @property
    def last_whole(self) -> Bar | None:
        """The newest whole bar that is believed."""
        return next((bar for bar in reversed(self.bars) if bar.whole and not bar.doubts & DOUBTED), None)

    @property
    def believed(self) -> bool:
        """Whether any of it is."""
        return self.last_whole is not None

    @property
    def splits(self) -> tuple[Split, ...]:
        return tuple(replace(told.split, shown=bool(told.shown_by)) for told in self.state.splits)


class Given(NamedTuple):
    """What the caller knows of a listing.

    `anchors` are prices and levels noted, on today's basis of splits; `confirmed` the user's splits; `evidence` days
    and prices as noted then; `witnesses` what other feeds say of a day.
    """

    now: datetime
    venue: Venue
    anchors: Sequence[Decimal] = ()
    confirmed: Sequence[Split] = ()
    evidence: Sequence[tuple[date, Decimal]] = ()
    witnesses: Mapping[date, Sequence[Decimal]] = {}

    @property
    def today(self) -> date:
        """The day at the venue."""
        return day_of(self.venue, self.now)

    def session(self, quote: Quote | None) -> date | None:
        """The day a quote is of; None where its time is not known or cannot be."""
        if quote is None or quote.at is None or quote.doubt is not None:
            return None
        return day_of(self.venue, quote.at)


class Merged(NamedTuple):
    """`wants_all` is set where the answer shows that all bars must be asked for before it can be taken over."""

    kept: Kept
    news: tuple[str, ...] = ()
    revisions: tuple[Revision, ...] = ()
    wants_all: bool = False
    fetched: int = 0
    """How many bars came."""


def merge(kept: Kept | None, series: Series, given: Given) -> Merged:
    """What is to be kept after an answer. Bars of another feed or symbol are replaced, never mixed with."""
    told, notes = believable_splits(series, given)
    notes = [f"{series.source}, {series.listing}: {note}" for note in (*series.notes, *notes)]
    bars, jumped = undone_jumps(series, (*told, *given.confirmed))
    answer = _Answer(series, bars, told, jumped, given)
    if kept is None or (kept.feed, kept.symbol, kept.adjusted) != (series.feed, series.symbol, series.adjusted):
        return Merged(_first(answer, None), tuple(notes))
    if not bars:
        state = replace(kept.state, asked=given.now, asked_all=_asked_all(kept, answer))
        return Merged(replace(kept, state=state), tuple(notes))
    if not kept.believed:
        merged = Merged(_first(answer, kept))
        return merged._replace(news=tuple(notes), wants_all=not series.everything)
    merged = _onto(kept, answer)
    return merged._replace(news=(*notes, *merged.news))


class _Answer(NamedTuple):
    """An answer with its own unadjusted jumps by splits undone."""

    series: Series
    bars: Sequence[Bar]
    told: Sequence[Split]
    jumped: Sequence[Split]
    given: Given

    def context(self, bars: Sequence[Bar]) -> Context:
        series, quote = self.series, self.series.quote
        day = self.quote_day
        later = quote.value if quote is not None and day is not None and bars and day > bars[-1].day else None
        return Context(
            listing=series.listing,
            source=series.source,
            tick=self.tick,
            at=self.given.now,
            later=later,
            witnesses=self.given.witnesses,
            preset={doubt.day: doubt for doubt in series.doubts if doubt.day is not None},
        )

    @property
    def quote_day(self) -> date | None:
        return self.given.session(self.series.quote)

    @property
    def tick(self) -> Decimal:
        return Decimal(1).scaleb(-self.series.places)


def believable_splits(series: Series, given: Given) -> tuple[list[Split], list[str]]:
    """The splits of an answer that can be, each once, and what is said of the others."""
    found: list[Split] = []
    notes = []
    for split in series.splits:
        fault = split_fault(split, given.today)
        if fault:
            notes.append(f"a split {split.text} of {figures.long_day(split.day)} is not believed: {fault}")
        elif not any(same_split(split, other) for other in found):
            found.append(replace(split, source=series.source))
    return found, notes[:5]


def undone_jumps(series: Series, splits: Sequence[Split]) -> tuple[list[Bar], list[Split]]:
    """The bars with those before a split adjusted for it, where the feed has not done so yet; and those splits."""
    bars = list(series.bars)
    jumped: list[Split] = []
    for split in splits:
        if not any(same_split(split, other) for other in jumped) and jumps_by(bars, split):
            bars = scaled(bars, (split,), series.places, before=split.day)
            jumped.append(split)
    return bars, jumped


def _asked_all(kept: Kept | None, answer: _Answer) -> datetime | None:
    if answer.series.everything:
        return answer.given.now
    return None if kept is None else kept.state.asked_all


def _first(answer: _Answer, before: Kept | None) -> Kept:
    """A history with nothing believed behind it: judged by its own answer and by what the user noted.

    `before` is one that was doubted as a whole; a second answer on a later day that agrees with it speaks for both.
    """
    series, given = answer.series, answer.given
    context = answer.context(answer.bars)
    judged = judge_bars(answer.bars, context)
    doubt = judge_first(judged, series.quote, answer.quote_day, context, given.anchors)
    if doubt is not None and before is not None and doubt.code == "against levels":
        past = before.state.confirmed
        bare = [replace(bar, doubts=0) for bar in before.bars]
        if past is not None and past < given.today and overlap(bare, judged.bars, answer.tick).same:
            doubt = None
    if doubt is not None:
        judged = Judged(tuple(replace(bar, doubts=bar.doubts | DOUBTED) for bar in judged.bars), (doubt,))
    splits = _shown(answer, (), judged.bars)
    return _made(
        answer,
        judged,
        State(
            basis=_basis(None, splits, answer),
            asked=given.now,
            asked_all=_asked_all(None, answer),
            confirmations=0 if doubt is not None else 1,
            confirmed=before.state.confirmed if doubt is not None and before is not None else given.today,
            splits=splits,
            doubts=(*judged.doubts[-MOST_DOUBTS:], *_not_shown(answer, splits, None)),
        ),
    )


def _made(answer: _Answer, judged: Judged, state: State) -> Kept:
    series = answer.series
    return Kept(
        feed=series.feed,
        source=series.source,
        symbol=series.symbol,
        currency=series.currency,
        fetched=answer.given.now,
        adjusted=series.adjusted,
        bars=Bars.of(judged.bars),
        state=state,
    )


def _onto(kept: Kept, answer: _Answer) -> Merged:
    """An answer put onto bars that are believed."""
    series, given = answer.series, answer.given
    own = judge_bars(answer.bars, answer.context(answer.bars))
    found = overlap(kept.bars, own.bars, answer.tick)
    explained: tuple[Split, ...] = ()
    if found.ratio is not None and not found.same:
        explained = explaining(found.ratio, (*given.confirmed, *answer.told, *answer.jumped))
        if not explained and found.days >= RESCALED_DAYS:
            return _rescaled(kept, answer, found)
    if explained and not series.everything:
        return Merged(kept, wants_all=True)
    old = scaled(kept.bars, explained, series.places) if explained else list(kept.bars)
    judged, contests, revisions = _combined(old, kept, answer, own)
    splits = _shown(answer, explained, judged.bars, kept=kept)
    doubts = (*judged.doubts[-MOST_DOUBTS:], *contests, *_not_shown(answer, splits, kept))
    agreed = found.same or bool(explained)
    again = agreed and kept.state.confirmed is not None and kept.state.confirmed < given.today
    state = replace(
        kept.state,
        basis=_basis(kept, splits, answer),
        asked=given.now,
        asked_all=_asked_all(kept, answer),
        confirmations=kept.state.confirmations + again,
        confirmed=given.today if again or kept.state.confirmed is None else kept.state.confirmed,
        splits=splits,
        doubts=tuple(_first_seen(doubt, kept) for doubt in doubts),
        revisions=(*revisions, *kept.state.revisions)[:MOST_REVISIONS],
        pending=None,
    )
    news = [
        f"{series.listing} was split {split.text} on {figures.long_day(split.day)}: its history is adjusted"
        for split in (*explained, *answer.jumped)
        if not any(told.shown_by and same_split(told.split, split) for told in kept.state.splits)
    ]
    return Merged(_made(answer, judged, state), tuple(dict.fromkeys(news)), tuple(revisions))


def _combined(
    old: Sequence[Bar], kept: Kept, answer: _Answer, own: Judged
) -> tuple[Judged, list[Doubt], list[Revision]]:
    """Old and new bars as one series: judged anew, for each day the new one unless it is doubted and the old is not."""
    days = {bar.day: bar for bar in old}
    good = {bar.day: bar for bar in old if bar.whole and not bar.doubts & DOUBTED}
    merged: dict[date, Bar] = {day: replace(bar, doubts=0) if bar.doubts else bar for day, bar in days.items()}
    refused: list[tuple[Bar, Bar]] = []
    fresh = {bar.day for bar in answer.bars}
    for bar in answer.bars:
        before = days.get(bar.day)
        if before is not None and before.whole and not bar.whole:
            continue
        if before is not None and contested(before, bar) and not _fits_better(bar, before, good):
            refused.append((before, bar))
            continue
        merged[bar.day] = bar
    context = answer.context(sorted(merged.values(), key=lambda bar: bar.day)[-1:])
    # What the parser doubted of a day stays doubted until the day comes again.
    past = {
        doubt.day: doubt
        for doubt in kept.state.doubts
        if doubt.code == "two on a day" and doubt.day is not None and doubt.day not in fresh
    }
    context = context._replace(preset={**past, **context.preset})
    judged = judge_bars([merged[day] for day in sorted(merged)], context)
    worse = {bar.day for bar in judged.bars if bar.doubts and bar.day in good and bar.day in fresh}
    worse = {day for day in worse if not good[day].doubts and merged[day] != good[day]}
    reasons = {doubt.day: doubt for doubt in own.doubts if doubt.subject == "bar"}
    contests = [reasons.get(bar.day) or _refusal(context, before, bar) for before, bar in refused]
    if worse:
        contests += [doubt for doubt in judged.doubts if doubt.day in worse]
        preset = {day: doubt for day, doubt in context.preset.items() if day not in worse}
        merged.update((day, good[day]) for day in worse)
        judged = judge_bars([merged[day] for day in sorted(merged)], context._replace(preset=preset))
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


def _refusal(context: Context, before: Bar, bar: Bar) -> Doubt:
    return Doubt(
        listing=context.listing,
        subject="bar",
        code="spike",
        day=bar.day,
        value=bar.close,
        against=before.close,
        source=context.source,
        at=context.at,
    )


def _revision(before: Bar, after: Bar, answer: _Answer) -> Revision | None:
    """What is now said of a whole session that was said otherwise, by a tick or more."""
    if not before.whole or not after.whole:
        return None
    for old, new in ((before.close, after.close), (before.high, after.high), (before.low, after.low)):
        if old is not None and new is not None and abs(new - old) >= answer.tick:
            series = answer.series
            return Revision(
                listing=series.listing,
                day=after.day,
                before=old,
                after=new,
                source=series.source,
                seen=answer.given.now,
            )
    return None


def _rescaled(kept: Kept, answer: _Answer, found: Overlap) -> Merged:
    """A history that came back times one factor, and nothing explains it: kept as it was, and asked about.

    One that only a single day's answer speaks for gives way to two later answers that agree with each other, or at
    once where the user's prices and levels speak for the new one; never where they speak for the old.
    """
    series, given = answer.series, answer.given
    pending = _seen_again(kept.state.pending, answer)
    old, new = kept.last_whole, next((bar for bar in reversed(answer.bars) if bar.whole), None)
    if old is not None and new is not None and kept.state.confirmations <= 1:
        against_old = off_anchors(old.close, given.anchors) is not None
        against_new = off_anchors(new.close, given.anchors) is not None
        for_old = bool(given.anchors) and not against_old and against_new
        for_new = bool(given.anchors) and against_old and not against_new
        if for_new or (pending.times >= _TWICE and not for_old):
            if not series.everything:
                return Merged(kept, wants_all=True)
            news = f"{series.listing}'s history is another than {series.source} said first: it is taken anew"
            return Merged(_first(answer, None), (news,))
    ratio = found.ratio or Decimal(1)
    first = next((bar.day for bar in answer.bars if bar.day > (old.day if old else given.today)), given.today)
    doubt = Doubt(
        listing=series.listing,
        subject="history",
        code="rescaled",
        day=first,
        value=figures.trimmed(figures.rounded(ratio, 6)),
        against=None if old is None else old.close,
        source=series.source,
        at=given.now,
        split=ordinary_split(ratio, first),
    )
    others = tuple(before for before in kept.state.doubts if before.subject != "history")
    state = replace(
        kept.state,
        asked=given.now,
        asked_all=_asked_all(kept, answer),
        doubts=(*others, _first_seen(doubt, kept)),
        pending=pending,
    )
    return Merged(replace(kept, state=state))


def _seen_again(before: Pending | None, answer: _Answer) -> Pending:
    bars = [bar for bar in answer.bars if bar.whole][-_PENDING_DAYS:]
    times = 1
    if before is not None:
        closes = dict(zip(before.days, before.closes, strict=True))
        old = [Bar(day, None, None, close) for day, close in closes.items()]
        if overlap(old, bars, answer.tick).same and before.seen < answer.given.now:
            times = before.times + 1
    return Pending(
        days=[bar.day for bar in bars], closes=[bar.close for bar in bars], times=times, seen=answer.given.now
    )


def _first_seen(doubt: Doubt, kept: Kept) -> Doubt:
    """The doubt with the time, and of a history the day, it was first raised, where it is the same one."""
    for before in kept.state.doubts:
        if doubt.subject == "history" and (before.subject, before.code) == ("history", doubt.code):
            if before.value is not None and doubt.value is not None and near(before.value, doubt.value):
                split = None if doubt.split is None or before.day is None else replace(doubt.split, day=before.day)
                return replace(doubt, at=before.at, day=before.day, split=split)
        elif (before.id, before.code, before.value) == (doubt.id, doubt.code, doubt.value):
            return replace(doubt, at=before.at)
    return doubt


def _shown(
    answer: _Answer,
    explained: Sequence[Split],
    bars: Sequence[Bar],
    *,
    kept: Kept | None = None,
) -> tuple[ToldSplit, ...]:
    """The answer's splits in place of those kept before, with what shows each.

    What our own overlap has shown stays also where the feed no longer tells it; a part of a history says nothing of
    splits before its first day.
    """
    before = kept.state.splits if kept is not None else ()
    start = answer.bars[0].day if answer.bars and not answer.series.everything else None
    found: list[ToldSplit] = []
    by_day = {bar.day: bar for bar in bars if not bar.doubts & DOUBTED}
    for split in (*answer.told, *(split for split in explained if split not in answer.told)):
        if any(same_split(split, told.split) for told in found):
            continue
        past = next((told for told in before if same_split(told.split, split)), None)
        shown: ShownBy = "" if past is None else past.shown_by
        if any(same_split(split, other) for other in explained):
            shown = "overlap"
        elif any(same_split(split, other) for other in answer.jumped):
            shown = "jump"
        elif not shown and shown_by_evidence(split, answer.told, by_day, answer.given.evidence):
            shown = "evidence"
        found.append(ToldSplit(split, shown))
    for told in before:
        stays = told.shown_by in ("overlap", "jump") or (start is not None and told.split.day < start)
        if stays and not any(same_split(told.split, other.split) for other in found):
            found.append(told)
    return tuple(sorted(found, key=lambda told: told.split.day))


def _not_shown(answer: _Answer, splits: Sequence[ToldSplit], kept: Kept | None) -> list[Doubt]:
    """Doubts of splits that are told and that prices do not show.

    Those of long before the first answer are only kept: no price or level noted here can be older.
    """
    given = answer.given
    before = kept.state if kept is not None else None
    found = []
    for told in splits:
        split = told.split
        if told.shown_by or any(same_split(split, other) for other in given.confirmed):
            continue
        known = before is not None and any(same_split(split, other.split) for other in before.splits)
        asked = before is not None and any(doubt.split and same_split(doubt.split, split) for doubt in before.doubts)
        if (known and not asked) or (before is None and split.day < given.today - _OLD_SPLIT):
            continue
        found.append(
            Doubt(
                listing=answer.series.listing,
                subject="split",
                code="split not shown",
                day=split.day,
                source=split.source or answer.series.source,
                at=given.now,
                split=split,
            )
        )
    return found


def _basis(kept: Kept | None, splits: Sequence[ToldSplit], answer: _Answer) -> date | None:
    """The day on whose basis of splits the bars are: of the newest bar, or of a later split that they are adjusted
    for. A split the user confirmed that the bars do not show lies after it.
    """
    days = [bar.day for bar in answer.bars]
    days += [told.split.day for told in splits if told.shown_by in ("overlap", "jump")]
    if kept is not None and kept.state.basis is not None:
        days.append(kept.state.basis)
    if not days:
        return None
    basis = max(days)
    since = kept.state.basis if kept is not None else None
    for split in answer.given.confirmed:
        shown = any(told.shown_by and same_split(told.split, split) for told in splits)
        if not shown and since is not None and since < split.day <= basis:
            basis = split.day - timedelta(days=1)
    return basis
