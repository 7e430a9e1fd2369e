"""Articles: read into proposals for a thesis, and kept as a source with its text beside it."""

from __future__ import annotations

import os
import re
from collections.abc import Awaitable, Callable
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from thesis_tui.errors import InputError
from thesis_tui.model.objects import Level, Metric, Milestone, Observation, Price, Source, Thesis
from thesis_tui.services import documents, typed

if TYPE_CHECKING:
    from thesis_tui.model.proposals import ObservationProposal, Proposals
    from thesis_tui.reading.fetch import Fetched
    from thesis_tui.services.desk import Desk
    from thesis_tui.services.reading import Reading

_APART = re.compile(r"[^a-z0-9]+")
_SHORT = 40


class Article(NamedTuple):
    """What came of reading one text: its proposals, and the id of the source it was kept as before, or ""."""

    proposals: Proposals
    known: str
    name: str
    raw_hash: str
    url: str = ""


class Kept(NamedTuple):
    """What was written: the source's id, how much of each kind, and what was left out, in sentences."""

    id: str
    path: Path
    levels: int
    prices: int
    observations: int
    milestones: int
    left_out: tuple[str, ...]


def check_name(name: str) -> None:
    """Raises InputError for an address where a file is meant."""
    if documents.is_address(name):
        raise InputError(f"{name} is an address, not a file; thesis-tui read reads it", "file")


def read_file(thesis: Reading, path: str, published: str | None = None) -> Article:
    """Reads a plain text, Markdown or HTML file. Raises InputError or FileError on what cannot be read."""
    from thesis_tui.storage.toml import read_bytes

    check_name(path)
    return read_article(thesis, read_bytes(path, path), path, published)


def read_address(
    thesis: Reading,
    url: str,
    published: str | None = None,
    fetch: Callable[[str], Awaitable[Fetched]] | None = None,
) -> Article:
    """Reads what is at an http or https address, which takes up to 20 s; `fetch` is fetch.fetch when left out.

    Raises InputError when offline, without the extra “web”, and on what cannot be reached or read.
    """
    found = documents.fetched(url, fetch, offline=thesis.offline or thesis.settings.offline)
    return read_article(thesis, found.body, found.url, published, found)


def read_article(
    thesis: Reading, raw: bytes, name: str, published: str | None = None, fetched: Fetched | None = None
) -> Article:
    """Reads the bytes of a text or a web page; `name` is what messages call it, `published` its day as typed, and
    `fetched` how it came when it was at an address.

    Raises InputError on what is no text, holds no article or is larger than 5 MB, and on HTML without the extra “web”.
    """
    from thesis_tui.reading.propose import propose

    day = typed.day(published, thesis.today, "published", past=True) if published else None
    book = thesis.book()
    try:
        text, declared = documents.text_of(raw, name, thesis.today, fetched)
        found = propose(text, book.thesis, thesis.today, day, declared)
    except InputError as error:
        raise InputError(str(error) if name in str(error) else f"{name}: {error}", error.field) from None
    raw_hash = sha256(raw).hexdigest()
    known = next((it.id for it in book.sources if it.source.text_hash in (found.text_hash, raw_hash)), "")
    return Article(found, known, name, raw_hash, declared.url)


def keep(desk: Desk, article: Article) -> Kept:
    """Writes an article's digest and its text into the thesis's `sources` folder.

    Left out are levels without a listing, targets told as former ones, and figures of no metric of the thesis.
    Raises InputError when the same text was kept before, ReadOnlyError or StorageError when nothing can be written.
    """
    from thesis_tui.storage.disk import write_atomically

    if article.known:
        raise InputError(f"this text was kept before, as {article.known}; nothing was kept again", "file")
    desk.ready()
    source, left_out = digest(article, desk.book().thesis, desk.today)
    identity = _free_id(desk, f"{desk.today.isoformat()}-{_slug(source.title)}"[:60].rstrip("-"))
    folder = desk.folder / "sources"
    text_path = os.fspath(folder / f"{identity}.txt")
    path = os.fspath(folder / f"{identity}.toml")
    write_atomically(text_path, article.proposals.text.encode("utf-8", "replace"))
    write_atomically(path, written(source))
    return Kept(
        identity, desk.folder / "sources" / f"{identity}.toml", len(source.level), len(source.price),
        len(source.observation), len(source.milestone), tuple(left_out),
    )  # fmt: skip


