"""Readings of live metrics as a view shows them, and criteria that rest on them: by medians of weeks, never a day's."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from thesis_tui.model.live import host_of
from thesis_tui.model.objects import Criterion, Metric, Observation
from thesis_tui.model.view import LiveView, ObservationView, Origin
from thesis_tui.rules.wording.criteria import LIVE_WEEKS

if TYPE_CHECKING:
    from decimal import Decimal

    from thesis_tui.model.arrivals import Waiting
    from thesis_tui.model.documents import Reading
    from thesis_tui.model.journal import Entry

TREND_DAYS = 30
_EVERY = timedelta(days=1)
"""How long every source of readings is left alone where the metric says nothing."""
_WEEK = timedelta(days=7)
DROPPED = "documents"
"""The source that the `drop` of a document names as its source."""


def known_readings(readings: Mapping[str, Sequence[Reading]], now: datetime) -> dict[str, tuple[Reading, ...]]:
    """The readings retrieved by then, by metric."""
    known = {metric: tuple(item for item in items if item.at <= now) for metric, items in readings.items()}
    return {metric: items for metric, items in known.items() if items}


def live_view(metric: Metric, readings: Sequence[Reading], now: datetime) -> LiveView | None:
    """The last reading of a metric; None where nothing it gave can be believed."""
    from thesis_tui.rules.readings import usable

    known = usable(readings)
    if not known:
        return None
    last = known[-1]
    # the newest is not believed yet: it is shown beside the last that is
    held = readings[-1].value if readings[-1] is not last else None
    first = last.day - timedelta(days=TREND_DAYS)
    return LiveView(
        figure=_as_observation(metric, last, now),
        at=last.at,
        host=host_of(last.address),
        # not after one asking that failed, but after three in a row
        stale=now - last.at > 3 * every_of(metric.live.every if metric.live is not None else ""),
        address=last.address,
        basis=last.basis,
        note=last.note,
        trend=tuple(item.value for item in known if item.day >= first),
        held=held,
        readings=tuple(readings),
    )


def every_of(text: str) -> timedelta:
    """ "24h", "7d"; a day where it says nothing."""
    number = text[:-1]
    if not number.isdigit():
        return _EVERY
    return timedelta(hours=int(number)) if text.endswith("h") else timedelta(days=int(number))


def _as_observation(metric: Metric, reading: Reading, now: datetime) -> ObservationView:
    day = reading.data_day or reading.at.astimezone(now.tzinfo).date()
    observation = Observation(
        id=f"live:{metric.id}:{reading.day.isoformat()}", metric=metric.id, value=reading.value,
        unit=reading.unit or metric.unit, as_of=day, source=reading.address,
    )  # fmt: skip
    origin = Origin(id="", label=f"live, {host_of(reading.address)}", url=reading.address, published=day)
    return ObservationView(observation=observation, origin=origin, age_days=max(0, (now.date() - day).days))


def weeks_wanted(criterion: Criterion) -> int:
    """How many weekly medians a criterion on readings wants."""
    return max(LIVE_WEEKS, criterion.periods)


def weekly_observations(
    criterion: Criterion, metric: Metric, readings: Sequence[Reading], today: date
) -> list[ObservationView]:
    """The medians of the weeks a criterion takes, newest first, each a figure of its week; none where a week has no
    reading.
    """
    from thesis_tui.rules.readings import weekly_medians

    return _as_weeks(metric, readings, today, enumerate(weekly_medians(readings, today, weeks_wanted(criterion))))


def weeks_on_record(metric: Metric, readings: Sequence[Reading], today: date, most: int) -> list[ObservationView]:
    """The medians of past weeks that have readings, newest first, each a figure of its week."""
    from thesis_tui.rules.readings import weeks_of

    return _as_weeks(metric, readings, today, weeks_of(readings, today, most))


def _as_weeks(
    metric: Metric, readings: Sequence[Reading], today: date, medians: Iterable[tuple[int, Decimal]]
) -> list[ObservationView]:
    """A figure of its week for each median; each comes with how many weeks before today its week ended."""
    from thesis_tui.rules.readings import usable

    known = usable(readings)
    address = known[-1].address if known else ""
    found = []
    for back, median in medians:
        # weeks end today, not on Sundays: else the newest would be a part of one
        end = today - back * _WEEK
        observation = Observation(
            id=f"live:{metric.id}:week:{end.isoformat()}", metric=metric.id, value=median, unit=metric.unit,
            start=end - _WEEK + timedelta(days=1), end=end, period="median of a week",
        )  # fmt: skip
        origin = Origin(id="", label=f"live, {host_of(address)}", url=address, published=end)
        found.append(ObservationView(observation=observation, origin=origin, age_days=(today - end).days))
    return found


def weeks_read(criterion: Criterion, readings: Iterable[Reading], today: date) -> int:
    """How many of the weeks a criterion takes have a reading."""
    backs = {(today - item.day).days // 7 for item in readings}
    return sum(back in backs for back in range(weeks_wanted(criterion)))


def effective(criterion: Criterion) -> Criterion:
    """A criterion on readings as one on weeks: the weeks say how old a figure may be."""
    return replace(criterion, periods=weeks_wanted(criterion), max_age_days=None)


def undecided(documents: Sequence[Waiting], entries: Sequence[Entry]) -> tuple[Waiting, ...]:
    """The documents that wait: those neither kept nor dropped, or whose decision was taken back. One with figures is
    decided on when it is as a whole, or each of its figures.
    """
    if not documents:
        return ()
    done = decisions(entries, frozenset(item.id for item in documents))
    return tuple(item for item in documents if not is_decided(item.id, item.figures, done))


def is_decided(document: str, figures: int, done: Container[str]) -> bool:
    """Whether a document with so many figures is decided on; `done` are the proposals that are."""
    return document in done or (figures > 0 and all(f"{document}/{number}" in done for number in range(figures)))


def decisions(entries: Sequence[Entry], among: frozenset[str] | None = None) -> dict[str, Entry]:
    """Decisions on documents, not taken back, with the entry that did it: a document's id, or "id/3" for its
    fourth figure; of the documents in `among` where that is given.
    """
    from thesis_tui.model.journal import Retract
    from thesis_tui.rules.fold import dead_ids

    deciding = [(proposal_of(entry), entry) for entry in entries]
    deciding = [
        (proposal, entry)
        for proposal, entry in deciding
        if proposal and (among is None or proposal.partition("/")[0] in among)
    ]
    if not deciding:
        return {}
    dead = dead_ids(entries)
    # what was taken back is open again; a figure that was kept and retired later was decided on
    return {
        proposal: entry
        for proposal, entry in deciding
        if not any(isinstance(dead.get(item), Retract) for item in (entry.id, entry.object_id))
    }


def proposal_of(entry: Entry) -> str:
    """The part of a document an entry decides on, "" for every other entry. Proposals of articles have ids of their own
    kind, which are no document's.
    """
    from thesis_tui.model.journal import Drop
    from thesis_tui.model.objects import Evidence, Milestone

    what = entry.what
    if isinstance(what, Drop):
        return what.proposal if what.source == DROPPED else ""
    return what.proposal if isinstance(what, Observation | Evidence | Milestone) else ""
