"""Closing a thesis with what was learned, opening it again, and deleting it."""

from __future__ import annotations

from thesis_tui.model import figures
from thesis_tui.services.closing import QUESTIONS, TypedClose, refuse_closed_twice, refuse_open
from thesis_tui.services.desk import Desk
from thesis_tui.tui.field import Field
from thesis_tui.tui.form import Form
from thesis_tui.tui.forms.fields import UNDO, Insisting

_OUTCOMES = (("right", "right"), ("partly right", "partly right"), ("wrong", "wrong"), ("undecided", "undecided"))
_TITLE = 14
"""Characters of a pillar's title that the column of labels has room for."""
_PILLARS = (("", "not said"), ("true", "true"), ("false", "false"), ("open", "open"))


def close_form(desk: Desk) -> Form:
    """The outcome against the statement, what each pillar was, and three questions."""
    refuse_closed_twice(desk)
    view = desk.view()
    insisting = Insisting("it is meant")

    def save(texts: dict[str, str]) -> str:
        pillars = {pillar.pillar.id: texts[f"pillar-{pillar.pillar.id}"] for pillar in view.pillars}
        typed = TypedClose(texts["outcome"], texts["surprise"], texts["unheeded"], texts["lesson"], pillars)
        insisting.save(texts, lambda sure: desk.close(typed, sure=sure))
        return f"closed; 7 has what came of it; {UNDO}"

    return Form(
        "Close the thesis",
        [
            Field("outcome", "it was", "undecided", options=_OUTCOMES, also=view.statement),
            *(
                Field(f"pillar-{pillar.pillar.id}", figures.cut(pillar.pillar.title, _TITLE), "", options=_PILLARS)
                for pillar in view.pillars
            ),
            *(Field(name, name, required=True, hint=question) for name, question in QUESTIONS.items()),
        ],
        save,
        first="outcome",
    )


def reopen_form(desk: Desk) -> Form:
    """Why a closed thesis is open again."""
    refuse_open(desk, "opened again")

    def save(texts: dict[str, str]) -> str:
        desk.reopen(texts["why"])
        return f"open again; {UNDO}"

    return Form("Open it again", [Field("why", "why", hint="optional")], save)


def delete_form(desk: Desk) -> Form:
    """The name of a closed thesis, typed so that deleting it is meant."""
    from thesis_tui.services.deleting import DELETED, delete

    refuse_open(desk, "deleted")
    name = desk.view().name

    def save(texts: dict[str, str]) -> str:
        return f"deleted {desk.id}: its folder is {delete(desk, texts['name'])} now"

    return Form(
        "Delete the closed thesis",
        [Field("name", "its name", required=True, hint=name, also=f"its folder is moved to {DELETED} in your data")],
        save,
        foot="ctrl+p, Restore a deleted thesis, brings it back",
        does="Delete",
    )
