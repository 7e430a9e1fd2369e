"""Which companies an article speaks of, and of which one an amount is.

The table of the article's companies is made from what it does with names ("shares of X", "X (NYSE: XXX)", "X slid 2 %
to 31.40", "a target on X", a line that is only a name), apart from those known by name (`data/companies.toml`).
"""

from __future__ import annotations

import re
from functools import cache, cached_property

from msgspec import Struct

from thesis_tui.model.objects import Listing, Thesis
from thesis_tui.reading.lexicon import first_words, known_words
from thesis_tui.reading.sentences import Place, Sentence
from thesis_tui.reading.words import any_of, cased, data, pattern, word_set

_LEGAL = re.compile(
    r"(?:,?\s(?:Inc|Corp|Corporation|Co|Company|Ltd|Limited|plc|PLC|AG|SE|SA|NV|N\.V|ASA|AB|Oyj|KGaA|S\.p\.A|Group|Holding"
    r"|Holdings|Platforms|Technologies|Technology|Motors|Energy|Semiconductor|Systems|& Co)\.?)+$"
)
_PLAIN = str.maketrans(
    "àáâãåèéêëìíîïòóôõøùúûçñÀÁÂÃÅÈÉÊËÌÍÎÏÒÓÔÕØÙÚÛÇÑ", "aaaaaeeeeiiiiooooouuucnAAAAAEEEEIIIIOOOOOUUUCN"
)
_WORD = r"[A-ZÀ-Þ][\wÀ-ɏ&]*(?:\.(?:com|ai|io|net|[A-Z]\.?))?(?:-[A-ZÀ-Þ][\wÀ-ɏ]*)*"
_NAME = rf"{_WORD}(?:\s(?:(?:&|of|and|de|du|von)\s)?{_WORD}){{0,3}}"
_HAN_NAME = "[\u4e00-\u9fff]{2,8}?"
_HAN_EDGE = '(?:^|(?<=[,。;:、\\s"（(给对将把予及和与而]))'
_ASIDE = re.compile(
    r",\s(?:which|who|whose|in which|where|like|unlike|alongside|along with|together with|including|such as|not"
    r"|following|after|despite|deren|dessen|die|der|das)\s[^,;.]{3,110}(?=,|;|\.|\Z)|\((?:[^()]{6,140})\)"
)
_WHOSE = re.compile(r",\s(?:which|who|whose|where|deren|dessen)\s[^;]{3,130}?(?=,\s(?!or\b)|;|\.\s|\.?\Z)")
_BRACKET = re.compile(r"\([^()]{2,140}\)")
_BESIDE = re.compile(
    r"\b(?:versus|vs\.?|than|with|like|unlike|alongside|by|against|via|behind|to|from|including"
    r"|and unlike|gegenüber|als|mit|von)(?:\s(?:the|its|a|rival|both|rivals|peer|peers))?\s\Z",
    re.IGNORECASE,
)
"""Before a company these tell that what is said is not of it."""
_FOR = re.compile(
    r"\s?(?:[\w'-]+\s){0,4}?(?:on|for|für|of|per|at|price objective on|target on)\s(?:shares\sof\s|the\s)?\Z",
    re.IGNORECASE,
)
_ITS_OWN = re.compile(r"'s?\s(?:just\s|only\s|about\s|roughly\s)?")
_TARGETED = re.compile(
    r"(?:\sa\sshare|\sper\sshare)?(?:\s(?:price\s)?(?:target|objective|price objective))?\s(?:on|for|für)\s(?:shares\sof\s|the\s)?"
)
_FAR = 44
_HEAD = 40
_HEADING = re.compile(rf"[*#\s]*(?:{_NAME}|[A-Z][A-Z&.\s-]{{2,40}})(?:\s\([A-Z.:\s]{{1,14}}\))?[\s:*]*\Z")
_LONGEST_HEADING = 48
_DOLLARS = ("CAD", "AUD", "SGD", "HKD", "TWD", "NZD")
_KRONOR = ("NOK", "SEK", "DKK", "CZK", "ISK")


