"""What is asked for when something is recorded: one form for each kind of entry."""

from __future__ import annotations

from collections.abc import Callable

from thesis_tui.errors import InputError
from thesis_tui.model import figures
from thesis_tui.model.objects import Price
from thesis_tui.model.view import MilestoneView, Target, View
from thesis_tui.model.words import LEVEL_TYPES
from thesis_tui.rules.goalposts import post
from thesis_tui.rules.prices import day_of_session
from thesis_tui.services import typed
from thesis_tui.services.desk import Desk
from thesis_tui.tui.form import Field, Form

UNDO = "u takes it back"
WINDOWS = "also: 14 feb 2026, q1 2026, fq3 2026, by mid-feb, next 6 weeks"


def title_of(view: View, target: Target | None) -> str:
    """What a target is called on the screens."""
    if target is None:
        return "the thesis"
    match target.kind:
        case "pillar":
            found = [pillar.pillar.title for pillar in view.pillars if pillar.pillar.id == target.id]
        case "milestone":
            found = [item.milestone.title for item in view.milestones if item.milestone.id == target.id]
        case "level":
            found = [
                f"{item.level.type} {figures.zone(item.level.low, item.level.high)}"
                for item in view.levels
                if item.level.id == target.id
            ]
        case "metric":
            metrics = [metric for pillar in view.pillars for metric in pillar.metrics] + list(view.context)
            found = [metric.metric.title for metric in metrics if metric.metric.id == target.id]
        case "source":
            found = [
                item.source.source.short or item.source.source.title
                for item in view.sources
                if item.source.id == target.id
            ]
        case "criterion":
            found = [item.text for pillar in view.pillars for item in pillar.criteria if item.criterion.id == target.id]
        case "evidence":
            every = [item for pillar in view.pillars for item in pillar.evidence] + list(view.context_evidence)
            found = [item.evidence.text for item in every if item.evidence.id == target.id]
        case "listing":
            found = [target.id]
        case _:
            found = []
    return figures.cut(found[0], 40) if found else "the thesis"


def pillar_of(view: View, target: Target | None) -> str:
    """The pillar a target belongs to, "" for none."""
    if target is None:
        return ""
    for pillar in view.pillars:
        ids = {
            "pillar": [pillar.pillar.id],
            "milestone": [item.milestone.id for item in pillar.milestones],
            "metric": [item.metric.id for item in pillar.metrics],
            "criterion": [item.criterion.id for item in pillar.criteria],
            "evidence": [item.evidence.id for item in pillar.evidence],
            "conflict": [item.id for item in pillar.conflicts],
            "observation": [one.observation.id for item in pillar.metrics for one in item.observations],
        }
        if target.id in ids.get(target.kind, ()):
            return pillar.pillar.id
    return ""


def source_of(view: View, target: Target) -> str:
    """The source a figure or a statement is from, "" when it was entered by hand or has none."""
    for metric in (*(one for pillar in view.pillars for one in pillar.metrics), *view.context):
        if target.kind == "metric" and metric.metric.id == target.id:
            shown = metric.latest or (metric.observations[0] if metric.observations else None)
            return shown.origin.id if shown is not None and shown.origin.number else ""
        for seen in metric.observations:
            if target.kind == "observation" and seen.observation.id == target.id:
                return seen.origin.id if seen.origin.number else ""
    for item in (*(one for pillar in view.pillars for one in pillar.evidence), *view.context_evidence):
        if target.kind == "evidence" and item.evidence.id == target.id:
            return item.origin.id if item.origin.number else ""
    return ""


def pillar_options(view: View, *, none: str = "none") -> list[tuple[str, str]]:
    options = [(pillar.pillar.id, pillar.pillar.title) for pillar in view.pillars]
    return [*options, ("", none)] if none else options


def _reader(read: Callable[[str], object]) -> Callable[[str], str]:
    """A check that says nothing back."""

    def check(text: str) -> str:
        read(text)
        return ""

    return check


