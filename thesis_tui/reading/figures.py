"""Amounts to figures: what each measures, of which period, for which metric and pillar of the thesis."""

from __future__ import annotations

import re
from functools import cache, cached_property
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from thesis_tui.model.figures import is_currency
from thesis_tui.model.objects import Metric, Thesis
from thesis_tui.model.quantity import Quantity
from thesis_tui.reading.amounts import Amount
from thesis_tui.reading.sentences import Sentence
from thesis_tui.reading.words import any_of, data, hints, pattern

_CLAUSE = re.compile(r";|—|,\s(?:while|whereas|but|although|with|as)\b|\b(?:while|whereas|although)\b", re.IGNORECASE)
_PAIR = re.compile(r"\s*(?:[\w'-]+\s+){0,5}?to\s+(?:[\w.]+\s+)?[^\w\s]{0,3}$", re.IGNORECASE)
_AGAIN = re.compile(r"\b(?:reported|posted|generated|recorded|booked|had)\b", re.IGNORECASE)
_JOINT = re.compile(
    r",\s(?:and|while|with|but|plus)\s|,\s|;\s|\s(?:and|while|but|plus|und|as|after)\s|\)\s?", re.IGNORECASE
)
_OF_IT = re.compile(r"\s(?:in|of|worth of)\s(?:[\w'-]+\s){0,4}")
_COMPARED = re.compile(
    r"\b(?:compared (?:with|to)|versus|vs\.?|above|below|beat(?:ing)?|topp(?:ed|ing)|miss(?:ed|ing)|ahead of"
    r"|against|exceed(?:ed|ing)"
    r"|surpass(?:ed|ing)|short of|better than|higher than|lower than|in line with)\s[^.;]{0,60}$",
    re.IGNORECASE,
)
_SAME_AGAIN = re.compile(
    r",?\s(?:and|while|but)\s(?:[\w'-]+\s){1,5}?(?:by\s)?(?:fell|rose|grew|slipped|jumped|climbed|surged"
    r"|dropped|declined|gained|dipped)\s(?:by\s)?"
)
_GOES_ON = re.compile(
    r",?\s?(?:\(|or|and|a|an|up|down|which|is|was|were|representing|marking|equal|to|increase|decrease|rise"
    r"|jump|gain|drop"
    r"|growth|growing|rising|falling|declining|about|roughly|more|less|higher|lower|from|the|previous|quarter"
    r"|Q\d|of|year|ago|than"
    r"|with|that|it|sequentially|year-over-year|year-on-year|annually|,|\s|ein|Plus|Minus|von|um)*",
    re.IGNORECASE,
)
_UP_BY = re.compile(
    r"(?:\s[\w'.-]+){0,7},?\s(?:up|down|a|an|an increase of|a decrease of|representing|plus|minus|marking a"
    r"|a rise of|a drop of"
    r"|ein Plus von|ein Minus von)\s(?:about\s|roughly\s)?(?:[(])?"
)
_ASIDE = re.compile(r",?\s(?:or|\()\s?")
_MINUS = re.compile(r"(?:\bminus\s|(?<![\w%])-)\Z", re.IGNORECASE)
_FEWEST = 1000
"""A number alone, behind what it counts, is read as a count from here on."""
_WORD = re.compile(r"[a-z0-9]+")
_LAST_WORDS = re.compile(r"(?:[A-Za-z][\w&'’-]*\s+){1,3}$")
_STOP = frozenset(("yoy", "of", "the", "in", "a", "and", "by", "to", "world", "so", "far"))
_SAME = {
    "consensus": "expected",
    "estimate": "expected",
    "estimates": "expected",
    "expects": "expected",
    "forecast": "expected",
    "twelve": "12",
    "e": "",
}
_DOWN_IS_LESS = ("from 52-week high",)
_PLAIN_NAMES = ("RSI",)


