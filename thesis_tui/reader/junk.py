"""Parts of a text that are not the article: advertising, newsletters, widgets, biographies, solicitations, repeats."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from msgspec.structs import replace

from thesis_tui.model.proposals import Skipped
from thesis_tui.reader.plain_text import ReadText
from thesis_tui.reader.sentences import Block
from thesis_tui.reader.word_lists import data, grammar, hints, pattern

_SITE_NOTICE = "a newsletter or site notice"
_KINDS = (
    ("law", "a law firm's solicitation"),
    ("author", "about the author"),
    ("disclaimer", "a disclaimer"),
    ("newsletter", _SITE_NOTICE),
    ("ad", "advertising"),
    ("related", "a widget of other articles"),
)
_WORD = re.compile(r"[^\W_]+")
_LONG = 260
"""A paragraph longer than this is dropped as an advertisement or notice only when two cues say so."""
_FEW_SUMS = 2
"""A paragraph with that many sums or percentages tells of the company, whatever service it names as its source."""
_LAST_THIRD = 3
# With 2 the day of many an article is passed over, and with it the year of each quarter that is named without one.
MOST_HEAD = 8
"""Blocks at the top in which a date may be the article's own."""


def sift(read: ReadText, parts: list[Block]) -> tuple[list[Block], list[Skipped]]:
    """The blocks that are the article, and what was skipped, in the order of the text."""
    blocks: list[Block] = []
    skipped: list[Skipped] = []
    seen: set[str] = set()
    in_ad = in_related = in_section = False
    for number, part in enumerate(parts):
        body = read.working[part.start : part.end]
        plain = " ".join(body.split()).casefold()
        head = plain.strip(" :-*#_[]|.")
        reason = ""
        if part.gap:
            in_ad = False
        if part.heading or head.endswith("statement"):
            in_section = number >= MOST_HEAD and pattern("junk", "section", "heads").fullmatch(head) is not None
        if in_section:
            reason = "about the author or the company"
        elif pattern("junk", "ad", "heads").fullmatch(head):
            in_ad, reason = True, "advertising"
        elif pattern("junk", "related", "heads").fullmatch(head):
            in_related, reason = True, "a widget of other articles"
        # short lines, such as the rows of a table, may be the same of two things
        elif plain in seen and len(plain) > 25:
            reason = "printed before"
        elif number >= MOST_HEAD and grammar("junk.date_only").fullmatch(body.strip()):
            reason = "a date of something else"
        elif found := _kind(body, plain, last=number * _LAST_THIRD >= len(parts) * 2 or number < 3):
            reason = found
        elif in_related and (part.heading or grammar("junk.date_only").search(body) or len(plain) < 160):
            reason = "a widget of other articles"
        begin = part.start + (_before_the_notice(body) if reason == _SITE_NOTICE else 0)
        if begin > part.start:
            blocks.append(replace(part, end=begin))
        if reason:
            if reason != "advertising":
                in_ad = False
            skipped.append(Skipped(reason, read.quote(begin, part.end), (begin, part.end)))
            continue
        if in_ad and (part.heading or len(plain) < 90):
            skipped.append(Skipped("advertising", read.quote(part.start, part.end), (part.start, part.end)))
            continue
        in_ad = in_related = False
        seen.add(plain)
        blocks.append(part)
    return blocks, skipped


def _before_the_notice(body: str) -> int:
    """Where in a paragraph a site's notice begins behind sentences of the article; 0 where it has none that tell of the
    company.
    """
    cue = pattern("junk", "newsletter", "lines").search(body)
    stop = body.rfind(". ", 0, cue.start()) + 1 if cue else 0
    return stop if len(grammar("junk.sum").findall(body[:stop])) >= _FEW_SUMS else 0


class _Hints(NamedTuple):
    """Words of which one is in every text that is of a kind: whole ones, and parts of words."""

    whole: frozenset[str]
    parts: tuple[str, ...]


@cache
def _hints(kind: str) -> _Hints:
    lines = data("junk")[kind]["lines"]
    whole = [line for line in lines if "*" not in line and all(key.isalnum() for key in hints([line]))]
    return _Hints(frozenset(hints(whole)), hints(line for line in lines if line not in whole))


def _kind(body: str, plain: str, *, last: bool) -> str:
    bare = grammar("junk.link_in_brackets").sub("", body)
    words = frozenset(_WORD.findall(plain))
    for kind, reason in _KINDS:
        keys = _hints(kind)
        if words.isdisjoint(keys.whole) and not any(key in plain for key in keys.parts):
            continue
        cues = pattern("junk", kind, "lines")
        found = len({m[0].casefold() for m in cues.finditer(bare)})
        if not found or (kind == "newsletter" and found < 2 and len(grammar("junk.sum").findall(body)) >= _FEW_SUMS):
            continue
        if (
            kind in ("newsletter", "ad", "law", "author")
            and len(plain) > _LONG
            and found < 2
            and not (last and kind == "author")
        ):
            continue
        return reason
    return ""
