"""Amounts to levels and observed prices: which cue an amount hangs on, and what makes it neither."""

from __future__ import annotations

import re
from datetime import date, timedelta

from msgspec import Struct

from thesis_tui.errors import InputError
from thesis_tui.model.proposals import Status
from thesis_tui.model.words import Session
from thesis_tui.reading.amounts import Amount
from thesis_tui.reading.cues import Cue, choose, cues_in, opening_cue, percent_cue
from thesis_tui.reading.periods import Anchor
from thesis_tui.reading.sentences import Sentence
from thesis_tui.reading.when import times
from thesis_tui.reading.words import pattern, word_set
from thesis_tui.rules.windows import parse_day, parse_period

_CLOSED = re.compile(
    r"\b(?:clos(?:ed|ing|e)|settled|ended|finish(?:ed|es)?|schloss(?:en)?|Schlusskurs|end(?:s|ed"
    r"|ing)? the (?:day|session)"
    r"|aus dem (?:Xetra-)?Handel|am Ende stand)\b|收[报于盘]",
    re.IGNORECASE,
)
_PREMARKET = re.compile(r"\b(?:pre-?market|before the (?:bell|open)|vorbörslich)\b", re.IGNORECASE)
_AFTER = re.compile(
    r"\b(?:after[- ]hours|post-?market|extended trading|after the (?:bell|close)|nachbörslich)\b", re.IGNORECASE
)
_OPEN = re.compile(
    r"\b(?:open(?:ed|ing)? at|intraday|midday|in early trading|in morning trading|in afternoon trading)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:on\s)?(Monday|Tuesday|Wednesday|Thursday|Friday)\b")
_FORMER = re.compile(r"\b(?:von|from)\s(?:[^\w\s]{0,3})\Z", re.IGNORECASE)
_RANGING = re.compile(r"\brang(?:e|es|ed|ing)\b", re.IGNORECASE)
_NEXT = re.compile(r"\s(?:auf|to)\s[^\w\s]{0,3}(?:HK\$|US\$|C\$)?\d", re.IGNORECASE)
_NO_QUOTE = re.compile(
    r"\d\s(?:strike\s)?(?:call|put)s?\b(?!\s[$€£\d])|\b(?:calls|puts)\s(?:expiring|with a)\b"
    r"|\b(?:sold|bought|purchased|acquired|unloaded|disposed of)\s(?:\w+\s){0,3}[\d,.]+(?:\s(?:million"
    r"|thousand))?\s(?:[\w-]+\s){0,4}shares\b",
    re.IGNORECASE,
)
_AWAY = re.compile(r"\s(?:short\sof|shy\sof|off|below|above|under|away\sfrom|from)\s(?:its|the|a|their)\b")
_NOW = re.compile(r"\b(?:now|currently|today|jetzt|derzeit|aktuell)\b", re.IGNORECASE)
_WRITING = re.compile(r"\b(?:writing|publication|press time)\b")
_WEAK = frozenset((
    "priced at", "stands at", "stood at", "is at", "was at", "are at", "were at", "currently", "up", "down", "now at",
    "sits at", "sit at", "fetches", "fetch", "goes for", "go for", "sell for",
))  # fmt: skip
_MEASURED = re.compile(
    r"\b(?:revenues?|sales|net income|income|profits?|earnings(?: per share)?|EPS|margins?|orders"
    r"|valuation|spending"
    r"|capex|dividend|guidance|bookings|forecast|estimate|Umsatz|Gewinn|Ergebnis)\b",
    re.IGNORECASE,
)
_SHARE_WORDS = re.compile(
    r"(?<!per )(?<!a )\b(?:shares?|stock|ADRs?|ADSs?|Aktien?|Papiere?|Titel|receipts)\b", re.IGNORECASE
)
_MOVED = re.compile(
    r"(?:price|paper|Titel|Anteils|receipts|scrip|Minus|Plus|share|stock|equity|ADRs?|trading|session|Aktie"
    r"|Papier|Kurs|股)",
    re.IGNORECASE,
)


class Found(Struct, frozen=True):
    """An amount read as a level (`kind` of cues.KINDS) or as an observed price ("price")."""

    amount: Amount
    kind: str
    cue: Cue
    status: Status = "current"


def find_levels(text: str, sentence: Sentence, found: list[Amount]) -> list[Found]:
    """The levels and prices among the amounts of a sentence; a range over 52 weeks gives two."""
    usable = [it for it in found if it.kind in ("money", "plain") and not it.scaled]
    if not usable:
        return []
    if pattern("levels", "context", "words").search(text, sentence.start, sentence.end) or _NO_QUOTE.search(
        text, sentence.start, sentence.end
    ):
        return []
    cues = cues_in(text, sentence, usable)
    result: list[Found] = []
    claimed: dict[int, Cue] = {}
    for number, amount in enumerate(usable):
        if opening := opening_cue(text, sentence, amount):
            claimed[number] = opening
            result.append(Found(amount, "price", opening))
            continue
        if moved := percent_cue(text, sentence, amount):
            cues.append(moved)
        chosen = choose(text, amount, number, usable, cues, claimed)
        if chosen is None:
            continue
        claimed[number] = chosen
        if chosen.kind == "history" or _AWAY.match(text, amount.end, sentence.end):
            continue
        if chosen.kind == "price" and not _is_price(text, sentence, amount, chosen, usable):
            continue
        if amount.kind == "plain" and not _plain_ok(text, amount, chosen):
            continue
        result.append(Found(amount, chosen.kind, chosen, _status(text, amount, chosen)))
    return result


