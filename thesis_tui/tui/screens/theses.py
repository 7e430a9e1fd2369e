"""All theses: the list, going over to another one, and beginning a new one."""

from __future__ import annotations

from functools import partial
from typing import Final

from thesis_tui.errors import ThesisError
from thesis_tui.model.closing import ClosedView
from thesis_tui.model.view import Target, View
from thesis_tui.pages import theses_page
from thesis_tui.pages.spans import Block
from thesis_tui.services.theses import FILTERS, ORDERS, Theses, ThesisSummary, arranged
from thesis_tui.tui.background import in_background
from thesis_tui.tui.master_detail import MasterDetailScreen
from thesis_tui.tui.session import Disposal

AGAIN_SECONDS = 2.0
"""How often the folders are looked at for hand edits."""


_CLOSE: Final = ("c", "close it: how it ended, and what you learned", "close")
_REOPEN: Final = ("o", "open it again", "reopen")
_ARCHIVE: Final = ("a", "archive it: it is listed no more", "archive")
_UNARCHIVE: Final = ("r", "restore it from the archive: it is listed again", "unarchive")
_DELETE: Final = ("D", "delete it: its folder is moved away", "delete")


def _ends_of(closed: ClosedView | None) -> tuple[tuple[str, str, Disposal], ...]:
    """The lines of the menu for a thesis that is open, closed or archived."""
    if closed is None:
        return (_CLOSE,)
    return (_REOPEN, _UNARCHIVE if closed.archived else _ARCHIVE, _DELETE)


class ThesesScreen(MasterDetailScreen):
    """Every thesis with its verdict, its price and what needs the user, read in the background."""

    kind = "thesis"
    number = 0
    title_words = "Theses"
    place = "theses"
    records = False
    first_focus = ("theses",)

    def __init__(self, selected: str | None = None) -> None:
        super().__init__(selected)
        self._standings: tuple[ThesisSummary, ...] | None = None
        self._fault = ""
        self._theses: Theses | None = None
        self._reading = False
        self._sorted_by, self._kept_to = next(iter(ORDERS)), next(iter(FILTERS))

    def next_order(self) -> None:
        """Sorts the list by the next thing there is to sort it by."""
        orders = list(ORDERS)
        self._sorted_by = orders[(orders.index(self._sorted_by) + 1) % len(orders)]
        self.redraw()

    def choose_filter(self) -> None:
        """Asks for the kind of thesis that the list is cut down to, with how many there are of each."""

        def kept_to(shown: str) -> None:
            self._kept_to = shown
            self.redraw()

        choices = [
            # while they are being read nobody knows how many there are
            (key, words if (every := self._standings) is None
             else f"{words}: {len(arranged(every, self._sorted_by, shown))}", shown)
            for shown, (key, words) in FILTERS.items()
        ]  # fmt: skip
        self.session.choose_from("Show", choices, self._kept_to, kept_to)

    def blocks(self, width: int, height: int) -> list[Block]:
        chosen = self.selected or self.view.id
        return theses_page.theses_page(
            self.view, self._standings, chosen, width, height, self.session.message, self._fault,
            self._sorted_by, self._kept_to,
        )  # fmt: skip

    def on_mount(self) -> None:
        super().on_mount()
        desk = self.session.desk
        self._theses = Theses(places=desk.places, settings=desk.settings, clock=desk.now, as_of=self.view.as_of)
        self._read_all()
        self.set_interval(AGAIN_SECONDS, self._read_all)

    def _read_all(self) -> None:
        if not self._reading and self._theses is not None:
            self._reading = True
            self.run_worker(self._read(self._theses), group="theses")

    async def _read(self, theses: Theses) -> None:
        try:
            standings, fault = await in_background(partial(theses.summaries, archived=True)), ""
        except ThesisError as error:
            standings, fault = (), str(error)
        self.call_later(self._show_read, standings, fault)

    def _show_read(self, standings: tuple[ThesisSummary, ...], fault: str) -> None:
        self._reading = False
        first = self._standings is None
        before = [(item.id, id(item.view), item.fault) for item in self._standings or ()]
        # a thesis that did not change gives the same view again: there is nothing to draw
        if not first and before == [(item.id, id(item.view), item.fault) for item in standings]:
            return
        self._standings, self._fault = standings, fault
        self.redraw()
        if first and self.selected is None:
            self.call_after_refresh(self.choose, Target("thesis", self.view.id))

    def open_target(self, target: Target) -> None:
        self.session.open_thesis(target.id)

    def add(self) -> None:
        """Asks for a new thesis; once made it is opened."""
        self.session.new_thesis()

    @property
    def disposable(self) -> View | None:
        """The thesis under the cursor, None where none is or it cannot be read."""
        summary = self._under_cursor()
        return None if summary is None else summary.view

    def dispose(self, how: Disposal) -> None:
        """Does it with the thesis under the cursor, which is opened for it; a deleted one is asked for."""
        summary = self._under_cursor()
        if how == "restore":
            self.session.dispose(how)
        elif summary is not None and summary.view is not None:
            self.session.open_thesis(summary.id)
            # one that could not be opened was said, and nothing is done to the one that stayed
            if self.session.desk.id == summary.id:
                self.session.dispose(how)

    def retire(self) -> None:
        """Asks whether the thesis under the cursor is to be closed, archived, restored or deleted."""
        summary = self._under_cursor()
        if self.view.as_of is not None:
            return
        if summary is None or summary.view is None:
            if self._standings is not None:
                self.session.warn("no thesis is selected that could be closed" if summary is None else summary.fault)
            return
        self.session.choose_from(summary.view.name, _ends_of(summary.closed), None, self.dispose)

    def _under_cursor(self) -> ThesisSummary | None:
        """The thesis under the cursor; None where the filter leaves it out."""
        shown = arranged(self._standings or (), self._sorted_by, self._kept_to)
        return next((summary for summary in shown if summary.id == self.selected), None)

    def edit_file(self) -> None:
        """Opens the thesis.toml under the cursor, at the line that is at fault where one is."""
        summary = self._under_cursor()
        if summary is not None and not summary.bundled:
            path = self.session.desk.places.data / summary.id / "thesis.toml"
            self.session.edit_path(path, max(1, summary.line))
