"""Which rows of a results release are read: those a metric names, and the lines of every income statement."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Literal

from msgspec import Struct

What = Literal["amount", "yoy", "both"]
_FOOTNOTES = re.compile(
    r"(?:\s*(?:\(notes?\s[\d, and]+\)|\[\d{1,2}\]|\(\d{1,2}\)|\([a-z]\)|\*+|[†‡§¹²³]))+$", re.IGNORECASE
)
_BASIS = re.compile(
    r"\s*\((?:u\.?s\.?\s+)?(?:gaap|ifrs)\)$"
    r"|\s*\((?:in\s+)?(?:nt\$|us\$|hk\$|\$|€|£|¥|rmb|eur|usd|dkk|twd)\)$"
    r"|\s*\(in [\w ]*(?:dollars|euros?|rmb|yen)[\w ]*\)$",
    re.IGNORECASE,
)
"""Remarks in a label that every income statement may make: the basis, and the currency of an amount a share."""
_LETTERS_APART = "()[]{}<>,.;:!?/|\\\"'’‘“”`´-–—−_*+=&%$€£¥#@~^…†‡§¹²³\u00a0"
_LEAD = re.compile(r"^[-–—•·*\s]+")


class Wanted(Struct, frozen=True, kw_only=True):
    """A line to look for. A label counts only when it is wholly one of `labels`; `figure` is what it is called where no
    metric names it. A `group` line is the whole company's, and is taken only from a table that has others of its kind;
    any other is a part of the company's revenue, or of what `of` says.
    """

    figure: str
    labels: tuple[str, ...]
    metric: str | None = None
    what: What = "both"
    group: bool = False
    per_share: bool = False
    of: str = "revenue"


def _group(figure: str, labels: str, *, per_share: bool = False) -> Wanted:
    return Wanted(
        figure=figure, group=True, per_share=per_share, labels=tuple(item.strip() for item in labels.split("|"))
    )


GROUP_LINES: Final = (
    _group(
        "revenue",
        "operating revenues|total operating revenues|operating revenue|total operating revenue"
        "|sales and other operating revenue|sales to customers|net sales to customers|total revenues and other income"
        "|revenues and other income"
        "|revenue|revenues|total revenue|total revenues|net revenue|net revenues|total net revenue|total net revenues"
        "|net sales|total net sales|sales|total sales|consolidated revenue|consolidated revenues"
        "|sales, net of returns and allowances|net operating revenues|total revenues, net|revenue, net|revenues, net"
        "|net revenues, total|net sales and revenue|total net sales and revenue|total revenue, net"
        "|total consolidated net revenues|total consolidated revenues|total consolidated revenue|net revenue - reported"
        "|total revenue, net of interest expense|total revenues, net of interest expense"
        "|revenue, net of interest expense|revenues, net of interest expense|total net revenue - reported|turnover",
    ),
    _group("gross-profit", "gross profit|gross margin|total gross profit|gross income"),
    _group(
        "operating-income",
        "operating income|income from operations|operating income (loss)|income (loss) from operations|operating profit"
        "|operating (loss) income|loss from operations|operating loss|(loss) income from operations|operating earnings"
        "|profit from operations|total operating income|earnings from operations|operating profit (loss)"
        "|operating (loss) profit|operating (loss)/income|operating income/(loss)|(loss)/income from operations"
        "|income/(loss) from operations|(loss)/profit from operations|profit/(loss) from operations|operating result"
        "|income (loss) from operations, net|earnings before interest and taxes (ebit)",
    ),
    _group(
        "net-income",
        "net income|net income (loss)|net (loss) income|net loss|net earnings|net earnings (loss)|net (loss) earnings"
        "|net profit|profit for the period|consolidated net income|consolidated net income (loss)"
        "|consolidated net earnings|net income including noncontrolling interests|net (loss)/income|net income/(loss)"
        "|profit (loss) after tax|profit after tax|profit for the quarter|net profit (loss)|net (loss) profit"
        "|(loss)/profit for the period|profit/(loss) for the period|net result",
    ),
    _group(
        "net-income-of-shareholders",
        "net income attributable to ordinary shareholders|net income attributable to common stockholders"
        "|net income attributable to common shareholders|net income attributable to shareholders of the company",
    ),
    _group(
        "research",
        "research and development|research and development expenses|research and development expense"
        "|product development expenses|technology and development",
    ),
    _group(
        "eps",
        "diluted earnings per share|diluted net income per share|diluted eps|earnings per share, diluted"
        "|earnings per share - diluted|net income per share, diluted|diluted earnings (loss) per share"
        "|diluted net income (loss) per share|net income per share - diluted|diluted earnings per common share"
        "|diluted earnings per ads|diluted net income per ads|diluted net income per common share"
        "|earnings per common share - diluted|diluted income per share|diluted net income per ordinary share"
        "|diluted earnings per ordinary share|earnings per ordinary share - diluted|earnings per share diluted"
        "|net income per common share - diluted|diluted earnings per share of common stock"
        "|diluted net earnings per share"
        "|net earnings per share - diluted|net earnings per common share - diluted|diluted (loss) earnings per share"
        "|diluted net (loss) income per share|diluted loss per share|net loss per share, basic and diluted"
        "|net loss per share - basic and diluted|basic and diluted net loss per share",
        per_share=True,
    ),
)
"""Names in income statements for the lines that every thesis may want."""

_ATTRIBUTABLE: Final = re.compile(
    r"(?:consolidated )?(?:net )?(?:income|earnings|profit|loss|\(loss\)|\(loss\)/income|income/\(loss\)|result)"
    r"(?: \((?:loss|income)\)| (?:income|earnings|profit))? (?:attributable|available|applicable) to "
    r"(?!.*non-?\s?controlling)(?!.*minority)(?!.*(?:participating|preferred|redeemable|discontinued|dilutive))"
    r"(?!.*per (?:share|ads)).+"
)
"""Net income of the owners, whatever they are called: "net income attributable to Nobody Inc."."""
_EARNED = r"(?:net )?(?:income|earnings|loss|\(loss\))(?: \((?:loss|income)\)| income| earnings|/\(loss\))?"
_PER = r"per (?:common |ordinary |class a )?(?:share|ads)(?: of common stock| of class a common stock)?"
_EPS_OF: Final = re.compile(
    rf"(?:basic and )?diluted {_EARNED} {_PER}(?: attributable to .+)?"
    rf"|{_EARNED} {_PER}(?: attributable to .+?)? ?[,-]? ?(?:\(?basic and )?\(?diluted\)?"
    rf"|{_EARNED},? (?:basic and )?diluted,? {_PER}"
)


def group_lines(name: str, names: dict[str, list[Wanted]]) -> list[Wanted]:
    """The lines that a folded label is one of, by name or as one whose owner is named in it."""
    found = names.get(name)
    if found is None and _EPS_OF.fullmatch(name):
        found = names.get("diluted earnings per share")
    if found is None and _ATTRIBUTABLE.fullmatch(name):
        found = names.get("net income attributable to common shareholders")
    return found or []


_LETTERS: Final = str.maketrans(dict.fromkeys(_LETTERS_APART, " "))
_OF_OWNERS: Final = frozenset(("attributable", "available", "applicable"))


def names_words(names: Iterable[str]) -> tuple[frozenset[str], ...]:
    """The words of each folded label, by which a table is told that has none of them."""
    found = {frozenset(name.translate(_LETTERS).split()) for name in names}
    # a label whose words are among another's asks for no more
    return tuple(words for words in found if words and not any(other < words for other in found if other))


def may_hold(text: str, wanted: Iterable[frozenset[str]]) -> bool:
    """Whether a table's text has all words of any label: the rows of one that has not need not be looked at."""
    words = frozenset(text.casefold().translate(_LETTERS).split())
    return "diluted" in words or not _OF_OWNERS.isdisjoint(words) or any(label <= words for label in wanted)


