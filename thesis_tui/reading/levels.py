"""Amounts to levels and observed prices: which cue an amount hangs on, and what makes it neither."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from msgspec import Struct

from thesis_tui.errors import InputError
from thesis_tui.model.proposals import Status
from thesis_tui.model.words import Session
from thesis_tui.reading.amounts import Amount
from thesis_tui.reading.sentences import Sentence
from thesis_tui.reading.when import Anchor, times
from thesis_tui.reading.words import any_of, cased, data, hints, pattern, word_set
from thesis_tui.rules.windows import parse_day, parse_period

KINDS = ("support", "resistance", "target", "moving average", "52-week high", "52-week low", "52-week range", "stop")
_REACH = {"price": 1.0, "history": 0.0, "target": 4.0}
_BREAKS = re.compile(
    r";|—|:\s|\b(?:while|whereas|but|although|though|however|because|despite|after|before|since|until|with|against)\b",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"(?:\s(?:in|on)\s(?:[A-Z]\w+\s?){1,2})?\s*(?:,|/|and|or|then|,\s*and|,\s*then|followed by|und|then"
    r"|,? followed by|as well as|and then)\s*(?:(?:at"
    r"|near|around|the|next|about|by)\s+)*",
    re.IGNORECASE,
)
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
_OPENING = re.compile(
    r"(?:At|Around|Near|At around|At about|At roughly|At just|At only|Currently at|Now at|Trading at|Priced at"
    r"|At nearly"
    r"|At a price of|At a recent|At a recent price of|At the current price of|Bei|At yesterday's close of"
    r"|At (?:\w+day)'s close of|At its close of|At the close of)\s",
    re.ASCII,
)
_OPENED = re.compile(
    r"(?:\s(?:a|per)\sshare)?,\s(?:(?:the|its|this)\s(?:stock|shares?|equity|ADRs?)|it"
    r"|[\w&.'-]+(?:\s[\w&.'-]+){0,3}\s(?:goes"
    r"|trades|sells|fetches|carries|changes|looks)\b"
    r"|[A-Z][\w.&'-]+(?:\s[A-Z][\w.&'-]+)?(?:'s)?\s(?:shares?|stock|ADRs?|trades|sits|is|remains|looks|stands|now"
    r"|still))\b"
)
_MOVED_TO = re.compile(r"(?:%|percent|per cent|Prozent),?\s(?:[\w-]+\s){0,4}(?:to|at|auf|bei)\s\Z")
_AT_MOST = re.compile(r"\b(?:as much as|up to|at one point|briefly|intraday)\b", re.IGNORECASE)
_FORMER = re.compile(r"\b(?:von|from)\s(?:[^\w\s]{0,3})\Z", re.IGNORECASE)
_RANGING = re.compile(r"\brang(?:e|es|ed|ing)\b", re.IGNORECASE)
_NEXT = re.compile(r"\s(?:auf|to)\s[^\w\s]{0,3}(?:HK\$|US\$|C\$)?\d", re.IGNORECASE)
_VALUED = (
    r"(?:'s|')?(?:\sanalysts?)?(?:\s[A-Z][\w.'-]+){0,3}(?:\s(?:analysts?|team))?,?\s(?:who\s|which\s)?(?:now\s"
    r"|still\s)?"
    r"(?:(?:sees?|has|have|is|are|stands?|sits?|remains?|values?|keeps?|comes? in|goes|go|was|sticks with|says"
    r"|expects?|puts)\s)?"
    r"(?:(?:it|them|the\s(?:stock|shares?|name|paper|fair value)|shares|far|more|less|lower|higher|even|most|much"
    r"|optimistic|bullish|cautious|bearish|pessimistic|still|at|worth|reaching|hitting|going|heading|to|with|a|an|for"
    r"|in|around|about|only|just|den|die|das|Aktie|fairen|Wert|bei|sieht|traut|zu)\s){1,8}\Z"
)
_SEES = re.compile(r"(?:'s|')?(?:\s[A-Z][\w.'-]+){0,3}\s(?:sees|has|says)\s\Z")
_SEES_SHARES = re.compile(r"\b(?:sees|values|sieht)\s(?:it|them|the\s(?:stock|shares)|die\sAktie|fair value)\b")
_OF_ANALYSTS = re.compile(
    r"\b(?:targets?|rating|rated|analysts?|Street|buy|sell|hold|overweight|outperform|neutral|underweight"
    r"|Kursziel\w*|Analyst\w*)\b",
    re.IGNORECASE,
)
_SHARES_TO = re.compile(
    r"\b(?:shares?|stock|ADRs?|ADSs?|receipts|scrip|Aktien?|Papiere?|Titel"
    r"|paper)\b(?P<between>(?:,?\s[A-Za-z'-]+){1,7})\s\Z"
)
_ENDS_AT = re.compile(r"\s(?:to|at|around|near|bei|auf|um)(?:\s(?:about|around|roughly|rund|just))?\Z")
_NOT_NOW = re.compile(
    r"\b(?:could|would|may|might|should|will|can|if|likely|expected|target|rating|forecast|back|cap|worth|dividend|sold"
    r"|bought|acquired|purchased|sell|buy|issued|repurchased|awarded|granted|resistance|support|könnte|dürfte"
    r"|wenn|falls"
    r"|bis|valued|options?|high|low|peak|record|hoch|tief|average|entry|opened|was|were|had|years?|month|headed"
    r"|heading)\b",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"\b(?:gained|lost|rose|fell|added|up|down|slipped|shed|climbed|dropped|jumped|advanced|declined|gewann"
    r"|verlor)\s\Z",
    re.IGNORECASE,
)
_STEPPED = re.compile(r",?\s(?:or\s[\d.,]+\s?(?:%|percent),?\s)?(?:to|at|auf)\s")
_EXTREME = re.compile(
    r"\b(?:high|low|highest|lowest|top|bottom|median|mean|average)(?:\s(?:estimate|forecast|target|end|price|one|bid|call))?"
    r"(?:\s(?:of|at|to|is|being|sits at|stands at))?\s\(?\Z",
    re.IGNORECASE,
)
_AVERAGE_AT = re.compile(
    r"\b\d{2,3}[-\s](?:day|week)(?:\s(?:moving average|average|SMA|EMA|MA|line))?,?\s?\(?(?:(?:at|near|around"
    r"|of|is)\s)?\Z"
)
_PIVOT = re.compile(r"\b([SR])[1-3]\s?(?:at\s|:\s?|=\s?|\()?\Z")
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


class Cue(Struct, frozen=True):
    kind: str
    start: int
    end: int
    after: bool


class Found(Struct, frozen=True):
    """An amount read as a level (`kind` of KINDS) or as an observed price ("price")."""

    amount: Amount
    kind: str
    cue: Cue
    status: Status = "current"


@cache
def _cues() -> list[tuple[str, bool, re.Pattern[str], tuple[str, ...]]]:
    tables = data("levels")
    return [
        (kind, side == "after", any_of(tables[kind][side]), hints(tables[kind][side]))
        for kind in (*KINDS, "price", "history") for side in ("after", "before") if tables[kind][side]
    ]  # fmt: skip


def find_levels(text: str, sentence: Sentence, found: list[Amount]) -> list[Found]:
    """The levels and prices among the amounts of a sentence; a range over 52 weeks gives two."""
    usable = [it for it in found if it.kind in ("money", "plain") and not it.scaled]
    if not usable:
        return []
    if pattern("levels", "context", "words").search(text, sentence.start, sentence.end) or _NO_QUOTE.search(
        text, sentence.start, sentence.end
    ):
        return []
    plain = text[sentence.start : sentence.end].casefold()
    cues = [
        Cue(kind, m.start(), m.end(), after)
        for kind, after, words, keys in _cues() if any(key in plain for key in keys)
        for m in words.finditer(text, sentence.start, sentence.end)
    ]  # fmt: skip
    cues = [
        it
        for it in cues
        if not any(a.start < it.end and it.start < a.end for a in usable)
        and not (text[it.start - 1 : it.start] == "(" and text[it.end : it.end + 1] == ")")  # a ticker: "(COST)"
    ]
    cues = [  # "price target" is one cue, not "price" and "target"
        it
        for it in cues
        if not any(
            o.start <= it.start and it.end <= o.end and o.end - o.start > it.end - it.start
            and (o.kind != it.kind or o.after == it.after)
            for o in cues
        )
    ]  # fmt: skip
    cues += _cues_of_grammar(text, sentence, usable, cues)
    result: list[Found] = []
    claimed: dict[int, Cue] = {}
    for number, amount in enumerate(usable):
        if _OPENING.fullmatch(text, sentence.start, amount.start) and _OPENED.match(text, amount.end, sentence.end):
            cue = Cue("price", sentence.start, amount.start, after=True)
            claimed[number] = cue
            result.append(Found(amount, "price", cue))
            continue
        if moved := _MOVED_TO.search(text[max(sentence.start, amount.start - 50) : amount.start]):
            place = max(sentence.start, amount.start - 50) + moved.start()
            most = _AT_MOST.search(text, max(sentence.start, place - 24), place)
            cues.append(Cue("history" if most else "price", place, amount.start, after=True))
        chosen = _choose(text, amount, number, usable, cues, claimed)
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


@cache
def _brokers() -> re.Pattern[str]:
    return cased("companies", "brokers", "words")


def _cues_of_grammar(text: str, sentence: Sentence, usable: list[Amount], cues: list[Cue]) -> list[Cue]:
    """Cues that are no list of words: a broker's name with its value, the highest of the targets just told, an
    average named by its days alone, and shares that moved to a price.
    """
    made: list[Cue] = []
    told = [it for it in cues if it.kind == "target"]
    of_analysts = _OF_ANALYSTS.search(text, max(0, sentence.start - 250), sentence.end) or _SEES_SHARES.search(
        text, sentence.start, sentence.end
    )
    brokers = list(_brokers().finditer(text, sentence.start, sentence.end)) if of_analysts else []
    for number, amount in enumerate(usable):
        left = usable[number - 1].end if number else sentence.start
        if amount.kind == "money" and not amount.per_share:
            near = [m for m in brokers if left <= m.start() and m.end() <= amount.start < m.end() + 90]
            if near and (
                re.compile(_VALUED).fullmatch(text, near[-1].end(), amount.start)
                or _SEES.fullmatch(text, near[-1].end(), amount.start)
            ):
                made.append(Cue("target", near[-1].start(), amount.start, after=True))
                continue
        if number and _STEPPED.fullmatch(text, left, amount.start):
            verb = _STEP.search(text[sentence.start : usable[number - 1].start])
            if verb:
                made.append(Cue("price", sentence.start + verb.start(), amount.start, after=True))
                continue
        if amount.kind == "money" and told and told[0].end < left and _EXTREME.search(text[left : amount.start]):
            made.append(Cue("target", left, amount.start, after=True))
            continue
        if average := _AVERAGE_AT.search(text[max(left, amount.start - 32) : amount.start]):
            made.append(Cue("moving average", max(left, amount.start - 32) + average.start(), amount.start, after=True))
            continue
        if pivot := _PIVOT.search(text[max(left, amount.start - 12) : amount.start]):
            kind = "support" if pivot[1] == "S" else "resistance"
            made.append(Cue(kind, max(left, amount.start - 12) + pivot.start(), amount.start, after=True))
            continue
        moved = _SHARES_TO.search(text[max(left, amount.start - 80) : amount.start])
        if (
            moved
            and amount.kind == "money"
            and _ENDS_AT.search(moved["between"])
            and not _NOT_NOW.search(moved["between"])
        ):
            made.append(Cue("price", max(left, amount.start - 80) + moved.start(), amount.start, after=True))
    return made


def _choose(
    text: str, amount: Amount, number: int, usable: list[Amount], cues: list[Cue], claimed: dict[int, Cue]
) -> Cue | None:
    best: tuple[float, int, Cue] | None = None
    for cue in cues:
        if cue.after and cue.end <= amount.start:
            cost = _gap(text, cue.end, amount.start, usable[:number])
            reach = _REACH.get(cue.kind, 3.0)
            if cue.kind == "target":
                cost = _target_gap(text, cue.end, amount.start, usable[:number], cost)
        elif not cue.after and cue.start >= amount.end:
            cost = _gap_before(text, amount.end, cue.start)
            reach = 1.0
        else:
            continue
        if cost > (min(reach, 0.9) if amount.kind == "plain" else reach):
            continue
        distance = (amount.start - cue.end) if cue.after else (cue.start - amount.end)
        # A level's cue beats a price's or history's of equal cost: "fell to support at 148", "target of 200 from 180".
        rank = cost + {"history": 0.3, "price": 0.6}.get(cue.kind, 0.0) + distance / 400
        if best is None or rank < best[0]:
            best = (rank, number, cue)
    if (
        best is not None
        and best[2].kind == "history"
        and text[best[2].start : best[2].end].casefold()
        in ("from", "up from", "down from", "versus", "compared with", "compared to")
    ):
        prior = next((it for it in cues if it.kind == "target" and it.after and it.end <= amount.start), None)
        if prior is not None and _target_gap(text, prior.end, amount.start, usable[:number], 9.0) <= 4.0:
            return prior
    if (
        best is None
        and number
        and number - 1 in claimed
        and _LIST.fullmatch(text, usable[number - 1].end, amount.start)
    ):
        return claimed[number - 1]
    return best[2] if best is not None else None


def _gap(text: str, start: int, end: int, between: list[Amount]) -> float:
    """How far a cue is from the amount after it: words that say something else count one each."""
    cost = 0.0
    while text[start : start + 1] in (":", " ", "(") and start < end:
        start += 1
    stretch = text[start:end]
    for it in between:
        if start <= it.start and it.end <= end:
            rest = text[it.end : end]
            cost += 0.5 if _LIST.fullmatch(rest) else 3.0
            stretch = text[start : it.start] + " " + rest
    if end - start > 110:
        return 99.0
    cost += 3.0 * len(_BREAKS.findall(re.sub(r"\(.*?\)", "", stretch)))
    cost += 0.7 * stretch.count(",")
    for word in re.findall(r"[\w'-]+", stretch):
        if word.casefold() not in word_set("levels", "gap", "after") and not word.isdigit():
            cost += 1.0
    return cost


def _target_gap(text: str, start: int, end: int, between: list[Amount], cost: float) -> float:
    """Between "target" and its amounts stands who it is on, and a former one: "target on Acme to $225 from $200"."""
    inside = [it for it in between if start <= it.start and it.end <= end]
    if end - start > 130 or len(inside) > 2 or ";" in text[start:end]:
        return cost
    if not inside:
        words = re.findall(r"(?<![\w'-])[a-zäöü][\w'-]*", text[start:end])
        strange = sum(
            it not in word_set("levels", "gap", "after") and it not in ("for", "on", "and", "stock") for it in words
        )
        return min(
            cost,
            0.5
            + strange
            + 3.0 * text[start:end].count(". ")
            + 3.0
            * len(re.findall(r"\b(?:while|but|closed|traded|shares fell|shares rose|currently)\b", text[start:end])),
        )
    if re.fullmatch(
        r",?\s*\(?(?:up\s|down\s)?(?:to|from|auf|von|previously|and from|compared with|versus)\s(?:a\s|its\s|the\s"
        r"|an\s)?(?:previous\s|prior\s|earlier\s|old\s)?(?:target\s|price\starget\s)?(?:of\s)?",
        text[inside[-1].end : end],
    ):
        return 0.5
    return cost


def _gap_before(text: str, start: int, end: int) -> float:
    stretch = text[start:end]
    if len(stretch) > 45 or any(c in stretch for c in ",;:("):
        return 99.0
    words = re.findall(r"[\w']+", stretch)
    return float(sum(it.casefold() not in word_set("levels", "gap", "before") for it in words)) + 0.2


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
