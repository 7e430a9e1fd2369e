"""The journal: everything that was entered, every source that arrived, every level crossed and every verdict
that changed, newest first and searchable.

With ten thousand entries a line is made only when it is drawn: the blocks hold `LazyRows`, and what is
filtered is kept until the view or the question changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal
from typing import Final, NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.journal import Close, Retire
from thesis_tui.model.level_history import Crossing
from thesis_tui.model.view import EntryView, LevelView, SourceView, Target, View
from thesis_tui.pages import frame
from thesis_tui.pages.closing import post_mortem
from thesis_tui.pages.glyphs import VERDICT_GLYPHS, crossing_sign
from thesis_tui.pages.lazy_rows import LazyRows
from thesis_tui.pages.spans import Block, Line, Row, Span, cut, field, fit, heading, one_line, spread, wrap
from thesis_tui.rules.entry_kinds import ENTRY_KINDS, kind_word
from thesis_tui.rules.verdict_history import VerdictChange
from thesis_tui.rules.wording.levels import crossing_text

KEYS: Final = frame.keys_of("journal")
AS_OF_KEYS: Final = frame.keys_of("journal as of a day")
SEARCH_KEYS: Final = frame.keys_of("journal search")
KINDS: Final = ("", *ENTRY_KINDS, "source", "crossing", "verdict")
"""Values of `kind`, in the order a key walks them; "" is all."""
_KIND_WIDTH: Final = 11
_WITH_TIMES: Final = 96
"""Cells of a line from which it has the time of day; below the list it is said of the chosen line at any width."""
_LOOKED_AT: Final = 200
"""Lines whose kinds decide how wide that column is."""
_LONGEST: Final = 20_000
"""Characters of an entry's text that are set below the list; the file has the rest."""


class JournalTarget(Target, frozen=True):
    """Target of a line that no entry and no source made: a level crossed, a verdict changed. `line` is the
    line's own id, as many lines speak of one level.
    """

    line: str = ""


def line_of(target: Target) -> str:
    """The id of the line a target is of, "" when it is of none: what `journal_page` takes as `selected`."""
    if isinstance(target, JournalTarget):
        return target.line
    return target.id if target.kind in ("entry", "source") else ""


class JournalItem(NamedTuple):
    """A line of the journal before it is drawn. `made` is what it is of, and says more of it.

    `at` is local; of a source, a crossing and a verdict it is the start of the day. `id` is the entry's or the
    source's, or made of what crossed or changed and the day.
    """

    at: datetime
    id: str
    kind: str
    text: str
    place: str
    pillar: str
    found: str
    """Text a search looks through, case folded."""
    made: EntryView | SourceView | LevelView | VerdictChange

    @property
    def target(self) -> Target:
        """The thing that opening the line leads to."""
        match self.made:
            case EntryView():
                return Target("entry", self.id)
            case SourceView():
                return Target("source", self.id)
            case LevelView(level=level):
                return JournalTarget("level", level.id, self.id)
            case VerdictChange(pillar=pillar):
                return JournalTarget("pillar" if pillar else "thesis", pillar, self.id)

    @property
    def quiet(self) -> str:
        """Why it no longer counts, "" when it does."""
        if not isinstance(self.made, EntryView):
            return ""
        if self.made.retracted:
            return "retired" if self.made.retired else "undone"
        return "edited later" if self.made.replaced else ""

    @property
    def doubt(self) -> str:
        """Time of the clock that recorded it, where that is not believed, else ""."""
        clock = self.made.clock if isinstance(self.made, EntryView) else None
        return "" if clock is None else f"its clock said {figures.long_day(clock.date())}, {clock:%H:%M}"


class Answers:
    """The last timeline and the last answer, so that a key does not make them again."""

    view: View | None = None
    changes: Sequence[VerdictChange] = ()
    items: tuple[JournalItem, ...] = ()
    question: tuple[str, str, str] = ("", "", "")
    found: tuple[JournalItem, ...] = ()
    slots: tuple[JournalItem | str, ...] = ()
    rows: LazyRows | None = None
    width: int = 0

    def drawn(self, width: int) -> LazyRows:
        """The rows at a width, the same ones until something else is asked for."""
        if self.rows is None or self.width != width:
            assert self.view is not None
            self.rows = LazyRows(self.slots, _Drawer(self.view, width, self.found), _target_of)
            self.width = width
        return self.rows


