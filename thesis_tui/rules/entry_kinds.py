"""Every kind of journal entry, declared once: all that the rest of the program knows of a kind stands here.

A new kind is a struct in model/journal.py (with its tag in `Kind` and `What`, and in `AMOUNTS` where it holds figures
that the private switch hides) and a declaration in ENTRY_KINDS; where it is collected into something that was not
there before, that is a field of `Folded`. With that it is stored, checked, merged, undone and listed. That a user can
record it takes a method of `services/desk.py` (of position_recording.py for what they did or plan), a form
(tui/entry_forms.py) and a command (cli/commands.py); what asks for attention is gathered in rules/attention.py.

Long because it is one table: what is known of a kind stands beside its declaration.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any, Literal, Protocol, cast

from msgspec import Struct, structs

from thesis_tui.model import figures
from thesis_tui.model.enums import CorrectionWord
from thesis_tui.model.faults import Fault, empty, not_positive
from thesis_tui.model.journal import (
    Amendment,
    Archive,
    Close,
    Correction,
    Decision,
    Drop,
    Entry,
    FileChange,
    Holding,
    Intent,
    Kind,
    Note,
    Odds,
    Outcome,
    Reason,
    Reopen,
    Retire,
    Retract,
    Review,
    Scenario,
    Settle,
    Snooze,
    Statement,
)
from thesis_tui.model.objects import THESIS_FILE, Criterion, Evidence, Level, Metric, Milestone, Observation, Price
from thesis_tui.rules.folded import Folded
from thesis_tui.rules.names import Names
from thesis_tui.rules.wording.doubts import decided_text
from thesis_tui.rules.wording.levels import level_name


class Line(Struct, frozen=True):
    """An entry as one line of the log: what it says, the id it speaks of ("" is the thesis), and its place when that
    has no pillar.
    """

    text: str
    about: str
    place: str = ""


class Log(Protocol):
    """Lookups that the wording of an entry may use (`rules/journal_lines.py` implements them)."""

    @property
    def folded(self) -> Folded: ...
    @property
    def names(self) -> Names: ...
    def line(self, entry: Entry) -> Line: ...
    def before(self, entry: Entry) -> Decimal | None: ...
    def act(self, id_: str) -> list[Entry]: ...


class EntryKind(Struct, frozen=True):
    """All that is known of a kind of entry beside its fields."""

    line: Callable[[Log, Entry], Line]
    """How it reads in the log and the timeline; an undo of it is named by the same words."""
    objects: str = ""
    """The field of `Folded` its objects stand in, for kinds whose entries make objects; "" for others."""
    collect: Callable[[Folded, Entry], None] | None = None
    """Puts a live entry where the rules find it; None for kinds that make objects or stand for nothing."""
    hangs_on: Callable[[Any], str] | None = None
    """The id of the thing without which such an entry means nothing; None when it stands by itself."""
    fault: Callable[[Any], Fault] | None = None
    """Fault of its fields that their types do not rule out."""
    needs: tuple[str, ...] = ()
    """Fields that must name something of the thesis: "pillar", "metric", "milestone" or "listing"."""
    filed_under: tuple[str, ...] = ()
    """Fields that name something it is filed under, and can stand without."""
    judged: bool = False
    """It can change a verdict."""
    news: Literal["", "entry", "evidence"] = "entry"
    """Kind of change since the last look when it came from another machine; "" when it is no news."""
    listed_when_retired: bool = False
    """Its objects are still shown when they are out of force."""
    word: str = ""
    """The kind as people read it, where the word in the files is not theirs; "" where it is."""
    first_screen: bool = False
    """Each of them may bear on the first screen, however old it is."""
    when_closed: bool = False
    """It can be recorded in a closed thesis, too."""
    counted: tuple[str, ...] = ()
    """How the user's own are counted since the last look ("figure", or one and many); () where they are not."""


def kind_word(kind: str) -> str:
    """A kind of entry as people read it: "figure" for an observation, "undo" for a retraction."""
    known = ENTRY_KINDS.get(cast("Kind", kind))
    return known.word or kind if known is not None else kind


def hangs_on(entry: Entry) -> str:
    """The id without which an entry means nothing, "" when it stands by itself."""
    of = ENTRY_KINDS[entry.kind].hangs_on
    return of(entry.what) if of is not None else ""


