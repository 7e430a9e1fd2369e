"""The review's page: one thing in full, its keys, what was done so far, and convictions over time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest

from tests.pages.filled_thesis import filled
from tests.pages.page_views import LATER, SIZES, block, block_text, bundled, entry, fits, text_of, view_of
from thesis_tui.actions import ACTIONS
from thesis_tui.model.book import Clock
from thesis_tui.model.journal import Entry, Review, Settle, Snooze
from thesis_tui.model.objects import Milestone, Price
from thesis_tui.model.view import Target, View
from thesis_tui.pages.review_item import actions_of
from thesis_tui.pages.review_page import place_target, review_page
from thesis_tui.rules.review import items_of, open_items
from thesis_tui.rules.review_session import END, ReviewSession, answer, done, keep_place, resolved, skip
from thesis_tui.rules.view import build_view

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def at(view: View, kind: str) -> ReviewSession:
    """A review at the first thing of a kind."""
    return ReviewSession(begun=view.now, at=next(item.key for item in open_items(view) if item.kind == kind))


def keys(view: View, kind: str) -> str:
    item = next(item for item in open_items(view) if item.kind == kind)
    return "".join(action.key for action in actions_of(view, item))


def reviews(*convictions: int) -> list[Entry]:
    """One on each Sunday up to November 2026."""
    start = datetime(2025, 12, 7, 18, tzinfo=UTC)
    return [
        entry(at, "review", Review(text=f"week {at}: it holds", conviction=level), at=start + timedelta(days=28 * at))
        for at, level in enumerate(convictions)
    ]


def broken() -> View:
    """Support 148 of the bundled thesis, closed below on 29 December."""
    close = Price(
        id="e-000002", listing="BABA", value=Decimal(140), currency="USD", session="close", day=date(2025, 12, 29)
    )
    later = datetime(2025, 12, 30, 9, tzinfo=UTC)
    return view_of(entries=[entry(2, "price", close, at=later)], today=date(2025, 12, 30))


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_item_and_the_end_fit_every_size(width: int, height: int) -> None:
    long = [
        entry(9, "settle", Settle(target="spent-or-pledged", text="word " * 5000)),
        entry(10, "snooze", Snooze(target="fq3-results", until=date(2027, 1, 1), note="中文 " * 90)),
        *reviews(*(1 + at % 5 for at in range(60))),
    ]
    for view in (view_of(), broken(), view_of(today=LATER), view_of(entries=long, today=date(2030, 7, 1))):
        session = keep_place((), open_items(view), ReviewSession(begun=view.now))
        for item in open_items(view):
            session = msgspec.structs.replace(session, at=item.key)
            fits(review_page(view, width, height, "", session), width, height)
            session = skip(open_items(view), session)
        fits(review_page(view, width, height, "", session), width, height)
        fits(review_page(view, width, height, "", session, recorded=True), width, height)


@pytest.mark.parametrize("size", [(60, 15), (20, 8), (10, 3), (1, 1)])
def test_a_terminal_too_small_breaks_nothing(size: tuple[int, int]) -> None:
    view = view_of(today=LATER)
    for session in (at(view, "milestone"), ReviewSession(begun=view.now, at=END)):
        for item in review_page(view, *size, "", session):
            assert item.height >= 1


def test_it_begins_with_the_most_urgent_in_full_and_says_how_many_there_are() -> None:
    view = view_of(today=LATER)
    text = text_of(review_page(view, 80, 24), 80, 24)
    assert "1 of 14" in text
    assert "nothing resolved yet" in text
    assert "274 days overdue, since 21 Feb" in text
    assert "as written:" in text
    assert "5 Strategic Pivot" in text
    for does in ("h  it was hit", "m  it was missed", "v  void", "z  snooze until a date", "s  skip this"):
        assert does in text


@pytest.mark.parametrize(
    ("kind", "pressed", "shown"),
    [
        ("milestone", "hmvzs", "window"),
        ("criterion", "awzs", "+34 %"),
        ("conflict", "wzs", "53 bn USD"),
        ("evidence", "awzs", "no evidence newer than 90 days"),
        ("price", "arzs", "149.80 USD"),
    ],
)
def test_each_kind_has_its_keys_and_its_facts(kind: str, pressed: str, shown: str) -> None:
    view = view_of(today=LATER)
    assert keys(view, kind) == pressed
    assert shown in block_text(review_page(view, 120, 36, "", at(view, kind)), "item")


def test_a_broken_support_is_offered_as_resistance() -> None:
    view = broken()
    assert keys(view, "level") == "wydzs"
    blocks = review_page(view, 80, 24, "", at(view, "level"))
    assert "y  turn it into resistance" in block_text(blocks, "actions")
    assert "closed below support 148.00 on 29 Dec" in block_text(blocks, "item")
    assert "140.00 USD, 29 Dec" in block_text(blocks, "item")


@pytest.mark.parametrize(("latest", "pressed"), [(date(2026, 12, 31), "wzs"), (date(2026, 3, 31), "ws")])
def test_a_moved_goalpost_is_snoozed_only_when_nothing_else_is_wrong_with_it(latest: date, pressed: str) -> None:
    moved = Milestone(
        id="fq3-results", title="results for FQ3", earliest=date(2026, 2, 1), latest=latest, pillar="hardware"
    )
    edit = entry(1, "milestone", moved, at=datetime(2026, 2, 1, 9, tzinfo=UTC), replaces="fq3-results")
    assert keys(view_of(entries=[edit], today=date(2026, 6, 1)), "goalpost") == pressed


def test_the_first_line_that_can_be_chosen_is_the_thing_itself() -> None:
    view = view_of(today=LATER)
    for item in open_items(view):
        rows = block(review_page(view, 80, 24, "", ReviewSession(begun=view.now, at=item.key)), "item").rows
        assert next(row.target for row in rows if row.target is not None) == item.target


def test_what_was_settled_snoozed_and_skipped_is_said() -> None:
    before = view_of(today=LATER)
    session = keep_place((), open_items(before), ReviewSession(begun=before.now))
    for _ in range(5):
        session = skip(open_items(before), session)
    entries = [
        entry(1, "settle", Settle(target="quark-december-sales", text="sold out, no number"), at=NOON),
        entry(2, "snooze", Snooze(target="fq3-results", until=date(2026, 12, 1)), at=NOON),
    ]
    view = view_of(entries=entries, today=LATER)
    blocks = review_page(view, 120, 36, "", session)
    so_far = block(blocks, "so far")
    text = block_text(blocks, "so far")
    assert "✓ first Quark sales figure" in text
    assert "◌ results for FQ3" in text
    assert text.count("skipped") == 3
    assert place_target(session.skipped[0]) in [row.target for row in so_far.rows]
    assert "2 resolved or snoozed, 3 skipped" in text_of(blocks, 120, 36)
    end = block_text(review_page(view, 120, 36, "", msgspec.structs.replace(session, at=END)), "item")
    assert "resolved 21 Nov: sold out, no number" in end
    assert "snoozed until 1 Dec" in end
    assert "items not looked at" in end


def test_a_wide_page_lists_what_is_to_come_and_leads_there() -> None:
    view = view_of(today=LATER)
    items = open_items(view)
    session = skip(items, keep_place((), items, ReviewSession(begun=view.now)))
    at_second = block(review_page(view, 200, 60, "", session), "to come")
    assert [row.target for row in at_second.rows[1:]] == [place_target(item.key) for item in items[2:]]
    last = ReviewSession(begun=view.now, at=items[-1].key)
    assert "to come" not in [first.name for first in review_page(view, 200, 60, "", last)]
    narrower = block(review_page(view, 120, 36, "", session), "to come")
    assert narrower.rows[1].target == place_target(items[2].key)


def test_what_one_answer_settles_is_one_item() -> None:
    items = open_items(view_of(today=LATER))
    downloads = [item for item in items if item.kind == "criterion" and item.title == "model downloads"]
    assert [(item.what, len(item.targets)) for item in downloads] == [("stale kill and warn criteria", 2)]
    evidence = [item for item in items if item.kind == "evidence"]
    assert len(evidence) == 1
    assert [target.id for target in evidence[0].targets] == ["cloud", "qwen", "chips", "hardware"]


def test_what_waits_in_the_inbox_is_asked_about_first() -> None:
    view = msgspec.structs.replace(view_of(today=LATER), inbox=("2026-11-20-note.txt", "2026-11-21-other.txt"))
    items = open_items(view)
    assert (items[0].kind, items[0].title) == ("inbox", "2 articles")
    blocks = review_page(view, 120, 36)
    assert "read it" in block_text(blocks, "actions")
    assert "2026-11-21-other" in block_text(blocks, "item")


def test_what_went_by_itself_is_not_counted_as_the_users() -> None:
    before = view_of(today=LATER)
    session = keep_place((), open_items(before), ReviewSession(begun=before.now))
    gone = [item for item in open_items(before) if item.kind != "price"]
    assert done(gone, session)[0] == ("price",)
    assert resolved(gone, session) == ()
    assert resolved(gone, answer(session, "price")) == ("price",)


def test_an_old_thesis_says_when_it_was_fed_and_how_to_see_it_then() -> None:
    text = text_of(review_page(view_of(today=LATER), 80, 24), 80, 24)
    assert "No new data since 23 Dec 2025, 333 days ago" in text
    assert "--today 2025-12-23 to see it as it stood" in text
    assert "last fed" not in text_of(review_page(view_of(), 80, 24), 80, 24)


def test_when_nothing_needs_the_user_it_says_so_and_offers_the_paragraph() -> None:
    view = view_of(
        entries=[
            entry(at, "settle", Settle(target=item.target.id, text="seen"))
            for at, item in enumerate(open_items(view_of()))
        ]
    )
    assert open_items(view) == ()
    text = text_of(review_page(view, 80, 24), 80, 24)
    assert "nothing needs attention" in text
    assert "w to write the paragraph" in text


def test_as_of_a_date_nothing_can_be_recorded() -> None:
    clock = Clock(datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC), date(2025, 12, 31))
    view = build_view(bundled(), clock, None, near=Decimal("0.02"), hysteresis=Decimal("0.01"))
    assert items_of(view)
    for session in (None, ReviewSession(begun=view.now, at=END)):
        blocks = review_page(view, 80, 24, "", session)
        text = text_of(blocks, 80, 24)
        assert "n note" not in text
        assert "write the paragraph" not in text
        assert not [item for item in blocks if item.name == "actions" and any(row.target for row in item.rows)]
    assert "sources differ" in text_of(review_page(view, 80, 24), 80, 24).lower()


def test_convictions_are_drawn_over_time_with_their_days() -> None:
    view = view_of(entries=reviews(3, 4, 4, 2), today=date(2026, 3, 2))
    blocks = review_page(view, 100, 30, "", ReviewSession(begun=view.now, at=END))
    rows = block_text(blocks, "reviews").splitlines()
    five = next(at for at, row in enumerate(rows) if row.startswith("5 "))
    marks = [[at for at, sign in enumerate(row) if sign == "●"] for row in rows[five : five + 5]]
    assert [len(row) for row in marks] == [0, 2, 1, 1, 0]
    assert marks[2] < marks[1] < marks[3]
    assert rows[five + 5].split() == ["7", "Dec", "4", "Jan", "1", "Feb", "1", "Mar"]
    assert rows[five + 6].split() == ["2025", "2026"]
    assert "●●○○○  2 of 5  1 Mar" in rows[five + 7]
    assert "week 3: it holds" in rows[five + 8]
    assert Target("entry", "e-000003") in [row.target for row in block(blocks, "reviews").rows]


def test_two_reviews_are_no_trend() -> None:
    view = view_of(entries=reviews(3, 4), today=date(2026, 3, 2))
    text = block_text(review_page(view, 100, 30, "", ReviewSession(begun=view.now, at=END)), "reviews")
    assert "┈" not in text
    assert "●●●●○  4 of 5" in text


def test_a_key_of_an_item_means_what_it_means_on_every_screen() -> None:
    """Where a review's key is one of every screen's, it does that thing: to the item, in the way the item asks for."""
    same = {
        "add": {"figure", "evidence", "price", "replace"}, "retire": {"retire", "retire criterion", "retire resting"},
        "edit": {"change"}, "edit_file": {"file"}, "refresh": {"refresh"}, "article": {"read"},
        # of an overdue milestone alone: the arrows walk, and what is asked is how it ended
        "left": {"hit"},
    }  # fmt: skip
    everywhere = {shown: action.id for action in ACTIONS if action.place in ("everywhere", "page") and action.keys
                  for shown in action.keys.split(",")}  # fmt: skip
    views = [view_of(today=LATER), view_of(filled(), today=LATER), broken()]
    answers = {
        (action.key, action.name) for view in views for item in open_items(view) for action in actions_of(view, item)
    }
    assert {key for key, _ in answers} >= set("hmvawdzsy")
    for key, name in answers:
        if key in everywhere:
            assert name in same.get(everywhere[key], ()), (key, name, everywhere[key])


def test_the_number_of_an_item_stays_while_others_vanish() -> None:
    view = view_of(today=LATER)
    items = open_items(view)
    session = keep_place((), items, ReviewSession(begun=view.now, at=items[4].key))
    assert "5 of 14" in block_text(review_page(view, 120, 36, "", session), "progress")
    gone = items[8].target.id
    settled = view_of(entries=[entry(1, "settle", Settle(target=gone, text="known"), at=NOON)], today=LATER)
    left = open_items(settled)
    assert len(left) < len(items)
    after = keep_place(items, left, session)
    assert "5 of 14" in block_text(review_page(settled, 120, 36, "", after), "progress")