def _window_reader(desk: Desk) -> Callable[[str], str]:
    from thesis_tui.rules.windows import describe

    def read(text: str) -> str:
        return describe(typed.window(text, desk.today, desk.fiscal_year_end), desk.today)

    return read


def _day_reader(desk: Desk, *, past: bool) -> Callable[[str], str]:
    def read(text: str) -> str:
        return figures.week_day(typed.day(text, desk.today, "on", past=past))

    return read


def _odds_read(text: str) -> str:
    odds = typed.odds(text)
    return f"{figures.plain(odds)} in 100 that it happens in its window"


def note_form(desk: Desk, target: Target | None) -> Form:
    """A note about what is focused, or, by chip, about the pillar it belongs to or the thesis."""
    view = desk.view()
    about: list[tuple[str, Target | None]] = []
    if target is not None and title_of(view, target) != "the thesis":
        about.append((title_of(view, target), target))
    pillar = pillar_of(view, target)
    if pillar and (target is None or target.kind != "pillar"):
        about.append((title_of(view, Target("pillar", pillar)), Target("pillar", pillar)))
    if target is not None and target.kind == "pillar":
        shown = next(item for item in view.pillars if item.pillar.id == target.id)
        about += [
            (item.milestone.title, Target("milestone", item.milestone.id)) for item in shown.milestones if item.open
        ][:3]
    about.append(("the thesis", None))

    def save(texts: dict[str, str]) -> str:
        name, where = about[int(texts["about"])]
        desk.note(texts["text"], where)
        return f"noted on {name}; {UNDO}"

    return Form(
        f"Note on {about[0][0]}" if len(about) == 1 else "Note",
        [
            Field(
                "about", "about", "0", options=[(str(at), figures.cut(name, 40)) for at, (name, _) in enumerate(about)]
            ),
            Field("text", "note", area=True, required=True, read=_reader(lambda text: typed.text(text, "text"))),
        ],
        save,
        first="text",
        foot="u takes it back once saved",
    )


def statement_form(desk: Desk) -> Form:
    """The thesis in a sentence or two; what it was stays in the journal."""
    view = desk.view()

    def save(texts: dict[str, str]) -> str:
        desk.state(texts["statement"])
        return f"statement kept; {UNDO}"

    why = {"long": "own it", "short": "bet against it", "watch": "watch it"}[view.stance]
    also = f"in a sentence or two, why you {why}"
    read = _reader(lambda text: typed.line(text, "statement"))
    field = Field("statement", "why", view.statement, area=True, required=True, read=read, also=also)
    return Form(f"The thesis on {view.symbol}", [field], save)


def milestone_form(desk: Desk, target: Target | None, editing: MilestoneView | None = None) -> Form:
    view = desk.view()
    old = editing.milestone if editing else None

    def read_window(text: str) -> str:
        from thesis_tui.rules.windows import Window, describe

        if old is not None and typed.clean_line(text) == old.window:
            return describe(Window(earliest=old.earliest, latest=old.latest, label=old.window), desk.today)
        return _window_reader(desk)(text)

    def save(texts: dict[str, str]) -> str:
        pillar = texts["pillar"] or None
        if old is not None:
            desk.edit_milestone(old.id, texts["title"], texts["window"], pillar, texts["note"], texts["source"])
            return f"changed; {UNDO}"
        desk.add_milestone(
            texts["title"], texts["window"], pillar, texts["odds"] or None, texts["note"], texts["source"]
        )
        return f"added; {UNDO}"

    window = (old.window or f"{old.earliest} to {old.latest}") if old else ""
    fields = [
        Field(
            "title",
            "title",
            old.title if old else "",
            required=True,
            hint="what is expected, in a few words",
            read=_reader(lambda text: typed.line(text, "title")),
        ),
        Field("pillar", "pillar", (old.pillar or "") if old else pillar_of(view, target), options=pillar_options(view)),
        Field(
            "window",
            "window",
            window,
            required=True,
            read=read_window,
            also=WINDOWS,
            hint="when: mid-feb 2026, q1, by year-end",
        ),
        Field("odds", "odds", read=_odds_read, hint="optional: 0 to 100, how likely you think it is"),
        Field("note", "note", old.note if old else "", area=True),
        Field("source", "source", old.source if old else "", hint="optional: a link, or words"),
    ]
    if old is not None:
        fields = [field for field in fields if field.name != "odds"]
    return Form("Edit milestone" if old else "Add milestone", fields, save)


