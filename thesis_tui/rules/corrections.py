"""The user's last word on prices: days dropped, doubted values accepted or refused, splits confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from msgspec import Struct

from thesis_tui.model.feeds import Doubt, Split
from thesis_tui.model.journal import Correction, Entry
from thesis_tui.rules.splits import SAME_SPLIT

SAME_PRICE = Decimal("0.1")
"""A decision on a doubted price holds for prices of its session within a tenth of it."""


class Corrections(Struct, frozen=True, kw_only=True):
    """Decisions on one listing's prices. `accepted` and `refused` are doubted values by their doubt's id."""

    dropped: frozenset[date] = frozenset()
    accepted: dict[str, Decimal | None] = {}
    refused: dict[str, Decimal | None] = {}
    splits: tuple[Split, ...] = ()
    listing: str = ""

    def accepts(self, doubt: Doubt) -> bool:
        """Whether this value was accepted; another one on the same day is doubted anew."""
        return _covers(self.accepted, doubt.id, doubt.value)

    def decides(self, doubt: Doubt) -> bool:
        """Whether nothing is left to ask: accepted, refused, or a split that was confirmed."""
        if self.accepts(doubt) or _covers(self.refused, doubt.id, doubt.value):
            return True
        split = doubt.split
        # that the split was confirmed is what the last question is about
        return (
            split is not None
            and doubt.code != "split gone"
            and any(
                # 6:4 is 3:2
                other.numerator / other.denominator == split.numerator / split.denominator
                # a rescaled history names the first day it was seen on, a step has its own
                and (other.day == split.day if doubt.code == "untold split" else other.day >= split.day - SAME_SPLIT)
                for other in self.splits
            )
        )

    @property
    def moves(self) -> tuple[tuple[date, Decimal], ...]:
        """Steps of the price that the user said were no split, as the day and the price it went to."""
        subject = f"{self.listing}:split:"  # a split that was told and refused has no price
        return tuple(
            (date.fromisoformat(id_.removeprefix(subject)), value)
            for id_, value in self.refused.items()
            if value is not None and id_.startswith(subject)
        )

    def accepted_bar(self, day: date, close: Decimal) -> bool:
        """Whether the user accepted a doubted bar at this close."""
        return _covers(self.accepted, f"{self.listing}:bar:{day.isoformat()}", close)

    def refused_bar(self, day: date, close: Decimal) -> bool:
        """Whether the user refused a bar at this close."""
        return _covers(self.refused, f"{self.listing}:bar:{day.isoformat()}", close)

    def accepted_high(self, day: date) -> bool:
        """Whether the user accepted the doubted high of a day."""
        return f"{self.listing}:high:{day.isoformat()}" in self.accepted

    def accepted_low(self, day: date) -> bool:
        """Whether the user accepted the doubted low of a day."""
        return f"{self.listing}:low:{day.isoformat()}" in self.accepted


def _covers(decided: dict[str, Decimal | None], id_: str, value: Decimal | None) -> bool:
    """Whether what was decided of `id_` holds for `value`: for what it moved by within the session as well."""
    if id_ not in decided:
        return False
    before = decided[id_]
    return before is None or value is None or abs(value - before) <= abs(before) * SAME_PRICE


NO_CORRECTIONS: Final = Corrections()


def confirmed_split(what: Correction) -> Split | None:
    """The split that a correction confirms, None where it is about something else."""
    if what.correction != "split" or not (what.day and what.numerator and what.denominator):
        return None
    return Split(what.day, what.numerator, what.denominator, shown=True, source="you")


def refused_step(what: Correction) -> date | None:
    """The day of a step of the price that a correction says was no split, None where it is about something else."""
    begins = f"{what.listing}:split:"
    if what.correction != "refuse" or what.value is None or not what.subject.startswith(begins):
        return None
    return date.fromisoformat(what.subject.removeprefix(begins))


def corrections_of(entries: Iterable[Entry]) -> dict[str, Corrections]:
    """By listing, of live correction entries in their order; a reset forgets what was decided before it."""
    by_listing: dict[str, list[Correction]] = {}
    for entry in entries:
        if isinstance(entry.what, Correction):
            made = by_listing.setdefault(entry.what.listing, [])
            if entry.what.correction == "reset":
                made.clear()
            else:
                made.append(entry.what)
    return {listing: _of(listing, made) for listing, made in by_listing.items() if made}


def _of(listing: str, made: Iterable[Correction]) -> Corrections:
    dropped: set[date] = set()
    accepted: dict[str, Decimal | None] = {}
    refused: dict[str, Decimal | None] = {}
    splits: list[Split] = []
    for correction in made:
        if correction.correction == "drop day" and correction.day is not None:
            dropped.add(correction.day)
        elif correction.correction == "accept":
            # the last word counts
            refused.pop(correction.subject, None)
            accepted[correction.subject] = correction.value
        elif correction.correction == "refuse":
            accepted.pop(correction.subject, None)
            refused[correction.subject] = correction.value
            step = refused_step(correction)
            splits = [split for split in splits if split.day != step]
        elif (split := confirmed_split(correction)) is not None:
            refused.pop(f"{listing}:split:{split.day.isoformat()}", None)
            splits.append(split)
    return Corrections(
        dropped=frozenset(dropped), accepted=accepted, refused=refused, splits=tuple(splits), listing=listing
    )
