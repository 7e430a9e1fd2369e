"""Web pages of several makes, to their text and to what they declare."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reader.pages import BODY, article_page, json_ld
from thesis_tui.errors import InputError
from thesis_tui.model.proposals import Dating, Declared
from thesis_tui.reader.web_page import read_page

TODAY = date(2025, 12, 24)
DAY = date(2025, 12, 23)
PROSE = (
    "<p>In a filing of <time datetime='2025-11-25'>25 Nov</time> the company said that it would open one more plant"
    " in the south of the country and hire.</p>"
)
CONSENT = (
    "<h1>Before you continue</h1>"
    "<p>We and our 843 partners use cookies to store and read information on your device.</p>"
    "<p>Click “Accept all” to give your consent, or manage options to see the vendors and their interests.</p>"
    "<button>Accept all</button><button>Reject all</button><p>See our privacy policy and cookie policy.</p>"
)
STAMP = '<p>By A. Writer, <time datetime="2025-12-23T09:00">23 December</time></p>'


def read(page: str | bytes, url: str = "", charset: str = "") -> tuple[str, Declared]:
    return read_page(page if isinstance(page, bytes) else page.encode(), "page.html", TODAY, url=url, charset=charset)


def dating(head: str = "", body: str = BODY) -> Dating | None:
    return read(article_page(head, body))[1].dating


def test_headings_paragraphs_items_and_rows_are_lines_and_the_rest_of_the_page_is_left_out() -> None:
    text, _ = read(article_page())
    assert (
        text
        == """\
A quiet day for Alibaba’s stock

Alibaba shares closed at $150.20 on Monday. Support is seen at $145, resistance at $158–160.

What the cloud earns

Cloud revenue grew 34% to $5.6 billion in the quarter ended September 30, 2025, and the company expects demand \
to stay ahead of supply.

- JPMorgan raised its price target to $240 from $230.
- The next results are scheduled for February 2026.

| Quarter | Cloud revenue |
| September 2025 | $5.6 billion |

