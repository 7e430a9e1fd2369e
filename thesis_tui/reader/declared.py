"""A web page's declarations of itself: JSON-LD, meta elements, <time> elements, its title.

Values are what the page says, on one line and without controls; nothing is worked out from copyright lines,
from the address or from when the page was changed last.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any, NamedTuple

from thesis_tui.model.proposals import Dating
from thesis_tui.reader.plain_text import one_line

_ARTICLE = re.compile(r"(?:Article|Posting|Report)$", re.IGNORECASE)
_PUBLISHED_PROPERTIES = ("article:published_time", "og:article:published_time", "og:published_time")
_PUBLISHED_NAMES = (
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dc.date", "dcterms.created", "dcterms.issued", "pubdate",
    "publishdate", "publish-date", "publish_date", "published_at", "citation_publication_date", "date",
)  # fmt: skip
_PUBLISHER_NAMES = ("application-name", "publisher", "dc.publisher", "dcterms.publisher", "apple-mobile-web-app-title")
_NOT_PUBLISHED = re.compile(r"modif|updat|aktualisiert|更新", re.IGNORECASE)
_STAMP_WORDS = 15
"""A <time> among more words than that is told of, not stamped."""
_MOST_TIMES = 40
_ELSEWHERE = frozenset(("aside", "nav", "footer", "form"))
_MOST_OBJECTS = 2000
_LONGEST = 300


class Article(NamedTuple):
    """A page's declarations, each "" where there is none; `url` is as written, and may be relative."""

    title: str
    publisher: str
    url: str
    dating: Dating | None


class _Stamp(NamedTuple):
    where: str
    day: date
    time: str
    zoned: bool


def find(tree: Any, today: date) -> Article:
    """The declarations of a page, an lxml `tree`; read on `today`."""
    meta = _meta(tree)
    objects = list(_objects(tree))
    articles = _this_one([it for it in objects if _is(it, _ARTICLE)], meta, tree)
    publisher = _publisher(articles, objects, meta)
    title = _title(articles, meta, tree, publisher)
    canonical = next(iter(tree.xpath("//link[@rel='canonical']/@href")), "")
    url = one_line(str(canonical) or meta.get("og:url", ""))
    return Article(title, publisher, url, _dating(_stamps(articles, objects, meta, tree), today))


def _meta(tree: Any) -> dict[str, str]:
    """The first content of each name of a meta element, in lower case."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = one_line(element.get("content") or "")
        if name and content:
            found.setdefault(name.strip().lower(), content[:1000])
    return found


def _objects(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD that are about the page itself, not those it lists or mentions."""
    left: list[Any] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower().startswith("application/ld+json") and script.text:
            body = re.sub(r"^\s*(?:<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)\s*$", "", script.text)
            try:
                left.append(json.loads(body, strict=False))
            except (ValueError, RecursionError):
                continue
    left.reverse()
    for _ in range(_MOST_OBJECTS):
        if not left:
            return
        value = left.pop()
        if isinstance(value, list):
            left += reversed(value[:_MOST_OBJECTS])
        elif isinstance(value, dict):
            yield value
            # not into what an object only mentions: a page lists many articles
            left += [value[key] for key in ("mainEntity", "@graph") if key in value]


def _is(it: dict[str, Any], kind: re.Pattern[str]) -> bool:
    types = it.get("@type")
    return any(isinstance(name, str) and kind.search(name) for name in (types if isinstance(types, list) else [types]))


def _this_one(articles: list[dict[str, Any]], meta: dict[str, str], tree: Any) -> list[dict[str, Any]]:
    """Of several articles those with the page's own headline, when there are such."""
    heads = {
        meta.get("og:title", "").casefold(),
        *(one_line(item.text_content()).casefold() for item in tree.iter("h1")),
    }
    same = [article for article in articles if _words(article.get("headline")).casefold() in heads - {""}]
    return same or articles


def _words(value: object) -> str:
    return one_line(unescape(value))[:_LONGEST] if isinstance(value, str) else ""


def _name(value: object, objects: list[dict[str, Any]]) -> str:
    """The name of a publisher: words, an object, a list of such, or a reference to another object."""
    if isinstance(value, list):
        return next((name for item in value if (name := _name(item, objects))), "")
    if isinstance(value, dict):
        if "name" not in value and isinstance(value.get("@id"), str):
            value = next((it for it in objects if it.get("@id") == value["@id"] and "name" in it), value)
        value = value.get("name") if isinstance(value, dict) else value
    name = _words(value)
    return "" if name.startswith(("http:", "https:", "@")) else name