def about(note: Note) -> str:
    """The id of what a note speaks of, "" for the thesis."""
    return (
        note.milestone or note.level or note.criterion or note.evidence
        or note.observation or note.metric or note.about_source or note.pillar or ""
    )  # fmt: skip


def decisions(act: Sequence[Entry]) -> int:
    """How many proposals of an article an act of several entries decides on, 0 when it does anything else."""
    return len(act) if len(act) > 1 and all(getattr(entry.what, "proposal", "") for entry in act) else 0


# How each kind reads


def _note(log: Log, entry: Entry) -> Line:
    what = cast("Note", entry.what)
    id_ = about(what)
    place = "Levels" if what.level else "Sources" if what.about_source else "Milestones" if what.milestone else ""
    text = what.text if not id_ or id_ == what.pillar else f"{log.names.title(id_)}: {what.text}"
    return Line(text, id_, place)


def _milestone(log: Log, entry: Entry) -> Line:
    what = cast("Milestone", entry.what)
    window = figures.window(what.earliest, what.latest, entry.moment.date(), log.folded.today)
    return Line(f"{what.title}, {window}{' (edited)' if entry.replaces else ''}", _root(log, entry), "Milestones")


def _odds(log: Log, entry: Entry) -> Line:
    what = cast("Odds", entry.what)
    before, now, title = log.before(entry), _percent(what.odds), log.names.title(what.milestone)
    moved = before is not None and before != what.odds
    text = f"{title}: {_percent(before)} to {now}" if before is not None and moved else f"{title}: {now}"
    return Line(_with(text, what.note), what.milestone, "Milestones")


def _outcome(log: Log, entry: Entry) -> Line:
    what = cast("Outcome", entry.what)
    return Line(_with(f"{log.names.title(what.milestone)}: {what.outcome}", what.note), what.milestone, "Milestones")


def _level(log: Log, entry: Entry) -> Line:
    what = cast("Level", entry.what)
    return Line(f"{level_name(what)} {'edited' if entry.replaces else 'added'}", _root(log, entry), "Levels")


def _price(log: Log, entry: Entry) -> Line:
    from thesis_tui.venues import units  # see `_decision`

    what = cast("Price", entry.what)
    return Line(f"{what.listing} {units.price(what.value, what.currency)}", _root(log, entry), "Prices")


def _observation(log: Log, entry: Entry) -> Line:
    what = cast("Observation", entry.what)
    metric = log.names.metrics.get(what.metric)
    if metric is None:
        return Line(f"{what.metric} {figures.grouped(what.value)}", _root(log, entry), "Context")
    root = _root(log, entry)
    old = _corrected_figure(log, entry, root)
    if old is not None:
        period = f", {old.period}" if old.period else ""
        return Line(f"{metric.title}{period}: {_figure_changes(old, what, metric)}", root, "Context")
    text = f"{metric.title} {figures.observed(what, metric).text}"
    if what.period:
        text = f"{text}, {what.period}"
    return Line(_with(text, f"series break: {what.series_break}" if what.series_break else ""), root, "Context")


def _corrected_figure(log: Log, entry: Entry, root: str) -> Observation | None:
    """The figure as it stood before the entry corrected it, None where it was the first."""
    thing = log.folded.observations.get(root) if entry.replaces else None
    for version in reversed(thing.versions if thing is not None else ()):
        if version.entry != entry.id and (version.at is None or version.at <= entry.moment):
            what = version.what
            # an article's figure names its source with its first correction only: that is no change
            named = what.source or (thing.source.id if thing is not None and thing.source is not None else "")
            return structs.replace(what, source=named)
    return None


def _figure_changes(old: Observation, new: Observation, metric: Metric) -> str:
    """The change of a correction and nothing else: what stays is no news, and an undo does not touch it."""
    was, now = (figures.observed(figure, metric).text for figure in (old, new))
    dates = [(figure.start, figure.end, figure.as_of) for figure in (old, new)]
    parts = [
        f"{was} to {now}" if was != now else "",
        f"period {new.period or 'of another day'}" if dates[0] != dates[1] else "",
        _said_or_taken("reported", _day(old.reported), _day(new.reported)),
        _said_or_taken("series break:", old.series_break, new.series_break),
        _said_or_taken("note:", old.note, new.note),
        _said_or_taken("source:", old.source, new.source),
    ]  # fmt: skip
    return "; ".join(part for part in parts if part) or f"{now}, said again"


