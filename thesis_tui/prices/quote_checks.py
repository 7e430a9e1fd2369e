"""A quote held against its own answer, against what is known, and against what other feeds say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from msgspec.structs import replace

from thesis_tui.model.bars import Bar
from thesis_tui.model.feeds import Doubt, Quote, Split
from thesis_tui.prices.answers import Reference, believable_splits, context_of
from thesis_tui.prices.feed import Series
from thesis_tui.prices.stored_history import StoredHistory
from thesis_tui.rules.doubts import Judged, LastPrice, agrees, judge_bars, judge_quote, near
from thesis_tui.rules.rescaling import explaining, is_nearer, is_slight, ordinary_split, overlap, without_jumps
from thesis_tui.rules.splits import same_split
from thesis_tui.rules.untold_splits import is_beyond_a_night, split_of_step, steps
from thesis_tui.venues import day_of

# Longer than any session: Tradegate, whose prices have no time, trades for 14.5 hours.
ANOTHER_DAY = timedelta(hours=18)
"""A quote without a session is of another day than one so long before."""
_NOTHING = Judged((), ())


class QuoteJudge:
    """A judge of one listing's quotes, by what is known of it and what its feeds said."""

    def __init__(self, stored: StoredHistory | None, quotes: Sequence[Quote], reference: Reference) -> None:
        self.stored = stored
        self.reference = reference
        self.good = [quote for quote in quotes if quote.doubt is None]
        self.doubted = [quote for quote in quotes if quote.doubt is not None]

    def judged(self, quote: Quote, series: Series | None = None, beside: Judged = _NOTHING) -> Quote:
        """The quote, with its doubt where it has one. `series` is the answer it came in, if that has bars; `beside`
        are bars that were judged already.
        """
        if quote.doubt is not None:
            return quote
        day = self.reference.session(quote)
        own = _own_bars(series, quote, self.reference) if series is not None and series.bars else beside
        known = self._known(quote, series, own)
        doubt = judge_quote(quote, day, own, known, self.reference.anchors)
        if doubt is None:
            return quote
        # what lasts into another session was no slip; a quote that its own bars contradict stays doubted however long
        if doubt.code in ("jump", "quote against history", "against levels"):
            held = self._said_before(quote, known)
            if held is not None:
                return replace(quote, doubt=self._untold(doubt, held))
        return replace(quote, doubt=doubt)

    def settled(self, quotes: Sequence[Quote]) -> list[Quote]:
        """All new quotes of the listing, those believed that another feed confirms.

        A price on another basis of splits than what is kept is no matter of right or wrong: two feeds that agree on
        it do not settle it, unless what is kept rests on one day's answer.
        """
        # each is held against all, also those that came before: either may settle the other
        found = []
        for quote in quotes:
            doubt = quote.doubt
            others = [other for other in quotes if other.feed != quote.feed and agrees(other.value, quote.value)]
            # a feed whose clock is ahead is no witness
            others = [other for other in others if other.doubt is None or other.doubt.code != "ahead of time"]
            sure = doubt is not None and doubt.code != "ahead of time" and bool(others)
            if sure and doubt is not None and doubt.code == "quote against history":
                sure = self.stored is None or not self.stored.believed or self.stored.state.confirmations <= 1
            found.append(replace(quote, doubt=None) if sure else quote)
        return found

    def _known(self, quote: Quote, series: Series | None, own: Judged) -> LastPrice | None:
        """The newest close that is kept, else the newest quote, on the basis of the answer as far as splits explain."""
        stored = self.stored
        last = None if stored is None else stored.last_whole
        counted = [*self.reference.confirmed, *(split for split in (stored.splits if stored else ()) if split.shown)]
        if stored is None or last is None:
            good = next((held for held in self.good if held.at is not None), None)
            if good is None or good.at is None:
                return self._noted_before(own)
            day = day_of(self.reference.venue, good.at)
            untold = self._is_split_untold(own, day)
            return LastPrice(_after(good.value, day, counted), day, rescaled=untold, as_split=untold)
        if series is None or not own.bars:
            return LastPrice(_after(last.close, stored.state.basis or last.day, counted), last.day)
        return self._beside_bars(quote, series, own, stored, last)

    def _beside_bars(
        self, quote: Quote, series: Series, own: Judged, stored: StoredHistory, last: Bar
    ) -> LastPrice | None:
        """The newest close that is kept, on the basis that the answer's own bars have beside those kept."""
        basis, seen = stored.state.basis or last.day, self.reference.session(quote)
        known = stored.bars[stored.bars.until(own.bars[0].day - timedelta(days=1)) :]
        found = overlap(known, own.bars, series.tick)
        confirmed = [split for split in self.reference.confirmed if seen and basis < split.day <= seen]
        if found.same and confirmed:
            # bars that know nothing of a split the user confirmed: the price beside them may be of either scale
            value = _after(last.close, basis, confirmed)
            before = is_nearer(quote.value, last.close, value)
            return LastPrice(value, last.day, rescaled=before, as_split=before)
        if found.ratio is None and self._is_scale_asked(quote, stored, last):
            return LastPrice(last.close, last.day, rescaled=True, as_split=True)
        if found.ratio is None or found.same:
            untold = self._is_split_untold(own, last.day)
            return LastPrice(last.close, last.day, rescaled=untold, as_split=untold)
        some = explaining(found.ratio, [*self.reference.confirmed, *believable_splits(series, self.reference)[0]])
        if not some and is_slight(found.ratio):
            return None  # what is kept says nothing of the scale the price is on now
        if not some:
            as_split = ordinary_split(found.ratio, last.day) is not None
            return LastPrice(last.close, last.day, rescaled=True, as_split=as_split)
        value = last.close
        for split in some:
            value *= split.factor
        return LastPrice(value, last.day)

    def _is_scale_asked(self, quote: Quote, stored: StoredHistory, last: Bar) -> bool:
        """Whether a price after days that are missing is on a scale that the user was asked about and has not taken."""
        reference = self.reference
        for doubt in stored.state.doubts:
            value, against, split = doubt.value, doubt.against, doubt.split
            if value is None or against is None or doubt.day is None:
                continue
            confirmed = split is not None and any(same_split(split, other) for other in reference.confirmed)
            if doubt.code == "rescaled":
                decided = confirmed or is_slight(value)
                old, new = last.close, last.close * value
            elif doubt.code == "untold split":
                decided = confirmed or reference.is_move(doubt.day, value)
                old, new = against, value
            elif doubt.code == "split gone" and split is not None:
                decided = not confirmed
                old, new = against * split.factor, value
            else:
                continue
            if not decided and is_nearer(quote.value, new, old):
                return True
        return False

    def _noted_before(self, own: Judged) -> LastPrice | None:
        """With nothing kept, the last close before a step that only a split explains, where anything was noted before
        it: that is of the scale before.
        """
        reference = self.reference
        noted = min((day for day, _ in (*reference.evidence, *reference.levels)), default=date.max)
        for step in steps(own.bars):
            moved = reference.is_move(step.after.day, step.after.close)
            if step.beyond_a_night and step.after.day > noted and not moved:
                return LastPrice(step.before.close, step.before.day, rescaled=True, as_split=True)
        return None

    def _is_split_untold(self, own: Judged, last: date) -> bool:
        """Whether an answer's own bars step after the last known session as only a split explains."""
        found = (step for step in steps(own.bars) if step.beyond_a_night and step.after.day > last)
        return any(not self.reference.is_move(step.after.day, step.after.close) for step in found)

    def _untold(self, doubt: Doubt, held: Doubt) -> Doubt | None:
        """A question about a split in place of the doubt of a price that lasts at a scale no night's news explains;
        None where the price is one that news explain, or that the user knows of. `held` is the doubt of it before.
        """
        day = held.day or doubt.day
        if doubt.value is None or held.against is None or day is None or self.reference.is_move(day, doubt.value):
            return None
        if held.code == "untold split":
            return held
        split = split_of_step(held.against, [doubt.value, held.value or doubt.value], day)
        if split is None or not is_beyond_a_night(held.against, doubt.value):
            return None
        return replace(held, subject="split", code="untold split", split=split)

    def _said_before(self, quote: Quote, known: LastPrice | None) -> Doubt | None:
        """The doubt of nearly the same price that the same feed gave in a session before, where nothing spoke against
        it but its being far from what was known.
        """
        if known is not None and known.rescaled:
            return None
        for held in self.doubted:
            if held.feed != quote.feed or held.doubt is None or held.doubt.code == "ahead of time":
                continue
            days = self.reference.session(replace(held, doubt=None)), self.reference.session(quote)
            if None not in days:
                later = days[0] != days[1] and held.known_at < quote.known_at
            else:
                later = quote.fetched - held.fetched >= ANOTHER_DAY
            if later and near(held.value, quote.value):
                return held.doubt
        return None


def _after(value: Decimal, day: date, counted: Sequence[Split]) -> Decimal:
    """A price of `day` on the basis of the splits after it."""
    done: list[Split] = []
    for split in counted:
        if split.day > day and not any(same_split(split, other) for other in done):
            done.append(split)
            value *= split.factor
    return value


def _own_bars(series: Series, quote: Quote, reference: Reference) -> Judged:
    splits = (*believable_splits(series, reference)[0], *reference.confirmed)
    bars, _ = without_jumps(series.bars, splits, series.places)
    return judge_bars(bars, context_of(series, bars, quote, reference))
