"""Documents from bodies as the SEC, the Federal Register and feeds give them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thesis_tui.errors import InputError
from thesis_tui.model.live import Monitor
from thesis_tui.public_data.documents import federal_register, feed, sec
from thesis_tui.public_data.source import Answer

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
FILINGS = Monitor(id="filings", source="sec", forms=("6-K", "20-F"), pillar="cloud")
RULES = Monitor(id="rules", source="federal-register", pillar="chips")
NEWS = Monitor(id="news", source="feed", url="https://news.example/feed.xml")

# SEC


def submissions(*rows: tuple[str, str, str], **more: Any) -> bytes:
    """Rows are form, day filed and items."""
    recent: dict[str, list[Any]] = {
        "accessionNumber": [f"0001104659-26-{number:06}" for number in range(len(rows))],
        "filingDate": [row[1] for row in rows],
        "form": [row[0] for row in rows],
        "items": [row[2] for row in rows],
        "acceptanceDateTime": ["2026-08-21T00:05:09.000Z"] * len(rows),
        "primaryDocument": [f"tm{number}_6k.htm" for number in range(len(rows))],
        "primaryDocDescription": [row[0] for row in rows],
        "reportDate": ["" for _ in rows],
    }
    body = {"cik": "1577552", "name": "Alibaba Group Holding Ltd", "tickers": ["BABA"], "exchanges": ["NYSE"],
            "fiscalYearEnd": "0331", "filings": {"recent": recent, "files": []}, **more}  # fmt: skip
    return json.dumps(body).encode()


def test_a_companys_filings_are_documents_by_their_filing_day() -> None:
    company, filings = sec.read_company(
        submissions(("6-K", "2026-08-20", ""), ("4", "2026-08-25", ""), ("20-F", "2026-05-20", ""))
    )
    assert (company.cik, company.ticker, company.exchange, company.fiscal_year_end) == (
        "0001577552",
        "BABA",
        "NYSE",
        "03-31",
    )
    found = sec.documents(filings, FILINGS, company)
    assert [(each.form, each.published) for each in found] == [("6-K", date(2026, 8, 20)), ("20-F", date(2026, 5, 20))]
    assert found[0].url == "https://www.sec.gov/Archives/edgar/data/1577552/000110465926000000/tm0_6k.htm"
    assert found[0].key == "0001104659-26-000000"
    assert found[0].pillar == "cloud"


def test_an_8k_says_in_words_what_it_is_about() -> None:
    rows = (("8-K", "2026-08-19", "2.02,9.01"), ("8-K", "2026-08-18", "5.02,8.01,6.07"), ("8-K", "2026-08-17", "9.01"))
    company, filings = sec.read_company(submissions(*rows))
    titles = [item.title.removeprefix("Alibaba Group Holding Ltd ") for item in sec.documents(filings, NEWS, company)]
    assert titles == ["8-K: results", "8-K: directors and officers, other events, item 6.07", "8-K"]


def test_only_covers_that_may_be_results_are_looked_at() -> None:
    _, filings = sec.read_company(
        submissions(
            ("6-K", "2026-08-20", ""),
            ("8-K", "2026-08-19", "2.02,9.01"),
            ("8-K", "2026-08-18", "5.02"),
            ("4", "2026-08-17", ""),
        )
    )
    assert [each.form for each in filings if sec.may_be_results(each)] == ["6-K", "8-K"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Exhibit 99.1 – Press Release – Alibaba Group Announces June Quarter 2026 Results", True),
        ("ANNOUNCEMENT OF THE JUNE QUARTER 2026 RESULTS Hong Kong Exchanges take no responsibility", True),
        ("NVIDIA Announces Financial Results for Second Quarter Fiscal 2027", True),
        ("Costco Wholesale Corporation Reports Fourth Quarter and Fiscal Year 2026 Operating Results", True),
        ("Nobody Corp reports unaudited interim results", True),
        ("Exhibit 99.1 – Notice of Annual General Meeting, poll results of the June quarter", False),
        ("Alibaba Group to Announce June Quarter 2026 Results on August 20, 2026", False),
        ("Date of Board Meeting to consider the results of the June quarter", False),
        ("Next Day Disclosure Return: repurchase of shares", False),
        ("Costco Wholesale Corporation reports September sales results", False),
    ],
)  # fmt: skip
def test_results_are_told_from_other_covers(text: str, expected: bool) -> None:
    assert sec.is_results(text) is expected


FOLDER = "/Archives/edgar/data/1577552/000110465926099220/"


def index(*documents: tuple[str, str, str]) -> bytes:
    rows = "".join(
        f'<tr><td>1</td><td>{what}</td><td><a href="{FOLDER}{name}">{name}</a></td><td>{kind}</td><td>900</td></tr>'
        for what, name, kind in documents
    )
    head = "".join(f"<th>{name}</th>" for name in ("Seq", "Description", "Document", "Type", "Size"))
    return f"<html><body><table summary='Document Format Files'><tr>{head}</tr>{rows}</table></body></html>".encode()


def test_the_exhibit_is_found_by_its_type_and_its_address_from_the_root() -> None:
    body = index(
        ("FORM 6-K", "tm26_6k.htm", "6-K"), ("PRESS RELEASE", "q2fy27pr.htm", "EX-99.1"), ("&nbsp;", "a.jpg", "GRAPHIC")
    )
    exhibits = sec.read_index(body, f"{FOLDER}0001104659-26-099220-index.htm")
    found = sec.results_exhibit(exhibits)
    assert found is not None
    assert found.path == f"{FOLDER}q2fy27pr.htm"
    assert sec.results_exhibit(exhibits[:1]) is None


def test_a_company_is_found_by_its_ticker() -> None:
    rows = ((1045810, "NVDA", "NVIDIA CORP"), (1067983, "BRK-B", "BERKSHIRE"))
    listed = {
        str(at): {"cik_str": cik, "ticker": ticker, "title": title} for at, (cik, ticker, title) in enumerate(rows)
    }
    body = json.dumps(listed).encode()
    found = sec.find_company(body, "nvda")
    assert found is not None
    assert (found.cik, found.name) == ("0001045810", "NVIDIA CORP")
    assert (sec.find_company(body, "BRK.B") or found).name == "BERKSHIRE"
    assert sec.find_company(body, "NONE") is None


@pytest.mark.parametrize(
    "body",
    [
        b"<html>", b"{}", b"[]",
        b'{"filings": {"recent": {"form": ["6-K"], "accessionNumber": [], "filingDate": []}}, "cik": 1}',
        b'{"filings": {"recent": {"form": "x"}}, "cik": 1}', b'{"filings": [], "cik": 1}', submissions(cik="none"),
    ],
)  # fmt: skip
def test_a_list_of_filings_of_another_shape_is_refused(body: bytes) -> None:
    with pytest.raises(InputError):
        sec.read_company(body)


@pytest.mark.parametrize(
    ("status", "body", "failure"),
    [
        (404, b"<?xml version='1.0'?><Error><Code>NoSuchKey</Code></Error>", "not_found"),
        (403, b"<Error><Code>AccessDenied</Code></Error>", "blocked"),
        (403, b"<h1>Your Request Originates from an Undeclared Automated Tool</h1>", "blocked"),
        (503, b"<html><title>File Unavailable</title></html>", "unavailable"),
        (200, b"<html><title>SEC.gov | File Unavailable</title></html>", "unavailable"),
        (429, b"", "rate_limited"),
        (403, b"<title>SEC.gov | Request Rate Threshold Exceeded</title>", "blocked"),
    ],
)
def test_how_the_sec_refuses(status: int, body: bytes, failure: str) -> None:
    found = sec.refusal(Answer(status, {}, body))
    assert found is not None
    assert found.failure == failure or (b"Threshold" in body and found.failure == "rate_limited")


# Federal Register

H200 = {
    "document_number": "2026-00789",
    "title": "Revision to License Review Policy for Advanced Computing Commodities",
    "type": "Rule", "publication_date": "2026-01-15", "effective_on": "2026-01-15", "citation": "91 FR 1684",
    "abstract": "The bureau is revising its policy for exports of certain semiconductors to China.",
    "html_url": "https://www.federalregister.gov/documents/2026/01/15/2026-00789/revision",
    "cfr_references": [{"title": 15, "part": 742}],
}  # fmt: skip


def register(*rows: dict[str, Any], **more: Any) -> bytes:
    return json.dumps(
        {"count": len(rows), "description": "x", "total_pages": 1, "results": list(rows), **more}
    ).encode()


def other(title: str, **more: Any) -> dict[str, Any]:
    return {**H200, "document_number": "2026-1", "abstract": None, "title": title, "cfr_references": [], **more}


def test_the_h200_rule_is_a_document_on_its_pillar() -> None:
    ((rule,), left_out) = federal_register.read_documents(register(H200), RULES)
    assert left_out == 0
    assert (rule.key, rule.published, rule.pillar) == ("fr-2026-00789", date(2026, 1, 15), "chips")
    assert rule.why == "its title names advanced computing"
    assert rule.note == "91 FR 1684, effective 2026-01-15"


@pytest.mark.parametrize(
    ("title", "more", "shown"),
    [
        ("Export Controls on Semiconductor Manufacturing Items", {}, True),
        ("Additions of Entities to the Entity List", {}, True),
        ("Adjusting Imports of Semiconductors Into the United States: license conditions", {}, True),
        ("Licensing of Wine Imports", {}, False),
        ("Fees for Export of Horses", {"abstract": "An amendment of fees and forms."}, False),
        ("Corrections", {"abstract": "Corrects export control text about integrated circuits."}, True),
    ],
)
def test_rules_are_told_apart_here(title: str, more: dict[str, Any], shown: bool) -> None:
    found, left_out = federal_register.read_documents(register(other(title, **more)), RULES)
    assert (len(found), left_out) == ((1, 0) if shown else (0, 1))


def test_the_users_words_decide_where_there_are_any() -> None:
    monitor = Monitor(id="rules", source="federal-register", words=("H200",))
    found, _ = federal_register.read_documents(register(H200, other("Sales of H200 to China")), monitor)
    assert [each.why for each in found] == ["names “H200”"]


def test_no_hits_have_no_list() -> None:
    assert federal_register.read_documents(b'{"count":0,"description":"Documents"}', RULES) == ([], 0)
    with pytest.raises(InputError):
        federal_register.read_documents(b'{"errors":{"x":"is not a valid field"}}', RULES)


def test_pages_are_followed_once_and_end() -> None:
    ask = federal_register.asks(RULES, date(2025, 12, 1))
    assert "conditions%5Bagencies%5D%5B%5D=industry-and-security-bureau" in ask.target
    assert "per_page=100" in ask.target
    url = "https://www.federalregister.gov/api/v1/documents.json?page=2"
    page = Answer(200, {}, register(H200, next_page_url=url))
    second = federal_register.more(page, [ask])
    assert second is not None
    assert federal_register.more(page, [ask, second]) is None
    assert federal_register.more(Answer(200, {}, register(H200)), [ask]) is None


def test_a_document_withdrawn_from_inspection_says_so() -> None:
    row = {
        "document_number": "2026-03344", "title": "Identification as Chinese Military Companies",
        "agency_names": ["Defense Department"], "filed_at": "2026-02-13T08:45:00.000-05:00",
        "publication_date": "2026-02-18", "editorial_note": None, "pdf_url": "https://x.gov/a.pdf",
    }  # fmt: skip
    (first,) = federal_register.read_inspection(register(row), RULES)
    assert first.note == ""
    noted = {**row, "editorial_note": "An agency letter requesting withdrawal of this document was received"}
    (second,) = federal_register.read_inspection(register(noted), RULES)
    assert second.note.startswith("withdrawn: An agency letter")
    minor = {**row, "editorial_note": "The agency corrected a page number."}
    assert federal_register.read_inspection(register(minor), RULES)[0].note == ""
    (gone,) = federal_register.withdrawn_documents([first], [], date(2026, 2, 14))
    assert gone.note.startswith("withdrawn")
    assert federal_register.withdrawn_documents([first], [], date(2026, 2, 18)) == []
    assert federal_register.read_inspection(b'{"count":0,"results":[]}', RULES) == []


def test_the_registers_wall_is_a_wall() -> None:
    page = Answer(200, {}, b"<html><title>Federal Register :: Request Access</title></html>")
    found = federal_register.refusal(page)
    assert found is not None
    assert found.failure == "blocked"


# feeds

RSS = """<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>Nobody’s News – “Ä”</title>
<link>https://news.example/</link><item><title>Alibaba &amp;amp; &lt;b&gt;Qwen&lt;/b&gt; – é</title><link>
 /2026/a?utm_source=rss&amp;id=7
