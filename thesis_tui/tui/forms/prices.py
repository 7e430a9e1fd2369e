"""A level and a price, each of one listing and in its currency."""

from __future__ import annotations

import os
from datetime import date, timedelta

from thesis_tui.errors import DoubtError, FileError, InputError
from thesis_tui.model import figures
from thesis_tui.model.enums import LEVEL_TYPES, Session
from thesis_tui.model.journal import Entry
from thesis_tui.model.objects import Level, Listing, Price
from thesis_tui.model.view import Target, View
from thesis_tui.rules.prices import day_of_session
from thesis_tui.rules.windows import day_examples
from thesis_tui.rules.wording.levels import level_name
from thesis_tui.rules.wording.prices import entered_price_text, session_text
from thesis_tui.services import parse
from thesis_tui.services.desk import Desk
from thesis_tui.services.importing import Answers
from thesis_tui.tui.field import Field
from thesis_tui.tui.form import Form
from thesis_tui.tui.forms.fields import UNDO, ChosenListing, Insisting, receipt
from thesis_tui.venues import find_venue, is_session, last_whole, units

_ANSWERED = {
    "dates": ("dates", "choose which comes first"),
    "unit": ("unit", "say the unit, or choose “right as they are”"),
    "split": ("basis", "choose what they are"),
    "sure": ("basis", "choose “right as they are” if they are"),
}
"""The field that answers what a file of prices leaves open, and what to do there."""
ONLY_A_CLOSE = "only a close breaks a level"


def level_form(desk: Desk, target: Target | None, editing: str = "") -> Form:
    """A new level, on the listing focused if one is, or that of the id `editing` changed."""
    view = desk.view()
    shown = view.level(editing)
    old = None if shown is None else shown.level
    here = target.id if target and target.kind == "listing" else view.listings[0].symbol
    chosen = ChosenListing(desk, old.listing if old else here)

    insisting = Insisting("it is meant")

    def save(texts: dict[str, str]) -> str:
        given = texts["type"], texts["zone"], texts["listing"], texts["why"], texts["by"]
        made: list[Entry] = []
        if old is not None:
            # left as it stands it is not stated: the level keeps its moment, or with another value begins now
            on = texts["on"] if texts["on"] != noted else None
            insisting.save(texts, lambda sure: made.append(desk.edit_level(old.id, *given, old.pillar, on, sure=sure)))
        else:
            insisting.save(
                texts, lambda sure: made.append(desk.add_level(*given, None, texts["on"] or None, sure=sure))
            )
        what = made[0].what
        assert isinstance(what, Level)
        return receipt(level_name(what), "added" if old is None else "changed")

    noted = old.noted.isoformat() if old and old.noted else ""

    zone = figures.zone(old.low, old.high, old.currency).replace("–", "-") if old else ""
    return Form(
        "Edit level" if old else "Add level",
        [
            Field("type", "kind", old.type if old else "support", options=[(word, word) for word in LEVEL_TYPES]),
            chosen.field(view),
            Field("zone", "price", zone, required=True, read=lambda text: _zone_read(text, view, chosen.listing),
                  also="a price like 148.50, or a zone like 145-148", hint="148 or 145-148"),
            Field("why", "why", old.why if old else "", hint="optional: what makes it a level"),
            Field("by", "set by", old.by if old else "", hint="optional: who set it, if not you"),
            Field("on", "noted", noted, read=lambda text: _noted_read(text, view, chosen.listing),
                  hint="now, or a day in the past", also=day_examples(view.today)),
        ],
        save,
        first="zone" if old else "type",
    )  # fmt: skip


def _noted_read(text: str, view: View, listing: Listing) -> str:
    """Says from when on sessions count, and whether there was one on the day."""
    day = parse.noted_day(text, view.today)
    if day is None:
        return "now"
    closed = "" if is_session(find_venue(listing.venue), day) else ", a day without a session,"
    return f"sessions after {figures.week_day(day)}{closed} count"


def _zone_read(text: str, view: View, listing: Listing) -> str:
    """Says a zone back, with how far its near edge is from the price."""
    low, high = parse.zone(text, listing)
    price = view.current.get(listing.symbol)
    shown = f"{units.zone(low, high, listing.currency)} on {listing.symbol}"
    if price is None:
        return shown
    value = price.price.value
    edge = low if low > value else high if high is not None and high < value else low if high is None else value
    return f"{shown}, {figures.percent((edge - value) / value * 100)} from {units.price(value, listing.currency)}"


def _outside(read: Session) -> list[tuple[str, str]]:
    return [(read, read)] if read in ("premarket", "after hours") else []


