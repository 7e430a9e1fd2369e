"""The price timeline: one answer, whatever order things became known in, and what is doubted moves nothing."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from thesis_tui.model.bars import DOUBTED, DOUBTED_LOW, Bar, Bars
from thesis_tui.model.enums import Session
from thesis_tui.model.feeds import Doubt, DoubtCode, Quote, Split
from thesis_tui.model.market import Market
from thesis_tui.model.objects import Listing, Price
from thesis_tui.rules.corrections import Corrections
from thesis_tui.rules.timeline import Observed, Timeline

BABA = Listing(symbol="BABA", venue="NYSE", currency="USD")
HKEX = Listing(symbol="9988.HK", venue="HKEX", currency="HKD")
NOON = datetime(2026, 11, 25, 17, tzinfo=UTC)
"""A Wednesday, in New York's session."""


def bar(day: int, close: str, low: str | None = None, high: str | None = None, doubts: int = 0) -> Bar:
    """A whole bar of a day of November 2026."""
    low_price, high_price = (None if text is None else Decimal(text) for text in (low, high))
    return Bar(date(2026, 11, day), high_price, low_price, Decimal(close), doubts=doubts)


def market(*bars: Bar, basis: int = 25, quotes: tuple[Quote, ...] = (), **fields: object) -> Market:
    base = Market(
        bars={"BABA": Bars.of(bars)},
        sources={"BABA": "Yahoo"},
        basis={"BABA": date(2026, 11, basis)},
        quotes=quotes,
    )
    for name, value in fields.items():
        base = Market(**{**{text: getattr(base, text) for text in base.__struct_fields__}, name: value})
    return base


def quote(value: str, at: datetime | None, doubt: Doubt | None = None, fetched: datetime = NOON) -> Quote:
    return Quote(
        listing="BABA", symbol="BABA", feed="yahoo", source="Yahoo", value=Decimal(value), currency="USD", at=at,
        fetched=fetched, doubt=doubt,
    )  # fmt: skip


def price(value: str, day: date | None = None, at: datetime | None = None, session: Session = "close") -> Price:
    return Price(
        id=f"p{value}", listing="BABA", value=Decimal(value), currency="USD", session=session, day=day, time=at
    )


def typed(*prices: Price) -> list[Observed]:
    return [Observed(item, typed=True) for item in prices]


def current(line: Timeline) -> Decimal:
    return line.placed[-1].value


def test_a_close_counts_once_its_session_is_whole_by_the_venues_clock() -> None:
    bars = market(bar(24, "150"), bar(25, "155"))
    assert Timeline(BABA, [], bars, NOON).close(date(2026, 11, 25)) is None
    evening = datetime(2026, 11, 25, 21, 14, tzinfo=UTC)
    assert Timeline(BABA, [], bars, evening).close(date(2026, 11, 25)) is None
    assert Timeline(BABA, [], bars, evening + timedelta(minutes=1)).close(date(2026, 11, 25)) == 155


def test_the_users_close_stands_above_a_files_and_that_above_a_feeds() -> None:
    fed = market(bar(23, "150", "148", "156"), bar(24, "15200", "15000", "15300"))
    assert Timeline(BABA, [], fed, NOON).close(date(2026, 11, 24)) == 15200
    filed = market(bar(23, "150"), bar(24, "15200", "15000", "15300"), imported={"BABA": Bars.of([bar(24, "152.10")])})
    assert Timeline(BABA, [], filed, NOON).close(date(2026, 11, 24)) == Decimal("152.10")
    own = typed(price("152.20", date(2026, 11, 24)))
    line = Timeline(BABA, own, filed, NOON)
    assert line.close(date(2026, 11, 24)) == Decimal("152.20")
    assert line.sessions.top.greatest(0) == Decimal("152.20"), "the wrong bar's high is gone with it"


def test_a_printed_close_counts_where_there_is_no_other() -> None:
    printed = [Observed(price("147", date(2026, 11, day)), typed=False) for day in (23, 24)]
    line = Timeline(BABA, printed, market(bar(24, "150")), NOON)
    assert (line.close(date(2026, 11, 23)), line.close(date(2026, 11, 24))) == (Decimal(147), Decimal(150))


