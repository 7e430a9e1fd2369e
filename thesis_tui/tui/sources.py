"""The sources and the inbox: what each article gave, and which wait to be read."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from thesis_tui.errors import ThesisError
from thesis_tui.model.figures import counted
from thesis_tui.model.view import Target
from thesis_tui.pages import sources_page
from thesis_tui.pages.spans import Block
from thesis_tui.tui.following import Following


class SourcesScreen(Following):
    """The articles, and what each gave."""

    kind = "source"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("d", "retire_or_file", "retire", show=False)]
    number = 4
    title_words = "Sources"
    keys: ClassVar = sources_page.KEYS
    first_focus = ("sources",)

    def blocks(self, width: int, height: int) -> list[Block]:
        return sources_page.sources_page(
            self.view, self.selected, width, height, self.thesis.foot, self._waiting() if self.view.inbox else ()
        )

    def _waiting(self) -> list[sources_page.Waits]:
        """The inbox as far as it was read; the rest is read beside the screen."""
        from thesis_tui.services.inbox import Opened

        found = []
        unread = []
        for name in self.view.inbox:
            known = self.thesis.inbox.known(name)
            if known is None:
                unread.append(name)
                found.append(sources_page.Waits(name, name, "…"))
            elif isinstance(known, Opened):
                decided = len(known.considered) - known.waiting
                said = counted(len(known.considered), "proposal") + (f", {known.waiting} to decide" if decided else "")
                found.append(sources_page.Waits(name, known.proposals.title or name, said, source=known.source))
            else:
                found.append(sources_page.Waits(name, name, str(known), wrong=True))
        if unread and not self._reading:
            self._reading = True
            self.run_worker(self._read(unread), group="inbox", exclusive=True)
        return found

    _reading = False

    async def _read(self, names: Sequence[str]) -> None:
        for name in names:
            with suppress(ThesisError):
                await self.thesis.inbox.open_aside(name)
        self.post_message(self.InboxRead())

    class InboxRead(Message):
        """What waited unread has been read."""

    def on_sources_screen_inbox_read(self) -> None:
        self._reading = False
        self.redraw()

    def action_retire_or_file(self) -> None:
        """An article of the inbox is filed away unread; anything else is retired."""
        target = self.target
        if target is None or target.kind != "inbox":
            self.thesis.action_retire()
            return
        if not self.thesis.can_record():
            return
        try:
            self.thesis.inbox.close(target.id)
        except ThesisError as error:
            self.thesis.fault(error)
            return
        self.thesis.recorded("filed away, in the folder inbox/read")

    def on_paste(self, event: events.Paste) -> None:
        """A pasted article goes into the inbox and opens; so does an address."""
        from thesis_tui.tui.bringing_in import bring_in

        event.stop()
        if not self.thesis.can_record():
            return
        inbox = self.thesis.inbox
        self.thesis.record(lambda: bring_in(inbox, event.text), self.thesis.open_article)

    def wanted_focus(self) -> tuple[str, ...]:
        return ("inbox", *self.first_focus) if self.view.inbox and self.selected is None else self.first_focus

    def open_target(self, target: Target) -> None:
        if target.kind == "source":
            self.action_section(1)
        else:
            super().open_target(target)
