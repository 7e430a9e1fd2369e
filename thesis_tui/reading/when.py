"""Times in running text: the expressions found, and what each says."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Literal

from msgspec import Struct

from thesis_tui.model.figures import MONTH_NAMES
from thesis_tui.reading.words import any_of, data

Form = Literal[
    "quarter",
    "fiscal",
    "span",
    "year",
    "month",
    "day",
    "label",
    "carried",
    "dropped",
    "rolling",
    "year so far",
    "ahead",
]

_Got = dict[str, str]
"""What a match of the grammar found, by group."""
_Read = tuple[Form, str, bool]
"""Form, canon and whether the year is said, as in When."""

_MONTHS = (
    "January|February|March|April|June|July|August|September|October|November|December|Januar|Februar|März|Mai"
    "|Juni|Juli|Oktober|Dezember"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|May"
)
_YEAR = r"(?:20\d\d)"
_PART = r"early|mid|late|beginning\sof|start\sof|middle\sof|end\sof|the\send\sof|Anfang|Mitte|Ende"
_PARTS = {"anfang": "early", "mitte": "mid", "ende": "end", "the": "end"}
_SEASONS = {
    name: days
    for names, days in {
        "spring frühjahr frühling": ("1 march", "31 may"), "summer sommer": ("1 june", "31 august"),
        "autumn fall herbst": ("1 september", "30 november"),
    }.items()
    for name in names.split()
}  # fmt: skip
_DAY_OF = rf"(?:\d{{1,2}}\s)?(?:{_MONTHS})\.?(?:\s\d{{1,2}}(?!\d)(?:st|nd|rd|th)?)?,?(?:\s{_YEAR})?"


class When(Struct, frozen=True):
    """One expression and its place: `canon` is how rules/windows.py would be asked for it."""

    start: int
    end: int
    form: Form
    label: str
    canon: str = ""
    has_year: bool = False
    prefix: str = ""


@cache
def _ordinals() -> tuple[dict[str, str], str]:
    keys = {word: key for key, words in data("when")["ordinals"].items() for word in words}
    return keys, "|".join(sorted(keys, key=len, reverse=True))


@cache
def _grammar() -> re.Pattern[str]:
    nth = _ordinals()[1]
    fy = (
        r"(?:of\s)?(?:the\s)?(?P<fy%s>fiscal\s(?:year\s)?|FY\s?|financial\syear\s|calendar\s)?(?:year\s)?"
        r"'?(?P<y%s>20\d\d(?:[/-]\d\d)?|(?<=FY)\d\d|(?<=FY\s)\d\d)"
    )
    parts = [
        rf"(?P<f0>fiscal|FY)\s?(?P<y0>20\d\d|\d\d)\s(?P<n0>{nth})[\s-]quarter",
        (
            rf"(?:fiscal\s)?(?:{nth})[\s-](?:fiscal[\s-])?(?P<len1>quarter),?\s(?:(?:which|that)\s)?"
            rf"(?:ended|ending)\s(?:on\s|in\s)?(?P<d1>{_DAY_OF})"
        ),
        (
            rf"(?P<f1>fiscal\s|calendar\s)?(?P<n1>{nth})[\s-](?P<f1b>fiscal[\s-]|Geschäfts)?(?:quarter|Quartal"
            rf"|Jahresviertel)(?:['’]?s)?(?:,?\s(?:des\s)?{fy % (1, 1)})?"
        ),
        (
            rf"(?P<f2>fiscal\s|F)?(?P<q2>Q[1-4]|[1-4]Q(?=\d\d|\s|FY))(?:[\s-]?(?:{fy % (2, 2)}|'?(?P<yy2>\d\d)(?!\w"
            rf"|[.,]\d)))?"
        ),
        rf"(?:(?:{_MONTHS})(?:-|\sto\s))?(?P<m3>{_MONTHS})[\s-]quarter(?:\s(?:of\s)?(?P<y3>{_YEAR}))?",
        (
            rf"(?P<len4>fiscal\syear|full[\s-]year|half[\s-]year|quarter|year|half|(?:three|six|nine|twelve|3|6|9"
            rf"|12)[\s-]months?(?:\speriod)?)\s(?:which\s)?(?:ending|ended|to|through)\s(?:on\s|in\s)?(?P<d4>{_DAY_OF})"
        ),
        (
            rf"(?:the\s|this\s|im\s)?(?P<s13>spring|summer|autumn|fall|Frühjahr|Frühling|Sommer"
            rf"|Herbst)(?:\sof)?\s(?P<y13>{_YEAR})"
        ),
        rf"(?P<n12>first|second)\shalf\sof\s(?P<m12>{_MONTHS})(?:\s(?P<y12>{_YEAR}))?(?!\w)",
        (
            rf"(?P<n5>first|second|back|latter|front|ersten|zweiten|erstes|zweites)[\s-](?:half"
            rf"|Halbjahr)(?:\s(?:of\s)?{fy % (5, 5)})?|(?P<h5>[12]H|H[12])[\s-]?(?P<yy5>20\d\d"
            rf"|\d\d)(?!\w)"
        ),
        rf"(?P<fy6>full[\s-]year|fiscal(?:\syear)?|FY|financial\syear)\s?(?P<y6>{_YEAR}|\d\d)(?!\d)",
        (
            rf"(?:(?P<part7>{_PART})[\s-])?(?P<m7>{_MONTHS})\.?(?:\s(?P<d7>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[.,]\d"
            rf"|%))?(?:,?\s(?P<y7>{_YEAR}))?(?!\w)"
        ),
        rf"(?P<d8>\d{{1,2}})(?:st|nd|rd|th|\.)?\s(?:of\s)?(?P<m8>{_MONTHS})\.?(?:,?\s(?P<y8>{_YEAR}))?(?!\w)",
        rf"(?P<d9>\d{{1,2}}\.\d{{1,2}}\.{_YEAR}|{_YEAR}-\d\d-\d\d)",
        (
            rf"(?P<e10>(?:the\s)?(?:year[\s-]end(?!\w)|Jahresende|end\sof\s(?:the|this)\syear"
            rf"|year['’]s\send))(?:\s(?:of\s)?(?P<y10>{_YEAR}))?|(?:the\s)?end\sof\s(?P<y10b>{_YEAR})"
        ),
        (
            r"(?P<rel>(?:later|early|earlier|late)\sthis\s(?:week|month|quarter|year)|(?:early\s|late\s"
            r"|sometime\s)?next\s(?:week|month|quarter|year)(?!\w)|tomorrow"
            r"|(?:within|in|over)\s(?:the\s)?next\s(?:\d{1,2}|two|three|four|five|six|twelve|eighteen)\s(?:days|weeks"
            r"|months)|within\s(?:\d{1,2}|two|three|four|five|six|twelve)\s(?:days|weeks|months))"
        ),
        (
            rf"(?:(?P<part11>early|mid-to-late|mid|late|beginning\sof|start\sof|middle\sof|Anfang|Mitte"
            rf"|Ende)[\s-])?(?P<y11>{_YEAR})(?![\d%-]"
            rf"|[.,]\d|\s?(?:yuan|yen|dollars|euros))"
        ),
    ]
    return re.compile(r"(?<![\w.$€£])(?:" + "|".join(f"(?:{it})" for it in parts) + ")", re.IGNORECASE)


@cache
def _labels() -> list[tuple[Form, re.Pattern[str]]]:
    lists = data("when")["labels"]
    order: list[tuple[Form, str]] = [
        ("dropped", "dropped"), ("carried", "carried"), ("rolling", "rolling"),
        ("year so far", "year_so_far"), ("label", "words"),
    ]  # fmt: skip
    return [(form, any_of(lists[name])) for form, name in order]


@cache
def _aheads() -> list[tuple[int, re.Pattern[str]]]:
    return [(int(days), any_of(words)) for days, words in data("when")["windows"].items()]


_PREFIX = re.compile(
    r"(?<!\w)(by|before|until|ahead of|no later than|as early as|from|since|after|through|bis|seit"
    r"|following)\s(?:the\s)?(?:[\w' ]{0,24}\s)?(?:in\s|on\s)?$",
    re.I,
)
_SHORT_PREFIX = re.compile(
    r"(?<!\w)(by|before|until|ahead of|no later than|from|since|after|through|bis|seit)\s(?:the\s|late\s"
    r"|around\s|zum\s|zum Jahr\s)?$",
    re.I,
)


_HAN = re.compile(
    r"(?:(?P<y>20\d\d)年)?(?:(?P<m>1[0-2]|[1-9])月(?:(?P<d>[12]\d|3[01]|[1-9])[日号]|(?P<part>上旬|中旬|下旬|初|中|底|末)?)"
    r"|第?(?P<q>[一二三四1-4])季度?|(?P<h>[上下])半年|(?P<end>年内|年底|(?<=年)底|(?<=年)内))(?P<until>之?前)?"
    r"|(?P<by>今年内|今年底|年底前|年内)|(?P<whole>20\d\d)年"
)
_HAN_PARTS = {"上旬": "early", "初": "early", "中旬": "mid", "中": "mid", "下旬": "late", "底": "late", "末": "late"}


def _han_times(text: str, start: int, end: int) -> list[When]:
    """The expressions of time in Chinese: "4月18日", "5月底", "2026年内", "第三季度"."""
    found = []
    for m in _HAN.finditer(text, start, end):
        year = m["y"] or m["whole"] or ""
        prefix = "by" if m["until"] else ""
        form: Form
        if m["d"]:
            form, canon = "day", f"{m['d']} {MONTH_NAMES[int(m['m']) - 1].lower()} {year}"
        elif m["m"]:
            part = f"{_HAN_PARTS[m['part']]} " if m["part"] else ""
            form, canon = "month", f"{part}{MONTH_NAMES[int(m['m']) - 1].lower()} {year}"
        elif m["q"]:
            form, canon = "quarter", f"q{'一二三四'.find(m['q']) + 1 or m['q']} {year}"
        elif m["h"]:
            form, canon = "quarter", f"h{1 if m['h'] == '上' else 2} {year}"
        elif m["end"] or m["by"]:
            form, canon = "ahead", f"by end of year {year}"
        else:
            form, canon = "year", year
        found.append(When(m.start(), m.end(), form, m[0], canon.strip(), bool(year), prefix))
    return found


@lru_cache(maxsize=4)
def times(text: str, start: int, end: int) -> tuple[When, ...]:
    """The expressions of time in `text[start:end]`, in order, the longer first where two overlap."""
    found: list[When] = []
    for match in _grammar().finditer(text, start, end):
        made = _made(text, match, start)
        if made is not None:
            found.append(made)
    found += [
        it for it in _han_times(text, start, end) if not any(o.start < it.end and it.start < o.end for o in found)
    ]
    taken = [(it.start, it.end) for it in found]
    for form, words in _labels():
        for match in words.finditer(text, start, end):
            if not any(s < match.end() and match.start() < e for s, e in taken):
                found.append(When(match.start(), match.end(), form, " ".join(match[0].split())))
                taken.append(match.span())
    for days, words in _aheads():
        found += [When(m.start(), m.end(), "ahead", m[0], str(days)) for m in words.finditer(text, start, end)]
    return tuple(sorted(found, key=lambda it: it.start))


def _part(words: str) -> str:
    """ "early " of "beginning of", "Anfang", "early"; "" of nothing."""
    first = words.lower().split()
    return f"{_PARTS.get(first[0], first[0])} " if first else ""


def _last_day(month: str) -> str:
    return {"february": "28", "feb": "28"}.get(month, "30" if month[:3] in ("apr", "jun", "sep", "nov") else "31")


def _full_year(year: str) -> str:
    year = re.split(r"[/-]", year)[0] if re.fullmatch(r"20\d\d", re.split(r"[/-]", year)[0]) else year
    return f"20{year}" if len(year) == 2 else year


def _month(name: str) -> str:
    english = data("when")["months"].get(name.lower())
    return english[0] if english else name.lower().rstrip(".")


def _months_in(text: str) -> str:
    return " ".join(_month(it) if it.isalpha() else it for it in re.sub(r"[,.]", " ", text).split())


def _made(text: str, match: re.Match[str], start: int) -> When | None:
    got = {name: value for name, value in match.groupdict().items() if value is not None}
    label = " ".join(match[0].split()).strip(" ,")
    before = text[max(start, match.start() - 44) : match.start()]
    prefix_found = _SHORT_PREFIX.search(before) or _PREFIX.search(before)
    prefix = prefix_found[1].lower() if prefix_found and not before.endswith(" on ") else ""
    if _is_verb(got, before):
        return None
    reading = next((reading for group, reading in _READINGS if group in got), _of_year)
    form, canon, has_year = reading(got)
    return When(match.start(), match.end(), form, label, canon, has_year, prefix)


def _is_verb(got: _Got, before: str) -> bool:
    """Whether a month's name is no month: "march", or "May" with nothing beside it that makes it one."""
    month = got.get("m7") or got.get("m8") or ""
    if month[:1].islower():
        return True
    beside = any(got.get(name) for name in ("d7", "d8", "y7", "part7"))
    return month == "May" and not beside and not re.search(r"\b(?:in|by|until|since|from|through|of|for)\s$", before)