def price_form(desk: Desk, target: Target | None, editing: str = "", read: Session = "unknown") -> Form:
    """A price of now or then, on the listing focused if one is, or that of the id `editing` changed. `read` is when in
    the day an article says it was: outside the session it can be chosen, and is.
    """
    view = desk.view()
    old = next((item.price for item in view.prices if item.price.id == editing), None) if editing else None
    chosen = ChosenListing(desk, old.listing if old else target.id if target and target.kind == "listing" else None)

    insisting = Insisting()

    def read_session(value: str) -> str:
        if value and value != "close":
            return ONLY_A_CLOSE
        if value:
            whole = last_whole(find_venue(chosen.listing.venue), view.now)
            return f"the close of the day below; without one of {figures.week_day(whole)}, the last whole session"
        session = _session(parse.moment(None, view.now), view, chosen.listing)
        return f"{session}; {ONLY_A_CLOSE}" if session else ONLY_A_CLOSE

    def save(texts: dict[str, str]) -> str:
        given, close = (texts["value"], texts["listing"], texts["at"] or None), texts["session"] == "close"
        made: list[Entry] = []
        if old is not None:
            made.append(desk.edit_price(old.id, *given, close=close))
        else:
            outside = read if texts["session"] == read else "unknown"
            insisting.save(
                texts, lambda sure: made.append(desk.add_price(*given, close=close, sure=sure, outside=outside))
            )
        what = made[0].what
        assert isinstance(what, Price)
        words = entered_price_text(what, chosen.listing.venue, desk.today)
        return receipt(words, "price saved" if old is None else "price changed")

    when = ""
    if old is not None:
        when = f"{old.time:%Y-%m-%d %H:%M}" if old.time is not None else old.day.isoformat() if old.day else ""
    return Form(
        "Edit price" if old else "Add price",
        [
            chosen.field(view),
            Field("value", "price", figures.plain(old.value) if old else "", required=True,
                  read=lambda text: _price_read(text, view, chosen.listing), hint="148.50"),
            Field("session", "of", "close" if old and old.session == "close" else "", read=read_session,
                  options=[("", "during the day"), ("close", "the close"), *_outside(read)]),
            Field("at", "when", when, read=lambda text: _moment_read(text, view, chosen.listing),
                  hint=f"now, or: yesterday, {view.today - timedelta(days=9)} 16:00"),
        ],
        save,
        first="value",
    )  # fmt: skip


def import_form(desk: Desk, target: Target | None) -> Form:
    """A file of daily prices, for the listing focused if one is. What can be read two ways is asked when it is."""
    view = desk.view()
    chosen = ChosenListing(desk, target.id if target and target.kind == "listing" else None)

    def read_path(text: str) -> str:
        if text.strip() and not os.path.isfile(parse.file_path(text)):  # noqa: PTH113  (a name may be too long)
            raise InputError(f"{figures.cut(text, 60)}: there is no such file", "file")
        return ""

    def save(texts: dict[str, str]) -> str:
        given = Answers(
            texts["dates"], texts["unit"], unadjusted=texts["basis"] == "unadjusted", sure=texts["basis"] == "sure"
        )
        path = parse.file_path(texts["file"])
        try:
            done = desk.import_prices(path, texts["listing"], given)
        except DoubtError as doubt:
            field, answer = _ANSWERED[doubt.field]
            raise InputError(f"{doubt}; {answer}", field) from None
        except FileError as error:
            raise InputError(str(error), "file") from None
        left = f", {figures.counted(len(done.refused), 'row')} left out" if done.refused else ""
        return f"imported {figures.days(done.read)}{left}; {UNDO}"

    return Form(
        "Import prices",
        [
            chosen.field(view),
            Field("file", "CSV file", required=True, read=read_path, hint="the path of a file with a day and a close",
                  also="dates, closes and what else it has are found by the file's own header"),
            Field("dates", "dates", options=[("", "as they are found"), ("day-first", "day first"),
                  ("month-first", "month first")]),
            Field("unit", "unit", hint="optional: pence, cents, pounds, where they are not plain"),
            Field("basis", "prices", options=[("", "as they are found"), ("unadjusted", "as quoted, before splits"),
                  ("sure", "right as they are")]),
        ],
        save,
        first="file",
        does="Import",
    )  # fmt: skip


def _price_read(text: str, view: View, listing: Listing) -> str:
    """Says a price back, with how far it is from the last: a slip of the finger shows."""
    value = parse.price(text, listing)
    last = view.current.get(listing.symbol)
    shown = units.price(value, listing.currency)
    if last is None:
        return shown
    move = (value - last.price.value) / last.price.value * 100
    return f"{shown}, {figures.percent(move)} from the last, {units.price(last.price.value, last.price.currency)}"


def _moment_read(text: str, view: View, listing: Listing) -> str:
    moment = parse.moment(text, view.now)
    session = _session(moment, view, listing)
    shown = figures.week_day(_own_day(moment, view)) + (f", {moment.time:%H:%M}" if moment.time else "")
    return f"{shown}: {session}" if session else shown


def _session(moment: parse.Moment, view: View, listing: Listing) -> str:
    """Which session a price is of, where that is not plain from its day."""
    own = _own_day(moment, view)
    day = day_of_session(moment.day, moment.time, listing.venue) or own
    return session_text(own, day, listing.venue)


def _own_day(moment: parse.Moment, view: View) -> date:
    return moment.day or (moment.time.date() if moment.time else view.today)
