"""Commands that write. Each says what it did, and that undo takes it back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Literal

from thesis_tui.cli.importing import import_prices
from thesis_tui.cli.opening import Opening
from thesis_tui.cli.output import complain, on_terminal, say
from thesis_tui.cli.price_decisions import DECISIONS, decide
from thesis_tui.cli.questions import ask_contact, ask_for, ask_symbol, offer
from thesis_tui.cli.sure_option import naming_sure
from thesis_tui.errors import InputError, ReadOnlyError
from thesis_tui.model import figures
from thesis_tui.model.objects import Price
from thesis_tui.model.view import Target, TargetKind
from thesis_tui.prices.lookup import Found
from thesis_tui.rules.journal_lines import undone_words
from thesis_tui.rules.wording.prices import entered_price_text
from thesis_tui.services.desk import Desk
from thesis_tui.services.lookup import looked_up, renamed_words, words
from thesis_tui.services.new_thesis import Blank, fill, make, read_symbol, refuse_taken
from thesis_tui.services.template_pillars import free_pillars, without_figures
from thesis_tui.venues import units
from thesis_tui.venues.symbols import symbol_at
from thesis_tui.venues.units import name_of

UNDO = "to undo: thesis-tui undo"
_NOTED: dict[str, TargetKind] = {
    "pillar": "pillar", "milestone": "milestone", "level": "level", "metric": "metric", "figure": "observation",
}  # fmt: skip
"""The options of a note that name what it is about, and the kind of thing each names."""


def note(opening: Opening) -> int:
    """Writes a note on one thing, or on the thesis."""
    desk, options = writable(opening), opening.options
    named = [(kind, options.text(kind)) for kind in _NOTED if options.text(kind)]
    if len(named) > 1:
        raise InputError(f"a note is about one thing; give only one of {', '.join(f'--{kind}' for kind, _ in named)}")
    target = None
    for kind, typed in named:
        identity = desk.find(kind, typed)
        target = Target(_NOTED[kind], identity)
    desk.note(options.text("text"), target, options.maybe("on"))
    kind = "" if target is None else "figure" if target.kind == "observation" else target.kind
    return done(desk, "noted" if target is None else f"noted on {kind} {target.id}")


def milestone_add(opening: Opening) -> int:
    """Adds a milestone with its window and, where given, its odds."""
    desk, options = writable(opening), opening.options
    entry = desk.add_milestone(
        options.text("title"),
        options.text("window"),
        _pillar(opening),
        options.maybe("odds"),
        options.text("note"),
        options.text("source"),
    )
    made = desk.milestone(entry.object_id).milestone
    days = figures.long_day(made.earliest)
    if made.latest != made.earliest:
        days += f" to {figures.long_day(made.latest)}"
    over = "; that is already past, so it is overdue" if made.latest < desk.today else ""
    return done(desk, f"added milestone {entry.object_id}, expected {days}{over}")


def milestone_odds(opening: Opening) -> int:
    """States a milestone's odds anew, in percent."""
    desk, options = writable(opening), opening.options
    identity = desk.find("milestone", options.text("milestone"))
    desk.state_odds(identity, options.text("odds"), options.text("note"))
    view = desk.milestone(identity)
    odds = "" if view.latest_odds is None else f" at {figures.plain(view.latest_odds)} %"
    return done(desk, f'"{view.milestone.title}" is now{odds}')


def milestone_end(opening: Opening, word: str) -> int:
    """Ends a milestone; `word` is "hit", "miss" or "void"."""
    desk, options = writable(opening), opening.options
    identity = desk.find("milestone", options.text("milestone"))
    with naming_sure():
        desk.end_milestone(
            identity, word, options.maybe("on"), options.text("note"), options.text("source"),
            sure=word == "hit" and options.flag("sure"),
        )  # fmt: skip
    view = desk.milestone(identity)
    on = f" on {figures.long_day(view.outcome_day)}" if view.outcome_day else ""
    return done(desk, f'"{view.milestone.title}" is {view.state}{on}')


