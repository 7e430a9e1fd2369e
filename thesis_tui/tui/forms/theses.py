"""A new thesis."""

from __future__ import annotations

from calendar import month_name
from typing import TYPE_CHECKING

from thesis_tui.errors import DoubtError, FeedError, InputError
from thesis_tui.services import lookup, new_thesis, parse
from thesis_tui.services.desk import Desk
from thesis_tui.services.template_pillars import GENERIC, free_pillars, taken, without_figures
from thesis_tui.tui.field import Field
from thesis_tui.tui.form import Form
from thesis_tui.tui.forms.fields import Insisting, silent
from thesis_tui.venues.symbols import symbol_at
from thesis_tui.venues.units import name_of

if TYPE_CHECKING:
    from thesis_tui.prices.lookup import Found


class NewForm(Form):
    """Looks the symbol up when the next field is gone to, where the network may be used."""

    def __init__(self, desk: Desk, made: list[str]) -> None:
        self._desk = desk
        self._made = made
        self._insisting = Insisting("it begins without figures")
        self._found: dict[str, Found | None] = {}
        """By symbol: what the first price feed said of it, None where it said nothing or has not yet."""
        super().__init__("New thesis", self._asked_for(), self._make, foot="then it opens")

    def _asked_for(self) -> list[Field]:
        return [
            Field("symbol", "symbol", required=True, read=self._read_symbol, hint="NVDA, BRK.B, 0700.HK"),
            Field("name", "name", read=silent(lambda text: parse.line(text, "name")), hint="company name"),
            Field("template", "kind", "growth", options=[(name, name) for name in new_thesis.TEMPLATES],
                  read=lambda text: new_thesis.TEMPLATES[text]),
            Field("stance", "stance", "watch", options=[(stance, stance) for stance in reversed(new_thesis.STANCES)]),
            Field("pillars", "pillars", read=self._read_pillars, hint="the kind's own; or yours, with commas between",
                  also="also: Payout = Cover, to take the figures of the kind's Cover"),
            Field("statement", "why", read=silent(lambda text: parse.line(text, "statement")),
                  hint="optional: the thesis in a sentence", also="you can add it later: a s"),
            Field("venue", "venue", read=self._read_venue, hint="as the symbol says"),
            Field("currency", "currency", read=_read_currency, hint="as the symbol says"),
            Field("fiscal-year-end", "year end", "12-31", read=_read_end, also="also: 31 mar, march"),
        ]  # fmt: skip

    def _read_symbol(self, text: str) -> str:
        symbol = new_thesis.read_symbol(text)
        new_thesis.refuse_taken(self._desk.places, symbol)
        found = self._found.get(symbol)
        if found is not None:
            if found.renamed:
                return f"{lookup.renamed_words(found)}; type {found.symbol} if that is meant"
            return lookup.words(found)
        venue, currency, unsure = new_thesis.where_traded(symbol)
        if unsure:
            return f"the symbol does not say its {' and '.join(unsure)}: fill in below"
        if new_thesis.is_assumed(symbol, self._typed_venue(), None):
            return f"{venue} in {name_of(currency)} is assumed; set the venue below before prices are judged"
        return f"taken to be quoted in {name_of(currency)} on {venue}; correct below if wrong"

    def _read_venue(self, text: str) -> str:
        """Says the symbol by which feeds know it there, where that is another."""
        venue, symbol = parse.line(text, "venue"), self.texts().get("symbol", "").strip().upper()
        there = symbol_at(symbol, venue) if symbol else ""
        return f"price feeds know {symbol} there as {there}: type that above" if there != symbol else ""

    def _read_pillars(self, text: str) -> str:
        """Says which of the kind's pillars each one is, since another's claim under its name would be false."""
        kind = self.texts().get("template", "")
        named = new_thesis.read_pillars(_titles(text), kind)
        if kind == GENERIC:
            return ""
        takes = taken(kind, named.titles, named.takes)
        pairs = list(zip(named.titles, takes, strict=True))
        words = [f"{title} takes {block}" for title, block in pairs if block and block.casefold() != title.casefold()]
        return "; ".join([*words, *(f"{title} begins without figures" for title, block in pairs if not block)])

    def _ask_which(self, kind: str, named: new_thesis.Pillars) -> None:
        """Raises DoubtError where a pillar is none of the kind's by its words, while some of those are left."""
        none, free = without_figures(kind, *named), free_pillars(kind, *named)
        if none and free:
            left = f"to take the figures of {' or '.join(free)}, say so: {none[0]} = {free[0]}"
            raise DoubtError(f"{none[0]} is none of the kind's pillars; {left}", "pillars")

    def _typed_venue(self) -> str:
        return self.texts().get("venue", "")

    def _make(self, texts: dict[str, str]) -> str:
        symbol = new_thesis.read_symbol(texts["symbol"])
        found = self._found.get(symbol)
        if found is not None and found.renamed:
            # what a feed says is of the other symbol
            found = None
        for name in new_thesis.where_traded(symbol, texts["venue"], found)[2]:
            if not texts[name].strip():
                raise InputError(f"{symbol} does not say its {name}: fill it in", name)
        blank = self._filled(texts, found)
        self._insisting.save(texts, lambda sure: self._begin(blank, sure=sure))
        return f"made {self._made[-1]}"

    def _begin(self, blank: new_thesis.Blank, *, sure: bool) -> None:
        if not sure:
            self._ask_which(blank.template, new_thesis.Pillars(blank.pillars, blank.takes))
        # without patience: the recorder tries again by a timer, and no try may hold up the keys
        self._made.append(new_thesis.make(self._desk.places, blank, at=self._desk.now(), patience=0).id)

    @staticmethod
    def _filled(texts: dict[str, str], found: Found | None) -> new_thesis.Blank:
        return new_thesis.fill(
            texts["symbol"], name=texts["name"], currency=texts["currency"], venue=texts["venue"],
            fiscal_year_end=texts["fiscal-year-end"], stance=texts["stance"], template=texts["template"],
            statement=texts["statement"], pillars=_titles(texts["pillars"]), found=found,
        )  # fmt: skip

    def on_descendant_focus(self) -> None:
        super().on_descendant_focus()
        row = self._row_of(self.focused)
        symbol = self.texts()["symbol"]
        if self._desk.offline or row is None or row.field.name == "symbol" or not symbol.strip():
            return
        try:
            symbol = new_thesis.read_symbol(symbol)
        except InputError:
            return
        if symbol not in self._found:
            # before it is asked: walking the fields asks for a symbol once
            self._found[symbol] = None
            self.run_worker(self._look_up(symbol), group="look-up", exclusive=True, exit_on_error=False)

    async def _look_up(self, symbol: str) -> None:
        try:
            self._found[symbol] = await lookup.look_up(symbol, self._desk.settings, self._desk.now)
        except FeedError:  # the words under the symbol then say what it says by itself
            return
        if self.is_mounted:
            self._check_all()


def new_form(desk: Desk) -> tuple[Form, list[str]]:
    """A form that makes a thesis, and where the id of the one it made will be."""
    made: list[str] = []
    return NewForm(desk, made), made


def _titles(text: str) -> list[str]:
    return [title for title in text.split(",") if title.strip()]


def _read_currency(text: str) -> str:
    currency = new_thesis.read_currency(text)
    return f"quoted in {name_of(currency)}" if name_of(currency) != currency else ""


def _read_end(text: str) -> str:
    month, _, day = new_thesis.read_year_end(text).partition("-")
    return f"its fiscal year ends on {int(day)} {month_name[int(month)]}"
