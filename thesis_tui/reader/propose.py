"""An article's text to proposals for one thesis."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from msgspec.structs import replace

from thesis_tui.model.figures import is_currency
from thesis_tui.model.objects import Thesis
from thesis_tui.model.proposals import (
    Dating,
    Declared,
    EvidenceProposal,
    MilestoneProposal,
    ObservationProposal,
    PeriodFound,
    Proposals,
    Skipped,
)
from thesis_tui.reader.companies import Companies
from thesis_tui.reader.dates import anchor_of, date_article
from thesis_tui.reader.events import stance_of
from thesis_tui.reader.expectations import day_of_heading, find_windows, is_on_a_calendar, part_of, title_of
from thesis_tui.reader.figure_values import MONEY
from thesis_tui.reader.headline import headline_of, language_of
from thesis_tui.reader.junk import sift
from thesis_tui.reader.metrics import Metrics
from thesis_tui.reader.named_periods import NamedPeriods
from thesis_tui.reader.numbers import FLAT, Number, numbers
from thesis_tui.reader.observations import Figure, Figures
from thesis_tui.reader.periods import Anchor
from thesis_tui.reader.plain_text import LONGEST_ARTICLE, ReadText, read_text
from thesis_tui.reader.price_days import day_of
from thesis_tui.reader.proposed_levels import ProposedLevels
from thesis_tui.reader.sentences import LONGEST_SENTENCE, Block, Sentence, blocks, sentences
from thesis_tui.reader.tokens import Token, tokens_of
from thesis_tui.reader.word_lists import any_of, data, grammar, pattern
from thesis_tui.rules.windows import Window

_RANDS = ("ZAR", "ZAC")
_RAND = "ℝ"
"""The rand's sign among those of `data/amounts.toml`."""
_OF_A_DAY = ("instant", "counted", "list", "list price")
# With 40, "and in Europe in the summer of 2026, priced at $899" is titled as the launch in Japan before it.
_SHORTEST_TITLE = 15
"""Characters between two times of a sentence from which on they are a title of their own."""
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
    reader = _Reader(read, thesis, kept, language, anchor_of(dating), dating.published)
    reader.run()
    title, publisher = headline_of(read, kept, skipped)
    return Proposals(
        title=declared.title or title, publisher=declared.publisher or publisher, dating=dating, language=language,
        text=read.text, text_hash=read.digest,
        levels=tuple(reader.priced.levels), prices=tuple(reader.priced.prices), observations=tuple(reader.observations),
        milestones=tuple(reader.milestones), evidence=tuple(reader.evidence),
        skipped=tuple(sorted([*skipped, *beyond, *reader.skipped, *reader.priced.skipped], key=lambda item: item.span)),
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

    def __init__(
        self,
        read: ReadText,
        thesis: Thesis,
        kept: list[Block],
        language: str,
        anchor: Anchor,
        published: date | None,
    ) -> None:
        self.read, self.thesis, self.language = read, thesis, language
        self.anchor, self.published = anchor, published
        self.text = read.working
        self.sentences = sentences(read.working, kept)
        self.companies = Companies(thesis, read.working, self.sentences, language)
        self.metrics = Metrics(thesis, read.working)
        self.figures = Figures(self.metrics, read.working)
        self.priced = ProposedLevels(read, thesis, self.companies, language, anchor, published)
        self.observations: list[ObservationProposal] = []
        self.milestones: list[MilestoneProposal] = []
        self.evidence: list[EvidenceProposal] = []
        self.skipped: list[Skipped] = []
        self._calendar: Window | None = None
        """The day of the heading a line stands under."""

    def run(self) -> None:
        if self.companies.is_of_another:
            self.skipped.append(
                Skipped(
                    "it names other companies, and the thesis's is none of them",
                    *self.read.cited(0, min(80, len(self.text))),
                )
            )
            return
        seen: set[str] = set()
        periods = NamedPeriods(self.text, self.anchor, self.thesis.fiscal_year_end)
        for sentence in self.sentences:
            if sentence.end - sentence.start > LONGEST_SENTENCE:
                quote, span = self.read.cited(sentence.start, sentence.start + 80)
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
            taken = self.priced.find(sentence, found, tokens)
            found = amounts_of(tokens)
            self._figures(sentence, found, taken, periods)
            self._milestones(sentence)
            self._evidence(sentence)
            self.companies.advance(sentence)
        self.priced.settle()

    def _numbers(self, sentence: Sentence) -> list[Number]:
        """The numbers of a sentence but those that a reader does not see as they stand."""
        found = numbers(self.text, sentence.start, sentence.end, self.language)
        if not self.read.hidden:
            return found
        for item in found:
            if self.read.is_hidden(item.digits, item.end):
                self.skipped.append(
                    Skipped(
                        "its digits are touched by characters that are not seen", *self.read.cited(item.start, item.end)
                    )
                )
        return [item for item in found if not self.read.is_hidden(item.digits, item.end)]

    def _tokens(self, sentence: Sentence, found: list[Number]) -> list[Token]:
        mentions = self.companies.mentions(sentence.start, sentence.end)
        brokers = self.companies.brokers(sentence.start, sentence.end)
        return tokens_of(self.text, sentence, found, mentions, brokers, self.language)

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
            quote, span = self.read.cited(item.start, item.end)
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
            proposal = ObservationProposal(
                pillar=item.pillar, metric=metric.id if metric else None, name=item.name,
                quantity=item.quantity,
                unit=currency, basis=basis, by=item.by, period=period_found,
                as_of=self.published if period_found is None and item.measures in _OF_A_DAY else None,
                quote=quote, span=span, measures="instant" if item.measures == "instant" else "period",
            )  # fmt: skip
            if not any(_is_said_again(proposal, other) for other in self.observations):
                self.observations.append(proposal)

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
            return self.priced.assumed(found, item.amount)
        if item.unit == "元":
            return self._yuan
        if item.unit not in ("$", "¥", "kr"):
            return item.unit
        return self.priced.quoting.currency(item.unit, hundredths=item.amount.hundredths)

    @cached_property
    def _yuan(self) -> str:
        """The currency that companies report in where they call it 元: Taiwan's of a share that is quoted in it, Hong
        Kong's in a text of Hong Kong's characters that names no renminbi, else renminbi, wherever the share trades.
        """
        quoted = {listing.currency for listing in self.thesis.listing}
        if "TWD" in quoted and not quoted & {"CNY", "HKD"}:
            return "TWD"
        of_hong_kong = "HKD" in quoted and "CNY" not in quoted and self.read.is_traditional
        return "HKD" if of_hong_kong and not any_of(data("amounts")["signs"]["CNY"]).search(self.text) else "CNY"

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
        on_a_calendar = self._calendar is not None and is_on_a_calendar(self.text, sentence)
        if sentence.heading and not on_a_calendar:
            self._calendar = day_of_heading(self.text, sentence, self.anchor)
        said_until = sentence.start
        windows = find_windows(self.text, sentence, self.anchor, self.thesis.fiscal_year_end)
        if self._calendar is not None and on_a_calendar:
            named_here = any(m.own for m in self.companies.mentions(sentence.start, sentence.end))
            windows = [(self._calendar, sentence.start, sentence.end)] if named_here else windows
        for made, start, end in windows:
            left, until = part_of(self.text, sentence, start, end)
            part = max(left, self.text.rfind(";", left, start) + 1)
            own_words = max(part, said_until if start - said_until > _SHORTEST_TITLE else sentence.start)
            title, said_until = title_of(self.read.text, sentence, own_words, end), end
            if self.read.is_hidden(start, end):
                continue
            pillar = self.metrics.pillar(left, until, start)
            named = [m for m in self.companies.mentions(sentence.start, sentence.end) if not m.generic and not m.thing]
            own = any(m.own for m in named) if named else self.companies.is_own(sentence, start, end, level=False)
            by = self.companies.planner(part, sentence.end)
            if (pillar is None and not own and not by) or by is False:
                continue
            right = (
                min(sentence.end, sentence.start + _LONGEST_QUOTE) if end <= sentence.start + _LONGEST_QUOTE else end
            )
            quote, span = self.read.cited(sentence.start, right)
            if any(_is_same(item, quote, made.earliest, made.latest) for item in self.milestones):
                continue
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
        quote, span = self.read.cited(sentence.start, sentence.end)
        self.evidence.append(EvidenceProposal(
            text=" ".join(quote.split()).rstrip(".。"), pillar=pillar, stance=stance,
            day=day_of(self.text, sentence, self.published), quote=quote, span=span,
        ))  # fmt: skip


def _is_same(told: MilestoneProposal, quote: str, earliest: date, latest: date) -> bool:
    """Whether an earlier sentence, or the headline, told of the same event on that day."""
    if not told.earliest == told.latest == earliest == latest:
        return False
    events = [
        {
            m[0].casefold()
            for table in ("events", "told_twice")
            for m in pattern("expect", table, "words").finditer(text)
        }
        for text in (told.quote, quote)
    ]
    return bool(events[0] & events[1])


def _is_said_again(new: ObservationProposal, old: ObservationProposal) -> bool:
    """Whether a figure was proposed before: the same of the same period, as in a headline and the text below."""
    return (new.name, new.metric, new.unit, new.basis, new.period) == (
        old.name,
        old.metric,
        old.unit,
        old.basis,
        old.period,
    ) and (new.quantity.base, new.quantity.base_high) == (old.quantity.base, old.quantity.base_high)


def amounts_of(tokens: list[Token]) -> list[Number]:
    """The amounts among the tokens: numbers that are no part of a name or a date, ranges as one."""
    found = [
        item.number for item in tokens if item.number is not None and item.number.kind not in ("time", "name", "points")
    ]
    return [item for item in found if (item.kind != "plain" or item.free or item.glued) and item.unit != FLAT]
