"""What an undo takes back, and what a redo brings back, with all that was recorded in one act with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from thesis_tui.model.journal import Drop, Entry, Odds, Retract
from thesis_tui.model.objects import Criterion, Level

if TYPE_CHECKING:
    from thesis_tui.model.view import EntryView, View


class Together(NamedTuple):
    """Entries to retract as one act, and what they are, as one line."""

    entries: Sequence[EntryView]
    words: str


def to_undo(view: View, writer: str, by_hand: set[str]) -> EntryView | None:
    """The newest live entry of `writer` but for what an earlier undo did, and for criteria that only record what
    thesis.toml says: `by_hand` are the ids of its criteria.
    """
    if not writer:
        return None
    mine = [it for it in view.journal if not it.retracted and _writer_of(it.entry) == writer]
    for item in mine:
        what = item.entry.what
        if isinstance(what, Retract) and not what.note:
            continue
        if isinstance(what, Criterion) and not what.screen and item.entry.object_id in by_hand:
            continue
        if isinstance(what, Odds):
            # odds typed with a new milestone are one act with it
            whole = next(
                (it for it in mine if it.kind == "milestone" and it.entry.id == what.milestone
                 and it.entry.at == item.entry.at),
                None,
            )  # fmt: skip
            return whole or item
        return item
    return None


def undone(view: View, item: EntryView) -> Together:
    """What is taken back with `item`, which comes first."""
    flipped = _flipped_with(view, item)
    return _together(item, _decided_with(view, item), flipped, flipped or item)


def redone(view: View, writer: str) -> Together | None:
    """What is retracted to bring back what the newest undo of `writer` took back; None when nothing was."""
    for item in view.journal:
        what = item.entry.what
        if item.retracted or not writer or _writer_of(item.entry) != writer:
            continue
        if not isinstance(what, Retract):
            if not isinstance(what, Criterion):
                return None
            continue
        if what.note:
            return None
        back = next((it for it in view.journal if it.entry.id == what.target), None)
        if back is not None and isinstance(back.entry.what, Retract) and not back.entry.what.note:
            continue
        return _together(item, _undecided_with(view, item, back), _undone_with(view, item, back), back)
    return None


def _together(
    first: EntryView, decided: Sequence[EntryView], flipped: EntryView | None, told: EntryView | None
) -> Together:
    """`first` with the other decisions of its act, or else with the other half of its flip; `told` says what it is."""
    if decided:
        return Together((first, *decided), f"{len(decided) + 1} proposals")
    words = " ".join(told.text.split()) if told is not None else "it"
    return Together((first,) if flipped is None else (first, flipped), words)


def _flipped_with(view: View, item: EntryView) -> EntryView | None:
    """The new level of a flip, when `item` is the retraction of the old one in it."""
    what = item.entry.what
    if not isinstance(what, Retract):
        return None
    old = next((it.level for it in view.levels if it.level.id == what.target), None)
    for other in view.journal:
        new = other.entry.what
        if (
            old is not None
            and isinstance(new, Level)
            and other.entry.at == item.entry.at
            and not other.retracted
            and {old.type, new.type} == {"support", "resistance"}
            and (old.listing, old.low, old.high) == (new.listing, new.low, new.high)
        ):
            return other
    return None


def _undone_with(view: View, item: EntryView, back: EntryView | None) -> EntryView | None:
    """The other half of an undone flip, when `item` is the half that took back `back`, its new level."""
    if back is None or not isinstance(back.entry.what, Level):
        return None
    retired = {
        it.entry.id
        for it in view.journal
        if isinstance(it.entry.what, Retract) and it.entry.what.note and it.entry.at == back.entry.at
    }
    for other in view.journal:
        what = other.entry.what
        if isinstance(what, Retract) and what.target in retired and other.entry.at == item.entry.at:
            return other
    return None


def _decided_with(view: View, item: EntryView) -> list[EntryView]:
    """The live entries that decided on proposals in one act with `item`."""
    if not _decided(item.entry):
        return []
    return [
        it
        for it in view.journal
        if it.entry.at == item.entry.at and it.entry.id != item.entry.id and not it.retracted and _decided(it.entry)
    ]


def _undecided_with(view: View, item: EntryView, back: EntryView | None) -> list[EntryView]:
    """The retractions that took back, in one act with `item`, the other decisions of the act of `back`."""
    if back is None or not _decided(back.entry):
        return []
    theirs = {it.entry.id for it in view.journal if it.entry.at == back.entry.at and _decided(it.entry)}
    return [
        it
        for it in view.journal
        if isinstance(it.entry.what, Retract) and it.entry.what.target in theirs
        and it.entry.at == item.entry.at and it.entry.id != item.entry.id
    ]  # fmt: skip


def _decided(entry: Entry) -> bool:
    """Whether an entry keeps or drops a proposal of an article."""
    return isinstance(entry.what, Drop) or bool(getattr(entry.what, "proposal", ""))


def _writer_of(entry: Entry) -> str:
    """The writer in a journal file's name: "2026-11.k3f9.toml" is k3f9's."""
    parts = entry.path.rsplit("/", 1)[-1].split(".")
    return parts[1] if len(parts) == 3 else ""
