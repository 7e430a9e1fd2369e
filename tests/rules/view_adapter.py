"""A whole view, asked in the plain engine's terms: prices, what counts and where they stood are its own finding."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import time
from typing import Any

from msgspec.structs import replace

from tests.rules.level_cases import ended_since
from tests.rules.plain_engine import Answer, Case, Crossing, known_sessions
from thesis_tui.model.bars import Bar, Bars
from thesis_tui.model.book import Book, Clock, Look, NamedSource
from thesis_tui.model.feeds import Quote
from thesis_tui.model.journal import Entry
from thesis_tui.model.market import Market
from thesis_tui.model.objects import Level, Listing, Pillar, Source, Thesis
from thesis_tui.model.view import View
from thesis_tui.rules.seen_state import look_now
from thesis_tui.rules.view import build_view

CLOSE = time(16)
THESIS = Thesis(
    format=1,
    name="Alibaba",
    stance="long",
    statement="it grows",
    listing=(Listing(symbol="BABA", venue="NYSE", currency="USD"),),
    pillar=(Pillar(id="cloud", title="Cloud", claim="it grows"),),
)


def judge_by_view(case: Case) -> Answer:
    """The answer of a view at `case.now` of a thesis that has the one level, on a listing of New York.

    The level is an entry of the moment it was noted, with the price that stood; `printed_on` makes it an article's.
    """
    (level,) = _view(case, None).levels
    return Answer(level.state, tuple((crossing.day, crossing.kind) for crossing in level.crossings))


def told_by_view(looks: Sequence[Case]) -> list[tuple[Crossing, ...]]:
    """The crossings that are news at each of several looks at one level, each marked as seen before the next.

    The first look finds none: it is the one everything later is new since.
    """
    look = None
    news_by_look: list[tuple[Crossing, ...]] = []
    for case in looks:
        view = _view(case, look)
        (level,) = view.levels
        news = [change.id for change in view.changes if change.kind == "level"]
        news_by_look.append(
            tuple(
                (crossing.day, crossing.kind)
                for crossing in level.crossings
                if any(id_.endswith(crossing.key) for id_ in news)
            )
        )
        look = look_now(view)
    return news_by_look


def _view(case: Case, look: Look | None) -> View:
    return build_view(
        _book(case), Clock(case.now), look, near=case.near, hysteresis=case.hysteresis, market=_market(case)
    )


def _book(case: Case) -> Book:
    what = case.level
    kind: Any = what.type
    level = Level(id="l", type=kind, listing="BABA", currency="USD", low=what.low, high=what.high)
    if what.printed_on is not None:
        day = what.printed_on
        source = Source(
            format=1, title="An article", added=day, published=day, published_basis="printed", level=(level,)
        )
        return Book("plain", THESIS, (NamedSource("article", 1, source),))
    if what.price is not None:
        level = replace(level, stood=what.price, stood_at=what.price_at or what.noted)
    return Book("plain", THESIS, entries=(Entry(id="l", at=what.noted, kind="level", what=level),))


def _market(case: Case) -> Market:
    whole = known_sessions(case)
    quotes: tuple[Quote, ...] = ()
    if case.current is not None:
        value, at = case.current
        closed = any(session.day == at.date() and at.time() >= CLOSE for session in whole)
        quote = Quote(
            listing="BABA", symbol="BABA", feed="yahoo", source="Yahoo", value=value, currency="USD", at=at,
            fetched=case.now, session="close" if closed else "open",
        )  # fmt: skip
        quotes = (quote,)
    bars = Bars.of(Bar(session.day, session.high, session.low, session.close, open=session.open) for session in whole)
    return Market(quotes=quotes, bars={"BABA": bars}, sources={"BABA": "Yahoo"})


def as_a_feed_has_it(case: Case) -> Case:
    """The case without a price of a time when nobody trades: what no feed gives."""
    if case.current is None or time(9, 30) <= case.current[1].time() <= time(16, 0, 2):
        return case
    whole = known_sessions(case)
    made = whole[-1].whole_from if whole else case.now
    return dataclasses.replace(case, current=None, ended=ended_since(made, case.now))
