"""A memo as one web page: its style inside, no script, nothing asked of any other place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from thesis_tui import __version__
from thesis_tui.model.figures import UNKNOWN, counted
from thesis_tui.pages.gauge import time_axis
from thesis_tui.pages.markup import Html, el, together
from thesis_tui.pages.memo_chart import caption, chart, gauge, window
from thesis_tui.pages.memo_pages import RUNGS, front
from thesis_tui.pages.memo_parts import (
    Cite,
    Ladder,
    Memo,
    MemoCriterion,
    MemoEvidence,
    MemoFigure,
    MemoPillar,
    MemoTable,
    Rung,
    Sign,
)
from thesis_tui.pages.memo_style import STYLE

_ADDRESS: Final = re.compile(r"https?://[!#-;=?-\[\]_a-z~%]+")
# In cells, as for a terminal: it is drawn as a share of the page's width, so this only sets how finely.
_AXIS: Final = 220


def memo_html(memo: Memo) -> str:
    """A memo as one HTML file that asks for nothing: style and chart are in it, and no script."""
    head = el(
        "head", "",
        el("meta", {"charset": "utf-8"}),
        el("meta", {"http-equiv": "Content-Security-Policy", "content": _policy()}),
        el("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        el("meta", {"name": "referrer", "content": "no-referrer"}),
        el("meta", {"name": "color-scheme", "content": "light dark"}),
        el("title", "", f"{memo.symbol}, {memo.name}: {memo.sign.word}, {memo.day}"),
        el("style", "", Html(STYLE)),
    )  # fmt: skip
    shown = front(memo)
    left = el("div", "thesis", _pillars(shown, len(memo.pillars) - len(shown.pillars)))
    right = el("div", "market", *_market(shown), *_differ(shown))
    sources = [_sources(shown)] if shown.sources or not memo.sources else []
    body = el(
        "body", "",
        el("main", "", _header(memo), _hero(shown), _since(shown), el("div", "top", left, right), _milestones(shown),
           *(_own(table) for table in shown.own), _proof(shown), *_review(memo), *sources, *_problems(memo),
           *_appendix(memo, shown)),
        _footer(),
    )  # fmt: skip
    return f'<!DOCTYPE html>\n<html lang="en">{head}\n{body}</html>\n'


def _pillars(memo: Memo, left_out: int) -> Html:
    panels = [_panel(pillar) for pillar in memo.pillars] or [el("p", "quiet", "No pillar yet.")]
    if left_out:
        panels.append(el("p", "quiet", f"{counted(left_out, 'more pillar')} in the appendix."))
    return _section("pillars", "Pillars", *panels, note="fails ╎ holds")


def _appendix(memo: Memo, shown: Memo) -> list[Html]:
    """All that the two pages have no room for. It is printed only when it is open: a page is printed as it looks."""
    parts: list[tuple[str, Iterable[Html]]] = []
    if len(memo.changes) > len(shown.changes):
        parts.append(("changes", [_since(memo)]))
    if memo.pillars != shown.pillars:
        parts.append(("pillars in full", [_pillars(memo, 0), _proof(memo)]))
    if memo.ladders != shown.ladders:
        parts.append(("all levels", (_ladder(ladder) for ladder in memo.ladders)))
    if len(memo.milestones) > len(shown.milestones):
        parts.append(("all milestones", [_milestones(memo)]))
    if len(memo.conflicts) > len(shown.conflicts):
        parts.append(("where sources differ", _differ(memo)))
    if memo.own != shown.own:
        parts.append(("your own doing", (_own(table) for table in memo.own)))
    if memo.context or memo.context_evidence.shown:
        parts.append(("figures of no pillar", _context_section(memo)))
    if memo.sources and not shown.sources:
        parts.append((counted(len(memo.sources), "source"), [_sources(memo)]))
    if not parts:
        return []
    names = ", ".join(name for name, _ in parts)
    summary = el("summary", "", f"Appendix: {names}", el("span", "quiet", " (open it to print it, too)"))
    return [el("details", "appendix", summary, *(block for _, blocks in parts for block in blocks))]


def _policy() -> str:
    """Nothing but this page's own style: whatever else got into it stays dead."""
    from base64 import b64encode
    from hashlib import sha256

    # by its sum, so that no other style and no attribute of one is obeyed
    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _sign(sign: Sign) -> Html:
    return el("span", f"sign {sign.role}", f"{sign.glyph} {sign.word}".strip()) if sign.word else Html()


def _cite(cite: Cite) -> Html:
    parts: list[str] = [el("a", {"href": f"#source-{number}"}, str(number)) for number in cite.numbers]
    if cite.words:
        parts.append(cite.words)
    return el("span", "cite", *_spaced(parts)) if parts else Html()


def _spaced(parts: Sequence[str]) -> Iterator[str]:
    for at, part in enumerate(parts):
        if at:
            yield " "
        yield part


def _section(name: str, title: str, *inside: str, note: str = "") -> Html:
    head = el("h2", "", el("span", "", title), el("span", "note", note) if note else Html())
    return el("section", name, head, *inside)


