"""Making and remaking the thesis itself: pillars, metrics, listings, benchmarks, sources, and its own name."""

from __future__ import annotations

from thesis_tui.errors import InputError
from thesis_tui.model.objects import Metric
from thesis_tui.model.view import SourceView, Target
from thesis_tui.pages.sources_page import gave
from thesis_tui.rules.amendments import NO_DAY, as_text
from thesis_tui.services import new_thesis, parse
from thesis_tui.services.amending import feeds_text, live_text
from thesis_tui.services.desk import Desk
from thesis_tui.tui.field import Field
from thesis_tui.tui.form import Form
from thesis_tui.tui.forms.fields import UNDO, Insisting, pillar_field, silent
from thesis_tui.tui.targets import pillar_of, title_of

_BETTER = [("higher", "higher"), ("lower", "lower")]
_MEASURES = [("period", "a period"), ("instant", "an instant"), ("list price", "a list price")]
_LIVE_ALSO = "also: npm package=react, pypi package=torch, github repo=a/b, xbrl figure=revenue"


def _line_field(
    name: str, label: str, value: str = "", hint: str = "", also: str = "", *, required: bool = False
) -> Field:
    read = silent(lambda text: parse.line(text, name, required=required))
    return Field(name, label, value, read=read, hint=hint, also=also, required=required)


def pillar_form(desk: Desk, _: Target | None) -> Form:
    """One more thing that must be true."""

    def save(texts: dict[str, str]) -> str:
        desk.amending.add_pillar(texts["title"], texts["claim"], texts["keywords"].split(","))
        return f"added; a c to add the criterion that can prove it wrong; {UNDO}"

    return Form("Add a pillar", [
        _line_field("title", "title", hint="Pricing power", required=True),
        _line_field("claim", "claim", hint="what must be true, in a sentence"),
        _line_field("keywords", "keywords", hint="optional: words by which articles speak of it, with commas"),
    ], save)  # fmt: skip


def edit_pillar_form(desk: Desk, target: Target | None) -> Form:
    """A pillar's title, claim, key figure, keywords and place."""
    view = desk.view()
    home = pillar_of(view, target)
    found = view.pillar(home)
    if found is None:
        raise InputError("no pillar is in focus", "pillar")
    pillar, ids = found.pillar, [item.pillar.id for item in view.pillars]
    place = str(ids.index(home) + 1)
    metrics = [(item.metric.id, item.metric.short or item.metric.title) for item in found.metrics]
    fields = [
        _line_field("title", "title", pillar.title, required=True),
        _line_field("claim", "claim", pillar.claim),
        _line_field("keywords", "keywords", ", ".join(pillar.keywords), "words by which articles speak of it"),
        Field("place", "place", place, options=[(str(at + 1), str(at + 1)) for at in range(len(ids))]),
    ]  # fmt: skip
    fields.append(_line_field("note", "why", hint="optional: why, where the claim is another one"))
    if metrics:
        key = found.key.metric.id if found.key else metrics[0][0]
        fields.insert(3, Field("key", "key figure", key, options=metrics))

    insisting = Insisting("it is meant")

    def save(texts: dict[str, str]) -> str:
        insisting.save(texts, lambda sure: change(texts, sure=sure))
        return f"changed; {UNDO}"

    def change(texts: dict[str, str], *, sure: bool) -> None:
        given = {"title": texts["title"], "claim": texts["claim"], "keywords": _lines(texts["keywords"])}
        was = {"title": pillar.title, "claim": pillar.claim, "keywords": as_text(pillar.keywords)}
        if metrics and texts["key"] != key:
            given["key"], was["key"] = texts["key"], as_text(pillar.key)
        changed = {name: text for name, text in given.items() if text.strip() != was[name]}
        with desk.acting():
            # with nothing changed at all it is called too, and says so
            if changed or texts["place"] == place:
                desk.amending.edit_pillar(pillar.id, changed, texts["note"], sure=sure)
            if texts["place"] != place:
                desk.amending.order_pillar(pillar.id, int(texts["place"]))

    return Form(f"Change {pillar.title}", fields, save)


