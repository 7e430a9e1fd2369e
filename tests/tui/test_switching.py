"""Several theses on the screens: the list, going over to another, beginning a new one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.prices.loopback import Loopback, answer
from tests.prices.test_lookup import VODAFONE, meta
from tests.tui.app_driver import NOON, SIZES, AppDriver, app_driver, home
from thesis_tui.model.feeds import FEED_DEFAULTS, FeedSettings
from thesis_tui.services import new_thesis
from thesis_tui.services.desk import Desk
from thesis_tui.storage.settings import Settings


def begin(root: Path, symbol: str, template: str = "growth", name: str = "") -> Desk:
    made = new_thesis.make(home(root), new_thesis.fill(symbol, template=template, name=name, venue="NASDAQ"), at=NOON)
    return Desk(places=home(root), settings=Settings(), thesis=made.id, clock=lambda: NOON, offline=True)


@pytest.fixture
def two(tmp_path: Path) -> Path:
    nvda = begin(tmp_path, "NVDA", name="Nvidia")
    nvda.add_price("180", close=True)
    nvda.add_level("support", "170")
    nvda.add_milestone("Rubin ships", "2025-12-20 to 2025-12-22")
    begin(tmp_path, "GLD", "commodity", name="Gold")
    return tmp_path


async def listed(user: AppDriver) -> None:
    await user.press("0")
    await user.wait_for("to start a thesis on another stock")
    await user.settle()


async def test_the_list_says_how_each_stands(two: Path) -> None:
    async with app_driver(two, thesis="gld") as user:
        await listed(user)
        nvda, gld = user.line_of("NVDA  Nvidia"), user.line_of("GLD  Gold")
        assert user.lines().index(nvda) < user.lines().index(gld), "it has something that needs the user"
        assert "○ unproven" in nvda
        assert "180.00 USD" in nvda
        assert "support 170.00  −5.6 %" in nvda
        assert "not opened yet" in nvda
        assert "open now" in gld
        assert "2 items need attention  Rubin ships" in user.text()
        assert "8 thresholds are still the template's" in user.text()
        assert user.pointed()[0].startswith("○ unproven   GLD")


async def test_enter_goes_over_to_the_thesis_under_the_cursor(two: Path) -> None:
    async with app_driver(two, thesis="gld") as user:
        assert user.shows("0 GLD  Gold")
        await listed(user)
        await user.press("up")
        assert user.shows("Nvidia ──"), "the one under the cursor in more words"
        await user.press("enter")
        assert user.shows("0 NVDA  Nvidia")
        assert user.shows("Rubin ships")
        assert user.pointed()[0].startswith("○ Sales growth")
        await user.press("n")
        await user.type("went over")
        await user.press("enter")
        assert user.shows("noted on")
        assert any("went over" in path.read_text() for path in (two / "data" / "nvda" / "journal").iterdir())
        assert not any("went over" in path.read_text() for path in (two / "data" / "gld" / "journal").iterdir())
        await listed(user)
        await user.press("down", "enter", "5")
        assert user.shows("GLD")
        assert not user.shows("went over")


async def test_a_thesis_that_cannot_be_read_is_named_and_stops_no_other(two: Path) -> None:
    async with app_driver(two, thesis="nvda") as user:
        path = two / "data" / "gld" / "thesis.toml"
        text = path.read_text()
        path.write_text('format = 1\nname = "no end\n')
        await listed(user)
        assert "✗ unreadable gld" in user.text()
        assert user.shows("thesis.toml, line 2")
        await user.press("up", "enter")
        assert any("thesis.toml, line 2" in popup for popup in user.popups())
        assert user.shows("0 Theses"), "what is open stays"
        path.write_text(text)
        await user.wait_for("GLD  Gold")


async def test_nothing_is_recorded_from_the_list(two: Path) -> None:
    async with app_driver(two, thesis="gld") as user:
        await listed(user)
        await user.press("n", "p", "d", "escape", "u", "x")
        assert user.shows("0 Theses")
        assert any("enter to open one" in popup for popup in user.popups())


async def test_a_new_thesis_is_begun_and_opened(two: Path) -> None:
    async with app_driver(two, thesis="gld") as user:
        await listed(user)
        await user.press("a")
        await user.type("nvda")
        assert user.shows("there already")
        await user.erase(5)
        await user.type("0700.hk")
        assert user.shows("quoted in HKD")
        await user.press("tab")
        await user.type("Tencent")
        await user.press("tab", "right", "ctrl+s")
        assert user.shows("0 0700.HK  Tencent  watch")
        assert user.shows("Sales hold: no figure yet")
        assert user.shows("a to add statement (s), figure (f)")
        user.live.desk.add_level("support", "400", "", "")
        user.live.desk.state("People pay for it.")
        await user.press("r")
        assert user.shows("a to add figure (f), milestone (m), price (p)"), user.text()


async def test_a_title_that_is_none_of_the_kinds_pillars_is_asked_about_and_takes_nobody_elses(two: Path) -> None:
    async with app_driver(two, thesis="gld", size=(80, 24)) as user:
        await listed(user)
        await user.press("a")
        await user.type("0700.hk")
        assert user.line_of("0700.hk").strip().startswith("│  symbol"), "what is typed is seen, in the form's frame"
        await user.press("tab", "tab")
        await user.press("right", "right", "right")
        await user.press("tab", "tab")
        await user.paste("Payout, Zebras")
        assert user.shows("Payout takes Cover; Zebras begins without")
        await user.press("ctrl+s")
        assert user.says("Zebras is none of the kind's pillars")
        assert user.says("Zebras = Dividend growth; if it begins without figures, save it again")
        await user.press("ctrl+s")
        await user.wait_for("0700.HK")
        pillars = {pillar.pillar.title: pillar for pillar in user.live.view.pillars}
        assert pillars["Payout"].pillar.claim == "The dividend is paid from what is earned."
        assert (pillars["Zebras"].pillar.claim, pillars["Zebras"].metrics) == ("Say what must be true.", ())


async def test_online_the_feed_says_where_a_symbol_trades(two: Path, server: Loopback) -> None:
    server.on("/v8/finance/chart/VOD.L", answer(VODAFONE))
    server.on("/v8/finance/chart/FB", answer(meta(symbol="META", currency="USD", exchangeName="NMS")))
    feeds = {name: FeedSettings(base_url=server.url, enabled=name == "yahoo") for name in FEED_DEFAULTS}
    async with app_driver(two, thesis="gld", settings=Settings(prices=feeds)) as user:
        user.desk.offline = False
        await listed(user)
        await user.press("a")
        await user.type("fb")
        await user.press("tab")
        await user.wait_for("type META if that is meant")
        await user.press("shift+tab")
        await user.erase(2)
        await user.type("vod.l")
        await user.press("tab")
        await user.wait_for("quoted in pence")
        user.desk.offline = True
        await user.press("ctrl+s")
        await user.wait_for("VOD.L  GBX")


async def test_what_a_symbol_does_not_say_is_asked_for(two: Path) -> None:
    async with app_driver(two, thesis="gld") as user:
        await listed(user)
        await user.press("a")
        await user.type("7203")
        assert user.shows("does not say its venue and currency")
        await user.press("ctrl+s")
        await user.wait_for("7203 does not say its venue")
        await user.type("TSE")
        await user.press("ctrl+s")
        await user.wait_for("7203  JPY")


async def test_leaving_the_form_makes_nothing(two: Path) -> None:
    async with app_driver(two, thesis="gld") as user:
        await listed(user)
        await user.press("a")
        await user.type("AMD")
        await user.press("escape", "escape")
        assert user.shows("0 Theses")
        assert sorted(path.name for path in (two / "data").iterdir()) == ["gld", "nvda"]


async def test_its_key_is_text_in_fields_and_can_be_another(two: Path) -> None:
    async with app_driver(two, thesis="gld", settings=Settings(keys={"theses": "T"})) as user:
        assert user.shows("T theses")
        await user.press("0")
        assert user.shows("1 Dashboard")
        assert not user.shows("most urgent first")
        await user.press("slash")
        await user.type("T0")
        assert user.shows("T0")
        await user.press("escape", "T")
        await user.wait_for("most urgent first")
    async with app_driver(two, thesis="gld") as user:
        await user.press("a", "p")
        await user.type("100")
        assert user.shows("100.00 USD")


async def test_it_is_opened_by_mouse_and_fits_every_size(two: Path) -> None:
    async with app_driver(two, thesis="nvda") as user:
        await user.click("0 NVDA")
        await user.wait_for("to start a thesis on another stock")
        for size in SIZES:
            await user.resize(*size)
            assert user.app.return_code is None
            if size[0] >= 80:
                assert user.shows("180.00 USD")
                assert user.shows("GLD")
        await user.resize(120, 36)
        await user.click("GLD  Gold", times=2)
        assert user.shows("0 GLD  Gold")


async def test_one_thesis_alone_has_no_sign_of_others(tmp_path: Path) -> None:
    begin(tmp_path, "GLD")
    async with app_driver(tmp_path) as user:
        assert user.lines()[0].startswith(" GLD")
        await user.press("question_mark")
        assert user.says("Press 0, then a, to start your own thesis.")
        assert user.says("data/gld, in text files")
