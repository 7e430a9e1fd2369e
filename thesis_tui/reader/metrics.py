"""Which pillar and which metric of the thesis a figure is of, by the words around it."""

from __future__ import annotations

import re
from functools import cache, cached_property

from thesis_tui.model.figures import is_currency
from thesis_tui.model.objects import Metric, Thesis
from thesis_tui.reader.nouns import Noun, figure_names
from thesis_tui.reader.numbers import Number
from thesis_tui.reader.plain_text import simplified
from thesis_tui.reader.sentences import Place
from thesis_tui.reader.word_lists import data, grammar, pattern, word_set

_WORD = re.compile(r"[a-z0-9]+")
_LAST_WORDS = re.compile(r"(?:[A-Za-z][\w&'’-]*\s+){1,3}$")


class Metrics:
    """The metrics of one thesis and its pillars, looked for in one article. `text` is the working text."""

    def __init__(self, thesis: Thesis, text: str) -> None:
        self.thesis = thesis
        self.text = text

    @cached_property
    def _keywords(self) -> list[tuple[str, re.Pattern[str]]]:
        return [
            (item.id, _keyword_pattern(tuple(map(simplified, item.keywords))))
            for item in self.thesis.pillar if item.keywords
        ]  # fmt: skip

    @cached_property
    def _places(self) -> list[tuple[str, int, int]]:
        """The keywords of each pillar in the whole text: the pillar, and where one begins and ends."""
        return [(identity, m.start(), m.end()) for identity, words in self._keywords for m in words.finditer(self.text)]

    @cached_property
    def _worded(self) -> frozenset[str]:
        """The pillars that say by keywords what they are about; a figure of another's metric needs none."""
        return frozenset(identity for identity, _ in self._keywords)

    @cached_property
    def _tokens(self) -> list[tuple[Metric, frozenset[str], frozenset[str]]]:
        return [(item, _words(item.id.replace("-", " ")), _words(item.title)) for item in self.thesis.metric]

    def pillar(self, start: int, end: int, at: int, until: int = 1 << 40) -> str | None:
        """The pillar whose keyword stands nearest to `at`, those before it first; None when there is none.
        Those after it count only up to `until`, where the next amount stands.
        """
        best: tuple[int, str] | None = None
        for identity, first, last in self._places:
            if first < start or last > end or (first >= at and first > until):
                continue
            # a keyword behind the amount is rather of the next one: it counts as 25 characters farther
            distance = at - last if last <= at else (first - at) + 25
            if best is None or distance < best[0]:
                best = (distance, identity)
        return best[1] if best else None

    def places(self, pillar: str, start: int, end: int) -> list[Place]:
        """Where the keywords of a pillar stand in a stretch."""
        return [
            Place(first, last)
            for identity, first, last in self._places
            if identity == pillar and start <= first and last <= end
        ]

    def growth(self, amount: Number, low: int) -> Noun | None:
        """The subject of a pillar may grow by itself: "Azure grew 39 %"."""
        for _, first, last in self._places:
            if (
                low <= first
                and last <= amount.start
                and grammar("metrics.grew").fullmatch(self.text, last, amount.start)
            ):
                return Noun("period", "growth", first, last)
        return None

    def counts(self, unit: str, pillar: str | None) -> bool:
        """Whether something of a pillar is measured in a unit of its own: "models"."""
        return any(item.unit == unit and item.pillar == pillar for item in self.thesis.metric)

    def names(self, name: str) -> bool:
        """Whether a name is one the thesis measures itself ("Cainiao revenue")."""
        name = name.casefold()
        return any(name in item.title.casefold() or name in item.id for item in self.thesis.metric)

    def by_unit(self, unit: str, pillar: str | None) -> Metric | None:
        """The only metric of a pillar in this unit."""
        same = [item for item in self.thesis.metric if item.unit.casefold() == unit and item.pillar == pillar]
        return same[0] if len(same) == 1 else None

    def find(
        self, amount: Number, name: str, unit: str, pillar: str | None, low: int, high: int, *, estimate: bool
    ) -> Metric | None:
        """The metric whose words all stand around the amount and whose unit it has; None when two could be meant."""
        if amount.kind == "count":
            if found := self.by_unit(unit, pillar):
                return found
            same = [item for item in self.thesis.metric if item.unit.casefold() == unit]
            if estimate and len(same) > 1:
                same = [item for item in same if "expected" in item.id]
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
                if not tokens or not all(_in(item, context) for item in tokens):
                    continue
                measured = _measured(tokens)
                another = measured != must and must in _figure_words()  # a yield of dividends is no dividend
                if (measured and (another or not (measured <= must or must <= measured))) or (
                    "loss" in must and "loss" not in tokens
                ):
                    continue
                if amount.kind == "money" and metric.measures == "period" and estimate != ("expected" in tokens):
                    continue
                if metric.pillar in self._worded and metric.pillar != pillar:
                    continue
                if len(tokens) > most:
                    best, most = [metric], len(tokens)
                elif len(tokens) == most and metric not in best:
                    best.append(metric)
        # of three or more none is meant more than another
        if len(best) == 2:
            best = self._named_first(best, amount, low)
        return best[0] if len(best) == 1 else None

    def part(self, noun: Noun, low: int) -> str:
        """The part of a business a figure is of, where the words before its name say one: "AI", "advertising"."""
        words = _LAST_WORDS.search(self.text, max(low, noun.start - 48), noun.start)
        parts = pattern("metrics", "parts", "words").findall(words[0]) if words else []
        return str(parts[0]).strip() if parts else ""

    def of_part(
        self, part: str, metric: Metric | None, amount: Number, unit: str, name: str
    ) -> tuple[Metric | None, str]:
        """The metric of a part, and what it is called: the one found when it names the part, else the only one that
        does; never that of the whole.
        """
        own = _words(part)
        naming = [
            item for item, by_id, by_title in self._tokens if own & (by_id | by_title) and _fits(item, amount, unit)
        ]
        if metric is None or metric in naming:
            return metric, name if metric else f"{part} {name}"
        measured = _measured(_words(metric.title) | _words(metric.id.replace("-", " ")))
        same = [item for item in naming if measured <= (_words(item.title) | _words(item.id.replace("-", " ")))]
        return (same[0], name) if len(same) == 1 else (None, f"{part} {name}")

    def _named_first(self, both: list[Metric], amount: Number, low: int) -> list[Metric]:
        """Of two metrics the one whose own word stands before the amount, when the other's stands only after it."""
        before = _words(self.text[low : amount.start])
        first, second = (_words(item.id.replace("-", " ")) for item in both)
        told = [all(_in(w, before) for w in own) for own in (first - second, second - first)]
        return [both[told.index(True)]] if sum(told) == 1 else both


