"""Bytes to the text as read, and to the plainer text the grammar works on.

The working text has the same length as the text as read, so a place in one is a place in the other.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256

from msgspec import Struct

from thesis_tui.errors import InputError
from thesis_tui.model.proposals import Span
from thesis_tui.model.text_cleaning import blank
from thesis_tui.reader.word_lists import data

MAX_BYTES = 5_000_000
LONGEST_ARTICLE = 60_000
"""Characters of a text that are read: ten times what an article has, and few enough that any file is read at once."""
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\ufe00-\ufe0f\ufeff"
    "\u0300-\u036f\U000e0000-\U000e0fff"
)
_TOUCHED = re.compile(rf"(?<=\d)[{_UNSEEN}]+|(?<=[$€£¥.,])[{_UNSEEN}]+(?=\d)|[{_UNSEEN}]+(?=\d)")
_REORDERED = re.compile("[\u202a\u202b\u202d\u202e\u2066-\u2068][^\n\u202c\u2069]*")
"""From a mark that changes the direction of writing to its end or the line's: its digits are seen in another order."""
_BEGINS_A_LINE = re.compile(r"</?(?:p|ul|ol|br|div|tr|h[1-6]|table)\b")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]{0,9}(?:\s[^<>]{0,300})?/?>")
"""A tag of HTML in a text that is no web page: exports and forums leave them."""
_PARTS_CLAUSES = ",;:"
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\S+")
_PART = 200_000
_LONGEST_LINE = 100_000
"""A line longer than this is hashed word by word and not looked for again."""
_MOST_DISTINCT_LINES = 20_000
"""Lines of a text that are looked for again. Longer texts are no articles, and remembering more takes memory."""
_CITATION = re.compile(r"\[\d{1,3}\](?!\()")
_LINK = re.compile(r"!?\[([^\]\n]{0,300})\]\(([^()\s]{0,500}(?:\s\"[^\"\n]{0,200}\")?)\)")
_BARE_URL = re.compile(r"https?://\S+|www\.\S+")
_MARK = re.compile(r"^[ \t]{0,3}(?:#{1,6}(?=\s)|>+)|\*\*|__|`|(?<=\w)~~|~~(?=\w)", re.MULTILINE)
_FOOTNOTE = re.compile(r"(?<=\b[a-z]{4})[1-9](?=[\s,;)])|(?<=[a-z]{5})[1-9](?=[\s,;)])")
"""A digit that hangs on a word in small letters: "free cash flow1 of"."""
_TABLE = str.maketrans({
    "‘": "'", "’": "'", "‚": ",", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "\u00a0": " ", "\u202f": " ", "\u2009": " ",
    "\u2007": " ", "\u3000": " ", "‑": "-", "‐": "-", "–": "-", "‒": "-", "−": "-", "＄": "$", "￥": "¥", "％": "%",
    "，": ",", "：": ":", "；": ";", "（": "(", "）": ")", "\t": " ", "\u00ad": "-",
})  # fmt: skip
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.*?-->)\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_HAN = re.compile("[\u4e00-\u9fff]+")
_MOST_BEFORE_HTML = 20_000


class ReadText(Struct, frozen=True):
    """`text` as read (newlines as "\\n", controls blanked); `working`, its first LONGEST_ARTICLE characters made
    plainer one for one; `digest`; and `hidden`, where digits are touched or reordered by characters that nobody sees.
    """

    text: str
    working: str
    digest: str
    hidden: tuple[tuple[int, int], ...] = ()

    @property
    def is_traditional(self) -> bool:
        """Whether it is written in the characters of Hong Kong and Taiwan."""
        return any(
            own != plain and "\u4e00" <= own <= "\u9fff" for own, plain in zip(self.text, self.working, strict=False)
        )

    def is_hidden(self, start: int, end: int) -> bool:
        """Whether a stretch, or what stands right beside it, is not what a reader sees."""
        return any(first <= end and start <= last for first, last in self.hidden)

    def quote(self, start: int, end: int) -> str:
        """The text as read from `start` up to `end`."""
        return self.text[start:end]

    def cited(self, start: int, end: int) -> tuple[str, Span]:
        """The text as read and its place, from the word in which `start` stands, without spaces at its ends."""
        while start < end and self.text[start].isspace():
            start += 1
        # a cue that is a sign belongs to the number before it; between Chinese words are no spaces
        while start > 0 and not self.working[start - 1].isspace() and self.working[start - 1] not in _PARTS_CLAUSES:
            if self.working[start - 1] >= "\u2e80":
                break
            start -= 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return self.quote(start, end), (start, end)


def is_html(raw: bytes) -> bool:
    """Whether a file begins as a web page does, whatever its name."""
    return _HTML.match(raw[:_MOST_BEFORE_HTML].replace(b"\0", b"")) is not None