def milestone_replace(opening: Opening) -> int:
    """Names the milestone that is expected instead of one that was missed."""
    desk, options = writable(opening), opening.options
    identity = desk.find("milestone", options.text("milestone"))
    old = desk.milestone(identity)
    entry = desk.replace_milestone(
        identity, options.text("title"), options.text("window"), options.text("why"), options.maybe("odds")
    )
    along = f"; {figures.counted(len(old.criteria), 'criterion', 'criteria')} moved to it" if old.criteria else ""
    return done(desk, f'"{old.milestone.title}" is replaced by {entry.object_id}{along}')


def level_add(opening: Opening) -> int:
    """Adds a level or zone on a listing."""
    desk, options = writable(opening), opening.options
    if options.text("type")[:1].isdigit() and not options.text("zone")[:1].isdigit():
        swapped = f"{figures.cut(options.text('zone'), 40)} {figures.cut(options.text('type'), 40)}"
        raise InputError(f"the kind comes before the price: thesis-tui level add {swapped}", "type")
    with naming_sure():
        entry = desk.add_level(
            options.text("type"),
            options.text("zone"),
            options.maybe("listing"),
            options.text("why"),
            options.text("by"),
            _pillar(opening),
            options.maybe("on"),
            sure=options.flag("sure"),
        )
    level = desk.level(entry.object_id).level
    shown = units.zone(level.low, level.high, level.currency)
    return done(desk, f"added {level.type} {shown} on {level.listing} as {level.id}")


def level_edit(opening: Opening) -> int:
    """Changes a level; what is left out stays as it is."""
    desk, options = writable(opening), opening.options
    old = desk.level(desk.find("level", options.text("level"))).level
    zone = f"{old.low}" if old.high is None else f"{old.low}-{old.high}"
    why, by = options.maybe("why"), options.maybe("by")
    named = ("zone", "kind", "listing", "why", "by", "on")
    if all(options.maybe(name) is None for name in named):
        raise InputError("nothing to change: give a price, --kind, --listing, --why, --by or --on", "zone")
    with naming_sure():
        entry = desk.edit_level(
            old.id,
            options.maybe("kind") or old.type,
            options.maybe("zone") or zone,
            options.maybe("listing") or old.listing,
            old.why if why is None else why,
            old.by if by is None else by,
            old.pillar,
            options.maybe("on"),
            sure=options.flag("sure"),
        )
    level = desk.level(entry.object_id).level
    return done(desk, f"changed to {level.type} {units.zone(level.low, level.high, level.currency)} on {level.listing}")


def retire_named(
    opening: Opening, kind: Literal["level", "criterion", "source", "scenario", "figure"], name: str, rest: str = ""
) -> int:
    """Retires the thing that the argument `kind` names; it is called `name`, and `rest` says what goes with it."""
    desk, options = writable(opening), opening.options
    identity = desk.find(kind, options.text(kind))
    desk.retire(Target("observation" if kind == "figure" else kind, identity), options.text("note"))
    return done(desk, f"retired {name} {identity}{rest}")


def level_retire(opening: Opening) -> int:
    """Retires a level."""
    return retire_named(opening, "level", "the level")


def price(opening: Opening) -> int:
    """Records a price; a word "import" in its place imports a file."""
    options = opening.options
    if options.flag("json"):
        raise InputError("--json prints prices; leave it out to record one", "--json")
    if options.text("value") == "import":
        return _import(opening)
    if options.text("value") in DECISIONS:
        desk = writable(opening)
        return done(desk, decide(desk, options))
    if options.text("on"):
        raise InputError("--on goes with split; the day of a price is --at", "on")
    if options.text("value") == "fetch":
        raise InputError("to fetch prices, no argument is needed: thesis-tui price", "value")
    if options.text("file"):
        raise InputError(_two_values(opening), "value")
    desk = writable(opening)
    line = desk.listing(options.maybe("listing"))
    given = options.text("value"), line.symbol, options.maybe("at"), options.flag("close")
    with naming_sure():
        entry = desk.add_price(*given, sure=options.flag("sure"))
    what = entry.what
    shown = ""
    if isinstance(what, Price):
        shown = f" {entered_price_text(what, line.venue, desk.today)}"
    return done(desk, f"recorded for {line.symbol}{shown}")


