"""Share splits, found where a count of shares and its earnings per share are restated together.

A split shows in company facts only as a restatement of earlier periods. Filings state a year or two again after it;
what lies before is never restated, and is put on the same basis here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from thesis_tui.model.figures import rounded, trimmed
from thesis_tui.public_data.series import Tagged
from thesis_tui.public_data.time_spans import Span, Version

_RATIOS = tuple(
    Fraction(up, down)
    for up, down in (
        *((whole, 1) for whole in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 100)),
        (3, 2), (4, 3), (5, 4),
        *((1, whole) for whole in (2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50, 100)),
    )
)  # fmt: skip
"""Shares after for a share before: the ratios splits have. Three zeros too many are a slip of the filer's, no split."""
_NEAR = Decimal("0.005")
"""Part by which two counts may miss a ratio: most filers round them to thousands or millions."""
_PLACES = 6


class Split(NamedTuple):
    """`ratio` shares for one before, in all filings from `filed` on; `accession` is the first that shows it."""

    ratio: Fraction
    filed: date
    accession: str

    @property
    def text(self) -> str:
        return f"{self.ratio.numerator}:{self.ratio.denominator}"


class _Sign(NamedTuple):
    """A restatement that looks like a split made after one filing and by another; `proven` is whether the earnings per
    share of the same two filings moved the other way.
    """

    ratio: Fraction
    after: date
    by: Version
    proven: bool


class _Found(NamedTuple):
    ratio: Fraction
    after: date
    by: Version
    proven: bool

    def overlaps(self, sign: _Sign) -> bool:
        """Whether one moment may lie between the filings of both."""
        return sign.after < self.by.filed and self.after < sign.by.filed

    def joined(self, sign: _Sign) -> _Found:
        earliest = min(self.by, sign.by, key=lambda item: item.filed)
        return _Found(self.ratio, max(self.after, sign.after), earliest, True)


def find_splits(shares: Iterable[Tagged], earnings: Iterable[Tagged]) -> tuple[Split, ...]:
    """Oldest first. A restated count of shares is a split when the earnings per share of the same span and filings
    moved the other way, or, where there are none to compare, when two spans or more moved alike.
    """
    per_share = list(earnings)
    # The shortest time between two filings first: a span stated again only after two splits shows their product.
    signs = sorted(
        (
            sign
            for reported in shares
            for span, versions in reported.spans.items()
            for sign in _signs(span, versions, per_share)
        ),
        key=lambda item: (item.by.filed - item.after, item.by.filed),
    )
    found: list[_Found] = []
    for sign in signs:
        place = next((n for n, item in enumerate(found) if item.ratio == sign.ratio and item.overlaps(sign)), None)
        if place is not None:
            found[place] = found[place].joined(sign)
        elif not any(item.overlaps(sign) for item in found):
            found.append(_Found(sign.ratio, sign.after, sign.by, sign.proven))
    sure = [Split(item.ratio, item.by.filed, item.by.accession) for item in found if item.proven]
    return tuple(sorted(sure, key=lambda item: item.filed))


def _signs(span: Span, versions: list[Version], earnings: list[Tagged]) -> list[_Sign]:
    found = []
    for before, after in pairwise(versions):
        if before.value <= 0 or after.value <= 0:
            continue
        ratio = _ratio(after.value / before.value)
        borne_out = None if ratio is None else _borne_out(span, before, after, ratio, earnings)
        if ratio is not None and borne_out is not False:
            found.append(_Sign(ratio, before.filed, after, bool(borne_out)))
    return found


def _ratio(value: Decimal) -> Fraction | None:
    for ratio in _RATIOS:
        exact = Decimal(ratio.numerator) / ratio.denominator
        if abs(value / exact - 1) <= _NEAR:
            return ratio
    return None


def _borne_out(span: Span, before: Version, after: Version, ratio: Fraction, earnings: list[Tagged]) -> bool | None:
    """Whether the earnings per share of the same two filings moved the other way, to a cent and a half; None where they
    are not there, or too small to tell.
    """
    for reported in earnings:
        old = reported.filings.get(before.accession, {}).get(span)
        new = reported.filings.get(after.accession, {}).get(span)
        if old is not None and new is not None:
            expected = old.value * ratio.denominator / ratio.numerator
            # a reverse split multiplies the rounding of the old value, too
            slack = Decimal("0.015") * max(Decimal(1), Decimal(ratio.denominator) / ratio.numerator)
            if abs(expected - new.value) > slack:
                return False
            return True if abs(old.value - new.value) > 2 * slack else None
    return None


def on_one_basis(versions: tuple[Version, ...], splits: Iterable[Split], *, per_share: bool) -> tuple[Version, ...]:
    """Versions of a span with its newest value, where a split came after it, on the basis of today."""
    if not versions:
        return versions
    newest = versions[-1]
    later = [item for item in splits if item.filed > newest.filed]
    marked = list(versions)
    for place, version in enumerate(marked[1:], 1):
        between = [item for item in splits if marked[place - 1].filed < item.filed <= version.filed]
        if between:
            words = " and ".join(item.text for item in between)
            marked[place] = version._replace(how=f"{version.how}, on the basis of the {words} split")
    if not later:
        return tuple(marked)
    value = newest.value
    for split in later:
        ratio = 1 / split.ratio if per_share else split.ratio
        value = value * ratio.numerator / ratio.denominator
    value = trimmed(rounded(value, _PLACES))
    words = " and ".join(item.text for item in later)
    last = later[-1]
    adjusted = newest._replace(
        value=value, filed=last.filed, accession=last.accession, how=f"{newest.how}, adjusted for the {words} split"
    )
    return (*marked, adjusted)