def digest(article: Article, thesis: Thesis, today: date) -> tuple[Source, list[str]]:
    """The source an article is kept as, and what of it was left out, in sentences."""
    metrics = {it.id: it for it in thesis.metric}
    found = article.proposals
    mark = found.text_hash[:6]
    left_out: list[str] = []
    symbols = {it.symbol for it in thesis.listing}
    levels: list[Level] = []
    for it in found.levels:
        if it.listing not in symbols or it.status == "prior":
            why = "it was replaced" if it.status == "prior" else f"no listing is quoted in {it.currency}"
            left_out.append(f"{it.kind} {it.low} {it.currency}: {why}")
            continue
        levels.append(Level(
            id=f"{_slug(it.kind)}-{mark}-{len(levels) + 1}", type=it.kind, listing=it.listing or "",
            currency=it.currency,
            low=it.low, high=it.high, qualifier=it.quantity.qualifier, noted=found.dating.published, by=it.by,
            why=_place(it.quote, it.span),
        ))  # fmt: skip
    prices: list[Price] = []
    for price in found.prices:
        if price.listing not in symbols:
            left_out.append(f"price {price.value} {price.currency}: no listing is quoted in {price.currency}")
            continue
        prices.append(Price(
            id=f"price-{mark}-{len(prices) + 1}", listing=price.listing or "", value=price.value,
            currency=price.currency, session=price.session, qualifier=price.quantity.qualifier, day=price.day,
            change_percent=price.change_percent,
        ))  # fmt: skip
    seen: list[Observation] = []
    for figure in found.observations:
        if figure.metric is None:
            left_out.append(f"{figure.name} {figure.quantity.value} {figure.unit}: no metric of the thesis measures it")
            continue
        seen.append(_observation(figure, f"figure-{mark}-{len(seen) + 1}", metrics[figure.metric]))
    title = found.title or Path(article.name).stem.strip("-") or "an article"
    return Source(
        format=1, title=title, short=_short(title), publisher=found.publisher, url=article.url, added=today,
        published_basis=found.dating.basis, published=found.dating.published, published_time=found.dating.time,
        published_earliest=None if found.dating.published else found.dating.earliest,
        published_latest=None if found.dating.published else found.dating.latest,
        published_note=found.dating.note, language=found.language, text_hash=found.text_hash,
        observation=tuple(seen), level=tuple(levels), price=tuple(prices),
        milestone=tuple(
            Milestone(
                id=f"milestone-{mark}-{number}", title=it.title, earliest=it.earliest, latest=it.latest,
                window=it.window, pillar=it.pillar, note=_place("", it.span),
            )
            for number, it in enumerate(found.milestones, 1)
        ),
    ), left_out  # fmt: skip


def _observation(it: ObservationProposal, identity: str, metric: Metric) -> Observation:
    dated = it.period if metric.measures == "period" else None
    return Observation(
        id=identity, metric=it.metric or "", value=it.quantity.value, high=it.quantity.high,
        qualifier=it.quantity.qualifier, scale=it.quantity.scale, unit="" if it.unit == metric.unit else it.unit,
        period=it.period.label if it.period else "",
        start=dated.start if dated else None, end=dated.end if dated else None,
        as_of=it.as_of if metric.measures != "period" else None, note=_place(it.quote, it.span),
    )  # fmt: skip


def _place(quote: str, span: tuple[int, int]) -> str:
    words = " ".join(quote.split())
    shown = f"“{words if len(words) <= 80 else words[:79] + '…'}”, " if words else ""
    return f"{shown}characters {span[0]} to {span[1]} of its text"


def _short(title: str) -> str:
    return title if len(title) <= _SHORT else title[: _SHORT - 1].rsplit(" ", 1)[0] + "…"


def _slug(text: str) -> str:
    import unicodedata

    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _APART.sub("-", plain.lower()).strip("-")[:40].strip("-") or "article"


def _free_id(desk: Desk, wanted: str) -> str:
    """The id, with a number after it where a file of that name is there already."""
    folder = desk.folder / "sources"
    for number in range(1, 1000):
        identity = wanted if number == 1 else f"{wanted}-{number}"
        if not any(os.path.lexists(folder / f"{identity}{end}") for end in (".toml", ".txt")):
            return identity
    raise InputError(f"there are too many sources named {wanted}; give the file another name", "file")


def written(source: Source) -> bytes:
    """A source as the bytes of its file, each thing read under a header of its own."""
    import msgspec
    import tomli_w

    fields: dict[str, object] = msgspec.to_builtins(source, builtin_types=(Decimal, date))
    parts = [tomli_w.dumps({key: it for key, it in fields.items() if not isinstance(it, list | tuple)})]
    for key, tables in fields.items():
        if isinstance(tables, list | tuple):
            parts += [
                f"[[{key}]]\n{tomli_w.dumps({name: _plain(it) for name, it in table.items() if name != 'kind'})}"
                for table in tables
            ]
    return "\n".join(parts).encode()


def _plain(value: object) -> object:
    """A whole decimal as an integer, as tomli_w would add ".0" to it."""
    return int(value) if isinstance(value, Decimal) and value.as_tuple().exponent == 0 else value
