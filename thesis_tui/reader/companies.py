"""Of which company an amount is: of the one its clause, its sentence, its section or the talk is of."""

from __future__ import annotations

from functools import cached_property

from thesis_tui.model.objects import Thesis
from thesis_tui.reader.named_companies import Mention, NamedCompanies
from thesis_tui.reader.sentences import Sentence
from thesis_tui.reader.word_lists import cased, grammar

_FAR = 44
_HEAD = 40
_AT_HEAD = 12
"""How far from a sentence's start its subject may stand: behind an article or an adjective."""
_LINE_HEAD = 4
_LONGEST_HEADING = 48
_OTHERS_OF_A_LIST = 1
_OTHERS_OF_A_ROUNDUP = 3


class Companies(NamedCompanies):
    """The thesis's company and the others in one article. `text` is the working text."""

    def __init__(self, thesis: Thesis, text: str, parts: list[Sentence], language: str) -> None:
        super().__init__(thesis, text, parts, language)
        self._subject: bool = True
        self._of_thing = False
        self._it_is_a_thing = False
        """Whether an index or a commodity moved at the head of the last sentence, whatever company it named."""
        self._block = -1
        self._last_own: bool | None = None
        """Whether the company named last is the thesis's."""
        self._heading: bool | None = None
        """Whose the section is, where its heading is a company's name."""

    # whose

    def is_own(self, sentence: Sentence, at: int, until: int, *, level: bool = True) -> bool:
        """Whether the amount at `at` to `until` is of the thesis's company. Call `advance` after each sentence."""
        text = self.text
        named = [
            mention
            for mention in self.mentions(sentence.start, sentence.end)
            if not mention.generic and (level or not mention.thing)
        ]
        if "respectively" in text[sentence.start : sentence.end] and any(
            not mention.own and not mention.thing for mention in named
        ):
            return False  # which is whose would have to be counted out
        after = next((mention for mention in named if mention.start >= until), None)
        near = level and after is not None and after.start - until < _FAR
        if (
            after is not None
            and near
            and not after.thing
            and grammar("companies.targeted").fullmatch(text, until, after.start)
        ):
            return after.own
        for around in (self._in_bracket(sentence, at, named), self._in_aside(sentence, at, named)):
            if around is not None:
                return around
        closed = [m.span() for m in grammar("companies.aside").finditer(text, sentence.start, at)]
        before = [
            mention
            for mention in named
            if mention.end <= at
            and not any(s <= mention.start and mention.end <= e <= at for s, e in closed)
            and (mention.own or mention.thing or not self._is_beside(sentence, mention))
            and not (mention.thing and cased("companies", "stock", "words").search(text, mention.end, at))
            and not self._is_where(sentence, mention)
        ]
        mentions = [mention for mention in named if mention.end <= at]
        if mentions and grammar("companies.its_own").fullmatch(text, mentions[-1].end, at):
            return mentions[-1].own  # "compared with Acme's 34 % margin"
        if not level and after is not None and grammar("companies.at_whom").fullmatch(text, until, after.start):
            return after.own
        if not level and self._is_of_a_thing(sentence, at):
            return False
        if before:
            return before[-1].own
        if level and after is not None and self._is_for(until, after):
            return after.own
        if self._heading is not None and sentence.item:
            return self._heading
        generic = any(m.generic and m.start < at for m in self.mentions(sentence.start, sentence.end))
        if level and self._of_thing and not generic:
            return grammar("companies.of_a_share").search(text, sentence.start, sentence.end) is not None
        if level and self._it_is_a_thing and not named and grammar("companies.it").match(text, sentence.start):
            return False  # "The FTSE 250 fell with Acme and Brandow. It was 0.6 % lower at …"
        return self._subject

    def _is_where(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether an index, or what is taken for a company, is only where the share moved: "im MDax", "in Wien"."""
        if mention.own or not (mention.thing or self.language == "de"):
            return False  # "a stake in Brandow" is of Brandow
        where = "companies.where_a_thing" if mention.thing else "companies.where"
        before = self.text[max(sentence.start, mention.start - 12) : mention.start]
        return grammar(where).search(before) is not None

    def _is_of_a_thing(self, sentence: Sentence, at: int) -> bool:
        """Whether what is measured belongs to an index or a commodity: "the S&P 500's loss of 0.8 %"."""
        things = [m for m in self.mentions(sentence.start, sentence.end) if m.thing and m.end <= at]
        return bool(things) and grammar("companies.of_a_thing").fullmatch(self.text, things[-1].end, at) is not None

    def _is_for(self, until: int, after: Mention) -> bool:
        """Whether an amount is said before its company: "A 112.40 buy point is what Acme's holders watch"."""
        clause = self.text[until : after.start]
        return (
            len(clause) < 90
            and grammar("companies.other_clause").search(clause) is None
            and not any(c in clause for c in ",;$€£")
            and not grammar("companies.beside").search(clause)
        )

    def _is_only_beside(self, sentence: Sentence, main: list[Mention]) -> bool:
        """Whether the thesis's company is named in a sentence, and only as what another one does something to, or has
        something from: in one clause with that, or behind "from", "with", "of" and the like.
        """
        own = [mention for mention in main if mention.own]
        return bool(own) and all(
            self._is_beside(sentence, mention)
            or grammar("companies.behind_of").search(self.text[max(sentence.start, mention.start - 30) : mention.start])
            or not grammar("companies.next_clause").search(self.text, main[0].end, mention.start)
            for mention in own
        )

    def _is_beside(self, sentence: Sentence, mention: Mention) -> bool:
        return (
            grammar("companies.beside").search(self.text[max(sentence.start, mention.start - 30) : mention.start])
            is not None
        )

    def _in_bracket(self, sentence: Sentence, at: int, named: list[Mention]) -> bool | None:
        """Whether the brackets round a place are behind the own company's name; None where there are none."""
        opened = self.text.rfind("(", sentence.start, at)
        if opened < 0 or ")" in self.text[opened:at]:
            return None
        inside = [mention for mention in named if opened < mention.start < at]
        if inside:
            return inside[-1].own
        before = [mention for mention in named if mention.end <= opened and opened - mention.end <= 3]
        return before[-1].own if before else None

    def _in_aside(self, sentence: Sentence, at: int, named: list[Mention]) -> bool | None:
        """Whether an aside round a place ("Acme, whose bookings rose 19 %") is of the own company; None of none."""
        for aside in grammar("companies.whose").finditer(self.text, sentence.start, sentence.end):
            if aside.start() <= at < aside.end():
                inside = [mention for mention in named if aside.start() <= mention.start < at]
                if inside:
                    return inside[-1].own
                before = [
                    mention for mention in named if mention.end <= aside.start() and aside.start() - mention.end <= 16
                ]
                return before[-1].own if before else None
        return None

    @property
    def subject(self) -> bool:
        """Whether the talk is of the thesis's company."""
        return self._subject if self._heading is None else self._heading

    def planner(self, start: int, end: int) -> bool | None:
        """Whether it is the thesis's company that plans or holds something by the head of a part of a sentence; None
        where that does not begin with a company.
        """
        while start < end and self.text[start].isspace():
            start += 1
        if grammar("expectations.of_the_economy").match(self.text, start, end):
            return False
        found = grammar("expectations.who_plans").match(self.text, start, end)
        if found is None:
            return None
        if self.own.search(self._plain, *found.span("name")):
            return True
        return False if self.is_a_name(found["name"]) else None

    def counts(self, sentence: Sentence, at: int, until: int) -> bool:
        """Whether a figure at a place is of the thesis's company."""
        return self.is_own(sentence, at, until, level=False)

    def advance(self, sentence: Sentence) -> None:
        """A sentence has been read: what the next ones call "the stock" is its company."""
        every = self.mentions(sentence.start, sentence.end)
        mentions = [mention for mention in every if not mention.thing]
        self._of_thing = self._is_about_a_thing(sentence, every)
        self._it_is_a_thing = (
            bool(every)
            and every[0].thing
            and every[0].start - sentence.start <= _AT_HEAD
            and grammar("companies.thing_moves").match(self.text, every[0].end) is not None
        )
        named = [mention for mention in mentions if not mention.generic]
        if named:
            self._last_own = named[-1].own
        at_head = bool(named) and named[0].start - sentence.start <= _LINE_HEAD
        if at_head and grammar("companies.idea").match(self.text, sentence.start, sentence.end):
            self._heading = self._subject = named[0].own  # "2. Acme Tools: Buy at 110": so is what follows
            return
        if sentence.heading and sentence.end - sentence.start <= _LONGEST_HEADING:
            line = self.text[sentence.start : sentence.end].strip(" *#:")
            if at_head and len(line.split()) <= 5:
                self._heading = named[0].own if len(named) == 1 else None
                self._subject = named[0].own
                return
            if not named and len(every) == 1 and every[0].thing and every[0].start == sentence.start:
                self._heading = self._subject = False  # a section about an index
                return
        asides = [m.span() for m in grammar("companies.aside").finditer(self.text, sentence.start, sentence.end)]
        main = [mention for mention in named if not any(s <= mention.start and mention.end <= e for s, e in asides)]
        if main and self._is_of_many:
            self._subject = main[-1].own  # in a list of many, whoever was named last
        elif main and self._leads(sentence, main[0]) and not main[0].own and self._is_only_beside(sentence, main):
            self._subject = False  # "Brandow's chief said that demand from Acme was firm. The company's sales …"
        elif any(mention.own for mention in main):
            self._subject = self._subject or not self._is_told_of_another(sentence, main)
            if not main[-1].own and grammar("companies.targets_of").search(self.text, sentence.start, main[-1].start):
                self._subject = False  # "cut its target on Brandow": the next amount is of that
        elif main and mentions[0] is main[0] and self._leads(sentence, main[0]):
            self._subject = False
        if main and self._heading is not None and not sentence.item and sentence.under is None:
            self._heading = None

    def _is_about_a_thing(self, sentence: Sentence, every: list[Mention]) -> bool:
        """Whether the talk is of a commodity or an index: one stands at the head of a sentence without a company."""
        if any(not mention.thing for mention in every):
            return False
        if every:
            told = grammar("companies.by_its_index").match(self.text, every[0].end, sentence.end)
            return told is None and every[0].start - sentence.start <= _AT_HEAD
        return self._of_thing

    def _leads(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether a sentence is about a company: it stands at its head, and the share is not spoken of before it."""
        before = self.text[sentence.start : mention.start]
        return (
            len(before) <= _HEAD
            and not self._is_beside(sentence, mention)
            and not cased("companies", "stock", "words").search(before)
        )

    def enter(self, sentence: Sentence) -> None:
        """A sentence is about to be read: a new paragraph of an article about the company is about it again."""
        by_role = grammar("companies.by_its_role").match(self.text, sentence.start)
        called = (
            self._last_own is False
            and by_role is not None
            and all(item.generic for item in self.mentions(sentence.start, sentence.end))
        )
        still = called and not self._subject
        """Whether the paragraph before was of the other company, too, which is only called by what it is here."""
        if called:
            self._subject = False  # "Acme rose after Brandow's results. The chipmaker posted …"
        if self._block < 0 and (self._is_roundup or self._is_of_many):
            self._subject = False
        if sentence.block != self._block:
            self._block = sentence.block
            self._of_thing = False
            if (
                self._is_main
                and self._heading is None
                and not (self._is_anothers or self._is_roundup or self._is_of_many)
            ):
                self._subject = not still

    @cached_property
    def _is_of_many(self) -> bool:
        """Whether the article does not begin with the thesis's company and names several others."""
        return self.named and not self._is_led and len(self._table) >= _OTHERS_OF_A_LIST

    def _is_told_of_another(self, sentence: Sentence, main: list[Mention]) -> bool:
        """Whether a sentence only names the thesis's company in the story of another: not at its head, or as a
        rival.
        """
        if not self._is_anothers:
            return False
        before = self.text[sentence.start : main[0].start]
        return not (
            main[0].own and self._begins(sentence, main[0]) and not grammar("companies.as_a_rival").search(before)
        )

    def _begins(self, sentence: Sentence, mention: Mention) -> bool:
        """Whether a company stands at the very head of a sentence, or its share does: "Shares of Acme"."""
        return mention.start - sentence.start <= _AT_HEAD and not self._is_beside(sentence, mention)

    @cached_property
    def _is_anothers(self) -> bool:
        """Whether the article is the story of another company: the first sentence that names any begins with it and
        does not name the thesis's, which is not named more often than it.
        """
        own, others = self._counts
        part, named = self._first_named
        if own > others or part is None:
            return False
        at_head = self._leads(part, named[0]) or self._begins(part, named[0])
        return at_head and not any(item.own for item in named)

    @cached_property
    def _is_roundup(self) -> bool:
        """Whether the article comes to the thesis's company after others, of which it names several."""
        _, named = self._first_named
        return bool(named) and not any(item.own for item in named) and len(self._table) >= _OTHERS_OF_A_ROUNDUP

    @cached_property
    def _is_main(self) -> bool:
        """Whether no other company is named more often than the thesis's."""
        own, others = self._counts
        if own == 1 and len(self._table) >= _OTHERS_OF_A_ROUNDUP:
            return False  # one of many in a list
        return own > 0 and own >= others

    @cached_property
    def _counts(self) -> tuple[int, int]:
        """How often the thesis's company is named, and the other that is named most often."""
        own = sum(1 for _ in self.own.finditer(self._plain))
        counts: dict[str, int] = {}
        for m in self._others.finditer(self.text):
            counts[m[0]] = counts.get(m[0], 0) + 1
        return own, max(counts.values(), default=0)
