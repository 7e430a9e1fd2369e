"""Reasons as data: a code with the values its sentence needs. `rules/wording/` makes the sentences."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from thesis_tui.model.objects import Observation

CriterionCode = Literal[
    "no metric", "no threshold", "no figure", "sources differ", "either side", "apart", "apart unknown", "misses",
    "misses in part", "period missing", "period in doubt", "misses running", "too old",
    "too few readings", "other line", "series break",
    "no milestone", "milestone void", "milestone missed", "milestone hit", "milestone hit past warn date",
    "milestone hit late", "milestone past warn date", "milestone overdue", "milestone due",
]  # fmt: skip
"""Why a criterion is in its state. "apart": the distance to its line is known; "misses": on the wrong side of it."""


class CriterionReason(Struct, frozen=True, kw_only=True):
    """Why a criterion is in its state. Each code has the values its sentence names, and no others.

    `figures` are the observations named; `count` periods that miss the line; `days` an age or a delay in days;
    `newer` a figure since that may lie on either side of the line, and so decides nothing; `text` is why a series
    breaks, in the user's words; `due` the days in which the next figure is, or was, due.
    """

    code: CriterionCode
    figures: tuple[Observation, ...] = ()
    count: int = 0
    days: int = 0
    day: date | None = None
    newer: Observation | None = None
    text: str = ""
    due: tuple[date, date] | None = None


PillarCode = Literal[
    "milestone missed", "milestone overdue", "no criterion", "first figure due", "weakest", "no pillar",
    "template", "no key figure",
] | CriterionCode  # fmt: skip
"""Why a pillar or a thesis has its verdict: its own codes, and those of the criterion that decides."""


class PillarReason(Struct, frozen=True, kw_only=True):
    """Why a pillar has its verdict.

    `criterion` and `milestone` are the ids of what it is of, "" for none; `metric` is the metric to name before the
    sentence of a criterion, "" for the pillar's key metric and for milestones. `days` is a delay in days. `key` is the
    key metric that has no figure; `metric` or `milestone` is then all that the pillar rests on, "" where it is more.
    """

    code: PillarCode
    criterion: str = ""
    milestone: str = ""
    metric: str = ""
    days: int = 0
    key: str = ""
