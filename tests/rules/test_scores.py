from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thesis_tui.model.enums import MilestoneState
from thesis_tui.model.objects import Milestone
from thesis_tui.model.view import MilestoneView, OddsView, Origin, WindowInForce
from thesis_tui.rules.scores import Forecast, brier, score, score_milestone, wilson


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2025-{text}T12:00").replace(tzinfo=UTC)


def ended(
    state: MilestoneState,
    day: str,
    *odds: tuple[str, int],
    window: tuple[str, str] = ("06-01", "06-30"),
    windows: tuple[WindowInForce, ...] = (),
    pillar: str | None = "cloud",
) -> MilestoneView:
    """A milestone of 2025 that ended on `day` after odds (day, percent), days as "06-15"."""
    earliest, latest = (date.fromisoformat(f"2025-{text}") for text in window)
    return MilestoneView(
        milestone=Milestone(id="m1", title="it happens", earliest=earliest, latest=latest, pillar=pillar),
        origin=Origin(id="e1", label="you"),
        state=state,
        days=0,
        window="",
        odds=tuple(OddsView(at=at(stated), odds=Decimal(percent)) for stated, percent in odds),
        outcome_day=date.fromisoformat(f"2025-{day}"),
        windows=windows,
    )


def forecast(percent: int, *, hit: bool) -> Forecast:
    return Forecast(Decimal(percent), hit)


@pytest.mark.parametrize(
    ("percent", "hit", "worth"),
    [(100, True, 0), (100, False, 1), (70, True, 0.09), (30, True, 0.49), (50, True, 0.25), (50, False, 0.25)],
)
def test_brier_of_one_forecast_of_rain(percent: int, hit: bool, worth: float) -> None:
    assert brier([forecast(percent, hit=hit)]) == pytest.approx(worth)


def test_brier_is_the_mean_over_forecasts() -> None:
    assert brier([forecast(70, hit=True), forecast(30, hit=True)]) == pytest.approx(0.29)
    assert brier([]) is None


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (8, 10, 0.4902, 0.9433),
        (0, 10, 0, 0.2775),
        (1, 1, 0.2065, 1),
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
    ],
)
def test_wilson_against_published_intervals(hits: int, n: int, low: float, high: float) -> None:
    """The last two are rows of Newcombe (1998), table I, method 3."""
    assert wilson(hits, n) == pytest.approx((low, high), abs=0.0001)


@given(st.integers(0, 500), st.integers(0, 500))
def test_wilson_holds_the_share_and_is_symmetric(hits: int, misses: int) -> None:
    n = hits + misses
    low, high = wilson(hits, n)
    assert 0 <= low < high <= 1
    assert n == 0 or low <= hits / n <= high
    assert wilson(misses, n) == pytest.approx((1 - high, 1 - low))


def test_wilson_refuses_more_hits_than_tries() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        wilson(3, 2)


def test_opening_odds_stood_when_the_window_opened_and_last_before_the_end() -> None:
    found = score_milestone(ended("hit", "06-20", ("05-01", 40), ("05-30", 60), ("06-10", 80)))
    assert found is not None
    assert (found.opening, found.last) == (forecast(60, hit=True), forecast(80, hit=True))


def test_the_first_odds_stand_in_when_none_stood_at_the_opening() -> None:
    found = score_milestone(ended("missed", "07-01", ("06-05", 55), ("06-10", 35)))
    assert found is not None
    assert (found.opening, found.last) == (forecast(55, hit=False), forecast(35, hit=False))


def test_odds_stated_on_the_day_the_window_opens_stood_at_its_opening() -> None:
    found = score_milestone(ended("hit", "06-20", ("06-01", 60), ("06-02", 90)))
    assert found is not None
    assert found.opening.odds == 60


def test_a_hit_after_the_window_is_a_miss() -> None:
    late = score_milestone(ended("hit", "07-01", ("05-01", 90)))
    assert late is not None
    assert not late.last.hit
    on_the_last_day = score_milestone(ended("hit", "06-30", ("05-01", 90)))
    assert on_the_last_day is not None
    assert on_the_last_day.last.hit


def test_odds_are_judged_by_the_window_in_force_when_they_were_stated() -> None:
    moved = (
        WindowInForce(None, date(2025, 6, 1), date(2025, 6, 30)),
        WindowInForce(at("06-25"), date(2025, 9, 1), date(2025, 9, 30)),
    )
    found = score_milestone(
        ended("hit", "09-10", ("05-01", 80), ("06-26", 70), window=("09-01", "09-30"), windows=moved)
    )
    assert found is not None
    assert found.opening == forecast(80, hit=False)
    assert found.last == forecast(70, hit=True)


def test_a_window_moved_before_it_opened_never_opened() -> None:
    moved = (
        WindowInForce(None, date(2025, 6, 1), date(2025, 6, 30)),
        WindowInForce(at("05-20"), date(2025, 9, 1), date(2025, 9, 30)),
    )
    found = score_milestone(
        ended("hit", "09-10", ("05-01", 80), ("08-01", 60), ("09-05", 70), window=("09-01", "09-30"), windows=moved)
    )
    assert found is not None
    assert found.opening == forecast(60, hit=True)