EPS_SECTION: Final = re.compile(
    r"^(?!.*(?:shares used|weighted|number of))(?:.*\b)?(?:earnings|income|loss|profit)\b.*\bper\b"
    r".*\b(?:shares?|ads|ordinary share|common share)\b|\beps\b",
    re.IGNORECASE,
)
"""A heading under which "diluted" is the earnings per share."""


def folded(label: str) -> str:
    """A label as labels are compared: footnotes, dots and dashes off, one kind of dash and quote, lower case."""
    text = label.replace("’", "'").replace("–", "-").replace("—", "-").replace("−", "-")
    text = _LEAD.sub("", text)
    text = _FOOTNOTES.sub("", text.rstrip(" :.…"))
    text = _FOOTNOTES.sub("", _BASIS.sub("", text))
    return " ".join(text.rstrip(" :.…").casefold().split())


def by_label(lines: Iterable[Wanted]) -> dict[str, list[Wanted]]:
    """The lines by each of their labels, those of metrics first."""
    found: dict[str, list[Wanted]] = {}
    for line in sorted(lines, key=lambda item: item.metric is None):
        for label in line.labels:
            found.setdefault(folded(label), []).append(line)
    return found


def group_line(labels: Iterable[str]) -> Wanted | None:
    """The line of every income statement that labels name, None for a part of a company."""
    wanted = {folded(label) for label in labels}
    return next((line for line in GROUP_LINES if wanted & {folded(label) for label in line.labels}), None)