</link><pubDate>Fri, 27 Nov 2026 10:00:00 GMT</pubDate>
<description>&lt;p&gt;Text about Qwen.&lt;/p&gt;&lt;p&gt;More.&lt;/p&gt;</description></item>
<item><title>Weather</title><guid isPermaLink="false">17</guid><pubDate>Fri, 27 Nov 2096 10:00:00 GMT</pubDate></item>
<item><description></description></item></channel></rss>"""
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Filings</title><entry><title>6-K</title>
<id>urn:tag:sec.gov,2008:accession-number=0001104659-26-099220</id><updated>2026-08-20T16:05:09-04:00</updated>
<link rel="alternate" href="https://www.sec.gov/x-index.htm"/></entry></feed>"""


def items(body: bytes, address: str = "https://news.example/feed.xml") -> tuple[feed.Item, ...]:
    return feed.read_feed(body, address, NOW).items


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252", "utf-16", "utf-16-be"])
def test_rss_is_read_in_its_encoding_with_titles_and_links_made_plain(encoding: str) -> None:
    declared = "utf-16" if encoding == "utf-16-be" else encoding
    text = RSS.format(encoding=declared)
    raw = (b"\xfe\xff" if encoding == "utf-16-be" else b"") + text.encode(encoding, "xmlcharrefreplace")
    found = feed.read_feed(raw, "https://news.example/feed.xml", NOW)
    first, second = found.items
    assert first.title == "Alibaba & Qwen – é"
    assert first.url == "https://news.example/2026/a?utm_source=rss&id=7"
    assert first.key == "https://news.example/2026/a?id=7"
    assert (first.published, first.text) == (date(2026, 11, 27), "Text about Qwen.\nMore.")
    assert (second.key, second.published, second.url) == ("news.example 17", None, "")
    assert found.left_out == 1


