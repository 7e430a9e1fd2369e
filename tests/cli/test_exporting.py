"""export: a memo in Markdown and HTML, milestones as a calendar; whatever is written in a thesis is text in them."""

from __future__ import annotations

import os
import re
from base64 import b64encode
from datetime import date, timedelta
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar
from markdown_it import MarkdownIt

from tests.cli.conftest import Home
from thesis_tui.model.text_cleaning import clean
from thesis_tui.pages.memo_markdown import block
from thesis_tui.services.desk import Desk
from thesis_tui.storage.paths import find_places
from thesis_tui.storage.settings import Settings

DAY = ("--today", "2025-12-23")
SNAPSHOT = Path(__file__).parent / "snapshots" / "baba-2025-12-23.md"
EVIL = (
    "<script>alert(1)</script>\"'><img src=//x.example onerror=alert(2)> & &lt;b&gt; `code` **bold** _it_ | cell |"
    " [link](javascript:alert(3)) ![i](http://x.example/i.png) https://x.example www.x.example <http://x.example>"
    " http://x.example/a me@x.example ~~no~~ $x$ # head; BEGIN:VEVENT, END:VCALENDAR \\n \\"
)
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
UNSEEN = "\u202e\u2066\u200b\x1b[31m\x9b31m\x07\x7f"
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "main", "header", "footer", "section", "div", "span", "p", "b",
    "details", "summary",
    "small", "h2", "h3", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "a", "svg", "line", "polyline",
    "circle", "rect", "text",
}  # fmt: skip


class Page(HTMLParser):
    """A page's elements with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def shows(self, words: str) -> bool:
        return any(words in text for text in self.texts)


def quoted(text: str) -> str:
    """A TOML text, whatever is in it."""
    return '"' + "".join(f"\\U{ord(words):08x}" if not words.isalnum() else words for words in text) + '"'


def hostile(home: Home) -> Home:
    """A thesis in which every text is an attack."""
    evil = quoted(EVIL + UNSEEN)
    folder = home.data / "evil"
    (folder / "sources").mkdir(parents=True)
    (folder / "thesis.toml").write_text(f"""\
format = 1
name = {evil}
stance = "long"
statement = {evil}

[[listing]]
symbol = "EVIL"
venue = {evil}
currency = "USD"

[[pillar]]
id = "p"
title = {evil}
claim = {evil}
key = "m"

[[metric]]
id = "m"
title = {evil}
unit = {evil}
pillar = "p"

[[criterion]]
id = "c"
pillar = "p"
severity = "kill"
since = 2025-12-01
metric = "m"
operator = ">="
threshold = 5
why = {evil}
""")
    (folder / "sources" / "s.toml").write_text(f"""\
format = 1
title = {evil}
publisher = {evil}
url = "javascript:alert(4)"
added = 2025-12-20
published_basis = "unknown"

[[observation]]
id = "o"
metric = "m"
value = 7
period = {evil}
start = 2025-10-01
end = 2025-12-20

[[observation]]
id = "o2"
metric = "m"
value = 70
start = 2025-10-01
end = 2025-12-20

[[evidence]]
id = "e"
text = {evil}
stance = "weakens"
pillar = "p"

[[level]]
id = "l"
type = "support"
listing = "EVIL"
currency = "USD"
low = 90
by = {evil}
why = {evil}

[[price]]
id = "x"
listing = "EVIL"
value = 100
currency = "USD"
day = 2025-12-23

[[milestone]]
id = "m"
title = {evil}
earliest = 2026-01-01
latest = 2026-01-31
window = {evil}
pillar = "p"
note = {evil}

