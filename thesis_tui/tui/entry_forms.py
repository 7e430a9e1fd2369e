"""The forms that record an entry, by their kinds, and the menus that lead to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Final

from thesis_tui.errors import InputError, StorageError
from thesis_tui.model import figures
from thesis_tui.model.view import MilestoneView, ObservationView, Target, View
from thesis_tui.pages.periods import period_label
from thesis_tui.rules.journal_lines import entries_of
from thesis_tui.services.desk import Desk
from thesis_tui.tui.form import Form
from thesis_tui.tui.forms import (
    closing,
    decisions,
    milestones,
    monitors,
    moving,
    notes,
    pillars,
    plans,
    price_decisions,
    prices,
    remaking,
)
from thesis_tui.tui.session import ADDABLE, FormKind, Session
from thesis_tui.tui.targets import pillar_of, title_of

Build = Callable[[Desk, Target | None], Form]
"""Makes a form for what is focused. Raises InputError when what is focused cannot have one."""
Asked = tuple[FormKind, Target | None]
"""A form, and what it is about where that is other than what is focused."""
Choice = tuple[str, str, Asked]
"""A line of a menu: its key, its words, and the form it opens."""


def milestone_in_focus(view: View, target: Target | None) -> str | None:
    """The milestone focused, or the next open one of the pillar focused (or what belongs to it)."""
    if target is not None and target.kind == "milestone":
        return target.id
    home = pillar_of(view, target)
    pillar = view.pillar(home)
    candidates = pillar.milestones if pillar else view.milestones
    return next((item.milestone.id for item in candidates if item.open), None)


def _milestone(view: View, target: Target | None) -> MilestoneView:
    wanted = milestone_in_focus(view, target)
    found = view.milestone(wanted)
    if found is None:
        if not view.milestones:
            raise InputError("no milestone yet; a m to add one: what you expect, and by when", "milestone")
        raise InputError("no open milestone selected; 3 to see them all, a m to add one", "milestone")
    return found


def _on_target(build: Callable[[Desk, Target], Form]) -> Build:
    """A form that is about what is focused, and there must be something."""

    def make(desk: Desk, target: Target | None) -> Form:
        if target is None:
            raise InputError("nothing selected that this could be about", "target")
        return build(desk, target)

    return make


def _outcome(outcome: str, desk: Desk, target: Target | None) -> Form:
    return milestones.outcome_form(desk, _milestone(desk.view(), target), outcome)


FORMS: Mapping[FormKind, Build] = {
    "note": notes.note_form,
    "move": _on_target(moving.move_form),
    "edit note": _on_target(notes.edit_note_form),
    "statement": lambda desk, _: notes.statement_form(desk),
    "milestone": milestones.milestone_form,
    "edit milestone": lambda desk, target: milestones.milestone_form(desk, target, _milestone(desk.view(), target)),
    "replace milestone": lambda desk, target: milestones.replace_form(desk, _milestone(desk.view(), target)),
    "retire resting": lambda desk, target: milestones.retire_resting_form(desk, _milestone(desk.view(), target)),
    "odds": lambda desk, target: milestones.odds_form(desk, _milestone(desk.view(), target)),
    "hit": partial(_outcome, "hit"),
    "missed": partial(_outcome, "missed"),
    "void": partial(_outcome, "void"),
    "level": prices.level_form,
    "edit level": lambda desk, target: prices.level_form(desk, target, target.id if target else ""),
    "price": prices.price_form,
    "import prices": prices.import_form,
    "edit price": lambda desk, target: prices.price_form(desk, target, target.id if target else ""),
    "correction": price_decisions.decision_form,
    "decision": decisions.decision_form,
    "edit decision": lambda desk, target: decisions.decision_form(desk, target, target.id if target else ""),
    "close": lambda desk, _: closing.close_form(desk),
    "reopen": lambda desk, _: closing.reopen_form(desk),
    "delete": lambda desk, _: closing.delete_form(desk),
    "answering decision": decisions.answering_form,
    "scenario": lambda desk, _: plans.scenario_form(desk),
    "edit scenario": lambda desk, target: plans.scenario_form(desk, target.id if target else ""),
    "intent": _on_target(plans.intent_form),
    "opening": decisions.opening_form,
    "dividend": decisions.dividend_form,
    "observation": pillars.observation_form,
    "edit observation": pillars.edit_observation_form,
    "evidence": pillars.evidence_form,
    "criterion": pillars.criterion_form,
    "edit criterion": lambda desk, target: pillars.criterion_form(desk, target, target.id if target else ""),
    "monitor": lambda desk, _: monitors.monitor_form(desk),
    "edit monitor": lambda desk, target: monitors.monitor_form(desk, target.id if target else ""),
    "contact": lambda desk, _: monitors.contact_form(desk),
    "pillar": remaking.pillar_form,
    "edit pillar": remaking.edit_pillar_form,
    "metric": remaking.metric_form,
    "edit metric": remaking.edit_metric_form,
    "merge metric": remaking.merge_metric_form,
    "listing": remaking.listing_form,
    "edit listing": remaking.edit_listing_form,
    "benchmark": remaking.benchmark_form,
    "thesis": remaking.thesis_form,
    "edit source": remaking.edit_source_form,
    "merge source": remaking.merge_source_form,
    "retire": _on_target(remaking.retire_form),
    "snooze": _on_target(notes.snooze_form),
    "settle": _on_target(partial(notes.reason_form, what="settle")),
    "moved": _on_target(partial(notes.reason_form, what="moved")),
}
"""The builder of each form; an article is imported by tui/article_import.py."""


def build(desk: Desk, kind: FormKind, target: Target | None) -> Form:
    """The form of a kind with the name of its draft. Raises ThesisError when what is focused cannot have one."""
    try:
        form = FORMS[kind](desk, target)
    except StorageError:
        # the folder is gone: what is written now is kept as a draft until it is back
        with desk.as_last_read():
            form = FORMS[kind](desk, target)
    form.draft = draft_key(kind, target)
    return form


def draft_key(kind: FormKind, target: Target | None) -> str:
    """The key that tells the drafts of a form from those of others, "" for its title: a note begun on one thing is
    offered wherever the next note is begun, an edit only where the same thing is edited.
    """
    if any(item.kind == kind for item in ADDABLE):
        return kind
    if target is None or kind in ("odds", "hit", "missed", "void"):
        return ""
    return f"{kind} {target.kind} {target.id}"


def _add_title(view: View, target: Target | None) -> str:
    pillar = pillar_of(view, target)
    return f"Add to {title_of(view, Target('pillar', pillar))}" if pillar else "Add"


def _suggested(target: Target | None, screen: int) -> FormKind:
    """The kind of entry that the focus suggests, or else the screen: it is under the cursor of the menu."""
    of_screen: dict[int, FormKind] = {2: "level", 3: "milestone", 4: "evidence", 5: "note", 7: "decision"}
    first = of_screen.get(screen, "milestone")
    if target is None:
        return first
    of_target: dict[str, FormKind] = {
        "level": "level", "listing": "price", "metric": "observation", "observation": "observation",
        "criterion": "criterion", "evidence": "evidence",
    }  # fmt: skip
    return of_target.get(target.kind, first)


def _choices_for(view: View, target: Target | None) -> tuple[Choice, ...]:
    """The choices for what is focused, () when it is nothing that can be edited."""
    if target is None or target.kind == "thesis":
        return (_STATEMENT, _THESIS)
    return tuple(_edit_choices(view, target))


def _choice(key: str, words: str, kind: FormKind) -> Choice:
    return (key, words, (kind, None))


_STATEMENT = _choice("s", "edit the statement of the thesis", "statement")
_THESIS = _choice("t", "edit name, stance, year end, other names", "thesis")


def _edit_choices(view: View, target: Target) -> tuple[Choice, ...]:
    figure = _choice("f", "add a figure", "observation")
    match target.kind:
        case "milestone":
            return _milestone_choices(view, target)
        case "level":
            level = view.level(target.id)
            moved = (_choice("w", "write why it was moved", "moved"),) if level is not None and level.moved else ()
            return (
                _choice("e", "edit price, kind, why", "edit level"),
                _choice("i", "what you mean to do when it breaks or is reached", "intent"),
                *moved,
            )
        case "listing":
            current = view.current.get(target.id)
            mine = current is not None and any(item.entry.object_id == current.price.id for item in view.journal)
            edit = (_edit_price(current.price.id),) if mine and current is not None else ()
            listing = next((other for other in view.listings if other.symbol == target.id), None)
            assumed = listing is not None and listing.assumed
            venue = f"say where it trades: {listing.venue} is assumed" if listing and assumed else ""
            settled = _choice("V", venue or "edit venue, currency, units, feeds", "edit listing")
            own = (*(() if assumed else (settled,)), _choice("d", "retire it", "retire"))
            # what judges no price is settled first
            edit = (settled, *edit) if assumed else edit
            return (*edit, _choice("p", "add a price", "price"), _choice("l", "add a level", "level"),
                    _choice("b", "record what you did", "decision"),
                    _choice("o", "an opening position: what you held before", "opening"),
                    _choice("v", "a dividend", "dividend"), *own, *_benchmark_choices(view, target))  # fmt: skip
        case "scenario":
            return (
                _choice("e", "state it again: odds, value, day", "edit scenario"),
                _choice("v", "add a scenario", "scenario"),
            )
        case "decision":
            return (
                _choice("e", "edit what was done, when and why", "edit decision"),
                _choice("b", "record another decision", "decision"),
            )
        case "price":
            return (_edit_price(target.id),)
        case "conflict":
            return (_choice("s", "resolve with a reason", "settle"), _choice("z", "snooze until a date", "snooze"))
        case "criterion":
            shown_criterion = view.criterion(target.id)
            return (
                *_ways_out(shown_criterion.milestone if shown_criterion is not None else None),
                _choice("e", "change it: the old threshold stays visible", "edit criterion"),
                *((_choice("w", "write why it was moved", "moved"),) if _was_moved(view, target) else ()),
                _choice("i", "what you mean to do when it fails", "intent"),
                figure,
                _choice("d", "retire with a reason", "retire"),
                _choice("z", "snooze until a date", "snooze"),
            )
        case "pillar":
            return (
                _choice("c", "add a criterion", "criterion"),
                figure,
                _choice("e", "add evidence", "evidence"),
                _choice("t", "edit title, claim, key figure, place", "edit pillar"),
                _choice("m", "add a metric", "metric"),
                *((_choice("w", "write why it was moved", "moved"),) if _was_amended(view, target) else ()),
                _choice("d", "retire with a reason", "retire"),
                _STATEMENT,
                ("y", "edit name, stance, year end, other names", ("thesis", None)),
            )
        case "metric" | "observation":
            shown = pillars.figure_in_focus(view, target)
            correct = _choice("e", "correct the figure, its day, or mark a break", "edit observation")
            others = len(_figures_of(view, target)) > 1
            of_metric = Target("metric", target.id)
            older: Choice = ("o", "correct the figure of another period", ("edit observation", of_metric))
            return (
                *((correct,) if shown is not None else ()),
                *((older,) if others else ()),
                figure,
                _choice("c", "add a criterion", "criterion"),
                _choice("t", "edit title, unit, pillar, live source", "edit metric"),
                _choice("m", "count it as another metric", "merge metric"),
                *((_choice("w", "write why it was moved", "moved"),) if _was_amended(view, target) else ()),
                *((_choice("d", "retire with a reason", "retire"),) if target.kind == "metric" else ()),
            )
        case "source" | "evidence":
            again = _choice("a", "read its article again and decide on the rest", "article again")
            return (
                *((again,) if target.kind == "source" else ()),
                _choice("e", "add evidence", "evidence"),
                _choice("n", "write a note", "note"),
                *(
                    (
                        _choice("t", "edit title, publisher, day", "edit source"),
                        _choice("m", "count it as another source", "merge source"),
                    ) if target.kind == "source" else ()
                ),
            )  # fmt: skip
    return ()


def _edit_price(price_id: str) -> Choice:
    return ("e", "edit the price, or say it was the close", ("edit price", Target("price", price_id)))


def _was_moved(view: View, target: Target) -> bool:
    criterion = view.criterion(target.id)
    return criterion is not None and bool(criterion.moved)


def _is_note(view: View, target: Target | None) -> bool:
    """Whether it is the line of a note that is in force."""
    return target is not None and any(
        item.kind == "note" and item.entry.id == target.id and not (item.retracted or item.replaced)
        for item in view.journal
    )


def _benchmark_choices(view: View, target: Target) -> Iterable[Choice]:
    """Lines that end a comparison of the first listing."""
    if target.id == view.symbol:
        for key, benchmark in zip("123456789", view.benchmarks, strict=False):
            yield key, f"compare with {benchmark.symbol} no more", ("retire", Target("benchmark", benchmark.symbol))


_MOVABLE = frozenset(("milestone", "level", "evidence", "observation", "price"))


def _move_choice(view: View, target: Target | None) -> Iterable[Choice]:
    """To move what was entered here, where there is another thesis."""
    if view.several and target is not None and target.kind in _MOVABLE:
        entries = entries_of(view.journal)
        made = next((entry.id for entry in entries if entry.object_id == target.id and entry.kind == target.kind), None)
        if made is not None:
            yield "x", "move it to another thesis", ("move", Target("entry", made))


def _was_amended(view: View, target: Target) -> bool:
    """Whether a pillar's claim, or what a metric measures, was moved."""
    return any(move.target == target for pillar in view.pillars for move in pillar.amended)


