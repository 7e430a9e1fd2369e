"""Windows, periods and days as people write them, read into dates.

A window is when something is expected, so a month without a year is the next such; a period is what a
figure was measured over, so there it is the last such. Everything else is read alike in both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from msgspec import Struct

from thesis_tui.errors import InputError
from thesis_tui.model import figures
from thesis_tui.rules import window_patterns as patterns
from thesis_tui.rules.calendar_periods import (
    FIRST_YEAR,
    LAST_YEAR,
    FiscalYearEnd,
    NoSuchDateError,
    Span,
    accepted_years,
    describe_span,
    fiscal_end,
    fiscal_span,
    month_of,
    months_from,
    one_day,
    shifted,
)

# Far above any way to write a window: patterns are not run over a pasted page.
LONGEST = 100


_Build = Callable[[int], Span]
_Pick = Callable[[_Build, bool], Span]
"""Settles the year of what was written without one; the flag says it is a day or a month."""

_SHORT_ENDS = {"eow": "end week", "eom": "end month", "eoq": "end quarter", "eoy": "year end"}
_WEEK_PARTS = ((0, 1), (2, 3), (4, 6))
"""Early, mid and late in a week: its first and last days, 0 is Monday."""


class Window(Struct, frozen=True):
    """When something is expected: from `earliest` to `latest`, both days included; `label` as typed, tidied."""

    earliest: date
    latest: date
    label: str


class Period(Struct, frozen=True):
    """Period a figure was measured over, both days included; `start` is `end` for an instant."""

    start: date
    end: date
    label: str


@contextmanager
def _said_of(field: str) -> Iterator[None]:
    """Turns the failure to read a date into an InputError of `field`."""
    try:
        yield
    except NoSuchDateError as error:
        raise InputError(str(error), field) from None
    except (ValueError, OverflowError):
        raise InputError(accepted_years(), field) from None


def parse_window(text: str, today: date, fiscal_year_end: FiscalYearEnd = (12, 31)) -> Window:
    """The window a person typed. What has no year is the next such from `today` on, the running one included.

    `fiscal_year_end` is month and day, "03-31" or (3, 31). Raises InputError (field "window").
    """
    reader = _Reader(text, "window", today, fiscal_year_end, _next_from(today))
    with _said_of("window"):
        earliest, latest = reader.window()
    return Window(earliest, latest, reader.label)


def parse_period(text: str, today: date, fiscal_year_end: FiscalYearEnd = (12, 31)) -> Period:
    """The period or the day a figure is of. What has no year is the last such: a day or month that has
    begun, a quarter, half or fiscal year that is over. Raises InputError (field "period").
    """
    reader = _Reader(text, "period", today, fiscal_year_end, _last_before(today))
    with _said_of("period"):
        start, end = reader.period()
    return Period(start, end, reader.label)


def parse_day(text: str, today: date, field: str = "day") -> date:
    """One day; without a year the last such up to `today`. Raises InputError (field `field`)."""
    reader = _Reader(text, field, today, (12, 31), _last_before(today))
    with _said_of(field):
        return reader.day()


def window_examples(today: date) -> str:
    """Windows as they can be typed, all of them to come."""
    soon = shifted(today, 2, "month")
    month, quarter = figures.MONTHS[soon.month - 1].lower(), (soon.month + 2) // 3
    return f"14 {month} {soon.year}, mid-{month} {soon.year}, q{quarter} {soon.year}, friday, next 6 weeks"


def period_examples(today: date) -> str:
    """Periods as they can be typed, all of them over."""
    last = shifted(today, -4, "month")
    month, quarter = figures.MONTHS[last.month - 1].lower(), (last.month + 2) // 3
    return (
        f"fq{quarter} {last.year}, {month} {last.year}, {month} {last.year} quarter, fy {last.year - 1}, "
        f"{last.replace(day=28)}"
    )


def day_examples(today: date) -> str:
    """Days as they can be typed."""
    before = today - timedelta(days=9)
    return f"{before}, {before.day} {figures.MONTHS[before.month - 1].lower()}, yesterday, 3 days ago"


def future_examples(today: date) -> str:
    """Days and windows to come, in few words: for what something is put off to."""
    soon = shifted(today, 2, "month")
    return f"friday, end of next week, 14 {figures.MONTHS[soon.month - 1].lower()}, q{(soon.month + 2) // 3}"


def describe(window: Window, today: date) -> str:
    """Meaning of a window, for reading back: "11 to 20 Feb 2026, opens in 50 days"."""
    span = describe_span(window.earliest, window.latest)
    if today > window.latest:
        return f"{span}, over for {figures.days((today - window.latest).days)}"
    if today < window.earliest:
        ahead = (window.earliest - today).days
        when = "tomorrow" if ahead == 1 else f"in {figures.days(ahead)}"
        return f"{span}, {when}" if window.earliest == window.latest else f"{span}, opens {when}"
    if window.earliest == window.latest:
        return f"{span}, today"
    left = (window.latest - today).days
    return f"{span}, open now, {f'{figures.days(left)} left' if left else 'last day'}"


class _Reader:
    """One text on its way to dates."""

    def __init__(self, text: str, field: str, today: date, fiscal_year_end: FiscalYearEnd, pick: _Pick) -> None:
        self.field = field
        self.today = today
        self.pick = pick
        self.by_end = False
        self.fiscal = fiscal_end(fiscal_year_end)
        if len(text) > LONGEST:
            raise InputError(f"too long: {self.accepted}", field)
        self.typed = " ".join("".join(c if c.isprintable() else " " for c in text).split()).rstrip(".;, ")
        if not self.typed:
            raise InputError(f"nothing typed: {self.accepted}", field)
        self.text = _tidied(self.typed)
        self.weekday: int | None = None
        if match := patterns.NAMED_DAY.match(self.text):
            self.weekday = patterns.WEEKDAYS[match[1]]
            self.text = self.text[match.end() :]
        self.label = _labelled(self.typed)

    @property
    def accepted(self) -> str:
        """Examples of dates to come for a window, of dates gone by for all else."""
        examples = {"window": window_examples, "period": period_examples}.get(self.field, day_examples)
        return f"try {examples(self.today)}"

    @property
    def iso_example(self) -> str:
        """A day in the order that cannot be mistaken, to come for a window, gone by for all else."""
        return str(shifted(self.today, 2 if self.field == "window" else -2, "month"))

    def window(self) -> Span:
        text = self.text
        if match := patterns.FORWARD.fullmatch(text):
            return self.checked((self.today, shifted(self.today, _count(match[1]), match[2])))
        if match := patterns.YEAR_END.fullmatch(text.removeprefix("by ")):
            return self.by(date(int(match[1] or self.today.year), 12, 31))
        if match := patterns.BY.fullmatch(text):
            self.by_end = True
            before = text.startswith("before ")
            span = self.span(match[1])
            return self.by(span[0] - timedelta(days=1) if before else span[1])
        return self.checked(self.span(text))

    def period(self) -> Span:
        return self.checked(self.span(self.text))

    def day(self) -> date:
        text = self.text
        named = {"today": 0, "now": 0, "yesterday": -1, "tomorrow": 1}
        if text in named:
            return self.today + timedelta(days=named[text])
        if match := patterns.AGO.fullmatch(text):
            return self.checked((shifted(self.today, -_count(match[1]), match[2]),) * 2)[0]
        weekday = patterns.WEEKDAYS.get(text.removeprefix("last ").removeprefix("on "))
        if weekday is not None:
            back = (self.today.weekday() - weekday) % 7
            return self.today - timedelta(days=back or (7 if text.startswith("last ") else 0))
        span = self.checked(self.span(text))
        if span[0] != span[1]:
            raise InputError(f"{self.shown(text)} is more than one day: {self.accepted}", self.field)
        return span[0]

    def by(self, latest: date) -> Span:
        if latest < self.today:
            raise InputError(f"{figures.long_day(latest)} is already past; a window with “by” starts today", self.field)
        return self.checked((self.today, latest))

    def checked(self, span: Span) -> Span:
        if span[1] < span[0]:
            first, last = figures.long_day(span[0]), figures.long_day(span[1])
            raise InputError(f"it ends before it starts: {first} to {last}; write the earlier day first", self.field)
        if span[0].year < FIRST_YEAR or span[1].year > LAST_YEAR:
            raise InputError(accepted_years(), self.field)
        if self.weekday is not None and span[0] == span[1] and span[0].weekday() != self.weekday:
            own = figures.WEEKDAYS[self.weekday]
            raise InputError(f"{figures.week_day(span[0])} is not a {own}; leave one of them out", self.field)
        return span

    def span(self, text: str) -> Span:
        """A range or a single expression. Raises InputError when it is neither."""
        if (single := self.atom(text, self.pick)) is not None:
            return single
        if patterns.SLASHED_DAY.fullmatch(text):
            raise InputError(
                f"{self.shown(text)} can be read as day or month first; write {self.iso_example}", self.field
            )
        sides = patterns.RANGE.split(text.removeprefix("from ").removeprefix("between ").replace(" and ", " to "))
        if len(sides) == 2 and all(sides):
            return self.range(sides[0], sides[1])
        raise self.unread(text)

    def range(self, left: str, right: str) -> Span:
        """From the first day of one expression to the last of another; what one leaves out the other gives:
        "5 to 10 feb 2026", "early to mid feb", "nov to jan 2026", "jan 2026 to mar".
        """
        if left.isdecimal() and len(left) <= 2 and (match := patterns.DAY_MONTH.fullmatch(right)):
            left = f"{left} {match[2]}{f' {match[3]}' if match[3] else ''}"
        elif left in patterns.PARTS and (match := patterns.PART_OF.fullmatch(right)):
            left = f"{left} {match[2]}"
        end = self.atom(right, self.pick)
        if end is None:
            raise self.unread(right)
        dated = _has_year(right)
        # a year on the right is the end's: "nov to jan 2026" begins in 2025
        start = self.atom(left, _last_before(end[1]) if dated else self.pick)
        if start is None:
            raise self.unread(left)
        if not dated and self.field == "window" and not _has_year(left):
            running = self.atom(left, _last_before(end[1]))
            if running is not None and running[0] <= self.today <= end[1]:
                return running[0], end[1]  # "15 dec to 15 jan", typed on 13 January, is the one that is open
        if not dated:
            # and the end is the next such after the start, else "15 dec to 15 jan" ends before it begins
            end = self.atom(right, _next_from(start[0])) or end
        return start[0], end[1]

    def atom(self, text: str, pick: _Pick) -> Span | None:
        """One expression, or None when it is not one."""
        return (
            self._day(text, pick)
            or self._weekday(text)
            or self._week(text, pick)
            or self._named(text)
            or self._month(text, pick)
            or self._nth(text, pick)
            or self._ending(text, pick)
            or self._part(text, pick)
        )

    def _day(self, text: str, pick: _Pick) -> Span | None:
        if match := patterns.ISO_DAY.fullmatch(text):
            return one_day(int(match[1]), int(match[2]), int(match[3]))
        if match := patterns.DOTTED_DAY.fullmatch(text):
            return one_day(int(match[3]) + (2000 if len(match[3]) == 2 else 0), int(match[2]), int(match[1]))
        # with a number above 12 only one of the two orders is a date
        if (match := patterns.SLASHED_YEAR.fullmatch(text)) and max(int(match[1]), int(match[2])) > 12:
            number, month = sorted((int(match[1]), int(match[2])), reverse=True)
            return one_day(int(match[3]), month, number)
        match = patterns.DAY_MONTH.fullmatch(text)
        if match:
            number, month, year = int(match[1]), patterns.MONTHS[match[2]], match[3]
        elif match := patterns.MONTH_DAY.fullmatch(text):
            number, month, year = int(match[2]), patterns.MONTHS[match[1]], match[3]
        else:
            return None
        return _dated(lambda y: one_day(y, month, number), year, pick, short=True)

    def _named(self, text: str) -> Span | None:
        offsets = {"today": 0, "now": 0, "tomorrow": 1, "yesterday": -1}
        if text in offsets:
            return (self.today + timedelta(days=offsets[text]),) * 2
        match = patterns.NAMED.fullmatch(text)
        if match is None:
            return None
        step = {"next": 1, "last": -1}.get(match[1], 0)
        if match[2] == "week":
            monday = self.today + timedelta(days=7 * step - self.today.weekday())
            return monday, monday + timedelta(days=6)
        months = {"month": 1, "quarter": 3, "half": 6, "year": 12}[match[2]]
        index = (self.today.year * 12 + self.today.month - 1) // months * months + step * months
        return months_from(index, months)

    def _weekday(self, text: str) -> Span | None:
        """A day of the week: the coming one for a window, the last one for all else; "next friday" is next week's."""
        match = patterns.WEEKDAY.fullmatch(text)
        if match is None:
            return None
        wanted, monday = patterns.WEEKDAYS[match[2]], self.today - timedelta(days=self.today.weekday())
        if match[1] in ("this", "next", "last"):
            day = monday + timedelta(days=wanted + {"this": 0, "next": 7, "last": -7}[match[1]])
        else:
            day = self.today + timedelta(days=(wanted - self.today.weekday()) % 7)
            if self.field != "window" and match[1] is None and day > self.today:
                day -= timedelta(days=7)
        return day, day

    def _week(self, text: str, pick: _Pick) -> Span | None:
        """A week by its ISO number: "2026-W50", "week 50"; from Monday to Sunday."""
        match = patterns.WEEK.fullmatch(text)
        if match is None:
            return None
        number, year = int(match[2]), match[1] or match[3]

        def build(in_year: int) -> Span:
            try:
                monday = date.fromisocalendar(in_year, number, 1)
            except ValueError:
                raise NoSuchDateError(f"{in_year} has no week {number}", f"a year has no week {number}") from None
            return monday, monday + timedelta(days=6)

        return _dated(build, year, pick)

    def _month(self, text: str, pick: _Pick) -> Span | None:
        if match := patterns.ISO_MONTH.fullmatch(text):
            return month_of(int(match[1]), int(match[2]))
        if match := patterns.YEAR.fullmatch(text):
            return months_from(int(match[1]) * 12, 12)
        if match := patterns.YEAR_MONTH.fullmatch(text):
            return month_of(int(match[1]), int(match[2]))
        if match := patterns.NUMBERED_MONTH.fullmatch(text):
            return month_of(int(match[3]), int(match[1] or match[2]))
        if match := patterns.YEAR_NAMED_MONTH.fullmatch(text):
            return month_of(int(match[1]), patterns.MONTHS[match[2]])
        if match := patterns.MONTH.fullmatch(text):
            month = patterns.MONTHS[match[1]]
            return _dated(lambda y: month_of(y, month), match[2] or match[3], pick, short=True)
        return None

    def _nth(self, text: str, pick: _Pick) -> Span | None:
        """Quarters, halves and fiscal years: "q1 2026", "1h26", "fq3 2026", "q3 fy26", "2026 q1", "fy 2026"."""
        if match := patterns.FISCAL_YEAR.fullmatch(text):
            return _dated(lambda y: fiscal_span(self.fiscal, y, 12, 1), match[1], pick)
        if match := patterns.YEAR_NTH.fullmatch(text):
            fiscal, letter, number, year = bool(match[1] or match[3]), match[4], int(match[5]), match[2]
        elif match := patterns.NTH.fullmatch(text):
            fiscal, year = bool(match[1] or match[6]), match[7]
            letter, number = match[2] or match[5], int(match[3] or match[4])
        else:
            return None
        months = 3 if letter == "q" else 6
        if number * months > 12:
            raise InputError(f"a year has two halves: {self.accepted}", self.field)
        if fiscal:
            return _dated(lambda y: fiscal_span(self.fiscal, y, months, number), year, pick)
        return _dated(lambda y: months_from(y * 12 + (number - 1) * months, months), year, pick)

    def _ending(self, text: str, pick: _Pick) -> Span | None:
        """Months up to a month or a day: "sep 2025 quarter", "six months ending sep 2025"."""
        if match := patterns.MONTH_QUARTER.fullmatch(text):
            month = patterns.MONTHS[match[1]]
            return _dated(lambda y: months_from(y * 12 + month - 3, 3), match[2] or match[3], pick)
        match = patterns.ENDING.fullmatch(text.removeprefix("the "))
        if match is None:
            return None
        if match[1]:
            months = {"month": 1, "quarter": 3, "year": 12}.get(match[1], 6)
        else:
            months = _count(match[2]) * {"month": 1, "quarter": 3, "year": 12}[match[3].rstrip("s")]
        last = self._day(match[4], pick) or self._month(match[4], pick)
        if last is None or not months:
            return None
        return shifted(last[1] + timedelta(days=1), -months, "month"), last[1]

    def _part(self, text: str, pick: _Pick) -> Span | None:
        """A third of something: of a month 1 to 10, 11 to 20, 21 to its end; of anything else by months.
        "By mid-2026" is its first half all the same.
        """
        match = patterns.PART_OF.fullmatch(text)
        if match is None:
            return None
        whole = self._month(match[2], pick) or self._nth(match[2], pick) or self._named(match[2])
        whole = whole or self._week(match[2], pick)
        part = patterns.PARTS[match[1]]
        if whole is not None and whole[1] - whole[0] == timedelta(days=6):
            begins, ends = _WEEK_PARTS[part]
            return whole[0] + timedelta(days=begins), whole[0] + timedelta(days=ends)
        if whole is None or whole[1] - whole[0] < timedelta(days=27):
            return None
        first, last = whole
        if last - first > timedelta(days=31):
            step = ((last.year - first.year) * 12 + last.month - first.month + 1) // 3
            if part == 1 and step == 4 and self.by_end:
                return first, shifted(first, 6, "month") - timedelta(days=1)
            start = shifted(first, part * step, "month")
            return start, last if part == 2 else shifted(start, step, "month") - timedelta(days=1)
        start = first + timedelta(days=10 * part)
        return start, last if part == 2 else start + timedelta(days=9)

    def unread(self, text: str) -> InputError:
        return InputError(f"{self.shown(text)} is not understood: {self.accepted}", self.field)

    def shown(self, text: str) -> str:
        return f"“{figures.cut(text, 30)}”"


