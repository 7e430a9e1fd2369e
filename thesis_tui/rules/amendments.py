"""Amendments: what was changed on the screen of the things that `thesis.toml` and the sources' files write.

An amendment says one field of one thing anew and remembers what the file said of it then. It stands until the file says
something else, so that a later edit by hand counts; two machines that change different fields of one thing keep both
changes, and of two changes of one field the one recorded last stands, in whichever order the journals are merged.

A thing the file does not have is made of amendments alone, whose `before` is None. A pillar, metric, listing or
benchmark is out of force while its field `retired` is set and nothing in force names it; a metric or source that is
`merged` into another counts as that one, and a listing that is has another symbol now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, cast, get_args

import msgspec
from msgspec.structs import replace

from thesis_tui.model.book import Book, NamedSource, Retired
from thesis_tui.model.enums import AmendedWord
from thesis_tui.model.faults import Fault
from thesis_tui.model.journal import Amendment, Entry, Note
from thesis_tui.model.live import Live
from thesis_tui.model.objects import Benchmark, Criterion, Level, Listing, Metric, Observation, Pillar, Source, Thesis
from thesis_tui.model.unfit import explained
from thesis_tui.rules.folded import Amended

Key = tuple[AmendedWord, str, str]
"""Kind of thing, its id or symbol ("" for the thesis), and the field."""
_MADE: dict[AmendedWord, type[Any]] = {
    "thesis": Thesis, "pillar": Pillar, "metric": Metric, "listing": Listing, "benchmark": Benchmark, "source": Source,
}  # fmt: skip
FIELDS: dict[AmendedWord, tuple[str, ...]] = {
    "thesis": ("name", "stance", "fiscal_year_end", "aliases", "since", "order"),
    "pillar": ("title", "claim", "key", "keywords", "retired"),
    "metric": (
        "title", "unit", "pillar", "better", "measures", "change", "short", "live", "retired", "merged",
    ),
    "listing": ("venue", "currency", "units", "name", "feeds", "assumed", "retired", "merged"),
    "benchmark": ("venue", "currency", "name", "feeds", "retired"),
    "source": ("title", "short", "publisher", "url", "published", "merged"),
}  # fmt: skip
"""Fields that can be amended of each kind of thing. "order" is that of the pillars; "retired" and "merged" no file
has.
"""
_LISTS = frozenset(("aliases", "keywords", "order"))
_NEEDED: dict[AmendedWord, tuple[str, ...]] = {
    "pillar": ("title",), "metric": ("title", "unit"), "listing": ("venue", "currency"),
    "benchmark": ("venue", "currency"),
}  # fmt: skip
"""Fields without which a thing that the file does not have is not made."""
_TUPLES_OF_LIVE = frozenset(
    name
    for source in get_args(Live)
    for name, annotation in source.__annotations__.items()
    if str(annotation).startswith("tuple")
)
"""Fields of live sources that are lists: each of their lines is an item."""
NO_DAY = "unknown"
"""The text of a source's day that is not known."""


def as_text(value: object) -> str:
    """The text of a field's value, as an amendment has it: lists and tables by lines."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, str):
        return value
    if isinstance(value, date | Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return "\n".join(f"{key}={of}" for key, of in value.items())
    if isinstance(value, Iterable):
        return "\n".join(str(item) for item in value)
    return "\n".join(_live_lines(value))


def _live_lines(live: Any) -> Iterable[str]:
    yield f"source={live.__struct_config__.tag}"
    for field, default in zip(live.__struct_fields__, _defaults(type(live)), strict=True):
        value = getattr(live, field)
        if value != default:
            for item in value if isinstance(value, tuple) else (value,):
                yield f"{field}={item}"


def _defaults(kind: type[Any]) -> tuple[object, ...]:
    """The defaults of a struct's fields, None for those without."""
    given = kind.__struct_defaults__
    return (*(None,) * (len(kind.__struct_fields__) - len(given)), *given)