def metric_form(desk: Desk, target: Target | None) -> Form:
    """One more thing that is measured."""
    view = desk.view()

    def save(texts: dict[str, str]) -> str:
        fields = {name: texts[name] for name in ("better", "measures")}
        if texts["live"].strip():
            fields["live"] = live_text(texts["live"])
        desk.amending.add_metric(texts["title"], texts["unit"], texts["pillar"] or None, fields)
        return f"added; a f to enter its first figure; {UNDO}"

    return Form("Add a metric", [
        _line_field("title", "title", hint="gross margin", required=True),
        _line_field("unit", "unit", hint="%, USD, shops", required=True),
        pillar_field(view, pillar_of(view, target)),
        Field("better", "better", "higher", options=_BETTER),
        Field("measures", "measures", "period", options=_MEASURES),
        Field("live", "live", read=silent(live_text), hint="optional: where the program reads it", also=_LIVE_ALSO),
    ], save)  # fmt: skip


def _metric(desk: Desk, target: Target | None) -> Metric:
    """The metric in focus, or the one that the figure in focus is of."""
    view = desk.view()
    for item in view.metrics:
        seen = (*item.observations, *item.expected)
        if target is not None and (
            target.id == item.metric.id or any(target.id == observation.observation.id for observation in seen)
        ):
            return item.metric
    raise InputError("no metric is in focus", "metric")


def edit_metric_form(desk: Desk, target: Target | None) -> Form:
    """A metric's title, unit, pillar, direction and live source."""
    metric = _metric(desk, target)
    was = {
        "title": metric.title, "unit": metric.unit, "pillar": metric.pillar or "", "better": metric.better,
        "measures": metric.measures, "live": as_text(metric.live).replace("\n", " "),
    }  # fmt: skip

    def save(texts: dict[str, str]) -> str:
        changed = {name: texts[name] for name, text in was.items() if texts[name].strip() != text}
        if "live" in changed:
            changed["live"] = live_text(changed["live"])
        desk.amending.edit_metric(metric.id, changed, texts["note"])
        return f"changed; {UNDO}"

    return Form(f"Change {metric.short or metric.title}", [
        _line_field("title", "title", was["title"], required=True),
        _line_field("unit", "unit", was["unit"], required=True),
        pillar_field(desk.view(), was["pillar"]),
        Field("better", "better", was["better"], options=_BETTER),
        Field("measures", "measures", was["measures"], options=_MEASURES),
        Field("live", "live", was["live"], read=silent(live_text), hint="none", also=_LIVE_ALSO),
        _line_field("note", "why", hint="optional: why, where it measures something else"),
    ], save)  # fmt: skip


def merge_metric_form(desk: Desk, target: Target | None) -> Form:
    """Two metrics that are one."""
    metric = _metric(desk, target)
    others = [
        (item.metric.id, item.metric.title) for item in desk.view().metrics
        if item.metric.id != metric.id and item.metric.unit == metric.unit and item.metric.measures == metric.measures
    ]  # fmt: skip
    if not others:
        raise InputError(f'no other metric is measured as "{metric.title}" is, in {metric.unit}', "into")

    def save(texts: dict[str, str]) -> str:
        desk.amending.merge_metric(metric.id, texts["into"], texts["note"])
        return f"merged; {UNDO}"

    into = Field("into", "into", others[0][0], options=others)
    return Form(f"Count {metric.title} as another", [into, _line_field("note", "why", hint="optional")], save)


def _traded(texts: dict[str, str]) -> tuple[str, str, dict[str, str]]:
    """The venue, the currency and the other fields of a symbol that was typed. Raises InputError where the symbol does
    not say one and the field is empty.
    """
    venue, currency, unsure = new_thesis.where_traded(texts["symbol"], texts["venue"])
    for name in unsure:
        if not texts[name].strip():
            raise InputError(f"{texts['symbol']} does not say its {name}: fill it in", name)
    return venue, texts["currency"] or currency, {"name": texts["name"]} if texts["name"].strip() else {}