def odds_form(desk: Desk, milestone: MilestoneView) -> Form:
    said = milestone.latest_odds

    def save(texts: dict[str, str]) -> str:
        desk.state_odds(milestone.milestone.id, texts["odds"], texts["note"])
        if milestone.state == "overdue":
            return f"odds kept, not scored: its window is over; {UNDO}"
        return f"odds kept; {UNDO}"

    before = f"last stated: {figures.plain(said)} %" if said is not None else "none stated yet"
    if milestone.state == "overdue":
        before += "; its window is over, so what is stated now is kept and not scored"
    return Form(
        f"Odds of {figures.cut(milestone.milestone.title, 44)}",
        [
            Field("odds", "odds", required=True, read=_odds_read, also=before, hint="0 to 100"),
            Field("note", "why", hint="optional"),
        ],
        save,
    )


def outcome_form(desk: Desk, milestone: MilestoneView, outcome: str) -> Form:
    def save(texts: dict[str, str]) -> str:
        desk.end_milestone(
            milestone.milestone.id, texts["outcome"], texts["on"] or None, texts["note"], texts["source"]
        )
        return f"{texts['outcome']}; {UNDO}"

    return Form(
        f"How it ended: {figures.cut(milestone.milestone.title, 40)}",
        [
            Field("outcome", "outcome", outcome, options=[("hit", "hit"), ("missed", "missed"), ("void", "void")]),
            Field("note", "note", hint="optional: what happened"),
            Field("on", "on", "today", read=_day_reader(desk, past=True), also="also: yesterday, 14 feb, 2026-02-14"),
            Field("source", "source", hint="optional: a link, or words"),
        ],
        save,
        first="note",
    )


def snooze_form(desk: Desk, target: Target) -> Form:
    def read(text: str) -> str:
        day = typed.future_day(text, desk.today, desk.fiscal_year_end)
        return f"quiet until {figures.week_day(day)}"

    def save(texts: dict[str, str]) -> str:
        desk.snooze(target.id, texts["until"], texts["note"])
        return f"snoozed; {UNDO}"

    return Form(
        f"Snooze {title_of(desk.view(), target)}",
        [
            Field("until", "until", "next 2 weeks", required=True, read=read, also="also: 14 feb, q1 2026, next month"),
            Field("note", "why", hint="optional"),
        ],
        save,
    )


def level_form(desk: Desk, target: Target | None, editing: str = "") -> Form:
    view = desk.view()
    old = next((item.level for item in view.levels if item.level.id == editing), None)
    listing = old.listing if old else target.id if target and target.kind == "listing" else view.listings[0].symbol
    current = form_listing = desk.listing(listing)

    def read(text: str) -> str:
        low, high = typed.zone(text, current)
        price = view.current.get(current.symbol)
        shown = f"{figures.zone(low, high)} {current.currency} on {current.symbol}"
        if price is None:
            return shown
        value = price.price.value
        edge = low if low > value else high if high is not None and high < value else low if high is None else value
        return f"{shown}, {figures.percent((edge - value) / value * 100)} from {figures.price(value)}"

    def choose(symbol: str) -> str:
        nonlocal current
        current = desk.listing(symbol)
        return f"in {current.currency}"

    def save(texts: dict[str, str]) -> str:
        pillar = old.pillar if old else None
        if old is not None:
            desk.edit_level(old.id, texts["type"], texts["zone"], texts["listing"], texts["why"], texts["by"], pillar)
            return f"changed; {UNDO}"
        desk.add_level(texts["type"], texts["zone"], texts["listing"], texts["why"], texts["by"])
        return f"added; {UNDO}"

    return Form(
        "Edit level" if old else "Add level",
        [
            Field(
                "listing",
                "listing",
                form_listing.symbol,
                read=choose,
                options=[(item.symbol, f"{item.symbol} {item.currency}") for item in view.listings],
            ),
            Field("type", "kind", old.type if old else "support", options=[(word, word) for word in LEVEL_TYPES]),
            Field(
                "zone",
                "price",
                figures.zone(old.low, old.high).replace("–", "-") if old else "",
                required=True,
                read=read,
                also="a price like 148.50, or a zone like 145-148",
                hint="148 or 145-148",
            ),
            Field("why", "why", old.why if old else "", hint="optional: what makes it a level"),
            Field("by", "set by", old.by if old else "", hint="optional: who set it, if not you"),
        ],
        save,
        first="zone",
    )


