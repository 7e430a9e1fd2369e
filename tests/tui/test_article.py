"""Reading an article: pasted, dropped into the folder or given as a file; kept and dropped with one key each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.tui.app_driver import AppDriver, app_driver

TEXT = """Alibaba finds support in New York
2025-12-22

Alibaba shares closed at $152.40 on Friday. Support is seen at $141, resistance at $163–165. Cloud revenue grew 31% in \
the quarter ended September 30, 2025. The next investor day is scheduled for May 2026.

Sign up for our free newsletter and get our top 10 stocks.
"""


async def pasted(user: AppDriver) -> None:
    await user.press("4")
    await user.paste(TEXT)
    await user.wait_for("to decide")
    await user.settle()  # the first proposal takes the focus once they are drawn


async def test_a_pasted_article_opens_with_its_proposals_beside_its_words(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await pasted(user)
        assert user.shows("5 to decide")
        assert "141.00 USD" in user.line_of("support  ")
        assert "differs from +34 %" in user.text()
        assert user.line_of("▌· ").startswith("▌· support")
        assert any("Support is seen" in line.rpartition("▌")[2] for line in user.lines() if "▌" in line)


async def test_one_key_keeps_and_one_drops_and_the_next_is_in_focus(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await pasted(user)
        await user.press("y")
        assert user.shows("1 kept")
        assert user.line_of("▌· ").startswith("▌· resistance")
        await user.press("Y")
        assert user.shows("2 kept")
        await user.press("d")
        assert user.shows("1 dropped")
        await user.press("2")
        assert user.shows("141.00")
        assert user.shows("163–165")


async def test_an_article_decided_on_leaves_the_inbox_and_stays_a_source(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await pasted(user)
        await user.press("escape")
        assert "5 proposals" in user.line_of("◆ Alibaba finds support")
        await user.press("1")
        assert user.shows("1 article waiting, 4 to read")
        await user.press("4", "enter", "y", "D", "d", "d", "d", "escape")
        assert not user.shows("Inbox")
        assert user.shows("Alibaba finds support")
        assert not list((user.folder / "inbox").glob("*.txt"))
        assert any(line.startswith("6  ") for line in user.pointed())  # what was just filed, not the first
        assert user.shows("6  Alibaba finds support")
        await user.press("1")
        assert not user.shows("to read")


async def test_a_contradiction_is_not_kept_with_all_of_its_kind(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await pasted(user)
        await user.press("down", "down", "down")
        assert user.line_of("▌· ").startswith("▌· cloud revenue")
        await user.press("Y")
        assert user.shows("5 to decide")
        await user.press("y")
        assert user.shows("1 kept")
        await user.press("escape")
        assert user.shows("≠ cloud revenue YoY")
        assert user.shows("3 open")


async def test_what_was_read_can_be_said_otherwise(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await pasted(user)
        await user.press("e")
        assert user.shows("Keep as")
        await user.erase()
        await user.type("140-142")
        await user.press("ctrl+s")
        assert user.shows("1 kept")
        assert "140–142 USD" in user.line_of("✓ support")
        await user.press("2")
        assert user.shows("140–142")


async def test_undo_goes_back_to_what_it_was_on(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await pasted(user)
        await user.press("d")
        assert user.line_of("▌· ").startswith("▌· resistance")
        await user.press("u")
        assert user.line_of("▌· ").startswith("▌· support")


async def test_filing_away_with_something_undecided_asks_and_can_be_taken_up_again(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await pasted(user)
        await user.press("y", "f")
        assert user.shows("File it away with 4 proposals undecided?")
        await user.press("n")
        assert user.shows("4 to decide")
        await user.press("f", "y")
        assert not user.shows("Inbox")
        await user.press("end", "e", "a")
        await user.wait_for("4 to decide")
        assert user.shows("1 kept")


async def test_a_file_dropped_into_the_folder_shows_within_seconds(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("4")
        (user.folder / "inbox").mkdir()
        (user.folder / "inbox" / "dropped.md").write_text(TEXT, "utf-8")
        (user.folder / "inbox" / "picture.txt").write_bytes(b"\x89PNG\x00\x00" * 30)
        await user.wait_for("5 proposals")
        assert "binary data" in user.line_of("picture.txt")
        await user.press("tab", "shift+tab")
        assert user.shows("Inbox")


@pytest.mark.parametrize(("typed", "words"), [("no/such/file.txt", "no such file"), ("{file}", "a file of 1 kB")])
async def test_the_form_says_back_what_was_given(tmp_path: Path, typed: str, words: str) -> None:
    file = tmp_path / "article.txt"
    file.write_text(TEXT, "utf-8")
    async with app_driver(tmp_path / "home") as user:
        await user.press("i")
        await user.paste(typed.format(file=file))
        assert user.shows(words)
        await user.press("enter")
        if words.startswith("a file"):
            await user.wait_for("to decide")
            assert file.exists()
        else:
            assert user.shows("Read an article")


async def test_nothing_about_this_thesis_is_said_and_the_text_scrolls(tmp_path: Path) -> None:
    text = "\n\n".join(f"Paragraph {number} about the weather in the hills." for number in range(80))
    async with app_driver(tmp_path, size=(80, 24)) as user:
        await user.press("4")
        await user.paste(text)
        await user.wait_for("nothing about this thesis")
        assert not user.shows("Paragraph 40")
        for _ in range(12):
            await user.press("right_square_bracket")
        assert user.shows("Paragraph 79")
        await user.press("f")
        assert user.shows("filed away")
        assert not user.shows("Inbox")


async def test_an_undated_article_is_dated_by_the_user_and_read_again(tmp_path: Path) -> None:
    text = "Alibaba news\n\nAlibaba expects the first shipments later this month.\n"
    async with app_driver(tmp_path) as user:
        await user.press("4")
        await user.paste(text)
        await user.wait_for("no date")
        await user.press("P")
        await user.type("10 dec 2025")
        await user.press("enter")
        assert user.shows("10 Dec 2025")
        assert "31 Dec 2025" in user.line_of("Alibaba expects")


async def test_hostile_text_is_text(tmp_path: Path) -> None:
    text = "[red]Alibaba[/] \x1b]52;c;aGk=\x07 news\n\nAlibaba support is at $141 [@click=app.quit]now[/].\u202e\n"
    async with app_driver(tmp_path) as user:
        await user.press("4")
        await user.paste(text)
        await user.wait_for("to decide")
        assert user.shows("[red]Alibaba[/]")
        assert user.shows("[@click=app.quit]now[/]")
        assert "\u202e" not in user.text()
        assert "\x1b" not in user.text()


@pytest.mark.parametrize("size", [(80, 24), (60, 15), (200, 60), (10, 3)])
async def test_it_fits_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with app_driver(tmp_path, size=size) as user:
        await pasted(user) if size[0] >= 60 else await user.press("4")
        assert all(len(line) <= size[0] for line in user.lines())
        await user.press("down", "y", "right_square_bracket", "escape")


async def test_one_key_keeps_a_figure_as_the_first_of_a_new_metric(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("4")
        await user.paste(
            "Alibaba results\n2025-12-22\n\nAlibaba's gross margin was 41% in the quarter ended September 30, 2025.\n"
        )
        await user.wait_for("to decide")
        await user.settle()
        assert user.shows("no matching metric; N to make one")
        await user.press("N")
        assert user.shows("Gross margin is of the pillar")
        assert "of none" in user.line_of("▌0")
        await user.press("1")
        assert [item.metric.title for item in user.desk.view().pillars[0].metrics][-1] == "Gross margin"
        assert user.shows("kept in the new metric Gross margin; u takes both back")
        await user.press("u")
        assert user.shows("1 to decide")


async def test_guidance_that_is_edited_before_it_is_kept_is_still_guidance(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("4")
        await user.paste(
            "Alibaba outlook\n2025-12-22\n\nAlibaba expects revenue of $40 billion "
            "in the quarter ending March 31, 2026.\n"
        )
        await user.wait_for("to decide")
        await user.settle()
        await user.press("e")
        assert "guided by the company" in user.line_of("known as")
        await user.press("ctrl+s")
        assert user.shows("1 kept")
        kept = [
            item.observation
            for metric in user.desk.view().metrics
            for item in metric.expected
            if item.observation.proposal
        ]
        assert [(what.basis, what.value) for what in kept] == [("guided", Decimal(40))]
        assert [view.milestone.promise for view in user.desk.view().milestones if view.milestone.promise] == [
            kept[0].id
        ]


RESULTS = """Alibaba results
2025-12-22

