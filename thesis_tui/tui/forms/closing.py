"""Closing a thesis with what was learned, and opening it again."""

from __future__ import annotations

from thesis_tui.services.closing import QUESTIONS, TypedClose
from thesis_tui.services.desk import Desk
from thesis_tui.tui.field import Field
from thesis_tui.tui.form import Form
from thesis_tui.tui.forms.fields import UNDO

_OUTCOMES = (("right", "right"), ("partly right", "partly right"), ("wrong", "wrong"), ("undecided", "undecided"))
_PILLARS = (("", "not said"), ("true", "true"), ("false", "false"), ("open", "open"))


def close_form(desk: Desk) -> Form:
    """The outcome against the statement, what each pillar was, and three questions."""
    from thesis_tui.services.closing import refuse_closed_twice

    refuse_closed_twice(desk)
    view = desk.view()

    def save(texts: dict[str, str]) -> str:
        pillars = {one.pillar.id: texts[f"pillar-{one.pillar.id}"] for one in view.pillars}
        desk.close(TypedClose(texts["outcome"], texts["surprise"], texts["unheeded"], texts["lesson"], pillars))
        return f"closed; {UNDO}"

    return Form(
        "Close the thesis",
        [
            Field("outcome", "it was", "undecided", options=_OUTCOMES, also=view.statement),
            *(Field(f"pillar-{one.pillar.id}", one.pillar.title[:12], "", options=_PILLARS) for one in view.pillars),
            *(Field(name, name, required=True, hint=question) for name, question in QUESTIONS.items()),
        ],
        save,
        first="outcome",
    )


def reopen_form(desk: Desk) -> Form:
    """Why a closed thesis is open again."""

    def save(texts: dict[str, str]) -> str:
        desk.reopen(texts["why"])
        return f"open again; {UNDO}"

    return Form("Open it again", [Field("why", "why", hint="optional")], save)