def _fiscal_quarter(got: _Got) -> _Read:
    return "fiscal", f"fq{_ordinals()[0][got['n0'].lower()]} {_full_year(got['y0'])}", True


def _quarter_ended(got: _Got) -> _Read:
    day = _months_in(got["d1"])
    return "span", f"quarter ending {day}", bool(re.search(_YEAR, day))


def _season(got: _Got) -> _Read:
    first, last = _SEASONS[got["s13"].lower()]
    return "month", f"{first} {got['y13']} to {last} {got['y13']}", True


def _half_month(got: _Got) -> _Read:
    month, year = _month(got["m12"]), got.get("y12", "")
    days = ("1", "15") if got["n12"].lower() == "first" else ("16", _last_day(month))
    return "month", " to ".join(f"{day} {month} {year}".strip() for day in days), bool(year)


def _quarter(got: _Got) -> _Read:
    number = _ordinals()[0][got["n1"].lower()] if "n1" in got else got["q2"].strip("Qq")
    year = _full_year(got.get("y1") or got.get("y2") or got.get("yy2") or "")
    words = " ".join(got.get(name, "") for name in ("f1", "f1b", "f2", "fy1", "fy2")).lower()
    fiscal = "f" in words.replace("calendar", "")
    form: Form = "fiscal" if fiscal or "calendar" in words else "quarter"
    return form, f"{'f' if fiscal else ''}q{number} {year}".strip(), bool(year)


