"""The inbox: articles that wait in the thesis's folder, what they propose, and what a person decides on it.

A decision is an entry of the journal: what is kept is recorded with the words it stands on, what is not is a
`drop`. So every decision can be taken back, on any machine, and nothing of an article is in the thesis unseen.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec.structs import replace

from thesis_tui.errors import InputError, ThesisError
from thesis_tui.model.journal import Drop
from thesis_tui.model.objects import Keepable, Observation, Source
from thesis_tui.model.proposal_words import value
from thesis_tui.model.proposals import ObservationProposal
from thesis_tui.rules.fold import dead_ids
from thesis_tui.rules.proposal_match import NEW, ProposalMatch, match_proposal
from thesis_tui.services import articles, parse
from thesis_tui.services.closing import refuse_recording
from thesis_tui.services.dated_figures import Undated, read_period, with_days
from thesis_tui.services.guidance import promise
from thesis_tui.services.offers import Offer, offers
from thesis_tui.services.replaced_targets import retire_replaced
from thesis_tui.services.waiting_documents import pillar_of_text
from thesis_tui.storage.inbox import InboxFile, inbox_files, put_in_inbox, read_inbox_file, take_from_inbox

if TYPE_CHECKING:
    from datetime import date

    from thesis_tui.model.proposals import Proposals
    from thesis_tui.model.view import View
    from thesis_tui.rules.windows import Period
    from thesis_tui.services.articles import Article
    from thesis_tui.services.desk import Desk

Decision = Literal["open", "kept", "dropped"]


class Considered(NamedTuple):
    """One proposal on the desk: what was decided on it, and how it stands to what is known."""

    offer: Offer
    decision: Decision
    match: ProposalMatch
    accepted: Keepable | None = None
    """The object it was kept as, which may be other than what was read."""


class Opened(NamedTuple):
    """An article of the inbox with its proposals. `source` is the id it is known by, "" while nothing was decided."""

    name: str
    proposals: Proposals
    published: date | None
    source: str
    considered: tuple[Considered, ...]

    @property
    def waiting(self) -> int:
        return sum(item.decision == "open" for item in self.considered)

    def counted(self, decision: Decision) -> int:
        return sum(item.decision == decision for item in self.considered)


class Inbox:
    """The inbox of one thesis. Articles that were read are remembered for as long as their files stay as they are."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._read: dict[InboxFile, Article | ThesisError] = {}
        self._days: dict[str, dict[Undated, Period]] = {}
        """Days that the user gave to figures without, by the article's name: what is kept carries them."""
        self._last: tuple[View, Article, Opened] | None = None
        """An article as it stood to a view: screens ask at every redraw."""

    def files(self) -> tuple[InboxFile, ...]:
        """Articles that wait, the oldest first. None for a thesis that is shown as of a day or is not the user's
        yet.
        """
        if self.desk.bundled or self.desk.as_of is not None:
            return ()
        return inbox_files(os.fspath(self.desk.folder))

    def known(self, name: str) -> Opened | ThesisError | None:
        """An article as far as it was read already; the fault of one that cannot be; None while it was not."""
        file = self._file(name)
        found = self._read.get(file) if file is not None else None
        return self._considered(name, found) if isinstance(found, articles.Article) else found

    def open(self, name: str) -> Opened:
        """Reads an article; it may take seconds. Raises InputError or FileError when it cannot be read."""
        return self._considered(name, self._article(name))

    def unread(self, name: str) -> Callable[[], None] | None:
        """A function that reads an article for `open`, to be called on another thread; None when it has been read.
        Raises InputError when it is no longer there.
        """
        file = self._there(name)
        if file in self._read:
            return None
        read = self._reader(name)

        def work() -> None:
            self._read[file] = read()

        return work

    def _article(self, name: str) -> Article:
        file = self._there(name)
        if file not in self._read:
            self._read[file] = self._reader(name)()
        found = self._read[file]
        if isinstance(found, ThesisError):
            raise found
        return found

    def _file(self, name: str) -> InboxFile | None:
        return next((file for file in self.files() if file.name == name), None)

    def _there(self, name: str) -> InboxFile:
        file = self._file(name)
        if file is None:
            raise InputError(f"{name} is no longer in the inbox", "file")
        return file

    def publish(self, name: str, published: str) -> None:
        """Reads an article again as of the day the user says it was published; before anything was decided on it.

        Raises InputError, the field "published", when there is no such day or its source has one already.
        """
        day = parse.day(published, self.desk.today, "published", past=True)
        if self.open(name).source:
            raise InputError("its source is kept already; E there opens the file that says its day", "published")
        self._read[self._there(name)] = self._reader(name, day)()

    def date_figures(self, name: str, group: Undated, typed: str) -> int:
        """Gives the figures of an article that print the same words for their period its days; returns how many those
        are. Raises InputError, field "period", for what is no period.
        """
        proposals = self._article(name).proposals
        days = read_period(typed, self.published(name), self.desk.fiscal_year_end, group)
        self._days.setdefault(name, {})[group] = days
        self._last = None
        return sum(group.has(proposal) for proposal in proposals.observations)

    def published(self, name: str) -> date:
        """The last day an article may be of: what has no year in it is counted from there."""
        dating = self._article(name).proposals.dating
        return dating.published or dating.latest or self.desk.today

    def _reader(self, name: str, day: date | None = None) -> Callable[[], Article | ThesisError]:
        """A function that reads a file; it holds all it needs, so that it can run on another thread."""
        book, today, folder = self.desk.book(), self.desk.today, os.fspath(self.desk.folder)

        def read() -> Article | ThesisError:
            from thesis_tui.reader.plain_text import MAX_BYTES

            try:
                articles.check_name(name)
                return articles.read_bytes_of(book, today, read_inbox_file(folder, name, MAX_BYTES), name, day)
            except ThesisError as error:
                return error

        return read

    def _considered(self, name: str, article: Article) -> Opened:
        thesis, view = self.desk.book().thesis, self.desk.view()
        if self._last is not None and self._last[0] is view and self._last[1] is article:
            return self._last[2]
        source = articles.known_as(self.desk.book(), article)
        decided = self._decisions(source) if source else {}
        accepted = {item.proposal: item for item in self._accepted_things(source)} if source else {}
        found = with_days(article.proposals, self._days.get(name, {}))
        considered = []
        for offer in offers(found, thesis):
            if offer.former:
                continue
            decision = decided.get(offer.id, "open")
            stands = NEW if offer.what is None or decision == "kept" else match_proposal(view, offer.what)
            considered.append(Considered(offer, decision, stands, accepted.get(offer.id)))
        opened = Opened(name, found, found.dating.published, source, tuple(considered))
        self._last = view, article, opened
        return opened

    def _decisions(self, source: str) -> dict[str, Decision]:
        """Decisions on the proposals of a source, by their ids."""
        book = self.desk.book()
        dead = dead_ids(book.entries)
        decided: dict[str, Decision] = {}
        for named in book.sources:
            if named.id == source:
                for part in _kept_parts(named.source):
                    # an article that was read into a source whole, before it had an inbox
                    decided.update((item.proposal, "kept") for item in part if item.proposal and item.id not in dead)
        for entry in book.entries:
            what = entry.what
            if entry.id in dead or entry.object_id in dead or getattr(what, "source", "") != source:
                continue
            if isinstance(what, Drop):
                decided[what.proposal] = "dropped"
            elif isinstance(what, Keepable) and what.proposal:
                decided[what.proposal] = "kept"
        return decided

    def _accepted_things(self, source: str) -> Iterator[Keepable]:
        """The objects now in force of what was kept of a source, edits applied."""
        view = self.desk.view()
        things: list[Keepable] = [
            observation.observation
            for metric in view.metrics
            for observation in (*metric.observations, *metric.expected)
        ]
        things += [evidence.evidence for evidence in view.evidence]
        things += [level.level for level in view.levels if not level.retired]
        things += [price.price for price in view.prices]
        things += [milestone.milestone for milestone in view.milestones]
        # what stands in a source's own file names no source
        yield from (item for item in things if item.proposal and item.source in (source, ""))

    # deciding

    def keep(self, name: str, chosen: Sequence[Offer]) -> int:
        """Records proposals as what they are, with their words. Raises InputError on the first that cannot be."""
        for offer in chosen:
            if offer.what is None:
                raise InputError(f"this cannot be kept as it stands: {offer.fault}; e to edit it, d to drop it")
        # before the act: the source's file is written, and cannot be taken back with it
        source = self._take_in(name)
        with self.desk.acting():
            return sum(self._keep(other, source) for other in chosen)

    def _keep(self, offer: Offer, source: str) -> int:
        """Records one proposal, what the company guides with the milestone that it promises; an analyst's target takes
        the place of the one before.
        """
        if offer.what is None:
            return 0
        what = self._as_accepted(offer, offer.what, source)
        (entry,) = self.desk.decide([(offer.kind, what)])
        if isinstance(what, Observation):
            promise(self.desk, what, entry.object_id)
        retire_replaced(self.desk, [what])
        return 1

    def pillar_of(self, offer: Offer) -> str | None:
        """The pillar whose keywords speak of a proposal; None where no pillar's do."""
        proposal = offer.proposal
        named = proposal.pillar if isinstance(proposal, ObservationProposal) else None
        return named or pillar_of_text(self.desk, offer.quote)

    def keep_as_new_metric(self, name: str, offer: Offer, pillar: str | None = None) -> str:
        """Makes the metric a figure is of, by its standard name and unit, and keeps the figure in it: one act. Returns
        the metric's title. It is of `pillar`, "" for none, or else of the one that was read with the figure. Raises
        InputError where the figure has a metric already, or is none.
        """
        made = offer.new_metric
        if made is None or not isinstance(offer.proposal, ObservationProposal):
            raise InputError("a metric is made of a figure that no metric here measures; y keeps this as it is")
        made = made.among(self.desk.book().thesis.metric)
        source = self._take_in(name)
        with self.desk.acting():
            articles.add_metric(self.desk, made, (offer.proposal.pillar if pillar is None else pillar) or None)
            # offered again: with the metric made, the figure has one, and is the same proposal by its id
            fresh = next(
                other
                for other in offers(
                    with_days(self._article(name).proposals, self._days.get(name, {})), self.desk.book().thesis
                )
                if other.id == offer.id
            )
            if fresh.what is None:
                raise InputError(f"this cannot be kept: {fresh.fault}")
            self._keep(fresh, source)
        return made.title

    @contextmanager
    def keeping(self, name: str, offer: Offer) -> Iterator[None]:
        """Marks what is recorded inside as the proposal as a person says it."""
        source = self._take_in(name)
        with self.desk.acting():
            with self.desk.kept_from(source, offer.quote, offer.id):
                yield
            if offer.kind == "level":
                said = [view.level for view in self.desk.view().levels if view.level.proposal == offer.id]
                retire_replaced(self.desk, said)

    def _as_accepted(self, offer: Offer, what: Keepable, source: str) -> Keepable:
        return replace(what, id="", source=source, quote=offer.quote, proposal=offer.id)

    def drop(self, name: str, chosen: Iterable[Offer]) -> int:
        """Records that proposals are not kept."""
        source = self._take_in(name)
        metrics = {metric.id: metric for metric in self.desk.book().thesis.metric}

        def dropped(offer: Offer) -> Drop:
            text = value(offer.proposal, metrics).text.strip()
            return Drop(source=source, proposal=offer.id, text=text)

        return len(self.desk.decide(("drop", dropped(other)) for other in chosen))

    def _take_in(self, name: str) -> str:
        """The id of the source an article is; the source and its text are written the first time."""
        self.desk.ready()
        return self._source_of(self._article(name))

    def _source_of(self, article: Article) -> str:
        known = articles.known_as(self.desk.book(), article)
        return known or articles.write_source(self.desk, article, articles.source_of(article, self.desk.today))

    # what comes in and goes out

    def put(self, text: str, name: str = "") -> str:
        """Puts a text into the inbox and returns the name of its file. Raises InputError when there is none."""
        if not text.strip():
            raise InputError("there is no text in it; paste an article, or give a file or an address", "text")
        if not name:
            first = next(line for line in text.splitlines() if line.strip())
            name = f"{self.desk.today.isoformat()}-{articles.slug(first)}.txt"
        return self.put_file(name, text.encode("utf-8", "replace"))

    def put_file(self, name: str, raw: bytes) -> str:
        """Puts bytes into the inbox under `name`, or one like it. Raises InputError on what is too large."""
        from thesis_tui.reader.plain_text import MAX_BYTES

        if len(raw) > MAX_BYTES:
            raise InputError(f"this is larger than {MAX_BYTES // 1_000_000} MB; give a shorter text", "text")
        # what could never be kept is not asked about either
        refuse_recording(self.desk, "file")
        self.desk.ready()
        return self._waiting(raw) or put_in_inbox(os.fspath(self.desk.folder), name, raw)

    def _waiting(self, raw: bytes) -> str:
        """The name of a file that waits and is the same to the byte, "" where none is: an article waits once."""
        folder = os.fspath(self.desk.folder)
        for file in self.files():
            try:
                if file.size == len(raw) and read_inbox_file(folder, file.name, file.size) == raw:
                    return file.name
            except ThesisError:
                continue  # what cannot be read says so where it is opened
        return ""

    def put_article(self, article: Article) -> str:
        """Puts an article that was read already into the inbox, its text as a file there; what its page says of
        itself (address, title, day) is kept with its source.
        """
        self.desk.ready()
        source = self._source_of(article)
        return self.put_file(f"{source}.txt", article.proposals.text.encode("utf-8", "replace"))

    def put_back(self, source: str) -> str:
        """Puts the text of a source into the inbox again and returns its name there, so that what was left undecided
        can be decided on. Raises InputError when no text is kept with it.
        """
        path = self.desk.folder / "sources" / f"{source}.txt"
        try:
            raw = path.read_bytes()
        except OSError:
            raise InputError("its text was not kept; i to read an article again") from None
        waiting = next((file.name for file in self.files() if file.name == path.name), "")
        return waiting or self.put_file(path.name, raw)

    def put_path(self, path: str) -> str:
        """Copies a file of the user's into the inbox. Raises FileError when it cannot be read."""
        from thesis_tui.storage.toml import read_bytes

        whole = parse.file_path(path)
        articles.check_name(whole)
        return self.put_file(Path(whole).name, read_bytes(whole, path.strip()))

    def close(self, name: str) -> None:
        """Takes an article out of the inbox: its file goes into the folder `read` there, unless the text is kept
        beside its source already, word for word.
        """
        opened = self.known(name)
        copied = False
        if isinstance(opened, Opened) and opened.source:
            path = self.desk.folder / "sources" / f"{opened.source}.txt"
            file = self.desk.folder / "inbox" / name
            try:
                # a web page is kept as its text: only a file that is that text, to the byte, may go
                copied = path.read_bytes() == file.read_bytes()
            except OSError:
                copied = False
        take_from_inbox(os.fspath(self.desk.folder), name, copied=copied)


def _kept_parts(source: Source) -> tuple[tuple[Keepable, ...], ...]:
    """The parts a source's file may hold of its article's proposals, by kind."""
    return source.level, source.price, source.observation, source.milestone, source.evidence
