"""Amendments as they are made of what was typed: only what is new is said, and the thing is checked as it would be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from msgspec import structs

from thesis_tui.errors import InputError
from thesis_tui.model.enums import AmendedWord
from thesis_tui.model.figures import cut
from thesis_tui.model.journal import Amendment
from thesis_tui.model.objects import Benchmark, Listing, Metric, Pillar, Thesis
from thesis_tui.rules.amendments import (
    NO_DAY,
    amendment_fault,
    amendments_in_force,
    as_text,
    identity,
    read_value,
    value_in_files,
)
from thesis_tui.rules.fold import dead_ids
from thesis_tui.services import parse
from thesis_tui.services.finding import slug
from thesis_tui.services.new_thesis import (
    read_symbol,
)
from thesis_tui.storage import checks

if TYPE_CHECKING:
    from thesis_tui.services.loaded_thesis import LoadedThesis

Values = Mapping[str, str]
"""Fields by name, with the text of each as an amendment has it."""


class AmendmentBuilder:
    """Makes amendments of one thesis. Each method raises InputError with the field that is at fault."""

    def __init__(self, thesis: LoadedThesis) -> None:
        self._loaded = thesis

    @property
    def _thesis(self) -> Thesis:
        return self._loaded.book().thesis

    def changes(
        self, kind: AmendedWord, name: str, fields: Values, reason: str = "", *, new: bool = False, current: Any = None
    ) -> list[Amendment]:
        """The amendments that say `fields` of a thing, those that say nothing new left out; checked as a whole."""
        thing = None if new else current or self.known(kind, name)
        book = self._loaded.book()
        written = book.written or book.thesis
        sources = {named.id: named.source for named in book.sources}
        why = parse.text(reason, "reason", required=False)
        changes = []
        for field, text in fields.items():
            value = parse.text(text, field, required=False)
            # a new thing needs these even where they say what a default says
            if self._current(kind, name, field, thing) == value and not (new and field in ("title", "venue")):
                continue
            change = Amendment(
                of=kind, name=name, field=field, value=value, reason=why,
                before=value_in_files(written, sources, (kind, name, field)),
            )  # fmt: skip
            fault = amendment_fault(change)
            if fault is not None:
                raise InputError(f"{field}: {fault[1]}", field)
            changes.append(change)
        if not changes:
            raise InputError("nothing would be changed by that", next(iter(fields), ""))
        # together, for each may be right by itself and wrong beside the others
        self._refuse_faulty(kind, name, thing, changes)
        return changes

    def _current(self, kind: AmendedWord, name: str, field: str, thing: Any) -> str:
        if field == "order":
            return "\n".join(pillar.id for pillar in self._thesis.pillar)
        if field in ("retired", "merged"):
            book = self._loaded.book()
            dead = dead_ids(book.entries)
            stands = amendments_in_force(book.entries, dead, book.written or book.thesis, book.sources).get(
                (kind, name, field)
            )
            return "" if stands is None else stands.value
        if field == "published" and thing is not None and thing.published is None:
            return NO_DAY
        return "" if thing is None else as_text(getattr(thing, field))

    def _refuse_faulty(self, kind: AmendedWord, name: str, thing: Any, changes: Sequence[Amendment]) -> None:
        """Checks the thing as it would be: its currency, its title, its year end."""
        values = {
            amendment.field: read_value(kind, amendment.field, amendment.value)
            for amendment in changes if amendment.field not in ("retired", "merged", "order")
        }  # fmt: skip
        if not values:
            return
        made: Any
        if thing is not None:
            made = structs.replace(thing, **values)
        elif kind == "pillar":
            made = Pillar(id=name, **{"claim": "", **values})
        elif kind == "metric":
            made = Metric(id=name, **values)
        elif kind == "listing":
            made = Listing(symbol=name, **values)
        else:
            made = Benchmark(symbol=name, **values)
        fault = checks.fault(made)
        if fault is not None:
            raise InputError(f"{fault[0]}: {fault[1]}", fault[0])

    def known(self, kind: AmendedWord, name: str) -> Any:
        """The thing of that id or symbol; for "thesis" the thesis itself."""
        if kind == "thesis":
            return self._thesis
        things: Sequence[Any]
        if kind == "source":
            sources = self._loaded.view().sources
            found = next((source.source.source for source in sources if source.source.id == name), None)
            if found is not None:
                return found
            things = ()
        else:
            things = getattr(self._thesis, kind)
            thing = next((item for item in things if identity(item) == name), None)
            if thing is not None:
                return thing
        there = ", ".join(identity(item) for item in things) or "none"
        raise InputError(f'there is no {kind} "{parse.quoted(name)}"; there is {there}', kind)

    def titled(self, kind: Literal["pillar", "metric"], id_: str, fields: Values) -> Values:
        """The fields with their title, where they have one, read."""
        return {**fields, "title": self.free_title(kind, fields["title"], id_)} if "title" in fields else fields

    def free_title(self, kind: Literal["pillar", "metric"], text: str, of: str = "") -> str:
        """A title that no other pillar or metric than `of` has."""
        title = parse.title(text, "title")
        taken = next(
            (
                item
                for item in getattr(self._thesis, kind)
                if item.title.casefold() == title.casefold() and item.id != of
            ),
            None,
        )
        if taken is not None:
            raise InputError(f'there is a {kind} "{taken.title}" already ({taken.id}); give another title', "title")
        return title

    def new_id(self, kind: AmendedWord, title: str) -> str:
        """An id made of a title, which nothing there or retired has."""
        id_ = slug(title)[:50].rstrip("-")
        if not id_:
            raise InputError(f'"{cut(title, 40)}" makes no id; use letters a to z or digits', "title")
        book = self._loaded.book()
        if any(item.id == id_ for item in getattr(book.thesis, kind)):
            raise InputError(f'there is a {kind} "{id_}" already; give another title', "title")
        if any(item.id == id_ for item in getattr(book.retired, kind)):
            raise InputError(f'a {kind} "{id_}" was retired; to restore it: thesis-tui {kind} restore {id_}', "title")
        # notes and the journal name things by their id alone
        thesis, retired = book.thesis, book.retired
        taken = {pillar.id for pillar in (*thesis.pillar, *retired.pillar)} | {
            criterion.id for criterion in thesis.criterion
        }
        taken |= {metric.id for metric in (*thesis.metric, *retired.metric)}
        return next(made for made in (id_, *(f"{id_}-{number}" for number in range(2, 999))) if made not in taken)

    def new_symbol(self, kind: AmendedWord, text: str) -> str:
        """A typed symbol, which no listing or benchmark of the kind has, or had before it was retired."""
        symbol = read_symbol(text)
        book = self._loaded.book()
        for state, things in (("there", getattr(book.thesis, kind)), ("retired", getattr(book.retired, kind))):
            if any(item.symbol.casefold() == symbol.casefold() for item in things):
                raise InputError(
                    f"{symbol} is a {kind} already" if state == "there"
                    else f"{symbol} was retired; to restore it: thesis-tui {kind} restore {symbol}", "symbol"
                )  # fmt: skip
        return symbol
