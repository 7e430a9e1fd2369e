"""A new thesis from a commented template."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from thesis_tui.errors import InputError, StorageError
from thesis_tui.services import typed

if TYPE_CHECKING:
    from pathlib import Path

    from thesis_tui.storage.places import Places

_APART = re.compile(r"[^a-z0-9]+")
_SYMBOL = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-=^]{0,31}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_YEAR_END = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_VENUES = {
    "HK": ("HKEX", "HKD"), "DE": ("XETRA", "EUR"), "F": ("Frankfurt", "EUR"), "L": ("LSE", "GBP"),
    "PA": ("Euronext Paris", "EUR"), "AS": ("Euronext Amsterdam", "EUR"), "MI": ("Borsa Italiana", "EUR"),
    "SW": ("SIX", "CHF"), "T": ("TSE", "JPY"), "TO": ("TSX", "CAD"), "AX": ("ASX", "AUD"),
    "SS": ("SSE", "CNY"), "SZ": ("SZSE", "CNY"), "KS": ("KRX", "KRW"), "TW": ("TWSE", "TWD"),
}  # fmt: skip
MOST_PILLARS = 12


class Made(NamedTuple):
    """A thesis that was made: its id and folder."""

    id: str
    folder: Path


class Blank(NamedTuple):
    """What the template is filled with; `pillars` are titles."""

    symbol: str
    name: str
    currency: str
    venue: str
    fiscal_year_end: str
    pillars: tuple[str, ...]


def thesis_id(symbol: str) -> str:
    """The id of a symbol's thesis: lower case, every other character as "-" ("BRK.B" is "brk-b")."""
    return _APART.sub("-", symbol.casefold()).strip("-")[:64]


def fill(
    symbol: str,
    *,
    name: str = "",
    currency: str = "",
    fiscal_year_end: str = "",
    pillars: Sequence[str] = (),
) -> Blank:
    """What was typed, checked, with what follows from the symbol for what was left out. Raises InputError."""
    shown = typed.line(symbol, "symbol").upper()
    if not _SYMBOL.fullmatch(shown) or not thesis_id(shown):
        raise InputError(f'"{shown[:40]}" is not a symbol; give one like NVDA, BRK.B or 0700.HK', "symbol")
    venue, usual = _VENUES.get(shown.rpartition(".")[2] if "." in shown else "", ("NYSE", "USD"))
    money = typed.line(currency, "currency", required=False).upper() or usual
    if not _CURRENCY.fullmatch(money):
        raise InputError(f'"{money[:40]}" is not a currency; give three letters, like USD', "currency")
    end = typed.line(fiscal_year_end, "fiscal-year-end", required=False) or "12-31"
    match = _YEAR_END.fullmatch(end)
    if match is None or int(match[2]) > _LAST_DAYS[int(match[1]) - 1]:
        raise InputError(f'"{end[:40]}" is not a month and day; give one like 03-31', "fiscal-year-end")
    titles = tuple(typed.line(title, "pillar") for title in pillars) or ("Growth",)
    if len(titles) > MOST_PILLARS:
        raise InputError(f"{len(titles)} pillars are too many; give at most {MOST_PILLARS}", "pillar")
    ids = [thesis_id(title) for title in titles]
    if "" in ids:
        raise InputError(f'"{titles[ids.index("")]}" makes no id; use letters a to z or digits', "pillar")
    for i, made in enumerate(ids):
        if made in ids[:i]:
            raise InputError(f'"{titles[i]}" is there twice; give each pillar a title of its own', "pillar")
    called = typed.line(name, "name", required=False) or shown
    return Blank(shown, called, money, venue, end, titles)


def make(places: Places, blank: Blank, *, at: datetime) -> Made:
    """Writes the thesis into the data directory, whole or not at all, its criteria recorded as their own baseline.

    Raises InputError when a thesis of that id is there, StorageError when it cannot be written.
    """
    import tempfile
    from pathlib import Path

    from thesis_tui.storage.book import read_book
    from thesis_tui.storage.journal import append

    made = thesis_id(blank.symbol)
    folder = places.data / made
    if os.path.lexists(folder):
        raise InputError(f"{folder} is there already; nothing was changed", "symbol")
    try:
        places.data.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".new-", dir=places.data))
    except OSError as error:
        raise StorageError(f"{places.data} cannot be written: {error.strerror or error}") from error
    try:
        (draft / "sources").mkdir()
        (draft / "journal").mkdir()
        (draft / "thesis.toml").write_text(template(blank, at), encoding="utf-8")
        for criterion in read_book(draft, cache=None).thesis.criterion:
            append(draft, "criterion", criterion, at=at, state=places.state, replaces=criterion.id)
        draft.rename(folder)
    except OSError as error:
        raise StorageError(f"{folder} cannot be made: {error.strerror or error}") from error
    finally:
        if draft.exists():
            import shutil

            shutil.rmtree(draft, ignore_errors=True)
    return Made(made, folder)


def template(blank: Blank, at: datetime) -> str:
    """The text of a new thesis.toml: valid as it is, with what can be added beside it in comments."""
    day = at.date().isoformat()
    parts = [
        _HEAD.format(
            symbol=_quoted(blank.symbol),
            name=_quoted(blank.name),
            currency=_quoted(blank.currency),
            venue=_quoted(blank.venue),
            end=_quoted(blank.fiscal_year_end),
            day=day,
        )
    ]
    parts += [_pillar(title, day, first=i == 0) for i, title in enumerate(blank.pillars)]
    return "\n".join(parts)


def _pillar(title: str, day: str, *, first: bool) -> str:
    pillar_id = thesis_id(title)
    figure = _FIGURE.format(id=pillar_id, figure=_quoted(f"{title}, yoy"), day=day)
    if not first:
        figure = "".join(f"# {line}\n" for line in figure.splitlines())
    return _PILLAR.format(id=pillar_id, title=_quoted(title)) + figure


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


_HEAD = """\
# What you believe about {symbol}, and what would prove it wrong. Edit it by hand: a running dashboard follows.
# Numbers are written plainly (15, 600000000), dates as 2026-02-14.

format = 1
name = {name}
stance = "watch"            # long, short or watch
statement = "Say in a sentence or two why you own it, short it or watch it."
fiscal_year_end = {end}   # month and day; fiscal years are named by the year they end in
since = {day}

# The first listing is the price beside the verdict. Add one for every other line you follow;
# units is how many of its units make one of the first listing's.
[[listing]]
symbol = {symbol}
venue = {venue}
currency = {currency}
"""

_PILLAR = """
# One thing that must be true. key is the metric its headline shows.
[[pillar]]
id = "{id}"
title = {title}
claim = "Say what must be true."
"""

_FIGURE = """\
key = "{id}-growth"

# Something measured over time: unit is "%", a currency, or a word; better is "higher" or "lower";
# measures is "period", "instant" or "list price".
[[metric]]
id = "{id}-growth"
title = {figure}
unit = "%"
pillar = "{id}"
change = true

# What must hold, or the pillar fails it. severity is "kill" or "warn"; periods is how many in a row it takes;
# a figure older than max_age_days proves nothing. A criterion may rest on a milestone instead.
[[criterion]]
id = "{id}-kill"
pillar = "{id}"
severity = "kill"
metric = "{id}-growth"
operator = ">="
threshold = 0
periods = 2
max_age_days = 200
since = {day}
"""
