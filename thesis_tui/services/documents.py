"""The forms an article comes in: a text, a web page, or what is at an address; each to its text and what it
declares.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import date
from typing import TYPE_CHECKING

from thesis_tui.errors import InputError

if TYPE_CHECKING:
    from thesis_tui.model.proposals import Declared
    from thesis_tui.reader.fetch import Fetched

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_PAGE = (".html", ".htm", ".xhtml", ".xht")
_PAGE_KINDS = ("text/html", "application/xhtml+xml")
_ARCHIVE = (".mhtml", ".mht", ".webarchive")
_ARCHIVE_HEAD = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_TAG = re.compile(rb"<[a-z!/]", re.IGNORECASE)


def is_address(name: str) -> bool:
    """Whether what was typed is an address and not a file."""
    return _ADDRESS.match(name) is not None


def fetched(url: str, fetch: Callable[[str], Awaitable[Fetched]] | None = None, *, offline: bool) -> Fetched:
    """Reads the article at an address; `fetch` is fetch.fetch when left out.

    Raises InputError when offline, without the extra “web”, and where nothing can be had.
    """
    import asyncio

    from thesis_tui.reader import web_page

    if offline:
        raise InputError(
            "offline: no address is read; leave out --offline, or set offline = false, or save the page and read "
            "that file",
            "offline",
        )
    if not web_page.installed():
        raise InputError(f"reading an address {web_page.needs_web()}", "file")
    if fetch is None:
        from thesis_tui.reader.fetch import fetch as over_the_network

        fetch = over_the_network
    ask = fetch

    async def answer() -> Fetched:
        return await ask(url)

    return asyncio.run(answer())


def text_of(raw: bytes, name: str, today: date, fetched: Fetched | None = None) -> tuple[str, Declared]:
    """The text in the bytes of a file, or of what was `fetched`, and what it declares where it is a web page.

    `name` is what messages call it, `today` when it is read. Raises InputError on what is no text and no page, holds
    no article or is larger than 5 MB, and on a page without the extra “web”.
    """
    from thesis_tui.model.proposals import Declared
    from thesis_tui.reader.plain_text import decode, is_html

    ending = name.lower() if fetched is None else ""
    if ending.endswith(_ARCHIVE) or _ARCHIVE_HEAD.search(raw[:2000]):
        raise InputError(
            f"{name} is a web archive; save the page as “HTML only”, or its text, and read that file", "file"
        )
    if raw.startswith(b"%PDF-"):
        raise InputError(f"{name} is a PDF; save its text and read that file", "file")
    url, kind, charset = (fetched.url, fetched.kind, fetched.charset) if fetched else ("", "", "")
    if is_html(raw) or ((kind in _PAGE_KINDS or ending.endswith(_PAGE)) and _TAG.search(raw)):
        from thesis_tui.reader.web_page import read_page

        return read_page(raw, name, today, url=url, charset=charset)
    return decode(raw, name), Declared(url=url)
