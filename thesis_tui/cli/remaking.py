"""Commands that make and remake a thesis. Each says what it did, and that undo takes it back."""

from __future__ import annotations

import re
from typing import Literal

from thesis_tui.cli.opening import Opening
from thesis_tui.cli.output import complain, say
from thesis_tui.cli.recording import done, retire_named, writable
from thesis_tui.cli.sure_option import naming_sure
from thesis_tui.errors import DoubtError, InputError
from thesis_tui.model import figures
from thesis_tui.services.amending import feeds_text, live_text
from thesis_tui.services.lookup import looked_up, words
from thesis_tui.services.new_thesis import where_traded

_MUST = re.compile(r"\s*(>=|<=|>|<|at least|at most|more than|less than)\s*(\S.*)")


def pillar_add(opening: Opening) -> int:
    """Adds a pillar."""
    desk, options = writable(opening), opening.options
    id_ = desk.amending.add_pillar(options.text("title"), options.text("claim"), options.texts("keyword"))
    return done(desk, f"added pillar {id_}; a criterion makes it one that can be proved wrong")


def pillar_edit(opening: Opening) -> int:
    """Changes a pillar's title, claim, keywords or key metric."""
    desk, options = writable(opening), opening.options
    id_ = desk.find("pillar", options.text("pillar"))
    fields = _given(opening, "title", "claim")
    if options.texts("keyword"):
        fields["keywords"] = "\n".join(options.texts("keyword"))
    if options.text("key"):
        fields["key"] = desk.find("metric", options.text("key"))
    changes = _some(fields, "--title, --claim, --key or --keyword")
    with naming_sure():
        desk.amending.edit_pillar(id_, changes, options.text("note"), sure=options.flag("sure"))
    return done(desk, f"changed pillar {id_}")


def pillar_move(opening: Opening) -> int:
    """Gives a pillar another place in the order, 1 for the first."""
    desk, options = writable(opening), opening.options
    id_ = desk.find("pillar", options.text("pillar"))
    text = options.text("place")
    if not text.isdecimal():
        raise InputError(f'"{figures.cut(text, 20)}" is no place; give a number, 1 for the first', "place")
    desk.amending.order_pillar(id_, int(text[:4]))
    return done(desk, f"pillars are now {', '.join(pillar.id for pillar in desk.book().thesis.pillar)}")


def metric_add(opening: Opening) -> int:
    """Adds a metric, to a pillar or to none."""
    desk, options = writable(opening), opening.options
    fields = _given(opening, "better", "measures", "short")
    if options.flag("change"):
        fields["change"] = "yes"
    if options.text("live"):
        fields["live"] = live_text(options.text("live"))
    id_ = desk.amending.add_metric(options.text("title"), options.text("unit"), _home(opening), fields)
    return done(desk, f"added metric {id_}")


def metric_edit(opening: Opening) -> int:
    """Changes a metric's fields."""
    desk, options = writable(opening), opening.options
    id_ = desk.find("metric", options.text("metric"))
    fields = _given(opening, "title", "unit", "better", "measures", "short")
    if options.text("pillar"):
        fields["pillar"] = _home(opening) or ""
    if options.text("live"):
        fields["live"] = live_text(options.text("live"))
    wanted = "--title, --unit, --pillar, --better, --measures, --short or --live"
    desk.amending.edit_metric(id_, _some(fields, wanted), options.text("note"))
    return done(desk, f"changed metric {id_}")


def merge(opening: Opening, kind: Literal["metric", "source"]) -> int:
    """Counts a metric or a source as another one."""
    desk, options = writable(opening), opening.options
    id_, into = desk.find(kind, options.text(kind)), desk.find(kind, options.text("into"))
    do = desk.amending.merge_metric if kind == "metric" else desk.amending.merge_source
    do(id_, into, options.text("note"))
    return done(desk, f"{id_} is counted as {into}")