def listing_form(desk: Desk, _: Target | None) -> Form:
    """One more listing of the security."""

    def save(texts: dict[str, str]) -> str:
        venue, currency, fields = _traded(texts)
        desk.amending.add_listing(texts["symbol"], venue, currency, texts["units"], fields)
        return f"added; {UNDO}"

    units = _line_field("units", "units", "1", also="how many make one of the first listing: 8 for 9988.HK to one BABA")
    return Form("Add a listing", [*_quoted_fields(), units], save)


def _quoted_fields() -> list[Field]:
    return [
        Field("symbol", "symbol", required=True, read=silent(new_thesis.read_symbol), hint="AHLA.DE, 9988.HK, KWEB"),
        _line_field("venue", "venue", hint="as the symbol says"),
        Field("currency", "currency", read=silent(lambda text: new_thesis.read_currency(text) if text.strip() else ""),
              hint="as the symbol says"),
        _line_field("name", "name", hint="optional: what screens call it"),
    ]  # fmt: skip


def edit_listing_form(desk: Desk, target: Target | None) -> Form:
    """A listing's venue, currency, units, name and symbols at feeds."""
    listing = desk.listing(target.id if target is not None and target.kind == "listing" else None)
    was = {
        "venue": listing.venue, "currency": listing.currency, "units": str(listing.units), "name": listing.name,
        "feeds": ", ".join(as_text(listing.feeds).split("\n")),
    }  # fmt: skip

    def save(texts: dict[str, str]) -> str:
        changed = {name: texts[name] for name, text in was.items() if texts[name].strip() != text}
        if new_thesis.read_symbol(texts["symbol"]) != listing.symbol:
            if changed:
                raise InputError("its symbol is a change of its own: save it first, then change the rest", "symbol")
            name = desk.amending.rename_listing(listing.symbol, texts["symbol"])
            return f"{listing.symbol} is {name} now; r fetches anew what feeds gave; {UNDO}"
        if "feeds" in changed:
            changed["feeds"] = feeds_text([pair for pair in changed["feeds"].split(",") if pair.strip()])
        if not changed and listing.assumed:
            desk.amending.confirm_listing(listing.symbol)
        else:
            desk.amending.edit_listing(listing.symbol, changed)
        return f"changed; {UNDO}"

    foot = "its venue is assumed: saving it as it stands says that it is right" if listing.assumed else ""
    return Form(f"Change {listing.symbol}", [
        Field("symbol", "symbol", listing.symbol, read=silent(new_thesis.read_symbol), required=True),
        _line_field("venue", "venue", was["venue"], required=True),
        _line_field("currency", "currency", was["currency"], required=True),
        _line_field("units", "units", was["units"], also="how many make one of the first listing"),
        _line_field("name", "name", was["name"], hint="optional: what screens call it"),
        _line_field("feeds", "at feeds", was["feeds"], hint="optional: tencent=usBABA, with commas"),
    ], save, first="venue", foot=foot)  # fmt: skip


def benchmark_form(desk: Desk, _: Target | None) -> Form:
    """An index, a fund or a peer that the price is compared with."""

    def save(texts: dict[str, str]) -> str:
        venue, currency, fields = _traded(texts)
        desk.amending.add_benchmark(texts["symbol"], venue, currency, fields)
        return f"added; r to fetch its prices; {UNDO}"

    return Form("Compare with", _quoted_fields(), save)


