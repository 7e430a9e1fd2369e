"""News from a feed: RSS and Atom by feedparser, given bytes and never an address, and JSON Feed.

Titles come with markup, escapes and entities, items without guid or day, addresses relative, and days in the future.
What is no feed is refused; an item without a title and an address is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from html import unescape
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from thesis_tui.errors import InputError
from thesis_tui.model.documents import Document
from thesis_tui.model.figures import cut
from thesis_tui.model.live import Monitor
from thesis_tui.model.text_cleaning import clean
from thesis_tui.public_data.body import unpacked
from thesis_tui.public_data.source import Host, line, read_json

HOST: Final = Host(name="feed", title="a feed", base_url="", why="news from the feeds you named")
ACCEPT: Final = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
MAX_BODY: Final = 3_000_000
MAX_ITEMS: Final = 500
"""Of the newest; a feed of 20,000 items would take two seconds and 90 MB."""
_MAX_TEXT = 100_000
_DECLARATION = re.compile(rb"<!\s*(?:ENTITY|DOCTYPE)", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<!--.*?-->|<[^<>]{0,2000}>", re.DOTALL)
_ITEM_END = re.compile(rb"</\s*(?:item|entry)\s*>", re.IGNORECASE)
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|guce\w*|\.tsrc|ocid|cmpid|ref_src", re.IGNORECASE)


class Item(NamedTuple):
    """One item of a feed; `text` is what it says, markup taken out."""

    key: str
    title: str
    url: str
    published: date | None
    text: str
    publisher: str


class Feed(NamedTuple):
    """A feed of news: its title and its items, in its own order."""

    title: str
    items: tuple[Item, ...]
    left_out: int
    """Items without a title and an address, or beyond the most that are read."""


def read_feed(body: bytes, address: str, now: datetime) -> Feed:
    """The items of a feed, in its order. `address` is where it was asked, for links that are relative.

    Raises InputError on what is no feed.
    """
    body = unpacked(body, MAX_BODY).lstrip(b"\xef\xbb\xbf \t\r\n")
    if body[:1] == b"{":
        return _json_feed(body, address, now)
    head = body[:2000].lower()
    if re.search(rb"<\s*(?:html|!doctype html)\b", head) and not re.search(rb"<\s*(?:rss|feed|rdf:rdf)\b", head):
        raise InputError("a page came instead of a feed")
    return _xml_feed(body, address, now)


def _xml_feed(body: bytes, address: str, now: datetime) -> Feed:
    import feedparser

    # entities within entities make gigabytes of a few lines
    if _DECLARATION.search(body[:100_000]) and b"ENTITY" in body[:200_000].upper():
        raise InputError("it declares entities of its own, which no feed needs")
    body = _DOCTYPE.sub(b"", body, count=1)
    body, beyond = _cut(body)
    # resolved here, so that nothing in the feed decides against what; markup is taken out, not mended
    found = feedparser.parse(
        body, resolve_relative_uris=False, sanitize_html=False, response_headers={"content-location": ""}
    )
    entries: list[Any] = list(found.get("entries") or [])
    # feedparser 6.0 raises for nothing: what is no feed has neither
    if not found.get("version") and not entries:
        raise InputError("what came is no feed")
    base = _absolute(found.feed.get("link"), address) or address
    title = plain(found.feed.get("title"))
    items = [_entry(each, base, title, now) for each in entries]
    retained = [each for each in items if each is not None]
    return Feed(title, tuple(retained), len(items) - len(retained) + beyond)


def _cut(body: bytes) -> tuple[bytes, int]:
    """A feed with its first items only, and how many are left out: those after them are not even parsed."""
    ends = [found.end() for found in _ITEM_END.finditer(body)]
    if len(ends) <= MAX_ITEMS:
        return body, 0
    root = b"</feed>" if re.search(rb"<(?:\w+:)?feed\b", body[:4000], re.IGNORECASE) else b"</channel></rss>"
    if re.search(rb"<rdf:rdf\b", body[:4000], re.IGNORECASE):
        root = b"</rdf:RDF>"
    return body[: ends[MAX_ITEMS - 1]] + root, len(ends) - MAX_ITEMS


def _entry(entry: Any, base: str, feed: str, now: datetime) -> Item | None:
    contents = [each.get("value", "") for each in entry.get("content") or [] if isinstance(each, dict)]
    text = plain(max([*contents, entry.get("summary", "")], key=len, default=""), _MAX_TEXT, lines=True)
    links = [each.get("href") for each in entry.get("links") or [] if each.get("rel", "alternate") == "alternate"]
    link = next((each for each in (entry.get("link"), *links) if each), "")
    moment = entry.get("published_parsed") or entry.get("updated_parsed") or entry.get("created_parsed")
    source = entry.get("source")
    publisher = plain(source.get("title")) if isinstance(source, dict) and source.get("title") else feed
    return _item(str(entry.get("id") or ""), entry.get("title"), link, _moment(moment, now), text, publisher, base)


def _json_feed(body: bytes, address: str, now: datetime) -> Feed:
    found = read_json(body, MAX_BODY)
    version = found.get("version") if isinstance(found, dict) else None
    if not isinstance(version, str) or "jsonfeed" not in version or not isinstance(found.get("items"), list):
        raise InputError("what came is no feed")
    title = plain(found.get("title"))
    items = []
    for each in found["items"][:MAX_ITEMS]:
        if not isinstance(each, dict):
            continue
        text = each.get("content_text") or each.get("content_html") or each.get("summary") or ""
        when = _iso(each.get("date_published") or each.get("date_modified"), now)
        phrase = each.get("title") or cut(plain(text), 120)
        link = each.get("url") or each.get("external_url")
        items.append(
            _item(str(each.get("id") or ""), phrase, link, when, plain(text, _MAX_TEXT, lines=True), title, address)
        )
    retained = [each for each in items if each is not None]
    return Feed(title, tuple(retained), len(found["items"]) - len(retained))


def _item(
    guid: str, title: object, link: object, published: date | None, text: str, publisher: str, base: str
) -> Item | None:
    phrase, url = plain(title, 300), _absolute(link, base)
    if not phrase and text:
        phrase = cut(text, 120)
    if not phrase:
        return None
    guid = line(guid, 500)
    if guid and not re.match(r"https?://", guid):
        # a number alone is one feed's own
        key = f"{urlsplit(base).hostname or ''} {guid}"
    else:
        key = (
            canonical(url or _absolute(guid, base))
            or f"{' '.join(phrase.casefold().split())} {published or ''}".strip()
        )
    return Item(key, phrase, url, published, text, publisher)


def plain(value: object, most: int = 300, *, lines: bool = False) -> str:
    """Text without markup, escapes and entities (which may be escaped twice), on one line unless `lines`."""
    if not isinstance(value, str):
        return ""
    text = value[: most * 20]
    for _ in range(2):
        text = re.sub(r"(?i)<\s*(?:br|/p|/div|/li|/h\d)\b[^<>]*>", "\n", text)
        text = unescape(re.sub(r"(?is)<(script|style)\b.*?</\1\s*>", " ", text) if "<" in text else text)
        text = _TAG.sub(" ", text)
    text = clean(text)
    if lines:
        rows = (" ".join(row.split()) for row in text.split("\n"))
        return cut("\n".join(row for row in rows if row), most)
    return cut(" ".join(text.split()), most)


def canonical(url: str) -> str:
    """An address without what only tells who sent the reader, for telling items apart; "" where it is none."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    query = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(name)
    ]
    return urlunsplit(("https", f"{host}{port}", parts.path.rstrip("/") or "/", urlencode(query), ""))


