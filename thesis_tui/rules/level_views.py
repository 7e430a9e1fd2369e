"""Every level of a thesis as judged by the price of its own listing and by what that listing's sessions did to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from thesis_tui.model.book import Book
from thesis_tui.model.enums import Stance
from thesis_tui.model.level_history import Crossing, LevelHistory
from thesis_tui.model.objects import Level, Listing
from thesis_tui.model.view import LevelView, Origin, PriceView
from thesis_tui.rules.fold import newest_first, origin_of
from thesis_tui.rules.folded import Folded, Thing
from thesis_tui.rules.goalposts import level_moves
from thesis_tui.rules.levels import LEVEL_RULES, NotedAt, PriceNow, judge_level, ladder_key, welcome_break
from thesis_tui.rules.prices import price_now
from thesis_tui.rules.splits import adjusted_level, split_words
from thesis_tui.rules.timeline import NO_SESSIONS, Timeline
from thesis_tui.rules.wording.goalposts import level_move_view
from thesis_tui.rules.wording.levels import (
    ADJUSTED_CLOSES,
    NO_CLOSES,
    NO_SESSION,
    assumed_text,
    reason_text,
    since_text,
)
from thesis_tui.venues import day_of, last_whole, opens_at, whole_from

_DAYS_APART = timedelta(days=2)
"""Days after which a session is whole later than a moment of a day whatever the zones of the two, and before which it
is not.
"""


class Noting(Struct, frozen=True):
    """When the wording of a level that is in force was noted.

    `moment` is None for a level noted on a `day` rather than at a moment: it counts from the end of that day.
    `basis` is the day in whose prices it is written: that of the price it was noted at, which may be of before a
    split that nobody had told of yet. `recorded` is when the program came to know of it; `start` the id of the entry
    that began it, "" for a source's.
    """

    day: date
    moment: datetime | None
    recorded: datetime
    start: str
    printed: bool
    basis: date


class Wordings(Struct, frozen=True):
    """Every version of a level, oldest first, on the basis of splits of the day shown.

    `begun` is the version that `noting` is of: later ones say the same price. `basis` is the day in whose prices
    the newest is written.
    """

    noting: Noting
    levels: list[Level]
    begun: Level
    basis: date


def level_views(
    book: Book,
    folded: Folded,
    origins: dict[str, Origin],
    current: Mapping[str, PriceView],
    timelines: Mapping[str, Timeline],
    *,
    now: datetime,
    near: Decimal,
    hysteresis: Decimal,
) -> tuple[LevelView, ...]:
    """The levels by listing in the thesis's order, then from the highest down; retired ones last."""
    today = folded.today
    stance = book.thesis.stance
    views: list[LevelView] = []
    for thing in folded.levels.values():
        timeline = timelines.get(thing.what.listing)
        price = price_now(current.get(thing.what.listing))
        wordings = level_wordings(thing, timeline, now)
        level, noting = wordings.levels[-1], wordings.noting
        noted = _noted(wordings.begun, noting, timeline, price, stance)
        sessions = NO_SESSIONS if timeline is None else timeline.sessions
        judgement = judge_level(level, noted, price, sessions, today=today, near=near, hysteresis=hysteresis)
        lack = _lack(noting, timeline) if not judgement.history.sessions else ""
        splits = "" if timeline is None else split_words(timeline.splits, wordings.basis, timeline.today)
        views.append(
            LevelView(
                level=level,
                origin=origin_of(thing, origins),
                noted=noting.day,
                noted_at=noting.moment,
                recorded=noting.recorded,
                noted_approximate=_approximate(thing, noting, origins),
                state=judgement.state,
                stale=judgement.stale,
                distance=judgement.distance,
                code=judgement.reason.code,
                reason=reason_text(level, judgement, today),
                since=since_text(level, noting.day, judgement.history, today, lack),
                history=judgement.history,
                news=_news(judgement.history.crossings, noting, timeline),
                covered=None if not len(sessions) else (sessions.day(0), sessions.day(len(sessions) - 1)),
                start=noting.start,
                adjusted=splits,
                noted_value=thing.what if splits else None,
                retired=thing.retired,
                moved=tuple(level_move_view(move) for move in level_moves(thing, wordings.levels, folded, sessions))
                if len(thing.versions) > 1
                else (),
                notes=newest_first(folded.note_views(thing.id)),
                welcome=welcome_break(level.type, stance),
            )
        )
    assumed = {listing.symbol: listing for listing in book.thesis.listing if listing.assumed}
    if assumed:
        views = [_unjudged(view, assumed.get(view.level.listing)) for view in views]
    order = {listing.symbol: number for number, listing in enumerate(book.thesis.listing)}
    views.sort(key=lambda view: (view.retired, order.get(view.level.listing, len(order)), ladder_key(view.level)))
    return tuple(views)


def _unjudged(view: LevelView, listing: Listing | None) -> LevelView:
    """A level on a listing whose venue is only assumed: whose hours and currency count is not known."""
    if listing is None:
        return view
    return replace(
        view, state="no price", stale=False, distance=None, code="venue assumed", reason=assumed_text(listing),
        history=LevelHistory(), news=(), since="",
    )  # fmt: skip


