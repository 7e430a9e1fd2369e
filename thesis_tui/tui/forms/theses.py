"""A new thesis."""

from __future__ import annotations

from calendar import month_name

from thesis_tui.services import new, typed
from thesis_tui.services.desk import Desk
from thesis_tui.tui.field import Field
from thesis_tui.tui.form import Form
from thesis_tui.tui.forms.fields import silent


def new_form(desk: Desk) -> tuple[Form, list[str]]:
    """A form that makes a thesis, and where the id of the one it made will be."""
    made: list[str] = []

    def read_symbol(text: str) -> str:
        blank = new.fill(text)
        new.refuse_taken(desk.places, blank.symbol)
        return f"taken to be quoted in {blank.currency} on {blank.venue}; say below where that is wrong"

    def read_end(text: str) -> str:
        month, _, day = new.read_year_end(text).partition("-")
        return f"its business year ends on {int(day)} {month_name[int(month)]}"

    def save(texts: dict[str, str]) -> str:
        blank = new.fill(
            texts["symbol"], name=texts["name"], currency=texts["currency"], venue=texts["venue"],
            fiscal_year_end=texts["fiscal-year-end"], stance=texts["stance"], template=texts["template"],
            statement=texts["statement"],
        )  # fmt: skip
        made.append(new.make(desk.places, blank, at=desk.now(), patience=0).id)
        return f"made {made[-1]}"

    fields = [
        Field("symbol", "symbol", required=True, read=read_symbol, hint="NVDA, BRK.B, 0700.HK"),
        Field("name", "name", read=silent(lambda text: typed.line(text, "name")), hint="what it is called"),
        Field("template", "kind", "growth", options=[(name, name) for name in new.TEMPLATES],
              read=lambda text: new.TEMPLATES[text]),
        Field("stance", "stance", "watch", options=[(stance, stance) for stance in reversed(new.STANCES)]),
        Field("statement", "why", read=silent(lambda text: typed.line(text, "statement")),
              hint="optional: the thesis in a sentence", also="you can say it later, too: a, then s"),
        Field("currency", "currency", read=silent(new.read_currency), hint="as the symbol says"),
        Field("venue", "venue", read=silent(lambda text: typed.line(text, "venue")), hint="as the symbol says"),
        Field("fiscal-year-end", "year end", "12-31", read=read_end, also="also: 31 mar, march"),
    ]  # fmt: skip
    return Form("New thesis", fields, save, foot="then it opens"), made