class Mention(Struct, frozen=True):
    """A company at its place; `thing` is a commodity, an index or a currency, `generic` "the stock" or "it"."""

    start: int
    end: int
    own: bool
    generic: bool = False
    thing: bool = False


class Companies:
    """The thesis's company and the others in one article. `text` is the working text."""

    def __init__(self, thesis: Thesis, text: str, parts: list[Sentence], language: str) -> None:
        self.thesis = thesis
        self.text = text
        self.language = language
        self._parts = parts
        self._plain = text.translate(_PLAIN)
        self._found: dict[tuple[int, int], list[Mention]] = {}
        self._subject = True
        self._block = -1
        self._heading: bool | None = None
        """Whose the section is, where its heading is a company's name."""

    # the names

    @cached_property
    def own(self) -> re.Pattern[str]:
        """The thesis's names, short forms, aliases and symbols."""
        found: dict[str, bool] = {}
        for name in (self.thesis.name.strip(), *self.thesis.aliases, *self._beside_symbol(), *_also(self.thesis.name)):
            for part in _forms(name):
                found[part] = len(part) < 4 or part.casefold() in word_set("companies", "common", "words")
        for listing in self.thesis.listing:
            found[listing.symbol] = True
            if listing.symbol[:1].isdigit():
                found[listing.symbol.zfill(8)] = True
            head = listing.symbol.split(".")[0]
            if len(head) > 1 and (head.isalpha() or len(head) >= 4):
                found[head] = True
        loose = [it.translate(_PLAIN) for it, strict in found.items() if it and not strict]
        strict = [it.translate(_PLAIN) for it, strict in found.items() if it and strict]
        made = [f"(?i:{any_of(loose, flags=0).pattern})"] if loose else []
        made += [any_of(strict, flags=0).pattern] if strict else []
        return re.compile("|".join(made) or r"(?!)")

    def _beside_symbol(self) -> list[str]:
        """What the article calls whoever has the thesis's symbol: "小米集团-W (01810.HK)", "Acme (NYSE: ACM)"."""
        found = []
        for listing in self.thesis.listing:
            head = listing.symbol.split(".")[0]
            symbol = rf"0*{head.lstrip('0')}" if head.isdigit() else re.escape(head)
            act = rf"(?P<name>{_NAME}|[\u4e00-\u9fff]{{2,8}})(?:-[A-Z]{{1,2}})?\s?\((?:[A-Za-z]{{2,6}}\s?:\s?)?{symbol}(?:\.[A-Z]{{1,2}})?\)"
            for m in re.finditer(act, self.text):
                name = m["name"] if m["name"][0] >= "\u2e80" else _bare_name(m["name"], self.language)
                found.append(name)
        return [it for it in dict.fromkeys(found) if it]

    @cached_property
    def named(self) -> bool:
        """Whether the article names the thesis's company at all."""
        return self.own.search(self._plain) is not None

    @cached_property
    def is_of_another(self) -> bool:
        """Whether the article names companies and the thesis's is none of them: nothing in it is proposed."""
        return not self.named and (bool(self._table) or self._names_somebody())

    @cached_property
    def _table(self) -> tuple[str, ...]:
        """The other companies of the article, as it writes them."""
        found: dict[str, None] = {}
        for m in cased("companies", "others", "words").finditer(self.text):
            if not self.own.fullmatch(m[0].translate(_PLAIN)):
                found[m[0]] = None
        for act in _acts():
            for m in act.finditer(self.text):
                self._add(found, m)
        for m in _HAN_ACTS.finditer(self.text):
            name = m["name"]
            if not self.own.search(name) and not _no_han_name().search(name):
                found[name] = None
        for sentence in self._parts:
            if sentence.heading and sentence.end - sentence.start <= _LONGEST_HEADING:
                line = self.text[sentence.start : sentence.end]
                if _HEADING.match(line) and self._sections:
                    self._add_name(found, line.strip(" *#:").split(" (")[0])
        return tuple(found)

    @cached_property
    def _sections(self) -> bool:
        """Whether the thesis's company has a heading of its own, so that other headings may be companies too."""
        return any(
            it.heading and self.own.match(self._plain, it.start) and it.end - it.start <= _LONGEST_HEADING
            for it in self._parts
        )

    def _add(self, found: dict[str, None], m: re.Match[str]) -> None:
        groups = m.groupdict()
        symbol = groups.get("symbol") or ""
        if symbol and (self.own.fullmatch(symbol) or _is_acronym(groups.get("name") or "", symbol)):
            return
        if groups.get("name"):
            self._add_name(found, groups["name"])

    def _add_name(self, found: dict[str, None], written: str) -> None:
        name = _bare_name(written, self.language)
        if not name or self.own.search(name.translate(_PLAIN)) or self._is_broker(name):
            return
        if any(_MONTH_OR_DAY.fullmatch(word) for word in name.split()) or pattern(
            "companies", "things", "words"
        ).fullmatch(name):
            return
        found[name] = None
        first = name.split()[0]
        if first != name and len(first) > 4 and first.casefold() not in _ordinary(self.language):
            found[first] = None

    def _is_broker(self, name: str) -> bool:
        return cased("companies", "brokers", "words").fullmatch(name) is not None or name in self._broker_names

    @cached_property
    def _broker_names(self) -> frozenset[str]:
        """Names that set targets in this article."""
        found = set()
        for m in _SETS_TARGET.finditer(self.text):
            name = _bare_name(m["name"] or m["has"], self.language)
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
        if self.language != "en":
            return True  # every noun of German has a capital, and Chinese has none
        ordinary = _ordinary(self.language)
        return any(
            m[0].casefold() not in ordinary
            and not _MONTH_OR_DAY.fullmatch(m[0])
            and not cased("companies", "brokers", "words").search(m[0])
            for m in _CAPITAL.finditer(self.text)
        )

    # where they are

    def mentions(self, start: int, end: int) -> list[Mention]:
        """The companies named in a stretch, in order; the own ones win where two readings overlap."""
        known = self._found.get((start, end))
        if known is not None:
            return known
        text = self.text
        found = [Mention(m.start(), m.end(), own=True) for m in self.own.finditer(self._plain, start, end)]
        for m in self._others.finditer(text, start, end):
            _add(found, Mention(m.start(), m.end(), own=False))
        for m in cased("companies", "things", "words").finditer(text, start, end):
            if text[m.end() : m.end() + 1] != "-":
                _add(found, Mention(m.start(), m.end(), own=False, thing=True))
        for m in pattern("companies", "generic", "words").finditer(text, start, end):
            _add(found, Mention(m.start(), m.end(), own=True, generic=True))
        found.sort(key=lambda it: it.start)
        self._found[start, end] = found
        return found

    # whose

    def is_own(self, sentence: Sentence, at: int, until: int, *, level: bool = True) -> bool:
        """Whether the amount at `at` to `until` is of the thesis's company. Call `passed` after each sentence."""
        text = self.text
        named = [it for it in self.mentions(sentence.start, sentence.end) if not it.generic and (level or not it.thing)]
        if "respectively" in text[sentence.start : sentence.end] and any(not it.own and not it.thing for it in named):
            return False  # which is whose would have to be counted out
        after = next((it for it in named if it.start >= until), None)
        if level and after is not None and after.start - until < _FAR:
            if _TARGETED.fullmatch(text, until, after.start):
                return after.own
        for around in (self._in_bracket(sentence, at, named), self._in_aside(sentence, at, named)):
            if around is not None:
                return around
        closed = [m.span() for m in _ASIDE.finditer(text, sentence.start, at)]
        before = [
            it
            for it in named
            if it.end <= at
            and not any(s <= it.start and it.end <= e <= at for s, e in closed)
            and (it.own or not self._is_beside(sentence, it))
            and not (it.thing and cased("companies", "stock", "words").search(text, it.end, at))
        ]
        beside = [it for it in named if it.end <= at]
        if beside and _ITS_OWN.fullmatch(text, beside[-1].end, at):
            return beside[-1].own  # "compared with Acme's 34 % margin"
        if before:
            return before[-1].own
        if level and after is not None and self._is_for(sentence, until, after):
            return after.own
        if self._heading is not None and sentence.item:
            return self._heading
        return self._subject

    def _is_for(self, sentence: Sentence, until: int, after: Mention) -> bool:
        """Whether an amount is said before its company: "A 112.40 buy point is what Acme's holders watch"."""
        clause = self.text[until : after.start]
        return len(clause) < 90 and not any(c in clause for c in ",;$€£") and not _BESIDE.search(clause)

    def _is_beside(self, sentence: Sentence, it: Mention) -> bool:
        return _BESIDE.search(self.text[max(sentence.start, it.start - 30) : it.start]) is not None

    def _in_bracket(self, sentence: Sentence, at: int, named: list[Mention]) -> bool | None:
        """Whether the brackets round a place are behind the own company's name; None where there are none."""
        opened = self.text.rfind("(", sentence.start, at)
        if opened < 0 or ")" in self.text[opened:at]:
            return None
        inside = [it for it in named if opened < it.start < at]
        if inside:
            return inside[-1].own
        before = [it for it in named if it.end <= opened and opened - it.end <= 3]
        return before[-1].own if before else None

    def _in_aside(self, sentence: Sentence, at: int, named: list[Mention]) -> bool | None:
        """Whether an aside round a place ("Acme, whose bookings rose 19 %") is of the own company; None of none."""
        for aside in _WHOSE.finditer(self.text, sentence.start, sentence.end):
            if aside.start() <= at < aside.end():
                inside = [it for it in named if aside.start() <= it.start < at]
                if inside:
                    return inside[-1].own
                before = [it for it in named if it.end <= aside.start() and aside.start() - it.end <= 16]
                return before[-1].own if before else None
        return None

    @property
    def subject(self) -> bool:
        """Whether the talk is of the thesis's company."""
        return self._subject if self._heading is None else self._heading

    def counts(self, sentence: Sentence, at: int, until: int) -> bool:
        """Whether a figure at a place is of the thesis's company."""
        return self.is_own(sentence, at, until, level=False)

    def passed(self, sentence: Sentence) -> None:
        """A sentence has been read: what the next ones call "the stock" is its company."""
        mentions = [it for it in self.mentions(sentence.start, sentence.end) if not it.thing]
        named = [it for it in mentions if not it.generic]
        if sentence.heading and sentence.end - sentence.start <= _LONGEST_HEADING:
            line = self.text[sentence.start : sentence.end].strip(" *#:")
            if named and named[0].start - sentence.start <= 4 and len(line.split()) <= 5:
                self._heading = named[0].own if len(named) == 1 else None
                self._subject = named[0].own
                return
        asides = [m.span() for m in _ASIDE.finditer(self.text, sentence.start, sentence.end)]
        main = [it for it in named if not any(s <= it.start and it.end <= e for s, e in asides)]
        if any(it.own for it in main):
            self._subject = True
        elif main and mentions[0] is main[0] and self._leads(sentence, main[0]):
            self._subject = False
        if main and self._heading is not None and not sentence.item and sentence.under is None:
            self._heading = None

    def _leads(self, sentence: Sentence, it: Mention) -> bool:
        """Whether a sentence is about a company: it stands at its head, and the share is not spoken of before it."""
        before = self.text[sentence.start : it.start]
        return (
            len(before) <= _HEAD
            and not self._is_beside(sentence, it)
            and not cased("companies", "stock", "words").search(before)
        )

    def enter(self, sentence: Sentence) -> None:
        """A sentence is about to be read: a new paragraph of an article about the company is about it again."""
        if sentence.block != self._block:
            self._block = sentence.block
            if self._is_main and self._heading is None:
                self._subject = True

    @cached_property
    def _is_main(self) -> bool:
        """Whether no other company is named more often than the thesis's."""
        own = sum(1 for _ in self.own.finditer(self._plain))
        counts: dict[str, int] = {}
        for m in self._others.finditer(self.text):
            counts[m[0]] = counts.get(m[0], 0) + 1
        return own > 0 and own >= max(counts.values(), default=0)

    # currencies

    def currency(self, sign: str) -> str:
        """What "$", "¥" and "kr" stand for here, or "" when that cannot be told."""
        quoted = [it.currency for it in self.thesis.listing]
        if sign == "$":
            dollars = [it for it in quoted if it in _DOLLARS]
            return "USD" if "USD" in quoted or len(set(dollars)) != 1 else dollars[0]
        if sign == "kr":
            return next((it for it in quoted if it in _KRONOR), "")
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


