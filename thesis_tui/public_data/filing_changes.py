"""Changes of what a company says now and did not say before: two filings of one form held against each other.

Deterministic, and without a network: sentences are aligned within their section, what only moved, what only rolled on
by a year and what every filing says are set aside, and of the rest those about a pillar are shown, the most telling
first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from msgspec import Struct

from thesis_tui.public_data.filing_page import Page, read_page
from thesis_tui.public_data.headers import dates_in

Kind = Literal["new", "gone", "changed"]
MOST = 20
ALIKE = 0.6
"""Part of two sentences that is the same from which one is the other changed."""
_QUARTER = 91.3
"""Days of a quarter in the mean of four years."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LAZY = 9
"""Days by which a date that only rolled on may miss the quarter: fiscal quarters end on a weekday."""
_SHORTEST, _LONGEST = 25, 1200
_HEADING = 120
_MOST_PAIRED = 60
"""Sentences on either side of one change beyond which they are not paired off: a section written anew."""
_ABBREVIATION = re.compile(
    r"(?:\b(?:U\.S|U\.K|P\.R\.C|e\.g|i\.e|No|Nos|Inc|Ltd|Corp|Co|Mr|Mrs|Ms|Dr|vs|approx|Jan|Feb|Mar|Apr|Aug|Sept|Sep"
    r"|Oct|Nov|Dec|St|Rs|Fig|Sec|[A-Z]))\.$",
    re.IGNORECASE,
)
_END = re.compile(r"(?<=[.!?。])[\"”’)]*\s+(?=[\"“(]?[A-Z0-9•])")
_MOST_REPEATED = 3
"""How often a short paragraph stands in a filing that is no page's head or foot."""
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—]?\s*[ivxlc\d]{1,4}\s*[-–—]?(?:\s*of\s*\d+)?|[a-z]-\d{1,3}", re.IGNORECASE)
_ENDED = re.compile(r"[.!?:;。][\"”’)]*$")
_WORDS_SHOWN = 5
"""Words of a difference that are told by themselves."""
_ITEM = re.compile(r"(?:item|part)\s+\d+[a-z]?\b|\d{1,2}(?:\.\d{1,2})*\.?\s+[A-Z]", re.IGNORECASE)
_BOILERPLATE = re.compile(
    r"forward[- ]looking statements?|safe harbor|private securities litigation|no obligation to update"
    r"|incorporated (?:herein )?by reference|pursuant to the requirements|table of contents|commission file number"
    r"|hereunto duly authorized|see accompanying notes|conference call|webcast|check mark|notes? to the"
    r"|for (?:more|further) information|non-gaap (?:financial )?measures? (?:is|are|should)|unaudited condensed",
    re.IGNORECASE,
)
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = re.compile(
    rf"\b{_MONTHS}\.?\s+\d{{1,2}},?\s+(?:19|20)\d\d\b|\b\d{{1,2}}\s+{_MONTHS}\.?\s+(?:19|20)\d\d\b"
    rf"|\b{_MONTHS}\.?\s+\d{{1,2}}\b|\b{_MONTHS}\s+(?:19|20)\d\d\b|\b(?:fiscal|calendar)?\s*(?:year\s+)?(?:19|20)\d\d\b"
    rf"|\b(?:first|second|third|fourth|{_MONTHS})\s+quarter\b|\b(?:three|six|nine|twelve)\s+months\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"(?<![\w.,/-])(?:[$€£¥]|RMB|US\$|HK\$)?\s?\d[\d,]*(?:\.\d+)?\s?(?:%|percent|million|billion|thousand|trillion)?",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:(?<!in )(?<!of )(?<!since )may(?!,?\s+\d)|might|could|expects? to|plans? to|intends? to|anticipates?"
    r"|believes?|would|aims? to|seeks? to|potential(?:ly)?)\b",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    r"\b(may|might|could|expects? to|plans? to|intends? to|would|aims? to|seeks? to) (?:also |be |further )?(\w{3,})",
    re.IGNORECASE,
)
"""A hedge and the verb it hedges."""
_NOT = re.compile(r"\b(had|has|have|is|are|was|were|did|does|do|will|can|could|may) not\b", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?:did|has|have|had|was|were|completed|received|ceased|began|started|suspended|terminated|resulted|recorded"
    r"|required|prohibited|revoked|granted|adversely affected)\b",
    re.IGNORECASE,
)


