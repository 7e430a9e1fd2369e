"""Textual's bindings, made of the table of actions."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from thesis_tui.actions import BY_ID, Place, placed


class RunsActions:
    """A mixin for screens and widgets: binds the keys of the actions placed at it, and runs them on itself.

    It stands first among the bases, since Textual (8.2) collects a class's bindings while the class is made.
    """

    BINDINGS: ClassVar[list[BindingType]] = []
    place: ClassVar[Place]
    """Its name in the table of actions (thesis_tui/actions.py)."""

    def __init_subclass__(cls, **options: Any) -> None:
        if "place" in cls.__dict__:
            cls.BINDINGS = [*bindings(cls.place), *(bindings("everywhere") if cls.place == "app" else ())]
        super().__init_subclass__(**options)

    def action_run(self, identity: str) -> None:
        """Runs an action of the table; Textual calls it by its bindings."""
        BY_ID[identity].run(self)


def bindings(place: Place) -> list[BindingType]:
    """The bindings of a place; those that `[keys]` of the config may change have the action's id."""
    return [
        Binding(
            action.keys, f"run('{action.id}')", action.words, show=False, priority=action.priority,
            id=action.id if action.remappable else None,
        )
        for action in placed(place)
    ]  # fmt: skip
