"""Moving an entry to another thesis, with what hangs on it: written there first, so that nothing can be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from thesis_tui.errors import InputError
from thesis_tui.model.figures import cut
from thesis_tui.model.journal import Entry, Note, Odds, Outcome, Retire
from thesis_tui.model.objects import Evidence, Level, Milestone, Observation, Price
from thesis_tui.services.finding import Candidate, find

if TYPE_CHECKING:
    from thesis_tui.model.journal import What
    from thesis_tui.services.desk import Desk


def move_entry(desk: Desk, other: Desk, entry_id: str, pillar: str = "") -> str:
    """Records the thing that an entry of `desk` made in `other`, with its odds, outcome and notes, and retires it here;
    what it is in words. `pillar` is its pillar there, "" for none. Raises InputError for what cannot stand there.
    """
    if desk.id == other.id:
        raise InputError(f"it is in {desk.id} already; give another thesis", "--to")
    view = desk.view()
    entry = next(item.entry for item in view.journal if item.entry.id == entry_id)
    root = entry.object_id
    newest = next(
        item.entry for item in view.journal if item.entry.object_id == root and not item.retracted and not item.replaced
    )
    thesis = other.book().thesis
    home = find("pillar", pillar, [Candidate(item.id, item.title) for item in thesis.pillar]) if pillar else None
    what = newest.what
    if isinstance(what, Level | Price):
        _require("listing", what.listing, [listing.symbol for listing in thesis.listing], other.id)
    elif isinstance(what, Observation):
        _require("metric", what.metric, [metric.id for metric in thesis.metric], other.id)
    elif not isinstance(what, Note | Milestone | Evidence):
        raise InputError(f"a {entry.kind} belongs to its thesis; notes, milestones, levels, prices, figures and "
                         "evidence can be moved", "entry")  # fmt: skip
    moved = _without_ties(what, home)
    # oldest first, as it was recorded: the last odds stay the last
    hanging = [item.entry for item in reversed(view.journal) if not item.retracted and _hangs_on(item.entry, root)]
    with other.acting():
        made = other.record_one(newest.kind, moved, on=newest.on or newest.moment.date())
        for linked in hanging:
            assert isinstance(linked.what, Odds | Outcome | Note)
            other.record_one(
                linked.kind,
                replace(linked.what, milestone=made.object_id),
                on=linked.on or linked.moment.date(),
            )
    # last: a failure before leaves it in both theses, never in none
    desk.record_one("retire", Retire(target=root, reason=f"moved to {other.id}"))
    return f"{newest.kind} “{cut(_title(newest) or newest.kind, 60)}”"


def _title(entry: Entry) -> str:
    return getattr(entry.what, "title", "") or getattr(entry.what, "text", "")


def movable(desk: Desk, text: str) -> str:
    """The id of the entry that `text` calls by its id or its title, of those that can be moved. Raises InputError."""
    kinds = Note | Milestone | Evidence | Level | Price | Observation
    items = [
        Candidate(item.entry.id, _title(item.entry) or item.text)
        for item in desk.view().journal
        if isinstance(item.entry.what, kinds) and not item.retracted and not item.replaced
    ]
    return find("entry that can be moved", text, items)


def _require(kind: str, name: str, there: list[str], thesis: str) -> None:
    if name not in there:
        raise InputError(f'{thesis} has no {kind} "{name}"; there is {", ".join(there) or "none"}', kind)


def _without_ties(what: What, pillar: str | None) -> What:
    """The thing without what it refers to here: its source, and whatever a note is about but the pillar."""
    if isinstance(what, Note):
        return Note(text=what.text, pillar=pillar)
    if isinstance(what, Level | Milestone | Evidence):
        return replace(what, id="", pillar=pillar, proposal="")
    return replace(what, id="", proposal="") if isinstance(what, Price | Observation) else what


def _hangs_on(entry: Entry, root: str) -> bool:
    return isinstance(entry.what, Odds | Outcome | Note) and entry.what.milestone == root
