"""Checks that several kinds of things share: each gives the field at fault and what is wrong with it, or None."""

from __future__ import annotations

from decimal import Decimal

Fault = tuple[str, str] | None


def empty(text: str, field: str) -> Fault:
    """The fault of a text that has nothing in it, None where it has."""
    return None if text.strip() else (field, "is empty; expected some text")


def not_positive(value: Decimal | None, field: str) -> Fault:
    """The fault of a number that is not above zero, None where it is or is left out."""
    if value is None or value > 0:
        return None
    return field, f"{value} is not accepted; expected a number above zero"
