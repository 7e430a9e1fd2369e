"""Decisions on the screens: two keys to record one, its page, its mark on the chart, and amounts that are hidden."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.tui.app_driver import NOON, app_driver
from tests.tui.test_recording import fill
from tests.tui.test_switching import listed
from thesis_tui.model.closing import ClosedView
from thesis_tui.services.closing import TypedClose
from thesis_tui.services.decisions import TypedDecision
from thesis_tui.services.desk import Desk


async def test_a_decision_is_two_keys_why_and_its_figures_and_seen_everywhere(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("a", "b", "tab", "tab")
        await fill(user, "nobody believes in it", "1234", "149.50", "3")
        await user.press("ctrl+s")
        assert user.shows("bought 1234 BABA at 149.50 USD")
        await user.press("enter")
        await user.press("1")
        assert user.shows("1234 at 149.50")
        await user.press("7")
        assert user.shows("nobody believes in it")
        assert user.shows("then unproven, price 149.80")
        await user.press("2")
        assert user.shows("B")
        await user.press("dollar_sign")
        for key in ("1", "7", "5"):
            await user.press(key)
            assert not user.shows("1234"), key
            assert not user.shows("149.50"), key
        await user.press("dollar_sign")
        assert user.shows("1234")
        await user.press("u")
        await user.press("enter")
        await user.press("7")
        assert user.shows("none yet")


async def test_an_edit_of_a_decision_begins_from_what_it_was(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("a", "b", "tab", "tab")
        await fill(user, "nobody believes in it", "10", "149.50")
        await user.press("ctrl+s")
        await user.press("7", "e", "e")
        assert user.shows("Edit decision")
        assert user.shows("149.50")
        await user.press("escape")
        await user.press("dollar_sign", "e", "e")
        assert user.shows("amounts are hidden")


async def test_a_scenario_is_added_and_stated_again_and_stands_among_the_levels(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("a", "v")
        await fill(user, "bull", "240", "2026-12-31", "100")
        await user.press("ctrl+s")
        assert user.shows("scenarios: 240.00 USD expected by 31 Dec 2026")
        await user.press("2")
        assert user.shows("◇ bull")
        assert user.shows("▴◇240.00 bull"), "on the chart it is beyond the scale"
        await user.press("7", "tab")
        assert user.shows("100 %")


async def test_an_action_that_is_due_is_asked_about_in_the_review(tmp_path: Path) -> None:
    async with app_driver(tmp_path, now=NOON + timedelta(days=1)) as user:
        stop = user.desk.add_level("stop", "147", on="2025-12-22").object_id
        user.desk.intend(stop, "sell half")
        user.desk.add_price("146", at="2025-12-23", close=True)
        await user.press("r")
        await user.press("6")
        assert user.shows("you meant to sell half")
        await user.press("b")
        assert user.shows("[trimmed]")
        await user.type("it stopped growing")
        assert user.shows("it stopped growing")
        await user.press("ctrl+s")
        assert user.desk.view().intents[0].answer == "trimmed BABA"


async def test_an_action_whose_level_is_only_passed_by_the_price_of_the_moment_is_asked_about_too(
    tmp_path: Path,
) -> None:
    async with app_driver(tmp_path, now=NOON + timedelta(days=1)) as user:
        stop = user.desk.add_level("stop", "147", on="2025-12-22").object_id
        user.desk.intend(stop, "sell half")
        user.desk.add_price("146", at="2025-12-24 08:00")
        await user.press("r")
        assert user.shows("◐ you mean to sell half")
        await user.press("6")
        assert user.shows("you mean to sell half")
        await user.press("w")
        await fill(user, "it is a thin holiday market")
        await user.press("ctrl+s")
        assert user.desk.view().intents[0].answer == "it is a thin holiday market"
        await user.press("1")
        assert not user.shows("you mean to sell half")


async def test_a_thesis_is_closed_by_name_and_its_post_mortem_is_on_its_page(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        user.live.ask("close")
        await user.press("left")
        for text in ("", "", "", "", "", "a price war", "margins fell first", "halve at a warn line"):
            if text:
                await user.paste(text)
            await user.press("tab")
        await user.press("ctrl+s")
        assert user.shows("closed on 23 Dec 2025: wrong")
        assert user.shows("· CLOSED")
        assert not user.shows("UNPROVEN")
        assert not user.shows("to add one")
        await user.press("7")
        assert user.shows("halve at a warn line")
        await user.press("a")
        assert "n writes a note, ctrl+p opens the thesis again" in user.popups()[-1]
        assert user.desk.view().closed is not None


async def test_closing_while_shares_are_held_is_asked_about_and_saved_the_second_time(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        user.desk.record_decision(TypedDecision("bought", "cheap", "80", "150"))
        user.live.ask("close")
        for text in ("", "", "", "", "", "a price war", "margins fell first", "halve at a warn line"):
            if text:
                await user.paste(text)
            await user.press("tab")
        await user.press("ctrl+s")
        assert user.shows("80 BABA are still held")
        assert user.desk.view().closed is None
        await user.press("ctrl+s")
        assert user.desk.view().closed is not None


def closed(desk: Desk) -> ClosedView:
    found = desk.view().closed
    assert found is not None
    return found


async def test_a_closed_thesis_is_archived_restored_deleted_and_brought_back_from_the_list(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        user.desk.close(TypedClose("wrong", "a", "b", "c"))
        await user.press("r")
        await listed(user)
        await user.press("d", "a")
        assert closed(user.live.desk).archived
        await listed(user)
        assert user.says("closed: 1 wrong; 1 decided: too few to say how good you are, 20 are wanted")
        assert user.shows("1 in the archive; f a to see it")
        await user.press("f")
        assert user.shows("the archive: 1")
        await user.press("a")
        assert user.shows("· archived")
        await user.press("d", "r")
        assert not closed(user.live.desk).archived
        folder = user.desk.folder
        await listed(user)
        await user.press("d", "D")
        await user.paste("Alibaba Group")
        await user.press("ctrl+s")
        assert not folder.exists()
        user.live.dispose("restore")
        await user.settle()
        await user.press("1")
        assert folder.exists()
        assert user.shows("· CLOSED")


async def test_a_fee_is_read_back_while_it_is_typed_on_the_receipt_and_on_the_page(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("a", "b", "tab", "tab")
        await fill(user, "nobody believes in it", "1234", "149.50", "3")
        assert user.shows("3.00 USD")
        await user.press("ctrl+s")
        assert user.shows("fee 3.00 USD; u to undo")
        await user.press("7")
        assert user.shows("bought 1234 BABA at 149.50 USD, fee 3.00 USD")
        assert user.shows("3.00 USD, in cost and proceeds")


async def test_what_is_typed_on_a_choice_goes_to_the_field_after_it(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("a", "b")
        await user.type("nobody believes in it")
        assert user.shows("[bought]")
        assert user.shows("nobody believes in it")
        await user.press("escape", "escape")
        await user.press("a", "l")
        await user.type("140")
        await user.press("ctrl+s")
        assert any("support" in line and "140.00" in line for line in user.lines())


async def test_a_short_with_nothing_sold_yet_begins_with_a_sale(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        user.desk.amending.edit_thesis({"stance": "short"})
        user.app.session.reload()
        await user.press("a", "b")
        assert user.shows("[sold]")
        await user.press("tab", "tab")
        await fill(user, "too dear", "10", "149.50")
        await user.press("ctrl+s")
        assert user.shows("sold 10 BABA at 149.50 USD, short")


async def test_what_was_owned_before_the_thesis_is_kept_as_an_opening_position_where_a_purchase_would_be(
    tmp_path: Path,
) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("7", "a", "b")
        await user.click("opening position")
        await user.type("owned for years")
        await user.press("ctrl+s")
        assert user.says("how many you held; give a number of units"), user.text()
        await user.paste("120")
        await user.press("ctrl+s")
        assert user.desk.view().decisions == ()
        (position,) = user.desk.view().positions
        assert position.quantity == 120


async def test_the_menu_of_what_can_be_added_has_the_opening_position_in_80_by_24(tmp_path: Path) -> None:
    async with app_driver(tmp_path, size=(80, 24)) as user:
        await user.press("7", "a")
        assert "decision: bought" in user.line_of("▌"), user.text()
        assert user.shows("article: read one"), user.text()
        await user.press("o")
        assert user.shows("Opening position: what you held before")


async def test_the_palette_closes_the_thesis_under_the_cursor_of_the_list(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await listed(user)
        await user.press("ctrl+p")
        await user.type("close the")
        await user.wait_for("how it ended, what each pillar was")
        await user.press("enter")
        await user.wait_for("what happened that you did not expect")
        assert user.popups() == []


async def test_where_the_filter_leaves_no_thesis_none_is_offered_to_be_closed(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        user.desk.close(TypedClose("wrong", "a", "b", "c"))
        await user.press("r")
        await listed(user)
        await user.press("f", "a")
        assert user.shows("none of")
        await user.press("d")
        assert not user.shows("delete it: its folder is moved away")
        assert "no thesis is selected" in user.popups()[-1]
        await user.press("ctrl+p")
        await user.type("the closed thesis")
        await user.settle()
        assert not user.shows("Delete the closed thesis")


async def test_the_distance_to_the_stop_is_not_written_like_a_loss(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        user.desk.add_level("stop", "145", "", "")
        user.desk.record_decision(TypedDecision("bought", "cheap", "80", "155"))
        await user.press("r")
        assert user.shows("stop 0.5 R away")
        assert not user.shows("stop −")
        await user.press("7")
        assert user.shows("3.2 % below the price, 0.5 R away")
        assert user.shows("−3.4 %, −0.5 R")


async def test_all_of_a_post_mortem_is_in_the_journal_and_found_there_after_the_thesis_was_opened_again(
    tmp_path: Path,
) -> None:
    async with app_driver(tmp_path) as user:
        user.desk.close(TypedClose("wrong", "the rival gave it away", "margins fell in spring", "sell sooner"))
        user.desk.reopen()
        await user.press("r", "5", "slash")
        await user.type("margins fell")
        await user.press("enter")
        assert user.says("surprise: the rival gave it away")
        assert user.says("unheeded: margins fell in spring")
