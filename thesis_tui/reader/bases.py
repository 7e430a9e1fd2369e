"""Whether a figure came, the company guided it, or somebody else estimated it, by the words before it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from thesis_tui.model.enums import FigureBasis
from thesis_tui.reader.han_figures import han_basis, is_han
from thesis_tui.reader.nouns import is_any
from thesis_tui.reader.numbers import Number
from thesis_tui.reader.sentences import Sentence
from thesis_tui.reader.word_lists import cased, grammar, pattern

_STOP = re.compile(r"[,;(]")
_NEAR_A_CUE = 40
"""How far before a word of what is expected stands what became of it ("hit its"), in characters."""
# Half of it takes the margin of "expects revenue to grow in the mid-single digits and gross margin of 47.5 %" for one
# that came.
_LONGEST_THAN = 24
"""Characters of "than had been " and its like before a word of what was expected."""
_RIGHT_BEFORE = 3
"""Characters between a word of what was expected and the amount it is of: "than expected 5 %"."""
_FAR_AHEAD = 160
"""How far behind a word of what is to come a figure is still part of it, in characters."""


class Clause(NamedTuple):
    """Where an amount is spoken of: its sentence, its clause from `low` to `high`, and where the next amount is."""

    sentence: Sentence
    low: int
    high: int
    until: int


class Bases:
    """The basis of each figure of one article. `text` is the working text."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _has_analysts(self) -> bool:
        """Whether analysts write or are spoken of; without them "we expect" is the company's."""
        named = cased("companies", "brokers", "words").search(self.text)
        return named is not None or grammar("bases.of_analysts").search(self.text) is not None

    def is_estimate(self, place: Clause, amount: Number) -> bool:
        """Whether an amount is what somebody had estimated, by the words around it."""
        sentence, low, _, until = place
        if is_han(self.text, sentence):
            return han_basis(self.text, sentence, amount) == "estimated"
        # 45: "against the 201 billion yen average of 14 analyst estimates"
        right = min(sentence.end, amount.end + 45, until)
        if until < sentence.end and (stop := _STOP.search(self.text, amount.end, right)):
            right = stop.start()  # what is expected behind a comma is the next amount
        elif aside := grammar("bases.aside").search(self.text, amount.end, right):
            right = aside.start()  # "$462 million, more than the Street had forecast"
        # 64 back: with 25 an estimate that a few words part from its cue is one that came; with 200 "the average target
        # implies 19 % upside" is an estimate
        near = self.text[self._after_speech(max(low, amount.start - 64), amount.start) : right]
        if grammar("bases.last_year_after").match(self.text, amount.end, sentence.end):
            return False
        if grammar("bases.est_after").match(self.text, amount.end, sentence.end):
            return True
        beside = pattern("metrics", "estimate", "before").search(self.text, max(low, amount.start - 14), amount.start)
        labelled = beside and grammar("bases.labelled").search(self.text, beside.end(), amount.start)
        if (
            beside
            and not labelled
            and not grammar("bases.than").search(self.text[max(low, beside.start() - _LONGEST_THAN) : beside.start()])
        ):
            return True
        cues = list(pattern("metrics", "estimate", "words").finditer(near))
        cues = cues or list(grammar("bases.analysts_expect").finditer(near))
        at = amount.start - (right - len(near))
        cues = [m for m in cues if m.end() >= at - _RIGHT_BEFORE or not grammar("bases.than").search(near[: m.start()])]
        if not cues:
            return False
        between = near[cues[-1].end() : amount.start - (right - len(near))]
        if between and grammar("bases.posted").search(between):
            return False  # "exceeded expectations by posting $2.77"
        colon = max(between.find(":"), between.find(","))
        if colon >= 0 and pattern("metrics", "came", "words").search(between, colon):
            return False  # "beat what analysts had looked for: revenue hit $9.2 billion"
        if grammar("bases.came").search(self.text, low, amount.start):
            return False
        return grammar("bases.beats").match(self.text, amount.end, min(sentence.end, amount.end + 90)) is None

    def is_expected_behind(self, place: Clause, amount: Number) -> bool:
        """Whether it is said behind an amount that somebody expected it: "vs. $1.24 expected"."""
        right = min(place.sentence.end, amount.end + _NEAR_A_CUE, place.until)
        behind = self.text[amount.end : right]
        return pattern("metrics", "estimate", "words").search(behind) is not None or bool(
            grammar("bases.est_after").match(self.text, amount.end, place.sentence.end)
        )

    def expected_by(self, place: Clause, amount: Number) -> FigureBasis:
        """Whose an amount is that stands for a period which is not over."""
        at = amount.start
        if grammar("bases.guides").search(self.text, place.sentence.start, at):
            return "guided"
        # of what is told as a range it is the company that speaks
        they = amount.quantity.high is None and self._are_they(place, at)
        others = they or self._is_of_others(place.sentence.start, at)
        beside = grammar("bases.set_beside").search(self.text, amount.end, place.sentence.end)
        said = grammar("bases.they_say").search(self.text, at, beside.start() if beside else place.sentence.end)
        return "estimated" if others or said else "guided"

    def _are_they(self, place: Clause, at: int) -> bool:
        """Whether "they" of a sentence are the analysts of the one before it, who may also be left unsaid: "Analysts
        expect a profit. Revenue is projected to be".
        """
        start = place.sentence.start
        they = grammar("bases.they").match(self.text, start)
        if they is None and grammar("bases.passive").search(self.text, max(start, at - _NEAR_A_CUE), at) is None:
            return False
        return (
            pattern("metrics", "analysts", "words").search(self.text, max(0, start - 2 * _FAR_AHEAD), start) is not None
        )

    def _is_of_others(self, start: int, end: int) -> bool:
        """Whether analysts speak, and not the company's own people; before a semicolon it is of something else."""
        start = max(start, self.text.rfind(";", start, end) + 1)
        others = [m[0].casefold() for m in pattern("metrics", "analysts", "words").finditer(self.text, start, end)]
        if not self._has_analysts:
            others = [words for words in others if not words.startswith(("we ", "our "))]
        if not others and cased("companies", "brokers", "words").search(self.text, start, end) is None:
            return False
        return pattern("metrics", "management", "words").search(self.text, start, end) is None

    def basis(self, place: Clause, amount: Number, name: str, *, measured: bool, estimate: bool) -> FigureBasis | None:
        """Whether a figure came, was guided or was estimated; None of what only might be."""
        if estimate:
            return "estimated"
        text = self.text
        if is_han(text, place.sentence):
            return None if self.is_given_up(place, amount) else han_basis(text, place.sentence, amount)
        left = max(place.sentence.start, amount.start - _FAR_AHEAD)
        if grammar("bases.year_ahead").search(text, max(left, amount.start - 40), amount.start) or grammar(
            "bases.year_ahead"
        ).match(text, amount.end + 1, place.sentence.end):
            return "estimated"
        if self.is_given_up(place, amount):
            return None
        if grammar("bases.if_it").search(text, left, amount.start):
            return None
        if is_any(name, "forecasts"):
            return self.expected_by(place, amount)
        if self._is_revised(place, amount):
            return self.expected_by(place, amount)
        if is_any(name, "bare") and grammar("bases.of_any").search(text, place.sentence.start, amount.start):
            return None
        if (
            self._is_under_outlook(place)
            or self._is_ahead(place, left, amount.start)
            or grammar("bases.expected_after").match(text, amount.end, place.high)
        ):
            if is_any(name, "plans") and (measured or not is_any(name, "spent")):
                return "reported"
            return self.expected_by(place, amount)
        # the month is no "may"
        mights = pattern("metrics", "might", "words").finditer(text, left, amount.start)
        if any(m[0] != "May" and not grammar("bases.is_paid").match(text, m.end()) for m in mights):
            return "reported" if is_any(name, "plans") or (measured and amount.kind == "count") else None
        is_range = amount.quantity.high is not None and amount.kind in ("money", "percent", "count")
        told = grammar("bases.guide_was").search(
            text[max(place.sentence.start, amount.start - _NEAR_A_CUE) : amount.start]
        )
        if told:
            return self.expected_by(place, amount)
        happened = grammar("bases.happened").search(text, place.low, amount.start)
        if is_range and not is_any(name, "plans") and not happened:
            return self.expected_by(place, amount)  # what came is one amount and no range
        uncertain = not measured and amount.kind == "count"
        if uncertain and pattern("expect", "cues", "words").search(text, place.low, amount.start):
            return None
        return "reported"

    def _is_ahead(self, place: Clause, left: int, at: int) -> bool:
        """Whether a word of what is expected stands before an amount, and none of what came between them."""
        cues = [
            m
            for m in pattern("metrics", "ahead", "words").finditer(self.text, self._after_speech(left, at), at)
            if not grammar("bases.price_after").match(self.text, m.end())
            and not grammar("bases.has_before").search(self.text[max(0, m.start() - 6) : m.end()])
            and not grammar("bases.is_paid").match(self.text, m.end())
            and not (m[0] == "Plans" and grammar("bases.a_dividend").match(self.text, m.end()))
        ]
        if not cues:
            return False
        between = self.text[cues[-1].end() : at]
        if self._befalls("held", place, cues[-1].start()):
            return False  # "hit its target of $300 million"
        if ";" in between and ":" not in between:
            return False  # "guidance: revenue of …; earnings of …" goes on, other sentences do not
        if cues[-1].end() < place.low and grammar("bases.turn").search(between):
            return False
        return pattern("metrics", "came", "words").search(between) is None

    def _is_revised(self, place: Clause, amount: Number) -> bool:
        """Whether a sentence tells how estimates or a guidance were changed: "the estimates for … were lifted: …"."""
        revised = list(grammar("bases.revised").finditer(self.text, place.sentence.start, amount.start))
        if not revised:
            return False
        return pattern("metrics", "came", "words").search(self.text, revised[-1].end(), amount.start) is None

    def is_given_up(self, place: Clause, amount: Number) -> bool:
        """Whether what is expected is so no longer: a target that was withdrawn, dropped or missed."""
        left = max(place.sentence.start, amount.start - _FAR_AHEAD)
        cues = list(pattern("metrics", "ahead", "words").finditer(self.text, left, amount.start))
        if not cues:
            return False
        if not self._befalls("given_up", place, cues[-1].start()):
            return False
        return pattern("metrics", "came", "words").search(self.text, cues[-1].end(), amount.start) is None

    def _befalls(self, table: str, place: Clause, at: int) -> bool:
        """Whether the words right before a word of what is expected tell what became of it."""
        before = self.text[max(place.sentence.start, at - _NEAR_A_CUE) : at]
        clause = before[max((m.end() for m in grammar("bases.clause").finditer(before)), default=0) :]
        return pattern("metrics", table, "words").search(clause) is not None

    def _after_speech(self, left: int, at: int) -> int:
        """Where what is said by somebody has ended before an amount: '"... above consensus," he wrote, adding that'."""
        return max((m.end() for m in grammar("bases.unquote").finditer(self.text, left, at)), default=left)

    def is_guided(self, place: Clause, amount: Number, head: str) -> bool:
        """Whether it is the company that expects an amount, and nobody else."""
        sentence = place.sentence
        if is_han(self.text, sentence):
            return han_basis(self.text, sentence, amount) == "guided"
        left, right = max(sentence.start, amount.start - _FAR_AHEAD), min(sentence.end, amount.end + 45, place.until)
        if grammar("bases.est_before").search(head) or grammar("bases.of_an_estimate").search(
            self.text, left, amount.start
        ):
            return False
        if beside := grammar("bases.set_beside").search(self.text, amount.end, right):
            right = beside.start()  # "expects sales of $57 million, ahead of the average analyst estimate"
        if grammar("bases.compared").search(head) or not self._is_ahead(place, left, amount.start):
            return False
        if amount.quantity.high is None and self._are_they(place, amount.start):
            return False
        return not self._is_of_others(left, right)

    def _is_under_outlook(self, place: Clause) -> bool:
        under = place.sentence.under
        return (
            under is not None
            and pattern("metrics", "outlook", "words").search(self.text, under.start, under.end) is not None
        )

    def by(self, place: Clause) -> str:
        """Whose an estimate is: a research house named in the sentence, else nobody's by name."""
        sentence = place.sentence
        found = cased("companies", "brokers", "words").search(self.text, sentence.start, sentence.end)
        return found[0] if found else ""
