"""Amounts to figures: what each measures, of which period, for which metric and pillar of the thesis."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from thesis_tui.model.enums import FigureBasis
from thesis_tui.model.objects import Metric
from thesis_tui.model.quantity import Quantity
from thesis_tui.reader.bases import Bases, Clause
from thesis_tui.reader.figure_values import (
    clause_start,
    is_prior,
    money_name,
    negative,
    own_unit,
    plain_counts,
    shape,
    title,
)
from thesis_tui.reader.metrics import Metrics
from thesis_tui.reader.nouns import (
    Noun,
    clause_of,
    heads_of,
    is_any,
    labelled_noun,
    nearest_noun,
    nouns_in,
    spoken_noun,
)
from thesis_tui.reader.numbers import Number
from thesis_tui.reader.sentences import Sentence
from thesis_tui.reader.word_lists import data, grammar, pattern

# Twice as many make "ended 2025 with $389.5 million in cash" no figure.
_BESIDE = 9
"""How many characters may part an amount from the word that says it is something else: "of about "."""
_BEFORE_A_NAME = 40


class Figure(Struct, frozen=True):
    """An amount read as the value of something, with what of the thesis it is of. `measures` is over what."""

    amount: Number
    quantity: Quantity
    name: str
    measures: str
    pillar: str | None
    metric: Metric | None
    unit: str
    basis: FigureBasis
    by: str
    start: int
    end: int


class _Measuring(NamedTuple):
    """An amount with the name of what it measures."""

    amount: Number
    noun: Noun | None


class _Called(NamedTuple):
    """A figure's name, over what it is measured, and how much it is."""

    name: str
    measures: str
    quantity: Quantity


