"""All theses: the list, going over to another one, and beginning a new one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from thesis_tui.errors import ThesisError
from thesis_tui.model.view import Target
from thesis_tui.pages import theses_page
from thesis_tui.pages.spans import Block
from thesis_tui.services.desk import Desk
from thesis_tui.services.theses import Theses, ThesisSummary
from thesis_tui.tui.following import Following
from thesis_tui.tui.messages import ThesesRead

if TYPE_CHECKING:
    from thesis_tui.tui.app import ThesisApp

AGAIN_SECONDS = 2.0
"""How often the folders are looked at for hand edits."""


class ThesesScreen(Following):
    """Every thesis with its verdict, its price and what needs the user, read beside the screen."""

    kind = "thesis"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "new thesis", show=False, id="add"),
        Binding("d", "retire", "delete", show=False, id="retire"),
        Binding("E", "edit_file", "edit the file", show=False, id="edit_file"),
    ]
    number = 0
    title_words = "Theses"
    keys: ClassVar = theses_page.KEYS
    records = False
    first_focus = ("theses",)

    def __init__(self, selected: str | None = None) -> None:
        super().__init__(selected)
        self._standings: tuple[ThesisSummary, ...] | None = None
        self._fault = ""
        self._theses: Theses | None = None
        self._reading = False

    def blocks(self, width: int, height: int) -> list[Block]:
        chosen = self.selected or self.view.id
        return theses_page.theses_page(self.view, self._standings, chosen, width, height, self.thesis.said, self._fault)

    def on_mount(self) -> None:
        desk = self.thesis.desk
        self._theses = Theses(places=desk.places, settings=desk.settings, clock=desk.now, as_of=self.view.as_of)
        self._read_all()
        self.set_interval(AGAIN_SECONDS, self._read_all)

    def _read_all(self) -> None:
        if not self._reading and self._theses is not None:
            self._reading = True
            self.run_worker(partial(self._read_beside, self._theses), group="theses", thread=True)

    def _read_beside(self, theses: Theses) -> None:
        """In a thread: reads, and posts what came of it."""
        try:
            self.post_message(ThesesRead(theses.summaries()))
        except ThesisError as error:
            self.post_message(ThesesRead((), str(error)))

    def on_theses_read(self, message: ThesesRead) -> None:
        self._reading = False
        first = self._standings is None
        before = [(one.id, id(one.view), one.fault) for one in self._standings or ()]
        if not first and before == [(one.id, id(one.view), one.fault) for one in message.standings]:
            return
        self._standings, self._fault = message.standings, message.fault
        self.redraw()
        if first and self.selected is None:
            self.call_after_refresh(self.choose, Target("thesis", self.view.id))

    def open_target(self, target: Target) -> None:
        open_thesis(self.thesis, target.id)

    def action_add(self) -> None:
        """A form for a new thesis; once made it is opened."""
        app = self.thesis
        if app.desk.as_of is not None:
            app.notify(app.desk.read_only_reason, severity="warning", timeout=8, markup=False)
            return
        from thesis_tui.tui.forms.theses import new_form

        form, made = new_form(app.desk)
        app.push_screen(form, lambda said: open_thesis(app, made[-1]) if said and made else None)

    def action_retire(self) -> None:
        """What nobody wants any more is the user's to throw away: the program deletes no file of theirs."""
        from thesis_tui.tui.editor import shown_path

        folder = self.thesis.desk.places.data / (self.selected or self.view.id)
        said = f"no thesis is deleted from here; move or delete its folder yourself: {shown_path(folder)}"
        self.notify(said, timeout=12, markup=False)

    def action_edit_file(self) -> None:
        """Opens the thesis.toml under the cursor, at the line that is at fault where one is."""
        from thesis_tui.tui.editor import edit_at

        standing = next((one for one in self._standings or () if one.id == self.selected), None)
        if standing is not None and not standing.bundled:
            path = self.thesis.desk.places.data / standing.id / "thesis.toml"
            edit_at(self.thesis, path, max(1, standing.line))


def open_thesis(app: ThesisApp, identity: str) -> None:
    """Goes over to another thesis; one that cannot be read is said, and what is open stays."""
    here = app.desk
    if identity == here.id:
        app.open_screen(1)
        return
    try:
        desk = Desk(
            places=here.places, settings=here.settings, thesis=identity, clock=here.now, as_of=here.as_of,
            offline=here.offline,
        )  # fmt: skip
        first = desk.view().looked is None
    except ThesisError as error:
        app.fault(error)
        return
    did = desk.start()
    app.take(desk, first_look=first)
    for text in did:
        app.notify(text, timeout=6, markup=False)
