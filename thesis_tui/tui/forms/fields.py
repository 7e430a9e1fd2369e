"""Fields that several forms ask for, and what they say back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from thesis_tui.errors import DoubtError, InputError
from thesis_tui.model import figures
from thesis_tui.model.objects import Listing, Metric
from thesis_tui.model.view import MetricView, View
from thesis_tui.rules.windows import day_examples, future_examples
from thesis_tui.services import parse
from thesis_tui.services.desk import Desk
from thesis_tui.tui.field import Field

UNDO = "u to undo"


def receipt(words: str, done: str) -> str:
    """The footer's words on a form that was saved: what was `done`, with what, and the way back. A narrow footer cuts
    the words in the middle of it.
    """
    return f"{done}: {figures.cut(' '.join(words.split()), 80)}; {UNDO}"


class Insisting:
    """Takes what is doubted when the same fields are saved a second time."""

    def __init__(self, right: str = "it is right") -> None:
        """`right` is what the second time says: "it is meant"."""
        self._right = right
        self._doubted: dict[str, str] = {}

    def save(self, texts: dict[str, str], do: Callable[[bool], object]) -> None:
        """Calls `do` with whether the user insists. Raises InputError for what is doubted the first time."""
        try:
            # by all the fields, not by a count: insisting holds for what was doubted, not for what was typed since
            do(texts == self._doubted)
        except DoubtError as error:
            self._doubted = dict(texts)
            raise InputError(f"{error}; if {self._right}, save it again", error.field) from None


def silent(read: Callable[[str], object]) -> Callable[[str], str]:
    """A check that says nothing back."""

    def check(text: str) -> str:
        read(text)
        return ""

    return check


def text_field(name: str, label: str) -> Field:
    """A text of several lines that must be given."""
    return Field(name, label, area=True, required=True, read=silent(lambda text: parse.text(text, name)))


def day_field(desk: Desk) -> Field:
    """The day something happened, today unless it is said."""

    def read(text: str) -> str:
        return figures.week_day(parse.day(text, desk.today, "on", past=True))

    return Field("on", "on", "today", read=read, also=f"also: {day_examples(desk.today)}")


def source_field(value: str = "") -> Field:
    """The field for where it is from."""
    return Field("source", "source", value, hint="optional: a link, or words")


def until_fields(desk: Desk) -> list[Field]:
    """Until when something is snoozed, and why."""

    def read(text: str) -> str:
        return f"quiet until {figures.week_day(parse.future_day(text, desk.today, desk.fiscal_year_end))}"

    return [
        Field("until", "until", "next 2 weeks", required=True, read=read, also=f"also: {future_examples(desk.today)}"),
        Field("note", "why", hint="optional"),
    ]


def pillar_field(view: View, pillar: str) -> Field:
    """The field for the pillar it belongs to, `pillar` chosen first."""
    options = [(item.pillar.id, item.pillar.title) for item in view.pillars]
    return Field("pillar", "pillar", pillar, options=[*options, ("", "none")])


class ChosenListing:
    """The listing chosen in a form: what is typed beside it is read in its currency."""

    def __init__(self, desk: Desk, symbol: str | None) -> None:
        self._desk = desk
        self.listing: Listing = desk.listing(symbol)

    def field(self, view: View) -> Field:
        options = [(item.symbol, f"{item.symbol} {item.currency}") for item in view.listings]
        return Field("listing", "listing", self.listing.symbol, read=self._choose, options=options)

    def _choose(self, symbol: str) -> str:
        self.listing = self._desk.listing(symbol)
        return f"in {self.listing.currency}"


class ChosenMetric:
    """The metric chosen in a form: what is typed beside it is read in its unit."""

    def __init__(self, desk: Desk, identity: str) -> None:
        self._desk = desk
        self.metric: Metric = desk.metric(identity).metric

    def field(self, metrics: Sequence[MetricView], read: Callable[[Metric], str]) -> Field:
        """The choice among `metrics`; `read` says back the one that is chosen."""

        def choose(identity: str) -> str:
            self.metric = self._desk.metric(identity).metric
            return read(self.metric)

        options = [(item.metric.id, item.metric.short or item.metric.title) for item in metrics]
        return Field("metric", "metric", self.metric.id, read=choose, options=options)