[[dispute]]
id = "d"
text = {evil}
observations = ["o", "o2"]
""")
    home.done("note", EVIL, "--milestone", "m")
    home.done("level", "add", "target", "120", "--why", EVIL, "--by", EVIL)
    return home


def unseen(text: str) -> set[str]:
    return {words for words in text if not words.isprintable() and words not in "\r\n"}


def test_the_memo_of_the_bundled_thesis_reads_as_it_did(home: Home) -> None:
    text = home.done("export", "md", *DAY)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        SNAPSHOT.write_text(text, encoding="utf-8")
    assert text.split("\n") == SNAPSHOT.read_text(encoding="utf-8").split("\n")
    assert home.files() == {}, "exporting writes nothing into the data"


@pytest.mark.parametrize("of", ["bundled", "hostile"])
def test_a_page_asks_for_nothing_and_runs_nothing(home: Home, of: str) -> None:
    text = hostile(home).done("export", "html") if of == "hostile" else home.done("export", "html", *DAY)
    assert unseen(text) == set()
    page = Page(text)
    assert {tag for tag, _ in page.elements} <= ELEMENTS
    for _, has in page.elements:
        assert not [name for name in has if name.startswith("on") or name in ("src", "style", "srcset", "background")]
        assert re.fullmatch(r"#source-\d+|https?://[^\s\"<>]+|", has.get("href") or "")
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    assert "url(" not in style[1]
    assert "@import" not in style[1]
    policy = next(has["content"] or "" for _, has in page.elements if "http-equiv" in has)
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert policy.startswith("default-src 'none';")
    assert f"style-src 'sha256-{digest}'" in policy
    assert [tag for tag, _ in page.elements].count("style") == 1


def test_what_is_written_in_a_thesis_is_shown_in_the_page_as_it_was_written(home: Home) -> None:
    page = Page(hostile(home).done("export", "html"))
    assert sum(EVIL in text for text in page.texts) >= 12


def test_what_is_written_in_a_thesis_is_no_markup_in_markdown(home: Home) -> None:
    words = hostile(home).done("export", "md")
    assert unseen(words) == set()
    tokens = MARKDOWN.parse(words)
    inline = [child for token in tokens for child in token.children or ()]
    markup = {child.type for child in inline}
    assert markup <= {"text", "softbreak", "hardbreak", "em_open", "em_close", "strong_open", "strong_close",
                      "html_inline", "text_special"}  # fmt: skip
    assert {child.content for child in inline if child.type == "html_inline"} <= {"<br>"}
    assert not [token for token in tokens if token.type in ("html_block", "code_block", "fence", "hr")]
    shown = ["".join(child.content for child in token.children or ()) for token in tokens]
    assert sum(EVIL in text for text in shown) >= 12
    headings = [after.content for token, after in pairwise(tokens) if token.type == "heading_open"]
    assert [heading for heading in headings if heading.startswith(("Milestones", "Sources"))] == [
        "Milestones",
        "Sources",
    ]
    assert "https://" not in words, "a reader makes a link of an address by itself"


@given(st.one_of(st.text("-+=#>.:`*_~|[]()<!&\\\t\n 1a:/w@", max_size=12), st.text(max_size=12)))
@example("- x").via("a list")
@example("12) x").via("a numbered list")
@example("# x").via("a heading")
@example("=== x").via("a heading's underline")
def test_any_text_is_one_paragraph_of_itself(text: str) -> None:
    wanted = " ".join(clean(text).split())
    tokens = MARKDOWN.parse("x\n\n" + block(text))
    texts = ["".join(child.content for child in token.children or ()) for token in tokens if token.type == "inline"]
    assert texts == (["x", wanted] if wanted else ["x"])
    assert {token.type for token in tokens} == {"paragraph_open", "inline", "paragraph_close"}


def test_stale_and_unknown_are_said(home: Home) -> None:
    text = home.done("export", "md", "--today", "2026-11-21")
    assert "No new data since 23 Dec 2025" in text
    assert "◌ stale, 417 d" in text
    assert "the price is stale" in text
    assert "| H200 delivered | – | no figure yet |" in text
    assert "overdue by" in text
    assert "not stated" in text


def test_a_memo_tells_what_changed_since_a_day_or_the_last_look_or_a_month(home: Home) -> None:
    assert "## Changed in the last 30 days, since 24 Nov 2025" in home.done("export", "md")
    home.done("milestone", "odds", "first h200", "55")
    assert "first H200 to China: 55 %" in home.done("export", "md", "--since", "today")
    assert "article added" not in home.done("export", "md", "--since", "2025-12-24")
    assert "article added" in home.done("export", "md", "--since", "2025-12-23")
    Desk(places=find_places(None, None, home.environ), settings=Settings(), clock=home.clock).mark_seen()
    text = home.done("export", "md")
    assert "## Changed since your last look, 24 Dec 2025\n\nNothing changed." in text
    home.done("note", "seen at the shop", "--pillar", "hardware")
    assert "seen at the shop" in home.done("export", "md"), "one's own entries are news to a partner"


def test_a_day_of_since_that_is_none_is_refused(home: Home) -> None:
    assert "--since" in home.refused("export", "md", "--since", "soon")
    assert "--since" in home.refused("export", "html", "--since", "2031-01-01")
    assert "leave out --since" in home.refused("export", "json", "--since", "2025-12-01")
    assert 'there is no "export csv"' in home.refused("export", "csv")


def test_the_chart_is_of_the_prices_there_are(home: Home) -> None:
    assert "no daily closes yet" in home.done("export", "html", *DAY)
    days = [date(2025, 9, 1) + timedelta(days=at) for at in range(112)]
    rows = [f"{day},{140 + at / 10}" for at, day in enumerate(days) if day.weekday() < 5]
    path = home.root / "history.csv"
    path.write_text("\n".join(["date,close", *rows]) + "\n")
    home.done("price", "import", str(path), "--listing", "BABA")
    page = Page(home.done("export", "html", *DAY))
    lines = [has for tag, has in page.elements if tag == "polyline" and has.get("class") == "price"]
    assert [len((line["points"] or "").split()) for line in lines] == [len(rows)]
    assert page.shows("148.00 support")
    assert page.shows("daily closes, 1 Sep to 19 Dec")


def test_two_pages_hold_what_is_near_and_the_appendix_all_of_it(home: Home) -> None:
    for price in range(100, 200, 5):
        home.done("level", "add", "support" if price < 150 else "resistance", str(price), "--sure")
    for number in range(14):
        home.done("milestone", "add", f"store number {number} opens", "--window", "q1 2099")
    text = home.done("export", "html")
    front, _, appendix = text.partition('<details class="appendix">')
    assert front.count('<tr class="rung') <= 11 + 3
    assert "15 more in the appendix" in front
    assert 0 < front.count("store number") <= 9 + 6, "nine milestones, six changes"
    assert all(f"store number {number} opens" in appendix for number in range(14))
    assert appendix.count('<tr class="rung') >= 25
    assert "RSI, 14 days" in appendix
    assert "@page{size" not in text, "the reader's own paper"


def test_a_file_is_written_whole_and_never_over_another(home: Home) -> None:
    path = home.root / "memo.html"
    assert str(path) in home.done("export", "html", "--output", str(path))
    first = path.read_text()
    assert first.startswith("<!DOCTYPE html>")
    path.write_text("mine")
    assert "--force" in home.refused("export", "html", "--output", str(path))
    assert path.read_text() == "mine"
    home.done("export", "html", "--output", str(path), "--force")
    assert path.read_text() == first
    assert "make it first" in home.refused("export", "md", "--output", str(home.root / "no" / "memo.md"))
    assert "not a file" in home.refused("export", "md", "--output", str(home.root), "--force")
    assert sorted(other.name for other in home.root.iterdir() if other.suffix == ".tmp") == []


def events(result: str) -> dict[str, Any]:
    """The events as a calendar that imports the file has them, by UID."""
    found: Any = Calendar.from_ical(result)
    assert found["PRODID"].startswith("-//thesis-tui//")
    return {str(event["UID"]): event for event in found.walk("VEVENT")}


def test_a_calendar_has_every_milestone(home: Home) -> None:
    text = home.done("export", "ics", *DAY)
    found = events(text)
    assert len(found) == 4
    event = found["first-h200-to-china@baba.thesis-tui"]
    assert event["DTSTART"].dt == date(2025, 12, 23)
    assert event["DTEND"].dt == date(2026, 2, 21), "the day after the last"
    assert str(event["SUMMARY"]) == "BABA: first H200 to China"
    assert "Odds: not stated\nState on 23 Dec 2025: due, 59 days left" in str(event["DESCRIPTION"])
    assert not event.walk("VALARM"), "its window is open already"
    alarm = found["fq3-results@baba.thesis-tui"].walk("VALARM")[0]
    assert alarm["TRIGGER"].dt == timedelta(hours=9)


def test_a_calendar_follows_what_happened(home: Home) -> None:
    home.done("milestone", "odds", "first h200", "55")
    home.done("milestone", "void", "Qwen in commerce")
    home.done("milestone", "miss", "first Quark", "--on", "2025-12-20")
    found = events(home.done("export", "ics"))
    assert "Odds: 55 %" in str(found["first-h200-to-china@baba.thesis-tui"]["DESCRIPTION"])
    assert found["qwen-commerce-abroad@baba.thesis-tui"]["STATUS"] == "CANCELLED"
    assert "missed on 20 Dec" in str(found["quark-december-sales@baba.thesis-tui"]["DESCRIPTION"])
    later = events(home.done("export", "ics", "--since", "2025-12-21"))
    assert found.keys() - later.keys() == {"quark-december-sales@baba.thesis-tui"}


def test_a_calendar_is_folded_and_escaped(home: Home) -> None:
    text = hostile(home).done("export", "ics")
    assert unseen(text) == set()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    found = events(text)
    assert str(found["m@evil.thesis-tui"]["SUMMARY"]) == f"EVIL: {EVIL}"
    assert "URL" not in found["m@evil.thesis-tui"]
    home.done("milestone", "add", "中文里程碑" * 20, "--window", "q1 2026")
    text = home.done("export", "ics")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert any("中文里程碑" * 20 in str(event["SUMMARY"]) for event in events(text).values())


def test_a_thesis_without_a_milestone_has_no_calendar(home: Home) -> None:
    home.done("new", "NVDA", "--name", "Nvidia")
    assert "milestone add" in home.refused("export", "ics", "--thesis", "nvda")
    page = Page(home.done("export", "html", "--thesis", "nvda"))
    assert page.shows("No milestone yet.")
    assert "No milestone yet." in home.done("export", "md", "--thesis", "nvda")


def test_the_memo_says_since_which_close_the_price_moved(home: Home) -> None:
    home.now -= timedelta(days=1)
    home.done("price", "150", "--close", "--at", "2025-12-22")
    home.now += timedelta(days=1)
    home.done("price", "153", "--close", "--at", "2025-12-23")
    # what had closed before the day is the close of the session before it
    assert "+2.0 % since the close of 22 Dec" in home.done("export", "md", "--since", "2025-12-24")


def test_every_change_of_a_verdict_is_told_on_its_day_with_what_it_was_newest_first(home: Home) -> None:
    text = home.done("export", "md", "--since", "2025-12-01", "--today", "2026-11-30")
    changes = text.split("## Changed since 1 Dec 2025")[1].split("## ")[0]
    rows = [line.split(" | ") for line in changes.splitlines() if line.startswith("| ")][2:]
    days = [row[0].removeprefix("| ") for row in rows]
    assert days[:6] == ["1 Apr", "1 Mar", "21 Feb", "29 Jan", "1 Jan", "23 Dec 2025"]
    assert days[-1] == "23 Dec 2025"
    cloud = next(row for row in rows if row[1].startswith("from") and row[2].startswith("Cloud growth"))
    assert cloud[0] == "| 29 Jan"
    assert cloud[1].startswith("from holding to stale: AI revenue YoY became older than the 120 days allowed")
    assert "was unproven" not in changes
