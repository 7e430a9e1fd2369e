"""Times in running text: expressions found, and their days where they can be told without guessing."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Literal

from msgspec import Struct

from thesis_tui.errors import InputError
from thesis_tui.model.proposals import PeriodFound
from thesis_tui.reading.words import any_of, data
from thesis_tui.rules.windows import Window, parse_period, parse_window

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
_BY = ("by", "before", "ahead of", "until", "no later than", "bis")


class Anchor(Struct, frozen=True):
    """The days between which an article was published; one day twice when it is known."""

    earliest: date | None
    latest: date

    @property
    def day(self) -> date | None:
        return self.latest if self.earliest == self.latest else None


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
            rf"(?P<n5>first|second|ersten|zweiten|erstes|zweites)[\s-](?:half"
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
    r"|around\s|zum\s)?$",
    re.I,
)


@lru_cache(maxsize=4)
def times(text: str, start: int, end: int) -> tuple[When, ...]:
    """The expressions of time in `text[start:end]`, in order, the longer first where two overlap."""
    found: list[When] = []
    for match in _grammar().finditer(text, start, end):
        made = _made(text, match, start)
        if made is not None:
            found.append(made)
    taken = [(it.start, it.end) for it in found]
    for form, words in _labels():
        for match in words.finditer(text, start, end):
            if not any(s < match.end() and match.start() < e for s, e in taken):
                found.append(When(match.start(), match.end(), form, " ".join(match[0].split())))
                taken.append(match.span())
    for days, words in _aheads():
        found += [When(m.start(), m.end(), "ahead", m[0], str(days)) for m in words.finditer(text, start, end)]
    return tuple(sorted(found, key=lambda it: it.start))


def _made(text: str, match: re.Match[str], start: int) -> When | None:
    got = {name: value for name, value in match.groupdict().items() if value is not None}
    label = " ".join(match[0].split()).strip(" ,")
    before = text[max(start, match.start() - 44) : match.start()]
    prefix_found = _SHORT_PREFIX.search(before) or _PREFIX.search(before)
    prefix = prefix_found[1].lower() if prefix_found else ""

    def made(form: Form, canon: str, *, year: bool) -> When:
        return When(match.start(), match.end(), form, label, canon, year, prefix)

    if "n0" in got:
        return made("fiscal", f"fq{_ordinals()[0][got['n0'].lower()]} {_full_year(got['y0'])}", year=True)
    if "len1" in got:
        day = _months_in(got["d1"])
        return made("span", f"quarter ending {day}", year=bool(re.search(_YEAR, day)))
    if "s13" in got:
        first, last = _SEASONS[got["s13"].lower()]
        return made("month", f"{first} {got['y13']} to {last} {got['y13']}", year=True)
    if "n12" in got:
        month, year = _month(got["m12"]), got.get("y12", "")
        days = ("1", "15") if got["n12"].lower() == "first" else ("16", _last_day(month))
        return made("month", " to ".join(f"{day} {month} {year}".strip() for day in days), year=bool(year))
    if "n1" in got or "q2" in got:
        number = _ordinals()[0][got["n1"].lower()] if "n1" in got else got["q2"].strip("Qq")
        year = got.get("y1") or got.get("y2") or got.get("yy2") or ""
        words = " ".join(got.get(name, "") for name in ("f1", "f1b", "f2", "fy1", "fy2")).lower()
        fiscal = "f" in words.replace("calendar", "")
        year = _full_year(year)
        form: Form = "fiscal" if fiscal or "calendar" in words else "quarter"
        return made(form, f"{'f' if fiscal else ''}q{number} {year}".strip(), year=bool(year))
    if "m3" in got:
        return made("span", f"{_month(got['m3'])} {got.get('y3', '')} quarter".replace("  ", " "), year="y3" in got)
    if "len4" in got:
        length = re.sub(r"[\s-]+", " ", got["len4"].lower()).replace(" period", "")
        length = {"fiscal year": "year", "full year": "year", "half year": "half"}.get(length, length)
        if not length.split()[-1].startswith("month") or length.endswith("month"):
            length = length.replace("month", "months") if length.endswith("month") else length
        day = _months_in(got["d4"])
        return made("span", f"{length} ending {day}", year=bool(re.search(_YEAR, day)))
    if "n5" in got or "h5" in got:
        number = "1" if (got.get("n5", "").lower()[:3] in ("fir", "ers") or "1" in got.get("h5", "")) else "2"
        year = _full_year(got.get("y5") or got.get("yy5") or "")
        fiscal = "f" in got.get("fy5", "").lower()
        return made(
            "fiscal" if fiscal else "quarter", f"{'f' if fiscal else ''}h{number} {year}".strip(), year=bool(year)
        )
    if "fy6" in got:
        return made("fiscal", f"fy {_full_year(got['y6'])}", year=True)
    if "m7" in got or "m8" in got:
        month = got.get("m7") or got.get("m8") or ""
        if month[0].islower() or (
            month == "May"
            and not (
                got.get("d7")
                or got.get("d8")
                or got.get("y7")
                or got.get("part7")
                or re.search(r"\b(?:in|by|until|since|from|through|of|for)\s$", before)
            )
        ):
            return None
        year = got.get("y7") or got.get("y8") or ""
        day = got.get("d7") or got.get("d8") or ""
        if day:
            return made("day", f"{day} {_month(month)} {year}".strip(), year=bool(year))
        part = _part(got.get("part7", ""))
        return made("month", f"{part}{_month(month)} {year}".strip(), year=bool(year))
    if "d9" in got:
        return made("day", got["d9"], year=True)
    if "e10" in got or "y10b" in got:
        year = got.get("y10") or got.get("y10b") or ""
        return made("ahead", f"by end of year {year}".strip(), year=bool(year))
    if "rel" in got:
        return made("ahead", re.sub(r"^(?:over|sometime)\s", "in ", " ".join(got["rel"].lower().split())), year=False)
    if got.get("part11", "").lower() == "mid-to-late":
        return made("year", f"mid {got['y11']} to late {got['y11']}", year=True)
    return made("year", f"{_part(got.get('part11', ''))}{got['y11']}", year=True)


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


def period(
    it: When, anchor: Anchor, fiscal_year_end: str, *, outside: bool, carried: PeriodFound | None
) -> PeriodFound | None:
    """The period an expression names; without days where they would be guessed. `outside` says that it is not the
    company speaking of itself but a market, so that quarters are those of the calendar.
    """
    if it.form == "carried":
        return carried or PeriodFound(it.label)
    if it.form == "dropped":
        return None
    if it.form == "rolling" and anchor.day is not None:
        return PeriodFound(it.label, _year_before(anchor.day), anchor.day)
    if it.form == "year so far" and anchor.day is not None:
        return PeriodFound(it.label, date(anchor.day.year, 1, 1), anchor.day)
    if not it.canon or it.form == "ahead":
        return PeriodFound(it.label)
    if it.form == "quarter" and fiscal_year_end != "12-31" and not outside:
        return PeriodFound(it.label)  # fiscal or calendar is not said
    year_end = "12-31" if it.form in ("quarter", "year") else fiscal_year_end
    ends = []
    for day in {anchor.latest, anchor.earliest or (anchor.latest if it.has_year else None)}:
        if day is None:
            return PeriodFound(it.label)
        try:
            made = parse_period(it.canon, day, year_end)
        except InputError:
            return PeriodFound(it.label)
        ends.append((made.start, made.end))
    if len(set(ends)) > 1:
        return PeriodFound(it.label)
    return PeriodFound(it.label, *ends[0])


def window(it: When, anchor: Anchor, fiscal_year_end: str) -> Window | None:
    """The window an expression names, None when it has none or it would be guessed."""
    if it.form in ("label", "carried", "dropped", "rolling", "year so far"):
        return None
    if it.form == "ahead" and it.canon.isdecimal():
        day = anchor.day
        return Window(day, day + timedelta(days=int(it.canon)), it.label) if day else None
    found: set[tuple[date, date]] = set()
    for day in {anchor.latest, anchor.earliest or (anchor.latest if it.has_year else None)}:
        if day is None:
            return None
        try:
            made = _window_at(it, day, fiscal_year_end)
        except InputError:
            return None
        if made is None:
            return None
        found.add(made)
    if not found:
        return None
    lows, highs = {low for low, _ in found}, {high for _, high in found}
    if len(highs) > 1 or (len(lows) > 1 and it.prefix not in _BY):
        return None
    return Window(max(lows), max(highs), it.label)


def _window_at(it: When, day: date, fiscal_year_end: str) -> tuple[date, date] | None:
    text = it.canon
    if it.form == "ahead" and "this" in text:
        named = parse_window(text.split(maxsplit=1)[1], day)
        return max(named.earliest, day), named.latest
    if it.form == "ahead" and "next" in text and text.split()[0] in ("early", "late"):
        part, _, rest = text.partition(" ")
        whole = parse_window(rest, day)
        third = (whole.latest - whole.earliest) / 3
        return (whole.earliest, whole.earliest + third) if part == "early" else (whole.latest - third, whole.latest)
    if it.prefix in _BY and it.form != "ahead":
        word = "before" if it.prefix == "before" and it.form in ("day", "year") else "by"
        made = parse_window(f"{word} {text}", day, fiscal_year_end)
        return made.earliest, made.latest
    made = parse_window(text, day, fiscal_year_end)
    return made.earliest, made.latest


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1) + timedelta(days=1)
    except ValueError:
        return day - timedelta(days=364)
