"""Times in running text: the expressions found, and what each says."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Literal

from msgspec import Struct

from thesis_tui.model.figures import MONTH_NAMES
from thesis_tui.reader.word_lists import any_of, data, expanded, grammar, hints, shared

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
    "weekday",
    "last year",
    "last quarter",
    "year earlier",
]

_FIRST_OF_ONE = re.compile(r"[^\W\d_]+|\d+")
_KNOWN_BY = 3

_Got = dict[str, str]
"""Texts of a match of the grammar, by group."""
_Read = tuple[Form, str, bool]
"""Form, canon and whether the year is said, as in When."""


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


_HAN = re.compile("[\u4e00-\u9fff]")


@cache
def _grammar() -> re.Pattern[str]:
    nth = _ordinals()[1]
    every = "|".join(f"(?:{expanded(item)})" for item in data("patterns")["expressions"]["all"])
    return re.compile(rf"(?<![\w.$€£])(?:{every})".replace("<<nth>>", nth), re.IGNORECASE)


@cache
def _starters() -> frozenset[str]:
    """The first letters of every word an expression of time may begin with. Looking at them first is ten times faster
    than trying the whole grammar at every letter.
    """
    words = [*data("when")["starters"]["words"], *data("amounts")["months"]["words"], *_ordinals()[0]]
    return frozenset(word[:_KNOWN_BY].casefold() for word in words)


@cache
def _labels() -> list[tuple[Form, tuple[str, ...], re.Pattern[str]]]:
    """Each form with words of which one is in every text that has it."""
    lists = data("when")["labels"]
    order: list[tuple[Form, str]] = [
        ("year earlier", "year_earlier"), ("dropped", "dropped"), ("carried", "carried"), ("rolling", "rolling"),
        ("year so far", "year_so_far"), ("last year", "last_year"),
        ("last quarter", "last_quarter"), ("label", "words"),
    ]  # fmt: skip
    return [(form, hints(lists[name]), any_of(lists[name])) for form, name in order]


@cache
def _aheads() -> list[tuple[int, re.Pattern[str]]]:
    return [(int(days), any_of(words)) for days, words in data("when")["windows"].items()]


def _han_times(text: str, start: int, end: int) -> list[When]:
    """The expressions of time in Chinese: "4月18日", "5月底", "2026年内", "第三季度"."""
    found = []
    for m in grammar("when.han").finditer(text, start, end):
        if text[max(start, m.start() - 2) : m.start()] in data("when")["han_years_past"]["words"]:
            found.append(When(m.start(), m.end(), "label", m[0]))
            continue
        if m.start() > start and text[m.start() - 1] in "/-" and text[m.start() - 2 : m.start() - 1].isdigit():
            found.append(When(m.start(), m.end(), "label", m[0]))  # of "2026/2027年" it is not said which
            continue
        year = m["y"] or m["whole"] or m["fy"] or (f"20{m['yy'][-2:]}" if m["yy"] else "")
        prefix = "by" if m["until"] else ""
        form: Form
        if m["d"]:
            form, canon = "day", f"{m['d']} {MONTH_NAMES[int(m['m']) - 1].lower()} {year}"
        elif so := m["so"] or m["sob"]:
            month = MONTH_NAMES[int(so) - 1].lower()
            form, canon = "span", f"{so} months ending {month} {year}"
        elif m["m"]:
            part = f"{_first('parts', m['part'])} " if m["part"] else ""
            form, canon = "month", f"{part}{MONTH_NAMES[int(m['m']) - 1].lower()} {year}"
        elif m["q"]:
            number = "1" if m["q"] == "首" else "一二三四".find(m["q"]) + 1 or m["q"]
            form, canon = ("fiscal", f"fq{number} {year}") if m["f"] else ("quarter", f"q{number} {year}")
        elif m["qh"]:
            form, canon = "quarter", f"{m['qh'].lower()} {year}"
        elif m["n"]:
            length, month = ("9 months", "september") if m["n"] in "三3" else ("half", "june")
            form, canon = "span", f"{length} ending {month} {year}"
        elif m["h"] or m["mid"]:
            form, canon = "quarter", f"h{2 if m['h'] == '下' else 1} {year}"
        elif m["end"] or m["by"]:
            form, canon = "ahead", f"by end of year {year}"
        elif m["fy"]:
            form, canon = "fiscal", f"fy {year}"
        else:
            form, canon = "year", year
        found.append(When(m.start(), m.end(), form, m[0], canon.strip(), bool(year), prefix))
    return _stretches(text, found)


def _stretches(text: str, found: list[When]) -> list[When]:
    """Times in Chinese, those of two days of which one is through to the other as one: "6月5日至12月2日"."""
    joined: list[When] = []
    for time in found:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.form == time.form == "day"
            and grammar("when.han_through").fullmatch(text, last.end, time.start)
        ):
            canon = f"{last.canon} to {time.canon}"
            has_year = last.has_year or time.has_year
            if has_year and not (last.has_year and time.has_year):
                year = (last if last.has_year else time).canon.split()[-1]
                canon = " to ".join(item.canon if item.has_year else f"{item.canon} {year}" for item in (last, time))
            joined[-1] = When(last.start, time.end, "month", text[last.start : time.end], canon, has_year, last.prefix)
        else:
            joined.append(time)
    return joined


# levels, prices, figures and milestones each ask for the times of the sentence that is read
@lru_cache(maxsize=4)
def times(text: str, start: int, end: int) -> tuple[When, ...]:
    """The expressions of time in `text[start:end]`, in order, the longer first where two overlap."""
    found: list[When] = []
    at = start
    for word in _FIRST_OF_ONE.finditer(text, start, end):
        if word.start() < at or (word[0].isalpha() and word[0][:_KNOWN_BY].casefold() not in _starters()):
            continue
        match = _grammar().match(text, word.start(), end)
        if match is None:
            continue
        at = match.end()
        made = _made(text, match, start)
        if made is not None:
            found.append(made)
    plain = text[start:end].casefold()
    is_han = _HAN.search(plain) is not None
    if is_han or any(part in plain for part in data("when")["of_time"]["words"]):
        _add_others(found, text, start, end, is_han=is_han)
    return tuple(sorted(found, key=lambda item: item.start))


def _add_others(found: list[When], text: str, start: int, end: int, *, is_han: bool) -> None:
    """Adds the expressions in Chinese, those that name no days, and those that name a length of time."""
    found += [
        time
        for time in (_han_times(text, start, end) if is_han else ())
        if not any(o.start < time.end and time.start < o.end for o in found)
    ]
    taken = [(item.start, item.end) for item in found]
    plain = text[start:end].casefold()
    for form, hinted, words in _labels():
        if not any(word in plain for word in hinted):
            continue
        for match in words.finditer(text, start, end):
            if not any(s < match.end() and match.start() < e for s, e in taken):
                found.append(When(match.start(), match.end(), form, " ".join(match[0].split())))
                taken.append(match.span())
    for days, words in _aheads():
        found += [When(m.start(), m.end(), "ahead", m[0], str(days)) for m in words.finditer(text, start, end)]


def _first(table: str, word: str) -> str:
    """The program's word for one of an article, itself where it is the same."""
    return data("when")[table].get(word, [word])[0]


