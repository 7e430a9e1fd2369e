"""Numbers in running text: every one, with its place, sign, scale and unit, and what it may mean.

Nothing is thrown away here: a number that is part of a name, a date or a length of time is kept with that as its kind,
so that what reads it later can tell, and a bare one says whether it may be a price.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from thesis_tui.model.enums import Qualifier, Scale
from thesis_tui.model.quantity import Quantity, number_fault
from thesis_tui.reader.word_lists import data, grammar, pattern

Kind = Literal["money", "percent", "multiple", "count", "plain", "time", "name", "points"]

_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_HAN_DIGITS = "零一二三四五六七八九"
_HAN_ONES = {"": 0, "半": 5} | {digit: value for value, digit in enumerate(_HAN_DIGITS)}
_SIGN_IN_WORDS = 18
_LETTER = re.compile(r"[A-Za-zÀ-ɏ_#@&]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DIGIT = re.compile(r"\d")
_BEFORE_A_SIGN = ' (,|[>"“„«:比为是报达于率速、'
_CLOCK = re.compile(r":\d\d(?!\d)")
_IN_BRACKETS = re.compile(r"[^\d(]{1,4}\([\d.,]+\)")
_SCALE_VALUES: dict[str, tuple[Scale, int]] = {
    "thousand": ("thousand", 1), "million": ("million", 1), "billion": ("billion", 1), "trillion": ("trillion", 1),
    "10 thousand": ("thousand", 10), "100 million": ("million", 100), "10 million": ("million", 10),
    "100 thousand": ("thousand", 100),
}  # fmt: skip
_QUOTED_IN_HUNDREDTHS = ("GBP", "ILS", "ZAR")
_USUAL_DAYS = ("5", "7", "9", "10", "14", "20", "21", "50", "100", "200")
"""Over how many days indicators of the chart are usually reckoned."""
FLAT = "flat"
"""The unit of no change at all, which is only read as the end of a range."""
_HAN_AND = ("、", "和", "及", "与", "或")
_PRINTED = re.compile(r"\d+(?:\.\d+)?(?![\d,])")
_NEXT_WORD = re.compile(r" +([A-Za-zÀ-ÿ]+)")
_COMPOUND = re.compile(r"-([A-Za-zÀ-ÿ]{3,})")
_MIN_WORD_OF_COUNT = 5
_AVERAGES = 12
_PER_TEN = 16
"""How far before an amount it may be said that it is paid on ten shares, in characters."""


class Number(Struct, frozen=True):
    """One number and its place, sign, scale and unit included; `digits` is where its digits begin.

    `currency` may be "$", "¥" or "kr", which the listings settle; `unit` is what is counted. `free` is whether a bare
    one may be a price: no noun that it counts follows. `glued` is whether it hangs on a word by a dash ("GPT-4",
    "T1-58"). `sign` is "+" or "-" where one is printed.
    """

    start: int
    end: int
    kind: Kind
    quantity: Quantity
    currency: str = ""
    unit: str = ""
    per_share: bool = False
    free: bool = False
    glued: bool = False
    sign: str = ""
    hundredths: bool = False
    digits: int = 0

    @property
    def small(self) -> bool:
        """Whether it is in cents of a currency whose shares are not quoted in them: rather an amount a share."""
        return self.hundredths and self.currency not in _QUOTED_IN_HUNDREDTHS

    @property
    def scaled(self) -> bool:
        """Whether a scale is printed with it: "million", "bn"."""
        return self.quantity.scale != ""


@cache
def _signs() -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str]]:
    """Currency signs and codes with what they stand for, before the digits and after them."""
    codes = {sign.casefold(): code for code, signs in data("amounts")["signs"].items() for sign in signs}
    every = sorted((s for signs in data("amounts")["signs"].values() for s in signs), key=len, reverse=True)
    after = "|".join(_escaped(item) for item in every)
    before = "|".join(re.escape(item).replace(r"\ ", r"\s") for item in every if not item.islower() or len(item) < 3)
    return codes, re.compile(rf"(?:{before})\s?\Z", re.I), re.compile(rf"[\s-]?({after})", re.I)


@cache
def _ends_of_signs() -> frozenset[str]:
    """The last letters of what may stand before digits as their currency: looking at them first is faster."""
    return frozenset(sign[-1].casefold() for signs in data("amounts")["signs"].values() for sign in signs)


def _escaped(word: str) -> str:
    return re.escape(word).replace(r"\ ", r"\s") + (r"(?!\w)" if word.isascii() and word[-1].isalpha() else "")


@cache
def _after(table: str) -> tuple[dict[str, str], re.Pattern[str]]:
    """Words after the digits ("million", "pence"), and the key of each; one and two letters as they are written."""
    lists = data("amounts")[table]
    keys = {(word.casefold() if len(word) > 2 else word): key for key, words in lists.items() for word in words}
    every = sorted((w for words in lists.values() for w in words), key=len, reverse=True)
    body = "|".join(f"(?i:{_escaped(item)})" if len(item) > 2 and item.isascii() else _escaped(item) for item in every)
    return keys, re.compile(rf"[\s-]?({body})")


@cache
def _hundredths_before() -> re.Pattern[str]:
    words = [w for words in data("amounts")["cents"].values() for w in words if w.startswith("GB")]
    return re.compile(rf"(?<!\w)({'|'.join(words)})\s?\Z")


@cache
def _qualifiers() -> tuple[dict[str, Qualifier], re.Pattern[str]]:
    lists = data("amounts")["qualifiers"]
    keys = {word.casefold(): key for key, words in lists.items() for word in words}
    every = "|".join(re.escape(w) for w in sorted(keys, key=len, reverse=True))
    return keys, re.compile(rf"(?<!\w)({every}){grammar('numbers.article').pattern}", re.I)  # type: ignore[return-value]


@cache
def _months() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = "|".join(sorted(data("amounts")["months"]["words"], key=len, reverse=True))
    before = re.compile(rf"(?<!\w)(?:{names})\.?\s?\Z")
    after = re.compile(grammar("numbers.month_after").pattern.replace("<<month_names>>", names))
    return before, after


def numbers(text: str, start: int, end: int, language: str) -> list[Number]:
    """Every number in `text[start:end]`, in order."""
    found: list[Number] = []
    at = start
    while digit := _DIGIT.search(text, at, end):  # the pattern of a number is slow where there is none
        match = grammar("numbers.number").search(text, max(at, digit.start() - 1), end)
        if match is None:
            break
        made = _number_at(text, match, start, end, language)
        found.append(made)
        at = max(match.end(), made.end)
    found += _in_words(text, start, end)
    found.sort(key=lambda item: item.start)
    return _listed(text, found)


def _listed(text: str, found: list[Number]) -> list[Number]:
    """The numbers, those of a list that shares the unit of its last with that unit: "5.1/7.0/8.9 billion"."""
    for place in range(len(found) - 2, -1, -1):
        first, second = found[place], found[place + 1]
        mark = text[first.end : second.start]
        if first.kind != "plain" or first.scaled or second.kind in ("plain", "time", "name", "points", "count"):
            continue
        if second.digits != second.start or not (
            mark in _HAN_AND or (mark == "/" and (second.scaled or second.unit or text[second.end - 1] >= "\u2e80"))
        ):
            continue
        printed = _PRINTED.match(text, second.digits)
        parts = second.quantity.value / Decimal(printed[0]) if printed and Decimal(printed[0]) else Decimal(1)
        quantity = replace(second.quantity, value=first.quantity.value * parts, qualifier=first.quantity.qualifier)
        found[place] = replace(second, start=first.start, end=first.end, digits=first.digits, quantity=quantity)
    return found


def _number_at(text: str, match: re.Match[str], start: int, end: int, language: str) -> Number:
    left, right = match.span()
    begin, currency, hundredths = _currency_before(text, left, start)
    value = number(match[0], language)
    kind: Kind
    # more digits than any amount has, or tens of them: kept as a name, which nothing reads as one
    if value is None or number_fault(value) or grammar("numbers.tens").match(text, right, end):
        return Number(begin, right, "name", Quantity(Decimal(0)), digits=left)
    if not currency and (kind_of := _no_amount(text, left, right, start, end)):
        stop = right
        if day := grammar("numbers.dotted_day").match(text, left, end):
            stop = day.end()
        return Number(left, stop, kind_of, Quantity(value), digits=left)
    prior = grammar("numbers.before_its_unit").match(text, right, end)
    scale, factor, stop = _scale(text, prior.end() if prior else right, end)
    if currency and not scale and (apart := grammar("numbers.million_apart").match(text, right, end)):
        scale, stop = "million", apart.end()
    if not currency and text[right:stop] in ("mm", "MM"):
        scale, factor, stop = "", 1, right  # wafers of 300 millimetres
    kind = "money" if currency else "plain"
    stop, currency, cents, kind, unit = _unit(text, stop, end, currency, kind)
    per_share = text.endswith("每股", 0, begin) or bool(grammar("numbers.per_share").match(text, stop, end))
    if text[right:stop] and grammar("numbers.per_ten").search(text[max(start, begin - _PER_TEN) : begin]):
        value, per_share = value / 10, True
    stop = right if prior else stop
    hundredths = (hundredths and not scale) or cents
    if hundredths:
        value /= 100
    sign, begin = _sign_before(text, begin, start)
    if currency and left > start and text[left - 1] == "-":
        sign = "-"  # "$-0.83"
    if currency and _IN_BRACKETS.match(text, begin, right + 1):
        sign, stop = "-", right + 1  # "$(0.09)"
    if currency and not scale and text[begin - 1 : begin] == "(" and text[stop : stop + 1] == ")":
        after = grammar("numbers.negative_after").match(text, stop, end)
        if after or grammar("numbers.negative_before").search(text[max(start, begin - 8) : begin]):
            sign = "-"  # "($0.44) EPS"
    if currency and not scale and text[begin - 1 : begin] == "(" and text[right : right + 1] == ")":
        wide, times, end_of_scale = _scale(text, right + 1, end)
        if wide:  # "($11.0) million"
            scale, factor, stop, sign, begin = wide, times, end_of_scale, "-", begin - 1
    qualifier = _qualifier(text, begin, start)
    quantity = Quantity(value * factor, None, qualifier, scale)
    if number_fault(quantity.base) or number_fault(quantity.value):
        return Number(begin, right, "name", Quantity(Decimal(0)), digits=left)
    free = kind == "plain" and _free(text, stop, scale, decimals="." in match[0] or "," in match[0])
    glued = kind == "plain" and _is_glued(text, left, start)
    return Number(begin, stop, kind, quantity, currency, unit, per_share, free, glued, sign, hundredths, left)


def _currency_before(text: str, left: int, start: int) -> tuple[int, str, bool]:
    """Where an amount begins with the currency before its digits, that currency or "", and whether in hundredths."""
    codes, before_sign, _ = _signs()
    # room for the longest currency that stands before its digits, "Australian dollars"
    head = text[max(start, left - 20) : left]
    opened = head.endswith("(") and head[:-1].strip() != ""
    if opened:  # "$(0.09)"
        head = head[:-1]
    begin = left - opened - len(head)
    if head.endswith("-") and before_sign.search(head[:-1]):  # "$-0.83"
        head = head[:-1]
    if pence := _hundredths_before().search(head):
        return begin + pence.start(), _after("cents")[0][pence[1].casefold()], True
    sign = before_sign.search(head) if head.rstrip()[-1:].casefold() in _ends_of_signs() else None
    if sign is None or (sign.start() and head[sign.start() - 1].isalnum() and sign[0][0].isalnum()):
        return left, "", False
    if sign[0].strip().islower() and sign[0].strip() != "kr":
        return left, "", False
    return begin + sign.start(), codes[" ".join(sign[0].split()).casefold()], False


def _sign_before(text: str, begin: int, start: int) -> tuple[str, int]:
    """A plus or minus that is printed right before an amount, and where it then begins."""
    mark = text[begin - 1 : begin] if begin > start else ""
    if mark in ("+", "-") and mark and (begin - 1 == start or text[begin - 2] in _BEFORE_A_SIGN):
        return mark, begin - 1
    if word := grammar("numbers.minus").search(text[max(start, begin - _SIGN_IN_WORDS) : begin]):
        return "-", begin - len(word[0])
    return "", begin


def _no_amount(text: str, left: int, right: int, start: int, end: int) -> Kind | Literal[""]:
    """ "name" or "time" for digits that are part of one, "points" for those of an index; "" for an amount."""
    before = text[left - 1 : left] if left > start else ""
    if before.islower() and "." in text[left:right] and grammar("numbers.label").search(text, start, left):
        return ""  # a cell without its edge: "52 Week High19.91"
    if before and _LETTER.match(before):
        return "name"
    if before == "(" and text[right : right + 1] == ")" and left - 2 >= start:
        spaced = text[left - 2] == " " and grammar("numbers.indicator").search(text[max(start, left - 7) : left - 2])
        if text[left - 2].isalpha() or (spaced and text[left:right] in _USUAL_DAYS):
            return "name"  # "RSI(14)", "RSI (14)"
    pair = grammar("numbers.days_of_averages").search(text, max(start, left - _AVERAGES), left)
    if (pair and (before == "/" or text[right : right + 1] == "/")) or grammar("numbers.days_of_two").match(
        text, right
    ):
        return "name"  # "SMA 50/200", "the 50/200 MA"
    if grammar("numbers.year_before").search(text[max(start, left - 5) : left]) and right - left == 2:
        return "time"  # "the 2024-25 season", "2024/25"
    if before in (".", "'", "/") and before and left - 1 > start and text[left - 2].isalnum():
        return "name" if before != "/" else ""
    if grammar("numbers.code").match(text, right, end) or grammar("numbers.suspended").match(text, right, end):
        return "name"
    if grammar("numbers.points").match(text, right, end):
        return "points"
    month_before, month_after = _months()
    if _is_time(text, left, right, start, end) or month_after.match(text, right, end):
        return "time"
    if month_before.search(text[max(start, left - 12) : left]) and right - left <= 4:
        return "time"
    if grammar("numbers.split").match(text, right, end):
        return "name"
    name = pattern("amounts", "indices", "words").search(text[max(start, left - 14) : left])
    if name and name.end() >= len(text[max(start, left - 14) : left].rstrip(" -")):
        return "name"
    return ""


def _is_time(text: str, left: int, right: int, start: int, end: int) -> bool:
    whole = text[left:right]
    if grammar("numbers.dotted_day").match(text, left, end) or (len(whole) <= 2 and _CLOCK.match(text, right, end)):
        return True
    if left - 3 > start and text[left - 1] == ":" and text[left - 2].isdigit() and len(whole) == 2:
        return True
    if grammar("numbers.han_time").match(text, right, end):
        return True
    if grammar("numbers.length").match(text, right, end) and text[right : right + 1] != "%":
        return True
    if not _YEAR.fullmatch(whole):
        return False
    return not _is_amount_after(text, right, end)


def _is_amount_after(text: str, right: int, end: int) -> bool:
    """Whether what follows four digits makes them an amount and no year."""
    if pattern("amounts", "percent", "words").match(text, right + 1, end) or text[right : right + 2].strip()[:1] == "%":
        return True
    stop = _scale(text, right, end)[2]
    if stop > right:
        return True
    _, _, after_sign = _signs()
    return bool(after_sign.match(text, right, end) or _after("cents")[1].match(text, right, end))


def _is_glued(text: str, left: int, start: int) -> bool:
    return left - 1 > start and text[left - 1] == "-" and (text[left - 2].isalnum())


def _scale(text: str, right: int, end: int) -> tuple[Scale, int, int]:
    keys, after = _after("scales")
    found = after.match(text, right, min(end, right + 14))
    if found is None:
        return "", 1, right
    word = found[1]
    if len(word) == 1 and word.isascii() and found.start(1) != right and not word.isupper():
        return "", 1, right  # "5 m" is no million, "5m" is
    key = keys.get(word) or keys.get(word.casefold())
    if key is None:
        return "", 1, right
    scale, factor = _SCALE_VALUES[key]
    return scale, factor, found.end()


def _unit(text: str, stop: int, end: int, currency: str, kind: Kind) -> tuple[int, str, bool, Kind, str]:
    """The unit behind the digits: per cent, a currency, a multiple, or what is counted."""
    if text[stop : stop + 1] == "%":
        return stop + 1, currency, False, "percent", "%"
    if text[stop : stop + 2] == " %":
        return stop + 2, currency, False, "percent", "%"
    begin = stop + 1 if text[stop : stop + 1] in (" ", "-") else stop
    if found := pattern("amounts", "percent", "words").match(text, begin, end):
        return found.end(), "", False, "percent", "%"
    if currency:
        return stop, currency, False, kind, ""
    codes, _, after_sign = _signs()
    keys, cents = _after("cents")
    if (found := cents.match(text, stop, end)) and (found[1] not in ("p", "c") or found.start(1) == stop):
        code = keys.get(found[1]) or keys[found[1].casefold()]
        return found.end(), code, True, "money", ""
    if found := after_sign.match(text, stop, end):
        return found.end(), codes[" ".join(found[1].split()).casefold()], False, "money", ""
    if found := _multiple(text, stop).match(text, stop, end):
        return found.end(), "", False, "multiple", "x"
    counted = _counted_after(text, stop, end)
    if counted:
        return stop, "", False, "count", counted
    return stop, currency, False, kind, ""


def _multiple(text: str, stop: int) -> re.Pattern[str]:
    """ "5x", "5 times"; but a million times is a count."""
    after_scale = text[max(0, stop - 3) : stop] in ("ion", "io.", " bn")
    return grammar("numbers.multiple_after_scale" if after_scale else "numbers.multiple")


def _counted_after(text: str, stop: int, end: int) -> str:
    """The noun counted, "" where no word for it follows within a few words."""
    if text[stop : stop + 1] not in (" ", ""):
        return _han_counted(text, stop, end)
    stoppers = data("amounts")["stoppers"]["words"]
    at = stop
    for _ in range(_MIN_WORD_OF_COUNT):
        word = re.compile(r"\s([\w'-]+)").match(text, at, min(end, stop + 60))
        if word is None:
            return ""
        if found := pattern("amounts", "counts", "words").match(text, word.start(1), end):
            if grammar("numbers.had_forecast").match(text, found.end(), end):
                return ""  # "more than the 180,000 analysts had forecast"
            return _counted(found[0])
        if word[1].casefold() in stoppers or word[1].isdigit():
            return ""
        at = word.end()
    return ""


def _han_counted(text: str, stop: int, end: int) -> str:
    found = pattern("amounts", "han_counts", "words").match(text, stop, end)
    if found and grammar("numbers.han_not_counted").match(text, found.end(), end):
        return ""
    return data("amounts")["han_units"][found[0]][0] if found else ""


def _counted(words: str) -> str:
    """The noun counted, in one word: "hours" of "hours of audio data", "downloads" of "global downloads"."""
    last = words.casefold().split(" of ")[0].split()[-1]
    return words if words.isupper() else last


def _free(text: str, stop: int, scale: Scale, *, decimals: bool) -> bool:
    """Whether a number without sign or unit may be a price: no noun it could count follows."""
    if scale or grammar("numbers.round_mark").match(text, stop):
        return True
    if compound := _COMPOUND.match(text, stop):
        return compound[1].casefold() in _follow()  # "a 300-millimetre wafer"
    word = _NEXT_WORD.match(text, stop, stop + 30)
    if word is None:
        return not re.compile(r"\s?[\u4e00-\u9fff°]|[A-Za-z]").match(text, stop) or decimals
    return decimals or word[1].casefold() in _follow()


@cache
def _follow() -> frozenset[str]:
    return frozenset(item.casefold() for item in data("amounts")["follow"]["words"])


def _qualifier(text: str, begin: int, start: int) -> Qualifier:
    keys, before = _qualifiers()
    found = before.search(text[max(start, begin - 28) : begin])
    return keys[found[1].casefold()] if found else "exactly"


def _in_words(text: str, start: int, end: int) -> list[Number]:
    """ "Triple-digit", and small numbers in words before what is counted or a scale."""
    found = [
        Number(item.start(), item.end(), "percent", Quantity(Decimal(100), qualifier="at least"), unit="%")
        for item in (
            grammar("numbers.digits_in_words").finditer(text, start, end) if text.find("digit", start, end) >= 0 else ()
        )
    ]
    if text.find(FLAT, start, end) >= 0:
        found += [
            Number(item.start("flat"), item.end("flat"), "percent", Quantity(Decimal(0)), unit=FLAT)
            for item in grammar("numbers.flat").finditer(text, start, end)
        ]
    of_han = text.find("成", start, end) >= 0 or text.find("百分之", start, end) >= 0
    for item in grammar("numbers.han_percent").finditer(text, start, end) if of_han else ():
        whole, tens, ones = item["whole"], item["tens"], item["ones"]
        value = _han_value(whole) if whole else Decimal(_one(tens) * 10 + _HAN_ONES.get(ones or "", 0))
        found.append(Number(item.start(), item.end(), "percent", Quantity(value), unit="%"))
    for item in grammar("numbers.word_number").finditer(text, start, end):
        value = Decimal(data("amounts")["ones"]["words"].index(item[1].casefold()) + 1)
        qualifier = _qualifier(text, item.start(), start)
        if grammar("numbers.times_the").match(text, item.end(), end):
            found.append(
                Number(item.start(), item.end() + 6, "multiple", Quantity(value, qualifier=qualifier), unit="x")
            )
        elif counted := pattern("amounts", "counts", "words").match(text, item.end() + 1, end):
            unit = _counted(counted[0])
            found.append(Number(item.start(), item.end(), "count", Quantity(value, qualifier=qualifier), unit=unit))
    return found


def _one(digit: str) -> int:
    return int(digit) if digit.isascii() else _HAN_DIGITS.index(digit)


def _han_value(word: str) -> Decimal:
    """The value of a small number in Chinese: "三", "十二", "二十五", "三点五"."""
    whole, _, part = word.partition("点")
    tens, ten, ones = whole.rpartition("十")
    value = (_HAN_DIGITS.index(tens or "一") * 10 if ten else 0) + (_HAN_DIGITS.index(ones) if ones else 0)
    return Decimal(f"{value}.{''.join(str(_HAN_DIGITS.index(digit)) for digit in part) or '0'}")


def number(raw: str, language: str) -> Decimal | None:
    """The value of a run of digits and marks: "1,234.56", "1.234,56", "1 234,56", "1'234.50", "11½"."""
    fraction = _FRACTIONS.get(raw[-1:], Decimal(0))
    digits = raw.rstrip("½¼¾").replace(" ", "").replace("'", "")
    comma, dot = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and dot >= 0:
        decimal_mark = "," if comma > dot else "."
        whole, _, rest = digits.rpartition(decimal_mark)
        digits = f"{whole.replace(',', '').replace('.', '')}.{rest}"
    elif comma >= 0:
        # a German "34,500" is thirty-four and a half
        grouped = bool(re.fullmatch(r"[1-9]\d{0,2}(?:,\d{2,3})*,\d{3}", digits)) and language != "de"
        digits = digits.replace(",", "" if grouped else ".")
    elif dot >= 0 and language == "de" and re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", digits):
        digits = digits.replace(".", "")
    try:
        return Decimal(digits) + fraction
    except ArithmeticError:
        return None