_PART = re.compile(r"\sof\s(?!(?:20\d\d|the year))")
_SHARES_OF = ("share of the market", "buy ratings", "fee")
_PLANS = ("invested", "share buyback", "fee", "list price", "buy ratings", "upside to target")
_GREW = re.compile(
    r"(?:'s)?(?:\s[a-z]+){0,4}?\s(?:grew|grow|growth|rose|climbed|jumped|surged|gained|expanded|increased|fell"
    r"|declined|slowed|accelerated"
    r"|slid|dropped|shrank|wuchs|stieg|fiel)(?:\s(?:by|to|of|at|about|roughly|nearly|more|than|over|um|was|an|a"
    r"|came|in|rate|pace|rapid"
    r"|hit|reached|picked|up)){0,4}\s"
)
_PER_SHARE = ("earnings per share", "loss per share")
_PROFITS = (*_PER_SHARE, "net income", "adjusted net income", "net loss", "operating income")
_BY = re.compile(r"\bby\s(?:about\s|a\s)?\Z", re.IGNORECASE)
_COMPARES = re.compile(
    r"\b(?:from|compared with|comparison with|versus|vs\.?|against|compared to|comparison to|nach|gegenüber"
    r"|after)\s(?:(?:a|about|an|the|its|income|loss|profit|revenue"
    r"|revenues|operations|from|of|year-ago|prior-year|net|sales|earnings|just|only|nearly|almost|around)\s)*\Z",
    re.IGNORECASE,
)
_BEATS = re.compile(
    r"[^.;$€£\d%]{0,60}\b(?:beat|beats|beating|topped|topping|exceeded|exceeding|surpassed|surpassing|above"
    r"|below|missed|missing|ahead of|versus|vs|compared|better|higher|lower|short of|in line)\b",
    re.IGNORECASE,
)
"""What comes before an estimate is what came, not what was expected."""


_STRETCH = re.compile(
    r"\b(?:this year|year[- ]to[- ]date|YTD|so far in 20\d\d|(?:start|beginning|turn) of (?:the|this) year"
    r"|since January|in 20\d\d|this month|this quarter"
    r"|(?:past|last|previous|over|trailing|the) (?:\d{1,2}|two|three|six|nine|twelve|five|ten) (?:months|years"
    r"|weeks)|(?:past|last) (?:year|month|quarter)"
    r"|twelve[- ]month basis|12[- ]month basis|over twelve months|Jahresbeginn|Jahresanfang|Jahresfrist"
    r"|zwölf Monate\w*|12 Monate\w*|for the year|on the year)\b",
    re.IGNORECASE,
)


class Figure(Struct, frozen=True):
    amount: Amount
    quantity: Quantity
    name: str
    measures: str
    pillar: str | None
    metric: Metric | None
    unit: str
    start: int
    end: int


@cache
def _names() -> list[tuple[str, str, re.Pattern[str], tuple[str, ...]]]:
    tables = data("metrics")
    return [
        (measures, name, any_of(words), hints(words))
        for measures in ("period", "instant", "counted", "list", "shares") for name, words in tables[measures].items()
    ]  # fmt: skip


class _Noun(Struct, frozen=True):
    measures: str
    name: str
    start: int
    end: int


