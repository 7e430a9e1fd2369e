"""Makes `thesis_tui/venues/holidays/`: the days without a session and the days with other hours, by calendar.

Run by hand, in an environment of its own (`pip install exchange_calendars 'pandas<3'`; with pandas 3 the
library loses weeks that changed and Orthodox feasts):

    python tests/tools/make_holidays.py thesis_tui/venues/holidays

Each calendar is a `Table` of texts that `thesis_tui/venues/trading_days.py` reads on first use. A year is a run of
days, two characters each: the month as a letter from a, the day as a base-32 digit ("a1" is 1 January, "lp" 25
December). Years are set apart by commas, the first is `FIRST`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import exchange_calendars
import exchange_calendars.lunisolar_holidays as lunar
import pandas
import pandas.tseries.holiday

FIRST, LAST = 1990, 2028
DIGITS = "0123456789abcdefghijklmnopqrstuv"
WIDTH = 100
FILES = {
    "america": "XNYS XTSE XMEX BVMF XBUE XSGO XLIM XBOG CMES IEPA",
    "core": "XLON XETR XHAM XSTU XPAR XLIS XDUB XMIL XMAD XSWX XWBO",
    "europe": "XSTO XHEL XCSE XOSL XICE XWAR XPRA XBUD ASEX XIST XBSE XRIS XTAL XLIT XTAE XJSE XSAU",
    "asia": "XHKG XSHG XSES XTKS XKRX XTAI XBKK XIDX XKLS XPHS XASX XNZE XBOM",
}
KNOWN = {"XSHG": 2026, "XSES": 2026, "XBOM": 2026, "XIDX": 2025, "XPHS": 2026, "XIST": 2027}
"""The last year announced, where holidays follow the moon or a decree and the library has no later ones."""
MASKS = {"XSAU": "71234", "XTAE": "71234 2026-01-05:12345", "XKRX": "123456 1998-12-05:12345"}
"""Days of the week with sessions (1 is Monday) where they are not Monday to Friday, and from when they are others."""


def sessions_of(name: str) -> tuple[Any, dict[Any, str]]:
    """The days with a session, and those that close at another time than usual with that time."""
    kind = exchange_calendars.calendar_utils._default_calendar_factories[name]
    first, last = pandas.Timestamp(FIRST, 1, 1), pandas.Timestamp(min(LAST, KNOWN.get(name, LAST)), 12, 31)
    first, last = max(first, kind.bound_min() or first), min(last, kind.bound_max() or last)
    calendar = kind(first, last)
    closes = calendar.closes.dt.tz_convert(calendar.tz).dt.strftime("%H:%M")
    usual = pandas.Series("", index=closes.index)
    for since, clock in calendar.close_times:
        usual[closes.index >= (since or first)] = clock.strftime("%H:%M")
    return calendar.sessions, dict(closes[closes != usual])


def foretold(name: str) -> list[Any]:
    """Days without a session after the last year announced that a law or a fixed date makes sure of."""
    years = range(KNOWN.get(name, LAST) + 1, LAST + 1)
    if name == "XSHG":
        return [day for year in years for day in china(year)]
    if name == "XBOM":
        fixed = [(1, 26), (4, 14), (5, 1), (8, 15), (10, 2), (12, 25)]
        return [pandas.Timestamp(year, *numbers) for year in years for numbers in fixed] + [
            good_friday(year) for year in years
        ]
    if name == "XSES":
        fixed = [(1, 1), (5, 1), (8, 9), (12, 25)]
        days = [pandas.Timestamp(year, *numbers) for year in years for numbers in fixed]
        days += [new_year(year) + pandas.Timedelta(days=number) for year in years for number in (0, 1)]
        # one that falls on a Sunday is kept on the next working day
        days = [day + pandas.Timedelta(days=1) if day.weekday() == 6 else day for day in days]
        return days + [good_friday(year) for year in years]
    return []


def china(year: int) -> list[Any]:
    """By the State Council's rule of November 2024: eight days from New Year's Eve of the moon, five from 1 May, seven
    from 1 October (eight with mid-autumn in them); other feasts three days with a weekend, one on a Wednesday.
    """
    days = [new_year(year) + pandas.Timedelta(days=number) for number in range(-1, 7)]
    days += list(pandas.date_range(f"{year}-05-01", periods=5))
    feasts = [pandas.Timestamp(year, 1, 1)]
    feasts += [of_year(dates, year) for dates in (lunar.qingming_festival_dates, lunar.dragon_boat_festival_dates)]
    autumn = of_year(lunar.mid_autumn_festival_dates, year)
    within = pandas.Timestamp(year, 10, 1) <= autumn <= pandas.Timestamp(year, 10, 8)
    days += list(pandas.date_range(f"{year}-10-01", periods=8 if within else 7))
    for feast in feasts if within else [*feasts, autumn]:
        # on a Tuesday the Monday joins it, on a Thursday the Friday; on a weekend the Monday after stands in
        joined = {1: (-1, 0), 2: (0,), 3: (0, 1), 5: (0, 2), 6: (0, 1)}.get(feast.weekday(), (0,))
        days += [feast + pandas.Timedelta(days=number) for number in joined]
    return days


def of_year(dates: Any, year: int) -> Any:
    return next(date for date in dates if date.year == year)


def new_year(year: int) -> Any:
    return of_year(lunar.chinese_lunar_new_year_dates, year)


def good_friday(year: int) -> Any:
    return pandas.tseries.holiday.GoodFriday.dates(f"{year}-01-01", f"{year}-12-31")[0]


def mask_on(name: str, day: Any) -> bool:
    mask, _, later = MASKS.get(name, "12345").partition(" ")
    since, _, other = later.partition(":")
    return str(day.isoweekday()) in (other if since and day >= pandas.Timestamp(since) else mask)


def text_of(days: list[Any]) -> str:
    years: dict[int, str] = {}
    for day in days:
        years[day.year] = years.get(day.year, "") + "abcdefghijkl"[day.month - 1] + DIGITS[day.day]
    return ",".join(years.get(year, "") for year in range(FIRST, max(years, default=FIRST) + 1))


def quoted(label: str, text: str) -> str:
    if len(text) <= WIDTH:
        return f'        {label}="{text}",\n'
    parts = [text[at : at + WIDTH] for at in range(0, len(text), WIDTH)]
    lines = "".join(f'            "{part}"\n' for part in parts)
    return f"        {label}=(\n{lines}        ),\n"


def table_of(name: str) -> str:
    sessions, special = sessions_of(name)
    held = set(sessions)
    span = pandas.date_range(sessions[0].replace(month=1, day=1) if sessions[0].day < 8 else sessions[0], sessions[-1])
    closed = [day for day in span if mask_on(name, day) and day not in held]
    closed += sorted({day for day in foretold(name) if mask_on(name, day)})
    opened = [day for day in sessions if not mask_on(name, day)]
    clocks = sorted(set(special.values()))
    short = ";".join(f"{clock}={text_of([day for day in special if special[day] == clock])}" for clock in clocks)
    parts = [f'    "{name}": Table(\n', f"        {span[0].year}, {min(LAST, KNOWN.get(name, LAST))},\n"]
    if name in MASKS:
        parts.append(f'        mask="{MASKS[name]}",\n')
    parts.append(quoted("closed", text_of(closed)))
    if opened:
        parts.append(quoted("opened", text_of(opened)))
    if short:
        parts.append(quoted("short", short))
    return "".join([*parts, "    ),\n"])


def main(folder: Path) -> None:
    version = exchange_calendars.__version__
    for file, names in FILES.items():
        tables = "".join(table_of(name) for name in names.split())
        text = (
            f'"""Made by tests/tools/make_holidays.py from exchange_calendars {version}; not edited by hand."""\n\n'
            "from thesis_tui.venues.holidays.table import Table\n\n"
            f"TABLES: dict[str, Table] = {{\n{tables}}}  # fmt: skip\n"
        )
        (folder / f"{file}.py").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