def _day(day: date | None) -> str:
    return "" if day is None else figures.long_day(day)


def _said_or_taken(name: str, old: str, new: str) -> str:
    if old == new:
        return ""
    return f"{name} {new}" if new else f"{name.removesuffix(':')} taken away"


def _evidence(log: Log, entry: Entry) -> Line:
    what = cast("Evidence", entry.what)
    return Line(f"{what.stance}: {what.text}", _root(log, entry), "Context")


def _criterion(log: Log, entry: Entry) -> Line:
    what = cast("Criterion", entry.what)
    return Line(f"{what.severity}: {log.names.criterion(what)}", _root(log, entry))


def _statement(_: Log, entry: Entry) -> Line:
    return Line(f"statement: {cast('Statement', entry.what).text}", "")


def _amendment(log: Log, entry: Entry) -> Line:
    what = cast("Amendment", entry.what)
    id_ = f"listing:{what.name}" if what.of == "listing" else what.name
    metric = log.names.metrics.get(what.name) if what.of == "metric" else None
    title = metric.title if metric is not None else log.names.title(id_)
    place = {"source": "Sources", "listing": "Prices", "benchmark": "Prices"}.get(what.of, "")
    from thesis_tui.rules.wording.amendments import amended_text  # see `_decision`

    return Line(_with(amended_text(what, title, log.names.title), what.reason), id_, place)


def _review(_: Log, entry: Entry) -> Line:
    what = cast("Review", entry.what)
    return Line(f"review, conviction {what.conviction} of 5: {what.text}", "", "Review")


def _settle(log: Log, entry: Entry) -> Line:
    what = cast("Settle", entry.what)
    return Line(f"resolved: {log.names.title(what.target)}, {what.text}", what.target)


def _reason(log: Log, entry: Entry) -> Line:
    what = cast("Reason", entry.what)
    return Line(f"reason for moving {log.names.title(what.target)}: {what.text}", what.target)


def _snooze(log: Log, entry: Entry) -> Line:
    what = cast("Snooze", entry.what)
    text = f"{log.names.title(what.target)} snoozed until {figures.long_day(what.until)}"
    return Line(_with(text, what.note), what.target)


def _drop(_: Log, entry: Entry) -> Line:
    what = cast("Drop", entry.what)
    return Line(f"dropped: {what.text or what.proposal}", what.source, "Sources")


def _file(_: Log, entry: Entry) -> Line:
    what = cast("FileChange", entry.what)
    return Line(what.text, "", {"prices": "Prices", "sources": "Sources"}.get(what.path.partition("/")[0], ""))


def _correction(log: Log, entry: Entry) -> Line:
    what = cast("Correction", entry.what)
    return Line(_with(_corrected(what, log.folded.today), what.note), f"listing:{what.listing}", "Prices")


def _corrected(what: Correction, today: date) -> str:
    """A decision on prices in words: "BABA: dropped the price of 24 Nov"."""
    if what.correction == "reset":
        return f"reset all price decisions on {what.listing}"
    day = figures.day(what.day, today) if what.day is not None else "an unknown day"
    decided = decided_text(what)
    texts = {
        "drop day": f"dropped the price of {day}",
        "accept": f"accepted {decided} of {day}",
        "refuse": f"refused {decided} of {day}",
    }
    return f"{what.listing}: {texts.get(what.correction) or _split(what, day)}"


def _split(what: Correction, day: str) -> str:
    """ "split 1:20 on 27 Nov": new units for old, as it is typed."""
    if what.numerator is None or what.denominator is None:
        return f"split on {day}"
    new, old = (figures.grouped(figures.trimmed(number)) for number in (what.numerator, what.denominator))
    return f"split {new}:{old} on {day}"


def _decision(_: Log, entry: Entry) -> Line:
    # the modules of the kinds that few entries are of are imported with the first that is worded or checked: together
    # they are 1 % of a start, which words no entry and checks none that it has in its cache
    from thesis_tui.rules.wording.decisions import decision_text

    what = cast("Decision", entry.what)
    text = decision_text(what)
    return Line(f"{text}: {what.why}" if what.why else text, f"listing:{what.listing}", "Position")