class Figures:
    """The figures of one article, for one thesis. `text` is the working text."""

    def __init__(self, thesis: Thesis, text: str) -> None:
        self.thesis = thesis
        self.text = text

    @cached_property
    def _keywords(self) -> list[tuple[str, re.Pattern[str]]]:
        return [
            (it.id, _keyword_pattern(it.keywords))
            for it in self.thesis.pillar if it.keywords
        ]  # fmt: skip

    @cached_property
    def _tokens(self) -> list[tuple[Metric, frozenset[str], frozenset[str]]]:
        return [(it, _words(it.id.replace("-", " ")), _words(it.title)) for it in self.thesis.metric]

    def pillar(self, start: int, end: int, at: int, until: int = 1 << 40) -> str | None:
        """The pillar whose keyword stands nearest to `at`, those before it first; None when there is none.
        Those after it count only up to `until`, where the next amount stands.
        """
        best: tuple[int, str] | None = None
        for identity, words in self._keywords:
            for m in words.finditer(self.text, start, end):
                if m.start() >= at and m.start() > until:
                    continue
                distance = at - m.end() if m.end() <= at else (m.start() - at) + 25
                if best is None or distance < best[0]:
                    best = (distance, identity)
        return best[1] if best else None

    def find(self, sentence: Sentence, found: list[Amount], taken: set[int]) -> list[Figure]:
        """The figures among the amounts of a sentence; `taken` are the starts of those already read."""
        text = self.text
        if all(it.start in taken for it in found):
            return []
        plain = text[sentence.start : sentence.end].casefold()
        nouns = [
            _Noun(measures, name, m.start(), m.end())
            for measures, name, words, keys in _names() if any(key in plain for key in keys)
            for m in words.finditer(text, sentence.start, sentence.end)
        ]  # fmt: skip
        nouns = [
            it
            for it in nouns
            if not any(o.start <= it.start and it.end <= o.end and o.end - o.start > it.end - it.start for o in nouns)
        ]
        nouns = [
            it for it in nouns if not any(a.start < it.end and it.start < a.end and a.kind != "count" for a in found)
        ]
        if pattern("metrics", "no_figure", "words").search(text, sentence.start, sentence.end):
            return []
        heads = self._heads(found, nouns)
        made: list[Figure] = []
        last: tuple[Amount, _Noun | None] | None = None
        left_out = -1
        for number, amount in enumerate(found):
            if amount.start in taken:
                last = None
                continue
            low, high = self._clause(sentence, amount)
            low = max([low, *(it for it in heads if it <= amount.start)])
            high = min([high, *(it for it in heads if it >= amount.end)])
            noun = None
            between = text[last[0].end : amount.start] if last else ""
            if (
                last
                and (_PAIR.fullmatch(between) or between.strip() == "(")
                and last[1] is not None
                and amount.kind == "money"
            ):
                noun = last[1] if last[1].measures != "shares" else None
            elif (
                last
                and last[1] is not None
                and last[1].measures == "counted"
                and _PAIR.fullmatch(between)
                and amount.kind == "plain"
            ):
                noun = last[1]
            else:
                before_limit = found[number - 1].end if number else sentence.start
                noun = self._noun(nouns, amount, low, high, before_limit, found)
                if (
                    last
                    and last[1]
                    and not any(last[0].end <= it.start and it.end <= amount.start for it in nouns)
                    and (noun is None or noun.end < last[0].start)
                    and (
                        (noun is None and last[0].kind == amount.kind and _AGAIN.search(text, low, amount.start))
                        or _COMPARED.search(between)
                        or _GOES_ON.fullmatch(between)
                        or (amount.kind == "percent" and _SAME_AGAIN.fullmatch(between))
                        or (last[0].kind == "count" and amount.kind == "percent" and _UP_BY.fullmatch(between))
                    )
                ):
                    noun = last[1] if last[1].measures != "shares" or amount.kind == "percent" else None
            if amount.kind == "count":
                noun = noun or _Noun("counted", amount.unit, amount.start, amount.end)
            last = (amount, noun)
            until = next(
                (it.start for it in found[number + 1 :] if it.kind != "plain" and text[it.start - 1] != "("),
                sentence.end,
            )
            if number and left_out == found[number - 1].start and _ASIDE.fullmatch(between):
                left_out = amount.start
                continue  # "from $6.9 billion, or $3.21 per share"
            figure = self._figure(sentence, amount, noun, low, high, until)
            if figure is None and _COMPARES.search(text[max(sentence.start, amount.start - 60) : amount.start]):
                left_out = amount.start
            if figure is not None:
                made.append(figure)
        return made

    def _heads(self, found: list[Amount], nouns: list[_Noun]) -> list[int]:
        """Where, after an amount, something else begins to be measured: "…, and international sales fell 3 %"."""
        heads = []
        for before, after in pairwise(found):
            named = [it for it in nouns if before.end <= it.start and it.end <= after.start]
            if not named or _OF_IT.fullmatch(self.text, before.end, named[0].start):
                named = named[1:]
            if named:
                joints = list(_JOINT.finditer(self.text, before.end, named[0].start))
                if joints:
                    heads.append(joints[-1].end())
        return heads

    def _clause(self, sentence: Sentence, amount: Amount) -> tuple[int, int]:
        low, high = sentence.start, sentence.end
        for m in _CLAUSE.finditer(self.text, sentence.start, sentence.end):
            if m.end() <= amount.start:
                low = m.end()
            elif m.start() >= amount.end:
                high = m.start()
                break
        return low, high

    def _noun(
        self, nouns: list[_Noun], amount: Amount, low: int, high: int, limit: int, found: list[Amount]
    ) -> _Noun | None:
        best: tuple[float, _Noun] | None = None
        for it in nouns:
            if it.start < low or it.end > high:
                continue
            if it.end <= amount.start:
                cost = float(amount.start - it.end) + (40 if it.end < limit else 0)
                if it.end < limit and any(a.kind == amount.kind for a in found if it.end <= a.start < amount.start):
                    cost += 60
                if cost > (190 if it.measures == "shares" else 170):
                    continue
            elif it.start >= amount.end or amount.kind == "count":
                gap = self.text[amount.end : it.start]
                if len(gap.split()) > 5 or any(a.start >= amount.end and a.end <= it.start for a in found):
                    continue
                cost = len(gap) * 0.8 + (4 if amount.kind == "percent" else 10)
            else:
                continue
            if it.measures == "shares":
                cost += 25
            if best is None or cost < best[0]:
                best = (cost, it)
        return best[1] if best else None

    def _figure(
        self, sentence: Sentence, amount: Amount, noun: _Noun | None, low: int, high: int, until: int
    ) -> Figure | None:
        text = self.text
        head = text[max(sentence.start, amount.start - 60) : amount.start]
        estimate = bool(
            pattern("metrics", "estimate", "words").search(
                text[max(low, amount.start - 40) : min(sentence.end, amount.end + 30, until)]
            )
        ) and not _BEATS.match(text, amount.end, min(sentence.end, amount.end + 90))
        if _COMPARES.search(head) and not estimate:
            return None
        shared = amount.kind == "percent" and _PART.match(text, amount.end, sentence.end)
        if (shared and (noun is None or noun.name not in _SHARES_OF)) or (amount.kind == "money" and _BY.search(head)):
            return None  # "beating it by $0.10"; "4.6 % of revenue" says how large a part is, and of what is unclear
        if noun is None and amount.kind == "percent":
            noun = self._growth(amount, low)
        pillar = self.pillar(low, high, amount.start, until)
        inherited = noun is None or not low <= noun.start < high or noun.measures == "list" or amount.kind == "count"
        if pillar is None and (low == sentence.start or inherited):
            pillar = self.pillar(sentence.start, amount.start, amount.start)
        name, measures = (noun.name, noun.measures) if noun else ("", "")
        quantity = amount.quantity
        if amount.kind == "count":
            measured = any(it.unit == amount.unit and it.pillar == pillar for it in self.thesis.metric)
            if amount.unit in ("quarters", "shares", "models", "analysts") and not measured:
                return None
            name, measures = amount.unit, "counted"
            if quantity.value < 13 and not quantity.scale and not self._unit_metric(amount.unit, pillar):
                return None
        elif amount.kind == "plain":
            if not _plain_counts(amount, noun, pillar):
                return None
        elif noun is None:
            return None
        elif amount.kind == "money":
            name = _money_name(amount, noun, pillar)
            if not name:
                return None
        elif amount.kind == "percent":
            if name == "list price":
                return None
            quantity = self._signed(amount, noun, low, high)
            up = quantity.value <= 0 or pattern("metrics", "direction", "up").search(text, low, high)
            if measures == "shares" and (not up or not self._of_period(sentence, amount)):
                return None
        elif amount.kind == "multiple" and name not in ("debt to equity", "performance"):
            return None
        counted = noun is not None and noun.measures == "counted" and amount.kind == "plain"
        unit = amount.currency or amount.unit or (name if counted else "index" if amount.kind == "plain" else "")
        metric = self._metric(amount, name, unit, pillar, low, high, estimate=estimate)
        part = self._part(noun, low) if noun is not None and noun.start < amount.start else ""
        metric, name = self._of_part(part, metric, amount, unit, name) if part else (metric, name)
        if noun is not None and text[noun.start] >= "\u2e80":  # what stands before it may make it another one
            metric = None
        planned = pattern("metrics", "ahead", "words").search(text, max(low, amount.start - 90), amount.start)
        if (
            planned
            and name not in _PLANS
            and not (estimate and _COMPARED.search(head))
            and not (metric is not None and amount.kind == "count")
        ):
            return None
        if (
            metric is None
            and amount.kind == "count"
            and pattern("expect", "cues", "words").search(text, low, amount.start)
        ):
            return None
        pillar = None if measures == "shares" else pillar
        if metric is not None:
            pillar, measures = metric.pillar, metric.measures
        if amount.kind == "money" and measures == "period" and _MINUS.search(head):
            quantity = replace(quantity, value=-quantity.value)
        edges = [amount.start, amount.end] + ([noun.start, noun.end] if noun else [])
        above = estimate and quantity.qualifier in ("more than", "less than")  # "above the consensus of"
        quantity = replace(quantity, qualifier="exactly") if above else quantity
        title = _title(name, measures, amount, estimate=estimate)
        return Figure(
            amount, quantity, title, measures, pillar, metric, unit, max(sentence.start, min(edges)), max(edges)
        )

    def _growth(self, amount: Amount, low: int) -> _Noun | None:
        """What a pillar is about may grow by itself: "Azure grew 39 %"."""
        for _, words in self._keywords:
            for m in words.finditer(self.text, low, amount.start):
                if _GREW.fullmatch(self.text, m.end(), amount.start):
                    return _Noun("period", "growth", m.start(), m.end())
        return None

    def _of_period(self, sentence: Sentence, amount: Amount) -> bool:
        """Whether a move of the shares is of a stretch of time that is named right beside it, not of a day."""
        near = self.text[max(sentence.start, amount.start - 60) : min(sentence.end, amount.end + 70)]
        return _STRETCH.search(near) is not None

    def _signed(self, amount: Amount, noun: _Noun, low: int, high: int) -> Quantity:
        text = self.text
        if noun.measures == "instant" and noun.name not in _DOWN_IS_LESS:
            return amount.quantity
        best: tuple[int, bool] | None = None
        for up in (True, False):
            for m in pattern("metrics", "direction", "up" if up else "down").finditer(text, low, high):
                if m.end() <= amount.start:
                    gap = amount.start - m.end()
                else:
                    gap = m.start() - amount.end + 3
                    if gap > 40 or gap < 0:
                        continue
                if best is None or gap < best[0]:
                    best = (gap, up)
        if best is not None and not best[1] and best[0] < 60:
            return replace(amount.quantity, value=-amount.quantity.value)
        return amount.quantity

    def _unit_metric(self, unit: str, pillar: str | None) -> Metric | None:
        same = [it for it in self.thesis.metric if it.unit.casefold() == unit and it.pillar == pillar]
        return same[0] if len(same) == 1 else None

    def _metric(
        self, amount: Amount, name: str, unit: str, pillar: str | None, low: int, high: int, *, estimate: bool
    ) -> Metric | None:
        """The metric whose words all stand around the amount and whose unit it has; None when two could be meant."""
        if amount.kind == "count":
            if found := self._unit_metric(unit, pillar):
                return found
            same = [it for it in self.thesis.metric if it.unit.casefold() == unit]
            if estimate and len(same) > 1:
                same = [it for it in same if "expected" in it.id]
            if len(same) == 1 and same[0].pillar == self.pillar(low, high, amount.start):
                return same[0]
        if name == "share price":  # what tells this year's gain from twelve months' stands right after it
            low, high = amount.end, min(high, amount.end + 45)
        context = _words(self.text[low:high]) | _words(name) | ({"expected"} if estimate else set())
        must = _words(name)
        best: list[Metric] = []
        most = 0
        for metric, by_id, by_title in self._tokens:
            if not _fits(metric, amount, unit):
                continue
            for tokens in (by_id, by_title):
                if not tokens or not all(_in(it, context) for it in tokens):
                    continue
                measured = _measured(tokens)
                if (measured and not (measured <= must or must <= measured)) or (
                    "loss" in must and "loss" not in tokens
                ):
                    continue
                if amount.kind == "money" and metric.measures == "period" and estimate != ("expected" in tokens):
                    continue
                if metric.pillar is not None and metric.pillar != pillar:
                    continue
                if len(tokens) > most:
                    best, most = [metric], len(tokens)
                elif len(tokens) == most and metric not in best:
                    best.append(metric)
        if len(best) == 2:
            best = self._told_first(best, amount, low)
        return best[0] if len(best) == 1 else None

    def _part(self, noun: _Noun, low: int) -> str:
        """The part of a business a figure is of, where the words before its name say one: "AI", "advertising"."""
        words = _LAST_WORDS.search(self.text, max(low, noun.start - 48), noun.start)
        parts = pattern("metrics", "parts", "words").findall(words[0]) if words else []
        return str(parts[0]).strip() if parts else ""

    def _of_part(
        self, part: str, metric: Metric | None, amount: Amount, unit: str, name: str
    ) -> tuple[Metric | None, str]:
        """The metric of a part, and what it is called: the one found when it names the part, else the only one that
        does; never that of the whole.
        """
        own = _words(part)
        naming = [it for it, by_id, by_title in self._tokens if own & (by_id | by_title) and _fits(it, amount, unit)]
        if metric is None or metric in naming:
            return metric, name if metric else f"{part} {name}"
        measured = _measured(_words(metric.title) | _words(metric.id.replace("-", " ")))
        same = [it for it in naming if measured <= (_words(it.title) | _words(it.id.replace("-", " ")))]
        return (same[0], name) if len(same) == 1 else (None, f"{part} {name}")

    def _told_first(self, both: list[Metric], amount: Amount, low: int) -> list[Metric]:
        """Of two metrics the one whose own word stands before the amount, when the other's stands only after it."""
        before = _words(self.text[low : amount.start])
        first, second = (_words(it.id.replace("-", " ")) for it in both)
        told = [all(_in(w, before) for w in own) for own in (first - second, second - first)]
        return [both[told.index(True)]] if sum(told) == 1 else both


