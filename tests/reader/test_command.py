"""`read`, run as a user runs it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Home
from tests.reader.pages import BODY, article_page, json_ld
from thesis_tui.cli import articles
from thesis_tui.cli.arguments import parse
from thesis_tui.cli.commands import COMMANDS
from thesis_tui.cli.opening import Opening
from thesis_tui.cli.options import Options
from thesis_tui.reader.fetch import Fetched

TEXT = (
    "A quiet day for Alibaba's stock in New York\n2025-12-23\n\n"
    "Alibaba shares closed at $150.20 on Monday. Support is seen at $145, resistance at $158–160. "
    "Cloud revenue grew 34% to $5.6 billion in the quarter ended September 30, 2025. "
    "The next results are scheduled for February 2026. JPMorgan raised its price target to $240 from $230.\n"
)


@pytest.fixture
def home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, capsys)


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, "utf-8")
    return str(path)


def test_json_has_the_keys_of_the_design_and_spans_into_the_text(home: Home, file: str) -> None:
    shown = json.loads(home.done("read", file, "--json"))
    assert list(shown) == [
        "schema", "source", "levels", "prices", "observations", "milestones", "evidence", "skipped"
    ]  # fmt: skip
    assert shown["source"]["published"] == "2025-12-23"
    assert [(it["kind"], it["low"], it["high"], it["status"]) for it in shown["levels"]] == [
        ("support", "145", None, "current"),
        ("resistance", "158", "160", "current"),
        ("target", "240", None, "current"),
        ("target", "230", None, "prior"),
    ]
    (price,) = shown["prices"]
    assert {key: price[key] for key in ("value", "currency", "listing", "at", "session")} == {
        "value": "150.20", "currency": "USD", "listing": "BABA", "at": "2025-12-22", "session": "close",
    }  # fmt: skip
    assert [(it["metric"], it["value"], it["pillar"]) for it in shown["observations"]] == [
        ("cloud-revenue-yoy", "34", "cloud"),
        ("cloud-revenue", "5600000000", "cloud"),
    ]
    assert shown["observations"][0]["period"] == {
        "start": "2025-07-01", "end": "2025-09-30", "label": "quarter ended September 30, 2025",
    }  # fmt: skip
    assert [(it["earliest"], it["latest"]) for it in shown["milestones"]] == [("2026-02-01", "2026-02-28")]
    for kind in ("levels", "prices", "observations", "milestones", "evidence", "skipped"):
        for item in shown[kind]:
            assert TEXT[item["span"][0] : item["span"][1]] == item["quote"]


def test_reading_keeps_nothing(home: Home, file: str) -> None:
    text = home.done("read", file)
    assert "support  145.00 USD" in text
    assert "fiscal" not in text
    assert home.files() == {}


def test_keeping_writes_a_digest_that_loads_and_the_text_beside_it(home: Home, file: str) -> None:
    text = home.done("read", file, "--keep")
    assert "3 levels, 1 price, 2 figures, 1 milestone" in text
    texts = [name for name in home.files() if "2025-12-24-a-quiet-day" in name]
    assert sorted(name.rsplit(".", 1)[1] for name in texts) == ["toml", "txt"]
    shown = json.loads(home.done("show", "--json"))
    assert shown["problems"] == []
    assert {"145", "158", "240"} <= {level["low"] for level in shown["levels"]}
    assert "150.20" in {price["value"] for price in shown["prices"]}


def test_the_same_text_is_kept_once(home: Home, file: str, tmp_path: Path) -> None:
    home.done("read", file, "--keep")
    before = home.files()
    again = tmp_path / "again.md"
    again.write_text(TEXT.replace("\n\n", "\n \n") + "\n\n" + TEXT, "utf-8")
    shown = home.run("read", str(again), "--keep")
    assert shown.code == 0
    assert "this text was already kept, as 2025-12-24-a-quiet-day" in shown.err
    assert home.files() == before


def test_a_day_that_is_given_settles_the_date(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "undated.txt"
    path.write_text(TEXT.replace("2025-12-23\n", ""), "utf-8")
    undated = json.loads(home.done("read", str(path), "--json"))
    assert (undated["source"]["published"], undated["source"]["published_basis"]) == (None, "unknown")
    dated = json.loads(home.done("read", str(path), "--json", "--published", "2025-12-20"))
    assert dated["source"]["published"] == "2025-12-20"
    assert dated["prices"][0]["at"] == "2025-12-15"


def test_standard_input_is_read(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert len(json.loads(home.done("read", "-", "--json"))["levels"]) == 4


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("page.html", "no such file"),
        ("http://127.0.0.1/a", "not on the public internet"),
        ("ftp://example.org/a", "expected https://"),
        ("nowhere.txt", "no such file"),
        (".", "is a folder"),
    ],
)
def test_what_cannot_be_read_is_said(home: Home, name: str, shown: str) -> None:
    assert shown in home.refused("read", name)


def test_html_and_binary_and_nothing_are_refused(home: Home, tmp_path: Path) -> None:
    for raw, text in (
        (b"<!doctype html><p>x", "no article to read"),
        (b"\0\1\2\xff", "binary"),
        (b" \n", "no text"),
        (b"%PDF-1.7 x", "is a PDF; save its text"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; x\n", "a web archive"),
    ):
        path = tmp_path / "file.txt"
        path.write_bytes(raw)
        assert text in home.refused("read", str(path))


def test_nothing_is_kept_in_the_past(home: Home, file: str) -> None:
    assert "--today" in home.refused("read", file, "--keep", "--today", "2025-12-23")


def test_a_day_that_is_none_is_refused(home: Home, file: str) -> None:
    assert "someday" in home.refused("read", file, "--published", "someday")


# web pages

PAGE = article_page(json_ld(headline="A quiet day for Alibaba’s stock", datePublished="2025-12-23T08:00:00-05:00"))


def served(page: str | bytes, kind: str = "text/html", charset: str = "") -> Callable[[str], Awaitable[Fetched]]:
    """What a page's server gives, whatever the address."""

    async def fetch(url: str) -> Fetched:
        return Fetched(page if isinstance(page, bytes) else page.encode(), url, kind, charset)

    return fetch