class Sentence(NamedTuple):
    """A sentence with its section's heading and its place in the text as read."""

    text: str
    section: str
    span: tuple[int, int]


class Change(Struct, frozen=True, kw_only=True):
    """A sentence as it was and is: `before` is None for what is new, `now` None for what is gone.

    `what` says in words what changed: a figure, a date, a "may" that became "has". `keyword` is the word by which it is
    about a pillar.
    """

    kind: Kind
    now: Sentence | None
    before: Sentence | None
    what: str
    keyword: str


class Changes(Struct, frozen=True, kw_only=True):
    """The most telling changes first, at most 20, and how many others there are about the same words."""

    shown: tuple[Change, ...]
    others: int


def changes(before: bytes, now: bytes, keywords: Iterable[str], most: int = MOST) -> Changes:
    """Sentences of a filing on the keywords that the one before did not, or no longer does. Raises InputError."""
    words = _words(keywords)
    found = _telling(compared(sentences(read_page(before)), sentences(read_page(now))), words)
    return Changes(shown=tuple(found[:most]), others=max(0, len(found) - most))


def sentences(page: Page) -> list[Sentence]:
    """The sentences of a page's prose, each under its heading. Tables are not prose."""
    found: list[Sentence] = []
    section = ""
    for paragraph, start, end in _paragraphs(page):
        if _is_heading(paragraph):
            section = paragraph
            continue
        for text, offset in split(paragraph):
            if _SHORTEST <= len(text) <= _LONGEST:
                begin = start + offset
                found.append(Sentence(text, section, (begin, min(end, begin + len(text)))))
    return found


def _paragraphs(page: Page) -> list[tuple[str, int, int]]:
    """The paragraphs of prose with their places, the heads and feet of pages left out; one that a page's end cut in two
    is whole again, from the place of its first part to that of its last.
    """
    counts = Counter(page.paragraphs)
    found: list[tuple[str, int, int]] = []
    place = 0
    cut = False
    for paragraph in page.paragraphs:
        # not found is -1: then from where the one before ended
        start = max(place, page.text.find(paragraph, place))
        place = end = start + len(paragraph)
        repeated = counts[paragraph] >= _MOST_REPEATED and len(paragraph) <= _HEADING and not _ENDED.search(paragraph)
        if repeated or _PAGE_NUMBER.fullmatch(paragraph) or paragraph.casefold() == "table of contents":
            cut = True
            continue
        if cut and found and paragraph[:1].islower() and not _ENDED.search(found[-1][0]):
            before, begin, _ = found.pop()
            found.append((f"{before} {paragraph}", begin, end))
        else:
            found.append((paragraph, start, end))
        cut = False
    return found


def split(paragraph: str) -> list[tuple[str, int]]:
    """A paragraph's sentences with their places in it; "U.S." and "Inc." do not end one."""
    parts: list[tuple[str, int]] = []
    begin = 0
    for found in _END.finditer(paragraph):
        if _ABBREVIATION.search(paragraph[begin : found.start()]):
            continue
        parts.append((paragraph[begin : found.start()].strip(), begin))
        begin = found.end()
    rest = paragraph[begin:].strip()
    return [*parts, (rest, begin)] if rest else parts


def _is_heading(paragraph: str) -> bool:
    if len(paragraph) > _HEADING or paragraph.endswith((".", ";", ",", ":")):
        return False
    return bool(_ITEM.match(paragraph)) or len(paragraph.split()) <= 14


def compared(before: Sequence[Sentence], now: Sequence[Sentence]) -> list[tuple[Sentence | None, Sentence | None]]:
    """Pairs of what was said and what is, in the order of the newer filing; only those that are not the same."""
    # of the whole filings: what went from one section to another is neither gone nor new
    moved = {_key(item) for item in before}, {_key(item) for item in now}
    pairs: list[tuple[Sentence | None, Sentence | None]] = []
    old, new = _by_section(before), _by_section(now)
    for name in dict.fromkeys((*new, *old)):
        ours, theirs = old.get(name, []), new.get(name, [])
        # difflib's autojunk would leave out a sentence that stands often among 200 or more
        matcher = SequenceMatcher(None, [_key(item) for item in ours], [_key(item) for item in theirs], autojunk=False)
        for tag, a, b, c, d in matcher.get_opcodes():
            if tag == "equal":
                # the same but for dates: of interest where one did not only roll on with the calendar
                alike = zip(ours[a:b], theirs[c:d], strict=True)
                pairs += [(first, other) for first, other in alike if not _rolled_on(first.text, other.text)]
            else:
                gone = [item for item in ours[a:b] if _key(item) not in moved[1]]
                came = [item for item in theirs[c:d] if _key(item) not in moved[0]]
                pairs += _paired(gone, came)
    return _across(pairs)