def timeline(view: View, changes: Sequence[VerdictChange] = ()) -> tuple[JournalItem, ...]:
    """Everything that was entered, that arrived and that came of it, newest first."""
    zone = view.now.tzinfo or UTC
    items = [_verdict_item(change, view, zone) for change in reversed(changes)]
    items += _crossing_items(view, zone)
    items += [_entry_item(entry, zone) for entry in view.journal]
    items += [_source_item(source, zone) for source in view.sources]
    # a verdict that changed stands above what was recorded on its day: it came of that
    items.sort(key=lambda item: (item.at.date(), item.kind == "verdict", item.at), reverse=True)
    return tuple(items)


def _verdict_item(change: VerdictChange, view: View, zone: tzinfo) -> JournalItem:
    title = view.pillar_title(change.pillar, change.pillar)
    glyph, _ = VERDICT_GLYPHS[change.after]
    text = f"{glyph} from {change.before} to {change.after}: {change.because}"
    id_ = f"verdict:{change.day}:{change.pillar}"
    return _of_a_day(change.day, id_, "verdict", text, title or "Thesis", change.pillar, change, zone)


def _crossing_items(view: View, zone: tzinfo) -> list[JournalItem]:
    """Crossings of the levels by whole sessions; of a retired level, those until it was retired."""
    retired = {level.level.id for level in view.levels if level.retired}
    until = _retired_on(view, retired, zone) if retired else {}
    return [
        _of_a_day(
            crossing.day, f"crossing:{level.level.id}:{crossing.key}", "crossing", _crossed(level, crossing), "Levels",
            level.level.pillar or "", level, zone,
        )
        for level in view.levels
        for crossing in level.crossings
        if crossing.day <= until.get(level.level.id, view.today)
    ]  # fmt: skip


def _crossed(level: LevelView, crossing: Crossing) -> str:
    """Sign, listing and crossing: "✗ BABA closed below support 148.00"."""
    return f"{crossing_sign(level, crossing)} {level.level.listing} {crossing_text(level.level, crossing)}"


def _retired_on(view: View, levels: set[str], zone: tzinfo) -> dict[str, date]:
    days: dict[str, date] = {}
    for entry in view.journal:
        what = entry.entry.what
        if isinstance(what, Retire) and not entry.retracted and what.target in levels:
            days.setdefault(what.target, entry.entry.moment.astimezone(zone).date())
    return days


def _of_a_day(
    day: date, id_: str, kind: str, text: str, place: str, pillar: str, made: LevelView | VerdictChange, zone: tzinfo
) -> JournalItem:
    sought = f"{text}\n{kind}\n{place}".casefold()
    return JournalItem(datetime.combine(day, time(), zone), id_, kind, text, place, pillar, sought, made)


def _entry_item(entry: EntryView, zone: tzinfo) -> JournalItem:
    at = entry.entry.moment.astimezone(zone)
    what = entry.entry.what
    # a line has the lesson alone, and what is looked for may be in the rest
    more = "\n".join(text for _, text in post_mortem(what)) if isinstance(what, Close) else ""
    sought = f"{entry.text}\n{entry.kind} {kind_word(entry.kind)}\n{entry.place}\n{more}".casefold()
    return JournalItem(at, entry.entry.id, entry.kind, entry.text, entry.place, entry.pillar or "", sought, entry)


def _source_item(other: SourceView, zone: tzinfo) -> JournalItem:
    source = other.source.source
    at = datetime.combine(source.added, time(), zone)
    text = f"{other.source.number}  {source.title}" + (f", {source.publisher}" if source.publisher else "")
    return JournalItem(at, other.source.id, "source", text, "Sources", "", f"{text}\nsource\nsources".casefold(), other)


def matching(items: Sequence[JournalItem], query: str, kind: str, pillar: str) -> tuple[JournalItem, ...]:
    """The items with every word of `query` in text, kind or place, of one kind and one pillar ("" is all)."""
    words = query.casefold().split()
    return tuple(
        item
        for item in items
        if (not kind or item.kind == kind)
        and (not pillar or item.pillar == pillar)
        and all(word in item.found for word in words)
    )


def kinds_of(view: View, changes: Sequence[VerdictChange]) -> tuple[str, ...]:
    """Those of KINDS there is anything of, "" among them."""
    there = {"", *(entry.kind for entry in view.journal)}
    there.update(("source",) if view.sources else ())
    there.update(("verdict",) if changes else ())
    there.update(("crossing",) if any(level.crossings for level in view.levels) else ())
    return tuple(kind for kind in KINDS if kind in there)


