"""The block of a table that a part of a company stands in: the rows that one total adds up, and what they measure.

A table gives one measure ("Revenue by segment") or several below each other, each under a heading of its own; the same
part has a row in each. Which measure a block is of is said by its total, by its heading, or by the table's caption.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from thesis_tui.public_data.table_rows import Row
from thesis_tui.public_data.wanted import folded

_WHOLE = re.compile(r"(?:(?:total|consolidated|group|company)\b\s*)+", re.IGNORECASE)
_MEASURE = re.compile(
    r"(?:(?:total|segment|net|gross|operating|adjusted|consolidated|cost of|costs of|income from) ?)*"
    r"(?:revenues?|sales|ebitd?a?|income|profit|loss|income \(loss\)|\(loss\) income|profit \(loss\)|earnings|margin"
    r"|assets"
    r"|expenses?|costs?|operations|expenditures?|depreciation|amortization|depreciation and amortization)"
    r"(?:/\(loss\)| \(loss\))?(?: by .+| from .+)?",
    re.IGNORECASE,
)
_SEGMENTS = re.compile(r"\bsegments?\b|eliminat|unallocated|inter-?segment|reconciling|corporate", re.IGNORECASE)
_OTHERS = ("ebit", "operating income", "income from operations", "profit", "assets", "expenses", "margin")
_REVENUE = ("revenue", "revenues", "net revenue", "net revenues", "net sales", "sales")


class Block(NamedTuple):
    """Rows and what each is of; they end with the total where there is one. `exhausts` is whether the table says that
    its rows are all there is: those of segments do.
    """

    rows: Sequence[tuple[str, Row]]
    has_total: bool
    exhausts: bool


def is_whole(name: str) -> bool:
    """Whether a folded label is that of the whole company."""
    return _WHOLE.match(name) is not None


def block_of(row: Row, rows: Sequence[Row], what: str, caption: str) -> Block | None:
    """The block a row stands in, None where it is of another measure than `what`, or nothing says of which."""
    at = next(place for place, item in enumerate(rows) if item is row)
    heading, begin = _heading(at, rows)
    below = range(at + 1, len(rows))
    end = next((place for place in below if _heading(place, rows)[1] != begin), len(rows))
    words = _REVENUE if what.casefold() == "revenue" else (what.casefold(),)
    totals = [place for place in range(at + 1, end) if is_whole(rows[place].name)]
    named = next((place for place in totals if _measured(rows[place].name) in words), None)
    if named is not None:
        return _block(rows[begin : named + 1], caption, has_total=True)
    bare = next((place for place in totals if not _measured(rows[place].name)), None)
    # every total in the block names another measure, and so does the block
    if bare is None and totals:
        return None
    own = heading or f"{caption} {' '.join(dict.fromkeys(item.section for item in rows[begin:end]))}"
    if not _says(own, words, what):
        return None
    return _block(rows[begin : end if bare is None else bare + 1], caption, has_total=bare is not None)


def _block(rows: Sequence[Row], caption: str, *, has_total: bool) -> Block:
    text = f"{caption} {' '.join(f'{row.section} {row.label}' for row in rows)}"
    return Block([(row.name, row) for row in rows], has_total, _SEGMENTS.search(text) is not None)


def block_by_headings(row: Row, rows: Sequence[Row], what: str) -> Block | None:
    """The block of a row that names a measure under a heading that names the part: the same row of each part, up to the
    one under the heading of the whole. None where the row is of another measure than `what`.
    """
    words = _REVENUE if what.casefold() == "revenue" else (what.casefold(),)
    if row.name not in words:
        return None
    alike = [(folded(item.section), item) for item in rows if item.name == row.name]
    total = next((place for place, (name, _) in enumerate(alike) if is_whole(name)), None)
    return Block(alike[: total + 1], has_total=True, exhausts=True) if total is not None else None


def _heading(at: int, rows: Sequence[Row]) -> tuple[str, int]:
    """The nearest heading above that names a measure, and the first row below it; headings of parts are passed over."""
    for place in range(at, -1, -1):
        section = rows[place].section
        if section and _MEASURE.fullmatch(section.strip(" :")):
            begin = place
            while begin and rows[begin - 1].section == section:
                begin -= 1
            return section, begin
    return "", 0


def _measured(name: str) -> str:
    """The rest of a total's label: "total consolidated net revenues" measures "net revenues"."""
    return _WHOLE.sub("", name, count=1).strip(" ,-")


def is_measure(name: str, what: str) -> bool:
    """Whether a folded label is a measure's name and nothing else, but for "total" and "segment" before it."""
    return re.sub(r"^(?:total |segment )+", "", name) in (
        _REVENUE if what.casefold() == "revenue" else (what.casefold(),)
    )


def says_measure(text: str, what: str) -> bool:
    """Whether a heading or a caption says that what is below is of a measure, and of no other."""
    return _says(text, _REVENUE if what == "revenue" else (what,), what)


def _says(text: str, words: Sequence[str], what: str) -> bool:
    phrase = text.casefold()
    if not any(word in phrase for word in words):
        return False
    # a caption that names another measure as well does not say which of the two a row is of
    return what.casefold() != "revenue" or not any(word in phrase for word in _OTHERS) or phrase.strip(" :") in words
