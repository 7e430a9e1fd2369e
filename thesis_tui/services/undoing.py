"""Acts that undo takes back and redo brings back, found by reference, in the order they were recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from typing import TYPE_CHECKING, NamedTuple

from thesis_tui.model.journal import Retract
from thesis_tui.model.objects import Criterion
from thesis_tui.rules.journal_lines import act_words

if TYPE_CHECKING:
    from thesis_tui.model.journal import Entry
    from thesis_tui.model.view import EntryView, View


class Undo(NamedTuple):
    """The act a retract is to name, the first of its entries, and what comes of it in one line."""

    id: str
    first: EntryView
    words: str
    back: Entry
    """The first entry of the act that is taken back, or brought back."""


def to_undo(
    view: View, writer: str, by_hand: Set[str], is_overtaken: Callable[[Entry], bool] = lambda _: False
) -> Undo | None:
    """The newest live act of `writer` but for undos and redos, for criteria that only record what thesis.toml says
    (`by_hand` are the ids of its criteria), and for changes of files that were edited since.
    """
    for act in _acts_of(view, writer):
        if _taken_back(act) or isinstance(act[0].entry.what, Retract) or _only_records(act, by_hand):
            continue
        if is_overtaken(act[0].entry):
            continue
        return Undo(act[0].entry.act_id, act[0], act_words(act), act[0].entry)
    return None


def to_redo(view: View, writer: str, by_hand: Set[str]) -> Undo | None:
    """The newest live undo of `writer` since its last other act; None when there is none."""
    undone: dict[str, EntryView] = {}
    redone: set[str] = set()
    for act in _acts_of(view, writer):
        first = act[0]
        what = first.entry.what
        if not isinstance(what, Retract):
            if _only_records(act, by_hand):
                continue
            # something else was done since: what was undone before that is not brought back over it
            break
        # a redo names an undo, and whatever it names comes before it
        redone.add(what.target)
        undone[first.entry.act_id] = first
    for id_, first in undone.items():
        what = first.entry.what
        if first.retracted or not isinstance(what, Retract) or what.target in undone or id_ in redone:
            continue
        back = _act(view, what.target)
        if back and not isinstance(back[0].entry.what, Retract):
            return Undo(id_, first, act_words(back), back[0].entry)
    return None


def _acts_of(view: View, writer: str) -> Iterator[Sequence[EntryView]]:
    """Yields the acts of `writer`, the newest first."""
    act: list[EntryView] = []
    for number in range(len(view.journal) if writer else 0):
        item = view.journal[number]  # one by one: a line is made when it is asked for
        if item.entry.writer != writer:
            continue
        if act and act[0].entry.act_id != item.entry.act_id:
            yield act[::-1]
            act = []
        act.append(item)
    if act:
        yield act[::-1]


def _act(view: View, id_: str) -> Sequence[EntryView]:
    """The entries of an act; one entry by itself where `id_` is the id of no act."""
    items = [item for item in view.journal if id_ in (item.entry.id, item.entry.act_id)]
    return [item for item in items if item.entry.act_id == id_][::-1] or items


def _taken_back(act: Sequence[EntryView]) -> bool:
    return all(item.retracted for item in act)


def _only_records(act: Sequence[EntryView], by_hand: Set[str]) -> bool:
    """Whether an act records what thesis.toml says of its criteria, and nothing the user did here."""
    return all(
        isinstance(item.entry.what, Criterion) and not item.entry.what.screen and item.entry.object_id in by_hand
        for item in act
    )
