"""What feeds gave, on the pages: each price named, converted figures only beside, splits said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from msgspec.structs import replace

from thesis_tui.model.bars import Bar, Bars
from thesis_tui.model.book import Clock
from thesis_tui.model.feeds import Doubt, Quote, Rates, Revision, Split
from thesis_tui.model.market import Market
from thesis_tui.model.view import View
from thesis_tui.pages.dashboard import render_text
from thesis_tui.pages.levels_page import levels_page
from thesis_tui.pages.price import price_rows
from thesis_tui.pages.spans import compose, plain_text
from thesis_tui.printing.text import check
from thesis_tui.printing.text import levels as ladder
from thesis_tui.rules.view import build_view
from thesis_tui.rules.wording.doubts import doubt_text
from thesis_tui.storage.book import read_book
from thesis_tui.storage.paths import bundled

NOW = datetime(2025, 12, 23, 23, tzinfo=UTC)
CLOSED = datetime(2025, 12, 23, 21, 0, 2, tzinfo=UTC)


def quote(**more: object) -> Quote:
    whole: dict[str, object] = {
        "listing": "BABA", "symbol": "BABA", "feed": "yahoo", "source": "Yahoo", "value": Decimal("150.40"),
        "currency": "USD", "at": CLOSED, "fetched": CLOSED, "session": "close", **more,
    }  # fmt: skip
    return Quote(**whole)  # type: ignore[arg-type]


def seen(market: Market) -> View:
    book = read_book(bundled("seeds") / "baba", cache=None)
    return build_view(book, Clock(NOW), None, near=Decimal("0.02"), hysteresis=Decimal("0.01"), market=market)


def levels(view: View, listing: str = "BABA", chosen: str = "") -> str:
    return "\n".join(plain_text(line) for line in compose(levels_page(view, listing, chosen, 120, 36), 120, 36))


def test_the_close_and_the_price_after_hours_are_both_named() -> None:
    after = {
        "extended": Decimal("149.90"), "extended_session": "after hours", "extended_at": CLOSED + timedelta(minutes=40),
    }  # fmt: skip
    view = seen(Market(quotes=(quote(**after),)))
    assert view.price is not None
    assert view.price.price.value == Decimal("150.40"), "levels are held against the regular session"
    page = render_text(view, 120, 36)
    assert "NYSE close, 23 Dec" in page
    assert "after hours 149.90" in page
    assert "NYSE close, 23 Dec  after hours 149.90" in render_text(view, 80, 24)
    assert "after hours 149.90, −0.33 %, Yahoo" in levels(view)


def test_a_price_below_zero_keeps_its_sign_in_tall_digits() -> None:
    above, below = (
        plain_text(price_rows(seen(Market(quotes=(quote(value=Decimal(value)),))), 60)[1].line)
        for value in ("37.63", "-37.63")
    )
    assert below.startswith("╺━╸" + above[:12])


def test_a_price_in_another_currency_stands_beside_and_judges_nothing() -> None:
    rates = Rates(
        base="EUR", day=date(2025, 12, 23), rates={"USD": Decimal("1.18"), "HKD": Decimal("9.18")}, feed="ecb",
        source="ECB", fetched=NOW,
    )  # fmt: skip
    view = seen(Market(quotes=(quote(),), rates=rates))
    assert "9988.HK" not in view.current
    page = levels(view, "9988.HK")
    assert "≈146.26 HKD from BABA at 7.7797, ECB 23 Dec; no level is compared with it" in page


def test_a_split_adjusts_a_level_and_says_so() -> None:
    split = Split(date(2025, 12, 23), Decimal(4), Decimal(1), shown=True)
    view = seen(Market(quotes=(quote(value=Decimal("37.60")),), splits={"BABA": (split,)}))
    support = next(level for level in view.levels if level.level.id == "support-148")
    assert support.level.low == 37
    assert support.state == "testing"
    assert "adjusted for the split 4:1 on 23 Dec 2025" in levels(view, chosen="support-148")
    assert "adjusted for the split 4:1 on 23 Dec 2025" in ladder(view)


def test_what_a_feed_corrects_later_is_not_known_yet() -> None:
    revised = Revision(
        listing="BABA", day=date(2025, 12, 22), before=Decimal(1), after=Decimal(2), source="Yahoo", seen=NOW
    )
    later = replace(revised, seen=NOW + timedelta(hours=1))
    assert seen(Market(revisions=(later, revised))).revisions == (revised,)


def test_what_is_to_be_done_about_a_doubt_is_printed_whole() -> None:
    split = Split(date(2025, 12, 23), Decimal(20), Decimal(1))
    doubt = Doubt(
        listing="BABA", subject="history", code="rescaled", day=split.day, value=Decimal("0.05"), source="Yahoo",
        at=NOW, split=split,
    )  # fmt: skip
    view = seen(Market(doubts=(doubt,)))
    assert "a 20:1 split? confirm it, or refuse\n" in check(view, view.attention)


def test_a_history_in_doubt_is_not_called_a_price() -> None:
    doubt = Doubt(
        listing="BABA", subject="history", code="quote against bars", day=NOW.date(), value=Decimal("82.66"),
        against=Decimal("150.30"), source="Yahoo",
    )  # fmt: skip
    assert doubt_text(doubt) == "BABA's daily prices from Yahoo doubted: they end at 82.66, its price is 150.30"


def test_what_an_article_claims_stands_beside_what_is_computed() -> None:
    day = date(2025, 12, 22)
    bars = Bars.of(Bar(day - timedelta(days=at), None, None, Decimal(100 + at % 7)) for at in range(299, -1, -1))
    view = seen(Market(bars={"AHLA.DE": bars}, sources={"AHLA.DE": "Yahoo"}))
    page = levels(view, "AHLA.DE")
    assert "200-day average 119.43, computed 10" in page
    assert "RSI(14) 29.4, computed" in page


def test_a_quote_of_a_later_time_is_not_known_yet() -> None:
    view = seen(Market(quotes=(quote(at=NOW + timedelta(hours=1), fetched=NOW + timedelta(hours=1)),)))
    assert view.price is not None
    assert view.price.origin.label != "Yahoo"


def test_a_price_typed_by_hand_is_not_replaced_by_an_older_one() -> None:
    old = quote(value=Decimal("151.00"), at=datetime(2025, 12, 19, 21, tzinfo=UTC))
    view = seen(Market(quotes=(old,)))
    assert view.price is not None
    assert view.price.price.value == Decimal("149.80"), "the article's price of 22 December is the newer one"


def test_a_jump_of_a_day_and_its_quote_is_told_once() -> None:
    doubt = Doubt(
        listing="BABA", subject="bar", code="jump", day=NOW.date(), value=Decimal("57.23"), against=Decimal("148.50"),
        source="Yahoo", at=NOW,
    )  # fmt: skip
    view = seen(Market(doubts=(doubt, replace(doubt, subject="quote"))))
    texts = [item.text for item in view.attention if item.kind == "price"]
    assert texts == ["BABA 57.23 (−61 %) unconfirmed: the close before it was 148.50"]