def read_value(kind: AmendedWord, field: str, text: str) -> Any:
    """The value that `text` says of a field. Raises ValueError that says what would be accepted."""
    if field in ("retired", "merged", "order"):
        return _lines(text) if field == "order" else text
    made = _MADE[kind]
    plain: object = text
    if field in _LISTS:
        plain = _lines(text)
    elif field in ("change", "assumed"):
        plain = text == "yes"
    elif field == "units":
        try:
            plain = Decimal(text)
        except InvalidOperation:
            raise ValueError(f'"{text[:20]}" is not a number') from None
    elif field == "feeds":
        plain = dict(_pair(line) for line in _lines(text))
    elif field == "live":
        plain = _live_table(text)
    # an empty text takes these out; of texts such as a claim it is a value like any other
    elif not text and field in ("key", "pillar", "since"):
        plain = None
    elif field == "published":
        plain = None if text in ("", NO_DAY) else text
    wanted = next(info.type for info in msgspec.structs.fields(made) if info.name == field)
    try:
        # not strict: all that an amendment has is text, days and numbers too
        return msgspec.convert(plain, wanted, strict=False)
    except msgspec.ValidationError as error:
        trail, reason = explained(str(error), plain, wanted)
        where = " ".join(str(part) for part in trail)
        reason = reason.replace(" in quotes", "")  # it is typed, not written in a file
        raise ValueError(f"{where}: {reason}" if where else reason) from None


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def _pair(line: str) -> tuple[str, str]:
    key, equals, value = line.partition("=")
    if not equals:
        raise ValueError(f'"{line[:40]}" has no "="; write it as key=value')
    return key.strip(), value.strip()


def _live_table(text: str) -> dict[str, Any] | None:
    table: dict[str, Any] = {}
    for key, value in (_pair(line) for line in _lines(text)):
        if key in _TUPLES_OF_LIVE:
            table.setdefault(key, []).append(value)
        else:
            table[key] = value
    return table or None


def amendment_fault(what: Amendment) -> Fault:
    """Fault of an amendment by itself."""
    if what.field not in FIELDS[what.of]:
        accepted = ", ".join(FIELDS[what.of])
        return "field", f'a {what.of} has no field "{what.field[:40]}" that can be amended; accepted are {accepted}'
    if what.of != "thesis" and not what.name:
        return "name", f"is missing; an amendment of a {what.of} names it"
    # a listing is named by its symbol, and may do without its company's name
    if not what.value and what.field in ("title", "unit", "venue", "currency", "name") and what.of != "listing":
        return "value", f"is empty; a {what.of} needs its {what.field}"
    try:
        read_value(what.of, what.field, what.value)
    except ValueError as error:
        return "value", f"{error} (as the {what.field} of {what.name or 'the thesis'})"
    return None


# What stands


def value_in_files(thesis: Thesis, sources: Mapping[str, Source], key: Key) -> str | None:
    """The value of a field in the files, None where they do not have the thing."""
    kind, name, field = key
    if kind == "thesis":
        return as_text(tuple(pillar.id for pillar in thesis.pillar) if field == "order" else getattr(thesis, field))
    found = sources.get(name) if kind == "source" else _named(getattr(thesis, kind), name)
    if found is None:
        return None
    if field in ("retired", "merged"):
        return ""
    if field == "published" and found.published is None:
        return NO_DAY
    return as_text(getattr(found, field))


def _named(things: Sequence[Any], name: str) -> Any:
    return next((item for item in things if identity(item) == name), None)


def identity(thing: Pillar | Metric | Listing | Benchmark) -> str:
    """The id by which an amendment names a thing: a symbol where it has no id."""
    return thing.symbol if isinstance(thing, Listing | Benchmark) else thing.id