_MONTH_OR_DAY = re.compile(
    r"(?:Jan(?:uary|uar)?|Feb(?:ruary|ruar)?|Mar(?:ch)?|März|Apr(?:il)?|May|Mai|June?|Juni|July?|Juli|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Okt(?:ober)?|Nov(?:ember)?|De[cz](?:ember)?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|Montag|Dienstag"
    r"|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Q[1-4])(?:'s)?",
)
_CAPITAL = re.compile(r"(?<![\w$.@/])[A-ZÀ-Þ][\wÀ-ɏ]{3,}")
_SETS_TARGET = re.compile(
    rf"(?P<name>{_NAME})(?:'s)?(?:\sanalysts?(?:\s[A-Z]\w+){{0,2}})?(?:,?\s(?:has|have|also|recently|now|still))*\s"
    r"(?:raised|lifted|cut|lowered|reaffirmed|reiterated|maintained|set|upgraded|downgraded|boosted|trimmed|hiked|increased"
    r"|reduced|initiated|kept|keeps|sees|values|bumped|slashed|nudged|assigned|started|resumed|upped|hob|hebt|senkte|senkt"
    r"|sieht|traut|belässt|expects)\s(?:[\w-]+\s){0,6}?(?:targets?|objective|coverage|rating|Buy|Hold|Sell|Kursziel\w*|Aktie"
    r"|theirs|to\sgenerate|fair value|fairen Wert)\b"
    rf"|(?P<has>{_WORD}\s(?:Research|Securities|Partners|Capital|Brothers|Advisors|Markets|Analytics))\b",
)
_MOVE = (
    r"(?:rose|fell|gained|lost|slid|slipped|climbed|dropped|jumped|surged|added|shed|eased|advanced|declined|tumbled|plunged"
    r"|rallied|leapt|sank|soared|gave\sup|put\son|edged\s\w+|was\s(?:up|down|flat|unchanged|quoted|last|trading|at)|kostete|kosteten|notierte|notierten|schloss|schlossen|kostet|notiert|stands|stood|sits|changed\shands|closed|ended|finished|settled"
    r"|traded|trades|now\strades|opened|verlor|gewann|gewannen|verloren|stieg|fiel|sank|kletterte|legte|legten)"
)
_SUM = r"(?!\d|[.,]\d|\s?(?:million|billion|bn|m\b|%|percent|Mrd|Mio|Millionen|Milliarden|trillion))"
_PRICED = (
    r"(?:[^;.]|\.(?=\d)){0,48}?(?:\sto|\sat|\sauf|\sbei|,\sto)\s(?:about\s|around\s)?"
    rf"(?:(?:[A-Z]{{0,3}}[$€£¥₹]|[A-Z]{{3}}\s|Rs\s)\d[\d.,½]*{_SUM}|\d[\d.,½]*(?:\s?(?:euros?|Euro|€|p|pence|yen|yuan|dollars|crowns"
    r"|francs|Franken|rupees|cents)(?!\w)|\.\d\d(?![\d%])))"
)


