"""An article's text to proposals for one thesis."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from thesis_tui.model.enums import LevelType
from thesis_tui.model.figures import is_currency, trimmed
from thesis_tui.model.objects import Thesis
from thesis_tui.model.proposals import (
    Dating,
    Declared,
    EvidenceProposal,
    LevelProposal,
    MilestoneProposal,
    ObservationProposal,
    PeriodFound,
    PriceProposal,
    Proposals,
    Skipped,
    Span,
)
from thesis_tui.reader.companies import Companies
from thesis_tui.reader.dates import anchor_of, date_article
from thesis_tui.reader.events import stance_of
from thesis_tui.reader.expectations import find_windows, part_of, title_of
from thesis_tui.reader.figure_values import MONEY
from thesis_tui.reader.headline import headline_of, language_of
from thesis_tui.reader.junk import sift
from thesis_tui.reader.levels import Found, day_of, find_levels, is_old, session_of
from thesis_tui.reader.lexicon import numbered_words
from thesis_tui.reader.metrics import Metrics
from thesis_tui.reader.named_periods import NamedPeriods
from thesis_tui.reader.numbers import Number, numbers
from thesis_tui.reader.observations import Figure, Figures
from thesis_tui.reader.periods import Anchor
from thesis_tui.reader.plain_text import LONGEST_ARTICLE, ReadText, read_text
from thesis_tui.reader.quoting import Quoting
from thesis_tui.reader.sentences import LONGEST_SENTENCE, Block, Sentence, blocks, sentences
from thesis_tui.reader.tokens import Token, tokens_of
from thesis_tui.reader.ways import Pointed, side_of
from thesis_tui.reader.word_lists import cased, grammar, pattern
from thesis_tui.venues import units

_RANDS = ("ZAR", "ZAC")
_RAND = "ℝ"
"""The rand's sign among those of `data/amounts.toml`."""
_OF_A_DAY = ("instant", "counted", "list", "list price")
# With 40, "and in Europe in the summer of 2026, priced at $899" is titled as the launch in Japan before it.
_SHORTEST_TITLE = 15
"""Characters between two times of a sentence from which on they are a title of their own."""
_AROUND = ("support", "resistance", "moving average")
"""Levels that stand round a price."""
_OF_A_YEAR = ("52-week high", "52-week low")
"""Levels that a share may be any distance away from."""
_NEW = {"year_high": "new_high", "year_low": "new_low"}
# A level a hair under the price may as well be what the price is to clear next.
_WELL_BELOW = Decimal("0.99")
# With 6, "6 a hold" beside three prices is a support.
_ENOUGH = 3
# A street-low target of $50 stands beside one of $230; at 20 times "6 a hold" beside targets is a support.
_ORDER = 8
_LONGEST_QUOTE = 400


def propose(
    decoded: str, thesis: Thesis, today: date, published: date | None = None, declared: Declared | None = None
) -> Proposals:
    """Reads a text for a thesis. `decoded` is what text.decode gave; `today` is when it is read; `published`
    settles its date; `declared` is what the page it stood on says of itself. Raises InputError on what holds no text.
    """
    read = read_text(decoded)
    if any(listing.currency in _RANDS for listing in thesis.listing):
        # "R170" is a sum there; for any other share it is no more than letters
        read = replace(read, working=grammar("propose.rand").sub(_RAND, read.working))
    parts, beyond = _within(read, blocks(read.working))
    kept, skipped = sift(read, parts)
    language = language_of(read.working)
    declared = declared or Declared()
    dating = date_article(read.working, kept, today, published)
    if published is None and declared.dating is not None:
        dating = _dated(declared.dating, dating)
    reader = _Reader(read, thesis, kept, language)
    reader.anchor = anchor_of(dating)
    reader.published = dating.published
    reader.run()
    title, publisher = headline_of(read, kept, skipped)
    return Proposals(
        title=declared.title or title, publisher=declared.publisher or publisher, dating=dating, language=language,
        text=read.text, text_hash=read.digest,
        levels=tuple(reader.levels), prices=tuple(reader.prices), observations=tuple(reader.observations),
        milestones=tuple(reader.milestones), evidence=tuple(reader.evidence),
        skipped=tuple(sorted([*skipped, *beyond, *reader.skipped], key=lambda item: item.span)),
    )  # fmt: skip


def _dated(declared: Dating, printed: Dating) -> Dating:
    """A day the page declares counts before one its text prints, and the note names both where they differ."""
    if declared.published is None:
        return printed if printed.basis == "printed" else declared
    if printed.published in (None, declared.published):
        return declared
    return replace(declared, note=f"{declared.note}; its text prints {printed.published}")


