"""Lines to blocks, blocks to sentences, and what each sentence stands under; all as places in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from thesis_tui.reader.word_lists import grammar

# The marks of sources were made spaces: behind them a dash begins the next point of a list that was run together.
_STOP = re.compile(r"[.!?]+[\"')\]]*(?=\s|$|[A-Z][a-z])|[。！？]|(?<=\S)\s{4,}(?=-\s)")
_DAY = re.compile(r"\b\d{1,2}\.\d{1,2}$")
_ORDINAL = re.compile(r"(?:^|\s)\d{1,2}$")
_BULLET = re.compile(r"\s*(?:[-*•·▪◦●‣■►▸–]|\d{1,2}[.)])\s+")
_INLINE = re.compile(r"(?<=\S)\s*[•▪◦●‣■►▸]\s*(?=\S)")
_ROW = re.compile(r"\|")
_TITLED = re.compile(r"[^\s.!?,;|][^.!?,;|]{1,40}\s\((?:[A-Za-z]{2,8}:\s?)?(?:[A-Z0-9.]{1,9}|[A-Z&-]{1,15})\)\Z")
"""A line that is a company with its symbol: "Acme Tools (ACM)"."""
_RULE = re.compile(r"[\s|:-]+\Z")
_BIG_NUMBER = re.compile(r"(?<![\d.,])(?!\d{2,3}[\s-][A-Za-z])(?!(?:19|20)\d\d(?![\d.,]\d|\d))\d[\d.,]*\d")
_ENDS_SENTENCE = (".", "!", "?", ":", ";", '"', "'", ")", "…", "。")
LONGEST_SENTENCE = 1500
"""Characters; what goes on longer is no prose, and patterns of names would take its length squared."""
# Half of it is too short for "NVIDIA's outlook for the first quarter of fiscal 2027 is as follows:".
_LONGEST_CAPTION = 70
# A shorter one is a heading or an item, whatever the next begins with.
_SHORTEST_BROKEN = 60
# Twice as long, a whole sentence of prose is an item that takes its period from the heading above it.
_LONGEST_ITEM = 90


class Block(Struct, frozen=True):
    """A line of the text with something on it: a paragraph, a heading, an item."""

    start: int
    end: int
    heading: bool
    gap: bool
    """A blank line stands before it."""


class Place(Struct, frozen=True):
    """A stretch of the text."""

    start: int
    end: int


class Sentence(Struct, frozen=True):
    """A sentence, and the number of the block and section it stands in.

    `item` is whether it is an item of a list, a row of a table or another short line, which says only part of what it
    means; `under` is the caption or heading it stands under, and `heads` the heads of a row's cells.
    """

    start: int
    end: int
    block: int
    section: int
    item: bool = False
    heading: bool = False
    under: Place | None = None
    heads: tuple[tuple[int, Place], ...] = ()
    """Where a cell begins, and its column's head."""


def blocks(working: str) -> list[Block]:
    """The blocks of a text. Lines of one paragraph broken by hand (Markdown) are joined."""
    found: list[Block] = []
    wrapped = _is_wrapped(working)
    gap, open_start = False, -1
    for start, end, next_start, next_end in _lines(working):
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
        if not gap and found and _goes_on(working, found[-1], body):
            last = found.pop()
            found.append(Block(last.start, right, False, last.gap))
            continue
        heading = (
            len(body) <= 110
            and (not body.endswith(_ENDS_SENTENCE) or _TITLED.match(body) is not None)
            and body[0] not in "-*•▪◦●|"
            and not _is_numbers(body)
        )
        # the first line of a paragraph that goes on
        if wrapped and next_start >= 0 and working[next_start:next_end].strip():
            heading = False
        found.append(Block(left, right, heading, gap))
        gap, open_start = False, left
    return found


def _goes_on(working: str, last: Block, body: str) -> bool:
    """Whether a line goes on with the sentence of the line before it, that was broken by hand."""
    if not body[0].islower() or "|" in body or last.end - last.start < _SHORTEST_BROKEN:
        return False
    before = working[last.start : last.end]
    return not before.endswith(_ENDS_SENTENCE) and "|" not in before