def _plain_counts(amount: Amount, noun: _Noun | None, pillar: str | None) -> bool:
    """Whether a number without a unit is a figure: a count behind what it counts, a sum of a pillar, the RSI."""
    if noun is None:
        return False
    if noun.measures == "counted":
        return (amount.scaled or amount.quantity.value >= _FEWEST) and amount.start >= noun.end
    if amount.scaled and pillar:
        return True
    return noun.name in _PLAIN_NAMES and 0 <= amount.start - noun.end <= 24


def _money_name(amount: Amount, noun: _Noun, pillar: str | None) -> str:
    """What a sum of money is called, "" when it is no figure."""
    if noun.measures in ("counted", "shares") or (noun.measures == "list" and amount.scaled):
        return ""
    if noun.name in ("RSI", "buy ratings", "upside to target", "performance"):
        return ""
    if not amount.scaled and (amount.per_share or noun.name in _PER_SHARE) and noun.name in _PROFITS:
        return "loss per share" if "loss" in noun.name else "earnings per share"
    return noun.name if amount.scaled or (noun.measures == "list" and pillar) else ""


def _title(name: str, measures: str, amount: Amount, *, estimate: bool) -> str:
    if estimate and amount.kind == "money":
        return f"{name}, expected"
    margin = name in ("gross margin", "operating margin", "net margin")
    changes = amount.kind == "percent" and measures in ("period", "counted") and not margin
    return f"{name}, change" if changes else name