def amendments_in_force(
    entries: Iterable[Entry], dead: Iterable[str], thesis: Thesis, sources: Iterable[NamedSource]
) -> dict[Key, Amendment]:
    """The newest live amendment of each field that the files do not contradict. `thesis` is as written."""
    gone = frozenset(dead)
    newest: dict[Key, Amendment] = {}
    for entry in entries:
        if isinstance(entry.what, Amendment) and entry.id not in gone:
            what = entry.what
            key = (what.of, what.name, what.field)
            newest.pop(key, None)  # so that what is added last comes last
            newest[key] = what
    if not newest:
        return {}
    files = {named.id: named.source for named in sources}
    return {key: what for key, what in newest.items() if _stands(what, key, thesis, files)}


def _stands(what: Amendment, key: Key, thesis: Thesis, files: Mapping[str, Source]) -> bool:
    now = value_in_files(thesis, files, key)
    if key[2] == "order" and now is not None:
        # a pillar that was added to the file, or taken out, moves no other
        before, written = (what.before or "").split("\n"), now.split("\n")
        return [text for text in before if text in written] == [text for text in written if text in before]
    return now == what.before


def amended_thesis(written: Thesis, amendments: Mapping[Key, Amendment], naming: Mapping[str, str]) -> Amended:
    """`written` with what stands. `naming` says what in force names a pillar, metric or listing, by "kind:id"."""
    top = {
        field: read_value("thesis", field, what.value)
        for (kind, _, field), what in amendments.items()
        if kind == "thesis" and field != "order"
    }
    merged, renamed = _merges(amendments), _merges(amendments, "listing")
    held: list[tuple[str, str]] = []
    retired: dict[str, tuple[Any, ...]] = {}
    for kind in ("pillar", "metric", "listing", "benchmark"):
        things = _amended_things(kind, getattr(written, kind), amendments)
        out = []
        for thing in things:
            name = identity(thing)
            # a merge into what is no longer there would lose the figures
            now = {"metric": merged, "listing": renamed}.get(kind, {}).get(name)
            if now is not None and _named(things, now) is not None:
                out.append(thing)
                continue
            mark = amendments.get((kind, name, "retired"))
            if mark is None or not mark.value:
                continue
            by = naming.get(f"{kind}:{name}")
            # a thesis without a listing cannot be read
            if by is not None or (kind == "listing" and len(things) - len(out) == 1):
                held.append((f'{kind} "{name}"', by or "it is the only listing"))
            else:
                out.append(thing)
        retired[kind] = tuple(out)
        top[kind] = tuple(thing for thing in things if thing not in out)
        if kind == "listing" and renamed:
            top[kind] = _in_their_places(things, out, renamed)
    # after the retired ones are out, and those made by amendments are in
    order = amendments.get(("thesis", "", "order"))
    if order is not None:
        top["pillar"] = _in_order(top["pillar"], _lines(order.value))
    pillars = {item.id for item in (*top["pillar"], *retired["pillar"])}
    metrics = {item.id for item in top["metric"]}
    top["metric"] = tuple(
        item if item.pillar is None or item.pillar in pillars else replace(item, pillar=None) for item in top["metric"]
    )
    top["pillar"] = tuple(
        item if item.key is None or merged.get(item.key, item.key) in metrics else replace(item, key=None)
        for item in top["pillar"]
    )
    top["pillar"] = tuple(replace(item, key=merged[item.key]) if item.key in merged else item for item in top["pillar"])
    symbols = {name: into for name, into in renamed.items() if _named(top["listing"], into) is not None}
    return Amended(
        replace(written, **top),
        Retired(retired["pillar"], retired["metric"], retired["listing"], retired["benchmark"], symbols),
        {name: into for name, into in merged.items() if into in metrics},
        symbols,
        tuple(held),
    )


def _in_their_places(things: Sequence[Listing], out: Sequence[Listing], renamed: Mapping[str, str]) -> tuple[Any, ...]:
    """The listings in force, each that was renamed at the place it had: the first one stays the first."""
    order: list[Listing] = []
    for thing in things:
        now = _named(things, renamed.get(thing.symbol, thing.symbol)) or thing
        if now not in out and now not in order:
            order.append(now)
    return tuple(order)


