"""Readings in a view: shown with age and host, judged by weeks and only as the criterion says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace

from tests.pages.page_views import bundled
from thesis_tui.model.arrivals import Arrivals, Waiting
from thesis_tui.model.book import Book, Clock, Look
from thesis_tui.model.documents import Reading
from thesis_tui.model.journal import Drop, Entry, Retract
from thesis_tui.model.live import HuggingFaceLive
from thesis_tui.model.objects import Criterion, Observation
from thesis_tui.model.view import CriterionView, View
from thesis_tui.pages.pillar_page import pillar_page
from thesis_tui.pages.spans import plain_text
from thesis_tui.rules.seen_state import look_now
from thesis_tui.rules.track_record import record_in
from thesis_tui.rules.verdict_history import verdict_changes
from thesis_tui.rules.view import build_view

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
METRIC = "qwen-downloads-30-days"
LINE = Criterion(
    id="downloads-warn", pillar="qwen", severity="warn", since=date(2026, 1, 1), metric=METRIC, operator=">=",
    threshold=Decimal(100), live=True,
)  # fmt: skip


def reading(day: int, value: int, note: str = "") -> Reading:
    return Reading(
        metric=METRIC, at=NOW - timedelta(days=day, hours=1), value=Decimal(value), unit="downloads", note=note,
        address="https://huggingface.co/api/models",
    )  # fmt: skip


def book_of(*readings: Reading, documents: tuple[Waiting, ...] = (), entries: tuple[Entry, ...] = ()) -> Book:
    book = bundled()
    thesis = replace(book.thesis, criterion=(*book.thesis.criterion, LINE))
    ordered = tuple(sorted(readings, key=lambda item: item.at))
    arrivals = Arrivals(readings={METRIC: ordered} if readings else {}, documents=documents)
    return replace(book, thesis=thesis, arrivals=arrivals, entries=(*book.entries, *entries))


def view_of(book: Book, now: datetime = NOW, look: Look | None = None, as_of: date | None = None) -> View:
    return build_view(book, Clock(now, as_of), look, near=Decimal("0.02"), hysteresis=Decimal("0.01"))


def judged(*readings: Reading) -> CriterionView:
    found = view_of(book_of(*readings)).criterion("downloads-warn")
    assert found is not None
    return found


def test_a_live_metric_shows_its_last_reading_with_host_and_time() -> None:
    metric = view_of(book_of(reading(2, 120), reading(1, 130))).metric(METRIC)
    assert metric is not None
    assert metric.live is not None
    assert metric.latest is None
    assert (metric.live.figure.observation.value, metric.live.host) == (Decimal(130), "huggingface.co")
    assert metric.live.trend == (Decimal(120), Decimal(130))
    assert not metric.live.stale


def test_a_reading_older_than_three_times_its_pace_is_stale_and_one_that_waits_is_beside() -> None:
    metric = view_of(book_of(reading(4, 120), reading(1, 9999, "held"))).metric(METRIC)
    assert metric is not None
    assert metric.live is not None
    assert metric.live.stale
    assert metric.live.held == 9999
    assert metric.live.figure.observation.value == 120


def test_a_reading_of_a_later_day_plays_no_part() -> None:
    book = book_of(reading(10, 120), reading(1, 999))
    day = date(2026, 11, 22)
    metric = view_of(book, datetime(2026, 11, 22, 23, 59, 59, tzinfo=UTC), as_of=day).metric(METRIC)
    assert metric is not None
    assert metric.live is not None
    assert metric.live.figure.observation.value == 120
    assert view_of(book, datetime(2026, 11, 1, tzinfo=UTC), as_of=date(2026, 11, 1)).metric(METRIC) is not None


def test_readings_without_a_criterion_that_says_live_judge_nothing() -> None:
    book = book_of(*(reading(day, 1) for day in range(21)))
    plain = replace(book.thesis, criterion=(*book.thesis.criterion[:-1], replace(LINE, live=False)))
    found = view_of(replace(book, thesis=plain)).criterion("downloads-warn")
    assert found is not None
    assert (found.state, found.code) == ("unknown", "no figure")


@pytest.mark.parametrize(
    ("values", "state", "code"),
    [
        ([120] * 21, "passes", "apart"),
        ([80] * 21, "fails", "misses running"),
        ([80] * 7 + [120] * 14, "passes", "misses in part"),
        ([80] * 14 + [120] * 7, "passes", "misses in part"),
        ([120] * 7 + [80] * 14, "passes", "apart"),
        ([80] * 14, "unknown", "too few readings"),
        ([5] + [120] * 20, "passes", "apart"),
        ([], "unknown", "too few readings"),
    ],
)
def test_a_criterion_on_readings_takes_three_weekly_medians(values: list[int], state: str, code: str) -> None:
    found = judged(*(reading(day, value) for day, value in enumerate(values)))
    assert (found.state, found.code) == (state, code)


def test_a_criterion_whose_readings_stopped_is_stale_and_a_fail_only_warns() -> None:
    stopped = judged(*(reading(day, 120) for day in range(9, 40)))
    assert (stopped.state, stopped.code) == ("stale", "too old")
    assert "last reading" in stopped.reason
    view = view_of(book_of(*(reading(day, 1) for day in range(21))))
    pillar = view.pillar("qwen")
    assert pillar is not None
    assert pillar.verdict == "at risk"
    assert "by the medians of 3 weeks" in pillar.criteria[-1].text


def test_the_history_of_verdicts_tells_when_the_weeks_came_to_say_something_else() -> None:
    book = book_of(*(reading(day, 1 if day < 30 else 200) for day in range(60)))
    changes = verdict_changes(book, Clock(NOW))
    assert any(item.pillar == "qwen" and "medians" in item.because for item in changes)


# documents


def document(number: int) -> Waiting:
    return Waiting(id=f"2026-11-{number:02}-aaaaaaaaaaaa", kind="news", title=f"item {number}", came=NOW)


def dropped(item: Waiting, number: str = "e1") -> Entry:
    return Entry(id=number, at=NOW, kind="drop", what=Drop(source="documents", proposal=item.id, text=item.title))


def test_a_document_waits_until_it_is_decided_on_and_again_when_that_is_taken_back() -> None:
    first, second = document(1), document(2)
    book = book_of(documents=(first, second), entries=(dropped(first),))
    assert view_of(book).waiting == (second,)
    back = Entry(id="e2", at=NOW, kind="retract", what=Retract(target="e1"))
    assert view_of(replace(book, entries=(*book.entries, back))).waiting == (first, second)


def test_no_document_waits_on_a_day_gone_by() -> None:
    view = view_of(book_of(documents=(document(1),)), as_of=date(2026, 11, 30))
    assert view.waiting == ()


def test_a_document_is_news_until_it_was_looked_at() -> None:
    looked = look_now(view_of(book_of(documents=(document(1),))))
    view = view_of(book_of(documents=(document(1), document(2))), look=looked)
    assert [(item.kind, item.text) for item in view.changes if item.kind == "document"] == [("document", "item 2")]


# figures of filings


def stored(filed: date | None, at: datetime = NOW) -> Entry:
    what = Observation(
        id="", metric="cloud-revenue-yoy", value=Decimal(36), unit="%", start=date(2025, 10, 1), end=date(2025, 12, 31),
        filed=filed, proposal="2026-03-19-aaaaaaaaaaaa/0",
    )  # fmt: skip
    return Entry(id="f1", at=at, kind="observation", what=what)


@pytest.mark.parametrize(("day", "known"), [(date(2026, 3, 18), False), (date(2026, 3, 19), True)])
def test_a_kept_figure_is_known_on_the_day_its_filing_came_and_not_before(day: date, known: bool) -> None:
    moment = datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC)
    metric = view_of(book_of(entries=(stored(date(2026, 3, 19)),)), moment, as_of=day).metric("cloud-revenue-yoy")
    assert metric is not None
    assert any(item.observation.id == "f1" for item in metric.observations) is known


def test_a_figure_typed_today_was_not_known_before_and_one_taken_back_never_was() -> None:
    day = date(2026, 3, 19)
    moment = datetime(2026, 3, 19, 23, 59, 59, tzinfo=UTC)
    typed = view_of(book_of(entries=(stored(None),)), moment, as_of=day).metric("cloud-revenue-yoy")
    back = Entry(id="f2", at=NOW, kind="retract", what=Retract(target="f1"))
    gone = view_of(book_of(entries=(stored(day), back)), moment, as_of=day).metric("cloud-revenue-yoy")
    for metric in (typed, gone):
        assert metric is not None
        assert not any(item.observation.id == "f1" for item in metric.observations)


def test_a_figure_is_as_old_as_its_report() -> None:
    metric = view_of(book_of(entries=(stored(date(2026, 3, 19)),)), datetime(2026, 3, 29, 9, tzinfo=UTC)).metric(
        "cloud-revenue-yoy"
    )
    assert metric is not None
    assert [item.age_days for item in metric.observations if item.observation.id == "f1"] == [10]


def news(*readings: Reading, looked: int = 10) -> list[str]:
    """The lines on readings since a look so many days ago."""
    before = [item for item in readings if item.at < NOW - timedelta(days=looked)]
    then = view_of(book_of(*before), NOW - timedelta(days=looked))
    changes = view_of(book_of(*readings), look=look_now(then)).changes
    return [item.text for item in changes if item.kind == "reading"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (((20, 1000), (3, 1200)), ": 1200, was 1000 (live, huggingface.co)"),
        (((20, 1000), (3, 850)), "850, was 1000 (live"),
        (((3, 700),), "700, the first reading"),
        (((20, 1000), (3, 1050)), ""),
        (((20, 1000), (12, 1500)), ""),
        (((20, 1000),), ""),
    ],
)
def test_a_reading_is_news_when_it_moved_a_tenth_since_the_look(
    values: tuple[tuple[int, int], ...], words: str
) -> None:
    found = news(*(reading(day, value) for day, value in values))
    assert (len(found), words in "".join(found)) == (bool(words), True)


@pytest.mark.parametrize(("percent", "value", "told"), [(25, 1200, 0), (25, 1250, 1), (0, 1001, 1), (0, 1000, 0)])
def test_a_metric_may_say_from_where_a_reading_of_it_is_news(percent: int, value: int, told: int) -> None:
    def told_of(*readings: Reading) -> Book:
        book = book_of(*readings)
        metrics = tuple(
            replace(item, live=replace(item.live, news_percent=Decimal(percent)))
            if item.id == METRIC and isinstance(item.live, HuggingFaceLive)
            else item
            for item in book.thesis.metric
        )
        return replace(book, thesis=replace(book.thesis, metric=metrics))

    look = look_now(view_of(told_of(reading(20, 1000)), NOW - timedelta(days=10)))
    changes = view_of(told_of(reading(20, 1000), reading(3, value)), look=look).changes
    assert len([item for item in changes if item.kind == "reading"]) == told


def test_first_readings_of_several_metrics_are_one_line() -> None:
    other = replace(reading(2, 7), metric="qwen-stars")
    book = book_of(reading(3, 700))
    both = replace(book, arrivals=Arrivals(readings={METRIC: (reading(3, 700),), "qwen-stars": (other,)}))
    changes = view_of(both, look=look_now(view_of(book_of(), NOW - timedelta(days=10)))).changes
    assert [item.text for item in changes if item.kind == "reading"] == ["first readings of 2 live metrics"]


def test_a_revised_reading_and_one_that_waits_are_news_however_small() -> None:
    assert "revised by its source" in news(reading(20, 1000), reading(3, 990, "revised"))[0]
    assert "waits for you" in news(reading(20, 1000), reading(3, 9000, "held"))[0]


def test_a_live_metric_is_drawn_by_the_medians_of_its_weeks_with_the_criterions_line() -> None:
    view = view_of(book_of(*(reading(7 * week + 1, 150 - 10 * week) for week in range(6))))
    (columns,) = [item for item in pillar_page(view, "qwen", METRIC, 120, 36) if item.name == "columns"]
    text = "\n".join(plain_text(row.line) for row in columns.rows)
    assert "weekly medians" in text
    assert "100 warn" in text
    assert "150" in text
    assert "26 Oct" in text
    assert "read live from huggingface.co" in text


def test_the_page_says_that_a_criterion_rests_on_readings() -> None:
    view = view_of(book_of(*(reading(day, 120) for day in range(1, 30))))
    (criteria,) = [item for item in pillar_page(view, "qwen", None, 120, 36) if item.name == "criteria"]
    text = "\n".join(plain_text(row.line) for row in criteria.rows)
    assert "0 d live" in text


def test_a_criterion_on_readings_has_the_record_of_its_weeks() -> None:
    readings = [reading(7 * week + 1, 90 if week in (4, 9) else 120) for week in range(20) if week != 6]
    view = view_of(book_of(*readings))
    record = record_in(view, LINE)
    assert (record.periods, record.failed) == (19, 2)
    assert record.text == "below 100 in 2 of the last 19 weeks, last in the week to 2 Nov 2026"
    assert record_in(view_of(book_of()), LINE).periods == 0