def _two_values(opening: Opening) -> str:
    """The sentence on two words where one price is expected; of a listing and a price, the command that records it."""
    words = (opening.options.text("value"), opening.options.text("file"))
    for symbol, value in (words, words[::-1]):
        if not any(sign.isdigit() for sign in value):
            continue
        listings = opening.desk.view().listings
        listing = next((item for item in listings if item.symbol.casefold() == symbol.casefold()), None)
        if listing is not None:
            return f"the listing is an option: thesis-tui price {figures.cut(value, 60)} --listing {listing.symbol}"
        # "198 EUR": the currency is the listing's own
        quoted = [item.symbol for item in listings if item.currency == symbol.upper()]
        if quoted:
            return f"a listing has its own currency: thesis-tui price {figures.cut(value, 60)} --listing {quoted[0]}"
        if symbol.isalpha() and symbol.isupper():
            opening.desk.listing(symbol)
        if symbol.isalpha() and value[:1].isdigit():
            word = figures.cut(symbol, 60)
            return f'"{word}" is not needed to record a price: thesis-tui price {figures.cut(value, 60)}'
    return f'one VALUE is recorded at a time; got "{figures.cut(words[1], 60)}" beside it'


def _import(opening: Opening) -> int:
    options = opening.options
    if not options.text("file"):
        raise InputError("price import needs the CSV file: thesis-tui price import FILE --listing BABA", "file")
    if options.text("at") or options.flag("close"):
        raise InputError("a file has its own days and closes; leave out --at and --close", "at")
    return import_prices(opening, writable(opening))


def evidence_add(opening: Opening) -> int:
    """Records a dated statement about a pillar."""
    desk, options = writable(opening), opening.options
    entry = desk.add_evidence(
        options.text("text"),
        _pillar(opening),
        options.text("stance"),
        options.maybe("on"),
        options.text("source"),
    )
    return done(desk, f"recorded evidence {entry.object_id}")


def undo(opening: Opening) -> int:
    """Takes back the newest act of this machine."""
    desk = writable(opening)
    past_edited = opening.options.flag("past_edited")
    entry = None if past_edited else desk.to_undo()
    taken = figures.cut(desk.undo(past_edited=past_edited), 200)
    words = undone_words("note" if entry is None else entry.kind, taken)
    say(f"{words}; to redo: thesis-tui redo")
    return 0


def redo(opening: Opening) -> int:
    """Brings back what the last undo took."""
    desk = writable(opening)
    say(f"redone: {figures.cut(desk.redo(), 200)}")
    return 0


def new(opening: Opening, open_dashboard: Callable[[Desk], int]) -> int:
    """Asks for what was left out on a terminal only, and opens the thesis there; elsewhere it says where it is."""
    options = opening.options
    if opening.as_of() is not None:
        raise ReadOnlyError("--today only shows what was known then; leave it out to make a thesis")
    # both: a question nobody sees, or that a pipe answers, is none
    asks = sys.stdin.isatty() and sys.stdout.isatty()

    def filled(symbol: str, *, found: Found | None = None, asks: bool = asks) -> Blank:
        return fill(
            symbol,
            name=options.text("name"),
            currency=options.text("currency"),
            venue=options.text("venue"),
            fiscal_year_end=options.text("fiscal_year_end"),
            pillars=options.texts("pillar"),
            stance=options.text("stance"),
            template=options.text("template"),
            statement=options.text("statement"),
            aliases=options.texts("alias"),
            found=found,
            asks=asks,
        )

    asked_for = options.text("symbol")
    if not asked_for:
        if not asks:
            raise InputError("say the symbol: thesis-tui new NVDA", "symbol")
        asked_for = ask_symbol()
    # what was typed is refused before anybody is asked for the rest
    typed = filled(asked_for, asks=True)
    refuse_taken(opening.places, typed.symbol)
    symbol, found = _looked_up(opening, typed.symbol, asks=asks)
    blank = filled(symbol, found=found)
    refuse_taken(opening.places, blank.symbol)
    blank = _of_company(opening, blank, asks=asks)
    if asks:
        blank = ask_for(blank, options, lambda text: _free_symbol(opening, text))
    else:
        _name_without_figures(blank)
    made = make(opening.places, blank, at=opening.clock())
    if on_terminal(opening.environ):
        return open_dashboard(opening.desk_of(made.id))
    if blank.assumed:
        says = f"thesis-tui listing edit {blank.symbol} --venue NASDAQ --thesis {made.id}"
        assumed = f"{blank.venue} in {name_of(blank.currency)} is assumed"
        say(f"{blank.symbol} does not say where it trades: {assumed}, and no price is judged until you say: {says}")
    else:
        say(f"{blank.symbol}: {blank.venue}, quoted in {name_of(blank.currency)}")
    there = symbol_at(blank.symbol, blank.venue)
    if there != blank.symbol:
        says = f"thesis-tui listing edit {blank.symbol} --symbol {there} --thesis {made.id}"
        say(f"price feeds know {blank.symbol} on {blank.venue} as {there}: {says}")
    say(f"made {made.folder}; edit thesis.toml there, then open it with: thesis-tui --thesis {made.id}")
    return 0


