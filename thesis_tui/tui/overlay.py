"""What stands over the page: forms, menus and help."""

from __future__ import annotations

from typing import Generic, TypeVar, cast

from textual.screen import ModalScreen

from thesis_tui.tui.keys import RunsActions
from thesis_tui.tui.session import HasSession, Session

Result = TypeVar("Result")


class Overlay(RunsActions, ModalScreen[Result | None], Generic[Result]):
    """A screen over the page that ends with a result, or None when it is left."""

    @property
    def session(self) -> Session:
        return cast(HasSession, self.app).session

    def close(self, result: Result | None) -> None:
        """Leaves with a result. A key or click that comes while it is going already is one too many, and does
        nothing: Textual raises ScreenStackError for a second `dismiss`.
        """
        if self.is_active and self.is_attached and not self._closing_result:
            self._closing_result = True
            self.dismiss(result)

    _closing_result = False