Alibaba reported third-quarter cloud revenue growth of 34%. Its third-quarter revenue rose 5% to $34.8 billion.
"""


async def test_figures_that_print_the_same_quarter_are_dated_at_once(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("4")
        await user.paste(RESULTS)
        await user.wait_for("to decide")
        await user.settle()
        undated = user.text().count("T dates it")
        assert undated >= 2
        await user.press("T")
        assert user.shows("When was “third quarter”?")
        # the third quarter that was over by then is typed in already
        assert user.shows("1 Jul 2025 to 30 Sep 2025")
        await user.press("enter")
        assert user.shows("figures dated; y or Y keeps them")
        assert not user.shows("T dates it")
        await user.press("y")
        kept = [view.observation for metric in user.desk.view().metrics for view in metric.observations]
        (figure,) = [what for what in kept if what.proposal]
        assert (figure.start, figure.end) == (date(2025, 7, 1), date(2025, 9, 30))


UNDATED = (
    "Alibaba shares traded at $147.94 in the premarket.\n\nAlibaba launched its Qwen app, which the market welcomed.\n"
)


async def test_a_price_read_without_a_day_is_not_of_today_because_it_is_edited(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("4")
        await user.paste(UNDATED)
        await user.wait_for("to decide")
        await user.settle()
        assert "day unknown" in user.text()
        await user.press("e", "ctrl+s")
        assert user.shows("when is empty")
        assert not [view for view in user.desk.view().prices if view.price.proposal]
        await user.press("escape")


async def test_a_level_that_is_edited_is_noted_on_the_day_of_its_article(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await pasted(user)
        await user.press("e", "ctrl+s")
        (level,) = [view for view in user.desk.view().levels if view.level.proposal]
        assert (level.level.type, level.noted) == ("support", date(2025, 12, 22))


async def test_a_price_outside_the_session_stays_outside_when_it_is_edited(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("4")
        await user.paste("Alibaba\n2025-12-22\n\nAlibaba shares traded at $147.94 in the premarket on Monday.\n")
        await user.wait_for("to decide")
        await user.settle()
        await user.press("e")
        assert "[premarket]" in user.line_of("  of  ")
        await user.press("ctrl+s")
        (price,) = [view.price for view in user.desk.view().prices if view.price.proposal]
        assert (price.session, price.day) == ("premarket", date(2025, 12, 22))