def _keyword_pattern(keywords: tuple[str, ...]) -> re.Pattern[str]:
    """A pillar's keywords, each also in the plural and with a version after it ("Qwen3-Max")."""
    words = "|".join(r"\s".join(map(re.escape, it.split())) for it in sorted(keywords, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?:s|\d[\w-]*|(?=\W|$))", re.IGNORECASE)


@cache
def _measured(tokens: frozenset[str]) -> frozenset[str]:
    """The words of the longest name of a figure among a metric's words: {"net", "income"}."""
    names = [_words(name) for _, name, _, _ in _names()]
    return max((it for it in names if it <= tokens), key=len, default=frozenset())


def _fits(metric: Metric, amount: Amount, unit: str) -> bool:
    if amount.kind == "money":
        return is_currency(metric.unit)
    if amount.kind == "percent":
        return metric.unit == "%"
    if amount.kind == "multiple":
        return metric.unit == "x"
    return metric.unit.casefold() == unit.casefold()


def _words(text: str) -> frozenset[str]:
    found = {_SAME.get(it, it) for it in _WORD.findall(text.casefold())}
    return frozenset(it for it in found if it and it not in _STOP)


def _in(word: str, words: frozenset[str] | set[str]) -> bool:
    return word in words or (word.endswith("s") and word[:-1] in words) or f"{word}s" in words