def _free_symbol(opening: Opening, text: str) -> str:
    """A symbol that has no thesis yet. Raises InputError."""
    symbol = read_symbol(text)
    refuse_taken(opening.places, symbol)
    return symbol


def _name_without_figures(blank: Blank) -> None:
    """Says on stderr which pillars are none of the template's, where nobody can be asked which they are."""
    free = free_pillars(blank.template, blank.pillars, blank.takes)
    for title in without_figures(blank.template, blank.pillars, blank.takes) if free else ():
        which = f'to take those of the template\'s {free[0]}, say --pillar "{title} = {free[0]}"'
        complain(f"{title} begins without figures; {which}")


def _of_company(opening: Opening, blank: Blank, *, asks: bool) -> Blank:
    """`blank` with what the SEC says of its company: the business year, and the name and the exchange where nobody else
    said them. Its contact address is asked for once.
    """
    from msgspec.structs import replace

    from thesis_tui.services import first_figures

    options = opening.options
    settings, _ = opening.read_settings()
    offline = options.flag("offline") or settings.offline
    places = opening.places
    # which template it will be is asked later: most have figures of filings
    if asks and first_figures.contact_wanted(places.config, settings, blank, offline=offline):
        settings = replace(settings, contact=ask_contact(places.config))
        opening.take_settings(settings)
    if offline or not first_figures.files_with_sec(blank) or options.text("fiscal_year_end"):
        return blank
    company, fault = first_figures.company_of(blank.symbol, settings, places, opening.clock)
    if fault:
        complain(fault)
    if company is None:
        return blank
    year = f", fiscal year to {company.fiscal_year_end}" if company.fiscal_year_end else ""
    say(f"SEC says: {company.name}, {company.exchange or blank.venue}{year}")
    return first_figures.with_company(blank, company, aliases=not options.texts("alias"))


def _looked_up(opening: Opening, symbol: str, *, asks: bool) -> tuple[str, Found | None]:
    """The symbol, or the one a feed has for it now if that is wanted, and what the feed says of it. Nothing is asked
    offline, nor where all it could say was typed.
    """
    options = opening.options
    settings, _ = opening.read_settings()
    if options.flag("offline") or settings.offline or all(map(options.text, ("name", "venue", "currency"))):
        return symbol, None
    found, fault = looked_up(symbol, settings, opening.clock)
    if found is None:
        if fault:
            complain(fault)
        return symbol, None
    if not found.renamed:
        say(words(found))
        return symbol, found
    complain(renamed_words(found))
    if not asks:
        complain(f"{symbol} is kept as typed; for the other one: thesis-tui new {found.symbol}")
        return symbol, None
    if not offer(f"make it on {found.symbol}"):
        return symbol, None
    say(words(found))
    return found.symbol, found


def writable(opening: Opening) -> Desk:
    """The desk, when it can record. Raises ReadOnlyError before anything typed is looked at."""
    desk = opening.desk
    if desk.read_only_reason:
        raise ReadOnlyError(desk.read_only_reason)
    return desk


def _pillar(opening: Opening) -> str | None:
    typed = opening.options.text("pillar")
    return opening.desk.find("pillar", typed) if typed else None


def done(desk: Desk, what: str) -> int:
    """Prints what was done, in which thesis where there are several, and how to undo it; the exit code 0."""
    where = f" in {desk.id}" if len(desk.others) > 1 else ""
    say(f"{what}{where}; {UNDO}")
    return 0
