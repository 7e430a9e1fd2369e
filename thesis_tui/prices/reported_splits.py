"""Splits as feeds tell them, or do not: which of them prices show, which are asked about, on whose basis bars are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from thesis_tui.model.bars import DOUBTED, Bar, Bars
from thesis_tui.model.feeds import Doubt, DoubtCode, Split
from thesis_tui.prices.answers import Answer
from thesis_tui.prices.stored_history import ReportedSplit, ShownBy, StoredHistory
from thesis_tui.rules.doubts import Judged
from thesis_tui.rules.rescaling import goes_on, scaled, shown_by_evidence, shown_by_levels
from thesis_tui.rules.splits import same_split
from thesis_tui.rules.untold_splits import steps


def shown_splits(
    answer: Answer,
    explained: Sequence[Split],
    bars: Sequence[Bar],
    *,
    stored: StoredHistory | None = None,
) -> tuple[ReportedSplit, ...]:
    """The answer's splits in place of those kept before, with what shows each.

    What our own overlap has shown stays also where the feed no longer tells it; a part of a history says nothing of
    splits before its first day.
    """
    before = stored.state.splits if stored is not None else ()
    start = answer.bars[0].day if answer.bars and not answer.series.everything else None
    found: list[ReportedSplit] = []
    by_day = {bar.day: bar for bar in bars if not bar.doubts & DOUBTED}
    for split in (*answer.reported, *(split for split in explained if split not in answer.reported)):
        if any(same_split(split, reported.split) for reported in found):
            continue
        past = next((reported for reported in before if same_split(reported.split, split)), None)
        shown: ShownBy = "" if past is None else past.shown_by
        if any(same_split(split, other) for other in explained):
            shown = "overlap"
        elif any(same_split(split, other) for other in answer.jumped):
            shown = "jump"
        elif not shown and (
            shown_by_evidence(split, answer.reported, by_day, answer.reference.evidence)
            or shown_by_levels(split, bars, answer.reference.levels)
        ):
            shown = "evidence"
        found.append(ReportedSplit(split, shown))
    for reported in before:
        # what evidence alone showed goes with the feed's word for it; an overlap or a jump was in our own bars
        stays = reported.shown_by in ("overlap", "jump") or (start is not None and reported.split.day < start)
        if stays and not any(same_split(reported.split, other.split) for other in found):
            found.append(reported)
    return tuple(sorted(found, key=lambda reported: reported.split.day))


def unshown_doubts(answer: Answer, splits: Sequence[ReportedSplit], stored: StoredHistory | None) -> list[Doubt]:
    """Doubts of splits that are told and that prices do not show.

    One that came with the first history, of before anything was noted here, is only kept: nothing hangs on it, and
    prices that came adjusted from the first cannot show it.
    """
    reference = answer.reference
    before = stored.state if stored is not None else None
    oldest = min((day for day, _ in (*reference.evidence, *reference.levels)), default=reference.today)
    found = []
    for reported in splits:
        if before is None and reported.split.day <= oldest:
            continue
        split = reported.split
        if reported.shown_by or any(same_split(split, other) for other in reference.confirmed):
            continue
        known = before is not None and any(same_split(split, other.split) for other in before.splits)
        asked = before is not None and any(doubt.split and same_split(doubt.split, split) for doubt in before.doubts)
        # known before without a question: it came with the first history, or the user has answered
        if known and not asked:
            continue
        found.append(
            Doubt(
                listing=answer.series.listing,
                subject="split",
                code="split not shown",
                day=split.day,
                source=split.source or answer.series.source,
                at=reference.now,
                split=split,
            )
        )
    return found


class Withheld(NamedTuple):
    """Bars up to the day from which on nobody knows their scale, that day, and what is asked."""

    judged: Judged
    doubts: list[Doubt]
    step: date | None = None


def before_untold(judged: Judged, since: date, asked: Sequence[date], answer: Answer) -> Withheld:
    """The bars up to such a step after `since`; all of them where there is none, or the user called it a move.

    Of steps before `since` only those are asked about that were `asked` about before, so that one who takes their
    answer back is asked again; and those of a history that nothing was noted before.
    """
    found = [
        step
        for step in steps(judged.bars)
        if step.after.day > since or step.after.day in asked or (since == date.max and step.beyond_a_night)
    ]
    doubts = [
        _asked(answer, "untold split", step.split, value=step.after.close, against=step.before.close) for step in found
    ]
    for step in found:
        day = step.after.day
        # only the first such step after what is known: every bar behind it is on the other scale
        if step.beyond_a_night and day > since and not answer.reference.is_move(day, step.after.close):
            return Withheld(_before(judged, day), doubts, day)
    return Withheld(judged, doubts)


def before_gone(judged: Judged, since: date | None, explained: Sequence[Split], answer: Answer) -> Withheld:
    """The bars up to a split after `since` that the user confirmed and that the answer knows nothing of; all of them
    where there is none. A feed that took its prices of after a split for a glitch goes on at the scale before.
    """
    for split in sorted(answer.reference.confirmed, key=lambda split: split.day):
        known = any(same_split(split, other) for other in (*explained, *answer.jumped))
        if known or since is None or split.day <= since:
            continue
        around = goes_on([bar for bar in judged.bars if not bar.doubts & DOUBTED], split)
        if around is not None:
            doubt = _asked(answer, "split gone", split, value=around[1], against=around[0])
            return Withheld(_before(judged, split.day), [doubt], split.day)
    return Withheld(judged, [])


def _before(judged: Judged, day: date) -> Judged:
    bars = tuple(bar for bar in judged.bars if bar.day < day)
    return Judged(bars, tuple(doubt for doubt in judged.doubts if doubt.day is None or doubt.day < day))


def _asked(answer: Answer, code: DoubtCode, split: Split, *, value: Decimal, against: Decimal) -> Doubt:
    """The question about a split: the prices are `against` before it and `value` from its day on."""
    return Doubt(
        listing=answer.series.listing,
        subject="split",
        code=code,
        day=split.day,
        value=value,
        against=against,
        source=answer.series.source,
        at=answer.reference.now,
        split=split,
    )


def basis_of(
    stored: StoredHistory | None, splits: Sequence[ReportedSplit], answer: Answer, judged: Judged, step: date | None
) -> date | None:
    """The day on whose basis of splits the bars are: of the newest one that is believed, or of a later split that
    they are adjusted for. A split the user confirmed that the bars do not show lies after it, and so does a
    `step` that was left out.
    """
    # a doubted one may be the first after a split that the user is about to confirm
    doubted = {bar.day for bar in judged.bars if bar.doubts & DOUBTED}
    days = [bar.day for bar in answer.bars if bar.day not in doubted]
    days += [reported.split.day for reported in splits if reported.shown_by in ("overlap", "jump")]
    if stored is not None and stored.state.basis is not None:
        days.append(stored.state.basis)
    if not days:
        return None
    basis = max(days)
    since = stored.state.basis if stored is not None else None
    for split in answer.reference.confirmed:
        shown = any(reported.shown_by and same_split(reported.split, split) for reported in splits)
        if not shown and since is not None and since < split.day <= basis:
            basis = split.day - timedelta(days=1)
    return basis if step is None else min(basis, step - timedelta(days=1))


def before_step(stored: StoredHistory, day: date) -> StoredHistory | None:
    """A history as it was before a step of the price on `day`, None where no bar is of before."""
    bars = [bar for bar in stored.bars if bar.day < day]
    if not bars:
        return None
    state = replace(stored.state, basis=day - timedelta(days=1), doubts=(), pending=None)
    return replace(stored, bars=Bars.of(bars), state=state)


def without_split(stored: StoredHistory, split: Split) -> StoredHistory | None:
    """A history as it was before the user confirmed a split, which is taken back: the bars of before on their own
    basis, none of after, so that the next answer is held against them again. None where no bar is of before.

    One that the feed tells, too, and one that no bar was adjusted for leave the bars as they are.
    """
    reported = next((reported for reported in stored.state.splits if same_split(reported.split, split)), None)
    if reported is None or reported.split.source != split.source:
        return stored
    rest = tuple(other for other in stored.state.splits if other is not reported)
    if reported.shown_by not in ("overlap", "jump"):
        return replace(stored, state=replace(stored.state, splits=rest))
    # the same split turned round takes the scaling back
    back = Split(split.day, split.denominator, split.numerator)
    bars = scaled([bar for bar in stored.bars if bar.day < reported.split.day], [back], stored.bars.places)
    if not bars:
        return None
    state = replace(stored.state, basis=bars[-1].day, splits=rest, doubts=(), pending=None)
    return replace(stored, bars=Bars.of(bars), state=state)