def _holding(_: Log, entry: Entry) -> Line:
    from thesis_tui.rules.wording.decisions import holding_text

    what = cast("Holding", entry.what)
    return Line(_with(holding_text(what), what.note), f"listing:{what.listing}", "Position")


def _scenario(log: Log, entry: Entry) -> Line:
    from thesis_tui.rules.wording.decisions import scenario_text

    what = cast("Scenario", entry.what)
    return Line(_with(scenario_text(what, log.folded.today), what.why), _root(log, entry), "Scenarios")


def _intent(log: Log, entry: Entry) -> Line:
    what = cast("Intent", entry.what)
    return Line(f"if it fails, {what.action}: {log.names.title(what.target)}", what.target)


def _close(_: Log, entry: Entry) -> Line:
    what = cast("Close", entry.what)
    return Line(_with(f"closed: {what.outcome}", what.lesson), "")


def _reopen(_: Log, entry: Entry) -> Line:
    return Line(_with("opened again", cast("Reopen", entry.what).text), "")


def _archive(_: Log, entry: Entry) -> Line:
    what = cast("Archive", entry.what)
    return Line(_with("restored from the archive" if what.restored else "put into the archive", what.text), "")


def _retire(log: Log, entry: Entry) -> Line:
    what = cast("Retire", entry.what)
    return Line(_with(f"retired {_called(log, what.target)}", what.reason), what.target)


def _retract(log: Log, entry: Entry) -> Line:
    id_, act, back = _undone(log, entry)
    verb = "redid" if back else "undid"
    retired = act[0].what if len(act) == 1 and isinstance(act[0].what, Retire) else None
    subject = retired.target if retired is not None else cast("Retract", entry.what).target
    if not act:
        return Line(f"{verb} {log.names.titles.get(id_) or 'an entry'}", subject)
    if retired is not None:
        name = _called(log, retired.target)
        return Line(f"retired {name} again" if back else f"restored {name}", subject)
    decided = decisions(act)
    if decided:
        return Line(f"{verb} {figures.counted(decided, 'proposal')}", subject)
    text = " ".join(log.line(act[0]).text.split())
    return Line(f"{verb} {kind_word(act[0].kind)}: {figures.cut(text, 80)}", subject)


def _undone(log: Log, entry: Entry) -> tuple[str, list[Entry], bool]:
    """Resolves a retract through undos of undos: the id and the entries of an act that is none, and
    whether that is brought back by it, not taken back.
    """
    seen = {entry.act_id}
    id_, back = cast("Retract", entry.what).target, False
    act = log.act(id_)
    # files edited by hand may hold undos that name each other
    while act and isinstance(act[0].what, Retract) and id_ not in seen:
        seen.add(id_)
        id_, back = act[0].what.target, not back
        act = log.act(id_)
    return id_, act, back


def _root(log: Log, entry: Entry) -> str:
    """The id of the object an entry makes or edits."""
    return log.folded.roots.get(entry.id, entry.id)


def _called(log: Log, id_: str) -> str:
    """The name of a thing, or what the entry of that id says; "something" where nothing is known of it."""
    if id_ in log.names.titles:
        return log.names.titles[id_]
    entry = next(
        (other for other in log.act(id_) if other.id == id_ and not isinstance(other.what, Retire | Retract)), None
    )
    return (
        f"{kind_word(entry.kind)}: {figures.cut(' '.join(log.line(entry).text.split()), 80)}" if entry else "something"
    )


def _percent(odds: Decimal) -> str:
    return f"{figures.grouped(figures.trimmed(odds))} %"


def _with(text: str, note: str) -> str:
    return f"{text}, {note}" if note else text


# Where each kind is found by the rules


def _collect_note(folded: Folded, entry: Entry) -> None:
    _of(folded.notes, folded, about(cast("Note", entry.what))).append(entry)


def _collect_odds(folded: Folded, entry: Entry) -> None:
    _of(folded.odds, folded, cast("Odds", entry.what).milestone).append(entry)


def _collect_outcome(folded: Folded, entry: Entry) -> None:
    folded.outcomes[_current(folded, cast("Outcome", entry.what).milestone)] = entry