def _by_section(found: Sequence[Sentence]) -> dict[str, list[Sentence]]:
    sections: dict[str, list[Sentence]] = {}
    for sentence in found:
        sections.setdefault(_rolled(sentence.section), []).append(sentence)
    return sections


def _paired(gone: Sequence[Sentence], came: Sequence[Sentence]) -> list[tuple[Sentence | None, Sentence | None]]:
    """Sentences that are the other ones changed, the most alike first; the others stand alone."""
    if len(gone) > _MOST_PAIRED or len(came) > _MOST_PAIRED:
        return [*((item, None) for item in gone), *((None, item) for item in came)]
    likeness = sorted(
        ((_alike(first, other), a, b) for a, first in enumerate(gone) for b, other in enumerate(came)),
        key=lambda item: (-item[0], item[1], item[2]),
    )
    left, right = dict(enumerate(gone)), dict(enumerate(came))
    pairs: list[tuple[Sentence | None, Sentence | None]] = []
    for ratio, a, b in likeness:
        if ratio >= ALIKE and a in left and b in right:
            pairs.append((left.pop(a), right.pop(b)))
    return [*pairs, *((item, None) for item in left.values()), *((None, item) for item in right.values())]


def _across(pairs: Sequence[tuple[Sentence | None, Sentence | None]]) -> list[tuple[Sentence | None, Sentence | None]]:
    """Pairs a sentence gone in one section with one new in another, too: headings change more than what is said."""
    gone = [item for item, other in pairs if item is not None and other is None]
    came = [item for other, item in pairs if item is not None and other is None]
    retained = [item for item in pairs if item[0] is not None and item[1] is not None]
    return [*retained, *_paired(gone, came)]


def _alike(first: Sentence, other: Sentence) -> float:
    """The part of two sentences' words that is the same, in their order; the cheap bound first."""
    ours, theirs = _key(first).split(), _key(other).split()
    common = sum((Counter(ours) & Counter(theirs)).values())
    # the ratio is of what both have in one order, so it is never above what they have in any
    bound = 2 * common / (len(ours) + len(theirs))
    return bound if bound < ALIKE else SequenceMatcher(None, ours, theirs, autojunk=False).ratio()


def _telling(
    pairs: Iterable[tuple[Sentence | None, Sentence | None]], words: Sequence[tuple[str, re.Pattern[str]]]
) -> list[Change]:
    found: list[tuple[int, int, Change]] = []
    for place, (before, now) in enumerate(pairs):
        phrase = " ".join(item.text for item in (now, before) if item is not None)
        keyword = next((word for word, pattern in words if pattern.search(phrase)), "")
        if not keyword or _BOILERPLATE.search(phrase):
            continue
        what, weight = _what(before, now)
        if not what:
            continue
        kind: Kind = "new" if before is None else "gone" if now is None else "changed"
        hits = sum(bool(pattern.search(phrase)) for _, pattern in words)
        found.append((weight + hits, place, Change(kind=kind, now=now, before=before, what=what, keyword=keyword)))
    found.sort(key=lambda item: (-item[0], item[1]))
    return [item[2] for item in found]


def _what(before: Sentence | None, now: Sentence | None) -> tuple[str, int]:
    """The change in words and how telling that is; ("", 0) for what only rolled on with the calendar."""
    if before is None or now is None:
        text = (now or before or Sentence("", "", (0, 0))).text
        figure = bool(_figures(text))
        return ("new" if before is None else "no longer said"), 4 + 2 * figure + (before is None)
    # by weight: a fact in the place of a hedge, a figure, a date, words; what is new or gone by whether it has a figure
    turned = _certain(before.text, now.text) or _denied(before.text, now.text)
    if turned:
        return turned, 9
    old, new = _figures(before.text), _figures(now.text)
    if old != new:
        lost, came = old - new, new - old
        if not lost or not came:
            return f"figure {'added' if came else 'dropped'}: {_listed(came or lost)}", 7
        return f"figure: {_listed(lost)} became {_listed(came)}", 7
    dates = set(_all(_DATE, before.text)), set(_all(_DATE, now.text))
    if _rolled(before.text) == _rolled(now.text):
        if _rolled_on(before.text, now.text):
            return "", 0
        return f"date: {_listed(dates[0] - dates[1])} became {_listed(dates[1] - dates[0])}", 6
    return _words_changed(before.text, now.text) or ("words" if dates[0] == dates[1] else "words and a date"), 5