def retire(opening: Opening, kind: Literal["pillar", "metric"]) -> int:
    """Retires a pillar or a metric. Raises InputError where criteria rest on it, unless they go with it."""
    desk, options = writable(opening), opening.options
    id_ = desk.find(kind, options.text(kind))
    do = desk.amending.retire_pillar if kind == "pillar" else desk.amending.retire_metric
    try:
        do(id_, options.text("note"), with_criteria=options.flag("with_criteria"))
    except DoubtError as error:
        raise InputError(f"{error}; retire or move them first, or give --with-criteria", kind) from None
    return done(desk, f"retired {kind} {id_}")


def restore(opening: Opening, kind: Literal["pillar", "metric", "listing", "benchmark"]) -> int:
    """Brings back what was retired."""
    desk = writable(opening)
    id_, criteria = desk.amending.bring_back(kind, opening.options.text("name"))
    along = f", with {figures.counted(criteria, 'criterion', 'criteria')}" if criteria else ""
    return done(desk, f"restored {kind} {id_}{along}")


def listed(opening: Opening) -> int:
    """Prints the pillars with their metrics and criteria."""
    view = opening.thesis.view()
    lines = []
    for pillar in view.pillars:
        lines.append(f"{pillar.pillar.id}  {pillar.pillar.title}: {pillar.pillar.claim}")
        lines += [f"  {metric.metric.id}  {metric.metric.title}, {metric.metric.unit}" for metric in pillar.metrics]
        lines += [
            f"  {criterion.criterion.id}  {criterion.criterion.severity}: {criterion.text}"
            for criterion in pillar.criteria
        ]
    if view.context:
        lines.append("no pillar")
        lines += [f"  {metric.metric.id}  {metric.metric.title}, {metric.metric.unit}" for metric in view.context]
    say("\n".join(lines))
    return 0


def criterion_add(opening: Opening) -> int:
    """Adds a criterion to a pillar, on a metric or a milestone."""
    desk, options = writable(opening), opening.options
    metric = desk.find("metric", options.text("metric")) if options.text("metric") else None
    milestone = desk.find("milestone", options.text("milestone")) if options.text("milestone") else None
    home = _home(opening)
    if home is None and metric is not None:
        home = desk.metric(metric).metric.pillar
    if home is None and milestone is not None:
        home = desk.milestone(milestone).milestone.pillar
    if home is None:
        raise InputError("a criterion belongs to a pillar; give --pillar", "--pillar")
    operator, threshold = _line(options.text("must")) if metric is not None else ("", "")
    with naming_sure():
        entry = desk.add_criterion(
            home, options.text("severity") or "warn", metric=metric, milestone=milestone, operator=operator or None,
            threshold=threshold, periods=_count(opening, "periods") or 1, max_age_days=_count(opening, "max_age"),
            why=options.text("why"), sure=options.flag("sure"),
        )  # fmt: skip
    return done(desk, f"added criterion {entry.object_id} to {home}")


def criterion_edit(opening: Opening) -> int:
    """Changes a criterion; it shows as moved."""
    desk, options = writable(opening), opening.options
    old = desk.criterion(desk.find("criterion", options.text("criterion"))).criterion
    operator, threshold = _line(options.text("must")) if options.text("must") else (old.operator or "", "")
    if old.threshold is not None and not threshold:
        metric = desk.metric(old.metric or "").metric
        threshold = figures.threshold(old.threshold, metric.unit)
    with naming_sure():
        desk.edit_criterion(
            old.id, old.pillar, options.text("severity") or old.severity, metric=old.metric, milestone=old.milestone,
            operator=operator or None, threshold=threshold, periods=_count(opening, "periods") or old.periods,
            max_age_days=_count(opening, "max_age") or old.max_age_days, why=options.text("why") or old.why,
            sure=options.flag("sure"),
        )  # fmt: skip
    return done(desk, f"changed criterion {old.id}")


def criterion_accept(opening: Opening) -> int:
    """Accepts criteria that a template set as the user's own."""
    desk, options = writable(opening), opening.options
    if options.flag("all") == bool(options.text("criterion")):
        raise InputError("say which criterion, or --all of them", "criterion")
    ids = None if options.flag("all") else [desk.find("criterion", options.text("criterion"))]
    accepted = desk.accept_criteria(ids)
    return done(desk, f"{figures.counted(len(accepted), 'criterion is', 'criteria are')} yours now")


