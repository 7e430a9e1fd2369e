"""The form of a calendar's table."""

from __future__ import annotations

from msgspec import Struct

FIRST = 1990
"""The year the texts of a table begin with."""


class Table(Struct, frozen=True):
    """A calendar from 1 January of `since` to 31 December of `until`.

    `mask` has the days of the week with sessions (1 is Monday), and from when they are others
    ("71234 2026-01-05:12345"). `closed` are days of the mask without a session, `opened` other days with one. Both are
    texts of days: two characters each, the month as a letter from a and the day as a base-32 digit ("lp" is 25
    December), the years from 1990 on set apart by commas. `short` has such a text for each local time of an
    unusual close: "13:00=…;12:30=…".
    """

    since: int
    until: int
    mask: str = "12345"
    closed: str = ""
    opened: str = ""
    short: str = ""
