"""Typed input, read and checked: each function raises InputError with the field it was typed into.

Forms call these at every key to say beside the field what is wrong; the desk calls them again when it
records, so nothing unchecked is ever written.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, get_args

from thesis_tui.errors import DoubtError, InputError
from thesis_tui.model import figures
from thesis_tui.model.enums import LEVEL_TYPES, EvidenceStance, FigureBasis, LevelType, Operator, OutcomeWord, Severity
from thesis_tui.model.figures import cut, is_currency, long_day
from thesis_tui.model.objects import Listing, Metric
from thesis_tui.model.quantity import Quantity
from thesis_tui.venues import find_venue, units

if TYPE_CHECKING:
    from thesis_tui.rules.windows import Window

LONGEST = 100_000
LONGEST_TITLE = 80
"""Characters of a title: as many as the narrowest whole screen has cells."""
SLIP = 2
"""A price this many times the last, or this part of it, may be a slip of the finger."""
_MONEY = re.compile(
    r"(?P<before>(?:US|HK|A|C|S|NT|R)?\$|[€£¥₹₩₪₺]|Rs?\.?(?=[ \d])|[A-Z]{3}(?=[ \d]))? ?(?P<amount>.*?\d) ?"
    r"(?P<after>(?:US|HK|A|C|S|NT|R)?\$|[€£¥₹₩₪₺円元]|[A-Z]{3}|kr\.?|[pc]|pence|agorot|cents)?",
    re.IGNORECASE,
)
_RATIO = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,4})?) ?(?::|/| for |-for-|-) ?([0-9]{1,4}(?:\.[0-9]{1,4})?)")
_STANCES: dict[str, EvidenceStance] = {
    "supports": "supports", "support": "supports", "for": "supports", "+": "supports",
    "weakens": "weakens", "weaken": "weakens", "against": "weakens", "-": "weakens",
    "neutral": "neutral",
}  # fmt: skip
_BASES: dict[str, FigureBasis] = {basis: basis for basis in get_args(FigureBasis)}
_OUTCOMES: dict[str, OutcomeWord] = {"hit": "hit", "miss": "missed", "missed": "missed", "void": "void"}


class Moment(NamedTuple):
    """When a price is of: `time` when known to the minute (with a zone), else `day`."""

    day: date | None
    time: datetime | None


class Zone(NamedTuple):
    """A price (`high` of None) or a zone, in the listing's currency."""

    low: Decimal
    high: Decimal | None


class Measured(NamedTuple):
    """When a figure is of: a period with its label, or a day (`as_of`), or nothing known."""

    start: date | None
    end: date | None
    as_of: date | None
    label: str


def file_path(text: str) -> str:
    """A path as typed, with `~` read as the home folder; one of a user nobody knows stays as it is. `os.path.isfile`
    answers for any text, where pathlib raises for a name that is too long.
    """
    return os.path.expanduser(text.strip())  # noqa: PTH111  (pathlib's raises for an unknown user)


@contextmanager
def in_field(name: str) -> Iterator[None]:
    """Gives an InputError raised inside the field it belongs to."""
    try:
        yield
    except InputError as error:
        if error.field:
            raise
        raise InputError(str(error), name) from None


def quoted(value: str) -> str:
    """Typed text as a message repeats it: on one line, at most 60 characters."""
    return cut(clean_line(value), 60)


def clean_line(value: str) -> str:
    """One line without terminal controls, for a parser that says itself what it accepts."""
    from thesis_tui.model.text_cleaning import clean

    # cut first: cleaning a pasted book would hold up the form at every key
    return " ".join(clean(value[: LONGEST + 1]).split())


def text(value: str, field: str, *, required: bool = True, name: str = "") -> str:
    """Text as it is kept: terminal controls stripped, ends trimmed. Empty (when required) and too long refused."""
    from thesis_tui.model.text_cleaning import clean

    called = name or field
    if len(value) > LONGEST:
        raise InputError(f"the {called} has {len(value):,} characters; at most {LONGEST:,} are kept", field)
    cleaned = clean(value).strip()
    if required and not cleaned:
        raise InputError(f"the {called} is empty; write at least one character", field)
    return cleaned


def line(value: str, field: str, *, required: bool = True) -> str:
    """Like `text`, on one line: a title or a name."""
    return " ".join(text(value, field, required=required).split())


def title(value: str, field: str) -> str:
    """A title of a pillar or a metric, short enough to be a heading."""
    found = line(value, field)
    if len(found) > LONGEST_TITLE:
        raise InputError(f"the {field} has {len(found):,} characters; at most {LONGEST_TITLE} make a heading", field)
    return found


def window(value: str, today: date, fiscal_year_end: str, field: str = "window") -> Window:
    """A window as people write it ("by mid-feb 2026"), with its first and last day."""
    from thesis_tui.rules.windows import parse_window

    with in_field(field):
        return parse_window(clean_line(value), today, fiscal_year_end)


