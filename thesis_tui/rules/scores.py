"""Were the odds any good: Brier scores, and what came true of what was said.

Brier, G. W. (1950), "Verification of forecasts expressed in terms of probability", Monthly Weather Review
78, 1-3, in the form for events that happen or not: the mean of (odds − outcome)², 0 is perfect, 1 is worst.
Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference", Journal of the
American Statistical Association 22, 209-212.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import sqrt

from msgspec import Struct

from thesis_tui.model.view import MilestoneView, OddsView

ENOUGH = 20
"""Forecasts below which nothing is said of skill or bias."""
BUCKET_ENOUGH = 10
"""Forecasts of one bucket below which its own bias is not named: of five, Wilson's interval leaves out what a coin
does in one case of sixteen.
"""
COIN_TOSS = 0.25
"""The Brier score of saying 50 % every time."""
Z95 = 1.959964
_BOUNDS = ((0, 20), (21, 40), (41, 60), (61, 80), (81, 100))


class Forecast(Struct, frozen=True):
    """Odds (0 to 100) as stated, and whether it came true within the window in force when they were."""

    odds: Decimal
    hit: bool


class ScoredMilestone(Struct, frozen=True):
    """An ended milestone's two forecasts: when its window opened, and the last before it ended."""

    id: str
    pillar: str | None
    opening: Forecast
    last: Forecast


class Bucket(Struct, frozen=True):
    """The last odds from `low` to `high` percent: how often they were said, and how often it came true.

    `mean_odds` (percent) and `interval` (Wilson's 95 % interval of the share that came true, each 0 to 1)
    are None when `count` is 0.
    """

    low: int
    high: int
    count: int
    hits: int
    mean_odds: float | None
    interval: tuple[float, float] | None

    @property
    def biased(self) -> bool:
        """The odds said lie outside the interval of what happened."""
        if self.mean_odds is None or self.interval is None:
            return False
        return not self.interval[0] <= self.mean_odds / 100 <= self.interval[1]


class PillarScore(Struct, frozen=True):
    """The Brier scores of one pillar's milestones; `pillar` of None are those of no pillar."""

    pillar: str | None
    scored: int
    opening: float
    last: float


class Scores(Struct, frozen=True):
    """How good the odds were. `opening` and `last` are Brier scores, None when nothing is scored.

    `buckets` from 0 upwards, all five. `enough` says whether `verdict` may speak of skill or bias.
    """

    scored: int
    opening: float | None
    last: float | None
    buckets: tuple[Bucket, ...]
    enough: bool
    verdict: str
    pillars: tuple[PillarScore, ...]
    milestones: tuple[ScoredMilestone, ...]


def brier(forecasts: Iterable[Forecast]) -> float | None:
    """The mean of (odds − outcome)², from 0 (perfect) to 1; None without forecasts."""
    squares = [(float(forecast.odds) / 100 - forecast.hit) ** 2 for forecast in forecasts]
    return sum(squares) / len(squares) if squares else None


def wilson(hits: int, n: int, z: float = Z95) -> tuple[float, float]:
    """Wilson's score interval of a share, as fractions; 95 % with the default `z`. `n` of 0 is (0, 1).

    Raises ValueError when `hits` is not between 0 and `n`.
    """
    if not 0 <= hits <= n:
        raise ValueError(f"{hits} of {n} is not a share")
    if n == 0:
        return 0.0, 1.0
    share = hits / n
    centre = share + z * z / (2 * n)
    spread = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    # exact at the ends, where the float sum misses 0 and 1 by its last digits
    low = 0.0 if hits == 0 else (centre - spread) / scale
    high = 1.0 if hits == n else (centre + spread) / scale
    return max(0.0, low), min(1.0, high)


def score(milestones: Sequence[MilestoneView]) -> Scores:
    """Score the ended milestones that had odds; void ones, and odds stated after the end or after the window, do not
    count.
    """
    scored = tuple(found for view in milestones if (found := score_milestone(view)) is not None)
    last = brier(milestone.last for milestone in scored)
    buckets = tuple(_bucket(low, high, scored) for low, high in _BOUNDS)
    enough = len(scored) >= ENOUGH
    return Scores(
        scored=len(scored),
        opening=brier(milestone.opening for milestone in scored),
        last=last,
        buckets=buckets,
        enough=enough,
        verdict=_verdict(len(scored), last, buckets),
        pillars=_by_pillar(scored),
        milestones=scored,
    )