def test_atom_and_json_feed_are_read() -> None:
    (entry,) = items(ATOM)
    assert (entry.key, entry.published) == (
        "news.example urn:tag:sec.gov,2008:accession-number=0001104659-26-099220",
        date(2026, 8, 20),
    )
    body = {
        "version": "https://jsonfeed.org/version/1.1", "title": "J",
        "items": [
            {"id": "https://j.example/1", "url": "https://j.example/1", "title": "One",
             "date_published": "2026-11-01T08:00:00Z", "content_html": "<p>x</p>"},
            {"id": "2", "content_text": "No title at all"},
            3,
        ],
    }  # fmt: skip
    first, two = items(json.dumps(body).encode())
    assert (first.key, first.title, first.published, first.text) == (
        "https://j.example/1",
        "One",
        date(2026, 11, 1),
        "x",
    )
    assert two.title == "No title at all"


@pytest.mark.parametrize(
    "broken",
    [
        RSS.format(encoding="utf-8")[:-40].encode(),
        RSS.format(encoding="utf-8").replace("é", "&eacute;").encode(),
        RSS.format(encoding="utf-8").encode("cp1252", "replace"),
        RSS.format(encoding="no-such").encode(),
        RSS.format(encoding="utf-8").replace("</item>", "", 1).encode(),
    ],
)
def test_broken_xml_is_read_as_far_as_it_goes(broken: bytes) -> None:
    assert any("Qwen" in each.title for each in items(broken))


