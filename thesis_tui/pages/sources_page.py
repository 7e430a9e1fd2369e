"""Sources: the articles, what was read from each, and where they contradict each other."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.objects import Observation, Source
from thesis_tui.model.view import (
    ConflictView,
    EvidenceView,
    LevelView,
    MetricView,
    MilestoneView,
    ObservationView,
    Origin,
    PriceView,
    SourceView,
    Target,
    View,
)
from thesis_tui.pages import frame
from thesis_tui.pages.document_rows import document_rows
from thesis_tui.pages.glyphs import STANCE_GLYPHS, milestone_sign
from thesis_tui.pages.periods import period_label
from thesis_tui.pages.sections import wrapped_rows
from thesis_tui.pages.spans import (
    Block,
    Line,
    Role,
    Row,
    Span,
    cells,
    cut,
    field,
    fit,
    heading,
    list_block,
    measure,
    one_line,
    plain_text,
    spread,
    static_block,
    wrap,
)
from thesis_tui.pages.watched_rows import KEY as WATCHED_KEY
from thesis_tui.pages.watched_rows import TITLE as WATCHED
from thesis_tui.pages.watched_rows import watched_rows
from thesis_tui.services.source_status import Watched
from thesis_tui.venues import units

KEYS: Final = frame.keys_of("sources")
_LEAST_SAID: Final = 24
"""The list of what a source gave has at least this room beside its name."""
_LABEL: Final = 11
"""Cells of the labels before a source's own facts."""
_LONGEST: Final = 2000
"""Characters of a written text that are set; the file has the rest."""


_OPENS: Final[Line] = (Span("enter", "accent"), Span(" to open one", "muted"))


class Waits(NamedTuple):
    """An article of the inbox: its file's name, and what is known of it so far, in a few words."""

    name: str
    title: str
    words: str
    wrong: bool = False
    source: str = ""
    """The id of the source it is known by once something in it was decided."""


