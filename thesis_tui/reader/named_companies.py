"""The companies an article names: the thesis's by its names and symbols, the others by what the article does with them.

The table of the others is made from acts ("shares of X", "X (NYSE: XXX)", "X slid 2 % to 31.40", "a target on X", a
line that is only a name), apart from those known by name (`data/companies.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property

from msgspec import Struct

from thesis_tui.model.objects import Thesis
from thesis_tui.reader.names import (
    CAPITAL,
    WORD_IN_CAPITALS,
    acts,
    also_called,
    bare_name,
    is_acronym,
    no_han_name,
    ordinary_words,
    short_forms,
)
from thesis_tui.reader.plain_text import simplified
from thesis_tui.reader.sentences import LONGEST_SENTENCE, Place, Sentence
from thesis_tui.reader.word_lists import any_of, cased, data, grammar, hints, pattern, shared, word_set

# one letter for one: a place in the plain text is the same place in the text
_PLAIN = str.maketrans(
    "àáâãåèéêëìíîïòóôõøùúûçñÀÁÂÃÅÈÉÊËÌÍÎÏÒÓÔÕØÙÚÛÇÑ", "aaaaaeeeeiiiiooooouuucnAAAAAEEEEIIIIOOOOOUUUCN"
)
_OPENING = re.compile(r"[.!?]\s|\n")
_DIGIT = re.compile(r"\d")
_SMALL_WORD = re.compile(r"(?<![\w$.@/])[a-zà-þ]{4,}(?!\w)")
_LONGEST_HEADING = 48
_OF_THE_LEAD = 3
"""Sentences of the title and the lead; excerpts begin with a line of their site."""
_OF_A_REPORT = 3
"""How often "we" and "our" stand in a passage in which a company speaks; a reporter quotes it once or twice."""
_SHORTEST_SYMBOL = 3
"""Of two letters a symbol is too much else besides."""
_SHORT_WORD = 3
"""Words up to this long have no capital in a heading either: "of", "and"."""


class Mention(Struct, frozen=True):
    """A company at its place; `thing` is a commodity, an index or a currency, `generic` "the stock" or "it"."""

    start: int
    end: int
    own: bool
    generic: bool = False
    thing: bool = False


class NamedCompanies:
    """The thesis's company and the others in one article, where they are named. `text` is the working text."""

    def __init__(self, thesis: Thesis, text: str, parts: list[Sentence], language: str) -> None:
        self.thesis = thesis
        self.text = text
        self.language = language
        self._parts = parts
        self._plain = text.translate(_PLAIN)
        self._found: dict[tuple[int, int], list[Mention]] = {}

    @cached_property
    def own(self) -> re.Pattern[str]:
        """The thesis's names, short forms, aliases and symbols."""
        found: dict[str, bool] = {}
        for name in (
            self.thesis.name.strip(),
            *self.thesis.aliases,
            *self._beside_symbol(),
            *also_called(self.thesis.name),
        ):
            for written in short_forms(simplified(name)):
                part = written.replace(" ", "-")  # which stands for either: "Acme-Tools-Aktie"
                # short and common names only as they are written: "Arm" is no arm, "Visa" no visa
                found[part] = len(part) < 4 or part.casefold() in word_set("companies", "common", "words")
        for listing in self.thesis.listing:
            found[listing.symbol] = True
            if listing.symbol[:1].isdigit():
                # Chinese articles write five digits: "00700.HK"
                found[listing.symbol.zfill(8)] = True
            head = listing.symbol.split(".")[0]
            # a single letter, or a number as short as a page's, stands for much else
            if len(head) > 1 and (head.isalpha() or len(head) >= 4):
                found[head] = True
        loose = [simplified(mention.translate(_PLAIN)) for mention, strict in found.items() if mention and not strict]
        strict = [simplified(mention.translate(_PLAIN)) for mention, strict in found.items() if mention and strict]
        made = [f"(?i:{any_of(loose, flags=0).pattern})"] if loose else []
        made += [any_of(strict, flags=0).pattern] if strict else []
        first, _, rest = grammar("names.legal").sub("", self.thesis.name.strip()).partition(" ")
        if rest and first.casefold() in word_set("companies", "common", "words"):
            # "United said" is the company "United Acme", "United States" is not
            made.append(rf"(?<!\w){re.escape(first.translate(_PLAIN))}{grammar('companies.said').pattern}")
        return re.compile("|".join(made) or r"(?!)")

    def _beside_symbol(self) -> list[str]:
        """Names in the article for whoever has the thesis's symbol: "小米集团-W (01810.HK)", "Acme (NYSE: ACM)"."""
        found = []
        for listing in self.thesis.listing:
            head = listing.symbol.split(".")[0]
            symbol = rf"0*{head.lstrip('0')}" if head.isdigit() else re.escape(head)
            behind = rf"(?:-[A-Z]{{1,2}})?\s?\((?:[A-Za-z]{{2,6}}\s?:\s?)?{symbol}(?:\.[A-Z]{{1,2}})?\)"
            act = rf"(?P<name>{shared('name')}|[\u4e00-\u9fff]{{2,8}}){behind}"
            if head.lstrip("0") not in self.text:
                continue
            for m in self._in_prose(re.compile(act), self._parts):
                name = m["name"] if m["name"][0] >= "\u2e80" else bare_name(m["name"], self.language)
                found.append(name)
        return [mention for mention in dict.fromkeys(found) if mention]

    def _in_prose(self, act: re.Pattern[str], parts: list[Sentence]) -> Iterator[re.Match[str]]:
        """The matches in each sentence of the article, or in some of them."""
        for part in parts:
            if part.end - part.start <= LONGEST_SENTENCE:
                yield from act.finditer(self.text, part.start, part.end)

    def _at_openings(self, act: re.Pattern[str], parts: list[Sentence]) -> Iterator[re.Match[str]]:
        """The matches that begin a sentence or a line."""
        for part in parts:
            for at in self._openings[part.start]:
                if m := act.match(self.text, at, part.end):
                    yield m

    @cached_property
    def _openings(self) -> dict[int, tuple[int, ...]]:
        """Where sentences and lines begin in each part of the article, by its start."""
        return {
            part.start: (part.start, *(m.end() for m in _OPENING.finditer(self.text, part.start, part.end)))
            if part.end - part.start <= LONGEST_SENTENCE
            else ()
            for part in self._parts
        }

    @cached_property
    def _naming(self) -> list[Sentence]:
        """The sentences in which another company can be named: those with a word in capitals that is no ordinary one
        and not the thesis's company. Looking for it first spares half of the patterns.
        """
        ordinary = ordinary_words(self.language)
        own = [m.span() for m in self.own.finditer(self._plain)]
        found = []
        for part in self._parts:
            for m in WORD_IN_CAPITALS.finditer(self.text, part.start, part.end):
                if m[0].casefold() not in ordinary and not any(start <= m.start() < end for start, end in own):
                    found.append(part)
                    break
        return found

    @cached_property
    def named(self) -> bool:
        """Whether the article names the thesis's company at all."""
        return self.own.search(self._plain) is not None

    def names(self, words: str) -> bool:
        """Whether words are the name of a company of the article: "Acme fell 3 %" measures nothing by that name."""
        return bool(self.own.fullmatch(words.translate(_PLAIN))) or words in {name.casefold() for name in self._table}

    @cached_property
    def is_of_another(self) -> bool:
        """Whether the article names companies and the thesis's is none of them: nothing in it is proposed."""
        if self.named:
            return False
        return bool(self._table) or (not self._speaks_itself and self._names_somebody())

    @cached_property
    def _speaks_itself(self) -> bool:
        """Whether a company reports on itself ("we reported", "our cash"), which then needs no name."""
        return len(grammar("companies.we").findall(self.text)) >= _OF_A_REPORT

    @cached_property
    def _table(self) -> tuple[str, ...]:
        """The other companies of the article, as it writes them."""
        found: dict[str, None] = {}
        for m in cased("companies", "others", "words").finditer(self.text):
            if not self.own.fullmatch(m[0].translate(_PLAIN)):
                found[m[0]] = None
        numbered = [part for part in self._naming if _DIGIT.search(self.text, part.start, part.end)]
        for table in ("acts",) if self._is_led and not self._is_of_movers else ("acts", "loose"):
            for act in acts(table):
                parts = numbered if act.of_a_number else self._naming
                for m in self._at_openings(act.pattern, parts) if act.opens else self._in_prose(act.pattern, parts):
                    if table == "acts" or grammar("companies.no_name_ends").search(m["name"]) is None:
                        self._add(found, m)
        for name in self._listed():
            self._add_name(found, name)
        for m in self._in_prose(grammar("names.cashtag"), self._parts):
            # feeds write a class with a hyphen, traders with a dot: "$BRK.B"
            if not any(self.own.fullmatch(symbol) for symbol in (m["symbol"], m["symbol"].replace(".", "-"))):
                self._add_name(found, m["symbol"])
                found[m[0]] = None  # with its sign the symbol is no word, however short: "$IT"
        for m in self._in_prose(grammar("companies.in_a_list"), self._parts):
            if (
                not self.own.search(self._plain, *m.span())
                and (m["symbol"] or m["short"]) not in data("companies")["acronyms"]["words"]
            ):
                found[m["name"] or m["short"]] = None
        for part in self._parts:
            headed = grammar("companies.idea").match(self.text, part.start, part.end)
            if headed and self._is_of_its_own(headed):
                found[headed["name"]] = None
        of_han = [part for part in self._parts if not self.text[part.start : part.end].isascii()]
        for m in self._in_prose(grammar("names.han_acts"), of_han):
            name = (m["name"] or m["coded"] or m["speaks"]).lstrip("元和及与")
            # a bank with its code is spoken of, not speaking
            is_name = bool(m["coded"]) or no_han_name().search(name) is None
            is_name = is_name and grammar("names.han_of_a_chart").search(name) is None
            if is_name and len(name) > 1 and not self.own.search(self._plain, m.start(), m.end()):
                found[name] = None
        for name in self._in_rows():
            self._add_name(found, name)
        for sentence in self._parts:
            if sentence.heading and sentence.end - sentence.start <= _LONGEST_HEADING:
                line = self.text[sentence.start : sentence.end]
                if grammar("companies.heading").match(line) and self._sections:
                    name = line.strip(" *#:").split(" (")[0]
                    self._add_name(found, name)
                    if name.isupper() and not self._is_own_or_part(name):
                        found[name] = None
        return tuple(found)

    def _listed(self) -> list[str]:
        """The companies of an article that has a line or a sentence "Acme: …" for each: of two of them at least, as one
        alone may be a caption.
        """
        (act,) = acts("listed")
        names = [m["name"] for m in act.pattern.finditer(self.text)]
        others = [
            name
            for name in names
            if self.is_a_name(name.split()[0]) and pattern("companies", "charting", "words").search(name) is None
        ]
        return others if len(set(others)) > 1 or any(self.own.search(name.translate(_PLAIN)) for name in names) else []

    def _is_of_its_own(self, line: re.Match[str]) -> bool:
        """Whether a line that begins with a company is of another: its symbol is not the thesis's, or its name."""
        symbol = line["symbol"] or line["code"] or ""
        if not line["code"] and is_acronym(line["name"], symbol):
            return False
        words = line["name"].casefold().split()
        ordinary = ordinary_words(self.language) | word_set("companies", "nouns", "words")
        if not symbol and not line["legal"] and (len(words) == 1 or all(word in ordinary for word in words)):
            return False  # "Trade: Buy the 125 call"
        if symbol and len(line["name"].split()) > 1:
            return symbol not in {listing.symbol.split(".")[0] for listing in self.thesis.listing}
        return self.own.search(self._plain, *line.span()) is None

    @cached_property
    def _is_of_movers(self) -> bool:
        """Whether the article says at its head that it goes from company to company."""
        return any(
            grammar("companies.of_movers").search(self.text, part.start, part.end)
            for part in self._parts[:_OF_THE_LEAD]
        )

    def _in_rows(self) -> Iterator[str]:
        """The companies of a table's rows, of its first column where that is one of companies."""
        for part in self._parts:
            if len(part.heads) > 1 and part.heads[0][0] < part.heads[1][0]:
                (start, head), (end, _) = part.heads[:2]
                if grammar("companies.column").fullmatch(self.text, head.start, head.end):
                    yield self.text[start:end].strip(" |")

    @cached_property
    def _is_led(self) -> bool:
        """Whether the article begins with the thesis's company: its title or its first sentences name it."""
        return any(self.own.search(self._plain, part.start, part.end) for part in self._parts[:_OF_THE_LEAD])

    @cached_property
    def _sections(self) -> bool:
        """Whether the thesis's company has a heading of its own, so that other headings may be companies too."""
        return any(
            mention.heading
            and self.own.match(self._plain, mention.start)
            and mention.end - mention.start <= _LONGEST_HEADING
            for mention in self._parts
        )

    def _is_own_or_part(self, name: str) -> bool:
        """Whether a heading in capitals is the thesis's company, or names a part of an article about it."""
        if self.own.search(name.translate(_PLAIN)):
            return True
        return any(word in word_set("companies", "chapters", "words") for word in name.casefold().split())

    def _add(self, found: dict[str, None], m: re.Match[str]) -> None:
        groups = m.groupdict()
        symbol = groups.get("symbol") or ""
        shortens = not groups.get("venue") and is_acronym(groups.get("name") or "", symbol)
        if symbol and (shortens or self.own.fullmatch(symbol)):
            return
        name = groups.get("name") or ""
        if not name or grammar("names.of_a_place").match(self.text, m.end("name")):
            return
        self._add_name(found, name)
        if groups.get("venue") and len(symbol) >= _SHORTEST_SYMBOL:
            found[symbol] = None
        added = bare_name(name, self.language) in found or self.own.search(name.translate(_PLAIN))
        if symbol and not added and len(name.split()) > 1:
            found[grammar("names.legal_form").sub("", name)] = None  # "First Home Services (FHS)"

    def _add_name(self, found: dict[str, None], written: str) -> None:
        name = bare_name(written, self.language)
        if not name or self.own.search(name.translate(_PLAIN)) or self._is_broker(name):
            return
        alone = name.lower()
        ordinary = self._in_small_letters | word_set("companies", "nouns", "words")
        if alone in ordinary or any(grammar("names.of_a_trade").fullmatch(word) for word in name.split()):
            return
        if self.language == "de" and " " not in name and self._is_an_opener(name):
            return
        if any(grammar("names.month_or_day").fullmatch(word) for word in name.split()) or pattern(
            "companies", "things", "words"
        ).fullmatch(name):
            return
        found[name] = None
        first = name.split()[0]
        common = ordinary_words(self.language) | word_set("companies", "common", "words")
        if first != name and len(first) > 4 and first.casefold() not in common:
            found[first] = None

    def _is_broker(self, name: str) -> bool:
        if grammar("names.of_a_broker").search(name) or cased("companies", "sources", "words").fullmatch(name):
            return True
        return cased("companies", "brokers", "words").fullmatch(name) is not None or name in self._broker_names

    @cached_property
    def _broker_names(self) -> frozenset[str]:
        """Names that set targets in this article."""
        found = set()
        for m in self._in_prose(grammar("names.sets_target"), self._naming):
            name = bare_name(m["name"] or m["has"] or m["of"] or m["at"], self.language)
            if name and not self.own.search(name.translate(_PLAIN)):
                found.add(name)
        return frozenset(found)

    def brokers(self, start: int, end: int) -> list[Place]:
        """The research houses named in a stretch."""
        known = cased("companies", "brokers", "words").finditer(self.text, start, end)
        made = self._brokers.finditer(self.text, start, end)
        return [Place(m.start(), m.end()) for m in (*known, *made)]

    @cached_property
    def _brokers(self) -> re.Pattern[str]:
        return any_of(self._broker_names, flags=0)

    @cached_property
    def _others(self) -> re.Pattern[str]:
        return any_of(self._table, flags=0)

    def _names_somebody(self) -> bool:
        """Whether a text without the thesis's company has a name in it that may be another's."""
        if self.language == "de":
            return self._names_a_german() or self._opens_with_a_name()
        if self.language == "zh":
            return grammar("companies.somebody_zh").search(self.text) is not None or not self._is_at_home()
        if self._names_a_symbol():
            return True
        return any(
            self._is_a_name(part, m)
            for part in self._parts
            if part.end - part.start <= LONGEST_SENTENCE
            for m in CAPITAL.finditer(self.text, part.start, part.end)
        )

    @cached_property
    def _of_sources(self) -> list[tuple[int, int]]:
        """Where the article names those it has something from."""
        return [m.span() for m in cased("companies", "sources", "words").finditer(self.text)]

    @cached_property
    def _in_small_letters(self) -> frozenset[str]:
        """The words of the article that it writes in small letters, too: they are no names."""
        return frozenset(_SMALL_WORD.findall(self.text))

    def _names_a_symbol(self) -> bool:
        """Whether a company is called by its symbol: "LON:ACM traded down", "how strong ACM is", "the price of ACM"."""
        acronyms = word_set("companies", "acronyms", "words")
        ordinary = ordinary_words("en") | word_set("companies", "nouns", "words")
        return any(
            m["listed"] or (m["symbol"] not in acronyms and m["symbol"].casefold() not in ordinary)
            for m in grammar("companies.by_symbol").finditer(self.text)
        )

    def _opens_with_a_name(self) -> bool:
        """Whether a German sentence begins with a word that may be a name: none that sentences about a share begin
        with, and none that the article writes otherwise, too.
        """
        return any(
            not self._is_an_opener(m["word"])
            and cased("companies", "brokers", "words").match(self.text, m.start("word")) is None
            for m in grammar("companies.german_opener").finditer(self.text)
        )

    def _names_a_german(self) -> bool:
        """Whether a German text names a company as one is named: "Seewald-Aktie", "Aktien von Seewald"."""
        return any(
            not m["name"] or not self._is_an_opener(m["name"].split()[0])
            for m in grammar("companies.somebody_de").finditer(self.text)
        )

    def _is_an_opener(self, word: str) -> bool:
        """Whether German sentences begin with a word, or the article writes it in small letters, too."""
        plain = word.casefold()
        ordinary = ordinary_words("de") | word_set("companies", "openers", "de") | self._in_small_letters
        return plain in ordinary or grammar("companies.ordinary_opener").fullmatch(plain) is not None

    def _is_at_home(self) -> bool:
        """Whether the thesis's company is listed where Chinese is spoken: a text that names nobody may be about it."""
        homes = data("companies")["homes"]["zh"]
        return any(line.symbol.partition(".")[2] in homes for line in self.thesis.listing)

    def is_a_name(self, word: str) -> bool:
        """Whether a word in capitals is no ordinary one, no term, and none that the article writes otherwise, too."""
        plain = word.casefold()
        if plain in self._in_small_letters or plain in word_set("companies", "nouns", "words"):
            return False
        return bool(bare_name(word, self.language)) and grammar("names.month_or_day").fullmatch(word) is None

    def _is_a_name(self, part: Sentence, m: re.Match[str]) -> bool:
        """Whether a word in capitals may be a company: not the first of a caption or an item, nor in a caption in which
        every word has one.
        """
        plain = m[0].casefold().rstrip("0123456789")
        ordinary = ordinary_words(self.language) | word_set("companies", "nouns", "words")
        if plain in ordinary or plain.removesuffix("s") in ordinary or grammar("names.month_or_day").fullmatch(m[0]):
            return False
        if grammar("names.acronyms").fullmatch(m[0]) or grammar("names.of_a_period").fullmatch(m[0]):
            return False
        if m[0].lower() in self._in_small_letters:
            return False
        if any(start <= m.start() < end for start, end in self._of_sources):
            return False
        if cased("companies", "brokers", "words").search(m[0]) or pattern("companies", "charting", "words").search(
            m[0]
        ):
            return False
        line = self.text[part.start : part.end]
        # behind a semicolon, a dash or a mark of a list a word has its capital as the first of a sentence has it
        first = grammar("companies.begins").search(self.text[part.start : m.start()]) is not None
        if line.rstrip().endswith(":") or (part.item and part.under is not None):
            words = [word for word in grammar("companies.word").findall(line) if len(word) > _SHORT_WORD]
            return not first and not all(word[0].isupper() for word in words)
        return not first or grammar("companies.no_name_ends").search(m[0]) is None

    def mentions(self, start: int, end: int) -> list[Mention]:
        """The companies named in a stretch, in order; the own ones win where two readings overlap."""
        known = self._found.get((start, end))
        if known is not None:
            return known
        text = self.text
        found = [
            Mention(m.start(), m.end(), own=grammar("companies.its_role").match(text, m.end(), end) is None)
            for m in self.own.finditer(self._plain, start, end)
        ]
        for m in self._others.finditer(text, start, end):
            # "Acme Coffee" is not the "Acme" of Acme Motors
            found = [item for item in found if not (m.start() <= item.start and item.end < m.end())]
            _add(found, Mention(m.start(), m.end(), own=False))
        plain = text[start:end].casefold()
        things = any(word in plain for word in _things())
        for m in cased("companies", "things", "words").finditer(text, start, end) if things else ():
            if text[m.end() : m.end() + 1] != "-":
                _add(found, Mention(m.start(), m.end(), own=False, thing=True))
        indices = grammar("companies.index_hint").search(plain)
        for m in grammar("companies.index").finditer(text, start, end) if indices else ():
            _add(found, Mention(m.start(), m.end(), own=False, thing=True))
        for m in pattern("companies", "generic", "words").finditer(text, start, end):
            _add(found, Mention(m.start(), m.end(), own=True, generic=True))
        found.sort(key=lambda mention: mention.start)
        self._found[start, end] = found
        return found

    @cached_property
    def _first_named(self) -> tuple[Sentence | None, list[Mention]]:
        """The first sentence that names a company, and the companies it names."""
        for part in self._parts:
            if part.end - part.start > LONGEST_SENTENCE:
                continue
            named = [item for item in self.mentions(part.start, part.end) if not item.generic and not item.thing]
            if named:
                return part, named
        return None, []


@cache
def _things() -> tuple[str, ...]:
    return hints(data("companies")["things"]["words"])


def _add(found: list[Mention], new: Mention) -> None:
    if not any(mention.start < new.end and new.start < mention.end for mention in found):
        found.append(new)
