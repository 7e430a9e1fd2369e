"""Amounts to figures: what each measures, of which period, for which metric and pillar of the thesis."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from thesis_tui.model.enums import FigureBasis
from thesis_tui.model.objects import Metric
from thesis_tui.model.quantity import Quantity
from thesis_tui.reader.bases import Bases, Clause
from thesis_tui.reader.figure_nouns import FigureNouns, Measuring
from thesis_tui.reader.figure_values import (
    clause_start,
    is_converted,
    is_prior,
    money_name,
    negative,
    own_unit,
    plain_counts,
    title,
)
from thesis_tui.reader.han_figures import is_han, is_han_gap
from thesis_tui.reader.metrics import Metrics
from thesis_tui.reader.not_figures import is_lost, is_share_or_gap, is_something_else, is_step, multiple_of
from thesis_tui.reader.nouns import (
    Noun,
    heads_of,
    is_any,
    labelled_noun,
    nouns_in,
)
from thesis_tui.reader.numbers import Number
from thesis_tui.reader.sentences import Sentence
from thesis_tui.reader.word_lists import grammar, pattern

_HAN_BETWEEN = 4
"""Characters between a Chinese name and its amount: "为", "每股", "人民币"."""


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
        self.naming = FigureNouns(metrics, text)
        self._before: Sentence | None = None
        self._now: Sentence | None = None
        """The sentence being read, and the one before it."""

    def find(self, sentence: Sentence, found: list[Number], taken: set[int]) -> list[Figure]:
        """The figures among the amounts of a sentence; `taken` are the starts of those already read."""
        self._before, self._now = self._now, sentence
        if all(item.start in taken for item in found):
            return []
        text = self.text
        if grammar("figures.hypothetical").match(text, sentence.start, sentence.end):
            return []
        veto = pattern("metrics", "no_figure", "words").search(text, sentence.start, sentence.end)
        if veto is not None:  # it holds from the clause it stands in on
            found = [item for item in found if item.end <= clause_start(text, sentence, veto.start())]
        nouns = nouns_in(text, sentence, found)
        self.naming.enter(found, nouns)
        heads = heads_of(text, found, nouns)
        made: list[Figure] = []
        last: Measuring | None = None
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
            if is_step(text, sentence, found[number : number + 3]):
                continue
            place = self.naming.place(sentence, found, number, heads)
            last = Measuring(amount, self.naming.noun(place, found, number, nouns, last))
            before = found[number - 1] if number else None
            if before and (is_prior(text, before, amount) or is_converted(text, before, amount)):
                left_out = amount.start
                continue
            if (
                before
                and left_out == before.start
                and grammar("figures.aside").fullmatch(text, before.end, amount.start)
            ):
                left_out = amount.start
                continue  # "from $6.9 billion, or $3.21 per share"
            left_range = before and left_out == before.start and made and made[-1].quantity.high is not None
            if before and left_range and grammar("tokens.range").match(text[before.end : amount.start]):
                left_out = amount.start
                continue  # "is $1.90 to $2.00, up from $1.75 to $1.85"
            figure = self._figure(place, amount, last.noun)
            if figure is not None:
                if last.noun is None:
                    last = Measuring(
                        amount, Noun(figure.measures, figure.name.split(", ")[0], figure.start, figure.end)
                    )
                name = figure.name.split(", ")[0]
                self.naming.remember(last.noun, amount, name, estimated=figure.basis == "estimated")
                made.append(self._based(made, figure, name))
            elif any(
                grammar(name).search(text[max(sentence.start, amount.start - 60) : amount.start])
                for name in ("figures.compares", "figures.compares_prior")
            ):
                left_out = amount.start
        return made

    def _based(self, made: list[Figure], figure: Figure, name: str) -> Figure:
        """A figure with the basis of the one before it where it only says more of that; but what moved behind an
        estimate is what came, where that was told: "$3.4 billion, topping the consensus of $3.3 billion and up 12 %".
        """
        if not made:
            return figure
        last = made[-1]
        if any(item.basis == "reported" and item.name.split(", ")[0] == name for item in made):
            moved = grammar("figures.moved_on").fullmatch(self.text, last.amount.end, figure.amount.start)
            if moved and figure.amount.kind == "percent" and figure.basis == "estimated":
                return replace(figure, basis="reported", by="")
            return figure
        if figure.basis != "estimated" and self._is_more_of(last, figure):
            return replace(figure, basis=last.basis, by=last.by)
        return figure

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

    def _figure(self, place: Clause, amount: Number, noun: Noun | None) -> Figure | None:
        sentence, low, high, until = place
        # with 25 "surpassing the consensus estimate by 2.3 %" is a change of revenue
        head = self.text[max(sentence.start, amount.start - 60) : amount.start]
        if noun is not None and " from " in self.text[noun.start : noun.end] and noun.end <= amount.start:
            head = head[max(0, len(head) - (amount.start - noun.end)) :]  # "cash flow from operations £388m"
        expected = self.bases.is_estimate(place, amount)
        estimate = expected and not self.bases.is_guided(place, amount, head)
        estimate = estimate or grammar("bases.the_expected").search(head) is not None
        if self._is_none(place, amount, noun, head, estimate=estimate):
            return None
        noun = self._named(place, amount, noun, head, expected=expected)
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
        if metric is None and is_any(name, "only measured"):
            return None
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
        minus = grammar("figures.minus").search(head) or amount.sign == "-" or is_lost(head)
        loss = is_any(name, "losses") and metric is None
        loss = loss or (metric is None and noun is not None and "loss" in self.text[noun.start : noun.end].casefold())
        into_loss = is_any(name, "profits") and grammar("figures.into_loss").match(self.text, amount.end) is not None
        if amount.kind == "money" and measures == "period" and (minus or loss or into_loss):
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

    def _is_none(self, place: Clause, amount: Number, noun: Noun | None, head: str, *, estimate: bool) -> bool:
        """Whether what stands beside an amount makes it none of what is or was expected to be: a former one, a gap, a
        part, what something is compared with.
        """
        return bool(
            is_something_else(self.text, place, amount, noun)
            or grammar("figures.compares_prior").search(head)
            or grammar("figures.then").match(self.text, amount.end)
            or grammar("figures.former").search(self.text, place.sentence.start, amount.start)
            or (
                amount.kind == "percent"
                and grammar("figures.estimate_moved").search(self.text, place.sentence.start, amount.start)
            )
            or (amount.kind != "plain" and is_han_gap(self.text, place.sentence, amount))
            or (grammar("figures.adds").search(head) and self.text.startswith(" to ", amount.end))
            or (
                grammar("figures.compares").search(head)
                and not (estimate and (amount.quantity.high or self.bases.is_expected_behind(place, amount)))
                and not (estimate and grammar("figures.versus_only").search(head))
            )
            or (grammar("bases.compared").search(head) and grammar("figures.before_that").match(self.text, amount.end))
            or (estimate and amount.quantity.high is None and self._was(head, amount))
            or is_share_or_gap(self.text, place, amount, noun, head)
        )

    def _named(self, place: Clause, amount: Number, noun: Noun | None, head: str, *, expected: bool) -> Noun | None:
        """The name of an amount, where the one nearest to it is none: its label, or what was told of before."""
        noun = multiple_of(self.text, place, amount) or noun or labelled_noun(self.text, place.sentence, amount)
        if noun is not None:
            return noun
        made = grammar("figures.made_a_share").search(head)
        declared = amount.kind == "money" and amount.per_share and grammar("figures.declared").search(head)
        if declared and not amount.scaled:
            return Noun("period", "dividend", amount.start, amount.end)
        expected = expected and grammar("figures.of_the_chart").search(head) is None
        if amount.kind == "money" and amount.per_share and not amount.scaled and (expected or made):
            return Noun("period", "earnings per share", amount.start, amount.end)
        # in Chinese what another clause names is already that of this one, or is not
        if expected and not is_han(self.text, place.sentence):
            noun = self.naming.named_before(amount)
        if noun is None and (amount.scaled or amount.kind == "percent") and grammar("figures.it_is").search(head):
            named = nouns_in(self.text, self._before, []) if self._before is not None else []
            noun = max((item for item in named if item.measures == "period"), key=lambda item: item.end, default=None)
        if noun is None and amount.kind == "money" and amount.scaled and grammar("figures.guided").search(head):
            told = self.naming.told_of
            of_it = told is not None and told.start >= place.sentence.start and told.measures == "period"
            noun = told if of_it else Noun("period", "guidance", amount.start, amount.end)
        return noun

    def _was(self, head: str, amount: Number) -> bool:
        """Whether an estimate is the former one of two: "to $5 from $4", "von 4 Euro auf 5 Euro"."""
        if grammar("figures.was").search(head):
            return True
        return bool(grammar("figures.step").search(head) and grammar("figures.moved_to").match(self.text, amount.end))

    def _called_here(
        self, place: Clause, amount: Number, noun: Noun | None, pillar: str | None, *, expected: bool
    ) -> tuple[_Called | None, Noun | None]:
        """A figure's name with the noun it is from: where the nearest noun cannot be an amount's, and somebody expects
        it, that of the last figure of its shape.
        """
        called = self._called(place, amount, noun, pillar)
        earned = noun is not None and is_any(noun.name, "profits") and amount.kind == "money" and not amount.scaled
        head = self.text[max(place.sentence.start, amount.start - 60) : amount.start]
        if earned and called is None and noun is not None and (expected or self.bases.is_guided(place, amount, head)):
            noun = replace(noun, name="earnings per share")  # analysts expect profits a share
            called = self._called(place, amount, noun, pillar)
        if is_han(self.text, place.sentence):
            return called, noun
        ahead = called is None and self.bases.is_guided(place, amount, head)
        if (expected or ahead) and (called is None or self.naming.is_passed_over(place, amount, noun)):
            same = self.naming.same_shape(amount)
            called = self._called(place, amount, same, pillar) or called
            noun = same or noun
        return called, noun

    def _called(self, place: Clause, amount: Number, noun: Noun | None, pillar: str | None) -> _Called | None:
        """A figure's name and how much it is; None when the amount is no figure."""
        quantity = amount.quantity
        if amount.kind == "count":
            return _Called(amount.unit, "counted", quantity) if self._counts(amount, pillar) else None
        if amount.kind == "plain":
            if noun is not None and is_any(noun.name, "bare", "ratios") and self._is_passed(noun, amount):
                return None  # "RSI at 30 % | 37.69"
            moved = noun is not None and grammar("figures.moved").fullmatch(self.text, noun.end, amount.start)
            is_said = noun is not None and grammar("figures.has_value").fullmatch(self.text, noun.end, amount.start)
            if noun is not None and is_any(noun.name, "per share") and self._is_beside_its_like(noun, amount):
                return _Called(noun.name, noun.measures, quantity)
            if not (moved and amount.scaled) and not plain_counts(amount, noun, pillar, is_said=bool(is_said)):
                return None
            return _Called(noun.name, noun.measures, quantity) if noun else _Called("", "", quantity)
        if noun is None:
            return None
        if amount.kind == "money":
            name = money_name(amount, noun, pillar, per_unit=self._is_per_unit(amount, noun))
            return _Called(name, noun.measures, quantity) if name else None
        if amount.kind == "percent":
            return self._of_percent(place, amount, noun)
        if not is_any(noun.name, "ratios"):
            return None
        return _Called(noun.name, noun.measures, quantity)

    def _is_per_unit(self, amount: Number, noun: Noun) -> bool:
        """Whether an amount is what one of something costs or pays: "$1.56 a gallon", "a dividend of 30 cents"."""
        if noun.name == "dividend":
            after = grammar("figures.kind_of").fullmatch(self.text, amount.end, noun.start)
            paid = noun.end <= amount.start and grammar("figures.paid").fullmatch(self.text, noun.end, amount.start)
            beside = noun.end <= amount.start <= noun.end + _HAN_BETWEEN and self.text[noun.start] >= "\u2e80"
            return bool(paid or after) or beside or noun.start == amount.end
        return (
            noun.name.endswith(("price", "cost", "costs"))
            and noun.measures == "period"
            and (grammar("figures.per_unit").match(self.text, amount.end) is not None)
        )

    def _is_beside_its_like(self, noun: Noun, amount: Number) -> bool:
        """Whether a bare number is told as what was expected of the one before it: "EPS: 0.31 vs 0.27"."""
        before = [item for item in self.naming.amounts if noun.end <= item.start and item.end <= amount.start]
        return (
            len(before) == 1
            and before[0].kind == "plain"
            and grammar("figures.versus").fullmatch(self.text, before[0].end, amount.start) is not None
        )

    def _is_passed(self, noun: Noun, amount: Number) -> bool:
        """Whether another amount stands between a name and the amount."""
        return any(noun.end <= item.start and item.end <= amount.start for item in self.naming.amounts)

    def _counts(self, amount: Number, pillar: str | None) -> bool:
        """Whether a number of things is a figure: not a handful of what the thesis does not count."""
        if is_any(amount.unit, "no counts") and not self.metrics.counts(amount.unit, pillar):
            return False
        quantity = amount.quantity
        return bool(quantity.value >= 13 or quantity.scale or self.metrics.by_unit(amount.unit, pillar))

    def _of_percent(self, place: Clause, amount: Number, noun: Noun) -> _Called | None:
        if noun.name == "list price" or is_any(noun.name, "bare"):
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