def _part(words: str) -> str:
    """ "early " of "beginning of", "Anfang", "early"; "" of nothing."""
    first = words.lower().removeprefix("the ").split() if "part" in words or "days" in words else words.lower().split()
    return f"{_first('parts', first[0])} " if first else ""


def _last_day(month: str) -> str:
    return {"february": "28", "feb": "28"}.get(month, "30" if month[:3] in ("apr", "jun", "sep", "nov") else "31")


def _full_year(year: str) -> str:
    year = re.split(r"[/-]", year)[0] if re.fullmatch(r"20\d\d", re.split(r"[/-]", year)[0]) else year
    return f"20{year}" if len(year) == 2 else year


def _month(name: str) -> str:
    return _first("months", name.lower()).rstrip(".")


def _months_in(text: str) -> str:
    return " ".join(_month(words) if words.isalpha() else words for words in re.sub(r"[,.]", " ", text).split())


def _made(text: str, match: re.Match[str], start: int) -> When | None:
    got = {name: value for name, value in match.groupdict().items() if value is not None}
    label = " ".join(match[0].split()).strip(" ,.")
    before = text[max(start, match.start() - 44) : match.start()]
    prefix_found = grammar("when.short_prefix").search(before) or grammar("when.prefix").search(before)
    since = data("when")["prefixes"]["from"]
    if prefix_found and prefix_found[1].lower() in since and " " in before[prefix_found.end(1) :].strip():
        prefix_found = None  # "the report from Acme is due in late April"
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
    return month == "May" and not beside and not grammar("when.month_follows").search(before)


def _fiscal_quarter(got: _Got) -> _Read:
    return "fiscal", f"fq{_ordinals()[0][got['n0'].lower()]} {_full_year(got['y0'])}", True


def _quarter_ended(got: _Got) -> _Read:
    day = _months_in(got["d1"])
    return "span", f"quarter ending {day}", bool(re.search(shared("year"), day))


def _season(got: _Got) -> _Read:
    first, last = data("when")["seasons"][got["s13"].lower()]
    return "month", f"{first} {got['y13']} to {last} {got['y13']}", True


def _coming_season(got: _Got) -> _Read:
    first, last = data("when")["seasons"][got["s15"].lower()]
    return "month", f"{first.split()[1]} to {last.split()[1]}", False


def _half_month(got: _Got) -> _Read:
    month, year = _month(got["m12"]), got.get("y12", "")
    days = ("1", "15") if got["n12"].lower() == "first" else ("16", _last_day(month))
    return "month", " to ".join(f"{day} {month} {year}".strip() for day in days), bool(year)