def test_a_page_a_bomb_and_rubbish_are_refused() -> None:
    entities = b'<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
    bomb = b"<!DOCTYPE l [" + entities + b"]><rss><channel><item><title>&b;</title></item></channel></rss>"
    for body, words in (
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "a page came"),
        (bomb, "entities"),
        (b"{}", "no feed"),
        (b"nothing of the kind", "no feed"),
        (b"", "no feed"),
        (b'{"version": 1, "items": []}', "no feed"),
        (b" " * 4_000_000, "larger than"),
    ):
        with pytest.raises(InputError, match=words):
            items(body)


def test_of_twenty_thousand_items_the_first_are_read_and_the_rest_counted() -> None:
    pattern = "<item><title>Item {0}</title><link>https://e.example/{0}</link></item>"
    body = f"<rss version='2.0'><channel>{''.join(pattern.format(n) for n in range(20_000))}</channel></rss>".encode()
    found = feed.read_feed(body, "https://e.example/", NOW)
    assert (len(found.items), found.left_out) == (500, 19_500)
    assert found.items[0].title == "Item 0"


def test_escapes_and_markup_never_reach_a_title() -> None:
    title = "A\x9b31m &#x1b;[2J [bold]x[/] &lt;script&gt;alert(1)&lt;/script&gt;"
    item_of = f"<item><title>{title}</title><link>javascript:alert(1)</link></item>"
    body = f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel>{item_of}</channel></rss>".encode()
    (item,) = items(body)
    assert item.title.isprintable()
    assert item.title.endswith("[bold]x[/]")
    assert item.url == ""


def test_addresses_that_differ_only_in_who_sent_the_reader_are_one() -> None:
    same = {feed.canonical(each) for each in (
        "https://www.example.com/a/?utm_source=x&id=3#top", "http://example.com/a?id=3", "https://example.com/a/?id=3&fbclid=9",
    )}  # fmt: skip
    assert same == {"https://example.com/a?id=3"}
    assert feed.canonical("https://example.com/a?id=4") not in same
    assert feed.canonical("https://[") == ""


def test_items_that_name_nothing_of_the_thesis_are_left_out_and_counted() -> None:
    found = feed.read_feed(RSS.format(encoding="utf-8").encode(), "https://news.example/feed.xml", NOW)
    retained, left_out = feed.documents(found, NEWS, ["Qwen", "Alibaba"])
    assert [(each.title, each.why) for each in retained] == [("Alibaba & Qwen – é", "names “Qwen”")]
    assert left_out == 2


@given(st.binary(max_size=300))
def test_no_bytes_break_a_feed(raw: bytes) -> None:
    for body in (
        raw,
        b"<rss version='2.0'><channel><item>" + raw,
        b'{"version":"https://jsonfeed.org/version/1","items":[' + raw,
    ):
        try:
            found = feed.read_feed(body, "https://e.example/", NOW)
        except InputError:
            continue
        assert all(each.title for each in found.items)