def _table(name: str, heads: Sequence[str], rows: Iterable[Html]) -> Html:
    top = el("thead", "", el("tr", "", *(el("th", {"scope": "col"}, head) for head in heads))) if heads else Html()
    return el("table", name, top, el("tbody", "", *rows))


def _header(memo: Memo) -> Html:
    return el(
        "header", "",
        el("b", "", memo.symbol), el("span", "", memo.name), el("span", "quiet", memo.stance),
        el("span", "day", memo.day),
    )  # fmt: skip


def _hero(memo: Memo) -> Html:
    paragraphs = [el("p", "first", memo.first)]
    if memo.second:
        paragraphs.append(el("p", "", memo.second))
    if memo.statement:
        paragraphs.append(el("p", "statement", memo.statement))
    if memo.warning:
        paragraphs.append(el("p", "warn", f"◌ {memo.warning}"))
    value, _, currency = memo.price.rpartition(" ")
    stale = memo.view.price is None or memo.view.price.stale
    price = el(
        "div", "quote stale" if stale else "quote",
        el("p", "value", value or "–", " ", el("small", "", currency)),
        el("p", "quiet", memo.price_words, " ", _cite(memo.price_cite)),
    )  # fmt: skip
    stamp = el("p", f"stamp {memo.sign.role}", f"{memo.sign.glyph} {memo.sign.word}")
    return el("div", "hero", stamp, el("div", "verdict", *paragraphs), price)


def _since(memo: Memo) -> Html:
    rows = [
        el("li", "", el("span", "quiet", change.day), f"{change.text} ", el("span", "quiet", change.place))
        for change in memo.changes
    ]  # fmt: skip
    if memo.more_changes:
        rows.append(el("li", "quiet", memo.more_changes))
    inside = el("ul", "changes", *rows) if rows else el("p", "quiet", "Nothing changed.")
    return _section("since", memo.since, inside)


def _panel(pillar: MemoPillar) -> Html:
    key = Html()
    if pillar.key is not None:
        value = el("b", "stale" if pillar.key.quiet else "", pillar.key.value)
        age = el("span", "quiet", f" {pillar.key.age}") if "stale" in pillar.key.age else Html()
        key = el("span", "key", f"{pillar.key.title} ", value, age)
    head = el("h3", "", el("span", f"sign {pillar.sign.role}", pillar.sign.glyph), f" {pillar.title}", key)
    reason = el("p", "", el("span", f"sign {pillar.sign.role}", pillar.sign.word), " ", "; ".join(pillar.reasons))
    tests = [_test(test) for test in pillar.tests]
    shown = (
        _table("tests", (), tests) if tests else el("p", "quiet", "No criterion yet, so nothing can prove it wrong.")
    )
    gone = [el("p", "warn", f"⇢ {move}") for move in pillar.gone]
    return el(
        "section", "pillar", head, el("p", "claim", pillar.claim), reason, shown, *gone, *_evidence(pillar.evidence)
    )


def _test(test: MemoCriterion) -> Html:
    parts = [el("span", f"sign {test.sign.role}", f"{test.sign.glyph} {test.sign.word}"), f", {test.words}"]
    moved = [el("div", "warn", f"⇢ {move}") for move in test.moved]
    words = el("td", "", el("span", "quiet", f"{test.severity} if "), test.text, el("div", "", *parts), *moved)
    return el("tr", "", words, el("td", "drawn", gauge(test)))


def _evidence(evidence: MemoEvidence) -> list[Html]:
    if not evidence.shown:
        return [el("p", "quiet", evidence.more or "No evidence yet.")]
    more = el("span", "quiet", f"; {evidence.more}") if evidence.more else Html()
    rows = [
        el("li", "", el("span", "quiet", statement.sign.glyph + " "), statement.text, " ",
           el("span", "quiet", statement.day), " ", _cite(statement.cite),
           more if statement is evidence.shown[-1] else "")
        for statement in evidence.shown
    ]  # fmt: skip
    return [el("ul", "evidence", *rows)]


def _market(memo: Memo) -> list[Html]:
    drawn = chart(memo.view, RUNGS)
    under = el("p", "quiet caption", caption(memo.view))
    blocks = [_section("figure", "Price", drawn, under, note=memo.symbol)] if drawn else []
    return [*blocks, *(_ladder(ladder) for ladder in memo.ladders)]


def _ladder(ladder: Ladder) -> Html:
    note = el("p", "quiet", f"◌ {ladder.note}") if ladder.note else Html()
    where = f"{ladder.where}, {ladder.currency}"
    return _section(
        "levels",
        f"Levels, {ladder.symbol}",
        note,
        _table("ladder", (), (_rung(rung) for rung in ladder.rungs)),
        note=where,
    )


