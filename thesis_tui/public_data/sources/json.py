"""Any JSON at an https address: one number by a JMESPath expression, held against a check and bounds.

The body is decoded with whole numbers exact and others as the text says, not as Decimal, on which JMESPath's sums
fail; a missing key, a list, an object or a truth value is no number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from urllib.parse import urlsplit

from thesis_tui.errors import InputError
from thesis_tui.model.figures import rounded, trimmed
from thesis_tui.model.live import JsonLive, ReadingKind
from thesis_tui.model.quantity import number_fault
from thesis_tui.public_data.body import unpacked
from thesis_tui.public_data.source import MAX_JSON, Answer, Ask, Host, Measured, Refusal, shown

# A longer one is no path to a value, and jmespath parses by recursion.
MAX_EXPRESSION = 500
_FLOAT_PLACES = 12
"""Of the seventeen digits sources print of a float, as many as a figure may have."""
_SHARE_PLACES = 4
_DATE = re.compile(r"\{(date|ymd)(?:-(\d{1,3}))?\}")


class Json:
    """Any address that answers with JSON: the number a jmespath expression finds in it."""

    host: Final = Host(name="json", title="a JSON address", base_url="", why="a number of your own")
    every: Final = timedelta(hours=24)

    def kind(self, live: JsonLive) -> ReadingKind:
        return live.kind

    def fault(self, live: JsonLive) -> str:
        try:
            parts = urlsplit(live.url)
            host, _ = parts.hostname, parts.port
        except ValueError:
            return f'"{shown(live.url)}" is no address'
        if parts.scheme != "https" or not host or parts.username or parts.password:
            return f'"{shown(live.url)}" is not accepted; expected https:// and a host, without a name or password'
        for expression in (live.value, live.check, live.inside, live.share_of):
            if len(expression) > MAX_EXPRESSION:
                return f"an expression has at most {MAX_EXPRESSION} characters"
            if expression and (wrong := _wrong(expression)):
                return wrong
        if live.min is not None and live.max is not None and live.min > live.max:
            return f"min, {live.min}, is above max, {live.max}"
        if live.hold_if_factor is not None and live.hold_if_factor <= 1:
            return "hold_if_factor is above 1"
        return "" if live.value else "value is empty; expected a JMESPath expression"

    def asks(self, live: JsonLive, now: datetime) -> Sequence[Ask]:
        today = now.astimezone(UTC).date()

        def day(found: re.Match[str]) -> str:
            on = today - timedelta(days=int(found[2] or 0))
            return on.isoformat() if found[1] == "date" else f"{on:%Y%m%d}"

        return [Ask(url=_DATE.sub(day, live.url))]

    def more(self, live: JsonLive, answer: Answer, asked: int) -> Ask | None:  # noqa: ARG002
        return None

    def refusal(self, answer: Answer, now: datetime) -> Refusal | None:  # noqa: ARG002
        return None

    def read(self, live: JsonLive, answers: Sequence[Answer], now: datetime) -> Measured:
        found = _decoded(answers[0].body)
        if live.inside:
            found = _decoded(_text(_searched(live.inside, found), live.inside).encode())
        if live.check and _searched(live.check, found) is not True:
            raise InputError(f"the check {shown(live.check)} is not true of it")
        value = _value(live, found)
        if live.min is not None and value < live.min:
            raise InputError(f"{value} is below min, {live.min}")
        if live.max is not None and value > live.max:
            raise InputError(f"{value} is above max, {live.max}")
        return Measured(value=value, data_day=now.date(), basis=f"{shown(live.value, 100)} of {shown(live.url, 200)}")


def _value(live: JsonLive, found: object) -> Decimal:
    """The number itself, its share of a whole in percent, or the place of a text in a list."""
    searched = _searched(live.value, found)
    if live.position:
        names = [str(item) for item in searched] if isinstance(searched, list) else []
        if live.position not in names:
            raise InputError(f"{shown(live.position)} is not among the {len(names)} of {shown(live.value)}")
        return Decimal(names.index(live.position) + 1)
    value = _number(searched, live.value)
    if not live.share_of:
        return value
    whole = _number(_searched(live.share_of, found), live.share_of)
    if whole <= 0:
        raise InputError(f"{shown(live.share_of)} is {whole}; there is no share of it")
    return trimmed(rounded(value / whole * 100, _SHARE_PLACES))


def _text(value: object, expression: str) -> str:
    if not isinstance(value, str):
        raise InputError(f"{shown(expression)} gives {_kind(value)} and no text")
    return value


def _decoded(body: bytes) -> Any:
    import json

    body = unpacked(body, MAX_JSON)
    try:
        return json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise InputError("what came is cut off or no JSON") from None


def _wrong(expression: str) -> str:
    import jmespath
    from jmespath.exceptions import JMESPathError

    try:
        jmespath.compile(expression)
    except (JMESPathError, RecursionError) as error:
        return f'"{shown(expression)}" is no JMESPath expression: {shown(str(error).splitlines()[0], 120)}'
    return ""


def _searched(expression: str, found: object) -> object:
    import jmespath
    from jmespath.exceptions import JMESPathError

    try:
        return jmespath.search(expression, found)
    except (JMESPathError, RecursionError, ArithmeticError, TypeError, ValueError) as error:
        raise InputError(f"{shown(expression)} does not fit it: {shown(error, 120)}") from None


def _number(value: object, expression: str) -> Decimal:
    if value is None:
        raise InputError(f"{shown(expression)} is not in it")
    if isinstance(value, bool) or not isinstance(value, int | float):
        hint = (
            "; add [0], length() or sum()" if isinstance(value, list | dict) else "; to_number() reads digits in quotes"
        )
        raise InputError(f"{shown(expression)} gives {_kind(value)} and no number{hint}")
    try:
        # by `repr`, which has the digits of the body again; a float itself has fifty and more
        number = Decimal(value) if isinstance(value, int) else Decimal(repr(value))
    except InvalidOperation:
        raise InputError(f"{shown(expression)} gives no number") from None
    if number.is_finite() and int(number.as_tuple().exponent) < -_FLOAT_PLACES and abs(number) < 1000:
        number = trimmed(rounded(number, _FLOAT_PLACES))
    if fault := number_fault(number):
        raise InputError(f"{shown(expression)} {fault}")
    return number


def _kind(value: object) -> str:
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, bool):
        return str(value).lower()
    return "nothing" if value is None else f'"{shown(value, 30)}"'


SOURCE: Final = Json()