def decode(raw: bytes, name: str) -> str:
    """The text of a file, its encoding detected. Raises InputError on what is not text or is too large."""
    if len(raw) > MAX_BYTES:
        raise InputError(f"{name} is larger than {MAX_BYTES // 1_000_000} MB; give a shorter text", "file")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(raw, "utf-16", name)
    if raw.startswith(b"\xef\xbb\xbf"):
        return _decoded(raw, "utf-8-sig", name)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if "\0" not in text:
            return text
    sample = raw[:4000]
    # UTF-16 without its mark: of Latin letters every other byte is nought
    zeros = (sample[::2].count(0), sample[1::2].count(0))
    if max(zeros) > len(sample) // 5 and min(zeros) == 0:
        text = _decoded(raw, "utf-16-be" if zeros[0] else "utf-16-le", name)
        if not any(c < " " and c not in "\t\n\r\f" for c in text):
            return text
    if b"\0" in raw:
        raise InputError(f"{name} holds binary data; a text or Markdown file is expected", "file")
    try:
        chinese = raw.decode("gb18030")
    except UnicodeDecodeError:
        chinese = ""
    # Accented letters and quotation marks stand alone between ASCII ones; characters of Chinese text stand in pairs, of
    # two bytes each that are mostly both no ASCII, side by side.
    high, pairs = len(re.findall(rb"[\x80-\xff]", raw)), len(re.findall(rb"[\x81-\xfe][\x80-\xfe]", raw))
    if (
        chinese
        and pairs * 3 >= high
        and sum("\u4e00" <= c <= "\u9fff" or "\u3000" <= c <= "\u303f" for c in chinese) * 3 > high
    ):
        return chinese
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        # any byte is a character of it
        return raw.decode("latin-1")


def _decoded(raw: bytes, encoding: str, name: str) -> str:
    try:
        return raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise InputError(
            f"{name} begins as {encoding} text but is not; save it in the encoding UTF-8", "file"
        ) from None


def read_text(decoded: str) -> ReadText:
    """The text as read and the working text. Raises InputError on what holds no text."""
    text = decoded.replace("\r\n", "\n").replace("\r", "\n")
    head = text[:LONGEST_ARTICLE]
    hidden = tuple(m.span() for found in (_TOUCHED, _REORDERED) for m in found.finditer(head))
    text = _blanked(text)
    if not text.strip():
        raise InputError("there is no text in it; a text or Markdown article is expected", "file")
    working = simplified(_LINK.sub(_link, text[:LONGEST_ARTICLE].translate(_TABLE)))
    if "<" in working:
        working = _TAG.sub(_untagged, working)
    for pattern in (_BARE_URL, _CITATION, _MARK, _FOOTNOTE):
        working = pattern.sub(_blank, working)
    return ReadText(text, working, text_hash(text), hidden)


def simplified(text: str) -> str:
    """A text with the simplified characters of Chinese for the traditional ones, one for one."""
    return _HAN.sub(lambda run: run[0].translate(_characters()), text)


@cache
def _characters() -> dict[int, str]:
    return str.maketrans(dict(data("han")["simplified"]["pairs"]))  # type: ignore[arg-type]


def one_line(text: str) -> str:
    """Text from outside on one line, without controls."""
    return " ".join(blank(text).split())


def text_hash(text: str) -> str:
    """A key that tells a text from others whatever its line breaks and spaces: SHA-256 of its words, one space
    between, a line printed twice counted once.
    """
    digest = sha256()
    seen: set[str] = set()
    gap = b""
    for match in _LINE.finditer(text):
        if match.end() - match.start() > _LONGEST_LINE:
            for word in _WORD.finditer(text, *match.span()):
                digest.update(gap + word[0].encode("utf-8", "replace"))
                gap = b" "
            continue
        line = " ".join(match[0].split())
        if not line or line in seen:
            continue
        if len(seen) < _MOST_DISTINCT_LINES:
            seen.add(line)
        digest.update(gap + line.encode("utf-8", "replace"))
        gap = b" "
    return digest.hexdigest()


def _blanked(text: str) -> str:
    """`text` with its controls blanked, a part at a time: what is done to it takes many times a part's memory."""
    if len(text) <= _PART:
        return blank(text)
    return "".join(blank(text[at : at + _PART]) for at in range(0, len(text), _PART))


def _blank(found: re.Match[str]) -> str:
    return "".join("\n" if c == "\n" else " " for c in found[0])


def _untagged(found: re.Match[str]) -> str:
    """Nothing seen for a tag, but a line break for one that begins a line, and a dash for that of a list's item."""
    tag = found[0].lower()
    if tag.startswith("<li"):
        return f"\n-{' ' * (len(tag) - 2)}"
    return f"\n{' ' * (len(tag) - 1)}" if _BEGINS_A_LINE.match(tag) else _blank(found)


def _link(found: re.Match[str]) -> str:
    start = found.start(1) - found.start()
    return " " * start + found[1] + " " * (len(found[0]) - start - len(found[1]))
