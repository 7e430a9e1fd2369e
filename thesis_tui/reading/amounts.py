"""Amounts in running text: every number with its sign, scale, unit, range and qualifier, and what is no amount."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Literal

from msgspec import Struct

from thesis_tui.model.quantity import Quantity, number_fault
from thesis_tui.model.words import Qualifier, Scale
from thesis_tui.reading.words import data, pattern

Kind = Literal["money", "percent", "multiple", "count", "plain"]
_NUMBER = re.compile(
    r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:'\d{3})+(?:\.\d+)?"
    r"|\d{1,3}(?: \d{3})+,\d{1,2}(?!\d)|\d{1,3}(?: \d{3})+(?=\s?(?:€|EUR|euros?|kr|SEK|\$|yen|Yen)(?!\w))"
    r"|\d+[.,]\d+|\d+|\.\d+"
)
_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip
_WORD_NUMBER = re.compile(r"\b(" + "|".join(_ONES) + r")\b(?=[\s-])", re.IGNORECASE)
_DIGITS = re.compile(r"\b(triple)[- ]digits?\b", re.IGNORECASE)
_TO = re.compile(r"\s?-\s?|\s(?:to|bis|and)\s|至")
_BETWEEN = re.compile(r"(?:between|from|range of|zwischen)\s(?:[^\d\s]{0,4}\s?)?$", re.IGNORECASE)
_PER_SHARE = re.compile(r"\s?(?:per|a|an|/|je)\s?(?:share|ADS|ADR|unit|Aktie|diluted share)", re.IGNORECASE)
_DATE_AFTER = re.compile(r"(?:st|nd|rd|th)?\.?(?:\s+of)?\s+(?:%s)\b")
_SPLIT_TO = re.compile(r"[-\s]for[-\s]|:\d|/\d|\.\d")
_GLUED = re.compile(r"[A-Za-zÀ-ÿ_#@&]")
_SCALE_VALUES: dict[str, tuple[Scale, int]] = {
    "thousand": ("thousand", 1), "million": ("million", 1), "billion": ("billion", 1), "trillion": ("trillion", 1),
    "10 thousand": ("thousand", 10), "100 million": ("million", 100),
}  # fmt: skip


class Amount(Struct, frozen=True):
    """One amount and its place, sign and scale included; `digits` is the place of its digits alone.

    `currency` may be "$" or "¥", which the listings settle. `unit` is what is counted.
    """

    start: int
    end: int
    kind: Kind
    quantity: Quantity
    currency: str = ""
    unit: str = ""
    per_share: bool = False

    @property
    def scaled(self) -> bool:
        return self.quantity.scale != ""


@cache
def _signs() -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str]]:
    codes = {sign.casefold(): code for code, signs in data("amounts")["signs"].items() for sign in signs}
    every = sorted((s for signs in data("amounts")["signs"].values() for s in signs), key=len, reverse=True)
    body = "|".join(
        re.escape(it).replace(r"\ ", r"\s") + (r"(?!\w)" if it.isascii() and it[-1].isalpha() else "") for it in every
    )
    loose = "|".join(re.escape(it).replace(r"\ ", r"\s") for it in every)
    return codes, re.compile(rf"(?:{loose})\s?$", re.I), re.compile(rf"[\s-]?({body})", re.I)


@cache
def _after(table: str) -> tuple[dict[str, str], re.Pattern[str]]:
    """Words after the digits ("million", "pence"), and the key of each."""
    lists = data("amounts")[table]
    keys = {word.casefold() if len(word) > 2 else word: key for key, words in lists.items() for word in words}
    every = sorted((w for words in lists.values() for w in words), key=len, reverse=True)
    body = "|".join(re.escape(it) + (r"(?!\w)" if it.isascii() and it[-1].isalpha() else "") for it in every)
    return keys, re.compile(rf"[\s-]?({body})")


@cache
def _qualifiers() -> tuple[dict[str, Qualifier], re.Pattern[str]]:
    lists = data("amounts")["qualifiers"]
    keys = {word.casefold(): key for key, words in lists.items() for word in words}
    every = "|".join(re.escape(w) for w in sorted(keys, key=len, reverse=True))
    return keys, re.compile(rf"(?<!\w)({every})\s?(?:a|an|the|its)?\s?$", re.I)  # type: ignore[return-value]


@cache
def _months() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = "|".join(sorted(data("amounts")["months"]["words"], key=len, reverse=True))
    before = re.compile(rf"(?<!\w)(?:{names})\.?\s?$")
    after = re.compile(rf"(?:st|nd|rd|th)?\.?(?:\s+of)?\s+(?:{names})(?!\w)|(?:st|nd|rd|th)(?!\w)")
    return before, after


def amounts(text: str, start: int, end: int, language: str) -> list[Amount]:
    """The amounts in `text[start:end]`, in order."""
    found: list[Amount] = []
    at = start
    while match := _NUMBER.search(text, at, end):
        at = match.end()
        made = _amount(text, match, start, end, language)
        if made is None:
            while at < end and (
                text[at].isalnum() or text[at] in "'" or (text[at] in ".:/" and text[at + 1 : at + 2].isdigit())
            ):
                at += 1
            continue
        found.append(made)
        at = max(at, made.end)
    found += _in_words(text, start, end)
    found.sort(key=lambda it: it.start)
    return found


def _amount(text: str, match: re.Match[str], start: int, end: int, language: str) -> Amount | None:
    left, right = match.span()
    codes, before_sign, _ = _signs()
    head = text[max(start, left - 20) : left]
    currency = ""
    begin = left
    sign = before_sign.search(head)
    if sign and not (sign.start() and head[sign.start() - 1].isalnum() and sign[0][0].isalnum()):
        currency = codes[" ".join(sign[0].split()).casefold()]
        begin = left - (len(head) - sign.start())
        if sign[0].strip().islower():  # "dollars 5": the word belongs to what stands before it
            currency, begin = "", left
    if not currency and _is_name_or_date(text, left, right, start, end):
        return None
    value = number(match[0], language)
    if value is None:
        return None
    scale, factor, stop = _scale(text, right, end)
    kind: Kind = "money" if currency else "plain"
    unit = ""
    high: Decimal | None = None
    stop, currency, cents, kind, unit = _unit(text, stop, end, currency, kind)
    joined = _TO.match(text, stop, end)
    if joined and kind in ("plain", "money", "percent", "multiple") and not cents:
        second = _second(text, joined, end, language, begin, start, currency, kind)
        if second is not None:
            high_value, stop2, scale2, factor2, currency2, kind2, unit2, cents = second
            if kind in ("plain", kind2) or (kind2 == "plain" and kind != "percent"):
                if not scale and scale2:
                    scale, factor = scale2, factor2
                if value < high_value * factor2 / factor or scale != scale2:
                    high, stop = high_value, stop2
                    currency = currency or currency2
                    kind = kind2 if kind == "plain" else kind
                    unit = unit or unit2
                    if scale != scale2:
                        scale = scale2 or scale
    if kind == "plain" and not _free(text, stop, scale):
        return None
    qualifier, _ = _qualifier(text, begin, start)
    if cents:
        value, high = value / 100, None if high is None else high / 100
    quantity = Quantity(value * factor, None if high is None else high * factor, qualifier, scale)
    if number_fault(quantity.base) or number_fault(quantity.value):
        return None
    per_share = bool(_PER_SHARE.match(text, stop, end))
    return Amount(begin, stop, kind, quantity, currency, unit, per_share)


def _is_name_or_date(text: str, left: int, right: int, start: int, end: int) -> bool:
    """Whether digits without a currency are part of a name, a date, a time or an ordinal."""
    before, after = text[left - 1 : left] if left > start else "", text[right : right + 1]
    if _GLUED.match(before) or (before and before in "-./:'" and left - 1 > start and text[left - 2].isalnum()):
        return True
    if _SPLIT_TO.match(text, right, min(end, right + 6)) and not text[right : right + 2].startswith(". "):
        return True
    month_before, month_after = _months()
    if month_before.search(text[max(start, left - 12) : left]) or month_after.match(text, right, end):
        return True
    name = pattern("amounts", "indices", "words").search(text[max(start, left - 14) : left])
    if name and name.end() >= len(text[max(start, left - 14) : left].rstrip(" -")):
        return True
    whole = text[left:right]
    if re.fullmatch(r"(?:19|20)\d\d", whole) and not re.match(
        r"\s?(?:%|percent|yen|euros?|dollars|pence|p\b|yuan|users|stores|million|billion|mark\b|level\b)",
        text[right : right + 12],
    ):
        return True
    if after == "-" and re.match(r"-[A-Za-z]", text[right : right + 2]):
        return not re.match(r"-(?:cents?|pence|dollar|euro|yuan|yen|fold|percent)\b", text[right : right + 9])
    word = re.search(r"([A-Za-z][\w'.-]*)\s$", text[max(start, left - 24) : left])
    if (
        word
        and word[1][0].isupper()
        and left - len(word[0]) > start
        and not re.match(
            r"\s?(?:%|percent|million|billion|Mio|Mrd|Million|Milliard|Prozent|Euro|€)", text[right : right + 11], re.I
        )
    ):
        previous = text[: left - len(word[0])].rstrip()[-1:]
        return previous not in (".", ":", "!", "?", "") and word[1].casefold() not in _LOOSE
    return False


_LOOSE = frozenset(("support", "resistance", "sma", "ema", "ma", "pt", "target", "rsi", "of", "at", "dma"))


def _scale(text: str, right: int, end: int) -> tuple[Scale, int, int]:
    keys, after = _after("scales")
    found = after.match(text, right, min(end, right + 14))
    if found is None:
        return "", 1, right
    word = found[1]
    key = keys.get(word) or keys.get(word.casefold())
    if key is None:
        return "", 1, right
    scale, factor = _SCALE_VALUES[key]
    return scale, factor, found.end()


def _unit(text: str, stop: int, end: int, currency: str, kind: Kind) -> tuple[int, str, bool, Kind, str]:
    """What follows the digits: per cent, a currency, a multiple, or what is counted."""
    if text[stop : stop + 1] == "%":
        return stop + 1, currency, False, "percent", "%"
    if text[stop : stop + 2] == " %":
        return stop + 2, currency, False, "percent", "%"
    rest = re.compile(r"[\s-]?").match(text, stop, end)
    begin = rest.end() if rest else stop
    if found := pattern("amounts", "percent", "words").match(text, begin, end):
        return found.end(), "", False, "percent", "%"
    codes, _, after_sign = _signs()
    if not currency:
        keys, cents = _after("cents")
        if (found := cents.match(text, stop, end)) and (found[1] not in ("p", "c") or found.start(1) == stop):
            return found.end(), keys.get(found[1].casefold()) or keys[found[1]], True, "money", ""
        if found := after_sign.match(text, stop, end):
            return found.end(), codes[" ".join(found[1].split()).casefold()], False, "money", ""
        times = (
            "" if text[stop - 3 : stop] in ("ion", "io.", " bn") else r"|\stimes(?!\w)"
        )  # "downloaded 600 million times"
        if found := re.compile(rf"(?:x|×|-?fold)(?!\w){times}").match(text, stop, end):
            return found.end(), "", False, "multiple", "x"
        counted = re.compile(r"\s(?:(?:[\w-]+)\s){0,2}?").match(text, stop, end)
        if counted:
            for skip in range(5):
                words = re.compile(rf"\s(?:[\w-]+\s){{{skip}}}").match(text, stop, min(end, stop + 60))
                if words is None:
                    break
                if any(it in _STOPPERS for it in words[0].split()):
                    break
                if found := pattern("amounts", "counts", "words").match(text, words.end(), end):
                    return stop, "", False, "count", _counted(found[0])
    return stop, currency, False, kind, ""


def _counted(words: str) -> str:
    """What is counted, in one word: "hours" of "hours of audio data", "downloads" of "global downloads"."""
    return words.casefold().split(" of ")[0].split()[-1]


_STOPPERS = frozenset(
    (
        "and",
        "or",
        "in",
        "on",
        "at",
        "to",
        "for",
        "with",
        "as",
        "by",
        "from",
        "after",
        "before",
        "is",
        "are",
        "was",
        "the",
        "mark",
        "level",
        "while",
        "but",
    )
)


def _second(
    text: str, joined: re.Match[str], end: int, language: str, begin: int, start: int, currency: str, kind: Kind
) -> tuple[Decimal, int, Scale, int, str, Kind, str, bool] | None:
    """The high end of a range, or None when what follows the dash or word is none."""
    if joined[0].strip() == "and" and not _BETWEEN.search(text[max(start, begin - 14) : begin]):
        return None
    if joined[0].strip() in ("to", "bis") and re.search(
        r"\bfrom\s(?:[^\d\s]{0,3}\s?)?$", text[max(start, begin - 9) : begin]
    ):
        return None
    codes, _, _ = _signs()
    at = joined.end()
    sign = re.compile(r"(?:US\$|HK\$|C\$|A\$|[$€£¥₹]|RMB\s?|CNY\s?|USD\s?|EUR\s?|HKD\s?)").match(text, at, end)
    code = ""
    if sign:
        code = codes.get(sign[0].strip().casefold(), "")
        at = sign.end()
        if currency and code != currency:
            return None
    number_found = _NUMBER.match(text, at, end)
    if number_found is None or (
        _GLUED.match(text[number_found.end() : number_found.end() + 1] or " ")
        and not _scale(text, number_found.end(), end)[0]
        and not re.match(r"[pcx](?!\w)", text[number_found.end() : number_found.end() + 2])
    ):
        return None
    value = number(number_found[0], language)
    if value is None:
        return None
    scale, factor, stop = _scale(text, number_found.end(), end)
    first: Kind = "money" if code else "plain"
    stop, found, cents, kind2, unit = _unit(text, stop, end, code, first)
    if (cents and kind != "plain") or (kind == "money" and kind2 not in ("money", "plain")):
        return None
    return value, stop, scale, factor, found, kind2, unit, cents


def _free(text: str, stop: int, scale: Scale) -> bool:
    """Whether a number without sign or unit may be a price: no noun it could count follows."""
    if scale:
        return True
    rest = text[stop : stop + 30]
    word = re.match(r"\s+([A-Za-zÀ-ÿ]+)", rest)
    if word is None:
        return not re.match(r"\s?[\u4e00-\u9fff°]|/\w|[A-Za-z]", rest)
    return bool(pattern("levels", "follow", "words").fullmatch(word[1]))


def _qualifier(text: str, begin: int, start: int) -> tuple[Qualifier, int]:
    keys, before = _qualifiers()
    found = before.search(text[max(start, begin - 28) : begin])
    if found is None:
        return "exactly", begin
    return keys[found[1].casefold()], begin - (len(text[max(start, begin - 28) : begin]) - found.start())


def _in_words(text: str, start: int, end: int) -> list[Amount]:
    """ "Triple-digit" and small numbers in words before what is counted or a scale."""
    found = [
        Amount(it.start(), it.end(), "percent", Quantity(Decimal(100), qualifier="at least"), unit="%")
        for it in _DIGITS.finditer(text, start, end)
    ]
    for it in _WORD_NUMBER.finditer(text, start, end):
        value = Decimal(_ONES[it[1].casefold()])
        qualifier, _ = _qualifier(text, it.start(), start)
        if re.compile(r"\stimes\sthe(?!\w)").match(text, it.end(), end):
            found.append(Amount(it.start(), it.end() + 6, "multiple", Quantity(value, qualifier=qualifier), unit="x"))
        elif counted := pattern("amounts", "counts", "words").match(text, it.end() + 1, end):
            unit = _counted(counted[0])
            found.append(Amount(it.start(), it.end(), "count", Quantity(value, qualifier=qualifier), unit=unit))
    return found


def number(raw: str, language: str) -> Decimal | None:
    """The value of a run of digits and marks: "1,234.56", "1.234,56", "1 234,56", "1'234.50"."""
    digits = raw.replace(" ", "").replace("'", "")
    comma, dot = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and dot >= 0:
        decimal_mark = "," if comma > dot else "."
        whole, _, fraction = digits.rpartition(decimal_mark)
        digits = f"{whole.replace(',', '').replace('.', '')}.{fraction}"
    elif comma >= 0:
        grouped = bool(re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+", digits)) and language != "de"
        digits = digits.replace(",", "" if grouped else ".")
    elif dot >= 0 and language == "de" and re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", digits):
        digits = digits.replace(".", "")
    try:
        return Decimal(digits)
    except ArithmeticError:
        return None
