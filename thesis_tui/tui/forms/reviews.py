"""Forms of a review: how a milestone ended, a sentence that settles, a date to snooze to, a paragraph."""

from __future__ import annotations

from collections.abc import Callable

from thesis_tui.errors import InputError
from thesis_tui.model import figures
from thesis_tui.model.view import MilestoneView
from thesis_tui.rules.review_items import PastReview, ReviewItem
from thesis_tui.services.desk import Desk
from thesis_tui.tui.field import Field
from thesis_tui.tui.form import Form
from thesis_tui.tui.forms.fields import UNDO, Insisting, day_field, source_field, text_field, until_fields
from thesis_tui.tui.forms.milestones import outcome_receipt

_ASKED = {
    "milestone": "What follows from it",
    "criterion": "Acknowledge, still open. Comment",
    "conflict": "What resolves it",
    "evidence": "Nothing new. Where you looked",
    "level": "What it means",
}
_UNSAID = {"evidence": "nothing new"}
"""The sentence that is kept where none is written."""
_CONVICTIONS = {"1": "hardly believed", "2": "in doubt", "3": "undecided", "4": "believed", "5": "firmly believed"}


def outcome_form(desk: Desk, milestone: MilestoneView, outcome: str) -> Form:
    """How a milestone ended: a sentence first, of a miss what follows from it, then the day and where it is from."""

    insisting = Insisting()

    def save(texts: dict[str, str]) -> str:
        insisting.save(
            texts,
            lambda sure: desk.end_milestone(
                milestone.milestone.id, outcome, texts["on"] or None, texts["note"], texts["source"],
                texts.get("follows", ""), sure=sure,
            ),
        )  # fmt: skip
        return outcome_receipt(desk, milestone.milestone.id)

    # a hit that comes late is asked about as a miss is, where criteria rest on it
    late = outcome == "hit" and milestone.state == "overdue" and bool(milestone.criteria)
    follows = Field(
        "follows",
        "means",
        hint=f"optional: what {'being late' if late else 'it'} means for the thesis",
        also=f"resolves the {'delay' if late else 'miss'}; else it is asked next",
    )

    word = {"hit": "Hit", "missed": "Missed", "void": "Void"}[outcome]
    return Form(
        f"{word}: {figures.cut(milestone.milestone.title, 50)}",
        [
            Field("note", "note", hint="in a sentence: what happened"),
            *((follows,) if outcome == "missed" or late else ()),
            day_field(desk),
            source_field(),
        ],
        save,
    )


def snooze_form(desk: Desk, item: ReviewItem) -> Form:
    """Until when an item is quiet."""

    def save(texts: dict[str, str]) -> str:
        desk.snooze_all(item.targets, texts["until"], texts["note"])
        return f"snoozed; {UNDO}"

    return Form(f"Snooze {figures.cut(item.title, 50)}", until_fields(desk), save)


def settle_form(desk: Desk, item: ReviewItem) -> Form:
    """The sentence that settles an item."""

    def save(texts: dict[str, str]) -> str:
        desk.settle_all(item.targets, texts["text"].strip() or _UNSAID.get(item.kind, ""))
        return f"saved; {UNDO}"

    asked = _ASKED.get(item.kind, "What resolves it")
    field = text_field("text", "sentence")
    if item.kind in _UNSAID:
        field = field._replace(required=False, hint=f"optional: {_UNSAID[item.kind]}")
    return Form(asked, [field], save)


def paragraph_form(
    desk: Desk, last: PastReview | None, settled: int, skipped: int, written: Callable[[str], None]
) -> Form:
    """The paragraph and the conviction. `written` is told the entry's id."""

    def read(text: str) -> str:
        before = f"; last time {last.review.conviction}, {figures.day(last.day, desk.today)}" if last else ""
        if not text:
            raise InputError(f"choose from 1 to 5 with the digits or ← →{before}", "conviction")
        return f"{_CONVICTIONS[text]}{before}"

    def save(texts: dict[str, str]) -> str:
        entry = desk.review(texts["text"], int(texts["conviction"]), settled, skipped)
        written(entry.id)
        return f"review saved; {UNDO}"

    # none is chosen beforehand: a conviction is stated, not preset
    choices = [("", "not yet"), *((item, item) for item in "12345")]
    return Form(
        "The review in a paragraph",
        [
            text_field("text", "paragraph"),
            Field("conviction", "conviction", read=read, options=choices),
        ],
        save,
    )
