"""The program as screens, forms and workers know it: the `Session` protocol, and the forms it can open.

Screens are given a session and never the App; tui/live_session.py is the one the App holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TypeVar

from textual.notifications import SeverityLevel

from thesis_tui.errors import ThesisError
from thesis_tui.model.view import Target, View
from thesis_tui.services.desk import Desk
from thesis_tui.services.loaded_thesis import VerdictWork

if TYPE_CHECKING:
    from thesis_tui.services.inbox import Inbox  # loaded by tui/lazy.py

T = TypeVar("T")

FormKind = Literal[
    "note", "statement", "milestone", "edit milestone", "replace milestone", "retire resting", "odds", "hit", "missed",
    "void", "level", "edit level", "price",
    "edit price", "observation", "edit observation", "evidence", "criterion", "edit criterion", "retire", "snooze",
    "settle", "moved",
    "article", "article again", "correction", "decision", "edit decision", "opening", "dividend", "pillar",
    "edit pillar", "metric", "edit metric", "merge metric", "listing", "edit listing", "benchmark", "thesis",
    "edit source", "merge source", "close", "reopen", "delete", "answering decision", "scenario", "edit scenario",
    "intent", "monitor", "edit monitor", "contact", "import prices", "edit note", "move",
]  # fmt: skip
"""The forms that can be asked for by themselves; tui/entry_forms.py builds each."""


Disposal = Literal["close", "reopen", "archive", "unarchive", "delete", "restore"]
"""Ends of a thesis, and the ways back; "restore" is of one that was deleted."""


class Addable(NamedTuple):
    """One line of the menu that `a` opens, and of the palette."""

    key: str
    text: str
    kind: FormKind


# no key is j or k: the menu takes those for walking before it looks at its choices
ADDABLE = (
    Addable("b", "decision: bought, sold, passed, held, and why", "decision"),
    Addable("o", "opening position: what you held before", "opening"),
    Addable("n", "note: on a pillar, a milestone, the thesis", "note"),
    Addable("m", "milestone: something expected in a window", "milestone"),
    Addable("l", "level: support, resistance, target, stop …", "level"),
    Addable("p", "price", "price"),
    Addable("h", "history: daily prices from a CSV file", "import prices"),
    Addable("x", "decision on prices: accept, refuse, drop a day, a split", "correction"),
    Addable("f", "figure: a new value of a metric", "observation"),
    Addable("e", "evidence: a statement without a number", "evidence"),
    Addable("c", "criterion: what must hold", "criterion"),
    Addable("v", "scenario: a value by a day, with odds", "scenario"),
    Addable("s", "statement: the thesis in a sentence or two", "statement"),
    Addable("w", "watch: filings, rules or a feed, asked for by itself", "monitor"),
    Addable("P", "pillar: one more thing that must be true", "pillar"),
    Addable("M", "metric: one more thing that is measured", "metric"),
    Addable("L", "listing: where else it trades", "listing"),
    Addable("B", "benchmark: an index or a peer to compare with", "benchmark"),
    Addable("i", "article: read one, and keep what is true of it", "article"),
)


ASKED_OF_CLOSED: frozenset[FormKind] = frozenset(("note", "reopen", "delete"))
"""Forms that a closed thesis has, too."""


class Page(Protocol):
    """A page of blocks, as far as another one needs it."""

    def choose(self, target: Target) -> bool:
        """Puts focus and cursor on `target` where it is on the page."""
        ...


class Session(Protocol):
    """One sitting with a thesis: what is open, what is shown of it, and everything that can be asked for."""

    ascii_only: bool

    @property
    def desk(self) -> Desk:
        """The thesis that is open, to record in."""
        ...

    # what is shown

    @property
    def view(self) -> View:
        """The thesis, whole, as shown now; waits where it is still being read."""
        ...

    @property
    def first_view(self) -> View:
        """The view that the first screen draws: the whole thesis, or before it has been read what was kept of it."""
        ...

    @property
    def status(self) -> str:
        """The footer's right end, "" for the view's own word."""
        ...

    @property
    def review_begun(self) -> str:
        """How far a review is that was begun and not ended: "5 of 14", "" for none."""
        ...

    @property
    def message(self) -> str:
        """The footer's word on what was just done, for a few seconds, else ""."""
        ...

    @property
    def target(self) -> Target | None:
        """The thing in focus on the page in front."""
        ...

    @property
    def inbox(self) -> Inbox: ...
    @property
    def own_keys(self) -> dict[str, str]:
        """The user's own keys, by the ids of the actions."""
        ...

    def verdict_work(self) -> VerdictWork:
        """The work that finds how the verdicts shown came to be. Raises ThesisError while files cannot be read."""
        ...

    def sign(self, text: str) -> str:
        """`text` with its signs as this terminal can draw them."""
        ...

    # telling

    def say(self, text: str) -> None:
        """Says in the footer what was done, for a few seconds."""
        ...

    def notify(
        self, text: str, *, title: str = "", severity: SeverityLevel = "information", timeout: float = 5
    ) -> None:
        """Says something in the corner; plain text."""
        ...

    def warn(self, text: str) -> None: ...
    def fail(self, error: ThesisError) -> None:
        """Says in the corner why something was not done."""
        ...

    # going elsewhere

    def open_screen(self, number: int, target: Target | None = None) -> None: ...
    def open(self, target: Target) -> None:
        """Opens the screen that shows `target` whole."""
        ...

    def open_article(self, name: str) -> None: ...
    def open_thesis(self, identity: str) -> None: ...
    def open_address(self, target: Target | None) -> None: ...
    def dispose(self, how: Disposal) -> None:
        """Archives, restores or deletes the closed thesis."""
        ...

    def switch_private(self) -> None:
        """Hides quantities and amounts everywhere, or shows them again."""
        ...

    def leave(self) -> Page | None:
        """Stops what is under way, else goes back; the page that is in front then."""
        ...

    def search(self) -> None: ...
    def show_help(self) -> None: ...
    def show_as_of(self, day: date | None) -> None: ...
    def step_day(self, step: int) -> None: ...
    def quit(self) -> None: ...

    # recording

    def can_record(self) -> bool:
        """Whether something can be recorded now; says why where it cannot."""
        ...

    def record(
        self,
        do: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[ThesisError], None] | None = None,
        waits: Callable[[str, bool], None] | None = None,
    ) -> None:
        """Records with `do`, one thing at a time; see tui/recorder.py."""
        ...

    def recorded(self, text: str | None) -> None:
        """Shows what was recorded and says `text`; None is nothing."""
        ...

    def reload(self) -> None: ...
    def redraw(self) -> None: ...
    def ask(self, kind: FormKind, target: Target | None = None) -> None:
        """Opens a form, for `target` or what is in focus."""
        ...

    def ask_what_to_add(self) -> None: ...
    def ask_what_to_edit(self) -> None: ...
    def note_on_milestone(self) -> None: ...
    def import_article(self) -> None: ...
    def new_thesis(self) -> None: ...
    def change_settings(self) -> None: ...
    def edit_file(self, target: Target | None = None) -> None: ...
    def edit_path(self, path: Path, line: int) -> None: ...
    def retire(self, target: Target | None) -> None: ...
    def undo(self, then: Callable[[], None] = lambda: None) -> None:
        """Takes back the newest act; `then` is called when it is taken back."""
        ...

    def redo(self) -> None: ...
    def give_up(self) -> None:
        """Stops waiting for another program: nothing is recorded."""
        ...

    def mark_seen(self, ids: Sequence[str] | None) -> None: ...
    def refresh(self) -> None: ...

    def ask_source(self, identity: str) -> None:
        """Asks one monitor or live metric now."""
        ...

    def copy(self, text: str, what: str) -> None:
        """Puts text on the clipboard by the terminal (OSC 52), and says so of `what`."""
        ...

    def choose_from(
        self, title: str, choices: Sequence[tuple[str, str, T]], first: T | None, then: Callable[[T], None],
        about: Iterable[str] = (),
    ) -> None:  # fmt: skip
        """Opens a menu of (key, words, value) over the page; `then` gets the value that is picked, if one is."""
        ...


class HasSession(Protocol):
    """An App that holds a session."""

    session: Session
