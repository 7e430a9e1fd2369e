"""Days, months, quarters, halves and fiscal years as spans: a first and a last day, both included."""

from __future__ import annotations

from datetime import date, timedelta

from thesis_tui.errors import InputError
from thesis_tui.model import figures
from thesis_tui.model.objects import Observation

# A year outside is a slip of the finger: nobody keeps a thesis on a window in 2205, or on figures of 1820.
FIRST_YEAR = 1990
LAST_YEAR = 2100

Span = tuple[date, date]
FiscalYearEnd = tuple[int, int] | str
"""Month and day: (3, 31) or "03-31"."""
_WEEKS_APART = timedelta(days=10)
"""By how much a quarter of thirteen weeks, or of fourteen, may begin and end beside one of months."""


class NoSuchDateError(ValueError):
    """A date that does not exist, or is too far away; the text says why. What reads text makes it an InputError."""

    def __init__(self, text: str, undated: str = "") -> None:
        """`undated` says it of what was written without a year."""
        super().__init__(text)
        self.undated = undated or text


def accepted_years() -> str:
    """Range of years accepted, as an error message says it."""
    return f"the year must be from {FIRST_YEAR} to {LAST_YEAR}"


def _month_length(year: int, month: int) -> int:
    return (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days


def one_day(year: int, month: int, number: int) -> Span:
    """A day of a month. Raises NoSuchDateError."""
    if not 1 <= month <= 12:
        raise NoSuchDateError(f"there is no month {month}: months are 1 to 12, days go last as in 2026-02-14")
    _check_year(year)
    length = _month_length(year, month)
    if not 1 <= number <= length:
        name = figures.MONTH_NAMES[month - 1]
        raise NoSuchDateError(
            f"{number} {name} {year} does not exist: {name} {year} has {length} days",
            f"{number} {name} does not exist: {name} has {length} days",
        )
    return (date(year, month, number),) * 2


def month_of(year: int, month: int) -> Span:
    """A month of a year. Raises NoSuchDateError."""
    if not 1 <= month <= 12:
        raise NoSuchDateError(f"there is no month {month}: months are 1 to 12, as in 2026-02")
    return months_from(year * 12 + month - 1, 1)


def _check_year(year: int) -> None:
    # One year of slack: a fiscal year may start, or an open end fall, in the one beside.
    if not FIRST_YEAR - 1 <= year <= LAST_YEAR + 1:
        raise NoSuchDateError(accepted_years())


def months_from(index: int, count: int) -> Span:
    """`count` whole months from month `index`, counted from January of year 0. Raises NoSuchDateError."""
    _check_year(index // 12)
    last = index + count
    return date(index // 12, index % 12 + 1, 1), date(last // 12, last % 12 + 1, 1) - timedelta(days=1)


def shifted(start: date, count: int, unit: str) -> date:
    """The day so many days, weeks, months, quarters or years on, back when `count` is negative."""
    if unit in ("day", "week"):
        return start + timedelta(days=count * (7 if unit == "week" else 1))
    index = start.year * 12 + start.month - 1 + count * {"month": 1, "quarter": 3, "year": 12}[unit]
    year, month = divmod(index, 12)
    _check_year(year)
    # a month after 31 January is the end of February
    return date(year, month + 1, min(start.day, _month_length(year, month + 1)))


def fiscal_end(value: FiscalYearEnd) -> tuple[int, int]:
    """Month and day a fiscal year ends on; a month's last day stays its last in every year.
    Raises InputError (field "fiscal_year_end").
    """
    try:
        month, number = value if isinstance(value, tuple) else (int(part) for part in value.split("-"))
        # a leap year, so that 29 February is a day
        date(2000, month, number)
    except ValueError:
        raise InputError(f"{value!r} is not a month and day: write it like 03-31", "fiscal_year_end") from None
    # 28 February is the last of its month in most years, and meant as that
    return month, 31 if number >= _month_length(2001, month) else number


def fiscal_span(fiscal: tuple[int, int], year: int, months: int, number: int) -> Span:
    """The `number`th part of `months` months of the fiscal year that ends in `year`. Raises NoSuchDateError."""

    _check_year(year)
    last = year * 12 + fiscal[0] - 1 - 12 + months * number
    return _fiscal_day(fiscal, last - months) + timedelta(days=1), _fiscal_day(fiscal, last)


def _fiscal_day(fiscal: tuple[int, int], index: int) -> date:
    """The day of month `index`, counted from January of year 0, on which a fiscal period ends that ends in it."""
    year, month = divmod(index, 12)
    return date(year, month + 1, min(fiscal[1], _month_length(year, month + 1)))


def describe_span(first: date, last: date) -> str:
    """Two days in full: "11 to 20 Feb 2026", "5 Jan to 10 Feb 2026", "14 Feb 2026"."""
    end = figures.long_day(last)
    if first == last:
        return end
    if first.year != last.year:
        return f"{figures.long_day(first)} to {end}"
    if first.month != last.month:
        return f"{first.day} {figures.MONTHS[first.month - 1]} to {end}"
    return f"{first.day} to {end}"


def fiscal_label(start: date, end: date, fiscal_year_end: FiscalYearEnd) -> str:
    """The month or the fiscal period two days bound: "Nov 2025", "FQ2 2026", "FH1 2026", "FY 2025", or "" when they
    bound none.
    """
    fiscal = fiscal_end(fiscal_year_end)
    if start.day == 1 and end == month_of(start.year, start.month)[1]:
        return f"{figures.MONTHS[end.month - 1]} {end.year}"
    index = end.year * 12 + end.month - 1
    # months from its end to that of its fiscal year, which tell what part of the year it can be
    left = (fiscal[0] - 1 - index) % 12
    for months, letter in ((12, "Y"), (3, "Q"), (6, "H")) if end == _fiscal_day(fiscal, index) else ():
        if left % months == 0 and start == _fiscal_day(fiscal, index - months) + timedelta(days=1):
            year = (index + left) // 12
            return f"FY {year}" if letter == "Y" else f"F{letter}{(12 - left) // months} {year}"
    # a year that ends within a month is one of weeks, and ends on another day each year
    return _label_of_weeks(start, end, fiscal) if fiscal[1] < _month_length(2001, fiscal[0]) else ""


def _label_of_weeks(start: date, end: date, fiscal: tuple[int, int]) -> str:
    """The fiscal period of a company whose quarters are of weeks: they end some days before or after the month's."""
    for year in (end.year - 1, end.year, end.year + 1):
        for months, letter in ((3, "Q"), (6, "H"), (12, "Y")):
            for number in range(1, 12 // months + 1):
                first, last = fiscal_span(fiscal, year, months, number)
                if abs(first - start) <= _WEEKS_APART and abs(last - end) <= _WEEKS_APART:
                    return f"FY {year}" if letter == "Y" else f"F{letter}{number} {year}"
    return ""


def period_name(observation: Observation, fiscal_year_end: str) -> str:
    """The fiscal period a figure's dates bound ("FQ2 2026"), else the label as printed, "" for a day or none.

    Raises InputError when `fiscal_year_end` is not a month and day like "03-31".
    """
    if observation.start is not None and observation.end is not None:
        label = fiscal_label(observation.start, observation.end, fiscal_year_end)
        if label:
            return label
    return " ".join(observation.period.split())