def _month_quarter(got: _Got) -> _Read:
    return "span", f"{_month(got['m3'])} {got.get('y3', '')} quarter".replace("  ", " "), "y3" in got


def _length_ended(got: _Got) -> _Read:
    length = re.sub(r"[\s-]+", " ", got["len4"].lower()).replace(" period", "")
    length = {"fiscal year": "year", "full year": "year", "half year": "half"}.get(length, length)
    if length.endswith("month"):
        length += "s"
    day = _months_in(got["d4"])
    return "span", f"{length} ending {day}", bool(re.search(_YEAR, day))


def _half(got: _Got) -> _Read:
    number = "1" if (got.get("n5", "").lower()[:3] in ("fir", "ers", "fro") or "1" in got.get("h5", "")) else "2"
    year = _full_year(got.get("y5") or got.get("yy5") or "")
    fiscal = "f" in got.get("fy5", "").lower()
    return "fiscal" if fiscal else "quarter", f"{'f' if fiscal else ''}h{number} {year}".strip(), bool(year)


def _fiscal_year(got: _Got) -> _Read:
    return "fiscal", f"fy {_full_year(got['y6'])}", True


def _month_or_day(got: _Got) -> _Read:
    month = _month(got.get("m7") or got.get("m8") or "")
    year = got.get("y7") or got.get("y8") or ""
    if day := got.get("d7") or got.get("d8") or "":
        return "day", f"{day} {month} {year}".strip(), bool(year)
    return "month", f"{_part(got.get('part7', ''))}{month} {year}".strip(), bool(year)


