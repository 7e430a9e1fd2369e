"""Moving what was entered here to another thesis."""

from __future__ import annotations

from thesis_tui.errors import InputError
from thesis_tui.model.view import Target
from thesis_tui.services.desk import Desk
from thesis_tui.services.moving import move_entry
from thesis_tui.storage.book import thesis_ids
from thesis_tui.tui.field import Field
from thesis_tui.tui.form import Form


def move_form(desk: Desk, target: Target) -> Form:
    """The thesis an entry is moved to, with what hangs on it, and its pillar there."""
    others = [(identity, identity) for identity in thesis_ids(desk.places.data) if identity != desk.id]
    if not others:
        raise InputError("there is no other thesis; 0 to start one", "to")

    def save(texts: dict[str, str]) -> str:
        other = Desk(
            places=desk.places, settings=desk.settings, thesis=texts["to"], clock=desk.now, offline=desk.offline
        )
        return f"moved {move_entry(desk, other, target.id, texts['pillar'])} to {other.id}"

    return Form(
        "Move to another thesis",
        [
            Field("to", "to", others[0][0], options=others),
            Field("pillar", "pillar", hint="optional: its pillar there, by its id or part of its title"),
        ],
        save,
        foot="its odds, outcome and notes go with it; to undo it, u in each of the two",
        does="Move",
    )
