"""Decisions on prices: what is doubted accepted or refused, a day dropped, a split confirmed."""

from __future__ import annotations

from thesis_tui.errors import InputError
from thesis_tui.model import figures
from thesis_tui.model.view import Target
from thesis_tui.rules.wording.doubts import doubt_text
from thesis_tui.services import parse
from thesis_tui.services.desk import Desk
from thesis_tui.tui.field import Field
from thesis_tui.tui.form import Form
from thesis_tui.tui.forms.fields import UNDO, ChosenListing, Insisting

_DECISIONS = [
    ("", "none yet"), ("accept", "accept"), ("refuse", "refuse"), ("drop", "drop a day"), ("split", "split"),
    ("reset", "reset"),
]  # fmt: skip
_MEANING = {
    "accept": "what is doubted is right",
    "refuse": "what is doubted is wrong",
    "drop": "ignores the fetched or imported price of the day below, until you enter one",
    "split": "levels and prices before the day below are adjusted for the split",
    "reset": "forgets decisions and fetched prices; r to fetch them all again",
}


def decision_form(desk: Desk, target: Target | None) -> Form:
    """A decision on the prices of the listing focused, or of the first; what is doubted is named first."""
    view = desk.view()
    here = target.id if target and target.kind == "listing" else view.listings[0].symbol
    doubts = [doubt for doubt in view.doubts if doubt.listing == here] or list(view.doubts)
    chosen = ChosenListing(desk, doubts[0].listing if doubts else here)
    first = doubts[0] if doubts else None

    insisting = Insisting()

    def read_day(text: str) -> str:
        return figures.week_day(parse.day(text, view.today, "day", past=True)) if text.strip() else ""

    def read_ratio(text: str) -> str:
        if not text.strip():
            return ""
        new, old = parse.ratio(text)
        return f"earlier prices become {figures.plain(figures.rounded_like(old / new, old))} times what they were"

    def save(texts: dict[str, str]) -> str:
        decision, listing, note = texts["decision"], texts["listing"], texts["note"]
        if not decision:
            raise InputError("choose what to do", "decision")
        if decision == "drop":
            desk.drop_price(texts["day"], listing, note)
        elif decision == "split":
            if not texts["ratio"].strip():
                raise InputError("give the split as new units for old, like 4:1 or 1:20", "ratio")
            insisting.save(
                texts, lambda sure: desk.confirm_split(texts["ratio"], texts["day"], listing, note, sure=sure)
            )
        elif decision == "reset":
            desk.reset_prices(listing)
        else:
            desk.decide_doubt(texts["day"] or None, accept=decision == "accept", listing=listing, note=note)
        return f"decided; {UNDO}"

    return Form(
        "Decide on prices",
        [
            chosen.field(view),
            Field("decision", "decision", "", options=_DECISIONS,
                  read=lambda text: _MEANING.get(text, doubt_text(first) if first else "")),
            Field("day", "day", first.day.isoformat() if first and first.day else "", read=read_day,
                  also=doubt_text(first) if first else "", hint="the day of the price, or the first of a split"),
            Field("ratio", "split", first.split.text if first and first.split else "", read=read_ratio,
                  hint="of a split only: 4:1, 1:20, 3:2"),
            Field("note", "why", hint="optional"),
        ],
        save,
        first="decision",
    )  # fmt: skip
