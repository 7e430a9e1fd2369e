"""Which company an amount belongs to, and which of its listings."""

from __future__ import annotations

import re
from functools import cached_property

from msgspec import Struct

from thesis_tui.model.objects import Listing, Thesis
from thesis_tui.reading.sentences import Sentence
from thesis_tui.reading.words import any_of, cased, data, pattern, word_set

_SUFFIX = re.compile(
    r"(?:,?\s(?:Inc|Corp|Corporation|Co|Company|Ltd|Limited|plc|PLC|AG|SE|SA|NV|N\.V|ASA|AB|Group|Holding"
    r"|Holdings|Platforms|Technologies|Motors|Energy|Semiconductor|Systems|& Co)\.?)+$"
)
_NAME = r"[A-Z][\w&'.-]*[\w](?:\s(?:&\s)?[A-Z][\w&-]+){0,3}"
_WRITTEN = re.compile(
    rf"(?P<ticker>{_NAME}(?:,?\s(?:Inc|Corp|Ltd|plc|AG|SE)\.?)?)\s\((?:(?:NYSE|NASDAQ|Nasdaq|HKEX|HKG|SEHK|LSE"
    rf"|LON|XETRA|ETR|TSX|TSE|ASX|FRA|OTC)(?:\s?:\s?))?(?P<symbol>[A-Z]{{1,5}}(?:\.[A-Z]{{1,2}})?"
    rf"|\d{{4}}(?:\.HK)?)\)"
    rf"|(?:[Ss]hares|[Ss]tock|ADRs?)\s(?:of|in)\s(?P<of>{_NAME})"
    rf"|(?P<poss>{_NAME})(?:'s)?\s(?:shares|stock|share\sprice|stock\sprice|ADRs?)\b"
    rf"|(?:rivals?|peers?|competitors?|supplier|rival\scompany)\s(?P<rival>{_NAME})"
    rf"|(?P<legal>{_NAME})\s(?:Inc|Corp|Ltd|plc|AG|SE|Holdings)\b"
)
_ASIDE = re.compile(
    r",\s(?:which|who|whose|like|unlike|alongside|along with|together with|including|such as|not|following|after"
    r"|despite)\s[^,;]{3,90},|\((?:[^()]{12,120})\)"
)
_PLAIN = str.maketrans(
    "àáâãåèéêëìíîïòóôõøùúûçñÀÁÂÃÅÈÉÊËÌÍÎÏÒÓÔÕØÙÚÛÇÑ", "aaaaaeeeeiiiiooooouuucnAAAAAEEEEIIIIOOOOOUUUCN"
)

_BESIDE = re.compile(
    r"\b(?:versus|vs\.?|than|for|to|with|like|unlike|from|by|at|against|on|in|including|via|than)(?:\s(?:the|its|a|rival|both))?\s\Z",
    re.IGNORECASE,
)
"""Before a company these tell that the sentence is not about it."""

_WHOSE = re.compile(r",\s(?:which|who|whose)\s[^,;]{3,120}")

_ITS_STOCK = re.compile(r"(?:'s)?(?:\s(?:stock|shares|share price|ADRs?))?")


class Mention(Struct, frozen=True):
    start: int
    end: int
    own: bool
    generic: bool = False
    thing: bool = False


