"""Splits as feeds tell them: which of them the prices show, which are asked about, and on whose basis bars are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from thesis_tui.model.bars import DOUBTED, Bar, Bars
from thesis_tui.model.feeds import Doubt, Split
from thesis_tui.prices.answers import Answer
from thesis_tui.prices.kept import Kept, ShownBy, ToldSplit
from thesis_tui.rules.rescaling import scaled, shown_by_evidence, shown_by_levels
from thesis_tui.rules.splits import same_split


def shown_splits(
    answer: Answer,
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
        elif not shown and (
            shown_by_evidence(split, answer.told, by_day, answer.given.evidence)
            or shown_by_levels(split, bars, answer.given.levels)
        ):
            shown = "evidence"
        found.append(ToldSplit(split, shown))
    for told in before:
        stays = told.shown_by in ("overlap", "jump") or (start is not None and told.split.day < start)
        if stays and not any(same_split(told.split, other.split) for other in found):
            found.append(told)
    return tuple(sorted(found, key=lambda told: told.split.day))


def unshown_doubts(answer: Answer, splits: Sequence[ToldSplit], kept: Kept | None) -> list[Doubt]:
    """Doubts of splits that are told and that prices do not show.

    One that came with the first history, of before anything was noted here, is only kept: nothing hangs on it, and
    prices that came adjusted from the first cannot show it.
    """
    given = answer.given
    before = kept.state if kept is not None else None
    oldest = min((day for day, _ in (*given.evidence, *given.levels)), default=given.today)
    found = []
    for told in splits:
        if before is None and told.split.day <= oldest:
            continue
        split = told.split
        if told.shown_by or any(same_split(split, other) for other in given.confirmed):
            continue
        known = before is not None and any(same_split(split, other.split) for other in before.splits)
        asked = before is not None and any(doubt.split and same_split(doubt.split, split) for doubt in before.doubts)
        if known and not asked:
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


def basis_of(kept: Kept | None, splits: Sequence[ToldSplit], answer: Answer) -> date | None:
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


def without_split(kept: Kept, split: Split) -> Kept | None:
    """A history as it was before the user confirmed a split, which is taken back: the bars of before on their own
    basis, none of after, so that the next answer is held against them again. None where no bar is of before.

    One that the feed tells, too, and one that no bar was adjusted for leave the bars as they are.
    """
    told = next((told for told in kept.state.splits if same_split(told.split, split)), None)
    if told is None or told.split.source != split.source:
        return kept
    rest = tuple(other for other in kept.state.splits if other is not told)
    if told.shown_by not in ("overlap", "jump"):
        return replace(kept, state=replace(kept.state, splits=rest))
    back = Split(split.day, split.denominator, split.numerator)
    bars = scaled([bar for bar in kept.bars if bar.day < told.split.day], [back], kept.bars.places)
    if not bars:
        return None
    state = replace(kept.state, basis=bars[-1].day, splits=rest, doubts=(), pending=None)
    return replace(kept, bars=Bars.of(bars), state=state)