def thesis_form(desk: Desk, _: Target | None) -> Form:
    """The top of the thesis."""
    thesis = desk.book().thesis
    was = {
        "name": thesis.name, "stance": thesis.stance, "fiscal_year_end": thesis.fiscal_year_end,
        "since": as_text(thesis.since), "aliases": ", ".join(thesis.aliases),
    }  # fmt: skip

    def save(texts: dict[str, str]) -> str:
        changed = {name: texts[name] for name, text in was.items() if texts[name].strip() != text}
        if "aliases" in changed:
            changed["aliases"] = _lines(changed["aliases"])
        desk.amending.edit_thesis(changed)
        return f"changed; {UNDO}"

    return Form(f"Change {thesis.name}", [
        _line_field("name", "name", was["name"], required=True),
        Field("stance", "stance", was["stance"], options=[(word, word) for word in new_thesis.STANCES]),
        Field("fiscal_year_end", "year end", was["fiscal_year_end"], read=silent(new_thesis.read_year_end),
              required=True),
        Field("since", "since", was["since"], hint="optional: since when you hold or watch it",
              read=silent(lambda text: text.strip() and parse.day(text, desk.today, "since", past=True))),
        _line_field("aliases", "also called", was["aliases"], hint="optional: other names in articles, with commas"),
    ], save)  # fmt: skip


def _source(desk: Desk, target: Target | None) -> SourceView:
    found = next((item for item in desk.view().sources if target is not None and item.source.id == target.id), None)
    if found is None:
        raise InputError("no source is in focus", "source")
    return found


def edit_source_form(desk: Desk, target: Target | None) -> Form:
    """A source's title, publisher, address and day."""
    item = _source(desk, target)
    source = item.source.source
    was = {
        "title": source.title, "short": source.short, "publisher": source.publisher, "url": source.url,
        "published": NO_DAY if source.published is None else str(source.published),
    }  # fmt: skip

    def save(texts: dict[str, str]) -> str:
        changed = {name: texts[name] for name, text in was.items() if texts[name].strip() != text}
        desk.amending.edit_source(item.source.id, changed)
        return f"changed; {UNDO}"

    def day(text: str) -> str:
        return "" if text.strip() in ("", NO_DAY) else str(parse.day(text, desk.today, "published", past=True))

    return Form("Change the source", [
        _line_field("title", "title", was["title"], required=True),
        _line_field("short", "short", was["short"], hint="optional: at most 40 characters"),
        _line_field("publisher", "publisher", was["publisher"]),
        _line_field("url", "address", was["url"]),
        Field("published", "its day", was["published"], read=day, also="also: yesterday, 22 dec 2025, unknown"),
    ], save)  # fmt: skip


def merge_source_form(desk: Desk, target: Target | None) -> Form:
    """Two sources that are one."""
    item = _source(desk, target)
    others = [
        (source.source.id, source.source.source.short or source.source.source.title) for source in desk.view().sources
        if source.source.id != item.source.id
    ]  # fmt: skip
    if not others:
        raise InputError("there is no other source", "into")

    def save(texts: dict[str, str]) -> str:
        desk.amending.merge_source(item.source.id, texts["into"])
        return f"merged: its figures now belong to the other one; {UNDO}"

    return Form("Count it as another source", [Field("into", "into", others[0][0], options=others)], save)


def retire_form(desk: Desk, target: Target) -> Form:
    """Taking a criterion, a pillar, a metric or a source out of force. What a criterion names is doubted first; what a
    source gave goes with it, and is said.
    """
    insisting = Insisting("they are to go with it")

    def save(texts: dict[str, str]) -> str:
        insisting.save(texts, lambda sure: desk.retire(target, texts["text"], sure=sure))
        return f"retired; {UNDO}"

    view, required = desk.view(), target.kind == "criterion"
    source = view.source(target.id) if target.kind == "source" else None
    goes = f"goes with it: {gave(source)}" if source is not None else ""
    field = Field("text", "reason", required=required, area=True, hint="" if required else "optional", also=goes)
    return Form(f"Retire {title_of(view, target)}", [field], save)


def _lines(text: str) -> str:
    return "\n".join(part.strip() for part in text.split(",") if part.strip())