def _merges(amendments: Mapping[Key, Amendment], of: AmendedWord = "metric") -> dict[str, str]:
    """The metric or listing that each merged one counts as in the end; a circle of merges, as two machines can make,
    merges nothing.
    """
    direct = {name: what.value for (kind, name, field), what in amendments.items()
              if kind == of and field == "merged" and what.value}  # fmt: skip
    return _ends(direct)


def _ends(direct: Mapping[str, str]) -> dict[str, str]:
    ends: dict[str, str] = {}
    for name in direct:
        seen, at = {name}, direct[name]
        while at in direct and at not in seen:
            seen.add(at)
            at = direct[at]
        # a circle has no end to count as
        if at not in seen:
            ends[name] = at
    return ends


def _amended_things(kind: str, written: Sequence[Any], amendments: Mapping[Key, Amendment]) -> list[Any]:
    """The things of a kind in the file's order with what stands, then those made of amendments alone."""
    fields_by_id: dict[str, dict[str, str]] = {}
    for (of, name, field), what in amendments.items():
        if of == kind and field not in ("retired", "merged"):
            fields_by_id.setdefault(name, {})[field] = what.value
    word = cast("AmendedWord", kind)
    things = []
    for thing in written:
        fields = fields_by_id.pop(identity(thing), {})
        values = {field: read_value(word, field, text) for field, text in fields.items()}
        things.append(replace(thing, **values) if values else thing)
    for name, fields in fields_by_id.items():
        if all(fields.get(field) for field in _NEEDED[word]):
            values = {field: read_value(word, field, text) for field, text in fields.items()}
            first = {"symbol": name} if kind in ("listing", "benchmark") else {"id": name}
            if kind == "pillar":
                values.setdefault("claim", "")
            things.append(_MADE[word](**first, **values))
    return things


def _in_order(pillars: Sequence[Pillar], order: Sequence[str]) -> tuple[Pillar, ...]:
    """The pillars as ordered; one that the order does not name comes after them."""
    place = {name: number for number, name in enumerate(order)}
    return tuple(sorted(pillars, key=lambda pillar: place.get(pillar.id, len(place))))


def naming(entries: Iterable[Entry], dead: Iterable[str], thesis: Thesis, sources: Iterable[NamedSource]) -> dict[
    str, str
]:  # fmt: skip
    """Objects in force that name a pillar, a metric or a listing: by "pillar:cloud", in words."""
    gone = frozenset(dead)
    criteria = {other.id: other for other in thesis.criterion}
    levels = {other.id: other for named in sources if named.id not in gone for other in named.source.level}
    for entry in entries:
        if entry.id in gone:
            continue
        if isinstance(entry.what, Criterion):
            criteria[entry.object_id] = entry.what
        elif isinstance(entry.what, Level):
            levels[entry.object_id] = entry.what
    names: dict[str, str] = {}
    for id_, criterion in criteria.items():
        if id_ not in gone:
            names.setdefault(f"pillar:{criterion.pillar}", f'the criterion "{id_}"')
            if criterion.metric is not None:
                names.setdefault(f"metric:{criterion.metric}", f'the criterion "{id_}"')
    for id_, level in levels.items():
        if id_ not in gone:
            names.setdefault(f"listing:{level.listing}", f'the level "{id_}"')
    return names


# A book as amended


def amend(book: Book, entries: Sequence[Entry], dead: Iterable[str]) -> Amended:
    """The thesis of `book` with the amendments among `entries`, those of `dead` ids left out."""
    written = book.written or book.thesis
    found = amendments_in_force(entries, dead, written, book.sources)
    if not found:
        return Amended(written)
    names = naming(entries, dead, written, book.sources)
    # what names a metric that was merged names the one it counts as now
    merges = _merges(found)
    for name, into in merges.items():
        if f"metric:{name}" in names:
            names.setdefault(f"metric:{into}", names[f"metric:{name}"])
    return amended_thesis(written, found, names)