The chief executive spoke of strong demand."""
    )


# what a page declares


def test_json_ld_tells_title_publisher_and_day() -> None:
    _, found = read(article_page(json_ld(headline="A quiet day", datePublished="2025-12-23T08:00:00-05:00")))
    assert (found.title, found.publisher) == ("A quiet day", "Example Times")
    assert found.dating == Dating(
        published=DAY, basis="printed", time="08:00 UTC-05:00", earliest=DAY, latest=DAY,
        note="the page declares the day (datePublished)",
    )  # fmt: skip


def test_a_graph_with_references_is_followed_and_what_is_only_listed_is_not() -> None:
    graph = (
        '<script type="application/ld+json">{"@context":"https://schema.org","@graph":['
        '{"@type":"Organization","@id":"#o","name":"Example &amp; Sons"},'
        '{"@type":["NewsArticle"],"headline":"A day","datePublished":"2025-12-23","publisher":{"@id":"#o"},'
        '"mentions":[{"@type":"NewsArticle","datePublished":"2025-01-01"}]},'
        '{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","datePublished":"2024-05-05"}]}]}</script>'
    )
    _, found = read(article_page(graph))
    assert (found.title, found.publisher) == ("A day", "Example & Sons")
    assert found.dating is not None
    assert found.dating.published == DAY


def test_open_graph_tells_title_publisher_and_day() -> None:
    _, found = read(
        article_page(
            '<meta property="og:title" content="A quiet day | The Paper">'
            '<meta property="og:site_name" content="The Paper">'
            '<meta property="article:published_time" content="2025-12-23T13:00:00.000Z">'
            '<meta property="article:modified_time" content="2025-12-24T13:00:00Z">'
        )
    )
    assert (found.title, found.publisher) == ("A quiet day", "The Paper")
    assert found.dating is not None
    assert (found.dating.published, found.dating.time) == (DAY, "13:00 UTC")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta name="dc.date.issued" content="2025-12-23">', BODY),
        ('<meta name="date" content="Tue, 23 Dec 2025 08:00:00 GMT">', BODY),
        ('<meta name="pubdate" content="2025/12/23">', BODY),
        ('<meta itemprop="datePublished" content="2025-12-23">', BODY),
        ("", f'<span itemprop="datePublished" content="2025-12-23">a day</span>{BODY}'),
        ("", STAMP + BODY),
        ("", f'{STAMP}<p>Updated <time datetime="2025-12-24">today</time></p>{BODY}'),
        ("", f'{STAMP}{BODY}<aside><time datetime="2025-10-01">Oct 1</time></aside>'),
        (json_ld(datePublished="2025-12-23"), f'<p><time datetime="2020-01-01">then</time></p>{BODY}'),
        (json_ld(datePublished="2025-12-22T23:30:00-05:00") + '<meta name="date" content="2025-12-23">', BODY),
        ("<script type='application/ld+json'>{not json}</script>", STAMP + BODY),
        (f"<script type='application/ld+json'>{'[' * 20000}</script>", STAMP + BODY),
    ],
)
def test_a_declared_day_is_printed_however_it_is_declared(head: str, body: str) -> None:
    found = dating(head, body)
    assert found is not None
    assert found.basis == "printed"
    assert found.published in (DAY, date(2025, 12, 22))


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", BODY),
        ("", BODY + "<p>© 2019-2025 Example Times. 2025-03-04</p>"),
        ('<meta property="article:modified_time" content="2025-12-24">', BODY),
        (json_ld(dateModified="2025-12-20", dateCreated="2025-12-20"), BODY),
        (json_ld(datePublished="last Tuesday"), BODY),
        (json_ld(datePublished=20251223), BODY),
        ("", BODY + PROSE),
        ("", f'<p><time datetime="2025-12-24" class="updated">today</time></p>{BODY}'),
    ],
)  # fmt: skip
def test_no_day_is_made_up(head: str, body: str) -> None:
    assert dating(head, body) is None


def test_several_days_leave_the_day_unknown_between_them() -> None:
    for found in (
        dating(json_ld(datePublished="2025-12-23") + '<meta property="article:published_time" content="2025-12-01">'),
        dating("", f'<p><time datetime="2025-12-01">a</time></p><p><time datetime="2025-12-23">b</time></p>{BODY}'),
    ):
        assert found is not None
        assert (found.published, found.basis) == (None, "unknown")
        assert (found.earliest, found.latest) == (date(2025, 12, 1), DAY)
        assert "several days: 2025-12-01, 2025-12-23" in found.note


def test_a_day_to_come_is_believed_only_where_it_is_tomorrow_already() -> None:
    east = dating(json_ld(datePublished="2025-12-25T00:30:00+08:00"))
    assert east is not None
    assert (east.published, east.basis) == (TODAY, "inferred")
    for text in ("2025-12-25", "2026-03-01T00:00:00Z"):
        found = dating(json_ld(datePublished=text))
        assert found is not None
        assert (found.published, found.basis) == (None, "unknown")


def test_the_address_is_the_pages_own_only_where_it_names_the_same_site() -> None:
    asked = "https://www.example.com/a?utm_source=x"
    own = '<link rel="canonical" href="{}">'
    for text, words in (
        ("https://example.com/a", "https://example.com/a"),
        ("/a", "https://www.example.com/a"),
        ("https://other.example/a", asked),
        ("javascript:alert(1)", asked),
        ("https://www.example.com@evil.example/", asked),
        ("http://[", asked),
    ):
        assert read(article_page(own.format(text)), asked)[1].url == words
    assert read(article_page(own.format("https://example.com/a")))[1].url == "https://example.com/a"
    assert read(article_page(own.format("javascript:alert(1)")))[1].url == ""
    assert read(article_page(), asked)[1].publisher == "example.com"


def test_what_is_declared_has_no_controls_in_it() -> None:
    _, found = read(article_page('<meta property="og:title" content="A &#27;[31mred&#x202e; day&#10;here">'))
    assert found.title == "A red day here"


# encodings


@pytest.mark.parametrize(
    ("encoding", "head", "charset"),
    [
        ("utf-8", "", ""),
        ("utf-8-sig", "", "windows-1252"),
        ("utf-16", "", ""),
        ("cp1252", '<meta charset="windows-1252">', ""),
        ("cp1252", '<meta http-equiv="content-type" content="text/html; charset=iso-8859-1">', ""),
        ("cp1252", "", "ISO-8859-1"),
        ("cp1252", "", ""),
        ("utf-8", '<meta charset="no-such-thing">', "rot13"),
        ("utf-8", '<meta charset="iso-8859-7">', "utf-8"),
    ],
)
def test_the_encoding_is_as_declared_or_else_found_out(encoding: str, head: str, charset: str) -> None:
    text, _ = read(article_page(head).replace("strong", "große").encode(encoding), charset=charset)
    assert "resistance at $158–160." in text
    assert "große demand" in text


@pytest.mark.parametrize(
    ("encoding", "head", "charset"),
    [
        ("gbk", '<meta charset="gb2312">', ""), ("gb18030", "", "GBK"), ("gbk", "", ""),
        ("big5", '<meta charset="big5">', ""), ("utf-8", "", ""),
    ],
)  # fmt: skip
def test_chinese_encodings_are_read(encoding: str, head: str, charset: str) -> None:
    body = "<p>阿里巴巴集成在雲端的收入增加，公司表示未來仍有需求。股票收市上升。</p>" if encoding == "big5" else (
        "<p>阿里巴巴股价周一收于150.20美元，云业务收入增长34%，公司表示未来需求仍将超过供应。</p>"
    )  # fmt: skip
    page = f"<html><head>{head}<title>t</title></head><body><article>{body * 3}</article></body></html>"
    text, _ = read(page.encode(encoding), charset=charset)
    assert "阿里巴巴" in text
    assert "收入增" in text


# pages without an article


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<div id='app'></div><noscript>You need to enable JavaScript to run this app.</noscript>",
        CONSENT,
        "<h1>Just a moment</h1><p>Checking your browser. Please verify you are human; access is denied to robots.</p>",
        "<p>Sign in to continue reading this story.</p>",
    ],
)
def test_a_page_without_an_article_says_that_there_is_none(body: str) -> None:
    with pytest.raises(InputError, match=r"there is no article to read on page\.html"):
        read(f"<!doctype html><html><head><title>Example Times</title></head><body>{body}</body></html>")


def test_an_article_with_a_consent_banner_is_read() -> None:
    text, _ = read(article_page("", f"{BODY}<div class='banner'><p>We use cookies. Accept all?</p></div>"))
    assert "closed at $150.20" in text


def test_a_page_that_is_too_large_is_refused() -> None:
    with pytest.raises(InputError, match="larger than 5 MB"):
        read(b"<html>" + b" " * 5_000_000)
    with pytest.raises(InputError, match="too involved"):
        read("<html><body>" + "<p>x" * 31_000)


def test_a_page_of_brackets_or_depth_is_no_trouble() -> None:
    for body in ("<div>" * 100 + BODY, BODY + "<" * 20_000, BODY + "<!--" + "-" * 20_000):
        assert "closed at $150.20" in read(article_page("", body))[0]