def _edited_thing(view: View, target: Target | None) -> Target | None:
    """The thing that an entry of the journal made or speaks of; every other target is itself."""
    if target is None or target.kind != "entry":
        return target
    entry = next((item for item in view.journal if item.entry.id == target.id), None)
    if entry is None:
        return target
    if entry.kind == "decision" and not entry.retracted:
        return Target("decision", entry.entry.object_id)
    if entry.kind == "price":
        return Target("price", entry.entry.object_id)
    return entry.target


_MOST_PERIODS: Final = "123456789abcdefghil"
"""The keys of the periods whose figures are offered for correction, the newest first: `j` and `k` walk."""


def _figures_of(view: View, target: Target) -> tuple[ObservationView, ...]:
    metric = view.metric(target.id) if target.kind == "metric" else None
    return () if metric is None else metric.observations


def _ask_which_period(session: Session, target: Target) -> None:
    """Asks which of a metric's figures is to be corrected."""
    metric = session.view.metric(target.id)
    if metric is None:
        return

    def words(figure: ObservationView) -> str:
        period = period_label(figure.observation, session.view.fiscal_year_end, session.view.today)
        return f"{period}  {figures.observed(figure.observation, metric.metric).text}"

    choices = [
        (key, words(figure), Target("observation", figure.observation.id))
        for key, figure in zip(_MOST_PERIODS, metric.observations, strict=False)
    ]
    session.choose_from(
        metric.metric.title, choices, choices[0][2], lambda figure: session.ask("edit observation", figure)
    )