@pytest.mark.parametrize(
    "view",
    [
        ended("void", "06-20", ("05-01", 40)),
        ended("overdue", "06-20", ("05-01", 40)),
        ended("hit", "06-20"),
        ended("hit", "06-20", ("06-21", 99)),
    ],
    ids=["void", "open", "no odds", "odds after the end"],
)
def test_what_is_not_scored(view: MilestoneView) -> None:
    assert score_milestone(view) is None
    assert score([view]).scored == 0


ENDED = [
    (45, 35, False),
    (80, 85, True),
    (60, 65, True),
    (60, 70, True),
    (30, 30, False),
    (50, 60, True),
    (80, 75, False),
    (25, 20, False),
]


def test_a_year_of_odds() -> None:
    views = [
        ended("hit" if hit else "missed", "06-20", ("05-01", first), ("06-10", last), pillar="cloud" if hit else None)
        for first, last, hit in ENDED
    ]
    found = score(views)
    assert found.scored == 8
    assert found.opening == pytest.approx(0.2006, abs=1e-4)
    assert found.last == pytest.approx(0.15125)
    assert [(bucket.low, bucket.high, bucket.hits, bucket.count) for bucket in found.buckets] == [
        (0, 20, 0, 1), (21, 40, 0, 2), (41, 60, 1, 1), (61, 80, 2, 3), (81, 100, 1, 1),
    ]  # fmt: skip
    assert found.buckets[3].mean_odds == 70
    assert found.buckets[3].interval == pytest.approx((0.2077, 0.9385), abs=1e-4)
    assert not found.enough
    assert found.verdict == "too few to judge: 8 of 20 needed"
    assert [(pillar.pillar, pillar.scored) for pillar in found.pillars] == [("cloud", 4), (None, 4)]


def test_nothing_scored_yet() -> None:
    found = score([])
    assert (found.scored, found.opening, found.last, found.pillars) == (0, None, None, ())
    assert [bucket.interval for bucket in found.buckets] == [None] * 5
    assert found.verdict == "too few to judge: 0 of 20 needed"


def test_with_twenty_a_bias_is_named_of_the_whole_first() -> None:
    views = [ended("missed", "06-20", ("05-01", 90))] * 10 + [ended("hit", "06-20", ("05-01", 90))] * 10
    found = score(views)
    assert found.enough
    assert found.verdict == (
        "no better than a coin toss, 0.41 against its 0.25; odds too high: said 90 % on average, came true 10 of 20"
    )


def test_a_bucket_is_named_beside_the_whole_and_never_with_five() -> None:
    sure = [ended("missed", "06-20", ("05-01", 90))] * 10 + [ended("hit", "06-20", ("05-01", 90))] * 2
    even = [ended("missed", "06-20", ("05-01", 50))] * 10 + [ended("hit", "06-20", ("05-01", 50))] * 10
    assert "said 81–100 %, came true 2 of 12" in score([*sure, *even]).verdict
    five = [ended("missed", "06-20", ("05-01", 90))] * 5
    assert "81–100" not in score([*five, *even]).verdict


def test_with_twenty_good_odds_are_called_so() -> None:
    views = [ended("missed", "06-20", ("05-01", 10))] * 11 + [ended("hit", "06-20", ("05-01", 90))] * 9
    assert score(views).verdict.startswith("better than a coin toss")


@given(st.lists(st.tuples(st.decimals(0, 100, places=1), st.booleans()), max_size=40))
def test_every_forecast_is_in_one_bucket_and_brier_in_its_bounds(shown: list[tuple[Decimal, bool]]) -> None:
    views = [
        MilestoneView(
            milestone=Milestone(id="m", title="t", earliest=date(2025, 6, 1), latest=date(2025, 6, 30)),
            origin=Origin(id="e", label="you"),
            state="hit" if hit else "missed",
            days=0,
            window="",
            odds=(OddsView(at=at("05-01"), odds=odds),),
            outcome_day=date(2025, 6, 20),
        )
        for odds, hit in shown
    ]
    found = score(views)
    assert sum(bucket.count for bucket in found.buckets) == len(shown) == found.scored
    assert found.last is None or 0 <= found.last <= 1


def test_odds_stated_after_the_window_are_kept_and_not_scored() -> None:
    assert score_milestone(ended("missed", "07-15", ("07-05", 60))) is None
    scored = score_milestone(ended("missed", "07-15", ("06-10", 40), ("07-05", 0)))
    assert scored is not None
    assert scored.last == forecast(40, hit=False)
    moved = (
        WindowInForce(None, date(2025, 6, 1), date(2025, 6, 30)),
        WindowInForce(at("07-03"), date(2025, 7, 1), date(2025, 7, 31)),
    )
    later = score_milestone(ended("hit", "07-15", ("07-05", 60), window=("07-01", "07-31"), windows=moved))
    assert later is not None
    assert later.last == forecast(60, hit=True)
