"""Small books made by hand for the tests of the rules."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from thesis_tui.model.book import Book, Clock, Look, NamedSource
from thesis_tui.model.journal import KINDS, Entry, Kind
from thesis_tui.model.objects import Criterion, Listing, Metric, Pillar, Source, Thesis
from thesis_tui.model.view import CriterionView, PillarView, View
from thesis_tui.rules.view import build_view

START = date(2026, 1, 1)
THRESHOLD = Criterion(
    id="kill", pillar="cloud", severity="kill", since=START, metric="growth", operator=">=", threshold=Decimal(15)
)
METRICS = (
    Metric(id="growth", title="cloud revenue YoY", unit="%", pillar="cloud", change=True),
    Metric(id="debt", title="net debt", unit="USD", pillar="cloud", better="lower", measures="instant"),
    Metric(id="downloads", title="downloads", unit="downloads", pillar="cloud", measures="instant"),
    Metric(id="g1", title="Quark G1 price", unit="USD", pillar="cloud", measures="list price"),
)
QUARTERS = {
    "q1": (date(2026, 1, 1), date(2026, 3, 31)),
    "q2": (date(2026, 4, 1), date(2026, 6, 30)),
    "q3": (date(2026, 7, 1), date(2026, 9, 30)),
    "q4": (date(2026, 10, 1), date(2026, 12, 31)),
}


def day(text: str) -> date:
    return date.fromisoformat(text)


def moment(text: str) -> datetime:
    """ "2026-03-01" at nine in the morning, or a whole time."""
    return datetime.combine(day(text), time(9), UTC) if len(text) == 10 else datetime.fromisoformat(text)


class BookBuilder:
    """A book in the making: entries are recorded in the order given, a second apart on one day."""

    def __init__(self, *criteria: Criterion, pillars: tuple[Pillar, ...] | None = None, writer: str = "mine") -> None:
        self.thesis = Thesis(
            format=1,
            name="Alibaba",
            stance="long",
            statement="it grows",
            listing=(
                Listing(symbol="BABA", venue="NYSE", currency="USD"),
                Listing(symbol="AHLA.DE", venue="XETRA", currency="EUR"),
            ),
            pillar=pillars or (Pillar(id="cloud", title="Cloud", claim="it grows", key="growth"),),
            metric=METRICS,
            criterion=criteria,
        )
        self.writer = writer
        self.sources: list[NamedSource] = []
        self.entries: list[Entry] = []

    def source(self, id_: str = "article", added: str = "2026-01-01", **fields: Any) -> None:
        fields.setdefault("published_basis", "printed")
        fields.setdefault("title", "An article")
        source = Source(format=1, added=day(added), **fields)
        self.sources.append(NamedSource(id_, len(self.sources) + 1, source))

    def add(
        self, kind: Kind, at: str = "2026-01-02", *, replaces: str | None = None, on: str | None = None, **fields: Any
    ) -> str:
        """Records an entry and gives its id."""
        number = len(self.entries)
        when = moment(at) + timedelta(seconds=number)
        id_ = f"{when:%Y%m%dt%H%M%S}-{self.writer}-{number:04d}"
        if kind in ("milestone", "level", "price", "observation", "evidence", "criterion", "scenario"):
            fields["id"] = replaces or id_
        what: Any = KINDS[kind](**fields)
        self.entries.append(
            Entry(id=id_, at=when, kind=kind, what=what, replaces=replaces, on=None if on is None else day(on))
        )
        return id_

    def quarter(self, value: str, which: str, at: str = "2026-01-02", **fields: Any) -> str:
        """An observation of `growth` for a quarter of 2026."""
        start, end = QUARTERS[which]
        return self.add(
            "observation", at, metric="growth", value=Decimal(value), start=start, end=end, period=which, **fields
        )

    def milestone(self, title: str, earliest: str, latest: str, at: str = "2026-01-02", **fields: Any) -> str:
        fields.setdefault("pillar", "cloud")
        return self.add("milestone", at, title=title, earliest=day(earliest), latest=day(latest), **fields)

    def level(self, kind: str, low: str, at: str = "2026-01-02", **fields: Any) -> str:
        fields.setdefault("listing", "BABA")
        fields.setdefault("currency", "USD")
        return self.add("level", at, type=kind, low=Decimal(low), **fields)

    def close(self, value: str, on: str, **fields: Any) -> str:
        fields.setdefault("session", "close")
        fields.setdefault("listing", "BABA")
        fields.setdefault("currency", "USD")
        return self.add("price", f"{on}T22:00:00+00:00", value=Decimal(value), day=day(on), **fields)

    def retract(self, target: str, at: str = "2026-01-03", note: str = "") -> str:
        """Takes the act `target` back; with a note, retires the thing of that id."""
        if note:
            return self.add("retire", at, target=target, reason=note)
        return self.add("retract", at, target=target)

    def book(self) -> Book:
        entries = sorted(self.entries, key=lambda entry: (entry.at, entry.id))
        return Book("hand", self.thesis, tuple(self.sources), tuple(entries))

    def view(
        self, today: str, look: Look | None = None, *, as_of: bool = False, writer: str = "mine", **more: Any
    ) -> View:
        return judge(self.book(), today, look, as_of=as_of, writer=writer, **more)


def judge(
    book: Book, today: str, look: Look | None = None, *, as_of: bool = False, writer: str = "mine", **more: Any
) -> View:
    """`more` goes to `build_view`: a market, how positions are computed."""
    now = datetime.combine(day(today), time(23, 59, 59), UTC)
    clock = Clock(now, day(today) if as_of else None)
    return build_view(book, clock, look, near=Decimal("0.02"), hysteresis=Decimal("0.01"), writer=writer, **more)


def pillar(view: View) -> PillarView:
    return view.pillars[0]


def criterion(view: View, id_: str = "kill") -> CriterionView:
    return next(item for item in view.pillars[0].criteria if item.criterion.id == id_)
