"""The bundled thesis with a journal that fills the pages: figures, odds, outcomes, notes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from msgspec.structs import replace

from tests.pages.page_views import bundled
from thesis_tui.model.book import Book
from thesis_tui.model.enums import OutcomeWord
from thesis_tui.model.journal import Entry, Kind, Note, Odds, Outcome, What
from thesis_tui.model.objects import Milestone, Observation

ENDED: tuple[tuple[str, str, OutcomeWord, int, int], ...] = (
    ("closes above 160", "cloud", "missed", 45, 35),
    ("Quark glasses on sale", "hardware", "hit", 80, 85),
    ("FQ2 results beat consensus", "cloud", "hit", 60, 65),
    ("operating profit grows", "cloud", "missed", 30, 30),
    ("Nvidia H20 deliveries resume", "chips", "missed", 80, 75),
    ("rate cut lifts China tech", "qwen", "void", 50, 50),
)


class Journal:
    """Entries with times and ids in the order they are added."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def add(self, kind: Kind, what: What, day: date, on: date | None = None) -> str:
        number = len(self.entries)
        at = datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC) + timedelta(seconds=number)
        self.entries.append(Entry(id=f"e{number:04d}", at=at, kind=kind, what=what, on=on))
        return f"e{number:04d}"


def growth(end: date, start: date, value: str, period: str) -> Observation:
    return Observation(id="", metric="cloud-revenue-yoy", value=Decimal(value), period=period, start=start, end=end)


def filled(*more: Entry) -> Book:
    """Two older quarters of cloud growth, an overdue and ended milestones with odds, notes."""
    journal = Journal()
    noted = date(2025, 9, 12)
    journal.add("observation", growth(date(2025, 3, 31), date(2025, 1, 1), "18", "March quarter"), noted)
    journal.add("observation", growth(date(2025, 6, 30), date(2025, 4, 1), "26", "June quarter"), noted)
    late = Milestone(
        id="",
        title="first Quark sales figures",
        earliest=date(2025, 11, 27),
        latest=date(2025, 12, 20),
        pillar="hardware",
    )
    milestone = journal.add("milestone", late, date(2025, 11, 27))
    for day, odds in ((date(2025, 11, 28), 60), (date(2025, 12, 9), 50), (date(2025, 12, 16), 40)):
        journal.add("odds", Odds(milestone=milestone, odds=Decimal(odds)), day)
    journal.add("note", Note(text="reseller: G1 in stock", milestone=milestone), date(2025, 12, 21))
    journal.add("note", Note(text="said to sell well, but still no number", milestone=milestone), date(2025, 12, 22))
    journal.add("note", Note(text="guidance matters more than the print", pillar="cloud"), date(2025, 12, 19))
    for number, (title, pillar, outcome, opened, last) in enumerate(ENDED):
        end = date(2025, 12, 15) - timedelta(days=9 * number)
        opens = end - timedelta(days=30)
        what = Milestone(id="", title=title, earliest=opens, latest=end, pillar=pillar)
        made = journal.add("milestone", what, opens - timedelta(days=5))
        journal.add("odds", Odds(milestone=made, odds=Decimal(opened)), opens - timedelta(days=4))
        journal.add("odds", Odds(milestone=made, odds=Decimal(last)), end - timedelta(days=3))
        journal.add("outcome", Outcome(milestone=made, outcome=outcome), end, end)
    book = bundled()
    ordered = sorted([*book.entries, *journal.entries, *more], key=lambda entry: (entry.at, entry.id))
    return replace(book, entries=tuple(ordered))
