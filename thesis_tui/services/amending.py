"""Making and remaking a thesis: pillars, metrics, listings, benchmarks, sources and the thesis itself.

Each is recorded as amendments in the journal (rules/amendments.py), not by rewriting `thesis.toml`: so that every
change has a history and an undo, two machines can make changes at once, and the file stays as the user wrote it.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import structs

from thesis_tui.errors import DoubtError, InputError
from thesis_tui.model.enums import AmendedWord
from thesis_tui.model.figures import counted, cut
from thesis_tui.model.journal import Amendment, Decision, Holding, Kind, Retire, Retract, What
from thesis_tui.model.objects import Criterion, Listing, Metric, Thesis
from thesis_tui.rules.amendments import (
    FIELDS,
    NO_DAY,
    identity,
)
from thesis_tui.rules.fold import dead_ids
from thesis_tui.services import parse
from thesis_tui.services.amendment_builder import AmendmentBuilder, Values
from thesis_tui.services.new_thesis import (
    MOST_PILLARS,
    read_aliases,
    read_currency,
    read_stance,
    read_year_end,
)

if TYPE_CHECKING:
    from thesis_tui.services.loaded_thesis import LoadedThesis

Record = Callable[[Iterable[tuple[Kind, What, str | None]]], object]
"""Records entries as one act: each a kind, what was entered, and the id of what it says anew."""


class Amending:
    """All that can be amended in a thesis. Texts are as typed; each method raises InputError with the field
    that is at fault before anything is recorded.
    """

    def __init__(self, thesis: LoadedThesis, record: Record) -> None:
        self._loaded = thesis
        self._build = AmendmentBuilder(thesis)
        self._do = record

    # pillars

    def add_pillar(self, title: str, claim: str = "", keywords: Sequence[str] = ()) -> str:
        """A pillar at the end of the others; its id, made of the title."""
        if len(self._thesis.pillar) >= MOST_PILLARS:
            raise InputError(f"there are {MOST_PILLARS} pillars already; retire one first", "title")
        name = self._build.free_title("pillar", title)
        id_ = self._build.new_id("pillar", name)
        fields = {"title": name, "claim": parse.line(claim, "claim", required=False), "keywords": _joined(keywords)}
        self._record(self._build.changes("pillar", id_, fields, new=True))
        return id_

    def edit_pillar(self, id_: str, fields: Values, reason: str = "", *, sure: bool = False) -> None:
        """Fields of a pillar said anew: title, claim, key (a metric's id), keywords. Raises DoubtError for one of a
        template whose new title shares no word with the claim and the figures it keeps, unless `sure`.
        """
        if fields.get("key"):
            self._build.known("metric", fields["key"])
        if not sure and fields.get("title") and "claim" not in fields:
            self._refuse_anothers_claim(id_, fields["title"])
        self._edit("pillar", id_, self._build.titled("pillar", id_, fields), reason)

    def _refuse_anothers_claim(self, id_: str, title: str) -> None:
        from thesis_tui.services.template_pillars import words_of

        shown = self._loaded.view().pillar(id_)
        if shown is None or not any(criterion.criterion.template for criterion in shown.criteria):
            return
        about = (shown.pillar.title, shown.pillar.claim, *(metric.metric.title for metric in shown.metrics))
        if not words_of(title) & words_of(" ".join(about)):
            text = f'the claim and the figures of "{shown.pillar.title}"'
            raise DoubtError(f"it would keep {text}: give it a claim of its own, and other metrics", "title")

    def order_pillar(self, id_: str, place: int) -> None:
        """Puts a pillar at the place `place`, counted from 1; past the end is last."""
        ids = [pillar.id for pillar in self._thesis.pillar]
        self._build.known("pillar", id_)
        if place < 1:
            raise InputError(f"{place} is no place; give 1 or more", "place")
        ids.remove(id_)
        ids.insert(place - 1, id_)
        self._edit("thesis", "", {"order": "\n".join(ids)})

    def retire_pillar(self, id_: str, reason: str = "", *, with_criteria: bool = False) -> None:
        """Takes a pillar out of force; with `with_criteria` its criteria too, without them it must have none."""
        self._retire("pillar", id_, reason, "pillar", with_criteria=with_criteria)

    # metrics

    def add_metric(self, title: str, unit: str, pillar: str | None = None, fields: Values | None = None) -> str:
        """A metric; its id, made of the title. `fields` are better, measures, change, short and live."""
        name = self._build.free_title("metric", title)
        id_ = self._build.new_id("metric", name)
        home = self._loaded.pillar_id(pillar) or ""
        whole = {"title": name, "unit": parse.line(unit, "unit"), "pillar": home, **(fields or {})}
        self._record(self._build.changes("metric", id_, whole, new=True))
        return id_

    def edit_metric(self, id_: str, fields: Values, reason: str = "") -> None:
        """Fields of a metric said anew. Moved to another pillar, it takes the criteria on it along."""
        old: Metric = self._build.known("metric", id_)
        unit = fields.get("unit")
        seen = next((metric for metric in self._loaded.view().metrics if metric.metric.id == id_), None)
        # figures are kept in the metric's unit: under another they would be other figures
        if unit not in (None, old.unit) and seen is not None and (seen.observations or self._criteria_on(id_)):
            raise InputError(
                f"figures or criteria of {old.title} are in {old.unit}: retire it and add another metric for {unit}",
                "unit",
            )
        changes = self._build.changes("metric", id_, self._build.titled("metric", id_, fields), reason)
        home = fields.get("pillar", old.pillar or "")
        along: list[tuple[Kind, What, str | None]] = []
        if home and home != (old.pillar or ""):
            self._build.known("pillar", home)
            along = [
                ("criterion", structs.replace(criterion, pillar=home, screen=True), criterion.id)
                for criterion in self._criteria_on(id_)
            ]  # fmt: skip
        self._record(changes, along)

    def retire_metric(self, id_: str, reason: str = "", *, with_criteria: bool = False) -> None:
        """Takes a metric out of force; its figures stay in the journal and the sources."""
        self._retire("metric", id_, reason, "metric", with_criteria=with_criteria)

    def merge_metric(self, id_: str, into: str, reason: str = "") -> None:
        """Counts a metric as another one: its figures and criteria are that one's from now on."""
        metric: Metric = self._build.known("metric", id_)
        other: Metric = self._build.known("metric", into)
        if id_ == into:
            raise InputError(f'"{metric.title}" is one metric already; give another to merge it into', "into")
        for field in ("unit", "measures"):
            if getattr(metric, field) != getattr(other, field):
                raise InputError(
                    f'"{metric.title}" has {field} "{getattr(metric, field)}" and "{other.title}" '
                    f'"{getattr(other, field)}"; two metrics are one when they measure the same in one unit',
                    "into",
                )
        self._edit("metric", id_, {"merged": into}, reason)

    # listings and benchmarks

    def add_listing(
        self, symbol: str, venue: str, currency: str, units: str = "1", fields: Values | None = None
    ) -> str:
        """A further listing of the security, or another security its levels are on."""
        name = self._build.new_symbol("listing", symbol)
        whole = {
            "venue": parse.line(venue, "venue"),
            "currency": read_currency(currency),
            "units": units.strip() or "1",
        }
        self._record(self._build.changes("listing", name, {**whole, **(fields or {})}, new=True))
        return name

    def edit_listing(self, symbol: str, fields: Values, reason: str = "") -> None:
        """Fields of a listing said anew; its currency only while nothing was recorded in the old one."""
        old = self._loaded.listing(symbol)
        if fields.get("currency") not in (None, old.currency) and (self._priced(old) or self._decided(old)):
            raise InputError(
                f"levels, prices or decisions of {old.symbol} are in {old.currency}; retire them first, "
                "or add another listing",
                "currency",
            )
        # whoever says where it trades has answered the question
        extra = {"assumed": ""} if old.assumed and {"venue", "currency", "assumed"} & set(fields) else {}
        self._edit("listing", old.symbol, {**fields, **extra}, reason)

    def rename_listing(self, symbol: str, new_symbol: str, reason: str = "") -> str:
        """Gives a listing the symbol it has now: its levels, prices and decisions are of that from now on. Its symbols
        at feeds are asked for by the new one. Gives the new symbol.
        """
        old = self._loaded.listing(symbol)
        name = self._build.new_symbol("listing", new_symbol)
        fields = {"venue": old.venue, "currency": old.currency, "units": str(old.units), "name": old.name}
        if old.assumed:
            fields["assumed"] = "yes"
        made = self._build.changes("listing", name, {field: text for field, text in fields.items() if text}, new=True)
        self._record([*made, *self._build.changes("listing", old.symbol, {"merged": name}, reason)])
        return name

    def confirm_listing(self, symbol: str | None = None) -> str:
        """Says that the assumed venue and currency of a listing are right; its symbol."""
        listing = self._loaded.listing(symbol)
        if not listing.assumed:
            raise InputError(f"the venue of {listing.symbol}, {listing.venue}, is not in question", "listing")
        self._edit("listing", listing.symbol, {"assumed": ""})
        return listing.symbol

    def retire_listing(self, symbol: str, reason: str = "") -> None:
        """Takes a listing out of force, which must not be the only one nor have levels on it."""
        listing = self._loaded.listing(symbol)
        if len(self._thesis.listing) == 1:
            raise InputError(f"{listing.symbol} is the only listing; add another one first", "listing")
        on_it = [
            level.level
            for level in self._loaded.view().levels
            if level.level.listing == listing.symbol and not level.retired
        ]
        if on_it:
            ids = ", ".join(level.id for level in on_it[:4])
            raise InputError(f"{len(on_it)} levels are on {listing.symbol} ({ids}); retire them first", "listing")
        if self._decided(listing):
            raise InputError(f"decisions or holdings are on {listing.symbol}; undo or retire them first", "listing")
        self._edit("listing", listing.symbol, {"retired": "yes"}, reason)

    def add_benchmark(self, symbol: str, venue: str, currency: str, fields: Values | None = None) -> str:
        """An index, a fund or a peer that the price is compared with."""
        name = self._build.new_symbol("benchmark", symbol)
        whole = {"venue": parse.line(venue, "venue"), "currency": read_currency(currency), **(fields or {})}
        self._record(self._build.changes("benchmark", name, whole, new=True))
        return name

    def retire_benchmark(self, symbol: str, reason: str = "") -> str:
        """Compares with it no more; its symbol."""
        found = next(
            (
                benchmark
                for benchmark in self._thesis.benchmark
                if benchmark.symbol.casefold() == symbol.strip().casefold()
            ),
            None,
        )
        if found is None:
            there = ", ".join(benchmark.symbol for benchmark in self._thesis.benchmark) or "none yet"
            raise InputError(f'there is no benchmark "{parse.quoted(symbol)}"; there is {there}', "benchmark")
        self._edit("benchmark", found.symbol, {"retired": "yes"}, reason)
        return found.symbol

    # the thesis itself, and its sources

    def edit_thesis(self, fields: Values, reason: str = "") -> None:
        """Name, stance, fiscal year end, aliases (by lines) or since (a day) said anew."""
        read = dict(fields)
        if "stance" in read:
            read["stance"] = read_stance(read["stance"])
        if "fiscal_year_end" in read:
            read["fiscal_year_end"] = read_year_end(read["fiscal_year_end"])
        if "aliases" in read:
            read["aliases"] = "\n".join(read_aliases(read["aliases"].split("\n")))
        if read.get("since"):
            read["since"] = str(parse.day(read["since"], self._loaded.today, "since", past=True))
        self._edit("thesis", "", read, reason)

    def edit_source(self, id_: str, fields: Values, reason: str = "") -> None:
        """Title, short title, publisher, address or day of a source said anew; "unknown" is no day."""
        read = dict(fields)
        if "published" in read:
            text = read["published"].strip().casefold()
            read["published"] = (
                NO_DAY if text in ("", NO_DAY) else str(parse.day(text, self._loaded.today, "published", past=True))
            )
        self._edit("source", id_, read, reason)

    def merge_source(self, id_: str, into: str, reason: str = "") -> None:
        """Counts a source as another one: all that was read from it is that one's."""
        self._build.known("source", id_)
        self._build.known("source", into)
        if id_ == into:
            raise InputError("it is one source already; give another to merge it into", "into")
        self._edit("source", id_, {"merged": into}, reason)

    def bring_back(self, kind: AmendedWord, name: str) -> tuple[str, int]:
        """Puts a retired pillar, metric, listing or benchmark back in force, by its id or title, with the criteria that
        were retired with it; its id, and how many those are.
        """
        retired = getattr(self._loaded.book().retired, kind)
        from thesis_tui.services.finding import Candidate, find

        candidates = [Candidate(identity(item), getattr(item, "title", getattr(item, "name", ""))) for item in retired]
        id_ = find(f"retired {kind}", name, candidates)
        fields: dict[str, str] = {field: "" for field in ("retired", "merged") if field in FIELDS[kind]}
        found = next(item for item in retired if identity(item) == id_)
        along: list[tuple[Kind, What, str | None]] = [
            ("retract", Retract(target=entry), None) for entry in self._retired_with(kind, id_)
        ]
        self._record(self._build.changes(kind, id_, fields, current=found), along)
        return id_, len(along)

    def _retired_with(self, kind: AmendedWord, id_: str) -> list[str]:
        """The entries that retired criteria in the act that retired the thing."""
        entries = self._loaded.book().entries
        dead = dead_ids(entries)
        acts = [
            entry.act_id for entry in entries
            if isinstance(entry.what, Amendment) and entry.id not in dead and entry.what.value
            and (entry.what.of, entry.what.name, entry.what.field) == (kind, id_, "retired")
        ]  # fmt: skip
        return [
            entry.id for entry in entries
            # the act tells what was retired together: a criterion retired before by itself stays so
            if acts and entry.act_id == acts[-1] and isinstance(entry.what, Retire) and entry.id not in dead
        ]  # fmt: skip

    # how it is recorded

    @property
    def _thesis(self) -> Thesis:
        return self._loaded.book().thesis

    def _edit(self, kind: AmendedWord, name: str, fields: Values, reason: str = "") -> None:
        self._record(self._build.changes(kind, name, fields, reason))

    def _record(self, changes: Iterable[Amendment], along: Iterable[tuple[Kind, What, str | None]] = ()) -> None:
        self._do([*(("amendment", change, None) for change in changes), *along])

    def _criteria_on(self, metric: str) -> list[Criterion]:
        pillars = self._loaded.view().pillars
        return [
            criterion.criterion
            for pillar in pillars
            for criterion in pillar.criteria
            if criterion.criterion.metric == metric
        ]

    def _decided(self, listing: Listing) -> bool:
        """Whether what is in force was decided on it, or held of it."""
        view = self._loaded.view()
        return any(
            not line.retracted and isinstance(line.entry.what, Decision | Holding)
            and line.entry.what.listing == listing.symbol
            for line in view.journal
        )  # fmt: skip

    def _priced(self, listing: Listing) -> bool:
        view = self._loaded.view()
        return any(level.level.listing == listing.symbol for level in view.levels) or any(
            price.price.listing == listing.symbol for price in view.prices
        )

    def _retire(self, kind: AmendedWord, id_: str, reason: str, rests_by: str, *, with_criteria: bool) -> None:
        """`rests_by` is the field of a criterion that names the thing."""
        title = self._build.known(kind, id_).title
        resting = [
            view for pillar in self._loaded.view().pillars for view in pillar.criteria
            if getattr(view.criterion, rests_by) == id_
        ]  # fmt: skip
        if resting and not with_criteria:
            named = "; ".join(f"{view.criterion.severity}: {cut(view.text, 60)}" for view in resting[:3])
            more = f"; and {len(resting) - 3} more" if len(resting) > 3 else ""
            raise DoubtError(
                f'"{title}" is named by {counted(len(resting), "criterion", "criteria")} ({named}{more})', kind
            )
        # a retired criterion is told as a goalpost that moved: the reason says that it went with the whole
        why = parse.text(reason, "reason", required=False) or f"with the {kind} {title}"
        along: list[tuple[Kind, What, str | None]] = [
            ("retire", Retire(target=view.criterion.id, reason=why), None) for view in resting
        ]
        self._record(self._build.changes(kind, id_, {"retired": "yes"}, reason), along)


def _joined(words: Sequence[str]) -> str:
    return "\n".join(parse.line(word, "keyword") for word in words if word.strip())


def live_text(text: str) -> str:
    """A live source as it is typed in one line, "npm package=react", as the text of an amendment; "" for none."""
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise InputError(f"live: {error}; write it as: npm package=react", "live") from None
    if not words or words == ["none"]:
        return ""
    if "=" not in words[0]:
        words[0] = f"source={words[0]}"
    return "\n".join(words)


def feeds_text(pairs: Sequence[str]) -> str:
    """Symbols at feeds as typed, each "tencent=usBABA"."""
    for pair in pairs:
        if "=" not in pair:
            raise InputError(f'"{cut(pair, 40)}" is not accepted; write a feed and its symbol, tencent=usBABA', "feed")
    return "\n".join(pair.strip() for pair in pairs)
