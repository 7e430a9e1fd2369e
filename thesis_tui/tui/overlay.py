"""Overlays over the page: forms, menus, help and the palette."""

from __future__ import annotations

from typing import Any, Generic, TypeVar, cast

from textual.await_complete import AwaitComplete
from textual.geometry import Offset
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from thesis_tui.tui.keys import RunsActions
from thesis_tui.tui.session import HasSession, Session

Result = TypeVar("Result")


class LeavesOnce:
    """A mixin for a screen that can be left once. A key or a click that comes in the same moment as the one that
    leaves it finds it going already; Textual (8.2) would take the page below away for it, and end with
    ScreenStackError where there is none.

    It stands first among the bases, and is no widget: Textual (8.2) takes styles and bindings from the first base
    that is one.
    """

    _leaving_now = False

    def dismiss(self, result: Any = None) -> AwaitComplete:
        if self._leaving_now or not cast("Screen[Any]", self).is_current:
            return AwaitComplete()
        self._leaving_now = True
        left: AwaitComplete = super().dismiss(result)  # type: ignore[misc]
        return left


class SelectsWhatIsThere:
    """A mixin for a screen where text can be selected: a press on a widget that is being removed selects nothing.
    Textual (8.2) takes such a widget for the beginning of a selection, and fails for want of its parent.
    """

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        found: tuple[Widget | None, Offset | None]
        found = super().get_widget_and_offset_at(x, y)  # type: ignore[misc]
        return (None, None) if found[0] is not None and found[0].parent is None else found


class Overlay(SelectsWhatIsThere, RunsActions, LeavesOnce, ModalScreen[Result | None], Generic[Result]):
    """A screen over the page that ends with a result, or None when it is left."""

    @property
    def session(self) -> Session:
        return cast(HasSession, self.app).session

    def close(self, result: Result | None) -> None:
        """Leaves with a result."""
        self.dismiss(result)
