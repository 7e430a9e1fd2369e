"""All theses: the list, going over to another one, and beginning a new one."""

from __future__ import annotations

from calendar import month_name
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from thesis_tui.errors import ThesisError
from thesis_tui.model.view import Target
from thesis_tui.pages import theses_page
from thesis_tui.pages.spans import Block
from thesis_tui.services import new, typed
from thesis_tui.services.desk import Desk
from thesis_tui.services.theses import Standing, Theses
from thesis_tui.tui.following import Following
from thesis_tui.tui.form import Field, Form
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
        Binding("E", "edit_file", "edit the file", show=False, id="edit_file"),
    ]
    number = 0
    title_words = "Theses"
    keys: ClassVar = theses_page.KEYS
    records = False
    first_focus = ("theses",)

    def __init__(self, selected: str | None = None) -> None:
        super().__init__(selected)
        self._standings: tuple[Standing, ...] | None = None
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
            self.post_message(ThesesRead(theses.standings()))
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

    def follow(self, target: Target) -> bool:
        if target.kind != "thesis" or target.id == self.selected:
            return False
        self.selected = target.id
        return True

    def open_target(self, target: Target) -> None:
        open_thesis(self.thesis, target.id)

    def action_add(self) -> None:
        """A form for a new thesis; once made it is opened."""
        app = self.thesis
        if app.desk.as_of is not None:
            app.notify(app.desk.read_only_reason, severity="warning", timeout=8, markup=False)
            return
        form, made = new_form(app.desk)
        app.push_screen(form, lambda said: open_thesis(app, made[-1]) if said and made else None)

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


def new_form(desk: Desk) -> tuple[Form, list[str]]:
    """A form that makes a thesis, and where the id of the one it made will be."""
    made: list[str] = []

    def read_symbol(text: str) -> str:
        blank = new.fill(text)
        new.refuse_taken(desk.places, blank.symbol)
        return f"quoted in {blank.currency} on {blank.venue}, unless you say otherwise"

    def read_end(text: str) -> str:
        month, _, day = new.read_year_end(text).partition("-")
        return f"its business year ends on {int(day)} {month_name[int(month)]}"

    def save(texts: dict[str, str]) -> str:
        blank = new.fill(
            texts["symbol"], name=texts["name"], currency=texts["currency"], venue=texts["venue"],
            fiscal_year_end=texts["fiscal-year-end"], stance=texts["stance"], template=texts["template"],
            statement=texts["statement"],
        )  # fmt: skip
        made.append(new.make(desk.places, blank, at=desk.now(), patience=0).id)
        return f"made {made[-1]}"

    fields = [
        Field("symbol", "symbol", required=True, read=read_symbol, hint="NVDA, BRK.B, 0700.HK"),
        Field("name", "name", read=lambda text: _nothing(typed.line(text, "name")), hint="what it is called"),
        Field("template", "kind", "growth", options=[(name, name) for name in new.TEMPLATES],
              read=lambda text: new.TEMPLATES[text]),
        Field("stance", "stance", "watch", options=[(stance, stance) for stance in reversed(new.STANCES)]),
        Field("statement", "why", read=lambda text: _nothing(typed.line(text, "statement")),
              hint="optional: the thesis in a sentence", also="you can say it later, too: a, then s"),
        Field("currency", "currency", read=lambda text: _nothing(new.read_currency(text)), hint="as the symbol says"),
        Field("venue", "venue", read=lambda text: _nothing(typed.line(text, "venue")), hint="as the symbol says"),
        Field("fiscal-year-end", "year end", "12-31", read=read_end, also="also: 31 mar, march"),
    ]  # fmt: skip
    return Form("New thesis", fields, save, foot="then it opens"), made


def _nothing(_read: object) -> str:
    return ""
