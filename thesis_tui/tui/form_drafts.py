"""The care a form takes that nothing typed is lost: it asks at once whether saving will work, keeps a draft of what
is typed, and offers the one of before.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Protocol
from zlib import crc32

from textual.content import Content
from textual.widgets import Static

from thesis_tui.errors import StorageError
from thesis_tui.model import figures
from thesis_tui.storage.drafts import Draft
from thesis_tui.tui.background import in_background
from thesis_tui.tui.clickable import words_doing
from thesis_tui.tui.session import Session

AFTER_SECONDS = 0.6
"""A draft is written this long after the last key,"""
AT_LEAST_SECONDS = 4.0
"""and in the middle of typing when the last one is this old."""
PROBE_SECONDS = 2.0
"""A disk that has not answered by then is said to be slow."""


class Notice(Static):
    """The lines above the fields: what will not work, and the draft that is offered."""


class DraftedForm(Protocol):
    """A form, as far as its drafts need it."""

    @property
    def name_words(self) -> str: ...
    @property
    def session(self) -> Session: ...
    @property
    def is_attached(self) -> bool: ...
    @property
    def theme_variables(self) -> dict[str, str]: ...
    def put(self, texts: Mapping[str, str]) -> None: ...
    def typed_in(self, texts: Mapping[str, str]) -> list[str]: ...
    def show_notice(self, lines: Sequence[Content]) -> None: ...
    def after(self, seconds: float, do: Callable[[], object]) -> None: ...
    def in_background(self, work: Awaitable[None]) -> None: ...


class FormDrafts:
    """The drafts of one open form, which `key` tells from every other. Nothing here raises for what a disk does."""

    def __init__(self, form: DraftedForm, key: str) -> None:
        self._form = form
        self._desk = form.session.desk
        self._box = self._desk.drafts(_slug(key))
        self._offered: tuple[Draft, ...] = ()
        self._turn = 0
        self._kept_at = time.monotonic()
        self._texts: dict[str, str] = {}
        self._done = False
        self.fault = ""
        """Why nothing can be saved now, as a sentence, "" when it can or is not known yet."""

    @property
    def stays(self) -> bool:
        """Whether what was typed stays as a draft when the form is left: it could not have been saved."""
        return bool(self.fault and self._box.path)

    def begin(self) -> None:
        self._offered = self._box.found()
        self.draw()
        self._form.in_background(self._probe())

    async def _probe(self) -> None:
        """Writes and syncs a few bytes in the background, so that a slow disk does not stop the typing."""
        asked = asyncio.create_task(in_background(self._desk.write_fault))
        try:
            # shielded: the time-out ends the waiting, not the question, whose answer is told when it comes
            self.failed(await asyncio.wait_for(asyncio.shield(asked), PROBE_SECONDS))
        except TimeoutError:
            self.failed("the disk has not answered yet; saving may take a while")
            self.failed(await asked)

    def failed(self, fault: str) -> None:
        """Says why nothing can be saved, or that it can again."""
        if fault != self.fault:
            self.fault = fault
            self.draw()

    def draw(self) -> None:
        form = self._form
        if not form.is_attached:
            return
        variables = form.theme_variables
        lines: list[Content] = []
        if self.fault:
            text = f"✗ nothing can be saved now: {self.fault}. What you type is kept as a draft."
            lines.append(Content.styled(form.session.sign(text), variables["error"]))
        if self._offered:
            draft = self._offered[0]
            when = figures.day(draft.at.astimezone().date(), self._desk.today)
            # the longest of what was typed is what a draft is known by
            words = " ".join(max(form.typed_in(draft.texts), key=len, default="").split())
            more = f" ({len(self._offered) - 1} more)" if len(self._offered) > 1 else ""
            lines.append(
                Content.assemble(
                    (f"a draft of {when} is here{more}: ", variables["foreground"]),
                    (form.session.sign(figures.cut(words, 60)), variables["muted"]),
                )
            )
            lines.append(
                Content.assemble(
                    words_doing("ctrl+r", variables["accent"], "draft_take"),
                    words_doing(" to restore it", variables["muted"], "draft_take"),
                    ("   ", ""),
                    words_doing("ctrl+l", variables["accent"], "draft_drop"),
                    words_doing(" to discard it", variables["muted"], "draft_drop"),
                )
            )
        form.show_notice(lines)

    # the draft offered

    def take_up(self) -> None:
        """Puts the newest draft into the fields; from now on the form writes to it."""
        if self._offered:
            draft, self._offered = self._offered[0], ()
            self._box.take(draft)
            self._form.put(draft.texts)
            self.draw()

    def throw_away(self) -> None:
        """Deletes the draft that is offered; the one before it is offered next."""
        if self._offered:
            self._box.throw_away(self._offered[0])
            self._offered = self._offered[1:]
            self.draw()

    # the draft of what is typed

    def typed(self, texts: dict[str, str]) -> None:
        """Takes the texts the fields hold now; {} when nothing of them was typed."""
        self._texts = texts
        self._done = False
        if time.monotonic() - self._kept_at > AT_LEAST_SECONDS:
            self.keep()
            return
        self._turn += 1
        turn = self._turn
        self._form.after(AFTER_SECONDS, lambda: self.keep() if turn == self._turn else None)

    def keep(self, texts: dict[str, str] | None = None) -> str:
        """Writes the draft now, if anything was typed and not saved: `texts`, where the fields hold more than was told
        of them. Returns where it is, or why it is nowhere.
        """
        if self._done:
            return ""
        if texts is not None:
            self._texts = texts
        self._kept_at = time.monotonic()
        if not any(text.strip() for text in self._texts.values()):
            self._box.drop()
            return ""
        try:
            return f"what you typed is kept in {self._box.keep(self._form.name_words, self._texts, self._desk.now())}"
        except StorageError as error:
            return f"no draft can be kept either ({error}): copy your text before you leave"

    def end(self) -> None:
        """The text was saved, or let go."""
        self._done = True
        self._turn += 1
        self._box.drop()


def _slug(key: str) -> str:
    """A file's name of a form's key; two keys never share one."""
    name = re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")
    # a key that a file's name cannot hold is told from others like it by its sum
    return name if name == key else f"{name[:40]}-{crc32(key.encode()):08x}"