def book_as_amended(book: Book, entries: Sequence[Entry], dead: Iterable[str]) -> Book:
    """`book` as it is judged: its thesis as amended by then, merged metrics counted as what they were merged into, and
    its sources by their new names and days. `entries` are those recorded by then.
    """
    gone = frozenset(dead)
    amended = amend(book, entries, gone)
    written = book.written or book.thesis
    thesis = amended.thesis
    book = replace(book, thesis=thesis, written=written, retired=amended.retired)
    if amended.merged:
        book = _merged_metrics(book, amended.merged)
    if amended.renamed:
        book = _renamed_listings(book, amended.renamed)
    found = amendments_in_force(entries, gone, written, book.sources)
    return _amended_sources(book, {key: what for key, what in found.items() if key[0] == "source"})


def _merged_metrics(book: Book, merged: Mapping[str, str]) -> Book:
    def moved(items: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(replace(item, metric=merged[item.metric]) if item.metric in merged else item for item in items)

    return replace(
        book,
        thesis=replace(book.thesis, criterion=moved(book.thesis.criterion)),
        sources=tuple(
            replace(named, source=replace(named.source, observation=moved(named.source.observation)))
            if any(observation.metric in merged for observation in named.source.observation) else named
            for named in book.sources
        ),
        entries=tuple(
            replace(entry, what=replace(entry.what, metric=merged[entry.what.metric or ""]))
            if isinstance(entry.what, Observation | Criterion | Note) and entry.what.metric in merged else entry
            for entry in book.entries
        ),
    )  # fmt: skip


_OF_LISTINGS = ("observation", "level", "price")
"""Parts of a source that are of a listing."""


def _renamed_listings(book: Book, renamed: Mapping[str, str]) -> Book:
    """Levels, prices, figures, decisions and scenarios of a listing are those of its symbol now."""

    def moved(what: Any) -> Any:
        now = renamed.get(getattr(what, "listing", None) or "")
        return what if now is None else replace(what, listing=now)

    sources = tuple(
        replace(named, source=replace(
            named.source, **{part: tuple(map(moved, getattr(named.source, part))) for part in _OF_LISTINGS}
        ))
        for named in book.sources
    )  # fmt: skip
    entries = tuple(
        entry if (what := moved(entry.what)) is entry.what else replace(entry, what=what) for entry in book.entries
    )
    return replace(book, sources=sources, entries=entries)


_PARTS = ("observation", "evidence", "level", "price", "milestone", "dispute")


def _amended_sources(book: Book, found: Mapping[Key, Amendment]) -> Book:
    if not found:
        return book
    fields_by_id: dict[str, dict[str, str]] = {}
    for (_, name, field), what in found.items():
        fields_by_id.setdefault(name, {})[field] = what.value
    ids = {named.id for named in book.sources}
    merges = {name: into for name, into in _ends(
        {name: fields["merged"] for name, fields in fields_by_id.items() if fields.get("merged")}
    ).items() if into in ids}  # fmt: skip
    given: dict[str, list[Source]] = {}
    for named in book.sources:
        if named.id in merges:
            given.setdefault(merges[named.id], []).append(named.source)
    sources = []
    for named in book.sources:
        if named.id in merges:
            continue
        source = _amended_source(named.source, fields_by_id.get(named.id, {}))
        if named.id in given:
            parts = {part: tuple(item for other in (source, *given[named.id]) for item in getattr(other, part))
                     for part in _PARTS}  # fmt: skip
            source = replace(source, **parts)
        sources.append(named if source is named.source else replace(named, source=source))
    return replace(book, sources=tuple(sources))


def _amended_source(source: Source, fields: Mapping[str, str]) -> Source:
    values = {field: read_value("source", field, text) for field, text in fields.items() if field != "merged"}
    if not values:
        return source
    if "published" in values:
        day = values["published"]
        # a day from the user is as sure as a printed one, and ends every guess at it
        values["published_basis"] = "unknown" if day is None else "printed"
        values["published_earliest"] = values["published_latest"] = None
        values["published_note"] = "" if day is None else "the day you gave"
    return replace(source, **values)