def _tidied(typed: str) -> str:
    """Lower case, single spaces, one way of writing what can be written in several."""
    text = typed.lower().replace(",", " ").replace("−", "-").replace("’", "'")
    # the point of "sept." and "14. dec", not those of "14.12.2026" and "nov..jan"
    text = re.sub(r"(?<=[a-z])\.(?!\.)|(?<=\d)\.(?= )", "", text)
    ends = rf"{patterns.MONTH_WORD}|[fqh]{{1,2}}[1-4]"
    # "nov-jan" and "q1-q2" are ranges: before the hyphens of "mid-feb" become spaces
    text = re.sub(rf"\b({ends})-(?=(?:{ends})\b)", lambda found: f"{found[1]} to ", text)
    # "5-10 feb", and no part of "2026-02-05"
    text = re.sub(rf"(?<![-\d])(\d{{1,2}})-(?=\d{{1,2}}(?:st|nd|rd|th)? {patterns.MONTH_WORD}\b)", r"\1 to ", text)
    # "2025-2026"
    text = re.sub(r"\b(\d{4})-(?=\d{4}$)", r"\1 to ", text)
    # "mid-2026", "14-dec", "q1-2026"
    text = re.sub(r"(?<=[a-z])-|(?<=[qh][1-4])-|-(?=[a-z])", " ", text)
    text = _SHORT_ENDS.get(text, text)
    # "end of quarter" is of the running one
    text = re.sub(rf"\b{patterns.PART_WORD} (week|month|quarter|half)$", r"\1 of this \2", text)
    return " ".join(text.split())