def _answer(
    answers: Answers, view: View, query: str, kind: str, pillar: str, changes: Sequence[VerdictChange]
) -> Answers:
    if answers.view is not view or answers.changes is not changes:
        answers.view, answers.changes, answers.items = view, changes, timeline(view, changes)
        # no question that anybody can type: what was found in the old view is no answer
        answers.question = ("\0", "", "")
    if answers.question != (query, kind, pillar):
        answers.question = (query, kind, pillar)
        answers.found = matching(answers.items, query, kind, pillar)
        answers.slots = _with_months(answers.found)
        answers.rows = None
    return answers


def _with_months(items: Sequence[JournalItem]) -> tuple[JournalItem | str, ...]:
    """The items with a month's name before the first of each month."""
    slots: list[JournalItem | str] = []
    month = (0, 0)
    for item in items:
        if (item.at.year, item.at.month) != month:
            month = (item.at.year, item.at.month)
            slots.append(f"{figures.MONTHS[month[1] - 1]} {month[0]}")
        slots.append(item)
    return tuple(slots)


def journal_page(
    view: View,
    query: str,
    kind: str,
    pillar: str,
    selected: str | None,
    width: int,
    height: int,
    prices: str = "",
    *,
    typing: bool = False,
    changes: Sequence[VerdictChange] = (),
    answers: Answers | None = None,
) -> list[Block]:
    """The page. `query` is what is searched for, `typing` while it is being written; `kind` is one of KINDS,
    `pillar` a pillar's id or ""; `selected` is the id (`line_of`) of the line said in full below the list,
    the newest when None or not found. `changes` of the verdicts stand among the lines. `answers` are kept by the
    screen from one drawing to the next.
    """
    _, left, room, top, bottom, gap = frame.inside(width, height)
    answer = _answer(answers or Answers(), view, query, kind, pillar, changes)
    keys = SEARCH_KEYS if typing else AS_OF_KEYS if view.as_of else KEYS
    blocks = [
        *frame.around(view, 5, keys, prices or frame.prices_state(view), width, height),
        Block("search", left, top, room + 1, 1, (Row(_search_line(view, answer, room, typing=typing)),)),
    ]
    top += 1 + gap
    if not answer.found:
        nothing = Row(fit(_nothing(query, kind, pillar), room))
        return [*blocks, Block("entries", left, top, room + 1, 1, (nothing,))]
    here = next((item for item in answer.found if item.id == selected), answer.found[0])
    below = min(10, max(5, (bottom - top) // 3))
    details = _whole(here, room, below)
    rows = answer.drawn(room)
    size = bottom - top - below
    blocks.append(Block("entries", left, top, room + 1, min(size, len(rows)), rows, "list"))
    blocks.append(Block("entry", left, bottom - below, room + 1, len(details), tuple(details)))
    return blocks


def _search_line(view: View, answer: Answers, width: int, *, typing: bool) -> Line:
    query, kind, pillar = answer.question
    title = view.pillar_title(pillar, pillar)
    parts = [
        Span(f"{kind_word(kind)} only" if kind else "all kinds", "strong" if kind else "muted", bold=bool(kind)),
        Span("  "),
        Span(f"{title} only" if pillar else "all pillars", "strong" if pillar else "muted", bold=bool(pillar)),
    ]
    total, found = len(answer.items), len(answer.found)
    count = f"{_grouped(found)} of {_grouped(total)}" if found != total else _grouped(total)
    left: list[Span] = [Span("/ ", "accent")]
    if query or typing:
        left.append(Span(one_line(query), "strong", bold=True))
        left.append(Span("_" if typing else "", "accent", bold=True))
    else:
        left.append(Span("search", "muted"))
    return spread(left, (*parts, Span(f"  {count}", "muted")), width, 2)


def _grouped(count: int) -> str:
    return figures.grouped(Decimal(count))


def _nothing(query: str, kind: str, pillar: str) -> Line:
    if query or kind or pillar:
        return (Span("no matches; ", "text"), Span("esc", "accent"), Span(" to show everything"))
    return (Span("no entries yet; "), Span("n", "accent"), Span(" to write the first note"))


# The list


def _target_of(slot: JournalItem | str) -> Target | None:
    return None if isinstance(slot, str) else slot.target


class _Drawer:
    """Draws a slot as a row when it is asked for."""

    def __init__(self, view: View, width: int, found: Sequence[JournalItem]) -> None:
        self._view, self._width = view, width
        # sorted by day: where the first and the last are of this year, all are
        years = (found[0].at.year, found[-1].at.year)
        # "22 Dec", or with a year "22 Dec 2025"
        self._day = 6 if years == (view.today.year, view.today.year) else 11
        self._clock = width >= _WITH_TIMES
        self._kind = min(_KIND_WIDTH, max(len(kind_word(item.kind)) for item in found[:_LOOKED_AT]))

    def __call__(self, slot: JournalItem | str) -> Row:
        if isinstance(slot, str):
            return Row(heading(slot, self._width))
        day = figures.day(slot.at.date(), self._view.today).rjust(self._day)
        entry = slot.made if isinstance(slot.made, EntryView) else None
        clock = (f"{slot.at:%H:%M}  " if entry is not None else " " * 7) if self._clock else ""
        quiet = slot.quiet
        # a line shows no more than `width`; four times that, since runs of white space become one blank
        text = one_line(slot.text[: self._width * 4])
        on = entry.entry.on if entry is not None else None
        if on is not None and on != slot.at.date():
            text = f"({figures.day(on, self._view.today)}) {text}"
        left = (
            Span(f"{day}  {clock}", "muted"),
            field(kind_word(slot.kind), self._kind, "muted"),
            Span(f"  {text}", "muted" if quiet else "text"),
        )
        place = cut(one_line(slot.place), max(8, self._width // 5))
        mark = quiet or ("clock wrong" if slot.doubt else "")
        right = (Span(f"{mark}  " if mark else "", "muted"), Span(place, "muted"))
        return Row(spread(left, right, self._width, 2), slot.target)


# The chosen one, whole


def _whole(item: JournalItem, width: int, height: int) -> list[Row]:
    """At most `height` rows: what it is, its text, its id, when, and where it is written."""
    rows = [Row(heading(_title(item), width, [(Span(item.place, "muted"),)] if item.place else []))]
    body: list[str] = []
    for text in _texts(item):
        body += wrap(text[: min(_LONGEST, width * (height + 1))], width)
    # where it is written never gives way to what it says
    tail = _where(item, width)
    room = max(1, height - 1 - len(tail))
    if len(body) > room:
        body = [*body[: room - 1], cut(f"{body[room - 1]} {' '.join(body[room : room + 2])}", width)]
    rows += [Row(fit((Span(line, "muted" if item.quiet else "text"),), width)) for line in body]
    return [*rows, *(Row(fit((Span(line, "muted"),), width)) for line in tail)]


def _title(item: JournalItem) -> str:
    return f"{kind_word(item.kind)}, {item.quiet}" if item.quiet else kind_word(item.kind)


def _texts(item: JournalItem) -> list[str]:
    """The line as the list has it, then what was written when that says more."""
    texts = [item.text]
    if isinstance(item.made, EntryView):
        what = item.made.entry.what
        for name in ("text", "note", "why"):
            written = getattr(what, name, "")
            # a line that says it already is not said twice
            if written and written not in item.text:
                texts.append(written)
        if isinstance(what, Close):
            texts += [f"{name}: {text}" for name, text in post_mortem(what) if text not in item.text]
    return texts


def _where(item: JournalItem, width: int) -> list[str]:
    day = figures.long_day(item.at.date())
    match item.made:
        case SourceView():
            return wrap(f"added {day}, sources/{item.id}.toml", width, 2)
        case LevelView(noted=noted, reason=reason):
            return wrap(f"session of {day}; noted {figures.long_day(noted)}; now: {reason}", width, 2)
        case VerdictChange(cause=cause):
            made = {"observation": "by what became known", "edit": "by an entry or an edit", "date": "by the date"}
            return wrap(f"changed {day}, {made[cause]}", width, 2)
        case EntryView(entry=entry):
            when = f"recorded {figures.week_day(item.at.date())}, {item.at:%H:%M}"
            if entry.on is not None:
                when += f", of {figures.long_day(entry.on)}"
            where = f"journal/{entry.path.removeprefix('journal/')}, line {entry.line}" if entry.path else ""
            edit = f"edits {entry.replaces}" if entry.replaces else ""
            return wrap("; ".join(part for part in (when, item.doubt, where, entry.id, edit) if part), width, 2)
