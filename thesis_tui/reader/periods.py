"""Expressions of time to periods and windows, where their days can be told without guessing."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from thesis_tui.errors import InputError
from thesis_tui.model.proposals import PeriodFound
from thesis_tui.reader.when import When
from thesis_tui.reader.word_lists import word_set
from thesis_tui.rules.calendar_periods import shifted
from thesis_tui.rules.windows import Window, parse_period, parse_window

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


class Anchor(Struct, frozen=True):
    """The days between which an article was published; one day twice when it is known."""

    earliest: date | None
    latest: date

    @property
    def day(self) -> date | None:
        """The day of the article, None where it is not known."""
        return self.latest if self.earliest == self.latest else None


def period(
    item: When, anchor: Anchor, fiscal_year_end: str, *, outside: bool, carried: PeriodFound | None
) -> PeriodFound | None:
    """The period an expression names; without days where they would be guessed. `outside` says that it is not the
    company speaking of itself but a market, so that quarters are those of the calendar.
    """
    if item.form == "carried":
        return carried or PeriodFound(item.label)
    if item.form == "dropped":
        return None
    if item.form == "rolling" and anchor.day is not None:
        return PeriodFound(item.label, _year_before(anchor.day), anchor.day)
    if item.form == "year so far" and anchor.day is not None:
        return PeriodFound(item.label, date(anchor.day.year, 1, 1), anchor.day)
    if item.form in ("last year", "last quarter"):
        return _last(item, anchor.day, fiscal_year_end)
    if item.form == "year earlier":
        return _year_earlier(item, carried)
    if not item.canon or item.form == "ahead":
        return PeriodFound(item.label)
    if item.form == "quarter" and fiscal_year_end != "12-31" and not outside:
        return PeriodFound(item.label)  # fiscal or calendar is not said
    year_end = "12-31" if item.form in ("quarter", "year") else fiscal_year_end
    ends = []
    for day in {anchor.latest, anchor.earliest or (anchor.latest if item.has_year else None)}:
        if day is None:
            return PeriodFound(item.label)
        try:
            made = parse_period(item.canon, day, year_end)
        except InputError:
            return PeriodFound(item.label)
        ends.append((made.start, made.end))
    # it depends on the day of the article, which is not known
    if len(set(ends)) > 1:
        return PeriodFound(item.label)
    return PeriodFound(item.label, *ends[0])


def window(item: When, anchor: Anchor, fiscal_year_end: str) -> Window | None:
    """The window an expression names, None when it has none or it would be guessed."""
    if item.form in (
        "label",
        "carried",
        "dropped",
        "rolling",
        "year so far",
        "last year",
        "last quarter",
        "year earlier",
    ):
        return None
    if item.form == "weekday":
        return _next_weekday(item, anchor.day)
    if item.form == "ahead" and item.canon.isdecimal():
        day = anchor.day
        return Window(day, day + timedelta(days=int(item.canon)), item.label) if day else None
    found: set[tuple[date, date]] = set()
    for day in {anchor.latest, anchor.earliest or (anchor.latest if item.has_year else None)}:
        if day is None:
            return None
        try:
            made = _window_at(item, day, fiscal_year_end)
        except InputError:
            return None
        if made is None:
            return None
        found.add(made)
    if not found:
        return None
    lows, highs = {low for low, _ in found}, {high for _, high in found}
    if len(highs) > 1 or (len(lows) > 1 and item.prefix not in word_set("when", "prefixes", "until")):
        return None
    return Window(max(lows), max(highs), item.label)


def _last(item: When, day: date | None, fiscal_year_end: str) -> PeriodFound:
    """The company's last fiscal year or quarter that was over on the article's day."""
    if day is None:
        return PeriodFound(item.label)
    names = [f"fy {day.year + back}" for back in (1, 0, -1)]
    if item.form == "last quarter":
        names = [f"fq{number}" for number in (1, 2, 3, 4)]
    found = [parse_period(name, day, fiscal_year_end) for name in names]
    newest = max((made for made in found if made.end < day), key=lambda made: made.end)
    return PeriodFound(item.label, newest.start, newest.end)


def _year_earlier(item: When, carried: PeriodFound | None) -> PeriodFound:
    """The period of which the talk is, a year before."""
    if carried is None or carried.start is None or carried.end is None:
        return PeriodFound(item.label)
    end = shifted(carried.end + timedelta(days=1), -12, "month") - timedelta(days=1)
    return PeriodFound(item.label, shifted(carried.start, -12, "month"), end)


def _next_weekday(item: When, day: date | None) -> Window | None:
    """The first such day, the article's own where it is one: a morning's article says what comes "on Thursday"."""
    if day is None:
        return None
    ahead = (_WEEKDAYS.index(item.canon) - day.weekday()) % 7
    return Window(day + timedelta(days=ahead), day + timedelta(days=ahead), item.label)


def _window_at(item: When, day: date, fiscal_year_end: str) -> tuple[date, date] | None:
    text = item.canon
    if item.form == "ahead" and "this" in text:
        named = parse_window(text.split(maxsplit=1)[1], day)
        return max(named.earliest, day), named.latest
    if item.form == "ahead" and "next" in text and text.split()[0] in ("early", "late"):
        part, _, rest = text.partition(" ")
        whole = parse_window(rest, day)
        third = (whole.latest - whole.earliest) / 3
        return (whole.earliest, whole.earliest + third) if part == "early" else (whole.latest - third, whole.latest)
    if item.prefix in word_set("when", "prefixes", "until") and item.form != "ahead":
        word = "before" if item.prefix == "before" and item.form in ("day", "year") else "by"
        made = parse_window(f"{word} {text}", day, fiscal_year_end)
        return made.earliest, made.latest
    made = parse_window(text, day, fiscal_year_end)
    return made.earliest, made.latest


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1) + timedelta(days=1)
    except ValueError:
        # 29 February
        return day - timedelta(days=364)