@cache
def _acts() -> tuple[re.Pattern[str], ...]:
    """What an article does with the name of a company; `name` is the name, `symbol` one in brackets behind it."""
    exchange = r"(?:NYSE|NASDAQ|Nasdaq|HKEX|HKG|SEHK|LSE|LON|XETRA|ETR|TSX|TSE|TYO|ASX|FRA|OTC|AMEX|EPA|BIT|NSE|BSE|SHA|SHE|SIX|VTX)"
    return tuple(
        re.compile(it)
        for it in (
            rf"(?P<name>{_NAME}(?:,?\s(?:Inc|Corp|Ltd|plc|AG|SE)\.?)?)\s?\(\$?(?:{exchange}(?:\s?:\s?))?(?P<symbol>[A-Z]{{1,5}}"
            r"(?:\.[A-Z]{1,2})?|\d{4,6}(?:\.[A-Z]{1,2})?)[),]",
            rf"(?:[Ss]hares|[Ss]tock|ADRs?|Aktien?|Papiere|Titel)\s(?:of|in|von|der|des)\s(?P<name>{_NAME})",
            rf"(?P<name>{_NAME})(?:'s|')?[\s-](?:shares|stock|share\sprice|stock\sprice|ADRs?|Aktien?|Papiere)\b",
            rf"(?:rivals?|peers?|competitors?|supplier|rival\scompany|Rivale|Rivalin|Konkurrent|Wettbewerber|Peer|Rival)\s(?P<name>{_NAME})",
            rf"(?P<name>{_NAME})\s(?:Inc|Corp|Ltd|plc|AG|SE|Holdings)\b",
            rf"(?:targets?|target\sprice|objective|PT|Kursziel)\s(?:on|for|für)\s(?:shares\sof\s)?(?P<name>{_NAME})",
            rf"(?:[$€£]\d[\d.,]*|\d[\d.,]*p)\s(?:for|on)\s(?P<name>{_NAME})",
            rf"(?P<name>{_NAME})(?:'s)?\s(?:has\s|had\s)?{_MOVE}{_PRICED}",
            rf"(?P<name>{_NAME})\s\((?:up|down|plus|minus|[+-]\d|support|resistance|target|Kursziel|[£€$]?\d[\d.,]*p?\))",
            rf"(?:gewannen|verloren|stiegen|fielen|verlor|gewann|stieg|fiel|sank|sanken|legten|gaben)\s(?:die\s)?(?P<name>{_NAME})\s\d[\d.,]*\s(?:Prozent|%)",
            rf"(?P<name>{_NAME})\s[+-]\d[\d.,]*\s?%",
            rf"(?:{_MOVE}{_PRICED})[^.;]{{0,20}}?\sand\s(?P<name>{_NAME})\s\d[\d.,]*%\sto",
            rf"(?P<name>{_NAME})\s(?:has|carries|with|whose)\s(?:an?\s)?(?:average\s)?(?:price\starget|buy\spoint|support|resistance|target)",
            rf"(?P<name>{_NAME})\s-\s{_NAME}\s(?:buy|sell|hold|neutral|overweight|underweight|outperform|underperform|reduce|add)\b",
            rf"(?:[Cc]ompared\s(?:with|to)|[Uu]nlike|[Tt]han|[Vv]ersus|vs\.)\s(?P<name>{_NAME})",
            rf"(?<![a-z]\s)(?P<name>{_NAME})'s\s(?:revenues?|sales|margins?|profits?|earnings|net\sincome|market\svalue|valuation)\b",
            rf"(?P<name>{_NAME})'s\s(?:price\starget|buy\spoint|chart|support|resistance|fell|rose|tumbled|slid|jumped|gained)",
            r"(?<![\w$])\$(?P<name>[A-Z]{2,6})(?![\w.])",
        )
    )