def price_form(desk: Desk, target: Target | None, editing: str = "") -> Form:
    view = desk.view()
    current = desk.listing(target.id if target and target.kind == "listing" else None)
    old = _price_of(view, editing) if editing else None
    if old is not None:
        current = desk.listing(old.listing)

    def choose(symbol: str) -> str:
        nonlocal current
        current = desk.listing(symbol)
        return f"in {current.currency}"

    def read(text: str) -> str:
        value = typed.price(text, current)
        last = view.current.get(current.symbol)
        shown = f"{figures.price(value)} {current.currency}"
        if last is None:
            return shown
        move = (value - last.price.value) / last.price.value * 100
        return f"{shown}, {figures.percent(move)} from the last, {figures.price(last.price.value)}"

    def read_at(text: str) -> str:
        moment = typed.moment(text, view.now)
        day = moment.day or (moment.time.date() if moment.time else view.today)
        shown = figures.week_day(day) + (f", {moment.time:%H:%M}" if moment.time else "")
        return f"{shown}{f': {session}' if (session := session_of(moment)) else ''}"

    def session_of(moment: typed.Moment) -> str:
        """Which session a price is of, where that is not plain from its day."""
        own = moment.day or (moment.time.date() if moment.time else view.today)
        day = day_of_session(moment.day, moment.time, current.venue) or own
        return "" if day == own else f"of {figures.week_day(day)}'s session"

    def save(texts: dict[str, str]) -> str:
        close = texts["session"] == "close"
        if old is not None:
            desk.edit_price(old.id, texts["value"], texts["listing"], texts["at"] or None, close=close)
            return f"price changed; {UNDO}"
        desk.add_price(texts["value"], texts["listing"], texts["at"] or None, close=close)
        return f"price kept; {UNDO}"

    def read_session(value: str) -> str:
        if value:
            return "the close of the day below, or of the last weekday"
        session = session_of(typed.moment(None, view.now))
        return f"{session}; only a close breaks a level" if session else "only a close breaks a level"

    when = ""
    if old is not None:
        when = f"{old.time:%Y-%m-%d %H:%M}" if old.time is not None else old.day.isoformat() if old.day else ""
    return Form(
        "Edit price" if old else "Add price",
        [
            Field(
                "listing",
                "listing",
                current.symbol,
                read=choose,
                options=[(item.symbol, f"{item.symbol} {item.currency}") for item in view.listings],
            ),
            Field(
                "value",
                "price",
                figures.plain(old.value) if old else "",
                required=True,
                read=read,
                hint="148.50",
            ),
            Field(
                "session",
                "of",
                "close" if old and old.session == "close" else "",
                options=[("", "during the day"), ("close", "the close")],
                read=read_session,
            ),
            Field("at", "when", when, read=read_at, hint="now, or: yesterday, 14 feb, 2026-02-14 16:00"),
        ],
        save,
        first="value",
    )


