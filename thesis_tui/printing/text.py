"""Plain tables for the terminal, for a file, for a mail: no width is assumed and nothing needs a library."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from thesis_tui.model import figures
from thesis_tui.model.enums import Session
from thesis_tui.model.text_cleaning import clean
from thesis_tui.model.view import AttentionView, EntryView, LevelView, MilestoneView, PriceView, View
from thesis_tui.pages.glyphs import VERDICT_GLYPHS, milestone_sign
from thesis_tui.pages.ladder import listing_levels
from thesis_tui.pages.spans import cells, cut, one_line
from thesis_tui.rules.entry_kinds import kind_word
from thesis_tui.rules.wording.benchmarks import compared_text
from thesis_tui.rules.wording.doubts import doubt_text
from thesis_tui.rules.wording.levels import state_word
from thesis_tui.venues import units

if TYPE_CHECKING:
    from thesis_tui.model.objects import Listing
    from thesis_tui.prices.outcomes import Outcome, Refreshed
    from thesis_tui.services.theses import ThesisSummary

LONGEST = 100
Align = Literal["<", ">"]


def table(
    rows: Iterable[Sequence[str]], align: Sequence[Align] = (), indent: str = "", longest: int = LONGEST
) -> list[str]:
    """Rows as lines with aligned columns, two spaces between them; a cell is cut at `longest` characters with "…"."""
    textses = [tuple(cut(one_line(cell), longest) for cell in row) for row in rows]
    if not textses:
        return []
    widths = [max(cells(row[i]) for row in textses) for i in range(len(textses[0]))]
    lines = []
    for row in textses:
        set_out = []
        for i, (cell, width) in enumerate(zip(row, widths, strict=True)):
            blank = " " * (width - cells(cell))
            set_out.append(blank + cell if i < len(align) and align[i] == ">" else cell + blank)
        lines.append((indent + "  ".join(set_out)).rstrip())
    return lines


def check(
    view: View,
    items: Sequence[AttentionView],
    before: int = 0,
    *,
    news: Sequence[AttentionView] = (),
    among: bool = False,
) -> str:
    """The verdict, then `items`, one line each, and `news`, which needs nobody; that there are none is said. `before`
    counts what was said before. `among` others each line begins with the thesis's id.
    """
    reason = f": {view.reasons[0]}" if view.reasons else ""
    head = f"{view.name}, {figures.long_day(view.today)}: {VERDICT_GLYPHS[view.verdict][0]} {view.verdict}{reason}"
    titles = {pillar.pillar.id: pillar.pillar.title for pillar in view.pillars}
    named = [*((item.kind, item) for item in items), *(("news", item) for item in news)]
    rows = [(kind, item.text, titles.get(item.pillar or "", "")) for kind, item in named]
    # wider than other tables: what is to be done about a doubted price stands at the end of its text
    lines = table(rows, indent="" if among else "  ", longest=2 * LONGEST)
    if not items and not before:
        lines.append("Nothing needs attention.")
    elif before:
        more = f"{before} more as before" if named else f"Nothing new; {before} as before"
        lines.append(f"{more}; check --again prints them")
    begin = f"{view.id}  " if among else ""
    return "\n".join(begin + line for line in (head, *lines)) + "\n"


def theses(standings: Sequence[ThesisSummary]) -> str:
    """Every thesis, the most urgent first: verdict, id, name, price, nearest level, what needs attention."""
    rows = [("", "verdict", "id", "thesis", "price", "", "nearest level", "attention", "last look")]
    for summary in standings:
        view, needs = summary.view, summary.attention
        count = str(len(needs)) if needs else "–"
        if view is None:
            rows.append(("✗", "unreadable", summary.id, "", "–", "", "–", count, ""))
            continue
        price = view.price
        shown = "–" if price is None else units.price(price.price.value, price.price.currency)
        when = "no price yet" if price is None else _price_told(price, view)
        looked = "never" if view.looked is None else figures.ago((view.today - view.looked.date()).days)
        glyph, _ = VERDICT_GLYPHS[view.verdict]
        texts = (shown, when, nearest(summary), count, looked)
        if view.closed is not None:
            rows.append(("·", f"closed: {view.closed.close.outcome}", summary.id, view.name, *texts))
            continue
        rows.append((glyph, view.verdict, summary.id, view.name, *texts))
    head, *lines = table(rows, align=("<", "<", "<", "<", ">", "<", "<", ">"))
    out = [head]
    for summary, line in zip(standings, lines, strict=True):
        out.append(line)
        out += [f"   {cut(one_line(item.text), LONGEST)}" for item in summary.attention[:1]]
    return "\n".join(out) + "\n"


def _price_told(price: PriceView, view: View) -> str:
    return ", ".join(part for part in (price_age(price, view.today), _change(price)) if part)


def nearest(summary: ThesisSummary) -> str:
    """The nearest level and how far it is: "support 148.00, −1.2 %"; "–" when there is none."""
    level = summary.nearest
    if level is None or level.distance is None:
        return "–"
    shown = figures.zone(level.level.low, level.level.high, level.level.currency)
    return f"{level.level.type} {shown}, {figures.percent(level.distance * 100)}"


def milestones(view: View) -> str:
    """Every milestone by window: state, window, odds, pillar, title, and the id that commands take."""
    if not view.milestones:
        return 'no milestone yet; to add one: thesis-tui milestone add "TITLE" --window "feb 2026"\n'
    titles = {pillar.pillar.id: pillar.pillar.title for pillar in view.pillars}
    rows = [("", "state", "window", "odds", "when", "pillar", "milestone", "id")]
    rows += [
        (
            milestone_sign(item)[0],
            item.state,
            item.window,
            "–" if item.latest_odds is None else f"{figures.plain(item.latest_odds)} %",
            milestone_when(item, view.today),
            titles.get(item.milestone.pillar or "", "–"),
            item.milestone.title,
            item.milestone.id,
        )
        for item in view.milestones
    ]
    return "\n".join(table(rows, align=("<", "<", "<", ">", "<"))) + "\n"


def milestone_when(item: MilestoneView, today: date) -> str:
    """ "in 50 days", "12 days left", "3 days overdue", "hit 3 Dec"."""
    if item.state == "upcoming":
        return f"in {figures.days(item.days)}"
    if item.state == "due":
        return "last day" if item.days == 0 else f"{figures.days(item.days)} left"
    if item.state == "overdue":
        snoozed = item.snoozed_until
        until = f", snoozed to {figures.day(snoozed, today)}" if snoozed and snoozed > today else ""
        return f"{figures.days(item.days)} overdue{until}"
    delay = f", {figures.days(item.days_late)} late" if item.days_late else ""
    return "" if item.outcome_day is None else f"{item.state} {figures.day(item.outcome_day, today)}{delay}"


def levels(view: View) -> str:
    """A ladder for each listing: its levels from the highest down, the price where it belongs among them."""
    blocks: list[str] = []
    for listing in view.listings:
        mine = listing_levels(view, listing.symbol)
        current = view.current.get(listing.symbol)
        if not mine and current is None:
            continue
        where = listing.name or listing.venue
        blocks.append("\n".join([f"{listing.symbol}  {where}, {listing.currency}", *_ladder(mine, current, view)]))
    blocks += [compared_text(benchmark, view.today) for benchmark in view.benchmarks]
    if not blocks:
        return 'no level yet; to add one: thesis-tui level add support 148 --why "…"\n'
    return "\n\n".join(blocks) + "\n"


def _ladder(mine: Sequence[LevelView], current: PriceView | None, view: View) -> list[str]:
    rows: list[tuple[Decimal, tuple[str, ...]]] = []
    for item in mine:
        level = item.level
        distance = "–" if item.distance is None else figures.percent(item.distance * 100)
        adjusted = item.adjusted and f"adjusted for the split {item.adjusted}"
        intent = view.intent(level.id)
        then = "" if intent is None else f"then: {intent.action}"
        why = ", ".join(part for part in (adjusted, level.by, level.why, then) if part)
        text = item.reason if item.state == "no price" else state_word(item)
        shown = figures.MARKS[level.qualifier] + figures.zone(level.low, level.high, level.currency)
        rows.append((level.top, ("", shown, level.type, distance, text, why, level.id)))
    if current is not None:
        shown = figures.MARKS[current.price.qualifier] + figures.price(current.price.value, current.price.currency)
        now = ("▸", shown, "price now", "", price_age(current, view.today), current.origin.label, "")
        rows.append((current.price.value, now))
    rows.sort(key=lambda row: row[0], reverse=True)
    return table((row for _, row in rows), align=("<", ">", "<", ">"), indent="  ")


def price_age(item: PriceView, today: date) -> str:
    """ "close of 22 Dec, yesterday", "in session, 22 Dec, today", "12 days old, stale", "undated"."""
    price = item.price
    if item.day is None or item.age_days is None:
        return "undated, stale"
    shown = f"{_SESSIONS[price.session]}{figures.day(item.day, today)}"
    if item.stale:
        return f"{shown}, {figures.days(item.age_days)} old, stale"
    # at the venue it may be tomorrow already
    return shown if item.day > today else f"{shown}, {figures.ago(item.age_days)}"


_SESSIONS: dict[Session, str] = {
    "close": "close of ", "open": "in session, ", "premarket": "premarket, ", "after hours": "after hours, ",
    "unknown": "",
}  # fmt: skip


def _when(item: PriceView, view: View) -> str:
    """The age of a price, by the clock where it is of the last day: "in session, 15:42, 3 min ago"."""
    price = item.price
    if price.time is None or price.session == "close":
        return price_age(item, view.today)
    minutes = int((view.now - price.time).total_seconds() // 60)
    # a clock that is behind the price's, or a price of another day
    if not 0 <= minutes < 24 * 60:
        return price_age(item, view.today)
    past = f"{minutes} min ago" if minutes < 60 else f"{minutes // 60} h ago"
    return f"{_SESSIONS[price.session]}{price.time.astimezone(view.now.tzinfo):%H:%M}, {past}"


def prices(view: View, refreshed: Refreshed | None = None, only: str = "") -> str:
    """The newest price of each listing (or of `only` one) with its age, and what the feeds said of it."""
    listings = [other for other in view.listings if only in ("", other.symbol)]
    lines = table((_price_row(listing, view) for listing in listings), align=("<", ">", "<", "<", ">"))
    out = []
    for listing, line in zip(listings, lines, strict=True):
        more = [*_extended(listing, view), *(_feed_words(listing, refreshed) if refreshed else ())]
        out += [line, *(f"    {words}" for words in (*more, *_doubted(listing, view, more)))]
    if refreshed is not None:
        out += [f"exchange rates: {attempt.words}" for attempt in refreshed.rates.attempts]
    # the feeds' own words are among them
    return clean("\n".join(out)) + "\n"


def _extended(listing: Listing, view: View) -> list[str]:
    """A price before or after hours."""
    item = view.extended.get(listing.symbol)
    if item is None:
        return []
    value = f"{units.price(item.price.value, item.price.currency)} {_when(item, view)}"
    return [", ".join(part for part in (value, _change(item), f"from {item.origin.label}") if part)]


def _doubted(listing: Listing, view: View, above: Sequence[str]) -> list[str]:
    """Prices of a listing that wait for a decision and were not said `above`, and how it is given."""
    texts = (doubt_text(doubt) for doubt in view.doubts if doubt.listing == listing.symbol)
    waiting = [text for text in texts if text not in above]
    return [*waiting, "decide: thesis-tui price accept, or refuse"] if waiting else []


def _feed_words(listing: Listing, refreshed: Refreshed) -> list[str]:
    """The words of the feeds on a listing's price, then of its history what was not said already."""
    quotes = [outcome for outcome in refreshed.quotes if outcome.listing == listing.symbol][-1:]
    history = [outcome for outcome in refreshed.history if outcome.listing == listing.symbol][-1:]
    heard = {attempt.text for outcome in quotes for attempt in outcome.attempts}
    older = [attempt for outcome in history for attempt in outcome.attempts if attempt.text not in heard]
    return [
        *(words for outcome in quotes for words in _heard(outcome)),
        *(f"history: {attempt.words}" for attempt in older),
    ]