_HAN_ACTS = re.compile(
    rf"{_HAN_EDGE}(?:同业|对手|竞争对手|给|对|将|把)?(?P<name>{_HAN_NAME})(?:的)?(?:股价|目标价|收报|现报|收于|报\d|涨\d|跌\d|升\d|（\d{{4,6}})"
)


@cache
def _no_han_name() -> re.Pattern[str]:
    """What is no company's name although it stands where one may."""
    return re.compile(rf"^(?:{'|'.join(data('companies')['han_not_names']['words'])})|[将把给由]")


@cache
def _ordinary(language: str) -> frozenset[str]:
    """Words that are no company however they are written."""
    money = {
        word.casefold()
        for table in ("signs", "cents", "scales")
        for words in data("amounts")[table].values()
        for word in words
    }
    return known_words(language) | first_words(language) | word_set("companies", "not_names", "words") | money


def _bare_name(written: str, language: str) -> str:
    """A name without the ordinary words at its ends, "" when nothing is left."""
    words = re.sub(r"'s?$", "", written.strip()).rstrip(".").split()
    ordinary = _ordinary(language)
    while words and words[0].casefold() in ordinary:
        words = words[1:]
    while words and (words[-1].casefold() in ordinary or words[-1] in ("and", "of", "&", "de", "du", "von")):
        words = words[:-1]
    name = " ".join(words)
    if name.casefold() in word_set("companies", "not_names", "words"):
        return ""
    if not words or words[-1].endswith(("-listed", "-traded", "-based")) or len(name) < 3:
        return ""
    return "" if name in _acronyms() else name


