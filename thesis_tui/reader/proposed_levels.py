"""Levels and prices of one article as they are proposed: each in its company's unit, once, and near the others."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from thesis_tui.model.enums import LevelType
from thesis_tui.model.figures import trimmed
from thesis_tui.model.objects import Thesis
from thesis_tui.model.proposals import LevelProposal, PriceProposal, Skipped, Span
from thesis_tui.reader.companies import Companies
from thesis_tui.reader.levels import Found, find_levels
from thesis_tui.reader.lexicon import numbered_words
from thesis_tui.reader.numbers import Number
from thesis_tui.reader.periods import Anchor
from thesis_tui.reader.plain_text import ReadText
from thesis_tui.reader.price_days import day_of, goes_on, is_long_ago, is_old, session_of
from thesis_tui.reader.quoting import Quoting
from thesis_tui.reader.sentences import Sentence
from thesis_tui.reader.tokens import Token, without_converted
from thesis_tui.reader.ways import Pointed, side_of
from thesis_tui.reader.when import times
from thesis_tui.reader.word_lists import cased, grammar
from thesis_tui.venues import units

_AROUND = ("support", "resistance", "moving average")
"""Levels that stand round a price."""
_OF_A_YEAR = ("52-week high", "52-week low")
"""Levels that a share may be any distance away from."""
_MET = ("support", "resistance", "stop", "moving average")
# With 2 the average of a share that has lost most of its price is left out.
_REACH = 3
_NEW = {"year_high": "new_high", "year_low": "new_low"}
# A level a hair under the price may as well be what the price is to clear next.
_WELL_BELOW = Decimal("0.99")
# With 6, "6 a hold" beside three prices is a support.
_ENOUGH = 3
# A street-low target of $50 stands beside one of $230; at 20 times "6 a hold" beside targets is a support.
_ORDER = 8


class ProposedLevels:
    """The levels and prices of one article, in the order in which they were read. `find` each sentence, then `settle`.

    `skipped` are the amounts left out, and why.
    """

    def __init__(
        self,
        read: ReadText,
        thesis: Thesis,
        companies: Companies,
        language: str,
        anchor: Anchor,
        published: date | None,
    ) -> None:
        self.read, self.thesis, self.companies, self.language = read, thesis, companies, language
        self.text = read.working
        self.anchor, self.published = anchor, published
        self.quoting = Quoting(thesis, read.working)
        self.levels: list[LevelProposal] = []
        self.prices: list[PriceProposal] = []
        self.skipped: list[Skipped] = []
        self._bare = ("", Decimal(1))
        """The unit of a price without a sign, as the last price was printed, and how many of it make one so printed."""
        self._above: set[Span] = set()
        self._implied: set[Span] = set()
        """Where the levels stand that no word calls what they are."""
        self._pointed: list[tuple[Sentence, Pointed, str]] = []
        self._extreme: frozenset[str] = frozenset()
        self._target_block = -1
        self._in_list = False
        self._of_product = False
        self._old_talk = False
        """Whether the day named last was long before the article."""

    def settle(self) -> None:
        """Settles the kinds that depend on the price, and leaves out what is far from the rest. Only behind the last
        sentence are all of them known.
        """
        self._place_pointed()
        self.levels = [self._sided(item) for item in self.levels]
        # the prices that are one of a kind leave before the levels are held against the rest
        near = [item for item in self.levels if item.kind in _OF_A_YEAR or self._is_near(item.low, item.currency)]
        self.prices = [item for item in self.prices if self._is_near(item.value, item.currency)]
        self.levels = [item for item in near if self._is_in_reach(item)]

    def find(self, sentence: Sentence, found: list[Number], tokens: list[Token]) -> set[int]:
        """Proposes the levels and prices of a sentence. Returns where those amounts begin that are one, also of another
        company and of a time long past: they are no figures.
        """
        taken: set[int] = set()
        if self._is_of_a_product(sentence):
            return taken
        context = self._extremes(sentence, tokens, found)
        if self._of_targets(sentence):
            context |= {"target"}
        if grammar("propose.targets").search(self.text, sentence.start, sentence.end):
            self._target_block = sentence.block
            self._in_list = sentence.item
        tokens, converted = without_converted(tokens)
        levels, loose = find_levels(self.text, tokens, context)
        after_old = self._talk_is_old(sentence, found)
        for point in loose:
            own = self.companies.is_own(sentence, point.amount.start, point.amount.end)
            if own and not after_old and not is_old(self.text, sentence, point.amount, "price", self.anchor):
                currency, parts = self._quoted_in(found, point.amount)
                self._pointed.append((sentence, replace(point, amount=_times(point.amount, parts)), currency))
        for level in levels:
            item, amount = level, level.amount
            taken.add(amount.start)
            taken.update(start for of, start in converted.items() if of == amount.start)
            quote, span = self.read.cited(item.start, item.end)
            if not self.companies.is_own(sentence, amount.start, amount.end):
                self.skipped.append(Skipped("another company's price", quote, span))
                continue
            if (after_old and item.kind == "price") or is_old(self.text, sentence, amount, item.kind, self.anchor):
                self.skipped.append(Skipped("told as history", quote, span))
                continue
            currency, parts = self._quoted_in(found, amount)
            if not currency:
                self.skipped.append(Skipped("its currency is not said", quote, span))
                continue
            self._bare = (currency, self._bare_parts(amount, parts)) if amount.currency else (currency, parts)
            item = replace(item, amount=_times(amount, parts))
            line = self.quoting.listing(currency)
            symbol = line.symbol if line else None
            if item.kind == "price":
                self._price(sentence, item, found, currency, symbol, quote, span)
            else:
                self._level(sentence, item, currency, symbol, quote, span)
        return taken

    def _is_of_a_product(self, sentence: Sentence) -> bool:
        """Whether a row is of a table about a certificate, which has its own price and stop."""
        if self.text.find("|", sentence.start, sentence.end) < 0:
            self._of_product = False
            return False
        places = [(sentence.start, sentence.end), *((head.start, head.end) for _, head in sentence.heads)]
        derivative = any(grammar("levels.derivative").search(self.text, *place) for place in places)
        self._of_product = self._of_product or derivative
        return self._of_product

    def _talk_is_old(self, sentence: Sentence, found: list[Number]) -> bool:
        """Whether a sentence goes on about a day long before the article: "The day after, it closed at"."""
        follows = self._old_talk and goes_on(self.text, sentence)
        # looking for times in every sentence would take a tenth of all reading
        is_dated = any(item.kind == "time" for item in found)
        every = times(self.text, sentence.start, sentence.end) if is_dated else ()
        dated = [item for item in every if item.form in ("day", "month")]
        if dated:
            self._old_talk = is_long_ago(dated[-1], self.anchor)
        elif self._old_talk and grammar("levels.present").search(self.text, sentence.start, sentence.end):
            self._old_talk = False
        return follows

    def _extremes(self, sentence: Sentence, tokens: list[Token], found: list[Number]) -> frozenset[str]:
        """Whether the sentence before told of a new high or low without its price; this one's is kept for the next."""
        before = self._extreme
        priced = any(item.kind in ("money", "number") for item in tokens)
        words = () if priced or not found else numbered_words(self.text, sentence.start, sentence.end, self.language)
        kinds = {item.kind for item in words}
        self._extreme = frozenset(new for kind, new in _NEW.items() if kind in kinds)
        return before

    def _of_targets(self, sentence: Sentence) -> bool:
        """Whether the talk is of targets: in the sentence before, or in the caption above."""
        if sentence.under is not None and grammar("propose.targets").search(
            self.text, sentence.under.start, sentence.under.end
        ):
            return True
        if self._in_list and sentence.item and sentence.block == self._target_block + 1:
            self._target_block = sentence.block  # the items of a list are of one kind
        return self._target_block == sentence.block

    def _quoted_in(self, found: list[Number], amount: Number) -> tuple[str, Decimal]:
        """The unit a price is proposed in, "" where that is not said, and how many of it make one of what is printed.
        A number without a sign is printed like the sentence's, else like the last one read.
        """
        if amount.currency:
            return self.quoting.quoted(self.currency(amount), hundredths=amount.hundredths)
        near = [item for item in found if item.kind == "money" and item.currency and not item.scaled]
        if near:
            sign = near[0]
            currency, parts = self.quoting.quoted(self.currency(sign), hundredths=sign.hundredths)
            return currency, self._bare_parts(sign, parts)
        return self._bare if self._bare[0] else (self.thesis.listing[0].currency, Decimal(1))

    def currency(self, amount: Number) -> str:
        return self.quoting.currency(amount.currency, hundredths=amount.hundredths)

    def _bare_parts(self, signed: Number, parts: Decimal) -> Decimal:
        """How many make one of a number without a sign beside one with a sign: behind "170p" 165 is in pence."""
        return Decimal(1) if signed.hundredths else parts

    def assumed(self, found: list[Number], amount: Number) -> str:
        """The currency of a sum without a sign: the sentence's, the one last read, else the first listing's."""
        return units.whole_unit(self._quoted_in(found, amount)[0])

    def _level(
        self, sentence: Sentence, item: Found, currency: str, symbol: str | None, quote: str, span: Span
    ) -> None:
        quantity = item.amount.quantity
        implied = item.implied or item.kind == "above"
        if implied:
            self._implied.add(span)
        both: list[tuple[LevelType, Decimal, Decimal | None]] = []
        if item.kind == "52-week range":
            if quantity.base_high is None:
                return
            both = [("52-week low", quantity.base, None), ("52-week high", quantity.base_high, None)]
        else:
            kind_found = self._kind(item, currency, span)
            if not kind_found:
                return
            both = [(kind_found, quantity.base, quantity.base_high)]  # type: ignore[list-item]
        for kind, low, high in both:
            other = self._opposite(kind, low, high, currency)
            if other is not None and (implied or other.span not in self._implied):
                continue  # "support at 37.20, long above 37.20" is told once
            if other is not None:
                self.levels.remove(other)
            if low <= 0 or any(
                o.kind == kind
                and o.low == low
                and o.high == high
                and o.currency == currency
                and o.status == item.status
                for o in self.levels
            ):
                continue
            self.levels.append(LevelProposal(
                kind=kind, low=low, high=high, currency=currency, listing=symbol, quantity=quantity,
                status=item.status, by=self._by(sentence, item), quote=quote, span=span,
            ))  # fmt: skip

    def _opposite(self, kind: LevelType, low: Decimal, high: Decimal | None, currency: str) -> LevelProposal | None:
        """The resistance that was read before at the price of a support, or the other way round."""
        other = {"support": "resistance", "resistance": "support"}.get(kind)
        return next(
            (o for o in self.levels if (o.kind, o.low, o.high, o.currency) == (other, low, high, currency)), None
        )

    def _kind(self, item: Found, currency: str, span: Span) -> str:
        """The kind of a level; a gap in the chart is a target above the price, a support below it, and "" where that is
        not known.
        """
        if item.kind == "above":
            self._above.add(span)
            return "resistance"
        if item.kind != "gap":
            return item.kind
        last = next((price.value for price in reversed(self.prices) if price.currency == currency), None)
        if last is None:  # then of the levels round the price
            around = sorted(level.low for level in self.levels if level.currency == currency and level.kind in _AROUND)
            if not around:
                return ""
            last = around[len(around) // 2]
        return "target" if item.amount.quantity.base > last else "support"

    def _by(self, sentence: Sentence, item: Found) -> str:
        stretch = self.text[sentence.start : sentence.end]
        if item.kind == "moving average":
            days = grammar("propose.days").search(self.text[max(sentence.start, item.start - 6) : item.end + 8])
            return f"{days[1] or days[3]}-{(days[2] or 'day').replace('Tage', 'day')} average" if days else ""
        if item.kind != "target":
            return ""
        near = self.text[max(sentence.start, item.start - 30) : item.amount.start]
        if average := grammar("propose.average").search(near):
            return f"{average[1].lower()} of analysts"
        brokers = list(cased("companies", "brokers", "words").finditer(self.text, sentence.start, sentence.end))
        if brokers:
            before = [m for m in brokers if m.end() <= item.amount.start]
            return (before[-1] if before else brokers[0])[0]
        setter = grammar("propose.setter").search(stretch)
        if setter and not self.companies.own.search(setter["name"]):
            return setter["name"]
        return ""

    def _price(
        self,
        sentence: Sentence,
        item: Found,
        found: list[Number],
        currency: str,
        symbol: str | None,
        quote: str,
        span: Span,
    ) -> None:
        quantity = item.amount.quantity
        if quantity.value <= 0 or any(o.value == quantity.value and o.currency == currency for o in self.prices):
            return
        self.prices.append(PriceProposal(
            value=quantity.value, currency=currency, listing=symbol, quantity=quantity,
            day=day_of(self.text, sentence, self.published), session=session_of(self.text, sentence, item, found),
            change_percent=self._change(sentence, item, found), quote=quote, span=span,
        ))  # fmt: skip

    def _change(self, sentence: Sentence, item: Found, found: list[Number]) -> Decimal | None:
        """How much a price moved, in percent, where that stands right before it: "down 2 % to 148"."""
        change = None
        for near in found:
            # 24: "dropped 3.1 % in Amsterdam to 889.60 euros"
            if near.kind == "percent" and near.end <= item.amount.start and item.amount.start - near.end < 24:
                word = grammar("propose.change").search(self.text[max(sentence.start, near.start - 20) : near.start])
                if word:
                    change = (
                        -near.quantity.value
                        if grammar("propose.change_down").fullmatch(word["word"])
                        else near.quantity.value
                    )
        return change

    def _place_pointed(self) -> None:
        """Levels by the way a sentence points and the side of the price they stand on; where no price is printed, of
        the levels round it.
        """
        for sentence, item, currency in self._pointed:
            prices = sorted(price.value for price in self.prices if price.currency == currency)
            levels = sorted(level.low for level in self.levels if level.currency == currency and level.kind in _AROUND)
            around = prices or levels
            unpriced = not prices and item.way == "either"
            if not around or (unpriced and self._is_between(item.amount.quantity.base, currency)):
                continue
            kind = side_of(item, around[len(around) // 2])
            taken = any(item.amount.quantity.base in (level.low, level.high) for level in self.levels)
            if not kind or taken or item.amount.quantity.base in prices:
                continue
            quote, span = self.read.cited(item.start, item.end)
            line = self.quoting.listing(currency)
            found = Found(item.amount, kind, item.start, item.end)
            self._level(sentence, found, currency, line.symbol if line else None, quote, span)

    def _is_between(self, value: Decimal, currency: str) -> bool:
        """Whether a price stands above every support and below every resistance: on which side of the share's price is
        not known then.
        """
        return not any(
            (level.kind == "support" and value <= level.low) or (level.kind == "resistance" and value >= level.low)
            for level in self.levels
            if level.currency == currency
        )

    def _sided(self, level: LevelProposal) -> LevelProposal:
        """A level told by "above" or "tests" alone: what the price stands above already holds it, and so does what lies
        under a support.
        """
        prices = sorted(price.value for price in self.prices if price.currency == level.currency)
        supports = [item.low for item in self.levels if item.kind == "support" and item.currency == level.currency]
        under = prices[len(prices) // 2] * _WELL_BELOW if prices else min(supports, default=Decimal(0))
        if level.span not in self._above or level.low >= under:
            return level
        return replace(level, kind="support")

    def _is_in_reach(self, level: LevelProposal) -> bool:
        """Whether a level that a price meets is within reach of the one that is printed; a target may be anywhere."""
        prices = sorted(price.value for price in self.prices if price.currency == level.currency)
        if not prices or level.kind not in _MET:
            return True
        middle = prices[len(prices) // 2]
        return middle / _REACH <= level.low <= middle * _REACH

    def _is_near(self, value: Decimal, currency: str) -> bool:
        """Whether a price is of the order of the others: none is eight times what most are, or an eighth of it."""
        others = sorted(
            [item.low for item in self.levels if item.currency == currency and item.kind not in _OF_A_YEAR]
            + [item.value for item in self.prices if item.currency == currency]
        )
        if len(others) < _ENOUGH:
            return True
        middle = others[len(others) // 2]
        return middle / _ORDER <= value <= middle * _ORDER


def _times(amount: Number, parts: Decimal) -> Number:
    """An amount in a unit of which `parts` make one of what it is printed in."""
    if parts == 1:
        return amount
    quantity = amount.quantity
    high = None if quantity.high is None else trimmed(quantity.high * parts)
    return replace(amount, quantity=replace(quantity, value=trimmed(quantity.value * parts), high=high))