def test_a_typed_close_is_not_beaten_by_an_older_quote_nor_a_close_by_one_of_an_hour_before() -> None:
    at_three = datetime(2026, 11, 24, 20, tzinfo=UTC)
    line = Timeline(BABA, typed(price("151", date(2026, 11, 24))), market(quotes=(quote("149", at_three),)), NOON)
    assert current(line) == 151
    after = Timeline(BABA, typed(price("149", at=at_three, session="unknown")), market(bar(24, "150")), NOON)
    assert after.price_at(NOON) == (
        datetime(2026, 11, 24, 16, tzinfo=after.end_of(date(2026, 11, 24)).tzinfo),
        Decimal(150),
    )


def test_a_quote_after_the_users_close_of_its_day_is_of_the_next_session() -> None:
    own = typed(price("151", date(2026, 11, 24)))
    line = Timeline(BABA, own, market(quotes=(quote("153", NOON - timedelta(minutes=5)),)), NOON)
    assert current(line) == 153


def test_a_quote_without_a_time_is_of_no_day_and_one_of_the_future_hides_nothing() -> None:
    quotes = (quote("149", None), quote("999", NOON + timedelta(hours=20)))
    line = Timeline(BABA, [], market(bar(24, "150"), quotes=quotes), NOON)
    assert line.placed == []
    assert line.price_at(NOON) is not None


def test_doubted_bars_and_quotes_move_nothing_until_they_are_accepted() -> None:
    day = date(2026, 11, 24)
    jump = Doubt(listing="BABA", subject="quote", code="jump", day=date(2026, 11, 25), value=Decimal(60))
    known = market(bar(23, "150"), bar(24, "15200", doubts=DOUBTED), quotes=(quote("60", NOON, jump),))
    line = Timeline(BABA, [], known, NOON)
    assert (line.close(day), line.placed, line.doubts) == (None, [], (jump,))
    decided = Corrections(listing="BABA", accepted={jump.id: Decimal(60), "BABA:bar:2026-11-24": Decimal(15200)})
    line = Timeline(BABA, [], known, NOON, decided)
    assert (line.close(day), current(line), line.doubts) == (Decimal(15200), Decimal(60), ())
    refused = Corrections(listing="BABA", refused={jump.id: Decimal(60)})
    line = Timeline(BABA, [], known, NOON, refused)
    assert (line.placed, line.doubts) == ([], ())


def test_a_doubted_close_and_the_quote_that_gives_it_are_one_question_with_one_answer() -> None:
    day = date(2026, 11, 24)
    close = Doubt(listing="BABA", subject="bar", code="jump", day=day, value=Decimal(60))
    jump = Doubt(listing="BABA", subject="quote", code="jump", day=day, value=Decimal("60.50"))
    evening = datetime(2026, 11, 24, 22, tzinfo=UTC)
    quotes = (quote("60.50", evening, jump),)
    known = market(bar(23, "150"), bar(24, "60", doubts=DOUBTED), quotes=quotes, doubts=(close,))
    assert Timeline(BABA, [], known, NOON).doubts == (close,)
    accepted = Timeline(BABA, [], known, NOON, Corrections(listing="BABA", accepted={close.id: Decimal(60)}))
    assert (accepted.close(day), current(accepted), accepted.doubts) == (Decimal(60), Decimal("60.50"), ())
    refused = Timeline(BABA, [], known, NOON, Corrections(listing="BABA", refused={close.id: Decimal(60)}))
    assert (refused.close(day), refused.placed, refused.doubts) == (None, [], ())
    far = replace(known, quotes=(quote("900", evening, replace(jump, value=Decimal(900))),))
    assert len(Timeline(BABA, [], far, NOON).doubts) == 2


def test_a_session_s_close_from_a_feed_without_bars_is_its_close_until_there_is_a_bar() -> None:
    day = date(2026, 11, 24)
    at = datetime(2026, 11, 24, 21, tzinfo=UTC)
    closing = replace(quote("94", at, fetched=at), session="close")
    alone = market(quotes=(closing, quote("99", NOON - timedelta(minutes=5))))
    assert Timeline(BABA, [], alone, NOON).close(day) == 94
    assert Timeline(BABA, [], market(bar(24, "95"), quotes=(closing,)), NOON).close(day) == 95
    assert Timeline(BABA, typed(price("96", day)), alone, NOON).close(day) == 96
    doubt = Doubt(listing="BABA", subject="quote", code="jump", day=day, value=Decimal(94))
    assert Timeline(BABA, [], market(quotes=(replace(closing, doubt=doubt),)), NOON).close(day) is None


