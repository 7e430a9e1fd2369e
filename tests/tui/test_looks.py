"""What the eye is promised on every screen: colours for moves only where they are wanted, keys that keep their place,
one toast of a kind, and where one is.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from rich.color import Color
from textual.color import Color as Shown

from tests.pages.filled_thesis import filled
from tests.pages.page_views import LATER as LATER_DAY
from tests.pages.page_views import block_text, view_of
from tests.tui.app_driver import AppDriver, app_driver, home
from tests.tui.test_article import TEXT
from tests.tui.test_snapshots import made_up_prices
from thesis_tui.pages.article_page import KEYS
from thesis_tui.pages.colours import PALETTES
from thesis_tui.pages.dashboard import dashboard
from thesis_tui.pages.frame import brief, footer, header
from thesis_tui.pages.key_spots import spot_at
from thesis_tui.pages.price import moved_span
from thesis_tui.pages.spans import Line, plain_text
from thesis_tui.storage.seed import copy_seed
from thesis_tui.storage.settings import Moves, Settings
from thesis_tui.tui.theme import style

RED, GREEN = PALETTES["dark"]["bad"], PALETTES["dark"]["good"]


def colours(user: AppDriver, sign: str) -> set[str]:
    """The colours in which a sign is drawn on the screen."""
    found = set()
    for strip in user.app.screen._compositor.render_strips():
        for segment in strip:
            if sign in segment.text and segment.style and segment.style.color:
                found.add(segment.style.color.name)
    return found


@pytest.mark.parametrize(
    ("moves", "risen", "fallen"), [("plain", None, None), ("green-up", GREEN, RED), ("red-up", RED, GREEN)]
)
async def test_candles_and_changes_have_the_colours_the_user_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: Moves, risen: str | None, fallen: str | None
) -> None:
    copy_seed(home(tmp_path), "baba")
    made_up_prices(home(tmp_path))
    monkeypatch.delenv("NO_COLOR", raising=False)
    async with app_driver(tmp_path, settings=Settings(moves=moves)) as user:
        await user.press("2")
        assert user.shows("▼ 0.32 %")
        assert (colours(user, "▼ 0.32") == {fallen}) == bool(fallen)
        await user.press("c", "left_square_bracket")
        rose, fell = colours(user, "║"), colours(user, "▉")
        assert risen in rose and fallen in fell if risen else not {RED, GREEN} & (rose | fell)


async def test_no_color_goes_before_the_colours_of_moves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with app_driver(tmp_path, settings=Settings(moves="red-up")) as user:
        assert user.app.moves == "plain"


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("moves", get_args(Moves))
def test_a_rise_and_a_fall_are_told_apart_by_their_sign_in_every_theme(theme: str, moves: Moves) -> None:
    rise, fall, still = (moved_span(Decimal(percent)) for percent in ("1.2", "-0.3", "0"))
    assert [span.text for span in (rise, fall, still)] == ["▲ 1.20 %", "▼ 0.30 %", "· 0.00 %"]
    up, down = (
        style(theme, moves, span.role, "", bold=False, italic=False, focused=False, ground="background").color
        for span in (rise, fall)
    )
    assert (up == down) == (moves == "plain")
    wanted = PALETTES[theme]["bad" if moves == "red-up" else "good" if moves == "green-up" else "text"]
    assert up == Color.parse(wanted)


# the footer and the header


@pytest.mark.parametrize("width", [78, 98, 118, 198])
@pytest.mark.parametrize("state", ["", "no network, last tried 09:14", "no price: Yahoo refused it, " + "x" * 80])
def test_the_state_of_prices_leaves_the_keys_their_place(width: int, state: str) -> None:
    text = plain_text(footer(KEYS, brief(state, width), width).line)
    assert text.startswith("y keep   d drop   e edit   ")
    assert text.index("? help") < text.index("q quit")
    assert len(text) <= width
    if state.startswith("no network"):
        assert text.endswith("09:14")
    elif state:
        assert text.endswith("…")


def test_a_feed_that_is_not_reached_is_named_in_a_few_words() -> None:
    state = "no price: Yahoo cannot be reached: query1.finance.yahoo.com refuses the connection; next try at 04:38"
    assert brief(state, 80) == "Yahoo not reached"
    assert brief("prices: Yahoo, 09:14", 80) == "prices: Yahoo, 09:14"


def test_a_long_message_leaves_the_first_keys_and_those_for_help_and_leaving() -> None:
    text = plain_text(footer(KEYS, "undid " + "a note " * 20, 78).line)
    assert text.startswith("y keep   d drop   ? help   q quit")
    assert text.endswith("…")


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 36)])
async def test_the_page_of_an_article_says_whose_it_is(tmp_path: Path, size: tuple[int, int]) -> None:
    async with app_driver(tmp_path, size=size) as user:
        await user.press("4")
        await user.paste(TEXT)
        await user.wait_for("It says")
        head = user.lines()[0]
        assert head.startswith(" BABA")
        assert "› an article" in " ".join(head.split())
        assert "4 Sources" in head
        await user.click("2")
        assert user.shows("add level")


def test_a_click_in_the_header_finds_the_screen_whose_name_it_is_on() -> None:
    view = view_of()
    line = header(view, 120, 1)[0].line
    text = plain_text(line)

    def tab_at(line: Line, cell: int) -> str:
        spot = spot_at(line, cell)
        return spot.key if spot else ""

    assert [tab_at(line, text.index(name)) for name in ("Dashboard", "3 Mil", "Review")] == ["1", "3", "6"]
    assert tab_at(line, 0) == ""
    assert tab_at(line, text.index("Levels") - 4) == ""
    short = header(view, 80, 1, "a crumb")[0].line
    assert [tab_at(short, plain_text(short).rindex(number)) for number in "23456"] == list("23456")


# toasts, and what is under way


async def test_the_same_is_said_once_however_often_the_key_is_pressed(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("u", "u", "u")
        assert user.popups() == ["there is nothing of yours to undo"]
        await user.press("o")
        assert len(user.popups()) == 2


async def test_what_is_chosen_in_a_menu_is_marked_without_colour(tmp_path: Path) -> None:
    async with app_driver(tmp_path, settings=Settings(theme="terminal")) as user:
        await user.press("a")
        assert user.line_of("milestone: something").count("▌") == 1
        await user.press("down")
        assert "▌" in user.line_of("level: support")


async def test_the_palette_is_framed_in_the_programs_colours(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("ctrl+p")
        await user.wait_for("Add criterion")
        assert not user.shows("🔎")
        container = user.app.screen.query_one("#--input")
        assert container.styles.border_top[1] == Shown.parse(PALETTES["dark"]["accent"])


# words that are not cut, and not said twice


def test_a_second_reason_takes_the_statements_line_before_it_is_cut() -> None:
    view = view_of(filled())
    reason = "Qwen adoption: its figure is older than the 180 days that its criterion allows it to be"
    long = msgspec.structs.replace(view, reasons=("Hardware: short", reason))
    text = " ".join(block_text(dashboard(long, 120, 36, ""), "verdict").split())
    assert "Hardware: short" in text
    assert "allows it to be" in text


def test_a_pillar_stale_by_what_is_listed_already_is_not_listed_again() -> None:
    texts = [item.text for item in view_of(filled()).attention]
    assert "first Quark sales figures 3 days overdue" in texts
    assert not [text for text in texts if text.startswith("Hardware is stale: first Quark")]
    old = [item.text for item in view_of(today=LATER_DAY).attention]
    assert "Cloud growth is stale: its figure is older than the 120 days allowed" in old


async def test_a_source_that_is_still_in_the_inbox_says_so(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("4")
        await user.paste(TEXT)
        await user.wait_for("It says")
        await user.press("y", "u", "escape")
        await user.wait_for("nothing kept so far, it is in the")
