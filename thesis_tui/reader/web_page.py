"""A web page to its text, and to what it declares beside it: title, publisher, day and address.

trafilatura finds the article on the page. Of what it can guess beside that (a day from a copyright line, a
publisher from the address of a social network) nothing is used: what counts is what the page declares.
"""

from __future__ import annotations

import codecs
import re
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from thesis_tui import extras
from thesis_tui.errors import InputError
from thesis_tui.model.proposals import Declared
from thesis_tui.reader.plain_text import MAX_BYTES, decode, one_line

if TYPE_CHECKING:
    from thesis_tui.reader.declared import Article

MOST_ELEMENTS = 30_000
"""A page of more takes longer to search than anyone waits; a long article has 3,000."""
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_XML_CHARSET = re.compile(rb"""\s*<\?xml[^>]{0,100}\bencoding\s*=\s*["']([\w-]{1,30})""")
_META_CHARSET = re.compile(rb"""<meta\b[^>]{0,200}?\bcharset\s*=\s*["']?\s*([\w-]{1,30})""", re.IGNORECASE)
_PRESCAN = 4096
_SUPERSETS = {"latin-1": "cp1252", "iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
"""Encodings pages name when they mean a larger one; browsers read them so."""
_TEXT_ENCODINGS = re.compile(r"utf-8|utf-16|cp125\d|cp874|cp932|cp949|iso8859-\d+|koi8|gb18030|big5|euc_|shift_jis|mac")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_RULE = re.compile(r"\|(?:\s*:?-{3,}:?\s*\|)+\s*")
_ONE_BLOCK = ("- ", "| ")
_WALL = re.compile(
    r"(?P<consent>\b(?:cookies?|consent|(?:our|\d+) partners|vendors|legitimate interests?|privacy (?:policy|settings)"
    r"|Einwilligung|Datenschutz\w*)\b|同意|隐私)"
    r"|(?P<button>\b(?:accept|reject|agree to|manage) (?:all|and|options|settings|preferences)\b|\bAlle akzeptieren\b)"
    r"|(?P<robot>\benable (?:java\s?script|js|cookies)\b|\b(?:are you|not) a (?:robot|human)\b"
    r"|\bverify (?:that )?you are\b|\bchecking your browser\b|\bunusual (?:traffic|activity)\b"
    r"|\baccess (?:is )?denied\b|\bad[ -]?blocker\b)"
    r"|(?P<login>\b(?:sign|log) ?in to (?:continue|read|view)\b|\bsubscribe to (?:continue|read)\b)",
    re.IGNORECASE,
)
_LEAST = 40
_LEAST_BESIDE_A_WALL = 200
"""Characters. Less than that beside words of a consent page is not an article."""


def installed() -> bool:
    """Whether the extra “web” is there. Imports nothing of it."""
    return extras.has("web")


def needs_web() -> str:
    """Advice where the extra “web” is not there, for the end of a sentence."""
    how = extras.install_command("web")
    return f"needs the extra “web”: {how}; or save the article as plain text and read that file"


def read_page(raw: bytes, name: str, today: date, *, url: str = "", charset: str = "") -> tuple[str, Declared]:
    """The article on a page, a paragraph, heading, item or table row a line, and what the page declares.

    `name` is what messages call it, `today` when it is read, `url` where it was fetched, `charset` what its server
    said of its encoding. Raises InputError without the extra “web”, on more than 5 MB, and where nothing can be read.
    """
    if not installed():
        raise InputError(f"reading HTML {needs_web()}", "file")
    tree = _tree(_decoded(raw, name, charset), name)
    from thesis_tui.reader import declared

    found = declared.find(tree, today)
    text = _text(tree)
    if not _is_readable(text):
        raise InputError(
            f"there is no article to read on {name}: it may be a page that asks for consent or a login, or one that "
            "a script fills; open it in a browser, save the article's text, and read that file",
            "file",
        )
    title = found.title
    if title and one_line(text.split("\n", 1)[0]).casefold() != title.casefold():
        text = f"{title}\n\n{text}"
    return text, Declared(
        title=title, publisher=found.publisher or _host(url), url=_address(found, url), dating=found.dating
    )


def _decoded(raw: bytes, name: str, charset: str) -> str:
    """By its byte order mark, then by what the server, the XML declaration or a meta element says, then as text is."""
    if len(raw) > MAX_BYTES or raw.startswith(_BOMS):
        return decode(raw, name)
    head = raw[:_PRESCAN]
    declared = (_XML_CHARSET.match(head), _META_CHARSET.search(head))
    for said in (charset, *(found[1].decode() for found in declared if found)):
        try:
            encoding = codecs.lookup(said).name
        except (LookupError, ValueError):
            continue
        encoding = _SUPERSETS.get(encoding, encoding)
        if not _TEXT_ENCODINGS.match(encoding) or (encoding.startswith("utf-16") and b"\0" not in head):
            continue
        text = raw.decode(encoding, "replace")
        # a stray byte or two are no other encoding
        if text.count("\ufffd") * 500 <= len(text):
            return text
    return decode(raw, name)


def _tree(html: str, name: str) -> Any:
    import logging

    try:
        from trafilatura import load_html
    except ImportError:
        raise InputError(f"reading HTML {needs_web()}", "file") from None
    for library in ("trafilatura", "htmldate", "justext", "courlan", "readability"):
        logger = logging.getLogger(library)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())  # what they log would end up on the user's screen
    html = _XML_DECLARATION.sub("", html, count=1)
    # trafilatura (2.3) takes no text for a page that has no "html" in its first fifty characters
    tree = load_html(html if "html" in html[:50].lower() else f"<html>{html}</html>")
    if tree is None:
        raise InputError(f"{name} cannot be read as HTML; save the article as plain text and read that file", "file")
    if sum(1 for _ in zip(tree.iter(), range(MOST_ELEMENTS + 1), strict=False)) > MOST_ELEMENTS:
        raise InputError(f"{name} is too involved a page; save the article as plain text and read that file", "file")
    return tree


def _text(tree: Any) -> str:
    """Blocks apart by an empty line, as the reader joins lines of one paragraph; items and rows stay together."""
    from trafilatura import extract

    found = extract(tree, output_format="txt", include_comments=False, include_tables=True) or ""
    lines: list[str] = []
    for line in (line.strip() for line in found.split("\n")):
        if not line or _RULE.fullmatch(line):
            continue
        if lines and not (line.startswith(_ONE_BLOCK) and lines[-1].startswith(line[:2])):
            lines.append("")
        lines.append(line)
    return "\n".join(lines)


def _is_readable(text: str) -> bool:
    rest, cues = 0, set()
    for line in text.split("\n"):
        found = {item.lastgroup for item in _WALL.finditer(line)}
        cues |= found
        rest += 0 if found else len(line)
    return len(text) >= _LEAST and not (cues and rest < _LEAST_BESIDE_A_WALL and (len(cues) > 1 or len(text) < 300))


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _address(found: Article, url: str) -> str:
    """The page's own address where it names one of the site it was fetched from, else where it was fetched."""
    try:
        own = urljoin(url, found.url) if found.url else ""
        parts = urlsplit(own)
        host = parts.hostname or ""
    except ValueError:
        return url
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc or len(own) > 1000:
        return url
    return own if not url or _site(host) == _site(urlsplit(url).hostname or "") else url


def _site(host: str) -> str:
    return re.sub(r"^(?:www|m|amp|mobile)\.", "", host.lower())