def test_a_refused_close_stays_out_when_a_later_session_takes_its_doubt_away() -> None:
    day = date(2026, 11, 23)
    refused = Corrections(listing="BABA", refused={"BABA:bar:2026-11-23": Decimal(40)})
    line = Timeline(BABA, [], market(bar(20, "100"), bar(23, "40"), bar(24, "41")), NOON, refused)
    assert (line.close(day), line.close(date(2026, 11, 24))) == (None, Decimal(41))


def test_a_doubted_low_leaves_the_close() -> None:
    line = Timeline(BABA, [], market(bar(24, "150", "0.01", "151", DOUBTED_LOW)), NOON)
    assert (line.close(date(2026, 11, 24)), line.sessions.bottom.least(0)) == (Decimal(150), Decimal(150))


def test_a_dropped_day_has_no_price_until_one_is_typed() -> None:
    day = date(2026, 11, 24)
    known, dropped = market(bar(23, "150"), bar(24, "15200")), Corrections(listing="BABA", dropped=frozenset({day}))
    assert Timeline(BABA, [], known, NOON, dropped).close(day) is None
    assert Timeline(BABA, typed(price("152", day)), known, NOON, dropped).close(day) == 152


@pytest.mark.parametrize("shown", [True, False])
def test_a_split_counts_once_prices_showed_it(shown: bool) -> None:
    split = Split(date(2026, 11, 24), Decimal(4), Decimal(1), shown=shown)
    own = typed(price("100", date(2026, 11, 23)))
    line = Timeline(BABA, own, market(bar(24, "25"), splits={"BABA": (split,)}), NOON)
    assert line.close(date(2026, 11, 23)) == (25 if shown else 100)
    assert line.change(Decimal(25), Decimal(100), date(2026, 11, 23)) == (0 if shown else -75)


def test_a_confirmed_reverse_split_rescales_bars_of_before_the_feed_does() -> None:
    split = Split(date(2026, 11, 25), Decimal(1), Decimal(20), shown=True, source="you")
    line = Timeline(
        BABA, [], market(bar(23, "4.80"), bar(24, "5"), basis=24), NOON, Corrections(listing="BABA", splits=(split,))
    )
    assert [item.close for item in line.bars] == [96, 100]


def test_a_day_before_a_split_is_shown_on_its_own_basis() -> None:
    split = Split(date(2026, 11, 25), Decimal(3), Decimal(2), shown=True)
    then = datetime(2026, 11, 24, 23, tzinfo=UTC)
    line = Timeline(BABA, [], market(bar(23, "66.67"), bar(24, "100"), splits={"BABA": (split,)}), then)
    assert [item.close for item in line.bars] == [100, 150]


def test_a_price_of_a_sunday_is_fridays_and_of_a_hong_kong_morning_todays() -> None:
    line = Timeline(BABA, [], Market(), NOON)
    assert line.day_of(price("1", date(2026, 11, 22))) == date(2026, 11, 20)
    hong_kong = Timeline(HKEX, [], Market(), NOON)
    assert hong_kong.day_of(price("1", at=datetime(2026, 11, 24, 1, tzinfo=UTC))) == date(2026, 11, 24)


def test_sessions_that_open_after_a_moment_count() -> None:
    line = Timeline(BABA, [], market(bar(23, "150"), bar(24, "151")), NOON)
    before, within = datetime(2026, 11, 24, 13, tzinfo=UTC), datetime(2026, 11, 24, 15, tzinfo=UTC)
    assert (line.first_after(before), line.first_after(within)) == (1, 2)


DAYS = [2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20, 23, 24]


@st.composite
def facts(draw: st.DrawFn) -> tuple[list[Bar], list[Bar], list[Observed], Corrections]:
    closes = st.integers(100, 200).map(str)
    fed = [bar(day, draw(closes)) for day in DAYS if draw(st.booleans())]
    rows = [bar(day, draw(closes)) for day in draw(st.sets(st.sampled_from(DAYS), max_size=4))]
    own = [
        Observed(price(draw(closes), date(2026, 11, day)), typed=draw(st.booleans()))
        for day in draw(st.sets(st.sampled_from(DAYS), max_size=4))
    ]
    dropped = frozenset(date(2026, 11, day) for day in draw(st.sets(st.sampled_from(DAYS), max_size=2)))
    return fed, rows, own, Corrections(listing="BABA", dropped=dropped)