def level_wordings(thing: Thing[Level], timeline: Timeline | None, now: datetime) -> Wordings:
    """A level's versions on one basis, and when the one in force was noted.

    An edit of kind, value or listing starts a level anew at its own moment; one that only says more about it, or
    repeats its value after a split, does not.
    """
    before = thing.versions[0]
    noting = _first_noting(thing, now, timeline)
    basis = noting.basis
    levels = [_adjusted(before.what, basis, timeline)]
    begun = levels[0]
    for version in thing.versions[1:]:
        moment, what = version.at or now, version.what
        # the user gave it another day: from that day it is judged, whenever that was typed
        dated = what.noted is not None and what.noted != before.what.noted
        day = what.noted if dated and what.noted is not None else _day(moment, timeline)
        basis = day if dated else _basis(what, moment, timeline)
        edit = Noting(day, None if dated else moment, moment, version.entry, printed=False, basis=basis)
        level = _adjusted(what, basis, timeline)
        # the same price on a new basis is the same level: it must not lose what sessions did to it
        if dated or not _same_value(levels[-1], level):
            noting, begun = edit, level
        before = version
        levels.append(level)
    return Wordings(noting, levels, begun, basis)


def _first_noting(thing: Thing[Level], now: datetime, timeline: Timeline | None) -> Noting:
    version = thing.versions[0]
    what = version.what
    recorded_day = thing.recorded or now.date()
    if version.at is None:  # a source's own
        recorded = datetime.combine(recorded_day, time(), now.tzinfo)
        day = what.noted or recorded_day
        return Noting(day, None, recorded, "", printed=True, basis=day)
    printed = bool(what.proposal)
    if what.noted is not None:
        return Noting(what.noted, None, version.at, version.entry, printed=printed, basis=what.noted)
    basis = _basis(what, version.at, timeline)
    return Noting(version.at.date(), version.at, version.at, version.entry, printed=printed, basis=basis)


def _day(moment: datetime, timeline: Timeline | None) -> date:
    return moment.date() if timeline is None else day_of(timeline.venue, moment)


def _basis(level: Level, moment: datetime, timeline: Timeline | None) -> date:
    """The day in whose prices a wording of a moment is written: that of the price its author had before them."""
    # a form may have stood open over a split: the price that it showed is what was looked at
    return _day(moment if level.stood_at is None else min(moment, level.stood_at), timeline)


def _adjusted(level: Level, basis: date, timeline: Timeline | None) -> Level:
    return level if timeline is None else adjusted_level(level, timeline.factor(basis))


def _same_value(old: Level, new: Level) -> bool:
    """Whether two wordings, on one basis of splits, are of the same price; what was shown rounded is typed rounded."""
    return (old.type, old.listing, old.low, old.high) == (new.type, new.listing, new.low, new.high)


def _noted(level: Level, noting: Noting, timeline: Timeline | None, price: PriceNow | None, stance: Stance) -> NotedAt:
    """Where the price stood when a level was noted, and the first session that counts."""
    if timeline is None:
        return NotedAt(noting.day, None if price is None else price.value, 0, noting.start, noting.printed)
    sessions = timeline.sessions
    if noting.moment is None:
        moment = timeline.end_of(noting.day)
        first = sessions.until(noting.day)
    else:
        moment = noting.moment
        first = timeline.first_after(moment)
    stood: Decimal | None
    if level.stood is not None and level.stood_at is not None:
        # what was shown when it was noted; of what breaks by closes a session that closed since says more, but a
        # stop that was set below the price it showed is no safer for a close nobody knew of
        known = None if LEVEL_RULES[level.type].family.name == "touch" else timeline.close_at(moment)
        stood = level.stood if known is None or level.stood_at >= known[0] else known[1]
    else:
        # the price that the user knew when noting stands with the level: one typed for that day came after
        known = timeline.price_at(moment, known_then=noting.moment is not None and not noting.printed)
        stood = None if known is None else known[1]
    if stood is None and level.type == "stop" and stance != "watch" and not noting.printed:
        # the first price known after it may be beyond it already: a long's stop above the price is not safe
        return NotedAt(noting.day, None, first, noting.start, noting.printed, stance == "long")
    # nothing known by then: the first price known after it
    if stood is None and first:
        stood = sessions.close[first - 1]
    elif stood is None and first < len(sessions):
        stood = sessions.opened(first) or sessions.close[first]
    if stood is None and price is not None and LEVEL_RULES[level.type].family.name == "touch":
        stood = price.value  # which way they are reached; a support is not broken by a price of the moment
    return NotedAt(noting.day, stood, first, noting.start, noting.printed)


def _news(crossings: Sequence[Crossing], noting: Noting, timeline: Timeline | None) -> tuple[Crossing, ...]:
    """Those of sessions that were over after the program came to know of the level: what was so before, whoever added
    it saw.
    """
    if timeline is None:
        return tuple(crossings)
    known = noting.recorded.date()
    return tuple(
        crossing
        for crossing in crossings
        # hours need looking up only of a session of about that day
        if crossing.day > known + _DAYS_APART
        or (crossing.day >= known - _DAYS_APART and whole_from(timeline.venue, crossing.day) > noting.recorded)
    )


def _lack(noting: Noting, timeline: Timeline | None) -> str:
    """Why no session counts for a level."""
    if timeline is None:
        return NO_CLOSES
    last = last_whole(timeline.venue, timeline.now)
    ended = last > noting.day if noting.moment is None else opens_at(timeline.venue, last) > noting.moment
    if not ended:
        return NO_SESSION
    return ADJUSTED_CLOSES if len(timeline.bars) and not len(timeline.sessions) else NO_CLOSES


def _approximate(thing: Thing[Level], noting: Noting, origins: Mapping[str, Origin]) -> bool:
    """Whether the day a level was noted was inferred with its source's date."""
    if thing.what.noted is None or thing.source is None or noting.start:
        return False
    origin = origins.get(thing.source.id)
    return origin is not None and origin.approximate and noting.day != thing.recorded
