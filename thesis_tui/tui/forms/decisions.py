"""Decisions about the thesis, and what a position has beside it."""

from __future__ import annotations

from typing import Final

from thesis_tui.errors import InputError
from thesis_tui.model import figures
from thesis_tui.model.enums import DecisionWord
from thesis_tui.model.journal import Decision
from thesis_tui.model.objects import Listing
from thesis_tui.model.view import Target, View
from thesis_tui.rules.decisions import hidden
from thesis_tui.rules.wording.decisions import amount_text, decision_text
from thesis_tui.services import decisions, parse
from thesis_tui.services.desk import Desk
from thesis_tui.tui.field import Field
from thesis_tui.tui.form import Form
from thesis_tui.tui.forms.fields import UNDO, ChosenListing, Insisting, day_field, silent

_WORDS = (
    ("bought", "bought"), ("added", "added"), ("trimmed", "trimmed"), ("sold", "sold"), ("passed", "passed"),
    ("held", "held on purpose"),
)  # fmt: skip
_OPENING: Final = ("opening", "opening position")
"""An opening position is no decision: it is offered among them, for who owns the stock looks for it here."""


def decision_form(
    desk: Desk, target: Target | None, editing: str = "", answers: str = "", meant: DecisionWord | None = None
) -> Form:
    """A decision on the listing focused, or the first; or that of the entry `editing` changed. One that was `meant`
    before is chosen already, and its reason is asked for first.
    """
    view = desk.view()
    shown = next((decision for decision in view.decisions if decision.entry == editing), None)
    # its fields would show what is hidden
    if shown is not None and desk.private:
        raise InputError("amounts are hidden; $ to show them and change this", "quantity")
    old = shown.what if shown else None
    here = target.id if target and target.kind == "listing" else None
    chosen = ChosenListing(desk, old.listing if old else here)
    insisting = Insisting("it is meant")

    def save(texts: dict[str, str]) -> str:
        if texts["decision"] == "opening":
            return _keep_opening(desk, texts, insisting)
        decision = decisions.TypedDecision(
            # the field of the listing is there only where there are several
            texts["decision"], texts["why"], texts["quantity"], texts["price"], texts["fee"], texts["on"],
            texts.get("listing"), old.answers if old else answers,
        )  # fmt: skip
        if shown is not None:
            insisting.save(texts, lambda sure: desk.edit_decision(shown.entry, decision, sure=sure))
            return f"changed; {UNDO}"
        made: list[Decision] = []

        def record(sure: bool) -> None:
            entry = desk.record_decision(decision, sure=sure)
            what = hidden(entry).what if desk.private else entry.what
            assert isinstance(what, Decision)
            made.append(what)

        insisting.save(texts, record)
        return f"{decision_text(made[0])}; {UNDO}"

    on = day_field(desk)._replace(value=shown.day.isoformat()) if shown is not None else day_field(desk)
    fields = [
        Field("decision", "decision", old.decision if old else meant or _begins(view),
              options=_WORDS if old or answers else (*_WORDS, _OPENING), chips=True),
        Field("why", "why", old.why if old else "", area=True, required=True,
              read=silent(lambda text: parse.text(text, "why", name="reason")),
              also="it is what you will read in a year; the verdict, odds and price of the day are kept with it"),
        Field("quantity", "quantity", _text(old.quantity if old else None), read=_quantity_read,
              hint="optional: how many; all for all that is held"),
        Field("price", "price", _text(old.price if old else None), hint="optional: for one",
              read=lambda text: decisions.price_read(text, chosen.listing, view)),
        Field("fee", "fee", _text(old.fee if old else None), hint="optional: for all of it",
              read=lambda text: _money_read(text, chosen.listing, "fee")),
        on,
    ]  # fmt: skip
    if len(view.listings) > 1:
        fields.insert(1, chosen.field(view))
    return Form("Edit decision" if old else "What did you do?", fields, save, first="why" if meant else "decision")