class Companies:
    """The thesis's company and the others in one article. `text` is the working text."""

    def __init__(self, thesis: Thesis, text: str) -> None:
        self.thesis = thesis
        self.text = text
        self._plain = text.translate(_PLAIN)
        self._found: dict[tuple[int, int], list[Mention]] = {}
        self._subject = True
        self._block = -1

    @cached_property
    def own(self) -> re.Pattern[str]:
        """The thesis's names and symbols."""
        name = _SUFFIX.sub("", self.thesis.name.strip())
        names = {self.thesis.name.strip(), name}
        words = name.split()
        if len(words) > 1 and len(words[0]) > 3 and words[0].casefold() not in word_set("companies", "common", "words"):
            names.add(words[0])
        known = {it.casefold() for it in data("companies")["others"]["words"]}
        for first in range(len(words)):
            names.update(
                part
                for last in range(first + 1, len(words) + 1)
                if (part := " ".join(words[first:last])).casefold() in known
            )
        for listing in self.thesis.listing:
            names.add(listing.symbol)
            head = listing.symbol.split(".")[0]
            if head.isalpha() and len(head) > 1:
                names.add(head)
        found = [it.translate(_PLAIN) for it in names if it]
        return any_of(
            found,
            flags=0
            if any(it.casefold() in word_set("companies", "common", "words") or len(it) < 4 for it in found)
            else re.IGNORECASE,
        )

    @cached_property
    def _others(self) -> re.Pattern[str]:
        return any_of(
            [it for it in data("companies")["others"]["words"] if not self.own.fullmatch(it.translate(_PLAIN))], flags=0
        )

    @cached_property
    def named(self) -> bool:
        """Whether the article names the thesis's company at all."""
        return self.own.search(self._plain) is not None

    def mentions(self, start: int, end: int) -> list[Mention]:
        """The companies named in a stretch, in order; the own ones win where two readings overlap."""
        known = self._found.get((start, end))
        if known is not None:
            return known
        text = self.text
        asides = [m.span() for m in _ASIDE.finditer(text, start, end)]
        found = [Mention(m.start(), m.end(), own=True) for m in self.own.finditer(self._plain, start, end)]
        for m in cased("companies", "things", "words").finditer(text, start, end):
            if text[m.end() : m.end() + 1] != "-" and not self.own.fullmatch(m[0]):
                _add(found, Mention(m.start(), m.end(), own=False, thing=True))
        for m in self._others.finditer(text, start, end):
            _add(found, Mention(m.start(), m.end(), own=False))
        for m in _WRITTEN.finditer(text, start, end):
            group = next(it for it in ("ticker", "of", "poss", "rival", "legal") if m[it])
            name = re.sub(r"'s$", "", m[group])
            words = name.split()
            not_names = word_set("companies", "not_names", "words")
            while words and " ".join(words).casefold() not in not_names and words[0].casefold() in not_names:
                words = words[1:]
            if words and words[-1].endswith(("-listed", "-traded", "-based")):
                continue
            if (
                not words
                or " ".join(words).casefold() in word_set("companies", "not_names", "words")
                or words[-1].casefold() in word_set("companies", "not_names", "words")
            ):
                continue
            if cased("companies", "brokers", "words").fullmatch(" ".join(words)) or self.own.search(
                name.translate(_PLAIN)
            ):
                continue
            if m["symbol"] and self.own.fullmatch(m["symbol"]):
                continue
            _add(found, Mention(m.start(group), m.end(group), own=False))
        found = [it for it in found if it.own or not any(s <= it.start and it.end <= e for s, e in asides)]
        for m in pattern("companies", "generic", "words").finditer(text, start, end):
            _add(found, Mention(m.start(), m.end(), own=True, generic=True))
        found.sort(key=lambda it: it.start)
        self._found[start, end] = found
        return found

    def is_own(self, sentence: Sentence, at: int, until: int) -> bool:
        """Whether the amount at `at` to `until` is of the thesis's company. Call `passed` after each sentence."""
        if sentence.block != self._block:
            self._block, self._subject = sentence.block, self.named or self._subject
        text = self.text
        if (own := self.whose(sentence, at)) is not None:
            return own
        if "respectively" in text[sentence.start : sentence.end] and any(
            not it.own and not it.thing for it in self.mentions(sentence.start, sentence.end)
        ):
            return False  # which is whose would have to be counted out
        target = re.compile(r"(?:\sprice)?(?:\starget)?\s(?:on|for)\s(?:shares of\s)?").match(text, until, sentence.end)
        if target:
            near = [
                it
                for it in self.mentions(target.end(), min(sentence.end, target.end() + 30))
                if it.start <= target.end() + 4
            ]
            if near:
                return near[0].own
        for aside in _ASIDE.finditer(text, sentence.start, sentence.end):
            if aside.start() <= at < aside.end():
                inside = self.mentions(aside.start(), at)
                return all(it.own for it in inside) and self._subject
        subject = self._subject
        for it in self.mentions(sentence.start, sentence.end):
            if it.start >= at:
                break
            if not it.generic:
                subject = it.own
            elif not any(c in text[sentence.start : it.start] for c in ",;") or text[
                it.start : it.end
            ].casefold() not in ("it", "its"):
                subject = (
                    subject
                    if text[it.start : it.end].casefold() in ("it", "its shares", "its stock")
                    else self._subject
                )
        return subject

    @property
    def subject(self) -> bool:
        """Whether the talk is of the thesis's company."""
        return self._subject

    def is_subject(self, sentence: Sentence, it: Mention) -> bool:
        """Whether a sentence says something of a company it names, and not only beside it ("sales to Acme")."""
        return self.text.startswith("'", it.end) or not _BESIDE.search(self.text[sentence.start : it.start])

    def whose(self, sentence: Sentence, at: int) -> bool | None:
        """Whether an aside round a place ("Acme, whose bookings rose 19 %") is of the own company; None of none."""
        for aside in _WHOSE.finditer(self.text, sentence.start, sentence.end):
            if aside.start() <= at < aside.end():
                if self._others.search(self.text, aside.start(), at):
                    return False
                before = [
                    it
                    for it in self.mentions(sentence.start, sentence.end)
                    if _ITS_STOCK.fullmatch(self.text, it.end, aside.start())
                ]
                return before[0].own if before else None
        return None

    def passed(self, sentence: Sentence) -> None:
        """A sentence has been read: what the next ones call "the stock" is its company."""
        if sentence.block != self._block:
            self._block, self._subject = sentence.block, self.named or self._subject
        mentions = [it for it in self.mentions(sentence.start, sentence.end) if not it.thing]
        named = [it for it in mentions if not it.generic]
        if any(it.own for it in named):
            self._subject = True
        elif named and mentions[0] is named[0] and not _BESIDE.search(self.text[sentence.start : named[0].start]):
            self._subject = False

    def currency(self, sign: str) -> str:
        """What "$" and "¥" stand for here, or "" when that cannot be told."""
        quoted = [it.currency for it in self.thesis.listing]
        if sign == "$":
            return (
                "USD"
                if "USD" in quoted or len(set(_DOLLARS) & set(quoted)) != 1
                else next(it for it in quoted if it in _DOLLARS)
            )
        if sign == "¥":
            both = {it for it in quoted if it in ("JPY", "CNY")}
            if len(both) == 1:
                return both.pop()
            told = {code for code in ("JPY", "CNY") if any_of(data("amounts")["signs"][code]).search(self.text)}
            return told.pop() if len(told) == 1 else ""
        return sign

    def listing(self, currency: str) -> Listing | None:
        """The first listing quoted in a currency."""
        return next((it for it in self.thesis.listing if it.currency == currency), None)


_DOLLARS = ("CAD", "AUD", "SGD", "HKD", "TWD", "NZD")


def _add(found: list[Mention], new: Mention) -> None:
    if not any(it.start < new.end and new.start < it.end for it in found):
        found.append(new)
