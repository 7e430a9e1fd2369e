"""A Sunday: from the first overdue thing to the paragraph, with one key and a sentence each."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.tui.app_driver import LATER, NOON, SIZES, AppDriver, app_driver

FIRST = "first H200 to China"


def stored(user: AppDriver) -> str:
    return "\n".join(path.read_text() for path in sorted((user.folder / "journal").glob("*.toml")))


async def until(user: AppDriver, words: str) -> None:
    """Walks on until the item's heading says `words`."""
    for _ in range(30):
        if any(line[1:].startswith(words) for line in user.lines()):
            return
        await user.press("right")
    raise AssertionError(f"{words!r} is not asked about:\n{user.text()}")


async def test_an_overdue_milestone_is_hit_with_a_key_and_a_sentence(tmp_path: Path) -> None:
    async with app_driver(tmp_path, now=LATER, size=(80, 24)) as user:
        await user.press("R")
        assert user.shows("1 of 14")
        assert FIRST in user.pointed()[0]
        await user.write("h", "customs released them", "tab")
        await user.type("late, and not too late")
        await user.press("ctrl+s")
        assert user.shows("1 resolved or snoozed")
        assert user.shows(f"✓ {FIRST[:12]}")
        assert user.shows("first Quark sales figure")
        assert 'outcome = "hit"' in stored(user)
        assert "customs released them" in stored(user)
        await user.press("u")
        if user.shows("Take back"):
            await user.press("y")
        assert user.shows("nothing resolved yet")


async def test_a_miss_asks_what_follows_from_it(tmp_path: Path) -> None:
    async with app_driver(tmp_path, now=LATER) as user:
        await user.press("6", "m")
        await user.type("asked to wait")
        await user.press("ctrl+s")
        assert user.shows("Missed milestone")
        await user.write("w", "domestic chips now")
        assert user.shows("first Quark sales figure")
        assert user.shows("1 resolved or snoozed")
        await user.press("end")
        assert user.shows("domestic chips now")


async def test_skipping_and_snoozing_and_coming_back(tmp_path: Path) -> None:
    async with app_driver(tmp_path, now=LATER) as user:
        await user.press("6", "s", "s", "z")
        assert user.shows("Snooze results for FQ3")
        await user.press("ctrl+s")
        assert user.shows("1 resolved or snoozed, 2 skipped")
        here = user.pointed()[0]
        await user.press("1", "6")
        assert user.pointed()[0] == here
    async with app_driver(tmp_path, now=LATER + timedelta(days=6)) as user:
        await user.press("6")
        assert user.shows("1 resolved or snoozed, 2 skipped")
        assert user.pointed()[0] == here
        await user.press("tab", "tab", "enter")
        assert FIRST in user.text()
    async with app_driver(tmp_path, now=LATER + timedelta(days=8)) as user:
        await user.press("6")
        assert user.shows("nothing resolved yet")
        assert FIRST in user.pointed()[0]


async def test_enter_opens_the_thing_and_escape_comes_back_to_it(tmp_path: Path) -> None:
    async with app_driver(tmp_path, now=LATER) as user:
        await user.press("6", "right", "enter")
        assert "first Quark sales figure" in user.pointed()[0]
        await user.press("escape")
        assert user.shows("2 of 14")
        assert "first Quark sales figure" in user.pointed()[0]


async def test_a_stale_criterion_takes_a_figure_or_a_sentence(tmp_path: Path) -> None:
    async with app_driver(tmp_path, now=LATER) as user:
        await user.press("6")
        await until(user, "Stale kill criterion")
        await user.press("a")
        assert user.shows("Add figure")
        await user.type("36 %")
        await user.press("tab")
        await user.type("fq2 2027")
        await user.press("ctrl+s")
        assert user.shows("1 resolved or snoozed")
        await until(user, "Stale warn criterion")
        await user.write("w", "the filing is late")
        assert user.shows("2 resolved or snoozed")
        await user.press("end")
        assert user.shows("the filing is late")


async def test_a_conflict_and_old_evidence_are_settled_in_a_sentence(tmp_path: Path) -> None:
    async with app_driver(tmp_path, now=LATER) as user:
        await user.press("6")
        await until(user, "Sources differ")
        await user.write("w", "spent is the filing's word")
        assert user.shows("1 resolved or snoozed")
        await until(user, "No fresh evidence")
        await user.write("a", "a new region opened", "ctrl+s")
        await until(user, "No fresh evidence")
        await user.write("w", "read two filings, nothing")
        assert user.shows("2 resolved or snoozed")
        await until(user, "Stale price")
        await user.write("a", "160", "ctrl+s")
        assert user.shows("3 resolved or snoozed")