def _milestone_choices(view: View, target: Target) -> tuple[Choice, ...]:
    milestone = view.milestone(target.id)
    if milestone is None:
        return ()
    moved = (_choice("w", "write why it was moved", "moved"),) if milestone.moved else ()
    if not milestone.open:
        return (*_ways_out(milestone), _choice("n", "write a note", "note"), *moved)
    return (
        _choice("e", "edit title, window, pillar, note", "edit milestone"),
        _choice("h", "it was hit", "hit"),
        _choice("m", "it was missed", "missed"),
        _choice("v", "void: it can no longer be judged", "void"),
        _choice("p", "state the odds", "odds"),
        _choice("z", "snooze until a date", "snooze"),
        *moved,
    )


def _ways_out(milestone: MilestoneView | None) -> tuple[Choice, ...]:
    """The ways out of a milestone that was missed: what is expected instead, or the end of the criteria on it. One hit
    after its window has them where criteria are based on it, which it can neither prove nor break.
    """
    if milestone is None or not (milestone.state == "missed" or (milestone.days_late and milestone.criteria)):
        return ()
    about = Target("milestone", milestone.milestone.id)
    instead: Choice = ("r", "name the milestone that replaces it", ("replace milestone", about))
    given_up: Choice = ("D", "retire its criteria, with a reason", ("retire resting", about))
    return (instead, given_up) if milestone.criteria else (instead,)


