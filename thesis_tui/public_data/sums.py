"""Whether the parts of a table add up to its whole, where some rows are parts of others."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

Pair = tuple[Decimal, Decimal]
_WHOLE = ("consolidated", "total", "group")


def adds_up(rows: Sequence[tuple[str, Pair]]) -> bool:
    """Whether the last row named as a whole is the sum of the rows above it, in both columns.

    A row that is itself the sum of rows above it stands for them; each value may be rounded in its last digit.
    """
    at = next((place for place in range(len(rows) - 1, 0, -1) if rows[place][0].startswith(_WHOLE)), None)
    if at is None:
        return False
    open_rows: list[Pair] = []
    for label, pair in rows[:at]:
        # a part with one row below its heading has a total that repeats it
        # the most rows first: by chance the last two alone may add up, too
        for count in range(len(open_rows), 0 if label.startswith("total ") else 1, -1):
            if _is_sum(pair, open_rows[-count:]):
                del open_rows[-count:]
                break
        open_rows.append(pair)
    whole = rows[at][1]
    return any(_is_sum(whole, open_rows[-count:]) for count in range(len(open_rows), 1, -1))


def _is_sum(whole: Pair, parts: Sequence[Pair]) -> bool:
    # half a unit for each part
    slack = Decimal(len(parts)) / 2 * Decimal(1).scaleb(max(int(item.as_tuple().exponent) for item in whole))
    return all(abs(sum((part[side] for part in parts), Decimal(0)) - whole[side]) <= slack for side in (0, 1))