def _quarter(got: _Got) -> _Read:
    number = _ordinals()[0].get(got["n1"].lower(), "4") if "n1" in got else got["q2"].strip("Qq")  # "the last quarter"
    year = _full_year(got.get("y1") or got.get("y2") or got.get("yy2") or "")
    words = " ".join(got.get(name, "") for name in ("f1", "f1b", "f2", "fy1", "fy2")).lower()
    fiscal = "f" in words.replace("calendar", "")
    form: Form = "fiscal" if fiscal or "calendar" in words else "quarter"
    return form, f"{'f' if fiscal else ''}q{number} {year}".strip(), bool(year)


def _month_quarter(got: _Got) -> _Read:
    month, year = got.get("m3") or got["m3b"], got.get("y3") or got.get("y3b") or ""
    return "span", f"{_month(month)} {year} quarter".replace("  ", " "), bool(year)


def _length_ended(got: _Got) -> _Read:
    length = re.sub(r"[\s-]+", " ", got["len4"].lower()).replace(" period", "")
    length = {"fiscal year": "year", "full year": "year", "half year": "half"}.get(length, length)
    if length.endswith("month"):
        length += "s"
    day = _months_in(got["d4"])
    return "span", f"{length} ending {day}", bool(re.search(shared("year"), day))


def _first_months(got: _Got) -> _Read:
    """The first months of a year: "first nine months of 2025", "nach neun Monaten 2025", "9M 2025"."""
    number = (got.get("n20") or got.get("n20b") or got["n20c"]).lower()
    last = {"t": "march", "d": "march", "3": "march", "s": "june", "6": "june"}.get(number[0], "september")
    count = {"march": 3, "june": 6, "september": 9}[last]
    return "span", f"{count} months ending {last} {got.get('y20') or got.get('y20b') or got['y20c']}", True


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


def _days(got: _Got) -> _Read:
    """Some days on end: "June 3 to 5"."""
    first, last, year = _month(got["m16"]), _month(got.get("m16b") or got["m16"]), got.get("y16", "")
    days = (f"{got['d16']} {first}", f"{got['e16']} {last}")
    return "month", " to ".join(f"{day} {year}".strip() for day in days), bool(year)


def _week(got: _Got) -> _Read:
    """The week that begins on a day."""
    month, day = _month(got["m17"]), int(got["d17"])
    return "month", f"{day} {month} to {min(day + 6, int(_last_day(month)))} {month}", False


def _numbered_day(got: _Got) -> _Read:
    return "day", got["d9"], True


def _american_day(got: _Got) -> _Read:
    month, day, year = got["d18"].split("/")
    return "day", f"{year}-{int(month):02}-{int(day):02}", True


def _quarters(got: _Got) -> _Read:
    """Two quarters as one stretch: "Q2-Q3 2026"."""
    first, last, year = int(got["q21"][1]), int(got["e21"][1]), _full_year(got.get("y21", ""))
    start, end = MONTH_NAMES[first * 3 - 3].lower(), MONTH_NAMES[last * 3 - 1].lower()
    return "month", f"{start} {year} to {end} {year}".replace("  ", " ").strip(), bool(year)


def _year_end(got: _Got) -> _Read:
    year = got.get("y10") or got.get("y10b") or ""
    return "ahead", f"by end of year {year}".strip(), bool(year)


def _relative(got: _Got) -> _Read:
    return "ahead", grammar("when.loosely").sub("in ", " ".join(got["rel"].lower().split())), False


def _weekday(got: _Got) -> _Read:
    return "weekday", _month(got["w14"]), False


def _of_year(got: _Got) -> _Read:
    if got.get("part11", "").lower() == "mid-to-late":
        return "year", f"mid {got['y11']} to late {got['y11']}", True
    return "year", f"{_part(got.get('part11', ''))}{got['y11']}", True


_READINGS: tuple[tuple[str, Callable[[_Got], _Read]], ...] = (
    ("n20", _first_months), ("n20b", _first_months), ("n20c", _first_months), ("n0", _fiscal_quarter),
    ("len1", _quarter_ended), ("s13", _season), ("s15", _coming_season), ("n12", _half_month),
    ("n1", _quarter), ("q21", _quarters), ("d18", _american_day),
    ("q2", _quarter), ("m3", _month_quarter), ("m3b", _month_quarter), ("len4", _length_ended),
    ("n5", _half), ("h5", _half),
    ("fy6", _fiscal_year), ("m17", _week), ("m16", _days),
    ("m7", _month_or_day), ("m8", _month_or_day), ("d9", _numbered_day), ("e10", _year_end),
    ("y10b", _year_end), ("rel", _relative), ("w14", _weekday),
)  # fmt: skip
"""How the part of the grammar that has a group is read; what has none of these is a year."""
