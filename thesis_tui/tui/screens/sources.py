"""The sources and the inbox: what each article gave, and which wait to be read."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from textual import events

from thesis_tui.errors import ThesisError
from thesis_tui.model.figures import counted
from thesis_tui.model.view import Target, View
from thesis_tui.pages import sources_page
from thesis_tui.pages.spans import Block
from thesis_tui.services import auto_accept, monitors, waiting_documents
from thesis_tui.services.inbox import Opened
from thesis_tui.services.source_status import Watched, watched
from thesis_tui.tui.article_import import import_text, read_in_background
from thesis_tui.tui.master_detail import MasterDetailScreen


class SourcesScreen(MasterDetailScreen):
    """The articles, and what each gave."""

    kind = "source"
    number = 4
    title_words = "Sources"
    place = "sources"
    first_focus = ("sources",)

    def blocks(self, width: int, height: int) -> list[Block]:
        return sources_page.sources_page(
            self.view, self.selected, width, height, self.session.status,
            self._waiting() if self.view.inbox else (), self._watched(),
        )  # fmt: skip

    def _watched(self) -> tuple[Watched, ...]:
        """The sources asked, looked at anew when the thesis was: how each stands is in files."""
        if self._stands is None or self._stands[0] is not self.view:
            try:
                self._stands = self.view, watched(self.session.desk)
            except ThesisError:
                return ()
        return self._stands[1]

    _stands: tuple[View, tuple[Watched, ...]] | None = None

    def _waiting(self) -> list[sources_page.Waits]:
        """The inbox as far as it was read; the rest is read in the background."""
        found = []
        unread = []
        for name in self.view.inbox:
            known = self.session.inbox.known(name)
            if known is None:
                unread.append(name)
                found.append(sources_page.Waits(name, name, "…"))
            elif isinstance(known, Opened):
                decided = len(known.considered) - known.waiting
                words = counted(len(known.considered), "proposal") + (f", {known.waiting} to decide" if decided else "")
                found.append(sources_page.Waits(name, known.proposals.title or name, words, source=known.source))
            else:
                found.append(sources_page.Waits(name, name, str(known), wrong=True))
        # one worker at a time reads all that is unread: each drawing comes here
        if unread and not self._reading:
            self._reading = True
            self.run_worker(self._read(unread), group="inbox", exclusive=True)
        return found

    _reading = False

    async def _read(self, names: Sequence[str]) -> None:
        for name in names:
            with suppress(ThesisError):
                await read_in_background(self.session.inbox, name)
        self.call_later(self._show_read)

    def _show_read(self) -> None:
        self._reading = False
        self.redraw()

    def retire(self) -> None:
        """Files an article of the inbox away unread; retires anything else."""
        target = self.target
        if target is not None and target.kind == "document":
            self._drop(target.id)
            return
        if target is not None and target.kind == "monitor":
            self._retire_monitor(target.id)
            return
        if target is None or target.kind != "inbox":
            super().retire()
            return
        if not self.session.can_record():
            return
        try:
            self.session.inbox.close(target.id)
        except ThesisError as error:
            self.session.fail(error)
            return
        self.session.recorded("filed away, in the folder inbox/read")

    def _found(self, identity: str) -> Watched | None:
        return next((item for item in self._watched() if item.id == identity), None)

    def _retire_monitor(self, identity: str) -> None:
        """Stops watching; a live metric is a metric, and stays."""
        item, desk = self._found(identity), self.session.desk
        if item is None or item.kind != "monitor":
            self.session.notify("a live metric is written in thesis.toml: E opens it there")
        elif self.session.can_record():
            self.session.record(
                lambda: monitors.retire_monitor(desk, identity),
                lambda _: self.session.recorded("no longer watched; what came of it stays"),
            )

    def edit(self) -> None:
        target = self.target
        item = self._found(target.id) if target is not None and target.kind == "monitor" else None
        if item is None:
            super().edit()
        elif item.kind == "monitor":
            self.session.ask("edit monitor", target)
        else:
            self.session.notify("a live metric is written in thesis.toml: E opens it there")

    def _choose(self, item: Watched) -> None:
        """A menu of what can be done with what is watched."""
        choices: list[tuple[str, str, str]] = [("r", "ask now", "ask")]
        if item.waits:
            choices.insert(0, ("y", "believe the reading that waits", "accept"))
        if item.wants_contact:
            choices.insert(0, ("c", "give the contact address the SEC asks for", "contact"))
        if item.kind == "monitor":
            choices += [("e", "change it", "edit"), ("d", "watch it no longer", "retire")]
        self.session.choose_from(item.title, choices, choices[0][2], lambda what: self._do(item, what))

    def _do(self, item: Watched, what: str) -> None:
        desk = self.session.desk
        target = Target("monitor", item.id)
        match what:
            case "ask":
                self.session.ask_source(item.id)
            case "contact":
                self.session.ask("contact", target)
            case "accept":
                self.session.record(
                    lambda: auto_accept.accept_held(desk, item.id), lambda _: self.session.recorded("believed")
                )
            case "edit":
                self.session.ask("edit monitor", target)
            case _:
                self._retire_monitor(item.id)

    def _drop(self, document_id: str) -> None:
        """Drops a document of the inbox; `u` takes that back."""
        desk = self.session.desk
        if self.session.can_record():
            self.session.record(
                lambda: waiting_documents.drop(desk, waiting_documents.find_document(desk, document_id)),
                lambda _: self.session.recorded("dropped; u to undo"),
            )

    def on_paste(self, event: events.Paste) -> None:
        """A pasted article goes into the inbox and opens; so does an address."""
        event.stop()
        if not self.session.can_record():
            return
        inbox = self.session.inbox
        self.session.record(lambda: import_text(inbox, event.text), self.session.open_article)

    def wanted_focus(self) -> tuple[str, ...]:
        waits = self.view.inbox or self.view.waiting
        return ("inbox", *self.first_focus) if waits and self.selected is None else self.first_focus

    def open_target(self, target: Target) -> None:
        if target.kind == "monitor":
            item = self._found(target.id)
            if item is not None:
                self._choose(item)
        elif target.kind == "source":
            self.move_section(1)
        else:
            super().open_target(target)
