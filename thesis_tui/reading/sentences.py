"""Lines to blocks, blocks to sentences, sentences to clauses; all as places in the text."""

from __future__ import annotations

import re

from msgspec import Struct

_STOP = re.compile(r"[.!?]+[\"')\]]*(?=\s|$|[A-Z][a-z])|[。！？]")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Inc|Corp|Co|Ltd|Plc|plc|vs|approx|ca|est|No|St|U\.S|U\.K|U\.N|E\.U|e\.g|i\.e|a\.m|p\.m"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Mio|Mrd|bzw|[A-Z]))$"
)
_ORDINAL = re.compile(r"(?:^|\s)\d{1,2}$")
_ORDERED = re.compile(
    r"(?:Jan|Feb|März|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Quartal|Halbjahr|Geschäfts|Jahr|Platz|Tag)", re.IGNORECASE
)
_BULLET = re.compile(r"\s*(?:[-*•·]|\d{1,2}[.)])\s+")
_ENDS_SENTENCE = (".", "!", "?", ":", ";", '"', "'", ")", "…", "。")


class Block(Struct, frozen=True):
    """A line of the text with something on it: a paragraph, a heading, an item."""

    start: int
    end: int
    heading: bool
    gap: bool
    """A blank line stands before it."""


class Sentence(Struct, frozen=True):
    """A sentence, and the number of the block and section it stands in."""

    start: int
    end: int
    block: int
    section: int


def blocks(working: str) -> list[Block]:
    """The blocks of a text. Lines of one paragraph broken by hand (Markdown) are joined."""
    found: list[Block] = []
    lines: list[tuple[int, int]] = []
    at = 0
    for line in working.split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    wrapped = _is_wrapped(working, lines)
    gap, open_start = False, -1
    for number, (start, end) in enumerate(lines):
        body = working[start:end].strip()
        if not body:
            gap, open_start = True, -1
            continue
        left = start + len(working[start:end]) - len(working[start:end].lstrip())
        right = left + len(body)
        if wrapped and open_start >= 0 and not _BULLET.match(working[start:end]) and found:
            last = found.pop()
            found.append(Block(last.start, right, False, last.gap))
            continue
        heading = (
            len(body) <= 110 and not body.endswith(_ENDS_SENTENCE) and body[0] not in "-*•" and not _is_numbers(body)
        )
        if wrapped and number + 1 < len(lines) and working[slice(*lines[number + 1])].strip():
            heading = False
        found.append(Block(left, right, heading, gap))
        gap, open_start = False, left
    return found


def _is_wrapped(working: str, lines: list[tuple[int, int]]) -> bool:
    """Whether paragraphs are broken into lines of like length: many lines that end without a stop."""
    long = [working[s:e].rstrip() for s, e in lines if e - s > 45]
    if len(long) < 3 or max(map(len, long)) > 130:
        return False
    return sum(not line.endswith(_ENDS_SENTENCE) for line in long) * 2 > len(long)


def _is_numbers(body: str) -> bool:
    return sum(c.isdigit() for c in body) * 2 > len(body)


def sentences(working: str, parts: list[Block]) -> list[Sentence]:
    """The sentences of all blocks that are not headings."""
    found: list[Sentence] = []
    section = 0
    for number, block in enumerate(parts):
        if block.heading:
            section += 1
        start = block.start
        for stop in _STOP.finditer(working, block.start, block.end):
            before = working[max(block.start, stop.start() - 8) : stop.start()]
            after = working[stop.end() : stop.end() + 14].strip()
            if stop[0].startswith(".") and (
                _ABBREVIATION.search(before) or (after and after[0].islower()) or _number_goes_on(before, after)
            ):
                continue
            found.append(Sentence(start, stop.end(), number, section))
            start = stop.end()
            while start < block.end and working[start].isspace():
                start += 1
        if start < block.end:
            found.append(Sentence(start, block.end, number, section))
    return found


def _number_goes_on(before: str, after: str) -> bool:
    """A German ordinal: "am 5. Mai", "3. Quartal"."""
    return bool(_ORDINAL.search(before) and (after[:1].isdigit() or _ORDERED.match(after)))