def observation_form(desk: Desk, target: Target | None) -> Form:
    view = desk.view()
    pillar = pillar_of(view, target)
    metrics = [metric for item in view.pillars if not pillar or item.pillar.id == pillar for metric in item.metrics]
    metrics = metrics or [metric for item in view.pillars for metric in item.metrics]
    rests_on = next(
        (
            one.criterion.metric
            for item in view.pillars
            for one in item.criteria
            if target is not None and target.kind == "criterion" and one.criterion.id == target.id
        ),
        None,
    )
    of = next(
        (
            item.metric.id
            for one in view.pillars
            for item in one.metrics
            for seen in item.observations
            if target is not None and target.kind == "observation" and seen.observation.id == target.id
        ),
        None,
    )
    if target is not None and target.kind == "metric":
        chosen = target.id
    elif rests_on or of:
        chosen = rests_on or of or ""
    else:
        shown = next((item for item in view.pillars if item.pillar.id == pillar), None)
        chosen = shown.key.metric.id if shown and shown.key else ""
    if chosen and all(metric.metric.id != chosen for metric in metrics):
        metrics = [*metrics, *view.context]
    if not metrics:
        raise InputError("no metric yet; E opens thesis.toml, where metrics are written", "metric")
    current = desk.metric(chosen or metrics[0].metric.id).metric

    def choose(metric: str) -> str:
        nonlocal current
        current = desk.metric(metric).metric
        return f"in {current.unit}" if figures.shown_unit(current.unit) else f"counts {current.unit}"

    def read(text: str) -> str:
        quantity, unit = typed.quantity(text, current)
        low, high = quantity.interval
        shown = figures.compact(quantity.base, unit or current.unit).text
        if high.is_infinite():
            return f"{shown} or more"
        if low.is_infinite():
            return f"{shown} or less"
        return f"{shown}, read as {figures.grouped(low)} to {figures.grouped(high)}"

    def read_period(text: str) -> str:
        when = typed.measured(text, current, desk.today, desk.fiscal_year_end)
        if when.start and when.end:
            return f"{figures.long_day(when.start)} to {figures.long_day(when.end)}"
        return f"as of {figures.long_day(when.as_of)}" if when.as_of else ""

    def save(texts: dict[str, str]) -> str:
        desk.observe(texts["metric"], texts["value"], texts["period"], texts["source"], texts["note"])
        return f"kept; {UNDO}"

    return Form(
        "Add figure",
        [
            Field(
                "metric",
                "metric",
                current.id,
                read=choose,
                options=[(item.metric.id, item.metric.short or item.metric.title) for item in metrics],
            ),
            Field(
                "value",
                "value",
                required=True,
                read=read,
                also="also: about 5.6 bn, >600 M, 40 000-80 000",
                hint="34 %",
            ),
            Field(
                "period",
                "period",
                read=read_period,
                also="also: q3 2025, fy 2025, 22 dec 2025; without one it is never judged",
                hint="fq3 2026, or a day",
            ),
            Field("source", "source", hint="where it is from: a link, or words"),
            Field("note", "note", hint="optional"),
        ],
        save,
        first="value",
    )


def evidence_form(desk: Desk, target: Target | None) -> Form:
    view = desk.view()

    def save(texts: dict[str, str]) -> str:
        desk.add_evidence(texts["text"], texts["pillar"] or None, texts["stance"], texts["on"] or None, texts["source"])
        return f"added; {UNDO}"

    stances = [("supports", "▲ supports"), ("weakens", "▼ weakens"), ("neutral", "· neutral")]
    return Form(
        "Add evidence",
        [
            Field("text", "text", required=True, area=True, read=_reader(lambda text: typed.text(text, "text"))),
            Field("pillar", "pillar", pillar_of(view, target), options=pillar_options(view)),
            Field("stance", "it", "supports", options=stances),
            Field("on", "on", "today", read=_day_reader(desk, past=True), also="also: yesterday, 14 feb, 2026-02-14"),
            Field("source", "source", hint="optional: a link, or words"),
        ],
        save,
    )


def _price_of(view: View, price_id: str) -> Price | None:
    return next((item.price for item in view.prices if item.price.id == price_id), None)