def criterion_retire(opening: Opening) -> int:
    """Retires a criterion."""
    return retire_named(opening, "criterion", "criterion")


def listing_add(opening: Opening) -> int:
    """Adds a listing."""
    desk, options = writable(opening), opening.options
    symbol = desk.amending.add_listing(
        options.text("symbol"), options.text("venue"), options.text("currency"), options.text("units") or "1",
        _with_feeds(opening, _given(opening, "name")),
    )  # fmt: skip
    return done(desk, f"added listing {symbol}")


def listing_edit(opening: Opening) -> int:
    """Changes a listing's fields, or confirms its venue."""
    desk, options = writable(opening), opening.options
    fields = _with_feeds(opening, _given(opening, "venue", "currency", "units", "name"))
    symbol = desk.listing(options.text("listing")).symbol
    if options.text("symbol"):
        if fields:
            raise InputError("--symbol is a change of its own: give the others in a second command", "--symbol")
        name = desk.amending.rename_listing(symbol, options.text("symbol"), options.text("note"))
        along = "with its levels and decisions and the prices you typed or imported"
        return done(desk, f"{symbol} is {name} now, {along}; thesis-tui price fetches what feeds gave anew")
    # saying the assumed venue changes no field: it says that it is right
    if fields.keys() == {"venue"} and desk.listing(symbol).venue == fields["venue"]:
        desk.amending.confirm_listing(symbol)
    else:
        wanted = "--venue, --currency, --units, --name or --feed"
        desk.amending.edit_listing(symbol, _some(fields, wanted), options.text("note"))
    return done(desk, f"changed listing {symbol}")


def confirm_listings(opening: Opening) -> None:
    """Takes over where listings with an assumed venue trade, as far as a feed says so, and tells it on stderr."""
    settings, _ = opening.read_settings()
    desk = opening.desk
    for listing in desk.book().thesis.listing if not desk.read_only_reason else ():
        if not listing.assumed:
            continue
        found, fault = looked_up(listing.symbol, settings, opening.clock)
        if found is None or found.renamed or not (found.venue and found.currency):
            complain(f"{listing.venue} stays assumed for {listing.symbol}" + (f": {fault}" if fault else ""))
            continue
        try:
            fields = {"venue": found.venue, "currency": found.currency, "assumed": ""}
            desk.amending.edit_listing(listing.symbol, fields, f"{found.source} says so")
        except InputError as error:
            complain(f"{words(found)}, but {error}")
            continue
        complain(f"{words(found)}; {listing.symbol} is assumed no longer")


def retire_listing(opening: Opening) -> int:
    """Retires a listing."""
    desk, options = writable(opening), opening.options
    symbol = desk.listing(options.text("listing")).symbol
    desk.amending.retire_listing(symbol, options.text("note"))
    return done(desk, f"retired listing {symbol}")


def benchmark_add(opening: Opening) -> int:
    """Adds a symbol the thesis is compared with. Raises InputError for a venue or currency that is open."""
    desk, options = writable(opening), opening.options
    venue, currency, unsure = where_traded(options.text("symbol"), options.text("venue"))
    currency = options.text("currency") or currency
    unsure = tuple(name for name in unsure if not options.text(name))
    if unsure:
        ways = " and ".join(f"--{name}" for name in unsure)
        raise InputError(f"{options.text('symbol')} does not say its {' and '.join(unsure)}; give {ways}", unsure[0])
    fields = _with_feeds(opening, _given(opening, "name"))
    symbol = desk.amending.add_benchmark(options.text("symbol"), venue, currency, fields)
    return done(desk, f"compared with {symbol} ({venue}, {currency}) from now on")