def _absolute(link: object, base: str) -> str:
    text = line(link, 2000).replace(" ", "%20")
    if not text:
        return ""
    try:
        url = urljoin(base, text)
        parts = urlsplit(url)
    except ValueError:
        return ""
    allowed = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    return url if allowed and not re.search(r"[\s\"'<>]", url) else ""


def _moment(parsed: Any, now: datetime) -> date | None:
    """The day of feedparser's time in UTC; None where it cannot be, or is in the future."""
    try:
        year, month, day_of, hour, minute = parsed[:5]
        when = datetime(year, month, day_of, hour, minute, tzinfo=UTC)
    except (TypeError, ValueError):
        return None
    return _past(when, now)


def _iso(text: object, now: datetime) -> date | None:
    if not isinstance(text, str):
        return None
    try:
        when = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    except ValueError:
        return None
    return _past(when if when.tzinfo else when.replace(tzinfo=UTC), now)


def _past(when: datetime, now: datetime) -> date | None:
    local = when.astimezone(now.tzinfo)
    return local.date() if local.date() <= now.date() and local.year > 1990 else None


def documents(feed: Feed, monitor: Monitor, names: Iterable[str]) -> tuple[list[Document], int]:
    """The items that name one of `names` (the company, its products, a pillar's keywords) in title or text, and how
    many do not. Without names all are taken.
    """
    wanted = [each for each in dict.fromkeys((*monitor.words, *names)) if each.strip()]
    retained = []
    left_out = feed.left_out
    for item in feed.items:
        word = named(f"{item.title}\n{item.text}", wanted)
        if wanted and not word:
            left_out += 1
            continue
        retained.append(
            Document(
                key=item.key, kind="news", monitor=monitor.id, title=item.title, url=item.url, publisher=item.publisher,
                published=item.published, pillar=monitor.pillar, summary=item.text,
                why=f"names “{word}”" if word else "",
            )
        )  # fmt: skip
    return retained, left_out


def named(text: str, words: Sequence[str]) -> str:
    """The first of the words that stands in a text as a word, or ""."""
    for word in words:
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE):
            return word
    return ""
