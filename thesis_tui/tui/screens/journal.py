"""The journal: everything that was entered, newest first, searched as you type."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from textual import events

from thesis_tui.errors import ThesisError
from thesis_tui.model.view import Target, View
from thesis_tui.pages import journal_page
from thesis_tui.pages.spans import Block
from thesis_tui.rules.verdict_history import VerdictChange
from thesis_tui.services.loaded_thesis import VerdictWork
from thesis_tui.tui.background import in_background
from thesis_tui.tui.master_detail import MasterDetailScreen


class JournalScreen(MasterDetailScreen):
    """Everything that was entered, newest first, searched as you type."""

    kind = "entry"
    number = 5
    title_words = "Journal"
    place = "journal"
    first_focus = ("entries",)

    def __init__(self, selected: str | None = None) -> None:
        super().__init__(selected)
        self.query_text = ""
        self.searching = False
        self.wanted_kind = ""
        self.wanted_pillar = ""
        self._changes: Sequence[VerdictChange] = ()
        self._changes_of: View | None = None
        self._answers = journal_page.Answers()

    def blocks(self, width: int, height: int) -> list[Block]:
        return journal_page.journal_page(
            self.view,
            self.query_text,
            self.wanted_kind,
            self.wanted_pillar,
            self.selected,
            width,
            height,
            self.session.status,
            typing=self.searching,
            changes=self._verdict_changes(),
            answers=self._answers,
        )

    def _verdict_changes(self) -> Sequence[VerdictChange]:
        """Those of the view shown; while the files cannot be read, or the changes of many years are being worked
        out in the background, the ones last known.
        """
        if self._changes_of is not self.view:
            # before the work is begun: every drawing meanwhile would begin it again
            self._changes_of = self.view
            with suppress(ThesisError):
                work = self.session.verdict_work()
                if work.long:
                    # later, since saying so draws the page, and that is being done
                    self.call_later(self._begin, work)
                else:
                    self._changes = work()
        return self._changes

    def _begin(self, work: VerdictWork) -> None:
        self.session.say("working out the changes of verdict …")
        self.run_worker(self._work_out(work), group="verdicts", exclusive=True, exit_on_error=False)

    async def _work_out(self, work: VerdictWork) -> None:
        self.call_later(self._show_changes, await in_background(work))

    def _show_changes(self, changes: Sequence[VerdictChange]) -> None:
        self._changes = changes
        self.redraw()

    def follow(self, target: Target) -> bool:
        line = journal_page.line_of(target)
        if not line or line == self.selected:
            return False
        self.selected = line
        return True

    def next_kind(self) -> None:
        """The next kind that there is anything of."""
        kinds = journal_page.kinds_of(self.view, self._verdict_changes())
        self.wanted_kind = kinds[(kinds.index(self.wanted_kind) + 1) % len(kinds)] if self.wanted_kind in kinds else ""
        self.redraw()

    def next_pillar(self) -> None:
        pillars = ["", *(pillar.pillar.id for pillar in self.view.pillars)]
        self.wanted_pillar = (
            pillars[(pillars.index(self.wanted_pillar) + 1) % len(pillars)] if self.wanted_pillar in pillars else ""
        )
        self.redraw()

    def leave(self) -> None:
        """`esc` takes filters and a search away before it leaves."""
        if self.query_text or self.wanted_kind or self.wanted_pillar:
            self.query_text = self.wanted_kind = self.wanted_pillar = ""
            self.redraw()
        else:
            super().leave()

    def begin_search(self) -> None:
        self.searching = True
        self.redraw()

    async def on_key(self, event: events.Key) -> None:
        """While searching, keys are text; `enter` keeps what is found, `esc` shows everything again."""
        if not self.searching:
            return
        if event.key == "escape":
            self.searching, self.query_text = False, ""
        elif event.key == "enter":
            self.searching = False
        elif event.key == "backspace":
            self.query_text = self.query_text[:-1]
        elif event.is_printable and event.character:
            self.query_text += event.character
        else:
            return
        event.stop()
        event.prevent_default()
        self.redraw()

    def retire(self) -> None:
        """Undoes the entry under the cursor; a change of verdict or a crossing is nobody's to undo."""
        if self.target is not None and self.target.kind != "entry":
            self.session.notify("this line is no entry, it follows from others: there is nothing to undo")
        else:
            super().retire()

    def open_target(self, target: Target) -> None:
        if target.kind == "entry":
            entry = next((item for item in self.view.journal if item.entry.id == target.id), None)
            if entry is not None and entry.target.kind != "entry":
                super().open_target(entry.target)
        elif target.kind == "thesis":
            self.session.open_screen(1)
        else:
            super().open_target(target)