def criterion_form(desk: Desk, target: Target | None, editing: str = "") -> Form:
    view = desk.view()
    old = desk.criterion(editing).criterion if editing else None
    if old is not None and old.metric is None:
        raise InputError(
            "this criterion rests on a milestone: change the milestone's window, or E edits the file", "metric"
        )
    home = old.pillar if old else pillar_of(view, target) or (view.pillars[0].pillar.id if view.pillars else "")
    pillar = next((item for item in view.pillars if item.pillar.id == home), None)
    if pillar is None or not pillar.metrics:
        raise InputError(
            "no metric to rest a criterion on yet; E opens thesis.toml, where metrics are written", "metric"
        )
    current = desk.metric(old.metric).metric if old and old.metric else (pillar.key or pillar.metrics[0]).metric
    better = ">=" if current.better == "higher" else "<="
    line = figures.threshold(old.threshold, current.unit) if old and old.threshold is not None else ""

    def choose(metric: str) -> str:
        nonlocal current
        current = desk.metric(metric).metric
        return ""

    def read(text: str) -> str:
        value = typed.threshold(text, current)
        return f"fails past {figures.threshold(value, current.unit)}"

    def whole(text: str, field: str) -> int:
        try:
            count = int(text)
        except ValueError:
            raise InputError(f'"{figures.cut(text, 20)}" is not a whole number; give 1 or more', field) from None
        if not 1 <= count <= 10_000:
            raise InputError(f"{count} is not between 1 and 10000", field)
        return count

    def save(texts: dict[str, str]) -> str:
        periods = whole(texts["periods"] or "1", "periods")
        age = whole(texts["age"], "age") if texts["age"].strip() else None
        if old is not None:
            desk.edit_criterion(
                old.id, home, texts["severity"], metric=texts["metric"], operator=texts["operator"],
                threshold=texts["threshold"], periods=periods, max_age_days=age, why=texts["why"],
            )  # fmt: skip
            moved = post(desk.criterion(old.id).criterion) != post(old)
            return f"changed{', and shown as moved until you write why' if moved else ''}; {UNDO}"
        desk.add_criterion(
            home, texts["severity"], metric=texts["metric"], operator=texts["operator"],
            threshold=texts["threshold"], periods=periods, max_age_days=age, why=texts["why"],
        )  # fmt: skip
        return f"added, in force from today; {UNDO}"

    operators = [(">=", "at least"), (">", "more than"), ("<=", "at most"), ("<", "less than")]
    titles = [(item.metric.id, item.metric.short or item.metric.title) for item in pillar.metrics]
    return Form(
        f"Change criterion of {pillar.pillar.title}" if old else f"Add criterion to {pillar.pillar.title}",
        [
            Field(
                "severity",
                "it",
                old.severity if old else "warn",
                options=[("warn", "warns: at risk"), ("kill", "kills: broken")],
            ),
            Field("metric", "metric", current.id, read=choose, options=titles),
            Field("operator", "must be", (old.operator or better) if old else better, options=operators),
            Field("threshold", "line", line, required=True, read=read, hint="15 %, 500 M"),
            Field(
                "periods",
                "periods",
                str(old.periods) if old else "1",
                read=_reader(lambda text: whole(text, "periods")),
                also="how many in a row must fail",
            ),
            Field(
                "age",
                "stale",
                str(old.max_age_days or "") if old else "",
                read=_reader(lambda text: whole(text, "age")),
                hint="optional: after how many days its figure is too old",
            ),
            Field("why", "why", old.why if old else "", hint="optional"),
        ],
        save,
        first="threshold",
    )


def retire_form(desk: Desk, target: Target) -> Form:
    """Taking a criterion out of force wants a reason, as every moved goalpost does."""

    def save(texts: dict[str, str]) -> str:
        desk.retire(target, texts["text"])
        return f"retired; {UNDO}"

    return Form("Retire a criterion", [Field("text", "reason", required=True, area=True)], save)


def reason_form(desk: Desk, target: Target, *, what: str) -> Form:
    """A sentence that settles a conflict or an overdue item, or says why a goalpost moved."""

    def save(texts: dict[str, str]) -> str:
        if what == "moved":
            desk.reason(target, texts["text"])
        else:
            desk.settle(target, texts["text"])
        return f"kept; {UNDO}"

    title = "Why it was moved" if what == "moved" else "What settles it"
    return Form(title, [Field("text", "reason", required=True, area=True)], save)