def retire_benchmark(opening: Opening) -> int:
    """Ends the comparison with a symbol."""
    desk, options = writable(opening), opening.options
    symbol = desk.amending.retire_benchmark(options.text("symbol"), options.text("note"))
    return done(desk, f"no longer compared with {symbol}")


def thesis_edit(opening: Opening) -> int:
    """Changes the thesis's name, stance, statement and the like."""
    desk, options = writable(opening), opening.options
    fields = _given(opening, "name", "stance", "fiscal_year_end", "since")
    if options.texts("alias"):
        fields["aliases"] = "\n".join(options.texts("alias"))
    statement = options.text("statement")
    if not statement or fields:
        wanted = "--name, --stance, --statement, --fiscal-year-end, --alias or --since"
        desk.amending.edit_thesis(_some(fields, wanted), options.text("note"))
    if statement:
        desk.state(statement)
    return done(desk, "changed the thesis")


def source_edit(opening: Opening) -> int:
    """Changes a source's fields."""
    desk, options = writable(opening), opening.options
    id_ = desk.find("source", options.text("source"))
    fields = _given(opening, "title", "short", "publisher", "url", "published")
    wanted = "--title, --short, --publisher, --url or --published"
    desk.amending.edit_source(id_, _some(fields, wanted), options.text("note"))
    return done(desk, f"changed source {id_}")


def source_retire(opening: Opening) -> int:
    """Retires a source with all that was read from it."""
    return retire_named(opening, "source", "source", ", with all that was read from it")


def milestone_edit(opening: Opening) -> int:
    """Changes a milestone's title, window or pillar."""
    desk, options = writable(opening), opening.options
    old = desk.milestone(desk.find("milestone", options.text("milestone"))).milestone
    _some(_given(opening, "title", "window", "pillar"), "--title, --window or --pillar")
    home = _home(opening) if options.text("pillar") else old.pillar
    window = options.text("window") or old.window or f"{old.earliest} to {old.latest}"
    desk.edit_milestone(old.id, options.text("title") or old.title, window, home, old.note, old.source)
    return done(desk, f"changed milestone {old.id}")


def move(opening: Opening) -> int:
    """Moves an entry to another thesis."""
    from thesis_tui.services.moving import movable, move_entry

    desk, options = writable(opening), opening.options
    other = opening.another_desk(options.text("to"))
    moved = move_entry(desk, other, movable(desk, options.text("entry")), options.text("pillar"))
    say(f"moved {moved} to {other.id}; to undo: thesis-tui undo in each of the two")
    return 0


def _given(opening: Opening, *names: str) -> dict[str, str]:
    """The options that were given, by name."""
    return {name: text for name in names if (text := opening.options.text(name))}


def _some(fields: dict[str, str], wanted: str) -> dict[str, str]:
    if not fields:
        raise InputError(f"say what is to be changed: {wanted}")
    return fields


def _with_feeds(opening: Opening, fields: dict[str, str]) -> dict[str, str]:
    pairs = opening.options.texts("feed")
    return {**fields, "feeds": feeds_text(pairs)} if pairs else fields


def _home(opening: Opening) -> str | None:
    """The pillar that --pillar names, None where it is left out or "none"."""
    text = opening.options.text("pillar")
    return opening.desk.find("pillar", text) if text and text.casefold() != "none" else None


def _line(text: str) -> tuple[str, str]:
    """Operator and threshold of --must."""
    words = {"at least": ">=", "at most": "<=", "more than": ">", "less than": "<"}
    match = _MUST.fullmatch(text)
    if match is None:
        raise InputError(
            f'--must: "{figures.cut(text, 40)}" is not a line; give one like ">= 15 %" or "< 40"', "--must"
        )
    return words.get(match[1], match[1]), match[2].strip()


def _count(opening: Opening, name: str) -> int | None:
    text = opening.options.text(name)
    if not text:
        return None
    if not text.isdecimal() or not 1 <= int(text[:9]) <= 10_000:
        option = f"--{name.replace('_', '-')}"
        raise InputError(f'{option}: "{figures.cut(text, 20)}" is not a whole number; give 1 or more', option)
    return int(text)
