"""Closing a thesis with what was learned, from what a person typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from thesis_tui.errors import DoubtError, InputError, ReadOnlyError
from thesis_tui.model import figures
from thesis_tui.model.enums import ThesisOutcome, TurnedOut
from thesis_tui.model.journal import Close, Kind
from thesis_tui.rules.entry_kinds import ENTRY_KINDS
from thesis_tui.services import parse

if TYPE_CHECKING:
    from thesis_tui.model.view import View
    from thesis_tui.services.loaded_thesis import LoadedThesis

QUESTIONS = {
    "surprise": "what happened that you did not expect?",
    "unheeded": "what did you know, and not act on?",
    "lesson": "what will you do otherwise?",
}
_OUTCOMES: dict[str, ThesisOutcome] = {
    "right": "right", "partly": "partly right", "partly right": "partly right", "wrong": "wrong",
    "undecided": "undecided",
}  # fmt: skip
_TURNED_OUT: dict[str, TurnedOut] = {
    "true": "true", "yes": "true", "false": "false", "no": "false", "open": "open", "unknown": "open",
}  # fmt: skip


class TypedClose(NamedTuple):
    """A post-mortem as typed. `pillars` has a word for each pillar it speaks of, by its id or part of its title."""

    outcome: str
    surprise: str
    unheeded: str
    lesson: str
    pillars: Mapping[str, str] = {}


def outcome(text: str, field: str = "outcome") -> ThesisOutcome:
    """How a thesis ended: "right", "partly"."""
    found = _OUTCOMES.get(" ".join(text.casefold().split()))
    if found is None:
        raise InputError(f'"{parse.quoted(text)}" is not an end; choose right, partly right, wrong or undecided', field)
    return found


def turned_out(text: str, field: str = "pillar") -> TurnedOut:
    """The outcome of a pillar: "true", "no"."""
    found = _TURNED_OUT.get(text.strip().casefold())
    if found is None:
        raise InputError(f'"{parse.quoted(text)}" is not what a pillar can be; choose true, false or open', field)
    return found


def close(thesis: LoadedThesis, typed_close: TypedClose, *, sure: bool = False) -> Close:
    """The end of a thesis, with what stood then. Raises InputError with the field at fault, and DoubtError while
    something is held, unless `sure`: what is done about it later cannot be recorded in a closed thesis.
    """
    refuse_closed_twice(thesis)
    ended = outcome(typed_close.outcome)
    pillars = {
        thesis.find("pillar", name): turned_out(word) for name, word in typed_close.pillars.items() if word.strip()
    }
    surprise, unheeded, lesson = (
        parse.text(getattr(typed_close, field), field, name=f'answer to "{question}"')
        for field, question in QUESTIONS.items()
    )
    view = thesis.view()
    if not sure and (held := held_words(view)):
        raise DoubtError(f"{held} still held: what you do with them is not recorded once it is closed", "outcome")
    made = Close(
        outcome=ended,
        statement=view.statement,
        pillars=tuple(pillars),
        turned_out=tuple(pillars.values()),
        verdict=view.verdict,
        conviction=view.reviews[0].conviction if view.reviews else None,
        template=thesis.book().thesis.template,
        surprise=surprise,
        unheeded=unheeded,
        lesson=lesson,
    )
    seen = view.price
    if seen is None or seen.stale or seen.price.time is None:
        return made if seen is None or seen.stale else replace(made, stood=seen.price.value)
    return replace(made, stood=seen.price.value, stood_at=seen.price.time)


def held_words(view: View) -> str:
    """Positions that are held, with their verb: "60 QZX are", "units of QZX are" where amounts are hidden; "" for
    none.
    """
    names = [
        f"units of {position.listing}" if position.quantity is None
        else f"{figures.grouped(figures.trimmed(position.quantity))} {position.listing}"
        f"{' short' if position.side == 'short' else ''}"
        for position in view.positions if position.held
    ]  # fmt: skip
    return f"{' and '.join(names)} are" if names else ""


def refuse_closed_twice(thesis: LoadedThesis) -> None:
    """Raises InputError where the thesis is closed already, on this machine or another."""
    closed = thesis.view().closed
    if closed is not None:
        raise InputError(
            f"it was closed on {figures.long_day(closed.day)} already, as {closed.close.outcome}; "
            "thesis-tui reopen opens it again",
            "outcome",
        )


def refuse_open(thesis: LoadedThesis, what: str) -> None:
    """Raises InputError where the thesis is not closed, so that it cannot be `what` ("archived")."""
    if thesis.view().closed is None:
        raise InputError(f"it is not closed, so it cannot be {what}; thesis-tui close closes it", "thesis")


def refuse_archived(thesis: LoadedThesis, *, archived: bool) -> None:
    """Raises InputError where the thesis is not closed, or is in the archive already (`archived`) or is not."""
    closed = thesis.view().closed
    if closed is None and archived:
        refuse_open(thesis, "archived")
    elif closed is None:
        raise InputError(f"{thesis.id} is open, so there is nothing to restore", "thesis")
    elif closed.archived is archived:
        raise InputError(
            f"it is in the archive already; thesis-tui restore {thesis.id} restores it" if archived
            else "it is not in the archive; thesis-tui archive puts a closed thesis there",
            "thesis",
        )  # fmt: skip


def refuse_recording(thesis: LoadedThesis, kind: Kind) -> None:
    """Raises ReadOnlyError for what is not recorded in a closed thesis."""
    if ENTRY_KINDS[kind].when_closed or not any(entry.kind == "close" for entry in thesis.book().entries):
        return
    closed = thesis.view().closed
    if closed is not None:
        raise ReadOnlyError(
            f"this thesis was closed on {figures.long_day(closed.day)}, as {closed.close.outcome}; only notes are "
            "taken; thesis-tui reopen opens it again"
        )