def sources_page(
    view: View, selected: str | None, width: int, height: int, prices: str = "", waiting: Sequence[Waits] = (),
    watched: Sequence[Watched] = (),
) -> list[Block]:  # fmt: skip
    """The page; `selected` is the id of the source shown whole, the first one when it is None or unknown. `watched` is
    what is asked for by itself.
    """
    page, left, room, top, bottom, gap = frame.inside(width, height)
    blocks = frame.around(view, 4, frame.keys_for(view, KEYS), prices or frame.prices_state(view), width, height)
    if waiting or view.waiting:
        documents = document_rows(view, room) if view.waiting else []
        articles = _inbox_rows(waiting, room) if waiting else []
        rows = [*documents, *(articles[1:] if documents else articles)]
        size = min(len(rows), max(3, (bottom - top) // 3))
        blocks.append(_list("inbox", left, top, room, rows, size, "Inbox", _OPENS))
        top += size + gap
    if watched and view.as_of is None:
        rows = watched_rows(view, watched, room)
        size = min(len(rows), max(3, (bottom - top) // 6))
        bottom -= size + gap
        blocks.append(_list("watched", left, bottom + gap, room, rows, size, WATCHED, WATCHED_KEY))
    if not view.sources:
        return [*blocks, static_block("sources", left + 1, top, room, _none(room))]
    here = view.source(selected) or view.sources[0]
    undecided = {waits.source for waits in waiting}
    conflicts = _conflict_rows(view, room if page < 110 else _left_width(room))
    if page < 110:
        return [*blocks, *_one_column(view, here, undecided, conflicts, room, left, top, bottom)]
    narrow = _left_width(room)
    rows = _list_rows(view, here, undecided, narrow, tall=True)
    wanted = min(len(conflicts), max(5, (bottom - top) // 3))
    size = min(len(rows), bottom - top - wanted - 1)
    blocks.append(_list("sources", left, top, narrow, rows, size))
    y = top + size + 1
    blocks.append(_list("conflicts", left, y, narrow, conflicts, bottom - y))
    wide = room - narrow - 3
    blocks.append(_list("source", left + narrow + 3, top, wide, _whole(view, here, undecided, wide), bottom - top))
    return blocks


def _left_width(room: int) -> int:
    return room * 42 // 100


def _one_column(
    view: View, here: SourceView, undecided: Container[str], conflicts: list[Row], width: int, left: int, top: int,
    bottom: int,
) -> list[Block]:  # fmt: skip
    rows = _list_rows(view, here, undecided, width, tall=False)
    free = bottom - top
    first = min(len(rows), max(3, free // 3))
    last = min(len(conflicts), max(2, free // 5))
    blocks = [_list("sources", left, top, width, rows, first)]
    blocks.append(_list("source", left, top + first, width, _whole(view, here, undecided, width), free - first - last))
    blocks.append(_list("conflicts", left, bottom - last, width, conflicts, last))
    return blocks


def _list(
    name: str, left: int, y: int, width: int, rows: list[Row], height: int, title: str = "", key: Line = ()
) -> Block:
    """A list with its heading, which says how many more there are when they do not all fit. `title` and `key` are the
    heading's, where that has more than a title.
    """
    more = sum(row.target is not None for row in rows[max(0, height) :])
    # their heading counts those that are open, which is more than how many do not fit
    if more and name != "conflicts":
        named = title or plain_text(rows[0].line).rstrip("─ ")
        parts: list[Line] = [(Span(f"{more} more", "muted"),), *((key,) if key else ())]
        rows = [Row(heading(named, width, parts)), *rows[1:]]
    return list_block(name, left + 1, y, width, rows, min(height, len(rows)))


def _none(width: int) -> list[Row]:
    text: Line = (
        Span("no source yet; "),
        Span("i", "accent"),
        Span(" to read an article: paste it, or give a file or a web address"),
    )
    return [Row(heading("Sources", width)), Row(fit(text, width))]


def _inbox_rows(waiting: Sequence[Waits], width: int) -> list[Row]:
    """Articles that wait to be read, the newest first."""
    rows = [Row(heading("Inbox", width, [_OPENS]))]
    for waits in reversed(waiting):
        lead = (Span("✗ " if waits.wrong else "◆ ", "warn" if waits.wrong else "accent"), Span(one_line(waits.title)))
        tail = (Span(one_line(waits.words), "warn" if waits.wrong else "muted"),)
        rows.append(Row(spread(lead, tail, width, 2), Target("inbox", waits.name)))
    return rows


# The list


def published_short(source: Source, today: date) -> str:
    """When a source was published, for a column: "22 Dec", "≈16 Dec", "≈Dec", "undated"."""
    return figures.published(
        source.published, source.published_basis, source.published_earliest, source.published_latest, today
    )


def published_words(source: Source) -> str:
    """When, and how that is known: "22 Dec 2025, printed", "unknown: between 28 Nov and 23 Dec 2025"."""
    basis = source.published_basis
    if source.published is not None and basis != "unknown":
        mark = "≈" if basis == "inferred" else ""
        time = f", {source.published_time}" if source.published_time else ""
        return f"{mark}{figures.long_day(source.published)}{time}, {basis}"
    first, last = source.published_earliest, source.published_latest
    if first is None or last is None:
        known = first or last
        side = "not before" if first else "not after"
        return f"{basis}: {side} {figures.long_day(known)}" if known else f"{basis}: nothing tells when"
    start = figures.long_day(first)
    if first.year == last.year:
        start = f"{first.day}" if first.month == last.month else figures.day(first, first)
    return f"{basis}: between {start} and {figures.long_day(last)}"


def gave(source: SourceView, undecided: Container[str] = ()) -> str:
    """Counts of what was read from a source: "6 figures, 2 levels, 1 milestone". `undecided` are ids of those in the
    inbox.
    """
    counts = (
        (source.observations, "figure"), (source.levels, "level"), (source.prices, "price"),
        (source.milestones, "milestone"), (source.evidence, "statement"),
    )  # fmt: skip
    return ", ".join(figures.counted(count, thing) for count, thing in counts if count) or (
        "nothing kept so far, it is in the inbox" if source.source.id in undecided else "nothing kept"
    )


def _name(source: SourceView) -> str:
    return one_line((source.source.source.short or source.source.source.title)[:_LONGEST])


def _list_rows(view: View, here: SourceView, undecided: Container[str], width: int, *, tall: bool) -> list[Row]:
    """A line a source, and where there is room one more with its publisher and what it gave."""
    days = [published_short(other.source.source, view.today) for other in view.sources]
    column = max(cells(day) for day in days)
    rows = [Row(heading("Sources", width))]
    for source, day in zip(view.sources, days, strict=True):
        open_ = source is here
        number = Span(str(source.source.number).rjust(2), "muted")
        title = Span(_name(source), "strong" if open_ else "text", bold=open_)
        lead = (number, Span(f"  {day.rjust(column)}  ", "muted"), title)
        target = Target("source", source.source.id)
        publisher = one_line(source.source.source.publisher[:_LONGEST])
        if not tall:
            short = publisher if width >= 90 else ""
            text = f"{short}  {gave(source, undecided)}".lstrip()
            # what it gave is said in full below; its name goes before
            room = max(_LEAST_SAID, width - measure(lead) - 2)
            tail: Line = (Span(cut(text, room), "muted"),) if width >= 90 else ()
            rows.append(Row(spread(lead, tail, width, 2), target))
            continue
        rows.append(Row(fit(lead, width), target))
        text = f"{publisher}: {gave(source, undecided)}" if publisher else gave(source, undecided)
        rows.append(Row(fit((Span(" " * (column + 6)), Span(text, "muted")), width)))
    return rows


# One source, whole


def _whole(view: View, here: SourceView, undecided: Container[str], width: int) -> list[Row]:
    source = here.source.source
    target = Target("source", here.source.id)
    rows = [Row(heading(f"{here.source.number}  {_name(here)}", width))]
    facts = (
        ("title", source.title), ("publisher", source.publisher or "not named"),
        ("published", published_words(source)), ("", source.published_note),
        ("added", figures.long_day(source.added)), ("link", source.url or "none"), ("gave", gave(here, undecided)),
    )  # fmt: skip
    for label, text in facts:
        role = "muted" if label in ("", "gave") or text in ("none", "not named") else "text"
        lines = wrap(text[:_LONGEST], width - _LABEL)
        for index, line in enumerate(lines):
            first = label if index == 0 else ""
            spans = (Span(first.ljust(_LABEL), "muted"), Span(line, role))  # type: ignore[arg-type]
            rows.append(Row(fit(spans, width), target if label == "title" and index == 0 else None))
    for title, group in _groups(view, here, width):
        if group:
            rows += [Row(fit((), width)), Row(fit((Span(title, "muted", bold=True),), width)), *group]
    return rows


def _groups(view: View, here: SourceView, width: int) -> Iterator[tuple[str, list[Row]]]:
    id_ = here.source.id

    def own(origin: Origin) -> bool:
        return origin.id == id_

    seen = [
        (metric, observation)
        for metric in view.metrics
        for observation in (*metric.observations, *metric.expected)
        if own(observation.origin)
    ]
    yield "Figures", _figure_rows(seen, view, width)
    yield "Levels", _level_rows(view, [level for level in view.levels if own(level.origin)], width)
    yield "Prices", [_price_row(view, price, width) for price in view.prices if own(price.origin)]
    yield "Milestones", [_milestone_row(milestone, width) for milestone in view.milestones if own(milestone.origin)]
    evidence = [
        (pillar.pillar.title, other) for pillar in view.pillars for other in pillar.evidence if own(other.origin)
    ]
    evidence += [("no pillar", other) for other in view.context_evidence if own(other.origin)]
    yield "Evidence", [_evidence_row(place, other, width) for place, other in evidence]
    notes = []
    for note in here.notes:
        lead = (Span(figures.day(note.day, view.today).rjust(6), "muted"), Span(f"  {one_line(note.text[:_LONGEST])}"))
        notes.append(Row(fit(lead, width), Target("entry", note.entry)))
    yield "Notes", notes


def _figure_rows(seen: list[tuple[MetricView, ObservationView]], view: View, width: int) -> list[Row]:
    """Title, figure on its decimal point, unit, and the period as this source prints it."""
    parts = [figures.observed(other.observation, metric.metric) for metric, other in seen]
    periods = [_of(other.observation, view) for _, other in seen]
    tail = max((cells(figure.digits.partition(".")[2]) + 1 + cells(figure.unit) + 1 for figure in parts), default=0)
    column = min(max((cells(period) for period in periods), default=0), width // 3)
    point = width - tail - column - 2
    rows = []
    for (metric, observation), figure, period in zip(seen, parts, periods, strict=True):
        mark, unit = figure.mark, figure.unit
        whole, dot, fraction = figure.digits.partition(".")
        title = cut(metric.metric.title, max(4, point - cells(mark + whole) - 2))
        quiet = observation.observation.until is None
        line: list[Span] = [Span(title, "muted" if quiet else "text")]
        line.append(Span(" " * max(1, point - cells(title) - cells(mark + whole))))
        line += [Span(mark, "muted"), Span(whole + dot + fraction, "muted" if quiet else "strong", bold=not quiet)]
        line.append(Span(f" {unit}" if unit else "", "muted"))
        spans = (Span(cut(period, column), "muted"),)
        rows.append(Row(spread(line, spans, width), Target("observation", observation.observation.id)))
    return rows


def _of(what: Observation, view: View) -> str:
    """The period as the source prints it, and before it how a figure is known that has not come."""
    period = one_line(what.period) or period_label(what, view.fiscal_year_end, view.today)
    return period if what.basis == "reported" else f"{what.basis}, {period}"


def _level_rows(view: View, levels: Sequence[LevelView], width: int) -> list[Row]:
    """Kind, price in its column, who set it and why, and its listing."""
    kinds = max((cells(item.level.type) for item in levels), default=0)
    parts = [
        (figures.MARKS[item.level.qualifier], figures.zone(item.level.low, item.level.high, item.level.currency))
        for item in levels
    ]
    column = max((cells(mark + zone) for mark, zone in parts), default=0)
    rows = []
    for other, (mark, zone) in zip(levels, parts, strict=True):
        level = other.level
        line = (
            Span(level.type.ljust(kinds + 2) + " " * (column - cells(mark + zone))), Span(mark, "muted"),
            Span(zone, "strong"),
            Span(units.suffix(level.currency) + ("  retired" if other.retired else ""), "muted"),
            Span(f"  {one_line(', '.join(part[:400] for part in (level.by, level.why or level.quote) if part))}",
                 "muted"),
        )  # fmt: skip
        listing = level.listing if len(view.listings) > 1 else ""
        rows.append(Row(spread(line, (Span(listing, "muted"),), width, 2), Target("level", level.id)))
    return rows


def _price_row(view: View, other: PriceView, width: int) -> Row:
    price = other.price
    mark = figures.MARKS[price.qualifier]
    session = "" if price.session == "unknown" else f"  {price.session}"
    line = [Span(price.listing + "  "), Span(mark, "muted"), Span(figures.price(price.value, price.currency), "strong")]
    line.append(Span(f"{units.suffix(price.currency)}{session}", "muted"))
    if price.change_percent is not None:
        line.append(Span(f"  {figures.percent(price.change_percent, 2)}", "muted"))
    day = figures.day(price.day, view.today) if price.day else "undated"
    return Row(spread(line, (Span(day, "muted"),), width, 2), Target("price", price.id))


def _milestone_row(milestone: MilestoneView, width: int) -> Row:
    glyph, role = milestone_sign(milestone)
    line = (
        Span(f"{glyph} {milestone.state}".ljust(_LABEL + 1), role),
        Span(f"{one_line(milestone.milestone.title[:_LONGEST])}"),
    )
    return Row(spread(line, (Span(milestone.window, "muted"),), width, 2), Target("milestone", milestone.milestone.id))


def _evidence_row(place: str, evidence: EvidenceView, width: int) -> Row:
    lead = f"{STANCE_GLYPHS[evidence.stance]} {evidence.stance}".ljust(_LABEL + 1)
    line = (Span(lead, "muted"), Span(one_line(evidence.evidence.text[:_LONGEST])))
    tail = (Span(place, "muted"),) if width >= 60 else ()
    return Row(spread(line, tail, width, 2), Target("evidence", evidence.evidence.id))


# Conflicts


def _conflict_rows(view: View, width: int) -> list[Row]:
    """Open ones first, each with its values and their sources, those a person stated after those that figures make;
    settled ones with the reason.
    """
    waiting = sum(item.state == "open" for item in view.conflicts)
    count: list[Line] = [(Span(f"{waiting} open", "warn"),)] if waiting else []
    rows = [Row(heading("Conflicts", width, count))]
    if not view.conflicts:
        return [*rows, Row(fit((Span("none: no two sources disagree", "muted"),), width))]
    # False comes first: open before settled, figures' own before stated
    for other in sorted(view.conflicts, key=lambda conflict: (conflict.state == "settled", conflict.stated)):
        settled = other.state == "settled"
        lead: Line = (Span("≠ ", "muted" if settled else "warn"),)
        period: Line = (Span("resolved" if settled else other.period, "muted"),)
        role: Role = "muted" if settled else "text"
        name = _conflict_name(other)[:_LONGEST]
        rows += wrapped_rows(lead, name, width, Target("conflict", other.id), role, right=period)
        rows += [Row(line) for line in _sides(other, width)]
        if settled:
            rows += [
                Row(fit((Span(f"  {line}", "muted"),), width)) for line in wrap(other.settled_by[:_LONGEST], width - 2)
            ]
    return rows


def _conflict_name(conflict: ConflictView) -> str:
    return conflict.text if conflict.stated else conflict.metric.title


def _sides(conflict: ConflictView, width: int) -> Iterable[Line]:
    values = _on_the_point(conflict)
    column = min(max((cells(value) for value in values), default=0), width // 2)
    role: Role = "muted" if conflict.state == "settled" else "strong"
    for side, value in zip(conflict.sides, values, strict=True):
        origin = side.observation.origin
        by = f"{origin.number}  {origin.label}" if origin.number else origin.label
        yield fit((Span("  "), field(value, column, role), Span(f"  {by}", "muted")), width)


def _on_the_point(conflict: ConflictView) -> list[str]:
    """The values of a conflict with their decimal points under one another; where one is in words, as they are."""
    parts = [figures.observed(side.observation.observation, conflict.metric) for side in conflict.sides]
    if any(part.text != side.text for part, side in zip(parts, conflict.sides, strict=True)):
        return [one_line(side.text[:_LONGEST]) for side in conflict.sides]
    split = [(part.mark + part.digits.partition(".")[0], "".join(part.digits.partition(".")[1:])) for part in parts]
    before = max((cells(whole) for whole, _ in split), default=0)
    after = max((cells(fraction) for _, fraction in split), default=0)
    return [
        f"{' ' * (before - cells(whole))}{whole}{fraction}{' ' * (after - cells(fraction))} {part.unit}".rstrip()
        for (whole, fraction), part in zip(split, parts, strict=True)
    ]