# asking


def ask_what_to_add(session: Session, screen: int) -> None:
    """Asks what is to be added to what is focused; `screen` is the number of the one in front."""
    target = session.target
    title, first = _add_title(session.view, target), _suggested(target, screen)
    session.choose_from(title, ADDABLE, first, lambda kind: session.ask(kind, target))


def ask_what_to_edit(session: Session) -> None:
    """Asks what is to be done with what is focused."""
    if _is_note(session.view, session.target):
        # a note has nothing else to edit: no menu of one line
        session.ask("edit note", session.target)
        return
    target = _edited_thing(session.view, session.target)
    choices = _choices_for(session.view, target)
    if not choices:
        session.notify("nothing to edit here; E to open its file")
    elif session.can_record():
        moved = _move_choice(session.view, target)
        offered: tuple[tuple[str, str, Asked | None], ...] = (*choices, *moved, ("E", "edit its file", None))

        def picked(asked: Asked | None) -> None:
            if asked is None:
                session.edit_file()
            elif asked[0] == "edit observation" and asked[1] is not None:
                _ask_which_period(session, asked[1])
            else:
                session.ask(asked[0], asked[1] or target)

        session.choose_from(title_of(session.view, target), offered, offered[0][2], picked)


def note_on_milestone(session: Session) -> None:
    """A note on the milestone in focus, or on the next one of the pillar in focus."""
    milestone = milestone_in_focus(session.view, session.target)
    if milestone is None:
        session.notify("no open milestone to write a note on; a m to add one")
    else:
        session.ask("note", Target("milestone", milestone))