def _collect_settle(folded: Folded, entry: Entry) -> None:
    what = cast("Settle", entry.what)
    folded.settled[_current(folded, what.target)] = what


def _collect_reason(folded: Folded, entry: Entry) -> None:
    _of(folded.reasons, folded, cast("Reason", entry.what).target).append(entry)


def _collect_snooze(folded: Folded, entry: Entry) -> None:
    what = cast("Snooze", entry.what)
    folded.snoozed[_current(folded, what.target)] = what.until


def _collect_review(folded: Folded, entry: Entry) -> None:
    folded.reviews.append(cast("Review", entry.what))


def _collect_statement(folded: Folded, entry: Entry) -> None:
    folded.statement = cast("Statement", entry.what)


def _collect_correction(folded: Folded, entry: Entry) -> None:
    folded.corrections.setdefault(cast("Correction", entry.what).listing, []).append(entry)


def _collect_decision(folded: Folded, entry: Entry) -> None:
    folded.decisions.append(entry)


def _collect_intent(folded: Folded, entry: Entry) -> None:
    folded.intents[_current(folded, cast("Intent", entry.what).target)] = entry


def _collect_close(folded: Folded, entry: Entry) -> None:
    folded.closed, folded.archived = entry, False


def _collect_reopen(folded: Folded, _: Entry) -> None:
    folded.closed, folded.archived = None, False


def _collect_archive(folded: Folded, entry: Entry) -> None:
    # only what is closed can be put away: an archive entry that outlived a reopen says nothing
    folded.archived = folded.closed is not None and not cast("Archive", entry.what).restored


def _current(folded: Folded, id_: str) -> str:
    """The object's id where `id_` is that of an edit of it."""
    return folded.roots.get(id_, id_)


def _of(lists: dict[str, list[Entry]], folded: Folded, id_: str) -> list[Entry]:
    return lists.setdefault(_current(folded, id_), [])


# What types cannot say of each kind


def _amendment_fault(what: Amendment) -> Fault:
    from thesis_tui.rules.amendments import amendment_fault  # here and below: see `_decision`

    return amendment_fault(what)


def _decision_fault(what: Decision) -> Fault:
    from thesis_tui.rules.decisions import decision_fault

    return decision_fault(what)


def _holding_fault(what: Holding) -> Fault:
    from thesis_tui.rules.decisions import holding_fault

    return holding_fault(what)


def _scenario_fault(what: Scenario) -> Fault:
    from thesis_tui.rules.decisions import scenario_fault

    return scenario_fault(what)


def _close_fault(what: Close) -> Fault:
    from thesis_tui.rules.decisions import close_fault

    return close_fault(what)


def _odds_fault(what: Odds) -> Fault:
    return None if 0 <= what.odds <= 100 else ("odds", f"{what.odds} is not accepted; expected 0 to 100")


def _review_fault(what: Review) -> Fault:
    if not 1 <= what.conviction <= 5:
        return "conviction", f"{what.conviction} is not accepted; expected 1 to 5"
    return None


_CHANGED_FILES = {"prices": ".csv", "sources": ".toml"}
_DIGEST = 64
_HEXADECIMAL = frozenset("0123456789abcdef")

_CORRECTION_NEEDS: dict[CorrectionWord, tuple[str, ...]] = {
    "drop day": ("day",), "accept": ("day", "value"), "refuse": ("day",), "split": ("day", "numerator", "denominator"),
    "reset": (),
}  # fmt: skip
"""The fields without which a correction means nothing."""


def _correction_fault(what: Correction) -> Fault:
    for field in _CORRECTION_NEEDS[what.correction]:
        if getattr(what, field) is None:
            return field, f'is missing; a correction "{what.correction}" needs it'
    return not_positive(what.numerator, "numerator") or not_positive(what.denominator, "denominator")


