"""What sessions did to a level: codes and figures; `rules/level_words.py` puts them into sentences."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final, Literal, cast, get_args

from msgspec import Struct

CrossingKind = Literal[
    "touched", "broken", "reclaimed", "failed breakout", "reached", "hit", "crossed", "exceeded",
]  # fmt: skip
"""Each is told once in its life. "crossed" is of a moving average, "exceeded" of a 52-week high or low."""

Left = Literal["", "broken", "reached", "hit", "exceeded"]
"""The state that sessions left a level in, "" for the resting one."""


class Crossing(Struct, frozen=True, gc=False):
    """Something a whole session did to a level.

    `above` is where the price went, or came from for a touch; `start` is the entry whose wording of the level
    it happened to ("" for a source's own), so that one before an edit is another than one after it.
    """

    day: date
    kind: CrossingKind
    above: bool
    start: str = ""

    @property
    def key(self) -> str:
        """Its identity beside the level's id: the same session doing the same to the same wording."""
        return f"{self.start}/{self.day.isoformat()}/{self.kind}"


_KINDS: Final = frozenset(get_args(CrossingKind))


def parse_key(key: str) -> tuple[str, date, CrossingKind] | None:
    """The start, day and kind of a crossing by its key; None for what is no key."""
    start, _, rest = key.partition("/")
    day, _, kind = rest.partition("/")
    try:
        return (start, date.fromisoformat(day), cast("CrossingKind", kind)) if kind in _KINDS else None
    except ValueError:
        return None


class LevelHistory(Struct, frozen=True, gc=False):
    """What the whole sessions after noting did to a level.

    `left` is the state they leave it in and `left_day` the session that did, None when it was so already when
    it was noted. `above` says on which side the price stood when noted, None where nothing is known or it was
    inside. `sessions` is how many counted, `extreme` the highest (of a level above the price) or lowest price
    of them, `first_day` the first of them.
    """

    left: Left = ""
    left_day: date | None = None
    above: bool | None = None
    inside: bool = False
    """The price was inside the zone, or at the price, when it was noted."""
    sessions: int = 0
    first_day: date | None = None
    extreme: Decimal | None = None
    crossings: tuple[Crossing, ...] = ()
