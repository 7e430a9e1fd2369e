"""Importing an article: its text pasted, a file, or an address whose page is fetched."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple

from thesis_tui.errors import InputError, why
from thesis_tui.model.figures import counted, cut
from thesis_tui.services import parse
from thesis_tui.services.desk import Desk
from thesis_tui.services.inbox import Inbox
from thesis_tui.tui.background import in_background
from thesis_tui.tui.field import Field
from thesis_tui.tui.form import Form
from thesis_tui.tui.launcher import run_command

PATIENCE_SECONDS = 40.0
"""For fetching a page, the program's own limits included."""
LONGEST_PATH = 1000
LEAST_WORDS = 12
"""A line of fewer words is no article: it is taken for a file's name."""


class Recognized(NamedTuple):
    """The kind of thing typed or pasted, and the words that say it back."""

    kind: Literal["address", "file", "text"]
    words: str


def is_web_address(text: str) -> bool:
    """Whether what was typed or pasted is one address of the web and nothing else: a text may begin with one."""
    words = text.split()
    return len(words) == 1 and words[0].lower().startswith(("http://", "https://"))


def recognize(text: str) -> Recognized:
    """Tells an address from a file and from a text. Raises InputError on a file that is not there."""
    words = text.strip()
    if is_web_address(words):
        return Recognized("address", f"an address: {cut(words, 50)} is fetched")
    # no path has two lines or is as long; an article may stand on one line
    if "\n" not in words and len(words) < LONGEST_PATH:
        path = Path(parse.file_path(words))
        try:
            if path.is_file():
                return Recognized("file", f"a file of {max(1, path.stat().st_size // 1000)} kB")
        except OSError:
            pass
        if len(words.split()) < LEAST_WORDS:
            raise InputError("no such file, and too short for an article; a path, an address or a text is expected")
    return Recognized("text", f"a text of {counted(len(words.split()), 'word')}")


def import_text(inbox: Inbox, text: str) -> str:
    """Puts what was typed or pasted into the inbox; returns its name there, or the address it is."""
    match recognize(text).kind:
        case "address":
            return text.strip()
        case "file":
            return inbox.put_path(text.strip())
        case "text":
            return inbox.put(text)


def article_form(inbox: Inbox) -> Form:
    """Asks for an article; the result is its name in the inbox, or its address."""
    field = Field(
        "text",
        "article",
        area=True,
        required=True,
        read=lambda text: recognize(text).words,
        also="paste its text, or give a file or a web address",
    )
    return Form(
        "Read an article",
        [field],
        lambda texts: import_text(inbox, texts["text"]),
        foot="nothing is saved until you say so",
        does="Read",
    )


async def fetched(desk: Desk, address: str) -> str:
    """Fetches a page into the inbox, in a process of its own; returns the name it has there.

    Raises InputError with what went wrong, in words.
    """
    if desk.offline or desk.settings.offline:
        raise InputError("offline, so no page is fetched; save the article as a file and give that", "text")
    try:
        ended = await run_command(desk, ["read", address, "--inbox"], patience=PATIENCE_SECONDS)
    except TimeoutError:
        raise InputError("the page did not come in time", "text") from None
    except OSError as error:
        raise InputError(f"the page cannot be fetched: {why(error)}", "text") from None
    if ended.failed:
        raise InputError(ended.complaint or "the page cannot be read", "text")
    # the name is the last thing the command prints
    return ended.output.strip().splitlines()[-1]


async def read_in_background(inbox: Inbox, name: str) -> None:
    """Reads an article of the inbox, which may take seconds. Raises InputError or FileError when it cannot be read."""
    work = inbox.unread(name)
    if work is not None:
        await in_background(work)
    inbox.open(name)
