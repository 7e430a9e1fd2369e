"""Tags and text of a page, one after the other, without a tree: neither nesting nor size is a danger.

The standard library's parser gives the same of real filings and takes three times as long: it looks at each attribute
of each cell, of which only spans are wanted, and it counts lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

_NAME = r"[a-zA-Z][^\s<>/\"'\x00]*+"
_TAG = re.compile(
    rf"<(/?)({_NAME})([^<>\"']*+(?:(?:\"[^\"<>]*+\"|'[^'<>]*+')[^<>\"']*+)*+)>([^<]*+)",
)
"""A tag as nearly all are, with the text that follows it. Nothing is tried twice, and a match ends at the next "<"."""
_QUOTED_TAG = re.compile(rf"<(/?)({_NAME})([^>\"']*+(?:(?:\"[^\"]*+\"|'[^']*+')[^>\"']*+)*+)>")
"""One with a "<" or ">" within quotes."""
_BARE_TAG = re.compile(rf"<(/?)({_NAME})([^<>]*+)>")
"""One with a quote that is never closed, so that it is no quote."""
_DROPPED = ("script", "style")
_RAW = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in (*_DROPPED, "textarea", "title")}
"""Tags whose content is text to their own end tag, whatever it looks like."""
_MOST_QUOTED = 1000
"""Tags with a "<" or ">" in quotes that are looked for: the end of each may be far."""
Event = tuple[str, str, str, str]
""" "/" for an end, the tag's name in lower case ("" for none), its attributes undecoded, and the text that follows."""


def events(text: str) -> Iterator[Event]:
    """The tags of a page, each with the text up to the next, in which character references are made plain.

    Comments, declarations and the content of scripts and styles are left out. What begins like a tag and does not end
    is text, and so is a "<" before anything but a name, as browsers have it.
    """
    at = text.find("<")
    yield "", "", "", _plain(text if at < 0 else text[:at])
    quoted = 0
    while 0 <= at < len(text):
        # asked for here alone before it is looked for further on: where no tag follows, each "<" would be looked past
        if _TAG.match(text, at):
            for found in _TAG.finditer(text, at):
                if found.start() != at:
                    break
                closes, name, attributes, data = found.groups()
                name = name.lower()
                if name in _RAW and not closes and attributes[-1:] != "/":
                    break
                yield closes, name, attributes, unescape(data) if "&" in data else data
                at = found.end()
            if at >= len(text):
                return
        tag, end = ("", "", ""), _after_declaration(text, at)
        if end == at:
            tag, end = _unusual(text, at, look=quoted < _MOST_QUOTED)
            quoted += 1
        if tag[1] in _RAW and not tag[0] and tag[2][-1:] != "/":
            content = _RAW[tag[1]].search(text, end)
            following = content.start() if content else len(text)
            data = "" if tag[1] in _DROPPED else text[end:following]
        else:
            # a "<" that begins nothing is text itself
            following = text.find("<", end if end > at else at + 1)
            following = len(text) if following < 0 else following
            data = text[end:following]
        yield (*tag, _plain(data))
        at = following


def _unusual(text: str, at: int, *, look: bool) -> tuple[tuple[str, str, str], int]:
    """A tag that has a "<" or ">" in quotes, or opens a quote for good, and the place after it; none, and the place it
    began at, where it is no tag.
    """
    found = (_QUOTED_TAG.match(text, at) if look else None) or _BARE_TAG.match(text, at)
    if found is None:
        return ("", "", ""), at
    closes, name, attributes = found.groups()
    return (closes, name.lower(), attributes), found.end()


def _plain(data: str) -> str:
    return unescape(data) if "&" in data else data


def _after_declaration(text: str, begin: int) -> int:
    """The place after a comment, a marked section or a declaration, the page's end after one that does not end; its
    own place where there is none.
    """
    if not text.startswith(("<!", "<?"), begin):
        return begin
    if text.startswith("<!--", begin):
        end = text.find("-->", begin + 2)  # "<!-->" is a whole comment
        if end >= 0:
            return end + 3
    elif text.startswith("<![CDATA[", begin):
        end = text.find("]]>", begin)
        if end >= 0:
            return end + 3
    end = text.find(">", begin)
    return end + 1 if end >= 0 else len(text)