def _file_fault(what: FileChange) -> Fault:
    folder, _, name = what.path.rpartition("/")
    if what.path != THESIS_FILE and not name.endswith(_CHANGED_FILES.get(folder, "/")):
        reason = f"accepted are {THESIS_FILE}, prices/NAME.csv and sources/NAME.toml"
        return "path", f'"{what.path[:60]}" is not changed as a whole; {reason}'
    # an undo of its making would delete the thesis
    if what.path == THESIS_FILE and not (what.old and what.new):
        return "old" if what.new else "new", f"is empty: {THESIS_FILE} is never made or deleted by an entry"
    for field, digest in (("old", what.old), ("new", what.new)):
        if digest and (len(digest) != _DIGEST or not set(digest) <= _HEXADECIMAL):
            return field, f"expected a SHA-256 digest: {_DIGEST} digits from 0 to 9 and a to f"
    return empty(what.text, "text")


ENTRY_KINDS: dict[Kind, EntryKind] = {
    "note": EntryKind(
        _note, collect=_collect_note, hangs_on=about, fault=lambda what: empty(what.text, "text"),
        filed_under=("pillar", "metric", "milestone"), when_closed=True, counted=("note",),
    ),
    "milestone": EntryKind(
        _milestone, objects="milestones", filed_under=("pillar",), judged=True, counted=("milestone",),
    ),
    "odds": EntryKind(
        _odds, collect=_collect_odds, hangs_on=attrgetter("milestone"), fault=_odds_fault, needs=("milestone",)
    ),
    "outcome": EntryKind(
        _outcome, collect=_collect_outcome, hangs_on=attrgetter("milestone"),
        fault=lambda what: empty(what.milestone, "milestone"), needs=("milestone",), judged=True,
    ),
    "level": EntryKind(
        _level, objects="levels", needs=("listing",), filed_under=("pillar",),
        listed_when_retired=True, counted=("level",),
    ),
    "price": EntryKind(_price, objects="prices", needs=("listing",), counted=("price",)),
    "observation": EntryKind(
        _observation, objects="observations", needs=("metric", "listing"), judged=True,
        word="figure", counted=("figure",),
    ),
    "evidence": EntryKind(
        _evidence, objects="evidence", filed_under=("pillar",), news="evidence", counted=("statement",),
    ),
    "criterion": EntryKind(
        _criterion, objects="criteria", needs=("pillar", "metric", "milestone"), judged=True, first_screen=True,
    ),
    "statement": EntryKind(
        _statement, collect=_collect_statement, fault=lambda what: empty(what.text, "text"), first_screen=True,
    ),
    "amendment": EntryKind(_amendment, fault=_amendment_fault, judged=True, first_screen=True),
    "review": EntryKind(_review, collect=_collect_review, fault=_review_fault, when_closed=True),
    "settle": EntryKind(_settle, collect=_collect_settle, hangs_on=attrgetter("target"), judged=True, word="resolved"),
    "reason": EntryKind(_reason, collect=_collect_reason, hangs_on=attrgetter("target")),
    "snooze": EntryKind(_snooze, collect=_collect_snooze, hangs_on=attrgetter("target"), judged=True),
    "drop": EntryKind(_drop, news="", word="dropped"),
    "correction": EntryKind(
        _correction, collect=_collect_correction, fault=_correction_fault, needs=("listing",)
    ),
    "decision": EntryKind(
        _decision, collect=_collect_decision, fault=_decision_fault, needs=("listing",),
        first_screen=True, counted=("decision",),
    ),
    "holding": EntryKind(
        _holding, collect=_collect_decision, fault=_holding_fault, needs=("listing",), first_screen=True,
    ),
    "scenario": EntryKind(_scenario, objects="scenarios", fault=_scenario_fault, needs=("listing",), first_screen=True),
    "intent": EntryKind(
        _intent, collect=_collect_intent, hangs_on=attrgetter("target"),
        fault=lambda what: empty(what.action, "action"), first_screen=True,
    ),
    "close": EntryKind(_close, collect=_collect_close, fault=_close_fault, first_screen=True, when_closed=True),
    "reopen": EntryKind(_reopen, collect=_collect_reopen, first_screen=True, when_closed=True),
    "archive": EntryKind(_archive, collect=_collect_archive, first_screen=True, when_closed=True),
    "file": EntryKind(_file, fault=_file_fault, news=""),
    "retire": EntryKind(_retire, judged=True),
    "retract": EntryKind(_retract, judged=True, news="", word="undo", when_closed=True),
}  # fmt: skip
"""In the order in which a key walks them on the journal's page."""