def _heard(outcome: Outcome) -> list[str]:
    """Which feed answered, then what each that did not said."""
    failed = [attempt.words for attempt in outcome.attempts]
    if outcome.quote is not None:
        return [f"{outcome.quote.source} answered", *failed]
    if outcome.unknown:
        return [f"no feed has {outcome.listing}", *failed]
    return failed if failed and outcome.wait is None else [outcome.words]


def _price_row(listing: Listing, view: View) -> tuple[str, ...]:
    item = view.current.get(listing.symbol)
    if item is not None:
        value = figures.MARKS[item.price.qualifier] + figures.price(item.price.value, item.price.currency)
        change = _change(item)
        return listing.symbol, value, item.price.currency, _when(item, view), change, f"from {item.origin.label}"
    converted = view.converted.get(listing.symbol)
    if converted is None:
        return listing.symbol, "–", listing.currency, "no price yet", "", ""
    rate = f"{figures.grouped(figures.rounded(converted.rate, 4))} on {figures.day(converted.day, view.today)}"
    text = f"no price yet; {converted.of} at {rate}"
    return (
        listing.symbol,
        f"≈{figures.price(figures.rounded_like(converted.value), converted.currency)}",
        converted.currency,
        text,
        "",
        f"rate from {converted.source}",
    )


def _change(item: PriceView) -> str:
    return "" if item.change_percent is None else figures.percent(item.change_percent, 2)


def log(view: View) -> str:
    """The journal, newest first: day, kind, text, what it is about, and the entry's id."""
    if not view.journal:
        return 'no journal entries yet; to write the first: thesis-tui note "TEXT"\n'
    rows = [
        (figures.long_day(item.day), kind_word(item.kind), _entry_text(item), item.place, item.entry.id)
        for item in view.journal
    ]
    return "\n".join(table(rows, align=(">",))) + "\n"


def _entry_text(item: EntryView) -> str:
    text = one_line(item.text)
    if item.clock is not None:
        text = f"{text} (recorded by a clock that said {figures.long_day(item.clock.date())}, {item.clock:%H:%M})"
    if item.retracted:
        return f"{text} ({'retired' if item.retired else 'undone'})"
    return f"{text} (replaced)" if item.replaced else text


def pairs(rows: Iterable[tuple[str, str]]) -> str:
    """Names and values, aligned."""
    return "\n".join(table(rows)) + "\n"