@given(facts(), st.integers(0, 1000))
def test_any_order_of_arrival_gives_one_answer(
    known: tuple[list[Bar], list[Bar], list[Observed], Corrections], seed: int
) -> None:
    fed, rows, own, corrections = known

    def line(shuffled: bool) -> Timeline:
        bars, files, prices = list(fed), list(rows), list(own)
        if shuffled:
            for item in (bars, files, prices):
                random.Random(seed).shuffle(item)
        return Timeline(BABA, prices, market(*bars, imported={"BABA": Bars.of(files)}), NOON, corrections)

    first, second = line(False), line(True)
    assert list(first.bars) == list(second.bars)
    assert [placed.value for placed in first.placed] == [placed.value for placed in second.placed]


@given(facts(), st.integers(0, len(DAYS) - 1), st.sampled_from(["15200", "0.01"]))
def test_a_doubted_bar_changes_nothing(
    known: tuple[list[Bar], list[Bar], list[Observed], Corrections], at: int, lie: str
) -> None:
    fed, rows, own, corrections = known
    free = [item for item in fed if item.day.day != DAYS[at]]
    wrong = bar(DAYS[at], lie, doubts=DOUBTED)
    files = {"BABA": Bars.of(rows)}
    without = Timeline(BABA, own, market(*free, imported=files), NOON, corrections)
    doubted = Timeline(BABA, own, market(*free, wrong, imported=files), NOON, corrections)
    assert list(doubted.bars) == list(without.bars)


@given(facts(), st.sampled_from([(4, 1), (3, 2), (1, 20)]))
def test_a_split_and_its_inverse_change_nothing(
    known: tuple[list[Bar], list[Bar], list[Observed], Corrections], ratio: tuple[int, int]
) -> None:
    fed, _, own, _ = known
    day, up, down = date(2026, 11, 12), Decimal(ratio[0]), Decimal(ratio[1])
    both = (Split(day, up, down, shown=True), Split(day, down, up, shown=True))
    plain = Timeline(BABA, own, market(*fed), NOON)
    split = Timeline(BABA, own, market(*fed, splits={"BABA": both}), NOON)
    assert [item.close for item in plain.bars] == [item.close for item in split.bars]


def far_quote(code: DoubtCode = "quote against history") -> Doubt:
    return Doubt(
        listing="BABA", subject="quote", code=code, day=date(2026, 11, 25), value=Decimal("30.30"),
        against=Decimal("602.40"), source="Yahoo",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("ratio", "day", "believed"),
    [(20, 25, True), (20, 23, True), (20, 3, False), (2, 25, False)],
)
def test_a_split_confirmed_settles_the_quote_it_explains_and_no_other(ratio: int, day: int, believed: bool) -> None:
    split = Split(date(2026, 11, day), Decimal(ratio), Decimal(1), shown=True, source="you")
    known = market(bar(24, "602.40"), basis=24, quotes=(quote("30.30", NOON, far_quote()),))
    line = Timeline(BABA, [], known, NOON, Corrections(listing="BABA", splits=(split,)))
    assert (len(line.placed), line.doubts == ()) == (int(believed), believed)


def test_a_split_confirmed_long_ago_does_not_answer_for_the_next_of_its_ratio() -> None:
    split = Split(date(2026, 11, 25), Decimal(2), Decimal(1))
    doubt = Doubt(listing="BABA", subject="split", code="split not shown", day=split.day, split=split)
    past = Split(date(2024, 5, 6), Decimal(2), Decimal(1), shown=True, source="you")
    assert not Corrections(listing="BABA", splits=(past,)).decides(doubt)
    assert Corrections(listing="BABA", splits=(past, split)).decides(doubt)


prices = st.none() | st.decimals(Decimal("0.0001"), 10**12, places=4) | st.integers(1, 999).map(Decimal)
some_bars = st.dictionaries(
    st.dates(date(2026, 1, 1), date(2026, 2, 1)),
    st.builds(
        Bar,
        st.just(date(2026, 1, 1)),
        prices,
        prices,
        st.integers(1, 10**15).map(Decimal) | st.decimals(Decimal("0.01"), 900, places=2),
        st.booleans(),
        prices,
    ),
)


@given(some_bars, some_bars, st.sets(st.dates(date(2026, 1, 1), date(2026, 2, 1))))
def test_bars_with_other_days_are_those_of_both(
    before: dict[date, Bar], after: dict[date, Bar], without: set[date]
) -> None:
    old = {day: replace(bar, day=day) for day, bar in before.items()}
    new: dict[date, Bar | None] = {day: replace(bar, day=day) for day, bar in after.items()}
    new |= dict.fromkeys(without)
    wanted = {day: bar for day, bar in (old | new).items() if bar is not None}
    assert list(Bars.of(old.values()).with_days(new)) == [wanted[day] for day in sorted(wanted)]
