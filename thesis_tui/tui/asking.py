"""Which form or menu a key opens, for what is focused, and opening it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thesis_tui.errors import InputError, StorageError, ThesisError
from thesis_tui.model.view import MilestoneView, Target, View
from thesis_tui.services.desk import Desk
from thesis_tui.tui.form import Form
from thesis_tui.tui.forms import decisions, milestones, notes, pillars, prices
from thesis_tui.tui.menu import Choice, Menu
from thesis_tui.tui.page import PageScreen
from thesis_tui.tui.targets import pillar_of, title_of

if TYPE_CHECKING:
    from thesis_tui.tui.app import ThesisApp

ADDABLE = (
    Choice("n", "note: on a pillar, a milestone, the thesis", "note"),
    Choice("m", "milestone: something expected in a window", "milestone"),
    Choice("l", "level: support, resistance, target, stop …", "level"),
    Choice("p", "price", "price"),
    Choice("x", "decision on prices: accept, refuse, drop a day, a split", "correction"),
    Choice("f", "figure: a new value of a metric", "observation"),
    Choice("e", "evidence: a statement without a number", "evidence"),
    Choice("c", "criterion: what must hold", "criterion"),
    Choice("s", "statement: the thesis in a sentence or two", "statement"),
    Choice("i", "article: read one, and keep what is true of it", "article"),
)
_STATEMENT = Choice("s", "edit the statement of the thesis", "statement")


def milestone_in_focus(view: View, target: Target | None) -> str | None:
    """The milestone focused, or the next open one of the pillar focused (or what belongs to it)."""
    if target is not None and target.kind == "milestone":
        return target.id
    home = pillar_of(view, target)
    pillar = next((item for item in view.pillars if item.pillar.id == home), None)
    candidates = pillar.milestones if pillar else view.milestones
    return next((item.milestone.id for item in candidates if item.open), None)


def _milestone(view: View, target: Target | None) -> MilestoneView:
    wanted = milestone_in_focus(view, target)
    found = next((item for item in view.milestones if item.milestone.id == wanted), None)
    if found is None:
        if not view.milestones:
            raise InputError(
                "there is no milestone yet; a, then m, adds one: what you expect, and by when", "milestone"
            )
        raise InputError("no open milestone is in focus; 3 lists them all, and a, then m, adds one", "milestone")
    return found


def form_for(desk: Desk, kind: str, target: Target | None, extra: str = "") -> Form:
    """The form for a kind of entry. Raises InputError when what is focused cannot have one."""
    view = desk.view()
    match kind:
        case "note":
            return notes.note_form(desk, target)
        case "statement":
            return notes.statement_form(desk)
        case "milestone":
            return milestones.milestone_form(desk, target)
        case "edit milestone":
            return milestones.milestone_form(desk, target, _milestone(view, target))
        case "odds":
            return milestones.odds_form(desk, _milestone(view, target))
        case "outcome":
            return milestones.outcome_form(desk, _milestone(view, target), extra)
        case "level":
            return prices.level_form(desk, target)
        case "edit level":
            return prices.level_form(desk, target, target.id if target else "")
        case "price":
            return prices.price_form(desk, target)
        case "edit price":
            return prices.price_form(desk, target, extra)
        case "correction":
            return decisions.decision_form(desk, target)
        case "observation":
            return pillars.observation_form(desk, target)
        case "evidence":
            return pillars.evidence_form(desk, target)
        case "criterion":
            return pillars.criterion_form(desk, target)
        case "edit criterion":
            return pillars.criterion_form(desk, target, target.id if target else "")
        case "retire" if target is not None:
            return notes.retire_form(desk, target)
        case "snooze" if target is not None:
            return notes.snooze_form(desk, target)
        case "settle" | "moved" if target is not None:
            return notes.reason_form(desk, target, what=kind)
    raise InputError("nothing is in focus that this could be about", kind)


def draft_key(kind: str, target: Target | None, extra: str) -> str:
    """What tells the drafts of a form from those of others, "" when its title does: a note begun on one thing is
    offered wherever the next note is begun, an edit only where the same thing is edited.
    """
    if any(choice.value == kind for choice in ADDABLE):
        return kind
    if target is None or kind in ("odds", "outcome"):
        return ""
    return f"{kind} {target.kind} {target.id} {extra}".strip()


def add_menu(view: View, target: Target | None, screen: int) -> Menu:
    """What can be added; what the screen and the focus suggest is under the cursor."""
    first = {2: "level", 3: "milestone", 4: "evidence", 5: "note"}.get(screen, "milestone")
    if target is not None:
        first = {"level": "level", "listing": "price", "metric": "observation", "observation": "observation",
                 "criterion": "criterion", "evidence": "evidence"}.get(target.kind, first)  # fmt: skip
    pillar = pillar_of(view, target)
    title = f"Add to {title_of(view, Target('pillar', pillar))}" if pillar else "Add"
    return Menu(title, ADDABLE, first)


def edit_menu(view: View, target: Target | None) -> Menu | None:
    """What can be done with what is focused; None when it is nothing that can be edited."""
    choices = (_STATEMENT,) if target is None or target.kind == "thesis" else _edit_choices(view, target)
    if not choices:
        return None
    return Menu(title_of(view, target), (*choices, Choice("E", "edit the file it is written in", "file")))


def _edit_choices(view: View, target: Target) -> tuple[Choice, ...]:
    figure = Choice("f", "add a figure", "observation")
    match target.kind:
        case "milestone":
            return _milestone_choices(view, target)
        case "level":
            level = next((item for item in view.levels if item.level.id == target.id), None)
            moved = (Choice("w", "write why it was moved", "moved"),) if level is not None and level.moved else ()
            return (Choice("e", "edit price, kind, why", "edit level"), *moved)
        case "listing":
            current = view.current.get(target.id)
            mine = current is not None and any(item.entry.object_id == current.price.id for item in view.journal[:500])
            edit = (_edit_price(current.price.id),) if mine and current is not None else ()
            return (*edit, Choice("p", "add a price", "price"), Choice("l", "add a level", "level"))
        case "price":
            return (_edit_price(target.id),)
        case "conflict":
            return (Choice("s", "settle it with a reason", "settle"), Choice("z", "snooze until a date", "snooze"))
        case "criterion":
            return (
                Choice("e", "change it: the old line stays in sight", "edit criterion"),
                *((Choice("w", "write why it was moved", "moved"),) if _was_moved(view, target) else ()),
                figure,
                Choice("d", "retire it, with a reason", "retire"),
                Choice("z", "snooze until a date", "snooze"),
            )
        case "pillar":
            return (
                Choice("c", "add a criterion", "criterion"),
                figure,
                Choice("e", "add evidence", "evidence"),
                _STATEMENT,
            )
        case "metric" | "observation":
            return (figure, Choice("c", "add a criterion", "criterion"))
        case "source" | "evidence":
            again = Choice("a", "read its article again, and decide on what was left", "article again")
            return (
                *((again,) if target.kind == "source" else ()),
                Choice("e", "add evidence", "evidence"),
                Choice("n", "write a note on it", "note"),
            )
    return ()


def _edit_price(price_id: str) -> Choice:
    return Choice("e", "edit the price, or say it was the close", f"edit price:{price_id}")


def _was_moved(view: View, target: Target) -> bool:
    return any(one.moved for item in view.pillars for one in item.criteria if one.criterion.id == target.id)


def edited_thing(view: View, target: Target | None) -> Target | None:
    """What an entry of the journal made or speaks of; every other target is itself."""
    if target is None or target.kind != "entry":
        return target
    entry = next((item for item in view.journal if item.entry.id == target.id), None)
    if entry is None:
        return target
    if entry.kind == "price":
        return Target("price", entry.entry.object_id)
    return entry.target


def _milestone_choices(view: View, target: Target) -> tuple[Choice, ...]:
    milestone = next((item for item in view.milestones if item.milestone.id == target.id), None)
    if milestone is None:
        return ()
    moved = (Choice("w", "write why it was moved", "moved"),) if milestone.moved else ()
    if not milestone.open:
        return (Choice("n", "write a note on it", "note"), *moved)
    return (
        Choice("e", "edit title, window, pillar, note", "edit milestone"),
        Choice("h", "it was hit", "outcome:hit"),
        Choice("m", "it was missed", "outcome:missed"),
        Choice("v", "void: it can no longer be judged", "outcome:void"),
        Choice("p", "state the odds", "odds"),
        Choice("z", "snooze until a date", "snooze"),
        *moved,
    )


def ask(app: ThesisApp, kind: str, target: Target | None, extra: str) -> None:
    """Opens the form for a kind of entry, for `target` or what is focused."""
    if kind == "article":
        app.action_article()
    elif kind == "article again" and target is not None:
        inbox = app.inbox
        app.record(lambda: inbox.put_back(target.id), app.open_article)
    elif app.can_record():
        about = target or app.target
        try:
            form = _form_for(app, kind, about, extra)
        except ThesisError as error:
            app.fault(error)
            return
        form.draft = draft_key(kind, about, extra)
        app.push_screen(form, app.recorded)


def _form_for(app: ThesisApp, kind: str, about: Target | None, extra: str) -> Form:
    try:
        return form_for(app.desk, kind, about, extra)
    except StorageError:
        # the folder is gone: what is written now is kept as a draft until it is back
        with app.desk.as_last_read():
            return form_for(app.desk, kind, about, extra)


def note_on_milestone(app: ThesisApp) -> None:
    """A note on the milestone in focus, or on the next one of the pillar in focus."""
    milestone = milestone_in_focus(app.view, app.target)
    if milestone is None:
        app.notify("no open milestone to write a note on; a, then m, adds one", timeout=5, markup=False)
    else:
        app.ask("note", Target("milestone", milestone))


def add(app: ThesisApp) -> None:
    """Asks what is to be added to what is focused."""
    if app.can_record():
        target = app.target
        number = app.screen.number if isinstance(app.screen, PageScreen) else 1
        menu = add_menu(app.view, target, number)
        app.push_screen(menu, lambda kind: app.ask(kind, target) if kind else None)


def edit(app: ThesisApp) -> None:
    """Asks what is to be done with what is focused."""
    target = edited_thing(app.view, app.target)
    menu = edit_menu(app.view, target)

    def chosen(value: str | None) -> None:
        if value == "file":
            app.action_edit_file()
        elif value:
            kind, _, extra = value.partition(":")
            app.ask(kind, target, extra)

    if menu is None:
        app.notify("nothing to edit here; E opens the file it is written in", timeout=5, markup=False)
    elif app.can_record():
        app.push_screen(menu, chosen)