def _certain(before: str, now: str) -> str:
    """A "may" that became a fact, in words: the same verb without what hedged it, or another that says it is done."""
    for hedge in _HEDGED.finditer(before):
        # without the e: "cease" is in "ceasing", too
        stem = re.escape(hedge[2].lower().removesuffix("e"))
        done = re.search(rf"(?<!may )(?<!could )(?<!might )\b({stem}(?:e?d|s|es|ing))\b", now, re.IGNORECASE)
        if len(stem) > 2 and done is not None and hedge[0].lower() not in now.lower():
            return f"“{hedge[0].lower()}” became “{done[1].lower()}”"
    if _HEDGE.search(before) and not _HEDGE.search(now) and _DONE.search(now):
        return f"“{_found(_HEDGE, before)}” became “{_found(_DONE, now)}”"
    return ""


def _denied(before: str, now: str) -> str:
    """A "not" that came or went, in words."""
    for text, other, order in ((before, now, "{0} not” became “{0}"), (now, before, "{0}” became “{0} not")):
        for found in _NOT.finditer(text):
            word = found[1].lower()
            if not _NOT.search(other) and re.search(rf"\b{word}\b", other, re.IGNORECASE):
                return f"“{order.format(word)}”"
    return ""


def _words_changed(before: str, now: str) -> str:
    """The words that differ, where they are few and in one place."""
    ours, theirs = before.split(), now.split()
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    parts = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    if len(parts) != 1:
        return ""
    _, a, b, c, d = parts[0]
    old, new = (" ".join(words).strip(".,;:") for words in (ours[a:b], theirs[c:d]))
    if max(b - a, d - c) > _WORDS_SHOWN or not (old or new):
        return ""
    return f"“{old}” became “{new}”" if old and new else f"“{old or new}” {'added' if new else 'dropped'}"


def _rolled_on(before: str, now: str) -> bool:
    """Whether the dates of two sentences are the same, or each went on by the same quarters or years."""
    old, new = dates_in(before), dates_in(now)
    years = _all(_YEAR, before), _all(_YEAR, now)
    if len(old) != len(new) or len(years[0]) != len(years[1]):
        return False
    # a year that goes back, or on by two, did not roll on with the calendar
    if not all(0 <= int(later) - int(earlier) <= 1 for earlier, later in zip(*years, strict=True)):
        return False
    gaps = [(later - earlier).days for earlier, later in zip(old, new, strict=True)]
    quarters = [round(gap / _QUARTER) for gap in gaps]
    on_time = all(abs(gap - _QUARTER * count) <= _LAZY for gap, count in zip(gaps, quarters, strict=True))
    return on_time and len(set(quarters)) <= 1


def _words(keywords: Iterable[str]) -> list[tuple[str, re.Pattern[str]]]:
    return [
        (word, re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE))
        for word in dict.fromkeys(item.strip() for item in keywords)
        if word
    ]


def _key(sentence: Sentence) -> str:
    """A sentence as sentences are compared: one kind of quote and dash, lower case, its dates out."""
    return _rolled(sentence.text)


def _rolled(text: str) -> str:
    text = text.replace("’", "'").replace("“", '"').replace("”", '"').replace("–", "-").replace("—", "-")
    return " ".join(_DATE.sub("·", text).casefold().split())


def _figures(text: str) -> set[str]:
    """The amounts and percentages of a sentence, dates left out."""
    found = (" ".join(item[0].split()).lower() for item in _FIGURE.finditer(_DATE.sub(" ", text)))
    return {
        item
        for item in found
        if re.search(r"\d", item) and (len(re.sub(r"\D", "", item)) > 1 or "%" in item or " " in item)
    }


def _listed(figures: set[str]) -> str:
    return ", ".join(sorted(figures)) or "none"


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0].lower() if found else ""


def _all(pattern: re.Pattern[str], text: str) -> list[str]:
    return [item[0].casefold() for item in pattern.finditer(text)]
