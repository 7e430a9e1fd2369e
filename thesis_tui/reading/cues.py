"""Cues: the words beside an amount that make it a level or a price, and how near they have to stand."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from thesis_tui.reading.amounts import Amount
from thesis_tui.reading.sentences import Sentence
from thesis_tui.reading.words import any_of, cased, data, hints, word_set

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
_VALUED = re.compile(
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


class Cue(Struct, frozen=True):
    """Words at a place that make an amount of a kind; `after` is whether of the one after them."""

    kind: str
    start: int
    end: int
    after: bool


@cache
def _cues() -> list[tuple[str, bool, re.Pattern[str], tuple[str, ...]]]:
    tables = data("levels")
    return [
        (kind, side == "after", any_of(tables[kind][side]), hints(tables[kind][side]))
        for kind in (*KINDS, "price", "history") for side in ("after", "before") if tables[kind][side]
    ]  # fmt: skip


def cues_in(text: str, sentence: Sentence, usable: list[Amount]) -> list[Cue]:
    """The cues of a sentence, those of the words first, then those of its grammar."""
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
    return cues + _cues_of_grammar(text, sentence, usable, cues)


@cache
def _brokers() -> re.Pattern[str]:
    return cased("companies", "brokers", "words")


def _cues_of_grammar(text: str, sentence: Sentence, usable: list[Amount], cues: list[Cue]) -> list[Cue]:
    """Cues that are no list of words: a broker's name with its value, the highest of the targets just told, an
    average named by its days alone, and shares that moved to a price.
    """
    told = [it for it in cues if it.kind == "target"]
    of_analysts = _OF_ANALYSTS.search(text, max(0, sentence.start - 250), sentence.end) or _SEES_SHARES.search(
        text, sentence.start, sentence.end
    )
    brokers = list(_brokers().finditer(text, sentence.start, sentence.end)) if of_analysts else []
    made = []
    for number, amount in enumerate(usable):
        left = usable[number - 1].end if number else sentence.start
        cue = (
            _broker_cue(text, amount, left, brokers)
            or (_step_cue(text, sentence, usable[number - 1], amount) if number else None)
            or _target_cue(text, amount, left, told)
            or _named_cue(text, amount, left)
            or _move_cue(text, amount, left)
        )
        if cue is not None:
            made.append(cue)
    return made


def _broker_cue(text: str, amount: Amount, left: int, brokers: list[re.Match[str]]) -> Cue | None:
    """ "Acme Securities sees the stock at 200"."""
    if amount.kind != "money" or amount.per_share:
        return None
    near = [m for m in brokers if left <= m.start() and m.end() <= amount.start < m.end() + 90]
    if near and (
        _VALUED.fullmatch(text, near[-1].end(), amount.start) or _SEES.fullmatch(text, near[-1].end(), amount.start)
    ):
        return Cue("target", near[-1].start(), amount.start, after=True)
    return None


def _step_cue(text: str, sentence: Sentence, step: Amount, amount: Amount) -> Cue | None:
    """ "rose 3.20 to 152.40"."""
    if not _STEPPED.fullmatch(text, step.end, amount.start):
        return None
    verb = _STEP.search(text[sentence.start : step.start])
    return Cue("price", sentence.start + verb.start(), amount.start, after=True) if verb else None


def _target_cue(text: str, amount: Amount, left: int, told: list[Cue]) -> Cue | None:
    """ "with a high of 250", once targets were told."""
    if amount.kind == "money" and told and told[0].end < left and _EXTREME.search(text[left : amount.start]):
        return Cue("target", left, amount.start, after=True)
    return None


def _named_cue(text: str, amount: Amount, left: int) -> Cue | None:
    """ "50-day at 148", "S1: 145"."""
    begin = max(left, amount.start - 32)
    if average := _AVERAGE_AT.search(text[begin : amount.start]):
        return Cue("moving average", begin + average.start(), amount.start, after=True)
    begin = max(left, amount.start - 12)
    if pivot := _PIVOT.search(text[begin : amount.start]):
        kind = "support" if pivot[1] == "S" else "resistance"
        return Cue(kind, begin + pivot.start(), amount.start, after=True)
    return None


def _move_cue(text: str, amount: Amount, left: int) -> Cue | None:
    """ "shares slipped in early trade to 148"."""
    begin = max(left, amount.start - 80)
    moved = _SHARES_TO.search(text[begin : amount.start])
    if moved is None or amount.kind != "money":
        return None
    if not _ENDS_AT.search(moved["between"]) or _NOT_NOW.search(moved["between"]):
        return None
    return Cue("price", begin + moved.start(), amount.start, after=True)


def opening_cue(text: str, sentence: Sentence, amount: Amount) -> Cue | None:
    """What makes an amount a price at the head of a sentence: "At $152, the stock trades …"."""
    if _OPENING.fullmatch(text, sentence.start, amount.start) and _OPENED.match(text, amount.end, sentence.end):
        return Cue("price", sentence.start, amount.start, after=True)
    return None


def percent_cue(text: str, sentence: Sentence, amount: Amount) -> Cue | None:
    """What makes an amount a price behind a move: "fell 2 % to 148"; one of a moment is history."""
    begin = max(sentence.start, amount.start - 50)
    moved = _MOVED_TO.search(text[begin : amount.start])
    if moved is None:
        return None
    place = begin + moved.start()
    most = _AT_MOST.search(text, max(sentence.start, place - 24), place)
    return Cue("history" if most else "price", place, amount.start, after=True)


def choose(
    text: str, amount: Amount, number: int, usable: list[Amount], cues: list[Cue], claimed: dict[int, Cue]
) -> Cue | None:
    """The cue that an amount hangs on, by nearness and kind; `claimed` are those of the amounts before it, which a
    list shares. None when no cue is near enough.
    """
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
