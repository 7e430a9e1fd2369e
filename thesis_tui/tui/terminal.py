"""The terminal's input: Textual's driver, with bytes that are no UTF-8 read as what they most likely are.

A terminal in 8-bit mode sends one for Alt and a letter, a paste from an old program one for "é". Textual (8.2) decodes
strictly in its input thread, and the first such byte ends it: the program goes deaf, and what is being typed is lost.
"""

from __future__ import annotations

import codecs
import os
import selectors
import time
from collections.abc import Callable
from threading import Event
from typing import cast

from textual import constants
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.driver import Driver

from thesis_tui.system import text_of

# as many as Textual's own driver (8.2) reads
READ_BYTES = 4096
# Textual's own, too
TICK_SECONDS = 0.1
"""How long a lone escape may be the beginning of a longer sequence."""


class TerminalDecoder:
    """Turns what a terminal sends into text, a read at a time. `unread` is called where bytes are no text at all."""

    def __init__(self, unread: Callable[[], None]) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._unread = unread

    def decode(self, raw: bytes) -> str:
        """The text of what was read; bytes that only begin a character are kept for the next read."""
        text = ""
        while True:
            # a sequence begun in the last read is kept by the decoder, and comes before this one's bytes
            begun, _ = self._decoder.getstate()
            try:
                return text + self._decoder.decode(raw)
            except UnicodeDecodeError as error:
                whole = begun + raw
                self._decoder.reset()
                text += whole[: error.start].decode() + self._foreign(whole[error.start : error.end])
                raw = whole[error.end :]

    def _foreign(self, raw: bytes) -> str:
        try:
            return text_of(raw)
        except UnicodeDecodeError:
            self._unread()
            return ""


class ReadsAnyBytes:
    """A mixin for Textual's driver of POSIX terminals: the same but for the decoding of the input."""

    fileno: int
    exit_event: Event
    _app: App[int]
    _debug: bool
    _told = False

    def run_input_thread(self) -> None:
        """Reads the terminal and posts what comes as events, until the driver is stopped."""
        parser = XTermParser(self._debug)
        decoder = TerminalDecoder(self._tell_unread)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(TICK_SECONDS):
                    raw = self._read()
                    if not raw:  # the terminal is gone: tui/shutdown.py sees it, too, and ends the program
                        time.sleep(TICK_SECONDS)
                    for event in parser.feed(decoder.decode(raw)) if raw else ():
                        cast(Driver, self).process_message(event)
                for event in parser.tick():
                    cast(Driver, self).process_message(event)
        try:
            # the parser's own end: it works off what it holds, and raises where that is half a sequence
            for _ in parser.feed(""):
                pass
        except (EOFError, ParseError):
            return

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, READ_BYTES)
        except OSError:
            return b""

    def _tell_unread(self) -> None:
        """Says once that something was left out."""
        if not self._told:
            self._told = True
            words = "a byte that is no character in any encoding known here was left out"
            self._app.call_later(lambda: self._app.notify(words, severity="warning", timeout=8, markup=False))


def terminal_driver() -> type[Driver] | None:
    """The driver of terminals; None, where there are none of POSIX's kind or the user names another, is Textual's."""
    try:
        from textual.drivers.linux_driver import LinuxDriver  # needs what only POSIX has
    except ImportError:
        return None
    return None if constants.DRIVER is not None else type("TerminalDriver", (ReadsAnyBytes, LinuxDriver), {})
