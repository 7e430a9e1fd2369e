"""Names of companies as articles write them: what is done with them, their short forms, and what is no name."""

from __future__ import annotations

import re
from functools import cache

from thesis_tui.reading.lexicon import first_words, known_words
from thesis_tui.reading.words import data, word_set

_LEGAL = re.compile(
    r"(?:,?\s(?:Inc|Corp|Corporation|Co|Company|Ltd|Limited|plc|PLC|AG|SE|SA|NV|N\.V|ASA|AB|Oyj|KGaA|S\.p\.A|Group|Holding"
    r"|Holdings|Platforms|Technologies|Technology|Motors|Energy|Semiconductor|Systems|& Co)\.?)+$"
)
_WORD = r"[A-ZÀ-Þ][\wÀ-ɏ&]*(?:\.(?:com|ai|io|net|[A-Z]\.?))?(?:-[A-ZÀ-Þ][\wÀ-ɏ]*)*"
NAME = rf"{_WORD}(?:\s(?:(?:&|of|and|de|du|von)\s)?{_WORD}){{0,3}}"
_HAN_NAME = "[\u4e00-\u9fff]{2,8}?"
_HAN_EDGE = '(?:^|(?<=[,。;:、\\s"（(给对将把予及和与而]))'
MONTH_OR_DAY = re.compile(
    r"(?:Jan(?:uary|uar)?|Feb(?:ruary|ruar)?|Mar(?:ch)?|März|Apr(?:il)?|May|Mai|June?|Juni|July?|Juli|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Okt(?:ober)?|Nov(?:ember)?|De[cz](?:ember)?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|Montag|Dienstag"
    r"|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Q[1-4])(?:'s)?",
)
CAPITAL = re.compile(r"(?<![\w$.@/])[A-ZÀ-Þ][\wÀ-ɏ]{3,}")
SETS_TARGET = re.compile(
    rf"(?P<name>{NAME})(?:'s)?(?:\sanalysts?(?:\s[A-Z]\w+){{0,2}})?(?:,?\s(?:has|have|also|recently|now|still))*\s"
    r"(?:raised|lifted|cut|lowered|reaffirmed|reiterated|maintained|set|upgraded|downgraded|boosted|trimmed|hiked|increased"
    r"|reduced|initiated|kept|keeps|sees|values|bumped|slashed|nudged|assigned|started|resumed|upped|hob|hebt|senkte|senkt"
    r"|sieht|traut|belässt|expects)\s(?:[\w-]+\s){0,6}?(?:targets?|objective|coverage|rating|Buy|Hold|Sell|Kursziel\w*|Aktie"
    r"|theirs|to\sgenerate|fair value|fairen Wert)\b"
    rf"|(?P<has>{_WORD}\s(?:Research|Securities|Partners|Capital|Brothers|Advisors|Markets|Analytics))\b",
)
_SUM = r"(?!\d|[.,]\d|\s?(?:million|billion|bn|m\b|%|percent|Mrd|Mio|Millionen|Milliarden|trillion))"
_PRICED = (
    r"(?:[^;.]|\.(?=\d)){0,48}?(?:\sto|\sat|\sauf|\sbei|,\sto)\s(?:about\s|around\s)?"
    rf"(?:(?:[A-Z]{{0,3}}[$€£¥₹]|[A-Z]{{3}}\s|Rs\s)\d[\d.,½]*{_SUM}|\d[\d.,½]*(?:\s?(?:euros?|Euro|€|p|pence|yen|yuan|dollars|crowns"
    r"|francs|Franken|rupees|cents)(?!\w)|\.\d\d(?![\d%])))"
)


@cache
def acts() -> tuple[re.Pattern[str], ...]:
    """What an article does with the name of a company; `name` is the name, `symbol` one in brackets behind it."""
    tables = data("names")
    parts = {
        "NAME": NAME, "MOVE": f"(?:{'|'.join(tables['moves']['patterns'])})", "PRICED": _PRICED,
        "EXCHANGE": f"(?:{'|'.join(tables['exchanges']['words'])})",
    }  # fmt: skip
    return tuple(
        re.compile(re.sub(r"NAME|MOVE|PRICED|EXCHANGE", lambda m: parts[m[0]], pattern))
        for pattern in tables["acts"]["patterns"]
    )


HAN_ACTS = re.compile(
    rf"{_HAN_EDGE}(?:同业|对手|竞争对手|给|对|将|把)?(?P<name>{_HAN_NAME})(?:的)?(?:股价|目标价|收报|现报|收于|报\d|涨\d|跌\d|升\d|（\d{{4,6}})"
)


@cache
def no_han_name() -> re.Pattern[str]:
    """What is no company's name although it stands where one may."""
    return re.compile(rf"^(?:{'|'.join(data('companies')['han_not_names']['words'])})|[将把给由]")


@cache
def ordinary_words(language: str) -> frozenset[str]:
    """Words that are no company however they are written."""
    money = {
        word.casefold()
        for table in ("signs", "cents", "scales")
        for words in data("amounts")[table].values()
        for word in words
    }
    return known_words(language) | first_words(language) | word_set("companies", "not_names", "words") | money


def bare_name(written: str, language: str) -> str:
    """A name without the ordinary words at its ends, "" when nothing is left."""
    words = re.sub(r"'s?$", "", written.strip()).rstrip(".").split()
    ordinary = ordinary_words(language)
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


def is_acronym(name: str, letters: str) -> bool:
    """Whether letters in brackets shorten the words before them ("Relative Strength Index (RSI)") or are a term."""
    if letters in _acronyms():
        return True
    words = re.split(r"[\s-]+", name)
    initials = "".join(word[0] for word in words if word[:1].isalpha()).upper()
    return len(letters) > 1 and (
        initials.endswith(letters) or letters == "".join(word[0] for word in words if word[:1].isupper())
    )


def short_forms(name: str) -> list[str]:
    """A company's name with its short forms: without legal words, its first words, and those it is known by."""
    bare = _LEGAL.sub("", name)
    found = [name, bare]
    words = bare.split()
    common = word_set("companies", "common", "words")
    if len(words) > 1:
        if (
            len(words[0]) > 3
            and words[0].casefold() not in common | ordinary_words("en")
            and words[1] not in ("&", "and", "of")
        ):
            found.append(words[0])
        if len(words) > 2:
            found.append(" ".join(words[:2]))
        if _possessive(words[0]) and words[0].casefold() not in common:
            found.append(words[0])
    known = {word.casefold() for word in data("companies")["others"]["words"]}
    for first in range(len(words)):
        for last in range(first + 1, len(words) + 1):
            part = " ".join(words[first:last])
            found += [part] if part.casefold() in known else []
    if re.search("[\u4e00-\u9fff]", bare):
        found += [
            bare.removesuffix(end)
            for end in data("companies")["han_endings"]["words"] if bare.endswith(end) and len(bare) - len(end) >= 2
        ]  # fmt: skip
    return [word for word in dict.fromkeys(found) if word]


def also_called(name: str) -> list[str]:
    """Other names of a widely held company, in its own script and short."""
    plain = _LEGAL.sub("", name.strip()).casefold()
    return [
        word
        for known, names in data("companies")["also"].items()
        if plain.startswith(known.casefold())
        for word in names
    ]


def _possessive(word: str) -> bool:
    return word.endswith("'s")
