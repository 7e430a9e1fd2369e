"""Which of the names around an amount is that of what it measures, sentence by sentence."""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace

from thesis_tui.reader.bases import Clause
from thesis_tui.reader.figure_values import shape
from thesis_tui.reader.han_figures import han_clause, han_noun, is_han
from thesis_tui.reader.metrics import Metrics
from thesis_tui.reader.not_figures import BEFORE_A_NAME
from thesis_tui.reader.nouns import Noun, clause_of, nearest_noun, spoken_noun
from thesis_tui.reader.numbers import Number
from thesis_tui.reader.sentences import Sentence
from thesis_tui.reader.word_lists import grammar, pattern


class Measuring(NamedTuple):
    """An amount with the name of what it measures."""

    amount: Number
    noun: Noun | None


class FigureNouns:
    """The names of what the amounts of one article measure. `text` is the working text."""

    def __init__(self, metrics: Metrics, text: str) -> None:
        self.metrics = metrics
        self.text = text
        self.amounts: list[Number] = []
        self.nouns: list[Noun] = []
        """Those of the sentence being read."""
        self.told_of: Noun | None = None
        """The noun of the last sum."""
        self.of_shape: dict[str, Noun] = {}
        """The noun of the last figure of each shape: a sum, an amount a share, a percentage, a count."""

    def enter(self, amounts: list[Number], nouns: list[Noun]) -> None:
        """A sentence with these amounts and names is about to be read."""
        self.amounts = amounts
        self.nouns = sorted(nouns, key=lambda item: item.start)

    def remember(self, noun: Noun | None, amount: Number, name: str, *, estimated: bool) -> None:
        """An amount became a figure called `name`: what comes may be of the same."""
        if noun is None:
            return
        if amount.kind == "money":
            self.told_of = noun
        if not estimated:
            self.of_shape[shape(amount)] = replace(noun, name=name)

    def place(self, sentence: Sentence, found: list[Number], number: int, heads: list[int]) -> Clause:
        amount = found[number]
        low, high = clause_of(self.text, sentence, amount)
        if is_han(self.text, sentence):
            low = han_clause(self.text, sentence, amount.start)
        until = next(
            (
                item.start
                for item in found[number + 1 :]
                if (item.kind != "plain" or item.scaled) and self.text[item.start - 1] != "("
            ),
            sentence.end,
        )
        ends = [item for item in heads if item >= amount.end]
        if grammar("figures.at_head").search(
            self.text, max(sentence.start, amount.start - BEFORE_A_NAME), amount.start
        ):
            ends = [item for item in ends if item >= until]  # "At $1.7 billion, revenue beat the $1.5 billion expected"
        return Clause(
            sentence, max([low, *(item for item in heads if item <= amount.start)]), min([high, *ends]), until
        )

    def noun(
        self, place: Clause, found: list[Number], number: int, nouns: list[Noun], last: Measuring | None
    ) -> Noun | None:
        """The measure of an amount: what the one before it does where it only goes on about that, else the name
        nearest to it.
        """
        amount = found[number]
        one_of_many = self._columns(place, found, number) or self._respectively(place, found, number)
        if one_of_many is not None:
            return one_of_many
        if is_han(self.text, place.sentence):
            of = last or Measuring(amount, None)
            return han_noun(self.text, place.sentence, found, number, nouns, of) or self._unnamed(place, amount)
        if last and last.noun is not None:
            between = self.text[last.amount.end : amount.start]
            paired = grammar("figures.pair").fullmatch(between)
            if amount.kind == "money" and (paired or between.strip() == "("):
                return last.noun if last.noun.measures != "shares" else None
            did = last.amount.kind == "count" and grammar("figures.and_did").fullmatch(between)
            if amount.kind == "plain" and last.noun.measures == "counted" and (paired or did):
                return last.noun
            steps = grammar("figures.step").search(self.text, place.sentence.start, last.amount.start)
            if steps and amount.kind == last.amount.kind and grammar("figures.to_step").fullmatch(between):
                return last.noun  # "from 8.5 % in the same period last year to 8.6 %"
        limit = found[number - 1].end if number else place.sentence.start
        noun = nearest_noun(self.text, nouns, amount, place.low, place.high, limit, found)
        if noun is not None and amount.kind == "percent" and noun.end <= amount.start:
            before = self.text[max(place.sentence.start, noun.start - BEFORE_A_NAME) : noun.start]
            if grammar("figures.beside_results").search(before) and grammar("figures.share_moved").fullmatch(
                self.text, noun.end, amount.start
            ):
                return None  # "beat with its earnings but gapped down 14 %"
        if noun is not None and noun.end <= amount.start:
            noun = self._whose_loss(place, noun, nouns)
        if last and last.noun is not None and self._goes_on(place, amount, noun, nouns, last):
            noun = last.noun if last.noun.measures != "shares" or amount.kind == "percent" else None
        return noun or self._unnamed(place, amount)

    def _columns(self, place: Clause, found: list[Number], number: int) -> Noun | None:
        """The name of the column of an amount in a table that was run into one line: "Net Margin - Return on Equity -
        Acme - 3.1% - 8.2%"; None where it is none of one.
        """
        if self.text.find(" - ", place.sentence.start, found[number].start) < 0:
            return None
        heads: list[Noun] = []
        for item in self.nouns:
            if item.start < place.sentence.start or item.end > found[number].start:
                continue
            if heads and not grammar("figures.next_cell").fullmatch(self.text, heads[-1].end, item.start):
                if len(heads) > 1:
                    break
                heads = []
            heads.append(item)
        if len(heads) < 2:
            return None
        at = number
        while at and grammar("figures.next_cell").fullmatch(self.text, found[at - 1].end, found[at].start):
            at -= 1
        cell = self.text[max(place.sentence.start, found[at].start - BEFORE_A_NAME) : found[at].start]
        if not grammar("figures.in_a_row").search(cell) or number - at >= len(heads):
            return None
        return heads[number - at]

    def _respectively(self, place: Clause, found: list[Number], number: int) -> Noun | None:
        """Of two names and two amounts the name in the amount's place: "revenue and EPS were $3 billion and $1.14"."""
        joined = grammar("figures.and_amount")
        if number and joined.fullmatch(self.text, found[number - 1].end, found[number].start):
            first, second = number - 1, True
        elif number + 1 < len(found) and joined.fullmatch(self.text, found[number].end, found[number + 1].start):
            first, second = number, False
        else:
            return None
        start = found[first - 1].end if first else place.sentence.start
        names = [item for item in self.nouns if start <= item.start and item.end <= found[first].start]
        if len(names) < 2 or names[-2].name == names[-1].name:
            return None
        if not grammar("figures.and_name").fullmatch(self.text, names[-2].end, names[-1].start):
            return None
        return names[-1] if second else names[-2]

    def _whose_loss(self, place: Clause, noun: Noun, nouns: list[Noun]) -> Noun:
        """The profit that a loss is one of, "EBITDA was a loss of", else the loss itself."""
        if self.text[noun.start : noun.end].casefold() not in ("loss", "losses"):
            return noun
        before = [item for item in nouns if place.low <= item.start and item.end <= noun.start]
        if not before or not grammar("figures.was_a").fullmatch(self.text, before[-1].end, noun.start):
            return noun
        return replace(noun, name=before[-1].name) if before[-1].name not in ("share price", "revenue") else noun

    def _unnamed(self, place: Clause, amount: Number) -> Noun | None:
        """The measure of an amount that no name stands for: what is counted, or what is said to grow or to fall."""
        if amount.per_share and grammar("numbers.per_ten").search(
            self.text, max(0, amount.start - BEFORE_A_NAME), amount.start
        ):
            return Noun("period", "dividend", amount.start, amount.end)
        if amount.kind == "count":
            return Noun("counted", amount.unit, amount.start, amount.end)
        noun = self.metrics.growth(amount, place.low) if amount.kind == "percent" else None
        if noun is None and amount.kind != "multiple":
            noun = spoken_noun(self.text, amount, place.low)
        return noun

    def _goes_on(self, place: Clause, amount: Number, noun: Noun | None, nouns: list[Noun], last: Measuring) -> bool:
        """Whether an amount says more of what the last one measures: "rose to $5 billion, up 12 %"."""
        if any(last.amount.end <= item.start and item.end <= amount.start for item in nouns):
            return False
        between = self.text[last.amount.end : amount.start]
        since_last_year = amount.kind == "percent" and grammar("figures.year_on_year").fullmatch(between)
        if noun is not None and noun.end >= last.amount.start and not since_last_year:
            return False
        return bool(
            since_last_year
            or (
                noun is None
                and last.amount.kind == amount.kind
                and grammar("figures.again").search(self.text, place.low, amount.start)
            )
            or grammar("bases.compared").search(between)
            or grammar("figures.goes_on").fullmatch(between)
            or (amount.kind == "percent" and grammar("figures.same_again").fullmatch(between))
            or (
                last.amount.kind == "count" and amount.kind == "percent" and grammar("figures.up_by").fullmatch(between)
            )
            or (
                last.amount.kind == "money"
                and amount.kind in ("money", "plain")
                and amount.scaled
                and _is_expected(between)
            )
            or (amount.kind == "percent" and grammar("figures.than_before").match(self.text, amount.end))
        )

    def named_before(self, amount: Number) -> Noun | None:
        """The subject of an estimate that names nothing itself: "publishes first-quarter sales; the consensus is
        for".
        """
        before = [item for item in self.nouns if item.end <= amount.start and item.measures in ("period", "counted")]
        if before:
            return before[-1] if amount.scaled or amount.kind == "percent" else None
        same = self.same_shape(amount) if amount.scaled and not self.nouns else None
        if same is not None:
            return same
        noun = self.told_of  # "It sees revenue of $1.4 billion. Analysts were looking for $1.44 billion."
        return noun if noun is not None and amount.scaled and not self.nouns else None

    def same_shape(self, amount: Number) -> Noun | None:
        """The subject of what was expected, where it is not said: of the last figure of the same shape ("EPS was $1.88
        (consensus: $1.79)", "topping the consensus of $0.66 and $598 million").
        """
        if amount.kind == "plain" and amount.scaled and "sum" in self.of_shape:
            return self.of_shape["sum"]  # a sum printed without its currency
        return self.of_shape.get(shape(amount))

    def is_passed_over(self, place: Clause, amount: Number, noun: Noun | None) -> bool:
        """Whether the name taken for an amount stands before another amount of another shape, and so is rather of
        that.
        """
        if noun is None or noun.end > amount.start or noun.end < place.sentence.start:
            return False
        between = [item for item in self.amounts if noun.end <= item.start and item.end <= amount.start]
        if (
            between
            and between[-1].kind == "percent"
            and grammar("figures.leads_to").fullmatch(self.text, between[-1].end, amount.start)
        ):
            return False  # "the sales estimate by 9 % to 857 million"
        return bool(between) and amount.kind in ("money", "percent") and shape(amount) not in map(shape, between)


def _is_expected(between: str) -> bool:
    """Whether the words after one amount say that the next is what somebody had expected instead of it."""
    return pattern("metrics", "estimate", "words").search(between) is not None