def day(value: str, today: date, field: str, *, past: bool = False) -> date:
    """A day: "2026-02-14", "14 feb", "today". With `past`, one that has come."""
    from thesis_tui.rules.windows import parse_day

    found = parse_day(clean_line(value), today, field)
    if past and found > today:
        raise InputError(f"{long_day(found)} has not come yet; give a day up to {long_day(today)}", field)
    return found


def future_day(value: str, today: date, fiscal_year_end: str, field: str = "until") -> date:
    """A day after today: "14 feb", "next 2 weeks" (its last day)."""
    from thesis_tui.rules.windows import future_examples

    found = window(value, today, fiscal_year_end, field).latest
    if found <= today:
        raise InputError(f"{long_day(found)} is not after today; give a later day: {future_examples(today)}", field)
    return found


def odds(value: str, field: str = "odds") -> Decimal:
    """Odds from 0 to 100: "65", "65 %"."""
    from thesis_tui.rules.amounts import parse_odds

    return parse_odds(clean_line(value), field)


def zone(value: str, listing: Listing, field: str = "zone") -> Zone:
    """A price or a zone ("148", "145-148", "148 USD"), in the listing's currency: "£0.90" and "90p" are 90 of a
    listing in pence. It is above zero, except where the venue has prices below.
    """
    from thesis_tui.rules.amounts import parse_zone

    amount, parts = _without_currency(value, listing, field)
    low, high = parse_zone(amount, field, negative=find_venue(listing.venue).negative)
    return Zone(_scaled(low, parts), None if high is None else _scaled(high, parts))


def refuse_slip(value: Decimal, last: Decimal, currency: str) -> None:
    """Raises DoubtError (field "value") when a price in `currency` is `SLIP` times the last one or more, or such a part
    of it; or on the other side of zero.
    """
    typed, known = units.price(value, currency), units.price(last, currency)
    # below zero twice the price is the smaller number
    if (last < 0 and not last * SLIP < value < last / SLIP) or value <= 0 < last:
        raise DoubtError(f"{typed} is far from the last price, {known}", "value")
    if last > 0 and not last / SLIP < value < last * SLIP:
        percent = figures.percent((value - last) / last * 100, 0)
        raise DoubtError(f"{typed} is {percent} from the last price, {known}", "value")


def price(value: str, listing: Listing, field: str = "value") -> Decimal:
    """A price ("148.5", "148.5 USD") in the listing's currency, above zero but where the venue has prices below."""
    from thesis_tui.rules.amounts import parse_price

    amount, parts = _without_currency(value, listing, field)
    return _scaled(parse_price(amount, field, negative=find_venue(listing.venue).negative), parts)


def _scaled(value: Decimal, parts: Decimal) -> Decimal:
    return value if parts == 1 else figures.trimmed(value * parts)


def _without_currency(value: str, listing: Listing, field: str) -> tuple[str, Decimal]:
    """A typed price without its currency, and what turns it into the listing's unit: 100 for "£0.90" where that is
    pence. Another currency is a fault.
    """
    found = _MONEY.fullmatch(clean_line(value))
    parts = Decimal(1)
    if found is None:
        return clean_line(value), parts
    for word in filter(None, (found["before"], found["after"])):
        # the listing's own currency counts where it is among those of a sign
        codes = units.SIGNS.get(word.upper()) or (units.normalised(word),)
        currency = next((code for code in codes if units.factor(code, listing.currency) is not None), codes[0])
        factor = units.factor(currency, listing.currency)
        if factor is None:
            own = units.name_of(listing.currency)
            raise InputError(
                f"{listing.symbol} is quoted in {own}, not in {units.name_of(currency)}; "
                f"give it in {own}, or name another listing",
                field,
            )
        parts = factor
    return found["amount"], parts


_TIMES = frozenset(("x", "times", "×"))


def _same_unit(typed: str, unit: str) -> bool:
    """Whether two units are one: in any case of letters, and "x" is "times"."""
    first, other = typed.casefold(), unit.casefold()
    return first == other or {first, other} <= _TIMES


def quantity(value: str, metric: Metric, field: str = "value") -> tuple[Quantity, str]:
    """A figure as printed ("34 %", ">600 M", "about 5.59 bn USD"), and its unit where it is not the metric's."""
    from thesis_tui.rules.amounts import parse_quantity

    read = parse_quantity(clean_line(value), field)
    found, unit = read.quantity, read.unit
    if not unit or _same_unit(unit, metric.unit):
        return found, ""
    # another currency is kept as such and never converted; any other unit is a slip
    if is_currency(unit) and is_currency(metric.unit):
        return found, unit
    raise InputError(f'"{metric.title}" is measured in {metric.unit}, not in {unit}', field)


def measured(value: str, metric: Metric, today: date, fiscal_year_end: str, *, expected: bool = False) -> Measured:
    """When a figure is of: a period ("fq3 2026", "nov 2026") or, for an instant or a list price, a day; of a month or
    another period that is over its last one. Empty: not known. Only what is `expected` may be of days to come.
    """
    from thesis_tui.rules.windows import parse_period

    typed = clean_line(value)
    if not typed:
        return Measured(None, None, None, "")
    if metric.measures != "period":
        return Measured(None, None, _instant(typed, today, fiscal_year_end, expected=expected), "")
    with in_field("period"):
        period = parse_period(typed, today, fiscal_year_end)
    if period.start > today and not expected:
        raise InputError(
            f"that period begins on {long_day(period.start)}, after today; only a guided or estimated figure can be",
            "period",
        )
    return Measured(period.start, period.end, None, period.label)


