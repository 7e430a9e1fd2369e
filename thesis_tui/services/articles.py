"""Articles: read into proposals for a thesis, and kept as a source with its text beside it."""

from __future__ import annotations

import os
import re
from collections.abc import Awaitable, Callable
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from thesis_tui.errors import InputError
from thesis_tui.model.objects import Evidence, Keepable, Level, Milestone, Observation, Price, Source, Thesis
from thesis_tui.model.proposal_words import called
from thesis_tui.model.proposals import ObservationProposal
from thesis_tui.services import documents, parse
from thesis_tui.services.guidance import promise
from thesis_tui.services.replaced_targets import retire_replaced

if TYPE_CHECKING:
    from thesis_tui.model.book import Book
    from thesis_tui.model.proposals import Proposals
    from thesis_tui.reader.fetch import Fetched
    from thesis_tui.services.desk import Desk
    from thesis_tui.services.loaded_thesis import LoadedThesis
    from thesis_tui.services.offers import NewMetric

_APART = re.compile(r"[^a-z0-9]+")
_SHORT = 40


class Article(NamedTuple):
    """The outcome of reading one text: its proposals, and the id of the source it was kept as before, or ""."""

    proposals: Proposals
    known: str
    name: str
    raw_hash: str
    url: str = ""


class KeptArticle(NamedTuple):
    """The outcome of keeping: the source's id, how much of each kind, and what was left out, in sentences."""

    id: str
    path: Path
    levels: int
    prices: int
    observations: int
    milestones: int
    left_out: tuple[str, ...]
    retired: tuple[str, ...]
    """Targets that newer ones of the same analysts replaced, in words."""


def known_as(book: Book, article: Article) -> str:
    """The id of the source that is this article, "" when there is none."""
    hashes = (article.proposals.text_hash, article.raw_hash)
    return next((source.id for source in book.sources if source.source.text_hash in hashes), "")


def check_name(name: str) -> None:
    """Raises InputError for an address where a file is meant."""
    if documents.is_address(name):
        raise InputError(f"{name} is an address, not a file; thesis-tui read reads it", "file")


def read_file(thesis: LoadedThesis, path: str, published: str | None = None) -> Article:
    """Reads a plain text, Markdown or HTML file. Raises InputError or FileError on what cannot be read."""
    from thesis_tui.storage.toml import read_bytes

    check_name(path)
    return read_article(thesis, read_bytes(path, path), path, published)


def read_address(
    thesis: LoadedThesis,
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
    thesis: LoadedThesis, raw: bytes, name: str, published: str | None = None, fetched: Fetched | None = None
) -> Article:
    """Reads the bytes of a text or a web page; `name` is what messages call it, `published` its day as typed, and
    `fetched` how it came when it was at an address.

    Raises InputError on what is no text, holds no article or is larger than 5 MB, and on HTML without the extra “web”.
    """
    day = parse.day(published, thesis.today, "published", past=True) if published else None
    return read_bytes_of(thesis.book(), thesis.today, raw, name, day, fetched)


def read_bytes_of(
    book: Book, today: date, raw: bytes, name: str, day: date | None = None, fetched: Fetched | None = None
) -> Article:
    """Reads the bytes of a text for a thesis as it stands in `book`: touches no file, and may run on a thread.

    Raises as read_article does.
    """
    from thesis_tui.reader.propose import propose

    try:
        text, declared = documents.text_of(raw, name, today, fetched)
        found = propose(text, book.thesis, today, day, declared)
        article = Article(found, "", name, sha256(raw).hexdigest(), declared.url)
        known = known_as(book, article)
        settled = next((source.source.published for source in book.sources if source.id == known), None)
        # a known article keeps the day its source has, so that days within it read as they did
        if day is None and settled is not None and settled != found.dating.published:
            article = article._replace(proposals=propose(text, book.thesis, today, settled, declared))
    except InputError as error:
        # some faults name the file already
        raise InputError(str(error) if name in str(error) else f"{name}: {error}", error.field) from None
    return article._replace(known=known)


def add_metric(desk: Desk, made: NewMetric, pillar: str | None) -> str:
    """A metric of a figure's standard name in the thesis; its id."""
    fields = {"measures": made.measures, "change": "yes" if made.change else ""}
    return desk.amending.add_metric(made.title, made.unit, pillar, fields)


def add_metrics(desk: Desk, article: Article) -> tuple[str, ...]:
    """Makes a metric for each figure of an article that no metric of the thesis measures, one for those of one name and
    unit; their titles.
    """
    from thesis_tui.services.offers import offers

    made = []
    with desk.acting():
        for offer in offers(article.proposals, desk.book().thesis):
            metric, proposal = offer.new_metric, offer.proposal
            if metric is None or not isinstance(proposal, ObservationProposal):
                continue
            known = desk.book().thesis.metric
            if not any(metric.is_the_same(other) for other in known):
                metric = metric.among(known)
                add_metric(desk, metric, proposal.pillar)
                made.append(metric.title)
    return tuple(made)


