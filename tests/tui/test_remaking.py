"""Making and remaking a thesis on the screens."""

from __future__ import annotations

from pathlib import Path

from tests.storage.samples import make
from tests.tui.app_driver import NOON, AppDriver, app_driver, home
from thesis_tui.model.view import Target
from thesis_tui.services.desk import Desk
from thesis_tui.storage.settings import Settings


def titles(user: AppDriver) -> list[str]:
    return [pillar.pillar.title for pillar in user.desk.view().pillars]


async def test_a_pillar_is_renamed_and_moved_and_undo_brings_both_back(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        before = titles(user)
        await user.press("home", "e", "t")
        assert user.shows("key figure")
        await user.erase()
        await user.type("Renamed")
        await user.press("ctrl+s")
        assert "Renamed" in titles(user)
        assert user.shows("Renamed")
        await user.press("u")
        assert titles(user) == before


async def test_a_pillar_that_criteria_name_is_retired_when_it_is_said_twice(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        before = titles(user)
        await user.press("d")
        assert user.shows("Retire ")
        await user.press("ctrl+s")
        assert user.shows("is named by"), "the first time it says what would go with it"
        assert titles(user) == before
        await user.press("ctrl+s")
        assert len(titles(user)) == len(before) - 1
        await user.press("u")
        assert titles(user) == before


async def test_a_pillar_and_a_metric_are_added_by_keys(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("a", "P")
        await user.type("Pricing power")
        await user.press("ctrl+s")
        assert titles(user)[-1] == "Pricing power"
        assert user.live.target == Target("pillar", "pricing-power"), "what comes next is about it"
        await user.press("a", "M")
        await user.type("Gross margin")
        await user.press("enter")
        await user.type("%")
        await user.press("ctrl+s")
        assert "gross-margin" in [metric.metric.id for metric in user.desk.view().metrics]
        await user.press("a", "P")
        await user.type("Pricing power")
        await user.press("ctrl+s")
        assert user.shows("already"), "it says why it is not saved"


async def test_ctrl_o_lists_all_theses_which_sort_and_filter_by_key(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("ctrl+o")
        await user.wait_for("most urgent first")
        await user.press("s")
        assert user.shows("by name")
        await user.press("f", "h")
        assert user.shows("holding, by name")


async def test_a_claim_that_is_moved_is_asked_about_until_it_is_said_why(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        user.desk.amending.edit_pillar("chips", {"claim": "Its own chips will do"})
        await user.press("r", "enter")
        assert user.says("that matter to Its own chips will do; no reason given")
        await user.press("escape", "e", "w")
        await user.paste("growth was never the point")
        await user.press("ctrl+s")
        assert not [attention for attention in user.desk.view().attention if attention.kind == "goalpost"]
        await user.press("enter")
        assert not user.shows("no reason given")


async def test_a_venue_that_is_only_assumed_is_settled_from_the_listing(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        user.desk.amending.edit_listing("BABA", {"assumed": "yes"})
        await user.press("r", "2", "shift+tab", "e")
        assert user.shows("▌V  say where it trades: NYSE is assumed")
        await user.press("enter")
        assert user.shows("its venue is assumed: saving it")


async def test_d_on_the_entry_that_retired_a_pillar_brings_it_back_with_its_criteria(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        before = [len(pillar.criteria) for pillar in user.desk.view().pillars]
        user.desk.amending.retire_pillar("hardware", "sold", with_criteria=True)
        await user.press("r", "5", "d")
        assert "there is nothing to undo" in user.popups()[-1], "the first line is a change of verdict"
        entry = next(other.entry.id for other in user.desk.view().journal if "pillar Hardware retired" in other.text)
        assert user.app.screen.choose(Target("entry", entry))  # type: ignore[attr-defined]
        await user.press("d")
        assert [len(pillar.criteria) for pillar in user.desk.view().pillars] == before


async def test_a_milestone_is_moved_to_another_thesis_by_a_key(tmp_path: Path) -> None:
    places = home(tmp_path)
    make(places.data / "acme")
    async with app_driver(tmp_path, thesis="baba") as user:
        made = user.desk.add_milestone("Nvidia confirms", "q2 2026", odds="40").object_id
        await user.press("r")
        user.live.open_screen(3, Target("milestone", made))
        await user.press("e", "x")
        assert user.shows("Move to another thesis")
        await user.press("ctrl+s")
        assert user.desk.view().milestone(made) is None
    there = Desk(places=places, settings=Settings(), thesis="acme", clock=lambda: NOON, offline=True).view()
    moved = next(milestone for milestone in there.milestones if milestone.milestone.title == "Nvidia confirms")
    assert moved.latest_odds == 40


async def test_a_pillar_that_was_retired_without_a_word_is_asked_about_in_the_review(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        user.desk.amending.retire_pillar("hardware", with_criteria=True)
        await user.press("r", "6")
        for _ in range(12):
            if user.shows("retired; no reason given"):
                break
            await user.press("right")
        await user.press("w")
        await user.paste("they sold that business")
        await user.press("ctrl+s")
        assert [move.move.reason for move in user.desk.view().retired] == ["they sold that business"]


async def test_on_an_empty_pillars_page_the_keys_are_about_that_pillar(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("a", "P")
        await user.type("Flour prices")
        await user.press("ctrl+s", "enter")
        assert user.says("Alibaba Group › Flour prices")
        await user.press("n")
        assert "[Flour prices]" in user.line_of("about")


async def test_a_pillar_without_a_metric_says_that_one_comes_first_and_the_key_adds_it(tmp_path: Path) -> None:
    Desk(places=home(tmp_path), settings=Settings(), clock=lambda: NOON).amending.add_pillar("Zebras")
    async with app_driver(tmp_path) as user:
        await user.press("enter")
        await user.click("Zebras", times=2)
        assert user.shows("no metric to judge yet; a M to add one"), user.text()
        assert user.shows("no criterion yet: it needs a metric; a M to add one"), user.text()
        await user.press("a", "c")
        assert "no metric to judge yet; a M to add one" in user.popups()[-1]
        await user.press("a", "M")
        assert user.shows("Add a metric"), user.text()
