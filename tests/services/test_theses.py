"""Theses side by side: their order, one that cannot be read, and what is read again."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from thesis_tui.services import new_thesis
from thesis_tui.services.closing import TypedClose
from thesis_tui.services.decisions import TypedDecision
from thesis_tui.services.desk import Desk
from thesis_tui.services.theses import Theses, arranged, shares_of
from thesis_tui.storage.paths import Places
from thesis_tui.storage.settings import Settings

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def home(root: Path) -> Places:
    return Places(root / "data", root / "config.toml", root / "state", root / "cache")


def desk(root: Path, thesis: str) -> Desk:
    return Desk(places=home(root), settings=Settings(), thesis=thesis, clock=lambda: NOW, offline=True)


def theses(root: Path) -> Theses:
    return Theses(places=home(root), settings=Settings(), clock=lambda: NOW)


def test_the_most_urgent_is_first_and_one_at_fault_stops_no_other(tmp_path: Path) -> None:
    for symbol in ("AAA", "CALM", "FAIL", "ODD"):
        new_thesis.make(home(tmp_path), new_thesis.fill(symbol, venue="NYSE"), at=NOW)
    desk(tmp_path, "calm").observe("growth-growth", "8 %", "q4 2025")
    failing = desk(tmp_path, "fail")
    failing.observe("growth-growth", "-8 %", "q3 2025")
    failing.observe("growth-growth", "-9 %", "q4 2025")
    (tmp_path / "data" / "odd" / "thesis.toml").write_text('format = 1\nname = "no end\n')
    found = theses(tmp_path).summaries(bundled=False)
    assert [summary.id for summary in found] == ["fail", "odd", "aaa", "calm"]
    assert [summary.view.verdict if summary.view else None for summary in found] == [
        "broken",
        None,
        "unproven",
        "holding",
    ]
    assert (found[1].line, found[1].attention[0].kind) == (2, "file")
    assert "line 2" in found[1].fault


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    for symbol in ("AAA", "BBB"):
        new_thesis.make(home(tmp_path), new_thesis.fill(symbol, venue="NYSE"), at=NOW)
    several = theses(tmp_path)
    before = {summary.id: summary.view for summary in several.summaries()}
    desk(tmp_path, "bbb").note("looked at it")
    after = {summary.id: summary.view for summary in several.summaries()}
    assert after["aaa"] is before["aaa"]
    assert after["bbb"] is not before["bbb"]


def test_on_a_fresh_home_it_is_the_bundled_one_and_nothing_is_written(tmp_path: Path) -> None:
    (summary,) = theses(tmp_path).summaries()
    assert (summary.id, summary.bundled) == ("baba", True)
    assert list(tmp_path.iterdir()) == []


def test_the_bundled_one_is_listed_last_until_it_was_copied(tmp_path: Path) -> None:
    new_thesis.make(home(tmp_path), new_thesis.fill("AAA", venue="NYSE"), at=NOW)
    assert [(summary.id, summary.bundled) for summary in theses(tmp_path).summaries()] == [
        ("aaa", False),
        ("baba", True),
    ]
    assert [summary.id for summary in theses(tmp_path).summaries(bundled=False)] == ["aaa"]
    desk(tmp_path, "baba").note("mine now")
    assert [summary.bundled for summary in theses(tmp_path).summaries()] == [False, False]
    shutil.rmtree(tmp_path / "data" / "baba")
    assert [summary.id for summary in theses(tmp_path).summaries()] == ["aaa"], (
        "who put it away is not offered it again"
    )


def test_the_thesis_that_was_open_last_is_the_one_that_is_opened(tmp_path: Path) -> None:
    for symbol in ("AAA", "BBB"):
        new_thesis.make(home(tmp_path), new_thesis.fill(symbol, venue="NYSE"), at=NOW)

    def opened() -> str:
        return Desk(places=home(tmp_path), settings=Settings(), clock=lambda: NOW, offline=True).id

    assert opened() == "aaa"
    desk(tmp_path, "bbb").remember_open()
    assert opened() == "bbb"
    shutil.rmtree(tmp_path / "data" / "bbb")
    assert opened() == "aaa"


def test_the_nearest_level_is_of_the_first_listing_and_of_a_fresh_price(tmp_path: Path) -> None:
    new_thesis.make(home(tmp_path), new_thesis.fill("AAA", venue="NYSE"), at=NOW)
    mine = desk(tmp_path, "aaa")
    assert theses(tmp_path).summaries()[0].nearest is None
    mine.add_level("support", "90")
    mine.add_level("resistance", "104")
    mine.add_price("100")
    (summary,) = theses(tmp_path).summaries(bundled=False)
    assert summary.nearest is not None
    assert summary.nearest.level.low == 104


def test_the_list_is_sorted_and_cut_down_by_what_there_is(tmp_path: Path) -> None:
    for symbol in ("AAA", "BBB", "CCC"):
        new_thesis.make(home(tmp_path), new_thesis.fill(symbol, venue="NYSE"), at=NOW)
    far, near = desk(tmp_path, "aaa"), desk(tmp_path, "bbb")
    for item, level in ((far, "50"), (near, "98")):
        item.add_price("100")
        item.add_level("support", level)
    far.add_milestone("ships", "next 6 weeks")
    found = theses(tmp_path).summaries(bundled=False)
    assert [summary.id for summary in arranged(found, "name", "all")] == ["aaa", "bbb", "ccc"]
    assert [summary.id for summary in arranged(found, "level", "all")] == ["bbb", "aaa", "ccc"]
    assert arranged(found, "milestone", "all")[0].id == "aaa"
    assert arranged(found, "gain", "weakening") == ()
    assert arranged(found, "urgent", "held") == ()


def test_what_is_held_is_never_added_across_currencies(tmp_path: Path) -> None:
    for symbol, venue in (("AAA", "NYSE"), ("BBB", "NYSE"), ("CCC.DE", "XETRA")):
        new_thesis.make(home(tmp_path), new_thesis.fill(symbol, venue=venue), at=NOW)
    for thesis, count in (("aaa", "30"), ("bbb", "10"), ("ccc-de", "5")):
        mine = desk(tmp_path, thesis)
        mine.add_price("100")
        mine.record_decision(TypedDecision(word="bought", why="cheap", quantity=count, price="80"))
    broken = desk(tmp_path, "bbb")
    broken.observe("growth-growth", "-8 %", "q3 2025")
    broken.observe("growth-growth", "-9 %", "q4 2025")
    shares = {share.currency: share for share in shares_of(theses(tmp_path).summaries(bundled=False))}
    assert {currency: share.value for currency, share in shares.items()} == {"USD": 4000, "EUR": 500}
    assert shares["USD"].weakening == 1000


def test_what_is_still_held_of_a_closed_thesis_is_held_but_does_not_weaken(tmp_path: Path) -> None:
    new_thesis.make(home(tmp_path), new_thesis.fill("AAA", venue="NYSE"), at=NOW)
    one = desk(tmp_path, "aaa")
    for value, quarter in (("-8 %", "q3 2025"), ("-9 %", "q4 2025")):
        one.observe("growth-growth", value, quarter)
    one.add_price("100", at="2026-01-02", close=True)
    one.record_decision(TypedDecision("bought", "cheap", "2", "100"))
    (share,) = shares_of(theses(tmp_path).summaries(bundled=False))
    assert share.weakening == share.value > 0
    one.close(TypedClose("wrong", "a", "b", "c"), sure=True)
    (share,) = shares_of(theses(tmp_path).summaries(bundled=False))
    assert share.weakening == 0 < share.value
