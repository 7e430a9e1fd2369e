"""Documents that wait, decided on at the screen; and what is asked for by itself."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace

from tests.tui.app_driver import LATER, AppDriver, app_driver
from thesis_tui.model.documents import Document, DocumentFigure, Reading
from thesis_tui.model.view import Target
from thesis_tui.storage.documents import write_document
from thesis_tui.storage.readings import append_readings


def figure(metric: str, value: int, unit: str, label: str, column: str = "") -> DocumentFigure:
    return DocumentFigure(
        metric=metric, value=Decimal(value), unit=unit, label=label, column=column, start=date(2026, 4, 1),
        end=date(2026, 6, 30),
    )  # fmt: skip


RELEASE = Document(
    key="0001104659-26-099220", kind="filing", monitor="", title="June quarter 2026 results", form="6-K",
    url="https://www.sec.gov/x.htm", publisher="Alibaba", published=date(2026, 8, 20), why="results",
    figure=(
        figure("cloud-revenue-yoy", 45, "%", "AI Cloud", "YoY"),
        figure("net-income", 9_000_000_000, "CNY", "Net income"),
    ),
)  # fmt: skip
RULE = Document(
    key="2026-00789", kind="rule", monitor="rules", title="Licence policy for advanced computing", pillar="chips",
    published=date(2026, 1, 15), url="https://www.federalregister.gov/x", summary="The bureau revises its policy.",
)  # fmt: skip


async def with_documents(user: AppDriver, *documents: Document) -> None:
    for document in documents:
        write_document(user.folder, document)
    user.live.reload()
    await user.settle()


async def on_what_is_watched(user: AppDriver, identity: str) -> None:
    await user.press("4")
    page = user.live.page
    assert page is not None
    assert page.choose(Target("monitor", identity))
    await user.settle()


async def test_what_waits_is_said_in_a_line_and_decided_on_with_the_keys_of_an_article(tmp_path: Path) -> None:
    async with app_driver(tmp_path, now=LATER, size=(120, 36)) as user:
        await with_documents(user, RELEASE, RULE)
        assert user.shows("2 documents waiting, 4 to read")
        await user.press("4", "enter")
        assert user.shows("cloud revenue YoY")
        assert user.shows("AI Cloud · YoY")
        await user.press("y")
        assert user.line_of("cloud revenue YoY").startswith(" ✓")
        await user.press("d")
        assert user.shows("Licence policy")  # the next that waits
        await user.press("u")
        assert user.line_of("net income").startswith("▌◆")  # back on what was decided
        await user.press("d", "y", "s")
        assert user.shows("nothing waits")
        await user.press("1")
        assert not user.shows("document")
        view = user.desk.view()
        metric = view.metric("cloud-revenue-yoy")
        assert metric is not None
        assert metric.observations[0].observation.value == 45
        assert any(item.evidence.text.startswith("Licence policy") for item in view.evidence)


async def test_the_first_figure_kept_offers_the_milestone_that_the_filing_ends_and_asks_once(tmp_path: Path) -> None:
    async with app_driver(tmp_path, now=LATER, size=(120, 36)) as user:
        user.desk.add_milestone("results for FQ1 2027", "2026-08-01 to 2026-08-31")
        await with_documents(user, RELEASE)
        await user.press("4", "enter", "y")
        assert user.shows("hit on 20 Aug 2026, when they were filed")
        await user.press("n", "y")
        assert not user.shows("hit on 20 Aug 2026")
        await user.press("u", "u")
        await user.press("4", "enter", "y", "h")
        (milestone,) = (
            other for other in user.desk.view().milestones if other.milestone.title == "results for FQ1 2027"
        )
        assert milestone.state == "hit"


async def test_a_figure_in_doubt_says_why_and_is_not_kept_with_the_others(tmp_path: Path) -> None:
    doubted = DocumentFigure(
        metric="net-income", value=Decimal(8_000_000_000), unit="CNY", label="Net income", start=date(2026, 1, 1),
        end=date(2026, 3, 31), doubt="the year to date would make it 9000000000",
    )  # fmt: skip
    async with app_driver(tmp_path, now=LATER, size=(120, 36)) as user:
        await with_documents(user, replace(RELEASE, figure=(*RELEASE.figure, doubted)))
        await user.press("4", "enter")
        assert user.shows("in doubt: the year to date would make it 9000000000")
        assert user.shows("1 in doubt: y keeps one")
        assert user.shows("Y keeps all 2 others")
        await user.press("Y", "w")
        assert len(user.desk.view().waiting) == 1
        await user.press("y")
        assert user.desk.view().waiting == ()


async def test_all_figures_of_a_filing_are_kept_with_one_key_and_taken_back_with_one(tmp_path: Path) -> None:
    async with app_driver(tmp_path, now=LATER, size=(80, 24)) as user:
        await with_documents(user, RELEASE)
        await user.press("4", "enter", "Y")
        assert user.shows("are kept as they come")  # asked once, after the first
        await user.press("a")
        assert 'accept = "always"' in (user.folder / "thesis.toml").read_text()
        assert user.desk.view().waiting == ()
        await user.press("u")  # first that figures are kept as they come
        assert 'accept = "always"' not in (user.folder / "thesis.toml").read_text()
        await user.press("u")
        user.live.reload()
        assert len(user.desk.view().waiting) == 1


async def test_a_reading_far_from_the_others_waits_and_is_believed_on_the_sources_page(tmp_path: Path) -> None:
    async with app_driver(tmp_path, now=LATER, size=(120, 36)) as user:
        held = Reading(metric="qwen-stars", at=LATER - timedelta(hours=1), value=Decimal(9), unit="stars", note="held")
        append_readings(user.folder, "here", (held,))
        user.live.reload()
        await user.settle()
        await on_what_is_watched(user, "qwen-stars")
        await user.press("enter", "y")
        metric = user.desk.view().metric("qwen-stars")
        assert metric is not None
        assert metric.live is not None
        assert (metric.live.figure.observation.value, metric.live.held) == (Decimal(9), None)


async def test_a_feed_is_watched_changed_and_watched_no_longer(tmp_path: Path) -> None:
    async with app_driver(tmp_path, now=LATER, size=(120, 36)) as user:
        await user.press("4", "a", "w")
        await user.press("tab")
        await user.type("https://news.example.com/feed.xml")
        await user.press("ctrl+s")
        assert [item.url for item in user.desk.book().thesis.monitor][-1] == "https://news.example.com/feed.xml"


async def test_the_contact_is_asked_for_where_the_sec_wants_it_and_kept_in_the_settings(tmp_path: Path) -> None:
    async with app_driver(tmp_path, now=LATER, size=(120, 36)) as user:
        await on_what_is_watched(user, "figures")
        await user.press("enter", "c")
        await user.type("me@example.com")
        await user.press("ctrl+s")
        assert 'contact = "me@example.com"' in user.desk.places.config.read_text()
        assert user.desk.settings.contact == "me@example.com"
