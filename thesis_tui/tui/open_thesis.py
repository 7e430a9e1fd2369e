"""The thesis that is open, and what is shown of it: today, as of a day gone by, or before all of it has been read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from msgspec import structs

from thesis_tui.errors import ThesisError
from thesis_tui.model.view import View
from thesis_tui.services.desk import Desk
from thesis_tui.services.loaded_thesis import VerdictWork


class OpenThesis:
    """A thesis and its views. With a `first_view` that is what is drawn first, until `read` is called."""

    def __init__(self, desk: Desk, *, first_look: bool, first_view: View | None = None) -> None:
        """Raises ThesisError when it cannot be read."""
        self.desk = desk
        self.first_look = first_look
        self.began = desk.now()
        """When this sitting with the thesis began."""
        self.fault = ""
        """Why its files cannot be read now, "" when they can; what was last read stays."""
        self.tell_fault: Callable[[str], None] = lambda _: None
        """Told why its files cannot be read, where that is found out while something is drawn."""
        self._as_of: Desk | None = None
        self._first = first_view
        self._whole: View = first_view or self._judge()
        self._told: set[str] = set()

    @property
    def view(self) -> View:
        """The thesis, whole: where it is still being read this waits for it."""
        if self._first is not None:
            try:
                self.read()
            except ThesisError as error:
                self._first = None
                self.tell_fault(str(error))
        return self._whole

    @property
    def first_view(self) -> View:
        """The whole thesis, or before it has been read what was kept of it for the first screen."""
        return self._first or self._whole

    @property
    def is_whole(self) -> bool:
        """Whether all of it has been read."""
        return self._first is None

    @property
    def is_past(self) -> bool:
        """Shown as of a day that was stepped to."""
        return self._as_of is not None

    def read(self) -> None:
        """Reads what changed. Raises ThesisError when it cannot be read."""
        self._first, self._whole = None, self._judge()

    def _judge(self) -> View:
        """The view of now, or of the day stepped to. In the session of the first look nothing is said to have been
        looked at before.
        """
        if self._as_of is not None:
            return self._as_of.view()
        view = self.desk.view()
        # making the thesis ready counts as a look: the page would say "since you looked, today" to somebody who never
        # did
        if self.first_look and not view.changes:
            return structs.replace(view, looked=None)
        return view

    def verdict_work(self) -> VerdictWork:
        """The work that finds how the verdicts shown came to be. Raises ThesisError while the files cannot be read."""
        return (self._as_of or self.desk).verdict_work()

    def show_as_of(self, day: date | None) -> None:
        """Shows it from the next `read` on as it was known at the end of `day`; None is today again."""
        # today as of today would be a thesis that takes no entries
        if day is None or day >= self.desk.today:
            self._as_of = None
            return
        desk = self.desk
        self._as_of = type(desk)(
            places=desk.places, settings=desk.settings, thesis=desk.id, clock=desk.now, as_of=day, offline=True
        )

    def neighbouring_day(self, step: int) -> date | None:
        """The nearest day before (-1) or after the one shown on which something was recorded or added; None after
        the last. Before the first it is the one shown.
        """
        today = self.desk.view()
        days = {entry.entry.at.astimezone(today.now.tzinfo).date() for entry in today.journal}
        days |= {source.source.source.visible_from for source in today.sources}
        here = self.view.today
        if step < 0:
            return max((day for day in days if day < here), default=here)
        return min((day for day in days if day > here), default=None)

    def new_problems(self) -> Sequence[str]:
        """The faults in its files that were not given before."""
        texts = [problem.text for problem in self.view.problems]
        new = [text for text in texts if text not in self._told]
        # only those of now: one that was mended and comes back is told again
        self._told = set(texts)
        return new