def _labelled(typed: str) -> str:
    """As typed, with months, quarters and fiscal years in their usual capitals."""

    def word(match: re.Match[str]) -> str:
        low = match[0].lower()
        if low in patterns.MONTHS:
            return low.capitalize()
        return low.upper() if re.fullmatch(r"f?[qh][1-4]|[1-4][qh]\d*|fy\d*", low, re.ASCII) else low

    return re.sub(r"[A-Za-z0-9]+", word, re.sub(r"(?<=[A-Za-z])\.(?!\.)", "", typed.replace(",", "")))


def _has_year(text: str) -> bool:
    return re.search(r"\d{4}|'\d{2}|fy ?\d{2}|[qh]\d{2}", text, re.ASCII) is not None


def _count(word: str) -> int:
    return patterns.COUNTS.get(word) or int(word)


def _dated(build: _Build, year: str | None, pick: _Pick, *, short: bool = False) -> Span:
    if year is None:
        return pick(build, short)
    return build(int(year) + 2000 if len(year) == 2 else int(year))


def _next_from(base: date) -> _Pick:
    def pick(build: _Build, _short: bool) -> Span:
        # from the year before: what began then may still run; on far enough to meet a 29 February
        return _first(build, range(base.year - 1, base.year + 9), lambda span: span[1] >= base)

    return pick


def _last_before(base: date) -> _Pick:
    def pick(build: _Build, short: bool) -> Span:
        return _first(
            build, range(base.year + 1, base.year - 9, -1), lambda span: (span[0] if short else span[1]) <= base
        )

    return pick


def _first(build: _Build, years: range, fits: Callable[[Span], bool]) -> Span:
    """The span of the first of `years` that exists (29 February) and fits."""
    fault = NoSuchDateError(accepted_years())
    for year in years:
        try:
            span = build(year)
        except NoSuchDateError as error:
            fault = NoSuchDateError(error.undated)
            continue
        if fits(span):
            return span
    raise fault
