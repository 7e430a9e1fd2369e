"""Entering things: what a form says while one types, what it keeps, and where it is seen afterwards."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.tui.app_driver import NOON, AppDriver, app_driver, home
from thesis_tui.services.desk import Desk
from thesis_tui.storage.settings import Settings

WORST = "H200 access"


async def fill(user: AppDriver, *texts: str) -> None:
    """Pastes into the field in focus and, by `tab`, into the ones after it; "" passes one over."""
    for number, text in enumerate(texts):
        if number:
            await user.press("tab")
        if text:
            await user.paste(text)


async def journal(user: AppDriver) -> str:
    await user.press("5")
    return user.text()


def stored(user: AppDriver) -> str:
    return "\n".join(path.read_text() for path in sorted((user.folder / "journal").glob("*.toml")))


async def test_a_note_on_the_pillar_in_focus_is_a_key_the_text_and_enter(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("n")
        await user.type("call on friday")
        await user.press("enter")
        assert user.shows(f"noted on {WORST}")
        await user.press("enter")
        assert user.shows("call on friday")
    async with app_driver(tmp_path) as user:
        assert "call on friday" in await journal(user)
        assert WORST in user.line_of("call on friday")


async def test_a_milestone_note_is_two_keys_the_text_and_enter(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("tab", "n")
        await user.type("resellers list it")
        await user.press("enter")
        assert user.shows("noted on first Quark sales figure")
        await user.press("3")
        assert user.shows("resellers list it")
        assert "first Quark sales figure" in user.pointed()[0]


async def test_a_note_of_several_lines(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("n")
        await user.type("one")
        await user.press("ctrl+j")
        await user.type("two")
        await user.press("enter")
        assert "one\\ntwo" in stored(user) or "one\ntwo" in stored(user)


async def test_an_empty_note_is_refused_in_words_and_escape_leaves(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        before = stored(user)
        await user.press("n", "enter")
        assert user.shows("note is empty")
        await user.press("escape")
        assert not user.shows("note is empty")
        assert stored(user) == before


async def test_a_milestone_form_reads_back_refuses_and_keeps_what_was_typed(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("a", "m")
        await user.paste("second H200 to China")
        await user.press("tab", "tab")
        await user.type("mid-feb 202")
        assert not user.shows("11 to 20 Feb 2026")
        await user.type("6")
        assert user.shows("11 to 20 Feb 2026")
        await user.press("tab")
        await user.type("110")
        at = next(y for y, line in enumerate(user.lines()) if "▌ 110" in line)
        assert "110 is not between 0 and 100" in user.lines()[at + 1]
        await user.press("ctrl+s")
        assert user.shows("please fix: odds")
        for typed in ("second H200 to China", "mid-feb 2026", "▌ 110"):
            assert user.shows(typed)
        await user.erase(3)
        await user.type("65")
        assert not user.shows("needs mending")
        await user.press("ctrl+s")
        assert user.shows("added: ")
        await user.press("3")
        line = user.line_of("second H200 to China")
        assert WORST in line
        assert "65 %" in line


async def test_escape_asks_before_it_discards(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("n")
        await user.type("dear")
        await user.press("escape")
        assert user.shows("esc again to discard")
        await user.type("s")
        assert user.shows("dears")
        await user.press("escape", "escape")
        assert not user.shows("dears")
        assert "dears" not in stored(user)


async def test_a_level_and_a_zone_stand_in_the_ladder(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("2", "a", "l")
        await fill(user, "139.5", "autumn low")
        await user.press("ctrl+s")
        line = user.line_of("autumn low")
        assert line.lstrip(" ▌").startswith("support       139.50")
        assert "autumn low" in line
        await user.press("a", "l")
        await user.paste("142-144")
        assert user.shows("142–144 USD on BABA")
        await user.press("shift+tab", "shift+tab", "right")
        assert user.shows("resistance")
        await user.press("ctrl+s")
        assert any("resistance" in line and "142–144" in line for line in user.lines()), user.text()


async def test_retiring_a_source_asks_and_names_what_goes_with_it(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("4", "d")
        assert user.shows("goes with it: 6 figures, 2 levels, 1 price, 1 milestone")
        await user.press("escape")
        assert user.shows("1   22 Dec  AI Investments")
        await user.press("d", "ctrl+s")
        assert not user.shows("1   22 Dec  AI Investments")
        await user.press("u")
        assert user.shows("1   22 Dec  AI Investments")


async def test_e_on_a_note_edits_the_note_again_and_again_and_its_day_stays(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.write("n", "a shop opened")
        await user.press("5", "down", "down", "down", "e")
        assert user.shows("Edit note")
        await user.type(" in Hangzhou")
        await user.press("ctrl+s", "up", "e")
        assert user.shows("▌ a shop opened in Hangzhou")
        await user.type(", the first")
        await user.press("ctrl+s", "1", "enter")
        assert user.shows("a shop opened in Hangzhou, the first")
        live = [item.text for item in user.live.view.journal if item.kind == "note" and not item.replaced]
        assert live == ["a shop opened in Hangzhou, the first"]
        await user.press("u")
        assert user.shows("a shop opened in Hangzhou")
        assert not any(", the first" in row for row in user.lines()[:-1])


async def test_what_was_undone_is_named_in_plain_words_in_the_journal(tmp_path: Path) -> None:
    async with app_driver(tmp_path, size=(80, 24)) as user:
        await user.write("n", "a shop opened")
        await user.press("u", "5")
        assert "undo" in user.line_of("undid note: a shop opened")
        assert not user.shows("retract")


async def test_the_key_that_takes_back_is_named_however_long_the_name_of_what_was_done(tmp_path: Path) -> None:
    async with app_driver(tmp_path, size=(80, 24)) as user:
        await user.press("a", "m")
        await user.paste("a milestone whose title says a good deal more than a footer can hold")
        await user.press("tab")
        await user.paste("q1 2026")
        await user.press("ctrl+s", "u", "U")
        assert "…" in user.lines()[-1]
        await user.press("u")
        assert user.lines()[-1].endswith("; U to redo")


async def test_the_listing_of_a_level_gives_its_currency(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("a", "l")
        await user.paste("120")
        await user.press("shift+tab", "right")
        assert user.shows("in EUR")
        assert user.shows("120.00 EUR on AHLA.DE")
        await user.press("ctrl+s")
        assert 'currency = "EUR"' in stored(user)


async def test_a_wrong_level_is_refused_beside_its_field(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        for wrong in ("abc", "-5", "0", "1e50000000", "NaN"):
            await user.press("a", "l")
            await user.paste(wrong)
            assert user.shows("✗"), wrong
            await user.press("ctrl+s")
            assert user.shows("please fix: price"), wrong
            await user.press("escape", "escape")


async def test_a_close_moves_the_price_and_breaks_the_level(tmp_path: Path) -> None:
    async with app_driver(tmp_path, size=(80, 24)) as user:
        await user.press("a", "p")
        await user.paste("146.20")
        assert user.shows("146.20 USD")
        assert user.shows("−2.4 %")
        await user.press("tab", "right")
        assert user.shows("the close of the day below")
        await user.press("ctrl+s")
        assert user.lines()[3].strip().startswith("146.20 USD")
        assert user.shows("close, 22 Dec"), "on the 23rd at noon that is the last session that is over"


async def test_evidence_with_its_stance_is_seen_on_the_pillar(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("a", "e")
        await user.paste("customs holds the first crates")
        await user.press("tab", "tab", "right")
        assert user.shows("▼ weakens")
        await user.press("ctrl+s", "enter")
        assert "▼" in user.line_of("customs holds the first crates")


async def test_a_figure_is_read_back_and_judged(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.click("● Cloud growth")
        await user.press("a", "f")
        await user.paste("14 %")
        assert user.shows("(13.5 to 14.5")
        await user.press("tab")
        await user.paste("fq3 2026")
        assert user.shows("1 Oct 2025 to 31 Dec 2025") or user.shows("✗")
        await user.erase(10)
        await user.paste("fq2 2026")
        assert user.shows("1 Jul 2025 to 30 Sep 2025")
        await user.press("ctrl+s", "enter")
        assert user.shows("14")


async def test_a_criterion_is_in_force_at_once(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.click("● Cloud growth")
        await user.press("a", "c")
        assert user.shows("Add criterion to Cloud growth")
        await user.paste("40 %")
        assert user.shows("its threshold is 40 %")
        await user.press("ctrl+s")
        assert user.shows("AT RISK")
        await user.press("u")
        assert not user.shows("AT RISK")


async def test_a_milestone_is_edited_whole(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("3", "e", "e")
        assert user.shows("Edit milestone")
        await user.press("end")
        await user.type(" 2")
        await user.press("ctrl+s")
        assert user.shows("first Quark sales figure 2")
        assert len([line for line in user.lines() if line[1:].startswith("◆ first Quark")]) == 1


@pytest.mark.parametrize(("key", "word"), [("h", "hit"), ("m", "missed"), ("v", "void")])
async def test_a_milestone_ends(tmp_path: Path, key: str, word: str) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("3", "e", key)
        assert user.shows("Outcome")
        await user.press("ctrl+s")
        assert user.shows(f"{word}: first Quark sales figure; u to undo")
        assert user.shows("1 ended")
        assert user.pointed(), "something is in focus still"
        await user.press("u")
        assert user.shows("0 ended")


async def test_a_snooze_reads_its_day_back(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("3", "e", "z")
        assert user.shows("quiet until Tue 6 Jan 2026")
        await user.press("ctrl+s")
        assert user.shows("snoozed; u to undo")


async def test_odds_are_stated_and_said_again(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("3", "p")
        await user.type("40")
        await user.press("enter", "enter")
        assert "40 %" in user.pointed()[0]
        await user.press("p")
        assert user.shows("last stated: 40 %")
        await user.paste("35.5")
        await user.press("ctrl+s")
        assert "35.5 %" in user.pointed()[0]


async def test_a_retired_level_goes_and_undo_brings_it_back(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("2")
        name = user.pointed()[0].split()[1]
        await user.press("d")
        assert user.shows("u to undo")
        await user.press("u")
        assert user.shows(name)
        assert user.shows("restored ")


async def test_undo_takes_back_this_machines_entries_one_by_one_and_then_says_so(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        for text in ("first", "second"):
            await user.press("n")
            await user.type(text)
            await user.press("enter")
        await user.press("u")
        assert user.shows("undone: second")
        await user.press("u")
        assert user.shows("undone: first")
        await user.press("u")
        await user.wait_for("nothing of yours")


async def test_marked_as_seen_goes_and_stays_gone(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("a", "p")
        await user.paste("156")
        await user.press("ctrl+s")
        await user.press("1")
    async with app_driver(tmp_path) as user:
        assert user.shows("to mark as seen")
        await user.press("x")
        assert not user.shows("to mark as seen")
        assert user.shows("nothing changed")
    async with app_driver(tmp_path) as user:
        assert user.shows("nothing changed")


async def test_what_the_journal_holds_is_one_block_an_entry(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("n")
        await user.paste('a "quoted" [word] # not a comment')
        await user.press("enter")
        assert stored(user).count("[[entry]]") == 11
        assert json.dumps('a "quoted" [word] # not a comment') in stored(user)


async def test_enter_stays_where_something_is_wrong(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("a", "l")
        await user.type("abc")
        await user.press("enter")
        await user.erase(5)
        await user.type("140")
        await user.press("enter")
        await user.type("the low of spring")
        await user.press("ctrl+s")
        level = next(view.level for view in user.desk.view().levels if str(view.level.low) == "140")
        assert level.why == "the low of spring"


async def test_a_price_like_a_slip_is_saved_when_it_is_saved_again(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("a", "p")
        await user.type("1500")
        await user.press("ctrl+s")
        assert user.shows("save it again"), user.text()
        await user.press("ctrl+s")
        assert user.shows("price saved")


async def test_marking_as_seen_is_a_look(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        assert user.shows("first look")
        await user.press("x")
        assert not user.shows("first look")


async def test_a_price_file_is_imported_from_the_dashboard_and_what_is_open_is_asked_by_its_field(
    tmp_path: Path,
) -> None:
    path = tmp_path / "prices.csv"
    days = [date(2025, 11, 3) + timedelta(days=step) for step in range(40)]
    rows = [f"{day},{140 + step / 10}" for step, day in enumerate(days) if day.weekday() < 5]
    path.write_text("\n".join(["date,close", *rows]) + "\n")
    async with app_driver(tmp_path, size=(120, 36)) as user:
        await user.press("a", "h")
        await user.paste(str(path.with_name("none.csv")))
        await user.press("ctrl+s")
        assert user.says("there is no such file")
        await user.erase(120)
        await user.paste(str(path))
        await user.press("ctrl+s")
        assert user.shows(f"imported {len(rows)} days")
        assert any(0x2800 < ord(character) <= 0x28FF for character in user.text()), "the chart is drawn"


async def test_a_level_asks_its_kind_first_and_a_figure_typed_there_is_its_price(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("a", "l")
        assert user.shows("[support]")
        await user.press("right")
        assert user.shows("[resistance]")
        await user.type("171.5")
        await user.press("ctrl+s")
        assert any("resistance" in line and "171.50" in line for line in user.lines())


async def test_a_kill_threshold_stricter_than_the_warning_is_asked_about(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.click("● Qwen adoption")
        await user.press("a", "c")
        assert user.shows("Add criterion to Qwen adoption")
        await user.paste("600 M")
        await user.press("shift+tab", "shift+tab", "shift+tab")
        await user.press("right")
        await user.press("ctrl+s")
        assert user.says("the kill threshold would fail before the warning")
        await user.press("ctrl+s")
        assert user.shows("added, in force from today")


async def test_on_a_day_without_a_session_the_forms_say_so(tmp_path: Path) -> None:
    """Thanksgiving 2025 was on 27 November."""
    async with app_driver(tmp_path, now=datetime(2025, 12, 1, 12, tzinfo=UTC)) as user:
        await user.press("a", "p")
        await fill(user, "150", "", "2025-11-27")
        assert user.says("no session that day, counts for Wed 26 Nov")
        await user.press("ctrl+s")
        assert user.shows("price saved: 150.00 USD, Thu 27 Nov 2025: no session that day")
        await user.press("a", "l", "tab", "tab")
        await fill(user, "140", "", "", "2025-11-27")
        assert user.says("sessions after Thu 27 Nov 2025, a day without a session")


async def test_a_hit_before_the_window_opens_is_saved_when_it_is_saved_again(tmp_path: Path) -> None:
    Desk(places=home(tmp_path), settings=Settings(), clock=lambda: NOON).add_milestone("Zebra results", "28 jan 2027")
    async with app_driver(tmp_path) as user:
        await user.press("3", "j", "j", "j", "j", "e", "h")
        assert user.shows("Outcome: Zebra results"), user.text()
        await user.press("ctrl+s")
        assert user.says("not expected before 28 Jan 2027"), user.text()
        await user.press("ctrl+s")
        assert [milestone.state for milestone in user.desk.view().milestones if not milestone.open] == ["hit"]