def _instant(value: str, today: date, fiscal_year_end: str, *, expected: bool) -> date:
    from thesis_tui.rules.windows import parse_period

    try:
        return day(value, today, "period", past=not expected)
    except InputError as error:
        try:
            period = parse_period(value, today, fiscal_year_end)
        except InputError:
            raise error from None
    if period.end > today and not expected:
        raise InputError(
            f"that period ends on {long_day(period.end)}, after today; give the day the figure is of", "period"
        )
    return period.end


def moment(value: str | None, now: datetime) -> Moment:
    """When a price is of: "2026-02-03", "yesterday", "14:30", "2026-02-03 14:30". None: now, to the minute."""
    if value is None or not value.strip():
        return Moment(None, now.replace(second=0, microsecond=0))
    typed = clean_line(value)
    head, _, tail = typed.replace("T", " ").rpartition(" ")
    if ":" not in tail:
        return Moment(day(typed, now.date(), "at", past=True), None)
    on = day(head, now.date(), "at", past=True) if head else now.date()
    try:
        clock = time.fromisoformat(tail)
    except ValueError:
        raise InputError(f'"{quoted(tail)}" is not a time of day; give one like 14:30', "at") from None
    stamp = datetime.combine(on, clock, tzinfo=clock.tzinfo or now.tzinfo).replace(second=0, microsecond=0)
    if stamp > now:
        raise InputError(f"{long_day(on)} {tail} has not come yet; give a time up to now", "at")
    return Moment(None, stamp)


def noted_day(value: str | None, today: date) -> date | None:
    """The day in the past a level was noted on; None for now, which "today" is as well."""
    if value is None or not value.strip():
        return None
    found = day(value, today, "on", past=True)
    return None if found == today else found


def ratio(value: str) -> tuple[Decimal, Decimal]:
    """A split as told, new units for old: "4:1", "1:20", "3 for 2", "4-for-1"."""
    found = _RATIO.fullmatch(clean_line(value).casefold())
    if found is None:
        raise InputError(f'"{quoted(value)}" is not a split; give new units for old, like 4:1, 1:20 or 3:2', "ratio")
    new, old = Decimal(found[1]), Decimal(found[2])
    if not new or not old or new == old or not Decimal(1) / 1000 <= new / old <= 1000:
        raise InputError(f'"{quoted(value)}" is not a split; give new units for old, up to 1000:1 or 1:1000', "ratio")
    return new, old


def level_type(value: str) -> LevelType:
    """A kind of level: "support", "52-week-high"."""
    from thesis_tui.rules.levels import LEVEL_RULES

    typed = " ".join(value.replace("_", " ").casefold().split())
    spaced = typed.replace("-", " ")
    for rule in LEVEL_RULES.values():
        if spaced == rule.type.replace("-", " ") or spaced in rule.aliases:
            return rule.type
    raise InputError(f'"{quoted(typed)}" is not a kind of level; choose {", ".join(LEVEL_TYPES)}', "type")


def stance(value: str) -> EvidenceStance:
    """The stance of evidence to its pillar."""
    found = _STANCES.get(value.strip().casefold())
    if found is None:
        raise InputError(f'"{quoted(value)}" is not a stance; choose supports, weakens or neutral', "stance")
    return found


def figure_basis(value: str) -> FigureBasis:
    """How a figure is known; reported where nothing is typed."""
    found = _BASES.get(value.strip().casefold() or "reported")
    if found is None:
        raise InputError(f'"{quoted(value)}" is not a basis; choose reported, guided or estimated', "basis")
    return found


def outcome(value: str, field: str = "outcome") -> OutcomeWord:
    """How a milestone ended."""
    found = _OUTCOMES.get(value.strip().casefold())
    if found is None:
        raise InputError(f'"{quoted(value)}" is not an outcome; choose hit, missed or void', field)
    return found


def severity(value: str) -> Severity:
    """How much a criterion weighs."""
    match value.strip().casefold():
        case "kill":
            return "kill"
        case "warn":
            return "warn"
    raise InputError(f'"{quoted(value)}" is not a severity; choose kill or warn', "severity")


def operator(value: str) -> Operator:
    """How a metric is held against a threshold."""
    match value.strip():
        case ">=" | "≥":
            return ">="
        case ">":
            return ">"
        case "<=" | "≤":
            return "<="
        case "<":
            return "<"
    raise InputError(f'"{quoted(value)}" is not a comparison; choose >=, >, <= or <', "operator")


def threshold(value: str, metric: Metric) -> Decimal:
    """A threshold in base units: "15 %", "500 M"."""
    found, unit = quantity(value, metric, "threshold")
    if unit or found.high is not None or found.qualifier != "exactly":
        raise InputError(f"a threshold is one number in {metric.unit}, like 15 or 500 M", "threshold")
    return found.base