def _lines(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Each line with the line after it (-1, -1 after the last), one at a time: a text of nothing but line breaks has
    millions of them.
    """
    at, size = 0, len(text)
    while at <= size:
        end = text.find("\n", at)
        end = size if end < 0 else end
        stop = text.find("\n", end + 1) if end < size else -1
        yield at, end, (end + 1 if end < size else -1), (size if stop < 0 else stop)
        at = end + 1


def _is_wrapped(working: str) -> bool:
    """Whether paragraphs are broken into lines of like length: many lines that end without a stop."""
    count = unstopped = broken = 0
    for start, end, following, _ in _lines(working):
        if end - start <= 45 or _BULLET.match(working[start:end]):
            continue
        line = working[start:end].rstrip()
        # no hand breaks lines as long as this
        if len(line) > 130:
            return False
        count += 1
        unstopped += not line.endswith(_ENDS_SENTENCE)
        # a line that goes on in small letters was broken; lines that all begin anew are a list
        broken += not line.endswith(_ENDS_SENTENCE) and working[following : following + 1].islower()
    return count >= 3 and unstopped * 2 > count and broken > 0


def _is_numbers(body: str) -> bool:
    return sum(c.isdigit() for c in body) * 2 > len(body)


def sentences(working: str, parts: list[Block]) -> list[Sentence]:
    """The sentences of all blocks, headings too, with what each stands under."""
    found: list[Sentence] = []
    section = 0
    under: Place | None = None
    head: list[Place] = []
    in_rows = False
    for number, block in enumerate(parts):
        body = working[block.start : block.end]
        if block.heading:
            section += 1
        if body.count("|") >= 2 or (body.startswith("|") and "|" in body[1:]):
            if _RULE.match(body):
                continue
            cells = _cells(working, block)
            after = working[parts[number + 1].start : parts[number + 1].end] if number + 1 < len(parts) else ""
            if after and "|" in after and _RULE.match(after):
                head = cells
                continue
            if _heads_rows(body, after, len(cells)) and (not in_rows or _names_levels(body)):
                head, in_rows = cells, True
                continue
            in_rows = True
            found.append(_row(working, block, cells, head, number, section, under))
            continue
        head, in_rows = [], False
        if _is_caption(block, body):
            if body.endswith(":") or block.heading:
                under = Place(block.start, block.end)
        elif block.gap and not _is_item(body):
            under = None
        above = under
        for start, end in _pieces(working, block):
            found += _split(working, start, end, block, number, section, above)
            if end < block.end and end - start <= _LONGEST_CAPTION and working[start:end].rstrip().endswith(":"):
                above = Place(start, end)  # "Outlook: • Revenue of … • Earnings of …"
    return found


def _heads_rows(body: str, after: str, count: int) -> bool:
    """Whether the first row of a table heads its columns although no rule is drawn under it: it has no number, and the
    next row, of as many cells, has.
    """
    same = after.strip("| ").count("|") + 1 == count
    return same and not any(c.isdigit() for c in body) and any(c.isdigit() for c in after)


def _names_levels(body: str) -> bool:
    """Whether a row within a table heads what follows: its cells name prices."""
    return len(grammar("sentences.columns").findall(body)) > 1


def _is_caption(block: Block, body: str) -> bool:
    """Whether a line says what those after it are about, and has nothing of its own to say."""
    return len(body) <= _LONGEST_CAPTION and (block.heading or body.endswith(":")) and not _BIG_NUMBER.search(body)


def _is_item(body: str) -> bool:
    return _BULLET.match(body) is not None or len(body) <= _LONGEST_ITEM


def _pieces(working: str, block: Block) -> list[tuple[int, int]]:
    """A block, parted at bullets that stand within its line."""
    edges = [block.start]
    marks = list(_INLINE.finditer(working, block.start, block.end))
    ends = [mark.start() for mark in marks]
    edges += [mark.end() for mark in marks]
    return list(zip(edges, [*ends, block.end], strict=True))


def _split(
    working: str, start: int, end: int, block: Block, number: int, section: int, under: Place | None
) -> list[Sentence]:
    item = end - block.start < block.end - block.start or _is_item(working[start:end])
    if bullet := _BULLET.match(working, start, end):
        start = bullet.end()
    own = Place(block.start, block.end)
    above = under if under != own else None
    found = []
    at = start
    for stop in _STOP.finditer(working, start, end):
        before = working[max(start, stop.start() - 8) : stop.start()]
        after = working[stop.end() : stop.end() + 14].strip()
        if stop[0].startswith(".") and (
            grammar("sentences.abbreviation").search(before)
            or (after and after[0].islower())
            or _number_goes_on(before, after)
        ):
            continue
        found.append(Sentence(at, stop.end(), number, section, item, block.heading, above))
        at = stop.end()
        while at < end and working[at].isspace():
            at += 1
    if at < end:
        found.append(Sentence(at, end, number, section, item, block.heading, above))
    return found


def _cells(working: str, block: Block) -> list[Place]:
    """The cells of a row, empty ones too, without the spaces at their edges."""
    edges = [m.start() for m in _ROW.finditer(working, block.start, block.end)]
    if not edges or edges[0] != block.start:
        edges = [block.start - 1, *edges]
    if edges[-1] != block.end - 1:
        edges.append(block.end)
    found = []
    for left, right in pairwise(edges):
        start, end = left + 1, right
        while start < end and working[start].isspace():
            start += 1
        while end > start and working[end - 1].isspace():
            end -= 1
        found.append(Place(start, end))
    return found


def _row(
    working: str, block: Block, cells: list[Place], head: list[Place], number: int, section: int, under: Place | None
) -> Sentence:
    """A row of a table. Where its columns are periods only the newest is read, as long as it is the first."""
    end = block.end
    periods = [mark for mark in head[1:] if grammar("sentences.years").search(working[mark.start : mark.end])]
    if len(periods) >= 2 and len(cells) > 1:
        end = cells[1].end
    heads = tuple(
        (cell.start, column) for cell, column in zip(cells, head, strict=False) if column.end > column.start
    )  # fmt: skip
    return Sentence(block.start, end, number, section, True, False, under, heads)


def _number_goes_on(before: str, after: str) -> bool:
    """A German ordinal or day: "am 5. Mai", "3. Quartal", "vom 24.6. (68 Euro)"."""
    if _DAY.search(before) and (after[:1] in "(," or after[:1].isdigit()):
        return True
    return bool(_ORDINAL.search(before) and (after[:1].isdigit() or grammar("sentences.ordered").match(after)))