def read_over(home: Home, fetch: Callable[[str], Awaitable[Fetched]], *argv: str) -> int:
    options = parse(("read", *argv), COMMANDS)
    assert isinstance(options, Options)
    return articles.read(Opening(options, home.environ, home.clock), fetch)


def test_a_saved_page_is_read_whatever_its_name(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("page.html", "page.txt"):
        (tmp_path / name).write_text(PAGE, "utf-8")
        shown = json.loads(home.done("read", str(tmp_path / name), "--json"))
        assert [(item["kind"], item["low"]) for item in shown["levels"]] == [
            ("support", "145"), ("resistance", "158"), ("target", "240"), ("target", "230"),
        ]  # fmt: skip
        source = {key: shown["source"][key] for key in ("title", "publisher", "published", "published_basis", "url")}
        assert source == {
            "title": "A quiet day for Alibaba’s stock", "publisher": "Example Times", "published": "2025-12-23",
            "published_basis": "printed", "url": None,
        }  # fmt: skip
        assert [item["title"] for item in shown["milestones"]] == ["The next results are scheduled for February 2026"]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    assert json.loads(home.done("read", "-", "--json"))["levels"] == shown["levels"]
    (tmp_path / "plain.htm").write_text(TEXT, "utf-8")
    assert len(json.loads(home.done("read", str(tmp_path / "plain.htm"), "--json"))["levels"]) == 4


def test_an_address_is_kept_with_its_text_and_the_same_text_elsewhere_is_known(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = "https://www.times.example/2025/quiet-day?utm_source=mail"
    assert read_over(home, served(PAGE), address, "--keep") == 0
    result = capsys.readouterr()
    assert "Example Times · 23 Dec 2025 (printed)" in result.out
    assert f"  {address}\n" in result.out
    (source,) = [load for load in json.loads(home.done("show", "--json"))["sources"] if "quiet-day" in load["id"]]
    assert (source["url"], source["publisher"], source["published"]) == (address, "Example Times", "2025-12-23")
    before = home.files()

    twice = PAGE.replace("<p>", "<p> ").replace(BODY, BODY + BODY)
    amp = article_page(json_ld(headline="A quiet day for Alibaba’s stock"), root="<html ⚡>").replace(
        "<aside>", "<nav>"
    )
    for page in (PAGE, twice, amp):
        assert read_over(home, served(page), "https://other.example/copy", "--keep") == 0
        assert f"already kept, as {source['id']}; nothing was kept again" in capsys.readouterr().err
    text = next(path for path in (home.data / "baba" / "sources").glob("*quiet-day*.txt"))
    assert f"already kept, as {source['id']}" in home.run("read", str(text)).err
    assert home.files() == before


def test_a_text_at_an_address_is_read_as_text(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert read_over(home, served(TEXT, "text/plain"), "https://times.example/a.txt", "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert (len(shown["levels"]), shown["source"]["url"]) == (4, "https://times.example/a.txt")


def test_a_day_the_page_declares_is_settled_by_one_that_is_given(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    shown = json.loads(home.done("read", str(path), "--json", "--published", "2025-12-20"))
    assert shown["source"]["published"] == "2025-12-20"
    path.write_text(article_page(body="<p>Published: December 22, 2025</p>" + BODY), "utf-8")
    shown = json.loads(home.done("read", str(path), "--json"))
    assert (shown["source"]["published"], shown["source"]["published_basis"]) == ("2025-12-22", "printed")
    path.write_text(article_page(), "utf-8")
    assert json.loads(home.done("read", str(path), "--json"))["source"]["published_basis"] == "unknown"


def test_offline_no_address_is_asked(home: Home) -> None:
    assert "offline: no address is read" in home.refused("read", "https://example.org/a", "--offline")
    (home.root / "config.toml").write_text("offline = true\n")
    assert "offline: no address is read" in home.refused("read", "https://example.org/a")


def test_without_the_extra_the_message_names_it(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)  # as Python marks what cannot be imported
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    for name in (str(tmp_path / "page.html"), "https://example.org/a"):
        text = home.refused("read", name)
        assert "extra “web”: " in text
        assert "[web]" in text.partition(" pip install ")[2]
        assert "save the article as plain text" in text
    assert "the address you give: needs the extra “web”" in home.run("doctor").out


def test_a_page_archive_is_refused_by_its_name(home: Home, tmp_path: Path) -> None:
    (tmp_path / "page.mhtml").write_text("x")
    assert "a web archive; save the page as “HTML only”" in home.refused("read", str(tmp_path / "page.mhtml"))


def test_nothing_of_the_web_is_loaded_for_a_text_file(home: Home, file: str) -> None:
    code = (
        "import sys; from thesis_tui.cli.main import main; main(['read', sys.argv[1]]);"
        "names = ('trafilatura', 'lxml', 'httpx', 'thesis_tui.reader.web_page');"
        "print([name for name in names if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, file], env=home.environ, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_new_metrics_take_figures_that_none_measured(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "margins.txt"
    path.write_text("Alibaba results\n2025-12-23\n\nAlibaba's gross margin was 41% in the September 2025 quarter.\n")
    assert "--keep" in home.refused("read", str(path), "--new-metrics")
    shown = home.run("read", str(path), "--keep", "--new-metrics")
    assert "new metric: Gross margin" in shown.err
    assert "1 figure" in shown.out
    metrics = json.loads(home.done("show", "--json"))["context"]["metrics"]
    (made,) = (item for item in metrics if item["title"] == "Gross margin")
    assert [(item["value"], item["unit"]) for item in made["observations"]] == [("41", "%")]


def test_json_has_pounds_and_the_pence_beside_them(home: Home) -> None:
    home.done("new", "KESR.L", "--name", "Kesteven Retail")
    path = home.root / "note.md"
    path.write_text(
        "Fernhill lifted its price target on Kesteven Retail to 680p. The shares closed at 523p on Tuesday."
    )
    read = json.loads(home.run("read", str(path), "--json", "--published", "2025-12-23", "--thesis", "kesr-l").out)
    (level,), (price,) = read["levels"], read["prices"]
    assert (level["low"], level["currency"], level["quoted"]) == ("6.8", "GBP", "680p")
    assert (price["value"], price["currency"], price["quoted"]) == ("5.23", "GBP", "523p")


def test_reading_says_that_nothing_is_kept_and_how_it_would_be(home: Home, file: str) -> None:
    assert home.done("read", file).splitlines()[-1].startswith("nothing is kept yet: --keep")
    assert "nothing is kept yet" not in home.done("read", file, "--keep")
    assert "nothing is kept yet" not in home.done("read", file)


def test_an_analysts_target_that_is_kept_retires_the_one_before_in_words(home: Home, file: str, tmp_path: Path) -> None:
    home.done("read", file, "--keep")
    later = tmp_path / "later.txt"
    later.write_text("Alibaba target cut\n2025-12-24\n\nJPMorgan cut its price target on Alibaba to $215.\n", "utf-8")
    shown = home.run("read", str(later), "--keep")
    assert "retired: target 240.00 USD of JPMorgan, replaced by 215.00" in shown.err
    held = {line.split()[0] for line in home.done("level", "list").splitlines() if "JPMorgan" in line}
    assert held == {"215.00"}
    home.done("undo")
    assert "240.00" in home.done("level", "list")


def test_what_was_left_out_is_named_with_where_it_can_still_be_kept(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Alibaba\n2025-12-22\n\nAlibaba's gross margin was 41% in the September quarter.\n", "utf-8")
    assert "e on the source" in home.run("read", str(path), "--keep").err


def test_an_article_put_into_the_inbox_counts_what_there_is_to_decide(home: Home, file: str) -> None:
    # the target of before is replaced by the new one, and nobody is asked about it
    shown = json.loads(home.done("read", file, "--json"))
    counted = sum(len(shown[kind]) for kind in ("levels", "prices", "observations", "milestones", "evidence"))
    assert f"with {counted - 1} proposals" in home.run("read", file, "--inbox").err


def test_what_the_thesis_has_already_is_said_beside_what_is_read(home: Home, file: str, tmp_path: Path) -> None:
    home.done("read", file, "--keep")
    again = tmp_path / "again.txt"
    again.write_text(
        "Alibaba chart\n2025-12-24\n\nAlibaba support is at $145, resistance at $171. "
        "JPMorgan cut its price target on Alibaba to $215. "
        "Cloud revenue grew 29% in the quarter ended September 30, 2025.\n",
        "utf-8",
    )
    lines = home.done("read", str(again)).splitlines()
    under = {lines[at].split("  ")[1]: lines[at + 2].strip() for at in range(len(lines) - 2) if "“" in lines[at + 1]}
    assert under["support"].startswith("= there already: 145.00")
    assert under["target"].startswith("↑ replaces 240.00 of JPMorgan")
    assert under["cloud revenue YoY"].startswith("≠ differs from +34 %")
    assert not under["resistance"].startswith(("=", "≠", "↑"))
