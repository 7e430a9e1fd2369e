"""Forms for words: a note, the statement, a reason, and that something is to be quiet."""

from __future__ import annotations

from thesis_tui.model import figures
from thesis_tui.model.view import Target, View
from thesis_tui.services import parse
from thesis_tui.services.desk import Desk
from thesis_tui.tui.field import Field
from thesis_tui.tui.form import Form
from thesis_tui.tui.forms.fields import UNDO, silent, text_field, until_fields
from thesis_tui.tui.targets import pillar_of, title_of

MOST_MILESTONES = 3
"""So many of a pillar's are offered to write a note on."""


def note_form(desk: Desk, target: Target | None) -> Form:
    """A note about what is focused, or, by chip, about the pillar it belongs to or the thesis."""
    about = _subjects(desk.view(), target)

    def save(texts: dict[str, str]) -> str:
        name, where = about[int(texts["about"])]
        desk.note(texts["text"], where)
        return f"noted on {name}; {UNDO}"

    options = [(str(at), figures.cut(name, 40)) for at, (name, _) in enumerate(about)]
    return Form(
        f"Note on {about[0][0]}" if len(about) == 1 else "Note",
        [Field("about", "about", "0", options=options), text_field("text", "note")],
        save,
        first="text",
    )


def edit_note_form(desk: Desk, target: Target) -> Form:
    """The words of a note; what it is about stays."""
    text = getattr(desk.written_note(target.id).what, "text", "")

    def save(texts: dict[str, str]) -> str:
        desk.edit_note(target.id, texts["text"])
        return f"changed; {UNDO}"

    field = Field("text", "note", text, area=True, required=True, read=silent(lambda given: parse.text(given, "text")))
    return Form("Edit note", [field], save)


def _subjects(view: View, target: Target | None) -> list[tuple[str, Target | None]]:
    """The subjects a note can have, by name, the nearest first."""
    about: list[tuple[str, Target | None]] = []
    metric = view.metric(target.id) if target is not None and target.kind == "metric" else None
    if metric is not None and metric.latest is not None:
        figure = Target("observation", metric.latest.observation.id)
        about.append((title_of(view, figure), figure))  # the row of a metric shows its newest figure
    if target is not None and title_of(view, target) != "the thesis":
        about.append((title_of(view, target), target))
    pillar = pillar_of(view, target)
    if pillar and (target is None or target.kind != "pillar"):
        about.append((title_of(view, Target("pillar", pillar)), Target("pillar", pillar)))
    if target is not None and target.kind == "pillar":
        shown = next(item for item in view.pillars if item.pillar.id == target.id)
        milestones = [item.milestone for item in shown.milestones if item.open]
        about += [(other.title, Target("milestone", other.id)) for other in milestones[:MOST_MILESTONES]]
    return [*about, ("the thesis", None)]


def statement_form(desk: Desk) -> Form:
    """The thesis in a sentence or two; what it was stays in the journal."""
    view = desk.view()

    def save(texts: dict[str, str]) -> str:
        desk.state(texts["statement"])
        return f"statement saved; {UNDO}"

    why = {"long": "own it", "short": "bet against it", "watch": "watch it"}[view.stance]
    also = f"in a sentence or two, why you {why}"
    read = silent(lambda text: parse.line(text, "statement"))
    field = Field("statement", "why", view.statement, area=True, required=True, read=read, also=also)
    return Form(f"The thesis on {view.symbol}", [field], save)


def snooze_form(desk: Desk, target: Target) -> Form:
    """Until when what needs the user is quiet."""

    def save(texts: dict[str, str]) -> str:
        desk.snooze(target.id, texts["until"], texts["note"])
        return f"snoozed; {UNDO}"

    return Form(f"Snooze {title_of(desk.view(), target)}", until_fields(desk), save)


def reason_form(desk: Desk, target: Target, *, what: str) -> Form:
    """A sentence that settles a conflict or an overdue item, or says why a goalpost moved."""

    def save(texts: dict[str, str]) -> str:
        if what == "moved":
            desk.reason(target, texts["text"])
        else:
            desk.settle(target, texts["text"])
        return f"saved; {UNDO}"

    title = "Why it was moved" if what == "moved" else "What resolves it"
    return Form(title, [Field("text", "reason", required=True, area=True)], save)