def _keyword_pattern(keywords: tuple[str, ...]) -> re.Pattern[str]:
    """A pillar's keywords, each also in the plural and with a version after it ("Qwen3-Max"). Chinese sets no spaces
    between words.
    """
    han = "|".join(re.escape(item) for item in keywords if item[0] >= "\u2e80")
    keywords = tuple(item for item in keywords if item[0] < "\u2e80")
    if not keywords:
        return re.compile(han or r"(?!)")
    words = "|".join(r"\s".join(map(re.escape, item.split())) for item in sorted(keywords, key=len, reverse=True))
    plain = rf"(?<!\w)(?:{words})(?:s|\d[\w-]*|(?=\W|$))"
    return re.compile(f"{plain}|{han}" if han else plain, re.IGNORECASE)


@cache
def _figure_words() -> frozenset[frozenset[str]]:
    """The words of every name that a figure may have."""
    return frozenset(_words(name) for name in figure_names())


@cache
def _measured(tokens: frozenset[str]) -> frozenset[str]:
    """The words of the longest name of a figure among a metric's words: {"net", "income"}."""
    names = [_words(name) for name in figure_names()]
    return max((item for item in names if item <= tokens), key=len, default=frozenset())


def _fits(metric: Metric, amount: Number, unit: str) -> bool:
    if amount.kind == "money":
        # a sum in another currency is another figure; a sign of several is settled by who reads it for the thesis
        return is_currency(metric.unit) and (unit == metric.unit or not is_currency(unit))
    if amount.kind == "percent":
        return metric.unit == "%"
    if amount.kind == "multiple":
        return metric.unit in ("x", "times")
    return metric.unit.casefold() == unit.casefold()


def _words(text: str) -> frozenset[str]:
    same = data("metrics")["same"]
    found = {same.get(item, [item])[0] for item in _WORD.findall(text.casefold())}
    return frozenset(item for item in found if item and item not in word_set("metrics", "said_beside", "words"))


def _in(word: str, words: frozenset[str] | set[str]) -> bool:
    return word in words or (word.endswith("s") and word[:-1] in words) or f"{word}s" in words