def answering_form(desk: Desk, target: Target | None) -> Form:
    """A decision that answers what was meant to be done: `target` is the entry that said so."""
    intent = next((other for other in desk.view().intents if target is not None and other.entry == target.id), None)
    level = desk.view().level(intent.target) if intent is not None else None
    about = Target("listing", level.level.listing) if level is not None else None
    if intent is None:
        return decision_form(desk, about)
    return decision_form(desk, about, answers=intent.target, meant=_meant(intent.action, holds=_holds(desk.view())))


_ACTIONS: Final[dict[DecisionWord, tuple[str, ...]]] = {
    "trimmed": ("trim", "halve", "half", "reduce", "third", "quarter", "part", "some"),
    "sold": ("sell", "exit", "out", "close", "dump", "liquidate"),
    "added": ("add", "more", "double"),
    "bought": ("buy", "begin", "open", "start", "cover"),
    "held": ("hold", "keep", "wait", "stay"),
    "passed": ("pass", "skip", "leave"),
}
"""Words of what somebody means to do, for each decision; those that say how much before those that sell."""


def _meant(action: str, *, holds: bool) -> DecisionWord:
    """The decision an intended action is, by its words; else the one that changes no position."""
    words = set(action.casefold().replace(",", " ").split())
    for word, names in _ACTIONS.items():
        if words.intersection(names):
            return word
    return "held" if holds else "passed"


def _text(value: object) -> str:
    return "" if value is None else f"{value:f}"


def _begins(view: View) -> DecisionWord:
    """The decision that is asked for first: what begins a position of the thesis's side."""
    return "sold" if view.stance == "short" and not _holds(view) else "bought"


def _holds(view: View) -> bool:
    return any(position.held for position in view.positions)


def _money_read(text: str, listing: Listing, field: str) -> str:
    return amount_text(decisions.money(text, listing, field), listing.currency)


def _quantity_read(text: str) -> str:
    if text.strip().casefold() in ("all", "everything"):
        return "all that is held"
    return figures.grouped(decisions.quantity(text))


def _keep_opening(desk: Desk, texts: dict[str, str], insisting: Insisting) -> str:
    """Keeps what the form of a decision says as an opening position, its reason as the note."""
    if not texts["quantity"].strip():
        raise InputError("how many you held; give a number of units", "quantity")
    if texts["fee"].strip():
        raise InputError("the price of an opening position is its average cost, fees included", "fee")
    # `all` is of a position that is there already
    decisions.quantity(texts["quantity"])
    given = texts["quantity"], texts["price"], texts["on"], texts.get("listing"), texts["why"]
    insisting.save(texts, lambda sure: desk.open_position(*given, sure=sure))
    return f"kept; {UNDO}"


def opening_form(desk: Desk, target: Target | None) -> Form:
    """The shares owned when the thesis began."""
    view = desk.view()
    chosen = ChosenListing(desk, target.id if target and target.kind == "listing" else None)
    insisting = Insisting("it is meant")

    def save(texts: dict[str, str]) -> str:
        given = texts["quantity"], texts["price"], texts["on"], texts["listing"], texts["note"]
        insisting.save(texts, lambda sure: desk.open_position(*given, sure=sure))
        return f"kept; {UNDO}"

    return Form(
        "Opening position: what you held before",
        [
            chosen.field(view),
            Field("quantity", "quantity", required=True, read=_quantity_read, hint="how many"),
            Field("price", "cost", hint="optional: the average cost of one, fees included",
                  read=lambda text: decisions.price_read(text, chosen.listing, view)),
            day_field(desk),
            Field("note", "note", hint="optional"),
        ],
        save,
        first="quantity",
    )  # fmt: skip


def dividend_form(desk: Desk, target: Target | None) -> Form:
    """A dividend paid for all that was held."""
    view = desk.view()
    chosen = ChosenListing(desk, target.id if target and target.kind == "listing" else None)

    def save(texts: dict[str, str]) -> str:
        desk.add_dividend(texts["amount"], texts["on"], texts["listing"], texts["note"])
        return f"kept; {UNDO}"

    return Form(
        "A dividend",
        [
            chosen.field(view),
            Field("amount", "amount", required=True, hint="what was paid for all you held",
                  read=lambda text: _money_read(text, chosen.listing, "amount")),
            day_field(desk),
            Field("note", "note", hint="optional"),
        ],
        save,
        first="amount",
    )  # fmt: skip
