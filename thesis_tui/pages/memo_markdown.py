"""A memo as Markdown: tables for figures, and every text from outside as nothing but text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from thesis_tui import __version__
from thesis_tui.model.text_cleaning import clean
from thesis_tui.pages.memo_parts import Cite, Ladder, Memo, MemoEvidence, MemoFigure, MemoPillar, MemoTable, Sign
from thesis_tui.pages.spans import one_line

_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<#|~&$^@])")
_LINK: Final = re.compile(r":(?=//)|(?<=www)\.", re.IGNORECASE)
_BEGINS: Final = re.compile(r"(?=[-+=:>])|(?<=^)\d{1,9}(?=[.)])")
"""Where what makes a list, a quotation or a heading stands at the head of a block."""


def escape(text: str) -> str:
    """Text on one line that Markdown shows as it is: no markup, no HTML, no link, no mention."""
    # the colon of an address and the dot behind www too: some make links of what is none
    return _LINK.sub(lambda found: "\\" + found[0], _MARKUP.sub(r"\\\1", one_line(clean(text))))


def block(text: str) -> str:
    """The same at the head of a block."""
    text = escape(text)
    match = _BEGINS.match(text)
    return text if match is None else f"{match[0]}\\{text[match.end() :]}"


def memo_markdown(memo: Memo) -> str:
    """A memo as Markdown; text of the user's is escaped."""
    blocks = [
        f"# {escape(memo.name)} ({escape(memo.symbol)}), {memo.stance}",
        f"*{escape(memo.statement)}*" if memo.statement else "",
        memo.day,
        f"**{_sign(memo.sign)}: {escape(memo.first)}**" + (f"  \n{block(memo.second)}" if memo.second else ""),
        f"**{escape(memo.warning)}**" if memo.warning else "",
        _price(memo),
        *_changes(memo),
        *(text for pillar in memo.pillars for text in _pillar(pillar)),
        *_milestones(memo),
        *(part for table in memo.own for part in _own(table)),
        *(text for ladder in memo.ladders for text in _ladder(ladder)),
        *_rest(memo),
        f"Made by thesis-tui {__version__}. Stale means too old to count, unproven not known yet; neither is a result.",
    ]
    return "\n\n".join(text for text in blocks if text) + "\n"


def _sign(sign: Sign) -> str:
    return f"{sign.glyph} {sign.word}".strip()


def _cite(cite: Cite) -> str:
    return " ".join([*(f"[{number}]" for number in cite.numbers), *([escape(cite.words)] if cite.words else [])])


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a column whose name ends in ">" is set to the right. Cells are escaped already."""
    rule = ["---:" if name.endswith(">") else "---" for name in head]
    lines = [[name.rstrip(">") for name in head], rule, *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _price(memo: Memo) -> str:
    lead = f"Price: **{escape(memo.price)}**, " if memo.price else "Price: "
    return f"{lead}{escape(memo.price_words)} {_cite(memo.price_cite)}".rstrip()


def _changes(memo: Memo) -> list[str]:
    rows = [(escape(change.day), escape(change.text), escape(change.place)) for change in memo.changes]
    text = _table(("day", "what", "where"), rows) if rows else "Nothing changed."
    return [f"## {escape(memo.since)}", text, memo.more_changes]


def _pillar(pillar: MemoPillar) -> list[str]:
    tests = [
        (
            _sign(test.sign),
            test.severity,
            escape(test.text),
            # a cell of a Markdown table has one line: this is what breaks it
            "<br>".join(escape(text) for text in (test.words, *test.moved)),
        )
        for test in pillar.tests
    ]
    return [
        f"## {escape(pillar.title)}: {_sign(pillar.sign)}",
        block(pillar.claim),
        block("; ".join(pillar.reasons)),
        _table(("", "severity", "fails when", "now"), tests) if tests else "No criterion yet.",
        *(block(move) for move in pillar.gone),
        _figures(pillar.figures),
        *_evidence(pillar.evidence),
    ]


def _figures(rows: Sequence[MemoFigure]) -> str:
    if not rows:
        return ""
    return _table(
        ("figure", "value>", "period", "age>", "source"),
        [
            (
                escape(row.title) if row.first else "",
                escape(row.value) if row.quiet else f"**{escape(row.value)}**",
                "<br>".join(escape(text) for text in (row.period, *row.notes)),
                escape(row.age),
                _cite(row.cite),
            )
            for row in rows
        ],
    )


def _evidence(evidence: MemoEvidence) -> list[str]:
    lines = [
        f"- {_sign(statement.sign)}: {escape(statement.text)} ({escape(statement.day)}) {_cite(statement.cite)}"
        for statement in evidence.shown
    ]
    if evidence.more:
        lines.append(f"- {evidence.more}")
    return ["\n".join(lines)] if lines else ["No evidence yet."]


def _milestones(memo: Memo) -> list[str]:
    rows = [
        (
            milestone.sign.glyph,
            "<br>".join(escape(text) for text in (milestone.title, milestone.words, *milestone.moved) if text),
            escape(milestone.window),
            escape(milestone.state),
            milestone.odds,
            escape(milestone.pillar),
            _cite(milestone.cite),
        )
        for milestone in memo.milestones
    ]
    head = ("", "milestone", "window", "state", "odds>", "pillar", "source")
    return ["## Milestones", _table(head, rows) if rows else "No milestone yet."]


def _own(table: MemoTable) -> list[str]:
    head = ["" for _ in table.rows[0]] if table.rows else []
    rows = [[escape(cell) for cell in row] for row in table.rows]
    return [f"## {escape(table.title)}", _table(head, rows)] if rows else []


def _ladder(ladder: Ladder) -> list[str]:
    rows = [
        (
            f"**{rung.name} now**" if rung.now else escape(rung.name),
            f"**{escape(rung.value)}**" if rung.now else escape(rung.value),
            escape(rung.distance),
            _sign(rung.sign),
            escape(rung.why),
            escape(rung.noted),
            _cite(rung.cite),
        )
        for rung in ladder.rungs
    ]
    head = ("level", f"{ladder.currency}>", "away>", "state", "why", "noted", "source")
    return [f"## Levels of {escape(ladder.symbol)}, {escape(ladder.where)}", block(ladder.note), _table(head, rows)]


def _rest(memo: Memo) -> list[str]:
    blocks: list[str] = []
    if memo.conflicts:
        lines = [
            f"- {_sign(conflict.sign)}: {escape(conflict.text)} {_cite(conflict.cite)}" for conflict in memo.conflicts
        ]
        blocks += ["## Where sources differ", "\n".join(lines)]
    if memo.context or memo.context_evidence.shown:
        blocks += ["## Beside the pillars", *_evidence(memo.context_evidence), _figures(memo.context)]
    day, text = memo.review
    if day:
        blocks += [f"## Last review, {escape(day)}", block(text)]
    rows = [
        (
            f"[{source.number}]",
            escape(source.title),
            escape(source.publisher),
            escape(source.published),
            source.gave,
            _link(source.url),
        )
        for source in memo.sources
    ]
    head = ("", "title", "publisher", "published", "gave", "address")
    blocks += ["## Sources", _table(head, rows) if rows else "No source yet: all of it was entered by hand."]
    if memo.problems:
        blocks += ["## Files that could not be read", "\n".join(f"- {escape(problem)}" for problem in memo.problems)]
    return blocks


def _link(url: str) -> str:
    """An address as a link, when nothing in it can end one; else as text."""
    return f"<{url}>" if re.fullmatch(r"https?://[\w.~:/?#@!$&'()*+,;=%-]+", url, re.ASCII) else escape(url)