def _publisher(articles: list[dict[str, Any]], objects: list[dict[str, Any]], meta: dict[str, str]) -> str:
    texts = [_name(article.get("publisher"), objects) for article in articles]
    texts += [_name(meta.get(name, ""), objects) for name in ("og:site_name", *_PUBLISHER_NAMES)]
    return next((name[:80] for name in texts if name), "")


def _title(articles: list[dict[str, Any]], meta: dict[str, str], tree: Any, publisher: str) -> str:
    heads = [one_line(item.text_content()) for item in tree.iter("h1")]
    texts = [_words(article.get("headline")) for article in articles]
    texts += [meta.get("og:title", ""), meta.get("twitter:title", ""), heads[0] if len(heads) == 1 else ""]
    texts += [one_line(item.text_content()) for item in tree.xpath("//head/title")]
    title = next((text for text in texts if text), "")
    if publisher:
        title = re.sub(rf"\s+[|–—·-]\s+{re.escape(publisher)}\s*$", "", title, flags=re.IGNORECASE)
    return title[:_LONGEST]


def _stamps(
    articles: list[dict[str, Any]], objects: list[dict[str, Any]], meta: dict[str, str], tree: Any
) -> list[list[_Stamp]]:
    """The days of publication the page declares, those that count most first; <time> only where nothing else is."""
    tiers = [
        [("datePublished", article.get("datePublished")) for article in articles],
        [(name, meta.get(name)) for name in (*_PUBLISHED_PROPERTIES, "datepublished")],
        [("datePublished", it.get("datePublished")) for it in objects if _is(it, re.compile("WebPage$"))],
        [(name, meta.get(name)) for name in _PUBLISHED_NAMES],
        [
            ("datePublished", item.get("datetime") or item.get("content") or item.text_content())
            for item in tree.xpath("//body//*[@itemprop='datePublished'] | //body//time[@pubdate]")
        ],
    ]
    found = [
        stamps for tier in tiers if (stamps := [stamp for where, value in tier if (stamp := _stamp(where, value))])
    ]
    return found or [[stamp for value in _times(tree) if (stamp := _stamp("time", value))]]


def _times(tree: Any) -> list[str]:
    """Days of <time> elements that stamp an article: not in prose, not beside it, not of a change."""
    found = []
    for element in tree.xpath("//body//time[@datetime]")[:_MOST_TIMES]:
        above = list(element.iterancestors())
        if any(item.tag in _ELSEWHERE for item in above) or sum(item.tag == "article" for item in above) > 1:
            continue
        parent = above[0]
        if len(parent) > _STAMP_WORDS or len(parent.text_content().split()) > _STAMP_WORDS:
            continue
        before = element.getprevious()
        text = " ".join((
            element.get("class") or "", element.get("itemprop") or "", parent.text or "" if before is None else "",
            "" if before is None else f"{before.text_content()[-30:]} {before.tail or ''}",
        ))  # fmt: skip
        if not _NOT_PUBLISHED.search(text):
            found.append(element.get("datetime"))
    return found


def _stamp(where: str, value: object) -> _Stamp | None:
    """A day as declared, by ISO 8601 or as mail headers have it; None for anything else."""
    from email.utils import parsedate_to_datetime

    if not isinstance(value, str):
        return None
    text = re.sub(r"^(\d{4})/(\d\d)/(\d\d)", r"\1-\2-\3", value.strip()[:60])
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        try:
            at = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    if len(text) <= 10:
        return _Stamp(where, at.date(), "", zoned=False)
    zoned = at.tzinfo is not None
    return _Stamp(where, at.date(), f"{at:%H:%M}{f' {at.tzname()}' if zoned else ''}", zoned=zoned)


def _dating(tiers: list[list[_Stamp]], today: date) -> Dating | None:
    """The day declared; unknown where the page declares days more than one apart (one apart is a time zone)."""
    tiers = [tier for tier in tiers if tier]
    if not tiers:
        return None
    first = tiers[0][0]
    days = sorted({stamp.day for tier in tiers for stamp in tier})
    if days[-1] - days[0] > timedelta(days=1) or len({stamp.day for stamp in tiers[0]}) > 1:
        shown = ", ".join(day.isoformat() for day in days)
        return Dating(
            earliest=min(days[0], today), latest=min(days[-1], today), note=f"the page declares several days: {shown}"
        )
    if first.day == today + timedelta(days=1) and first.zoned:
        return Dating(
            published=today, basis="inferred", earliest=today, latest=today, time=first.time,
            note=f"the page declares {first.day}, {first.time}, where it is tomorrow already",
        )  # fmt: skip
    if first.day > today:
        return Dating(latest=today, note=f"the page declares {first.day}, a day to come")
    return Dating(
        published=first.day, basis="printed", time=first.time, earliest=first.day, latest=first.day,
        note=f"the page declares the day ({first.where})",
    )  # fmt: skip
