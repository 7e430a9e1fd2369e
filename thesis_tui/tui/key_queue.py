"""Keys taken one at a time: one that was typed before a screen was there waits for it."""

from __future__ import annotations

from collections import deque
from typing import Any

from textual import events
from textual.app import App
from textual.events import Event
from textual.message_pump import MessagePump
from textual.widgets import Input

from thesis_tui.model.text_cleaning import MAX_TEXT, clean

PATIENCE_SECONDS = 0.25
"""After this long the next key is taken, whatever became of the one before."""


class KeyQueue(App[int]):
    """An app whose keys are handled in order, each whole before the next.

    Textual (8.2) hands every key to what has the focus when it arrives. A key that opens a form is answered only
    after it has climbed from there to the app, and keys that came with it (a slow line, a quick hand) would
    go to the page below. Here a marker climbs after each key, through the screen it may have opened, and
    only then the next key is handed out.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._typed: deque[events.Key] = deque()
        self._turn = 0
        self._busy = False

    async def on_event(self, event: Event) -> None:
        if isinstance(event, events.InputEvent | events.Paste) and not self.screen_stack:
            return  # the program is ending
        if isinstance(event, events.Paste) and not event.is_forwarded:
            self._take_in(event)
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
            return
        self._typed.append(event)
        if not self._busy:
            await self._take()

    def _take_in(self, event: events.Paste) -> None:
        """Cleans a paste: without controls, in a field of one line on one line, and whole or not at
        all. A form reads its fields back at every change, and would be busy with a book for minutes.
        """
        if len(event.text) > MAX_TEXT:
            count = f"{len(event.text):,}".replace(",", " ")
            most = f"{MAX_TEXT:,}".replace(",", " ")
            self.notify(
                f"nothing was pasted: it has {count} characters, and a field takes {most}. Save it as a text file; "
                "thesis-tui read FILE --keep keeps it whole",
                title="too long to paste", severity="warning", timeout=15, markup=False,
            )  # fmt: skip
            event.text = ""
            return
        text = clean(event.text)
        # Textual's field of one line (8.2) takes the first line of a paste and drops the others without a word
        event.text = " ".join(filter(None, text.split("\n"))) if isinstance(self.focused, Input) else text

    async def _take(self) -> None:
        if not (self._typed and self.screen_stack):
            self._busy = False
            return
        self._busy = True
        self._turn += 1
        turn = self._turn
        event = self._run_of_text(self._typed.popleft())
        # asked before the key is handled: it may move the focus, and its way up begins where it arrived
        target: MessagePump = self.focused or (self.screen if self.screen_stack else self)
        await super().on_event(event)
        self.set_timer(PATIENCE_SECONDS, lambda: self._next(turn))
        self._climb(target, turn)

    def _run_of_text(self, key: events.Key) -> Event:
        """The key; or, where more text waits behind it than was drawn meanwhile, all of that at once: a terminal
        that does not say that it pastes sends keys, and a screen drawn for each of thousands takes minutes.
        """
        if not (key.is_printable and self._typed and self._typed[0].is_printable):
            return key
        from textual.widgets import TextArea  # 6 ms that the first text does without

        if not isinstance(self.focused, Input | TextArea):
            return key
        text = [key.character or ""]
        while self._typed and self._typed[0].is_printable:
            text.append(self._typed.popleft().character or "")
        return events.Paste("".join(text))

    def _climb(self, node: MessagePump, turn: int) -> None:
        """Follows the key's own way up: each pump runs this after the key that stands before it in its queue."""
        parent = node._parent
        if node is self or parent is None:
            self.call_later(self._opened_screen, turn)
        # one that is closing takes no callback, and the way up goes on without it
        elif not node.call_later(self._climb, parent, turn):
            self._climb(parent, turn)

    def _opened_screen(self, turn: int) -> None:
        """The key has been answered; a screen it opened is given the time to be there and take the focus."""
        if not self.screen_stack or not self.screen.call_later(self._next, turn):
            self._next(turn)

    def _next(self, turn: int) -> None:
        # the marker and the timer of a key both come here: the first one counts
        if turn == self._turn and self._busy:
            self._turn += 1
            self.call_later(self._take)