async def test_a_moved_goalpost_asks_why(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        user.desk.edit_milestone("fq3-results", "results for FQ3", "q2 2026", "hardware")
        user.app.session.reload()
        await user.press("6")
        await until(user, "Moved goalpost")
        await user.write("w", "they moved the date")
        assert user.shows("✓ results for FQ3")


async def test_a_broken_support_becomes_resistance_with_one_key_and_one_undo(tmp_path: Path) -> None:
    at = datetime(2025, 12, 30, 12, tzinfo=UTC)
    async with app_driver(tmp_path) as user:
        assert user.shows("Alibaba")
    async with app_driver(tmp_path, now=at) as user:
        user.desk.add_price("140", at="2025-12-29", close=True)
        user.app.session.reload()
        await user.press("6")
        await until(user, "Level broken")
        assert user.shows("y  turn it into resistance")
        await user.press("y")
        assert user.shows("✓ support 148.00")
        await user.press("2")
        assert "resistance" in user.line_of("148.00")
        await user.press("u", "6")
        await until(user, "Level broken")


async def test_the_paragraph_ends_it_and_is_drawn_with_the_next_ones(tmp_path: Path) -> None:
    for week, conviction in enumerate(("4", "3", "2")):
        async with app_driver(tmp_path, now=LATER + timedelta(days=7 * week)) as user:
            await user.press("6", "s", "end", "w")
            await user.type(f"week {week} was slow")
            await user.press("tab", conviction, "enter")
            assert user.shows("this review is in the journal")
            assert user.shows(f"week {week} was slow")
            assert not (user.desk.places.state / "review-baba.json").exists()
            await user.press("5")
            assert user.shows(f"week {week} was slow")
            await user.press("6")
            assert user.shows("nothing resolved yet")
            await user.press("end")
    assert "skipped = 1" in stored(user)
    assert "conviction = 2" in stored(user)


async def test_what_is_listed_can_be_clicked(tmp_path: Path) -> None:
    async with app_driver(tmp_path, now=LATER) as user:
        await user.press("6")
        await user.click("skip this time", times=2)
        assert user.shows("2 of 14")
        assert user.shows("1 skipped")
        await user.click("it was hit", times=2)
        assert user.shows("Hit: first Quark sales figure")


async def test_as_of_a_date_nothing_is_recorded_and_nothing_remembered(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("q")
    before = sorted(path.name for path in (tmp_path / "state").iterdir())
    async with app_driver(tmp_path, now=LATER, as_of=date(2026, 2, 25)) as user:
        await user.press("6")
        assert user.shows("read only: as of a date")
        await user.press("h", "s", "right", "end", "w")
        assert not user.shows("paragraph")
        assert user.shows("as it was then")
    assert sorted(path.name for path in (tmp_path / "state").iterdir()) == before


async def test_a_quiet_day_says_so_and_takes_a_paragraph(tmp_path: Path) -> None:
    async with app_driver(tmp_path, now=NOON, size=(80, 24)) as user:
        await user.press("6")
        for _ in range(2):
            await user.write("w", "seen")
        assert user.shows("w to write the paragraph")
        await user.press("1", "6", "w")
        await user.type("calm")
        await user.press("ctrl+s")
        assert user.shows("choose from 1 to 5"), "a conviction nobody stated is not recorded"
        await user.press("5", "ctrl+s")
        assert user.shows("this review is in the journal")


async def test_it_draws_at_every_size(tmp_path: Path) -> None:
    async with app_driver(tmp_path, now=LATER) as user:
        await user.press("6")
        for width, height in SIZES:
            await user.resize(width, height)
            for key in ("right", "s", "end", "home"):
                await user.press(key)
        await user.resize(80, 24)
        assert user.shows("of 14")


async def test_an_age_that_no_figure_can_keep_is_lengthened_with_a_key_and_its_reason(tmp_path: Path) -> None:
    async with app_driver(tmp_path, now=LATER) as user:
        user.desk.edit_criterion(
            "cloud-kill", "cloud", "kill", metric="cloud-revenue-yoy", operator=">=", threshold="15 %", periods=2,
            max_age_days=60,
        )  # fmt: skip
    async with app_driver(tmp_path, now=LATER) as user:
        await user.press("6")
        await until(user, "Stale kill criterion")
        assert user.shows("60 days cannot be kept: a figure is 92 days old before the next can")
        await user.press("A")
        assert user.shows("allowed 155 days")
        assert user.desk.criterion("cloud-kill").criterion.max_age_days == 155
        moved = user.desk.criterion("cloud-kill").moved[-1]
        assert (moved.before, moved.after) == ("60 days", "155 days")
        assert "cannot be kept" in moved.reason
        await user.press("u")
        if user.shows("Take back"):
            await user.press("y")
        assert user.desk.criterion("cloud-kill").criterion.max_age_days == 60


class _Typist:
    """A user whose keys and characters are counted."""

    def __init__(self, user: AppDriver) -> None:
        self.user = user
        self.keys = self.characters = 0

    async def press(self, *keys: str) -> None:
        self.keys += len(keys)
        await self.user.press(*keys)

    async def type(self, text: str) -> None:
        self.characters += len(text)
        await self.user.type(text)

    async def figure(self, value: str, period: str) -> None:
        await self.press("a")
        await self.type(value)
        await self.press("tab")
        await self.type(period)
        await self.press("ctrl+s")


async def test_a_year_old_thesis_is_reviewed_in_fifty_keys_and_a_few_words(tmp_path: Path) -> None:
    figures = {
        "cloud revenue YoY": ("20", "fq2 2027"), "AI revenue YoY": ("120", "fq2 2027"), "export fee": ("25", "20 nov"),
        "model downloads": ("700 M", "20 nov"), "shops selling": ("800", "20 nov"), "invested": ("130 bn", "fq2 2027"),
    }  # fmt: skip
    async with app_driver(tmp_path, now=LATER, size=(80, 24)) as user:
        typist = _Typist(user)
        await typist.press("R")
        for _ in range(14):
            item = user.pointed()[0]
            if user.shows("Overdue milestone"):
                await typist.press("m")
                await typist.type("no sign of it")
                await typist.press("tab")
                await typist.type("slower")
                await typist.press("ctrl+s")
            elif user.shows("Sources differ"):
                await typist.press("w")
                await typist.type("both are round")
                await typist.press("ctrl+s")
            elif user.shows("No fresh evidence"):
                await typist.press("w", "ctrl+s")
            elif user.shows("Stale price"):
                await typist.press("a")
                await typist.type("151.20")
                await typist.press("ctrl+s")
            else:
                await typist.figure(*next(given for name, given in figures.items() if item.startswith(name)))
        assert user.shows("all 14"), user.text()
        await typist.press("w")
        await typist.type("slower than thought")
        await typist.press("tab", "4", "ctrl+s")
        await user.wait_for("review saved")
        assert typist.keys <= 50, typist.keys
        assert typist.characters <= 260, typist.characters


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_missed_milestone_is_replaced_in_the_review_with_a_key(tmp_path: Path, size: tuple[int, int]) -> None:
    async with app_driver(tmp_path, now=LATER, size=size) as user:
        await user.press("6", "m")
        await user.type("Beijing said no")
        await user.press("ctrl+s")
        assert user.shows("Missed milestone")
        assert user.shows("a  add what replaces it")
        assert user.shows("retire its criteria")
        await user.press("a")
        assert user.shows("Instead of first H200 to China")
        await user.type("domestic chips in service")
        await user.press("tab")
        await user.type("q1 2027")
        await user.press("tab")
        await user.type("they build their own")
        await user.press("ctrl+s")
        assert user.shows("replaced; 2 criteria moved")
        pillar = user.live.view.pillar("chips")
        assert pillar is not None
        assert "domestic chips in service" in [milestone.milestone.title for milestone in pillar.milestones]
        assert pillar.verdict != "broken"


async def test_a_criterion_on_a_missed_milestone_says_the_way_out_on_the_pillar_s_page(tmp_path: Path) -> None:
    async with app_driver(tmp_path, now=LATER) as user:
        await user.press("6", "m", "ctrl+s")
        await user.press("1", "enter")
        assert user.shows("e to name what replaces it, or to retire it with a reason")
        await user.click("no first H200 to China by mid-Feb")
        await user.press("e")
        assert user.shows("name the milestone that replaces it")
        await user.press("D")
        assert user.shows("Retire what is based on")


async def test_a_late_hit_asks_what_it_means_and_is_answered_in_the_same_form(tmp_path: Path) -> None:
    async with app_driver(tmp_path, now=LATER) as user:
        await user.press("6")
        assert "first H200 to China" in user.pointed()[0], "the one that criteria rest on comes first"
        await user.press("h")
        assert user.shows("what being late means for the thesis")
        await user.type("they came in June")
        await user.press("tab")
        await user.type("late is late, and still before the rivals")
        await user.press("ctrl+s")
        assert user.shows("hit, 274 days late: first H200 to China")
        assert user.shows("1 resolved or snoozed")
        assert not user.shows("Late milestone")
        await user.press("u")
        assert "first H200 to China" in user.pointed()[0], "what was taken back is asked again"
        await user.press("h", "ctrl+s")
        assert user.shows("Late milestone")
        assert user.shows("a  add what replaces it")