def _rung(rung: Rung) -> Html:
    words = ", ".join(text for text in (rung.why, rung.noted) if text)
    state = _sign(rung.sign) if not rung.now or rung.sign.word else Html()
    name = el("td", "", "price now" if rung.now else rung.name)
    cells = (name, el("td", "number", rung.value), el("td", "number away", rung.distance), el("td", "state", state))
    now = " now" if rung.now else ""
    why = el("td", {"colspan": 4}, words, " ", _cite(rung.cite))
    return together([el("tr", f"rung{now}", *cells), el("tr", f"why{now}", why)])


def _differ(memo: Memo) -> list[Html]:
    if not memo.conflicts:
        return []
    rows = [
        el(
            "li",
            "",
            el("span", f"sign {conflict.sign.role}", f"{conflict.sign.glyph} {conflict.sign.word}"),
            f": {conflict.text} ",
            _cite(conflict.cite),
        )
        for conflict in memo.conflicts
    ]
    return [_section("differ", "Where sources differ", el("ul", "", *rows))]


def _milestones(memo: Memo) -> Html:
    if not memo.milestones:
        return _section("milestones", "Milestones", el("p", "quiet", "No milestone yet."))
    axis = time_axis([milestone for milestone in memo.view.milestones if milestone.open], memo.view.today, _AXIS)
    rows = []
    # the first of them on the two pages
    for shown, given in zip(memo.milestones, memo.view.milestones, strict=False):
        more = [el("div", "quiet", shown.words)] if shown.words else []
        more += [el("div", "warn", f"⇢ {text}") for text in shown.moved]
        rows.append(
            el(
                "tr", "" if given.open else "ended",
                el("td", "", el("span", f"sign {shown.sign.role}", shown.sign.glyph), f" {shown.title}", *more),
                el("td", "quiet", shown.pillar), el("td", "", shown.window), el("td", shown.sign.role, shown.state),
                el("td", "drawn", window(given, axis)), el("td", "number", shown.odds), el("td", "", _cite(shown.cite)),
            )
        )  # fmt: skip
    heads = ("milestone", "pillar", "window", "state", "", "odds", "source")
    return _section("milestones", "Milestones", _table("wide", heads, rows), note="│ today")


def _own(table: MemoTable) -> Html:
    rows = [el("tr", "", el("td", "quiet", row[0]), *(el("td", "", cell) for cell in row[1:])) for row in table.rows]
    return _section("own", table.title, _table("wide", (), rows))


def _proof(memo: Memo) -> Html:
    cards = [
        el("div", "card", el("h3", "", pillar.title), _figures(pillar.figures))
        for pillar in memo.pillars
        if pillar.figures
    ]
    if not cards:
        return Html()
    return _section("proof", "Figures", el("div", "cards", *cards), note="value, period, age, source")


def _figures(rows: Sequence[MemoFigure]) -> Html:
    return _table("figures", (), (_figure(row) for row in rows))


def _figure(figure: MemoFigure) -> Html:
    spark = el("span", "quiet", f" {figure.trend}") if figure.trend else Html()
    return el(
        "tr",
        "quiet" if figure.quiet else "",
        el("td", "", figure.title if figure.first else ""),
        el("td", "number", el("b", "", figure.value), spark),
        el(
            "td",
            "",
            figure.period,
            el("span", _age(figure), f" {figure.age}") if figure.age not in ("", UNKNOWN) else Html(),
            *(el("div", "quiet", text) for text in figure.notes),
        ),
        el("td", "", _cite(figure.cite)),
    )


def _age(figure: MemoFigure) -> str:
    return "age" if "stale" in figure.age else "age fresh"


def _context_section(memo: Memo) -> list[Html]:
    if not memo.context and not memo.context_evidence.shown:
        return []
    parts = _evidence(memo.context_evidence) if memo.context_evidence.shown else []
    rows = [el("div", "cards", _figures(memo.context))] if memo.context else []
    return [_section("beside", "Beside the pillars", *parts, *rows)]


def _review(memo: Memo) -> list[Html]:
    day, text = memo.review
    return [_section("review", "Last review", el("p", "", text), note=day)] if day else []


def _sources(memo: Memo) -> Html:
    rows = [
        el(
            "li", {"id": f"source-{source.number}", "value": source.number},
            _link(source.title, source.url), f", {source.publisher}" if source.publisher else "",
            el("span", "quiet", f"; {source.published}; gave {source.gave}"),
        )
        for source in memo.sources
    ]  # fmt: skip
    inside = el("ol", "", *rows) if rows else el("p", "quiet", "No source yet: all of it was entered by hand.")
    return _section("sources", "Sources", inside)


def _link(title: str, url: str) -> Html:
    if not _ADDRESS.fullmatch(url):
        return together([title])
    return el("a", {"href": url, "rel": "noopener noreferrer"}, title)


def _problems(memo: Memo) -> list[Html]:
    rows = [el("li", "warn", problem) for problem in memo.problems]
    return [_section("problems", "Files that could not be read", el("ul", "", *rows))] if rows else []


def _footer() -> Html:
    words = (
        "Stale means too old to count, unproven not known yet; neither is a result. Margins: left of the mark fails, "
    )
    return el("footer", "", f"{words}right of it holds. Made by thesis-tui {__version__}.")