def keep(desk: Desk, article: Article) -> KeptArticle:
    """Writes an article's digest and its text into the thesis's `sources` folder.

    Left out are levels without a listing and figures of no metric of the thesis. A target retires the one that the
    same analyst set before.
    Raises InputError when the same text was kept before, ReadOnlyError or StorageError when nothing can be written.
    """
    if article.known:
        raise InputError(f"this text was already kept, as {article.known}; nothing was kept again", "file")
    desk.ready()
    source, left_out = digest(article, desk.book().thesis, desk.today)
    identity = _free_id(desk, source)
    with desk.acting():
        with desk.changing_file(f"sources/{identity}.toml") as tell:
            write_source(desk, article, source, identity)
            tell(f'kept "{source.title}" with all that was read from it')
        retired = retire_replaced(desk, source.level)
        promised = sum(promise(desk, replace(what, source=identity), what.id) for what in source.observation)
    return KeptArticle(
        identity, desk.folder / "sources" / f"{identity}.toml", len(source.level), len(source.price),
        len(source.observation), len(source.milestone) + promised, tuple(left_out), retired,
    )  # fmt: skip


def write_source(desk: Desk, article: Article, source: Source, identity: str = "") -> str:
    """Writes a source's file and the article's text beside it, and returns the source's id: `identity`, or a free one.
    Raises StorageError.
    """
    from thesis_tui.storage.disk import refuse_outside, write_atomically

    refuse_outside(os.fspath(desk.folder / "sources"), os.fspath(desk.folder))
    source = replace(source, added_at=desk.now().replace(microsecond=0) if source.added_at is None else source.added_at)
    identity = identity or _free_id(desk, source)
    folder = desk.folder / "sources"
    # the text first: a source without its text could not be read again, a text without a source is nobody's
    write_atomically(os.fspath(folder / f"{identity}.txt"), article.proposals.text.encode("utf-8", "replace"))
    write_atomically(os.fspath(folder / f"{identity}.toml"), written(source))
    return identity


def digest(article: Article, thesis: Thesis, today: date) -> tuple[Source, list[str]]:
    """The source an article is kept as with all it proposes, and what of it was left out, in sentences."""
    from thesis_tui.services.offers import offers

    found = offers(article.proposals, thesis)
    metrics = {metric.id: metric for metric in thesis.metric}
    left_out = [
        f"{called(offer.proposal, metrics)}: {offer.fault}"
        for offer in found
        if offer.what is None and not offer.former
    ]
    accepted: list[Keepable | None] = [offer.what for offer in found]
    return replace(
        source_of(article, today),
        level=tuple(item for item in accepted if isinstance(item, Level)),
        price=tuple(item for item in accepted if isinstance(item, Price)),
        observation=tuple(item for item in accepted if isinstance(item, Observation)),
        milestone=tuple(item for item in accepted if isinstance(item, Milestone)),
        evidence=tuple(item for item in accepted if isinstance(item, Evidence)),
    ), left_out


def source_of(article: Article, today: date) -> Source:
    """The source an article is kept as, with nothing read from it yet."""
    found = article.proposals
    title = found.title or Path(article.name).stem.strip("-") or "an article"
    return Source(
        format=1, title=title, short=_short(title), publisher=found.publisher, url=article.url, added=today,
        published_basis=found.dating.basis, published=found.dating.published, published_time=found.dating.time,
        published_earliest=None if found.dating.published else found.dating.earliest,
        published_latest=None if found.dating.published else found.dating.latest,
        published_note=found.dating.note, language=found.language, text_hash=found.text_hash,
    )  # fmt: skip


def _short(title: str) -> str:
    return title if len(title) <= _SHORT else title[: _SHORT - 1].rsplit(" ", 1)[0] + "…"


def slug(text: str) -> str:
    """A title as a part of a file's name: at most 40 letters, digits and dashes, "article" for nothing."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _APART.sub("-", plain.lower()).strip("-")[:40].strip("-") or "article"


def _free_id(desk: Desk, source: Source) -> str:
    """An id of today and the title, with a number after it where a file of that name is there already."""
    folder = desk.folder / "sources"
    wanted = f"{desk.today.isoformat()}-{slug(source.title)}"[:60].rstrip("-")
    for number in range(1, 1000):
        identity = wanted if number == 1 else f"{wanted}-{number}"
        if not any(os.path.lexists(folder / f"{identity}{end}") for end in (".toml", ".txt")):
            return identity
    raise InputError(f"there are too many sources named {wanted}; give the file another name", "file")


def written(source: Source) -> bytes:
    """A source as the bytes of its file, each thing read under a header of its own."""
    import msgspec
    import tomli_w

    from thesis_tui.storage.toml import whole_as_integer

    fields: dict[str, object] = msgspec.to_builtins(source, builtin_types=(Decimal, date, datetime))
    # the tables apart: tomli_w 1.2 puts short ones of a list in one line
    parts = [tomli_w.dumps({key: item for key, item in fields.items() if not isinstance(item, list | tuple)})]
    for key, tables in fields.items():
        if isinstance(tables, list | tuple):
            for table in tables:
                plain = {name: whole_as_integer(item) for name, item in table.items() if name != "kind"}
                parts.append(f"[[{key}]]\n{tomli_w.dumps(plain)}")
    return "\n".join(parts).encode()
