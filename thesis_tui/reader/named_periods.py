"""The periods an article names, and which of them a figure is of: the nearest, else the one of which the talk is."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import NamedTuple

from thesis_tui.model.proposals import PeriodFound
from thesis_tui.reader.han_figures import is_han
from thesis_tui.reader.nouns import is_any
from thesis_tui.reader.numbers import Number
from thesis_tui.reader.observations import Figure
from thesis_tui.reader.periods import Anchor, window
from thesis_tui.reader.periods import period as period_of
from thesis_tui.reader.sentences import Sentence
from thesis_tui.reader.when import When, times
from thesis_tui.reader.word_lists import grammar, pattern

# Half as many lose the quarter of "total deliveries slid 41 % to 190,190"; twice as many give "cut 600 jobs" that of
# the charge for it.
_BESIDE_A_COUNT = 60
_COMPARED = 110
"""How far before "in the same period last year" it may be said that something is compared, in characters."""
_YEARS = 6
"""How far before the last of several years the first stands, in characters."""
_OTHER_PART = 100
"""As how many characters a semicolon counts between an amount and a period behind it."""
_OF_BEFORE = ("last year", "last quarter", "year earlier")
_LONG_OVER = timedelta(days=300)
"""An article tells what came in a period until results of the one a year later come."""
_LAST_HEADING = 4
"""The section and block up to which a heading may say of which quarter the results are."""
_NAMED_SPANS = ("quarter", "fiscal", "span", "year")


class PeriodAt(NamedTuple):
    """A period and the place of its expression, and the one it is when what is said of it is still to come."""

    start: int
    end: int
    period: PeriodFound
    to_come: PeriodFound | None
    only_from: int | None = None
    """Where the words begin that compare with it: it is of no amount before them, and of none behind it."""
    until: int | None = None
    """Where the clause ends that alone is of it."""


class NamedPeriods:
    """The periods of one article, sentence by sentence. `text` is the working text, `anchor` when it was published, and
    `year_end` when the company's fiscal year ends.
    """

    def __init__(self, text: str, anchor: Anchor, year_end: str) -> None:
        self.text = text
        self.anchor = anchor
        self.year_end = year_end
        self._carried: PeriodFound | None = None
        self._headline: PeriodFound | None = None
        self._spans: dict[str, PeriodFound] = {}
        """The last period with days of each quarter and half, by its name without the year: "q3"."""
        self._section = -1
        self._is_han = False

    def enter(self, sentence: Sentence) -> None:
        """A sentence is about to be read: a new section begins with the headline's period."""
        self._is_han = is_han(self.text, sentence)
        if sentence.section != self._section:
            self._section = sentence.section
            # a line of results without a full stop looks like a heading
            if not grammar("junk.sum").search(self.text, sentence.start, sentence.end):
                self._carried = self._headline

    @property
    def talk(self) -> PeriodFound | None:
        """The period of which the talk is."""
        return self._carried

    def go_back(self, to: PeriodFound | None) -> None:
        """The talk is of an earlier period again: what is guided says of no later figure when it came."""
        self._carried = to

    def is_over(self, found: PeriodFound) -> bool | None:
        """Whether a period was over on the article's day; None where its days are not known."""
        return None if found.end is None else found.end <= self.anchor.latest

    def named(self, sentence: Sentence) -> list[PeriodAt]:
        """The periods a sentence names, each with its place; a quarter or a year is carried on to what follows."""
        found = times(self.text, sentence.start, sentence.end)
        if not found:
            return []
        outside = pattern("metrics", "outside", "words").search(self.text, sentence.start, sentence.end) is not None
        told = grammar("propose.told").search(self.text, sentence.start, sentence.end) is not None
        periods: list[PeriodAt] = []
        for when in found:
            if when.form in ("ahead", "day", "weekday") or (when.form == "month" and told):
                continue
            if self.text[when.start - 1 : when.start] == "(" and grammar("propose.aside").match(self.text, when.end):
                continue  # "(H1 2024: 777 million)" is of what was before
            before = self.text[max(sentence.start, when.start - _BESIDE_A_COUNT) : when.start]
            compares = self.text[max(sentence.start, when.start - _COMPARED) : when.start]
            if when.form in _OF_BEFORE and grammar("propose.compared_with").search(compares):
                continue  # "up from 31 % a year earlier" is of what it is compared with
            if when.form in _OF_BEFORE and grammar("propose.told_after").match(self.text, when.end, sentence.end):
                continue
            made = period_of(when, self.anchor, self.year_end, outside=outside, carried=self._carried)
            if made is None:
                continue
            if made.start is None and self._is_carried(when):
                made = self._carried or made
            only_from = self._compared_from(when, made, before, periods[-1] if periods else None)
            until = None
            if self._is_han and when.form in _OF_BEFORE and (stop := grammar("han.clause").search(self.text, when.end)):
                until = stop.start()  # "毛利率去年同期为38%,本季为41%"
            periods.append(PeriodAt(when.start, when.end, made, self._to_come(when), only_from, until))
            ahead = grammar("propose.of_what_is_to_come").match(self.text, when.end, sentence.end)
            if (
                ahead is None
                and only_from is None
                and when.form in _NAMED_SPANS
                and (made.start or when.form == "quarter")
            ):
                if made.end is None or made.end <= self.anchor.latest:
                    if made.start is not None:
                        self._spans[when.canon.split()[0]] = made
                    self._carried = made  # what is still to come is no period that figures came for
                if (
                    sentence.section <= _LAST_HEADING
                    and sentence.block <= _LAST_HEADING
                    and grammar("propose.of_results").match(self.text, when.end)
                ):
                    self._headline = made  # "Acme Q4 Earnings Beat Estimates": what follows is of that quarter
        return periods

    def _is_carried(self, when: When) -> bool:
        """Whether a quarter or a half without its year is the one that was last named with it."""
        if when.form not in ("quarter", "fiscal", "span") or not when.canon or when.has_year:
            return False
        known = self._spans.get(when.canon.split()[0])
        if known is None:
            return False
        self._carried = known
        return True

    def _compared_from(self, when: When, made: PeriodFound, before: str, last: PeriodAt | None) -> int | None:
        """Where the words begin that only compare with a period, None where none do. Of "rose to $5 billion from $4
        billion in the third quarter" the period is of the whole where it is the sentence's first, unless it is a year
        that was long over; `last` is the one before it.
        """
        if when.form not in _NAMED_SPANS:
            return None
        listed = last is not None and grammar("propose.and_amount").fullmatch(self.text, last.end, when.start)
        if last is not None and last.only_from is not None and listed:
            return last.only_from  # "against 4 % in the March quarter and 3 % in the December quarter"
        compared = grammar("propose.only_compared").search(before)
        if compared is None or (compared["after"] and not compared["amount"]):
            return None
        over = made.end is not None and when.has_year and self.anchor.latest - made.end > _LONG_OVER
        if last is None and not over and (compared["from"] or compared["after"]) and compared["amount"]:
            return None
        return when.start - len(before) + compared.start()

    def inherited(self, sentence: Sentence) -> list[PeriodAt]:
        """The periods of the heads of a row's cells, else of the caption a line stands under."""
        if not sentence.item:
            return []
        places = list(sentence.heads) or ([(sentence.start, sentence.under)] if sentence.under is not None else [])
        found = []
        for at, place in places:
            for when in times(self.text, place.start, place.end):
                made = period_of(when, self.anchor, self.year_end, outside=False, carried=self._carried)
                if made is not None and when.form in _NAMED_SPANS:
                    found.append(PeriodAt(at, at, made, self._to_come(when)))
        return found

    def _to_come(self, when: When) -> PeriodFound | None:
        """The period that an expression without its year is of where it is still to come; None of one that is not."""
        if when.has_year or when.form not in ("quarter", "fiscal", "span"):
            return None
        made = window(when, self.anchor, self.year_end)
        return PeriodFound(when.label, made.earliest, made.latest) if made is not None else None

    def of(self, item: Figure, periods: list[PeriodAt], *, came: bool) -> PeriodFound | None:
        """The period of a figure: the nearest said in its sentence, else the one of which the talk is. `came` is
        whether any figure of the sentence had come: an estimate beside it is of the same period.
        """
        near = [
            p
            for p in periods
            if (item.measures in ("period", "shares") or p.period.start is None)
            and not self._is_aside(p, item.amount)
            and not self._is_compared_with(p, item.amount)
            and (p.until is None or item.amount.start < p.until)
            and not (self._is_han and p.start > item.amount.start)  # Chinese says first when, then what
        ]
        if near:
            if item.measures in ("instant", "list", "list price"):
                return None
            behind = [p for p in near if grammar("propose.right_behind").fullmatch(self.text, item.amount.end, p.start)]
            nearest = behind[0] if behind else min(near, key=lambda p: self._apart(p, item.amount))
            if several := grammar("han.several_years").search(self.text, max(0, nearest.start - _YEARS), nearest.end):
                return self._of_several(several, item.amount)
            ahead = item.basis == "guided" or (item.basis == "estimated" and not came)
            if item.basis == "estimated" and grammar("propose.reports_soon").search(
                self.text, max(0, item.amount.start - _BESIDE_A_COUNT), item.amount.start
            ):
                ahead = False  # "is expected to report fourth-quarter earnings": of a quarter that is over
            return nearest.to_come if ahead and nearest.to_come is not None else nearest.period
        if item.measures == "counted":
            beside = [
                p
                for p in periods
                if _distance(p.start, p.end, item.amount) <= _BESIDE_A_COUNT
                and not (self._is_han and p.start > item.amount.start)
            ]
            return min(beside, key=lambda p: _distance(p.start, p.end, item.amount)).period if beside else None
        if item.measures != "period" or is_any(item.name.split(",")[0], "of no period"):
            return None
        if item.basis == "guided" or (item.basis == "estimated" and not came):
            return None  # what is still to come is of no period that is over
        return self._carried

    def _of_several(self, years: re.Match[str], amount: Number) -> PeriodFound | None:
        """The year of an amount of a list over several years, by its place: "2025-2027年分别为8亿元、9亿元、10亿元".

        None where the list is not as long as the years.
        """
        first, last = int(years["first"]), int(years["last"])
        starts = [m.end() for m in grammar("han.list_of").finditer(self.text, years.end(), amount.start)]
        if not starts:
            return None
        place = len(grammar("han.list_mark").findall(self.text, starts[-1], amount.start))
        if not 0 <= place <= last - first:
            return None
        year = first + place
        return period_of(
            When(years.start(), years.end(), "year", f"{year}年", str(year), has_year=True), self.anchor, self.year_end,
            outside=False, carried=None,
        )  # fmt: skip

    def _apart(self, said: PeriodAt, amount: Number) -> int:
        """How far a period is from an amount; one behind a semicolon is of what is told there."""
        parted = _OTHER_PART if self.text.find(";", amount.end, said.start) >= 0 else 0
        return _distance(said.start, said.end, amount) + parted

    def _is_compared_with(self, said: PeriodAt, amount: Number) -> bool:
        """Whether a period is what an amount is compared with: "grew 34 %, slowing from 38 % in the June quarter"."""
        if said.only_from is None or said.only_from <= amount.start < said.start:
            return False
        return grammar("propose.of_compared").fullmatch(self.text, said.end, amount.start) is None

    def _is_aside(self, said: PeriodAt, amount: Number) -> bool:
        """Whether a period is of what an amount is compared with: "412 million (2024: 377 million)"."""
        text = self.text
        return (
            text[said.start - 1 : said.start] == "("
            and text[said.end : said.end + 1] == ":"
            and amount.end < said.start
        )


def _distance(start: int, end: int, amount: Number) -> int:
    # one behind the amount counts as ten characters farther: "for the fourth quarter of 2025, an increase of 1.5 % from
    # the fourth quarter of 2024" is of 2025
    return amount.start - end if end <= amount.start else start - amount.end + 10