class Figures:
    """The figures of one article, for the metrics of one thesis. `text` is the working text."""

    def __init__(self, metrics: Metrics, text: str) -> None:
        self.metrics = metrics
        self.bases = Bases(text)
        self.text = text
        self._amounts: list[Number] = []
        self._nouns: list[Noun] = []
        """Those of the sentence being read."""
        self._told_of: Noun | None = None
        """The noun of the last sum."""
        self._of_shape: dict[str, Noun] = {}
        """The noun of the last figure of each shape: a sum, an amount a share, a percentage, a count."""

    def find(self, sentence: Sentence, found: list[Number], taken: set[int]) -> list[Figure]:
        """The figures among the amounts of a sentence; `taken` are the starts of those already read."""
        if all(item.start in taken for item in found):
            return []
        text = self.text
        veto = pattern("metrics", "no_figure", "words").search(text, sentence.start, sentence.end)
        if veto is not None:  # it holds from the clause it stands in on
            found = [item for item in found if item.end <= clause_start(text, sentence, veto.start())]
        nouns = nouns_in(text, sentence, found)
        self._amounts = found
        self._nouns = sorted(nouns, key=lambda item: item.start)
        heads = heads_of(text, found, nouns)
        made: list[Figure] = []
        last: _Measuring | None = None
        left_out = -1
        for number, amount in enumerate(found):
            if amount.start in taken:
                last = None
                continue
            following = found[number + 1] if number + 1 < len(found) else None
            if (
                amount.kind == "percent"
                and following
                and following.start in taken
                and grammar("figures.to_a_price").match(text, amount.end)
            ):
                continue  # how much the shares moved: "fell 2 % to 148"
            if amount.kind == "money" and following and following.kind == "money" and self._is_step(sentence, amount):
                continue
            place = self._place(sentence, found, number, heads)
            last = _Measuring(amount, self._noun(place, found, number, nouns, last))
            before = found[number - 1] if number else None
            if before and is_prior(text, before, amount):
                left_out = amount.start
                continue
            if (
                before
                and left_out == before.start
                and grammar("figures.aside").fullmatch(text, before.end, amount.start)
            ):
                left_out = amount.start
                continue  # "from $6.9 billion, or $3.21 per share"
            figure = self._figure(place, amount, last.noun)
            if figure is not None:
                if last.noun is None:
                    last = _Measuring(
                        amount, Noun(figure.measures, figure.name.split(", ")[0], figure.start, figure.end)
                    )
                self._told_of = last.noun if last.noun is not None and amount.kind == "money" else self._told_of
                if last.noun is not None and figure.basis != "estimated":
                    self._of_shape[shape(amount)] = replace(last.noun, name=figure.name.split(", ")[0])
                if made and figure.basis == "reported" and self._is_more_of(made[-1], figure):
                    figure = replace(figure, basis=made[-1].basis, by=made[-1].by)
                made.append(figure)
            elif grammar("figures.compares").search(text[max(sentence.start, amount.start - 60) : amount.start]):
                left_out = amount.start
        return made

    def _is_step(self, sentence: Sentence, amount: Number) -> bool:
        """Whether a sum is how much another moved: "net debt fell 33 million to 359 million"."""
        before = self.text[max(sentence.start, amount.start - _BEFORE_A_NAME) : amount.start]
        if grammar("figures.moved_by").search(before) is None:
            return False
        return grammar("figures.moved_to").match(self.text, amount.end) is not None

    def _is_more_of(self, before: Figure, figure: Figure) -> bool:
        """Whether a figure only says more of the one before it: "is put at $402 million, up 9.3 %"."""
        between = self.text[before.amount.end : figure.amount.start]
        if before.basis == "estimated" and grammar("figures.and_also").fullmatch(between):
            return True
        return (
            figure.amount.kind == "percent"
            and before.amount.kind != "percent"
            and grammar("figures.goes_on").fullmatch(between) is not None
        )

    def _place(self, sentence: Sentence, found: list[Number], number: int, heads: list[int]) -> Clause:
        amount = found[number]
        low, high = clause_of(self.text, sentence, amount)
        return Clause(
            sentence,
            max([low, *(item for item in heads if item <= amount.start)]),
            min([high, *(item for item in heads if item >= amount.end)]),
            next(
                (
                    item.start
                    for item in found[number + 1 :]
                    if (item.kind != "plain" or item.scaled) and self.text[item.start - 1] != "("
                ),
                sentence.end,
            ),
        )

    def _noun(
        self, place: Clause, found: list[Number], number: int, nouns: list[Noun], last: _Measuring | None
    ) -> Noun | None:
        """The measure of an amount: what the one before it does where it only goes on about that, else the name
        nearest to it.
        """
        amount = found[number]
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
            before = self.text[max(place.sentence.start, noun.start - _BEFORE_A_NAME) : noun.start]
            if grammar("figures.beside_results").search(before) and grammar("figures.share_moved").fullmatch(
                self.text, noun.end, amount.start
            ):
                return None  # "beat with its earnings but gapped down 14 %"
        if last and last.noun is not None and self._goes_on(place, amount, noun, nouns, last):
            noun = last.noun if last.noun.measures != "shares" or amount.kind == "percent" else None
        if amount.kind == "count":
            return noun or Noun("counted", amount.unit, amount.start, amount.end)
        if noun is None and amount.kind == "percent":
            noun = self.metrics.growth(amount, place.low)
        if noun is None and amount.kind != "multiple":
            noun = spoken_noun(self.text, amount, place.low)
        return noun

    def _goes_on(self, place: Clause, amount: Number, noun: Noun | None, nouns: list[Noun], last: _Measuring) -> bool:
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
                and self._is_expected(between)
            )
            or (amount.kind == "percent" and grammar("figures.than_before").match(self.text, amount.end))
        )

    def _named_before(self, amount: Number) -> Noun | None:
        """The subject of an estimate that names nothing itself: "publishes first-quarter sales; the consensus is
        for".
        """
        before = [item for item in self._nouns if item.end <= amount.start and item.measures in ("period", "counted")]
        if before:
            return before[-1] if amount.scaled or amount.kind == "percent" else None
        same = self._same_shape(amount) if amount.scaled and not self._nouns else None
        if same is not None:
            return same
        noun = self._told_of  # "It sees revenue of $1.4 billion. Analysts were looking for $1.44 billion."
        return noun if noun is not None and amount.scaled and not self._nouns else None

    def _same_shape(self, amount: Number) -> Noun | None:
        """The subject of what was expected, where it is not said: of the last figure of the same shape ("EPS was $1.88
        (consensus: $1.79)", "topping the consensus of $0.66 and $598 million").
        """
        if amount.kind == "plain" and amount.scaled and "sum" in self._of_shape:
            return self._of_shape["sum"]  # a sum printed without its currency
        return self._of_shape.get(shape(amount))

    def _is_passed_over(self, place: Clause, amount: Number, noun: Noun | None) -> bool:
        """Whether the name taken for an amount stands before another amount of another shape, and so is rather of
        that.
        """
        if noun is None or noun.end > amount.start or noun.end < place.sentence.start:
            return False
        between = [item for item in self._amounts if noun.end <= item.start and item.end <= amount.start]
        return bool(between) and amount.kind in ("money", "percent") and shape(amount) not in map(shape, between)

    def _is_expected(self, between: str) -> bool:
        """Whether the words after one amount say that the next is what somebody had expected instead of it."""
        return pattern("metrics", "estimate", "words").search(between) is not None

    def _figure(self, place: Clause, amount: Number, noun: Noun | None) -> Figure | None:
        sentence, low, high, until = place
        # with 25 "surpassing the consensus estimate by 2.3 %" is a change of revenue
        head = self.text[max(sentence.start, amount.start - 60) : amount.start]
        expected = self.bases.is_estimate(place, amount)
        estimate = expected and not self.bases.is_guided(place, amount, head)
        if (
            self._is_something_else(place, amount, noun)
            or grammar("figures.compares_prior").search(head)
            or (grammar("figures.compares").search(head) and not estimate)
            or self._is_share_or_gap(place, amount, noun, head)
        ):
            return None
        noun = self._multiple_of(place, amount) or noun
        if noun is None:
            noun = labelled_noun(self.text, sentence, amount)
        if noun is None and amount.kind == "money" and amount.per_share and not amount.scaled and expected:
            noun = Noun("period", "earnings per share", amount.start, amount.end)
        if noun is None and expected:
            noun = self._named_before(amount)
        if noun is None and amount.kind == "money" and amount.scaled and grammar("figures.guided").search(head):
            noun = Noun("period", "guidance", amount.start, amount.end)
        pillar = self.metrics.pillar(low, high, amount.start, until)
        inherited = noun is None or not low <= noun.start < high or noun.measures == "list" or amount.kind == "count"
        if pillar is None and (low == sentence.start or inherited):
            pillar = self.metrics.pillar(sentence.start, amount.start, amount.start)
        called, noun = self._called_here(place, amount, noun, pillar, expected=expected)
        if called is None:
            return None
        name, measures, quantity = called
        unit = amount.currency or amount.unit or own_unit(amount, noun, name)
        of_count = expected and amount.kind == "count"  # a metric may be of what is expected alone
        metric, name = self._metric(place, amount, noun, name, unit, pillar, estimate=estimate or of_count)
        compared = estimate and grammar("bases.compared").search(head) is not None
        basis: FigureBasis | None = (
            "estimated"
            if compared
            else self.bases.basis(place, amount, name, measured=metric is not None, estimate=estimate)
        )
        if basis is None:
            return None
        pillar = None if measures == "shares" else pillar
        if metric is not None:
            pillar, measures = metric.pillar, metric.measures
        if amount.sign == "-" and quantity.high is not None and amount.kind == "money":
            quantity = negative(quantity)
        if amount.sign == "-" and amount.kind in ("plain", "multiple"):
            quantity = replace(quantity, value=-abs(quantity.value))
        minus = grammar("figures.minus").search(head) or amount.sign == "-" or self._is_lost(head)
        loss = is_any(name, "losses") and metric is None
        if amount.kind == "money" and measures == "period" and (minus or loss):
            quantity = negative(quantity)
        if estimate and quantity.qualifier in ("more than", "less than"):  # "above the consensus of"
            quantity = replace(quantity, qualifier="exactly")
        edges = [amount.start, amount.end] + ([noun.start, noun.end] if noun else [])
        named = title(name, measures, amount, estimate=estimate)
        by = self.bases.by(place) if basis == "estimated" else ""
        return Figure(
            amount,
            quantity,
            named,
            measures,
            pillar,
            metric,
            unit,
            basis,
            by,
            max(sentence.start, min(edges)),
            max(edges),
        )

    def _called_here(
        self, place: Clause, amount: Number, noun: Noun | None, pillar: str | None, *, expected: bool
    ) -> tuple[_Called | None, Noun | None]:
        """A figure's name with the noun it is from: where the nearest noun cannot be an amount's, and somebody expects
        it, that of the last figure of its shape.
        """
        called = self._called(place, amount, noun, pillar)
        earned = noun is not None and is_any(noun.name, "profits") and amount.kind == "money" and not amount.scaled
        if expected and earned and called is None and noun is not None:
            noun = replace(noun, name="earnings per share")  # analysts expect profits a share
            called = self._called(place, amount, noun, pillar)
        head = self.text[max(place.sentence.start, amount.start - 60) : amount.start]
        ahead = called is None and self.bases.is_guided(place, amount, head)
        if (expected or ahead) and (called is None or self._is_passed_over(place, amount, noun)):
            same = self._same_shape(amount)
            called = self._called(place, amount, same, pillar) or called
            noun = same or noun
        return called, noun

    def _multiple_of(self, place: Clause, amount: Number) -> Noun | None:
        """The price or the debt a multiple is of ("trades at 9 times sales"), but no price paid for a company."""
        if amount.kind != "multiple":
            return None
        of = grammar("figures.multiple_of").match(self.text, amount.end)
        if of is None:
            return None
        debt = grammar("figures.debt").search(self.text, place.sentence.start, amount.start) if of["ebitda"] else None
        if debt is not None:
            name = "net debt to EBITDA" if debt["net"] else "debt to EBITDA"
            return Noun("instant", name, debt.start(), of.end())
        if grammar("figures.of_a_deal").search(self.text, place.sentence.start, place.sentence.end):
            return None
        named = next(name for name, words in of.groupdict().items() if words)
        return Noun("instant", data("metrics")["multiples"][named][0], amount.start, of.end())

    def _is_lost(self, head: str) -> bool:
        """Whether the words right before a sum make it negative ("an outflow of")."""
        found = list(pattern("metrics", "minus", "words").finditer(head))
        return bool(found) and len(head) - found[-1].end() <= _BESIDE

    def _is_something_else(self, place: Clause, amount: Number, noun: Noun | None) -> bool:
        """Whether the words right beside an amount say that it is none of what is measured ("a beta of 1.2")."""
        head = self.text[max(place.sentence.start, amount.start - 32) : amount.start]
        before = list(pattern("metrics", "not_this", "before").finditer(head))
        if before and len(head) - before[-1].end() <= _BESIDE and not set(head[before[-1].end() :]) & set(",;("):
            return True
        if (
            amount.kind == "percent"
            and noun is not None
            and is_any(noun.name, "losses", "profits")
            and noun.end <= amount.start
            and grammar("figures.moved_share").fullmatch(self.text, noun.end, amount.start)
        ):
            return True
        rest = self.text[amount.end : min(place.sentence.end, amount.end + 28)]
        after = pattern("metrics", "not_this", "after").search(rest)
        of_a_high = noun is not None and is_any(noun.name, "down is less")
        if after is None and amount.kind == "percent" and not of_a_high:
            after = pattern("metrics", "not_this", "after_percent").search(rest)
        return after is not None and after.start() <= 2

    def _is_share_or_gap(self, place: Clause, amount: Number, noun: Noun | None, head: str) -> bool:
        """Whether an amount says how large a part is, and of what is unclear ("4.6 % of revenue"), or by how much
        something is another ("beating it by $0.10").
        """
        if amount.kind == "money":
            apart = amount.hundredths and grammar("figures.apart").match(self.text, amount.end)
            return bool(apart) or grammar("figures.by").search(head) is not None
        if grammar("figures.beat_by").search(head):
            return True
        if amount.kind != "percent" or grammar("figures.part").match(self.text, amount.end, place.sentence.end) is None:
            return False
        if noun is None or is_any(noun.name, "shares"):
            return noun is None
        if grammar("figures.is_said").fullmatch(self.text, noun.end, amount.start):
            return False  # "Net charge-offs were 0.58 % of loans"
        return pattern("metrics", "makes_up", "words").search(head) is None

    def _called(self, place: Clause, amount: Number, noun: Noun | None, pillar: str | None) -> _Called | None:
        """A figure's name and how much it is; None when the amount is no figure."""
        quantity = amount.quantity
        if amount.kind == "count":
            return _Called(amount.unit, "counted", quantity) if self._counts(amount, pillar) else None
        if amount.kind == "plain":
            moved = noun is not None and grammar("figures.moved").fullmatch(self.text, noun.end, amount.start)
            if not (moved and amount.scaled) and not plain_counts(amount, noun, pillar):
                return None
            return _Called(noun.name, noun.measures, quantity) if noun else _Called("", "", quantity)
        if noun is None:
            return None
        if amount.kind == "money":
            name = money_name(amount, noun, pillar)
            return _Called(name, noun.measures, quantity) if name else None
        if amount.kind == "percent":
            return self._of_percent(place, amount, noun)
        if not is_any(noun.name, "ratios"):
            return None
        return _Called(noun.name, noun.measures, quantity)

    def _counts(self, amount: Number, pillar: str | None) -> bool:
        """Whether a number of things is a figure: not a handful of what the thesis does not count."""
        if is_any(amount.unit, "no counts") and not self.metrics.counts(amount.unit, pillar):
            return False
        quantity = amount.quantity
        return bool(quantity.value >= 13 or quantity.scale or self.metrics.by_unit(amount.unit, pillar))

    def _of_percent(self, place: Clause, amount: Number, noun: Noun) -> _Called | None:
        if noun.name == "list price":
            return None
        quantity = self._signed(amount, noun, place.low, place.high)
        if noun.measures == "shares":
            return None  # how far a share moved is told by its prices
        return _Called(noun.name, noun.measures, quantity)

    def _metric(
        self,
        place: Clause,
        amount: Number,
        noun: Noun | None,
        name: str,
        unit: str,
        pillar: str | None,
        *,
        estimate: bool,
    ) -> tuple[Metric | None, str]:
        """The metric a figure is of, if any, and what it is called then."""
        metric = self.metrics.find(amount, name, unit, pillar, place.low, place.high, estimate=estimate)
        part = self.metrics.part(noun, place.low) if noun is not None and noun.start < amount.start else ""
        if part:
            metric, name = self.metrics.of_part(part, metric, amount, unit, name)
        if noun is not None and self.text[noun.start] >= "\u2e80":  # what stands before it may make it another one
            metric = None
        return metric, name

    def _signed(self, amount: Number, noun: Noun, low: int, high: int) -> Quantity:
        text = self.text
        if amount.sign:
            return negative(amount.quantity) if amount.sign == "-" else amount.quantity
        if amount.quantity.value < 0:
            return amount.quantity  # a range that begins below nought
        is_state = noun.measures == "instant" and not is_any(noun.name, "down is less", "sums")
        if is_state or is_any(noun.name, "rates"):
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
            return negative(amount.quantity)
        return amount.quantity
