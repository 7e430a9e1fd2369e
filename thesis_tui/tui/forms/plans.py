"""Scenarios, and what the user means to do when something fails."""

from __future__ import annotations

from thesis_tui.model import figures
from thesis_tui.model.view import Target
from thesis_tui.services import parse, plans
from thesis_tui.services.desk import Desk
from thesis_tui.tui.field import Field
from thesis_tui.tui.form import Form
from thesis_tui.tui.forms.fields import UNDO, ChosenListing, silent
from thesis_tui.tui.targets import title_of


def scenario_form(desk: Desk, editing: str = "") -> Form:
    """A new scenario, or that of the id `editing` stated again."""
    view = desk.view()
    shown = view.scenario(editing)
    old = shown.scenario if shown else None
    chosen = ChosenListing(desk, old.listing if old else None)
    latest = next((outlook for outlook in view.outlooks if not outlook.over), None)

    def read_odds(text: str) -> str:
        odds = parse.odds(text)
        if latest is None:
            return ""
        # those of the day that the form begins with
        others = sum(
            scenario.scenario.odds for scenario in latest.scenarios if old is None or scenario.scenario.id != old.id
        )
        return (
            f"with the others of {figures.long_day(latest.by)} {figures.plain(figures.trimmed(others + odds))} in all"
        )

    def read_by(text: str) -> str:
        return figures.week_day(parse.future_day(text, desk.today, desk.fiscal_year_end, "by"))

    def read_value(text: str) -> str:
        value = parse.price(text, chosen.listing, "value")
        seen = view.current.get(chosen.listing.symbol)
        if seen is None or not seen.price.value:
            return ""
        return f"{figures.percent((value - seen.price.value) / seen.price.value * 100)} from the price"

    def save(texts: dict[str, str]) -> str:
        scenario = plans.TypedScenario(
            texts["title"], texts["value"], texts["by"], texts["odds"], texts.get("listing"),
            [part for part in texts["needs"].split(",") if part.strip()], texts["why"],
        )  # fmt: skip
        if old is not None:
            desk.edit_scenario(old.id, scenario)
            return f"restated; {UNDO}"
        desk.add_scenario(scenario)
        return f"added; {UNDO}"

    by = old.by.isoformat() if old else latest.by.isoformat() if latest else ""
    fields = [
        Field("title", "name", old.title if old else "", required=True, hint="bear, base, bull, or any",
              read=silent(lambda text: parse.line(text, "title"))),
        Field("value", "value", figures.plain(old.value) if old else "", required=True, read=read_value,
              hint="of one unit"),
        Field("by", "by", by, required=True, read=read_by, hint="a day: 2027-12-31, end of 2027, next 12 months"),
        Field("odds", "odds", figures.plain(old.odds) if old else "", required=True, read=read_odds,
              hint="from 0 to 100"),
        Field("needs", "needs", ", ".join(old.needs) if old else "", hint="optional: pillars, criteria, milestones",
              read=lambda text: ", ".join(plans.need(desk, part) for part in text.split(",") if part.strip())),
        Field("why", "why", old.why if old else "", hint="optional: what happens in it"),
    ]  # fmt: skip
    if len(view.listings) > 1:
        fields.append(chosen.field(view))
    return Form("State it again" if old else "Add scenario", fields, save, first="odds" if old else "title")


def intent_form(desk: Desk, target: Target) -> Form:
    """The user's plan for when a criterion fails, or a level is broken, reached or hit."""
    view = desk.view()
    old = view.intent(target.id)

    def save(texts: dict[str, str]) -> str:
        desk.intend(target.id, texts["action"])
        return f"kept; {UNDO}"

    also = "it fails already, so this was not written in calm" if old is not None and old.triggered else (
        "written in calm: halve, sell all, add; shown to you when it fails"
    )  # fmt: skip
    field = Field("action", "then", old.action if old else "", required=True, also=also,
                  read=silent(lambda text: parse.line(text, "action")))  # fmt: skip
    return Form(f"If it fails: {figures.cut(title_of(view, target), 44)}", [field], save)
