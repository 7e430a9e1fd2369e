"""A milestone: what is expected, its odds, and how it ended."""

from __future__ import annotations

from thesis_tui.model import figures
from thesis_tui.model.view import MilestoneView, Target
from thesis_tui.rules.windows import Window, describe, window_examples
from thesis_tui.services import parse
from thesis_tui.services.desk import Desk
from thesis_tui.tui.field import Field
from thesis_tui.tui.form import Form
from thesis_tui.tui.forms.fields import (
    UNDO,
    Insisting,
    day_field,
    pillar_field,
    receipt,
    silent,
    source_field,
    text_field,
)
from thesis_tui.tui.targets import pillar_of


def milestone_form(desk: Desk, target: Target | None, editing: MilestoneView | None = None) -> Form:
    """A new milestone, of the pillar that `target` belongs to, or `editing` changed."""
    old = editing.milestone if editing else None

    def read_title(text: str) -> str:
        return parse.line(text, "title")

    def read_window(text: str) -> str:
        if old is not None and parse.clean_line(text) == old.window:
            return describe(Window(earliest=old.earliest, latest=old.latest, label=old.window), desk.today)
        return describe(parse.window(text, desk.today, desk.fiscal_year_end), desk.today)

    def save(texts: dict[str, str]) -> str:
        title, window, pillar = texts["title"], texts["window"], texts["pillar"] or None
        note, source = texts["note"], texts["source"]
        if old is not None:
            desk.edit_milestone(old.id, title, window, pillar, note, source)
            return receipt(title, "changed")
        desk.add_milestone(title, window, pillar, texts["odds"] or None, note, source)
        return receipt(title, "added")

    window = (old.window or f"{old.earliest} to {old.latest}") if old else ""
    view = desk.view()
    fields = [
        Field("title", "title", old.title if old else "", required=True, read=silent(read_title),
              hint="what is expected, in a few words"),
        pillar_field(view, (old.pillar or "") if old else pillar_of(view, target)),
        Field("window", "window", window, required=True, read=read_window,
              also=f"also: {window_examples(desk.today)}", hint="friday, q1, by year-end"),
        Field("odds", "odds", read=_odds_read, hint="optional: 0 to 100, how likely you think it is"),
        Field("note", "note", old.note if old else "", area=True),
        source_field(old.source if old else ""),
    ]  # fmt: skip
    if old is not None:
        fields = [field for field in fields if field.name != "odds"]
    return Form("Edit milestone" if old else "Add milestone", fields, save)


def replace_form(desk: Desk, milestone: MilestoneView) -> Form:
    """The milestone that is expected instead of one that was missed, and why: one act."""
    resting = figures.counted(len(milestone.criteria), "criterion", "criteria")

    def read_window(text: str) -> str:
        return describe(parse.window(text, desk.today, desk.fiscal_year_end), desk.today)

    def save(texts: dict[str, str]) -> str:
        identity = milestone.milestone.id
        desk.replace_milestone(identity, texts["title"], texts["window"], texts["why"], texts["odds"] or None)
        along = f"; {resting} moved to it" if milestone.criteria else ""
        return f"replaced{along}; {UNDO}"

    fields = [
        Field("title", "title", required=True, read=silent(lambda text: parse.line(text, "title")),
              hint="what is expected instead, in a few words"),
        Field("window", "window", required=True, read=read_window,
              also=f"also: {window_examples(desk.today)}", hint="friday, q1, by year-end"),
        Field("why", "why", required=True, read=silent(lambda text: parse.text(text, "why", name="reason")),
              hint="why this is still the thesis: its criteria move with it"),
        Field("odds", "odds", read=_odds_read, hint="optional: 0 to 100, how likely you think it is"),
    ]  # fmt: skip
    return Form(f"Instead of {figures.cut(milestone.milestone.title, 40)}", fields, save)


def retire_resting_form(desk: Desk, milestone: MilestoneView) -> Form:
    """Why the criteria on a milestone that was missed are given up: one act."""

    def save(texts: dict[str, str]) -> str:
        desk.retire_resting(milestone.milestone.id, texts["why"])
        return f"retired {figures.counted(len(milestone.criteria), 'criterion', 'criteria')}; {UNDO}"

    return Form(f"Retire what is based on {figures.cut(milestone.milestone.title, 32)}", [text_field("why", "reason")],
                save)  # fmt: skip


def _odds_read(text: str) -> str:
    odds = parse.odds(text)
    return f"{figures.plain(odds)} in 100 that it happens in its window"


def odds_form(desk: Desk, milestone: MilestoneView) -> Form:
    """The odds as they are thought now; every statement is kept."""
    words = milestone.latest_odds
    overdue = milestone.state == "overdue"

    def save(texts: dict[str, str]) -> str:
        desk.state_odds(milestone.milestone.id, texts["odds"], texts["note"])
        odds = f"odds {figures.plain(parse.odds(texts['odds']))} %"
        if overdue:
            return f"{odds} saved, not scored: its window is over; {UNDO}"
        return receipt(milestone.milestone.title, odds)

    before = f"last stated: {figures.plain(words)} %" if words is not None else "none stated yet"
    if overdue:
        before += "; its window is over, so odds stated now are saved but not scored"
    return Form(
        f"Odds of {figures.cut(milestone.milestone.title, 44)}",
        [
            Field("odds", "odds", required=True, read=_odds_read, also=before, hint="from 0 to 100"),
            Field("note", "why", hint="optional"),
        ],
        save,
    )


def outcome_receipt(desk: Desk, milestone_id: str) -> str:
    """How a milestone ended, and how late where it was hit after its window."""
    ended = desk.milestone(milestone_id)
    late = f", {figures.days(ended.days_late)} late" if ended.days_late else ""
    return receipt(ended.milestone.title, f"{ended.state}{late}")


def outcome_form(desk: Desk, milestone: MilestoneView, outcome: str) -> Form:
    """How a milestone ended, when, and where that is from."""

    insisting = Insisting()

    def save(texts: dict[str, str]) -> str:
        ended, on = texts["outcome"], texts["on"] or None
        insisting.save(
            texts,
            lambda sure: desk.end_milestone(
                milestone.milestone.id, ended, on, texts["note"], texts["source"], sure=sure
            ),
        )
        return outcome_receipt(desk, milestone.milestone.id)

    return Form(
        f"Outcome: {figures.cut(milestone.milestone.title, 40)}",
        [
            Field("outcome", "outcome", outcome, options=[("hit", "hit"), ("missed", "missed"), ("void", "void")]),
            Field("note", "note", hint="optional: what happened"),
            day_field(desk),
            source_field(),
        ],
        save,
        first="note",
    )
