"""Journal files of format 1, read for ever: the one place that knows what their entries meant.

Format 1 knew no acts and no retiring. There a `retract` with a note retired its target, and one without took it back;
what was recorded in one act stood next to each other and had the same time. Files of format 1 are never written to.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from thesis_tui.model.journal import Drop, Entry, Odds, Retire, Retract
from thesis_tui.model.objects import Level

_RETIRED = "retired"
"""The note of a retirement without a reason."""
_LONGEST_ID = 64


def translated(block: dict[str, Any]) -> dict[str, Any]:
    """The keys of a block as format 2 has them: retiring becomes a kind of its own."""
    note = block.get("note")
    if block.get("kind") != "retract" or not isinstance(note, str):
        return block
    # the id stays the last key, by which the block is known to be whole
    keys = {key: value for key, value in block.items() if key != "note"}
    if note and "id" in keys:
        identity = keys.pop("id")
        keys |= {"kind": "retire", "reason": "" if note == _RETIRED else note, "id": identity}
    return keys


def with_acts(entries: Iterable[Entry]) -> list[Entry]:
    """The entries of one file, in its order, with the acts they were recorded in.

    Acts of several entries were: a milestone with its first odds, a level that broke taken the other way, the
    decisions on an article, and the undo or redo of one of these. Such an act has an id that is no entry's, so that
    a retract of format 1, which names an entry, hides that entry alone, as it always did.
    """
    result: list[Entry] = []
    first: Entry | None = None
    for entry in entries:
        last = result[-1] if result else None
        if first is None or last is None or entry.at != first.at or not _one_act(first, last, entry):
            first = entry
        elif first is not entry:
            act = f"act-{first.id}"[:_LONGEST_ID]
            if last is first:
                result[-1] = replace(first, act=act)
            result.append(replace(entry, act=act))
            continue
        result.append(entry)
    return result


def _one_act(first: Entry, last: Entry, entry: Entry) -> bool:
    """Whether `entry` was recorded in one act with `first`, which began it, and `last`, both of the same time."""
    begun, what = first.what, entry.what
    if isinstance(what, Odds):
        return what.milestone == first.id
    if isinstance(what, Retire):
        return isinstance(begun, Level) and last is first and what.reason == f"it is {begun.type} now"
    if isinstance(what, Retract):
        return isinstance(begun, Retract)
    return decides(entry) and decides(first)


def decides(entry: Entry) -> bool:
    """Whether an entry keeps or drops a proposal of an article."""
    return isinstance(entry.what, Drop) or bool(getattr(entry.what, "proposal", ""))