def _plain_ok(text: str, amount: Amount, cue: Cue) -> bool:
    """A number without a sign is a price only next to a plain cue, and not when it is small change."""
    if amount.quantity.value < 10 and "." not in text[amount.start : amount.end]:
        return False  # "support 1", "resistance 2"
    if cue.kind == "price":
        return text[cue.start : cue.end].casefold() not in (
            "down",
            "up",
            "% to",
            "percent to",
            "closed",
            "currently",
            "clears",
            "% at",
            "percent at",
        )
    return True


def _is_price(text: str, sentence: Sentence, amount: Amount, cue: Cue, beside: list[Amount]) -> bool:
    """Whether the sentence makes it plain that this is what the share costs now, not what it once did."""
    if not _MOVED.search(text, sentence.start, sentence.end) and text[cue.start : cue.end].split(maxsplit=1)[
        0
    ].casefold() not in word_set("levels", "traded", "words"):
        return False
    if pattern("levels", "context", "others").search(text, max(sentence.start, cue.start - 50), cue.start):
        return False
    left = max((it.end for it in beside if it.end <= amount.start), default=sentence.start)
    right = min((it.start for it in beside if it.start >= amount.end), default=sentence.end)
    if left > sentence.start:
        left = max(left, text.rfind(",", left, cue.start) + 1)
    if pattern("levels", "context", "past").search(text, left, right) and not _NOW.search(text, left, amount.start):
        return False
    word = text[cue.start : cue.end].casefold().strip()
    said = text[sentence.start : amount.start]
    measured = max((m.end() for m in _MEASURED.finditer(said)), default=-1)
    shares = max((m.end() for m in _SHARE_WORDS.finditer(said)), default=-1)
    if word in _WEAK:
        return shares > measured or (measured < 0 and _WRITING.search(text, sentence.start, sentence.end) is not None)
    if word.startswith(("% ", "percent ", "per cent ", "prozent ")):
        return shares >= measured
    return not (measured >= 0 and len(said[measured : max(measured, cue.start - sentence.start)].split()) <= 3)


def _status(text: str, amount: Amount, cue: Cue) -> Status:
    if cue.kind != "target" or not cue.after:
        return "current"
    if _FORMER.search(text[max(0, cue.start - 2, amount.start - 12) : amount.start]) and _NEXT.match(text, amount.end):
        return "current" if _RANGING.search(text, max(0, cue.start - 12), amount.start) else "prior"
    before = text[max(0, cue.start - 12, amount.start - 34) : amount.start]
    words = pattern("levels", "prior", "words")
    last = max(words.finditer(before), key=re.Match.end, default=None)
    if last is not None and re.fullmatch(
        r"\W*(?:(?:a|its|the|an|of|at|price|target|about|around|previous|prior)\W*)*", before[last.end() :]
    ):
        return "prior"
    return "current"


def is_old(text: str, sentence: Sentence, amount: Amount, kind: str, anchor: Anchor) -> bool:
    """Whether a price or a high is told as of a day long before the article."""
    for it in times(text, sentence.start, sentence.end):
        apart = text[it.end : amount.start] if it.end <= amount.start else text[amount.end : it.start]
        if it.start > sentence.start + 6 and any(c in apart for c in ",;"):
            continue
        if kind not in ("price", "52-week high", "52-week low", "support", "resistance"):
            return False
        if it.form == "year" and int(it.canon[-4:]) < anchor.latest.year and it.prefix not in ("by",):
            return True
        if it.form not in ("month", "day") or kind != "price":
            continue
        if it.form == "month" and not it.has_year and 0 <= it.start - amount.end < 24:
            return True
        if len(apart) < 70 and (it.form == "day" or it.has_year):
            try:
                end = parse_period(it.canon, anchor.latest).end
            except InputError:
                return True
            if end < (anchor.earliest or anchor.latest) - timedelta(days=10):
                return True
    return False


def session_of(text: str, sentence: Sentence, amount: Amount, beside: list[Amount]) -> Session:
    """When in the day a price is of, by the words between the money before it and the money after it."""
    money = [it for it in beside if it.kind in ("money", "plain") and not it.scaled]
    left = max((it.end for it in money if it.end <= amount.start), default=sentence.start)
    right = min((it.start for it in money if it.start >= amount.end), default=sentence.end)
    found: dict[Session, re.Pattern[str]] = {
        "premarket": _PREMARKET,
        "after hours": _AFTER,
        "close": _CLOSED,
        "open": _OPEN,
    }
    return next((session for session, words in found.items() if words.search(text, left, right)), "unknown")


def day_of(text: str, sentence: Sentence, published: date | None) -> date | None:
    """The day a price is of: said in the sentence, else the article's; None when that is not known."""
    if published is None:
        dated = [it for it in times(text, sentence.start, sentence.end) if it.form == "day" and it.has_year]
        return parse_day(dated[0].canon, date(2100, 1, 1)) if dated else None
    stretch = text[sentence.start : sentence.end]
    if re.search(r"\b(?:yesterday|gestern|Vortag)\b", stretch, re.IGNORECASE):
        return published - timedelta(days=1)
    if weekday := _WEEKDAY.search(stretch):
        return parse_day(weekday[1], published)
    for it in times(text, sentence.start, sentence.end):
        if it.form == "day":
            return parse_day(it.canon, published)
    return published