def _numbered_day(got: _Got) -> _Read:
    return "day", got["d9"], True


def _year_end(got: _Got) -> _Read:
    year = got.get("y10") or got.get("y10b") or ""
    return "ahead", f"by end of year {year}".strip(), bool(year)


def _relative(got: _Got) -> _Read:
    return "ahead", re.sub(r"^(?:over|sometime)\s", "in ", " ".join(got["rel"].lower().split())), False


def _of_year(got: _Got) -> _Read:
    if got.get("part11", "").lower() == "mid-to-late":
        return "year", f"mid {got['y11']} to late {got['y11']}", True
    return "year", f"{_part(got.get('part11', ''))}{got['y11']}", True


_READINGS: tuple[tuple[str, Callable[[_Got], _Read]], ...] = (
    ("n0", _fiscal_quarter), ("len1", _quarter_ended), ("s13", _season), ("n12", _half_month), ("n1", _quarter),
    ("q2", _quarter), ("m3", _month_quarter), ("len4", _length_ended), ("n5", _half), ("h5", _half),
    ("fy6", _fiscal_year), ("m7", _month_or_day), ("m8", _month_or_day), ("d9", _numbered_day), ("e10", _year_end),
    ("y10b", _year_end), ("rel", _relative),
)  # fmt: skip
"""How the part of the grammar that has a group is read; what has none of these is a year."""
