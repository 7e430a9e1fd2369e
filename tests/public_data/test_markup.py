"""Tags and text of pages, and what is made of broken ones."""

from __future__ import annotations

import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thesis_tui.public_data.markup import events


def text_of(page: str) -> str:
    return "".join(data for _, _, _, data in events(page))


def tags_of(page: str) -> list[str]:
    return [f"{closes}{name}" for closes, name, _, _ in events(page) if name]


@pytest.mark.parametrize(
    ("page", "tags", "text"),
    [
        ("a<b>c</B>d", ["b", "/b"], "acd"),
        ("x < y <b>z", ["b"], "x < y z"),
        ('<td title="a>b">q</td>', ["td", "/td"], "q"),
        ("<td title='a<b'>q</td>", ["td", "/td"], "q"),
        ('<td width="5>q</td><td>r</td>', ["td", "/td", "td", "/td"], "qr"),
        ("<a <b>c", ["a"], "c"), ("<script/>a<b>c", ["script", "b"], "ac"),
        ("<!-- x <td> -->y<p>z", ["p"], "yz"),
        ("<!DOCTYPE html><?xml x?><p>a", ["p"], "a"),
        ("<![CDATA[x<y]]>z", [], "z"),
        ("<script>if(a<b)'</p>'</script>after", ["script", "/script"], "after"),
        ("<style>p>a{}</style>b", ["style", "/style"], "b"),
        ("<title>A <b></title>t", ["title", "/title"], "A <b>t"),
        ("&amp;&#8212;&nbsp;&lt;td&gt;", [], "&\u2014\xa0<td>"),
        ("<", [], "<"), ("<p", [], "<p"), ("</ p>x", [], "</ p>x"), ("<1>", [], "<1>"), ("<!-- never", [], ""),
        ("", [], ""),
    ],
)  # fmt: skip
def test_tags_and_text_are_told_apart(page: str, tags: list[str], text: str) -> None:
    assert tags_of(page) == tags
    assert text_of(page) == text


class _Library(HTMLParser):
    """The standard library's reading of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.seen.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        self.seen.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.seen.append(data)


PIECES = st.sampled_from(
    [
        "<td>", "</td>", '<td colspan="3">', "<tr>", "</tr>", "<TABLE border=0>", "</table>", "<br/>", "12,3", "$",
        "&nbsp;", "&amp;", "&#8212;", "<!-- c -->", '<a href="x?a=1&b=2">', "</a>", "<font style='a:b'>", " ", "\n",
        "<ix:nonfraction>",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40))
def test_a_page_without_faults_is_read_as_the_standard_library_reads_it(pieces: list[str]) -> None:
    page = "".join(pieces)
    ours = "".join(
        (f"<{closes}{name}>{f'</{name}>' if attributes.endswith('/') else ''}" if name else "") + data
        for closes, name, attributes, data in events(page)
    )
    assert ours == "".join(_Library(page).seen)


@given(st.text(alphabet="<>/!-\"'a &;=\n", max_size=200))
def test_no_page_breaks_it(page: str) -> None:
    assert len(text_of(page)) <= len(page)


@pytest.mark.parametrize(
    "piece", ["<a ", '<a "', "<a '", "<!--", "<", "<script>", "<![CDATA[", '<td x="<', "<td x='>", "</", "<b><a "]
)
def test_a_page_made_to_last_takes_no_longer_than_its_length(piece: str) -> None:
    page = piece * (200_000 // len(piece))
    begun = time.process_time()
    for _ in events(page):
        pass
    assert time.process_time() - begun < 3