@cache
def _acronyms() -> frozenset[str]:
    return frozenset(data("companies")["acronyms"]["words"])


def _is_acronym(name: str, letters: str) -> bool:
    """Whether letters in brackets shorten the words before them ("Relative Strength Index (RSI)") or are a term."""
    if letters in _acronyms():
        return True
    words = re.split(r"[\s-]+", name)
    initials = "".join(it[0] for it in words if it[:1].isalpha()).upper()
    return len(letters) > 1 and (
        initials.endswith(letters) or letters == "".join(it[0] for it in words if it[:1].isupper())
    )


def _forms(name: str) -> list[str]:
    """A company's name with its short forms: without legal words, its first words, and those it is known by."""
    bare = _LEGAL.sub("", name)
    found = [name, bare]
    words = bare.split()
    common = word_set("companies", "common", "words")
    if len(words) > 1:
        if (
            len(words[0]) > 3
            and words[0].casefold() not in common | _ordinary("en")
            and words[1] not in ("&", "and", "of")
        ):
            found.append(words[0])
        if len(words) > 2:
            found.append(" ".join(words[:2]))
        if _possessive(words[0]) and words[0].casefold() not in common:
            found.append(words[0])
    known = {it.casefold() for it in data("companies")["others"]["words"]}
    for first in range(len(words)):
        for last in range(first + 1, len(words) + 1):
            if (part := " ".join(words[first:last])).casefold() in known:
                found.append(part)
    if re.search("[\u4e00-\u9fff]", bare):
        found += [
            bare.removesuffix(end)
            for end in data("companies")["han_endings"]["words"] if bare.endswith(end) and len(bare) - len(end) >= 2
        ]  # fmt: skip
    return [it for it in dict.fromkeys(found) if it]


def _also(name: str) -> list[str]:
    """Other names of a widely held company, in its own script and short."""
    plain = _LEGAL.sub("", name.strip()).casefold()
    return [
        it for known, names in data("companies")["also"].items() if plain.startswith(known.casefold()) for it in names
    ]


def _possessive(word: str) -> bool:
    return word.endswith("'s")


def _add(found: list[Mention], new: Mention) -> None:
    if not any(it.start < new.end and new.start < it.end for it in found):
        found.append(new)