def _within(read: ReadText, parts: list[Block]) -> tuple[list[Block], list[Skipped]]:
    """The blocks an article can have, and what is left of a text that is longer than any."""
    rest = read.text[LONGEST_ARTICLE : LONGEST_ARTICLE + 80]
    if not rest.strip():
        return parts, []
    span = (LONGEST_ARTICLE, LONGEST_ARTICLE + len(rest))
    return parts, [Skipped("longer than an article: not read from here", read.quote(*span), span)]


class _Reader:
    """One text on its way to proposals, sentence by sentence."""

    def __init__(self, read: ReadText, thesis: Thesis, kept: list[Block], language: str) -> None:
        self.read, self.thesis, self.language = read, thesis, language
        self.text = read.working
        self.sentences = sentences(read.working, kept)
        self.companies = Companies(thesis, read.working, self.sentences, language)
        self.quoting = Quoting(thesis, read.working)
        self.metrics = Metrics(thesis, read.working)
        self.figures = Figures(self.metrics, read.working)
        self.anchor = Anchor(None, date.max)
        self.published: date | None = None
        self.levels: list[LevelProposal] = []
        self.prices: list[PriceProposal] = []
        self.observations: list[ObservationProposal] = []
        self.milestones: list[MilestoneProposal] = []
        self.evidence: list[EvidenceProposal] = []
        self.skipped: list[Skipped] = []
        self._bare = ("", Decimal(1))
        """The unit of a price without a sign, as the last price was printed, and how many of it make one so printed."""
        self._above: set[Span] = set()
        self._pointed: list[tuple[Sentence, Pointed, str]] = []
        self._extreme: frozenset[str] = frozenset()
        self._target_block = -1
        self._in_list = False

    def run(self) -> None:
        if self.companies.is_of_another:
            self.skipped.append(
                Skipped(
                    "it names other companies, and the thesis's is none of them",
                    *self._quote(0, min(80, len(self.text))),
                )
            )
            return
        seen: set[str] = set()
        periods = NamedPeriods(self.text, self.anchor, self.thesis.fiscal_year_end)
        for sentence in self.sentences:
            if sentence.end - sentence.start > LONGEST_SENTENCE:
                quote, span = self._quote(sentence.start, sentence.start + 80)
                self.skipped.append(Skipped("no prose: a sentence without an end", quote, span))
                continue
            plain = " ".join(self.text[sentence.start : sentence.end].split()).casefold()
            # a passage set out as a quotation says nothing twice; short lines may say the same of two things
            if len(plain) > 40 and plain in seen:
                continue
            seen.add(plain)
            periods.enter(sentence)
            self.companies.enter(sentence)
            found = self._numbers(sentence)
            tokens = self._tokens(sentence, found) if any(item.kind not in ("time", "name") for item in found) else []
            # levels before figures: an amount that is one measures nothing
            taken = self._levels(sentence, found, tokens)
            found = amounts_of(tokens)
            self._figures(sentence, found, taken, periods)
            self._milestones(sentence)
            self._evidence(sentence)
            self.companies.advance(sentence)
        self._place_pointed()
        # only now are all of them known that each is held against
        self.levels = [self._sided(item) for item in self.levels]
        self.levels = [
            item for item in self.levels if item.kind in _OF_A_YEAR or self._is_near(item.low, item.currency)
        ]
        self.prices = [item for item in self.prices if self._is_near(item.value, item.currency)]

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
            quote, span = self._quote(item.start, item.end)
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
        """A level told by "above" alone: what the price stands above already holds it."""
        prices = sorted(price.value for price in self.prices if price.currency == level.currency)
        if level.span not in self._above or not prices or level.low >= prices[len(prices) // 2] * _WELL_BELOW:
            return level
        return replace(level, kind="support")

    def _numbers(self, sentence: Sentence) -> list[Number]:
        """The numbers of a sentence but those that a reader does not see as they stand."""
        found = numbers(self.text, sentence.start, sentence.end, self.language)
        if not self.read.hidden:
            return found
        for item in found:
            if self.read.is_hidden(item.digits, item.end):
                self.skipped.append(
                    Skipped(
                        "its digits are touched by characters that are not seen", *self._quote(item.start, item.end)
                    )
                )
        return [item for item in found if not self.read.is_hidden(item.digits, item.end)]

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

    def _quote(self, start: int, end: int) -> tuple[str, Span]:
        while start < end and self.read.text[start].isspace():
            start += 1
        while start > 0 and not self.text[start - 1].isspace():
            start -= 1  # a cue that is a sign belongs to the number before it
        while end > start and self.read.text[end - 1].isspace():
            end -= 1
        return self.read.quote(start, end), (start, end)

    # levels and prices

    def _tokens(self, sentence: Sentence, found: list[Number]) -> list[Token]:
        mentions = self.companies.mentions(sentence.start, sentence.end)
        brokers = self.companies.brokers(sentence.start, sentence.end)
        return tokens_of(self.text, sentence, found, mentions, brokers, self.language)

    def _levels(self, sentence: Sentence, found: list[Number], tokens: list[Token]) -> set[int]:
        taken: set[int] = set()
        context = self._extremes(sentence, tokens, found)
        if self._of_targets(sentence):
            context |= {"target"}
        if grammar("propose.targets").search(self.text, sentence.start, sentence.end):
            self._target_block = sentence.block
            self._in_list = sentence.item
        levels, loose = find_levels(self.text, tokens, context)
        for point in loose:
            own = self.companies.is_own(sentence, point.amount.start, point.amount.end)
            if own and not is_old(self.text, sentence, point.amount, "price", self.anchor):
                currency, parts = self._quoted_in(found, point.amount)
                self._pointed.append((sentence, replace(point, amount=_times(point.amount, parts)), currency))
        for level in levels:
            item, amount = level, level.amount
            taken.add(amount.start)
            quote, span = self._quote(item.start, item.end)
            if not self.companies.is_own(sentence, amount.start, amount.end):
                self.skipped.append(Skipped("another company's price", quote, span))
                continue
            if is_old(self.text, sentence, amount, item.kind, self.anchor):
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
            return self.quoting.quoted(self._currency(amount), hundredths=amount.hundredths)
        near = [item for item in found if item.kind == "money" and item.currency and not item.scaled]
        if near:
            sign = near[0]
            currency, parts = self.quoting.quoted(self._currency(sign), hundredths=sign.hundredths)
            return currency, self._bare_parts(sign, parts)
        return self._bare if self._bare[0] else (self.thesis.listing[0].currency, Decimal(1))

    def _currency(self, amount: Number) -> str:
        return self.quoting.currency(amount.currency, hundredths=amount.hundredths)

    def _bare_parts(self, signed: Number, parts: Decimal) -> Decimal:
        """How many make one of a number without a sign beside one with a sign: behind "170p" 165 is in pence."""
        return Decimal(1) if signed.hundredths else parts

    def _assumed(self, found: list[Number], amount: Number) -> str:
        """The currency of a sum without a sign: the sentence's, the one last read, else the first listing's."""
        return units.whole_unit(self._quoted_in(found, amount)[0])

    def _level(
        self, sentence: Sentence, item: Found, currency: str, symbol: str | None, quote: str, span: Span
    ) -> None:
        quantity = item.amount.quantity
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
            if self._is_opposite(kind, low, high, currency):
                continue  # "support at 37.20, long above 37.20" is told once
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

    def _is_opposite(self, kind: LevelType, low: Decimal, high: Decimal | None, currency: str) -> bool:
        """Whether a price that is a support was read as a resistance before, or the other way round."""
        other = {"support": "resistance", "resistance": "support"}.get(kind)
        return any((o.kind, o.low, o.high, o.currency) == (other, low, high, currency) for o in self.levels)

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

    # figures

    def _figures(self, sentence: Sentence, found: list[Number], taken: set[int], periods: NamedPeriods) -> None:
        before = periods.talk
        near = periods.named(sentence) or periods.inherited(sentence)
        items = self.figures.find(sentence, found, taken)
        if items and all(item.basis != "reported" for item in items):
            periods.go_back(before)
        if items and not any(self._counts(sentence, item) for item in items):
            periods.go_back(before)  # another company's quarter is not this one's
        for item in items:
            if not self._counts(sentence, item) or self.companies.names(item.name.split(",")[0]):
                continue
            quote, span = self._quote(item.start, item.end)
            period_found = periods.of(item, near, came=any(other.basis == "reported" for other in items))
            basis = item.basis
            if basis == "reported" and period_found and periods.is_over(period_found) is False and item.metric is None:
                if grammar("propose.own_estimate").search(self.text, sentence.start, item.amount.start):
                    basis = "guided"
                elif self._came(sentence, item, period_found):
                    period_found = PeriodFound(period_found.label)
                else:
                    continue  # a forecast of a period that is not over
            currency = self._unit(item, found)
            if not currency:
                continue
            metric = item.metric
            if metric is not None and is_currency(metric.unit) and currency != metric.unit:
                metric = None  # no figure in another currency is kept in a metric as if it were in the metric's
            self.observations.append(ObservationProposal(
                pillar=item.pillar, metric=metric.id if metric else None, name=item.name,
                quantity=item.quantity,
                unit=currency, basis=basis, by=item.by, period=period_found,
                as_of=self.published if period_found is None and item.measures in _OF_A_DAY else None,
                quote=quote, span=span, measures="instant" if item.measures == "instant" else "period",
            ))  # fmt: skip

    def _came(self, sentence: Sentence, item: Figure, period_found: PeriodFound) -> bool:
        """Whether a figure came although its fiscal period would not be over yet: then the year ends otherwise than the
        thesis says, and which days it is of is not known.
        """
        fiscal = grammar("propose.fiscal").search(period_found.label) is not None
        return (
            fiscal
            and pattern("metrics", "came", "words").search(self.text, sentence.start, item.amount.start) is not None
        )

    def _unit(self, item: Figure, found: list[Number]) -> str:
        """The unit of a figure; a sum without a currency is in that of the sums beside it, else of the listing."""
        if item.unit == MONEY:
            return self._assumed(found, item.amount)
        if item.unit == "元":
            return "CNY"  # what companies report in, wherever their shares trade
        if item.unit not in ("$", "¥", "kr"):
            return item.unit
        return self.quoting.currency(item.unit, hundredths=item.amount.hundredths)

    def _counts(self, sentence: Sentence, item: Figure) -> bool:
        """Whether a figure is of this thesis: of the company itself, or of what the thesis measures by name."""
        if self.companies.counts(sentence, item.amount.start, item.amount.end):
            return True
        before = [
            m
            for m in self.companies.mentions(sentence.start, sentence.end)
            if not m.generic and not m.own and m.start < item.amount.start
        ]
        return bool(before) and self.metrics.names(self.text[before[-1].start : before[-1].end])

    # milestones

    def _milestones(self, sentence: Sentence) -> None:
        said_until = sentence.start
        for made, start, end in find_windows(self.text, sentence, self.anchor, self.thesis.fiscal_year_end):
            left, until = part_of(self.text, sentence, start, end)
            own_words = max(left, said_until if start - said_until > _SHORTEST_TITLE else sentence.start)
            title, said_until = title_of(self.read.text, own_words, sentence.end), end
            if self.read.is_hidden(start, end):
                continue
            pillar = self.metrics.pillar(left, until, start)
            named = [m for m in self.companies.mentions(sentence.start, sentence.end) if not m.generic and not m.thing]
            own = any(m.own for m in named) if named else self.companies.is_own(sentence, start, end, level=False)
            if pillar is None and not own:
                continue
            right = (
                min(sentence.end, sentence.start + _LONGEST_QUOTE) if end <= sentence.start + _LONGEST_QUOTE else end
            )
            quote, span = self._quote(sentence.start, right)
            self.milestones.append(MilestoneProposal(
                title=title, pillar=pillar,
                earliest=made.earliest, latest=made.latest, window=made.label, quote=quote, span=span,
            ))  # fmt: skip

    # evidence

    def _evidence(self, sentence: Sentence) -> None:
        """A sentence that tells of an event about what a pillar rests on."""
        pillar = self.metrics.pillar(sentence.start, sentence.end, sentence.start)
        if pillar is None:
            return
        stance = stance_of(self.text, sentence, self.metrics.places(pillar, sentence.start, sentence.end))
        if stance is None:
            return
        if not self.companies.is_own(sentence, sentence.end, sentence.end, level=False):
            stance = "neutral"
        quote, span = self._quote(sentence.start, sentence.end)
        self.evidence.append(EvidenceProposal(
            text=" ".join(quote.split()).rstrip(".。"), pillar=pillar, stance=stance,
            day=day_of(self.text, sentence, self.published), quote=quote, span=span,
        ))  # fmt: skip


def _times(amount: Number, parts: Decimal) -> Number:
    """An amount in a unit of which `parts` make one of what it is printed in."""
    if parts == 1:
        return amount
    quantity = amount.quantity
    high = None if quantity.high is None else trimmed(quantity.high * parts)
    return replace(amount, quantity=replace(quantity, value=trimmed(quantity.value * parts), high=high))


def amounts_of(tokens: list[Token]) -> list[Number]:
    """The amounts among the tokens: numbers that are no part of a name or a date, ranges as one."""
    found = [
        item.number for item in tokens if item.number is not None and item.number.kind not in ("time", "name", "points")
    ]
    return [item for item in found if item.kind != "plain" or item.free or item.glued]