def score_milestone(view: MilestoneView) -> ScoredMilestone | None:
    """The two forecasts of an ended milestone, or None when it cannot be scored."""
    ended = view.outcome_day
    if view.state not in ("hit", "missed") or ended is None:
        return None
    stated = [odds for odds in view.odds if odds.at.date() <= min(ended, _latest_for(view, odds))]
    if not stated:
        return None
    opened = _opening_day(view)
    before = [odds for odds in stated if odds.at.date() <= opened]
    # stated late, after the window had opened: the first is the nearest there is to an opening forecast
    opening = before[-1] if before else stated[0]
    return ScoredMilestone(
        view.milestone.id,
        view.milestone.pillar,
        _forecast(view, opening, ended),
        _forecast(view, stated[-1], ended),
    )


def _opening_day(view: MilestoneView) -> date:
    """The day a window first opened: a window that was moved away before it opened never did."""
    windows = view.windows
    for force, following in pairwise(windows):
        if following.since is not None and force.earliest < following.since.date():
            return force.earliest
    return windows[-1].earliest if windows else view.milestone.earliest


def _forecast(view: MilestoneView, odds: OddsView, ended: date) -> Forecast:
    # what came true after the window then in force did not come true as forecast
    return Forecast(odds.odds, view.state == "hit" and ended <= _latest_for(view, odds))


def _latest_for(view: MilestoneView, odds: OddsView) -> date:
    """The end of the window that was in force when the odds were stated."""
    if not view.windows:
        return view.milestone.latest
    in_force = [window for window in view.windows if window.since is None or window.since <= odds.at]
    return (in_force[-1] if in_force else view.windows[0]).latest


def _bucket(low: int, high: int, scored: Sequence[ScoredMilestone]) -> Bucket:
    # Odds between two buckets (20.5) belong to the upper one, so that no odds fall between.
    below = low - 1 if low else -1
    inside = [milestone.last for milestone in scored if below < milestone.last.odds <= high]
    hits = sum(forecast.hit for forecast in inside)
    if not inside:
        return Bucket(low, high, 0, 0, None, None)
    mean = float(sum((forecast.odds for forecast in inside), Decimal(0)) / len(inside))
    return Bucket(low, high, len(inside), hits, mean, wilson(hits, len(inside)))


def _by_pillar(scored: Sequence[ScoredMilestone]) -> tuple[PillarScore, ...]:
    """In the order the pillars first come, those of no pillar last."""
    groups: dict[str | None, list[ScoredMilestone]] = {}
    for milestone in scored:
        groups.setdefault(milestone.pillar, []).append(milestone)
    return tuple(
        PillarScore(
            pillar,
            len(group),
            brier(scored_milestone.opening for scored_milestone in group) or 0.0,
            brier(scored_milestone.last for scored_milestone in group) or 0.0,
        )
        for pillar, group in sorted(groups.items(), key=lambda item: item[0] is None)
    )


def _verdict(scored: int, last: float | None, buckets: Sequence[Bucket]) -> str:
    if scored < ENOUGH or last is None:
        return f"too few to judge: {scored} of {ENOUGH} needed"
    skill = "better" if last < COIN_TOSS else "no better"
    against = f"{skill} than a coin toss, {last:.2f} against its {COIN_TOSS}"
    count = sum(bucket.count for bucket in buckets)
    hits = sum(bucket.hits for bucket in buckets)
    mean = sum((bucket.mean_odds or 0) * bucket.count for bucket in buckets) / count
    words = []
    if Bucket(0, 100, count, hits, mean, wilson(hits, count)).biased:
        side = "high" if mean > 100 * hits / count else "low"
        words.append(f"odds too {side}: said {mean:.0f} % on average, came true {hits} of {count}")
    # one bucket that holds them all would only say again what was said of the whole
    parts = [bucket for bucket in buckets if bucket.biased and BUCKET_ENOUGH <= bucket.count < count]
    words += (f"said {bucket.low}–{bucket.high} %, came true {bucket.hits} of {bucket.count}" for bucket in parts)
    return f"{against}; {'; '.join(words) or 'no bias found'}"
